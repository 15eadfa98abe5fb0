//! # S01 nomor
//!
//! ## What it does
//! Follows the printed numbers of tables, figures and charts chapter by chapter, of numbered headings, and of the
//! columns of a table, and reports numbers that are used twice or left out, a heading numbered under another section
//! than the one it stands in, and two neighbouring headings of the same title.
//!
//! ## Why it matters
//! A reference to 'Tabel III.4' is ambiguous when three tables carry that number.
//!
//! ## Example
//! Tabel III.3, III.4, III.4, III.4, III.5: the number III.4 is used three times.
//!
//! ## What it lets pass
//! Numbering that starts again in every chapter; a table that goes on under the same number and title; lettered
//! numbers (3.1a, 3.1b); Roman and Arabic chapter numbers about as often as each other; a left-out number that the text mentions, or
//! that may stand on a scanned page between; gaps of more than three numbers (no sequence).
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (sistematika) and III (format).

use crate::check::numbers::{Defect, Number, defects};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_text};
use crate::check::{Evidence, Input, Message, Severity};
use crate::layout::BlockKind;
use crate::layout::text::letters;
use crate::pattern::LazyPattern;
use crate::pdf::Rect;
use crate::report::{Cell, PageText, RowRole};
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "S01";

static CAPTION: LazyPattern = LazyPattern::new(
    &["tabel|table|gambar|grafik|bagan|diagram|skema"],
    r"(?i)^\s*(?P<kind>tabel|table|gambar|grafik|bagan|diagram|skema)\s*\.?\s*(?P<number>(?:[IVXL]+|\d+)(?:\s?[.\-–]\s?\d+){0,3}[a-z]?)(?:[\s.:)]+(?P<title>.*))?$",
);
static HEADING: LazyPattern = LazyPattern::new(&["."], r"^\s*(?P<number>\d+(?:\.\d+){1,3})\.?\s+(?P<title>\S.*)$");
static CHAPTER: LazyPattern = LazyPattern::new(&["bab"], r"(?i)^\s*bab\s+(?:[IVXL]+|\d+)\b");

/// Checks captions, headings and column numbers.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    captions(input, sink);
    headings(input, sink);
    column_numbers(input, sink);
}

/// A numbered caption or heading.
#[derive(Debug, Clone)]
struct Entry {
    page: u32,
    bbox: Rect,
    printed: String,
    number: Number,
    title: String,
}

impl Entry {
    fn evidence(&self, role: &str) -> Evidence {
        let text = format!("{} {}", self.printed, self.title).trim().to_owned();
        Evidence { role: role.into(), page: self.page, bbox: self.bbox, text, table: None, row: None, col: None }
    }
}

fn captions(input: &Input<'_>, sink: &mut Sink) {
    let mut by_kind: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for block in input.report.blocks.iter().filter(|b| b.kind == BlockKind::Caption) {
        let Some(m) = CAPTION.captures(&block.text) else { continue };
        let (Some(kind), Some(number)) = (m.name("kind"), m.name("number")) else { continue };
        let title = m.name("title").map_or("", |t| t.as_str()).to_owned();
        let Some(read) = Number::read(number.as_str()) else { continue };
        let entry = Entry { page: block.page, bbox: block.bbox, printed: number.as_str().into(), number: read, title };
        by_kind.entry(kind.as_str().to_lowercase().replace("table", "tabel")).or_default().push(entry);
    }
    let tables = by_kind.entry("tabel".into()).or_default();
    for table in &input.report.tables {
        let Some((printed, number)) = table.number.as_ref().and_then(|n| Some((n.clone(), Number::read(n)?))) else { continue };
        let page = table.caption_at.map_or_else(|| table.pages.first().copied().unwrap_or(0), |at| at.page);
        let bbox = table.caption_at.map_or_else(Rect::default, |at| at.bbox);
        let title = table.caption.clone().unwrap_or_default();
        let known = tables.iter().any(|e| e.number == number && (e.page == page && (table.caption_at.is_none() || close(e.bbox, bbox))));
        if !known {
            tables.push(Entry { page, bbox, printed, number, title });
        }
    }
    for (kind, mut entries) in by_kind {
        entries.sort_by(|a, b| a.page.cmp(&b.page).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
        entries.retain(|e| !is_continuation(&e.title) && !is_listed(&e.title));
        let lists = pages_of_lists(&entries);
        entries.retain(|e| !lists.contains(&e.page));
        let entries = distinct(entries);
        mixed_numerals(&kind, &entries, sink);
        for series in series(entries) {
            report(input, &kind, &series, sink);
        }
    }
}

/// Chapter numbers in Roman numerals here and Arabic there.
fn mixed_numerals(kind: &str, entries: &[Entry], sink: &mut Sink) {
    let chaptered = entries.iter().filter(|e| !e.number.series.is_empty());
    let (arabic, roman): (Vec<&Entry>, Vec<&Entry>) = chaptered.partition(|e| e.printed.starts_with(|c: char| c.is_ascii_digit()));
    let (few, many) = if arabic.len() < roman.len() { (&arabic, &roman) } else { (&roman, &arabic) };
    let (Some(odd), Some(usual)) = (few.first(), many.first()) else { return };
    if few.len() * 2 > many.len() {
        sink.skip(RULE, "both kinds of numerals are about as frequent");
        return;
    }
    let name = capitalised(kind);
    let message = say(|lang| match lang {
        Lang::Id => format!("{name} {} bernomor bab dengan angka lain dari {name} {}.", odd.printed, usual.printed),
        Lang::En => format!("{name} {} writes its chapter in other numerals than {name} {}.", odd.printed, usual.printed),
    });
    let mut finding = at_text(RULE, Severity::Low, 85, (odd.page, odd.bbox), &odd.printed, message);
    finding.evidence.push(usual.evidence("other_place"));
    sink.fail(RULE, finding);
}

fn capitalised(kind: &str) -> String {
    let mut chars = kind.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Pages of a list of tables or figures whose lines were read as captions: most of their numbers come again later.
fn pages_of_lists(entries: &[Entry]) -> BTreeSet<u32> {
    /// Captions that make a page a list.
    const FEWEST: usize = 2;
    let pages: BTreeSet<u32> = entries.iter().map(|e| e.page).collect();
    let is_list = |page: &u32| {
        let own: BTreeSet<&Number> = entries.iter().filter(|e| e.page == *page).map(|e| &e.number).collect();
        let again = own.iter().filter(|n| entries.iter().any(|later| later.page > *page && later.number == ***n)).count();
        own.len() >= FEWEST && again * 2 > own.len()
    };
    pages.into_iter().filter(is_list).collect()
}

/// Whether two captions are the same one, seen as a block and as a table's.
fn close(a: Rect, b: Rect) -> bool {
    a.y0 <= b.y1 && b.y0 <= a.y1
}

fn is_continuation(title: &str) -> bool {
    let title = title.to_lowercase();
    title.contains("lanjutan") || title.contains("sambungan")
}

/// Entries of each chapter; plain numbers start a new series where they start again at one.
fn series(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut by_chapter: BTreeMap<(Vec<u32>, usize), Vec<Entry>> = BTreeMap::new();
    let mut restarts = 0;
    let mut last: Option<Number> = None;
    for entry in entries {
        let plain = entry.number.series.is_empty();
        if plain && entry.number.ordinal == 1 && last.as_ref().is_some_and(|l| l.series.is_empty() && l.ordinal > 1) {
            restarts += 1;
        }
        let part = if plain { restarts } else { 0 };
        last = Some(entry.number.clone());
        by_chapter.entry((entry.number.series.clone(), part)).or_default().push(entry);
    }
    by_chapter.into_values().collect()
}

/// One entry a caption: a list of tables, a table that goes on over pages and a caption seen twice carry the same
/// number and title, or the number alone; the last of the fullest is kept.
fn distinct(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        match kept.iter_mut().find(|k| k.number == entry.number && is_same_title(&k.title, &entry.title)) {
            Some(known) if fold(&entry.title).is_empty() && !fold(&known.title).is_empty() => {}
            Some(known) => *known = entry,
            None => kept.push(entry),
        }
    }
    kept.sort_by(|a, b| a.page.cmp(&b.page).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
    kept
}

/// Whether two titles are one: equal, one of them empty or the start of the other, or all but equal.
fn is_same_title(a: &str, b: &str) -> bool {
    /// Similarity from which two titles differ by spelling alone.
    const SAME: f64 = 0.85;
    /// Letters from which a start tells a title.
    const TELLING: usize = 15;
    let (a, b) = (fold(a), fold(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short.is_empty()
        || short == long
        || (short.len() >= TELLING && (long.starts_with(short.as_str()) || strsim::normalized_levenshtein(&a, &b) > SAME))
}

/// A line of a list of tables: the title runs on to a page number behind dots.
fn is_listed(title: &str) -> bool {
    let bare = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    bare.len() < title.len() && (bare.ends_with("..") || bare.ends_with('…'))
}

/// Letters and digits of a title, without the page number behind dots.
fn fold(title: &str) -> String {
    let title = title.split("...").next().unwrap_or(title);
    letters(title)
}

fn report(input: &Input<'_>, kind: &str, series: &[Entry], sink: &mut Sink) {
    let name = capitalised(kind);
    let sequence: Vec<_> = series.iter().map(|e| (e.number.ordinal, e.number.suffix)).collect();
    let mut found = defects(&sequence);
    let gaps = found.iter().filter(|d| matches!(d, Defect::Skipped { .. })).count();
    // Numbers that skip again and again, or carry letters, follow something else than their own order.
    if gaps > 1 || series.iter().any(|e| e.number.suffix.is_some() || e.number.series.len() > 1) {
        sink.skip_many(RULE, "the numbers follow another order than their own", gaps);
        found.retain(|d| matches!(d, Defect::Doubled { .. }));
    }
    if found.is_empty() {
        series.iter().for_each(|_| sink.hold(RULE));
    }
    for defect in found {
        match defect {
            Defect::Doubled { at, places, right } => {
                let Some(entry) = series.get(at) else { continue };
                let right = right.map(|n| renumbered(&entry.printed, n));
                let message = doubled(&name, &entry.printed, places.len(), right.as_deref());
                let mut finding = at_text(RULE, Severity::Low, 92, (entry.page, entry.bbox), &entry.printed, message);
                finding.table = (kind == "tabel").then(|| entry.printed.clone());
                finding.expected = right;
                let others = places.iter().filter(|p| **p != at).filter_map(|p| series.get(*p));
                finding.evidence.extend(others.map(|e| e.evidence("other_place")));
                sink.fail(RULE, finding);
            }
            Defect::Skipped { at, missing } => {
                let Some(entry) = series.get(at) else { continue };
                let before = at.checked_sub(1).and_then(|i| series.get(i));
                let numbers: Vec<String> = missing.iter().map(|n| renumbered(&entry.printed, *n)).collect();
                if numbers.iter().any(|n| is_mentioned(input, kind, n)) || may_be_scanned(input, before.map_or(1, |e| e.page), entry.page) {
                    sink.skip(RULE, "the left-out number may stand where it could not be read");
                    continue;
                }
                let message = skipped(&name, &entry.printed, &numbers.join(", "));
                let mut finding = at_text(RULE, Severity::Low, 80, (entry.page, entry.bbox), &entry.printed, message);
                finding.table = (kind == "tabel").then(|| entry.printed.clone());
                finding.expected = numbers.first().cloned();
                finding.evidence.extend(before.map(|e| e.evidence("other_place")));
                sink.fail(RULE, finding);
            }
        }
    }
}

fn doubled(name: &str, printed: &str, times: usize, right: Option<&str>) -> Message {
    say(|lang| {
        let should = right.map_or_else(String::new, |right| match lang {
            Lang::Id => format!("; nomor ini seharusnya {right}"),
            Lang::En => format!("; this one should be {right}"),
        });
        match lang {
            Lang::Id => format!("{name} {printed} dipakai {times} kali{should}."),
            Lang::En => format!("{name} {printed} is used {times} times{should}."),
        }
    })
}

fn skipped(name: &str, printed: &str, missing: &str) -> Message {
    say(|lang| match lang {
        Lang::Id => format!("{name} {missing} terlewat sebelum {name} {printed}."),
        Lang::En => format!("{name} {missing} is left out before {name} {printed}."),
    })
}

/// A printed number with another last part.
fn renumbered(printed: &str, ordinal: u32) -> String {
    let bare = printed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let head = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{head}{ordinal}")
}

/// Whether any text speaks of a number of this kind: then it exists, and was only not found.
fn is_mentioned(input: &Input<'_>, kind: &str, number: &str) -> bool {
    let wanted = format!("{kind} {}", number.to_lowercase().replace(' ', ""));
    input.report.blocks.iter().any(|block| {
        let text = block.text.to_lowercase();
        text.match_indices(&wanted).any(|(i, m)| {
            let after = text.get(i + m.len()..).unwrap_or("");
            !after.starts_with(|c: char| c.is_ascii_digit())
                && !after.starts_with('.') | !after.get(1..).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

fn may_be_scanned(input: &Input<'_>, from: u32, to: u32) -> bool {
    input.report.pages.iter().any(|p| (from..=to).contains(&p.page) && matches!(p.text, PageText::Scanned | PageText::Mixed))
}

fn headings(input: &Input<'_>, sink: &mut Sink) {
    let mut chapters: Vec<Vec<Entry>> = vec![Vec::new()];
    for block in input.report.blocks.iter().filter(|b| b.kind == BlockKind::Heading) {
        if CHAPTER.is_match(&block.text) {
            chapters.push(Vec::new());
            continue;
        }
        let Some(m) = HEADING.captures(&block.text) else { continue };
        let (Some(number), Some(title)) = (m.name("number"), m.name("title")) else { continue };
        let Some(read) = Number::read(number.as_str()) else { continue };
        let entry =
            Entry { page: block.page, bbox: block.bbox, printed: number.as_str().into(), number: read, title: title.as_str().into() };
        if let Some(chapter) = chapters.last_mut() {
            chapter.push(entry);
        }
    }
    for chapter in &chapters {
        doubled_headings(chapter, sink);
        misplaced_headings(chapter, sink);
        same_titles(chapter, sink);
    }
}

fn doubled_headings(chapter: &[Entry], sink: &mut Sink) {
    let mut by_number: BTreeMap<&Number, Vec<&Entry>> = BTreeMap::new();
    for entry in chapter {
        by_number.entry(&entry.number).or_default().push(entry);
    }
    let mut found: Vec<Vec<&Entry>> = Vec::new();
    for entries in by_number.into_values() {
        let mut titles = BTreeSet::new();
        let distinct: Vec<&Entry> = entries.into_iter().filter(|e| titles.insert(fold(&e.title))).collect();
        if distinct.len() > 1 {
            found.push(distinct);
        } else {
            sink.hold(RULE);
        }
    }
    for distinct in &found {
        // Several doubled numbers of one section: the numbering starts again where no chapter heading was seen.
        let sisters = found.iter().filter(|f| f.first().map(|e| &e.number.series) == distinct.first().map(|e| &e.number.series)).count();
        let [_, second, ..] = distinct.as_slice() else { continue };
        if sisters > 1 {
            sink.skip(RULE, "the numbering of sections starts again");
            continue;
        }
        let message = doubled("Bagian", &second.printed, distinct.len(), None);
        let mut finding = at_text(RULE, Severity::Low, 85, (second.page, second.bbox), &second.printed, message);
        finding
            .evidence
            .extend(distinct.iter().filter(|e| e.page != second.page || e.title != second.title).map(|e| e.evidence("other_place")));
        sink.fail(RULE, finding);
    }
}

/// A heading `2.5.1` that stands under section 2.6.
fn misplaced_headings(chapter: &[Entry], sink: &mut Sink) {
    let mut section: Option<&Entry> = None;
    let mut said: Option<Vec<u32>> = None;
    for entry in chapter {
        if entry.number.series.len() == 1 {
            section = Some(entry);
            continue;
        }
        let (Some(above), Some(own)) = (section, entry.number.series.get(..2)) else { continue };
        let mut expected = above.number.series.clone();
        expected.push(above.number.ordinal);
        if own == expected.as_slice() || said.as_deref() == Some(own) || own.first() != expected.first() {
            continue;
        }
        said = Some(own.to_vec());
        let message = say(|lang| match lang {
            Lang::Id => format!("Bagian {} “{}” berada di bawah bagian {}.", entry.printed, short(&entry.title), above.printed),
            Lang::En => format!("Section {} “{}” stands under section {}.", entry.printed, short(&entry.title), above.printed),
        });
        let mut finding = at_text(RULE, Severity::Low, 80, (entry.page, entry.bbox), &entry.printed, message);
        finding.expected = Some(format!("{}.{}", above.printed, entry.number.ordinal));
        finding.evidence.push(above.evidence("other_place"));
        sink.fail(RULE, finding);
    }
}

fn same_titles(chapter: &[Entry], sink: &mut Sink) {
    for (a, b) in chapter.iter().zip(chapter.iter().skip(1)) {
        let sisters = a.number.series == b.number.series && a.number.ordinal != b.number.ordinal;
        if !sisters || fold(&a.title) != fold(&b.title) || a.title.split_whitespace().count() < 2 {
            continue;
        }
        let message = say(|lang| match lang {
            Lang::Id => format!("Bagian {} dan {} berjudul sama: “{}”.", a.printed, b.printed, short(&b.title)),
            Lang::En => format!("Sections {} and {} have the same title: “{}”.", a.printed, b.printed, short(&b.title)),
        });
        let mut finding = at_text(RULE, Severity::Low, 85, (b.page, b.bbox), &b.printed, message);
        finding.evidence.push(a.evidence("other_place"));
        sink.fail(RULE, finding);
    }
}

/// Column numbers of the number row: 1, 2, 3 … without a gap, one number a cell.
fn column_numbers(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for row in view.table.rows.iter().filter(|r| r.role == RowRole::Number) {
            let cells = (0..view.cols).filter_map(|col| view.cell(view.own(row.row, col)?)).filter(|c| !c.text.trim().is_empty());
            let numbers: Option<Vec<(u32, &Cell)>> =
                cells.map(|c| Some((c.text.trim().trim_matches(['(', ')', '.']).parse::<u32>().ok()?, c))).collect();
            let Some(numbers) = numbers.filter(|n| n.len() > 2 && n.first().is_some_and(|(first, _)| *first == 1)) else { continue };
            let mut steps = numbers.iter().zip(numbers.iter().skip(1));
            let Some(((before, _), (wrong, cell))) = steps.find(|((a, _), (b, _))| *b != a + 1) else {
                sink.hold(RULE);
                continue;
            };
            let message = say(|lang| match lang {
                Lang::Id => format!("Nomor kolom {before} diikuti {wrong}, seharusnya {}.", before + 1),
                Lang::En => format!("Column number {before} is followed by {wrong}; it should be {}.", before + 1),
            });
            let mut finding = at_text(RULE, Severity::Low, 85, (cell.page, cell.bbox), &wrong.to_string(), message);
            finding.table = Some(view.name());
            finding.column = Some(view.header(cell.col));
            finding.expected = Some((before + 1).to_string());
            sink.fail(RULE, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report, table};
    use crate::check::{Options, Outcome, run};
    use crate::layout::BlockKind;
    use crate::pdf::Rect;
    use crate::report::ColumnRole::{Pagu, Uraian};
    use crate::report::{Block, Report};

    fn with_blocks(blocks: &[(BlockKind, &str)]) -> Report {
        let mut report = report(Vec::new());
        for (page, (kind, text)) in (1u32..).zip(blocks) {
            report.blocks.push(Block { page, bbox: Rect::default(), kind: *kind, level: 1, text: (*text).into() });
        }
        report
    }

    fn of(blocks: &[(BlockKind, &str)]) -> Outcome {
        run(&with_blocks(blocks), &Options::default())
    }

    #[test]
    fn doubled_and_skipped_captions_are_found_by_chapter() {
        use BlockKind::Caption;
        let outcome = of(&[
            (Caption, "Tabel II.1 Sasaran"),
            (Caption, "Tabel II.2. Program"),
            (Caption, "Tabel III.1 Skala"),
            (Caption, "Tabel III.2 Rumus"),
            (Caption, "Tabel III.2 Capaian"),
            (Caption, "Tabel III.3 Anggaran"),
            (Caption, "Gambar 2.2 Struktur"),
        ]);
        assert_eq!(findings(&outcome, "S01"), ["III.2 -> ", "2.2 -> 2.1"]);
    }

    #[test]
    fn restarts_continuations_and_mentioned_numbers_pass() {
        use BlockKind::{Caption, Contents, Paragraph};
        let outcome = of(&[
            (Contents, "Tabel 1 Sasaran … 3"),
            (Caption, "Tabel 1 Sasaran"),
            (Caption, "Tabel 2 Program"),
            (Caption, "Tabel 2 Program"),
            (Caption, "Tabel 2 Program (lanjutan)"),
            (Paragraph, "Lihat Tabel 3 di bawah."),
            (Caption, "Tabel 4 Capaian"),
            (Caption, "Tabel 1 Lampiran"),
        ]);
        assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn headings_are_checked_within_their_chapter() {
        use BlockKind::Heading;
        let outcome = of(&[
            (Heading, "BAB 2 PERENCANAAN"),
            (Heading, "2.5 Program"),
            (Heading, "2.6 Perjanjian Kinerja"),
            (Heading, "2.5.1 Perjanjian awal"),
            (Heading, "BAB 3 AKUNTABILITAS"),
            (Heading, "3.1 Capaian Kinerja"),
            (Heading, "3.1 Efisiensi"),
            (Heading, "3.2 Realisasi Anggaran"),
            (Heading, "3.3 Realisasi Anggaran"),
        ]);
        assert_eq!(findings(&outcome, "S01"), ["2.5.1 -> 2.6.1", "3.1 -> ", "3.3 -> "]);
    }

    #[test]
    fn lists_of_tables_read_as_captions_do_not_double_numbers() {
        use BlockKind::Caption;
        let report = with_blocks(&[
            (Caption, "Tabel 1 Jumlah penduduk menurut umur"),
            (Caption, "Tabel 1 Penduduk"),
            (Caption, "Tabel 2 Sasaran strategis"),
        ]);
        let mut listed = report.clone();
        listed.blocks.insert(1, Block { text: "Tabel 2 Sasaran dan target".into(), ..report.blocks[0].clone() });
        assert!(run(&listed, &Options::default()).findings.is_empty(), "page 1 is a list");
        assert_eq!(run(&report, &Options::default()).findings.len(), 1);
    }

    #[test]
    fn a_skipped_column_number_is_found() {
        let mut numbered = table(&[("A", Uraian), ("B", Pagu), ("C", Pagu)], &["1|2|4", "x|1|2"]);
        numbered.rows[1].role = crate::report::RowRole::Number;
        numbered.number = None;
        let outcome = run(&report(vec![numbered]), &Options::default());
        assert_eq!(findings(&outcome, "S01"), ["4 -> 3"]);
    }
}
