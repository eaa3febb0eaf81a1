//! In: a [`Source`]. Out: a tree of nodes, each with its bytes in the text and, for scalars, the author's own characters.
//! Knows YAML and nothing of reports. Refuses anchors, aliases, tags, merge keys, duplicate keys, several documents,
//! depth and size beyond any report; after a syntax error it leaves the broken lines out and reads on, so that one run
//! reports everything.

#![deny(clippy::float_arithmetic)]

mod build;
mod characters;
mod data_file;
mod datum;
pub mod decode;
mod faults;
mod fields;
mod from_datum;
mod item;
mod lines;
mod mended;
mod outline;
pub mod rewrite;
pub mod scalar;
mod slips;

pub use data_file::{DataFault, DataFields, DataFile};
pub(crate) use data_file::{Shipped, shipped};
pub use datum::{Datum, Tape, Values, WordList};
pub use fields::Fields;
pub(crate) use from_datum::{FromDatum, LaidOut, absent, entries};
pub(crate) use item::{Item, Kind};
use mended::Mended;
pub use outline::{Bounds, Outline};

use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span, Traced};

/// One value of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands; for a block map or list from its first entry to its last.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, a word or a text.
    Scalar(Scalar),
    /// `[a, b]` or `- a`.
    List(Vec<Node>),
    /// `{a: 1}` or `a: 1`.
    Map(Vec<Entry>),
    /// Something refused and already reported (an alias); says nothing more.
    Refused,
}

/// One entry of a map. Keys are unique within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: Traced,
    /// Its value.
    pub value: Node,
}

impl Entry {
    /// Where the key stands.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.key.whole()
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// `text`
    Plain,
    /// `'text'` or `"text"`
    Quoted,
    /// `|` or `>`
    Block,
}

/// A scalar: never interpreted, so `1_000`, `0x10` and `01` arrive as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The characters, each with its place.
    pub text: Traced,
    /// How they were written.
    pub quoting: Quoting,
}

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The document.
    pub root: Node,
    /// Lines had to be left out to read the rest: what seems missing may stand in them.
    pub broken: bool,
}

impl Node {
    /// The scalar, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar> {
        if let Value::Scalar(scalar) = &self.value { Some(scalar) } else { None }
    }

    /// The list, if it is one.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        if let Value::List(list) = &self.value { Some(list) } else { None }
    }

    /// The map, if it is one.
    #[must_use]
    pub fn map(&self) -> Option<&[Entry]> {
        if let Value::Map(map) = &self.value { Some(map) } else { None }
    }

    /// The value of a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.map()?.iter().find(|e| e.key.text() == key).map(|e| &e.value)
    }

    /// Whether nothing was written (`键:` with nothing behind it).
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.scalar().is_some_and(|s| s.quoting == Quoting::Plain && s.text.text().is_empty())
    }
}

/// Syntax errors after which a file is given up.
const MOST_FAULTS: usize = 20;
/// Bytes parsed in all attempts to read on after a syntax error.
const MOST_BYTES: usize = 8 << 20;

/// Reads a source into a tree, and says everything that is wrong with its YAML. `outline` has the keys that it may hold.
///
/// `None` when nothing can be read from it.
pub fn parse(source: &Source, outline: &Outline<'_>, diagnostics: &mut Diagnostics) -> Option<Tree> {
    let text = source.text();
    let bounds = outline.bounds();
    if text.len() > bounds.bytes {
        diagnostics.push(faults::too_large());
        return None;
    }
    if text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        diagnostics.push(faults::empty());
        return None;
    }
    let clean = characters::clean(text, diagnostics);
    let mut slips = Diagnostics::new();
    let written = clean.as_ref().map_or(text, Mended::text);
    let mut mended = if source.is_laid_out() {
        Mended::new(written, Vec::new())
    } else {
        slips::mend(written, outline, &mut slips)
    };
    if let Some(clean) = clean {
        mended.lay_over(clean, &mut slips);
    }
    let slipped = slips.has_errors();
    diagnostics.append(slips);
    let attempts = (MOST_BYTES / text.len().max(1)).clamp(1, MOST_FAULTS);
    for attempt in 0..attempts {
        let mut found = Diagnostics::new();
        match build::build(&mended, bounds.nodes, &mut found) {
            Ok(root) => {
                // Nothing but marks (`...`, byte order marks, comments).
                if root.is_none() && found.is_empty() && diagnostics.is_empty() {
                    diagnostics.push(faults::empty());
                }
                diagnostics.append(found);
                return root.map(|root| Tree { root, broken: attempt > 0 || slipped });
            }
            Err(build::Stop::Limit(finding)) => {
                diagnostics.push(*finding);
                return None;
            }
            Err(build::Stop::Syntax(error)) => {
                diagnostics.push(faults::explain(&error, source, &mended));
                if !mended.leave_out(error.byte) {
                    break;
                }
            }
        }
    }
    None
}

/// A finding about a key that is written twice.
fn duplicate(key: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y02, again, format!("“{key}”写了两遍"))
        .note("第二遍")
        .label(first, "第一遍在这里")
        .help("删去一处；如果是两个不同的项目，请检查键名")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (Option<Tree>, Vec<(&'static str, usize, usize)>) {
        let source = Source::new("a", text);
        let mut diagnostics = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut diagnostics);
        let place = |d: &Diagnostic| {
            let place = source.place(d.span.start);
            (d.code(), place.line, place.column)
        };
        (tree, diagnostics.iter().map(place).collect())
    }

    #[test]
    fn keeps_places_of_block_text() {
        let text = "甲: |\n  一行 a\n\n  二行\n乙: \"x\\ny\"\n";
        let (tree, found) = codes(text);
        assert!(found.is_empty());
        let tree = tree.unwrap();
        let block = &tree.root.get("甲").unwrap().scalar().unwrap().text;
        assert_eq!(block.text(), "一行 a\n\n二行\n");
        let at = block.text().find("二行").unwrap();
        assert_eq!(&text[block.span(at..at + 6).range()], "二行");
        let quoted = &tree.root.get("乙").unwrap().scalar().unwrap().text;
        assert_eq!(&text[quoted.span(1..2).range()], "\\n");
        assert_eq!(&text[quoted.span(2..3).range()], "y");
    }

    #[test]
    fn refuses_what_reports_do_not_need() {
        let (_, found) = codes("甲: &a 1\n乙: *a\n丙: !!int 3\n<<: *b\n乙: 1\n? [a]\n: 3\n");
        assert_eq!(
            found,
            [("Y05", 1, 4), ("Y05", 2, 4), ("Y06", 3, 4), ("Y05", 4, 1), ("Y02", 5, 1), ("Y13", 6, 3)]
        );
        assert_eq!(codes("甲: 1\n---\n乙: 2\n").1, [("Y08", 2, 1)]);
        assert_eq!(codes("# 空\n\n").1, [("Y10", 1, 1)]);
    }

    #[test]
    fn says_every_slip_and_reads_on() {
        let (tree, found) = codes("甲：1\n乙: [0，0, 0]\n丙:2\n丁: [1, 2\n戊: 3\n己:\n\t庚: 4\n");
        assert_eq!(found, [("Y04", 1, 2), ("Y04", 2, 6), ("Y15", 3, 2), ("Y14", 4, 4), ("Y03", 7, 1)]);
        let root = tree.unwrap().root;
        assert_eq!(root.get("甲").unwrap().scalar().unwrap().text.text(), "1");
        assert_eq!(root.get("乙").unwrap().list().unwrap().len(), 3);
        assert_eq!(root.get("丙").unwrap().scalar().unwrap().text.text(), "2");
        assert_eq!(root.get("丁").unwrap().list().unwrap().len(), 2);
        assert_eq!(root.get("己").unwrap().get("庚").unwrap().scalar().unwrap().text.text(), "4");
    }

    #[test]
    fn prose_may_hold_full_width_colons() {
        let text = "甲:\n  注意：本报告。\n乙: |\n  年度：2023\n  [1，2]\n丙: {数: 22, 注: 其中修订16件，废止：3件}\n丁: 一\n  二：三\n";
        assert_eq!(codes(text).1, []);
    }

    #[test]
    fn leaves_broken_lines_out() {
        let (tree, found) = codes("甲: @x\n乙: 1\n  丙: 2\n丁: 'a\n戊: 4\n");
        assert!(found.iter().all(|f| f.0 != "Y02"), "{found:?}");
        assert_eq!(found.iter().map(|f| f.1).collect::<std::collections::BTreeSet<_>>(), [1, 3, 4].into());
        let tree = tree.unwrap();
        assert!(tree.broken);
        assert!(tree.root.get("戊").is_some());
    }

    #[test]
    fn refuses_depth_at_once() {
        for unit in ["[", "- ", "{a: ", "? "] {
            let text = unit.repeat((1 << 20) / unit.len());
            let (tree, found) = codes(&text);
            assert!(tree.is_none());
            assert_eq!(found.len(), 1, "{unit}");
        }
    }
}
