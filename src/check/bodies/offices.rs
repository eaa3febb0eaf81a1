//! In: words before a figure. Out: whether they name an office of the reporting body itself, which speaks for all of it. Refuses to know
//! what the figure counts.

use super::{Names, OURS, WORDS};
use crate::source::{is_han, without};

impl Names {
    /// Whether `words` name another body, or an office of the own.
    pub(crate) fn names_part(&self, words: &str) -> bool {
        WORDS.offices.says(words) || self.names_another(words)
    }

    /// 镇党政办, 学校信息公开办公室, 市局及所属分局: whether `words` name but an office that acts for the whole body, or it and its branches.
    pub(crate) fn names_own_office(&self, words: &str) -> bool {
        // What a government sums up is of all its bodies.
        if self.sums_up {
            return false;
        }
        let mut text = without(&self.without_own(words), WORDS.with_branches.iter());
        for office in WORDS.offices.iter() {
            while let Some(at) = text.find(office) {
                // 县信息公开办公室, 青山镇党政办: whose it is stands before it.
                let before = &text[..at];
                let own = before.trim_end_matches(|c| self.own.iter().any(|own| own.last() == Some(&c)));
                let own = own.trim_end_matches(OURS);
                let free =
                    own.is_empty() || !own.ends_with(is_han) || own.ends_with(['年', '由', '经', '校']);
                let from = if free { own.len() } else { at };
                text.replace_range(from..at + office.len(), if free { " " } else { "局" });
            }
        }
        !self.names_another(&text)
    }
}
