//! Each fault of language beside sentences that only look like one.

use super::{check, check_whole};
use crate::check::facts::sample::{idle, paragraph};
use crate::check::facts::{Part, Topic};
use crate::diagnostic::Diagnostics;
use crate::report::OfficeKind;

fn codes(text: &str) -> Vec<String> {
    let mut facts = idle("安平县教育局", OfficeKind::CountyDepartment, 2023);
    facts.prose = vec![paragraph(text, Part::Overview(Some(Topic::Active)))];
    let mut sink = Diagnostics::new();
    check(&facts, &facts.prose[0], &mut sink);
    check_whole(&facts, &mut sink);
    sink.iter().map(|d| format!("{} {}", d.code(), &text[d.span.range()])).collect()
}

#[test]
fn faults_are_found() {
    for (text, expected) in [
        ("公开科技计划资金资金分配结果信息。", "G01 资金资金"),
        ("推进信息信息公开。", "G01 信息信息"),
        ("加强对各股室的的指导。", "G01 的的"),
        ("提高我县县的公开水平。", "G01 县县"),
        ("推进政务公开专区推进政务公开专区建设。", "G01 推进政务公开专区推进政务公开专区"),
        ("加强府信息公开工作。", "G02 府信息公开"),
        ("推进企事业单信息公开。", "G02 企事业单信息"),
        ("加强指导,开展培训。", "G03 ,"),
        ("加强指导，。开展培训。", "G03 ，。"),
        ("加强指导，开展培训，规范流程，严格审核", "G05 核"),
        ("落实“三审三校制度，开展培训。", "G06 “"),
        ("修订指南（2023年版，开展培训。", "G06 （"),
        ("身份证号110101199003070134，已答复。", "G08 110101199003070134"),
        ("联系人手机13800138000。", "G08 13800138000"),
        ("修订《指南》、《目录》。", "G09 、"),
        ("深入学习贯彻党的十九大精神。", "G07 十九大"),
        ("上年转结2件。", "X24 上年转结"),
        ("未收取信息公开处理费。", "X25 信息公开处理费"),
        ("法人及其他组织申请2件。", "X26 法人及其他组织"),
        ("可在网站下载（）。", "X22 （）"),
        ("网址http：//www.a.gov.cn。", "X23 http："),
        ("联系电话0527-835930。", "X23 0527-835930"),
    ] {
        assert_eq!(codes(text), [expected], "{text}");
    }
}

#[test]
fn correct_sentences_pass() {
    for text in [
        "政府信息公开公开透明，推进信息信息化管理，方方面面做到位，一件一件办。",
        "为了了解情况，以公开为目的的活动，全市市级部门和我县县级部门，公民、法人及其他组织可以申请。",
        "行政信息公开、财政信息公开和企事业单位信息公开，政府信息公开开展顺利。",
        "占比1,024条，时间9:30，网址https://www.a.gov.cn/b?c=1,2；增长(CPI)2%。",
        "“1+X”新闻发布会，《条例》和《办法》（试行），做到（1）及时；（2）准确。",
        "监督电话：0527-84368000，服务热线12345，传真：010-65008100。",
        "主要有：1）网站；2）公报。",
        "（一）主动公开",
        "自党的十九大以来，深入学习贯彻党的二十大精神。",
    ] {
        assert_eq!(codes(text), [] as [&str; 0], "{text}");
    }
}
