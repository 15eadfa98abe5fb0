//! Glyphs to words.

use super::Word;
use crate::pdf::{Direction, Font, Glyph, Page, Rect};

/// A gap wider than this part of the font size is a space. Word spaces measure 0.22 to 0.33 em and shrink to about
/// 0.15 em in justified lines; kerning and tracking of running text stay under 0.1 em.
const SPACE_GAP: f32 = 0.14;
/// Glyphs may overlap by this part of the font size (kerning, italics) and still be one word.
const OVERLAP: f32 = 0.3;
/// Baselines that differ by less than this part of the font size are the same line: superscripts differ by 0.3 em.
const BASELINE: f32 = 0.12;
/// Letter-spaced text: the gaps of a run are alike, and the smallest is wider than this part of the font size.
const TRACKED_GAP: f32 = 0.12;
/// A word gap in letter-spaced text is at least this many times the gap between its letters.
const TRACKED_SPACE: f32 = 1.8;

/// A word under construction, in a frame where text runs along u and lines follow each other along v.
struct Piece {
    text: String,
    bbox: Rect,
    u0: f32,
    u1: f32,
    v: f32,
    size: f32,
    direction: Direction,
    space_before: bool,
    space_after: bool,
    bold: usize,
    italic: usize,
    count: usize,
    color: [u8; 3],
    order: usize,
}

/// The box of a glyph along its line: start, end and baseline, growing in reading direction.
fn along(bbox: &Rect, origin: (f32, f32), direction: Direction) -> (f32, f32, f32) {
    match direction {
        Direction::Right | Direction::Oblique => (bbox.x0, bbox.x1, origin.1),
        Direction::Left => (-bbox.x1, -bbox.x0, -origin.1),
        Direction::Down => (bbox.y0, bbox.y1, -origin.0),
        Direction::Up => (-bbox.y1, -bbox.y0, origin.0),
    }
}

impl Piece {
    fn start(g: &Glyph, font: Option<&Font>, order: usize, space_before: bool) -> Self {
        let (u0, u1, v) = along(&g.bbox, g.origin, g.direction);
        let mut piece = Self {
            text: String::new(),
            bbox: g.bbox,
            u0,
            u1,
            v,
            size: g.size,
            direction: g.direction,
            space_before,
            space_after: false,
            bold: 0,
            italic: 0,
            count: 0,
            color: g.color,
            order,
        };
        piece.push(g, font);
        piece
    }

    fn push(&mut self, g: &Glyph, font: Option<&Font>) {
        let (u0, u1, _) = along(&g.bbox, g.origin, g.direction);
        self.text.push(g.ch);
        self.bbox = self.bbox.union(&g.bbox);
        self.u0 = self.u0.min(u0);
        self.u1 = self.u1.max(u1);
        self.count += 1;
        self.bold += usize::from(font.is_some_and(|f| f.bold));
        self.italic += usize::from(font.is_some_and(|f| f.italic));
    }

    fn same_line(&self, v: f32, size: f32) -> bool {
        (self.v - v).abs() <= BASELINE * self.size.max(size)
    }

    fn append(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.bbox = self.bbox.union(&other.bbox);
        self.u1 = self.u1.max(other.u1);
        self.space_after = other.space_after;
        self.bold += other.bold;
        self.italic += other.italic;
        self.count += other.count;
    }

    fn finish(self) -> Word {
        Word {
            baseline: match self.direction {
                Direction::Right | Direction::Oblique | Direction::Up => self.v,
                Direction::Left | Direction::Down => -self.v,
            },
            text: self.text,
            bbox: self.bbox,
            size: self.size,
            bold: self.bold * 2 > self.count,
            italic: self.italic * 2 > self.count,
            direction: self.direction,
            space_before: self.space_before,
            superscript: false,
            color: self.color,
            order: self.order,
        }
    }
}

/// The visible words of a page in the order painted, slanted text (watermarks) left out.
#[must_use]
pub fn words(page: &Page) -> Vec<Word> {
    let mut pieces = merge(pieces(page), page);
    pieces.sort_by_key(|p| p.order);
    let mut words: Vec<Word> = pieces.into_iter().map(Piece::finish).collect();
    mark_superscripts(&mut words);
    words
}

/// Cuts the glyphs, in the order painted, wherever the next one does not go on where the last one ended.
fn pieces(page: &Page) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(page.glyphs.len() / 5 + 1);
    let mut open = false;
    let mut space = false;
    let tracking = tracked_runs(page);
    for (order, g) in page.glyphs.iter().enumerate() {
        if g.invisible || g.direction == Direction::Oblique {
            continue;
        }
        if g.ch.is_whitespace() || g.ch == '\u{00a0}' {
            if open && let Some(last) = out.last_mut() {
                last.space_after = true;
            }
            open = false;
            space = true;
            continue;
        }
        if matches!(g.ch, '\u{200b}' | '\u{feff}') || g.ch == '\u{00ad}' && g.bbox.width() < 0.01 || g.ch.is_control() {
            continue;
        }
        let font = page.fonts.get(usize::from(g.font));
        let (u0, _, v) = along(&g.bbox, g.origin, g.direction);
        let limit = tracking.get(order).copied().flatten().map_or(SPACE_GAP * g.size, |gap| gap * TRACKED_SPACE);
        match out.last_mut() {
            Some(last)
                if open
                    && last.direction == g.direction
                    && last.same_line(v, g.size)
                    && u0 - last.u1 <= limit
                    && last.u1 - u0 <= OVERLAP * g.size
                    && (last.size - g.size).abs() <= 0.3 * last.size.max(g.size) =>
            {
                last.push(g, font);
            }
            _ => {
                out.push(Piece::start(g, font, order, space));
                open = true;
                space = false;
            }
        }
    }
    out
}

/// For glyphs of letter-spaced runs (`L A P O R A N`): the gap between letters there, in points.
///
/// A run is a stretch of glyphs on one line without white space; it is letter-spaced when even its small gaps are as wide
/// as a space would be, and at least four of them are alike.
fn tracked_runs(page: &Page) -> Vec<Option<f32>> {
    let mut out = Vec::new();
    // Gap and font size, glyph by glyph.
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    let mut start = 0;
    let mut previous: Option<&Glyph> = None;
    let mut close = |start: usize, end: usize, gaps: &mut Vec<(f32, f32)>| {
        if gaps.len() >= 4 {
            let mut sorted: Vec<f32> = gaps.iter().map(|(gap, size)| gap / size).collect();
            sorted.sort_by(f32::total_cmp);
            let low = sorted.first().copied().unwrap_or(0.0);
            let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
            if low > TRACKED_GAP && middle < low * 1.5 && middle < 1.0 {
                let size = gaps.first().map_or(0.0, |g| g.1);
                out.resize(page.glyphs.len(), None);
                for slot in out.iter_mut().take(end).skip(start) {
                    *slot = Some(middle * size);
                }
            }
        }
        gaps.clear();
    };
    for (i, g) in page.glyphs.iter().enumerate() {
        let goes_on = previous.is_some_and(|p| {
            let (_, end, v) = along(&p.bbox, p.origin, p.direction);
            let (begin, _, w) = along(&g.bbox, g.origin, g.direction);
            let gap = begin - end;
            p.direction == g.direction
                && (v - w).abs() <= BASELINE * g.size
                && gap > 0.0
                && gap < 2.0 * g.size
                && g.ch.is_alphabetic()
                && p.ch.is_alphabetic()
        });
        if goes_on && let Some(p) = previous {
            let (_, end, _) = along(&p.bbox, p.origin, p.direction);
            let (begin, _, _) = along(&g.bbox, g.origin, g.direction);
            gaps.push((begin - end, g.size.max(0.1)));
        } else {
            close(start, i, &mut gaps);
            start = i;
        }
        previous = Some(g);
    }
    close(start, page.glyphs.len(), &mut gaps);
    out
}

/// Joins pieces that adjoin on the page though they were painted apart (Word writes one word in many strokes).
fn merge(mut pieces: Vec<Piece>, page: &Page) -> Vec<Piece> {
    let mut walls: Vec<(f32, f32, f32)> =
        page.rules.iter().filter(|r| r.axis == crate::pdf::Axis::Vertical).map(|r| (r.at, r.from, r.to)).collect();
    walls.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wall_between = |a: &Piece, b: &Piece| {
        let (from, to) = (a.bbox.x1.min(b.bbox.x0) - 0.5, a.bbox.x1.max(b.bbox.x0) + 0.5);
        let at = walls.partition_point(|w| w.0 < from);
        walls.iter().skip(at).take_while(|w| w.0 <= to).any(|w| w.1 <= a.bbox.mid_y() && w.2 >= a.bbox.mid_y())
    };
    pieces.sort_by(|a, b| (a.direction as u8).cmp(&(b.direction as u8)).then(a.v.total_cmp(&b.v)).then(a.u0.total_cmp(&b.u0)));
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut line: Vec<Piece> = Vec::new();
    let flush = |line: &mut Vec<Piece>, out: &mut Vec<Piece>| {
        line.sort_by(|a, b| a.u0.total_cmp(&b.u0));
        for piece in line.drain(..) {
            match out.last_mut() {
                Some(last)
                    if last.direction == piece.direction
                        && last.same_line(piece.v, piece.size)
                        && !last.space_after
                        && !(piece.space_before && piece.order == last.order + last.count + 1)
                        && (last.size - piece.size).abs() <= 0.3 * last.size.max(piece.size)
                        && (-0.1..=SPACE_GAP).contains(&((piece.u0 - last.u1) / last.size.max(0.1)))
                        && !(last.direction == Direction::Right && wall_between(last, &piece)) =>
                {
                    last.append(piece);
                }
                _ => out.push(piece),
            }
        }
    };
    for piece in pieces {
        if line.last().is_some_and(|l| l.direction != piece.direction || !l.same_line(piece.v, piece.size)) {
            flush(&mut line, &mut out);
        }
        line.push(piece);
    }
    flush(&mut line, &mut out);
    out
}

/// Marks words that are smaller than, and raised against, the word that they follow closely.
fn mark_superscripts(words: &mut [Word]) {
    let Some(largest) = words.iter().map(|w| w.size).max_by(f32::total_cmp) else { return };
    let mut ends: Vec<(f32, f32, f32)> =
        words.iter().filter(|w| w.direction == Direction::Right).map(|w| (w.bbox.x1, w.baseline, w.size)).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for word in words.iter_mut().filter(|w| w.direction == Direction::Right && w.size < 0.85 * largest) {
        let from = ends.partition_point(|e| e.0 < word.bbox.x0 - 0.25 * largest);
        word.superscript = word.text.chars().count() <= 3
            && ends.iter().skip(from).take_while(|e| e.0 <= word.bbox.x0 + 0.2 * largest).any(|(x1, baseline, size)| {
                let (gap, rise) = ((word.bbox.x0 - x1) / size, (baseline - word.baseline) / size);
                word.size < 0.85 * size && (-0.2..0.25).contains(&gap) && (0.2..0.7).contains(&rise)
            });
    }
}
