"""comments.py FINDINGS IN OUT FODT    whether the comments in OUT/*.docx, as LibreOffice shows them (FODT/*.fodt, its own export), stand
at the words that the findings (check --format json) point to in IN/*.docx, one comment a finding; and whether every part but those
that comments need is what it was. Exit 1 if not."""
import collections, json, os, re, sys, zipfile
import xml.etree.ElementTree as ET

OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
bare = lambda text: re.sub(r'[\s\u3000\u200b]+', '', text)

def shown(path):
    """The comments of an export: first line -> the words that each stands at and the paragraph around."""
    out = []; open_ones = {}; parts = []
    def add(text):
        for entry in open_ones.values(): entry['words'] += text
    def walk(node, paragraph):
        if node.tag in (TEXT + 'p', TEXT + 'h'): paragraph = ''.join(t for t in own_text(node))
        if node.tag == OFFICE + 'annotation':
            lines = [''.join(p.itertext()) for p in node.iter(TEXT + 'p')]
            author = next((e.text for e in node if e.tag.endswith('}creator')), '')
            entry = {'lines': lines, 'words': '', 'author': author, 'paragraph': paragraph}
            out.append(entry)
            name = node.get(OFFICE + 'name')
            if name: open_ones[name] = entry
        elif node.tag == OFFICE + 'annotation-end': open_ones.pop(node.get(OFFICE + 'name'), None)
        elif node.tag == TEXT + 's': add(' ')
        else:
            add(node.text or '')
            for child in node:
                walk(child, paragraph); add(child.tail or '')
            return
    def own_text(node):
        if node.tag == OFFICE + 'annotation': return
        yield node.text or ''
        for child in node: yield from own_text(child); yield child.tail or ''
    walk(ET.parse(path).getroot(), '')
    return [e for e in out if e['author'] == '年报核对']

def words_at(document, start, end):
    """The characters of the part between two bytes, up to the end of the paragraph, and all of that paragraph."""
    text = document[start:end].decode('utf-8', 'replace')
    text = re.split(r'</w:p>', text)[0]
    strip = lambda x: re.sub(r'<[^>]*>|<[^>]*$|^[^<]*?>', '', re.sub(r'<w:(?:delText|instrText)[^>]*>.*?</w:(?:delText|instrText)>', '', x, flags=re.S))
    return strip(text) if not text.startswith('<') else strip(text)

def main(findings, before, after, fodt):
    found = collections.defaultdict(list)
    for f in json.load(open(findings)):
        if f.get('code') and f.get('origin'): found[os.path.basename(f['file'])].append(f)
    total = right = 0; bad = []; parts = 0
    for name in sorted(n for n in os.listdir(before) if n.endswith('.docx')):
        with zipfile.ZipFile(os.path.join(before, name)) as a, zipfile.ZipFile(os.path.join(after, name)) as b:
            document = a.read('word/document.xml')
            for part in a.namelist():
                if part in ('word/document.xml', '[Content_Types].xml', 'word/comments.xml', 'word/_rels/document.xml.rels'): continue
                parts += 1
                if a.read(part) != b.read(part): bad.append((name, part, 'differs'))
        comments = collections.defaultdict(list)
        for c in shown(os.path.join(fodt, name[:-5] + '.fodt')): comments[bare(c['lines'][0])].append(c)
        level = {'error': '错误', 'warning': '警告', 'hint': '提示'}
        for f in found[name]:
            if f['code'] == 'D08': continue
            total += 1
            key = bare(f"{level.get(f['severity'], f['severity'])}[{f['code']}] {f['message']}")
            wanted = bare(words_at(document, f['origin'].get('start', 0), f['origin'].get('end', 0)))
            import html
            wanted = html.unescape(wanted)
            match = next((c for c in comments[key] if bare(c['words']) == wanted), None)
            # Without words of its own: at a cell, a paragraph; the comment may take all of it.
            if match is None and not wanted: match = next(iter(comments[key]), None)
            if match is None: bad.append((name, f['code'], wanted[:40], [bare(c['words'])[:40] for c in comments[key]][:3])); continue
            comments[key].remove(match); right += 1
        extra = sum(map(len, comments.values()))
        if extra: bad.append((name, 'comments too many', extra))
    for b in bad[:20]: print('  wrong', *b)
    print(f'comments {total} at their words {right} parts equal {parts} wrong {len(bad)}')
    sys.exit(bool(bad))

main(*sys.argv[1:])
