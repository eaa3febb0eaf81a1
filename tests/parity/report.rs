//! Whole reports put together at random: prose of [`super::prose`], tables that add up, figures of one to eight digits.

use super::common::Random;
use super::prose;
use std::fmt::Write;

/// Rows of table three's 本年度办理结果, with the group that each is in.
const RESULTS: &[(&str, &[&str])] = &[
    ("", &["予以公开", "部分公开"]),
    (
        "不予公开",
        &[
            "属于国家秘密",
            "其他法律行政法规禁止公开",
            "危及三安全一稳定",
            "保护第三方合法权益",
            "属于三类内部事务信息",
            "属于四类过程性信息",
            "属于行政执法案卷",
            "属于行政查询事项",
        ],
    ),
    ("无法提供", &["本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确"]),
    (
        "不予处理",
        &[
            "信访举报投诉类申请",
            "重复申请",
            "要求提供公开出版物",
            "无正当理由大量反复申请",
            "要求行政机关确认或重新出具已获取信息",
        ],
    ),
    ("其他处理", &["逾期不补正", "逾期不缴费", "其他"]),
];

const OFFICES: &[(&str, &str)] = &[
    ("北关区灯塔路街道办事处", "街道办事处"),
    ("宿迁市", "设区的市人民政府"),
    ("沭阳县卫生健康委员会", "县级部门"),
    ("江苏省人力资源和社会保障厅", "省级部门"),
    ("宿迁经济技术开发区社会事业局", "市级部门"),
    ("泗阳县人民政府", "县级人民政府"),
    ("新疆生产建设兵团第十二师五一农场社会管理综合治理办公室", "其他"),
];

/// A report; the same seed gives the same.
pub(crate) fn yaml(seed: u64) -> String {
    let mut random = Random::new(seed);
    let (office, kind) = OFFICES[random.below(OFFICES.len())];
    let mut out = format!("机关: {office}\n机关类别: {kind}\n年度: {}\n", 2021 + random.below(4));
    // From the shortest that has tables at all (3 pages) to what fills 12.
    let length = 1 + random.below(8);
    section(&mut random, &mut out, "总体情况", length + length / 2);
    // Only a city with districts among these may make 规章.
    table_two(&mut random, &mut out, kind == "设区的市人民政府");
    table_three(&mut random, &mut out);
    table_four(&mut random, &mut out);
    let (problems, others) = (1 + random.below(length / 2 + 1), random.below(2));
    section(&mut random, &mut out, "存在的主要问题及改进情况", problems);
    section(&mut random, &mut out, "其他需要报告的事项", others);
    out.push_str("  本年度未收取政府信息公开信息处理费。\n");
    if random.below(2) == 0 {
        write!(out, "署名: {office}\n成文日期: 2025-01-{:02}\n", 1 + random.below(28)).unwrap();
    }
    out
}

fn section(random: &mut Random, out: &mut String, name: &str, paragraphs: usize) {
    write!(out, "\n{name}: |\n").unwrap();
    let mut number = 0;
    for _ in 0..paragraphs {
        out.push_str("  ");
        if random.below(3) == 0 && number < 9 {
            let numeral = ["一", "二", "三", "四", "五", "六", "七", "八", "九"][number];
            let topic = prose::topic(random);
            write!(out, "（{numeral}）{topic}{}", ["。", "："][random.below(2)]).unwrap();
            number += 1;
        } else if random.below(6) == 0 {
            let lead = ["1.", "2.", "（1）", "（2）"][random.below(4)];
            write!(out, "{lead}{}。", prose::topic(random)).unwrap();
        }
        out.push_str(&prose::paragraph(random));
        out.push('\n');
    }
}

/// Mostly small, now and then of up to eight digits.
fn figure(random: &mut Random, most: usize) -> usize {
    let digits = if random.below(8) == 0 { 1 + random.below(most) } else { 1 + random.below(3) };
    random.below(10_usize.pow(u32::try_from(digits).unwrap()))
}

fn table_two(random: &mut Random, out: &mut String, may_rule: bool) {
    out.push_str("\n主动公开政府信息情况:\n");
    for row in ["规章", "行政规范性文件"] {
        let [a, b, c] = [(); 3].map(|()| random.below(500));
        let row_cells = if row == "规章" && !may_rule { [0; 3] } else { [a, b, a + c] };
        writeln!(out, "  {row}: {row_cells:?}").unwrap();
    }
    for row in ["行政许可", "行政处罚", "行政强制"] {
        writeln!(out, "  {row}: {}", figure(random, 8)).unwrap();
    }
    writeln!(out, "  行政事业性收费: {}.{:02}", figure(random, 6), random.below(100)).unwrap();
    if random.below(3) == 0 {
        let kind = ["行政许可、行政处罚", "规章和行政规范性文件"][random.below(2)];
        writeln!(out, "  表注: 本表{kind}数据截至{}年12月31日，含“一窗通办”{}件。", 2022, figure(random, 4))
            .unwrap();
    }
}

fn table_three(random: &mut Random, out: &mut String) {
    let most = 4 + random.below(5);
    let mut rows = String::new();
    let mut sums = [0; 6];
    for (group, labels) in RESULTS {
        let indent = if group.is_empty() { "    " } else { "      " };
        if !group.is_empty() {
            writeln!(rows, "    {group}:").unwrap();
        }
        for label in *labels {
            let cells = [(); 6].map(|()| if random.below(3) == 0 { figure(random, most) } else { 0 });
            sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
            writeln!(rows, "{indent}{label}: {cells:?}").unwrap();
        }
    }
    let carried = [(); 6].map(|()| random.below(20));
    let before = [(); 6].map(|()| random.below(20));
    // 一 + 二 = 三 + 四, and none below zero.
    let next: Vec<usize> = (0..6).map(|i| carried[i] + before[i]).collect();
    let new: Vec<usize> = (0..6).map(|i| sums[i] + next[i] - before[i]).collect();
    out.push_str("\n收到和处理政府信息公开申请情况:\n");
    writeln!(out, "  本年新收政府信息公开申请数量: {new:?}").unwrap();
    writeln!(out, "  上年结转政府信息公开申请数量: {before:?}").unwrap();
    write!(out, "  本年度办理结果:\n{rows}").unwrap();
    writeln!(out, "  结转下年度继续办理: {next:?}").unwrap();
}

fn table_four(random: &mut Random, out: &mut String) {
    let mut row = |name: &str| {
        let cells = [(); 4].map(|()| figure(random, 5));
        writeln!(out, "{name}: {cells:?}").unwrap();
    };
    row("\n政府信息公开行政复议、行政诉讼情况:\n  行政复议");
    row("  行政诉讼:\n    未经复议直接起诉");
    row("    复议后起诉");
}
