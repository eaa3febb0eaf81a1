//! In: a passage. Out: what each of its figures claims, compared with the tables and with the other figures. One file a kind of
//! claim: its patterns and what they bind. Refuses to guess: a figure whose meaning is in doubt stays unread.

mod apart;
mod applicants;
mod balance;
mod beside;
mod carried;
mod cases;
mod changes;
mod charges;
mod days;
mod decisions;
mod denials;
mod differences;
mod documents;
mod done;
mod equation;
pub(crate) mod fees;
mod fractions;
mod grown;
mod growth;
mod lists;
mod mostly;
mod naming;
mod ordered;
mod paired;
mod percent;
mod products;
mod rates;
mod received;
mod results;
mod shares;
mod slips;
mod sums;
mod table;
mod terms;
mod times;
mod totals;
pub(crate) mod twice;
mod verdicts;

use crate::check::Testimony;
use crate::check::claim::{self, Claim, Matter, Reading, Said, Whose};
use crate::check::compare::{FigureStatus, Passage};
use crate::check::facts::{Part, Topic};
use crate::check::text::{Class, Kind, LEXICON, Mention, Sentence, Token, Words, is_comma, last_clause};
use crate::form::Form;
use crate::form::quantity::{ColumnName as Column, RowName as Row};

/// Reads all figures of a passage; what it tells of the whole year is told to `tale` too.
pub(crate) fn read(passage: &mut Passage<'_>, tale: &mut twice::Tale) {
    let mut claimed = Vec::new();
    for (index, sentence) in passage.sentences.iter().enumerate() {
        let claims = claims(passage, index);
        // Those that hold first: they tell whose a sentence is.
        let told = || sentence.mentions.iter().zip(&claims);
        let met: Vec<bool> = told()
            .map(|(m, said)| {
                said.as_ref().and_then(Said::claim).is_some_and(|claim| passage.meet(sentence, m, claim))
            })
            .collect();
        for ((mention, said), met) in told().zip(met) {
            match said {
                _ if met => {}
                Some(Said::Claim(claim)) => passage.compare(sentence, mention, claim),
                Some(Said::Another(whose)) => passage.leave(mention, *whose),
                None => {}
            }
            for claim in said_of_all(passage.facts.form, sentence, mention)
                .into_iter()
                .filter(|_| of_the_year(said.as_ref()))
            {
                // 收到涉及征地的申请 5 件，均予以公开: of five of eight.
                let all =
                    |of: &Claim| of.reading(passage.facts, |n| Some(n) == mention.figure.whole()).is_some();
                let some = said.as_ref().and_then(Said::claim).is_some_and(|of| of.some && !all(of))
                    || tells_of_carried(&passage.sentences[..index]);
                passage.compare(sentence, mention, &Claim { some, ..claim });
            }
        }
        denials::check(passage, index, &claims);
        results::rest_granted(passage, index, &claims);
        results::plainly_told(passage, index, &claims);
        results::on_one_ground(passage, index);
        applicants::all_are(passage, index);
        mostly::check(passage, index);
        table::results(passage, index, &claims);
        balance::added(passage, index, &claims);
        cases::check(passage, index);
        verdicts::check(passage, index);
        documents::check(passage, index);
        decisions::check(passage, index);
        charges::check(passage, index);
        times::check(passage, index, &claims);
        differences::check(passage, index, &claims);
        growth::check(passage, index, &claims);
        grown::check(passage, index);
        shares::check(passage, index);
        fractions::check(passage, index);
        rates::check(passage, index, &claims);
        products::check(passage, index);
        ordered::check(passage, index);
        beside::check(passage, index);
        days::check(passage, index);
        table::parted(passage, index);
        changes::check(passage, index);
        sums::check(passage, index);
        totals::check(passage, index);
        paired::check(passage, index);
        table::ways(passage, index);
        fees::check(passage, index);
        twice::again::check(passage, index);
        tale.collect(passage, sentence);
        claimed.extend(sentence.mentions.iter().zip(claims).filter_map(|(m, said)| Some((m, said?))));
    }
    only_received(passage, &claimed);
    balance::of_passage(passage, &claimed);
}

/// 收到公民提交的关于招生政策的申请 18 件: where a paragraph tells no other number of applications, it can only be all; by no way more came
/// than all together.
fn only_received(passage: &mut Passage<'_>, claimed: &[(&Mention, Said)]) {
    if passage.paragraph.part != Part::Overview(Some(Topic::OnRequest)) {
        return;
    }
    let readings = claim::received(Column::Applicants.word());
    let values = readings.iter().filter_map(|r| r.value(passage.facts));
    let (Some(new), Some(most)) = (values.clone().next(), values.max()) else { return };
    let claim = Claim::new(Matter::Received, "收到", readings);
    let told = passage.sentences.iter().filter(|s| !s.mentions.is_empty()).take(2).count();
    for (mention, said) in claimed {
        let some = matches!(said, Said::Another(Whose::Channel | Whose::Part));
        let received =
            mention.has_before([Class::Receive, Class::ReceiveNew]) && mention.has(Class::Application);
        let Some(n) = mention.figure.whole().filter(|_| some && received) else { continue };
        let place = mention.figure.start;
        let Some(sentence) = passage.sentences.iter().find(|s| s.range.contains(&place)) else { continue };
        let only = told == 1 && claimed.len() == 1 && sentence.mentions.len() == 1;
        if n > most || only && n.abs_diff(new) <= (new / 5).max(1) {
            passage.compare(sentence, mention, &claim);
        }
    }
}

/// 结转下年度 2 件，均为自然人申请: of those carried over no row tells more.
fn of_the_year(said: Option<&Said>) -> bool {
    said.is_some() && !Said::counts(said, &[Matter::Carried, Matter::Next])
}

/// 9 件，均为自然人申请; 9 件，均已予以公开; 4 件（均属于行政查询事项）.
fn said_of_all(form: &Form, sentence: &Sentence, mention: &Mention) -> Option<Claim> {
    // 自然人 12 件、企业 2 件，全部予以公开; 县局收到 6 件、管理站收到 3 件，均予以公开: of both.
    let lead = &sentence.tokens[..mention.token];
    let mark = lead.iter().rposition(Token::is_any_mark);
    let joined = |at: usize| lead[at].is_mark("、") && lead[..at].last().is_some_and(Token::is_figure);
    let one = [Class::Applicant, Class::Receive, Class::ReceiveNew];
    if mention.has_before(one) && mark.is_some_and(joined) {
        return None;
    }
    let claim = applicants::all_of_them(mention)
        .or_else(|| results::all_of_them(form, mention))
        .or_else(|| results::all_in_bracket(form, sentence, mention))?;
    let behind = &sentence.tokens[mention.token + 1..];
    let all = behind.find(Class::All)?;
    let said = behind[all..].iter().take_while(|t| !t.is_no_word());
    let last = said.filter(|t| t.is([Class::Applicant, Class::Outcome, Class::Submit])).last()?;
    Some(Claim { words_end: Some(last.end), ..claim })
}

/// What each figure of a sentence claims of applications.
fn claims(passage: &Passage<'_>, index: usize) -> Vec<Option<Said>> {
    let sentence = &passage.sentences[index];
    let mut claims: Vec<Option<Said>> = Vec::with_capacity(sentence.mentions.len());
    // 对收到的 2 件申请均未收取信息处理费: the sections behind the tables speak of no other applications.
    let behind = matches!(
        passage.paragraph.part,
        Part::Problems | Part::Others | Part::Overview(Some(Topic::Supervision))
    ) && bare_received(passage.text(), sentence);
    // 公文 214 件主动公开、76 件依申请公开: what papers are thought to be.
    let papers = || LEXICON.says("公文属性", &passage.text()[sentence.range.clone()]);
    let about = passage.on_request[index] || (sentence.has(Class::OwnApplication) || behind) && !papers();
    let apart = about && !sentence.mentions.is_empty() && tells_of_carried(&passage.sentences[..index]);
    for at in 0..sentence.mentions.len() {
        let mut said = if about { claim(passage, index, at, &claims) } else { None };
        if let Some(Said::Claim(claim)) = said.as_mut().filter(|_| apart) {
            claim.some |= matches!(claim.matter, Matter::Outcome | Matter::Group | Matter::Finished);
        }
        claims.push(said);
    }
    apart::received(passage, sentence, &mut claims);
    apart::applicants(passage, sentence, &mut claims);
    apart::granted(passage, sentence, &mut claims);
    apart::refused(passage, sentence, &mut claims);
    claims
}

/// 上年结转的 2 件均予以公开。本年新收 11 件，…，予以公开 7 件: whether what became of those that came over is told before.
fn tells_of_carried(sentences: &[Sentence]) -> bool {
    sentences.iter().any(|s| {
        let answered = s.has([Class::Outcome, Class::Publish]) && !s.has([Class::ReceiveNew, Class::Receive]);
        answered && s.tells_carried_in()
    })
}

/// 收到申请 8 件, 收到的 2 件申请: the word alone, with nothing that says another kind.
fn bare_received(text: &str, sentence: &Sentence) -> bool {
    let tokens = &sentence.tokens;
    tokens.iter().enumerate().any(|(at, token)| {
        // 在办理的 13 件申请中: 的 says that it is all of them.
        let all = token.is([Class::Handle, Class::Finish])
            && (text[..token.end].ends_with('的') || tokens.get(at + 1).is_some_and(|t| t.is(Class::Of)));
        let received = token.is([Class::Receive, Class::ReceiveNew])
            && LEXICON.closes("只说收到", &text[..token.end])
            || all;
        let rest = tokens[at + 1..]
            .iter()
            .find(|t| !(t.is([Class::Quantity, Class::Of, Class::Filler]) || t.is_figure()));
        received && rest.is_some_and(|t| t.is(Class::Application))
    })
}

/// What one figure claims of applications; `earlier` are the claims of the figures before it.
fn claim(passage: &Passage<'_>, index: usize, at: usize, earlier: &[Option<Said>]) -> Option<Said> {
    let sentence = &passage.sentences[index];
    let mention = &sentence.mentions[at];
    if !counts_applications(mention) {
        return None;
    }
    if let Some(name) = naming::name_in_row(mention).filter(|name| name.has(Class::Outcome)) {
        return results::of_words(passage.facts.form, name, true).map(Said::Claim);
    }
    // 征求第三方意见 15 件次，同意公开 4 件次: what these think.
    let asks = |m: &Mention| LEXICON.closes("第三方", m.head(passage.text()));
    if sentence.mentions[..at].iter().any(asks) || is_property(passage.text(), sentence, at) {
        return Some(Said::Another(Whose::OtherThing));
    }
    let claim = results::with_bracket(passage.facts.form, sentence, mention)
        .or_else(|| results::claim(passage.facts.form, mention));
    if claim.is_none() && counts_another_thing(passage.text(), sentence, mention) {
        return Some(Said::Another(Whose::OtherThing));
    }
    let claim = carried::claim(mention)
        .or(claim)
        .or_else(|| applicants::claim(mention))
        .or_else(|| done::claim(passage.text(), mention))
        .or_else(|| {
            let came = received::claim(mention, passage.on_request[index]);
            came.or_else(|| received::of_clause_before(mention))
                .filter(|_| !is_one_of_a_row(passage.text(), sentence, at))
        })?;
    Some(claim).map(|said| inherited(passage, index, at, earlier, said))
}

/// 职称评审、学校食堂招标分别有 6 件、5 件申请: whether a figure counts one of several named things.
fn is_one_of_a_row(text: &str, sentence: &Sentence, at: usize) -> bool {
    let is_row = |between: &str| between.starts_with('、') && !between.contains(is_comma);
    let joined = |at: usize| {
        at > 0
            && sentence.mentions.get(at).is_some_and(|m| is_row(sentence.mentions[at - 1].between(m, text)))
    };
    let first = (1..=at).rev().find(|&at| !joined(at)).unwrap_or(0);
    let of_years = [Class::LastYear, Class::ThisYear, Class::OtherTime];
    let first = &sentence.mentions[first];
    (joined(at) || joined(at + 1)) && first.has_before(Class::Each) && !first.has_before(of_years)
}

/// Whether a figure can count applications: by its unit, and because nothing else is named after the last application.
fn counts_applications(mention: &Mention) -> bool {
    let named = mention.has(Class::OwnApplication);
    let counted = match mention.figure.unit {
        unit if LEXICON.has("申请的量词", unit) => true,
        unit if LEXICON.has("申请也用的量词", unit) => named,
        "" => {
            let ends = mention.right.first().is_none_or(Token::is_any_mark);
            let led = mention
                .left
                .last()
                .is_some_and(|t| t.is([Class::Quantity, Class::Zero, Class::Outcome]) || t.is_mark("：:"));
            ends && led
        }
        _ => false,
    };
    counted && !mention.figure.approximate && mention.figure.whole().is_some()
}

/// 起草公文 417 件，认定主动公开 96 件、依申请公开 208 件、不予公开 113 件: how documents may be made public, not what became of
/// applications.
fn is_property(text: &str, sentence: &Sentence, at: usize) -> bool {
    let all = &sentence.mentions;
    let property = |m: &Mention| -> Option<&'static str> {
        let asked = m.has_before([Class::Receive, Class::ReceiveNew, Class::Finish]);
        let head = m.head(text).trim_end_matches([' ', '的', '类', '为']);
        let known = LEXICON.list("公开的属性").iter().find(|word| head.ends_with(*word))?;
        (!asked && m.scope == all[at].scope).then_some(known)
    };
    // 主动公开 38 件，占 25%；依申请公开 76 件，占 50%: the shares between them do not count.
    let counts = |m: &&Mention| !m.figure.is_percent();
    let (before, behind) = (all[..at].iter().rev().filter(counts), all[at..].iter().filter(counts));
    let told = |word| before.clone().take(2).chain(behind.clone().take(3)).any(|m| property(m) == Some(word));
    property(&all[at]).is_some() && told("主动公开") && told("依申请公开")
}

/// 受理热线工单 906 件，办结 896 件: the thing named last is what is counted. An 申请 of another kind (教师资格认定申请) is such a
/// thing too.
fn counts_another_thing(text: &str, sentence: &Sentence, mention: &Mention) -> bool {
    let other = [Class::OtherThing, Class::Dispute];
    // 存在的主要问题：受理的 23 件申请中: what is named behind the figure is nearer.
    let near =
        mention.after().first().is_some_and(|t| t.is(Class::Application)) && !mention.has_before(other);
    let own = near || mention.has_after(Class::OwnApplication);
    let tokens = &sentence.tokens[..mention.token];
    // 因征求第三方意见，结转下年 5 件: why is no thing.
    let reason = || {
        let comma = tokens.iter().rposition(|t| t.is_mark("，,"))?;
        let from = last_clause(&tokens[..comma]);
        let because = tokens.get(from).is_some_and(|t| LEXICON.opens("因为", &text[t.start..]));
        (because && !tokens[from..comma].has_figure()).then_some(from..comma)
    };
    let reason = if mention.has_before(Class::CarryOut) { reason() } else { None };
    let named = tokens.iter().enumerate().rev().find_map(|(i, token)| {
        if reason.as_ref().is_some_and(|reason| reason.contains(&i)) {
            return None;
        }
        let bare = token.is(Class::Application) && !token.is(Class::OwnApplication);
        let before = i.checked_sub(1).map(|b| tokens[b]).filter(|t| t.end == token.start);
        let of_another = bare && before.is_some_and(|t| t.kind == Kind::Other || t.is(other));
        let thing = token.is(other) || token.is(Class::GeneralCase);
        let another = of_another || thing && !token.is([Class::Outcome, Class::Channel]);
        (another || token.is(Class::Application)).then_some(another)
    });
    !own && named == Some(true)
}

/// A part of what is another's is another's; a part of one row of the table is no total.
fn inherited(passage: &Passage<'_>, index: usize, at: usize, earlier: &[Option<Said>], said: Said) -> Said {
    let sentence = &passage.sentences[index];
    let mention = &sentence.mentions[at];
    let Some(claim) = said.claim() else { return said };
    let Some(whole) = whole_of(passage.text(), sentence, mention, at) else { return said };
    let of = earlier[whole].as_ref();
    let is = |matters: &[Matter]| matters.contains(&claim.matter);
    // 其中涉及征地的 20 件，办结 18 件: of the part named last.
    let last = at.checked_sub(1).filter(|&last| last > whole);
    let of_part = last.is_some_and(|last| {
        let said = earlier[last].as_ref().and_then(Said::claim);
        said.is_none() && sentence.mentions[last].has(Class::Concerning)
    });
    // 予以公开 5 件（自然人 4 件、商业企业 1 件）: of those alone.
    let of_outcome = Said::counts(of, &[Matter::Outcome, Matter::Group]);
    if of_part && is(&[Matter::Received, Matter::Finished]) || of_outcome && is(&[Matter::Applicant]) {
        return Said::Another(Whose::Part);
    }
    let total = Said::counts(of, &[Matter::Received, Matter::Finished]);
    if total {
        let again = is(&[Matter::Received]) && claim.readings.len() > 1;
        return if again { Said::Another(Whose::Part) } else { said };
    }
    // 补正 6 件，其中 2 件逾期未补正: the row is made of these alone.
    let asked = sentence.mentions[whole].before().hold("补正", passage.text());
    if asked && is(&[Matter::Outcome]) && claim.says.contains("补正") {
        return said;
    }
    // 上年结转 4 件中，3 件予以公开: table three tells not what became of them.
    let came = || earlier.iter().any(|said| Said::counts(said.as_ref(), &[Matter::Received]));
    let of_carried = Said::counts(of, &[Matter::Carried]) && !came();
    // 自然人的 4 件中，2 件予以公开: of one kind of applicants, where there are others.
    let all = Reading::total(Row::Received).value(passage.facts);
    let of_some = Said::counts(of, &[Matter::Applicant]) && sentence.mentions[whole].figure.whole() != all;
    let own = of.and_then(Said::claim).is_some() && !is(&[Matter::Received, Matter::Finished, Matter::Next]);
    if of_carried || of_some || !own { Said::Another(Whose::Part) } else { said }
}

/// The figure of which 其中 or a bracket makes another a part.
fn whole_of(text: &str, sentence: &Sentence, mention: &Mention, at: usize) -> Option<usize> {
    let before = |token: usize| sentence.mentions[..at].iter().rposition(|m| m.token < token);
    if mention.depth > 0 {
        return before(mention.scope);
    }
    let among =
        |token: usize| sentence.tokens[token].is(Class::Among) || lists::among_those(text, sentence, token);
    let Some(among) = (0..mention.token).rev().find(|&token| among(token)) else {
        return topic(text, sentence, at);
    };
    let outer = sentence.mentions[..at].iter().rposition(|m| m.token < among && m.depth == 0);
    outer.filter(|_| sentence.tokens[among..mention.token].iter().all(|t| !t.is_mark("；;")))
}

/// 对同一申请人提出的 5 件申请，…: those of which the rest of the sentence speaks, if it says which they are.
fn topic(text: &str, sentence: &Sentence, at: usize) -> Option<usize> {
    let known = LEXICON.named("不限定申请");
    let topic = |m: &Mention| {
        let led = m.before().first().is_some_and(|t| LEXICON.has("对着", t.text(text)));
        let those = m.right.first().is_some_and(|t| t.is(Class::Application));
        led && those && m.depth == 0 && !m.before().are(known, "")
    };
    let found = sentence.mentions[..at].iter().rposition(topic)?;
    let from = sentence.mentions[found].token;
    let apart = sentence.tokens[from..sentence.mentions[at].token].has_mark("；;");
    (!apart).then_some(found)
}

/// Whether each sentence speaks of applications by its place: the sub-item, or a heading 二是依申请公开情况 before it.
pub(crate) fn on_request(part: Part, sentences: &[Sentence], text: &str) -> Vec<bool> {
    let mut here = part == Part::Overview(Some(Topic::OnRequest));
    let fixed = here;
    sentences
        .iter()
        .map(|sentence| {
            let heading = sentence.mentions.is_empty() && sentence.range.len() <= 60;
            let words = &text[sentence.range.clone()];
            if heading && !fixed && words.contains("公开") {
                here = sentence.has(Class::OwnApplication);
            }
            here
        })
        .collect()
}

/// What the author's figures tell of the tables in a passage that was read.
pub(crate) fn testimonies(passage: &Passage<'_>) -> Vec<Testimony> {
    let bound = |m: &Mention| passage.is_tabled(m) && !passage.computed(m);
    let mut all = Vec::new();
    for (index, sentence) in passage.sentences.iter().enumerate() {
        for (mention, said) in sentence.mentions.iter().zip(claims(passage, index)) {
            let claim = said.as_ref().and_then(Said::claim).filter(|claim| !claim.some && bound(mention));
            let Some((claim, count)) = claim.zip(mention.figure.whole()) else { continue };
            let quantities = claim.readings.iter().filter_map(|reading| reading.quantity(passage.facts));
            all.push(Testimony { may_be: quantities.collect(), count });
        }
    }
    all
}

/// The figures of a passage that nobody has read.
pub(crate) fn status(passage: &Passage<'_>, sentence: &Sentence, mention: &Mention) -> FigureStatus {
    if let Some(status) = passage.status(mention) {
        return status.clone();
    }
    // What is counted in visits, sessions or persons is in no table; nor is what is named as such a thing.
    let counted = mention.figure.unit.is_empty() || mention.figure.counts_in("表里的量词");
    let quoted = mention.figure.unit.is_empty() && mention.left.last().is_some_and(|t| t.is_mark("“"));
    let thing = mention.has([Class::Thing, Class::OtherThing]) || quoted || !counted;
    let whose = match mention.figure.unit {
        _ if mention.figure.approximate => Some(Whose::Rough),
        "%" | "百分点" => Some(Whose::Rate),
        _ if thing => Some(Whose::OtherThing),
        _ => passage.whose(sentence, mention),
    };
    whose.map_or(FigureStatus::Unread, FigureStatus::Another)
}
