"""manners.py OUT    writes eight reports as other people's programs would, in many manners: OUT/<manner>-<report>.<ext>, and beside
each the truth, OUT/<manner>-<report>.<ext>.json: every cell as its writer wrote it. MANNERS names one manner, MANNERS_EACH=1 takes
one report of each.
manners.py --judge OUT YAMLS    compares what `nianbao import` made of each (YAMLS/<name>.yaml) with the truth, cell by cell. Exit 1
below 99 of 100.

The official labels and the grid are written here once more, by hand, so that reader and writer cannot share a mistake."""
import copy, glob, html, json, os, random, re, shutil, subprocess, sys, tempfile
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
REPORTS = os.environ.get('MANNERS_REPORTS', os.path.join(HERE, '..', 'reports'))

ROWS3 = [  # label path as printed; path of keys in the YAML
    (['一、本年新收政府信息公开申请数量'], ['本年新收政府信息公开申请数量']),
    (['二、上年结转政府信息公开申请数量'], ['上年结转政府信息公开申请数量']),
]
R = '三、本年度办理结果'; K = '本年度办理结果'
def group(label, key, rows):
    for r in rows:
        text, k = r if isinstance(r, tuple) else (r, re.sub(r'^\d+\.', '', r))
        ROWS3.append(([R, label, text], [K, key, k]))
ROWS3 += [([R, '（一）予以公开'], [K, '予以公开']),
          ([R, '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'], [K, '部分公开'])]
group('（三）不予公开', '不予公开', ['1.属于国家秘密', '2.其他法律行政法规禁止公开', ('3.危及“三安全一稳定”', '危及三安全一稳定'), '4.保护第三方合法权益',
      '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷', '8.属于行政查询事项'])
group('（四）无法提供', '无法提供', ['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确'])
group('（五）不予处理', '不予处理', ['1.信访举报投诉类申请', '2.重复申请', '3.要求提供公开出版物', '4.无正当理由大量反复申请', '5.要求行政机关确认或重新出具已获取信息'])
SIX21 = [('1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', '逾期不补正'), ('2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '逾期不缴费'), ('3.其他', '其他')]
HEAD3 = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
HEAD4 = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
T21 = [('第二十条第（一）项', ['本年制发件数', '本年废止件数', '现行有效件数'], [('规章', '规章'), ('行政规范性文件', '行政规范性文件')]),
       ('第二十条第（五）项', ['本年处理决定数量'], [('行政许可', '行政许可')]),
       ('第二十条第（六）项', ['本年处理决定数量'], [('行政处罚', '行政处罚'), ('行政强制', '行政强制')]),
       ('第二十条第（八）项', ['本年收费金额（单位：万元）'], [('行政事业性收费', '行政事业性收费')])]
C3 = ['上一年项目数量', '本年增/减', '处理决定数量']
T19 = [('第二十条第（一）项', ['本年新制作数量', '本年新公开数量', '对外公开总数量'], [('规章', '规章'), ('规范性文件', '规范性文件')]),
       ('第二十条第（五）项', C3, [('行政许可', '行政许可'), ('其他对外管理服务事项', '其他对外管理服务事项')]),
       ('第二十条第（六）项', C3, [('行政处罚', '行政处罚'), ('行政强制', '行政强制')]),
       ('第二十条第（八）项', C3[:2], [('行政事业性收费', '行政事业性收费')]),
       ('第二十条第（九）项', ['采购项目数量', '采购总金额'], [('政府集中采购', '政府集中采购')])]
TITLES = ['总体情况', '主动公开政府信息情况', '收到和处理政府信息公开申请情况', '政府信息公开行政复议、行政诉讼情况', '存在的主要问题及改进情况', '其他需要报告的事项']
HAN = '一二三四五六'

class Loader(yaml.SafeLoader): pass
Loader.yaml_implicit_resolvers = {}

def value(cell):
    if isinstance(cell, dict): return f"{cell['数']}（{cell['注']}）"
    return str(cell)

def rows3(edition):
    rows = list(ROWS3)
    if edition == 2019: rows.append(([R, '（六）其他处理'], [K, '其他处理']))
    else: rows += [([R, '（六）其他处理', text], [K, '其他处理', key]) for text, key in SIX21]
    rows.append(([R, '（七）总计'], [K, '总计']))
    rows.append((['四、结转下年度继续办理'], ['结转下年度继续办理']))
    return rows

def load(name):
    """A report as prose and cells: {'t2': {row: [values]}, 't3': ..., 't4': ...}; totals computed where the author left them."""
    report = yaml.load(open(os.path.join(REPORTS, name + '.yaml'), encoding='utf-8'), Loader)
    edition = 2019 if int(report['年度']) <= 2020 else 2021
    out = {'office': report['机关'], 'year': report['年度'], 'edition': edition, 'signature': report.get('署名'), 'date': report.get('成文日期')}
    out['prose'] = [report[TITLES[0]], report[TITLES[4]], report[TITLES[5]]]
    t2 = report[TITLES[1]]
    out['t2'] = {}
    for _, heads, rows in (T19 if edition == 2019 else T21):
        for _, key in rows:
            v = t2[key]
            if isinstance(v, dict) and '数' not in v: v = [v[h.replace('/', '')] if h.replace('/', '') in v else v[h] for h in heads]
            out['t2'][key] = [value(c) for c in (v if isinstance(v, list) else [v])]
    def seven(v, heads):
        if isinstance(v, dict): v = [v[h] for h in heads if h in v]
        v = [value(c) for c in v]
        if len(v) == len(heads) - 1: v.append(str(sum(int(c) for c in v)))
        return v
    t3 = report[TITLES[2]]
    out['t3'] = {}
    for _, path in rows3(edition):
        node = t3
        for key in path: node = None if node is None else node.get(key)
        out['t3']['/'.join(path)] = None if node is None else seven(node, HEAD3)
    total = out['t3'][K + '/总计']
    if total is None:
        parts = [v for k, v in out['t3'].items() if k.startswith(K) and v]
        out['t3'][K + '/总计'] = [str(sum(int(p[i]) for p in parts)) for i in range(7)]
    t4 = report[TITLES[3]]
    out['t4'] = {'行政复议': seven(t4['行政复议'], HEAD4)}
    for key in ['未经复议直接起诉', '复议后起诉']: out['t4']['行政诉讼/' + key] = seven(t4['行政诉讼'][key], HEAD4)
    return out

def varied(report, seed):
    """The same with other figures: sums are made anew, so that a reader that shifts a column is found out."""
    rng = random.Random(seed); out = copy.deepcopy(report)
    plain = lambda v: [c for c in v]
    for key, v in out['t3'].items():
        if not key.endswith('/总计'): out['t3'][key] = [str(rng.choice([0, rng.randint(1, 9), rng.randint(10, 2000)])) for _ in range(6)]
    for v in out['t3'].values(): v[6:] = [] 
    parts = [v for k, v in out['t3'].items() if k.startswith(K) and not k.endswith('/总计')]
    out['t3'][K + '/总计'] = [str(sum(int(p[i]) for p in parts)) for i in range(6)]
    for v in out['t3'].values(): v.append(str(sum(map(int, v))))
    for key, v in out['t4'].items():
        four = [str(rng.randint(0, 60)) for _ in range(4)]; out['t4'][key] = four + [str(sum(map(int, four)))]
    return out

# A document is a list of blocks: ('p', text, style) and ('t', [[cell]]) with cell = dict(text, cols, rows).
def cell(text, cols=1, rows=1): return {'text': text, 'cols': cols, 'rows': rows}

def table2(report):
    out = []
    for caption, heads, rows in (T19 if report['edition'] == 2019 else T21):
        out.append([cell(caption, 4)])
        last = lambda items, wrap: [wrap(x, 1 if i < len(items) - 1 else 4 - len(items)) for i, x in enumerate(items)]
        out.append([cell('信息内容')] + last(heads, cell))
        for label, key in rows: out.append([cell(label)] + last(report['t2'][key], cell))
    return out

def table3(report):
    out = [[cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3), cell('申请人情况', 7)],
           [cell('自然人', 1, 2), cell('法人或其他组织', 5), cell('总计', 1, 2)], [cell(h) for h in HEAD3[1:6]]]
    seen = []
    rows = rows3(report['edition'])
    for labels, path in rows:
        line = []
        for depth, label in enumerate(labels):
            prefix = tuple(labels[:depth + 1])
            leaf = depth == len(labels) - 1
            if leaf: line.append(cell(label, 3 - depth))
            elif prefix not in seen:
                seen.append(prefix)
                line.append(cell(label, 1, sum(tuple(l[:depth + 1]) == prefix for l, _ in rows)))
        out.append(line + [cell(v) for v in report['t3']['/'.join(path)]])
    return out

def table4(report):
    return [[cell('行政复议', 5), cell('行政诉讼', 10)],
            [cell(h, 1, 2) for h in HEAD4] + [cell('未经复议直接起诉', 5), cell('复议后起诉', 5)],
            [cell(h) for h in HEAD4 * 2], [cell(v) for row in report['t4'].values() for v in row]]

def document(report):
    lines = lambda text: [l.strip() for l in text.splitlines() if l.strip()]
    items = lambda p: sum(([*([f'（{HAN[i]}）{k}：{ls[0]}'] if (ls := lines(v)) else []), *ls[1:]] for i, (k, v) in enumerate(p.items())), [])
    prose = [lines(p) if isinstance(p, str) else items({k: v for k, v in p.items() if k != '导语'}) for p in report['prose']]
    prose = [[re.sub(r'\{\{.*?\}\}', '若干', l) for l in p] for p in prose]
    d = [('p', f"{report['office']}{report['year']}年政府信息公开工作年度报告", 'title')]
    for i, title in enumerate(TITLES):
        d.append(('p', f'{HAN[i]}、{title}', 'h1'))
        if i in (1, 2, 3): d.append(('t', [table2, table3, table4][i - 1](report)))
        else: d += [('p', l, '') for l in prose[{0: 0, 4: 1, 5: 2}[i]]]
    d += [('p', report['office'], 'right'), ('p', f"{int(report['year']) + 1}年1月20日", 'right')]
    return d

# --- manners: what people do to it -------------------------------------------------------------------------------------------
def every(doc, change):
    """Changes the text of label cells (`change(text)`), leaving figures."""
    figure = re.compile(r'^[-+]?[\d.]*(（.*）)?(万?元)?$')
    for block in doc:
        if block[0] == 't':
            for row in block[1]:
                for c in row:
                    if not figure.match(c['text']): c['text'] = change(c['text'])
    return doc

def figures(doc, report, change):
    """Changes the figures, in the file and in the truth."""
    for t in ('t2', 't3', 't4'):
        for row in report[t].values(): row[:] = [change(v) for v in row]
    return document(report)

def unmerge(rows, repeat=False, first=lambda c: cell(c['text'])):
    """Merged cells in pieces, the first of them as `first` says; the others are empty, or those beside it repeat its words."""
    width = max(sum(c['cols'] for c in r) for r in rows); grid = [[None] * width for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for c in row:
            while x < width and grid[y][x] is not None: x += 1
            for dy in range(c['rows']):
                for dx in range(c['cols']):
                    if y + dy < len(grid) and x + dx < width:
                        grid[y + dy][x + dx] = first(c) if dx == dy == 0 else cell(c['text'] if repeat and dx == 0 else '')
            x += c['cols']
    return [[c or cell('') for c in row] for row in grid]

def plain(doc, report, rng): return doc
def unmerged(doc, report, rng): return [('t', unmerge(b[1])) if b[0] == 't' else b for b in doc]
def repeated(doc, report, rng): return [('t', unmerge(b[1], True)) if b[0] == 't' else b for b in doc]
def split(doc, report, rng):
    out = []
    for b in doc:
        if b[0] == 't' and len(b[1]) > 20:
            rows = b[1]; grid = unmerge(rows)
            out += [('t', grid[:14]), ('p', '（续表）', ''), ('t', grid[:3] + grid[14:])]
        else: out.append(b)
    return [b for b in out if b[1] != '（续表）']
def nested(doc, report, rng): return [('t', [[{'text': '', 'cols': 1, 'rows': 1, 'table': b[1]}, cell('')]]) if b[0] == 't' else b for b in doc]
def half(doc, report, rng): return every(doc, lambda t: t.replace('（', '(').replace('）', ')').replace('：', ':').replace('“', '"').replace('”', '"'))
def spaced(doc, report, rng): return every(doc, lambda t: ''.join(c + rng.choice(['', '', ' ', '\u3000', '\u00a0']) for c in t))
def pieces(doc, report, rng): return every(doc, lambda t: t if len(t) < 5 else t[:3] + '\x00' + t[3:5] + '\x01' + t[5:])
def misspelt(doc, report, rng):
    def change(t):
        if len(t) < 6 or rng.random() > 0.4: return t
        at = rng.randrange(3, len(t) - 1); return t[:at] + rng.choice(['的', '及', '']) + t[at + 1:]
    return every(doc, change)
def unnumbered(doc, report, rng): return every(doc, lambda t: re.sub(r'^([一二三四]、|（[一二三四五六七]）|\d\.)', '', t))
def zeros(sign):
    def manner(doc, report, rng): return figures(doc, report, lambda v: sign if v == '0' else v)
    manner.__name__ = 'zeros' + {'': '_blank', '/': '_stroke', '-': '_dash', '无': '_word'}[sign]; return manner
def wide(doc, report, rng): return figures(doc, report, lambda v: ''.join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in v) if v.isdigit() else v)
def thousands(doc, report, rng): return figures(doc, report, lambda v: f'{int(v):,}' if v.isdigit() else v)
def noted(doc, report, rng):
    keys = list(report['t2']); report['t2'][keys[0]][0] += '（其中修订16件）' if report['t2'][keys[0]][0].isdigit() else ''
    out = document(report); at = next(i for i, b in enumerate(out) if b[0] == 't')
    return out[:at + 1] + [('p', '注：本表数据含下属单位。', '')] + out[at + 1:]
def oldtitles(doc, report, rng):
    old = {TITLES[1]: '行政机关主动公开政府信息情况', TITLES[3]: '因政府信息公开工作被申请行政复议、提起行政诉讼情况', TITLES[4]: '政府信息公开工作存在的主要问题及改进情况'}
    return [('p', f'{b[1][:2]}{old.get(b[1][2:], b[1][2:])}', b[2]) if b[0] == 'p' and b[2] == 'h1' else b for b in doc]
def oneheads(doc, report, rng):
    """The heads in one row, the labels in one column."""
    out = []
    for b in doc:
        if b[0] == 't' and len(b[1]) > 20:
            rows = [[cell('项目')] + [cell(h) for h in HEAD3]]
            for row in b[1][3:]: rows.append([cell(row[-8]['text'])] + row[-7:])
            out.append(('t', rows))
        else: out.append(b)
    return out
def bands(doc, report, rng):
    """Table two in four tables."""
    out = []
    for b in doc:
        if b[0] == 't' and b[1][0][0]['text'].startswith('第二十条'):
            part = []
            for row in b[1]:
                if row[0]['text'].startswith('第二十条') and part: out += [('t', part)]; part = []
                part.append(row)
            out.append(('t', part))
        else: out.append(b)
    return out
def twolawsuits(doc, report, rng):
    """Table four as two tables."""
    out = []
    for b in doc:
        if b[0] == 't' and b[1][0][0]['text'] == '行政复议':
            v = [c['text'] for c in b[1][3]]
            out.append(('t', [[cell('行政复议', 5)], [cell(h) for h in HEAD4], [cell(x) for x in v[:5]]]))
            out.append(('t', [[cell('行政诉讼', 10)], [cell('未经复议直接起诉', 5), cell('复议后起诉', 5)], [cell(h) for h in HEAD4 * 2], [cell(x) for x in v[5:]]]))
        else: out.append(b)
    return out
def down4(doc, report, rng):
    out = []
    for b in doc:
        if b[0] == 't' and b[1][0][0]['text'] == '行政复议':
            v = [c['text'] for c in b[1][3]]; names = ['行政复议', '行政诉讼（未经复议直接起诉）', '行政诉讼（复议后起诉）']
            out.append(('t', [[cell('')] + [cell(h) for h in HEAD4]] + [[cell(n)] + [cell(x) for x in v[5 * i:5 * i + 5]] for i, n in enumerate(['行政复议', '未经复议直接起诉', '复议后起诉'])]))
        else: out.append(b)
    return out

MODEL = [plain, unmerged, repeated, split, nested, half, spaced, pieces, misspelt, unnumbered, zeros(''), zeros('/'), zeros('-'), zeros('无'), wide, thousands, noted, oldtitles, oneheads, bands, twolawsuits, down4]

# --- writers -----------------------------------------------------------------------------------------------------------------
def text_parts(text): return [p.split('\x00') for p in text.split('\x01')]
def flat(text): return text.replace('\x00', '').replace('\x01', '')

def place(rows):
    """Cells with their grid place: (y, x, cell)."""
    taken, out = set(), []
    for y, row in enumerate(rows):
        x = 0
        for c in row:
            while (y, x) in taken: x += 1
            for dy in range(c['rows']):
                for dx in range(c['cols']): taken.add((y + dy, x + dx))
            out.append((y, x, c)); x += c['cols']
    return out, max(x for _, x in taken) + 1

def fill(target, text):
    for i, runs in enumerate(text_parts(text)):
        p = target.paragraphs[0] if i == 0 else target.add_paragraph()
        for run in runs: p.add_run(run)

def docx_table(owner, rows, style):
    cells, width = place(rows)
    t = owner.add_table(rows=len(rows), cols=width)
    if style: t.style = 'Table Grid'
    # Cells by hand: python-docx walks the grid anew for each.
    grid = [[c for c in tr.tc_lst] for tr in t._tbl.tr_lst]
    from docx.table import _Cell
    for y, x, c in cells:
        tc = _Cell(grid[y][x], t)
        if c['cols'] > 1 or c['rows'] > 1:
            tc = tc.merge(_Cell(grid[y + c['rows'] - 1][x + c['cols'] - 1], t))
            grid = [[None] * width for _ in rows]
            for yy, tr in enumerate(t._tbl.tr_lst):
                xx = 0
                for one in tr.tc_lst: grid[yy][xx] = one; xx += one.grid_span
        if 'table' in c: docx_table(tc, c['table'], style)
        else: fill(tc, c['text'])
    return t

def write_docx(doc, path, rng, twist=''):
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    d = docx.Document()
    number = auto_numbers(d) if twist == 'autonumber' else None
    for b in doc:
        if b[0] == 'p':
            text = b[1]
            p = d.add_paragraph()
            if number and b[2] == 'h1':
                text = text[2:]; pr = p._p.get_or_add_pPr(); n = OxmlElement('w:numPr')
                for tag, v in (('w:ilvl', '0'), ('w:numId', number)): e = OxmlElement(tag); e.set(qn('w:val'), v); n.append(e)
                pr.append(n)
            for runs in text_parts(text):
                for run in runs: p.add_run(run)
        else: docx_table(d, b[1], rng.random() < 0.5)
    if twist == 'tracked': track(d)
    if twist == 'textbox': box(d)
    d.save(path)

def auto_numbers(d):
    from docx.oxml import parse_xml
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    root = d.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {ns} w:abstractNumId="77"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'))
    root.append(parse_xml(f'<w:num {ns} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return '77'

def track(d):
    """Figures changed with changes tracked: an old one deleted, the right one inserted."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for n, t in enumerate(list(d.element.body.iter(qn('w:t')))):
        if t.text and t.text.isdigit() and n % 3 == 0:
            r = t.getparent(); p = r.getparent(); at = p.index(r)
            p.insert(at, parse_xml(f'<w:del {ns} w:id="{n}" w:author="x"><w:r><w:delText>9{t.text}</w:delText></w:r></w:del>'))
            ins = parse_xml(f'<w:ins {ns} w:id="{n}1" w:author="x"/>'); p.insert(at + 1, ins); ins.append(r)

def box(d):
    """Each table in a text box."""
    from docx.oxml import parse_xml
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    for t in d.tables:
        p = parse_xml(f'<w:p {ns}><w:r><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>')
        t._tbl.addprevious(p)
        inner = [e for e in p.iter() if e.tag.endswith('}txbxContent')][0]
        inner.append(t._tbl); inner.append(parse_xml(f'<w:p {ns}/>'))

def write_xlsx(doc, path, rng, twist=''):
    import openpyxl
    from openpyxl.utils import get_column_letter as letter
    book = openpyxl.Workbook(); sheet = book.active; y = 1; sheets = twist == 'sheets'
    width = 15
    for b in doc:
        if b[0] == 'p':
            if sheets and b[2] == 'h1': sheet = book.create_sheet(b[1][:10]); y = 1
            sheet.cell(y, 1, flat(b[1]))
            if twist != 'bare': sheet.merge_cells(start_row=y, start_column=1, end_row=y, end_column=width)
            y += 1
        else:
            cells, _ = place(b[1])
            for dy, x, c in cells:
                text = flat(c['text']); number = re.fullmatch(r'\d+(\.\d+)?', text)
                v = (float(text) if '.' in text else int(text)) if number and twist != 'text' else text
                if text: sheet.cell(y + dy, x + 1, v)
                if c['cols'] > 1 or c['rows'] > 1: sheet.merge_cells(start_row=y + dy, start_column=x + 1, end_row=y + dy + c['rows'] - 1, end_column=x + c['cols'])
            y += len(b[1]) + 1
    book.save(path)

def html_table(rows, rng, twist):
    out = ['<table border=1>']
    for row in rows:
        out.append('<tr>')
        for c in row:
            cols, r = c['cols'], c['rows']
            if twist == 'shifting' and cols > 1 and r == 1: cols += rng.choice([0, 1, -1]) if cols > 2 else 0
            inner = html_table(c['table'], rng, twist) if 'table' in c else ''.join(f'<p>{"".join(f"<span>{html.escape(x)}</span>" for x in runs)}</p>' for runs in text_parts(c['text'])) if twist != 'bare' else html.escape(flat(c['text']))
            if twist == 'shifting': inner = '&nbsp;' + inner + '&nbsp;'
            out.append(f'<td{f" colspan={cols}" if cols > 1 else ""}{f" rowspan={r}" if r > 1 else ""}>{inner}' + ('</td>' if twist != 'bare' else ''))
        if twist != 'bare': out.append('</tr>')
    return '\n'.join(out) + '</table>'

NAV = '<div class=top><ul><li><a href=#>首页</a></li><li><a href=#>政务公开</a></li><li>政府信息公开年报</li></ul><p>当前位置：首页 &gt; 政府信息公开 &gt; 年报</p><script>var a="<div>";</script></div>'
FOOT = '<div class=foot><p>主办单位：某某办公室　网站标识码：4100000000</p><p>版权所有 联系我们 网站地图</p><p>豫ICP备00000000号</p></div>'
def write_html(doc, path, rng, twist=''):
    body = []
    for b in doc:
        if b[0] == 't': body.append(html_table(b[1], rng, twist))
        else: body.append(f'<{"h1" if b[2] == "title" else "p"}>{"　　" if not b[2] else ""}{html.escape(flat(b[1]))}</{"h1" if b[2] == "title" else "p"}>')
    body = '\n'.join(body)
    if twist == 'site': body = f'{NAV}<table width=100%><tr><td><div class=side><p>公开指南</p><p>公开制度</p></div></td><td><div id=zoom>{body}</div><p>打印 关闭</p></td></tr></table>{FOOT}'
    charset = 'gb2312' if twist == 'gb2312' else 'utf-8'
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>年报_某某门户</title><style>td{{}}</style></head><body>{body}</body></html>'
    open(path, 'wb').write(page.encode('gb18030' if twist == 'gb2312' else 'utf-8'))

def npm(batch, out):
    """The npm package docx writes a batch of models."""
    json.dump(batch, open(os.path.join(out, 'npm.json'), 'w'))
    node = os.environ.get('MANNERS_NODE', '')
    subprocess.run(['node', os.path.join(HERE, 'manners.js'), os.path.join(out, 'npm.json')], check=True, env={**os.environ, 'NODE_PATH': node})
    os.remove(os.path.join(out, 'npm.json'))

def soffice(files, kind, out):
    profile = os.path.join(tempfile.gettempdir(), f'manners-{os.getpid()}')
    subprocess.run(['soffice', f'-env:UserInstallation=file://{os.path.abspath(profile)}', '--headless', '--convert-to', kind, '--outdir', out] + files, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

def generate(out):
    os.makedirs(out, exist_ok=True)
    names = ['dengtalu-2023', 'suqian-2023', 'shanghai-office-2019', 'fenye-2024', 'shengpizi-2023']
    reports = [load(n) for n in names] + [varied(load(names[i]), 7 + i) for i in (1, 2, 0)]
    wanted, each = os.environ.get('MANNERS', ''), os.environ.get('MANNERS_EACH')
    left_out = lambda name, i: wanted not in name or (each and i != sum(map(ord, name)) % len(reports))
    sources = tempfile.mkdtemp()
    batch, later = [], {'office': [], 'doc': [], 'page': [], 'pandoc': []}
    def one(name, index, ext, model, writer, twist):
        if left_out(name, index): return
        rng = random.Random(f'{name}{index}'); report = copy.deepcopy(reports[index])
        doc = document(report)
        if model: doc = model(doc, report, rng)
        path = os.path.join(out, f'{name}-{index}.{ext}')
        if writer == 'npm': batch.append({'path': path, 'blocks': [list(b) for b in doc]})
        else: writer(doc, path, rng, twist)
        json.dump({k: report[k] for k in ('t2', 't3', 't4', 'edition', 'office', 'year')}, open(path + '.json', 'w'), ensure_ascii=False)
        return path
    for i in range(len(reports)):
        for m in MODEL: one('docx_' + m.__name__, i, 'docx', m, write_docx, '')
        for t in ('autonumber', 'tracked', 'textbox'): one('docx_' + t, i, 'docx', None, write_docx, t)
        for m in (plain, unmerged, split, half, spaced, misspelt, unnumbered, zeros(''), zeros('-'), thousands, noted, bands, twolawsuits, oneheads): one('xlsx_' + m.__name__, i, 'xlsx', m, write_xlsx, '')
        for t in ('sheets', 'bare', 'text'): one('xlsx_' + t, i, 'xlsx', None, write_xlsx, t)
        for m in (plain, nested, spaced, pieces, misspelt, zeros('/'), wide, repeated): one('html_' + m.__name__, i, 'html', m, write_html, '')
        for t in ('shifting', 'gb2312', 'site', 'bare'): one('html_' + t, i, 'htm', None, write_html, t)
        for m in (plain, unmerged, half, pieces, split): one('npm_' + m.__name__, i, 'docx', m, 'npm', '')
        for kind, ext, src in (('office', 'docx', 'docx'), ('page', 'html', 'docx'), ('doc', 'doc', 'docx'), ('pandoc', 'docx', 'html'), ('calc', 'xlsx', 'xlsx')):
            name = f'{kind}_{src}'
            if left_out(name, i): continue
            writer = {'docx': write_docx, 'html': write_html, 'xlsx': write_xlsx}[src]
            os.makedirs(os.path.join(sources, kind), exist_ok=True)
            report = copy.deepcopy(reports[i]); path = os.path.join(sources, kind, f'{name}-{i}.{src}')
            writer(document(report), path, random.Random(i), '')
            later.setdefault(kind, []).append((path, ext))
            json.dump({k: report[k] for k in ('t2', 't3', 't4', 'edition', 'office', 'year')}, open(os.path.join(out, f'{name}-{i}.{ext}.json'), 'w'), ensure_ascii=False)
    if batch: npm(batch, out)
    for kind, filt in (('office', 'docx:MS Word 2007 XML'), ('page', 'html'), ('doc', 'doc:MS Word 97'), ('calc', 'xlsx')):
        if later.get(kind): soffice([p for p, _ in later[kind]], filt, out)
    for path, _ in later['pandoc']:
        target = os.path.join(out, os.path.basename(path)[:-5] + '.docx')
        subprocess.run(['pandoc', path, '-o', target], check=True)
    for folder in (sources, os.path.join(tempfile.gettempdir(), f'manners-{os.getpid()}')): shutil.rmtree(folder, ignore_errors=True)

def cells_of(yaml_text, truth):
    """What an imported report says, in the shape of the truth."""
    report = yaml.load(yaml_text, Loader) or {}
    got = {'t2': {}, 't3': {}, 't4': {}}
    listed = lambda v: [value(c) for c in (v if isinstance(v, list) else [v])] if v is not None else None
    t2, t3, t4 = (report.get(TITLES[i]) or {} for i in (1, 2, 3))
    for key in truth['t2']: got['t2'][key] = listed(t2.get(key) if isinstance(t2, dict) else None)
    for table, node in (('t3', t3), ('t4', t4)):
        for path in truth[table]:
            n = node
            for key in path.split('/'): n = n.get(key) if isinstance(n, dict) else None
            got[table][path] = listed(n)
    return got, report

def judge(out, yamls):
    whole, wrong = {}, []
    for truth_path in sorted(glob.glob(os.path.join(out, '*.json'))):
        name = os.path.basename(truth_path)[:-5]; manner = name.rsplit('-', 1)[0]
        truth = json.load(open(truth_path)); path = os.path.join(yamls, os.path.splitext(name)[0] + '.yaml')
        good = False; why = 'not imported'
        if os.path.exists(path):
            got, report = cells_of(open(path, encoding='utf-8').read(), truth)
            bad = [(t, k, v, got[t].get(k)) for t in ('t2', 't3', 't4') for k, v in truth[t].items() if [x or '0' for x in v] != got[t].get(k)]
            head = [report.get('机关'), str(report.get('年度'))] == [truth['office'], str(truth['year'])]
            good = not bad and head; why = f'{len(bad)} rows: {bad[:2]}' if bad else f"head {report.get('机关')} {report.get('年度')}"
        w = whole.setdefault(manner, [0, 0]); w[1] += 1; w[0] += good
        if not good: wrong.append((name, why))
    for name, why in wrong[:40]: print('  wrong', name, why[:400])
    files = sum(w[1] for w in whole.values()); right = sum(w[0] for w in whole.values())
    for m, (a, b) in sorted(whole.items()):
        if a < b: print(f'  {m}: {a} of {b}')
    print(f'manners {len(whole)} files {files} whole {right}')
    sys.exit(right * 100 < files * 99)

if __name__ == '__main__':
    if sys.argv[1] == '--judge': judge(sys.argv[2], sys.argv[3])
    else: generate(sys.argv[1])
