//! No text makes the review panic: words that rules look for, marks and digits in any order.

use crate::check::facts::sample::{idle, paragraph, suqian};
use crate::check::facts::{Part, Topic};
use crate::check::{language, plausible, prose, structure, years};
use crate::diagnostic::Diagnostics;
use crate::report::OfficeKind;

const PIECES: &str = "\
    收到|受理|新收|办结|答复|结转|转结|上年|下年度|2022年|2023年|2024 年|去年|同比|增长|下降|增加|减少|占|占比|其中|其中，|分别|\
    共|共计|合计|自然人|法人或其他组织|法人及其他组织|公民、|予以公开|部分公开|不予公开|不予以公开|无法提供|不予处理|其他处理|政府信息公开|申请|\
    公开申请|依申请公开|行政复议|诉讼|未经复议直接起诉|复议后起诉|维持|纠正|尚未审结|均获维持|零败诉|未发生|未收到|全部办结|均已|办结率100%|规章|\
    规范性文件|行政规范性文件|制发|废止|现行有效|件|条|篇|元|万元|万|亿|余|多|约|左右|%|％|个百分点|百分之|三十|二〇二三|零|一|十|100|\
    ０|９|1,024|12.5|0|3607|，|。|；|：|、|（|）|(|)|“|”|《|》|+|=|/|-| |信息处理费|信息公开处理费|收取|通知|电话|\
    0527-84368000|http：//|第|〔2021〕30号|【2021】30号|（一）|1.|一、|安平县|教育局|政府|𬇕";

#[test]
fn no_text_makes_the_review_panic() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).expect("31 bits") % n
    };
    let parts = [
        Part::Overview(Some(Topic::OnRequest)),
        Part::Overview(Some(Topic::Supervision)),
        Part::Overview(None),
        Part::Others,
        Part::Intro,
        Part::Problems,
    ];
    let reports = [suqian(), idle("安平县教育局", OfficeKind::CountyDepartment, 2023)];
    let pieces: Vec<&str> = PIECES.split('|').collect();
    for round in 0..4000 {
        let text: String = (0..=below(40)).map(|_| pieces[below(pieces.len())]).collect();
        let mut facts = reports[round % 2].clone();
        let mut last = facts.clone();
        last.year.value -= 1;
        facts.prose = vec![paragraph(&text, parts[below(parts.len())])];
        last.prose.clone_from(&facts.prose);
        let mut sink = Diagnostics::new();
        structure::check(&facts, &mut sink);
        language::check(&facts, &facts.prose[0], &mut sink);
        language::check_whole(&facts, &mut sink);
        plausible::check(&facts, Some(&last), &mut sink);
        years::check(&facts, &last, &mut sink);
        let prose = prose::Comparison::of(&facts, Some(&last));
        prose.paragraph(0, &mut sink);
        prose.finish(&mut sink);
        for finding in &sink {
            let range = finding.span.range();
            let inside = range.end <= text.len()
                && text.is_char_boundary(range.start)
                && text.is_char_boundary(range.end);
            assert!(inside || range.len() <= 1, "{text}: {finding:?}");
        }
    }
}
