//! In: `words.yaml`. Out: where its wrong words stand, by their first characters.

#[path = "../../src/check/language/words/entry.rs"]
#[allow(dead_code, reason = "entries are read when the program runs")]
mod entry;

use super::Written;
use super::initials::by_first;
use super::tape::{Tape, number};
use entry::Entry;

/// The entries of 字词, and their first characters.
pub(crate) fn laid_out(tape: &Tape) -> Result<[Written; 2], String> {
    let entries = tape.inside(tape.get(0, "字词")?).into_iter().map(|at| {
        let wrong = tape.get(at, "错")?;
        let (start, len) = tape.place(wrong);
        Ok(Entry { second: tape.word(wrong).chars().nth(1).unwrap_or_default(), start, len, at: number(at) })
    });
    let mut entries = entries.collect::<Result<Vec<Entry>, String>>()?;
    let initials =
        by_first(&mut entries, |entry| tape.words[entry.start as usize..].chars().next().unwrap_or_default());
    Ok([("by_first", format!("&{entries:?}")), ("initials", initials)])
}
