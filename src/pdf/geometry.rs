//! Where a page lies in its user space, and how it is turned and scaled for display.

use super::Rect;
use super::matrix::Matrix;
use super::object::{dict_of, follow, get, get_dict, get_number, number, numbers};
use lopdf::{Dictionary, Document, Object};

/// Ancestors of a page that are asked for inherited attributes.
const MAX_ANCESTORS: usize = 64;

/// The page of a file that does not say: A4, what Indonesian reports are printed on.
const DEFAULT_BOX: Rect = Rect { x0: 0.0, y0: 0.0, x1: 595.0, y1: 842.0 };

/// Largest `/UserUnit` believed.
const MAX_USER_UNIT: f32 = 1000.0;

/// A page as displayed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placement {
    /// User space to the page as displayed, origin top left, y down.
    pub matrix: Matrix,
    pub width: f32,
    pub height: f32,
}

/// An attribute of a page, its own or inherited from the page tree.
pub(super) fn inherited<'d>(doc: &'d Document, page: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let mut node = page;
    for _ in 0..MAX_ANCESTORS {
        if let Some(value) = get(doc, node, key) {
            return Some(value);
        }
        node = get_dict(doc, node, b"Parent")?;
    }
    None
}

/// Works out the placement from `MediaBox`, `CropBox`, `Rotate` and `UserUnit`.
pub(super) fn placement(doc: &Document, page: &Dictionary) -> Placement {
    let read = |key: &[u8]| {
        let [xa, ya, xb, yb] = numbers::<4>(doc, inherited(doc, page, key)?)?;
        Some(Rect::new(xa, ya, xb, yb)).filter(|r| r.width() >= 1.0 && r.height() >= 1.0)
    };
    let media = read(b"MediaBox").unwrap_or(DEFAULT_BOX);
    let shown =
        read(b"CropBox").and_then(|crop| crop.intersection(&media)).filter(|r| r.width() >= 1.0 && r.height() >= 1.0).unwrap_or(media);
    let unit = get_number(doc, page, b"UserUnit").filter(|u| *u > 0.0 && *u <= MAX_USER_UNIT).unwrap_or(1.0);
    let turn = inherited(doc, page, b"Rotate").and_then(|o| follow(doc, o)).and_then(number).unwrap_or(0.0);
    let quarter = super::num::floor_i32((turn / 90.0).round()).rem_euclid(4);
    let Rect { x0, y0, x1, y1 } = shown;
    let (w, h) = (shown.width() * unit, shown.height() * unit);
    let u = unit;
    let (matrix, width, height) = match quarter {
        1 => ([0.0, u, u, 0.0, -y0 * u, -x0 * u], h, w),
        2 => ([-u, 0.0, 0.0, u, x1 * u, -y0 * u], w, h),
        3 => ([0.0, -u, -u, 0.0, y1 * u, x1 * u], h, w),
        _ => ([u, 0.0, 0.0, -u, -x0 * u, y1 * u], w, h),
    };
    Placement { matrix: Matrix::new(matrix), width, height }
}

/// Whether a dictionary can be a page: by its type, or by what only pages have.
pub(super) fn is_page(object: &Object) -> bool {
    dict_of(object).is_some_and(|d| d.has_type(b"Page") || !d.has(b"Type") && d.has(b"Contents") && d.has(b"Parent"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn corner(rotate: i64, x: f32, y: f32) -> (f32, f32) {
        let page = dictionary! {
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
            "CropBox" => vec![10.into(), 20.into(), 110.into(), 70.into()],
            "Rotate" => rotate,
        };
        placement(&Document::new(), &page).matrix.apply(x, y)
    }

    #[test]
    fn top_left_of_the_crop_box_turns_clockwise() {
        assert_eq!(corner(0, 10.0, 70.0), (0.0, 0.0));
        assert_eq!(corner(90, 10.0, 70.0), (50.0, 0.0));
        assert_eq!(corner(180, 10.0, 70.0), (100.0, 50.0));
        assert_eq!(corner(270, 10.0, 70.0), (0.0, 100.0));
        assert_eq!(corner(-90, 10.0, 70.0), (0.0, 100.0));
    }

    #[test]
    fn size_follows_rotation_and_user_unit() {
        let page = dictionary! {
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
            "Rotate" => 90,
            "UserUnit" => 2,
        };
        let place = placement(&Document::new(), &page);
        assert_eq!((place.width, place.height), (200.0, 400.0));
    }
}
