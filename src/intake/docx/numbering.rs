//! `numbering.xml`: the numbers that a word processor shows before paragraphs and never writes into them.

use super::{attribute, local};
use crate::intake::Refusal;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    /// `（%1）`.
    text: String,
}

/// All lists of a file, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// For each `w:num` its abstract list and the numbers at which levels start anew.
    lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    levels: BTreeMap<String, Vec<Level>>,
    /// The list and level that a paragraph style brings.
    styles: BTreeMap<String, Style>,
    counted: BTreeMap<String, [u32; LEVELS]>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    list: Option<String>,
    level: Option<usize>,
    above: Option<String>,
}

impl Numbering {
    /// Reads both parts.
    pub(super) fn read(numbering: &str, styles: Option<&str>) -> Result<Self, Refusal> {
        let mut all = Self::default();
        all.read_lists(numbering)?;
        if let Some(styles) = styles {
            all.read_styles(styles)?;
        }
        Ok(all)
    }

    fn read_lists(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        let (mut list, mut num, mut level) = (String::new(), None::<String>, 0);
        loop {
            match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Eof => return Ok(()),
                Event::End(end) if end.local_name().into_inner() == "num" => num = None,
                Event::Start(start) | Event::Empty(start) => {
                    let value = || attribute(&start, "val").unwrap_or_default();
                    let number = || attribute(&start, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(0);
                    match (local(&start), &num) {
                        ("abstractNum", _) => {
                            list = attribute(&start, "abstractNumId").unwrap_or_default();
                            self.levels.insert(list.clone(), vec![Level::default(); LEVELS]);
                        }
                        ("num", _) => num = attribute(&start, "numId"),
                        ("abstractNumId", Some(id)) => {
                            self.lists.insert(id.clone(), (value(), BTreeMap::new()));
                        }
                        ("lvl" | "lvlOverride", _) => level = number().min(LEVELS - 1),
                        ("startOverride", Some(id)) => {
                            if let (Some((_, starts)), Ok(start)) = (self.lists.get_mut(id), value().parse())
                            {
                                starts.insert(level, start);
                            }
                        }
                        (name, None) => {
                            let Some(own) = self.levels.get_mut(&list).map(|l| &mut l[level]) else {
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

    fn read_styles(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        let mut style = None::<String>;
        loop {
            match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Eof => return Ok(()),
                Event::End(end) if end.local_name().into_inner() == "style" => style = None,
                Event::Start(start) | Event::Empty(start) => {
                    let value = attribute(&start, "val");
                    if local(&start) == "style" {
                        style = attribute(&start, "styleId");
                        self.styles.insert(style.clone().unwrap_or_default(), Style::default());
                    }
                    let Some(own) = style.as_ref().and_then(|id| self.styles.get_mut(id)) else { continue };
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

    /// The number that a paragraph shows, and counts it. `list` and `level` are its own properties.
    pub(super) fn next(
        &mut self,
        list: Option<&str>,
        level: Option<usize>,
        style: Option<&str>,
    ) -> Option<String> {
        let (mut list, mut level) = (list.map(str::to_owned), level);
        let mut style = style.and_then(|id| self.styles.get(id));
        // Styles stand on one another; a circle of them ends here.
        for _ in 0..16 {
            let Some(own) = style else { break };
            list = list.or_else(|| own.list.clone());
            level = level.or(own.level);
            style = own.above.as_ref().and_then(|id| self.styles.get(id));
        }
        let list = list.filter(|id| id != "0")?;
        let level = level.unwrap_or(0).min(LEVELS - 1);
        let (abstract_list, starts) = self.lists.get(&list)?;
        let levels = self.levels.get(abstract_list)?;
        let start = |level: usize| starts.get(&level).copied().unwrap_or(levels[level].start);
        // Lists that share an abstract list count on, unless one starts anew.
        let key = if starts.is_empty() { abstract_list.clone() } else { format!("#{list}") };
        let counted = self.counted.entry(key).or_default();
        counted[level] =
            if counted[level] == 0 { start(level).max(1) } else { counted[level].saturating_add(1) };
        counted[level + 1..].fill(0);
        for (above, number) in counted.iter_mut().enumerate().take(level) {
            if *number == 0 {
                *number = start(above).max(1);
            }
        }
        let mut out = String::new();
        let mut text = levels[level].text.chars();
        while let Some(c) = text.next() {
            match (c, text.clone().next().and_then(|c| c.to_digit(10))) {
                ('%', Some(of @ 1..=9)) => {
                    text.next();
                    let of = of as usize - 1;
                    out.push_str(&shown(counted[of], &levels[of].format));
                }
                _ => out.push(c),
            }
        }
        let bullet = matches!(levels[level].format.as_str(), "bullet" | "none");
        (!bullet && !out.trim().is_empty()).then_some(out)
    }
}

/// A number in a format of `ST_NumberFormat` (17.18.59).
fn shown(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographTraditional"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => han(number),
        "decimalFullWidth" | "decimalFullWidth2" => {
            number.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x245F + number).map(String::from).unwrap_or_default()
        }
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let first = if format == "lowerLetter" { 'a' } else { 'A' };
            char::from_u32(u32::from(first) + number - 1).map(String::from).unwrap_or_default()
        }
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// 一 to 九十九; above that in digits.
fn han(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[n as usize % 10];
    match number {
        0 => "〇".to_owned(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
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
        let mut numbering = Numbering::read(lists, Some(styles)).unwrap();
        let mut next = |list, level, style| numbering.next(list, level, style).unwrap_or_default();
        assert_eq!(next(None, None, Some("a")), "一、");
        assert_eq!(next(Some("3"), Some(1), None), "一.1");
        assert_eq!(next(Some("3"), Some(1), None), "一.2");
        assert_eq!(next(Some("3"), Some(0), None), "二、");
        assert_eq!(next(Some("3"), Some(1), None), "二.1");
        assert_eq!(next(Some("0"), None, Some("a")), "");
        assert_eq!([han(10), han(11), han(20), han(21)], ["十", "十一", "二十", "二十一"]);
    }
}
