//! Rows that were set without rules between them: one ruled row that holds a list of values is cut into the lines that the
//! values stand on.
//!
//! Two or more columns must carry figures on common lines, and a column of names, codes or numbers must begin an entry at
//! those lines; else the row is an ordinary one whose cells hold several lines.

use super::grid::{Grid, Span};
use crate::layout::Word;
use crate::layout::cell::{Joint, figure_cut, is_value_line, joint, starts_item};
use crate::layout::text::{Line, lines};
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
    unmerge(&mut grid, words);
    let mut r = 0;
    loop {
        let inside = grid.inside(words, &HashMap::new());
        let rows = grid.ys.len().saturating_sub(1);
        let Some((k, (ys, whole))) = (r..rows).find_map(|k| Some((k, cuts(&grid, k, &inside, words)?))) else { return grid };
        apply(&mut grid, k, &ys, &whole);
        r = k + ys.len() + 1;
    }
}

/// Parts cells that reach over several rows only because a border was not drawn: each of the rows has its own number there.
fn unmerge(grid: &mut Grid, words: &[Word]) {
    if !grid.spans.iter().any(|s| s.row_span > 1) {
        return;
    }
    let inside = grid.inside(words, &HashMap::new());
    let mut added = Vec::new();
    let ys = &grid.ys;
    for (span, chosen) in grid.spans.iter_mut().zip(&inside).filter(|(s, i)| s.row_span > 1 && s.row_span == i.len()) {
        let rows: Vec<f32> = (span.row..=span.row + span.row_span).filter_map(|r| ys.get(r).copied()).collect();
        let mut placed: Vec<&Word> = chosen.iter().filter_map(|i| words.get(*i)).collect();
        placed.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let own = rows.windows(2).zip(&placed).all(|(y, w)| matches!(y, [a, b] if w.bbox.mid_y() > *a && w.bbox.mid_y() < *b));
        if own && placed.iter().all(|w| is_value_line(w.text.trim_end_matches('.'))) {
            let whole = *span;
            for (i, y) in rows.windows(2).enumerate() {
                let [y0, y1] = y else { continue };
                let mut part = Span { row: whole.row + i, row_span: 1, ..whole };
                (part.bbox.y0, part.bbox.y1) = (*y0, *y1);
                if i == 0 { *span = part } else { added.push(part) }
            }
        }
    }
    grid.spans.extend(added);
    grid.spans.sort_by_key(|s| (s.row, s.col));
}

/// Heights at which to cut a row, and which of its spans stay whole.
fn cuts(grid: &Grid, r: usize, inside: &[Vec<usize>], words: &[Word]) -> Option<(Vec<f32>, Vec<usize>)> {
    let of_row: Vec<usize> = grid.spans.iter().enumerate().filter(|(_, s)| s.row == r && s.row_span == 1).map(|(k, _)| k).collect();
    let tall = |k: &usize| inside.get(*k).is_some_and(|i| i.len() > 1 && spread(i, words));
    let tall: Vec<usize> = of_row.iter().copied().filter(tall).collect();
    if tall.len() < 2 || !tall.iter().any(|k| inside.get(*k).is_some_and(|i| mostly_figures(i, words))) {
        return None;
    }
    let columns: Vec<Column> = of_row.iter().filter_map(|k| column(*k, grid.spans.get(*k)?, inside.get(*k)?, words)).collect();
    let mut anchors = anchors(&columns)?;
    if let Some(heading) = heading(&columns, &anchors) {
        anchors.insert(0, heading);
    }
    let cuts: Vec<f32> = anchors.windows(2).filter_map(|w| cut(&columns, &anchors, *w.first()?, *w.get(1)?)).collect();
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
    let whole = of_row.iter().copied().filter(|k| !columns.iter().any(|c| c.span == *k && splits(c)));
    Some((cuts, whole.collect()))
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
            && !(crate::layout::text::cut_inside(&a.text, &b.text) || figure_cut(&a.text, &b.text) && b.v - a.v < 1.3 * b.size)
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
    let at = |y: f32| column.lines.partition_point(|l| l.v - 0.3 * l.size < y);
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
    let numbers: Vec<Option<u64>> = column.lines.iter().map(|l| l.text.trim_end_matches('.').parse().ok()).collect();
    let grows = numbers.len() > 2 && numbers.windows(2).all(|w| matches!(w, [Some(a), Some(b)] if *b == a + 1));
    let codes = column.lines.iter().filter(|l| l.text.matches('.').count() >= 2 && !l.text.contains(',')).count();
    grows || codes * 2 > column.lines.len()
}

/// Puts the cuts into a grid; the spans in `whole` cover all the new rows.
fn apply(grid: &mut Grid, r: usize, cuts: &[f32], whole: &[usize]) {
    let added = cuts.len();
    let mut spans = Vec::with_capacity(grid.spans.len() + added * 4);
    let top = grid.ys.get(r).copied().unwrap_or_default();
    let bottom = grid.ys.get(r + 1).copied().unwrap_or_default();
    let mut levels = vec![top];
    levels.extend(cuts);
    levels.push(bottom);
    for (k, span) in grid.spans.iter().enumerate() {
        let mut span = *span;
        if span.row > r {
            span.row += added;
        } else if span.row + span.row_span > r + 1 || span.row < r && span.row + span.row_span > r || span.row == r && whole.contains(&k) {
            span.row_span += added;
        } else if span.row == r {
            for (i, pair) in levels.windows(2).enumerate() {
                if let [y0, y1] = pair {
                    let mut part = Span { row: r + i, ..span };
                    (part.bbox.y0, part.bbox.y1) = (*y0, *y1);
                    spans.push(part);
                }
            }
            continue;
        }
        spans.push(span);
    }
    spans.sort_by_key(|s| (s.row, s.col));
    grid.ys.splice(r + 1..r + 1, cuts.iter().copied());
    grid.spans = spans;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::{Direction, Fill, Rect};
    use crate::table::Detection;

    fn word(text: &str, x: f32, v: f32) -> Word {
        let width = f32::from(u16::try_from(text.len()).unwrap()) * 4.0;
        Word {
            text: text.into(),
            bbox: Rect::new(x, v - 7.0, x + width, v + 2.0),
            baseline: v,
            size: 8.0,
            bold: false,
            italic: false,
            direction: Direction::Right,
            space_before: true,
            superscript: false,
            color: [0; 3],
            order: 0,
        }
    }

    fn sentence(text: &str, x: f32, v: f32) -> Vec<Word> {
        let mut at = x;
        let mut out = Vec::new();
        for t in text.split(' ') {
            let w = word(t, at, v);
            at = w.bbox.x1 + 2.0;
            out.push(w);
        }
        out
    }

    /// One ruled row with columns of the given widths, filled and cut.
    fn texts(xs: &[f32], ys: &[f32], spans: Option<Vec<Span>>, words: &[Word]) -> Vec<Vec<String>> {
        let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.0);
        let all = spans.unwrap_or_else(|| {
            let cells = (0..ys.len() - 1).flat_map(|r| (0..xs.len() - 1).map(move |c| (r, c)));
            let bbox = |r, c| Rect::new(at(xs, c), at(ys, r), at(xs, c + 1), at(ys, r + 1));
            cells.map(|(row, col)| Span { row, col, row_span: 1, col_span: 1, bbox: bbox(row, col) }).collect()
        });
        let grid = Grid { xs: xs.to_vec(), ys: ys.to_vec(), spans: all, detection: Detection::Lattice };
        let piece = split(grid, words).fill(1, words, &[] as &[Fill]);
        let row = |r: usize| piece.cells.iter().filter(|c| c.row == r).map(|c| c.text.clone()).collect();
        (0..piece.rows).map(row).collect()
    }

    #[test]
    fn a_row_of_values_under_each_other_is_cut_where_names_begin() {
        let mut words = Vec::new();
        for (text, v) in [("Pelatihan kerja", 20.0), ("mandiri", 30.0), ("Bursa kerja", 42.0), ("Magang", 54.0)] {
            words.extend(sentence(text, 4.0, v));
        }
        for (a, b, v) in [("1.200", "95,10", 20.0), ("800", "91,00", 42.0), ("75", "100", 54.0)] {
            words.extend([word(a, 84.0, v), word(b, 124.0, v)]);
        }
        let rows = texts(&[0.0, 80.0, 120.0, 160.0], &[8.0, 60.0], None, &words);
        assert_eq!(rows, [["Pelatihan kerja mandiri", "1.200", "95,10"], ["Bursa kerja", "800", "91,00"], ["Magang", "75", "100"]]);
    }

    #[test]
    fn wrapped_names_with_one_value_each_stay_one_row() {
        let mut words = sentence("Meningkatnya kualitas", 4.0, 20.0);
        words.extend(sentence("tenaga kerja", 4.0, 30.0));
        words.extend([word("12", 84.0, 20.0), word("orang", 84.0, 30.0), word("95,10", 124.0, 20.0)]);
        let rows = texts(&[0.0, 100.0, 120.0, 160.0], &[8.0, 40.0], None, &words);
        assert_eq!(rows.len(), 1);
        // Two figures in two columns, but one name that runs on beside them.
        let mut words = sentence("Meningkatnya kualitas", 4.0, 20.0);
        words.extend(sentence("tenaga kerja", 4.0, 30.0));
        words.extend([("12", 84.0), ("95,1", 124.0)].iter().flat_map(|(t, x)| [word(t, *x, 20.0), word(t, *x, 30.0)]));
        assert_eq!(texts(&[0.0, 80.0, 120.0, 160.0], &[8.0, 40.0], None, &words).len(), 1);
    }

    #[test]
    fn a_number_in_each_row_of_a_merged_cell_parts_it() {
        let words: Vec<Word> = [word("3", 4.0, 16.0), word("4", 4.0, 36.0)]
            .into_iter()
            .chain(sentence("Satu", 24.0, 16.0))
            .chain(sentence("Dua", 24.0, 36.0))
            .collect();
        let merged = vec![
            Span { row: 0, col: 0, row_span: 2, col_span: 1, bbox: Rect::new(0.0, 0.0, 20.0, 40.0) },
            Span { row: 0, col: 1, row_span: 1, col_span: 1, bbox: Rect::new(20.0, 0.0, 80.0, 20.0) },
            Span { row: 1, col: 1, row_span: 1, col_span: 1, bbox: Rect::new(20.0, 20.0, 80.0, 40.0) },
        ];
        assert_eq!(texts(&[0.0, 20.0, 80.0], &[0.0, 20.0, 40.0], Some(merged), &words), [["3", "Satu"], ["4", "Dua"]]);
    }
}
