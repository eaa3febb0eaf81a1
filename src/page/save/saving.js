/** How a report goes out: back to its file, or as a file of any kind that the browser keeps. */

import { Refused } from '../engine/engine.js';
import { ask } from '../open/dialog.js';
import { download } from './save.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../report/report.js').Disk} Disk */
/** @typedef {Parameters<import('../engine.d.ts').Requests['file']>[0]['format']} Format */

/** What a clerk calls them. @type {Record<string, string>} */
const NAMES = { pdf: 'PDF', docx: 'Word', html: '网页', 'html-fragment': '网页片段', xlsx: 'Excel', ofd: 'OFD' };

export class Saving {
  /** @type {import('../engine.d.ts').About['formats']} */
  #formats = ['pdf', 'docx', 'html', 'xlsx'].map((name) => ({ name, ending: name, words: '' }));

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    page.about.then((about) => (this.#formats = about.formats)).catch(() => null);
  }

  items() {
    const { disk } = this.page.report;
    /** @type {import('../bar/menu.js').Item[]} */
    const items = [
      { words: disk ? `存回 ${disk.name}` : '报告文件', about: 'Ctrl+S；接着填、明年对照都用它，请留好', act: () => void this.save('yaml') },
    ];
    for (const { name, words } of this.#formats) {
      if (name !== 'yaml') items.push({ words: NAMES[name] ?? name, about: words, act: () => void this.save(/** @type {Format} */ (name)) });
    }
    return items;
  }

  /** @param {Format} format */
  async save(format) {
    const { report, yaml, say, panel, engine } = this.page;
    if (document.body.dataset.room !== 'work') return;
    yaml.flush();
    await report.settle();
    const errors = report.view?.counts.error ?? 0;
    if (format !== 'yaml' && errors > 0) {
      return say(`还有 ${errors} 处要填、要改，都好了才能存`, { words: '看第一处', act: () => panel.first() });
    }
    const asked = report.asked;
    try {
      if (format === 'yaml' && report.disk) {
        if (!(await this.#back(report.disk, asked.text))) return;
        say(`已存回 ${report.disk.name}`);
      } else {
        const file = await engine.ask('file', { ...asked, format });
        download(file);
        say(`已存 ${file.name}${format === 'docx' && (await this.#bare()) ? '；里面没有带字体，要在装有仿宋_GB2312、楷体_GB2312、方正小标宋简体的电脑上打开' : ''}`);
      }
      if (format === 'yaml') report.wasSaved(asked.text);
      this.page.saved(asked.text);
    } catch (error) {
      this.page.refused(error);
    }
  }

  /** Whether there are no faces for a Word file to carry. */
  async #bare() {
    const { engine } = this.page;
    if (!engine.giveFonts) return false;
    return engine.ask('outlines', { glyphs: [] }).then(() => false, (error) => error instanceof Refused && error.lacking.length > 0);
  }

  /** To where it was read from; not over what another program has written there since. @param {Disk} disk @param {string} text */
  async #back(disk, text) {
    const { host } = this.page.engine;
    if (!host) return false;
    const bytes = new TextEncoder().encode(text);
    try {
      disk.stamp = await host.write(disk.name, bytes, disk.stamp);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const answers = [{ value: 'over', words: '盖掉磁盘上的', about: '用现在填的这一份' }];
      if (!(await ask('没有存', [error.message, error.help], answers))) return false;
      disk.stamp = await host.write(disk.name, bytes, '*');
    }
    return true;
  }

  /** Whether another program has changed the file meanwhile. */
  async lookOnDisk() {
    const { report, engine, opening, say } = this.page;
    const { disk } = report;
    const now = disk && (await engine.host?.read(disk.name).catch(() => null));
    if (!disk || !now || now.stamp === disk.stamp || report.disk !== disk) return;
    say(`磁盘上的 ${disk.name} 被别的程序改动了`, { words: '打开磁盘上的', act: () => void opening.onDisk(disk.name) }, true);
  }
}
