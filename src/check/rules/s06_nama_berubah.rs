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
//! twelve other tables.
//!
//! ## What it lets pass
//! Spelling (Persentase/Prosentase, hyphens, blanks); names that stand side by side in one table; a name that two
//! tables or more carry; names that differ in figures; short names; shortened names that may go
//! on over a page break or in the cell below.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III, checklist III.5 and III.6.

use crate::check::names::{Name, cell_of, names};
use crate::check::passages::words;
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::Cell;

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
        let other: Vec<_> = lone.iter().zip(usual).filter(|(a, b)| a != b).collect();
        let exchanged = other.iter().all(|(a, b)| a.len().min(b.len()) > 3 && strsim::normalized_levenshtein(a, b) < SAME_WORD);
        return !other.is_empty() && other.len() <= MOST_EXCHANGED && exchanged && opposite_free(&other);
    }
    usual.len() > lone.len() && usual.len() - lone.len() <= MOST_LEFT_OUT && usual.starts_with(lone)
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
