//! What is known of a word of the lexicon. Knows nothing else: `templates/build.rs` uses it too.

/// A set of classes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(pub(crate) u128);

impl Classes {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) fn meets(self, other: impl Into<Self>) -> bool {
        self.0 & other.into().0 != 0
    }

    pub(crate) fn with(self, other: impl Into<Self>) -> Self {
        Self(self.0 | other.into().0)
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self(1 << class as u8)
    }
}

impl<const N: usize> From<[Class; N]> for Classes {
    fn from(classes: [Class; N]) -> Self {
        classes.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Declares the classes with their names in the file, so that a class which no word has, or a word of no class, is found at once.
macro_rules! classes {
    ($($variant:ident $name:literal,)*) => {
        /// A class of words; the file says what each holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Class {
            $(#[doc = $name] $variant,)*
        }

        impl Class {
            /// All, with their names in the file.
            #[cfg(test)]
            pub(crate) const ALL: &[(&str, Self)] = &[$(($name, Self::$variant),)*];

            pub(crate) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    Receive "收", ReceiveNew "新收", Rejected "不受理",
    Finish "办结", Close "结案", Handle "办理", FinishRate "全办", Underway "在办", NoneLate "否办",
    Carry "结转", CarryOut "转下", CarryIn "转来", Rest "余",
    LastYear "上年", NextYear "下年", ThisYear "本年", OtherTime "别时", Since "以来",
    Compare "比", Up "增", Down "减", Reaching "变到",
    Application "申请", OwnApplication "公开申请", Everyone "全体", Applicant "申请人", Submit "提交",
    Channel "渠道", Channels "多途", ByWay "一途",
    Outcome "结果", Detail "细目词", Partly "部分人", OnTime "按时", Deadline "期限", Of "的", Within "内", Concerning "涉及",
    OtherThing "别事", Dispute "复议诉讼", Except "除", Including "含",
    Denial "否收", Not "否", Zero "零", All "全", Must "须",
    Quantity "量", Each "分别", Filler "虚", We "己方", Region "全域", OwnLevel "本级", NoBody "非机关", Body "机关",
    Among "其中", Lists "列", Composed "组成", Open "未尽", Others "其他项", Holds "内含", NewMatter "另事", Publish "条目动词",
    Thing "事物", Share "占", OtherWhole "别的总数", PlainWhole "一般总数",
    Document "件", NoDocument "非件", Deed "作为", DocumentAside "文件别用", Cleanup "清理",
    Licence "许可", Penalty "处罚", Force "强制", Decide "决定", NoDecision "非决定", Charge "收费",
    Review "复议", Suit "诉讼", DirectSuit "直诉", LaterSuit "复后诉", Disclosure "公开事", Verdict "审理", CaseAside "案别用", GeneralCase "泛案",
    NeverLost "胜诉", AllUpheld "均维持",
    Fee "处理费", NoFee "未收费", Taken "收了", Rate "费率",
}

pub(crate) fn class_named(name: &str) -> Class {
    Class::named(name).unwrap_or_else(|| panic!("templates/lexicon.yaml: no class “{name}”"))
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Its first byte in the words of the file, and its bytes.
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) classes: Classes,
    /// Which of the values it has: the first, and how many.
    pub(crate) values: (u32, u32),
}
