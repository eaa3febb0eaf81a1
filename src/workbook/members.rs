//! The sheet of the roster: who counts, who not and why, who is missing.

use super::styles::Styles;
use crate::report::OfficeKind;
use crate::sum::{Allotment, Standing};
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADS: [(&str, u8); 7] =
    [("序号", 7), ("机关", 36), ("机关类别", 18), ("上级", 30), ("怎么算", 16), ("文件", 40), ("说明", 60)];

pub(super) fn write(
    sheet: &mut Worksheet,
    allotment: &Allotment<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name("名册")?;
    for (column, (head, width)) in (0..).zip(HEADS) {
        sheet.write_with_format(0, column, head, &styles.head)?;
        sheet.set_column_width(column, f64::from(width))?;
    }
    let roster = &allotment.roster.bodies;
    let mut row = 0;
    for (number, body) in allotment.in_order().into_iter().enumerate() {
        row += 1;
        let own = &roster[body];
        let standing = allotment.standing[body];
        let sent = standing.submission().map(|at| &allotment.submissions[at]);
        let lacking = matches!(standing, Standing::Missing | Standing::Unusable);
        let format = if lacking { &styles.missing } else { &styles.text };
        let file = sent.map_or(own.file.as_ref().map_or("", |file| &file.value), |sent| &sent.file);
        let words = [
            &*own.name.value,
            own.kind.map_or("", OfficeKind::name),
            own.parent.map_or("", |parent| &*roster[parent].name.value),
            how(standing, sent.is_some_and(|sent| sent.errors > 0)),
            file,
            match (&own.excluded, sent) {
                (Some(reason), _) => &reason.value,
                (None, Some(sent)) => &sent.first_error,
                (None, None) => "",
            },
        ];
        sheet.write_with_format(row, 0, number as f64, format)?;
        for (column, word) in (1..).zip(words) {
            sheet.write_with_format(row, column, word, format)?;
        }
    }
    sheet.autofilter(0, 0, row.max(1), 6)?;
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

/// How a body stands, in a word.
fn how(standing: Standing, errors: bool) -> &'static str {
    match standing {
        Standing::Counted(_) if errors => "计入（有错误）",
        Standing::Counted(_) => "计入",
        Standing::Whole(_) => "计入（已含下级）",
        Standing::Within(_) => "已含在上级",
        Standing::Excluded(_) => "不计",
        Standing::Unusable => "报来不能用",
        Standing::Missing => "缺",
        Standing::Below => "下级之和",
    }
}
