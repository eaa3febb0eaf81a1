//! Deflate (RFC 1951) for outlines, made so that nothing compressed has to be compressed again: each outline alone, in
//! one code that is constant for its face. Then a font's stream is the bit strings of its outlines end to end, and a
//! batch compresses each outline once. That costs 7 % against one `libdeflate` run over the whole font, which must be
//! done anew for every report and would be most of its time.

const LITERALS: usize = 286;
const END_OF_BLOCK: usize = 256;
const DISTANCES: usize = 30;
const LONGEST_CODE: u8 = 15;
/// A match may be so long, and so far back (3.2.5).
const LONGEST_MATCH: usize = 258;
const WINDOW: usize = 32_768;

/// Of each length symbol, from 257: its least length and its extra bits.
const LENGTH: [(u16, u8); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];
/// Of each distance symbol: its least distance and its extra bits.
const DISTANCE: [(u16, u8); DISTANCES] = [
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 1),
    (7, 1),
    (9, 2),
    (13, 2),
    (17, 3),
    (25, 3),
    (33, 4),
    (49, 4),
    (65, 5),
    (97, 5),
    (129, 6),
    (193, 6),
    (257, 7),
    (385, 7),
    (513, 8),
    (769, 8),
    (1025, 9),
    (1537, 9),
    (2049, 10),
    (3073, 10),
    (4097, 11),
    (6145, 11),
    (8193, 12),
    (12289, 12),
    (16385, 13),
    (24577, 13),
];
/// The order in which the lengths of the code of code lengths are written (3.2.7).
const CODE_LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A string of bits, the lowest of each byte first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u32>,
    /// Bits that do not fill a word yet.
    rest: u64,
    rest_length: u32,
}

impl Bits {
    /// Adds the lowest `length` bits of `value`, at most 32, the others being zero.
    #[inline]
    fn push(&mut self, value: u64, length: u32) {
        self.rest |= value << self.rest_length;
        self.rest_length += length;
        if self.rest_length >= 32 {
            self.words.push(low(self.rest));
            self.rest >>= 32;
            self.rest_length -= 32;
        }
    }

    /// Whole bytes in it.
    pub(super) fn length(&self) -> usize {
        self.words.len() * WORD
    }

    /// Makes room for so many bytes more.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.words.reserve(bytes.div_ceil(WORD));
    }

    /// Adds another string.
    pub(super) fn append(&mut self, other: &Self) {
        let (mut rest, length) = (self.rest, self.rest_length);
        self.words.extend(other.words.iter().map(|&word| {
            let word = u64::from(word) << length | rest;
            rest = word >> 32;
            low(word)
        }));
        self.rest = rest;
        self.push(other.rest, other.rest_length);
    }

    /// The bytes, the last filled up with zeros.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let rest = self.rest_length.div_ceil(8) as usize;
        let mut bytes = vec![0; self.length() + rest];
        let (words, last) = bytes.split_at_mut(self.length());
        for (bytes, word) in words.as_chunks_mut::<WORD>().0.iter_mut().zip(&self.words) {
            *bytes = word.to_le_bytes();
        }
        last.copy_from_slice(&self.rest.to_le_bytes()[..rest]);
        bytes
    }
}

/// Bytes of a word of bits.
const WORD: usize = 4;

/// The lower half.
fn low(bits: u64) -> u32 {
    (bits & 0xFFFF_FFFF) as u32
}

/// A code word, ready to be pushed.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    bits: u16,
    length: u8,
}

/// The two codes of a block, and the header that states them.
#[derive(Debug)]
pub(super) struct Code {
    literals: [Word; LITERALS],
    distances: [Word; DISTANCES],
    header: Bits,
}

impl Code {
    /// The code that suits `samples`; every other outline can be written in it too.
    pub(super) fn of<'a>(samples: impl Iterator<Item = &'a [u8]>) -> Self {
        // Every symbol at least once: another outline may need it.
        let mut counts = Counts { literals: [1; LITERALS], distances: [1; DISTANCES] };
        for sample in samples {
            parse(sample, &mut counts);
        }
        let (literals, distances) =
            (lengths(&counts.literals, LONGEST_CODE), lengths(&counts.distances, LONGEST_CODE));
        let header = header(&literals, &distances);
        Self { literals: words(&literals), distances: words(&distances), header }
    }

    /// Begins the last block of a stream.
    pub(super) fn begin(&self) -> Bits {
        self.header.clone()
    }

    /// The bits of some bytes.
    pub(super) fn encode(&self, data: &[u8]) -> Bits {
        let bits = Bits { words: Vec::with_capacity(data.len() / WORD), ..Bits::default() };
        let mut writer = Writer { code: self, bits };
        parse(data, &mut writer);
        writer.bits
    }

    /// Ends the block and the stream.
    pub(super) fn end(&self, bits: &mut Bits) {
        let word = self.literals[END_OF_BLOCK];
        bits.push(u64::from(word.bits), u32::from(word.length));
    }
}

/// The place of a length in [`LENGTH`]: after the first eight, four symbols each double the extra bits.
#[inline]
fn length_symbol(length: u16) -> usize {
    match length - 3 {
        255 => 28,
        above @ 8.. => {
            let extra = above.ilog2() - 2;
            4 * extra as usize + usize::from(above >> extra)
        }
        above => usize::from(above),
    }
}

/// The place of a distance in [`DISTANCE`]: after the first four, two symbols each.
#[inline]
fn distance_symbol(distance: u16) -> usize {
    match distance - 1 {
        above @ 4.. => {
            let extra = above.ilog2() - 1;
            2 * extra as usize + usize::from(above >> extra)
        }
        above => usize::from(above),
    }
}

/// Takes the steps of [`parse`].
trait Steps {
    fn byte(&mut self, byte: u8);
    fn copy(&mut self, length: u16, distance: u16);
}

/// How often each symbol is needed.
struct Counts {
    literals: [u64; LITERALS],
    distances: [u64; DISTANCES],
}

impl Steps for Counts {
    fn byte(&mut self, byte: u8) {
        self.literals[usize::from(byte)] += 1;
    }

    fn copy(&mut self, length: u16, distance: u16) {
        self.literals[257 + length_symbol(length)] += 1;
        self.distances[distance_symbol(distance)] += 1;
    }
}

/// Writes in a code.
struct Writer<'a> {
    code: &'a Code,
    bits: Bits,
}

impl Writer<'_> {
    #[inline]
    fn push(&mut self, word: Word) {
        self.bits.push(u64::from(word.bits), u32::from(word.length));
    }

    /// A code word and the extra bits behind it: 28 at most.
    #[inline]
    fn push_with(&mut self, word: Word, extra: u16, length: u8) {
        let bits = u64::from(word.bits) | u64::from(extra) << word.length;
        self.bits.push(bits, u32::from(word.length + length));
    }
}

impl Steps for Writer<'_> {
    #[inline]
    fn byte(&mut self, byte: u8) {
        self.push(self.code.literals[usize::from(byte)]);
    }

    fn copy(&mut self, length: u16, distance: u16) {
        let (far, long) = (distance_symbol(distance), length_symbol(length));
        self.push_with(self.code.literals[257 + long], length - LENGTH[long].0, LENGTH[long].1);
        self.push_with(self.code.distances[far], distance - DISTANCE[far].0, DISTANCE[far].1);
    }
}

/// Cuts data into bytes and copies of what came before. Greedy, one place remembered for each three bytes: an outline is
/// half a kilobyte, and what repeats in it is short.
fn parse(data: &[u8], steps: &mut impl Steps) {
    const SLOTS: u32 = 10;
    let mut last = [0_u16; 1 << SLOTS];
    let three = |at: usize| match data[at..] {
        // Four are read at once, the last falls out.
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]) << 8,
        [a, b, c] => u32::from_le_bytes([0, a, b, c]),
        _ => 0,
    };
    let slot = |three: u32| (three.wrapping_mul(0x9E37_79B1) >> (32 - SLOTS)) as usize;
    // Beyond the window nothing is remembered: such an outline is no glyph of a text.
    let limit = data.len().saturating_sub(2).min(WINDOW);
    let mut at = 0;
    while at < limit {
        let here = three(at);
        // Places are remembered plus one: 0 is none.
        let before = usize::from(std::mem::replace(&mut last[slot(here)], short(at + 1)));
        let again = before > 0 && three(before - 1) == here;
        let Some((length, distance)) = again.then(|| copy(data, before - 1, at)).flatten() else {
            steps.byte(data[at]);
            at += 1;
            continue;
        };
        steps.copy(short(length), short(distance));
        for inside in at + 1..(at + length).min(limit) {
            last[slot(three(inside))] = short(inside + 1);
        }
        at += length;
    }
    data[at..].iter().for_each(|&byte| steps.byte(byte));
}

/// Length and distance of the copy of what is at `to` from `from`, where three bytes are the same, if it is worth its code.
fn copy(data: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
    let same = data[from + 3..].iter().zip(&data[to + 3..]).take_while(|(a, b)| a == b).count();
    let (length, distance) = ((same + 3).min(LONGEST_MATCH), to - from);
    (length > 3 || distance <= WORTH).then_some((length, distance))
}

/// Three bytes are worth a copy only from so near.
const WORTH: usize = 32;

fn short(number: usize) -> u16 {
    u16::try_from(number).expect("below the window")
}

/// Lengths of a Huffman code, none above `longest`: where one is, the counts are flattened and it is made again.
fn lengths(counts: &[u64], longest: u8) -> Vec<u8> {
    let mut counts = counts.to_vec();
    loop {
        let lengths = huffman(&counts);
        if lengths.iter().all(|&length| length <= longest) {
            return lengths;
        }
        for count in &mut counts {
            *count = (*count).div_ceil(2);
        }
    }
}

fn huffman(counts: &[u64]) -> Vec<u8> {
    let used = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let mut leaves: Vec<(u64, usize)> = used.map(|(node, &count)| (count, node)).collect();
    leaves.sort_unstable();
    // Nodes are made in the order of their counts: the rarest is the first of the leaves that are left, or of the nodes.
    let mut made: Vec<(u64, usize)> = Vec::with_capacity(leaves.len());
    let mut parents = vec![usize::MAX; counts.len()];
    let (mut leaf, mut node) = (0, 0);
    for _ in 1..leaves.len() {
        let mut rarest = || {
            let is_leaf = made.get(node).is_none_or(|made| leaves.get(leaf).is_some_and(|leaf| leaf < made));
            let (list, at) = if is_leaf { (&leaves, &mut leaf) } else { (&made, &mut node) };
            *at += 1;
            list[*at - 1]
        };
        let ((a, first), (b, second)) = (rarest(), rarest());
        parents[first] = parents.len();
        parents[second] = parents.len();
        made.push((a + b, parents.len()));
        parents.push(usize::MAX);
    }
    // A parent comes after its children.
    let mut depths = vec![0; parents.len()];
    for node in (0..parents.len()).rev() {
        if let Some(&above) = depths.get(parents[node]) {
            depths[node] = above + 1;
        }
    }
    depths.truncate(counts.len());
    depths
}

/// The canonical code of these lengths (3.2.2), its words reversed, as they are written.
fn words<const N: usize>(lengths: &[u8]) -> [Word; N] {
    let mut words = [Word::default(); N];
    let mut next = 0_u16;
    for length in 1..=LONGEST_CODE {
        next <<= 1;
        for (word, _) in words.iter_mut().zip(lengths).filter(|(_, of)| **of == length) {
            *word = Word { bits: next.reverse_bits() >> (16 - length), length };
            next = next.wrapping_add(1);
        }
    }
    words
}

/// The header of a last block with a code of its own (3.2.7). All symbols have a code, so that no lengths are left out.
fn header(literals: &[u8], distances: &[u8]) -> Bits {
    let all = || literals.iter().chain(distances).map(|&length| usize::from(length));
    let mut counts = [0; CODE_LENGTH_ORDER.len()];
    for length in all() {
        counts[length] += 1;
    }
    let own = lengths(&counts, 7);
    let own_words: [Word; CODE_LENGTH_ORDER.len()] = words(&own);
    let mut bits = Bits::default();
    bits.push(0b101, 3);
    bits.push((LITERALS - 257) as u64, 5);
    bits.push((DISTANCES - 1) as u64, 5);
    bits.push((CODE_LENGTH_ORDER.len() - 4) as u64, 4);
    for symbol in CODE_LENGTH_ORDER {
        bits.push(u64::from(own[symbol]), 3);
    }
    for length in all() {
        bits.push(u64::from(own_words[length].bits), u32::from(own_words[length].length));
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflated(code: &Code, parts: &[&[u8]]) -> Vec<u8> {
        let mut bits = code.begin();
        for part in parts {
            bits.append(&code.encode(part));
        }
        code.end(&mut bits);
        let mut out = vec![0; parts.iter().map(|part| part.len()).sum()];
        let length =
            libdeflater::Decompressor::new().deflate_decompress(&bits.into_bytes(), &mut out).unwrap();
        assert_eq!(length, out.len());
        out
    }

    /// Noise with repeats in it.
    fn noise(length: usize, kinds: u32) -> Vec<u8> {
        let mut state = 7_u32;
        (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                u8::try_from((state >> 16) % kinds).unwrap()
            })
            .collect()
    }

    #[test]
    fn another_reader_gets_the_same_bytes_back() {
        let (plain, wild, same) = (noise(700, 5), noise(500, 256), vec![9; 1000]);
        let long = noise(70_000, 3);
        for samples in [vec![&plain[..]], vec![&same, &wild], vec![]] {
            let code = Code::of(samples.into_iter());
            let parts: [&[u8]; 7] = [&plain, &[], &wild, &same, &[1], &long, &[2, 2]];
            assert_eq!(inflated(&code, &parts), parts.concat());
        }
    }

    #[test]
    fn symbols_are_those_of_the_tables() {
        let last = |table: &[(u16, u8)], value| table.partition_point(|&(least, _)| least <= value) - 1;
        assert!((3..=258).all(|length| length_symbol(length) == last(&LENGTH, length)));
        assert!((1..=32_768).all(|distance| distance_symbol(distance) == last(&DISTANCE, distance)));
    }

    #[test]
    fn what_repeats_becomes_small() {
        let data = noise(200, 256).repeat(20);
        let code = Code::of([&data[..]].into_iter());
        assert!(code.encode(&data).into_bytes().len() < 300);
    }

    #[test]
    fn no_code_is_longer_than_allowed() {
        let mut counts = vec![1_u64, 1];
        while counts.len() < 40 {
            counts.push(counts[counts.len() - 1] + counts[counts.len() - 2]);
        }
        let lengths = lengths(&counts, 15);
        let kraft: f64 = lengths.iter().map(|&length| 0.5_f64.powi(i32::from(length))).sum();
        assert!((kraft - 1.0).abs() < 1e-9 && lengths.iter().all(|&length| (1..=15).contains(&length)));
    }
}
