//! The derived grid of each table against the official one, cell by cell.

use nianbao::form::grid::{Content, grid};
use nianbao::form::{self, Table};

/// One line a row: `起列+跨列x跨行 文字`, figures as `#`.
fn drawn(table: &Table) -> Vec<String> {
    let cell = |cell: &nianbao::form::grid::GridCell| {
        let words = match &cell.content {
            Content::Head(words) | Content::Label(words) => words.as_str(),
            Content::Figure(_) => "#",
        };
        match (cell.column_span, cell.row_span) {
            (1, 1) => words.to_owned(),
            (columns, 1) => format!("{words}<{columns}>"),
            (columns, rows) => format!("{words}<{columns}x{rows}>"),
        }
    };
    grid(table).rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
}

fn table(edition: &str, name: &str) -> &'static Table {
    form::by_name(edition).and_then(|form| form.table(name)).expect("both editions have tables two to four")
}

#[test]
fn table_two_of_2021() {
    let official = "\
第二十条第（一）项<4>
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | # | # | #
行政规范性文件 | # | # | #
第二十条第（五）项<4>
信息内容 | 本年处理决定数量<3>
行政许可 | #<3>
第二十条第（六）项<4>
信息内容 | 本年处理决定数量<3>
行政处罚 | #<3>
行政强制 | #<3>
第二十条第（八）项<4>
信息内容 | 本年收费金额（单位：万元）<3>
行政事业性收费 | #<3>";
    assert_eq!(drawn(table("2021", "表二")).join("\n"), official);
}

#[test]
fn table_two_of_2019() {
    let official = "\
第二十条第（一）项<4>
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章 | # | # | #
规范性文件 | # | # | #
第二十条第（五）项<4>
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可 | # | # | #
其他对外管理服务事项 | # | # | #
第二十条第（六）项<4>
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚 | # | # | #
行政强制 | # | # | #
第二十条第（八）项<4>
信息内容 | 上一年项目数量 | 本年增/减<2>
行政事业性收费 | # | #<2>
第二十条第（九）项<4>
信息内容 | 采购项目数量 | 采购总金额<2>
政府集中采购 | # | #<2>";
    assert_eq!(drawn(table("2019", "表二")).join("\n"), official);
}

const HEAD: &str = "\
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）<3x3> | 申请人情况<7>
自然人<1x2> | 法人或其他组织<5> | 总计<1x2>
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
一、本年新收政府信息公开申请数量<3> | F
二、上年结转政府信息公开申请数量<3> | F
";

const RESULTS: &str = "\
（三）不予公开<1x8> | 1.属于国家秘密 | F
2.其他法律行政法规禁止公开 | F
3.危及“三安全一稳定” | F
4.保护第三方合法权益 | F
5.属于三类内部事务信息 | F
6.属于四类过程性信息 | F
7.属于行政执法案卷 | F
8.属于行政查询事项 | F
（四）无法提供<1x3> | 1.本机关不掌握相关政府信息 | F
2.没有现成信息需要另行制作 | F
3.补正后申请内容仍不明确 | F
（五）不予处理<1x5> | 1.信访举报投诉类申请 | F
2.重复申请 | F
3.要求提供公开出版物 | F
4.无正当理由大量反复申请 | F
5.要求行政机关确认或重新出具已获取信息 | F
";

fn table_three(group: usize, other: &str) -> String {
    format!(
        "{HEAD}三、本年度办理结果<1x{group}> | （一）予以公开<2> | F\n\
         （二）部分公开（区分处理的，只计这一情形，不计其他情形）<2> | F\n\
         {RESULTS}{other}（七）总计<2> | F\n\
         四、结转下年度继续办理<3> | F"
    )
    .replace('F', "# | # | # | # | # | # | #")
}

#[test]
fn table_three_of_both_editions() {
    let three = "\
（六）其他处理<1x3> | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | F
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | F
3.其他 | F
";
    let drawn_2021 = drawn(table("2021", "表三"));
    assert_eq!(drawn_2021.join("\n"), table_three(22, three));
    assert_eq!(drawn_2021.len(), 3 + 25);
    assert_eq!(table("2021", "表三").cells().count(), 175);
    let drawn_2019 = drawn(table("2019", "表三"));
    assert_eq!(drawn_2019.join("\n"), table_three(20, "（六）其他处理<2> | F\n"));
    assert_eq!(drawn_2019.len(), 3 + 23);
}

#[test]
fn table_four_of_both_editions() {
    let official = "\
行政复议<5> | 行政诉讼<10>
结果维持<1x2> | 结果纠正<1x2> | 其他结果<1x2> | 尚未审结<1x2> | 总计<1x2> | 未经复议直接起诉<5> | 复议后起诉<5>
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
# | # | # | # | # | # | # | # | # | # | # | # | # | # | #";
    for edition in ["2021", "2019"] {
        assert_eq!(drawn(table(edition, "表四")).join("\n"), official);
    }
}

/// No hole and no overlap, in any table of any edition.
#[test]
fn grids_are_complete() {
    for table in form::all().flat_map(form::Form::tables) {
        let grid = grid(table);
        let mut covered = vec![vec![0; grid.columns]; grid.rows.len()];
        for (at, row) in grid.rows.iter().enumerate() {
            for cell in row {
                for line in &mut covered[at..at + cell.row_span] {
                    for count in &mut line[cell.column..cell.column + cell.column_span] {
                        *count += 1;
                    }
                }
            }
        }
        assert!(covered.iter().flatten().all(|&count| count == 1), "{}", table.name);
    }
}

#[test]
fn editions_follow_the_year() {
    let edition = |year| form::for_year(year).map(|f| f.edition.as_str());
    assert_eq!(
        [2018, 2019, 2020, 2021, 2030].map(edition),
        [None, Some("2019"), Some("2019"), Some("2021"), Some("2021")]
    );
    let titles: Vec<&str> = form::newest().sections.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "总体情况",
            "主动公开政府信息情况",
            "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况",
            "其他需要报告的事项"
        ]
    );
}

#[test]
fn editions_share_their_section_titles() {
    // Reading knows the keys of the newest edition before it knows which edition a report follows.
    let titles =
        |form: &'static form::Form| form.sections.iter().map(|s| s.title.as_str()).collect::<Vec<_>>();
    for form in form::all() {
        assert_eq!(titles(form), titles(form::newest()), "{}", form.edition);
    }
}
