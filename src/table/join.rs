//! Pieces of consecutive pages to one table: repeated headers dropped, rows cut by the page break joined.

mod cut;

use super::grid::Piece;
use super::header::{header_rows, is_figure, is_number_row};
use super::{Cell, Part, Table};
use crate::layout::text::{append_wrapped, letters};
use crate::pdf::Rect;
use cut::rest_of_text;
use std::collections::BTreeMap;

/// A table that moved sideways by more than this many points keeps its width.
const SHIFTED: f32 = 4.0;
/// Names of a column are the same when they are at least this alike (Jaro-Winkler, or by the share of equal letters).
const SAME_NAME: f64 = 0.88;
/// A table that lost an outer column still has so many borders; fewer may meet by chance.
const FEWEST_BORDERS: usize = 4;
/// A name of so many words that the header does not hold says something new.
const LONG_NAME: usize = 3;

/// A table that may still go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Growing {
    /// The table so far.
    pub table: Table,
    gutters: Vec<(f32, f32)>,
}

impl Growing {
    /// A table from its first piece.
    #[must_use]
    pub fn start(piece: Piece) -> Self {
        let header = header_rows(&piece.cells, piece.rows, piece.cols);
        let part = Part { page: piece.page, bbox: piece.bbox, first_row: 0, repeated_header_rows: 0 };
        Self {
            table: Table {
                number: None,
                caption: None,
                caption_at: None,
                parts: vec![part],
                header_rows: header,
                rows: piece.rows,
                cols: piece.cols,
                cells: piece.cells,
                detection: piece.detection,
            },
            gutters: piece.gutters,
        }
    }

    /// Whether a piece at the top of the next page carries this table on.
    #[must_use]
    pub fn goes_on_in(&self, piece: &Piece) -> bool {
        let repeated = self.repeated_header(piece);
        if repeated > 0 && piece.cols == self.table.cols {
            return true;
        }
        if common_borders(&self.gutters, &piece.gutters).is_none() {
            return false;
        }
        repeated > 0 || !self.own_header(piece)
    }

    /// Whether a piece further down the same page repeats the whole header, of several levels, in the same columns.
    #[must_use]
    pub fn begins_again_in(&self, piece: &Piece) -> bool {
        let header = self.table.header_rows;
        header > 1 && self.repeated_header(piece) == header && piece.cols == self.table.cols && self.table.rows > header
    }

    /// Header rows of this table that stand again at the top of a piece.
    fn repeated_header(&self, piece: &Piece) -> usize {
        repeated_rows(&self.table, &piece.cells, 0, piece.rows)
    }

    /// Whether a piece begins with a header of its own: numbered columns, or names in the style of a header.
    fn own_header(&self, piece: &Piece) -> bool {
        let row: Vec<&Cell> = piece.cells.iter().filter(|c| c.row == 0).collect();
        let filled: Vec<&&Cell> = row.iter().filter(|c| !c.text.is_empty()).collect();
        let figures = filled.iter().any(|c| is_figure(&c.text));
        let ours: Vec<&Cell> = self.table.cells.iter().filter(|c| c.row == 0 && !c.text.is_empty()).collect();
        let (bold, shaded) = (ours.iter().all(|c| c.bold), ours.iter().all(|c| c.shade.is_some()));
        let styled = (bold || shaded) && filled.iter().all(|c| c.bold == bold && c.shade.is_some() == shaded);
        let numbered =
            (0..piece.rows.min(4)).any(|r| is_number_row(&piece.cells.iter().filter(|c| c.row == r).collect::<Vec<_>>(), piece.cols));
        !figures && filled.len() * 3 > row.len() * 2 && filled.len() >= 3 && (numbered || styled && self.body_differs(bold, shaded))
    }

    /// Whether the rows below the header look different from a header.
    fn body_differs(&self, bold: bool, shaded: bool) -> bool {
        let body: Vec<&Cell> = self.table.cells.iter().filter(|c| c.row >= self.table.header_rows && !c.text.is_empty()).collect();
        let alike = body.iter().filter(|c| c.bold == bold && c.shade.is_some() == shaded).count();
        alike * 2 < body.len().max(1)
    }

    /// Adds the piece of the next page.
    pub fn append(&mut self, mut piece: Piece) {
        let repeated = self.repeated_header(&piece).min(piece.rows.saturating_sub(1));
        if let Some(xs) = common_borders(&self.gutters, &piece.gutters) {
            remap(&mut self.table.cells, &self.gutters, &xs);
            remap(&mut piece.cells, &piece.gutters, &xs);
            self.table.cols = xs.len().saturating_sub(1);
            self.gutters = xs;
        }
        self.keep_rests(&mut piece, repeated);
        piece.cells.retain(|c| c.row >= repeated);
        for cell in &mut piece.cells {
            cell.row -= repeated;
        }
        piece.rows -= repeated;
        // The empty rest of a row whose texts all ended on the page before.
        if piece.rows > 1 && piece.cells.iter().filter(|c| c.row == 0).all(|c| c.text.is_empty() && c.row_span == 1) {
            piece.cells.retain(|c| c.row > 0);
            piece.cells.iter_mut().for_each(|c| c.row -= 1);
            piece.rows -= 1;
        }
        let cut = self.row_is_cut(&piece);
        let (stub, whole) = if cut { (0, false) } else { self.open_stub(&piece) };
        let base = if cut { self.table.rows - 1 } else { self.table.rows };
        self.table.parts.push(Part { page: piece.page, bbox: piece.bbox, first_row: base, repeated_header_rows: repeated });
        self.table.rows = base + piece.rows;
        for mut cell in piece.cells {
            cell.row += base;
            let first = cell.row == base;
            let at = if first && !cut { base.wrapping_sub(1) } else { cell.row };
            let header = self.table.header_rows;
            // What stands above is among the last cells; only the first row of a piece can go on with it.
            let above = if first { self.table.cells.iter_mut().rfind(|c| covers(c, at, cell.col) && c.row >= header) } else { None };
            match above {
                Some(above) if cut && first => {
                    append_wrapped(&mut above.text, &cell.text);
                    above.row_span = above.row_span.max(cell.row + cell.row_span - above.row);
                }
                // A merged cell that ran to the foot of the page goes on: in an empty one, or with the rest of its text.
                Some(above)
                    if first
                        && (above.col, above.col_span) == (cell.col, cell.col_span)
                        && (cell.text.is_empty() && (above.row_span > 1 || cell.col < stub)
                            || cell.col < stub && (whole || rest_of_text(&above.text, &cell.text))) =>
                {
                    append_wrapped(&mut above.text, &cell.text);
                    above.row_span += cell.row_span;
                }
                _ => self.table.cells.push(cell),
            }
        }
        self.table.cells.sort_by_key(|c| (c.row, c.col));
    }

    /// Cuts the cells of a repeated header that reach into the rows below: what stands there after the name is the rest of a
    /// text that the page break cut.
    fn keep_rests(&self, piece: &mut Piece, repeated: usize) {
        for cell in piece.cells.iter_mut().filter(|c| c.row < repeated && c.row + c.row_span > repeated) {
            let name = self.table.cells.iter().find(|c| c.row < self.table.header_rows && c.col == cell.col).map_or("", |c| c.text.trim());
            let rest = cell.text.trim().strip_prefix(name).filter(|_| !name.is_empty()).unwrap_or("").trim();
            cell.text = rest.to_owned();
            cell.row_span = cell.row + cell.row_span - repeated;
            cell.row = repeated;
        }
        piece.cells.sort_by_key(|c| (c.row, c.col));
    }

    /// The finished table, without header rows typed again in the middle.
    #[must_use]
    pub fn finish(mut self) -> Table {
        let last = self.table.rows.saturating_sub(1);
        if last > self.table.header_rows && repeated_rows(&self.table, &self.table.cells, last, last + 2) == 1 {
            self.table.drop_rows(last, 1);
        }
        let mut r = self.table.header_rows + 1;
        while r < self.table.rows {
            let count = repeated_rows(&self.table, &self.table.cells, r, self.table.rows);
            if count == 0 || r + count >= self.table.rows {
                r += 1;
                continue;
            }
            self.table.drop_rows(r, count);
        }
        self.table.close_holes();
        self.table
    }
}

impl Table {
    /// Gives every grid place exactly one cell: cells are cut back where they overlap, holes are filled with empty ones.
    fn close_holes(&mut self) {
        let mut taken = vec![vec![false; self.cols]; self.rows];
        let free = |taken: &[Vec<bool>], r: usize, c: usize| taken.get(r).and_then(|t| t.get(c)) == Some(&false);
        self.cells.retain_mut(|cell| {
            if !free(&taken, cell.row, cell.col) {
                return false;
            }
            cell.col_span = (cell.col..cell.col + cell.col_span).take_while(|c| free(&taken, cell.row, *c)).count();
            let whole = |r: &usize| (cell.col..cell.col + cell.col_span).all(|c| free(&taken, *r, c));
            cell.row_span = (cell.row..cell.row + cell.row_span).take_while(whole).count();
            for row in taken.iter_mut().skip(cell.row).take(cell.row_span) {
                row.iter_mut().skip(cell.col).take(cell.col_span).for_each(|t| *t = true);
            }
            true
        });
        for (row, columns) in taken.iter().enumerate() {
            let page = self.parts.iter().rev().find(|p| p.first_row <= row).or(self.parts.first()).map_or(0, |p| p.page);
            for col in columns.iter().enumerate().filter(|(_, t)| !**t).map(|(c, _)| c) {
                let (row_span, col_span) = (1, 1);
                let empty = Cell {
                    row,
                    col,
                    row_span,
                    col_span,
                    text: String::new(),
                    page,
                    bbox: Rect::default(),
                    bold: false,
                    indent: 0.0,
                    shade: None,
                };
                self.cells.push(empty);
            }
        }
        self.cells.sort_by_key(|c| (c.row, c.col));
    }

    /// Takes rows out; cells that reach into them from above or below shrink.
    fn drop_rows(&mut self, first: usize, count: usize) {
        let end = first + count;
        self.cells.retain(|c| !(c.row >= first && c.row + c.row_span <= end));
        for cell in &mut self.cells {
            let stop = cell.row + cell.row_span;
            let inside = stop.min(end).saturating_sub(cell.row.max(first));
            cell.row_span -= inside.min(cell.row_span - 1);
            if cell.row >= first {
                cell.row = cell.row.max(end) - count;
            }
        }
        for part in &mut self.parts {
            if part.first_row >= end {
                part.first_row -= count;
            } else if part.first_row > first {
                part.first_row = first;
            }
        }
        self.rows -= count;
    }
}

/// How many rows from `start` on repeat the header of a table, be it in slightly other words or run together.
fn repeated_rows(table: &Table, cells: &[Cell], start: usize, rows: usize) -> usize {
    let header: Vec<&Cell> = table.cells.iter().take_while(|c| c.row < table.header_rows).filter(|c| !c.text.is_empty()).collect();
    let mut count = 0;
    while start + count < rows && count <= table.header_rows {
        let row: Vec<&Cell> = row_of(cells, start + count).iter().filter(|c| !c.text.is_empty()).collect();
        let (known, other): (Vec<&Cell>, Vec<&Cell>) = row
            .iter()
            .partition(|c| header.iter().any(|h| beside(h, c) && same_name(&h.text, &c.text, start == 0)) || runs_together(&header, c));
        let alike = known.len();
        let names = row.iter().filter(|c| c.text.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
        // On a page's top a name may be shortened or misspelt; a long name, or anything else in the middle, begins a header
        // or row of its own.
        let long = |c: &&Cell| c.text.split_whitespace().count() >= LONG_NAME;
        let enough = if start == 0 { alike * 10 >= row.len() * 6 && !other.iter().any(long) } else { alike == row.len() };
        // Word processors may repeat the row of column numbers alone.
        let numbers = count == 0 && row.len() > 1 && is_number_row(&row, table.cols) && {
            let same = |c: &&&Cell| header.iter().any(|h| h.col == c.col && h.text == c.text);
            row.iter().filter(same).count() == row.len()
        };
        let repeats = enough && (count > 0 || numbers || alike >= 2 && names >= 2);
        let reached = (start..start + count).any(|r| row_of(cells, r).iter().any(|c| c.row + c.row_span > start + count));
        if !(repeats && !row.is_empty() || count > 0 && reached && row.is_empty()) {
            break;
        }
        count += 1;
    }
    count
}

/// The cells that begin in a row; `cells` are row-major.
fn row_of(cells: &[Cell], row: usize) -> &[Cell] {
    let from = cells.partition_point(|c| c.row < row);
    let to = cells.partition_point(|c| c.row <= row);
    cells.get(from..to).unwrap_or(&[])
}

fn beside(a: &Cell, b: &Cell) -> bool {
    a.col < b.col + b.col_span && b.col < a.col + a.col_span
}

/// Whether a text `b` repeats the name `a` of its column: equal, within it, or nearly alike. On top of a page it may say more;
/// in the middle of one, `Jumlah pekerja` under `Jumlah` is a name of its own.
fn same_name(a: &str, b: &str, top: bool) -> bool {
    let (a, b) = (letters(a), letters(b));
    if a == b {
        return true;
    }
    let shorter = a.len().min(b.len());
    let words = a.chars().any(char::is_alphabetic) && b.chars().any(char::is_alphabetic);
    let alike = || if top { strsim::jaro_winkler(&a, &b) >= SAME_NAME } else { strsim::normalized_levenshtein(&a, &b) >= SAME_NAME };
    words && shorter >= 3 && (a.contains(&b) || top && b.contains(&a) || alike())
}

/// Whether a cell over several columns holds the words of their names and no others, be they in another order.
fn runs_together(header: &[&Cell], cell: &Cell) -> bool {
    let names: Vec<&str> = header.iter().filter(|h| beside(h, cell)).flat_map(|h| h.text.split_whitespace()).collect();
    let count = cell.text.split_whitespace().count();
    cell.col_span > 1 && count >= LONG_NAME && count == names.len() && cell.text.split_whitespace().all(|w| names.contains(&w))
}

fn covers(cell: &Cell, row: usize, col: usize) -> bool {
    (cell.row..cell.row + cell.row_span).contains(&row) && (cell.col..cell.col + cell.col_span).contains(&col)
}

/// The borders of both, where the outer ones agree and those of one are among those of the other.
pub(super) fn common_borders(a: &[(f32, f32)], b: &[(f32, f32)]) -> Option<Vec<(f32, f32)>> {
    let middle = |g: &(f32, f32)| f32::midpoint(g.0, g.1);
    let (a0, b0, a1, b1) = (middle(a.first()?), middle(b.first()?), middle(a.last()?), middle(b.last()?));
    let shift = sideways((a0, a1), (b0, b1));
    let shifted: Vec<(f32, f32)> = b.iter().map(|g| (g.0 + shift, g.1 + shift)).collect();
    let meet = |g: &(f32, f32), h: &(f32, f32)| g.0 <= h.1 && h.0 <= g.1;
    let same = |g: Option<&(f32, f32)>, h: Option<&(f32, f32)>| g.zip(h).is_some_and(|(g, h)| meet(g, h));
    // An outer column that is empty on its page and open at its side is not seen there.
    let open = |from: usize, to: usize| {
        b.len() >= FEWEST_BORDERS
            && b.len() + 1 == a.len()
            && a.get(from..to).is_some_and(|part| part.iter().zip(b).all(|(g, h)| meet(g, h)))
    };
    if open(1, a.len()) || open(0, a.len().saturating_sub(1)) {
        return Some(a.to_vec());
    }
    if !same(a.first(), shifted.first()) || !same(a.last(), shifted.last()) {
        return None;
    }
    let within = |gs: &[(f32, f32)], g: &(f32, f32)| gs.iter().any(|h| meet(g, h));
    if b.len() <= a.len() && shifted.iter().all(|g| within(a, g)) {
        Some(a.to_vec())
    } else if a.iter().all(|g| within(&shifted, g)) {
        Some(shifted)
    } else {
        None
    }
}

/// How far a table moved: pages for binding shift it sideways, its width kept. Outer borders of both.
fn sideways(a: (f32, f32), b: (f32, f32)) -> f32 {
    let moved = (a.0 - b.0).abs() > SHIFTED && ((a.1 - a.0) - (b.1 - b.0)).abs() < SHIFTED;
    if moved { a.0 - b.0 } else { 0.0 }
}

/// Moves cells from columns between `from` to columns between `to`, of which `from` is a part.
fn remap(cells: &mut [Cell], from: &[(f32, f32)], to: &[(f32, f32)]) {
    if from.len() == to.len() {
        return;
    }
    let middle = |g: &(f32, f32)| f32::midpoint(g.0, g.1);
    let ends = |gs: &[(f32, f32)]| Some((middle(gs.first()?), middle(gs.last()?)));
    let shift = ends(to).zip(ends(from)).map_or(0.0, |(to, from)| sideways(to, from));
    let place: BTreeMap<usize, usize> = from
        .iter()
        .enumerate()
        .filter_map(|(i, x)| {
            let near = to
                .iter()
                .enumerate()
                .min_by(|a, b| (middle(a.1) - middle(x) - shift).abs().total_cmp(&(middle(b.1) - middle(x) - shift).abs()))?;
            Some((i, near.0))
        })
        .collect();
    for cell in cells {
        let start = place.get(&cell.col).copied().unwrap_or(cell.col);
        let end = place.get(&(cell.col + cell.col_span)).copied().unwrap_or(start + cell.col_span);
        (cell.col, cell.col_span) = (start, end.saturating_sub(start).max(1));
    }
}

#[cfg(test)]
mod tests;
