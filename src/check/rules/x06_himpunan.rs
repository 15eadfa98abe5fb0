//! # X06 himpunan
//!
//! ## What it does
//! Compares the set of indicators that the Perjanjian Kinerja promises with the set that its revision keeps, with the
//! set that the report measures and with that of the strategic plan.
//!
//! ## Why it matters
//! An indicator that is promised and then not measured, or that a revision drops without a word, takes a sasaran out of
//! the account; one that is measured without having been promised was put in afterwards.
//!
//! ## Example
//! The agreement has four indicators, the revised one three: 'Nilai RB' is gone, yet Bab III still measures it.
//!
//! ## What it lets pass
//! Names that share most of their words (S06 speaks of those); sets that are so different that one of them is a part of
//! the table only, or of another level (fewer than two thirds in common); indicators that the other part names in any
//! cell or as a sasaran; names that a name of the other part may have replaced; tables whose names ran together.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III, checklist III.1, III.2 and III.5.

use crate::check::facts::key;
use crate::check::names::{Name, cell_of, names};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Percent, Sink, at_cell};
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::report::{Indicator, Stage};
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "X06";

/// Indicators that two sets must share before a missing one means anything.
const SHARED_FROM: usize = 2;
/// Words from which a name is several that ran together: the longest indicator of the real reports has 27.
const LONGEST_NAME: usize = 40;

/// Compares the sets.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let index = names(input);
    let all: Vec<&Name<'_>> = index.values().filter(|n| !n.words.is_empty()).collect();
    let of = |stage: Stage| Set::new(input, &all, stage);
    let (plan, first, revised, measured) = (of(Stage::Renstra), of(Stage::Pk), of(Stage::PkPerubahan), of(Stage::Pengukuran));
    first.missing_in(&revised, ("Perjanjian Kinerja Perubahan", "the revised agreement"), (Severity::Medium, 80), input, sink);
    let in_force = if revised.members.is_empty() { &first } else { &revised };
    in_force.missing_in(&measured, ("tabel pengukuran mana pun", "any table of measurement"), (Severity::Medium, 80), input, sink);
    in_force.missing_in(&plan, ("tabel Renstra", "the strategic plan's table"), (Severity::Low, 70), input, sink);
}

/// The indicators of one stage of planning.
struct Set<'a> {
    members: Vec<(&'a Name<'a>, &'a Indicator)>,
    /// What stands in the tables of the stage, as keys, cell by cell.
    text: Vec<String>,
    /// Names ran together.
    broken: bool,
}

impl<'a> Set<'a> {
    fn new(input: &'a Input<'_>, all: &[&'a Name<'a>], stage: Stage) -> Self {
        let record = |n: &&'a Name<'a>| n.records.iter().copied().find(|r| r.stage == stage);
        let members: Vec<_> = all.iter().copied().filter_map(|n| Some((n, record(&n)?))).collect();
        let tables: BTreeSet<&str> = members.iter().filter_map(|(_, r)| r.source.table.as_deref()).collect();
        let views: Vec<&View<'_>> = input.views.iter().filter(|v| tables.contains(v.table.id.as_str())).collect();
        let text = views.iter().flat_map(|v| &v.table.cells).map(|c| key(&c.text)).filter(|t| !t.is_empty()).collect();
        let broken = members.iter().any(|(n, _)| n.words.len() > LONGEST_NAME);
        Self { members, text, broken }
    }

    fn holds(&self, name: &Name<'_>, record: &Indicator) -> bool {
        let letters = key(&record.indikator);
        let sasaran = record.sasaran.as_deref().map(key).unwrap_or_default();
        let short = abbreviations(&record.indikator);
        let named = |other: &Indicator| {
            let mut words = other.indikator.split(|c: char| !c.is_alphanumeric());
            words.any(|w| short.contains(&w)) || abbreviations(&other.indikator).iter().any(|a| record.indikator.contains(a))
        };
        self.members.iter().any(|(n, other)| alike(&n.words, &name.words) || named(other))
            || self.text.iter().any(|t| t.contains(letters.as_str()) || (!sasaran.is_empty() && self.stands_for(t, &sasaran)))
    }

    /// A table that measures by sasaran stands for its indicators only where it names no indicators of its own.
    fn stands_for(&self, cell: &str, sasaran: &str) -> bool {
        cell == sasaran && self.members.iter().any(|(n, _)| n.words.concat() == sasaran)
    }

    fn missing_in(
        &self,
        other: &Set<'_>,
        place: (&str, &str),
        (severity, confidence): (Severity, Percent),
        input: &Input<'_>,
        sink: &mut Sink,
    ) {
        if self.members.is_empty() || other.members.is_empty() {
            return;
        }
        let mut tables: BTreeMap<Option<&str>, Vec<(&Name<'_>, &Indicator)>> = BTreeMap::new();
        for (name, record) in &self.members {
            tables.entry(record.source.table.as_deref()).or_default().push((name, record));
        }
        // Each table for itself: one of them may be of the governor's indicators.
        for members in tables.values() {
            self.missing_of(members, other, place, (severity, confidence), input, sink);
        }
    }

    fn missing_of(
        &self,
        members: &[(&Name<'_>, &Indicator)],
        other: &Set<'_>,
        place: (&str, &str),
        (severity, confidence): (Severity, Percent),
        input: &Input<'_>,
        sink: &mut Sink,
    ) {
        let (held, missing): (Vec<_>, Vec<_>) = members.iter().partition(|(n, r)| other.holds(n, r));
        for _ in &held {
            sink.hold(RULE);
        }
        if self.broken || other.broken || held.len() < SHARED_FROM || held.len() < missing.len() * 2 {
            sink.skip_many(RULE, "the two sets are of different levels, or their names could not be matched", missing.len());
            return;
        }
        // A name that only the other set has may be this one in other words, where nothing else has its target or is missing.
        let left_over: Vec<&Indicator> = other.members.iter().filter(|(n, r)| !self.holds(n, r)).map(|(_, r)| *r).collect();
        let alone = |record: &Indicator, among: &[&Indicator]| among.iter().filter(|r| promises_the_same(r, record)).count() == 1;
        let missed: Vec<&Indicator> = missing.iter().map(|(_, r)| *r).collect();
        // Nothing speaks against it where that other name has no target, or nothing else is missing.
        let only = left_over.iter().any(|r| r.target.is_none()) || left_over.len() == 1 && missed.len() == 1;
        for (_, record) in missing {
            if only || alone(record, &left_over) && alone(record, &missed) {
                sink.skip(RULE, "another name stands there in its place: it may have been reworded");
                continue;
            }
            let Some((view, at)) = cell_of(input, record) else {
                sink.skip(RULE, "the name could not be placed in its table");
                continue;
            };
            let name = short(&record.indikator);
            let message = say(|lang| match lang {
                Lang::Id => format!("Indikator “{name}” ada di sini, tetapi tidak ada dalam {}.", place.0),
                Lang::En => format!("The indicator “{name}” stands here but not in {}.", place.1),
            });
            let mut finding = at_cell(RULE, severity, confidence, view, at, message);
            finding.row = Some(record.indikator.clone());
            let witness = other.members.first().and_then(|(_, r)| cell_of(input, r));
            finding.evidence.extend(witness.and_then(|(v, at)| v.evidence(at, "other_place")));
            sink.fail(RULE, finding);
        }
    }
}

/// Whether two records have one target, of one unit as far as both name it.
fn promises_the_same(a: &Indicator, b: &Indicator) -> bool {
    let unit = |r: &Indicator| r.satuan.as_deref().map(key).filter(|u| !u.is_empty());
    a.target.is_some() && a.target == b.target && unit(a).zip(unit(b)).is_none_or(|(a, b)| a == b)
}

/// What stands in brackets in capitals: `Bed Occupancy Rate (BOR)`.
fn abbreviations(name: &str) -> Vec<&str> {
    let bracketed = name.split('(').skip(1).filter_map(|rest| rest.split(')').next()).map(str::trim);
    bracketed.filter(|a| a.chars().count() >= 2 && *a != "IKU" && a.chars().all(char::is_uppercase)).collect()
}

/// Whether two names may be one: half of the words of the shorter one are in the other.
fn alike(a: &[String], b: &[String]) -> bool {
    let (a, b): (BTreeSet<&str>, BTreeSet<&str>) = (content(a), content(b));
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    // In one string, since 'SIM RS' is also written 'SIM-RS'.
    let whole = joined(many);
    let shared = few.iter().filter(|w| many.contains(*w) || (w.chars().count() >= TELLING_WORD && whole.contains(**w))).count();
    few.is_empty() || shared * 2 >= few.len() || strsim::jaro_winkler(&joined(&a), &joined(&b)) > NEARLY
}

/// Likeness of two names as strings from which broken words, not other words, set them apart.
const NEARLY: f64 = 0.92;

/// Letters from which a word found within another is no chance.
const TELLING_WORD: usize = 4;

fn joined(words: &BTreeSet<&str>) -> String {
    words.iter().copied().collect()
}

/// The words that tell an indicator from another.
fn content(words: &[String]) -> BTreeSet<&str> {
    const FILLERS: [&str; 16] = [
        "persentase",
        "jumlah",
        "tingkat",
        "nilai",
        "indeks",
        "cakupan",
        "angka",
        "rasio",
        "dan",
        "atau",
        "yang",
        "di",
        "terhadap",
        "dalam",
        "pada",
        "rata",
    ];
    let telling: BTreeSet<&str> = words.iter().map(String::as_str).filter(|w| !FILLERS.contains(w)).collect();
    if telling.is_empty() { words.iter().map(String::as_str).collect() } else { telling }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, fixture, run};
    use crate::report::{ColumnRole, Stage};

    const AIR: &str = "Persentase penduduk berakses air minum layak";
    const SANITASI: &str = "Persentase rumah tangga bersanitasi aman";
    const JALAN: &str = "Panjang jalan kondisi mantap";
    const RB: &str = "Nilai RB";

    fn said(promised: &[&str], revised: &[&str], measured: &[&str]) -> Vec<String> {
        let stages = [(Stage::Pk, promised), (Stage::PkPerubahan, revised), (Stage::Pengukuran, measured)];
        let mut whole = report(&[]);
        for (i, (stage, names)) in stages.iter().enumerate().filter(|(_, s)| !s.1.is_empty()) {
            let entries: Vec<_> = names.iter().map(|n| (*stage, *n, Some("5"), None, 2024)).collect();
            let lines: Vec<String> = names.iter().map(|n| format!("{n}|5")).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut table = fixture::table(&[("Indikator", ColumnRole::Indikator), ("Target", ColumnRole::Target)], &lines);
            table.id = format!("t{i}");
            for (row, mut record) in report(&entries).indicators.into_iter().enumerate() {
                record.source.table = Some(table.id.clone());
                record.source.row = Some(row + 1);
                whole.indicators.push(record);
            }
            whole.tables.push(table);
        }
        let outcome = run(&whole, &Options::default());
        outcome.findings.iter().filter(|f| f.rule == "X06").map(|f| f.stated.clone().unwrap_or_default()).collect()
    }

    #[test]
    fn an_indicator_that_the_revision_drops_or_nobody_measures_is_reported() {
        let all = [AIR, SANITASI, JALAN, RB];
        assert_eq!(said(&all, &[AIR, SANITASI, JALAN], &all), [RB]);
        assert_eq!(said(&all, &[], &[AIR, SANITASI, RB]), [JALAN]);
        assert!(said(&all, &all, &all).is_empty());
    }

    #[test]
    fn renamed_indicators_and_other_levels_pass() {
        let all = [AIR, SANITASI, JALAN];
        assert!(said(&all, &[], &["Prosentase penduduk yang mendapat air minum layak", SANITASI, JALAN]).is_empty());
        assert!(said(&all, &[], &[AIR, SANITASI, "Kemantapan ruas provinsi"]).is_empty(), "reworded, with the same target");
        assert!(said(&all, &[], &[AIR]).is_empty(), "a table of one sasaran only");
        let bor = "Tingkat hunian tempat tidur (BOR)";
        assert!(said(&[AIR, SANITASI, bor], &[], &[AIR, SANITASI, "Bed Occupancy Rate (BOR)"]).is_empty(), "one abbreviation");
        assert!(said(&all, &[], &["Jumlah dokumen perencanaan", "Jumlah laporan keuangan", RB]).is_empty());
    }
}
