//! The numbers that a word processor shows before paragraphs and never writes into them. Refuses to know how a container
//! keeps them.

use std::collections::BTreeMap;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Lists and styles beyond which a file is no report; Word's own have some hundreds.
const MOST: usize = 10_000;
/// Characters beyond which a number is none.
pub(super) const LONGEST: usize = 100;

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    /// Its first number.
    pub(super) start: u32,
    /// By its name in `ST_NumberFormat` (ISO/IEC 29500-1, 17.18.59).
    pub(super) format: String,
    /// `（%1）`.
    pub(super) text: String,
}

/// All lists of a file, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// For each list that paragraphs name its abstract list and the numbers at which levels start anew.
    pub(super) lists: BTreeMap<String, (String, BTreeMap<usize, u32>)>,
    /// The levels of each abstract list.
    pub(super) levels: BTreeMap<String, Vec<Level>>,
    /// The list and level that a paragraph style brings.
    pub(super) styles: BTreeMap<String, Style>,
    counted: BTreeMap<String, [u32; LEVELS]>,
}

/// What a paragraph style says of lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// The list.
    pub(super) list: Option<String>,
    /// The level in it.
    pub(super) level: Option<usize>,
    /// The style that this one stands on.
    pub(super) above: Option<String>,
}

impl Numbering {
    /// Whether there are more lists or styles than any report has.
    pub(super) fn is_too_large(&self) -> bool {
        [self.lists.len(), self.levels.len(), self.styles.len()].into_iter().any(|count| count > MOST)
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
        let mut text = levels[level].text.chars().take(LONGEST);
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

/// A number in a format of `ST_NumberFormat`.
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
    use super::han;

    #[test]
    fn numbers_are_written_as_clerks_count() {
        assert_eq!([han(10), han(11), han(20), han(21)], ["十", "十一", "二十", "二十一"]);
    }
}
