//! In: the parts of a workbook. Out: its styles, and the part of each sheet by the sheet's name; how these parts are walked.

use crate::intake::Refusal;
use crate::intake::docx::{attribute, local, part, relationship};
use crate::package::parts::Parts;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Row and column from 0.
pub(super) type At = (u32, u32);

/// What the reader of cells does not tell of a workbook.
pub(super) struct Book {
    /// Its styles.
    pub(super) styles: String,
    /// Part of each sheet, by its name.
    sheets: BTreeMap<String, String>,
}

impl Book {
    /// Finds the parts; nothing where they cannot be read.
    pub(super) fn read(parts: &mut Parts<'_>) -> Option<Self> {
        let package = part(parts, "_rels/.rels").ok()??;
        let main = target(&package, "", |kind, _| kind.ends_with("/officeDocument"))?;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = part(parts, &join(folder, &format!("_rels/{name}.rels"))).ok()??;
        let styles = target(&relations, folder, |kind, _| kind.ends_with("/styles"));
        let styles = styles.and_then(|styles| part(parts, &styles).ok()?).unwrap_or_default();
        let book = part(parts, &main).ok()??;
        let mut sheets = BTreeMap::new();
        elements(&book, |start| {
            if local(start) == "sheet"
                && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
                && let Some(part) = target_of(&relations, folder, &id)
            {
                sheets.insert(name, part);
            }
            Some(())
        })?;
        Some(Self { styles, sheets })
    }

    /// The part of a sheet.
    pub(super) fn sheet(&self, parts: &mut Parts<'_>, name: &str) -> Option<String> {
        part(parts, self.sheets.get(name)?).ok()?
    }
}

/// Calls `cell` for each cell of a sheet with its place and its style, `other` for each row with its place and for what is said of columns.
pub(super) fn cells(
    sheet: &str,
    mut other: impl FnMut(&BytesStart<'_>, u32),
    mut cell: impl FnMut(At, Option<usize>),
) -> Option<()> {
    let (mut row, mut column) = (0_u32, 0);
    elements(sheet, |start| {
        match local(start) {
            "row" => {
                row = attribute(start, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                column = 0;
                other(start, row.checked_sub(1)?);
            }
            "col" => other(start, 0),
            "c" => {
                let place = attribute(start, "r").and_then(|name| place(&name));
                let at = place.unwrap_or((row.checked_sub(1)?, column));
                column = at.1 + 1;
                cell(at, attribute(start, "s").and_then(|style| style.parse().ok()));
            }
            _ => {}
        }
        Some(())
    })
}

/// `D12` as row and column.
fn place(name: &str) -> Option<At> {
    let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let fold = |sum: u32, letter: u8| sum.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1);
    let column = name[..letters].bytes().try_fold(0, fold)?;
    Some((name[letters..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Calls for each element of a part as it begins, until there is no more or it says so.
pub(super) fn elements(text: &str, mut each: impl FnMut(&BytesStart<'_>) -> Option<()>) -> Option<()> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(()),
            Event::Start(start) | Event::Empty(start) => each(&start)?,
            _ => {}
        }
    }
}

/// The part that the first relationship of a kind leads to.
fn target(relations: &str, folder: &str, is: impl Fn(&str, &str) -> bool) -> Option<String> {
    let found: Result<Option<String>, Refusal> =
        relationship(relations, |kind, target| is(kind, target).then(|| join(folder, target)));
    found.ok()?
}

/// The part that a relationship leads to.
fn target_of(relations: &str, folder: &str, id: &str) -> Option<String> {
    let mut found = None;
    elements(relations, |start| {
        if local(start) == "Relationship" && attribute(start, "Id").as_deref() == Some(id) {
            found = attribute(start, "Target").map(|target| join(folder, &target));
        }
        Some(())
    })?;
    found
}

/// A part named from a folder, or from the root.
fn join(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None if folder.is_empty() => target.to_owned(),
        None => format!("{folder}/{target}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_by_letters_and_numbers() {
        assert_eq!((place("A1"), place("AA12"), place("1A")), (Some((0, 0)), Some((11, 26)), None));
    }
}
