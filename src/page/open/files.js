/** Files as they come: dropped, chosen, a whole folder. */

/** @typedef {{ name: string, bytes: Uint8Array, stamp?: string }} Incoming With a stamp: it lies where the program may write. */

/** @param {File} file @returns {Promise<Incoming>} */
async function read(file) {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** Not a report: what an office suite leaves beside an open file, and what a system hides. @param {string} name */
function hidden(name) {
  return name.startsWith('~$') || name.startsWith('.');
}

/** @param {Iterable<File>} files */
export async function readAll(files) {
  return Promise.all([...files].filter((file) => !hidden(file.name)).map(read));
}

/** What was dropped, folders opened to their depth. @param {DataTransfer} dropped */
export async function readDropped(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) return readAll(dropped.files);
  const files = await Promise.all(entries.map(within));
  return readAll(files.flat());
}

/** @param {FileSystemEntry} entry @returns {Promise<File[]>} */
async function within(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject))];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {File[]} */
  const files = [];
  // A reader gives a hundred at a time.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const one of some) files.push(...(await within(one)));
  }
}

/** Asks the user for files. @param {{ many?: boolean, folder?: boolean, accept?: string }} what @returns {Promise<Incoming[]>} */
export function choose({ many = false, folder = false, accept = '' }) {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = many;
  input.webkitdirectory = folder;
  if (!folder) input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(readAll(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
