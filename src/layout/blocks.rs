//! Lines to paragraphs, headings, captions, list items and contents lines.

use super::text::{Line, append_wrapped};
use super::{Block, BlockKind, BlockLine, Word, caption};
use crate::pattern::Regex;
use crate::pattern::pattern;
use crate::pdf::Rect;
use std::sync::LazyLock;

/// Lines of one paragraph are no further apart than this many times the font size: double spacing is 2.4.
const LINE_PITCH: f32 = 2.5;
/// A line is much further from the one above than the page's usual pitch: a new paragraph.
const PARAGRAPH_GAP: f32 = 1.35;
/// A first line is indented by at least this many times the font size.
const INDENT: f32 = 1.0;
/// A last line ends at least this many times the font size before the right edge.
const SHORT_LINE: f32 = 3.0;
/// Headings are shorter than this many characters.
const HEADING_CHARS: usize = 160;

struct Patterns {
    list: Regex,
    leader: Regex,
    chapter: Regex,
    section: Regex,
    contents: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    Some(Patterns {
        list: pattern(
            r"^(?:[-–—•●▪■➢✓✔◦‣\u{f0a7}\u{f0b7}\u{f0d8}\u{f0fc}o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)\s+\S",
        ),
        leader: pattern(r"(?:\.\s?){4,}|…{2,}|_{4,}\s*\d+$"),
        chapter: pattern(r"^BAB\s+(?:[IVXLC]+|\d+)\b"),
        contents: pattern(
            r"(?i)^d\s?a\s?f\s?t\s?a\s?r\s+(?:i\s?s\s?i|t\s?a\s?b\s?e\s?l|g\s?a\s?m\s?b\s?a\s?r|g\s?r\s?a\s?f\s?i\s?k|l\s?a\s?m\s?p\s?i\s?r\s?a\s?n)\s*$",
        ),
        section: pattern(r"^(?:(\d{1,2}(?:\.\d{1,2})*)\.?|([A-Z])\.|([IVX]+)\.)\s+\S"),
    })
});

/// The text of one page outside its tables, in reading order. `lines` come top to bottom, with a mark for furniture.
#[must_use]
pub fn blocks(page: u32, words: &[Word], lines: &[(&Line, bool)], obstacles: &[Rect]) -> Vec<Block> {
    let pitch = usual_pitch(lines);
    let right = lines.iter().filter(|l| !l.1).map(|l| l.0.bbox.x1).fold(0.0, f32::max);
    let mut out: Vec<Block> = Vec::new();
    let mut open: Option<(Block, &Line, bool)> = None;
    for (line, furniture) in lines {
        let bold = is_bold(line, words);
        let goes_on = !furniture
            && open.as_ref().is_some_and(|(block, last, last_bold)| {
                block.kind != BlockKind::Furniture
                    && !obstacles.iter().any(|o| o.y0 < line.bbox.y0 && o.y1 > last.bbox.y1 && o.x0 < line.bbox.x1 && o.x1 > line.bbox.x0)
                    && continues(block, last, *last_bold, line, bold, pitch, right)
            });
        if goes_on && let Some((block, last, _)) = &mut open {
            append_wrapped(&mut block.text, &line.text);
            block.bbox = block.bbox.union(&line.bbox);
            block.lines.push(with_places(line, words));
            *last = line;
            continue;
        }
        if let Some((block, ..)) = open.take() {
            out.push(block);
        }
        let kind = if *furniture { BlockKind::Furniture } else { first_kind(&line.text) };
        let block = Block {
            page,
            bbox: line.bbox,
            kind,
            level: 0,
            text: line.text.clone(),
            size: line.size,
            bold,
            lines: vec![with_places(line, words)],
        };
        open = Some((block, line, bold));
    }
    out.extend(open.map(|o| o.0));
    mark_contents(&mut out);
    for block in &mut out {
        set_heading(block);
    }
    out
}

/// On a page of contents every title stands for a line of it, also where its leader is on the next line.
fn mark_contents(blocks: &mut Vec<Block>) {
    let entries = blocks.iter().filter(|b| b.kind == BlockKind::Contents).count();
    let titled = blocks.iter().any(|b| PATTERNS.as_ref().is_some_and(|p| p.contents.is_match(b.text.trim())));
    let others = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem) && b.lines.len() > 2).count();
    if titled && others < 3 || entries >= 3 && entries > 2 * others {
        for block in blocks.iter_mut().filter(|b| matches!(b.kind, BlockKind::Caption | BlockKind::ListItem | BlockKind::Paragraph)) {
            block.kind = BlockKind::Contents;
        }
        set_entries(blocks);
    }
}

/// What stands for the blank between a title and its page number.
const LEADER: &str = " ..... ";
/// Page numbers that stand apart from their titles before the lines are put together anew.
const FEWEST_APART: usize = 3;

/// Where page numbers stand apart from their titles, with nothing but a blank between them, each printed line becomes an
/// entry: what the columns of titles and of numbers hold at one height.
fn set_entries(blocks: &mut Vec<Block>) {
    let number = |text: &str| {
        let text = text.trim();
        (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            || (1..=6).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
    };
    let apart = blocks.iter().filter(|b| b.kind == BlockKind::Contents).flat_map(|b| &b.lines).filter(|line| number(&line.text)).count();
    if apart < FEWEST_APART {
        return;
    }
    let (entries, mut others): (Vec<Block>, Vec<Block>) = blocks.drain(..).partition(|b| b.kind == BlockKind::Contents);
    let mut pieces: Vec<Block> = Vec::new();
    for block in entries {
        let piece = |line: &BlockLine| Block { bbox: line.bbox, text: line.text.clone(), lines: vec![line.clone()], ..block.clone() };
        pieces.extend(block.lines.iter().map(piece));
    }
    pieces.sort_by(|a, b| a.bbox.mid_y().total_cmp(&b.bbox.mid_y()));
    let mut lines: Vec<Vec<Block>> = Vec::new();
    for piece in pieces {
        let beside = |line: &Vec<Block>| {
            line.last().is_some_and(|b| (b.bbox.mid_y() - piece.bbox.mid_y()).abs() < 0.5 * b.size.min(piece.size))
                && line.iter().all(|b| b.bbox.x1 <= piece.bbox.x0 || b.bbox.x0 >= piece.bbox.x1)
        };
        match lines.last_mut() {
            Some(line) if beside(line) => line.push(piece),
            _ => lines.push(vec![piece]),
        }
    }
    for mut line in lines {
        line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        let mut line = line.into_iter();
        let Some(mut entry) = line.next() else { continue };
        for piece in line {
            entry.text.push_str(if number(&piece.text) { LEADER } else { " " });
            entry.text.push_str(&piece.text);
            entry.bbox = entry.bbox.union(&piece.bbox);
            entry.lines.extend(piece.lines);
        }
        others.push(entry);
    }
    *blocks = others;
}

/// The line with the place of each of its words.
fn with_places(line: &Line, words: &[Word]) -> BlockLine {
    let mut at = 0;
    let places = line.words.iter().filter_map(|i| words.get(*i)).map(|word| {
        let rest = line.text.get(at..).unwrap_or_default();
        let start = at + rest.len() - rest.trim_start().len();
        at = start + word.text.len();
        (start, word.bbox)
    });
    BlockLine { bbox: line.bbox, words: places.collect(), text: line.text.clone() }
}

fn is_bold(line: &Line, words: &[Word]) -> bool {
    line.words.iter().filter(|i| words.get(**i).is_some_and(|w| w.bold)).count() * 2 > line.words.len()
}

/// The most frequent distance between baselines, points.
fn usual_pitch(lines: &[(&Line, bool)]) -> f32 {
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, false), (b, false)] => Some(b.v - a.v).filter(|g| *g > 0.8 * a.size && *g < LINE_PITCH * a.size),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(f32::INFINITY)
}

fn first_kind(text: &str) -> BlockKind {
    let Some(p) = PATTERNS.as_ref() else { return BlockKind::Paragraph };
    if p.leader.is_match(text)
        && text.chars().rev().find(|c| !c.is_whitespace()).is_some_and(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x' | '.'))
    {
        BlockKind::Contents
    } else if caption::parse(text).is_some() {
        BlockKind::Caption
    } else if p.list.is_match(text) {
        BlockKind::ListItem
    } else {
        BlockKind::Paragraph
    }
}

fn continues(block: &Block, last: &Line, last_bold: bool, line: &Line, bold: bool, pitch: f32, right: f32) -> bool {
    let gap = line.v - last.v;
    let size = last.size.max(line.size);
    if gap > LINE_PITCH * size || gap > PARAGRAPH_GAP * pitch || gap < 0.0 || (last.size - line.size).abs() > 0.12 * size {
        return false;
    }
    if line.bbox.x0 > last.bbox.x1 || line.bbox.x1 < last.bbox.x0 {
        return false;
    }
    // A sentence may wrap before the table that it names.
    let full = last.bbox.x1 + line.first_width + 0.3 * size > right - SHORT_LINE * size && !last.text.ends_with(['.', ':', ';']);
    let kind = match first_kind(&line.text) {
        BlockKind::Caption if full && bold == last_bold && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) => {
            BlockKind::Paragraph
        }
        kind => kind,
    };
    if block.kind == BlockKind::Contents || kind != BlockKind::Paragraph {
        return false;
    }
    let heading =
        PATTERNS.as_ref().is_some_and(|p| p.chapter.is_match(&line.text) || (p.chapter.is_match(&block.text) && block.lines.len() > 2));
    if heading || (bold != last_bold && (bold || block.text.chars().count() < HEADING_CHARS && block.kind != BlockKind::Paragraph)) {
        return false;
    }
    // A bold line that ends early, or is numbered like a heading, is one: the text below begins anew.
    let title = PATTERNS.as_ref().is_some_and(|p| p.section.is_match(&block.text)) || last.bbox.x1 < right - SHORT_LINE * size;
    if last_bold && !bold && block.bold && title && block.text.chars().count() < HEADING_CHARS {
        return false;
    }
    if block.kind == BlockKind::Caption {
        return bold == last_bold;
    }
    // The next word would still have fitted: the paragraph ended there, unless the text is centred or set ragged.
    let ended = last.bbox.x1 + line.first_width + 0.3 * size + SHORT_LINE * size < right && last.text.ends_with(['.', ':', ';', '!', '?']);
    let indented = line.bbox.x0 > last.bbox.x0 + INDENT * size && block.lines.len() > 1 && last.bbox.x1 < right - SHORT_LINE * size;
    !(ended || indented)
}

/// Recognises headings by numbering, capitals and weight.
fn set_heading(block: &mut Block) {
    let Some(p) = PATTERNS.as_ref() else { return };
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) || block.text.chars().count() > HEADING_CHARS {
        return;
    }
    let capitals = block.text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !block.text.chars().any(char::is_lowercase);
    let level = if p.chapter.is_match(&block.text) {
        1
    } else if let Some(found) = p.section.captures(&block.text).filter(|_| block.bold || capitals) {
        match found.get(1) {
            Some(number) => u8::try_from(number.as_str().matches('.').count()).unwrap_or(3).saturating_add(2),
            None => 2,
        }
    } else if block.kind == BlockKind::Paragraph
        && (capitals && block.text.chars().count() > 5 || block.bold && !block.text.ends_with(['.', ';', ',']))
    {
        2
    } else {
        return;
    };
    block.kind = BlockKind::Heading;
    block.level = level;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(x0: f32, x1: f32, y: f32, text: &str) -> Block {
        let bbox = Rect::new(x0, y, x1, y + 12.0);
        let lines = vec![BlockLine { bbox, text: text.to_owned(), words: Vec::new() }];
        Block { page: 4, bbox, kind: BlockKind::Contents, level: 0, text: text.to_owned(), size: 11.0, bold: false, lines }
    }

    #[test]
    fn page_numbers_apart_from_their_titles_come_to_them() {
        let mut blocks = vec![
            entry(520.0, 526.0, 99.0, "1"),
            entry(100.0, 300.0, 100.0, "1.1 Latar Belakang"),
            entry(520.0, 526.0, 119.0, "4"),
            entry(100.0, 300.0, 120.0, "1.2 Dasar Hukum"),
            entry(100.0, 300.0, 140.0, "BAB II PERENCANAAN"),
            entry(100.0, 300.0, 160.0, "2.1 Rencana Strategis"),
            entry(514.0, 526.0, 160.0, "12"),
        ];
        set_entries(&mut blocks);
        let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(
            texts,
            ["1.1 Latar Belakang ..... 1", "1.2 Dasar Hukum ..... 4", "BAB II PERENCANAAN", "2.1 Rencana Strategis ..... 12"]
        );
    }

    #[test]
    fn lines_with_leaders_stay_as_they_are() {
        let mut blocks =
            vec![entry(100.0, 526.0, 100.0, "1.1 Latar Belakang ........ 1"), entry(100.0, 526.0, 112.0, "1.2 Dasar Hukum ....... 4")];
        set_entries(&mut blocks);
        assert_eq!(blocks.len(), 2);
        assert!(blocks[0].text.ends_with("........ 1"));
    }
}
