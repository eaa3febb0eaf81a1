//! In: a container that others wrote. Out: its parts, within bounds; and the same container with some parts replaced or added
//! and every other one copied as it is, compressed bytes and all. Refuses to know what the parts say.

use libdeflater::Decompressor;
use memchr::memmem;
use std::fmt;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Bytes that the parts read from one container may come to.
const MOST_BYTES: u64 = 64 << 20;
/// Room made for a part before its bytes are read.
const MOST_SAID: usize = 1 << 20;
/// Parts beyond which a container is no office file.
const MOST_PARTS: usize = 10_000;

/// Bytes of a part's entry in the list of parts, without its name.
const SMALLEST_ENTRY: usize = 46;

/// Why a container cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a container, or cut off, or its sums do not fit.
    Damaged,
    /// A part needs a password.
    Encrypted,
    /// More than any report holds: a bomb, or the wrong file.
    TooLarge,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "damaged",
            Self::Encrypted => "encrypted",
            Self::TooLarge => "too large",
        })
    }
}

impl From<ZipError> for Fault {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            _ => Self::Damaged,
        }
    }
}

/// Bytes that are read in places.
trait Places: Read + Seek {}

impl<T: Read + Seek> Places for T {}

/// A container being read.
pub struct Parts<'a> {
    archive: ZipArchive<Box<dyn Places + 'a>>,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Opens a container.
    ///
    /// # Errors
    /// It is none, or has too many parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let entries = || memmem::find_iter(bytes, b"PK\x01\x02").take(MOST_PARTS + 1).count();
        if bytes.len() / SMALLEST_ENTRY > MOST_PARTS && entries() > MOST_PARTS {
            return Err(Fault::TooLarge);
        }
        Self::of(Cursor::new(bytes))
    }

    /// Opens a container of which no more is read than is asked for.
    ///
    /// # Errors
    /// It is none, or may have too many parts.
    pub fn within(mut file: impl Read + Seek + 'a) -> Result<Self, Fault> {
        let length = file.seek(SeekFrom::End(0)).map_err(|_| Fault::Damaged)?;
        if length > (MOST_PARTS * SMALLEST_ENTRY) as u64 {
            return Err(Fault::TooLarge);
        }
        Self::of(file)
    }

    fn of(places: impl Places + 'a) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Box::new(places) as Box<dyn Places>)?;
        Ok(Self { archive, left: MOST_BYTES })
    }

    /// Whether there is a part of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of all parts but pictures, within the bounds: for readers that open the container themselves.
    ///
    /// # Errors
    /// They are not, or one is damaged.
    pub fn weigh(&mut self) -> Result<usize, Fault> {
        let mut weight = 0;
        for index in 0..self.archive.len() {
            let part = self.archive.by_index(index)?;
            // Pictures are never unpacked.
            if part.name()?.contains("/media/") {
                continue;
            }
            let read = std::io::copy(&mut part.take(self.left + 1), &mut std::io::sink());
            let read = read.map_err(|_| Fault::Damaged)?;
            self.left = self.left.checked_sub(read).ok_or(Fault::TooLarge)?;
            weight += usize::try_from(read).map_err(|_| Fault::TooLarge)?;
        }
        Ok(weight)
    }

    /// A part; `None` if there is none of this name.
    ///
    /// # Errors
    /// It is damaged, or more than the bounds allow; whatever its head says of its size.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        if let Some(bytes) = self.at_once(index) {
            self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Fault::TooLarge)?;
            return Ok(Some(bytes));
        }
        let part = self.archive.by_index(index)?;
        if part.size() > self.left {
            return Err(Fault::TooLarge);
        }
        // What it says is believed up to the size of most parts.
        let said = usize::try_from(part.size()).unwrap_or(usize::MAX).min(MOST_SAID);
        let mut bytes = Vec::with_capacity(said + 1);
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Fault::Damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Fault::TooLarge)?;
        Ok(Some(bytes))
    }

    /// A deflated part of no great size unpacked in one go, which takes a third of the time; `None` where it does not come to just what
    /// its head says, or anything else stands in the way.
    fn at_once(&mut self, index: usize) -> Option<Vec<u8>> {
        let mut part = self.archive.by_index_raw(index).ok()?;
        let small = |said: u64| usize::try_from(said).ok().filter(|said| *said <= MOST_SAID);
        let (size, packed) = (small(part.size())?, small(part.compressed_size())?);
        if part.compression() != CompressionMethod::Deflated || part.encrypted() {
            return None;
        }
        let mut deflated = Vec::with_capacity(packed + 1);
        part.read_to_end(&mut deflated).ok()?;
        let mut bytes = vec![0; size];
        let read = Decompressor::new().deflate_decompress(&deflated, &mut bytes).ok()?;
        (read == size && libdeflater::crc32(&bytes) == part.crc32()).then_some(bytes)
    }
}

/// The container with `changed` parts in place of those of the same name, or added at the end.
///
/// # Errors
/// It cannot be read.
pub fn repacked(bytes: &[u8], changed: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The same bytes every run: no clock.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let put = |writer: &mut ZipWriter<_>, name: &str, bytes: &[u8]| -> Result<(), Fault> {
        writer.start_file(name, options)?;
        writer.write_all(bytes).map_err(|_| Fault::Damaged)
    };
    let mut done = vec![false; changed.len()];
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        let name = part.name()?.into_owned();
        match changed.iter().position(|(changed, _)| *changed == name) {
            Some(at) => {
                done[at] = true;
                put(&mut writer, &changed[at].0, &changed[at].1)?;
            }
            None => writer.raw_copy_file(part)?,
        }
    }
    for ((name, bytes), _) in changed.iter().zip(done).filter(|(_, done)| !done) {
        put(&mut writer, name, bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}
