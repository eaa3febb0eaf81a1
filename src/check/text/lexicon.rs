//! In: `templates/lexicon.yaml`. Out: the classes of words that the patterns speak of, and the longest word at a place of a text.
//! Refuses to know what a class is good for.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::source::Initials;
use crate::yaml::{Datum, shipped};

/// A set of classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u128);

impl Classes {
    /// No class.
    pub(crate) const NONE: Self = Self(0);

    /// Whether the two sets share a class.
    pub(crate) fn meets(self, other: impl Into<Self>) -> bool {
        self.0 & other.into().0 != 0
    }

    /// Both together.
    pub(crate) fn with(self, other: impl Into<Self>) -> Self {
        Self(self.0 | other.into().0)
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self(1 << class as u8)
    }
}

impl<const N: usize> From<[Class; N]> for Classes {
    fn from(classes: [Class; N]) -> Self {
        classes.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Declares the classes with their names in the file, so that a class which no word has, or a word of no class, is found at once.
macro_rules! classes {
    ($($variant:ident $name:literal,)*) => {
        /// A class of words; the file says what each holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Class {
            $(#[doc = $name] $variant,)*
        }

        impl Class {
            /// All, with their names in the file.
            const ALL: &[(&str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

classes! {
    Receive "收", ReceiveNew "新收", Rejected "不受理",
    Finish "办结", Close "结案", Handle "办理", FinishRate "全办", Underway "在办", NoneLate "否办",
    Carry "结转", CarryOut "转下", CarryIn "转来", Rest "余",
    LastYear "上年", NextYear "下年", ThisYear "本年", OtherTime "别时", Since "以来",
    Compare "比", Up "增", Down "减", Reaching "变到",
    Application "申请", OwnApplication "公开申请", Everyone "全体", Applicant "申请人", Submit "提交",
    Channel "渠道", Channels "多途", ByWay "一途",
    Outcome "结果", Detail "细目词", Partly "部分人", OnTime "按时", Deadline "期限", Of "的", Within "内", Concerning "涉及",
    OtherThing "别事", Dispute "复议诉讼", Except "除", Including "含",
    Denial "否收", Not "否", Zero "零", All "全", Must "须",
    Quantity "量", Each "分别", Filler "虚", We "己方", Region "全域", OwnLevel "本级", NoBody "非机关", Body "机关",
    Among "其中", Lists "列", Composed "组成", Open "未尽", Others "其他项", Holds "内含", NewMatter "另事", Publish "条目动词",
    Thing "事物", Share "占", OtherWhole "别的总数", PlainWhole "一般总数",
    Document "件", NoDocument "非件", Deed "作为", DocumentAside "文件别用", Cleanup "清理",
    Licence "许可", Penalty "处罚", Force "强制", Decide "决定", NoDecision "非决定", Charge "收费",
    Review "复议", Suit "诉讼", DirectSuit "直诉", LaterSuit "复后诉", Disclosure "公开事", Verdict "审理", CaseAside "案别用", GeneralCase "泛案",
    NeverLost "胜诉", AllUpheld "均维持",
    Fee "处理费", NoFee "未收费", Taken "收了", Rate "费率",
}

/// The rows, columns or deeds that a word names, of each class that has such.
pub(crate) type Values = [(Class, &'static str)];

/// A word of the file.
#[derive(Clone, Debug)]
struct Word {
    text: &'static str,
    classes: Classes,
    /// Which of the lexicon's values it has.
    values: Range<usize>,
}

/// All words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// In the order of the file.
    words: Vec<Word>,
    /// The row, column or deed that a word names, of each class that has such; word by word.
    values: Vec<(Class, &'static str)>,
    /// Words by their first character, of one character the longest first.
    by_first: Initials,
    unions: BTreeMap<&'static str, Classes>,
    /// Counted units, the longest first.
    pub(super) units: Vec<&'static str>,
    /// Units that a number in Chinese numerals must have to be taken for a figure.
    pub(super) counted: Vec<&'static str>,
    /// Words just before a number that make it a rough one.
    pub(super) rough_before: Vec<&'static str>,
    /// Words just after a unit that make it a rough one.
    pub(super) rough_after: Vec<&'static str>,
    /// Two kinds that leave no third.
    pub(crate) pairs: Vec<Vec<&'static str>>,
    /// Things that are told in several places, and what each is called.
    pub(crate) told: Vec<(&'static str, Vec<&'static str>)>,
    /// Lists that one file alone asks for, by their names.
    lists: BTreeMap<&'static str, Vec<&'static str>>,
}

/// The words that the program knows, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| shipped!("templates/lexicon.yaml").read(|_, root| Ok(Lexicon::of(root))));

impl Lexicon {
    /// The words under a root.
    fn of(root: Datum) -> Self {
        let (mut words, mut values) = listed(root);
        let mut by_first = Initials::of(words.iter().map(|word| initial(word.text)));
        for group in by_first.groups_mut() {
            group.sort_by_key(|&word| Reverse(words[word as usize].text.len()));
            let same_length =
                |a: &u32, b: &u32| words[*a as usize].text.len() == words[*b as usize].text.len();
            let runs: Vec<&[u32]> = group.chunk_by(same_length).filter(|run| run.len() > 1).collect();
            for run in runs {
                merge(run, &mut words, &mut values);
            }
        }
        let union = |names| each(names).map(class_named).fold(Classes::NONE, Classes::with);
        let unions = root.get("合").and_then(Datum::map).into_iter().flatten();
        let list = |key: &str| {
            let list = root.get("数").and_then(|numbers| numbers.get(key));
            let mut list: Vec<&str> = list.into_iter().flat_map(each).collect();
            list.sort_by_key(|w| std::cmp::Reverse(w.len()));
            list
        };
        Self {
            words,
            values,
            by_first,
            unions: unions.map(|(name, classes)| (name, union(classes))).collect(),
            units: list("量词"),
            counted: list("汉字数的量词"),
            rough_before: list("约在前"),
            rough_after: list("约在后"),
            pairs: root
                .get("成对")
                .and_then(Datum::list)
                .into_iter()
                .flatten()
                .map(|pair| each(pair).collect())
                .collect(),
            told: named(root, "重述").collect(),
            lists: named(root, "单用").collect(),
        }
    }

    /// The longest word that `text` begins with: its length in bytes, its classes, the values it names.
    pub(crate) fn longest(&'static self, text: &str) -> Option<(usize, Classes, &'static Values)> {
        let mut words =
            self.by_first.get(text.chars().next()?).iter().map(|&word| &self.words[word as usize]);
        let word = words.find(|word| text.starts_with(word.text))?;
        Some((word.text.len(), word.classes, &self.values[word.values.clone()]))
    }

    /// Whether a word is one of a class.
    pub(super) fn names(&self, class: Class, word: &str) -> bool {
        self.words.iter().any(|known| known.text == word && known.classes.meets(class))
    }

    /// Whether words of a class name a row or column.
    pub(super) fn has_value(&self, class: Class, value: &str) -> bool {
        self.values.iter().any(|(of, known)| *of == class && *known == value)
    }

    /// The words of a list of its own name.
    pub(crate) fn list(&self, name: &str) -> &[&'static str] {
        self.lists.get(name).unwrap_or_else(|| panic!("templates/lexicon.yaml: no list “{name}”"))
    }

    /// The classes of a name that a pattern uses: one class or several under one name.
    pub(crate) fn named(&self, name: &str) -> Classes {
        self.unions.get(name).copied().unwrap_or_else(|| class_named(name).into())
    }
}

/// The words of all classes, each as often as the file has it, and the values that they have there.
fn listed(root: Datum) -> (Vec<Word>, Vec<(Class, &'static str)>) {
    let named: BTreeMap<&str, Class> = Class::ALL.iter().copied().collect();
    let (mut words, mut values) = (Vec::new(), Vec::new());
    for (name, list) in root.get("词").and_then(Datum::map).into_iter().flatten() {
        let class = named.get(name).copied().unwrap_or_else(|| class_named(name));
        let Some(groups) = list.map() else {
            words.extend(each(list).map(|text| Word { text, classes: class.into(), values: 0..0 }));
            continue;
        };
        for (value, list) in groups {
            let also = named.get(value).copied().unwrap_or(class);
            let (classes, start) = ([class, also].into(), values.len());
            words.extend(each(list).map(|text| Word { text, classes, values: start..start + 1 }));
            values.push((class, value));
        }
    }
    words.extend(composed(root));
    (words, values)
}

/// The words of a class that are made of a stem and a head, any of the one with any of the other: 政府信息公开 + 来函.
fn composed(root: Datum) -> impl Iterator<Item = Word> {
    let classes = root.get("合成").and_then(Datum::map).into_iter().flatten();
    classes.flat_map(|(name, parts)| {
        let parts: Vec<Vec<&str>> =
            parts.list().into_iter().flatten().map(|part| each(part).collect()).collect();
        let [stems, heads] = parts.as_slice() else {
            panic!("templates/lexicon.yaml: {name}: 词干, 词尾")
        };
        let classes = [Class::Application, class_named(name)].into();
        let made = stems.iter().flat_map(|stem| heads.iter().map(move |head| format!("{stem}{head}")));
        made.map(|word| Word { text: word.leak(), classes, values: 0..0 }).collect::<Vec<_>>()
    })
}

/// Gives the first of the same words, which is the one that is found, the classes and values of all. `run` are words of one length and
/// one first character, in the order of the file.
fn merge(run: &[u32], words: &mut [Word], values: &mut Vec<(Class, &'static str)>) {
    for (nth, &first) in run.iter().enumerate() {
        let text = words[first as usize].text;
        let is_same = |&&word: &&u32| words[word as usize].text == text;
        if run[..nth].iter().any(|word| is_same(&word)) || !run[nth + 1..].iter().any(|word| is_same(&word)) {
            continue;
        }
        let (start, mut classes) = (values.len(), Classes::NONE);
        for &word in run[nth..].iter().filter(is_same) {
            classes = classes.with(words[word as usize].classes);
            values.extend_from_within(words[word as usize].values.clone());
        }
        words[first as usize] = Word { text, classes, values: start..values.len() };
    }
}

fn initial(word: &str) -> char {
    word.chars().next().unwrap_or_default()
}

/// The class of a name in the file.
fn class_named(name: &str) -> Class {
    let found = Class::ALL.iter().find(|(n, _)| *n == name);
    found.unwrap_or_else(|| panic!("templates/lexicon.yaml: no class “{name}”")).1
}

/// The lists under a key, with their names.
fn named(root: Datum, key: &str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lists = root.get(key).and_then(Datum::map).into_iter().flatten();
    lists.map(|(name, words)| (name, each(words).collect()))
}

/// Each word of a list.
fn each(list: Datum) -> impl Iterator<Item = &'static str> {
    list.list().into_iter().flatten().filter_map(Datum::word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_the_longest_wins() {
        for (name, class) in Class::ALL {
            assert!(LEXICON.words.iter().any(|w| w.classes.meets(*class)), "{name} has no word");
        }
        // No word is hidden by a shorter one that it begins with.
        let hidden = LEXICON
            .words
            .iter()
            .map(|word| word.text)
            .filter(|text| LEXICON.longest(text).map(|w| w.0) != Some(text.len()));
        assert_eq!(hidden.collect::<Vec<_>>(), [] as [&str; 0]);
        let (length, classes, _) = LEXICON.longest("不予受理4件").expect("a word");
        assert_eq!((length, classes.meets(Class::Receive)), ("不予受理".len(), false));
        let (_, _, values) = LEXICON.longest("部分予以公开3件").expect("a word");
        assert_eq!(values, [(Class::Outcome, "部分公开")]);
    }
}
