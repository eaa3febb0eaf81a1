//! The cells of a sheet -> the same roster as YAML, every word with its place, so that one reader serves both.

use super::{KEYS, Roster, read};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::intake::{Grid, GridCell};
use crate::source::{Source, Span, Traced};

/// Keys that may stand above the columns, each with its value in the cell beside it.
const ABOVE: [&str; 5] = ["年度", "文件夹", "上年文件夹", "机关", "机关类别"];

/// Reads a roster from a sheet: above, `机关`, `年度`, `文件夹` with their values beside them or, behind a colon, in the same cell; then a line of columns named as
/// the keys of a body, and a body a line.
pub fn read_sheet(grid: &Grid, diagnostics: &mut Diagnostics) -> Option<Roster> {
    let text = |cell: &GridCell| cell.text.text().trim().to_owned();
    let is_head = |row: &&Vec<GridCell>| {
        row.iter().filter(|cell| KEYS[..8].contains(&text(cell).as_str())).count() >= 2
    };
    let Some(head) = grid.rows.iter().position(|row| is_head(&row)) else {
        diagnostics.push(
            Diagnostic::of(&codes::Y13, Span::default(), "表里没有写明各列名称的一行")
                .help(format!("写一行列名：{}", KEYS[..8].join("、"))),
        );
        return None;
    };
    let mut yaml = Traced::new();
    for row in &grid.rows[..head] {
        let filled: Vec<&GridCell> = row.iter().filter(|cell| !text(cell).is_empty()).collect();
        for (at, cell) in filled.iter().enumerate() {
            let whole = text(cell);
            let (word, value) = whole.split_once(['：', ':']).unwrap_or((&whole, ""));
            let (word, value) = (word.trim(), value.trim());
            let beside = || filled.get(at + 1).map(|beside| (text(beside), beside.text.whole()));
            let value = if value.is_empty() { beside() } else { Some((value.to_owned(), cell.text.whole())) };
            if let (true, Some((value, place))) = (ABOVE.contains(&word), value) {
                entry(&mut yaml, "", word, &value, place);
            }
        }
    }
    let columns: Vec<(usize, String, Span)> = grid.rows[head]
        .iter()
        .filter(|cell| !text(cell).is_empty())
        .map(|cell| (cell.column, text(cell), cell.text.whole()))
        .collect();
    yaml.push("成员:\n", grid.rows[head].first().map_or(Span::default(), |cell| cell.text.whole()));
    for row in &grid.rows[head + 1..] {
        let mut first = true;
        for (column, key, _) in &columns {
            let Some(cell) = row.iter().find(|cell| cell.column == *column) else { continue };
            if text(cell).is_empty() {
                continue;
            }
            entry(&mut yaml, if first { "  - " } else { "    " }, key, &text(cell), cell.text.whole());
            first = false;
        }
    }
    if !yaml.text().starts_with("机关: ") && !yaml.text().contains("\n机关: ") {
        let whole = grid.rows[head].first().map_or(Span::default(), |cell| cell.text.whole());
        diagnostics.push(Diagnostic::of(&codes::Y12, whole, "没有写汇总的机关").help(
            "在这一行列名的上面写一格“机关: 安平县人民政府”，再写一格“年度: 2025”；或把值写在右边一格",
        ));
        return None;
    }
    let source = Source::new(grid.source.name(), yaml.text());
    let mut found = Diagnostics::new();
    let roster = read(&source, &mut found);
    found.retain(|finding| {
        finding.span = yaml.span(finding.span.range());
        for label in &mut finding.labels {
            label.span = yaml.span(label.span.range());
        }
        true
    });
    diagnostics.append(found);
    let mut roster = roster?;
    let place = |span: &mut Span| *span = yaml.span(span.range());
    for body in &mut roster.bodies {
        place(&mut body.name.span);
        body.file.iter_mut().chain(&mut body.last).chain(&mut body.excluded).for_each(|s| place(&mut s.span));
        body.scope.iter_mut().for_each(|scope| place(&mut scope.span));
    }
    roster.year.iter_mut().for_each(|year| place(&mut year.span));
    roster.folder.iter_mut().chain(&mut roster.last_folder).for_each(|s| place(&mut s.span));
    Some(roster)
}

/// `键: '文字'`.
fn entry(yaml: &mut Traced, indent: &str, key: &str, value: &str, place: Span) {
    yaml.push(indent, place);
    yaml.push(key, place);
    yaml.push(": '", place);
    yaml.push(&value.replace('\'', "''").replace('\n', " "), place);
    yaml.push("'\n", place);
}
