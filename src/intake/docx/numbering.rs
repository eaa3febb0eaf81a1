//! `numbering.xml` and `styles.xml`: the lists of a DOCX.

use super::{attribute, local};
use crate::intake::Refusal;
use crate::intake::numbering::{LEVELS, Level, Numbering, Style};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Reads both parts.
pub(super) fn read(numbering: &str, styles: Option<&str>) -> Result<Numbering, Refusal> {
    let mut all = Numbering::default();
    read_lists(&mut all, numbering)?;
    if let Some(styles) = styles {
        read_styles(&mut all, styles)?;
    }
    Ok(all)
}

fn read_lists(all: &mut Numbering, text: &str) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    let (mut list, mut num, mut level) = (String::new(), None::<String>, 0);
    loop {
        if all.is_too_large() {
            return Err(Refusal::TooLarge);
        }
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Eof => return Ok(()),
            Event::End(end) if end.local_name().into_inner() == "num" => num = None,
            Event::Start(start) | Event::Empty(start) => {
                let value = || attribute(&start, "val").unwrap_or_default();
                let number = || attribute(&start, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(0);
                match (local(&start), &num) {
                    ("abstractNum", _) => {
                        list = attribute(&start, "abstractNumId").unwrap_or_default();
                        all.levels.insert(list.clone(), vec![Level::default(); LEVELS]);
                    }
                    ("num", _) => num = attribute(&start, "numId"),
                    ("abstractNumId", Some(id)) => {
                        all.lists.insert(id.clone(), (value(), BTreeMap::new()));
                    }
                    ("lvl" | "lvlOverride", _) => level = number().min(LEVELS - 1),
                    ("startOverride", Some(id)) => {
                        if let (Some((_, starts)), Ok(start)) = (all.lists.get_mut(id), value().parse()) {
                            starts.insert(level, start);
                        }
                    }
                    (name, None) => {
                        let Some(own) = all.levels.get_mut(&list).map(|l| &mut l[level]) else {
                            continue;
                        };
                        match name {
                            "start" => own.start = value().parse().unwrap_or(1),
                            "numFmt" => own.format = value(),
                            "lvlText" => own.text = value(),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn read_styles(all: &mut Numbering, text: &str) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    let mut style = None::<String>;
    loop {
        if all.is_too_large() {
            return Err(Refusal::TooLarge);
        }
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Eof => return Ok(()),
            Event::End(end) if end.local_name().into_inner() == "style" => style = None,
            Event::Start(start) | Event::Empty(start) => {
                let value = attribute(&start, "val");
                if local(&start) == "style" {
                    style = attribute(&start, "styleId");
                    all.styles.insert(style.clone().unwrap_or_default(), Style::default());
                }
                let Some(own) = style.as_ref().and_then(|id| all.styles.get_mut(id)) else { continue };
                match local(&start) {
                    "numId" => own.list = value,
                    "ilvl" => own.level = value.and_then(|n| n.parse().ok()),
                    "basedOn" => own.above = value,
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_word_does() {
        let lists = r#"<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
            <w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>
            <w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
            <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
        let styles = r#"<w:styles><w:style w:styleId="a"><w:basedOn w:val="z"/></w:style>
            <w:style w:styleId="z"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>"#;
        let mut numbering = read(lists, Some(styles)).unwrap();
        let mut next = |list, level, style| numbering.next(list, level, style).unwrap_or_default();
        assert_eq!(next(None, None, Some("a")), "一、");
        assert_eq!(next(Some("3"), Some(1), None), "一.1");
        assert_eq!(next(Some("3"), Some(1), None), "一.2");
        assert_eq!(next(Some("3"), Some(0), None), "二、");
        assert_eq!(next(Some("3"), Some(1), None), "二.1");
        assert_eq!(next(Some("0"), None, Some("a")), "");
    }
}
