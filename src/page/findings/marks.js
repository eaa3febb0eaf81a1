/** Which field is to be seen red: the culprit, and not all the cells of the sum that does not come out. */

/** @typedef {import('../engine.d.ts').Finding} Finding */
/** @typedef {import('../engine.d.ts').Field} Field */
/** @typedef {import('../engine.d.ts').Severity} Severity */

/**
 * @typedef {object} Mark
 * @property {Severity} severity The gravest.
 * @property {Finding[]} findings The gravest first.
 * @property {boolean} culprit
 * @property {boolean} doubt One of those that do not come out, and none is to blame more than another.
 * @property {string[]} suggestions What the field should hold.
 */

/** @type {Severity[]} */
const GRAVITY = ['error', 'warning', 'hint'];

/** By gravity, then as they stand in the report.
 * @param {Finding[]} findings */
export function byGravity(findings) {
  return [...findings].sort((one, other) => GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity) || one.line - other.line);
}

/** Fields in which nothing is written yet: that they are wrong is no surprise, and not what to look at first.
 * @param {import('../engine.d.ts').View} view @returns {Set<Field>} */
export function empties(view) {
  const texts = [...view.head, ...view.sections.flatMap((one) => one.texts)].filter((one) => one.value.trim() === '');
  const cells = view.sections.flatMap((one) => one.grid?.cells ?? []).filter((one) => one.kind === 'figure' && one.value === '');
  return new Set([...texts, ...cells].flatMap((one) => one.field ?? []));
}

/** Where a finding leads: its culprit, else the field it stands in.
 * @param {Finding} finding @returns {Field | undefined} */
export function leadsTo(finding) {
  const named = [accused(finding)[0]?.field, finding.field, finding.labels.find((one) => one.field)?.field];
  return named.find((field) => field !== undefined);
}

/** So many cells may be to blame before none of them is: a column that is only half filled in has no culprit. */
const DOUBT = 2;

/** The cells to mark and to mend. @param {Finding} finding */
export function accused(finding) {
  const culprits = finding.culprits.filter((one) => one.field !== undefined);
  return culprits.length > DOUBT ? [] : culprits;
}

/** The few sums that do not agree, not all that is added up in them. @param {Finding} finding */
function doubted(finding) {
  const fields = finding.labels.flatMap((one) => one.field ?? []);
  return new Set(fields.length > 0 && fields.length <= 4 ? fields : finding.field === undefined ? [] : [finding.field]);
}

/** @param {Finding[]} findings @returns {Map<Field, Mark>} */
export function marks(findings) {
  /** @type {Map<Field, Mark>} */
  const all = new Map();
  const add = (/** @type {Field} */ field, /** @type {Finding} */ finding, /** @type {string | undefined} */ expected, doubt = false) => {
    const mark = all.get(field) ?? { severity: finding.severity, findings: [], culprit: false, doubt: true, suggestions: [] };
    mark.findings.push(finding);
    mark.doubt &&= doubt;
    if (expected !== undefined) {
      mark.culprit = true;
      if (!mark.suggestions.includes(expected)) mark.suggestions.push(expected);
    }
    all.set(field, mark);
  };
  for (const finding of byGravity(findings)) {
    if (finding.waived !== undefined) continue;
    const culprits = accused(finding);
    for (const one of culprits) add(/** @type {Field} */ (one.field), finding, one.expected);
    if (culprits.length > 0) continue;
    if (finding.culprits.length > 0) for (const field of doubted(finding)) add(field, finding, undefined, true);
    else if (finding.field !== undefined) add(finding.field, finding, undefined);
  }
  return all;
}
