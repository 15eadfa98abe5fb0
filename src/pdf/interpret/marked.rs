//! Marked content: identifiers, replacement text, layers that are switched off.

use super::super::Glyph;
use super::super::lexer::{Token, decode_hex, decode_literal, decode_name};
use super::super::num::u32_of;
use super::super::object::{get, get_int};
use super::{Interpreter, Operands};
use lopdf::{Object, ObjectId};

/// Marked content inside one another; tagged files stay below 20.
const MAX_DEPTH: usize = 256;

/// Replacement text longer than this over glyphs that are known is a second copy of a passage, not a correction.
const MAX_REPLACED: usize = 32;

/// The stack of open marked-content sequences.
#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// Sequences begun beyond [`MAX_DEPTH`]: their ends must not close others.
    overflow: u32,
    /// The innermost identifier.
    pub mcid: Option<u32>,
    /// Sequences open now that belong to a layer switched off.
    hidden: u32,
}

struct Mark {
    outer_mcid: Option<u32>,
    hidden: bool,
    /// Replacement text and the first glyph it covers.
    actual: Option<(Vec<char>, usize)>,
}

/// What a property list says.
#[derive(Default)]
struct Properties {
    mcid: Option<u32>,
    actual: Option<Vec<char>>,
}

impl Marks {
    /// Whether content painted now is on a layer that is switched off.
    pub fn is_hidden(&self) -> bool {
        self.hidden > 0
    }
}

impl<'d> Interpreter<'d> {
    pub(super) fn begin_marked(&mut self, operands: &Operands<'_>, has_properties: bool) {
        if self.marks.open.len() >= MAX_DEPTH {
            self.marks.overflow += 1;
            return;
        }
        let mut properties = Properties::default();
        let mut hidden = false;
        if has_properties {
            match operands.0.as_slice() {
                [Token::Name(tag), Token::Name(name)] => {
                    hidden = *tag == b"OC" && self.layer_is_off(name);
                    properties = self.named_properties(name);
                }
                [_, Token::DictOpen, rest @ ..] => properties = inline_properties(rest),
                _ => {}
            }
        }
        let mark = Mark {
            outer_mcid: self.marks.mcid,
            hidden,
            actual: properties.actual.filter(|a| !a.is_empty()).map(|text| (text, self.page.glyphs.len())),
        };
        self.marks.mcid = properties.mcid.or(self.marks.mcid);
        self.marks.hidden += u32::from(hidden);
        self.marks.open.push(mark);
    }

    pub(super) fn end_marked(&mut self) {
        if self.marks.overflow > 0 {
            self.marks.overflow -= 1;
            return;
        }
        let Some(mark) = self.marks.open.pop() else { return };
        self.marks.mcid = mark.outer_mcid;
        self.marks.hidden -= u32::from(mark.hidden);
        if let Some((text, first)) = mark.actual {
            replace_text(&mut self.page.glyphs, first, &text);
        }
    }

    /// Ends what a page left open.
    pub(super) fn close_marks(&mut self) {
        while !self.marks.open.is_empty() {
            self.end_marked();
        }
    }

    fn named_properties(&self, name: &[u8]) -> Properties {
        let Some(Object::Dictionary(dict)) = self.resource(b"Properties", name) else { return Properties::default() };
        Properties {
            mcid: get_int(self.doc, dict, b"MCID").and_then(|n| u32::try_from(n).ok()),
            actual: get(self.doc, dict, b"ActualText").and_then(|o| o.as_str().ok()).map(text_string),
        }
    }

    /// Whether a layer (optional content group) is off in the document's default configuration.
    fn layer_is_off(&self, name: &[u8]) -> bool {
        let properties = self.resources.and_then(|r| super::get_dict(self.doc, r, b"Properties"));
        properties.and_then(|p| p.get(&decode_name(name)).ok()).is_some_and(|o| self.optional_content_is_off(o))
    }

    /// Whether `/OC` of an object points to a layer that is off; a membership dictionary is off when all its layers are.
    pub(super) fn optional_content_is_off(&self, object: &Object) -> bool {
        let off = |id: &ObjectId| self.faces.layers_off.contains(id);
        let Object::Reference(id) = object else { return false };
        if off(id) {
            return true;
        }
        let Ok(Object::Dictionary(dict)) = self.doc.get_object(*id) else { return false };
        match dict.get(b"OCGs") {
            Ok(Object::Reference(id)) if off(id) => true,
            Ok(groups) => {
                let groups = super::follow(self.doc, groups).and_then(|g| g.as_array().ok());
                groups.is_some_and(|g| !g.is_empty() && g.iter().all(|o| o.as_reference().is_ok_and(|id| off(&id))))
            }
            Err(_) => false,
        }
    }
}

/// `/MCID` and `/ActualText` of an inline property list; nested values are stepped over.
fn inline_properties(tokens: &[Token<'_>]) -> Properties {
    let mut out = Properties::default();
    let mut depth = 0_u32;
    for pair in tokens.windows(2) {
        let [key, value] = pair else { continue };
        match key {
            Token::DictOpen | Token::ArrayOpen => depth += 1,
            Token::DictClose | Token::ArrayClose => depth = depth.saturating_sub(1),
            Token::Name(b"MCID") if depth == 0 => {
                out.mcid = if let Token::Number(n) = value { Some(u32_of(*n)) } else { None };
            }
            Token::Name(b"ActualText") if depth == 0 => {
                let mut bytes = Vec::new();
                match value {
                    Token::Hex(raw) => decode_hex(raw, &mut bytes),
                    Token::Literal { raw, .. } => decode_literal(raw, &mut bytes),
                    _ => continue,
                }
                out.actual = Some(text_string(&bytes));
            }
            _ => {}
        }
    }
    out
}

/// A text string: UTF-16 or UTF-8 by its mark, else PDFDocEncoding (read as Latin-1, the same for all letters).
pub(in crate::pdf) fn text_string(bytes: &[u8]) -> Vec<char> {
    let chars: Vec<char> = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|c| c.iter().fold(0_u16, |v, b| v << 8 | u16::from(*b)));
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        [0xFF, 0xFE, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|c| c.iter().rev().fold(0_u16, |v, b| v << 8 | u16::from(*b)));
            char::decode_utf16(units).filter_map(Result::ok).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).chars().collect(),
        _ => bytes.iter().map(|b| char::from(*b)).collect(),
    };
    chars.into_iter().filter(|c| !c.is_control() && *c != '\u{FFFD}').collect()
}

/// Puts replacement text in place of the glyphs from `first` on, each character with its share of their box.
///
/// Glyphs that already say the same (white space aside) keep their places, and so does a known passage too long to be
/// a ligature, a hyphenation or a fraction.
fn replace_text(glyphs: &mut Vec<Glyph>, first: usize, text: &[char]) {
    let Some(covered) = glyphs.get(first..).filter(|g| !g.is_empty()) else { return };
    let solid = |c: &char| !c.is_whitespace();
    if covered.iter().map(|g| g.ch).filter(solid).eq(text.iter().copied().filter(solid)) {
        return;
    }
    if covered.len() == text.len() {
        for (glyph, c) in glyphs.iter_mut().skip(first).zip(text) {
            glyph.ch = *c;
        }
        return;
    }
    if covered.len() > MAX_REPLACED && covered.iter().all(|g| g.ch != '\u{FFFD}') {
        return;
    }
    let Some(bbox) = super::Rect::around(covered.iter().map(|g| &g.bbox)) else { return };
    let Some(model) = covered.first().copied() else { return };
    glyphs.truncate(first);
    super::text::share(&Glyph { bbox, ..model }, text, glyphs);
}

#[cfg(test)]
mod tests {
    use super::super::super::{Direction, Rect};
    use super::*;

    fn glyph(ch: char, x: f32) -> Glyph {
        Glyph {
            ch,
            bbox: Rect { x0: x, y0: 0.0, x1: x + 10.0, y1: 10.0 },
            origin: (x, 8.0),
            size: 10.0,
            font: 0,
            direction: Direction::Right,
            invisible: false,
            color: [0; 3],
            mcid: None,
        }
    }

    fn replaced(from: &str, to: &str) -> Vec<(char, f32)> {
        let mut glyphs: Vec<Glyph> = from.chars().zip(0_u8..).map(|(c, i)| glyph(c, f32::from(i) * 10.0)).collect();
        replace_text(&mut glyphs, 0, &to.chars().collect::<Vec<_>>());
        glyphs.iter().map(|g| (g.ch, g.bbox.x0)).collect()
    }

    #[test]
    fn replacement_shares_the_box() {
        assert_eq!(replaced("\u{FFFD}", "fi"), [('f', 0.0), ('i', 5.0)]);
        assert_eq!(replaced("ab", "xy"), [('x', 0.0), ('y', 10.0)]);
        assert_eq!(replaced("a b", "ab"), [('a', 0.0), (' ', 10.0), ('b', 20.0)]);
    }

    #[test]
    fn properties_are_found_beside_nested_values() {
        let tokens = [
            Token::Name(b"A"),
            Token::DictOpen,
            Token::Name(b"MCID"),
            Token::Number(9.0),
            Token::DictClose,
            Token::Name(b"MCID"),
            Token::Number(3.0),
            Token::Name(b"ActualText"),
            Token::Hex(b"FEFF0041"),
            Token::DictClose,
        ];
        let properties = inline_properties(&tokens);
        assert_eq!(properties.mcid, Some(3));
        assert_eq!(properties.actual, Some(vec!['A']));
    }
}
