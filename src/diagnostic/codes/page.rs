//! P: what cannot be set on a page.

use super::Rule;

rules! {
    P01: error("每个字都有字体能显示")
        .why("字体里没有的字会印成空白或方框。所附字体覆盖 GB 18030-2022 的全部汉字，仍没有的多半是误粘的符号、表情或私用区的字。")
        .wrong("总体情况:\n  监督保障: |\n    开展业务培训2次\u{1f600}。\n")
        .mend("换成通用的字；确要用的，用 --office-fonts 指定有这个字的字体。nianbao fonts 报告.yaml 列出每种字体负责哪些字。");
    P02: error("格中的内容放得下")
        .why("数字或注太长，最小字号也放不进一格。")
        .mend("缩短格中的 注，或移到 表注。");
}
