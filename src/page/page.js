/** The page put together: three rooms (start, work, list), one report at work, one engine. */

import { Bar } from './bar/bar.js';
import { Toast } from './bar/toast.js';
import { attribute, byId, h } from './element.js';
import { Refused, Silent, patiently } from './engine/engine.js';
import { Panel } from './findings/panel.js';
import { Form } from './form/form.js';
import { List } from './list/list.js';
import { ask } from './open/dialog.js';
import { Opening } from './open/opening.js';
import { Start } from './open/start.js';
import { bring } from './pages/fonts.js';
import { Pane } from './pages/pane.js';
import { split } from './findings/split.js';
import { Report } from './report/report.js';
import { Keeper, current } from './save/draft.js';
import { Saving } from './save/saving.js';
import { Parts } from './form/parts.js';
import { Yaml } from './yaml/yaml.js';
import { keyboard, keys } from './bar/keyboard.js';

/** @typedef {import('./engine/engine.js').Engine} Engine */
/** @typedef {import('./engine.d.ts').Finding} Finding */
/** @typedef {import('./engine.d.ts').Opened} Opened */
/** @typedef {import('./save/draft.js').Draft} Draft */
/** @typedef {'start' | 'work' | 'list'} Room */

/** @param {Engine} engine */
export function begin(engine) {
  new Page(engine);
}

export class Page {
  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    /** The file of the list that is at work. @type {import('./open/files.js').Incoming | undefined} */
    this.listed = undefined;
    this.about = patiently(() => engine.ask('about', {}));
    this.report = new Report(engine);
    this.toast = new Toast(byId('toast'));
    const say = this.toast.say.bind(this.toast);
    this.say = say;
    // Who listens first is served first: the pages are asked for while the form is shown, and the draft is written last.
    this.pane = new Pane(byId('pages'), this.report);
    this.form = new Form(byId('form'), byId('strip'), this.report, say);
    this.parts = new Parts(byId('parts'), byId('form'), this.report);
    this.panel = new Panel(byId('panel'), this.report, this.about);
    this.yaml = new Yaml(byId('yaml'), this.report);
    this.keeper = new Keeper(this.report);
    this.start = new Start(byId('start'), this.about);
    this.list = new List(byId('list'), engine, say);
    this.opening = new Opening(this);
    this.saving = new Saving(this);
    this.bar = new Bar(byId('bar'), this.report, {
      home: () => this.enter('start'),
      list: () => this.enter('list'),
      yaml: () => this.showYaml(byId('yaml').hidden),
      open: () => this.opening.items(),
      save: () => this.saving.items(),
      keys: () => void ask('按键', [keys()], []),
    });
    /** Whether there is work that is neither saved nor kept. */
    this.unkept = false;
    this.problems = this.#tabs();
    split(byId('split'), byId('panel'));
    this.#listen();
    this.opening.drops();
    keyboard({
      undo: () => void this.#back(() => this.report.undo()),
      redo: () => void this.#back(() => this.report.redo()),
      save: () => void this.saving.save('yaml'),
      print: () => void this.saving.save('pdf'),
      open: () => void this.opening.choose('file'),
      next: (by) => this.panel.step(by),
      pane: (by) => this.#pane(by),
    });
    void this.#first();
  }

  /** The report that was in hand before a reload; else what `serve` was given; else the first screen. */
  async #first() {
    const draft = current();
    if (draft) return this.resume(draft);
    this.enter('start');
    const offers = await patiently(async () => this.engine.host?.offers()).catch(() => null);
    if (offers) await this.opening.offered(offers);
  }

  #listen() {
    const { report, form, panel, pane } = this;
    report.addEventListener('refused', (event) => this.refused(/** @type {CustomEvent} */ (event).detail.refused));
    report.addEventListener('busy', () => (document.body.dataset.busy = String(report.busy)));
    const silent = byId('silent');
    report.addEventListener('silent', () => {
      silent.hidden = false;
      const kept = this.unkept ? '浏览器里存不下写的了，先不要关这个网页' : '写过的暂存在这台电脑的浏览器里，可以接着写';
      silent.textContent = `${report.silent}。${kept}。`;
    });
    report.addEventListener('answers', () => (silent.hidden = true));
    report.addEventListener('view', () => {
      // Without its fields only the text can be mended.
      if (report.view?.state === 'unreadable' && byId('yaml').hidden) this.showYaml(true);
      const title = report.view?.title;
      if (title) document.title = title;
      this.problems.textContent = report.view ? `问题 ${report.view.counts.error + report.view.counts.warning + report.view.counts.hint}` : '问题';
    });
    this.keeper.addEventListener('kept', (event) => {
      this.bar.told(/** @type {CustomEvent} */ (event).detail);
      this.unkept = /** @type {CustomEvent} */ (event).detail === null && report.unsaved;
    });
    // What the browser keeps may be closed; what it has no room for, or what nobody is there to save, is asked about.
    window.addEventListener('beforeunload', (event) => (this.unkept || (report.silent && report.unsaved)) && event.preventDefault());
    form.addEventListener('enter', (event) => {
      const { field, share } = /** @type {CustomEvent} */ (event).detail;
      pane.follow(field, share);
    });
    form.addEventListener('see', (event) => {
      const { field, share } = /** @type {CustomEvent} */ (event).detail;
      pane.look(field, share);
    });
    panel.addEventListener('mend', (event) => {
      const { field, value } = /** @type {CustomEvent} */ (event).detail;
      form.mend([[field, value]]);
    });
    panel.addEventListener('go', (event) => this.#go(/** @type {CustomEvent} */ (event).detail));
    this.yaml.addEventListener('go', (event) => {
      this.showYaml(false);
      this.#go(/** @type {CustomEvent} */ (event).detail);
    });
    this.yaml.addEventListener('mend', (event) => {
      const { field, value } = /** @type {CustomEvent} */ (event).detail;
      this.report.put([[field, value]]);
    });
    pane.addEventListener('go', (event) => {
      this.#tab('form');
      this.showYaml(false);
      const { field, share } = /** @type {CustomEvent} */ (event).detail;
      form.show(field, undefined, share);
    });
    pane.addEventListener('fonts', (event) => void this.#fonts(/** @type {CustomEvent} */ (event).detail));
    window.addEventListener('focus', () => void this.saving.lookOnDisk());
    const { start } = this;
    start.addEventListener('choose', (event) => void this.opening.choose(/** @type {CustomEvent} */ (event).detail));
    start.addEventListener('resume', (event) => void this.resume(/** @type {CustomEvent} */ (event).detail));
    start.addEventListener('begin', (event) => void this.opening.begin(/** @type {CustomEvent} */ (event).detail));
    this.list.addEventListener('open', (event) => void this.#listed(/** @type {CustomEvent} */ (event).detail));
  }

  /** A report of the list. @param {import('./open/files.js').Incoming} file */
  async #listed(file) {
    await (file.stamp === undefined ? this.opening.report(file) : this.opening.onDisk(file.name));
    if (document.body.dataset.room === 'work') this.listed = file;
  }

  /** What is at work was saved. @param {string} text */
  saved(text) {
    const { listed, report } = this;
    if (!listed) return;
    const bytes = new TextEncoder().encode(text);
    this.listed = { name: report.disk?.name ?? report.name, bytes, stamp: report.disk?.stamp };
    void this.list.mended(listed, this.listed);
  }

  /** @param {{ finding: Finding, field?: string }} where */
  #go({ finding, field }) {
    this.#tab('form');
    if (byId('yaml').hidden && field !== undefined && this.report.view?.state !== 'unreadable') {
      if (this.form.show(field, finding)) return;
    }
    this.showYaml(true);
    this.yaml.go(finding.line, finding.column).catch(() => null);
  }

  /** @param {() => Promise<void>} step */
  async #back(step) {
    if (document.body.dataset.room !== 'work') return;
    this.yaml.flush();
    await step();
  }

  /** @param {Room} room */
  enter(room) {
    document.body.dataset.room = room;
    this.toast.hide();
    this.bar.list.hidden = this.list.empty || room === 'list';
    if (room === 'start') {
      this.keeper.end();
      this.start.render();
      document.title = '政府信息公开工作年度报告';
    }
    if (room === 'work') this.pane.shown();
  }

  /** @param {boolean} shown */
  showYaml(shown) {
    if (byId('yaml').hidden === !shown) return;
    if (!shown) this.yaml.flush();
    byId('yaml').hidden = !shown;
    byId('form').hidden = shown;
    byId('parts').hidden = shown;
    attribute(this.bar.yaml, 'aria-pressed', String(shown));
    if (!shown) return;
    this.yaml.show().catch((error) => {
      this.showYaml(false);
      this.refused(error);
    });
  }

  #tabs() {
    const tab = (/** @type {string} */ name, /** @type {string} */ words) =>
      h('button', { type: 'button', 'data-tab': name, 'aria-pressed': String(name === 'form'), onclick: () => this.#tab(name) }, words);
    const problems = tab('problems', '问题');
    byId('tabs').append(tab('form', '填写'), problems, tab('pages', '页面'));
    return problems;
  }

  /** One pane at a time where there is no room for more. @param {string} name */
  #tab(name) {
    byId('work').dataset.tab = name;
    for (const one of byId('tabs').children) attribute(one, 'aria-pressed', String(/** @type {HTMLElement} */ (one).dataset.tab === name));
    this.pane.shown();
  }

  /** To the next pane: what stands over all, the parts, the form, the findings, the pages. @param {number} by */
  #pane(by) {
    const form = byId('yaml').hidden ? byId('form') : byId('yaml');
    const panes = [byId('bar'), byId('parts'), form, byId('panel'), byId('pages')].filter((one) => one.offsetParent !== null);
    const at = panes.findIndex((one) => one.contains(document.activeElement));
    const next = panes.at((at + by + panes.length) % panes.length);
    if (next === byId('yaml')) return this.yaml.focus();
    /** @type {HTMLElement | null | undefined} */ (next?.querySelector('input, textarea, select, button:not([hidden]), [tabindex="0"]'))?.focus();
  }

  /** Takes up what was not finished. @param {Draft} draft */
  async resume(draft) {
    this.panel.found = [];
    this.listed = undefined;
    this.keeper.begin(draft.id);
    const opening = this.report.open(draft);
    this.enter('work');
    await opening;
  }

  /**
   * Another report to work on.
   *
   * @param {Opened} opened
   * @param {{ saved?: string, previous?: string, disk?: import('./report/report.js').Disk }} more
   */
  async work(opened, more) {
    this.listed = undefined;
    this.keeper.begin();
    this.showYaml(false);
    this.panel.found = opened.found;
    const opening = this.report.open({ text: opened.text, name: opened.name, ...more });
    this.enter('work');
    this.#tab('form');
    byId('form').scrollTop = 0;
    await opening;
  }

  /** Font files that are wanted. @param {import('./engine.d.ts').Lacking[]} lacking */
  async #fonts(lacking) {
    const words = await bring(this.engine, lacking);
    if (words === null) return;
    this.say(words);
    this.pane.dressed();
  }

  /** Says what was not done, and why. @param {unknown} error @param {string} [file] */
  refused(error, file) {
    if (!(error instanceof Refused)) return this.say((error instanceof Silent ? error : new Silent()).message, undefined, true);
    const fonts = error.lacking.length && this.engine.giveFonts ? { words: '选字体文件…', act: () => void this.#fonts(error.lacking) } : undefined;
    this.say([file, error.message, error.help].filter(Boolean).join('：'), fonts, true);
  }
}
