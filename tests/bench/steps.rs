//! The steps from bytes to bytes, each alone, on the sample and on a city's long report: `cargo bench`. Comparisons with
//! others are in `peers.sh`.

#![allow(missing_docs, reason = "divan's macro makes public items")]

use divan::Bencher;
use nianbao::check::{self, Checked, Options};
use nianbao::compose::compose;
use nianbao::diagnostic::Diagnostics;
use nianbao::document::Document;
use nianbao::export::{docx, html, ofd, pdf, xlsx};
use nianbao::font::subset::installable;
use nianbao::font::{FontBook, FontData, FontError};
use nianbao::layout::{Layout, layout};
use nianbao::report::{self, Report};
use nianbao::style::{Style, Typeface};
use nianbao::templates;
use nianbao::yaml::decode::decode;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const REPORTS: [&str; 2] = ["dengtalu-2023", "suqian-2023"];

fn main() {
    divan::main();
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(in_repository(&format!("tests/reports/{name}.yaml"))).expect("it is in the repository")
}

fn read(bytes: &[u8]) -> Report {
    let source = decode("report.yaml", bytes).expect("it is UTF-8");
    report::read::read(&source, &mut Diagnostics::new()).expect("it is right")
}

fn checked(report: Report) -> Checked {
    check::check(report, &Options::default()).0.expect("it holds")
}

fn style() -> &'static Style {
    templates::for_year(2023).expect("the form of 2021").style
}

fn fonts() -> FontBook {
    let mut open = |file: &str| -> Result<FontData, FontError> {
        Ok(Arc::new(std::fs::read(in_repository("fonts").join(file)).expect("it is in the repository")))
    };
    FontBook::new(&style().typefaces, &mut open).expect("the shipped faces are whole")
}

/// A report up to its pages, with faces that have met it before, as in a batch.
fn set(name: &str) -> (Document, FontBook, Layout) {
    let document = compose(&checked(read(&bytes(name))));
    let fonts = fonts();
    let set = layout(&document, style(), &fonts).expect("every character is in a face");
    pdf::pdf(&set.pages, &fonts, &document.meta).expect("the faces may be embedded");
    (document, fonts, set)
}

#[divan::bench(args = REPORTS)]
fn step_1_read(bencher: Bencher, name: &str) {
    let bytes = bytes(name);
    bencher.bench_local(|| read(&bytes));
}

#[divan::bench(args = REPORTS)]
fn step_2_check(bencher: Bencher, name: &str) {
    let bytes = bytes(name);
    bencher.with_inputs(|| read(&bytes)).bench_local_values(checked);
}

#[divan::bench(args = REPORTS)]
fn step_3_compose(bencher: Bencher, name: &str) {
    let checked = checked(read(&bytes(name)));
    bencher.bench_local(|| compose(&checked));
}

#[divan::bench(args = REPORTS)]
fn step_4_layout(bencher: Bencher, name: &str) {
    let (document, fonts, _) = set(name);
    bencher.bench_local(|| layout(&document, style(), &fonts).expect("set before"));
}

/// A small font of ASCII and 500 characters: its outlines new to the face, and known.
#[divan::bench(args = ["new", "known"])]
fn step_5_subset(bencher: Bencher, outlines: &str) {
    let chars: BTreeSet<char> = (' '..='~').chain(('\u{4E00}'..'\u{9FA5}').step_by(40)).collect();
    let small = |fonts: &FontBook| {
        let face = fonts.face(fonts.chain(Typeface::Fangsong)[0]);
        let font = installable(face, "仿宋", &chars).expect("it may be embedded");
        font.deflated().bytes.len()
    };
    if outlines == "known" {
        let fonts = fonts();
        bencher.bench_local(|| small(&fonts));
    } else {
        bencher.with_inputs(fonts).bench_local_refs(|fonts| small(fonts));
    }
}

#[divan::bench(args = REPORTS)]
fn step_6_write_pdf(bencher: Bencher, name: &str) {
    let (document, fonts, set) = set(name);
    bencher.bench_local(|| pdf::pdf(&set.pages, &fonts, &document.meta).expect("written before"));
}

#[divan::bench(args = REPORTS)]
fn step_7_write_docx(bencher: Bencher, name: &str) {
    let (document, fonts, set) = set(name);
    bencher.bench_local(|| {
        docx::write(&document, style(), &fonts, &set.fit, docx::Carried::Used)
            .expect("the faces may be embedded")
    });
}

#[divan::bench(args = REPORTS)]
fn step_8_write_html(bencher: Bencher, name: &str) {
    let (document, ..) = set(name);
    bencher.bench_local(|| html::page(&document, style()));
}

#[divan::bench(args = REPORTS)]
fn step_9_write_xlsx(bencher: Bencher, name: &str) {
    let (document, _, set) = set(name);
    bencher.bench_local(|| xlsx::write(&document, style(), &set.fit));
}

#[divan::bench(args = REPORTS)]
fn step_10_write_ofd(bencher: Bencher, name: &str) {
    let (document, fonts, set) = set(name);
    bencher.bench_local(|| ofd::ofd(&set.pages, &fonts, &document.meta).expect("written before"));
}
