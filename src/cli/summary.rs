//! In: what became of the reports of a run. Out: the table that closes it, the gravest first, and what else is to be said of a
//! folder. Refuses to know how the reports were read.

use crate::diagnostic::Severity;
use crate::diagnostic::outcome::{Outcome, Tally};
use crate::diagnostic::printable::line;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows beyond which a table is no longer read.
const MOST_ROWS: usize = 60;
/// Screen columns from which on there is room for what is wrong.
const WIDE: usize = 100;
/// Screen columns of a count.
const COUNT: usize = 6;
/// Screen columns between two columns of names.
const GAP: usize = 2;

/// One row a report with errors or warnings, the gravest first; where the screen is wide, with what is to be mended first. The others
/// are counted. `errors_only`: nothing else is spoken of.
pub(super) fn table(outcomes: &[Outcome], columns: usize, errors_only: bool) -> String {
    let shown = if errors_only { 1 } else { 3 };
    let mut rows: Vec<&Outcome> =
        outcomes.iter().filter(|outcome| outcome.tally.errors + outcome.tally.warnings > 0).collect();
    let quiet = outcomes.len() - rows.len();
    if rows.is_empty() {
        return String::new();
    }
    rows.sort();
    let faults = if errors_only { "错误" } else { "错误或警告" };
    let widest =
        |name: fn(&Outcome) -> &str| rows.iter().map(|row| name(row).width()).max().unwrap_or(0).max(4);
    let (office, file) = (widest(|row| &row.office), widest(|row| &row.file));
    // Of a wide screen half may be for what is wrong.
    let first =
        (columns / 2).min(columns.saturating_sub(office + file + shown * COUNT + 2 * GAP)).max(columns / 3);
    let first = if columns >= WIDE { first } else { 0 };
    let names = columns.saturating_sub(first + shown * COUNT + GAP + if first > 0 { GAP } else { 0 }).max(24);
    // Both as they are where there is room; else what is longer than half gives way.
    let office = office.min(names.saturating_sub(file).max(names / 2));
    let file = file.min(names - office);
    let mut text = String::new();
    let heads = ["错误", "警告", "提示"].map(str::to_owned);
    let named = if first > 0 { "最要紧的一处" } else { "" };
    row(&mut text, ["机关", "文件"], [office, file], &heads[..shown], named);
    for outcome in rows.iter().take(MOST_ROWS) {
        let Tally { errors, warnings, hints } = outcome.tally;
        let counts =
            [errors, warnings, hints].map(|count| if count > 0 { count.to_string() } else { "-".to_owned() });
        let (name, path) = (line(&outcome.office), line(&outcome.file));
        let worst = outcome.gravest.as_ref().filter(|_| first > 0);
        let worst = worst.filter(|found| !errors_only || found.severity == Severity::Error);
        let worst = worst.map_or_else(String::new, |found| head(&line(&found.said()), first));
        row(&mut text, [&head(&name, office), &tail(&path, file)], [office, file], &counts[..shown], &worst);
    }
    if rows.len() > MOST_ROWS {
        let _ = writeln!(text, "……还有 {} 份有{faults}，没有列出", rows.len() - MOST_ROWS);
    }
    if quiet > 0 {
        let _ = writeln!(text, "其余 {quiet} 份没有{}", faults.replace('或', "和"));
    }
    text + "\n"
}

fn row(text: &mut String, [office, file]: [&str; 2], widths: [usize; 2], counts: &[String], first: &str) {
    let pad = |text: &mut String, word: &str, blanks: usize| {
        let _ = write!(text, "{word}{:blanks$}", "");
    };
    pad(text, office, widths[0].saturating_sub(office.width()) + GAP);
    pad(text, file, widths[1].saturating_sub(file.width()));
    for count in counts {
        pad(text, "", COUNT.saturating_sub(count.width()));
        text.push_str(count);
    }
    if !first.is_empty() {
        pad(text, "", GAP);
        text.push_str(first);
    }
    text.push('\n');
}

/// A name's beginning, as much as fits.
fn head(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_owned();
    }
    let mut used = 1;
    let kept: String = name
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect();
    kept + "…"
}

/// A path's end: the file's own name tells more than its folders. Of a name that is too long the beginning and the end: of many
/// files that are called alike each has something of its own.
fn tail(path: &str, columns: usize) -> String {
    if path.width() <= columns {
        return path.to_owned();
    }
    let end = |text: &str, columns: usize| -> String {
        let reversed: String = text.chars().rev().collect();
        head(&reversed, columns).chars().rev().collect()
    };
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if name.width() < columns {
        return end(path, columns);
    }
    let first = head(name, columns / 2 + 1);
    let rest = end(name, columns - first.width() + 1);
    first + rest.trim_start_matches('…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(office: &str, file: &str, errors: usize, warnings: usize) -> Outcome {
        let tally = Tally { errors, warnings, hints: 0 };
        Outcome { office: office.to_owned(), file: file.to_owned(), tally, ..Outcome::default() }
    }

    #[test]
    fn the_gravest_come_first_and_no_row_leaves_the_screen() {
        let mut outcomes = vec![
            outcome("安平县教育局", "各单位/一.yaml", 1, 0),
            outcome("安平县水利局", "各单位/二.yaml", 12, 3),
            outcome("安平县财政局", "各单位/三.yaml", 0, 0),
        ];
        let text = table(&outcomes, 80, false);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].starts_with("安平县水利局") && lines[1].ends_with("12     3     -"), "{text}");
        assert!(lines[2].starts_with("安平县教育局") && text.contains("其余 1 份"), "{text}");
        outcomes.push(outcome(&"长".repeat(40), &format!("{}/四.yaml", "深".repeat(40)), 1, 1));
        for columns in [40, 60, 80, 200] {
            let text = table(&outcomes, columns, false);
            assert!(text.lines().all(|line| line.width() <= columns.max(44)), "{text}");
            assert!(text.contains("四.yaml"), "{text}");
        }
        let long = outcome("某局", &format!("甲县/第七{}（定稿）.yaml", "年度报告".repeat(20)), 1, 0);
        let text = table(&[long], 60, false);
        assert!(text.contains("第七年度") && text.contains("（定稿）.yaml") && text.contains('…'), "{text}");
        let many: Vec<_> = (0..100).map(|n| outcome("某局", &format!("{n}.yaml"), 1, 0)).collect();
        assert!(table(&many, 80, false).contains("还有 40 份"));
    }
}
