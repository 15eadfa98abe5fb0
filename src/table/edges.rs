//! Ruling lines to snapped and joined edges.

use crate::pdf::{Axis, Fill, Page, Rule};

/// Edges closer than this (points) are one: a double border is two lines 1 to 2 points apart; no row is that low.
const SNAP: f32 = 2.0;
/// A snapped group may not grow wider than this, or a stack of near lines would creep together.
const SNAP_WIDTH: f32 = 3.2;
/// Pieces of a line with a gap of up to this many points are one line (dots, dashes, cell-by-cell borders).
const JOIN: f32 = 3.0;
/// Shorter lines are ticks, dashes and specks.
const SHORTEST: f32 = 4.0;
/// A channel value from which a paint counts as white.
const WHITE: u8 = 250;
/// Paints whose channels differ by no more than this are one to the eye.
const SAME_PAINT: u8 = 6;
/// A line with a darker channel than this is meant to be seen.
const DARK: u8 = 96;

/// A straight line at a constant coordinate, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// y of a horizontal edge, x of a vertical one.
    pub at: f32,
    /// Smaller end.
    pub from: f32,
    /// Larger end.
    pub to: f32,
}

impl Edge {
    /// Length in points.
    #[must_use]
    pub fn len(&self) -> f32 {
        self.to - self.from
    }

    /// Whether it covers at least `share` of the interval.
    #[must_use]
    pub fn covers(&self, from: f32, to: f32, share: f32) -> bool {
        self.to.min(to) - self.from.max(from) >= share * (to - from)
    }
}

/// The edges of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edges {
    /// Sorted by y, then x.
    pub horizontal: Vec<Edge>,
    /// Sorted by x, then y.
    pub vertical: Vec<Edge>,
}

/// The visible rules of a page, snapped to common coordinates and joined.
#[must_use]
pub fn edges(page: &Page) -> Edges {
    let dark: Vec<&Fill> = page.fills.iter().filter(|f| !is_white(f.color)).collect();
    let visible = |r: &&Rule| if is_white(r.color) { on_a_fill(r, &dark) } else { !melts(r, &dark) };
    let along = |axis: Axis| {
        let finite = |r: &&Rule| [r.at, r.from, r.to].iter().all(|v| v.is_finite());
        let lines = page.rules.iter().filter(|r| r.axis == axis).filter(finite).filter(visible);
        snap(lines.map(|r| Edge { at: r.at, from: r.from, to: r.to }).collect())
    };
    Edges { horizontal: along(Axis::Horizontal), vertical: along(Axis::Vertical) }
}

/// Whether a paint is as good as white.
#[must_use]
pub fn is_white(color: [u8; 3]) -> bool {
    color.iter().all(|c| *c >= WHITE)
}

/// A line in the paint of the shading that it lies on is not seen: shading is often painted in slices.
fn melts(rule: &Rule, dark: &[&Fill]) -> bool {
    let middle = f32::midpoint(rule.from, rule.to);
    let (x, y) = if rule.axis == Axis::Horizontal { (middle, rule.at) } else { (rule.at, middle) };
    let pale = rule.color.iter().all(|c| *c > DARK);
    let same = |f: &Fill| f.color.iter().zip(rule.color).all(|(a, b)| a.abs_diff(b) <= SAME_PAINT);
    pale && dark.iter().any(|f| same(f) && f.bbox.grown(1.5).contains(x, y))
}

/// A white line is seen where it parts a coloured area.
fn on_a_fill(rule: &Rule, dark: &[&Fill]) -> bool {
    let middle = f32::midpoint(rule.from, rule.to);
    let (x, y) = if rule.axis == Axis::Horizontal { (middle, rule.at) } else { (rule.at, middle) };
    dark.iter().any(|f| f.bbox.grown(1.0).contains(x, y))
}

/// Moves near lines to one coordinate and joins those that overlap or nearly touch.
fn snap(mut lines: Vec<Edge>) -> Vec<Edge> {
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let mut last = first.at;
        let count = rest
            .iter()
            .take_while(|e| {
                let near = e.at - last <= SNAP && e.at - first.at <= SNAP_WIDTH;
                last = if near { e.at } else { last };
                near
            })
            .count()
            // A coordinate that is no number is near nothing, itself included.
            .max(1);
        let (group, others) = rest.split_at_mut(count);
        join(group, &mut out);
        rest = others;
    }
    out
}

fn join(group: &mut [Edge], out: &mut Vec<Edge>) {
    let weight: f32 = group.iter().map(|e| e.len().max(0.1)).sum();
    let at = group.iter().map(|e| e.at * e.len().max(0.1)).sum::<f32>() / weight;
    group.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Edge> = None;
    let mut close = |edge: Edge| {
        if edge.len() >= SHORTEST {
            out.push(edge);
        }
    };
    for edge in group.iter() {
        match &mut open {
            Some(o) if edge.from <= o.to + JOIN => o.to = o.to.max(edge.to),
            _ => {
                if let Some(done) = open.replace(Edge { at, ..*edge }) {
                    close(done);
                }
            }
        }
    }
    if let Some(done) = open {
        close(done);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e(at: f32, from: f32, to: f32) -> Edge {
        Edge { at, from, to }
    }

    #[test]
    fn a_double_border_is_one_edge_and_pieces_join() {
        let out = snap(vec![e(10.0, 0.0, 50.0), e(11.5, 0.0, 50.0), e(10.0, 51.0, 100.0), e(40.0, 0.0, 100.0)]);
        assert_eq!(out.len(), 2);
        assert_eq!((out[0].from, out[0].to), (0.0, 100.0));
        assert_eq!(out[1].at, 40.0);
    }

    #[test]
    fn places_that_are_no_numbers_do_not_hang() {
        let line = |at: f32| Rule { axis: Axis::Horizontal, at, from: 0.0, to: 50.0, width: 0.5, color: [0; 3], dashed: false };
        let page = Page { rules: vec![line(f32::NAN), line(f32::INFINITY), line(10.0)], ..Page::default() };
        assert_eq!(edges(&page).horizontal, [e(10.0, 0.0, 50.0)]);
        assert_eq!(snap(vec![e(f32::NAN, 0.0, 50.0), e(10.0, 0.0, 50.0)]).len(), 2);
    }

    #[test]
    fn tables_side_by_side_keep_their_own_lines() {
        let out = snap(vec![e(10.0, 0.0, 50.0), e(10.0, 60.0, 100.0)]);
        assert_eq!(out.len(), 2);
    }
}
