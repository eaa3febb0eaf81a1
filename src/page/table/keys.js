/** Going about in a table: arrows, Enter, ranges, copy and paste, as in a sheet. */

import { figure } from './figure.js';
import { cells, paste } from './paste.js';

/** @typedef {import('./table.js').Table} Table */
/** @typedef {import('./table.js').Cell} Cell */

export class Keys {
  /** Corners of the range that is marked.
   * @type {{ from: Cell, to: Cell } | null} */
  #range = null;
  /** @type {Cell | null} */
  #pressed = null;
  /** Whether the press brought the caret into its cell. */
  #came = false;

  /** @param {Table} table */
  constructor(table) {
    this.table = table;
    const grid = table.table;
    grid.addEventListener('keydown', (event) => this.#key(event));
    grid.addEventListener('mousedown', (event) => this.#press(event));
    grid.addEventListener('mouseover', (event) => this.#drag(event));
    grid.addEventListener('click', (event) => this.#click(event));
    grid.addEventListener('copy', (event) => this.#copy(event, false));
    grid.addEventListener('cut', (event) => this.#copy(event, true));
    grid.addEventListener('paste', (event) => this.#paste(event));
  }

  /** @param {EventTarget | null} target */
  #at(target) {
    const box = target instanceof Element ? target.closest('td.figure') : null;
    return box ? this.table.cells.find((cell) => cell.box === box) : undefined;
  }

  /** No range any more. */
  forget() {
    if (!this.#range) return;
    this.#range = null;
    this.#paint();
  }

  #paint() {
    const marked = new Set(this.#marked());
    for (const cell of this.table.cells) cell.box.classList.toggle('in-range', marked.has(cell));
  }

  /** Cells of the range, by row and column. */
  #marked() {
    if (!this.#range) return [];
    const { from, to } = this.#range;
    const within = (/** @type {number} */ value, /** @type {number} */ one, /** @type {number} */ other) =>
      value >= Math.min(one, other) && value <= Math.max(one, other);
    return this.table.cells.filter((cell) => within(cell.row, from.row, to.row) && within(cell.column, from.column, to.column));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const cell = this.#at(event.target);
    if (!cell || event.isComposing) return;
    const { key } = event;
    if (event.altKey && key === 'Enter') return this.#done(event, () => this.table.desk.strip.take());
    if (event.ctrlKey || event.metaKey) {
      if (key === 'a' && allSelected(cell.input)) return this.#done(event, () => this.#all());
      return;
    }
    if (event.altKey) return;
    if (key === 'Enter') return this.#done(event, () => this.#go(this.#beside(cell, event.shiftKey ? -1 : 1, 0, true)));
    if (key === 'Escape') return this.#escape(event);
    if ((key === 'Delete' || key === 'Backspace') && this.#range) {
      return this.#done(event, () => this.table.put(this.#marked().map((one) => [one.field, ''])));
    }
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (!step) return;
    const [down = 0, right = 0] = step;
    if (event.shiftKey) {
      if (right && !allSelected(cell.input) && !this.#range) return;
      const from = this.#range?.from ?? cell;
      const to = this.#beside(this.#range?.to ?? cell, down, right, false);
      return this.#done(event, () => {
        if (to) this.#range = { from, to };
        this.#paint();
      });
    }
    if (right && !leaves(cell.input, right)) return;
    this.#done(event, () => this.#go(this.#beside(cell, down, right, false)));
  }

  /** @param {Event} event @param {() => void} act */
  #done(event, act) {
    event.preventDefault();
    act();
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (this.#range) this.#done(event, () => this.forget());
  }

  #all() {
    const [from, to] = [this.table.cells[0], this.table.cells.at(-1)];
    if (from && to) this.#range = { from, to };
    this.#paint();
  }

  /** @param {Cell | undefined} cell */
  #go(cell) {
    if (!cell) return;
    this.forget();
    cell.input.focus();
    cell.input.select();
  }

  /**
   * The next cell that way; with `on` a column's end leads to the head of the next.
   *
   * @param {Cell} cell @param {number} down @param {number} right @param {boolean} on
   */
  #beside(cell, down, right, on) {
    const all = this.table.cells;
    if (right) {
      const row = all.filter((one) => one.row === cell.row);
      return row[row.indexOf(cell) + right];
    }
    const covers = (/** @type {Cell} */ one, /** @type {number} */ column) => one.column <= column && column < one.column + one.columns;
    const way = all.filter((one) => (one.row - cell.row) * down > 0).sort((one, other) => (one.row - other.row) * down);
    const near = way.find((one) => covers(one, cell.column) || covers(cell, one.column));
    const row = way[0]?.row;
    const next = near ?? way.filter((one) => one.row === row).at(-1);
    if (next || !on) return next;
    const columns = [...new Set(all.map((one) => one.column))].sort((one, other) => one - other);
    const column = columns[columns.indexOf(cell.column) + down];
    const there = all.filter((one) => one.column === column);
    return down > 0 ? there[0] : there.at(-1);
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const cell = this.#at(event.target);
    if (!cell || event.button !== 0) return;
    if (event.shiftKey && document.activeElement instanceof HTMLInputElement) {
      const from = this.#range?.from ?? this.#at(document.activeElement);
      if (from) {
        event.preventDefault();
        this.#range = { from, to: cell };
        return this.#paint();
      }
    }
    this.forget();
    this.#pressed = cell;
    this.#came = document.activeElement !== cell.input;
    document.addEventListener('mouseup', () => (this.#pressed = null), { once: true });
    if (event.target !== cell.input) this.#done(event, () => this.#go(cell));
  }

  /** The first click takes the whole figure in hand, as in a sheet; the next sets the caret. @param {MouseEvent} event */
  #click(event) {
    const cell = this.#at(event.target);
    if (cell && this.#came && !this.#range) cell.input.select();
  }

  /** @param {MouseEvent} event */
  #drag(event) {
    const cell = this.#at(event.target);
    if (!cell || !this.#pressed || (cell === this.#pressed && !this.#range)) return;
    this.#range = { from: this.#pressed, to: cell };
    this.#paint();
    // The letters that the drag marks within the first cell are not what is meant.
    getSelection()?.removeAllRanges();
    this.#pressed.input.focus();
  }

  /** @param {ClipboardEvent} event @param {boolean} away */
  #copy(event, away) {
    const marked = this.#marked();
    if (marked.length < 2) return;
    const rows = new Map();
    for (const cell of marked) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell.input.value]);
    event.clipboardData?.setData('text/plain', [...rows.values()].map((row) => row.join('\t')).join('\n'));
    event.preventDefault();
    this.table.desk.say(`已复制 ${marked.length} 格`);
    if (away) this.table.put(marked.map((cell) => [cell.field, '']));
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const cell = this.#at(event.target);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!cell || text === '') return;
    const range = cells(text);
    const marked = this.#marked();
    if (range.length === 1 && range[0]?.length === 1) {
      const value = figure(range[0][0] ?? '');
      if (marked.length > 1) return this.#done(event, () => this.table.put(marked.map((one) => [one.field, value])));
      // Into the letters of one cell, as the browser does it.
      if (!/^[+-]?\d*\.?\d*$/.test(value)) return;
      return this.#done(event, () => {
        cell.input.setRangeText(value, cell.input.selectionStart ?? 0, cell.input.selectionEnd ?? 0, 'end');
        cell.input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
    event.preventDefault();
    const first = marked[0] ?? cell;
    const { values, unknown, outside } = paste(text, this.#rows(), first);
    this.forget();
    if (values.length === 0) return this.table.desk.say('剪贴板里没有找到这张表的数，什么都没有改');
    this.table.put(values);
    this.#told(values, unknown, outside);
  }

  /** @param {[string, string][]} values @param {string[]} unknown @param {number} outside */
  #told(values, unknown, outside) {
    // A total that is left empty is computed; a figure that is left empty is missing.
    const empty = values.filter(([field, value]) => value === '' && this.table.byField.get(field)?.told.total === undefined);
    const words = [`已粘贴 ${values.length} 格`];
    if (unknown.length) words.push(`有 ${unknown.length} 行没有认出来：${unknown.slice(0, 3).join('、')}`);
    if (outside) words.push(`有 ${outside} 个数没有放得下的格`);
    const fill = { words: `把 ${empty.length} 个空格填成 0`, act: () => this.table.put(empty.map(([field]) => [field, '0'])) };
    this.table.desk.say(words.join('；'), empty.length ? fill : undefined);
  }

  /** The table's rows with their labels, as `paste` wants them. */
  #rows() {
    const { grid, cells: all } = this.table;
    const labels = grid.cells.filter((cell) => cell.kind === 'label');
    const numbers = [...new Set(all.map((cell) => cell.row))];
    return numbers.map((row) => {
      const own = labels.filter((label) => label.row <= row && row < label.row + label.rows);
      const label = own.sort((one, other) => one.column - other.column).at(-1)?.text ?? '';
      return { label, places: all.filter((cell) => cell.row === row) };
    });
  }
}

/** @param {HTMLInputElement} input */
function allSelected(input) {
  return input.selectionStart === 0 && input.selectionEnd === input.value.length;
}

/** Whether an arrow key goes out of the cell and not on within its letters.
 * @param {HTMLInputElement} input @param {number} right */
function leaves(input, right) {
  if (input.value === '' || allSelected(input)) return true;
  const at = right < 0 ? 0 : input.value.length;
  return input.selectionStart === at && input.selectionEnd === at;
}
