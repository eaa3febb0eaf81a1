//! `style.yaml` -> [`Style`]. Every length says its unit.

use crate::document::Role;
use crate::style::{Alignment, MM, PageSetup, RoleStyle, Style, TableStyle, Typeface, TypefaceChain};
use crate::yaml::{DataFault, DataFields, DataFile, Datum, WordList};

/// The roles by their names in the file, which are also the names of styles in a word processor; in the order of
/// [`Role::ALL`].
const ROLES: [(&str, Role); 12] = [
    ("标题", Role::Title),
    ("一级", Role::Heading1),
    ("二级", Role::Heading2),
    ("三级", Role::Heading3),
    ("四级", Role::Heading4),
    ("正文", Role::Body),
    ("表文", Role::TableText),
    ("表数", Role::TableFigure),
    ("表注", Role::TableNote),
    ("署名", Role::Signature),
    ("页码", Role::PageNumber),
    ("题下", Role::Dateline),
];

/// Reads the root of a style file.
///
/// # Errors
/// On anything unknown or missing in it.
pub(super) fn read(file: DataFile<'_>, root: Datum) -> Result<Style, DataFault> {
    let mut fields = file.fields(root)?;
    let page = page(file, file.must(root, &mut fields, "版面")?)?;
    let roles = roles(file, file.must(root, &mut fields, "文字")?)?;
    let table = table(file, file.must(root, &mut fields, "表格")?)?;
    let typefaces = typefaces(file, file.must(root, &mut fields, "字体")?)?;
    file.done(&fields)?;
    Ok(Style { page, roles, table, typefaces, everyday_apart: false })
}

fn page(file: DataFile<'_>, node: Datum) -> Result<PageSetup, DataFault> {
    let mut fields = file.fields(node)?;
    let mut pair = |key| match file.list(file.must(node, &mut fields, key)?)?.collect::<Vec<_>>()[..] {
        [width, height] => Ok((length(file, width)?, length(file, height)?)),
        _ => Err(file.fault(node, format!("“{key}”写宽和高"))),
    };
    let ((paper_width, paper_height), (width, height)) = (pair("纸")?, pair("版心")?);
    let mut field = |key| file.must(node, &mut fields, key);
    let page = PageSetup {
        paper_width,
        paper_height,
        left: length(file, field("订口")?)?,
        top: length(file, field("天头")?)?,
        width,
        height,
        lines: count(file, field("行数")?)?,
        page_number_gap: length(file, field("页码距版心")?)?,
        page_number_inset: number(file, field("页码空字")?)?,
    };
    file.done(&fields)?;
    Ok(page)
}

fn roles(file: DataFile<'_>, node: Datum) -> Result<Vec<RoleStyle>, DataFault> {
    let mut fields = file.fields(node)?;
    let roles: Result<_, _> =
        ROLES.iter().map(|(name, _)| role(file, name, file.must(node, &mut fields, name)?)).collect();
    file.done(&fields)?;
    roles
}

fn role(file: DataFile<'_>, name: &str, node: Datum) -> Result<RoleStyle, DataFault> {
    let mut fields = file.fields(node)?;
    let typeface = typeface(file, file.must(node, &mut fields, "字体")?)?;
    let align = match file.may(&mut fields, "对齐")? {
        None | Some("两端") => Alignment::Justify,
        Some("左") => Alignment::Left,
        Some("居中") => Alignment::Center,
        Some("右") => Alignment::Right,
        Some(_) => return Err(file.fault(node, "“对齐”写 两端、左、居中 或 右")),
    };
    let optional = |fields: &mut DataFields, key: &str, read: fn(DataFile<'_>, Datum) -> Number| {
        fields.take(key).map_or(Ok(0.0), |entry| read(file, entry))
    };
    let style = RoleStyle {
        typeface,
        name: name.to_owned(),
        size: length(file, file.must(node, &mut fields, "字号")?)?,
        pitch: length(file, file.must(node, &mut fields, "行距")?)?,
        tracking: optional(&mut fields, "字距", length)?,
        indent: optional(&mut fields, "缩进", number)?,
        align,
        lines_after: optional(&mut fields, "其后空行", number)?,
    };
    file.done(&fields)?;
    Ok(style)
}

fn table(file: DataFile<'_>, node: Datum) -> Result<TableStyle, DataFault> {
    let mut fields = file.fields(node)?;
    let words = fields.take("词").map_or(Ok(WordList::NONE), |entry| file.words(entry))?;
    let mut field = |key| length(file, file.must(node, &mut fields, key)?);
    let table = TableStyle {
        rule: field("线")?,
        padding: field("左右空")?,
        padding_vertical: field("上下空")?,
        padding_comfortable: field("宽裕上下空")?,
        least_size: field("最小字号")?,
        words: words.iter().collect(),
    };
    file.done(&fields)?;
    Ok(table)
}

fn typefaces(file: DataFile<'_>, node: Datum) -> Result<Vec<TypefaceChain>, DataFault> {
    let mut fields = file.fields(node)?;
    let mut chain = |typeface: Typeface| {
        let node = file.must(node, &mut fields, typeface.name())?;
        let mut fields = file.fields(node)?;
        let mut words = |key| Ok(file.words(file.must(node, &mut fields, key)?)?.iter().collect());
        let chain =
            TypefaceChain {
                typeface, latin: words("西文")?, files: words("文件")?, office: words("办公")?
            };
        file.done(&fields)?;
        Ok(chain)
    };
    let chains: Result<_, _> = Typeface::ALL.into_iter().map(&mut chain).collect();
    file.done(&fields)?;
    chains
}

fn typeface(file: DataFile<'_>, node: Datum) -> Result<Typeface, DataFault> {
    let name = file.text(node)?;
    let found = Typeface::ALL.into_iter().find(|typeface| typeface.name() == name);
    found.ok_or_else(|| file.fault(node, format!("没有“{name}”这种字体")))
}

type Number = Result<f64, DataFault>;

/// `37 mm`, `16 pt`: points.
fn length(file: DataFile<'_>, node: Datum) -> Number {
    let text = file.text(node)?;
    let value = match text.split_once(' ') {
        Some((number, "mm")) => number.parse::<f64>().map(|mm| mm * MM),
        Some((number, "pt")) => number.parse::<f64>(),
        _ => return Err(file.fault(node, "长度要带单位，如 37 mm、16 pt")),
    };
    value.map_err(|_| file.fault(node, "这里应当是一个数"))
}

fn number(file: DataFile<'_>, node: Datum) -> Number {
    file.text(node)?.parse().map_err(|_| file.fault(node, "这里应当是一个数"))
}

fn count(file: DataFile<'_>, node: Datum) -> Result<usize, DataFault> {
    file.text(node)?.parse().map_err(|_| file.fault(node, "这里应当是一个整数"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_stand_at_their_index() {
        for (index, (_, role)) in ROLES.iter().enumerate() {
            assert_eq!(*role as usize, index);
            assert_eq!(Role::ALL[index], *role);
        }
    }
}
