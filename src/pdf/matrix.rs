//! Affine maps, in the PDF's row-vector convention.

/// `[x y 1] × matrix`, as in ISO 32000-1, 8.3.4.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix {
    pub a: f32,
    pub b: f32,
    pub c: f32,
    pub d: f32,
    pub e: f32,
    pub f: f32,
}

impl Matrix {
    pub const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    pub fn new([a, b, c, d, e, f]: [f32; 6]) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// First this map, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    pub fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.a + y * self.c + self.e, x * self.b + y * self.d + self.f)
    }

    /// The map of a direction: without the translation.
    pub fn apply_vector(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.a + y * self.c, x * self.b + y * self.d)
    }

    /// Moved by (x, y) before anything else: what `Td` does to the line matrix.
    pub fn moved(&self, x: f32, y: f32) -> Self {
        let (e, f) = self.apply(x, y);
        Self { e, f, ..*self }
    }

    /// By how much a length grows, direction aside: the square root of the area's growth.
    pub fn scale(&self) -> f32 {
        (self.a * self.d - self.b * self.c).abs().sqrt()
    }

    pub fn is_finite(&self) -> bool {
        [self.a, self.b, self.c, self.d, self.e, self.f].iter().all(|v| v.is_finite())
    }

    /// Smallest box around the image of the box `[x0, y0, x1, y1]`.
    pub fn apply_box(&self, [x0, y0, x1, y1]: [f32; 4]) -> super::Rect {
        let (ax, ay) = self.apply(x0, y0);
        let (bx, by) = self.apply(x1, y0);
        let (cx, cy) = self.apply(x0, y1);
        let (dx, dy) = self.apply(x1, y1);
        super::Rect {
            x0: ax.min(bx).min(cx).min(dx),
            y0: ay.min(by).min(cy).min(dy),
            x1: ax.max(bx).max(cx).max(dx),
            y1: ay.max(by).max(cy).max(dy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn then_applies_left_to_right() {
        let m = Matrix::new([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(&Matrix { e: 10.0, f: 5.0, ..Matrix::IDENTITY });
        assert_eq!(m.apply(1.0, 1.0), (12.0, 7.0));
        assert_eq!(m.moved(1.0, 0.0).apply(0.0, 0.0), (12.0, 5.0));
    }

    #[test]
    fn box_of_a_quarter_turn() {
        let quarter = Matrix::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        let b = quarter.apply_box([0.0, 0.0, 2.0, 1.0]);
        assert_eq!((b.x0, b.y0, b.x1, b.y1), (-1.0, 0.0, 0.0, 2.0));
    }
}
