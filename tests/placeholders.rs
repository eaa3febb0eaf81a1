//! Figures of the tables in the prose: what they become, and what is said where one cannot be had.

use nianbao::check::{Options, check};
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::report::Report;
use nianbao::report::read::read;
use nianbao::source::Source;

/// The published report with other words in section six, and some figures of its own.
fn text(words: &str) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reports/suqian-2023.yaml");
    let text = std::fs::read_to_string(path).expect("it is in the repository");
    let (before, _) = text.split_once("其他需要报告的事项: |").expect("it has six sections");
    let data = "数据:\n  公开条数: 66\n  各区: {宿城: 10, 宿豫: 20}\n  金额: [0.1, 0.25]\n";
    format!("{before}{data}其他需要报告的事项: |\n  收取信息处理费。{words}\n")
}

fn report(text: &str) -> (Source, Report) {
    let source = Source::new("a.yaml", text);
    let mut found = Diagnostics::new();
    let report = read(&source, &mut found).expect("it is a report");
    assert!(!found.has_errors(), "{found:?}");
    (source, report)
}

/// Last year's report: the same but for 本年新收·自然人 and the totals that follow from it.
fn previous() -> Report {
    let text = text("").replace("年度: 2023", "年度: 2022");
    let text = text.replace("[3402, 99, 0, 4, 5, 1, 3511]", "[1953, 99, 0, 4, 5, 1, 2062]");
    let text = text.replace("[118, 3, 0, 0, 0, 0, 121]", "[91, 3, 0, 0, 2, 0, 96]");
    report(&text).1
}

/// What the words become, or what is said of them: `line:column message / help`.
fn filled(words: &str, previous: Option<&Report>) -> Result<String, Vec<String>> {
    let (source, report) = report(&text(words));
    let (checked, found) = check(report, &Options { previous, ..Options::default() });
    let errors: Vec<String> = found
        .iter()
        .filter(|d| d.severity == Severity::Error && d.code() == "Y19")
        .map(|d| format!("{} {} / {}", source.slice(d.span), d.message, d.help))
        .collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let checked = checked.unwrap_or_else(|| panic!("{found:#?}"));
    let prose = checked.report().prose(6).expect("section six is prose");
    Ok(prose.paragraphs[0].as_str().trim_start_matches("收取信息处理费。").to_owned())
}

#[test]
fn names_become_figures() {
    for (words, figure) in [
        ("新收 {{ 表三.本年新收.总计 }} 件", "新收3511件"),
        ("{{表三.本年新收政府信息公开申请数量.自然人}}", "3402"),
        ("{{ 表三.办理结果.不予公开.总计 }}", "142"),
        ("{{ 表三.不予公开.属于行政查询事项.商业企业 }}", "1"),
        ("{{ 表三.办理结果.总计 }}", "3486"),
        ("{{ 表三.办理结果.总计.自然人 }}", "3375"),
        ("{{ 表三.本年新收.总计 + 表三.上年结转.总计 }}", "3607"),
        ("{{ 表四.行政诉讼.总计 }}", "113"),
        ("{{ 表四.行政复议.结果纠正 }}", "17"),
        ("{{ 表二.行政许可 }}", "1808595"),
        ("{{ 表二.行政事业性收费 }}", "59237.2449"),
        ("{{ 表二.规章.现行有效件数 }}", "11"),
        ("{{ 年度 }}年，{{ 机关 }}", "2023年，宿迁市"),
        ("{{ 数据.公开条数 }}", "66"),
        ("{{ 数据.各区 | 合计 }}", "30"),
        ("{{ 数据.金额 | 合计 }}", "0.35"),
        ("{{ [表三.予以公开.总计, 表三.部分公开.总计] | 合计 }}", "1519"),
        ("{{ 表三.本年新收 | 合计 }}", "3511"),
        ("{{ 表三.本年新收.自然人 | 占比(表三.本年新收.总计) }}", "96.9%"),
        ("{{ 表三.本年新收.自然人 | 占比(表三.本年新收.总计, 2) }}", "96.90%"),
    ] {
        assert_eq!(filled(words, None).as_deref(), Ok(figure), "{words}");
    }
}

#[test]
fn last_year_answers_with_the_same_names() {
    let last = previous();
    for (words, figure) in [
        ("{{ 上年.表三.本年新收.总计 }}", "2062"),
        ("{{ 上年.年度 }}", "2022"),
        ("{{ 表三.本年新收.总计 | 同比 }}", "70.3%"),
        ("{{ 表三.本年新收.总计 | 同比(上年.表三.本年新收.总计) }}", "70.3%"),
    ] {
        assert_eq!(filled(words, Some(&last)).as_deref(), Ok(figure), "{words}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    for (words, said) in [
        ("{{ 表三.本年新.总计 }}", "本年新 “表三”里没有“本年新” / 应为“本年新收”"),
        ("{{ 表三.本年新收.合计 }}", "合计 “表三.本年新收”里没有“合计” / "),
        ("{{ 表三.新收.总计 }}", "新收 “表三”里没有“新收” / 应为“本年新收"),
        ("{{ 表三.受理.总计 }}", "受理 “表三”里没有“受理” / 这里可以写：本年度办理结果、办理结果、"),
        ("{{ 表五.本年新收 }}", "表五 占位里没有“表五” / 应为“表二”"),
        ("{{ 表三.本年新收 }}", "{{ 表三.本年新收 }} “表三.本年新收”有好几个数 / 写明哪一列"),
        ("{{ 数据.条数 }}", "条数 “数据”里没有“条数” / 应为“公开条数”"),
        ("{{ 数据.件数 }}", "件数 “数据”里没有“件数” / 这里可以写：公开条数、各区、金额"),
        ("{{ 上年.表三.本年新收.总计 }}", "上年 没有上年的报告"),
        ("{{ 表三。本年新收 }}", "占位的写法不对 / 点、竖线、括号、逗号都用半角"),
        ("{{ 表三.本年新收.总计 | 环比 }}", "没有这个算法 / 可用的有：合计、同比、占比"),
        ("{{ 表三.本年新收.总计 / 3 }}", "算出来的不是整数"),
        ("{{ 表三.本年新收.总计 | 占比(0) }}", "除数是 0，没有百分比"),
        ("{{ 表三.本年新收.总计", "{{ “{{”没有配对的“}}”"),
        ("{{ }}", "占位的写法不对"),
        ("{{ [1] * 999999999 }}", "占位里不用乘法"),
        ("{{ ([1]*99999999) ~ '' }}", "占位里不用乘法"),
        ("{{ '一' * 999999999 }}", "占位里不用乘法"),
        ("{{ 9 ** 99999999 }}", "占位里不用乘法"),
        (r"{{ 'a\'' * 99999999 ~ '' }}", "占位里不用乘法"),
        ("{{ range(9) }}", ""),
    ] {
        let found = filled(words, None).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(said), "{words}: {found:?}");
    }
}
