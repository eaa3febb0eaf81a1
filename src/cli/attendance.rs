//! In: what became of each report of a run, and a roster. Out: which bodies sent two reports, which sent none, and which the roster
//! does not know. Refuses to know what the reports say.

use super::failure::Failure;
use super::rosters;
use crate::diagnostic::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::roster::{self, Roster};
use crate::source::{Origins, Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Bodies that are named in one line.
const NAMED: usize = 20;

/// Who sent what so far.
#[derive(Default)]
pub(super) struct Attendance {
    /// The file of each body and year, by folder: an office's name may come back in every county. With a roster each body sends one,
    /// wherever it lies.
    files: BTreeMap<(String, Option<u16>, PathBuf), String>,
    /// How many further ones a body sent, in the order of the second.
    twice: Vec<(String, usize)>,
    roster: Option<Expected>,
}

/// A roster, and who of it has sent something.
struct Expected {
    source: Source,
    folder: PathBuf,
    roster: Roster,
    sent: Vec<bool>,
    /// Bodies that sent something and do not stand in it.
    unknown: BTreeSet<String>,
}

impl Attendance {
    /// With the bodies of a roster; what is wrong in it, in its own source.
    pub(super) fn new(path: Option<&Path>) -> Result<(Self, Option<(Source, Diagnostics)>), Failure> {
        let Some(path) = path else { return Ok((Self::default(), None)) };
        let (source, roster, mut found) = rosters::read(path)?;
        // Who sent what is asked of names; files and folders are for summing.
        found.retain(|finding| roster.is_none() || finding.rule != &codes::Y12);
        let said = (source.clone(), found.sorted());
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let expected = roster.map(|roster| {
            let sent = vec![false; roster.bodies.len()];
            Expected { source, folder, roster, sent, unknown: BTreeSet::new() }
        });
        Ok((Self { roster: expected, ..Self::default() }, Some(said)))
    }

    /// Takes down whose report a file is; what is to be said of that.
    pub(super) fn take(&mut self, outcome: &Outcome) -> Vec<Diagnostic> {
        let Outcome { office, file, year, .. } = outcome;
        if office.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let said = |message: String| Diagnostic::of(&codes::D08, Span::default(), message);
        let folder = Path::new(file).parent().filter(|_| self.roster.is_none()).unwrap_or(Path::new(""));
        let key = (office.clone(), *year, folder.to_owned());
        match self.files.get(&key) {
            Some(first) => {
                let of = year.map_or(String::new(), |year| format!(" {year} 年度"));
                let message = format!("{office}{of}的报告不止一份，前一份是 {first}");
                found.push(said(message).help("留下定稿的一份"));
                match self.twice.iter_mut().find(|(known, _)| known == office) {
                    Some((_, count)) => *count += 1,
                    None => self.twice.push((office.clone(), 2)),
                }
            }
            None => {
                self.files.insert(key, file.clone());
            }
        }
        if let Some(expected) = &mut self.roster {
            if let Some(body) = expected.find(office, file) {
                expected.sent[body] = true;
            } else {
                expected.unknown.insert(office.clone());
                let message = format!("名册里没有{office}");
                found.push(said(message).help("核对机关的全称；另有名称的，在名册里写“别名”"));
            }
            let wanted = expected.roster.year.as_ref().map(|year| year.value);
            if let (Some(wanted), Some(year)) = (wanted, *year)
                && wanted != year
            {
                let message = format!("名册是 {wanted} 年度的，这份是 {year} 年度的");
                found.push(said(message).help("请核对是否发错了文件"));
            }
        }
        found
    }

    /// The bodies of the roster that sent nothing, each where it stands in the roster.
    pub(super) fn missing(&self) -> Option<(&Source, Vec<Diagnostic>)> {
        let expected = self.roster.as_ref()?;
        let likely = expected.likely();
        let said = |(_, body): (usize, &roster::Body)| {
            let message = format!("没有收到{}的报告", body.name.value);
            let meant = likely.iter().find(|(_, meant)| **meant == body.name.value);
            let help = meant.map_or("催报".to_owned(), |(office, _)| {
                format!("报来的{office}疑为它，是的，在名册里写“别名: {office}”；不是的，催报")
            });
            Diagnostic::of(&codes::D08, body.name.span, message)
                .help(help + "；不用报送的，在名册里写“不计”和理由")
        };
        Some((&expected.source, expected.absent().map(said).collect()))
    }

    /// Their names.
    pub(super) fn absent(&self) -> Vec<String> {
        let absent = self.roster.iter().flat_map(Expected::absent);
        absent.map(|(_, body)| body.name.value.clone()).collect()
    }

    /// A line each on those that sent nothing, those that the roster does not know and those that sent two; empty without any.
    pub(super) fn summary(&self) -> String {
        let line = |what: &str, bodies: &[String]| {
            let more = if bodies.len() > NAMED { "等" } else { "" };
            let named = bodies.iter().take(NAMED).cloned().collect::<Vec<_>>().join("、");
            if bodies.is_empty() {
                String::new()
            } else {
                format!("{what}（{}）：{named}{more}\n", bodies.len())
            }
        };
        let twice: Vec<String> =
            self.twice.iter().map(|(office, count)| format!("{office} {count} 份")).collect();
        let unknown: Vec<String> = self.roster.iter().flat_map(Expected::strangers).collect();
        line("没有报送", &self.absent()) + &line("名册里没有", &unknown) + &line("报送不止一份", &twice)
    }
}

impl Expected {
    /// The body whose report a file is: by the name that the report gives, else by the file that the roster names.
    fn find(&self, office: &str, file: &str) -> Option<usize> {
        let path = Path::new(file);
        let path = path.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().into_owned();
        let by_file =
            |body: &roster::Body| body.file.as_ref().is_some_and(|file| roster::matches(&file.value, &path));
        self.roster.find(office).or_else(|| self.roster.bodies.iter().position(by_file))
    }

    /// Those that are not in it, each with the one of it that it may be.
    fn strangers(&self) -> Vec<String> {
        let likely = self.likely();
        let said = |office: &String| match likely.get(office.as_str()) {
            Some(meant) => format!("{office}（疑为{meant}，写“别名”）"),
            None => office.clone(),
        };
        self.unknown.iter().map(said).collect()
    }

    fn likely(&self) -> BTreeMap<&str, &str> {
        let unknown: Vec<&str> = self.unknown.iter().map(String::as_str).collect();
        let absent: Vec<&str> = self.absent().map(|(_, body)| body.name.value.as_str()).collect();
        roster::likely(&unknown, &absent)
    }

    /// Everyone but the one whose report is made of theirs, and those that do not count.
    fn absent(&self) -> impl Iterator<Item = (usize, &roster::Body)> {
        let bodies = self.roster.bodies.iter().enumerate().skip(1);
        bodies.filter(|(at, body)| !self.sent[*at] && body.excluded.is_none())
    }
}

/// A source that is only a name: what is said of a whole file.
pub(super) fn of_a_file(name: &str) -> Source {
    Source::new(name, "").with_origins(Origins::default())
}
