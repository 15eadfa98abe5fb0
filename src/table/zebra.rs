//! Tables whose shaded rows are drawn as grids of their own, the white rows between them not at all.

use super::grid::{Grid, Piece, Span};
use super::{Cell, Detection, Rect};
use crate::layout::Word;
use crate::pdf::{Direction, Fill};

/// Borders of two bands of one table differ by less than this many points.
const SAME_BORDER: f32 = 3.0;
/// A word may reach this many points over the borders of its column.
const OVER: f32 = 1.5;
/// The white row between two bands is no higher than this many times the higher of their rows.
const WHITE_ROW: f32 = 1.6;
/// A table of bands has at least this many columns: two boxes under each other may have as many by chance.
const COLUMNS: usize = 3;

/// A band may have so many columns less: the label of a total stands over two, and its last may be open.
const MERGED: usize = 2;

/// Joins the bands of one table, top to bottom, and makes rows of what stands in the white between them.
#[must_use]
pub fn joined(pieces: Vec<Piece>, words: &[Word], fills: &[Fill]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let grown = out.last().and_then(|above| {
            let columns = columns(above, &piece)?;
            let touching = (piece.bbox.y0 - above.bbox.y1).abs() < SAME_BORDER;
            let white = if touching { None } else { Some(white_row(above, &piece, words, fills)?) };
            // The last column of a total may be open at its side.
            let end = columns.last().copied().filter(|end| *end < above.cols);
            let rest = end.and_then(|_| plain_row(above, (piece.bbox.y0, piece.bbox.y1), words, fills));
            let rest = rest.map(|r| r.cells.into_iter().filter(|c| Some(c.col) >= end).collect()).unwrap_or_default();
            Some(stacked(above, white, (&piece, rest), &columns))
        });
        match grown {
            Some(whole) => {
                out.pop();
                out.push(whole);
            }
            None => out.push(piece),
        }
    }
    out
}

/// For every border of a band its place among those of the table above; nothing where they are not of one table.
fn columns(above: &Piece, band: &Piece) -> Option<Vec<usize>> {
    let place = |x: &f32| above.xs.iter().position(|a| (a - x).abs() < SAME_BORDER);
    let places: Vec<usize> = band.xs.iter().map(place).collect::<Option<_>>()?;
    let whole = places.first() == Some(&0)
        && places.last().is_some_and(|last| last + 1 >= above.cols)
        && places.windows(2).all(|w| w.first() < w.last());
    let shaded = band.cells.iter().filter(|c| c.shade.is_some()).count() * 2 > band.cells.len();
    let ruled = above.detection == Detection::Lattice && band.detection == Detection::Lattice;
    let enough = band.cols >= COLUMNS && band.cols + MERGED >= above.cols;
    (whole && shaded && ruled && band.rows == 1 && enough).then_some(places)
}

/// The row between two bands, its words each within one column.
fn white_row(above: &Piece, band: &Piece, words: &[Word], fills: &[Fill]) -> Option<Piece> {
    let (y0, y1) = (above.bbox.y1, band.bbox.y0);
    let last = above.cells.iter().filter(|c| c.row + c.row_span == above.rows).map(|c| c.bbox.height()).fold(0.0, f32::max);
    let between = |w: &&Word| w.direction == Direction::Right && (y0..y1).contains(&w.bbox.mid_y());
    let own: Vec<&Word> = words.iter().filter(between).collect();
    let column = |w: &&Word| above.xs.windows(2).any(|x| matches!(x, [a, b] if w.bbox.x0 > a - OVER && w.bbox.x1 < b + OVER));
    let near = y1 > y0 && y1 - y0 < WHITE_ROW * last.max(band.bbox.height());
    if !near || own.is_empty() || !own.iter().all(column) {
        return None;
    }
    plain_row(above, (y0, y1), words, fills)
}

/// One row of the table's columns between two heights.
fn plain_row(above: &Piece, (y0, y1): (f32, f32), words: &[Word], fills: &[Fill]) -> Option<Piece> {
    let spans = above.xs.windows(2).enumerate().filter_map(|(col, x)| {
        let [x0, x1] = *x else { return None };
        Some(Span { row: 0, col, row_span: 1, col_span: 1, bbox: Rect { x0, y0, x1, y1 } })
    });
    let grid = Grid { spans: spans.collect(), xs: above.xs.clone(), ys: vec![y0, y1], detection: Detection::Lattice };
    Some(grid.fill(above.page, words, fills)).filter(|row| row.cols == above.cols)
}

/// The table with a white row and a band below it; `band` comes with the cells that its grid did not reach.
fn stacked(above: &Piece, white: Option<Piece>, (band, rest): (&Piece, Vec<Cell>), columns: &[usize]) -> Piece {
    let mut whole = above.clone();
    let put = |mut cell: Cell, row: usize| {
        cell.row += row;
        cell
    };
    let between = white.as_ref().map_or(0, |w| w.rows);
    whole.cells.extend(white.into_iter().flat_map(|w| w.cells).map(|c| put(c, above.rows)));
    let place = |c: usize| columns.get(c).copied().unwrap_or(c);
    whole.cells.extend(band.cells.iter().map(|c| {
        let (col, end) = (place(c.col), place(c.col + c.col_span));
        put(Cell { col, col_span: end.saturating_sub(col).max(1), ..c.clone() }, above.rows + between)
    }));
    whole.cells.extend(rest.into_iter().map(|c| put(c, above.rows + between)));
    whole.rows += between + band.rows;
    whole.bbox = whole.bbox.union(&band.bbox);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture::word;

    const XS: [f32; 4] = [0.0, 30.0, 120.0, 180.0];

    fn band(y: f32, words: &[Word]) -> Piece {
        let bbox = |c: usize| Rect::new(XS[c], y, XS[c + 1], y + 12.0);
        let spans = (0..3).map(|col| Span { row: 0, col, row_span: 1, col_span: 1, bbox: bbox(col) }).collect();
        let fills = [Fill { bbox: Rect::new(0.0, y, 180.0, y + 12.0), color: [255, 240, 160] }];
        Grid { xs: XS.to_vec(), ys: vec![y, y + 12.0], spans, detection: Detection::Lattice }.fill(1, words, &fills)
    }

    fn row(no: &str, name: &str, value: &str, v: f32) -> Vec<Word> {
        vec![word(no, 4.0, v, 8.0), word(name, 34.0, v, 8.0), word(value, 130.0, v, 8.0)]
    }

    #[test]
    fn white_rows_between_shaded_ones_are_rows_too() {
        let words = [row("No", "Asal", "Jumlah", 9.0), row("1", "Desa", "5", 21.0), row("2", "Kota", "6", 33.0)].concat();
        let whole = joined(vec![band(0.0, &words), band(24.0, &words)], &words, &[]);
        let texts: Vec<&str> = whole[0].cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!((whole.len(), whole[0].rows), (1, 3));
        assert_eq!(texts, ["No", "Asal", "Jumlah", "1", "Desa", "5", "2", "Kota", "6"]);
    }

    #[test]
    fn a_total_open_at_its_last_column_keeps_it() {
        let words =
            [row("No", "Asal", "Jumlah", 9.0), row("", "Total", "11", 21.0), vec![word("7", 184.0, 9.0, 8.0), word("9", 184.0, 21.0, 8.0)]]
                .concat();
        let mut above = band(0.0, &words);
        above.xs.push(210.0);
        above.cells.push(Cell { col: 3, text: "7".into(), ..above.cells[2].clone() });
        above.cols = 4;
        let whole = joined(vec![above, band(12.0, &words)], &words, &[]);
        let last: Vec<&str> = whole[0].cells.iter().filter(|c| c.row == 1).map(|c| c.text.as_str()).collect();
        assert_eq!((whole.len(), last), (1, vec!["", "Total", "11", "9"]));
    }

    #[test]
    fn a_sentence_between_two_bands_parts_them() {
        let mut words = [row("No", "Asal", "Jumlah", 9.0), row("2", "Kota", "6", 33.0)].concat();
        words.push(word("Uraian berikut menerangkan asalnya", 4.0, 21.0, 8.0));
        assert_eq!(joined(vec![band(0.0, &words), band(24.0, &words)], &words, &[]).len(), 2);
    }
}
