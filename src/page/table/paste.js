/**
 * What was copied from Excel or WPS, brought into the grid. A range of figures goes where the caret stands, as in a sheet;
 * a range with labels goes to the rows that have these labels, wherever the caret stands, as the reader of foreign files does.
 */

import { figure, isFigure } from './figure.js';

/**
 * A row of the grid: its label and its figures from left to right.
 *
 * @typedef {object} Row
 * @property {string} label
 * @property {Place[]} places
 */

/**
 * @typedef {object} Place
 * @property {string} field
 * @property {number} row
 * @property {number} column
 */

/**
 * @typedef {object} Pasted
 * @property {[string, string][]} values Field and figure.
 * @property {string[]} unknown Labels that no row has.
 * @property {number} outside Figures for which there is no cell.
 */

/** Tab-separated text as rows of cells; a cell in quotes may hold tabs, line ends and doubled quotes.
 * @param {string} text */
export function cells(text) {
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  /** @type {string[][]} */
  const rows = [[]];
  for (let end = '\t'; end !== ''; ) {
    const found = cell.exec(whole);
    if (!found) return rows;
    rows.at(-1)?.push(found[1]?.replace(/""/g, '"') ?? found[2] ?? '');
    end = found[3] ?? '';
    if (end === '\n') rows.push([]);
  }
  return rows;
}

/** A label without what differs from one writer to another: width, blanks, punctuation, its number.
 * @param {string} label */
function bare(label) {
  return label
    .normalize('NFKC')
    .replace(/[\s"'“”‘’]/g, '')
    .replace(/^(\(?[一二三四五六七八九十]+[)、.]|\d+[.、)])/, '')
    .replace(/\(区分处理.*$/, '')
    .replace(/[、,，.。:：;；()（）]/g, '');
}

/** How alike two labels are, from 0 to 1: pairs of letters in common.
 * @param {string} one @param {string} other */
function likeness(one, other) {
  if (one === other) return 1;
  const pairs = (/** @type {string} */ word) => Array.from({ length: Math.max(word.length - 1, 0) }, (_, i) => word.slice(i, i + 2));
  const [left, right] = [pairs(one), pairs(other)];
  const both = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  }).length;
  return left.length ? (2 * both) / (pairs(one).length + pairs(other).length) : 0;
}

/** Below this two labels are not the same. A letter more or less in eight is; 未经复议 and 复议后 are not. */
const ALIKE = 0.7;

/**
 * @param {string} text
 * @param {Row[]} rows
 * @param {Place} at Where the caret stands.
 * @returns {Pasted}
 */
export function paste(text, rows, at) {
  const range = cells(text);
  const labelled = range.some((row) => row.some((cell) => !isFigure(cell)));
  if (!labelled) return placed(range, rows, at);
  const found = byLabel(range, rows);
  if (found.values.length > 0) return found;
  // Words that are no labels of this table: heads, or a column beside the figures. The figures alone, where the caret stands.
  const kept = range.map((row) => row.filter(isFigure)).filter((row) => row.some((cell) => figure(cell) !== ''));
  const whole = rows.find((row) => row.places.length === kept[0]?.length);
  return placed(kept, rows, (rows.length === 1 && whole?.places[0]) || at);
}

/**
 * As in a sheet: right and down from the caret.
 *
 * @param {string[][]} range @param {Row[]} rows @param {Place} at @returns {Pasted}
 */
function placed(range, rows, at) {
  /** @type {Pasted} */
  const pasted = { values: [], unknown: [], outside: 0 };
  const from = rows.findIndex((row) => row.places.some((place) => place.field === at.field));
  range.forEach((cells, down) => {
    const places = rows[from + down]?.places ?? [];
    const first = places.findIndex((place) => place.column >= at.column);
    cells.forEach((cell, right) => {
      const place = first < 0 ? undefined : places[first + right];
      if (place) pasted.values.push([place.field, figure(cell)]);
      else if (figure(cell) !== '') pasted.outside += 1;
    });
  });
  return pasted;
}

/**
 * Merged cells are copied with blanks for what they cover: behind a label that is merged, and behind a figure.
 *
 * @param {string[]} figures @param {number} places
 */
function fitted(figures, places) {
  const kept = [...figures];
  while (kept.length > places && kept[0]?.trim() === '') kept.shift();
  while (kept.length > places && kept.at(-1)?.trim() === '') kept.pop();
  return kept;
}

/**
 * Each row by its own label: the last words before its figures.
 *
 * @param {string[][]} range @param {Row[]} rows @returns {Pasted}
 */
function byLabel(range, rows) {
  /** @type {Pasted} */
  const pasted = { values: [], unknown: [], outside: 0 };
  const known = rows.map((row) => bare(row.label));
  let after = -1;
  for (const cells of range) {
    const words = cells.findLastIndex((cell) => !isFigure(cell));
    const figures = cells.slice(words + 1);
    if (words < 0 || !figures.some((cell) => /\d/.test(cell))) continue;
    const label = bare(cells[words] ?? '');
    const scores = known.map((one, index) => ({ index, score: likeness(label, one) }));
    const best = Math.max(...scores.map((one) => one.score));
    // Of rows with the same label (总计, 其他) the one that comes next.
    const same = scores.filter((one) => one.score === best);
    const hit = (same.find((one) => one.index > after) ?? same[0])?.index;
    const row = best >= ALIKE && hit !== undefined ? rows[hit] : undefined;
    if (!row || hit === undefined) {
      pasted.unknown.push(cells[words] ?? '');
      continue;
    }
    after = hit;
    fitted(figures, row.places.length).forEach((cell, right) => {
      const place = row.places[right];
      if (place) pasted.values.push([place.field, figure(cell)]);
      else if (figure(cell) !== '') pasted.outside += 1;
    });
  }
  return pasted;
}
