//! Rows from rules, shading, figures and line spacing; cells that span rows or columns.

use super::columns::first_figure_line;
use super::{Region, TextLine, single, spanning};
use crate::layout::Word;
use crate::table::grid::Span;
use crate::table::header::is_figure;

/// Lines of one cell are closer than this many times the closest spacing found in the region.
const TIGHT: f32 = 1.12;
/// Lines further apart than this many times the font size are never of one cell.
const LOOSE: f32 = 1.9;
/// Two blocks are of one row when they overlap by this part of the lower one.
const OVERLAP: f32 = 0.35;

/// A logical row: extent in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Top of its text.
    pub y0: f32,
    /// Bottom of its text.
    pub y1: f32,
    /// Part of the header.
    pub header: bool,
}

/// A cell's text in one column: consecutive lines.
#[derive(Debug, Clone, Copy)]
struct Block {
    col: usize,
    y0: f32,
    y1: f32,
    last_v: f32,
    figure: bool,
}

/// The rows of a region.
#[must_use]
pub fn rows(words: &[Word], region: &Region, columns: &[(f32, f32)]) -> Vec<Row> {
    let bands = bands(region);
    let first_body = first_figure_line(words, region);
    let mut out: Vec<Row> = Vec::new();
    let mut index = 0;
    while index < region.lines.len() {
        let band = region.lines.get(index).map_or(0, |l| band_of(&bands, l));
        let end =
            region.lines.iter().enumerate().skip(index).find(|(_, l)| band_of(&bands, l) != band).map_or(region.lines.len(), |(i, _)| i);
        let split = first_body.clamp(index, end);
        let slice = |from: usize, to: usize| region.lines.get(from..to).unwrap_or(&[]);
        out.extend(header_rows(slice(index, split), columns));
        out.extend(body_rows(words, slice(split, end), columns, bands.len() > 3));
        index = end.max(index + 1);
    }
    out
}

/// Heights where a full-width rule or the edge of shading parts rows.
fn bands(region: &Region) -> Vec<f32> {
    let width = region.rules.iter().map(super::Edge::len).fold(0.0, f32::max);
    let mut ys: Vec<f32> = region.rules.iter().filter(|r| r.len() > 0.9 * width).map(|r| r.at).collect();
    ys.extend(region.fills.iter().flat_map(|f| [f.y0, f.y1]));
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    ys
}

fn band_of(bands: &[f32], line: &TextLine) -> usize {
    bands.partition_point(|y| *y < f32::midpoint(line.y0, line.y1))
}

/// Header lines: one row, or one a level where names stand over several columns.
fn header_rows(lines: &[TextLine], columns: &[(f32, f32)]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut new = true;
    for (i, line) in lines.iter().enumerate() {
        match out.last_mut() {
            Some(row) if !new => row.y1 = row.y1.max(line.y1),
            _ => out.push(Row { y0: line.y0, y1: line.y1, header: true }),
        }
        let spans = line.segments.iter().any(|s| crossed(columns, s.x0, s.x1).1 > 1);
        let below = lines.get(i + 1).is_some_and(|next| next.segments.len() > 1);
        new = spans && below;
    }
    out
}

/// First column that an interval of x touches, and how many.
fn crossed(columns: &[(f32, f32)], x0: f32, x1: f32) -> (usize, usize) {
    let first = columns.partition_point(|c| c.1 < x0 + 0.5);
    let end = columns.partition_point(|c| c.0 < x1 - 0.5);
    (first, end.saturating_sub(first))
}

fn body_rows(words: &[Word], lines: &[TextLine], columns: &[(f32, f32)], banded: bool) -> Vec<Row> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let blocks = blocks(words, lines, columns);
    let clash = blocks.iter().enumerate().any(|(i, a)| a.figure && blocks.iter().skip(i + 1).any(|b| b.figure && b.col == a.col));
    if banded && !clash {
        let y1 = lines.iter().map(|l| l.y1).fold(last.y1, f32::max);
        return vec![Row { y0: first.y0, y1, header: false }];
    }
    // A block beside several figures of one column is a cell over several rows: it does not tie them together.
    let over_many = |b: &Block| {
        (0..columns.len()).any(|col| col != b.col && blocks.iter().filter(|f| f.figure && f.col == col && overlaps(f, b)).count() > 1)
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut sorted: Vec<&Block> = blocks.iter().filter(|b| !over_many(b)).collect();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    for block in sorted {
        match rows.last_mut() {
            Some(row) if row.y1 - block.y0 > OVERLAP * (block.y1 - block.y0).min(row.y1 - row.y0) => row.y1 = row.y1.max(block.y1),
            _ => rows.push(Row { y0: block.y0, y1: block.y1, header: false }),
        }
    }
    rows
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.y1.min(b.y1) - a.y0.max(b.y0) > OVERLAP * (a.y1 - a.y0).min(b.y1 - b.y0)
}

/// Cell texts column by column: lines that follow each other closely, each figure for itself.
fn blocks(words: &[Word], lines: &[TextLine], columns: &[(f32, f32)]) -> Vec<Block> {
    let cell = |line: &TextLine, col: usize| -> Option<(String, f32, f32)> {
        let (from, to) = borders(columns, col);
        let inside = super::region::words_between(words, line, from, to);
        let found: Vec<&Word> = inside.iter().filter_map(|i| words.get(*i)).collect();
        let text = found.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let y0 = found.iter().map(|w| w.bbox.y0).fold(f32::INFINITY, f32::min);
        let y1 = found.iter().map(|w| w.bbox.y1).fold(f32::NEG_INFINITY, f32::max);
        (!found.is_empty()).then_some((text, y0, y1))
    };
    let table: Vec<Vec<Option<(String, f32, f32)>>> = (0..columns.len()).map(|col| lines.iter().map(|l| cell(l, col)).collect()).collect();
    let figure_lines: Vec<bool> =
        (0..lines.len()).map(|i| table.iter().any(|c| matches!(c.get(i), Some(Some((t, ..))) if is_figure(t) || t == "-"))).collect();
    let tight = tight_pitch(lines, &table);
    let mut out: Vec<Block> = Vec::new();
    for (col, texts) in table.iter().enumerate() {
        let mut open: Option<(Block, usize)> = None;
        for (i, (line, text)) in lines.iter().zip(texts).enumerate() {
            let Some((text, y0, y1)) = text else { continue };
            let figure = is_figure(text) || text == "-";
            let own_rows = |a: usize| figure_lines.get(a).copied().unwrap_or(false) && figure_lines.get(i).copied().unwrap_or(false);
            match &mut open {
                Some((block, before)) if line.v - block.last_v <= tight && !block.figure && !figure && !own_rows(*before) => {
                    (block.y1, block.last_v, *before) = (*y1, line.v, i);
                }
                _ => {
                    let block = Block { col, y0: *y0, y1: *y1, last_v: line.v, figure };
                    out.extend(open.replace((block, i)).map(|o| o.0));
                }
            }
        }
        out.extend(open.map(|o| o.0));
    }
    out
}

/// The largest distance between baselines that still is a wrapped line.
fn tight_pitch(lines: &[TextLine], table: &[Vec<Option<(String, f32, f32)>>]) -> f32 {
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let mut pitches: Vec<f32> = Vec::new();
    for texts in table {
        let mut last: Option<f32> = None;
        for (line, text) in lines.iter().zip(texts) {
            if text.is_some() {
                pitches.extend(last.map(|v| line.v - v).filter(|p| *p > 0.5 * size && *p < LOOSE * size));
                last = Some(line.v);
            }
        }
    }
    pitches.sort_by(f32::total_cmp);
    pitches.get(pitches.len() / 10).map_or(0.0, |p| p * TIGHT).min(LOOSE * size)
}

/// From the middle of the white space before a column to the middle of that after it.
fn borders(columns: &[(f32, f32)], col: usize) -> (f32, f32) {
    let at = |i: usize| columns.get(i).copied();
    let from = col.checked_sub(1).and_then(at).zip(at(col)).map_or(f32::NEG_INFINITY, |(a, b)| f32::midpoint(a.1, b.0));
    let to = at(col).zip(at(col + 1)).map_or(f32::INFINITY, |(a, b)| f32::midpoint(a.1, b.0));
    (from, to)
}

/// The cells of the grid: text that crosses column borders spans them.
#[must_use]
pub fn spans(words: &[Word], region: &Region, rows: &[Row], xs: &[f32], ys: &[f32]) -> Vec<Span> {
    let cols = xs.len().saturating_sub(1);
    let mut out = Vec::new();
    let _ = words;
    for (r, row) in rows.iter().enumerate() {
        let mut widths = vec![1_usize; cols];
        for segment in region
            .lines
            .iter()
            .filter(|l| f32::midpoint(l.y0, l.y1) > row.y0 && f32::midpoint(l.y0, l.y1) < row.y1)
            .flat_map(|l| &l.segments)
        {
            let first = xs.partition_point(|x| *x <= segment.x0).saturating_sub(1);
            let last = xs.partition_point(|x| *x < segment.x1).saturating_sub(1).min(cols.saturating_sub(1));
            if let Some(w) = widths.get_mut(first) {
                *w = (*w).max(last.saturating_sub(first) + 1);
            }
        }
        let mut c = 0;
        while c < cols {
            let width = widths.get(c).copied().unwrap_or(1).clamp(1, cols - c);
            out.push(if width == 1 { single(r, c, xs, ys) } else { spanning(r, c, 1, width, xs, ys) });
            c += width;
        }
    }
    out
}
