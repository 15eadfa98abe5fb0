//! Columns from the white space that runs down between the words.

use super::{Region, Segment, TextLine};
use crate::layout::Word;
use crate::table::header::is_figure;

/// White space between columns is at least this many times the font size wide.
const GUTTER: f32 = 0.5;
/// With fewer lines than this, chance aligns word gaps: the white space must be wider.
const FEW_LINES: usize = 4;
/// ... by this many times the font size.
const WIDE_GUTTER: f32 = 0.9;
/// A sub-heading covers at least this part of the width.
const SUB_HEADING: f32 = 0.25;
/// This part of the lines may cross a gutter: sub-headings, totals, text that overflows.
const CROSSING: f32 = 0.08;
/// Texts of one column begin at the same place within this many points.
const SAME_START: f32 = 1.0;
/// At least this many lines show where a column begins that has no white space before it.
const STARTS: usize = 2;

/// Left and right ends of the columns, left to right; `None` for fewer than two. The lines of the region are cut where a
/// column begins closely beside another.
#[must_use]
pub fn columns(words: &[Word], region: &mut Region) -> Option<Vec<(f32, f32)>> {
    let first = header_lines(words, region).min(region.lines.len());
    let (mut columns, tight) = found(words, region, first);
    for line in region.lines.iter_mut().skip(first) {
        cut_segments(words, line, &tight);
    }
    add_header_columns(region.lines.get(..first).unwrap_or(&[]), &mut columns, size(region));
    (columns.len() >= 2).then_some(columns)
}

/// The largest type of a region.
fn size(region: &Region) -> f32 {
    region.lines.iter().map(|l| l.size).fold(0.0, f32::max).max(1.0)
}

/// The columns of the body, and where those begin that have no white space before them.
fn found(words: &[Word], region: &Region, first: usize) -> (Vec<(f32, f32)>, Vec<f32>) {
    let (header, body) = region.lines.split_at(first);
    let label = |l: &TextLine| l.words.first().and_then(|i| words.get(*i)).is_some_and(|w| super::is_total(&w.text));
    let multi: Vec<&TextLine> = body.iter().filter(|l| l.segments.len() >= 2 && !label(l)).collect();
    let chosen = if multi.len() >= 2 { multi } else { region.lines.iter().filter(|l| l.segments.len() >= 2).collect() };
    part_named(words, header, body, intervals(words, &chosen, size(region)))
}

/// Parts columns over which the header has two names side by side, at the place where texts of the body begin.
fn part_named(words: &[Word], header: &[TextLine], body: &[TextLine], columns: Vec<(f32, f32)>) -> (Vec<(f32, f32)>, Vec<f32>) {
    let mut out = Vec::with_capacity(columns.len());
    let mut tight = Vec::new();
    for (from, to) in columns {
        let over = |s: &&Segment| f32::midpoint(s.x0, s.x1) > from && f32::midpoint(s.x0, s.x1) < to;
        let names = header.iter().map(|l| l.segments.iter().filter(over).collect::<Vec<_>>()).max_by_key(Vec::len).unwrap_or_default();
        let mut left = from;
        for pair in names.windows(2) {
            let [a, b] = pair else { continue };
            let between = (f32::midpoint(a.x0, a.x1).max(left), f32::midpoint(b.x0, b.x1).min(to));
            if let Some(x) = common_start(words, body, left, between) {
                let ends = body.iter().flat_map(|l| &l.words).filter_map(|i| words.get(*i)).map(|w| w.bbox.x1);
                let end = ends.filter(|e| *e > left && *e < x).fold(left, f32::max);
                out.push((left, end));
                tight.push(x);
                left = x;
            }
        }
        out.push((left, to));
    }
    (out, tight)
}

/// Where texts of several lines begin, between two places, right of other text; few lines run across.
fn common_start(words: &[Word], lines: &[TextLine], left: f32, between: (f32, f32)) -> Option<f32> {
    let inside = |l: &TextLine| -> Vec<(f32, f32)> {
        l.words.iter().filter_map(|i| words.get(*i)).map(|w| (w.bbox.x0, w.bbox.x1)).filter(|w| w.1 > left && w.0 < between.1).collect()
    };
    let lines: Vec<Vec<(f32, f32)>> = lines.iter().map(inside).collect();
    let mut starts: Vec<f32> = lines.iter().flatten().map(|w| w.0).filter(|x| *x > between.0 && *x < between.1).collect();
    starts.sort_by(f32::total_cmp);
    let count = |x: f32| starts.partition_point(|s| *s < x + SAME_START) - starts.partition_point(|s| *s < x - SAME_START);
    // The first of the places at which most lines have a word begin.
    let best = starts.iter().copied().map(|x| (count(x), x)).fold((0, 0.0), |a, b| if b.0 > a.0 { b } else { a });
    let (begun, x) = best;
    let crossed = |l: &&Vec<(f32, f32)>| {
        let begins = l.iter().any(|w| (w.0 - x).abs() <= 2.0 * SAME_START);
        let (before, after) = (l.iter().any(|w| w.0 < x - SAME_START), l.iter().any(|w| w.1 > x + SAME_START));
        !begins && before && after
    };
    let beside = lines.iter().filter(|l| l.iter().any(|w| w.0 < x - SAME_START)).count();
    let across = lines.iter().filter(crossed).count();
    (begun >= STARTS && beside >= STARTS && begun > 2 * across).then_some(x - SAME_START)
}

/// Cuts the segments of a line where a word begins at one of the places.
fn cut_segments(words: &[Word], line: &mut TextLine, places: &[f32]) {
    let begins = |i: &usize| words.get(*i).is_some_and(|w| places.iter().any(|x| (w.bbox.x0 - x - SAME_START).abs() <= SAME_START));
    if places.is_empty() || !line.words.iter().any(begins) {
        return;
    }
    let end = |i: &usize| words.get(*i).map_or(0.0, |w| w.bbox.x1);
    let start = |i: &usize| words.get(*i).map_or(0.0, |w| w.bbox.x0);
    let cut = |s: &Segment| -> Vec<Segment> {
        let parts = s.words.chunk_by(|_, b| !begins(b));
        let part = |p: &[usize]| Segment {
            words: p.to_vec(),
            x0: p.iter().map(start).fold(f32::INFINITY, f32::min),
            x1: p.iter().map(end).fold(f32::NEG_INFINITY, f32::max),
        };
        parts.map(part).collect()
    };
    line.segments = line.segments.iter().flat_map(cut).collect();
}

/// How many lines at the top name the columns: those above the first figure, within the first shaded band or above the
/// first rule through the whole table; 0 where no line holds a figure.
#[must_use]
pub fn header_lines(words: &[Word], region: &Region) -> usize {
    let text = |i: &usize| words.get(*i).map_or("", |w| w.text.as_str());
    let has_figure = |l: &TextLine| {
        l.segments.iter().any(|s| match s.words.as_slice() {
            [one] => is_figure(text(one)),
            [sign, one] => text(sign).trim_end_matches('.') == "Rp" && is_figure(text(one)),
            _ => false,
        })
    };
    let first = region.lines.iter().position(has_figure);
    let Some(top) = region.lines.first() else { return 0 };
    let middle = |l: &TextLine| f32::midpoint(l.y0, l.y1);
    // The shaded cells of the first line and those that touch them from below in the same paint are one band.
    let band = region.fills.iter().filter(|f| f.y0 < middle(top) && f.y1 > middle(top)).map(|f| f.y1).fold(f32::NEG_INFINITY, f32::max);
    let widest = region.rules.iter().map(super::Edge::len).fold(0.0, f32::max);
    let rule = region.rules.iter().filter(|r| r.len() > 0.9 * widest && r.at > middle(top)).map(|r| r.at).fold(f32::INFINITY, f32::min);
    let end = if band.is_finite() { band } else { rule };
    // A single text from the left edge over a good part of the width is a sub-heading of the body.
    let left = region.lines.iter().filter_map(|l| l.segments.first()).map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let right = region.lines.iter().filter_map(|l| l.segments.last()).map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    let sub_heading =
        |l: &TextLine| matches!(l.segments.as_slice(), [s] if s.x0 - left < l.size && s.x1 - s.x0 > SUB_HEADING * (right - left));
    let named = region.lines.iter().position(|l| l.segments.len() > 2);
    let drawn = region.lines.iter().enumerate().position(|(i, l)| middle(l) > end || named.is_some_and(|n| i > n) && sub_heading(l));
    match (first, drawn) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) => a,
        (None, Some(b)) => b,
        (None, _) => 0,
    }
}

/// Maximal stretches of x that the words of (nearly) all lines leave free, turned inside out.
pub fn intervals(words: &[Word], lines: &[&TextLine], size: f32) -> Vec<(f32, f32)> {
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

/// Columns that only the header names (an empty `Ket.` column); a name beside a column without one names that.
fn add_header_columns(header: &[TextLine], columns: &mut Vec<(f32, f32)>, size: f32) {
    let meets = |c: &(f32, f32), x0: f32, x1: f32| x0 <= c.1 + 0.3 * size && x1 >= c.0 - 0.3 * size;
    // The lines of one name are one; a name over several columns names none.
    let mut found: Vec<(f32, f32)> = header.iter().flat_map(|l| &l.segments).map(|s| (s.x0, s.x1)).collect();
    found.retain(|s| columns.iter().filter(|c| s.0 < c.1 && s.1 > c.0).count() < 2);
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut segments: Vec<(f32, f32)> = Vec::new();
    for s in found {
        match segments.last_mut() {
            Some(last) if s.0 < last.1 => last.1 = last.1.max(s.1),
            _ => segments.push(s),
        }
    }
    for (x0, x1) in &segments {
        if columns.iter().any(|c| meets(c, *x0, *x1)) {
            continue;
        }
        let after = columns.partition_point(|c| c.1 < *x0);
        let nameless = |i: &usize| columns.get(*i).is_some_and(|c| !segments.iter().any(|s| meets(c, s.0, s.1)));
        match [after.wrapping_sub(1), after].into_iter().find(nameless) {
            Some(i) => {
                if let Some(c) = columns.get_mut(i) {
                    *c = (c.0.min(*x0), c.1.max(*x1));
                }
            }
            None => columns.insert(after, (*x0, *x1)),
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "line counts are small")]
fn floor(count: usize, share: f32) -> usize {
    (count as f32 * share) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture;
    use crate::table::stream::region::text_lines;

    /// The columns of a header with three names and rows of running text and a figure, the texts given with their left ends.
    fn found(rows: &[&[(&str, f32)]]) -> usize {
        let header: &[(&str, f32)] = &[("Sasaran", 20.0), ("Program", 105.0), ("Pagu", 202.0)];
        let mut words = Vec::new();
        for (k, row) in (0_u8..).zip(std::iter::once(&header).chain(rows)) {
            words.extend(row.iter().map(|(t, x)| fixture::word(t, *x, 10.0 + 12.0 * f32::from(k), 8.0)));
        }
        let all: Vec<usize> = (0..words.len()).collect();
        let lines = text_lines(&words, &all);
        let mut region = Region { lines, rules: vec![], fills: vec![], announced: true };
        columns(&words, &mut region).map_or(0, |c| c.len())
    }

    #[test]
    fn the_header_ends_above_amounts_with_their_sign() {
        let mut words = vec![fixture::word("Program", 20.0, 10.0, 8.0), fixture::word("Anggaran", 202.0, 10.0, 8.0)];
        words.extend([
            fixture::word("Taman", 0.0, 24.0, 8.0),
            fixture::word("Rp", 200.0, 24.0, 8.0),
            fixture::word("1.200", 211.0, 24.0, 8.0),
        ]);
        let lines = text_lines(&words, &[0, 1, 2, 3, 4]);
        assert_eq!(header_lines(&words, &Region { lines, rules: vec![], fills: vec![], announced: true }), 1);
    }

    #[test]
    fn a_column_named_by_the_header_begins_where_its_texts_do() {
        let rows: &[&[(&str, f32)]] = &[
            &[("Meningkatnya", 0.0), ("pelayanan", 51.0), ("Program", 90.0), ("Kerja", 121.0), ("1.200", 200.0)],
            &[("umum", 0.0)],
            &[("Terjaganya", 0.0), ("sarana", 43.0), ("Program", 90.0), ("Alat", 121.0), ("800", 200.0)],
        ];
        assert_eq!(found(rows), 3);
        // Texts that run on below both names.
        let across: &[&[(&str, f32)]] = &[
            &[("Meningkatnya", 0.0), ("pelayanan", 51.0), ("publik", 90.0), ("kota", 117.0), ("1.200", 200.0)],
            &[("Terjaganya", 0.0), ("sarana", 43.0), ("kerja", 70.0), ("pegawai", 93.0), ("800", 200.0)],
            &[("Tersedianya", 0.0), ("alat", 47.0), ("tulis", 66.0), ("kantor", 89.0), ("75", 200.0)],
        ];
        assert_eq!(found(across), 2);
    }
}
