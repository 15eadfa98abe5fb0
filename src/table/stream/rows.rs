//! Rows of the body from rules, shading, figures and line spacing; text that spans rows or columns.

use super::{Region, TextLine, runs};
use crate::layout::Word;
use crate::table::header::is_figure;

/// Lines of one cell are closer than this many times the closest spacing found in the region.
const TIGHT: f32 = 1.12;
/// Lines further apart than this many times the font size are never of one cell.
const LOOSE: f32 = 1.9;
/// Two blocks are of one row when they overlap by this part of the lower one.
const OVERLAP: f32 = 0.35;

/// A logical row: extent of its text in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Top.
    pub y0: f32,
    /// Bottom.
    pub y1: f32,
}

/// A cell's text in one column: consecutive lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// 0-based column.
    pub col: usize,
    /// Columns covered.
    pub cols: usize,
    /// Top of its first line.
    pub y0: f32,
    /// Bottom of its last line.
    pub y1: f32,
    last_v: f32,
    figure: bool,
}

/// Rows of the body, and the blocks of text that they hold.
#[must_use]
pub fn body(words: &[Word], region: &Region, first: usize, xs: &[f32]) -> (Vec<Row>, Vec<Block>) {
    let bands = bands(region);
    let lines = region.lines.get(first..).unwrap_or(&[]);
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for group in lines.chunk_by(|a, b| band_of(&bands, a) == band_of(&bands, b)) {
        let blocks = blocks(words, group, xs);
        rows.extend(rows_of(group, &blocks, xs.len().saturating_sub(1), bands.len() > 3));
        all.extend(blocks);
    }
    (rows, all)
}

/// Heights where a full-width rule or the edge of shading parts rows.
pub fn bands(region: &Region) -> Vec<f32> {
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

fn rows_of(lines: &[TextLine], blocks: &[Block], cols: usize, banded: bool) -> Vec<Row> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let clash = blocks.iter().enumerate().any(|(i, a)| a.figure && blocks.iter().skip(i + 1).any(|b| b.figure && b.col == a.col));
    if banded && !clash {
        return vec![Row { y0: first.y0, y1: lines.iter().map(|l| l.y1).fold(last.y1, f32::max) }];
    }
    // A block beside several figures of one column is a cell over several rows: it does not tie them together.
    let over_many =
        |b: &Block| (0..cols).any(|col| col != b.col && blocks.iter().filter(|f| f.figure && f.col == col && overlaps(f, b)).count() > 1);
    let mut rows: Vec<Row> = Vec::new();
    let mut sorted: Vec<&Block> = blocks.iter().filter(|b| !over_many(b)).collect();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    for block in sorted {
        match rows.last_mut() {
            Some(row) if row.y1 - block.y0 > OVERLAP * (block.y1 - block.y0).min(row.y1 - row.y0) => row.y1 = row.y1.max(block.y1),
            _ => rows.push(Row { y0: block.y0, y1: block.y1 }),
        }
    }
    rows
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.y1.min(b.y1) - a.y0.max(b.y0) > OVERLAP * (a.y1 - a.y0).min(b.y1 - b.y0)
}

/// A text on one line within its columns.
struct Piece {
    line: usize,
    col: usize,
    cols: usize,
    y0: f32,
    y1: f32,
    v: f32,
    figure: bool,
}

/// Cell texts column by column: lines that follow each other closely, each figure for itself.
fn blocks(words: &[Word], lines: &[TextLine], xs: &[f32]) -> Vec<Block> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        for run in runs::runs(words, line, xs) {
            let found: Vec<&Word> = run.words.iter().filter_map(|i| words.get(*i)).collect();
            let text = found.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
            pieces.push(Piece {
                line: i,
                col: run.first,
                cols: run.last - run.first + 1,
                y0: found.iter().map(|w| w.bbox.y0).fold(f32::INFINITY, f32::min),
                y1: found.iter().map(|w| w.bbox.y1).fold(f32::NEG_INFINITY, f32::max),
                v: line.v,
                figure: is_figure(&text) || text == "-",
            });
        }
    }
    let mut with_figure = vec![false; lines.len()];
    for piece in pieces.iter().filter(|p| p.figure) {
        if let Some(slot) = with_figure.get_mut(piece.line) {
            *slot = true;
        }
    }
    pieces.sort_by(|a, b| a.col.cmp(&b.col).then(a.line.cmp(&b.line)));
    let tight = tight_pitch(&pieces, lines);
    let own_rows = |a: usize, b: usize| with_figure.get(a) == Some(&true) && with_figure.get(b) == Some(&true);
    let mut out: Vec<Block> = Vec::new();
    let mut before = usize::MAX;
    for piece in &pieces {
        match out.last_mut() {
            Some(b)
                if b.col == piece.col
                    && b.cols == piece.cols
                    && piece.v - b.last_v <= tight
                    && !b.figure
                    && !piece.figure
                    && !own_rows(before, piece.line) =>
            {
                (b.y1, b.last_v) = (piece.y1, piece.v);
            }
            _ => out.push(Block { col: piece.col, cols: piece.cols, y0: piece.y0, y1: piece.y1, last_v: piece.v, figure: piece.figure }),
        }
        before = piece.line;
    }
    out
}

/// The largest distance between baselines that still is a wrapped line.
fn tight_pitch(pieces: &[Piece], lines: &[TextLine]) -> f32 {
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let mut pitches: Vec<f32> = pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.col == b.col => Some(b.v - a.v),
            _ => None,
        })
        .filter(|p| *p > 0.5 * size && *p < LOOSE * size)
        .collect();
    pitches.sort_by(f32::total_cmp);
    pitches.get(pitches.len() / 10).map_or(0.0, |p| p * TIGHT).min(LOOSE * size)
}
