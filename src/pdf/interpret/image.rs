//! Images: where they are, not what they show.

use super::super::Image;
use super::super::lexer::{Lexer, Token, is_space};
use super::super::num::u32_of;
use super::super::object::get_int;
use super::{Interpreter, path};
use lopdf::Stream;

/// An image this few samples across, drawn thin, is a picture of a line.
const LINE_SAMPLES: u32 = 4;

/// Share of the page from which an opaque picture is asked what it covers.
const COVERING: f32 = 0.25;

/// Covering pictures of one page: each walks over all glyphs before it.
const MAX_COVERS: u32 = 16;

/// Bytes looked at after `EI` to see whether content goes on there.
const LOOK_AHEAD: usize = 12;

impl<'d> Interpreter<'d> {
    pub(super) fn paint_image(&mut self, stream: &Stream) {
        let size = |key: &[u8]| get_int(self.doc, &stream.dict, key).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        let (columns, rows) = (size(b"Width"), size(b"Height"));
        let before = self.page.images.len();
        self.add_image(columns, rows);
        let see_through = [&b"SMask"[..], b"Mask", b"SMaskInData", b"ImageMask"].iter().any(|key| stream.dict.has(key));
        if !see_through && self.state.fill.alpha >= 1.0 && self.page.images.len() > before {
            self.hide_text_below();
        }
    }

    /// Text under a large opaque picture is there but not to be seen: what scanners recognised, laid below the scan.
    fn hide_text_below(&mut self) {
        let Some(image) = self.page.images.last() else { return };
        let cover = image.bbox;
        if cover.area() < self.page.width * self.page.height * COVERING || self.covers >= MAX_COVERS {
            return;
        }
        self.covers += 1;
        for glyph in &mut self.page.glyphs {
            glyph.invisible |= cover.contains(glyph.bbox.mid_x(), glyph.bbox.mid_y());
        }
    }

    /// An image fills the unit square of user space.
    fn add_image(&mut self, columns: u32, rows: u32) {
        if self.marks.is_hidden() || self.state.fill.is_invisible() {
            return;
        }
        let bounds = self.state.ctm.apply_box([0.0, 0.0, 1.0, 1.0]);
        let Some(bbox) = self.seen(bounds) else { return };
        // What samples such a picture has is not decoded: lines are dark.
        if path::thin_axis(&bounds).is_some() && columns.min(rows) <= LINE_SAMPLES {
            self.fill_box(bounds, [0; 3]);
        } else if self.page.images.len() < self.limits.marks {
            self.page.images.push(Image { bbox, columns, rows });
        }
    }

    /// `BI … ID … EI`.
    pub(super) fn inline_image(&mut self, lexer: &mut Lexer<'_>) {
        let (mut columns, mut rows) = (0, 0);
        let mut key: &[u8] = b"";
        loop {
            match lexer.next_token() {
                Some(Token::Word(b"ID")) => break,
                Some(Token::Name(name)) => key = name,
                Some(Token::Number(n)) => {
                    match key {
                        b"W" | b"Width" => columns = u32_of(n),
                        b"H" | b"Height" => rows = u32_of(n),
                        _ => {}
                    }
                    key = b"";
                }
                Some(_) => {}
                None => return,
            }
        }
        lexer.skip(end_of_image(lexer.rest()));
        self.add_image(columns, rows);
    }
}

/// Bytes up to and with the `EI` that ends inline image data: between white space, and followed by text rather than by
/// more samples. All of them where there is none.
fn end_of_image(data: &[u8]) -> usize {
    let mut from = 0;
    while let Some(found) = data.get(from..).and_then(|d| d.windows(2).position(|w| w == b"EI")) {
        let at = from + found;
        let before = at.checked_sub(1).and_then(|i| data.get(i)).is_none_or(|b| is_space(*b));
        let after = data.get(at + 2..).unwrap_or_default();
        let text = |b: &u8| is_space(*b) && *b != 0 || b.is_ascii_graphic();
        if before && after.first().is_none_or(|b| is_space(*b)) && after.iter().take(LOOK_AHEAD).all(text) {
            return at + 2;
        }
        from = at + 2;
    }
    data.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ei_inside_the_samples_does_not_end_them() {
        let data = b" \x01\x02 EI \xFF\xFE\x00 more EI\nQ q 1 0 0 1 0 0 cm";
        assert_eq!(&data[end_of_image(data)..], b"\nQ q 1 0 0 1 0 0 cm");
        assert_eq!(end_of_image(b"no end"), 6);
    }
}
