#!/usr/bin/env python3
"""floods.py [PROGRAM] [WORD]: every input up to 1 MiB is done or refused within 3 seconds and 300 MB.

Writes floods of every kind (one character a million times wherever a report has text, deep nesting, thousands of paragraphs, lines,
quotes, soft breaks, placeholders, entries; containers that unpack to gigabytes), gives each to `check` and to `build`, and prints
seconds of the processor, by the clock, and peak memory, the worst first. Exit 1 where a bound is broken or the program ends in
another way than 0, 1 or 2. PROGRAM is target/release/nianbao; WORD picks the floods whose kind (classes, grown, structure, foreign) or name has it. Bounds are held against
seconds of the processor, so that a machine with other work to do does not change the verdict.

    cargo build --release && tests/bench/floods.py"""

import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MEGABYTES = 3.0, 300
SIZE = (1 << 20) - 4096  # of a flood, so that the rest of the report fits beside it

RIGHT = (ROOT / "tests/rules/report.yaml").read_text(encoding="utf-8")

# One character of each class that any room of the program tells apart.
CLASSES = {
    "latin": "a", "digit": "7", "blank": " ", "tab": "\t", "han": "甲", "rare-han": "\U00020000", "stop": "。", "comma": "，",
    "pause": "、", "colon": "：", "half-colon": ":", "open-quote": "“", "close-quote": "”", "straight": '"', "single": "'",
    "open": "（", "close": "）", "title-open": "《", "title-close": "》", "less": "<", "greater": ">", "dash": "—", "dots": "…",
    "hyphen": "-", "point": ".", "slash": "/", "hash": "#", "stroke": "|", "brace": "{", "bracket": "[", "percent": "%", "at": "@",
    "backslash": "\\", "wide-blank": "\u3000", "zero-width": "\u200b", "joiner": "\u200d", "soft-break": "\u2028", "vertical": "\x0b",
    "control": "\x01", "next-line": "\x85", "turn": "\u202e", "emoji": "\U0001f600", "accent": "\u0301", "hebrew": "א",
    "private": "\ue000", "selector": "\ufe0f", "full-digit": "７", "numeral": "一", "year": "年", "circled": "①", "star": "*", "amp": "&",
    "bang": "!", "question": "?", "tilde": "~", "equals": "=", "nul": "\0", "bom": "\ufeff", "return": "\r", "newline": "\n",
}

# Sentences of the kinds that rules look at: figures, bodies, dates, documents, shares, denials, fees, cases, lists.
SENTENCES = [
    "2023年，本机关新收政府信息公开申请20件，上年结转2件，办结22件，其中予以公开17件，占77.3%，同比增长12.5%。",
    "永宁县水利局根据《中华人民共和国政府信息公开条例》（国令第711号）和国办公开办函〔2021〕30号文件编制。",
    "全年主动公开66条，其中工作动态40条、通知公告26条、政策文件12件、解读3篇。",
    "2022年1月1日至2023年12月31日，未发生行政复议、行政诉讼，未收取信息处理费113300.89元。",
    "一是加强组织领导，二是落实“三审三校”制度，三是开展业务培训2次，四是逐月检查栏目。",
    "未收到申请，没有不予公开的情况，联系电话：0515-12345678，邮箱：a.b@example.gov.cn，网址：http://www.example.gov.cn/col/col1/index.html。",
]

# What makes one sentence of thousands of figures, each of which may be held against the others.
ROWS = ["2条、", "3件占三分之一，", "“甲”“乙”3个", "在集镇、学校各设1处、", "分别为2条、3条，", "由1个增加到2个、", "16个村和2个社区，", "县水利局、"]


def prose(text, indent="  "):
    return "".join(f"{indent}{line}\n" for line in text.split("\n"))


def with_section(text):
    """The right report with a text in place of section six."""
    head = RIGHT[: RIGHT.index("其他需要报告的事项:")]
    return head + "其他需要报告的事项: |\n" + text


def cut(text):
    """At most SIZE bytes of a text, whole characters."""
    return text.encode("utf-8")[:SIZE].decode("utf-8", "ignore")


def fill(unit):
    return cut(unit * (SIZE // len(unit.encode("utf-8"))))


def replaced(old, new):
    assert old in RIGHT, old
    return RIGHT.replace(old, new, 1)


def classes():
    """A flood of each character: as a text under |, on one line, in quotes, as the title, a cell, a key, a note, alone."""
    for name, c in CLASSES.items():
        flood = fill(c)
        short = fill(c + "甲")
        lines = fill(c * 40 + "\n  ")
        yield f"text-{name}", with_section("  " + flood + "\n")
        yield f"text-han-{name}", with_section("  " + short + "\n")
        yield f"lines-{name}", with_section("  " + lines + "\n")
        for size in (9_000, 29_000):
            # As long as a paragraph may be, thirty times over.
            paragraph = (c * 9_900).encode("utf-8")[:size].decode("utf-8", "ignore")
            yield f"paragraphs-{size}-{name}", with_section(cut(("  " + paragraph.replace("\n", " ") + "。\n") * (SIZE // (size + 6))))
        yield f"one-line-{name}", replaced("机关: 安平县教育局", "机关: 安平县教育局\n标题: " + flood)
        yield f"quoted-{name}", replaced("机关: 安平县教育局", 'PLACE: "' + flood.replace('"', "a").replace("\\", "a") + '"').replace("PLACE", "机关")
        yield f"cell-{name}", replaced("行政许可: 36", "行政许可: " + flood)
        yield f"note-{name}", replaced("行政许可: 36", "行政许可: {数: 36, 注: " + flood + "}")
        yield f"alone-{name}", flood


def grown():
    """What a hand (or a program) repeats."""
    yield "60000-paragraphs", with_section(cut("  甲。\n" * 60_000))
    everywhere = RIGHT.replace("|\n", "|\n" + "    甲乙丙丁。\n" * 990)
    yield "990-paragraphs-everywhere", everywhere.replace("事项: |\n    ", "事项: |\n  ")
    yield "30-paragraphs-of-9000-quotes", with_section(cut(("  " + "“" * 9_000 + "\n") * 30))
    yield "30-paragraphs-of-4500-pairs", with_section(cut(("  " + "“甲”" * 3_300 + "\n") * 30))
    yield "14000-lines", with_section(cut(("  " + "及时公开各类信息" * 1_200 + "。\n") * 14))
    yield "200000-soft-breaks", with_section("  " + "甲\u2028" * 170_000 + "\n")
    yield "200000-emoji", with_section("  " + "\U0001f600" * 200_000 + "\n")
    yield "200000-kinds-of-characters", with_section("  " + cut("".join(map(chr, range(0x20000, 0x2FA1D))) * 2) + "\n")
    for name, row in enumerate(ROWS):
        yield f"row-{name}", with_section(cut(("  " + (row * 9_000)[:9_000] + "。\n") * 10))
    for name, sentence in enumerate(SENTENCES):
        yield f"sentence-{name}-in-paragraphs", with_section(cut(("  " + sentence * 80 + "\n") * 200))
        yield f"sentence-{name}-a-line", with_section(cut(("  " + sentence + "\n") * 990))
        yield f"sentence-{name}-everywhere", cut(RIGHT.replace("|\n", "|\n" + ("    " + sentence * 60 + "\n") * 8))
    random.seed(20211)
    mixed = "".join(random.choice(SENTENCES) for _ in range(20_000))
    yield "mixed-prose", with_section(cut("".join("  " + mixed[at : at + 9_000] + "\n" for at in range(0, len(mixed), 9_000))))
    yield "many-numbers", with_section(cut("".join(f"  {'、'.join(str(n * 7919 % 99991) + '件' for n in range(k, k + 1_500))}。\n" for k in range(0, 200_000, 1_500))))
    yield "addresses", with_section(cut(("  http://" + "a.b-c/d?e=f&" * 800 + "。\n") * 100))
    yield "year-after-year", with_section(cut(("  " + "2023年度" * 1_500 + "\n") * 60))
    yield "documents", with_section(cut(("  " + "《条例》〔2021〕30号" * 500 + "\n") * 60))


def structure():
    """Nesting, entries, placeholders."""
    for name, unit in {"[": "[", "{": "{", "{a:": "{a: ", "- ": "- ", "?": "? ", "lines-of-[": "[\n", "lines-of--": "- \n", "a:": "a:\n", "<<": "<<: *a\n"}.items():
        yield f"nested-{name}", fill(unit)
        yield f"nested-in-table-{name}", replaced("规章: [0, 0, 0]", "规章: " + fill(unit))
    yield "deeper-and-deeper", cut("".join(" " * n + "甲:\n" for n in range(1_400)))
    yield "unknown-keys", RIGHT + cut("".join(f"项目{n}: 0\n" for n in range(60_000)))
    yield "same-key", RIGHT + cut("机关: 甲\n" * 90_000)
    yield "nearly-known-rows", replaced("规章: [0, 0, 0]", cut("".join(f"规章{n}: [0, 0, 0]\n  " for n in range(30_000))))
    yield "long-row", replaced("规章: [0, 0, 0]", "规章: [" + cut("0, " * 330_000) + "0]")
    yield "tight-row", replaced("规章: [0, 0, 0]", "规章: [" + cut("1,234," * 150_000) + "0]")
    yield "curly-row", replaced("规章: [0, 0, 0]", "规章: {" + cut("0, " * 330_000) + "0}")
    yield "many-curly", replaced("规章: [0, 0, 0]", "规章: " + cut("{0, " * 250_000))
    yield "anchors", cut("".join(f"k{n}: &a{n} x\n" for n in range(60_000)))
    yield "billion-laughs", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join('*' + p for _ in range(9))}]\n" for p, c in zip("abcdefghi", "bcdefghij"))
    yield "waivers", RIGHT + "已核:\n" + cut("  - {规则: A02, 说明: 甲}\n" * 35_000)
    yield "data", RIGHT + "数据:\n" + cut("".join(f"  数{n}: {n}\n" for n in range(60_000)))
    yield "data-list", with_section("  {{ 数据.数 }} {{ 数据.数|合计 }}\n") + "数据:\n  数: [" + cut("1, " * 330_000) + "1]\n"
    for name, unit in {
        "figure": "{{ 表三.本年新收.总计 }}", "wrong": "{{ 表三.无此行.总计 }}", "unclosed": "{{ ", "sum": "{{ 表三.本年新收|合计 }}", "open-close": "{{}}",
        "nested": "{{ {{ }} }}", "power": "{{ 9**9**9 }}", "range": "{{ range(999999)|list }}", "join": "{{ '甲'|replace('甲', '乙') }}", "braces": "{ 表三.本年新收.总计 }",
    }.items():
        yield f"placeholders-{name}", with_section(cut(("  " + unit * 200 + "\n") * 2_000))
    yield "placeholder-of-1-MiB", with_section("  {{ " + cut("表三." * 200_000) + " }}\n")
    yield "placeholder-of-plus", with_section("  {{ " + cut("1+" * 500_000) + "1 }}\n")
    yield "placeholder-of-brackets", with_section("  {{ " + cut("(" * 500_000) + " }}\n")
    yield "lost-colons", cut("机关 甲\n年度；2023\n规章 [0\n" * 40_000)
    yield "wrong-columns", cut("".join(" " * (n % 37) + "规章: [0, 0, 0]\n" for n in range(40_000)))
    yield "tabs-before-keys", cut("\t机关: 甲\n" * 80_000)
    yield "severed", cut("监督保障: 甲 # 乙\n" + "  丙 # 丁\n" * 80_000)
    yield "full-colons", cut("机关：甲\n" * 90_000)
    yield "unclosed-quotes", cut('甲: "乙\n' * 90_000)
    random.seed(20212)
    yield "noise", cut("".join(chr(random.choice((random.randrange(1, 0x250), random.randrange(0x2000, 0x3100), random.randrange(0x4E00, 0x9FFF)))) for _ in range(500_000)))
    yield "noise-of-yaml", cut("".join(random.choice('[]{}:,-#|>"\'&*!?% \n\t甲：，1') for _ in range(900_000)))
    words = ["机关", "年度", "规章", "总体情况", "主动公开", ":", "：", " ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", "0", ",", "，", "|", "#", "- ", '"', "甲。"]
    yield "noise-of-words", cut("".join(random.choice(words) for _ in range(400_000)))


def zipped(*parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, start, unit, times, end in parts:
            with package.open(name, "w", force_zip64=True) as part:
                part.write(start)
                for _ in range(times):
                    part.write(unit)
                part.write(end)
    return packed.getvalue()


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
KINDS = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word(start, unit, times, end=b"", *more):
    return zipped(
        ("[Content_Types].xml", KINDS, b"", 0, b""),
        ("_rels/.rels", RELS, b"", 0, b""),
        ("word/document.xml", W + start, unit, times, end + b"</w:body></w:document>"),
        *more,
    )


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
BOOK = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
)
SHEET_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(start, unit, times, end=b"", *more, sheets=1, merged=b""):
    """One part under as many names of sheets as are asked for."""
    names = b"".join(b'<sheet name="%d" sheetId="%d" r:id="r1"/>' % (n, n) for n in range(1, sheets + 1))
    return zipped(
        ("[Content_Types].xml", KINDS, b"", 0, b""),
        ("xl/workbook.xml", BOOK + names + b"</sheets></workbook>", b"", 0, b""),
        ("xl/_rels/workbook.xml.rels", SHEET_RELS, b"", 0, b""),
        ("xl/worksheets/sheet1.xml", SHEET + start, unit, times, end + b"</sheetData>" + merged + b"</worksheet>"),
        *more,
    )


def foreign():
    """Files of other programs, at most 1 MiB as they are sent."""
    block = 1 << 20
    yield "bomb-of-text.docx", word(b"<w:p><w:r><w:t>", b"a" * block, 900, b"</w:t></w:r></w:p>")
    yield "bomb-of-paragraphs.docx", word(b"", "<w:p><w:r><w:t>甲。</w:t></w:r></w:p>".encode() * 20_000, 250)
    yield "bomb-of-tables.docx", word(b"", b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 20_000, 100)
    yield "bomb-of-cells.docx", word(b"<w:tbl><w:tr>", b"<w:tc><w:p/></w:tc>" * 50_000, 60, b"</w:tr></w:tbl>")
    yield "bomb-of-rows.docx", word(b"<w:tbl>", b"<w:tr><w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>" * 10_000, 60, b"</w:tbl>")
    yield "bomb-of-runs.docx", word(b"<w:p>", "<w:r><w:t>甲</w:t></w:r>".encode() * 20_000, 100, b"</w:p>")
    yield "bomb-of-breaks.docx", word(b"<w:p><w:r>", b"<w:br/>" * 100_000, 80, b"</w:r></w:p>")
    yield "bomb-of-pictures.docx", word(b"<w:p>", b'<wp:extent cx="9000000" cy="9000000"/>' * 20_000, 70, b"</w:p>")
    yield "text-of-1-MiB.docx", word("".encode(), "<w:p><w:r><w:t>主动公开政府信息66条。</w:t></w:r></w:p>".encode() * 1_000, 30)
    yield "cells-as-many-as-may-be.docx", word(b"<w:tbl>", "<w:tr><w:tc><w:p><w:r><w:t>予以公开</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>17</w:t></w:r></w:p></w:tc></w:tr>".encode() * 1_000, 19, b"</w:tbl>")
    note = W.replace(b"w:document", b"w:footnotes").replace(b"<w:body>", b"") + b'<w:footnote w:id="1"><w:p><w:r><w:t>'
    notes = ("word/footnotes.xml", note, "甲".encode(), 100_000, b"</w:t></w:r></w:p></w:footnote></w:footnotes>")
    yield "one-note-everywhere.docx", word(b"<w:p><w:r>", b'<w:footnoteReference w:id="1"/>' * 1_000, 100, b"</w:r></w:p>", notes)
    lists = W.replace(b"w:document", b"w:numbering").replace(b"<w:body>", b"") + b'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%1'
    numbers = ("word/numbering.xml", lists, "甲".encode(), 100_000, b'"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>')
    numbered = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>".encode()
    yield "one-number-everywhere.docx", word(b"", numbered * 1_000, 90, b"", numbers)
    abstract = W.replace(b"w:document", b"w:numbering").replace(b"<w:body>", b"") + b"".join(b'<w:abstractNum w:abstractNumId="%d"/>' % n for n in range(200_000))
    yield "200000-lists.docx", word(b"", b"<w:p/>", 1, b"", ("word/numbering.xml", abstract, b"", 0, b"</w:numbering>"))
    yield "deep.docx", word(b"", b"<w:tbl><w:tr><w:tc>" * 10_000, 20)
    yield "bomb-of-cells.xlsx", workbook(b"<row>", b"<c><v>1</v></c>" * 50_000, 60, b"</row>")
    yield "bomb-of-empty-cells.xlsx", workbook(b"<row>", b"<c/>" * 100_000, 150, b"</row>")
    yield "bomb-of-rows.xlsx", workbook(b"", b"<row/>" * 100_000, 100)
    string = ("xl/sharedStrings.xml", b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>', "甲".encode(), 300_000, b"</t></si></sst>")
    yield "one-string-everywhere.xlsx", workbook(b"<row>", b'<c t="s"><v>0</v></c>' * 1_000, 90, b"</row>", string)
    strings = ("xl/sharedStrings.xml", b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">', b"<si><t>a</t></si>" * 10_000, 350, b"</sst>")
    yield "bomb-of-strings.xlsx", workbook(b"<row>", b"<c><v>1</v></c>", 3, b"</row>", strings)
    yield "one-sheet-a-thousand-times.xlsx", workbook(b"", b"<row/>" * 50_000, 60, sheets=1_000)
    yield "cells-as-many-as-may-be.xlsx", workbook(b"", "<row><c t=\"str\"><v>予以公开</v></c><c><v>17</v></c><c><v>3</v></c></row>".encode() * 100, 49)
    merges = b"<mergeCells>" + b"".join(b'<mergeCell ref="A%d:GR%d"/>' % (n, n + 9) for n in range(1, 9_000)) + b"</mergeCells>"
    yield "merged-over-one-another.xlsx", workbook(b"", b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 100, 49, merged=merges)
    tall = "<table><tr>" + "<td rowspan=1000>甲" * 20_000 + "</tr>" + "<tr><td>乙" * 1_000
    yield "cells-down-a-thousand-rows.html", tall
    yield "one-wide-row.html", "<table><tr>" + "<td rowspan=2>甲" * 40_000 + "</tr><tr>" + "<td>乙" * 30_000
    yield "many-tables.html", fill("<table><tr><td>甲<td>乙</table>")
    yield "many-rows.html", "<table>" + fill("<tr><td>予以公开<td>17")
    for name, unit in {"div": "<div>", "table": "<table><tr><td>", "p": "<p>甲。", "td": "<td>0", "b": "<b>", "li": "<li>甲", "amp": "&amp;", "text": "甲"}.items():
        yield f"flood-of-{name}.html", fill(unit)


def measured(command):
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    killed = []
    import threading

    timer = threading.Timer(600, lambda: (killed.append(True), process.kill()))
    timer.start()
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / 1024, said


def main():
    words = sys.argv[1:]
    program = Path(words.pop(0)) if words and Path(words[0]).is_file() else ROOT / "target/release/nianbao"
    only = words[0] if words else ""
    rows, broken = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in (classes, grown, structure, foreign):
            for name, content in kind():
                if only not in f"{kind.__name__} {name}":
                    continue
                path = Path(folder) / (name.replace("/", "_") if "." in name else f"{name.replace('/', '_')}.yaml")
                data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
                path.write_bytes(data)
                for deed in ("check", "build"):
                    more = ["--out", f"{folder}/out"] if deed == "build" else []
                    code, cpu, clock, peak, said = measured([str(program), deed, str(path), *more])
                    bad = cpu > MOST_SECONDS or peak > MOST_MEGABYTES or code not in (0, 1, 2) or b"panicked" in said or len(data) > 1 << 20
                    broken += bad
                    rows.append((bad, cpu, clock, peak, code, len(data), f"{deed} {path.name}"))
                    if bad:
                        print(f"OVER: {deed} {path.name}: {cpu:.2f} s, {peak:.0f} MB, exit {code}", flush=True)
                path.unlink()
    rows.sort(reverse=True)
    print(f"{'seconds':>8} {'by clock':>8} {'MB':>6} {'exit':>4} {'bytes':>8}  flood")
    for bad, cpu, clock, peak, code, size, name in rows[:40]:
        print(f"{cpu:8.2f} {clock:8.2f} {peak:6.0f} {code:4} {size:8}  {name}{'  OVER' if bad else ''}")
    worst = max(rows, key=lambda row: row[3])
    print(f"{len(rows)} runs, {broken} over {MOST_SECONDS:.0f} s or {MOST_MEGABYTES} MB; most seconds {max(row[1] for row in rows):.2f}, most memory {worst[3]:.0f} MB ({worst[6]})")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
