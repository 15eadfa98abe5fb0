//! Tables without a full grid: columns by alignment, rows by baselines, rules and shading.
//!
//! The chain: lines of text cut into segments → regions that look like a table ([`region`]) → columns from the white
//! space between words ([`columns`]) → rows from rules, shading and line spacing ([`rows`]) → a grid of cells.

mod chart;
mod columns;
mod flow;
mod head;
mod headed;
mod judge;
mod looks;
mod refine;
mod region;
mod rows;
mod runs;
mod values;

use super::edges::Edge;
use super::grid::{Grid, Piece, Span};
use super::sheet::Sheet;
use super::{Detection, Rect};
use std::collections::HashMap;

pub use chart::is_plot;
pub use refine::refined;
pub use region::regions;

/// A rule lies within this many points of the middle between the texts of two rows.
const NEAR_BORDER: f32 = 7.0;
/// Outer borders of a table without side rules are known to this many points.
const OUTER: f32 = 30.0;

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
    regions(sheet, marks).into_iter().filter_map(|region| piece(sheet, region)).collect()
}

fn piece(sheet: &Sheet, mut region: Region) -> Option<Piece> {
    let header = headed::header_over(&sheet.pieces, &region);
    let columns = match header {
        Some(header) => headed::columns(header),
        None => columns::columns(&sheet.words, &mut region)?,
    };
    let region = &region;
    let grid = grid(sheet, region, &columns, header)?;
    let placed: HashMap<usize, usize> = region
        .lines
        .iter()
        .flat_map(|l| runs::runs(&sheet.words, l, &grid.xs))
        .flat_map(|r| r.words.into_iter().map(move |w| (w, r.first)))
        .collect();
    let mut piece = grid.fill_placed(sheet.number, &sheet.words, &sheet.fills, &placed);
    drop_empty_end(&mut piece);
    if !judge::is_table(&piece, region) {
        return None;
    }
    widen_labels(&mut piece);
    let found = gutters(&columns, &grid.xs);
    if found.len() == piece.xs.len() {
        piece.gutters = found;
    }
    match header {
        Some(header) => headed::with_header(header, piece),
        None => Some(piece),
    }
}

/// Takes off last rows in which nothing begins: the rest of a text above stood there alone.
fn drop_empty_end(piece: &mut Piece) {
    while piece.rows > 1 && piece.cells.iter().filter(|c| c.row + 1 == piece.rows).all(|c| c.text.is_empty()) {
        piece.rows -= 1;
        let rows = piece.rows;
        piece.cells.retain(|c| c.row < rows);
        piece.cells.iter_mut().for_each(|c| c.row_span = c.row_span.min(rows - c.row));
    }
}

/// Where the border between two columns may lie: the white space between them. The outer ones are vague.
fn gutters(columns: &[(f32, f32)], xs: &[f32]) -> Vec<(f32, f32)> {
    let outer = |x: Option<&f32>| x.map(|x| (x - OUTER, x + OUTER));
    let inner = columns.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((a.1, b.0)),
        _ => None,
    });
    outer(xs.first()).into_iter().chain(inner).chain(outer(xs.last())).collect()
}

/// Column borders in the middle of the white space or those of the ruled header above, row borders between the rows, spans
/// from text that crosses borders.
fn grid(sheet: &Sheet, region: &Region, columns: &[(f32, f32)], header: Option<&Piece>) -> Option<Grid> {
    let (first, last) = (columns.first()?, columns.last()?);
    let starts = region.lines.iter().filter_map(|l| l.segments.first()).map(|s| s.x0 - 1.0);
    let ends = region.lines.iter().filter_map(|l| l.segments.last()).map(|s| s.x1 + 1.0);
    let left = region.rules.iter().map(|r| r.from).chain(region.fills.iter().map(|f| f.x0)).chain(starts).fold(first.0 - 1.0, f32::min);
    let right = region.rules.iter().map(|r| r.to).chain(region.fills.iter().map(|f| f.x1)).chain(ends).fold(last.1 + 1.0, f32::max);
    let mut xs = vec![left];
    xs.extend(columns.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(border(region, a.1, b.0)),
        _ => None,
    }));
    xs.push(right);
    let count = if header.is_some() { 0 } else { columns::header_lines(&sheet.words, region) };
    let xs = header.map_or(xs, |h| h.xs.clone());
    let head = head::head(&sheet.words, region, count, &xs);
    let (rows, blocks) = rows::body(&sheet.words, region, count, &xs);
    let header = region.lines.get(..count).unwrap_or(&[]);
    let mut ys = Vec::new();
    if let (Some(a), Some(b)) = (header.first(), header.last()) {
        ys.push(a.y0 - 1.0);
        ys.extend(&head.levels);
        ys.push(rows.first().map_or(b.y1 + 1.0, |r| f32::midpoint(b.y1, r.y0.max(b.y1))));
    } else {
        ys.push(rows.first()?.y0 - 1.0);
    }
    let levels = ys.len() - 1;
    ys.extend(rows.windows(2).filter_map(|pair| match pair {
        [a, b] => Some(f32::midpoint(a.y1, b.y0)),
        _ => None,
    }));
    ys.extend(rows.last().map(|r| r.y1 + 1.0));
    let mut merges = merged(&head, levels, &blocks, &xs, &ys);
    merges.splice(0..0, grouped(region, levels, &blocks, &xs, &ys));
    let spans = cover(&xs, &ys, &merges);
    let detection = if region.rules.len() >= 2 { Detection::Horizontal } else { Detection::Stream };
    (xs.len() > 2 && ys.len() > 2).then_some(Grid { xs, ys, spans, detection })
}

/// The border within the white space between two columns: where shaded cells or short rules meet, else the middle.
fn border(region: &Region, from: f32, to: f32) -> f32 {
    let middle = f32::midpoint(from, to);
    let drawn = region.fills.iter().flat_map(|f| [f.x0, f.x1]).chain(region.rules.iter().flat_map(|r| [r.from, r.to]));
    drawn.filter(|x| *x > from - 1.0 && *x < to + 1.0).min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs())).unwrap_or(middle)
}

/// A merged cell: row, column, rows, columns.
type Merge = (usize, usize, usize, usize);

/// Names over several columns, columns named over all levels, and body texts over several rows or columns.
fn merged(head: &head::Head, levels: usize, blocks: &[rows::Block], xs: &[f32], ys: &[f32]) -> Vec<Merge> {
    let cols = xs.len() - 1;
    let mut out: Vec<Merge> = head.groups.iter().map(|(c, n, level)| (*level, *c, 1, *n)).collect();
    for c in 0..cols {
        // Below the lowest name that it shares with others, a column's own name reaches down to the body.
        let top = head.groups.iter().filter(|g| (g.0..g.0 + g.1).contains(&c)).map(|g| g.2 + 1).max().unwrap_or(0);
        if levels > top + 1 {
            out.push((top, c, levels - top, 1));
        }
    }
    for block in blocks {
        let row = |y: f32| ys.partition_point(|b| *b <= y).saturating_sub(1).min(ys.len().saturating_sub(2));
        let inset = 0.3 * (block.y1 - block.y0).min(8.0);
        let (a, b) = (row(block.y0 + inset), row(block.y1 - inset));
        if a >= levels && (b > a || block.cols > 1) {
            out.push((a, block.col, b.saturating_sub(a) + 1, block.cols));
        }
    }
    out
}

/// Cells beside the rules that part only some columns of a group's rows.
fn grouped(region: &Region, levels: usize, blocks: &[rows::Block], xs: &[f32], ys: &[f32]) -> Vec<Merge> {
    let partial: Vec<&Edge> = region.rules.iter().filter(|r| rows::is_partial(region, r)).collect();
    let near = |y: f32, x0: f32, x1: f32| partial.iter().any(|r| (r.at - y).abs() < NEAR_BORDER && (r.from > x1 - 2.0 || r.to < x0 + 2.0));
    // Two figures are two cells.
    let several = |c: usize, from: usize, to: usize| {
        let at = |i: usize| ys.get(i).copied().unwrap_or(f32::INFINITY);
        blocks.iter().filter(|b| b.figure && b.col == c && (at(from)..at(to)).contains(&f32::midpoint(b.y0, b.y1))).count() > 1
    };
    let last = ys.len().saturating_sub(2);
    let mut out = Vec::new();
    for (c, (x0, x1)) in xs.iter().zip(xs.iter().skip(1)).enumerate() {
        let mut r = levels;
        while r <= last {
            let height = 1 + (r + 1..=last).take_while(|k| ys.get(*k).is_some_and(|y| near(*y, *x0, *x1))).count();
            if height > 1 && !several(c, r, r + height) {
                out.push((r, c, height, 1));
            }
            r += height;
        }
    }
    out
}

/// All cells of a grid, given the merged ones; of two that overlap the first counts.
fn cover(xs: &[f32], ys: &[f32], merged: &[Merge]) -> Vec<Span> {
    let (rows, cols) = (ys.len().saturating_sub(1), xs.len().saturating_sub(1));
    let mut taken = vec![vec![false; cols]; rows];
    let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or_default();
    let span = |(row, col, row_span, col_span): Merge| Span {
        row,
        col,
        row_span,
        col_span,
        bbox: Rect { x0: at(xs, col), y0: at(ys, row), x1: at(xs, col + col_span), y1: at(ys, row + row_span) },
    };
    let mut claim = |(r, c, h, w): Merge| {
        let free = taken.iter().skip(r).take(h).flat_map(|row| row.iter().skip(c).take(w)).filter(|t| !**t).count() == h * w;
        if free {
            taken.iter_mut().skip(r).take(h).for_each(|row| row.iter_mut().skip(c).take(w).for_each(|t| *t = true));
        }
        free
    };
    let mut out: Vec<Span> = merged.iter().copied().filter(|m| claim(*m)).map(span).collect();
    for r in 0..rows {
        out.extend((0..cols).map(|c| (r, c, 1, 1)).filter(|m| claim(*m)).map(span));
    }
    out.sort_by_key(|s| (s.row, s.col));
    out
}

/// `Jumlah`, `Total`, `Rata-rata` stand over all columns up to the first value: so their cell was drawn, whatever its alignment.
fn widen_labels(piece: &mut Piece) {
    for r in 0..piece.rows {
        let filled: Vec<&super::Cell> = piece.cells.iter().filter(|c| c.row == r && c.row_span == 1 && !c.text.is_empty()).collect();
        let Some(label) = filled.first().filter(|c| is_total(&c.text)) else { continue };
        let values = filled.iter().skip(1).filter(|c| super::header::is_figure(&c.text) || matches!(c.text.as_str(), "-" | "–")).count();
        // `Jumlah kunjungan rawat jalan` may name an indicator: it has a unit, and begins where the names above begin.
        let left = |c: &super::Cell| c.bbox.x0 + c.indent;
        let aligned = piece
            .cells
            .iter()
            .filter(|c| c.row != r && c.col == label.col && !c.text.is_empty() && !is_total(&c.text) && (left(c) - left(label)).abs() < 1.5)
            .count();
        let short = label.text.split_whitespace().count() <= 2;
        let total = values > 0 && values + 2 >= filled.len() && (aligned < 2 || short && values + 1 == filled.len());
        let end = filled.get(1).map_or(label.col + label.col_span, |c| c.col);
        let text = label.text.clone();
        if !total || end < 2 || piece.cells.iter().any(|c| c.row < r && c.row + c.row_span > r && c.col < end) {
            continue;
        }
        let x1 = piece.cells.iter().filter(|c| c.row == r && c.col < end).map(|c| c.bbox.x1).fold(0.0, f32::max);
        piece.cells.retain(|c| !(c.row == r && c.col > 0 && c.col < end));
        if let Some(cell) = piece.cells.iter_mut().find(|c| c.row == r && c.col == 0) {
            (cell.text, cell.col_span, cell.bbox.x1) = (text, end, x1);
        }
    }
}

fn is_total(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["jumlah", "total", "rata-rata", "rata rata", "rerata", "sub total", "subtotal", "grand total"].iter().any(|w| lower.starts_with(w))
}
