//! 自3月10日至3月26日公示7天: so many days as two dates span, or the days of work in them (X09).

use crate::check::compare::Passage;
use crate::check::dates::{WrittenDate, dates, day_number};
use crate::check::text::{COMMAS, LEXICON, last_words};
use crate::diagnostic::codes;

/// How many days of work a span may lack for holidays, and how many more it may have for days that make up for them.
const HOLIDAYS: u32 = 3;
const LONG_HOLIDAYS: u32 = 8;
const MADE_UP: u32 = 2;

/// Compares the one span of a sentence with the one number of days that it tells.
pub(super) fn check(passage: &mut Passage<'_>, index: usize) {
    let from = passage.sentences[index].range.start;
    let text = &passage.text()[passage.sentences[index].range.clone()];
    if !(text.contains('日') && LEXICON.says("为期", text)) {
        return;
    }
    let list = dates(text);
    let joined = |pair: &&[WrittenDate]| {
        let between = text[pair[0].range.end..pair[1].range.start].trim();
        pair[0].month.is_some() && LEXICON.has("起讫", between)
    };
    let mut spans = list.windows(2).filter(joined);
    let (Some([first, last]), None) = (spans.next(), spans.next()) else { return };
    // 公示 7 天, 期限 30 日: what is so long is told right before.
    let led = |at: usize| {
        let head = text[..at].trim_end_matches(|c| "为了".contains(c));
        let each = || last_words(head).contains(['每', '各']);
        LEXICON.closes("为期", head) && !each()
    };
    let days =
        list.iter().filter(|d| d.month.is_none() && d.range.start != last.range.start && led(d.range.start));
    let days = days.filter_map(|d| Some((d.range.clone(), u32::from(d.day?), false)));
    let counted = passage.sentences[index].mentions.iter().filter(|m| led(m.figure.start - from));
    let counted = counted.filter(|m| m.figure.is_count() && m.figure.counts_in("天数"));
    let counted = counted.filter_map(|m| {
        let number = u32::try_from(m.figure.whole()?).ok()?;
        Some((m.figure.start - from..m.figure.end - from, number, m.figure.unit != "天"))
    });
    let mut told = days.chain(counted);
    let (Some((range, wrote, of_work)), None) = (told.next(), told.next()) else { return };
    // 对4月1日至4月30日受理的对象公示7天, 期限7天内: another matter's, or the most that it may last.
    let span = first.range.start..last.range.end;
    let between =
        if range.start > span.end { &text[span.end..range.start] } else { &text[range.end..span.start] };
    let apart = between.contains('的') || between.matches(COMMAS).count() > 1;
    if apart || LEXICON.opens("限内", &text[range.end..]) {
        return;
    }
    let year = first.year.unwrap_or(passage.facts.year.value);
    let (Some(month), Some(day), Some(end)) = (first.month, first.day, last.day) else { return };
    let until = last.month.unwrap_or(month);
    let [begins, ends] = [day_number(year, month, day), day_number(last.year.unwrap_or(year), until, end)];
    if [first, last].iter().any(|d| d.fault.is_some()) || begins > ends || ends - begins > 366 {
        return;
    }
    let all = ends - begins + 1;
    let work = (begins..=ends).map(|n| u32::from((1..=5).contains(&(n % 7)))).sum::<u32>();
    let holidays =
        if [1, 2, 5, 10].iter().any(|n| [month, until].contains(n)) { LONG_HOLIDAYS } else { HOLIDAYS };
    let fits = if of_work {
        wrote + holidays >= work && wrote <= (work + MADE_UP).min(all)
    } else {
        [all, all - 1].contains(&wrote) || wrote <= work && wrote + holidays >= work
    };
    if !fits {
        let is = if of_work { format!("最多 {work} 个工作日") } else { format!("共 {all} 天") };
        let message = format!("这两个日期之间{is}，正文写{}", &text[range.clone()]);
        let place = passage.paragraph.place(from + span.start..from + span.end);
        let found = passage.finding(&codes::X09, from + range.start..from + range.end, message);
        passage.sink.push(found.label(place, "起讫日期").help("核对起讫日期和天数"));
    }
}
