//! `templates/documents.yaml`: the documents that reports cite, by name, issuing body's code, year and number.

use std::sync::LazyLock;

use crate::source::numeral;
use crate::yaml::{DataFault, DataFile, Datum, WordList, shipped};

/// A document.
pub(super) struct Document {
    /// Its name without 关于印发 and 的通知, the full one first.
    pub(super) names: WordList,
    /// 机关代字.
    pub(super) code: &'static str,
    /// The same as some print it: 国令.
    pub(super) short: Option<&'static str>,
    /// Of its 文号; an order of the State Council (令) has none.
    pub(super) year: Option<u16>,
    pub(super) number: u16,
    /// The number before it was revised.
    pub(super) former: Option<u16>,
    /// The report years that are to cite it.
    pub(super) from: u16,
    pub(super) until: u16,
    /// Reports are compiled by it.
    pub(super) compiles: bool,
}

/// A day: year, month, day.
pub(super) type Day = (u16, u8, u8);

/// A law or regulation.
pub(super) struct Law {
    /// The full name first.
    pub(super) names: WordList,
    /// How many articles and chapters it has.
    pub(super) articles: u16,
    pub(super) chapters: u16,
    /// When it was made and revised.
    pub(super) made: Vec<Day>,
    /// When that took effect.
    pub(super) in_force: Vec<Day>,
    /// Articles that are written for another where the law is cited for a yearly report: the wrong one, and the one that is meant.
    pub(super) confused: Vec<(usize, &'static str)>,
    /// What its articles are about.
    pub(super) subjects: Vec<Subject>,
    /// What is done by its articles.
    pub(super) doings: Vec<Subject>,
    /// What applications are dealt with by its articles.
    pub(super) cases: Vec<Subject>,
    /// What the items of an article are about.
    pub(super) items: Vec<Item>,
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
    /// The numbers of the articles, the chief one first.
    pub(super) articles: Vec<usize>,
    /// They as they are written: 二十条、十九条.
    pub(super) written: &'static str,
    /// What it is called.
    pub(super) words: WordList,
}

impl Law {
    /// The full name.
    pub(super) fn name(&self) -> &'static str {
        self.names.first().unwrap_or_default()
    }

    /// The law of a name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        TABLE.laws.iter().find(|law| law.names.has(name))
    }
}

/// What is known.
pub(super) struct Table {
    /// Codes of national bodies.
    pub(super) codes: WordList,
    pub(super) documents: Vec<Document>,
    pub(super) laws: Vec<Law>,
    /// What is said of the day on which a law was made, and of that on which it took effect.
    pub(super) verbs: [WordList; 2],
    /// What leads from an article to what it says: 规定的.
    pub(super) leads: WordList,
    /// What may stand before and behind a name.
    pub(super) before: WordList,
    pub(super) behind: WordList,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    shipped!("templates/documents.yaml").read(|file, root| {
        let mut fields = file.fields(root)?;
        let mut must = |key| file.must(root, &mut fields, key);
        let read = Table {
            codes: file.words(must("代字")?)?,
            documents: file
                .list(must("文件")?)?
                .map(|node| document(file, node))
                .collect::<Result<_, _>>()?,
            laws: file.list(must("法律")?)?.map(|node| law(file, node)).collect::<Result<_, _>>()?,
            verbs: [file.words(must("公布说法")?)?, file.words(must("施行说法")?)?],
            leads: file.words(must("条文说法")?)?,
            before: file.words(must("前语")?)?,
            behind: file.words(must("后语")?)?,
        };
        file.done(&fields)?;
        Ok(read)
    })
});

fn law(file: DataFile<'_>, node: Datum) -> Result<Law, DataFault> {
    let mut fields = file.fields(node)?;
    let names = file.words(file.must(node, &mut fields, "名称")?)?;
    let mut count = |key: &str| -> Result<u16, DataFault> {
        let written = file.text(file.must(node, &mut fields, key)?)?;
        written.parse().map_err(|_| file.fault(node, format!("“{key}”不是数")))
    };
    let (articles, chapters) = (count("条数")?, count("章数")?);
    let mut list = |key| -> Result<Vec<Day>, DataFault> {
        let days = file.words(file.must(node, &mut fields, key)?)?;
        let read =
            days.iter().map(|day| read_day(day).ok_or_else(|| file.fault(node, format!("“{day}”不是日期"))));
        read.collect()
    };
    let (made, in_force) = (list("公布")?, list("施行")?);
    let confused = fields.take("误写").and_then(Datum::map).into_iter().flatten();
    let confused = confused.map(|(right, wrong)| {
        let numbers = file.words(wrong)?;
        let read = numbers.iter().map(move |n| n.parse().map(|n| (n, right)));
        read.collect::<Result<Vec<_>, _>>().map_err(|_| file.fault(wrong, "“误写”不是条文的序号".to_owned()))
    });
    let confused = confused.collect::<Result<Vec<_>, DataFault>>()?.concat();
    let mut subjects = |key| {
        let entries = fields.take(key).and_then(Datum::map).into_iter().flatten();
        entries.map(|(written, words)| subject(file, written, words)).collect::<Result<Vec<_>, DataFault>>()
    };
    let (subjects, doings, cases) = (subjects("主题")?, subjects("做法")?, subjects("所对")?);
    let mut items = Vec::new();
    for (article, listed) in fields.take("分项").and_then(Datum::map).into_iter().flatten() {
        for (number, words) in listed.map().into_iter().flatten() {
            let ordinal = |text| numeral(text).map(|(value, _)| value);
            let read = ordinal(article).zip(ordinal(number));
            let fault = || file.fault(words, format!("“{number}”不是序号"));
            let (article, value) = read.ok_or_else(fault)?;
            items.push(Item { article, number: value, written: number, words: file.words(words)? });
        }
    }
    file.done(&fields)?;
    Ok(Law { names, articles, chapters, made, in_force, confused, subjects, doings, cases, items })
}

/// `二十条、十九条: [主动公开内容]`.
fn subject(file: DataFile<'_>, written: &'static str, words: Datum) -> Result<Subject, DataFault> {
    let article = |part: &str| {
        let (value, _) = numeral(part).filter(|(_, len)| &part[*len..] == "条")?;
        Some(value)
    };
    let articles: Option<Vec<usize>> = written.split('、').map(article).collect();
    let articles = articles.ok_or_else(|| file.fault(words, format!("“{written}”不是条文的序号")))?;
    Ok(Subject { articles, written, words: file.words(words)? })
}

/// `2020-01-31`.
fn read_day(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn document(file: DataFile<'_>, node: Datum) -> Result<Document, DataFault> {
    let mut fields = file.fields(node)?;
    let names = file.words(file.must(node, &mut fields, "名称")?)?;
    let code = file.text(file.must(node, &mut fields, "代字")?)?;
    let short = file.may(&mut fields, "又作")?;
    let number = |text: &str| text.parse().map_err(|_| file.fault(node, format!("“{text}”不是数")));
    let year = file.may(&mut fields, "年")?.map(number).transpose()?;
    let own = number(file.text(file.must(node, &mut fields, "号")?)?)?;
    let former = file.may(&mut fields, "旧号")?.map(number).transpose()?;
    let (from, until) = match fields.take("年度") {
        None => (0, u16::MAX),
        Some(years) => {
            let [from, until] = file.list(years)?.collect::<Vec<_>>()[..] else {
                return Err(file.fault(node, "“年度”写成 [起, 止]，止可以写“不限”"));
            };
            let last = file.text(until)?;
            (number(file.text(from)?)?, if last == "不限" { u16::MAX } else { number(last)? })
        }
    };
    let compiles = file.may(&mut fields, "编制")?.is_some_and(|word| word == "是");
    file.done(&fields)?;
    Ok(Document { names, code, short, year, number: own, former, from, until, compiles })
}

impl Document {
    /// Whether a code is its own.
    pub(super) fn has_code(&self, code: &str) -> bool {
        self.code == code || self.short == Some(code)
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
