"""damaged.py OUT [COUNT]      writes reports whose tables are damaged, COUNT of them (2,000), as DOCX, XLSX and pages: OUT/files/<n>.<ext>,
and beside each what a reader of it would say of every cell, OUT/truth/<n>.json. Undamaged ones, for comparison: OUT/whole.
damaged.py --judge OUT        compares what `nianbao import` made of them (OUT/yaml) with that: a figure that is not what it should be,
or that is gone, counts as silent if `nianbao check --format json` (OUT/findings.json) finds nothing there that it does not find in
the undamaged report."""
import collections, copy, html, json, os, random, sys, zipfile
import manners as m
from manners import cell

BASES = 6

def unmerge_marked(rows):
    """Merged cells in pieces, the marks of figures kept."""
    return m.unmerge(rows, first=lambda c: {**c, 'cols': 1, 'rows': 1})

def consistent(report, seed):
    """The report with figures that no identity forgives moving: all large and different, every sum right."""
    rng = random.Random(seed); out = copy.deepcopy(report)
    used = set()
    def fresh(low, high):
        while True:
            n = rng.randint(low, high)
            if n not in used: used.add(n); return n
    t2 = out['t2']
    for key, v in t2.items():
        for i in range(len(v)): v[i] = str(fresh(20, 900))
    # 现行有效 is what the others leave of it.
    if '行政规范性文件' in t2:
        for key in ('规章', '行政规范性文件'): t2[key] = [str(fresh(30, 60)), str(fresh(5, 25)), str(fresh(300, 900))]
        t2['规章'] = ['0', '0', '0']
    t2['行政事业性收费'] = [str(fresh(1, 99)) + '.5'] if out['edition'] == 2021 else t2['行政事业性收费']
    results = [k for k in out['t3'] if k.startswith(m.K) and not k.endswith('/总计')]
    for key in results: out['t3'][key] = [fresh(11, 4000) for _ in range(6)]
    total = [sum(out['t3'][k][i] for k in results) for i in range(6)]
    carried, left = [fresh(11, 900) for _ in range(6)], [fresh(11, 900) for _ in range(6)]
    keys = list(out['t3'])
    out['t3'][keys[0]] = [t + l - c for t, l, c in zip(total, left, carried)]
    out['t3'][keys[1]], out['t3'][m.K + '/总计'], out['t3'][keys[-1]] = carried, total, left
    for v in out['t3'].values(): v.append(sum(v)); v[:] = map(str, v)
    for key in out['t4']:
        four = [fresh(11, 4000) for _ in range(4)]; out['t4'][key] = [str(n) for n in four + [sum(four)]]
    out['prose'] = ['（一）主动公开：依法公开。', '问题是人手不足，下一步加强培训。', '本机关依据《政府信息公开信息处理费管理办法》收取信息处理费0元。']
    return out

def marked(report):
    """The document, every cell of a figure with its place in the truth (`id`) and what stands under it (`truth`)."""
    marks = copy.deepcopy(report); n = 0; at = {}
    for t in ('t2', 't3', 't4'):
        for row, v in marks[t].items():
            for i in range(len(v)): at[f'§{n}'] = (t, row, i); v[i] = f'§{n}'; n += 1
    doc = m.document(marks)
    for b in doc:
        if b[0] != 't': continue
        for row in b[1]:
            for c in row:
                if c['text'] in at:
                    t, key, i = at[c['text']]; c['id'] = (t, key, i); c['text'] = report[t][key][i]; c['truth'] = c['text']
    return doc

# --- what is done to a table: each changes one; what a reader of the changed file would say is kept in the cells' ids and truths ---
def tables(doc): return [b[1] for b in doc if b[0] == 't']
def figure_rows(t): return [r for r in t if sum('id' in c for c in r) >= 1]
def wide_rows(t): return [r for r in t if sum('id' in c for c in r) >= 3]
def pick_row(doc, rng, wide=True): 
    t = rng.choice([t for t in tables(doc) if figure_rows(t)]); rows = (wide_rows if wide else figure_rows)(t) or figure_rows(t)
    return t, rng.choice(rows)
def cells_of(row): return [i for i, c in enumerate(row) if 'id' in c]

def swapped(doc, rng):
    """Two figures change places: the file says so."""
    _, r = pick_row(doc, rng); a, b = rng.choice(cells_of(r)), rng.choice(cells_of(r))
    r[a]['text'], r[b]['text'] = r[b]['text'], r[a]['text']
    for i in (a, b): r[i]['truth'] = r[i]['text']
def dropped(doc, rng):
    _, r = pick_row(doc, rng); r.pop(rng.choice(cells_of(r)))
def dropped_two(doc, rng):
    dropped(doc, rng); dropped(doc, rng)
def dropped_and_doubled(doc, rng):
    """As many cells as before, and none where it was. Where no sum tells (table two), nobody could know."""
    r = rng.choice([r for t in tables(doc) for r in wide_rows(t) if len(cells_of(r)) > 4]); c = cells_of(r); a, b = rng.sample(c, 2) if len(c) > 1 else (c[0], c[0])
    extra = copy.deepcopy(r[a]); extra.pop('id'); gone = r[b]
    r.insert(a, extra); r.remove(gone)
def merged(doc, rng):
    _, r = pick_row(doc, rng); c = [i for i in cells_of(r) if i + 1 < len(r) and 'id' in r[i + 1]]
    if not c: return
    i = rng.choice(c); r[i]['text'] += rng.choice(['', ' ', '、']) + r[i + 1]['text']; r[i]['cols'] += r[i + 1]['cols']; r.pop(i + 1)
def merged_lost(doc, rng):
    _, r = pick_row(doc, rng); c = [i for i in cells_of(r) if i + 1 < len(r) and 'id' in r[i + 1]]
    if not c: return
    i = rng.choice(c); r[i]['cols'] += r[i + 1]['cols']; r.pop(i + 1)
def merged_down(doc, rng):
    t = rng.choice(tables(doc)); rows = wide_rows(t)
    if len(rows) < 2: return dropped(doc, rng)
    n = rng.randrange(len(rows) - 1); a, b = rows[n], rows[n + 1]
    i = rng.randrange(len(cells_of(a))); k = cells_of(a)[i]; j = cells_of(b)[i] if i < len(cells_of(b)) else None
    if j is None or t.index(b) != t.index(a) + 1: return dropped(doc, rng)
    a[k]['rows'] = 2; b.pop(j)
def doubled(doc, rng):
    _, r = pick_row(doc, rng); i = rng.choice(cells_of(r)); extra = copy.deepcopy(r[i]); extra.pop('id'); r.insert(i, extra)
def inserted(doc, rng):
    _, r = pick_row(doc, rng); r.insert(rng.choice(cells_of(r)), cell(rng.choice(['', '0', '7', '/'])))
def blanked(doc, rng):
    _, r = pick_row(doc, rng); i = rng.choice(cells_of(r)); r[i]['text'] = r[i]['truth'] = rng.choice(['', ' ', '/', '-', '无'])
def shifted(doc, rng):
    """A blank in front, and the last figure out of the table."""
    _, r = pick_row(doc, rng); c = cells_of(r); r.insert(c[0], cell('')); r.pop(c[-1] + 1)
def row_gone(doc, rng):
    t, r = pick_row(doc, rng, False); t.remove(r)
def two_rows_gone(doc, rng):
    row_gone(doc, rng); row_gone(doc, rng)
def row_twice(doc, rng):
    t, r = pick_row(doc, rng, False); again = copy.deepcopy(r)
    for c in again: 
        if 'id' in c: c.pop('id'); c['text'] = str(rng.randint(5, 99))
    t.insert(t.index(r) + 1, again)
def rows_apart(doc, rng):
    """A blank row in between."""
    t, r = pick_row(doc, rng, False); t.insert(t.index(r), [cell('') for _ in r])
def rows_exchanged(doc, rng):
    """Two rows change places, labels and all: nothing is wrong with it."""
    t = rng.choice(tables(doc)); rows = [r for r in wide_rows(t) if len(r) == len(wide_rows(t)[0])]
    if len(rows) < 2: return
    a, b = rng.sample(rows, 2); i, j = t.index(a), t.index(b); t[i], t[j] = t[j], t[i]
def label_of(r):
    c = cells_of(r)[0] if cells_of(r) else None
    return None if not c else c - 1
def label_gone(doc, rng):
    _, r = pick_row(doc, rng, False); i = label_of(r)
    if i is not None and i >= 0: r[i]['text'] = ''
def label_cell_gone(doc, rng):
    _, r = pick_row(doc, rng, False); i = label_of(r)
    if i is not None and i >= 0: r.pop(i)
def label_of_another(doc, rng):
    """A row under a name that another row has too."""
    t = rng.choice(tables(doc)); rows = [r for r in figure_rows(t) if label_of(r) is not None and label_of(r) >= 0]
    if len(rows) < 2: return row_gone(doc, rng)
    a, b = rng.sample(rows, 2); a[label_of(a)]['text'] = b[label_of(b)]['text']
def label_strange(doc, rng):
    _, r = pick_row(doc, rng, False); i = label_of(r)
    if i is not None and i >= 0: r[i]['text'] = rng.choice(['合计', '小计', '其中：', '附：', '本月', '下属单位情况'])
def label_cut(doc, rng):
    _, r = pick_row(doc, rng, False); i = label_of(r)
    if i is not None and i >= 0: t = r[i]['text']; r[i]['text'] = t[:max(1, len(t) // 2)]
def heads_gone(doc, rng):
    t = rng.choice(tables(doc)); heads = [r for r in t if not any('id' in c for c in r)]
    if heads: t.remove(rng.choice(heads))
def all_heads_gone(doc, rng):
    t = rng.choice(tables(doc))
    t[:] = [r for r in t if any('id' in c for c in r)]
def head_gone(doc, rng):
    """One head cell less, so that those behind stand further left."""
    t = rng.choice(tables(doc)); heads = [r for r in t if not any('id' in c for c in r) and len(r) > 2]
    if heads: r = rng.choice(heads); r.pop(rng.randrange(len(r)))
def head_blank(doc, rng):
    t = rng.choice(tables(doc)); heads = [c for r in t if not any('id' in c for c in r) for c in r]
    if heads: rng.choice(heads)['text'] = ''
def heads_exchanged(doc, rng):
    """Two heads of table three change places and the figures do not: each figure is what stands above it."""
    t = [t for t in tables(doc) if any(c['text'] == '自然人' for r in t for c in r)]
    if not t: return
    t = t[0]; row = next(r for r in t if any(c['text'] == '科研机构' for c in r))
    a, b = rng.sample(range(len(row)), 2); row[a]['text'], row[b]['text'] = row[b]['text'], row[a]['text']
    at = {m.HEAD3.index(row[i]['text']): m.HEAD3.index(row[j]['text']) for i, j in ((a, b), (b, a))}
    for r in t:
        for c in r:
            if 'id' in c and c['id'][2] in at: c['id'] = (*c['id'][:2], at[c['id'][2]])
def columns_exchanged(doc, rng):
    """Heads and figures together: nothing is wrong with it."""
    t = [t for t in tables(doc) if any(c['text'] == '自然人' for r in t for c in r)]
    if not t: return
    t = t[0]; row = next(r for r in t if any(c['text'] == '科研机构' for c in r))
    a, b = rng.sample(range(len(row)), 2); row[a], row[b] = row[b], row[a]
    for r in t:
        c = cells_of(r)
        if len(c) == 7: r[c[1 + a]], r[c[1 + b]] = r[c[1 + b]], r[c[1 + a]]
def column_before(doc, rng):
    """序号 in front."""
    t = rng.choice(tables(doc)); n = 0
    for r in t:
        n += 1; r.insert(0, cell('序号' if n == 1 else str(n)))
def column_behind(doc, rng):
    t = rng.choice(tables(doc)); text = rng.choice(['备注', '单位', '上年数', '说明'])
    for n, r in enumerate(t): r.append(cell(text if n == 0 else rng.choice(['', '', '件', '12'])))
def column_between(doc, rng):
    """A column that the form does not have, with figures of its own."""
    t = rng.choice(tables(doc))
    for r in t:
        c = cells_of(r)
        if len(c) >= 3: r.insert(c[2], cell(str(rng.randint(5, 99))))
def column_gone(doc, rng):
    t = rng.choice(tables(doc))
    k = rng.randrange(3)
    for r in t:
        c = cells_of(r)
        if len(c) > k: r.pop(c[k])
def words_in(doc, rng):
    _, r = pick_row(doc, rng, False); i = rng.choice(cells_of(r)); v = r[i]['text']
    r[i]['text'] = r[i]['truth'] = rng.choice([v + '件', '约' + v, v + '余', v.replace('1', 'l', 1), v.replace('0', 'O', 1), '共' + v + '件', v + '（其中3件）', v + '?', v[:1] + ' ' + v[1:], v + '.0', '-' + v, v + '\x01' + '9'])
def split_at(doc, rng):
    """The table goes on in another, without heads."""
    at = [i for i, b in enumerate(doc) if b[0] == 't' and len(b[1]) > 8]
    if not at: return
    i = rng.choice(at); t = doc[i][1]; k = rng.randrange(4, len(t) - 1)
    doc[i:i + 1] = [('t', unmerge_marked(t)[:k]), ('p', '　', ''), ('t', unmerge_marked(t)[k:])]
def group_gone(doc, rng):
    """The names of groups at the side are gone."""
    for t in tables(doc):
        for r in t:
            for c in r:
                if c['text'].startswith(('（三）', '（四）', '（五）', '（六）')) and c['rows'] > 1: c['text'] = ''
def table_twice(doc, rng):
    at = [i for i, b in enumerate(doc) if b[0] == 't']; i = rng.choice(at); again = copy.deepcopy(doc[i])
    for r in again[1]:
        for c in r:
            if c.pop('id', None): c['text'] = str(rng.randint(5, 99))
    doc.insert(i + 1, again)
def table_gone(doc, rng):
    doc.remove(rng.choice([b for b in doc if b[0] == 't']))
def tables_exchanged(doc, rng):
    """Under one another's titles: every row is still known by its name."""
    at = [i for i, b in enumerate(doc) if b[0] == 't']; a, b = rng.sample(at, 2); doc[a], doc[b] = doc[b], doc[a]
def transposed(doc, rng):
    at = [i for i, b in enumerate(doc) if b[0] == 't']; i = rng.choice(at)
    g = unmerge_marked(doc[i][1]); w = max(map(len, g)); doc[i] = ('t', [[g[y][x] if x < len(g[y]) else cell('') for y in range(len(g))] for x in range(w)])

KINDS = [swapped, dropped, dropped_two, dropped_and_doubled, merged, merged_lost, merged_down, doubled, inserted, blanked, shifted, row_gone, two_rows_gone,
         row_twice, rows_apart, rows_exchanged, label_gone, label_cell_gone, label_of_another, label_strange, label_cut, heads_gone, all_heads_gone,
         head_gone, head_blank, heads_exchanged, columns_exchanged, column_before, column_behind, column_between, column_gone, words_in, split_at,
         group_gone, table_twice, table_gone, tables_exchanged, transposed]

# --- writers: as plain as can be, thousands of files are written ----------------------------------------------------------------
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
def paragraph(text): return ''.join(f'<w:p><w:r><w:t xml:space="preserve">{html.escape(p, False)}</w:t></w:r></w:p>' for p in flat_lines(text))
def flat_lines(text): return text.replace('\x00', '').split('\x01')
def write_docx(doc, path):
    body = []
    for b in doc:
        if b[0] == 'p': body.append(paragraph(b[1])); continue
        width = max(sum(c['cols'] for c in r) for r in b[1]); covered = {}
        rows = []
        for y, r in enumerate(b[1]):
            x, out = 0, ''
            def above():
                nonlocal x, out
                while (y, x) in covered:
                    n = covered[y, x]; span = f'<w:gridSpan w:val="{n}"/>' if n > 1 else ''
                    out += f'<w:tc><w:tcPr>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>'; x += n
            for c in r:
                above()
                p = (f'<w:gridSpan w:val="{c["cols"]}"/>' if c['cols'] > 1 else '') + ('<w:vMerge w:val="restart"/>' if c['rows'] > 1 else '')
                for dy in range(1, c['rows']): covered[y + dy, x] = c['cols']
                out += f'<w:tc><w:tcPr>{p}</w:tcPr>{paragraph(c["text"])}</w:tc>'; x += c['cols']
            above()
            rows.append(f'<w:tr>{out}</w:tr>')
        body.append(f'<w:tbl><w:tblPr/><w:tblGrid>{"<w:gridCol/>" * width}</w:tblGrid>{"".join(rows)}</w:tbl>')
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        z.writestr('_rels/.rels', '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        z.writestr('word/document.xml', f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(body)}</w:body></w:document>')

def generate(out, count):
    for d in ('files', 'truth', 'whole'): os.makedirs(os.path.join(out, d), exist_ok=True)
    names = ['dengtalu-2023', 'suqian-2023', 'fenye-2024', 'shengpizi-2023', 'suqian-2023', 'dengtalu-2023']
    reports = [consistent(m.load(n), i) for i, n in enumerate(names)]
    writers = [('docx', write_docx)] * 3 + [('html', lambda d, p: m.write_html(d, p, random.Random(1), 'bare')), ('xlsx', lambda d, p: m.write_xlsx(d, p, random.Random(1), ''))]
    for i, r in enumerate(reports):
        for ext, write in dict(writers).items(): write(marked(r), os.path.join(out, 'whole', f'{i}.{ext}'))
    for n in range(count):
        rng = random.Random(n); kinds = [KINDS[n % len(KINDS)]] + ([rng.choice(KINDS)] if rng.random() < 0.2 else [])
        # Without heads nobody could know that columns changed places.
        if columns_exchanged in kinds or heads_exchanged in kinds: kinds = kinds[:1]
        base = rng.randrange(len(reports)); report = reports[base]; doc = marked(report)
        for kind in kinds: kind(doc, rng)
        ext, write = rng.choice(writers)
        if ext == 'xlsx' and any(k.__name__ in ('merged', 'merged_lost', 'merged_down') for k in kinds): ext, write = writers[0]
        write(doc, os.path.join(out, 'files', f'{n}.{ext}'))
        says = collections.defaultdict(dict)
        for t in tables(doc):
            for r in t:
                for c in r:
                    if 'id' in c: a, b, i = c['id']; says[f'{a}|{b}'][i] = c['truth']
        truth = {t: {row: [says.get(f'{t}|{row}', {}).get(i) for i in range(len(v))] for row, v in report[t].items()} for t in ('t2', 't3', 't4')}
        original = {t: report[t] for t in ('t2', 't3', 't4')}
        json.dump({'kinds': [k.__name__ for k in kinds], 'base': f'{base}.{ext}', 'truth': truth, 'original': original}, open(os.path.join(out, 'truth', f'{n}.json'), 'w'), ensure_ascii=False)

def judge(out):
    found = collections.defaultdict(set)
    for f in json.load(open(os.path.join(out, 'findings.json'))):
        if f.get('code'): found[os.path.basename(f['file'])].add((f['code'], f['message']))
    base = collections.defaultdict(set)
    for f in json.load(open(os.path.join(out, 'whole.json'))):
        if f.get('code'): base[os.path.basename(f['file'])].add((f['code'], f['message']))
    total = silent = spoken = 0; by = collections.Counter()
    names = {os.path.splitext(n)[0]: n for n in os.listdir(os.path.join(out, 'files'))}
    for path in sorted(os.listdir(os.path.join(out, 'truth')), key=lambda p: int(p[:-5])):
        n = path[:-5]; t = json.load(open(os.path.join(out, 'truth', path))); total += 1
        yamls = os.path.join(out, 'yaml', n + '.yaml')
        text = open(yamls, encoding='utf-8').read() if os.path.exists(yamls) else ''
        got, _ = m.cells_of(text, t['original'])
        bad = []
        for table, rows in t['truth'].items():
            for row, wanted in rows.items():
                have = got[table].get(row) or [None] * len(wanted)
                have = have + [None] * (len(wanted) - len(have))
                for i, want in enumerate(wanted):
                    # A figure that is no longer there at all may be nothing or the old one, but nothing else.
                    clean = lambda v: '0' if v is None or v.strip() in ('', '/', '-', '无') else m.flat(v).strip()
                    old = t['original'][table][row][i]
                    mine = clean(have[i])
                    if want is None: 
                        if mine not in ('0', old): bad.append((table, row, i, old, have[i]))
                        elif mine == '0' and old != '0': bad.append((table, row, i, old, None))
                    elif mine != clean(want): bad.append((table, row, i, want, have[i]))
        new = found[names[n]] - base[t['base']]
        if bad and not new: silent += 1; by[t['kinds'][0]] += 1; print('  silent', names[n], t['kinds'], bad[:3])
        elif bad: spoken += 1
    print(f'damaged {total} whole {total - spoken - silent} said {spoken} silent {silent}', dict(by) if by else '')
    sys.exit(silent > 0)

if __name__ == '__main__':
    if sys.argv[1] == '--judge': judge(sys.argv[2])
    else: generate(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
