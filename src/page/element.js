/** Elements written as one expression. */

/**
 * An element with its attributes and what stands in it. `on…` are listeners; false, null and undefined are left out.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | undefined | false)} inside
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/**
 * The element of the page that has this id; the page was written with it.
 *
 * @param {string} id
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id} in index.html`);
  return found;
}

/**
 * Changes an attribute only where it differs: what is not touched need not be laid out again.
 *
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 */
export function attribute(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Calls whenever something was written in a field: a letter, or characters that an input method has put together, but not the
 * letters that they are put together from.
 *
 * @param {HTMLElement} element
 * @param {(target: EventTarget | null) => void} act
 */
export function written(element, act) {
  element.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) act(event.target);
  });
  // Firefox tells of what was put together by another input; to be told twice of the same does no harm.
  element.addEventListener('compositionend', (event) => act(event.target));
}

let count = 0;

/** An id for what another element has to name. */
export function freshId() {
  count += 1;
  return `e${count}`;
}
