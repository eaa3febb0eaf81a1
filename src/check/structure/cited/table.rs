//! `templates/documents.yaml`: the documents that reports cite, by name, issuing body's code, year and number.

use std::sync::LazyLock;

use crate::yaml::{Node, Ours};

/// A document.
pub(super) struct Document {
    /// Its name without 关于印发 and 的通知, the full one first.
    pub(super) names: Vec<String>,
    /// 机关代字.
    pub(super) code: String,
    /// Of its 文号; an order of the State Council (令) has none.
    pub(super) year: Option<u16>,
    pub(super) number: u16,
    /// The number before it was revised.
    pub(super) former: Option<u16>,
    /// The report years that are to cite it.
    pub(super) from: u16,
    pub(super) until: u16,
    /// Reports are compiled by it.
    pub(super) compiles: bool,
}

/// What is known.
pub(super) struct Table {
    /// Codes of national bodies.
    pub(super) codes: Vec<String>,
    pub(super) documents: Vec<Document>,
    /// What may stand before and behind a name.
    pub(super) before: Vec<String>,
    pub(super) behind: Vec<String>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    Ours::read(
        "templates/documents.yaml",
        include_str!("../../../../templates/documents.yaml"),
        |ours, root| {
            let words = |node: &Node| ours.list(node).iter().map(|n| ours.text(n)).collect::<Vec<_>>();
            let mut fields = ours.fields(root);
            let mut must = |key| ours.must(root, &mut fields, key);
            let read = Table {
                codes: words(must("代字")),
                documents: ours.list(must("文件")).iter().map(|node| document(ours, node)).collect(),
                before: words(must("前语")),
                behind: words(must("后语")),
            };
            ours.done(root, &fields);
            read
        },
    )
});

fn document(ours: &Ours<'_>, node: &Node) -> Document {
    let mut fields = ours.fields(node);
    let names = ours.list(ours.must(node, &mut fields, "名称")).iter().map(|n| ours.text(n)).collect();
    let code = ours.text(ours.must(node, &mut fields, "代字"));
    let number = |text: String| text.parse().unwrap_or_else(|_| ours.fail(node, "a number is wanted"));
    let year = ours.may(&mut fields, "年").map(number);
    let own = number(ours.text(ours.must(node, &mut fields, "号")));
    let former = ours.may(&mut fields, "旧号").map(number);
    let (from, until) = fields.take("年度").map_or((0, u16::MAX), |entry| {
        let [from, until] = ours.list(&entry.value) else { ours.fail(node, "年度: [first, last]") };
        let last = ours.text(until);
        (number(ours.text(from)), if last == "不限" { u16::MAX } else { number(last) })
    });
    let compiles = ours.may(&mut fields, "编制").is_some_and(|word| word == "是");
    ours.done(node, &fields);
    Document { names, code, year, number: own, former, from, until, compiles }
}

impl Document {
    /// 国办公开办函〔2021〕30号, 国务院令第711号.
    pub(super) fn citation(&self) -> String {
        match self.year {
            Some(year) => format!("{}〔{year}〕{}号", self.code, self.number),
            None => format!("{}第{}号", self.code, self.number),
        }
    }
}
