#!/usr/bin/env python3
"""checks.py [ROUNDS]: how long one report takes to be checked behind the program's start (`--version`): YAML of the sample and of
suqian-2023, and the DOCX that the program makes of three. Medians of ROUNDS (120) runs of each, in any order, after five that do not
count; the longest DOCX may take 5 ms on a quiet machine. Needs `cargo build --release`; PROGRAM= names another program: a copy is read faster
than what the linker has written."""
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PROGRAM", str(ROOT / "target/release/nianbao"))
REPORTS = ROOT / "tests/reports"
WARM = 5

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 120
with tempfile.TemporaryDirectory() as work:
    runs = {"start": [PROGRAM, "--version"]}
    for name in ("dengtalu-2023", "suqian-2023"):
        runs[f"{name} YAML"] = [PROGRAM, "check", str(REPORTS / f"{name}.yaml")]
    for name in ("dengtalu-2023", "fenye-2024", "suqian-2023"):
        out = Path(work, name)
        subprocess.run([PROGRAM, "build", str(REPORTS / f"{name}.yaml"), "--format", "docx", "--out", str(out)], capture_output=True)
        runs[f"{name} DOCX"] = [PROGRAM, "check", str(next(out.glob("*.docx")))]
    took = {name: [] for name in runs}
    for _ in range(rounds + WARM):
        for name, command in random.sample(list(runs.items()), len(runs)):
            begun = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            took[name].append(1000 * (time.perf_counter() - begun))

start = statistics.median(took["start"][WARM:])
print(f"start {start:.2f} ms; behind it:")
for name in list(runs)[1:]:
    print(f"{name:22} {statistics.median(took[name][WARM:]) - start:.2f} ms")
