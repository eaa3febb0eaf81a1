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
    /// Annotations of links: page, node, object.
    links: Vec<(usize, usize, Ref)>,
}

impl Marks {
    pub(super) fn new(pages: &Pages) -> Self {
        Self {
            pages: vec![Vec::new(); pages.pages.len()],
            nodes: vec![Vec::new(); pages.nodes.len()],
            links: Vec::new(),
        }
    }

    /// Takes an annotation of `node`; returns its key in the parent tree, behind those of the pages.
    pub(super) fn add_link(&mut self, page: usize, node: usize, annotation: Ref) -> usize {
        self.links.push((page, node, annotation));
        self.pages.len() + self.links.len() - 1
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
        NodeKind::Link(_) => StructRole::Link,
        NodeKind::TableHead => StructRole::THead,
        NodeKind::TableBody => StructRole::TBody,
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
        StructRole::Link => "Link",
        StructRole::THead => "THead",
        StructRole::TBody => "TBody",
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
    let kids = kids(pages, &ids, marks);
    for (index, node) in pages.nodes.iter().enumerate() {
        let parent = if index == 0 { root } else { ids[node.parent] };
        let mut object = file.object().struct_element(ids[index]);
        object.kind(role(&node.kind)).parent(parent);
        write_kids(&mut object, &kids[index], page_ids);
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
    for (index, &(_, node, _)) in marks.links.iter().enumerate() {
        numbers.insert(super::integer(marks.pages.len() + index), ids[node]);
    }
    numbers.finish();
    tree.finish();
    object.parent_tree_next_key(super::integer(marks.pages.len() + marks.links.len()));
    root
}

/// The way back from a page: the element of each of its marks.
fn write_list(file: &mut File, nodes: &[usize], ids: &[Ref]) -> Ref {
    let id = file.bump();
    file.object().indirect(id).array().items(nodes.iter().map(|&node| ids[node]));
    id
}

/// What an element holds.
#[derive(Clone, Copy)]
enum Kid {
    /// A piece of text: page, mark.
    Mark(usize, usize),
    /// An annotation on a page.
    Annotation(usize, Ref),
    /// Another element.
    Element(Ref),
}

/// What each element holds, in reading order: an address stands between the pieces of the text around it.
fn kids(pages: &Pages, ids: &[Ref], marks: &Marks) -> Vec<Vec<Kid>> {
    let mut kids: Vec<Vec<Kid>> = marks
        .nodes
        .iter()
        .map(|own| own.iter().map(|&(page, mark)| Kid::Mark(page, mark)).collect())
        .collect();
    for &(page, node, annotation) in &marks.links {
        kids[node].push(Kid::Annotation(page, annotation));
    }
    for (index, node) in pages.nodes.iter().enumerate().skip(1) {
        let around = &mut kids[node.parent];
        let begins_before = |kid: &Kid| match (kid, marks.nodes[index].first()) {
            (Kid::Mark(page, mark), Some(first)) => (*page, *mark) < *first,
            _ => true,
        };
        let place = around.iter().rposition(begins_before).map_or(0, |before| before + 1);
        around.insert(place, Kid::Element(ids[index]));
    }
    kids
}

fn write_kids(object: &mut StructElement, kids: &[Kid], page_ids: &[Ref]) {
    let mut on_pages = kids.iter().filter_map(|kid| match kid {
        Kid::Mark(page, _) | Kid::Annotation(page, _) => Some(*page),
        Kid::Element(_) => None,
    });
    let first_page = on_pages.next();
    if let Some(page) = first_page {
        object.page(page_ids[page]);
    }
    if kids.is_empty() {
        return;
    }
    let mut list = object.children();
    for &kid in kids {
        match kid {
            Kid::Mark(page, mark) if first_page == Some(page) => {
                list.marked_content_id(super::integer(mark));
            }
            Kid::Mark(page, mark) => {
                list.marked_content_ref().page(page_ids[page]).marked_content_id(super::integer(mark));
            }
            Kid::Annotation(page, annotation) => {
                list.object_ref().page(page_ids[page]).object(annotation);
            }
            Kid::Element(element) => {
                list.struct_element(element);
            }
        }
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
