//! Tables of which some columns are ruled and those beside them are not: the ruled rows go on over both.

use super::grid::{Grid, Piece, Span};
use super::header::header_rows;
use super::{Detection, Rect};
use crate::layout::Word;
use crate::pdf::Fill;

/// The sides at which both parts meet differ by less than this many points.
const TOUCHING: f32 = 8.0;
/// Both parts stand at the same height for at least this share of the higher one.
const SAME_HEIGHT: f32 = 0.9;
/// Fewer rows may stand beside each other by chance.
const ROWS: usize = 4;

/// Joins what was found by alignment with the ruled grid that it stands right beside.
#[must_use]
pub fn joined(mut pieces: Vec<Piece>, words: &[Word], fills: &[Fill]) -> Vec<Piece> {
    let ruled = |p: &Piece| p.detection == Detection::Lattice && p.rows >= ROWS;
    let pair = pieces.iter().enumerate().find_map(|(i, grid)| {
        let other = pieces.iter().position(|p| p.detection == Detection::Stream && p.rows >= ROWS && beside(grid, p));
        Some((i, other.filter(|_| ruled(grid))?))
    });
    let Some((i, k)) = pair else { return pieces };
    let whole = pieces.get(i).zip(pieces.get(k)).and_then(|(grid, free)| whole(grid, free, words, fills));
    if let Some(whole) = whole {
        let mut at = 0..;
        pieces.retain(|_| at.next().is_none_or(|n: usize| n != i && n != k));
        pieces.push(whole);
    }
    pieces
}

/// Whether a piece touches a ruled grid at one side, over its whole height.
fn beside(grid: &Piece, free: &Piece) -> bool {
    let (a, b) = (&grid.bbox, &free.bbox);
    let meets = (a.x0 - b.x1).abs() < TOUCHING || (b.x0 - a.x1).abs() < TOUCHING;
    meets && a.y1.min(b.y1) - a.y0.max(b.y0) >= SAME_HEIGHT * a.height().max(b.height())
}

/// Both as one grid, in the rows of the ruled one.
fn whole(grid: &Piece, free: &Piece, words: &[Word], fills: &[Fill]) -> Option<Piece> {
    let left = free.bbox.x0 < grid.bbox.x0;
    let (free_at, grid_at) = if left { (0, free.cols) } else { (grid.cols, 0) };
    let mut xs = if left { free.xs.clone() } else { grid.xs.clone() };
    xs.pop();
    xs.extend(if left { &grid.xs } else { &free.xs });
    if !left && let Some(border) = xs.get_mut(grid.cols) {
        *border = grid.bbox.x1;
    }
    let top = |r: usize| grid.cells.iter().filter(|c| c.row == r).map(|c| c.bbox.y0).fold(f32::INFINITY, f32::min);
    let mut ys: Vec<f32> = (0..grid.rows).map(top).collect();
    ys.push(grid.bbox.y1);
    let levels = header_rows(&grid.cells, grid.rows, grid.cols).max(1);
    let mut spans: Vec<Span> = Vec::with_capacity(xs.len() * ys.len());
    for col in free_at..free_at + free.cols {
        let place = |row: usize, row_span: usize| {
            let (x0, x1, y0, y1) = (*xs.get(col)?, *xs.get(col + 1)?, *ys.get(row)?, *ys.get(row + row_span)?);
            Some(Span { row, col, row_span, col_span: 1, bbox: Rect { x0, y0, x1, y1 } })
        };
        spans.extend(place(0, levels));
        spans.extend((levels..grid.rows).filter_map(|r| place(r, 1)));
    }
    spans.extend(grid.cells.iter().map(|c| Span {
        row: c.row,
        col: c.col + grid_at,
        row_span: c.row_span,
        col_span: c.col_span,
        bbox: c.bbox,
    }));
    spans.sort_by_key(|s| (s.row, s.col));
    let piece = Grid { xs, ys, spans, detection: Detection::Lattice }.fill(grid.page, words, fills);
    let filled = |r: usize| piece.cells.iter().any(|c| c.row == r && (free_at..free_at + free.cols).contains(&c.col) && !c.text.is_empty());
    // Rows of their own would leave the ruled ones empty.
    ((levels..piece.rows).filter(|r| filled(*r)).count() * 10 >= (piece.rows - levels) * 9).then_some(piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture::word;

    fn grid(xs: &[f32], ys: &[f32], words: &[Word], detection: Detection) -> Piece {
        let cells = (0..ys.len() - 1).flat_map(|r| (0..xs.len() - 1).map(move |c| (r, c)));
        let spans = cells.map(|(row, col)| {
            let bbox = Rect::new(xs[col], ys[row], xs[col + 1], ys[row + 1]);
            Span { row, col, row_span: 1, col_span: 1, bbox }
        });
        Grid { spans: spans.collect(), xs: xs.to_vec(), ys: ys.to_vec(), detection }.fill(1, words, &[])
    }

    #[test]
    fn columns_without_rules_take_the_rows_of_the_ruled_ones_beside_them() {
        let mut words = Vec::new();
        for (k, (name, value)) in (0_u8..).zip([("Nama", "Nilai"), ("Taman", "5"), ("Hutan", "6"), ("Sungai", "7")]) {
            let v = 12.0 + 20.0 * f32::from(k);
            words.extend([word(name, 34.0, v, 8.0), word(value, 130.0, v, 8.0), word("A", 170.0, v, 8.0)]);
            words.push(word(&k.to_string(), 4.0, v, 8.0));
        }
        // The second line of a name, in its row.
        words.push(word("kota", 34.0, 40.0, 8.0));
        let ruled = grid(&[120.0, 160.0, 200.0], &[0.0, 20.0, 44.0, 60.0, 80.0], &words, Detection::Lattice);
        let free = grid(&[0.0, 30.0, 119.0], &[2.0, 20.0, 34.0, 44.0, 60.0, 78.0], &words, Detection::Stream);
        let found = joined(vec![free.clone(), ruled.clone()], &words, &[]);
        let texts: Vec<&str> = found[0].cells.iter().filter(|c| c.row == 1).map(|c| c.text.as_str()).collect();
        assert_eq!((found.len(), found[0].rows, found[0].cols, texts), (1, 4, 4, vec!["1", "Taman\nkota", "5", "A"]));
        // Not beside it.
        let below = Piece { bbox: Rect { y0: 90.0, y1: 170.0, ..free.bbox }, ..free };
        assert_eq!(joined(vec![ruled, below], &words, &[]).len(), 2);
    }
}
