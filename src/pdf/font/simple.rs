//! Simple fonts: Type 1, TrueType, Type 3, one byte a code.

use super::encoding::{Base, chars_of_name, glyph_number, numbered_names};
use super::program::{BuiltIn, Program, unprivate};
use super::standard::Metrics;
use super::tounicode::ToUnicode;
use super::*;
use crate::pdf::object::{decoded, follow, get_stream};
use lopdf::Object;

/// Advance of a glyph of which nothing is known, in thousandths: half an em.
const UNKNOWN_WIDTH: f32 = 500.0;

pub(super) fn load(doc: &Document, dict: &Dictionary, limits: &Limits) -> Face {
    let descriptor = get_dict(doc, dict, b"FontDescriptor");
    let type3 = get_name(doc, dict, b"Subtype") == Some(b"Type3");
    let traits = traits(doc, dict, descriptor);
    let symbols = Base::of_symbol_font(&traits.info.name);

    let mut codes = Codes { texts: [Text::Unknown; 256], ligatures: Ligatures::default() };
    if let Some(stream) = get_stream(doc, dict, b"ToUnicode")
        && let Ok(data) = decoded(doc, stream, limits.stream_bytes)
    {
        // Of ranges that overlap the last one counts, as in other readers.
        for (code, chars) in ToUnicode::parse(&data).entries.into_iter().rev() {
            let chars: Vec<char> = chars.as_slice().iter().filter_map(|c| unprivate(*c, symbols)).collect();
            codes.offer(code, &chars);
        }
    }
    // `/ToUnicode /Identity-H` says that the codes are Unicode themselves.
    if matches!(get(doc, dict, b"ToUnicode"), Some(Object::Name(_))) {
        (0x20..0x7F_u8).for_each(|code| codes.offer(u32::from(code), &[char::from(code)]));
    }
    let encoding = Encoding::read(doc, dict);
    let program_wanted = !type3 && codes.wants_program(&encoding, &traits, doc, dict);
    let built_in = descriptor
        .filter(|_| program_wanted)
        .and_then(|d| Program::load(doc, d, limits))
        .map(|program| program.built_in())
        .unwrap_or_default();
    codes.by_encoding(&encoding, &traits, &built_in, symbols, type3);

    let mut table = Table::new(0.0);
    let widths = Widths::read(doc, dict, descriptor, &traits);
    for (code, text) in (0_u8..=255).zip(codes.texts) {
        let c = match text {
            Text::One(c) => Some(c),
            _ => None,
        };
        let width = widths.of(code, c, &built_in);
        if let Some(entry) = table.entry(u32::from(code)) {
            *entry = Code { text, width };
        }
    }
    let type3 = type3.then(|| type3_scale(doc, dict));
    let (ascent, descent) = type3.and_then(|_| type3_height(doc, dict)).unwrap_or((traits.ascent, traits.descent));
    Face { info: traits.info, ascent, descent, vertical: false, type3, coding: Coding::Simple, table, ligatures: codes.ligatures }
}

/// A stand-in: codes read as WinAnsi, widths of Helvetica.
pub(super) fn missing() -> Face {
    let mut table = Table::new(UNKNOWN_WIDTH);
    for (code, c) in (0_u8..=255).zip(Base::WinAnsi.chars()) {
        if let (Some(entry), Some(c)) = (table.entry(u32::from(code)), c) {
            *entry = Code { text: Text::One(c), width: Metrics::Latin(0).width(code, Some(c)).unwrap_or(UNKNOWN_WIDTH) };
        }
    }
    Face {
        info: Font::default(),
        ascent: DEFAULT_ASCENT,
        descent: DEFAULT_DESCENT,
        vertical: false,
        type3: None,
        coding: Coding::Simple,
        table,
        ligatures: Ligatures::default(),
    }
}

/// What `/Encoding` says.
struct Encoding {
    base: Option<Base>,
    /// Glyph names by code.
    names: Vec<Option<String>>,
}

impl Encoding {
    fn read(doc: &Document, dict: &Dictionary) -> Self {
        let mut out = Self { base: None, names: vec![None; 256] };
        match get(doc, dict, b"Encoding") {
            Some(Object::Name(name)) => out.base = Base::from_name(name),
            Some(Object::Dictionary(encoding)) => {
                out.base = get_name(doc, encoding, b"BaseEncoding").and_then(Base::from_name);
                let mut code = 0_usize;
                for item in get_array(doc, encoding, b"Differences").unwrap_or_default() {
                    match follow(doc, item) {
                        Some(Object::Integer(n)) => code = usize::try_from(*n).unwrap_or(256),
                        Some(Object::Name(name)) => {
                            if let Some(slot) = out.names.get_mut(code) {
                                *slot = Some(String::from_utf8_lossy(name).into_owned());
                            }
                            code = code.saturating_add(1);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        out
    }
}

struct Codes {
    texts: [Text; 256],
    ligatures: Ligatures,
}

impl Codes {
    fn offer(&mut self, code: u32, chars: &[char]) {
        if let Some(slot) = usize::try_from(code).ok().and_then(|c| self.texts.get_mut(c))
            && *slot == Text::Unknown
        {
            *slot = self.ligatures.text(chars);
        }
    }

    /// Whether the embedded program must be asked: some code that is used (has a width) means nothing yet.
    fn wants_program(&self, encoding: &Encoding, traits: &Traits, doc: &Document, dict: &Dictionary) -> bool {
        let first = get_int(doc, dict, b"FirstChar").and_then(|v| usize::try_from(v).ok()).unwrap_or(0);
        let Some(widths) = get_array(doc, dict, b"Widths") else { return true };
        // A text font with a base encoding needs no program for what the encoding covers.
        let covered = encoding.base.is_some() && !traits.symbolic;
        widths.iter().enumerate().any(|(i, width)| {
            let code = first.saturating_add(i);
            let used = follow(doc, width).and_then(number).is_some_and(|w| w != 0.0);
            let known = self.texts.get(code).is_none_or(|t| *t != Text::Unknown)
                || encoding.names.get(code).is_some_and(|n| n.as_ref().is_some_and(|n| !chars_of_name(n).is_empty()))
                || covered;
            used && !known
        })
    }

    /// Fills what ToUnicode left open: by glyph name, by the program's own encoding, by the base encoding.
    fn by_encoding(&mut self, encoding: &Encoding, traits: &Traits, built_in: &BuiltIn, symbols: Option<Base>, type3: bool) {
        for (code, name) in (0_u32..).zip(&encoding.names) {
            if let Some(name) = name {
                let mut chars = chars_of_name(name);
                if chars.is_empty()
                    && let Some(c) = glyph_number(name).and_then(|gid| built_in.by_glyph.get(&gid))
                {
                    chars.push(*c);
                }
                self.offer(code, &chars);
            }
        }
        for (code, c) in (0_u32..).zip(numbered_names(&encoding.names)) {
            self.offer(code, c.as_slice());
        }
        let program_first = encoding.base.is_none() || traits.symbolic;
        if program_first {
            self.by_program(built_in);
        }
        // A Type 3 font has no encoding but the one it names, and where it names one, its codes are most often
        // characters whatever its glyphs are called.
        if !type3 || encoding.base.is_some() {
            let base = symbols.or(encoding.base).unwrap_or(Base::Standard);
            for (code, c) in (0_u32..).zip(base.chars()) {
                let named = usize::try_from(code).ok().and_then(|c| encoding.names.get(c)).is_some_and(Option::is_some);
                if let Some(c) = c.filter(|_| type3 || !named) {
                    self.offer(code, &[c]);
                }
            }
        }
        if !program_first {
            self.by_program(built_in);
        }
        // What paints nothing at the code of the space is a space: word spacing applies to it.
        if encoding.names.get(32).is_some_and(|name| name.as_deref() == Some(".notdef")) {
            self.offer(32, &[' ']);
        }
    }

    fn by_program(&mut self, built_in: &BuiltIn) {
        for (code, chars) in (0_u32..).zip(&built_in.chars) {
            self.offer(code, chars);
        }
    }
}

/// `/Widths`, and what stands in for it.
struct Widths {
    first: usize,
    widths: Vec<Option<f32>>,
    missing: Option<f32>,
    metrics: Metrics,
}

impl Widths {
    fn read(doc: &Document, dict: &Dictionary, descriptor: Option<&Dictionary>, traits: &Traits) -> Self {
        let array = get_array(doc, dict, b"Widths").unwrap_or_default();
        Self {
            first: get_int(doc, dict, b"FirstChar").and_then(|v| usize::try_from(v).ok()).unwrap_or(0),
            widths: array.iter().take(256).map(|w| follow(doc, w).and_then(number)).collect(),
            missing: descriptor.and_then(|d| get_number(doc, d, b"MissingWidth")).filter(|w| *w > 0.0),
            metrics: Metrics::of(&traits.info.name, traits.info.bold, traits.info.italic),
        }
    }

    fn of(&self, code: u8, c: Option<char>, built_in: &BuiltIn) -> f32 {
        let given = usize::from(code).checked_sub(self.first).and_then(|i| self.widths.get(i)).copied().flatten();
        if let Some(width) = given {
            return width;
        }
        if !self.widths.is_empty() {
            return self.missing.unwrap_or(0.0);
        }
        built_in
            .widths
            .get(usize::from(code))
            .copied()
            .flatten()
            .or_else(|| self.metrics.width(code, c))
            .or(self.missing)
            .unwrap_or(UNKNOWN_WIDTH)
    }
}

/// Factors from Type 3 glyph space to text space along x and y.
fn type3_scale(doc: &Document, dict: &Dictionary) -> (f32, f32) {
    let [a, b, c, d, ..] = get_numbers::<6>(doc, dict, b"FontMatrix").unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    (if a == 0.0 { b } else { a }, if d == 0.0 { c } else { d })
}

/// Ascent and descent of a Type 3 font in text space, by its `FontBBox`.
fn type3_height(doc: &Document, dict: &Dictionary) -> Option<(f32, f32)> {
    let (_, scale) = type3_scale(doc, dict);
    let [_, y0, _, y1] = get_numbers::<4>(doc, dict, b"FontBBox")?;
    let (low, high) = ((y0 * scale).min(y1 * scale), (y0 * scale).max(y1 * scale));
    (high > low && high > 0.0).then_some((high, low.min(0.0)))
}
