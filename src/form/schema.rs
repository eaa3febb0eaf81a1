//! In: a [`Form`]. Out: the JSON Schema (draft-07) of its reports, for editors that complete and validate YAML as it is
//! typed. Says what can be said in a schema; sums and sentences are left to `check`.

use super::{Band, Body, Branch, Column, Form, Kind, Table};
use serde_json::{Map, Value, json};

/// The schema; `office_kinds` are the values of 机关类别.
#[must_use]
pub fn schema(form: &Form, office_kinds: &[&str]) -> Value {
    let mut properties = head(form, office_kinds);
    let mut required: Vec<Value> = vec!["机关".into(), "年度".into()];
    for section in &form.sections {
        let value = match &section.body {
            Body::Prose(items) if items.is_empty() => prose(&format!("{}：一行是一段。", section.title)),
            Body::Prose(items) => prose_with_items(&section.title, items),
            Body::Table(table) => whole_table(table),
        };
        required.push((&*section.title).into());
        properties.insert(section.title.clone(), value);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": format!("nianbao-{}.schema.json", form.edition),
        "title": "政府信息公开工作年度报告",
        "description": format!("《{}》（{}）", form.name, form.document),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "definitions": {
            "件数": cell("件数：非负整数，半角数字；没有发生的填 0", &json!({ "type": "integer", "minimum": 0 })),
            "增减": cell("增减：整数，增加写正数，减少写负数，如 -8", &json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^[+-]?[0-9]+$" }] }),
            ),
            "万元": cell("万元：以万元计，不多于四位小数；也可以带单位，如 113300.89元", &json!({ "anyOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": MONEY }] }),
            ),
            "金额": cell("金额：带单位，如 251000元 或 25.1万元", &json!({ "type": "string", "pattern": MONEY }),
            ),
            "表注": { "type": "string", "title": "表注" },
        },
    })
}

/// Months to 12 and days to 31; which month has how many is left to `check`.
const DATE: &str =
    "^[0-9]{4}(-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])|年(0?[1-9]|1[0-2])月(0?[1-9]|[12][0-9]|3[01])日)$";

const MONEY: &str = "^(0|[1-9][0-9]*)(\\.[0-9]+)? ?(元|万元|亿元)$";

fn head(form: &Form, office_kinds: &[&str]) -> Map<String, Value> {
    let last_year = form.last_year.unwrap_or(2099);
    let head = json!({
        "机关": { "type": "string", "minLength": 2, "description": "机关全称，如 安平县教育局" },
        "机关类别": {
            "enum": office_kinds,
            "description": "机关的类别；写了它，程序才核对与类别有关的规则（如有无规章制定权）",
        },
        "年度": {
            "type": "integer",
            "minimum": form.first_year,
            "maximum": last_year,
            "description": "报告的年度，如 2023；统计期为这一年的 1 月 1 日至 12 月 31 日",
        },
        "格式": { "type": ["string", "integer"], "description": "格式的版本；不写时按年度选用" },
        "标题": { "type": "string", "description": "整个标题；不写时为“机关＋年度＋年政府信息公开工作年度报告”" },
        "题下日期": {
            "type": "string",
            "pattern": DATE,
            "description": "印在标题下、加圆括号的日期，如 2024-01-23；一般不写",
        },
        "上年报告": { "type": "string", "description": "上年报告的 YAML 文件，相对于本文件的路径；用来核对两年的数" },
        "导语": prose("第一部分之前的文字：依据、组成、统计期、联系方式"),
        "编制说明": prose("第一部分之前、冠以“编制说明”的文字，如编制依据、联系人、电话、地址；与 导语 一般只写一个"),
        "署名": { "type": "string", "description": "发文机关署名，印在文末" },
        "成文日期": {
            "type": "string",
            "pattern": DATE,
            "description": "如 2024-01-23 或 2024年1月23日",
        },
        "文档字体": {
            "enum": ["嵌入", "常用", "办公"],
            "description": "Word 文件带哪些字体：嵌入用到的字（不写时）、也嵌入常用字、不嵌入而用办公软件里的字体",
        },
        "数据": { "type": "object", "description": "本单位自己的数，供正文用 {{ 数据.名称 }} 引用" },
        "已核": waivers(),
    });
    match head {
        Value::Object(head) => head,
        _ => Map::new(),
    }
}

fn waivers() -> Value {
    json!({
        "type": "array",
        "description": "核实过、不再提示的规则，须写明理由",
        "items": {
            "type": "object",
            "properties": {
                "规则": { "type": "string", "pattern": "^[A-Z][0-9]{2}$", "description": "规则的名称，如 A02" },
                "说明": { "type": "string", "minLength": 1, "description": "为什么它在这里不适用" },
                "位置": { "type": "string", "description": "哪一行、哪一部分，或提示里的几个字；不写时只管最前的一处" },
            },
            "required": ["规则", "说明"],
            "additionalProperties": false,
        },
    })
}

fn prose(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn prose_with_items(title: &str, items: &[String]) -> Value {
    let mut properties = Map::new();
    properties.insert("导语".into(), prose("第一个方面之前的文字"));
    for item in items {
        properties.insert(item.clone(), prose(&format!("{item}：序号由程序编排，一行是一段")));
    }
    json!({
        "description": format!("{title}：{}", items.join("、")),
        "anyOf": [
            { "type": "object", "properties": properties, "additionalProperties": false },
            { "type": "string", "description": "整段文字，自带（一）（二）" },
        ],
    })
}

/// One cell: the figure, or the figure with a note. It has a title and no description: editors would show that in place of the
/// description of the row or column that refers to it.
fn cell(title: &str, figure: &Value) -> Value {
    json!({
        "title": title,
        "anyOf": [
            figure,
            {
                "type": "object",
                "properties": {
                    "数": figure,
                    "注": { "type": "string", "description": "印在格中、不参加计算的说明，如 其中修订16件" },
                },
                "required": ["数"],
                "additionalProperties": false,
            },
        ],
    })
}

fn whole_table(table: &Table) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for band in &table.bands {
        for branch in &band.labels {
            property(&mut properties, &mut required, band, branch);
        }
    }
    properties.insert("表前".into(), prose("印在本部分标题与表之间的文字，一行是一段"));
    properties.insert("表注".into(), described("印在表下的注", "表注"));
    let sentences: Vec<_> = table.identities.iter().map(|identity| identity.sentence.as_str()).collect();
    let description = [&[table.name.as_str()], &*sentences].concat().join("；");
    object(&description, &properties, &required)
}

fn property(properties: &mut Map<String, Value>, required: &mut Vec<Value>, band: &Band, branch: &Branch) {
    let value = if branch.children.is_empty() {
        row(&branch.label, &band.columns)
    } else {
        let (mut below, mut below_required) = (Map::new(), Vec::new());
        for child in &branch.children {
            property(&mut below, &mut below_required, band, child);
        }
        object(&branch.label, &below, &below_required)
    };
    if !branch.total {
        required.push((&*branch.name.key).into());
    }
    properties.insert(branch.name.key.clone(), value);
}

fn object(description: &str, properties: &Map<String, Value>, required: &[Value]) -> Value {
    json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// One row: a list in the form's order with or without totals, or a map by column name; of one column the value itself.
fn row(label: &str, columns: &[Column]) -> Value {
    if let [column] = columns {
        return cell_of(&format!("{label}：{}", column.label), column);
    }
    let names: Vec<_> = columns.iter().map(|column| column.name.key.as_str()).collect();
    let of_column = |column: &Column| cell_of(&format!("{label}·{}", column.label), column);
    let cells: Vec<_> = columns.iter().map(of_column).collect();
    let least = columns.iter().filter(|column| !column.total).count();
    let by_name: Map<_, _> = columns.iter().map(|c| (c.name.key.clone(), of_column(c))).collect();
    let required: Vec<_> = columns.iter().filter(|c| !c.total).map(|c| c.name.key.clone()).collect();
    let total = if least < columns.len() { "；总计可以不写" } else { "" };
    json!({
        "description": format!("{label}。依次是：{}{total}", names.join("、")),
        "anyOf": [
            { "type": "array", "items": cells, "minItems": least, "maxItems": columns.len() },
            { "type": "object", "properties": by_name, "required": required, "additionalProperties": false },
        ],
    })
}

/// A cell of a column.
fn cell_of(description: &str, column: &Column) -> Value {
    let name = match column.kind {
        Kind::Count => "件数",
        Kind::Change => "增减",
        Kind::TenThousand => "万元",
        Kind::Money => "金额",
    };
    described(description, name)
}

/// A definition with a description of its own. Draft-07 ignores what stands beside `$ref`, so it stands in `allOf`.
fn described(description: &str, definition: &str) -> Value {
    json!({ "description": description, "allOf": [{ "$ref": format!("#/definitions/{definition}") }] })
}
