/** Many reports at once, for who receives them: one a row, the worst first, each opened by a click. */

import { Refused, base64 } from '../engine/engine.js';
import { h } from '../element.js';
import { WORDS } from '../findings/panel.js';
import { download } from '../save/save.js';
import { zip } from './zip.js';

/** @typedef {import('../engine.d.ts').Judged} Judged */
/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {import('../open/files.js').Incoming} Incoming */

/**
 * @typedef {object} Row
 * @property {Incoming} file
 * @property {Judged} [judged]
 * @property {string} [unread] Why it could not be read.
 * @property {string} [from] The file that it was read from, where what was mended in it is another.
 */

/** Questions under way at a time: a machine of the office has two cores. */
const ABREAST = 2;

/** Event: `open` (detail: Incoming). */
export class List extends EventTarget {
  /** @type {Row[]} */
  #rows = [];

  /**
   * @param {HTMLElement} element
   * @param {Engine} engine
   * @param {(words: string) => void} say
   */
  constructor(element, engine, say) {
    super();
    this.engine = engine;
    this.say = say;
    this.done = h('p', { class: 'list-done', role: 'status' });
    this.body = h('tbody');
    const heads = ['机关', '年度', '状态', '错误', '警告', '提示', '最要紧的一处', '文件'];
    this.all = h('button', { type: 'button', class: 'main', onclick: () => void this.#saveAll() }, '存带批注的文件和核对情况');
    this.overview = h('button', { type: 'button', onclick: () => void this.#saveOverview() }, '只存核对情况（Excel）');
    element.append(
      h('div', { class: 'list-bar' }, h('h1', {}, '名单'), this.done, this.all, this.overview),
      h('div', { class: 'list-scroll', tabindex: '0', role: 'region', 'aria-label': '名单' }, h('table', { class: 'list' }, h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))), this.body)),
    );
  }

  get empty() {
    return this.#rows.length === 0;
  }

  /** @param {Incoming[]} files */
  async show(files) {
    const rows = files.map((file) => /** @type {Row} */ ({ file }));
    this.#rows = rows;
    this.all.disabled = this.overview.disabled = true;
    this.#render();
    const waiting = [...rows];
    const work = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) {
        try {
          row.judged = await this.engine.ask('judge', { name: row.file.name, bytes: base64(row.file.bytes) });
        } catch (error) {
          row.unread = error instanceof Error ? error.message : String(error);
        }
        if (this.#rows === rows) this.#render();
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, work));
    this.all.disabled = this.overview.disabled = false;
  }

  /** A report of the list was mended and saved: its row is of what was saved. @param {Incoming} file @param {Incoming} mended */
  async mended(file, mended) {
    const row = this.#rows.find((one) => one.file === file);
    if (!row) return;
    if (file.name !== mended.name) row.from ??= file.name;
    row.file = mended;
    try {
      row.judged = await this.engine.ask('judge', { name: mended.name, bytes: base64(mended.bytes) });
      row.unread = undefined;
    } catch (error) {
      row.unread = error instanceof Error ? error.message : String(error);
    }
    this.#render();
  }

  #render() {
    const ready = this.#rows.filter((row) => row.judged || row.unread !== undefined);
    const wrong = ready.filter((row) => unreadable(row) || (row.judged?.counts.error ?? 0) > 0).length;
    this.done.textContent =
      ready.length < this.#rows.length ? `已核对 ${ready.length} 份，共 ${this.#rows.length} 份` : `共 ${ready.length} 份，${wrong} 份有错误或读不了`;
    const weight = (/** @type {Row} */ row) => {
      if (unreadable(row)) return 1e9;
      const counts = row.judged?.counts;
      return counts ? counts.error * 1e6 + counts.warning * 1e3 + counts.hint : -1;
    };
    const order = [...this.#rows].sort((one, other) => weight(other) - weight(one) || one.file.name.localeCompare(other.file.name, 'zh'));
    this.body.replaceChildren(...order.map((row) => this.#row(row)));
  }

  /** @param {Row} row */
  #row(row) {
    const { file, judged, unread } = row;
    const grave = unreadable(row) || (judged?.counts.error ?? 0) > 0 ? 'error' : (judged?.counts.warning ?? 0) > 0 ? 'warning' : '';
    const name = judged?.office || file.name;
    const title = unread === undefined && judged ? h('button', { type: 'button', class: 'link', onclick: () => this.dispatchEvent(new CustomEvent('open', { detail: file })) }, name) : name;
    const number = (/** @type {number | undefined} */ count) => h('td', { class: 'number' }, count === undefined ? '' : String(count));
    const state = unreadable(row) ? '读不了' : !judged ? '在核对' : judged.counts.error ? '有错误' : '可以用';
    return h(
      'tr',
      { class: grave },
      h('th', { scope: 'row' }, title),
      h('td', {}, judged?.year ? String(judged.year) : ''),
      h('td', { class: 'state' }, state),
      number(judged?.counts.error),
      number(judged?.counts.warning),
      number(judged?.counts.hint),
      h('td', { class: 'first' }, unread ?? (judged?.first ? `${WORDS[judged.first.severity]}：${judged.first.message}` : '')),
      h('td', { class: 'file' }, file.name, row.from && h('small', {}, `改自 ${row.from}`)),
    );
  }

  #files() {
    return this.#rows.map(({ file }) => ({ name: file.name, bytes: base64(file.bytes) }));
  }

  async #saveOverview() {
    try {
      download(await this.engine.ask('overview', { files: this.#files() }));
    } catch (error) {
      this.say(error instanceof Refused ? `${error.message}。${error.help}` : '没有存成');
    }
  }

  /** Copies with comments and the overview, in one file. */
  async #saveAll() {
    this.all.disabled = true;
    try {
      /** @type {Incoming[]} */
      const files = [await this.engine.ask('overview', { files: this.#files() })];
      for (const { file, judged } of this.#rows) {
        if (!judged) continue;
        this.say(`正在写 ${file.name}`);
        files.push(await this.engine.ask('annotate', { name: file.name, bytes: base64(file.bytes) }));
      }
      download({ name: '核对情况.zip', bytes: zip(files) });
      this.say(`已存 ${files.length} 个文件：核对情况.zip`);
    } catch (error) {
      this.say(error instanceof Refused ? `${error.message}。${error.help}` : '没有存成');
    } finally {
      this.all.disabled = false;
    }
  }
}

/** Whether not even its figures are known. @param {Row} row */
function unreadable(row) {
  return row.unread !== undefined || row.judged?.state === 'unreadable';
}
