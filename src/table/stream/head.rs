//! Header lines of an unruled table: names over one column, names over several, levels.

use super::{Region, runs};
use crate::layout::Word;

/// A name stands in the middle of its columns within this many times the font size.
const CENTRED: f32 = 0.8;
/// ... or this part of their width, where all of them are without a name of their own at its height.
const ABOUT_CENTRED: f32 = 0.12;
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
        let Some(next) = lines.get(i + 1) else { break };
        let below: Vec<&runs::Run> = table.iter().skip(i + 1).flatten().collect();
        let mut found = Vec::new();
        for run in table.get(i).into_iter().flatten() {
            let drawn = drawn_over(region, run, xs, f32::midpoint(line.y0, line.y1), line.y1);
            let (first, last) = match drawn {
                Some(columns) => columns,
                None => centred(run, &table, i, xs, line.size),
            };
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
        region.rules.iter().find(under).and_then(|r| columns(r.from, r.to)).filter(|(a, b)| b > a)
    })
}

/// The columns that a short name stands in the middle of, where its neighbours have names below and none beside it.
fn centred(run: &runs::Run, table: &[Vec<runs::Run>], line: usize, xs: &[f32], size: f32) -> (usize, usize) {
    let alone = (run.first, run.last);
    let cols = xs.len().saturating_sub(1);
    let beside = |c: usize| table.iter().take(line + 1).flatten().any(|r| r.first <= c && r.last >= c && (r.first, r.last) != alone);
    let lower = table.iter().skip(line + 1).find(|runs| runs.iter().any(|r| r.first >= run.first && r.last <= run.last));
    let Some(lower) = lower else { return alone };
    let open = |c: &usize| lower.iter().any(|r| r.first == *c && r.last == *c) && !beside(*c);
    let first = (0..run.first).rev().take_while(open).last().unwrap_or(run.first);
    let last = (run.last + 1..cols).take_while(open).last().unwrap_or(run.last);
    let middle = f32::midpoint(run.x0, run.x1);
    let off = |a: usize, b: usize| xs.get(a).zip(xs.get(b + 1)).map_or(f32::INFINITY, |(a, b)| (f32::midpoint(*a, *b) - middle).abs());
    // All neighbours that only have a lower name, if the name stands about in their middle; else the most that it does.
    let width = xs.get(first).zip(xs.get(last + 1)).map_or(0.0, |(a, b)| b - a);
    if last > first && off(first, last) < (ABOUT_CENTRED * width).max(CENTRED * size) {
        return (first, last);
    }
    let mut best = alone;
    for a in first..=run.first {
        for b in run.last..=last {
            if b > a && off(a, b) < CENTRED * size && b - a > best.1 - best.0 {
                best = (a, b);
            }
        }
    }
    best
}
