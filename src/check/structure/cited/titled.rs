//! How documents are named: 》 stands behind the whole name, a name with its 文号 stands in 《》, and what 《条例》 is short for is said once
//! (F08).

use super::mentions::{Name, Reference, names};
use super::table::{TABLE, Titles};
use crate::check::facts::{Facts, Paragraph, Part};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{head, is_han, opened, tail};
use std::collections::BTreeSet;
use std::ops::Range;

/// Looks at the names and numbers of a paragraph.
pub(super) fn check(paragraph: &Paragraph, names: &[Name], numbers: &[Reference], sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let Titles { kinds, leads, .. } = &TABLE.titles;
    let mut say = |range: Range<usize>, message: String, help: &str| {
        sink.push(paragraph.finding(&codes::F08, range, message).help(help));
    };
    for name in names {
        let inner = &text[name.inner.clone()];
        let behind = &text[name.inner.end + '》'.len_utf8()..];
        let kind = behind.strip_prefix('的').and_then(|behind| kinds.leading(behind));
        if let Some(kind) = kind.filter(|_| leads.says(inner) && !kinds.closes(inner)) {
            let end = name.inner.end + "》的".len() + kind.len();
            let message = format!("文件名称没有完，书名号应当括到“的{kind}”");
            say(name.inner.end..end, message, "把“》”移到名称的末尾，名称里的书名号用〈〉");
        }
        if inner.ends_with("的通知") && !leads.says(inner) {
            let message = format!("文件名称“{inner}”少了“关于印发”一类的字");
            say(name.inner.clone(), message, "照原件写全名称");
        }
    }
    for number in numbers {
        if let Some(range) = untitled(text, number) {
            let message = format!("文件名称没有用书名号：{}", &text[range.clone()]);
            say(range, message, "整个名称用《》括起，名称里的书名号用〈〉");
        }
    }
    for (at, law) in paragraph.each(TABLE.titles.bare.iter()) {
        let before = &text[..at];
        // The end of a longer name, a name in a name.
        let part = before.ends_with(['国', '〈', '<', '“']);
        if !part && opened(before, ['《', '》']).is_none() {
            say(at..at + law.len(), format!("文件名称“{law}”没有用书名号"), "用《》括起");
        }
    }
}

/// …关于印发《…格式》的通知（国办公开办函〔2021〕30号）: a name outside of 《》 right before its number.
fn untitled(text: &str, number: &Reference) -> Option<Range<usize>> {
    const LONGEST: usize = 12;
    let Titles { kinds, about, .. } = &TABLE.titles;
    number.year?;
    let before = &text[..number.bracket.start];
    let open = before.rfind('（')?;
    let code = &before[open + '（'.len_utf8()..];
    let title = &before[..open];
    let named = code.chars().all(is_han) && code.chars().count() <= LONGEST && kinds.closes(title);
    let start = title.len() - tail(title, "，。；、：（").len();
    // A name within it begins behind what leads to it, another document's ends before.
    let end = title[start..].rfind('《').map_or(title.len(), |at| start + at);
    let outer = tail(&title[start..end], "》）");
    let from = end - outer.len();
    let led = from + outer.find(about)?;
    (named && opened(title, ['《', '》']).is_none()).then_some(led..title.len())
}

/// Looks at the short names of a whole report.
pub(super) fn short_names(facts: &Facts, sink: &mut Diagnostics) {
    // A report of which only a part was given says it elsewhere.
    let whole = facts.prose.iter().any(|p| p.part == Part::Intro);
    for word in TABLE.titles.short.iter().filter(|_| whole) {
        let short = format!("《{word}》");
        let mut places = facts.prose.iter().flat_map(|p| p.all(&short).map(move |at| (p, at)));
        let Some((paragraph, at)) = places.next() else { continue };
        let said = |p: &Paragraph| {
            p.as_str().match_indices('称').any(|(at, c)| {
                let behind = &p.as_str()[at + c.len()..];
                behind.trim_start_matches(['为', '：', '“', '《', '〈', '‘']).starts_with(word)
            })
        };
        let full = |p: &Paragraph| {
            let longer = |name: &Name| name.core.len() > word.len() && name.core.ends_with(word);
            p.has(&format!("公开{word}")) || p.has(word) && names(p.as_str()).iter().any(longer)
        };
        if !facts.prose.iter().any(|p| said(p) || full(p)) {
            let message = format!("“{short}”没有交代是哪一份文件");
            let found = paragraph.finding(&codes::F08, at..at + short.len(), message);
            sink.push(hint(found, &format!("第一次写全称，后面注明“（以下简称{short}）”")));
        }
    }
    let mut told = BTreeSet::new();
    for paragraph in &facts.prose {
        for at in paragraph.all("简称《") {
            let name = head(&paragraph.as_str()[at + "简称《".len()..], "》");
            if !told.insert(name) {
                let range = at..at + "简称《》".len() + name.len();
                let found = paragraph.finding(&codes::F08, range, format!("前面已经说明简称《{name}》"));
                sink.push(hint(found, "后面直接用简称"));
            }
        }
    }
}

fn hint(found: Diagnostic, help: &str) -> Diagnostic {
    found.softened().help(help)
}
