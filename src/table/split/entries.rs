//! The entries of a column: where its lines begin anew.

use super::{Column, Slice, WIDER, bands};
use crate::layout::cell::starts_item;
use crate::layout::text::Line;
use crate::table::grid::Span;

/// Lines of one text are no further apart than this many times the font size (line spacing of one and a half).
const LOOSE: f32 = 1.8;
/// An entry begins within this many line pitches of the first line of its row.
const ALIGNED: f32 = 1.3;

/// The smallest distance between lines of a text, points; that of loosely set text where no two lines are near.
pub fn own_pitch(lines: &[Line]) -> f32 {
    let size = lines.first().map_or(1.0, |l| l.size);
    lines.windows(2).filter_map(|w| Some(w.get(1)?.v - w.first()?.v)).filter(|p| *p > 0.8 * size).fold(LOOSE * size, f32::min)
}

/// The smallest distance between lines of the texts of a row, points.
pub fn line_pitch(columns: &[Column]) -> f32 {
    columns.iter().filter(|c| !c.values).map(|c| own_pitch(&c.lines)).fold(f32::INFINITY, f32::min)
}

/// Indices of the lines that begin an entry: after white space, or with the mark of a list.
pub fn heads(lines: &[Line], pitch: f32) -> Vec<usize> {
    let listed = labels(lines);
    let says = |i: usize| lines.get(i).is_some_and(|l| l.text.chars().filter(|c| c.is_alphanumeric()).count() > 1);
    let begins = |i: usize| {
        let wide = i.checked_sub(1).and_then(|k| lines.get(k)).zip(lines.get(i)).is_some_and(|(a, b)| b.v - a.v > WIDER * pitch);
        i == 0 || wide && says(i) || listed.contains(&i)
    };
    (0..lines.len()).filter(|i| begins(*i)).collect()
}

/// What a line of a list begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Number(u32),
    Letter(char),
    Bullet(char),
}

fn label(text: &str) -> Option<Label> {
    if !starts_item(text) {
        return None;
    }
    let mark = text.split(' ').next()?.trim_start_matches('(').trim_end_matches(['.', ')']);
    let first = mark.chars().next()?;
    match mark.parse() {
        Ok(n) => Some(Label::Number(n)),
        Err(_) if first.is_alphabetic() => (mark.chars().count() == 1).then_some(Label::Letter(first)),
        Err(_) => Some(Label::Bullet(first)),
    }
}

/// Indices of the lines that begin the items of one list: labels that count up, or the same bullet; at least two.
pub fn labels(lines: &[Line]) -> Vec<usize> {
    let mut found: Vec<(usize, Label)> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(next) = label(&line.text) else { continue };
        let follows = match (found.last().map(|l| l.1), next) {
            (None, _) => true,
            (Some(Label::Number(a)), Label::Number(b)) => b == a + 1,
            (Some(Label::Letter(a)), Label::Letter(b)) => u32::from(b) == u32::from(a) + 1,
            (Some(Label::Bullet(a)), Label::Bullet(b)) => a == b,
            _ => false,
        };
        if follows {
            found.push((i, next));
        }
    }
    if found.len() < 2 { Vec::new() } else { found.into_iter().map(|f| f.0).collect() }
}

/// Whether lines are numbers that grow by one: `2.` `3.` `4.`.
pub fn counts_up(lines: &[Line]) -> bool {
    let numbers: Vec<Option<u32>> = lines.iter().map(|l| l.text.trim_end_matches(['.', ')']).parse().ok()).collect();
    numbers.len() > 1 && numbers.windows(2).all(|w| matches!(w, [Some(a), Some(b)] if *b == a + 1))
}

/// Slices of a column whose entries each belong to several of the rows between the cuts: `1 Sasaran` beside three
/// indicators. `stub` says that it stands left of the names of the rows; further right, a row beside which nothing stands
/// has nothing. No slices where it is one entry, or an entry begins inside a row.
pub fn grouped(span: &Span, column: &Column, columns: &[Column], cuts: &[f32], stub: bool) -> Option<Vec<Slice>> {
    let pitch = line_pitch(columns);
    let heads = heads(&column.lines, pitch);
    if column.values || column.units || heads.len() < 2 {
        return None;
    }
    let mut firsts = Vec::new();
    let mut at = 0;
    for (row, band) in bands(column, cuts).iter().enumerate() {
        let begun: Vec<usize> = heads.iter().copied().filter(|h| (at..at + band.len()).contains(h)).collect();
        match begun.as_slice() {
            [] => {}
            [only] if *only == at => firsts.push((row, *only)),
            _ => return None,
        }
        at += band.len();
    }
    // An entry begins where its row begins.
    let top = |row: usize| {
        let first = |c: &Column| bands(c, cuts).get(row).and_then(|b| b.first()).map(|l| l.v);
        columns.iter().filter_map(first).fold(f32::INFINITY, f32::min)
    };
    let aligned = |(row, h): &(usize, usize)| column.lines.get(*h).is_some_and(|l| l.v - top(*row) < ALIGNED * pitch);
    if firsts.first().is_none_or(|f| f.0 != 0) || !firsts.iter().all(aligned) {
        return None;
    }
    let y = |row: usize| row.checked_sub(1).map_or(Some(span.bbox.y0), |k| cuts.get(k).copied()).unwrap_or(span.bbox.y1);
    let mut slices = Vec::new();
    let ends = firsts.iter().skip(1).map(|f| f.0).chain(std::iter::once(cuts.len() + 1));
    let filled: Vec<bool> = bands(column, cuts).iter().map(|b| !b.is_empty()).collect();
    for ((from, _), to) in firsts.iter().copied().zip(ends) {
        let text = (from..to).take_while(|r| *r == from || stub || filled.get(*r) == Some(&true)).last().map_or(to, |r| r + 1);
        slices.push(Slice { first: from, rows: text - from, y0: y(from), y1: y(text) });
        slices.extend((text..to).map(|r| Slice { first: r, rows: 1, y0: y(r), y1: y(r + 1) }));
    }
    Some(slices)
}
