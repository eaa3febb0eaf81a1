//! Sums as formulas.

use crate::document::Place;
use rust_xlsxwriter::utility::row_col_to_cell;

/// Where the grid's first cell is on the sheet, and which cells hold words beside their number.
pub(super) struct Grid<'a> {
    pub(super) top: u32,
    /// Figures with a note or its sign in their cell, and with what that begins.
    pub(super) noted: &'a [(Place, char)],
}

impl Grid<'_> {
    /// Row and column on the sheet.
    pub(super) fn cell(&self, place: Place) -> (u32, u16) {
        (self.top + super::looks::row(place.row), super::looks::column(place.column))
    }

    fn name(&self, place: Place) -> String {
        let (row, column) = self.cell(place);
        row_col_to_cell(row, column)
    }

    /// `SUM(C5:H5)`: neighbours in a row or a column as ranges; a cell with a note counts by the number before it.
    pub(super) fn sum(&self, places: &[Place]) -> String {
        let mut terms: Vec<String> = ranges(places, self.noted)
            .into_iter()
            .map(|(first, last)| {
                if first == last {
                    self.name(first)
                } else {
                    format!("{}:{}", self.name(first), self.name(last))
                }
            })
            .collect();
        for (place, begin) in self.noted.iter().filter(|(place, _)| places.contains(place)) {
            let name = self.name(*place);
            terms.push(format!("IFERROR(VALUE(LEFT({name},FIND(\"{begin}\",{name})-1)),{name})"));
        }
        format!("SUM({})", terms.join(","))
    }
}

/// First and last cells of the stretches of neighbours that stand in one row or one column.
fn ranges(places: &[Place], noted: &[(Place, char)]) -> Vec<(Place, Place)> {
    let plain = |place: &&Place| noted.iter().all(|(other, _)| other != *place);
    let mut places: Vec<Place> = places.iter().filter(plain).copied().collect();
    places.sort_unstable();
    let mut ranges: Vec<(Place, Place)> = Vec::new();
    for place in places {
        match ranges.last_mut() {
            Some((first, last)) if follows(*first, *last, place) => *last = place,
            _ => ranges.push((place, place)),
        }
    }
    ranges
}

fn follows(first: Place, last: Place, next: Place) -> bool {
    let along_row = first.row == next.row && last.column + 1 == next.column;
    let along_column = first.column == next.column && last.row + 1 == next.row;
    (along_row && first.row == last.row) || (along_column && first.column == last.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: usize, column: usize) -> Place {
        Place { row, column }
    }

    #[test]
    fn neighbours_are_summed_as_ranges() {
        let grid = Grid { top: 1, noted: &[] };
        assert_eq!(grid.sum(&[place(3, 3)]), "SUM(D5)");
        assert_eq!(grid.sum(&[place(3, 3), place(3, 4), place(3, 5)]), "SUM(D5:F5)");
        assert_eq!(grid.sum(&[place(3, 3), place(4, 3), place(6, 3)]), "SUM(D5:D6,D8)");
        assert_eq!(grid.sum(&[place(3, 3), place(3, 4), place(4, 4)]), "SUM(D5:E5,E6)");
    }

    #[test]
    fn a_cell_with_a_note_counts_by_its_number() {
        let noted = [(place(3, 4), '（')];
        let grid = Grid { top: 1, noted: &noted };
        assert_eq!(
            grid.sum(&[place(3, 3), place(3, 4)]),
            "SUM(D5,IFERROR(VALUE(LEFT(E5,FIND(\"（\",E5)-1)),E5))"
        );
    }
}
