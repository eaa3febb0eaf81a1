//! The author's tree -> the roster; everything in which it is none is said with its place, as for reports.

use super::{Body, Joint, KEYS, Roster, Scope, tree};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::report::OfficeKind;
use crate::report::read::names;
use crate::source::{Source, Span, Spanned};
use crate::yaml::{Bounds, Entry, Fields, Node, Outline, Value, parse};
use std::collections::BTreeMap;

/// Bytes beyond which a file is no roster: a province has some forty thousand bodies.
pub const LARGEST: usize = 16 << 20;

/// Keys at the top of a roster. 口径, 别名 and 文件 are those of the body whose report is made.
const TOP: [&str; 11] = [
    "机关",
    "机关类别",
    "年度",
    "文件夹",
    "上年文件夹",
    "文件",
    "上年报告",
    "口径",
    "别名",
    "成员",
    "联合发文",
];

/// Keys of an entry of 联合发文.
const JOINT: [&str; 6] = ["行", "机关", "制发", "废止", "现行有效", "说明"];

/// Levels of bodies: a province, its cities, counties, townships, and their institutions.
const DEEPEST: usize = 8;

/// Whether a text is a roster and no report: 成员 stands at its beginning of a line, and most that stands there is a roster's.
#[must_use]
pub fn is_roster(text: &str) -> bool {
    let (keys, known) = keys(text);
    keys.contains(&"成员") && 2 * known > keys.len()
}

/// Whether a text is something else with keys, such as a report: no 成员, and most is no roster's.
#[must_use]
pub fn is_other(text: &str) -> bool {
    let (keys, known) = keys(text);
    !keys.contains(&"成员") && 2 * known < keys.len()
}

/// What stands at the beginnings of lines, and how much of it is a roster's.
fn keys(text: &str) -> (Vec<&str>, usize) {
    let begins =
        |line: &&str| line.starts_with(|first: char| !first.is_whitespace() && !"#-".contains(first));
    let key = |line: &'_ str| line.find([':', '：']).unwrap_or(line.len());
    let lines = text.trim_start_matches('\u{feff}').lines().filter(begins);
    let keys: Vec<&str> = lines.map(|line| line[..key(line)].trim_end().trim_matches(['"', '\''])).collect();
    let known = keys.iter().filter(|word| TOP.contains(word)).count();
    (keys, known)
}

/// Reads a roster, and says everything in which it is none. `None` when there is no body whose report could be made.
pub fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Roster> {
    let outline = Outline::new().within(Bounds { bytes: LARGEST, nodes: 1_000_000 });
    let mut found = Diagnostics::new();
    let roster = parse(source, &outline, &mut found).and_then(|tree| {
        let mut reader = Reader { found: &mut found, superiors: Vec::new() };
        reader.roster(&tree.root)
    });
    diagnostics.append(found);
    roster
}

pub(super) struct Reader<'d> {
    pub(super) found: &'d mut Diagnostics,
    /// 上级 of each body, as written.
    superiors: Vec<Option<Spanned<String>>>,
}

impl Reader<'_> {
    fn roster(&mut self, root: &Node) -> Option<Roster> {
        let Some(mut fields) = Fields::of(root) else {
            self.found.push(
                Diagnostic::of(&codes::Y13, first_line(root.span), "名册开头应当是“项目: 内容”的形式")
                    .help("第一行写“机关: 汇总机关的全称”；可用“nianbao sum --new-roster 文件夹”起草"),
            );
            return None;
        };
        let year = self.year(&mut fields);
        let folder = self.line(&mut fields, &TOP, "文件夹");
        let last_folder = self.line(&mut fields, &TOP, "上年文件夹");
        let first = self.body(&mut fields, &TOP, None, root.span);
        if first.name.value.is_empty() {
            return None;
        }
        let mut bodies = vec![first];
        self.superiors.push(None);
        match self.want(&mut fields, &TOP, "成员") {
            Some(entry) => self.members(&entry.value, 0, 1, &mut bodies),
            None => self.found.push(
                Diagnostic::of(&codes::Y12, bodies[0].name.span, "名册里没有“成员”")
                    .help("写“成员:”，下面逐行写“- {机关: 安平县教育局, 文件: 教育局.docx}”"),
            ),
        }
        let bodies = tree::placed(bodies, &self.superiors, self.found);
        let mut roster = Roster { year, folder, last_folder, bodies, joint: Vec::new() };
        let places = tree::unique(&roster.bodies, self.found);
        if let Some(entry) = self.want(&mut fields, &TOP, "联合发文") {
            roster.joint = self.joints(&entry.value, &places);
        }
        self.left_over(&fields, &TOP, "名册");
        self.sources(&roster);
        Some(roster)
    }

    fn members(&mut self, node: &Node, parent: usize, depth: usize, bodies: &mut Vec<Body>) {
        let Some(list) = node.list() else {
            self.shape(node, "“成员”应当是一个列表", "每行写“- {机关: 安平县教育局, 文件: 教育局.docx}”");
            return;
        };
        if depth > DEEPEST {
            self.shape(node, "“成员”里的层次太多", "名册最多八层");
            return;
        }
        for item in list {
            // - 安平县教育局
            if let Some(scalar) = item.scalar()
                && !scalar.text.text().trim().is_empty()
            {
                let name = Spanned::new(scalar.text.text().trim().to_owned(), item.span);
                bodies.push(Body::named(name, Some(parent)));
                self.superiors.push(None);
                continue;
            }
            let Some(mut fields) = Fields::of(item) else {
                self.shape(
                    item,
                    "每个成员写成“{机关: …, 文件: …}”",
                    "如“- {机关: 安平县教育局, 文件: 教育局.docx}”",
                );
                continue;
            };
            let superior = self.line(&mut fields, &KEYS, "上级");
            let body = self.body(&mut fields, &KEYS, Some(parent), item.span);
            let below = self.want(&mut fields, &KEYS, "成员");
            self.left_over(&fields, &KEYS, "成员");
            if body.name.value.is_empty() {
                continue;
            }
            let own = bodies.len();
            bodies.push(body);
            self.superiors.push(superior);
            if let Some(entry) = below {
                self.members(&entry.value, own, depth + 1, bodies);
            }
        }
    }

    fn body(&mut self, fields: &mut Fields<'_>, known: &[&str], parent: Option<usize>, place: Span) -> Body {
        let name = self.line(fields, known, "机关");
        if name.is_none()
            && !self.found.iter().any(|found| {
                place.start <= found.span.start && found.span.end <= place.end && found.rule == &codes::Y12
            })
        {
            self.found.push(
                Diagnostic::of(&codes::Y12, first_line(place), "没有写“机关”")
                    .help("写机关全称，如“机关: 安平县教育局”"),
            );
        }
        let mut body = Body::named(name.unwrap_or_else(|| Spanned::new(String::new(), place)), parent);
        body.kind = self.kind(fields, known);
        body.file = self.line(fields, known, "文件");
        body.last = self.line(fields, known, "上年报告");
        body.scope = self.scope(fields, known);
        body.aliases = self.aliases(fields, known);
        if let Some(entry) = self.want(fields, known, "不计") {
            body.excluded =
                self.text(entry, "不计", "写明理由，如“不计: 垂直管理”“不计: 已含在安平县教育局”");
        }
        body
    }

    fn kind(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Option<OfficeKind> {
        let word = self.line(fields, known, "机关类别")?;
        let kind = OfficeKind::by_name(&word.value).or_else(|| OfficeKind::meant(&word.value));
        if kind.is_none() {
            let all = OfficeKind::ALL.map(OfficeKind::name);
            let message = format!("没有“{}”这一机关类别", word.value);
            let help = format!("写其中之一：{}", all.join("、"));
            self.found.push(Diagnostic::of(&codes::Y13, word.span, message).help(help));
        }
        kind
    }

    fn scope(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Option<Spanned<Scope>> {
        let word = self.line(fields, known, "口径")?;
        let scope = Scope::by_name(&word.value);
        if scope.is_none() {
            let message = format!("没有“{}”这一口径", word.value);
            self.found
                .push(Diagnostic::of(&codes::Y13, word.span, message).help(
                    "写“本级”（报告里只有它自己的数，下级另加）或“汇总”（报告里已含下级，下级不再加）",
                ));
        }
        scope.map(|scope| Spanned::new(scope, word.span))
    }

    /// A list, or one text with names between 、 or ；.
    fn aliases(&mut self, fields: &mut Fields<'_>, known: &[&str]) -> Vec<String> {
        let Some(entry) = self.want(fields, known, "别名") else { return Vec::new() };
        let items: Vec<&Node> = match &entry.value.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![&entry.value],
        };
        let words = items.iter().filter_map(|item| item.scalar());
        let words: Vec<String> = words
            .flat_map(|scalar| scalar.text.text().split(['、', '；', ';', '，']))
            .map(|word| word.trim().to_owned())
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            self.shape(&entry.value, "“别名”没有填写", "写成“别名: [县教育局, 安平县教体局]”，没有时删去");
        }
        words
    }

    fn year(&mut self, fields: &mut Fields<'_>) -> Option<Spanned<u16>> {
        let word = self.line(fields, &TOP, "年度")?;
        let year = word.value.parse::<u16>().ok().filter(|year| (2019..2100).contains(year));
        if year.is_none() {
            let message = format!("“年度”写成了“{}”", word.value);
            self.found
                .push(Diagnostic::of(&codes::Y13, word.span, message).help("写四位数字，如“年度: 2025”"));
        }
        year.map(|year| Spanned::new(year, word.span))
    }

    fn joints(&mut self, node: &Node, places: &BTreeMap<String, usize>) -> Vec<Joint> {
        let example = "写成“- {机关: [安平县教育局, 安平县财政局], 制发: 1, 现行有效: 1}”";
        let Some(list) = node.list() else {
            self.shape(node, "“联合发文”应当是一个列表", example);
            return Vec::new();
        };
        let mut joints = Vec::new();
        for item in list {
            let Some(mut fields) = Fields::of(item) else {
                self.shape(item, "联合发文的每一条写明机关和件数", example);
                continue;
            };
            let row = self.line(&mut fields, &JOINT, "行");
            let row = row.unwrap_or_else(|| Spanned::new("行政规范性文件".to_owned(), item.span));
            let _ = self.line(&mut fields, &JOINT, "说明");
            let mut bodies = Vec::new();
            let names = self.want(&mut fields, &JOINT, "机关").and_then(|entry| entry.value.list());
            for name in names.unwrap_or_default() {
                let word = name.scalar().map_or("", |scalar| scalar.text.text().trim());
                match places.get(word) {
                    Some(&at) if !bodies.contains(&at) => bodies.push(at),
                    Some(_) => self.shape(name, &format!("“{word}”写了两遍"), "删去一处"),
                    None => self.shape(name, &format!("成员里没有“{word}”"), "写成员的全称或别名"),
                }
            }
            if names.is_none_or(|names| names.len() < 2) {
                self.shape(item, "联合发文要写两个以上的机关", example);
            }
            let counts = ["制发", "废止", "现行有效"].map(|key| self.count(&mut fields, key));
            if counts == [0; 3] {
                self.shape(item, "联合发文没有写件数", example);
            }
            self.left_over(&fields, &JOINT, "联合发文");
            joints.push(Joint { span: item.span, row, bodies, counts });
        }
        joints
    }

    fn count(&mut self, fields: &mut Fields<'_>, key: &str) -> i64 {
        let Some(word) = self.line(fields, &JOINT, key) else { return 0 };
        let count = word.value.parse::<i64>().ok().filter(|count| (0..1_000_000).contains(count));
        if count.is_none() {
            let message = format!("“{key}”应当是件数");
            self.found.push(Diagnostic::of(&codes::Y13, word.span, message).help(format!("写成“{key}: 1”")));
        }
        count.unwrap_or(0)
    }

    /// Every body that is counted must have a source of its figures.
    fn sources(&mut self, roster: &Roster) {
        if roster.folder.is_some() {
            return;
        }
        let parents: std::collections::BTreeSet<usize> =
            roster.bodies.iter().filter_map(|body| body.parent).collect();
        for (at, body) in roster.bodies.iter().enumerate() {
            let of_others = at == 0 || parents.contains(&at);
            if body.file.is_some() || body.excluded.is_some() || (of_others && !roster.awaits(at)) {
                continue;
            }
            let (message, help) = if of_others {
                let scope = body.scope.map_or("", |scope| scope.value.name());
                (
                    format!("“{}”写了“口径: {scope}”，没有写文件", body.name.value),
                    "写“文件: …”；没有自己的报告、只算下级的，删去“口径”",
                )
            } else {
                (
                    format!("“{}”没有写文件", body.name.value),
                    "写“文件: …”；不计的写“不计: 理由”；或在名册开头写“文件夹: 报送”，按报告里的机关名找",
                )
            };
            self.found.push(Diagnostic::of(&codes::Y12, body.name.span, message).help(help));
        }
    }

    pub(super) fn shape(&mut self, node: &Node, message: &str, help: &str) {
        if node.value != Value::Refused {
            self.found.push(Diagnostic::of(&codes::Y13, node.span, message).help(help));
        }
    }

    fn want<'n>(&mut self, fields: &mut Fields<'n>, known: &[&str], key: &str) -> Option<&'n Entry> {
        if let Some(entry) = fields.take(key) {
            return Some(entry);
        }
        let meant = |word: &str| !known.contains(&word) && names::nearest(word, known) == Some(key);
        let entry = fields.take_where(meant)?;
        self.found.push(names::misspelt(entry, key));
        Some(entry)
    }

    fn line(&mut self, fields: &mut Fields<'_>, known: &[&str], key: &str) -> Option<Spanned<String>> {
        let entry = self.want(fields, known, key)?;
        self.text(entry, key, &format!("写成“{key}: …”；不需要时删去这一项"))
    }

    fn text(&mut self, entry: &Entry, key: &str, help: &str) -> Option<Spanned<String>> {
        match &entry.value.value {
            Value::Scalar(scalar) => {
                let text = scalar.text.text().trim();
                if text.is_empty() {
                    self.found.push(
                        Diagnostic::of(&codes::Y12, entry.key_span(), format!("“{key}”没有填写")).help(help),
                    );
                    return None;
                }
                Some(Spanned::new(text.to_owned(), scalar.text.whole()))
            }
            Value::Refused => None,
            Value::List(_) | Value::Map(_) => {
                self.shape(&entry.value, &format!("“{key}”应当是一行文字"), help);
                None
            }
        }
    }

    fn left_over(&mut self, fields: &Fields<'_>, known: &[&str], place: &str) {
        for entry in fields.rest() {
            self.found.push(names::unknown(entry, known, place));
        }
    }
}

impl Body {
    /// A body of which only the name is known.
    pub(super) fn named(name: Spanned<String>, parent: Option<usize>) -> Self {
        Self {
            name,
            kind: None,
            file: None,
            last: None,
            scope: None,
            excluded: None,
            aliases: Vec::new(),
            parent,
        }
    }
}

/// The first byte of a place: what is missing has no place of its own.
fn first_line(span: Span) -> Span {
    Span { start: span.start, end: span.start }
}
