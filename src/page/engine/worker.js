/** The worker of the offline page: the engine, beside the page and not in it, so that typing is never held up. */

import { fromBase64 } from './engine.js';
import { instantiate } from './wasm.js';

/** @type {ReturnType<typeof instantiate> | undefined} */
let engine;

/**
 * @typedef {{ id: number, code: string } | { id: number, font: string, bytes: string | Uint8Array } | { id: number, what: string, body: string }} Message
 */

/** @param {MessageEvent<Message>} event */
self.onmessage = async ({ data }) => {
  try {
    if ('code' in data) {
      engine = instantiate(fromBase64(data.code));
      await engine;
      self.postMessage({ id: data.id });
      return;
    }
    const ready = await engine;
    if (!ready) throw new Error('no engine yet');
    if ('font' in data) {
      ready.giveFont(data.font, typeof data.bytes === 'string' ? fromBase64(data.bytes) : data.bytes);
      self.postMessage({ id: data.id });
      return;
    }
    const answer = ready.ask(data.what, data.body);
    self.postMessage({ id: data.id, answer });
  } catch (error) {
    // The engine's memory may be in any state after a trap: the page starts another.
    self.postMessage({ id: data.id, broken: String(error) });
  }
};
