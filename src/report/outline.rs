//! The report's own order: its sections with their pages, and the lists at its front as data.

use super::text::{fold, squeeze};
use super::{ListEntry, ListedKind, Section};
use crate::layout::{Block, BlockKind};
use crate::pattern::LazyPattern;

static BAB: LazyPattern = LazyPattern::new(&["bab"], r"(?i)^bab\s+(?P<n>[ivx]{1,5}|\d{1,2})\b[\s.:–-]*(?P<title>.*)$");
static NUMBERED: LazyPattern = LazyPattern::new(&["."], r"^(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<title>\p{L}.*)$");
static LISTED: LazyPattern = LazyPattern::new(
    &["tabel|gambar|grafik|bagan|diagram"],
    r"(?i)^(?P<kind>tabel|gambar|grafik|bagan|diagram)\s*\.?\s*(?P<n>(?:[ivxl]+|\d+)(?:\s?[.-]\s?\d+){0,3}[a-z]?)\b[\s.:–-]*(?P<title>.*)$",
);
static LEADER: LazyPattern =
    LazyPattern::new(&[], r"^(?P<title>.*?)\s*(?:[.…_]\s?){3,}\s*(?P<page>\d{1,3}|[ivxlIVXL]{1,6}|[IVX]+\s?-\s?\d{1,3})?\s*$");
static PAGE: LazyPattern = LazyPattern::new(&[], r"^(?P<title>.*\D)\s(?P<page>\d{1,3}|[ivxl]{1,6})$");

/// Parts of a report that carry no number.
const UNNUMBERED: &[&str] = &["kata pengantar", "ikhtisar eksekutif", "ringkasan eksekutif", "executive summary", "lampiran"];
/// Longest title of a section; a longer heading is a sentence.
const LONGEST_TITLE: usize = 160;

/// Sections in reading order: Bab (level 1, as are the parts without number), sub-bab by the points in their number.
pub(crate) fn sections(blocks: &[Block], pages: u32) -> Vec<Section> {
    let headings: Vec<&Block> = blocks.iter().filter(|b| b.kind == BlockKind::Heading).collect();
    let chapters: Vec<(u32, String)> = headings.iter().filter_map(|b| Some((b.page, chapter(&b.text)?))).collect();
    let mut found: Vec<Section> = Vec::new();
    for (i, block) in headings.iter().enumerate() {
        let text = squeeze(&block.text);
        if text.chars().count() > LONGEST_TITLE {
            continue;
        }
        let Some(mut section) = section(&text, block.page) else { continue };
        // 'BAB I' over 'PENDAHULUAN': the title is a heading of its own.
        if section.title.is_empty()
            && let Some(next) = headings.get(i + 1).filter(|n| n.page == block.page)
            && self::section(&squeeze(&next.text), next.page).is_none()
        {
            section.title = squeeze(&next.text);
        }
        if chapter(&block.text).is_some_and(|own| is_told_of(block.page, &own, &chapters)) {
            continue;
        }
        let again = |s: &Section| s.level == section.level && s.number == section.number && fold(&s.title) == fold(&section.title);
        if !found.iter().any(again) {
            found.push(section);
        }
    }
    let starts: Vec<(u8, u32)> = found.iter().map(|s| (s.level, s.page)).collect();
    for (i, section) in found.iter_mut().enumerate() {
        let next = starts.iter().skip(i + 1).find(|(level, _)| *level <= section.level);
        // A section that another one follows on the same page ends there.
        section.last_page = next.map_or(pages, |(_, page)| page.saturating_sub(1)).max(section.page);
    }
    found
}

/// Whether a Bab is only told of: its heading stands beside that of another Bab, and again on a page of its own.
fn is_told_of(own_page: u32, own: &str, chapters: &[(u32, String)]) -> bool {
    chapters.iter().any(|(page, n)| *page == own_page && n != own) && chapters.iter().any(|(page, n)| *page != own_page && n == own)
}

/// The number of the Bab that a heading opens.
fn chapter(heading: &str) -> Option<String> {
    BAB.captures(&squeeze(heading)).and_then(|m| Some(m.name("n")?.as_str().to_uppercase()))
}

fn section(text: &str, page: u32) -> Option<Section> {
    let made = |level: u8, number: Option<&str>, title: &str| Section {
        level,
        number: number.map(str::to_owned),
        title: title.trim().to_owned(),
        page,
        last_page: page,
    };
    if let Some(m) = BAB.captures(text) {
        let title = m.name("title").map_or("", |t| t.as_str());
        // 'Bab I berisi:' opens a list of what stands in it.
        let is_title = !title.ends_with(':') && !title.starts_with(char::is_lowercase);
        return is_title.then(|| made(1, m.name("n").map(|n| n.as_str()), title));
    }
    if let Some(m) = NUMBERED.captures(text) {
        let number = m.name("n")?.as_str();
        let level = u8::try_from(number.matches('.').count()).unwrap_or(u8::MAX).saturating_add(1);
        return Some(made(level, Some(number), m.name("title")?.as_str()));
    }
    let folded = fold(text);
    UNNUMBERED.iter().any(|u| folded == *u).then(|| made(1, None, text))
}

/// Entries of Daftar Isi, Daftar Tabel and Daftar Gambar with the page numbers that they print.
pub(crate) fn lists(blocks: &[Block]) -> Vec<ListEntry> {
    let mut found: Vec<ListEntry> = Vec::new();
    let mut open: Option<(String, u32)> = None;
    for block in blocks.iter().filter(|b| b.kind == BlockKind::Contents) {
        let text = squeeze(&block.text);
        let folded = fold(&text);
        if (folded.starts_with("daftar ") && !text.contains(['.', '…'])) || matches!(folded.as_str(), "hlm" | "halaman" | "hal") {
            open = None;
            continue;
        }
        let (title, page) = split(&text);
        // An entry that does not print its page goes on in the next line.
        let (title, at) = match open.take() {
            Some((before, at)) if !opens(&title) => (squeeze(&format!("{before} {title}")), at),
            _ => (title, block.page),
        };
        if page.is_none() {
            open = Some((title, at));
            continue;
        }
        found.push(entry(&title, page, at));
    }
    found
}

fn split(text: &str) -> (String, Option<String>) {
    let found = LEADER.captures(text).or_else(|| PAGE.captures(text));
    match found {
        Some(m) => {
            let title = m.name("title").map_or("", |t| t.as_str()).trim().trim_end_matches(['.', '…', ' ']);
            (title.to_owned(), m.name("page").map(|p| p.as_str().to_owned()))
        }
        None => (text.to_owned(), None),
    }
}

/// Whether a line begins an entry rather than going on with one.
fn opens(text: &str) -> bool {
    BAB.is_match(text) || NUMBERED.is_match(text) || LISTED.is_match(text)
}

fn entry(text: &str, page: Option<String>, at: u32) -> ListEntry {
    let made = |kind: ListedKind, number: Option<&str>, title: &str| ListEntry {
        kind,
        number: number.map(str::to_owned),
        title: title.trim().to_owned(),
        printed_page: page.clone(),
        page: at,
    };
    if let Some(m) = LISTED.captures(text) {
        let table = m.name("kind").is_some_and(|k| k.as_str().eq_ignore_ascii_case("tabel"));
        let kind = if table { ListedKind::Table } else { ListedKind::Figure };
        return made(kind, m.name("n").map(|n| n.as_str()), m.name("title").map_or("", |t| t.as_str()));
    }
    let numbered = BAB.captures(text).or_else(|| NUMBERED.captures(text));
    match numbered {
        Some(m) => made(ListedKind::Section, m.name("n").map(|n| n.as_str()), m.name("title").map_or("", |t| t.as_str())),
        None => made(ListedKind::Section, None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    fn block(page: u32, kind: BlockKind, text: &str) -> Block {
        Block { page, bbox: Rect::default(), kind, level: 0, text: text.into(), size: 11.0, bold: false, lines: Vec::new() }
    }

    #[test]
    fn sections_have_numbers_titles_and_pages() {
        let heading = |page: u32, text: &str| block(page, BlockKind::Heading, text);
        let blocks = [
            heading(2, "KATA PENGANTAR"),
            heading(5, "BAB I"),
            heading(5, "PENDAHULUAN"),
            heading(5, "Bab I berisi :"),
            heading(5, "1.1 Latar Belakang"),
            heading(7, "1.2. Dasar Hukum"),
            heading(8, "JUMLAH PEGAWAI"),
            heading(9, "BAB II PERENCANAAN KINERJA"),
        ];
        let found = sections(&blocks, 12);
        let seen: Vec<(u8, Option<&str>, &str, u32, u32)> =
            found.iter().map(|s| (s.level, s.number.as_deref(), s.title.as_str(), s.page, s.last_page)).collect();
        assert_eq!(
            seen,
            [
                (1, None, "KATA PENGANTAR", 2, 4),
                (1, Some("I"), "PENDAHULUAN", 5, 8),
                (2, Some("1.1"), "Latar Belakang", 5, 6),
                (2, Some("1.2"), "Dasar Hukum", 7, 8),
                (1, Some("II"), "PERENCANAAN KINERJA", 9, 12),
            ]
        );
    }

    #[test]
    fn a_bab_that_is_only_told_of_is_no_section() {
        let heading = |page: u32, text: &str| block(page, BlockKind::Heading, text);
        let blocks = [
            heading(1, "BAB I PENDAHULUAN"),
            heading(3, "BAB I PENDAHULUAN"),
            heading(3, "BAB II PERENCANAAN KINERJA"),
            heading(4, "BAB II PERENCANAAN KINERJA"),
        ];
        let found: Vec<(Option<String>, u32, u32)> = sections(&blocks, 9).into_iter().map(|s| (s.number, s.page, s.last_page)).collect();
        assert_eq!(found, [(Some("I".to_owned()), 1, 3), (Some("II".to_owned()), 4, 9)]);
    }

    #[test]
    fn lists_keep_their_printed_pages_and_join_wrapped_lines() {
        let line = |text: &str| block(3, BlockKind::Contents, text);
        let blocks = [
            line("DAFTAR ISI"),
            line("KATA PENGANTAR ............ ii"),
            line("BAB I PENDAHULUAN …………. 1"),
            line("1.4 Tugas Pokok, Fungsi dan Struktur"),
            line("Organisasi ........ 4"),
            line("Tabel 2.1 Target Kinerja ....... 12"),
        ];
        let found = lists(&blocks);
        let seen: Vec<(ListedKind, Option<&str>, &str, Option<&str>)> =
            found.iter().map(|e| (e.kind, e.number.as_deref(), e.title.as_str(), e.printed_page.as_deref())).collect();
        assert_eq!(
            seen,
            [
                (ListedKind::Section, None, "KATA PENGANTAR", Some("ii")),
                (ListedKind::Section, Some("I"), "PENDAHULUAN", Some("1")),
                (ListedKind::Section, Some("1.4"), "Tugas Pokok, Fungsi dan Struktur Organisasi", Some("4")),
                (ListedKind::Table, Some("2.1"), "Target Kinerja", Some("12")),
            ]
        );
    }
}
