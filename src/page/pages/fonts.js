/** Font files that lie beside the page cut, or not at all: what is said of them, and how they are brought. */

import { choose } from '../open/files.js';

/** @typedef {import('../engine.d.ts').Lacking} Lacking */
/** @typedef {import('../engine/engine.js').Engine} Engine */

/** Which characters want which files. @param {Lacking[]} lacking */
export function wanted(lacking) {
  const characters = [...new Set(lacking.flatMap((one) => [...one.characters]))];
  const files = lacking.map((one) => one.file).join('、');
  if (characters.length === 0) return `要用字体文件 ${files}`;
  const some = characters.slice(0, 8).map((one) => `“${one}”`).join('');
  return `${some}${characters.length > 8 ? `等 ${characters.length} 个字` : ''}是生僻字，要用完整的字体文件 ${files}（在“年报”程序的 fonts 文件夹里）`;
}

/**
 * Asks for the files, and gives them to the engine.
 *
 * @param {Engine} engine @param {Lacking[]} lacking
 * @returns {Promise<string | null>} What to say; null where nothing was chosen.
 */
export async function bring(engine, lacking) {
  const files = await choose({ many: true, accept: '.ttf' });
  if (files.length === 0) return null;
  const count = (await engine.giveFonts?.(files)) ?? 0;
  const missing = lacking.filter((one) => !files.some((file) => file.name === one.file)).map((one) => one.file);
  if (missing.length === 0) return `已读入 ${count} 个字体文件`;
  return `${count ? `已读入 ${count} 个字体文件；` : ''}还要 ${missing.join('、')}`;
}
