//! What is wrong with the YAML, in a clerk's Chinese.

use super::mended::Mended;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Rule};
use crate::source::{Source, Span};
use granit_parser::ErrorKind;

/// Nesting beyond which a file is no report (the deepest is five).
pub(super) const DEEPEST: usize = 24;

/// Where and why the parser stopped.
pub(super) struct SyntaxError {
    /// Why.
    pub(super) kind: ErrorKind,
    /// Byte in the mended text.
    pub(super) byte: usize,
}

pub(super) fn empty() -> Diagnostic {
    Diagnostic::of(&codes::Y10, Span::default(), "文件是空的")
        .help("用“nianbao new”生成一份带说明的空白报告，再填写")
}

pub(super) fn too_large() -> Diagnostic {
    Diagnostic::of(&codes::Y07, Span::default(), "文件太大，不像是一份年度报告").help("请检查是否选错了文件")
}

pub(super) fn too_many() -> Diagnostic {
    Diagnostic::of(&codes::Y07, Span::default(), "文件里的项目太多，不像是一份年度报告")
        .help("请检查是否选错了文件")
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y07, span, format!("这里套了不止 {DEEPEST} 层，报告没有这么深"))
        .help("请检查是否选错了文件，或多写了“[”“{”“- ”")
}

pub(super) fn second_document(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y08, span, "一个文件只写一份报告，“---”之后又开始了一份")
        .note("从这里起没有读")
        .help("删去“---”，或把后一份另存为一个文件")
}

pub(super) fn anchor(name: &str, span: Span) -> Diagnostic {
    let message = format!("“&{name}”在 YAML 里是锚点，报告里不用");
    Diagnostic::of(&codes::Y05, span, message).help("删去它；文字要以 & 开头时，整段加双引号")
}

pub(super) fn alias(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y05, span, "“*”开头在 YAML 里是引用，报告里不用")
        .help("写出数字或文字本身；文字要以 * 开头时，整段加双引号")
}

pub(super) fn merge(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y05, span, "“<<”在 YAML 里是合并，报告里不用").help("逐项写出各行")
}

pub(super) fn tag(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y06, span, "“!”开头在 YAML 里是类型标签，报告里不用")
        .help("删去它；文字要以 ! 开头时，整段加双引号")
}

pub(super) fn key_not_a_word(span: Span) -> Diagnostic {
    Diagnostic::of(&codes::Y13, span, "冒号前面应当是项目名称，这里是一个列表").help("写成“项目名称: 内容”")
}

/// Says what a syntax error means and what to write instead.
pub(super) fn explain(error: &SyntaxError, source: &Source, mended: &Mended) -> Diagnostic {
    let at = place(error.byte, source, mended);
    let (rule, message, help) = words(&error.kind);
    Diagnostic::of(rule, at, message).help(help)
}

/// The character at which the parser stopped; at a line's start or end the line's words, so that there is something
/// to underline.
fn place(byte: usize, source: &Source, mended: &Mended) -> Span {
    let start = mended.author(byte..byte).start;
    let rest = source.text().get(start as usize..).unwrap_or_default();
    let width = rest.chars().next().filter(|c| !c.is_whitespace()).map_or(0, char::len_utf8);
    Span::new(start as usize, start as usize + width)
}

fn words(kind: &ErrorKind) -> (&'static Rule, String, &'static str) {
    use ErrorKind as K;
    let (rule, message, help) = match kind {
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => (
            &codes::Y14,
            "引号没有成对：从这里开始，后面没有找到结束的引号",
            "在文字末尾补上同样的引号，或把开头的引号删去",
        ),
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnclosedFlowCollection { .. } => {
            (&codes::Y14, "括号没有成对：到文件末尾也没有找到结束的括号", "在这一行末尾补上“]”或“}”")
        }
        K::ExpectedFlowSequenceSeparator | K::ExpectedFlowMappingSeparator => (
            &codes::Y14,
            "方括号或花括号里的各项之间缺少逗号，或缺少结束的括号",
            "各项用半角逗号隔开，末尾写“]”或“}”",
        ),
        K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
            (&codes::Y14, "括号没有成对：这里多了一个结束的括号", "删去多余的括号，或补上开头的括号")
        }
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabAtBlockScalarStart
        | K::TabInIndentation
        | K::TabInPlainScalar => {
            (&codes::Y03, "这里用了制表符（Tab 键）", "改用空格；编辑器里可设置“用空格代替制表符”")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::ExpectedBlockMappingKey => (
            &codes::Y16,
            "这一行的写法或缩进不对：既不是“项目: 内容”，也不属于上一项",
            "写成“项目: 内容”，并与同级的项目左边对齐",
        ),
        K::MappingValueNotAllowed | K::InvalidColonPlacement => (
            &codes::Y16,
            "这里不该有冒号：上一项已经写了内容，或这一行缩进不对",
            "与同级的项目左边对齐；文字里有“: ”时，整段加双引号",
        ),
        K::ExpectedBlockSequenceEntry => {
            (&codes::Y16, "上面是用“- ”逐行列出的，这一行没有“- ”", "补上“- ”，或改正缩进")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => (
            &codes::Y14,
            "引号已经结束，后面又有文字",
            "把整段文字放进一对引号里；引号里的双引号用中文引号“”",
        ),
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape => {
            (&codes::Y01, "双引号里的“\\”是转义符，后面的字符不成转义", "改用单引号，或写成“\\\\”")
        }
        K::InvalidIndentation
        | K::InvalidQuotedScalarIndent
        | K::InvalidFlowScalarIndent
        | K::InvalidBlockScalarIndent
        | K::ZeroBlockScalarIndent => (&codes::Y16, "缩进不对", "同级的项目左边对齐，下一级多缩进两个空格"),
        K::UnexpectedCharacter { character } => {
            return (
                &codes::Y01,
                format!("“{character}”不能写在一项的开头"),
                "整段文字加双引号；长文字在冒号后写“|”，另起一行缩进书写",
            );
        }
        _ => (&codes::Y01, "这一处不合 YAML 的写法，读不下去", "对照上下各行检查冒号、括号、引号和缩进"),
    };
    (rule, message.to_owned(), help)
}
