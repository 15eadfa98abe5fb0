//! What a page looks like, small enough to be redrawn in a browser: its words, ruling lines, shading and the places of
//! its pictures. Redrawing costs a hundredth of rendering the page to pixels, stays sharp at every zoom, and shows the
//! text that was read, where it was read.

use crate::pdf::{Axis, Direction, Page, Rect};
use crate::table::{Sheet, Turn};
use serde::Serialize;

/// Units a point: coordinates are whole tenths of points, finer than a screen shows.
const UNITS: f32 = 10.0;

/// One page as displayed. Coordinates are tenths of points from the top left.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// 1-based page.
    #[serde(rename = "n")]
    pub page: u32,
    /// Width.
    #[serde(rename = "w")]
    pub width: i32,
    /// Height.
    #[serde(rename = "h")]
    pub height: i32,
    /// Words: x of the start, y of the baseline (the other way round where they are [`Drawn::UP`] or [`Drawn::DOWN`]),
    /// length along the line, font size, sum of [`Drawn`] marks, colour, text.
    #[serde(rename = "t")]
    pub words: Vec<(i32, i32, i32, i32, u8, u32, String)>,
    /// Ruling lines: x0, y0, x1, y1, thickness, colour.
    #[serde(rename = "l")]
    pub rules: Vec<(i32, i32, i32, i32, i32, u32)>,
    /// Shading: x, y, width, height, colour.
    #[serde(rename = "f")]
    pub fills: Vec<(i32, i32, i32, i32, u32)>,
    /// Pictures: x, y, width, height.
    #[serde(rename = "i")]
    pub images: Vec<(i32, i32, i32, i32)>,
}

/// Marks of a drawn word.
#[derive(Debug)]
pub struct Drawn;

impl Drawn {
    /// Bold.
    pub const BOLD: u8 = 1;
    /// Italic.
    pub const ITALIC: u8 = 2;
    /// Runs upwards.
    pub const UP: u8 = 4;
    /// Runs downwards.
    pub const DOWN: u8 = 8;
}

impl Drawing {
    /// The page without its words.
    #[must_use]
    pub fn background(page: &Page) -> Self {
        let rules = page.rules.iter().map(|rule| {
            let (at, from, to) = (unit(rule.at), unit(rule.from), unit(rule.to));
            let (thickness, color) = (unit(rule.width).max(1), number(rule.color));
            match rule.axis {
                Axis::Horizontal => (from, at, to, at, thickness, color),
                Axis::Vertical => (at, from, at, to, thickness, color),
            }
        });
        let sized = |b: &Rect| (unit(b.x0), unit(b.y0), unit(b.x1 - b.x0), unit(b.y1 - b.y0));
        let fills = page.fills.iter().map(|fill| {
            let (x, y, w, h) = sized(&fill.bbox);
            (x, y, w, h, number(fill.color))
        });
        Self {
            page: page.number,
            width: unit(page.width),
            height: unit(page.height),
            words: Vec::new(),
            rules: rules.collect(),
            fills: fills.collect(),
            images: page.images.iter().map(|image| sized(&image.bbox)).collect(),
        }
    }

    /// Adds the words of the page's sheet, turned back to where they stand on the page as displayed.
    #[must_use]
    pub fn with_words(mut self, sheet: &Sheet) -> Self {
        let words = sheet.words.iter().map(|word| {
            let direction = turned(word.direction, sheet.turn);
            let b = sheet.displayed(&word.bbox);
            let line = if matches!(word.direction, Direction::Up | Direction::Down) {
                sheet.displayed(&Rect::new(word.baseline, word.bbox.y0, word.baseline, word.bbox.y1))
            } else {
                sheet.displayed(&Rect::new(word.bbox.x0, word.baseline, word.bbox.x1, word.baseline))
            };
            let (x, y, length, way) = match direction {
                Direction::Up => (line.x0, b.y1, b.y1 - b.y0, Drawn::UP),
                Direction::Down => (line.x0, b.y0, b.y1 - b.y0, Drawn::DOWN),
                _ => (b.x0, line.y0, b.x1 - b.x0, 0),
            };
            let marks = way | if word.bold { Drawn::BOLD } else { 0 } | if word.italic { Drawn::ITALIC } else { 0 };
            (unit(x), unit(y), unit(length), unit(word.size), marks, number(word.color), word.text.clone())
        });
        self.words = words.collect();
        self
    }
}

/// Which way a word of the upright sheet runs on the page as displayed.
fn turned(direction: Direction, turn: Turn) -> Direction {
    match (turn, direction) {
        (Turn::Up, Direction::Right) | (Turn::Down, Direction::Left) => Direction::Up,
        (Turn::Down, Direction::Right) | (Turn::Up, Direction::Left) => Direction::Down,
        (Turn::None, direction) => direction,
        // A line that stands upright on a turned page lies flat on the page as displayed.
        (_, _) => Direction::Right,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to the range first; NaN becomes 0")]
fn unit(points: f32) -> i32 {
    (points * UNITS).round().clamp(-1e8, 1e8) as i32
}

/// A colour as one number, `0xRRGGBB`.
fn number([r, g, b]: [u8; 3]) -> u32 {
    u32::from(r) << 16 | u32::from(g) << 8 | u32::from(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::{Fill, Rule};

    #[test]
    fn a_page_is_drawn_in_tenths_of_points() {
        let page = Page {
            number: 3,
            width: 595.3,
            height: 841.9,
            rules: vec![Rule { axis: Axis::Vertical, at: 10.0, from: 20.0, to: 30.5, width: 0.02, color: [0, 0, 0], dashed: false }],
            fills: vec![Fill { bbox: Rect::new(1.0, 2.0, 4.0, 8.0), color: [255, 128, 1] }],
            ..Page::default()
        };
        let drawing = Drawing::background(&page).with_words(&Sheet::new(page));
        assert_eq!((drawing.page, drawing.width, drawing.height), (3, 5953, 8419));
        assert_eq!(drawing.rules, [(100, 200, 100, 305, 1, 0)]);
        assert_eq!(drawing.fills, [(10, 20, 30, 60, 0xff_80_01)]);
    }

    #[test]
    fn a_turned_page_is_turned_back() {
        assert_eq!(turned(Direction::Right, Turn::Up), Direction::Up);
        assert_eq!(turned(Direction::Up, Turn::None), Direction::Up);
        assert_eq!(unit(f32::NAN), 0);
    }
}
