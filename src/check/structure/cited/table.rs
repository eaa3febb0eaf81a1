//! `templates/documents.yaml`: the documents that reports cite, by name, issuing body's code, year and number.

use std::sync::LazyLock;

use crate::yaml::{DataFault, DataFile, Node};

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
    DataFile::shipped(
        "templates/documents.yaml",
        include_str!("../../../../templates/documents.yaml"),
        |file, root| {
            let mut fields = file.fields(root)?;
            let mut must = |key| file.must(root, &mut fields, key);
            let read = Table {
                codes: file.words(must("代字")?)?,
                documents: file
                    .list(must("文件")?)?
                    .iter()
                    .map(|node| document(file, node))
                    .collect::<Result<_, _>>()?,
                before: file.words(must("前语")?)?,
                behind: file.words(must("后语")?)?,
            };
            file.done(&fields)?;
            Ok(read)
        },
    )
});

fn document(file: &DataFile<'_>, node: &Node) -> Result<Document, DataFault> {
    let mut fields = file.fields(node)?;
    let names = file.words(file.must(node, &mut fields, "名称")?)?;
    let code = file.text(file.must(node, &mut fields, "代字")?)?;
    let number = |text: String| text.parse().map_err(|_| file.fault(node, format!("“{text}”不是数")));
    let year = file.may(&mut fields, "年")?.map(number).transpose()?;
    let own = number(file.text(file.must(node, &mut fields, "号")?)?)?;
    let former = file.may(&mut fields, "旧号")?.map(number).transpose()?;
    let (from, until) = match fields.take("年度") {
        None => (0, u16::MAX),
        Some(entry) => {
            let [from, until] = file.list(&entry.value)? else {
                return Err(file.fault(node, "“年度”写成 [起, 止]，止可以写“不限”"));
            };
            let last = file.text(until)?;
            (number(file.text(from)?)?, if last == "不限" { u16::MAX } else { number(last)? })
        }
    };
    let compiles = file.may(&mut fields, "编制")?.is_some_and(|word| word == "是");
    file.done(&fields)?;
    Ok(Document { names, code, year, number: own, former, from, until, compiles })
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
