//! The keys at the top of a report as a page shows them: what kind of field each is, and what belongs there.

use crate::form::{self, Form};
use crate::report::{OfficeKind, WordFonts};

/// One of them.
pub(super) struct Head {
    /// `line`, `prose`, `choice`, `date`, `year`.
    pub(super) kind: &'static str,
    /// Whether every report must have it.
    pub(super) required: bool,
    /// What belongs there, in a few words.
    pub(super) hint: &'static str,
}

const fn head(kind: &'static str, required: bool, hint: &'static str) -> Head {
    Head { kind, required, hint }
}

/// What is to be known of a key.
pub(super) fn of(key: &str) -> Head {
    match key {
        "机关" => head("line", true, "机关全称，如 安平县教育局"),
        "机关类别" => head("choice", false, "选一种；有的规则按类别核对"),
        "年度" => head("year", true, "报告所属的年份，四位数字"),
        "格式" => head("choice", false, "一般不写，由年度决定"),
        "标题" => head("line", false, "不写时是“机关＋年度＋年政府信息公开工作年度报告”"),
        "题下日期" => head("date", false, "印在标题下面的日期，如 2026年1月20日；一般不写"),
        "上年报告" => head("line", false, "上年报告的文件名，用来核对两年的数"),
        "导语" => head("prose", false, "第一部分之前的话；一行是一段；一般不写"),
        "编制说明" => head("prose", false, "由谁编制、向谁咨询；一行是一段；一般不写"),
        "署名" => head("line", false, "印在文末右下的机关名称；一般不写"),
        "成文日期" => head("date", false, "印在署名下面，如 2026年1月20日；一般不写"),
        "文档字体" => head("choice", false, "Word 文件带哪些字体；不写时嵌入用到的字"),
        _ => head("line", false, ""),
    }
}

/// What may be chosen.
pub(super) fn choices(key: &str) -> Vec<String> {
    match key {
        "机关类别" => OfficeKind::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
        "格式" => form::all().map(|form| form.edition.clone()).collect(),
        "文档字体" => WordFonts::ALL.iter().map(|fonts| fonts.name().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// What belongs into the text of a section.
pub(super) fn of_section(form: &Form, section: usize) -> String {
    match &form.sections[section].must_say {
        Some(word) if word == "费" => {
            "要写明收取信息处理费的情况；一行是一段；确实没有别的事项写“无”".to_owned()
        }
        Some(word) => format!("要写到“{word}”；一行是一段"),
        None => "一行是一段；（一）1.（1）开头的自动排成小标题".to_owned(),
    }
}
