/** The parts of the report in a row: where one is, where something is wrong, a way there. */

import { attribute, h } from '../element.js';
import { leadsTo } from '../findings/marks.js';

/** @typedef {import('../report/report.js').Report} Report */
/** @typedef {import('../engine.d.ts').View} View */

export class Parts {
  #titles = '';
  #waiting = false;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} form
   * @param {Report} report
   */
  constructor(element, form, report) {
    this.element = element;
    this.form = form;
    this.report = report;
    report.addEventListener('view', () => this.render());
    form.addEventListener('scroll', () => {
      if (this.#waiting) return;
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#here();
      });
    });
  }

  render() {
    const { view } = this.report;
    if (!view) return;
    const parts = [{ id: 'head', title: '报告信息' }, ...view.sections];
    const titles = parts.map((part) => part.title).join();
    if (titles !== this.#titles) {
      this.#titles = titles;
      this.element.replaceChildren(
        ...parts.map((part) =>
          h('button', { type: 'button', 'data-part': part.id, title: part.title, onclick: () => this.#go(part.id) }, h('span', { class: 'part-name' }, part.title), h('span', { class: 'part-count' })),
        ),
      );
    }
    const wrong = this.#wrong(view);
    parts.forEach((part, index) => {
      const badge = this.element.children[index]?.querySelector('.part-count');
      const count = wrong.get(part.id) ?? 0;
      if (!badge || badge.textContent === String(count || '')) return;
      badge.textContent = String(count || '');
      attribute(badge, 'aria-label', count ? `${count} 处错误` : null);
      attribute(badge, 'role', count ? 'img' : null);
    });
    this.#here();
  }

  /** Errors by part. @param {View} view */
  #wrong(view) {
    const places = new Map(view.head.map((one) => [one.field, 'head']));
    for (const section of view.sections) {
      for (const one of section.texts) places.set(one.field, section.id);
      for (const one of section.grid?.cells ?? []) if (one.field !== undefined) places.set(one.field, section.id);
    }
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const finding of view.findings) {
      const field = leadsTo(finding);
      const part = field === undefined ? undefined : places.get(field);
      if (finding.severity !== 'error' || finding.waived !== undefined || part === undefined) continue;
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    return counts;
  }

  /** @param {string} id */
  #go(id) {
    const part = document.getElementById(`part-${id}`);
    part?.scrollIntoView({ block: 'start' });
    /** @type {HTMLElement | null | undefined} */ (part?.querySelector('input, textarea, select'))?.focus({ preventScroll: true });
  }

  /** Which part is in sight. */
  #here() {
    const top = this.form.getBoundingClientRect().top + 120;
    const sections = [...this.form.children];
    const here = sections.filter((part) => part.getBoundingClientRect().top <= top).at(-1) ?? sections[0];
    for (const button of this.element.children) {
      const one = /** @type {HTMLElement} */ (button);
      attribute(one, 'aria-current', here?.id === `part-${one.dataset.part}` ? 'true' : null);
    }
  }
}
