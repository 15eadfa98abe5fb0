//! Words for unit tests.

use crate::layout::Word;
use crate::pdf::{Direction, Rect};

/// A word of type of the given size, half as wide a character, from its text, left end and baseline.
pub fn word(text: &str, x: f32, v: f32, size: f32) -> Word {
    let width = f32::from(u16::try_from(text.chars().count()).unwrap()) * size / 2.0;
    Word {
        text: text.into(),
        bbox: Rect::new(x, v - 0.85 * size, x + width, v + 0.2 * size),
        baseline: v,
        size,
        bold: false,
        italic: false,
        direction: Direction::Right,
        space_before: true,
        superscript: false,
        color: [0; 3],
        order: 0,
    }
}
