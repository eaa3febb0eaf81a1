/** What stands over everything: which report this is, whether it is kept, and what can be done with the whole. */

import { h } from '../element.js';
import { menu } from './menu.js';

/** @typedef {import('../report/report.js').Report} Report */
/** @typedef {import('./menu.js').Item} Item */

export class Bar {
  /**
   * @param {HTMLElement} element
   * @param {Report} report
   * @param {{ home: () => void, list: () => void, yaml: () => void, open: () => Item[], save: () => Item[], keys: () => void }} acts
   */
  constructor(element, report, acts) {
    this.report = report;
    this.title = h('h1', { class: 'bar-title' });
    this.kept = h('span', { class: 'kept' });
    this.undo = h('button', { type: 'button', class: 'step', title: 'Ctrl+Z', onclick: () => void report.undo() }, '撤销');
    this.redo = h('button', { type: 'button', class: 'step', title: 'Ctrl+Y', onclick: () => void report.redo() }, '重做');
    this.list = h('button', { type: 'button', hidden: true, onclick: acts.list }, '回到名单');
    this.yaml = h('button', { type: 'button', 'aria-pressed': 'false', onclick: acts.yaml }, '看 YAML');
    const help = h('button', { type: 'button', class: 'keys', onclick: acts.keys }, '按键');
    const open = menu('打开', '', acts.open);
    const save = menu('保存', 'main', acts.save);
    this.tools = h('div', { class: 'tools' }, this.undo, this.redo, this.list, help, this.yaml, open.box, save.box);
    element.append(
      h('button', { type: 'button', class: 'home', title: '回到开始', onclick: acts.home }, '年报'),
      h('div', { class: 'bar-words' }, this.title, this.kept),
      this.tools,
    );
    report.addEventListener('view', () => this.render());
    report.addEventListener('typed', () => (this.undo.disabled = false));
  }

  render() {
    const { report } = this;
    const title = report.view?.title || report.name;
    if (this.title.textContent !== title) this.title.textContent = title;
    this.undo.disabled = !report.canUndo;
    this.redo.disabled = !report.canRedo;
  }

  /** @param {number | null} at */
  told(at) {
    if (at === null) {
      this.kept.textContent = '浏览器里存不下了，请马上点“保存”';
      return;
    }
    const time = new Date(at).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
    const words = this.report.unsaved ? `已暂存在这台电脑，${time}；还没有存成文件` : `已存成文件，${time}`;
    if (this.kept.textContent !== words) this.kept.textContent = words;
  }
}
