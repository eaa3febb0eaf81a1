#!/bin/bash
# sums.sh BOOK.xlsx RECALCULATED.xlsx REPORT.yaml...    adds up the reports with a program that is not ours (Python, PyYAML) and compares:
# the first sum of every sheet of tables as the workbook stores it, and as LibreOffice Calc comes to it after every stored result was
# taken out. Prints how many cells agree. Without arguments it installs PyYAML and openpyxl (PyPI) and is content.
set -euo pipefail
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/sums; mkdir -p "$cache"
[ -e "$cache/venv/sums" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q PyYAML==6.0.3 openpyxl==3.1.5; touch "$cache/venv/sums"; }
[ $# -ge 3 ] || exit 0
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
# openpyxl keeps formulas and drops their results.
"$cache/venv/bin/python" -c 'import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])' "$1" "$work/bare.xlsx"
soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$work/out" "$work/bare.xlsx" >/dev/null 2>&1
cp "$work/out/bare.xlsx" "$2"
"$cache/venv/bin/python" - "$@" <<'P'
import sys, decimal, yaml, openpyxl
D = decimal.Decimal
class Loader(yaml.SafeLoader): pass
Loader.yaml_implicit_resolvers = {}          # every scalar stays text: no floats anywhere
def number(cell):
    if isinstance(cell, dict): cell = cell["数"]
    cell = str(cell)
    return D(cell[:-1]) / 10000 if cell.endswith("元") and not cell.endswith("万元") else D(cell.removesuffix("万元"))
def rows(table):
    for value in table.values():
        if isinstance(value, dict) and "数" not in value: yield from rows(value)
        elif isinstance(value, list): yield [number(cell) for cell in value]
        else: yield [number(value)]
tables = {"表二": "主动公开政府信息情况", "表三": "收到和处理政府信息公开申请情况", "表四": "政府信息公开行政复议、行政诉讼情况"}
stored, again = (openpyxl.load_workbook(path, data_only=True) for path in sys.argv[1:3])
compared = 0
for sheet, title in tables.items():
    total = None
    for path in sys.argv[3:]:
        own = []
        for row in rows(yaml.load(open(path, encoding="utf-8"), Loader)[title]):
            wide = {"表三": 6, "表四": 4}.get(sheet)
            own += row if wide is None else row[:wide] + [sum(row[:wide])]
        total = own if total is None else [a + b for a, b in zip(total, own, strict=True)]
    for book in (stored, again):
        line = next(line for line in book[sheet].iter_rows(min_row=5) if line[0].value == "合计")
        shown = [D(repr(cell.value) if isinstance(cell.value, float) else cell.value) for cell in line[1:len(total) + 1]]
        for at, (ours, theirs) in enumerate(zip(shown, total, strict=True)):
            if ours != theirs: sys.exit(f"{sheet} {at}: {ours} is shown, {theirs} is right")
            compared += 1
errors = [c.coordinate for s in again for r in s.iter_rows() for c in r if isinstance(c.value, str) and c.value.startswith("#")]
if errors: sys.exit(f"errors in {errors}")
# Every other formula comes to what is stored beside it.
for sheet in stored:
    for row in sheet.iter_rows():
        for cell in row:
            other = again[sheet.title][cell.coordinate].value
            if isinstance(cell.value, (int, float)):
                if abs(D(str(cell.value)) - D(str(other))) > D("0.0000001"): sys.exit(f"{sheet.title}!{cell.coordinate}: {cell.value} is stored, {other} is recalculated")
                compared += 1
print("agree", compared)
P
