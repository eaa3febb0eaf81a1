/**
 * What the page asks of the engine, and what it is told: text in, data out. The page knows no YAML and no form; the engine
 * knows no browser, no file, no clock. Two hosts carry it: `nianbao serve` (POST /api/<do>, the request as JSON) and
 * WebAssembly in a worker (the same JSON). The engine keeps nothing between two requests but opened faces: the report's
 * text is the one state, and it lies with the page.
 *
 * Over HTTP: POST with the header X-Token; a refusal is 422, a file comes as bytes with its name in X-Name (percent-encoded).
 * `serve` alone answers /api/host {} -> { file?: {name, bytes, stamp}, folder?: string[], canSave }, /api/read {name} ->
 * {name, bytes, stamp} and /api/write {name, bytes, stamp?} -> {stamp}: `stamp` is that of the version that the page knows, `*`
 * writes over any, none only where nothing is; a change on disk is refused.
 */

/** A field of the report, opaque to the page, the same for one form in every view
 * (`收到和处理政府信息公开申请情况/2/0`). `全文` is the whole text: an edit of it puts another text in its place. */
export type Field = string;
export type Severity = 'error' | 'warning' | 'hint';

/** `do`: what comes back. Files travel as base64 inside requests and as bytes in replies. */
export interface Requests {
  /** A starter for a body and a year, as `nianbao new` writes it; last year's report (its text) gives what it gives there. */
  start: (ask: { office: string; year: number; kind?: string; previous?: string }) => Opened;
  /** A file of any kind that the program reads; `name` decides by its ending. */
  open: (ask: { name: string; bytes: string }) => Opened;
  /** The report as fields, and what is wrong in it. */
  view: (ask: Report) => View;
  /** Puts values in their places by replacing spans: comments and layout stay. Several at once are one step (a paste). */
  edit: (ask: Report & { edits: { field: Field; value: string }[] }) => Edited;
  /** Takes a finding down as 已核, or away again where `reason` is empty. */
  waive: (ask: Report & { code: string; field?: Field; reason: string }) => Edited;
  /** Its pages, placed; of a report with errors too, what is no figure left blank. Glyphs are named; their outlines are asked for once. */
  pages: (ask: Report) => Pages;
  outlines: (ask: { glyphs: [face: number, glyph: number][] }) => { outlines: Outline[] };
  /** A finished file. Refused (see Refusal) where an error stands in the report, but for `yaml`. Without faces (in the host that
   * may have none) Word files carry none and name the office's, and what shows pages is refused. */
  file: (ask: Report & { format: 'yaml' | 'pdf' | 'docx' | 'html' | 'html-fragment' | 'xlsx' | 'ofd' }) => NamedFile;
  /** The reviewer's list, one file at a time (many at once in the host that has threads). */
  judge: (ask: { name: string; bytes: string }) => Judged;
  /** A copy of a Word file with its findings as comments, or the list of them as text for other kinds. */
  annotate: (ask: { name: string; bytes: string }) => NamedFile;
  /** The overview of many, as a workbook. */
  overview: (ask: { files: { name: string; bytes: string }[] }) => NamedFile;
  /** What the program can: kinds of bodies, editions, formats and their endings, codes with title, why and mend. */
  about: (ask: {}) => About;
}

export interface Report {
  /** The YAML. */
  text: string;
  /** Its name, for messages. */
  name: string;
  /** Last year's report as YAML, if there is one. */
  previous?: string;
}

/** Anything that cannot be done: in a clerk's words, with what to do. HTTP 422 in `serve`. */
export interface Refusal { refusal: string; help: string; findings?: Finding[]; lacking?: Lacking[] }

/** A font file that is wanted whole: what lies beside the page is cut to the characters of every day, and these are others
 * (none where the file is not there at all). */
export interface Lacking { file: string; characters: string }

export interface NamedFile { name: string; bytes: Uint8Array }

export interface Opened {
  text: string;
  /** Name for the YAML (`年报.yaml`). */
  name: string;
  /** What was found in the original, at the original's places. */
  found: Finding[];
}

export interface Edited { text: string; view: View; /** The edits that undo these, to the byte; sometimes one of `全文`. */ back: { field: Field; value: string }[] }

export interface View {
  office: string; year: number | null; edition: string; title: string;
  /** Whether it can be printed. `unreadable`: not even its fields are known; only the text and the findings are shown. */
  state: 'whole' | 'errors' | 'unreadable';
  /** What stands before the sections (机关, 机关类型, 年度, 署名, 日期, 引言 …), in the form's order; all of them, written or not. */
  head: TextField[];
  sections: Section[];
  findings: Finding[];
  /** What may be written between {{ and }} in prose, with what it says now. */
  placeholders: { name: string; value: string; about: string }[];
  counts: { error: number; warning: number; hint: number };
}

export interface Section { id: string; /** 一、主动公开政府信息情况 */ title: string; texts: TextField[]; grid?: Grid }

export interface TextField {
  field: Field; label: string;
  /** As the author wrote it, without the YAML's indent; empty where nothing is written. */
  value: string;
  /** As it will be printed, a paragraph an item; differs where it has placeholders. */
  filled: string[];
  kind: 'line' | 'prose' | 'choice' | 'date' | 'year';
  choices?: string[]; required: boolean;
  /** What belongs here, in a few words. */
  hint: string;
}

/** The official grid, heads included; a cell stands once, at its top left corner. */
export interface Grid { caption: string; rows: number; columns: number; /** Rows that are heads. */ heads: number; cells: GridCell[]; /** 表注. */ note?: TextField }

export interface GridCell {
  row: number; column: number; rows: number; columns: number;
  kind: 'head' | 'label' | 'figure' | 'blank';
  /** Words of a head or label. */
  text?: string;
  /** Of a figure: where a value goes; */ field?: Field;
  /** as written (`12`, `3.20`, `22（其中修订16件）`, empty); */ value?: string;
  /** what it is added up to, where the author may leave it to the program; */ total?: string;
  /** true where `total` is shown because nothing is written; */ computed?: boolean;
  /** last year's; */ previous?: string;
  /** name for a screen reader: 本年新收政府信息公开申请数量，自然人. */ name?: string;
}

export interface Finding {
  code: string; severity: Severity; message: string; help: string;
  /** Where: the field if it stands in one, and in prose the characters of `value` (UTF-16). */
  field?: Field; start?: number; end?: number;
  /** Line and column in the YAML, from 1; the original's place in words where it was read from a foreign file. */
  line: number; column: number; place: string;
  labels: { field?: Field; start?: number; end?: number; line: number; message: string }[];
  culprits: { field?: Field; key: string; column: string; written: string; expected: string }[];
  /** Whether 已核 may silence it; whether it does. */
  waivable: boolean; waived?: string;
}

export interface Pages {
  /** pt. */
  width: number; height: number;
  pages: { runs: Run[]; rules: [x: number, y: number, width: number, height: number][] }[];
  /** Font files by number, the same whichever of them are there. */
  faces: string[];
  /** Findings of setting (P01 …); then pages may be missing. */
  findings: Finding[];
  /** Characters that stand on the pages and are blank. */
  lacking: Lacking[];
}
/** Glyphs on one baseline; x and y in pt, from the page's top left corner. */
export interface Run { face: number; size: number; x: number; y: number; glyphs: number[]; /** Left edges, pt from x. */ at: number[]; text: string; /** Where a click leads. */ field?: Field }
/** An SVG path in units of the em, y downwards, 1000 a em. */
export interface Outline { face: number; glyph: number; path: string }

export interface Judged {
  name: string; office: string; year: number | null; state: string;
  counts: { error: number; warning: number; hint: number }; first: Finding | null; findings: Finding[];
}

export interface About {
  version: string; kinds: string[]; years: number[];
  formats: { name: string; ending: string; words: string }[]; reads: string[];
  rules: { code: string; severity: Severity; title: string; why: string; mend: string }[];
}
