#!/usr/bin/env python3
"""hostile.py [PROGRAM] [WORD]: files made to hurt their reader are refused within 1 second and 200 MB, and nothing is ever fetched.

Writes them in every format that is read (docx, xlsx, html, doc): 200,000 nested elements, archives that unpack to half a gigabyte, ten million
cells, entities that expand or name files, relationships and pictures that lead to a server (one listens here, and must hear
nothing), records whose lengths lie; gives each to `import`, and prints seconds of the processor, by the clock, peak memory and what
was said. `refused` must end with 1 or 2 and a finding; `read` may also be read, for what is harmless once it is left alone. Exit 1 where
a bound is broken. PROGRAM is target/release/nianbao; WORD picks by name.

    cargo build --release && tests/attacks/hostile.py"""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/bench"))
from floods import KINDS, RELS, W, measured, word, zipped  # noqa: E402

MOST_SECONDS, MOST_MEGABYTES = 1.0, 200
DEEP = 200_000
BLOCK = 1 << 20

S = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END_S = b"</sheetData></worksheet>"
XLSX_KINDS = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + OFFICE + b'"><sheets><sheet name="A" sheetId="1" r:id="s"/></sheets></workbook>'
)


def relations(*targets):
    rows = b"".join(b'<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (i, OFFICE, kind, target, b' TargetMode="External"' if b"://" in target else b"") for i, kind, target in targets)
    return b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + rows + b"</Relationships>"


def sheet(start, unit, times, end=b"", strings=None, more=()):
    parts = [
        ("[Content_Types].xml", XLSX_KINDS, b"", 0, b""),
        ("_rels/.rels", relations((b"r", b"officeDocument", b"xl/workbook.xml")), b"", 0, b""),
        ("xl/workbook.xml", BOOK, b"", 0, b""),
        ("xl/_rels/workbook.xml.rels", relations((b"s", b"worksheet", b"worksheets/sheet1.xml"), (b"t", b"sharedStrings", b"sharedStrings.xml"), (b"y", b"styles", b"styles.xml"), *more), b"", 0, b""),
        ("xl/worksheets/sheet1.xml", S + start, unit, times, end + END_S),
    ]
    if strings:
        parts.append(("xl/sharedStrings.xml", *strings))
    return zipped(*parts)


def package(document, more=()):
    return zipped(("[Content_Types].xml", KINDS, b"", 0, b""), ("_rels/.rels", RELS, b"", 0, b""), ("word/document.xml", document, b"", 0, b""), *more)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)) + b"]>"
BLOWUP = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "%s/b">%%c;]>'


def word_files(server):
    yield "nested-tables.docx", "refused", lambda: word(b"", b"<w:tbl><w:tr><w:tc>" * 1000, DEEP // 3000, b"</w:tc></w:tr></w:tbl>" * (DEEP // 3))
    yield "nested-runs.docx", "refused", lambda: word(b"<w:p>", b"<w:ins>" * 1000, DEEP // 1000, b"<w:r><w:t>a</w:t></w:r>" + b"</w:ins>" * DEEP + b"</w:p>")
    yield "nested-boxes.docx", "refused", lambda: word(b"", b"<w:p><w:r><w:pict><w:txbxContent>" * 1000, DEEP // 4000, b"</w:txbxContent></w:pict></w:r></w:p>" * (DEEP // 4))
    yield "nested-unclosed.docx", "refused", lambda: word(b"", b"<w:sdt>" * 1000, DEEP // 1000)
    yield "bomb-of-text.docx", "refused", lambda: word(b"<w:p><w:r><w:t>", b"a" * BLOCK, 500, b"</w:t></w:r></w:p>")
    yield "bomb-of-paragraphs.docx", "refused", lambda: word(b"", "<w:p><w:r><w:t>甲。</w:t></w:r></w:p>".encode() * 20_000, 1000)
    yield "bomb-of-cells.docx", "refused", lambda: word(b"<w:tbl><w:tr>", b"<w:tc><w:p/></w:tc>" * 50_000, 200, b"</w:tr></w:tbl>")
    yield "bomb-of-rows.docx", "refused", lambda: word(b"<w:tbl>", b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 50_000, 40, b"</w:tbl>")
    yield "bomb-beside.docx", "read", lambda: zipped(("[Content_Types].xml", KINDS, b"", 0, b""), ("_rels/.rels", RELS, b"", 0, b""), ("word/document.xml", W + b"<w:p/></w:body></w:document>", b"", 0, b""), ("word/media/a.bmp", b"", b"\0" * BLOCK, 500, b""))
    yield "bomb-of-styles.docx", "refused", lambda: zipped(("[Content_Types].xml", KINDS, b"", 0, b""), ("_rels/.rels", RELS, b"", 0, b""), ("word/document.xml", W + b"<w:p/></w:body></w:document>", b"", 0, b""), ("word/numbering.xml", b"<w:numbering>", b" " * BLOCK, 500, b""))
    yield "wide-span.docx", "read", lambda: word(b"<w:tbl>", b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr>' * 1000, 1, b"</w:tbl>")
    yield "laughs.docx", "refused", lambda: package(LAUGHS + W + b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>")
    yield "blowup.docx", "refused", lambda: package(BLOWUP + W + b"<w:p><w:r><w:t>" + b"&a;" * 50_000 + b"</w:t></w:r></w:p></w:body></w:document>")
    yield "entity-outside.docx", "refused", lambda: package(OUTSIDE % server + W + b"<w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>")
    links = relations((b"a", b"attachedTemplate", server + b"/t.dotm"), (b"b", b"image", server + b"/i.png"), (b"c", b"frame", server + b"/f.html"), (b"d", b"oleObject", server + b"/o"))
    text = "年政府信息公开工作年度报告".encode()
    yield "template-outside.docx", "read", lambda: package(W + b'<w:p><w:r><w:t>2024' + text + b'</w:t><w:drawing><a:blip r:link="b"/></w:drawing></w:r></w:p></w:body></w:document>', [("word/_rels/document.xml.rels", links, b"", 0, b""), ("word/_rels/settings.xml.rels", links, b"", 0, b"")])
    yield "document-outside.docx", "refused", lambda: zipped(("[Content_Types].xml", KINDS, b"", 0, b""), ("_rels/.rels", relations((b"r", b"officeDocument", server + b"/word/document.xml")), b"", 0, b""))
    yield "document-above.docx", "refused", lambda: zipped(("[Content_Types].xml", KINDS, b"", 0, b""), ("_rels/.rels", relations((b"r", b"officeDocument", b"../../../etc/passwd")), b"", 0, b""))


def sheets(server):
    yield "ten-million-cells.xlsx", "refused", lambda: sheet(b"<row>", b"<c><v>1</v></c>" * 10_000, 1000, b"</row>")
    yield "ten-million-blanks.xlsx", "refused", lambda: sheet(b"<row>", b"<c/>" * 10_000, 1000, b"</row>")
    yield "ten-million-named.xlsx", "refused", lambda: sheet(b"", b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 10_000 + b"</row>", 1000)
    yield "far-corner.xlsx", "read", lambda: sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', b"", 0)
    yield "beyond-corner.xlsx", "read", lambda: sheet(b'<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>', b"", 0)
    yield "nested.xlsx", "refused", lambda: sheet(b"<row><c>", b"<is>" * 1000, DEEP // 1000, b"</is>" * DEEP + b"</c></row>")
    yield "bomb-of-strings.xlsx", "refused", lambda: sheet(b'<row><c t="s"><v>0</v></c></row>', b"", 0, b"", (b"<sst><si><t>", b"a" * BLOCK, 500, b"</t></si></sst>"))
    yield "million-strings.xlsx", "refused", lambda: sheet(b'<row><c t="s"><v>0</v></c></row>', b"", 0, b"", (b"<sst>", b"<si><t>a</t></si>" * 10_000, 1000, b"</sst>"))
    many = b'<mergeCell ref="A1:XFD1048576"/>' * 10_000
    yield "merged.xlsx", "refused", lambda: sheet(b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>', many, 20, b"</mergeCells><sheetData>")
    laughs = zipped(("[Content_Types].xml", XLSX_KINDS, b"", 0, b""), ("_rels/.rels", relations((b"r", b"officeDocument", b"xl/workbook.xml")), b"", 0, b""), ("xl/workbook.xml", BOOK, b"", 0, b""), ("xl/_rels/workbook.xml.rels", relations((b"s", b"worksheet", b"worksheets/sheet1.xml")), b"", 0, b""), ("xl/worksheets/sheet1.xml", LAUGHS + S + b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>' + END_S, b"", 0, b""))
    yield "laughs.xlsx", "refused", lambda: laughs
    yield "book-outside.xlsx", "refused", lambda: sheet(b'<row><c><v>1</v></c></row>', b"", 0, b"", None, [(b"e", b"externalLink", server + b"/book.xlsx"), (b"f", b"image", server + b"/i.png")])


def pages(server):
    for name, unit in {"div": b"<div>", "table": b"<table><tr><td>", "font": b"<font>", "ul": b"<ul><li>", "svg": b"<svg>", "unknown": b"<x-y>", "b": b"<b>"}.items():
        yield f"nested-{name}.html", "refused", lambda: b"<html><body>" + unit * DEEP
    yield "nested-attributes.html", "refused", lambda: b"<p " + b"a=1 " * 1_000_000 + b">"
    yield "ten-million-cells.html", "refused", lambda: b"<table>" + b"<tr>" + b"<td>" * 10_000_000
    yield "wide-span.html", "read", lambda: b"<table>" + b'<tr><td colspan=1000000000 rowspan=1000000000>1</td></tr>' * 1000 + b"</table>"
    yield "laughs.html", "refused", lambda: LAUGHS + b"<p>&a11;</p>"
    outside = b'<img src="%s/i.png"><script src="%s/s.js"></script><link rel=stylesheet href="%s/c.css"><iframe src="%s/f"></iframe><object data="%s/o"></object><meta http-equiv=refresh content="0;url=%s/r">' % ((server,) * 6)
    yield "all-outside.html", "refused", lambda: b"<html><head><base href='%s/'></head><body>" % server + outside


def old_documents(_server):
    """Compound files, by hand: a head, one sector table, and what lies."""
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head = lambda fat, directory, difat=0xFFFFFFFE, count=1: magic + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6 + struct.pack("<IIIIIIIII", 0, count, directory, 0, 4096, 0xFFFFFFFE, 0, difat, 0) + struct.pack("<109I", *fat, *[0xFFFFFFFF] * (109 - len(fat)))
    table = lambda *next: struct.pack("<128I", *next, *[0xFFFFFFFF] * (128 - len(next)))
    entry = lambda name, kind, first, size, child=0xFFFFFFFF, left=0xFFFFFFFF, right=0xFFFFFFFF: (name.encode("utf-16-le")).ljust(64, b"\0") + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, left, right, child) + b"\0" * 36 + struct.pack("<IQ", first, size)
    files = lambda *entries: b"".join(entries).ljust(512, b"\0")
    fat = table(0xFFFFFFFD, 0xFFFFFFFE, 2)  # sector 2 follows itself
    root = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    yield "chain-in-a-circle.doc", "refused", lambda: head([0], 1) + fat + files(root, entry("WordDocument", 2, 2, 1 << 31)) + b"\0" * 512
    yield "directory-in-a-circle.doc", "refused", lambda: head([0], 2) + table(0xFFFFFFFD, 1, 2) + b"\0" * 512 + files(root, entry("WordDocument", 2, 2, 512))
    yield "names-in-a-circle.doc", "refused", lambda: head([0], 1) + table(0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE) + files(root, entry("WordDocument", 2, 2, 512, left=1, right=1)) + b"\0" * 512
    yield "many-tables.doc", "refused", lambda: head([0], 1, 0, 0x7FFFFFFF) + fat + files(root) + b"\0" * 512
    yield "long-stream.doc", "refused", lambda: head([0], 1) + table(0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE) + files(root, entry("WordDocument", 2, 2, 1 << 62)) + b"\xec\xa5\xc1\0" + b"\xff" * 508
    yield "zeros.doc", "refused", lambda: magic + b"\0" * (40 << 20)
    yield "ones.doc", "refused", lambda: magic + b"\xff" * (40 << 20)
    sample = (ROOT / "tests/intake/merged.doc").read_bytes()
    yield "piece-table-of-ones.doc", "read", lambda: sample[:512] + sample[512:1024].replace(b"\0", b"\xff") + sample[1024:]
    for at in range(512, 1100, 64):
        yield f"lengths-lie-{at}.doc", "read", lambda: sample[:at] + b"\xff\xff\xff\x7f" * 8 + sample[at + 32 :]


def listen(heard):
    server = socket.create_server(("127.0.0.1", 0))
    def wait():
        while True:
            peer, _ = server.accept()
            heard.append(peer.recv(200))
            peer.close()
    threading.Thread(target=wait, daemon=True).start()
    return b"http://127.0.0.1:%d" % server.getsockname()[1]


def main():
    words = sys.argv[1:]
    program = Path(words.pop(0)) if words and Path(words[0]).is_file() else ROOT / "target/release/nianbao"
    only = words[0] if words else ""
    heard, rows, broken = [], [], 0
    server = listen(heard)
    with tempfile.TemporaryDirectory() as folder:
        for kind in (word_files, sheets, pages, old_documents):
            for name, wanted, data in kind(server):
                if only not in name:
                    continue
                path = Path(folder) / name
                data = data()
                path.write_bytes(data)
                code, cpu, clock, peak, said = measured([str(program), "import", str(path), "-o", f"{folder}/out.yaml"])
                Path(folder, "out.yaml").unlink(missing_ok=True)
                first = next((line for line in said.decode(errors="replace").splitlines() if line.strip()), "")
                bad = cpu > MOST_SECONDS or peak > MOST_MEGABYTES or b"panicked" in said or code not in ((1, 2) if wanted == "refused" else (0, 1, 2))
                broken += bad
                rows.append((cpu, clock, peak, code, len(data), name, first[:60], bad))
                path.unlink()
    rows.sort(reverse=True)
    print(f"{'seconds':>8} {'by clock':>8} {'MB':>5} {'exit':>4} {'bytes':>9}  file")
    for cpu, clock, peak, code, size, name, first, bad in rows:
        print(f"{cpu:8.2f} {clock:8.2f} {peak:5.0f} {code:4} {size:9}  {name}: {first}{'  OVER' if bad else ''}")
    time.sleep(0.2)
    print(f"{len(rows)} files, {broken} over {MOST_SECONDS:.0f} s or {MOST_MEGABYTES} MB or not refused; most seconds {rows[0][0]:.2f}, most memory {max(r[2] for r in rows):.0f} MB; fetched {len(heard)} times")
    sys.exit(1 if broken or heard else 0)


if __name__ == "__main__":
    main()
