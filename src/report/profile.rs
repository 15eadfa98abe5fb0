//! What kinds of text stand in a column, before anything is known of its meaning.

use super::Value;
use super::figure::{Expect, Style, value};
use super::grid::Grid;
use super::text::{roman, squeeze};
use rust_decimal::Decimal;

/// Counts over the body cells of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    filled: usize,
    figures: usize,
    percents: usize,
    large: usize,
    rupiah: usize,
    words: usize,
    numbering: usize,
    letters: usize,
    years: usize,
    classes: usize,
    nothing: usize,
    things: usize,
}

/// Amounts of public budgets are of this size and more; counts of people or tonnes in one table row rarely are.
const LARGE: i64 = 1_000_000;

/// One profile a column.
pub(crate) fn profiles(grid: &Grid, header_rows: usize) -> Vec<Profile> {
    (0..grid.cols).map(|col| profile(grid, header_rows, col)).collect()
}

fn profile(grid: &Grid, header_rows: usize, col: usize) -> Profile {
    let mut p = Profile::default();
    for row in header_rows..grid.rows {
        let Some(cell) = grid.own(row, col).filter(|c| !grid.is_full_width(c)) else { continue };
        let text = squeeze(&cell.text);
        if text.is_empty() {
            continue;
        }
        p.filled += 1;
        p.things += usize::from(super::header::counts_things(&text));
        let stem = text.trim_matches(['(', ')', '.', ' ']);
        let letter = stem.chars().count() == 1 && stem.chars().all(char::is_alphabetic);
        let small = stem.len() <= 3 && stem.bytes().all(|b| b.is_ascii_digit());
        p.letters += usize::from(letter || roman(stem).is_some());
        p.numbering += usize::from(letter || small || roman(stem).is_some());
        match value(&text, Style::INDONESIAN, Expect::Anything) {
            Value::Number(f) => {
                p.figures += 1;
                let is_rupiah = f.unit.as_deref().is_some_and(|u| u.starts_with("Rp"));
                p.rupiah += usize::from(is_rupiah);
                p.large += usize::from(f.number.abs() >= Decimal::from(LARGE) || (is_rupiah && !f.number.is_zero()));
                p.percents += usize::from(f.unit.as_deref() == Some("%"));
            }
            Value::Malformed { reading, .. } => {
                p.figures += 1;
                p.large += usize::from(reading.is_some_and(|n| n >= Decimal::from(LARGE)));
            }
            Value::Range { .. } | Value::Bound { .. } | Value::Ratio { .. } => p.figures += 1,
            Value::Year { .. } => p.years += 1,
            Value::Predicate { .. } => p.classes += 1,
            Value::Nil { .. } => p.nothing += 1,
            Value::Text => p.words += 1,
            Value::Code { .. } | Value::Empty => {}
        }
    }
    p
}

impl Profile {
    fn told(&self) -> usize {
        self.filled - self.nothing.min(self.filled)
    }

    /// Most cells are amounts of a budget's size.
    pub fn rupiah(&self) -> bool {
        self.told() > 0 && self.large * 2 > self.told()
    }

    /// Most cells are units that count or measure things.
    pub fn is_things(&self) -> bool {
        self.told() > 0 && self.things * 2 > self.told()
    }

    /// Most cells carry `%`.
    pub fn percent(&self) -> bool {
        self.told() > 0 && self.percents * 2 > self.told()
    }

    /// Nothing but row numbers: small integers, letters, Roman numerals.
    pub fn is_numbering(&self) -> bool {
        self.filled > 0 && self.numbering * 10 >= self.filled * 9
    }

    /// Nothing but letters and Roman numerals: the outer levels of a kode rekening.
    pub fn is_letters(&self) -> bool {
        self.filled > 0 && self.letters * 10 >= self.filled * 9
    }

    /// Most cells are figures.
    pub fn is_numeric(&self) -> bool {
        self.told() > 0 && self.figures * 2 > self.told()
    }

    /// Figures, classes or marks of nothing.
    pub fn is_mostly_figures(&self) -> bool {
        self.filled > 0 && (self.figures + self.nothing + self.classes) * 2 > self.filled
    }

    /// Words.
    pub fn is_mostly_words(&self) -> bool {
        self.filled > 0 && (self.words + self.years) * 2 > self.filled
    }
}
