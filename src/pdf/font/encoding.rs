//! From codes and glyph names to characters.

use super::super::lexer::hex_digit;
use super::tables;
use super::tounicode::{is_meaning, is_private};
use skrifa::raw::ps::agl;

/// A named table of characters by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
    ZapfDingbats,
    Wingdings,
}

impl Base {
    pub fn from_name(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The encoding that fonts of this name bring along; `None` for text fonts.
    pub fn of_symbol_font(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        if lower.contains("zapfdingbats") || lower == "dingbats" {
            Some(Self::ZapfDingbats)
        } else if lower.contains("wingdings") && !lower.contains("wingdings2") && !lower.contains("wingdings3") {
            Some(Self::Wingdings)
        } else if lower == "symbol" || lower.starts_with("symbolmt") || lower.starts_with("symbol,") || lower.starts_with("symbol-") {
            Some(Self::Symbol)
        } else {
            None
        }
    }

    /// The characters of codes 0..256; `None` where a code stands for nothing.
    pub fn chars(self) -> Vec<Option<char>> {
        let table = match self {
            Self::Standard => tables::STANDARD,
            Self::WinAnsi => tables::WIN_ANSI,
            Self::MacRoman => tables::MAC_ROMAN,
            Self::Symbol => tables::SYMBOL,
            Self::ZapfDingbats => tables::ZAPF_DINGBATS,
            Self::Wingdings => return (0..=255).map(wingding).collect(),
        };
        std::iter::repeat_n(None, 32).chain(table.chars().map(|c| (c != '\u{FFFD}').then_some(c))).collect()
    }
}

/// The Wingdings that reports use: bullets, ticks, boxes, arrows. A box with a tick or a cross is a figure's verdict.
fn wingding(code: u8) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x6C => '●',
        0x6E => '■',
        0x6F | 0x71 | 0x72 | 0xA8 => '□',
        0x75 | 0x77 => '◆',
        0x76 => '❖',
        0x9F | 0x9E => '•',
        0xA1 => '○',
        0xA7 => '▪',
        0xD8 => '➢',
        0xDF => '←',
        0xE0 => '→',
        0xE1 => '↑',
        0xE2 => '↓',
        0xE8 => '➔',
        0xF0 => '⇨',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}

/// The characters of a glyph name; empty where the name says nothing.
///
/// Names by the Adobe Glyph List, `uniXXXX`, `uXXXXX`, ligatures joined by `_`.
pub(super) fn chars_of_name(name: &str) -> Vec<char> {
    if name.is_empty() || name == ".notdef" || is_dingbat_name(name) {
        return Vec::new();
    }
    let known: Vec<char> = agl::name_to_chars(name).collect();
    if known.iter().all(|c| is_meaning(*c) && !is_private(*c)) { known } else { Vec::new() }
}

/// `a1` to `a206` are ZapfDingbats names in the glyph list, but Type 3 writers number any glyph so.
fn is_dingbat_name(name: &str) -> bool {
    name.strip_prefix('a').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Made-up names that are a letter and a number, given the codes they stand at: `a65`, `C41`, `G41`.
///
/// What the number counts is decided by all names with that letter together, since one alone may be read two ways: it is
/// the code itself, in decimal or hexadecimal; else a character in hexadecimal where letters among the digits (or the
/// usual `G` with two) say so, in decimal where `C` has three digits. Anything else means nothing.
pub(super) fn numbered_names(names: &[Option<String>]) -> Vec<Option<char>> {
    let mut out = vec![None; names.len()];
    let mut prefixes: Vec<char> = Vec::new();
    for name in names.iter().flatten().filter(|n| split_number(n).is_some() && chars_of_name(n).is_empty()) {
        let prefix = name.chars().next().unwrap_or_default();
        if !prefixes.contains(&prefix) {
            prefixes.push(prefix);
        }
    }
    // 'G1', 'G2', …, 'G12' only count the glyphs.
    let counts = |prefix: char| {
        let one_digit =
            |name: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()));
        names.iter().flatten().any(|name| one_digit(name))
    };
    for prefix in prefixes.into_iter().filter(|prefix| !counts(*prefix)) {
        let group: Vec<(usize, &str)> = names
            .iter()
            .enumerate()
            .filter_map(|(code, name)| {
                let (first, digits) = split_number(name.as_ref()?)?;
                (first == prefix).then_some((code, digits))
            })
            .collect();
        for (code, value) in values_of(prefix, &group) {
            let c = usize::try_from(value).ok().and_then(|v| Base::WinAnsi.chars().get(v).copied().flatten());
            if let Some(slot) = out.get_mut(code) {
                *slot = c;
            }
        }
    }
    out
}

/// A letter and two to four hexadecimal digits.
fn split_number(name: &str) -> Option<(char, &str)> {
    let mut chars = name.chars();
    let prefix = chars.next().filter(char::is_ascii_alphabetic)?;
    let digits = chars.as_str();
    let hex = (2..=4).contains(&digits.len()) && digits.bytes().all(|b| hex_digit(b).is_some());
    hex.then_some((prefix, digits))
}

/// The characters' numbers by code; none where the group does not say how it counts.
fn values_of(prefix: char, group: &[(usize, &str)]) -> Vec<(usize, u32)> {
    let decimal = |digits: &str| digits.parse::<u32>().ok();
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok();
    let is_code = |read: &dyn Fn(&str) -> Option<u32>| {
        group.len() > 1 && group.iter().all(|(code, digits)| read(digits).and_then(|v| usize::try_from(v).ok()) == Some(*code))
    };
    let all_decimal = group.iter().all(|(_, digits)| decimal(digits).is_some());
    let read: &dyn Fn(&str) -> Option<u32> = if is_code(&decimal) {
        &decimal
    } else if is_code(&hex) || matches!(prefix, 'G' | 'g') || !all_decimal && matches!(prefix, 'C' | 'c') {
        &hex
    } else if matches!(prefix, 'C' | 'c') && group.iter().any(|(_, digits)| digits.len() == 3) {
        &decimal
    } else {
        return Vec::new();
    };
    // Numbers of glyphs, not of characters, run beyond what one byte holds.
    let values: Vec<(usize, u32)> = group.iter().filter_map(|(code, digits)| Some((*code, read(digits)?))).collect();
    if values.iter().all(|(_, v)| *v < 256) { values } else { Vec::new() }
}

/// `g123`, `glyph123`, `gid123`, `index123`, `cid123`: the glyph's number in the font program.
pub(super) fn glyph_number(name: &str) -> Option<u32> {
    ["glyph", "gid", "index", "cid", "g"].iter().find_map(|prefix| name.strip_prefix(prefix)?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        chars_of_name(name).into_iter().collect()
    }

    #[test]
    fn names_of_every_kind() {
        for (name, expected) in [
            ("A", "A"),
            ("percent", "%"),
            ("uni0041", "A"),
            ("uni00410042", "AB"),
            ("u1F600", "\u{1F600}"),
            ("f_i", "fi"),
            ("fi", "\u{FB01}"),
            ("A.swash", "A"),
            ("G41", ""),
            ("a65", ""),
            (".notdef", ""),
            ("nonsense", ""),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
        assert_eq!(glyph_number("g12"), Some(12));
        assert_eq!(glyph_number("gamma"), None);
    }

    #[test]
    fn numbers_in_names_are_read_as_the_whole_font_counts() {
        for (names, expected) in [
            (&[(65, "a65"), (66, "a66")][..], "AB"),
            (&[(0x50, "C50"), (0x4B, "C4b")], "PK"),
            (&[(1, "G4B"), (2, "G61")], "Ka"),
            (&[(33, "C85"), (34, "C110")], "Un"),
            (&[(33, "C85"), (34, "C65")], ""),
            (&[(1, "g0412"), (2, "g0003")], ""),
            (&[(33, "x85"), (34, "x65")], ""),
            (&[(1, "G1"), (2, "G41"), (3, "G42")], ""),
        ] {
            let mut all = vec![None; 256];
            for (code, name) in names {
                all[*code] = Some((*name).to_owned());
            }
            let found = numbered_names(&all);
            let text: String = names.iter().filter_map(|(code, _)| found[*code]).collect();
            assert_eq!(text, expected, "{names:?}");
        }
    }

    #[test]
    fn base_tables_have_every_code() {
        for base in [Base::Standard, Base::WinAnsi, Base::MacRoman, Base::Symbol, Base::ZapfDingbats, Base::Wingdings] {
            assert_eq!(base.chars().len(), 256, "{base:?}");
        }
        assert_eq!(Base::WinAnsi.chars()[0x80], Some('€'));
        assert_eq!(Base::MacRoman.chars()[0x8A], Some('ä'));
        assert_eq!(Base::Symbol.chars()[0xB7], Some('•'));
        assert_eq!(Base::Standard.chars()[0x27], Some('’'));
    }

    #[test]
    fn symbol_fonts_by_name() {
        assert_eq!(Base::of_symbol_font("SymbolMT"), Some(Base::Symbol));
        assert_eq!(Base::of_symbol_font("Wingdings-Regular"), Some(Base::Wingdings));
        assert_eq!(Base::of_symbol_font("ArialMT"), None);
    }
}
