//! In: elements, opened and closed by nesting calls. Out: one XML part. In debug builds each child is held against a
//! table of the order that its parent's schema demands: programs like Word call a file broken whose `w:pPr` has its
//! children in another order, and no compiler sees it.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// For each parent element, the order in which its children may come. A parent that is not listed is not checked.
pub type Order = &'static [(&'static str, &'static [&'static str])];

/// Attributes, in the order written.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// One part being written.
pub struct Xml {
    writer: Writer<Vec<u8>>,
    order: Order,
    /// Open elements, each with the place in its order that its last child took.
    open: Vec<(&'static str, usize)>,
}

impl Xml {
    /// A part with its declaration.
    #[must_use]
    pub fn new(order: Order) -> Self {
        let mut xml = Self { writer: Writer::new(Vec::new()), order, open: Vec::new() };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// An element with what `inner` writes into it.
    pub fn element(&mut self, name: &'static str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Self)) {
        self.check(name);
        self.event(Event::Start(start(name, attributes)));
        self.open.push((name, 0));
        inner(self);
        self.open.pop();
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.check(name);
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with one attribute and no content: half of what `WordprocessingML` is made of.
    pub fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element with text.
    pub fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        promised(text);
        self.element(name, attributes, |xml| xml.event(Event::Text(BytesText::new(text))));
    }

    /// The part's bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        debug_assert!(self.open.is_empty(), "element() closes what it opens");
        self.writer.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes every write");
    }

    fn check(&mut self, name: &'static str) {
        if !cfg!(debug_assertions) {
            return;
        }
        let Some((parent, last)) = self.open.last_mut() else { return };
        let Some((_, children)) = self.order.iter().find(|(element, _)| element == parent) else { return };
        let place = children.iter().position(|child| *child == name);
        let place = place.unwrap_or_else(|| panic!("{name} is no child of {parent} in the order table"));
        assert!(place >= *last, "{name} comes too late in {parent}: after {}", children[*last]);
        *last = place;
    }
}

/// XML 1.0 (2.2) has no way to write most control characters, not even escaped: a file with one is no XML to any reader.
fn promised(text: &str) {
    let forbidden = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r');
    let clean = !text.bytes().any(forbidden) && !text.contains(['\u{FFFE}', '\u{FFFF}']);
    assert!(clean, "yaml/characters.rs lets no character in that XML forbids: {text:?}");
}

fn start<'a>(name: &'static str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for &attribute in attributes {
        promised(attribute.1);
        start.push_attribute(attribute);
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: Order = &[("a", &["b", "c"])];

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::new(ORDER);
        xml.element("a", &[("n", "\"<&")], |xml| xml.text("b", &[], "1 < 2 & 3"));
        let text = String::from_utf8(xml.finish()).unwrap();
        let body = text.split_once("?>").unwrap().1;
        assert_eq!(body, "<a n=\"&quot;&lt;&amp;\"><b>1 &lt; 2 &amp; 3</b></a>");
    }

    #[test]
    #[should_panic(expected = "no character in that XML forbids")]
    fn what_xml_forbids_is_never_written() {
        Xml::new(ORDER).text("b", &[], "甲\u{b}乙");
    }

    #[test]
    #[should_panic(expected = "b comes too late in a: after c")]
    fn children_out_of_order_are_caught() {
        Xml::new(ORDER).element("a", &[], |xml| {
            xml.empty("c", &[]);
            xml.empty("b", &[]);
        });
    }
}
