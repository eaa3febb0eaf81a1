//! In: what became of each report of a run, and a roster. Out: which bodies sent two reports, which sent none, and which the roster
//! does not know. Refuses to know what the reports say.

use super::failure::Failure;
use super::files;
use crate::diagnostic::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::intake;
use crate::roster::{self, Roster};
use crate::source::{Origins, Source, Span};
use crate::yaml::decode;
use std::collections::BTreeMap;
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
}

impl Attendance {
    /// With the bodies of a roster; what is wrong in it, in its own source.
    pub(super) fn new(path: Option<&Path>) -> Result<(Self, Option<(Source, Diagnostics)>), Failure> {
        let Some(path) = path else { return Ok((Self::default(), None)) };
        let (name, bytes) = (path.display().to_string(), files::read(path, roster::LARGEST)?);
        let mut found = Diagnostics::new();
        let read = if bytes.starts_with(b"PK") {
            intake::grid(&name, &bytes).map(|grid| (roster::read_sheet(&grid, &mut found), grid.source))
        } else {
            decode::decode(&name, &bytes).map(|source| (roster::read(&source, &mut found), source))
        };
        let (roster, source) = match read {
            Ok(read) => read,
            Err(broken) => {
                let (source, finding) = *broken;
                found.push(finding);
                (None, source)
            }
        };
        // Who sent what is asked of names; files and folders are for summing.
        found.retain(|finding| roster.is_none() || finding.rule != &codes::Y12);
        let said = (source.clone(), found.sorted());
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let expected = roster.map(|roster| {
            let sent = vec![false; roster.bodies.len()];
            Expected { source, folder, roster, sent }
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
        let said = |(_, body): (usize, &roster::Body)| {
            let message = format!("没有收到{}的报告", body.name.value);
            Diagnostic::of(&codes::D08, body.name.span, message)
                .help("催报；不用报送的，在名册里写“不计”和理由")
        };
        Some((&expected.source, expected.absent().map(said).collect()))
    }

    /// Their names.
    pub(super) fn absent(&self) -> Vec<String> {
        let absent = self.roster.iter().flat_map(Expected::absent);
        absent.map(|(_, body)| body.name.value.clone()).collect()
    }

    /// A line each on those that sent nothing and those that sent two; empty without any.
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
        line("没有报送", &self.absent()) + &line("报送不止一份", &twice)
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
