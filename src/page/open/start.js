/** The first screen: last year's file, a new report, what was not finished, many files. */

import { freshId, h } from '../element.js';
import { drafts, forget, isUnsaved } from '../save/draft.js';

/** @typedef {import('../engine.d.ts').About} About */
/** @typedef {import('../save/draft.js').Draft} Draft */

/**
 * @typedef {object} Beginning
 * @property {string} office
 * @property {number} year
 * @property {string} [kind]
 * @property {string} [previous]
 */

/** Events: `begin` (Beginning), `resume` (Draft), `choose` (`file`, `previous`, `many`, `folder`). */
export class Start extends EventTarget {
  /** @type {string | undefined} */
  #previous = undefined;

  /**
   * @param {HTMLElement} element
   * @param {Promise<About>} about
   */
  constructor(element, about) {
    super();
    const [office, year, kind] = [freshId(), freshId(), freshId()];
    this.office = h('input', { id: office, type: 'text', autocomplete: 'off', required: true, placeholder: '如：安平县教育局' });
    this.year = h('input', { id: year, type: 'text', inputmode: 'numeric', required: true, value: String(new Date().getFullYear() - 1) });
    this.kind = h('select', { id: kind }, h('option', { value: '' }, '（按名称判断）'));
    this.last = h('p', { class: 'last-file' });
    this.wrong = h('p', { class: 'wrong', role: 'alert' });
    const form = h(
      'form',
      { class: 'begin' },
      h('div', { class: 'text' }, h('label', { for: office }, '机关名称'), this.office),
      h('div', { class: 'text' }, h('label', { for: year }, '报告哪一年'), this.year),
      h('div', { class: 'text' }, h('label', { for: kind }, '机关类别'), this.kind),
      this.wrong,
      h('button', { type: 'submit', class: 'main' }, '开始填'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#begin();
    });
    this.kept = h('section', { class: 'box kept-box', 'aria-label': '没做完的', hidden: true });
    const button = (/** @type {string} */ words, /** @type {string} */ what) =>
      h('button', { type: 'button', onclick: () => this.dispatchEvent(new CustomEvent('choose', { detail: what })) }, words);
    element.append(
      h(
        'div',
        { class: 'start' },
        h('h1', {}, '政府信息公开工作年度报告'),
        h('p', { class: 'advice' }, '填数、核对、排成公文，都在这台电脑上做，什么都不传出去。'),
        this.kept,
        h(
          'section',
          { class: 'box', 'aria-label': '填今年的报告' },
          h('h2', {}, '填今年的报告'),
          h(
            'div',
            { class: 'drop' },
            h('p', {}, '把去年的报告拖到这里：机关名称、上年结转和上年的数就都有了。'),
            h('p', {}, button('选去年的文件', 'previous'), h('span', { class: 'advice' }, 'Word、Excel、网页都行；没有也可以')),
            this.last,
          ),
          form,
        ),
        h(
          'div',
          { class: 'others' },
          h('section', { class: 'box', 'aria-label': '接着改' }, h('h2', {}, '接着改一份报告'), h('p', {}, '已经写好的 Word、Excel、网页，或上次存下的报告文件，打开来核对、改好。'), button('打开文件', 'file')),
          h('section', { class: 'box', 'aria-label': '核对许多' }, h('h2', {}, '核对报上来的许多份'), h('p', {}, '一次选许多文件或一个文件夹，列成名单，哪份有错一看就知道。'), button('选许多文件', 'many'), ' ', button('选文件夹', 'folder')),
        ),
      ),
    );
    about.then((told) => this.kind.append(...told.kinds.map((one) => h('option', { value: one }, one)))).catch(() => null);
  }

  /** As it is when one comes back to it. */
  render() {
    this.wrong.textContent = '';
    const unfinished = drafts();
    this.kept.hidden = unfinished.length === 0;
    this.kept.replaceChildren(h('h2', {}, '接着填'), h('ul', { class: 'drafts' }, ...unfinished.map((draft) => this.#draft(draft))));
  }

  /** @param {Draft} draft */
  #draft(draft) {
    const when = new Date(draft.at).toLocaleString('zh-CN', { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
    const state = isUnsaved(draft) ? '还没有存成文件' : '已存成文件';
    const away = () => {
      forget(draft.id);
      this.render();
    };
    return h(
      'li',
      {},
      h('button', { type: 'button', class: 'link', onclick: () => this.dispatchEvent(new CustomEvent('resume', { detail: draft })) }, draft.title || draft.name),
      h('span', { class: 'advice' }, `${when}，${state}`),
      h('button', { type: 'button', class: 'quiet', 'aria-label': `删掉 ${draft.title}`, onclick: away }, '删掉'),
    );
  }

  /**
   * Last year's report was read.
   *
   * @param {{ file: string, text: string, office: string, year: number | null, kind: string }} last
   */
  follow(last) {
    this.#previous = last.text;
    this.office.value = last.office;
    if (last.year !== null) this.year.value = String(last.year + 1);
    if (last.kind) {
      if (![...this.kind.options].some((one) => one.value === last.kind)) this.kind.append(h('option', { value: last.kind }, last.kind));
      this.kind.value = last.kind;
    }
    const away = () => {
      this.#previous = undefined;
      this.last.replaceChildren();
    };
    this.last.replaceChildren(`上年的报告：${last.office}${last.year ?? ''} 年（${last.file}）`, h('button', { type: 'button', class: 'quiet', onclick: away }, '不用它'));
    this.office.focus();
  }

  #begin() {
    const office = this.office.value.trim();
    const year = Number(this.year.value.normalize('NFKC').trim());
    if (office === '') return this.#refuse('请写机关名称', this.office);
    if (!Number.isInteger(year) || year < 2000 || year > 2100) return this.#refuse('年度写四位数字，如 2025', this.year);
    this.wrong.textContent = '';
    /** @type {Beginning} */
    const begin = { office, year, ...(this.kind.value ? { kind: this.kind.value } : {}), ...(this.#previous ? { previous: this.#previous } : {}) };
    this.dispatchEvent(new CustomEvent('begin', { detail: begin }));
  }

  /** @param {string} words @param {HTMLElement} [field] */
  #refuse(words, field) {
    this.wrong.textContent = words;
    field?.focus();
  }

  /** The engine would not. @param {string} words */
  refused(words) {
    this.wrong.textContent = words;
  }
}
