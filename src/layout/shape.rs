//! In: runs of text with roles. Out: clusters, each one glyph with its advance and the blank that may be squeezed.
//! No general shaping: the shipped faces set Han, digits and Latin one glyph a character; the one ligature that
//! official text needs is 破折号 in Noto (`——` -> one two-em glyph by `ccmp`), and it is looked up here.

use super::class::Class;
use crate::diagnostic::codes;
use crate::diagnostic::printable::named;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::links::{Link, links};
use crate::document::{Role, Run};
use crate::font::everyday;
use crate::font::script::{self, Script};
use crate::font::{FaceId, FontBook};
use crate::source::Span;
use crate::style::{Style, WRITTEN};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::gsub::{LigatureSubst, SubstitutionSubtables};
use skrifa::{GlyphId16, Tag};
use std::ops::Range;

/// One glyph and the characters that it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cluster {
    /// First byte in the shaped text.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// First character.
    pub(super) first: char,
    /// Last character (the same, but for the ligature).
    pub(super) last: char,
    /// The role of its run.
    pub(super) role: Role,
    /// The face.
    pub(super) face: FaceId,
    /// The glyph.
    pub(super) glyph: u16,
    /// Size, pt.
    pub(super) size: f64,
    /// Advance, pt, with what stands behind the glyph in `trailing`.
    pub(super) advance: f64,
    /// Tracking and the space between Han and Latin behind the glyph, pt: nothing of it counts at the end of a line.
    pub(super) trailing: f64,
    /// Its script in this text.
    pub(super) script: Script,
    /// Whether it is part of an address.
    pub(super) address: bool,
    /// Whether the DOCX has it in a run of characters that are not those of every day.
    pub(super) rare: bool,
    /// Whether it goes on a word of the form's, before which no line ends.
    pub(super) in_word: bool,
    /// Blank at the left that may be given up, pt.
    pub(super) blank_left: f64,
    /// Blank at the right that may be given up, pt.
    pub(super) blank_right: f64,
}

/// A shaped text: its clusters and the joined characters of its runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shaped {
    /// The runs' characters, joined.
    pub(super) text: String,
    /// Glyphs in order.
    pub(super) clusters: Vec<Cluster>,
    /// The addresses in it.
    pub(super) links: Vec<Link>,
    /// Where in `text` each run begins, and where the author wrote it.
    places: Vec<(usize, Span)>,
}

/// Words that are kept whole.
pub(super) struct KeptWords<'a> {
    words: &'a [&'static str],
    firsts: Vec<char>,
}

impl<'a> KeptWords<'a> {
    pub(super) fn of(words: &'a [&'static str]) -> Self {
        Self { words, firsts: words.iter().map(|word| word.chars().next().unwrap_or_default()).collect() }
    }
}

impl Shaped {
    /// The clusters of a range of bytes.
    pub(super) fn clusters_of(&self, bytes: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.clusters.partition_point(|c| (c.start as usize) < byte);
        at(bytes.start)..at(bytes.end)
    }

    /// The bytes of a range of clusters.
    pub(super) fn bytes_of(&self, clusters: Range<usize>) -> Range<usize> {
        let clusters = &self.clusters[clusters];
        clusters.first().map_or(0, |c| c.start as usize)..clusters.last().map_or(0, |c| c.end as usize)
    }

    /// Keeps whole what of the form's words it has: from the left the longest.
    pub(super) fn keep_words(&mut self, KeptWords { words, firsts }: &KeptWords<'_>) {
        let mut at = 0;
        while let Some(first) = self.text[at..].chars().next() {
            if !firsts.contains(&first) {
                at += first.len_utf8();
                continue;
            }
            let rest = &self.text[at..];
            let begun = words.iter().zip(firsts).filter(|(_, own)| **own == first).map(|(word, _)| word);
            let found = begun.filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
            if let Some(length) = found {
                let clusters = self.clusters_of(at..at + length);
                self.clusters[clusters].iter_mut().skip(1).for_each(|cluster| cluster.in_word = true);
            }
            at += found.unwrap_or(first.len_utf8());
        }
    }

    /// Where the author wrote the run that holds a byte.
    pub(super) fn place(&self, byte: usize) -> Span {
        self.places.iter().rev().find(|(from, _)| *from <= byte).map_or_else(Span::default, |&(_, span)| span)
    }
}

/// Shapes runs, each in the size of its role times `scale`. A character that no face has is reported as `P01` and left out.
pub(super) fn shape(
    runs: &[Run],
    style: &Style,
    fonts: &FontBook,
    scale: f64,
    wrong: &mut Diagnostics,
) -> Shaped {
    let mut shaped = Shaped::default();
    for run in runs {
        let base = shaped.text.len();
        shaped.places.push((base, run.span));
        shaped.text.push_str(&run.text);
        shape_run(run, base, style, fonts, scale, &mut shaped.clusters, wrong);
    }
    shaped.links = links(&shaped.text);
    for link in &shaped.links {
        let clusters = shaped.clusters_of(link.range.clone());
        shaped.clusters[clusters].iter_mut().for_each(|cluster| cluster.address = true);
    }
    add_trailing(&mut shaped.clusters, style);
    shaped
}

/// Characters without a face listed before the rest are left out in silence.
const MOST_MISSING: usize = 100;

/// The space between a Han letter and a Latin letter or digit, em (CLREQ 3.2.2 allows up to a quarter; word processors
/// take a fifth whatever they are told).
const HAN_LATIN: f64 = 0.2;

/// What stands between neighbours: tracking within a portion, the space between Han and Latin.
///
/// A portion is what a word processor formats in one go (one script, one font); it adds no tracking behind its last
/// character, and a quarter point too much in each of three portions would already push a character to the next line.
fn add_trailing(clusters: &mut [Cluster], style: &Style) {
    let characters: Vec<char> = clusters.iter().map(|cluster| cluster.first).collect();
    for (cluster, script) in clusters.iter_mut().zip(script::resolved(&characters)) {
        cluster.script = script;
    }
    let shown = script::shown(&characters);
    for i in 1..clusters.len() {
        let (a, b) = (&clusters[i - 1], &clusters[i]);
        let tracking = if is_told_apart(a, b) { 0.0 } else { style.role(a.role).tracking };
        let space = if script::are_spaced((a.last, shown[i - 1]), (b.first, shown[i])) {
            HAN_LATIN * a.size
        } else {
            0.0
        };
        clusters[i - 1].trailing = tracking + space;
        clusters[i - 1].advance += tracking + space;
    }
}

/// Whether a word processor formats two neighbours in portions of their own.
pub(super) fn is_told_apart(a: &Cluster, b: &Cluster) -> bool {
    portion(a) != portion(b)
}

/// What portions differ in: the role, the face, and what the DOCX keeps in runs of its own.
fn portion(cluster: &Cluster) -> (Role, FaceId, [bool; 4]) {
    let (dash, ambiguous) = (script::is_dash(cluster.first), script::is_ambiguous(cluster.first));
    (cluster.role, cluster.face, [cluster.rare, cluster.address, dash, ambiguous])
}

fn shape_run(
    run: &Run,
    base: usize,
    style: &Style,
    fonts: &FontBook,
    scale: f64,
    out: &mut Vec<Cluster>,
    wrong: &mut Diagnostics,
) {
    let look = style.role(run.role);
    let size = look.size * scale;
    let mut characters = run.text.char_indices().peekable();
    while let Some((offset, c)) = characters.next() {
        let Some(resolved) = fonts.resolve(look.typeface, c) else {
            if wrong.iter().len() < MOST_MISSING {
                wrong.push(missing(run, offset, c, look.typeface.name()));
            }
            continue;
        };
        let mut cluster = Cluster {
            start: offset_u32(base + offset),
            end: offset_u32(base + offset + c.len_utf8()),
            first: c,
            last: c,
            role: run.role,
            face: resolved.face,
            glyph: resolved.glyph,
            size,
            advance: resolved.advance * size,
            trailing: 0.0,
            script: Script::Han,
            address: false,
            in_word: false,
            rare: style.everyday_apart
                && WRITTEN.iter().any(|&written| fonts.chain(written).first() == Some(&resolved.face))
                && !everyday::holds(c),
            blank_left: 0.0,
            blank_right: 0.0,
        };
        // Only full-width marks have a blank half; the ASCII ones of the Latin face have none.
        match Class::of(c) {
            Class::Open if resolved.advance > 0.9 => cluster.blank_left = size / 2.0,
            Class::Close if resolved.advance > 0.9 => cluster.blank_right = size / 2.0,
            _ => {}
        }
        if c == '—'
            && characters.peek().is_some_and(|&(_, next)| next == '—')
            && let Some((glyph, advance)) = double_dash(fonts, resolved.face, resolved.glyph)
        {
            let (second, _) = characters.next().expect("peeked");
            cluster.end = offset_u32(base + second + c.len_utf8());
            cluster.glyph = glyph;
            cluster.advance = advance * size + look.tracking;
        }
        out.push(cluster);
    }
}

/// Han text beyond 4 GiB is refused by the porch.
fn offset_u32(offset: usize) -> u32 {
    u32::try_from(offset).expect("the porch refuses sources above 4 GiB")
}

fn missing(run: &Run, offset: usize, c: char, typeface: &str) -> Diagnostic {
    let message = format!("所有字体里都没有{}这个字，{typeface}排不出来", named(c));
    Diagnostic::of(&codes::P01, run.place(offset), message).note("缺字").help(
        "核对是不是错字或私用区造字；确为人名地名用字的，用 --office-fonts 指明含有此字的字体所在文件夹",
    )
}

/// The two-em dash of a face whose `ccmp` joins `——`, with its advance in em.
fn double_dash(fonts: &FontBook, face: FaceId, dash: u16) -> Option<(u16, f64)> {
    let face = fonts.face(face);
    let font = face.font();
    let gsub = font.gsub().ok()?;
    let features = gsub.feature_list().ok()?;
    let lookups = gsub.lookup_list().ok()?;
    let record = features.feature_records().iter().find(|r| r.feature_tag() == Tag::new(b"ccmp"))?;
    let feature = record.feature(features.offset_data()).ok()?;
    feature.lookup_list_indices().iter().find_map(|index| {
        let lookup = lookups.lookups().get(usize::from(index.get())).ok()?;
        let SubstitutionSubtables::Ligature(subtables) = lookup.subtables().ok()? else { return None };
        subtables.iter().flatten().find_map(|subtable| {
            let LigatureSubst::Format1(subtable) = subtable else { return None };
            let at = subtable.coverage().ok()?.get(GlyphId16::new(dash))?;
            let set = subtable.ligature_sets().get(at as usize).ok()?;
            set.ligatures().iter().flatten().find_map(|ligature| {
                let rest = ligature.component_glyph_ids();
                let glyph = ligature.ligature_glyph().to_u16();
                (rest.len() == 1 && rest[0].get().to_u16() == dash)
                    .then(|| (glyph, advance(&font, glyph, face.units_per_em())))
            })
        })
    })
}

fn advance(font: &skrifa::FontRef<'_>, glyph: u16, units_per_em: f64) -> f64 {
    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    f64::from(metrics.advance_width(glyph.into()).unwrap_or(0.0)) / units_per_em
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Class, Cluster, links, offset_u32, script};
    use crate::document::Role;
    use crate::font::FaceId;

    /// The clusters of a text in a face that has all its characters, an em or half of it wide.
    pub(in crate::layout) fn clusters(text: &str) -> Vec<Cluster> {
        let characters: Vec<char> = text.chars().collect();
        let links = links(text);
        let scripts = script::resolved(&characters);
        let cluster = |((start, c), script): ((usize, char), script::Script)| Cluster {
            start: offset_u32(start),
            end: offset_u32(start + c.len_utf8()),
            first: c,
            last: c,
            role: Role::Body,
            face: FaceId(0),
            glyph: 0,
            size: 16.0,
            advance: if c.is_ascii() { 8.0 } else { 16.0 },
            trailing: 0.0,
            script,
            rare: false,
            in_word: false,
            address: links.iter().any(|link| link.range.contains(&start)),
            blank_left: if Class::of(c) == Class::Open && !c.is_ascii() { 8.0 } else { 0.0 },
            blank_right: if Class::of(c) == Class::Close { 8.0 } else { 0.0 },
        };
        text.char_indices().zip(scripts).map(cluster).collect()
    }
}
