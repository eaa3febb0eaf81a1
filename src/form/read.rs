//! `form.yaml` -> [`Form`]. The files are ours, so whatever is wrong in one is our fault: a panic that names its line,
//! met by the first test that touches a form.

use super::identity::{Axis, equations, resolve};
use super::{Band, Body, Branch, Column, Form, Group, Kind, Name, Row, Section, Table};
use crate::diagnostic::codes;
use crate::yaml::{Fields, Node, Ours};

/// Reads a form file.
///
/// # Panics
/// On anything unknown, missing or unresolved in it.
pub(super) fn read(name: &str, text: &str) -> Form {
    Ours::read(name, text, |ours, root| Reader { ours }.form(root))
}

struct Reader<'s> {
    ours: &'s Ours<'s>,
}

impl<'s> std::ops::Deref for Reader<'s> {
    type Target = Ours<'s>;

    fn deref(&self) -> &Ours<'s> {
        self.ours
    }
}

impl Reader<'_> {
    fn year(&self, node: &Node) -> u16 {
        self.text(node).parse().unwrap_or_else(|_| self.fail(node, "a year is wanted"))
    }

    fn form(&self, root: &Node) -> Form {
        let mut fields = self.fields(root);
        let mut must = |key| self.must(root, &mut fields, key);
        let (edition, name, document) =
            (self.text(must("版本")), self.text(must("名称")), self.text(must("文号")));
        let [first, last] = self.list(must("年度")) else { self.fail(root, "年度: [first, last]") };
        let sections = self.list(must("章节"));
        assert!(sections.len() <= 10, "{edition}: more than ten sections");
        let sections = sections.iter().map(|node| self.section(node, root, &mut fields)).collect();
        self.done(root, &fields);
        let last_year = (self.text(last) != "不限").then(|| self.year(last));
        Form { edition, name, document, first_year: self.year(first), last_year, sections }
    }

    fn section<'n>(&self, node: &'n Node, root: &'n Node, tables: &mut Fields<'n>) -> Section {
        let mut fields = self.fields(node);
        let title = self.text(self.must(node, &mut fields, "题"));
        let body = match self.may(&mut fields, "表") {
            Some(name) => Body::Table(self.table(&name, &title, self.must(root, tables, &name))),
            None => Body::Prose(fields.take("分项").map_or_else(Vec::new, |entry| {
                self.list(&entry.value).iter().map(|item| self.text(item)).collect()
            })),
        };
        self.done(node, &fields);
        Section { title, body }
    }

    fn table(&self, name: &str, title: &str, node: &Node) -> Table {
        let mut fields = self.fields(node);
        let across = match self.may(&mut fields, "排列").as_deref() {
            None => false,
            Some("横") => true,
            Some(_) => self.fail(node, "排列: 横, or nothing"),
        };
        let mut table = Table {
            name: name.to_owned(),
            title: title.to_owned(),
            bands: Vec::new(),
            across,
            rows: Vec::new(),
            groups: Vec::new(),
            identities: Vec::new(),
            equations: Vec::new(),
        };
        for band in self.list(self.must(node, &mut fields, "栏")) {
            self.band(band, &mut table);
        }
        if let Some(identities) = fields.take("勾稽") {
            assert!(table.bands.len() == 1, "{name}: identities are for tables of one band");
            for identity in self.list(&identities.value) {
                self.identity(identity, &mut table);
            }
        }
        self.done(node, &fields);
        table.equations = equations(&table);
        table
    }

    fn band(&self, node: &Node, table: &mut Table) {
        let mut fields = self.fields(node);
        let caption = self.may(&mut fields, "头");
        let corner = self.may(&mut fields, "角").unwrap_or_default();
        let heads = self.branches(self.must(node, &mut fields, "列"), "列");
        let labels = self.branches(self.must(node, &mut fields, "行"), "行");
        self.done(node, &fields);
        let mut columns = Vec::new();
        leaves(&heads, &mut columns);
        let first = table.rows.len();
        let band = table.bands.len();
        flatten(&labels, &mut Vec::new(), band, table);
        let rows = first..table.rows.len();
        table.bands.push(Band { caption, corner, heads, labels, columns, rows });
    }

    fn branches(&self, node: &Node, below: &str) -> Vec<Branch> {
        self.list(node).iter().map(|item| self.branch(item, below)).collect()
    }

    fn branch(&self, node: &Node, below: &str) -> Branch {
        if node.scalar().is_some() {
            let label = self.text(node);
            let name = Name { key: unnumbered(&label).to_owned(), short: None };
            return Branch { label, name, children: Vec::new(), total: false, kind: Kind::Count };
        }
        let mut fields = self.fields(node);
        let label = self.text(self.must(node, &mut fields, "印"));
        let key = self.may(&mut fields, "键").unwrap_or_else(|| unnumbered(&label).to_owned());
        let short = self.may(&mut fields, "简称");
        let total = self.may(&mut fields, "合计").is_some_and(|word| word == "是");
        let kind = match self.may(&mut fields, "类").as_deref() {
            None => Kind::Count,
            Some("增减") => Kind::Change,
            Some("万元") => Kind::TenThousand,
            Some("金额") => Kind::Money,
            Some(other) => self.fail(node, &format!("no such 类: {other}")),
        };
        let children = fields.take(below).map_or_else(Vec::new, |entry| self.branches(&entry.value, below));
        self.done(node, &fields);
        Branch { label, name: Name { key, short }, children, total, kind }
    }

    fn identity(&self, node: &Node, table: &mut Table) {
        let mut fields = self.fields(node);
        let mut must = |key| self.text(self.must(node, &mut fields, key));
        let (code, formula, axis, sentence) = (must("规则"), must("式"), must("每"), must("说"));
        self.done(node, &fields);
        let rule = codes::find(&code).unwrap_or_else(|| self.fail(node, "no such rule"));
        let axis = match axis.as_str() {
            "列" => Axis::EachColumn,
            "行" => Axis::EachRow,
            _ => self.fail(node, "每: 列 or 行"),
        };
        match resolve(table, rule, &formula, axis, &sentence) {
            Ok(identity) => table.identities.push(identity),
            Err(what) => self.fail(node, &what),
        }
    }
}

/// A label without its number: `一、`, `（一）`, `1.`.
fn unnumbered(label: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let stripped = if let Some(rest) = label.strip_prefix('（') {
        rest.trim_start_matches(number).strip_prefix('）')
    } else {
        let rest = label.trim_start_matches(number);
        if rest.len() == label.len() { None } else { rest.strip_prefix(['、', '.']) }
    };
    stripped.unwrap_or(label)
}

fn leaves(heads: &[Branch], out: &mut Vec<Column>) {
    for head in heads {
        if head.children.is_empty() {
            out.push(Column {
                name: head.name.clone(),
                label: head.label.clone(),
                kind: head.kind,
                total: head.total,
            });
        } else {
            leaves(&head.children, out);
        }
    }
}

fn flatten(labels: &[Branch], groups: &mut Vec<usize>, band: usize, table: &mut Table) {
    for label in labels {
        let (name, printed) = (label.name.clone(), label.label.clone());
        if label.children.is_empty() {
            table.rows.push(Row { name, label: printed, groups: groups.clone(), band, total: label.total });
            continue;
        }
        let (index, first) = (table.groups.len(), table.rows.len());
        table.groups.push(Group { name, label: printed, parent: groups.last().copied(), rows: first..first });
        groups.push(index);
        flatten(&label.children, groups, band, table);
        groups.pop();
        table.groups[index].rows.end = table.rows.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "x:9: unknown key 行号")]
    fn an_unknown_key_is_ours() {
        read(
            "x",
            "版本: 1\n名称: 甲\n文号: 乙\n年度: [1, 2]\n章节:\n  - 题: 丙\n    表: 表一\n表一:\n  行号: 1\n  栏:\n    - {列: [a], 行: [b]}\n",
        );
    }

    #[test]
    #[should_panic(expected = "x:3: 年度 is missing")]
    fn a_missing_key_is_ours() {
        read("x", "\n\n版本: 1\n名称: 甲\n文号: 乙\n");
    }

    #[test]
    fn numbers_are_no_part_of_a_key() {
        for (label, key) in [
            ("（一）予以公开", "予以公开"),
            ("1.属于国家秘密", "属于国家秘密"),
            ("四、结转", "结转"),
            ("三类", "三类"),
        ] {
            assert_eq!(unnumbered(label), key);
        }
    }
}
