#!/usr/bin/env python3
"""namespaces.py [PROGRAM]: runs in several PID namespaces, each of which knows itself by the same process number, write into one
folder at once: drafts are signed by locks, so no run takes another's for its own or sweeps a living one away.

Six runs at once, four times over: three have reports of their own, three the same ones. Afterwards each file has the very bytes
that the report gives when it is built alone, none is missing, and no draft is left. Needs `unshare` with the right to make PID
namespaces (as root, or as a user where the system allows it); where it has not, that is said and nothing is tested (exit 77).

    cargo build --release && tests/attacks/namespaces.py"""

import subprocess
import sys
import tempfile
from pathlib import Path

from reports import PROGRAM, build, built_alone, drafts, offices

RUNS, ROUNDS, REPORTS = 6, 4, 24


def namespace():
    """The way into a PID namespace of one's own."""
    for words in (["unshare", "--pid", "--fork"], ["unshare", "--user", "--map-root-user", "--pid", "--fork"]):
        try:
            said = subprocess.run([*words, "sh", "-c", "echo $$"], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            break
        if said.stdout.strip() == "1":
            return words
    print("*** NOT TESTED: `unshare` makes no PID namespaces here ***")
    sys.exit(77)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else PROGRAM
    into = namespace()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [offices(folder / f"reports{run}", run * REPORTS if run < 3 else 1000, REPORTS) for run in range(RUNS)]
        alone = {}
        for source in sources[:4]:
            alone |= built_alone(program, source, folder / "alone")
        out = folder / "out"
        for turn in range(ROUNDS):
            for file in out.glob("*") if turn % 2 else ():
                file.unlink()
            runs = [subprocess.Popen([*into, *build(program, source, out)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for source in sources]
            for run in runs:
                said, _ = run.communicate()
                if run.returncode != 0:
                    sys.exit(f"a run ended with {run.returncode}:\n{said.decode()}")
            files = {file.name: file.read_bytes() for file in out.iterdir() if not file.name.startswith(".")}
            if wrong := [name for name in alone if files.get(name) != alone[name]]:
                sys.exit(f"missing, or another's: {wrong[:5]} and {len(wrong)} in all")
            if left := drafts(out):
                sys.exit(f"drafts left: {left}")
        print(f"{ROUNDS} times {RUNS} runs in PID namespaces of their own: {len(alone)} files as when built alone, no draft left")


if __name__ == "__main__":
    main()
