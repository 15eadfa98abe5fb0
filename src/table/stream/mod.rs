//! Tables without a full grid: columns by alignment, rows by baselines, rules and shading.
//!
//! The chain: lines of text cut into segments → regions that look like a table ([`region`]) → columns from the white
//! space between words ([`columns`]) → rows from rules, shading and line spacing ([`rows`]) → a grid of cells.

mod columns;
mod region;
mod rows;

use super::edges::Edge;
use super::grid::{Grid, Piece, Span};
use super::sheet::Sheet;
use super::{Detection, Rect};
use crate::layout::Word;

pub use region::regions;

/// Words of one baseline within a region, left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// Indices into the sheet's words.
    pub words: Vec<usize>,
    /// Runs of words without a gap that parts columns: index range into `words` and extent.
    pub segments: Vec<Segment>,
    /// Top of its words.
    pub y0: f32,
    /// Bottom of its words.
    pub y1: f32,
    /// Baseline.
    pub v: f32,
    /// Font size.
    pub size: f32,
}

/// A run of words on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Indices into the sheet's words.
    pub words: Vec<usize>,
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
}

/// A part of a page that may hold an unruled table.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Its lines, top to bottom.
    pub lines: Vec<TextLine>,
    /// Horizontal rules through or along it, top to bottom.
    pub rules: Vec<Edge>,
    /// Shaded boxes in it.
    pub fills: Vec<Rect>,
    /// A caption `Tabel …` stands right above it, or it goes on from the page before.
    pub announced: bool,
}

/// Finds the unruled tables of a page. `marks` tells which of the sheet's lines are furniture.
#[must_use]
pub fn pieces(sheet: &Sheet, marks: &[bool]) -> Vec<Piece> {
    regions(sheet, marks).into_iter().filter_map(|region| piece(sheet, &region)).collect()
}

fn piece(sheet: &Sheet, region: &Region) -> Option<Piece> {
    let columns = columns::columns(&sheet.words, region)?;
    let rows = rows::rows(&sheet.words, region, &columns);
    let grid = grid(sheet, region, &columns, &rows)?;
    let piece = grid.fill(sheet.number, &sheet.words, &sheet.fills);
    region::is_table(&piece, region).then_some(piece)
}

/// Column borders in the middle of the white space, row borders between the rows, spans from text that crosses borders.
fn grid(sheet: &Sheet, region: &Region, columns: &[(f32, f32)], rows: &[rows::Row]) -> Option<Grid> {
    let first = columns.first()?;
    let last = columns.last()?;
    let left = region.rules.iter().map(|r| r.from).chain(region.fills.iter().map(|f| f.x0)).fold(first.0 - 1.0, f32::min);
    let right = region.rules.iter().map(|r| r.to).chain(region.fills.iter().map(|f| f.x1)).fold(last.1 + 1.0, f32::max);
    let mut xs = vec![left];
    xs.extend(columns.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f32::midpoint(a.1, b.0)),
        _ => None,
    }));
    xs.push(right);
    let mut ys = vec![rows.first()?.y0 - 1.0];
    ys.extend(rows.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f32::midpoint(a.y1, b.y0)),
        _ => None,
    }));
    ys.push(rows.last()?.y1 + 1.0);
    let spans = rows::spans(&sheet.words, region, rows, &xs, &ys);
    let detection = if region.rules.len() >= 2 { Detection::Horizontal } else { Detection::Stream };
    (xs.len() > 2 && ys.len() > 2).then_some(Grid { xs, ys, spans, detection })
}

/// A cell over one grid place.
fn single(row: usize, col: usize, xs: &[f32], ys: &[f32]) -> Span {
    spanning(row, col, 1, 1, xs, ys)
}

fn spanning(row: usize, col: usize, row_span: usize, col_span: usize, xs: &[f32], ys: &[f32]) -> Span {
    let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or_default();
    let bbox = Rect { x0: at(xs, col), y0: at(ys, row), x1: at(xs, col + col_span), y1: at(ys, row + row_span) };
    Span { row, col, row_span, col_span, bbox }
}

/// Extent of some words along x.
fn extent(words: &[Word], chosen: &[usize]) -> (f32, f32) {
    chosen.iter().filter_map(|i| words.get(*i)).fold((f32::INFINITY, f32::NEG_INFINITY), |e, w| (e.0.min(w.bbox.x0), e.1.max(w.bbox.x1)))
}
