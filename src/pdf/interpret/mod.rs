//! Runs page content: operators in, glyphs, rules, fills and images out.

mod color;
mod form;
mod image;
mod marked;
mod path;
mod state;
mod text;

use super::document::Faces;
use super::font::Face;
use super::lexer::{Lexer, Token, decode_name};
use super::limits::Limits;
use super::matrix::Matrix;
use super::object::{decoded, follow, get, get_array, get_dict, get_number};
use super::{Page, Rect};
use lopdf::{Dictionary, Object, Stream};
use marked::Marks;
pub(super) use marked::text_string;
use path::Path;
use state::State;
use std::collections::HashMap;
use std::sync::Arc;

/// Graphics states saved at once; real pages stay below 30.
const MAX_SAVED: usize = 512;

/// Nothing at all takes up to this many bytes compressed, with white space after it: deflate writes 8 to 10. Office
/// programs leave such streams behind for empty forms.
const EMPTY_STREAM: usize = 16;

/// Operands kept for one operator; text arrays of justified lines have some hundreds.
const MAX_OPERANDS: usize = 1 << 16;

/// A warning of each kind is given once a page, and no more than this in all.
const MAX_WARNINGS: usize = 16;

/// Runs the content of one page.
pub(super) struct Interpreter<'d> {
    doc: &'d lopdf::Document,
    faces: &'d Faces,
    limits: &'d Limits,
    page: Page,
    resources: Option<&'d Dictionary>,
    state: State,
    saved: Vec<State>,
    /// Text matrix and text line matrix.
    text_matrix: Matrix,
    line_matrix: Matrix,
    path: Path,
    marks: Marks,
    fonts: Vec<PageFont>,
    /// Fonts by resource dictionary (its address) and name: `Tf` stands before every word in some files.
    font_names: HashMap<(usize, Box<[u8]>), usize>,
    palettes: Vec<Vec<[u8; 3]>>,
    depth: u32,
    /// Large opaque pictures so far.
    covers: u32,
    operators: u32,
    bytes: usize,
    scratch: Vec<u8>,
}

/// A font as used on this page.
struct PageFont {
    face: Arc<Face>,
    /// Index into [`Page::fonts`], plain and painted bold.
    plain: Option<u16>,
    bold: Option<u16>,
}

/// The operands before an operator, arrays and dictionaries flattened with their brackets.
pub(super) struct Operands<'a>(Vec<Token<'a>>);

impl<'a> Operands<'a> {
    /// The last `N` numbers' worth of operands, missing ones 0: broken writers put too many, never too few.
    fn numbers<const N: usize>(&self) -> [f32; N] {
        let mut out = [0.0; N];
        let skip = self.count_numbers().saturating_sub(N);
        for (slot, value) in out.iter_mut().zip(self.iter_numbers().skip(skip)) {
            *slot = value;
        }
        out
    }

    fn iter_numbers(&self) -> impl Iterator<Item = f32> {
        self.0.iter().filter_map(|t| if let Token::Number(n) = t { Some(*n) } else { None })
    }

    fn count_numbers(&self) -> usize {
        self.iter_numbers().count()
    }

    fn push(&mut self, token: Token<'a>) {
        if self.0.len() < MAX_OPERANDS {
            self.0.push(token);
        }
    }

    /// Whether an array is open.
    fn in_array(&self) -> bool {
        self.0.first() == Some(&Token::ArrayOpen) && !self.0.contains(&Token::ArrayClose)
    }

    /// The first number.
    fn number(&self) -> Option<f32> {
        self.iter_numbers().next()
    }

    /// The last name.
    fn name(&self) -> Option<&'a [u8]> {
        self.0.iter().rev().find_map(|t| if let Token::Name(n) = t { Some(*n) } else { None })
    }
}

impl<'d> Interpreter<'d> {
    /// An interpreter whose `page` has number and size already; `base` maps user space to the page as displayed.
    pub(super) fn new(
        doc: &'d lopdf::Document,
        faces: &'d Faces,
        limits: &'d Limits,
        page: Page,
        base: Matrix,
        resources: Option<&'d Dictionary>,
    ) -> Self {
        let clip = Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
        Self {
            doc,
            faces,
            limits,
            page,
            resources,
            state: State::new(base, clip),
            saved: Vec::new(),
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            path: Path::default(),
            marks: Marks::default(),
            fonts: Vec::new(),
            font_names: HashMap::new(),
            palettes: Vec::new(),
            depth: 0,
            covers: 0,
            operators: 0,
            bytes: 0,
            scratch: Vec::new(),
        }
    }

    /// Back to the state in which a page begins: what its content left open does not reach its annotations.
    pub(super) fn reset(&mut self, base: Matrix) {
        self.close_marks();
        self.saved.clear();
        self.state = State::new(base, Rect { x0: 0.0, y0: 0.0, x1: self.page.width, y1: self.page.height });
    }

    /// The page with all that was painted.
    pub(super) fn finish(mut self) -> Page {
        self.close_marks();
        self.page
    }

    /// Says once what could not be read.
    pub(super) fn warn(&mut self, message: &str) {
        if self.page.warnings.len() < MAX_WARNINGS && !self.page.warnings.iter().any(|w| w == message) {
            self.page.warnings.push(message.to_owned());
        }
    }

    /// The bytes of a stream, within the limits; `None` with a warning beyond.
    pub(super) fn decompress(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let left = self.limits.page_bytes.saturating_sub(self.bytes).min(self.limits.stream_bytes);
        match decoded(self.doc, stream, left) {
            Ok(data) => {
                if data.is_empty() && stream.content.len() > EMPTY_STREAM {
                    self.warn("a stream could not be decompressed and was left out");
                }
                self.bytes = self.bytes.saturating_add(data.len());
                Some(data)
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                self.warn("a stream decompresses to more than the limit and was left out");
                None
            }
            Err(_) => {
                self.warn("a stream could not be decompressed and was left out");
                None
            }
        }
    }

    /// An entry of the current resources, references followed.
    fn resource(&self, category: &[u8], name: &[u8]) -> Option<&'d Object> {
        let category = get_dict(self.doc, self.resources?, category)?;
        get(self.doc, category, &decode_name(name))
    }

    /// Runs a content stream. Unknown operators are skipped with their operands: that is the resynchronisation.
    pub(super) fn run(&mut self, content: &[u8]) {
        let mut lexer = Lexer::new(content);
        let mut operands = Operands(Vec::with_capacity(64));
        while let Some(token) = lexer.next_token() {
            let Token::Word(word) = token else {
                operands.push(token);
                continue;
            };
            if matches!(word, b"true" | b"false" | b"null") {
                operands.push(token);
                continue;
            }
            // Some writers set the spacing in the middle of a text array.
            if matches!(word, b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts") && operands.in_array() {
                continue;
            }
            self.operators += 1;
            if self.operators > self.limits.operators {
                self.warn("the page has more operators than the limit; the rest was left out");
                return;
            }
            if word == b"BI" {
                self.inline_image(&mut lexer);
            } else {
                self.operator(word, &operands);
            }
            operands.0.clear();
        }
    }

    fn operator(&mut self, word: &[u8], operands: &Operands<'_>) {
        match word {
            b"q" => self.save(),
            b"Q" => self.restore(),
            b"cm" => {
                let matrix = Matrix::new(operands.numbers());
                if matrix.is_finite() {
                    self.state.ctm = matrix.then(&self.state.ctm);
                }
            }
            b"w" => self.state.line_width = operands.number().unwrap_or(1.0).abs(),
            b"d" => self.set_dash(operands),
            b"gs" => self.set_extended(operands.name().unwrap_or_default()),
            b"Do" => self.paint_xobject(operands.name().unwrap_or_default()),
            b"sh" => self.paint_shading(),
            b"BMC" | b"BDC" => self.begin_marked(operands, word == b"BDC"),
            b"EMC" => self.end_marked(),
            _ => {
                if !self.path_operator(word, operands) && !self.text_operator(word, operands) {
                    self.color_operator(word, operands);
                }
            }
        }
    }

    fn color_operator(&mut self, word: &[u8], operands: &Operands<'_>) {
        let stroke = word.first().is_some_and(u8::is_ascii_uppercase);
        let (space, rgb) = match word {
            b"g" | b"G" => (state::Space::Gray, color::gray(operands.number().unwrap_or(0.0))),
            b"rg" | b"RG" => {
                let [r, g, b] = operands.numbers();
                (state::Space::Rgb, color::rgb(r, g, b))
            }
            b"k" | b"K" => {
                let [c, m, y, k] = operands.numbers();
                (state::Space::Cmyk, color::cmyk(c, m, y, k))
            }
            b"cs" | b"CS" => return self.set_space(operands.name().unwrap_or_default(), stroke),
            b"sc" | b"SC" | b"scn" | b"SCN" => return self.set_color(operands, stroke),
            _ => return,
        };
        let paint = self.paint(stroke);
        paint.space = space;
        paint.rgb = rgb;
    }

    fn save(&mut self) {
        if self.saved.len() < MAX_SAVED {
            self.saved.push(self.state);
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    /// `d`: dashed where any dash has a length.
    fn set_dash(&mut self, operands: &Operands<'_>) {
        let dashes = operands.0.iter().take_while(|t| **t != Token::ArrayClose);
        self.state.dashed = dashes.into_iter().any(|t| matches!(t, Token::Number(n) if *n > 0.0));
    }

    /// `gs`: line width, font, dash and transparency of an extended graphics state.
    fn set_extended(&mut self, name: &[u8]) {
        let Some(dict) = self.resource(b"ExtGState", name).and_then(|o| o.as_dict().ok()) else { return };
        let doc = self.doc;
        if let Some(width) = get_number(doc, dict, b"LW") {
            self.state.line_width = width.abs();
        }
        if let Some(alpha) = get_number(doc, dict, b"ca") {
            self.state.fill.alpha = alpha.clamp(0.0, 1.0);
        }
        if let Some(alpha) = get_number(doc, dict, b"CA") {
            self.state.stroke.alpha = alpha.clamp(0.0, 1.0);
        }
        if let Some([dashes, ..]) = get_array(doc, dict, b"D") {
            let dashes = follow(doc, dashes).and_then(|d| d.as_array().ok());
            self.state.dashed = dashes.is_some_and(|d| d.iter().filter_map(super::object::number).any(|n| n > 0.0));
        }
        if let Some([font, size]) = get_array(doc, dict, b"Font") {
            self.set_font_object(font, super::object::number(size).unwrap_or(1.0));
        }
    }
}
