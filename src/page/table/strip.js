/**
 * The strip under the form: what is wrong with the cell in hand, what it should be, and the button that takes it. It lies
 * under the tables and not on them, so that it never hides the cell that is filled in next.
 */

import { attribute, h } from '../element.js';

/** @typedef {import('./table.js').Table} Table */
/** @typedef {import('./table.js').Cell} Cell */

export class Strip {
  /** @type {{ table: Table, cell: Cell } | null} */
  #hand = null;

  /**
   * @param {HTMLElement} element
   * @param {(values: [string, string][]) => void} mend
   */
  constructor(element, mend) {
    this.element = element;
    this.mend = mend;
    // A click on its button must not take the caret out of the cell.
    element.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** @param {Table} table @param {Cell} cell */
  show(table, cell) {
    this.#hand = { table, cell };
    this.render();
  }

  hide() {
    if (this.#hand) attribute(this.#hand.cell.input, 'aria-describedby', null);
    this.#hand = null;
    this.element.hidden = true;
  }

  get #mark() {
    return this.#hand?.table.marks.get(this.#hand.cell.field);
  }

  /** Takes what is suggested first. */
  take() {
    const value = this.#mark?.suggestions[0];
    if (this.#hand && value !== undefined) this.mend([[this.#hand.cell.field, value]]);
  }

  render() {
    if (!this.#hand) return;
    const { cell } = this.#hand;
    const lines = this.#lines(cell);
    this.element.hidden = lines.length === 0;
    attribute(cell.input, 'aria-describedby', lines.length ? this.element.id : null);
    if (lines.length === 0) return;
    const mark = this.#mark;
    attribute(this.element, 'class', `strip ${mark?.doubt ? 'doubt' : (mark?.severity ?? '')}`);
    const mends = (mark?.suggestions ?? []).map((value, index) => {
      const mend = () => this.mend([[cell.field, value]]);
      return h('button', { type: 'button', class: 'mend', title: index === 0 ? 'Alt+Enter' : '', onclick: mend }, `改成 ${value}`);
    });
    this.element.replaceChildren(h('div', { class: 'mends' }, ...mends), h('p', { class: 'words' }, lines.join('；')));
  }

  /** @param {Cell} cell */
  #lines(cell) {
    const mark = this.#mark;
    const { told } = cell;
    const words = [];
    const [first] = mark?.findings ?? [];
    if (first) words.push(first.message);
    if (mark && told.total !== undefined && !told.computed && told.total !== told.value) words.push(`照其他各格算是 ${told.total}`);
    const more = (mark?.findings.length ?? 0) - 1;
    if (more > 0) words.push(`还有 ${more} 处与它有关`);
    if (cell.last.hidden && told.previous) words.push(`上年 ${told.previous}`);
    return words;
  }
}
