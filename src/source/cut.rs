//! Where texts are cut: at marks, where digits end, and around words that do not count.

use super::Sieve;

/// Marks that end a clause.
pub const CLAUSE: &str = "，。；";

/// Whether a character is one of a few; `contains` begins a search for each character that is asked for.
fn is_any(marks: &str, c: char) -> bool {
    marks.chars().any(|mark| mark == c)
}

/// What a text begins with, up to the first of some marks.
#[must_use]
pub fn head<'t>(text: &'t str, marks: &str) -> &'t str {
    &text[..text.find(|c| is_any(marks, c)).unwrap_or(text.len())]
}

/// What a text ends with, behind the last of some marks.
#[must_use]
pub fn tail<'t>(text: &'t str, marks: &str) -> &'t str {
    text.rsplit(|c| is_any(marks, c)).next().unwrap_or_default()
}

/// A text without the marks that end it.
#[must_use]
pub fn bare<'t>(text: &'t str, marks: &str) -> &'t str {
    text.trim_end_matches(|c| is_any(marks, c))
}

/// The pieces of a text, each with the mark that ends it, and where it begins.
pub fn pieces<'t>(text: &'t str, marks: &str) -> impl Iterator<Item = (usize, &'t str)> {
    let marks: Vec<char> = marks.chars().collect();
    let mut start = 0;
    text.split_inclusive(move |c| marks.contains(&c)).map(move |piece| {
        let at = start;
        start += piece.len();
        (at, piece)
    })
}

/// A text without some words, wherever they stand; it mostly has none of them.
#[must_use]
pub fn without<'w>(text: &str, words: impl IntoIterator<Item = &'w str>) -> String {
    let sieve = Sieve::of(text);
    let may_stand = |word: &&str| sieve.may_hold(word);
    words.into_iter().filter(may_stand).fold(text.to_owned(), |text, word| text.replace(word, ""))
}

/// Where a word stands in a text, if no more than so many characters are before it.
#[must_use]
pub fn near(text: &str, word: &str, most: usize) -> Option<usize> {
    text.find(word).filter(|&at| text[..at].chars().nth(most).is_none())
}

/// Whether the characters of a word stand in a longer one in their order: 要点 in 青禾县2025年政务公开工作要点.
#[must_use]
pub fn is_within(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|known| known == c))
}

/// Whether a text has the characters of another in another order.
#[must_use]
pub fn is_rearranged(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    one.len() == other.len() && one != other && sorted(one) == sorted(other)
}

/// How many digits a text begins with.
#[must_use]
pub fn digits_leading(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How many it ends with.
#[must_use]
pub fn digits_closing(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_marks_and_digits() {
        let text = "收到5件，答复3件。";
        assert_eq!((head(text, CLAUSE), head("收到", CLAUSE)), ("收到5件", "收到"));
        assert_eq!((tail("收到，答复", CLAUSE), tail(text, CLAUSE)), ("答复", ""));
        assert_eq!((bare(text, CLAUSE), bare("收到，。", CLAUSE)), ("收到5件，答复3件", "收到"));
        let all: Vec<(usize, &str)> = pieces(text, CLAUSE).collect();
        assert_eq!(all, [(0, "收到5件，"), ("收到5件，".len(), "答复3件。")]);
        assert_eq!((near(text, "答复", 5), near(text, "答复", 4)), (Some("收到5件，".len()), None));
        assert_eq!(without(text, ["收到", "件", "申请"]), "5，答复3。");
        assert!(is_within("人社局", "人力资源和社会保障局") && !is_within("社人局", "人力资源和社会保障局"));
        assert!(
            is_rearranged("2052", "2025") && !is_rearranged("2025", "2025") && !is_rearranged("225", "2025")
        );
        assert_eq!((digits_leading("12件3"), digits_closing("12件345"), digits_closing("件")), (2, 3, 0));
    }
}
