/** The report as the official form: what stands before it, six parts, their texts and tables. */

import { h } from '../element.js';
import { marks } from '../findings/marks.js';
import { Prose } from '../prose/prose.js';
import { Strip } from '../table/strip.js';
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
 * @property {(field: Field, share?: number) => void} enter The caret came, so far into a text.
 * @property {(words: string, action?: Action) => void} say
 * @property {Strip} strip What there is to say of the cell in hand.
 * @property {() => View['placeholders']} placeholders
 */

/** A pause in typing after which going back stops, ms. */
const PAUSE = 1500;

/** After the caret came somewhere, what is merely in sight does not matter, ms. */
const SETTLES = 400;

/**
 * Events: `enter` (the caret is in a field), `see` (a field is in the middle of what is scrolled to); each with how far into
 * its text.
 */
export class Form extends EventTarget {
  /** @type {Map<Field, Prose | Line>} */
  #texts = new Map();
  /** @type {Table[]} */
  #tables = [];
  #shape = '';
  /** @type {Field | undefined} */
  #typing = undefined;
  /** Where letters are being put together into characters: nothing may touch them until they are. @type {EventTarget | null} */
  #composing = null;
  /** What the engine refused stays as it was typed until it is typed again.
   * @type {Set<Field>} */
  #refused = new Set();
  #visit = 0;
  #typedAt = 0;
  #enteredAt = 0;
  #looking = 0;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} strip
   * @param {Report} report
   * @param {(words: string, action?: Action) => void} say
   */
  constructor(element, strip, report, say) {
    super();
    this.element = element;
    this.report = report;
    /** @type {Desk} */
    this.desk = {
      isTyping: (field, input) => this.#isTyping(field, input),
      type: (values) => this.#type(values),
      put: (values) => this.#put(values),
      mend: (values) => this.mend(values),
      enter: (field, share) => this.#enter(field, share),
      say,
      strip: new Strip(strip, (values) => this.mend(values)),
      placeholders: () => report.view?.placeholders ?? [],
    };
    report.addEventListener('view', () => this.render());
    element.addEventListener('compositionstart', ({ target }) => (this.#composing = target));
    element.addEventListener('compositionend', () => (this.#composing = null), { capture: true });
    element.addEventListener('scroll', () => {
      cancelAnimationFrame(this.#looking);
      this.#looking = requestAnimationFrame(() => this.#see());
    });
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
    if (this.#composing === input || this.#refused.has(field) || this.report.pending.has(field)) return true;
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

  /** @param {Field} field @param {number} [share] */
  #enter(field, share) {
    this.#enteredAt = performance.now();
    if (share === undefined) {
      if (this.#typing !== field) this.#typing = undefined;
      this.#visit += 1;
    }
    this.dispatchEvent(new CustomEvent('enter', { detail: { field, share } }));
  }

  #see() {
    if (performance.now() - this.#enteredAt < SETTLES) return;
    const frame = this.element.getBoundingClientRect();
    const middle = frame.top + frame.height * 0.4;
    const inputs = /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll('[data-field]'));
    const seen = [...inputs].find((one) => one.offsetParent !== null && one.getBoundingClientRect().bottom > middle);
    if (!seen?.dataset.field) return;
    const { top, height } = seen.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (middle - top) / height));
    this.dispatchEvent(new CustomEvent('see', { detail: { field: seen.dataset.field, share } }));
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
    for (const told of texts) this.#render(told, marked.get(told.field));
    view.sections
      .flatMap((one) => one.grid ?? [])
      .forEach((grid, index) => {
        this.#tables[index]?.render(grid, marked);
        if (grid.note) this.#render(grid.note, marked.get(grid.note.field));
      });
    const { returned } = this.report;
    if (returned) this.show(returned);
  }

  /** @param {TextField} told @param {import('../findings/marks.js').Mark | undefined} mark */
  #render(told, mark) {
    const text = this.#texts.get(told.field);
    text?.render(told, mark);
    if (text && (told.value !== '' || mark)) unfold(text.input);
  }

  /** @param {View} view */
  #build(view) {
    this.#texts.clear();
    this.#tables = [];
    // The first optional field is the first that hardly anybody needs; the kind of body before it is worth choosing.
    const needed = view.head.filter((told, index) => told.required || (told.kind === 'choice' && view.head[index + 1]?.required));
    const seldom = view.head.filter((told) => !needed.includes(told));
    const [lines, long] = [seldom.filter((told) => told.kind !== 'prose'), seldom.filter((told) => told.kind === 'prose')];
    const head = h(
      'section',
      { class: 'part', id: 'part-head', 'aria-label': '报告信息' },
      h('h2', {}, '报告信息'),
      h('div', { class: 'lines' }, ...needed.map((told) => this.#text(told))),
      h(
        'details',
        { class: 'seldom', open: seldom.some((told) => told.value !== '') },
        h('summary', {}, '日期、署名和其他（一般不用填）'),
        h('div', { class: 'lines' }, ...lines.map((told) => this.#text(told))),
        ...long.map((told) => this.#text(told)),
      ),
    );
    const parts = view.sections.map((section) => {
      const part = h('section', { class: 'part', id: `part-${section.id}`, 'aria-label': section.title }, h('h2', {}, section.title));
      part.append(...section.texts.map((told) => this.#optional(told)));
      if (section.grid) {
        const table = new Table(section.grid, this.desk);
        this.#tables.push(table);
        part.append(table.element);
        if (section.grid.note) part.append(this.#optional(section.grid.note));
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

  /** One of a part; folded where it is seldom written and nothing stands in it. @param {TextField} told */
  #optional(told) {
    const text = this.#text(told);
    if (told.required || told.value !== '') return text;
    text.hidden = true;
    const open = h('button', { type: 'button', class: 'quiet add', title: told.hint }, `＋ 写${told.label}`);
    open.addEventListener('click', () => this.show(told.field));
    const fold = h('div', { class: 'fold' }, open, text);
    return fold;
  }

  /**
   * Brings a field into sight and puts the caret there; false if the form has none.
   *
   * @param {Field} field
   * @param {Finding} [finding]
   * @param {number} [share] How far into a text.
   */
  show(field, finding, share) {
    const text = this.#texts.get(field);
    const cell = this.#tables.map((table) => table.byField.get(field)).find(Boolean);
    const input = text?.input ?? cell?.input;
    if (!input) return false;
    unfold(input);
    // Nothing moves where it can be seen already.
    input.scrollIntoView({ block: isSeen(input, this.element) ? 'nearest' : 'center', inline: 'nearest' });
    if (text instanceof Prose) text.focus(finding, share);
    else input.focus({ preventScroll: true });
    if (cell) cell.input.select();
    return true;
  }
}

/** Opens what a field is folded away in. @param {Element} input */
function unfold(input) {
  const details = input.closest('details');
  if (details) details.open = true;
  const fold = input.closest('.fold');
  for (const one of fold?.children ?? []) /** @type {HTMLElement} */ (one).hidden = one.matches('.add');
}

/** @param {Element} element @param {Element} frame */
function isSeen(element, frame) {
  const [one, other] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return one.top > other.top + 60 && one.bottom < other.bottom - 20;
}
