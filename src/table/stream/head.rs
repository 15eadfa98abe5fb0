//! Header lines of an unruled table: names over one column, names over several, levels.

use super::{Region, runs};
use crate::layout::Word;

/// A name stands in the middle of its columns within this part of their width: the borders are only estimates.
const ABOUT_CENTRED: f32 = 0.15;
/// The middle of a lower name lies at least this far down the header.
const LOWER_HALF: f32 = 0.58;
/// A drawn edge within this many points of a column border is that border.
const DRAWN: f32 = 4.0;

/// The header's cells: place, spans and the heights between its levels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Head {
    /// Heights between its levels, top to bottom: one fewer than levels.
    pub levels: Vec<f32>,
    /// First column, columns covered, level: names over several columns.
    pub groups: Vec<(usize, usize, usize)>,
}

/// Reads the header lines: which names stand over several columns, at which level.
#[must_use]
pub fn head(words: &[Word], region: &Region, count: usize, xs: &[f32]) -> Head {
    let lines = region.lines.get(..count).unwrap_or(&[]);
    let table: Vec<Vec<runs::Run>> = lines.iter().map(|l| runs::runs(words, l, xs)).collect();
    let mut out = Head::default();
    for (i, line) in lines.iter().enumerate() {
        let (Some(next), Some(here)) = (lines.get(i + 1), table.get(i)) else { break };
        let below: Vec<&runs::Run> = table.iter().skip(i + 1).flatten().collect();
        let tiled = tile(here, &table, i, xs, line.size);
        let mut found = Vec::new();
        for (run, (first, last)) in here.iter().zip(tiled) {
            let drawn = drawn_over(region, run, xs, f32::midpoint(line.y0, line.y1), line.y1);
            let (first, last) = drawn.unwrap_or((first, last));
            // What it is divided into stands below: a name for each of its columns.
            let divided = (first..=last).filter(|c| below.iter().any(|b| b.first == *c && b.last == *c)).count();
            if last > first && divided * 2 > last - first + 1 {
                found.push((first, last - first + 1));
            }
        }
        if !found.is_empty() {
            let y = f32::midpoint(line.y1, next.y0.max(line.y0 + 1.0));
            let level = out.levels.len();
            out.levels.push(y);
            out.groups.extend(found.into_iter().map(|(c, n)| (c, n, level)));
        }
    }
    out
}

/// The columns under a shaded cell or over a short rule of its own, where a name has one.
fn drawn_over(region: &Region, run: &runs::Run, xs: &[f32], y: f32, bottom: f32) -> Option<(usize, usize)> {
    let x = f32::midpoint(run.x0, run.x1);
    let border = |at: f32| xs.iter().position(|b| (b - at).abs() < DRAWN);
    let columns = |from: f32, to: f32| border(from).zip(border(to)).filter(|(a, b)| b > a).map(|(a, b)| (a, b - 1));
    let shaded = region.fills.iter().find(|f| f.contains(x, y)).and_then(|f| columns(f.x0, f.x1)).filter(|(a, b)| b - a + 2 < xs.len());
    shaded.filter(|(a, b)| b > a).or_else(|| {
        let widest = region.rules.iter().map(super::Edge::len).fold(0.0, f32::max);
        let under = |r: &&super::Edge| r.len() < 0.9 * widest && r.at > bottom - 2.0 && r.at < bottom + 9.0 && r.from < x && r.to > x;
        // A rule under a name reaches over the text of its columns, not to their borders.
        let reached = |r: &super::Edge| {
            let over = |w: &[f32]| matches!(w, [a, b] if (r.from..=r.to).contains(&f32::midpoint(*a, *b)));
            let first = xs.windows(2).position(over)?;
            let last = xs.windows(2).rposition(over)?;
            Some((first, last))
        };
        region.rules.iter().find(under).and_then(|r| columns(r.from, r.to).or_else(|| reached(r))).filter(|(a, b)| b > a)
    })
}

/// For each name on a line the columns it stands over, where those next to it only have a name on a lower line.
///
/// Such columns in a row are shared out among the names above them so that each stands as near as can be to the middle of
/// its own.
fn tile(here: &[runs::Run], table: &[Vec<runs::Run>], line: usize, xs: &[f32], size: f32) -> Vec<(usize, usize)> {
    let cols = xs.len().saturating_sub(1);
    let named =
        |range: std::ops::Range<usize>, c: usize| table.get(range).into_iter().flatten().flatten().any(|r| r.first <= c && r.last >= c);
    // Names of both levels are set to the middle of the header; those of the lower level stand in its lower half.
    let (top, bottom) = table.iter().flatten().fold((f32::INFINITY, f32::NEG_INFINITY), |e, r| (e.0.min(r.y0), e.1.max(r.y1)));
    let low = |c: usize| {
        let own = table.iter().flatten().filter(|r| r.first == c && r.last == c && !here.contains(r));
        let (y0, y1) = own.fold((f32::INFINITY, f32::NEG_INFINITY), |e, r| (e.0.min(r.y0), e.1.max(r.y1)));
        f32::midpoint(y0, y1) > top + LOWER_HALF * (bottom - top)
    };
    let mut out: Vec<(usize, usize)> = here.iter().map(|r| (r.first, r.last)).collect();
    let open: Vec<bool> = (0..cols).map(|c| named(line + 1..table.len(), c) && !named(0..line, c) && low(c)).collect();
    let mut start = 0;
    while start < cols {
        let end = (start..cols).find(|c| open.get(*c) != Some(&true)).unwrap_or(cols);
        let inside: Vec<usize> = (0..here.len()).filter(|i| here.get(*i).is_some_and(|r| r.first >= start && r.last < end)).collect();
        let names: Vec<&runs::Run> = inside.iter().filter_map(|i| here.get(*i)).collect();
        if let Some(shares) = share_out(&names, start, end, xs, size) {
            for (i, share) in inside.iter().zip(shares) {
                if let Some(slot) = out.get_mut(*i) {
                    *slot = share;
                }
            }
        }
        start = end.max(start) + 1;
    }
    out
}

/// Cuts the columns `start..end` into one stretch for each name; `None` where the names stand far from the middles.
fn share_out(names: &[&runs::Run], start: usize, end: usize, xs: &[f32], size: f32) -> Option<Vec<(usize, usize)>> {
    if names.is_empty() || end <= start + names.len() {
        return None;
    }
    let off = |run: &runs::Run, a: usize, b: usize| {
        let centre = xs.get(a).zip(xs.get(b)).map_or(f32::INFINITY, |(a, b)| f32::midpoint(*a, *b));
        (centre - f32::midpoint(run.x0, run.x1)).abs()
    };
    // best[k]: the cheapest way to share out the columns before k among the names so far, with its cuts.
    let mut best: Vec<Option<(f32, Vec<usize>)>> = (start..=end).map(|k| (k == start).then(|| (0.0, vec![start]))).collect();
    for run in names {
        let mut next: Vec<Option<(f32, Vec<usize>)>> = vec![None; best.len()];
        for (k, slot) in (start..=end).zip(next.iter_mut()) {
            for (j, from) in (start..k).zip(&best) {
                let Some((cost, cuts)) = from else { continue };
                if j > run.first || k <= run.last {
                    continue;
                }
                let total = cost + off(run, j, k);
                if slot.as_ref().is_none_or(|s| total < s.0) {
                    let mut cuts = cuts.clone();
                    cuts.push(k);
                    *slot = Some((total, cuts));
                }
            }
        }
        best = next;
    }
    let (_, cuts) = best.pop()??;
    let shares: Vec<(usize, usize)> = cuts.windows(2).filter_map(|w| if let [a, b] = w { Some((*a, b - 1)) } else { None }).collect();
    let width = |a: usize, b: usize| xs.get(a).zip(xs.get(b + 1)).map_or(0.0, |(a, b)| b - a);
    let centred = names.iter().zip(&shares).all(|(r, (a, b))| off(r, *a, b + 1) < (ABOUT_CENTRED * width(*a, *b)).max(1.5 * size));
    (centred && shares.len() == names.len()).then_some(shares)
}
