#!/usr/bin/env python3
"""read.py FOLDER: every file in it as others read it: ZIP (Python's zipfile, which checks every sum), XML (expat), PDF (qpdf --check,
pdftotext), JSON. Prints how many of each; exit 1 at the first that is not taken."""

import subprocess
import sys
import zipfile
from pathlib import Path
from xml.parsers import expat


def package(file):
    with zipfile.ZipFile(file) as parts:
        if bad := parts.testzip():
            raise ValueError(f"the sum of {bad} is wrong")
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(parts.read(name), True)


def pdf(file):
    said = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    if said.returncode:
        raise ValueError(said.stdout + said.stderr)
    said = subprocess.run(["pdftotext", file, "-"], capture_output=True)
    if said.stderr or not said.stdout.strip():
        raise ValueError(said.stderr or "no text")


READERS = {".docx": package, ".xlsx": package, ".ofd": package, ".pdf": pdf}


def main():
    counts = {}
    for file in sorted(Path(sys.argv[1]).iterdir()):
        if reader := READERS.get(file.suffix):
            try:
                reader(file)
            except Exception as wrong:
                sys.exit(f"{file}: {wrong}")
            counts[file.suffix] = counts.get(file.suffix, 0) + 1
    print("read by others:", ", ".join(f"{count} {suffix}" for suffix, count in sorted(counts.items())))


main()
