#!/usr/bin/env python3
"""Counts what `check/language` knows of Chinese: templates/pairs.bin, borders.txt, field.txt, sounds.txt, shapes.txt.

    pairs.py DICT TEXTS... : DICT is jieba's dict.txt (word, frequency, tag), TEXTS are folders of proofread texts (laws, as *.md).
    Without TEXTS: field.txt, sounds.txt and shapes.txt alone, which need none.
    pypinyin (for sounds.txt), pillow and numpy (for shapes.txt, from the fonts in fonts/) must be installed

pairs.bin is two Bloom filters of pairs of neighbouring characters: those that any text or word has (2^22 bits), and those that stand
50 times and more in the texts (2^19 bits). `src/check/language/sounds.rs` asks them with the same hash.
"""
import collections
import math
import pathlib
import re
import sys

SEEN, OFTEN, KEYS = 1 << 22, 1 << 19, 5
MASK = (1 << 64) - 1
ROOT = pathlib.Path(__file__).parents[2]
DATA = ROOT / "templates"


def places(pair, bits):
    """The bits of a pair: one 64-bit product, cut in two, the second half stepping."""
    key = ord(pair[0]) << 32 | ord(pair[1])
    product = key * 0x9E3779B97F4A7C15 & MASK
    product ^= product >> 32
    product = product * 0xD6E8FEB86659FD93 & MASK
    product ^= product >> 32
    low, step = product & 0xFFFFFFFF, product >> 32 | 1
    return [(low + i * step) % bits for i in range(KEYS)]


def bloom(pairs, bits):
    filled = bytearray(bits // 8)
    for pair in pairs:
        for at in places(pair, bits):
            filled[at // 8] |= 1 << at % 8
    return filled


def han(c):
    return "\u4e00" <= c <= "\u9fff"


def head(path):
    """The comment that a file opens with."""
    return "".join(line for line in path.read_text().splitlines(True) if line.startswith("#"))


def write_pairs(words, text):
    common = collections.Counter()
    for run in re.findall(r"[\u4e00-\u9fff]{2,}", text):
        common.update(run[i : i + 2] for i in range(len(run) - 1))
    seen = set(common) | {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    often = [pair for pair, count in common.items() if count >= 50]
    (DATA / "pairs.bin").write_bytes(bloom(sorted(seen), SEEN) + bloom(sorted(often), OFTEN))
    print(f"{len(seen)} pairs seen, {len(often)} often")


def own_words(words):
    """The first two characters of the words that such reports have: of right sentences, the lexicon and the terms."""
    tests = sorted((ROOT / "tests" / "prose").glob("*.txt")) + sorted((ROOT / "tests" / "reports").glob("*.txt"))
    lists = ("words-words.txt", "words-terms.txt")
    lines = [line[2:] for path in tests if path.name not in lists for line in path.read_text().splitlines() if line[:1] in "= "]
    right = collections.Counter(line[i : i + 2] for line in lines for i in range(len(line) - 1))
    own = {pair for pair, count in right.items() if count >= 3 and words.get(pair, (0,))[0] >= 50}
    for name in ("lexicon.yaml", "terms.yaml"):
        for word in re.findall(r"[\u4e00-\u9fff]+", (DATA / name).read_text()):
            if words.get(word[:2], (0,))[0] >= 200:
                own.add(word[:2])
    return own


def write_borders(words, text):
    own = own_words(words)
    begins, ends, firsts = collections.defaultdict(set), collections.defaultdict(set), {pair[0] for pair in own}
    for word, (frequency, tag) in words.items():
        if len(word) < 2 or tag.startswith(("nr", "ns", "nz", "nt")) or len(set(word)) < len(word):
            continue
        if frequency >= 15:
            begins[word[0]].add(word[1])
        if frequency >= 60 and word[-1] in firsts:
            ends[word[-1]].add(word[-2])
    doubled = collections.Counter(
        (text[m.start() - 1], m.group(1), text[m.end() : m.end() + 1]) for m in re.finditer(r"([\u4e00-\u9fff])\1", text)
    )
    for (before, c, after), count in doubled.items():
        if count >= 2 and after and han(after):
            begins[c].add(after)
        if count >= 2 and han(before) and c in firsts:
            ends[c].add(before)
    rows = []
    for c in sorted(begins):
        common = "".join(sorted(a for a in begins[c] if c + a in own))
        rest = "".join(sorted(a for a in begins[c] if c + a not in own))
        rows.append("\t".join((c, common, rest, "".join(sorted(ends[c])) if common else "")).rstrip("\t"))
    path = DATA / "borders.txt"
    path.write_text(head(path) + "\n".join(rows) + "\n")


def segmented(run, words, total):
    """The likeliest words of a run of Han characters."""
    best, step = [0.0], [0]
    for end in range(1, len(run) + 1):
        starts = range(max(0, end - 4), end)
        rated = [(best[at] + math.log(max(words.get(run[at:end], (0,))[0], 0.1) / total), at) for at in starts
                 if end - at == 1 or run[at:end] in words]
        score, at = max(rated)
        best.append(score)
        step.append(at)
    end = len(run)
    while end:
        yield run[step[end] : end]
        end = step[end]


def write_field(words):
    """The words of two characters of right sentences, the terms and the lexicon, beside those that the file has; its other lines stay:
    what stands alone (jieba's characters of 15,000 times and more without surnames) and what is right though no dictionary has it."""
    total = sum(frequency for frequency, _ in words.values())
    right = [line[2:] for path in sorted((ROOT / "tests" / "prose").glob("*.txt")) for line in path.read_text().splitlines() if line[:2] == "= "]
    right += [path.read_text() for path in sorted((ROOT / "tests" / "reports").glob("*.yaml"))]
    right += [path.read_text().split("\n---\n")[0] for path in sorted((ROOT / "tests" / "prose" / "long").glob("*.txt"))]
    counts = collections.Counter()
    for text, weight in [("\n".join(right), 1)] + [((DATA / name).read_text(), 2) for name in ("terms.yaml", "lexicon.yaml")]:
        for run in re.findall(r"[\u4e00-\u9fff]+", text):
            for word in segmented(run, words, total):
                counts[word] += weight
    common = lambda word: words.get(word, (0,))[0] >= (200 if counts[word] == 1 else 50)
    listed = {run for name in ("terms.yaml", "lexicon.yaml") for run in re.findall(r"[\u4e00-\u9fff]+", (DATA / name).read_text())}
    path = DATA / "field.txt"
    known, *kept = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    own = {word for word in counts if len(word) == 2 and (common(word) or word in listed and word in words)}
    # Of what stands behind a number any unit may be meant.
    own = {word for word in own if word[0] not in "余万"}
    own |= {known[at : at + 2] for at in range(0, len(known), 2)}
    path.write_text(head(path) + "\n".join(["".join(sorted(own)), *kept]) + "\n")
    print(f"{len(own)} words of the field")


def level_one():
    rows = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)]
    return [code.decode("gb2312") for code in rows]


def write_shapes():
    """Characters that look alike: drawn with three faces, blurred, and held against each other; of each the five nearest that are near."""
    import numpy
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    size, near, most = 32, 0.74, 5
    chars = level_one()
    alike = 0
    for face in ("FandolFang-Regular", "NotoSansSC-Medium-8105", "FandolKai-Regular"):
        font = ImageFont.truetype(str(ROOT / "fonts" / f"{face}.ttf"), size - 2)
        drawn = []
        for c in chars:
            image = Image.new("L", (size, size), 0)
            ImageDraw.Draw(image).text((size // 2, size // 2), c, font=font, fill=255, anchor="mm")
            pixels = numpy.asarray(image.filter(ImageFilter.GaussianBlur(1)), dtype=numpy.float32).ravel()
            pixels -= pixels.mean()
            drawn.append(pixels / numpy.linalg.norm(pixels))
        drawn = numpy.array(drawn)
        alike = alike + drawn @ drawn.T / 3
    numpy.fill_diagonal(alike, 0)
    pairs = collections.defaultdict(dict)
    for one, row in enumerate(alike):
        for other in numpy.argsort(-row)[:most]:
            if row[other] >= near:
                pairs[chars[one]][chars[other]] = pairs[chars[other]][chars[one]] = row[other]
    lines = (c + "\t" + "".join(sorted(pairs[c], key=lambda other: (-pairs[c][other], other))) for c in sorted(pairs))
    path = DATA / "shapes.txt"
    path.write_text(head(path) + "\n".join(lines) + "\n")


def write_sounds():
    from pypinyin import Style, pinyin

    def plain(sound):
        sound = re.sub("^(z|c|s)h", r"\1", sound)
        return re.sub("(i|e)ng$", r"\1n", sound)

    sounds = collections.defaultdict(list)
    for c in level_one():
        for sound in sorted({plain(s) for s in pinyin(c, style=Style.NORMAL, heteronym=True)[0][:2]}):
            sounds[sound].append(c)
    path = DATA / "sounds.txt"
    lines = ("".join(alike) for _, alike in sorted(sounds.items()) if len(alike) > 1)
    path.write_text(head(path) + "\n".join(lines) + "\n")


def main(dictionary, folders):
    entries = (line.split() for line in open(dictionary))
    words = {e[0]: (int(e[1]), e[2] if len(e) > 2 else "") for e in entries if all(map(han, e[0]))}
    write_field(words)
    write_sounds()
    write_shapes()
    if not folders:
        return
    paths = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.md"))]
    text = "\n".join(path.read_text(errors="ignore") for path in paths)
    write_pairs(words, text)
    write_borders(words, text)


main(sys.argv[1], sys.argv[2:])
