//! Paragraphs to sentences that know on which lines they stand.

use crate::layout::{Block, BlockLine};
use crate::pdf::Rect;

/// One sentence of a block.
pub(super) struct Sentence<'a> {
    /// Its text.
    pub text: String,
    block: &'a Block,
    /// Byte offset of its first character in the block's text.
    start: usize,
}

/// Words before a full stop that end no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "no", "rp", "dr", "drs", "ir", "hj", "h", "st", "tgl", "jl", "kab", "prov", "kec", "dll", "dsb", "dst", "dkk", "s.d", "a.n", "u.p",
    "vol", "hal", "tbk", "pt", "cv", "ttd", "nip", "telp", "sk", "m.si", "s.e", "s.h", "bpk", "yth", "ha", "ps", "art", "cq",
];

/// Sentences of a block, in order.
pub(super) fn split(block: &Block) -> Vec<Sentence<'_>> {
    let text = block.text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if !matches!(c, '.' | '!' | '?' | ';' | '\n') || !ends(text, at, end, c) {
            continue;
        }
        push(&mut found, block, start, end);
        start = end;
    }
    push(&mut found, block, start, text.len());
    found
}

fn push<'a>(found: &mut Vec<Sentence<'a>>, block: &'a Block, start: usize, end: usize) {
    let Some(raw) = block.text.get(start..end) else { return };
    let text = raw.trim();
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
        return;
    }
    let lead = raw.len() - raw.trim_start().len();
    found.push(Sentence { text: text.to_owned(), block, start: start + lead });
}

/// Whether the stop at `at` ends a sentence: white space and a capital follow, and no abbreviation, initial or row
/// number stands before.
fn ends(text: &str, at: usize, end: usize, stop: char) -> bool {
    let after = text.get(end..).unwrap_or("");
    if after.trim().is_empty() || stop == '\n' {
        return true;
    }
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    if stop == ';' {
        return true;
    }
    let next = after.trim_start().chars().next();
    if !next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '"' | '“' | '•')) {
        return false;
    }
    let before = text.get(..at).unwrap_or("");
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("").to_lowercase();
    let numbering = word.len() <= 2 && before.len() == word.len();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    !(numbering || initial || ABBREVIATIONS.contains(&word.as_str()))
}

impl Sentence<'_> {
    /// Box of the lines it stands on.
    pub fn bbox(&self) -> Rect {
        self.boxed(0, self.text.len())
    }

    /// Box of a part of it, from byte to byte: around the words or parts of words that it is made of.
    pub fn boxed(&self, from: usize, to: usize) -> Rect {
        let (from, to) = (self.start + from, self.start + to);
        let mut at = 0;
        let mut boxes: Vec<Rect> = Vec::new();
        for line in &self.block.lines {
            // Lines are joined by a space, or by nothing where they cut a figure or a code.
            let rest = self.block.text.get(at..).unwrap_or_default();
            let start = at + rest.len() - rest.trim_start().len();
            at = start + line.text.len();
            if at > from && start < to {
                boxes.extend(parts(line, start, from, to));
            }
        }
        Rect::around(boxes.iter()).unwrap_or(self.block.bbox)
    }
}

/// The boxes of what the bytes `from..to` of the block take of a line that begins at `start`; the share of its box where
/// the places of its words are not known.
fn parts(line: &BlockLine, start: usize, from: usize, to: usize) -> Vec<Rect> {
    if line.words.is_empty() {
        return vec![part(&line.bbox, start, start + line.text.len(), from, to)];
    }
    let ends = line.words.iter().skip(1).map(|(next, _)| *next).chain([line.text.len()]);
    let own = line.words.iter().zip(ends).filter_map(|((begin, bbox), end)| {
        let word = line.text.get(*begin..end).unwrap_or_default().trim_end();
        let (begin, end) = (start + begin, start + begin + word.len());
        (end > from && begin < to).then(|| part(bbox, begin, end, from, to))
    });
    own.collect()
}

/// The share of a line's or a word's box that the bytes `from..to` take, of what runs from `start` to `end`; all of a box that
/// stands upright.
fn part(bbox: &Rect, start: usize, end: usize, from: usize, to: usize) -> Rect {
    if bbox.height() > 2.0 * bbox.width() {
        return *bbox;
    }
    let share = |n: usize| {
        let done = n.clamp(start, end) - start;
        let (done, all) = (u16::try_from(done).unwrap_or(u16::MAX), u16::try_from((end - start).max(1)).unwrap_or(u16::MAX));
        f32::from(done) / f32::from(all)
    };
    Rect { x0: bbox.x0 + bbox.width() * share(from), x1: bbox.x0 + bbox.width() * share(to), ..*bbox }
}
