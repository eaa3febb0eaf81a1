/** Carries questions to the engine in a worker: the page of a folder, opened without a program beside it. Pages from `file://`
 * may load scripts that lie beside them, and nothing else: so the worker, the engine and the fonts are scripts. */

import { Refused, Silent, fromBase64 } from './engine.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./wasm.js').Answer} Answer */
/** @typedef {{ id: number, answer?: Answer, broken?: string }} Reply */

/** Where the scripts lie, from the page. */
const FOLDER = '程序';

/** The page's own face (`style.css`), which from `file://` may come by no address. */
const OWN = { file: 'NotoSansSC-Medium-8105.ttf', family: 'Nianbao UI' };

/** Questions about pages; all others are answered without fonts. */
const SET = new Set(['pages', 'outlines', 'file']);

/** @type {Map<string, (text: string) => void>} */
const waiting = new Map();

/** What the script beside the page calls: `nianbao('engine', '…')`. @param {string} name @param {string} text */
function take(name, text) {
  waiting.get(name)?.(text);
}
Object.assign(globalThis, { nianbao: take });

/** @param {string} name @returns {Promise<string>} */
function beside(name) {
  return new Promise((resolve, reject) => {
    waiting.set(name, resolve);
    const script = document.createElement('script');
    script.src = `${FOLDER}/${name}.js`;
    script.onerror = () => reject(new Error(name));
    script.onload = () => script.remove();
    document.head.append(script);
  });
}

/**
 * @param {string[]} fonts Names of the font files beside the page, cut to the characters of every day.
 * @returns {Engine}
 */
export function offline(fonts) {
  /** @type {Map<number, (reply: Reply) => void>} */
  const asked = new Map();
  let last = 0;
  /** Whether the page has its own face. */
  let shown = false;
  /** Whole files that were chosen in the place of those. @type {Map<string, Uint8Array>} */
  const given = new Map();
  let engine = start();
  /** The fonts, read when pages are first asked for. @type {Promise<void> | undefined} */
  let faces;
  // The page's own face first, and alone: reading megabytes holds up the first keys.
  engine.then((worker) => dress(worker, fonts.filter((font) => font === OWN.file)));

  /** @param {Worker} worker @param {object} message @returns {Promise<Reply>} */
  function post(worker, message) {
    const id = (last += 1);
    return new Promise((resolve) => {
      asked.set(id, resolve);
      worker.postMessage({ id, ...message });
    });
  }

  async function start() {
    const [source, code] = await Promise.all([beside('worker'), beside('engine')]);
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onmessage = (/** @type {MessageEvent<Reply>} */ { data }) => {
      asked.get(data.id)?.(data);
      asked.delete(data.id);
    };
    await post(worker, { code });
    return worker;
  }

  /** Gives the engine fonts, one after the other: typing goes on meanwhile. @param {Worker} worker @param {string[]} files */
  async function dress(worker, files) {
    for (const font of files) {
      const bytes = given.get(font) ?? (await beside(`字体/${font}`).catch(() => null));
      if (bytes === null) continue;
      if (font === OWN.file && !shown) {
        shown = true;
        const face = new FontFace(OWN.family, /** @type {BufferSource} */ (typeof bytes === 'string' ? fromBase64(bytes) : bytes));
        document.fonts.add(await face.load());
      }
      await post(worker, { font, bytes });
    }
  }

  /** @type {Engine['ask']} */
  const question = async (what, ask) => {
    const worker = await engine;
    if (SET.has(what) && /** @type {{ format?: string }} */ (ask).format !== 'yaml') {
      await (faces ??= dress(worker, fonts.filter((font) => font !== OWN.file)));
    }
    const { answer, broken } = await post(worker, { what, body: JSON.stringify(ask) });
    if (!answer && worker !== (await engine)) throw new Silent();
    if (!answer) {
      // After a bug of ours the engine's memory is worth nothing: the next question finds a new one.
      console.error(broken);
      worker.terminate();
      for (const waits of asked.values()) waits({ id: 0, broken });
      asked.clear();
      engine = start();
      faces = engine.then((worker) => dress(worker, fonts));
      throw new Silent();
    }
    if (answer.kind === 'file') return /** @type {any} */ ({ name: answer.name, bytes: answer.bytes });
    const said = JSON.parse(answer.text);
    if (answer.kind === 'refusal') throw new Refused(said);
    return said;
  };

  return {
    ask: question,
    async giveFonts(files) {
      const known = files.filter(({ name }) => fonts.includes(name));
      for (const { name, bytes } of known) given.set(name, bytes);
      await faces;
      await dress(await engine, known.map(({ name }) => name));
      return known.length;
    },
  };
}
