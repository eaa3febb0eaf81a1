//! The page as a typesetter measures it, over every report here, the cases of `tests/page/` and 200 generated reports:
//! how far apart Han characters stand, how much of a page is empty, what leaves the type area.
//! `cargo test --test page -- --nocapture` prints the figures.

#![allow(clippy::print_stdout, reason = "the figures are printed")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "page/kinds.rs"]
mod kinds;
#[path = "page/measure.rs"]
mod measure;
#[path = "parity/prose.rs"]
mod prose;
#[path = "parity/report.rs"]
mod report;

use common::{document_of, fonts, path, set_text, style};
use measure::Measure;
use nianbao::document::{Block, CellKind, Role};
use nianbao::font::FontBook;
use nianbao::layout::layout;
use nianbao::layout::pages::Item;
use nianbao::layout::pages::NodeKind;
use std::fmt::Write;

/// Every YAML file of a folder of the repository, by name.
fn folder(name: &str) -> Vec<(String, String)> {
    let files = std::fs::read_dir(path(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    let named = |file: &std::path::PathBuf| file.file_stem().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|file| (named(file), std::fs::read_to_string(file).unwrap())).collect()
}

/// Measures reports, prints what each has that is worth a look, and the sum.
fn measured(title: &str, reports: Vec<(String, String)>, fonts: &FontBook) -> Measure {
    let style = style();
    let mut sum = Measure::default();
    for (name, text) in reports {
        let set = set_text(&name, text, fonts);
        let one = Measure::of(&name, &set.document, &set.layout.pages, &style, fonts);
        if std::env::var_os("EACH").is_some() {
            println!("  {name}: {one}");
        }
        one.remarks.iter().for_each(|remark| println!("  {remark}"));
        sum.add(&one);
    }
    println!("{title}: {sum}");
    sum
}

#[test]
fn reports_cases_and_two_hundred_generated() {
    let fonts = fonts();
    let generated = (1..=200).map(|seed| (format!("generated {seed}"), report::yaml(seed))).collect();
    let sets = [
        measured("reports", folder("tests/reports"), &fonts),
        measured("cases", folder("tests/page"), &fonts),
        measured("kinds", kinds::all(), &fonts),
        measured("generated", generated, &fonts),
    ];
    assert!(sets[3].ragged * 50 <= sets[3].lines, "prose whose lines are filled");
    for sum in sets {
        assert_eq!(sum.outside, 0, "glyphs outside of the type area");
        assert_eq!(sum.torn, 0, "advances above 18.5 pt");
        assert!(sum.pairs[1] * 100 <= sum.pairs[0], "more than 1 % of the advances above 16.5 pt");
        assert_eq!(sum.holes, 0, "inner pages with more than 50 mm empty, but before table three");
    }
}

/// The sample with another name below it.
fn signed(name: &str) -> String {
    let mut text = std::fs::read_to_string(path("tests/reports/dengtalu-2023.yaml")).unwrap();
    writeln!(text, "署名: {name}\n成文日期: 2024-01-23").unwrap();
    text
}

/// GB/T 9704 7.3.5.2 for names of every length, with and without words to break between: the widest line ends two
/// characters from the right (or makes room for a longer date), and the date begins two to the right of its beginning.
#[test]
fn names_below_the_report_are_broken_and_placed_by_the_widest_line() {
    let (style, fonts) = (style(), fonts());
    let look = style.role(Role::Signature);
    let two = 2.0 * (look.size + look.tracking);
    let names = [
        "安阳市",
        "北关区灯塔路街道办事处",
        "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公室",
        "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府办公室",
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇人民政府党政综合办公室",
        "新疆生产建设兵团第十二师五一农场社会管理综合治理办公室",
        "国家税务总局广州市黄埔区税务局、广州市黄埔区财政局、广州开发区财政国库集中支付中心",
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏",
        "Committee for Disclosure of Government Information of Northgate, Lamp Tower Road Office",
    ];
    for name in names {
        let set = set_text(name, signed(name), &fonts);
        let fit = set.layout.fit.blocks.last().unwrap();
        let lines: Vec<&str> = fit.title_lines.iter().map(|range| &name[range.clone()]).collect();
        println!("{}", lines.join(" / "));
        assert_eq!(lines.concat(), name);
        let last = set.layout.pages.pages.last().unwrap();
        let edges = |text: &str| {
            let mut runs = last.items.iter().filter_map(Item::glyphs).filter(|run| run.node.is_some());
            runs.find(|run| text.starts_with(run.text.trim_end())).map(|run| run.x - style.page.left).unwrap()
        };
        let left = lines.iter().map(|line| edges(line)).fold(f64::INFINITY, f64::min);
        let date = edges("2024年1月23日");
        let (name_left, date_left) = fit.signature_left.unwrap();
        assert!((name_left - left).abs() < 0.1, "{name}: begins at {left}, the DOCX is told {name_left}");
        assert!(
            (date_left - date).abs() < 0.1 && (date - left - two).abs() < 0.1,
            "{name}: the date at {date}, the name at {left}"
        );
    }
}

/// Where a name below the report holds an address, which nobody means, it is the link that each other address is: a place that
/// leads somewhere belongs to an element that says where.
#[test]
fn an_address_in_the_name_below_a_report_is_a_link() {
    let document = document_of("links", signed("青禾县http://www.example.gov.cn/a?b=1教育局"));
    let pages = layout(&document, &style(), &fonts()).expect("it fits").pages;
    let links: Vec<_> = pages.pages.iter().flat_map(|page| &page.links).collect();
    assert!(!links.is_empty());
    for link in links {
        let NodeKind::Link(target) = &pages.nodes[link.node].kind else { panic!("of no link: {link:?}") };
        assert_eq!(target, "http://www.example.gov.cn/a?b=1");
    }
}

/// What no page holds is an error where it was written.
#[test]
fn what_no_page_holds_is_an_error_at_its_place() {
    let fonts = fonts();
    let name = "天地玄黄".repeat(200);
    let document = document_of("long", signed(&name));
    let wrong = layout(&document, &style(), &fonts).expect_err("no page holds such a name");
    let found: Vec<_> = wrong.iter().map(|d| (d.code(), d.span)).collect();
    let Some(Block::Signature(signature)) = document.blocks.last() else { panic!("signed") };
    let name = signature.name.as_ref().unwrap().span;
    assert_eq!(found[0], ("P03", name));
    // Once, however many of its lines stand outside; the date below it is another text.
    assert_eq!(found.iter().filter(|(_, span)| *span == name).count(), 1, "{found:?}");
}

/// A type area narrower than an indent and a character: the first line does not stand inside it, and is not printed beside it.
#[test]
fn what_is_wider_than_the_type_area_is_an_error_at_its_place() {
    let mut document = document_of("narrow", signed("青禾县教育局"));
    document.blocks.retain(|block| matches!(block, Block::Paragraph(_)));
    document.blocks.truncate(1);
    let mut style = style();
    style.page.width = 40.0;
    let wrong = layout(&document, &style, &fonts()).expect_err("with its indent a character ends at 48 pt");
    let Block::Paragraph(paragraph) = &document.blocks[0] else { unreachable!("only paragraphs are kept") };
    let first = paragraph.runs[0].span;
    assert_eq!(wrong.iter().next().map(|found| (found.code(), found.span)), Some(("P03", first)));
}

/// Figures in all cells of table three come nearer to the rules and are set smaller before the table leaves its page.
#[test]
fn long_figures_give_way_before_table_three_is_cut() {
    let fonts = fonts();
    let text = std::fs::read_to_string(path("tests/reports/dengtalu-2023.yaml")).unwrap();
    let mut document = document_of("figures", text);
    for digits in 1..=8 {
        let tables = document.blocks.iter_mut().enumerate().filter_map(|(at, block)| match block {
            Block::Table(table) => Some((at, table)),
            _ => None,
        });
        let (three, table) = tables.max_by_key(|(_, table)| table.rows.len()).unwrap();
        let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
        for cell in cells.filter(|cell| cell.kind == CellKind::Figure) {
            cell.runs[0].text = "8".repeat(digits);
        }
        let layout = layout(&document, &style(), &fonts).unwrap();
        let fit = layout.fit.blocks[three].table.as_ref().unwrap();
        assert!(fit.breaks.is_empty(), "{digits} digits: cut before rows {:?}", fit.breaks);
    }
}

/// A number wider than its column even in the smallest size is an error where it was written; a reader takes twelve digits, which fit.
#[test]
fn a_number_wider_than_its_column_is_an_error_at_its_place() {
    let fonts = fonts();
    let text = std::fs::read_to_string(path("tests/reports/dengtalu-2023.yaml")).unwrap();
    let document = document_of("wide", text);
    let found = |digits: usize| {
        let mut document = document.clone();
        let cells = document.blocks.iter_mut().filter_map(|block| match block {
            Block::Table(table) => Some(table.rows.iter_mut().flat_map(|row| &mut row.cells)),
            _ => None,
        });
        let cell = cells.flatten().filter(|cell| cell.kind == CellKind::Figure).nth(30).unwrap();
        cell.runs[0].text = "9".repeat(digits);
        let span = cell.runs[0].span;
        let wrong = layout(&document, &style(), &fonts).err().unwrap_or_default();
        let found: Vec<_> = wrong.iter().map(|d| (d.code(), d.span == span)).collect();
        found
    };
    assert_eq!(found(12), []);
    assert_eq!(found(60), [("P02", true)]);
}
