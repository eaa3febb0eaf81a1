//! What a finding tells the author of a YAML text to do, told to the clerk who has a Word file or a page before him: there is no
//! key, no brace and no indent in it.

use super::Diagnostic;

/// Stretches of advice that a Word file has no place for, and what stands for them.
const STRETCHES: [(&str, &str); 6] = [
    ("，在正文说明或用“已核”", "，在正文说明"),
    ("在正文说明或用“已核”", "在正文说明"),
    ("用“已核”说明", "在正文或表注里说明"),
    ("；写成 {{ }} 由程序填数就不会不一致", ""),
    ("，或删去标题由程序生成", ""),
    (
        "前后各写两个半角花括号，如 {{ 表三.本年新收.总计 }}",
        "正文里一般不用花括号；是范本里留下的，删去或填上内容",
    ),
];

/// How advice begins that is about YAML as a whole, and what stands for it.
const WHOLE: [(&str, &str); 7] = [
    ("补上“", "补上这一行，每格一个数；没有发生的填 0"),
    ("每行缩进两个空格", "在这一部分放上格式中的表格，每格一个数；没有发生的填 0"),
    ("各写成“", "补上这几个部分的标题和内容；六个部分一个也不能少"),
    ("在冒号后写“|”", "在标题下面写上这一部分的内容；确实没有的写明“无”"),
    ("冒号后写“|”", "在标题下面写上这一部分的内容"),
    ("缩进两个空格，放在", "放进格式中的表格"),
    ("不要印的，移到“|”的上面", "不要印的话，整句删去；要印的，只删去“#”"),
];

/// What only who writes YAML can do.
const OF_YAML: [&str; 9] = ["缩进", "冒号", "方括号", "花括号", "双引号", "键名", "“#”", "“- ”", "“规则”"];

/// A finding in the words of whoever has the original.
#[must_use]
pub fn of_originals(mut finding: Diagnostic) -> Diagnostic {
    if let Some(words) = whole(&finding.help) {
        words.clone_into(&mut finding.help);
        return finding;
    }
    for (said, words) in STRETCHES {
        if finding.help.contains(said) {
            finding.help = finding.help.replace(said, words);
        }
    }
    finding.help = with_note(&finding.help).unwrap_or(finding.help);
    finding
}

/// Advice for who types into the field of a page that is called `label`; empty where it is about YAML alone.
#[must_use]
pub fn of_fields(help: &str, label: &str) -> String {
    if let Some(words) = whole(help) {
        return words.to_owned();
    }
    let help = with_note(help).unwrap_or_else(|| help.to_owned());
    // What an entry of 已核 says of its place, the page sees to.
    let help = help.split("“已核”的一条不写“位置”").next().unwrap_or_default().trim_end_matches('；');
    let help = help.replace(&format!("“{label}: "), "“").replace("删去这一行", "清空这一格");
    // 写成“予以公开: [0, 0, 0]”，依次是自然人、…
    if let Some((_, heads)) = help.split_once("]”，依次是") {
        return format!("每列一个数，依次是{heads}");
    }
    let of_yaml = OF_YAML.iter().any(|word| help.contains(word)) || help.contains(": [");
    if of_yaml { String::new() } else { help }
}

fn whole(help: &str) -> Option<&'static str> {
    WHOLE.iter().find(|(begins, _)| help.starts_with(begins)).map(|(_, words)| *words)
}

/// 要加说明时写成“{数: 22, 注: …}”
fn with_note(help: &str) -> Option<String> {
    let (before, rest) = help.split_once("写成“{数: ")?;
    let (number, rest) = rest.split_once(", 注: …}”")?;
    Some(format!("{before}写在数后面的括号里，如 {number}（其中…）{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::Span;

    #[test]
    fn no_advice_speaks_of_yaml() {
        let said =
            |help: &str| of_originals(Diagnostic::of(&codes::C01, Span::default(), "").help(help)).help;
        assert_eq!(
            said("只写 8；要加说明时写成“{数: 8, 注: …}”"),
            "只写 8；要加说明时写在数后面的括号里，如 8（其中…）"
        );
        assert_eq!(said("确有变化的，在正文说明或用“已核”"), "确有变化的，在正文说明");
        assert!(said("补上“重复申请: [0, 0]”；没有发生的填 0，不能省去").starts_with("补上这一行"));
        assert_eq!(said("请逐格核对"), "请逐格核对");
    }

    #[test]
    fn a_field_is_spoken_of_as_one() {
        let said = |help: &str| of_fields(help, "成文日期");
        assert_eq!(said("写成“成文日期: 2026-01-23”"), "写成“2026-01-23”");
        assert_eq!(said("写成“予以公开: [0, 0]”，依次是自然人、其他"), "每列一个数，依次是自然人、其他");
        assert_eq!(said("文字里有“: ”时，整段加双引号"), "");
        assert!(!said("不要印的，移到“|”的上面；要印的，删去“#”").contains('|'));
        assert_eq!(said("在正文说明或用“已核”"), "在正文说明或用“已核”");
        assert!(said("在冒号后写“|”，另起一行缩进书写").starts_with("在标题下面写"));
    }
}
