//! 合计, 同比, 占比: what such texts say of their figures, computed exactly and rounded once, half up.

use super::roots::{Data, Lines, MOST};
use crate::source::decimal;
use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

/// Begins the detail of errors that this room made, which are Chinese already.
pub(super) const DETAIL: char = '\u{1}';

fn fault(message: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{DETAIL}{message}"))
}

/// A decimal number: `digits` × 10^-`places`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    fn of(value: &Value) -> Result<Self, Error> {
        let text = match value.downcast_object_ref::<Lines>() {
            Some(lines) => {
                lines.bare().ok_or_else(|| fault(format!("“{}”有好几个数，要写明哪一列", lines.name())))?
            }
            None if value.is_integer() || value.kind() == ValueKind::String => value.to_string(),
            None => return Err(fault("这里要一个数")),
        };
        let bare = text.trim_end_matches("万元").trim_end_matches('元').trim();
        let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
        let digits = format!("{whole}{decimals}");
        let short = decimals.len() <= 6 && digits.len() <= 18;
        let number = short.then(|| digits.parse::<i128>().ok()).flatten();
        let digits = number.ok_or_else(|| fault(format!("“{text}”不是数")))?;
        Ok(Self { digits, places: u32::try_from(decimals.len()).unwrap_or_default() })
    }

    fn with_places(self, places: u32) -> i128 {
        self.digits * 10_i128.pow(places - self.places)
    }
}

/// Two numbers brought to the same places.
fn aligned(a: &Value, b: &Value) -> Result<(i128, i128), Error> {
    let (a, b) = (Decimal::of(a)?, Decimal::of(b)?);
    let places = a.places.max(b.places);
    Ok((a.with_places(places), b.with_places(places)))
}

/// `part` of `whole` in per cent, with so many decimals, half up; decimals that are all 0 are left out.
fn percent(part: i128, whole: i128, decimals: Option<u32>) -> Result<String, Error> {
    let decimals = decimals.unwrap_or(1).min(4);
    let scale = 10_i128.pow(decimals);
    let (part, whole) = if whole < 0 { (-part, -whole) } else { (part, whole) };
    if whole == 0 {
        return Err(fault("除数是 0，没有百分比"));
    }
    let doubled = part.abs() * 100 * scale * 2 + whole;
    let rounded = doubled / (2 * whole);
    let sign = if part < 0 && rounded != 0 { "-" } else { "" };
    // 50.0% is 50%, but 12.50% keeps its digits.
    let (rounded, decimals) = if rounded % scale == 0 { (rounded / scale, 0) } else { (rounded, decimals) };
    Ok(format!("{sign}{}%", decimal(rounded, decimals as usize)))
}

/// `[a, b] | 合计`, `数据.各区 | 合计`, `表三.本年新收 | 合计`.
pub(super) fn sum(value: &Value) -> Result<Value, Error> {
    let items: Vec<Value> = if let Some(lines) = value.downcast_object_ref::<Lines>() {
        lines.numbers()
    } else if let Some(data) = value.downcast_object_ref::<Data>() {
        data.values()
    } else {
        let items = value.try_iter().map_err(|_| fault("合计 要用在几个数上，如 [甲, 乙] | 合计"))?;
        items.take(MOST + 1).collect()
    };
    if items.len() > MOST {
        return Err(fault(format!("合计 最多用在 {MOST} 个数上")));
    }
    if items.is_empty() || value.kind() == ValueKind::String {
        return Err(fault("合计 要用在几个数上，如 [甲, 乙] | 合计"));
    }
    let numbers = items.iter().map(Decimal::of).collect::<Result<Vec<_>, _>>()?;
    let places = numbers.iter().map(|n| n.places).max().unwrap_or_default();
    let total: i128 = numbers.iter().map(|n| n.with_places(places)).sum();
    if places == 0 {
        return i64::try_from(total).map(Value::from).map_err(|_| fault("合计太大"));
    }
    let width = places as usize + 1;
    let digits = format!("{total:0width$}");
    let (whole, decimals) = digits.split_at(digits.len() - places as usize);
    Ok(Value::from(format!("{whole}.{decimals}")))
}

/// `今年 | 同比(上年)`: growth in per cent, negative where it fell.
pub(super) fn growth(this: &Value, last: &Value, decimals: Option<u32>) -> Result<String, Error> {
    let (this, last) = aligned(this, last)?;
    if last == 0 {
        return Err(fault("上年是 0，没有同比"));
    }
    percent(this - last, last, decimals)
}

/// `部分 | 占比(全部)`: share in per cent.
pub(super) fn share(part: &Value, whole: &Value, decimals: Option<u32>) -> Result<String, Error> {
    let (part, whole) = aligned(part, whole)?;
    percent(part, whole, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cents_are_rounded_half_up() {
        let share = |a: i64, b: i64| share(&Value::from(a), &Value::from(b), None).unwrap();
        assert_eq!(
            [share(1, 3), share(2, 3), share(1, 1), share(1, 16), share(0, 5)],
            ["33.3%", "66.7%", "100%", "6.3%", "0%"]
        );
        let growth = |a: i64, b: i64| growth(&Value::from(a), &Value::from(b), None).unwrap();
        assert_eq!([growth(3607, 2118), growth(90, 100), growth(100, 100)], ["70.3%", "-10%", "0%"]);
        assert!(super::growth(&Value::from(1), &Value::from(0), None).is_err());
    }

    #[test]
    fn sums_are_exact() {
        let list = Value::from(vec![Value::from("0.1"), Value::from("0.2"), Value::from(3)]);
        assert_eq!(sum(&list).unwrap().to_string(), "3.3");
        assert!(sum(&Value::from("123")).is_err());
    }
}
