//! What the review says of the published reports, and of prose that is right by construction.

use nianbao::check::{FigureStatus, Options, check, figures};
use nianbao::diagnostic::{Diagnostics, Severity};
use nianbao::report;
use nianbao::source::Source;
use nianbao::yaml::decode::decode;

#[path = "harness/prose.rs"]
mod prose;

fn published(name: &str) -> Source {
    let path = format!("{}/tests/reports/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("the reports are in the repository");
    decode(name, &bytes).expect("they are UTF-8")
}

/// Code, the words at the place, the message, of all findings of at least a severity.
fn said(source: &Source, least: Severity) -> Vec<String> {
    let mut read = Diagnostics::new();
    let report = report::read::read(source, &mut read).expect("it can be read");
    assert!(report.is_complete(), "{read:#?}");
    let (_, found) = check(report, &Options::default());
    let list = found.sorted();
    list.iter()
        .filter(|d| d.severity >= least)
        .map(|d| format!("{} {} | {}", d.code(), source.slice(d.span), d.message))
        .collect()
}

/// Every warning on the three published reports is true; the reasons are beside them.
#[test]
fn published_reports_get_only_true_warnings() {
    let warnings = |name| said(&published(name), Severity::Warning);
    assert_eq!(
        warnings("dengtalu-2023"),
        [
            // 11.33 万元 is likely for a street, 11.33 亿元 is not.
            "A09 113300.89 | 行政事业性收费 113300.89 万元，疑似把元填进了万元",
            // 国办函〔2020〕109号 calls it 信息处理费.
            "X25 信息公开处理费 | “信息公开处理费”应为“信息处理费”",
        ]
    );
    assert_eq!(
        warnings("suqian-2023"),
        [
            "S11 2023年，我市以习近平 | 第一部分有 3390 字，原则上不超过一千字",
            // 考核 and 社会评议 are there; no word of 追究 or 问责.
            "S08 （五）监督保障方面 | 监督保障没有写“责任追究”",
        ]
    );
    assert_eq!(warnings("shanghai-office-2019"), [] as [&str; 0]);
}

/// Each figure of suqian-2023's prose that is bound to a cell or a sum, changed, gives exactly one warning more, and it names the
/// figure or the list that holds it.
#[test]
fn each_changed_figure_of_suqian_is_found() {
    let source = published("suqian-2023");
    let before = said(&source, Severity::Warning);
    let figures = [
        "3607件",
        "349件",
        "933件",
        "477件",
        "301件",
        "874件",
        "216件",
        "348件",
        "55件",
        "26件",
        "12件",
        "16件",
        "3493件",
        "114件",
        "予以公开1191件",
        "部分公开328件",
        "不予公开142件",
        "无法提供1078件",
        "不予处理406件",
        "341件",
        "下年度办理121件",
        "119期",
        "47期",
        "28期",
        "22期",
        "15期",
        "5期",
        "2期",
        "25件",
        "2950元",
        "420元",
        "290元",
        "1500元",
        "140元",
        "600元",
        "公安局15件",
    ];
    for figure in figures {
        let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
        let value = digits.parse::<u64>().unwrap();
        for changed in [value + 1, value + 9, value + 10, value * 10] {
            let wrong = figure.replace(&digits, &changed.to_string());
            let text = source.text().replacen(figure, &wrong, 1);
            let found = said(&Source::new("suqian", text), Severity::Warning);
            let new: Vec<&String> =
                found.iter().filter(|f| !before.contains(f) && !f.starts_with("S11")).collect();
            assert_eq!(new.len(), 1, "{figure} -> {wrong}: {new:#?}");
            assert!(new[0].contains(&changed.to_string()), "{figure} -> {wrong}: {}", new[0]);
        }
    }
}

/// What the program filled in is right by construction, also where a rule would doubt a figure that an author typed.
#[test]
fn placeholders_are_right() {
    let base = std::fs::read_to_string(format!("{}/tests/rules/report.yaml", env!("CARGO_MANIFEST_DIR")));
    let base = base.expect("it is in the repository");
    let old = "2023年，本机关新收政府信息公开申请20件，上年结转2件，均已按期答复。";
    assert!(base.contains(old));
    for text in [
        "新收申请{{ 表三.本年新收.总计 }}件，其中自然人{{ 表三.本年新收.自然人 }}件、法人或其他组织2件。",
        "予以公开{{ 表三.办理结果.予以公开.总计 }}件，不予公开{{ 表三.办理结果.不予公开.总计 }}件。",
        "收到申请{{ 表三.办理结果.不予公开.总计 }}件，办结{{ 表三.本年新收.商业企业 }}件。",
    ] {
        let found = said(&Source::new("filled", base.replace(old, text)), Severity::Warning);
        assert!(found.is_empty(), "{text}: {found:#?}");
    }
    let typed = "收到申请{{ 表三.本年新收.总计 }}件，办结19件。";
    let found = said(&Source::new("filled", base.replace(old, typed)), Severity::Warning);
    assert_eq!(found, ["X03 19件 | 正文说办结 19 件，表三“办理结果总计·总计”是 22"]);
}

/// 已核 silences one rule at one place, with a reason; errors of judgement too, those of the form never.
#[test]
fn what_the_author_looked_into_is_not_said_again() {
    let base = std::fs::read_to_string(format!("{}/tests/rules/report.yaml", env!("CARGO_MANIFEST_DIR")));
    let base = base.expect("it is in the repository");
    let fee = "本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。";
    let train = "明确办公室为工作机构，配备专职人员，开展业务培训2次。";
    let wrong = base
        .replace("规章: [0, 0, 0]", "规章: [0, 0, 6]")
        .replace(fee, "无。")
        .replace(train, "加强对各股室的的指导，落实各项的的制度。");
    let with = |waivers: &str| {
        let found = said(&Source::new("report", format!("{wrong}\n已核: [{waivers}]\n")), Severity::Warning);
        let code = |f: &String| f.split(' ').next().unwrap_or_default().to_owned();
        found.iter().map(code).collect::<Vec<_>>()
    };
    let s10 = "{规则: S10, 说明: 收费情况见财政局报告}, {规则: A01, 说明: 省政府授权}";
    assert_eq!(said(&Source::new("report", wrong.clone()), Severity::Warning).len(), 4);
    assert_eq!(with(s10), ["G01", "G01"]);
    // Without a place an entry is about the first one left; the others stay until each has its own.
    let one = "{规则: G01, 说明: 引文如此}";
    assert_eq!(with(&format!("{s10}, {one}")), ["G01"]);
    assert_eq!(with(&format!("{s10}, {one}, {one}")), [] as [&str; 0]);
    // The one that stays says how its place may be named: the title of its part, or its row.
    let stays = |waivers: &str, text: &str, code: &str| {
        let source = Source::new("report", format!("{text}\n已核: [{waivers}]\n"));
        let read = report::read::read(&source, &mut Diagnostics::new()).expect("it can be read");
        let (_, found) = check(read, &Options::default());
        found.iter().filter(|d| d.code() == code).map(|d| d.help.clone()).collect::<Vec<_>>()
    };
    assert!(stays(one, &wrong, "G01")[0].ends_with("如“位置: 监督保障”"), "{:?}", stays(one, &wrong, "G01"));
    assert_eq!(with(&format!("{s10}, {one}, {one}, {one}")), ["Y17"]);
    assert_eq!(with(&format!("{s10}, {{规则: G01, 说明: 引文, 位置: 总体情况}}")), [] as [&str; 0]);
    assert_eq!(with(&format!("{s10}, {{规则: G01, 说明: 引文, 位置: 监督保障}}")), [] as [&str; 0]);
    assert_eq!(with(&format!("{s10}, {{规则: g01, 说明: 引文, 位置: 各项的的}}, {one}")), ["Y17"]);
    assert_eq!(with(&format!("{s10}, {{规则: G01, 说明: 引文, 位置: 信息管理}}")), ["G01", "G01", "Y17"]);
    assert_eq!(with(&format!("{s10}, {{规则: A02, 说明: 含自然失效29件}}")), ["G01", "G01", "Y17"]);
    // A row is a place, whatever the words of the finding are.
    let carried =
        std::fs::read_to_string(format!("{}/tests/reports/fenye-2024.yaml", env!("CARGO_MANIFEST_DIR")));
    let carried = carried.expect("it is in the repository");
    for (row, left) in [("结转下年度继续办理", 0), ("予以公开", 1)] {
        let waiver = format!("{{规则: B12, 说明: 年底集中收到, 位置: {row}}}");
        assert_eq!(stays(&waiver, &carried, "B12").len(), left, "{row}");
    }
    let identity = base.replace("部分公开: [2, 1", "部分公开: [3, 1");
    let help = &stays("{规则: B01, 说明: 上级认可}", &identity, "Y17")[0];
    assert!(help.starts_with("错误不能用“已核”略过"), "{help}");
    for place in ["", ", 位置: 自然人"] {
        let text = format!("{identity}\n已核: [{{规则: B01, 说明: 上级认可{place}}}]\n");
        let found = said(&Source::new("report", text), Severity::Error);
        let stays = |f: &String| f.starts_with("B01") && f.contains("自然人");
        assert!(found.iter().any(stays), "{place}: {found:#?}");
    }
}

/// What last year's report has wrong, this year's can only explain: an error of judgement, which a reason silences.
#[test]
fn a_reason_explains_what_last_years_report_has_wrong() {
    let read = |name: &str, change: &dyn Fn(String) -> String| {
        let path = format!("{}/tests/rules/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = change(std::fs::read_to_string(path).expect("it is in the repository"));
        report::read::read(&Source::new(name, text), &mut Diagnostics::new()).expect("it can be read")
    };
    let last = read("previous", &|text| {
        text.replace("结转下年度继续办理: [1, 1, 0, 0, 0, 0]", "结转下年度继续办理: [3, 1, 0, 0, 0, 0]")
    });
    let said = |waivers: &str| {
        let this = read("report", &|text| text + waivers);
        let (checked, found) = check(this, &Options { previous: Some(&last), ..Options::default() });
        let codes = found.iter().filter(|d| ["B04", "Y17"].contains(&d.code()));
        (checked.is_some(), codes.map(nianbao::diagnostic::Diagnostic::code).collect::<Vec<_>>())
    };
    assert_eq!(said(""), (false, vec!["B04"]));
    assert_eq!(said("\n已核: [{规则: B04, 说明: 上年报告多报两件，已更正}]\n"), (true, vec![]));
}

/// A rule that cries wolf on correct prose is worse than none.
#[test]
fn correct_prose_is_left_alone() {
    let mut paragraphs = 0;
    let mut wolves = Vec::new();
    for seed in 0..800 {
        let (text, count) = prose::report(seed);
        paragraphs += count;
        let source = Source::new("generated", text);
        let sentence = |finding: &str| {
            let at = finding.split(" | ").next().and_then(|f| f.split_once(' ')).map_or("", |(_, at)| at);
            source.text().lines().find(|line| line.contains(at)).unwrap_or_default().trim().to_owned()
        };
        let mut found = said(&source, Severity::Warning);
        // Some of its figures are typed in full width, to be read like the others: to say so is right.
        found.retain(|finding| !finding.contains(" | 数字、字母用了全角"));
        wolves.extend(found.into_iter().map(|f| format!("{seed}: {f}\n      {}", sentence(&f))));
    }
    assert!(paragraphs >= 3000, "only {paragraphs} paragraphs");
    assert!(wolves.is_empty(), "{} of {paragraphs}: {:#?}", wolves.len(), &wolves[..wolves.len().min(40)]);
}

/// The same prose with one bound figure changed: the share that is found.
#[test]
fn wrong_figures_in_generated_prose_are_found() {
    println!("依申请公开: {}", found_at_least(97, (0..300).filter_map(prose::wrong_report)));
    println!("varied: {}", found_at_least(90, (0..600).filter_map(prose::wrong_varied)));
    println!("elsewhere: {}", found_at_least(90, (0..300).filter_map(prose::wrong_elsewhere)));
}

/// Of reports with one wrong figure each, how many get a warning, in percent.
fn found_at_least(least: usize, reports: impl Iterator<Item = (String, String)>) -> String {
    let (mut changed, mut missed) = (0, Vec::new());
    for (text, what) in reports {
        changed += 1;
        if said(&Source::new("generated", text), Severity::Warning).is_empty() {
            missed.push(what);
        }
    }
    let found = changed - missed.len();
    assert!(found * 100 >= changed * least, "{found} of {changed}: missed {missed:#?}");
    format!("{found} of {changed} changed figures found")
}

/// Figures that nobody has read, in the published reports: fewer whenever the reader learns a word, never more.
#[test]
fn few_figures_are_left_unread() {
    let most = [("dengtalu-2023", 0), ("suqian-2023", 1), ("shanghai-office-2019", 0)];
    for (name, most) in most {
        let report = report::read::read(&published(name), &mut Diagnostics::new()).expect("it can be read");
        let figures = figures(&report, None);
        let unread: Vec<&str> =
            figures.iter().filter(|f| f.status == FigureStatus::Unread).map(|f| f.written.as_str()).collect();
        println!("{name}: {} figures, unread: {unread:?}", figures.len());
        assert!(unread.len() <= most, "{name}: {unread:?}");
    }
}
