//! In: what became of each report of a run. Out: one overview of all, as a workbook and as a page: a line a report, and every
//! finding on a second sheet; and of each file its comments.

pub mod notes;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::outcome::{Gravest, Outcome};
use crate::examine::Examined;
use crate::examine::key_figures::{HEADS, KeyFigures};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::fmt::Write as _;

/// One report of the run.
#[derive(Debug, Default)]
pub struct Line {
    /// Whose it is and how much was found.
    pub outcome: Outcome,
    /// What is to be mended first, with its place.
    pub first: String,
    /// Its key figures.
    pub figures: KeyFigures,
    /// Those of the year before, where it is known.
    pub last: KeyFigures,
    /// Everything found.
    pub findings: Vec<Finding>,
}

/// A finding as a row.
#[derive(Debug)]
pub struct Finding {
    /// 错误, 警告, 提示.
    pub severity: &'static str,
    /// Its rule.
    pub code: &'static str,
    /// Where.
    pub place: String,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Line {
    /// A body that sent nothing.
    #[must_use]
    pub fn absent(office: String) -> Self {
        Self {
            outcome: Outcome { office, ..Outcome::default() },
            first: "没有报送".to_owned(),
            ..Self::default()
        }
    }

    fn is_absent(&self) -> bool {
        self.outcome.file.is_empty()
    }
}

impl Finding {
    /// What is said of a whole file.
    #[must_use]
    pub fn of_file(found: &Diagnostic) -> Self {
        Self {
            severity: found.severity.word(),
            code: found.code(),
            place: String::new(),
            message: found.message.clone(),
            help: found.help.clone(),
        }
    }
}

/// The file as a line of the overview.
#[must_use]
pub fn line(file: &Examined) -> Line {
    let Examined { source, findings, identity, .. } = file;
    let place = |found: &Diagnostic| match source.origin(found.span) {
        Some(origin) => origin.words,
        None => format!("第 {} 行", source.place(found.span.start).line),
    };
    let outcome = file.outcome();
    Line {
        first: outcome.gravest.as_ref().map_or(String::new(), Gravest::said),
        figures: identity.key[0],
        last: identity.key[1],
        outcome,
        findings: findings
            .iter()
            .map(|found| Finding {
                severity: found.severity.word(),
                code: found.code(),
                place: place(found),
                message: found.message.clone(),
                help: found.help.clone(),
            })
            .collect(),
    }
}

/// The heads of the first sheet before the figures.
const HEAD: [&str; 7] = ["文件", "机关", "年度", "错误", "警告", "提示", "最要紧的一处"];
/// Their widths, in characters.
const WIDTHS: [u8; 7] = [28, 26, 7, 6, 6, 6, 60];
/// Those of the sheet of findings.
const OF_FINDINGS: [u8; 7] = [28, 26, 6, 7, 30, 60, 40];

/// `核对情况.xlsx`.
///
/// # Errors
/// What the writer of workbooks says.
pub fn workbook(lines: &[Line]) -> Result<Vec<u8>, String> {
    write(lines).map_err(|error| error.to_string())
}

fn write(lines: &[Line]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // No clock: the same reports make the same workbook.
    let properties = DocProperties::new()
        .set_title("核对情况")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 9, 26)?);
    book.set_properties(&properties);
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_background_color(0x00E8_EEF7)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let cell = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top).set_text_wrap();
    let bad = cell.clone().set_font_color(0x00C0_0000).set_bold();
    let change = cell.clone().set_num_format("+#,##0;-#,##0;0");

    let sheet = book.add_worksheet().set_name("核对情况")?;
    let heads = HEAD.map(str::to_owned).into_iter();
    let heads: Vec<String> =
        heads.chain(HEADS.iter().flat_map(|h| [(*h).to_owned(), "比上年".to_owned()])).collect();
    top(sheet, &heads, &head)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    for (row, line) in (1..).zip(lines) {
        let outcome = &line.outcome;
        sheet.write_with_format(row, 0, &outcome.file, &cell)?;
        sheet.write_with_format(row, 1, &outcome.office, &cell)?;
        match outcome.year {
            Some(year) => sheet.write_with_format(row, 2, year, &cell)?,
            None => sheet.write_blank(row, 2, &cell)?,
        };
        let errors = if outcome.tally.errors > 0 { &bad } else { &cell };
        let counts =
            [(outcome.tally.errors, errors), (outcome.tally.warnings, &cell), (outcome.tally.hints, &cell)];
        for (column, (count, format)) in (3..).zip(counts) {
            sheet.write_with_format(row, column, count as f64, format)?;
        }
        sheet.write_with_format(row, 6, &line.first, &cell)?;
        high_enough(
            sheet,
            row,
            &[(&outcome.file, WIDTHS[0]), (&outcome.office, WIDTHS[1]), (&line.first, WIDTHS[6])],
        )?;
        for (index, (this, last)) in (0..).zip(line.figures.iter().zip(&line.last)) {
            number(sheet, row, 7 + 2 * index, *this, &cell)?;
            number(sheet, row, 8 + 2 * index, this.zip(*last).map(|(this, last)| this - last), &change)?;
        }
    }
    finish(sheet, lines.len(), heads.len())?;

    let sheet = book.add_worksheet().set_name("全部问题")?;
    let heads = ["文件", "机关", "级别", "规则", "位置", "问题", "改法"].map(str::to_owned);
    top(sheet, &heads, &head)?;
    for (column, width) in OF_FINDINGS.into_iter().enumerate() {
        sheet.set_column_width(u16::try_from(column).unwrap_or(0), f64::from(width))?;
    }
    let all = lines.iter().flat_map(|line| line.findings.iter().map(move |finding| (line, finding)));
    let mut rows = 0;
    for (row, (line, finding)) in (1..).zip(all) {
        let words = [
            &*line.outcome.file,
            &line.outcome.office,
            finding.severity,
            finding.code,
            &finding.place,
            &finding.message,
            &finding.help,
        ];
        for (column, word) in (0..).zip(words) {
            sheet.write_with_format(row, column, word, &cell)?;
        }
        high_enough(sheet, row, &words.into_iter().zip(OF_FINDINGS).collect::<Vec<_>>())?;
        rows += 1;
        // A sheet ends at 1,048,576 rows.
        if rows == 1_000_000 {
            break;
        }
    }
    finish(sheet, rows, heads.len())?;
    book.save_to_buffer()
}

fn top(sheet: &mut Worksheet, heads: &[String], format: &Format) -> Result<(), XlsxError> {
    for (column, word) in (0..).zip(heads) {
        sheet.write_with_format(0, column, word, format)?;
    }
    sheet.set_row_height(0, 32)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Makes a row as high as its texts need in columns of so many letters: not every spreadsheet finds that out.
fn high_enough(sheet: &mut Worksheet, row: u32, texts: &[(&str, u8)]) -> Result<(), XlsxError> {
    let lines = |(text, width): &(&str, u8)| {
        let letters: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        // One letter is left for line ends that must not be.
        letters.div_ceil(usize::from(*width) - 1)
    };
    let most = texts.iter().map(lines).max().unwrap_or(1).clamp(1, 27);
    sheet.set_row_height(row, most as f64 * 15.0)?;
    Ok(())
}

fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: Option<i64>,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        // 2^53 is far above any count.
        Some(value) => sheet.write_with_format(row, column, value as f64, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

fn finish(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    let last = u32::try_from(rows).unwrap_or(u32::MAX).max(1);
    sheet.autofilter(0, 0, last, u16::try_from(columns - 1).unwrap_or(0))?;
    Ok(())
}

/// `核对情况.html`: one file, nothing fetched.
#[must_use]
pub fn page(lines: &[Line]) -> String {
    let errors = lines.iter().filter(|line| line.outcome.tally.errors > 0).count();
    let absent = lines.iter().filter(|line| line.is_absent()).count();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>核对情况</title>\n<style>\nbody{{font:16px/1.6 sans-serif;margin:2em}}\n\
         table{{border-collapse:collapse;margin-bottom:2em}}\nth,td{{border:1px solid #999;padding:.3em .6em;vertical-align:top}}\n\
         th{{background:#e8eef7}}\ntd.n{{text-align:right;white-space:nowrap}}\n.e{{color:#b00000;font-weight:bold}}\n</style>\n</head>\n<body>\n\
         <h1>核对情况</h1>\n<p>{} 份报告，{errors} 份有错误{}。</p>\n<table>\n<thead><tr>",
        lines.len() - absent,
        if absent > 0 { format!("；{absent} 个机关没有报送") } else { String::new() }
    );
    for head in HEAD.iter().chain(&HEADS) {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (number, line) in lines.iter().enumerate() {
        let Outcome { office, file, year, tally, .. } = &line.outcome;
        let year = year.map_or(String::new(), |year| year.to_string());
        let class = if tally.errors > 0 { "n e" } else { "n" };
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><a href=\"#r{number}\">{}</a></th><td>{}</td><td>{year}</td><td class=\"{class}\">{}</td>\
             <td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td>",
            escaped(file),
            escaped(office),
            tally.errors,
            tally.warnings,
            tally.hints,
            escaped(&line.first)
        );
        for (this, last) in line.figures.iter().zip(&line.last) {
            let change =
                this.zip(*last).map_or(String::new(), |(this, last)| format!("（{:+}）", this - last));
            let _ =
                write!(out, "<td class=\"n\">{}{change}</td>", this.map_or(String::new(), |n| n.to_string()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_absent()) {
        let _ = writeln!(out, "<h2 id=\"r{number}\">{}</h2>", escaped(&line.outcome.file));
        if line.findings.is_empty() {
            out.push_str("<p>没有发现问题。</p>\n");
            continue;
        }
        out.push_str("<ul>\n");
        for Finding { severity, code, place, message, help } in &line.findings {
            let help =
                if help.is_empty() { String::new() } else { format!("<br>改法：{}", escaped(help)) };
            let between = if place.is_empty() { "" } else { "：" };
            let (place, message) = (escaped(place), escaped(message));
            let _ = writeln!(out, "<li>{severity}[{code}] {place}{between}{message}{help}</li>");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
