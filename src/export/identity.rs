//! In: what a file says. Out: a name that no other file has, the same in every run.

use super::hash;

/// What two files of the same text share and others do not: FNV-1a over the text, by which readers and archives
/// know the file (ISO 32000-1 14.4, GB/T 33190 7.4). No clock and no random enter, so the same report gives the same bytes.
#[derive(Clone, Debug)]
pub(super) struct Identity([u64; 2]);

impl Default for Identity {
    fn default() -> Self {
        Self([hash::BASIS, hash::SECOND_BASIS])
    }
}

impl Identity {
    /// Adds what the file says.
    pub(super) fn add(&mut self, data: &[u8]) {
        let [mut first, mut second] = self.0;
        for &byte in data {
            first = hash::step(first, byte);
            second = hash::step(second, byte).rotate_left(5);
        }
        self.0 = [first, second];
    }

    /// Sixteen bytes.
    pub(super) fn bytes(&self) -> [u8; 16] {
        let mut out = [0; 16];
        out[..8].copy_from_slice(&self.0[0].to_be_bytes());
        out[8..].copy_from_slice(&self.0[1].to_be_bytes());
        out
    }
}
