//! In: the name of a body. Out: its kind, where the name leaves no doubt. Refuses to guess.

use super::OfficeKind;

/// The cities above counties, by name without 市: of a 市 that is none of them nobody can say whether it is one of a county's rank
/// without asking. 行政区划 of 2024.
const CITIES: &str = include_str!("cities.txt");

/// The kind of a body, where its name leaves no doubt.
pub(super) fn of(office: &str) -> Option<OfficeKind> {
    if office.ends_with("街道办事处") {
        return Some(OfficeKind::Subdistrict);
    }
    if office.ends_with("镇人民政府") || office.ends_with("乡人民政府") {
        return Some(OfficeKind::Township);
    }
    let government = office.ends_with("人民政府");
    let ends = ["局", "委员会", "办公室", "委", "厅"];
    let department = !government && ends.iter().any(|end| office.ends_with(end));
    // Bodies of development zones have the rank of whoever set them up.
    let zone = ["开发区", "新区", "园区", "示范区", "度假区", "保税区", "管理区"]
        .iter()
        .any(|zone| office.contains(zone));
    let (province, rest) = province(office);
    let (city, rest) = city(rest);
    if zone || !(government || department || rest.is_empty()) {
        return None;
    }
    let either = |body: OfficeKind, part: OfficeKind| Some(if department { part } else { body });
    let below = rest.strip_suffix("人民政府").unwrap_or(rest);
    match () {
        () if below.contains(['县', '旗', '区']) && !below.contains("地区") => {
            either(OfficeKind::County, OfficeKind::CountyDepartment)
        }
        // 市 that is not in the list, 地区.
        () if below.contains(['市', '州']) && !below.starts_with("市场") || below.contains("地区") => {
            None
        }
        () if city => either(OfficeKind::City, OfficeKind::CityDepartment),
        () if province => either(OfficeKind::Province, OfficeKind::ProvinceDepartment),
        () => None,
    }
}

/// Whether a name begins with a province's or a municipality's, and what follows it.
fn province(office: &str) -> (bool, &str) {
    for name in ["北京市", "天津市", "上海市", "重庆市"] {
        if let Some(rest) = office.strip_prefix(name) {
            return (true, rest);
        }
    }
    for end in ["自治区", "省"] {
        if let Some(at) = office.find(end).filter(|at| office[..*at].chars().count() <= 6) {
            return (true, &office[at + end.len()..]);
        }
    }
    (false, office)
}

/// Whether a name begins with that of a city above counties, and what follows it.
fn city(office: &str) -> (bool, &str) {
    if let Some(at) = office.find("自治州") {
        return (true, &office[at + "自治州".len()..]);
    }
    for name in CITIES.split_whitespace() {
        if let Some(rest) = office.strip_prefix(name).and_then(|rest| rest.strip_prefix('市')) {
            return (true, rest);
        }
    }
    (false, office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_said_only_without_doubt() {
        for (office, kind) in [
            ("北关区灯塔路街道办事处", Some(OfficeKind::Subdistrict)),
            ("安平县教育局", Some(OfficeKind::CountyDepartment)),
            ("安平县人民政府", Some(OfficeKind::County)),
            ("安阳市北关区教育局", Some(OfficeKind::CountyDepartment)),
            ("安阳市教育局", Some(OfficeKind::CityDepartment)),
            ("安阳市市场监督管理局", Some(OfficeKind::CityDepartment)),
            ("河南省安阳市人民政府", Some(OfficeKind::City)),
            ("荣成市教育局", None),
            ("威海市荣成市教育局", None),
            ("河南省教育厅", Some(OfficeKind::ProvinceDepartment)),
            ("上海市人民政府办公厅", Some(OfficeKind::ProvinceDepartment)),
            ("上海市徐汇区人民政府", Some(OfficeKind::County)),
            ("宿迁市", Some(OfficeKind::City)),
            ("苏州工业园区管理委员会", None),
            ("沭阳中学", None),
        ] {
            assert_eq!(OfficeKind::of(office), kind, "{office}");
        }
    }
}
