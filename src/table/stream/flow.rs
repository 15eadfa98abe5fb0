//! Columns of running text beside something else: the right column of a page is looked at by itself.

use super::{Segment, TextLine};
use crate::layout::{Word, caption};
use crate::table::edges::Edge;

/// A column of running text has at least this many lines.
const LINES: usize = 12;
/// A line of running text has at least this many words ...
const WORDS: usize = 5;
/// ... and covers at least this part of the width of its column.
const FULL: f32 = 0.85;
/// Lines of one column begin within this many times the font size of each other (first lines are indented).
const SAME_LEFT: f32 = 0.4;
/// A column of a page is at least this part of the text width.
const NARROWEST: f32 = 0.3;
/// This part of the lines beside a column may reach over its edge: headings over both columns.
const CROSSING: f32 = 0.08;

/// A column of running text: its left edge and its height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Left edge.
    pub x0: f32,
    /// Top.
    pub y0: f32,
    /// Bottom.
    pub y1: f32,
}

impl Flow {
    /// Whether a thing that begins at `x0` at the height `y` stands in the column.
    #[must_use]
    pub fn holds(&self, x0: f32, y: f32) -> bool {
        x0 >= self.x0 && y >= self.y0 && y <= self.y1
    }
}

/// The right column of a page of two, where it is running text and no rule reaches over its edge.
#[must_use]
pub fn right_column(words: &[Word], lines: &[TextLine], rules: &[Edge]) -> Option<Flow> {
    let left = lines.iter().filter_map(|l| l.segments.first()).map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let right = lines.iter().filter_map(|l| l.segments.last()).map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    let narrowest = NARROWEST * (right - left);
    let prose: Vec<(&TextLine, f32, f32)> = lines
        .iter()
        .filter_map(|l| l.segments.get(1..)?.last().map(|s| (l, s)))
        .filter(|(_, s)| s.words.len() >= WORDS && s.x0 > left + narrowest && s.x1 - s.x0 > FULL * narrowest)
        .map(|(l, s)| (l, s.x0, s.x1))
        .collect();
    let mut starts: Vec<f32> = prose.iter().map(|p| p.1).collect();
    starts.sort_by(f32::total_cmp);
    let size = prose.iter().map(|p| p.0.size).fold(0.0, f32::max);
    let count = |x: f32| starts.partition_point(|s| *s < x + SAME_LEFT * size) - starts.partition_point(|s| *s < x - 0.1);
    let x0 = starts.iter().copied().max_by_key(|x| count(*x))?;
    let own: Vec<&(&TextLine, f32, f32)> = prose.iter().filter(|p| p.1 >= x0 - 0.1 && p.1 < x0 + SAME_LEFT * size).collect();
    let end = own.iter().map(|p| p.2).fold(f32::NEG_INFINITY, f32::max);
    let full = own.iter().filter(|p| p.2 - p.1 > FULL * (end - x0)).count();
    let (y0, y1) = own.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |e, p| (e.0.min(p.0.y0), e.1.max(p.0.y1)));
    if own.len() < LINES || full * 3 < own.len() * 2 || end - x0 < narrowest {
        return None;
    }
    let x0 = x0 - 1.0;
    let (y0, y1) = (y0 - 1.0, y1 + 1.0);
    let over = |l: &&TextLine| {
        l.words.iter().filter_map(|i| words.get(*i)).any(|w| w.bbox.x0 < x0 - 1.0 && w.bbox.x1 > x0 + 1.0)
            || l.segments.iter().any(|s| s.x0 < x0 - 1.0 && s.x1 > x0 + 1.0)
    };
    let within: Vec<&TextLine> = lines.iter().filter(|l| l.v > y0 && l.v < y1).collect();
    let crossing = within.iter().copied().filter(over).count();
    let ruled = rules.iter().any(|r| r.at > y0 && r.at < y1 && r.from < x0 - 2.0 && r.to > x0 + narrowest);
    (!ruled && crossing <= allowed(within.len())).then_some(Flow { x0, y0, y1 })
}

/// The right one of two tables that stand beside each other under two captions on one line: down to the first text that
/// reaches from one side to the other.
#[must_use]
pub fn captions_beside(words: &[Word], lines: &[TextLine]) -> Option<Flow> {
    let text = |s: &Segment| s.words.iter().filter_map(|i| words.get(*i)).map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    let is_title = |s: &Segment| caption::parse(&text(s)).is_some_and(|c| c.word == "tabel");
    let (at, a, b) = lines.iter().enumerate().find_map(|(i, l)| match l.segments.as_slice() {
        [a, b] if is_title(a) && is_title(b) => Some((i, a, b)),
        _ => None,
    })?;
    let middle = f32::midpoint(a.x1, b.x0);
    let top = lines.get(at)?;
    let below = lines.get(at + 1..)?;
    // The white space through the middle that the first lines leave narrows line by line.
    let (mut from, mut to) = (a.x1, b.x0);
    let mut end = f32::INFINITY;
    for line in below {
        let left = line.segments.iter().map(|s| s.x1).filter(|x| *x < middle).fold(from, f32::max);
        let right = line.segments.iter().map(|s| s.x0).filter(|x| *x > middle).fold(to, f32::min);
        if line.segments.iter().any(|s| s.x0 < middle && s.x1 > middle) {
            end = line.y0;
            break;
        }
        (from, to) = (left, right);
    }
    (to > from).then_some(Flow { x0: f32::midpoint(from, to), y0: top.y0 - 1.0, y1: end - 1.0 })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "line counts are small")]
fn allowed(count: usize) -> usize {
    (count as f32 * CROSSING) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture;

    fn line(y: f32, extents: &[(f32, f32)]) -> TextLine {
        let segments = extents.iter().map(|(x0, x1)| Segment { words: vec![0; 6], x0: *x0, x1: *x1 }).collect();
        TextLine { words: Vec::new(), segments, y0: y - 8.0, y1: y + 2.0, v: y, size: 10.0 }
    }

    #[test]
    fn running_text_beside_a_table_is_a_column_of_the_page() {
        let lines: Vec<TextLine> = (1..=20).map(|k| line(12.0 * k as f32, &[(50.0, 120.0), (150.0, 200.0), (300.0, 500.0)])).collect();
        assert_eq!(right_column(&[], &lines, &[]).map(|f| f.x0), Some(299.0));
        let rule = Edge { at: 100.0, from: 50.0, to: 500.0 };
        assert_eq!(right_column(&[], &lines, &[rule]), None);
    }

    #[test]
    fn a_column_of_short_texts_is_none() {
        let ends = [330.0, 420.0, 500.0, 350.0];
        let lines: Vec<TextLine> = (1..=20).map(|k: usize| line(12.0 * k as f32, &[(50.0, 120.0), (300.0, ends[k % 4])])).collect();
        assert_eq!(right_column(&[], &lines, &[]), None);
    }

    #[test]
    fn tables_under_two_captions_on_one_line_stand_beside_each_other() {
        let texts = [("Tabel", 100.0), ("1.1", 127.0), ("Golongan", 145.0), ("Tabel", 300.0), ("1.2", 327.0), ("Umur", 345.0)];
        let words: Vec<Word> = texts.iter().map(|(t, x)| fixture::word(t, *x, 20.0, 10.0)).collect();
        let segment = |of: std::ops::Range<usize>, x0: f32, x1: f32| Segment { words: of.collect(), x0, x1 };
        let mut title = line(20.0, &[]);
        title.segments = vec![segment(0..3, 100.0, 185.0), segment(3..6, 300.0, 365.0)];
        let rows = (2..6).map(|k| line(12.0 * k as f32 + 10.0, &[(60.0, 110.0), (190.0, 210.0), (250.0, 280.0), (380.0, 400.0)]));
        let mut lines: Vec<TextLine> = std::iter::once(title).chain(rows).collect();
        lines.push(line(100.0, &[(50.0, 400.0)]));
        let flow = captions_beside(&words, &lines).unwrap();
        assert_eq!((flow.x0, flow.y1), (230.0, 91.0));
        // One caption and a text beside it.
        lines[0].segments[1].words = vec![5];
        assert_eq!(captions_beside(&words, &lines), None);
    }
}
