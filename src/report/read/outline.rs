//! In: the form. Out: which keys its reports may hold and which of them stand below which, for the room that reads YAML.

use super::HEAD_KEYS;
use crate::form::{self, Body, Branch, Form};
use crate::yaml::Outline;
use std::sync::{Mutex, PoisonError};

/// Made once for each edition.
static MADE: Mutex<Vec<(&'static Form, &'static Outline<'static>)>> = Mutex::new(Vec::new());

/// The keys of the edition that a text asks for, as far as that can be seen before it is read.
pub(super) fn of(text: &str) -> &'static Outline<'static> {
    let form = year_of(text).and_then(form::for_year).unwrap_or_else(form::newest);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, outline)) = made.iter().find(|(known, _)| std::ptr::eq(*known, form)) {
        return outline;
    }
    let outline = Box::leak(Box::new(of_form(form)));
    made.push((form, outline));
    outline
}

fn of_form(form: &'static Form) -> Outline<'static> {
    let mut outline = Outline::new();
    for key in HEAD_KEYS {
        outline.add(key, None);
        if !["导语", "编制说明", "数据", "已核"].contains(&key) {
            outline.on_one_line(key);
        }
    }
    sections(form, &mut outline);
    outline
}

fn sections(form: &'static Form, outline: &mut Outline<'static>) {
    for section in &form.sections {
        outline.add(&section.title, None);
        match &section.body {
            Body::Prose(items) if items.is_empty() => {}
            Body::Prose(items) => {
                for item in std::iter::once("导语").chain(items.iter().map(String::as_str)) {
                    outline.add(item, Some(&section.title));
                }
            }
            Body::Table(table) => {
                outline.add("表前", Some(&section.title));
                outline.add("表注", Some(&section.title));
                for branch in table.bands.iter().flat_map(|band| &band.labels) {
                    rows(branch, &section.title, outline);
                }
            }
        }
    }
}

fn rows(branch: &'static Branch, parent: &'static str, outline: &mut Outline<'static>) {
    outline.add(&branch.name.key, Some(parent));
    if branch.children.is_empty() {
        outline.on_one_line(&branch.name.key);
    }
    for child in &branch.children {
        rows(child, &branch.name.key, outline);
    }
}

fn year_of(text: &str) -> Option<u16> {
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix("年度"))?;
    let digits = line.trim_start_matches([':', '：', ' ']);
    digits.get(..4)?.parse().ok()
}
