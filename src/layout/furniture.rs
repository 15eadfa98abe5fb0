//! Running headers, footers and page numbers, recognised by repetition.

use super::text::Line;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Headers and footers stand in this part of the page height from the top or bottom: margins of 2.5 to 3 cm on A4.
const MARGIN: f32 = 0.115;
/// A line repeats at the same height if it differs by less than this many points.
const SAME_HEIGHT: f32 = 6.0;
/// The least number of pages that make a repetition.
const REPEATS: usize = 3;
/// ... and the least part of all pages.
const SHARE: f32 = 0.08;

static PAGE_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[-–—|~\s]*(?:(?:page|halaman|hal\.?|[a-z ]{0,40}\|)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:dari|of|/)\s*\d{1,4})?[-–—|~\s]*$",
    )
    .ok()
});

/// One page's lines outside tables, as far as furniture is concerned.
#[derive(Debug, Clone, Copy)]
pub struct PageLines<'a> {
    /// Page height in points.
    pub height: f32,
    /// Lines, top to bottom.
    pub lines: &'a [Line],
}

/// For every page, for every line: whether it is furniture.
#[must_use]
pub fn furniture(pages: &[PageLines]) -> Vec<Vec<bool>> {
    let mut seen: HashMap<(String, bool), Vec<f32>> = HashMap::new();
    for page in pages {
        for line in page.lines {
            if let Some(bottom) = margin(line, page.height) {
                seen.entry((key(&line.text), bottom)).or_default().push(from_edge(line, page.height, bottom));
            }
        }
    }
    let fewest = REPEATS.max(scaled(pages.len(), SHARE));
    let repeated = |line: &Line, height: f32, bottom: bool| {
        let at = from_edge(line, height, bottom);
        seen.get(&(key(&line.text), bottom))
            .is_some_and(|all| all.len() >= fewest && all.iter().filter(|y| (*y - at).abs() < SAME_HEIGHT).count() >= fewest)
    };
    pages
        .iter()
        .map(|page| {
            page.lines
                .iter()
                .map(|line| {
                    margin(line, page.height).is_some_and(|bottom| {
                        let number = PAGE_NUMBER.as_ref().is_some_and(|r| r.is_match(&line.text));
                        number || repeated(line, page.height, bottom)
                    })
                })
                .collect()
        })
        .collect()
}

/// `Some(false)` in the top margin, `Some(true)` in the bottom one.
fn margin(line: &Line, height: f32) -> Option<bool> {
    if line.bbox.y1 < height * MARGIN {
        Some(false)
    } else if line.bbox.y0 > height * (1.0 - MARGIN) {
        Some(true)
    } else {
        None
    }
}

fn from_edge(line: &Line, height: f32, bottom: bool) -> f32 {
    if bottom { height - line.bbox.y1 } else { line.bbox.y0 }
}

/// The text with its figures levelled, so that page numbers do not tell lines apart.
fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    // Roman page numbers stand at either end.
    let roman = |w: &str| !w.is_empty() && w.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
    out.split_whitespace().map(|w| if roman(w) { "#" } else { w }).collect::<Vec<_>>().join(" ")
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "page counts are small")]
fn scaled(count: usize, share: f32) -> usize {
    (count as f32 * share) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    fn line(text: &str, y: f32) -> Line {
        Line {
            words: vec![],
            text: text.into(),
            bbox: Rect::new(50.0, y, 300.0, y + 10.0),
            u: (50.0, 300.0),
            v: y,
            first_width: 20.0,
            size: 10.0,
        }
    }

    #[test]
    fn repeated_lines_and_page_numbers_are_furniture_and_body_text_is_not() {
        let pages: Vec<Vec<Line>> = (1..=4)
            .map(|n| vec![line("LKjIP Dinas 2024", 30.0), line("Uraian kegiatan", 400.0), line(&format!("Halaman {n}"), 800.0)])
            .collect();
        let view: Vec<PageLines> = pages.iter().map(|l| PageLines { height: 842.0, lines: l }).collect();
        for page in furniture(&view) {
            assert_eq!(page, vec![true, false, true]);
        }
    }

    #[test]
    fn a_line_that_stands_once_in_the_margin_is_kept() {
        let lines = [line("BAB I PENDAHULUAN", 60.0)];
        assert_eq!(furniture(&[PageLines { height: 842.0, lines: &lines }]), vec![vec![false]]);
    }
}
