//! Text operators: strings to glyphs.

use super::super::font::{Code, Face, Text};
use super::super::lexer::{Token, decode_hex, decode_literal};
use super::super::matrix::Matrix;
use super::super::object::dict_of;
use super::super::{Direction, Font, Glyph, Rect};
use super::{Interpreter, Operands, PageFont};
use lopdf::Object;
use std::sync::Arc;

/// How far a baseline may lean and still count as parallel to an axis: about two degrees, more than any scanner skew
/// that is left after straightening and less than any deliberate slant.
const LEAN: f32 = 0.035;

/// Coordinates beyond this, in points, are no place on any page (the largest that PDF allows is 14,400).
const FAR: f32 = 100_000.0;

/// Fonts of one page; `Glyph::font` is 16 bits wide.
const MAX_FONTS: usize = 60_000;

/// The text matrices of one string, worked out before its first glyph.
struct Frame {
    /// Text space to the page.
    to_page: Matrix,
    /// One em along and across the text, on the page.
    along: (f32, f32),
    across: (f32, f32),
    ascent: f32,
    descent: f32,
    direction: Direction,
    size: f32,
}

impl<'d> Interpreter<'d> {
    /// Runs a text operator; `false` where it is none.
    pub(super) fn text_operator(&mut self, word: &[u8], operands: &Operands<'_>) -> bool {
        let text = &mut self.state.text;
        match word {
            b"BT" => {
                self.text_matrix = Matrix::IDENTITY;
                self.line_matrix = Matrix::IDENTITY;
            }
            b"ET" => {}
            b"Tc" => text.char_spacing = operands.number().unwrap_or(0.0),
            b"Tw" => text.word_spacing = operands.number().unwrap_or(0.0),
            b"Tz" => text.stretch = operands.number().unwrap_or(100.0) / 100.0,
            b"TL" => text.leading = operands.number().unwrap_or(0.0),
            b"Ts" => text.rise = operands.number().unwrap_or(0.0),
            b"Tr" => text.mode = super::super::num::byte_of_unit(operands.number().unwrap_or(0.0) / 255.0),
            b"Tf" => self.set_font(operands.name().unwrap_or_default(), operands.number().unwrap_or(1.0)),
            b"Td" => {
                let [x, y] = operands.numbers();
                self.next_line(x, y);
            }
            b"TD" => {
                let [x, y] = operands.numbers();
                text.leading = -y;
                self.next_line(x, y);
            }
            b"Tm" => {
                let matrix = Matrix::new(operands.numbers());
                if matrix.is_finite() {
                    self.text_matrix = matrix;
                    self.line_matrix = matrix;
                }
            }
            b"T*" => self.next_leading(),
            b"Tj" => self.show_all(operands),
            b"TJ" => self.show_all(operands),
            b"'" => {
                self.next_leading();
                self.show_all(operands);
            }
            b"\"" => {
                let [word_spacing, char_spacing] = operands.numbers();
                text.word_spacing = word_spacing;
                text.char_spacing = char_spacing;
                self.next_leading();
                // The numbers are spacing here, not shifts: show the string alone.
                self.show_strings(operands.0.iter().filter(|t| !matches!(t, Token::Number(_))));
            }
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line_matrix = self.line_matrix.moved(x, y);
        self.text_matrix = self.line_matrix;
    }

    fn next_leading(&mut self) {
        self.next_line(0.0, -self.state.text.leading);
    }

    fn set_font(&mut self, name: &[u8], size: f32) {
        self.state.text.size = size;
        let scope = self.resources.map_or(0, |r| std::ptr::from_ref(r).addr());
        let key = (scope, Box::from(name));
        if let Some(&index) = self.font_names.get(&key) {
            self.state.text.font = Some(index);
            return;
        }
        let face = match self.resource(b"Font", name).and_then(dict_of) {
            Some(dict) => self.faces.get(self.doc, dict, self.limits),
            None => {
                self.warn("a font is missing; its text is read as Latin");
                Arc::new(Face::missing())
            }
        };
        let index = self.add_face(face);
        self.state.text.font = index;
        if let Some(index) = index {
            self.font_names.insert(key, index);
        }
    }

    /// `Font` of an extended graphics state.
    pub(super) fn set_font_object(&mut self, font: &'d Object, size: f32) {
        self.state.text.size = size;
        if let Some(dict) = super::follow(self.doc, font).and_then(dict_of) {
            let face = self.faces.get(self.doc, dict, self.limits);
            self.state.text.font = self.add_face(face);
        }
    }

    fn add_face(&mut self, face: Arc<Face>) -> Option<usize> {
        if let Some(index) = self.fonts.iter().position(|f| Arc::ptr_eq(&f.face, &face)) {
            return Some(index);
        }
        if self.fonts.len() >= MAX_FONTS {
            return self.state.text.font;
        }
        self.fonts.push(PageFont { face, plain: None, bold: None });
        Some(self.fonts.len() - 1)
    }

    /// The index into [`super::Page::fonts`] of a font as painted now.
    fn page_font(&mut self, index: usize, bold: bool) -> u16 {
        let Some(font) = self.fonts.get_mut(index) else { return 0 };
        let bold = bold && !font.face.info.bold;
        let slot = if bold { &mut font.bold } else { &mut font.plain };
        *slot.get_or_insert_with(|| {
            let info = &font.face.info;
            self.page.fonts.push(Font { bold: bold || info.bold, ..info.clone() });
            u16::try_from(self.page.fonts.len() - 1).unwrap_or(u16::MAX)
        })
    }

    fn show_all(&mut self, operands: &Operands<'_>) {
        self.show_strings(operands.0.iter());
    }

    /// Shows strings and moves by numbers, as `TJ` has them.
    fn show_strings<'t, 'a: 't>(&mut self, items: impl Iterator<Item = &'t Token<'a>>) {
        let Some(index) = self.state.text.font else { return };
        let Some(face) = self.fonts.get(index).map(|f| Arc::clone(&f.face)) else { return };
        // Render mode 2 fills and strokes: how word processors make a bold of a face that has none.
        let font = self.page_font(index, self.state.text.mode == 2);
        let mut scratch = std::mem::take(&mut self.scratch);
        for item in items {
            match item {
                Token::Number(shift) => {
                    let text = &self.state.text;
                    let distance = -shift / 1000.0 * text.size;
                    let (x, y) = if face.vertical { (0.0, distance) } else { (distance * text.stretch, 0.0) };
                    self.text_matrix = self.text_matrix.moved(x, y);
                }
                Token::Literal { raw, escaped: false } => self.show(&face, font, raw),
                Token::Literal { raw, .. } => {
                    decode_literal(raw, &mut scratch);
                    self.show(&face, font, &scratch);
                }
                Token::Hex(raw) => {
                    decode_hex(raw, &mut scratch);
                    self.show(&face, font, &scratch);
                }
                _ => {}
            }
        }
        self.scratch = scratch;
    }

    fn frame(&self, face: &Face) -> Frame {
        let text = &self.state.text;
        let to_page = self.text_matrix.then(&self.state.ctm);
        let along = to_page.apply_vector(text.size * text.stretch, 0.0);
        let across = to_page.apply_vector(0.0, text.size);
        let across = if face.vertical { across } else { upright(along, across) };
        let height = across.0.hypot(across.1);
        // A Type 3 font's em is whatever its matrix makes of it: its glyphs are as tall as their box.
        let size = if face.type3.is_some() { height * (face.ascent - face.descent) } else { height };
        let direction = if face.vertical { direction_of((-across.0, -across.1)) } else { direction_of(along) };
        Frame { to_page, along, across, ascent: face.ascent, descent: face.descent, direction, size }
    }

    /// Shows one string.
    fn show(&mut self, face: &Face, font: u16, bytes: &[u8]) {
        let frame = self.frame(face);
        let text = self.state.text;
        // Type 3 widths are in glyph space, all others in thousandths of an em.
        let per_width = face.type3.map_or(0.001, |(x, _)| x);
        let paint = if text.mode == 1 { &self.state.stroke } else { &self.state.fill };
        let model = Glyph {
            ch: '\u{FFFD}',
            bbox: Rect::default(),
            origin: (0.0, 0.0),
            size: frame.size,
            font,
            direction: frame.direction,
            invisible: matches!(text.mode, 3 | 7) || paint.is_invisible() || self.marks.is_hidden(),
            color: paint.seen(),
            mcid: self.marks.mcid,
        };
        let mut pen = 0.0_f32;
        let mut rest = bytes;
        while let Some((code, is_space, tail)) = face.next(rest) {
            rest = tail;
            let width = code.width * per_width;
            let spacing = text.char_spacing + if is_space { text.word_spacing } else { 0.0 };
            if face.vertical {
                self.vertical_glyph(&frame, &model, face, code, pen);
                // Vertical metrics beside the default (one em down) are rare enough to leave out.
                pen += -text.size + spacing;
            } else {
                let origin = frame.to_page.apply(pen, text.rise);
                let bbox = frame.glyph_box(origin, width);
                self.push_glyph(face, code, Glyph { origin, bbox, ..model });
                pen += (width * text.size + spacing) * text.stretch;
            }
        }
        self.text_matrix = if face.vertical { self.text_matrix.moved(0.0, pen) } else { self.text_matrix.moved(pen, 0.0) };
    }

    /// A glyph of vertical writing: upright, centred on the pen, one em tall.
    fn vertical_glyph(&mut self, frame: &Frame, model: &Glyph, face: &Face, code: Code, pen: f32) {
        let text = &self.state.text;
        let width = code.width * 0.001;
        let half = width * text.size * text.stretch / 2.0;
        let origin = frame.to_page.apply(text.rise, pen);
        let bbox = frame.to_page.apply_box([text.rise - half, pen - text.size, text.rise + half, pen]);
        self.push_glyph(face, code, Glyph { origin, bbox, ..*model });
    }

    fn push_glyph(&mut self, face: &Face, code: Code, mut glyph: Glyph) {
        if self.page.glyphs.len() >= self.limits.glyphs {
            self.warn("the page has more characters than the limit; the rest was left out");
            return;
        }
        let b = &glyph.bbox;
        if ![b.x0, b.y0, b.x1, b.y1].iter().all(|v| v.abs() < FAR) {
            return;
        }
        glyph.invisible |= is_clipped_away(&glyph.bbox, &self.state.clip);
        match code.text {
            Text::One(ch) => self.page.glyphs.push(Glyph { ch, ..glyph }),
            Text::Unknown => self.page.glyphs.push(glyph),
            Text::Many(index) => share(&glyph, face.ligature(index), &mut self.page.glyphs),
        }
    }
}

impl Frame {
    /// Advance width by ascent to descent around the text.
    fn glyph_box(&self, (x, y): (f32, f32), width: f32) -> Rect {
        let (ax, ay) = (self.along.0 * width, self.along.1 * width);
        let (ux, uy) = (self.across.0 * self.ascent, self.across.1 * self.ascent);
        let (dx, dy) = (self.across.0 * self.descent, self.across.1 * self.descent);
        if self.along.1 == 0.0 && self.across.0 == 0.0 {
            return Rect::new(x, y + dy, x + ax, y + uy);
        }
        let low = Rect::new(x + dx, y + dy, x + ax + dx, y + ay + dy);
        let high = Rect::new(x + ux, y + uy, x + ax + ux, y + ay + uy);
        low.union(&high)
    }
}

/// The characters of a ligature, each with its share of the box along the text.
pub(super) fn share(whole: &Glyph, chars: &[char], out: &mut Vec<Glyph>) {
    let count = f32::from(u16::try_from(chars.len()).unwrap_or(u16::MAX).max(1));
    let b = whole.bbox;
    for (ch, i) in chars.iter().zip(0_u16..) {
        let (from, to) = (f32::from(i) / count, (f32::from(i) + 1.0) / count);
        let (w, h) = (b.width(), b.height());
        let (bbox, shift) = match whole.direction {
            Direction::Right => (Rect { x0: b.x0 + w * from, x1: b.x0 + w * to, ..b }, (w * from, 0.0)),
            Direction::Left => (Rect { x0: b.x1 - w * to, x1: b.x1 - w * from, ..b }, (-w * from, 0.0)),
            Direction::Down => (Rect { y0: b.y0 + h * from, y1: b.y0 + h * to, ..b }, (0.0, h * from)),
            Direction::Up => (Rect { y0: b.y1 - h * to, y1: b.y1 - h * from, ..b }, (0.0, -h * from)),
            Direction::Oblique => (b, (0.0, 0.0)),
        };
        out.push(Glyph { ch: *ch, bbox, origin: (whole.origin.0 + shift.0, whole.origin.1 + shift.1), ..*whole });
    }
}

/// The height of a slanted face set straight: a made italic leans over the next letter, but takes no room there.
fn upright((ax, ay): (f32, f32), (ux, uy): (f32, f32)) -> (f32, f32) {
    let length = ax * ax + ay * ay;
    if length == 0.0 {
        return (ux, uy);
    }
    let lean = (ux * ax + uy * ay) / length;
    (ux - lean * ax, uy - lean * ay)
}

/// Which way text runs whose baseline points along a vector of the page, y down.
fn direction_of((x, y): (f32, f32)) -> Direction {
    if y.abs() <= x.abs() * LEAN {
        if x >= 0.0 { Direction::Right } else { Direction::Left }
    } else if x.abs() <= y.abs() * LEAN {
        if y > 0.0 { Direction::Down } else { Direction::Up }
    } else {
        Direction::Oblique
    }
}

/// Whether nothing of a glyph lies inside the clip: less than a tenth of its box on either axis, since clips of cells
/// cut through ascenders that nothing fills.
fn is_clipped_away(bbox: &Rect, clip: &Rect) -> bool {
    const SLIVER: f32 = 0.1;
    let dx = bbox.width() * SLIVER;
    let dy = bbox.height() * SLIVER;
    bbox.x1 - dx < clip.x0 || bbox.x0 + dx > clip.x1 || bbox.y1 - dy < clip.y0 || bbox.y0 + dy > clip.y1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions() {
        assert_eq!(direction_of((10.0, 0.1)), Direction::Right);
        assert_eq!(direction_of((-10.0, 0.0)), Direction::Left);
        assert_eq!(direction_of((0.0, 10.0)), Direction::Down);
        assert_eq!(direction_of((0.1, -10.0)), Direction::Up);
        assert_eq!(direction_of((10.0, 10.0)), Direction::Oblique);
    }

    #[test]
    fn a_slanted_face_stands_upright() {
        assert_eq!(upright((10.0, 0.0), (2.5, -10.0)), (0.0, -10.0));
        assert_eq!(upright((0.0, 8.0), (10.0, 2.0)), (10.0, 0.0));
        assert_eq!(upright((10.0, 0.0), (0.0, -10.0)), (0.0, -10.0));
        assert_eq!(upright((0.0, 0.0), (1.0, 2.0)), (1.0, 2.0));
    }

    #[test]
    fn clipped_away_is_wholly_away() {
        let clip = Rect::new(0.0, 0.0, 100.0, 100.0);
        assert!(!is_clipped_away(&Rect::new(95.0, 0.0, 105.0, 10.0), &clip));
        assert!(is_clipped_away(&Rect::new(100.5, 0.0, 105.0, 10.0), &clip));
        assert!(is_clipped_away(&Rect::new(0.0, 99.5, 5.0, 109.5), &clip));
    }
}
