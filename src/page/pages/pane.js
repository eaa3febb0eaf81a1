/** The official pages beside the form: they follow the field in hand, and a click on them leads back to it. */

import { Refused } from '../engine/engine.js';
import { attribute, h } from '../element.js';
import { Outlines, draw, hit } from './draw.js';
import { wanted } from './fonts.js';

/** @typedef {import('../engine.d.ts').Pages} Pages */
/** @typedef {import('../engine.d.ts').Field} Field */
/** @typedef {import('../engine.d.ts').Lacking} Lacking */
/** @typedef {import('../report/report.js').Report} Report */

/**
 * A page on the screen.
 *
 * @typedef {object} Sheet
 * @property {HTMLCanvasElement} canvas
 * @property {boolean} seen
 * @property {boolean} stale Not drawn as it is now.
 * @property {string} as What was drawn.
 */

/** Events: `go` (detail: field and share), `fonts` (detail: Lacking[]; they are to be chosen), `drawn`. */
export class Pane extends EventTarget {
  #outlines = new Outlines();
  /** @type {Sheet[]} */
  #sheets = [];
  /** @type {Pages | null} */
  #pages = null;
  /** @type {Field | undefined} */
  #field = undefined;
  #asking = false;
  #again = false;
  #width = 0;
  /** @type {Lacking[]} */
  #lacking = [];

  /**
   * @param {HTMLElement} element
   * @param {Report} report
   */
  constructor(element, report) {
    super();
    this.report = report;
    this.words = h('span');
    this.fonts = h('button', { type: 'button', hidden: true }, '选字体文件…');
    this.said = h('p', { class: 'pages-said', hidden: true }, this.words, this.fonts);
    this.sheets = h('div', { class: 'sheets' });
    this.scroll = h('div', { class: 'pages-scroll', tabindex: '0', role: 'region', 'aria-label': '成文的页面' }, this.said, this.sheets);
    element.append(this.scroll);
    this.watch = new IntersectionObserver((entries) => this.#saw(entries), { root: this.scroll, rootMargin: '200px' });
    new ResizeObserver(() => this.#resize()).observe(this.scroll);
    report.addEventListener('view', () => void this.#ask());
    report.addEventListener('opened', () => {
      this.#pages = null;
      this.#field = undefined;
      this.#lay();
    });
    this.fonts.addEventListener('click', () => this.dispatchEvent(new CustomEvent('fonts', { detail: this.#lacking })));
    this.sheets.addEventListener('click', (event) => this.#click(event));
  }

  /** Asks for the pages of the text as it is now; what changes meanwhile is asked for afterwards. */
  async #ask() {
    if (this.#asking || this.scroll.offsetParent === null) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      const asked = this.report.asked;
      await this.#redraw(asked);
    } while (this.#again);
    this.#asking = false;
  }

  /** @param {import('../report/report.js').Text} asked */
  async #redraw(asked) {
    const { engine } = this.report;
    if (asked.text === '') return;
    try {
      const pages = await engine.ask('pages', asked);
      const glyphs = this.#outlines.missing(pages.pages);
      if (glyphs.length) this.#outlines.add((await engine.ask('outlines', { glyphs })).outlines);
      // Another report may have been opened meanwhile.
      if (asked.name !== this.report.name) return;
      const first = this.#pages === null;
      if (pages.pages.length || first) this.#pages = pages;
      const blank = pages.lacking.length ? `${wanted(pages.lacking)}，现在空着` : '';
      this.#tell(pages.pages.length ? blank : (pages.findings[0]?.message ?? '排不出页面'), pages.pages.length > 0, pages.lacking);
      this.#lay();
      if (first && this.#field !== undefined) this.follow(this.#field);
    } catch (error) {
      if (!(error instanceof Refused)) return;
      this.#tell(this.#pages ? `${error.message}。下面是改动之前的页面` : `${error.message}。${error.help}`, false, error.lacking);
    }
    performance.mark('pages-drawn');
    this.dispatchEvent(new Event('drawn'));
  }

  /** @param {string} words @param {boolean} fresh The pages below are of the text as it is. @param {Lacking[]} lacking */
  #tell(words, fresh, lacking) {
    this.said.hidden = words === '';
    if (this.words.textContent !== words) this.words.textContent = words;
    this.#lacking = lacking;
    this.fonts.hidden = lacking.length === 0 || this.report.engine.giveFonts === undefined;
    this.sheets.classList.toggle('old', !fresh);
  }

  /** Other fonts are there: what was blank is drawn. */
  dressed() {
    this.#outlines = new Outlines();
    for (const sheet of this.#sheets) sheet.as = '';
    void this.#ask();
  }

  /** As many sheets as there are pages. */
  #lay() {
    const pages = this.#pages?.pages ?? [];
    while (this.#sheets.length > pages.length) {
      const sheet = this.#sheets.pop();
      if (!sheet) break;
      this.watch.unobserve(sheet.canvas);
      sheet.canvas.remove();
    }
    while (this.#sheets.length < pages.length) {
      const canvas = h('canvas', { role: 'img', class: 'sheet' });
      this.#sheets.push({ canvas, seen: false, stale: true, as: '' });
      this.sheets.append(canvas);
      this.watch.observe(canvas);
    }
    this.#sheets.forEach((sheet, index) => {
      const as = JSON.stringify(pages[index]);
      if (sheet.as !== as) sheet.stale = true;
      sheet.as = as;
      attribute(sheet.canvas, 'aria-label', `第 ${index + 1} 页，共 ${pages.length} 页`);
    });
    this.#size();
    this.#drawSeen();
  }

  #resize() {
    if (this.scroll.clientWidth === this.#width) return;
    if (this.scroll.clientWidth > 0 && this.#again) void this.#ask();
    this.#size();
    this.#drawSeen();
  }

  #size() {
    if (!this.#pages) return;
    this.#width = this.scroll.clientWidth;
    const wide = Math.min(this.#width - 24, 900);
    if (wide <= 0) return;
    const high = (wide * this.#pages.height) / this.#pages.width;
    const dots = window.devicePixelRatio || 1;
    for (const sheet of this.#sheets) {
      const { canvas } = sheet;
      if (canvas.width === Math.round(wide * dots) && canvas.height === Math.round(high * dots)) continue;
      Object.assign(canvas, { width: Math.round(wide * dots), height: Math.round(high * dots) });
      Object.assign(canvas.style, { width: `${wide}px`, height: `${high}px` });
      sheet.stale = true;
    }
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #saw(entries) {
    for (const entry of entries) {
      const sheet = this.#sheets.find((one) => one.canvas === entry.target);
      if (sheet) sheet.seen = entry.isIntersecting;
    }
    this.#drawSeen();
  }

  #drawSeen() {
    const pages = this.#pages;
    if (!pages) return;
    this.#sheets.forEach((sheet, index) => {
      const page = pages.pages[index];
      if (!sheet.seen || !sheet.stale || !page) return;
      draw(sheet.canvas, page, this.#outlines, sheet.canvas.width / pages.width, this.#field);
      sheet.stale = false;
    });
  }

  /**
   * Brings a field's place on the pages into sight.
   *
   * @param {Field} field
   * @param {number} [share] How far into its text, 0 to 1.
   */
  follow(field, share = 0) {
    const touched = [this.#field, field];
    this.#field = field;
    const pages = this.#pages;
    if (!pages) return;
    pages.pages.forEach((page, index) => {
      const sheet = this.#sheets[index];
      if (sheet && touched[0] !== field && page.runs.some((one) => one.field !== undefined && touched.includes(one.field))) sheet.stale = true;
    });
    this.look(field, share);
    this.#drawSeen();
  }

  /**
   * The same for a field that is only looked at: it is not the one in hand.
   *
   * @param {Field} field
   * @param {number} share
   */
  look(field, share) {
    const place = this.#place(field, share);
    const sheet = place && this.#sheets[place.page];
    if (!place || !sheet || !this.#pages) return;
    const y = sheet.canvas.offsetTop + (place.y / this.#pages.height) * sheet.canvas.clientHeight;
    const { scrollTop, clientHeight } = this.scroll;
    if (y < scrollTop + 40 || y > scrollTop + clientHeight - 60) this.scroll.scrollTop = y - clientHeight / 3;
  }

  /** Runs of a field with the letters before each. @param {Field} field */
  #runs(field) {
    let before = 0;
    const runs = (this.#pages?.pages ?? []).flatMap((page, index) =>
      page.runs.filter((run) => run.field === field).map((run) => {
        const at = before;
        before += run.text.replace(/\s/g, '').length;
        return { run, page: index, before: at };
      }),
    );
    return { runs, all: before };
  }

  /** @param {Field} field @param {number} share */
  #place(field, share) {
    const { runs, all } = this.#runs(field);
    const found = runs.filter((one) => one.before <= share * all).at(-1) ?? runs[0];
    return found && { page: found.page, y: found.run.y };
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const index = this.#sheets.findIndex((sheet) => sheet.canvas === event.target);
    const page = this.#pages?.pages[index];
    const canvas = this.#sheets[index]?.canvas;
    if (!page || !canvas || !this.#pages) return;
    const scale = this.#pages.width / canvas.clientWidth;
    const run = hit(page, event.offsetX * scale, event.offsetY * scale);
    if (run?.field === undefined) return;
    const { runs, all } = this.#runs(run.field);
    const before = runs.find((one) => one.run === run)?.before ?? 0;
    const within = run.at.filter((left) => run.x + left + run.size / 2 < event.offsetX * scale).length;
    this.dispatchEvent(new CustomEvent('go', { detail: { field: run.field, share: all ? (before + within) / all : 0 } }));
  }

  /** The pane came into sight. */
  shown() {
    if (this.#again || !this.#pages) void this.#ask();
    this.#resize();
  }
}
