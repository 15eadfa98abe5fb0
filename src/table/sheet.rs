//! One page as the table finder sees it: upright, its words and edges, and the ruled tables on it.

use super::edges::{Edges, edges};
use super::grid::Piece;
use super::{lattice, stream};
use crate::layout::text::{Line, lines};
use crate::layout::{Word, words};
use crate::pdf::{Axis, Direction, Fill, Glyph, Page, Rect};

/// A page is turned when more than this part of its glyphs run along its height.
const TURNED: f32 = 0.6;
/// Words further apart than this many times the font size do not belong to one line of running text.
const LINE_GAP: f32 = 3.5;

/// A chart is at least so many points wide and high, and covers less than this part of the page.
const CHART: f32 = 80.0;
const CHART_SHARE: f32 = 0.6;
/// Slices of a pie are at least so many points wide and high, and there are at least so many.
const SLICE: f32 = 12.0;
const SLICES: usize = 2;
/// More white areas than this on a page are the cells of a table.
const MOST_CHARTS: usize = 40;

/// The rule that closes a table lies within so many points of its end and covers at least this part of its width.
const CLOSED: f32 = 3.0;
const HALF: f32 = 0.5;
/// A signature is more paragraphs than one and two line ends.
const PARAGRAPHS: usize = 2;

/// How a page must be turned to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Not at all.
    None,
    /// Its text runs upwards.
    Up,
    /// Its text runs downwards.
    Down,
}

/// One page, upright, glyphs already made into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// 1-based page.
    pub number: u32,
    /// Width in points, after the turn.
    pub width: f32,
    /// Height in points, after the turn.
    pub height: f32,
    /// How it was turned.
    pub turn: Turn,
    /// Visible words in the order painted.
    pub words: Vec<Word>,
    /// Ruling lines.
    pub edges: Edges,
    /// Shading.
    pub fills: Vec<Fill>,
    /// Areas of charts drawn with curves: their labels are no table.
    pub charts: Vec<Rect>,
    /// Share of the page covered by raster images, 0 to 1.
    pub image_share: f32,
    /// Glyphs painted, invisible ones included.
    pub glyphs: usize,
    /// Tables found so far, top to bottom.
    pub pieces: Vec<Piece>,
    /// Lines of text outside the tables, top to bottom.
    pub lines: Vec<Line>,
    /// What could not be read.
    pub warnings: Vec<String>,
}

impl Sheet {
    /// Reads words, edges and ruled tables off a page.
    #[must_use]
    pub fn new(mut page: Page) -> Self {
        let turn = turn(&page.glyphs);
        let (width, height) = (page.width, page.height);
        if turn != Turn::None {
            upright(&mut page, turn);
        }
        let area = (width * height).max(1.0);
        let image_share = page.images.iter().map(|i| i.bbox.area() / area).sum::<f32>().min(1.0);
        let words = words(&page);
        let edges = edges(&page);
        let charts = charts(&page);
        let pieces: Vec<Piece> = lattice::grids(&edges)
            .into_iter()
            .map(|g| super::split::split(g, &words).fill(page.number, &words, &page.fills))
            .map(|p| without_open_end(p, &edges))
            .filter(is_table)
            .map(|p| stream::refined(&words, &page.fills, &p).unwrap_or(p))
            .collect();
        let pieces = super::zebra::joined(pieces, &words, &page.fills);
        let mut sheet = Self {
            number: page.number,
            width: page.width,
            height: page.height,
            turn,
            words,
            edges,
            fills: page.fills,
            charts,
            image_share,
            glyphs: page.glyphs.len(),
            pieces,
            lines: Vec::new(),
            warnings: page.warnings,
        };
        sheet.lines = sheet.outside_lines();
        sheet
    }

    /// Adds tables found after the ruled ones; `marks` says which lines are furniture and is kept in step with the lines.
    pub fn add_pieces(&mut self, found: Vec<Piece>, marks: &mut Vec<bool>) {
        let furniture: Vec<Rect> = self.lines.iter().zip(marks.iter()).filter(|(_, m)| **m).map(|(l, _)| l.bbox).collect();
        // A ruled header is part of the table found below it.
        let heads = |p: &Piece| found.iter().any(|f| (f.bbox.x0, f.bbox.y0) == (p.bbox.x0, p.bbox.y0) && p.bbox.y1 < f.bbox.y1);
        self.pieces.retain(|p| !heads(p));
        self.pieces.extend(found);
        self.pieces = super::beside::joined(std::mem::take(&mut self.pieces), &self.words, &self.fills);
        self.pieces.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
        self.lines = self.outside_lines();
        *marks = self.lines.iter().map(|l| furniture.contains(&l.bbox)).collect();
    }

    /// The lines outside tables, cut at wide gaps, top to bottom.
    fn outside_lines(&self) -> Vec<Line> {
        let outside: Vec<usize> = self
            .words
            .iter()
            .enumerate()
            .filter(|(_, w)| !self.pieces.iter().any(|p| p.bbox.contains(w.bbox.mid_x(), w.bbox.mid_y())))
            .map(|(i, _)| i)
            .collect();
        let mut out = Vec::new();
        for line in lines(&self.words, &outside) {
            let mut run: Vec<usize> = Vec::new();
            let mut end = f32::INFINITY;
            let mut parts: Vec<Vec<usize>> = Vec::new();
            for &i in &line.words {
                let Some(w) = self.words.get(i) else { continue };
                let gap = if w.direction == Direction::Right { w.bbox.x0 - end } else { 0.0 };
                if gap > LINE_GAP * w.size && !run.is_empty() {
                    parts.push(std::mem::take(&mut run));
                }
                end = w.bbox.x1;
                run.push(i);
            }
            parts.push(run);
            if parts.len() == 1 {
                out.push(line);
            } else {
                out.extend(parts.iter().flat_map(|p| lines(&self.words, p)));
            }
        }
        out.sort_by(|a, b| (a.bbox.y1).total_cmp(&b.bbox.y1));
        out
    }

    /// A box of the upright page as it stands on the page as displayed.
    #[must_use]
    pub fn displayed(&self, b: &Rect) -> Rect {
        match self.turn {
            Turn::None => *b,
            Turn::Up => Rect::new(b.y0, self.width - b.x0, b.y1, self.width - b.x1),
            Turn::Down => Rect::new(self.height - b.y0, b.x0, self.height - b.y1, b.x1),
        }
    }
}

/// A piece without its last row where that is the inside of a frame left open below: a place, a date and a signature.
fn without_open_end(mut piece: Piece, edges: &Edges) -> Piece {
    let cells = piece.cells.iter().filter(|c| c.row + 1 == piece.rows).count();
    let end = piece.cells.last().filter(|c| c.row + 1 == piece.rows && c.col_span == piece.cols && c.row_span == 1);
    let closed = edges.horizontal.iter().any(|e| (e.at - piece.bbox.y1).abs() < CLOSED && e.covers(piece.bbox.x0, piece.bbox.x1, HALF));
    let Some(end) = end.filter(|c| piece.rows > 2 && cells == 1 && !closed && c.text.matches('\n').count() >= PARAGRAPHS) else {
        return piece;
    };
    piece.bbox.y1 = end.bbox.y0;
    piece.rows -= 1;
    piece.cells.pop();
    piece
}

/// White areas on which several large shapes lie that are neither lines nor boxes: the slices of a pie.
fn charts(page: &Page) -> Vec<Rect> {
    let white = page.fills.iter().filter(|f| super::edges::is_white(f.color)).map(|f| f.bbox);
    let areas = white.filter(|b| b.width().min(b.height()) > CHART && b.area() < CHART_SHARE * page.width * page.height).take(MOST_CHARTS);
    let shapes: Vec<&Rect> = page.shapes.iter().filter(|s| s.width().min(s.height()) > SLICE).collect();
    areas
        .filter(|b| shapes.iter().filter(|s| b.contains(s.mid_x(), s.mid_y()) && s.area() < b.area()).take(SLICES).count() == SLICES)
        .collect()
}

/// A grid is a table when it has two columns or rows with text; a chart's grid or a decorated box has none.
fn is_table(piece: &Piece) -> bool {
    let filled = piece.cells.iter().filter(|c| !c.text.is_empty()).count();
    // Boxes of a flow chart that an arrow joins.
    let lone = piece.cols > 2 && piece.rows == 2 && filled == 2 && piece.cells.len() > 3 && {
        let mut rows = piece.cells.iter().filter(|c| !c.text.is_empty()).map(|c| c.row);
        rows.next() != rows.next()
    };
    piece.cols >= 2 && filled >= 2 && !lone && filled * 12 >= piece.cells.len() && !stream::is_plot(piece)
}

#[allow(clippy::cast_precision_loss, reason = "counts of glyphs on a page")]
fn turn(glyphs: &[Glyph]) -> Turn {
    let count = |d: Direction| glyphs.iter().filter(|g| g.direction == d && !g.invisible).count() as f32;
    let all = glyphs.iter().filter(|g| !g.invisible).count() as f32;
    if count(Direction::Up) > TURNED * all {
        Turn::Up
    } else if count(Direction::Down) > TURNED * all {
        Turn::Down
    } else {
        Turn::None
    }
}

/// Turns a page so that most of its text runs from left to right.
fn upright(page: &mut Page, turn: Turn) {
    let (width, height) = (page.width, page.height);
    let point = |(x, y): (f32, f32)| if turn == Turn::Up { (height - y, x) } else { (y, width - x) };
    let rect = |r: &Rect| {
        let (a, b) = (point((r.x0, r.y0)), point((r.x1, r.y1)));
        Rect::new(a.0, a.1, b.0, b.1)
    };
    for g in &mut page.glyphs {
        g.bbox = rect(&g.bbox);
        g.origin = point(g.origin);
        let clockwise = [Direction::Up, Direction::Right, Direction::Down, Direction::Left];
        let step = if turn == Turn::Up { 1 } else { 3 };
        if let Some(i) = clockwise.iter().position(|d| *d == g.direction) {
            g.direction = clockwise.get((i + step) % 4).copied().unwrap_or_default();
        }
    }
    for r in &mut page.rules {
        let ((x0, y0), (x1, y1)) = match r.axis {
            Axis::Horizontal => (point((r.from, r.at)), point((r.to, r.at))),
            Axis::Vertical => (point((r.at, r.from)), point((r.at, r.to))),
        };
        (r.axis, r.at, r.from, r.to) = match r.axis {
            Axis::Horizontal => (Axis::Vertical, x0, y0.min(y1), y0.max(y1)),
            Axis::Vertical => (Axis::Horizontal, y0, x0.min(x1), x0.max(x1)),
        };
    }
    for f in &mut page.fills {
        f.bbox = rect(&f.bbox);
    }
    for i in &mut page.images {
        i.bbox = rect(&i.bbox);
    }
    for s in &mut page.shapes {
        *s = rect(s);
    }
    (page.width, page.height) = (height, width);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_reads_upright_and_its_boxes_turn_back() {
        let glyph = Glyph {
            ch: 'a',
            bbox: Rect::new(100.0, 500.0, 110.0, 506.0),
            origin: (108.0, 506.0),
            size: 10.0,
            font: 0,
            direction: Direction::Up,
            invisible: false,
            color: [0; 3],
            mcid: None,
        };
        let page = Page { number: 1, width: 600.0, height: 800.0, glyphs: vec![glyph], ..Page::default() };
        let sheet = Sheet::new(page);
        assert_eq!((sheet.width, sheet.height, sheet.turn), (800.0, 600.0, Turn::Up));
        let word = &sheet.words[0];
        assert_eq!(word.direction, Direction::Right);
        assert_eq!(word.bbox, Rect::new(294.0, 100.0, 300.0, 110.0));
        assert_eq!(sheet.displayed(&word.bbox), Rect::new(100.0, 500.0, 110.0, 506.0));
    }

    #[test]
    fn a_white_area_with_slices_is_a_chart_and_one_with_a_shape_is_none() {
        let fill = Fill { bbox: Rect::new(100.0, 100.0, 300.0, 250.0), color: [255; 3] };
        let slices = vec![Rect::new(150.0, 120.0, 200.0, 170.0), Rect::new(200.0, 120.0, 250.0, 200.0)];
        let page = |shapes: &[Rect]| Page { width: 600.0, height: 800.0, fills: vec![fill], shapes: shapes.to_vec(), ..Page::default() };
        assert_eq!(charts(&page(&slices)).len(), 1);
        assert!(charts(&page(&slices[..1])).is_empty());
    }

    #[test]
    fn a_signature_in_a_frame_left_open_is_no_row() {
        let mut whole = crate::table::fixture::piece(&[&["No", "Sasaran"], &["1", "Padi"], &["Kota, 2024\nKepala Dinas\nNama", ""]]);
        whole.cells.pop();
        whole.cells.iter_mut().filter(|c| c.row == 2).for_each(|c| c.col_span = 2);
        whole.bbox = Rect::new(0.0, 0.0, 100.0, 80.0);
        assert_eq!(without_open_end(whole.clone(), &Edges::default()).rows, 2);
        // Closed by a rule, it is a row.
        let rule = super::super::edges::Edge { at: 80.0, from: 0.0, to: 100.0 };
        let closed = Edges { horizontal: vec![rule], vertical: vec![] };
        assert_eq!(without_open_end(whole, &closed).rows, 3);
    }
}
