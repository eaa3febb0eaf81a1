//! The web page and the fragment: the PDF's text, heads that a reader's program finds, nothing to fetch; and what other
//! people's checkers, browser and sanitiser say of them.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

mod common;
#[path = "judges/judge.rs"]
mod judge;

use common::Set;
use judge::{ask, installed, script};
use nianbao::export::html;
use nianbao::layout::pages::Item;
use scraper::{ElementRef, Html, Selector};
use std::path::PathBuf;

const REPORTS: [&str; 5] =
    ["dengtalu-2023", "suqian-2023", "shanghai-office-2019", "fenye-2024", "shengpizi-2023"];

/// The reports, and one with everything in it.
fn sets() -> Vec<(&'static str, Set)> {
    let fonts = common::fonts();
    let mut sets: Vec<_> = REPORTS
        .into_iter()
        .map(|name| (name, common::set(&format!("tests/reports/{name}.yaml"), &fonts)))
        .collect();
    sets.push(("everything", common::set_text("everything", common::everything(), &fonts)));
    sets
}

fn page(set: &Set) -> String {
    String::from_utf8(html::page(&set.document, &common::style())).unwrap()
}

fn fragment(set: &Set) -> String {
    String::from_utf8(html::fragment(&set.document)).unwrap()
}

fn selected<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Without blanks, of which the page has more than the paper.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a body, but for the captions: their words are the PDF's summaries of its tables.
fn body(html: &Html) -> String {
    let body = html.root_element();
    let captions: Vec<_> = selected(html, "caption").iter().map(|caption| caption.id()).collect();
    let heads: Vec<_> = selected(html, "head").iter().map(|head| head.id()).collect();
    let shown = body.descendants().filter(|node| {
        node.ancestors().all(|above| !captions.contains(&above.id()) && !heads.contains(&above.id()))
    });
    dense(&shown.filter_map(|node| node.value().as_text()).map(|text| &**text).collect::<String>())
}

/// The text of the pages, without what stands outside the report: page numbers, heads that are repeated.
fn printed(set: &Set) -> String {
    let runs = set.layout.pages.pages.iter().flat_map(|page| &page.items).filter_map(Item::glyphs);
    dense(&runs.filter(|run| run.node.is_some()).map(|run| run.text.as_str()).collect::<String>())
}

#[test]
fn they_say_what_the_pdf_says() {
    for (name, set) in sets() {
        let (page, fragment) = (Html::parse_document(&page(&set)), Html::parse_fragment(&fragment(&set)));
        let mut expected: Vec<char> = printed(&set).chars().collect();
        assert_eq!(body(&page), body(&fragment), "{name}");
        let mut said: Vec<char> = body(&page).chars().collect();
        if name != "fenye-2024" {
            assert_eq!(String::from_iter(&said), String::from_iter(&expected), "{name}");
        }
        // A table that is cut has a group's label on each page, and the label stands where its lines do.
        said.sort_unstable();
        expected.sort_unstable();
        assert_eq!(said, expected, "{name}");
    }
}

#[test]
fn every_figure_names_what_heads_it() {
    let fonts = common::fonts();
    let page = page(&common::set("tests/reports/suqian-2023.yaml", &fonts));
    let page = Html::parse_document(&page);
    let heads = |figure: ElementRef<'_>| -> Vec<String> {
        let of = |id| selected(&page, &format!("th[id={id}]"));
        let headers = figure.attr("headers").unwrap().split(' ');
        headers.map(|id| text(*of(id).first().unwrap_or_else(|| panic!("no {id}")))).collect()
    };
    let figures = selected(&page, "td");
    let found = |number: &str| {
        let figure = figures.iter().find(|figure| text(**figure) == number);
        heads(*figure.unwrap_or_else(|| panic!("no {number}")))
    };
    assert_eq!(found("3402"), ["申请人情况", "自然人", "一、本年新收政府信息公开申请数量"]);
    assert_eq!(
        found("968"),
        ["申请人情况", "自然人", "三、本年度办理结果", "（四）无法提供", "1.本机关不掌握相关政府信息"]
    );
    assert_eq!(found("597"), ["第二十条第（一）项", "现行有效件数", "行政规范性文件"]);
    assert_eq!(found("2822652"), ["第二十条第（六）项", "本年处理决定数量", "行政处罚"]);
    assert_eq!(found("309"), ["行政复议", "结果维持"]);
    assert_eq!(figures.len(), 6 + 4 + 25 * 7 + 15);
    assert!(figures.iter().all(|figure| heads(*figure).len() >= 2));
}

#[test]
fn headings_tables_and_notes_are_what_they_are() {
    let fonts = common::fonts();
    let set = common::set_text("everything", common::everything(), &fonts);
    let page = Html::parse_document(&page(&set));
    let texts = |selector: &str| selected(&page, selector).into_iter().map(text).collect::<Vec<_>>();
    assert_eq!(texts("h1"), ["安平县教育局2023年政府信息公开工作年度报告"]);
    assert_eq!(texts("h2").len(), 7, "编制说明 and six parts");
    assert_eq!(texts("p.dateline"), ["（2024年1月23日）"]);
    assert_eq!(texts("h3"), ["（一）公开渠道"]);
    assert_eq!(texts("h4"), ["1.平台"]);
    assert_eq!(texts("[role=heading][aria-level=\"3\"]").len(), 5);
    assert_eq!(texts("[role=heading][aria-level=\"4\"]"), ["1.网站建设", "2.信息发布。"]);
    assert_eq!(texts("p.note"), ["注：统计截至12月31日，口径为A<B。"]);
    assert_eq!(texts("p.signature"), ["安平县教育局", "2024年1月23日"]);
    assert_eq!(selected(&page, "time[datetime=\"2024-01-23\"]").len(), 1);
    assert_eq!(
        texts("caption"),
        [
            "表二 主动公开政府信息情况",
            "表三 收到和处理政府信息公开申请情况",
            "表四 政府信息公开行政复议、行政诉讼情况"
        ]
    );
    let links: Vec<_> =
        selected(&page, "a").into_iter().map(|a| (a.attr("href").unwrap(), text(a))).collect();
    assert_eq!(
        links.iter().map(|(to, text)| (*to, text.as_str())).collect::<Vec<_>>(),
        [
            ("mailto:zwgk@anping.gov.cn", "zwgk@anping.gov.cn"),
            ("https://www.anping.gov.cn/zwgk?id=2&t=nb", "https://www.anping.gov.cn/zwgk?id=2&t=nb"),
            ("http://www.anping.gov.cn", "www.anping.gov.cn"),
        ]
    );
    let meta =
        |name: &str| selected(&page, &format!("meta[name={name}]"))[0].attr("content").unwrap().to_owned();
    assert_eq!(texts("title"), texts("h1"));
    assert_eq!([meta("ArticleTitle"), meta("author"), meta("date")].join("|"), {
        "安平县教育局2023年政府信息公开工作年度报告|安平县教育局|2024-01-23"
    });
}

/// No level is passed over on the way down, in whatever order an author numbers.
#[test]
fn heading_levels_follow_one_another() {
    let fonts = common::fonts();
    let text = common::everything().replacen(
        "  主动公开: |\n",
        "  主动公开: |\n    （1）先列要点\n    1.再列一点\n",
        1,
    );
    let page = page(&common::set_text("levels", text, &fonts));
    let page = Html::parse_document(&page);
    let mut last = 0;
    for heading in selected(&page, "h1,h2,h3,h4,h5,h6,[role=heading]") {
        let level = heading.attr("aria-level").unwrap_or(&heading.value().name()[1..]).parse::<u8>().unwrap();
        assert!(level <= last + 1, "{} below {last}: {}", level, self::text(heading));
        last = level;
    }
}

#[test]
fn nothing_is_fetched_and_a_fragment_brings_nothing_that_meets_its_page() {
    for (name, set) in sets() {
        let (whole, piece) = (page(&set), fragment(&set));
        for html in [&whole, &piece] {
            for outside in ["src=", "@import", "url(", "<link", "<script", "<img", " on"] {
                let markup = html.split('>').filter_map(|part| part.split_once('<')).map(|(_, tag)| tag);
                let css = whole.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
                assert!(
                    markup.into_iter().all(|tag| !format!("<{tag}").contains(outside)),
                    "{name}: {outside}"
                );
                assert!(!css.contains(outside) || outside == " on", "{name}: {outside}");
            }
        }
        let piece = Html::parse_fragment(&piece);
        assert!(selected(&piece, "[id],[class],[for],[headers],style,h1").is_empty(), "{name}");
        assert_eq!(selected(&piece, "table").len(), 3, "{name}");
    }
}

/// Each page and fragment as a file for a judge.
fn files(test: &str) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let folder = judge::folder(test);
    let write = |name: String, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let written = sets().into_iter().map(|(name, set)| {
        let page = write(format!("{name}.html"), page(&set));
        (page, write(format!("{name}.fragment.html"), fragment(&set)))
    });
    written.unzip()
}

#[test]
fn pages_are_valid() {
    if !installed("web.sh", "网页（Nu Html Checker）") {
        return;
    }
    let (pages, fragments) = files("web-vnu");
    // A fragment is judged in the least page around it.
    let framed = fragments.iter().map(|path| {
        let piece = std::fs::read_to_string(path).unwrap();
        let whole =
            format!("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><title>网站</title></head><body><h1>栏目</h1>\n{piece}</body></html>\n");
        let path = path.with_extension("framed.html");
        std::fs::write(&path, whole).unwrap();
        path
    });
    let mut words = vec![PathBuf::from("vnu")];
    words.extend(framed);
    words.extend(pages);
    assert_eq!(ask(script("web.sh"), &words).trim_end(), "errors 0");
}

#[test]
fn pages_are_accessible_at_every_width_light_and_dark() {
    if !installed("web.sh", "网页的无障碍（axe-core、Chromium）") {
        return;
    }
    let (pages, _) = files("web-axe");
    let judged = ["suqian-2023.html", "shanghai-office-2019.html", "everything.html"];
    let mut words = vec![PathBuf::from("axe")];
    words.extend(pages.into_iter().filter(|page| judged.iter().any(|name| page.ends_with(name))));
    let said = ask(script("web.sh"), &words);
    assert_eq!(said.matches("violations 0 advice 0 ").count(), 4 * judged.len(), "{said}");
}

#[test]
fn fragments_pass_a_sanitiser_unchanged() {
    if !installed("web.sh", "网页片段（DOMPurify）") {
        return;
    }
    let (_, fragments) = files("web-purify");
    let mut words = vec![PathBuf::from("purify")];
    words.extend(fragments);
    let said = ask(script("web.sh"), &words);
    let clean = "text same tables same headings same styles same links same removed 0 foreign 0 tables 3";
    assert_eq!(said.matches(clean).count(), REPORTS.len() + 1, "{said}");
}
