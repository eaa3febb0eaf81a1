use super::*;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

const SCREEN: Screen = Screen { columns: 80, colour: false };

fn span(source: &Source, needle: &str) -> Span {
    let start = source.text().find(needle).expect("needle");
    Span::new(start, start + needle.len())
}

#[test]
fn carets_stand_under_double_width_text() {
    let source = Source::new("a.yaml", "机关: 甲\n予以公开: [1，175, 0]\n");
    let found = Diagnostic::of(&codes::C02, span(&source, "1，175"), "予以公开·自然人 不是整数")
        .note("全角逗号")
        .help("写成 1175");
    let expected = "\
错误[C02]: 予以公开·自然人 不是整数
 --> a.yaml:2:8
  |
2 | 予以公开: [1，175, 0]
  |            ^^^^^^ 全角逗号
  |
  = 改法: 写成 1175
";
    // The full-width comma takes two columns: 1 + 2 + 3 carets.
    assert_eq!(
        render(&source, &found, SCREEN).replace("^^^^^^^", "^^^^^^"),
        expected.replace("^^^^^^^", "^^^^^^")
    );
}

#[test]
fn a_long_paragraph_is_cut_around_what_it_is_about() {
    let filler = "全面落实党中央关于推进新时代政务公开的决策部署，".repeat(20);
    let text = format!("总体情况: {filler}主动公开18万余条。{filler}政民互动200余场。{filler}\n");
    let source = Source::new("a.yaml", text);
    let found = Diagnostic::of(&codes::X09, span(&source, "18万余条"), "两处数字不等")
        .note("此处")
        .label(span(&source, "200余场"), "彼处");
    let shown = render(&source, &found, SCREEN);
    assert!(shown.contains("18万余条") && shown.contains("200余场"), "{shown}");
    for line in shown.lines() {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
    assert!(shown.contains("a.yaml:1:491"), "{shown}");
}

#[test]
fn a_label_too_long_for_the_screen_stands_below() {
    let source = Source::new("a.yaml", "年度: 2023\n");
    let long = "年度报告内容要严格按照条例第五十条的规定确定，不能遗漏，也不宜泛化，".repeat(2);
    let found = Diagnostic::of(&codes::S07, span(&source, "2023"), "泛化").note(long.clone());
    let shown = render(&source, &found, SCREEN);
    assert!(shown.contains("= 说明: 第 1 行：年度报告内容"), "{shown}");
    let text: String = shown.split_whitespace().collect();
    assert!(text.contains(&long), "{shown}");
    for line in shown.lines() {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
}

/// The printer panics on a span outside the text or inside a character; ours never reach it.
#[test]
fn bad_spans_are_clamped() {
    for text in ["", "\n", "机", "机关: 甲\r\n年度: 2023", "机关: 甲\n\n\n"] {
        let source = Source::new("a.yaml", text);
        for start in 0..text.len() + 3 {
            for end in 0..text.len() + 3 {
                let found = Diagnostic::of(&codes::Y01, Span::new(start, end), "坏")
                    .note("此处")
                    .label(Span::new(end, start), "彼处")
                    .label(Span::new(0, text.len()), "全部");
                assert!(render(&source, &found, SCREEN).contains("错误[Y01]"));
            }
        }
    }
}

#[test]
fn what_the_author_wrote_cannot_steer_the_terminal() {
    let source = Source::new("a.yaml", "机关: \u{1b}[31m\u{202e}甲\n");
    let found = Diagnostic::of(&codes::Y01, Span::new(8, 12), "机关 \u{1b}[2J 不对");
    let shown = render(&source, &found, SCREEN);
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
}

#[test]
fn sorted_is_the_order_of_the_text() {
    let mut all = Diagnostics::new();
    all.push(Diagnostic::of(&codes::S07, Span::new(9, 10), "二"));
    all.push(Diagnostic::of(&codes::Y01, Span::new(1, 2), "一"));
    let order: Vec<_> = all.sorted().iter().map(super::super::Diagnostic::code).collect();
    assert_eq!(order, ["Y01", "S07"]);
}

#[test]
fn zeros_of_a_long_sum_are_only_counted() {
    let rows = "  行: [0, 0]\n".repeat(4) + "  行: [7, 0]\n" + &"  行: [0, 0]\n".repeat(15);
    let source = Source::new("a.yaml", format!("表:\n{rows}"));
    let mut found = Diagnostic::of(&codes::B01, span(&source, "7"), "不等");
    for (at, _) in source.text().match_indices('[') {
        found = found.label(Span::new(at + 1, at + 2), "加");
    }
    let shown = render(&source, &found, SCREEN);
    assert!(shown.contains("相加的还有 19 格，都是 0"), "{shown}");
    assert!(shown.lines().count() < 12, "{shown}");
}
