//! A report that is right in everything, with some of its fields and cells replaced.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Columns of table three before its 总计.
const COLUMNS: usize = 6;

/// Fields in which text stands, with what they say in the base.
const TEXTS: [(&str, &str); 9] = [
    ("导语", ""),
    ("主动公开", "及时公开政府信息。"),
    ("依申请公开", "依法答复申请。"),
    ("政府信息管理", "落实发布审核制度。"),
    ("政府信息公开平台建设", "做好网站专栏维护。"),
    ("监督保障", "开展业务培训，接受社会评议，落实考核和责任追究制度。"),
    ("第五部分", "存在栏目更新不够及时的问题。下一步将逐月检查栏目，改进工作。"),
    ("第六部分", "本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。"),
    ("总体情况", ""),
];

/// Other names of the fields.
const ALIASES: [(&str, &str); 9] = [
    ("信息管理", "政府信息管理"),
    ("平台建设", "政府信息公开平台建设"),
    ("平台", "政府信息公开平台建设"),
    ("存在的主要问题及改进情况", "第五部分"),
    ("问题", "第五部分"),
    ("其他需要报告的事项", "第六部分"),
    ("其他", "第六部分"),
    ("类别", "机关类别"),
    ("日期", "成文日期"),
];

/// Rows of table three in its order: the group, the row. 总计 is computed.
const RESULTS: [(&str, &str); 21] = [
    ("", "予以公开"),
    ("", "部分公开"),
    ("不予公开", "属于国家秘密"),
    ("不予公开", "其他法律行政法规禁止公开"),
    ("不予公开", "危及三安全一稳定"),
    ("不予公开", "保护第三方合法权益"),
    ("不予公开", "属于三类内部事务信息"),
    ("不予公开", "属于四类过程性信息"),
    ("不予公开", "属于行政执法案卷"),
    ("不予公开", "属于行政查询事项"),
    ("无法提供", "本机关不掌握相关政府信息"),
    ("无法提供", "没有现成信息需要另行制作"),
    ("无法提供", "补正后申请内容仍不明确"),
    ("不予处理", "信访举报投诉类申请"),
    ("不予处理", "重复申请"),
    ("不予处理", "要求提供公开出版物"),
    ("不予处理", "无正当理由大量反复申请"),
    ("不予处理", "要求行政机关确认或重新出具已获取信息"),
    ("其他处理", "逾期不补正"),
    ("其他处理", "逾期不缴费"),
    ("其他处理", "其他"),
];

/// A report with the fields of a line (`主动公开：… ｜ 表：予以公开 [3]；行政处罚 2`) in the base's place.
pub(crate) fn report(fields: &str) -> Result<String, String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut cells: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for field in fields.split('｜') {
        let (name, value) = field.trim().split_once('：').ok_or(format!("{field}: 字段：内容"))?;
        let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
        if name == "表" {
            for entry in value.split('；').filter(|e| !e.trim().is_empty()) {
                // The one cell that may have decimals, in 万元.
                if let Some(fees) = entry.trim().strip_prefix("行政事业性收费") {
                    texts.insert("行政事业性收费", fees.trim().to_owned());
                    continue;
                }
                let (row, numbers) = row(entry.trim())?;
                cells.insert(row, numbers);
            }
        } else {
            texts.insert(name, value.to_owned());
        }
    }
    let mut out = String::new();
    head(&mut out, &mut texts);
    prose_of_section_one(&mut out, &mut texts);
    tables(&mut out, &mut cells, &texts.remove("行政事业性收费").unwrap_or("0".to_owned()));
    for (section, field) in [("存在的主要问题及改进情况", "第五部分"), ("其他需要报告的事项", "第六部分")]
    {
        block(&mut out, "", section, &text(&mut texts, field));
    }
    for name in ["署名", "成文日期"] {
        if let Some(value) = texts.remove(name) {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    match (texts.keys().next(), cells.keys().next()) {
        (Some(name), _) => Err(format!("no field {name}")),
        (_, Some(name)) => Err(format!("no row {name}")),
        _ => Ok(out),
    }
}

/// `予以公开 [1, 2]`, `行政处罚 3`.
fn row(entry: &str) -> Result<(String, Vec<u64>), String> {
    let at = entry.find([' ', '[']).ok_or(format!("{entry}: 行 [数, 数]"))?;
    let inner = entry[at..].trim().trim_start_matches('[').trim_end_matches(']');
    let numbers = inner
        .split(',')
        .map(|n| n.trim().parse().map_err(|_| format!("{entry}: {n}")))
        .collect::<Result<_, _>>()?;
    let name = match entry[..at].trim() {
        "本年新收" | "新收" => "本年新收政府信息公开申请数量",
        "上年结转" => "上年结转政府信息公开申请数量",
        "结转下年度" | "结转" => "结转下年度继续办理",
        name => name,
    };
    Ok((name.to_owned(), numbers))
}

/// A field's text, or the base's.
fn text(texts: &mut BTreeMap<&str, String>, name: &str) -> String {
    let own = TEXTS.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text);
    texts.remove(name).unwrap_or_else(|| own.to_owned())
}

/// A key and its paragraphs.
fn block(out: &mut String, indent: &str, key: &str, text: &str) {
    writeln!(out, "{indent}{key}: |").unwrap();
    for line in text.split('⏎') {
        writeln!(out, "{indent}  {line}").unwrap();
    }
}

fn head(out: &mut String, texts: &mut BTreeMap<&str, String>) {
    for (name, own) in [("机关", "青禾县水务局"), ("机关类别", "县级部门"), ("年度", "2025"), ("标题", "")]
    {
        let value = texts.remove(name).unwrap_or_else(|| own.to_owned());
        if !value.is_empty() {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    let intro = text(texts, "导语");
    if !intro.is_empty() {
        block(out, "", "导语", &intro);
    }
}

fn prose_of_section_one(out: &mut String, texts: &mut BTreeMap<&str, String>) {
    let whole = text(texts, "总体情况");
    if !whole.is_empty() {
        return block(out, "", "总体情况", &whole);
    }
    out.push_str("总体情况:\n");
    for (name, _) in &TEXTS[1..6] {
        block(out, "  ", name, &text(texts, name));
    }
}

fn tables(out: &mut String, cells: &mut BTreeMap<String, Vec<u64>>, fees: &str) {
    let mut take = |name: &str, width: usize| {
        let mut numbers = cells.remove(name).unwrap_or_default();
        numbers.resize(width, 0);
        numbers
    };
    out.push_str("主动公开政府信息情况:\n");
    for name in ["规章", "行政规范性文件"] {
        writeln!(out, "  {name}: {:?}", take(name, 3)).unwrap();
    }
    for name in ["行政许可", "行政处罚", "行政强制"] {
        writeln!(out, "  {name}: {}", take(name, 1)[0]).unwrap();
    }
    writeln!(out, "  行政事业性收费: {fees}").unwrap();
    out.push_str("收到和处理政府信息公开申请情况:\n");
    for name in ["本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"] {
        writeln!(out, "  {name}: {:?}", take(name, COLUMNS)).unwrap();
    }
    out.push_str("  本年度办理结果:\n");
    let (mut group, mut sum) = ("", vec![0; COLUMNS]);
    for (within, name) in RESULTS {
        if within != group {
            writeln!(out, "    {within}:").unwrap();
            group = within;
        }
        let numbers = take(name, COLUMNS);
        sum = sum.iter().zip(&numbers).map(|(a, b)| a + b).collect();
        writeln!(out, "    {}{name}: {numbers:?}", if within.is_empty() { "" } else { "  " }).unwrap();
    }
    writeln!(out, "    总计: {sum:?}").unwrap();
    writeln!(out, "  结转下年度继续办理: {:?}", take("结转下年度继续办理", COLUMNS)).unwrap();
    out.push_str("政府信息公开行政复议、行政诉讼情况:\n");
    writeln!(out, "  行政复议: {:?}", take("行政复议", 4)).unwrap();
    out.push_str("  行政诉讼:\n");
    for name in ["未经复议直接起诉", "复议后起诉"] {
        writeln!(out, "    {name}: {:?}", take(name, 4)).unwrap();
    }
}
