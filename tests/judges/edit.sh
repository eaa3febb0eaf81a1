#!/bin/bash
# edit.sh FILE.docx OUT.docx    edits a document as its next editor would, with python-docx (PyPI): three paragraphs more in part one, eight
# digits in every figure of the wide tables' columns, five in a row of table three. Then prints what mammoth (PyPI) makes of the title and
# the headings, one a line. Without arguments it installs both and is content.
set -euo pipefail
cache=${JUDGES_CACHE:-$HOME/.cache/judges}/edit; mkdir -p "$cache"
[ -e "$cache/venv/edit" ] || { python3 -m venv "$cache/venv"; "$cache/venv/bin/pip" install -q python-docx==1.2.0 mammoth==1.11.0; touch "$cache/venv/edit"; }
[ $# = 2 ] || exit 0
"$cache/venv/bin/python" - "$@" <<'P'
import copy, re, sys
import docx, mammoth
document = docx.Document(sys.argv[1])
second = [p for p in document.paragraphs if p.style.name == "Body Text"][1]
for _ in range(3):
    second._p.addnext(copy.deepcopy(second._p))
def figures(row):
    cells = {cell._tc: cell for cell in row.cells}.values()
    return [c for c in cells if c.paragraphs[0].style.name == "表数" and re.fullmatch("[0-9]+", c.text)]
for table in document.tables:
    for row in table.rows:
        found = figures(row)
        if found:
            digits = "12345678" if len(found) <= 3 else "54321" if len(found) == 7 else None
            for cell in found if digits else []:
                cell.paragraphs[0].runs[0].text = digits
            if len(found) > 3: break
document.save(sys.argv[2])
with open(sys.argv[2], "rb") as file:
    html = mammoth.convert_to_html(file, style_map="p[style-name='Title'] => h1.title:fresh").value
for level, text in re.findall(r"<(h[1-6][^>]*)>(.*?)</h[1-6]>", html):
    print(level, re.sub("<[^>]+>", "", text))
P
