//! What `LibreOffice` has to be told otherwise than Word, so that both show the lines that were set.

use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The document as `LibreOffice` has to be told it: version 7.4 reads `w:overflowPunct` the wrong way round (its import sets
/// "hanging punctuation" where the value is 0), so that what says "no mark hangs" to Word hangs them all there; and of a mark
/// that hangs its PDF keeps no text.
pub(crate) fn without_hanging(docx: &[u8]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/styles.xml" {
            let (off, on) = (r#"<w:overflowPunct w:val="0"/>"#, "<w:overflowPunct/>");
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(off) && !text.contains(on), "no mark hangs");
            bytes = text.replace(off, on).into_bytes();
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}
