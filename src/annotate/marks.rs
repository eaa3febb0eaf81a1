//! Range marks in the main part: around the words where they stand, which may cut a run in two; around a whole child of the
//! paragraph where the words lie deeper; around a paragraph that has no words.

use super::Remark;
use crate::intake::docx::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// A paragraph of the part.
#[derive(Default)]
struct Paragraph {
    /// The whole element.
    whole: Range<usize>,
    /// Where its first child may stand: behind its properties.
    start: usize,
    /// Where its end tag stands; of one without content the byte of its `/`.
    end: usize,
    empty: bool,
    children: Vec<Child>,
}

/// A direct child of a paragraph.
#[derive(Default)]
struct Child {
    whole: Range<usize>,
    /// A run that may be cut: its start tag and properties.
    head: Option<Range<usize>>,
    /// `w:t` elements in it: start tag and content.
    texts: Vec<(Range<usize>, Range<usize>)>,
}

/// The document with a range and a reference for each remark, numbered from `first`, and without those of `old` numbers.
pub(super) fn marked(
    document: &str,
    remarks: &[Remark],
    old: &BTreeSet<String>,
    first: u32,
) -> Option<String> {
    let scan = Scan::of(document, old)?;
    let prefix = prefix(document);
    let mut edits: BTreeMap<usize, Edit> = BTreeMap::new();
    for range in scan.removed {
        edits.entry(range.start).or_default().remove = range.end;
    }
    for (id, remark) in (first..).zip(remarks) {
        let begin = format!("<{prefix}commentRangeStart {prefix}id=\"{id}\"/>");
        let end = format!(
            "<{prefix}commentRangeEnd {prefix}id=\"{id}\"/><{prefix}r><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>"
        );
        let at = &remark.at;
        // The innermost paragraph around the place; the first of the file where the place is none.
        let around = scan.paragraphs.iter().filter(|p| p.whole.start <= at.start && at.start < p.whole.end);
        let paragraph = around.min_by_key(|p| p.whole.len()).or(scan.paragraphs.first())?;
        let to = at.end.min(paragraph.end);
        let child =
            |byte: usize| paragraph.children.iter().find(|c| c.whole.start <= byte && byte < c.whole.end);
        match (child(at.start), child(to.saturating_sub(1).max(at.start))) {
            (Some(from), Some(last)) if at.start < to => {
                cut(&mut edits, document, from, at.start, true, &begin);
                cut(&mut edits, document, last, to, false, &end);
            }
            _ if paragraph.empty => {
                let edit = edits.entry(paragraph.end).or_default();
                edit.expand = true;
                edit.starts.push_str(&begin);
                edit.starts.push_str(&end);
            }
            _ => {
                edits.entry(paragraph.start).or_default().starts.push_str(&begin);
                edits.entry(paragraph.end).or_default().ends.push_str(&end);
            }
        }
    }
    Some(written(document, &edits, &prefix))
}

/// What is done at a byte.
#[derive(Default)]
struct Edit {
    /// Leave out up to here.
    remove: usize,
    /// Ends of ranges, then starts.
    ends: String,
    starts: String,
    /// Closes the run before and opens it again behind.
    around: Option<(String, String)>,
    /// `<w:p/>` becomes a pair of tags.
    expand: bool,
}

/// Puts a mark before (or behind) a byte of a child's text: between children, or by cutting the run.
fn cut(
    edits: &mut BTreeMap<usize, Edit>,
    document: &str,
    child: &Child,
    at: usize,
    before: bool,
    mark: &str,
) {
    let text = child.texts.iter().find(|(_, content)| content.start <= at && at <= content.end);
    let first = child.texts.first().is_none_or(|(_, content)| at <= content.start);
    let last = child.texts.last().is_none_or(|(_, content)| at >= content.end);
    let (place, around) = match (&child.head, text) {
        (Some(head), Some((tag, content))) if !(before && first || !before && last) => {
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            // A `w:t` that does not keep its blanks would lose one at the cut.
            let keeps = document[tag.clone()].contains("preserve");
            let (left, right) = (&document[content.start..at], &document[at..content.end]);
            if !keeps
                && (blank(left.chars().next_back()) || blank(right.chars().next()))
                && !left.is_empty()
                && !right.is_empty()
            {
                (if before { child.whole.start } else { child.whole.end }, None)
            } else {
                let name = |tag: &str| tag[1..].split([' ', '>', '/']).next().unwrap_or_default().to_owned();
                let (t, r) = (name(&document[tag.clone()]), name(&document[head.clone()]));
                let open = format!("{}{}", &document[head.clone()], &document[tag.clone()]);
                (at, Some((format!("</{t}></{r}>"), open)))
            }
        }
        _ => (if before { child.whole.start } else { child.whole.end }, None),
    };
    let edit = edits.entry(place).or_default();
    if before {
        edit.starts.push_str(mark);
    } else {
        edit.ends.push_str(mark);
    }
    edit.around = edit.around.take().or(around);
}

fn written(document: &str, edits: &BTreeMap<usize, Edit>, prefix: &str) -> String {
    let mut out = String::with_capacity(document.len() + edits.len() * 200);
    let mut at = 0;
    for (&place, edit) in edits {
        if place < at {
            continue;
        }
        out.push_str(&document[at..place]);
        at = place.max(edit.remove);
        let (close, open) = edit.around.clone().unwrap_or_default();
        if edit.expand {
            let _ = write!(out, ">{}</{prefix}p>", edit.starts);
            at = place + "/>".len();
        } else {
            let _ = write!(out, "{close}{}{}{open}", edit.ends, edit.starts);
        }
    }
    out.push_str(&document[at..]);
    out
}

/// The prefix of the document's elements with its colon, `w:` as a rule.
fn prefix(document: &str) -> String {
    for space in [super::WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"] {
        let at = document.find(&format!("=\"{space}\"")).or_else(|| document.find(&format!("='{space}'")));
        let Some(at) = at else { continue };
        let before = &document[..at];
        let name = &before[before.rfind(char::is_whitespace).map_or(0, |n| n + 1)..];
        return name.strip_prefix("xmlns:").map_or(String::new(), |name| format!("{name}:"));
    }
    "w:".to_owned()
}

/// What a pass over the part finds.
#[derive(Default)]
struct Scan {
    paragraphs: Vec<Paragraph>,
    /// Marks of old comments.
    removed: Vec<Range<usize>>,
}

/// A paragraph that is still open, and how deep it lies.
struct Open {
    paragraph: Paragraph,
    depth: usize,
    /// Depth of its properties while they are open.
    properties: bool,
    nested: bool,
}

impl Scan {
    fn of(document: &str, old: &BTreeSet<String>) -> Option<Self> {
        let mut scan = Self::default();
        let mut reader = Reader::from_str(document);
        let mut open: Vec<Open> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        let mut text: Option<Range<usize>> = None;
        loop {
            let from = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let to = usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Eof => return Some(scan),
                Event::Start(start) => {
                    let name = local(&start);
                    scan.start(
                        &mut open,
                        names.len(),
                        name,
                        from..to,
                        &start.name().into_inner().starts_with("a:"),
                    );
                    if name == "t" {
                        text = Some(from..to);
                    }
                    names.push(name.to_owned());
                }
                Event::Empty(start) => {
                    let name = local(&start);
                    let old_mark = attribute(&start, "id").is_some_and(|id| old.contains(&id));
                    match name {
                        "commentRangeStart" | "commentRangeEnd" if old_mark => scan.removed.push(from..to),
                        "commentReference" if old_mark => {
                            if let Some(child) = open.last().and_then(|o| o.paragraph.children.last()) {
                                // The whole run; its end is known when it closes.
                                scan.removed.push(child.whole.start..0);
                            }
                        }
                        "p" if !start.name().into_inner().starts_with("a:") => {
                            let (end, children) = (to - "/>".len(), Vec::new());
                            scan.paragraphs.push(Paragraph {
                                whole: from..to,
                                start: to,
                                end,
                                empty: true,
                                children,
                            });
                        }
                        _ => {}
                    }
                    if let Some(own) = open.last_mut()
                        && names.len() == own.depth + 1
                    {
                        if name == "pPr" {
                            own.paragraph.start = to;
                        } else {
                            own.paragraph.children.push(Child { whole: from..to, ..Child::default() });
                        }
                    }
                }
                Event::End(end) => {
                    names.pop()?;
                    let name = end.local_name().into_inner();
                    let Some(own) = open.last_mut() else { continue };
                    if names.len() == own.depth {
                        let mut own = open.pop()?;
                        own.paragraph.whole.end = to;
                        own.paragraph.end = from;
                        scan.paragraphs.push(own.paragraph);
                        // What holds a paragraph is never cut.
                        if let Some(outer) = open.last_mut() {
                            outer.nested = true;
                        }
                        continue;
                    }
                    if names.len() == own.depth + 1 {
                        if name == "pPr" {
                            own.paragraph.start = to;
                            own.properties = false;
                        } else if let Some(child) = own.paragraph.children.last_mut() {
                            child.whole.end = to;
                            if std::mem::take(&mut own.nested) {
                                child.head = None;
                            }
                            for removed in scan.removed.iter_mut().filter(|r| r.end == 0) {
                                if removed.start == child.whole.start {
                                    removed.end = to;
                                }
                            }
                        }
                    } else if names.len() == own.depth + 2 && name == "rPr" && !own.properties {
                        if let Some(head) = own.paragraph.children.last_mut().and_then(|c| c.head.as_mut()) {
                            head.end = to;
                        }
                    } else if name == "t"
                        && let (Some(tag), Some(child)) = (text.take(), own.paragraph.children.last_mut())
                    {
                        let content = tag.end..from;
                        child.texts.push((tag, content));
                    }
                }
                _ => {}
            }
        }
    }

    #[allow(clippy::trivially_copy_pass_by_ref, clippy::unused_self, reason = "one step of the scan")]
    fn start(&mut self, open: &mut Vec<Open>, depth: usize, name: &str, at: Range<usize>, drawing: &bool) {
        if name == "p" && !drawing {
            let paragraph = Paragraph { whole: at.start..at.end, start: at.end, ..Paragraph::default() };
            open.push(Open { paragraph, depth, properties: false, nested: false });
            return;
        }
        let Some(own) = open.last_mut() else { return };
        if depth == own.depth + 1 {
            if name == "pPr" {
                own.properties = true;
            } else {
                let head = (name == "r").then_some(at.clone());
                own.paragraph.children.push(Child { whole: at, head, texts: Vec::new() });
            }
        }
    }
}
