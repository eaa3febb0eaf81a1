//! How like two labels are, whatever width, marks, blanks and numbers people write around them. Whole numbers, no floats.

use crate::form::{Branch, Name};
use crate::intake::blocks::is_blank;
use crate::source::{is_numeral, numeral};

/// Likeness of the same label.
pub(super) const SAME: usize = 1000;
/// Likeness of another word for the same.
pub(super) const MEANT: usize = SAME - 1;
/// Likeness below which two labels are two.
pub(super) const LIKE: usize = 600;
/// By how much the best must be liker than the next.
pub(super) const CLEAR: usize = 100;

/// Half-width letters, digits and marks for full-width ones.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '○' | '〇' | '零' => '〇',
        '它' => '他',
        c => c,
    }
}

/// The number before a title or label and its bytes: `一、`, `（二）`, `3.`, `(4)`, `⑤`. 0 if it is no number up to 99.
pub(super) fn number(text: &str) -> (u32, usize) {
    let solid = |text: &'_ str| text.len() - text.trim_start_matches(is_blank).len();
    let opens = |c: char| matches!(half_width(c), '(' | '〔' | '[');
    let mut at = solid(text);
    // Most labels begin with a word.
    let word = |c: char| matches!(c, '\u{4E00}'..='\u{9FA5}') && c != '第' && !is_numeral(c);
    if text[at..].starts_with(word) {
        return (0, 0);
    }
    if let Some(c @ '①'..='⑳') = text[at..].chars().next() {
        return (u32::from(c) - 0x245F, at + c.len_utf8());
    }
    let opened = text[at..].chars().next().filter(|c| opens(*c));
    at += opened.map_or(0, char::len_utf8);
    at += solid(&text[at..]);
    at += text[at..].strip_prefix('第').map_or(0, |_| '第'.len_utf8());
    at += solid(&text[at..]);
    let Some((value, length)) = numeral(&text[at..]).or_else(|| arabic(&text[at..])) else { return (0, 0) };
    at += length;
    at += solid(&text[at..]);
    let Some(mark) = text[at..].chars().next() else { return (0, 0) };
    let rest = &text[at + mark.len_utf8()..];
    let behind = match half_width(mark) {
        ')' | '〕' | ']' => rest.len() - rest.trim_start_matches(['、', '.', '．', ' ']).len(),
        '、' | '.' | '部' | ',' | ':' if opened.is_none() => {
            rest.strip_prefix('分').map_or(0, |_| '分'.len_utf8())
        }
        _ => return (0, 0),
    };
    (u32::try_from(value).unwrap_or(0), text.len() - rest.len() + behind)
}

/// A number of one or two digits of either width, and its bytes.
fn arabic(text: &str) -> Option<(usize, usize)> {
    let digits = text.chars().map_while(|c| Some((half_width(c).to_digit(10)?, c.len_utf8())));
    let (mut value, mut length) = (0, 0);
    for (count, (digit, len)) in digits.enumerate() {
        if count == 2 {
            return None;
        }
        value = value * 10 + digit as usize;
        length += len;
    }
    (length > 0).then_some((value, length))
}

/// Whether a character is a letter or a digit; most are Han.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FA5}') || c.is_alphanumeric()
}

/// A label without what it says in brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match half_width(c) {
            // `（一）` before a label goes with the number.
            '(' | '[' | '〔' if !out.is_empty() => depth += 1,
            ')' | ']' | '〕' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// One way to write a label, bare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// A bit for each of its characters; characters that end in the same bits share one.
    bits: u64,
    /// Characters.
    length: usize,
    text: String,
}

impl Way {
    /// Of a text behind its number; of all of it where nothing stands behind.
    fn new(text: &str) -> Self {
        Self::behind(text, number(text).1)
    }

    fn behind(text: &str, number: usize) -> Self {
        let way = Self::letters(&text[number..]);
        if way.length > 0 { way } else { Self::letters(text) }
    }

    fn letters(text: &str) -> Self {
        let mut way = Self { bits: 0, length: 0, text: String::with_capacity(text.len()) };
        for c in text.chars().map(half_width).filter(|c| is_letter(*c)) {
            way.bits |= 1 << (u32::from(c) % u64::BITS);
            way.length += 1;
            way.text.push(c);
        }
        way
    }

    /// The same for equal ways, and another for most that are not.
    pub(super) fn bits(&self) -> u64 {
        self.bits
    }

    /// How many of its characters another certainly lacks, or fewer.
    fn lacking(&self, other: &Self) -> usize {
        (self.bits & !other.bits).count_ones() as usize
    }

    /// Its characters.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// With what stands in brackets and without; and the number before it, 0 if none.
fn ways(text: &str) -> (Vec<Way>, u32) {
    let (value, length) = number(text);
    let mut ways = vec![Way::behind(text, length)];
    if text.contains(['(', '[', '〔', '（', '［']) {
        ways.push(Way::new(&without_brackets(text)));
        ways.dedup();
    }
    (ways, value)
}

/// A label and the ways in which it is written, bare.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// As it is printed.
    printed: String,
    ways: Vec<Way>,
    /// Other words for it that others use.
    others: Vec<Way>,
    /// The number printed before it; 0 if none.
    number: u32,
}

/// What a total is called, in the form and by others.
const TOTAL: &str = "总计";
const OTHER_TOTALS: [&str; 2] = ["合计", "总数"];

impl Label {
    /// Of words that are printed.
    pub(super) fn of(text: &str) -> Self {
        let (ways, number) = ways(text);
        let total = ways.iter().any(|way| way.text == TOTAL);
        let others = OTHER_TOTALS.iter().filter(|_| total).map(|word| Way::new(word)).collect();
        Self { printed: text.to_owned(), ways, others, number }
    }

    /// Of a row, a group or a column: as printed, and by its key and short name.
    pub(super) fn of_name(printed: &str, name: &Name) -> Self {
        let mut label = Self::of(printed);
        // A short name says what the key says, or more (`其他处理的其他`).
        for way in std::iter::once(&name.key).chain(&name.short) {
            label.ways.push(Way::new(way));
        }
        label.ways.sort();
        label.ways.dedup();
        label
    }

    /// Of a branch of a table's trees.
    pub(super) fn of_branch(branch: &Branch) -> Self {
        Self::of_name(&branch.label, &branch.name)
    }

    /// How like a text is to this label, up to [`SAME`]; below [`UNLIKE`] no more than that it is.
    pub(super) fn likeness(&self, text: &Text) -> usize {
        self.likeness_from(text, UNLIKE)
    }

    /// The same for who does not ask how little below `least`.
    pub(super) fn likeness_from(&self, text: &Text, least: usize) -> usize {
        if !self.others.is_empty() && text.ways.iter().any(|way| self.others.contains(way)) {
            return MEANT;
        }
        let ways = text.ways.iter().flat_map(|a| self.ways.iter().map(move |b| (a, b)));
        ways.map(|(a, b)| likeness(a, b, least)).max().unwrap_or(0)
    }

    /// Whether it can be nothing else than this label, misspelt.
    pub(super) fn is_like(&self, text: &Text) -> bool {
        const LIKE_ENOUGH: usize = 750;
        self.likeness_from(text, LIKE_ENOUGH) >= LIKE_ENOUGH
    }

    /// The likeness, and more for the label's own number: it tells two that are as like as each other.
    pub(super) fn likeness_with_number(&self, text: &Text) -> usize {
        let like = self.likeness(text);
        let same_number = self.number != 0 && self.number == text.number;
        if (LIKE..SAME).contains(&like) && same_number { (like + CLEAR).min(SAME - 1) } else { like }
    }

    /// The words that are printed.
    pub(super) fn printed(&self) -> &str {
        &self.printed
    }

    /// The ways in which it is written.
    pub(super) fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// Whether it has a digit in it.
    pub(super) fn has_digits(&self) -> bool {
        self.ways.iter().any(|way| way.text.contains(|c: char| c.is_ascii_digit()))
    }

    /// Whether a text says this label and nothing else, in brackets neither.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        self.ways.contains(&Way::new(text))
    }

    /// Whether a text is this label but for marks, blanks, number and brackets.
    pub(super) fn is(&self, text: &Text) -> bool {
        text.ways.iter().any(|a| self.ways.contains(a))
    }
}

/// A text to be compared, bare.
#[derive(Clone, Debug)]
pub(super) struct Text {
    ways: Vec<Way>,
    /// The number before it; 0 if none.
    number: u32,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let (mut ways, number) = ways(text);
        ways.retain(|way| way.length > 0);
        Self { ways, number }
    }

    /// The ways in which it may be meant.
    pub(super) fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// It with what stands in brackets, and in no other way.
    pub(super) fn all(&self) -> Self {
        Self { ways: self.ways.iter().take(1).cloned().collect(), number: self.number }
    }

    /// Whether a number stands before it.
    pub(super) fn has_number(&self) -> bool {
        self.number > 0
    }

    /// Whether it is digits and nothing else.
    pub(super) fn is_number(&self) -> bool {
        self.ways.iter().all(|way| way.text.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Whether it has no letter and no digit.
    pub(super) fn is_empty(&self) -> bool {
        self.ways.is_empty()
    }
}

/// Likeness below which nobody asks how little.
const UNLIKE: usize = 500;

/// Of two bare labels; below `least` no more than that it is.
fn likeness(a: &Way, b: &Way, least: usize) -> usize {
    if a == b {
        return SAME;
    }
    let (long, short) = (a.length, b.length);
    // No label of the form has sixty characters.
    if long == 0 || short == 0 || long > 80 {
        return 0;
    }
    let whole = long.max(short);
    let (more, less) = (a.lacking(b), b.lacking(a));
    // What the two do not have in common is at least their distance; most labels have next to nothing in common.
    let most = SAME * (long - more).min(short - less) / whole;
    let near = || SAME * whole.saturating_sub(strsim::osa_distance(&a.text, &b.text)) / whole;
    let near = if most < least { most } else { near() };
    let holds = less == 0 && short >= 4 && a.text.contains(&b.text);
    let begins = more == 0 && long >= 5 && b.text.starts_with(&a.text);
    match (holds, begins) {
        (true, _) => near.max(900_usize.saturating_sub(15 * (long - short))),
        (_, true) => near.max(800),
        _ => near,
    }
}

/// The one of several that a text is clearly likest to, and how like.
pub(super) fn best(likenesses: impl Iterator<Item = (usize, usize)>) -> Option<(usize, usize)> {
    let (mut first, mut second) = ((0, 0), 0);
    for (index, like) in likenesses {
        if like > first.1 {
            second = first.1;
            first = (index, like);
        } else {
            second = second.max(like);
        }
    }
    let clear = first.1 == SAME && second < SAME || first.1 >= second + CLEAR;
    (first.1 >= LIKE && clear).then_some(first)
}

/// Whether a cell holds what people write for a figure: digits, a stroke, a word for nothing, or nothing at all.
pub(super) fn is_figure(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().map(half_width).filter(|c| !c.is_whitespace()));
    if !folded.chars().any(char::is_alphanumeric) {
        return true;
    }
    if ["无", "没有", "空", "〇", "不涉及", "未发生", "N/A", "n/a", "NA", "null", "无此项"]
        .contains(&&*folded)
    {
        return true;
    }
    let rest = folded.trim_start_matches(['+', '-', '−', '增', '减']);
    let digits =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || ",._'".contains(c)).len();
    if digits == 0 {
        return false;
    }
    let rest = &rest[digits..];
    let rest = ["万元", "亿元", "元", "件", "个", "条", "项", "次", "宗", "起", "%"]
        .iter()
        .find_map(|unit| rest.strip_prefix(unit))
        .unwrap_or(rest);
    let power = rest
        .strip_prefix(['e', 'E'])
        .is_some_and(|p| p.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit()));
    rest.is_empty() || rest.starts_with(['(', '[']) || power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_every_dress() {
        let label = Label::of("（二）部分公开（区分处理的，只计这一情形，不计其他情形）");
        for text in [
            "（二）部分公开",
            "(二) 部 分 公 开（区分处理的，只计这一情形，不计其他情形）",
            "二、部分公开",
            "部分公开",
        ] {
            assert_eq!(label.likeness(&Text::new(text)), SAME, "{text}");
        }
        assert!(label.likeness(&Text::new("部份公开")) >= LIKE);
        assert!(label.likeness(&Text::new("予以公开")) < LIKE);
        assert_eq!(Way::new("3.危及“三安全一稳定”").text(), "危及三安全一稳定");
        assert_eq!(Way::new("3．其它").text(), "其他");
        assert_eq!(number("（十二）其他").0, 12);
        assert_eq!(number("三、收到").0, 3);
        assert_eq!(number("⑤其他").0, 5);
        assert_eq!(number("１２．其他"), (12, "１２．".len()));
        assert_eq!(number("（ 七 ） 、总计"), (7, "（ 七 ） 、".len()));
        assert_eq!(number("（七）、总计"), (7, "（七）、".len()));
        assert_eq!(number("第三部分"), (3, "第三部分".len()));
        assert_eq!(number("（三、"), (0, 0));
        assert_eq!(number("一是加强"), (0, 0));
        assert_eq!(number("2023年").0, 0);
    }

    #[test]
    fn figures_are_told_from_labels() {
        for text in [
            "",
            "/",
            "-",
            "——",
            "无",
            "12",
            "1,024",
            "１２",
            "22（其中修订16件）",
            "3.5",
            "12件",
            "0.5万元",
            "+3",
            "1e3",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in
            ["1.属于国家秘密", "3.其他", "一、本年新收", "（七）总计", "自然人", "2.没有现成信息需要另行制作"]
        {
            assert!(!is_figure(text), "{text}");
        }
    }
}
