#!/bin/bash
# roundtrip.sh NIANBAO OUT [COUNT [FORMAT...]]    writes COUNT (200) reports into OUT, has NIANBAO build them in each FORMAT (docx), import
# what it built and check both, and says of how many every figure, paragraph, note, signature and finding came back (roundtrip.py).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$here/manners.sh"
python=${JUDGES_CACHE:-$HOME/.cache/judges}/manners/venv/bin/python
nianbao=$1 out=$2 count=${3:-200}; shift $(($# < 3 ? $# : 3)); [ $# -gt 0 ] || set -- docx
rm -rf "$out"; mkdir -p "$out"
"$python" "$here/roundtrip.py" "$out" "$count"
found() { "$nianbao" check "$1" --format json >"$2" 2>>"$out/check.log" || [ $? = 1 ]; }
found "$out/yaml" "$out/yaml.json"
bad=0
for format in "$@"; do
  "$nianbao" build "$out/yaml" --format "$format" --out "$out/$format" >"$out/build-$format.log" 2>&1 || echo "not all were built: $(tail -n 3 "$out/build-$format.log")"
  "$python" "$here/roundtrip.py" --rename "$out" "$format"
  "$nianbao" import "$out/$format" --out "$out/back-$format" >/dev/null 2>"$out/import-$format.log" || [ $? = 1 ]
  found "$out/$format" "$out/$format.json"
  "$python" "$here/roundtrip.py" --judge "$out" "$format" || bad=1
done
exit $bad
