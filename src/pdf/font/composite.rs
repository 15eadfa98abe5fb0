//! Type 0 fonts: codes of several bytes, glyphs by CID.

use super::encoding::Base;
use super::program::{Program, unprivate};
use super::tounicode::{ToUnicode, is_meaning, is_private};
use super::*;
use crate::pdf::object::{decoded, dict_of, follow, get_stream};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use lopdf::Object;
use std::collections::HashMap;

/// Width of a CID of which the file says nothing (ISO 32000-1, table 117: `/DW`).
const DEFAULT_WIDTH: f32 = 1000.0;

/// Widths set by one font at most; every CID once.
const MAX_WIDTHS: u32 = 1 << 16;

/// Codes that a CMap maps to CIDs.
#[derive(Debug)]
pub(crate) struct Mapped {
    cmap: CMap,
    /// Code lengths that an embedded CMap declares: (bytes, low, high).
    codespaces: Vec<(usize, u32, u32)>,
    /// Text by code, from ToUnicode.
    texts: HashMap<u32, Text>,
}

impl Mapped {
    /// The code at the head of a string and its length in bytes.
    pub fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0_u32;
        let mut two = (0, 1);
        for (length, byte) in (1_usize..=4).zip(bytes) {
            code = code << 8 | u32::from(*byte);
            if length <= 2 {
                two = (code, length);
            }
            let declared = self.codespaces.iter().any(|(n, low, high)| *n == length && in_codespace(code, *low, *high, length));
            let mapped = self.codespaces.is_empty()
                && u8::try_from(length).is_ok_and(|n| self.cmap.lookup_cid_code(code, n).is_some_and(|cid| cid != 0));
            if declared || mapped {
                return (code, length);
            }
        }
        two
    }

    pub fn look_up(&self, code: u32, length: usize, table: &Table) -> Code {
        let cid = u8::try_from(length).ok().and_then(|n| self.cmap.lookup_cid_code(code, n)).unwrap_or(0);
        let by_cid = table.get(cid);
        Code { text: self.texts.get(&code).copied().unwrap_or(by_cid.text), ..by_cid }
    }
}

/// Codespace ranges are boxes: every byte lies in its own range.
fn in_codespace(code: u32, low: u32, high: u32, length: usize) -> bool {
    (0..length).all(|i| {
        let byte = |v: u32| v.to_be_bytes().get(3 - i).copied().unwrap_or(0);
        (byte(low)..=byte(high)).contains(&byte(code))
    })
}

pub(super) fn load(doc: &Document, dict: &Dictionary, limits: &Limits) -> Face {
    let descendant = get_array(doc, dict, b"DescendantFonts").and_then(|a| follow(doc, a.first()?)).and_then(dict_of).unwrap_or(dict);
    let descriptor = get_dict(doc, descendant, b"FontDescriptor");
    let traits = traits(doc, dict, descriptor);
    let symbols = Base::of_symbol_font(&traits.info.name);

    let default_width = get_number(doc, descendant, b"DW").unwrap_or(DEFAULT_WIDTH);
    let mut table = Table::new(default_width);
    let used = set_widths(doc, descendant, &mut table);

    let mut ligatures = Ligatures::default();
    let (mut coding, vertical) = read_cmap(doc, dict, limits);
    let to_unicode = get_stream(doc, dict, b"ToUnicode")
        .and_then(|stream| decoded(doc, stream, limits.stream_bytes).ok())
        .map(|data| ToUnicode::parse(&data).entries)
        .unwrap_or_default();
    let mut said = false;
    // Of ranges that overlap the last one counts, as in other readers.
    for (code, chars) in to_unicode.into_iter().rev() {
        let chars: Vec<char> = chars.as_slice().iter().filter_map(|c| unprivate(*c, symbols)).collect();
        let text = ligatures.text(&chars);
        said |= text != Text::Unknown;
        match &mut coding {
            Coding::Mapped(map) => {
                map.texts.entry(code).or_insert(text);
            }
            _ => table.offer(code, text),
        }
    }
    // `/ToUnicode /Identity-H` says that the codes are Unicode themselves.
    if !said && matches!(get(doc, dict, b"ToUnicode"), Some(Object::Name(_))) {
        said = true;
        codes_are_unicode(&mut coding, &mut table);
    }
    let identity = !matches!(coding, Coding::Mapped(_));
    if !said || identity && used.iter().any(|cid| table.get(*cid).text == Text::Unknown) {
        by_collection(doc, descendant, &coding, &mut table);
        if let Some(program) = descriptor.and_then(|d| Program::load(doc, d, limits)) {
            by_program(doc, descendant, &program, &mut table, limits);
        } else if !said && identity {
            by_family(&traits.info.name, &mut table);
        }
    }
    Face { info: traits.info, ascent: traits.ascent, descent: traits.descent, vertical, type3: None, coding, table, ligatures }
}

/// Codes that are characters themselves.
fn codes_are_unicode(coding: &mut Coding, table: &mut Table) {
    let char_of = |code: u32| char::from_u32(code).filter(|c| is_meaning(*c) && !is_private(*c));
    match coding {
        Coding::Mapped(map) => map.texts.extend((0x20..=0xFFFF).filter_map(|code| Some((code, Text::One(char_of(code)?))))),
        _ => {
            for code in 0x20..=0xFFFF {
                if let Some(c) = char_of(code) {
                    table.offer(code, Text::One(c));
                }
            }
        }
    }
}

/// Glyph numbers of fonts that are not embedded, where the family is one whose glyphs have stood in the same order since
/// the first TrueType fonts: space is glyph 3, and ASCII follows.
fn by_family(name: &str, table: &mut Table) {
    const FAMILIES: [&str; 8] = ["arial", "timesnewroman", "couriernew", "verdana", "tahoma", "georgia", "trebuchet", "comicsans"];
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if FAMILIES.iter().any(|family| plain.starts_with(family)) {
        for (gid, c) in (3_u32..).zip(' '..='~') {
            table.offer(gid, Text::One(c));
        }
    }
}

/// `/W` into the table; the CIDs that it names, which are those in use.
fn set_widths(doc: &Document, descendant: &Dictionary, table: &mut Table) -> Vec<u32> {
    let mut used = Vec::new();
    let mut items = get_array(doc, descendant, b"W").unwrap_or_default().iter().filter_map(|o| follow(doc, o));
    let mut budget = MAX_WIDTHS;
    while let (Some(first), Some(second)) = (items.next(), items.next()) {
        let Some(first) = cid(first) else { continue };
        if let Object::Array(widths) = second {
            for (cid, width) in (first..).zip(widths) {
                if let (Some(width), Some(entry)) = (follow(doc, width).and_then(number), table.entry(cid)) {
                    entry.width = width;
                    used.push(cid);
                }
            }
        } else {
            let (Some(last), Some(width)) = (cid(second), items.next().and_then(number)) else { continue };
            for cid in first..=last.min(0xFFFF) {
                if budget == 0 {
                    return used;
                }
                budget -= 1;
                if let Some(entry) = table.entry(cid) {
                    entry.width = width;
                }
            }
            // A long range is a default in other words, not a list of what is used.
            if last.saturating_sub(first) < 256 {
                used.extend(first..=last);
            }
        }
    }
    used
}

fn cid(object: &Object) -> Option<u32> {
    number(object).filter(|n| *n >= 0.0).map(crate::pdf::num::u32_of)
}

/// `/Encoding`: how strings are cut, and whether text runs downwards.
fn read_cmap(doc: &Document, dict: &Dictionary, limits: &Limits) -> (Coding, bool) {
    match get(doc, dict, b"Encoding") {
        Some(Object::Name(name)) if name != b"Identity-H" && name != b"Identity-V" => {
            let predefined = load_embedded(CMapName::from_bytes(name)).and_then(|data| CMap::parse(data, load_embedded));
            (predefined.map_or(Coding::Identity, |cmap| mapped(cmap, Vec::new())), name.ends_with(b"-V"))
        }
        Some(Object::Stream(stream)) => {
            let data = decoded(doc, stream, limits.stream_bytes).unwrap_or_default();
            match CMap::parse(&data, load_embedded) {
                Some(cmap) => {
                    let vertical = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
                    (mapped(cmap, ToUnicode::parse(&data).codespaces), vertical)
                }
                None => (Coding::Identity, false),
            }
        }
        Some(Object::Name(name)) => (Coding::Identity, name.ends_with(b"-V")),
        _ => (Coding::Identity, false),
    }
}

fn mapped(cmap: CMap, codespaces: Vec<(usize, u32, u32)>) -> Coding {
    Coding::Mapped(Box::new(Mapped { cmap, codespaces, texts: HashMap::new() }))
}

/// CIDs of a known character collection (Adobe-Japan1 and so on) to Unicode.
fn by_collection(doc: &Document, descendant: &Dictionary, coding: &Coding, table: &mut Table) {
    let info = get_dict(doc, descendant, b"CIDSystemInfo");
    let part = |key: &[u8]| info.and_then(|i| get(doc, i, key)).and_then(|o| o.as_str().ok());
    let family = match (part(b"Registry"), part(b"Ordering"), coding) {
        (Some(registry), Some(ordering), _) => CidFamily::from_registry_ordering(registry, ordering),
        _ => return,
    };
    let Some(cmap) = family.ucs2_cmap().and_then(load_embedded).and_then(|data| CMap::parse(data, load_embedded)) else { return };
    for cid in 0..=0xFFFF_u32 {
        if let Some(BfString::Char(c)) = cmap.lookup_bf_string(cid) {
            table.offer(cid, Text::One(c));
        }
    }
}

/// CIDs to characters through the glyphs of the embedded program.
fn by_program(doc: &Document, descendant: &Dictionary, program: &Program, table: &mut Table, limits: &Limits) {
    let chars = program.glyph_chars();
    if chars.is_empty() {
        return;
    }
    let map = get_stream(doc, descendant, b"CIDToGIDMap").and_then(|s| decoded(doc, s, limits.stream_bytes).ok());
    if let Some(map) = map {
        for (cid, pair) in (0_u32..=0xFFFF).zip(map.chunks_exact(2)) {
            let gid = pair.iter().fold(0_u32, |v, b| v << 8 | u32::from(*b));
            if let Some(c) = chars.get(&gid) {
                table.offer(cid, Text::One(*c));
            }
        }
        return;
    }
    let cids = program.cid_of_glyph();
    for (gid, c) in chars {
        let cid = cids.as_ref().map_or(Some(gid), |cids| cids.get(&gid).copied());
        if let Some(cid) = cid {
            table.offer(cid, Text::One(c));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn both_forms_of_w() {
        let doc = Document::new();
        let dict = dictionary! {
            "W" => vec![3.into(), vec![250.into(), 300.into()].into(), 10.into(), 12.into(), 600.into()]
        };
        let mut table = Table::new(1000.0);
        let used = set_widths(&doc, &dict, &mut table);
        assert_eq!(used, [3, 4, 10, 11, 12]);
        assert_eq!([3, 4, 5, 11, 13].map(|cid| table.get(cid).width), [250.0, 300.0, 1000.0, 600.0, 1000.0]);
    }

    #[test]
    fn hostile_ranges_of_w_stay_bounded() {
        let doc = Document::new();
        let range: Vec<Object> = vec![0.into(), i64::from(u32::MAX).into(), 600.into()];
        let dict = dictionary! { "W" => range.iter().cycle().take(150).cloned().collect::<Vec<_>>() };
        let mut table = Table::new(1000.0);
        assert!(set_widths(&doc, &dict, &mut table).len() < 1000);
    }

    #[test]
    fn predefined_cmaps_cut_one_and_two_byte_codes() {
        let data = load_embedded(CMapName::from_bytes(b"90ms-RKSJ-H")).unwrap();
        let Coding::Mapped(map) = mapped(CMap::parse(data, load_embedded).unwrap(), Vec::new()) else { panic!() };
        assert_eq!(map.next_code(b"A\x82\xA0"), (0x41, 1));
        assert_eq!(map.next_code(b"\x82\xA0"), (0x82A0, 2));
    }
}
