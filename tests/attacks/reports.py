"""What the attacks have in common: reports of as many offices, and what each gives when it is built alone."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = str(ROOT / "target/release/nianbao")


def offices(folder, first, count):
    """Reports of `count` offices, numbered from `first`."""
    sample = (ROOT / "tests/reports/dengtalu-2023.yaml").read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    for number in range(first, first + count):
        text = sample.replace("北关区灯塔路街道办事处", f"北关区第{number}街道办事处")
        (folder / f"{number:05}.yaml").write_text(text, encoding="utf-8")
    return folder


def build(program, source, out):
    return [program, "build", str(source), "--out", str(out), "--jobs", "2"]


def built_alone(program, source, out):
    """The bytes of every file of a run that nothing disturbs, by name."""
    run = subprocess.run(build(program, source, out), capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"{source}: {run.stdout.decode()}{run.stderr.decode()}")
    return {file.name: file.read_bytes() for file in out.iterdir()}


def drafts(out):
    """What is left of files that were not finished."""
    return [name for name in os.listdir(out) if name.startswith(".")] if out.exists() else []
