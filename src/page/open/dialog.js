/** A question with a few answers. The browser's own dialog: it keeps the focus and gives it back. */

import { freshId, h } from '../element.js';

/**
 * @template {string} T
 * @param {string} title
 * @param {(Node | string)[]} inside
 * @param {{ value: T, words: string, about?: string }[]} answers The first is the usual one, which Enter gives: one that loses nothing.
 * @returns {Promise<T | null>} Null: not answered.
 */
export function ask(title, inside, answers) {
  const id = freshId();
  return new Promise((resolve) => {
    /** @type {T | null} */
    let given = null;
    const close = (/** @type {T | null} */ value) => {
      given = value;
      dialog.close();
    };
    const dialog = h(
      'dialog',
      { 'aria-labelledby': id },
      h('h2', { id }, title),
      ...inside.map((one) => (typeof one === 'string' ? h('p', {}, one) : one)),
      h(
        'div',
        { class: 'answers' },
        ...answers.map((one, index) =>
          h('button', { type: 'button', class: index === 0 ? 'main' : '', onclick: () => close(one.value) }, one.words, one.about && h('small', {}, one.about)),
        ),
        h('button', { type: 'button', class: 'quiet', onclick: () => close(null) }, answers.length ? '取消' : '关上'),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(given);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
