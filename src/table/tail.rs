//! Unruled tables over a page break: last rows left alone on the next page, and pieces whose columns were found otherwise.

use super::edges::is_white;
use super::grid::{Grid, Piece, Span};
use super::header::is_figure;
use super::sheet::Sheet;
use super::{Detection, Rect};
use crate::layout::text::{Line, append_wrapped, lines};
use crate::layout::{Word, caption};

/// Rows that are left over; more make a table of their own.
const MOST_ROWS: usize = 2;
/// The rest of a table stands at the top of its page: text begins within this part of the page height.
const TOP: f32 = 0.25;
/// Words may reach this many points over the border of their column.
const OVERHANG: f32 = 3.0;
/// Outer borders of a table without side rules are known to this many points.
const OUTER: f32 = 30.0;
/// Shading under a table ends with it, within this many points.
const SAME_SIDE: f32 = 6.0;
/// The rest of a row is no higher than so many font sizes.
const ROW_HEIGHT: f32 = 4.0;
/// Words that begin a total row.
const TOTALS: [&str; 4] = ["jumlah", "total", "rata-rata", "grand total"];
/// The rest ends with a gap of this many times the font size.
const GAP: f32 = 1.1;

/// Gives every page the rows at its top that belong to the table at the foot of the page before.
pub fn adopt(sheets: &mut [Sheet], marks: &mut [Vec<bool>]) {
    for k in 1..sheets.len() {
        let (before, rest) = sheets.split_at_mut(k);
        let (Some(last), Some(sheet)) = (before.last(), rest.first_mut()) else { continue };
        let (Some(last_marks), Some(own_marks)) = (marks.get(k - 1).cloned(), marks.get_mut(k)) else { continue };
        let Some(open) = last.pieces.last().filter(|p| p.detection != Detection::Lattice && last.turn == sheet.turn) else { continue };
        let below = last.lines.iter().zip(&last_marks).any(|(l, mark)| !mark && l.bbox.mid_y() > open.bbox.y1);
        if below || last.number + 1 != sheet.number {
            continue;
        }
        if let Some(piece) = led_in(open, sheet, own_marks) {
            sheet.pieces.remove(0);
            sheet.add_pieces(vec![piece], own_marks);
        } else if let Some(piece) = rest_of(open, sheet, own_marks) {
            sheet.add_pieces(vec![piece], own_marks);
        }
    }
}

/// The lines above the first piece of a page, furniture left out.
fn free_lines(sheet: &Sheet, marks: &[bool]) -> Vec<Line> {
    let ceiling = sheet.pieces.first().map_or(f32::INFINITY, |p| p.bbox.y0);
    let free: Vec<usize> = sheet
        .lines
        .iter()
        .zip(marks)
        .filter(|(l, m)| !**m && l.bbox.mid_y() < ceiling)
        .flat_map(|(l, _)| l.words.iter().copied())
        .collect();
    lines(&sheet.words, &free)
}

/// The first piece of a page with the sub-heading above it, where it goes on with a table that has such rows.
fn led_in(open: &Piece, sheet: &Sheet, marks: &[bool]) -> Option<Piece> {
    let piece = sheet.pieces.first().filter(|p| p.detection != Detection::Lattice)?;
    super::join::common_borders(&open.gutters, &piece.gutters)?;
    let sub_heading = |r: usize| {
        let mut filled = open.cells.iter().filter(|c| c.row == r && !c.text.is_empty());
        let only = filled.next().filter(|c| c.col == 0 && c.col_span > 1 && c.row_span == 1);
        only.is_some_and(|c| !is_figure(&c.text)) && filled.next().is_none()
    };
    let goes_on = piece.cells.iter().any(|c| c.row == 0 && is_figure(&c.text));
    if !goes_on || !(1..open.rows).any(sub_heading) {
        return None;
    }
    let found = free_lines(sheet, marks);
    let (left, right) = (*piece.xs.first()?, *piece.xs.last()?);
    let (first, last) = (found.first()?, found.last()?);
    let within = |l: &Line| l.bbox.x0 > left - OVERHANG && l.bbox.x1 < right + OVERHANG && caption::parse(&l.text).is_none();
    let at_left = first.bbox.x0 < left + piece.cells.iter().filter(|c| c.col == 0).map(|c| c.bbox.width()).fold(0.0, f32::max);
    let near = piece.bbox.y0 - last.bbox.y1 < GAP * last.size && first.bbox.y0 < TOP * sheet.height;
    if found.len() > MOST_ROWS || !at_left || !near || !found.iter().all(within) {
        return None;
    }
    let heading = lead_cell(piece, &found)?;
    let mut piece = piece.clone();
    piece.cells.iter_mut().for_each(|c| c.row += 1);
    piece.bbox.y0 = heading.bbox.y0;
    piece.cells.insert(0, heading);
    piece.rows += 1;
    Some(piece)
}

/// A row of one cell over all columns of a piece, from the lines right above it.
fn lead_cell(piece: &Piece, found: &[Line]) -> Option<super::Cell> {
    let mut text = String::new();
    found.iter().for_each(|l| append_wrapped(&mut text, &l.text));
    let first = found.first()?;
    let bbox = Rect { y0: first.bbox.y0 - 1.0, y1: piece.bbox.y0, ..piece.bbox };
    let indent = (first.bbox.x0 - bbox.x0).max(0.0);
    let (page, bold) = (piece.page, false);
    Some(super::Cell { row: 0, col: 0, row_span: 1, col_span: piece.cols, text, page, bbox, bold, indent, shade: None })
}

/// The rows at the top of a page that stand in the columns of a table.
fn rest_of(open: &Piece, sheet: &Sheet, marks: &[bool]) -> Option<Piece> {
    let found = free_lines(sheet, marks);
    let first = found.first()?;
    if first.bbox.y0 > TOP * sheet.height {
        return None;
    }
    let rows: Vec<&Line> = found.iter().take_while(|l| fits(open, l, &sheet.words) || is_shaded_row(open, l, sheet)).collect();
    let next = found.get(rows.len());
    let last = rows.last()?;
    let label = first.text.to_lowercase();
    let total = TOTALS.iter().any(|w| label.starts_with(w));
    let apart = total || next.is_none_or(|n| n.bbox.y0 - last.bbox.y1 > GAP * last.size || caption::parse(&n.text).is_some());
    if rows.len() > MOST_ROWS || !apart {
        return None;
    }
    let mut ys = vec![first.bbox.y0 - 1.0];
    ys.extend(rows.windows(2).filter_map(|w| Some(f32::midpoint(w.first()?.bbox.y1, w.get(1)?.bbox.y0))));
    ys.push(last.bbox.y1 + 1.0);
    let cells = ys.windows(2).enumerate().flat_map(|(row, y)| {
        let (y0, y1) = (y.first().copied().unwrap_or(0.0), y.get(1).copied().unwrap_or(0.0));
        let cols = open.xs.windows(2).enumerate();
        cols.map(move |(col, x)| {
            let (x0, x1) = (x.first().copied().unwrap_or(0.0), x.get(1).copied().unwrap_or(0.0));
            Span { row, col, row_span: 1, col_span: 1, bbox: Rect { x0, y0, x1, y1 } }
        })
    });
    let grid = Grid { xs: open.xs.clone(), spans: cells.collect(), ys, detection: open.detection };
    let mut piece = grid.fill(sheet.number, &sheet.words, &sheet.fills);
    if piece.cols != open.cols {
        return None;
    }
    piece.gutters.clone_from(&open.gutters);
    widen(&mut piece);
    Some(piece)
}

/// Whether a line's words stand each in one column, with figures where the table has figures, or none at all in the others.
fn fits(open: &Piece, line: &Line, words: &[Word]) -> bool {
    if caption::parse(&line.text).is_some() {
        return false;
    }
    let column = |w: &Word| open.xs.partition_point(|x| *x <= w.bbox.mid_x()).checked_sub(1).filter(|c| *c < open.cols);
    let figures = |c: usize| {
        let texts: Vec<&str> =
            open.cells.iter().filter(|k| k.col == c && k.col_span == 1 && !k.text.is_empty()).map(|k| k.text.as_str()).collect();
        texts.iter().filter(|t| is_figure(t)).count() * 2 > texts.len()
    };
    let mut used = std::collections::BTreeSet::new();
    let mut values = 0;
    for word in line.words.iter().filter_map(|i| words.get(*i)) {
        let Some(c) = column(word) else { return false };
        let (x0, x1) = (open.xs.get(c).copied().unwrap_or(0.0), open.xs.get(c + 1).copied().unwrap_or(0.0));
        if is_figure(&word.text) && c > 0 {
            if word.bbox.x0 < x0 - OVERHANG || word.bbox.x1 > x1 + OVERHANG || !figures(c) {
                return false;
            }
            values += 1;
        }
        used.insert(c);
    }
    values >= 2 && used.len() >= 3.min(open.cols)
}

/// Whether a line stands on shading that reaches over the columns of a shaded table, and nothing else.
fn is_shaded_row(open: &Piece, line: &Line, sheet: &Sheet) -> bool {
    let (Some(left), Some(right)) = (open.xs.first(), open.xs.last()) else { return false };
    let under = sheet.fills.iter().filter(|f| !is_white(f.color) && f.bbox.y0 < line.bbox.mid_y() && f.bbox.y1 > line.bbox.mid_y());
    let low = |h: f32| h < ROW_HEIGHT * line.size;
    let reach =
        under.filter(|f| low(f.bbox.height())).fold((f32::INFINITY, f32::NEG_INFINITY), |e, f| (e.0.min(f.bbox.x0), e.1.max(f.bbox.x1)));
    let shaded = open.cells.iter().any(|c| c.row > 0 && c.shade.is_some());
    shaded && (reach.0 - left).abs() < SAME_SIDE && (reach.1 - right).abs() < SAME_SIDE && caption::parse(&line.text).is_none()
}

/// The label of a total stands over the empty columns beside it.
fn widen(piece: &mut Piece) {
    for r in 0..piece.rows {
        let label = piece.cells.iter().position(|c| c.row == r && !c.text.is_empty());
        let Some(label) = label.and_then(|i| piece.cells.get(i)).cloned() else { continue };
        let lower = label.text.to_lowercase();
        if !TOTALS.iter().any(|w| lower.starts_with(w)) {
            continue;
        }
        let end = piece
            .cells
            .iter()
            .filter(|c| c.row == r && c.col > label.col && !c.text.is_empty())
            .map(|c| c.col)
            .min()
            .unwrap_or(label.col + 1);
        let x = |c: usize| piece.xs.get(c).copied().unwrap_or(0.0);
        let bbox = Rect { x0: x(0), x1: x(end), ..label.bbox };
        piece.cells.retain(|c| c.row != r || c.col >= end);
        piece.cells.push(super::Cell { col: 0, col_span: end, bbox, ..label });
    }
    piece.cells.sort_by_key(|c| (c.row, c.col));
}

/// Two pieces on consecutive pages that print the same header in different columns: the smaller one takes the columns of
/// the larger, which had more text to find them by.
pub fn agree(sheets: &mut [Sheet]) {
    for k in 1..sheets.len() {
        let (before, rest) = sheets.split_at_mut(k);
        let (Some(a), Some(b)) = (before.last_mut(), rest.first_mut()) else { continue };
        let (Some(upper), Some(lower)) = (a.pieces.last(), b.pieces.first()) else { continue };
        let ruled = upper.detection == Detection::Lattice || lower.detection == Detection::Lattice;
        if ruled || a.turn != b.turn || a.number + 1 != b.number || upper.cols == lower.cols {
            continue;
        }
        if upper.rows >= lower.rows {
            if let Some(piece) = recut(upper, lower, b)
                && let Some(slot) = b.pieces.first_mut()
            {
                *slot = piece;
            }
        } else if let Some(piece) = recut(lower, upper, a)
            && let Some(slot) = a.pieces.last_mut()
        {
            *slot = piece;
        }
    }
}

/// The words of a piece's first rows, sorted, without blanks inside.
fn header_words(piece: &Piece, rows: usize) -> Vec<String> {
    let texts = piece.cells.iter().filter(|c| c.row < rows).flat_map(|c| c.text.split_whitespace());
    let mut words: Vec<String> = texts.map(str::to_lowercase).collect();
    words.sort();
    words
}

/// A piece in the columns of another that has the same header.
fn recut(model: &Piece, piece: &Piece, sheet: &Sheet) -> Option<Piece> {
    let levels = super::header::header_rows(&model.cells, model.rows, model.cols);
    let own = (1..=piece.rows.min(levels + 1)).find(|r| levels > 0 && header_words(piece, *r) == header_words(model, levels))?;
    let words = header_words(model, levels);
    let shift = piece.xs.first()? - model.xs.first()?;
    let width = |p: &Piece| Some(p.xs.last()? - p.xs.first()?);
    if words.len() < 3 || own < levels || (width(model)? - width(piece)?).abs() > OUTER {
        return None;
    }
    let xs: Vec<f32> = model.xs.iter().map(|x| x + if shift.abs() > OUTER { shift } else { 0.0 }).collect();
    let mut ys: Vec<f32> = (0..piece.rows).filter_map(|r| piece.cells.iter().find(|c| c.row == r).map(|c| c.bbox.y0)).collect();
    ys.push(piece.bbox.y1);
    // Names on two lines were taken for two levels.
    let mut row = 0..;
    ys.retain(|_| row.next().is_none_or(|r: usize| r == 0 || r > own - levels));
    let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or_default();
    let place = |row: usize, col: usize, row_span: usize, col_span: usize| Span {
        row,
        col,
        row_span,
        col_span,
        bbox: Rect { x0: at(&xs, col), y0: at(&ys, row), x1: at(&xs, col + col_span), y1: at(&ys, row + row_span) },
    };
    let header = model.cells.iter().filter(|c| c.row < levels && c.row + c.row_span <= levels);
    let mut spans: Vec<Span> = header.map(|c| place(c.row, c.col, c.row_span, c.col_span)).collect();
    spans.extend((levels..piece.rows + levels - own).flat_map(|r| (0..model.cols).map(move |c| (r, c))).map(|(r, c)| place(r, c, 1, 1)));
    let mut cut = Grid { xs, ys, spans, detection: piece.detection }.fill(sheet.number, &sheet.words, &sheet.fills);
    if cut.cols != model.cols || cut.rows + own - levels != piece.rows {
        return None;
    }
    cut.gutters.clone_from(&model.gutters);
    widen(&mut cut);
    Some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Page;
    use crate::table::fixture;

    fn word(text: &str, x: f32, v: f32) -> Word {
        fixture::word(text, x, v, 8.0)
    }

    fn sheet(number: u32, words: Vec<Word>) -> Sheet {
        let mut sheet = Sheet::new(Page { number, width: 400.0, height: 500.0, ..Page::default() });
        let all: Vec<usize> = (0..words.len()).collect();
        sheet.lines = lines(&words, &all);
        sheet.words = words;
        sheet
    }

    /// `No | Uraian | Pagu | Realisasi` with three rows, at the foot of page 1.
    fn first(xs: &[f32]) -> Sheet {
        let mut words =
            vec![word("No", 2.0, 410.0), word("Uraian", 44.0, 410.0), word("Pagu", 154.0, 410.0), word("Realisasi", 254.0, 410.0)];
        for (k, v) in [(1, 425.0), (2, 440.0), (3, 455.0)] {
            words.extend([word(&k.to_string(), 2.0, v), word("Rapat", 44.0, v), word("1.200", 154.0, v), word("900", 254.0, v)]);
        }
        let mut sheet = sheet(1, words);
        let ys = [400.0, 415.0, 430.0, 445.0, 460.0];
        let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.0);
        let bbox = |row, col| Rect::new(at(xs, col), at(&ys, row), at(xs, col + 1), at(&ys, row + 1));
        let cells = (0..4).flat_map(|r| (0..xs.len() - 1).map(move |c| (r, c)));
        let spans = cells.map(|(row, col)| Span { row, col, row_span: 1, col_span: 1, bbox: bbox(row, col) }).collect();
        let grid = Grid { xs: xs.to_vec(), ys: ys.to_vec(), spans, detection: Detection::Stream };
        sheet.pieces = vec![grid.fill(1, &sheet.words, &[])];
        sheet.lines.clear();
        sheet
    }

    #[test]
    fn a_total_alone_on_the_next_page_is_adopted_and_a_sentence_is_not() {
        let total = vec![word("Jumlah", 60.0, 40.0), word("3.600", 154.0, 40.0), word("2.700", 254.0, 40.0), word("Sumber:", 2.0, 52.0)];
        let mut sheets = vec![first(&[0.0, 40.0, 150.0, 250.0, 320.0]), sheet(2, total)];
        adopt(&mut sheets, &mut [vec![], vec![false; 2]]);
        let texts: Vec<&str> = sheets[1].pieces[0].cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["Jumlah", "3.600", "2.700"]);
        let prose = "Pada tahun 2024 dinas menerima 25 berkas".split(' ').enumerate();
        let prose = prose.map(|(i, t)| word(t, 45.0 * f32::from(u16::try_from(i).unwrap()), 40.0)).collect();
        let mut sheets = vec![first(&[0.0, 40.0, 150.0, 250.0, 320.0]), sheet(2, prose)];
        adopt(&mut sheets, &mut [vec![], vec![false]]);
        assert!(sheets[1].pieces.is_empty());
    }

    #[test]
    fn the_smaller_piece_takes_the_columns_of_the_larger_one_with_the_same_header() {
        let mut upper = first(&[0.0, 40.0, 150.0, 250.0, 320.0]);
        let mut lower = first(&[0.0, 150.0, 250.0, 320.0]);
        lower.number = 2;
        lower.pieces[0].cells.retain(|c| c.row < 3);
        lower.pieces[0].rows = 3;
        lower.pieces[0].bbox.y1 = 445.0;
        upper.lines.clear();
        let mut sheets = vec![upper, lower];
        agree(&mut sheets);
        let piece = &sheets[1].pieces[0];
        assert_eq!((piece.cols, piece.rows), (4, 3));
        assert_eq!(piece.cells.iter().filter(|c| c.row == 1).map(|c| c.text.as_str()).collect::<Vec<_>>(), ["1", "Rapat", "1.200", "900"]);
    }

    #[test]
    fn a_sub_heading_above_the_rows_of_the_next_page_is_one_of_them() {
        let xs = [0.0, 40.0, 150.0, 250.0, 320.0];
        let lower = || {
            let mut words = vec![word("Sasaran", 2.0, 40.0), word("2:", 34.0, 40.0), word("Air", 44.0, 40.0)];
            words.extend([word("4", 2.0, 52.0), word("Debit", 44.0, 52.0), word("12", 154.0, 52.0), word("15", 254.0, 52.0)]);
            let mut sheet = sheet(2, words);
            let bbox = |c: usize| Rect::new(xs[c], 44.5, xs[c + 1], 56.0);
            let spans = (0..4).map(|col| Span { row: 0, col, row_span: 1, col_span: 1, bbox: bbox(col) }).collect();
            let grid = Grid { xs: xs.to_vec(), ys: vec![44.5, 56.0], spans, detection: Detection::Stream };
            sheet.pieces = vec![grid.fill(2, &sheet.words, &[])];
            sheet.lines = lines(&sheet.words, &[0, 1, 2]);
            sheet
        };
        let mut upper = first(&xs);
        let plain = upper.clone();
        let piece = &mut upper.pieces[0];
        piece.cells.retain(|c| c.row != 2 || c.col == 0);
        piece.cells.iter_mut().filter(|c| c.row == 2).for_each(|c| (c.text, c.col_span) = ("Sasaran 1: Jalan".into(), 4));
        let mut sheets = vec![upper, lower()];
        adopt(&mut sheets, &mut [vec![], vec![false]]);
        let found = &sheets[1].pieces[0];
        assert_eq!((found.rows, found.cells[0].text.as_str(), found.cells[0].col_span), (2, "Sasaran 2: Air", 4));
        // A table without such rows has none below either.
        let mut sheets = vec![plain, lower()];
        adopt(&mut sheets, &mut [vec![], vec![false]]);
        assert_eq!(sheets[1].pieces[0].rows, 1);
    }
}
