//! In: set blocks and the flow. Out: glyphs and rules on pages, each tied to its node of the structure tree.

use super::class::Class;
use super::flow::{Flow, Note, Part, Placed, Set};
use super::line::Line;
use super::pages::{Bookmark, Glyph, GlyphRun, Item, LinkArea, Node, NodeKind, Page, Pages};
use super::shape::{Cluster, Shaped};
use super::signature::SetSignature;
use super::table::SetTable;
use super::{page_number, rules};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::document::{Align, Block, Cell, CellKind, Document, Paragraph, Role, Table};
use crate::font::FontBook;
use crate::style::{Alignment, Style};

/// Top of the em box above the baseline, em: one baseline for all faces, whatever their own metrics say.
pub(super) const ASCENT: f64 = 0.88;

/// How far a glyph may stick out of the type area: the rounding of widths that line breaking allows, pt.
const ROUNDING: f64 = 0.1;

/// Characters of a line that a message shows.
const SHOWN: usize = 16;

/// Puts everything where it belongs.
///
/// # Errors
/// What would stand outside of the type area (`P03`).
pub(super) fn place(
    document: &Document,
    style: &Style,
    fonts: &FontBook,
    set: &[Set],
    flow: &Flow,
) -> Result<Pages, Diagnostics> {
    let mut placer = Placer {
        style,
        outside: Diagnostics::new(),
        pages: Pages {
            width: style.page.paper_width,
            height: style.page.paper_height,
            pages: vec![Page::default(); flow.pages],
            nodes: vec![Node { kind: NodeKind::Document, parent: 0 }],
            bookmarks: Vec::new(),
        },
        padding: 0.0,
    };
    for (block, set) in set.iter().enumerate() {
        let parts: Vec<&Placed> = flow.placed.iter().filter(|p| p.block == block).collect();
        match (&document.blocks[block], set) {
            (Block::Title(_), Set::Title(shaped, lines)) => {
                placer.bookmark(&shaped.text, 1, parts[0]);
                let node = placer.node(NodeKind::Title, 0);
                placer.lines(shaped, lines, Role::Title, &parts, &[(0, node)]);
            }
            (Block::Heading(_), Set::Heading(shaped, lines, _)) => {
                placer.bookmark(&shaped.text, 1, parts[0]);
                let node = placer.node(NodeKind::Heading(1), 0);
                placer.lines(shaped, lines, Role::Heading1, &parts, &[(0, node)]);
            }
            (Block::Paragraph(paragraph), Set::Paragraph(shaped, lines, _)) => {
                placer.paragraph(paragraph, shaped, lines, &parts);
            }
            (Block::Table(table), Set::Table(set, note)) => {
                placer.padding = flow.padding(block);
                placer.table(table, set, note.as_ref(), &parts);
            }
            (Block::Signature(_), Set::Signature(signature)) => placer.signature(signature, parts[0]),
            _ => unreachable!("layout sets each block as what it is"),
        }
    }
    if placer.outside.has_errors() {
        return Err(placer.outside);
    }
    page_number::add(&mut placer.pages, style, fonts);
    Ok(placer.pages)
}

struct Placer<'a> {
    style: &'a Style,
    /// What would stand outside of the type area.
    outside: Diagnostics,
    pages: Pages,
    /// Vertical padding of the table that is being placed, pt.
    padding: f64,
}

impl Placer<'_> {
    fn node(&mut self, kind: NodeKind, parent: usize) -> usize {
        self.pages.nodes.push(Node { kind, parent });
        self.pages.nodes.len() - 1
    }

    fn bookmark(&mut self, title: &str, level: u8, at: &Placed) {
        self.pages.bookmarks.push(Bookmark { title: title.to_owned(), level, page: at.page, y: at.y });
    }

    /// A paragraph: its lead is a heading node of its own, run into the text.
    fn paragraph(&mut self, paragraph: &Paragraph, shaped: &Shaped, lines: &[Line], parts: &[&Placed]) {
        let mut nodes = Vec::new();
        let mut text_from = 0;
        if let Some(level) = paragraph.lead {
            let lead = &paragraph.runs[0].text;
            let node = self.node(NodeKind::Heading(level), 0);
            nodes.push((0, node));
            text_from = lead.len();
            if level == 2 {
                let title = lead.trim_end_matches(['：', '。', ':']);
                self.bookmark(title, level, parts[0]);
            }
        }
        if text_from < shaped.text.len() {
            let node = self.node(NodeKind::Paragraph, 0);
            nodes.push((text_from, node));
        }
        self.lines(shaped, lines, paragraph.role(), parts, &nodes);
    }

    /// Lines of running text; `nodes` says from which byte on the text belongs to which node.
    fn lines(
        &mut self,
        shaped: &Shaped,
        lines: &[Line],
        role: Role,
        parts: &[&Placed],
        nodes: &[(usize, usize)],
    ) {
        let nodes = &self.with_links(shaped, nodes);
        let look = self.style.role(role);
        let (left, width) = (self.style.page.left, self.style.page.width);
        let indent = look.indent * (look.size + look.tracking);
        for part in parts {
            let Part::Lines(range) = &part.part else { continue };
            for (row, index) in range.clone().enumerate() {
                let line = &lines[index];
                let x = left
                    + match look.align {
                        Alignment::Center => (width - line.width) / 2.0,
                        Alignment::Right => width - line.width,
                        Alignment::Left | Alignment::Justify if index == 0 => indent,
                        Alignment::Left | Alignment::Justify => 0.0,
                    };
                let top = part.y + row as f64 * look.pitch;
                self.line(shaped, line, part.page, x, baseline(top, look.pitch, look.size), nodes);
            }
        }
    }

    /// The nodes of a text with those of its addresses, each in the node of the text around it.
    fn with_links(&mut self, shaped: &Shaped, nodes: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut all = nodes.to_vec();
        for link in &shaped.links {
            let Some(around) = node_at(&all, link.range.start) else { continue };
            let node = self.node(NodeKind::Link(link.target.clone()), around);
            all.retain(|(from, _)| !link.range.contains(from));
            all.extend([(link.range.start, node), (link.range.end, around)]);
            all.sort_unstable_by_key(|&(from, _)| from);
        }
        all
    }

    /// One line: consecutive glyphs of one face, size and node make one run.
    fn line(&mut self, shaped: &Shaped, line: &Line, page: usize, x: f64, y: f64, nodes: &[(usize, usize)]) {
        self.assert_inside(shaped, line, x, y);
        let items = &mut self.pages.pages[page].items;
        let mut run: Option<GlyphRun> = None;
        for (cluster, offset) in shaped.clusters[line.clusters.clone()].iter().zip(&line.x) {
            let start = cluster.start as usize;
            let node = node_at(nodes, start);
            let fits = |r: &GlyphRun| {
                r.face == cluster.face && r.size.total_cmp(&cluster.size).is_eq() && r.node == node
            };
            if !run.as_ref().is_some_and(fits) {
                items.extend(run.take().map(Item::Glyphs));
            }
            let current = run.get_or_insert_with(|| GlyphRun {
                face: cluster.face,
                size: cluster.size,
                x: x + offset,
                y,
                text: String::new(),
                glyphs: Vec::new(),
                node,
                source: shaped.place(start),
            });
            let from = current.text.len();
            current.text.push_str(&shaped.text[start..cluster.end as usize]);
            let text = short(from)..short(current.text.len());
            current.glyphs.push(Glyph { id: cluster.glyph, x: x + offset - current.x, text });
        }
        items.extend(run.map(Item::Glyphs));
        self.link_areas(shaped, line, page, x, y, nodes);
    }

    /// Where the addresses of a line stand.
    fn link_areas(
        &mut self,
        shaped: &Shaped,
        line: &Line,
        page: usize,
        x: f64,
        y: f64,
        nodes: &[(usize, usize)],
    ) {
        let clusters = &shaped.clusters[line.clusters.clone()];
        if !clusters.iter().any(|cluster| cluster.address) {
            return;
        }
        let placed: Vec<_> = clusters.iter().zip(&line.x).collect();
        let node = |(cluster, _): &(&Cluster, &f64)| node_at(nodes, cluster.start as usize);
        for part in placed.chunk_by(|a, b| node(a) == node(b)) {
            let (first, (last, end)) = (part[0].1, part[part.len() - 1]);
            let Some(node) = node(&part[0]).filter(|_| part[0].0.address) else { continue };
            self.pages.pages[page].links.push(LinkArea {
                node,
                x: x + first,
                y: y - ASCENT * last.size,
                width: end + last.advance - last.trailing - first,
                height: last.size,
            });
        }
    }

    /// Nothing printed lies outside of the type area (GB/T 9704 5.2.1): what would is an error at its place in the report.
    fn assert_inside(&mut self, shaped: &Shaped, line: &Line, x: f64, y: f64) {
        let page = &self.style.page;
        let (right, bottom) = (page.left + page.width, page.top + page.height);
        let clusters = &shaped.clusters[line.clusters.clone()];
        let outside = clusters.iter().zip(&line.x).find(|(cluster, offset)| {
            let left = x + **offset;
            let top = y - ASCENT * cluster.size;
            let beyond = left + cluster.advance - cluster.trailing > right + ROUNDING
                && Class::of(cluster.first) != Class::Space;
            left < page.left - ROUNDING
                || beyond
                || top < page.top - ROUNDING
                || top + cluster.size > bottom + ROUNDING
        });
        if let Some((cluster, _)) = outside {
            let text: String = clusters.iter().map(|cluster| cluster.first).take(SHOWN).collect();
            let message = format!("“{text}……”太长，版心里放不下");
            let place = shaped.place(cluster.start as usize);
            // Once for each text, however many of its lines stand outside.
            if self.outside.iter().all(|known| known.span != place) {
                self.outside
                    .push(Diagnostic::of(&codes::P03, place, message).note("放不下").help("请缩短这段文字"));
            }
        }
    }

    fn signature(&mut self, signature: &SetSignature, at: &Placed) {
        let look = self.style.role(Role::Signature);
        let mut top = at.y;
        for part in signature.parts() {
            let node = self.node(NodeKind::Paragraph, 0);
            let nodes = self.with_links(&part.shaped, &[(0, node)]);
            for (line, left) in &part.lines {
                let y = baseline(top, look.pitch, look.size);
                self.line(&part.shaped, line, at.page, self.style.page.left + left, y, &nodes);
                top += look.pitch;
            }
        }
    }

    fn table(&mut self, table: &Table, set: &SetTable, note: Option<&Note>, parts: &[&Placed]) {
        let cell_nodes = self.cell_nodes(table);
        let mut note_node = None;
        for part in parts {
            match &part.part {
                Part::Rows(rows) => {
                    let mut shown: Vec<usize> = rows.clone().collect();
                    if rows.start > 0 {
                        shown.splice(0..0, 0..table.header_rows);
                    }
                    self.rows(table, set, &cell_nodes, part, &shown, rows.start);
                }
                Part::Note(range) => {
                    let Some((shaped, lines, _)) = note else { continue };
                    let node = *note_node.get_or_insert_with(|| self.node(NodeKind::Paragraph, 0));
                    let part = Placed { part: Part::Lines(range.clone()), ..(*part).clone() };
                    self.lines(shaped, lines, Role::TableNote, &[&part], &[(0, node)]);
                }
                Part::Lines(_) => {}
            }
        }
    }

    /// The nodes of a table's cells, by row. A head is one to assistive technology too; the heads of a table's bands are
    /// told by their scope alone, which ends where a cell with a figure is above (ISO 32000-1 14.8.4.3.4).
    fn cell_nodes(&mut self, table: &Table) -> Vec<Vec<usize>> {
        let root = self.node(NodeKind::Table(table.name.clone()), 0);
        let mut parent = root;
        let mut nodes = Vec::with_capacity(table.rows.len());
        for (index, row) in table.rows.iter().enumerate() {
            if index == 0 && table.header_rows > 0 {
                parent = self.node(NodeKind::TableHead, root);
            } else if index == table.header_rows && index > 0 {
                parent = self.node(NodeKind::TableBody, root);
            }
            let row_node = self.node(NodeKind::Row, parent);
            nodes.push(row.cells.iter().map(|cell| self.node(cell_kind(cell), row_node)).collect());
        }
        nodes
    }

    /// Rows on one page: `shown` are their indices, a repeated head first; rows from `first` on are here for the first time.
    fn rows(
        &mut self,
        table: &Table,
        set: &SetTable,
        nodes: &[Vec<usize>],
        part: &Placed,
        shown: &[usize],
        first: usize,
    ) {
        let mut tops = Vec::with_capacity(shown.len() + 1);
        let mut y = part.y;
        for &row in shown {
            tops.push(y);
            y += set.row_height(row, self.padding);
        }
        tops.push(y);
        for (r, row) in table.rows.iter().enumerate() {
            for (index, cell) in row.cells.iter().enumerate() {
                let covered = |at: &usize| (r..r + cell.row_span).contains(&shown[*at]);
                let Some(from) = (0..shown.len()).find(covered) else { continue };
                let to = (from..shown.len()).take_while(covered).count() + from;
                // What is printed again (a repeated head, the label of a split group) is not read again.
                let node = (r >= first || first == 0).then_some(nodes[r][index]);
                self.cell(cell, set, (r, index), part.page, (tops[from], tops[to]), node);
            }
        }
        rules::add(&mut self.pages.pages[part.page], table, set, self.style, shown, &tops);
    }

    fn cell(
        &mut self,
        cell: &Cell,
        set: &SetTable,
        (row, index): (usize, usize),
        page: usize,
        (top, bottom): (f64, f64),
        node: Option<usize>,
    ) {
        let set_cell = &set.cells[row][index];
        let (pitch, rule, padding) =
            (self.style.role(Role::TableText).pitch, self.style.table.rule, self.style.table.padding);
        let left = self.style.page.left + set.widths[..cell.column].iter().sum::<f64>();
        let width: f64 = set.widths[cell.column..cell.column + cell.column_span].iter().sum();
        let height = set_cell.lines.len() as f64 * pitch;
        let first = top + rule / 2.0 + (bottom - top - rule - height) / 2.0 + rule / 2.0;
        let nodes: Vec<(usize, usize)> = node.map(|n| (0, n)).into_iter().collect();
        let nodes = self.with_links(&set_cell.shaped, &nodes);
        let size = self.style.role(Role::TableText).size * set_cell.scale;
        for (i, line) in set_cell.lines.iter().enumerate() {
            let x = match cell.align {
                Align::Left => left + padding + rule / 2.0,
                Align::Center => left + (width - line.width) / 2.0,
            };
            let y = baseline(first + i as f64 * pitch, pitch, size);
            self.line(&set_cell.shaped, line, page, x, y, &nodes);
        }
    }
}

/// The node to which the text at a byte belongs.
fn node_at(nodes: &[(usize, usize)], byte: usize) -> Option<usize> {
    nodes.iter().rev().find(|(from, _)| *from <= byte).map(|&(_, node)| node)
}

fn cell_kind(cell: &Cell) -> NodeKind {
    let (row_span, column_span) = (cell.row_span, cell.column_span);
    match cell.kind {
        CellKind::ColumnHeader => NodeKind::HeaderCell { column: true, row_span, column_span },
        CellKind::RowHeader => NodeKind::HeaderCell { column: false, row_span, column_span },
        CellKind::Figure => NodeKind::DataCell { row_span, column_span },
    }
}

/// The baseline of a line box: the em box stands in its middle.
pub(super) fn baseline(top: f64, pitch: f64, size: f64) -> f64 {
    top + (pitch - size) / 2.0 + ASCENT * size
}

/// Offsets in one line's text.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).expect("one line is short")
}
