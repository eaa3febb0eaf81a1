//! What came of a sum, for a program: one object.

use super::{Comparison, Outcome};
use crate::cli::terminal::{Stream, Terminal};
use crate::diagnostic::{Diagnostics, json as objects};
use crate::source::Source;
use crate::sum::{Cause, Explanation, Figures, places, shown};
use serde_json::{Map, Value, json};

/// A roster that cannot be worked with: only what is wrong in it.
pub(super) fn refused(source: &Source, found: &Diagnostics, terminal: &mut Terminal) {
    let list: Vec<Value> = found.iter().map(|found| objects::object(source, "", found)).collect();
    terminal.write(Stream::Out, &format!("{:#}\n", json!({ "findings": list })));
}

/// Everything; amounts as text in 万元.
pub(super) fn object(outcome: &Outcome<'_>, terminal: &mut Terminal) {
    let roster = &outcome.allotment.roster.bodies;
    let names = |list: &[usize]| list.iter().map(|&body| json!(roster[body].name.value)).collect::<Vec<_>>();
    let excluded = outcome.counted.excluded.iter().map(|&body| {
        json!({ "机关": roster[body].name.value, "理由": roster[body].excluded.as_ref().map(|why| &why.value) })
    });
    let mut object = Map::new();
    object.insert("机关".into(), json!(roster[0].name.value));
    object.insert("年度".into(), json!(outcome.allotment.terms.year));
    object.insert("计入".into(), json!(names(&outcome.counted.counted)));
    object.insert("有错误仍计入".into(), json!(names(&outcome.counted.with_errors)));
    object.insert("已含在上级".into(), json!(names(&outcome.counted.within)));
    object.insert("只算下级".into(), json!(names(&outcome.counted.below)));
    object.insert("不计".into(), excluded.collect());
    object.insert("不能用".into(), json!(names(&outcome.counted.unusable)));
    object.insert("缺".into(), json!(names(&outcome.counted.missing)));
    object.insert("合计".into(), outcome.total().map_or(Value::Null, |total| tables(outcome, total)));
    let mut found: Vec<Value> =
        outcome.found.iter().map(|f| objects::object(&outcome.source, &roster[0].name.value, f)).collect();
    if let Some(comparison) = &outcome.comparison {
        found.extend(
            comparison.found.iter().map(|f| objects::object(&comparison.source, &roster[0].name.value, f)),
        );
        object.insert("报告".into(), json!(comparison.source.name()));
        object.insert("差异".into(), comparison_json(outcome, comparison));
    }
    object.insert("findings".into(), found.into());
    object.insert("written".into(), json!(outcome.written));
    terminal.write(Stream::Out, &format!("{:#}\n", Value::Object(object)));
}

/// `{表二: {规章: [0, 0, 0], …}}`, rows by their names in messages.
fn tables(outcome: &Outcome<'_>, figures: &Figures) -> Value {
    let form = outcome.form();
    let mut object: Map<String, Value> = Map::new();
    for (at, place) in places(form).into_iter().enumerate() {
        let table = place.table(form);
        let own = object.entry(table.name.clone()).or_insert_with(|| Value::Object(Map::new()));
        let row = table.rows[place.cell.row].name.said();
        // A short name may be that of two rows: 其他.
        let above = table.rows[place.cell.row].groups.last().map(|&group| table.groups[group].name.said());
        let unique = table.rows.iter().filter(|other| other.name.said() == row).count() == 1;
        let row = if unique { row.to_owned() } else { format!("{}·{row}", above.unwrap_or_default()) };
        let value = figures.cells()[at];
        let value = if place.is_money(form) { json!(shown(place, form, value)) } else { json!(value) };
        if let Some(rows) = own.as_object_mut()
            && let Some(list) = rows.entry(row).or_insert_with(|| json!([])).as_array_mut()
        {
            list.push(value);
        }
    }
    Value::Object(object)
}

fn comparison_json(outcome: &Outcome<'_>, comparison: &Comparison) -> Value {
    let form = outcome.form();
    let differences = comparison.differences.iter().map(|difference| {
        let place = difference.place;
        let value =
            |value: i64| if place.is_money(form) { json!(shown(place, form, value)) } else { json!(value) };
        json!({
            "格": place.said(form),
            "合计": value(difference.sum),
            "报告": value(difference.parent),
            "差": value(difference.more()),
        })
    });
    let roster = &outcome.allotment.roster.bodies;
    let explanations = comparison.explanations.iter().map(|Explanation { cause, bodies, cells }| {
        let (word, fits) = match cause {
            Cause::LeftOut => ("漏计", None),
            Cause::Twice => ("计了两次", None),
            Cause::NotOurs => ("计入了不计的", None),
            Cause::Spare(_) => ("计入了没有计入的报告", None),
            Cause::Instead(_) => ("用了另一份报告", None),
            Cause::Missing { fits } => ("没有报送", Some(*fits)),
            Cause::Cell(_) => ("单格不同", None),
        };
        let slip = if let Cause::Cell(Some(slip)) = cause { slip.words() } else { "" };
        let file = if let Cause::Spare(at) | Cause::Instead(at) = cause {
            &*outcome.allotment.submissions[*at].file
        } else {
            ""
        };
        json!({
            "原因": word,
            "文件": file,
            "机关": bodies.iter().map(|&body| roster[body].name.value.clone()).collect::<Vec<_>>(),
            "与上年相符": fits,
            "疑似": slip,
            "格": cells.iter().map(|&n| comparison.differences[n].place.said(form)).collect::<Vec<_>>(),
        })
    });
    json!({ "各格": differences.collect::<Vec<_>>(), "解释": explanations.collect::<Vec<_>>() })
}
