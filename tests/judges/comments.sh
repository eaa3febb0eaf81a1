#!/bin/bash
# comments.sh NIANBAO IN OUT    has NIANBAO write its findings as comments into the DOCX of folder IN, LibreOffice export what it shows of
# them, and compares: each comment at its words, other parts unchanged (comments.py), no error of the Open XML SDK that the file did
# not have before (docx.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/manners.sh"
python=${JUDGES_CACHE:-$HOME/.cache/judges}/manners/venv/bin/python
nianbao=$1 in=$2 out=$3; rm -rf "$out"; mkdir -p "$out"
"$nianbao" check "$in" --format json >"$out/findings.json" 2>"$out/check.log" || [ $? = 1 ]
"$nianbao" check "$in" --out "$out/commented" --format short >/dev/null 2>>"$out/check.log" || [ $? = 1 ]
soffice "-env:UserInstallation=file://$out/profile" --headless --convert-to fodt --outdir "$out/fodt" "$out"/commented/*.docx >/dev/null 2>&1
"$python" "$here/comments.py" "$out/findings.json" "$in" "$out/commented" "$out/fodt"
errors() { "$here/docx.sh" "$1"/*.docx | sed "s|^$1/||" | grep -v '^ ' >"$2" || true; }
errors "$in" "$out/before.txt"; errors "$out/commented" "$out/after.txt"
diff "$out/before.txt" "$out/after.txt" && echo "Open XML SDK: no error that was not there before"
