#!/bin/bash
# instructions.sh [FIGURES]: instructions of whole runs of the program, counted by valgrind: the same on a busy machine as on an idle one.
#
# The sample as PDF; the sample checked; suqian-2023 checked, alone and against last year's report; the DOCX of both checked; what 20 more
# reports with last year's cost in the same run. With FIGURES=functions it also prints where the sample's PDF spends them. Needs valgrind (Debian) and
# `cargo build --release`; PROGRAM= names another program.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${PROGRAM:-$root/target/release/nianbao}
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
reports=$root/tests/reports

count() { # WHAT ARGUMENT...
  local what=$1 said; shift
  # Exit 1 says that the report has errors, which is not the question here.
  valgrind --tool=callgrind --callgrind-out-file="$work/calls" "$program" "$@" >/dev/null 2>"$work/said" || [ $? = 1 ]
  said=$(sed -n 's/^==.*Collected : //p' "$work/said")
  [ -n "$said" ] || { cat "$work/said" >&2; exit 2; }
  printf '%-58s %7.2f million\n' "$what" "$(echo "$said" | awk '{ print $1 / 1e6 }')"
}

# Last year's report beside this year's, in a folder of so many.
pairs() { # FOLDER NUMBER
  mkdir -p "$1/before" "$1/now"
  sed 's/^年度: 2023/年度: 2022/' "$reports/suqian-2023.yaml" >"$1/before/last.yaml"
  for ((n = 1; n <= $2; n++)); do
    sed "s|^年度: 2023|年度: 2023\n上年报告: ../before/last.yaml|" "$reports/suqian-2023.yaml" >"$1/now/$n.yaml"
  done
}

count "explain B01 (start and end)" explain B01
count "build dengtalu-2023, PDF" build "$reports/dengtalu-2023.yaml" --format pdf --out "$work/out" --jobs 1
cp "$work/calls" "$work/pdf"
count "check dengtalu-2023" check "$reports/dengtalu-2023.yaml" --jobs 1
count "check suqian-2023" check "$reports/suqian-2023.yaml" --jobs 1
for report in dengtalu-2023 suqian-2023; do
  "$program" build "$reports/$report.yaml" --format docx --out "$work/$report" >/dev/null 2>&1
  count "check $report's DOCX" check "$work/$report"/*.docx --jobs 1
done
pairs "$work/one" 1; count "check suqian-2023 with last year's" check "$work/one/now" --jobs 1
pairs "$work/many" 21; count "check 21 of them" check "$work/many/now" --jobs 1
if [ "${1:-}" = functions ]; then callgrind_annotate "$work/pdf" | grep -v '^--' | head -60 | cut -c1-160; fi
