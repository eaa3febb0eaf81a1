#!/usr/bin/env python3
"""Counts what `check/language` knows of Chinese characters: templates/borders.txt, sounds.txt, shapes.txt.

    characters.py DICT TEXTS... : DICT is jieba's dict.txt (word, frequency, tag), TEXTS are folders of proofread texts (laws, as *.md).
    Without TEXTS: sounds.txt and shapes.txt alone, which need none.
    pypinyin (for sounds.txt), pillow and numpy (for shapes.txt, from the fonts in fonts/) must be installed
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[2]
DATA = ROOT / "templates"


def han(c):
    return "\u4e00" <= c <= "\u9fff"


def head(path):
    """The comment that a file opens with."""
    return "".join(line for line in path.read_text().splitlines(True) if line.startswith("#"))


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


def level_one():
    rows = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)]
    return [code.decode("gb2312") for code in rows]


def level_two():
    return [bytes([row, cell]).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF)]


def meant_too():
    """Characters of the second level that common words and idioms have, by templates/chinese.txt: 瑕疵, 蜻蜓点水. They are meant too."""
    words = [word for line in (DATA / "chinese.txt").read_text().splitlines() if not line.startswith("#") for word in line.split(" ")[1:] if "*" in line[:4] or len(word) == 4]
    return sorted(set("".join(words)) & set(level_two()))


def others():
    """Characters that GB 2312 does not have in its first level, up to the end of GBK's: such may be picked, none is meant."""
    return sorted(set(map(chr, range(0x4E00, 0x9FA6))) - set(level_one()))


def write_shapes():
    """Characters that look alike: drawn with three faces, blurred, and held against each other; of each the five nearest that are near,
    of one outside of the first level the three nearest within it, by the faces that have it."""
    import numpy
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    size, near, most = 32, 0.74, 5
    chars, rare = level_one(), others()

    def draw(font, c):
        image = Image.new("L", (size, size), 0)
        ImageDraw.Draw(image).text((size // 2, size // 2), c, font=font, fill=255, anchor="mm")
        pixels = numpy.asarray(image.filter(ImageFilter.GaussianBlur(1)), dtype=numpy.float32).ravel()
        pixels -= pixels.mean()
        return pixels / max(numpy.linalg.norm(pixels), 1e-6)

    alike, rarely, faces = 0, 0, numpy.zeros(len(rare))
    for face in ("FandolFang-Regular", "NotoSansSC-Medium-8105", "FandolKai-Regular", "NotoSerifSC-Regular"):
        font = ImageFont.truetype(str(ROOT / "fonts" / f"{face}.ttf"), size - 2)
        drawn, none = numpy.array([draw(font, c) for c in chars]), draw(font, "\U0010ffff")
        if face != "NotoSerifSC-Regular":
            alike = alike + drawn @ drawn.T / 3
        picked = numpy.array([draw(font, c) for c in rare])
        known = numpy.abs(picked - none).max(axis=1) > 1e-3
        rarely, faces = rarely + (picked * known[:, None]) @ drawn.T, faces + known
    rarely /= numpy.maximum(faces, 1)[:, None]
    numpy.fill_diagonal(alike, 0)
    pairs = collections.defaultdict(dict)
    for one, row in enumerate(alike):
        for other in numpy.argsort(-row)[:most]:
            if row[other] >= near:
                pairs[chars[one]][chars[other]] = pairs[chars[other]][chars[one]] = row[other]
    for c, row in zip(rare, rarely):
        for other in numpy.argsort(-row)[:3]:
            if row[other] >= near:
                pairs[c][chars[other]] = row[other]
    for c in set(rare) & set(meant_too()):
        for other, likeness in list(pairs[c].items()):
            pairs[other][c] = likeness
    lines = (c + "\t" + "".join(sorted(pairs[c], key=lambda other: (-pairs[c][other], other))) for c in sorted(pairs))
    path = DATA / "shapes.txt"
    path.write_text(head(path) + "\n".join(lines) + "\n")


def write_sounds():
    from pypinyin import Style, pinyin

    def plain(sound):
        sound = re.sub("^(z|c|s)h", r"\1", sound)
        return re.sub("(i|e)ng$", r"\1n", sound)

    def syllables(c):
        return sorted({plain(s) for s in pinyin(c, style=Style.NORMAL, heteronym=True)[0][:2]})

    sounds, typed = collections.defaultdict(list), collections.defaultdict(list)
    for c in level_one():
        for sound in syllables(c):
            sounds[sound].append(c)
    too = meant_too()
    for c in level_two():
        for sound in syllables(c):
            (sounds if c in too else typed)[sound].append(c)
    path = DATA / "sounds.txt"
    rows = ((alike, typed[sound]) for sound, alike in sorted(sounds.items()) if len(alike) + len(typed[sound]) > 1)
    lines = (" ".join(filter(None, map("".join, row))) for row in rows)
    path.write_text(head(path) + "\n".join(lines) + "\n")


def main(dictionary, folders):
    entries = (line.split() for line in open(dictionary))
    words = {e[0]: (int(e[1]), e[2] if len(e) > 2 else "") for e in entries if all(map(han, e[0]))}
    write_sounds()
    write_shapes()
    if not folders:
        return
    paths = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.md"))]
    text = "\n".join(path.read_text(errors="ignore") for path in paths)
    write_borders(words, text)


main(sys.argv[1], sys.argv[2:])
