//! In: a mention with the words around it. Out: what it claims, as the readings that would make it true, or nothing where the words
//! leave doubt (another year, another body, a part of the year, a rate). Refuses to compare: that is `agree`.

use std::ops::Range;

use super::reading::{APPLICANTS, RESULTS, Reading, Terms, done, received, row, total};
use super::scope::Scope;
use super::sentence::Mention;
use crate::check::facts::{ALL, CARRIED, GRANTED, NEXT, PARTIAL};
use crate::diagnostic::codes::{self, Rule};

/// What a figure says.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// What it counts.
    pub(crate) matter: Matter,
    /// The word for it in messages (`新收`).
    pub(crate) says: String,
    /// The readings that would make it true; the plainest first.
    pub(crate) readings: Vec<Reading>,
    /// The figure counts some of them only (按期答复): it may be less than every reading, not more.
    pub(crate) some: bool,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Applications received.
    Received,
    /// Applications carried over from last year.
    Carried,
    /// Applications answered.
    Finished,
    /// Applications carried over into next year.
    Next,
    /// One result.
    Outcome,
    /// A group of results.
    Group,
    /// Applications of one kind of applicant.
    Applicant,
}

impl Matter {
    /// The rule that compares it.
    pub(crate) fn rule(self) -> &'static Rule {
        match self {
            Self::Received => &codes::X01,
            Self::Carried => &codes::X02,
            Self::Finished => &codes::X03,
            Self::Next => &codes::X04,
            Self::Outcome => &codes::X05,
            Self::Group => &codes::B10,
            Self::Applicant => &codes::X07,
        }
    }
}

/// The words of receiving.
pub(crate) const RECEIVE: [&str; 8] = ["收到", "受理", "收办", "新收", "接收", "接到", "收件", "新增"];

/// The words of finishing.
const FINISH: [&str; 5] = ["办结", "办理完毕", "答复", "回复", "办理"];

/// The words of carrying over.
const CARRY: [&str; 9] = ["结转", "转结", "转入", "转下", "转至", "转到", "延续", "顺延", "转为下"];

/// Things that are received and answered but are no application for information.
const OTHER_THINGS: [&str; 30] = [
    "意见",
    "建议",
    "提案",
    "来信",
    "来电",
    "留言",
    "咨询",
    "工单",
    "热线",
    "信箱",
    "诉求",
    "来访",
    "问题",
    "案卷评查",
    "复议",
    "诉讼",
    "起诉",
    "应诉",
    "许可",
    "处罚",
    "强制",
    "证",
    "贷款",
    "补贴",
    "低保",
    "救助",
    "奖补",
    "项目",
    "注册",
    "更正",
];

/// What a mention claims about applications.
pub(crate) fn request_claim(mention: &Mention, text: &str, scope: Scope) -> Option<Claim> {
    let counted = matches!(mention.figure.unit, "" | "件" | "份" | "宗" | "起" | "例" | "条" | "件次");
    if !counted || !(scope.on_request || scope.names_requests) {
        return None;
    }
    let after = &text[mention.after.clone()];
    if mention.figure.unit.is_empty() && !closes_clause(&mention.key, text, mention) {
        return None;
    }
    let direct = words_claim(&mention.key, text, mention, scope);
    let named = mention.key.contains("公开申请") || after.contains("公开申请");
    if mention.figure.unit == "条" && !named {
        return None;
    }
    let foreign = OTHER_THINGS.iter().any(|w| {
        (mention.key.contains(w) || after.contains(w)) && !(named && matches!(*w, "问题" | "项目" | "证"))
    });
    let claim = direct.or_else(|| after_claim(after, &mention.key, scope))?;
    let detail = matches!(claim.matter, Matter::Outcome | Matter::Group);
    (!foreign || detail && !mention.key.contains("复议")).then_some(claim)
}

/// A figure without a unit counts only at the end of its clause and after 为, ：or its word.
fn closes_clause(key: &str, text: &str, mention: &Mention) -> bool {
    let rest = text[mention.figure.end..].trim_start_matches(' ').chars().next();
    let ends = rest.is_none_or(|c| "，,；;。、）)".contains(c));
    ends && (key.ends_with(['为', '是', '：', ':']) || RESULTS.iter().any(|(w, _)| key.ends_with(w)))
}

/// The claim in the words before a figure.
fn words_claim(key: &str, text: &str, mention: &Mention, scope: Scope) -> Option<Claim> {
    if key.contains("分别") || key.contains("各") || is_negated(key) {
        return None;
    }
    if CARRY.iter().any(|w| key.contains(w)) {
        return carry_claim(key, scope);
    }
    let raw = &text[mention.before.clone()];
    if let Some(claim) = result_claim(key, raw) {
        return Some(claim);
    }
    let after = &text[mention.after.clone()];
    let applicant = applicant(key);
    let columns = applicant.map_or(ALL..ALL + 1, |(_, c)| c.clone());
    let finish = FINISH.iter().rfind(|w| key.contains(**w));
    let receive = RECEIVE.iter().find(|w| key.contains(**w));
    let about = key.contains("申请") || after.contains("申请") || scope.on_request;
    // 受理热线工单 906 件，办结 896 件: the thing named last is what is counted.
    let lead_in = &text[scope.start..mention.figure.start];
    let (own, other) = last_applications(lead_in);
    let thing = OTHER_THINGS.iter().filter_map(|w| lead_in.rfind(w)).max().max(other);
    let about = about && thing.is_none_or(|at| own.is_some_and(|own| own > at));
    let later = |a: &str, b: &str| key.rfind(a) > key.rfind(b);
    let verb = receive.into_iter().chain(finish).max_by_key(|v| key.rfind(**v));
    let extent = verb.map_or(Extent::All, |v| extent(key, v, after));
    if extent == Extent::Unknown {
        return None;
    }
    let some = extent == Extent::Some;
    match (receive, finish) {
        (Some(r), f) if about && f.is_none_or(|f| later(r, f)) => {
            let mut readings = received(&columns);
            if key.contains("新收") || key.contains("新增") {
                readings.truncate(1);
            }
            let matter = if applicant.is_some() { Matter::Applicant } else { Matter::Received };
            Some(Claim { matter, says: says(r, applicant.map(|(w, _)| *w)), readings, some })
        }
        (_, Some(f)) if about => {
            let matter = if applicant.is_some() { Matter::Applicant } else { Matter::Finished };
            Some(Claim { matter, says: says(f, applicant.map(|(w, _)| *w)), readings: done(&columns), some })
        }
        _ => applicant_claim(key),
    }
}

/// The kind of applicant in a clause; 公民、法人和其他组织 are all.
fn applicant(key: &str) -> Option<&'static (&'static str, Range<usize>)> {
    let everyone = key.contains("公民、") || key.contains("自然人") && key.contains("法人");
    APPLICANTS.iter().find(|(w, _)| key.contains(w)).filter(|_| !everyone)
}

/// Words that make 收到 or 答复 speak of some applications only.
const SOME: [&str; 22] = [
    "延期", "延长", "逾期", "超期", "按期", "按时", "提前", "当场", "当面", "书面", "电话", "口头", "主动",
    "网上", "线上", "直接", "及时", "当年", "通过", "协助", "补正", "重复",
];

/// Words that leave a clause speaking of all applications; longer ones first where one begins another.
const PLAIN: [&str; 63] = [
    "人民群众",
    "群众",
    "社会公众",
    "公众",
    "市民",
    "公民、法人和其他组织",
    "公民、法人或者其他组织",
    "公民、法人或其他组织",
    "法人或者其他组织",
    "法人或其他组织",
    "法人和其他组织",
    "法人及其他组织",
    "法人或其它组织",
    "自然人",
    "公民个人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "政府信息公开",
    "政务信息公开",
    "信息公开",
    "依申请公开",
    "申请公开",
    "政府信息",
    "公开",
    "申请人",
    "申请",
    "案件",
    "办件",
    "事项",
    "提交",
    "提出",
    "递交",
    "共计",
    "总计",
    "合计",
    "累计",
    "总数",
    "总量",
    "数量",
    "件数",
    "本年度",
    "本年",
    "全年",
    "年度",
    "各类",
    "处理",
    "办理",
    "受理",
    "收到",
    "办结",
    "登记",
    "答复",
    "上年",
    "的",
    "了",
    "共",
    "数",
    "量",
    "为",
    "有",
    "并",
];

/// Where the last application for information and the last application for anything else (教师资格认定申请) are named.
fn last_applications(text: &str) -> (Option<usize>, Option<usize>) {
    const OWN: [&str; 28] = [
        "依",
        "公开",
        "公开的",
        "收到",
        "受理",
        "收办",
        "新收",
        "接收",
        "办理",
        "办结",
        "答复",
        "提交的",
        "提出的",
        "各类",
        "件",
        "全部",
        "所有",
        "结转",
        "自然人",
        "个人",
        "组织",
        "企业",
        "机构",
        "网络",
        "信函",
        "当面",
        "重复",
        "类",
    ];
    let mut last = (None, None);
    for (at, _) in text.match_indices("申请") {
        let before = &text[..at];
        let bare = before.chars().next_back().is_none_or(|c| !crate::check::language::is_han(c));
        if bare || OWN.iter().any(|w| before.ends_with(w)) {
            last.0 = Some(at);
        } else {
            last.1 = Some(at);
        }
    }
    last
}

/// How many of the applications a clause speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// All.
    All,
    /// Some, by a word that leaves them applications (延期, 当面).
    Some,
    /// Something else may be meant (关于征地的).
    Unknown,
}

/// What the words around the verb leave.
fn extent(key: &str, verb: &str, after: &str) -> Extent {
    let at = key.rfind(verb).unwrap_or(0);
    let (head, tail) = (&key[..at], &key[at + verb.len()..]);
    let channels = ["等", "渠道", "方式", "途径", "共"].iter().any(|w| head.contains(w));
    // 十个工作日内答复的 12 件 are some of them.
    let those = tail.starts_with('的');
    if !is_plain(tail) || !is_plain(after) {
        Extent::Unknown
    } else if SOME.iter().any(|w| head.contains(w)) && !channels || those {
        Extent::Some
    } else {
        Extent::All
    }
}

/// Whether words consist of [`PLAIN`] ones.
fn is_plain(words: &str) -> bool {
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches(|c: char| " ：:、，达到约计件和及与，".contains(c));
        let Some(word) = PLAIN.iter().find(|w| rest.starts_with(**w)) else { return rest.is_empty() };
        rest = &rest[word.len()..];
    }
}

/// `自然人申请` without a verb: any of the three totals of that column.
fn applicant_claim(key: &str) -> Option<Claim> {
    let (word, columns) = applicant(key)?;
    let mut readings = received(columns);
    readings.extend(done(columns));
    readings.dedup();
    Some(Claim { matter: Matter::Applicant, says: format!("{word}申请"), readings, some: false })
}

fn says(verb: &str, applicant: Option<&str>) -> String {
    applicant.map_or_else(|| verb.to_owned(), |a| format!("{verb}{a}申请"))
}

/// The cells that a part goes by (`予以公开` of 予以公开占 58.5%), if its words say nothing more.
pub(crate) fn named_part(words: &str) -> Option<Claim> {
    let bare = words.trim_start_matches("其中").trim_matches(['，', '、', '：', '的']);
    let claim = result_claim(bare, bare).or_else(|| applicant_claim(bare))?;
    let mut rest = bare.to_owned();
    let known = ["因本机关不掌握", "等原因", "申请", "和", "或", "及", "、", "的"];
    let words = RESULTS.iter().map(|(w, _)| *w).chain(APPLICANTS.iter().map(|(w, _)| *w));
    for word in words.chain(known) {
        rest = rest.replace(word, "");
    }
    rest.is_empty().then_some(claim)
}

/// The claim in the words after a figure (`34件政府信息公开申请`, `9件予以公开`).
fn after_claim(after: &str, key: &str, scope: Scope) -> Option<Claim> {
    if is_negated(after) || is_negated(key) {
        return None;
    }
    // 其余 3 件结转下年度.
    let bare = key.trim().is_empty() && CARRY.iter().any(|w| after.trim_start().starts_with(w));
    let rest = bare || ["其余", "另有", "剩余", "尚有", "还有"].iter().any(|w| key.ends_with(w));
    if rest && CARRY.iter().any(|w| after.contains(w)) {
        return carry_claim(after, scope).filter(|c| c.matter == Matter::Next);
    }
    // 予以公开 and the like decide; a verb of receiving behind the figure would belong to the next clause.
    result_claim(after, after).filter(|_| !key.contains("申请"))
}

/// The claim about 结转.
fn carry_claim(key: &str, scope: Scope) -> Option<Claim> {
    let year = scope.year;
    let of = |y: u16, w: &str| key.contains(&format!("{y}{w}"));
    let out = ["下年", "下一年", "次年", "转下"].iter().any(|w| key.contains(w)) || of(year + 1, "年");
    let into = ["上年", "上一年", "去年", "上年度"].iter().any(|w| key.contains(w)) || of(year - 1, "年");
    let (matter, says, rows) = match (into, out) {
        (true, false) => (Matter::Carried, "上年结转", CARRIED),
        (false, true) => (Matter::Next, "结转下年", NEXT),
        _ => return None,
    };
    // 收到（含上年结转）36 件 counts more than the carried ones; 其中含上年结转 2 件 does not.
    let alone = key.starts_with('含');
    let together =
        !alone && (RECEIVE.iter().any(|w| key.contains(w)) || key.contains('含') || key.contains('加'));
    (!together).then(|| Claim {
        matter,
        says: says.to_owned(),
        readings: vec![total(row(rows))],
        some: false,
    })
}

/// The claim about one of the results.
fn result_claim(key: &str, raw: &str) -> Option<Claim> {
    let mut groups: Vec<(&str, Range<usize>)> = Vec::new();
    let mut details: Vec<(&str, Range<usize>)> = Vec::new();
    for (word, rows) in &RESULTS {
        let group = rows.len() > 1 || rows.start == GRANTED || rows.start == PARTIAL;
        let inside = *word == "予以公开" && key.contains("不予以公开");
        if group && key.contains(word) && !inside && !groups.iter().any(|(_, r)| r == rows) {
            groups.push((word, rows.clone()));
        } else if !group && raw.contains(word) {
            details.push((word, rows.clone()));
        }
    }
    if groups.len() > 1 {
        groups.sort_by_key(|(_, rows)| rows.start);
        let terms: Terms = groups.iter().map(|(_, rows)| (1, rows.clone())).collect();
        let says: Vec<&str> = groups.iter().map(|(w, _)| *w).collect();
        let joined = ["及", "和", "、", "含", "与", "或"].iter().any(|w| key.contains(w));
        let reading = Reading::Requests { terms, columns: ALL..ALL + 1 };
        return joined.then(|| Claim {
            matter: Matter::Outcome,
            says: says.join("及"),
            readings: vec![reading],
            some: false,
        });
    }
    let mut readings: Vec<Reading> = Vec::new();
    if let Some((_, rows)) = groups.first() {
        if raw.contains("部分公开") && rows.start == GRANTED {
            readings.push(Reading::Requests {
                terms: vec![(1, row(GRANTED)), (1, row(PARTIAL))],
                columns: ALL..ALL + 1,
            });
        }
        readings.push(total(rows.clone()));
    }
    readings.extend(details.iter().map(|(_, rows)| total(rows.clone())));
    // 因内容不明确无法提供 2 件: one reason of several, unless 等 says that all are meant.
    let reason = ["因", "由于"].iter().any(|w| key.contains(w));
    if reason && details.is_empty() && !key.contains("等原因") {
        return None;
    }
    // A detail alone is too common a word (国家秘密, 第三方) to be a claim without 申请 or 属于 in its clause.
    let sure = !groups.is_empty() || ["属于", "因", "申请", "机关", "信息"].iter().any(|w| raw.contains(w));
    let (word, rows) = groups.first().or(details.first())?;
    let matter = if rows.len() > 1 { Matter::Group } else { Matter::Outcome };
    sure.then(|| Claim { matter, says: (*word).to_owned(), readings, some: false })
}

/// Whether the words deny or except something.
fn is_negated(words: &str) -> bool {
    ["未", "没有收", "不含", "不包括", "除", "无需"].iter().any(|w| words.contains(w))
}
