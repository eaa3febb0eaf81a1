/** A short field before the sections: 机关, 年度, 成文日期 and the like. */

import { attribute, freshId, h, written } from '../element.js';

/** @typedef {import('../engine.d.ts').TextField} TextField */
/** @typedef {import('../findings/marks.js').Mark} Mark */
/** @typedef {import('./form.js').Desk} Desk */

export class Line {
  /**
   * @param {TextField} told
   * @param {Desk} desk
   */
  constructor(told, desk) {
    this.field = told.field;
    this.desk = desk;
    const [id, notes] = [freshId(), freshId()];
    this.input =
      told.kind === 'choice'
        ? h('select', { id, 'data-field': told.field, 'aria-describedby': notes })
        : h('input', { id, type: 'text', autocomplete: 'off', 'data-field': told.field, 'aria-describedby': notes, inputmode: told.kind === 'year' && 'numeric' });
    this.label = h('label', { for: id });
    this.notes = h('p', { class: 'line-note', id: notes });
    this.element = h('div', { class: `text line ${told.kind}` }, this.label, this.input, this.notes);
    written(this.input, () => desk.type([[this.field, this.#clean()]]));
    this.input.addEventListener('focus', () => desk.enter(this.field));
  }

  /** Digits of a year and a date in half width. */
  #clean() {
    return this.told?.kind === 'year' || this.told?.kind === 'date' ? this.input.value.normalize('NFKC').trim() : this.input.value;
  }

  /**
   * @param {TextField} told
   * @param {Mark | undefined} mark
   */
  render(told, mark) {
    this.told = told;
    const label = `${told.label}${told.required ? '' : '（可不写）'}`;
    if (this.label.textContent !== label) this.label.textContent = label;
    if (this.input instanceof HTMLSelectElement) this.#choices(this.input, told);
    if (!this.desk.isTyping(this.field, this.input) && this.input.value !== told.value) this.input.value = told.value;
    const finding = mark?.findings[0];
    attribute(this.element, 'class', `text line ${told.kind} ${mark?.severity ?? ''}`);
    attribute(this.input, 'aria-invalid', mark?.severity === 'error' ? 'true' : null);
    const words = finding ? `${finding.message}${finding.help ? `。${finding.help}` : ''}` : told.hint;
    if (this.notes.textContent !== words) this.notes.textContent = words;
  }

  /** @param {HTMLSelectElement} select @param {TextField} told */
  #choices(select, told) {
    const wanted = ['', ...(told.choices ?? [])];
    if (!wanted.includes(told.value)) wanted.push(told.value);
    if ([...select.options].map((one) => one.value).join() === wanted.join()) return;
    select.replaceChildren(...wanted.map((one) => h('option', { value: one }, one || '（没有选）')));
  }

  /** @param {string} value */
  set(value) {
    this.input.value = value;
  }

  focus() {
    this.input.focus();
  }
}
