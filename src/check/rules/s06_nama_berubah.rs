//! # S06 nama-berubah
//!
//! ## What it does
//! Finds an indicator that one table calls by another name than all others: a word exchanged, or the end left out.
//!
//! ## Why it matters
//! 'Tingkat' is not 'Cakupan': the reader cannot tell whether the same thing was measured, and neither can the tool.
//!
//! ## Example
//! 'Tingkat kepesertaan Jaminan Kesehatan Nasional' in the monitoring of the second quarter, 'Cakupan kepesertaan …' in
//! twelve other tables. The same of names that the text quotes: 'sasaran “Meningkatkan …”' where the tables have
//! 'Meningkatnya …', a word exchanged or lost.
//!
//! ## What it lets pass
//! Spelling (Persentase/Prosentase, hyphens, blanks); names that stand side by side in one table; a name that two
//! tables or more carry; names that differ in figures; short names; shortened names that may go
//! on over a page break or in the cell below.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III, checklist III.5 and III.6.

use crate::check::names::{Name, cell_of, names, sasaran, spelled};
use crate::check::passages::words;
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::report::Cell;
use std::collections::BTreeMap;

const RULE: &str = "S06";

/// Tables that carry the usual name.
const USUAL: usize = 3;
/// Words of a name that can be told from another.
const FEWEST_WORDS: usize = 4;
/// Words exchanged at most, and left out at most.
const MOST_EXCHANGED: usize = 1;
const MOST_LEFT_OUT: usize = 3;
/// Similarity of two words from which they are spellings of one.
const SAME_WORD: f64 = 0.7;
/// Places of one drift that a finding quotes.
const MOST_PLACES: usize = 6;

/// Compares every lone name with the usual ones.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let names = names(input);
    let usual: Vec<&Name<'_>> = names.values().filter(|n| n.tables.len() >= USUAL && n.words.len() >= FEWEST_WORDS).collect();
    for lone in names.values().filter(|n| n.tables.len() == 1 && n.words.len() >= FEWEST_WORDS) {
        let other = usual.iter().filter(|u| lone.tables.is_disjoint(&u.tables)).find(|u| drifted(&lone.words, &u.words));
        let Some(other) = other else {
            sink.hold(RULE);
            continue;
        };
        let (Some(record), Some(right)) = (lone.records.first(), other.records.first()) else { continue };
        let Some((view, at)) = cell_of(input, record) else {
            sink.skip(RULE, "the cell of the name was not found");
            continue;
        };
        if other.words.len() != lone.words.len() && may_go_on(view, at, other.words.get(lone.words.len())) {
            sink.skip(RULE, "the name may go on where it was not read");
            continue;
        }
        let (stated, right_name) = (squeezed(&record.indikator), squeezed(&right.indikator));
        let message = say(|lang| match lang {
            Lang::Id => format!("Indikator disebut “{stated}”; di {} tabel lain “{right_name}”.", other.tables.len()),
            Lang::En => format!("The indicator is called “{stated}”; “{right_name}” in {} other tables.", other.tables.len()),
        });
        let mut finding = at_cell(RULE, Severity::Low, 78, view, at, message);
        finding.expected = Some(right_name);
        for record in other.records.iter().take(USUAL) {
            finding.evidence.extend(cell_of(input, record).and_then(|(view, at)| view.evidence(at, "other_place")));
        }
        sink.fail(RULE, finding);
    }
    quoted(input, &names, sink);
}

/// Names that the text quotes: 'sasaran “…”', 'indikator “…”'.
static QUOTED: LazyPattern = LazyPattern::new(
    &["sasaran|indikator", "“|\""],
    r#"(?i)\b(?P<what>sasaran|indikator)(?:\s+(?:strategis|kinerja|utama))*(?:\s+\d{1,2})?\s*:?\s*[“"](?P<name>[^“”"]{20,250})[”"]"#,
);

/// Names quoted in the text against those of the tables. A name that no table carries and that differs from the usual one
/// in a word is the drift of it: a word exchanged or lost, or the verb turned from a state into a deed.
fn quoted(input: &Input<'_>, indicators: &BTreeMap<String, Name<'_>>, sink: &mut Sink) {
    let sasaran = sasaran(input);
    let mut said: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for passage in input.passages().iter().filter(|p| p.kind != Some(BlockKind::Contents) && QUOTED.passes(&p.sieve)) {
        for found in QUOTED.captures_iter(&passage.text) {
            let (Some(what), Some(name)) = (found.name("what"), found.name("name")) else { continue };
            let of_sasaran = what.as_str().eq_ignore_ascii_case("sasaran");
            let known = if of_sasaran { &sasaran } else { indicators };
            let words = spelled(name.as_str());
            if words.len() < FEWEST_WORDS {
                continue;
            }
            if known.contains_key(&words.concat()) {
                sink.hold(RULE);
                continue;
            }
            if let Some(first) = said.get(&words) {
                let again = passage.evidence("stated", name.as_str().trim());
                if let Some(finding) = sink.findings.get_mut(*first).filter(|f| f.evidence.len() < MOST_PLACES) {
                    finding.evidence.push(again);
                }
                continue;
            }
            let usual = known.values().filter(|n| n.tables.len() >= USUAL && n.words.len() >= FEWEST_WORDS);
            let mut like = usual.filter(|u| exchanged(&words, &u.words) || turned(&words, &u.words) || lost_one(&words, &u.words));
            // Like two names, it is perhaps a third.
            let (Some(usual), None) = (like.next(), like.next()) else { continue };
            let Some(right) = usual.records.first() else { continue };
            let right = squeezed(if of_sasaran { right.sasaran.as_deref().unwrap_or_default() } else { &right.indikator });
            let stated = squeezed(name.as_str());
            let message = say(|lang| match (lang, of_sasaran) {
                (Lang::Id, true) => format!("Sasaran disebut “{stated}” dalam teks; “{right}” dalam tabel-tabelnya."),
                (Lang::Id, false) => format!("Indikator disebut “{stated}” dalam teks; “{right}” dalam tabel-tabelnya."),
                (Lang::En, true) => format!("The text calls the sasaran “{stated}”; the tables call it “{right}”."),
                (Lang::En, false) => format!("The text calls the indicator “{stated}”; the tables call it “{right}”."),
            });
            let mut finding = at_text(RULE, Severity::Low, 75, (passage.page, passage.bbox), &stated, message);
            finding.expected = Some(right);
            if let Some(index) = sink.fail(RULE, finding) {
                said.insert(words, index);
            }
        }
    }
}

/// Whether a name is the other with one word lost from within.
fn lost_one(lone: &[String], usual: &[String]) -> bool {
    /// Letters of a word that is no filler.
    const LETTERS: usize = 5;
    if lone.len() + 1 != usual.len() {
        return false;
    }
    let Some(at) = usual.iter().zip(lone).position(|(u, l)| u != l) else { return false };
    let lost = usual.get(at).is_some_and(|w| w.chars().count() >= LETTERS && w.chars().all(char::is_alphabetic));
    at > 0 && lost && usual.get(at + 1..) == lone.get(at..)
}

/// Whether a name is the other with its first word turned from a state into a deed or back: Meningkatnya, Meningkatkan.
fn turned(lone: &[String], usual: &[String]) -> bool {
    let (Some((a, rest)), Some((b, others))) = (lone.split_first(), usual.split_first()) else { return false };
    let stem = |w: &String| w.strip_suffix("nya").or_else(|| w.strip_suffix("kan")).map(str::to_owned);
    a != b && rest == others && stem(a).is_some() && stem(a) == stem(b)
}

/// Whether the rest of a name may stand in a cell of its own: the last cell of its column on the page, or one below that
/// opens with the word that is missing.
fn may_go_on(view: &View<'_>, at: At, next: Option<&String>) -> bool {
    let Some(cell) = view.cell(at) else { return true };
    let below = || view.table.cells.iter().filter(|c| c.col == cell.col && c.row > cell.row && !c.text.trim().is_empty());
    let last = !below().any(|c| c.page == cell.page);
    let opens = |c: &Cell| {
        words(&c.text).first() == next || next.is_some_and(|n| words(&c.text).contains(n) && words(&c.text).len() < FEWEST_WORDS)
    };
    last || below().next().is_some_and(opens)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name is the other with one word exchanged or its end left out.
fn drifted(lone: &[String], usual: &[String]) -> bool {
    let figures = |words: &[String]| words.iter().filter(|w| w.chars().any(|c| c.is_ascii_digit())).cloned().collect::<Vec<_>>();
    if figures(lone) != figures(usual) {
        return false;
    }
    if lone.len() == usual.len() {
        return exchanged(lone, usual);
    }
    usual.len() > lone.len() && usual.len() - lone.len() <= MOST_LEFT_OUT && usual.starts_with(lone)
}

/// Whether a name is the other with one general word exchanged.
fn exchanged(lone: &[String], usual: &[String]) -> bool {
    let other: Vec<_> = lone.iter().zip(usual).filter(|(a, b)| a != b).collect();
    let apart = other.iter().all(|(a, b)| a.len().min(b.len()) > 3 && strsim::normalized_levenshtein(a, b) < SAME_WORD);
    lone.len() == usual.len() && !other.is_empty() && other.len() <= MOST_EXCHANGED && apart && opposite_free(&other)
}

/// Parts of a pair (laki-laki/perempuan, ibu/bayi) are two things; only general words drift.
fn opposite_free(other: &[(&String, &String)]) -> bool {
    const GENERAL: &[&str] = &[
        "persentase",
        "jumlah",
        "cakupan",
        "tingkat",
        "angka",
        "nilai",
        "indeks",
        "rasio",
        "proporsi",
        "skor",
        "predikat",
        "tenaga",
        "pencari",
        "meningkatnya",
        "meningkatkan",
        "terwujudnya",
        "prevalensi",
        "rata",
        "kualitas",
        "kuantitas",
        "laju",
    ];
    other.iter().all(|(a, b)| GENERAL.contains(&a.as_str()) && GENERAL.contains(&b.as_str()))
}

#[cfg(test)]
mod tests {
    use super::drifted;

    fn is(a: &str, b: &str) -> bool {
        let words = |t: &str| crate::check::passages::words(t);
        drifted(&words(a), &words(b))
    }

    #[test]
    fn quoted_names_that_drift_from_all_tables() {
        use crate::check::fixture;
        use crate::check::rules::x02_realisasi::tests::report;
        use crate::report::Stage;
        let name = "Persentase jembatan kabupaten yang diperiksa dan diperbaiki";
        let said = |text: &str| {
            let entries = [(Stage::Pk, name, Some("3"), None, 2024); 3];
            let mut report = report(&entries);
            for record in &mut report.indicators {
                record.sasaran = Some("Meningkatnya keandalan jembatan kabupaten".into());
            }
            let prose = crate::check::passages::report_of(&[(2, crate::layout::BlockKind::Paragraph, text)]);
            report.blocks = prose.blocks;
            fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), "S06")
        };
        assert_eq!(said("diukur dengan indikator “Persentase jembatan kabupaten yang dan diperbaiki”.").len(), 1, "a word lost");
        assert_eq!(said("Sasaran strategis 1 “Meningkatkan keandalan jembatan kabupaten” diukur").len(), 1, "a deed for a state");
        assert!(said(&format!("indikator “{name}” dan sasaran “Meningkatnya keandalan jembatan kabupaten”")).is_empty());
        assert!(said("indikator “Persentase jembatan desa yang diperiksa dan diperbaiki”").is_empty(), "another thing");
        assert!(said("sasaran program “Meningkatkan keandalan jembatan kabupaten”").is_empty(), "of a programme");
    }

    #[test]
    fn exchanged_and_left_out_words() {
        assert!(is("Tingkat kepesertaan Jaminan Kesehatan", "Cakupan kepesertaan Jaminan Kesehatan"));
        assert!(is("Persentase inovasi daerah yang dilaporkan", "Jumlah inovasi daerah yang dilaporkan"));
        assert!(is("Persentase satuan pendidikan terakreditasi", "Persentase satuan pendidikan terakreditasi minimal B"));
    }

    #[test]
    fn lookalikes_pass() {
        assert!(!is("Cakupan pelayanan kesehatan ibu", "Cakupan pelayanan kesehatan bayi"));
        assert!(!is("Persentase desa siaga aktif", "Persentase desa siaga aktif"));
        assert!(!is("Persentase satuan permukiman dibina", "Persentase satuan pemukiman dibina"));
        assert!(!is("Jumlah produksi padi tahun 2023", "Jumlah produksi padi tahun 2024"));
        assert!(!is("Cakupan kunjungan ibu hamil lengkap penuh", "Cakupan kunjungan"));
    }
}
