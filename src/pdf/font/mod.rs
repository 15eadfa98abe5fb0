//! Fonts: from character codes to characters and widths.
//!
//! A font is read once per document into dense tables, so that showing text is two look-ups a code.

mod composite;
mod encoding;
mod program;
mod simple;
mod standard;
mod standard_widths;
mod tables;
mod tounicode;

use super::Font;
use super::limits::Limits;
use super::object::{get, get_array, get_dict, get_int, get_name, get_number, get_numbers, number};
use lopdf::{Dictionary, Document};

/// What one character code means; `Copy`, so that the tables are plain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Code {
    /// The character or characters.
    pub text: Text,
    /// Advance in thousandths of an em (of the glyph space of Type 3 fonts).
    pub width: f32,
}

/// The characters that a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// Nothing says.
    Unknown,
    /// One character.
    One(char),
    /// Several: an index into [`Face::ligatures`].
    Many(u16),
}

/// Collects what codes mean; ligatures are kept aside.
#[derive(Debug, Default)]
pub(crate) struct Ligatures(Vec<Box<[char]>>);

impl Ligatures {
    /// The text of one or several characters; `Unknown` of none.
    pub fn text(&mut self, chars: &[char]) -> Text {
        match chars {
            [] => Text::Unknown,
            [one] => Text::One(*one),
            many => match u16::try_from(self.0.len()) {
                Ok(index) => {
                    self.0.push(many.into());
                    Text::Many(index)
                }
                Err(_) => Text::Unknown,
            },
        }
    }
}

/// A table over codes 0..65536 in pages of 256 that exist only where something is known.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pages: Vec<Option<Box<[Code; 256]>>>,
    default: Option<Code>,
}

impl Table {
    pub fn new(default_width: f32) -> Self {
        Self { pages: Vec::new(), default: Some(Code { text: Text::Unknown, width: default_width }) }
    }

    pub fn get(&self, code: u32) -> Code {
        let [.., high, low] = code.to_be_bytes();
        let default = self.default.unwrap_or(Code { text: Text::Unknown, width: 0.0 });
        if code > 0xFFFF {
            return default;
        }
        match self.pages.get(usize::from(high)) {
            Some(Some(page)) => page.get(usize::from(low)).copied().unwrap_or(default),
            _ => default,
        }
    }

    /// The entry of a code, made where missing; `None` beyond 65535.
    pub fn entry(&mut self, code: u32) -> Option<&mut Code> {
        if code > 0xFFFF {
            return None;
        }
        let [.., high, low] = code.to_be_bytes();
        let default = self.default?;
        let index = usize::from(high);
        if self.pages.len() <= index {
            self.pages.resize_with(index + 1, || None);
        }
        self.pages.get_mut(index)?.get_or_insert_with(|| Box::new([default; 256])).get_mut(usize::from(low))
    }

    /// Sets the text where none is known yet.
    pub fn offer(&mut self, code: u32, text: Text) {
        if let Some(entry) = self.entry(code)
            && entry.text == Text::Unknown
        {
            entry.text = text;
        }
    }
}

/// How strings are cut into codes.
#[derive(Debug)]
pub(crate) enum Coding {
    /// One byte a code.
    Simple,
    /// Two bytes a code, the code is the CID.
    Identity,
    /// By a CMap.
    Mapped(Box<composite::Mapped>),
}

/// A font, ready to show text.
#[derive(Debug)]
pub(crate) struct Face {
    /// Name and style.
    pub info: Font,
    /// Height above the baseline, in ems.
    pub ascent: f32,
    /// Depth below the baseline, in ems, negative.
    pub descent: f32,
    /// Text runs downwards (CMaps ending in -V).
    pub vertical: bool,
    /// Type 3 only: glyph space to text space, as the factor on widths and the factor on heights.
    pub type3: Option<(f32, f32)>,
    /// How strings are cut.
    pub coding: Coding,
    table: Table,
    ligatures: Ligatures,
}

impl Face {
    /// The next code of a string: what it means, its bytes, whether it is the single-byte code 32 (word spacing).
    pub fn next<'s>(&self, bytes: &'s [u8]) -> Option<(Code, bool, &'s [u8])> {
        match (&self.coding, bytes) {
            (_, []) => None,
            (Coding::Simple, [byte, rest @ ..]) => Some((self.table.get(u32::from(*byte)), *byte == 32, rest)),
            (Coding::Identity, [high, low, rest @ ..]) => Some((self.table.get(u32::from(u16::from_be_bytes([*high, *low]))), false, rest)),
            (Coding::Identity, [last]) => Some((self.table.get(u32::from(*last)), false, &[])),
            (Coding::Mapped(map), bytes) => {
                let (code, length) = map.next_code(bytes);
                let rest = bytes.get(length.max(1)..).unwrap_or_default();
                Some((map.look_up(code, length, &self.table), length == 1 && code == 32, rest))
            }
        }
    }

    /// The characters of a text of several.
    pub fn ligature(&self, index: u16) -> &[char] {
        self.ligatures.0.get(usize::from(index)).map(|l| &**l).unwrap_or_default()
    }

    /// Reads a font dictionary. Never fails: a font that says nothing yields unknown characters of plausible width.
    pub fn load(doc: &Document, dict: &Dictionary, limits: &Limits) -> Self {
        match get_name(doc, dict, b"Subtype") {
            Some(b"Type0") => composite::load(doc, dict, limits),
            _ => simple::load(doc, dict, limits),
        }
    }

    /// A stand-in where a content stream names a font that is not there.
    pub fn missing() -> Self {
        simple::missing()
    }
}

/// Flags of a font descriptor (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 1 << 2;
const ITALIC: i64 = 1 << 6;
const FORCE_BOLD: i64 = 1 << 18;

/// `FontWeight` from which a face counts as bold: semi-bold in the OpenType scale.
const BOLD_WEIGHT: f32 = 600.0;

/// Ascent and descent where a font does not say: what most text faces have.
const DEFAULT_ASCENT: f32 = 0.8;
const DEFAULT_DESCENT: f32 = -0.2;

/// What font dictionary and descriptor say of the face as a whole.
struct Traits {
    info: Font,
    ascent: f32,
    descent: f32,
    symbolic: bool,
}

fn traits(doc: &Document, dict: &Dictionary, descriptor: Option<&Dictionary>) -> Traits {
    let base = get_name(doc, dict, b"BaseFont")
        .or_else(|| descriptor.and_then(|d| get_name(doc, d, b"FontName")))
        .or_else(|| get_name(doc, dict, b"Name"))
        .unwrap_or_default();
    let name = without_subset_prefix(&String::from_utf8_lossy(base)).to_owned();
    let flags = descriptor.and_then(|d| get_int(doc, d, b"Flags")).unwrap_or(0);
    let of = |key: &[u8]| descriptor.and_then(|d| get_number(doc, d, key));
    let lower = name.to_ascii_lowercase();
    let bold = ["bold", "black", "heavy", "demi"].iter().any(|w| lower.contains(w))
        || flags & FORCE_BOLD != 0
        || of(b"FontWeight").is_some_and(|w| w >= BOLD_WEIGHT);
    let italic =
        ["italic", "oblique"].iter().any(|w| lower.contains(w)) || flags & ITALIC != 0 || of(b"ItalicAngle").is_some_and(|a| a != 0.0);
    // Some writers leave 0, some give the ascent of the tallest accent of the whole family.
    let ascent = of(b"Ascent").map(|a| a / 1000.0).filter(|a| (0.4..=1.3).contains(a)).unwrap_or(DEFAULT_ASCENT);
    let descent = of(b"Descent").map(|d| -d.abs() / 1000.0).filter(|d| (-0.6..=-0.05).contains(d)).unwrap_or(DEFAULT_DESCENT);
    Traits { info: Font { name, bold, italic }, ascent, descent, symbolic: flags & SYMBOLIC != 0 }
}

/// `ABCDEF+Name` is a subset of `Name`.
fn without_subset_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subset_prefixes_are_cut() {
        assert_eq!(without_subset_prefix("BCDEEE+Calibri-Bold"), "Calibri-Bold");
        assert_eq!(without_subset_prefix("C+Calibri"), "C+Calibri");
    }

    #[test]
    fn tables_are_sparse_and_offer_does_not_overwrite() {
        let mut table = Table::new(500.0);
        table.offer(0x1234, Text::One('a'));
        table.offer(0x1234, Text::One('b'));
        assert_eq!(table.get(0x1234), Code { text: Text::One('a'), width: 500.0 });
        assert_eq!(table.get(0x1235), Code { text: Text::Unknown, width: 500.0 });
        assert_eq!(table.get(0x1_0000).text, Text::Unknown);
        assert!(table.entry(0x1_0000).is_none());
    }
}
