//! `form.yaml` -> [`Form`].

use super::identity::{Axis, equations, resolve};
use super::{Band, Body, Branch, Column, Form, Group, HeadGroup, Kind, Name, Row, Section, Table};
use crate::diagnostic::codes;
use crate::source::Lead;
use crate::yaml::{DataFault, DataFields, DataFile, Datum};

/// Sections are numbered 一 to 十.
const MOST_SECTIONS: usize = 10;

/// Reads the root of a form file.
///
/// # Errors
/// On anything unknown, missing or unresolved in it.
pub(super) fn read(file: DataFile<'_>, root: Datum) -> Result<Form, DataFault> {
    let mut form = Reader { file }.form(root)?;
    form.resolve_names();
    Ok(form)
}

struct Reader<'s> {
    file: DataFile<'s>,
}

impl<'s> std::ops::Deref for Reader<'s> {
    type Target = DataFile<'s>;

    fn deref(&self) -> &DataFile<'s> {
        &self.file
    }
}

type Read<T> = Result<T, DataFault>;

impl Reader<'_> {
    fn text(&self, node: Datum) -> Read<String> {
        self.file.text(node).map(str::to_owned)
    }

    fn may(&self, fields: &mut DataFields, key: &str) -> Read<Option<String>> {
        fields.take(key).map(|node| self.text(node)).transpose()
    }

    fn words(&self, node: Datum) -> Read<Vec<String>> {
        self.file.words(node).map(|words| words.iter().map(str::to_owned).collect())
    }

    fn year(&self, node: Datum) -> Read<u16> {
        self.text(node)?.parse().map_err(|_| self.fault(node, "这里应当是年份"))
    }

    fn form(&self, root: Datum) -> Read<Form> {
        let mut fields = self.fields(root)?;
        let mut must = |key| self.must(root, &mut fields, key);
        let (edition, name, document) =
            (self.text(must("版本")?)?, self.text(must("名称")?)?, self.text(must("文号")?)?);
        let years = must("年度")?;
        let [first, last] = self.list(years)?.collect::<Vec<_>>()[..] else {
            return Err(self.fault(years, "“年度”写成 [起, 止]，止可以写“不限”"));
        };
        let nodes = self.list(must("章节")?)?;
        if nodes.clone().count() > MOST_SECTIONS {
            return Err(self.fault(root, format!("“章节”多于 {MOST_SECTIONS} 个")));
        }
        let sections = nodes.map(|node| self.section(node, root, &mut fields)).collect::<Read<_>>()?;
        self.done(&fields)?;
        let last_year = if self.text(last)? == "不限" { None } else { Some(self.year(last)?) };
        let first_year = self.year(first)?;
        Ok(Form {
            edition,
            name,
            document,
            first_year,
            last_year,
            sections,
            given: false,
            rows_named: Vec::new(),
        })
    }

    fn section(&self, node: Datum, root: Datum, tables: &mut DataFields) -> Read<Section> {
        let mut fields = self.fields(node)?;
        let title = self.text(self.must(node, &mut fields, "题")?)?;
        let body = match self.may(&mut fields, "表")? {
            Some(name) => Body::Table(self.table(&name, &title, self.must(root, tables, &name)?)?),
            None => Body::Prose(match fields.take("分项") {
                Some(entry) => self.words(entry)?,
                None => Vec::new(),
            }),
        };
        let must_say = self.may(&mut fields, "必写")?;
        self.done(&fields)?;
        Ok(Section { title, body, must_say })
    }

    fn table(&self, name: &str, title: &str, node: Datum) -> Read<Table> {
        let mut fields = self.fields(node)?;
        let across = match self.may(&mut fields, "排列")?.as_deref() {
            None => false,
            Some("横") => true,
            Some(_) => return Err(self.fault(node, "“排列”只能写 横，或不写")),
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
        for band in self.list(self.must(node, &mut fields, "栏")?)? {
            self.band(band, &mut table)?;
        }
        if let Some(identities) = fields.take("勾稽") {
            if table.bands.len() != 1 {
                return Err(self.fault(identities, "只有一栏的表才能写“勾稽”"));
            }
            for identity in self.list(identities)? {
                self.identity(identity, &mut table)?;
            }
        }
        self.done(&fields)?;
        table.equations = equations(&table);
        Ok(table)
    }

    fn band(&self, node: Datum, table: &mut Table) -> Read<()> {
        let mut fields = self.fields(node)?;
        let caption = self.may(&mut fields, "头")?;
        let corner = self.may(&mut fields, "角")?.unwrap_or_default();
        let heads = self.branches(self.must(node, &mut fields, "列")?, "列")?;
        let labels = self.branches(self.must(node, &mut fields, "行")?, "行")?;
        self.done(&fields)?;
        let (mut columns, mut head_groups) = (Vec::new(), Vec::new());
        leaves(&heads, &mut columns, &mut head_groups);
        let first = table.rows.len();
        let band = table.bands.len();
        flatten(&labels, &mut Vec::new(), band, table);
        let rows = first..table.rows.len();
        table.bands.push(Band { caption, corner, heads, labels, columns, head_groups, rows });
        Ok(())
    }

    fn branches(&self, node: Datum, below: &str) -> Read<Vec<Branch>> {
        self.list(node)?.map(|item| self.branch(item, below)).collect()
    }

    fn branch(&self, node: Datum, below: &str) -> Read<Branch> {
        if node.word().is_some() {
            let label = self.text(node)?;
            let key = unnumbered(&label).to_owned();
            let name = Name { key, short: None, quantity: None, wordings: None };
            return Ok(Branch { label, name, children: Vec::new(), total: false, kind: Kind::Count });
        }
        let mut fields = self.fields(node)?;
        let label = self.text(self.must(node, &mut fields, "印")?)?;
        let key = self.may(&mut fields, "键")?.unwrap_or_else(|| unnumbered(&label).to_owned());
        let short = self.may(&mut fields, "简称")?;
        let quantity = self.may(&mut fields, "量")?;
        let wordings = fields.take("说法").map(|words| self.words(words)).transpose()?;
        let total = self.may(&mut fields, "合计")?.is_some_and(|word| word == "是");
        let kind = match self.may(&mut fields, "类")?.as_deref() {
            None => Kind::Count,
            Some("增减") => Kind::Change,
            Some("万元") => Kind::TenThousand,
            Some("金额") => Kind::Money,
            Some(other) => return Err(self.fault(node, format!("没有“{other}”这一类"))),
        };
        let children = match fields.take(below) {
            Some(entry) => self.branches(entry, below)?,
            None => Vec::new(),
        };
        self.done(&fields)?;
        Ok(Branch { label, name: Name { key, short, quantity, wordings }, children, total, kind })
    }

    fn identity(&self, node: Datum, table: &mut Table) -> Read<()> {
        let mut fields = self.fields(node)?;
        let mut must = |key| self.text(self.must(node, &mut fields, key)?);
        let (code, formula, axis, sentence) = (must("规则")?, must("式")?, must("每")?, must("说")?);
        self.done(&fields)?;
        let rule = codes::find(&code).ok_or_else(|| self.fault(node, format!("没有“{code}”这条规则")))?;
        let axis = match axis.as_str() {
            "列" => Axis::EachColumn,
            "行" => Axis::EachRow,
            _ => return Err(self.fault(node, "“每”写 列 或 行")),
        };
        let identity = resolve(table, rule, &formula, axis, &sentence);
        table.identities.push(identity.map_err(|what| self.fault(node, what))?);
        Ok(())
    }
}

/// A label without its number: `一、`, `（一）`, `1.`.
fn unnumbered(label: &str) -> &str {
    Lead::of(label).map_or(label, |lead| &label[lead.len..])
}

fn leaves(heads: &[Branch], columns: &mut Vec<Column>, groups: &mut Vec<HeadGroup>) {
    for head in heads {
        if head.children.is_empty() {
            columns.push(Column {
                name: head.name.clone(),
                label: head.label.clone(),
                kind: head.kind,
                total: head.total,
            });
        } else {
            let (index, first) = (groups.len(), columns.len());
            groups.push(HeadGroup { name: head.name.clone(), columns: first..first });
            leaves(&head.children, columns, groups);
            groups[index].columns.end = columns.len();
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

    fn fault(text: &str) -> String {
        DataFile::read("x", text, read).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let unknown = "版本: 1\n名称: 甲\n文号: 乙\n年度: [1, 2]\n章节:\n  - 题: 丙\n    表: 表一\n表一:\n  行号: 1\n  栏:\n    - {列: [a], 行: [b]}\n";
        assert_eq!(fault(unknown), "x:9: 没有“行号”这一项");
        assert_eq!(fault("\n\n版本: 1\n名称: 甲\n文号: 乙\n"), "x:3: 缺少“年度”");
        assert_eq!(fault(""), "x:1: 文件是空的");
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
