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
/// Names by the Adobe Glyph List, `uniXXXX`, `uXXXXX`, ligatures joined by `_`. Of the arbitrary names that writers
/// make up, those that number the code (`C65`, `G41`) are tried last and only when they spell printable ASCII.
pub(super) fn chars_of_name(name: &str) -> Vec<char> {
    if name.is_empty() || name == ".notdef" {
        return Vec::new();
    }
    let dingbat = is_dingbat_name(name);
    if !dingbat {
        let known: Vec<char> = agl::name_to_chars(name).filter(|c| is_meaning(*c)).collect();
        if !known.is_empty() && agl::name_to_chars(name).all(|c| !is_private(c)) {
            return known;
        }
    }
    numbered(name).into_iter().collect()
}

/// `a1` to `a206` are ZapfDingbats names in the glyph list, but Type 3 writers number any glyph so.
fn is_dingbat_name(name: &str) -> bool {
    name.strip_prefix('a').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// `G41` and `g0041` count in hexadecimal, `C065`, `c65` and `a65` in decimal (as pdf.js reads them).
fn numbered(name: &str) -> Option<char> {
    let mut chars = name.chars();
    let first = chars.next()?;
    let digits = chars.as_str();
    let value = match (first, digits.len()) {
        ('G', 2) | ('g', 4) if digits.bytes().all(|b| hex_digit(b).is_some()) => u32::from_str_radix(digits, 16).ok()?,
        ('C' | 'c', 2..=3) => digits.parse().ok()?,
        _ => return None,
    };
    char::from_u32(value).filter(|c| c.is_ascii_graphic() || *c == ' ')
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
            ("G41", "A"),
            ("C065", "A"),
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
