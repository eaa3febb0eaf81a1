//! In: a [`crate::document::Document`] with its [`crate::fit::Fit`]. Out: a DOCX that a word processor breaks alike.
