/** A text of the report: written as text, with what is wrong underlined and with figures of the tables named between braces. */

import { attribute, freshId, h, written } from '../element.js';
import { Names } from './names.js';

/** @typedef {import('../engine.d.ts').TextField} TextField */
/** @typedef {import('../engine.d.ts').Finding} Finding */
/** @typedef {import('../findings/marks.js').Mark} Mark */
/** @typedef {import('../form/form.js').Desk} Desk */

export class Prose {
  #shown = '';

  /**
   * @param {TextField} told
   * @param {Desk} desk
   */
  constructor(told, desk) {
    this.field = told.field;
    this.desk = desk;
    const [id, hint, notes] = [freshId(), freshId(), freshId()];
    this.input = h('textarea', { id, rows: '1', 'data-field': told.field, 'aria-describedby': `${hint} ${notes}`, spellcheck: 'false' });
    // Lies under the text with the same letters: it makes the field as high as they are and carries the underlines.
    this.mirror = h('div', { class: 'mirror', 'aria-hidden': 'true' });
    this.filled = h('div', { class: 'filled', hidden: true });
    this.notes = h('ul', { class: 'notes', id: notes, hidden: true });
    this.label = h('label', { for: id });
    this.hint = h('span', { class: 'advice', id: hint });
    this.box = h('div', { class: 'prose-box' }, this.mirror, this.input);
    this.element = h('div', { class: 'text prose' }, h('div', { class: 'text-head' }, this.label, this.hint), this.box, this.filled, this.notes);
    this.names = new Names(this);
    /** @type {Finding[]} */
    this.findings = [];
    this.input.addEventListener('input', () => this.#reflect());
    written(this.input, () => desk.type([[this.field, this.input.value]]));
    this.input.addEventListener('focus', () => desk.enter(this.field));
    // The pages follow the caret through a long text.
    for (const moved of ['keyup', 'mouseup']) this.input.addEventListener(moved, () => desk.enter(this.field, this.share));
  }

  /**
   * @param {TextField} told
   * @param {Mark | undefined} mark
   */
  render(told, mark) {
    const label = `${told.label}${told.required ? '' : '（可不写）'}`;
    if (this.label.textContent !== label) this.label.textContent = label;
    if (this.hint.textContent !== told.hint) this.hint.textContent = told.hint;
    if (!this.desk.isTyping(this.field, this.input) && this.input.value !== told.value) this.input.value = told.value;
    // Nothing to draw again: most texts, at most keys.
    const shown = JSON.stringify([told.value, told.filled, mark?.findings, this.input.value]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.findings = mark?.findings ?? [];
    const todo = told.value.trim() === '' && mark?.severity === 'error';
    attribute(this.box, 'class', `prose-box ${todo ? 'todo' : (mark?.severity ?? '')}`);
    attribute(this.input, 'aria-invalid', mark?.severity === 'error' ? 'true' : null);
    this.#fill(told);
    this.#reflect();
    this.#note(todo);
  }

  /** Shown filled only where that differs. @param {TextField} told */
  #fill(told) {
    const braces = told.value.includes('{{');
    this.filled.hidden = !braces || told.filled.length === 0;
    if (!this.filled.hidden) {
      this.filled.replaceChildren(h('span', { class: 'advice' }, '印出来是：'), ...told.filled.map((words) => h('p', {}, words)));
    }
  }

  /** @param {boolean} todo Nothing is written yet: no reproach. */
  #note(todo) {
    this.notes.hidden = this.findings.length === 0 || todo;
    if (this.notes.hidden) return;
    const words = { error: '错误', warning: '警告', hint: '提示' };
    this.notes.replaceChildren(
      ...this.findings.map((one) => h('li', { class: one.severity }, h('b', {}, words[one.severity]), ` ${one.message}${one.help ? `。${one.help}` : ''}`)),
    );
  }

  /** The letters once more, with marks where findings stand. */
  #reflect() {
    const text = this.input.value;
    const spans = this.findings
      .filter((one) => one.start !== undefined && one.end !== undefined && one.end <= text.length && one.start < one.end)
      .sort((one, other) => (one.start ?? 0) - (other.start ?? 0));
    /** @type {(Node | string)[]} */
    const parts = [];
    let at = 0;
    for (const { start = 0, end = 0, severity } of spans) {
      if (start < at) continue;
      parts.push(text.slice(at, start), h('mark', { class: severity }, text.slice(start, end)));
      at = end;
    }
    // A last empty line has no height without a letter.
    parts.push(text.slice(at), '\u200b');
    this.mirror.replaceChildren(...parts);
  }

  /** @param {string} value */
  set(value) {
    this.input.value = value;
    this.#reflect();
  }

  /** Where the caret is drawn, from the box's corner. */
  caret() {
    const at = this.input.selectionStart ?? 0;
    const mark = h('span');
    this.mirror.replaceChildren(this.input.value.slice(0, at), mark, `${this.input.value.slice(at)}\u200b`);
    const [place, frame] = [mark.getBoundingClientRect(), this.box.getBoundingClientRect()];
    this.#reflect();
    return { left: place.left - frame.left, top: place.bottom - frame.top };
  }

  /**
   * Puts the caret there: at a finding, or so far into the text (0 to 1, blanks not counted), as a click on the pages says.
   *
   * @param {Finding | undefined} finding
   * @param {number | undefined} share
   */
  focus(finding, share) {
    this.input.focus({ preventScroll: true });
    const from = finding?.start ?? (share === undefined ? undefined : nth(this.input.value, share));
    if (from === undefined) return;
    this.input.setSelectionRange(from, finding?.end ?? from);
    this.#reveal(from);
  }

  /** A long text is higher than the window: its line is brought into sight, not its middle. @param {number} at */
  #reveal(at) {
    const mark = h('span');
    this.mirror.replaceChildren(this.input.value.slice(0, at), mark, `${this.input.value.slice(at)}\u200b`);
    mark.scrollIntoView({ block: 'center' });
    this.#reflect();
  }

  /** How far into the text the caret is, 0 to 1. */
  get share() {
    const all = dense(this.input.value);
    return all === 0 ? 0 : dense(this.input.value.slice(0, this.input.selectionStart ?? 0)) / all;
  }
}

/** Letters without blanks: the pages have other blanks. @param {string} text */
function dense(text) {
  return text.replace(/\s/g, '').length;
}

/** Where a share of the letters is reached. @param {string} text @param {number} share */
function nth(text, share) {
  const wanted = Math.round(dense(text) * share);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (count >= wanted) return at;
    if (!/\s/.test(text[at] ?? '')) count += 1;
  }
  return text.length;
}
