/** The card under the cell in hand: what is wrong with it, what it should be, and the button that takes it. */

import { attribute, freshId, h } from '../element.js';

/** @typedef {import('./table.js').Table} Table */
/** @typedef {import('./table.js').Cell} Cell */

export class Card {
  #id = freshId();
  /** @type {Cell | null} */
  #cell = null;

  /** @param {Table} table */
  constructor(table) {
    this.table = table;
    this.element = h('div', { class: 'card', id: this.#id, hidden: true });
    // A click on its button must not take the caret out of the cell.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** @param {Cell} cell */
  show(cell) {
    this.#cell = cell;
    this.render();
  }

  hide() {
    if (this.#cell) attribute(this.#cell.input, 'aria-describedby', null);
    this.#cell = null;
    this.element.hidden = true;
  }

  /** What the mark of the cell in hand suggests. */
  get suggestion() {
    return this.#cell ? this.table.marks.get(this.#cell.field)?.suggestions[0] : undefined;
  }

  take() {
    const [cell, value] = [this.#cell, this.suggestion];
    if (cell && value !== undefined) this.table.desk.mend([[cell.field, value]]);
  }

  render() {
    const cell = this.#cell;
    if (!cell) return;
    const lines = this.#lines(cell);
    this.element.hidden = lines.length === 0;
    attribute(cell.input, 'aria-describedby', lines.length ? this.#id : null);
    if (lines.length === 0) return;
    const mark = this.table.marks.get(cell.field);
    attribute(this.element, 'class', `card ${mark?.severity ?? ''}`);
    this.element.replaceChildren(...lines);
    this.#place(cell);
  }

  /** @param {Cell} cell */
  #lines(cell) {
    const mark = this.table.marks.get(cell.field);
    const [first] = mark?.findings ?? [];
    const lines = [];
    if (mark?.suggestions.length) {
      const mends = mark.suggestions.map((value, index) => {
        const mend = () => this.table.desk.mend([[cell.field, value]]);
        return h('button', { type: 'button', class: 'mend', title: index === 0 ? '按 Alt+Enter 也可以' : '', onclick: mend }, `改成 ${value}`);
      });
      lines.push(h('p', { class: 'mends' }, ...mends, h('span', { class: 'advice' }, 'Alt+Enter')));
    }
    if (first) lines.push(h('p', {}, first.message));
    const more = (mark?.findings.length ?? 0) - 1;
    if (more > 0) lines.push(h('p', { class: 'advice' }, `还有 ${more} 处与它有关，见“问题”`));
    const { told } = cell;
    if (told.total !== undefined && !told.computed && told.total !== told.value && mark) {
      lines.push(h('p', { class: 'advice' }, `照其他各格算，总计是 ${told.total}`));
    }
    if (cell.last.hidden && told.previous) lines.push(h('p', { class: 'advice' }, `上年 ${told.previous}`));
    return lines;
  }

  /** Under the cell, and not out of the table. @param {Cell} cell */
  #place(cell) {
    const frame = this.table.element.getBoundingClientRect();
    const box = cell.box.getBoundingClientRect();
    const width = Math.min(320, frame.width);
    const left = Math.max(0, Math.min(box.left - frame.left, frame.width - width));
    Object.assign(this.element.style, { left: `${left}px`, top: `${box.bottom - frame.top + 2}px`, maxWidth: `${width}px` });
  }
}
