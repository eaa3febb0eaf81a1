//! In: a [`Document`] and what `layout` made of it. Out: the bytes of a file. The only list of formats; exporters
//! return bytes and never write.

pub mod docx;
pub mod pdf;
