//! Parts of a page that may hold an unruled table: between rules, over shaded bands, or where lines fall into segments.

use super::looks::{Look, is_typed_rule, look};
use super::{Region, Segment, TextLine, flow};
use crate::layout::Word;
use crate::layout::text::lines;
use crate::pdf::{Direction, Rect};
use crate::table::edges::{Edge, is_white};
use crate::table::sheet::Sheet;

/// A gap wider than this many times the font size parts two segments; justified text stays under 0.9.
const SEGMENT_GAP: f32 = 1.0;
/// Rules and shaded bands of one table start and end at the same place within this many points.
const SAME_SIDE: f32 = 10.0;
/// Rows of a table without rules are no further apart than this many times the font size.
const ROW_PITCH: f32 = 3.2;
/// A rule or band narrower than this part of the page width does not make a table.
const NARROW: f32 = 0.2;
/// More lines of running text than this right under a rule end the table: a heading within it has fewer.
const MOST_NOTES: usize = 3;
/// Lines that end within this many points of each other make the corner of a box.
const CORNER: f32 = 2.5;
/// A box of a diagram is no wider than this part of it ...
const BOX: f32 = 0.7;
/// ... and at least this many stand in different places.
const BOXES: usize = 3;
/// Shaded bands with more than this many lines of white between them are not of one table.
const BAND_GAP: f32 = 9.0;

/// A zone marked by rules or shading.
#[derive(Debug, Clone, Default)]
struct Zone {
    y0: f32,
    y1: f32,
    x0: f32,
    x1: f32,
    rules: Vec<Edge>,
    fills: Vec<Rect>,
}

/// Candidate regions of a page, top to bottom. `marks` tells which of the sheet's lines are furniture.
#[must_use]
pub fn regions(sheet: &Sheet, marks: &[bool]) -> Vec<Region> {
    let in_chart = |w: &Word| sheet.charts.iter().any(|c| c.contains(w.bbox.mid_x(), w.bbox.mid_y()));
    let chosen: Vec<usize> = sheet
        .lines
        .iter()
        .zip(marks)
        .filter(|(_, furniture)| !**furniture)
        .flat_map(|(l, _)| l.words.iter().copied())
        .filter(|i| sheet.words.get(*i).is_some_and(|w| w.direction == Direction::Right && !in_chart(w)))
        .collect();
    let lines = text_lines(&sheet.words, &chosen);
    let beside = || flow::captions_beside(&sheet.words, &lines);
    let Some(flow) = flow::right_column(&sheet.words, &lines, &sheet.edges.horizontal).or_else(beside) else {
        return regions_of(sheet, marks, &lines, &|_, _| true);
    };
    let in_flow = |i: &usize| sheet.words.get(*i).is_some_and(|w| flow.holds(w.bbox.x0, w.bbox.mid_y()));
    let (right, left): (Vec<usize>, Vec<usize>) = chosen.into_iter().partition(in_flow);
    let mut out = regions_of(sheet, marks, &text_lines(&sheet.words, &left), &|x, y| !flow.holds(x, y));
    out.extend(regions_of(sheet, marks, &text_lines(&sheet.words, &right), &|x, y| flow.holds(x, y)));
    out
}

/// Regions among some of a page's lines; `here` says whether a drawing that begins at a place is beside them.
fn regions_of(sheet: &Sheet, marks: &[bool], lines: &[TextLine], here: &dyn Fn(f32, f32) -> bool) -> Vec<Region> {
    let lines: Vec<TextLine> = lines.iter().filter(|l| !is_typed_rule(l, &sheet.words)).cloned().collect();
    let width = text_width(&lines);
    let looks: Vec<Look> = lines.iter().map(|l| look(l, &sheet.words, width)).collect();
    let zones = zones(sheet, marks, &lines, &looks, here);
    let mut out = Vec::new();
    let mut taken = vec![false; lines.len()];
    for zone in &zones {
        out.extend(zone_region(zone, &lines, &looks, &mut taken));
    }
    out.extend(free_regions(sheet, &lines, &looks, &taken));
    out
}

/// Words as lines, cut into segments at wide gaps.
#[must_use]
pub fn text_lines(words: &[Word], chosen: &[usize]) -> Vec<TextLine> {
    let cut = |line: &crate::layout::text::Line| {
        let mut segments: Vec<Segment> = Vec::new();
        for &i in &line.words {
            let Some(w) = words.get(i) else { continue };
            match segments.last_mut() {
                Some(s) if w.bbox.x0 - s.x1 <= SEGMENT_GAP * w.size => {
                    s.words.push(i);
                    s.x1 = s.x1.max(w.bbox.x1);
                }
                _ => segments.push(Segment { words: vec![i], x0: w.bbox.x0, x1: w.bbox.x1 }),
            }
        }
        segments
    };
    let found = lines(words, chosen);
    found
        .iter()
        .map(|l| TextLine { segments: cut(l), words: l.words.clone(), y0: l.bbox.y0, y1: l.bbox.y1, v: l.v, size: l.size })
        .collect()
}

/// Width of the text block: from the leftmost to the rightmost word.
fn text_width(lines: &[TextLine]) -> f32 {
    let x0 = lines.iter().filter_map(|l| l.segments.first()).map(|s| s.x0).fold(f32::INFINITY, f32::min);
    let x1 = lines.iter().filter_map(|l| l.segments.last()).map(|s| s.x1).fold(f32::NEG_INFINITY, f32::max);
    (x1 - x0).max(1.0)
}

/// Zones of rules and of shaded bands, those that overlap made one, top to bottom.
fn zones(sheet: &Sheet, marks: &[bool], lines: &[TextLine], looks: &[Look], here: &dyn Fn(f32, f32) -> bool) -> Vec<Zone> {
    let mut zones = rule_zones(sheet, marks, lines, looks, here);
    zones.extend(fill_zones(sheet, lines, looks, here));
    zones.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut out: Vec<Zone> = Vec::new();
    for zone in zones {
        match out.last_mut() {
            Some(last) if zone.y0 < last.y1 + 2.0 && zone.x0 < last.x1 && zone.x1 > last.x0 => {
                last.y1 = last.y1.max(zone.y1);
                (last.x0, last.x1) = (last.x0.min(zone.x0), last.x1.max(zone.x1));
                last.rules.extend(zone.rules);
                last.fills.extend(zone.fills);
            }
            _ => out.push(zone),
        }
    }
    out
}

/// Whether the text between two heights parts tables: a caption, or running text of more than one line.
fn parts(lines: &[TextLine], looks: &[Look], from: f32, to: f32) -> bool {
    let between: Vec<Look> = lines
        .iter()
        .zip(looks)
        .filter(|(l, _)| f32::midpoint(l.y0, l.y1) > from && f32::midpoint(l.y0, l.y1) < to)
        .map(|(_, k)| *k)
        .collect();
    let prose = between.iter().filter(|k| **k == Look::Prose).count();
    // Notes under a table.
    let notes = between.iter().take_while(|k| matches!(k, Look::Prose | Look::Other)).count();
    notes > MOST_NOTES
        || between.contains(&Look::Caption)
        || prose > 1 && prose * 2 > between.len()
        || between.len() > 3 && !between.contains(&Look::Multi)
}

fn rule_zones(sheet: &Sheet, marks: &[bool], lines: &[TextLine], looks: &[Look], here: &dyn Fn(f32, f32) -> bool) -> Vec<Zone> {
    let taken =
        |e: &Edge| sheet.pieces.iter().any(|p| e.at > p.bbox.y0 - 2.0 && e.at < p.bbox.y1 + 2.0 && e.from < p.bbox.x1 && e.to > p.bbox.x0);
    // A rule between the running header or footer and the text is part of those.
    let furniture: Vec<&Rect> = sheet.lines.iter().zip(marks).filter(|(_, m)| **m).map(|(l, _)| &l.bbox).collect();
    let first = lines.first().map_or(0.0, |l| l.y0);
    let last = lines.last().map_or(0.0, |l| l.y1);
    let of_margin = |e: &Edge| {
        let near = furniture.iter().any(|b| e.at > b.y0 - 14.0 && e.at < b.y1 + 14.0);
        near && (e.at <= first + 1.0 || e.at >= last - 1.0)
    };
    let mut edges: Vec<Edge> =
        sheet.edges.horizontal.iter().filter(|e| here(e.from, e.at) && !taken(e) && !of_margin(e)).copied().collect();
    edges.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut zones: Vec<Zone> = Vec::new();
    for edge in edges {
        let open = zones.iter_mut().rev().find(|z| {
            let same = (edge.from - z.x0).abs() < SAME_SIDE && (edge.to - z.x1).abs() < SAME_SIDE;
            let inner = edge.from > z.x0 - SAME_SIDE && edge.to < z.x1 + SAME_SIDE;
            (same || inner) && !parts(lines, looks, z.y1, edge.at)
        });
        match open {
            Some(zone) => {
                zone.y1 = edge.at;
                zone.rules.push(edge);
            }
            None if edge.len() >= NARROW * sheet.width => {
                zones.push(Zone { y0: edge.at, y1: edge.at, x0: edge.from, x1: edge.to, rules: vec![edge], fills: Vec::new() });
            }
            None => {}
        }
    }
    // Fraction bars and underlines are short; a narrow table has a rule for its head and both its ends.
    let width = text_width(lines);
    let alike = |z: &Zone| z.rules.iter().filter(|r| (r.from - z.x0).abs() < SAME_SIDE && (r.to - z.x1).abs() < SAME_SIDE).count();
    zones.retain(|z| z.rules.len() >= 2 && z.y1 - z.y0 > 8.0 && (z.x1 - z.x0 > 0.6 * width || alike(z) >= 3));
    zones.retain(|z| !is_diagram(z, &sheet.edges.vertical));
    zones
}

/// Whether the rules of a zone are sides of boxes that stand here and there: a flow chart, an organisation chart.
fn is_diagram(zone: &Zone, vertical: &[Edge]) -> bool {
    // The side that goes down from one end of a rule.
    let side = |x: f32, y: f32| {
        let from = vertical.partition_point(|v| v.at < x - CORNER);
        vertical.iter().skip(from).take_while(|v| v.at <= x + CORNER).find(|v| (v.from - y).abs() <= CORNER)
    };
    let is_box = |r: &&Edge| {
        let sides = side(r.from, r.at).zip(side(r.to, r.at));
        sides.is_some_and(|(a, b)| (a.to - b.to).abs() <= CORNER && r.len() < BOX * (zone.x1 - zone.x0))
    };
    let mut starts: Vec<f32> = zone.rules.iter().filter(is_box).map(|r| r.from).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < SAME_SIDE);
    starts.len() >= BOXES
}

fn fill_zones(sheet: &Sheet, lines: &[TextLine], looks: &[Look], here: &dyn Fn(f32, f32) -> bool) -> Vec<Zone> {
    let mut fills: Vec<Rect> = sheet
        .fills
        .iter()
        .filter(|f| !is_white(f.color) && f.bbox.height() > 6.0 && f.bbox.height() < 0.6 * sheet.height && f.bbox.width() > 8.0)
        .map(|f| f.bbox)
        .filter(|b| here(b.x0, b.mid_y()))
        .filter(|b| !sheet.pieces.iter().any(|p| p.bbox.contains(b.mid_x(), b.mid_y())))
        .collect();
    fills.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut bands: Vec<Zone> = Vec::new();
    for fill in fills {
        match bands.last_mut() {
            Some(b) if fill.y0 < b.y1 - 1.0 => {
                b.y1 = b.y1.max(fill.y1);
                (b.x0, b.x1) = (b.x0.min(fill.x0), b.x1.max(fill.x1));
                b.fills.push(fill);
            }
            _ => bands.push(Zone { y0: fill.y0, y1: fill.y1, x0: fill.x0, x1: fill.x1, rules: Vec::new(), fills: vec![fill] }),
        }
    }
    let mut zones: Vec<Zone> = Vec::new();
    for band in bands.into_iter().filter(|b| b.x1 - b.x0 >= NARROW * sheet.width) {
        let size = lines.iter().find(|l| l.y1 > band.y0).map_or(10.0, |l| l.size);
        match zones.last_mut() {
            Some(z)
                if (z.x0 - band.x0).abs() < SAME_SIDE
                    && (z.x1 - band.x1).abs() < SAME_SIDE
                    && band.y0 - z.y1 < BAND_GAP * 1.3 * size
                    && !parts(lines, looks, z.y1, band.y0) =>
            {
                z.y1 = band.y1;
                z.fills.extend(band.fills);
            }
            _ => zones.push(band),
        }
    }
    zones
}

/// The lines of a zone, and those next to it that go on in its columns.
fn zone_region(zone: &Zone, lines: &[TextLine], looks: &[Look], taken: &mut [bool]) -> Option<Region> {
    let middle = |l: &TextLine| f32::midpoint(l.y0, l.y1);
    let across = |l: &TextLine| {
        l.segments.first().is_some_and(|s| s.x0 > zone.x0 - SAME_SIDE) && l.segments.last().is_some_and(|s| s.x1 < zone.x1 + SAME_SIDE)
    };
    let mut inside: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| middle(l) > zone.y0 && middle(l) < zone.y1 && across(l))
        .map(|(i, _)| i)
        .filter(|i| !taken.get(*i).copied().unwrap_or(true))
        .collect();
    let (mut first, mut last) = (*inside.first()?, *inside.last()?);
    let follows = |a: usize, b: usize| matches!((lines.get(a), lines.get(b)), (Some(a), Some(b)) if b.v - a.v < 2.6 * a.size.max(b.size));
    let at = |i: usize| looks.get(i).copied().unwrap_or(Look::Other);
    let free = |taken: &[bool], i: usize| lines.get(i).is_some_and(&across) && !taken.get(i).copied().unwrap_or(true);
    let mut before = first;
    while before > 0 && matches!(at(before - 1), Look::Multi | Look::Short) && free(taken, before - 1) && follows(before - 1, before) {
        before -= 1;
        if at(before) == Look::Multi {
            first = before;
        }
    }
    let from = inside.first().map_or(first, |i| *i);
    inside.splice(0..0, first..from);
    // Shading may leave out the last rows, and the rule under the last row of a page may be missing.
    let mut next = last + 1;
    while next < lines.len() && matches!(at(next), Look::Multi | Look::Short) && free(taken, next) && follows(next - 1, next) {
        if at(next) == Look::Multi || lines.get(next).zip(lines.get(next - 1)).is_some_and(|(a, b)| a.v - b.v < 1.4 * a.size) {
            last = next;
        } else if !zone.rules.is_empty() {
            break;
        }
        next += 1;
    }
    let from = inside.last().map_or(0, |l| l + 1);
    inside.extend(from..=last);
    for i in &inside {
        if let Some(slot) = taken.get_mut(*i) {
            *slot = true;
        }
    }
    Some(Region {
        lines: inside.iter().filter_map(|i| lines.get(*i)).cloned().collect(),
        rules: zone.rules.clone(),
        fills: zone.fills.clone(),
        announced: true,
    })
}

/// Runs of lines that fall into segments, without rules or shading.
fn free_regions(sheet: &Sheet, lines: &[TextLine], looks: &[Look], taken: &[bool]) -> Vec<Region> {
    let mut out = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut announced = true;
    let mut close = |run: &mut Vec<usize>, announced: bool| {
        let look = |i: &usize| looks.get(*i).copied().unwrap_or(Look::Other);
        while run.first().is_some_and(|i| look(i) != Look::Multi) {
            run.remove(0);
        }
        // Trailing short lines stay where they wrap the last row.
        while run.last().is_some_and(|i| look(i) != Look::Multi) {
            let wraps = run.len() > 1
                && matches!((run.get(run.len() - 2).and_then(|i| lines.get(*i)), run.last().and_then(|i| lines.get(*i))), (Some(a), Some(b)) if b.v - a.v < 1.3 * b.size);
            if wraps {
                break;
            }
            run.pop();
        }
        if run.iter().filter(|i| look(i) == Look::Multi).count() >= 2 {
            out.push(Region {
                lines: run.iter().filter_map(|i| lines.get(*i)).cloned().collect(),
                rules: Vec::new(),
                fills: Vec::new(),
                announced,
            });
        }
        run.clear();
    };
    for (i, (line, look)) in lines.iter().zip(looks).enumerate() {
        let blocked = taken.get(i).copied().unwrap_or(true) || matches!(look, Look::Prose | Look::Caption | Look::Other);
        let far = run.last().and_then(|j| lines.get(*j)).is_some_and(|before| {
            let pitch = line.v - before.v;
            let ruled = sheet.pieces.iter().any(|p| p.bbox.y0 > before.y0 && p.bbox.y1 < line.y1);
            pitch > ROW_PITCH * line.size.max(before.size) || ruled
        });
        if blocked || far {
            close(&mut run, announced);
            announced = *look == Look::Caption || i == 0;
        }
        if !blocked {
            run.push(i);
        }
    }
    close(&mut run, announced);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_here_and_there_are_a_diagram_and_rules_within_one_frame_are_none() {
        let edge = |at: f32, from: f32, to: f32| Edge { at, from, to };
        let zone = |rules: Vec<Edge>| Zone { y0: 0.0, y1: 300.0, x0: 0.0, x1: 400.0, rules, fills: vec![] };
        let corners = [(10.0, 110.0, 20.0), (150.0, 260.0, 80.0), (60.0, 170.0, 140.0)];
        let rules = corners.iter().flat_map(|(a, b, y)| [edge(*y, *a, *b), edge(y + 30.0, *a, *b)]).collect();
        let mut sides: Vec<Edge> = corners.iter().flat_map(|(a, b, y)| [edge(*a, *y, y + 30.0), edge(*b, *y, y + 30.0)]).collect();
        sides.sort_by(|a, b| a.at.total_cmp(&b.at));
        assert!(is_diagram(&zone(rules), &sides));
        let rules = (0..6_u8).map(|k| edge(50.0 * f32::from(k), 0.0, 400.0)).collect();
        assert!(!is_diagram(&zone(rules), &[edge(0.0, 0.0, 250.0), edge(400.0, 0.0, 250.0)]));
    }
}
