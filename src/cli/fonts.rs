//! In: where faces may lie. Out: the [`FontBook`] of a style, its files mapped. Looks in the order that the help says; the
//! office's own faces, found by family name, stand in front of the shipped ones.

use super::args::FontPlaces;
use super::failure::Failure;
use super::files;
use crate::font::{FontBook, FontError};
use crate::style::{Style, TypefaceChain};
use std::path::{Path, PathBuf};

/// A folder of faces, and perhaps the office's own.
pub(super) struct FontShelf {
    folder: PathBuf,
    office: Option<Office>,
}

struct Office {
    folder: PathBuf,
    database: fontdb::Database,
}

const ENVIRONMENT: &str = "NIANBAO_FONTS";

impl FontShelf {
    /// Whether someone said where the faces lie.
    pub(super) fn is_named(places: &FontPlaces) -> bool {
        let said = std::env::var_os(ENVIRONMENT).is_some_and(|value| !value.is_empty());
        places.fonts.is_some() || places.office_fonts.is_some() || said
    }

    /// Finds the folder.
    pub(super) fn find(places: &FontPlaces) -> Result<Self, Failure> {
        let folder = match (&places.fonts, std::env::var_os(ENVIRONMENT).filter(|value| !value.is_empty())) {
            (Some(folder), _) => existing(folder, "--fonts")?,
            (None, Some(folder)) => existing(Path::new(&folder), ENVIRONMENT)?,
            (None, None) => usual_folder()?,
        };
        let office = match &places.office_fonts {
            None => None,
            Some(folder) => {
                let folder = existing(folder, "--office-fonts")?;
                Some(Office { database: faces_below(&folder)?, folder })
            }
        };
        Ok(Self { folder, office })
    }

    /// The folder of the shipped faces.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the office's own faces.
    pub(super) fn office_folder(&self) -> Option<&Path> {
        self.office.as_ref().map(|office| &*office.folder)
    }

    /// Opens the faces of a style, and puts those of the office in front of them.
    pub(super) fn open(&self, style: &Style) -> Result<FontBook, Failure> {
        let mut open = |file: &str| {
            files::map(&self.folder.join(file))
                .map_err(|failure| FontError { file: file.to_owned(), reason: failure.what().to_owned() })
        };
        let mut book = FontBook::new(&style.typefaces, &mut open).map_err(|error| unusable(&error))?;
        if let Some(office) = &self.office {
            let mut found = false;
            for chain in &style.typefaces {
                found |= office.put_in_front(chain, &mut book)?;
            }
            if !found {
                return Err(office.nothing_found(style));
            }
        }
        Ok(book)
    }
}

/// Most faces that a collection has; the largest known ones have some thirty.
const MOST_FACES: usize = 256;

/// All faces in a folder and those below it.
fn faces_below(folder: &Path) -> Result<fontdb::Database, Failure> {
    let mut database = fontdb::Database::new();
    for path in files::fonts_below(folder) {
        let Ok(data) = files::map(&path) else { continue };
        // A damaged count of four thousand million would be believed, and each face looked for.
        if let [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, rest @ ..] = data.bytes() {
            let count = usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).unwrap_or(usize::MAX);
            if count > MOST_FACES || count * 4 > rest.len() {
                let what = format!("字体文件 {} 已损坏：写着有 {count} 种字形", path.display());
                return Err(Failure::new(what, "换一份完好的，或把它移出 --office-fonts 的文件夹"));
            }
        }
        // What is no font is none of the office's faces; whether one is missing is said by its name.
        let _ = database.load_font_file(&path);
    }
    Ok(database)
}

/// A face that cannot be used.
pub(super) fn unusable(error: &FontError) -> Failure {
    Failure::new(error.to_string(), "重新安装程序，或用 --fonts 指定所附的 fonts 文件夹")
}

fn existing(folder: &Path, named_by: &str) -> Result<PathBuf, Failure> {
    if files::is_folder(folder) {
        return Ok(folder.to_owned());
    }
    let what = format!("没有字体文件夹 {}（由 {named_by} 指定）", folder.display());
    Err(Failure::new(what, format!("检查 {named_by} 后的路径")))
}

/// Beside the program, where an installation puts them, in the source tree that it was built in.
fn usual_folder() -> Result<PathBuf, Failure> {
    let mut places = Vec::new();
    if let Some(program) = files::program_folder() {
        places.push(program.join("fonts"));
        places.push(program.join("../share/nianbao/fonts"));
        let target = program.ancestors().find(|folder| folder.ends_with("target"));
        places.extend(target.and_then(Path::parent).map(|tree| tree.join("fonts")));
    }
    // A program that is given away must not look where its maker's disk had the fonts.
    #[cfg(debug_assertions)]
    places.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    if let Some(found) = places.iter().find(|place| files::is_folder(place)) {
        return Ok(found.clone());
    }
    let looked: Vec<_> = places.iter().map(|place| place.display().to_string()).collect();
    Err(Failure::new(
        format!("找不到字体文件夹，找过：{}", looked.join("、")),
        format!("用 --fonts 指定所附的 fonts 文件夹，或设环境变量 {ENVIRONMENT}"),
    ))
}

impl Office {
    /// Has the face of the first family that the folder has asked first.
    fn put_in_front(&self, chain: &TypefaceChain, book: &mut FontBook) -> Result<bool, Failure> {
        let Some((path, index)) = chain.office.iter().find_map(|family| self.face(family)) else {
            return Ok(false);
        };
        let data = files::map(&path)?;
        let name = path.display().to_string();
        book.put_in_front(chain.typeface, &name, &data, index).map_err(|error| {
            Failure::new(error.to_string(), "换一份完好的，或把它移出 --office-fonts 的文件夹")
        })?;
        Ok(true)
    }

    /// The regular face of a family.
    fn face(&self, family: &str) -> Option<(PathBuf, u32)> {
        let of_family = |face: &&fontdb::FaceInfo| {
            face.families.iter().any(|(name, _)| name.trim().eq_ignore_ascii_case(family))
        };
        let fit = |face: &&fontdb::FaceInfo| {
            (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(fontdb::Weight::NORMAL.0))
        };
        let face = self.database.faces().filter(of_family).min_by_key(fit)?;
        match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => {
                Some((path.clone(), face.index))
            }
            fontdb::Source::Binary(_) => None,
        }
    }

    fn nothing_found(&self, style: &Style) -> Failure {
        let wanted: Vec<_> =
            style.typefaces.iter().filter_map(|chain| chain.office.first().copied()).collect();
        Failure::new(
            format!("{} 里没有公文用的字体", self.folder.display()),
            format!("应有其中几种：{}；不用本单位字体时去掉 --office-fonts", wanted.join("、")),
        )
    }
}
