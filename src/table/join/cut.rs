//! What a page break cut: a row, or the left part of one beside rows that are new.

use super::{Growing, covers};
use crate::layout::cell::starts_item;
use crate::table::Cell;
use crate::table::grid::Piece;
use crate::table::header::is_value;

/// What stands in one column of the last row of a page and of the first row of the next.
struct Meet<'a> {
    above: &'a str,
    below: &'a str,
    /// The cell above began in an earlier row.
    merged: bool,
}

/// Columns in which a text stands in both rows, a text or a value only above, something only below, a text only below a
/// merged cell.
#[derive(Default)]
struct Seen {
    both: usize,
    finished: usize,
    values: usize,
    new: usize,
    merged: usize,
    /// Rests of texts merged over earlier rows.
    rests: usize,
    surely: bool,
}

impl Growing {
    /// Whether the first row of a piece is the rest of this table's last row.
    ///
    /// A row cut by the page break leaves cells that were finished above empty below: no figure stands in both, and what
    /// stands in both reads on.
    pub(super) fn row_is_cut(&self, piece: &Piece) -> bool {
        let last = self.table.rows.saturating_sub(1);
        if last < self.table.header_rows || piece.rows == 0 {
            return false;
        }
        let meets = self.meets(piece, last);
        let stub_open = meets.first().is_some_and(|m| m.above.is_empty() || m.below.is_empty());
        let mut seen = Seen::default();
        for m in &meets {
            // A cell merged over earlier rows says nothing of the last one, nor does the rest of its text.
            if m.merged && rest_of_text(m.above, m.below) {
                seen.rests += 1;
                continue;
            }
            match (m.above.is_empty() || m.merged, m.below.is_empty()) {
                (false, false) if code_goes_on(m.above, m.below) => seen.surely = true,
                (false, false) if is_value(m.above) || is_value(m.below) => return false,
                (false, false) => seen.both += 1,
                (false, true) if is_value(m.above) => seen.values += 1,
                (false, true) => seen.finished += 1,
                (true, false) if m.merged && !is_value(m.below) => seen.merged += 1,
                (true, false) => seen.new += 1,
                (true, true) => {}
            }
        }
        if seen.surely {
            return true;
        }
        // Nothing but the rest of a merged text stands there.
        if seen.rests > 0 && seen.both + seen.new + seen.merged == 0 {
            return true;
        }
        let reads_on = self.reads_on(piece, last);
        // Texts alone below the figures of the row above: several of them, or one that reads on. A code or number begins a row.
        let entry = |m: &Meet| starts_item(m.below) || m.below.starts_with(|c: char| c.is_ascii_digit());
        let rest = seen.new == 0 && !meets.iter().any(entry) && seen.values > 0 && (seen.both + seen.merged > 1 || reads_on);
        // One text was cut before the rest of its row began.
        let begun = seen.finished + seen.values == 0 && seen.both == 1 && reads_on && meets.iter().any(|m| is_value(m.below));
        let plain = stub_open && seen.new + seen.merged < seen.both && (seen.finished + seen.values > 0 || reads_on);
        seen.both > 0 && (plain || stub_open && rest || begun || seen.new == 0 && seen.both == 1 && self.between_numbers(piece, last))
    }

    /// The texts of the last row and of a piece's first, column by column; cells that only reach into a column left out.
    fn meets<'a>(&'a self, piece: &'a Piece, last: usize) -> Vec<Meet<'a>> {
        let meet = |col: usize| {
            let above = self.table.cells.iter().rfind(|c| covers(c, last, col))?;
            let below = piece.cells.iter().find(|c| covers(c, 0, col))?;
            let merged = above.row < last && above.row_span > 1;
            (above.col == col || below.col == col).then(|| Meet { above: above.text.trim(), below: below.text.trim(), merged })
        };
        (0..self.table.cols).filter_map(meet).collect()
    }

    /// Whether a piece begins with one text without a number, between a row that begins with a number and one that begins
    /// with the next: `7. Program peningkatan sarana dan prasarana` | `aparatur` | `8. Program …`.
    fn between_numbers(&self, piece: &Piece, last: usize) -> bool {
        let label =
            |cells: &[Cell], row: usize, col: usize| cells.iter().find(|c| c.row == row && c.col == col).and_then(|c| number(&c.text));
        let filled: Vec<&Cell> = piece.cells.iter().filter(|c| c.row == 0 && !c.text.is_empty()).collect();
        let [only] = filled.as_slice() else { return false };
        let next = label(&self.table.cells, last, only.col).zip(label(&piece.cells, 1, only.col));
        number(&only.text).is_none() && next.is_some_and(|(a, b)| b == a + 1)
    }

    /// How many columns at the left belong to a group that goes on from the page before, and whether all of their texts do.
    ///
    /// Either the first is empty, a later one holds a value, and those in between hold nothing or the rest of a text; or
    /// they hold nothing where a value stands above, and at least one text that reads on.
    pub(super) fn open_stub(&self, piece: &Piece) -> (usize, bool) {
        let last = self.table.rows.saturating_sub(1);
        let at = |col: usize| piece.cells.iter().find(|c| c.row == 0 && c.col == col).map_or("", |c| c.text.trim());
        let above = |col: usize| self.table.cells.iter().rfind(|c| covers(c, last, col)).map_or("", |c| c.text.trim());
        let cols = piece.cols;
        let values = (1..cols).any(|c| is_value(at(c)));
        if last < self.table.header_rows || !values {
            return (0, false);
        }
        let begins = |c: usize| is_value(at(c)) || starts_item(at(c));
        let group = (0..cols).take_while(|c| !begins(*c)).count();
        let own = |c: usize| self.table.cells.iter().rfind(|k| covers(k, last, c)).is_some_and(|k| k.row == last);
        let done = (0..group).skip_while(|c| at(*c).is_empty()).any(|c| at(c).is_empty() && is_value(above(c)) && own(c));
        let reads_on = (0..group).any(|c| goes_on(at(c)) && !above(c).is_empty());
        let matched = (0..group).all(|c| at(c).is_empty() || !above(c).is_empty() && !is_value(above(c)));
        if done && reads_on && matched {
            return (group, true);
        }
        let rest = |c: &usize| {
            let capital = above(*c).starts_with(char::is_uppercase);
            at(*c).is_empty() || goes_on(at(*c)) && (capital && rest_of_text(above(*c), at(*c)) || at(0).is_empty())
        };
        ((0..cols).take_while(rest).count(), false)
    }

    /// Whether the texts that stand in both rows go on in the middle of a sentence.
    fn reads_on(&self, piece: &Piece, last: usize) -> bool {
        piece.cells.iter().filter(|c| c.row == 0 && !c.text.is_empty()).any(|below| {
            let lower = below.text.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, '(' | ')' | ',' | '.' | '/' | '-' | '&'));
            lower && self.table.cells.iter().any(|c| covers(c, last, below.col) && !c.text.is_empty())
        })
    }
}

/// The number that a text begins with: `7. Program …` is 7.
fn number(text: &str) -> Option<u32> {
    let (label, rest) = text.split_once(['.', ')'])?;
    (rest.starts_with(' ') && label.len() <= 3).then(|| label.parse().ok()).flatten()
}

/// Whether a text begins in the middle of a sentence; `a.` and `b)` begin items.
fn goes_on(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_lowercase) && !matches!(chars.next(), Some('.' | ')'))
}

/// Whether a text begins in the middle of a sentence that the text above leaves open.
pub(super) fn rest_of_text(above: &str, below: &str) -> bool {
    goes_on(below) && !above.is_empty() && !above.ends_with(['.', ';', ':'])
}

/// Whether a kode rekening or an amount is cut between two lines: `1.02.02.2.01.` | `0003`, `2.01.0` | `002`.
fn code_goes_on(a: &str, b: &str) -> bool {
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let code = digits(a) && a.matches('.').count() >= 3;
    digits(b) && b.len() <= 8 && (crate::layout::text::cut_inside(a, b) || code && !b.contains(','))
}
