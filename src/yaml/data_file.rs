//! Files of data (`templates/*/*.yaml`), read by key. What is wrong in one is a [`DataFault`] that names its line: of a shipped
//! file our own mistake, met by the first test that touches it; of a file given at run time its author's.

use super::datum::{Datum, Tape, Values, WordList};
use super::{Outline, parse};
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use std::fmt;

/// One file of data, by the name that messages call it.
#[derive(Clone, Copy, Debug)]
pub struct DataFile<'s> {
    name: &'s str,
}

/// What is wrong in a file of data: `templates/2027/form.yaml:9: 没有“行号”这一项`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFault(String);

impl fmt::Display for DataFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A shipped file, by its path in the repository; `templates/build.rs` has laid it out.
macro_rules! shipped {
    ($name:literal) => {{
        use $crate::yaml::{Item, Kind};
        static TAPE: $crate::yaml::Tape = $crate::yaml::Tape::shipped(
            include_str!(concat!(env!("OUT_DIR"), "/", $name, ".words")),
            include!(concat!(env!("OUT_DIR"), "/", $name, ".rs")),
        );
        $crate::yaml::Shipped::new($name, &TAPE)
    }};
}
pub(crate) use shipped;

/// A file that comes with the program; [`shipped!`] makes it.
#[derive(Debug)]
pub(crate) struct Shipped {
    name: &'static str,
    tape: &'static Tape,
}

impl Shipped {
    pub(crate) const fn new(name: &'static str, tape: &'static Tape) -> Self {
        Self { name, tape }
    }

    #[cfg(test)]
    pub(super) fn tape(&self) -> &'static Tape {
        self.tape
    }

    /// All its words end to end.
    pub(crate) const fn text(&self) -> &'static str {
        self.tape.text
    }

    /// All of it.
    ///
    /// # Panics
    /// As [`Self::read`].
    pub(crate) fn all<T: super::FromDatum>(&self) -> T {
        self.read(T::read)
    }

    /// Hands its root to `read`.
    ///
    /// # Panics
    /// On a fault, naming file and line: in a shipped file nothing can be wrong.
    pub(crate) fn read<T>(&self, read: impl FnOnce(DataFile<'_>, Datum) -> Result<T, DataFault>) -> T {
        self.read_at(0, read)
    }

    /// Hands the value that begins with an item of it to `read`.
    ///
    /// # Panics
    /// As [`Self::read`].
    pub(crate) fn read_at<T>(
        &self,
        item: usize,
        read: impl FnOnce(DataFile<'_>, Datum) -> Result<T, DataFault>,
    ) -> T {
        read(DataFile { name: self.name }, self.tape.at(item)).unwrap_or_else(|fault| panic!("{fault}"))
    }
}

/// What is wrong at a map or a list where a word belongs.
const NO_WORD: &str = "这里应当是一个词";

impl DataFile<'_> {
    /// Parses a file given at run time and hands its root to `read`.
    ///
    /// # Errors
    /// If it is no YAML, and whatever `read` finds wrong.
    pub fn read<T>(
        name: &str,
        text: &str,
        read: impl FnOnce(DataFile<'_>, Datum) -> Result<T, DataFault>,
    ) -> Result<T, DataFault> {
        let source = Source::new(name, text);
        let mut diagnostics = Diagnostics::new();
        let tree = parse(&source, &Outline::new(), &mut diagnostics);
        if let Some(found) = diagnostics.iter().next() {
            let line = source.place(found.span.start).line;
            return Err(DataFault(format!("{name}:{line}: {}", found.message)));
        }
        let root = tree.ok_or_else(|| DataFault(format!("{name}: 文件是空的")))?.root;
        read(DataFile { name }, Tape::of(&source, &root).root())
    }

    /// What is wrong at a value.
    #[must_use]
    pub fn fault(self, datum: Datum, what: impl fmt::Display) -> DataFault {
        DataFault(format!("{}:{}: {what}", self.name, datum.line()))
    }

    /// The entries of a map.
    ///
    /// # Errors
    /// If it is none.
    pub fn fields(self, datum: Datum) -> Result<DataFields, DataFault> {
        let found = datum.map().map(|_| DataFields { map: datum, taken: 0 });
        found.ok_or_else(|| self.fault(datum, "这里应当是“名称: 内容”的形式"))
    }

    /// Nothing is left over.
    ///
    /// # Errors
    /// On a key that nobody asked for.
    pub fn done(self, fields: &DataFields) -> Result<(), DataFault> {
        match fields.rest() {
            Some((key, value)) => Err(self.fault(value, format!("没有“{key}”这一项"))),
            None => Ok(()),
        }
    }

    /// A word.
    ///
    /// # Errors
    /// If it is a map or a list.
    pub fn text(self, datum: Datum) -> Result<&'static str, DataFault> {
        datum.word().ok_or_else(|| self.fault(datum, NO_WORD))
    }

    /// A list.
    ///
    /// # Errors
    /// If it is none.
    pub fn list(self, datum: Datum) -> Result<Values, DataFault> {
        datum.list().ok_or_else(|| self.fault(datum, "这里应当是一个列表"))
    }

    /// A list of words.
    ///
    /// # Errors
    /// If it is anything else.
    pub fn words(self, datum: Datum) -> Result<WordList, DataFault> {
        match self.list(datum)?.find(|value| !value.is_word()) {
            Some(value) => Err(self.fault(value, NO_WORD)),
            None => Ok(WordList::of(datum)),
        }
    }

    /// The value of a key that must be there.
    ///
    /// # Errors
    /// If it is not.
    pub fn must(self, datum: Datum, fields: &mut DataFields, key: &str) -> Result<Datum, DataFault> {
        fields.take(key).ok_or_else(|| self.fault(datum, format!("缺少“{key}”")))
    }

    /// The word of a key that may be there.
    ///
    /// # Errors
    /// If it is no word.
    pub fn may(self, fields: &mut DataFields, key: &str) -> Result<Option<&'static str>, DataFault> {
        fields.take(key).map(|value| self.text(value)).transpose()
    }
}

/// A map read by name: what was asked for is ticked off, what is left over is unknown.
#[derive(Debug)]
pub struct DataFields {
    map: Datum,
    /// A bit an entry. No map that is read so has more entries; of one given at run time those beyond stay unknown.
    taken: u128,
}

impl DataFields {
    /// Takes the value of a key.
    pub fn take(&mut self, key: &str) -> Option<Datum> {
        let (at, value) = self.map.entry(key)?;
        self.taken |= u32::try_from(at).ok().and_then(|at| 1_u128.checked_shl(at)).unwrap_or(0);
        Some(value)
    }

    /// The first entry that nobody asked for.
    fn rest(&self) -> Option<(&'static str, Datum)> {
        let asked = |at: usize| at < 128 && self.taken >> at & 1 == 1;
        self.map.map()?.enumerate().find(|(at, _)| !asked(*at)).map(|(_, entry)| entry)
    }
}
