//! All pages together: furniture set apart, prose made into blocks, pieces joined, captions tied to their tables.

use super::join::Growing;
use super::rejoin::Vocabulary;
use super::sheet::Sheet;
use super::{Cell, Table};
use crate::layout::{Block, BlockKind, PageLines, blocks, caption, furniture};
use crate::pdf::Rect;
use rayon::prelude::*;

/// A caption stands no further from its table than this many times its font size.
const CAPTION_REACH: f32 = 7.0;
/// A caption below its table stands closer.
const BELOW_REACH: f32 = 3.0;

/// What the pages hold: tables, and the text around them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// In document order; boxes on the page as displayed.
    pub tables: Vec<Table>,
    /// In reading order, page by page; boxes on the page as displayed.
    pub blocks: Vec<Block>,
}

/// Ties the pages together.
#[must_use]
pub fn analyse(mut sheets: Vec<Sheet>) -> Analysis {
    let view: Vec<PageLines> = sheets.iter().map(|s| PageLines { width: s.width, height: s.height, lines: &s.lines }).collect();
    let mut marks = furniture(&view);
    sheets.par_iter_mut().zip(&mut marks).for_each(|(sheet, marks)| {
        let found = super::stream::pieces(sheet, marks);
        if !found.is_empty() {
            sheet.add_pieces(found, marks);
        }
    });
    super::tail::adopt(&mut sheets, &mut marks);
    super::tail::agree(&mut sheets);
    settle_words(&mut sheets);
    let sheets = sheets.as_slice();
    let prose: Vec<Vec<Block>> = sheets
        .par_iter()
        .zip(&marks)
        .map(|(sheet, marks)| {
            let lines: Vec<_> = sheet.lines.iter().zip(marks.iter().copied()).collect();
            let obstacles: Vec<Rect> = sheet.pieces.iter().map(|p| p.bbox).collect();
            blocks(sheet.number, &sheet.words, &lines, &obstacles)
        })
        .collect();
    let mut tables = joined(sheets, &prose);
    peel_titles(&mut tables);
    tie_captions(&mut tables, sheets, &prose);
    tables.retain(|t| t.rows > 1 || t.caption_at.is_some() || t.cells.iter().filter(|c| !c.text.is_empty()).count() > 2);
    let mut out = Analysis { tables, blocks: prose.into_iter().flatten().collect() };
    display(&mut out, sheets);
    out
}

/// Settles the words that narrow columns may have cut.
fn settle_words(sheets: &mut [Sheet]) {
    let vocabulary = Vocabulary::new(sheets.iter().flat_map(|s| &s.pieces), sheets.iter().flat_map(|s| &s.words));
    if !vocabulary.is_empty() {
        sheets.iter_mut().flat_map(|s| &mut s.pieces).for_each(|p| vocabulary.settle(p));
    }
}

/// Joins the pieces of consecutive pages.
fn joined(sheets: &[Sheet], prose: &[Vec<Block>]) -> Vec<Table> {
    let mut done = Vec::new();
    let mut open: Option<Growing> = None;
    for (sheet, blocks) in sheets.iter().zip(prose) {
        let count = sheet.pieces.len();
        for (i, piece) in sheet.pieces.iter().enumerate() {
            let above = i.checked_sub(1).and_then(|k| sheet.pieces.get(k)).map_or(f32::NEG_INFINITY, |p| p.bbox.y1);
            let alone = nothing_between(blocks, above, piece.bbox.y0);
            let piece = piece.clone();
            // On one page only a table that was printed page by page and put together later begins anew.
            let goes_on = |t: &Growing| if i == 0 { t.goes_on_in(&piece) } else { t.begins_again_in(&piece) };
            open = match open.take() {
                Some(mut table) if alone && goes_on(&table) => {
                    table.append(piece);
                    Some(table)
                }
                before => {
                    done.extend(before.map(Growing::finish));
                    Some(Growing::start(piece))
                }
            };
            if i + 1 == count && !nothing_between(blocks, sheet.pieces.last().map_or(0.0, |p| p.bbox.y1), f32::INFINITY) {
                done.extend(open.take().map(Growing::finish));
            }
        }
        if count == 0 {
            done.extend(open.take().map(Growing::finish));
        }
    }
    done.extend(open.map(Growing::finish));
    done
}

/// Whether only furniture, and words that say that the table goes on, stand between two heights.
fn nothing_between(blocks: &[Block], from: f32, to: f32) -> bool {
    blocks
        .iter()
        .filter(|b| b.bbox.mid_y() > from && b.bbox.mid_y() < to && b.kind != BlockKind::Furniture)
        .all(|b| says_it_goes_on(&b.text) || b.text.chars().filter(|c| c.is_alphanumeric()).count() < 2)
}

/// Whether a text has the word by which tables are said to go on; 'berkelanjutan' is another.
fn says_it_goes_on(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case("lanjutan"))
}

/// A caption typed into the first row of a table, or inside its frame, is no row of it.
fn peel_titles(tables: &mut [Table]) {
    for table in tables {
        let title = match table.cells.as_slice() {
            [first, ..] if first.row == 0 && first.col_span == table.cols && first.row_span < table.rows => caption::parse(&first.text),
            _ => None,
        };
        let Some(title) = title.filter(|t| t.word == "tabel") else { continue };
        let Some(first) = table.cells.first().cloned() else { continue };
        set_caption(table, &title, first.page, first.bbox);
        table.cells.retain(|c| c.row >= first.row_span);
        for cell in &mut table.cells {
            cell.row -= first.row_span;
        }
        table.rows -= first.row_span;
        table.header_rows = super::header::header_rows(&table.cells, table.rows, table.cols);
    }
}

fn set_caption(table: &mut Table, found: &caption::Caption, page: u32, bbox: Rect) {
    table.number = Some(found.number.clone()).filter(|n| !n.is_empty());
    table.caption = Some(found.title.clone()).filter(|t| !t.is_empty());
    table.caption_at = Some((page, bbox));
}

/// Gives every table the nearest free caption: above it, at the foot of the page before, or below it; else its heading.
fn tie_captions(tables: &mut [Table], sheets: &[Sheet], prose: &[Vec<Block>]) {
    let mut used: Vec<(u32, Rect)> = Vec::new();
    for k in 0..tables.len() {
        let Some((page, bbox)) = tables.get(k).filter(|t| t.caption_at.is_none()).and_then(|t| t.parts.first()).map(|p| (p.page, p.bbox))
        else {
            continue;
        };
        let above_all = tables.iter().flat_map(|t| &t.parts).filter(|p| p.page == page && p.bbox.y1 <= bbox.y0 + 1.0);
        let ceiling = above_all.filter(|p| p.bbox.x0 < bbox.x1 && p.bbox.x1 > bbox.x0).map(|p| p.bbox.y1).fold(f32::NEG_INFINITY, f32::max);
        let Some(index) = sheets.iter().position(|s| s.number == page) else { continue };
        let here = prose.get(index).map_or(&[][..], Vec::as_slice);
        let found = caption_above(here, &bbox, ceiling)
            .or_else(|| {
                let first = ceiling == f32::NEG_INFINITY && nothing_between(here, f32::NEG_INFINITY, bbox.y0);
                let before = index.checked_sub(1).and_then(|i| prose.get(i)).filter(|_| first)?;
                before.iter().rev().find(|b| b.kind != BlockKind::Furniture).filter(|b| is_table_caption(b))
            })
            .filter(|b| !used.contains(&(b.page, b.bbox)))
            .or_else(|| caption_below(here, &bbox, tables, page).filter(|b| !used.contains(&(b.page, b.bbox))));
        let heading = found.is_none().then(|| heading_above(here, &bbox, ceiling)).flatten();
        let Some(table) = tables.get_mut(k) else { continue };
        if let Some(block) = found
            && let Some(parsed) = caption::parse(&block.text)
        {
            used.push((block.page, block.bbox));
            set_caption(table, &parsed, block.page, block.bbox);
            if table.caption.is_none() {
                // `Tabel 3.1` on a line of its own, its title on the next.
                table.caption = title_after(here, block, &bbox);
            }
        } else if let Some(block) = heading {
            table.caption = Some(block.text.clone());
        }
    }
}

fn is_table_caption(block: &Block) -> bool {
    block.kind == BlockKind::Caption && caption::parse(&block.text).is_some_and(|c| c.word == "tabel")
}

fn caption_above<'a>(blocks: &'a [Block], bbox: &Rect, ceiling: f32) -> Option<&'a Block> {
    let above = |b: &&Block| b.bbox.mid_y() < bbox.y0 && b.bbox.mid_y() > ceiling;
    let captions = || blocks.iter().filter(above).filter(|b| is_table_caption(b));
    let lowest = captions().map(|b| b.bbox.y1).max_by(f32::total_cmp)?;
    // Of several on one line, the one over this table.
    let over = |b: &Block| b.bbox.x1.min(bbox.x1) - b.bbox.x0.max(bbox.x0);
    let caption = captions().filter(|b| lowest - b.bbox.y1 < b.size).max_by(|a, b| over(a).total_cmp(&over(b)))?;
    let between: usize = blocks
        .iter()
        .filter(above)
        .filter(|b| b.bbox.mid_y() > caption.bbox.y1 && b.kind != BlockKind::Furniture)
        .map(|b| b.lines.len())
        .sum();
    (bbox.y0 - caption.bbox.y1 <= CAPTION_REACH * caption.size && between <= 3).then_some(caption)
}

fn caption_below<'a>(blocks: &'a [Block], bbox: &Rect, tables: &[Table], page: u32) -> Option<&'a Block> {
    let caption = blocks
        .iter()
        .filter(|b| is_table_caption(b) && b.bbox.y0 >= bbox.y1 - 1.0 && b.bbox.y0 - bbox.y1 <= BELOW_REACH * b.size)
        .min_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0))?;
    // It belongs to the next table if that is as near.
    let next = tables
        .iter()
        .flat_map(|t| &t.parts)
        .filter(|p| p.page == page && p.bbox.y0 >= caption.bbox.y1 - 1.0)
        .map(|p| p.bbox.y0 - caption.bbox.y1)
        .fold(f32::INFINITY, f32::min);
    (next > CAPTION_REACH * caption.size).then_some(caption)
}

fn title_after(blocks: &[Block], caption: &Block, bbox: &Rect) -> Option<String> {
    let title =
        blocks.iter().find(|b| b.bbox.y0 >= caption.bbox.y1 - 1.0 && b.bbox.y1 <= bbox.y0 + 1.0 && b.kind != BlockKind::Furniture)?;
    (title.lines.len() <= 3 && title.bbox.y0 - caption.bbox.y1 < 2.0 * caption.size).then(|| title.text.clone())
}

/// A heading or short line directly above an unnumbered table.
fn heading_above<'a>(blocks: &'a [Block], bbox: &Rect, ceiling: f32) -> Option<&'a Block> {
    let nearest = blocks
        .iter()
        .filter(|b| b.kind != BlockKind::Furniture && b.bbox.mid_y() < bbox.y0 && b.bbox.mid_y() > ceiling)
        .max_by(|a, b| a.bbox.y1.total_cmp(&b.bbox.y1))?;
    let close = bbox.y0 - nearest.bbox.y1 <= 0.5 * CAPTION_REACH * nearest.size;
    (close && (nearest.kind == BlockKind::Heading || nearest.bold) && nearest.lines.len() <= 3).then_some(nearest)
}

/// Turns the boxes of turned pages back to the page as displayed.
fn display(out: &mut Analysis, sheets: &[Sheet]) {
    let turned: Vec<&Sheet> = sheets.iter().filter(|s| s.turn != super::sheet::Turn::None).collect();
    if turned.is_empty() {
        return;
    }
    let fix = |page: u32, b: &mut Rect| {
        if let Some(sheet) = turned.iter().find(|s| s.number == page) {
            *b = sheet.displayed(b);
        }
    };
    for table in &mut out.tables {
        table.parts.iter_mut().for_each(|p| fix(p.page, &mut p.bbox));
        table.cells.iter_mut().for_each(|c: &mut Cell| fix(c.page, &mut c.bbox));
        if let Some((page, bbox)) = &mut table.caption_at {
            fix(*page, bbox);
        }
    }
    for block in &mut out.blocks {
        fix(block.page, &mut block.bbox);
        let page = block.page;
        for line in &mut block.lines {
            fix(page, &mut line.bbox);
            line.words.iter_mut().for_each(|(_, bbox)| fix(page, bbox));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_that_a_table_goes_on_by_the_word_alone() {
        assert!(says_it_goes_on("(Lanjutan)") && says_it_goes_on("Tabel 2.4 LANJUTAN"));
        assert!(!says_it_goes_on("Misi kedua: taman kota yang berkelanjutan"));
    }
}
