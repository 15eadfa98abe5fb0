//! Paths: which of them are ruling lines, which fills, which mere shapes.

use super::super::{Axis, Fill, Rect, Rule};
use super::{Interpreter, Operands, color};

/// Longest short side of a filled rectangle that is a ruling line, in points: thick table frames are drawn up to this,
/// cell shading is never this thin.
const MAX_RULE_WIDTH: f32 = 3.0;

/// A filled rectangle is a ruling line when it is at least this many times longer than thick: below, it is a dot, a
/// bullet or a piece of a dotted line.
const MIN_RULE_ASPECT: f32 = 3.0;

/// How far the ends of a segment may differ across it, in points, and still be parallel to an axis.
const STRAIGHT: f32 = 0.1;

/// Zero-width lines are painted one device pixel wide; this is what a 300 dpi printer makes of it, in points.
const HAIRLINE: f32 = 0.24;

/// A thin clip of at least this many pieces shows what is painted through it as dots.
const MIN_PIECES: usize = 4;

/// Share of its length over which the sides of a thin filled shape must run straight for it to be a rule.
const STRAIGHT_SIDES: f32 = 0.6;

/// Shortest straight edge, in points, of a stroked outline with curves that is a rule: as tall as a line of text.
const MIN_EDGE_BESIDE_CURVES: f32 = 12.0;

/// Points kept of one path; charts and maps have thousands.
const MAX_POINTS: usize = 100_000;

/// Edges up to which a polygon of axis-parallel edges is cut into rectangles.
const MAX_POLYGON_EDGES: usize = 128;

/// A path under construction, on the page as displayed.
#[derive(Debug, Default)]
pub(super) struct Path {
    points: Vec<Point>,
    subpaths: Vec<Subpath>,
    /// The current point in user space, where curves need it.
    current: (f32, f32),
    /// A `W` or `W*` waits for the painting operator.
    clip: bool,
}

/// A corner of a path.
#[derive(Debug, Clone, Copy)]
struct Point {
    x: f32,
    y: f32,
    /// The way to it is a piece of a curve's control polygon, not a line.
    bent: bool,
}

#[derive(Debug, Clone, Copy)]
struct Subpath {
    start: usize,
    closed: bool,
    curved: bool,
}

/// What painting does with a path.
#[derive(Debug, Clone, Copy)]
struct Painting {
    fill: bool,
    even_odd: bool,
    stroke: bool,
    close: bool,
}

impl Painting {
    fn of(word: &[u8]) -> Option<Self> {
        let (fill, even_odd, stroke, close) = match word {
            b"n" => (false, false, false, false),
            b"f" | b"F" => (true, false, false, false),
            b"f*" => (true, true, false, false),
            b"S" => (false, false, true, false),
            b"s" => (false, false, true, true),
            b"B" => (true, false, true, false),
            b"B*" => (true, true, true, false),
            b"b" => (true, false, true, true),
            b"b*" => (true, true, true, true),
            _ => return None,
        };
        Some(Self { fill, even_odd, stroke, close })
    }
}

impl<'d> Interpreter<'d> {
    /// Runs a path operator; `false` where it is none.
    pub(super) fn path_operator(&mut self, word: &[u8], operands: &Operands<'_>) -> bool {
        match word {
            b"m" => {
                let [x, y] = operands.numbers();
                self.move_to(x, y);
            }
            b"l" => {
                let [x, y] = operands.numbers();
                self.line_to(x, y);
            }
            b"re" => {
                let [x, y, w, h] = operands.numbers();
                self.move_to(x, y);
                for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h)] {
                    self.line_to(x, y);
                }
                self.close_path();
            }
            b"h" => self.close_path(),
            b"c" | b"v" | b"y" => self.curve_to(word, operands),
            b"W" | b"W*" => self.path.clip = true,
            _ => match Painting::of(word) {
                Some(painting) => self.paint_path(painting),
                None => return false,
            },
        }
        true
    }

    fn move_to(&mut self, x: f32, y: f32) {
        let start = self.path.points.len();
        // A subpath of a single point that was moved on from paints nothing.
        if self.path.subpaths.last().is_some_and(|s| s.start + 1 == start) {
            self.path.points.pop();
            self.path.subpaths.pop();
        }
        self.path.subpaths.push(Subpath { start: self.path.points.len(), closed: false, curved: false });
        self.add_point(x, y, false);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go_to(x, y, false);
    }

    fn go_to(&mut self, x: f32, y: f32, bent: bool) {
        match self.path.subpaths.last().copied() {
            None => return self.move_to(x, y),
            // After a close, a line starts a new subpath at the same point.
            Some(Subpath { closed: true, start, .. }) => {
                if let Some(&point) = self.path.points.get(start) {
                    self.path.subpaths.push(Subpath { start: self.path.points.len(), closed: false, curved: false });
                    self.path.points.push(point);
                }
            }
            Some(_) => {}
        }
        self.add_point(x, y, bent);
    }

    fn add_point(&mut self, x: f32, y: f32, bent: bool) {
        self.path.current = (x, y);
        if self.path.points.len() < MAX_POINTS {
            // A coordinate outside any page stays finite, so that boxes can be compared.
            let (x, y) = self.state.ctm.apply(x, y);
            let sane = |v: f32| if v.is_finite() { v.clamp(-1e6, 1e6) } else { 0.0 };
            self.path.points.push(Point { x: sane(x), y: sane(y), bent });
        }
    }

    /// A Bézier curve: its control points bound it, which is all that is asked of it; one that is a straight line
    /// along an axis stays one.
    fn curve_to(&mut self, word: &[u8], operands: &Operands<'_>) {
        let (controls, end) = if word == b"c" {
            let [a, b, c, d, x, y] = operands.numbers();
            (vec![(a, b), (c, d)], (x, y))
        } else {
            let [a, b, x, y] = operands.numbers();
            (vec![(a, b)], (x, y))
        };
        let from = self.path.current;
        let along = |get: fn(&(f32, f32)) -> f32| controls.iter().chain([&end]).all(|p| (get(p) - get(&from)).abs() < STRAIGHT);
        let straight = along(|p| p.0) || along(|p| p.1);
        if !straight {
            for (x, y) in controls {
                self.go_to(x, y, true);
            }
        }
        self.go_to(end.0, end.1, !straight);
        if let Some(subpath) = self.path.subpaths.last_mut() {
            subpath.curved |= !straight;
        }
    }

    fn close_path(&mut self) {
        if let Some(subpath) = self.path.subpaths.last_mut() {
            subpath.closed = true;
        }
    }

    fn paint_path(&mut self, painting: Painting) {
        let mut path = std::mem::take(&mut self.path);
        if painting.close
            && let Some(last) = path.subpaths.last_mut()
        {
            last.closed = true;
        }
        if !self.marks.is_hidden() {
            if painting.fill && !self.state.fill.is_invisible() {
                self.fill_path(&path, painting.even_odd);
            }
            if painting.stroke && !self.state.stroke.is_invisible() {
                self.stroke_path(&path, painting.fill);
            }
        }
        if path.clip
            && let Some(bounds) = path.bounds()
        {
            self.clip_to(bounds);
            self.state.clip_is_pieces |= path.subpaths.len() >= MIN_PIECES && thin_axis(&bounds).is_some();
        }
        path.points.clear();
        path.subpaths.clear();
        path.clip = false;
        self.path = path;
    }

    /// Narrows the clip; where nothing is left, to an empty box off the page.
    pub(super) fn clip_to(&mut self, bounds: Rect) {
        const NOWHERE: Rect = Rect { x0: -1e7, y0: -1e7, x1: -1e7, y1: -1e7 };
        self.state.clip = self.state.clip.intersection(&bounds).unwrap_or(NOWHERE);
    }

    fn stroke_path(&mut self, path: &Path, filled: bool) {
        let width = (self.state.line_width * self.state.ctm.scale()).max(HAIRLINE);
        let paint = self.state.stroke.seen();
        let dashed = self.state.dashed;
        for (subpath, points) in path.subpaths() {
            let bounds = bounds_of(points);
            if subpath.curved {
                self.add_shape(bounds);
            }
            // The outline of a bar thin enough to be a rule by itself adds nothing.
            if filled && thin_axis(&bounds).is_some() {
                continue;
            }
            let mut slanted = false;
            for (a, b) in edges(points, subpath.closed && points.len() > 2) {
                match straight_segment(a, b) {
                    // Beside curves only long edges count: those of a box with round corners, not those of letters.
                    Some((_, _, from, to)) if subpath.curved && to - from < MIN_EDGE_BESIDE_CURVES => {}
                    Some((axis, at, from, to)) if to > from => {
                        self.add_rule(Rule { axis, at, from, to, width, color: paint, dashed });
                    }
                    Some(_) => {}
                    None => slanted = true,
                }
            }
            if slanted && !subpath.curved {
                self.add_shape(bounds);
            }
        }
    }

    fn fill_path(&mut self, path: &Path, even_odd: bool) {
        let paint = self.state.fill.seen();
        if path.needs_cutting() {
            let rectangles = path.cut(even_odd);
            for bounds in rectangles {
                self.fill_box(bounds, paint);
            }
            return;
        }
        for (subpath, points) in path.subpaths() {
            let bounds = bounds_of(points);
            // Thin with long straight sides is a rule whatever its ends look like: browsers mitre cell borders.
            let rule = thin_axis(&bounds).is_some_and(|axis| has_straight_sides(points, axis, &bounds));
            if rule || is_rectangle(points) && !subpath.curved || subpath.curved && is_rounded_box(points, &bounds) {
                self.fill_box(bounds, paint);
            } else if points.len() > 2 {
                self.add_shape(bounds);
            }
        }
    }

    /// A filled box: a rule where thin, else a fill. Seen through a clip of many pieces, it is a dotted rule.
    pub(super) fn fill_box(&mut self, bounds: Rect, color: [u8; 3]) {
        let dotted = self.state.clip_is_pieces;
        let seen = if dotted { bounds.intersection(&self.state.clip).unwrap_or(bounds) } else { bounds };
        match thin_axis(&seen) {
            Some(axis) => self.add_rule(Rule { dashed: dotted, ..rule_of(axis, &seen, color) }),
            None => self.add_fill(bounds, color),
        }
    }

    fn add_rule(&mut self, mut rule: Rule) {
        let clip = self.state.clip;
        let (low, high, across_low, across_high) = match rule.axis {
            Axis::Horizontal => (clip.x0, clip.x1, clip.y0, clip.y1),
            Axis::Vertical => (clip.y0, clip.y1, clip.x0, clip.x1),
        };
        let half = rule.width / 2.0;
        rule.from = rule.from.max(low);
        rule.to = rule.to.min(high);
        // Clips of cells often end in the middle of their border: that line is seen, by half.
        let seen = rule.at + half >= across_low && rule.at - half <= across_high;
        if seen && rule.to > rule.from && self.page.rules.len() < self.limits.marks {
            self.page.rules.push(rule);
        }
    }

    fn add_fill(&mut self, bounds: Rect, color: [u8; 3]) {
        if let Some(bbox) = self.seen(bounds)
            && self.page.fills.len() < self.limits.marks
        {
            self.page.fills.push(Fill { bbox, color });
        }
    }

    fn add_shape(&mut self, bounds: Rect) {
        if let Some(bbox) = self.seen(bounds)
            && self.page.shapes.len() < self.limits.marks
        {
            self.page.shapes.push(bbox);
        }
    }

    /// The part of a box inside the clip; `None` where nothing is seen.
    pub(super) fn seen(&self, bounds: Rect) -> Option<Rect> {
        bounds.intersection(&self.state.clip).filter(|b| b.area() > 0.0 || b.width() + b.height() > 0.0)
    }

    /// `sh`: fills the clip.
    pub(super) fn paint_shading(&mut self) {
        if !self.marks.is_hidden() && !self.state.fill.is_invisible() {
            self.add_fill(self.state.clip, color::PATTERN);
        }
    }
}

impl Path {
    /// Subpaths with their points.
    fn subpaths(&self) -> impl Iterator<Item = (Subpath, &[Point])> {
        let ends = self.subpaths.iter().skip(1).map(|s| s.start).chain([self.points.len()]);
        self.subpaths.iter().zip(ends).filter_map(|(s, end)| Some((*s, self.points.get(s.start..end)?)))
    }

    fn bounds(&self) -> Option<Rect> {
        (!self.points.is_empty()).then(|| bounds_of(&self.points))
    }

    /// Whether the path is made of axis-parallel edges but not of separate rectangles: a frame of two rectangles, an
    /// L or a U drawn as one polygon.
    fn needs_cutting(&self) -> bool {
        if self.points.len() < 6 || self.points.len() > MAX_POLYGON_EDGES {
            return false;
        }
        let mut previous: Option<Rect> = None;
        let mut needed = false;
        for (subpath, points) in self.subpaths() {
            if subpath.curved || !is_rectilinear(points) {
                return false;
            }
            let bounds = bounds_of(points);
            needed |= !is_rectangle(points);
            needed |= previous.is_some_and(|p| contains(&p, &bounds) || contains(&bounds, &p));
            previous = Some(bounds);
        }
        needed
    }

    /// The rectangles that a path of axis-parallel edges covers: cut along every y at which an edge lies, bands of
    /// equal extent joined again.
    fn cut(&self, even_odd: bool) -> Vec<Rect> {
        let mut levels: Vec<f32> = self.points.iter().map(|p| p.y).collect();
        levels.sort_by(f32::total_cmp);
        levels.dedup_by(|a, b| (*a - *b).abs() < STRAIGHT);
        let mut uprights: Vec<(f32, f32, f32)> = Vec::new();
        for (_, points) in self.subpaths() {
            let upright = edges(points, true).filter(|(a, b)| (a.y - b.y).abs() >= STRAIGHT);
            uprights.extend(upright.map(|(a, b)| (a.x, a.y, b.y)));
        }
        uprights.sort_by(|a, b| a.0.total_cmp(&b.0));

        let mut done: Vec<Rect> = Vec::new();
        let mut open: Vec<Rect> = Vec::new();
        for band in levels.windows(2) {
            let [top, bottom] = band else { continue };
            let spans = covered_spans(&uprights, f32::midpoint(*top, *bottom), even_odd);
            let mut next = Vec::with_capacity(spans.len());
            for (x0, x1) in spans {
                let same = open.iter().position(|r| (r.x0 - x0).abs() < STRAIGHT && (r.x1 - x1).abs() < STRAIGHT);
                match same {
                    Some(i) => next.push(Rect { y1: *bottom, ..open.swap_remove(i) }),
                    None => next.push(Rect { x0, y0: *top, x1, y1: *bottom }),
                }
            }
            done.append(&mut open);
            open = next;
        }
        done.append(&mut open);
        done
    }
}

/// Where a horizontal line at `y` runs inside the path, between its upright edges (sorted by x).
fn covered_spans(uprights: &[(f32, f32, f32)], y: f32, even_odd: bool) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    let mut winding = 0_i32;
    let mut from = 0.0;
    for (x, y0, y1) in uprights {
        if y < y0.min(*y1) || y > y0.max(*y1) {
            continue;
        }
        let inside = |w: i32| if even_odd { w % 2 != 0 } else { w != 0 };
        let before = inside(winding);
        winding += if y1 > y0 { 1 } else { -1 };
        match (before, inside(winding)) {
            (false, true) => from = *x,
            (true, false) if *x > from => spans.push((from, *x)),
            _ => {}
        }
    }
    spans
}

fn contains(outer: &Rect, inner: &Rect) -> bool {
    outer.x0 <= inner.x0 + STRAIGHT && outer.y0 <= inner.y0 + STRAIGHT && outer.x1 + STRAIGHT >= inner.x1 && outer.y1 + STRAIGHT >= inner.y1
}

fn bounds_of(points: &[Point]) -> Rect {
    let mut points = points.iter();
    let Some(&Point { x, y, .. }) = points.next() else { return Rect::default() };
    points.fold(Rect { x0: x, y0: y, x1: x, y1: y }, |r, &Point { x, y, .. }| Rect {
        x0: r.x0.min(x),
        y0: r.y0.min(y),
        x1: r.x1.max(x),
        y1: r.y1.max(y),
    })
}

/// The edges of a subpath that are lines, the closing one too where asked for.
fn edges(points: &[Point], closed: bool) -> impl Iterator<Item = (Point, Point)> {
    let closing = points.last().copied().zip(points.first().copied()).filter(|_| closed);
    points.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).filter(|(_, to)| !to.bent).chain(closing)
}

/// Whether every edge runs along an axis.
fn is_rectilinear(points: &[Point]) -> bool {
    edges(points, true).all(|(a, b)| straight_segment(a, b).is_some())
}

/// Whether two sides of a closed shape run along an axis for most of its length.
fn has_straight_sides(points: &[Point], axis: Axis, bounds: &Rect) -> bool {
    let straight = edges(points, true).filter_map(|(a, b)| straight_segment(a, b));
    let along: f32 = straight.filter(|s| s.0 == axis).map(|s| s.3 - s.2).sum();
    let length = if axis == Axis::Horizontal { bounds.width() } else { bounds.height() };
    along >= 2.0 * STRAIGHT_SIDES * length
}

/// A box with round corners: straight along most of all four sides.
fn is_rounded_box(points: &[Point], bounds: &Rect) -> bool {
    has_straight_sides(points, Axis::Horizontal, bounds) && has_straight_sides(points, Axis::Vertical, bounds)
}

/// Four corners (the first perhaps repeated at the end), edges along the axes.
fn is_rectangle(points: &[Point]) -> bool {
    let corners = match points {
        [first, .., last] if points.len() == 5 && straight_segment(*first, *last).is_some_and(|s| s.3 - s.2 < STRAIGHT) => 4,
        _ => points.len(),
    };
    corners == 4 && is_rectilinear(points)
}

/// Axis, position across it, and ends along it of a segment parallel to an axis.
fn straight_segment(a: Point, b: Point) -> Option<(Axis, f32, f32, f32)> {
    let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
    if dy <= STRAIGHT && dx >= dy {
        Some((Axis::Horizontal, f32::midpoint(a.y, b.y), a.x.min(b.x), a.x.max(b.x)))
    } else if dx <= STRAIGHT {
        Some((Axis::Vertical, f32::midpoint(a.x, b.x), a.y.min(b.y), a.y.max(b.y)))
    } else {
        None
    }
}

/// Along which axis a filled box is a ruling line; `None` where it is too thick or too short.
pub(super) fn thin_axis(bounds: &Rect) -> Option<Axis> {
    let (w, h) = (bounds.width(), bounds.height());
    if h <= MAX_RULE_WIDTH && w >= h * MIN_RULE_ASPECT && w > 0.0 {
        Some(Axis::Horizontal)
    } else if w <= MAX_RULE_WIDTH && h >= w * MIN_RULE_ASPECT && h > 0.0 {
        Some(Axis::Vertical)
    } else {
        None
    }
}

pub(super) fn rule_of(axis: Axis, bounds: &Rect, color: [u8; 3]) -> Rule {
    match axis {
        Axis::Horizontal => {
            Rule { axis, at: bounds.mid_y(), from: bounds.x0, to: bounds.x1, width: bounds.height().max(HAIRLINE), color, dashed: false }
        }
        Axis::Vertical => {
            Rule { axis, at: bounds.mid_x(), from: bounds.y0, to: bounds.y1, width: bounds.width().max(HAIRLINE), color, dashed: false }
        }
    }
}
