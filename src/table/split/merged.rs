//! Cells that reach over several rows only because borders between them were not drawn.

use super::{HALF_RISE, Slice, each_row, entries, sliced};
use crate::layout::Word;
use crate::layout::cell::is_value_line;
use crate::layout::text::{Line, lines};
use crate::table::grid::{Grid, Span};
use std::collections::HashMap;

/// The first line of a text set at the top of its row stands within this many font sizes of the row's border.
const TOP: f32 = 2.2;
/// Middles of texts set in the middle of their rows differ from those of the rows by less than this many font sizes.
const MIDDLE: f32 = 0.8;

/// Parts cells that hold a text of its own for each of some of the rows that they reach over.
pub fn unmerge(grid: &mut Grid, words: &[Word]) {
    if !grid.spans.iter().any(|s| s.row_span > 1) {
        return;
    }
    let inside = grid.inside(words, &HashMap::new());
    let mut out: Vec<Span> = Vec::with_capacity(grid.spans.len());
    let mut freed: Vec<(usize, usize)> = Vec::new();
    let mut left: Vec<(usize, Vec<Line>)> = Vec::new();
    for (k, (span, chosen)) in grid.spans.iter().zip(&inside).enumerate() {
        if span.row_span < 2 || chosen.len() < 2 {
            out.push(*span);
            continue;
        }
        let lines = lines(words, chosen);
        if let Some(rows) = starts(grid, span, &lines) {
            freed.push((span.row, span.row_span));
            out.extend(sliced(span, &parted(grid, span, &rows)));
        } else {
            left.push((k, lines));
        }
    }
    // Numbers beside such texts, or of the rows themselves, belong to them in their order, even where they stand a little off.
    for (k, lines) in left {
        let Some(span) = grid.spans.get(k) else { continue };
        let listed = freed.contains(&(span.row, span.row_span)) || span.col == 0 && span.row > 0;
        let beside = listed && lines.len() == span.row_span && entries::counts_up(&lines);
        if !beside {
            out.push(*span);
            continue;
        }
        let between = |w: &[Line]| Some(f32::midpoint(w.first()?.v, w.get(1)?.v - 2.0 * HALF_RISE * w.get(1)?.size));
        let cuts: Vec<f32> = lines.windows(2).filter_map(between).collect();
        out.extend(sliced(span, &each_row(span, &cuts)));
    }
    out.sort_by_key(|s| (s.row, s.col));
    grid.spans = out;
}

/// The rows in which the entries of a merged cell begin, counted from its first; nothing where it is one cell.
fn starts(grid: &Grid, span: &Span, lines: &[Line]) -> Option<Vec<usize>> {
    let ys: Vec<f32> = (span.row..=span.row + span.row_span).filter_map(|r| grid.ys.get(r).copied()).collect();
    let row_of = |l: &Line| ys.partition_point(|y| *y <= l.v - HALF_RISE * l.size).checked_sub(1).filter(|r| *r < span.row_span);
    // A number in each row.
    let own: Vec<usize> = lines.iter().filter_map(row_of).collect();
    let each = own.len() == span.row_span && own.iter().enumerate().all(|(i, r)| i == *r);
    if each && lines.iter().all(|l| is_value_line(l.text.trim_end_matches('.')) && !l.text.contains(' ')) {
        return Some(own);
    }
    if span.row == 0 {
        return None;
    }
    let heads = entries::heads(lines, entries::own_pitch(lines));
    if heads.len() < 2 || heads.len() > span.row_span {
        return None;
    }
    let rows: Vec<usize> = heads.iter().filter_map(|h| row_of(lines.get(*h)?)).collect();
    // Every entry ends before the row of the next begins.
    let ends = heads.iter().skip(1).filter_map(|h| row_of(lines.get(h.checked_sub(1)?)?));
    let apart = rows.len() == heads.len() && rows.first() == Some(&0) && ends.zip(rows.iter().skip(1)).all(|(end, next)| end < *next);
    (apart && (at_top(lines, &heads, &rows, &ys) || in_middle(lines, &heads, &rows, &ys))).then_some(rows)
}

fn at_top(lines: &[Line], heads: &[usize], rows: &[usize], ys: &[f32]) -> bool {
    let near = |(h, r): (&usize, &usize)| lines.get(*h).zip(ys.get(*r)).is_some_and(|(l, y)| l.v - y < TOP * l.size);
    heads.iter().zip(rows).all(near)
}

fn in_middle(lines: &[Line], heads: &[usize], rows: &[usize], ys: &[f32]) -> bool {
    let middle = |i: usize| {
        let first = lines.get(*heads.get(i)?)?;
        let last = lines.get(heads.get(i + 1).map_or(lines.len(), |h| *h).checked_sub(1)?)?;
        let (top, bottom) = (ys.get(*rows.get(i)?)?, rows.get(i + 1).map_or(ys.last(), |r| ys.get(*r))?);
        let text = f32::midpoint(first.v - 0.7 * first.size, last.v + 0.2 * last.size);
        Some((text - f32::midpoint(*top, *bottom)).abs() < MIDDLE * first.size)
    };
    (0..heads.len()).all(|i| middle(i) == Some(true))
}

/// The slices of a span that begin at the given rows.
fn parted(grid: &Grid, span: &Span, rows: &[usize]) -> Vec<Slice> {
    let y = |r: usize| grid.ys.get(span.row + r).copied().unwrap_or(span.bbox.y1);
    let ends = rows.iter().skip(1).copied().chain(std::iter::once(span.row_span));
    rows.iter().zip(ends).map(|(from, to)| Slice { first: *from, rows: to - from, y0: y(*from), y1: y(to) }).collect()
}
