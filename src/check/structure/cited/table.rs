//! `templates/documents.yaml`: the documents that reports cite, by name, issuing body's code, year and number; the laws.

use std::sync::LazyLock;

use crate::source::{head, numeral};
use crate::yaml::{DataFault, DataFile, Datum, FromDatum, WordList, entries, shipped};

entries! {
    pub(super) struct Document {
        // Its name without 关于印发 and 的通知, the full one first.
        "名称" names: WordList,
        // 机关代字.
        "代字" code: &'static str,
        // What stands there in lists of 发文字号: 国令第711号.
        "发文代字" listed: Option<&'static str> = None,
        // Of its 文号; an order of the State Council (令) has no year.
        "年" year: Option<u16> = None,
        "号" number: u16,
        // The number before it was revised.
        "旧号" former: Option<u16> = None,
        // The report years that are to cite it.
        "年度" years: Years = Years([0, u16::MAX]),
        // Reports are compiled by it.
        "编制" compiles: bool = false,
    }
}

/// The first and the last year, which may be 不限.
pub(super) struct Years([u16; 2]);

impl Years {
    pub(super) fn has(&self, year: u16) -> bool {
        (self.0[0]..=self.0[1]).contains(&year)
    }
}

impl FromDatum for Years {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let [first, last] = <[Datum; 2]>::read(file, datum)?;
        let last = if last.word() == Some("不限") { u16::MAX } else { u16::read(file, last)? };
        Ok(Self([u16::read(file, first)?, last]))
    }
}

/// A day: year, month, day.
pub(super) type Day = (u16, u8, u8);

impl FromDatum for Day {
    /// `2020-01-31`.
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let written = file.text(datum)?;
        let mut parts = written.splitn(3, '-');
        let day = (|| {
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        })();
        day.ok_or_else(|| file.fault(datum, format!("“{written}”不是日期")))
    }
}

entries! {
    pub(super) struct Law {
        // The full name first.
        "名称" names: WordList,
        // How many articles and chapters it has.
        "条数" articles: u16,
        "章数" chapters: u16,
        // When it was made and revised, and when that took effect.
        "公布" made: Vec<Day>,
        "施行" in_force: Vec<Day>,
        // Articles that are meant where others are written and the law is cited for a yearly report.
        "误写" confused: Box<[(&'static str, Vec<u16>)]> = Box::default(),
        // What its articles are about, what is done by them, what applications are dealt with by them.
        "主题" subjects: Vec<Subject> = Vec::new(),
        "做法" doings: Vec<Subject> = Vec::new(),
        "所对" cases: Vec<Subject> = Vec::new(),
        // What the items of an article are about.
        "分项" items: Vec<Item> = Vec::new(),
    }
}

/// What an item of an article is about: the numbers of both.
pub(super) struct Item {
    pub(super) article: usize,
    pub(super) number: usize,
    /// The item's number as it is written: 十二.
    pub(super) written: &'static str,
    pub(super) words: WordList,
}

/// What some articles of a law are about.
pub(super) struct Subject {
    /// The articles as they are written, the chief one first, and behind ； those that are right too and not told: 二十条、十九条；五条至八条.
    all: &'static str,
    /// What it is called.
    pub(super) words: WordList,
}

impl Law {
    /// The full name.
    pub(super) fn name(&self) -> &'static str {
        self.names.first().unwrap_or_default()
    }

    pub(super) fn named(name: &str) -> Option<&'static Self> {
        TABLE.laws.iter().find(|law| law.names.has(name))
    }
}

impl Subject {
    /// Those that are told.
    pub(super) fn written(&self) -> &'static str {
        head(self.all, "；")
    }

    /// Whether an article is one of them. Read where it is asked: most reports cite none.
    pub(super) fn has(&self, article: usize) -> bool {
        let number = |written: &str| numeral(written).map_or(0, |(value, _)| value);
        self.all.split(['、', '；']).any(|row| {
            let (first, last) = row.split_once('至').unwrap_or((row, row));
            (number(first)..=number(last)).contains(&article)
        })
    }
}

/// What a number of an article or an item is.
fn ordinal(file: DataFile<'_>, written: &str, words: Datum) -> Result<usize, DataFault> {
    let read = numeral(written).map(|(value, _)| value);
    read.ok_or_else(|| file.fault(words, format!("“{written}”不是序号")))
}

impl FromDatum for Vec<Subject> {
    /// `二十条、十九条；五条至八条: [主动公开内容]`.
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let subjects = datum.map().into_iter().flatten();
        subjects.map(|(all, words)| Ok(Subject { all, words: file.words(words)? })).collect()
    }
}

impl FromDatum for Vec<Item> {
    /// `二十: {一: [规范性文件]}`.
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let articles = datum.map().into_iter().flatten();
        let items = articles
            .flat_map(|(article, items)| items.map().into_iter().flatten().map(move |item| (article, item)));
        let items = items.map(|(article, (written, words))| {
            let (article, number) = (ordinal(file, article, words)?, ordinal(file, written, words)?);
            Ok(Item { article, number, written, words: file.words(words)? })
        });
        items.collect()
    }
}

entries! {
    pub(super) struct Table {
        // Codes of national bodies.
        "代字" codes: WordList,
        "文件" documents: Vec<Document>,
        "法律" laws: Vec<Law>,
        // What is said of the day on which a law was made, and of that on which it took effect.
        "公布说法" made: WordList,
        "施行说法" in_force: WordList,
        // What leads from an article to what it says: 规定的.
        "条文说法" leads: WordList,
        // What may stand before and behind a name.
        "前语" before: WordList,
        "后语" behind: WordList,
        "代字开头" code_begins: WordList,
        "代字末字" code_ends: &'static str,
        "残缺代字" maimed: WordList,
        "非全名" goes_on: WordList,
        "通名" common: WordList,
        "自定" own_kinds: WordList,
        "衍词" padding: WordList,
        "印发" verbs: WordList,
        "印发者" issuers: WordList,
        "印发后" behind_issued: WordList,
        "条例所言" about: WordList,
        "条例末词" regulation_ends: WordList,
        "条例开头" regulation_begins: WordList,
        "编制年报" compiling: WordList,
        "依照" by: WordList,
        "所对末词" case_ends: WordList,
        "规定" rules: WordList,
        "统计件数" counted: WordList,
        "题名" titles: Titles,
    }
}

entries! {
    /// 题名: how names of documents stand in 《》.
    pub(super) struct Titles {
        // What they are and end with.
        "种类" kinds: WordList,
        // What such a name has before.
        "领起" leads: WordList,
        // What it begins with behind its issuer.
        "题始" about: &'static str,
        // Names that are never without marks.
        "必加" bare: WordList,
        // Short names that say nothing by themselves.
        "简称" short: WordList,
    }
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| shipped!("templates/documents.yaml").all());

impl Document {
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.code == code
    }

    /// The full name.
    pub(super) fn name(&self) -> &'static str {
        self.names.first().unwrap_or_default()
    }

    /// 国办公开办函〔2021〕30号, 国务院令第711号.
    pub(super) fn citation(&self) -> String {
        match self.year {
            Some(year) => format!("{}〔{year}〕{}号", self.code, self.number),
            None => format!("{}第{}号", self.code, self.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_subjects_are_ordinals() {
        let of = |law: &'static Law| law.subjects.iter().chain(&law.doings).chain(&law.cases);
        for subject in TABLE.laws.iter().flat_map(of) {
            let numbers = subject.all.split(['、', '；', '至']);
            assert!(numbers.clone().all(|written| numeral(written).is_some()), "{}", subject.all);
        }
        let subject = Subject { all: "二十条、十九条；五条至八条", words: WordList::NONE };
        assert!([20, 19, 5, 7, 8].iter().all(|&article| subject.has(article)));
        assert!(![4, 9, 21].iter().any(|&article| subject.has(article)));
        assert_eq!(subject.written(), "二十条、十九条");
    }
}
