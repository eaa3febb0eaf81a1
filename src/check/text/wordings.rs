//! In: a form. Out: the words by which prose calls its rows and columns that no other edition has, as words of the lexicon: what a
//! later edition adds is read as the rest is. Refuses to know what a report says of them.

use super::lexicon::{Class, Classes, LEXICON, Lexicon, Values};
use crate::form::quantity::RowName;
use crate::form::{Form, Name, Table};
use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

/// A word, its class, and the row or column that it names.
type Wording = (&'static str, Class, [(Class, &'static str); 1]);

/// The words of one form, the longest first.
#[derive(Clone, Copy)]
pub(crate) struct Wordings(&'static [Wording]);

/// Made once for each edition.
static MADE: Mutex<Vec<(&'static Form, Wordings)>> = Mutex::new(Vec::new());

impl Wordings {
    #[cfg(test)]
    pub(crate) const NONE: Self = Self(&[]);

    pub(crate) fn of(form: &'static Form) -> Self {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, wordings)) = made.iter().find(|(known, _)| std::ptr::eq(*known, form)) {
            return *wordings;
        }
        let mut words: Vec<Wording> = Vec::new();
        for (class, name) in named(form) {
            let value = name.quantity.as_deref().unwrap_or(&name.key);
            let new = |word: &&str| !LEXICON.names(class, word) && !words.iter().any(|(w, ..)| w == word);
            let own: Vec<&str> = match &name.wordings {
                Some(own) => own.iter().map(String::as_str).collect(),
                None if Lexicon::has_value(class, value) => Vec::new(),
                None => vec![&name.key],
            };
            let own: Vec<&str> = own.into_iter().filter(new).collect();
            words.extend(own.into_iter().map(|word| (word, class, [(class, value)])));
        }
        words.sort_by_key(|(word, ..)| Reverse(word.len()));
        let wordings = Self(Vec::leak(words));
        made.push((form, wordings));
        wordings
    }

    /// The word that `text` begins with, if it is longer than the lexicon's `known`; else that.
    pub(crate) fn longest(
        self,
        text: &str,
        known: Option<(usize, Classes, &'static Values)>,
    ) -> Option<(usize, Classes, &'static Values)> {
        let least = known.map_or(0, |(len, ..)| len);
        let own = self.0.iter().find(|(word, ..)| word.len() >= least && text.starts_with(word));
        own.map_or(known, |(word, class, values)| Some((word.len(), (*class).into(), values)))
    }
}

/// The rows and columns that prose may name, with the class of the words for them: results and applicants of table three, outcomes
/// of table four.
fn named(form: &'static Form) -> Vec<(Class, &'static Name)> {
    let mut names = Vec::new();
    if let Some((_, three, _)) = form.row(RowName::Received) {
        let groups = three.groups.iter().filter(|group| group.parent.is_some()).map(|group| &group.name);
        let rows = three.rows.iter().filter(|row| !row.groups.is_empty() && !row.total).map(|row| &row.name);
        names.extend(groups.chain(rows).map(|name| (Class::Outcome, name)));
        names.extend(heads(three).map(|name| (Class::Applicant, name)));
    }
    if let Some((_, four, _)) = form.row(RowName::Reviews) {
        names.extend(heads(four).map(|name| (Class::Verdict, name)));
    }
    names
}

/// The names of the columns of a table and their groups.
fn heads(table: &Table) -> impl Iterator<Item = &Name> {
    table.bands.iter().flat_map(|band| {
        let columns = band.columns.iter().filter(|column| !column.total).map(|column| &column.name);
        columns.chain(band.head_groups.iter().map(|group| &group.name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    /// What the shipped forms call a thing, the lexicon knows; what an edition adds is a word of it.
    #[test]
    fn only_what_an_edition_adds_is_new() {
        for form in form::all() {
            let words: Vec<&str> = Wordings::of(form).0.iter().map(|(word, ..)| *word).collect();
            assert_eq!(words, [] as [&str; 0], "{}", form.edition);
        }
    }
}
