#!/usr/bin/env python3
"""Gathers what proofread texts have and the program would mark as a wrong word: templates/attested.txt.

    attested.py FOLDER... : folders of proofread texts (*.md, *.txt), a folder a source; those of the file are the ones that
                            templates/chinese.txt is counted from (see words.py), each province and city, law and month of news apart

PROGRAM= names the program (target/release/nianbao). What it marks (G01, G02) is kept with the two characters beside a single one, with the
one beside a longer stretch, where two sources have it at least; and not what any wrong sentence of tests/prose has. What the file has already is not marked and
stays; empty it and build to begin anew.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "templates" / "attested.txt"
PROGRAM = os.environ.get("PROGRAM", str(ROOT / "target/release/nianbao"))
# How many sources must have a stretch; characters of a report that is checked, and of the shortest paragraph.
SOURCES, LONGEST, SHORTEST = 2, 4000, 10
HAN = re.compile("[\u4e00-\u9fff]")


def reports(folder):
    """The texts of a folder as paragraphs of reports, and the source of each."""
    folder = pathlib.Path(folder)
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt")):
        within = path.relative_to(folder)
        # A law is one by itself, news are one a month.
        source = f"{folder.name}/{within.parts[0] if len(within.parts) > 1 else within.stem[:6]}"
        if folder.name == "laws":
            source = str(within)
        text = re.sub("^---.*?---\n", "", path.read_text(errors="ignore"), flags=re.S)
        lines = [re.sub(r"[*#>|`\[\]!\t]", "", line).strip() for line in text.split("\n")]
        body = []
        for line in lines:
            if len(HAN.findall(line)) >= SHORTEST and not line.startswith(("http", "(", "<")):
                body.append(line)
            if sum(map(len, body)) > LONGEST:
                yield source, body
                body = []
        if body:
            yield source, body


def marked(folder):
    """Each stretch that is marked, with its sources."""
    found = collections.defaultdict(set)
    with tempfile.TemporaryDirectory() as work:
        bodies = {}
        for number, (source, body) in enumerate(reports(folder)):
            lines = ["机关: 青禾县水务局", "机关类别: 县级部门", "年度: 2025", "总体情况: |", *("  " + line for line in body), EMPTY]
            pathlib.Path(work, f"{number}.yaml").write_text("\n".join(lines))
            bodies[f"{number}.yaml"] = source, lines
        if not bodies:
            return found
        said = subprocess.run([PROGRAM, "check", work, "--format", "json"], capture_output=True, text=True).stdout
        for finding in json.loads(said):
            if finding["code"] not in ("G01", "G02") or finding["line"] != finding["end_line"]:
                continue
            source, lines = bodies[os.path.basename(finding["file"])]
            if finding["line"] > len(lines) - 1:
                continue
            line, start, end = lines[finding["line"] - 1], finding["column"] - 1, finding["end_column"] - 1
            beside = 2 if end - start == 1 else 1
            for stretch in (line[max(2, start - beside) : end], line[start : end + beside]):
                # A space stands anywhere.
                if len(stretch) == end - start + beside and " " not in stretch:
                    found[stretch].add(source)
    return found


EMPTY = """主动公开政府信息情况:
  规章: [0, 0, 0]
  行政规范性文件: [0, 0, 0]
  行政许可: 0
  行政处罚: 0
  行政强制: 0
  行政事业性收费: 0
"""


def wrong_texts():
    """The sentences of the tests in which something is marked, and the whole reports with each of their faults."""
    for path in sorted((ROOT / "tests" / "prose").glob("*.txt")):
        yield from (line for line in path.read_text().splitlines() if line[:1] in "!?")
    for path in sorted((ROOT / "tests" / "prose" / "long").glob("*.txt")):
        report, faults = path.read_text().split("\n---\n")
        for fault in faults.splitlines():
            old, arrow, new = fault.partition(" | ")[2].partition(" → ")
            at = report.find(old) if arrow else -1
            if at >= 0:
                yield report[max(0, at - 4) : at] + new + report[at + len(old) :][:4]


def main(*folders):
    sources = collections.defaultdict(set)
    for folder in folders:
        for stretch, of in marked(folder).items():
            sources[stretch] |= of
    wrong = "\n".join(wrong_texts())
    lines = FILE.read_text().splitlines()
    comments, known = [line for line in lines if line.startswith("#")], {line for line in lines if line and not line.startswith("#")}
    more = {stretch for stretch, of in sources.items() if len(of) >= SOURCES}
    right = {stretch for stretch in known | more if stretch not in wrong}
    FILE.write_text("\n".join([*comments, *sorted(right)]) + "\n")
    print(f"{len(sources)} stretches marked, {len(right - known)} of them new, {len(right)} in all")


if __name__ == "__main__":
    main(*sys.argv[1:])
