//! In: a file's name and bytes. Out: what kind of file it is, by its bytes; its name only tells what its sender meant it to be.

use super::refusal::{Refusal, SAVE_AS, SAVE_AS_WORKBOOK};
use super::{doc, html};
use crate::package::parts::Parts;
use std::path::Path;

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Word (Office Open XML).
    Docx,
    /// Word 97 to 2003, and WPS.
    Doc,
    /// Excel.
    Xlsx,
    /// A saved page.
    Html,
}

/// The extensions of files that are read, or that are refused with what to do.
pub const EXTENSIONS: [&str; 15] = [
    "docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt", "xlsx", "xlsm", "xls", "et", "html", "htm",
    "mht",
];

/// The kind of a file. `None` for text that its author may have written as YAML.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Option<Kind>, Refusal> {
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(&Parts::open(bytes)?).map(Some);
    }
    if bytes.starts_with(doc::MAGIC) {
        return Ok(Some(Kind::Doc));
    }
    if let Some((what, help)) = unread(bytes) {
        return Err(Refusal::Other(what, help));
    }
    if html::is_page(bytes) {
        return Ok(Some(Kind::Html));
    }
    if !is_foreign(name) {
        return Ok(None);
    }
    Err(match bytes {
        [] => Refusal::Other("文件是空的", "请对方重新发送"),
        _ => Refusal::Other("内容不是 Word、Excel 或网页，与扩展名不符", SAVE_AS),
    })
}

/// The kind of a file that is read.
#[must_use]
pub fn kind_of(name: &str, bytes: &[u8]) -> Option<Kind> {
    kind(name, bytes).ok().flatten()
}

/// Whether a file is meant to be one of these, by its name.
#[must_use]
pub fn is_foreign(name: &str) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default();
    EXTENSIONS.iter().any(|own| extension.eq_ignore_ascii_case(own))
}

/// Of a container of parts.
pub(super) fn zipped(parts: &Parts<'_>) -> Result<Kind, Refusal> {
    let has = |name: &str| parts.has(name);
    if ["word/vbaProject.bin", "xl/vbaProject.bin"].into_iter().any(has) {
        let help = "用 Word 或 WPS 打开，另存为不带宏的 .docx（表格另存为 .xlsx）再核对";
        return Err(Refusal::Other("文件里带有宏，不读这样的文件", help));
    }
    if has("xl/workbook.xml") {
        return Ok(Kind::Xlsx);
    }
    let others: [(&str, &str, &str); 5] = [
        ("OFD.xml", "这是 OFD 文件，是版式文件，里面的表格读不可靠", "请对方发送排版前的 Word 文件（.docx）"),
        ("ppt/presentation.xml", "这是演示文稿", "请检查是否选错了文件"),
        ("xl/workbook.bin", "这是二进制的 Excel 文件（.xlsb）", SAVE_AS_WORKBOOK),
        ("META-INF/manifest.xml", "这是 OpenDocument 文件（.odt、.ods）", SAVE_AS),
        ("[Content_Types].xml", "", ""),
    ];
    match others.into_iter().find(|(part, ..)| has(part)) {
        Some((_, "", _)) => Ok(Kind::Docx),
        Some((_, what, help)) => Err(Refusal::Other(what, help)),
        None => Err(Refusal::Other("这是压缩包，不是一份报告", "解压后再核对里面的文件")),
    }
}

/// Kinds that are not read, by their first bytes, and what to do.
fn unread(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SEND_WORD: &str = "请对方发送排版前的 Word 文件（.docx）";
    const SCAN: &str = "请对方发送 Word 文件（.docx）；只有扫描件的，重新录入";
    const PAGE: &str = "用浏览器或 Word 打开，另存为 .html 或 .docx 再核对";
    const PACKED: &str = "解压后再核对里面的文件";
    let kinds: [(&[u8], &str, &str); 13] = [
        (b"MIME-Version:", "这是单个文件的网页（.mht）", PAGE),
        (b"From: <Saved by", "这是单个文件的网页（.mht）", PAGE),
        (b"%PDF", "这是 PDF 文件，里面的表格读不可靠", SEND_WORD),
        (b"{\\rtf", "这是 RTF 文件", SAVE_AS),
        (b"\x89PNG", "这是图片", SCAN),
        (b"\xFF\xD8\xFF", "这是图片", SCAN),
        (b"GIF8", "这是图片", SCAN),
        (b"II*\0", "这是图片", SCAN),
        (b"MM\0*", "这是图片", SCAN),
        (b"Rar!", "这是压缩包", PACKED),
        (b"7z\xBC\xAF", "这是压缩包", PACKED),
        (b"PK\x05\x06", "这是空的压缩包", "请对方重新发送"),
        (b"\xDB\xA5", "这是 Word 2.0 或更早的文件", SAVE_AS),
    ];
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    kinds.iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, what, help)| (*what, *help))
}

/// Whether a file is one that this program wrote: it says so of itself.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    if html::is_page(bytes) {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        return [
            "<meta name=\"generator\" content=\"nianbao\">",
            "<div lang=\"zh-CN\" data-generator=\"nianbao\">",
        ]
        .iter()
        .any(|mark| head.contains(mark));
    }
    let mut parts = if bytes.starts_with(b"PK") { Parts::open(bytes).ok() } else { None };
    let mut says = |part: &str, mark: &str| {
        let part = parts.as_mut().and_then(|parts| parts.read(part).ok().flatten()).unwrap_or_default();
        String::from_utf8_lossy(&part).contains(mark)
    };
    says("docProps/app.xml", "<Application>nianbao</Application>")
        || says("docProps/custom.xml", "<vt:lpwstr>nianbao</vt:lpwstr>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_and_names_do_not() {
        assert_eq!(kind("年报.docx", b"<html>"), Ok(Some(Kind::Html)));
        assert_eq!(kind("年报.yaml", "机关: 某局".as_bytes()), Ok(None));
        assert!(
            matches!(kind("年报.docx", "机关: 某局".as_bytes()), Err(Refusal::Other(what, _)) if what.contains("扩展名"))
        );
        assert!(matches!(kind("年报.docx", b""), Err(Refusal::Other("文件是空的", _))));
        assert!(
            matches!(kind("年报.docx", b"%PDF-1.7"), Err(Refusal::Other(what, _)) if what.contains("PDF"))
        );
        assert_eq!(kind("年报.docx", b"PK\x03\x04"), Err(Refusal::Damaged));
    }
}
