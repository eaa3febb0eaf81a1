//! In: a row that has more or fewer figures than the form has columns, and the heads above it. Out: that it has, and which of its cells were
//! made one.

use super::Recogniser;
use super::known::{Heads, RowId};
use crate::diagnostic::{Diagnostic, codes};
use crate::form::Column;
use crate::intake::blocks::Row;

impl Recogniser<'_> {
    /// Says that a row has `written` figures and not `wanted`.
    pub(super) fn wrong_length(
        &mut self,
        row: &Row,
        (table, at): RowId,
        [written, wanted]: [usize; 2],
        heads: Option<&Heads>,
    ) {
        let table = self.known.table(table);
        let name = table.rows[at].name.said();
        let merged = merged(row, heads, table.columns(at));
        let (colon, help) = match &*merged {
            "" => ("", "行名后面的格与格式一致，没有发生的填 0；检查合并的格和多出、缺少的格"),
            _ => ("：", "拆开合并的格，各格分别填数，没有发生的填 0"),
        };
        let message = format!("“{name}”一行有 {written} 格，应为 {wanted} 格{colon}{merged}");
        self.found.push(Diagnostic::of(&codes::D05, row.at, message).help(help));
    }
}

/// `“自然人”“商业企业”合并成了一格`, `“其他”与上一行合并成了一格`; empty where none were.
fn merged(row: &Row, heads: Option<&Heads>, columns: &[Column]) -> String {
    let heads = heads.filter(|heads| !heads.guessed).map_or(&[][..], |heads| &heads.order);
    let said = row.cells.iter().filter_map(|cell| {
        let covered = cell.column..cell.column + cell.columns;
        let names = heads.iter().filter(|(column, ..)| covered.contains(column));
        let names: Vec<String> =
            names.map(|(.., index)| format!("“{}”", columns[*index].name.said())).collect();
        match names.len() {
            0 => None,
            _ if cell.continued => Some(format!("{}与上一行合并成了一格", names.concat())),
            1 => None,
            _ => Some(format!("{}合并成了一格", names.concat())),
        }
    });
    said.collect::<Vec<_>>().join("，")
}
