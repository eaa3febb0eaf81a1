//! O: the files that are published.

use super::Rule;

rules! {
    O01: error("PDF 有文字层、嵌入字体、标题、语言和标签")
        .why("PDF/A-2a、PDF/UA-1：供检索、长期保存和无障碍阅读。")
        .by_construction("每个 PDF 按 PDF/A-2a 与 PDF/UA-1 写成，由 veraPDF 在测试中裁判");
    O02: error("表格行不在页末断开")
        .why("断开的行读不成。")
        .by_construction("排版从不断开一行；续页重印表头和组名");
    O03: error("各种格式的数相同")
        .why("各份文件从同一份数据写出才不会不同。")
        .by_construction("各种格式由同一份文档写出，由测试逐字比较");
    O04: warning("网页用真的表格，不用图片")
        .why("图片里的表不能检索、不能朗读。")
        .by_construction("网页由同一份文档写出，每一格写明属于哪些表头");
    O05: warning("文件名是标题")
        .why("收文单位按文件名归档。")
        .by_construction("文件名取标题，除非用 --name 另定");
    O06: warning("按时公布")
        .why("《条例》第四十九条：1 月 31 日、3 月 31 日前。")
        .not_checked("程序不看时钟：同样的输入写出同样的文件；成文日期由 S17 核对");
    O07: warning("公布后修改的写明版本")
        .why("评估指出“发布后有变动”。")
        .not_checked("程序不知道报告是否已经公布");
}
