//! What formats that are one file of many parts share. Refuses to know what the parts say.

pub mod parts;
pub mod xml;
pub mod zip;
