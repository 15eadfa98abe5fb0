//! Edges to grids: intersecting edges form a component, its coordinates a grid, missing borders its merged cells.

use super::edges::{Edge, Edges};
use super::grid::{Grid, Span};
use super::{Detection, Rect};

/// Edges that end this many points before or after each other still meet.
const REACH: f32 = 2.5;
/// A border must cover this part of a cell's side.
const BORDER: f32 = 0.6;
/// Rows and columns narrower than this many points hold no text (5-point type is the smallest printed).
const SLIVER: f32 = 4.5;
/// An open side is closed where rules reach out at least this far beyond the last crossing line.
const OPEN: f32 = 10.0;

/// The ruled grids of a page, top to bottom. Frames around a single cell are left out.
#[must_use]
pub fn grids(edges: &Edges) -> Vec<Grid> {
    let mut grids: Vec<Grid> = components(edges).iter().filter_map(grid).collect();
    grids.sort_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0));
    grids
}

/// Groups of edges that cross or touch, directly or over others.
fn components(edges: &Edges) -> Vec<Edges> {
    let n = edges.horizontal.len();
    let mut parent: Vec<usize> = (0..n + edges.vertical.len()).collect();
    for (i, h) in edges.horizontal.iter().enumerate() {
        let from = edges.vertical.partition_point(|v| v.at < h.from - REACH);
        for (j, v) in edges.vertical.iter().enumerate().skip(from).take_while(|(_, v)| v.at <= h.to + REACH) {
            if h.at >= v.from - REACH && h.at <= v.to + REACH {
                unite(&mut parent, i, n + j);
            }
        }
    }
    let mut index = std::collections::BTreeMap::<usize, Edges>::new();
    for (i, h) in edges.horizontal.iter().enumerate() {
        index.entry(root(&mut parent, i)).or_default().horizontal.push(*h);
    }
    for (j, v) in edges.vertical.iter().enumerate() {
        index.entry(root(&mut parent, n + j)).or_default().vertical.push(*v);
    }
    index.into_values().filter(|c| !c.horizontal.is_empty() && !c.vertical.is_empty()).collect()
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while let Some(p) = parent.get(i).copied() {
        if p == i {
            break;
        }
        let grand = parent.get(p).copied().unwrap_or(p);
        if let Some(slot) = parent.get_mut(i) {
            *slot = grand;
        }
        i = grand;
    }
    i
}

fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    if let Some(slot) = parent.get_mut(a.max(b)) {
        *slot = a.min(b);
    }
}

/// The grid of one component; `None` where it encloses fewer than two cells.
fn grid(component: &Edges) -> Option<Grid> {
    let mut xs = levels(&component.vertical);
    let mut ys = levels(&component.horizontal);
    close_sides(component, &mut xs, &mut ys);
    if xs.len() < 2 || ys.len() < 2 {
        return None;
    }
    let spans = spans(component, &xs, &ys);
    (spans.len() >= 2).then_some(Grid { xs, ys, spans, detection: Detection::Lattice })
}

/// The distinct coordinates of edges, slivers collapsed onto the longer line.
fn levels(edges: &[Edge]) -> Vec<f32> {
    let mut found: Vec<(f32, f32)> = Vec::new();
    let mut sorted = edges.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    for edge in &sorted {
        match found.last_mut() {
            Some((at, length)) if edge.at - *at < SLIVER => {
                if edge.len() > *length {
                    (*at, *length) = (edge.at, edge.len());
                }
            }
            _ => found.push((edge.at, edge.len())),
        }
    }
    found.into_iter().map(|f| f.0).collect()
}

/// Adds the borders that are missing at the ends of rules that reach out beyond the last crossing line.
fn close_sides(component: &Edges, xs: &mut Vec<f32>, ys: &mut Vec<f32>) {
    let ends = |edges: &[Edge]| {
        let mut from: Vec<f32> = edges.iter().map(|e| e.from).collect();
        let mut to: Vec<f32> = edges.iter().map(|e| e.to).collect();
        from.sort_by(f32::total_cmp);
        to.sort_by(|a, b| b.total_cmp(a));
        // The second of them: one stray line does not open a table.
        (from.get(1).or(from.first()).copied(), to.get(1).or(to.first()).copied(), edges.len())
    };
    let extend = |levels: &mut Vec<f32>, end: Option<f32>, low: bool, count: usize| {
        let (Some(end), Some(border)) = (end, if low { levels.first() } else { levels.last() }.copied()) else { return };
        let out = if low { border - end } else { end - border };
        if count < 2 || out < OPEN {
            return;
        }
        if low { levels.insert(0, end) } else { levels.push(end) }
    };
    let (from, to, count) = ends(&component.horizontal);
    extend(xs, from, true, count);
    extend(xs, to, false, count);
    let (from, to, count) = ends(&component.vertical);
    extend(ys, from, true, count);
    extend(ys, to, false, count);
}

/// For every level and every gap of the other axis: whether an edge lies there.
fn borders(edges: &[Edge], levels: &[f32], gaps: &[f32]) -> Vec<Vec<bool>> {
    let mut out = vec![vec![false; gaps.len().saturating_sub(1)]; levels.len()];
    for edge in edges {
        let after = levels.partition_point(|l| *l < edge.at);
        let near = [after.wrapping_sub(1), after]
            .into_iter()
            .filter_map(|i| levels.get(i).map(|l| (i, (l - edge.at).abs())))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let Some(row) = near.filter(|n| n.1 < SLIVER).and_then(|(i, _)| out.get_mut(i)) else { continue };
        for (slot, pair) in row.iter_mut().zip(gaps.windows(2)) {
            if let [from, to] = pair {
                *slot |= edge.covers(*from, *to, BORDER);
            }
        }
    }
    out
}

/// Cells of the grid: every atomic cell grown to the right, then down, as long as no border stands in between.
fn spans(component: &Edges, xs: &[f32], ys: &[f32]) -> Vec<Span> {
    let (rows, cols) = (ys.len() - 1, xs.len() - 1);
    let across = borders(&component.horizontal, ys, xs);
    let down = borders(&component.vertical, xs, ys);
    let at = |table: &[Vec<bool>], level: usize, gap: usize| table.get(level).and_then(|l| l.get(gap)).copied().unwrap_or(true);
    let mut taken = vec![vec![false; cols]; rows];
    let is_taken = |taken: &[Vec<bool>], r: usize, c: usize| taken.get(r).and_then(|t| t.get(c)).copied().unwrap_or(true);
    let mut spans = Vec::with_capacity(rows * cols);
    for r in 0..rows {
        for c in 0..cols {
            if is_taken(&taken, r, c) {
                continue;
            }
            let mut width = 1;
            while c + width < cols && !is_taken(&taken, r, c + width) && !at(&down, c + width, r) {
                width += 1;
            }
            let mut height = 1;
            'grow: while r + height < rows {
                for k in c..c + width {
                    let inner = k > c && at(&down, k, r + height);
                    if at(&across, r + height, k) || inner || is_taken(&taken, r + height, k) {
                        break 'grow;
                    }
                }
                let closed_left = c == 0 || at(&down, c, r + height);
                let closed_right = c + width == cols || at(&down, c + width, r + height);
                if !(closed_left && closed_right) {
                    break;
                }
                height += 1;
            }
            for row in taken.iter_mut().skip(r).take(height) {
                for slot in row.iter_mut().skip(c).take(width) {
                    *slot = true;
                }
            }
            let edge = |levels: &[f32], i: usize| levels.get(i).copied().unwrap_or_default();
            let bbox = Rect { x0: edge(xs, c), y0: edge(ys, r), x1: edge(xs, c + width), y1: edge(ys, r + height) };
            spans.push(Span { row: r, col: c, row_span: height, col_span: width, bbox });
        }
    }
    spans
}
