//! The style sheet: on a screen what is easy to read there, light or dark, at any width; on paper the official page.

use crate::document::Role;
use crate::style::{Alignment, Style, Typeface};
use std::fmt::Write as _;

/// On a screen. A table keeps the width that its columns need and is moved sideways where the window has less. Colours: text
/// 13 : 1 and more, links 5 : 1 and more, rules 3 : 1 and more against their ground (WCAG 1.4.3, 1.4.11).
const SCREEN: &str = "\
:root { color-scheme: light dark; --text: #1b1b1b; --ground: #ffffff; --head: #f2f2f2; --rule: #767676; --link: #0b57d0 }
@media (prefers-color-scheme: dark) {
:root { --text: #e8e8e8; --ground: #161616; --head: #262626; --rule: #8c8c8c; --link: #8ab4f8 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font-family: \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", \"Noto Sans SC\", sans-serif; font-size: 1.125rem; line-height: 1.8 }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
h1, h2, h3, h4, h5 { line-height: 1.4; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; text-align: center; text-wrap: balance; word-break: keep-all }
h2 { font-size: 1.3rem; margin: 1.5em 0 0.5em }
h3, h4, h5 { font-size: 1.125rem }
p { margin: 0 0 0.5em; text-indent: 2em; overflow-wrap: anywhere }
a { color: var(--link) }
.lead { font-weight: bold }
.dateline { text-align: center; text-indent: 0 }
.table { overflow-x: auto; margin: 1em 0 }
.table:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
table { width: 100%; min-width: calc(var(--columns) * 3.3em); border-collapse: collapse; font-size: 0.9375rem; line-height: 1.5 }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
th, td { border: 1px solid var(--rule); padding: 0.3em 0.4em; text-align: center; font-weight: normal }
th { background: var(--head) }
th.left { text-align: left; min-width: 8em }
.number { white-space: nowrap }
.note { font-size: 0.9375rem; text-indent: 0 }
.signature { text-align: right; text-indent: 0; margin: 0 }
:not(.signature) + .signature { margin-top: 1.8em }
";

/// The whole sheet.
pub(super) fn sheet(style: &Style) -> String {
    let mut out = SCREEN.to_owned();
    paper(&mut out, style);
    out.push_str("@media print {\n");
    out.push_str(
        ":root { color-scheme: light; --text: #000000; --ground: #ffffff; --head: #ffffff; --rule: #000000; --link: #000000 }\n",
    );
    out.push_str("main { max-width: none; padding: 0 }\na { text-decoration: none }\n");
    out.push_str("p, h2, h3, h4, h5 { margin: 0; orphans: 1; widows: 1 }\nh1, h2, h3, h4, h5 { font-weight: normal; break-after: avoid }\n");
    for (selector, role) in [
        ("body, p", Role::Body),
        ("h1", Role::Title),
        ("h2", Role::Heading1),
        ("h3, .lead", Role::Heading2),
        ("h4", Role::Heading3),
        ("h5", Role::Heading4),
        (".dateline", Role::Dateline),
        (".signature", Role::Signature),
        ("table", Role::TableText),
        ("td", Role::TableFigure),
        (".note", Role::TableNote),
    ] {
        text(&mut out, style, selector, role);
    }
    let blank = mm(style.role(Role::Body).pitch);
    let _ = writeln!(out, "h1 {{ margin: 0 0 {blank} }}\n.lead {{ font-weight: normal }}");
    out.push_str(".table { overflow: visible; margin: 0; break-inside: avoid }\ntable { min-width: 0 }\ntr { break-inside: avoid }\n");
    out.push_str("th.left { min-width: 0; text-align: left }\n");
    let table = &style.table;
    let _ = writeln!(
        out,
        "th, td {{ border-width: {}pt; padding: {}pt {}pt }}\n}}",
        table.rule, table.padding_vertical, table.padding
    );
    out
}

/// Margins are those of line boxes, half a lead outside the characters (GB/T 33476.2); the page's number stands outside
/// (GB/T 9704 7.5).
fn paper(out: &mut String, style: &Style) {
    let (page, body, number) = (&style.page, style.role(Role::Body), style.role(Role::PageNumber));
    let half_lead = (body.pitch - body.size) / 2.0;
    let right = page.paper_width - page.left - page.width;
    let bottom = page.paper_height - page.top - page.height;
    let _ = writeln!(
        out,
        "@page {{ size: {} {}; margin: {} {} {} {} }}",
        mm(page.paper_width),
        mm(page.paper_height),
        mm(page.top - half_lead),
        mm(right),
        mm(bottom - half_lead),
        mm(page.left)
    );
    for (side, corner, edge) in [(":right", "right", "right"), (":left", "left", "left")] {
        let _ = writeln!(
            out,
            "@page {side} {{ @bottom-{corner} {{ content: \"— \" counter(page) \" —\"; font: {}pt/1 {}; \
             vertical-align: top; padding-top: {}; padding-{edge}: {}pt }} }}",
            number.size,
            families(style, number.typeface),
            // The dash stands two thirds down its line.
            mm(page.page_number_gap - half_lead - 0.68 * number.size),
            number.size * page.page_number_inset
        );
    }
}

fn text(out: &mut String, style: &Style, selector: &str, role: Role) {
    let look = style.role(role);
    let align = match look.align {
        Alignment::Justify => "justify",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    };
    let _ = writeln!(
        out,
        "{selector} {{ font-family: {}; font-size: {}pt; line-height: {}; letter-spacing: {}pt; text-indent: {}em; text-align: {align} }}",
        families(style, look.typeface),
        look.size,
        mm(look.pitch),
        look.tracking,
        look.indent
    );
}

/// Names under which a machine may have a typeface, Latin first.
fn families(style: &Style, typeface: Typeface) -> String {
    let han = style.chain(typeface).office.iter().map(|name| format!("\"{name}\", "));
    format!("\"Times New Roman\", {}serif", han.collect::<String>())
}

/// Points as millimetres, to a hundredth.
fn mm(points: f64) -> String {
    format!("{:.2}mm", points / crate::style::MM)
}
