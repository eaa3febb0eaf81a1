//! In: the argument parser's English error. Out: what a clerk reads.

use super::NoCommand;
use crate::diagnostic::printable::printable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// What to print instead of running.
pub(super) fn no_command(error: &clap::Error, command: &mut clap::Command, words: &[OsString]) -> NoCommand {
    match error.kind() {
        ErrorKind::DisplayHelp => NoCommand::Answer(error.render().ansi().to_string()),
        ErrorKind::DisplayVersion => NoCommand::Answer(format!("nianbao {}\n", env!("CARGO_PKG_VERSION"))),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            NoCommand::Complaint(command.render_help().ansi().to_string())
        }
        kind => {
            let known =
                |word: &&OsString| command.get_subcommands().any(|c| word.to_str() == Some(c.get_name()));
            let typed = words.iter().skip(1).find(known).and_then(|word| word.to_str()).unwrap_or_default();
            let usage = format!("nianbao {typed} --help").replace("  ", " ");
            let (sentence, advice) =
                (sentence(kind, error), advice(kind, error) + &forgotten(error) + &dashed(words));
            NoCommand::Complaint(printable(&format!("错误: {sentence}\n{advice}  = 用法: {usage}\n")))
        }
    }
}

fn sentence(kind: ErrorKind, error: &clap::Error) -> String {
    let argument = bare(&text(error, ContextKind::InvalidArg));
    let value = text(error, ContextKind::InvalidValue);
    match kind {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => format!("多写了“{argument}”"),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::MissingRequiredArgument => {
            format!(
                "还缺：{}",
                text(error, ContextKind::InvalidArg).replace(['<', '>'], "").replace("...", "")
            )
        }
        ErrorKind::InvalidValue if value.is_empty() && !argument.starts_with('-') => {
            format!("{argument}是空的")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面要写内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => {
            format!("{argument} 与 {} 不能同时用", bare(&text(error, ContextKind::PriorArg)))
        }
        ErrorKind::NoEquals => format!("{argument} 后面要用等号写内容"),
        ErrorKind::TooManyValues => format!("{argument} 后面多写了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后面写的内容个数不对")
        }
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 的字".to_owned(),
        _ => format!("命令行看不懂：{error}"),
    }
}

fn advice(kind: ErrorKind, error: &clap::Error) -> String {
    let mut lines = String::new();
    let suggestions = [
        (ContextKind::SuggestedSubcommand, "是不是"),
        (ContextKind::SuggestedArg, "是不是"),
        (ContextKind::SuggestedValue, "是不是"),
    ];
    for (context, words) in suggestions {
        let found = text(error, context);
        if !found.is_empty() {
            lines = format!("  = {words}: {found}\n");
        }
    }
    let possible = text(error, ContextKind::ValidValue);
    if !possible.is_empty() && lines.is_empty() {
        lines = format!("  = 可以写: {possible}\n");
    }
    if kind == ErrorKind::ValueValidation
        && let Some(source) = std::error::Error::source(error)
        && let Some(range) = range(&source.to_string())
    {
        lines = format!("  = 应为: {range}\n");
    }
    lines
}

/// How the names of reports end.
const REPORTS: [&str; 6] = [".yaml", ".yml", ".docx", ".xlsx", ".html", ".htm"];

/// A file whose name begins like an option.
fn dashed(words: &[OsString]) -> String {
    let is_file = |word: &&str| {
        let lower = word.to_lowercase();
        word.starts_with('-') && REPORTS.iter().any(|end| lower.ends_with(end))
    };
    let file = words.iter().skip(1).filter_map(|word| word.to_str()).find(is_file);
    file.map_or_else(String::new, |word| format!("  = 文件名以“-”开头时，写成: ./{word}\n"))
}

/// A report where a command should stand.
fn forgotten(error: &clap::Error) -> String {
    let word = text(error, ContextKind::InvalidSubcommand);
    if REPORTS.iter().any(|end| word.to_lowercase().ends_with(end)) {
        format!("  = 前面要有命令: nianbao check {word}，或 nianbao build {word}\n")
    } else {
        String::new()
    }
}

/// `--jobs` of `--jobs <几份>`.
fn bare(argument: &str) -> String {
    argument.split(" <").next().unwrap_or(argument).trim_matches(['<', '>', '.']).to_owned()
}

/// `2019 到 2099` from `1000 is not in 2019..=2099`; anything else the number parser says means that it is no number.
fn range(english: &str) -> Option<String> {
    match english.split_once(" is not in ").and_then(|(_, range)| range.split_once("..")) {
        Some((from, to)) => Some(format!("{from} 到 {} 的整数", to.trim_start_matches('='))),
        None if english.contains("invalid digit") => Some("整数，用半角数字".to_owned()),
        None => None,
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
