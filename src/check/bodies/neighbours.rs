//! Other bodies than the reporting one, left standing where it speaks: another town, a department without its place, another city or
//! county.

use std::ops::{Range, RangeInclusive};

use super::{Names, WORDS, is_led, is_region, miswritten, rank};
use crate::source::is_han;

impl Names {
    /// 黑石镇 at the start of a clause in the report of 白石镇, 大营乡, 和平路街道党工委: a body of the same rank, if something is said of it.
    pub(crate) fn neighbour<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let is_own_kind = |kind: &&str| {
            self.regions.last().is_some_and(|own| own.ends_with(kind)) || self.core.contains(kind)
        };
        WORDS.towns.iter().find(is_own_kind)?;
        let ends = WORDS.towns.iter().filter_map(|kind| Some((clause.find(kind)?, kind)));
        let (at, kind) = ends.min()?;
        let (place, end) = (&clause[..at], at + kind.len());
        let name = &clause[..end];
        // 成立由街道党工委书记任组长的专班: a clause, and no name.
        let worded = place.contains(['由', '的', '是'])
            || WORDS.no_places.opens(place)
            || WORDS.no_places.closes(place)
            || WORDS.verbs.opens(place);
        let plain = is_plain(place, 2..=4) && !worded;
        let acts = || WORDS.verbs.opens(&clause[end..]) || WORDS.acts.opens(&clause[end..]);
        let is_own = |own: &Vec<char>| own.iter().collect::<String>().contains(name);
        // 和平路街道: no sentence begins with 和.
        let led = is_led(name.strip_prefix('和').unwrap_or(name));
        (plain && !led && acts() && !self.own.iter().any(is_own)).then_some(name)
    }

    /// 青河县 in the report of 青禾县水务局: a region of the own name with a character that is `alike`; where it stands.
    pub(crate) fn near_namesake(
        &self,
        text: &str,
        alike: impl Fn(char, char) -> bool,
    ) -> Option<Range<usize>> {
        self.regions.iter().find_map(|own| {
            let level = own.chars().next_back()?;
            let place: Vec<char> = own.strip_suffix(level)?.chars().collect();
            let level = level.to_string();
            let namesake = |(range, wrong): (Range<usize>, Vec<(char, char)>)| {
                let [(c, meant)] = wrong[..] else { return None };
                // 青禾县和青河县 are two.
                let before = &text[..range.start];
                let joined = before.trim_end_matches(['、', '和', '与', '及']);
                let two = joined.len() < before.len() && joined.ends_with(own.as_str());
                (place.len() >= 2 && alike(c, meant) && !two).then_some(range)
            };
            miswritten(text, &level, &place).find_map(namesake)
        })
    }

    /// 审计局高度重视 in the report of 财政局, 市民政局 in that of 云岭省民政厅: a department without its place that speaks of itself.
    pub(crate) fn bare_department<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let end = clause.find(['局', '厅'])? + '局'.len_utf8();
        let name = &clause[..end];
        let level = name.chars().next().filter(|c| is_region(*c));
        let own = self.regions.last().map_or("", String::as_str);
        // 县林业局将严格落实 in the report of 青禾县水务局: what will be done is its own, and so is how it ranks 政务公开.
        let beside = level.is_some_and(|c| own.ends_with(c)) && WORDS.own_will.opens(&clause[end..]);
        if !beside && !WORDS.own_deeds.opens(&clause[end..]) {
            return None;
        }
        // 市水务局 above 青禾县水务局.
        let above = !beside && level.is_some_and(|c| rank(&c.to_string()) <= rank(own));
        let plain = is_plain(name, 3..=9);
        let worded = is_led(name) || WORDS.verbs.opens(name);
        let aside = WORDS.no_places.leading(name).is_some_and(|word| word.chars().nth(1).is_some());
        // 县市监局 in the report of 青禾县市场监督管理局.
        let own_level = name.strip_prefix(|c| own.ends_with(c)).unwrap_or(name);
        let worded = worded || aside || self.is_shortened(own_level);
        (plain && !worded && !above).then_some(name)
    }

    /// 连云港市 in the report of another city, 青阳县 in that of a county: a region like its own at the start of a clause that does something.
    pub(crate) fn region_beside<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let own = self.regions.last().filter(|_| ["人民政府", ""].contains(&self.core.as_str()))?;
        let level = own.chars().next_back().filter(|level| "市县旗".contains(*level))?;
        let name = &clause[..clause.find(level)? + level.len_utf8()];
        let known = if level == '市' { WORDS.cities.has(name) } else { is_plain(name, 3..=4) };
        let behind = &clause[name.len()..];
        let acts = || WORDS.verbs.opens(behind);
        // 利用县政府网站, 修订县政府信息公开指南: the own one; 玉屏县 in 玉屏侗族自治县.
        let worded = || is_led(name) || behind.starts_with("政府") || WORDS.verbs.opens(name);
        let aside = || WORDS.no_places.opens(name);
        let short = own.starts_with(name.trim_end_matches(level));
        (known && name != own && !short && acts() && !worded() && !aside()).then_some(name)
    }
}

/// Whether a name is of Han characters, and of so many.
fn is_plain(name: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&name.chars().count()) && name.chars().all(is_han)
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;

    #[test]
    fn neighbours_are_towns_that_do_something() {
        let own = names("青禾县双井镇人民政府");
        for (clause, name) in [
            ("马坪乡高度重视", Some("马坪乡")),
            ("和平路街道党工委落实", Some("和平路街道")),
            ("石桥子沟镇坚持公开", Some("石桥子沟镇")),
            ("石桥子沟屯镇坚持公开", None),
            ("桥镇坚持公开", None),
            ("双井镇高度重视", None),
            ("统筹城乡公开", None),
            ("健全镇村公开", None),
            ("由石桥镇公开", None),
            ("石桥镇的经验", None),
        ] {
            assert_eq!(own.neighbour(clause), name, "{clause}");
        }
        assert_eq!(names("青禾县水务局").neighbour("马坪乡高度重视"), None);
    }

    #[test]
    fn a_region_that_sounds_like_the_own_is_no_other() {
        let own = names("云州市青禾县水务局");
        let alike = |c: char, meant: char| [('河', '禾'), ('洲', '州'), ('清', '青')].contains(&(c, meant));
        for (text, name) in [
            ("在青河县人民政府网站", Some("青河县")),
            ("青禾县和青河县", None),
            ("青禾县、青山县", None),
            ("河县", None),
            ("向清禾县报送", Some("清禾县")),
        ] {
            let found = own.near_namesake(text, alike).map(|range| &text[range]);
            assert_eq!(found, name, "{text}");
        }
    }

    #[test]
    fn a_department_without_its_place_is_another_where_it_speaks_of_itself() {
        let own = names("青禾县水务局");
        for (clause, name) in [
            ("审计局高度重视", Some("审计局")),
            ("城市管理局坚持公开", Some("城市管理局")),
            ("水务局高度重视", None),
            ("县水务局高度重视", None),
            ("市财政局高度重视", None),
            ("审计局开展审计", None),
            ("各业务局高度重视", None),
            ("下一步财政局坚持公开", None),
            ("完善财政局坚持公开", None),
            ("分局坚持公开", None),
        ] {
            assert_eq!(own.bare_department(clause), name, "{clause}");
        }
        let own = names("云岭省民政厅");
        assert_eq!(own.bare_department("市民政局围绕养老公开"), Some("市民政局"));
        assert_eq!(own.bare_department("省财政厅坚持公开"), None);
    }
}
