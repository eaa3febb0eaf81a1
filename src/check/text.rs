//! In: one paragraph. Out: its figures, its words by the classes of `templates/lexicon.yaml`, its sentences and clauses, and whether
//! a pattern stands around a figure. Refuses to know tables: what a figure claims is `claims`' business.

pub(crate) mod clauses;
pub(crate) mod figures;
pub(crate) mod lexicon;
pub(crate) mod numerals;
pub(crate) mod pattern;
pub(crate) mod tokens;
pub(crate) mod wordings;

pub(crate) use clauses::{
    COMMAS, Clause, Mention, Sentence, first_phrase, is_comma, is_pause, last_clause, last_phrase,
    last_words, runs_on,
};
pub(crate) use figures::Figure;
pub(crate) use lexicon::{Class, Classes, LEXICON};
pub(crate) use numerals::MICRO;
pub(crate) use pattern::stands;
pub(crate) use tokens::{Kind, Token, Words};
