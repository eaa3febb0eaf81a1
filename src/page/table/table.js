/** An official table as it is printed, where every figure can be typed. */

import { attribute, h, written } from '../element.js';
import { figure } from './figure.js';
import { Keys } from './keys.js';

/** @typedef {import('../engine.d.ts').Grid} Grid */
/** @typedef {import('../engine.d.ts').GridCell} GridCell */
/** @typedef {import('../engine.d.ts').Field} Field */
/** @typedef {import('../findings/marks.js').Mark} Mark */
/** @typedef {import('../form/form.js').Desk} Desk */

/**
 * A figure on the page.
 *
 * @typedef {object} Cell
 * @property {Field} field
 * @property {number} row
 * @property {number} column
 * @property {number} columns
 * @property {HTMLInputElement} input
 * @property {HTMLElement} box
 * @property {HTMLElement} last Last year's figure.
 * @property {GridCell} told What the engine last said of it.
 */

/** Labels that stand over so many rows are printed upright. */
const UPRIGHT = 10;

export class Table {
  /** @type {Cell[]} */
  cells = [];
  /** @type {Map<Field, Cell>} */
  byField = new Map();
  /** @type {Map<Field, Mark>} */
  marks = new Map();

  /**
   * @param {Grid} grid
   * @param {Desk} desk
   */
  constructor(grid, desk) {
    this.desk = desk;
    this.grid = grid;
    this.table = this.#build(grid);
    this.advice = h('span', { class: 'advice' });
    this.totals = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#computeTotals() }, '总计都由程序算');
    this.element = h(
      'div',
      { class: 'table' },
      h('div', { class: 'table-bar' }, this.advice, this.totals),
      h('div', { class: 'table-scroll' }, this.table),
    );
    this.keys = new Keys(this);
    written(this.table, (target) => this.#typed(this.#cellOf(target)));
    this.table.addEventListener('focusin', (event) => this.#entered(this.#cellOf(event.target)));
    this.table.addEventListener('focusout', (event) => this.#left(this.#cellOf(event.target)));
  }

  /** @param {EventTarget | null} target */
  #cellOf(target) {
    return target instanceof HTMLInputElement ? this.byField.get(target.dataset.field ?? '') : undefined;
  }

  /** @param {Grid} grid */
  #build(grid) {
    const rows = Array.from({ length: grid.rows }, () => h('tr'));
    const order = [...grid.cells].sort((one, other) => one.row - other.row || one.column - other.column);
    const labels = order.filter((cell) => cell.kind === 'label' && cell.columns < grid.columns);
    for (const cell of order) rows[cell.row]?.append(this.#cell(cell, labels));
    const widths = h('colgroup');
    const figures = new Set(order.filter((cell) => cell.kind === 'figure').map((cell) => cell.column));
    const labelColumns = Math.min(...figures);
    for (let column = 0; column < grid.columns; column += 1) {
      const upright = labels.some((cell) => cell.column === column && cell.rows >= UPRIGHT);
      const last = column === labelColumns - 1;
      widths.append(h('col', { class: column >= labelColumns ? 'col-figure' : upright ? 'col-upright' : last ? 'col-label' : 'col-group' }));
    }
    return h(
      'table',
      { class: `grid columns-${grid.columns}`, 'aria-label': grid.caption },
      widths,
      h('thead', {}, ...rows.slice(0, grid.heads)),
      h('tbody', {}, ...rows.slice(grid.heads)),
    );
  }

  /**
   * @param {GridCell} cell
   * @param {GridCell[]} labels
   */
  #cell(cell, labels) {
    const spans = { colspan: cell.columns > 1 && cell.columns, rowspan: cell.rows > 1 && cell.rows };
    if (cell.kind === 'head') {
      const scope = cell.columns > 1 ? 'colgroup' : 'col';
      return h('th', { scope, class: 'head', ...spans }, h('span', {}, cell.text ?? ''));
    }
    if (cell.kind === 'label') {
      const upright = cell.rows >= UPRIGHT && ' upright';
      const edge = `at-${new Set(labels.filter((one) => one.column < cell.column).map((one) => one.column)).size}`;
      return h('th', { scope: cell.rows > 1 ? 'rowgroup' : 'row', class: `label ${edge}${upright || ''}`, ...spans }, h('span', {}, cell.text ?? ''));
    }
    if (cell.kind === 'blank' || cell.field === undefined) return h('td', { class: 'blank', ...spans });
    const input = h('input', {
      type: 'text',
      inputmode: 'decimal',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': cell.name ?? cell.field,
      'data-field': cell.field,
    });
    const last = h('span', { class: 'last', 'aria-hidden': 'true' });
    const box = h('td', { class: 'figure', ...spans }, last, input);
    const made = { field: cell.field, row: cell.row, column: cell.column, columns: cell.columns, input, box, last, told: cell };
    this.cells.push(made);
    this.byField.set(cell.field, made);
    return box;
  }

  /**
   * @param {Grid} grid
   * @param {Map<Field, Mark>} marks
   */
  render(grid, marks) {
    this.grid = grid;
    this.marks = marks;
    let written = 0;
    for (const told of grid.cells) {
      const cell = told.field === undefined ? undefined : this.byField.get(told.field);
      if (!cell) continue;
      cell.told = told;
      if (told.total !== undefined && !told.computed) written += 1;
      this.#show(cell);
    }
    this.totals.hidden = written === 0;
    const compared = grid.cells.some((cell) => cell.previous) ? '灰的小字是上年的数；' : '';
    const advice = `${compared}${written ? '' : '总计由程序算；'}可以从 Excel 整块粘贴`;
    if (this.advice.textContent !== advice) this.advice.textContent = advice;
    this.desk.strip.render();
  }

  /** @param {Cell} cell */
  #show(cell) {
    const { told, input } = cell;
    if (!this.desk.isTyping(cell.field, input)) {
      const shown = told.computed ? (told.total ?? '') : (told.value ?? '');
      if (input.value !== shown) input.value = shown;
    }
    const mark = this.marks.get(cell.field);
    const todo = (told.value ?? '') === '' && !told.computed && mark && 'todo';
    const kind = ['figure', todo, told.computed && 'computed', told.total !== undefined && 'total', mark?.doubt ? 'doubt' : mark?.severity, mark?.culprit && 'culprit'];
    const ranged = cell.box.classList.contains('in-range') && 'in-range';
    attribute(cell.box, 'class', [...kind, ranged].filter(Boolean).join(' '));
    attribute(input, 'aria-invalid', mark?.severity === 'error' && !mark.doubt ? 'true' : null);
    const previous = told.previous ?? '';
    if (cell.last.textContent !== previous) {
      cell.last.textContent = previous;
      attribute(input, 'aria-description', previous ? `上年 ${previous}` : null);
    }
    // Both do not fit side by side in a narrow cell: last year's then waits in the strip below.
    const room = told.columns > 1 ? 16 : this.grid.columns > 12 ? 3 : 9;
    attribute(cell.last, 'hidden', previous.length + input.value.length > room ? '' : null);
  }

  /** @param {Cell | undefined} cell */
  #typed(cell) {
    if (!cell) return;
    this.keys.forget();
    this.desk.type([[cell.field, figure(cell.input.value)]]);
  }

  /** @param {Cell | undefined} cell */
  #entered(cell) {
    if (!cell) return;
    this.desk.enter(cell.field);
    this.desk.strip.show(this, cell);
  }

  /** @param {Cell | undefined} cell */
  #left(cell) {
    if (!cell) return;
    const clean = figure(cell.input.value);
    if (clean !== cell.input.value) cell.input.value = clean;
    this.desk.strip.hide();
    // What the engine made of it, and a total that is computed again.
    queueMicrotask(() => this.#show(cell));
  }

  /** @param {Iterable<[Field, string]>} values Several at once, one step back. */
  put(values) {
    this.desk.put([...values]);
  }

  /** Total by hand no more: what is written there goes away. */
  #computeTotals() {
    this.put(this.cells.filter((cell) => cell.told.total !== undefined && !cell.told.computed).map((cell) => [cell.field, '']));
  }
}
