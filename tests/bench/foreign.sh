#!/bin/bash
# foreign.sh NIANBAO OUT [COUNT]    how long `check` takes over COUNT (3,000) files of others (DOCX, XLSX, pages, two in five damaged) on
# this machine, and how much memory; a tenth of them beside it, to see whether memory stays flat. Then one DOCX, a hundred times.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
nianbao=$1 out=$2 count=${3:-3000}
python=${JUDGES_CACHE:-$HOME/.cache/judges}/manners/venv/bin/python
"$here/../judges/manners.sh"
[ -e "$out/files/$((count - 1)).docx" ] || [ -e "$out/files/$((count - 1)).html" ] || [ -e "$out/files/$((count - 1)).xlsx" ] ||
  "$python" "$here/../judges/damaged.py" "$out" "$count"
rm -rf "$out/tenth"; mkdir -p "$out/tenth"; find "$out/files" -name '*0.*' -exec cp {} "$out/tenth/" \;
"$python" - "$nianbao" "$out" <<'P'
import os, resource, subprocess, sys, time, glob
nianbao, out = sys.argv[1:]
def run(*paths):
    begun = time.perf_counter(); child = subprocess.Popen([nianbao, 'check', '--format', 'short', *paths], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(child.pid, 0); child.returncode = 0
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
for folder in ('tenth', 'files'):
    wall, cpu, memory = run(os.path.join(out, folder)); n = len(os.listdir(os.path.join(out, folder)))
    print(f'{n} files: {wall:.2f} s, {cpu:.2f} s of processor time ({1000 * cpu / n:.2f} ms a file), {memory:.0f} MB')
docx = sorted(glob.glob(os.path.join(out, 'whole', '*.docx')))[0]
nothing = min(run('--help')[1] for _ in range(10)); one = min(run(docx)[1] for _ in range(30))
print(f'one DOCX: {1000 * (one - nothing):.2f} ms after start ({1000 * nothing:.2f} ms)')
P
