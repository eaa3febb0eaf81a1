//! In: a heading of section one, or a line that opens like one. Out: which of the five sub-items it is about, by what it means and not
//! by its words; `templates/headings.yaml` has the wordings. Refuses to know what follows it.

use std::sync::LazyLock;

use super::Topic;
use crate::source::{Lead, head, is_numeral, without};
use crate::yaml::{WordList, entries, shipped};

entries! {
    /// `templates/headings.yaml`, which says what they are for.
    pub(crate) struct Headings {
        "方面" items: [Item; 5],
        "另指" beside: WordList,
        "相关" related: WordList,
        "名后" behind: WordList,
        "公开了" published: WordList,
        "近似" nearly: WordList,
        "部分" parts: [WordList; 6],
        "部分误名" miscalled: Box<[(&'static str, &'static str)]>,
        "开头" preamble: WordList,
        "旧部分" former: WordList,
        "格式" names: WordList,
        "部分数" counting: WordList,
        "不全" open: WordList,
        "误认的一" misread_one: WordList,
        "函件" letter: WordList,
        "报送" sent: WordList,
    }
}

entries! {
    /// A sub-item: names, and what means the same.
    pub(crate) struct Item {
        "名" names: WordList,
        "说法" meaning: WordList,
    }
}

/// The five sub-items in the order of the form, by their names there.
pub(crate) const SUB_ITEMS: [(Topic, &str); 5] = [
    (Topic::Active, "主动公开"),
    (Topic::OnRequest, "依申请公开"),
    (Topic::Management, "政府信息管理"),
    (Topic::Platform, "政府信息公开平台建设"),
    (Topic::Supervision, "监督保障"),
];

/// The sub-items in the order of the file.
const ORDER: [Topic; 5] =
    [Topic::OnRequest, Topic::Active, Topic::Platform, Topic::Supervision, Topic::Management];

pub(crate) static HEADINGS: LazyLock<Headings> = LazyLock::new(|| shipped!("templates/headings.yaml").all());

/// The sub-items in that order, each with its words.
fn items() -> impl Iterator<Item = (Topic, &'static Item)> + Clone {
    ORDER.into_iter().zip(&HEADINGS.items)
}

/// The words of a heading: a line up to its stop or colon.
pub(crate) fn heading(text: &str) -> &str {
    head(text, "。：:")
}

/// The sub-item that a heading is about: by a name, what stands behind its last comma counting first; else by the longest of the
/// words that mean one.
pub(crate) fn topic(text: &str) -> Option<Topic> {
    let mut pieces = heading(text).rsplit(['，', ',', '、', '；']);
    pieces.find_map(named).or_else(|| {
        let plain = without(heading(text), HEADINGS.beside.iter());
        let words = items().flat_map(|(topic, item)| item.meaning.iter().map(move |word| (word, topic)));
        // Of words of one length the first item of the file, and of one item any.
        let meant = words.filter(|(word, _)| plain.contains(word));
        meant.min_by_key(|(word, _)| std::cmp::Reverse(word.len())).map(|(_, topic)| topic)
    })
}

/// All sub-items that a heading names.
pub(crate) fn topics(text: &str) -> impl Iterator<Item = Topic> {
    items().filter(move |(_, item)| item.names.says(heading(text))).map(|(topic, _)| topic)
}

/// The first sub-item that a text names.
fn named(text: &str) -> Option<Topic> {
    items().find(|(_, item)| item.names.says(text)).map(|(topic, _)| topic)
}

/// The sub-item whose name a numbered heading means to be and misses by a character (wrong, lost, doubled, exchanged with its
/// neighbour): the topic, the name, and what stands there instead.
pub(crate) fn misspelt(text: &str) -> Option<(Topic, &'static str, &str)> {
    let head = &heading(text)[Lead::of(text).map_or(0, |lead| lead.len)..];
    // （一）、: of the mark the rule of marks speaks.
    let head = head.trim().trim_start_matches('、');
    let head = HEADINGS.behind.iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    let near = SUB_ITEMS.iter().find(|(_, name)| strsim::osa_distance(head, name) == 1)?;
    (!HEADINGS.nearly.has(head)).then_some((near.0, near.1, head))
}

/// The sub-item of a line that opens with its name, or with 一是, 第一， before it, as an unnumbered heading does.
pub(crate) fn unnumbered(text: &str) -> Option<Topic> {
    let bare = text.trim_start_matches('第').trim_start_matches(is_numeral);
    let bare = bare.trim_start_matches(['是', '，', '、']);
    let head = head(bare, "。：:，");
    let short = head.chars().count() <= 14;
    // 主动公开方面：, 一是主动公开情况。: a sentence goes on after its subject.
    let closed = bare.len() < text.len()
        || ["方面", "情况", "工作", "建设", "保障", "管理", "公开"].iter().any(|end| head.ends_with(end));
    named(head).filter(|_| short && closed)
}
