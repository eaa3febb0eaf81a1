/** The report as the official form: what stands before it, six parts, their texts and tables. */

import { h } from '../element.js';
import { marks } from '../findings/marks.js';
import { Prose } from '../prose/prose.js';
import { Table } from '../table/table.js';
import { Line } from './line.js';

/** @typedef {import('../engine.d.ts').View} View */
/** @typedef {import('../engine.d.ts').Field} Field */
/** @typedef {import('../engine.d.ts').Finding} Finding */
/** @typedef {import('../engine.d.ts').TextField} TextField */
/** @typedef {import('../report/report.js').Report} Report */
/** @typedef {{ words: string, act: () => void }} Action */

/**
 * What a field may ask of the page around it.
 *
 * @typedef {object} Desk
 * @property {(field: Field, input: Element) => boolean} isTyping Whether what stands in it is newer than what the engine says.
 * @property {(values: [Field, string][]) => void} type Letters typed: those of one visit are one step back.
 * @property {(values: [Field, string][]) => void} put Values set at once, one step back.
 * @property {(values: [Field, string][]) => void} mend The same, and said.
 * @property {(field: Field) => void} enter The caret came.
 * @property {(words: string, action?: Action) => void} say
 * @property {() => View['placeholders']} placeholders
 */

/** A pause in typing after which going back stops, ms. */
const PAUSE = 1500;

export class Form extends EventTarget {
  /** @type {Map<Field, Prose | Line>} */
  #texts = new Map();
  /** @type {Table[]} */
  #tables = [];
  #shape = '';
  /** @type {Field | undefined} */
  #typing = undefined;
  /** What the engine refused stays as it was typed until it is typed again.
   * @type {Set<Field>} */
  #refused = new Set();
  #visit = 0;
  #typedAt = 0;

  /**
   * @param {HTMLElement} element
   * @param {Report} report
   * @param {(words: string, action?: Action) => void} say
   */
  constructor(element, report, say) {
    super();
    this.element = element;
    this.report = report;
    /** @type {Desk} */
    this.desk = {
      isTyping: (field, input) => this.#isTyping(field, input),
      type: (values) => this.#type(values),
      put: (values) => this.#put(values),
      mend: (values) => this.mend(values),
      enter: (field) => this.#enter(field),
      say,
      placeholders: () => report.view?.placeholders ?? [],
    };
    report.addEventListener('view', () => this.render());
    report.addEventListener('opened', () => {
      this.#shape = '';
      this.#refused.clear();
    });
    report.addEventListener('refused', (event) => {
      for (const field of /** @type {CustomEvent} */ (event).detail.fields) this.#refused.add(field);
    });
  }

  /** @param {Field} field @param {Element} input */
  #isTyping(field, input) {
    if (this.#refused.has(field) || this.report.pending.has(field)) return true;
    return this.#typing === field && document.activeElement === input && this.report.returned === undefined;
  }

  /** @param {[Field, string][]} values */
  #type(values) {
    const now = performance.now();
    if (now - this.#typedAt > PAUSE) this.#visit += 1;
    this.#typedAt = now;
    for (const [field] of values) this.#refused.delete(field);
    this.#typing = values[0]?.[0];
    this.report.put(values, `${this.#visit}`);
  }

  /** @param {[Field, string][]} values */
  #put(values) {
    this.#typing = undefined;
    this.#visit += 1;
    for (const [field, value] of values) {
      this.#refused.delete(field);
      this.#texts.get(field)?.set(value);
      for (const table of this.#tables) {
        const cell = table.byField.get(field);
        // An empty total is computed: its figure comes with the answer.
        if (cell && (value !== '' || cell.told.total === undefined)) cell.input.value = value;
      }
    }
    this.report.put(values);
  }

  /** @param {[Field, string][]} values */
  mend(values) {
    this.#put(values);
    this.desk.say(`已改成 ${values.map(([, value]) => value || '空').join('、')}`, { words: '撤销', act: () => void this.report.undo() });
  }

  /** @param {Field} field */
  #enter(field) {
    if (this.#typing !== field) this.#typing = undefined;
    this.#visit += 1;
    this.dispatchEvent(new CustomEvent('enter', { detail: field }));
  }

  render() {
    const { view } = this.report;
    if (!view) return;
    const shape = [view.edition, ...view.head, ...view.sections.flatMap((one) => [one.id, ...one.texts, one.grid?.cells.length])]
      .map((one) => (typeof one === 'object' ? `${one.field}:${one.kind}` : one))
      .join('|');
    if (shape !== this.#shape) this.#build(view);
    this.#shape = shape;
    const marked = marks(view.findings);
    const texts = [...view.head, ...view.sections.flatMap((one) => one.texts)];
    for (const told of texts) this.#texts.get(told.field)?.render(told, marked.get(told.field));
    view.sections
      .flatMap((one) => one.grid ?? [])
      .forEach((grid, index) => {
        this.#tables[index]?.render(grid, marked);
        if (grid.note) this.#texts.get(grid.note.field)?.render(grid.note, marked.get(grid.note.field));
      });
    const { returned } = this.report;
    if (returned !== undefined) this.show(returned);
  }

  /** @param {View} view */
  #build(view) {
    this.#texts.clear();
    this.#tables = [];
    const lines = view.head.filter((told) => told.kind !== 'prose');
    const long = view.head.filter((told) => told.kind === 'prose');
    const head = h(
      'section',
      { class: 'part', id: 'part-head', 'aria-label': '报告信息' },
      h('h2', {}, '报告信息'),
      h('div', { class: 'lines' }, ...lines.map((told) => this.#text(told))),
      ...long.map((told) => this.#text(told)),
    );
    const parts = view.sections.map((section) => {
      const part = h('section', { class: 'part', id: `part-${section.id}`, 'aria-label': section.title }, h('h2', {}, section.title));
      part.append(...section.texts.map((told) => this.#text(told)));
      if (section.grid) {
        const table = new Table(section.grid, this.desk);
        this.#tables.push(table);
        part.append(table.element);
        if (section.grid.note) part.append(this.#text(section.grid.note));
      }
      return part;
    });
    this.element.replaceChildren(head, ...parts);
  }

  /** @param {TextField} told */
  #text(told) {
    const text = told.kind === 'prose' ? new Prose(told, this.desk) : new Line(told, this.desk);
    this.#texts.set(told.field, text);
    return text.element;
  }

  /**
   * Brings a field into sight and puts the caret there; false if the form has none.
   *
   * @param {Field} field
   * @param {Finding} [finding]
   */
  show(field, finding) {
    const text = this.#texts.get(field);
    const cell = this.#tables.map((table) => table.byField.get(field)).find(Boolean);
    const input = text?.input ?? cell?.input;
    if (!input) return false;
    // Nothing moves where it can be seen already.
    input.scrollIntoView({ block: isSeen(input, this.element) ? 'nearest' : 'center', inline: 'nearest' });
    if (text instanceof Prose) text.focus(finding);
    else input.focus({ preventScroll: true });
    if (cell) cell.input.select();
    return true;
  }
}

/** @param {Element} element @param {Element} frame */
function isSeen(element, frame) {
  const [one, other] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return one.top > other.top + 60 && one.bottom < other.bottom - 20;
}
