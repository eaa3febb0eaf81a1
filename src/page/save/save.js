/** Files out: what the engine wrote, handed to the browser to be kept. */

/** @typedef {import('../engine.d.ts').NamedFile} NamedFile */

/** @type {Record<string, string>} */
const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  zip: 'application/zip',
};

/** @param {NamedFile} file */
export function download({ name, bytes }) {
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Later: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
