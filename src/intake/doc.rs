//! In: the bytes of a Word 97 to 2003 file, or of WPS's own `.wps`, which is the same container with the same streams ([MS-CFB],
//! [MS-DOC]). Out: its blocks. Changes count as accepted; what does not show is left out, and said. Places in it are words, not
//! bytes: comments go into a DOCX only.

mod body;
mod fib;
mod lists;
mod pieces;
mod runs;
mod sprms;
mod tables;

use super::blocks::{Raw, Remark};
use super::{LARGEST, Refusal};
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// The first bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Bytes in which numbers stand, the least significant byte first; `None` behind their end.
#[derive(Clone, Copy, Debug)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn slice(self, at: usize, length: usize) -> Option<Self> {
        self.0.get(at..at.checked_add(length)?).map(Self)
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    fn u16(self, at: usize) -> Option<u16> {
        let bytes = self.0.get(at..at.checked_add(2)?)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    fn u32(self, at: usize) -> Option<u32> {
        let bytes = self.0.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// A place or a length.
    fn size(self, at: usize) -> Option<usize> {
        usize::try_from(self.u32(at)?).ok()
    }

    /// The rest of the bytes from a place on; empty behind the end.
    fn from(self, at: usize) -> Self {
        Self(self.0.get(at..).unwrap_or_default())
    }

    fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    fn len(self) -> usize {
        self.0.len()
    }

    /// A PLC: numbers, one more than the records of `size` bytes behind them ([MS-DOC] 2.2.2).
    fn plc(self, size: usize) -> impl Iterator<Item = (u32, u32, Bytes<'a>)> {
        let count = self.len().saturating_sub(4) / (4 + size);
        (0..count).map_while(move |n| {
            let record = self.slice(4 * (count + 1) + n * size, size)?;
            Some((self.u32(4 * n)?, self.u32(4 * n + 4)?, record))
        })
    }
}

/// The streams of a file that the reader needs.
struct Streams {
    word: Vec<u8>,
    table: Vec<u8>,
    /// Pictures, and properties too long for their page.
    data: Vec<u8>,
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Raw>, Vec<Remark>), Refusal> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if container.exists("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if ["/Workbook", "/Book"].iter().any(|name| container.exists(name)) {
        return Err(Refusal::Other(
            "这是旧版的 Excel 文件（.xls、.et）",
            "用 Excel 或 WPS 打开，另存为 .xlsx 再核对",
        ));
    }
    if container.exists("/PowerPoint Document") {
        return Err(Refusal::Other("这是演示文稿", "请检查是否选错了文件"));
    }
    let mut stream = |name: &str| -> Result<Option<Vec<u8>>, Refusal> {
        if !container.is_stream(name) {
            return Ok(None);
        }
        let stream = container.open_stream(name).map_err(|_| Refusal::Damaged)?;
        let mut bytes = Vec::new();
        stream.take(LARGEST as u64).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        Ok(Some(bytes))
    };
    let no_document = Refusal::Other("这个文件里没有 Word 文档", super::SAVE_AS);
    let word = stream("/WordDocument")?.ok_or(no_document)?;
    let table_name = fib::table_stream(Bytes(&word))?;
    let table = stream(table_name)?.ok_or(Refusal::Damaged)?;
    let data = stream("/Data")?.unwrap_or_default();
    body::read(&Streams { word, table, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plc_gives_ranges_and_records() {
        let bytes = [0, 0, 0, 0, 5, 0, 0, 0, 9, 0, 0, 0, 7, 8];
        let found: Vec<_> = Bytes(&bytes).plc(1).map(|(from, to, record)| (from, to, record.0[0])).collect();
        assert_eq!(found, [(0, 5, 7), (5, 9, 8)]);
        assert_eq!(Bytes(&bytes[..3]).plc(1).count(), 0);
    }
}
