//! In: a [`Form`] and who reports on which year. Out: the starter that `nianbao new` gives: every key there, the tables
//! aligned in columns with 0 in each cell, comments that say what to write. What is left to the author is the prose.

use super::{Band, Body, Branch, Column, Form, Kind, Row, Table};
use crate::yaml::scalar;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// What the starter is for.
#[derive(Clone, Copy, Debug)]
pub struct Purpose<'a> {
    /// 机关.
    pub office: &'a str,
    /// 机关类别.
    pub kind: &'a str,
    /// 年度.
    pub year: u16,
}

/// The starter.
#[must_use]
pub fn skeleton(form: &Form, purpose: Purpose<'_>) -> String {
    let mut text = head(form, purpose);
    for section in &form.sections {
        text.push('\n');
        match &section.body {
            Body::Prose(items) => prose(&mut text, &section.title, items),
            Body::Table(table) => {
                let _ = writeln!(text, "{}:", section.title);
                text.push_str("  #表前: 需要时写，印在标题和表之间；一行是一段\n");
                for band in &table.bands {
                    rows(&mut text, table, band);
                }
            }
        }
    }
    text
}

fn head(form: &Form, purpose: Purpose<'_>) -> String {
    let Purpose { office, kind, year } = purpose;
    let (form_name, document, next) = (&form.name, &form.document, year + 1);
    format!(
        "\
# 政府信息公开工作年度报告（《{form_name}》，{document}）
# 井号后面是说明。填好后：nianbao check 核对，nianbao build 写出 PDF 和 Word 文件。
# 冒号、逗号、方括号、数字用半角；缩进用空格。

机关: {}
机关类别: {}
年度: {year}

# 下面几项需要时去掉行首的井号：
#上年报告: 上年.yaml          # 核对两年的数
#题下日期: {next}-01-20       # 印在标题下面，加圆括号
#编制说明: 本报告由……编制。如有疑问，请与……联系（电话：……）。
#署名: {office}
#成文日期: {next}-01-20
#文档字体: 常用   # Word 文件带哪些字体：嵌入（只嵌入用到的字，不写时）、常用（还要接着改）、办公（不嵌入，单位装有仿宋_GB2312等）
#已核: [{{规则: A02, 说明: 含自然失效29件}}]   # 确属特殊情况的，写明理由，不再提示
",
        scalar::name(office),
        scalar::name(kind),
    )
}

fn prose(text: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        let _ = write!(text, "# 写在 | 的下一行起，每行缩进两格；一行是一段。\n{title}: |\n\n");
        return;
    }
    let _ = writeln!(
        text,
        "# {} 个方面，序号由程序编排；写在 | 的下一行起，每行缩进四格，一行是一段。",
        items.len()
    );
    let _ =
        writeln!(text, "# 用表里的数代替手写的数，文字和表就不会不一致，如 {{{{ 表三.本年新收.总计 }}}}。");
    let _ = writeln!(text, "{title}:");
    for item in items {
        let _ = writeln!(text, "  {item}: |\n");
    }
}

/// The rows of one band, figures under their heads.
fn rows(text: &mut String, table: &Table, band: &Band) {
    let columns: Vec<&Column> = band.columns.iter().filter(|column| !column.total).collect();
    let mut lines = Vec::new();
    for branch in &band.labels {
        keys(&mut lines, table, branch, 1);
    }
    // One column of figures: the value itself, its head behind it.
    let [column] = columns[..] else {
        let key_width = lines.iter().filter(|l| l.is_row).map(|l| l.text.width()).max().unwrap_or(0) + 1;
        text.push_str(&heads(&columns, key_width));
        for line in lines {
            let figures = if line.is_row { figures(&columns, &line.text, key_width) } else { String::new() };
            let _ = writeln!(text, "{}{figures}", line.text);
        }
        return;
    };
    for line in lines {
        let _ = writeln!(text, "{} {}    # {}", line.text, zero(column.kind), column.label);
    }
}

/// One line of a table in the file: a row's key or a group's.
struct Line {
    text: String,
    is_row: bool,
}

/// The keys of a branch and of what is below it. Totals are the program's to compute.
fn keys(lines: &mut Vec<Line>, table: &Table, branch: &Branch, depth: usize) {
    if branch.total {
        return;
    }
    let indent = "  ".repeat(depth);
    let is_row = branch.children.is_empty();
    debug_assert!(!is_row || table.rows.iter().any(|row: &Row| row.name == branch.name), "a leaf is a row");
    lines.push(Line { text: format!("{indent}{}:", branch.name.key), is_row });
    for child in &branch.children {
        keys(lines, table, child, depth + 1);
    }
}

/// `  #        自然人 商业企业 …`: each head ends where its figures end.
fn heads(columns: &[&Column], key_width: usize) -> String {
    let mut line = String::from("  #");
    line.push_str(&" ".repeat((key_width + 2).saturating_sub(line.width())));
    for column in columns {
        let head = &column.name.key;
        line.push_str(&" ".repeat(width(column) - head.width()));
        line.push_str(head);
        line.push_str("  ");
    }
    line.trim_end().to_owned() + "\n"
}

fn figures(columns: &[&Column], key: &str, key_width: usize) -> String {
    let mut line = " ".repeat(key_width - key.width());
    line.push('[');
    for (index, column) in columns.iter().enumerate() {
        let figure = zero(column.kind);
        // The first bracket stands where the heads are parted from the keys.
        line.push_str(&" ".repeat(width(column) + 1 - figure.width() - usize::from(index > 0)));
        line.push_str(figure);
        line.push_str(if index + 1 < columns.len() { ", " } else { "]" });
    }
    line
}

/// Screen columns of a column.
fn width(column: &Column) -> usize {
    column.name.key.width().max(zero(column.kind).width())
}

fn zero(kind: Kind) -> &'static str {
    match kind {
        Kind::Count | Kind::Change | Kind::TenThousand => "0",
        Kind::Money => "0元",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_end_under_their_heads() {
        for year in [2019, 2025] {
            let form = crate::form::for_year(year).unwrap();
            let text = skeleton(form, Purpose { office: "安平县教育局", kind: "县级部门", year });
            let lines: Vec<_> = text.lines().collect();
            let mut tables = 0;
            for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("  #")) {
                let row = lines[number + 1..].iter().find(|row| row.contains('[')).unwrap();
                let ends: Vec<_> = row
                    .char_indices()
                    .filter(|(_, c)| matches!(c, ',' | ']'))
                    .map(|(at, _)| row[..at].width())
                    .collect();
                for end in ends {
                    let head_end = line.char_indices().find(|(at, _)| line[..*at].width() == end);
                    assert!(head_end.is_none_or(|(_, c)| c == ' '), "{line}\n{row}");
                }
                tables += 1;
            }
            assert!(tables >= 3, "{text}");
        }
    }
}
