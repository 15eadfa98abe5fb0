//! A ruled header over a body without rules: the body takes the columns of its header.

use super::Region;
use crate::table::Detection;
use crate::table::grid::Piece;
use crate::table::header::is_figure;

/// A header has no more rows than this.
const MOST_ROWS: usize = 3;
/// The body begins within this many times the font size below the header.
const BELOW: f32 = 1.5;
/// It stands within the header's sides but for this many points.
const OVER: f32 = 3.0;

/// The ruled header right above a region: a grid of names alone, over all of its text.
#[must_use]
pub fn header_over<'a>(pieces: &'a [Piece], region: &Region) -> Option<&'a Piece> {
    let first = region.lines.first()?;
    let top = region.fills.iter().map(|f| f.y0).fold(first.y0, f32::min);
    let left = region.lines.iter().filter_map(|l| l.segments.first()).map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let right = region.lines.iter().filter_map(|l| l.segments.last()).map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    let near = |p: &&Piece| (-OVER..BELOW * first.size).contains(&(top - p.bbox.y1)) && left > p.bbox.x0 - OVER && right < p.bbox.x1 + OVER;
    let names = |p: &&Piece| p.cells.iter().all(|c| !c.text.is_empty() && !is_figure(&c.text));
    let header = |p: &&Piece| p.detection == Detection::Lattice && p.rows <= MOST_ROWS && p.cols > 2 && names(p);
    pieces.iter().filter(near).find(header)
}

/// The columns of a header, their borders left out.
#[must_use]
pub fn columns(header: &Piece) -> Vec<(f32, f32)> {
    header.xs.windows(2).filter_map(|w| if let [a, b] = w { Some((a + 1.0, b - 1.0)) } else { None }).collect()
}

/// A body with its header on top; `None` where they have not the same columns.
#[must_use]
pub fn with_header(header: &Piece, mut body: Piece) -> Option<Piece> {
    if body.cols != header.cols {
        return None;
    }
    body.cells.iter_mut().for_each(|c| c.row += header.rows);
    body.cells.splice(0..0, header.cells.iter().cloned());
    body.rows += header.rows;
    body.bbox = body.bbox.union(&header.bbox);
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;
    use crate::table::grid::{Grid, Span};
    use crate::table::stream::{Segment, TextLine};

    fn header(texts: [&str; 3]) -> Piece {
        let xs = vec![0.0, 50.0, 100.0, 150.0];
        let bbox = |c: usize| Rect::new(xs[c], 0.0, xs[c + 1], 20.0);
        let spans = (0..3).map(|c| Span { row: 0, col: c, row_span: 1, col_span: 1, bbox: bbox(c) }).collect();
        let words: Vec<_> = texts.iter().enumerate().map(|(c, t)| crate::table::fixture::word(t, xs[c] + 4.0, 12.0, 8.0)).collect();
        Grid { xs, ys: vec![0.0, 20.0], spans, detection: Detection::Lattice }.fill(1, &words, &[])
    }

    fn region(y0: f32, x1: f32) -> Region {
        let segments = vec![Segment { words: vec![], x0: 4.0, x1: 30.0 }, Segment { words: vec![], x0: 54.0, x1 }];
        let line = TextLine { words: vec![], segments, y0, y1: y0 + 8.0, v: y0 + 6.0, size: 8.0 };
        Region { lines: vec![line], rules: vec![], fills: vec![], announced: true }
    }

    #[test]
    fn a_grid_of_names_heads_the_text_right_below_it() {
        let names = [header(["MISI", "TUJUAN", "SASARAN"])];
        assert!(header_over(&names, &region(24.0, 140.0)).is_some());
        // Too far below, wider than it, and a grid that holds a figure.
        assert!(header_over(&names, &region(60.0, 140.0)).is_none());
        assert!(header_over(&names, &region(24.0, 190.0)).is_none());
        assert!(header_over(&[header(["Padi", "12.500", "ton"])], &region(24.0, 140.0)).is_none());
    }

    #[test]
    fn a_header_is_put_on_a_body_of_as_many_columns() {
        let names = header(["MISI", "TUJUAN", "SASARAN"]);
        let whole = with_header(&names, header(["Satu", "Dua", "Tiga"])).unwrap();
        assert_eq!((whole.rows, whole.cells[3].row, whole.cells[0].text.as_str()), (2, 1, "MISI"));
        let mut narrow = header(["Satu", "Dua", "Tiga"]);
        narrow.cols = 2;
        assert!(with_header(&names, narrow).is_none());
    }
}
