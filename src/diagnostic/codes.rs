//! The one table of rules: for every code that a message can carry what it checks, why, an example that breaks it and how to
//! mend it; and for every code of the catalogue that no message carries, why not. Data; refuses to check anything.
//!
//! The letters are the catalogue's: S 结构, F 格式版本, C 单元格, A 表二, B 表三, L 表四, X 文字与表, G 语言, H 汇总, O 输出;
//! Y is YAML itself, D a file that is not YAML, and P the page.
//!
//! A rule is a static of its own (`codes::A04`), so that a wrong code does not compile; the list, `explain`, SARIF and the table
//! below are made from it.
//!
#![doc = include_str!("codes/catalogue.md")]

/// Statics named by their codes, and `RULES` with all of them in this order.
macro_rules! rules {
    ($($code:ident: $severity:ident($title:literal)$(.$says:ident($($words:expr),* $(,)?))*;)*) => {
        $(
            #[doc = $title]
            pub static $code: Rule = Rule::$severity(stringify!($code), $title)$(.$says($($words),*))*;
        )*
        pub(super) static RULES: &[&Rule] = &[$(&$code),*];
    };
}

mod aggregation;
mod amounts;
mod applications;
mod cells;
mod disputes;
mod figures;
mod foreign;
mod form;
mod language;
mod output;
mod page;
mod structure;
mod yaml;

pub use self::aggregation::*;
pub use self::amounts::*;
pub use self::applications::*;
pub use self::cells::*;
pub use self::disputes::*;
pub use self::figures::*;
pub use self::foreign::*;
pub use self::form::*;
pub use self::language::*;
pub use self::output::*;
pub use self::page::*;
pub use self::structure::*;
pub use self::yaml::*;
use super::Severity;

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name (`B01`).
    pub code: &'static str,
    /// How grave a finding is.
    pub severity: Severity,
    /// Where a finding is less grave.
    pub softening: Option<Softening>,
    /// Whether 已核 can explain a finding though it is an error.
    pub explainable: bool,
    /// What it demands, in a few words.
    pub title: &'static str,
    /// Why: the clause, or what went wrong in published reports.
    pub why: &'static str,
    /// What breaks it.
    pub example: Example,
    /// What the author does about it.
    pub mend: &'static str,
    /// Whether the program checks it.
    pub status: Status,
}

/// The one case in which a finding is less grave than its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Softening {
    /// How grave it is then.
    pub severity: Severity,
    /// When.
    pub when: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// A piece of YAML that breaks a rule when it takes the place of the same keys in a correct report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// None: the rule is not checked, or its place is not in a report.
    None,
    /// Keys of the report.
    Report(&'static str),
    /// Keys of last year's report and of this year's.
    Years(&'static str, &'static str),
    /// A whole file.
    File(&'static str),
    /// Keys of a roster, and of the report that sums its bodies.
    Sum(&'static str, &'static str),
}

/// Whether the program checks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// A message carries the code.
    Checked,
    /// The program's own output cannot break it.
    ByConstruction(&'static str),
    /// It is not checked, for this reason.
    NotChecked(&'static str),
}

impl Rule {
    const fn new(code: &'static str, severity: Severity, title: &'static str) -> Self {
        Self {
            code,
            severity,
            softening: None,
            explainable: false,
            title,
            why: "",
            example: Example::None,
            mend: "",
            status: Status::Checked,
        }
    }

    const fn error(code: &'static str, title: &'static str) -> Self {
        Self::new(code, Severity::Error, title)
    }

    const fn warning(code: &'static str, title: &'static str) -> Self {
        Self::new(code, Severity::Warning, title)
    }

    const fn hint(code: &'static str, title: &'static str) -> Self {
        Self::new(code, Severity::Hint, title)
    }

    const fn why(mut self, why: &'static str) -> Self {
        self.why = why;
        self
    }

    const fn wrong(mut self, report: &'static str) -> Self {
        self.example = Example::Report(report);
        self
    }

    const fn wrong_years(mut self, last: &'static str, this: &'static str) -> Self {
        self.example = Example::Years(last, this);
        self
    }

    const fn wrong_file(mut self, file: &'static str) -> Self {
        self.example = Example::File(file);
        self
    }

    const fn wrong_sum(mut self, roster: &'static str, report: &'static str) -> Self {
        self.example = Example::Sum(roster, report);
        self
    }

    const fn mend(mut self, mend: &'static str) -> Self {
        self.mend = mend;
        self
    }

    const fn softer(mut self, severity: Severity, when: &'static str) -> Self {
        self.softening = Some(Softening { severity, when });
        self
    }

    const fn explainable(mut self) -> Self {
        self.explainable = true;
        self
    }

    const fn by_construction(mut self, reason: &'static str) -> Self {
        self.status = Status::ByConstruction(reason);
        self
    }

    const fn not_checked(mut self, reason: &'static str) -> Self {
        self.status = Status::NotChecked(reason);
        self
    }
}

/// The rules of one letter.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    /// What they are about.
    pub title: &'static str,
    /// In the order of their codes.
    pub rules: &'static [&'static Rule],
}

/// All rules, by letter.
pub static CHAPTERS: [Chapter; 13] = [
    Chapter { title: "Y　文件与 YAML 写法", rules: yaml::RULES },
    Chapter { title: "D　Word、Excel 和网页文件", rules: foreign::RULES },
    Chapter { title: "S　结构", rules: structure::RULES },
    Chapter { title: "F　格式版本与依据", rules: form::RULES },
    Chapter { title: "C　单元格", rules: cells::RULES },
    Chapter { title: "A　表二 主动公开", rules: amounts::RULES },
    Chapter { title: "B　表三 申请", rules: applications::RULES },
    Chapter { title: "L　表四 复议诉讼", rules: disputes::RULES },
    Chapter { title: "X　文字与表", rules: figures::RULES },
    Chapter { title: "G　语言", rules: language::RULES },
    Chapter { title: "H　汇总", rules: aggregation::RULES },
    Chapter { title: "O　输出与发布", rules: output::RULES },
    Chapter { title: "P　版面", rules: page::RULES },
];

/// All rules, in the order of [`CHAPTERS`].
pub fn all() -> impl Iterator<Item = &'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules.iter().copied())
}

/// The rule of a code; letters may be small.
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    let same = |rule: &Rule| rule.code.as_bytes().first().map(u8::to_ascii_uppercase);
    let letter = code.bytes().next().map(|letter| letter.to_ascii_uppercase());
    let chapters =
        CHAPTERS.iter().filter(|chapter| chapter.rules.first().is_some_and(|rule| same(rule) == letter));
    chapters.flat_map(|chapter| chapter.rules).copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        for chapter in &CHAPTERS {
            for pair in chapter.rules.windows(2) {
                assert!(pair[0].code < pair[1].code, "{} before {}", pair[0].code, pair[1].code);
            }
        }
    }

    /// The catalogue: S01-18, F01-05, C01-07, A01-19, B01-16, L01-07, X01-26, G01-10, H01-09, O01-07.
    #[test]
    fn every_code_of_the_catalogue_is_here() {
        let catalogue = [
            ("S", 18),
            ("F", 5),
            ("C", 7),
            ("A", 19),
            ("B", 16),
            ("L", 7),
            ("X", 26),
            ("G", 10),
            ("H", 9),
            ("O", 7),
        ];
        for (letter, last) in catalogue {
            for number in 1..=last {
                assert!(find(&format!("{letter}{number:02}")).is_some(), "{letter}{number:02}");
            }
        }
    }

    /// The table in the documentation is this one; `UPDATE=1` writes it anew.
    #[test]
    fn the_documentation_has_the_table() {
        use std::fmt::Write as _;
        let mut table = String::from("| rule | | demands | checked |\n|---|---|---|---|\n");
        for rule in all() {
            let status = match rule.status {
                Status::Checked => "yes".to_owned(),
                Status::ByConstruction(reason) => format!("cannot happen: {reason}"),
                Status::NotChecked(reason) => format!("no: {reason}"),
            };
            let (code, title) = (rule.code, rule.title);
            let word = match rule.softening {
                None => rule.severity.word().to_owned(),
                Some(soft) => format!("{}；{}：{}", rule.severity.word(), soft.when, soft.severity.word()),
            };
            writeln!(table, "| {code} | {word} | {title} | {status} |").unwrap();
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/diagnostic/codes/catalogue.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &table).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap();
        for (ours, theirs) in table.lines().zip(written.lines()) {
            assert_eq!(ours, theirs, "run with UPDATE=1, and look");
        }
        assert_eq!(table.lines().count(), written.lines().count(), "run with UPDATE=1, and look");
    }

    #[test]
    fn every_rule_says_enough() {
        for rule in all() {
            assert!(!rule.title.is_empty() && !rule.why.is_empty(), "{}", rule.code);
            if let Some(softening) = rule.softening {
                assert!(softening.severity < rule.severity && !softening.when.is_empty(), "{}", rule.code);
            }
            match rule.status {
                Status::Checked => assert!(!rule.mend.is_empty(), "{}: how to mend it", rule.code),
                Status::ByConstruction(reason) | Status::NotChecked(reason) => {
                    assert!(!reason.is_empty(), "{}", rule.code);
                }
            }
        }
    }
}
