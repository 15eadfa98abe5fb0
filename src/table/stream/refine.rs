//! Ruled grids whose rules part only some of what they hold.
//!
//! Many tables draw the head cell by cell and leave the body open: all its rows in one box, or its rows parted and its
//! columns not. The drawn grid stays; merged cells, columns and rows fall apart where the figures in them say so.

use super::{TextLine, columns, cover, region, rows, runs};
use crate::layout::Word;
use crate::pdf::{Direction, Fill, Rect};
use crate::table::grid::{Grid, Piece};
use crate::table::header::is_figure;
use std::collections::HashMap;

/// A body falls into rows where at least this many figures stand above each other ...
const STACKED: usize = 3;
/// ... in at least this many columns: two figures in one cell (an amount and its share) are one row's.
const STACKED_COLUMNS: usize = 2;
/// Columns or merged cells fall apart only if this many lines ask for it.
const WITNESSES: usize = 2;
/// ... or as many as there are rows, and no fewer than these, where names are wrapped.
const LISTED: usize = 4;
/// A row that goes on below the last rule begins within this many times the font size.
const LAST_ROW: f32 = 0.8;
/// Baselines of one row differ by less than this part of the font size.
const SAME_LINE: f32 = 0.35;

/// A cell under work: row, column, rows, columns.
type Place = (usize, usize, usize, usize);

/// The grid under work.
struct Draft<'a> {
    words: &'a [Word],
    xs: Vec<f32>,
    ys: Vec<f32>,
    cells: Vec<Place>,
    /// Columns of words that may reach out of their own.
    placed: HashMap<usize, usize>,
}

/// The piece with the cells that its rules left undivided, or `None` where nothing is left to divide.
#[must_use]
pub fn refined(words: &[Word], fills: &[Fill], piece: &Piece) -> Option<Piece> {
    if piece.rows < 2 || piece.cols < 2 {
        return None;
    }
    let dense = piece.cells.iter().any(|c| c.row > 0 && figures(&c.text) > 1);
    let mut draft = Draft::new(words, piece);
    let mut changed = dense && draft.part_merged();
    changed |= dense && draft.part_columns();
    changed |= dense && draft.part_rows();
    changed |= draft.add_last_row();
    changed.then(|| draft.fill(piece, fills))
}

/// Whether a figure shows by its percent sign or its groups of digits that no line end cut it.
fn whole(text: &str) -> bool {
    let mut parts = text.trim_end_matches('%').split(['.', ',']);
    let first = parts.next().is_some_and(|p| (1..=3).contains(&p.len()));
    let rest: Vec<&str> = parts.collect();
    let last = rest.len().saturating_sub(1);
    let groups = rest.iter().enumerate().all(|(i, p)| p.chars().all(|c| c.is_ascii_digit()) && (p.len() == 3 || i == last && p.len() == 2));
    first && groups && (!rest.is_empty() || text.ends_with('%'))
}

/// How many words of a text are figures; a quick look, without patterns.
fn figures(text: &str) -> usize {
    let figure = |w: &&str| w.chars().any(|c| c.is_ascii_digit()) && w.chars().all(|c| c.is_ascii_digit() || "$(),.%-–+".contains(c));
    text.split_whitespace().filter(figure).count()
}

impl<'a> Draft<'a> {
    fn new(words: &'a [Word], piece: &Piece) -> Self {
        let top = |r: usize| piece.cells.iter().filter(|c| c.row == r).map(|c| c.bbox.y0).fold(f32::INFINITY, f32::min);
        let mut ys: Vec<f32> = (0..piece.rows).map(top).collect();
        ys.push(piece.bbox.y1);
        let cells = piece.cells.iter().map(|c| (c.row, c.col, c.row_span, c.col_span)).collect();
        Self { words, xs: piece.xs.clone(), ys, cells, placed: HashMap::new() }
    }

    fn area(&self, (r, c, h, w): Place) -> Rect {
        let at = |v: &[f32], i: usize| v.get(i).copied().unwrap_or_default();
        Rect { x0: at(&self.xs, c), y0: at(&self.ys, r), x1: at(&self.xs, c + w), y1: at(&self.ys, r + h) }
    }

    /// Lines of the words that stand in one of some cells.
    fn lines(&self, places: &[Place]) -> Vec<TextLine> {
        let areas: Vec<Rect> = places.iter().map(|p| self.area(*p)).collect();
        let inside = |w: &Word| areas.iter().any(|a| a.contains(w.bbox.mid_x(), w.bbox.mid_y()));
        let chosen: Vec<usize> =
            self.words.iter().enumerate().filter(|(_, w)| w.direction == Direction::Right && inside(w)).map(|(i, _)| i).collect();
        region::text_lines(self.words, &chosen)
    }

    fn text(&self, words: &[usize]) -> String {
        words.iter().filter_map(|i| self.words.get(*i)).map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn is_figure(&self, words: &[usize]) -> bool {
        let text = self.text(words);
        is_figure(&text) || matches!(text.as_str(), "-" | "–" | "—")
    }

    /// Parts merged cells of the body that hold a figure for each of several columns.
    fn part_merged(&mut self) -> bool {
        let open: Vec<Place> = self.cells.iter().copied().filter(|p| p.0 > 0 && p.3 > 1 && self.holds_columns(*p)).collect();
        if open.len() < WITNESSES {
            return false;
        }
        self.cells.retain(|p| !open.contains(p));
        for (r, c, h, w) in open {
            for line in self.lines(&[(r, c, h, w)]) {
                let found = runs::runs(self.words, &line, &self.xs);
                self.placed.extend(found.into_iter().flat_map(|r| r.words.into_iter().map(move |w| (w, r.first))));
            }
            self.cells.extend((c..c + w).map(|k| (r, k, h, 1)));
        }
        true
    }

    fn holds_columns(&self, place: Place) -> bool {
        let lines = self.lines(&[place]);
        let [line] = lines.as_slice() else { return false };
        let found = runs::runs(self.words, line, &self.xs);
        let figures = found.iter().filter(|r| r.first == r.last && self.is_figure(&r.words)).count();
        let apart = found.windows(2).all(|w| matches!(w, [a, b] if a.last < b.first));
        // A label may reach over several columns, other texts stand in one.
        apart && figures >= 2 && found.iter().skip(1).all(|r| r.first == r.last)
    }

    /// Inserts borders into columns whose lines hold several figures each.
    fn part_columns(&mut self) -> bool {
        let mut changed = false;
        for c in (0..self.xs.len().saturating_sub(1)).rev() {
            let body: Vec<Place> = self.cells.iter().copied().filter(|p| p.0 > 0 && p.1 == c && p.3 == 1).collect();
            let lines = self.lines(&body);
            let several = |l: &&TextLine| l.segments.iter().filter(|s| self.is_figure(&s.words)).count() >= 2;
            let multi: Vec<&TextLine> = lines.iter().filter(several).collect();
            // Names on several lines beside one line of figures a row.
            let rows = body.len().max(1);
            if multi.len() < WITNESSES || multi.len() * 2 <= lines.len() && multi.len() < rows.max(LISTED) {
                continue;
            }
            let size = multi.iter().map(|l| l.size).fold(1.0, f32::max);
            let found = columns::intervals(self.words, &multi, size);
            let inner: Vec<f32> =
                found.windows(2).filter_map(|w| if let [a, b] = w { Some(f32::midpoint(a.1, b.0)) } else { None }).collect();
            if !inner.is_empty() {
                self.insert_columns(c, &inner);
                changed = true;
            }
        }
        changed
    }

    fn insert_columns(&mut self, column: usize, inner: &[f32]) {
        let more = inner.len();
        self.xs.splice(column + 1..column + 1, inner.iter().copied());
        self.placed.values_mut().filter(|c| **c > column).for_each(|c| *c += more);
        let mut cells = Vec::with_capacity(self.cells.len() + more);
        for (r, c, h, w) in std::mem::take(&mut self.cells) {
            let place = if c > column {
                (r, c + more, h, w)
            } else if c + w > column {
                (r, c, h, w + more)
            } else {
                (r, c, h, w)
            };
            let own = c == column && w == 1;
            if own && (r > 0 || self.names_each(place)) {
                cells.extend((c..=c + more).map(|k| (r, k, h, 1)));
            } else {
                cells.push(place);
            }
        }
        self.cells = cells;
    }

    /// Whether a head cell holds a name for each of its columns.
    fn names_each(&self, place: Place) -> bool {
        let lines = self.lines(&[place]);
        let found: Vec<runs::Run> = lines.iter().flat_map(|l| runs::runs(self.words, l, &self.xs)).collect();
        found.len() > 1 && found.iter().all(|r| r.first == r.last)
    }

    /// Parts rows of the body that hold a stack of figures in several columns.
    fn part_rows(&mut self) -> bool {
        let mut changed = false;
        for r in (1..self.ys.len().saturating_sub(1)).rev() {
            let band: Vec<Place> = self.cells.iter().copied().filter(|p| p.0 == r && p.2 == 1).collect();
            if !self.is_stacked(&band) {
                continue;
            }
            let lines = self.lines(&band);
            let (found, blocks) = rows::lines_to_rows(self.words, &lines, &self.xs);
            let inner: Vec<f32> =
                found.windows(2).filter_map(|w| if let [a, b] = w { Some(f32::midpoint(a.y1, b.y0)) } else { None }).collect();
            if inner.len() + 1 < STACKED {
                continue;
            }
            self.insert_rows(r, &inner, &blocks);
            changed = true;
        }
        changed
    }

    /// Whether figures stand above each other, on common lines, in several cells of a row.
    fn is_stacked(&self, band: &[Place]) -> bool {
        let mut stacks: Vec<Vec<(f32, f32)>> = Vec::new();
        for place in band.iter().filter(|p| p.3 == 1) {
            let lines = self.lines(&[*place]);
            if lines.len() < STACKED {
                continue;
            }
            // A figure that was wrapped fills its line.
            let area = self.area(*place);
            let room = |pair: &[TextLine]| match pair {
                [a, b] if whole(&self.text(&a.words)) && whole(&self.text(&b.words)) => true,
                [a, b] => a.words.first().zip(a.words.last()).zip(b.words.first()).is_some_and(|((f, l), n)| {
                    let width = |i: &usize| self.words.get(*i).map_or(0.0, |w| w.bbox.width());
                    let x = |i: &usize| self.words.get(*i).map_or((0.0, 0.0), |w| (w.bbox.x0, w.bbox.x1));
                    x(l).1 - x(f).0 + width(n) < area.width() - a.size
                }),
                _ => true,
            };
            if lines.iter().all(|l| self.is_figure(&l.words)) && lines.windows(2).all(room) {
                stacks.push(lines.iter().map(|l| (l.v, l.size)).collect());
            }
        }
        let near = |a: &(f32, f32), b: &(f32, f32)| (a.0 - b.0).abs() < SAME_LINE * a.1;
        let shared = |a: &[(f32, f32)], b: &[(f32, f32)]| a.iter().filter(|v| b.iter().any(|w| near(v, w))).count();
        let alike = |s: &Vec<(f32, f32)>| stacks.iter().filter(|t| shared(s, t) >= STACKED).count();
        stacks.iter().any(|s| alike(s) >= STACKED_COLUMNS)
    }

    /// The row right below the last rule, where figures stand in its columns: the total, or the rest of an open frame.
    fn add_last_row(&mut self) -> bool {
        let (Some(left), Some(right), Some(bottom)) = (self.xs.first().copied(), self.xs.last().copied(), self.ys.last().copied()) else {
            return false;
        };
        let near = |w: &Word| {
            w.direction == Direction::Right
                && w.bbox.mid_y() > bottom
                && w.bbox.y0 < bottom + LAST_ROW * w.size
                && w.bbox.x0 > left - w.size
                && w.bbox.x1 < right + w.size
        };
        let chosen: Vec<usize> = self.words.iter().enumerate().filter(|(_, w)| near(w)).map(|(i, _)| i).collect();
        let lines = region::text_lines(self.words, &chosen);
        let [line] = lines.as_slice() else { return false };
        let found = runs::runs(self.words, line, &self.xs);
        let single = found.iter().all(|r| r.first == r.last) && found.windows(2).all(|w| matches!(w, [a, b] if a.last < b.first));
        let figures = found.iter().filter(|r| self.is_figure(&r.words)).count();
        if !single || found.len() < 3 || figures < 2 || figures * 2 < found.len() {
            return false;
        }
        let row = self.ys.len() - 1;
        self.ys.push(line.y1 + 1.0);
        self.cells.extend((0..self.xs.len() - 1).map(|c| (row, c, 1, 1)));
        true
    }

    fn insert_rows(&mut self, row: usize, inner: &[f32], blocks: &[rows::Block]) {
        let more = inner.len();
        self.ys.splice(row + 1..row + 1, inner.iter().copied());
        let mut cells = Vec::with_capacity(self.cells.len() + more);
        for (r, c, h, w) in std::mem::take(&mut self.cells) {
            if r > row {
                cells.push((r + more, c, h, w));
            } else if r == row && h == 1 {
                cells.extend((r..=r + more).map(|k| (k, c, 1, w)));
            } else if r + h > row {
                cells.push((r, c, h + more, w));
            } else {
                cells.push((r, c, h, w));
            }
        }
        // Texts over several of the new rows.
        for block in blocks.iter().filter(|b| b.cols == 1) {
            let at = |y: f32| self.ys.partition_point(|b| *b <= y).saturating_sub(1).clamp(row, row + more);
            let inset = 0.3 * (block.y1 - block.y0).min(8.0);
            let (a, b) = (at(block.y0 + inset), at(block.y1 - inset));
            let mut own: Vec<&mut Place> = cells.iter_mut().filter(|p| p.0 >= a && p.0 <= b && p.1 == block.col && p.3 == 1).collect();
            if b > a && own.len() == b - a + 1 && own.iter().all(|p| p.2 == 1) {
                if let Some(first) = own.first_mut() {
                    first.2 = b - a + 1;
                }
                cells.retain(|p| !(p.0 > a && p.0 <= b && p.1 == block.col && p.3 == 1 && p.2 == 1));
            }
        }
        self.cells = cells;
    }

    fn fill(&self, piece: &Piece, fills: &[Fill]) -> Piece {
        let spans = cover(&self.xs, &self.ys, &self.cells);
        let grid = Grid { xs: self.xs.clone(), ys: self.ys.clone(), spans, detection: piece.detection };
        grid.fill_placed(piece.page, self.words, fills, &self.placed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Detection, fixture};

    /// Words of 10-point type, each 5 points a character wide, from their text, left end and baseline.
    fn words(texts: &[(&str, f32, f32)]) -> Vec<Word> {
        texts.iter().map(|(text, x, y)| fixture::word(text, *x, *y, 10.0)).collect()
    }

    fn piece(words: &[Word], xs: &[f32], ys: &[f32], merged: &[Place]) -> Piece {
        let grid = Grid { xs: xs.to_vec(), ys: ys.to_vec(), spans: cover(xs, ys, merged), detection: Detection::Lattice };
        grid.fill(1, words, &[])
    }

    fn rows(piece: &Piece) -> Vec<Vec<&str>> {
        (0..piece.rows).map(|r| piece.cells.iter().filter(|c| c.row == r).map(|c| c.text.as_str()).collect()).collect()
    }

    #[test]
    fn a_body_in_one_box_falls_into_the_rows_of_its_figures() {
        let words = words(&[
            ("Nama", 5.0, 10.0),
            ("2023", 105.0, 10.0),
            ("2024", 205.0, 10.0),
            ("Satu", 5.0, 30.0),
            ("1,5", 105.0, 30.0),
            ("2,5", 205.0, 30.0),
            ("Dua", 5.0, 44.0),
            ("3,5", 105.0, 44.0),
            ("4,5", 205.0, 44.0),
            ("Tiga", 5.0, 58.0),
            ("5,5", 105.0, 58.0),
            ("6,5", 205.0, 58.0),
        ]);
        let found = refined(&words, &[], &piece(&words, &[0.0, 100.0, 200.0, 300.0], &[0.0, 15.0, 65.0], &[]));
        let found = found.expect("its rows are told apart");
        assert_eq!(rows(&found), [["Nama", "2023", "2024"], ["Satu", "1,5", "2,5"], ["Dua", "3,5", "4,5"], ["Tiga", "5,5", "6,5"]]);
    }

    #[test]
    fn an_amount_and_its_share_stay_in_one_cell() {
        let words = words(&[
            ("Nama", 5.0, 10.0),
            ("2023", 105.0, 10.0),
            ("2024", 205.0, 10.0),
            ("Satu", 5.0, 30.0),
            ("1.500", 105.0, 30.0),
            ("2.500", 205.0, 30.0),
            ("15%", 105.0, 44.0),
            ("25%", 205.0, 44.0),
        ]);
        assert_eq!(refined(&words, &[], &piece(&words, &[0.0, 100.0, 200.0, 300.0], &[0.0, 15.0, 65.0], &[])), None);
    }

    #[test]
    fn whole_figures_on_each_other_are_rows_in_narrow_columns_too() {
        assert!(["1.250", "1,812,050", "41,25%", "5%"].iter().all(|t| whole(t)));
        assert!(["000", "1.250.", "78,0000", "15", "12.345.6"].iter().all(|t| !whole(t)));
        let mut texts = vec![("Nama", 5.0, 10.0), ("2023", 105.0, 10.0), ("2024", 145.0, 10.0)];
        for (name, a, b, v) in [("Satu", "41,25%", "35,75%", 30.0), ("Dua", "812.050", "613.450", 44.0), ("Tiga", "44.10%", "38.90%", 58.0)]
        {
            texts.extend([(name, 5.0, v), (a, 103.0, v), (b, 143.0, v)]);
        }
        let words = words(&texts);
        let found = refined(&words, &[], &piece(&words, &[0.0, 100.0, 140.0, 180.0], &[0.0, 15.0, 65.0], &[]));
        assert_eq!(found.map(|p| p.rows), Some(4));
    }

    #[test]
    fn columns_drawn_in_the_head_only_part_the_body_and_a_total_below_the_frame_is_a_row() {
        let texts = [
            ("Nama", 5.0, 10.0),
            ("2023", 105.0, 10.0),
            ("2024", 205.0, 10.0),
            ("Satu", 5.0, 30.0),
            ("1,5", 105.0, 30.0),
            ("2,5", 205.0, 30.0),
            ("Dua", 5.0, 45.0),
            ("3,5", 105.0, 45.0),
            ("4,5", 205.0, 45.0),
            ("Jumlah", 5.0, 61.0),
            ("5,0", 105.0, 61.0),
            ("7,0", 205.0, 61.0),
        ];
        let words = words(&texts);
        let drawn = piece(&words, &[0.0, 100.0, 200.0, 300.0], &[0.0, 15.0, 35.0, 50.0], &[(1, 0, 1, 3), (2, 0, 1, 3)]);
        let found = refined(&words, &[], &drawn).expect("its columns are told apart");
        assert_eq!(rows(&found), [["Nama", "2023", "2024"], ["Satu", "1,5", "2,5"], ["Dua", "3,5", "4,5"], ["Jumlah", "5,0", "7,0"]]);
    }
}
