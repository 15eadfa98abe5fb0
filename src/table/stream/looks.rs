//! What a line of text looks like: a row of a table, running text, a caption, a note.

use super::{Segment, TextLine};
use crate::layout::{Word, caption};
use crate::table::header::is_figure;

/// A single segment that covers this part of the text width is a line of prose.
const PROSE: f32 = 0.55;
/// A justified line of so many words shows its setting: its gaps are less than so many times the font size wide, and the
/// widest is less than so many times the narrowest.
const JUSTIFIED: usize = 6;
const SPREAD: f32 = 2.0;
const EVEN: f32 = 1.5;
/// A text that ends with a colon introduces what follows when it has at least this many words.
const INTRODUCTION: usize = 4;
/// A note and its mark are no more than this many segments; a marked row of a table has more.
const NOTE_SEGMENTS: usize = 3;

/// What a line of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Two or more segments.
    Multi,
    /// One short segment.
    Short,
    /// Running text.
    Prose,
    /// `Tabel …`, `Gambar …`.
    Caption,
    /// A list item, a contents line, a note under a table.
    Other,
}

/// The look of a line on a page whose text is so wide.
#[must_use]
pub fn look(line: &TextLine, words: &[Word], width: f32) -> Look {
    let first = line.segments.first().map(|s| segment_text(words, s)).unwrap_or_default();
    if caption::parse(&line.segments.iter().map(|s| segment_text(words, s)).collect::<Vec<_>>().join(" ")).is_some() {
        return Look::Caption;
    }
    let leader = |i: &usize| words.get(*i).is_some_and(|w| w.text.contains('…') || w.text.contains('.') && w.text.contains("...."));
    let lower = first.to_lowercase();
    if is_foreign_caption(&lower) {
        return Look::Caption;
    }
    // Dots lead to one page number in a list of contents, to several figures in a table.
    if let Some(dots) = line.words.iter().position(leader)
        && line.words.iter().skip(dots + 1).filter(|i| words.get(**i).is_some_and(|w| is_figure(&w.text))).count() >= 2
    {
        return Look::Multi;
    }
    if line.words.iter().any(leader)
        || ["sumber", "keterangan:", "keterangan :", "catatan", "ket:", "ket :"].iter().any(|p| lower.starts_with(p))
        // A row may be marked as one outside the total.
        || lower.starts_with('*') && line.segments.len() <= NOTE_SEGMENTS
    {
        return Look::Other;
    }
    match line.segments.as_slice() {
        [only] if only.x1 - only.x0 > PROSE * width => Look::Prose,
        // What introduces a list is none of its rows.
        [only] if first.ends_with(':') && only.words.len() >= INTRODUCTION => Look::Other,
        [_] => Look::Short,
        // A list item: its mark, then running text.
        [mark, rest] if is_mark(&segment_text(words, mark)) && !is_figure(&segment_text(words, rest)) && rest.words.len() > 2 => {
            Look::Other
        }
        _ if is_justified(line, words) => Look::Prose,
        _ => Look::Multi,
    }
}

/// A line of running text set so wide that every word stands apart: its gaps are alike, those of a table's row are not.
fn is_justified(line: &TextLine, words: &[Word]) -> bool {
    let found: Vec<&Word> = line.words.iter().filter_map(|i| words.get(*i)).collect();
    let gaps = found.windows(2).filter_map(|w| if let [a, b] = w { Some(b.bbox.x0 - a.bbox.x1) } else { None });
    let (least, most) = gaps.fold((f32::INFINITY, 0.0_f32), |e, g| (e.0.min(g), e.1.max(g)));
    let letters = found.iter().filter(|w| w.text.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '-' | '/'))).count();
    found.len() >= JUSTIFIED && most < SPREAD * line.size && most < EVEN * least && letters * 5 >= found.len() * 4
}

/// `Figure 1`, `Table A-4.`, lower case: captions of quoted foreign tables.
fn is_foreign_caption(lower: &str) -> bool {
    let mut words = lower.split_whitespace();
    let word = words.next().is_some_and(|w| matches!(w, "figure" | "fig." | "table" | "exhibit"));
    word && words.next().is_some_and(|n| n.len() <= 6 && n.ends_with(['.', ':']) || n.len() <= 2 && n.chars().all(|c| c.is_ascii_digit()))
}

/// `a.`, `1)`, `•`, `(2)`; a bare number may be a row number.
fn is_mark(text: &str) -> bool {
    let count = text.chars().count();
    count <= 4 && (text.ends_with(['.', ')']) || text.chars().all(|c| !c.is_alphanumeric()))
}

fn segment_text(words: &[Word], segment: &Segment) -> String {
    segment.words.iter().filter_map(|i| words.get(*i)).map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A rule typed with hyphens or underlines.
pub fn is_typed_rule(line: &TextLine, words: &[Word]) -> bool {
    let mut chars = line.words.iter().filter_map(|i| words.get(*i)).flat_map(|w| w.text.chars());
    line.segments.last().zip(line.segments.first()).is_some_and(|(b, a)| b.x1 - a.x0 > 10.0 * line.size)
        && chars.all(|c| matches!(c, '-' | '_' | '=' | '–' | '—'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::stream::region::text_lines;

    #[test]
    fn a_justified_line_is_running_text_and_a_row_of_single_words_is_none() {
        let line = |gaps: &[f32]| {
            let mut x = 50.0;
            let names = ["Sebagai", "pembanding", "pada", "tahun", "lalu", "dinas", "mengelola"];
            let words: Vec<Word> = names
                .iter()
                .zip(gaps)
                .map(|(t, gap)| {
                    let word = crate::table::fixture::word(t, x, 20.0, 10.0);
                    x = word.bbox.x1 + gap;
                    word
                })
                .collect();
            let all: Vec<usize> = (0..words.len()).collect();
            let lines = text_lines(&words, &all);
            look(&lines[0], &words, 400.0)
        };
        assert_eq!(line(&[12.0, 12.0, 12.5, 12.0, 12.0, 12.2, 12.0]), Look::Prose);
        assert_eq!(line(&[3.0, 12.0, 3.0, 12.0, 3.0, 12.0, 3.0]), Look::Multi);
        assert_eq!(line(&[30.0; 7]), Look::Multi);
    }
}
