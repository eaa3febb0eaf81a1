/** What is wrong, the gravest first: each leads to its field, can be mended where the engine knows how, or be 已核 with a reason. */

import { attribute, freshId, h } from '../element.js';
import { accused, byGravity, empties, leadsTo } from './marks.js';

/** @typedef {import('../engine.d.ts').Finding} Finding */
/** @typedef {import('../engine.d.ts').About} About */
/** @typedef {import('../report/report.js').Report} Report */

export const WORDS = { error: '错误', warning: '警告', hint: '提示' };

/** A pause before a screen reader is told the counts, ms: not with every key. */
const SPOKEN = 900;

/** @typedef {Finding['severity'] | 'todo'} Kind A finding as it is shown: an error in an empty field is work to do. */

/** @type {Record<Kind, string>} */
const KINDS = { ...WORDS, todo: '还没填' };

export class Panel extends EventTarget {
  /** What is shown, by what makes it the same finding: its row stays, and with it a reason half written.
   * @type {Map<string, HTMLElement>} */
  #rows = new Map();
  /** @type {Finding[]} */
  #shown = [];
  #at = -1;
  #spoken = 0;
  /** @type {Finding[]} */
  found = [];

  /**
   * @param {HTMLElement} element
   * @param {Report} report
   * @param {Promise<About>} about
   */
  constructor(element, report, about) {
    super();
    this.report = report;
    /** @type {About | null} */
    this.about = null;
    about.then((told) => (this.about = told)).catch(() => null);
    this.count = h('span', { class: 'count' });
    this.status = h('span', { class: 'unseen', role: 'status' });
    this.next = h('button', { type: 'button', class: 'quiet', title: 'F8', onclick: () => this.step(1) }, '下一处');
    this.list = h('ol', { class: 'findings' });
    this.clean = h('p', { class: 'clean', hidden: true }, '表和文字都核对过了，可以存 PDF 和 Word 文件。');
    this.waived = h('details', { class: 'waived', hidden: true });
    this.read = h('details', { class: 'waived', hidden: true });
    element.append(
      h('div', { class: 'panel-bar' }, h('h2', {}, '问题'), this.count, this.status, this.next),
      h('div', { class: 'panel-body' }, this.clean, this.list, this.waived, this.read),
    );
    report.addEventListener('view', () => this.render());
  }

  render() {
    const { view } = this.report;
    if (!view) return;
    const empty = empties(view);
    const kind = (/** @type {Finding} */ one) => /** @type {Kind} */ (one.severity === 'error' && one.field !== undefined && empty.has(one.field) ? 'todo' : one.severity);
    const open = byGravity(view.findings.filter((one) => one.waived === undefined));
    this.#shown = [...open.filter((one) => kind(one) !== 'todo'), ...open.filter((one) => kind(one) === 'todo')];
    const waived = view.findings.filter((one) => one.waived !== undefined);
    const kinds = this.#shown.map(kind);
    const counted = /** @type {Kind[]} */ (Object.keys(KINDS)).map((one) => ({ one, count: kinds.filter((other) => other === one).length })).filter(({ count }) => count > 0);
    this.#count(counted.map(({ one, count }) => `${count} 处${KINDS[one]}`).join('，') || '没有问题');
    /** @type {Map<string, HTMLElement>} */
    const rows = new Map();
    for (const finding of this.#shown) {
      let key = `${kind(finding)} ${finding.code} ${finding.field ?? finding.line} ${finding.message}`;
      while (rows.has(key)) key += '+';
      rows.set(key, this.#rows.get(key) ?? this.#row(finding, kind(finding)));
    }
    this.#rows = rows;
    const wanted = [...rows.values()];
    if (wanted.length !== this.list.children.length || wanted.some((row, index) => this.list.children[index] !== row)) {
      this.list.replaceChildren(...wanted);
    }
    this.clean.hidden = this.#shown.length > 0;
    this.next.hidden = this.#shown.length === 0;
    this.#folded(this.waived, `已核 ${waived.length} 处`, waived, (finding) =>
      h('li', {}, `${finding.message}——${finding.waived}`, h('button', { type: 'button', class: 'quiet', onclick: () => this.report.waive(finding.code, finding.field, '') }, '不再算已核')),
    );
    this.#folded(this.read, `读原件时记下 ${this.found.length} 处`, this.found, (finding) => h('li', {}, h('b', {}, `${finding.place}　`), finding.message));
  }

  /**
   * @param {HTMLDetailsElement} details @param {string} summary @param {Finding[]} findings
   * @param {(finding: Finding) => HTMLElement} row
   */
  #folded(details, summary, findings, row) {
    details.hidden = findings.length === 0;
    if (!details.hidden) details.replaceChildren(h('summary', {}, summary), h('ul', {}, ...findings.map(row)));
  }

  /** @param {string} words */
  #count(words) {
    if (this.count.textContent === words) return;
    this.count.textContent = words;
    clearTimeout(this.#spoken);
    this.#spoken = window.setTimeout(() => (this.status.textContent = words), SPOKEN);
  }

  /** @param {Finding} finding @param {Kind} kind */
  #row(finding, kind) {
    const go = h(
      'button',
      { type: 'button', class: 'finding-go', onclick: () => this.#go(finding) },
      h('b', { class: 'gravity' }, KINDS[kind]),
      h('span', { class: 'message' }, finding.message),
    );
    const acts = h('div', { class: 'acts' });
    if (kind === 'todo') return h('li', { class: 'finding todo' }, go);
    const row = h('li', { class: `finding ${kind}` }, go, finding.help && h('p', { class: 'help' }, finding.help), acts);
    const culprits = accused(finding);
    for (const one of culprits) {
      const field = one.field;
      if (field === undefined) continue;
      const where = culprits.length > 1 ? `${one.key}${one.column ? `·${one.column}` : ''} ` : '';
      const mend = () => this.dispatchEvent(new CustomEvent('mend', { detail: { field, value: one.expected } }));
      acts.append(h('button', { type: 'button', class: 'mend', onclick: mend }, `${where}改成 ${one.expected}`));
    }
    if (finding.waivable) acts.append(h('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', onclick: (/** @type {Event} */ event) => this.#ask(finding, row, /** @type {HTMLElement} */ (event.currentTarget)) }, '已核…'));
    acts.append(h('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', onclick: (/** @type {Event} */ event) => this.#why(finding, row, /** @type {HTMLElement} */ (event.currentTarget)) }, '为什么'));
    return row;
  }

  /** Asks for the reason. @param {Finding} finding @param {HTMLElement} row @param {HTMLElement} button */
  #ask(finding, row, button) {
    const open = row.querySelector('form');
    attribute(button, 'aria-expanded', String(!open));
    if (open) return open.remove();
    const id = freshId();
    const reason = h('input', { id, type: 'text', autocomplete: 'off', placeholder: '如：含自然失效 29 件' });
    const form = h('form', { class: 'reason' }, h('label', { for: id }, '情况属实，理由是'), reason, h('button', { type: 'submit' }, '记为已核'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (reason.value.trim() === '') return reason.focus();
      this.report.waive(finding.code, finding.field, reason.value.trim());
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      form.remove();
      attribute(button, 'aria-expanded', 'false');
      button.focus();
    });
    row.append(form);
    reason.focus();
  }

  /** The rule behind it. @param {Finding} finding @param {HTMLElement} row @param {HTMLElement} button */
  #why(finding, row, button) {
    const open = row.querySelector('.why');
    attribute(button, 'aria-expanded', String(!open));
    if (open) return open.remove();
    const rule = this.about?.rules.find((one) => one.code === finding.code);
    row.append(
      h('div', { class: 'why' }, h('b', {}, `${finding.code} ${rule?.title ?? ''}`), h('p', {}, rule?.why ?? ''), rule?.mend && h('p', {}, `怎么改：${rule.mend}`), finding.place && h('p', {}, `在${finding.place}`)),
    );
  }

  /** @param {Finding} finding */
  #go(finding) {
    this.#at = this.#shown.indexOf(finding);
    const index = this.#shown.findIndex((one) => one.code === finding.code && one.message === finding.message);
    this.#at = index;
    // The newest of it: the text may have grown since the row was made.
    const newest = this.#shown[index] ?? finding;
    this.dispatchEvent(new CustomEvent('go', { detail: { finding: newest, field: leadsTo(newest) } }));
  }

  /** @param {number} by */
  step(by) {
    if (this.#shown.length === 0) return;
    this.#at = (this.#at + by + this.#shown.length) % this.#shown.length;
    const finding = this.#shown[this.#at];
    this.list.children[this.#at]?.scrollIntoView({ block: 'nearest' });
    if (finding) this.dispatchEvent(new CustomEvent('go', { detail: { finding, field: leadsTo(finding) } }));
  }

  /** To the first error. */
  first() {
    this.#at = -1;
    this.step(1);
  }
}
