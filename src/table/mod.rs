//! Where a table is, its grid, its merged cells, its header rows and its parts on later pages.
//!
//! Points, origin top left, y down.

mod assemble;
mod beside;
mod edges;
#[cfg(test)]
mod fixture;
mod grid;
mod header;
mod join;
mod lattice;
mod rejoin;
mod sheet;
mod split;
mod stream;
mod tail;
mod zebra;

pub use assemble::{Analysis, analyse};
pub use sheet::{Sheet, Turn};

use crate::pdf::Rect;
use serde::{Deserialize, Serialize};

/// How a grid was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detection {
    /// From ruling lines in both directions.
    Lattice,
    /// Rows from horizontal rules, columns from the alignment of text.
    Horizontal,
    /// From the alignment of text (and shading) alone.
    Stream,
    /// From recognised text of a scanned page.
    Ocr,
}

/// One cell as printed. A merged cell stands once, at its top-left place.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// 0-based row in the whole table (repeated header rows of later pages left out).
    pub row: usize,
    /// 0-based column.
    pub col: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub col_span: usize,
    /// Text in reading order: wrapped lines joined, paragraphs kept apart by `\n`.
    pub text: String,
    /// 1-based page where the cell starts.
    pub page: u32,
    /// Its box on that page.
    pub bbox: Rect,
    /// Most of the text is bold.
    pub bold: bool,
    /// Distance from the cell's left edge to its text, points.
    pub indent: f32,
    /// Background, RGB, where it is filled with something other than white.
    pub shade: Option<[u8; 3]>,
}

/// The piece of a table that stands on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Part {
    /// 1-based page.
    pub page: u32,
    /// Outline of the piece.
    pub bbox: Rect,
    /// First row of the whole table that stands in this piece.
    pub first_row: usize,
    /// Header rows printed again at its top and left out of the cells.
    pub repeated_header_rows: usize,
}

/// One table, over as many pages as it runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// As printed after `Tabel`: `III.6`, `2.1`.
    pub number: Option<String>,
    /// Caption without the number.
    pub caption: Option<String>,
    /// Page and box of the caption.
    pub caption_at: Option<(u32, Rect)>,
    /// Its pieces in page order, at least one.
    pub parts: Vec<Part>,
    /// Header rows, the row of column numbers included.
    pub header_rows: usize,
    /// Row count.
    pub rows: usize,
    /// Column count.
    pub cols: usize,
    /// Cells in row-major order; every grid position is covered by exactly one.
    pub cells: Vec<Cell>,
    /// How it was found.
    pub detection: Detection,
}
