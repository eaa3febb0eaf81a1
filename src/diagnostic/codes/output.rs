//! H: many reports added up. O: the files that are published.

use super::Rule;

const NO_CHILDREN: &str =
    "汇总核对需要下级各单位的报告及完整的单位名单，本程序目前一次只核对一份报告及其上年报告";

pub(super) const AGGREGATION: &[Rule] = &[
    Rule::error("H01", "上级的数不小于任何一个下级").why("汇总报告包括各下级。").not_checked(NO_CHILDREN),
    Rule::warning("H02", "不缺下级的报告").why("漏报一个单位，总数就少一份。").not_checked(NO_CHILDREN),
    Rule::warning("H03", "没有重复计入的下级")
        .why("二级机构既单独报又并入主管部门。")
        .not_checked(NO_CHILDREN),
    Rule::warning("H04", "垂直管理单位不列入区县")
        .why("中央、市级垂直管理机构不列入区县编制主体名单。")
        .not_checked(NO_CHILDREN),
    Rule::warning("H05", "现行有效件数不重复计算").why("联合发文只计一次。").not_checked(NO_CHILDREN),
    Rule::warning("H06", "正文的单位数与名单一致").why("“64 家单位”应与名单相符。").not_checked(NO_CHILDREN),
    Rule::warning("H07", "正文的区县分项与下级报告一致").why("分项来自下级报告。").not_checked(NO_CHILDREN),
    Rule::warning("H08", "下级的结转与其上年一致").why("逐个下级核对 B04。").not_checked(NO_CHILDREN),
    Rule::error("H09", "件数不容误差，金额误差不超过 0.0001 万元")
        .why("汇总的件数应逐个相等。")
        .not_checked(NO_CHILDREN),
];

pub(super) const RULES: &[Rule] = &[
    Rule::error("O01", "PDF 有文字层、嵌入字体、标题、语言和标签")
        .why("PDF/A-2a、PDF/UA-1：供检索、长期保存和无障碍阅读。")
        .by_construction("每个 PDF 按 PDF/A-2a 与 PDF/UA-1 写成，由 veraPDF 在测试中裁判"),
    Rule::error("O02", "表格行不在页末断开")
        .why("断开的行读不成。")
        .by_construction("排版从不断开一行；续页重印表头和组名"),
    Rule::error("O03", "DOCX 与 PDF 的数相同")
        .why("两份文件从同一份数据写出才不会不同。")
        .by_construction("两种格式由同一份文档写出，由测试逐字比较"),
    Rule::warning("O04", "网页用真的表格，不用图片")
        .why("图片里的表不能检索、不能朗读。")
        .not_checked("本程序不生成网页"),
    Rule::warning("O05", "文件名是标题")
        .why("收文单位按文件名归档。")
        .by_construction("文件名取标题，除非用 --name 另定"),
    Rule::warning("O06", "按时公布")
        .why("《条例》第四十九条：1 月 31 日、3 月 31 日前。")
        .not_checked("程序不看时钟：同样的输入写出同样的文件；成文日期由 S17 核对"),
    Rule::warning("O07", "公布后修改的写明版本")
        .why("评估指出“发布后有变动”。")
        .not_checked("程序不知道报告是否已经公布"),
];
