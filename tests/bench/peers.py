"""nianbao against Typst: time, memory and size of the same reports. Called by peers.sh; standard library and `typst` only."""

import argparse
import collections
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPORTS = 200


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--typst", default="")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--loop", type=Path, help="(internal) one process that sets all reports into this folder")
    parser.add_argument("--one", type=Path, help="(internal) one process that sets this report")
    parser.add_argument("--out", type=Path, help="(internal) where to")
    return parser.parse_args()


def compiler(root):
    import typst

    template, fonts = root / "tests/bench/report.typ", root / "fonts"
    return typst.Compiler(str(template), root="/", font_paths=[str(fonts)], ignore_system_fonts=True)


def typst_pdf(compiler, report):
    return compiler.compile(format="pdf", sys_inputs={"report": str(report)})


def run(command, fine=(0,)):
    """Seconds by the clock, seconds of the processor, and peak KiB of one whole process (never below this one's own)."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) not in fine:
        sys.exit(f"{command}: {said.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def alternate(commands, runs):
    """Medians of commands run in turn, so that all meet the same machine; one run each is not counted."""
    results = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            result = run(command)
            if turn > 0:
                results[name].append(result)
    return {name: [statistics.median(column) for column in zip(*each)] for name, each in results.items()}


def text(pdf):
    """Every character and how often, without blanks and page numbers: readers order table cells differently."""
    out = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True).stdout
    out = re.sub(r"^\s*—\s*\d+\s*—\s*$", "", out, flags=re.M)
    return collections.Counter(re.sub(r"\s", "", out))


def agree(ours, theirs):
    more, less = text(ours) - text(theirs), text(theirs) - text(ours)
    if more or less:
        sys.exit(f"the texts differ: only in {ours} {more}, only in {theirs} {less}")


def generated(root, folder, count):
    """Reports of as many offices: figures that hold, prose drawn from published reports."""
    dice = random.Random(2023)
    sample = (root / "tests/reports/dengtalu-2023.yaml").read_text()
    sentences = []
    for published in sorted((root / "tests/reports").glob("*.txt")):
        prose = [line.strip() for line in published.read_text().splitlines() if len(line.strip()) > 60]
        sentences += [s + "。" for line in prose for s in re.split("。", re.sub(r"\s", "", line)) if 8 < len(s) < 90]
    sentences = [s for s in sentences if not re.search(r"[\"'#{}0-9]|[:|] ", s)]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(count):
        row = [dice.randrange(200) for _ in range(6)]
        row.append(sum(row))
        report = sample.replace("北关区灯塔路街道办事处", f"北关区第{number + 1}街道办事处")
        report = re.sub(r"(本年新收政府信息公开申请数量|予以公开|    总计): \[.*\]", rf"\1: {row}", report)
        drawn = "\n    ".join("".join(dice.sample(sentences, 4)) for _ in range(3))
        report = report.replace("  监督保障: |\n", f"  监督保障: |\n    {drawn}\n")
        (folder / f"{number:05}.yaml").write_text(report)


def ratio(what, ours, theirs, unit, scale=1.0):
    print(f"{what:44} nianbao {ours * scale:8.2f} {unit:4} Typst {theirs * scale:8.2f} {unit:4} ratio {theirs / ours:5.1f}")


def main():
    given = arguments()
    root, work = given.root, given.work
    if given.one:
        given.out.write_bytes(typst_pdf(compiler(root), given.one))
        return
    if given.loop:
        one = compiler(root)
        for report in sorted((work / "reports").glob("*.yaml")):
            (given.loop / f"{report.stem}.pdf").write_bytes(typst_pdf(one, report))
        return

    program, sample = root / "target/release/nianbao", root / "tests/reports/dengtalu-2023.yaml"
    # In memory where that can be: nianbao waits until its files are on the disk, Typst does not.
    scratch = Path("/dev/shm/nianbao-peers") if os.access("/dev/shm", os.W_OK) else work
    outs = {name: scratch / name for name in ("ours", "typst")}
    for folder in outs.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    ours, theirs = outs["ours"] / "sample.pdf", outs["typst"] / "sample.pdf"
    build = [str(program), "build", str(sample), "--out", str(outs["ours"]), "--name", "sample", "--format"]
    this = [sys.executable, __file__, "--root", str(root), "--work", str(work)]
    if given.typst:
        inputs = ["--root", "/", "--input", f"report={sample}", "--ignore-system-fonts", "--font-path", str(root / "fonts")]
        one = [given.typst, "compile", *inputs, str(root / "tests/bench/report.typ"), str(theirs)]
    else:
        one = [*this, "--one", str(sample), "--out", str(theirs)]

    whole = alternate({"pdf": [*build, "pdf"], "both": [*build, "pdf,docx"], "typst": one}, given.runs)
    agree(ours, theirs)
    print(f"one process, medians of {given.runs}; the text of both agrees; {'command line' if given.typst else 'Python binding'} of Typst")
    ratio("PDF, by the clock", whole["pdf"][0], whole["typst"][0], "ms", 1000)
    ratio("PDF, processor", whole["pdf"][1], whole["typst"][1], "ms", 1000)
    ratio("PDF and DOCX against its PDF, by the clock", whole["both"][0], whole["typst"][0], "ms", 1000)
    ratio("PDF and DOCX against its PDF, processor", whole["both"][1], whole["typst"][1], "ms", 1000)
    ratio("peak memory", whole["pdf"][2], whole["typst"][2], "MiB", 1 / 1024)
    ratio("size of the PDF", ours.stat().st_size, theirs.stat().st_size, "kB", 1 / 1000)
    print(f"DOCX with embedded fonts: {ours.with_suffix('.docx').stat().st_size / ours.stat().st_size:.2f} times the PDF")

    generated(root, work / "reports", REPORTS)
    batch = [str(program), "build", str(work / "reports"), "--out", str(outs["ours"]), "--format", "pdf", "--jobs"]
    commands = {"one": [*batch, "1"], "two": [*batch, "2"], "typst": [*this, "--loop", str(outs["typst"])]}
    times = {name: [] for name in commands}
    for _ in range(3):
        for name, command in commands.items():
            for pdf in outs["ours"].glob("北关区*.pdf") if name != "typst" else ():
                pdf.unlink()
            times[name].append(run(command))
    each = {name: [statistics.median(column) / REPORTS for column in zip(*times[name])] for name in times}
    written = sorted(outs["ours"].glob("北关区第*.pdf"))
    if len(written) != REPORTS:
        sys.exit(f"{len(written)} of {REPORTS} reports were written")
    for number in range(0, REPORTS, 20):
        name = f"北关区第{number + 1}街道办事处2023年政府信息公开工作年度报告.pdf"
        agree(outs["ours"] / name, outs["typst"] / f"{number:05}.pdf")
    print(f"\n{REPORTS} distinct reports in one process, start included; medians of 3; texts agree (every 20th)")
    ratio("a report, one thread, by the clock", each["one"][0], each["typst"][0], "ms", 1000)
    ratio("a report, one thread, processor", each["one"][1], each["typst"][1], "ms", 1000)
    print(f"two threads: {each['one'][0] / each['two'][0]:.2f} times one, by the clock")
    shutil.rmtree(scratch / "ours")
    shutil.rmtree(scratch / "typst")


if __name__ == "__main__":
    main()
