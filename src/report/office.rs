//! 机关类别: what kind of body reports; some rules hold for some kinds only.

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

    /// 各级人民政府, townships included.
    #[must_use]
    pub fn is_government(self) -> bool {
        matches!(self, Self::Province | Self::City | Self::County | Self::Township)
    }
}
