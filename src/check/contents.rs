//! The lists at the front of a report (Daftar Isi, Daftar Tabel, Daftar Gambar) as entries, and the page numbers that
//! the pages carry.

use super::numbers::Number;
use super::passages::squeeze;
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::pdf::Rect;
use crate::report::Report;
use std::collections::BTreeMap;

static START: LazyPattern = LazyPattern::new(
    &[],
    r"(?i)^(?:(?P<kind>tabel|gambar|grafik|bagan|diagram)\s*\.?\s*(?P<label>(?:[IVXL]+|\d+)(?:\s?[.\-]\s?\d+){0,3}[a-z]?)|(?P<section>\d{1,2}(?:\.\d{1,2}){1,3}))(?:[\s.:)…]+(?P<title>.*))?$",
);
static LEADER: LazyPattern =
    LazyPattern::new(&[], r"^(?P<title>.*?)\s*(?:[.…_]\s?){3,}\s*(?P<page>\d{1,3}|[ivxl]{1,6}|[IVX]+\s?-\s?\d{1,3})?\s*$");
/// A page number that stands without a blank behind the title, or behind its year.
static GLUED: LazyPattern = LazyPattern::new(&[], r"^(?P<title>.*(?:\p{L}|\b20\d\d))(?P<page>\d{1,3})$");
static PAGE: LazyPattern = LazyPattern::new(&[], r"^(?:\d{1,3}|[ivxl]{1,6}|[IVX]+\s?-\s?\d{1,3})$");
static RUNNING: LazyPattern = LazyPattern::new(&[], r"^(?P<first>\d{1,3})\b|(?:^|[^\d.,])(?P<last>\d{1,3})$");

/// What an entry lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// A numbered section.
    Section,
    /// A table.
    Table,
    /// A figure, chart or diagram.
    Figure,
}

/// The kind of a caption by its first word, lower case.
#[must_use]
pub fn listed(word: &str) -> Listed {
    if word.eq_ignore_ascii_case("tabel") { Listed::Table } else { Listed::Figure }
}

/// One entry of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it lists.
    pub kind: Listed,
    /// As printed.
    pub printed: String,
    /// Read.
    pub number: Number,
    /// Its title, wrapped lines joined.
    pub title: String,
    /// Page number where it is an Arabic one.
    pub page: Option<u32>,
    /// 1-based page of the list.
    pub at: u32,
    /// Where the entry begins.
    pub bbox: Rect,
}

/// All numbered entries of all lists, in reading order.
#[must_use]
pub fn entries(report: &Report) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    let mut open = false;
    let mut paged = false;
    let mut lost = false;
    for block in report.blocks.iter().filter(|b| b.kind == BlockKind::Contents) {
        let text = squeeze(&block.text);
        // Where the word processor lost the heading, its complaint stands for the page number, over two lines maybe.
        let complaint = text.find("Error!").filter(|at| *at > 0);
        let rest = if std::mem::take(&mut lost) { text.strip_prefix("not ").unwrap_or(&text).strip_prefix("defined.") } else { None };
        lost = complaint.is_some();
        let text = rest.or_else(|| complaint.and_then(|at| text.get(..at))).unwrap_or(&text);
        let (title, page) = split(text);
        if title.is_empty() || PAGE.is_match(&title) {
            let page = page.or_else(|| title.parse().ok());
            if let (true, Some(entry)) = (open && !paged, out.last_mut()) {
                entry.page = page;
            }
            paged = true;
            continue;
        }
        if let Some(entry) = start(&title, page, block.page, block.bbox) {
            out.push(entry);
            open = true;
            paged = page.is_some() || text.len() > title.len();
        } else if opens_another(&title) {
            open = false;
        } else if let (true, Some(entry)) = (open, out.last_mut()) {
            entry.title = format!("{} {title}", entry.title);
            if !paged {
                entry.page = page;
                paged = page.is_some();
            }
        }
    }
    out
}

/// Title and Arabic page number of a line.
fn split(text: &str) -> (String, Option<u32>) {
    let Some(m) = LEADER.captures(text) else {
        let glued = GLUED.captures(text).and_then(|m| Some((m.name("title")?.as_str().to_owned(), m.name("page")?.as_str().parse().ok())));
        return glued.unwrap_or_else(|| (text.to_owned(), None));
    };
    let title = m.name("title").map_or("", |t| t.as_str()).trim().to_owned();
    (title, m.name("page").and_then(|p| p.as_str().parse().ok()))
}

fn start(title: &str, page: Option<u32>, at: u32, bbox: Rect) -> Option<Entry> {
    let m = START.captures(title)?;
    let printed = m.name("label").or_else(|| m.name("section"))?.as_str().to_owned();
    let kind = m.name("kind").map_or(Listed::Section, |k| listed(k.as_str()));
    let number = Number::read(&printed)?;
    let title = m.name("title").map_or("", |t| t.as_str()).trim().to_owned();
    Some(Entry { kind, printed, number, title, page, at, bbox })
}

/// A chapter, a title in capitals or an item of another kind: not the rest of the entry before.
fn opens_another(title: &str) -> bool {
    let letters: Vec<char> = title.chars().filter(|c| c.is_alphabetic()).collect();
    let caps = letters.len() > 3 && letters.iter().all(|c| c.is_uppercase());
    let lower = title.to_lowercase();
    caps || ["bab ", "lampiran", "daftar ", "kata pengantar", "ikhtisar", "hal"].iter().any(|w| lower.starts_with(w))
}

/// What to add to a printed page number to get the page of the file: by majority of the running page numbers.
/// `None` where the pages carry none that run on.
#[must_use]
pub fn offset(report: &Report) -> Option<i64> {
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    let mut pages = std::collections::BTreeSet::new();
    for block in report.blocks.iter().filter(|b| b.kind == BlockKind::Furniture) {
        let text = squeeze(&block.text);
        let mut found = false;
        for m in RUNNING.captures_iter(&text) {
            let number = m.name("first").or_else(|| m.name("last")).and_then(|n| n.as_str().parse::<i64>().ok());
            if let Some(number) = number.filter(|n| *n > 0) {
                *votes.entry(i64::from(block.page) - number).or_default() += 1;
                found = true;
            }
        }
        if found {
            pages.insert(block.page);
        }
    }
    let (offset, most) = votes.into_iter().max_by_key(|(_, n)| *n)?;
    (most >= FEWEST_PAGES && most * 4 >= pages.len() * 3).then_some(offset)
}

/// Pages that must carry a running number before it is believed, three quarters of them in step.
const FEWEST_PAGES: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passages::report_of;
    use crate::layout::BlockKind::{Contents, Furniture};

    #[test]
    fn leaders_and_wrapped_titles() {
        let report = report_of(&[
            (4, Contents, "DAFTAR TABEL"),
            (4, Contents, "Tabel II.3.1 Struktur Program Pencapaian Sasaran Tahun"),
            (4, Contents, "2024.......................... 18"),
            (4, Contents, "Tabel II.4 Perjanjian Kinerja ............19"),
            (4, Contents, "Tabel 14. Cakupan menurut Puskesmas Tahun"),
            (4, Contents, "20"),
            (4, Contents, "2019"),
            (4, Contents, "BAB IV PENUTUP .......... 32"),
            (4, Contents, "2.1 Rencana Strategis ..... II-1"),
            (4, Contents, "4.2 Saran23"),
            (4, Contents, "4.3 Tindak Lanjut ............ Error! Bookmark not"),
            (4, Contents, "defined.8"),
            (4, Contents, "Tabel 19 Sarana Tahun 202118"),
        ]);
        let found: Vec<_> = entries(&report).into_iter().map(|e| (e.printed, e.title, e.page)).collect();
        let entry = |n: &str, t: &str, p| (n.to_owned(), t.to_owned(), p);
        assert_eq!(
            found,
            [
                entry("II.3.1", "Struktur Program Pencapaian Sasaran Tahun 2024", Some(18)),
                entry("II.4", "Perjanjian Kinerja", Some(19)),
                entry("14", "Cakupan menurut Puskesmas Tahun 2019", Some(20)),
                entry("2.1", "Rencana Strategis", None),
                entry("4.2", "Saran", Some(23)),
                entry("4.3", "Tindak Lanjut", None),
                entry("19", "Sarana Tahun 2021", Some(18)),
            ]
        );
    }

    #[test]
    fn the_offset_is_what_most_pages_say() {
        let pages: Vec<(u32, BlockKind, String)> = (3..12).map(|p| (p, Furniture, format!("LKj 2024 | {}", p - 2))).collect();
        let pages: Vec<_> = pages.iter().map(|(p, k, t)| (*p, *k, t.as_str())).collect();
        assert_eq!(offset(&report_of(&pages)), Some(2));
        assert_eq!(offset(&report_of(&[(1, Furniture, "5"), (2, Furniture, "9")])), None);
    }
}
