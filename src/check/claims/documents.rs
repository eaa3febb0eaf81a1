//! 规章 and 行政规范性文件: 制发, 废止, 现行有效 of table two (X13), and a number that was left out (X13).

use super::denials::clauses;
use crate::check::claim::reading::Reading;
use crate::check::claim::{Claim, Matter, Whose};
use crate::check::compare::Passage;
use crate::check::text::clauses::{Mention, Sentence};
use crate::check::text::lexicon::Class;
use crate::check::text::tokens::{Kind, Token};
use crate::diagnostic::codes;
use crate::form::quantity::RowName as Row;

/// Compares what a sentence says of documents.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let sentence = &passage.sentences[index];
    if !sentence.has(Class::Document) {
        return;
    }
    left_out(passage, sentence);
    denied(passage, sentence);
    let mut deed = None;
    for mention in &sentence.mentions {
        let words = outside_titles(mention.before());
        let named = kinds(&words, Class::Document);
        let own = named.first().copied();
        let behind = || kinds(mention.after(), Class::Document).first().copied();
        let deeds = kinds(&words, Class::Deed);
        if let Some(last) = deeds.last() {
            deed = Some(*last);
        }
        // 镇政府不制发规范性文件，以镇政府名义印发的 41 件公文….
        let denied = own.is_none()
            && sentence.tokens[..mention.token].iter().any(|t| t.is([Class::Not, Class::Denial]));
        let earlier =
            kinds(&outside_titles(&sentence.tokens[..mention.token]), Class::Document).last().copied();
        let row = own.or_else(behind).or(earlier.filter(|_| !deeds.is_empty() && !denied));
        let Some(name) = row else { continue };
        let aside =
            words.iter().chain(mention.after()).any(|t| t.is([Class::DocumentAside, Class::NoDocument]));
        // 废止 4 件（含自然失效 2 件）: some of them.
        let within = mention.depth > 0 && mention.has_before(Class::Including);
        if named.len() > 1 || aside || within || !counts_documents(mention) {
            passage.leave(mention, Whose::OtherThing);
            continue;
        }
        let whole = among(sentence, mention);
        if whole && sentence.has(Class::Cleanup) || mention.has_before(Class::Cleanup) && deeds.is_empty() {
            passage.leave(mention, Whose::Part);
            continue;
        }
        // 年初有效 23 件，…，年末有效 21 件.
        let text = passage.text();
        let (stock, end) =
            (|t: &Token| text[..t.end].ends_with("初"), |t: &Token| text[..t.end].ends_with(['末', '底']));
        if mention.before().iter().any(stock) && !mention.before().iter().any(end) {
            passage.leave(mention, Whose::OtherTime);
            continue;
        }
        // 废止 3 件，保留 11 件，新制发 2 件，现行有效 13 件: what was kept is not all that is in force.
        let valid = |t: &Token| t.is(Class::Deed) && t.text(text).contains("有效");
        if words.iter().any(|t| t.text(text) == "保留") && sentence.tokens.iter().any(valid) {
            passage.leave(mention, Whose::Part);
            continue;
        }
        // 制发 3 件，其中新制定 1 件、修订 2 件: a part of what was made.
        let told =
            |m: &Mention| m.token < mention.token && kinds(m.before(), Class::Deed).last() == deed.as_ref();
        let new = || mention.before().iter().any(|t| text[t.start..].starts_with(['新', '修']));
        if whole && deed == Some("制发") && new() && sentence.mentions.iter().any(told) {
            passage.leave(mention, Whose::Part);
            continue;
        }
        let both = deeds.contains(&"制发") && deeds.contains(&"废止");
        if let Some(claim) = claim(passage, name, deed, whole).filter(|_| !both) {
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// What a number of documents says.
fn claim(passage: &Passage<'_>, name: &'static str, deed: Option<&'static str>, part: bool) -> Option<Claim> {
    let form = passage.facts.form;
    let table = Row::Norms.table();
    let columns = form.table(table)?.columns_called(name, deed.or(part.then_some("包括"))?);
    let readings: Vec<_> =
        columns.iter().map(|&column| Reading::named(table, &[name], vec![column])).collect();
    if readings.is_empty() {
        return None;
    }
    let says = if name == Row::Norms.word() { "规范性文件" } else { name };
    let says = format!("{}{says}", deed.unwrap_or(""));
    // What was put online in a year may be older or another's; what was made or repealed is table two's own count.
    let weak = deed == Some("公开") || deed.is_none();
    Some(Claim { weak, some: weak, ..Claim::new(Matter::Document, says, readings) })
}

/// Tokens that do not stand in 《》.
fn outside_titles(tokens: &[Token]) -> Vec<Token> {
    let mut depth = 0usize;
    let mut out = Vec::new();
    for token in tokens {
        depth += usize::from(token.is_mark("《〈"));
        if depth == 0 {
            out.push(*token);
        }
        depth -= usize::from(token.is_mark("》〉") && depth > 0);
    }
    out
}

/// The values that words name as words of a class, in order.
fn kinds(words: &[Token], class: Class) -> Vec<&'static str> {
    let mut list: Vec<&'static str> = words.iter().filter_map(|t| t.value(class)).collect();
    list.dedup();
    list
}

/// Whether a figure can count documents.
fn counts_documents(mention: &Mention) -> bool {
    matches!(mention.figure.unit, "件" | "份" | "部" | "个" | "项") && mention.figure.is_count()
}

/// Whether 其中 or a bracket makes a figure a part.
fn among(sentence: &Sentence, mention: &Mention) -> bool {
    mention.depth > 0 || sentence.tokens[..mention.token].iter().any(|t| t.is(Class::Among))
}

/// 制发行政规范性文件件: the number is missing.
fn left_out(passage: &mut Passage<'_>, sentence: &Sentence) {
    let text = passage.text();
    for token in sentence.tokens.iter().filter(|t| t.is(Class::Document)) {
        let rest = text[token.end..sentence.range.end].trim_start();
        let closed =
            rest.strip_prefix('件').is_some_and(|r| r.is_empty() || r.starts_with(['，', '。', '；', '、']));
        if closed {
            let message = format!("“{}”后面的件数没有填", token.text(text));
            let until = sentence.range.end - rest.len() + '件'.len_utf8();
            let finding =
                passage.finding(&codes::X13, token.start..until, message).help("填上数字，没有的写 0 件");
            passage.sink.push(finding);
            return;
        }
    }
}

/// 未制定行政规范性文件, 规范性文件未制定、未废止 while table two holds some.
fn denied(passage: &mut Passage<'_>, sentence: &Sentence) {
    let mut last: Option<&'static str> = None;
    for (from, clause) in clauses(sentence) {
        let outside = outside_titles(clause);
        let aside = outside.iter().any(|t| t.is([Class::DocumentAside, Class::NoDocument, Class::Others]));
        let named = kinds(&outside, Class::Document).first().copied();
        let figure = clause.iter().any(|t| matches!(t.kind, Kind::Figure(_)));
        for at in (0..clause.len()).filter(|&at| clause[at].is([Class::Not, Class::Denial])) {
            let rest = outside_titles(&clause[at + 1..]);
            let deed = rest.iter().take(3).position(|t| t.value(Class::Deed).is_some());
            let Some((place, deed @ ("制发" | "废止"))) =
                deed.and_then(|n| Some((n, rest[n].value(Class::Deed)?)))
            else {
                continue;
            };
            let behind = rest.iter().position(|t| t.is(Class::Document));
            let ends = |n: usize| rest.get(n + 1).is_none_or(|t| matches!(t.kind, Kind::Mark(_)));
            // 未制定、未废止: nothing but the verb.
            let bare = ends(place) || rest.get(place + 1).is_some_and(|t| t.is(Class::Not));
            let name = match behind {
                Some(n) => rest[n].value(Class::Document).filter(|_| ends(n)),
                None => named.or(last).filter(|_| bare && !figure),
            };
            let lead_in = &sentence.tokens[..from + at];
            let Some(name) = name.filter(|_| !aside && passage.is_ours(lead_in)) else {
                continue;
            };
            none_of(passage, clause[at], deed, name);
        }
        last = named.or(last);
    }
}

/// Says that table two has some of what the words deny.
fn none_of(passage: &mut Passage<'_>, denial: Token, deed: &'static str, name: &'static str) {
    let reading = claim(passage, name, Some(deed), false).and_then(|c| c.readings.into_iter().next());
    let Some(reading) = reading else { return };
    if reading.value(passage.facts).is_some_and(|count| count > 0) {
        passage.belie(&codes::X13, denial.start..denial.end, &format!("没有{deed}{name}"), &reading);
    }
}
