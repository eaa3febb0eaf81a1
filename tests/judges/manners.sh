#!/bin/bash
# manners.sh NIANBAO OUT    writes reports as other people's programs do, in many manners, into OUT (manners.py), has NIANBAO import
# them and compares every cell with what was written. MANNERS_EACH=1: one report of each manner. Without arguments it installs what it
# needs: python-docx, openpyxl (PyPI) and docx (npm); LibreOffice and pandoc must be there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/manners; mkdir -p "$cache"
[ -x "$cache/venv/bin/python" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q python-docx==1.2.0 openpyxl==3.1.5 PyYAML==6.0.3; }
[ -d "$cache/node_modules/docx" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund docx@9.5.1 >/dev/null)
[ $# -gt 0 ] || exit 0
nianbao=$1 out=$2; rm -rf "$out"; mkdir -p "$out"
MANNERS_NODE=$cache/node_modules "$cache/venv/bin/python" "$here/manners.py" "$out/files"
"$nianbao" import "$out/files" --out "$out/yaml" >/dev/null 2>"$out/import.log" || [ $? = 1 ]
"$cache/venv/bin/python" "$here/manners.py" --judge "$out/files" "$out/yaml"
