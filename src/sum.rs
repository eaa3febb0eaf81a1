//! In: a roster, and the figures of the reports that were sent in. Out: what each government's tables come to, who is in them and
//! who is not, what stands in the way, and, against a report that sums the same, every difference with what would explain
//! it. Refuses to guess who counts, and to open files.
//!
//! Reports are dropped as soon as their figures are taken: of a province's forty thousand nothing else is kept.

#![deny(clippy::float_arithmetic)]

mod add;
mod against;
mod allot;
mod below;
mod carried;
mod counted;
mod explain;
mod figures;
mod prose;
mod rewrite;
mod slip;

pub use add::{Sums, sums};
pub use against::{Difference, against};
pub use allot::{Allotment, Standing, Terms, allot};
pub use below::below;
pub use carried::carried;
pub use counted::{Counted, counted};
pub use explain::{Cause, Explanation, Known, explain};
pub use figures::{Figures, Place, places, shown};
pub use prose::in_words;
pub use rewrite::{Unwritable, rewrite};
pub use slip::Slip;

/// A report that was sent in, as far as a sum needs it.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// The name by which messages call its file.
    pub file: String,
    /// The body of the roster that names the file, as an index.
    pub named_by: Option<usize>,
    /// 机关, as the report says; empty where it could not be read.
    pub office: String,
    /// 年度.
    pub year: Option<u16>,
    /// Edition of its form.
    pub edition: String,
    /// Its figures; `None` where nothing could be read.
    pub figures: Option<Figures>,
    /// Errors found in it.
    pub errors: usize,
    /// The one to be mended first, with its place; or why it cannot be read.
    pub first_error: String,
    /// Last year's figures, if its own 上年报告 or the roster names a report that could be read.
    pub last: Option<Figures>,
}
