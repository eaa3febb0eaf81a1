//! In: [`crate::layout::pages::Pages`]. Out: PDF/A-2a and PDF/UA-1.
