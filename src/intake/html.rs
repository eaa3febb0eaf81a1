//! In: the bytes of a saved page. Out: its blocks, and in which element each lies, so that a site's menus can be told from the
//! report. Read as browsers read; what they do not show is left out. Places in a page are words, not bytes: nobody looks them up.

mod bounds;

use super::Refusal;
use super::blocks::{Layer, Raw, RawCell, Remark, is_note_mark};
use crate::source::{Span, Traced};
use crate::yaml::decode;
use scraper::Html;
use scraper::node::{Element, Node};
use std::collections::BTreeSet;

/// Bytes beyond which a page is no report, pictures in it included.
const LARGEST: usize = 16 << 20;

/// A page's blocks.
pub(super) struct Page {
    pub(super) blocks: Vec<Raw>,
    /// For each element its parent.
    pub(super) layers: Vec<Layer>,
    pub(super) remarks: Vec<Remark>,
}

/// Whether bytes begin a page: an author's YAML never begins with `<`.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = &bytes[..bytes.len().min(4096)];
    match start {
        [0xFF, 0xFE, rest @ ..] => rest.starts_with(b"<\0"),
        [0xFE, 0xFF, rest @ ..] => rest.starts_with(b"\0<"),
        _ => start.trim_ascii_start().starts_with(b"<"),
    }
}

/// Reads a page.
pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let text = decode::page(bytes, charset(bytes).as_deref());
    let start = &text[..text.floor_char_boundary(4096)].to_ascii_lowercase();
    if start.trim_start().starts_with("<?xml") && !start.contains("<html") {
        return Err(Refusal::Other("这是 XML 文件，不是网页", super::SAVE_AS));
    }
    bounds::check(&text)?;
    let html = Html::parse_document(&text);
    let mut walk =
        Walk { layers: vec![0], layer: 0, frames: vec![Frame::Blocks(Vec::new())], ..Walk::default() };
    // Down to the first child, on to the next sibling, up where there is none: no recursion, however deep the page.
    let mut node = html.tree.root();
    'page: loop {
        walk.open(node.value());
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            walk.close(node.value());
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'page,
            }
        }
    }
    walk.flush();
    while walk.frames.len() > 1 {
        walk.pop();
    }
    let blocks = match walk.frames.pop() {
        Some(Frame::Blocks(blocks)) => blocks,
        _ => Vec::new(),
    };
    Ok(Page { blocks, layers: walk.layers, remarks: walk.remarks.into_iter().collect() })
}

/// What a page says of its encoding.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset")?;
    let rest = head[at + "charset".len()..].trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    (!name.is_empty()).then_some(name)
}

/// What is open and collects.
enum Frame {
    Blocks(Vec<Raw>),
    Table(Vec<Vec<RawCell>>),
    Row(Vec<RawCell>),
    Cell(RawCell),
}

#[derive(Default)]
struct Walk {
    layers: Vec<Layer>,
    /// The innermost element that holds blocks.
    layer: Layer,
    frames: Vec<Frame>,
    /// Text of the paragraph at hand.
    text: String,
    /// Length of it up to the last that is raised.
    raised: usize,
    /// Open elements that raise.
    sups: usize,
    /// Elements that are left out with all they hold.
    skipped: usize,
    remarks: BTreeSet<Remark>,
}

impl Walk {
    fn open(&mut self, node: &Node) {
        match node {
            Node::Text(text) if self.skipped == 0 => {
                let behind = self.raised < self.text.len();
                if self.sups > 0 && behind && is_note_mark(&self.text, text) {
                    self.remarks.insert(Remark::Raised);
                    return;
                }
                self.words(text);
                if self.sups > 0 {
                    self.raised = self.text.len();
                }
            }
            Node::Element(element) => self.open_element(element),
            _ => {}
        }
    }

    /// Blanks in the source are one blank on the page.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !blank {
                self.text.push(c);
            } else if !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn open_element(&mut self, element: &Element) {
        if self.skipped > 0 || is_left_out(element) {
            self.skipped += 1;
            return;
        }
        if is_hidden(element) {
            self.remarks.insert(Remark::Hidden);
            self.skipped += 1;
            return;
        }
        if matches!(element.name(), "s" | "strike" | "del") || style(element).contains("line-through") {
            self.remarks.insert(Remark::Struck);
            self.skipped += 1;
            return;
        }
        let number =
            |name: &str| element.attr(name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1);
        match element.name() {
            "br" => self.text.push('\n'),
            "sup" => self.sups += 1,
            "img" => self.put(Raw::Picture),
            "table" => {
                self.flush();
                self.frames.push(Frame::Table(Vec::new()));
            }
            "tr" if matches!(self.frames.last(), Some(Frame::Table(_))) => {
                self.frames.push(Frame::Row(Vec::new()));
            }
            "td" | "th" if matches!(self.frames.last(), Some(Frame::Row(_))) => {
                let (columns, rows) = (number("colspan").clamp(1, 256), number("rowspan").clamp(1, 1000));
                self.frames.push(Frame::Cell(RawCell { columns, rows, ..RawCell::default() }));
                self.enter();
            }
            name if is_holder(name) => {
                self.flush();
                self.enter();
            }
            name if is_paragraph(name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let fits = matches!(
            (element.name(), self.frames.last()),
            ("table", Some(Frame::Table(_)))
                | ("tr", Some(Frame::Row(_)))
                | ("td" | "th", Some(Frame::Cell(_)))
        );
        match element.name() {
            "td" | "th" if fits => {
                self.flush();
                self.leave();
                self.pop();
            }
            "table" | "tr" if fits => self.pop(),
            "sup" => self.sups = self.sups.saturating_sub(1),
            name if is_holder(name) => {
                self.flush();
                self.leave();
            }
            name if is_paragraph(name) => self.flush(),
            _ => {}
        }
    }

    fn enter(&mut self) {
        let new = Layer::try_from(self.layers.len()).unwrap_or(0);
        self.layers.push(self.layer);
        self.layer = new;
    }

    fn leave(&mut self) {
        self.layer = self.layers[self.layer as usize];
    }

    /// Ends the paragraph at hand.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.raised = 0;
        if !text.trim_matches(super::blocks::is_blank).is_empty() {
            self.put(Raw::Paragraph(Traced::at(&text, Span::default()), self.layer));
        }
    }

    fn put(&mut self, raw: Raw) {
        // Text between rows, which the parser has put before the table already, has no other place.
        let place = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Blocks(blocks) => Some(blocks),
            Frame::Cell(cell) => Some(&mut cell.content),
            Frame::Table(_) | Frame::Row(_) => None,
        });
        if let Some(place) = place {
            place.push(raw);
        }
    }

    /// Hands the innermost frame to the one around it.
    fn pop(&mut self) {
        match self.frames.pop() {
            Some(Frame::Table(rows)) => self.put(Raw::Table(rows, self.layer)),
            Some(Frame::Row(cells)) => {
                if let Some(Frame::Table(rows)) = self.frames.last_mut() {
                    rows.push(cells);
                }
            }
            Some(Frame::Cell(cell)) => {
                if let Some(Frame::Row(cells)) = self.frames.last_mut() {
                    cells.push(cell);
                }
            }
            Some(frame @ Frame::Blocks(_)) => self.frames.push(frame),
            None => {}
        }
    }
}

/// Elements whose text no browser shows as text of the page.
fn is_left_out(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "iframe"
            | "object"
            | "svg"
            | "select"
            | "textarea"
            | "button"
            | "input"
            | "video"
            | "audio"
            | "canvas"
    )
}

/// What an element says of its own look, without blanks.
fn style(element: &Element) -> String {
    element.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase()
}

fn is_hidden(element: &Element) -> bool {
    let style = style(element);
    element.attr("hidden").is_some() || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Elements that hold blocks.
fn is_holder(name: &str) -> bool {
    matches!(
        name,
        "body"
            | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "ul"
            | "ol"
            | "dl"
            | "blockquote"
            | "center"
            | "form"
            | "fieldset"
            | "figure"
            | "details"
    )
}

/// Elements that begin and end a paragraph.
fn is_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "dt"
            | "dd"
            | "pre"
            | "address"
            | "caption"
            | "hr"
            | "figcaption"
            | "legend"
            | "summary"
    )
}
