//! Files of data (`templates/*/*.yaml`), read by key. What is wrong in one is a [`DataFault`] that names its line: of a shipped
//! file our own mistake, met by the first test that touches it; of a file given at run time its author's.

use super::{Fields, Node, Outline, parse, plain};
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use std::fmt;

/// One file of data.
#[derive(Debug)]
pub struct DataFile<'s> {
    source: &'s Source,
}

/// What is wrong in a file of data: `templates/2027/form.yaml:9: 没有“行号”这一项`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFault(String);

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl DataFile<'_> {
    /// Parses the file and hands its root to `read`.
    ///
    /// # Errors
    /// If it is no YAML, and whatever `read` finds wrong.
    pub fn read<T>(
        name: &str,
        text: &str,
        read: impl FnOnce(&DataFile<'_>, &Node) -> Result<T, DataFault>,
    ) -> Result<T, DataFault> {
        let source = Source::new(name, text);
        let mut diagnostics = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut diagnostics);
        if let Some(found) = diagnostics.iter().next() {
            let line = source.place(found.span.start).line;
            return Err(DataFault(format!("{name}:{line}: {}", found.message)));
        }
        let root = tree.ok_or_else(|| DataFault(format!("{name}: 文件是空的")))?.root;
        read(&DataFile { source: &source }, &root)
    }

    /// The same of a shipped file, in which nothing can be wrong.
    ///
    /// # Panics
    /// On the fault, naming file and line.
    pub fn shipped<T>(
        name: &str,
        text: &str,
        read: impl FnOnce(&DataFile<'_>, &Node) -> Result<T, DataFault>,
    ) -> T {
        let made = match plain::read(text) {
            Some(root) => {
                let made = read(&DataFile { source: &Source::new(name, text) }, &root);
                // Once in a process: to free its thousands of words one by one costs more than they are worth.
                std::mem::forget(root);
                made
            }
            None => Self::read(name, text, read),
        };
        made.unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// What is wrong at a node.
    #[must_use]
    pub fn fault(&self, node: &Node, what: impl fmt::Display) -> DataFault {
        DataFault(format!("{}:{}: {what}", self.source.name(), self.source.place(node.span.start).line))
    }

    /// The entries of a map.
    ///
    /// # Errors
    /// If it is none.
    pub fn fields<'n>(&self, node: &'n Node) -> Result<Fields<'n>, DataFault> {
        Fields::of(node).ok_or_else(|| self.fault(node, "这里应当是“名称: 内容”的形式"))
    }

    /// Nothing is left over.
    ///
    /// # Errors
    /// On a key that nobody asked for.
    pub fn done(&self, fields: &Fields<'_>) -> Result<(), DataFault> {
        match fields.rest().next() {
            Some(entry) => Err(self.fault(&entry.value, format!("没有“{}”这一项", entry.key.text()))),
            None => Ok(()),
        }
    }

    /// A word.
    ///
    /// # Errors
    /// If it is a map or a list.
    pub fn text(&self, node: &Node) -> Result<String, DataFault> {
        let scalar = node.scalar().ok_or_else(|| self.fault(node, "这里应当是一个词"))?;
        Ok(scalar.text.text().to_owned())
    }

    /// A list.
    ///
    /// # Errors
    /// If it is none.
    pub fn list<'n>(&self, node: &'n Node) -> Result<&'n [Node], DataFault> {
        node.list().ok_or_else(|| self.fault(node, "这里应当是一个列表"))
    }

    /// A list of words.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn words(&self, node: &Node) -> Result<Vec<String>, DataFault> {
        self.list(node)?.iter().map(|item| self.text(item)).collect()
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// If it is not.
    pub fn must<'n>(
        &self,
        node: &'n Node,
        fields: &mut Fields<'n>,
        key: &str,
    ) -> Result<&'n Node, DataFault> {
        let entry = fields.take(key).ok_or_else(|| self.fault(node, format!("缺少“{key}”")))?;
        Ok(&entry.value)
    }

    /// The word of a key that may be there.
    ///
    /// # Errors
    /// If it is no word.
    pub fn may(&self, fields: &mut Fields<'_>, key: &str) -> Result<Option<String>, DataFault> {
        fields.take(key).map(|entry| self.text(&entry.value)).transpose()
    }
}
