//! In: the styles of a workbook. Out: how its sheets show their numbers, as far as that says more than the number: `3.20` for 3.2 under
//! `0.00`, `12.5%` for 0.125 under `0.0%`. The reader of workbooks tells numbers only. Refuses to round: digits that a format hides
//! are kept, and what it does not know (fractions, powers, scaling commas, conditions) leaves the number as it is.

use super::book::{At, cells};
use crate::intake::docx::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// What a format adds to a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    /// Digits behind the point that are always shown.
    decimals: usize,
    percent: bool,
    /// 元 or 万元, where the format writes it.
    unit: &'static str,
}

/// The looks of a format's sections: of what is more than nothing, less, and nothing.
type Looks = [Look; 3];

/// The styles of a workbook that add something.
pub(super) struct Formats(BTreeMap<usize, Looks>);

impl Formats {
    /// Reads the styles; nothing where they add nothing, as in most workbooks, or cannot be read: then numbers stand as they are.
    pub(super) fn of(styles: &str) -> Option<Self> {
        looks(styles).filter(|looks| !looks.is_empty()).map(Self)
    }

    /// What the cells of a sheet show, given what their numbers are.
    pub(super) fn apply(&self, sheet: &str, numbers: &mut BTreeMap<At, &mut String>) -> Option<()> {
        cells(
            sheet,
            |_, _| {},
            |at, style| {
                let looks = style.and_then(|style| self.0.get(&style));
                if let (Some(looks), Some(number)) = (looks, numbers.get_mut(&at)) {
                    **number = shown(number, looks);
                }
            },
        )
    }
}

/// A number under a format.
fn shown(number: &str, looks: &Looks) -> String {
    let bare = number.trim_start_matches('-');
    let zero = bare.bytes().all(|byte| byte == b'0' || byte == b'.');
    let look = looks[if zero { 2 } else { usize::from(number.len() > bare.len()) }];
    let sign = &number[..number.len() - bare.len()];
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
    let (mut whole, mut decimals) = (whole.to_owned(), decimals.to_owned());
    if look.percent {
        let moved = decimals.len().min(2);
        whole.push_str(&decimals[..moved]);
        whole.push_str(&"0".repeat(2 - moved));
        decimals = decimals.split_off(moved);
        let kept = whole.trim_start_matches('0').len().max(1);
        whole = whole.split_off(whole.len() - kept);
    }
    let lacking = look.decimals.saturating_sub(decimals.len());
    decimals.push_str(&"0".repeat(lacking));
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}{}{}", if look.percent { "%" } else { "" }, look.unit)
}

/// The looks of the styles of a workbook, those left out that add nothing.
fn looks(styles: &str) -> Option<BTreeMap<usize, Looks>> {
    let mut codes: BTreeMap<usize, String> =
        BUILT_IN.into_iter().map(|(id, code)| (id, code.to_owned())).collect();
    let mut of_styles = Vec::new();
    let mut within = false;
    let mut reader = Reader::from_str(styles);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => match local(&start) {
                "numFmt" => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse().ok())?;
                    codes.insert(id, attribute(&start, "formatCode").unwrap_or_default());
                }
                "cellXfs" => within = true,
                "xf" if within => {
                    let id = attribute(&start, "numFmtId").and_then(|id| id.parse::<usize>().ok());
                    of_styles.push(id.unwrap_or_default());
                }
                _ => {}
            },
            Event::End(end) if end.local_name().into_inner() == "cellXfs" => within = false,
            _ => {}
        }
    }
    let looks = of_styles.into_iter().enumerate().filter_map(|(style, id)| {
        let looks = looks_of(codes.get(&id)?);
        (looks != Looks::default()).then_some((style, looks))
    });
    Some(looks.collect())
}

/// The formats that every workbook knows by number (ECMA-376 part 1, 18.8.30), as far as they add something.
const BUILT_IN: [(usize, &str); 8] = [
    (2, "0.00"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;-#,##0.00"),
    (43, "#,##0.00"),
    (44, "#,##0.00"),
];

/// What a format code adds.
fn looks_of(code: &str) -> Looks {
    let mut sections = vec![String::new()];
    let mut chars = code.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        if c == ';' && !quoted {
            sections.push(String::new());
            continue;
        }
        quoted ^= c == '"';
        if let Some(section) = sections.last_mut() {
            section.push(c);
            section.extend((c == '\\').then(|| chars.next()).flatten());
        }
    }
    let look = |at: usize| sections.get(at).map(|section| look_of(section).unwrap_or_default());
    let first = look(0).unwrap_or_default();
    [first, look(1).unwrap_or(first), look(2).unwrap_or(first)]
}

/// What a section adds; `None` where it shows something else than the number.
fn look_of(section: &str) -> Option<Look> {
    let (mut look, mut literal) = (Look::default(), String::new());
    let (mut digits, mut behind, mut comma) = (0, false, false);
    let mut chars = section.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => literal.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => literal.extend(chars.next()),
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inner.contains(['<', '>', '=']) {
                    return None;
                }
            }
            '0' | '#' | '?' => {
                digits += 1;
                comma = false;
                look.decimals += usize::from(behind && c == '0');
                // 元 before the figure is no unit behind it.
                literal.clear();
            }
            '.' if digits > 0 && !behind => behind = true,
            ',' => comma = true,
            '%' => look.percent = true,
            '元' | '万' => literal.push(c),
            ' ' | '-' | '+' | '(' | ')' | '¥' | '￥' | '$' => {}
            _ => return None,
        }
    }
    // A comma behind the last digit divides by a thousand.
    if digits == 0 || comma {
        return None;
    }
    look.unit = ["万元", "元"].into_iter().find(|unit| literal.trim() == *unit).unwrap_or_default();
    Some(look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (code, number, text) in [
            ("0.00", "3.2", "3.20"),
            ("0.00", "3", "3.00"),
            ("0.0", "3.25", "3.25"),
            ("#,##0.00", "59237.2", "59237.20"),
            ("0.00##", "3.2", "3.20"),
            ("0%", "0.5", "50%"),
            ("0.0%", "0.125", "12.5%"),
            ("0.00%", "0.333", "33.30%"),
            ("0%", "0.333", "33.3%"),
            ("0%", "1", "100%"),
            ("0.00\"万元\"", "3.2", "3.20万元"),
            ("\"¥\"#,##0.00", "3.2", "3.20"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "3.2", "3.20"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "0"),
            ("0.00;-0.0", "-3", "-3.0"),
            ("[Red]0.00", "3", "3.00"),
            // What says something else than the number leaves it alone.
            ("0", "3.2", "3.2"),
            ("General", "3.2", "3.2"),
            ("0.00E+00", "3.2", "3.2"),
            ("# ?/?", "3.2", "3.2"),
            ("0.00,", "3.2", "3.2"),
            ("[>=100]0.00", "3.2", "3.2"),
            ("yyyy-mm-dd", "3.2", "3.2"),
        ] {
            assert_eq!(shown(number, &looks_of(code)), text, "{code} {number}");
        }
    }
}
