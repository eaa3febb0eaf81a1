//! In: the text of a part. Out: its tags and what stands between them, each with its bytes. What office programs write is read in one pass
//! without copies; knows no names. Refuses tags and references that do not end; whether each end has its start is its reader's matter.

use super::without_prefix;
use crate::intake::Refusal;
use memchr::{memchr2, memchr3, memmem};
use quick_xml::escape::unescape;
use std::borrow::Cow;
use std::ops::Range;

/// What stands next in a part.
pub(super) enum Piece<'t> {
    /// `<w:p>`.
    Start(Tag<'t>),
    /// `<w:b/>`.
    Empty(Tag<'t>),
    /// The name in `</w:p>`.
    End(&'t str),
    /// Characters.
    Text(&'t str),
    /// Those of a `<![CDATA[…]]>`.
    Data(&'t str),
    /// `&amp;`.
    Reference(&'t str),
}

/// A tag that opens an element.
#[derive(Clone, Copy)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    attributes: &'t str,
}

impl<'t> Tag<'t> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'t str {
        without_prefix(self.name)
    }

    /// An attribute by its local name, unescaped.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'t, str>> {
        let mut rest = self.attributes;
        loop {
            let (key, behind) = rest.split_once('=')?;
            let behind = behind.trim_ascii_start();
            let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, behind) = behind[1..].split_once(quote)?;
            if without_prefix(key.trim_ascii()) == name {
                return Some(unescape(value).unwrap_or(Cow::Borrowed(value)));
            }
            rest = behind;
        }
    }
}

/// Blanks as XML counts them.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\r' | b'\n' | b'\t')
}

/// Reads a part from its beginning.
pub(super) struct Tags<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tags<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next piece and its bytes; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Piece<'t>, Range<usize>)>, Refusal> {
        loop {
            let from = self.at;
            let rest = &self.text.as_bytes()[from..];
            let piece = match rest {
                [] => return Ok(None),
                [b'<', b'!' | b'?', ..] => self.declared()?,
                [b'<', b'/', ..] => {
                    let (tag, empty) = self.tag()?;
                    if empty || !tag.attributes.bytes().all(is_blank) {
                        return Err(Refusal::Damaged);
                    }
                    Some(Piece::End(&tag.name[1..]))
                }
                [b'<', ..] => {
                    let (tag, empty) = self.tag()?;
                    Some(if empty { Piece::Empty(tag) } else { Piece::Start(tag) })
                }
                [b'&', ..] => {
                    let end = memchr3(b';', b'&', b'<', &rest[1..]).map(|end| 1 + end);
                    let end = end.filter(|end| rest[*end] == b';').ok_or(Refusal::Damaged)?;
                    self.at += end + 1;
                    Some(Piece::Reference(&self.text[from..self.at]))
                }
                _ => {
                    self.at += memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                    Some(Piece::Text(&self.text[from..self.at]))
                }
            };
            if let Some(piece) = piece {
                return Ok(Some((piece, from..self.at)));
            }
        }
    }

    /// The tag at hand, and whether it ends its element too; `>` within quotes does not end it. Most are a dozen bytes long.
    fn tag(&mut self) -> Result<(Tag<'t>, bool), Refusal> {
        let bytes = self.text.as_bytes();
        let from = self.at + 1;
        let name =
            from + bytes[from..].iter().position(|b| is_blank(*b) || *b == b'>').ok_or(Refusal::Damaged)?;
        let mut stop = name;
        loop {
            match bytes.get(stop) {
                Some(b'>') => break,
                Some(quote @ (b'"' | b'\'')) => {
                    let within = bytes[stop + 1..].iter().position(|b| b == quote);
                    stop += 2 + within.ok_or(Refusal::Damaged)?;
                }
                Some(_) => stop += 1,
                None => return Err(Refusal::Damaged),
            }
        }
        self.at = stop + 1;
        let empty = bytes[stop - 1] == b'/' && stop > from;
        let end = stop - usize::from(empty);
        let (name, attributes) = (&self.text[from..name.min(end)], &self.text[name.min(end)..end]);
        Ok((Tag { name, attributes }, empty))
    }

    /// Passes over comments and what speaks to programs; characters that are written as they are come back.
    fn declared(&mut self) -> Result<Option<Piece<'t>>, Refusal> {
        const DATA: &str = "<![CDATA[";
        let rest = &self.text[self.at..];
        let (open, close) = match rest.as_bytes() {
            [_, b'?', ..] => ("<?", "?>"),
            [_, _, b'-', b'-', ..] => ("<!--", "-->"),
            _ if rest.starts_with(DATA) => (DATA, "]]>"),
            _ => return Err(Refusal::Damaged),
        };
        let inner = &rest[open.len()..];
        let end = memmem::find(inner.as_bytes(), close.as_bytes()).ok_or(Refusal::Damaged)?;
        self.at += open.len() + end + close.len();
        Ok((open == DATA).then(|| Piece::Data(&inner[..end])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a part, one word each, and where they stand.
    fn pieces(text: &str) -> Result<Vec<String>, Refusal> {
        let mut tags = Tags::of(text);
        let mut list = Vec::new();
        while let Some((piece, at)) = tags.next()? {
            let said = match piece {
                Piece::Start(tag) => format!("+{}", tag.name),
                Piece::Empty(tag) => format!("={}", tag.name),
                Piece::End(name) => format!("-{name}"),
                Piece::Text(text) | Piece::Data(text) | Piece::Reference(text) => text.to_owned(),
            };
            assert!(text.is_char_boundary(at.start) && text.is_char_boundary(at.end), "{text}");
            list.push(said);
        }
        Ok(list)
    }

    #[test]
    fn a_part_is_read_piece_by_piece() {
        let text =
            "<?xml version='1.0'?><w:p a=\"1>2\"><!-- <w:r> --><w:b/>公开&amp;5<![CDATA[<6>]]></w:p >\n";
        let all = pieces(text).unwrap();
        assert_eq!(all, ["+w:p", "=w:b", "公开", "&amp;", "5", "<6>", "-w:p", "\n"]);
    }

    #[test]
    fn attributes_are_known_by_their_local_names() {
        let tag = |text| Tags::of(text).tag().unwrap().0;
        let (p, tag) = (tag("<w:p/>"), tag("<w:ind w:left = '1' w:val=\"a&lt;'b\" odd>"));
        let read = |name: &str| tag.attribute(name).map(Cow::into_owned);
        assert_eq!((tag.local(), read("left"), read("val")), ("ind", Some("1".into()), Some("a<'b".into())));
        assert_eq!((read("odd"), read("w:val"), p.attribute("val")), (None, None, None));
    }

    #[test]
    fn what_does_not_end_is_refused() {
        for text in [
            "<",
            "<w:p",
            "<w:p a=\">",
            "a&amp",
            "&a<b/>",
            "&a&b;",
            "<!-- ",
            "<?xml",
            "<![CDATA[a]>",
            "</>",
            "</a b>",
            "<!ENTITY>",
        ] {
            assert!(matches!(pieces(text), Err(Refusal::Damaged)), "{text}");
        }
    }
}
