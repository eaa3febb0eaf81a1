//! What a character is to line breaking: GB/T 15834 5.1 and CLREQ 3.1, as one table and one question.
//! Refuses to know fonts and widths.
//!
//! The sets are those of the standards; where the standards leave a choice (a break behind `/` or `-`, between digits
//! and Han) it is the one that word processors make, so that the DOCX breaks alike.

/// The class of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A Han character, or anything else that may begin and end a line.
    Han,
    /// Opens: never ends a line; its left half is blank.
    Open,
    /// Closes, separates or stops: never begins a line; its right half is blank.
    Close,
    /// ？！·～ and the like: never begins a line; the glyph fills its cell.
    Inner,
    /// The ASCII marks that close: never begins a line; narrow.
    NarrowClose,
    /// The ASCII quotes, which open and close: neither begins nor ends a line.
    NarrowQuote,
    /// —, half of 破折号.
    Dash,
    /// …, half of 省略号: never begins a line.
    Ellipsis,
    /// A digit.
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
            | '{' | '￥' | '￡' => Self::Open,
            '）' | '》' | '〉' | '”' | '’' | '】' | '〕' | '」' | '』' | '〗' | '］' | '｝' | '，' | '、'
            | '；' | '：' | '。' | '．' => Self::Close,
            '？' | '！' | '·' | '・' | '•' | '～' | '々' | '‖' | '｜' | '―' | 'ˇ' | 'ˉ' => {
                Self::Inner
            }
            '!' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}' => Self::NarrowClose,
            '"' | '\'' => Self::NarrowQuote,
            '—' => Self::Dash,
            '…' => Self::Ellipsis,
            '0'..='9' => Self::Digit,
            '%' | '％' | '‰' | '℃' | '°' | '′' | '″' => Self::Unit,
            '万' | '亿' => Self::Myriad,
            ' ' | '\t' | '\u{3000}' => Self::Space,
            '\u{300}'..='\u{36f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{200d}'
            | '\u{2060}'
            | '\u{e0100}'..='\u{e01ef}' => Self::Mark,
            '#'..='~' | '\u{a1}'..='\u{24f}' | '\u{370}'..='\u{52f}' => Self::Latin,
            _ => Self::Han,
        }
    }

    /// Whether a line may end between `before` and `after`.
    pub(super) fn may_break(before: char, after: char) -> bool {
        use Class::{
            Close, Dash, Digit, Ellipsis, Inner, Latin, Mark, Myriad, NarrowClose, NarrowQuote, Open, Space,
            Unit,
        };
        match (Self::of(before), Self::of(after)) {
            // Never at the start of a line, never at its end; spaces hang on the line they follow; pairs stay pairs.
            (_, Close | Inner | NarrowClose | NarrowQuote | Ellipsis | Unit | Space | Mark)
            | (Open | NarrowQuote, _)
            | (Dash, Dash)
            | (Digit, Digit | Myriad) => false,
            // Words, numbers and addresses stay whole but for their joints (UAX 14: SY and HY; no break in 1/2).
            (Latin | NarrowClose | Unit | Digit, Latin | Digit) => match before {
                '/' => !after.is_ascii_digit() && after != '/',
                '-' | '?' => true,
                _ => false,
            },
            _ => true,
        }
    }
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
        assert_eq!(breaks("等……及"), "等……|及");
        assert_eq!(breaks("0527-8436转2"), "0527-|8436|转|2");
        assert_eq!(breaks("GB/T 9704"), "GB/|T |9704");
    }
}
