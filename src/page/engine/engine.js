/**
 * The engine as the page sees it: one question, one answer, whoever carries it. See `engine.d.ts` for what may be asked.
 *
 * @typedef {import('../engine.d.ts').Requests} Requests
 * @typedef {import('../engine.d.ts').Finding} Finding
 * @typedef {import('../engine.d.ts').Lacking} Lacking
 */

/**
 * @typedef {object} Engine
 * @property {<K extends keyof Requests>(what: K, ask: Parameters<Requests[K]>[0]) => Promise<ReturnType<Requests[K]>>} ask
 * @property {(files: import('../open/files.js').Incoming[]) => Promise<number>} [giveFonts] Of a carrier whose fonts may be cut
 *   or missing: takes whole font files, and says how many of them it can use.
 * @property {Host} [host] What only some carriers can do: the files of the folder that was given to the program.
 */

/**
 * @typedef {object} Host
 * @property {() => Promise<{ file: string | null, folder: string[] }>} offers A report to begin with, or the files of a folder.
 * @property {(name: string) => Promise<{ name: string, bytes: Uint8Array, stamp: string }>} read
 * @property {(name: string, bytes: Uint8Array, stamp?: string) => Promise<string>} write Its new stamp; refused if the file is
 *   not what it was when it was read, or is there at all where none was read.
 */

/** The engine will not do it, and says why in a clerk's words. */
export class Refused extends Error {
  /** @param {{ refusal: string, help?: string, findings?: Finding[], lacking?: Lacking[] }} said */
  constructor(said) {
    super(said.refusal);
    this.help = said.help ?? '';
    this.findings = said.findings ?? [];
    this.lacking = said.lacking ?? [];
  }
}

/** The engine does not answer this page any more: another run of the program stands at its address. */
export class Barred extends Refused {}

/** The engine does not answer: it was ended, or the machine is busy. Worth asking again. */
export class Silent extends Error {
  /** @param {string} [words] What a clerk is told. */
  constructor(words = '核对程序没有回应，请稍后再试') {
    super(words);
  }
}

/** Pause before a question that was not answered is asked again, ms. */
export const AGAIN = 1000;

/** Asks until there is an answer, or a refusal. @template T @param {() => Promise<T>} ask @returns {Promise<T>} */
export async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Silent)) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  let text = '';
  // In pieces: the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** @param {string} text */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
