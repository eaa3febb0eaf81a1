//! In: one paragraph. Out: its figures, its words by the classes of `templates/lexicon.yaml`, its sentences and clauses, and whether
//! a pattern stands around a figure. Refuses to know tables: what a figure claims is `claims`' business.

pub(crate) mod clauses;
pub(crate) mod figures;
pub(crate) mod lexicon;
pub(crate) mod numerals;
pub(crate) mod pattern;
pub(crate) mod tokens;
pub(crate) mod wordings;
