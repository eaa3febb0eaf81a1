//! Addresses: empty brackets (X22), web addresses that lead nowhere, telephone numbers and postcodes of a wrong length (X23).

use std::ops::Range;

use super::words::TABLE;
use crate::check::facts::Paragraph;
use crate::diagnostic::{Diagnostics, codes};
use crate::source::digits_closing;

/// Where an address is wrong, and what is wrong with it.
type Fault = (Range<usize>, &'static str);

pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    empty(paragraph, sink);
    let text = paragraph.as_str();
    let found = [
        (
            wrong_mark(paragraph).or_else(|| wrong_scheme(paragraph)).or_else(|| spaced(paragraph)),
            "网址",
            "核对网址；网址用半角符号，中间没有空格",
        ),
        (around_at(paragraph).or_else(|| without_at(paragraph)), "邮箱", "核对邮箱地址"),
    ];
    for (fault, kind, help) in found {
        let Some((range, what)) = fault else { continue };
        let message = format!("{kind}“{}”有误：{what}", &text[range.clone()]);
        sink.push(paragraph.finding(&codes::X23, range, message).help(help));
    }
    hotline(paragraph, sink);
    for (at, word) in paragraph.each(TABLE.telephones.iter()) {
        telephone(paragraph, at + word.len(), sink);
    }
    for (at, word) in paragraph.each(TABLE.postcodes.iter()) {
        postcode(paragraph, at + word.len(), sink);
    }
}

/// X23: “1245”政务服务便民热线: its number is 12345 everywhere.
fn hotline(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const NUMBER: &str = "12345";
    let text = paragraph.as_str();
    let wrong = paragraph.each(TABLE.hotlines.iter()).find_map(|(at, _)| {
        let head = text[..at].trim_end_matches(['”', ' ']);
        let digits = digits_closing(head);
        let range = head.len() - digits..head.len();
        ((3..=7).contains(&digits) && &text[range.clone()] != NUMBER).then_some(range)
    });
    if let Some(range) = wrong {
        let message = format!("热线号码“{}”有误", &text[range.clone()]);
        sink.push(paragraph.finding(&codes::X23, range, message).help("政务服务便民热线是 12345"));
    }
}

/// The first web address with a mark in it that none has.
fn wrong_mark(paragraph: &Paragraph) -> Option<Fault> {
    if let Some((at, mark)) = TABLE.wrong_sites.iter().find_map(|mark| Some((paragraph.find(mark)?, mark))) {
        return Some((at..at + mark.len(), "标点不对"));
    }
    paragraph.each(["http:", "https:"]).find_map(|(at, scheme)| {
        let end = at + scheme.len();
        let rest = &paragraph.as_str()[end..];
        let behind = rest.chars().take(4).map(char::len_utf8).sum::<usize>();
        (!rest.starts_with("//")).then_some((at..end + behind, "“:”后面应为“//”"))
    })
}

/// The first with a space in it.
fn spaced(paragraph: &Paragraph) -> Option<Fault> {
    let text = paragraph.as_str();
    let graphic = |text: &str| text.find(|c: char| !c.is_ascii_graphic()).unwrap_or(text.len());
    paragraph.each(["http", "www."]).find_map(|(at, _)| {
        let end = at + graphic(&text[at..]);
        let behind = text[end..].trim_start_matches(' ');
        let more = graphic(behind);
        // A second address, or words in Latin letters, may follow an address.
        let broken = behind.starts_with(['.', '/', ':'])
            || text[..end].ends_with(['/', '.', ':']) && !behind.starts_with("http");
        (more > 0 && broken).then(|| (at..text.len() - behind.len() + more, "中间有空格"))
    })
}

/// htp://, htttp://, wwww.: a scheme or a first label that is none; .gov.con.
fn wrong_scheme(paragraph: &Paragraph) -> Option<Fault> {
    let text = paragraph.as_str();
    let word_before = |at: usize| at - latin_closing(&text[..at])..at;
    for (at, mark) in paragraph.each(["://", ":/", "//"]) {
        let scheme = word_before(at);
        let known = ["http", "https", "ftp"].contains(&&text[scheme.clone()]);
        let meant = strsim::levenshtein(&text[scheme.clone()].to_lowercase(), "http") <= 2;
        if !scheme.is_empty() && !known && meant {
            return Some((scheme.start..at + mark.len(), "应为“http://”或“https://”"));
        }
    }
    for at in paragraph.all(".") {
        let label = word_before(at);
        let own = &text[label.clone()];
        if own.len() >= 2 && own != "www" && own.bytes().all(|b| b == b'w') {
            return Some((label.start..at + 1, "应为“www.”"));
        }
    }
    let word = ".gov.";
    paragraph.all(word).find_map(|at| {
        let rest = &text[at + word.len()..];
        let end = latin_leading(rest);
        (end > 0 && !rest.starts_with("cn")).then_some((at..at + word.len() + end, "应为“.gov.cn”"))
    })
}

/// How many letters and digits of Latin script a text begins with.
fn latin_leading(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

/// How many it ends with.
fn latin_closing(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_alphanumeric).count()
}

/// qhsw@163,com, qhsw，sw@163.com, qhsw@163com: what stands around an @ is no name and no domain.
fn around_at(paragraph: &Paragraph) -> Option<Fault> {
    let text = paragraph.as_str();
    if !["@", "＠"].iter().any(|sign| paragraph.has(sign)) {
        return None;
    }
    let name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.match_indices(['@', '＠']).find_map(|(at, sign)| {
        let start = at - text[..at].bytes().rev().take_while(|&b| name(char::from(b))).count();
        let from = at + sign.len();
        let domain = &text[from..from + text[from..].bytes().take_while(|&b| name(char::from(b))).count()];
        let end = from + domain.len();
        let domain = domain.trim_end_matches('.');
        let rest = &text[end..];
        let latin = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        let comma = rest.chars().next().filter(|c| "，,。、·．".contains(*c));
        let behind = comma.map_or("", |c| &rest[c.len_utf8()..]);
        let last = domain.rsplit('.').next().unwrap_or("");
        if rest.starts_with('@') || sign == "＠" {
            return Some((start..end + 1, "“@”不对")).filter(|(range, _)| text.is_char_boundary(range.end));
        }
        if start == at || domain.is_empty() {
            return None;
        }
        if !domain.contains('.') && latin(behind) {
            let end = text.len() - behind.len() + latin_leading(behind);
            return Some((start..end, "“.”写成了别的标点"));
        }
        if !domain.contains('.') && ["com", "cn", "net"].iter().any(|end| domain.ends_with(end)) {
            return Some((start..end, "域名里少了“.”"));
        }
        if TABLE.wrong_domains.has(last) {
            return Some((start..end, "域名的末尾不对"));
        }
        let before = &text[..start];
        let split = before.strip_suffix(['，', ',', '。', '、', ' '])?;
        let name = split.len() - latin_closing(split);
        let label = split[..name].trim_end_matches(['：', ':', '（', '(', '为', '是', ' ']);
        let led = ["邮箱", "邮件", "mail"].iter().any(|word| label.ends_with(word));
        (led && 0 < name && name < split.len()).then_some((name..end, "邮箱名中间有标点或空格"))
    })
}

/// 电子邮箱：qhsw#163.com: an address whose @ is another mark, or is not there.
fn without_at(paragraph: &Paragraph) -> Option<Fault> {
    let text = paragraph.as_str();
    for (at, word) in paragraph.each(TABLE.mail.iter()) {
        let rest = text[at + word.len()..].trim_start_matches(|c: char| "：:为是（( 地址".contains(c));
        let start = text.len() - rest.len();
        let end = rest.find(|c: char| !c.is_ascii_graphic() && c != '＠' && c != '·').unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches([',', '.', ';', ')']);
        let site = address.starts_with("http") || address.starts_with("www");
        let mail = TABLE.domains.closes(address) && address.contains('.');
        if mail && !site && address.matches('@').count() != 1 {
            return Some((start..start + address.len(), "邮箱地址里应有一个“@”"));
        }
    }
    None
}

/// X22: empty brackets and quotes.
fn empty(paragraph: &Paragraph, sink: &mut Diagnostics) {
    for pair in TABLE.empty.iter() {
        if let Some(at) = paragraph.find(pair) {
            let message = format!("“{pair}”里面是空的");
            sink.push(paragraph.finding(&codes::X22, at..at + pair.len(), message).help("补上内容，或删去"));
        }
    }
}

/// A number right behind 电话: an area code and seven or eight digits, or a short service number.
fn telephone(paragraph: &Paragraph, from: usize, sink: &mut Diagnostics) {
    let (start, rest) = number_behind(paragraph, from);
    let number =
        &rest[..rest.find(|c: char| !(c.is_ascii_digit() || "-—－ ".contains(c))).unwrap_or(rest.len())];
    let number = number.trim_end();
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).map(str::len).collect();
    // 0792-。, （0513）。: an area code alone.
    let behind = rest[number.len()..].trim_start_matches(['）', ')', ' ', '-', '—', '－']);
    let wrong = match groups.as_slice() {
        [3..=4] if number.starts_with('0') => !behind.starts_with(|c: char| c.is_ascii_digit()),
        [area, local, ..] if number.starts_with('0') => !(3..=4).contains(area) || !(7..=8).contains(local),
        [one] => !matches!(one, 1..=5 | 7 | 8 | 10..=12),
        _ => false,
    };
    if wrong {
        let message = format!("电话号码“{number}”的位数不对");
        let range = start..start + number.len();
        sink.push(paragraph.finding(&codes::X23, range, message).help("区号 3 或 4 位，号码 7 或 8 位"));
    }
}

/// A number right behind 邮编: six digits everywhere in the country.
fn postcode(paragraph: &Paragraph, from: usize, sink: &mut Diagnostics) {
    let (start, rest) = number_behind(paragraph, from);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 0 | 6) {
        let message = format!("邮编“{}”不是六位", &rest[..digits]);
        sink.push(paragraph.finding(&codes::X23, start..start + digits, message).help("邮政编码是六位数字"));
    }
}

/// What stands behind a label, and where: 邮编：, 电话为（.
fn number_behind(paragraph: &Paragraph, from: usize) -> (usize, &str) {
    let text = paragraph.as_str();
    let rest = text[from..].trim_start_matches(|c: char| "：: 为（(".contains(c));
    (text.len() - rest.len(), rest)
}
