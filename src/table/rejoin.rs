//! Words that a narrow column may have cut at a line end, settled by the vocabulary of the document.

use super::grid::Piece;
use crate::layout::Word;
use crate::layout::cell::MAYBE_CUT;
use std::collections::HashMap;

/// A rest of a word that nobody knows, longer than this, is a rare word rather than the end of one.
const RARE_REST: usize = 6;

/// A word is cut into no more pieces than this: columns are at least two letters wide.
const MOST_CUTS: usize = 10;

/// How often words stand in the document.
#[derive(Debug, Default)]
pub struct Vocabulary {
    counts: HashMap<String, usize>,
}

/// A word without punctuation and numbering at its ends, in lower case.
fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()
}

/// The pieces of a doubtful token, cut back to the one word that they may be: `kelompok/pe|laku,` is about `pe|laku`.
fn fragments(token: &str) -> Vec<String> {
    let parts: Vec<&str> = token.split(MAYBE_CUT).collect();
    let last = parts.len() - 1;
    let cut = |(k, part): (usize, &&str)| {
        let part = if k == last { part.split('/').next() } else { Some(*part) };
        let part = part.and_then(|p| if k == 0 { p.rsplit('/').next() } else { Some(p) });
        plain(part.unwrap_or(""))
    };
    parts.iter().enumerate().map(cut).collect()
}

/// Texts of a piece's cells that hold a word in doubt.
fn doubtful(piece: &Piece) -> impl Iterator<Item = &str> {
    piece
        .cells
        .iter()
        .map(|c| c.text.as_str())
        .filter(|t| t.contains(MAYBE_CUT))
        .flat_map(str::split_whitespace)
        .filter(|t| t.contains(MAYBE_CUT))
}

impl Vocabulary {
    /// Counts the words that decide the doubtful ones of all pieces; a fragment does not speak for itself.
    pub fn new<'a>(pieces: impl Iterator<Item = &'a Piece>, words: impl Iterator<Item = &'a Word>) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut own: HashMap<String, usize> = HashMap::new();
        for token in pieces.flat_map(doubtful) {
            let parts = fragments(token);
            for from in 0..parts.len() {
                for to in from + 1..=parts.len().min(from + MOST_CUTS) {
                    counts.entry(parts.get(from..to).unwrap_or(&[]).concat()).or_default();
                }
            }
            for part in parts {
                *own.entry(part).or_default() += 1;
            }
        }
        if !counts.is_empty() {
            for word in words.flat_map(|w| w.text.split('/')) {
                if let Some(n) = counts.get_mut(&plain(word)) {
                    *n += 1;
                }
            }
            for (part, n) in own {
                if let Some(count) = counts.get_mut(&part) {
                    *count = count.saturating_sub(n);
                }
            }
        }
        Self { counts }
    }

    /// Whether there is nothing to settle.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    fn knows(&self, word: &str) -> bool {
        self.counts.get(word).is_some_and(|n| *n > 0)
    }

    /// Joins or parts every word in doubt.
    pub fn settle(&self, piece: &mut Piece) {
        for cell in piece.cells.iter_mut().filter(|c| c.text.contains(MAYBE_CUT)) {
            let mut out = String::with_capacity(cell.text.len());
            for token in cell.text.split_inclusive([' ', '\n']) {
                if token.contains(MAYBE_CUT) { self.word(token, &mut out) } else { out.push_str(token) }
            }
            cell.text = out;
        }
    }

    /// The longest known words first, then rests that nobody knows.
    fn word(&self, token: &str, out: &mut String) {
        // As printed, and as looked up.
        let mut parts: Vec<(String, String)> = token.split(MAYBE_CUT).map(str::to_owned).zip(fragments(token)).collect();
        let mut length = parts.len().min(MOST_CUTS);
        while length > 1 {
            let joined = |w: &[(String, String)]| w.iter().map(|p| p.1.as_str()).collect::<String>();
            if let Some(at) = parts.windows(length).position(|w| self.knows(&joined(w))) {
                let whole: Vec<(String, String)> = parts.drain(at..at + length).collect();
                parts.insert(at, (whole.iter().map(|p| p.0.as_str()).collect(), joined(&whole)));
            } else {
                length -= 1;
            }
            length = length.min(parts.len());
        }
        let mut before: Option<String> = None;
        for (part, rest) in parts {
            if before.as_ref().is_some_and(|b| !self.is_cut(b, &rest)) {
                out.push(' ');
            }
            out.push_str(&part);
            before = Some(rest);
        }
    }

    /// Neither of the parts is known, and the rest is short.
    fn is_cut(&self, a: &str, b: &str) -> bool {
        !self.knows(b)
            && self.counts.contains_key(b)
            && (!self.knows(a) || b.chars().count() <= 2)
            && b.chars().count() <= RARE_REST.min(a.chars().count().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;
    use crate::table::{Cell, Detection, fixture};

    fn settled(text: &str, vocabulary: &[&str]) -> String {
        let cell = Cell {
            row: 0,
            col: 0,
            row_span: 1,
            col_span: 1,
            text: text.into(),
            page: 1,
            bbox: Rect::default(),
            bold: false,
            indent: 0.0,
            shade: None,
        };
        let (xs, gutters, cells) = (vec![0.0, 1.0], Vec::new(), vec![cell]);
        let mut piece = Piece { page: 1, bbox: Rect::default(), xs, gutters, rows: 1, cols: 1, cells, detection: Detection::Lattice };
        let word = |t: &str| fixture::word(t, 0.0, 0.0, 10.0);
        // The fragments stand on the page too.
        let words: Vec<Word> = text.split([' ', MAYBE_CUT]).chain(vocabulary.iter().copied()).map(word).collect();
        Vocabulary::new(std::iter::once(&piece), words.iter()).settle(&mut piece);
        piece.cells.remove(0).text
    }

    #[test]
    fn a_word_known_elsewhere_is_joined_and_two_known_words_are_not() {
        assert_eq!(settled("REALISA\u{ad}SI FISIK", &["Realisasi", "si"]), "REALISASI FISIK");
        let known = ["tersedianya", "dokumen", "a", "se"];
        assert_eq!(settled("Ter\u{ad}se\u{ad}dia\u{ad}ny\u{ad}a\u{ad}do\u{ad}ku\u{ad}me\u{ad}n", &known), "Tersedianya dokumen");
        assert_eq!(settled("kelompok/pe\u{ad}laku, usaha", &["pelaku", "laku"]), "kelompok/pelaku, usaha");
        assert_eq!(settled("KODE\u{ad}REKE", &[]), "KODE REKE");
        assert_eq!(settled("KODE\u{ad}REKE\u{ad}NING", &["rekening"]), "KODE REKENING");
        assert_eq!(settled("ketenaga\u{ad}kerja\u{ad}an", &["ketenagakerjaan,"]), "ketenagakerjaan");
        assert_eq!(settled("Meningkatnya\u{ad}kualitas kerja", &["kualitas", "meningkatnya"]), "Meningkatnya kualitas kerja");
    }

    #[test]
    fn an_unknown_rest_is_joined_when_short() {
        assert_eq!(settled("Pemberda\u{ad}yaan", &[]), "Pemberdayaan");
        assert_eq!(settled("Terselenggaranya\u{ad}koordinasi", &[]), "Terselenggaranya koordinasi");
        assert_eq!(settled("Meningkatnya\u{ad}rakor", &["meningkatnya"]), "Meningkatnya rakor");
    }
}
