#!/bin/bash
# readers.sh FILE.pdf WORD ...    what four readers of PDF find: poppler (pdftotext), MuPDF and pdfium (PyPI), pdf.js (npm). For each one line
# `READER WORD COUNT`, and two more: `READER blank N` counts blanks between a Han character and a figure on one line of the text that is copied
# out of it; `READER THead N` the heads of tables in the structure (poppler, pdf.js). Without arguments it installs them and is content.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/readers; mkdir -p "$cache"
[ -e "$cache/venv/readers" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q pymupdf==1.27.2.3 pypdfium2==5.3.0; touch "$cache/venv/readers"; }
[ -d "$cache/node_modules/pdfjs-dist" ] || (cd "$cache" && npm init -y >/dev/null && npm install --silent --ignore-scripts --no-audit --no-fund pdfjs-dist@4.0.379 >/dev/null)
[ $# -gt 0 ] || exit 0
"$cache/venv/bin/python" "$here/readers.py" "$@"
cp "$here/readers.mjs" "$cache/" && node "$cache/readers.mjs" "$@"
