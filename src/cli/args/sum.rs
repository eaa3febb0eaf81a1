//! The words of `sum`: a roster, where the tables go, what they are compared with.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How it is typed.
pub(super) const USAGE: &str = "nianbao sum 名册 [-o 全县.yaml] [--xlsx 汇总表.xlsx] [--against 报告]
      nianbao sum --new-roster 文件夹 [-o 名册.yaml]";

/// What its help ends with.
pub(super) const HELP: &str = "\
例：
  nianbao sum --new-roster 报送/ -o 名册.yaml      从文件夹里的报告起草名册
  nianbao sum 名册.yaml                            缺谁、重了谁、合计多少
  nianbao sum 名册.yaml -o 全县.yaml               三张表写进全县的报告
  nianbao sum 名册.yaml --xlsx 汇总表.xlsx         一家一行，合计是公式
  nianbao sum 名册.yaml --against 全县年报.docx    与已写成的报告逐格核对

名册（.yaml，或列名相同的 .xlsx）：
  机关: 安平县人民政府
  年度: 2025
  成员:
    - {机关: 安平县教育局, 文件: 教育局.docx}
    - {机关: 安平县税务局, 不计: 垂直管理}
xlsx 名册：上面两格写“机关: 安平县人民政府”“年度: 2025”，下面一行列名（机关、
文件、不计等），再一家一行。
文件相对于名册，可用 * 和 ?；或在开头写“文件夹: 报送”，按报告里的机关名找。
有下级的写“口径: 本级”或“口径: 汇总”，下面再写“成员:”；别名、上级、上年报告
也可以写。报告可以是 YAML，也可以是 Word、Excel、网页。

缺的、重的、名册外的、年度不对的、有错误的，一次说完；有这些时不写 YAML。
缺的、年度不对的、读不了的可以用 --with-missing 先不计，有错误的用 --with-errors
计入；重的、名册外的要在名册里定（用哪一份写“文件”，不该计入的写“不计”）。
-o 的文件已经有了时，只换三张表里的数，正文、注释、格中的注都不动。";

#[derive(Debug, Args)]
pub(in crate::cli) struct Sum {
    /// 名册（.yaml 或 .xlsx）
    #[arg(value_name = "名册", required_unless_present = "new_roster")]
    pub(in crate::cli) roster: Option<PathBuf>,
    /// 汇总哪一年度；不写时依名册里的“年度”
    #[arg(long, value_name = "年度", value_parser = clap::value_parser!(u16).range(2019..=2099))]
    pub(in crate::cli) year: Option<u16>,
    /// 三张表写进这份 YAML；没有这个文件时新建一份
    #[arg(short, long, value_name = "文件")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// 汇总表（Excel）写到这个文件
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) xlsx: Option<PathBuf>,
    /// 与这份已写成的报告逐格核对（YAML、Word 等）
    #[arg(long, value_name = "报告")]
    pub(in crate::cli) against: Option<PathBuf>,
    /// 只汇总名册里这个机关以下的
    #[arg(long, value_name = "机关")]
    pub(in crate::cli) office: Option<String>,
    /// 有错误的报告也计入，输出里写明
    #[arg(long)]
    pub(in crate::cli) with_errors: bool,
    /// 缺报告、报来不能用的也汇总其余的，输出里写明
    #[arg(long)]
    pub(in crate::cli) with_missing: bool,
    /// human（给人看）、json（给程序读）
    #[arg(
        long,
        value_name = "样式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: SumFormat,
    /// 起草名册：从这个文件夹里的报告
    #[arg(long, value_name = "文件夹", conflicts_with_all = ["roster", "xlsx", "against", "with_errors", "with_missing"])]
    pub(in crate::cli) new_roster: Option<PathBuf>,
    /// 同时处理几份报告；不写时按处理器核数
    #[arg(long, value_name = "几份", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(in crate::cli) jobs: Option<u16>,
}

/// How `sum` shows what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SumFormat {
    /// For a person.
    Human,
    /// One object.
    Json,
}
