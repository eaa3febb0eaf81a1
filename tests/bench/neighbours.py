#!/usr/bin/env python3
"""Counts which words stand beside which: templates/neighbours.txt, by which `check/language` knows a word that was typed for another of
the same sound.

    neighbours.py DICT LAWS WORK NEWS REPORTS : as for words.py, whose chinese.txt must be made before; REPORTS is one folder more, of
                                                right texts in the manner of the reports
    pypinyin must be installed

A word may be meant if texts of the state have it often; what is typed for it is any word of the dictionary that is not far commoner, of
the same sound in letters (after ~: but for zh and z, ch and c, sh and s, ng and n). Two words go together if they stand beside each other
e times as often as by chance at least, and not once only; the level is the logarithm, at most 4. 、 between two is passed over; what is
no Han character is one word: digits 9, letters A, all others ，. A line that stands in the texts more than once is counted once.
"""
import collections
import functools
import math
import pathlib
import re
import sys

from pypinyin import lazy_pinyin

from words import FILE as WORDS, HAN, LONGEST, ROOT, cut, folder, right_texts

FILE = ROOT / "templates" / "neighbours.txt"
# How much a text counts; how often, weighted, a word must stand to be meant, and words beside each other to go together.
WEIGHTS = {"laws": 1, "work": 4, "news": 1, "reports": 30}
MEANT, TOGETHER = 100, 12
# The rarest words of the dictionary that are typed, of the same and of roughly the same sound; how much commoner than what is meant they
# may be, in sixths of a nat.
TYPED, COMMONER = (10, 50), 12
# The strongest level, and the smoothing of what is expected.
STRONGEST, SMOOTH = 4, 1.0
# What stands in a sentence: Han characters, and each run of others by its first.
PART = re.compile("[\u4e00-\u9fff]+|[0-9]+|[A-Za-zＡ-Ｚａ-ｚ]+|[^\u4e00-\u9fff0-9A-Za-zＡ-Ｚａ-ｚ 　、]+")
NUMERALS = "二三四五六七八九十百千万亿两零〇"


def vocabulary():
    """The words of chinese.txt: what each costs in sixths of a nat, and which are common."""
    costs, common = {}, set()
    for line in WORDS.read_text().splitlines():
        head, _, words = line.partition(" ")
        if head.rstrip("*").isdigit():
            costs.update(dict.fromkeys(words.split(), int(head.rstrip("*"))))
            common.update(words.split() if head.endswith("*") else ())
    return costs, common


def tokens(line, cut):
    """The words of a line and what stands between them, between two marks."""
    last = "，"
    yield last
    for part in PART.findall(line):
        whole = HAN.match(part)
        for word in cut(part) if whole else ["9" if part[0].isdigit() else "A" if part[0].isalpha() else "，"]:
            if whole or word != last:
                yield word
            last = word
    if last != "，":
        yield "，"


def count(texts, costs, weight, words, pairs):
    """Counts the words of texts, and pairs of neighbours; 行政处罚 is 行政 beside 处罚 too."""
    split = functools.cache(lambda run: cut(run, costs))
    halves = functools.cache(lambda word: next(((word[:at], word[at:]) for at in (2, 1) if len(word) > 2 and word[:at] in costs and word[at:] in costs), (word, word)))
    for line in {line for text in texts for line in text.split("\n") if len(line) > 1}:
        row = list(tokens(line, split))
        for word in row:
            words[word] += weight
            if halves(word)[0] != word:
                pairs[halves(word)] += weight
        for one, other in zip(row, row[1:]):
            for pair in {(one, other), (halves(one)[1], other), (one, halves(other)[0])}:
                pairs[pair] += weight


@functools.cache
def sound(word):
    """The syllables of a word, without tones."""
    return tuple(lazy_pinyin(word))


@functools.cache
def rough(word):
    """The same, with what many do not tell apart."""
    return tuple(re.sub("^([zcs])h", r"\1", syllable).removesuffix("g") if syllable.endswith("ng") else re.sub("^([zcs])h", r"\1", syllable) for syllable in sound(word))


def is_typed(written, meant):
    """Whether one may be typed for the other: 三级 is no slip for 山脊."""
    numbers = all(a == b or a not in NUMERALS and b not in NUMERALS for a, b in zip(written, meant))
    return written != meant and len(written) == len(meant) and numbers


def confusions(dictionary, costs, meant, reported, by_hand):
    """Of each word that is meant those typed for it, of the same sound and of roughly the same: neither what reports have oftener than
    it nor what is listed by hand."""
    by_sound = collections.defaultdict(list)
    for word in meant:
        by_sound[rough(word)].append(word)
    typed = {word: ([], []) for word in meant}
    for line in open(dictionary):
        written, frequency, _ = line.split(" ")
        if written in by_hand or not HAN.fullmatch(written) or not 2 <= len(written) <= LONGEST:
            continue
        for word in by_sound[rough(written)]:
            near = sound(written) != sound(word)
            rare = int(frequency) < TYPED[near] or costs.get(written, math.inf) - costs[word] < -COMMONER
            if is_typed(written, word) and not rare and reported[written] <= reported[word]:
                typed[word][near].append(written)
    return {word: lists for word, lists in typed.items() if any(lists)}


def together(costs, words, pairs, typed):
    """What goes together, by the second word, or by the first if only that is one of a pair: level and neighbour."""
    whole = sum(words.values())
    share = lambda word: math.exp(-costs[word] / 6) if word in costs else words[word] / whole
    ours = set(typed) | {written for lists in typed.values() for written in sum(lists, []) if written in costs}
    before, behind = collections.defaultdict(list), collections.defaultdict(list)
    for (a, b), count in pairs.items():
        if count < TOGETHER or not (a in ours or b in ours):
            continue
        level = math.log((count + SMOOTH) / (share(a) * share(b) * whole + SMOOTH))
        if level >= 1:
            entry = min(round(level), STRONGEST)
            if b in ours:
                before[b].append((entry, a))
            else:
                behind[a].append((entry, b))
    return before, behind


def levels(entries):
    """The neighbours of a word, a level's digit before its first."""
    line, level = [], 0
    for entry, word in sorted(entries):
        line.append(f"{entry if entry != level else ''}{word}")
        level = entry
    return " ".join(line)


def main(dictionary, *folders):
    costs, common = vocabulary()
    words, pairs = collections.Counter(), collections.Counter()
    sources = {name: folder(path) for name, path in zip(("laws", "work", "news"), folders)}
    sources["reports"] = [*right_texts(), *folder(folders[3])]
    reported = collections.Counter()
    count(sources.pop("reports"), costs, WEIGHTS["reports"], reported, pairs)
    words.update(reported)
    for name, texts in sources.items():
        count(texts, costs, WEIGHTS[name], words, pairs)
    meant = [word for word in common if 2 <= len(word) <= LONGEST and words[word] >= MEANT]
    comments, by_hand = [], []
    for line in FILE.read_text().splitlines():
        (comments if line.startswith("#") else by_hand).append(line)
    typed = confusions(dictionary, costs, meant, reported, by_hand[0].split())
    before, behind = together(costs, words, pairs, typed)
    lines = [f"{word} {' '.join([*map(''.join, exact), *('~' + written for written in near)])}" for word, (exact, near) in sorted(typed.items())]
    rows = [f"{word}<{levels(before[word])}>{levels(behind[word])}" for word in sorted({*before, *behind})]
    FILE.write_text("\n".join([*comments, by_hand[0], *lines, "", *rows]) + "\n")
    print(f"{len(typed)} words meant, {sum(len(a) + len(b) for a, b in typed.values())} typed, {sum(map(len, [*before.values(), *behind.values()]))} pairs", FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
