//! What the embedded font program itself says: the last witness where the PDF is silent or lies.

use super::super::limits::Limits;
use super::super::object::{decoded, get_stream};
use super::encoding::{Base, chars_of_name, glyph_number};
use super::tounicode::{is_meaning, is_private};
use crate::pdf::lexer::{Lexer, Token};
use crate::pdf::num::u32_of;
use lopdf::{Dictionary, Document};
use memchr::memmem;
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::collections::HashMap;

/// Most glyphs looked at in one font program.
const MAX_GLYPHS: u32 = 65_536;

/// Tokens read of a Type 1 `Encoding` array: five for each of 256 codes, and what stands around them.
const MAX_ENCODING_TOKENS: usize = 2_000;

/// An embedded font program, unpacked.
pub(super) struct Program {
    data: Vec<u8>,
    kind: Kind,
}

enum Kind {
    /// TrueType, or OpenType around either outline kind.
    Sfnt,
    /// A bare CFF.
    Cff,
    /// PostScript Type 1.
    Type1,
}

/// What a simple font's program says of the 256 codes.
#[derive(Default)]
pub(super) struct BuiltIn {
    /// Characters by code, empty where unknown.
    pub chars: Vec<Vec<char>>,
    /// Advances by code in thousandths of an em, where known.
    pub widths: Vec<Option<f32>>,
    /// Characters by glyph number, for encodings that name glyphs by number.
    pub by_glyph: HashMap<u32, char>,
}

impl Program {
    /// The program that a font descriptor embeds.
    pub fn load(doc: &Document, descriptor: &Dictionary, limits: &Limits) -> Option<Self> {
        let stream = [&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().find_map(|key| get_stream(doc, descriptor, key))?;
        let data = decoded(doc, stream, limits.stream_bytes).ok()?;
        let kind = match data.get(..4)? {
            [0, 1, 0, 0] | b"true" | b"OTTO" | b"ttcf" => Kind::Sfnt,
            [1, 0, ..] => Kind::Cff,
            [b'%', b'!', ..] | [0x80, 1, ..] => Kind::Type1,
            _ => return None,
        };
        Some(Self { data, kind })
    }

    fn sfnt(&self) -> Option<FontRef<'_>> {
        matches!(self.kind, Kind::Sfnt).then(|| FontRef::from_index(&self.data, 0).ok())?
    }

    fn cff(&self) -> Option<CffFontRef<'_>> {
        match self.kind {
            Kind::Cff => CffFontRef::new_cff(&self.data, 0, None).ok(),
            Kind::Sfnt => CffFontRef::new_cff(self.sfnt()?.cff().ok()?.offset_data().as_bytes(), 0, None).ok(),
            Kind::Type1 => None,
        }
    }

    /// Codes to characters and widths, by the program's own encoding.
    pub fn built_in(&self) -> BuiltIn {
        let mut out = BuiltIn { chars: vec![Vec::new(); 256], widths: vec![None; 256], by_glyph: HashMap::new() };
        match self.kind {
            Kind::Type1 => self.type1_codes(&mut out),
            Kind::Cff => self.cff_codes(&mut out),
            Kind::Sfnt => self.sfnt_codes(&mut out),
        }
        out
    }

    /// The `Encoding` array stands in the clear text of the program: `dup 65 /A put`.
    fn type1_codes(&self, out: &mut BuiltIn) {
        let Some(at) = memmem::find(&self.data, b"/Encoding") else { return };
        let mut lexer = Lexer::new(self.data.get(at..).unwrap_or_default());
        let mut code = None;
        for token in std::iter::from_fn(|| lexer.next_token()).skip(1).take(MAX_ENCODING_TOKENS) {
            match token {
                Token::Word(b"StandardEncoding") => {
                    for (chars, c) in out.chars.iter_mut().zip(Base::Standard.chars()) {
                        chars.extend(c);
                    }
                    return;
                }
                Token::Word(b"def" | b"readonly" | b"eexec") => return,
                Token::Number(n) => code = usize::try_from(u32_of(n)).ok(),
                Token::Name(name) => {
                    let slot = code.take().and_then(|code| out.chars.get_mut(code));
                    if let (Some(slot), Ok(name)) = (slot, std::str::from_utf8(name)) {
                        *slot = chars_of_name(name);
                    }
                }
                _ => {}
            }
        }
    }

    fn cff_codes(&self, out: &mut BuiltIn) {
        let Some(font) = self.cff() else { return };
        out.by_glyph = self.glyph_chars();
        let Some(encoding) = font.encoding() else { return };
        let charset = encoding.charset();
        for (code, chars) in (0..=255_u8).zip(&mut out.chars) {
            let name = encoding.map(code).and_then(|gid| font.string(charset.string_id(gid)?));
            *chars = name.and_then(|n| std::str::from_utf8(n).ok()).map(chars_of_name).unwrap_or_default();
        }
    }

    fn sfnt_codes(&self, out: &mut BuiltIn) {
        let Some(font) = self.sfnt() else { return };
        out.by_glyph = self.glyph_chars();
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = font.head().map_or(1000.0, |h| f32::from(h.units_per_em().max(1)));
        let by_code = symbolic_codes(&font);
        for (((code, gid), chars), width) in (0_u32..).zip(by_code).zip(&mut out.chars).zip(&mut out.widths) {
            let Some(gid) = gid.or_else(|| font.charmap().map(code)) else { continue };
            *width = metrics.advance_width(gid).map(|w| w * 1000.0 / em);
            chars.extend(out.by_glyph.get(&gid.to_u32()));
        }
    }

    /// Characters by glyph number: from the Unicode cmap, else from glyph names.
    pub fn glyph_chars(&self) -> HashMap<u32, char> {
        let mut map = HashMap::new();
        if let Some(font) = self.sfnt() {
            let names = font.glyph_names();
            for (gid, name) in names.iter().take(usize::try_from(MAX_GLYPHS).unwrap_or(0)) {
                if !name.is_synthesized()
                    && glyph_number(name.as_str()).is_none()
                    && let [one] = chars_of_name(name.as_str()).as_slice()
                {
                    map.insert(gid.to_u32(), *one);
                }
            }
            // The cmap knows better than names; of several characters the first (lowest) is the usual one.
            let mut by_cmap = HashMap::new();
            for (code, gid) in font.charmap().mappings().take(usize::try_from(MAX_GLYPHS).unwrap_or(0)) {
                if let Some(c) = char::from_u32(code).filter(|c| is_meaning(*c) && !is_private(*c)) {
                    by_cmap.entry(gid.to_u32()).or_insert(c);
                }
            }
            map.extend(by_cmap);
        }
        if map.is_empty()
            && let Some(font) = self.cff().filter(|f| !f.is_cid())
            && let Some(charset) = font.charset()
        {
            for gid in 0..font.num_glyphs().min(MAX_GLYPHS) {
                let name = charset.string_id(GlyphId::new(gid)).and_then(|sid| font.string(sid));
                if let Some([one]) = name.and_then(|n| std::str::from_utf8(n).ok()).map(chars_of_name).as_deref() {
                    map.insert(gid, *one);
                }
            }
        }
        map
    }

    /// CIDs by glyph number, where the program is a CID-keyed CFF; else the two are the same.
    pub fn cid_of_glyph(&self) -> Option<HashMap<u32, u32>> {
        let font = self.cff().filter(CffFontRef::is_cid)?;
        let charset = font.charset()?;
        Some(
            (0..font.num_glyphs().min(MAX_GLYPHS))
                .filter_map(|gid| Some((gid, u32::from(charset.string_id(GlyphId::new(gid))?.to_u16()))))
                .collect(),
        )
    }
}

/// Glyphs of the codes 0..256 by the symbol (3,0) and the Macintosh (1,0) subtables, as ISO 32000-1, 9.6.6.4 has it.
fn symbolic_codes(font: &FontRef<'_>) -> Vec<Option<GlyphId>> {
    let mut out = vec![None; 256];
    let Ok(cmap) = font.cmap() else { return out };
    // The symbol subtable first: records are sorted by platform, so walk them backwards.
    for record in cmap.encoding_records().iter().rev() {
        let symbol = record.platform_id() as u16 == 3 && record.encoding_id() == 0;
        let macintosh = record.platform_id() as u16 == 1 && record.encoding_id() == 0;
        let Ok(subtable) = record.subtable(cmap.offset_data()) else { continue };
        if !symbol && !macintosh {
            continue;
        }
        for (code, slot) in (0_u32..).zip(&mut out) {
            if slot.is_none() {
                *slot = if symbol {
                    [0xF000, 0, 0xF100, 0xF200].iter().find_map(|base| subtable.map_codepoint(base + code))
                } else {
                    subtable.map_codepoint(code)
                }
                .filter(|gid| gid.to_u32() != 0);
            }
        }
    }
    out
}

/// A private-use character of a symbol font (`U+F0B7`) by that font's table.
pub(super) fn unprivate(c: char, symbols: Option<Base>) -> Option<char> {
    if !is_private(c) {
        return Some(c);
    }
    let code = u32::from(c).checked_sub(0xF000).filter(|code| *code < 256)?;
    symbols?.chars().get(usize::try_from(code).ok()?).copied().flatten()
}
