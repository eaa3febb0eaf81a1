//! X18: the bodies that the prose names: another as the subject of a sentence or as the one that reports. A copied text leaves them.

use super::dated::Dated;
use crate::check::bodies::{NameOwner, Names, WORDS, is_region, named, subject};
use crate::check::dates::leading_year;
use crate::check::facts::{Facts, Paragraph};
use crate::check::language::is_alike;
use crate::check::text::LEXICON;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::report::OfficeKind;
use crate::source::{CLAUSE, Lead, Sieve, bare, digits_closing, head, is_han, pieces, tail};

/// X18: a sentence whose subject is another body, or the title of another body's report.
pub(super) fn another(dated: &Dated<'_>, names: &Names) -> Option<Diagnostic> {
    let (sentence, office) = (dated.text, &dated.facts.office);
    // 根据《条例》的要求，云州市城市管理局编制了本报告: it reports.
    let reports = |at: usize, name: &str| {
        let rest = &sentence[at + name.len()..];
        WORDS.announces.opens(rest) && WORDS.reports.says(rest)
    };
    let slip =
        || after_ground(sentence).filter(|(at, name)| is_slip(name, &office.value) || reports(*at, name));
    let (start, name) = named_in(sentence, names).or_else(slip)?;
    if names.whose(name) != NameOwner::Another
        || names.misspelt(name).is_some()
        || names.former(name, &Sieve::of(name)).is_some()
        || names.is_beside(name)
            && !reports(start, name)
            && acts_itself(name, &sentence[start + name.len()..])
    {
        return None;
    }
    let place = dated.at + start..dated.at + start + name.len();
    let found = dated.paragraph.finding(&codes::X18, place, format!("正文写的是“{name}”，不是本机关"));
    Some(if is_slip(name, &office.value) {
        let help = format!("与机关“{}”只差一字，多半有一处写错了", office.value);
        found.label(office.span, "机关").help(help)
    } else {
        found.help("改成本机关的名称")
    })
}

/// X18: a sentence of a government's report whose subject is another region; those within its own do what they do.
pub(super) fn another_region(dated: &Dated<'_>, names: &Names) -> Option<Diagnostic> {
    let sentence = dated.text;
    let lead = leading_year(sentence).map_or(0, |(_, len)| len);
    let clause = sentence[lead..].trim_start_matches(['，', '度']);
    // The city above a county-level one is a 市 too.
    let peer = |name: &&str| !name.ends_with('市') || dated.facts.kind == OfficeKind::City;
    let name = names.region_beside(clause).filter(peer)?;
    let start = dated.at + sentence.len() - clause.len();
    let message = format!("正文写的是“{name}”，不是本机关所在的地方");
    let found = dated.paragraph.finding(&codes::X18, start..start + name.len(), message);
    Some(found.help("可能是抄来的文字，核对地名"))
}

/// 青禾县县直机关工委组织测评，我局位列前茅: a body of the same region that does something of its own: one that files no such report,
/// or one whose sentence speaks of the reporting body too.
fn acts_itself(name: &str, rest: &str) -> bool {
    WORDS.none_filed.closes(name) || WORDS.ours.says(rest)
}

/// The body that a sentence is about, and where it stands.
pub(super) fn named_in<'s>(sentence: &'s str, names: &Names) -> Option<(usize, &'s str)> {
    let mut start = 0;
    if let Some((_, len)) = leading_year(sentence) {
        let rest = &sentence[len..];
        start = sentence.len()
            - rest.trim_start_matches("度").trim_start_matches("全年").trim_start_matches('，').len();
    }
    // 下一步，柳河镇将完善….
    if let Some((lead, _)) = sentence[start..].split_once('，').filter(|(lead, _)| WORDS.no_places.has(lead))
    {
        start += lead.len() + '，'.len_utf8();
    }
    // 一是部分业务局公开意识不强; 虽然我街道取得进展.
    let rest = LEXICON.behind("点", &sentence[start..]).unwrap_or(&sentence[start..]);
    let rest = LEXICON.cut_start("转折", rest);
    start = sentence.len() - rest.len();
    let clause = head(rest, "，。、；：（“《");
    let subject =
        subject(clause).or_else(|| names.neighbour(clause)).or_else(|| names.bare_department(clause));
    // 线下在镇公开栏张贴: where something is done.
    let subject = subject.filter(|name| !name.contains('在')).map(|name| (start, name));
    subject.or_else(|| reporter(sentence))
}

/// The body of the clause behind 根据《条例》的要求，: others act there too, so that only a likeness to the own name says anything.
pub(super) fn after_ground(sentence: &str) -> Option<(usize, &str)> {
    if !WORDS.grounds.opens(sentence) {
        return None;
    }
    let first = sentence.find('，')?;
    // The clauses up to the first that ends otherwise.
    head(&sentence[first..], "。；").match_indices('，').find_map(|(at, mark)| {
        let start = first + at + mark.len();
        let clause = head(&sentence[start..], CLAUSE);
        // 编制青禾县卫生健康委员会2025年…报告.
        let verb = WORDS.announces.leading(clause).map_or(0, str::len);
        Some((start + verb, named(&clause[verb..])?))
    })
}

/// The body's own name with a wrong character (X18), its place written twice (G01).
pub(super) fn own_name(paragraph: &Paragraph, names: &Names, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let misspelt = names.misspelt(text).or_else(|| names.of_another_level(text));
    let misspelt = misspelt.or_else(|| names.near_namesake(text, is_alike));
    let faults = [
        (misspelt, "与机关名称差一个字", "改成本机关的名称"),
        (
            names.former(text, &paragraph.sieve),
            "不是现在的名称",
            "改成现在的名称；说的是从前的机关，写明“原”",
        ),
        (names.calls_itself_another(paragraph), "不是本机关的自称", "可能是抄来的文字，改成本机关的自称"),
    ];
    for (range, fault, help) in faults {
        let Some(range) = range else { continue };
        let message = format!("“{}”{fault}", &text[range.clone()]);
        sink.push(paragraph.finding(&codes::X18, range, message).help(help));
    }
    if let Some(range) = names.doubled_place(text) {
        let message = format!("“{}”重复", &text[range.start..range.start + range.len() / 2]);
        sink.push(paragraph.finding(&codes::G01, range, message).help("删去一个"));
    }
}

/// X18: what a body above it does, in the report of a town: 向市政府提出的申请, 组织推动全省政府信息公开工作.
pub(super) fn above(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    if ![OfficeKind::Township, OfficeKind::Subdistrict].contains(&facts.kind) {
        return;
    }
    // Few paragraphs name one.
    if !WORDS.asked_above.iter().chain(WORDS.wide.iter()).any(|word| paragraph.has(word)) {
        return;
    }
    let text = paragraph.as_str();
    for (start, clause) in pieces(text, "，。；：、") {
        let clause = bare(clause, "，。；：、");
        let lead = Lead::of(clause).map_or(0, |lead| lead.len);
        let asked = || {
            let at = WORDS.asked_above.iter().find_map(|word| clause.find(word))?;
            let asks = head(&clause[at..], "（").contains("提出") && clause.contains("申请");
            (asks && !WORDS.passed_on.says(text)).then_some(at)
        };
        let wide = || {
            let verb = WORDS.guiding.leading(&clause[lead..])?;
            let at = lead + verb.len();
            let rest = &clause[at..];
            let area = WORDS.wide.leading(rest)?;
            WORDS.matters.opens(&rest[area.len()..]).then_some(at)
        };
        let Some(at) = asked().or_else(wide) else { continue };
        let range = start + at..start + clause.len();
        let message = format!("“{}”说的是上级机关", &text[range.clone()]);
        return sink
            .push(paragraph.finding(&codes::X18, range, message).help("可能是抄来的文字，改成本机关的"));
    }
}

/// 现公布2025年政府信息公开工作报告: the report's own name without 年度 (S14).
pub(super) fn own_title(facts: &Facts, paragraph: &Paragraph, sink: &mut Diagnostics) {
    const NAMED: &str = "政府信息公开工作报告";
    let text = paragraph.as_str();
    for at in paragraph.all(NAMED).map(|at| at..at + NAMED.len()) {
        let before = text[..at.start].trim_end_matches('度');
        let own = before.ends_with(&format!("{}年", facts.year.value));
        // 现将2025年度政府信息公开工作|报告如下: 报告 is what is done.
        let done = text[at.end..].starts_with("如下") && tail(before, "。").contains('将');
        if own && !done && WORDS.itself.says(tail(&text[..at.start], "。")) {
            let message = format!("“{NAMED}”应为“政府信息公开工作年度报告”");
            return sink.push(paragraph.finding(&codes::S14, at, message));
        }
    }
}

/// The body before 2025年政府信息公开工作年度报告, and where it stands.
fn reporter(sentence: &str) -> Option<(usize, &str)> {
    // The notice whose title has 年度报告格式 is cited before.
    let report = WORDS.yearly.iter().filter_map(|word| {
        let at = sentence.match_indices(word).map(|(at, _)| at);
        at.filter(|at| !sentence[at + word.len()..].starts_with("格式")).last()
    });
    let report = report.max()?;
    let year = sentence[..report].rfind(|c: char| c.is_ascii_digit())? + 1;
    let before = &sentence[..year - digits_closing(&sentence[..year])];
    // 青禾县应急管理局编制了本机关|2025年…年度报告.
    let before =
        WORDS.compiled.iter().fold(before, |before, word| before.strip_suffix(word).unwrap_or(before));
    let opens = WORDS.before_yearly.iter().filter_map(|word| Some(before.rfind(word)? + word.len()));
    let start = opens.max().unwrap_or(0);
    // 现公布县教育局|2025年…: without its place.
    let local =
        |name: &&str| name.starts_with(is_region) && name.chars().all(is_han) && WORDS.endings.closes(name);
    let name = named(&before[start..]).or_else(|| Some(&before[start..]).filter(local))?;
    (start + name.len() == before.len()).then_some((start, name))
}

/// Whether one name may be a slip of the hand for the other: a letter in six is wrong, missing or too many, or two are exchanged.
pub(super) fn is_slip(name: &str, other: &str) -> bool {
    let length = name.chars().count().max(other.chars().count());
    let distance = strsim::osa_distance(name, other);
    (1..=(length / 6).max(1)).contains(&distance) && length >= 4
}
