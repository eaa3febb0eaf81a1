//! What the name of a body says: whether it belongs to a vertical system, what its area is called in short, and which name of a roster
//! is likely meant by one that stands in none.

use std::collections::BTreeMap;

/// Words in the names of bodies that the centre or the city runs through to the county (垂直管理): they report to their own
/// superiors and stand in no county's list.
const VERTICAL: [&str; 14] = [
    "税务局",
    "海关",
    "海事局",
    "气象局",
    "烟草专卖局",
    "邮政管理局",
    "调查队",
    "金融监督管理局",
    "金融监管支局",
    "银保监",
    "证监局",
    "外汇管理局",
    "人民银行",
    "消防救援",
];

/// Whether a body is of a vertical system, by its name.
#[must_use]
pub fn vertical(name: &str) -> bool {
    VERTICAL.iter().any(|word| name.contains(word))
}

/// What a text calls a government's area, or a body: `青禾县人民政府` is 青禾县.
#[must_use]
pub fn short_name(name: &str) -> String {
    let ends = ["人民政府", "政府", "管理委员会", "管委会", "街道办事处"];
    let short = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|short| short.chars().count() > 1);
    short.unwrap_or(name).to_owned()
}

/// Names beyond which none is looked for: then something else is wrong than the names.
const MOST: usize = 300;

/// The missing bodies that unknown names likely mean: an abbreviation (卫健委), a former or longer name (教育体育局), one with the province
/// before it. A name that could be several's, and a body that several could be, is nobody's.
#[must_use]
pub fn likely<'n>(unknown: &[&'n str], missing: &[&'n str]) -> BTreeMap<&'n str, &'n str> {
    if unknown.len() > MOST || missing.len() > MOST {
        return BTreeMap::new();
    }
    let of = |name: &str| missing.iter().copied().filter(|body| alike(name, body)).collect::<Vec<_>>();
    let found: Vec<(&str, &str)> = unknown
        .iter()
        .filter_map(|name| <[&str; 1]>::try_from(of(name)).ok().map(|[body]| (*name, body)))
        .collect();
    let once = |body: &str| found.iter().filter(|(_, other)| *other == body).count() == 1;
    found.iter().copied().filter(|(_, body)| once(body)).collect()
}

/// Whether two names may be one body's: the characters of the shorter stand in the longer in the same order, up to the last of both.
fn alike(one: &str, other: &str) -> bool {
    /// Characters of a name that says anything: 教育局 with its place.
    const LEAST: usize = 4;
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let mut wanted = short.iter().peekable();
    let mut begun = false;
    for c in &long {
        if wanted.next_if_eq(&c).is_some() {
            begun = true;
        } else if begun && "县区镇旗".contains(*c) {
            // 安平市教育局 is none of a county below it.
            return false;
        }
    }
    short.len() >= LEAST && wanted.peek().is_none() && short.last() == long.last()
}

/// A name without what it may have or lack.
fn plain(name: &str) -> Vec<char> {
    let outside = name.split(['（', '(']).next().unwrap_or_default();
    let whole: String = outside.split_whitespace().collect::<String>().replace("委员会", "委");
    let ends = ["办公室", "人民政府", "办事处"];
    ends.iter().find_map(|end| whole.strip_suffix(end)).unwrap_or(&whole).chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_likely_meant() {
        let missing = [
            "安平县卫生健康委员会",
            "安平县教育局",
            "安平县财政局",
            "安平县审计局",
            "安平县司法局",
            "安平县水利局",
        ];
        for (unknown, meant) in [
            ("安平县卫健委", Some("安平县卫生健康委员会")),
            ("安平县教育体育局", Some("安平县教育局")),
            ("安平县财政局（国资办）", Some("安平县财政局")),
            ("安平县审计局办公室", Some("安平县审计局")),
            ("河北省安平县司法局", Some("安平县司法局")),
            ("安平县水利 局", Some("安平县水利局")),
            ("安平县民政局", None),
            ("定远县教育局", None),
            ("安平县青山镇教育局", None),
            ("安平县教育局招生考试中心", None),
            ("财政局", None),
        ] {
            assert_eq!(likely(&[unknown], &missing).get(unknown).copied(), meant, "{unknown}");
        }
        assert!(likely(&["安平县教育体育和科学局"], &["安平县教育局", "安平县教育体育局"]).is_empty());
        let twice = ["安平县教育体育局", "安平县教育科技局"];
        assert!(likely(&twice, &missing).is_empty(), "two cannot be one");
    }
}
