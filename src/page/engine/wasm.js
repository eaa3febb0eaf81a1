/** The engine as WebAssembly: what its plain functions (`src/desk/wasm.rs`) want done, in one place for the worker and for Node. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(length: number) => number} alloc
 * @property {(name: number, nameLength: number, bytes: number, length: number) => void} give_font
 * @property {(name: number, nameLength: number, like: number, likeLength: number) => number} abridge
 * @property {(what: number, whatLength: number, ask: number, length: number) => number} ask
 */

/** @typedef {{ kind: 'json' | 'refusal', text: string } | { kind: 'file', name: string, bytes: Uint8Array }} Answer */

/** @param {BufferSource} code */
export async function instantiate(code) {
  const module = await WebAssembly.compile(code);
  // A crate asks for the time of day, and throws it away.
  /** @type {Record<string, Record<string, () => number>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => 0;
  const { exports } = await WebAssembly.instantiate(module, imports);
  const engine = /** @type {Exports} */ (/** @type {unknown} */ (exports));

  /** @param {Uint8Array} bytes @returns {[number, number]} */
  const give = (bytes) => {
    const at = engine.alloc(bytes.length);
    new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  };
  /** @param {number} at @param {number} length */
  const taken = (at, length) => new Uint8Array(engine.memory.buffer, at, length).slice();

  /** @param {number} at @returns {Answer} */
  const answer = (at) => {
    const [kind = 0, name = 0, nameLength = 0, bytes = 0, length = 0] = new Uint32Array(engine.memory.buffer, at, 5);
    if (kind === 1) return { kind: 'file', name: decoder.decode(taken(name, nameLength)), bytes: taken(bytes, length) };
    return { kind: kind === 0 ? 'json' : 'refusal', text: decoder.decode(taken(bytes, length)) };
  };

  return {
    /** @param {string} what @param {string} body JSON */
    ask(what, body) {
      return answer(engine.ask(...give(encoder.encode(what)), ...give(encoder.encode(body))));
    },
    /** A font file that was given, cut to the characters of another: for `build`. @param {string} name @param {string} like */
    abridge(name, like) {
      return answer(engine.abridge(...give(encoder.encode(name)), ...give(encoder.encode(like))));
    },
    /** @param {string} name @param {Uint8Array} bytes */
    giveFont(name, bytes) {
      engine.give_font(...give(encoder.encode(name)), ...give(bytes));
    },
  };
}
