//! Totals and means whose label and figures share one cell because no border was drawn between them.

use crate::layout::Word;
use crate::table::grid::{Grid, Span};
use crate::table::header::is_figure;
use std::collections::HashMap;

/// Words that begin the label of a total or a mean.
const LABELS: [&str; 5] = ["jumlah", "total", "rata-rata", "rerata", "rata"];
/// A figure may reach this many points over the borders of its column.
const OVER: f32 = 2.0;

/// Gives the figures of a total, set under the columns that they belong to, cells of their own.
pub fn unspan(grid: &mut Grid, words: &[Word]) {
    // Hardly any grid has such a cell, and looking what stands in each costs more than all else here.
    let bbox = grid.bbox();
    let labelled = words.iter().any(|w| is_label(&w.text) && bbox.contains(w.bbox.mid_x(), w.bbox.mid_y()));
    if !labelled || !grid.spans.iter().any(|s| s.col_span > 1 && s.row > 0) {
        return;
    }
    let inside = grid.inside(words, &HashMap::new());
    let mut out: Vec<Span> = Vec::with_capacity(grid.spans.len());
    for (span, chosen) in grid.spans.iter().zip(&inside) {
        let first = if span.col_span > 1 && span.row_span == 1 && span.row > 0 { first_figure(grid, span, chosen, words) } else { None };
        let Some(first) = first else {
            out.push(*span);
            continue;
        };
        let x = |c: usize| grid.xs.get(c).copied().unwrap_or(span.bbox.x1);
        let piece = |from: usize, to: usize| {
            let mut part = Span { col: from, col_span: to - from, ..*span };
            (part.bbox.x0, part.bbox.x1) = (x(from), x(to));
            part
        };
        out.push(piece(span.col, first));
        out.extend((first..span.col + span.col_span).map(|c| piece(c, c + 1)));
    }
    grid.spans = out;
}

/// Whether a word begins the label of a total or a mean.
fn is_label(word: &str) -> bool {
    LABELS.iter().any(|label| word.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label)))
}

/// The column of the first figure behind a label, where every figure stands within one column and no two share one.
fn first_figure(grid: &Grid, span: &Span, chosen: &[usize], words: &[Word]) -> Option<usize> {
    let mut line: Vec<&Word> = chosen.iter().filter_map(|i| words.get(*i)).collect();
    line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let label = line.iter().take_while(|w| !is_figure(&w.text)).count();
    let (names, figures) = line.split_at_checked(label)?;
    let labelled = is_label(&names.first()?.text);
    let (size, v) = names.first().map(|w| (w.size, w.baseline))?;
    let one_line = line.iter().all(|w| (w.baseline - v).abs() < size);
    if figures.is_empty() || !one_line || !labelled {
        return None;
    }
    let column = |w: &&Word| {
        let c = grid.xs.partition_point(|x| *x <= w.bbox.mid_x()).checked_sub(1)?;
        let within = *grid.xs.get(c)? - OVER < w.bbox.x0 && w.bbox.x1 < *grid.xs.get(c + 1)? + OVER;
        (within && is_figure(&w.text)).then_some(c)
    };
    let columns: Option<Vec<usize>> = figures.iter().map(column).collect();
    let columns = columns?;
    let first = *columns.first()?;
    let rising = columns.windows(2).all(|w| w.first() < w.last());
    let clear = names.last()?.bbox.x1 < *grid.xs.get(first)? + OVER;
    (rising && clear && first > span.col).then_some(first)
}
