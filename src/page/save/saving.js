/** How a report goes out: back to its file, or as a file of any kind that the browser keeps. */

import { Refused } from '../engine/engine.js';
import { ask } from '../open/dialog.js';
import { download } from './save.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../report/report.js').Disk} Disk */
/** @typedef {import('../engine/engine.js').Host} Host */
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
    if (!(await report.reached())) return say(`没有存成文件：${report.silent}`, undefined, true);
    const errors = report.view?.counts.error ?? 0;
    if (format !== 'yaml' && errors > 0) {
      return say(`还有 ${errors} 处要填、要改，都好了才能存`, { words: '看第一处', act: () => panel.first() });
    }
    const asked = report.asked;
    try {
      if (format === 'yaml' && report.disk) {
        const words = await this.#back(report.disk, asked.text);
        if (words === null) return;
        say(words);
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

  /** To where it was read from; not over what another program has written there since. In words what was done, or null.
   * @param {Disk} disk @param {string} text */
  async #back(disk, text) {
    const { host } = this.page.engine;
    if (!host) return null;
    const bytes = new TextEncoder().encode(text);
    try {
      disk.stamp = await host.write(disk.name, bytes, disk.stamp);
    } catch (error) {
      const there = error instanceof Refused && (await host.read(disk.name).catch(() => null));
      if (!there || there.stamp === disk.stamp) throw error;
      const answers = [
        { value: 'beside', words: '另存一份', about: '两份都留着，再对照' },
        { value: 'over', words: '盖掉磁盘上的', about: '别的程序写的就没有了' },
      ];
      const answer = await ask('没有存', [error.message], answers);
      if (answer === null) return null;
      if (answer === 'beside') return this.#beside(host, disk, bytes);
      disk.stamp = await host.write(disk.name, bytes, '*');
    }
    return `已存回 ${disk.name}`;
  }

  /** Under a name that no file has; work goes on there. @param {Host} host @param {Disk} disk @param {Uint8Array} bytes */
  async #beside(host, disk, bytes) {
    const { name } = disk;
    for (let count = 1; ; count += 1) {
      const fresh = name.replace(/(?=\.[^.]*$)/, count === 1 ? '（另存）' : `（另存${count}）`);
      try {
        disk.stamp = await host.write(fresh, bytes);
      } catch (error) {
        const taken = error instanceof Refused && (await host.read(fresh).then(() => true, () => false));
        if (taken) continue;
        throw error;
      }
      disk.name = fresh;
      return `已另存为 ${fresh}，接着改的是这一份；${name} 没有动`;
    }
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
