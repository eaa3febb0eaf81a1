/** Keys for the whole page, and the list of all keys. */

import { h } from '../element.js';

const KEYS = [
  ['方向键', '在表里换格'],
  ['Tab、Shift+Tab', '下一格、上一格'],
  ['Enter', '下面一格；到底以后换一列'],
  ['Shift+方向键', '选一块；Ctrl+A 选整张表'],
  ['Ctrl+C、Ctrl+V', '整块复制、粘贴，和 Excel、WPS 通用'],
  ['Alt+Enter', '照提示改这一格'],
  ['F8、Shift+F8', '下一处、上一处问题'],
  ['F6', '换到下一块：按钮、各部分、表、问题、页面'],
  ['Ctrl+Z、Ctrl+Y', '撤销、重做'],
  ['Ctrl+S', '存报告文件'],
  ['Ctrl+P', '存 PDF 文件，打开它来打印'],
  ['Ctrl+O', '打开文件'],
  ['{{', '在文字里用表里的数'],
];

/** What a clerk may press. */
export function keys() {
  return h('dl', { class: 'keys-list' }, ...KEYS.flatMap(([key, words]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, words)]));
}

/**
 * @param {{ undo: () => void, redo: () => void, save: () => void, print: () => void, open: () => void, next: (by: number) => void, pane: (by: number) => void }} acts
 */
export function keyboard(acts) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const by = event.shiftKey ? -1 : 1;
    const control = event.ctrlKey || event.metaKey;
    const act =
      control && !event.altKey
        ? { z: event.shiftKey ? acts.redo : acts.undo, y: acts.redo, s: acts.save, p: acts.print, o: acts.open }[event.key.toLowerCase()]
        : { F8: () => acts.next(by), F6: () => acts.pane(by) }[event.key];
    if (!act) return;
    // Our own way back: the browser's knows one field only.
    event.preventDefault();
    act();
  });
  document.addEventListener('beforeinput', (event) => {
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') event.preventDefault();
  });
}
