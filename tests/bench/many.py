#!/usr/bin/env python3
"""many.py [N]: N (10,000) generated reports built and checked in one run, then killed in the middle and run again: no broken file, none
missing; peak memory and cost a report against a hundredth of them; 1,000 reports checked with their previous years. Needs
`cargo build --release`; 4.5 GB of disk for 10,000."""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from peers import generated, run

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/many"
PROGRAM = str(ROOT / "target/release/nianbao")


def whole(file):
    """Whether a PDF ends as it should and its cross-references stand where it says; whether all parts of a DOCX are sound."""
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as package:
            return package.testzip() is None
    data = file.read_bytes()
    tail = data[-64:].split(b"startxref")[-1].split()
    return data.startswith(b"%PDF-") and tail[-1] == b"%%EOF" and data[int(tail[0]) :].split(None, 3)[2] == b"obj"


def survey(out):
    """How many files there are; exits at the first that is not whole."""
    files = [file for file in out.iterdir() if not file.name.startswith(".")]
    broken = [file.name for file in files if file.suffix not in (".pdf", ".docx") or not whole(file)]
    if broken:
        sys.exit(f"broken: {broken[:5]}")
    return len(files)


def build(reports, out, *more):
    return [PROGRAM, "build", str(reports), "--out", str(out), *more]


def check_with_previous(number):
    """Seconds to check so many reports, each against last year's."""
    now, before = WORK / "now", WORK / "before"
    generated(ROOT, now, number)
    shutil.rmtree(before, ignore_errors=True)
    before.mkdir()
    for report in now.iterdir():
        text = report.read_text()
        (before / report.name).write_text(text.replace("年度: 2023", "年度: 2022"))
        report.write_text(text.replace("年度: 2023", f"年度: 2023\n上年报告: ../before/{report.name}"))
    said = subprocess.run([PROGRAM, "check", "--format", "json", str(now)], capture_output=True, check=False)
    if b'"X19"' not in said.stdout:
        sys.exit("last year's reports were not read")
    return min(run([PROGRAM, "check", "--format", "json", str(now)], (0, 1))[0] for _ in range(5))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    few, many, out = WORK / "few", WORK / "many", WORK / "out"
    generated(ROOT, few, count // 100)
    generated(ROOT, many, count)
    costs = {}
    for name, folder, number in (("few", few, count // 100), ("many", many, count)):
        shutil.rmtree(out, ignore_errors=True)
        seconds, cpu, peak = run(build(folder, out, "--jobs", "2"))
        costs[name] = (cpu / number, peak)
        found = survey(out)
        print(f"{number} reports: {seconds:.1f} s, {cpu / number * 1000:.2f} ms of processor a report, peak {peak / 1024:.1f} MiB, {found} whole files")
        if found != 2 * number:
            sys.exit(f"{found} files, not {2 * number}")
    print(f"cost a report {costs['many'][0] / costs['few'][0]:.2f} times, memory {costs['many'][1] / costs['few'][1]:.2f} times that of {count // 100}")

    shutil.rmtree(out)
    started = subprocess.Popen(build(many, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not out.exists() or len(os.listdir(out)) < count:
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    started.wait()
    print(f"killed: {survey(out)} files, all whole")
    run(build(many, out))
    found = survey(out)
    left = [name for name in os.listdir(out) if name.startswith(".")]
    print(f"run again: {found} files, all whole, {len(left)} drafts left")
    if found != 2 * count or left:
        sys.exit("files are missing or drafts are left")
    print(f"1,000 reports checked with their previous years: {check_with_previous(1000):.2f} s")
    shutil.rmtree(WORK)


if __name__ == "__main__":
    main()
