/** What a clerk types or pastes for a figure, as the report writes it. */

/** Full-width digits to half-width, thousands commas and blanks around away; anything that is more than a number stays as it is, and so
 * do two numbers with a blank between: nobody knows whether they are one.
 * @param {string} typed */
export function figure(typed) {
  if (/\d[\s\u00a0\u200b\ufeff]+\d/.test(typed.normalize('NFKC'))) return typed.trim();
  const half = typed.normalize('NFKC').replace(/[\s\u00a0\u200b\ufeff]+/g, '').replace(/[−–﹣]/g, '-');
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(half)) return half.replace(/,/g, '');
  return /^[+-]?\d*\.?\d*$/.test(half) ? half : typed.trim();
}

/** Whether a pasted cell can stand where a figure stands: a number, nothing, a stroke, a number with its note.
 * @param {string} cell */
export function isFigure(cell) {
  const value = figure(cell);
  return /^([+-]?\d+(\.\d+)?|[-/—－]*|[+-]?\d+(\.\d+)?[（(].*[）)]|[+-]?\d+(\.\d+)?(件|条|项|万元|元))$/.test(value);
}
