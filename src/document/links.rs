//! In: a text. Out: the addresses in it, of the web and of mail, and where each leads. The one place that knows what an
//! address is: lines break inside one by rules of their own, and both formats make it a link.

use std::ops::Range;

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its bytes.
    pub range: Range<usize>,
    /// Where it leads: `https://…`, `mailto:…`.
    pub target: String,
}

/// Ends of names by which a host is known without `http://` or `www.`.
const DOMAINS: &[&str] = &[".cn", ".com", ".net", ".org", ".gov", ".edu"];

/// The addresses in a text, in order.
#[must_use]
pub fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(may_be_in_address).map(|at| from + at) {
        let end = text[start..].find(|c| !may_be_in_address(c)).map_or(text.len(), |at| start + at);
        links.extend(
            address(&text[start..end])
                .map(|(range, target)| Link { range: start + range.start..start + range.end, target }),
        );
        from = end;
    }
    links
}

/// RFC 3986, 2, without the signs that prose puts around an address.
fn may_be_in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_ascii() && "-._~:/?#@!$&*+=%".contains(c)
}

/// The address in a word, if it is one: its bytes and where it leads.
fn address(word: &str) -> Option<(Range<usize>, String)> {
    // Most words are numbers. The name of a host has a dot in it, or a scheme in front.
    if !word.bytes().any(|byte| matches!(byte, b'.' | b'/')) {
        return None;
    }
    // A full stop or colon at the end is the sentence's.
    let end = word.trim_end_matches(['.', ':', '?', '!', '-', '&', '*', '~', '+']).len();
    let lower = word[..end].to_ascii_lowercase();
    if let Some(start) =
        ["http://", "https://", "ftp://"].iter().filter_map(|scheme| lower.find(scheme)).min()
    {
        let host = lower[start..].split("://").nth(1)?;
        return (!host.is_empty()).then(|| (start..end, word[start..end].to_owned()));
    }
    if let Some(at) = lower.find('@') {
        // `邮箱:` stands before some in half width.
        let start = lower[..at].rfind([':', '/']).map_or(0, |colon| colon + 1);
        let (local, host) = (&lower[start..at], &lower[at + 1..]);
        let whole = if lower.starts_with("mailto:") { 0 } else { start };
        return (!local.is_empty() && is_host(host))
            .then(|| (whole..end, format!("mailto:{}", &word[start..end])));
    }
    let start =
        lower.rfind(':').filter(|&colon| !lower[colon + 1..].starts_with(|c: char| c.is_ascii_digit()));
    let after_colon = start.map_or(0, |colon| colon + 1);
    let www = lower.match_indices("www.").map(|(at, _)| at);
    let start = www
        .filter(|&at| !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
        .find(|&at| at >= after_colon)
        .unwrap_or(after_colon);
    let host = lower[start..].split(['/', '?', '#', ':']).next()?;
    let known = host.starts_with("www.") || DOMAINS.iter().any(|domain| host.ends_with(domain));
    (known && is_host(host)).then(|| (start..end, format!("http://{}", &word[start..end])))
}

/// Whether it is two or more names with dots between.
fn is_host(host: &str) -> bool {
    let name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    host.contains('.') && host.split('.').all(name)
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn addresses_are_known_and_nothing_else() {
        for (text, expected) in [
            ("网站（http://www.example.gov.cn）查阅", "http://www.example.gov.cn"),
            ("见https://a.cn/zwgk/index.html?id=2&t=nb#s-1。", "https://a.cn/zwgk/index.html?id=2&t=nb#s-1"),
            ("登录www.a.gov.cn/zwgk，", "http://www.a.gov.cn/zwgk"),
            ("占100%www.a.gov.cn", "http://www.a.gov.cn"),
            ("网址:suqian.gov.cn。", "http://suqian.gov.cn"),
            ("邮箱：zwgk_bgs@example.gov.cn.", "mailto:zwgk_bgs@example.gov.cn"),
            ("E-mail:a-b@163.com；", "mailto:a-b@163.com"),
            ("mailto:abc@example.gov.cn、", "mailto:abc@example.gov.cn"),
            ("a@b.cn、http://c.cn:8080/d", "mailto:a@b.cn http://c.cn:8080/d"),
            ("QQ:123456789、GB/T 9704.1-2012、3.5万、e-government、v2.0、0527-83593059", ""),
            ("http://、@、a@b、No.711、index.html、12:30", ""),
        ] {
            let found: Vec<String> = links(text).into_iter().map(|link| link.target).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
        assert!(links("邮箱：mailto:a@b.cn").iter().all(|link| link.range == (9..22)));
    }
}
