//! In: characters that someone else wrote: a report, a file name, an error of the system. Out: what may be printed. The one
//! door to the terminal: nothing that steers it goes through. Also the words for characters that cannot be seen.

/// Text that cannot steer a terminal: control and bidirectional characters become `�`. Line ends stay.
#[must_use]
pub fn printable(text: &str) -> String {
    let steers = |c: char| (c.is_control() && c != '\n') || turns(c).is_some();
    text.replace(steers, "\u{fffd}")
}

/// The same of what stands in one line, such as the name of a file: line ends are masked too.
#[must_use]
pub fn line(text: &str) -> String {
    printable(text).replace('\n', "\u{fffd}")
}

/// Which way a character turns the text around it; `None` for all but the controls of direction (UAX #9, table 4).
#[must_use]
pub fn turns(c: char) -> Option<Direction> {
    match c {
        '\u{061C}' | '\u{200F}' | '\u{202B}' | '\u{202E}' | '\u{2067}' => Some(Direction::Left),
        '\u{200E}' | '\u{202A}' | '\u{202C}' | '\u{202D}' | '\u{2066}' | '\u{2068}' | '\u{2069}' => {
            Some(Direction::Right)
        }
        _ => None,
    }
}

/// Where a text runs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the right to the left.
    Left,
    /// From the left to the right, as Chinese does anyway; or the end of another direction.
    Right,
}

/// A character as a message names it: `“囍”（U+56CD）`; one that cannot be seen by its words, `U+200B（零宽空格）`.
#[must_use]
pub fn named(c: char) -> String {
    let code = u32::from(c);
    unseen(c).map_or_else(|| format!("“{c}”（U+{code:04X}）"), |words| format!("U+{code:04X}（{words}）"))
}

/// What a character is called that shows nothing, or nothing that could be copied into a message.
fn unseen(c: char) -> Option<&'static str> {
    Some(match c {
        '\0' => "空字符",
        '\u{8}' => "退格符",
        '\t' => "制表符",
        '\n' | '\u{B}' | '\r' | '\u{85}' | '\u{2028}' => "换行符",
        '\u{C}' => "换页符",
        '\u{1B}' => "转义符",
        '\u{7F}' => "删除符",
        _ if c.is_control() => "控制字符",
        '\u{AD}' => "软连字符",
        '\u{34F}' => "组合字符的连接符",
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => "韩文填充符",
        '\u{180B}'..='\u{180F}' => "蒙古文的控制符",
        '\u{200B}' => "零宽空格",
        '\u{200C}' | '\u{200D}' => "零宽连字符",
        '\u{2029}' => "分段符",
        '\u{2060}' => "零宽连接符",
        '\u{2061}'..='\u{2064}' => "看不见的运算符",
        '\u{206A}'..='\u{206F}' => "废弃的控制符",
        '\u{2800}' => "盲文空白",
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}' => "私用区造字",
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => "异体字选择符",
        '\u{FEFF}' => "字节顺序标记",
        '\u{FFF9}'..='\u{FFFB}' => "注音控制符",
        '\u{FFFC}' => "图片、公式等对象的占位符",
        '\u{FFFD}' => "乱码",
        '\u{E0000}'..='\u{E007F}' => "看不见的标签",
        _ if is_noncharacter(c) => "不是字符的编码",
        _ if turns(c).is_some() => "改变书写方向的控制符",
        _ if c.is_whitespace() => "空白字符",
        _ => return None,
    })
}

/// Codes that Unicode will never give to a character (chapter 23.7).
#[must_use]
pub fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("甲\u{1b}[2J\u{9b}2J\u{202e}乙\n丙\r\u{7}"), "甲�[2J�2J�乙\n丙��");
        assert_eq!(line("甲\n乙.yaml"), "甲�乙.yaml");
        assert_eq!(printable("\u{200e}\u{61c}\u{2069}。"), "���。");
    }

    #[test]
    fn what_cannot_be_seen_is_named_by_its_words() {
        assert_eq!(named('囍'), "“囍”（U+56CD）");
        assert_eq!(named('\u{200b}'), "U+200B（零宽空格）");
        assert_eq!(named('\u{b}'), "U+000B（换行符）");
        assert_eq!(named('\u{1fffe}'), "U+1FFFE（不是字符的编码）");
        assert_eq!(named('\u{e123}'), "U+E123（私用区造字）");
    }
}
