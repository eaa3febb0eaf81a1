/** The border between the findings and the pages: it is dragged, or moved by the arrow keys, and stays where it was put. */

import { attribute } from '../element.js';

const KEPT = 'nianbao:split';

/** Until it is moved the findings take what they need up to half; then what they were given, as a share of the height. */
const STEP = 0.05;

/**
 * @param {HTMLElement} border
 * @param {HTMLElement} above
 */
export function split(border, above) {
  const put = (/** @type {number} */ share) => {
    const kept = Math.min(0.85, Math.max(0.1, share));
    above.style.flexBasis = `${kept * 100}%`;
    above.style.maxHeight = 'none';
    above.style.flexShrink = '0';
    attribute(border, 'aria-valuenow', String(Math.round(kept * 100)));
    localStorage.setItem(KEPT, String(kept));
  };
  const height = () => above.parentElement?.clientHeight ?? 1;
  const now = () => above.offsetHeight / height();
  attribute(border, 'aria-valuenow', '50');
  const kept = Number(localStorage.getItem(KEPT));
  if (kept > 0) put(kept);
  border.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    border.focus();
    border.setPointerCapture(event.pointerId);
    const from = above.getBoundingClientRect().top;
    const move = (/** @type {PointerEvent} */ moved) => put((moved.clientY - from) / height());
    border.addEventListener('pointermove', move);
    border.addEventListener('lostpointercapture', () => border.removeEventListener('pointermove', move), { once: true });
  });
  border.addEventListener('keydown', (event) => {
    const by = { ArrowUp: -STEP, ArrowDown: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    put(now() + by);
  });
}
