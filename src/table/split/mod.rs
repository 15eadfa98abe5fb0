//! Rows that were set without rules between them: one ruled row that holds a list of values is cut into the lines that the
//! values stand on.
//!
//! Two or more columns must carry figures on common lines, and a column of names, codes or numbers must begin an entry at
//! those lines; else the row is an ordinary one whose cells hold several lines.

mod entries;
mod lists;
mod merged;
mod summary;

use super::grid::{Grid, Span};
use crate::layout::Word;
use crate::layout::cell::{Joint, figure_cut, is_full, is_value_line, joint, starts_item};
use crate::layout::text::{Line, lines};
use crate::pdf::Rect;
use std::collections::HashMap;

/// Figures of one row lie within this part of the smallest pitch between rows.
const SAME_ROW: f32 = 0.45;
/// A figure this many smallest pitches away from all others stands on a row of its own.
const APART: f32 = 0.8;
/// Rows are no closer than this many times the font size.
const LEAST_PITCH: f32 = 0.9;
/// Upper part of a line's font size that its letters take above the baseline, and the part below.
const RISE: f32 = 0.6;
const FALL: f32 = 0.1;
/// A unit has no more characters than this.
const LONGEST_UNIT: usize = 12;
/// A figure that leaves room for so many more digits was not wrapped.
const TWO_DIGITS: f32 = 2.0;
/// Middle of the letters of a line above its baseline, in font sizes.
const HALF_RISE: f32 = 0.3;
/// More white space than this many times the usual pitch parts two entries.
const WIDER: f32 = 1.2;

/// What one column holds in a tall row.
struct Column {
    /// Index of its span.
    span: usize,
    lines: Vec<Line>,
    values: bool,
    /// Units or other single words, one a line.
    units: bool,
    /// Baselines at which its figures begin.
    starts: Vec<f32>,
    room: f32,
}

/// Cuts the rows of a grid that hold several rows of values.
#[must_use]
pub fn split(mut grid: Grid, words: &[Word]) -> Grid {
    merged::unmerge(&mut grid, words);
    summary::unspan(&mut grid, words);
    // Rows before `unruled` came of a numbered list: they may hold lists themselves.
    let (mut r, mut unruled) = (0, 0);
    loop {
        let inside = grid.inside(words, &HashMap::new());
        let rows = grid.ys.len().saturating_sub(1);
        let found = (r..rows).find_map(|k| Some((k, plan(&grid, k, &inside, words, k < unruled)?)));
        let Some((k, plan)) = found else { return grid };
        apply(&mut grid, k, &plan);
        let after = k + plan.ys.len() + 1;
        if plan.numbered {
            (r, unruled) = (k, after);
        } else {
            r = after;
            unruled += if k < unruled { plan.ys.len() } else { 0 };
        }
    }
}

/// How to cut one row.
struct Plan {
    /// Heights of the cuts.
    ys: Vec<f32>,
    /// Spans to cut, and into what; all others of the row cover the new rows.
    slices: Vec<(usize, Vec<Slice>)>,
    /// Cut at the numbers of a first column.
    numbered: bool,
}

/// What a span is cut into: a run of the new rows, and the heights between which its words stand.
#[derive(Clone, Copy)]
struct Slice {
    first: usize,
    rows: usize,
    y0: f32,
    y1: f32,
}

/// The spans that a span falls into.
fn sliced(span: &Span, slices: &[Slice]) -> impl Iterator<Item = Span> {
    slices.iter().map(|s| Span { row: span.row + s.first, row_span: s.rows, bbox: Rect { y0: s.y0, y1: s.y1, ..span.bbox }, ..*span })
}

/// One slice a row, cut at the given heights.
fn each_row(span: &Span, cuts: &[f32]) -> Vec<Slice> {
    let mut levels = vec![span.bbox.y0];
    levels.extend(cuts);
    levels.push(span.bbox.y1);
    let slices = levels.windows(2).enumerate();
    slices.filter_map(|(first, w)| Some(Slice { first, rows: 1, y0: *w.first()?, y1: *w.get(1)? })).collect()
}

/// How to cut a row that holds several; nothing where it holds one.
fn plan(grid: &Grid, r: usize, inside: &[Vec<usize>], words: &[Word], unruled: bool) -> Option<Plan> {
    let of_row: Vec<usize> = grid.spans.iter().enumerate().filter(|(_, s)| s.row == r && s.row_span == 1).map(|(k, _)| k).collect();
    let tall = |k: &usize| inside.get(*k).is_some_and(|i| i.len() > 1 && spread(i, words));
    let tall: Vec<usize> = of_row.iter().copied().filter(tall).collect();
    if tall.len() < 2 || !tall.iter().any(|k| inside.get(*k).is_some_and(|i| mostly_figures(i, words))) {
        return None;
    }
    let columns: Vec<Column> = of_row.iter().filter_map(|k| column(*k, grid.spans.get(*k)?, inside.get(*k)?, words)).collect();
    lists::numbered(grid, &columns)
        .or_else(|| lists::paired(grid, &columns, unruled))
        .or_else(|| cuts(grid, &columns))
        .or_else(|| lists::aligned(grid, &columns))
}

/// Cuts a row at the lines on which the figures of several columns agree.
fn cuts(grid: &Grid, columns: &[Column]) -> Option<Plan> {
    let mut anchors = anchors(columns)?;
    if let Some(heading) = heading(columns, &anchors) {
        anchors.insert(0, heading);
    }
    let cuts: Vec<f32> = anchors.windows(2).filter_map(|w| cut(columns, &anchors, *w.first()?, *w.get(1)?)).collect();
    if cuts.len() + 1 != anchors.len() {
        return None;
    }
    let labels: Vec<usize> = columns.iter().filter(|c| !c.values && !c.units && parts(c, &cuts)).map(|c| c.span).collect();
    let named = columns
        .iter()
        .filter(|c| labels.contains(&c.span))
        .any(|c| bands(c, &cuts).iter().filter(|b| !b.is_empty()).count() * 5 >= anchors.len() * 4);
    let coded = columns.iter().any(|c| c.values && c.starts.len() == anchors.len() && is_stub(c));
    if !(named || coded) {
        return None;
    }
    let splits = |c: &Column| labels.contains(&c.span) || (c.values || c.units) && c.starts.len() > 1;
    let first_label = labels.iter().filter_map(|k| grid.spans.get(*k)).map(|s| s.col).min().unwrap_or(0);
    let cut_up = |c: &Column| {
        let span = grid.spans.get(c.span)?;
        let slices = if splits(c) { each_row(span, &cuts) } else { entries::grouped(span, c, columns, &cuts, span.col < first_label)? };
        Some((c.span, slices))
    };
    let slices = columns.iter().filter_map(cut_up).collect();
    Some(Plan { ys: cuts, slices, numbered: false })
}

/// Whether words stand on more than one line.
fn spread(chosen: &[usize], words: &[Word]) -> bool {
    let at = || chosen.iter().filter_map(|i| words.get(*i));
    let low = at().map(|w| w.baseline).fold(f32::INFINITY, f32::min);
    at().any(|w| w.baseline - low > LEAST_PITCH * w.size)
}

fn mostly_figures(chosen: &[usize], words: &[Word]) -> bool {
    let figures = chosen
        .iter()
        .filter_map(|i| words.get(*i))
        .filter(|w| w.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | '<' | '>')));
    figures.count() * 2 >= chosen.len()
}

fn column(span: usize, place: &Span, chosen: &[usize], words: &[Word]) -> Option<Column> {
    let lines = lines(words, chosen);
    let first = lines.first()?;
    let values = lines.iter().all(|l| is_value_line(&l.text));
    let mut starts = vec![first.v];
    for pair in lines.windows(2) {
        if let [a, b] = pair
            && !(crate::layout::text::cut_inside(&a.text, &b.text)
                || figure_cut(&a.text, &b.text) && is_full(a, TWO_DIGITS, place.bbox.width() - a.size) && b.v - a.v < 1.3 * b.size)
        {
            starts.push(b.v);
        }
    }
    let units = !values && lines.len() > 1 && lines.iter().all(|l| !l.text.contains(' ') && l.text.chars().count() <= LONGEST_UNIT);
    let units = units && lines.windows(2).any(|w| matches!(w, [a, b] if a.text == b.text));
    Some(Column { span, units, room: place.bbox.width() - first.size, lines, values, starts })
}

/// The baselines on which the figures of several columns agree.
fn anchors(columns: &[Column]) -> Option<Vec<f32>> {
    let lists: Vec<&Column> = columns.iter().filter(|c| (c.values || c.units) && c.starts.len() > 1).collect();
    if !lists.iter().any(|c| c.values) {
        return None;
    }
    let support = |most: &&&Column| lists.iter().filter(|c| agrees(c, most)).count();
    let most = lists.iter().filter(|c| pitch(c) >= LEAST_PITCH * size(c)).max_by_key(|c| (support(c), c.starts.len()))?;
    let count = support(&most);
    if count < 2 || count * 3 < lists.len() * 2 {
        return None;
    }
    // Rows in which the fullest column is empty.
    let mut anchors = most.starts.clone();
    for v in lists.iter().filter(|c| agrees(c, most)).flat_map(|c| &c.starts) {
        if anchors.iter().all(|a| (a - v).abs() > APART * pitch(most)) {
            anchors.push(*v);
        }
    }
    anchors.sort_by(f32::total_cmp);
    Some(anchors)
}

fn size(column: &Column) -> f32 {
    column.lines.first().map_or(1.0, |l| l.size)
}

/// The smallest distance between the figures of a column.
fn pitch(column: &Column) -> f32 {
    column.starts.windows(2).filter_map(|w| Some(w.get(1)? - w.first()?)).fold(f32::INFINITY, f32::min)
}

/// Whether nearly all figures of a column stand on the lines of another, and on more than half of them.
fn agrees(column: &Column, other: &Column) -> bool {
    let reach = SAME_ROW * pitch(other).min(3.0 * size(other));
    let near = column.starts.iter().filter(|v| other.starts.iter().any(|a| (a - **v).abs() <= reach)).count();
    near * 20 >= column.starts.len() * 17 && near * 2 > other.starts.len()
}

/// A line of text above the first value that heads the entries below: `Dekonsentrasi` | `1. Program …`.
fn heading(columns: &[Column], anchors: &[f32]) -> Option<f32> {
    let first = *anchors.first()?;
    columns.iter().filter(|c| !c.values).find_map(|c| {
        let top = c.lines.first()?;
        let item = c.lines.iter().position(|l| starts_item(&l.text))?;
        let next = c.lines.get(item)?;
        (item > 0 && (next.v - first).abs() < LEAST_PITCH * next.size && first - top.v > LEAST_PITCH * top.size).then_some(top.v)
    })
}

/// The best height between two anchors: where the fewest lines are cut, white space is widest and names begin anew.
fn cut(columns: &[Column], anchors: &[f32], above: f32, below: f32) -> Option<f32> {
    let size = columns.iter().flat_map(|c| &c.lines).map(|l| l.size).fold(f32::INFINITY, f32::min);
    let mut edges: Vec<f32> = Vec::new();
    let between = |l: &&Line| l.v > above - 2.0 * size && l.v < below + 2.0 * size;
    for line in columns.iter().flat_map(|c| &c.lines).filter(between) {
        edges.extend([line.v - RISE * line.size, line.v + FALL * line.size]);
    }
    edges.retain(|y| *y > above && *y < below);
    edges.push(above + FALL * size);
    edges.push(below - RISE * size);
    edges.sort_by(f32::total_cmp);
    // Names that begin above the figure that they belong to end on its line; others begin there.
    let names = || columns.iter().filter(|c| !c.values && c.lines.len() > 1);
    let last = anchors.last().copied().unwrap_or(below);
    let first = anchors.first().copied().unwrap_or(above);
    let low = names().any(|c| c.lines.first().is_some_and(|l| first - l.v > LEAST_PITCH * l.size));
    let high = names().any(|c| c.lines.last().is_some_and(|l| l.v - last > LEAST_PITCH * l.size));
    let score = |y: f32, gap: f32| {
        let crossed = columns.iter().flat_map(|c| &c.lines).filter(|l| l.v - RISE * l.size < y && l.v + FALL * l.size > y).count();
        let anew: i32 = names().map(|c| begins_anew(c, y)).sum();
        let side = match (low, high) {
            (false, true) => (y - above) / (below - above),
            (true, false) => (below - y) / (below - above),
            _ => 0.0,
        };
        let crossed = f32::from(u16::try_from(crossed).unwrap_or(u16::MAX));
        let anew = f32::from(i16::try_from(anew).unwrap_or(0));
        gap / size.max(1.0) + side + anew - 4.0 * crossed
    };
    let gaps = edges.windows(2).filter_map(|w| Some((*w.first()?, *w.get(1)?))).filter(|(a, b)| b - a > 0.01);
    gaps.map(|(a, b)| (f32::midpoint(a, b), b - a)).max_by(|a, b| score(a.0, a.1).total_cmp(&score(b.0, b.1))).map(|g| g.0)
}

/// Whether the text below a height begins an entry (1), goes on with the one above (-1), or says nothing.
fn begins_anew(column: &Column, y: f32) -> i32 {
    let at = column.lines.partition_point(|l| l.v < y);
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|i| column.lines.get(i)), column.lines.get(at)) else { return 0 };
    if starts_item(&after.text) {
        return 1;
    }
    match joint(before, after, &column.lines, column.room) {
        Joint::Feed => 1,
        _ if wider(column, before, after) => 1,
        _ if after.text.starts_with(|c: char| c.is_lowercase()) => -1,
        _ => 0,
    }
}

/// Whether two lines stand further apart than the lines of their column usually do.
fn wider(column: &Column, before: &Line, after: &Line) -> bool {
    let pitch = column.lines.windows(2).filter_map(|w| Some(w.get(1)?.v - w.first()?.v)).fold(f32::INFINITY, f32::min);
    after.v - before.v > WIDER * pitch.max(after.size)
}

/// The lines of a column between the cuts.
fn bands<'a>(column: &'a Column, cuts: &[f32]) -> Vec<&'a [Line]> {
    let at = |y: f32| column.lines.partition_point(|l| l.v - HALF_RISE * l.size < y);
    let mut starts = vec![0];
    starts.extend(cuts.iter().map(|y| at(*y)));
    starts.push(column.lines.len());
    starts.windows(2).filter_map(|w| column.lines.get(*w.first()?..*w.get(1)?)).collect()
}

/// Whether a column of text falls into entries at the cuts: each begins anew.
fn parts(column: &Column, cuts: &[f32]) -> bool {
    let bands = bands(column, cuts);
    let filled: Vec<&&[Line]> = bands.iter().filter(|b| !b.is_empty()).collect();
    let single = column.lines.iter().all(|l| !l.text.contains(' '));
    let anew = |w: &[&&[Line]]| {
        let (Some(before), Some(after)) = (w.first().and_then(|b| b.last()), w.get(1).and_then(|b| b.first())) else { return false };
        let capital = after.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        starts_item(&after.text)
            || single
            || joint(before, after, &column.lines, column.room) == Joint::Feed
            || capital && (wider(column, before, after) || filled.len() == bands.len() && bands.len() > 3)
    };
    let begun = filled.windows(2).filter(|w| anew(w)).count();
    // One slip of the typist (a name in lower case) does not make a long list one text.
    let slips = if column.lines.len() == filled.len() { filled.len() / 5 } else { filled.len() / 10 };
    // A stray full stop far below a wrapped text does not make it a list.
    filled.len() > 1 && filled.len() * 3 >= bands.len() && begun + 1 + slips >= filled.len()
}

/// Whether a column of figures names its rows: codes, or numbers that only grow.
fn is_stub(column: &Column) -> bool {
    let grows = column.lines.len() > 2 && entries::counts_up(&column.lines);
    let codes = column.lines.iter().filter(|l| l.text.matches('.').count() >= 2 && !l.text.contains(',')).count();
    grows || codes * 2 > column.lines.len()
}

/// Puts the cuts into a grid.
fn apply(grid: &mut Grid, r: usize, plan: &Plan) {
    let added = plan.ys.len();
    let mut spans = Vec::with_capacity(grid.spans.len() + added * 4);
    for (k, span) in grid.spans.iter().enumerate() {
        let mut span = *span;
        if let Some((_, slices)) = plan.slices.iter().find(|s| s.0 == k) {
            spans.extend(sliced(&span, slices));
            continue;
        }
        if span.row > r {
            span.row += added;
        } else if span.row + span.row_span > r {
            span.row_span += added;
        }
        spans.push(span);
    }
    spans.sort_by_key(|s| (s.row, s.col));
    grid.ys.splice(r + 1..r + 1, plan.ys.iter().copied());
    grid.spans = spans;
}

#[cfg(test)]
mod tests;
