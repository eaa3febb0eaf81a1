/** Keys for the whole page. */

/**
 * @param {{ undo: () => void, redo: () => void, save: () => void, open: () => void, next: (by: number) => void, pane: (by: number) => void }} acts
 */
export function keyboard(acts) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const by = event.shiftKey ? -1 : 1;
    const control = event.ctrlKey || event.metaKey;
    const act =
      control && !event.altKey
        ? { z: event.shiftKey ? acts.redo : acts.undo, y: acts.redo, s: acts.save, o: acts.open }[event.key.toLowerCase()]
        : { F8: () => acts.next(by), F6: () => acts.pane(by) }[event.key];
    if (!act) return;
    // Our own way back: the browser's knows one field only.
    event.preventDefault();
    act();
  });
  document.addEventListener('beforeinput', (event) => {
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') event.preventDefault();
  });
}
