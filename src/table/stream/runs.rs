//! Words of a line between column borders.

use super::TextLine;
use crate::layout::Word;

/// Words nearer than this many times the font size read on over a column border.
const READS_ON: f32 = 0.34;
/// Words of one column further apart than this many times the font size are two texts: a name may reach over its border.
const ONE_TEXT: f32 = 2.0;
/// A text reaches into a column when this part of the column, or of the text, lies there.
const REACHES: f32 = 0.3;

/// Words that read on, and the columns they cover.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Indices into the sheet's words.
    pub words: Vec<usize>,
    /// First column covered.
    pub first: usize,
    /// Last column covered.
    pub last: usize,
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
    /// Top.
    pub y0: f32,
    /// Bottom.
    pub y1: f32,
}

/// The words of a line by column: a text stays whole where it crosses a border without a gap.
#[must_use]
pub fn runs(words: &[Word], line: &TextLine, xs: &[f32]) -> Vec<Run> {
    let cols = xs.len().saturating_sub(1).max(1);
    let column = |x: f32| xs.partition_point(|b| *b <= x).saturating_sub(1).min(cols - 1);
    let mut out: Vec<(Vec<usize>, f32, f32)> = Vec::new();
    let begins = |i: usize| line.segments.iter().any(|s| s.words.first() == Some(&i));
    for &i in &line.words {
        let Some(w) = words.get(i) else { continue };
        match out.last_mut() {
            // A segment that begins right beside another is a column's own.
            Some((list, _, end))
                if w.bbox.x0 - *end <= READS_ON * w.size && !begins(i)
                    || w.bbox.x0 - *end <= ONE_TEXT * w.size && column(*end - 0.1) == column(w.bbox.x0 + 0.1) =>
            {
                list.push(i);
                *end = end.max(w.bbox.x1);
            }
            _ => out.push((vec![i], w.bbox.x0, w.bbox.x1)),
        }
    }
    out.into_iter()
        .map(|(words, x0, x1)| {
            let covers = |c: &usize| {
                let (from, to) = (xs.get(*c).copied().unwrap_or(x0), xs.get(c + 1).copied().unwrap_or(x1));
                let shared = x1.min(to) - x0.max(from);
                shared > REACHES * (to - from).min(x1 - x0)
            };
            let (a, b) = (column(x0), column(x1));
            let first = (a..=b).find(|c| covers(c)).unwrap_or(a);
            let last = (a..=b).rev().find(|c| covers(c)).unwrap_or(first).max(first);
            let (y0, y1) = (line.y0, line.y1);
            Run { words, first, last, x0, x1, y0, y1 }
        })
        .collect()
}
