//! Lines of 20,000 random paragraphs: nothing that closes begins one, nothing that opens ends one, pairs stay whole,
//! 连接号 begin none, signs and currencies end none, no character is lost, full lines end flush at 156 mm, and those that
//! cannot be filled are few and not torn.

mod common;

use common::{Random, fonts, style};
use nianbao::document::{Block, Date, Document, Meta, Paragraph, Role, Run};
use nianbao::font::FontBook;
use nianbao::layout::layout;
use nianbao::layout::pages::{Item, NodeKind, Pages};
use nianbao::source::Span;
use nianbao::style::Style;

/// Never at the start of a line (GB/T 15834 5.1.2 to 5.1.9, CLREQ 3.1.3).
const NOT_FIRST: &str = "，。、；：！？）》”’】〕〉」』%‰℃·～–-";
/// Never at its end.
const NOT_LAST: &str = "（《“‘【〔〈「『￥±$";
/// What no line is broken in.
const WHOLE: [&str; 4] = ["2024-01-01", "0318-7522001", "GB/T 9704-2012", "3.5万"];
/// 156 mm in points.
const WIDTH: f64 = 156.0 * 72.0 / 25.4;

fn random_paragraph(random: &mut Random) -> String {
    const PARTS: &[&str] = &[
        "政府信息",
        "公开",
        "依申请",
        "街道办事处",
        "行政规范性文件",
        "、",
        "，",
        "。",
        "；",
        "：",
        "《条例》",
        "“三审三校”",
        "（一）",
        "（市政府349件）",
        "2023年",
        "100%",
        "3.5万",
        "18万余条",
        "17.46%",
        "——",
        "……",
        "“1+X”",
        "GB/T 9704",
        "www.example.gov.cn/zwgk/2023/index.html",
        "㛃",
        "䶮",
        "𪨰",
        "是",
        "》、《",
        "！",
        "2024年1月1日—12月31日",
        "电话0527—83593059，",
        "3～5个工作日",
        "上升±0.5℃",
        "￥300元",
        "自2024-01-01起",
        "电话0318-7522001转2室",
        "标准GB/T 9704-2012的",
        "邮箱zwgk_bgs@example.gov.cn，",
        "京沪–沪宁",
    ];
    let mut text = String::from("本");
    for _ in 0..random.below(60) {
        text.push_str(PARTS[random.below(PARTS.len())]);
    }
    text
}

fn document(paragraphs: &[String]) -> Document {
    let paragraph = |text: &String| {
        let run = Run { text: text.clone(), role: Role::Body, span: Span::default() };
        Block::Paragraph(Paragraph { lead: None, runs: vec![run] })
    };
    let date = Date { year: 2024, month: 1, day: 1 };
    let meta = Meta { title: "试".into(), author: "试".into(), subject: "试".into(), date };
    Document { meta, blocks: paragraphs.iter().map(paragraph).collect() }
}

#[derive(Default)]
struct Line {
    page: usize,
    y: f64,
    text: String,
    /// Right edge of the last glyph that is no space, pt from the type area's left edge.
    right: f64,
}

/// The lines of each paragraph, as they stand on the pages.
fn lines_of(pages: &Pages, style: &Style, fonts: &FontBook) -> Vec<Vec<Line>> {
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    let mut paragraph = 0;
    for (index, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Item::Glyphs(run) = item else { continue };
            let Some(mut node) = run.node else { continue };
            if matches!(pages.nodes[node].kind, NodeKind::Link(_)) {
                node = pages.nodes[node].parent;
            }
            assert_eq!(pages.nodes[node].kind, NodeKind::Paragraph);
            if node != paragraph {
                paragraph = node;
                paragraphs.push(Vec::new());
            }
            let lines = paragraphs.last_mut().expect("pushed");
            if !lines.last().is_some_and(|line| line.page == index && (line.y - run.y).abs() < 0.01) {
                lines.push(Line { page: index, y: run.y, ..Line::default() });
            }
            let line = lines.last_mut().expect("pushed");
            for glyph in &run.glyphs {
                let character =
                    run.text[glyph.text.start as usize..].chars().next().expect("glyphs have text");
                if character != ' ' {
                    let typeface = style.role(Role::Body).typeface;
                    let advance = fonts.resolve(typeface, character).expect("shaped from these").advance;
                    line.right = run.x + glyph.x + advance * run.size - style.page.left;
                }
            }
            line.text.push_str(&run.text);
        }
    }
    paragraphs
}

fn assert_lines(text: &str, lines: &[Line], ragged: &mut usize) {
    let joined: String = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(joined, text, "no character is lost or moved");
    for pair in lines.windows(2) {
        let (before, after) = (pair[0].text.trim_end(), &pair[1].text);
        let last = before.chars().last().expect("no line is empty");
        let first = after.chars().next().expect("no line is empty");
        let all = || lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n");
        assert!(!NOT_FIRST.contains(first), "“{first}” begins a line:\n{}", all());
        assert!(!NOT_LAST.contains(last), "“{last}” ends a line:\n{}", all());
        assert!(!(last == '—' && first == '—'), "破折号 is cut:\n{}", all());
        let dash = first == '—' && after.chars().nth(1) != Some('—');
        assert!(!dash, "连接号 begins a line:\n{}", all());
        for whole in WHOLE {
            let cut = (1..whole.len()).filter(|&at| whole.is_char_boundary(at)).any(|at| {
                // Behind other Latin text it would be part of that; a blank in it is a good place.
                let alone = |start: &str| !start.ends_with(|c: char| c.is_ascii());
                before.strip_suffix(&whole[..at]).is_some_and(alone)
                    && after.starts_with(&whole[at..])
                    && !pair[0].text.ends_with(' ')
            });
            assert!(!cut, "{whole} is cut:\n{}", all());
        }
        assert!(!(last == '…' && first == '…'), "省略号 is cut:\n{}", all());
        assert!(
            !(last.is_ascii_digit() && (first.is_ascii_digit() || "万亿.".contains(first))),
            "a number is cut:\n{}",
            all()
        );
        let over = pair[0].right - WIDTH;
        assert!(over <= 0.1, "line is {over:.2} pt beyond the right edge: {before}");
        // Some lines cannot be filled: an address or a chain of marks does not fit behind them.
        *ragged += usize::from(over < -0.1);
    }
}

#[test]
fn twenty_thousand_random_paragraphs() {
    let (style, fonts) = (style(), fonts());
    let mut random = Random::new(9704);
    let (mut lines_seen, mut ragged) = (0, 0);
    for _ in 0..400 {
        let texts: Vec<String> = (0..50).map(|_| random_paragraph(&mut random)).collect();
        let layout =
            layout(&document(&texts), &style, &fonts).expect("all characters are in the shipped faces");
        let paragraphs = lines_of(&layout.pages, &style, &fonts);
        assert_eq!(paragraphs.len(), texts.len());
        for (text, lines) in texts.iter().zip(&paragraphs) {
            assert_lines(text, lines, &mut ragged);
            lines_seen += lines.len();
        }
    }
    println!("20,000 paragraphs, {lines_seen} lines, {ragged} ragged");
    // What stands between Han and Latin takes no part in filling a line, lest a reader of the PDF take it for a space: these
    // chains are half Latin. tests/page.rs counts ragged lines where there is prose.
    assert!(ragged * 10 < lines_seen * 3, "of random chains of marks and words most can be filled");
    assert!(lines_seen > 3 * 20_000, "the paragraphs are long enough to break");
}

/// Two full-width marks that meet take a character and a half, whichever way they open; beside a Han character each takes its own (some
/// marks of the face are a twentieth narrower).
#[test]
fn marks_that_meet_give_up_half_a_character() {
    let (style, fonts) = (style(), fonts());
    let size = style.role(Role::Body).size;
    for (text, characters) in [
        ("甲（《乙", 2.5),
        ("甲“《乙", 2.5),
        ("甲》）乙", 2.5),
        ("甲）、乙", 2.5),
        ("甲：《乙", 2.5),
        ("甲》《乙", 2.5),
        ("甲（乙", 2.0),
        ("甲，乙", 2.0),
        ("甲丙乙", 2.0),
    ] {
        let layout = layout(&document(&[text.to_owned()]), &style, &fonts).expect("they are in the faces");
        let glyphs = layout.pages.pages[0].items.iter().filter_map(Item::glyphs).flat_map(|run| {
            run.glyphs.iter().map(|g| (run.text[g.text.start as usize..].chars().next(), run.x + g.x))
        });
        let glyphs: Vec<_> = glyphs.collect();
        let at = |c: char| glyphs.iter().find(|(d, _)| *d == Some(c)).expect("it is set").1;
        let wide = (at('乙') - at('甲')) / size;
        assert!((wide - characters).abs() < 0.1, "{text}: {wide} characters, not {characters}");
    }
}
