//! In: the bytes of a Word file, and what is to be said at which bytes of its main part. Out: the same file with one comment a
//! remark; every part that need not change is byte for byte what it was. Refuses to read what the file means.
//!
//! Our own comments of an earlier run are replaced, those of others stay.

mod marks;

use crate::intake::docx::{attribute, local, main_part, part, relationship};
use crate::package::parts::{Parts, repacked};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// Under whose name our comments stand.
pub const AUTHOR: &str = crate::intake::docx::COMMENT_AUTHOR;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The bytes of the main part that it speaks of; empty for a cell without text, at its paragraph.
    pub at: Range<usize>,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The file with comments; the very same bytes if there is nothing to say and no comment of an earlier run to take out. `None` if the file
/// cannot be taken apart.
#[must_use]
pub fn docx(bytes: &[u8], remarks: &[Remark]) -> Option<Vec<u8>> {
    let mut parts = Parts::open(bytes).ok()?;
    let main = main_part(&mut parts).ok()?;
    let document = part(&mut parts, &main).ok()??;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let beside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let relations_name = beside(&format!("_rels/{file}.rels"));
    let relations = part(&mut parts, &relations_name).ok()?;
    let target = relations.as_deref().and_then(target);
    let comments_name = target.as_deref().map(|target| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => beside(target),
    });
    let old = match &comments_name {
        Some(name) => part(&mut parts, name).ok()?,
        None => None,
    };
    let old = old.map(|text| Comments::read(&text)).unwrap_or_default();
    if remarks.is_empty() && old.earlier.is_empty() {
        return Some(bytes.to_vec());
    }
    let marked = marks::marked(&document, remarks, &old.earlier, old.next)?;
    let mut changed = vec![(main.clone(), marked.into_bytes())];
    let comments_name = comments_name.unwrap_or_else(|| beside("comments.xml"));
    changed.push((comments_name.clone(), old.with(remarks).into_bytes()));
    if target.is_none() {
        changed.push((relations_name, related(relations.as_deref()).into_bytes()));
        let types = part(&mut parts, "[Content_Types].xml").ok()??;
        let own = format!("<Override PartName=\"/{comments_name}\" ContentType=\"{CONTENT}\"/></Types>");
        changed.push(("[Content_Types].xml".to_owned(), types.replacen("</Types>", &own, 1).into_bytes()));
    }
    repacked(bytes, &changed).ok()
}

/// Where the relations say the comments are.
fn target(relations: &str) -> Option<String> {
    // The strict form of the standard has another beginning, and the same end.
    let comments =
        |kind: &str, target: &str| kind.ends_with("/relationships/comments").then(|| target.to_owned());
    relationship(relations, comments).ok().flatten()
}

/// The relations with one more.
fn related(relations: Option<&str>) -> String {
    let own = |id: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{KIND}\" Target=\"comments.xml\"/></Relationships>")
    };
    match relations {
        Some(text) => {
            let mut id = "rIdComments".to_owned();
            while text.contains(&format!("\"{id}\"")) {
                id.push('0');
            }
            text.replacen("</Relationships>", &own(&id), 1)
        }
        None => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}",
            own("rIdComments1")
        ),
    }
}

/// The comments of a file.
#[derive(Default)]
struct Comments {
    /// The part without those of an earlier run; empty if there is none.
    rest: String,
    /// Numbers of those of an earlier run.
    earlier: BTreeSet<String>,
    /// The first number that is free.
    next: u32,
}

impl Comments {
    fn read(text: &str) -> Self {
        let mut comments = Self::default();
        let mut reader = Reader::from_str(text);
        let mut kept = 0;
        let mut own = false;
        let mut start_of_own = 0;
        loop {
            let from = usize::try_from(reader.buffer_position()).unwrap_or(0);
            let Ok(event) = reader.read_event() else { break };
            let to = usize::try_from(reader.buffer_position()).unwrap_or(0);
            match event {
                Event::Eof => break,
                Event::Start(start) if local(&start) == "comment" => {
                    let id = attribute(&start, "id").unwrap_or_default();
                    comments.next = comments.next.max(id.parse::<u32>().map_or(0, |id| id + 1));
                    own = attribute(&start, "author").as_deref() == Some(AUTHOR);
                    if own {
                        comments.earlier.insert(id);
                        start_of_own = from;
                    }
                }
                Event::End(end) if end.local_name().into_inner() == "comment" && own => {
                    comments.rest.push_str(&text[kept..start_of_own]);
                    kept = to;
                    own = false;
                }
                _ => {}
            }
        }
        comments.rest.push_str(&text[kept..]);
        comments
    }

    /// The part with new ones.
    fn with(&self, remarks: &[Remark]) -> String {
        let mut new = String::new();
        for (id, remark) in (self.next..).zip(remarks) {
            // No date: the same file makes the same file.
            let _ = write!(
                new,
                "<w:comment xmlns:w=\"{WORD}\" w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"核\">"
            );
            for line in &remark.lines {
                let _ = write!(
                    new,
                    "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                    escape(printable(line))
                );
            }
            new.push_str("</w:comment>");
        }
        match self.rest.rfind("</") {
            Some(end) => format!("{}{new}{}", &self.rest[..end], &self.rest[end..]),
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
                 <w:comments xmlns:w=\"{WORD}\">{new}</w:comments>"
            ),
        }
    }
}

/// XML takes no control characters.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
