//! A grid of cells on one page, and the text that falls into it.

use super::{Cell, Detection, Rect};
use crate::layout::text::{Line, append_wrapped, lines};
use crate::layout::{Word, text};
use crate::pdf::Fill;
use std::collections::HashMap;

/// Column borders of two pieces are the same if they differ by less than twice this many points.
const SAME_BORDER: f32 = 2.0;

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
                && let Some(list) = owner.get(r * cols + c).and_then(|k| inside.get_mut(*k))
            {
                list.push(i);
            }
        }
        let cells = self.spans.iter().zip(&inside).map(|(span, chosen)| cell(span, page, words, chosen, fills)).collect();
        compact(Piece { page, bbox: self.bbox(), xs: self.xs.clone(), gutters: Vec::new(), rows, cols, cells, detection: self.detection })
    }
}

/// Index of the gap that holds a coordinate.
fn strip(levels: &[f32], at: f32) -> Option<usize> {
    levels.partition_point(|l| *l <= at).checked_sub(1).filter(|i| i + 1 < levels.len())
}

fn cell(span: &Span, page: u32, words: &[Word], chosen: &[usize], fills: &[Fill]) -> Cell {
    let found = lines(words, chosen);
    let bold = chosen.iter().filter(|i| words.get(**i).is_some_and(|w| w.bold)).count() * 2 > chosen.len();
    let left = found.iter().map(|l| l.bbox.x0).fold(f32::INFINITY, f32::min);
    let (x, y) = (span.bbox.mid_x(), span.bbox.mid_y());
    let shade = fills.iter().rev().find(|f| f.bbox.contains(x, y)).map(|f| f.color).filter(|c| !super::edges::is_white(*c));
    Cell {
        row: span.row,
        col: span.col,
        row_span: span.row_span,
        col_span: span.col_span,
        text: cell_text(&found, &span.bbox, words),
        page,
        bbox: span.bbox,
        bold,
        indent: if left.is_finite() { (left - span.bbox.x0).max(0.0) } else { 0.0 },
        shade,
    }
}

/// Joins wrapped lines; a line end where the next word would still have fitted is a paragraph's end.
fn cell_text(found: &[Line], bbox: &Rect, words: &[Word]) -> String {
    let mut out = String::new();
    let mut previous: Option<&Line> = None;
    for line in found {
        if let Some(before) = previous {
            let upright =
                words.get(line.words.first().copied().unwrap_or(0)).is_none_or(|w| w.bbox.width() >= w.bbox.height() || w.text.len() < 3);
            let room = if upright { bbox.width() } else { bbox.height() } - 0.6 * line.size;
            let needed = (before.u.1 - before.u.0) + 0.3 * line.size + line.first_width;
            if needed < 0.97 * room && !text::cut_inside(&out, &line.text) {
                out.push('\n');
                out.push_str(&line.text);
            } else {
                append_wrapped(&mut out, &line.text);
            }
        } else {
            out.push_str(&line.text);
        }
        previous = Some(line);
    }
    out
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
