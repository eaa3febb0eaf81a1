//! Each fault of structure beside a report that only looks like one.

use super::check;
use crate::check::facts::sample::{idle, paragraph};
use crate::check::facts::{Facts, Part, Topic};
use crate::diagnostic::Diagnostics;
use crate::report::OfficeKind;
use crate::source::{Span, Spanned};

fn codes(facts: &Facts) -> Vec<&'static str> {
    let mut sink = Diagnostics::new();
    check(facts, &mut sink);
    sink.iter().map(crate::diagnostic::Diagnostic::code).collect()
}

fn school() -> Facts {
    idle("安平县教育局", OfficeKind::CountyDepartment, 2023)
}

fn with(part: Part, text: &str) -> Vec<&'static str> {
    let mut facts = school();
    facts.prose = vec![paragraph(text, part)];
    facts.prose[0].fixed = matches!(part, Part::Overview(_));
    codes(&facts)
}

const SUPERVISION: Part = Part::Overview(Some(Topic::Supervision));

#[test]
fn faults_are_found() {
    for (part, text, code) in [
        (Part::Others, "l六、本年度未收取信息处理费。", "S03"),
        (Part::Others, "XX年度未收取信息处理费。", "S12"),
        (Part::Others, "该部分以表格形式报告，未收取信息处理费。", "S12"),
        (Part::Others, "无。", "S10"),
        (Part::Problems, "无。", "S09"),
        (Part::Problems, "一是业务培训开展得比较少，二是栏目更新不及时。", "S09"),
        (Part::Intro, "县政府办公室：现将我局2023年年度报告报上，请审阅。", "S18"),
        (Part::Intro, "根据国办公开办函〔2019〕60号文件要求，编制本报告。", "F02"),
        (Part::Intro, "根据《条例》（国务院令第492号）编制。", "F02"),
        (Part::Intro, "根据国办公开办函[2021]30号编制。", "F03"),
        (Part::Intro, "根据国办公开办函【2021】30号编制。", "F03"),
        (SUPERVISION, "本年制发规范性文件3件。", "F04"),
        (SUPERVISION, "2021年，本机关开展业务培训2次。", "X15"),
        (SUPERVISION, "2022年我单位共制作政府信息84条。", "X15"),
        (Part::Intro, "本报告所列数据的统计期限为2022年1月1日至12月31日。", "X15"),
        (SUPERVISION, "新收申请20件，2021年结转2件。", "X16"),
        (SUPERVISION, "永宁县水利局高度重视政府信息公开工作。", "X18"),
        (
            Part::Intro,
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。",
            "S13",
        ),
        (
            Part::Intro,
            "报告由总体情况、主动公开、依申请公开、复议诉讼、主要问题、其他需要报告的事项五个部分组成。",
            "S13",
        ),
    ] {
        assert_eq!(with(part, text), [code], "{text}");
    }
}

#[test]
fn correct_texts_pass() {
    for (part, text) in [
        (Part::Others, "本年度未收取政府信息公开信息处理费。"),
        (Part::Problems, "存在更新不及时的问题。2024年，我局将加强培训。"),
        (Part::Intro, "根据国办公开办函〔2021〕30号、教办函〔2019〕60号编制，网址www.xxjy.gov.cn。"),
        (Part::Intro, "本报告所列数据的统计期限为2023年1月1日至12月31日。"),
        (SUPERVISION, "2022年结转2023年申请2件，2023年结转2024年申请1件，自2021年以来持续规范。"),
        (
            SUPERVISION,
            "安平县教育局高度重视政府信息公开工作。安平县人民政府高度重视。县教育局严格落实制度。教育局坚持公开。",
        ),
        (SUPERVISION, "县政府办公室高度重视，各级人民政府积极推进。2023年，安平县教育局认真落实。"),
        (SUPERVISION, "本年制发行政规范性文件3件，清理规范性文件。"),
        // A stock of long ago is no slip of the year; one of the year before may be.
        (SUPERVISION, "截至2015年12月31日，共建成信息公开栏目57个。"),
        (
            Part::Intro,
            "报告由总体情况、主动公开、依申请公开、复议诉讼、主要问题、其他需要报告的事项六个部分组成。",
        ),
    ] {
        assert_eq!(with(part, text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_report_is_published_from_january_to_march() {
    for (date, wrong) in [
        ((2023, 12, 31), true),
        ((2024, 1, 1), false),
        ((2024, 3, 31), false),
        ((2024, 4, 1), true),
        ((2025, 1, 31), true),
    ] {
        let mut facts = school();
        facts.date = Some(Spanned::new(date, Span::default()));
        assert_eq!(codes(&facts).contains(&"S17"), wrong, "{date:?}");
    }
}

#[test]
fn sub_items_of_section_one() {
    let overview = |texts: &[(&str, Option<Topic>)]| {
        let mut facts = school();
        facts.prose = texts.iter().map(|(t, topic)| paragraph(t, Part::Overview(*topic))).collect();
        codes(&facts)
    };
    let five = [
        ("（一）主动公开。公开信息。", Some(Topic::Active)),
        ("（二）依申请公开。答复申请。", Some(Topic::OnRequest)),
        ("（三）政府信息管理。审核。", Some(Topic::Management)),
        ("（四）平台建设。改版。", Some(Topic::Platform)),
        ("（五）监督保障。培训。", Some(Topic::Supervision)),
    ];
    assert_eq!(overview(&five), [] as [&str; 0]);
    assert_eq!(overview(&five[..4]), ["S05"]);
    assert_eq!(overview(&[five[1], five[0], five[2], five[3], five[4]]), ["S05", "S16"]);
    let mut six = five.to_vec();
    six.push(("（六）其他工作。完成交办。", None));
    assert_eq!(overview(&six), ["S07"]);
    assert_eq!(overview(&[("1.主动公开。公开信息。", None)]), ["S06"]);
    let long = format!("（一）主动公开。{}", "公开信息。".repeat(250));
    assert_eq!(overview(&[(&long, Some(Topic::Active)), five[1], five[2], five[3], five[4]]), ["S11"]);
    // What speaks of the report itself is not counted.
    let opening = format!("根据{}编制本报告。", "有关规定，".repeat(60));
    let nearly = format!("（一）主动公开。{}", "公开信息。".repeat(150));
    let with = |opening: &str| {
        overview(&[(opening, None), (&nearly, Some(Topic::Active)), five[1], five[2], five[3], five[4]])
    };
    assert_eq!(with(&opening), [] as [&str; 0]);
    assert_eq!(with(&opening.replace("编制本报告", "开展工作")), ["S11"]);
}

#[test]
fn governments_tell_of_accountability() {
    let mut facts = idle("安平县人民政府", OfficeKind::County, 2023);
    facts.prose = vec![paragraph("开展考核和社会评议。", SUPERVISION)];
    facts.prose[0].fixed = true;
    assert_eq!(codes(&facts), ["S08"]);
    facts.prose = vec![paragraph("开展考核和社会评议，没有责任追究情形。", SUPERVISION)];
    facts.prose[0].fixed = true;
    assert_eq!(codes(&facts), [] as [&str; 0]);
}

#[test]
fn title_signature_date() {
    let with_title = |title: &str| {
        let mut facts = school();
        facts.title = Some(Spanned::new(title.to_owned(), Span::default()));
        codes(&facts)
    };
    for right in ["安平县教育局2023年政府信息公开工作年度报告", "2023年安平县教育局政府信息公开工作年度报告"]
    {
        assert_eq!(with_title(right), [] as [&str; 0], "{right}");
    }
    for wrong in [
        "安平县教育局2023年度政府信息公开工作报告",
        "安平县教育局2022年政府信息公开工作年度报告",
        "安平县教育局2023年度政府信息公开工作年度报告",
        "安平县教育局2023年信息公开工作年度报告",
        "安平县教育局2023年政府信息公开年度报告",
        "永宁县水利局2023年政府信息公开工作年度报告",
    ] {
        assert_eq!(with_title(wrong), ["S14"], "{wrong}");
    }
    for right in [
        "全县教育系统2023年政府信息公开工作年度报告",
        "安平县教育系统2023年政府信息公开工作年度报告",
        "安平县教育局（安平县体育局）2023年政府信息公开工作年度报告",
        "安平县教育局 安平县体育局2023年政府信息公开工作年度报告",
    ] {
        assert_eq!(with_title(right), [] as [&str; 0], "{right}");
    }
    assert_eq!(with_title("全县水利系统2023年政府信息公开工作年度报告"), ["S14"]);
    let signed = |office: &str, name: &str| {
        let mut facts = school();
        facts.office.value = office.to_owned();
        facts.signature = Some(Spanned::new(name.to_owned(), Span::default()));
        codes(&facts)
    };
    let (school_office, joint) = ("安平县教育局", "安平县教育局 安平县体育局");
    for (office, name) in [
        (school_office, "安平县教育局 安平县体育局"),
        (school_office, "安平县体育局、安平县教育局"),
        (school_office, "安平县教育局（安平县体育局）"),
        (joint, "安平县体育局\n安平县教育局"),
        (joint, "安平县教育局、体育局"),
        ("安平县市场监督管理局（安平县知识产权局）", "安平县市场监督管理局（安平县知识产权局）"),
    ] {
        assert_eq!(signed(office, name), [] as [&str; 0], "{name}");
    }
    for (office, name) in [
        (school_office, "安平县水利局"),
        (school_office, "安平县水利局 安平县体育局"),
        (joint, "安平县教育局"),
        (school_office, "安平县教育局办公室"),
    ] {
        assert_eq!(signed(office, name), ["S17"], "{name}");
    }
    let dated = |date| {
        let mut facts = school();
        facts.date = Some(Spanned::new(date, Span::default()));
        codes(&facts)
    };
    assert_eq!(dated((2024, 1, 20)), [] as [&str; 0]);
    assert_eq!(dated((2023, 1, 20)), ["S17"]);
    assert_eq!(dated((2024, 4, 1)), ["S17"]);
}

#[test]
fn levels_in_order() {
    let mut facts = school();
    facts.prose =
        ["（1）未收取信息处理费。", "（一）无其他事项。"].map(|t| paragraph(t, Part::Others)).to_vec();
    assert_eq!(codes(&facts), ["S16"]);
    facts.prose =
        ["（一）未收取信息处理费。", "（1）无其他事项。"].map(|t| paragraph(t, Part::Others)).to_vec();
    assert_eq!(codes(&facts), [] as [&str; 0]);
}
