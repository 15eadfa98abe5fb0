//! Glyphs painted twice: fake bold, shadows, text layers laid over text.

use super::{Font, Glyph, Page};

/// Two equal characters this close, in parts of the font size, are one painted twice: a shadow or fake bold is at most
/// this far, and no two neighbours of any font are this near.
const NEAR: f32 = 0.08;

/// The same in parts of the character's own advance: the bound that keeps 'll' and '..' of condensed faces apart.
const NEAR_ADVANCE: f32 = 0.3;

/// A double this far off, in points, was painted to thicken; one at the very same place was painted by mistake.
const OFFSET: f32 = 0.01;

/// Glyphs compared in one cell: a cell is a character or two of readable text.
const MAX_CHAIN: usize = 512;

/// Side of the cells of the look-up grid, in points.
const CELL: f32 = 4.0;

/// Removes glyphs that repeat a character at the same place; what was thickened so gets a bold font.
pub(super) fn remove(page: &mut Page) {
    let mut grid = Grid::new(page.glyphs.len());
    let mut drop = vec![false; page.glyphs.len()];
    let mut thickened: Vec<u32> = Vec::new();
    for (i, glyph) in (0_u32..).zip(&page.glyphs) {
        if glyph.ch.is_whitespace() || glyph.ch == '\u{FFFD}' {
            continue;
        }
        let twin = grid.find(glyph, &page.glyphs);
        let Some(first) = twin else {
            grid.insert(i, glyph);
            continue;
        };
        let Some(original) = at(&page.glyphs, first) else { continue };
        let offset = distance(original, glyph);
        // Of a text layer and the text under it, the one that is seen stays.
        let loser = if original.invisible && !glyph.invisible { first } else { i };
        if loser == first {
            grid.insert(i, glyph);
        } else if !glyph.invisible && offset > OFFSET && original.color == glyph.color {
            thickened.push(first);
        }
        if let Some(slot) = usize::try_from(loser).ok().and_then(|l| drop.get_mut(l)) {
            *slot = true;
        }
    }
    embolden(page, &thickened);
    if drop.iter().any(|d| *d) {
        let mut dropped = drop.iter();
        page.glyphs.retain(|_| !dropped.next().copied().unwrap_or(false));
    }
}

fn at(glyphs: &[Glyph], index: u32) -> Option<&Glyph> {
    glyphs.get(usize::try_from(index).ok()?)
}

fn distance(a: &Glyph, b: &Glyph) -> f32 {
    (a.origin.0 - b.origin.0).abs().max((a.origin.1 - b.origin.1).abs())
}

/// Gives thickened glyphs a bold twin of their font.
fn embolden(page: &mut Page, thickened: &[u32]) {
    let mut bold_of: Vec<Option<u16>> = vec![None; page.fonts.len()];
    for index in thickened {
        let Some(glyph) = usize::try_from(*index).ok().and_then(|i| page.glyphs.get_mut(i)) else { continue };
        let font = usize::from(glyph.font);
        let (Some(slot), Some(plain)) = (bold_of.get_mut(font), page.fonts.get(font)) else { continue };
        if plain.bold {
            continue;
        }
        if slot.is_none() {
            let bold = Font { bold: true, ..plain.clone() };
            *slot = u16::try_from(page.fonts.len()).ok();
            page.fonts.push(bold);
        }
        glyph.font = slot.unwrap_or(glyph.font);
    }
}

/// Glyphs by where they start: hashed cells with chains, since a page's glyphs come in any order.
struct Grid {
    heads: Vec<u32>,
    next: Vec<u32>,
    mask: usize,
}

const NONE: u32 = u32::MAX;

impl Grid {
    fn new(glyphs: usize) -> Self {
        let size = (glyphs * 2).next_power_of_two().max(16);
        Self { heads: vec![NONE; size], next: vec![NONE; glyphs], mask: size - 1 }
    }

    fn slot(&self, cx: u32, cy: u32) -> usize {
        let mixed = cx.wrapping_mul(0x2C1B_3C6D) ^ cy.wrapping_mul(0x297A_2D39);
        usize::try_from(mixed ^ (mixed >> 15)).unwrap_or(0) & self.mask
    }

    fn insert(&mut self, index: u32, glyph: &Glyph) {
        let slot = self.slot(cell(glyph.origin.0), cell(glyph.origin.1));
        if let (Some(head), Some(next)) = (self.heads.get_mut(slot), usize::try_from(index).ok().and_then(|i| self.next.get_mut(i))) {
            *next = *head;
            *head = index;
        }
    }

    /// An earlier glyph of the same character at the same place.
    fn find(&self, glyph: &Glyph, glyphs: &[Glyph]) -> Option<u32> {
        let advance = glyph.bbox.width().min(glyph.bbox.height()).max(0.0);
        let near = (glyph.size * NEAR).min(advance * NEAR_ADVANCE).min(CELL);
        let (x, y) = glyph.origin;
        for cx in cell(x - near)..=cell(x + near) {
            for cy in cell(y - near)..=cell(y + near) {
                let mut index = self.heads.get(self.slot(cx, cy)).copied().unwrap_or(NONE);
                for _ in 0..MAX_CHAIN {
                    if index == NONE {
                        break;
                    }
                    let other = at(glyphs, index)?;
                    if other.ch == glyph.ch && distance(other, glyph) <= near && other.direction == glyph.direction {
                        return Some(index);
                    }
                    index = usize::try_from(index).ok().and_then(|i| self.next.get(i)).copied().unwrap_or(NONE);
                }
            }
        }
        None
    }
}

/// Shifted far to the positive side, where cutting off is rounding down, and cheaper.
fn cell(v: f32) -> u32 {
    super::num::u32_of(v * (1.0 / CELL) + 65_536.0)
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Rect};
    use super::*;

    fn page(glyphs: &[(char, f32, f32)]) -> Page {
        let glyphs = glyphs
            .iter()
            .map(|&(ch, x, y)| Glyph {
                ch,
                bbox: Rect { x0: x, y0: y - 8.0, x1: x + 5.0, y1: y + 2.0 },
                origin: (x, y),
                size: 10.0,
                font: 0,
                direction: Direction::Right,
                invisible: false,
                color: [0; 3],
                mcid: None,
            })
            .collect();
        Page { glyphs, fonts: vec![Font::default()], ..Page::default() }
    }

    fn text(page: &Page) -> String {
        page.glyphs.iter().map(|g| g.ch).collect()
    }

    #[test]
    fn fake_bold_is_one_and_bold() {
        let mut page = page(&[('a', 10.0, 100.0), ('b', 15.0, 100.0), ('a', 10.3, 100.0), ('b', 15.3, 100.0)]);
        remove(&mut page);
        assert_eq!(text(&page), "ab");
        assert!(page.glyphs.iter().all(|g| page.fonts[usize::from(g.font)].bold));
    }

    #[test]
    fn repeated_digits_stay() {
        let mut page = page(&[('1', 10.0, 100.0), ('1', 15.0, 100.0), ('1', 20.0, 100.0), ('1', 10.0, 110.0)]);
        remove(&mut page);
        assert_eq!(text(&page), "1111");
    }

    #[test]
    fn doubles_across_cell_borders_are_found() {
        let mut page = page(&[('x', 7.9, 99.9), ('x', 8.1, 100.1)]);
        remove(&mut page);
        assert_eq!(text(&page), "x");
    }

    #[test]
    fn seen_text_wins_over_a_text_layer() {
        let mut page = page(&[('x', 8.0, 100.0), ('x', 8.0, 100.0)]);
        page.glyphs[0].invisible = true;
        remove(&mut page);
        assert_eq!(text(&page), "x");
        assert!(!page.glyphs[0].invisible);
    }
}
