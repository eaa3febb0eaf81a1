//! 规章 and 行政规范性文件: 制发, 废止, 现行有效 of table two (X13), and a number that was left out (X13).

use crate::check::claim::{Claim, Matter, Reading, Whose};
use crate::check::compare::Passage;
use crate::check::text::{Class, Kind, LEXICON, Mention, Sentence, Token, Words};
use crate::diagnostic::codes;
use crate::form::quantity::RowName as Row;

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
        let deeds: Vec<&'static str> = words.named(Class::Deed).collect();
        deed = deeds.last().copied().or(deed);
        // 规范性文件 5 件，…，发布人大代表建议 74 件: none of the former.
        let cases = words.iter().any(|t| LEXICON.says("论件", t.text(passage.text())));
        let done = !deeds.is_empty() && !cases;
        let Some(name) = named(sentence, mention, &words, done) else { continue };
        let part = among(sentence, mention);
        // 公开市政府规章目录，…新制定 2 部: a bureau makes none.
        let anothers = || LEXICON.says("政府的规章", &passage.text()[sentence.range.clone()]);
        if name == Row::Regulations.word() && !passage.facts.kind.is_government() && anothers() {
            passage.leave(mention, Whose::OtherBody);
            continue;
        }
        if let Some(whose) = whose(passage.text(), sentence, mention, deed) {
            passage.leave(mention, whose);
            continue;
        }
        if let Some((lapsed, other)) = told_apart(passage.text(), sentence, mention) {
            let column =
                claim(passage, name, Some(REPEALED), part).and_then(|c| c.readings.into_iter().next());
            let both = mention.figure.whole().zip(other.figure.whole());
            let both = both.map(|(one, other)| one.saturating_add(other));
            if lapsed || column.is_some_and(|column| both == Some(passage.count(&column))) {
                passage.leave(mention, Whose::Part);
                continue;
            }
        }
        let both = deeds.contains(&MADE) && deeds.contains(&REPEALED);
        if let Some(claim) = claim(passage, name, deed, part).filter(|_| !both) {
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// What the lexicon calls what becomes of documents.
const MADE: &str = "制发";
const REPEALED: &str = "废止";
const PUBLISHED: &str = "公开";

/// The kind of documents that a figure counts, of which `words` stand before it, among them one of what became of them where `done`.
fn named(sentence: &Sentence, mention: &Mention, words: &[Token], done: bool) -> Option<&'static str> {
    let earlier = &sentence.tokens[..mention.token];
    let first = |words: &[Token]| words.named(Class::Document).next();
    // 镇政府不制发规范性文件，以镇政府名义印发的 41 件公文…; but 没有废止，现行有效 14 件.
    let denied = |at: usize| {
        let deed = earlier[at + 1..].iter().take(2).find_map(|t| t.value(Class::Deed));
        earlier[at].is([Class::Not, Class::Denial]) && deed != Some(REPEALED)
    };
    // 制定规章 3 件；发布公告 196 件: its own verb is said of another thing; but 废止不合上位法的 4 件.
    let own = words.iter().rposition(|t| t.is([Class::Deed, Class::Of])).map_or(0, |at| at + 1);
    let another = words[own..].iter().any(|t| t.is(Class::Thing) || t.kind == Kind::Other);
    // 规章专栏收录 11 件；政策文件库入库 1630 件、标注废止 412 件.
    let elsewhere = earlier.since("；;").has(Class::NoDocument);
    let goes_on = done && !another && !elsewhere && !(0..earlier.len()).any(denied);
    let before = || outside_titles(earlier).named(Class::Document).last().filter(|_| goes_on);
    // 14 部规章、87 件行政规范性文件: what stands before the pause is the other's.
    let behind = || first(mention.after());
    let paused = mention.left.last().is_some_and(|t| t.is_mark("、"));
    let own = if paused { behind().or_else(|| first(words)) } else { first(words).or_else(behind) };
    own.or_else(before)
}

/// Whose a number of documents is, if it is none of table two; `deed` is what became of them.
fn whose(text: &str, sentence: &Sentence, mention: &Mention, deed: Option<&'static str>) -> Option<Whose> {
    let words = outside_titles(mention.before());
    // 公开行政许可处理决定 326 件.
    let aside = [Class::DocumentAside, Class::NoDocument, Class::Licence, Class::Penalty, Class::Force];
    // 废止 4 件（含自然失效 2 件）: some of them.
    let within = mention.depth > 0 && mention.has_before(Class::Including);
    let kinds = words.named(Class::Document).count();
    let counted = mention.figure.counts_in("文件的量词") && mention.figure.is_count();
    if kinds > 1 || words.has(aside) || mention.has_after(aside) || within || !counted {
        return Some(Whose::OtherThing);
    }
    // 收录文件 1244 件（现行有效 318 件、失效 926 件）: of a library.
    let outer = mention
        .scope
        .checked_sub(1)
        .filter(|_| mention.depth > 0)
        .map_or(&[][..], |at| &sentence.tokens[..at]);
    if outer.say("收在库里", text) {
        return Some(Whose::OtherThing);
    }
    // 年初有效 23 件，…，年末有效 21 件.
    let ends = |with: [char; 2]| mention.before().iter().any(|t| text[..t.end].ends_with(with));
    // 对2024年1月1日前印发的 96 件开展清理.
    let earlier = LEXICON.says("早先制发", mention.lead(text));
    if ends(['初', '初']) && !ends(['末', '底']) || earlier {
        return Some(Whose::OtherTime);
    }
    // 制发规范性文件 0 件；全年公开文件 32 件: of any kind.
    if deed == Some(PUBLISHED) && words.named(Class::Document).next().is_none() && words.hold("文件", text)
    {
        return Some(Whose::OtherThing);
    }
    let part = among(sentence, mention);
    // 清理 73 件，其中保留 58 件；废止 15 件.
    let cleanup = sentence.has(Class::Cleanup)
        && (mention.depth > 0 || sentence.tokens[..mention.token].has(Class::Among))
        || mention.has_before(Class::Cleanup) && words.named(Class::Deed).next().is_none();
    // 废止 3 件，保留 11 件，新制发 2 件，现行有效 13 件: what was kept is not all that is in force.
    let valid = |t: &Token| t.is(Class::Deed) && t.text(text).contains("有效");
    // 纳入清理的 73 件中，保留 58 件.
    let holds = |m: &&Mention| m.figure.micros > mention.figure.micros && m.is_parted_by(mention, text);
    let kept = words.iter().any(|t| t.text(text) == "保留")
        && (sentence.tokens.iter().any(valid) || sentence.mentions.iter().any(|m| holds(&m)));
    // 制发 3 件，其中新制定 1 件、修订 2 件: a part of what was made.
    let told = |m: &&Mention| m.token < mention.token && m.before().named(Class::Deed).last() == deed;
    let new = || mention.before().iter().any(|t| text[t.start..].starts_with(['新', '修']));
    // 废止的 13 件中，因上位法修改废止的 6 件: of those told before.
    let inside = sentence.mentions.iter().filter(told).any(|m| holds(&m));
    let of_made = inside || part && deed == Some(MADE) && new() && sentence.mentions.iter().any(|m| told(&m));
    (cleanup || kept || of_made).then_some(Whose::Part)
}

/// 废止 1 件、失效 0 件: whether a figure counts what lapsed, told apart from what was repealed, and the figure of the other. Table two has
/// both in one column.
fn told_apart<'s>(text: &str, sentence: &'s Sentence, mention: &Mention) -> Option<(bool, &'s Mention)> {
    let lapsed = |m: &Mention| {
        let words = outside_titles(m.before());
        let deed = words.iter().rev().find(|t| t.is(Class::Deed))?;
        let said = deed.text(text);
        (deed.value(Class::Deed) == Some(REPEALED) && (said.contains('废') != said.contains("失效")))
            .then(|| said.contains("失效"))
    };
    let own = lapsed(mention)?;
    let at = sentence.mentions.iter().position(|m| m.token == mention.token)?;
    let beside =
        [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| sentence.mentions.get(at));
    let other = beside.filter(|m| m.depth == mention.depth).find(|m| lapsed(m) == Some(!own))?;
    Some((own, other))
}

fn claim(passage: &Passage<'_>, name: &'static str, deed: Option<&'static str>, part: bool) -> Option<Claim> {
    let form = passage.facts.form;
    let table = Row::Norms.table();
    let columns = form.table(table)?.columns_called(name, deed.or(part.then_some("包括"))?);
    let readings: Vec<_> =
        columns.iter().map(|&column| Reading::named(table, &[name], vec![column])).collect();
    let says = if name == Row::Norms.word() { "规范性文件" } else { name };
    let says = format!("{}{says}", deed.unwrap_or(""));
    // What was put online in a year may be older or another's; what was made or repealed is table two's own count.
    let weak = deed.is_none_or(|deed| deed == PUBLISHED);
    Some(Claim { weak, some: weak, ..Claim::new(Matter::Document, says, readings) })
}

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

/// Whether 其中, which reaches to the semicolon, or a bracket makes a figure a part.
fn among(sentence: &Sentence, mention: &Mention) -> bool {
    mention.depth > 0 || sentence.tokens[..mention.token].since("；;").has(Class::Among)
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
    for clause in sentence.clauses() {
        let outside = outside_titles(&clause);
        let aside = outside.has([Class::DocumentAside, Class::NoDocument, Class::Others]);
        let named = outside.named(Class::Document).next();
        for at in (0..clause.len()).filter(|&at| clause[at].is([Class::Not, Class::Denial])) {
            let rest = outside_titles(&clause[at + 1..]);
            let mut deeds = rest.iter().take(3).enumerate();
            let Some((place, deed)) = deeds.find_map(|(n, t)| Some((n, t.value(Class::Deed)?))) else {
                continue;
            };
            let behind = rest.find(Class::Document);
            let ends = |n: usize| rest.get(n + 1).is_none_or(Token::is_any_mark);
            let name = match behind {
                Some(n) => rest[n].value(Class::Document).filter(|_| ends(n)),
                // 未制定、未废止: nothing but the verb.
                None => named.or(last).filter(|_| ends(place) && !clause.has_figure()),
            };
            let denied = !aside && [MADE, REPEALED].contains(&deed);
            let Some(name) = name.filter(|_| denied && passage.is_ours(clause.lead_in(at))) else { continue };
            // Table two may have some of what the words deny.
            let reading = claim(passage, name, Some(deed), false).and_then(|c| c.readings.into_iter().next());
            if let Some(reading) = reading.filter(|reading| passage.count(reading) > 0) {
                passage.belie(&codes::X13, clause.range(at, at), &format!("没有{deed}{name}"), &reading);
            }
        }
        last = named.or(last);
    }
}
