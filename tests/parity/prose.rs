//! Prose as such reports have it, put together at random from real phrases: sentences, lists, quotes, figures with their
//! signs, Latin words, addresses, telephone numbers, rare characters. The same seed gives the same text.

use super::common::Random;
use std::fmt::Write;

const SUBJECTS: &[&str] = &[
    "全市各级行政机关",
    "我局",
    "区政府办公室",
    "街道办事处",
    "各镇（街道）和区直部门",
    "市大数据发展管理局",
    "县卫生健康委",
    "政务公开领导小组",
    "宿城区、宿豫区和泗阳县",
    "“一刻钟便民服务圈”建设专班",
];

const ADVERBS: &[&str] =
    &["深入", "持续", "严格", "全面", "扎实", "积极", "进一步", "有序", "依法依规", "常态化"];

const VERBS: &[&str] =
    &["贯彻落实", "推进", "规范", "完善", "加强", "优化", "落实", "开展", "健全", "拓展", "提升", "组织实施"];

const OBJECTS: &[&str] = &[
    "政府信息公开工作",
    "《中华人民共和国政府信息公开条例》",
    "主动公开目录",
    "基层政务公开标准化、规范化建设",
    "“三审三校”制度",
    "依申请公开办理流程",
    "政策解读和回应关切",
    "重点领域信息公开",
    "政务新媒体矩阵",
    "公共企事业单位信息公开",
    "行政规范性文件集中统一公开",
    "“互联网+政务服务”平台",
    "政府公报、政府网站、政务公开专区等渠道",
    "党中央、国务院和省委、省政府决策部署",
    "第三方评估（含日常监测）结果运用",
    "营商环境、乡村振兴、就业创业等领域信息发布机制",
];

const TAILS: &[&str] = &[
    "，切实保障人民群众的知情权、参与权、表达权和监督权",
    "，不断提高公开的质量和实效",
    "，取得了较好成效",
    "，群众满意度稳步提升",
    "，做到应公开尽公开",
    "，确保内容全面、权威准确、方便查阅",
    "，推动“最后一公里”落地见效",
    "，未发生因信息公开引起的行政复议、行政诉讼败诉案件",
    "",
];

const THINGS: &[&str] =
    &["政府信息", "政策解读", "意见征集", "在线访谈", "新闻发布会", "公开专栏", "评估报告", "规范性文件"];

/// What a numbered lead is about.
pub(crate) fn topic(random: &mut Random) -> &'static str {
    ["主动公开方面", "依申请公开", "强化组织领导", "坚持“标准化”推进主动公开", "监督保障"][random.below(5)]
}

/// One paragraph of some sentences.
pub(crate) fn paragraph(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..2 + random.below(7) {
        sentence(random, &mut text);
    }
    text
}

fn pick<'a>(random: &mut Random, list: &[&'a str]) -> &'a str {
    list[random.below(list.len())]
}

fn figure(random: &mut Random) -> String {
    let digits = 1 + random.below(8);
    let mut figure = (1 + random.below(9)).to_string();
    for _ in 1..digits {
        figure.push(char::from(b'0' + u8::try_from(random.below(10)).unwrap()));
    }
    figure
}

fn percentage(random: &mut Random) -> String {
    match random.below(3) {
        0 => format!("{}%", random.below(101)),
        1 => format!("{}.{}%", random.below(100), random.below(10)),
        _ => format!("{}.{:02}个百分点", random.below(10), random.below(100)),
    }
}

fn sentence(random: &mut Random, out: &mut String) {
    match random.below(12) {
        0..=3 => {
            let parts = [
                pick(random, SUBJECTS),
                pick(random, ADVERBS),
                pick(random, VERBS),
                pick(random, OBJECTS),
                pick(random, TAILS),
            ];
            out.extend(parts);
            out.push('。');
        }
        4 => {
            let (a, b) = (pick(random, OBJECTS), pick(random, OBJECTS));
            let (verb, adverb) = (pick(random, VERBS), pick(random, ADVERBS));
            write!(out, "一是{verb}{a}；二是{adverb}{b}；三是注重实效。").unwrap();
        }
        5 => {
            let (year, n, thing) = (2019 + random.below(7), figure(random), pick(random, THINGS));
            write!(out, "{year}年，共发布{thing}{n}条，其中，通过网站发布{}条，", figure(random)).unwrap();
            write!(out, "同比增长{}。", percentage(random)).unwrap();
        }
        6 => {
            *out += "收到申请";
            *out += &figure(random);
            *out += "件（";
            for place in ["市政府", "沭阳县", "宿豫区"] {
                write!(out, "{place}{}件、", figure(random)).unwrap();
            }
            write!(
                out,
                "其他{}件），占比{}，收费{}.{}万元。",
                figure(random),
                percentage(random),
                random.below(99),
                1 + random.below(9)
            )
            .unwrap();
        }
        7 => {
            *out += "开展“";
            *out += pick(random, OBJECTS).trim_matches(['“', '”', '《', '》']);
            *out += "”、“";
            *out += pick(random, THINGS);
            *out += "”和“1+X”活动，";
            *out += pick(random, VERBS);
            *out += "“请进来+走出去”机制。";
        }
        8 => {
            let addresses = [
                "www.suqian.gov.cn",
                "https://www.beiguan.gov.cn/zwgk/gknb/index.html?id=2023&type=nb",
                "http://zwgk.example.gov.cn/2023/01/t20230117_4021.shtml",
                "zwgk@example.gov.cn",
            ];
            write!(out, "本报告可在门户网站（{}）查阅，", pick(random, &addresses)).unwrap();
            write!(out, "联系电话：0527—{}{}。", 8 + random.below(2), figure(random)).unwrap();
        }
        9 => {
            *out += pick(random, SUBJECTS);
            *out += "坚持“以公开为常态、不公开为例外”——";
            *out += pick(random, OBJECTS);
            *out += "、App、WiFi覆盖等……";
            *out += pick(random, VERBS);
            *out += pick(random, OBJECTS);
            *out += "！";
        }
        10 => {
            let (m, d) = (1 + random.below(12), 1 + random.below(28));
            write!(
                out,
                "{m}月{d}日印发《关于做好〔{}〕{}号文件公开的通知》，",
                2019 + random.below(7),
                1 + random.below(99)
            )
            .unwrap();
            write!(out, "{}:30前完成，及时率{}；", 8 + random.below(3), percentage(random)).unwrap();
            *out += pick(random, OBJECTS);
            *out += "更新及时。";
        }
        _ => {
            *out += "其中：自然人";
            *out += &figure(random);
            *out += "件；法人或其他组织";
            *out += &figure(random);
            *out += "件，“网络申请”占";
            *out += &percentage(random);
            *out += "，";
            *out += pick(random, ADVERBS);
            *out += pick(random, VERBS);
            *out += pick(random, OBJECTS);
            *out += "。";
        }
    }
}
