//! # S02 daftar
//!
//! ## What it does
//! Holds Daftar Isi, Daftar Tabel and Daftar Gambar against the headings and captions of the body: entries that the
//! body does not have, captions and sections that the lists leave out, titles and numbers that differ, and page
//! numbers that are wrong. Printed page numbers are compared after the shift against the file's pages, which the
//! running page numbers tell.
//!
//! ## Why it matters
//! A list that no longer fits was copied from an older draft; the reader looks for a table that is not there.
//!
//! ## Example
//! Daftar Tabel: 'Tabel III.8 … 20'; the caption stands on page 18.
//!
//! ## What it lets pass
//! Spelling, capitals and the agency's name behind a title; captions that are cut short in the body; lists of which
//! less than three fifths are found again (they were not read well); shortened titles of sections; chapter-wise page
//! numbers (III-17); page numbers where the pages carry none that run on. Four or more wrong pages of a list are one
//! finding.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III, checklist I (format).

use crate::check::contents::{Entry, Listed, entries, listed, offset};
use crate::check::numbers::Number;
use crate::check::passages::{letters, squeeze, words};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_text};
use crate::check::{Evidence, Input, Message, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::pdf::Rect;
use crate::report::PageText;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "S02";

/// Entries of a list before it is judged.
const FEWEST_ENTRIES: usize = 3;
/// Similarity of two words from which they are one word in two spellings.
const SAME_WORD: f64 = 0.75;
/// Share of common words from which two titles are one.
const SAME_TITLE: f64 = 0.5;
/// Share of common words from which a caption under another number is the one listed.
const SAME: f64 = 0.85;
/// Share of common words below which a heading is another than the one listed: sections are often listed shortened.
const OTHER_SECTION: f64 = 0.6;
/// Wrong page numbers of a list from which they are one finding.
const MANY_PAGES: usize = 4;
/// Words that a caption may have over its entry: more is text that runs on behind the caption.
const MOST_MORE_WORDS: usize = 4;
/// A passage of this many characters is running text that speaks of a title, not the title.
const TOO_LONG_FOR_TITLE: usize = 300;

static CAPTION: LazyPattern = LazyPattern::new(
    &["tabel|gambar|grafik|bagan|diagram"],
    r"(?i)^\s*(?P<kind>tabel|gambar|grafik|bagan|diagram)\s*\.?\s*(?P<label>(?:[IVXL]+|\d+)(?:\s?[.\-]\s?\d+){0,3}[a-z]?)(?:[\s.:)]+(?P<title>.*))?$",
);
static HEADING: LazyPattern = LazyPattern::new(&["."], r"^\s*(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?P<title>\S.*)$");

/// A caption or heading of the body.
#[derive(Debug, Clone)]
struct Real {
    kind: Listed,
    printed: String,
    number: Number,
    title: String,
    /// Letters of the title, and its words.
    letters: String,
    words: Vec<String>,
    page: u32,
    bbox: Rect,
}

impl Real {
    fn evidence(&self) -> Evidence {
        let text = format!("{} {}", self.printed, self.title);
        Evidence { role: "other_place".into(), page: self.page, bbox: self.bbox, text, table: None, row: None, col: None }
    }
}

/// Compares every list with the body.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let listed = entries(input.report);
    let real = body(input);
    let shift = offset(input.report);
    for kind in [Listed::Section, Listed::Table, Listed::Figure] {
        let list: Vec<&Entry> = listed.iter().filter(|e| e.kind == kind).collect();
        if list.is_empty() {
            continue;
        }
        let body: Vec<&Real> = real.iter().filter(|r| r.kind == kind).collect();
        compare(input, kind, &list, &body, shift, sink);
    }
}

/// Captions and numbered headings of the body, the first of those that say the same.
fn body(input: &Input<'_>) -> Vec<Real> {
    let mut out: Vec<Real> = Vec::new();
    for block in &input.report.blocks {
        let text = squeeze(&block.text);
        let m = match block.kind {
            BlockKind::Caption => CAPTION.captures(&text),
            BlockKind::Heading => HEADING.captures(&text),
            _ => None,
        };
        let Some(m) = m else { continue };
        let kind = m.name("kind").map_or(Listed::Section, |k| listed(k.as_str()));
        let title = m.name("title").map_or("", |t| t.as_str());
        push(&mut out, kind, m.name("label").map_or("", |l| l.as_str()), title, (block.page, block.bbox));
    }
    for table in &input.report.tables {
        if let (Some(number), Some(at)) = (&table.number, table.caption_at) {
            push(&mut out, Listed::Table, number, table.caption.as_deref().unwrap_or(""), (at.page, at.bbox));
        }
    }
    out.sort_by(|a, b| a.page.cmp(&b.page).then(a.bbox.y0.total_cmp(&b.bbox.y0)));
    out
}

fn push(out: &mut Vec<Real>, kind: Listed, printed: &str, title: &str, (page, bbox): (u32, Rect)) {
    let Some(number) = Number::read(printed) else { return };
    let title = squeeze(title);
    let lower = title.to_lowercase();
    if lower.contains("lanjutan") || lower.contains("sambungan") {
        return;
    }
    let letters = letters(&title);
    let same = |r: &&mut Real| r.kind == kind && r.number == number && (r.page == page || r.letters == letters);
    match out.iter_mut().find(same) {
        Some(known) if known.title.len() >= title.len() => {}
        Some(known) => (known.words, known.title, known.letters) = (words(&title), title, letters),
        None => out.push(Real { kind, printed: printed.to_owned(), number, words: words(&title), title, letters, page, bbox }),
    }
}

fn compare(input: &Input<'_>, kind: Listed, list: &[&Entry], body: &[&Real], shift: Option<i64>, sink: &mut Sink) {
    let by_number: BTreeMap<&Number, Vec<&Real>> = body.iter().fold(BTreeMap::new(), |mut map, r| {
        map.entry(&r.number).or_insert_with(Vec::new).push(*r);
        map
    });
    let pairs: Vec<(&Entry, Option<&Real>)> = list.iter().map(|e| (*e, partner(e, &by_number))).collect();
    let met = pairs.iter().filter(|(_, r)| r.is_some()).count();
    if list.len() < FEWEST_ENTRIES || met * 5 < list.len() * 3 {
        sink.skip_many(RULE, "too little of the list was found again in the body", list.len());
        return;
    }
    let taken: Taken =
        pairs.iter().filter_map(|(e, r)| r.filter(|r| likeness(&e.title, &r.title) > SAME)).map(|r| (r.page, r.letters.as_str())).collect();
    let whole = kind != Listed::Section || met * 5 >= list.len() * 4;
    for (entry, real) in &pairs {
        match real {
            None => missing(input, entry, body, (&taken, whole), sink),
            Some(real) => title(input, entry, real, sink),
        }
    }
    if whole {
        left_out(kind, list, body, &pairs, sink);
    }
    page_numbers(&pairs, shift, sink);
}

/// Captions that an entry of their own number lists: page and letters of the title.
type Taken<'a> = BTreeSet<(u32, &'a str)>;

/// Whether a caption has the words of an entry's title under another number: the same figures, and nearly the same words.
fn is_renumbered(title: &[String], real: &Real) -> bool {
    fn figures(words: &[String]) -> impl Iterator<Item = &String> {
        words.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit()))
    }
    title.len() > 1 && figures(title).eq(figures(&real.words)) && share_of(title, &real.words) > SAME
}

/// The caption of the entry's number, of several the one whose title is nearest.
fn partner<'a>(entry: &Entry, by_number: &BTreeMap<&Number, Vec<&'a Real>>) -> Option<&'a Real> {
    let candidates = by_number.get(&entry.number)?;
    candidates.iter().copied().max_by(|a, b| likeness(&entry.title, &a.title).total_cmp(&likeness(&entry.title, &b.title)))
}

fn noun(kind: Listed, lang: Lang) -> &'static str {
    match kind {
        Listed::Section => lang.pick("Bagian", "Section"),
        Listed::Table => lang.pick("Tabel", "Table"),
        Listed::Figure => lang.pick("Gambar", "Figure"),
    }
}

fn list_name(kind: Listed) -> &'static str {
    match kind {
        Listed::Section => "Daftar Isi",
        Listed::Table => "Daftar Tabel",
        Listed::Figure => "Daftar Gambar",
    }
}

fn fail(sink: &mut Sink, entry: &Entry, real: Option<&Real>, stated: String, expected: Option<String>, confidence: u8, message: Message) {
    let mut finding = at_text(RULE, Severity::Low, confidence, (entry.at, entry.bbox), &stated, message);
    finding.table = (entry.kind == Listed::Table).then(|| entry.printed.clone());
    finding.expected = expected;
    if let Some(first) = finding.evidence.first_mut() {
        first.text = format!("{} {}", entry.printed, entry.title);
    }
    finding.evidence.extend(real.map(Real::evidence));
    sink.fail(RULE, finding);
}

/// An entry without a caption of its number.
fn missing(input: &Input<'_>, entry: &Entry, body: &[&Real], (taken, whole): (&Taken, bool), sink: &mut Sink) {
    let own = words(&entry.title);
    let moved = body.iter().find(|r| !taken.contains(&(r.page, r.letters.as_str())) && is_renumbered(&own, r));
    if moved.is_none() && (!whole || may_be_unread(input) || is_mentioned(input, entry)) {
        sink.skip(RULE, "the listed item may stand where it could not be read");
        return;
    }
    if moved.is_some_and(|r| body.iter().filter(|other| other.number == r.number).count() > 1) {
        sink.skip(RULE, "the number is used twice, which S01 says");
        return;
    }
    let name = list_name(entry.kind);
    let message = say(|lang| {
        let what = format!("{} {} “{}”", noun(entry.kind, lang), entry.printed, short(&entry.title));
        match (moved, lang) {
            (Some(r), Lang::Id) => format!("{name} menyebut {what}; di halaman {} nomornya {}.", r.page, r.printed),
            (Some(r), Lang::En) => format!("{name} lists {what}; on page {} its number is {}.", r.page, r.printed),
            (None, Lang::Id) => format!("{name} menyebut {what}; tidak ditemukan di isi laporan."),
            (None, Lang::En) => format!("{name} lists {what}; the body has none."),
        }
    });
    fail(
        sink,
        entry,
        moved.copied(),
        entry.printed.clone(),
        moved.map(|r| r.printed.clone()),
        if moved.is_some() { 85 } else { 75 },
        message,
    );
}

/// Differing titles of the same number.
fn title(input: &Input<'_>, entry: &Entry, real: &Real, sink: &mut Sink) {
    let (list, body) = (words(&entry.title), words(&real.title));
    if list.is_empty() || body.is_empty() || letters(&entry.title) == real.letters {
        sink.hold(RULE);
        return;
    }
    let agency: BTreeSet<String> =
        [&input.report.agency.name, &input.report.agency.region].into_iter().flatten().flat_map(|n| words(n)).collect();
    let (less, more) = difference(&list, &body);
    let less: Vec<String> = less.into_iter().filter(|w| w.len() > 3 || w.parse::<u32>().is_err() || !more.is_empty()).collect();
    let matters = |w: &&String| !agency.contains(*w) && !FILLERS.contains(&w.as_str());
    let fillers_only = !less.iter().chain(&more).any(|w| matters(&w)) && !real_loss(&less, &more);
    let cut = more.is_empty() && list.starts_with(&body) || more.len() > MOST_MORE_WORDS && body.starts_with(&list);
    let shortened = entry.kind == Listed::Section && likeness(&entry.title, &real.title) >= OTHER_SECTION;
    let commas = |text: &str| text.matches(',').count();
    let listed_by_comma = real_loss(&less, &more) && commas(&entry.title) != commas(&real.title);
    if fillers_only || cut || shortened || listed_by_comma || is_read_elsewhere(input, entry, real) {
        sink.hold(RULE);
        return;
    }
    let name = list_name(entry.kind);
    let message = say(|lang| {
        let what = format!("{} {}", noun(entry.kind, lang), entry.printed);
        match lang {
            Lang::Id => format!("{name}: {what} “{}”; judul di halaman {}: “{}”.", entry.title, real.page, real.title),
            Lang::En => format!("{name}: {what} “{}”; its title on page {}: “{}”.", entry.title, real.page, real.title),
        }
    });
    fail(sink, entry, Some(real), entry.title.clone(), Some(real.title.clone()), 78, message);
}

/// Words that the agency's name brings along.
const FILLERS: &[&str] = &[
    "pemerintah",
    "provinsi",
    "kabupaten",
    "kota",
    "dinas",
    "badan",
    "kantor",
    "pd",
    "opd",
    "skpd",
    "kepala",
    "dan",
    "di",
    "pada",
    "tahun",
];

/// A small word that was dropped inside a title, one word of the other side standing for none.
fn real_loss(less: &[String], more: &[String]) -> bool {
    less.len() + more.len() == 1 && less.iter().chain(more).any(|w| w == "dan")
}

/// Words of the first that the second lacks, and of the second that the first lacks; spellings of one word are equal.
fn difference(a: &[String], b: &[String]) -> (Vec<String>, Vec<String>) {
    let lacks = |from: &[String], other: &[String]| {
        let is_in = |w: &String| other.contains(w) || other.iter().any(|o| same_word(o, w));
        from.iter().filter(|w| !is_in(w) && !is_glued(w, from, other)).cloned().collect::<Vec<_>>()
    };
    let (mut less, mut more) = (lacks(a, b), lacks(b, a));
    let count = |list: &[String]| list.iter().filter(|x| *x == "dan").count();
    if less.is_empty() && more.is_empty() && a.len() != b.len() {
        match count(a).cmp(&count(b)) {
            std::cmp::Ordering::Greater => less.push("dan".to_owned()),
            std::cmp::Ordering::Less => more.push("dan".to_owned()),
            std::cmp::Ordering::Equal => {}
        }
    }
    (less, more)
}

/// A word that the other side writes in two, or the other way round: `perjanjian` and `perjan jian`.
fn is_glued(word: &str, own: &[String], other: &[String]) -> bool {
    let joined = |list: &[String]| list.concat();
    word.len() > 2 && (joined(other).contains(word) || joined(own) == joined(other))
}

fn same_word(a: &str, b: &str) -> bool {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter <= 3 || a.bytes().chain(b.bytes()).any(|c| c.is_ascii_digit()) {
        return false;
    }
    // Every letter that one has more is an edit: what differs by too many is not worth weighing.
    let length = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let may = !(a.is_ascii() && b.is_ascii()) || length(shorter) >= SAME_WORD * length(longer);
    may && strsim::normalized_levenshtein(a, b) >= SAME_WORD
}

/// Share of the words of both titles that they have in common.
fn likeness(a: &str, b: &str) -> f64 {
    share_of(&words(a), &words(b))
}

/// The same of words.
fn share_of(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (less, more) = difference(a, b);
    let odd = u32::try_from(less.len() + more.len()).unwrap_or(u32::MAX);
    let all = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX).max(1);
    1.0 - f64::from(odd) / f64::from(all)
}

/// Captions and sections that the list does not have.
fn left_out(kind: Listed, list: &[&Entry], body: &[&Real], pairs: &[(&Entry, Option<&Real>)], sink: &mut Sink) {
    let numbers: BTreeSet<&Number> = list.iter().map(|e| &e.number).collect();
    let deepest = list.iter().map(|e| e.number.series.len()).max().unwrap_or(0);
    let last_list = list.iter().map(|e| e.at).max().unwrap_or(0);
    let Some(last) = list.last() else { return };
    let unfound: Vec<Vec<String>> = pairs.iter().filter(|(_, found)| found.is_none()).map(|(e, _)| words(&e.title)).collect();
    let mut said: BTreeSet<&Number> = BTreeSet::new();
    for real in body.iter().filter(|r| r.page > last_list && r.number.series.len() <= deepest && !numbers.contains(&r.number)) {
        let renumbered = unfound.iter().any(|title| is_renumbered(title, real));
        if renumbered || kind == Listed::Section && !same_chapter(list, real) || real.title.is_empty() || !said.insert(&real.number) {
            continue;
        }
        let name = list_name(kind);
        let message = say(|lang| {
            let what = format!("{} {} “{}”", noun(kind, lang), real.printed, short(&real.title));
            match lang {
                Lang::Id => format!("{what} (halaman {}) tidak ada dalam {name}.", real.page),
                Lang::En => format!("{what} (page {}) is not in the {name}.", real.page),
            }
        });
        let mut finding = at_text(RULE, Severity::Low, 78, (real.page, real.bbox), &real.printed, message);
        finding.table = (kind == Listed::Table).then(|| real.printed.clone());
        if let Some(first) = finding.evidence.first_mut() {
            first.text = format!("{} {}", real.printed, real.title);
        }
        let text = format!("{} {}", last.printed, last.title);
        let place = Evidence { role: "other_place".into(), page: last.at, bbox: last.bbox, text, table: None, row: None, col: None };
        finding.evidence.push(place);
        sink.fail(RULE, finding);
    }
}

/// A section of a chapter and depth that the list goes into.
fn same_chapter(list: &[&Entry], real: &Real) -> bool {
    list.iter().any(|e| e.number.series == real.number.series)
}

/// Page numbers; where most of a list is wrong, the list was not brought up to date and is one finding.
fn page_numbers(pairs: &[(&Entry, Option<&Real>)], shift: Option<i64>, sink: &mut Sink) {
    let Some(shift) = shift else {
        sink.skip_many(RULE, "the pages carry no running numbers", pairs.len());
        return;
    };
    let real_page = |r: &Real| i64::from(r.page) - shift;
    let alike = |e: &Entry, r: &Real| likeness(&e.title, &r.title) > SAME_TITLE;
    let judged: Vec<(&Entry, &Real, i64)> =
        pairs.iter().filter_map(|(e, r)| Some((*e, (*r)?, i64::from(e.page?)))).filter(|(e, r, _)| alike(e, r)).collect();
    let wrong: Vec<_> = judged.iter().filter(|(_, r, page)| real_page(r) != *page).collect();
    sink.skip_many(RULE, "the page number could not be read", pairs.len() - judged.len());
    (0..judged.len() - wrong.len()).for_each(|_| sink.hold(RULE));
    let Some((first, real, page)) = wrong.first() else { return };
    let name = list_name(first.kind);
    if wrong.len() >= MANY_PAGES || wrong.len() * 2 > judged.len() && judged.len() >= FEWEST_ENTRIES {
        let message = say(|lang| match lang {
            Lang::Id => format!(
                "Nomor halaman {name} tidak diperbarui: {} dari {} salah, misalnya {} di halaman {}, bukan {page}.",
                wrong.len(),
                judged.len(),
                first.printed,
                real_page(real)
            ),
            Lang::En => format!(
                "The page numbers of the {name} were not brought up to date: {} of {} are wrong, such as {} on page {}, not {page}.",
                wrong.len(),
                judged.len(),
                first.printed,
                real_page(real)
            ),
        });
        fail(sink, first, Some(real), page.to_string(), Some(real_page(real).to_string()), 75, message);
        return;
    }
    for (entry, real, page) in wrong {
        let right = real_page(real);
        let message = say(|lang| {
            let what = format!("{} {}", noun(entry.kind, lang), entry.printed);
            match lang {
                Lang::Id => format!("{name}: {what} di halaman {page}; nyatanya di halaman {right}."),
                Lang::En => format!("{name}: {what} on page {page}; it stands on page {right}."),
            }
        });
        fail(sink, entry, Some(real), page.to_string(), Some(right.to_string()), 82, message);
    }
}

/// The entry's title stands by itself in the body: then the caption's number and title were not read together.
fn is_read_elsewhere(input: &Input<'_>, entry: &Entry, real: &Real) -> bool {
    let title = letters(&entry.title);
    let passages = input.passages();
    let from = passages.partition_point(|p| p.page + 1 < real.page);
    let near = passages.iter().zip(input.letters()).skip(from).take_while(|(p, _)| p.page <= real.page + 1);
    near.filter(|(p, _)| p.kind != Some(BlockKind::Contents)).any(|(_, letters)| *letters == title)
}

/// Pages without text, where a caption may stand.
fn may_be_unread(input: &Input<'_>) -> bool {
    let unread = input.report.pages.iter().filter(|p| matches!(p.text, PageText::Scanned)).count();
    unread * 4 > input.report.pages.len()
}

/// A passage of the body that starts with the entry's number and is no caption or heading to the reader of pages.
fn is_mentioned(input: &Input<'_>, entry: &Entry) -> bool {
    let title = letters(&entry.title);
    let start: String = title.chars().take(20).collect();
    start.len() >= 12
        && input.passages().iter().zip(input.letters()).any(|(p, letters)| {
            p.kind != Some(BlockKind::Contents) && letters.contains(&start) && p.text.chars().count() < TOO_LONG_FOR_TITLE
        })
}

#[cfg(test)]
mod tests {
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind::{self, Caption, Contents, Furniture, Heading};

    fn said(extra: &[(u32, BlockKind, &str)]) -> Vec<String> {
        let mut all = vec![
            (2, Contents, "Tabel 2.1 Sasaran Strategis dan Target Renstra ..... 3"),
            (2, Contents, "Tabel 2.2 Strategi dan Arah Kebijakan ..... 4"),
            (2, Contents, "Tabel 2.3 Indikator Kinerja Utama ..... 5"),
            (5, Caption, "Tabel 2.1 Sasaran Strategis dan Target Renstra"),
            (6, Caption, "Tabel 2.2 Strategi dan Arah Kebijakan"),
            (7, Caption, "Tabel 2.3 Indikator Kinerja Utama"),
            (3, Furniture, "LKj 2024 | 1"),
            (4, Furniture, "LKj 2024 | 2"),
            (5, Furniture, "LKj 2024 | 3"),
            (6, Furniture, "LKj 2024 | 4"),
            (7, Furniture, "LKj 2024 | 5"),
        ];
        all.extend_from_slice(extra);
        let outcome = run(&report_of(&all), &Options::default());
        let of = |f: &crate::check::Finding| format!("{} -> {}", f.stated.as_deref().unwrap_or(""), f.expected.as_deref().unwrap_or(""));
        outcome.findings.iter().filter(|f| f.rule == "S02").map(of).collect()
    }

    #[test]
    fn a_list_that_fits_is_silent() {
        assert!(said(&[]).is_empty());
    }

    #[test]
    fn wrong_pages_are_told_after_the_shift() {
        let found = said(&[(2, Contents, "Tabel 2.4 Perjanjian Kinerja ..... 9"), (8, Caption, "Tabel 2.4 Perjanjian Kinerja")]);
        assert_eq!(found, ["9 -> 6"]);
    }

    #[test]
    fn missing_left_out_renamed_and_renumbered() {
        assert_eq!(said(&[(2, Contents, "Tabel 2.4 Rencana Aksi Perjanjian ..... 6")]), ["2.4 -> "]);
        assert_eq!(said(&[(8, Caption, "Tabel 2.4 Perjanjian Kinerja")]), ["2.4 -> "]);
        let renamed =
            [(2, Contents, "Tabel 2.4 Realisasi Kinerja Tahun 2018 ..... 6"), (8, Caption, "Tabel 2.4 Realisasi Kinerja Tahun 2019")];
        assert_eq!(said(&renamed), ["Realisasi Kinerja Tahun 2018 -> Realisasi Kinerja Tahun 2019"]);
        let lost = [(2, Contents, "Tabel 2.4 Target Realisasi Kinerja ..... 6"), (8, Caption, "Tabel 2.4 Target dan Realisasi Kinerja")];
        assert_eq!(said(&lost).len(), 1);
        let moved =
            [(2, Contents, "Tabel 2.4 Perjanjian Kinerja Perubahan ..... 6"), (8, Caption, "Tabel 2.6 Perjanjian Kinerja Perubahan")];
        assert_eq!(said(&moved), ["2.4 -> 2.6"]);
    }

    #[test]
    fn spelling_and_cut_captions_pass() {
        let spelled = [(2, Contents, "Tabel 2.4 Kualifikas Pegawai ..... 6"), (8, Caption, "Tabel 2.4. KUALIFIKASI PEGAWAI")];
        assert!(said(&spelled).is_empty());
        let cut = [(2, Contents, "Tabel 2.4 Realisasi Kinerja terhadap Target ..... 6"), (8, Caption, "Tabel 2.4 Realisasi Kinerja")];
        assert!(said(&cut).is_empty());
    }

    #[test]
    fn a_list_of_which_little_is_found_again_is_not_judged() {
        let all = [
            (2, Contents, "1.1 Latar Belakang ..... 1"),
            (2, Contents, "1.2 Maksud ..... 2"),
            (2, Contents, "1.3 Dasar Hukum ..... 3"),
            (4, Heading, "1.1 Latar Belakang"),
        ];
        assert!(run(&report_of(&all), &Options::default()).findings.iter().all(|f| f.rule != "S02"));
    }
}
