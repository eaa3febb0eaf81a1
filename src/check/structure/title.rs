//! The report's frame: title (S14), signature and date (S17), the parts its opening lists (S13).

use crate::check::facts::{Facts, Part};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Spanned;

/// Looks at the frame.
pub(super) fn check(facts: &Facts, sink: &mut Diagnostics) {
    if let Some(title) = &facts.title
        && let Some(wrong) = wrong_title(&title.value, facts)
    {
        let right = format!("{}{}年政府信息公开工作年度报告", facts.office.value, facts.year.value);
        let help = format!("写成“{right}”，或删去标题由程序生成");
        sink.push(Diagnostic::of(&codes::S14, title.span, wrong).help(help));
    }
    signature(facts, sink);
    listed_parts(facts, sink);
}

/// What is wrong with a title; nothing if it has one of the lawful patterns.
fn wrong_title(title: &str, facts: &Facts) -> Option<String> {
    let compact: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let year = facts.year.value;
    if !compact.contains(&year.to_string()) {
        return Some(format!("标题的年份与年度 {year} 不符"));
    }
    if compact.matches("年度").count() > 1 {
        return Some("标题里“年度”出现了两次".to_owned());
    }
    if !compact.contains("年度报告") {
        return Some("标题没有写“年度报告”".to_owned());
    }
    if !compact.contains("政府信息公开") {
        return Some("标题没有写“政府信息公开”".to_owned());
    }
    if !compact.contains("政府信息公开工作年度报告") {
        return Some("标题没有写“工作”".to_owned());
    }
    let office = facts.office.value.as_str();
    (!names_office(&compact, office)).then(|| format!("标题里没有机关名“{office}”"))
}

/// Whether a title names a body: by its whole name or without 人民政府; with it others (A局、B局, A（B）); or all of its system,
/// for which it reports (上海市税务局: 上海市税务系统).
fn names_office(title: &str, office: &str) -> bool {
    let bare = |c: char| c.is_whitespace() || "、（）()及和与".contains(c);
    let joined: String = title.chars().filter(|c| !bare(*c)).collect();
    let names = |office: &str| {
        let short = office.replace("人民政府", "").replace("办事处", "");
        let system = SYSTEMS
            .iter()
            .filter_map(|ending| office.strip_suffix(ending))
            .any(|stem| stem.chars().count() >= 3 && joined.contains(&format!("{stem}系统")));
        !short.is_empty() && (title.contains(office) || title.contains(short.as_str())) || system
    };
    let together: String = office.chars().filter(|c| !bare(*c)).collect();
    let parts = office.split(['、', '（', '）', '(', ')']).filter(|part| !part.is_empty());
    names(office) || joined.contains(&together) || parts.clone().count() > 1 && parts.into_iter().all(names)
}

/// Endings of bodies that have a system below them.
const SYSTEMS: [&str; 5] = ["管理局", "局", "委员会", "厅", "总队"];

/// S17: the name and the date under the report.
fn signature(facts: &Facts, sink: &mut Diagnostics) {
    if let Some(Spanned { value, span }) = &facts.signature
        && !facts.office.value.ends_with(value.trim())
        && !value.trim().ends_with(&facts.office.value)
    {
        let message = format!("署名“{}”与机关“{}”不同", value.trim(), facts.office.value);
        sink.push(Diagnostic::of(&codes::S17, *span, message).help("署名写机关全称"));
    }
    let Some(Spanned { value: (year, month, _), span }) = facts.date else { return };
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

/// S13: the opening lists the six parts, all of them, and counts them right.
fn listed_parts(facts: &Facts, sink: &mut Diagnostics) {
    const PARTS: [(&str, &[&str]); 6] = [
        ("总体情况", &["总体情况", "概述"]),
        ("主动公开政府信息情况", &["主动公开"]),
        ("收到和处理政府信息公开申请情况", &["公开申请", "依申请", "申请公开"]),
        ("政府信息公开行政复议、行政诉讼情况", &["复议"]),
        ("存在的主要问题及改进情况", &["主要问题", "存在问题", "存在的问题", "问题及", "问题和"]),
        ("其他需要报告的事项", &["其他", "其它", "需要报告"]),
    ];
    let opening = facts.prose.iter().filter(|p| matches!(p.part, Part::Intro | Part::Overview(None)));
    for paragraph in opening {
        let text = paragraph.as_str();
        let mut start = 0;
        for sentence in text.split_inclusive('。') {
            let at = start;
            start += sentence.len();
            let missing: Vec<&str> = PARTS
                .iter()
                .filter(|(_, words)| !words.iter().any(|w| sentence.contains(w)))
                .map(|(name, _)| *name)
                .collect();
            let lists = sentence.contains("总体情况") && missing.len() <= 3 && sentence.contains('、');
            if !lists {
                continue;
            }
            let counted = counted_parts(sentence);
            let message = if !missing.is_empty() {
                format!("列出的部分缺“{}”", missing.join("”“"))
            } else if counted.is_some_and(|n| n != 6) {
                format!("列出六个部分，却说{}个部分", counted.map_or(String::new(), |n| n.to_string()))
            } else {
                continue;
            };
            let range = at..at + sentence.trim_end_matches('。').len();
            let diagnostic = Diagnostic::of(&codes::S13, paragraph.place(range), message);
            sink.push(diagnostic.help("按正文的六个部分逐一列出"));
        }
    }
}

/// The number before 个部分 or 部分.
fn counted_parts(sentence: &str) -> Option<usize> {
    let at = sentence.find("部分")?;
    let c = sentence[..at].trim_end_matches(['个', '大']).chars().next_back()?;
    "零一二三四五六七八九".chars().position(|x| x == c).or_else(|| c.to_digit(10).map(|d| d as usize))
}
