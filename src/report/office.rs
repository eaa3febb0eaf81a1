//! 机关类别: what kind of body reports; some rules hold for some kinds only.

mod named;

/// 机关类别.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeKind {
    /// 国务院部门
    Ministry,
    /// 省级人民政府
    Province,
    /// 省级部门
    ProvinceDepartment,
    /// 设区的市人民政府
    City,
    /// 市级部门
    CityDepartment,
    /// 县级人民政府
    County,
    /// 县级部门
    CountyDepartment,
    /// 乡镇人民政府
    Township,
    /// 街道办事处
    Subdistrict,
    /// 管委会 of a zone (开发区, 高新区, 风景名胜区)
    Zone,
    /// 其他
    Other,
}

impl OfficeKind {
    /// All, from high to low.
    pub const ALL: [Self; 11] = [
        Self::Ministry,
        Self::Province,
        Self::ProvinceDepartment,
        Self::City,
        Self::CityDepartment,
        Self::County,
        Self::CountyDepartment,
        Self::Township,
        Self::Subdistrict,
        Self::Zone,
        Self::Other,
    ];

    /// As the author writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ministry => "国务院部门",
            Self::Province => "省级人民政府",
            Self::ProvinceDepartment => "省级部门",
            Self::City => "设区的市人民政府",
            Self::CityDepartment => "市级部门",
            Self::County => "县级人民政府",
            Self::CountyDepartment => "县级部门",
            Self::Township => "乡镇人民政府",
            Self::Subdistrict => "街道办事处",
            Self::Zone => "管委会",
            Self::Other => "其他",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of a body, where its name leaves no doubt.
    #[must_use]
    pub fn of(office: &str) -> Option<Self> {
        named::of(office)
    }

    /// The kind that a customary name stands for.
    #[must_use]
    pub fn meant(name: &str) -> Option<Self> {
        const CUSTOMARY: [(OfficeKind, &[&str]); 9] = [
            (OfficeKind::Ministry, &["部委", "中央部门", "国务院部委"]),
            (OfficeKind::Province, &["省政府", "省人民政府", "自治区人民政府", "直辖市人民政府"]),
            (OfficeKind::ProvinceDepartment, &["省直部门", "省厅", "省局"]),
            (OfficeKind::City, &["市政府", "市人民政府", "地级市人民政府", "市级人民政府"]),
            (OfficeKind::CityDepartment, &["市直部门", "市局", "市级机关"]),
            (
                OfficeKind::County,
                &["县政府", "区政府", "县人民政府", "区人民政府", "区级人民政府", "县级市人民政府"],
            ),
            (
                OfficeKind::CountyDepartment,
                &["区级部门", "县直部门", "区直部门", "县局", "区局", "县级机关", "区级机关"],
            ),
            (
                OfficeKind::Township,
                &["镇政府", "乡政府", "镇人民政府", "乡人民政府", "乡镇", "乡镇政府", "镇", "乡"],
            ),
            (OfficeKind::Subdistrict, &["街道", "街道办", "街办", "办事处"]),
        ];
        CUSTOMARY.into_iter().find(|(_, names)| names.contains(&name)).map(|(kind, _)| kind)
    }

    /// Whether a body of this name cannot be of this kind.
    #[must_use]
    pub fn excludes(self, office: &str) -> bool {
        let ends = |ends: &[&str]| ends.iter().any(|end| office.ends_with(end));
        let department = ends(&["局", "厅", "委员会", "支队", "大队"]);
        // 安平县教育局; a city may have a bureau for 县域经济. A 市 may be of either level.
        let of_county = department && county_of(office);
        let above = ends(&["省人民政府", "自治区人民政府"]);
        match self {
            Self::Other => false,
            Self::Ministry | Self::ProvinceDepartment | Self::CityDepartment if of_county => true,
            Self::CountyDepartment if office.contains('省') && office.ends_with('厅') => true,
            Self::Province | Self::City if ends(&["县人民政府", "旗人民政府"]) => true,
            Self::City | Self::County if above => true,
            Self::Subdistrict => department || ends(&["人民政府"]),
            Self::Township => department || ends(&["街道办事处", "县人民政府", "市人民政府", "省人民政府"]),
            kind if kind.is_government() => department || ends(&["街道办事处", "乡人民政府", "镇人民政府"]),
            _ => ends(&["街道办事处", "人民政府"]),
        }
    }

    /// 各级人民政府, townships included.
    #[must_use]
    pub fn is_government(self) -> bool {
        matches!(self, Self::Province | Self::City | Self::County | Self::Township)
    }
}

/// Whether a name begins with that of a county: 安平县, and not 县域.
fn county_of(office: &str) -> bool {
    let counties = office.match_indices('县').map(|(at, county)| (at, &office[at + county.len()..]));
    counties.filter(|&(at, _)| at > 0).any(|(_, behind)| !behind.starts_with(['域', '级', '区', '乡', '处']))
}
