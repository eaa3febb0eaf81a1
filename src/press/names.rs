//! In: a report's title. Out: the name of its files, fit for every file system.

use crate::diagnostic::printable::turns;
use std::borrow::Cow;

/// What no file system (or not every one) takes in a name, and what stands for it.
pub const FORBIDDEN: [(char, char); 9] = [
    ('/', '／'),
    ('\\', '＼'),
    (':', '：'),
    ('*', '＊'),
    ('?', '？'),
    ('"', '＂'),
    ('<', '＜'),
    ('>', '＞'),
    ('|', '｜'),
];

/// The name, without extension, of the files of a report with this title.
#[must_use]
pub fn stem(title: &str) -> String {
    let fit = |c: char| FORBIDDEN.iter().find(|(bad, _)| *bad == c).map_or(c, |(_, good)| *good);
    let stem: String = title.chars().filter(|&c| !misleads(c)).map(fit).collect();
    // Windows takes dots and blanks off the end; at the start a dot hides a file.
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    match shortened(stem).as_ref() {
        "" => "政府信息公开工作年度报告".to_owned(),
        device if is_device(device) => format!("_{device}"),
        stem => stem.to_owned(),
    }
}

/// Most bytes of a name without its extension: file systems take 255, and a draft's name is longer by some.
const LONGEST: usize = 220;

/// A name that every file system takes; of one that is too long the beginning and the end, which has the year.
fn shortened(stem: &str) -> Cow<'_, str> {
    if stem.len() <= LONGEST {
        return stem.into();
    }
    let head = stem.floor_char_boundary(LONGEST / 2);
    let tail = stem.ceil_char_boundary(stem.len() - LONGEST / 2 + '…'.len_utf8());
    format!("{}…{}", &stem[..head], &stem[tail..]).into()
}

/// Whether a character makes a name say something else than it shows.
#[must_use]
pub fn misleads(c: char) -> bool {
    c.is_control()
        || turns(c).is_some()
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// What Windows takes for a device, whatever its extension: a file of that name can be neither made nor opened there.
#[must_use]
pub fn is_device(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let port = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    let digit =
        |rest: &str| rest.chars().count() == 1 && rest.contains(|c: char| "0123456789¹²³".contains(c));
    port.is_some_and(digit) || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&base.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_disk_takes() {
        assert_eq!(
            stem("安平县教育局2023年政府信息公开工作年度报告"),
            "安平县教育局2023年政府信息公开工作年度报告"
        );
        assert_eq!(stem("../../etc/passwd"), "／..／etc／passwd");
        assert_eq!(stem("a:b\n?"), "a：b？");
        assert_eq!(stem(" . "), "政府信息公开工作年度报告");
        assert_eq!(stem("年报. 。 . "), "年报. 。");
        assert_eq!(stem("年\u{202e}报\u{1b}\u{200b}"), "年报");
        assert_eq!(
            ["con", "AUX.x", "COM1", "lpt9 ", "nul"].map(stem),
            ["_con", "_AUX.x", "_COM1", "_lpt9", "_nul"]
        );
        let long = stem(&format!("{}2023年政府信息公开工作年度报告", "长".repeat(90)));
        assert!(long.len() <= LONGEST && long.contains("长…长"));
        assert!(long.ends_with("2023年政府信息公开工作年度报告"));
        assert_eq!(["CONTROL", "COM10", "LPT", "com"].map(stem), ["CONTROL", "COM10", "LPT", "com"]);
    }
}
