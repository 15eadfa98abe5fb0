//! How a row is numbered and set: the outward signs of its level.

use super::view::View;
use crate::report::ColumnRole;
use std::collections::BTreeMap;

/// The way a row is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// Not at all.
    Bare,
    /// `A`, `B`.
    Letter,
    /// `I`, `II`.
    Roman,
    /// `1`, `2`.
    Number,
    /// `a`, `b`.
    Small,
    /// `1.1`, `1.1.2`: how many parts.
    Dotted(usize),
    /// `-`, `•`.
    Dash,
}

/// What a row looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Looks {
    /// Numbering.
    pub style: Style,
    /// Its name is in capitals.
    pub caps: bool,
    /// Its name is bold.
    pub bold: bool,
    /// Parts of its code, 0 where it has none.
    pub code_parts: usize,
}

/// Share of capitals among the letters of a name from which it counts as set in capitals: `KONSTRUKSI DALAM Pengerjaan` does.
const CAPS_SHARE: (usize, usize) = (3, 5);
/// Letters that a name needs for its capitals to say something: abbreviations alone do not.
const CAPS_LETTERS: usize = 4;
/// Longest text that is a marker rather than a word.
const LONGEST_MARKER: usize = 8;

/// What each row of the body looks like, by table row.
#[must_use]
pub fn looks(view: &View<'_>, rows: &[usize]) -> BTreeMap<usize, Looks> {
    let mut last: BTreeMap<Style, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for &row in rows {
        let marker = own_marker(view, row).or_else(|| label_marker(view.lead(row)));
        let (style, ordinal) = marker.map_or((Style::Bare, 0), |text| classify(&text, &last));
        last.insert(style, ordinal);
        let code_parts = code_of(view, row).map_or(0, |code| code.split('.').count());
        out.insert(row, Looks { style, caps: is_caps(view.lead(row)), bold: is_bold(view, row), code_parts });
    }
    out
}

/// The code of a row, blanks taken out.
#[must_use]
pub fn code_of(view: &View<'_>, row: usize) -> Option<String> {
    view.columns_with(ColumnRole::Kode).chain(view.columns_with(ColumnRole::No)).find_map(|col| {
        let text: String = view.cell(view.own(row, col)?)?.text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_end_matches('.');
        let is_code = text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        (is_code && (text.contains('.') || text.len() >= LONGEST_MARKER / 2)).then(|| text.to_owned())
    })
}

fn own_marker(view: &View<'_>, row: usize) -> Option<String> {
    let first = view.cell(view.own(row, 0)?)?;
    if first.col_span > 1 {
        return None;
    }
    let text = first.text.trim();
    let bare = text.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ':' | '-') || c.is_whitespace());
    (!bare.is_empty() && text.chars().count() <= LONGEST_MARKER && !text.contains(' ')).then(|| bare.to_owned())
}

/// The marker that a name begins with: `a. Belanja Pegawai`, `1) …`, `- …`.
fn label_marker(label: &str) -> Option<String> {
    let label = label.trim_start();
    if label.starts_with(['-', '–', '•', '*']) {
        return Some("-".into());
    }
    let end = label.find(['.', ')'])?;
    let (head, rest) = (label.get(..end)?, label.get(end + 1..)?);
    let short = !head.is_empty() && head.chars().count() <= 4 && head.chars().all(char::is_alphanumeric);
    (short && rest.starts_with([' ', ')'])).then(|| head.to_owned())
}

fn classify(text: &str, last: &BTreeMap<Style, usize>) -> (Style, usize) {
    if text == "-" {
        return (Style::Dash, 0);
    }
    if let Ok(number) = text.parse::<usize>() {
        return (Style::Number, number);
    }
    if text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return (Style::Dotted(text.split('.').count()), 0);
    }
    let letter = match text.as_bytes() {
        [c @ b'A'..=b'Z'] => Some((Style::Letter, usize::from(c - b'A') + 1)),
        [c @ b'a'..=b'z'] => Some((Style::Small, usize::from(c - b'a') + 1)),
        _ => None,
    };
    let roman = roman(text).map(|n| (Style::Roman, n));
    let follows = |(style, n): (Style, usize)| n == last.get(&style).copied().unwrap_or(0) + 1;
    match (letter, roman) {
        (Some(l), Some(r)) if follows(r) && !follows(l) => r,
        (Some(l), Some(r)) if !follows(l) && r.1 == 1 => r,
        (Some(l), _) => l,
        (None, Some(r)) => r,
        (None, None) => (Style::Bare, 0),
    }
}

/// The value of an upper-case Roman numeral up to 39, as far as row numbers go.
fn roman(text: &str) -> Option<usize> {
    let upper = text.bytes().all(|b| b.is_ascii_uppercase());
    crate::report::roman(text).filter(|n| upper && *n < 40).and_then(|n| usize::try_from(n).ok())
}

fn is_caps(label: &str) -> bool {
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let upper = label.chars().filter(|c| c.is_uppercase()).count();
    letters >= CAPS_LETTERS && upper * CAPS_SHARE.1 >= letters * CAPS_SHARE.0
}

fn is_bold(view: &View<'_>, row: usize) -> bool {
    (0..view.cols)
        .filter_map(|col| view.cell(view.own(row, col)?))
        .find(|cell| cell.text.chars().filter(|c| c.is_alphabetic()).count() >= CAPS_LETTERS)
        .is_some_and(|cell| cell.bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(markers: &[&str]) -> Vec<Style> {
        let mut last = BTreeMap::new();
        markers
            .iter()
            .map(|m| {
                let (style, n) = classify(m, &last);
                last.insert(style, n);
                style
            })
            .collect()
    }

    #[test]
    fn letters_and_roman_numerals_are_told_apart_by_what_they_follow() {
        use Style::{Letter, Number, Roman};
        assert_eq!(styles(&["A", "I", "II", "B", "I", "C", "I", "V"]), [Letter, Roman, Roman, Letter, Roman, Letter, Roman, Letter]);
        assert_eq!(styles(&["I", "1", "2", "II", "1", "III", "IV", "V"]), [Roman, Number, Number, Roman, Number, Roman, Roman, Roman]);
        assert_eq!(styles(&["A", "B", "C", "D", "E", "F", "G", "H", "I"]).last(), Some(&Letter));
    }

    #[test]
    fn a_name_may_begin_with_its_marker() {
        assert_eq!(label_marker("a. Belanja Pegawai").as_deref(), Some("a"));
        assert_eq!(label_marker("2) Modal").as_deref(), Some("2"));
        assert_eq!(label_marker("A.C. Split"), None);
        assert_eq!(label_marker("- Honor").as_deref(), Some("-"));
        assert_eq!(label_marker("Belanja Barang"), None);
    }

    #[test]
    fn capitals_need_letters() {
        assert!(is_caps("KOSTRUKSI DALAM Pengerjaan"));
        assert!(!is_caps("P.C Unit"));
        assert!(!is_caps("Meja Kerja Kayu"));
    }
}
