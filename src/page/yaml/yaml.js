/** The report's text itself, for who wants to see it or must mend what no field shows. */

import { h } from '../element.js';

/** @typedef {import('../report/report.js').Report} Report */

/** A pause in typing before the text is read, ms. */
const PAUSE = 150;

export class Yaml {
  #timer = 0;
  #typed = false;

  /**
   * @param {HTMLElement} element
   * @param {Report} report
   */
  constructor(element, report) {
    this.report = report;
    this.element = element;
    this.numbers = h('div', { class: 'yaml-numbers', 'aria-hidden': 'true' });
    this.input = h('textarea', { class: 'yaml-text', spellcheck: 'false', wrap: 'off', 'aria-label': '报告的 YAML 文本' });
    element.append(h('div', { class: 'yaml-box' }, this.numbers, this.input));
    this.input.addEventListener('scroll', () => (this.numbers.scrollTop = this.input.scrollTop));
    this.input.addEventListener('input', () => {
      this.#typed = true;
      this.#number();
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => report.write(this.input.value), PAUSE);
    });
    this.input.addEventListener('blur', () => this.flush());
    report.addEventListener('view', () => this.render());
  }

  /** What was typed a moment ago goes into the report now. */
  flush() {
    if (!this.#typed) return;
    clearTimeout(this.#timer);
    this.#typed = false;
    if (this.input.value !== this.report.text) this.report.write(this.input.value);
  }

  render() {
    if (this.element.hidden) return;
    const writing = this.#typed && document.activeElement === this.input && this.report.returned === undefined;
    if (!writing && this.input.value !== this.report.text) {
      this.input.value = this.report.text;
      this.#typed = false;
    }
    this.#number();
  }

  #number() {
    const lines = this.input.value.split('\n').length;
    if (this.numbers.children.length === lines) return this.#mark();
    this.numbers.replaceChildren(...Array.from({ length: lines }, (_, line) => h('span', {}, String(line + 1))));
    this.#mark();
  }

  /** Lines with something wrong. */
  #mark() {
    for (const one of this.numbers.querySelectorAll('[class]')) one.className = '';
    for (const finding of [...(this.report.view?.findings ?? [])].reverse()) {
      const number = finding.waived === undefined ? this.numbers.children[finding.line - 1] : undefined;
      if (number && number.className !== 'error') number.className = finding.severity;
    }
  }

  /** @param {number} line @param {number} column From 1. */
  go(line, column) {
    const lines = this.input.value.split('\n');
    const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    this.input.focus();
    this.input.setSelectionRange(at, at);
    const high = this.input.scrollHeight / Math.max(lines.length, 1);
    this.input.scrollTop = Math.max(0, (line - 6) * high);
  }
}
