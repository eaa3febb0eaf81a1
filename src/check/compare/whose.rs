//! In: a figure and the words before it. Out: whose it is, if it is not the report's own of this year. Errs on the side of another's.

use std::borrow::Cow;

use crate::check::bodies::{NameOwner, names_no_subject};
use crate::check::claim::{Claim, Whose};
use crate::check::compare::Passage;
use crate::check::text::{COMMAS, Class, Kind, LEXICON, Mention, Sentence, Token, Words, last_clause};
use crate::form::quantity::RowName;

/// More sentences, more figures, and more words before one of them than a paragraph has that a hand wrote.
const MANY: usize = 100;

impl Passage<'_> {
    /// Whose a figure is by the words before it in its sentence; nothing if it is the report's own of this year.
    pub(crate) fn whose(&self, sentence: &Sentence, mention: &Mention) -> Option<Whose> {
        let lead_in = of_its_point(self.text(), &sentence.tokens[..mention.token]);
        let lead_in = &lead_in[..];
        if !self.is_this_year(lead_in, mention) {
            return Some(Whose::OtherTime);
        }
        let words = self.naming(lead_in);
        let part = lead_in.has(Class::OwnLevel) || self.names.names_another(&words);
        let another = part && !self.by_its_office(lead_in, &words) || self.in_anothers_name(lead_in);
        another.then_some(Whose::OtherBody)
    }

    /// 省政府制定规章 3 件: what no department makes is that of the government itself, whose report sums up others.
    pub(super) fn made_by_itself(&self, sentence: &Sentence, mention: &Mention, claim: &Claim) -> bool {
        let lead_in = of_its_point(self.text(), &sentence.tokens[..mention.token]);
        claim.says.ends_with(RowName::Regulations.word()) && !self.names.names_beside(&self.naming(&lead_in))
    }

    /// Whether the words before a place speak of this year, as far as they name a time.
    pub(crate) fn is_now(&self, lead_in: &[Token]) -> bool {
        is_now(self.text(), lead_in, &[])
    }

    /// Whether they speak of the reporting body, this year.
    pub(crate) fn is_ours(&self, lead_in: &[Token]) -> bool {
        self.is_now(lead_in) && !self.names_another(lead_in)
    }

    /// 以县政府名义作出的答复, 代拟的答复.
    fn in_anothers_name(&self, lead_in: &[Token]) -> bool {
        let (Some(first), Some(last)) = (lead_in.first(), lead_in.last()) else { return false };
        let words = &self.text()[first.start..last.end];
        if words.contains("代拟") {
            return true;
        }
        let name = words
            .rfind("名义")
            .and_then(|at| Some(&words[..at][words[..at].rfind('以')? + '以'.len_utf8()..]));
        name.is_some_and(|name| !name.starts_with(['本', '我']) && self.names.whose(name) != NameOwner::Own)
    }

    fn is_this_year(&self, lead_in: &[Token], mention: &Mention) -> bool {
        is_now(self.text(), lead_in, mention.before())
    }

    /// Whether the words name a body other than the reporting one, or a part of it beside others.
    pub(crate) fn names_another(&self, lead_in: &[Token]) -> bool {
        let words = self.naming(lead_in);
        self.names.names_another(&words) && !self.by_its_office(lead_in, &words)
    }

    /// 镇党政办登记 2 件, 省局机关新收 18 件: whether they name but the office that does it for the whole body; not so where the report
    /// tells of other parts too (党政办收到 2 件、便民服务中心收到 1 件; 全系统). `words` are those of [`Self::naming`].
    fn by_its_office(&self, lead_in: &[Token], words: &str) -> bool {
        // A flood must not cost its square.
        let mentions = || self.sentences.iter().map(|s| s.mentions.len()).sum::<usize>();
        if lead_in.len() > MANY || self.sentences.len() > MANY || mentions() > MANY {
            return false;
        }
        let of_system =
            || LEXICON.list("不止机关").iter().any(|word| self.facts.prose.iter().any(|p| p.has(word)));
        if !self.names.names_own_office(words)
            || lead_in.has(Class::OwnLevel) && *self.names.of_system.get_or_init(of_system)
        {
            return false;
        }
        let end = lead_in.last().map_or(0, |t| t.end);
        let named = |m: &&Mention| self.names.names_part(&self.naming(m.before()));
        let all = self.sentences.iter().flat_map(|s| &s.mentions).filter(named);
        let (earlier, later): (Vec<_>, Vec<_>) =
            all.partition(|m| m.before().first().is_some_and(|t| t.start < end));
        earlier.len() < 2 && later.is_empty()
    }

    /// The words among which a name of another body may be.
    fn naming(&self, lead_in: &[Token]) -> String {
        let known = LEXICON.named("不成机关名");
        let text = self.text();
        let mut words = String::new();
        let mut depth = 0usize;
        let (mut aside, mut object) = (false, false);
        for (at, token) in lead_in.iter().enumerate() {
            if at == 0 || lead_in[at - 1].is_mark(COMMAS) {
                aside = has_no_subject(text, &lead_in[at..]);
            }
            // 《云州市供水条例》: whom a title names has nothing to do with the figure.
            depth += usize::from(token.is_mark("（(《"));
            depth -= usize::from(token.is_mark("）)》") && depth > 0);
            let channel = token.is(Class::NoBody) && token.text(text).contains("政府");
            let region = token.is(Class::Region) && self.facts.sums_up();
            // 向县政府申请复议: to whom, not who.
            object = token.text(text) == "向"
                || object && !(token.is(known) || token.is(Class::Submit) || token.is_any_mark());
            if aside || object || depth > 0 || token.is(known) || channel || region {
                words.push(' ');
            } else {
                words.push_str(token.text(text));
            }
        }
        words
    }
}

/// What the words before a figure say of whom it is: 一是会同县司法局会商申请 3 件；二是举办 5 期: an earlier point says nothing of a later one;
/// 制发 14 件，其中县政府 9 件、县直部门 5 件；废止 21 件: nor do the parts of what stands before the semicolon.
fn of_its_point<'t>(text: &str, lead_in: &'t [Token]) -> Cow<'t, [Token]> {
    let point = |at: usize| {
        let begins = at == 0 || lead_in[at - 1].is_mark("：:；;，,。");
        begins && LEXICON.opens("点", &text[lead_in[at].start..])
    };
    let without =
        |first: usize, last: usize| lead_in[..first].iter().chain(&lead_in[last..]).copied().collect();
    let first = (0..lead_in.len()).find(|&at| point(at));
    let last = (0..lead_in.len()).rev().find(|&at| point(at));
    if let (Some(first), Some(last)) = (first, last)
        && first < last
    {
        return Cow::Owned(without(first, last));
    }
    let ends = lead_in.iter().rposition(|t| t.is_mark("；;"));
    let list = ends.and_then(|end| Some((lead_in[..end].iter().rposition(|t| t.is(Class::Among))?, end)));
    let parts = |(from, end): &(usize, usize)| lead_in[*from..*end].iter().filter(|t| t.is_figure()).count();
    match list.filter(|list| parts(list) > 1) {
        Some((from, end)) => Cow::Owned(without(from, end)),
        None => lead_in.into(),
    }
}

/// 强化部门会商，… : an earlier clause whose first word is a verb or a preposition, and without a figure, says of no body that the rest
/// is its own.
fn has_no_subject(text: &str, rest: &[Token]) -> bool {
    let Some(end) = rest.iter().position(|t| t.is_mark(COMMAS)) else { return false };
    let passed = [Class::Filler, Class::ThisYear, Class::All, Class::We, Class::OnTime, Class::Quantity];
    let lead = rest[..end].iter().take_while(|t| t.is(passed)).count();
    let first = rest[..end].get(lead);
    let led = |t: &Token| names_no_subject(&text[t.start..]);
    !rest[..end].has_figure() && (rest[..lead].iter().any(led) || first.is_some_and(led))
}

/// Whether the time named last is this year; `own` are the words of the figure's own clause.
fn is_now(text: &str, lead_in: &[Token], own: &[Token]) -> bool {
    let mut now = true;
    for (i, token) in lead_in.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| &lead_in[b]);
        let rest = &lead_in[i + 1..];
        if token.kind == Kind::Other && part_of_year(token.text(text)) {
            now = false;
        } else if token.is(Class::Compare) && before.is_none_or(|t| t.is_mark(COMMAS)) {
            // 去年的复议案件: nothing is compared yet.
            now = now && (is_carried(rest) || !token.text(text).ends_with('的'));
        } else if token.is(Class::ThisYear) {
            // 近三年（2023—2025年）: the last of several.
            now |= !before.is_some_and(|t| t.is_mark("—－-～~"));
        } else if token.is(Class::Since) {
            let mut near = lead_in[..i].iter().rev().take(2);
            now = now && near.any(|t| t.is(Class::ThisYear));
        } else if token.is(Class::OtherTime) {
            now = now && (of_years(text, lead_in, i) || before.is_some_and(|t| t.is(Class::Compare)));
        } else if token.is([Class::LastYear, Class::NextYear]) {
            let until = before.is_some_and(|t| LEXICON.has("截至", t.text(text)));
            let compared =
                before.is_some_and(|t| t.is([Class::Compare, Class::Filler]) && !t.is(Class::ThisYear));
            now = now && (compared && !until || is_carried(rest) || is_carried_before(&lead_in[..i]));
        }
    }
    let carried = [Class::Carry, Class::CarryIn, Class::Underway];
    now && (!own.has(Class::LastYear) || own.has(carried) || own.has([Class::Compare, Class::ThisYear]))
}

/// 对历年形成的文件开展清理，制发 4 件: what is done to the papers of years is done this year; a clause is no longer, not even in a flood.
fn of_years(text: &str, lead_in: &[Token], at: usize) -> bool {
    const LONG: usize = 16;
    let near = &lead_in[at.saturating_sub(LONG)..lead_in.len().min(at + LONG)];
    let from = last_clause(&near[..at.min(LONG)]);
    lead_in[at].text(text).starts_with('历') && has_no_subject(text, &near[from..])
}

/// 2023年结转…: the year says where the carried ones come from.
fn is_carried(rest: &[Token]) -> bool {
    rest.iter().take(4).any(|t| t.is([Class::Carry, Class::CarryIn, Class::CarryOut, Class::Underway]))
}

/// …结转至2026年: the year says where they go, whatever follows.
fn is_carried_before(before: &[Token]) -> bool {
    before.iter().rev().take(4).any(|t| t.is([Class::Carry, Class::CarryIn, Class::CarryOut]))
}

/// `1-9月`, `截至6月`, `12月份`: a part of the year; the whole year ends in 12月31日 and 12月底.
fn part_of_year(words: &str) -> bool {
    let Some(at) = words.find('月') else { return false };
    let digits: String = words[..at].chars().filter(char::is_ascii_digit).collect();
    let after = &words[at + '月'.len_utf8()..];
    let ends_year = digits.ends_with("12") && LEXICON.opens("年终", after);
    !(digits.is_empty() || ends_year || digits == "1" && after.starts_with("1日"))
}
