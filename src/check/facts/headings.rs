//! In: a heading of section one, or a line that opens like one. Out: which of the five sub-items it is about, by what it means and not
//! by its words; `templates/headings.yaml` has the wordings. Refuses to know what follows it.

use std::sync::LazyLock;

use super::Topic;
use crate::source::{Lead, is_numeral};
use crate::yaml::{DataFault, DataFile, Datum, WordList, shipped};

/// `templates/headings.yaml`.
pub(crate) struct Headings {
    /// The sub-items in the order in which a heading is held against them: names, and what means the same.
    items: Vec<(Topic, WordList, WordList)>,
    /// What only sounds like a sub-item: 保障知情权 is no 监督保障.
    beside: WordList,
    /// What a heading beyond the five says when it is about 政府信息公开 still.
    pub(crate) related: WordList,
    /// What stands behind a sub-item's name: 方面.
    behind: WordList,
    /// What is a character off one of the five names and right.
    nearly: WordList,
    /// What an opening calls each of the six parts.
    pub(crate) parts: Vec<WordList>,
    /// What openings call a part that the form calls otherwise, and its name there.
    pub(crate) miscalled: Vec<(&'static str, &'static str)>,
    /// What the sentences of an opening say that speak of the report and not of the work.
    pub(crate) preamble: WordList,
    /// Parts of reports before 2019.
    pub(crate) former: WordList,
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

pub(crate) static HEADINGS: LazyLock<Headings> = LazyLock::new(|| {
    shipped!("templates/headings.yaml").read(|file, root| {
        let mut fields = file.fields(root)?;
        let mut must = |key| file.must(root, &mut fields, key);
        let items = file.list(must("方面")?)?.zip(ORDER).map(|(node, topic)| item(file, node, topic));
        let items = items.collect::<Result<Vec<_>, _>>()?;
        let parts = file.list(must("部分")?)?.map(|node| file.words(node)).collect::<Result<_, _>>()?;
        let miscalled = must("部分误名")?.map().into_iter().flatten();
        let miscalled = miscalled.map(|(called, name)| Ok((called, file.text(name)?)));
        let miscalled = miscalled.collect::<Result<_, DataFault>>()?;
        let read = Headings {
            items,
            parts,
            miscalled,
            beside: file.words(must("另指")?)?,
            related: file.words(must("相关")?)?,
            behind: file.words(must("名后")?)?,
            nearly: file.words(must("近似")?)?,
            preamble: file.words(must("开头")?)?,
            former: file.words(must("旧部分")?)?,
        };
        file.done(&fields)?;
        Ok(read)
    })
});

fn item(file: DataFile<'_>, node: Datum, topic: Topic) -> Result<(Topic, WordList, WordList), DataFault> {
    let mut fields = file.fields(node)?;
    let mut words = |key| file.words(file.must(node, &mut fields, key)?);
    let read = (topic, words("名")?, words("说法")?);
    file.done(&fields)?;
    Ok(read)
}

/// The words of a heading: a line up to its stop or colon.
pub(crate) fn heading(text: &str) -> &str {
    &text[..text.find(['。', '：', ':']).unwrap_or(text.len())]
}

/// The sub-item that a heading is about: by a name, what stands behind its last comma counting first; else by the longest of the
/// words that mean one.
pub(crate) fn topic(text: &str) -> Option<Topic> {
    let said = |piece: &str, words: WordList| words.iter().any(|word| piece.contains(word));
    let pieces = || heading(text).rsplit(['，', ',', '、', '；']);
    let named = pieces().find_map(|piece| HEADINGS.items.iter().find(|item| said(piece, item.1)));
    named.map(|item| item.0).or_else(|| {
        let plain =
            HEADINGS.beside.iter().fold(heading(text).to_owned(), |text, word| text.replace(word, ""));
        let words = HEADINGS.items.iter().flat_map(|item| item.2.iter().map(|word| (word, item.0)));
        // Of words of one length the first item of the file, and of one item any.
        let meant = words.filter(|(word, _)| plain.contains(word));
        meant.min_by_key(|(word, _)| std::cmp::Reverse(word.len())).map(|(_, topic)| topic)
    })
}

/// The sub-item whose name a numbered heading means to be and misses by a character (wrong, lost, doubled, exchanged with its
/// neighbour): the topic, the name, and what stands there instead.
pub(crate) fn misspelt(text: &str) -> Option<(Topic, &'static str, &str)> {
    let head = &heading(text)[Lead::of(text).map_or(0, |lead| lead.len)..];
    let head = head.trim();
    let head = HEADINGS.behind.iter().find_map(|word| head.strip_suffix(word)).unwrap_or(head);
    let near = SUB_ITEMS.iter().find(|(_, name)| strsim::osa_distance(head, name) == 1)?;
    (!HEADINGS.nearly.iter().any(|word| head == word)).then_some((near.0, near.1, head))
}

/// The sub-items that a text calls by name anywhere.
pub(crate) fn spoken(text: &str) -> Vec<Topic> {
    let named = |item: &&(Topic, WordList, WordList)| item.1.iter().any(|word| text.contains(word));
    HEADINGS.items.iter().filter(named).map(|item| item.0).collect()
}

/// The sub-item of a line that opens with its name, or with 一是, 第一， before it, as an unnumbered heading does.
pub(crate) fn unnumbered(text: &str) -> Option<Topic> {
    let bare = text.trim_start_matches('第').trim_start_matches(is_numeral);
    let bare = bare.trim_start_matches(['是', '，', '、']);
    let end = bare.find(['。', '：', ':', '，']).unwrap_or(bare.len());
    let head = &bare[..end];
    let short = head.chars().count() <= 14;
    let named = |item: &&(Topic, WordList, WordList)| item.1.iter().any(|word| head.contains(word));
    // 主动公开方面：, 一是主动公开情况。: a sentence goes on after its subject.
    let closed = bare.len() < text.len()
        || ["方面", "情况", "工作", "建设", "保障", "管理", "公开"].iter().any(|end| head.ends_with(end));
    HEADINGS.items.iter().find(named).filter(|_| short && closed).map(|item| item.0)
}
