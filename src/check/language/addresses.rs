//! Addresses: empty brackets (X22), web addresses that lead nowhere and telephone numbers of a wrong length (X23).

use std::ops::Range;

use super::words::TABLE;
use crate::check::facts::Paragraph;
use crate::diagnostic::Diagnostics;
use crate::diagnostic::codes;

/// Looks at the addresses of a paragraph.
pub(super) fn check(paragraph: &Paragraph, sink: &mut Diagnostics) {
    empty(paragraph, sink);
    let text = paragraph.as_str();
    if let Some((range, what)) = wrong_address(paragraph) {
        let message = format!("网址“{}”有误：{what}", &text[range.clone()]);
        sink.push(
            paragraph.finding(&codes::X23, range, message).help("核对网址；网址用半角符号，中间没有空格"),
        );
    }
    if let Some((range, what)) = wrong_mail(paragraph) {
        let message = format!("邮箱“{}”有误：{what}", &text[range.clone()]);
        sink.push(paragraph.finding(&codes::X23, range, message).help("核对邮箱地址"));
    }
    hotline(paragraph, sink);
    for word in ["电话", "传真"] {
        for at in paragraph.all(word) {
            telephone(paragraph, at + word.len(), sink);
        }
    }
}

/// X23: “1245”政务服务便民热线: its number is 12345 everywhere.
fn hotline(paragraph: &Paragraph, sink: &mut Diagnostics) {
    const NUMBER: &str = "12345";
    let text = paragraph.as_str();
    for name in TABLE.hotlines.iter() {
        for at in paragraph.all(name) {
            let head = text[..at].trim_end_matches(['”', ' ']);
            let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
            let range = head.len() - digits..head.len();
            if (3..=7).contains(&digits) && &text[range.clone()] != NUMBER {
                let message = format!("热线号码“{}”有误", &text[range.clone()]);
                sink.push(paragraph.finding(&codes::X23, range, message).help("政务服务便民热线是 12345"));
                return;
            }
        }
    }
}

/// The first web address with a mark or a space in it that none has.
fn wrong_address(paragraph: &Paragraph) -> Option<(Range<usize>, &'static str)> {
    const MARKS: [&str; 10] =
        ["http：", "https：", "www。", "www．", "www，", "www,", "http:／", "https:／", "http//", "https//"];
    let text = paragraph.as_str();
    if let Some((at, mark)) = MARKS.iter().find_map(|mark| Some((paragraph.find(mark)?, mark))) {
        return Some((at..at + mark.len(), "标点不对"));
    }
    for scheme in ["http:", "https:"] {
        for at in paragraph.all(scheme) {
            let rest = &text[at + scheme.len()..];
            if !rest.starts_with("//") {
                let end = at + scheme.len() + rest.chars().take(4).map(char::len_utf8).sum::<usize>();
                return Some((at..end, "“:”后面应为“//”"));
            }
        }
    }
    if let Some(found) = wrong_scheme(paragraph) {
        return Some(found);
    }
    for start in ["http", "www."] {
        for at in paragraph.all(start) {
            let len = text[at..].find(|c: char| c == ' ' || !c.is_ascii_graphic()).unwrap_or(text.len() - at);
            let behind = text[at + len..].trim_start_matches(' ');
            let more = behind.find(|c: char| !c.is_ascii_graphic()).unwrap_or(behind.len());
            // A second address, or words in Latin letters, may follow an address.
            let broken = behind.starts_with(['.', '/', ':'])
                || text[..at + len].ends_with(['/', '.', ':']) && !behind.starts_with("http");
            if more > 0 && broken {
                return Some((at..text.len() - behind.len() + more, "中间有空格"));
            }
        }
    }
    None
}

/// htp://, htttp://, wwww.: a scheme or a first label that is none; .gov.con.
fn wrong_scheme(paragraph: &Paragraph) -> Option<(Range<usize>, &'static str)> {
    let text = paragraph.as_str();
    let word_before = |at: usize| {
        let tail = text[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        at - tail..at
    };
    for (at, mark) in
        ["://", ":/", "//"].into_iter().flat_map(|mark| paragraph.all(mark).map(move |at| (at, mark)))
    {
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
        let end = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        (end > 0 && !rest.starts_with("cn")).then_some((at..at + word.len() + end, "应为“.gov.cn”"))
    })
}

/// The first mail address that none can have.
fn wrong_mail(paragraph: &Paragraph) -> Option<(Range<usize>, &'static str)> {
    around_at(paragraph).or_else(|| without_at(paragraph))
}

/// qhsw@163,com, qhsw，sw@163.com, qhsw@163com: what stands around an @ is no name and no domain.
fn around_at(paragraph: &Paragraph) -> Option<(Range<usize>, &'static str)> {
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
            let len = behind.bytes().take_while(u8::is_ascii_alphanumeric).count();
            return Some((start..text.len() - behind.len() + len, "“.”写成了别的标点"));
        }
        if !domain.contains('.') && ["com", "cn", "net"].iter().any(|word| domain.ends_with(word)) {
            return Some((start..end, "域名里少了“.”"));
        }
        if ["con", "cm", "cmo", "comm", "vom", "om", "cnn"].contains(&last) {
            return Some((start..end, "域名的末尾不对"));
        }
        let before = &text[..start];
        let split = before.strip_suffix(['，', ',', '。', '、', ' ']).filter(|head| {
            let tail = head.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
            let label = head[..head.len() - tail].trim_end_matches(['：', ':', '（', '(', '为', '是', ' ']);
            tail > 0 && tail < head.len() && ["邮箱", "邮件", "mail"].iter().any(|word| label.ends_with(word))
        })?;
        let tail = split.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
        Some((split.len() - tail..end, "邮箱名中间有标点或空格"))
    })
}

/// 电子邮箱：qhsw#163.com: an address whose @ is another mark, or is not there.
fn without_at(paragraph: &Paragraph) -> Option<(Range<usize>, &'static str)> {
    const WORDS: [&str; 4] = ["邮箱", "电子邮件", "E-mail", "e-mail"];
    let text = paragraph.as_str();
    for (at, word) in WORDS.iter().flat_map(|&word| paragraph.all(word).map(move |at| (at, word))) {
        let rest = text[at + word.len()..].trim_start_matches(|c: char| "：:为是（( 地址".contains(c));
        let start = text.len() - rest.len();
        let end = rest.find(|c: char| !c.is_ascii_graphic() && c != '＠' && c != '·').unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches([',', '.', ';', ')']);
        let site = address.starts_with("http") || address.starts_with("www");
        let mail =
            ["com", "cn", "net", "org"].iter().any(|end| address.ends_with(end)) && address.contains('.');
        if mail && !site && address.matches('@').count() != 1 {
            return Some((start..start + address.len(), "邮箱地址里应有一个“@”"));
        }
    }
    None
}

/// X22: empty brackets and quotes.
fn empty(paragraph: &Paragraph, sink: &mut Diagnostics) {
    for pair in ["（）", "()", "《》", "“”", "【】", "（ ）", "( )"] {
        if let Some(at) = paragraph.find(pair) {
            let message = format!("“{pair}”里面是空的");
            sink.push(paragraph.finding(&codes::X22, at..at + pair.len(), message).help("补上内容，或删去"));
        }
    }
}

/// A number right behind 电话: an area code and seven or eight digits, or a short service number.
fn telephone(paragraph: &Paragraph, from: usize, sink: &mut Diagnostics) {
    let text = paragraph.as_str();
    let rest = text[from..].trim_start_matches(|c: char| "：: 为（(".contains(c));
    let start = text.len() - rest.len();
    let number =
        &rest[..rest.find(|c: char| !(c.is_ascii_digit() || "-—－ ".contains(c))).unwrap_or(rest.len())];
    let number = number.trim_end();
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).map(str::len).collect();
    // 接听咨询电话 26 次, 电话 12 部.
    let counted = rest[number.len()..]
        .trim_start()
        .starts_with(|c: char| "次个件部人条起通场份余多处台门路项家".contains(c));
    // 0792-。, （0513）。: an area code alone.
    let behind = rest[number.len()..].trim_start_matches(['）', ')', ' ', '-', '—', '－']);
    let wrong = !counted
        && match groups.as_slice() {
            [3..=4] if number.starts_with('0') => !behind.starts_with(|c: char| c.is_ascii_digit()),
            [area, local, ..] if number.starts_with('0') => {
                !(3..=4).contains(area) || !(7..=8).contains(local)
            }
            [one] => !matches!(one, 1..=2 | 3..=5 | 7 | 8 | 10..=12),
            _ => false,
        };
    if wrong {
        let message = format!("电话号码“{number}”的位数不对");
        let range = start..start + number.len();
        sink.push(paragraph.finding(&codes::X23, range, message).help("区号 3 或 4 位，号码 7 或 8 位"));
    }
}
