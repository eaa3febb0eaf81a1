//! The years that the prose names: another than the report's (X15), a carry-over from the wrong one (X16). Both are what a copied
//! text leaves behind.

use std::ops::Range;

use super::spans::{PERIODS, has};
use super::{bodies_named, finding, years_slipped};
use crate::check::bodies::Names;
use crate::check::dates::{WrittenDate, dates, leading_year};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;
use crate::report::OfficeKind;

/// A sentence and its dates.
type Dated<'s> = (&'s str, &'s [WrittenDate]);

/// Looks at the sentences of a paragraph.
pub(super) fn check(facts: &Facts, paragraph: &Paragraph, names: &Names, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    carried(facts, paragraph, sink);
    carried_between(facts, paragraph, sink);
    bodies_named::own_name(paragraph, names, sink);
    bodies_named::own_title(facts, paragraph, sink);
    let mut start = opening(text);
    for sentence in text[start..].split_inclusive(['。', '！', '？']) {
        let at = start;
        start += sentence.len();
        let dates = dates(sentence);
        if !planned(facts, paragraph, (sentence, &dates), at, sink) {
            year_of(facts, paragraph, sentence, at, sink);
        }
        // Most sentences have no date.
        if !dates.is_empty() {
            period(facts, paragraph, (sentence, &dates), at, sink);
            until(facts, paragraph, (sentence, &dates), at, sink);
            if !announced(facts, paragraph, (sentence, &dates), at, sink) {
                years_slipped::check(facts, paragraph, (sentence, &dates), at, sink);
            }
        }
        if !facts.sums_up() {
            bodies_named::check(facts, paragraph, names, sentence, at, sink);
        } else if facts.kind != OfficeKind::Province {
            bodies_named::check_region(facts, paragraph, names, sentence, at, sink);
        }
    }
}

/// Bytes of a run-in heading (`（一）主动公开情况。`), so that the first sentence begins after it.
fn opening(text: &str) -> usize {
    if !text.starts_with(['（', '(']) {
        return 0;
    }
    let end =
        text.find(['。', '：']).filter(|&i| text[..i].chars().count() <= 20 && !text[..i].contains('年'));
    end.map_or_else(
        || text.find(['）', ')']).map_or(0, |i| i + text[i..].chars().next().map_or(0, char::len_utf8)),
        |i| i + text[i..].chars().next().map_or(0, char::len_utf8),
    )
}

/// X15: a sentence that opens with another year.
fn year_of(facts: &Facts, paragraph: &Paragraph, sentence: &str, at: usize, sink: &mut Diagnostics) {
    let Some((start, year, len)) = opening_year(sentence) else { return };
    let this = facts.year.value;
    let behind = sentence[start + len..].trim_start_matches("度");
    let rest = behind.trim_start_matches("全年");
    // 2024年以来，…全年公开 562 条，较2024年增加 41 条: last year's own is not compared with itself.
    let whole = sentence.contains("全年") || sentence.contains(&format!("较{year}年"));
    let since = rest.strip_prefix("以来").filter(|_| whole && year + 1 == this);
    let rest = since.unwrap_or(rest);
    // 2026年共组织培训2次: told, though the year has not come.
    let told = year > this && ["共", "累计", "先后"].iter().any(|word| rest.starts_with(word));
    let opens = rest.starts_with(['，', ',', '我', '本', '全']) || behind.starts_with("全年") || told;
    if year == this || !opens || sentence.contains(&this.to_string()) {
        return;
    }
    let excused = if year > this { PERIODS.later } else { PERIODS.earlier };
    let plans = paragraph.part == Part::Problems && year > this;
    // 2024年，我局…取得成效，但还存在…问题: of the problems that the report has.
    let achieved = year < this
        && paragraph.part == Part::Problems
        && sentence.contains("取得")
        && !sentence.contains("整改")
        && ["成效", "成绩", "进展", "效果", "进步", "提升"].iter().any(|w| sentence.contains(w));
    // 2024年，县水务局坚持公开，本年度共公开信息215条: both are the report's own year.
    let own = year < this && PERIODS.deeds_of_own.leading(subject_left(behind)).is_some();
    let excused = !achieved
        && excused.iter().any(|w| {
            sentence.contains(w) && (since.is_none() || w != "以来") && !(own && PERIODS.this_year.has(w))
        });
    if plans || excused || year > this + 1 {
        return;
    }
    let message = format!("正文写的是 {year} 年，报告年度是 {this} 年");
    let diagnostic = finding(paragraph, &codes::X15, at + start, len, message);
    sink.push(
        diagnostic
            .label(facts.year.span, "年度")
            .help("改成报告年度；确指别的年份的，写明“上年”或“自某年以来”"),
    );
}

/// What is said of a body of its own level or of 我局, behind its name: 县水务局|坚持公开.
fn subject_left(behind: &str) -> &str {
    let clause = behind.trim_start_matches('，');
    let end = clause.find(['，', '。', '；', '：', '、']).unwrap_or(clause.len());
    let name = clause[..end].find(['局', '委', '办', '镇', '乡', '道', '府', '厅', '心']);
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
    let ours = behind.starts_with(['我', '本', '全', '共']) || behind.starts_with("累计");
    let leads = PERIODS.grounds.leading(ground).is_some() && !ground.contains(|c: char| c.is_ascii_digit());
    (ours && leads).then_some((ground.len() + '，'.len_utf8(), year, len))
}

/// X15: whether section five plans for the year that is reported or one before: 2025年，我局将继续…; that is said.
fn planned(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): Dated<'_>,
    at: usize,
    sink: &mut Diagnostics,
) -> bool {
    let this = facts.year.value;
    if paragraph.part != Part::Problems {
        return false;
    }
    for date in dates.iter().filter(|date| date.month.is_none() && date.fault.is_none()) {
        let slipped = |year| years_slipped::is_decade_off(year, this + 1);
        let known = |&year: &u16| year <= this && (year + 5 > this || slipped(year));
        let Some(year) = date.year.filter(known) else { continue };
        let Range { start, end } = date.range;
        let rest = sentence[end..].trim_start_matches(['度', '，', ',']);
        let before = &sentence[..start];
        let opens = before.chars().next_back().is_none_or(|c| "，。；：、在于是".contains(c))
            || before.ends_with("下一步")
            || PERIODS.means.closing(before).is_some();
        // 针对2025年度报告中提出的问题: it is this report.
        let cited = |words: &str| rest.find(words).is_some_and(|at| rest[..at].chars().count() <= 14);
        let cited = PERIODS.cited.iter().any(cited);
        if year == this && cited && !before.ends_with(|c: char| c.is_ascii_digit()) {
            let message = format!("{this} 年度的报告就是本报告，上年的是 {} 年度的", this - 1);
            let found = finding(paragraph, &codes::X15, at + start, end - start, message);
            sink.push(found.label(facts.year.span, "年度").help("核对年份"));
            return true;
        }
        // 2024年，我局将邀请…: next year is meant there too; 2024年存在的问题将继续整改 is not.
        let head = rest.split('将').next().unwrap_or_default();
        let ours = head.len() < rest.len() && head.chars().count() <= 6 && !head.contains(['的', '题']);
        let led = year == this && is_led_by_plan(before, rest);
        if opens && (led || (ours || year == this || slipped(year)) && is_plan(rest)) {
            let message = format!("今后的打算写的是 {year} 年，报告年度是 {this} 年");
            let found = finding(paragraph, &codes::X15, at + start, end - start, message);
            sink.push(found.label(facts.year.span, "年度").help(format!("改成 {} 年", this + 1)));
            return true;
        }
    }
    false
}

/// 下一步，我局将在|2025年继续压实责任: what is planned stands before the year, and the deed behind it.
fn is_led_by_plan(before: &str, rest: &str) -> bool {
    let before = before.trim_end_matches(['，', '在', '于']);
    let clause = before.rsplit(['。', '；']).next().unwrap_or_default();
    let next = PERIODS.next_steps.iter().any(|word| clause.starts_with(word));
    let means = PERIODS.means.closing(before).is_some();
    // 对照计划2025年完成而未完成的任务: what should have been done.
    let open = rest.split(['，', '。', '；']).next().is_some_and(|deed| deed.contains('未'));
    means && next && !open
        || (means || next || before.ends_with('将')) && PERIODS.goes_on.leading(rest).is_some()
}

/// 我局将继续…, 我局计划…; 将 is 把 where it leads an object (将公开纳入考核).
fn is_plan(rest: &str) -> bool {
    let near = |word: &str| rest.find(word).filter(|&i| rest[..i].chars().count() <= 12);
    let clause = |from: usize| {
        let behind = &rest[from..];
        &behind[..behind.find(['，', '。', '；']).unwrap_or(behind.len())]
    };
    let subject = |to: usize| !rest[..to].contains(['。', '；', '了']);
    let will = near("将").filter(|&i| subject(i)).is_some_and(|i| {
        // 参与 leads none.
        let words = clause(i + '将'.len_utf8()).replace("参与", "");
        !words.is_empty() && !words.contains('了') && !has(PERIODS.objects, &words)
    });
    let means = PERIODS.means.iter().filter_map(|word| Some((near(word)?, word))).any(|(i, word)| {
        let noun = ["性", "外", "内", "书", "的", "中", "安排", "完成"];
        subject(i) && !noun.iter().any(|n| rest[i + word.len()..].starts_with(n))
    });
    will || means
}

/// X15: the period of the figures is the report's year, from its first day to its last.
fn period(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): Dated<'_>,
    at: usize,
    sink: &mut Diagnostics,
) {
    let this = facts.year.value;
    let stated = has(PERIODS.figures, sentence);
    let whole: Vec<&WrittenDate> = dates.iter().filter(|d| d.day.is_some() && d.month.is_some()).collect();
    let Some([first, last]) = whole.windows(2).find(|pair| is_period(sentence, pair[0], pair[1])) else {
        if stated {
            whole_year(facts, paragraph, (sentence, dates), at, sink);
        }
        return;
    };
    // 2024年1月1日至12月31日新收申请3件: last year's days of this year's doings.
    let last_years = || {
        let days = [first, last].map(|date| (date.month, date.day));
        let years = first.year == Some(this - 1) && last.year.is_none_or(|year| year + 1 == this);
        let excused = has(PERIODS.earlier, sentence) || sentence.contains(&this.to_string());
        days == [(Some(1), Some(1)), (Some(12), Some(31))] && years && !excused
    };
    if !stated && !last_years() {
        return;
    }
    let ends = [(*first, (1, 1), "1 月 1 日"), (*last, (12, 31), "12 月 31 日")];
    // 征集期限自3月1日至31日 is another matter's.
    if !ends.iter().any(|(date, day, _)| (date.month, date.day) == (Some(day.0), Some(day.1))) {
        return;
    }
    for (date, day, word) in ends {
        let right = (date.month, date.day) == (Some(day.0), Some(day.1));
        let message = match date.year {
            Some(year) if year != this => format!("统计期写的是 {year} 年，报告年度是 {this} 年"),
            _ if !right => format!("统计期的起讫是 1 月 1 日和 12 月 31 日，这里不是 {word}"),
            _ => continue,
        };
        let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
        sink.push(found.label(facts.year.span, "年度").help("统计期为报告年度的 1 月 1 日至 12 月 31 日"));
        return;
    }
}

/// X15: 统计时段为2024年全年.
fn whole_year(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): Dated<'_>,
    at: usize,
    sink: &mut Diagnostics,
) {
    let this = facts.year.value;
    if sentence.contains(&this.to_string()) || !sentence.contains("统计") {
        return;
    }
    let said = |date: &&WrittenDate| {
        let rest = sentence[date.range.end..].trim_start_matches('度');
        let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '（']) || rest.starts_with("全年");
        let led =
            ["为", "是", "：", "自", "在"].iter().any(|word| sentence[..date.range.start].ends_with(word));
        date.month.is_none() && ends && led
    };
    let Some((date, year)) = dates.iter().find(said).and_then(|date| Some((date, date.year?))) else {
        return;
    };
    let message = format!("统计期写的是 {year} 年，报告年度是 {this} 年");
    let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
    sink.push(found.label(facts.year.span, "年度").help("统计期为报告年度的 1 月 1 日至 12 月 31 日"));
}

/// X15: 截至2024年12月31日 in a report of 2025; 2052年, which is 2025 with its digits exchanged.
fn until(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): Dated<'_>,
    at: usize,
    sink: &mut Diagnostics,
) {
    let this = facts.year.value;
    if has(PERIODS.figures, sentence) && dates.len() > 1 {
        return;
    }
    let digits = |year: u16| {
        let mut digits = year.to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    for date in dates {
        let Some(year) = date.year.filter(|&year| year != this) else { continue };
        let exchanged = date.fault.is_none()
            && year > this + 10
            && (this - 1..=this + 1).any(|near| digits(near) == digits(year));
        let led = ["截至", "截止", "截止到"].iter().any(|word| sentence[..date.range.start].ends_with(word));
        // A stock may be told as of the year before, where this year's is told too.
        let other = led
            && year != this + 1
            && year + 5 > this
            && !sentence.contains(&this.to_string())
            && !["上年", "去年", "以来"].iter().any(|word| sentence.contains(word));
        // 截至2026年12月31日: when the report is made it has not come.
        let to_come = led && year == this + 1 && date.month.is_some_and(|month| month > 6);
        if exchanged || other || to_come {
            let message = format!("正文写的是 {year} 年，报告年度是 {this} 年");
            let found = finding(paragraph, &codes::X15, at + date.range.start, date.range.len(), message);
            sink.push(found.label(facts.year.span, "年度").help("核对年份"));
            return;
        }
    }
}

/// Whether two dates are the ends of a period: 自…起至…止.
fn is_period(sentence: &str, first: &WrittenDate, last: &WrittenDate) -> bool {
    let between = &sentence[first.range.end..last.range.start];
    let sound = first.fault.is_none() && last.fault.is_none();
    let joined = between.chars().count() <= 4 && between.contains(|c: char| "至到-—–－~～".contains(c));
    sound && joined
}

/// X15: the report that the opening announces is this year's, and it is published in the next; whether that was said.
fn announced(
    facts: &Facts,
    paragraph: &Paragraph,
    (sentence, dates): Dated<'_>,
    at: usize,
    sink: &mut Diagnostics,
) -> bool {
    let this = facts.year.value;
    let report = |date: &&WrittenDate| {
        let rest = sentence[date.range.end..].trim_start_matches('度');
        let title = &rest[..rest.find(['，', '。', '；', '、', '》']).unwrap_or(rest.len())];
        let said = sentence.contains("如下") && title.contains("情况");
        let named = title.contains("公开") && (title.contains("年度报告") || title.contains("年报") || said);
        // 2025年度报告的编制.
        let own = date.year == Some(this)
            && title.starts_with("报告")
            && rest.len() < sentence.len() - date.range.end;
        let named = named || own;
        date.month.is_none() && named && title.chars().count() <= 24
    };
    let Some(of) = dates.iter().find(report) else { return false };
    let Some(year) = of.year else { return false };
    // 于2024年1月20日前发布《2024年…年度报告》 too.
    let led = |d: &WrittenDate| {
        let between = sentence.get(d.range.end..of.range.start).unwrap_or_default();
        between.chars().count() <= 16
            && (["发布", "公布", "公开", "报送"].iter().any(|verb| between.contains(verb))
                || between.ends_with("完成")
                || between.ends_with("编制"))
    };
    let early = |d: &&WrittenDate| {
        let beside = d.range.start > of.range.start || led(d);
        beside && d.year == Some(year) && d.month.is_some_and(|m| m <= 6)
    };
    let message = if year == this || year + 1 == this && dates.iter().any(|d| early(&d)) {
        let verbs = ["公布", "发布", "公开", "上报", "报送", "完成", "编制"];
        let early = dates.iter().find(early);
        let Some(early) = early.filter(|d| verbs.iter().any(|v| sentence[d.range.end..].contains(v))) else {
            return false;
        };
        let message = format!("{year} 年度的报告在 {} 年编制和公布，这里写的是 {year} 年", year + 1);
        (early.range.clone(), message)
    } else {
        let opening = matches!(paragraph.part, Part::Intro | Part::Overview(None));
        let announces =
            ["现将", "现公布", "现予", "编制", "特公布", "公布如下"].iter().any(|w| sentence.contains(w));
        if !opening || !announces || year.abs_diff(this) > 9 {
            return false;
        }
        (of.range.clone(), format!("导语说的是 {year} 年的报告，报告年度是 {this} 年"))
    };
    let (range, message) = message;
    let found = finding(paragraph, &codes::X15, at + range.start, range.len(), message);
    sink.push(found.label(facts.year.span, "年度").help("核对年份"));
    true
}

/// X16: 上年（2023年）结转, 结转2025年继续办理 in a report of 2025.
fn carried_between(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    const LAST: [&str; 6] = ["上年", "上年度", "上一年", "上一年度", "去年", "前一年"];
    const NEXT: [&str; 6] = ["下年", "下年度", "下一年", "下一年度", "次年", "明年"];
    const THIS: [&str; 4] = ["今年", "本年", "本年度", "报告年度"];
    let text = paragraph.as_str();
    let this = facts.year.value;
    for date in dates(text).into_iter().filter(|date| date.month.is_none() && date.fault.is_none()) {
        let Some(year) = date.year else { continue };
        let (before, after) = (&text[..date.range.start], &text[date.range.end..]);
        let ends = |words: &[&str], text: &str| words.iter().any(|word| text.ends_with(word));
        let bracket = before
            .strip_suffix(['（', '('])
            .filter(|_| after.trim_start_matches('度').starts_with(['）', ')']));
        let from_there = |word: &str| after.trim_start_matches('度').starts_with(word);
        let goes = || {
            let head = before.trim_end_matches(['至', '到', '入']);
            let clause = &head[head.rfind(['，', '。', '；', '（']).map_or(0, |i| i)..];
            let came = ["上年", "上一年", "去年", "前一年", &format!("{}年", this - 1)]
                .iter()
                .any(|word| clause.contains(word));
            // 结转2024年申请1件, 结转2024年度未办结的2件: where they come from.
            let whence = year + 1 == this && ["申请", "的", "未办结"].iter().any(|word| from_there(word));
            ends(&["结转", "转", "延续", "顺延", "延", "留待", "转结", "接转"], head) && !came && !whence
        };
        // 同比增长28%（2023年为50件） in a report of 2025.
        let compared = || {
            let head = before.strip_suffix(['（', '(']).unwrap_or_default();
            let clause = &head[head.rfind(['。', '；']).unwrap_or(0)..];
            // The figure behind it is no part of a date.
            let after = text[date.range.start..].split_once('年').map_or("", |(_, after)| after);
            let told = after.starts_with(['为', '是', '共', '收', '新'])
                || after.starts_with(|c: char| c.is_ascii_digit());
            told && ["同比", "较上年", "比上年", "较去年", "比去年"].iter().any(|word| clause.contains(word))
        };
        let expected = match bracket {
            Some(head) if ends(&LAST, head) => this - 1,
            Some(head) if ends(&NEXT, head) => this + 1,
            Some(head) if ends(&THIS, head) && paragraph.part != Part::Problems => this,
            _ if goes() && year <= this => this + 1,
            _ if year < this && compared() => this - 1,
            _ => continue,
        };
        if year == expected || year + 5 < this {
            continue;
        }
        let message = format!("这里写的是 {year} 年，应为 {expected} 年");
        let found = finding(paragraph, &codes::X16, date.range.start, date.range.len(), message);
        sink.push(found.label(facts.year.span, "年度").help("写“上年”“下年度”，或写对年份"));
    }
}

/// X16: 2021年结转 in a report of 2023.
fn carried(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let this = facts.year.value;
    for (at, _) in text.match_indices('年') {
        let digits = text[..at].len() - text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let Ok(year) = text[digits..at].parse::<u16>() else { continue };
        let rest = text[at + '年'.len_utf8()..].trim_start_matches('度');
        let carries = ["结转", "未办结", "转入"].iter().any(|w| rest.starts_with(w));
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
            let diagnostic = finding(paragraph, &codes::X16, digits, at - digits + '年'.len_utf8(), message);
            sink.push(diagnostic.label(facts.year.span, "年度").help("写“上年结转”，或写对年份"));
        }
    }
}
