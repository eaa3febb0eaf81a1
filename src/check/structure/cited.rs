//! The documents that the prose cites: name, code, year and number agree with each other and with the report's year (F02), the
//! year stands in 〔〕 (F03), 函 is not 涵 (G02); and the form's own words (F04).

mod agreeing;
mod laws;
mod mentions;
mod table;

use std::ops::Range;
use std::sync::LazyLock;

use self::mentions::{Name, Reference, names, numbers};
use self::table::{Document, TABLE};
use super::finding;
use crate::check::facts::{Facts, Paragraph};
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes::{self, Rule};
use crate::form::quantity::RowName;

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

/// Looks at the citations of a paragraph.
pub(super) fn check(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    laws::check(paragraph, sink);
    let text = paragraph.as_str();
    let mut citations = Citations { facts, paragraph, sink };
    let names = names(text);
    let known: Vec<Option<&Document>> = names.iter().map(|name| citations.name(name)).collect();
    let mut paired = vec![false; names.len()];
    for range in mentions::malformed_years(text) {
        let message = format!("文号的年份“{}”不是四位数", &text[range.clone()]);
        citations.find(&codes::F02, range, message, "核对年份".to_owned());
    }
    for range in mentions::without_mark(text) {
        let message = format!("文号“{}”后面少了“号”", &text[range.clone()]);
        citations.find(&codes::F02, range, message, "补上“号”".to_owned());
    }
    for range in mentions::half_bracketed(text) {
        let message = format!("文号“{}”少了“〔”", &text[range.clone()]);
        citations.find(&codes::F03, range, message, "年份用六角括号〔〕括起".to_owned());
    }
    for number in numbers(text) {
        citations.marks(&number);
        // 国务院令第711号《…条例》 too.
        let before = |name: &Name| number.order.end + '《'.len_utf8() == name.inner.start;
        let beside = names.iter().position(|name| is_beside(text, &name.inner, &number) || before(name));
        if let Some(at) = beside {
            paired[at] = true;
        }
        citations.number(&number, beside.map(|at| (&names[at], known[at])));
    }
    for ((name, known), paired) in names.iter().zip(known).zip(paired) {
        if let Some(document) = known.filter(|_| !paired) {
            citations.edition(document, name.inner.clone());
        }
    }
}

/// Looks at the citations of all paragraphs together.
pub(super) fn check_all(facts: &Facts, sink: &mut Diagnostics) {
    agreeing::check(facts, sink);
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
    fn find(&mut self, rule: &'static Rule, at: Range<usize>, message: String, help: String) {
        let found = finding(self.paragraph, rule, at.start, at.len(), message);
        self.sink.push(found.help(help));
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
                    || is_padded(core, n, &WORDS)
                    || is_padded(n, core, &["信息"])
                    || is_rearranged(core, n)
                    || has_other_word(core, n)
            })
        });
        let document = near.or_else(|| is_regulation(written).then(|| &TABLE.documents[0]))?;
        let message = format!("文件名称“{written}”与“{}”有出入", document.name());
        self.find(
            &codes::F02,
            name.inner.clone(),
            message,
            format!("核对名称；文号是{}", document.citation()),
        );
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
            let help = "写成“函”".to_owned();
            self.find(
                &codes::G02,
                start..start + '涵'.len_utf8(),
                format!("文号“{written}”里的“涵”应为“函”"),
                help,
            );
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
                    self.find(&codes::F02, name.inner.clone(), message, "核对名称".to_owned());
                }
                Some((_, document)) => self.differs(number, &code, document),
                None => self.edition(own, number.whole()),
            }
            return;
        }
        if let Some(old) =
            named.or_else(|| self.meant(&code, number)).filter(|d| d.former == Some(number.number))
        {
            // 2007年国务院令第492号公布、2019年国务院令第711号修订.
            if self.paragraph.has(&format!("第{}号", old.number)) {
                return;
            }
            let message = format!("引用了修订前的文件（{written}第{}号）", number.number);
            self.find(&codes::F02, number.whole(), message, format!("现行的是{}", old.citation()));
        } else if let Some(document) = named {
            self.differs(number, &code, document);
        } else if let Some(document) =
            self.meant(&code, number).filter(|d| name.is_none_or(|(name, _)| is_about(&name.core, d.name())))
        {
            self.differs(number, &code, document);
        }
    }

    /// The document that a number without a name is meant for: one of which it has all but a part, if the code is no other
    /// body's, or the sentence says that the report is compiled by it.
    fn meant(&self, code: &str, number: &Reference) -> Option<&'static Document> {
        let year = self.facts.year.value;
        let text = self.paragraph.as_str();
        let sentence = sentence_at(text, number.order.start);
        let compiles = sentence.contains("编制") || sentence.contains("报告格式");
        let known = TABLE.codes.iter().any(|c| c == code);
        TABLE.documents.iter().find(|d| {
            let same = [d.has_code(code), d.year == number.year, d.number == number.number];
            let differing = same.iter().filter(|same| !**same).count();
            let by_it = compiles && d.compiles && (d.from..=d.until).contains(&year);
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
            former
                || about()
                || differing == 1
                    && (by_it || few || !known && !d.has_code(code) && code.starts_with("国办公"))
        })
    }

    /// F02: the first part of a number that is not the document's.
    fn differs(&mut self, number: &Reference, code: &str, document: &Document) {
        let right = document.citation();
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
        let name = document.name();
        let written = &self.paragraph.as_str()[number.whole()];
        self.find(
            &codes::F02,
            at,
            format!("文号“{written}”的{what}与《{name}》不符"),
            format!("写成{right}"),
        );
    }

    /// Whether a document is one that the report's year cites.
    fn is_of_year(&self, document: &Document) -> bool {
        (document.from..=document.until).contains(&self.facts.year.value)
    }

    /// F02: a document of another report year.
    fn edition(&mut self, document: &Document, at: Range<usize>) {
        let year = self.facts.year.value;
        let right = TABLE.documents.iter().find(|d| d.compiles && (d.from..=d.until).contains(&year));
        let right = right.map_or_else(String::new, Document::citation);
        // 不再沿用国办公开办函〔2019〕60号: the right one stands beside it.
        if self.is_of_year(document) || self.paragraph.has(&right) {
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
        let at = number.bracket.start..number.order.end;
        let right = format!("写成〔{year}〕{}号", number.number);
        if !bracket.starts_with('〔') || !bracket.ends_with('〕') {
            let message = format!("文号“{}”的年份没有用六角括号", &text[at.clone()]);
            self.find(&codes::F03, at, message, right);
        } else if number.ordinal || text[number.order.clone()].starts_with('0') {
            let message = format!("文号“{}”的序号不加“第”，不编虚位", &text[at.clone()]);
            self.find(&codes::F03, at, message, right);
        }
    }
}

/// Whether a sentence says five characters of a document's name that are not every document's. Those of a year (2022年…要点) are others.
fn is_about(sentence: &str, name: &str) -> bool {
    const COMMON: [&str; 7] =
        ["政府信息公开", "政务公开", "的指导意见", "的意见", "实施细则", "工作方案", "有关事项"];
    let told = COMMON.iter().fold(name.to_owned(), |told, word| told.replace(word, "，"));
    let chars: Vec<char> = told.chars().collect();
    !name.starts_with(|c: char| c.is_ascii_digit())
        && chars.windows(5).any(|five| sentence.contains(&five.iter().collect::<String>()))
}

/// The sentence that holds a byte.
fn sentence_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('。').map_or(0, |i| i + '。'.len_utf8());
    let end = text[at..].find('。').map_or(text.len(), |i| at + i);
    &text[start..end]
}

/// Whether a name is another, miswritten: a character or two in a long one. Of yearly documents (要点) the year would be the
/// difference, so they are never taken for each other.
fn is_miswritten<'n>(written: &'n str, name: &'n str) -> bool {
    const KINDS: [&str; 8] = ["办法", "条例", "规定", "细则", "意见", "方案", "指引", "规则"];
    let length = name.chars().count();
    if length < 8 || name.starts_with(|c: char| c.is_ascii_digit()) || is_own_kind(written, name) {
        return false;
    }
    // 管理条例 for 管理办法.
    let stem = |name: &'n str| KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    if stem(written).is_some_and(|own| stem(name) == Some(own)) {
        return true;
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
    other_word(written, name).is_some_and(|word| ["实施", "工作", "落实", "具体"].contains(&word))
}

/// 信息处理费收取办法 for 信息处理费管理办法: a long name with another word in it.
fn has_other_word(written: &str, name: &str) -> bool {
    name.chars().count() >= 12 && other_word(written, name).is_some() && !is_own_kind(written, name)
}

/// 信息公开政府条例: the characters of a name in another order.
fn is_rearranged(written: &str, name: &str) -> bool {
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    written.len() == name.len()
        && written != name
        && written.len() >= "信息公开条例".len()
        && sorted(written) == sorted(name)
}

/// Words that are put into names that do not have them.
const WORDS: [&str; 10] = ["管理", "工作", "实施", "有关", "相关", "暂行", "法律", "服务", "处理", "制度"];

/// 政府信息公开管理条例: a document's name with a word that it does not have; of a name that lacks one the document's is it.
fn is_padded(written: &str, name: &str, words: &[&str]) -> bool {
    let Some(more) = written.len().checked_sub(name.len()) else { return false };
    let mut words = words.iter().filter(|word| word.len() == more);
    name.chars().count() >= 8
        && words.any(|word| {
            written.match_indices(word).any(|(at, _)| {
                name.strip_prefix(&written[..at]).is_some_and(|rest| rest == &written[at + word.len()..])
            })
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
    let verbs = ["", "关于", "印发", "关于印发", "转发", "关于转发"];
    // The first part of the issuer may be gone already.
    let issuers = [
        "",
        "国务院办公厅",
        "国务院",
        "国务院办公厅政府信息与政务公开办公室",
        "政府信息与政务公开办公室",
        "中共中央办公厅国务院办公厅",
    ];
    let distance = |text: &str, lawful: &mut dyn Iterator<Item = String>| {
        lawful.map(|right| strsim::levenshtein(text, &right)).min().unwrap_or(usize::MAX)
    };
    let mut heads = issuers.iter().flat_map(|issuer| verbs.iter().map(move |verb| format!("{issuer}{verb}")));
    let mut tails = ["", "的通知", "通知", "的函"].into_iter().map(str::to_owned);
    let wrong = distance(head, &mut heads) + distance(tail, &mut tails);
    (1..=2).contains(&wrong) && head.chars().count() + tail.chars().count() > 2
}

/// Whether a name is meant for 《中华人民共和国政府信息公开条例》: it ends so, and is no region's.
fn is_regulation(core: &str) -> bool {
    let about = ["信息公开", "政务公开", "政府信息", "公开信息"].iter().any(|word| core.contains(word));
    let short = ["公开条例", "信息条例", "工作条例", "公开法"].iter().any(|end| core.ends_with(end));
    let of_state = core.starts_with("中华")
        || core.starts_with("政府信息")
        || core.starts_with("国务院")
        || core.starts_with("人民共和国");
    about && short && of_state
}

/// F04: table two's own counts under a name that the form has given up; said once for the report. None at all is no count.
fn old_name(facts: &Facts, sink: &mut Diagnostics) {
    const WORD: &str = "规范性文件";
    let counted = |text: &str, at: usize| {
        let rest = text[at + WORD.len()..].trim_start_matches(['共', '为']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let counts = ["制发", "废止", "现行有效", "现行有效的"].iter().any(|verb| text[..at].ends_with(verb));
        counts && rest[digits..].starts_with('件') && rest[..digits].parse().is_ok_and(|n: u64| n > 0)
    };
    let places = facts.prose.iter().flat_map(|p| p.as_str().match_indices(WORD).map(move |(at, _)| (p, at)));
    let name = facts.row_said(RowName::Norms);
    let first = places.filter(|_| name != WORD).find(|(p, at)| counted(p.as_str(), *at));
    if let Some((paragraph, at)) = first {
        let message = format!("{} 年格式的名称是“{name}”", facts.form.edition);
        sink.push(finding(paragraph, &codes::F04, at, WORD.len(), message).help(format!("写成“{name}”")));
    }
}
