/** The report's text itself, for who wants to see it or must mend what no field shows. The findings are marked in it: a mark
 * leads to its field, a finding of the list to its mark. */

import { h } from '../element.js';
import { Silent } from '../engine/engine.js';
import { accused, leadsTo } from '../findings/marks.js';

/** @typedef {import('../report/report.js').Report} Report */
/** @typedef {import('../engine.d.ts').Finding} Finding */
/** @typedef {import('./editor.js').Editor} Editor */

/** A pause in typing before the text is read, ms. */
const PAUSE = 150;
/** A pause after which typing is another step back. */
const STEP = 1000;

/** Events: `go` (detail: finding and field, as the panel's), `mend` (detail: field and value). */
export class Yaml extends EventTarget {
  #timer = 0;
  #typed = false;
  #last = 0;
  #step = 0;
  #kind = '';
  /** Opened when it is first wanted. @type {Promise<Editor> | undefined} */
  #opening = undefined;
  /** @type {Editor | undefined} */
  #editor = undefined;

  /**
   * @param {HTMLElement} element
   * @param {Report} report
   */
  constructor(element, report) {
    super();
    this.report = report;
    this.element = element;
    this.box = h('div', { class: 'yaml-box' });
    element.append(this.box);
    element.addEventListener('focusout', () => this.flush());
    report.addEventListener('view', () => this.render());
  }

  /** @returns {Promise<Editor>} */
  #open() {
    this.#opening ??= import('./editor.js').then(
      ({ Editor }) => (this.#editor = new Editor(this.box, (kind) => this.#wrote(kind))),
      () => {
        this.#opening = undefined;
        throw new Silent('核对程序没有回应，现在打不开 YAML；可以接着在表里写');
      },
    );
    return this.#opening;
  }

  /** @param {string} kind */
  #wrote(kind) {
    const now = Date.now();
    if (now - this.#last > STEP || kind === '' || kind !== this.#kind) this.#step += 1;
    [this.#last, this.#kind] = [now, kind];
    this.#typed = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), PAUSE);
  }

  #write() {
    if (this.#editor) this.report.write(this.#editor.text, `yaml ${this.#step}`);
  }

  /** What was typed a moment ago goes into the report now. */
  flush() {
    if (!this.#typed) return;
    clearTimeout(this.#timer);
    this.#typed = false;
    if (this.#editor && this.#editor.text !== this.report.text) this.#write();
  }

  /** Seen or not seen from now on. */
  async show() {
    await this.#open();
    this.render();
    this.focus();
  }

  focus() {
    this.#editor?.focus();
  }

  render() {
    const editor = this.#editor;
    if (this.element.hidden || !editor) return;
    const writing = this.#typed && editor.focused && this.report.returned === undefined;
    if (!writing && editor.text !== this.report.text) {
      editor.put(this.report.text);
      this.#typed = false;
    }
    // Marks of another text would stand at wrong places; those of this one come with the next answer.
    if (editor.text === this.report.text) this.#mark(editor);
  }

  /** @param {Editor} editor */
  #mark(editor) {
    const found = (this.report.view?.findings ?? []).filter((one) => one.waived === undefined);
    editor.mark(
      found.map((finding) => {
        const from = editor.at(finding.line, finding.column);
        const severity = /** @type {'error' | 'warning' | 'info'} */ (finding.severity === 'hint' ? 'info' : finding.severity);
        const { start, end } = finding;
        const to = start === undefined || end === undefined ? editor.word(from) : editor.stretch(from, end - start);
        return { from, to, severity, message: [finding.message, finding.help].filter(Boolean).join('。'), actions: this.#actions(finding) };
      }),
    );
  }

  /** @param {Finding} finding */
  #actions(finding) {
    const tell = (/** @type {string} */ name, /** @type {object} */ detail) => () => void this.dispatchEvent(new CustomEvent(name, { detail }));
    const mends = accused(finding).map((one) => ({ name: `改成 ${one.expected}`, apply: tell('mend', { field: one.field, value: one.expected }) }));
    const field = leadsTo(finding);
    const unreadable = this.report.view?.state === 'unreadable';
    return field === undefined || unreadable ? mends : [...mends, { name: '到表里看', apply: tell('go', { finding, field }) }];
  }

  /** @param {number} line @param {number} column From 1. */
  async go(line, column) {
    const editor = await this.#open();
    this.render();
    editor.go(editor.at(line, column));
  }
}
