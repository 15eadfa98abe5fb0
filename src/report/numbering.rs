//! Row numbers and codes, and the depth that they tell.

use super::text::{pattern, roman, squeeze};
use crate::pattern::Regex;
use std::sync::LazyLock;

/// How a row is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// `A`.
    Capital,
    /// `I`.
    Roman,
    /// `1`.
    Arabic,
    /// `1.2.1`, with its depth.
    Dotted(usize),
    /// `a`.
    Small,
    /// `i`.
    SmallRoman,
    /// `-`, `•`.
    Bullet,
    /// Not at all.
    None,
}

/// A row number: its kind and its place in the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbering {
    pub kind: Kind,
    pub ordinal: u32,
}

impl Numbering {
    pub const NONE: Self = Self { kind: Kind::None, ordinal: 0 };
}

static DOTTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}(?:\.\d{1,2})+$"));
static EMBEDDED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<n>\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,5}|[ivx]{2,5})\s*[.)]\s*\S|^(?P<b>[-•▪➢*])\s*\S"));

/// Reads the text of a number cell: `1.`, `(a)`, `IV`. `expected` is the letter that would go on a sequence of
/// letters, so that an `I` after an `H` is no Roman one.
pub(crate) fn read(text: &str, expected: Option<char>) -> Numbering {
    let text = squeeze(text);
    let stem = text.trim_matches(['(', ')', '.', ' ']);
    if matches!(stem, "-" | "•" | "▪" | "➢") {
        return Numbering { kind: Kind::Bullet, ordinal: 0 };
    }
    if stem.len() <= 3
        && let Ok(n) = stem.parse::<u32>()
    {
        return Numbering { kind: Kind::Arabic, ordinal: n };
    }
    if DOTTED.is_match(stem) {
        let last = stem.rsplit('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        return Numbering { kind: Kind::Dotted(stem.matches('.').count()), ordinal: last };
    }
    let mut chars = stem.chars();
    let (first, more) = (chars.next(), chars.next().is_some());
    if let (Some(c), false) = (first, more) {
        let could_be_roman = matches!(c.to_ascii_uppercase(), 'I' | 'V' | 'X');
        if c.is_ascii_alphabetic() && (!could_be_roman || expected == Some(c)) {
            let kind = if c.is_ascii_uppercase() { Kind::Capital } else { Kind::Small };
            return Numbering { kind, ordinal: u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1 };
        }
    }
    match roman(stem) {
        Some(n) if stem.chars().all(char::is_uppercase) => Numbering { kind: Kind::Roman, ordinal: n },
        Some(n) if stem.chars().all(char::is_lowercase) => Numbering { kind: Kind::SmallRoman, ordinal: n },
        _ => Numbering::NONE,
    }
}

/// The number that a label starts with: `a. Belanja Pegawai`, `- Rehabilitasi`.
pub(crate) fn embedded(label: &str, expected: Option<char>) -> Numbering {
    let Some(m) = EMBEDDED.captures(label) else { return Numbering::NONE };
    match m.name("n") {
        Some(n) => read(n.as_str(), expected),
        None => Numbering { kind: Kind::Bullet, ordinal: 0 },
    }
}

/// A kode rekening in comparable parts: leading zeros of each group dropped.
pub(crate) fn code_parts(code: &str) -> Vec<String> {
    let part = |g: &str| {
        let bare = g.trim_start_matches('0');
        if bare.is_empty() { "0".to_owned() } else { bare.to_owned() }
    };
    code.split(['.', '-', '/']).map(str::trim).filter(|g| !g.is_empty()).map(part).collect()
}

static APBN_PROGRAM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\d{3}\.)?(?:\d{2}\.)?[A-Z]{2}$"));

/// Depth of codes of the state budget, whose levels do not repeat the level above: program `005.01.DR`,
/// kegiatan `4035`, keluaran `4035.AEA`, rincian `4035.AEA.951`. `None` for others.
pub(crate) fn apbn_depth(code: &str) -> Option<usize> {
    if APBN_PROGRAM.is_match(code) {
        return Some(0);
    }
    let groups: Vec<&str> = code.split('.').collect();
    let kegiatan = groups.first().is_some_and(|g| g.len() == 4 && g.bytes().all(|b| b.is_ascii_digit()));
    (kegiatan && groups.get(1).is_none_or(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_uppercase()))).then_some(groups.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind() {
        for (text, kind, ordinal) in [
            ("1.", Kind::Arabic, 1),
            ("(12)", Kind::Arabic, 12),
            ("A", Kind::Capital, 1),
            ("IV", Kind::Roman, 4),
            ("I", Kind::Roman, 1),
            ("b)", Kind::Small, 2),
            ("iii", Kind::SmallRoman, 3),
            ("1.2", Kind::Dotted(1), 2),
            ("-", Kind::Bullet, 0),
            ("", Kind::None, 0),
            ("Jumlah", Kind::None, 0),
        ] {
            assert_eq!(read(text, None), Numbering { kind, ordinal }, "{text}");
        }
        assert_eq!(read("I", Some('I')).kind, Kind::Capital);
    }

    #[test]
    fn labels_with_their_own_number() {
        assert_eq!(embedded("a. Belanja Pegawai", None).kind, Kind::Small);
        assert_eq!(embedded("1) Pengadaan", None).kind, Kind::Arabic);
        assert_eq!(embedded("- Program", None).kind, Kind::Bullet);
        assert_eq!(embedded("Program A", None), Numbering::NONE);
    }

    #[test]
    fn codes_compare_without_leading_zeros() {
        assert_eq!(code_parts("02.07.01"), code_parts("2.07.01"));
        assert_eq!(apbn_depth("005.01.DR"), Some(0));
        assert_eq!(apbn_depth("4035"), Some(1));
        assert_eq!(apbn_depth("4035.AEA.951"), Some(3));
        assert_eq!(apbn_depth("1.02.01"), None);
    }
}
