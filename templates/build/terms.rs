//! In: `terms.yaml`. Out: the characters of its terms, the terms by their first characters, and what is right.

#[path = "../../src/check/language/terms/term.rs"]
#[allow(dead_code, reason = "terms are looked for when the program runs")]
mod term;

use super::Written;
use super::initials::by_first;
use super::tape::{Tape, number};
use term::{Kind, Term};

/// Characters, terms, their first characters, and where what is right stands among the characters.
pub(crate) fn laid_out(tape: &Tape) -> Result<[Written; 4], String> {
    let mut chars: Vec<char> = Vec::new();
    let mut add = |at: usize| {
        let start = chars.len();
        chars.extend(tape.word(at).chars());
        (number(start), number(chars.len() - start))
    };
    let mut terms = Vec::new();
    for (key, kind) in [("专名", Kind::Proper), ("用语", Kind::Common), ("词语", Kind::Word)] {
        for at in tape.inside(tape.get(0, key)?) {
            let (start, len) = add(at);
            let mut next = tape.word(at).chars().skip(1).chain([' '; 3]);
            let next = [next.next(), next.next(), next.next()].map(Option::unwrap_or_default);
            if len < 3 {
                return Err(format!("{}: 少于三个字", tape.items[at].line));
            }
            terms.push(Term { next, start, len, kind });
        }
    }
    let right: Vec<(u32, u32)> = tape.inside(tape.get(0, "无误")?).into_iter().map(&mut add).collect();
    let initials = by_first(&mut terms, |term| chars[term.start as usize]);
    Ok([
        ("chars", format!("&{chars:?}")),
        ("by_first", format!("&{terms:?}").replace("kind: ", "kind: Kind::")),
        ("initials", initials),
        ("right", format!("&{right:?}")),
    ])
}
