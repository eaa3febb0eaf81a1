//! The structure tree (ISO 32000-1 14.7, 14.8): what each piece of a page's text is, in reading order, and the way back
//! from the pages to it.

use super::file::File;
use crate::layout::pages::{NodeKind, Pages};
use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::writers::StructElement;
use pdf_writer::{Finish, Ref, TextStr};

/// The marked content of all pages, as `content` met it.
pub(super) struct Marks {
    /// By page, by mark: the node it belongs to.
    pages: Vec<Vec<usize>>,
    /// By node: its marks, as page and number.
    nodes: Vec<Vec<(usize, usize)>>,
}

impl Marks {
    pub(super) fn new(pages: &Pages) -> Self {
        Self { pages: vec![Vec::new(); pages.pages.len()], nodes: vec![Vec::new(); pages.nodes.len()] }
    }

    /// Takes a new piece of `page` that belongs to `node`; returns its number on that page.
    pub(super) fn add(&mut self, page: usize, node: usize) -> usize {
        let mark = self.pages[page].len();
        self.pages[page].push(node);
        self.nodes[node].push((page, mark));
        mark
    }
}

fn role(kind: &NodeKind) -> StructRole {
    match kind {
        NodeKind::Document => StructRole::Document,
        NodeKind::Title => StructRole::H1,
        NodeKind::Heading(1) => StructRole::H2,
        NodeKind::Heading(2) => StructRole::H3,
        NodeKind::Heading(3) => StructRole::H4,
        NodeKind::Heading(_) => StructRole::H5,
        NodeKind::Paragraph => StructRole::P,
        NodeKind::Table(_) => StructRole::Table,
        NodeKind::Row => StructRole::TR,
        NodeKind::HeaderCell { .. } => StructRole::TH,
        NodeKind::DataCell { .. } => StructRole::TD,
    }
}

/// The structure type as the pages' marks name it.
pub(super) fn role_name(kind: &NodeKind) -> &'static str {
    match role(kind) {
        StructRole::Document => "Document",
        StructRole::H1 => "H1",
        StructRole::H2 => "H2",
        StructRole::H3 => "H3",
        StructRole::H4 => "H4",
        StructRole::H5 => "H5",
        StructRole::Table => "Table",
        StructRole::TR => "TR",
        StructRole::TH => "TH",
        StructRole::TD => "TD",
        _ => "P",
    }
}

/// Writes the tree; returns its root.
pub(super) fn write(file: &mut File, pages: &Pages, page_ids: &[Ref], marks: &Marks) -> Ref {
    let root = file.bump();
    let ids: Vec<Ref> = pages.nodes.iter().map(|_| file.bump()).collect();
    let mut children: Vec<Vec<Ref>> = vec![Vec::new(); ids.len()];
    for (index, node) in pages.nodes.iter().enumerate().skip(1) {
        children[node.parent].push(ids[index]);
    }
    for (index, node) in pages.nodes.iter().enumerate() {
        let parent = if index == 0 { root } else { ids[node.parent] };
        let mut object = file.object().struct_element(ids[index]);
        object.kind(role(&node.kind)).parent(parent);
        write_kids(&mut object, &marks.nodes[index], &children[index], page_ids);
        write_attributes(&mut object, &node.kind);
    }
    let lists: Vec<Ref> = marks.pages.iter().map(|nodes| write_list(file, nodes, &ids)).collect();
    let mut object = file.object().indirect(root).start::<pdf_writer::writers::StructTreeRoot>();
    if let Some(&document) = ids.first() {
        object.child(document);
    }
    let mut tree = object.parent_tree();
    let mut numbers = tree.nums();
    for (page, &list) in lists.iter().enumerate() {
        numbers.insert(super::integer(page), list);
    }
    numbers.finish();
    tree.finish();
    object.parent_tree_next_key(super::integer(marks.pages.len()));
    root
}

/// The way back from a page: the element of each of its marks.
fn write_list(file: &mut File, nodes: &[usize], ids: &[Ref]) -> Ref {
    let id = file.bump();
    file.object().indirect(id).array().items(nodes.iter().map(|&node| ids[node]));
    id
}

/// The element's own text, then the elements in it: only leaves have text.
fn write_kids(object: &mut StructElement, own: &[(usize, usize)], children: &[Ref], page_ids: &[Ref]) {
    let first_page = own.first().map(|&(page, _)| page);
    if let Some(page) = first_page {
        object.page(page_ids[page]);
    }
    if own.is_empty() && children.is_empty() {
        return;
    }
    let mut kids = object.children();
    for &(page, mark) in own {
        if first_page == Some(page) {
            kids.marked_content_id(super::integer(mark));
        } else {
            kids.marked_content_ref().page(page_ids[page]).marked_content_id(super::integer(mark));
        }
    }
    for &child in children {
        kids.struct_element(child);
    }
}

fn write_attributes(object: &mut StructElement, kind: &NodeKind) {
    let (scope, rows, columns) = match kind {
        NodeKind::Table(summary) => {
            if !summary.is_empty() {
                object.attributes().push().table().summary(TextStr(summary));
            }
            return;
        }
        NodeKind::HeaderCell { column, row_span, column_span } => {
            let scope = if *column { TableHeaderScope::Column } else { TableHeaderScope::Row };
            (Some(scope), *row_span, *column_span)
        }
        NodeKind::DataCell { row_span, column_span } if (*row_span, *column_span) != (1, 1) => {
            (None, *row_span, *column_span)
        }
        _ => return,
    };
    let mut attributes = object.attributes();
    let mut table = attributes.push().table();
    if let Some(scope) = scope {
        table.scope(scope);
    }
    if rows != 1 {
        table.row_span(super::integer(rows));
    }
    if columns != 1 {
        table.col_span(super::integer(columns));
    }
}
