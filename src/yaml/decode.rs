//! Bytes of a file -> [`Source`]: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::source::{Source, Span};
use std::borrow::Cow;

/// Files above this many bytes are no report: the longest published ones are under 300 kB.
pub const LARGEST: usize = 1 << 20;

/// Decodes a file's bytes.
///
/// # Errors
/// One finding with its place in a [`Source`] that shows the text as far as it can be read: the file is too large
/// (Y07), or its bytes are neither UTF-8 nor GB18030 (Y09).
pub fn decode(name: &str, bytes: &[u8]) -> Result<Source, Box<(Source, Diagnostic)>> {
    decode_up_to(name, bytes, LARGEST, "一份年度报告")
}

/// The same of a file that may hold more than a report; `what` it should be, for the message.
///
/// # Errors
/// As [`decode`].
pub fn decode_up_to(
    name: &str,
    bytes: &[u8],
    largest: usize,
    what: &str,
) -> Result<Source, Box<(Source, Diagnostic)>> {
    if bytes.len() > largest {
        // The porch may have stopped reading one byte past the limit, so the size itself is not known.
        let message = format!("文件超过 {} MB，不像是{what}", largest >> 20);
        let found = Diagnostic::of(&codes::Y07, Span::default(), message).help("请检查是否选错了文件");
        return Err(Box::new((Source::new(name, ""), found)));
    }
    if let Some(kind) = other_kind(bytes) {
        let found =
            Diagnostic::of(&codes::Y09, Span::default(), format!("这是{kind}，不是写报告的 YAML 文本"))
                .help("报告写在 .yaml 文本文件里；用“nianbao new”生成一份带说明的空白报告");
        return Err(Box::new((Source::new(name, ""), found)));
    }
    let utf8 = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first_bad = match std::str::from_utf8(utf8) {
        Ok(text) => return Ok(Source::new(name, of_lines(text.into()))),
        Err(error) => error.valid_up_to(),
    };
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes {
        let (text, _, broken) = encoding_rs::UTF_16LE.decode(bytes);
        if !broken {
            return Ok(Source::new(name, of_lines(text)));
        }
    }
    // A file that is UTF-8 but for a few bytes is a damaged UTF-8 file; GB18030 would "read" it as nonsense.
    let mostly_utf8 = looks_like_utf8(utf8);
    if !mostly_utf8
        && let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(Source::new(name, of_lines(text)));
    }
    Err(Box::new(broken(name, utf8, first_bad)))
}

/// Old programs of the Macintosh end lines by CR alone: one line would be one comment.
fn of_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let old = !text.contains('\n') && text.contains('\r');
    if old { text.replace('\r', "\n").into() } else { text }
}

/// The text of a saved page: by its byte order mark, by what it says of itself, else whichever of UTF-8 and GB18030 it is. What
/// cannot be decoded becomes U+FFFD: a page with a broken byte in its foot is still a report.
#[must_use]
pub fn page(bytes: &[u8], label: Option<&str>) -> String {
    let said = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let guessed = if std::str::from_utf8(bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::GB18030 };
    // Pages that call themselves UTF-8 and are not, and the other way round, are not rare.
    let encoding = match said {
        Some(said) if (said == encoding_rs::UTF_8) == (guessed == encoding_rs::UTF_8) => said,
        _ => guessed,
    };
    encoding.decode(bytes).0.into_owned()
}

/// What a file is that offices have beside their reports, by its first bytes.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", " Word、Excel 或压缩文件"),
        (b"\xD0\xCF\x11\xE0", "旧版 Word、Excel 文件"),
        (b"%PDF", " PDF 文件"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"\x00\x01\x00\x00", "字体文件"),
        (b"Rar!", "压缩文件"),
    ];
    kinds.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

/// Whether most of the non-ASCII bytes are whole UTF-8 characters of three bytes, as Chinese text is.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| c.len_utf8() == 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // GB18030 text hits a whole three-byte character by chance about once in forty.
    whole > broken
}

/// The finding for bytes of no encoding, in a source whose text shows U+FFFD for them.
fn broken(name: &str, bytes: &[u8], first_bad: usize) -> (Source, Diagnostic) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let end = first_bad + text[first_bad..].chars().next().map_or(0, char::len_utf8);
    let byte = bytes.get(first_bad).copied().unwrap_or_default();
    let found = Diagnostic::of(
        &codes::Y09,
        Span::new(first_bad, end),
        format!("第 {} 个字节（0x{byte:02X}）不是文字：文件的编码损坏", first_bad + 1),
    )
    .note("从这里起读不出来")
    .help("请用编辑器重新打开，改正这一处乱码，另存为 UTF-8 编码");
    (Source::new(name, text), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_offices_write() {
        let text = "机关: 北关区灯塔路街道办事处\n年度: 2023\n";
        let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        let utf16: Vec<u8> =
            std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &marked, &gb, &utf16] {
            assert_eq!(decode("a", bytes).unwrap().text(), text);
        }
        let old = text.replace('\n', "\r");
        assert_eq!(decode("a", old.as_bytes()).unwrap().text(), text);
    }

    #[test]
    fn names_the_first_broken_byte() {
        let mut bytes = "机关: 北关区灯塔路\n年度: 2023\n".as_bytes().to_vec();
        bytes.insert(14, 0xFF);
        let (source, found) = *decode("a", &bytes).unwrap_err();
        assert_eq!((found.code(), found.span.start), ("Y09", 14));
        assert_eq!(source.place(found.span.start).column, 7);
        assert!(found.message.contains("第 15 个字节"));
    }

    #[test]
    fn refuses_what_is_no_report() {
        let word = decode("a", b"PK\x03\x04\x14\x00").unwrap_err().1;
        assert!(word.code() == "Y09" && word.message.contains("Word"));
        assert_eq!(decode("a", &vec![b'['; 10 << 20]).unwrap_err().1.code(), "Y07");
    }
}
