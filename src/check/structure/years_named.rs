//! The years that the prose names: another than the report's (X15), a carry-over from the wrong one (X16). Both are what a copied
//! text leaves behind.

use super::dated::Dated;
use super::spans::PERIODS;
use super::{bodies_named, years_slipped};
use crate::check::bodies::{Names, WORDS};
use crate::check::dates::{WrittenDate, dates, leading_year};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::report::OfficeKind;
use crate::source::{CLAUSE, digits_closing, head, is_rearranged, near, pieces, tail, without};

pub(super) fn check(facts: &Facts, paragraph: &Paragraph, names: &Names, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    carried(facts, paragraph, sink);
    carried_between(facts, paragraph, sink);
    bodies_named::own_name(paragraph, names, sink);
    bodies_named::own_title(facts, paragraph, sink);
    bodies_named::above(facts, paragraph, sink);
    let start = opening(text);
    for (at, sentence) in pieces(&text[start..], "。！？") {
        let dated = Dated::of(facts, paragraph, (start + at, sentence));
        let mut found = vec![planned(&dated).or_else(|| year_of(&dated))];
        // Most sentences have no date.
        if !dated.dates.is_empty() {
            found.extend([period(&dated), until(&dated)]);
            found.push(announced(&dated).or_else(|| years_slipped::check(&dated)));
        }
        found.push(match facts.kind {
            OfficeKind::Province => None,
            _ if facts.sums_up() => bodies_named::another_region(&dated, names),
            _ => bodies_named::another(&dated, names),
        });
        found.into_iter().flatten().for_each(|found| sink.push(found));
    }
}

/// Bytes of a run-in heading (`（一）主动公开情况。`), so that the first sentence begins after it.
fn opening(text: &str) -> usize {
    if !text.starts_with(['（', '(']) {
        return 0;
    }
    let end =
        text.find(['。', '：']).filter(|&i| text[..i].chars().count() <= 20 && !text[..i].contains('年'));
    let end = end.or_else(|| text.find(['）', ')']));
    end.map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8))
}

/// X15: a sentence that opens with another year.
fn year_of(dated: &Dated<'_>) -> Option<Diagnostic> {
    let (this, sentence) = (dated.this(), dated.text);
    let (start, year, len) = opening_year(sentence)?;
    let behind = sentence[start + len..].trim_start_matches("度");
    let rest = behind.trim_start_matches("全年");
    // 2024年以来，…全年公开 562 条，较2024年增加 41 条: last year's own is not compared with itself.
    let whole = sentence.contains("全年") || sentence.contains(&format!("较{year}年"));
    let since = rest.strip_prefix("以来").filter(|_| whole && year + 1 == this);
    let rest = since.unwrap_or(rest);
    // 2026年共组织培训2次: told, though the year has not come.
    let told = year > this && tells_deeds(rest);
    let opens = rest.starts_with(|c| PERIODS.opening.contains(c)) || behind.starts_with("全年") || told;
    // 2024年，县水务局坚持公开，本年度共公开信息215条: both are the report's own year.
    let own = year < this && PERIODS.deeds_of_own.opens(subject_left(behind));
    if year == this || !opens || dated.names_this() && !(own && is_attribute(sentence, this)) {
        return None;
    }
    let excused = if year > this { PERIODS.later } else { PERIODS.earlier };
    let problems = dated.paragraph.part == Part::Problems;
    let plans = problems && year > this;
    // 2024年，我局…取得成效，但还存在…问题: of the problems that the report has.
    let achieved = year < this
        && problems
        && sentence.contains("取得")
        && !sentence.contains("整改")
        && PERIODS.achieved.says(sentence);
    // 2024年全年公开 186 条，较上年增长 20%: it is what is compared with the year before it.
    // 2024年，我局收到 19 件，上年结转 1 件, where the paragraph tells of no other year: of both ends of its own.
    let only = year < this && !dated.paragraph.has(&this.to_string());
    let ends = PERIODS.ends.iter().filter(|_| only);
    let left = PERIODS.compared.iter().chain(ends);
    let left = without(sentence, left);
    let excused = !achieved
        && excused.iter().any(|w| {
            left.contains(w) && (since.is_none() || w != "以来") && !(own && PERIODS.this_year.has(w))
        });
    // 2030年，供水普及率达到95%: what is aimed at; 2028年，我局公开 57 条 is another report's.
    let aimed = year > this + 1 && !(year <= this + FAR && (told || WORDS.ours.says(sentence)));
    if plans || excused || aimed {
        return None;
    }
    let found = dated.another(&(start..start + len), year);
    Some(found.help("改成报告年度；确指别的年份的，写明“上年”或“自某年以来”"))
}

/// How many years behind the report's are another report's that was copied.
const FAR: u16 = 5;

/// 共组织培训2次, 主动公开信息57条: what is told of a year that is over.
fn tells_deeds(rest: &str) -> bool {
    let mut last = head(rest, CLAUSE).match_indices(|c: char| c.is_ascii_digit());
    // 公开2026年部门预算 counts nothing.
    let count = |at: usize| !rest[at + 1..].starts_with(|c: char| c.is_ascii_digit() || "年月日".contains(c));
    let mut counted = || last.any(|(at, _)| count(at));
    PERIODS.totals.opens(rest) || counted() && (PERIODS.done.opens(rest) || PERIODS.doings.opens(rest))
}

/// 2024年，我乡按照要求主动公开…，2025年度各项任务圆满完成: whether a year is named but of what is done within it, not as another's beside.
fn is_attribute(sentence: &str, year: u16) -> bool {
    let year = year.to_string();
    let within = |rest: &str| rest.starts_with(|c| PERIODS.attributes.contains(c));
    sentence.split(&year).skip(1).all(|rest| rest.strip_prefix("年度").is_some_and(within))
}

/// What is said of a body of its own level or of 我局, behind its name: 县水务局|坚持公开.
fn subject_left(behind: &str) -> &str {
    let clause = head(behind.trim_start_matches('，'), "，。；：、");
    let name = clause.find(|c| PERIODS.bodies.contains(c));
    name.filter(|&at| clause[..at].chars().count() <= 10).map_or("", |at| {
        let rest = &clause[at..];
        rest.char_indices().nth(1).map_or("", |(next, _)| &rest[next..])
    })
}

/// The year that a sentence opens with, also behind its ground: 按照统一部署，2023年度本局共公开…; where it stands and its bytes.
fn opening_year(sentence: &str) -> Option<(usize, u16, usize)> {
    if let Some((year, len)) = leading_year(sentence) {
        return Some((0, year, len));
    }
    let (ground, rest) = sentence.split_once('，')?;
    let (year, len) = leading_year(rest)?;
    let behind = rest[len..].trim_start_matches('度').trim_start_matches('，');
    let leads = PERIODS.grounds.opens(ground) && !ground.contains(|c: char| c.is_ascii_digit());
    (PERIODS.ours.opens(behind) && leads).then_some((ground.len() + '，'.len_utf8(), year, len))
}

/// X15: whether section five plans for the year that is reported or one before: 2025年，我局将继续….
fn planned(dated: &Dated<'_>) -> Option<Diagnostic> {
    let this = dated.this();
    if dated.paragraph.part != Part::Problems {
        return None;
    }
    dated.dates.iter().filter(|date| date.is_year()).find_map(|date| {
        let slipped = |year| years_slipped::is_decade_off(year, this + 1);
        let before = dated.before(date);
        // 2027年，我局将从三方面改进, where nothing is planned for 2026.
        let next = format!("{}年", this + 1);
        let skipped = |year| {
            let told = || dated.facts.prose.iter().any(|p| p.part == Part::Problems && p.has(&next));
            year == this + 2 && before.is_empty() && !told()
        };
        let known = |&year: &u16| year <= this && (year + 10 > this || slipped(year)) || skipped(year);
        let year = date.year.filter(known)?;
        let rest = dated.text[date.range.end..].trim_start_matches(['度', '，', ',']);
        let opens = before.chars().next_back().is_none_or(|c| PERIODS.before_plans.contains(c))
            || before.ends_with("下一步")
            || PERIODS.means.closes(before);
        // 针对2025年度报告中提出的问题: it is this report.
        let cited = || PERIODS.cited.iter().any(|words| near(rest, words, 14).is_some());
        if year == this && !before.ends_with(|c: char| c.is_ascii_digit()) && cited() {
            let message = format!("{this} 年度的报告就是本报告，上年的是 {} 年度的", this - 1);
            return Some(dated.wrong(&date.range, message));
        }
        // 2024年，我局将邀请…: next year is meant there too; 2024年存在的问题将继续整改 is not.
        let subject = head(rest, "将");
        let ours =
            subject.len() < rest.len() && subject.chars().count() <= 6 && !subject.contains(['的', '题']);
        let led = year == this && is_led_by_plan(before, rest);
        (opens && (led || (ours || year == this || slipped(year)) && is_plan(rest))).then(|| {
            let message = format!("今后的打算写的是 {year} 年，报告年度是 {this} 年");
            dated.wrong(&date.range, message).help(format!("改成 {} 年", this + 1))
        })
    })
}

/// 下一步，我局将在|2025年继续压实责任: what is planned stands before the year, and the deed behind it.
fn is_led_by_plan(before: &str, rest: &str) -> bool {
    let before = before.trim_end_matches(['，', '在', '于']);
    let next = PERIODS.next_steps.opens(tail(before, "。；"));
    let means = PERIODS.means.closes(before);
    // 对照计划2025年完成而未完成的任务: what should have been done.
    let open = head(rest, CLAUSE).contains('未');
    means && next && !open || (means || next || before.ends_with('将')) && PERIODS.goes_on.opens(rest)
}

/// 我局将继续…, 我局计划…; 将 is 把 where it leads an object (将公开纳入考核).
fn is_plan(rest: &str) -> bool {
    // What behind a word is planned, if its subject stands before it.
    let planned = |word: &str| {
        // 2023年已将…, 2024年起将近三年…: what is done already.
        let done = |before: &str| before.contains(['。', '；', '了']) || before.ends_with('已');
        let at = near(rest, word, 12).filter(|&at| !done(&rest[..at]) && !rest.starts_with('起'))?;
        Some(&rest[at + word.len()..])
    };
    let will = planned("将").is_some_and(|behind| {
        // 参与 leads none.
        let words = head(behind, CLAUSE).replace("参与", "");
        !words.is_empty() && !words.contains('了') && !PERIODS.objects.says(&words)
    });
    will || PERIODS.means.iter().filter_map(planned).any(|behind| !PERIODS.no_plans.opens(behind))
}

/// What is said of the period of the figures.
const WHOLE: &str = "统计期为报告年度的 1 月 1 日至 12 月 31 日";

/// X15: the period of the figures is the report's year, from its first day to its last.
fn period(dated: &Dated<'_>) -> Option<Diagnostic> {
    let (this, sentence) = (dated.this(), dated.text);
    let stated = PERIODS.figures.says(sentence);
    let whole: Vec<&WrittenDate> =
        dated.dates.iter().filter(|d| d.day.is_some() && d.month.is_some()).collect();
    let Some([first, last]) = whole.windows(2).find(|pair| is_period(sentence, pair[0], pair[1])) else {
        return if stated { whole_year(dated) } else { None };
    };
    // 2024年1月1日至12月31日新收申请3件: last year's days of this year's doings.
    let last_years = || {
        let days = [first, last].map(|date| (date.month, date.day));
        let years = first.year == Some(this - 1) && last.year.is_none_or(|year| year + 1 == this);
        let excused = PERIODS.earlier.says(sentence) || dated.names_this();
        days == [(Some(1), Some(1)), (Some(12), Some(31))] && years && !excused
    };
    if !stated && !last_years() {
        return None;
    }
    let ends = [(*first, (1, 1), "1 月 1 日"), (*last, (12, 31), "12 月 31 日")];
    let is = |date: &WrittenDate, day: (u8, u8)| date.month.zip(date.day) == Some(day);
    // 征集期限自3月1日至31日 is another matter's.
    if !ends.iter().any(|(date, day, _)| is(date, *day)) {
        return None;
    }
    ends.into_iter().find_map(|(date, day, word)| {
        let message = match date.year {
            Some(year) if year != this => format!("统计期写的是 {year} 年，报告年度是 {this} 年"),
            _ if !is(date, day) => format!("统计期的起讫是 1 月 1 日和 12 月 31 日，这里不是 {word}"),
            _ => return None,
        };
        Some(dated.wrong(&date.range, message).help(WHOLE))
    })
}

/// X15: 统计时段为2024年全年.
fn whole_year(dated: &Dated<'_>) -> Option<Diagnostic> {
    if dated.names_this() || !dated.text.contains("统计") {
        return None;
    }
    let said = |date: &&WrittenDate| {
        let rest = dated.behind(date);
        let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '（']) || rest.starts_with("全年");
        date.month.is_none() && ends && PERIODS.counted_by.closes(dated.before(date))
    };
    let date = dated.dates.iter().find(said)?;
    let message = format!("统计期写的是 {} 年，报告年度是 {} 年", date.year?, dated.this());
    Some(dated.wrong(&date.range, message).help(WHOLE))
}

/// X15: 截至2024年12月31日 in a report of 2025; 2052年, which is 2025 with its digits exchanged.
fn until(dated: &Dated<'_>) -> Option<Diagnostic> {
    let (this, sentence) = (dated.this(), dated.text);
    if PERIODS.figures.says(sentence) && dated.dates.len() > 1 {
        return None;
    }
    dated.dates.iter().find_map(|date| {
        let year = date.year.filter(|&year| year != this)?;
        let exchanged = date.fault.is_none()
            && year > this + 10
            && (this - 1..=this + 1).any(|near| is_rearranged(&near.to_string(), &year.to_string()));
        let led = PERIODS.until.closes(dated.before(date));
        // A stock may be told as of the year before, where this year's is told too.
        let other = led
            && year != this + 1
            && year + 5 > this
            && !dated.names_this()
            && !PERIODS.of_last.says(sentence);
        // 截至2026年12月31日: when the report is made it has not come.
        let to_come = led && year == this + 1 && date.month.is_some_and(|month| month > 6);
        (exchanged || other || to_come).then(|| dated.another(&date.range, year))
    })
}

/// Whether two dates are the ends of a period: 自…起至…止.
fn is_period(sentence: &str, first: &WrittenDate, last: &WrittenDate) -> bool {
    let between = &sentence[first.range.end..last.range.start];
    let sound = first.fault.is_none() && last.fault.is_none();
    sound && between.chars().count() <= 4 && between.contains(|c| PERIODS.joints.contains(c))
}

/// X15: the report that the opening announces is this year's, and it is published in the next.
fn announced(dated: &Dated<'_>) -> Option<Diagnostic> {
    let (this, sentence) = (dated.this(), dated.text);
    let report = |date: &&WrittenDate| {
        let rest = dated.behind(date);
        let title = head(rest, "，。；、》");
        let said = || sentence.contains("如下") && title.contains("情况");
        let named =
            title.contains("公开") && (title.contains("年度报告") || title.contains("年报") || said());
        // 2025年度报告的编制.
        let year_of = rest.len() < sentence.len() - date.range.end;
        let own = date.year == Some(this) && title.starts_with("报告") && year_of;
        date.month.is_none() && (named || own) && title.chars().count() <= 24
    };
    let of = dated.dates.iter().find(report)?;
    let year = of.year?;
    // 于2024年1月20日前发布《2024年…年度报告》 too.
    let led = |d: &WrittenDate| {
        let between = sentence.get(d.range.end..of.range.start).unwrap_or_default();
        between.chars().count() <= 16 && (PERIODS.issued.says(between) || PERIODS.compiled.closes(between))
    };
    // 涵盖2025年1月1日至12月31日期间的公开情况: the period that it is about.
    let opens = |d: &WrittenDate| {
        dated.behind(d).trim_start_matches('起').starts_with(|c| PERIODS.joints.contains(c))
    };
    let early = |d: &&WrittenDate| {
        let beside = d.range.start > of.range.start || led(d);
        beside && !opens(d) && d.year == Some(year) && d.month.is_some_and(|m| m <= 6)
    };
    let early = dated.dates.iter().find(early);
    if year == this || year + 1 == this && early.is_some() {
        let early = early.filter(|d| PERIODS.made.says(&sentence[d.range.end..]))?;
        let message = format!("{year} 年度的报告在 {} 年编制和公布，这里写的是 {year} 年", year + 1);
        return Some(dated.wrong(&early.range, message));
    }
    let opening = matches!(dated.paragraph.part, Part::Intro | Part::Overview(None));
    (opening && PERIODS.announces.says(sentence) && year.abs_diff(this) <= 9)
        .then(|| dated.wrong(&of.range, format!("导语说的是 {year} 年的报告，报告年度是 {this} 年")))
}

/// X16: 上年（2023年）结转, 结转2025年继续办理 in a report of 2025.
fn carried_between(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let this = facts.year.value;
    for date in dates(text).into_iter().filter(WrittenDate::is_year) {
        let Some(year) = date.year else { continue };
        let (before, after) = (&text[..date.range.start], text[date.range.end..].trim_start_matches('度'));
        let open = before.strip_suffix(['（', '(']);
        let bracket = open.filter(|_| after.starts_with(['）', ')']));
        let led = before.trim_end_matches(['至', '到', '入']);
        let clause = tail(led, "，。；（");
        let carried = PERIODS.carried_to.closes(led);
        let beside = |year: u16| clause.contains(&format!("{year}年"));
        let goes = || {
            let came = PERIODS.carried_from.says(clause) || beside(this - 1);
            // 结转2024年申请1件, 结转2024年度未办结的2件: where they come from.
            let whence = year + 1 == this && PERIODS.carried.opens(after);
            carried && !came && !whence
        };
        // 同比增长28%（2023年为50件） in a report of 2025.
        let compared = || {
            // The figure behind it is no part of a date.
            let after = text[date.range.start..].split_once('年').map_or("", |(_, after)| after);
            let told = after.starts_with(|c: char| c.is_ascii_digit() || PERIODS.told.contains(c));
            told && PERIODS.compared.says(tail(open.unwrap_or_default(), "。；"))
        };
        let expected = match bracket {
            Some(head) if PERIODS.last_year.closes(head) => this - 1,
            Some(head) if PERIODS.next_year.closes(head) => this + 1,
            Some(head) if PERIODS.of_this_year.closes(head) && paragraph.part != Part::Problems => this,
            // 2023年结转至2024年3件 in a report of 2025: what came over, told of another year.
            _ if year < this && carried && beside(year - 1) => this,
            _ if goes() && year <= this => this + 1,
            _ if year < this && compared() => this - 1,
            _ => continue,
        };
        if year == expected || year + 5 < this {
            continue;
        }
        let message = format!("这里写的是 {year} 年，应为 {expected} 年");
        // The figure behind it (2024年3件) is no part of it.
        let named = date.range.start
            ..date.range.start + text[date.range.clone()].find('年').map_or(0, |at| at + '年'.len_utf8());
        let found = paragraph.finding(&codes::X16, named, message);
        sink.push(found.label(facts.year.span, "年度").help("写“上年”“下年度”，或写对年份"));
    }
}

/// X16: 2021年结转 in a report of 2023.
fn carried(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let this = facts.year.value;
    for (at, mark) in text.match_indices('年') {
        let digits = at - digits_closing(&text[..at]);
        let Ok(year) = text[digits..at].parse::<u16>() else { continue };
        let rest = text[at + mark.len()..].trim_start_matches('度');
        let carries = PERIODS.carries.opens(rest);
        // 2023年结转2024年, 2023年结转下年 say where it goes.
        let goes = rest.trim_start_matches("结转").trim_start_matches(['至', '到']);
        let expected = match leading_year(goes) {
            Some((target, _)) => target - 1,
            None if goes.starts_with('下') => this,
            None => this - 1,
        };
        let known = year == expected || year == this;
        // 2026年度结转的申请 in a report of 2025: none has come from there.
        let later = year == this + 1 && rest.starts_with("结转的");
        if at - digits == 4 && carries && !known && year + 5 > this && (year <= this || later) {
            let message = format!("“{year}年结转”应为 {expected} 年");
            let found = paragraph.finding(&codes::X16, digits..at + mark.len(), message);
            sink.push(found.label(facts.year.span, "年度").help("写“上年结转”，或写对年份"));
        }
    }
}
