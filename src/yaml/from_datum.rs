//! What a value of a file of data is read as: a type says it, and [`entries!`] a struct of such, a key a field. A key that is missing
//! or that nobody asked for is a fault, as everywhere in these files.

use super::data_file::{DataFault, DataFile};
use super::datum::{Datum, WordList};
use std::collections::BTreeMap;

/// A type that a value can be read as.
pub(crate) trait FromDatum: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// If the value is anything else.
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault>;
}

/// Declares a struct that is read from a map: `key` field: type, `= value` where the key may be missing.
macro_rules! entries {
    ($(#[$about:meta])* $seen:vis struct $name:ident {
        $($(#[$doc:meta])* $key:literal $field:ident: $type:ty $(= $absent:expr)?,)*
    }) => {
        $(#[$about])*
        $seen struct $name {
            $($(#[$doc])* $seen $field: $type,)*
        }

        impl $crate::yaml::FromDatum for $name {
            fn read(
                file: $crate::yaml::DataFile<'_>,
                datum: $crate::yaml::Datum,
            ) -> Result<Self, $crate::yaml::DataFault> {
                let mut fields = file.fields(datum)?;
                $(let $field = match fields.take($key) {
                    Some(value) => <$type as $crate::yaml::FromDatum>::read(file, value)?,
                    None => $crate::yaml::absent!(file, datum, $key $(, $absent)?),
                };)*
                file.done(&fields)?;
                Ok(Self { $($field,)* })
            }
        }
    };
}
pub(crate) use entries;

/// What stands for a key that is missing; a fault if nothing may.
macro_rules! absent {
    ($file:ident, $datum:ident, $key:literal) => {
        return Err($file.fault($datum, concat!("缺少“", $key, "”")))
    };
    ($file:ident, $datum:ident, $key:literal, $absent:expr) => {
        $absent
    };
}
pub(crate) use absent;

/// As it stands in the file.
impl FromDatum for Datum {
    fn read(_: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        Ok(datum)
    }
}

impl FromDatum for &'static str {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        file.text(datum)
    }
}

impl FromDatum for WordList {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        file.words(datum)
    }
}

/// 是, or not.
impl FromDatum for bool {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        Ok(file.text(datum)? == "是")
    }
}

impl FromDatum for u16 {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let written = file.text(datum)?;
        written.parse().map_err(|_| file.fault(datum, format!("“{written}”不是数")))
    }
}

impl<T: FromDatum> FromDatum for Option<T> {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        T::read(file, datum).map(Some)
    }
}

impl<T: FromDatum> FromDatum for Vec<T> {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        file.list(datum)?.map(|value| T::read(file, value)).collect()
    }
}

impl<T: FromDatum, const N: usize> FromDatum for [T; N] {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let all = Vec::<T>::read(file, datum)?;
        all.try_into().map_err(|_| file.fault(datum, format!("这里应当是 {N} 项")))
    }
}

impl FromDatum for char {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        file.text(datum)?.chars().next().ok_or_else(|| file.fault(datum, "这里应当是一个字"))
    }
}

/// What is said of each key, in the order of the file.
impl<T: FromDatum> FromDatum for Box<[(&'static str, T)]> {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let map = datum.map().ok_or_else(|| file.fault(datum, "这里应当是“名称: 内容”的形式"))?;
        map.map(|(key, value)| Ok((key, T::read(file, value)?))).collect()
    }
}

/// What is said of each character.
impl<T: FromDatum> FromDatum for BTreeMap<char, T> {
    fn read(file: DataFile<'_>, datum: Datum) -> Result<Self, DataFault> {
        let all = Box::<[(&'static str, T)]>::read(file, datum)?;
        Ok(all.into_iter().map(|(key, value)| (key.chars().next().unwrap_or_default(), value)).collect())
    }
}

/// What others read: `templates/build.rs` has laid it out.
pub(crate) struct LaidOut;

impl FromDatum for LaidOut {
    fn read(_: DataFile<'_>, _: Datum) -> Result<Self, DataFault> {
        Ok(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::DataFile;

    entries! {
        struct Pair {
            "词" words: WordList,
            "数" number: u16,
            "免" excuses: WordList = WordList::NONE,
            "起止" ends: [u16; 2] = [0, 1],
        }
    }

    #[test]
    fn a_struct_is_read_by_its_keys() {
        let read = |text: &str| DataFile::read("数据", text, Pair::read);
        let pair = read("词: [甲, 乙]\n数: 3\n").expect("it is right");
        assert_eq!((pair.words.iter().count(), pair.number), (2, 3));
        assert_eq!((pair.excuses.is_empty(), pair.ends), (true, [0, 1]));
        for (wrong, said) in [
            ("词: [甲]\n", "数据:1: 缺少“数”"),
            ("词: [甲]\n数: 三\n", "数据:2: “三”不是数"),
            ("词: 甲\n数: 3\n", "数据:1: 这里应当是一个列表"),
            ("词: [甲]\n数: 3\n起止: [1]\n", "数据:3: 这里应当是 2 项"),
            ("词: [甲]\n数: 3\n误: 4\n", "数据:3: 没有“误”这一项"),
        ] {
            assert_eq!(read(wrong).err().map(|fault| fault.to_string()), Some(said.to_owned()), "{wrong}");
        }
    }
}
