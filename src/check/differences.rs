//! Columns that hold the difference of two others, told by their figures where the header does not say so.

use super::interval::Interval;
use super::view::View;
use rust_decimal::Decimal;

/// Rows that must hold before a column is taken for a difference on the word of its figures alone.
const FEWEST_ROWS: usize = 4;
/// Columns tried as operands: those next before the column.
const MOST_OPERANDS: usize = 6;

/// Whether most figures of a column are the difference, without sign, of two columns before it. Differences that all
/// go one way are parts of a whole (perempuan = jumlah − laki-laki) as well, and are not meant here.
#[must_use]
pub fn is_one(view: &View<'_>, result: usize) -> bool {
    let operands: Vec<usize> = (0..result).rev().filter(|col| view.figures_in(*col) >= FEWEST_ROWS).take(MOST_OPERANDS).collect();
    let zero = Interval::point(Decimal::ZERO);
    operands.iter().any(|a| {
        operands.iter().filter(|b| *b < a).any(|b| {
            let (mut held, mut rows, mut up, mut down) = (0, 0, false, false);
            for row in view.body() {
                let Some((_, printed)) = view.figure(row.row, result).filter(|(_, q)| !q.number.is_zero()) else { continue };
                let figure = |col: usize| view.covering(row.row, col).map_or(zero, |(_, q)| q.interval());
                let Some(difference) = figure(*a).sub(&figure(*b)) else { continue };
                rows += 1;
                held += usize::from(difference.abs().meets(&printed.interval().abs()));
                up |= difference.lo() > Decimal::ZERO;
                down |= difference.hi() < Decimal::ZERO;
            }
            up && down && held >= FEWEST_ROWS && held * 3 > rows * 2
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{table, view};
    use crate::report::ColumnRole::{Other, Uraian};

    #[test]
    fn differences_are_told_by_their_figures() {
        let columns = [("Kegiatan", Uraian), ("a", Other), ("b", Other), ("c", Other)];
        let table = table(&columns, &["A|10|4|6", "B|5|9|4", "C|8|8|-", "D|20|1|19", "E|7|3|4"]);
        assert!(is_one(&view(&table), 3));
        assert!(!is_one(&view(&table), 2));
    }
}
