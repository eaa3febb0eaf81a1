/** The page put together: three rooms (start, work, list), one report at work, one engine. */

import { Bar } from './bar/bar.js';
import { Toast } from './bar/toast.js';
import { attribute, byId, h } from './element.js';
import { Refused, base64, patiently } from './engine/engine.js';
import { Panel } from './findings/panel.js';
import { Form } from './form/form.js';
import { List } from './list/list.js';
import { ask } from './open/dialog.js';
import { choose, readDropped } from './open/files.js';
import { Start } from './open/start.js';
import { Pane } from './pages/pane.js';
import { split } from './findings/split.js';
import { Report } from './report/report.js';
import { Keeper, current } from './save/draft.js';
import { download } from './save/save.js';
import { Parts } from './form/parts.js';
import { Yaml } from './yaml/yaml.js';
import { keyboard, keys } from './bar/keyboard.js';

/** @typedef {import('./engine/engine.js').Engine} Engine */
/** @typedef {import('./engine.d.ts').Finding} Finding */
/** @typedef {import('./engine.d.ts').Opened} Opened */
/** @typedef {import('./open/files.js').Incoming} Incoming */
/** @typedef {import('./save/draft.js').Draft} Draft */
/** @typedef {'start' | 'work' | 'list'} Room */

/** @param {Engine} engine */
export function begin(engine) {
  new Page(engine);
}

class Page {
  /** What `serve` was given, when the report at work is that file.
   * @type {{ name: string, stamp: string } | null} */
  #onDisk = null;

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.about = patiently(() => engine.ask('about', {}));
    this.report = new Report(engine);
    this.toast = new Toast(byId('toast'));
    const say = this.toast.say.bind(this.toast);
    this.say = say;
    this.keeper = new Keeper(this.report);
    this.form = new Form(byId('form'), byId('strip'), this.report, say);
    this.parts = new Parts(byId('parts'), byId('form'), this.report);
    this.panel = new Panel(byId('panel'), this.report, this.about);
    this.pane = new Pane(byId('pages'), this.report);
    this.yaml = new Yaml(byId('yaml'), this.report);
    this.start = new Start(byId('start'), this.about);
    this.list = new List(byId('list'), engine, say);
    this.bar = new Bar(byId('bar'), this.report, {
      home: () => this.enter('start'),
      list: () => this.enter('list'),
      yaml: () => this.showYaml(byId('yaml').hidden),
      open: () => this.#openItems(),
      save: () => this.#saveItems(),
      keys: () => void ask('按键', [keys()], []),
    });
    this.problems = this.#tabs();
    split(byId('split'), byId('panel'));
    this.#listen();
    this.#drops();
    keyboard({
      undo: () => void this.#back(() => this.report.undo()),
      redo: () => void this.#back(() => this.report.redo()),
      save: () => void this.save('yaml'),
      open: () => void this.#choose('file'),
      next: (by) => this.panel.step(by),
      pane: (by) => this.#pane(by),
    });
    void this.#first();
  }

  /** The report that was in hand before a reload; else what `serve` was given; else the first screen. */
  async #first() {
    const draft = current();
    if (draft) return this.#resume(draft);
    this.enter('start');
    const offers = await patiently(async () => this.engine.host?.offers()).catch(() => null);
    if (!offers) return;
    if (offers.file !== null) return this.#openOnDisk(offers.file);
    if (offers.folder.length === 0) return;
    const files = await Promise.all(offers.folder.map((name) => this.engine.host?.read(name)));
    await this.#openList(files.filter((file) => file !== undefined));
  }

  /** @param {string} name */
  async #openOnDisk(name) {
    try {
      const file = await this.engine.host?.read(name);
      if (!file) return;
      const opened = await this.engine.ask('open', { name, bytes: base64(file.bytes) });
      await this.#work(opened, { saved: opened.text });
      if (/\.ya?ml$/i.test(name)) this.#onDisk = { name, stamp: file.stamp };
    } catch (error) {
      this.#refused(error);
    }
  }

  #listen() {
    const { report, form, panel, pane } = this;
    report.addEventListener('refused', (event) => this.#refused(/** @type {CustomEvent} */ (event).detail.refused));
    report.addEventListener('busy', () => (document.body.dataset.busy = String(report.busy)));
    const silent = byId('silent');
    report.addEventListener('silent', () => {
      silent.hidden = false;
      silent.textContent = '核对程序没有回应，正在再试。写过的都还在，可以接着写。';
    });
    report.addEventListener('answers', () => (silent.hidden = true));
    report.addEventListener('view', () => {
      // Without its fields only the text can be mended.
      if (report.view?.state === 'unreadable' && byId('yaml').hidden) this.showYaml(true);
      const title = report.view?.title;
      if (title) document.title = title;
      this.problems.textContent = report.view ? `问题 ${report.view.counts.error + report.view.counts.warning + report.view.counts.hint}` : '问题';
    });
    this.keeper.addEventListener('kept', (event) => this.bar.told(/** @type {CustomEvent} */ (event).detail));
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
    pane.addEventListener('go', (event) => {
      this.#tab('form');
      this.showYaml(false);
      const { field, share } = /** @type {CustomEvent} */ (event).detail;
      form.show(field, undefined, share);
    });
    window.addEventListener('focus', () => void this.#lookOnDisk());
    const { start } = this;
    start.addEventListener('choose', (event) => void this.#choose(/** @type {CustomEvent} */ (event).detail));
    start.addEventListener('resume', (event) => void this.#resume(/** @type {CustomEvent} */ (event).detail));
    start.addEventListener('begin', (event) => void this.#begin(/** @type {CustomEvent} */ (event).detail));
    this.list.addEventListener('open', (event) => void this.#openReport(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {{ finding: Finding, field?: string }} where */
  #go({ finding, field }) {
    this.#tab('form');
    if (field !== undefined && this.report.view?.state !== 'unreadable') {
      this.showYaml(false);
      if (this.form.show(field, finding)) return;
    }
    this.showYaml(true);
    this.yaml.go(finding.line, finding.column);
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
    this.yaml.render();
    this.yaml.input.focus();
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
    /** @type {HTMLElement | null | undefined} */ (next?.querySelector('input, textarea, select, button:not([hidden]), [tabindex="0"]'))?.focus();
  }

  // Opening.

  #openItems() {
    /** @type {import('./bar/menu.js').Item[]} */
    const items = [
      { words: '打开一份报告…', about: 'Word、Excel、网页，或上次存的报告文件', act: () => void this.#choose('file') },
      { words: '选上年的报告…', about: '用来对照，数显示在格里', act: () => void this.#choose('previous') },
    ];
    if (this.report.previous !== undefined) items.push({ words: '不对照上年', act: () => this.report.compare(undefined) });
    items.push(
      { words: '核对许多份…', about: '列成名单', act: () => void this.#choose('many') },
      { words: '核对一个文件夹…', act: () => void this.#choose('folder') },
    );
    return items;
  }

  /** @param {string} what */
  async #choose(what) {
    const accept = (await this.about.catch(() => null))?.reads.join(',') ?? '';
    const files = await choose({ accept, many: what === 'many', folder: what === 'folder' });
    const [first] = files;
    if (!first) return;
    if (what === 'previous') return this.#openPrevious(first);
    if (what === 'file') return this.#openReport(first);
    return this.#openList(files);
  }

  #drops() {
    const over = (/** @type {DragEvent} */ event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      document.body.classList.add('dropping');
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) document.body.classList.remove('dropping');
    });
    document.addEventListener('drop', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      document.body.classList.remove('dropping');
      void readDropped(event.dataTransfer).then((files) => this.#dropped(files));
    });
  }

  /** @param {Incoming[]} files */
  async #dropped(files) {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) return this.#openList(files);
    const working = document.body.dataset.room === 'work';
    const answer = await ask(
      '这个文件是什么？',
      [file.name],
      /** @type {{ value: 'previous' | 'report', words: string, about: string }[]} */ ([
        { value: 'previous', words: '去年的报告', about: working ? '和正在填的对照' : '以它为底，填今年的' },
        { value: 'report', words: '要填、要改的报告', about: working ? '打开它；正在填的仍暂存着' : '打开它' },
      ]),
    );
    if (answer === 'previous') await this.#openPrevious(file);
    if (answer === 'report') await this.#openReport(file);
  }

  /** @param {Incoming} file @returns {Promise<Opened | null>} */
  async #read(file) {
    try {
      return await this.engine.ask('open', { name: file.name, bytes: base64(file.bytes) });
    } catch (error) {
      this.#refused(error, file.name);
      return null;
    }
  }

  /** @param {Incoming} file */
  async #openReport(file) {
    const opened = await this.#read(file);
    if (!opened) return;
    const own = /\.ya?ml$/i.test(file.name);
    await this.#work(opened, { saved: own ? opened.text : '' });
  }

  /** @param {Incoming} file */
  async #openPrevious(file) {
    const opened = await this.#read(file);
    if (!opened) return;
    if (document.body.dataset.room === 'work') {
      this.report.compare(opened.text);
      return this.say(`正在和 ${file.name} 对照，上年的数显示在格里`);
    }
    try {
      const view = await this.engine.ask('view', { text: opened.text, name: opened.name });
      const kind = view.head.find((one) => one.kind === 'choice')?.value ?? '';
      this.start.follow({ file: file.name, text: opened.text, office: view.office, year: view.year, kind });
    } catch (error) {
      this.#refused(error);
    }
  }

  /** @param {import('./open/start.js').Beginning} beginning */
  async #begin(beginning) {
    try {
      const opened = await this.engine.ask('start', beginning);
      await this.#work(opened, { previous: beginning.previous });
    } catch (error) {
      this.start.refused(error instanceof Refused ? `${error.message}。${error.help}` : '核对程序没有回应，请稍后再试');
    }
  }

  /** @param {Draft} draft */
  async #resume(draft) {
    this.#onDisk = null;
    this.panel.found = [];
    this.keeper.begin(draft.id);
    const opening = this.report.open(draft);
    this.enter('work');
    await opening;
  }

  /** @param {Opened} opened @param {{ saved?: string, previous?: string }} more */
  async #work(opened, more) {
    this.#onDisk = null;
    this.keeper.begin();
    this.showYaml(false);
    this.panel.found = opened.found;
    const opening = this.report.open({ text: opened.text, name: opened.name, ...more });
    this.enter('work');
    this.#tab('form');
    byId('form').scrollTop = 0;
    await opening;
  }

  /** @param {Incoming[]} files */
  async #openList(files) {
    const reads = (await this.about.catch(() => null))?.reads ?? [];
    const readable = reads.length ? files.filter((file) => reads.some((ending) => file.name.toLowerCase().endsWith(ending.replace(/^\.?/, '.')))) : files;
    if (readable.length === 0) return this.say('这些文件里没有能读的报告：Word、Excel、网页和报告文件都行', undefined, true);
    const listing = this.list.show(readable);
    this.enter('list');
    await listing;
  }

  // Saving.

  #saveItems() {
    /** @type {import('./bar/menu.js').Item[]} */
    const items = [
      { words: this.#onDisk ? `存回 ${this.#onDisk.name}` : '报告文件', about: 'Ctrl+S；接着填、明年对照都用它，请留好', act: () => void this.save('yaml') },
    ];
    for (const one of this.formats) if (one.name !== 'yaml') items.push({ words: one.words, act: () => void this.save(/** @type {'pdf'} */ (one.name)) });
    return items;
  }

  /** @type {import('./engine.d.ts').About['formats']} */
  formats = [
    { name: 'pdf', ending: 'pdf', words: 'PDF' },
    { name: 'docx', ending: 'docx', words: 'Word' },
    { name: 'html', ending: 'html', words: '网页' },
    { name: 'xlsx', ending: 'xlsx', words: 'Excel' },
  ];

  /** @param {'yaml' | 'pdf' | 'docx' | 'html' | 'html-fragment' | 'xlsx' | 'ofd'} format */
  async save(format) {
    if (document.body.dataset.room !== 'work') return;
    this.yaml.flush();
    await this.report.settle();
    const errors = this.report.view?.counts.error ?? 0;
    if (format !== 'yaml' && errors > 0) {
      return this.say(`还有 ${errors} 处错误，改好才能存`, { words: '看第一处', act: () => this.panel.first() });
    }
    const asked = this.report.asked;
    try {
      if (format === 'yaml' && this.#onDisk) {
        if (!(await this.#saveOnDisk(this.#onDisk, asked.text))) return;
      } else {
        const file = await this.engine.ask('file', { ...asked, format });
        download(file);
        this.say(`已存 ${file.name}`);
      }
      if (format === 'yaml') this.report.wasSaved(asked.text);
    } catch (error) {
      this.#refused(error);
    }
  }

  /**
   * Back to where it was read from; not over what another program has written there since.
   *
   * @param {{ name: string, stamp: string }} file
   * @param {string} text
   */
  async #saveOnDisk(file, text) {
    const { host } = this.engine;
    if (!host) return false;
    const bytes = new TextEncoder().encode(text);
    try {
      file.stamp = await host.write(file.name, bytes, file.stamp);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const answers = [{ value: 'over', words: '盖掉磁盘上的', about: '用现在填的这一份' }];
      if (!(await ask('没有存', [error.message, error.help], answers))) return false;
      file.stamp = await host.write(file.name, bytes, '*');
    }
    this.say(`已存回 ${file.name}`);
    return true;
  }

  /** Whether another program has changed the file meanwhile. */
  async #lookOnDisk() {
    const known = this.#onDisk;
    const now = known && (await this.engine.host?.read(known.name).catch(() => null));
    if (!known || !now || now.stamp === known.stamp || this.#onDisk !== known) return;
    this.say(`磁盘上的 ${known.name} 被别的程序改动了`, { words: '打开磁盘上的', act: () => void this.#openOnDisk(known.name) }, true);
  }

  /** @param {unknown} error @param {string} [file] */
  #refused(error, file) {
    if (!(error instanceof Refused)) return this.say('核对程序没有回应，请稍后再试', undefined, true);
    this.say([file, error.message, error.help].filter(Boolean).join('：'), undefined, true);
  }
}
