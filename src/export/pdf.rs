//! In: [`Pages`], the faces they are set in, and what the file says about itself. Out: the bytes of a PDF that is
//! PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once. Transcribes; places nothing and measures nothing.

mod content;
mod file;
mod fonts;
mod links;
mod metadata;
mod outline;
mod structure;

use crate::document::Meta;
use crate::font::{FontBook, FontError};
use crate::layout::pages::Pages;
use file::File;
use pdf_writer::types::{OutputIntentSubtype, TabOrder};
use pdf_writer::writers::{Catalog, Resources};
use pdf_writer::{Finish, Name, Rect, Ref, TextStr};

/// Writes a set document.
///
/// # Errors
/// A face that may not be embedded, or whose file is broken.
pub fn pdf(pages: &Pages, book: &FontBook, meta: &Meta) -> Result<Vec<u8>, FontError> {
    let mut file = File::new();
    let fonts = fonts::used(pages, book)?;
    let page_ids: Vec<Ref> = pages.pages.iter().map(|_| file.bump()).collect();
    let (page_tree, resources) = (file.bump(), file.bump());
    let mut marks = structure::Marks::new(pages);
    for (index, page) in pages.pages.iter().enumerate() {
        let text = content::write(page, index, pages, &fonts, &mut marks);
        let contents = file.bump();
        file.text_stream(contents, &text);
        let annotations = links::write(&mut file, page, index, pages, &mut marks);
        let mut object = file.object().page(page_ids[index]);
        object.parent(page_tree).contents(contents).pair(Name(b"Resources"), resources);
        object.struct_parents(integer(index)).tab_order(TabOrder::StructureOrder);
        if !annotations.is_empty() {
            object.annotations(annotations);
        }
    }
    let font_ids = fonts::write(&mut file, &fonts, book)?;
    // Each page names them itself: what it could inherit does not count (ISO 19005-2 6.2.2).
    let mut object = file.object().indirect(resources).start::<Resources>();
    let names = (0..font_ids.len()).map(content::font_name).collect::<Vec<_>>();
    object.fonts().pairs(names.iter().map(|name| Name(name.as_bytes())).zip(font_ids));
    object.finish();
    let mut tree = file.object().pages(page_tree);
    tree.kids(page_ids.iter().copied()).count(integer(page_ids.len()));
    tree.media_box(Rect::new(0.0, 0.0, points(pages.width), points(pages.height)));
    tree.finish();
    let structure = structure::write(&mut file, pages, &page_ids, &marks);
    let outline = outline::write(&mut file, pages, &page_ids);
    let xmp = metadata::xmp(&mut file, meta);
    let info = metadata::info(&mut file, meta);
    let profile = metadata::profile(&mut file);

    let catalog = write_catalog(&mut file, page_tree, [structure, xmp, profile], outline);
    Ok(file.finish(catalog, info))
}

fn write_catalog(
    file: &mut File,
    pages: Ref,
    [structure, xmp, profile]: [Ref; 3],
    outline: Option<Ref>,
) -> Ref {
    let catalog = file.bump();
    let mut root = file.object().indirect(catalog).start::<Catalog>();
    root.pages(pages).metadata(xmp).lang(TextStr("zh-CN"));
    root.mark_info().marked(true);
    root.pair(Name(b"StructTreeRoot"), structure);
    if let Some(outline) = outline {
        root.outlines(outline);
    }
    let mut preferences = root.viewer_preferences();
    preferences.display_doc_title(true);
    preferences.pair(Name(b"Duplex"), Name(b"DuplexFlipLongEdge"));
    preferences.finish();
    let mut intents = root.output_intents();
    let mut intent = intents.push();
    intent.subtype(OutputIntentSubtype::PDFA).dest_output_profile(profile);
    intent.output_condition_identifier(TextStr("sRGB IEC61966-2.1")).info(TextStr("sRGB IEC61966-2.1"));
    intent.finish();
    intents.finish();
    root.finish();
    catalog
}

/// A length in points, to a hundredth (0.0035 mm).
#[expect(clippy::cast_possible_truncation, reason = "a place on a page has five digits, f32 carries seven")]
fn points(length: f64) -> f32 {
    ((length * 100.0).round() / 100.0) as f32
}

fn integer(count: usize) -> i32 {
    i32::try_from(count).expect("a report has fewer than two thousand million of anything")
}
