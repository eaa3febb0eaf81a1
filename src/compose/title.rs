//! Where a title may be broken by meaning (GB/T 9704 7.3.1: 词意完整): after the body's name, between the parts of the
//! name, at other ends of words; never inside a word.

use crate::document::{Role, Run, Title, TitleBreak};
use crate::report::{Paragraph, Report};
use crate::source::Traced;

/// The title with its breaks.
pub(super) fn title(report: &Report) -> Title {
    // Stray spaces are dropped as in prose.
    let clean = |text: &str, span| Paragraph::new(Traced::at(text, span), None).text;
    let office = clean(&report.office().value, report.office().span);
    let text = match report.title() {
        Some(title) => clean(&title.value, title.span).text().to_owned(),
        None => clean(&report.whole_title(), report.office().span).text().to_owned(),
    };
    let span = report.title().map_or(report.office().span, |title| title.span);
    let breaks = breaks(&text, office.text());
    Title { run: Run { text, role: Role::Title, span }, breaks }
}

/// Words of which names of departments are made. A name is cut only between two of them.
const WORDS: &[&str] = &[
    "人民政府",
    "人力资源",
    "社会保障",
    "自然资源",
    "规划",
    "住房",
    "城乡",
    "建设",
    "生态环境",
    "交通运输",
    "农业",
    "农村",
    "农业农村",
    "水利",
    "水务",
    "商务",
    "文化",
    "广播电视",
    "旅游",
    "卫生健康",
    "退役军人",
    "事务",
    "应急管理",
    "市场监督",
    "管理",
    "统计",
    "医疗保障",
    "行政审批",
    "政务服务",
    "服务",
    "大数据",
    "数据",
    "发展",
    "改革",
    "教育",
    "科学技术",
    "科技",
    "工业",
    "信息化",
    "民族",
    "宗教",
    "公安",
    "民政",
    "司法",
    "财政",
    "审计",
    "国有资产",
    "监督",
    "体育",
    "信访",
    "乡村振兴",
    "综合",
    "行政执法",
    "执法",
    "城市管理",
    "城市",
    "地方",
    "金融",
    "林业",
    "草原",
    "园林",
    "绿化",
    "人民防空",
    "机关事务",
    "经济技术",
    "经济",
    "高新技术",
    "产业",
    "工业园区",
    "园区",
    "开发区",
    "保税区",
    "示范区",
    "国际",
    "投资",
    "促进",
    "合作",
    "交流",
    "档案",
    "粮食",
    "物资",
    "储备",
    "能源",
    "药品",
    "食品",
    "知识产权",
    "气象",
    "地震",
    "消防",
    "救援",
    "税务",
    "海关",
    "海洋",
    "渔业",
    "公共资源",
    "交易",
    "住房公积金",
    "公积金",
    "中心",
    "办公厅",
    "办公室",
    "办事处",
    "委员会",
    "管理委员会",
    "分局",
    "支队",
    "总队",
    "研究院",
    "风景名胜区",
    "旅游度假区",
    "度假区",
    "新区",
    "湖滨新区",
    "洋河新区",
    "外事",
    "侨务",
    "港澳",
    "台湾",
    "妇女",
    "儿童",
    "工作",
    "扶贫",
    "移民",
    "监察",
    "市容",
    "环境卫生",
    "口岸",
    "航空",
    "铁路",
    "邮政",
    "电力",
    "烟草",
    "专卖",
    "盐务",
    "新闻",
    "出版",
    "版权",
    "电影",
    "语言文字",
    "招标",
    "投标",
    "采购",
    "质量",
    "技术",
    "标准化",
    "安全",
    "生产",
    "煤矿",
    "社会",
    "组织",
    "价格",
    "物价",
    "社会科学",
    "政府信息公开",
    "年度",
    "报告",
    "年度报告",
    "工作年度报告",
    "情况",
];

/// All places in a text in which a body's name may stand, ascending.
pub(super) fn breaks(title: &str, office: &str) -> Vec<TitleBreak> {
    let mut found = Vec::new();
    let mut add = |offset: usize, rank: u8| {
        if offset > 0 && offset < title.len() {
            found.push(TitleBreak { offset, rank });
        }
    };
    let name = title.find(office).filter(|_| !office.is_empty()).map(|start| start..start + office.len());
    let name = name.unwrap_or(0..0);
    if !name.is_empty() {
        add(name.end, 0);
        add(name.start, 2);
        parts(&title[name.clone()], &mut |at, rank| add(name.start + at, rank));
    }
    for stretch in [0..name.start, name.end..title.len()] {
        let base = stretch.start;
        words(&title[stretch], &mut |at| add(base + at, 2));
    }
    found.sort_by_key(|b| (b.offset, b.rank));
    found.dedup_by_key(|b| b.offset);
    found
}

/// The parts of a body's name: 省, 市, 区, 县, 街道 … (rank 1), and the words of what is left (rank 2).
fn parts(name: &str, add: &mut dyn FnMut(usize, u8)) {
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    let mut part = 0;
    for at in 0..chars.len() {
        if !ends_part(&chars, part, at) {
            continue;
        }
        let end = chars[at].0 + chars[at].1.len_utf8();
        let start = chars[part].0;
        words(&name[start..end], &mut |n| add(start + n, 2));
        if end < name.len() {
            add(end, 1);
        }
        part = at + 1;
    }
    if part < chars.len() {
        let start = chars[part].0;
        words(&name[start..], &mut |n| add(start + n, 2));
    }
}

/// Whether the character `at` ends a part of the name that began at `part`: a division (市, 区 …) or a body (局, 委员会 …),
/// and is not the beginning or the middle of another word (市场, 区域, 广州市, 城乡, 乡村).
fn ends_part(chars: &[(usize, char)], part: usize, at: usize) -> bool {
    let c = chars[at].1;
    let before = if at > part { chars[at - 1].1 } else { return false };
    let after = chars.get(at + 1).map(|c| c.1);
    let follows = |set: &str| after.is_some_and(|c| set.contains(c));
    let second = chars.get(at + 2).map(|c| c.1);
    match c {
        '省' => !follows("级会直"),
        '市' => {
            let municipal = follows("政") && second != Some('府');
            before != '城' && !follows("场容民辖区县级直") && !municipal
        }
        '区' => !follows("域划块位间县级"),
        '县' => !follows("域城级"),
        '州' | '盟' => !follows("市区县"),
        '旗' => true,
        '乡' => !"城村".contains(before) && !follows("村镇土"),
        '镇' => !"城村乡".contains(before) && !follows("市区江"),
        '道' => before == '街',
        '局' | '厅' => !follows("部域长"),
        '会' => before == '员',
        '处' => before == '事',
        '府' => before == '政',
        '室' => before == '公',
        _ => false,
    }
}

/// The ends of words inside a text, by the longest known word at each place; between two words of which one is unknown
/// nothing is said. `和` and `与` go with the word behind them, a single character (局) with the one before.
fn words(text: &str, add: &mut dyn FnMut(usize)) {
    let mut at = 0;
    let mut known = false;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(year) = year(rest) {
            if known && at > 0 {
                add(at);
            }
            at += year;
            known = true;
            continue;
        }
        let joint = usize::from(rest.starts_with(['和', '与', '及'])) * '和'.len_utf8();
        let word = WORDS.iter().filter(|w| rest[joint..].starts_with(**w)).map(|w| w.len()).max();
        if let Some(len) = word {
            if known && at > 0 {
                add(at);
            }
            at += joint + len;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        known = word.is_some();
    }
}

/// Length of `2023年` at the start of a text; of `2023年度` too.
fn year(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    if digits != 4 || !rest.starts_with('年') {
        return None;
    }
    let long = rest.starts_with("年度") && !rest.starts_with("年度报告");
    Some(digits + if long { "年度".len() } else { "年".len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The title with `‖` at breaks of rank 0, `|` of rank 1, `·` of rank 2.
    fn shown(office: &str) -> String {
        let title = format!("{office}2023年政府信息公开工作年度报告");
        let mut out = title.clone();
        for b in breaks(&title, office).iter().rev() {
            out.insert_str(b.offset, ["‖", "|", "·"][usize::from(b.rank)]);
        }
        out.split('‖').next().unwrap().to_owned()
    }

    #[test]
    fn names_break_at_their_parts() {
        for (office, parts) in [
            ("北关区灯塔路街道办事处", "北关区|灯塔路街道|办事处"),
            ("宿迁市", "宿迁市"),
            ("上海市人民政府办公厅", "上海市|人民政府|办公厅"),
            ("安阳市市场监督管理局", "安阳市|市场监督·管理局"),
            ("广州市城市管理和综合执法局", "广州市|城市管理·和综合·执法局"),
            ("沭阳县人力资源和社会保障局", "沭阳县|人力资源·和社会保障局"),
            ("江苏省镇江市丹徒区世业镇人民政府", "江苏省|镇江市|丹徒区|世业镇|人民政府"),
            ("景德镇市乡村振兴局", "景德镇市|乡村振兴局"),
            ("荆州市沙市区住房和城乡建设局", "荆州市|沙市区|住房·和城乡·建设局"),
            ("内蒙古自治区锡林郭勒盟行政公署", "内蒙古自治区|锡林郭勒盟|行政公署"),
            ("宿迁市公安局宿豫分局", "宿迁市|公安局|宿豫分局"),
            ("北京市市政市容管理委员会", "北京市|市政市容·管理委员会"),
            ("苏州工业园区管理委员会", "苏州|工业园区|管理委员会"),
            (
                "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府",
                "新疆维吾尔自治区|伊犁哈萨克自治州|察布查尔锡伯自治县|人民政府",
            ),
        ] {
            assert_eq!(shown(office), parts, "{office}");
        }
    }

    #[test]
    fn the_rest_breaks_between_words() {
        let title = "宿迁市2023年政府信息公开工作年度报告";
        let found: Vec<(&str, u8)> =
            breaks(title, "宿迁市").iter().map(|b| (&title[..b.offset], b.rank)).collect();
        assert_eq!(found, [("宿迁市", 0), ("宿迁市2023年", 2), ("宿迁市2023年政府信息公开", 2)]);
        let title = "2025年上海市人民政府办公厅政府信息公开工作年度报告";
        let first = breaks(title, "上海市人民政府办公厅")[0];
        assert_eq!((&title[..first.offset], first.rank), ("2025年", 2));
    }

    /// Whatever the name, breaks are at characters, ascending, none twice, none at the ends.
    #[test]
    fn breaks_are_in_order() {
        for office in ["市", "区区区", "a市b", "", "州市县区", "街道办事处街道办事处"] {
            let title = format!("{office}2023年政府信息公开工作年度报告");
            let found = breaks(&title, office);
            assert!(found.windows(2).all(|pair| pair[0].offset < pair[1].offset));
            assert!(
                found
                    .iter()
                    .all(|b| title.is_char_boundary(b.offset) && b.offset > 0 && b.offset < title.len())
            );
        }
    }
}
