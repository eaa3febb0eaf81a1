/** How a report comes in: a file that is chosen or dropped, last year's, many at once, what `serve` was given. */

import { Refused, Silent, base64 } from '../engine/engine.js';
import { drafts, isUnsaved } from '../save/draft.js';
import { ask } from './dialog.js';
import { choose, readDropped } from './files.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./files.js').Incoming} Incoming */
/** @typedef {import('../engine.d.ts').Opened} Opened */
/** @typedef {import('../report/report.js').Disk} Disk */

export class Opening {
  /** Endings of the files that can be read: `.docx`; none while the engine has not said. @type {string[]} */
  #endings = [];

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    page.about.then(({ reads }) => (this.#endings = reads.map((ending) => `.${ending.replace(/^\./, '')}`))).catch(() => null);
  }

  get #working() {
    return document.body.dataset.room === 'work';
  }

  items() {
    const { report } = this.page;
    /** @type {import('../bar/menu.js').Item[]} */
    const items = [
      { words: '打开一份报告…', about: 'Word、Excel、网页，或上次存的报告文件', act: () => void this.choose('file') },
      { words: '选上年的报告…', about: '用来对照，数显示在格里', act: () => void this.choose('previous') },
    ];
    if (report.previous !== undefined) items.push({ words: '不对照上年', act: () => report.compare(undefined) });
    items.push(
      { words: '核对许多份…', about: '列成名单', act: () => void this.choose('many') },
      { words: '核对一个文件夹…', act: () => void this.choose('folder') },
    );
    return items;
  }

  /** @param {string} what `file`, `previous`, `many`, `folder`. */
  async choose(what) {
    // At once: a browser opens its dialog only while the click is fresh.
    const files = await choose({ accept: this.#endings.join(','), many: what === 'many', folder: what === 'folder' });
    const [first] = files;
    if (!first) return;
    if (what === 'previous') return this.#previous(first);
    if (what === 'file') return this.report(first);
    return this.#many(files);
  }

  /** Files may be dropped anywhere. */
  drops() {
    const brings = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') === true;
    const shown = (/** @type {boolean} */ over) => document.body.classList.toggle('dropping', over);
    document.addEventListener('dragover', (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      shown(true);
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) shown(false);
    });
    document.addEventListener('drop', (event) => {
      if (!brings(event) || !event.dataTransfer) return;
      event.preventDefault();
      shown(false);
      void readDropped(event.dataTransfer).then((files) => this.#dropped(files));
    });
  }

  /** @param {Incoming[]} files */
  async #dropped(files) {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) return this.#many(files);
    const answer = await ask(
      '这个文件是什么？',
      [file.name],
      /** @type {{ value: 'previous' | 'report', words: string, about: string }[]} */ ([
        { value: 'previous', words: '去年的报告', about: this.#working ? '和正在填的对照' : '以它为底，填今年的' },
        { value: 'report', words: '要填、要改的报告', about: this.#working ? '打开它；正在填的仍暂存着' : '打开它' },
      ]),
    );
    if (answer === 'previous') await this.#previous(file);
    if (answer === 'report') await this.report(file);
  }

  /** @param {Incoming} file @returns {Promise<Opened | null>} */
  async #read(file) {
    try {
      return await this.page.engine.ask('open', { name: file.name, bytes: base64(file.bytes) });
    } catch (error) {
      this.page.refused(error, file.name);
      return null;
    }
  }

  /** The report to work on. @param {Incoming} file @param {Disk} [disk] */
  async report(file, disk) {
    const opened = await this.#read(file);
    if (!opened) return;
    const own = /\.ya?ml$/i.test(file.name);
    await this.page.work(opened, { saved: own ? opened.text : '', ...(own && disk ? { disk } : {}) });
  }

  /** @param {Incoming} file */
  async #previous(file) {
    const { page } = this;
    const opened = await this.#read(file);
    if (!opened) return;
    if (this.#working) {
      page.report.compare(opened.text);
      return page.say(`正在和 ${file.name} 对照，上年的数显示在格里`);
    }
    try {
      const view = await page.engine.ask('view', { text: opened.text, name: opened.name });
      const kind = view.head.find((one) => one.kind === 'choice')?.value ?? '';
      page.start.follow({ file: file.name, text: opened.text, office: view.office, year: view.year, kind });
    } catch (error) {
      page.refused(error);
    }
  }

  /** From nothing. @param {import('./start.js').Beginning} beginning */
  async begin(beginning) {
    const { page } = this;
    try {
      const opened = await page.engine.ask('start', beginning);
      await page.work(opened, { previous: beginning.previous });
    } catch (error) {
      page.start.refused(error instanceof Refused ? `${error.message}。${error.help}` : new Silent().message);
    }
  }

  /** @param {Incoming[]} files */
  async #many(files) {
    await this.page.about.catch(() => null);
    const endings = this.#endings;
    const readable = endings.length ? files.filter((file) => endings.some((ending) => file.name.toLowerCase().endsWith(ending))) : files;
    if (readable.length === 0) return this.page.say('这些文件里没有能读的报告：Word、Excel、网页和报告文件都行', undefined, true);
    const listing = this.page.list.show(readable);
    this.page.enter('list');
    await listing;
  }

  /** What `serve` was given. @param {{ file: string | null, folder: string[] }} offers */
  async offered({ file, folder }) {
    const { host } = this.page.engine;
    if (!host) return;
    if (file !== null) return this.onDisk(file);
    if (folder.length > 0) await this.#many(await Promise.all(folder.map((name) => host.read(name))));
  }

  /** A report from the disk; what was changed in it and not saved when the window was closed is offered first.
   * @param {string} name */
  async onDisk(name) {
    const left = drafts().find((draft) => draft.disk?.name === name && isUnsaved(draft));
    if (left) {
      const answers = [
        { value: 'draft', words: '接着改', about: '上次改的还在，没有存回文件' },
        { value: 'file', words: '打开磁盘上的', about: '上次改的先不用' },
      ];
      if ((await ask(name, [], answers)) === 'draft') return this.page.resume(left);
    }
    try {
      const file = await this.page.engine.host?.read(name);
      if (file) await this.report(file, { name, stamp: file.stamp });
    } catch (error) {
      this.page.refused(error, name);
    }
  }
}
