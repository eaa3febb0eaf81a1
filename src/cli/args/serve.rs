//! What is typed after `serve`.

use super::FontPlaces;
use clap::Args;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
例：
  nianbao serve 年报.yaml --open     打开这份报告
  nianbao serve 报送/                一个文件夹里的全部报告
  nianbao serve                      只用页面，文件自己拖进去、存出来
只在本机上打开，别的机器连不上；网址里有口令，不要发给别人。
按 Ctrl-C 结束。";

#[derive(Debug, Args)]
pub(in crate::cli) struct Serve {
    /// 报告，或装有报告的文件夹；不写时不碰磁盘上的文件
    #[arg(value_name = "文件或文件夹")]
    pub(in crate::cli) place: Option<PathBuf>,
    /// 端口；不写时由程序选一个
    #[arg(long, value_name = "端口", value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) port: Option<u16>,
    /// 打开系统的浏览器
    #[arg(long)]
    pub(in crate::cli) open: bool,
    #[command(flatten)]
    pub(in crate::cli) fonts: FontPlaces,
}
