//! Running headers, footers and page numbers, recognised by repetition.

use super::text::Line;
use crate::pattern::Regex;
use crate::pattern::pattern;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Headers and footers stand in this part of the page's longer side from the top or bottom: margins of 2.5 to 3 cm on A4.
const MARGIN: f32 = 0.115;
/// Where a line repeats on many pages it may stand this far in: wide margins for binding, slides, letterheads.
const WIDE_MARGIN: f32 = 0.24;
/// ... on at least this part of the pages of its size.
const WIDE_SHARE: f32 = 0.3;
/// A line repeats at the same height if it differs by less than this many points.
const SAME_HEIGHT: f32 = 6.0;
/// A running header has no more parts beside each other than this; the names of a table's columns are more.
const PARTS: usize = 3;
/// The least number of pages that make a repetition.
const REPEATS: usize = 3;
/// ... and the least part of all pages.
const SHARE: f32 = 0.08;

static PAGE_NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Some(pattern(
        r"(?i)^[-–—|~\s]*(?:(?:page|halaman|hal\.?|[a-z ]*\|)\s*)?(?:(?:[ivxlc]+\s*[-–.]\s*)?\d{1,4}|[ivxlc]+)(?:\s*(?:dari|of|/)\s*\d+)?[-–—|~\s]*$",
    ))
});

/// One page's lines outside tables, as far as furniture is concerned.
#[derive(Debug, Clone, Copy)]
pub struct PageLines<'a> {
    /// Page width in points.
    pub width: f32,
    /// Page height in points.
    pub height: f32,
    /// Lines, top to bottom.
    pub lines: &'a [Line],
}

/// For every page, for every line: whether it is furniture.
#[must_use]
pub fn furniture(pages: &[PageLines]) -> Vec<Vec<bool>> {
    let mut seen: HashMap<(String, bool), Vec<(f32, bool)>> = HashMap::new();
    for page in pages {
        for line in page.lines {
            if let Some((bottom, _)) = margin(line, page) {
                seen.entry((key(&line.text), bottom)).or_default().push((from_edge(line, page.height, bottom), is_wide(page)));
            }
        }
    }
    let fewest = REPEATS.max(scaled(pages.len(), SHARE));
    let repeats = |line: &Line, page: &PageLines, bottom: bool, fewest: usize| {
        let at = from_edge(line, page.height, bottom);
        seen.get(&(key(&line.text), bottom)).is_some_and(|all| all.len() >= fewest && same_place(all, (at, is_wide(page))) >= fewest)
    };
    // What is furniture on most pages is furniture too on the few that lie crosswise or have another margin.
    let everywhere: HashSet<&(String, bool)> =
        seen.iter().filter(|(_, places)| places.iter().any(|p| same_place(places, *p) >= fewest)).map(|(key, _)| key).collect();
    // Captions differ by their numbers alone.
    let known = |line: &Line, bottom: bool| super::caption::parse(&line.text).is_none() && everywhere.contains(&(key(&line.text), bottom));
    let mark = |line: &Line, page: &PageLines| {
        let Some((bottom, near)) = margin(line, page) else { return false };
        if near && is_page_number(&line.text) {
            // Alone on its height or beside what repeats, with nothing further out: else it is a figure of a table's last row.
            let beyond = |l: &Line| if bottom { l.bbox.y1 > line.bbox.y0 + 1.0 } else { l.bbox.y0 < line.bbox.y1 - 1.0 };
            let mut others = page.lines.iter().filter(|l| beyond(l) && l.bbox != line.bbox);
            // The last line of a code cut in a narrow column, above the page number.
            let inner = others.clone().any(|l| is_page_number(&l.text)) && !repeats(line, page, bottom, REPEATS);
            return !inner && others.all(|l| repeats(l, page, bottom, REPEATS) || known(l, bottom));
        }
        let beside = |l: &&Line| l.bbox.y0 < line.bbox.y1 && l.bbox.y1 > line.bbox.y0;
        if page.lines.iter().filter(beside).count() > PARTS {
            return false;
        }
        let alike = pages.iter().filter(|p| is_wide(p) == is_wide(page)).count();
        let many = REPEATS.max(scaled(alike, WIDE_SHARE));
        // A line that others stand beyond (the names of a table's columns on every page, below its title) is none.
        let outermost = |fewest: usize| {
            page.lines.iter().filter(|l| if bottom { l.bbox.y0 > line.bbox.y1 } else { l.bbox.y1 < line.bbox.y0 }).all(|l| {
                margin(l, page)
                    .is_some_and(|(b, _)| b == bottom && (is_page_number(&l.text) || repeats(l, page, bottom, fewest) || known(l, b)))
            })
        };
        if near {
            (repeats(line, page, bottom, fewest) || known(line, bottom)) && outermost(REPEATS)
        } else {
            repeats(line, page, bottom, many) && outermost(many.min(fewest))
        }
    };
    pages.iter().map(|page| page.lines.iter().map(|line| mark(line, page)).collect()).collect()
}

/// How many of the places at which a text was met lie at the height of one of them, on pages of the same shape.
fn same_place(places: &[(f32, bool)], (at, wide): (f32, bool)) -> usize {
    places.iter().filter(|(y, w)| *w == wide && (y - at).abs() < SAME_HEIGHT).count()
}

fn is_page_number(text: &str) -> bool {
    PAGE_NUMBER.as_ref().is_some_and(|r| r.is_match(text))
}

fn is_wide(page: &PageLines) -> bool {
    page.width > page.height
}

/// Whether a line stands at the bottom (else at the top), and whether within the usual margin; `None` for the body.
fn margin(line: &Line, page: &PageLines) -> Option<(bool, bool)> {
    let long = page.width.max(page.height);
    let (top, bottom) = (line.bbox.y1, page.height - line.bbox.y0);
    if top < long * WIDE_MARGIN && top < bottom {
        Some((false, top < long * MARGIN))
    } else if bottom < long * WIDE_MARGIN {
        Some((true, bottom < long * MARGIN))
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
        let view: Vec<PageLines> = pages.iter().map(|l| PageLines { width: 595.0, height: 842.0, lines: l }).collect();
        for page in furniture(&view) {
            assert_eq!(page, vec![true, false, true]);
        }
    }

    #[test]
    fn what_stands_on_every_page_is_furniture_on_the_few_of_another_shape_too() {
        let upright = |n: u32| vec![line("Laporan Dinas Taman", 30.0), line("Uraian", 400.0), line(&format!("III - {n}"), 800.0)];
        let pages: Vec<Vec<Line>> = (1..=4).map(upright).collect();
        let across = [line("Laporan Dinas Taman", 42.0), line("Tabel kelompok tani", 60.0), line("III-5", 560.0)];
        let mut view: Vec<PageLines> = pages.iter().map(|l| PageLines { width: 595.0, height: 842.0, lines: l }).collect();
        view.push(PageLines { width: 842.0, height: 595.0, lines: &across });
        assert_eq!(furniture(&view)[4], vec![true, false, true]);
    }

    #[test]
    fn a_line_that_stands_once_in_the_margin_is_kept() {
        let lines = [line("BAB I PENDAHULUAN", 60.0)];
        assert_eq!(furniture(&[PageLines { width: 595.0, height: 842.0, lines: &lines }]), vec![vec![false]]);
    }

    #[test]
    fn names_of_columns_below_a_title_of_the_page_are_kept_and_so_is_the_rest_of_a_code() {
        let pages: Vec<Vec<Line>> = ["Satu", "Dua", "Tiga"]
            .iter()
            .zip(1..)
            .map(|(t, n)| {
                vec![line(&format!("Lampiran {t}"), 50.0), line("Anggaran", 70.0), line("1", 770.0), line(&format!("{n}2"), 800.0)]
            })
            .collect();
        let view = |pages: &[Vec<Line>]| -> Vec<Vec<bool>> {
            furniture(&pages.iter().map(|l| PageLines { width: 595.0, height: 842.0, lines: l }).collect::<Vec<_>>())
        };
        assert!(view(&pages).iter().all(|p| p[..2] == [false, false] && p[3]));
        let mut once = pages;
        once.iter_mut().skip(1).for_each(|p| p.retain(|l| l.text != "1"));
        assert_eq!(view(&once)[0], [false, false, false, true]);
    }
}
