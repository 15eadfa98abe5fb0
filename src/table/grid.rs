//! A grid of cells on one page, and the text that falls into it.

use super::{Cell, Detection, Rect};
use crate::layout::Word;
use crate::layout::cell::cell_text;
use crate::layout::text::{Line, lines};
use crate::pdf::Fill;
use std::collections::HashMap;

/// Column borders of two pieces are the same if they differ by less than twice this many points.
const SAME_BORDER: f32 = 2.0;

/// Cells leave at least this many points free at the sides.
const LEAST_MARGIN: f32 = 0.5;
/// Text nearer to the right border than this has run out of its cell.
const OVERFLOW: f32 = 2.0;
/// Word processors leave 5.4 points, at most this many times the font size; more is indent or centring.
const MOST_MARGIN: f32 = 0.9;

/// A cell's place in the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// 0-based row.
    pub row: usize,
    /// 0-based column.
    pub col: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub col_span: usize,
    /// Box on the page.
    pub bbox: Rect,
}

/// Coordinates of the lines between rows and columns, and the cells they make. Points.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Column borders, left to right: one more than columns.
    pub xs: Vec<f32>,
    /// Row borders, top to bottom: one more than rows.
    pub ys: Vec<f32>,
    /// Cells, row-major, covering the grid.
    pub spans: Vec<Span>,
    /// How it was found.
    pub detection: Detection,
}

/// The piece of a table on one page, with its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// 1-based page.
    pub page: u32,
    /// Outline.
    pub bbox: Rect,
    /// Column borders, left to right.
    pub xs: Vec<f32>,
    /// Where each of the borders may lie: a narrow band about a ruling line, the white space between unruled columns.
    pub gutters: Vec<(f32, f32)>,
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub cols: usize,
    /// Cells, row-major; rows are counted from the top of this piece.
    pub cells: Vec<Cell>,
    /// How it was found.
    pub detection: Detection,
}

impl Grid {
    /// Outline in points.
    #[must_use]
    pub fn bbox(&self) -> Rect {
        let end = |v: &[f32]| (v.first().copied().unwrap_or(0.0), v.last().copied().unwrap_or(0.0));
        let ((x0, x1), (y0, y1)) = (end(&self.xs), end(&self.ys));
        Rect { x0, y0, x1, y1 }
    }

    /// Which of the words stand inside, by their middle.
    #[must_use]
    pub fn words_inside(&self, words: &[Word]) -> Vec<usize> {
        let bbox = self.bbox();
        words.iter().enumerate().filter(|(_, w)| bbox.contains(w.bbox.mid_x(), w.bbox.mid_y())).map(|(i, _)| i).collect()
    }

    /// Puts words into cells.
    #[must_use]
    pub fn fill(&self, page: u32, words: &[Word], fills: &[Fill]) -> Piece {
        self.fill_placed(page, words, fills, &HashMap::new())
    }

    /// The same; `placed` gives the column of words that do not stand in it with their middle.
    #[must_use]
    pub fn fill_placed(&self, page: u32, words: &[Word], fills: &[Fill], placed: &HashMap<usize, usize>) -> Piece {
        let (rows, cols) = (self.ys.len().saturating_sub(1), self.xs.len().saturating_sub(1));
        let inside = self.inside(words, placed);
        let found: Vec<Vec<Line>> = inside.iter().map(|chosen| lines(words, chosen)).collect();
        let margins = margins(&self.spans, &found);
        let filled = self.spans.iter().zip(&inside).zip(&found).zip(&margins);
        let cells = filled.map(|(((span, chosen), found), margin)| cell(span, page, words, chosen, found, *margin, fills)).collect();
        let (xs, gutters, detection) = (self.xs.clone(), Vec::new(), self.detection);
        let mut piece = Piece { page, bbox: self.bbox(), xs, gutters, rows, cols, cells, detection };
        peel(&mut piece);
        fold_legend(&mut piece);
        compact(piece)
    }

    /// The span of a column that holds a height: where lists were set beside each other on lines of their own, the cells of a
    /// row end at different heights.
    fn own_place(&self, owner: usize, col: usize, y: f32) -> usize {
        let holds = |s: &Span| s.col <= col && s.col + s.col_span > col && s.bbox.y0 <= y && y < s.bbox.y1;
        if self.spans.get(owner).is_none_or(|s| s.bbox.y0 <= y && y < s.bbox.y1) {
            return owner;
        }
        self.spans.iter().position(holds).unwrap_or(owner)
    }

    /// The words of every cell, in the order of `spans`.
    #[must_use]
    pub fn inside(&self, words: &[Word], placed: &HashMap<usize, usize>) -> Vec<Vec<usize>> {
        let (rows, cols) = (self.ys.len().saturating_sub(1), self.xs.len().saturating_sub(1));
        let mut owner = vec![0_usize; rows * cols];
        for (k, span) in self.spans.iter().enumerate() {
            for r in span.row..span.row + span.row_span {
                for c in span.col..span.col + span.col_span {
                    if let Some(slot) = owner.get_mut(r * cols + c) {
                        *slot = k;
                    }
                }
            }
        }
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); self.spans.len()];
        for i in self.words_inside(words) {
            let Some(word) = words.get(i) else { continue };
            let row = strip(&self.ys, word.bbox.mid_y());
            let col = placed.get(&i).copied().or_else(|| strip(&self.xs, word.bbox.mid_x()));
            if let (Some(r), Some(c)) = (row, col)
                && let Some(k) = owner.get(r * cols + c).map(|k| self.own_place(*k, c, word.bbox.mid_y()))
                && let Some(list) = inside.get_mut(k)
            {
                list.push(i);
            }
        }
        inside
    }
}

/// Index of the gap that holds a coordinate.
fn strip(levels: &[f32], at: f32) -> Option<usize> {
    levels.partition_point(|l| *l <= at).checked_sub(1).filter(|i| i + 1 < levels.len())
}

/// White space left and right of the text, points, for every cell: the least that any cell of its column leaves.
fn margins(spans: &[Span], found: &[Vec<Line>]) -> Vec<f32> {
    let mut least: HashMap<(usize, usize), (f32, f32)> = HashMap::new();
    for (span, found) in spans.iter().zip(found) {
        for line in found {
            let most = MOST_MARGIN * line.size;
            let sides = ((line.bbox.x0 - span.bbox.x0).min(most), (span.bbox.x1 - line.bbox.x1).min(most));
            least.entry((span.col, span.col_span)).and_modify(|m| *m = (m.0.min(sides.0), m.1.min(sides.1))).or_insert(sides);
        }
    }
    let margin = |(left, right): &(f32, f32)| {
        // Text that runs up to the right border overflows: it says nothing of the margin.
        let margin = if *right < OVERFLOW { *left } else { left.min(*right) };
        margin.max(LEAST_MARGIN)
    };
    spans.iter().map(|s| least.get(&(s.col, s.col_span)).map_or(LEAST_MARGIN, margin)).collect()
}

fn cell(span: &Span, page: u32, words: &[Word], chosen: &[usize], found: &[Line], margin: f32, fills: &[Fill]) -> Cell {
    let upright = |l: &Line| {
        let word = l.words.first().and_then(|i| words.get(*i));
        word.is_none_or(|w| w.bbox.width() >= w.bbox.height() || w.text.len() < 3)
    };
    let room = |l: &Line| if upright(l) { span.bbox.width() - 2.0 * margin } else { span.bbox.height() - 0.6 * l.size };
    let bold = chosen.iter().filter(|i| words.get(**i).is_some_and(|w| w.bold)).count() * 2 > chosen.len();
    let left = found.iter().map(|l| l.bbox.x0).fold(f32::INFINITY, f32::min);
    let (x, y) = (span.bbox.mid_x(), span.bbox.mid_y());
    let shade = fills.iter().rev().find(|f| f.bbox.contains(x, y)).map(|f| f.color).filter(|c| !super::edges::is_white(*c));
    Cell {
        row: span.row,
        col: span.col,
        row_span: span.row_span,
        col_span: span.col_span,
        text: cell_text(found, room),
        page,
        bbox: span.bbox,
        bold,
        indent: if left.is_finite() { (left - span.bbox.x0).max(0.0) } else { 0.0 },
        shade,
    }
}

/// Takes off empty columns at the right that are no columns but the outside between the table and a box that touches it (a
/// page number's): one empty cell reaches over nearly all rows.
fn peel(piece: &mut Piece) {
    let over = |c: &Cell| c.row_span * 5 >= piece.rows * 4 && c.row_span < piece.rows && piece.rows >= 4;
    let Some(from) = piece.cells.iter().filter(|c| c.col > 1 && c.col + c.col_span == piece.cols && over(c)).map(|c| c.col).min() else {
        return;
    };
    let outside: Vec<&Cell> = piece.cells.iter().filter(|c| c.col + c.col_span > from).collect();
    let number: String = outside.iter().filter(|c| c.col >= from).map(|c| c.text.as_str()).collect();
    let crossing = outside.iter().any(|c| c.col < from && c.row_span == 1 && c.row < piece.rows / 2);
    if crossing || number.is_empty() || number.len() > 3 || !number.chars().all(|c| c.is_ascii_digit()) {
        return;
    }
    piece.cells.retain(|c| c.col < from);
    for cell in &mut piece.cells {
        cell.col_span = cell.col_span.min(from - cell.col);
    }
    piece.xs.truncate(from + 1);
    piece.cols = from;
    let rows: Vec<bool> = (0..piece.rows).map(|r| piece.cells.iter().any(|c| c.row == r && !c.text.is_empty())).collect();
    piece.bbox.x1 = piece.xs.last().copied().unwrap_or(piece.bbox.x1);
    // The rows of the box alone are gone with it.
    let end = rows.iter().rposition(|r| *r).map_or(piece.rows, |r| r + 1);
    let reach = piece.cells.iter().filter(|c| !c.text.is_empty()).map(|c| c.row + c.row_span).max().unwrap_or(end);
    let rows = end.max(reach).min(piece.rows);
    if piece.cells.iter().all(|c| c.row >= rows || c.row + c.row_span <= rows) {
        if let Some(y1) = piece.cells.iter().filter(|c| c.row < rows).map(|c| c.bbox.y1).max_by(f32::total_cmp) {
            piece.bbox.y1 = y1;
        }
        piece.cells.retain(|c| c.row < rows);
        piece.rows = rows;
    }
}

/// Makes one cell of a last row that explains colours or signs, in boxes of its own that no other row shares.
fn fold_legend(piece: &mut Piece) {
    let last = piece.rows.saturating_sub(1);
    let own: Vec<&Cell> = piece.cells.iter().filter(|c| c.row == last).collect();
    let covered: usize = own.iter().map(|c| c.col_span).sum();
    let label = own.iter().find(|c| !c.text.is_empty()).map_or("", |c| c.text.as_str()).to_lowercase();
    let explains = ["keterangan", "ket.", "ket :", "ket:", "catatan", "legenda"].iter().any(|w| label.starts_with(w));
    let apart = |c: &&Cell| c.col > 0 && !piece.cells.iter().any(|k| k.row < last && (k.col == c.col || k.col + k.col_span == c.col));
    if last < 2 || covered != piece.cols || !explains || !own.iter().any(apart) {
        return;
    }
    let texts: Vec<&str> = own.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect();
    let text = texts.join(" ");
    let x1 = own.iter().map(|c| c.bbox.x1).fold(0.0, f32::max);
    let Some(first) = own.first().map(|c| Cell { text, col_span: piece.cols, bbox: Rect { x1, ..c.bbox }, shade: None, ..(*c).clone() })
    else {
        return;
    };
    piece.cells.retain(|c| c.row != last);
    piece.cells.push(first);
}

/// Removes borders between rows or columns that no cell keeps.
fn compact(mut piece: Piece) -> Piece {
    let mut row_starts = vec![false; piece.rows];
    let mut col_starts = vec![false; piece.cols];
    for cell in &piece.cells {
        if let Some(s) = row_starts.get_mut(cell.row) {
            *s = true;
        }
        if let Some(s) = col_starts.get_mut(cell.col) {
            *s = true;
        }
    }
    let rank = |starts: &[bool], upto: usize| starts.iter().take(upto).filter(|s| **s).count();
    for cell in &mut piece.cells {
        let (row, col) = (rank(&row_starts, cell.row), rank(&col_starts, cell.col));
        cell.row_span = rank(&row_starts, cell.row + cell.row_span) - row;
        cell.col_span = rank(&col_starts, cell.col + cell.col_span) - col;
        (cell.row, cell.col) = (row, col);
    }
    let mut keep = col_starts.iter().copied().chain(std::iter::once(true));
    piece.xs.retain(|_| keep.next().unwrap_or(true));
    piece.gutters = piece.xs.iter().map(|x| (x - SAME_BORDER, x + SAME_BORDER)).collect();
    piece.rows = rank(&row_starts, piece.rows);
    piece.cols = rank(&col_starts, piece.cols);
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_of_a_legend_make_no_columns() {
        let mut piece =
            crate::table::fixture::piece(&[&["No", "", "Nilai"], &["1", "", "5"], &["Keterangan:", "Hijau baik", "Merah kurang"]]);
        piece.cells.retain(|c| c.row == 2 || c.col != 1);
        piece.cells.iter_mut().filter(|c| c.row < 2 && c.col == 0).for_each(|c| c.col_span = 2);
        piece.xs = vec![0.0, 10.0, 20.0, 30.0];
        let plain = compact({
            let mut p = piece.clone();
            p.cells.iter_mut().filter(|c| c.row == 2 && c.col == 0).for_each(|c| c.text = "2".into());
            fold_legend(&mut p);
            p
        });
        fold_legend(&mut piece);
        let piece = compact(piece);
        assert_eq!((piece.cols, piece.cells.last().map(|c| c.text.as_str())), (2, Some("Keterangan: Hijau baik Merah kurang")));
        assert_eq!(plain.cols, 3);
    }

    #[test]
    fn the_outside_beside_a_page_number_box_is_no_column() {
        let cell = |row: usize, col: usize, row_span: usize, text: &str| Cell {
            row,
            col,
            row_span,
            col_span: 1,
            text: text.into(),
            page: 1,
            bbox: Rect::default(),
            bold: false,
            indent: 0.0,
            shade: None,
        };
        let piece = |last: Vec<Cell>| {
            let mut cells: Vec<Cell> = (0..5).flat_map(|r| [cell(r, 0, 1, "1"), cell(r, 1, 1, "Padi")]).collect();
            cells.extend(last);
            cells.sort_by_key(|c| (c.row, c.col));
            let (xs, gutters) = (vec![0.0, 10.0, 20.0, 30.0], Vec::new());
            Piece { page: 1, bbox: Rect::default(), xs, gutters, rows: 5, cols: 3, cells, detection: Detection::Lattice }
        };
        let mut boxed = piece(vec![cell(0, 2, 4, ""), cell(4, 2, 1, "12")]);
        peel(&mut boxed);
        assert_eq!((boxed.cols, boxed.rows), (2, 5));
        // A column that is only empty has a cell in every row.
        let mut remarks = piece((0..5).map(|r| cell(r, 2, 1, "")).collect());
        peel(&mut remarks);
        assert_eq!(remarks.cols, 3);
    }
}
