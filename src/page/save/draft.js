/** What is not yet in a file stays on this machine, in the browser, key by key: a closed window loses nothing. */

/** @typedef {import('../report/report.js').Report} Report */

/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {string} text
 * @property {string} name
 * @property {string} [previous]
 * @property {string} saved
 * @property {[string, string][]} pending Typed and not yet in the text.
 * @property {import('../report/report.js').Disk | null} [disk]
 * @property {string} title
 * @property {number} at When, ms.
 */

const PREFIX = 'nianbao:draft:';
const CURRENT = 'nianbao:current';
const MOST = 8;

/** Drafts of this browser, the newest first. */
export function drafts() {
  /** @type {Draft[]} */
  const all = [];
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index);
    if (!key?.startsWith(PREFIX)) continue;
    try {
      all.push(JSON.parse(localStorage.getItem(key) ?? ''));
    } catch {
      // Written by half, or by another program: not a draft.
    }
  }
  return all.sort((one, other) => other.at - one.at);
}

/** Whether it has what no file has. @param {Draft} draft */
export function isUnsaved({ text, saved, pending }) {
  return text !== saved || pending.length > 0;
}

/** @param {string} id */
export function forget(id) {
  localStorage.removeItem(PREFIX + id);
}

/** The draft that this window had in hand before it was reloaded. */
export function current() {
  const id = sessionStorage.getItem(CURRENT);
  return id ? drafts().find((draft) => draft.id === id) : undefined;
}

/** Events: `kept` (detail: when, or null where the browser has no room). */
export class Keeper extends EventTarget {
  #id = '';

  /** @param {Report} report */
  constructor(report) {
    super();
    this.report = report;
    report.addEventListener('opened', () => this.#id || this.begin());
    report.addEventListener('typed', () => this.#keep());
    report.addEventListener('view', () => this.#keep());
  }

  /** @param {string} [id] Of a draft that is taken up again. */
  begin(id) {
    this.#id = id ?? `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
    sessionStorage.setItem(CURRENT, this.#id);
    // Room for this one.
    for (const old of drafts().filter((draft) => draft.id !== this.#id).slice(MOST - 1)) forget(old.id);
  }

  end() {
    this.#id = '';
    sessionStorage.removeItem(CURRENT);
  }

  #keep() {
    const { report } = this;
    if (!this.#id || report.text === '') return;
    /** @type {Draft} */
    const draft = {
      id: this.#id,
      name: report.name,
      previous: report.previous,
      saved: report.saved,
      ...report.typed,
      disk: report.disk,
      title: report.view ? `${report.view.office} ${report.view.year ?? ''}`.trim() : report.name,
      at: Date.now(),
    };
    try {
      localStorage.setItem(PREFIX + this.#id, JSON.stringify(draft));
      this.dispatchEvent(new CustomEvent('kept', { detail: draft.at }));
    } catch {
      this.dispatchEvent(new CustomEvent('kept', { detail: null }));
    }
  }
}
