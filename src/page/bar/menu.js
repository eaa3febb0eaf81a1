/** A button with a list of things to do. Arrow keys, Esc, a click elsewhere, as everywhere. */

import { attribute, freshId, h } from '../element.js';

/**
 * @typedef {object} Item
 * @property {string} words
 * @property {string} [about]
 * @property {() => void} act
 */

/**
 * @param {string} words
 * @param {string} kind Class of the button.
 * @param {() => Item[]} items Asked each time it is opened.
 */
export function menu(words, kind, items) {
  const id = freshId();
  const list = h('div', { role: 'menu', class: 'menu', id, 'aria-label': words, hidden: true });
  const button = h('button', { type: 'button', class: kind, 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': id }, words, h('span', { class: 'down', 'aria-hidden': 'true' }));
  const box = h('div', { class: 'menu-box' }, button, list);

  const show = (/** @type {boolean} */ open) => {
    list.hidden = !open;
    attribute(button, 'aria-expanded', String(open));
    if (!open) return;
    list.replaceChildren(
      ...items().map((item) =>
        h(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            tabindex: '-1',
            onclick: () => {
              show(false);
              button.focus();
              item.act();
            },
          },
          h('span', {}, item.words),
          item.about && h('small', {}, item.about),
        ),
      ),
    );
    // Not out of the window, whichever side of it the button is on.
    const { left, right } = button.getBoundingClientRect();
    list.classList.toggle('to-left', left + 280 > innerWidth && right > 280);
    focus(0);
  };
  const entries = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const focus = (/** @type {number} */ index) => entries().at(index % Math.max(entries().length, 1))?.focus();

  button.addEventListener('click', () => show(list.hidden));
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || !list.hidden) return;
    event.preventDefault();
    show(true);
  });
  list.addEventListener('keydown', (event) => {
    const at = entries().indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === 'ArrowDown') focus(at + 1);
    else if (event.key === 'ArrowUp') focus(at - 1);
    else if (event.key === 'Home') focus(0);
    else if (event.key === 'End') focus(-1);
    else if (event.key === 'Escape') {
      show(false);
      button.focus();
    } else if (event.key === 'Tab') show(false);
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!list.hidden && event.target instanceof Node && !box.contains(event.target)) show(false);
  });
  return { box, button };
}
