/**
 * CodeMirror, as this page wants it: words in Chinese, findings as marks, no history of its own (the report's steps back are the
 * page's), Tab leaves it. It lives in a shadow root: there it brings its styles as style sheets that are made by script, which
 * the page's security policy allows; in the document it would write a style element, which it does not.
 */

import { Annotation, EditorState, EditorView, HighlightStyle, defaultKeymap, highlightActiveLine, keymap, lineNumbers, lintGutter, search, searchKeymap, setDiagnostics, syntaxHighlighting, tags, yaml } from './codemirror.js';

/** @typedef {import('./codemirror.js').Diagnostic} Diagnostic */

const WORDS = {
  'Control character': '控制字符',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
  'Selection deleted': '已删去选中的文字',
  close: '关上',
  Find: '查找',
  Replace: '换成',
  next: '下一处',
  previous: '上一处',
  all: '全选',
  'match case': '区分大小写',
  'by word': '整词',
  regexp: '正则',
  replace: '替换',
  'replace all': '全部替换',
  'current match': '当前这处',
  'on line': '在行',
  'replaced match on line $': '已替换第 $ 行的一处',
  'replaced $ matches': '已替换 $ 处',
  'folded code': '折起的几行',
  unfold: '展开',
  to: '到',
};

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#174a7c' },
  { tag: [tags.comment, tags.lineComment], color: '#5a626b' },
  { tag: tags.string, color: '#6b3d00' },
]);

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: '#fff' },
  '&.cm-focused': { outline: '2px solid #174a7c', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: '"Noto Sans Mono CJK SC", "Sarasa Mono SC", NSimSun, "Nianbao UI", monospace', lineHeight: '1.6' },
  '.cm-content': { padding: '8px 0 60px' },
  '.cm-gutters': { backgroundColor: '#f1f4f7', color: '#5a626b', borderRight: '1px solid #c3c9d0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: '#e4edf6aa' },
  '.cm-panels': { backgroundColor: '#f1f4f7', color: '#1c2126' },
  '.cm-tooltip': { maxWidth: '46em', borderRadius: '3px', border: '1px solid #8d96a0', backgroundColor: '#fff' },
  '.cm-diagnostic': { padding: '4px 8px' },
  '.cm-diagnosticAction': { backgroundColor: '#174a7c', color: '#fff', fontSize: 'inherit', margin: '2px 8px 2px 0', padding: '1px 8px' },
  '.cm-panel.cm-search': { padding: '6px 12px' },
  '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': { fontFamily: 'inherit', fontSize: '13px' },
  '.cm-panel.cm-search [name=close]': { fontSize: '18px', padding: '0 8px' },
  '.cm-textfield': { borderColor: '#8d96a0', borderRadius: '3px', minHeight: '26px' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: '#fff', borderColor: '#c3c9d0', borderRadius: '3px', minHeight: '26px' },
});

/** The text was put there by the page, and typed by nobody. */
const ours = Annotation.define();

const KINDS = ['input.type', 'delete'];

export class Editor {
  /** @param {HTMLElement} element @param {(kind: string) => void} typed What is of one kind may be one step back; '' is not. */
  constructor(element, typed) {
    const root = element.attachShadow({ mode: 'open' });
    this.view = new EditorView({
      parent: /** @type {any} */ (root),
      root,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          lintGutter(),
          highlightActiveLine(),
          EditorView.lineWrapping,
          yaml(),
          syntaxHighlighting(COLOURS),
          search({ top: true }),
          keymap.of([...searchKeymap.filter(({ key }) => key !== 'F3' && key !== 'Mod-Shift-l'), ...defaultKeymap]),
          EditorState.phrases.of(WORDS),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({ 'aria-label': '报告的 YAML 文本', spellcheck: 'false', tabindex: '0' }),
          LOOK,
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.annotation(ours))) return;
            typed(KINDS.find((kind) => update.transactions.some((one) => one.isUserEvent(kind))) ?? '');
          }),
        ],
      }),
    });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Another text; what is the same in both stays, and with it the caret. @param {string} text */
  put(text) {
    const old = this.text;
    if (old === text) return;
    const least = Math.min(old.length, text.length);
    let from = 0;
    while (from < least && old[from] === text[from]) from += 1;
    let behind = 0;
    while (behind < least - from && old[old.length - 1 - behind] === text[text.length - 1 - behind]) behind += 1;
    const changes = { from, to: old.length - behind, insert: text.slice(from, text.length - behind) };
    this.view.dispatch({ changes, annotations: ours.of(true) });
  }

  /** @param {Diagnostic[]} marks */
  mark(marks) {
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** Where a line and a column, both from 1 and in characters, are in the text. @param {number} line @param {number} column */
  at(line, column) {
    const { doc } = this.view.state;
    const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return from + [...text].slice(0, column - 1).join('').length;
  }

  /** So many letters from there, within the line. @param {number} at @param {number} length */
  stretch(at, length) {
    return Math.min(at + length, this.view.state.doc.lineAt(at).to);
  }

  /** What begins there, up to a blank or a mark. @param {number} at */
  word(at) {
    const { to } = this.view.state.doc.lineAt(at);
    const rest = this.view.state.sliceDoc(at, to);
    return at + Math.max(/^[^\s,\]}:，。；：、（）]+/.exec(rest)?.[0].length ?? 0, Math.min(1, rest.length));
  }

  /** Brings a place into sight, with the caret in it. @param {number} at */
  go(at) {
    this.view.dispatch({ selection: { anchor: at, head: this.word(at) }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.focus();
  }

  focus() {
    this.view.focus();
  }

  get focused() {
    return this.view.hasFocus;
  }
}
