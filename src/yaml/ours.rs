//! Files of ours (`templates/*/*.yaml`), read by key. Whatever is wrong in one is our fault: a panic that names its line,
//! met by the first test that touches the file.

use super::{Fields, Node, Outline, parse};
use crate::diagnostic::Diagnostics;
use crate::source::Source;

/// One file of ours.
#[derive(Debug)]
pub struct Ours<'s> {
    source: &'s Source,
}

impl Ours<'_> {
    /// Parses the file and hands its root to `read`.
    ///
    /// # Panics
    /// If it is no YAML.
    pub fn read<T>(name: &str, text: &str, read: impl FnOnce(&Ours<'_>, &Node) -> T) -> T {
        let source = Source::new(name, text);
        let mut diagnostics = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut diagnostics);
        if let Some(found) = diagnostics.iter().next() {
            panic!("{name}:{}: {}", source.place(found.span.start).line, found.message);
        }
        let root = tree.unwrap_or_else(|| panic!("{name} is empty")).root;
        read(&Ours { source: &source }, &root)
    }

    /// Gives up at a node.
    ///
    /// # Panics
    /// Always, naming file and line.
    pub fn fail(&self, node: &Node, what: &str) -> ! {
        panic!("{}:{}: {what}", self.source.name(), self.source.place(node.span.start).line)
    }

    /// The entries of a map.
    #[must_use]
    pub fn fields<'n>(&self, node: &'n Node) -> Fields<'n> {
        Fields::of(node).unwrap_or_else(|| self.fail(node, "a map is wanted"))
    }

    /// Nothing is left over.
    pub fn done(&self, node: &Node, fields: &Fields<'_>) {
        if let Some(entry) = fields.rest().next() {
            self.fail(node, &format!("unknown key {}", entry.key.text()));
        }
    }

    /// A word.
    #[must_use]
    pub fn text(&self, node: &Node) -> String {
        let scalar = node.scalar().unwrap_or_else(|| self.fail(node, "a word is wanted"));
        scalar.text.text().to_owned()
    }

    /// A list.
    #[must_use]
    pub fn list<'n>(&self, node: &'n Node) -> &'n [Node] {
        node.list().unwrap_or_else(|| self.fail(node, "a list is wanted"))
    }

    /// The value of a key that must be there.
    pub fn must<'n>(&self, node: &'n Node, fields: &mut Fields<'n>, key: &str) -> &'n Node {
        &fields.take(key).unwrap_or_else(|| self.fail(node, &format!("{key} is missing"))).value
    }

    /// The word of a key that may be there.
    pub fn may(&self, fields: &mut Fields<'_>, key: &str) -> Option<String> {
        fields.take(key).map(|entry| self.text(&entry.value))
    }
}
