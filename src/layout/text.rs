//! Words to lines of text, and lines to running text as a reader would join them.

use super::Word;
use crate::pdf::{Direction, Rect};

/// Words of one line lie on baselines no further apart than this part of the font size (superscripts included).
const SAME_LINE: f32 = 0.45;

/// Words on one line, left to right, in a frame where the text is upright.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Indices into the words given.
    pub words: Vec<usize>,
    /// Text with single spaces.
    pub text: String,
    /// Box on the page.
    pub bbox: Rect,
    /// Extent along the reading direction.
    pub u: (f32, f32),
    /// Baseline, growing from line to line.
    pub v: f32,
    /// Width of its first word, points.
    pub first_width: f32,
    /// Font size of most of it, points.
    pub size: f32,
}

/// Position of a word along and across its lines: start, end, baseline.
fn frame(word: &Word) -> (f32, f32, f32) {
    match word.direction {
        Direction::Right | Direction::Oblique => (word.bbox.x0, word.bbox.x1, word.baseline),
        Direction::Left => (-word.bbox.x1, -word.bbox.x0, -word.baseline),
        Direction::Down => (word.bbox.y0, word.bbox.y1, -word.baseline),
        Direction::Up => (-word.bbox.y1, -word.bbox.y0, word.baseline),
    }
}

/// The words of one cell or column as lines in reading order; words of the rarer directions come last.
#[must_use]
pub fn lines(words: &[Word], chosen: &[usize]) -> Vec<Line> {
    if chosen.is_empty() {
        return Vec::new();
    }
    let mut groups: [Vec<usize>; 5] = Default::default();
    for &i in chosen {
        if let Some(w) = words.get(i)
            && let Some(group) = groups.get_mut(w.direction as usize)
        {
            group.push(i);
        }
    }
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    groups.iter().flat_map(|group| lines_of_one_direction(words, group)).collect()
}

/// A word's index, its place along and across the lines, and itself.
type Placed<'a> = (usize, (f32, f32, f32), &'a Word);

fn lines_of_one_direction(words: &[Word], group: &[usize]) -> Vec<Line> {
    let mut sorted: Vec<Placed> = group.iter().filter_map(|&i| words.get(i).map(|w| (i, frame(w), w))).collect();
    sorted.sort_by(|a, b| a.1.2.total_cmp(&b.1.2));
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    let mut anchor = (f32::NEG_INFINITY, 0.0_f32);
    for item in sorted {
        let (v, size) = (item.1.2, item.2.size);
        match rows.last_mut() {
            Some(row) if v - anchor.0 <= SAME_LINE * size.max(anchor.1) => {
                // The line's baseline is that of its largest words: a superscript that comes first gives it up.
                if size > anchor.1 * 1.1 {
                    anchor = (v, size);
                }
                row.push(item);
            }
            _ => {
                anchor = (v, size);
                rows.push(vec![item]);
            }
        }
    }
    rows.into_iter().map(one_line).collect()
}

fn one_line(mut row: Vec<Placed>) -> Line {
    row.sort_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.2.order.cmp(&b.2.order)));
    let mut text = String::new();
    let mut end = f32::INFINITY;
    let size = row.iter().map(|r| r.2.size).max_by(f32::total_cmp).unwrap_or(1.0);
    for (_, (u0, u1, _), word) in &row {
        // A change of style or a superscript inside a word leaves no gap.
        let apart = u0 - end > 0.08 * size || word.space_before || word.superscript;
        if !text.is_empty() && apart {
            text.push(' ');
        }
        text.push_str(&word.text);
        end = *u1;
    }
    let start = row.first().map_or((0.0, 0.0), |r| (r.1.0, r.1.1 - r.1.0));
    Line {
        bbox: Rect::around(row.iter().map(|r| &r.2.bbox)).unwrap_or_default(),
        u: (start.0, row.iter().map(|r| r.1.1).fold(f32::NEG_INFINITY, f32::max)),
        v: row.iter().max_by(|a, b| a.2.size.total_cmp(&b.2.size)).map_or(0.0, |r| r.1.2),
        first_width: start.1,
        size,
        words: row.into_iter().map(|r| r.0).collect(),
        text,
    }
}

/// Letters and digits only, lower case: what is left of a text to compare it by.
#[must_use]
pub fn letters(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    }
    let mut out = String::with_capacity(text.len());
    out.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())));
    out
}

/// Adds a wrapped line to the text before it: with a space, or without where a figure, a code or a hyphenated word was cut.
pub fn append_wrapped(text: &mut String, next: &str) {
    if text.is_empty() || next.is_empty() {
        text.push_str(next);
        return;
    }
    if !cut_inside(text, next) {
        text.push(' ');
    }
    text.push_str(next);
}

/// Whether a line end between the two cuts a figure, a code or a hyphenated word.
#[must_use]
pub fn cut_inside(before: &str, after: &str) -> bool {
    let tail = before.rsplit([' ', '\n']).next().unwrap_or(before);
    let head = after.split(' ').next().unwrap_or(after);
    let mut tail_back = tail.chars().rev();
    let (last, but_last) = (tail_back.next(), tail_back.next());
    let mut head_on = head.chars();
    let (first, second) = (head_on.next(), head_on.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let alpha = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let figure = |s: &str| s.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | ')' | ';'));
    match last {
        // 3.000. | 000 and 2.07.01. | 1.01: the point or comma goes on.
        Some('.' | ',') => digit(but_last) && digit(first) && figure(head) && tail.chars().filter(char::is_ascii_digit).count() > 1,
        // LAIN- | LAIN and Program- | nya; a dash between spaces stays one.
        Some('-' | '\u{2010}' | '\u{2011}') => alpha(but_last) && alpha(first),
        Some('/') => but_last.is_some(),
        // 2.07.01.1 | .01.07
        Some(c) if c.is_ascii_digit() => matches!(first, Some('.' | ',')) && digit(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(a: &str, b: &str) -> String {
        let mut t = a.to_owned();
        append_wrapped(&mut t, b);
        t
    }

    #[test]
    fn letters_are_what_is_compared() {
        assert_eq!(letters("LAKI- LAKI 2"), "lakilaki2");
        assert_eq!(letters("Kadé – É2"), "kadéé2");
    }

    #[test]
    fn figures_and_codes_cut_by_the_line_end_are_one() {
        assert_eq!(joined("2.07.01.1", ".01.07"), "2.07.01.1.01.07");
        assert_eq!(joined("Rp 3.000.", "000"), "Rp 3.000.000");
        assert_eq!(joined("Program-", "nya"), "Program-nya");
        assert_eq!(joined("dan/", "atau"), "dan/atau");
    }

    #[test]
    fn sentences_lists_and_dashes_keep_their_space() {
        assert_eq!(joined("tahun 2024.", "Hal ini"), "tahun 2024. Hal ini");
        assert_eq!(joined("2023 -", "2026"), "2023 - 2026");
        assert_eq!(joined("nomor 5", "tahun"), "nomor 5 tahun");
        assert_eq!(joined("1.", "2 orang"), "1. 2 orang");
    }
}
