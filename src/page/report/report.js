/**
 * The report at work: its text, what the engine says of it, and what was typed and is not yet in the text. One question is
 * under way at a time; what is typed meanwhile is gathered and asked at once, so that no key is lost and no answer is old.
 */

import { AGAIN, Barred, Refused, Silent } from '../engine/engine.js';
import { History } from './history.js';

/** @typedef {import('../engine.d.ts').View} View */
/** @typedef {import('../engine.d.ts').Field} Field */
/** @typedef {import('../engine.d.ts').Edited} Edited */
/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {{ text: string, name: string, previous?: string }} Text */
/** @typedef {{ name: string, stamp: string }} Disk A file below the folder that `serve` was given, and which version of it. */

/**
 * @typedef {object} Task
 * @property {Map<Field, string>} [edits] Values on their way into the text; a task of these still gathers.
 * @property {(text: Text) => Promise<{ text: string, view: View }>} ask
 * @property {string} [written] A whole text on its way.
 * @property {Field} [field]
 * @property {string} [key]
 * @property {boolean} [silently] Not a step to go back.
 * @property {string} [previous] Last year's report is another one from here on.
 */

/**
 * Events: `view` (the report changed, or what is known of it), `typed` (a value is on its way), `refused` (detail: Refused),
 * `silent` and `answers` (the engine is gone and back), `opened` (another report), `busy` (it began, or has nothing more, to ask).
 */
export class Report extends EventTarget {
  /** @type {Engine} */
  #engine;
  #history = new History();
  /** @type {Task[]} */
  #tasks = [];
  #running = false;
  /** @type {(() => void)[]} */
  #settled = [];
  /** Grows with every report that is opened: an answer to a question of the last one is dropped. */
  #age = 0;

  text = '';
  name = '';
  /** @type {string | undefined} */
  previous = undefined;
  /** @type {View | null} */
  view = null;
  /** The text as it was last written to a file. */
  saved = '';
  /** Where it lies on the disk, if the program may write there.
   * @type {Disk | null} */
  disk = null;
  /** @type {Field | undefined} Set while a step back or forward is shown; empty where it was in no field. */
  returned = undefined;
  /** Why the engine does not answer; empty while it does. */
  silent = '';

  /** @param {Engine} engine */
  constructor(engine) {
    super();
    this.#engine = engine;
  }

  get engine() {
    return this.#engine;
  }

  get canUndo() {
    return this.#history.canGoBack || this.#tasks.length > 0;
  }

  get canRedo() {
    return this.#history.canGoForward;
  }

  /** What the engine is asked with.
   * @returns {Text} */
  get asked() {
    return { text: this.text, name: this.name, ...(this.previous ? { previous: this.previous } : {}) };
  }

  /** Values typed and not yet in the text, newest last. */
  get pending() {
    return new Map(this.#tasks.flatMap((task) => [...(task.edits ?? [])]));
  }

  /** The newest text that was written as a whole, answered or not, and the values typed since.
   * @returns {{ text: string, pending: [Field, string][] }} */
  get typed() {
    const at = this.#tasks.findLastIndex((task) => task.written !== undefined);
    const pending = new Map(this.#tasks.slice(at + 1).flatMap((task) => [...(task.edits ?? [])]));
    return { text: this.#tasks[at]?.written ?? this.text, pending: [...pending] };
  }

  /** Whether something was typed that no file holds. */
  get unsaved() {
    const { text, pending } = this.typed;
    return text !== this.saved || pending.length > 0;
  }

  /**
   * Another report; what was at work is gone (the draft keeps it).
   *
   * @param {Text & { saved?: string, pending?: [Field, string][], disk?: Disk | null }} other
   */
  async open(other) {
    this.#age += 1;
    this.#tasks = [];
    this.#history.clear();
    Object.assign(this, { text: other.text, name: other.name, previous: other.previous, view: null });
    this.saved = other.saved ?? '';
    this.disk = other.disk ?? null;
    this.#add({ ask: (text) => this.#look(text), silently: true });
    if (other.pending?.length) this.put(other.pending);
    this.dispatchEvent(new Event('opened'));
    await this.settle();
  }

  /**
   * Puts values in their places.
   *
   * @param {Iterable<[Field, string]>} values
   * @param {string} [key] What makes several one step back.
   */
  put(values, key) {
    const edits = [...values];
    if (edits.length === 0) return;
    const last = this.#tasks.at(-1);
    // The first task is under way; a later one still gathers, if it is of the same step.
    if (last?.edits && this.#tasks.length > 1 && last.key === key && key !== undefined) {
      for (const [field, value] of edits) last.edits.set(field, value);
    } else {
      const gathered = new Map(edits);
      this.#add({
        edits: gathered,
        field: edits[0]?.[0],
        key,
        ask: (text) =>
          this.#engine.ask('edit', { ...text, edits: [...gathered].map(([field, value]) => ({ field, value })) }),
      });
    }
    this.dispatchEvent(new Event('typed'));
  }

  /**
   * 已核, or no longer where the reason is empty.
   *
   * @param {string} code
   * @param {Field | undefined} field
   * @param {string} reason
   */
  waive(code, field, reason) {
    this.#add({ field, ask: (text) => this.#engine.ask('waive', { ...text, code, field, reason }) });
  }

  /**
   * The whole text, as written by hand.
   *
   * @param {string} written
   * @param {string} key What makes several one step back.
   */
  write(written, key) {
    this.#add({ key, written, ask: (text) => this.#look({ ...text, text: written }) });
    this.dispatchEvent(new Event('typed'));
  }

  /** @param {string | undefined} previous Last year's report. */
  compare(previous) {
    this.#add({ previous: previous ?? '', ask: (text) => this.#look({ ...text, previous }) });
  }

  async undo() {
    await this.settle();
    await this.#return(this.#history.back());
  }

  async redo() {
    await this.settle();
    await this.#return(this.#history.forward());
  }

  /** @returns {Promise<void>} When everything typed is in the text. */
  settle() {
    return this.#running ? new Promise((resolve) => this.#settled.push(resolve)) : Promise.resolve();
  }

  /** @returns {Promise<boolean>} The same; false as soon as the engine does not answer. */
  reached() {
    if (this.silent) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.addEventListener('silent', () => resolve(false), { once: true });
      void this.settle().then(() => resolve(true));
    });
  }

  /** @param {string} text What a file now holds. */
  wasSaved(text) {
    this.saved = text;
    this.dispatchEvent(new Event('view'));
  }

  /** @param {{ text: string, previous: string | undefined, field?: Field } | undefined} state */
  async #return(state) {
    if (!state) return;
    this.#add({
      silently: true,
      previous: state.previous ?? '',
      ask: (text) => this.#look({ ...text, text: state.text, previous: state.previous }),
    });
    // Known before the answer comes, so that the field may be overwritten though the caret stands in it.
    this.returned = state.field ?? '';
    await this.settle();
    this.returned = undefined;
  }

  /** @param {Text} text */
  async #look(text) {
    return { text: text.text, view: await this.#engine.ask('view', text) };
  }

  /** @param {Task} task */
  #add(task) {
    this.#tasks.push(task);
    if (!this.#running) void this.#run();
  }

  /** Whether something is typed and not yet in the text. */
  get busy() {
    return this.#running;
  }

  async #run() {
    this.#running = true;
    this.dispatchEvent(new Event('busy'));
    for (let task = this.#tasks[0]; task; task = this.#tasks[0]) {
      const age = this.#age;
      try {
        const before = { text: this.text, previous: this.previous };
        const { text, view } = await task.ask(this.asked);
        if (age !== this.#age) continue;
        this.#tasks.shift();
        this.text = text;
        this.view = view;
        if (task.previous !== undefined) this.previous = task.previous || undefined;
        this.silent = '';
        const after = { text, previous: this.previous };
        if (!task.silently && (before.text !== after.text || before.previous !== after.previous)) {
          this.#history.did({ before, after, field: task.field, key: task.key });
        }
        this.dispatchEvent(new Event('answers'));
        this.dispatchEvent(new Event('view'));
      } catch (error) {
        if (age !== this.#age) continue;
        if (error instanceof Silent || error instanceof Barred) {
          this.silent = [error.message, error instanceof Barred ? error.help : ''].filter(Boolean).join('；');
          this.dispatchEvent(new Event('silent'));
          await new Promise((resolve) => setTimeout(resolve, AGAIN));
          continue;
        }
        this.#tasks.shift();
        const refused = error instanceof Refused ? error : new Refused({ refusal: '出了意外', help: String(error) });
        this.dispatchEvent(new CustomEvent('refused', { detail: { refused, fields: [...(task.edits?.keys() ?? [])] } }));
      }
    }
    this.#running = false;
    this.dispatchEvent(new Event('busy'));
    for (const resolve of this.#settled.splice(0)) resolve();
  }
}
