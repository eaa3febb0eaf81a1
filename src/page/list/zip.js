/** Several files in one: a zip without compression (Word files are compressed already), names in UTF-8. */

/** @typedef {{ name: string, bytes: Uint8Array }} Entry */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** @param {Uint8Array} bytes */
function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ (TABLE[(rest ^ byte) & 0xff] ?? 0);
  return (rest ^ 0xffffffff) >>> 0;
}

/** Numbers of 2 or 4 bytes, little end first. @param {[number, 2 | 4][]} numbers */
function record(numbers) {
  const bytes = new Uint8Array(numbers.reduce((sum, [, size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, size] of numbers) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/** Version 2.0, names in UTF-8 (bit 11), stored, 1 January 2020. @type {[number, 2 | 4][]} */
const COMMON = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [0x5021, 2]];

/** Two files of one name would be one: the second gets a number. @param {Entry[]} entries */
function distinct(entries) {
  const taken = new Set();
  return entries.map(({ name, bytes }) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = name.replace(/(\.[^.]*)?$/, `（${number}）$1`);
    taken.add(free);
    return { name: free, bytes };
  });
}

/** @param {Entry[]} entries */
export function zip(entries) {
  /** @type {Uint8Array[]} */
  const parts = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  let at = 0;
  for (const { name, bytes } of distinct(entries)) {
    const label = new TextEncoder().encode(name);
    /** @type {[number, 2 | 4][]} */
    const sizes = [[crc(bytes), 4], [bytes.length, 4], [bytes.length, 4], [label.length, 2], [0, 2]];
    const head = record([[0x04034b50, 4], ...COMMON, ...sizes]);
    parts.push(head, label, bytes);
    directory.push(record([[0x02014b50, 4], [20, 2], ...COMMON, ...sizes, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), label);
    at += head.length + label.length + bytes.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([[0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [length, 4], [at, 4], [0, 2]]);
  const all = [...parts, ...directory, end];
  const whole = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of all) {
    whole.set(part, to);
    to += part.length;
  }
  return whole;
}
