#!/bin/bash
# damaged.sh NIANBAO OUT [COUNT]    writes COUNT (2,000) reports with damaged tables into OUT, has NIANBAO import and check them, and
# says how many figures were wrong or lost without a word (damaged.py). Exit 1 if any was. Needs what manners.sh installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/manners.sh"
python=${JUDGES_CACHE:-$HOME/.cache/judges}/manners/venv/bin/python
nianbao=$1 out=$2; rm -rf "$out"; mkdir -p "$out"
"$python" "$here/damaged.py" "$out" "${3:-2000}"
"$nianbao" import "$out/files" --out "$out/yaml" >/dev/null 2>"$out/import.log" || [ $? = 1 ]
"$nianbao" check "$out/files" --format json >"$out/findings.json" 2>"$out/check.log" || [ $? = 1 ]
"$nianbao" check "$out/whole" --format json >"$out/whole.json" 2>>"$out/check.log" || [ $? = 1 ]
"$python" "$here/damaged.py" --judge "$out"
