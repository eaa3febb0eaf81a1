//! In: the bytes of a DOCX (or a template, with macros or without). Out: its blocks, every character with its bytes in
//! `word/document.xml`. Changes count as accepted; what does not show is left out, and said.

mod body;
mod numbering;
mod tags;

use super::Refusal;
use super::blocks::{Raw, Remark, is_more_than_a_page};
use crate::package::parts::Parts;
use memchr::memmem;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use tags::{Piece, Tags};

/// Under whose name `annotate` writes comments.
pub(crate) const COMMENT_AUTHOR: &str = "年报核对";

/// Reads a document.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<(Vec<Raw>, Vec<Remark>), Refusal> {
    let main = main_part(parts)?;
    let text = part(parts, &main)?.ok_or(Refusal::Damaged)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut beside = |name: &str| -> Result<Option<String>, Refusal> {
        part(parts, &if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
    };
    let numbering = match beside("numbering.xml")? {
        Some(numbers) => numbering::read(&numbers, beside("styles.xml")?.as_deref())?,
        None => super::numbering::Numbering::default(),
    };
    let mut notes = BTreeMap::new();
    for (name, kind) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        if memmem::find(text.as_bytes(), format!("{kind}Reference").as_bytes()).is_some()
            && let Some(part) = beside(name)?
        {
            body::notes(&part, kind, &mut notes)?;
        }
    }
    let comments = beside("comments.xml")?;
    let mut body = body::Body::new(&text, numbering, notes);
    body.read()?;
    let (blocks, mut remarks) = body.finish();
    // Those that this program put there are not the author's.
    let ours = |text: &String| {
        let all = text.matches(":comment ").count();
        all > 0 && text.matches(&format!("author=\"{COMMENT_AUTHOR}\"")).count() == all
    };
    remarks.retain(|remark| *remark != Remark::Comments || !comments.as_ref().is_some_and(ours));
    if has_words_in_margins(parts, &main)? {
        remarks.push(Remark::Margins);
    }
    Ok((blocks, remarks))
}

/// The part that holds the text: as a rule `word/document.xml`, whatever other names some writers give.
pub(crate) fn main_part(parts: &mut Parts<'_>) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    if parts.has(USUAL) {
        return Ok(USUAL.to_owned());
    }
    let relations = part(parts, "_rels/.rels")?.ok_or(Refusal::Damaged)?;
    let target = relationship(&relations, |kind, target| {
        kind.ends_with("/officeDocument").then(|| target.trim_start_matches('/').to_owned())
    })?;
    target.ok_or(Refusal::Other("这个文件里没有 Word 文档", super::SAVE_AS))
}

/// What `find` makes of the first relationship that it wants, given its type and its target.
pub(crate) fn relationship<T>(
    relations: &str,
    mut find: impl FnMut(&str, &str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let mut tags = Tags::of(relations);
    while let Some((piece, _)) = tags.next()? {
        if let Piece::Start(tag) | Piece::Empty(tag) = piece
            && tag.local() == "Relationship"
        {
            let kind = tag.attribute("Type").unwrap_or_default();
            let found = find(&kind, &tag.attribute("Target").unwrap_or_default());
            if found.is_some() {
                return Ok(found);
            }
        }
    }
    Ok(None)
}

/// Whether a header or a footer says more than the number of its page.
fn has_words_in_margins(parts: &mut Parts<'_>, main: &str) -> Result<bool, Refusal> {
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let within = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let Some(relations) = part(parts, &within(&format!("_rels/{file}.rels")))? else { return Ok(false) };
    let words = relationship(&relations, |kind, target| {
        let margin = kind.ends_with("/header") || kind.ends_with("/footer");
        let name = target.strip_prefix('/').map_or_else(|| within(target), str::to_owned);
        let mut has_words = || {
            let words = part(parts, &name)?.map_or(Ok(String::new()), |text| shown(&text))?;
            Ok(is_more_than_a_page(&words))
        };
        margin.then(&mut has_words).filter(|has| !matches!(has, Ok(false)))
    })?;
    words.unwrap_or(Ok(false))
}

/// What a part shows: the text of its runs, without the codes of its fields.
fn shown(part: &str) -> Result<String, Refusal> {
    let mut tags = Tags::of(part);
    let (mut words, mut text) = (String::new(), false);
    while let Some((piece, _)) = tags.next()? {
        match piece {
            Piece::Start(tag) if tag.local() == "t" => text = true,
            Piece::End(_) => text = false,
            Piece::Text(run) if text => words.push_str(run),
            _ => {}
        }
    }
    Ok(words)
}

/// A part as text.
pub(crate) fn part(parts: &mut Parts<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(bytes) = parts.read(name)? else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| Refusal::Damaged)?;
    // Office files have none; with one come entities that expand without end.
    if memmem::find(text.as_bytes(), b"<!DOCTYPE").is_some() {
        return Err(Refusal::Entities);
    }
    Ok(Some(text))
}

/// An element's name without its prefix.
pub(crate) fn local<'a>(start: &'a BytesStart<'_>) -> &'a str {
    without_prefix(start.name().into_inner())
}

/// A name without its prefix, which as a rule has one letter.
fn without_prefix(name: &str) -> &str {
    if name.as_bytes().get(1) == Some(&b':') {
        &name[2..]
    } else {
        name.split_once(':').map_or(name, |(_, local)| local)
    }
}

/// An attribute by its local name, unescaped.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut found = attributes.with_checks(false).flatten();
    let value = found.find(|a| without_prefix(a.key.into_inner()) == name)?.value;
    Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), std::borrow::Cow::into_owned))
}
