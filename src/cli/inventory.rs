//! `fonts`: which typeface is shown by which files, under which licences, and which characters of a report each file shows.

use super::Exit;
use super::args::{Fonts, Strictness};
use super::checker::Checker;
use super::failure::Failure;
use super::inputs::Input;
use super::terminal::Terminal;
use super::typesetter::Typesetter;
use crate::compose;
use crate::diagnostic::short;
use crate::diagnostic::wrap::wrap;
use crate::document::{Block, Document, Role, Run};
use crate::font::FaceId;
use crate::form;
use crate::press::TypeSet;
use crate::style::Typeface;
use crate::templates;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// What travels with the shipped faces, and says for each its licence.
const SHIPPED: &str = include_str!("../../fonts/README.md");

/// Does it.
pub(super) fn fonts(fonts: &Fonts, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let typesetter = Typesetter::new(&fonts.fonts)?;
    let newest = templates::of(form::newest()).style;
    let Some(file) = &fonts.file else {
        let set = typesetter.type_set(newest)?;
        terminal.out(&folders(&typesetter));
        terminal.out(&chains(&set));
        return Ok(Exit::Fine);
    };
    let input = Input::typed(file);
    let file = Checker::new(&Strictness::default(), &[])?.read(&input)?;
    let Some(checked) = &file.checked else {
        let errors: String = file.findings.iter().map(|f| short::render(&file.source, f) + "\n").collect();
        terminal.err(&format!("{errors}报告有错误，先改正：nianbao check {}\n", input.name()));
        return Ok(Exit::Report);
    };
    let set = typesetter.type_set(templates::of(checked.report().form()).style)?;
    let document = compose::compose(checked);
    terminal.out(&folders(&typesetter));
    terminal.out(&chains(&set));
    let (text, complete) = usage(&set, &document);
    terminal.out(&format!("\n{} 的字：\n{text}", input.name()));
    Ok(if complete { Exit::Fine } else { Exit::Report })
}

fn folders(typesetter: &Typesetter) -> String {
    let mut text = format!("字体文件夹：{}\n", typesetter.shelf().folder().display());
    if let Some(office) = typesetter.shelf().office_folder() {
        let _ = writeln!(text, "本单位的字体：{}", office.display());
    }
    text
}

/// Each typeface with what is set in it and its files in the order in which they are asked.
fn chains(set: &TypeSet) -> String {
    let mut text = String::new();
    for typeface in Typeface::ALL {
        let roles: Vec<_> = Role::ALL
            .into_iter()
            .map(|role| set.style.role(role))
            .filter(|style| style.typeface == typeface)
            .map(|style| style.name.as_str())
            .collect();
        let _ = writeln!(text, "\n{}（{}）", typeface.name(), roles.join("、"));
        let _ = writeln!(text, "  办公软件中的名称：{}", set.style.chain(typeface).office.join("、"));
        for (order, &id) in set.fonts.latin(typeface).iter().enumerate() {
            file_line(&mut text, if order == 0 { "西文" } else { "" }, set, id);
        }
        for (order, &id) in set.fonts.chain(typeface).iter().enumerate() {
            file_line(&mut text, if order == 0 { "汉字" } else { "再找" }, set, id);
        }
    }
    text
}

fn file_line(text: &mut String, name: &str, set: &TypeSet, id: FaceId) {
    let file = set.fonts.face(id).file();
    let licence = licence(file).unwrap_or("由本单位取得许可");
    let name = if name.is_empty() { "    " } else { name };
    let blanks = 36_usize.saturating_sub(file.width());
    let _ = writeln!(text, "  {name}  {file}{:blanks$}{licence}", "");
}

/// The licence column of a shipped file; `same` repeats the row above.
fn licence(file: &str) -> Option<&'static str> {
    let mut last = None;
    for row in SHIPPED.lines().filter(|line| line.starts_with("| ") && line.contains(".ttf")) {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let (name, licence) = (cells.next()?, cells.nth(2)?);
        if licence != "same" {
            last = Some(licence);
        }
        // `LiberationSerif-{Regular,Bold}.ttf`
        let known = name.split_once('{').map_or(file == name, |(stem, _)| file.starts_with(stem));
        if known {
            // What stands in brackets is for those who pass the files on.
            return last.and_then(|licence| licence.split(" (").next());
        }
    }
    None
}

/// What each face shows of a report; `false` if a character is shown by none.
fn usage(set: &TypeSet, document: &Document) -> (String, bool) {
    let mut shown: BTreeMap<(Typeface, Option<FaceId>), BTreeSet<char>> = BTreeMap::new();
    for run in runs(document) {
        let typeface = set.style.role(run.role).typeface;
        for character in run.text.chars() {
            let face = set.fonts.resolve(typeface, character).map(|resolved| resolved.face);
            shown.entry((typeface, face)).or_default().insert(character);
        }
    }
    let mut text = String::new();
    let mut complete = true;
    for ((typeface, face), characters) in &shown {
        let main = face.is_some() && set.fonts.chain(*typeface).first() == face.as_ref();
        let file = face.map_or("没有字体能显示", |id| set.fonts.face(id).file());
        complete &= face.is_some();
        let _ = writeln!(text, "  {}  {file}：{} 种字", typeface.name(), characters.len());
        // The face made for the typeface shows hundreds; of the others each character is of interest.
        if !main {
            let characters: String = characters.iter().collect();
            for line in wrap(&characters, 60) {
                let _ = writeln!(text, "          {line}");
            }
        }
    }
    (text, complete)
}

fn runs(document: &Document) -> Vec<&Run> {
    let mut runs = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Title(title) => runs.push(&title.run),
            Block::Heading(heading) => runs.push(&heading.run),
            Block::Paragraph(paragraph) => runs.extend(&paragraph.runs),
            Block::Table(table) => {
                runs.extend(table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.runs));
                runs.extend(table.note.iter().flat_map(|note| &note.runs));
            }
            Block::Signature(signature) => runs.extend(signature.name.iter().chain(&signature.date)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_has_a_licence() {
        let style = templates::of(form::newest()).style;
        for chain in &style.typefaces {
            for file in chain.latin.iter().chain(&chain.files) {
                assert!(licence(file).is_some_and(|licence| licence != "same"), "{file}");
            }
        }
        assert!(licence("FandolKai-Regular.ttf").is_some_and(|licence| licence.contains("GPL")));
        assert_eq!(licence("simfang.ttf"), None);
    }
}
