//! What the name of a body says: whether it belongs to a vertical system, and what its area is called in short.

/// Words in the names of bodies that the centre or the city runs through to the county (垂直管理): they report to their own
/// superiors and stand in no county's list.
const VERTICAL: [&str; 14] = [
    "税务局",
    "海关",
    "海事局",
    "气象局",
    "烟草专卖局",
    "邮政管理局",
    "调查队",
    "金融监督管理局",
    "金融监管支局",
    "银保监",
    "证监局",
    "外汇管理局",
    "人民银行",
    "消防救援",
];

/// Whether a body is of a vertical system, by its name.
#[must_use]
pub fn vertical(name: &str) -> bool {
    VERTICAL.iter().any(|word| name.contains(word))
}

/// What a text calls a government's area, or a body: `青禾县人民政府` is 青禾县.
#[must_use]
pub fn short_name(name: &str) -> String {
    let ends = ["人民政府", "政府", "管理委员会", "管委会", "街道办事处"];
    let short = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|short| short.chars().count() > 1);
    short.unwrap_or(name).to_owned()
}
