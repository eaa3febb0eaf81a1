//! In: where a sentence stands and what comes before a figure in it. Out: whether the figure speaks of this body's whole year.
//! Everything here errs on the side of silence.

use std::ops::Range;

use crate::check::facts::{Facts, Paragraph, Part, Topic};

/// What is known of a sentence before any figure is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope {
    /// The report's year.
    pub(crate) year: u16,
    /// In the sub-item 依申请公开.
    pub(crate) on_request: bool,
    /// First byte of the sentence in its paragraph.
    pub(crate) start: usize,
    /// The sentence speaks of applications for information.
    pub(crate) names_requests: bool,
}

/// Names by which a report calls its own body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    own: Vec<String>,
    sums_up: bool,
}

impl Scope {
    /// The scope of a sentence of `paragraph`.
    pub(crate) fn of(facts: &Facts, paragraph: &Paragraph, range: Range<usize>) -> Self {
        let sentence = &paragraph.as_str()[range.clone()];
        let names_requests = ["公开申请", "依申请公开", "申请公开", "公开办件", "公开案件"];
        Self {
            year: facts.year.value,
            start: range.start,
            on_request: paragraph.part == Part::Overview(Some(Topic::OnRequest)),
            names_requests: names_requests.iter().any(|w| sentence.contains(w)),
        }
    }
}

impl Names {
    /// The names of the reporting body: whole, without its region, and shortened.
    pub(crate) fn of(facts: &Facts) -> Self {
        let full = facts.office.value.as_str();
        let mut own = vec![full.to_owned()];
        for (i, c) in full.char_indices() {
            if "省市县区旗".contains(c) {
                let rest = &full[i + c.len_utf8()..];
                if rest.chars().count() >= 2 {
                    own.push(rest.to_owned());
                }
            }
        }
        // 上海市人民政府办公厅 calls itself 市政府办公厅, a street's office its street.
        let short: Vec<String> = own
            .iter()
            .flat_map(|n| {
                [
                    n.replace("人民政府", "政府"),
                    n.trim_end_matches("办事处").to_owned(),
                    n.trim_end_matches("人民政府").to_owned(),
                    n.replace("委员会", "委"),
                ]
            })
            .filter(|n| n.chars().count() >= 2)
            .collect();
        own.extend(short);
        for (i, c) in full.char_indices() {
            if "省市县区".contains(c) {
                let rest = &full[i..];
                if rest.contains("政府") || rest.contains('局') || rest.contains('委') || rest.contains('厅')
                {
                    own.push(rest.replace("人民政府", "政府"));
                }
            }
        }
        own.sort_by_key(|n| std::cmp::Reverse(n.len()));
        own.dedup();
        Self { own, sums_up: facts.sums_up() }
    }

    /// Whether `name` is one of the reporting body's names, or a part of one.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        let short = name.replace("人民政府", "政府");
        // 安平县人民政府 is the superior of 安平县教育局, not a body that the text was copied from.
        let region = name.trim_end_matches("人民政府");
        let superior = region.len() < name.len() && self.own.iter().any(|own| own.starts_with(region));
        superior
            || self
                .own
                .iter()
                .any(|own| own.contains(name) || own.contains(&short) || name.ends_with(own.as_str()))
    }

    /// Whether `words` name a body other than the reporting one, or only a part of it.
    pub(crate) fn names_another(&self, words: &str) -> bool {
        let mut text = words.replace("政府信息", "").replace("政府网站", "").replace("政府公报", "");
        if self.sums_up {
            let part = ["政府办", "市政府", "县政府", "区政府", "省政府", "本级", "直部门"];
            if part.iter().any(|w| text.contains(w)) {
                return true;
            }
        }
        for own in &self.own {
            text = text.replace(own.as_str(), "");
        }
        if let Some(full) = self.own.first() {
            text = without_abbreviation(&text, full);
        }
        let all =
            ["各乡镇", "各镇", "各部门", "各街道", "各县区", "各单位", "各级政府", "及其部门", "各区县"];
        let words = ["区分", "市场", "市民", "地区", "委托", "城乡", "园区", "省级", "市级平台"];
        for word in words.iter().chain(all.iter().filter(|_| self.sums_up)) {
            text = text.replace(word, "");
        }
        BODIES.iter().any(|body| {
            // 全县 is the county's own word; in a bureau's report it is another body.
            let wider = matches!(*body, "县" | "区" | "市" | "省") && !self.sums_up;
            let own = |before: &str| before.ends_with(['我', '本', '全', '该']) && !wider;
            text.match_indices(body).any(|(i, _)| !own(&text[..i]))
        })
    }
}

/// Takes out the body's own abbreviation (市科委 of 上海市科学技术委员会): a region and characters of the full name in their order.
fn without_abbreviation(text: &str, full: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let length = (3..=7.min(chars.len() - at)).rev().find(|&n| {
            let token = &chars[at..at + n];
            let shape = "省市县区旗".contains(token[0]) && "局厅委办署".contains(token[n - 1]);
            let mut rest = full.chars();
            shape && token.iter().all(|c| rest.any(|f| f == *c))
        });
        if length.is_none() {
            out.push(chars[at]);
        }
        at += length.unwrap_or(1);
    }
    out
}

/// Words in which the names of bodies end.
const BODIES: [&str; 17] = [
    "局",
    "厅",
    "委",
    "街道",
    "镇",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "部门",
    "本级",
    "科室",
    "办公室",
    "公司",
    "单位",
    "政府",
];

/// Words that make a figure one of a part of the year, an average, another year, or of many years.
const OTHER_TIMES: [&str; 25] = [
    "上半年",
    "下半年",
    "季度",
    "每月",
    "月均",
    "平均",
    "每年",
    "年均",
    "以来",
    "历年",
    "近年",
    "五年",
    "三年",
    "同期",
    "每日",
    "1-",
    "1月",
    "1至",
    "前三",
    "截至6月",
    "截至9月",
    "半年",
    "去年",
    "往年",
    "上年的",
];

/// Whether the words from the sentence's start up to the figure speak of this year.
pub(crate) fn is_this_year(lead_in: &str, year: u16) -> bool {
    let whole_year = lead_in.contains("1月1日");
    if OTHER_TIMES.iter().any(|w| lead_in.contains(w) && !(whole_year && matches!(*w, "1月" | "1至" | "1-")))
    {
        return false;
    }
    // The year named last counts, unless 结转 or a comparison names it for its own purpose.
    let compact: String = lead_in.chars().filter(|c| *c != ' ').collect();
    let mut last = None;
    for (i, _) in compact.match_indices('年') {
        let digits = &compact[..i];
        let start = digits.len() - digits.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Ok(named) = digits[start..].parse::<u16>() else { continue };
        let compares = digits[..start].ends_with(['较', '比', '与', '同', '至', '到']);
        let carries = compact[i..].starts_with("年结转") || compact[i..].starts_with("年度结转");
        if digits.len() - start == 4 && !compares && !carries {
            last = Some(named);
        }
    }
    last.is_none_or(|named| named == year)
}
