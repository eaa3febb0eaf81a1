//! FNV-1a: names and identifiers that differ where the content does, the same in every run; no clock and no random enter.

/// What a hash begins with.
pub(super) const BASIS: u64 = 0xCBF2_9CE4_8422_2325;

/// Another beginning, for a second hash of the same content.
pub(super) const SECOND_BASIS: u64 = 0x6C62_272E_07BB_0142;

/// A hash with one value more.
pub(super) fn step(hash: u64, value: impl Into<u64>) -> u64 {
    (hash ^ value.into()).wrapping_mul(0x0100_0000_01B3)
}
