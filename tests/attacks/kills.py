#!/usr/bin/env python3
"""kills.py [PROGRAM] [KILLS]: a run over many reports, killed (SIGKILL) at 320 random moments. After each kill every file in the
folder is whole: the very bytes that its report gives when nothing is killed. A run that follows the last writes what is missing and
leaves no draft.

    cargo build --release && tests/attacks/kills.py"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reports import PROGRAM, build, built_alone, drafts, offices

KILLS, REPORTS = 320, 60


def main():
    words = sys.argv[1:]
    program = words.pop(0) if words and not words[0].isdigit() else PROGRAM
    kills = int(words[0]) if words else KILLS
    dice = random.Random(320)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, out = offices(folder / "reports", 0, REPORTS), folder / "out"
        begun = time.perf_counter()
        whole = built_alone(program, source, folder / "alone")
        takes = time.perf_counter() - begun
        seen, half, swept = 0, 0, 0
        for _ in range(kills):
            if dice.random() < 0.5:
                for file in out.glob("*"):
                    file.unlink()
            run = subprocess.Popen(build(program, source, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.random() * takes)
            run.kill()
            half += run.wait() != 0
            swept += len(drafts(out))
            for file in out.iterdir() if out.exists() else ():
                if not file.name.startswith("."):
                    seen += 1
                    if file.read_bytes() != whole[file.name]:
                        sys.exit(f"{file.name} is not whole")
        after = subprocess.run(build(program, source, out), capture_output=True, check=False)
        if after.returncode != 0:
            sys.exit(f"the run that followed ended with {after.returncode}: {after.stderr.decode()}")
        if left := drafts(out):
            sys.exit(f"drafts left: {left}")
        files = {file.name: file.read_bytes() for file in out.iterdir()}
        if files != whole:
            sys.exit("the run that followed did not make good what was missing")
        if half < kills // 2 or swept == 0:
            sys.exit(f"only {half} of {kills} runs were killed before their end, {swept} drafts were left: nothing was shown")
        print(f"{kills} kills, {half} of them in the middle, {swept} drafts left by them; {seen} files looked at, all whole; the next run left {len(files)} whole files and no draft")


if __name__ == "__main__":
    main()
