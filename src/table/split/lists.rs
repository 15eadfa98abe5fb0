//! Rows that hold lists: one numbered in its first column, or items beside as many values.

use super::{Column, FALL, Plan, RISE, WIDER, begins_anew, each_row, entries, size};
use crate::table::grid::Grid;

/// Lines stand on the height of a number when they differ by less than this part of the font size.
const SAME_LINE: f32 = 0.5;

/// Cuts a row whose first column counts its entries, where a text begins anew beside each number.
pub fn numbered(grid: &Grid, columns: &[Column]) -> Option<Plan> {
    let stub = columns.first().filter(|c| c.lines.len() > 1 && entries::counts_up(&c.lines))?;
    let texts: Vec<&Column> = columns.iter().skip(1).filter(|c| !c.values && !c.units && c.lines.len() > 1).collect();
    let named = texts.first()?;
    let size = size(stub);
    let pitch = entries::line_pitch(columns);
    let heads = entries::heads(&named.lines, pitch);
    let mut ys = Vec::new();
    for number in stub.lines.iter().skip(1) {
        // Above the letters of its line, below those of the line before.
        let y = number.v - (RISE + SAME_LINE) * size.min(pitch / WIDER);
        // The text beside it begins there, and no text runs across.
        let begins = named.lines.iter().enumerate().any(|(i, l)| (l.v - number.v).abs() < SAME_LINE * l.size && heads.contains(&i));
        let crossed = columns.iter().flat_map(|c| &c.lines).any(|l| l.v - RISE * l.size < y && l.v + FALL * l.size > y);
        let goes_on = texts.iter().any(|c| begins_anew(c, y) < 0);
        if !begins || crossed || goes_on {
            return None;
        }
        ys.push(y);
    }
    let slices = columns.iter().filter_map(|c| Some((c.span, each_row(grid.spans.get(c.span)?, &ys)))).collect();
    Some(Plan { ys, slices, numbered: true })
}

/// Cuts a row that holds one column of values, each beside the first line of an entry of its own.
pub fn aligned(grid: &Grid, columns: &[Column]) -> Option<Plan> {
    let mut lists = columns.iter().filter(|c| (c.values || c.units) && c.starts.len() > 1);
    let (Some(values), None) = (lists.next().filter(|c| c.values), lists.next()) else { return None };
    let pitch = entries::line_pitch(columns);
    let heads = |c: &Column| -> Vec<f32> {
        let heads = entries::heads(&c.lines, pitch);
        heads.iter().filter_map(|h| c.lines.get(*h)).map(|l| l.v).collect()
    };
    let beside = |c: &&Column| {
        let heads = heads(c);
        let near = |(h, v): (&f32, &f32)| (h - v).abs() < SAME_LINE * size(c);
        !c.values && !c.units && heads.len() == values.starts.len() && heads.iter().zip(&values.starts).all(near)
    };
    let names = columns.iter().find(beside)?;
    let ys: Vec<f32> = heads(names).iter().skip(1).map(|v| v - (RISE + SAME_LINE) * size(names).min(pitch / WIDER)).collect();
    let cut = |c: &Column| Some((c.span, each_row(grid.spans.get(c.span)?, &ys)));
    Some(Plan { slices: vec![cut(names)?, cut(values)?], ys, numbered: false })
}

/// Cuts a row that holds a list of items and as many values in each of several columns, whatever lines they stand on; in
/// `unruled` rows one column of values is enough. A text above the first item becomes a row of its own.
pub fn paired(grid: &Grid, columns: &[Column], unruled: bool) -> Option<Plan> {
    let lists = columns.iter().filter(|c| c.values || c.units);
    let most = lists.clone().map(|c| c.starts.len()).max().filter(|n| *n > 1)?;
    let (full, other): (Vec<&Column>, Vec<&Column>) = lists.partition(|c| c.starts.len() == most);
    if full.len() < if unruled { 1 } else { 2 } || other.iter().any(|c| c.starts.len() > 1) {
        return None;
    }
    let items = columns.iter().filter(|c| !c.values && !c.units).find(|c| entries::labels(&c.lines).len() == most)?;
    let labels = entries::labels(&items.lines);
    // Items on the lines of their values fall to the ordinary cut.
    let beside = |i: &usize, v: &f32| items.lines.get(*i).is_some_and(|l| (l.v - v).abs() < l.size);
    if full.len() > 1 && full.iter().all(|c| labels.iter().zip(&c.starts).all(|(i, v)| beside(i, v))) {
        return None;
    }
    let headed = usize::from(labels.first() != Some(&0));
    let top = |v: f32, size: f32| v - (RISE + SAME_LINE) * size;
    let ys: Vec<f32> = labels.iter().skip(1 - headed).filter_map(|i| items.lines.get(*i)).map(|l| top(l.v, l.size)).collect();
    let span = |c: &Column| grid.spans.get(c.span);
    let mut slices = vec![(items.span, each_row(span(items)?, &ys))];
    for column in full {
        let own: Vec<f32> = column.starts.iter().skip(1 - headed).map(|v| top(*v, size(column))).collect();
        slices.push((column.span, each_row(span(column)?, &own)));
    }
    Some(Plan { ys, slices, numbered: false })
}
