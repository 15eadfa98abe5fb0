//! Words and grids of texts for unit tests.

use super::grid::Piece;
use super::{Cell, Detection};
use crate::layout::Word;
use crate::pdf::{Direction, Rect};

/// A word of type of the given size, half as wide a character, from its text, left end and baseline.
pub fn word(text: &str, x: f32, v: f32, size: f32) -> Word {
    let width = f32::from(u16::try_from(text.chars().count()).unwrap()) * size / 2.0;
    Word {
        text: text.into(),
        bbox: Rect::new(x, v - 0.85 * size, x + width, v + 0.2 * size),
        baseline: v,
        size,
        bold: false,
        italic: false,
        direction: Direction::Right,
        space_before: true,
        superscript: false,
        color: [0; 3],
        order: 0,
    }
}

/// A piece of a table found by alignment, from the texts of its rows.
pub fn piece(rows: &[&[&str]]) -> Piece {
    let cell = |row, col, text: &str| Cell {
        row,
        col,
        row_span: 1,
        col_span: 1,
        text: text.to_string(),
        page: 1,
        bbox: Rect::default(),
        bold: false,
        indent: 0.0,
        shade: None,
    };
    let cells = rows.iter().enumerate().flat_map(|(row, texts)| texts.iter().enumerate().map(move |(col, t)| cell(row, col, t)));
    let cols = rows.first().map_or(0, |r| r.len());
    let (xs, gutters, detection) = (Vec::new(), Vec::new(), Detection::Stream);
    Piece { page: 1, bbox: Rect::default(), xs, gutters, rows: rows.len(), cols, cells: cells.collect(), detection }
}
