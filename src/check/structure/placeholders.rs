//! S12: words of the form's explanation, and what stands for a word or a number that was to be filled in: 某某, （待补）, ___, ？？条, X次.

use crate::check::facts::Paragraph;
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::is_han;

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    // 申请人张某某: a person whose name is kept back.
    let person = |at: usize| {
        let behind = text[at..].starts_with("某某");
        behind && LEXICON.closes("姓", &text[..at])
    };
    // 申请填写台, 某市政项目.
    let within = |at: usize| {
        text[..at].ends_with('申') && text[at..].starts_with('请') || LEXICON.opens("非范本", &text[at..])
    };
    let first = |w: &'static str| Some((paragraph.all(w).find(|at| !person(*at) && !within(*at))?, w.len()));
    let word = LEXICON.list("范本").iter().filter_map(|w| first(w)).min();
    let Some((at, len)) = word.or_else(|| crosses(paragraph)).or_else(|| letter(paragraph)) else { return };
    let message = format!("“{}”是范本的文字或没有填的地方", &text[at..at + len]);
    sink.push(paragraph.finding(&codes::S12, at..at + len, message).help("换成本机关的内容，或删去"));
}

/// XX where no Latin word or address has it.
fn crosses(paragraph: &Paragraph) -> Option<(usize, usize)> {
    const LENGTH: usize = 2;
    let text = paragraph.as_str();
    paragraph.each(["XX", "xx"]).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + LENGTH..].trim_start_matches(['X', 'x']).chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "./-_".contains(c));
        (!latin(before) && !latin(after)).then_some((at, LENGTH))
    })
}

/// X次, N条, …条: one sign where a number belongs.
fn letter(paragraph: &Paragraph) -> Option<(usize, usize)> {
    let text = paragraph.as_str();
    let mut signs = text
        .char_indices()
        .filter(|(_, c)| matches!(c, 'X' | 'x' | 'Ｘ' | 'N' | 'n' | '×' | '…' | '*' | '＊'));
    signs.find_map(|(at, c)| {
        let run = text[at..].chars().take_while(|&other| other == c).count();
        let end = at + run * c.len_utf8();
        let led = text[..at].chars().next_back().is_some_and(|b| is_han(b) && b != '第' || b == '，');
        (led && LEXICON.opens("填数", &text[end..])).then_some((at, end - at))
    })
}
