//! Rosters as people write them, right and wrong.

use super::*;
use crate::diagnostic::Diagnostics;
use crate::source::Source;

fn read_text(text: &str) -> (Option<Roster>, Vec<(&'static str, usize, String)>) {
    let source = Source::new("名册.yaml", text);
    let mut found = Diagnostics::new();
    let roster = read(&source, &mut found);
    let said = found.iter().map(|f| (f.code(), source.place(f.span.start).line, f.message.clone()));
    (roster, said.collect())
}

#[test]
fn a_roster_at_its_least() {
    let (roster, found) = read_text(
        "机关: 安平县人民政府\n年度: 2025\n成员: [{机关: 安平县教育局, 文件: 教育局.docx}, {机关: 安平县税务局, 不计: 垂直管理}]\n",
    );
    assert_eq!(found, []);
    let roster = roster.unwrap();
    assert_eq!((roster.year.unwrap().value, roster.bodies.len()), (2025, 3));
    assert_eq!(roster.bodies[1].file.as_ref().unwrap().value, "教育局.docx");
    assert_eq!(roster.bodies[2].excluded.as_ref().unwrap().value, "垂直管理");
    assert_eq!(roster.below(0).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn bodies_nest_by_place_and_by_name() {
    let (roster, found) = read_text(
        "机关: 云州市人民政府\n文件夹: 报送\n成员:\n  - 云州市教育局\n  - 机关: 青禾县人民政府\n    口径: 汇总\n    成员:\n      - 青禾县教育局\n  - {机关: 青禾县青山镇人民政府, 上级: 青禾县人民政府, 别名: 青山镇}\n",
    );
    assert_eq!(found, []);
    let roster = roster.unwrap();
    assert_eq!(roster.below(0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(roster.below(2).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(roster.bodies[2].scope.unwrap().value, Scope::Whole);
    assert_eq!(roster.find("青山镇"), Some(4));
}

#[test]
fn everything_wrong_is_said_at_its_place() {
    let (_, found) = read_text(
        "机关: 安平县人民政府\n年度: 二五\n成员:\n  - {机关: 安平县教育局, 文件: a.yaml, 口经: 本级}\n  - {机关: 安平县教育局, 文件: b.yaml}\n  - {机关: 安平县财政局}\n  - {机关: 安平县水利局, 不计: }\n  - {机关: 安平县医院, 文件: c.yaml, 上级: 安平县卫生局}\n联合发文:\n  - {机关: [安平县教育局, 安平县林业局], 制发: 1}\n",
    );
    let places: Vec<(&str, usize)> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
    for expected in [("Y13", 2), ("Y11", 4), ("H03", 5), ("Y12", 6), ("Y12", 7), ("Y13", 8), ("Y13", 10)] {
        assert!(places.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn no_body_stands_below_itself() {
    let (roster, found) = read_text(
        "机关: 甲县人民政府\n文件夹: 报送\n成员:\n  - {机关: 乙局, 上级: 丙局}\n  - {机关: 丙局, 上级: 乙局}\n",
    );
    assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), ["Y13"]);
    assert!(roster.unwrap().below(0).count() > 0);
}

/// 口径 speaks of a report: a body with others below it that has one and names no file would be left out. Without 口径 it is what
/// stands below it; for the one whose report is made 汇总 says no more than that.
#[test]
fn a_scope_wants_a_report() {
    let roster = |top: &str, own: &str| {
        format!(
            "机关: 云州市人民政府\n{top}成员:\n  - 机关: 青禾县人民政府\n{own}    成员:\n      - {{机关: 青禾县教育局, 文件: a.yaml}}\n"
        )
    };
    for (top, own, wanted) in [
        ("", "    口径: 本级\n", vec![("Y12", 3)]),
        ("", "    口径: 汇总\n", vec![("Y12", 3)]),
        ("", "    口径: 本级\n    文件: b.yaml\n", vec![]),
        ("", "    口径: 本级\n    不计: 另行公布\n", vec![]),
        ("", "", vec![]),
        ("口径: 本级\n", "", vec![("Y12", 1)]),
        ("口径: 汇总\n", "", vec![]),
        ("文件夹: 报送\n口径: 本级\n", "    口径: 本级\n", vec![]),
    ] {
        let found = read_text(&roster(top, own)).1;
        let places: Vec<(&str, usize)> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
        assert_eq!(places, wanted, "{top}{own}: {found:?}");
    }
}

/// The cells of a workbook.
fn grid(rows: &[&[&str]]) -> crate::intake::Grid {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    crate::intake::grid("名册.xlsx", &book.save_to_buffer().unwrap()).unwrap()
}

#[test]
fn a_sheet_is_read_by_its_columns() {
    let grid = grid(&[
        &["机关", "安平县人民政府"],
        &["年度：", "2025"],
        &["文件", "机关", "不计", "口径"],
        &["教育局.docx", "安平县教育局"],
        &["", "安平县税务局", "垂直管理"],
        &["水利局.docx", "安平县水利局", "", "全部"],
    ]);
    let mut found = Diagnostics::new();
    let roster = read_sheet(&grid, &mut found).unwrap();
    assert_eq!(roster.bodies.len(), 4);
    assert_eq!(roster.year.unwrap().value, 2025);
    assert_eq!(roster.bodies[2].excluded.as_ref().unwrap().value, "垂直管理");
    let said: Vec<String> = found.iter().map(|f| grid.source.said(f.span) + " " + &f.message).collect();
    assert_eq!(said, ["名册.xlsx：第6行（D6） 没有“全部”这一口径"]);
}

#[test]
fn a_row_of_a_sheet_is_the_line_of_its_number() {
    let grid = grid(&[&["机关"], &[], &["安平县教育局", "教育局.docx"]]);
    let lines: Vec<&str> = grid.source.text().lines().collect();
    assert_eq!(lines, ["机关", "", "安平县教育局\t教育局.docx"]);
}

/// `机关: 安平县人民政府` in one cell, as it is written in YAML.
#[test]
fn a_sheet_says_whose_it_is_above_its_columns() {
    let rows: [&[&str]; 2] = [&["机关", "文件"], &["安平县教育局", "教育局.docx"]];
    for above in [["机关：安平县人民政府", "年度: 2025"], ["机关: 安平县人民政府", "年度：2025"]]
    {
        let mut found = Diagnostics::new();
        for above in [vec![&above[..1], &above[1..]], vec![&above[..]]] {
            let roster = read_sheet(&grid(&[&above[..], &rows].concat()), &mut found).unwrap();
            let (own, year) = (&roster.bodies[0].name.value, roster.year.unwrap().value);
            assert_eq!((own.as_str(), year, roster.bodies.len()), ("安平县人民政府", 2025, 2));
        }
        assert!(found.is_empty(), "{found:?}");
    }
    let mut found = Diagnostics::new();
    assert!(read_sheet(&grid(&rows), &mut found).is_none());
    let help = found.iter().map(|found| found.help.as_str()).collect::<String>();
    assert!(help.contains("写一格“机关: 安平县人民政府”"), "{help}");
}

#[test]
fn a_draft_is_read_back() {
    let files = [
        FolderEntry {
            file: "报送/教育局 (1).docx".into(),
            office: "安平县教育局".into(),
            excluded: None,
            ..FolderEntry::default()
        },
        FolderEntry {
            file: "税务.yaml".into(),
            office: "安平县税务局".into(),
            excluded: Some("垂直管理"),
            ..FolderEntry::default()
        },
    ];
    let text = skeleton("安平县人民政府", Some(2025), &files);
    let (roster, found) = read_text(&text);
    assert_eq!(found, []);
    assert_eq!(roster.unwrap().bodies[1].file.as_ref().unwrap().value, "报送/教育局 (1).docx");
}
