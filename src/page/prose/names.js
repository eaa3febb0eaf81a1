/** The figures of the tables by name, offered where `{{` is typed. */

import { attribute, freshId, h } from '../element.js';

/** @typedef {import('./prose.js').Prose} Prose */

const MOST = 60;

export class Names {
  #list = h('div', { class: 'names', role: 'listbox', id: freshId(), 'aria-label': '表里的数', hidden: true });
  /** @type {{ name: string, value: string, about: string }[]} */
  #offered = [];
  #at = 0;

  /** @param {Prose} prose */
  constructor(prose) {
    this.prose = prose;
    prose.box.append(this.#list);
    const { input } = prose;
    attribute(input, 'aria-haspopup', 'listbox');
    attribute(input, 'aria-controls', this.#list.id);
    input.addEventListener('input', () => this.#look());
    input.addEventListener('click', () => this.#look());
    input.addEventListener('blur', () => this.#hide());
    input.addEventListener('keydown', (event) => this.#key(event));
    // A click must not take the caret away.
    this.#list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (option) this.#take([...this.#list.children].indexOf(option));
    });
  }

  /** What stands between the braces and the caret, if the caret is in them. */
  #begun() {
    const { input } = this.prose;
    const before = input.value.slice(0, input.selectionStart ?? 0);
    return /\{\{\s*([^{}\n]*)$/.exec(before)?.[1];
  }

  #look() {
    const begun = this.#begun();
    if (begun === undefined) return this.#hide();
    const words = begun.trim().split(/[.\s]+/).filter(Boolean);
    const all = this.prose.desk.placeholders();
    this.#offered = all.filter((one) => words.every((word) => one.name.includes(word) || one.about.includes(word))).slice(0, MOST);
    if (this.#offered.length === 0) return this.#hide();
    this.#at = 0;
    this.#list.replaceChildren(
      ...this.#offered.map((one, index) =>
        h(
          'div',
          { role: 'option', id: `${this.#list.id}-${index}`, 'aria-selected': 'false' },
          h('span', { class: 'name' }, one.name),
          h('b', {}, one.value),
          h('span', { class: 'advice' }, one.about),
        ),
      ),
    );
    const { left, top } = this.prose.caret();
    this.#list.hidden = false;
    const most = Math.max(0, this.prose.box.clientWidth - this.#list.offsetWidth);
    Object.assign(this.#list.style, { left: `${Math.min(left, most)}px`, top: `${top + 4}px` });
    this.#choose(0);
  }

  /** @param {number} index */
  #choose(index) {
    const count = this.#offered.length;
    this.#at = (index + count) % count;
    [...this.#list.children].forEach((option, one) => attribute(option, 'aria-selected', String(one === this.#at)));
    this.#list.children[this.#at]?.scrollIntoView({ block: 'nearest' });
    attribute(this.prose.input, 'aria-activedescendant', `${this.#list.id}-${this.#at}`);
  }

  #hide() {
    this.#list.hidden = true;
    attribute(this.prose.input, 'aria-activedescendant', null);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#list.hidden || event.isComposing) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (moves) this.#choose(this.#at + moves);
    else if (event.key === 'Enter' || event.key === 'Tab') this.#take(this.#at);
    else if (event.key === 'Escape') this.#hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} index */
  #take(index) {
    const [offered, begun] = [this.#offered[index], this.#begun()];
    if (!offered || begun === undefined) return;
    const { input } = this.prose;
    const at = input.selectionStart ?? 0;
    const from = input.value.lastIndexOf('{{', at);
    const rest = /^[^{}\n]*\}\}/.exec(input.value.slice(at))?.[0].length ?? 0;
    input.setRangeText(`{{ ${offered.name} }}`, from, at + rest, 'end');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    this.#hide();
  }
}
