//! What a character is to line breaking and fitting: GB/T 15834 5.1 and CLREQ 3.1, as one table.
//! Refuses to know fonts and widths.

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
    /// ￥ $: never ends a line.
    Currency,
    /// —, half of 破折号; alone a 连接号.
    Dash,
    /// …, half of 省略号.
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

/// By far the most characters of a report, and asked for each of them many times; 万 and 亿 come before.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '\u{4ec0}'..='\u{9fff}')
}

impl Class {
    /// The class of a character.
    pub(super) fn of(c: char) -> Self {
        if is_plain(c) {
            return Self::Han;
        }
        match c {
            '（' | '《' | '〈' | '“' | '‘' | '【' | '〔' | '「' | '『' | '〖' | '［' | '｛' | '(' | '['
            | '{' => Self::Open,
            '）' | '》' | '〉' | '”' | '’' | '】' | '〕' | '」' | '』' | '〗' | '］' | '｝' | '，' | '、'
            | '；' | '：' | '。' | '．' => Self::Close,
            '？' | '！' | '·' | '・' | '•' | '～' | '〜' | '々' | '‖' | '｜' | '―' | 'ˇ' | 'ˉ' => {
                Self::Inner
            }
            '!' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}' => Self::NarrowClose,
            '"' | '\'' => Self::NarrowQuote,
            '￥' | '￡' | '＄' | '￠' | '¥' | '£' | '$' | '€' | '¢' => Self::Currency,
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
}
