//! What formats made of XML parts in a ZIP container share. Refuses to know what the parts say.

pub mod parts;
pub mod xml;
pub mod zip;
