//! The graphics state: all of it `Copy`, so that `q` and `Q` are a push and a pop.

use super::super::Rect;
use super::super::matrix::Matrix;

/// What `q` saves.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// User space to the page as displayed.
    pub ctm: Matrix,
    /// Box around everything that may still be seen, on the page as displayed.
    pub clip: Rect,
    /// The clip is thin and made of many pieces: what is painted through it looks dotted.
    pub clip_is_pieces: bool,
    pub fill: Paint,
    pub stroke: Paint,
    /// In user space.
    pub line_width: f32,
    pub dashed: bool,
    pub text: TextState,
}

/// Text state (ISO 32000-1, 9.3).
#[derive(Debug, Clone, Copy)]
pub(super) struct TextState {
    /// Index into the interpreter's fonts; `None` before the first `Tf`.
    pub font: Option<usize>,
    pub size: f32,
    pub char_spacing: f32,
    pub word_spacing: f32,
    /// `Tz` as a factor.
    pub stretch: f32,
    pub leading: f32,
    pub rise: f32,
    /// `Tr`.
    pub mode: u8,
}

/// A colour with its space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub rgb: [u8; 3],
    /// 0 transparent to 1 opaque.
    pub alpha: f32,
    pub space: Space,
}

/// How colour operands are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    Lab,
    /// One or more inks over white: 0 none, 1 full.
    Tint,
    /// Index into the interpreter's palettes.
    Indexed(u16),
    Pattern,
}

impl Paint {
    pub const BLACK: Self = Self { rgb: [0; 3], alpha: 1.0, space: Space::Gray };

    /// What a reader sees on white paper.
    pub fn seen(&self) -> [u8; 3] {
        if self.alpha >= 1.0 {
            return self.rgb;
        }
        self.rgb.map(|c| {
            let c = f32::from(c) / 255.0;
            super::super::num::byte_of_unit(c * self.alpha + 1.0 - self.alpha)
        })
    }

    /// Fully transparent paint leaves nothing to see; below one step of 255 nothing can.
    pub fn is_invisible(&self) -> bool {
        self.alpha < 1.0 / 255.0
    }
}

impl State {
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        Self {
            ctm,
            clip,
            clip_is_pieces: false,
            fill: Paint::BLACK,
            stroke: Paint::BLACK,
            line_width: 1.0,
            dashed: false,
            text: TextState { font: None, size: 1.0, char_spacing: 0.0, word_spacing: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0, mode: 0 },
        }
    }
}
