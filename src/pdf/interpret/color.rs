//! Colour operators: near enough to tell shading from white and black from grey.

use super::super::num::{byte_of_unit, floor_i32};
use super::super::object::{dict_of, follow, get_int};
use super::state::{Paint, Space};
use super::{Interpreter, Operands};
use lopdf::Object;

/// Deepest chain of alternate colour spaces followed.
const MAX_DEPTH: u32 = 4;

/// Most palettes kept of one page.
const MAX_PALETTES: usize = 1024;

/// A pattern or shading whose colour is not worked out: a mid grey, neither paper nor ink.
pub(super) const PATTERN: [u8; 3] = [160, 160, 160];

pub(super) fn gray(g: f32) -> [u8; 3] {
    [byte_of_unit(g); 3]
}

pub(super) fn rgb(r: f32, g: f32, b: f32) -> [u8; 3] {
    [r, g, b].map(byte_of_unit)
}

/// CMYK as simple viewers show it.
pub(super) fn cmyk(c: f32, m: f32, y: f32, k: f32) -> [u8; 3] {
    [c, m, y].map(|v| byte_of_unit((1.0 - v.clamp(0.0, 1.0)) * (1.0 - k.clamp(0.0, 1.0))))
}

/// L*a*b* to sRGB by the D50 matrix.
fn lab(l: f32, a: f32, b: f32) -> [u8; 3] {
    let y = (l + 16.0) / 116.0;
    let cube = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { 3.0 * (6.0_f32 / 29.0).powi(2) * (t - 4.0 / 29.0) };
    let (x, y, z) = (0.9642 * cube(y + a / 500.0), cube(y), 0.8249 * cube(y - b / 200.0));
    let gamma = |v: f32| if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    rgb(
        gamma(3.1339 * x - 1.6169 * y - 0.4906 * z),
        gamma(-0.9788 * x + 1.9161 * y + 0.0335 * z),
        gamma(0.0719 * x - 0.2290 * y + 1.4052 * z),
    )
}

impl<'d> Interpreter<'d> {
    /// `cs` and `CS`: the colour becomes the space's initial one.
    pub(super) fn set_space(&mut self, name: &[u8], stroke: bool) {
        let space = self.space_by_name(name);
        let initial = match space {
            Space::Pattern => PATTERN,
            Space::Tint | Space::Gray | Space::Rgb | Space::Cmyk | Space::Lab => [0; 3],
            Space::Indexed(palette) => self.palette_color(palette, 0.0),
        };
        let paint = self.paint(stroke);
        paint.space = space;
        paint.rgb = initial;
    }

    pub(super) fn paint(&mut self, stroke: bool) -> &mut Paint {
        if stroke { &mut self.state.stroke } else { &mut self.state.fill }
    }

    /// `sc`, `scn` and their stroking twins.
    pub(super) fn set_color(&mut self, operands: &Operands<'_>, stroke: bool) {
        let values = operands.numbers::<4>();
        let count = operands.count_numbers();
        let space = self.paint(stroke).space;
        let [a, b, c, d] = values;
        let color = match (space, count) {
            (Space::Pattern, _) => self.pattern_color(operands),
            (_, 0) => return,
            (Space::Indexed(palette), _) => self.palette_color(palette, a),
            (Space::Lab, 3) => lab(a, b, c),
            (Space::Tint, 1) => gray(1.0 - a),
            (Space::Tint, _) => gray(1.0 - values.iter().fold(0.0_f32, |most, v| most.max(*v))),
            (_, 1) => gray(a),
            (_, 3) => rgb(a, b, c),
            (_, 4) => cmyk(a, b, c, d),
            _ => return,
        };
        self.paint(stroke).rgb = color;
    }

    /// The colour of a pattern: its own where it is an uncoloured one, else a grey.
    fn pattern_color(&self, operands: &Operands<'_>) -> [u8; 3] {
        let [a, b, c, d] = operands.numbers::<4>();
        match operands.count_numbers() {
            1 => gray(a),
            3 => rgb(a, b, c),
            4 => cmyk(a, b, c, d),
            _ => PATTERN,
        }
    }

    fn palette_color(&self, palette: u16, index: f32) -> [u8; 3] {
        let index = usize::try_from(floor_i32(index)).unwrap_or(0);
        self.palettes.get(usize::from(palette)).and_then(|p| p.get(index)).copied().unwrap_or([0; 3])
    }

    fn space_by_name(&mut self, name: &[u8]) -> Space {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Space::Gray,
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
            b"Pattern" => Space::Pattern,
            _ => match self.resource(b"ColorSpace", name) {
                Some(object) => self.space_of(object, MAX_DEPTH),
                None => Space::Gray,
            },
        }
    }

    fn space_of(&mut self, object: &'d Object, depth: u32) -> Space {
        let doc = self.doc;
        if depth == 0 {
            return Space::Gray;
        }
        if let Ok(name) = object.as_name() {
            return match name {
                b"DeviceRGB" | b"RGB" => Space::Rgb,
                b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
                b"Pattern" => Space::Pattern,
                _ => Space::Gray,
            };
        }
        let Ok([kind, rest @ ..]) = object.as_array().map(Vec::as_slice) else { return Space::Gray };
        let first = rest.first().and_then(|o| follow(doc, o));
        match kind.as_name().unwrap_or_default() {
            b"CalRGB" | b"DeviceRGB" => Space::Rgb,
            b"DeviceCMYK" => Space::Cmyk,
            b"Lab" => Space::Lab,
            b"Pattern" => Space::Pattern,
            b"Separation" | b"DeviceN" => Space::Tint,
            b"ICCBased" => match first.and_then(dict_of).and_then(|d| get_int(doc, d, b"N")) {
                Some(1) => Space::Gray,
                Some(4) => Space::Cmyk,
                _ => Space::Rgb,
            },
            b"Indexed" | b"I" => {
                let base = first.map_or(Space::Rgb, |b| self.space_of(b, depth - 1));
                let table = rest.get(2).and_then(|o| follow(doc, o));
                self.palette(base, table)
            }
            _ => Space::Gray,
        }
    }

    fn palette(&mut self, base: Space, table: Option<&Object>) -> Space {
        let bytes = match table {
            Some(Object::String(bytes, _)) => bytes.clone(),
            Some(Object::Stream(stream)) => self.decompress(stream).unwrap_or_default(),
            _ => Vec::new(),
        };
        let unit = |b: &u8| f32::from(*b) / 255.0;
        let colors = match base {
            Space::Rgb | Space::Lab => bytes.chunks_exact(3).map(|c| [0, 1, 2].map(|i| c.get(i).copied().unwrap_or(0))).collect(),
            Space::Cmyk => bytes
                .chunks_exact(4)
                .map(|c| match c {
                    [c, m, y, k] => cmyk(unit(c), unit(m), unit(y), unit(k)),
                    _ => [0; 3],
                })
                .collect(),
            _ => bytes.iter().map(|b| gray(unit(b))).collect(),
        };
        match u16::try_from(self.palettes.len()) {
            Ok(index) if self.palettes.len() < MAX_PALETTES => {
                self.palettes.push(colors);
                Space::Indexed(index)
            }
            _ => Space::Gray,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions() {
        assert_eq!(gray(0.5), [128; 3]);
        assert_eq!(cmyk(0.0, 0.0, 0.0, 1.0), [0; 3]);
        assert_eq!(cmyk(1.0, 0.0, 0.0, 0.0), [0, 255, 255]);
        assert!(lab(100.0, 0.0, 0.0).iter().all(|c| *c > 250));
        assert!(lab(0.0, 0.0, 0.0).iter().all(|c| *c < 5));
        assert_eq!(rgb(2.0, -1.0, f32::NAN), [255, 0, 0]);
    }
}
