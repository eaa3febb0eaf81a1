//! In: the report as read, and last year's. Out: everything that is wrong with it.

mod facts;
mod language;
mod prose;
mod review;

pub use review::review;
