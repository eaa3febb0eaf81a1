//! Reports of every kind that sets badly, five of each at the least: made of one plain report by what makes them so.

use super::common::path;
use std::fmt::Write;

/// A report that sets well, with other prose in part one.
fn with_prose(prose: &str) -> String {
    let plain = std::fs::read_to_string(path("tests/page/D2-headchain.yaml")).unwrap();
    let (head, rest) = plain.split_once("总体情况: |\n").unwrap();
    let (_, tables) = rest.split_once("\n主动公开政府信息情况:").unwrap();
    let mut text = format!("{head}总体情况: |\n");
    prose.lines().for_each(|line| writeln!(text, "  {line}").unwrap());
    format!("{text}\n主动公开政府信息情况:{tables}")
}

/// The same with some of its lines replaced.
fn with_lines(changes: &[(&str, String)]) -> String {
    let mut text = with_prose("（一）主动公开。全年公开信息317条。");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    text
}

/// Every cell of table three has this figure, and those of its sums that follow.
fn with_figure(figure: u64) -> String {
    let rows = 21;
    let text = with_lines(&[("[0, 0, 0, 0, 0, 0]", format!("{:?}", [figure; 6]))]);
    let all =
        |row: &str, value: u64| (format!("{row}: {:?}", [figure; 6]), format!("{row}: {:?}", [value; 6]));
    let (old, new) = all("  本年新收政府信息公开申请数量", rows * figure);
    text.replace(&old, &new)
}

/// Table four has this figure in every cell.
fn with_figure_in_four(figure: u64) -> String {
    with_lines(&[("[0, 0, 0, 0]", format!("{:?}", [figure; 4]))])
}

const ADDRESSES: [&str; 5] = [
    "本报告可在门户网站（https://www.example.gov.cn/zwgk/xxgknb/2024/index.html?id=20250121&type=nianbao）查阅和下载，邮箱zwgk_bgs2024@example.gov.cn。",
    "邮箱：administration.office_2024@information.example.gov.cn，网址：www.example.gov.cn，电话：0591-87654321，欢迎监督。",
    "详见http://zwgk.example.gov.cn/art/2024/12/31/art_10001_2345678.html、http://www.example.gov.cn/col/col9876/和www.example.org。",
    "“政务公开”专栏https://example.gov.cn/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/0/1/2/3/4/5/6/7/8/9/index.shtml已经开通，全年访问12345次。",
    "e-mail:xxgk@example.gov.cn;tel:0372-1234567;web:www.example.gov.cn。三种渠道均可提出申请，受理时间为周一至周五9:00～17:00。",
];

const JOINTS: [&str; 5] = [
    "本报告的统计期限为2024年1月1日—2024年12月31日，第1～3季度由区级汇总，周一至周五9:00-11:30、14:00—17:30受理。",
    "咨询电话0372-3165432-8012、传真0591—83593059，编号为AP-2024-001-0023，气温±0.5℃、约≥90分、№12、+12.5%。",
    "甲–乙–丙三地联合发布，2021—2025年规划，《标准》GB/T 9704-2012、GB 2312-1980和COVID-19防控信息，房号B-2-305室。",
    "其中“12345”热线—信访—政府网站三端贯通，2023—2024年度共办理5～8月份事项1～2万件，占比30%～40%。",
    "（一）～（五）项、8%～10%、3-5个工作日，会议时间为2024-01-01至2024-12-31，合同价款¥3000—¥5000、$20-$30。",
];

const HEADS: [&str; 5] = [
    "（一）健全制度。\n（二）加强平台建设。\n（三）扩展公开渠道。\n（四）自觉接受监督。\n（五）强化队伍建设。",
    "（一）主动公开\n1.公开目录\n全年公开信息317条。\n2.公开渠道\n（1）政府网站\n（2）政务新媒体\n公开信息29条。",
    "（一）主动公开：\n（二）依申请公开：\n（三）政府信息管理：\n（四）平台建设：\n（五）监督保障：\n全年公开信息317条。",
    "1.加强平台建设，扩展公开渠道。\n2.落实三审三校。\n3.健全制度机制；\n4.强化监督保障！\n5.做好解读回应……",
    "（一）加强平台建设，扩展公开渠道，及时回应关切，自觉接受社会各界和人民群众监督。\n（二）其他\n全年公开信息317条，退回修改29条。",
];

const MARKS: [&str; 5] = [
    "《条例》《办法》《规定》《细则》《通知》等“五项制度”、“三张清单”、“两个平台”，逐项落实；（一）至（五）项，按月核对。",
    "做到“先审查、后公开”，“一事一审、全面审查”，“谁公开、谁负责”；坚持“公开为常态、不公开为例外”——应公开、尽公开。",
    "宿城区、宿豫区、沭阳县、泗阳县、泗洪县、经济技术开发区、湖滨新区、洋河新区、苏州宿迁工业园区，共9个地区。",
    "（“互联网+”）、（“放管服”）、（“一网通办”）、（“最多跑一次”）；【政策解读】、【回应关切】、《公报》（第1期）。",
    "其中：自然人12件、法人34件、其他56件（含补正7件、撤回8件）；予以公开90件、部分公开12件、不予公开3件、无法提供4件。",
];

const SIGNS: [&str; 5] = [
    "公开CO₂排放、PM₂.₅和H₂O监测信息，全年317条，面积12345m²。",
    "收取￥2950元，减免￥300元，折合$29和€3，误差±0.5℃，合计№12。",
    "联系人餘準、幹捨醜、鬆鬱鹼、癥衹滷臟，懲誠稱騁，均已登记。",
    "办理时限３～５个工作日，（一）～（五）项，８％～１０％，ＡＢＣ。",
    "沭阳县㙟头村、崾口村、䶮塘村、㵲阳河、浉河区，𫗧𬭊𫟦三人。",
];

/// Names and texts of all.
pub(crate) fn all() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |kind: &str, reports: Vec<String>| {
        assert!(reports.len() >= 5, "{kind}");
        all.extend((1..).zip(reports).map(|(number, text)| (format!("{kind} {number}"), text)));
    };
    for (kind, texts) in
        [("addresses", ADDRESSES), ("joints", JOINTS), ("heads", HEADS), ("marks", MARKS), ("signs", SIGNS)]
    {
        add(kind, texts.iter().map(|text| with_prose(text)).collect());
    }
    // Last lines of one, two and three characters, in paragraphs of one, two and three lines.
    let long =
        |count: usize| "政府信息公开工作有序推进".chars().cycle().take(count).collect::<String>() + "。";
    let last = |full: usize| (0..3).map(|more| long(26 + 28 * full + more)).collect::<Vec<_>>().join("\n");
    add("last lines", (0..5).map(|full| with_prose(&last(full))).collect());
    // Text of every length above table two.
    let filled = |lines: usize| with_prose(&vec!["全年公开信息317条。"; lines].join("\n"));
    add("holes", (4..20).step_by(2).map(filled).collect());
    let digits = [1_234, 12_345, 123_456, 1_234_567, 12_345_678];
    add("figures", digits.map(with_figure).to_vec());
    add("figures of table four", digits.map(with_figure_in_four).to_vec());
    let note = |lines: usize| {
        let text = "本表数据截至2024年12月31日，含“一窗通办”126件；".repeat(lines);
        with_lines(&[
            ("行政事业性收费: 0\n", format!("行政事业性收费: 0\n  表注: {text}\n")),
            (
                "  结转下年度继续办理: [0, 0, 0, 0, 0, 0]\n",
                format!("  结转下年度继续办理: [0, 0, 0, 0, 0, 0]\n  表注: {text}\n"),
            ),
        ])
    };
    add("notes", [1, 2, 3, 5, 8].map(note).to_vec());
    let cell_note = |text: &str| {
        let noted =
            |row: &str, note: &str| (format!("{row}: [0,"), format!("{row}: [{{数: 0, 注: {note}}},"));
        let rows = ["予以公开", "属于国家秘密", "重复申请", "逾期不缴费"].map(|row| noted(row, text));
        with_lines(&rows.iter().map(|(from, to)| (from.as_str(), to.clone())).collect::<Vec<_>>())
    };
    let notes = [
        "另有2件",
        "含上年结转",
        "均为不动产登记资料查询",
        "含并案处理的同一申请人就同一事项提出的申请",
        "其中1件经两次补正，1件经申请人同意延期答复，1件转由区政府办公室答复",
    ];
    add("notes of cells", notes.map(cell_note).to_vec());
    let signed = [
        "安阳市北关区灯塔路街道办事处党政综合办公室",
        "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公室",
        "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗尼尔基镇人民政府党政综合办公室",
        "国家税务总局广州市黄埔区税务局、广州市黄埔区财政局",
        "某县",
    ];
    add("signatures", signed.map(|name| with_lines(&[("署名: 财政局", format!("署名: {name}"))])).to_vec());
    all
}
