/** A page of our own layout, drawn: glyphs by their outlines, rules as they are. */

/** @typedef {import('../engine.d.ts').Pages} Pages */
/** @typedef {import('../engine.d.ts').Run} Run */
/** @typedef {Pages['pages'][number]} Page */

/** Outlines that came once; they stay. */
export class Outlines {
  /** @type {Map<number, Path2D>} */
  #paths = new Map();

  /** One number for a glyph of a face. @param {number} face @param {number} glyph */
  static key(face, glyph) {
    return face * 0x10000 + glyph;
  }

  /** @param {Page[]} pages @returns {[number, number][]} */
  missing(pages) {
    /** @type {Map<number, [number, number]>} */
    const wanted = new Map();
    for (const page of pages) {
      for (const run of page.runs) {
        for (const glyph of run.glyphs) {
          const key = Outlines.key(run.face, glyph);
          if (!this.#paths.has(key)) wanted.set(key, [run.face, glyph]);
        }
      }
    }
    return [...wanted.values()];
  }

  /** @param {import('../engine.d.ts').Outline[]} outlines */
  add(outlines) {
    for (const { face, glyph, path } of outlines) this.#paths.set(Outlines.key(face, glyph), new Path2D(path));
  }

  /** @param {number} face @param {number} glyph */
  path(face, glyph) {
    return this.#paths.get(Outlines.key(face, glyph));
  }
}

/** Behind the field in hand. */
const TINT = '#fdf4d8';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Page} page
 * @param {Outlines} outlines
 * @param {number} scale Pixels of the canvas a point.
 * @param {string | undefined} field In hand.
 */
export function draw(canvas, page, outlines, scale, field) {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = TINT;
  for (const run of page.runs) {
    if (field !== undefined && run.field === field) pen.fillRect(run.x - 2, run.y - run.size, width(run) + 4, run.size * 1.25);
  }
  pen.fillStyle = '#000';
  // Thin rules keep a whole pixel: a line of half a point must not fade.
  const least = 1 / scale;
  for (const [x, y, wide, high] of page.rules) pen.fillRect(x, y, Math.max(wide, least), Math.max(high, least));
  for (const run of page.runs) {
    const em = (run.size / 1000) * scale;
    run.glyphs.forEach((glyph, index) => {
      const path = outlines.path(run.face, glyph);
      if (!path) return;
      pen.setTransform(em, 0, 0, em, (run.x + (run.at[index] ?? 0)) * scale, run.y * scale);
      pen.fill(path);
    });
  }
}

/** Up to the right edge of its last letter, nearly. @param {Run} run */
function width(run) {
  return (run.at.at(-1) ?? 0) + run.size * (/[\x20-\x7e]$/.test(run.text) ? 0.5 : 1);
}

/**
 * The run of a field under a point of a page, or the nearest one on its line.
 *
 * @param {Page} page @param {number} x @param {number} y
 */
export function hit(page, x, y) {
  let best;
  let least = Infinity;
  for (const run of page.runs) {
    if (run.field === undefined) continue;
    const down = y < run.y - run.size ? run.y - run.size - y : Math.max(0, y - run.y - run.size * 0.3);
    const right = x < run.x ? run.x - x : Math.max(0, x - run.x - width(run));
    const far = down * 3 + right;
    if (far < least) [best, least] = [run, far];
  }
  return least < 60 ? best : undefined;
}
