//! `style.yaml` -> [`Style`]. Every length says its unit; whatever is wrong in the file is our fault and a panic.

use crate::document::Role;
use crate::style::{Alignment, MM, PageSetup, RoleStyle, Style, TableStyle, Typeface, TypefaceChain};
use crate::yaml::{Fields, Node, Ours};

/// The roles by their names in the file, which are also the names of styles in a word processor; in the order of
/// [`Role::ALL`].
const ROLES: [(&str, Role); 11] = [
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
];

/// Reads a style file.
///
/// # Panics
/// On anything unknown or missing in it.
pub(super) fn read(name: &str, text: &str) -> Style {
    Ours::read(name, text, |ours, root| {
        let mut fields = ours.fields(root);
        let page = page(ours, ours.must(root, &mut fields, "版面"));
        let roles = roles(ours, ours.must(root, &mut fields, "文字"));
        let table = table(ours, ours.must(root, &mut fields, "表格"));
        let typefaces = typefaces(ours, ours.must(root, &mut fields, "字体"));
        ours.done(root, &fields);
        Style { page, roles, table, typefaces }
    })
}

fn page(ours: &Ours<'_>, node: &Node) -> PageSetup {
    let mut fields = ours.fields(node);
    let mut pair = |key| match ours.list(ours.must(node, &mut fields, key)) {
        [width, height] => (length(ours, width), length(ours, height)),
        _ => ours.fail(node, "width and height are wanted"),
    };
    let ((paper_width, paper_height), (width, height)) = (pair("纸"), pair("版心"));
    let mut field = |key| ours.must(node, &mut fields, key);
    let page = PageSetup {
        paper_width,
        paper_height,
        left: length(ours, field("订口")),
        top: length(ours, field("天头")),
        width,
        height,
        lines: count(ours, field("行数")),
        characters: count(ours, field("字数")),
        page_number_gap: length(ours, field("页码距版心")),
        page_number_inset: number(ours, field("页码空字")),
    };
    ours.done(node, &fields);
    page
}

fn roles(ours: &Ours<'_>, node: &Node) -> Vec<RoleStyle> {
    let mut fields = ours.fields(node);
    let roles = ROLES.iter().map(|(name, _)| role(ours, name, ours.must(node, &mut fields, name))).collect();
    ours.done(node, &fields);
    roles
}

fn role(ours: &Ours<'_>, name: &str, node: &Node) -> RoleStyle {
    let mut fields = ours.fields(node);
    let typeface = typeface(ours, ours.must(node, &mut fields, "字体"));
    let align = match ours.may(&mut fields, "对齐").as_deref() {
        None | Some("两端") => Alignment::Justify,
        Some("左") => Alignment::Left,
        Some("居中") => Alignment::Center,
        Some("右") => Alignment::Right,
        Some(_) => ours.fail(node, "对齐: 两端, 左, 居中 or 右"),
    };
    let optional = |fields: &mut Fields<'_>, key: &str, read: fn(&Ours<'_>, &Node) -> f64| {
        fields.take(key).map_or(0.0, |entry| read(ours, &entry.value))
    };
    let style = RoleStyle {
        typeface,
        name: name.to_owned(),
        size: length(ours, ours.must(node, &mut fields, "字号")),
        pitch: length(ours, ours.must(node, &mut fields, "行距")),
        tracking: optional(&mut fields, "字距", length),
        indent: optional(&mut fields, "缩进", number),
        align,
        lines_after: optional(&mut fields, "其后空行", number),
    };
    ours.done(node, &fields);
    style
}

fn table(ours: &Ours<'_>, node: &Node) -> TableStyle {
    let mut fields = ours.fields(node);
    let mut field = |key| length(ours, ours.must(node, &mut fields, key));
    let table = TableStyle {
        rule: field("线"),
        padding: field("左右空"),
        padding_vertical: field("上下空"),
        padding_comfortable: field("宽裕上下空"),
        least_size: field("最小字号"),
    };
    ours.done(node, &fields);
    table
}

fn typefaces(ours: &Ours<'_>, node: &Node) -> Vec<TypefaceChain> {
    let mut fields = ours.fields(node);
    let chains = Typeface::ALL.map(|typeface| {
        let node = ours.must(node, &mut fields, typeface.name());
        let mut fields = ours.fields(node);
        let mut words =
            |key| ours.list(ours.must(node, &mut fields, key)).iter().map(|n| ours.text(n)).collect();
        let chain =
            TypefaceChain {
                typeface, latin: words("西文"), files: words("文件"), office: words("办公")
            };
        ours.done(node, &fields);
        chain
    });
    ours.done(node, &fields);
    chains.into()
}

fn typeface(ours: &Ours<'_>, node: &Node) -> Typeface {
    let name = ours.text(node);
    let found = Typeface::ALL.into_iter().find(|typeface| typeface.name() == name);
    found.unwrap_or_else(|| ours.fail(node, "no such typeface"))
}

/// `37 mm`, `16 pt`: points.
fn length(ours: &Ours<'_>, node: &Node) -> f64 {
    let text = ours.text(node);
    let value = match text.split_once(' ') {
        Some((number, "mm")) => number.parse::<f64>().map(|mm| mm * MM),
        Some((number, "pt")) => number.parse::<f64>(),
        _ => ours.fail(node, "a length with its unit is wanted: 37 mm, 16 pt"),
    };
    value.unwrap_or_else(|_| ours.fail(node, "a number is wanted"))
}

fn number(ours: &Ours<'_>, node: &Node) -> f64 {
    ours.text(node).parse().unwrap_or_else(|_| ours.fail(node, "a number is wanted"))
}

fn count(ours: &Ours<'_>, node: &Node) -> usize {
    ours.text(node).parse().unwrap_or_else(|_| ours.fail(node, "a whole number is wanted"))
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
