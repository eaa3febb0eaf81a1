//! In: what a sum comes to, and a report that should come to the same. Out: every cell in which they differ.

use super::{Figures, Place, places};
use crate::form::Form;

/// A cell in which a report differs from the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its index in [`places`].
    pub at: usize,
    /// Where it is.
    pub place: Place,
    /// What the bodies come to.
    pub sum: i64,
    /// What the report says.
    pub parent: i64,
}

impl Difference {
    /// How much the report says more.
    #[must_use]
    pub fn more(self) -> i64 {
        self.parent.saturating_sub(self.sum)
    }
}

/// A report may round money to four decimals of 万元, that is to 元: H09.
const ROUNDED: i64 = 99;

/// The cells in which a report differs from the sum, in the form's order; cells that could not be read are passed over.
#[must_use]
pub fn against(form: &Form, sum: &Figures, parent: &Figures) -> Vec<Difference> {
    let each = places(form).into_iter().enumerate();
    each.filter(|(at, _)| parent.is_read(*at))
        .map(|(at, place)| Difference { at, place, sum: sum.cells()[at], parent: parent.cells()[at] })
        .filter(|difference| {
            let tolerated = if difference.place.is_money(form) { ROUNDED } else { 0 };
            difference.more().abs() > tolerated
        })
        .collect()
}
