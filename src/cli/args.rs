//! In: the words typed after the program's name. Out: [`Arguments`], as typed; nothing is looked up, no file is touched.
//! Refuses to know what the words mean to a report. The only room that knows the argument parser.

mod complaint;
mod serve;
mod sum;

pub(super) use serve::Serve;
pub(super) use sum::{Sum, SumFormat};

use crate::export::Format;
use crate::report::WordFonts;
use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "nianbao",
    version,
    override_usage = "nianbao 命令 [选项]",
    about = "政府信息公开工作年度报告：核对数字和文字，排成公文版式的 PDF、Word 文件和网页",
    after_help = "\
从头做起：
  nianbao new --year 2025 --office 安平县教育局 --kind 县级部门 -o 年报.yaml
                              生成一份带说明的空白报告
  nianbao check 年报.yaml     核对：哪里错了，应当怎么改
  nianbao build 年报.yaml     没有错误时，写出 PDF 和 Word 文件
  nianbao explain B01         一条规则查什么、为什么、怎么改
  nianbao serve 年报.yaml     不写 YAML，在浏览器里填
手里是 Word 文件：
  nianbao check 年报.docx     照原件核对；check 报送/ 核对一个文件夹
  nianbao import 去年.docx -o 去年.yaml
                              读成 YAML

退出码：0 正常；1 报告有错误；2 命令行、文件、磁盘或字体的问题
环境变量：NO_COLOR 不要彩色；NIANBAO_FONTS 字体文件夹",
    disable_help_subcommand = true,
    infer_subcommands = false
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// 彩色：auto（终端上才用）、always、never
    #[arg(
        long,
        global = true,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) color: Colour,
    /// 另有格式版本的文件夹；不写时找程序旁的 templates
    #[arg(long, global = true, value_name = "文件夹")]
    pub(super) templates: Option<PathBuf>,
}

/// When to write colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 核对报告，没有错误就写出 PDF 和 Word 文件
    #[command(
        override_usage = "nianbao build [选项] 文件...",
        after_help = after_build()
    )]
    Build(Build),
    /// 只核对，不写文件
    #[command(
        override_usage = "nianbao check [选项] 文件...",
        after_help = "\
例：
  nianbao check 年报.yaml
  nianbao check 年报.yaml --previous 去年.yaml     与上年的报告接续核对
  nianbao check 各单位/ --format short             一行一条
  nianbao check 年报.yaml --format json            供其他程序读取
  nianbao check 报送/ --verbose                    不写 --verbose 时一份一行
  nianbao check 报送/ --out 批注/                  在 Word 文件里加批注
  nianbao check 报送/ --roster 名册.yaml           谁没有报送，谁报送了两份
  nianbao check 年报.yaml --figures                正文的每个数与哪一格核对
  nianbao check 年报.yaml --allow A02 --allow G04  不报这两条规则"
    )]
    Check(Check),
    /// 把 Word、Excel、网页里的报告读成 YAML
    #[command(
        override_usage = "nianbao import 文件... [-o 文件 | --out 文件夹]",
        after_help = "\
例：
  nianbao import 年报.docx -o 年报.yaml
  nianbao import 报送/ --out 导入      一个文件夹里的全部文件
数照抄，错的也照抄；原文的空格写成 0 并注明；放不进格式的文字写在文末。"
    )]
    Import(Import),
    /// 照名册把各机关的报告汇总成一份，与上级的报告核对
    #[command(override_usage = sum::USAGE, after_help = sum::HELP)]
    Sum(Sum),
    /// 在浏览器里填写、核对、写出报告；不用懂 YAML，不连外网
    #[command(override_usage = "nianbao serve [选项] [文件或文件夹]", after_help = serve::HELP)]
    Serve(Serve),
    /// 生成一份带说明的空白报告
    #[command(
        override_usage = "nianbao new --year 年度 --office 机关 --kind 类别 [-o 文件]",
        after_help = "\
例：
  nianbao new --year 2025 --office 安平县教育局 --kind 县级部门 -o 年报.yaml
不写 -o 时印在屏幕上。表中的 0 按实际填写，文字写在 | 下面、缩进两格。"
    )]
    New(New),
    /// 印出 JSON Schema，供编辑器补全和提示
    #[command(
        override_usage = "nianbao schema [--year 年度]",
        after_help = "\
例：
  nianbao schema > 年报.schema.json
  在报告第一行写 # yaml-language-server: $schema=年报.schema.json
  装有 YAML 插件的编辑器就会补全键名、指出写错的地方。"
    )]
    Schema(Schema),
    /// 说明一条规则：查什么、为什么、错例、改法
    #[command(
        override_usage = "nianbao explain [规则]",
        after_help = "例：\n  nianbao explain B01\n  nianbao explain          列出全部规则"
    )]
    Explain(Explain),
    /// 列出所用字体；给出报告时，列出每种字体负责哪些字
    #[command(
        override_usage = "nianbao fonts [选项] [文件]",
        after_help = "例：\n  nianbao fonts\n  nianbao fonts 年报.yaml --office-fonts C:/Windows/Fonts"
    )]
    Fonts(Fonts),
}

/// Where faces come from.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct FontPlaces {
    /// Named folder of the shipped faces.
    #[arg(
        long,
        value_name = "文件夹",
        help = "字体文件夹；不写时找环境变量 NIANBAO_FONTS、\n程序旁的 fonts、../share/nianbao/fonts"
    )]
    pub(super) fonts: Option<PathBuf>,
    /// Folder of the office's own faces.
    #[arg(
        long,
        value_name = "文件夹",
        help = "本单位的字体文件夹，优先用其中的\n方正小标宋简体、仿宋_GB2312、楷体_GB2312、黑体"
    )]
    pub(super) office_fonts: Option<PathBuf>,
}

/// What is said of the findings.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Strictness {
    /// 警告也算错误
    #[arg(long)]
    pub(super) strict: bool,
    /// 只显示错误
    #[arg(long)]
    pub(super) errors: bool,
    /// 不报这条规则，如 A02；可以写多次
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    pub(super) allow: Vec<String>,
    /// 上年的报告，用来核对两年的数
    #[arg(long, value_name = "文件")]
    pub(super) previous: Option<PathBuf>,
}

/// How many reports are worked on.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(super) struct RunOptions {
    /// 同时处理几份报告；不写时按处理器核数
    #[arg(long, value_name = "几份", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(super) jobs: Option<u16>,
    /// 遇到第一份有错误的报告就停
    #[arg(long, conflicts_with = "keep_going")]
    pub(super) fail_fast: bool,
    /// 有错误的报告不影响其他报告（本来如此）
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// 报告（YAML、Word、Excel、网页文件）或装有报告的文件夹；- 是标准输入
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 写到这个文件夹；不写时写在报告旁边
    #[arg(long, value_name = "文件夹")]
    pub(super) out: Option<PathBuf>,
    /// 文件名（不带扩展名）；不写时用报告的标题
    #[arg(long, value_name = "文件名")]
    pub(super) name: Option<String>,
    /// 写哪些格式，如 pdf,docx；不写时就是这两种
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        value_parser = formats(),
        hide_possible_values = true
    )]
    pub(super) format: Vec<Format>,
    /// What of its fonts the Word file carries.
    #[arg(
        long,
        value_name = "字体",
        value_parser = word_fonts(),
        hide_possible_values = true,
        help = "Word 文件带哪些字体：嵌入（用到的字，本来如此）、\n常用（常用字也嵌入，便于接着改）、办公（不嵌入，\n用仿宋_GB2312等）；不写时依报告里的“文档字体”"
    )]
    pub(super) docx_fonts: Option<WordFonts>,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[command(flatten)]
    pub(super) fonts: FontPlaces,
    #[command(flatten)]
    pub(super) options: RunOptions,
}

/// The words for the fonts of a Word file.
fn word_fonts() -> impl TypedValueParser<Value = WordFonts> {
    PossibleValuesParser::new(WordFonts::ALL.map(WordFonts::name)).map(|word| {
        let meant = WordFonts::ALL.into_iter().find(|fonts| fonts.name() == word);
        meant.expect("one of the possible values")
    })
}

/// The names of what `build` writes.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::all().map(Format::name))
        .map(|word| Format::named(&word).expect("one of the possible values"))
}

/// What stands below the options of `build`.
fn after_build() -> String {
    let width = Format::all().map(|format| format.name().len()).max().unwrap_or_default();
    let formats = Format::all().map(|format| format!("  {:width$}  {}\n", format.name(), format.purpose()));
    format!(
        "\
格式：
{}
例：
  nianbao build 年报.yaml       写在 年报.yaml 旁边，文件名是报告的标题
  nianbao build 年报.yaml --out 成品 --format pdf
  nianbao build 各单位/ --out 成品 --jobs 4   一个文件夹里的全部报告
  cat 年报.yaml | nianbao build - --out 成品

有错误的报告不写文件，原有的文件不动；内容没有变化的文件也不动。",
        formats.collect::<String>()
    )
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// 报告（YAML、Word、Excel、网页文件）或装有报告的文件夹；- 是标准输入
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 批注写到这个文件夹，连同核对情况（xlsx、html）
    #[arg(long, value_name = "文件夹")]
    pub(super) out: Option<PathBuf>,
    /// human（带原文）、short（一行一条）、json、sarif
    #[arg(
        long,
        value_name = "样式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: MessageFormat,
    /// 列出正文里的数各与哪一格核对，或为何没有核对
    #[arg(long)]
    pub(super) figures: bool,
    /// 多份报告时也列出每一处问题；不写时一份一行
    #[arg(long)]
    pub(super) verbose: bool,
    /// 名册（YAML 或 xlsx）：列出未报送、报送两份的机关
    #[arg(long, value_name = "名册")]
    pub(super) roster: Option<PathBuf>,
    #[command(flatten)]
    pub(super) fonts: FontPlaces,
    #[command(flatten)]
    pub(super) strictness: Strictness,
    #[command(flatten)]
    pub(super) options: RunOptions,
}

/// How `check` shows its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the author's line and carets.
    Human,
    /// One line a finding.
    Short,
    /// One array.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Word、Excel、网页文件，或装有这些文件的文件夹；- 是标准输入
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 写到这个文件；已经存在的文件不会被盖掉
    #[arg(short, long, value_name = "文件", conflicts_with = "out")]
    pub(super) output: Option<PathBuf>,
    /// 写到这个文件夹，文件名与原件相同
    #[arg(long, value_name = "文件夹")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct New {
    /// 报告的年度，如 2025
    #[arg(long, value_name = "年度", value_parser = clap::value_parser!(u16).range(2019..=2099))]
    pub(super) year: u16,
    /// 机关全称，如 安平县教育局
    #[arg(long, value_name = "机关")]
    pub(super) office: String,
    /// 机关类别，如 县级部门、街道办事处、设区的市人民政府
    #[arg(long, value_name = "类别")]
    pub(super) kind: String,
    /// 写到这个文件；已经存在的文件不会被盖掉
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// 哪个年度的格式；不写时用现行格式（2021 年起）
    #[arg(long, value_name = "年度", default_value = "2021", hide_default_value = true, value_parser = clap::value_parser!(u16).range(2019..=2099))]
    pub(super) year: u16,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// 规则，如 B01；不写时列出全部规则
    #[arg(value_name = "规则")]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Fonts {
    /// 报告（YAML 文件）；- 是标准输入
    #[arg(value_name = "文件")]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) fonts: FontPlaces,
}

/// Why there is nothing to do.
#[derive(Debug)]
pub(super) enum NoCommand {
    /// Help or version was asked for: goes to standard output.
    Answer(String),
    /// The words make no sense: goes to standard error.
    Complaint(String),
}

/// Parses the words; `colour` lets answers carry escape sequences.
///
/// # Errors
/// Help and version, and every mistake on the command line, said in Chinese.
pub(super) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, NoCommand> {
    let mut command = in_chinese(Arguments::command());
    let words: Vec<OsString> = words.into_iter().collect();
    let matches = command.try_get_matches_from_mut(&words);
    matches
        .and_then(|m| Arguments::from_arg_matches(&m))
        .map_err(|error| complaint::no_command(&error, &mut command, &words))
}

const TEMPLATE: &str = "\
{about-with-newline}
用法：{usage}

{all-args}{after-help}
";

/// The headings and standard options that clap writes in English.
fn in_chinese(command: clap::Command) -> clap::Command {
    let styles = Styles::styled()
        .header(AnsiColor::Green.on_default().bold())
        .usage(AnsiColor::Green.on_default().bold())
        .literal(AnsiColor::Cyan.on_default().bold())
        .placeholder(AnsiColor::Cyan.on_default());
    let command = with_standard_options(command)
        .styles(styles)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_version_flag(true)
        .arg(
            clap::arg!(version: -V --version "显示版本")
                .action(clap::ArgAction::Version)
                .help_heading("选项"),
        );
    command.mut_subcommands(with_standard_options)
}

fn with_standard_options(command: clap::Command) -> clap::Command {
    command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .arg(clap::arg!(help: -h --help "显示这份说明").action(clap::ArgAction::Help))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_parser_is_sound() {
        in_chinese(Arguments::command()).debug_assert();
    }

    #[test]
    fn help_fits_eighty_columns_and_is_chinese() {
        for command in ["", "build", "check", "import", "sum", "serve", "new", "schema", "explain", "fonts"] {
            let words = ["nianbao", command, "--help"].map(OsString::from);
            let words = words.into_iter().filter(|word| !word.is_empty());
            let Err(NoCommand::Answer(help)) = parse(words) else { panic!("{command}: no help") };
            let help = anstream::adapter::strip_str(&help).to_string();
            for line in help.lines() {
                assert!(line.width() <= 80, "{command}: {line}");
            }
            for english in ["Usage", "Options", "OPTIONS", "Arguments", "Print", "default", "possible", "`"] {
                assert!(!help.contains(english), "{command}: {english}");
            }
        }
    }
}
