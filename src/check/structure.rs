//! In: the report's parts, title, signature and prose. Out: what is wrong with its build (S03 to S18), with the documents and limits of
//! laws that it cites (F02 to F04, F07), and with the years and bodies that it names (X15, X16, X18). Refuses to know figures.

mod accounts;
mod bodies_named;
mod cited;
mod dated;
mod enumerated;
mod limits;
mod months;
mod numbering;
mod overview;
mod own_name;
mod placeholders;
mod spans;
mod title;
mod years_named;
mod years_slipped;

use super::bodies::Names;
use super::facts::headings::HEADINGS;
use super::facts::{Facts, Paragraph, Part};
use super::language::is_table_line;
use super::text::lexicon::LEXICON;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::{Lead, Level, head};
use std::sync::LazyLock;

pub(crate) fn prepare() {
    cited::prepare();
    LazyLock::force(&limits::TABLE);
    LazyLock::force(&spans::PERIODS);
}

pub(crate) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let names = Names::of(facts);
    if let Some(meant) = own_name::odd_one_out(facts, &names, sink) {
        return check_named(&meant, &Names::of(&meant), sink);
    }
    check_named(facts, &names, sink);
}

/// Finds what is wrong with a report of the body of these names.
fn check_named(facts: &Facts, names: &Names, sink: &mut Diagnostics) {
    title::check(facts, sink);
    overview::check(facts, sink);
    for paragraph in &facts.prose {
        dirt(paragraph, sink);
        placeholders::check(paragraph, sink);
        letter(paragraph, sink);
        cited::check(facts, paragraph, sink);
        spans::check(paragraph, sink);
        months::check(paragraph, sink);
        limits::check(paragraph, sink);
        years_named::check(facts, paragraph, names, sink);
    }
    cited::check_all(facts, sink);
    pasted_table(facts, sink);
    levels(facts, sink);
    numbering::check(facts, sink);
    enumerated::check(facts, sink);
    problems(facts, sink);
    fee_stated(facts, sink);
    accounts::check(facts, sink);
}

/// S03: dirt that a scanner left before a number.
fn dirt(paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let dirt = text.len() - text.trim_start_matches(|c: char| "lI|丨1!·.'`".contains(c)).len();
    let rest = &text[dirt..];
    let number = Lead::of(rest).filter(|lead| lead.level == Level::First);
    let katakana = HEADINGS.misread_one.leading(text);
    if let Some(lead) = number.filter(|_| dirt > 0) {
        let end = dirt + lead.len;
        let message = format!("序号“{}”前面有杂字", &text[..end]);
        sink.push(paragraph.finding(&codes::S03, 0..end, message).help("删去扫描留下的杂字"));
    } else if let Some(wrong) = katakana {
        let message = format!("序号“{wrong}”不是汉字数字");
        sink.push(paragraph.finding(&codes::S03, 0..wrong.len(), message).help("写成（一）"));
    }
}

/// S18: words of the letter that the report was sent with.
fn letter(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const OPENS: &str = "现将";
    let text = paragraph.as_str();
    let sent = || {
        let at = paragraph.find(OPENS)?;
        HEADINGS.sent.says(head(&text[at..], "。")).then_some((at, OPENS))
    };
    // 参与申请审核.
    let own = |word: &str| paragraph.all(word).find(|at| !text[..*at].ends_with('申'));
    let word = || HEADINGS.letter.iter().find_map(|word| Some((own(word)?, word)));
    if let Some((at, word)) = sent().or_else(word) {
        let message = format!("“{word}”是函件用语");
        let found = paragraph.finding(&codes::S18, at..at + word.len(), message);
        sink.push(found.help("删去函件用语，只留报告"));
    }
}

/// S19: a table pasted as text, of which only the strokes would be printed; said at the rule under its head, |---|---|, if it has one.
fn pasted_table(facts: &Facts, sink: &mut Diagnostics) {
    let mut lines = facts.prose.iter().filter(|p| is_table_line(p.as_str()));
    if let Some(first) = lines.next() {
        let ruled = |p: &&Paragraph| p.as_str().contains("--");
        let line = Some(first).into_iter().chain(lines.take(1)).find(ruled).unwrap_or(first);
        let message = "正文里贴进了用竖线画的表格";
        let found = line.finding(&codes::S19, 0..line.as_str().len(), message);
        sink.push(found.help("正文印不出表格；改成文字叙述，或删去"));
    }
}

/// S16: a lower number before a higher one that belongs above it.
fn levels(facts: &Facts, sink: &mut Diagnostics) {
    for section in sections(facts).filter(|section| section[0].part != Part::Intro) {
        let numbered = section.iter().filter(|p| !p.fixed);
        let mut numbered = numbered.filter_map(|p| Some((p, p.level?)));
        let Some((opener, lower)) = numbered.next() else { continue };
        if let Some((later, level)) = numbered.find(|(_, level)| *level < lower) {
            let message = format!("先出现{}，后出现上一级的{}", sign(lower), sign(level));
            let found = opener.finding(&codes::S16, 0..lead_len(opener.as_str()), message);
            let later = later.place(0..lead_len(later.as_str()));
            return sink.push(found.label(later, "这里才是上一级").help("从（一）起逐级使用"));
        }
    }
}

fn sections(facts: &Facts) -> impl Iterator<Item = &[Paragraph]> {
    let overview = |p: &Paragraph| matches!(p.part, Part::Overview(_));
    facts.prose.chunk_by(move |a, b| a.part == b.part || overview(a) && overview(b))
}

fn sign(level: Level) -> &'static str {
    match level {
        Level::First => "“一、”",
        Level::Second => "“（一）”",
        Level::Third => "“1.”",
        Level::Fourth => "“（1）”",
    }
}

/// Bytes of the number a paragraph begins with, or of its first character.
fn lead_len(text: &str) -> usize {
    Lead::of(text).map_or_else(|| text.chars().next().map_or(0, char::len_utf8), |lead| lead.len)
}

/// S09: section five tells of problems and of what is done about them.
fn problems(facts: &Facts, sink: &mut Diagnostics) {
    let section: Vec<&Paragraph> = facts.prose.iter().filter(|p| p.part == Part::Problems).collect();
    let Some(first) = section.first() else { return };
    let text: String = section.iter().map(|p| p.as_str()).collect();
    let says = |list: &str| LEXICON.says(list, &text);
    let short = text.chars().filter(|c| c.is_alphanumeric()).nth(10).is_none();
    // 跟不上, 不便, 不高: whatever is denied, but for 不断 and the like.
    let denies = || LEXICON.without("不是问题", &text).contains('不');
    let (problem, mend) = (says("问题") || denies(), says("改进"));
    let message = match (short, problem, mend) {
        (true, ..) => "第五部分太短，没有说明问题和改进",
        (_, false, _) => "第五部分没有写存在的问题",
        (_, _, false) => "第五部分没有写改进情况",
        _ => return,
    };
    let found = first.finding(&codes::S09, 0..head(first.as_str(), "。").len(), message);
    sink.push(found.help("写明问题、去年问题的整改和今后的措施"));
}

/// S10: the last section states the fee, where the form asks for it.
fn fee_stated(facts: &Facts, sink: &mut Diagnostics) {
    let section: Vec<&Paragraph> = facts.prose.iter().filter(|p| p.part == Part::Others).collect();
    let Some(first) = section.first() else { return };
    let Some(word) = facts.form.sections.last().and_then(|section| section.must_say.as_deref()) else {
        return;
    };
    if section.iter().any(|p| p.as_str().contains(word)) {
        return;
    }
    let message = "第六部分没有写收取信息处理费的情况";
    let found = first.finding(&codes::S10, 0..first.as_str().len(), message);
    sink.push(found.help("没有收取的，写“本年度未收取政府信息公开信息处理费”"));
}

#[cfg(test)]
mod tests;
