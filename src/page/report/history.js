/** Steps back and forward: whole texts, since the text is the one state. A report is some 15 kB; 300 of them are nothing. */

const MOST = 300;

/**
 * @typedef {object} State
 * @property {string} text
 * @property {string | undefined} previous
 */

/**
 * @typedef {object} Step
 * @property {State} before
 * @property {State} after
 * @property {string} [field] Where it happened, so that going back shows it.
 * @property {string} [key] Steps of one key are one: the letters typed in a cell since it was entered.
 */

export class History {
  /** @type {Step[]} */
  #done = [];
  /** @type {Step[]} */
  #undone = [];

  /** @param {Step} step */
  did(step) {
    this.#undone = [];
    const last = this.#done.at(-1);
    if (last && step.key && last.key === step.key) {
      last.after = step.after;
      return;
    }
    this.#done.push(step);
    if (this.#done.length > MOST) this.#done.shift();
  }

  back() {
    const step = this.#done.pop();
    if (step) this.#undone.push(step);
    return step && { ...step.before, field: step.field };
  }

  forward() {
    const step = this.#undone.pop();
    if (step) this.#done.push(step);
    return step && { ...step.after, field: step.field };
  }

  clear() {
    this.#done = [];
    this.#undone = [];
  }

  get canGoBack() {
    return this.#done.length > 0;
  }

  get canGoForward() {
    return this.#undone.length > 0;
  }
}
