//! In: parts by name. Out: a ZIP container (APPNOTE 6.3), the same bytes for the same parts: order as given, one fixed time
//! stamp. A part may come compressed already, which no crate's writer takes: embedded fonts, nine tenths of a DOCX, are.

use libdeflater::{CompressionLvl, Compressor};

/// Level of deflate.
const LEVEL: i32 = 6;

const LOCAL_HEADER: u32 = 0x0403_4B50;
const CENTRAL_HEADER: u32 = 0x0201_4B50;
const END: u32 = 0x0605_4B50;
/// Version 2.0: deflate.
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;
/// 1 January 1980, when DOS time begins, at midnight: the clock has no part in a file's bytes.
const DATE: u16 = 0x0021;
const TIME: u16 = 0;
/// Made on Unix; a file that all may read.
const UNIX: u16 = 3 << 8;
const MODE: u32 = 0o100_644 << 16;

/// Bytes compressed by deflate (RFC 1951).
pub struct Deflated {
    /// The compressed bytes.
    pub bytes: Vec<u8>,
    /// Length before compression.
    pub length: usize,
    /// CRC-32 before compression.
    pub crc32: u32,
}

/// A container under construction.
pub struct Package {
    out: Vec<u8>,
    /// The directory at its end.
    central: Vec<u8>,
    parts: u16,
    compressor: Compressor,
}

impl Package {
    /// An empty container.
    ///
    /// # Panics
    /// Never: the level is one that there is.
    #[must_use]
    pub fn new() -> Self {
        let level = CompressionLvl::new(LEVEL).expect("a level between 0 and 12");
        Self { out: Vec::new(), central: Vec::new(), parts: 0, compressor: Compressor::new(level) }
    }

    /// Adds a part.
    ///
    /// # Panics
    /// Never: none is above 4 GiB.
    pub fn add(&mut self, name: &str, data: &[u8]) {
        let mut bytes = vec![0; self.compressor.deflate_compress_bound(data.len())];
        let length = self.compressor.deflate_compress(data, &mut bytes);
        bytes.truncate(length.expect("the buffer has the length that it asked for"));
        self.add_deflated(name, &Deflated { bytes, length: data.len(), crc32: libdeflater::crc32(data) });
    }

    /// Adds a part that is compressed already.
    ///
    /// # Panics
    /// Never: none is above 4 GiB.
    pub fn add_deflated(&mut self, name: &str, part: &Deflated) {
        let offset = short_of_4_gib(self.out.len());
        let mut common = Vec::with_capacity(26);
        words(&mut common, &[VERSION, 0, DEFLATED, TIME, DATE]);
        longs(&mut common, &[part.crc32, short_of_4_gib(part.bytes.len()), short_of_4_gib(part.length)]);
        let name_length = u16::try_from(name.len()).expect("names of parts are short");
        words(&mut common, &[name_length, 0]);

        longs(&mut self.out, &[LOCAL_HEADER]);
        self.out.extend_from_slice(&common);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(&part.bytes);

        longs(&mut self.central, &[CENTRAL_HEADER]);
        words(&mut self.central, &[UNIX | VERSION]);
        self.central.extend_from_slice(&common);
        // No comment, first disk, no internal attributes.
        words(&mut self.central, &[0, 0, 0]);
        longs(&mut self.central, &[MODE, offset]);
        self.central.extend_from_slice(name.as_bytes());
        self.parts += 1;
    }

    /// The container's bytes.
    ///
    /// # Panics
    /// Never: see [`Self::add`].
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let start = short_of_4_gib(self.out.len());
        self.out.extend_from_slice(&self.central);
        longs(&mut self.out, &[END]);
        // One disk.
        words(&mut self.out, &[0, 0, self.parts, self.parts]);
        longs(&mut self.out, &[short_of_4_gib(self.central.len()), start]);
        words(&mut self.out, &[0]);
        self.out
    }
}

impl Default for Package {
    fn default() -> Self {
        Self::new()
    }
}

fn short_of_4_gib(length: usize) -> u32 {
    u32::try_from(length).expect("a report is far below 4 GiB")
}

fn words(out: &mut Vec<u8>, fields: &[u16]) {
    out.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
}

fn longs(out: &mut Vec<u8>, fields: &[u32]) {
    out.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
}
