//! Glyphs to words, lines, paragraphs, headings and captions; running headers and footers set apart.
//!
//! Points, origin top left, y down.

mod blocks;
pub mod caption;
pub mod cell;
mod furniture;
pub mod text;
mod words;

use crate::pdf::{Direction, Rect};

pub use blocks::blocks;
pub use furniture::{PageLines, furniture};
pub use words::words;

/// A run of glyphs without a gap that a reader would see as a space.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The characters; never empty, no white space inside.
    pub text: String,
    /// Union of the glyph boxes.
    pub bbox: Rect,
    /// Baseline: y of horizontal text, x of vertical text.
    pub baseline: f32,
    /// Font size in points (of most of its glyphs).
    pub size: f32,
    /// Most glyphs are of a bold font.
    pub bold: bool,
    /// Most glyphs are of an italic font.
    pub italic: bool,
    /// Which way it runs.
    pub direction: Direction,
    /// A white-space glyph or gap stands before it on its line: false where a word was only cut by a style change.
    pub space_before: bool,
    /// Raised and smaller than its line: a footnote mark or an exponent.
    pub superscript: bool,
    /// Text colour, RGB.
    pub color: [u8; 3],
    /// Index of its first glyph on the page: the order painted.
    pub order: usize,
}

/// What a block of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A chapter or section heading.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// `Tabel …`, `Gambar …`, `Grafik …`, `Lampiran …` title.
    Caption,
    /// A line of a table of contents, list of tables or list of figures.
    Contents,
    /// A running header, footer or page number.
    Furniture,
}

/// One paragraph, heading, caption or list item of one page, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// 1-based page.
    pub page: u32,
    /// Union of its words.
    pub bbox: Rect,
    /// What it is.
    pub kind: BlockKind,
    /// Heading level from 1 (Bab) downwards; 0 where it is none.
    pub level: u8,
    /// Text with single spaces, line ends removed, hyphenated words joined.
    pub text: String,
    /// Font size of most of it, points.
    pub size: f32,
    /// Most of it is bold.
    pub bold: bool,
    /// Its lines, so that a figure in it can be boxed.
    pub lines: Vec<BlockLine>,
}

/// One line of a block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BlockLine {
    /// Around its words.
    pub bbox: Rect,
    /// Its text.
    pub text: String,
    /// Its words in their order: the byte of the text at which each begins, and its box.
    pub words: Vec<(usize, Rect)>,
}
