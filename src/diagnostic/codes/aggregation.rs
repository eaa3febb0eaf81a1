//! H: many reports added up.

use super::Rule;

const NO_CHILDREN: &str =
    "汇总核对需要下级各单位的报告及完整的单位名单，本程序目前一次只核对一份报告及其上年报告";

rules! {
    H01: error("上级的数不小于任何一个下级").why("汇总报告包括各下级。").not_checked(NO_CHILDREN);
    H02: warning("不缺下级的报告").why("漏报一个单位，总数就少一份。").not_checked(NO_CHILDREN);
    H03: warning("没有重复计入的下级")
        .why("二级机构既单独报又并入主管部门。")
        .not_checked(NO_CHILDREN);
    H04: warning("垂直管理单位不列入区县")
        .why("中央、市级垂直管理机构不列入区县编制主体名单。")
        .not_checked(NO_CHILDREN);
    H05: warning("现行有效件数不重复计算").why("联合发文只计一次。").not_checked(NO_CHILDREN);
    H06: warning("正文的单位数与名单一致").why("“64 家单位”应与名单相符。").not_checked(NO_CHILDREN);
    H07: warning("正文的区县分项与下级报告一致").why("分项来自下级报告。").not_checked(NO_CHILDREN);
    H08: warning("下级的结转与其上年一致").why("逐个下级核对 B04。").not_checked(NO_CHILDREN);
    H09: error("件数不容误差，金额误差不超过 0.0001 万元")
        .why("汇总的件数应逐个相等。")
        .not_checked(NO_CHILDREN);
}
