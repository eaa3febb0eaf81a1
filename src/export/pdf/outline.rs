//! Bookmarks (ISO 32000-1 12.3.3): a tree in which each item names its neighbours, built from the flat list of
//! headings.

use super::file::File;
use crate::layout::pages::Pages;
use pdf_writer::{Ref, TextStr};

/// Writes the bookmarks; `None` if there are none.
pub(super) fn write(file: &mut File, pages: &Pages, page_ids: &[Ref]) -> Option<Ref> {
    let marks = &pages.bookmarks;
    if marks.is_empty() {
        return None;
    }
    let root = file.bump();
    let ids: Vec<Ref> = marks.iter().map(|_| file.bump()).collect();
    let parents: Vec<Option<usize>> = (0..marks.len())
        .map(|index| (0..index).rev().find(|&before| marks[before].level < marks[index].level))
        .collect();
    let children = |of: Option<usize>| -> Vec<usize> {
        (0..marks.len()).filter(|&index| parents[index] == of).collect()
    };
    let top = children(None);
    let mut object = file.object().outline(root);
    object.first(ids[top[0]]).last(ids[top[top.len() - 1]]).count(super::integer(marks.len()));
    drop(object);
    for (index, mark) in marks.iter().enumerate() {
        let siblings = children(parents[index]);
        let place =
            siblings.iter().position(|&s| s == index).expect("a child is among its parent's children");
        let own = children(Some(index));
        let below = descendants(index, &parents);
        let mut object = file.object().outline_item(ids[index]);
        object.title(TextStr(&mark.title)).parent(parents[index].map_or(root, |parent| ids[parent]));
        if place > 0 {
            object.prev(ids[siblings[place - 1]]);
        }
        if let Some(&next) = siblings.get(place + 1) {
            object.next(ids[next]);
        }
        if let (Some(&first), Some(&last)) = (own.first(), own.last()) {
            object.first(ids[first]).last(ids[last]).count(super::integer(below));
        }
        object.dest().page(page_ids[mark.page]).xyz(0.0, super::points(pages.height - mark.y), None);
    }
    Some(root)
}

fn descendants(of: usize, parents: &[Option<usize>]) -> usize {
    let is_below = |mut index: usize| loop {
        match parents[index] {
            Some(parent) if parent == of => return true,
            Some(parent) => index = parent,
            None => return false,
        }
    };
    (0..parents.len()).filter(|&index| is_below(index)).count()
}
