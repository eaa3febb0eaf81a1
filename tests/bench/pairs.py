#!/usr/bin/env python3
"""Counts what `check/language` knows of Chinese: templates/pairs.bin, templates/borders.txt, templates/sounds.txt.

    pairs.py DICT TEXTS... : DICT is jieba's dict.txt (word, frequency, tag), TEXTS are folders of proofread texts (laws, as *.md);
    the module pypinyin must be installed

pairs.bin is two Bloom filters of pairs of neighbouring characters: those that any text or word has (2^22 bits), and those that stand
50 times and more in the texts (2^19 bits). `src/check/language/sounds.rs` asks them with the same hash.
"""
import collections
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


def write_sounds():
    from pypinyin import Style, pinyin

    def plain(sound):
        sound = re.sub("^(z|c|s)h", r"\1", sound)
        return re.sub("(i|e)ng$", r"\1n", sound)

    level_one = [bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)]
    sounds = collections.defaultdict(list)
    for c in (code.decode("gb2312") for code in level_one):
        for sound in sorted({plain(s) for s in pinyin(c, style=Style.NORMAL, heteronym=True)[0][:2]}):
            sounds[sound].append(c)
    path = DATA / "sounds.txt"
    lines = ("".join(alike) for _, alike in sorted(sounds.items()) if len(alike) > 1)
    path.write_text(head(path) + "\n".join(lines) + "\n")


def main(dictionary, folders):
    entries = (line.split() for line in open(dictionary))
    words = {e[0]: (int(e[1]), e[2] if len(e) > 2 else "") for e in entries if all(map(han, e[0]))}
    paths = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.md"))]
    text = "\n".join(path.read_text(errors="ignore") for path in paths)
    write_pairs(words, text)
    write_borders(words, text)
    write_sounds()


main(sys.argv[1], sys.argv[2:])
