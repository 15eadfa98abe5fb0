//! Bytes to pages of glyphs, ruling lines, fills and images.
//!
//! `lopdf` opens, repairs and decrypts the file; the interpreter in this folder runs the page content.
//! Everything that leaves this module is in points (1/72 inch) with the origin at the top left of the page as
//! displayed (after `/Rotate`, cut to the CropBox, scaled by `/UserUnit`), y growing downwards.

/// A box in points: origin top left of the page as displayed, y down, `x0 <= x1`, `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

/// Which way a line of text runs on the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Right,
    /// Top to bottom (text turned 90° clockwise).
    Down,
    /// Right to left, upside down.
    Left,
    /// Bottom to top (text turned 90° anticlockwise).
    Up,
    /// Any other angle (a watermark, an axis label).
    Oblique,
}

/// One character as painted. A ligature is split into its characters, each with its share of the width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The character; `U+FFFD` where nothing says what the glyph means.
    pub ch: char,
    /// Advance width by ascent to descent, in points.
    pub bbox: Rect,
    /// The pen's position before the glyph: y is the baseline of horizontal text.
    pub origin: (f32, f32),
    /// Font size in points as displayed.
    pub size: f32,
    /// Index into [`Document::fonts`] order as met on this page: see [`Page::fonts`].
    pub font: u16,
    /// Which way the text runs.
    pub direction: Direction,
    /// Painted in render mode 3 or 7, or with a fully transparent or clipped-away paint: there, but not to be seen.
    pub invisible: bool,
    /// Fill colour, RGB.
    pub color: [u8; 3],
    /// Marked-content identifier, where the file is tagged.
    pub mcid: Option<u32>,
}

/// What is known of a font.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Font {
    /// PostScript name without the subset prefix.
    pub name: String,
    /// Bold by name, flags or weight (or painted twice, see [`Glyph`]).
    pub bold: bool,
    /// Italic or oblique by name or flags.
    pub italic: bool,
}

/// Horizontal or vertical, as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Constant y.
    Horizontal,
    /// Constant x.
    Vertical,
}

/// A straight visible line along one axis: a stroke, a thin filled rectangle, or an edge of a stroked rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Along x or along y.
    pub axis: Axis,
    /// The constant coordinate of the centre line: y of a horizontal rule, x of a vertical one.
    pub at: f32,
    /// Smaller end along the axis.
    pub from: f32,
    /// Larger end along the axis.
    pub to: f32,
    /// Thickness in points.
    pub width: f32,
    /// Paint, RGB.
    pub color: [u8; 3],
    /// Painted with a dash pattern (ends are those of the whole line).
    pub dashed: bool,
}

/// A filled rectangle too thick to be a ruling line: cell shading, a bar of a chart, a page background.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// What is covered, after clipping.
    pub bbox: Rect,
    /// Paint, RGB.
    pub color: [u8; 3],
}

/// A raster image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Image {
    /// Where it is painted, after clipping.
    pub bbox: Rect,
    /// Width in samples.
    pub columns: u32,
    /// Height in samples.
    pub rows: u32,
}

/// One page, interpreted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// 1-based number in the file.
    pub number: u32,
    /// Width in points as displayed.
    pub width: f32,
    /// Height in points as displayed.
    pub height: f32,
    /// Characters in the order painted, fake-bold doubles removed.
    pub glyphs: Vec<Glyph>,
    /// Fonts that `Glyph::font` points into.
    pub fonts: Vec<Font>,
    /// Ruling lines, clipped to what can be seen.
    pub rules: Vec<Rule>,
    /// Filled areas in the order painted.
    pub fills: Vec<Fill>,
    /// Raster images.
    pub images: Vec<Image>,
    /// Boxes of painted paths that are neither rules nor rectangles: curves, slanted lines, polygons (charts, logos).
    pub shapes: Vec<Rect>,
    /// What could not be read, in plain words.
    pub warnings: Vec<String>,
}

mod document;
mod dots;
mod doubles;
mod error;
mod font;
mod geometry;
mod interpret;
mod lexer;
mod limits;
mod load;
mod matrix;
mod num;
mod object;
mod rect;
mod structure;
#[cfg(test)]
mod tests;

pub use document::{Document, OpenOptions};
pub use error::PdfError;
pub use limits::Limits;
