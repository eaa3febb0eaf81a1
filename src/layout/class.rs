//! What a character is to line breaking: GB/T 15834 5.1 and CLREQ 3.1, as one table and one question.
//! Refuses to know fonts and widths.

/// The class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A Han character, or anything else that may begin and end a line.
    Han,
    /// Opens: never ends a line; its left half is blank.
    Open,
    /// Closes: never begins a line; its right half is blank.
    Close,
    /// ，、；： : never begins a line; its right half is blank.
    Pause,
    /// 。．: never begins a line; its right half is blank.
    Stop,
    /// ？！: never begins a line; the glyph fills its cell.
    Exclamation,
    /// ·: never begins a line.
    Middle,
    /// —, half of 破折号.
    Dash,
    /// …, half of 省略号.
    Ellipsis,
    /// An ASCII or full-width digit.
    Digit,
    /// A letter, or another sign that belongs to a Latin word, a number or an address.
    Latin,
    /// A sign that stays with the number before it: % ‰ ℃ °.
    Unit,
    /// 万 亿, which stay with the digits before them (3.5万).
    Myriad,
    /// A space between Latin words.
    Space,
    /// Joins the character before it: combining mark, variation selector, word joiner.
    Mark,
}

impl Class {
    /// The class of a character.
    pub(super) fn of(c: char) -> Self {
        match c {
            '（' | '《' | '〈' | '“' | '‘' | '【' | '〔' | '「' | '『' | '〖' | '［' | '｛' | '(' | '['
            | '{' => Self::Open,
            '）' | '》' | '〉' | '”' | '’' | '】' | '〕' | '」' | '』' | '〗' | '］' | '｝' | ')' | ']'
            | '}' => Self::Close,
            '，' | '、' | '；' | '：' => Self::Pause,
            '。' | '．' => Self::Stop,
            '？' | '！' => Self::Exclamation,
            '·' | '・' => Self::Middle,
            '—' => Self::Dash,
            '…' => Self::Ellipsis,
            '0'..='9' | '０'..='９' => Self::Digit,
            '%' | '％' | '‰' | '℃' | '°' | '′' | '″' => Self::Unit,
            '万' | '亿' => Self::Myriad,
            ' ' | '\t' | '\u{3000}' => Self::Space,
            '\u{300}'..='\u{36f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{200d}'
            | '\u{2060}'
            | '\u{e0100}'..='\u{e01ef}' => Self::Mark,
            '!'..='~' | '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' => Self::Latin,
            _ => Self::Han,
        }
    }

    /// Whether a line may end between `before` and `after`.
    pub(super) fn may_break(before: char, after: char) -> bool {
        use Class::{
            Close, Dash, Digit, Ellipsis, Exclamation, Latin, Mark, Middle, Myriad, Open, Pause, Space, Stop,
            Unit,
        };
        let (a, b) = (Self::of(before), Self::of(after));
        match (a, b) {
            // Never at the start of a line, never at its end; spaces hang on the line they follow; pairs stay pairs.
            (_, Close | Pause | Stop | Exclamation | Middle | Unit | Space | Mark)
            | (Open, _)
            | (Dash, Dash)
            | (Ellipsis, Ellipsis)
            | (Digit, Digit | Myriad | Latin) => false,
            // Latin words stay whole; an address may be broken behind its joints.
            (Latin, Latin | Digit) | (Close, Latin) => {
                after_joint(before) && !matches!(after, ',' | '.' | ';' | ':')
            }
            // 3.5|万 behind a decimal digit is caught above; a sign before a number (+3, -3, ￥3) stays with it.
            _ => !(matches!(before, '￥' | '¥' | '$' | '№' | '＋' | '－') && matches!(b, Digit)),
        }
    }
}

/// Behind these an address or a compound may be broken (RFC 3986 delimiters, the hyphen).
fn after_joint(c: char) -> bool {
    matches!(c, '/' | '?' | '&' | '=' | '#' | '-' | '_' | '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::new();
        for (i, &c) in chars.iter().enumerate() {
            if i > 0 && Class::may_break(chars[i - 1], c) {
                out.push('|');
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn where_lines_may_end() {
        assert_eq!(breaks("增长70.3%，其中3.5万元"), "增|长|70.3%，|其|中|3.5万|元");
        assert_eq!(breaks("（市政府349件）"), "（市|政|府|349|件）");
        assert_eq!(breaks("——《意见》"), "——|《意|见》");
        assert_eq!(breaks("“1+X”新"), "“1+X”|新");
        assert_eq!(breaks("www.a.gov.cn/b/c.html"), "www.a.gov.cn/|b/|c.html");
        assert_eq!(breaks("2023年度"), "2023|年|度");
        assert_eq!(breaks("等……及"), "等|……|及");
    }
}
