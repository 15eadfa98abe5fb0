//! Parts of a page that may hold an unruled table: between rules, over shaded bands, or where lines fall into segments.

use super::{Region, Segment, TextLine, flow};
use crate::layout::text::lines;
use crate::layout::{Word, caption};
use crate::pdf::{Direction, Rect};
use crate::table::edges::{Edge, is_white};
use crate::table::grid::Piece;
use crate::table::header::is_figure;
use crate::table::sheet::Sheet;

/// A gap wider than this many times the font size parts two segments; justified text stays under 0.9.
const SEGMENT_GAP: f32 = 1.0;
/// A single segment that covers this part of the text width is a line of prose.
const PROSE: f32 = 0.55;
/// Rules and shaded bands of one table start and end at the same place within this many points.
const SAME_SIDE: f32 = 10.0;
/// Rows of a table without rules are no further apart than this many times the font size.
const ROW_PITCH: f32 = 3.2;
/// A rule or band narrower than this part of the page width does not make a table.
const NARROW: f32 = 0.2;
/// More lines of running text than this right under a rule end the table: a heading within it has fewer.
const MOST_NOTES: usize = 3;
/// A note and its mark are no more than this many segments; a marked row of a table has more.
const NOTE_SEGMENTS: usize = 3;
/// Shaded bands with more than this many lines of white between them are not of one table.
const BAND_GAP: f32 = 9.0;

/// What a line of text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Two or more segments.
    Multi,
    /// One short segment.
    Short,
    /// Running text.
    Prose,
    /// `Tabel …`, `Gambar …`.
    Caption,
    /// A list item, a contents line, a note under a table.
    Other,
}

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
    let chosen: Vec<usize> = sheet
        .lines
        .iter()
        .zip(marks)
        .filter(|(_, furniture)| !**furniture)
        .flat_map(|(l, _)| l.words.iter().copied())
        .filter(|i| sheet.words.get(*i).is_some_and(|w| w.direction == Direction::Right))
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

/// A rule typed with hyphens or underlines.
fn is_typed_rule(line: &TextLine, words: &[Word]) -> bool {
    let mut chars = line.words.iter().filter_map(|i| words.get(*i)).flat_map(|w| w.text.chars());
    line.segments.last().zip(line.segments.first()).is_some_and(|(b, a)| b.x1 - a.x0 > 10.0 * line.size)
        && chars.all(|c| matches!(c, '-' | '_' | '=' | '–' | '—'))
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

fn segment_text(words: &[Word], segment: &Segment) -> String {
    segment.words.iter().filter_map(|i| words.get(*i)).map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn look(line: &TextLine, words: &[Word], width: f32) -> Look {
    let first = line.segments.first().map(|s| segment_text(words, s)).unwrap_or_default();
    if caption::parse(&line.segments.iter().map(|s| segment_text(words, s)).collect::<Vec<_>>().join(" ")).is_some() {
        return Look::Caption;
    }
    let leader = |i: &usize| words.get(*i).is_some_and(|w| w.text.contains("....") || w.text.contains("…"));
    let lower = first.to_lowercase();
    if is_foreign_caption(&lower) {
        return Look::Caption;
    }
    // Dots lead to one page number in a list of contents, to several figures in a table.
    if let Some(dots) = line.words.iter().position(leader)
        && line.words.iter().skip(dots + 1).filter(|i| words.get(**i).is_some_and(|w| is_figure(&w.text))).count() >= 2
    {
        return Look::Multi;
    }
    if line.words.iter().any(leader)
        || ["sumber", "keterangan:", "keterangan :", "catatan", "ket:", "ket :"].iter().any(|p| lower.starts_with(p))
        // A row may be marked as one outside the total.
        || lower.starts_with('*') && line.segments.len() <= NOTE_SEGMENTS
    {
        return Look::Other;
    }
    match line.segments.as_slice() {
        [only] if only.x1 - only.x0 > PROSE * width => Look::Prose,
        [_] => Look::Short,
        // A list item: its mark, then running text.
        [mark, rest] if is_mark(&segment_text(words, mark)) && !is_figure(&segment_text(words, rest)) && rest.words.len() > 2 => {
            Look::Other
        }
        _ => Look::Multi,
    }
}

/// `Figure 1`, `Table A-4.`, lower case: captions of quoted foreign tables.
fn is_foreign_caption(lower: &str) -> bool {
    let mut words = lower.split_whitespace();
    let word = words.next().is_some_and(|w| matches!(w, "figure" | "fig." | "table" | "exhibit"));
    word && words.next().is_some_and(|n| n.len() <= 6 && n.ends_with(['.', ':']) || n.len() <= 2 && n.chars().all(|c| c.is_ascii_digit()))
}

/// `a.`, `1)`, `•`, `(2)`; a bare number may be a row number.
fn is_mark(text: &str) -> bool {
    let count = text.chars().count();
    count <= 4 && (text.ends_with(['.', ')']) || text.chars().all(|c| !c.is_alphanumeric()))
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
    zones
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
        if at(next) == Look::Multi || lines.get(next).zip(lines.get(next - 1)).is_some_and(|(a, b)| a.v - b.v < 1.3 * a.size) {
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

/// Whether a grid reads like a table: rows that use several columns, and figures where nothing else announces a table.
#[must_use]
pub fn is_table(piece: &Piece, region: &Region) -> bool {
    let filled: Vec<_> = piece.cells.iter().filter(|c| !c.text.is_empty()).collect();
    let rows_used = (0..piece.rows).filter(|r| filled.iter().filter(|c| c.row == *r).count() >= 2).count();
    let figures = filled.iter().filter(|c| is_figure(&c.text)).count();
    let marked = region.rules.len() >= 2 || region.fills.len() >= 2;
    let long = filled.iter().filter(|c| c.text.chars().count() > 120).count();
    if piece.cols < 2 || piece.rows < 2 || rows_used < 2 {
        return false;
    }
    if is_contents(piece) || super::chart::is_chart(piece) {
        return false;
    }
    // Running text in two columns under a shaded heading.
    let shaded_rows = region.fills.len() * 2 >= piece.rows && piece.rows > 2;
    if piece.cols == 2 && figures == 0 && region.rules.len() < 2 && long * 3 >= filled.len() && !shaded_rows {
        return false;
    }
    if marked {
        return rows_used * 3 >= piece.rows && (region.announced || piece.rows >= 3);
    }
    let enough = rows_used * 2 >= piece.rows && long * 5 <= filled.len();
    if region.announced {
        enough && piece.rows >= 2 && (piece.cols >= 3 || figures * 4 >= filled.len())
    } else {
        enough && piece.rows >= 3 && piece.cols >= 3 && figures * 4 >= filled.len()
    }
}

/// A table of contents: titles, and page numbers that only grow in the last column.
fn is_contents(piece: &Piece) -> bool {
    let last: Vec<Option<u32>> =
        piece.cells.iter().filter(|c| c.col + c.col_span == piece.cols && !c.text.is_empty()).map(|c| c.text.trim().parse().ok()).collect();
    let numbers: Vec<u32> = last.iter().flatten().copied().collect();
    let others = piece.cells.iter().filter(|c| c.col > 0 && c.col + c.col_span < piece.cols && is_figure(&c.text)).count();
    // A slip in a long list is still a list of pages.
    let falls = numbers.windows(2).filter(|w| matches!(w, [a, b] if a > b)).count();
    let grows = falls * 10 <= numbers.len() && numbers.first() < numbers.last();
    numbers.len() >= 3
        && numbers.len() + 2 >= last.len()
        && grows
        && others == 0
        && piece.cols <= 4
        && !piece.cells.iter().any(|c| c.row == 0 && c.text.to_lowercase().contains("jumlah"))
}
