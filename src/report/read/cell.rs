//! One cell: the author's characters -> an exact figure, or what to write instead.

use super::Reader;
use super::implied::Fault;
use crate::diagnostic::codes::{self, Rule};
use crate::form::{CellId, Kind, Table};
use crate::report::figure::LARGEST;
use crate::report::{Amount, Cell, Figure, Unit};
use crate::source::{Span, Spanned};
use crate::yaml::{Fields, Node, Quoting, Value};

/// Why characters are no figure of a kind: rule, message, what to write.
type CellError = (&'static Rule, String, String);

impl Reader<'_> {
    /// A cell: a number, or `{数: 22, 注: 其中修订16件}`. `key` is shown where nothing was written.
    pub(super) fn cell(&mut self, node: &Node, key: Span, id: CellId, table: &Table) -> Option<Cell> {
        let (number, note) = self.number_and_note(node, id)?;
        let scalar = match &number.value {
            Value::Scalar(scalar) => scalar,
            Value::Refused => return None,
            _ => {
                let fault = (
                    &codes::C04,
                    "一格里只写一个数".to_owned(),
                    "去掉多余的括号；要加说明时写成“{数: 22, 注: …}”".to_owned(),
                );
                self.fault(fault, number.span, id);
                return None;
            }
        };
        let written = scalar.text.text();
        let place = if written.is_empty() {
            if node.span.is_empty() { key } else { node.span }
        } else {
            scalar.text.whole()
        };
        let kind = table.columns(id.row)[id.column].kind;
        let figure = figure(written, kind).and_then(|figure| match scalar.quoting {
            Quoting::Plain => Ok(figure),
            Quoting::Quoted | Quoting::Block => Err((
                &codes::C04,
                format!("数字“{written}”加了引号，成了文字"),
                format!("去掉引号，写成 {}", plain(written)),
            )),
        });
        match figure {
            Ok(figure) => {
                Some(Cell { figure, span: place, written: written.to_owned(), note, computed: false })
            }
            Err(fault) => {
                self.fault(fault, place, id);
                None
            }
        }
    }

    /// A cell's number, and its note where both are written as a map.
    fn number_and_note<'n>(
        &mut self,
        node: &'n Node,
        id: CellId,
    ) -> Option<(&'n Node, Option<Spanned<String>>)> {
        let Value::Map(_) = &node.value else { return Some((node, None)) };
        let mut fields = Fields::of(node)?;
        let keys = ["数", "注"];
        let number = self.want(&mut fields, "数", &keys);
        let note = self.line(&mut fields, &keys, "注");
        self.left_over(&fields, &keys, "格");
        let Some(number) = number else {
            let fault = (&codes::C01, "这一格没有写“数”".to_owned(), "写成“{数: 22, 注: …}”".to_owned());
            self.fault(fault, node.span, id);
            return None;
        };
        Some((number.node, note))
    }

    /// Keeps what is wrong with a cell until its table is read: only then can be said what it should hold.
    fn fault(&mut self, (rule, message, help): CellError, span: Span, id: CellId) {
        let written = self.source.slice(span).to_owned();
        self.faults.push(Fault { id, span, rule, message, help, written });
    }
}

/// Characters as a figure of a kind.
fn figure(word: &str, kind: Kind) -> Result<Figure, CellError> {
    blank(word, kind)?;
    match kind {
        Kind::Count => count(word).map(Figure::Count),
        Kind::Change => change(word).map(Figure::Change),
        Kind::TenThousand | Kind::Money => amount(word, kind).map(Figure::Amount),
    }
}

/// Nothing, or a stroke that stands for nothing.
fn blank(word: &str, kind: Kind) -> Result<(), CellError> {
    let help = match kind {
        Kind::Count | Kind::TenThousand | Kind::Money => "没有发生的填 0",
        Kind::Change => "没有增减的填 0",
    };
    if word.is_empty() {
        return Err((&codes::C01, "这一格没有填".to_owned(), help.to_owned()));
    }
    let strokes = word.chars().all(|c| "/-—–－―／\\~～—_.·".contains(c));
    let words =
        ["无", "没有", "空", "零", "null", "Null", "NULL", "N/A", "n/a", "NA", "未发生", "不涉及", "〇", "○"];
    if strokes || words.contains(&word) {
        return Err((&codes::C01, format!("“{word}”不是数字"), help.to_owned()));
    }
    Ok(())
}

fn count(word: &str) -> Result<i64, CellError> {
    if digits(word) {
        leading_zero(word)?;
        return match word.parse() {
            Ok(number) if number <= LARGEST => Ok(number),
            _ => Err(too_large(word)),
        };
    }
    if let Some(rest) = word.strip_prefix(['-', '+', '－', '＋', '−'])
        && digits(&half_width(rest))
    {
        let help = format!("件数不带正负号，写成 {}", plain(rest));
        return Err((&codes::C03, format!("“{word}”带了正负号"), help));
    }
    if let Some((whole, decimals)) = word.split_once('.')
        && digits(whole)
        && digits(decimals)
    {
        let help = if decimals.bytes().all(|b| b == b'0') {
            format!("去掉小数点，写成 {whole}")
        } else {
            "件数是整数；请核对原始数据".to_owned()
        };
        return Err((&codes::C02, format!("“{word}”不是整数"), help));
    }
    Err(text(word))
}

/// 增/减: `+3`, `-8`, `0`; `3` is read as an increase.
fn change(word: &str) -> Result<i64, CellError> {
    let (negative, rest) = match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    };
    if digits(rest) {
        leading_zero(rest)?;
        return match rest.parse::<i64>() {
            Ok(number) if number <= LARGEST => Ok(if negative { -number } else { number }),
            _ => Err(too_large(word)),
        };
    }
    let bare = word.trim_start_matches(['-', '+', '－', '＋', '−', '—', '减', '增', '少', '加']);
    if digits(&half_width(bare)) {
        let sign = if word.starts_with(['-', '－', '−', '—', '减']) { '-' } else { '+' };
        let help = format!("增用“+”，减用“-”，只写一个：{sign}{}", plain(bare));
        return Err((&codes::C03, format!("“{word}”的增减写法不对"), help));
    }
    Err(text(word))
}

/// Money: 万元 unless a unit is written; the 2019 form's amounts must carry one.
fn amount(word: &str, kind: Kind) -> Result<Amount, CellError> {
    let (number, unit) = match (word.strip_suffix("万元"), word.strip_suffix('元')) {
        (Some(number), _) => (number, Some(Unit::TenThousand)),
        (None, Some(number)) => (number, Some(Unit::Yuan)),
        (None, None) => (word, None),
    };
    let number = number.trim_end();
    if number.starts_with(['-', '－', '−', '+', '＋']) {
        return Err((&codes::C03, format!("“{word}”带了正负号"), "金额不带正负号".to_owned()));
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if !digits(whole) || !(decimals.is_empty() || digits(decimals)) || number.ends_with('.') {
        return Err(text(word));
    }
    leading_zero(whole)?;
    if unit.is_none() && kind == Kind::Money && number.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        let help = format!("写明单位，如 {number}元 或 {number}万元");
        return Err((&codes::C04, format!("金额“{word}”没有单位"), help));
    }
    let unit = unit.unwrap_or(Unit::TenThousand);
    // 分, 0.01 元, is the least there is.
    let most = if unit == Unit::Yuan { 2 } else { 6 };
    let kept = decimals.trim_end_matches('0');
    if kept.len() > most {
        let help = format!("{}最多 {most} 位小数（到分）；请核对原始数据", unit.name());
        return Err((&codes::C02, format!("金额“{word}”的小数位数太多"), help));
    }
    let places = decimals.len().min(most);
    let all = format!("{whole}{}", &decimals[..places]);
    match all.parse::<i64>() {
        Ok(value) if whole.len() <= 12 => Ok(Amount { digits: value, places: places.to_le_bytes()[0], unit }),
        _ => Err(too_large(word)),
    }
}

fn digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn leading_zero(word: &str) -> Result<(), CellError> {
    if word.len() > 1 && word.starts_with('0') {
        let bare = word.trim_start_matches('0');
        let bare = if bare.is_empty() { "0" } else { bare };
        return Err((&codes::C06, format!("“{word}”前面多了 0"), format!("写成 {bare}")));
    }
    Ok(())
}

fn too_large(word: &str) -> CellError {
    (&codes::C02, format!("“{word}”有 {} 位，大得不合常理", word.len()), "请核对是否多按了键".to_owned())
}

/// Characters that are no plain number: says which habit made them, if it can be told.
fn text(word: &str) -> CellError {
    let half = half_width(word);
    let bare: String = half.chars().filter(|c| !c.is_whitespace()).collect();
    let shown = format!("写成 {}", plain(word));
    if half != word && number(&half) {
        return (&codes::C04, format!("“{word}”是全角数字"), format!("切换到半角，{shown}"));
    }
    if number(&bare) {
        return (&codes::C04, format!("数字“{word}”中间有空格"), shown);
    }
    if bare.contains(',') && number(&bare.replace(',', "")) {
        return (&codes::C04, format!("“{word}”用了逗号"), format!("数字里不要用逗号分节，{shown}"));
    }
    if bare.contains('_') && number(&bare.replace('_', "")) {
        return (&codes::C04, format!("“{word}”用了下划线"), shown);
    }
    if let Some((head, power)) = bare.split_once(['e', 'E'])
        && number(head)
        && digits(power.trim_start_matches(['+', '-']))
    {
        return (&codes::C04, format!("“{word}”是科学记数法"), "写出完整的数字，如 1e3 写成 1000".to_owned());
    }
    if bare.starts_with("0x") || bare.starts_with("0o") || bare.starts_with("0b") {
        return (&codes::C04, format!("“{word}”不是十进制数"), "写出十进制的数字，如 16".to_owned());
    }
    let head: String = bare.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    if number(&head) {
        let tail: String = bare.chars().skip(head.len()).collect();
        let help = if tail.starts_with(',') {
            "数字里不要用逗号分节；请核对原始数据".to_owned()
        } else if tail.starts_with(['万', '亿', '千', '百']) || tail.starts_with('元') {
            "换算成完整的数；金额可以写 3.25万元 或 32500元".to_owned()
        } else {
            format!("只写 {head}；要加说明时写成“{{数: {head}, 注: …}}”")
        };
        return (&codes::C04, format!("数字后面带了“{}”", shorten(&tail)), help);
    }
    let help = "只写半角数字；没有发生的填 0".to_owned();
    (&codes::C04, format!("“{}”不是数字", shorten(word)), help)
}

fn number(word: &str) -> bool {
    let (whole, decimals) = word.split_once('.').unwrap_or((word, "0"));
    digits(whole) && digits(decimals)
}

fn half_width(word: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' | '．' | '，' | '＋' | '－' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    word.chars().map(half).collect()
}

/// The number that was probably meant.
fn plain(word: &str) -> String {
    let kept: String = half_width(word).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let bare = kept.trim_start_matches('0');
    if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.to_owned() }
}

fn shorten(word: &str) -> String {
    let mut out: String = word.chars().take(12).collect();
    if out.len() < word.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(word: &str, kind: Kind) -> &'static str {
        figure(word, kind).map_or_else(|fault| fault.0.code, |_| "")
    }

    #[test]
    fn only_plain_digits_are_counts() {
        for (word, rule) in [
            ("0", ""),
            ("12", ""),
            ("11398889", ""),
            ("", "C01"),
            ("/", "C01"),
            ("-", "C01"),
            ("—", "C01"),
            ("无", "C01"),
            ("~", "C01"),
            ("１２", "C04"),
            ("1,024", "C04"),
            ("1e3", "C04"),
            ("0x10", "C04"),
            ("1_000", "C04"),
            ("01", "C06"),
            ("00", "C06"),
            ("-1", "C03"),
            ("+1", "C03"),
            ("3.5", "C02"),
            ("12345678901234567890", "C02"),
            ("12件", "C04"),
            ("1 2", "C04"),
            ("十二", "C04"),
            ("true", "C04"),
        ] {
            assert_eq!(code(word, Kind::Count), rule, "{word}");
        }
    }

    #[test]
    fn changes_carry_one_sign() {
        for (word, rule) in
            [("+3", ""), ("-8", ""), ("0", ""), ("3", ""), ("--3", "C03"), ("减3", "C03"), ("－3", "C03")]
        {
            assert_eq!(code(word, Kind::Change), rule, "{word}");
        }
    }

    #[test]
    fn amounts_are_taken_exactly() {
        for (word, kind, rule) in [
            ("113300.89", Kind::TenThousand, ""),
            ("113300.89元", Kind::TenThousand, ""),
            ("2.02万元", Kind::TenThousand, ""),
            ("0", Kind::Money, ""),
            ("251000元", Kind::Money, ""),
            ("251000", Kind::Money, "C04"),
            ("1.", Kind::TenThousand, "C04"),
            (".5", Kind::TenThousand, "C04"),
            ("01.5", Kind::TenThousand, "C06"),
            ("1.001元", Kind::TenThousand, "C02"),
            ("1.0000001", Kind::TenThousand, "C02"),
            ("-1", Kind::TenThousand, "C03"),
            ("1,000", Kind::TenThousand, "C04"),
            ("1234567890123", Kind::TenThousand, "C02"),
        ] {
            assert_eq!(code(word, kind), rule, "{word}");
        }
        let Ok(Figure::Amount(amount)) = figure("113300.89元", Kind::TenThousand) else { panic!() };
        assert_eq!(amount.in_ten_thousand(), "11.330089");
    }

    #[test]
    fn says_what_to_write() {
        let help = |word| figure(word, Kind::Count).unwrap_err().2;
        assert!(help("１２").contains("写成 12"));
        assert!(help("1,024").contains("写成 1024"));
        assert!(help("007").contains("写成 7"));
        assert!(help("12件").contains("只写 12"));
    }
}
