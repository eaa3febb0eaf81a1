//! What a finding tells the author of a YAML text to do, told to the clerk who has the Word file before him: there is no key, no
//! brace and no indent in it.

use crate::diagnostic::Diagnostic;

/// Stretches of advice, and what stands for them.
const STRETCHES: [(&str, &str); 5] = [
    ("，在正文说明或用“已核”", "，在正文说明"),
    ("在正文说明或用“已核”", "在正文说明"),
    ("用“已核”说明", "在正文或表注里说明"),
    ("；写成 {{ }} 由程序填数就不会不一致", ""),
    ("，或删去标题由程序生成", ""),
];

/// How advice begins that is about YAML as a whole, and what stands for it.
const WHOLE: [(&str, &str); 6] = [
    ("补上“", "补上这一行，每格一个数；没有发生的填 0"),
    ("每行缩进两个空格", "在这一部分放上格式中的表格，每格一个数；没有发生的填 0"),
    ("各写成“", "补上这几个部分的标题和内容；六个部分一个也不能少"),
    ("在冒号后写“|”", "在标题下面写上这一部分的内容；确实没有的写明“无”"),
    ("冒号后写“|”", "在标题下面写上这一部分的内容"),
    ("缩进两个空格，放在", "放进格式中的表格"),
];

/// A finding in the words of whoever has the original.
pub(super) fn of_originals(mut finding: Diagnostic) -> Diagnostic {
    if let Some((_, words)) = WHOLE.iter().find(|(begins, _)| finding.help.starts_with(begins)) {
        finding.help = (*words).to_owned();
        return finding;
    }
    for (said, words) in STRETCHES {
        if finding.help.contains(said) {
            finding.help = finding.help.replace(said, words);
        }
    }
    // 要加说明时写成“{数: 22, 注: …}”
    if let Some((before, rest)) = finding.help.split_once("写成“{数: ")
        && let Some((number, rest)) = rest.split_once(", 注: …}”")
    {
        finding.help = format!("{before}写在数后面的括号里，如 {number}（其中…）{rest}");
    }
    finding
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
}
