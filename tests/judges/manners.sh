#!/bin/bash
# manners.sh OUT            writes reports as other people's programs do, in many manners, into OUT (manners.py)
# manners.sh OUT YAMLS      compares what `nianbao import` made of them with the truth
# Without arguments it installs what it needs: python-docx, openpyxl (PyPI) and docx (npm). LibreOffice and pandoc are used where they are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/manners; mkdir -p "$cache"
[ -x "$cache/venv/bin/python" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q python-docx==1.2.0 openpyxl==3.1.5 PyYAML==6.0.3; }
[ -d "$cache/node_modules/docx" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund docx@9.5.1 >/dev/null)
[ $# -gt 0 ] || exit 0
if [ $# = 2 ]; then exec "$cache/venv/bin/python" "$here/manners.py" --judge "$1" "$2"; fi
MANNERS_NODE=$cache/node_modules exec "$cache/venv/bin/python" "$here/manners.py" "$1"
