/** One line that says what was done, with what can be done about it. */

import { h } from '../element.js';

/** How long it stands, ms; with a button longer. */
const STANDS = 5000;
const STANDS_WITH_BUTTON = 12_000;

export class Toast {
  #timer = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    // Read aloud from an element that was there before its words came.
    this.words = h('p', { role: 'status' });
    this.act = h('span');
    const close = h('button', { type: 'button', class: 'quiet', 'aria-label': '关上', onclick: () => this.hide() }, '×');
    element.append(this.words, this.act, close);
  }

  /**
   * @param {string} words
   * @param {{ words: string, act: () => void }} [action]
   * @param {boolean} [stays] Until it is closed.
   */
  say(words, action, stays = false) {
    clearTimeout(this.#timer);
    this.element.hidden = false;
    this.words.textContent = words;
    const done = () => {
      this.hide();
      action?.act();
    };
    this.act.replaceChildren(...(action ? [h('button', { type: 'button', onclick: done }, action.words)] : []));
    if (!stays) this.#timer = window.setTimeout(() => this.#fade(), action ? STANDS_WITH_BUTTON : STANDS);
  }

  #fade() {
    if (!this.element.contains(document.activeElement)) this.hide();
  }

  hide() {
    this.element.hidden = true;
  }
}
