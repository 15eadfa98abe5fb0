//! Columns from the white space that runs down between the words.

use super::{Region, TextLine};
use crate::layout::Word;
use crate::table::header::is_figure;

/// White space between columns is at least this many times the font size wide.
const GUTTER: f32 = 0.5;
/// With fewer lines than this, chance aligns word gaps: the white space must be wider.
const FEW_LINES: usize = 4;
/// ... by this many times the font size.
const WIDE_GUTTER: f32 = 0.9;
/// This part of the lines may cross a gutter: sub-headings, totals, text that overflows.
const CROSSING: f32 = 0.08;

/// Left and right ends of the columns, left to right; `None` for fewer than two.
#[must_use]
pub fn columns(words: &[Word], region: &Region) -> Option<Vec<(f32, f32)>> {
    let first = first_figure_line(words, region);
    let (header, body) = region.lines.split_at(first.min(region.lines.len()));
    let multi: Vec<&TextLine> = body.iter().filter(|l| l.segments.len() >= 2).collect();
    let size = region.lines.iter().map(|l| l.size).fold(0.0, f32::max).max(1.0);
    let chosen = if multi.len() >= 2 { multi } else { region.lines.iter().filter(|l| l.segments.len() >= 2).collect() };
    let mut columns = intervals(words, &chosen, size);
    add_header_columns(header, &mut columns, size);
    (columns.len() >= 2).then_some(columns)
}

/// Index of the first line with a figure, below the names of the columns; 0 where there is none.
#[must_use]
pub fn first_figure_line(words: &[Word], region: &Region) -> usize {
    let has_figure = |l: &TextLine| {
        l.segments.iter().any(|s| matches!(s.words.as_slice(), [one] if words.get(*one).is_some_and(|w| is_figure(&w.text))))
    };
    region.lines.iter().position(has_figure).unwrap_or(0)
}

/// Maximal stretches of x that the words of (nearly) all lines leave free, turned inside out.
fn intervals(words: &[Word], lines: &[&TextLine], size: f32) -> Vec<(f32, f32)> {
    let allowed = floor(lines.len(), CROSSING);
    let gutter = if lines.len() < FEW_LINES { WIDE_GUTTER } else { GUTTER } * size;
    // +1 where a line begins to cover x, -1 where it ends; words of a line closer than a third of an em cover the gap.
    let mut events: Vec<(f32, i32)> = Vec::new();
    for line in lines {
        let mut open: Option<(f32, f32)> = None;
        for word in line.words.iter().filter_map(|i| words.get(*i)) {
            match &mut open {
                Some(o) if word.bbox.x0 <= o.1 + 0.34 * size => o.1 = o.1.max(word.bbox.x1),
                _ => {
                    if let Some(o) = open.replace((word.bbox.x0, word.bbox.x1)) {
                        events.extend([(o.0, 1), (o.1, -1)]);
                    }
                }
            }
        }
        if let Some(o) = open {
            events.extend([(o.0, 1), (o.1, -1)]);
        }
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut covered: Vec<(f32, f32)> = Vec::new();
    let mut depth = 0_i32;
    let limit = i32::try_from(allowed).unwrap_or(0);
    let mut start: Option<f32> = None;
    for (x, step) in events {
        let before = depth;
        depth += step;
        if before <= limit && depth > limit {
            start = Some(x);
        } else if before > limit
            && depth <= limit
            && let Some(from) = start.take()
        {
            match covered.last_mut() {
                Some(last) if from - last.1 < gutter => last.1 = x,
                _ => covered.push((from, x)),
            }
        }
    }
    covered
}

/// Columns that only the header names (an empty `Ket.` column).
fn add_header_columns(header: &[TextLine], columns: &mut Vec<(f32, f32)>, size: f32) {
    let apart = |columns: &[(f32, f32)], x0: f32, x1: f32| columns.iter().all(|c| x0 > c.1 + 0.3 * size || x1 < c.0 - 0.3 * size);
    for segment in header.iter().flat_map(|l| &l.segments) {
        let (x0, x1) = (segment.x0, segment.x1);
        if apart(columns, x0, x1) {
            columns.push((x0, x1));
            columns.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "line counts are small")]
fn floor(count: usize, share: f32) -> usize {
    (count as f32 * share) as usize
}
