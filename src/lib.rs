//! `nianbao`: one YAML file in, the official 政府信息公开工作年度报告 out, checked, as PDF and DOCX
//! and, where asked, as web page, workbook and OFD.
//!
//! ```text
//! LEFT WING: what it means                 DOOR               RIGHT WING: what it looks like
//! (never hears of points, fonts, pages)                       (never hears of YAML, forms, identities)
//!
//! docx, xlsx, html --> intake: YAML text, and its places in the original --> annotate: findings into the DOCX
//!            v
//! text --> yaml --> report --> check  ==> compose ==> document --> layout --> pages --> pdf, ofd
//!            ^          ^         ^            ^           |      ^    |
//!            |          |         |            |           |    font  fit  (where lines and pages break)
//!            +--------- form -----+------------+         style         |
//!               (templates/*/form.yaml)       (…/style.yaml)  +-----> docx, xlsx, html
//!
//! LEFT WING, beside check:   roster (whose reports a government's report sums up) + figures of reports --> sum
//!                            (tables of an area, who is missing or doubled, what explains a difference) --> workbook
//!
//! HALL, through both wings:  bytes --> examine (all steps to a checked report) --> press (all steps to files), overview (of many)
//! GROUND FLOOR, under both wings: source (places in text), diagnostic (what is wrong, where, what to do)
//! PORCH with the only door to the street: cli (files, terminal, clock, threads, exit code; serve carries requests)
//! PORCH without a door: desk (a page's requests in, data and files out; its hosts are cli/serve and a browser) and page
//! ```

pub mod annotate;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compose;
pub mod desk;
pub mod diagnostic;
pub mod document;
pub mod examine;
pub mod export;
pub mod fit;
pub mod font;
pub mod form;
pub mod intake;
pub mod layout;
pub mod overview;
pub mod package;
#[cfg(feature = "cli")]
pub mod page;
pub mod press;
pub mod report;
pub mod roster;
pub mod source;
pub mod style;
pub mod sum;
pub mod templates;
pub mod workbook;
pub mod yaml;
