//! The documents that the prose cites: name, code, year and number agree with each other and with the report's year (F02), the
//! year stands in 〔〕 (F03), the name in 《》 (F08), 函 is not 涵 (G02); and the form's own words (F04).

mod agreeing;
mod laws;
mod mentions;
mod table;
mod titled;

use std::ops::Range;
use std::sync::LazyLock;

use self::mentions::{Name, Reference, names, numbers};
use self::table::{Document, TABLE};
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};
use crate::form::quantity::RowName;
use crate::source::{self, digits_leading, head, tail};

/// A paragraph whose citations are looked at.
struct Citations<'a> {
    facts: &'a Facts,
    paragraph: &'a Paragraph,
    sink: &'a mut Diagnostics,
}

/// Reads the documents and laws that are known.
pub(super) fn prepare() {
    LazyLock::force(&TABLE);
}

pub(super) fn check(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    laws::check(paragraph, sink);
    let text = paragraph.as_str();
    let mut citations = Citations { facts, paragraph, sink };
    let names = names(text);
    let known: Vec<Option<&Document>> = names.iter().map(|name| citations.name(name)).collect();
    let mut paired = vec![false; names.len()];
    for range in mentions::malformed_years(text) {
        let year = &text[range.clone()];
        let fault = if year.contains('年') { "后面不写“年”" } else { "不是四位数" };
        let message = format!("文号的年份“{year}”{fault}");
        citations.find(&codes::F02, range, message, "核对年份");
    }
    for range in mentions::without_mark(text) {
        let message = format!("文号“{}”后面少了“号”", &text[range.clone()]);
        citations.find(&codes::F02, range, message, "补上“号”");
    }
    for range in mentions::half_bracketed(text) {
        let message = format!("文号“{}”少了“〔”", &text[range.clone()]);
        citations.find(&codes::F03, range, message, "年份用六角括号〔〕括起");
    }
    for (range, fault) in mentions::maimed(text) {
        let message = format!("文号“{}”{fault}", &text[range.clone()]);
        citations.find(&codes::F03, range, message, "照原件写全文号");
    }
    let numbers = numbers(text);
    for number in &numbers {
        citations.marks(number);
        // 国务院令第711号《…条例》 too.
        let before = |name: &Name| number.order.end + '《'.len_utf8() == name.inner.start;
        let beside = names.iter().position(|name| is_beside(text, &name.inner, number) || before(name));
        if let Some(at) = beside {
            paired[at] = true;
        }
        citations.number(number, beside.map(|at| (&names[at], known[at])));
    }
    for ((name, known), paired) in names.iter().zip(known).zip(paired) {
        if let Some(document) = known.filter(|_| !paired) {
            citations.edition(document, name.inner.clone());
        }
    }
    titled::check(paragraph, &names, &numbers, sink);
}

/// Looks at the citations of all paragraphs together.
pub(super) fn check_all(facts: &Facts, sink: &mut Diagnostics) {
    agreeing::check(facts, sink);
    titled::short_names(facts, sink);
    old_name(facts, sink);
}

/// Whether a number stands right behind a name: `《…》（国办发〔2018〕123号）`.
fn is_beside(text: &str, name: &Range<usize>, number: &Reference) -> bool {
    let from = name.end + '》'.len_utf8();
    let between = text.get(from..number.code.start).unwrap_or("x");
    let issuer = between.trim_start_matches(['（', '(']).trim_start_matches("中华人民共和国");
    from <= number.code.start && (issuer.is_empty() || issuer == "的通知（")
}

impl Citations<'_> {
    fn find(&mut self, rule: &'static Rule, at: Range<usize>, message: String, help: impl Into<String>) {
        self.sink.push(self.paragraph.finding(rule, at, message).help(help));
    }

    /// F02: the document that a name means; said if it is not written as it is called.
    fn name(&mut self, name: &Name) -> Option<&'static Document> {
        let core = name.core.as_str();
        let written = &self.paragraph.as_str()[name.inner.clone()];
        // An order of the State Council has no issuer in its name.
        let named = |d: &Document| d.year.is_some() || !written.starts_with("国务院");
        let called = |core: &str| TABLE.documents.iter().find(|d| d.names.has(core) && named(d));
        let trial = name.trial.then(|| called(&format!("{core}（试行）"))).flatten();
        if let Some(document) = trial.or_else(|| called(core)) {
            return Some(document);
        }
        let near = TABLE.documents.iter().find(|d| {
            d.names.iter().any(|n| {
                is_miswritten(core, n)
                    || is_led_wrong(core, n)
                    || TABLE.padding.iter().any(|word| is_padded(core, n, word))
                    || is_padded(n, core, "信息")
                    || is_rearranged(core, n)
                    || has_other_word(core, n)
            })
        });
        let document = near.or_else(|| is_regulation(written).then(|| &TABLE.documents[0]))?;
        let message = format!("文件名称“{written}”与“{}”有出入", document.name());
        let help = format!("核对名称；文号是{}", document.citation());
        self.find(&codes::F02, name.inner.clone(), message, help);
        Some(document)
    }

    /// F02 and G02: the parts of a 文号, against the name beside it, or against the document that such a sentence means.
    fn number(&mut self, number: &Reference, name: Option<(&Name, Option<&'static Document>)>) {
        let named = name.and_then(|(_, document)| document);
        let text = self.paragraph.as_str();
        let written = &text[number.code.clone()];
        if written.is_empty() {
            return;
        }
        if let Some(at) = written.find('涵') {
            let start = number.code.start + at;
            let message = format!("文号“{written}”里的“涵”应为“函”");
            self.find(&codes::G02, start..start + '涵'.len_utf8(), message, "写成“函”");
        }
        let code = written.replace('涵', "函");
        let is = |d: &Document| d.has_code(&code) && d.year == number.year && d.number == number.number;
        if let Some(own) = TABLE.documents.iter().find(|d| is(d)) {
            let other = name.and_then(|(name, document)| Some((name, document.filter(|d| !is(d))?)));
            match other {
                // 《…格式（试行）》（国办公开办函〔2021〕30号）: the number is the one that this year's report is to cite.
                Some((name, _)) if name.trial && self.is_of_year(own) => {
                    let written = &text[name.inner.clone()];
                    let message =
                        format!("名称“{written}”与文号不符：{}是《{}》", own.citation(), own.name());
                    self.find(&codes::F02, name.inner.clone(), message, "核对名称");
                }
                Some((_, document)) => self.differs(number, &code, document),
                None => self.edition(own, number.whole()),
            }
            return;
        }
        let about = |d: &Document| {
            name.is_none_or(|(name, _)| d.name().ends_with(&name.core) || is_about(&name.core, d.name()))
        };
        // 2007年国务院令第492号公布、2019年国务院令第711号修订.
        let beside = |d: &Document| self.paragraph.has(&format!("第{}号", d.number));
        match named.or_else(|| self.meant(&code, number)) {
            Some(old) if old.former == Some(number.number) && beside(old) => {}
            Some(old) if old.former == Some(number.number) => {
                let message = format!("引用了修订前的文件（{written}第{}号）", number.number);
                self.find(&codes::F02, number.whole(), message, format!("现行的是{}", old.citation()));
            }
            Some(document) if named.is_some() || about(document) => self.differs(number, &code, document),
            _ => {}
        }
    }

    /// The document that a number without a name is meant for: one of which it has all but a part, if the code is no other
    /// body's, or the sentence says that the report is compiled by it.
    fn meant(&self, code: &str, number: &Reference) -> Option<&'static Document> {
        let sentence = sentence_at(self.paragraph.as_str(), number.order.start);
        let compiles = sentence.contains("编制") || sentence.contains("报告格式");
        let known = TABLE.codes.has(code);
        TABLE.documents.iter().find(|d| {
            let same = [d.has_code(code), d.year == number.year, d.number == number.number];
            let differing = same.iter().filter(|same| !**same).count();
            let by_it = compiles && d.compiles && self.is_of_year(d);
            let former = d.has_code(code) && d.former == Some(number.number);
            // The office of 国办公开办 has issued few documents: of one of them a part is wrong.
            let few = code == d.code
                && code.starts_with("国办公开")
                && d.year.zip(number.year).is_some_and(|(a, b)| a.abs_diff(b) <= 2);
            // 按国办函〔2021〕109号收取信息处理费: it speaks of what that document is about.
            let about = || {
                let off = d.year.zip(number.year).is_some_and(|(a, b)| a.abs_diff(b) == 1);
                same == [true, false, true] && off && is_about(sentence, d.name())
            };
            // 国办发第711号: only an order has no year.
            let order = same == [false, true, true] && number.year.is_none();
            former
                || order
                || about()
                || differing == 1
                    && (by_it || few || !known && !d.has_code(code) && code.starts_with("国办公"))
        })
    }

    /// F02: the first part of a number that is not the document's; less grave where lists of 发文字号 have it so.
    fn differs(&mut self, number: &Reference, code: &str, document: &Document) {
        if document.listed == Some(code) && document.number == number.number {
            let written = &self.paragraph.as_str()[number.whole()];
            let message = format!("“{written}”是目录里的发文字号，正文引用写{}", document.citation());
            let finding = self.paragraph.finding(&codes::F02, number.code.clone(), message).softened();
            return self.sink.push(finding.help(format!("写成{}", document.citation())));
        }
        let parts = [
            (document.has_code(code), number.code.clone(), "机关代字"),
            (document.year == number.year, number.bracket.clone(), "年份"),
            (document.number == number.number, number.order.clone(), "序号"),
        ];
        let mut wrong = parts.into_iter().filter(|(same, ..)| !*same);
        let (at, what) = match (wrong.next(), wrong.next()) {
            (Some((_, at, what)), None) if !at.is_empty() => (at, what),
            _ => (number.whole(), "几个部分"),
        };
        let written = &self.paragraph.as_str()[number.whole()];
        let message = format!("文号“{written}”的{what}与《{}》不符", document.name());
        self.find(&codes::F02, at, message, format!("写成{}", document.citation()));
    }

    /// Whether a document is one that the report's year cites.
    fn is_of_year(&self, document: &Document) -> bool {
        document.years.has(self.facts.year.value)
    }

    /// F02: a document of another report year.
    fn edition(&mut self, document: &Document, at: Range<usize>) {
        let year = self.facts.year.value;
        let right = TABLE.documents.iter().find(|d| d.compiles && self.is_of_year(d));
        // What it is about, in the name of the notice; 格式（试行） is the other.
        let text = self.paragraph.as_str();
        let named =
            |name: &str| self.paragraph.all(name).any(|at| !text[at + name.len()..].starts_with(['（', '(']));
        let beside = right.is_some_and(|d| named(d.name()));
        let right = right.map_or_else(String::new, Document::citation);
        // 不再沿用国办公开办函〔2019〕60号: the right one stands beside it.
        if self.is_of_year(document) || self.paragraph.has(&right) || beside {
            return;
        }
        let message = format!("引用的是{}，{year} 年度适用{right}", document.citation());
        self.find(&codes::F02, at, message, format!("改引{right}"));
    }

    /// F03: the year in 〔〕, the number without 第.
    fn marks(&mut self, number: &Reference) {
        let text = self.paragraph.as_str();
        let Some(year) = number.year else { return };
        let bracket = &text[number.bracket.clone()];
        let fault = if !bracket.starts_with('〔') || !bracket.ends_with('〕') {
            "年份没有用六角括号"
        } else if number.ordinal || text[number.order.clone()].starts_with('0') {
            "序号不加“第”，不编虚位"
        } else {
            return;
        };
        let at = number.bracket.start..number.order.end;
        let message = format!("文号“{}”的{fault}", &text[at.clone()]);
        self.find(&codes::F03, at, message, format!("写成〔{year}〕{}号", number.number));
    }
}

/// Whether a sentence says five characters of a document's name that are not every document's. Those of a year (2022年…要点) are others.
fn is_about(sentence: &str, name: &str) -> bool {
    let told = TABLE.common.iter().fold(name.to_owned(), |told, word| told.replace(word, "，"));
    let chars: Vec<char> = told.chars().collect();
    !name.starts_with(|c: char| c.is_ascii_digit())
        && chars.windows(5).any(|five| sentence.contains(&five.iter().collect::<String>()))
}

fn sentence_at(text: &str, at: usize) -> &str {
    let start = at - tail(&text[..at], "。").len();
    &text[start..at + head(&text[at..], "。").len()]
}

/// Whether a name is another, miswritten: a character or two in a long one. Of yearly documents (要点) the year would be the
/// difference, so they are never taken for each other.
fn is_miswritten(written: &str, name: &str) -> bool {
    let length = name.chars().count();
    if length < 8 || name.starts_with(|c: char| c.is_ascii_digit()) || is_own_kind(written, name) {
        return false;
    }
    let most = (length / 8).clamp(1, 3);
    // Whose lengths differ by more are further apart.
    written.chars().count().abs_diff(length) <= most
        && (1..=most).contains(&strsim::levenshtein(written, name))
}

/// The word of two characters that a name has in the place of another's, if that is all they differ in.
fn other_word<'n>(written: &'n str, name: &str) -> Option<&'n str> {
    let same: usize =
        written.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let end = same + "词语".len();
    (written.len() == name.len() && written.get(end..)? == name.get(end..)?)
        .then(|| written.get(same..end))?
}

/// 实施意见 for 指导意见: a document of one's own by another's.
fn is_own_kind(written: &str, name: &str) -> bool {
    other_word(written, name).is_some_and(|word| TABLE.own_kinds.has(word))
}

/// 信息处理费收取办法 for 信息处理费管理办法: a long name with another word in it.
fn has_other_word(written: &str, name: &str) -> bool {
    name.chars().count() >= 12 && other_word(written, name).is_some() && !is_own_kind(written, name)
}

/// 信息公开政府条例: the characters of a name in another order.
fn is_rearranged(written: &str, name: &str) -> bool {
    written.len() >= "信息公开条例".len() && source::is_rearranged(written, name)
}

/// 政府信息公开管理条例: a document's name with a word that it does not have; of a name that lacks one the document's is it.
fn is_padded(written: &str, name: &str, word: &str) -> bool {
    written.len() == name.len() + word.len()
        && name.chars().count() >= 8
        && written.match_indices(word).any(|(at, _)| {
            name.strip_prefix(&written[..at]).is_some_and(|rest| rest == &written[at + word.len()..])
        })
}

/// 国务院办公关于印发〈…管理办法〉: the document's name whole, and what leads to it or follows it miswritten by a character or two.
fn is_led_wrong(core: &str, name: &str) -> bool {
    if core.len() <= name.len() {
        return false;
    }
    let Some((head, tail)) = core.split_once(name).filter(|_| name.chars().count() >= 8) else {
        return false;
    };
    let distance = |text: &str, lawful: &mut dyn Iterator<Item = String>| {
        lawful.map(|right| strsim::levenshtein(text, &right)).min().unwrap_or(usize::MAX)
    };
    // The first part of the issuer may be gone already.
    let heads = |issuer| TABLE.verbs.iter().map(move |verb| format!("{issuer}{verb}"));
    let wrong = distance(head, &mut TABLE.issuers.iter().flat_map(heads))
        + distance(tail, &mut TABLE.behind_issued.iter().map(str::to_owned));
    (1..=2).contains(&wrong) && head.chars().count() + tail.chars().count() > 2
}

/// Whether a name is meant for 《中华人民共和国政府信息公开条例》: it ends so, and is no region's.
fn is_regulation(core: &str) -> bool {
    TABLE.about.says(core) && TABLE.regulation_ends.closes(core) && TABLE.regulation_begins.opens(core)
}

/// F04: table two's own counts under a name that the form has given up; said once for the report. None at all is no count.
fn old_name(facts: &Facts, sink: &mut Diagnostics) {
    const WORD: &str = "规范性文件";
    let counted = |text: &str, at: usize| {
        let rest = text[at + WORD.len()..].trim_start_matches(['共', '为']);
        let digits = digits_leading(rest);
        TABLE.counted.closes(&text[..at])
            && rest[digits..].starts_with('件')
            && rest[..digits].parse().is_ok_and(|n: u64| n > 0)
    };
    let places = facts.prose.iter().flat_map(|p| p.as_str().match_indices(WORD).map(move |(at, _)| (p, at)));
    let name = facts.row_said(RowName::Norms);
    let first = places.filter(|_| name != WORD).find(|(p, at)| counted(p.as_str(), *at));
    if let Some((paragraph, at)) = first {
        let message = format!("{} 年格式的名称是“{name}”", facts.form.edition);
        let found = paragraph.finding(&codes::F04, at..at + WORD.len(), message);
        sink.push(found.help(format!("写成“{name}”")));
    }
}
