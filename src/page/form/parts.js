/** The parts of the report in a row: where one is, where something is wrong, a way there. */

import { attribute, h } from '../element.js';
import { empties, leadsTo } from '../findings/marks.js';

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
      const { errors = 0, todo = 0 } = wrong.get(part.id) ?? {};
      const count = String(errors || todo || '');
      if (!badge) return;
      if (badge.textContent !== count) badge.textContent = count;
      attribute(badge, 'class', errors ? 'part-count' : 'part-count todo');
      attribute(badge, 'aria-label', count && (errors ? `${count} 处错误` : `${count} 处还没填`));
      attribute(badge, 'role', count ? 'img' : null);
    });
    this.#here();
  }

  /** Errors by part, and what is not yet filled in. @param {View} view */
  #wrong(view) {
    const places = new Map(view.head.map((one) => [one.field, 'head']));
    for (const section of view.sections) {
      for (const one of section.texts) places.set(one.field, section.id);
      for (const one of section.grid?.cells ?? []) if (one.field !== undefined) places.set(one.field, section.id);
    }
    /** @type {Map<string, { errors: number, todo: number }>} */
    const counts = new Map();
    const empty = empties(view);
    for (const finding of view.findings) {
      const field = leadsTo(finding);
      const part = field === undefined ? undefined : places.get(field);
      if (finding.severity !== 'error' || finding.waived !== undefined || field === undefined || part === undefined) continue;
      const count = counts.get(part) ?? { errors: 0, todo: 0 };
      count[empty.has(field) ? 'todo' : 'errors'] += 1;
      counts.set(part, count);
    }
    return counts;
  }

  /** @param {string} id */
  #go(id) {
    const part = document.getElementById(`part-${id}`);
    part?.scrollIntoView({ block: 'start' });
    const fields = /** @type {HTMLElement[]} */ ([...(part?.querySelectorAll('td input, input, textarea, select') ?? [])]);
    const seen = fields.filter((field) => field.offsetParent !== null);
    // The table is what one comes for, where there is one.
    (seen.find((field) => field.closest('td')) ?? seen[0])?.focus({ preventScroll: true });
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
