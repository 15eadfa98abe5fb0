//! Dotted lines painted dot by dot.

use super::{Axis, Fill, Page, Rect, Rule};

/// Longest side of a dot, in points: dotted borders and leaders are no thicker.
const MAX_DOT: f32 = 2.0;

/// Dots in a row from which they are a line; fewer may be a colon, an ellipsis or corners of cells.
const MIN_DOTS: usize = 8;

/// Widest gap between dots, in dots.
const MAX_GAP: f32 = 5.0;

/// How far sizes, gaps and places may differ, in points: what rounding to device pixels makes of equal ones.
const SAME: f32 = 0.3;

/// Joins dots that were painted one after the other along a line into a dashed rule.
pub(super) fn join(page: &mut Page) {
    let dots = page.fills.iter().filter(|f| is_dot(f)).count();
    if dots < MIN_DOTS {
        return;
    }
    let fills = std::mem::take(&mut page.fills);
    let mut run: Vec<Fill> = Vec::new();
    for fill in fills {
        if !continues(&run, &fill) {
            finish(&mut run, page);
        }
        if is_dot(&fill) {
            run.push(fill);
        } else {
            page.fills.push(fill);
        }
    }
    finish(&mut run, page);
}

fn is_dot(fill: &Fill) -> bool {
    fill.bbox.width() <= MAX_DOT && fill.bbox.height() <= MAX_DOT
}

fn step(from: &Fill, to: &Fill) -> (f32, f32) {
    (to.bbox.mid_x() - from.bbox.mid_x(), to.bbox.mid_y() - from.bbox.mid_y())
}

/// Whether a dot is the next of a run: of equal size and colour, as far on as the one before, along an axis.
fn continues(run: &[Fill], next: &Fill) -> bool {
    let Some(last) = run.last() else { return true };
    let (b, n) = (&last.bbox, &next.bbox);
    let alike = is_dot(next) && next.color == last.color && (b.width() - n.width()).abs() < SAME && (b.height() - n.height()).abs() < SAME;
    let (dx, dy) = step(last, next);
    let reach = (1.0 + MAX_GAP) * b.width().max(b.height());
    let along = dy.abs() < SAME && (SAME..=reach).contains(&dx.abs()) || dx.abs() < SAME && (SAME..=reach).contains(&dy.abs());
    let even = match run {
        [.., before, last] => {
            let (px, py) = step(before, last);
            (px - dx).abs() < SAME && (py - dy).abs() < SAME
        }
        _ => true,
    };
    alike && along && even
}

/// Ends a run: a rule where it is long enough, else its dots stay fills.
fn finish(run: &mut Vec<Fill>, page: &mut Page) {
    let ends = run.first().zip(run.last()).filter(|_| run.len() >= MIN_DOTS);
    if let Some((first, last)) = ends {
        let all: Rect = first.bbox.union(&last.bbox);
        let (axis, at, from, to, width) = if all.width() >= all.height() {
            (Axis::Horizontal, all.mid_y(), all.x0, all.x1, all.height())
        } else {
            (Axis::Vertical, all.mid_x(), all.y0, all.y1, all.width())
        };
        page.rules.push(Rule { axis, at, from, to, width, color: first.color, dashed: true });
    } else {
        page.fills.extend(run.iter().copied());
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(places: impl Iterator<Item = (f32, f32)>) -> Page {
        let fills = places.map(|(x, y)| Fill { bbox: Rect { x0: x, y0: y, x1: x + 0.5, y1: y + 0.5 }, color: [0; 3] }).collect();
        Page { fills, ..Page::default() }
    }

    #[test]
    fn a_row_of_dots_is_a_dashed_rule() {
        let mut page = dots((0_u8..20).map(|i| (100.0 + 1.5 * f32::from(i), 50.0)));
        join(&mut page);
        assert!(page.fills.is_empty());
        let [rule] = page.rules.as_slice() else { panic!("{:?}", page.rules) };
        assert!(rule.dashed && rule.axis == Axis::Horizontal);
        assert_eq!((rule.from, rule.to, rule.at), (100.0, 129.0, 50.25));
    }

    #[test]
    fn corners_of_cells_and_short_rows_stay() {
        let mut corners = dots((0_u8..20).map(|i| (100.0 + 40.0 * f32::from(i), 50.0)));
        join(&mut corners);
        assert_eq!((corners.fills.len(), corners.rules.len()), (20, 0));
        let mut ellipsis = dots((0_u8..3).map(|i| (100.0 + 1.5 * f32::from(i), 50.0)));
        join(&mut ellipsis);
        assert_eq!((ellipsis.fills.len(), ellipsis.rules.len()), (3, 0));
    }

    #[test]
    fn two_rows_are_two_rules() {
        let mut page = dots((0_u8..20).map(|i| (100.0 + 1.5 * f32::from(i % 10), if i < 10 { 50.0 } else { 80.0 })));
        join(&mut page);
        assert_eq!((page.fills.len(), page.rules.len()), (0, 2));
    }
}
