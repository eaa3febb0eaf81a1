//! The reader of prose on sentences as offices write them.

use super::Comparison;
use crate::check::facts::sample::{idle, paragraph, suqian};
use crate::check::facts::{Facts, Paragraph, Part, Topic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::report::OfficeKind;

/// Codes of warnings and the words they stand at.
fn found(facts: &Facts) -> Vec<String> {
    found_after(facts, None)
}

/// The same with last year's report.
fn found_after(facts: &Facts, previous: Option<&Facts>) -> Vec<String> {
    let mut sink = Diagnostics::new();
    let prose = Comparison::of(facts, previous);
    (0..facts.prose.len()).for_each(|at| prose.paragraph(at, &mut sink));
    prose.finish(&mut sink);
    let text: Vec<&str> = facts.prose.iter().map(Paragraph::as_str).collect();
    sink.iter()
        .filter(|d| d.severity >= Severity::Warning)
        .map(|d| {
            let at = text.iter().find_map(|t| t.get(d.span.range())).unwrap_or("?");
            format!("{} {at} | {}", d.code(), d.message)
        })
        .collect()
}

fn of(facts: &Facts, part: Part, text: &str) -> Vec<String> {
    let mut facts = facts.clone();
    facts.prose = vec![paragraph(text, part)];
    found(&facts)
}

fn codes(facts: &Facts, part: Part, text: &str) -> Vec<String> {
    of(facts, part, text).iter().map(|f| f.split(" |").next().unwrap().to_owned()).collect()
}

const ON_REQUEST: Part = Part::Overview(Some(Topic::OnRequest));
const ACTIVE: Part = Part::Overview(Some(Topic::Active));

/// The sentence of suqian-2023 that holds the most figures.
const SUQIAN: &str = "全市全年共收办政府信息公开申请案件3607件（市政府349件、市各有关部门933件、沭阳县477件、泗阳县301件、泗洪县874件、宿豫区216件、宿城区348件、宿迁经济技术开发区55件、市湖滨新区26件、苏州宿迁工业园区12件、市洋河新区16件），同比增长70.3%，其中，自然人申请3493件，法人或其他组织申请114件；予以公开1191件、部分公开328件、不予公开142件、无法提供1078件、不予处理406件、作其他处理（含申请人主动撤回申请）341件、转下年度办理121件。";

const FEES: &str = "2023年对25件政府信息公开申请案件收取了信息处理费2950元。其中，沭阳县自然资源和规划局1件，收取420元；泗洪县人民政府2件，收取290元；泗洪县公安局15件，收取1500元；宿迁市自然资源和规划局宿城分局1件，收取140元；宿迁市公安局6件，收取600元，收费标准均符合《政府信息公开信息处理费管理办法》规定。";

const ISSUES: &str = "全年共制作119期政策简明问答，其中，市级47期、宿城区28期、宿豫区22期、泗阳县15期、沭阳县5期、泗洪县2期。二是深化重点领域。";

#[test]
fn suqian_says_what_its_tables_say() {
    let facts = suqian();
    assert_eq!(of(&facts, ON_REQUEST, SUQIAN), [] as [&str; 0]);
    assert_eq!(of(&facts, Part::Others, FEES), [] as [&str; 0]);
    assert_eq!(of(&facts, ACTIVE, ISSUES), [] as [&str; 0]);
}

/// Every figure of the three texts, changed, is found, and nothing else is.
#[test]
fn each_changed_figure_is_found() {
    let facts = suqian();
    for (part, text) in [(ON_REQUEST, SUQIAN), (Part::Others, FEES), (ACTIVE, ISSUES)] {
        for figure in crate::check::text::figures::figures(text) {
            let Some(value) = figure.whole().filter(|_| figure.unit != "%") else { continue };
            for changed in [value + 1, value + 9, value * 10] {
                let wrong = format!("{}{changed}{}", &text[..figure.start], &text[figure.digits_end..]);
                let found = of(&facts, part, &wrong);
                assert_eq!(found.len(), 1, "{value} -> {changed}: {found:#?}");
            }
        }
    }
}

#[test]
fn the_catalogues_sentences() {
    let mut facts = idle("上海市人民政府办公厅", OfficeKind::ProvinceDepartment, 2019);
    facts.put_totals(&[
        ("本年新收", 859),
        ("上年结转", 18),
        ("予以公开", 272),
        ("部分公开", 3),
        ("办理结果总计", 805),
        ("结转下年度", 72),
        ("属于国家秘密", 14),
        ("属于三类内部事务信息", 5),
        ("属于四类过程性信息", 4),
        ("属于行政查询事项", 12),
        ("本机关不掌握相关政府信息", 265),
        ("没有现成信息需要另行制作", 47),
        ("补正后申请内容仍不明确", 25),
        ("信访举报投诉类申请", 149),
        ("重复申请", 9),
    ]);
    facts.put_row("表四", "行政复议", &[5, 0, 0, 2, 7]);
    facts.put_row("表四", "未经复议直接起诉", &[8, 0, 0, 1, 9]);
    let text = "市政府办公厅代表市政府共受理政府信息公开申请859件，申请数量较去年回落12.3%；答复政府信息公开申请805件（含上年度结转申请18件，另有72件申请按照《条例》顺延到下年度答复），均在法定期限内予以答复。予以公开及部分公开258件，占33.9%；不予公开35件，占4.34%；因本机关不掌握等原因无法提供265件，占32.9%；不予处理158件，占19.6%；其他处理0件。信息公开类行政复议7件，诉讼9件，均获维持，继续保持了省级政府零败诉的记录。";
    assert_eq!(codes(&facts, ON_REQUEST, text), ["X05 258件", "X10 33.9%", "X10 4.34%", "L04 均获维持"]);
    let kewei = "“上海科技”网站全年累计发布信息2139条，其中动态类信息发布1744条，政务信息发布393条，解读类信息发布21条，回应公众关注热点信息2条。";
    let mut facts = idle("上海市科学技术委员会", OfficeKind::ProvinceDepartment, 2024);
    assert_eq!(codes(&facts, ACTIVE, kewei), ["X09 2139条"]);
    facts.put_totals(&[
        ("本年新收", 34),
        ("上年结转", 2),
        ("予以公开", 9),
        ("属于三类内部事务信息", 1),
        ("属于四类过程性信息", 1),
        ("本机关不掌握相关政府信息", 4),
        ("没有现成信息需要另行制作", 6),
        ("逾期不补正", 10),
        ("其他处理的其他", 4),
        ("办理结果总计", 35),
        ("结转下年度", 1),
    ]);
    facts.put_row("表四", "行政复议", &[1, 0, 0, 0, 1]);
    let text = "全年收到政府信息公开申请34件，上年结转政府信息公开申请2件，所有申请均已按要求办理完成。所有办结的信息公开申请中同意公开答复9件，部分公开答复0件，不予公开答复2件，无法提供的10件，不予处理0件，其他处理14件，转下一年度办理答复的有1件。";
    assert_eq!(codes(&facts, ON_REQUEST, text), ["X12 均已按要求办理完成"]);
    let text = "2024年市科委有1件涉及政府信息公开工作的行政复议，该行政复议件未被复议审查机关纠错。涉及的行政诉讼数为0件。";
    assert_eq!(codes(&facts, Part::Overview(None), text), [] as [&str; 0]);
}

/// 同比 against last year's report: 3607 of this year is 一+二, and so is the 2118 of last year.
#[test]
fn growth_against_last_years_report() {
    let mut facts = suqian();
    facts.prose = vec![paragraph(SUQIAN, ON_REQUEST)];
    let mut last = idle("宿迁市", OfficeKind::City, 2022);
    last.put_totals(&[("本年新收", 2100)]);
    last.put_totals(&[("上年结转", 18)]);
    assert_eq!(found_after(&facts, Some(&last)), [] as [&str; 0]);
    last.put_totals(&[("本年新收", 2600)]);
    let found = found_after(&facts, Some(&last));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("X11 70.3% |"), "{}", found[0]);
    facts.prose = vec![paragraph(&SUQIAN.replace("增长", "下降"), ON_REQUEST)];
    last.put_totals(&[("本年新收", 2100)]);
    assert_eq!(found_after(&facts, Some(&last)).len(), 1, "the way is wrong");
}

#[test]
fn parts_of_the_year_and_other_bodies_are_no_claims() {
    let facts = suqian();
    for text in [
        "上半年收到政府信息公开申请1200件。",
        "2022年收到政府信息公开申请2118件，答复2022件。",
        "去年收到政府信息公开申请2118件。",
        "市政府办公室收到政府信息公开申请349件，予以公开20件。",
        "沭阳县收到政府信息公开申请477件，其中自然人申请460件。",
        "每月收到政府信息公开申请约300件。",
        "收到涉及土地征收的申请1200件。",
        "近三年累计收到政府信息公开申请9000件。",
    ] {
        assert_eq!(of(&facts, ON_REQUEST, text), [] as [&str; 0], "{text}");
    }
    for text in [
        "全市共收到政府信息公开申请3512件。",
        "2023年，我市新收政府信息公开申请3607件。",
        "各级行政机关答复申请9999件。",
    ] {
        // A government's report sums up all its bodies: 各级行政机关 are its own.
        assert_eq!(of(&facts, ON_REQUEST, text).len(), 1, "{text}");
    }
}

/// Shares whose part is named: 1191+328 of 3486, 142 of 3486, 3402 of 3511.
#[test]
fn shares_of_named_parts() {
    let facts = suqian();
    let right =
        "共办理政府信息公开申请3486件，其中予以公开或部分公开占43.6%、不予公开占4.1%；自然人占96.9%。";
    assert_eq!(of(&facts, ON_REQUEST, right), [] as [&str; 0]);
    for (from, to) in [("43.6%", "34.6%"), ("占4.1%", "占14.1%"), ("96.9%", "69.9%")] {
        let found = codes(&facts, ON_REQUEST, &right.replace(from, to));
        assert_eq!(found, [format!("X10 {}", to.trim_start_matches('占'))], "{to}");
    }
    let other = "共办理政府信息公开申请3486件，其中涉及土地的予以公开占20%，市级自然人申请占3%，满意占98%。";
    assert_eq!(of(&facts, ON_REQUEST, other), [] as [&str; 0]);
}
