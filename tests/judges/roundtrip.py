"""roundtrip.py OUT COUNT               writes COUNT reports as YAML (OUT/yaml/<n>.yaml): figures that agree, notes, table notes,
introductions, signatures, sentences with every mark that a format could stumble over. The shared reports stand beside them.
roundtrip.py --rename OUT FORMAT       names what was built of each as its YAML.
roundtrip.py --judge OUT FORMAT        compares what `nianbao import` made of OUT/FORMAT/<n>.<ending> (OUT/back-FORMAT/<n>.yaml) with them:
every figure, paragraph, note and signature; and what `check --format json` finds in either (OUT/yaml.json, OUT/FORMAT.json)."""
import collections, json, os, random, re, shutil, sys
import manners as m
import damaged

NAMES = ['dengtalu-2023', 'suqian-2023', 'fenye-2024', 'shengpizi-2023', 'shanghai-office-2019']
MARKS = ['在“双公示”栏目和《条例》（2019年修订）专栏公开。', '网址是https://www.example.gov.cn/zwgk/?a=1&b=2，电话是0371-12345678。', '使用Wi-Fi、C++和<br>标签的页面已清理。', '占比为33.3%，同比增长1.5个百分点。',
         "其中：'引号'与#号都照原样。", '[重点]工作按{清单}推进。', '做到了“应公开、尽公开”——没有遗漏……', '㎡、℃、①②③、Ⅳ也要照样。', '全年处理12，345件是错误的写法。', '一是加强培训；二是加强督查。', '收件人：政务公开办（3楼）。']

def lines_of(report):
    """The paragraphs of each part of prose, as they are printed."""
    return [[b[1] for b in part] for part in parts_of(m.document(report))]

def parts_of(doc):
    out = []
    for b in doc[1:-2]:
        if b[0] == 'p' and b[2] == 'h1': out.append([])
        elif b[0] == 'p': out[-1].append(b)
    return [out[i] for i in (0, 4, 5)]

def quoted(text): return "'" + text.replace("'", "''") + "'"
def written(v):
    note = re.fullmatch(r'(.*?)（(.*)）', v)
    return f'{{数: {note[1]}, 注: {quoted(note[2])}}}' if note else v

def text_of(report, rng):
    """A report as YAML, and what it says."""
    pool = [l for part in lines_of(report) for l in part if len(l) < 400 and not re.match('^（[一二三四五]）', l)] or ['依法公开。']
    def paragraphs(count):
        out = []
        for _ in range(count):
            line = rng.choice(pool).rstrip('。；：') + '。'
            out.append(line + (rng.choice(MARKS) if rng.random() < 0.5 else ''))
        return out
    says = {'机关': report['office'], '年度': report['year'], '署名': report['office'] if rng.random() < 0.7 else None,
            '成文日期': f"{int(report['year']) + 1}-01-{rng.randint(1, 31):02}" if rng.random() < 0.8 else None}
    if says['成文日期'] is None: says['署名'] = None
    says['导语'] = paragraphs(1) if rng.random() < 0.4 else []
    says['编制说明'] = paragraphs(rng.randint(1, 3)) if rng.random() < 0.2 else []
    says['题下日期'] = f"{int(report['year']) + 1}-01-{rng.randint(1, 31):02}" if rng.random() < 0.2 else None
    says['表前'] = {t: paragraphs(rng.randint(1, 2)) for t in ('t2', 't3', 't4') if rng.random() < 0.15}
    says['prose'] = [paragraphs(rng.randint(2, 7)), paragraphs(rng.randint(1, 4)), paragraphs(rng.randint(1, 2))]
    notes = {}
    for t in ('t2', 't3', 't4'):
        for row, v in report[t].items():
            for i in range(len(v)):
                if rng.random() < 0.03: v[i] += f'（{rng.choice(["其中修订1件", "含上年结转", "含联合发文2件、转发1件"])}）'
        if rng.random() < 0.3: notes[t] = rng.choice(['注：本表数据含下属单位。', '说明：“其他”指撤回的申请。', '注：金额单位为万元，保留4位小数'])
    says['notes'] = notes
    says.update({t: report[t] for t in ('t2', 't3', 't4')})
    out = [f"机关: {says['机关']}", f"机关类别: {report['kind']}", f"年度: {says['年度']}"]
    if says['署名']: out.append(f"署名: {says['署名']}")
    if says['成文日期']: out.append(f"成文日期: {says['成文日期']}")
    block = lambda key, lines: [f'{key}: |'] + ['  ' + l for l in lines]
    if says['题下日期']: out.append(f"题下日期: {says['题下日期']}")
    for key in ('导语', '编制说明'):
        if says[key]: out += block(key, says[key])
    def before(t): return ['  ' + l for l in block('表前', says['表前'][t])] if t in says['表前'] else []
    def note(t): return [f'  表注: {quoted(notes[t])}'] if t in notes else []
    def nested(rows):
        got = []; seen = []
        for path, v in rows:
            path = path.split('/')
            for depth in range(len(path) - 1):
                if path[:depth + 1] not in seen: seen.append(path[:depth + 1]); got.append('  ' * (depth + 1) + path[depth] + ':')
            got.append('  ' * len(path) + f"{path[-1]}: [{', '.join(map(written, v))}]")
        return got
    t2 = [f'  {k}: ' + (written(v[0]) if len(v) == 1 else f"[{', '.join(map(written, v))}]") for k, v in report['t2'].items()]
    out += block(m.TITLES[0], says['prose'][0])
    out += [m.TITLES[1] + ':'] + before('t2') + t2 + note('t2')
    out += [m.TITLES[2] + ':'] + before('t3') + nested(report['t3'].items()) + note('t3')
    out += [m.TITLES[3] + ':'] + before('t4') + nested(report['t4'].items()) + note('t4')
    out += block(m.TITLES[4], says['prose'][1]) + block(m.TITLES[5], says['prose'][2])
    return '\n'.join(out) + '\n', says

def generate(out, count):
    for d in ('yaml', 'says'): os.makedirs(os.path.join(out, d), exist_ok=True)
    for n in range(count):
        rng = random.Random(n); name = NAMES[n % len(NAMES)]
        report = m.load(name); report = damaged.consistent(report, n) | {'prose': report['prose']}
        source = m.yaml.load(open(os.path.join(m.REPORTS, name + '.yaml'), encoding='utf-8'), m.Loader)
        # Changes are printed with their sign; of the purchases the form does not say the unit.
        for _, heads, rows in m.T19 if report['edition'] == 2019 else []:
            for _, key in rows:
                if heads[1] == '本年增/减': report['t2'][key][1] = '+' + report['t2'][key][1]
        if '政府集中采购' in report['t2']: report['t2']['政府集中采购'][1] += '万元'
        report['kind'] = source['机关类别']
        # Each its own name, so that each has its own file.
        report['office'] = report['office'][:2] + f'第{m.HAN[n % 6]}{n}' + report['office'][2:]
        text, says = text_of(report, rng)
        open(os.path.join(out, 'yaml', f'{n}.yaml'), 'w', encoding='utf-8').write(text)
        json.dump(says, open(os.path.join(out, 'says', f'{n}.json'), 'w'), ensure_ascii=False)

def rename(out, form):
    """Built files are named by their titles; here each is named as its YAML."""
    folder = os.path.join(out, form)
    for path in os.listdir(os.path.join(out, 'says')):
        says = json.load(open(os.path.join(out, 'says', path)))
        for name in os.listdir(folder):
            if name.startswith(says['机关'] + says['年度']): os.rename(os.path.join(folder, name), os.path.join(folder, path[:-5] + os.path.splitext(name)[1]))

def flat(node):
    """The paragraphs of a part, however it is written."""
    lines = lambda text: [l.strip() for l in (text or '').splitlines() if l.strip()]
    if isinstance(node, dict):
        return lines(node.get('导语')) + sum(([f'（{m.HAN[i]}）{k}：' + ls[0]] + ls[1:] for i, (k, v) in enumerate((k, v) for k, v in node.items() if k != '导语') if (ls := lines(v))), [])
    return lines(node)

def signed(cells, note):
    """Notes of cells that stand numbered below their table (`2①`), back in their cells; and what is left of the table's note."""
    notes = dict(re.findall('([①-⑳])([^①-⑳]*?)[；。]?(?=[①-⑳]|$)', note or ''))
    for row, v in cells.items():
        if v: cells[row] = [re.sub('（([①-⑳])）$', lambda sign: f'（{notes.get(sign[1], sign[1])}）', c) for c in v]
    left = re.sub('[①-⑳].*', '', note or '')
    return None if left in ('', '注：') else left

def findings(path):
    found = collections.defaultdict(collections.Counter)
    for f in json.load(open(path)):
        # Stray blanks are gone from a typeset file already; what is said of files is not said of what they hold.
        if f.get('code') and f['code'] not in ('G04', 'D08'): found[os.path.splitext(os.path.basename(f['file']))[0]][f['code'], f['message']] += 1
    return found

def judge(out, form):
    yaml_found, form_found = findings(os.path.join(out, 'yaml.json')), findings(os.path.join(out, form + '.json'))
    whole = same = 0; bad = []
    count = sorted(os.listdir(os.path.join(out, 'says')), key=lambda p: int(p[:-5]))
    for path in count:
        n = path[:-5]; says = json.load(open(os.path.join(out, 'says', path)))
        back = os.path.join(out, 'back-' + form, n + '.yaml')
        text = open(back, encoding='utf-8').read() if os.path.exists(back) else ''
        cells, got = m.cells_of(text, says)
        note_of = lambda part: part.get('表注') if isinstance(part, dict) else None
        left = {t: signed(cells[t], note_of(got.get(title))) for t, title in zip(('t2', 't3', 't4'), m.TITLES[1:4])}
        # A sheet keeps a change as a number, and shows its sign.
        same_row = lambda a, b: [c.lstrip('+') for c in a] == [c.lstrip('+') for c in b or []]
        wrong = [(t, k, v, cells[t].get(k)) for t in ('t2', 't3', 't4') for k, v in says[t].items() if not same_row(v, cells[t].get(k))]
        for key in ('机关', '年度', '署名', '成文日期', '题下日期'):
            if says[key] is not None and str(got.get(key)) != says[key]: wrong.append((key, says[key], got.get(key)))
        for t, title in zip(('t2', 't3', 't4'), m.TITLES[1:4]):
            part = got.get(title); have = flat(part.get('表前')) if isinstance(part, dict) else []
            if have != says['表前'].get(t, []): wrong.append((t, '表前', says['表前'].get(t), have))
        for title, want in [('导语', says['导语']), ('编制说明', says['编制说明'])] + [(m.TITLES[i], p) for i, p in zip((0, 4, 5), says['prose'])]:
            have = flat(got.get(title))
            if have != want: wrong.append((title, [l for l in want if l not in have][:1], [l for l in have if l not in want][:1]))
        for t in left:
            # Before numbered notes a table's own ends with a stop.
            stop = lambda note: note and note.rstrip('。')
            if stop(says['notes'].get(t)) != stop(left[t]): wrong.append((t, '表注', says['notes'].get(t), left[t]))
        whole += not wrong
        if wrong: bad.append((n, wrong[:2]))
        if yaml_found[n] == form_found[n]: same += 1
        else: bad.append((n, 'findings', list((yaml_found[n] - form_found[n]).items())[:2], list((form_found[n] - yaml_found[n]).items())[:2]))
    for b in bad[:20]: print('  wrong', *b)
    print(f'{form} {len(count)} whole {whole} same findings {same}')
    sys.exit(whole < len(count) or same < len(count))

if __name__ == '__main__':
    if sys.argv[1] == '--judge': judge(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == '--rename': rename(sys.argv[2], sys.argv[3])
    else: generate(sys.argv[1], int(sys.argv[2]))
