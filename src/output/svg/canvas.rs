//! The few SVG elements that a page is drawn with.

use crate::pdf::Rect;
use std::fmt::Write as _;

/// Coordinates are held within this many points of the page's corner: a damaged file may place things anywhere.
const FARTHEST: f32 = 50_000.0;

/// SVG under construction. Writing to a string does not fail, so results of `write!` are dropped.
#[derive(Debug, Default)]
pub struct Canvas {
    out: String,
}

impl Canvas {
    /// What was drawn so far.
    pub fn finish(self) -> String {
        self.out
    }

    /// Markup of this program's own making.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A box; `title` is what a browser shows under the pointer.
    pub fn rect(&mut self, r: &Rect, title: &str) {
        let (x, y, w, h) = (number(r.x0), number(r.y0), number(r.x1 - r.x0), number(r.y1 - r.y0));
        let _ = write!(self.out, r#"<rect x="{x}" y="{y}" width="{w}" height="{h}""#);
        self.close("rect", title);
    }

    /// A box filled with a paint of the document.
    pub fn filled(&mut self, r: &Rect, [red, green, blue]: [u8; 3], title: &str) {
        let (x, y, w, h) = (number(r.x0), number(r.y0), number(r.x1 - r.x0), number(r.y1 - r.y0));
        let _ = write!(self.out, r##"<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#{red:02x}{green:02x}{blue:02x}""##);
        self.close("rect", title);
    }

    /// A straight line; `style` is attributes of this program's own making.
    pub fn line(&mut self, (x0, y0): (f32, f32), (x1, y1): (f32, f32), style: &str) {
        let (x0, y0, x1, y1) = (number(x0), number(y0), number(x1), number(y1));
        let _ = writeln!(self.out, r#"<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}"{style}/>"#);
    }

    /// Many boxes as one path: a page has thousands of glyphs.
    pub fn outlines<'a>(&mut self, style: &str, boxes: impl Iterator<Item = &'a Rect>) {
        let _ = write!(self.out, r#"<path{style} d=""#);
        for r in boxes {
            let (w, h) = (number(r.x1 - r.x0), number(r.y1 - r.y0));
            let _ = write!(self.out, "M{} {}h{w}v{h}h-{w}z", number(r.x0), number(r.y0));
        }
        self.out.push_str("\"/>\n");
    }

    /// A piece of text, its baseline beginning at a point and running at an angle (degrees, clockwise), drawn out or
    /// squeezed to `length` points.
    pub fn text(&mut self, text: &str, (x, y): (f32, f32), angle: f32, size: f32, length: f32) {
        let (x, y, size) = (number(x), number(y), number(size));
        let _ = write!(self.out, r#"<text x="{x}" y="{y}" font-size="{size}""#);
        if angle.abs() > 0.5 {
            let _ = write!(self.out, r#" transform="rotate({} {x} {y})""#, number(angle));
        }
        if length > 0.0 {
            let _ = write!(self.out, r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, number(length));
        }
        let _ = writeln!(self.out, ">{}</text>", escape(text));
    }

    fn close(&mut self, element: &str, title: &str) {
        if title.is_empty() {
            self.out.push_str("/>\n");
        } else {
            let _ = writeln!(self.out, "><title>{}</title></{element}>", escape(title));
        }
    }
}

/// A coordinate to a hundredth of a point, without needless zeros.
pub fn number(value: f32) -> String {
    let value = if value.is_finite() { value.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text of a document as text of an XML document: markup escaped; characters that XML forbids, and marks that turn the
/// direction of what follows, as `U+FFFD`.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        let cases = [(1.0, "1"), (1.504, "1.5"), (-0.001, "0"), (100.0, "100"), (-72.25, "-72.25"), (1e30, "50000"), (-1e30, "-50000")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(number(f32::NAN), "0");
        assert_eq!(number(f32::INFINITY), "0");
    }

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escape("</text><script>'\"&"), "&lt;/text&gt;&lt;script&gt;&#39;&quot;&amp;");
        assert_eq!(escape("a\u{0}b\u{1b}c\u{ffff}d\u{202e}e"), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e");
    }
}
