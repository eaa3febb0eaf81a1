//! The PDF of pages set by hand, before other programs: valid as PDF/A-2a and PDF/UA-1, every font embedded and cut,
//! every character given back, the tree as it was told.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the finding")]

#[path = "judges/judge.rs"]
mod judge;

use nianbao::document::{Date, Meta};
use nianbao::export::pdf::pdf;
use nianbao::font::subset::sfnt;
use nianbao::font::{FontBook, FontData, FontError, FontFile};
use nianbao::layout::pages::{Bookmark, Glyph, GlyphRun, Item, Node, NodeKind, Page, Pages};
use nianbao::source::Span;
use nianbao::style::{Typeface, TypefaceChain};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const LINES: [&str; 4] = [
    "（一）主动公开：本年度公开政府信息123条，访问量4.5万次，占比100%。",
    "政务公开工作“有序推进”——详见www.example.gov.cn（附件）；",
    "姓名用字：㛃、䶮、𪨰、𬀩、𠮷，生僻字一字不少",
    "收到和处理政府信息公开申请……其他\\(x)Q&A",
];

fn book() -> FontBook {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    book_of(&mut |file| Ok(Arc::new(std::fs::read(fonts.join(file)).unwrap())))
}

fn book_of(open: &mut dyn FnMut(&str) -> Result<FontData, FontError>) -> FontBook {
    let chain = |typeface, files: &[&'static str]| TypefaceChain {
        typeface,
        latin: vec!["LiberationSerif-Regular.ttf"],
        files: files.to_vec(),
        office: Vec::new(),
    };
    let chains = [
        chain(Typeface::Xiaobiaosong, &["NotoSerifSC-SemiBold-8105.ttf"]),
        chain(Typeface::Heiti, &["NotoSansSC-Medium-8105.ttf"]),
        chain(Typeface::Kaiti, &["FandolKai-Regular.ttf", "KaiRareSupplement-Regular.ttf"]),
        chain(
            Typeface::Fangsong,
            &[
                "FandolFang-Regular.ttf",
                "NotoSerifSC-Light-rare.ttf",
                "NotoSerifSC-Regular.ttf",
                "HanaMinB-L3.ttf",
            ],
        ),
        chain(Typeface::Songti, &["NotoSerifSC-Regular.ttf"]),
    ];
    FontBook::new(&chains, open).unwrap()
}

fn meta() -> Meta {
    Meta {
        title: "北关区灯塔路街道办事处2023年政府信息公开工作年度报告 <A&B>".to_owned(),
        author: "北关区灯塔路街道办事处".to_owned(),
        subject: "政府信息公开工作年度报告".to_owned(),
        date: Date { year: 2024, month: 1, day: 23 },
    }
}

/// Sets text on pages by hand.
struct Setter {
    book: FontBook,
    pages: Pages,
}

impl Setter {
    fn new() -> Self {
        let root = Node { kind: NodeKind::Document, parent: 0 };
        let pages = Pages {
            width: 595.28,
            height: 841.89,
            pages: vec![Page::default(), Page::default()],
            nodes: vec![root],
            bookmarks: Vec::new(),
        };
        Self { book: book(), pages }
    }

    fn node(&mut self, kind: NodeKind, parent: usize) -> usize {
        self.pages.nodes.push(Node { kind, parent });
        self.pages.nodes.len() - 1
    }

    /// One line of `text` with 0.21 pt less between glyphs, as the body has.
    fn line(
        &mut self,
        page: usize,
        (x, y): (f64, f64),
        typeface: Typeface,
        size: f64,
        text: &str,
        node: Option<usize>,
    ) {
        let mut pen = x;
        let items = &mut self.pages.pages[page].items;
        for c in text.chars() {
            let shown = self.book.resolve(typeface, c).unwrap_or_else(|| panic!("{c} is in no face"));
            let starts_new = match items.last().and_then(Item::glyphs) {
                Some(run) => {
                    run.face != shown.face
                        || run.node != node
                        || (run.y - y).abs() > 0.1
                        || (run.size - size).abs() > 0.1
                }
                None => true,
            };
            if starts_new {
                let run = GlyphRun {
                    face: shown.face,
                    size,
                    x: pen,
                    y,
                    text: String::new(),
                    glyphs: Vec::new(),
                    node,
                    source: Span::default(),
                };
                items.push(Item::Glyphs(run));
            }
            let Some(Item::Glyphs(run)) = items.last_mut() else { unreachable!() };
            let from = u32::try_from(run.text.len()).unwrap();
            run.text.push(c);
            let to = u32::try_from(run.text.len()).unwrap();
            run.glyphs.push(Glyph { id: shown.glyph, x: pen - run.x, text: from..to });
            pen += shown.advance * size - 0.21;
        }
    }

    /// 3 rows by 3 columns: a head over two columns, a label over two rows.
    fn table(&mut self) {
        let table = self.node(NodeKind::Table("表三".to_owned()), 0);
        let head = |column, row_span, column_span| NodeKind::HeaderCell { column, row_span, column_span };
        let data = NodeKind::DataCell { row_span: 1, column_span: 1 };
        let rows = [
            vec![(head(true, 1, 1), 80.0, "项目"), (head(true, 1, 2), 160.0, "申请人")],
            vec![(head(false, 2, 1), 80.0, "受理"), (data.clone(), 160.0, "12"), (data.clone(), 240.0, "3")],
            vec![(data.clone(), 160.0, ""), (data, 240.0, "4")],
        ];
        for (r, row) in rows.into_iter().enumerate() {
            let y = 400.0 + 20.0 * r as f64;
            let parent = self.node(NodeKind::Row, table);
            for (kind, x, text) in row {
                let cell = self.node(kind, parent);
                self.line(0, (x, y + 14.0), Typeface::Songti, 10.5, text, Some(cell));
            }
            self.pages.pages[0].items.push(Item::Rule { x: 75.0, y, width: 240.0, height: 0.5 });
        }
    }

    fn report() -> Self {
        let mut set = Self::new();
        let title = set.node(NodeKind::Title, 0);
        set.line(
            0,
            (150.0, 120.0),
            Typeface::Xiaobiaosong,
            22.0,
            "灯塔路街道办事处2023年年度报告",
            Some(title),
        );
        let heading = set.node(NodeKind::Heading(1), 0);
        set.line(0, (80.0, 170.0), Typeface::Heiti, 16.0, "一、总体情况", Some(heading));
        let lead = set.node(NodeKind::Heading(2), 0);
        set.line(0, (80.0, 200.0), Typeface::Kaiti, 16.0, "（一）依法公开", Some(lead));
        let body = set.node(NodeKind::Paragraph, 0);
        for (row, text) in LINES.iter().enumerate() {
            set.line(0, (80.0, 230.0 + 30.0 * row as f64), Typeface::Fangsong, 16.0, text, Some(body));
        }
        set.table();
        // The paragraph goes on overleaf: one element, marks on two pages.
        set.line(1, (80.0, 120.0), Typeface::Fangsong, 16.0, "段落在下页继续。", Some(body));
        for page in [0, 1] {
            let number = format!("— {} —", page + 1);
            set.line(page, (450.0, 780.0), Typeface::Songti, 14.0, &number, None);
        }
        let mark = |title: &str, level, page, y| Bookmark { title: title.to_owned(), level, page, y };
        set.pages.bookmarks = vec![
            mark("年度报告", 1, 0, 100.0),
            mark("一、总体情况", 1, 0, 150.0),
            mark("（一）依法公开", 2, 0, 185.0),
            mark("二、主动公开", 1, 1, 100.0),
        ];
        set
    }
}

fn written(test: &str, set: &Setter) -> PathBuf {
    let bytes = pdf(&set.pages, &set.book, &meta()).unwrap();
    assert_eq!(bytes, pdf(&set.pages, &book(), &meta()).unwrap(), "same input, same bytes");
    let file = judge::folder("pdf").join(format!("{test}.pdf"));
    std::fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn verapdf_finds_it_pdf_a_2a_and_pdf_ua_1() {
    let file = written("verapdf", &Setter::report());
    if judge::installed("pdf.sh", "PDF/A-2a 与 PDF/UA-1（veraPDF）") {
        let said = judge::ask(judge::script("pdf.sh"), &["2a,ua1".as_ref(), file.as_os_str()]);
        assert_eq!(said.matches("compliant=true").count(), 2, "{said}");
    }
}

#[test]
fn a_face_with_cff_outlines_is_embedded_as_what_it_is() {
    let chain = TypefaceChain {
        typeface: Typeface::Songti,
        latin: Vec::new(),
        files: vec!["bars-cff.otf"],
        office: Vec::new(),
    };
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts");
    let open = |file: &str| std::fs::read(fonts.join(file)).unwrap();
    let mut set = Setter::new();
    set.book = FontBook::new(&[chain], &mut |file| Ok(Arc::new(open(file)))).unwrap();
    let title = set.node(NodeKind::Title, 0);
    set.line(0, (80.0, 120.0), Typeface::Songti, 16.0, "三口一二", Some(title));
    let refused = sfnt(&set.book.faces()[0], "宋体", &"一".chars().collect()).unwrap_err();
    assert!(refused.to_string().contains("CFF"), "{refused}");

    let file = judge::folder("pdf").join("cff.pdf");
    std::fs::write(&file, pdf(&set.pages, &set.book, &meta()).unwrap()).unwrap();
    if judge::installed("pdf.sh", "CFF 字体（veraPDF）") {
        let said = judge::ask(judge::script("pdf.sh"), &["2a,ua1".as_ref(), file.as_os_str()]);
        assert_eq!(said.matches("compliant=true").count(), 2, "{said}");
    }
    if judge::installed("pdffonts", "CFF 字体（pdffonts、pdftotext）") {
        let fonts = judge::ask("pdffonts", &[&file]);
        assert!(fonts.contains("CID Type 0C       Identity-H       yes yes yes"), "{fonts}");
        let text = judge::ask("pdftotext", &[file.as_os_str(), "-".as_ref()]);
        assert!(text.contains("三口一二"), "{text}");
    }
}

#[test]
fn qpdf_finds_the_syntax_clean() {
    let file = written("qpdf", &Setter::report());
    if judge::installed("qpdf", " PDF 语法（qpdf --check）") {
        let said = judge::ask("qpdf", &["--check".as_ref(), file.as_os_str()]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        assert!(!said.contains("WARNING"), "{said}");
    }
}

#[test]
fn every_font_is_embedded_and_cut_and_can_be_read_back() {
    let file = written("fonts", &Setter::report());
    if judge::installed("pdffonts", "嵌入的字体（pdffonts）") {
        let said = judge::ask("pdffonts", &[&file]);
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert_eq!(fonts.len(), 8, "{said}");
        for font in fonts {
            assert!(font.contains("CID TrueType      Identity-H       yes yes yes"), "{font}");
        }
    }
}

#[test]
fn pdftotext_gives_every_character_back() {
    let mut set = Setter::report();
    // Two characters that share a glyph, and two that a font maps to none: the second says its own text.
    let double = set.node(NodeKind::Paragraph, 0);
    set.line(1, (80.0, 200.0), Typeface::Songti, 16.0, "不丽不", Some(double));
    let Some(Item::Glyphs(run)) = set.pages.pages[1].items.last_mut() else { unreachable!() };
    run.text = "不丽\u{F967}".to_owned();
    run.glyphs[2].text = 6..9;
    // One glyph for two characters, as `——` is in Noto.
    set.line(1, (80.0, 230.0), Typeface::Songti, 16.0, "前⸺后", Some(double));
    let Some(Item::Glyphs(run)) = set.pages.pages[1].items.last_mut() else { unreachable!() };
    run.text = "前——后".to_owned();
    run.glyphs[1].text = 3..9;
    run.glyphs[2].text = 9..12;
    let file = written("text", &set);
    if judge::installed("pdftotext", "文字能否取回（pdftotext）") {
        let said = judge::ask("pdftotext", &[file.as_os_str(), "-".as_ref()]);
        for expected in LINES.into_iter().chain(["不丽\u{F967}", "前——后", "灯塔路街道办事处2023年年度报告"])
        {
            assert!(said.contains(expected), "{expected} not in:\n{said}");
        }
    }
}

#[test]
fn the_tree_is_as_told() {
    let file = written("tree", &Setter::report());
    if judge::installed("pdfinfo", "结构树（pdfinfo）") {
        let tree = judge::ask("pdfinfo", &["-struct-text".as_ref(), file.as_os_str()]);
        let names = tree.lines().filter_map(|line| line.split_whitespace().next());
        let found: Vec<&str> = names
            .filter(|name| !name.starts_with(['"', '/']))
            .map(|name| name.trim_end_matches(':'))
            .collect();
        let expected = "Document H1 H2 H3 P Table TR TH TH TR TH TD TD TR TD TD";
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(found, expected, "{tree}");
        assert!(tree.contains("段落在下页继续。"), "{tree}");
        let info = judge::ask("pdfinfo", &[&file]);
        for line in ["Tagged:          yes", "Pages:           2", "CreationDate:    ", "<A&B>"] {
            assert!(info.contains(line), "{line} not in {info}");
        }
    }
}

/// What archives search for: the packet stands as plain text in the file, is XML, and says what the information dictionary says.
#[test]
fn the_packet_about_the_file_says_what_it_is() {
    let file = std::fs::read(written("packet", &Setter::report())).unwrap();
    let find =
        |from: usize, word: &[u8]| from + file[from..].windows(word.len()).position(|w| w == word).unwrap();
    let (start, end) = (find(0, b"<x:xmpmeta"), find(0, b"<?xpacket end"));
    let mut reader = Reader::from_str(std::str::from_utf8(&file[start..end]).unwrap());
    let (mut path, mut said) = (Vec::new(), BTreeMap::<String, String>::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => path.push(tag.name().0.to_owned()),
            Event::End(_) => drop(path.pop()),
            Event::Text(text) => {
                let property =
                    path.iter().rev().find(|name| !name.starts_with("rdf:")).cloned().unwrap_or_default();
                said.entry(property).or_default().push_str(text.trim());
            }
            Event::GeneralRef(entity) => {
                let sign = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    other => panic!("{other:?}"),
                };
                said.get_mut("dc:title").unwrap().push_str(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let Meta { title, author, subject, .. } = meta();
    let (title, day) = (title.replace(' ', ""), "2024-01-23T00:00:00+08:00".to_owned());
    let expected = [
        ("dc:title", title),
        ("dc:creator", author),
        ("dc:description", subject),
        ("dc:language", "zh-CN".to_owned()),
        ("xmp:CreateDate", day.clone()),
        ("xmp:ModifyDate", day),
        ("pdfaid:part", "2".to_owned()),
        ("pdfuaid:part", "1".to_owned()),
    ];
    for (property, value) in expected {
        assert_eq!(said.get(property).map(|said| said.replace(' ', "")), Some(value), "{property}");
    }
}

/// A font file that counts how often an outline is read from it.
struct Counted {
    bytes: Vec<u8>,
    pieces: Arc<AtomicUsize>,
}

impl FontFile for Counted {
    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn piece(&self, range: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.pieces.fetch_add(1, Ordering::Relaxed);
        self.bytes.get(range).map(Cow::Borrowed)
    }
}

/// A further report costs nothing for the glyphs that an earlier one had.
#[test]
fn every_outline_is_read_once() {
    let pieces = Arc::new(AtomicUsize::new(0));
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut set = Setter::report();
    set.book = book_of(&mut |file| {
        let bytes = std::fs::read(fonts.join(file)).unwrap();
        Ok(Arc::new(Counted { bytes, pieces: Arc::clone(&pieces) }))
    });
    let first = pdf(&set.pages, &set.book, &meta()).unwrap();
    let (once, glyphs) = (pieces.load(Ordering::Relaxed), 140);
    // The glyphs of the pages and two dozen samples of each of the faces, by which their codes are made.
    assert!((glyphs..glyphs + 9 * 26).contains(&once), "{once}");
    assert_eq!(first, pdf(&set.pages, &set.book, &meta()).unwrap());
    assert_eq!(pieces.load(Ordering::Relaxed), once, "read again");
    let more = set.node(NodeKind::Paragraph, 0);
    set.line(1, (80.0, 300.0), Typeface::Fangsong, 16.0, "鹤", Some(more));
    pdf(&set.pages, &set.book, &meta()).unwrap();
    assert_eq!(pieces.load(Ordering::Relaxed), once + 1, "one new glyph");
}
