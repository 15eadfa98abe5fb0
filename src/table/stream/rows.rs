//! Rows of the body from rules, shading, figures and line spacing; text that spans rows or columns.

use super::{Region, TextLine, runs, values};
use crate::layout::Word;
use crate::table::header::is_value;

/// Lines of one cell are closer than this many times the closest spacing found in the region.
const TIGHT: f32 = 1.12;
/// Lines further apart than this many times the font size are never of one cell.
const LOOSE: f32 = 1.9;
/// Lines of one cell leave less than this part of their height free between them.
const CLOSE: f32 = 0.25;
/// A rule under some rows of a group covers at least this part of the width ...
const PARTIAL: f32 = 0.35;
/// ... and ends with the table, within this many points, ...
const SAME_END: f32 = 6.0;
/// ... or at least this many reach over the same columns in its middle.
const INNER_RULES: usize = 3;
/// Texts that begin this many times the font size apart are not of one paragraph.
const INDENT: f32 = 0.5;
/// A unit has no more characters than this (`kegiatan`).
const LONGEST_UNIT: usize = 8;
/// A predicate has no more characters than this.
const LONGEST_PREDICATE: usize = 12;
/// Two blocks are of one row when they overlap by this part of the lower one.
const OVERLAP: f32 = 0.35;

/// A logical row: extent of its text in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Top.
    pub y0: f32,
    /// Bottom.
    pub y1: f32,
}

/// A cell's text in one column: consecutive lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// 0-based column.
    pub col: usize,
    /// Columns covered.
    pub cols: usize,
    /// Top of its first line.
    pub y0: f32,
    /// Bottom of its last line.
    pub y1: f32,
    /// Holds a figure.
    pub figure: bool,
    begins: bool,
    /// A unit below another, each beside figures of its own.
    parted: bool,
    first_height: f32,
}

/// Rows of the body, and the blocks of text that they hold.
#[must_use]
pub fn body(words: &[Word], region: &Region, first: usize, xs: &[f32]) -> (Vec<Row>, Vec<Block>) {
    let bands = bands(region);
    let lines = region.lines.get(first..).unwrap_or(&[]);
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for group in lines.chunk_by(|a, b| band_of(&bands, a) == band_of(&bands, b)) {
        let blocks = blocks(words, group, xs);
        rows.extend(rows_of(group, &blocks, xs.len().saturating_sub(1), bands.len() > 3));
        all.extend(blocks);
    }
    (rows, over_bands(all))
}

/// Rows of lines that nothing drawn parts, and the blocks of text that they hold.
#[must_use]
pub fn lines_to_rows(words: &[Word], lines: &[TextLine], xs: &[f32]) -> (Vec<Row>, Vec<Block>) {
    let blocks = blocks(words, lines, xs);
    let rows = rows_of(lines, &blocks, xs.len().saturating_sub(1), false);
    (rows, over_bands(blocks))
}

/// Texts that go on closely below a rule or a change of shade: cells over several rows.
fn over_bands(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by(|a, b| a.col.cmp(&b.col).then(a.y0.total_cmp(&b.y0)));
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match out.last_mut() {
            Some(last)
                if (last.col, last.cols) == (block.col, block.cols)
                    && !last.figure
                    && !(block.figure || block.begins || block.parted)
                    && block.y0 - last.y1 < CLOSE * (block.first_height).max(1.0) =>
            {
                last.y1 = block.y1;
            }
            _ => out.push(block),
        }
    }
    out
}

/// Heights where a full-width rule or the edge of shading parts rows.
pub fn bands(region: &Region) -> Vec<f32> {
    let width = region.rules.iter().map(super::Edge::len).fold(0.0, f32::max);
    let mut ys: Vec<f32> = region.rules.iter().filter(|r| r.len() > 0.9 * width || is_partial(region, r)).map(|r| r.at).collect();
    ys.extend(region.fills.iter().flat_map(|f| [f.y0, f.y1]));
    ys.sort_by(f32::total_cmp);
    ys.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    ys
}

/// Whether a rule parts rows on the right side only, or, like others of the table, in the middle: the columns beside it are
/// merged over both rows.
#[must_use]
pub fn is_partial(region: &Region, rule: &super::Edge) -> bool {
    let left = region.rules.iter().map(|r| r.from).fold(f32::INFINITY, f32::min);
    let right = region.rules.iter().map(|r| r.to).fold(f32::NEG_INFINITY, f32::max);
    let share = rule.len() / (right - left).max(1.0);
    let same = |r: &&super::Edge| (r.from - rule.from).abs() < SAME_END && (r.to - rule.to).abs() < SAME_END;
    let inner = || rule.from - left > SAME_END && region.rules.iter().filter(same).count() >= INNER_RULES;
    (PARTIAL..0.9).contains(&share) && ((right - rule.to).abs() < SAME_END || inner())
}

fn band_of(bands: &[f32], line: &TextLine) -> usize {
    bands.partition_point(|y| *y < f32::midpoint(line.y0, line.y1))
}

fn rows_of(lines: &[TextLine], blocks: &[Block], cols: usize, banded: bool) -> Vec<Row> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let clash = blocks.iter().enumerate().any(|(i, a)| a.figure && blocks.iter().skip(i + 1).any(|b| b.figure && b.col == a.col));
    if banded && !clash {
        return vec![Row { y0: first.y0, y1: lines.iter().map(|l| l.y1).fold(last.y1, f32::max) }];
    }
    // A block beside several figures of one column is a cell over several rows: it does not tie them together.
    let over_many =
        |b: &Block| (0..cols).any(|col| col != b.col && blocks.iter().filter(|f| f.figure && f.col == col && overlaps(f, b)).count() > 1);
    let mut rows: Vec<Row> = Vec::new();
    let mut sorted: Vec<&Block> = blocks.iter().filter(|b| !over_many(b)).collect();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    for block in sorted {
        match rows.last_mut() {
            Some(row) if row.y1 - block.y0 > OVERLAP * (block.y1 - block.y0).min(row.y1 - row.y0) => row.y1 = row.y1.max(block.y1),
            _ => rows.push(Row { y0: block.y0, y1: block.y1 }),
        }
    }
    rows
}

fn overlaps(a: &Block, b: &Block) -> bool {
    a.y1.min(b.y1) - a.y0.max(b.y0) > OVERLAP * (a.y1 - a.y0).min(b.y1 - b.y0)
}

/// A text on one line within its columns.
pub(super) struct Piece {
    pub(super) line: usize,
    pub(super) col: usize,
    pub(super) cols: usize,
    x0: f32,
    x1: f32,
    y0: f32,
    y1: f32,
    pub(super) v: f32,
    size: f32,
    bold: bool,
    /// Width of its first word.
    first_width: f32,
    pub(super) figure: bool,
    /// A kode rekening, which may be cut by the line end.
    code: bool,
    /// Digits and points only: what a cut code goes on with.
    digits: bool,
    /// Begins like a sentence or an item, not like the rest of one.
    pub(super) begins: bool,
    /// One short word that may stand where others have a figure: `BB`, `WTP`, `Paripurna`.
    pub(super) predicate: bool,
    /// One short word, as units are.
    unit: bool,
    /// `Rp` alone.
    sign: bool,
}

impl Piece {
    fn new(words: &[Word], line: usize, v: f32, run: &runs::Run) -> Self {
        let found: Vec<&Word> = run.words.iter().filter_map(|i| words.get(*i)).collect();
        let text = found.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        let code = is_code(&text);
        Self {
            line,
            col: run.first,
            cols: run.last - run.first + 1,
            x0: run.x0,
            x1: run.x1,
            y0: found.iter().map(|w| w.bbox.y0).fold(f32::INFINITY, f32::min),
            y1: found.iter().map(|w| w.bbox.y1).fold(f32::NEG_INFINITY, f32::max),
            v: own_baseline(&found).unwrap_or(v),
            size: found.iter().map(|w| w.size).fold(0.0, f32::max),
            bold: found.iter().filter(|w| w.bold).count() * 2 > found.len(),
            first_width: found.first().map_or(0.0, |w| w.bbox.width()),
            figure: is_value(&text) && !code,
            code,
            digits: text.chars().count() <= 8 && text.chars().all(|c| c.is_ascii_digit() || c == '.'),
            begins: begins(&text),
            unit: found.len() == 1 && text.chars().count() <= LONGEST_UNIT,
            sign: matches!(text.as_str(), "Rp" | "Rp." | "$"),
            predicate: found.len() == 1 && text.chars().count() <= LONGEST_PREDICATE && text.starts_with(char::is_uppercase),
        }
    }
}

/// The baseline of a text: a line may hold texts of other columns that are set a little higher or lower.
fn own_baseline(words: &[&Word]) -> Option<f32> {
    words.iter().filter(|w| !w.superscript).map(|w| w.baseline).max_by(f32::total_cmp)
}

impl Piece {
    /// Takes up the text beside it on its line and in its column: the next word of a justified line, the amount after `Rp`.
    fn absorbs(&mut self, next: &Self) -> bool {
        let beside = (self.col, self.line, self.cols, next.cols) == (next.col, next.line, 1, 1);
        let alike = self.figure == next.figure && !self.figure || self.sign && next.figure;
        if !beside || !alike || self.code || next.code {
            return false;
        }
        (self.x1, self.y0, self.y1) = (self.x1.max(next.x1), self.y0.min(next.y0), self.y1.max(next.y1));
        (self.v, self.size) = (self.v.max(next.v), self.size.max(next.size));
        (self.figure, self.predicate) = (next.figure, false);
        true
    }

    /// A word space at its size.
    fn first_gap(&self) -> f32 {
        0.3 * self.size
    }
}

/// Whether a text begins like a sentence, an item or a unit, not like the rest of a line above.
fn begins(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some('.' | ')')) if a.is_alphabetic() => true,
        (Some(a), _) => a.is_uppercase() || a.is_ascii_digit() || matches!(a, '%' | '≤' | '≥' | '<' | '>' | '-' | '–'),
        _ => false,
    }
}

/// `1.02.02.2.01`, `4412.BCA.95`: parts between points that are no thousands.
fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_end_matches('.').split('.').collect();
    let plain = parts.iter().all(|p| !p.is_empty() && p.len() <= 5 && p.chars().all(|c| c.is_ascii_alphanumeric()));
    let thousands = parts.iter().skip(1).all(|p| p.len() == 3 && p.chars().all(|c| c.is_ascii_digit()));
    parts.len() >= 3 && plain && !thousands && text.chars().any(|c| c.is_ascii_digit())
}

/// Cell texts column by column: lines that follow each other closely, each figure for itself.
fn blocks(words: &[Word], lines: &[TextLine], xs: &[f32]) -> Vec<Block> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        pieces.extend(runs::runs(words, line, xs).iter().map(|run| Piece::new(words, i, line.v, run)));
    }
    pieces.sort_by(|a, b| a.col.cmp(&b.col).then(a.line.cmp(&b.line)));
    pieces.dedup_by(|b, a| a.absorbs(b));
    let tight = tight_pitch(&pieces, lines);
    // What stands closely under a code goes on with it, and is no figure.
    let mut code_above = false;
    for i in 1..pieces.len() {
        let goes_on =
            matches!(pieces.get(i - 1..=i), Some([a, b]) if a.col == b.col && b.v - a.v <= tight && b.digits && (a.code || code_above));
        code_above = goes_on;
        if let Some(piece) = pieces.get_mut(i).filter(|_| goes_on) {
            piece.figure = false;
            piece.begins = false;
        }
    }
    values::promote_predicates(&mut pieces);
    values::demote_figures(&mut pieces, tight);
    let mut rows: Vec<f32> = pieces.iter().filter(|p| p.figure).map(|p| f32::midpoint(p.y0, p.y1)).collect();
    rows.sort_by(f32::total_cmp);
    rows.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let headings = headings(&pieces, &rows);
    let mut out: Vec<Block> = Vec::new();
    let mut open: Vec<&Piece> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let parted = headings.get(i) == Some(&true) || i > 0 && headings.get(i - 1) == Some(&true);
        let goes_on = !parted
            && open.last().is_some_and(|b| {
                b.col == piece.col && b.cols == piece.cols && piece.v - b.v <= tight && piece.v > b.v && !b.figure && !piece.figure
            });
        if !goes_on {
            split(&open, &rows, &mut out);
            open.clear();
        }
        open.push(piece);
    }
    split(&open, &rows, &mut out);
    out
}

/// Which texts are names of the rows below, without a figure of their own: they begin like a text, so does the next, and
/// neither goes on from a line that was full.
fn headings(pieces: &[Piece], rows: &[f32]) -> Vec<bool> {
    let beside = |p: &Piece| {
        let from = rows.partition_point(|y| *y < p.y0);
        rows.get(from).is_some_and(|y| *y < p.y1)
    };
    // Where full lines end; a few longer ones reach over into the next column.
    let right = |col: usize| {
        let mut ends: Vec<f32> = pieces.iter().filter(|p| p.col == col && p.cols == 1).map(|p| p.x1).collect();
        ends.sort_by(f32::total_cmp);
        ends.get(ends.len() * 3 / 4).copied().unwrap_or(0.0)
    };
    let mut ends: Vec<(usize, f32)> = Vec::new();
    let mut room = |a: &Piece, b: &Piece| {
        let end = match ends.iter().find(|e| e.0 == a.col) {
            Some(e) => e.1,
            None => {
                ends.push((a.col, right(a.col)));
                ends.last().map_or(0.0, |e| e.1)
            }
        };
        a.x1 + a.first_gap() + b.first_width < end
    };
    let mut flags = vec![false; pieces.len()];
    for i in 0..pieces.len() {
        let (Some(here), Some(next)) = (pieces.get(i), pieces.get(i + 1)) else { continue };
        let same = next.col == here.col && here.cols == 1;
        if !same || here.figure || beside(here) || !here.begins || !next.begins || !beside(next) {
            continue;
        }
        let styled = |a: &Piece, b: &Piece| a.bold != b.bold || (a.x0 - b.x0).abs() > INDENT * a.size;
        let ends_here = room(here, next) || styled(here, next);
        let before = i.checked_sub(1).and_then(|k| pieces.get(k)).filter(|p| p.col == here.col);
        let starts_here = before.is_none_or(|b| room(b, here) || styled(b, here));
        if let Some(flag) = flags.get_mut(i) {
            *flag = ends_here && starts_here;
        }
    }
    flags
}

/// One block, or one for each row of figures where the lines of several rows follow each other without more space.
///
/// Rows begin with their figures (set to the top) or have them in their middle; either way each part must begin like a text.
fn split(pieces: &[&Piece], rows: &[f32], out: &mut Vec<Block>) {
    let block = |part: &[&Piece]| {
        let first = part.first()?;
        let last = part.last()?;
        let first_height = first.y1 - first.y0;
        Some(Block {
            col: first.col,
            cols: first.cols,
            y0: first.y0,
            y1: last.y1,
            figure: first.figure,
            begins: first.begins,
            parted: false,
            first_height,
        })
    };
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let beside: Vec<f32> = rows.iter().copied().filter(|y| *y > first.y0 && *y < last.y1).collect();
    let starts = if beside.len() > 1 { top_starts(pieces, &beside).or_else(|| middle_starts(pieces, &beside)) } else { None };
    let mut starts = starts.unwrap_or_else(|| vec![0]);
    let units = pieces.iter().all(|p| p.unit);
    starts.push(pieces.len());
    out.extend(starts.windows(2).filter_map(|w| match w {
        [a, b] => block(pieces.get(*a..*b)?).map(|part| Block { parted: *a > 0 && units, ..part }),
        _ => None,
    }));
}

/// First lines of the parts where each begins at the height of its figures.
fn top_starts(pieces: &[&Piece], rows: &[f32]) -> Option<Vec<usize>> {
    let at = |y: &f32| pieces.iter().position(|p| p.y0 < *y && p.y1 > *y);
    let starts: Vec<usize> = rows.iter().map(at).collect::<Option<_>>()?;
    let sound = starts.first() == Some(&0) && starts.windows(2).all(|w| matches!(w, [a, b] if a < b));
    // A line for every row of figures (units, names) needs no other sign.
    if sound && starts.len() == pieces.len() {
        return Some(starts);
    }
    (sound && starts.iter().all(|s| pieces.get(*s).is_some_and(|p| p.begins))).then_some(starts)
}

/// First lines of the parts where each has its figures in its middle.
fn middle_starts(pieces: &[&Piece], rows: &[f32]) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    let mut start = 0;
    for y in rows {
        let first = pieces.get(start)?;
        let slack = 0.35 * (first.y1 - first.y0);
        let end = (start..pieces.len()).find(|e| pieces.get(*e).is_some_and(|l| (f32::midpoint(first.y0, l.y1) - y).abs() < slack))?;
        if !first.begins {
            return None;
        }
        starts.push(start);
        start = end + 1;
    }
    (start == pieces.len()).then_some(starts)
}

/// The largest distance between baselines that still is a wrapped line.
fn tight_pitch(pieces: &[Piece], lines: &[TextLine]) -> f32 {
    let size = lines.iter().map(|l| l.size).fold(0.0, f32::max);
    let mut pitches: Vec<f32> = pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.col == b.col => Some(b.v - a.v),
            _ => None,
        })
        .filter(|p| *p > 0.5 * size && *p < LOOSE * size)
        .collect();
    pitches.sort_by(f32::total_cmp);
    pitches.get(pitches.len() / 10).map_or(0.0, |p| p * TIGHT).min(LOOSE * size)
}
