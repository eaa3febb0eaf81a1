//! The report's frame: title (S14), signature and date (S17), the parts its opening lists (S13).

use crate::check::bodies::{NameOwner, Names, WORDS};
use crate::check::facts::headings::HEADINGS;
use crate::check::facts::{Facts, Part};
use crate::check::text::numerals;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::form;
use crate::source::{Spanned, is_numeral, near, pieces};
use std::ops::Range;

pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    let read = !facts.year.span.is_empty();
    if let Some(title) = facts.title.as_ref().filter(|_| read)
        && let Some(wrong) = wrong_title(&title.value, facts)
    {
        let right = format!("{}{}年政府信息公开工作年度报告", facts.office.value, facts.year.value);
        let help = format!("写成“{right}”，或删去标题由程序生成");
        sink.push(Diagnostic::of(&codes::S14, title.span, wrong).help(help));
    }
    signature(facts, read, sink);
    listed_parts(facts, sink);
}

/// What is wrong with a title; nothing if it has one of the lawful patterns.
fn wrong_title(title: &str, facts: &Facts) -> Option<String> {
    const REPORT: &str = "政府信息公开工作年度报告";
    // Quotes are looked at elsewhere.
    let compact: String = title.chars().filter(|&c| !c.is_whitespace() && !"\"'“”".contains(c)).collect();
    let year = facts.year.value;
    let years = compact.matches(&year.to_string()).count();
    let dated = format!("{year}年");
    if years == 0 {
        return Some(format!("标题的年份与年度 {year} 不符"));
    }
    let faults = [
        (years > 1, "标题里年份写了两遍"),
        (compact.matches("年度").count() > 1, "标题里“年度”出现了两次"),
        (compact.ends_with("的年度报告"), "标题里“年度报告”前面多了“的”"),
        (!compact.contains("年度报告"), "标题没有写“年度报告”"),
        (!compact.contains("政府信息公开"), "标题没有写“政府信息公开”"),
        (!compact.contains(REPORT), "标题没有写“工作”"),
        (!compact.contains(&dated), "标题的年份后面没有“年”"),
        (compact.starts_with("关于"), "标题前面多了“关于”"),
        (!compact.ends_with(REPORT), "标题在“年度报告”后面多了字"),
    ];
    if let Some((_, fault)) = faults.into_iter().find(|(is, _)| *is) {
        return Some(fault.to_owned());
    }
    let rest = compact.replacen(REPORT, "", 1).replacen(&dated, "", 1);
    let named = rest.trim_start_matches('度').trim_end_matches('度');
    let office = facts.office.value.as_str();
    let short =
        || !named.is_empty() && (office.ends_with(named) || Names::of(facts).whose(named) == NameOwner::Own);
    let own = names_office(&compact, office) || short();
    (!own).then(|| format!("标题里没有机关名“{office}”"))
}

/// Whether a title names a body: by its whole name or without 人民政府; with it others (A局、B局, A（B）); or all of its system,
/// for which it reports (上海市税务局: 上海市税务系统).
fn names_office(title: &str, office: &str) -> bool {
    let bare = |c: char| c.is_whitespace() || "、（）()及和与".contains(c);
    let joined: String = title.chars().filter(|c| !bare(*c)).collect();
    let names = |office: &str| {
        let short = office.replace("人民政府", "").replace("办事处", "");
        let mut stems = WORDS.with_systems.iter().filter_map(|ending| office.strip_suffix(ending));
        let system = stems.any(|stem| stem.chars().count() >= 3 && names_system(&joined, stem));
        !short.is_empty() && (title.contains(office) || title.contains(short.as_str())) || system
    };
    let together: String = office.chars().filter(|c| !bare(*c)).collect();
    let parts = parts(office);
    names(office) || joined.contains(&together) || parts.len() > 1 && parts.into_iter().all(names)
}

/// 安平县教育系统, 全县教育系统: all bodies of a body's kind in its region.
fn names_system(title: &str, stem: &str) -> bool {
    title.match_indices("系统").any(|(end, _)| {
        let before = &title[..end];
        let matter =
            before.rsplit_once('全').map(|(_, rest)| rest.trim_start_matches(WORDS.all_of.as_slice()));
        before.ends_with(stem)
            || matter.is_some_and(|matter| matter.chars().count() >= 2 && stem.ends_with(matter))
    })
}

/// S17: the name and the date under the report; `read`: the year that it is of could be read.
fn signature(facts: &Facts, read: bool, sink: &mut Diagnostics) {
    if let Some(Spanned { value, span }) = &facts.signature
        && !signs(value, &facts.office.value)
    {
        let message = format!("署名“{}”与机关“{}”不同", value.trim(), facts.office.value);
        sink.push(Diagnostic::of(&codes::S17, *span, message).help("署名写机关全称"));
    }
    let Some(Spanned { value: (year, month, _), span }) = facts.date.filter(|_| read) else { return };
    let next = facts.year.value + 1;
    if year != next || month > 3 {
        let message = if year < next {
            format!("成文日期早于 {next} 年 1 月 1 日")
        } else {
            format!("成文日期晚于 {next} 年 3 月")
        };
        sink.push(Diagnostic::of(&codes::S17, span, message).help("年度报告在次年一月至三月公布"));
    }
}

fn parts(names: &str) -> Vec<&str> {
    let apart = |c: char| c.is_whitespace() || "、，,；;（）()".contains(c);
    names.split(apart).filter(|part| !part.is_empty()).collect()
}

/// Whether a signature is a body's: its name whole, shortened or with its superior's before it. Of several that sign together each
/// must be among the names; a body may sign with others, and with the name that it bears beside its own: A（B）.
fn signs(signature: &str, office: &str) -> bool {
    let (signed, own) = (parts(signature), parts(office));
    let same = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
    same(signature.trim(), office) || own.iter().all(|body| signed.iter().any(|name| same(name, body)))
}

/// S13: the opening lists the six parts, all of them, by their names since 2019, and counts them right.
fn listed_parts(facts: &Facts, sink: &mut Diagnostics) {
    let opening = facts.prose.iter().filter(|p| matches!(p.part, Part::Intro | Part::Overview(None)));
    for paragraph in opening {
        for (at, sentence) in pieces(paragraph.as_str(), "。") {
            let Some((range, message, help)) = misread(sentence) else { continue };
            let range = at + range.start..at + range.end;
            sink.push(paragraph.finding(&codes::S13, range, message).help(help));
        }
    }
}

/// What is wrong with the parts that a sentence lists: where, the message and the help.
fn misread(sentence: &str) -> Option<(Range<usize>, String, String)> {
    let end = sentence.trim_end_matches('。').len();
    if let Some((from, n)) = miscounted(sentence) {
        let message = format!("报告有六个部分，这里说{n}个部分");
        return Some((from..end, message, "改成六个部分".to_owned()));
    }
    let parts = HEADINGS.parts.iter().zip(HEADINGS.names.iter());
    let missing: Vec<&str> = parts.filter(|(words, _)| !words.says(sentence)).map(|part| part.1).collect();
    let counted = counted_parts(sentence);
    let listed = sentence.contains('、') || counted.is_some();
    if missing.len() > 3 || !listed || !HEADINGS.parts[0].says(sentence) {
        return None;
    }
    // Beside the form's own names of the others.
    let own = HEADINGS.names.iter().filter(|name| sentence.contains(name)).count();
    let mut others = HEADINGS.miscalled.iter().filter(|(_, name)| own >= 4 && !sentence.contains(name));
    if let Some((at, called, name)) =
        others.find_map(|(called, name)| Some((sentence.find(called)?, called, name)))
    {
        let message = format!("格式里没有“{called}”这一部分");
        return Some((at..at + called.len(), message, format!("写成“{name}”")));
    }
    let former = HEADINGS.former.iter().find(|word| sentence.contains(word));
    let message = if let Some(former) = former {
        let first = form::all().map(|form| form.first_year).min().unwrap_or_default();
        format!("“{former}…”是 {first} 年以前的部分名称")
    } else if let Some(counted) = counted.filter(|&n| n != 6) {
        format!("报告有六个部分，这里说{counted}个部分")
    } else if !missing.is_empty()
        && !is_shortened(sentence, missing.len())
        && (counted.is_some() || !leaves_out(sentence))
    {
        format!("列出的部分缺“{}”", missing.join("”“"))
    } else {
        return None;
    };
    Some((0..end, message, "按正文的六个部分逐一列出".to_owned()))
}

/// 报告共分七个部分: a wrong number without the parts.
fn miscounted(sentence: &str) -> Option<(usize, u64)> {
    let at = HEADINGS.counting.iter().find_map(|word| sentence.find(word))?;
    let tail = &sentence[at..];
    near(tail, "部分", 10)?;
    Some((at, counted_parts(tail).filter(|&n| n != 6)?))
}

/// 等 closes a list that need not be whole.
fn leaves_out(sentence: &str) -> bool {
    HEADINGS.open.says(sentence) || sentence.ends_with('等')
}

/// 由总体情况、主动公开政府信息情况等六个部分组成: some stand for all.
fn is_shortened(sentence: &str, missing: usize) -> bool {
    let head = sentence.split("部分").next().unwrap_or_default().trim_end_matches(['个', '大', '六', '6']);
    missing > 1 && head.ends_with('等')
}

/// The number before 个部分 or 部分.
fn counted_parts(sentence: &str) -> Option<u64> {
    let head = sentence[..sentence.find("部分")?].trim_end_matches(['个', '大']);
    let written = |c: char| c.is_ascii_digit() || c == '零' || is_numeral(c);
    let number = &head[head.trim_end_matches(written).len()..];
    number.parse().ok().or_else(|| numerals::value(number))
}
