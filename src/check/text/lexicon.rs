//! In: `templates/lexicon.yaml`. Out: the classes of words that the patterns speak of, and the longest word at a place of a text.
//! Refuses to know what a class is good for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::yaml::{DataFile, Node};

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
    Compare "比", Up "增", Down "减",
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
#[derive(Clone, Debug, Default)]
struct Word {
    classes: Classes,
    /// The row, column or deed that it names, of each class that has such.
    values: Vec<(Class, &'static str)>,
}

/// All words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: Vec<(&'static str, Word)>,
    /// Where the words with a first character begin and end.
    first: BTreeMap<char, (usize, usize)>,
    unions: BTreeMap<&'static str, Classes>,
    /// Counted units, the longest first.
    pub(super) units: Vec<&'static str>,
    /// Units that a number in Chinese numerals must have to be taken for a figure.
    pub(super) counted: Vec<&'static str>,
    /// Words just before a number that make it a rough one.
    pub(super) rough_before: Vec<&'static str>,
    /// Words just after a unit that make it a rough one.
    pub(super) rough_after: Vec<&'static str>,
}

/// The words that the program knows, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../templates/lexicon.yaml")));

impl Lexicon {
    /// Reads the file.
    fn read(text: &'static str) -> Self {
        DataFile::shipped("templates/lexicon.yaml", text, |_, root| Ok(Self::of(root)))
    }

    /// The words under a root.
    fn of(root: &Node) -> Self {
        let mut words: BTreeMap<String, Word> = BTreeMap::new();
        for entry in root.get("词").and_then(Node::map).unwrap_or_default() {
            let class = class_named(entry.key.text());
            match entry.value.map() {
                Some(groups) => groups.iter().for_each(|group| {
                    let value: &'static str = Box::leak(group.key.text().to_owned().into_boxed_str());
                    let also = Class::ALL.iter().find(|(name, _)| *name == value).map(|(_, c)| *c);
                    each(&group.value, |w| {
                        let word = words.entry(w.to_owned()).or_default();
                        word.classes = word.classes.with(class).with(also.unwrap_or(class));
                        word.values.push((class, value));
                    });
                }),
                None => each(&entry.value, |w| {
                    let word = words.entry(w.to_owned()).or_default();
                    word.classes = word.classes.with(class);
                }),
            }
        }
        let mut unions = BTreeMap::new();
        for entry in root.get("合").and_then(Node::map).unwrap_or_default() {
            let mut classes = Classes::NONE;
            each(&entry.value, |name| classes = classes.with(class_named(name)));
            unions.insert(&*Box::leak(entry.key.text().to_owned().into_boxed_str()), classes);
        }
        let list = |key: &str| {
            let mut list = Vec::new();
            if let Some(node) = root.get("数").and_then(|n| n.get(key)) {
                each(node, |w| list.push(&*Box::leak(w.to_owned().into_boxed_str())));
            }
            list.sort_by_key(|w: &&str| std::cmp::Reverse(w.len()));
            list
        };
        let (words, first) = sorted(words);
        Self {
            words,
            first,
            unions,
            units: list("量词"),
            counted: list("汉字数的量词"),
            rough_before: list("约在前"),
            rough_after: list("约在后"),
        }
    }

    /// The longest word that `text` begins with: its length in bytes, its classes, the values it names.
    pub(crate) fn longest(&'static self, text: &str) -> Option<(usize, Classes, &'static Values)> {
        let (from, to) = *self.first.get(&text.chars().next()?)?;
        let (word, entry) = self.words[from..to].iter().find(|(word, _)| text.starts_with(word))?;
        Some((word.len(), entry.classes, &entry.values))
    }

    /// Whether a word is one of a class.
    pub(super) fn names(&self, class: Class, word: &str) -> bool {
        self.words.iter().any(|(known, entry)| *known == word && entry.classes.meets(class))
    }

    /// Whether words of a class name a row or column.
    pub(super) fn has_value(&self, class: Class, value: &str) -> bool {
        self.words
            .iter()
            .any(|(_, entry)| entry.values.iter().any(|(of, known)| *of == class && *known == value))
    }

    /// The classes of a name that a pattern uses: one class or several under one name.
    pub(crate) fn named(&self, name: &str) -> Classes {
        self.unions.get(name).copied().unwrap_or_else(|| class_named(name).into())
    }
}

/// The words, and where those with a first character begin and end.
type Sorted = (Vec<(&'static str, Word)>, BTreeMap<char, (usize, usize)>);

/// Words by their first character, of one character the longest first.
fn sorted(words: BTreeMap<String, Word>) -> Sorted {
    let mut words: Vec<(&'static str, Word)> =
        words.into_iter().map(|(text, word)| (&*Box::leak(text.into_boxed_str()), word)).collect();
    words.sort_by_key(|(text, _)| (text.chars().next(), std::cmp::Reverse(text.len())));
    let mut first: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    for (i, (text, _)) in words.iter().enumerate() {
        let Some(c) = text.chars().next() else { continue };
        first.entry(c).or_insert((i, i)).1 = i + 1;
    }
    (words, first)
}

/// The class of a name in the file.
fn class_named(name: &str) -> Class {
    let found = Class::ALL.iter().find(|(n, _)| *n == name);
    found.unwrap_or_else(|| panic!("templates/lexicon.yaml: no class “{name}”")).1
}

/// Each word of a list.
fn each(list: &Node, mut then: impl FnMut(&str)) {
    for node in list.list().unwrap_or_default() {
        if let Some(scalar) = node.scalar() {
            then(scalar.text.text());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_the_longest_wins() {
        for (name, class) in Class::ALL {
            assert!(LEXICON.words.iter().any(|(_, w)| w.classes.meets(*class)), "{name} has no word");
        }
        // No word is hidden by a shorter one that it begins with.
        let hidden =
            LEXICON.words.iter().filter(|(word, _)| LEXICON.longest(word).map(|w| w.0) != Some(word.len()));
        assert_eq!(hidden.map(|(word, _)| *word).collect::<Vec<_>>(), [] as [&str; 0]);
        let (length, classes, _) = LEXICON.longest("不予受理4件").expect("a word");
        assert_eq!((length, classes.meets(Class::Receive)), ("不予受理".len(), false));
        let (_, _, values) = LEXICON.longest("部分予以公开3件").expect("a word");
        assert_eq!(values, [(Class::Outcome, "部分公开")]);
    }
}
