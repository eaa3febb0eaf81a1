//! In: the paragraphs. Out: what is wrong with their Chinese, whatever they say (G01 to G13, X22 to X26). Refuses to know figures
//! and tables. What is found often (spaces, half-width marks) is one finding a report, with further places as labels.

mod addresses;
mod attested;
mod characters;
mod counters;
mod doubled;
mod grammar;
mod marks;
mod misspelt;
mod neighbours;
mod pauses;
mod privacy;
mod rows;
mod slot;
mod sounds;
mod terms;
mod vocabulary;
mod words;

use std::hint::black_box;
use std::ops::Range;
use std::sync::LazyLock;

use self::characters::Characters;
pub(crate) use self::sounds::is_alike;
use self::words::TABLE;
use super::dates::{WrittenDate, dates};
use super::facts::{Facts, Paragraph};
use crate::diagnostic::codes::{self, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{CLAUSE, Span, head, is_han, near, pieces};

/// Bytes that the system maps at once at least.
const PAGE: usize = 4096;

/// How many further places one finding names.
const PLACES: usize = 5;

/// Reads the words of this room, and touches the pages of its tables, which are asked for here and there.
pub(crate) fn prepare() {
    for table in [vocabulary::TABLE, neighbours::TABLE] {
        black_box(table.iter().step_by(PAGE).fold(0, |all, byte| all ^ byte));
    }
    LazyLock::force(&words::TABLE);
    LazyLock::force(&terms::NEIGHBOURS);
}

pub(crate) fn check(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    if is_table_line(paragraph.as_str()) {
        return;
    }
    let characters = Characters::of(paragraph.as_str());
    let own = facts.office.value.as_str();
    let mut reading = Reading { paragraph, characters: &characters, own, told: Vec::new(), sink };
    doubled::check(&mut reading);
    terms::heading(&mut reading);
    words::check(&mut reading);
    former_fee(&mut reading);
    terms::check(&mut reading);
    misspelt::check(&mut reading);
    rows::check(&mut reading);
    grammar::check(paragraph, sink);
    counters::check(paragraph, sink);
    addresses::check(paragraph, sink);
    let dates = dates(paragraph.as_str());
    maimed_dates(paragraph, &dates, sink);
    bare_years(paragraph, facts.year.value, sink);
    impossible_periods(paragraph, &dates, sink);
    quarters(paragraph, sink);
    weekdays(paragraph, &dates, facts.year.value, sink);
    privacy::check(paragraph, sink);
}

/// Finds those that are one finding a report.
pub(crate) fn check_whole(facts: &Facts, sink: &mut Diagnostics) {
    let mut found = marks::MarkFindings::default();
    for (at, paragraph) in facts.prose.iter().enumerate().filter(|(_, p)| !is_table_line(p.as_str())) {
        // Lines of where a body is found may be without a stop, all of them.
        let beside = [at.checked_sub(1), Some(at + 1)].map(|at| facts.prose.get(at?));
        let row =
            marks::is_contact_line(paragraph) && beside.into_iter().flatten().any(marks::is_contact_line);
        marks::check(paragraph, row, &mut found, sink);
        pauses::check(paragraph, &mut found);
    }
    for line in lines(facts) {
        marks::check_line(&line, &mut found, sink);
    }
    found.report(sink);
    spaced_terms(facts, sink);
    superseded(facts, sink);
}

/// What is printed and is no prose: the title, the notes of cells.
fn lines(facts: &Facts) -> impl Iterator<Item = Paragraph> {
    let notes =
        facts.tables.iter().flat_map(|table| table.cells().filter_map(|(_, cell)| cell.note.as_ref()));
    facts.title.iter().chain(notes).map(Paragraph::line)
}

/// A paragraph while its words are looked at.
struct Reading<'a> {
    paragraph: &'a Paragraph,
    characters: &'a Characters<'a>,
    /// The reporting body's name.
    own: &'a str,
    /// Stretches that a finding has named: what is wrong there is said once.
    told: Vec<Range<usize>>,
    sink: &'a mut Diagnostics,
}

impl<'a> Reading<'a> {
    fn text(&self) -> &'a str {
        self.paragraph.as_str()
    }

    /// 塘镇镇, 建新街街道: whether the own name has these characters behind the one before them.
    fn is_of_own(&self, range: &Range<usize>) -> bool {
        let text = self.text();
        let before = text[..range.start].chars().next_back();
        before.is_some_and(|c| self.own.contains(&text[range.start - c.len_utf8()..range.end]))
    }

    /// Says what is wrong at a place, if that touches nothing that was named and is not known to be right.
    fn say(&mut self, rule: &'static Rule, range: Range<usize>, message: String, help: &str) {
        let free = !self.told.iter().any(|told| told.start < range.end && range.start < told.end);
        if free && !self.is_of_own(&range) && !attested::is_right(self.text(), &range) {
            self.told.push(range.clone());
            self.sink.push(self.paragraph.finding(rule, range, message).help(help));
        }
    }
}

/// G07: sessions of the Party congress that later ones have followed: the word, what is said since, the first report year that
/// must know the later one. Only the succession itself is certain; other slogans change without a date.
const SUPERSEDED: [(&str, &str, u16); 2] = [("十八大", "十九大", 2018), ("十九大", "二十大", 2023)];

/// G07: a report that speaks of an earlier congress and never of the later.
fn superseded(facts: &Facts, sink: &mut Diagnostics) {
    let all = |word: &str| facts.prose.iter().any(|p| p.has(word));
    for (old, new, since) in SUPERSEDED {
        let session = new.replace('大', "届");
        if facts.year.value < since || all(new) || all(&session) {
            continue;
        }
        let found = facts.prose.iter().find_map(|p| {
            let at = p.find(old)?;
            let rest = &p.as_str()[at + old.len()..];
            TABLE.of_congress.opens(rest).then_some((p, at))
        });
        if let Some((paragraph, at)) = found {
            let message = format!("正文只提“{old}”，没有提“{new}”");
            let found = paragraph.finding(&codes::G07, at..at + old.len(), message);
            return sink.push(found.help("可能是照抄往年的提法，请核对"));
        }
    }
}

/// X25: 没有收取…检索、复印、邮寄等费用: the costs that the regulation of 2019 abolished, in any wording.
fn former_fee(reading: &mut Reading<'_>) {
    let costs = TABLE.former_costs;
    if !costs.iter().any(|word| reading.paragraph.has(word)) {
        return;
    }
    for (from, clause) in pieces(reading.text(), CLAUSE) {
        let places = costs.iter().flat_map(|word| clause.match_indices(word));
        let named: Vec<_> = places.map(|(at, word)| at..at + word.len()).collect();
        let (Some(first), Some(last)) =
            (named.iter().map(|place| place.start).min(), named.iter().map(|place| place.end).max())
        else {
            continue;
        };
        let behind = &clause[last..];
        let fee =
            near(behind, "费", "等成本相关费".chars().count()).is_some() || behind.starts_with("等成本");
        if named.len() >= 2 && TABLE.charging.says(clause) && fee {
            let message = format!("“{}”：2019 年修订的条例取消了检索、复制、邮寄费", &clause[first..last]);
            let help = "写成“政府信息公开信息处理费”";
            reading.say(&codes::X25, from + first..from + last, message, help);
        }
    }
}

/// G04: a space within a fixed term. Spaces beside digits and Latin letters are dropped when the page is set; those between words may
/// be meant.
fn spaced_terms(facts: &Facts, sink: &mut Diagnostics) {
    for (space, message) in [(' ', "词中间有空格"), ('\u{3000}', "词中间有全角空格")] {
        if let Some(found) = gather(&codes::G04, &spaces_in_terms(facts, space), message, "删去空格") {
            sink.push(found);
        }
    }
}

/// Where a kind of space stands within a fixed term.
fn spaces_in_terms(facts: &Facts, space: char) -> Vec<Span> {
    let mut places = Vec::new();
    let wide = space.len_utf8();
    for paragraph in &facts.prose {
        let text = paragraph.as_str();
        let spaces = text
            .match_indices(space)
            .filter(|(at, _)| text[..*at].ends_with(is_han) && text[at + wide..].starts_with(is_han));
        let spaces: Vec<usize> = spaces.map(|(at, _)| at).collect();
        // Three and more are a list.
        for at in spaces.iter().copied().filter(|_| spaces.len() <= 2) {
            let (before, after) = (han_run(text[..at].chars().rev()), han_run(text[at + wide..].chars()));
            let before: String = before.chars().rev().collect();
            let spans = |from: usize| {
                let head: String = before.chars().skip(from).collect();
                (1..=after.chars().count())
                    .any(|n| terms::is_term(&(head.clone() + &after.chars().take(n).collect::<String>())))
            };
            // 发 布: the two make a word that such reports have.
            let (left, right) = (before.chars().next_back(), after.chars().next());
            let word = left.zip(right).is_some_and(|(a, b)| doubled::borders(a).is_common(b));
            if word || (0..before.chars().count()).any(spans) {
                let width = |c: Option<char>| c.map_or(0, char::len_utf8);
                let (last, first) = (width(left), width(right));
                places.push(paragraph.place(at - last..at + wide + first));
            }
        }
    }
    places
}

/// Up to nine Han letters from the beginning.
fn han_run(chars: impl Iterator<Item = char>) -> String {
    chars.take_while(|c| is_han(*c)).take(9).collect()
}

/// A line of a table that was pasted with strokes: S19 says so.
pub(crate) fn is_table_line(text: &str) -> bool {
    text.starts_with('|') && text.ends_with('|') && text.matches('|').count() >= 3
}

/// One finding for all places of a kind.
fn gather(rule: &'static Rule, places: &[Span], message: &str, help: &str) -> Option<Diagnostic> {
    let (first, rest) = places.split_first()?;
    let count = places.len();
    let message = if count > 1 { format!("{message}，共 {count} 处") } else { message.to_owned() };
    let mut diagnostic = Diagnostic::of(rule, *first, message).help(help);
    for place in rest.iter().take(PLACES) {
        diagnostic = diagnostic.label(*place, "");
    }
    Some(diagnostic)
}

/// G02: dates that lost a part, or that no calendar has; of a sentence the first.
fn maimed_dates(paragraph: &Paragraph, dates: &[WrittenDate], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let mut told = 0..0;
    for date in dates {
        let Some(fault) = date.fault.filter(|_| !told.contains(&date.range.start)) else { continue };
        told = date.range.start..date.range.end + head(&text[date.range.end..], "。").len();
        let message = format!("日期“{}”有误：{fault}", &text[date.range.clone()]);
        sink.push(paragraph.finding(&codes::G02, date.range.clone(), message).help("核对日期"));
    }
}

/// G02: 2025开发区认真落实…, 2025共收到3件: the year of the report, or one beside it, at the beginning of a clause without its 年.
fn bare_years(paragraph: &Paragraph, year: u16, sink: &mut Diagnostics) {
    for year in [year, year - 1, year + 1].map(|year| year.to_string()) {
        let text = paragraph.as_str();
        let bare = |at: &usize| {
            let rest = &text[at + year.len()..];
            let begins = text[..*at].chars().next_back().is_none_or(|c| "，。；：（将".contains(c));
            begins && (TABLE.behind_years.opens(rest) || at_head(rest))
        };
        // What it is of is no counter: 2025条信息, 2025版.
        let Some(at) = paragraph.all(&year).find(bare) else { continue };
        let message = format!("“{year}”后面少了“年”");
        sink.push(paragraph.finding(&codes::G02, at..at + year.len(), message).help("补上“年”"));
    }
}

/// Whether what stands behind a number is the name of a body that does something, and nothing counted.
fn at_head(rest: &str) -> bool {
    let clause = head(rest, CLAUSE);
    if rest.starts_with(['年', '版', '级', '届']) || TABLE.counters.opens(rest) {
        return false;
    }
    let name = TABLE.years_bodies.iter().find_map(|end| Some(clause.find(end)? + end.len()));
    name.is_some_and(|end| clause[..end].chars().count() <= 10 && clause[..end].chars().all(is_han))
}

/// G02: 第五季度.
fn quarters(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const QUARTER: &str = "季度";
    let text = paragraph.as_str();
    for at in paragraph.all(QUARTER) {
        let before = text[..at].strip_suffix(|c| "五六七八九56789".contains(c));
        if let Some(before) = before.filter(|before| before.ends_with('第')) {
            let range = before.len() - '第'.len_utf8()..at + QUARTER.len();
            let message = format!("“{}”：一年只有四个季度", &text[range.clone()]);
            sink.push(paragraph.finding(&codes::G02, range, message).help("核对季度"));
        }
    }
}

/// G02: a period that ends before it begins: 6月20日至6月12日; 6月18日公开征求意见，6月3日征求意见结束.
fn impossible_periods(paragraph: &Paragraph, dates: &[WrittenDate], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    for pair in dates.windows(2) {
        let [first, last] = pair else { continue };
        if first.fault.is_some() || last.fault.is_some() {
            continue;
        }
        let between = &text[first.range.end..last.range.start];
        // 1月1日至12月31日 of wrong years is the period of the figures (X15).
        let whole = (first.month, first.day) == (Some(1), Some(1)) && last.month == Some(12);
        let (range, message) = if TABLE.joints.has(between) && !whole && is_reversed(first, last) {
            let range = first.range.start..last.range.end;
            (range.clone(), format!("“{}”的结束早于开始", &text[range]))
        } else if is_early(first, last)
            && TABLE.beginning.says(between)
            && !between.contains(['。', '；', '年'])
            && TABLE.ending.says(head(&text[last.range.end..], CLAUSE))
        {
            let (end, start) = (&text[last.range.clone()], &text[first.range.clone()]);
            (last.range.clone(), format!("“{end}”结束，早于{start}"))
        } else {
            continue;
        };
        sink.push(paragraph.finding(&codes::G02, range, message).help("核对起讫日期"));
    }
}

/// Whether a day is before another of the same year.
fn is_early(first: &WrittenDate, last: &WrittenDate) -> bool {
    let days = [first, last].map(|date| date.month.zip(date.day));
    let same = last.year.is_none() || last.year == first.year;
    same && days[0] > days[1] && days[1].is_some()
}

/// G02: 2025年5月17日（星期二）: the day of the week is another's.
fn weekdays(paragraph: &Paragraph, dates: &[WrittenDate], year: u16, sink: &mut Diagnostics) {
    const DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
    let text = paragraph.as_str();
    for date in dates {
        let Some(open) = text[date.range.end..].strip_prefix(['（', '(']) else { continue };
        let Some(named) = ["星期", "周"].iter().find_map(|word| open.strip_prefix(word)) else { continue };
        let day = DAYS.iter().position(|day| named.starts_with(day));
        let Some((day, right)) = day.zip(date.weekday(year)).filter(|(day, right)| day != right) else {
            continue;
        };
        let start = text.len() - open.len();
        let range = start..text.len() - named.len() + DAYS[day].len();
        let message =
            format!("“{}”：{}是星期{}", &text[range.clone()], &text[date.range.clone()], DAYS[right]);
        sink.push(paragraph.finding(&codes::G02, range, message).help("核对日期和星期"));
    }
}

/// Whether a period ends before it begins; without a year of its own the winter's may end in the next.
fn is_reversed(first: &WrittenDate, last: &WrittenDate) -> bool {
    let Some(month) = first.month else { return first.year > last.year && last.year.is_some() };
    let (year, next) = (first.year, last.year.or(first.year));
    let end = last.month.unwrap_or(month);
    let own = last.year.is_some() && first.year.is_some();
    let winter = month >= 10 && end <= 4 && !own;
    let days = first.day.zip(last.day).is_some_and(|(a, b)| a > b);
    match year.cmp(&next) {
        std::cmp::Ordering::Greater => own,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => end < month && first.year.is_some() && !winter || end == month && days,
    }
}
