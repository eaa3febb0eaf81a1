//! Titles of bodies with names of 4 to 40 characters: broken at the ends of words only, in lines of like length.

mod common;

use common::{fonts, set_text};
use nianbao::document::Block;

/// A body's name, and the lines of its title as a careful clerk would set them.
const TITLES: [(&str, &[&str]); 16] = [
    ("宿迁市", &["宿迁市2023年政府信息公开工作年度报告"]),
    ("沭阳县民政局", &["沭阳县民政局", "2023年政府信息公开工作年度报告"]),
    ("北关区灯塔路街道办事处", &["北关区灯塔路街道办事处", "2023年政府信息公开工作年度报告"]),
    ("景德镇市乡村振兴局", &["景德镇市乡村振兴局", "2023年政府信息公开工作年度报告"]),
    ("上海市人民政府办公厅", &["上海市人民政府办公厅", "2023年政府信息公开工作年度报告"]),
    ("青岛市市南区市场监督管理局", &["青岛市市南区市场监督管理局", "2023年政府信息公开工作年度报告"]),
    ("宿迁市自然资源和规划局宿城分局", &["宿迁市自然资源和规划局宿城分局", "2023年政府信息公开工作年度报告"]),
    ("国家税务总局广州市黄埔区税务局", &["国家税务总局广州市黄埔区税务局", "2023年政府信息公开工作年度报告"]),
    (
        "广州市黄埔区广州经济技术开发区管理委员会",
        &["广州市黄埔区广州经济技术开发区管理委员会", "2023年政府信息公开工作年度报告"],
    ),
    (
        "新疆维吾尔自治区人力资源和社会保障厅",
        &["新疆维吾尔自治区人力资源和社会保障厅", "2023年政府信息公开工作年度报告"],
    ),
    (
        "恩施土家族苗族自治州住房和城乡建设局",
        &["恩施土家族苗族自治州住房和城乡建设局", "2023年政府信息公开工作年度报告"],
    ),
    (
        "乌鲁木齐市高新技术产业开发区市场监督管理局",
        &["乌鲁木齐市", "高新技术产业开发区市场监督管理局", "2023年政府信息公开工作年度报告"],
    ),
    (
        "黔东南苗族侗族自治州镇远县文化体育广电旅游局",
        &["黔东南苗族侗族自治州", "镇远县文化体育广电旅游局", "2023年政府信息公开工作年度报告"],
    ),
    (
        "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府办公室",
        &[
            "新疆维吾尔自治区伊犁哈萨克自治州",
            "察布查尔锡伯自治县人民政府办公室",
            "2023年政府信息公开工作年度报告",
        ],
    ),
    (
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇人民政府",
        &[
            "内蒙古自治区呼伦贝尔市",
            "莫力达瓦达斡尔族自治旗尼尔基镇人民政府",
            "2023年政府信息公开工作年度报告",
        ],
    ),
    (
        "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县哈拉奇乡人民政府综合办公室便民中心",
        &[
            "新疆维吾尔自治区",
            "克孜勒苏柯尔克孜自治州阿合奇县",
            "哈拉奇乡人民政府综合办公室便民中心",
            "2023年政府信息公开工作年度报告",
        ],
    ),
];

#[test]
fn titles_are_broken_by_meaning() {
    let fonts = fonts();
    let sample =
        std::fs::read_to_string(common::path("tests/reports/dengtalu-2023.yaml")).expect("the sample");
    let mut wrong = Vec::new();
    for (office, expected) in TITLES {
        let text = sample.replacen("北关区灯塔路街道办事处", office, 1);
        let set = set_text(office, text, &fonts);
        let Block::Title(title) = &set.document.blocks[0] else { panic!("the title comes first") };
        let lines: Vec<&str> =
            set.layout.fit.blocks[0].title_lines.iter().map(|range| &title.run.text[range.clone()]).collect();
        if lines != expected {
            wrong.push(format!("{office}:\n  found    {lines:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
