//! # X01 target-antar-dokumen
//!
//! ## What it does
//! Compares the target of every indicator for the year reported on, wherever it stands. The target in force is that of
//! the revised agreement (Perjanjian Kinerja Perubahan), else of the agreement; measurement and sentences must use it.
//! The strategic plan and the list of key indicators are compared with the agreement as it was first signed.
//!
//! ## Why it matters
//! Whoever measures against another target than the one promised shows another achievement.
//!
//! ## Example
//! The revised agreement promises 5%; the measurement table divides by 3% and prints 100. 3 ≠ 5; with 5 the
//! achievement would be 3 / 5 × 100 = 60.
//!
//! ## What it lets pass
//! Figures that are equal after rounding; a share written as a fraction; ranges and bounds that hold the figure; changes
//! that a revised agreement makes or the text declares; indicators whose name one table gives twice with different
//! figures; figures of different units; words that cannot be compared; two tables that contradict each other in most of
//! their rows, since one then holds another measure (achievements to be reached, 'Target pencapaian (%)').
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keselarasan dengan Perjanjian Kinerja); PermenPANRB 89/2021.

use crate::check::facts::{Fact, Facts, Group, Measure, Spot, agree, contradiction, fold, key, one_unit};
use crate::check::sink::{Percent, Sink};
use crate::check::{Input, Severity};
use crate::pattern::holds;
use crate::report::{Period, Stage};
use std::collections::BTreeMap;

const RULE: &str = "X01";

/// Rows that must differ, and be more than those that agree, before two tables are of different measures: a short
/// table that uses the targets of another draft differs in three or four.
const OTHER_MEASURE_FROM: usize = 5;
/// Places of one target that are compared with each other: a report has some ten at most.
const MOST_PLACES: usize = 24;

/// Compares the targets of the report's year.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    let declared = declared_changes(input);
    let pairs = Pairs::new(input.facts(), year);
    for group in &input.facts().groups {
        let targets: Vec<&Fact> = group.of(Measure::Target, Some(year), Period::Annual).collect();
        if targets.len() < 2 {
            continue;
        }
        if group.ambiguous {
            super::x02_realisasi::skip_facts(RULE, "the name does not identify the indicator", &targets, sink);
            continue;
        }
        let name = key(&group.name);
        let changed = declared.iter().any(|text| text.contains(&name));
        if changed {
            told_change(input, group, &name, year, sink);
        }
        Comparison { input, group, changed, pairs: &pairs }.all(&targets, sink);
    }
}

/// How often the targets of two tables agree and differ.
#[derive(Debug, Default)]
struct Pairs(BTreeMap<(usize, usize), (usize, usize)>);

impl Pairs {
    fn new(facts: &Facts, year: i32) -> Self {
        let mut pairs = Self::default();
        for group in facts.groups.iter().filter(|g| !g.ambiguous) {
            let targets: Vec<&Fact> = group.of(Measure::Target, Some(year), Period::Annual).take(MOST_PLACES).collect();
            for (i, a) in targets.iter().enumerate() {
                for b in targets.iter().skip(i + 1) {
                    let (Some(at), Some(verdict)) = (Self::of(a, b), agree(&a.value, &b.value)) else { continue };
                    let (agreed, differed) = pairs.0.entry(at).or_default();
                    *agreed += usize::from(verdict);
                    *differed += usize::from(!verdict);
                }
            }
        }
        pairs
    }

    fn of(a: &Fact, b: &Fact) -> Option<(usize, usize)> {
        let (a, b) = (a.table()?, b.table()?);
        Some((a.min(b), a.max(b)))
    }

    /// Whether the two facts stand in tables of different measures.
    fn apart(&self, a: &Fact, b: &Fact) -> bool {
        let told = Self::of(a, b).and_then(|at| self.0.get(&at));
        told.is_some_and(|(agreed, differed)| *differed >= OTHER_MEASURE_FROM && differed > agreed)
    }
}

/// Passages that speak of a changed target, as keys: the sentence that says so and the next, which may hold the list.
fn declared_changes(input: &Input<'_>) -> Vec<String> {
    let mut declared = Vec::new();
    for block in &input.report.blocks {
        if !holds(block.text.as_bytes(), b"target") {
            continue;
        }
        let text = fold(&block.text);
        let sentences: Vec<&str> = text.split(". ").collect();
        for (i, sentence) in sentences.iter().enumerate() {
            if declares_change(sentence) {
                declared.push(key(sentence) + &sentences.get(i + 1).map(|next| key(next)).unwrap_or_default());
            }
        }
    }
    declared
}

/// 'diubah dari 40,0 menjadi 39,7': the first is the target of the agreement, the second that of its revision.
fn told_change(input: &Input<'_>, group: &Group, name: &str, year: i32, sink: &mut Sink) {
    let of = |stage: Stage| -> Vec<&Fact> {
        group.of(Measure::Target, Some(year), Period::Annual).filter(|f| f.stage == stage && f.table().is_some()).collect()
    };
    let stages = [of(Stage::Pk), of(Stage::PkPerubahan)];
    for statement in input.report.statements.iter().filter(|s| s.indikator.as_deref().is_some_and(|n| key(n) == name)) {
        let [first, second] = statement.values.as_slice() else { continue };
        let text = fold(&statement.text);
        let (from, to) = (fold(&first.text), fold(&second.text));
        if !text.contains(&format!("dari {from} menjadi {to}")) {
            continue;
        }
        for (value, promised) in [first, second].into_iter().zip(&stages) {
            let told = Fact {
                measure: Measure::Target,
                year: Some(year),
                period: Period::Annual,
                stage: Stage::Narrative,
                value: value.value.clone(),
                text: value.text.clone(),
                spot: Spot::Text(statement.page, value.bbox),
                percent: None,
                doubtful: false,
            };
            let verdicts: Vec<Option<bool>> = promised.iter().map(|p| agree(&p.value, &told.value)).collect();
            if verdicts.contains(&Some(true)) {
                sink.pass_text(RULE, statement.page);
                let same = promised.iter().filter(|p| agree(&p.value, &told.value) == Some(true));
                same.for_each(|p| super::x02_realisasi::agreed(input, RULE, p, sink));
            } else if !verdicts.is_empty() && verdicts.iter().all(|v| *v == Some(false)) {
                let finding = contradiction(input, (RULE, Severity::High, 85), ("Target", "Target"), group, &told, promised);
                finding.into_iter().for_each(|f| {
                    sink.fail(RULE, f);
                });
            }
        }
    }
}

/// Whether a sentence in lower case says that a target was changed or differs from that of another document.
fn declares_change(sentence: &str) -> bool {
    const CHANGES: [&str; 7] = ["berbeda", "penyesuaian", "disesuaikan", "menyesuaikan", "perubahan target", "diubah", "revisi target"];
    const CHANGED: [&str; 3] = ["berubah", "direvisi", "mengalami perubahan"];
    const DENIED: [&str; 5] = ["tidak ", "tanpa ", "belum ", "tak ", "bukan "];
    if !sentence.contains("target") {
        return false;
    }
    let said = CHANGES.iter().chain(&CHANGED).any(|word| {
        sentence.match_indices(word).any(|(at, _)| {
            let before = sentence.get(..at).unwrap_or_default();
            !DENIED.iter().any(|no| before.ends_with(no) || before.ends_with(&format!("{no}ada ")))
        })
    });
    said || (sentence.contains("semula") && sentence.contains("menjadi"))
}

/// One indicator's targets on their way through the documents.
struct Comparison<'a, 'i> {
    input: &'a Input<'i>,
    group: &'a Group,
    /// The text declares a change of the target.
    changed: bool,
    pairs: &'a Pairs,
}

impl Comparison<'_, '_> {
    fn all(&self, targets: &[&Fact], sink: &mut Sink) {
        let at = |stage: Stage| targets.iter().copied().filter(move |f| f.stage == stage);
        let promised: Vec<&Fact> = at(Stage::Pk).collect();
        let revised: Vec<&Fact> = at(Stage::PkPerubahan).collect();
        let in_force = if revised.is_empty() { &promised } else { &revised };
        let used: Vec<&Fact> = targets.iter().copied().filter(|f| matches!(f.stage, Stage::Pengukuran | Stage::Narrative)).collect();
        let planned: Vec<&Fact> = targets.iter().copied().filter(|f| matches!(f.stage, Stage::Renstra | Stage::Iku)).collect();
        if !in_force.is_empty() {
            self.differ(&used, in_force, (Severity::High, 90), self.changed, sink);
            if self.changed {
                self.copies(&planned, &promised, sink);
            } else if !promised.is_empty() {
                self.differ(&planned, &promised, (Severity::Medium, 70), false, sink);
            }
            return;
        }
        // Without an agreement the measurement still has to agree with the plan and with itself.
        if let Some((first, rest)) = used.split_first() {
            let tables: Vec<&Fact> = used.iter().copied().filter(|f| f.stage == Stage::Pengukuran).collect();
            let reference = tables.first().copied().unwrap_or(first);
            self.differ(rest, &[reference], (Severity::High, 80), self.changed, sink);
            self.differ(&planned, &[reference], (Severity::Medium, 65), self.changed, sink);
        }
    }

    /// Two copies of the strategic plan must agree with each other, whatever the agreement changed since; the one that
    /// the first agreement followed is right.
    fn copies(&self, planned: &[&Fact], promised: &[&Fact], sink: &mut Sink) {
        let plan: Vec<&Fact> = planned.iter().copied().filter(|f| f.stage == Stage::Renstra).collect();
        let followed = plan.iter().copied().find(|f| promised.iter().any(|p| agree(&p.value, &f.value) == Some(true)));
        let Some(reference) = followed.or_else(|| plan.first().copied()) else { return };
        let rest: Vec<&Fact> = plan.iter().copied().filter(|f| f.table() != reference.table()).collect();
        self.differ(&rest, &[reference], (Severity::High, 80), false, sink);
    }

    /// Reports every place that no reference agrees with, one finding a value.
    fn differ(&self, facts: &[&Fact], reference: &[&Fact], (severity, confidence): (Severity, Percent), changed: bool, sink: &mut Sink) {
        let mut said: Vec<&Fact> = Vec::new();
        for fact in facts {
            let comparable: Vec<&Fact> = reference.iter().copied().filter(|r| one_unit(r, fact) && !self.pairs.apart(r, fact)).collect();
            let verdicts: Vec<bool> = comparable.iter().filter_map(|r| agree(&r.value, &fact.value)).collect();
            if verdicts.is_empty() {
                super::x02_realisasi::skip_facts(RULE, "units or kinds of value differ", &[fact], sink);
            } else if verdicts.contains(&true) {
                super::x02_realisasi::passed(self.input, RULE, fact, sink);
                let same = comparable.iter().filter(|r| agree(&r.value, &fact.value) == Some(true));
                same.for_each(|r| super::x02_realisasi::agreed(self.input, RULE, r, sink));
            } else if changed {
                super::x02_realisasi::skip_facts(RULE, "the text declares a change of the target", &[fact], sink);
            } else if said.iter().any(|s| agree(&s.value, &fact.value) == Some(true)) {
                sink.hold(RULE);
            } else {
                said.push(fact);
                let alike = facts.iter().copied().filter(|f| f != fact && agree(&f.value, &fact.value) == Some(true));
                let others: Vec<&Fact> = reference.iter().copied().chain(alike).collect();
                let what = ("Target", "Target");
                if let Some(finding) = contradiction(self.input, (RULE, severity, confidence), what, self.group, fact, &others) {
                    sink.fail(RULE, finding);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::x02_realisasi::tests::{Entry, report};
    use crate::check::{Options, fixture, run};
    use crate::report::Stage;

    fn said(entries: &[Entry<'_>]) -> Vec<String> {
        fixture::findings(&run(&report(entries), &Options::default()), "X01")
    }

    const NAME: &str = "Persentase penduduk berakses air minum layak";

    #[test]
    fn measuring_against_another_target_is_reported() {
        let found = said(&[(Stage::Pk, NAME, Some("5"), None, 2024), (Stage::Pengukuran, NAME, Some("3"), Some("3"), 2024)]);
        assert_eq!(found, ["3 -> 5"]);
    }

    #[test]
    fn the_revised_agreement_supersedes_the_first() {
        let found = said(&[
            (Stage::Renstra, NAME, Some("5,25"), None, 2024),
            (Stage::Pk, NAME, Some("5,25"), None, 2024),
            (Stage::PkPerubahan, NAME, Some("4,75"), None, 2024),
            (Stage::Pengukuran, NAME, Some("4,75"), Some("4,5"), 2024),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_difference_that_the_text_declares_is_none() {
        let entries = [(Stage::Renstra, NAME, Some("42"), None, 2024), (Stage::Pk, NAME, Some("41"), None, 2024)];
        assert_eq!(said(&entries), ["42 -> 41"]);
        let mut report = report(&entries);
        report.blocks.push(crate::report::Block {
            page: 1,
            bbox: crate::pdf::Rect::default(),
            kind: crate::layout::BlockKind::Paragraph,
            level: 0,
            text: format!("Target {NAME} berbeda dengan Renstra mengikuti hasil evaluasi."),
        });
        assert!(fixture::findings(&run(&report, &Options::default()), "X01").is_empty());
    }

    #[test]
    fn other_years_names_and_precision_are_no_contradiction() {
        let found = said(&[
            (Stage::Pk, NAME, Some("71,46"), None, 2024),
            (Stage::Renstra, NAME, Some("60"), None, 2023),
            (Stage::Pengukuran, "Persentase penduduk berakses sanitasi layak", Some("80"), None, 2024),
            (Stage::Pengukuran, NAME, Some("71,5"), None, 2024),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_denied_change_is_no_excuse() {
        use super::declares_change;
        assert!(declares_change("perubahan target dilakukan pada indikator berikut"));
        assert!(declares_change("target indikator ini mengalami perubahan"));
        assert!(!declares_change("target indikator ini tidak mengalami perubahan"));
        assert!(!declares_change("target tahun 2024 tidak berubah"));
        assert!(!declares_change("realisasi berbeda dengan tahun lalu"));
    }

    #[test]
    fn tables_that_differ_in_most_rows_hold_other_measures() {
        let names = [
            NAME,
            "Persentase penduduk berakses sanitasi layak",
            "Rata-rata lama rawat inap",
            "Angka kematian bersih rumah sakit",
            "Tingkat hunian tempat tidur",
            "Jumlah mitra kerja sama",
        ];
        let tables = |other: [&str; 6]| {
            let mut report = report(&[]);
            let pair = [(Stage::Pk, ["2,5", "85", "90", "80", "4", "110"]), (Stage::Pengukuran, other)];
            for (i, (stage, targets)) in pair.into_iter().enumerate() {
                let lines: Vec<String> = names.iter().zip(targets).map(|(n, t)| format!("{n}|{t}|")).collect();
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                let entries: Vec<Entry<'_>> = names.iter().zip(targets).map(|(n, t)| (stage, *n, Some(t), None, 2024)).collect();
                let one = self::report(&entries);
                let mut table = fixture::table(&COLUMNS, &lines);
                table.id = format!("t{i}");
                for (row, mut record) in one.indicators.into_iter().enumerate() {
                    record.source.table = Some(table.id.clone());
                    record.source.row = Some(row + 1);
                    report.indicators.push(record);
                }
                report.tables.push(table);
            }
            fixture::findings(&run(&report, &Options::default()), "X01")
        };
        assert_eq!(tables(["2,5", "85", "95", "80", "4", "110"]), ["95 -> 90"]);
        assert!(tables(["90", "95", "100", "80", "100", "95"]).is_empty());
    }

    const COLUMNS: [(&str, crate::report::ColumnRole); 3] = [
        ("Indikator", crate::report::ColumnRole::Indikator),
        ("Target", crate::report::ColumnRole::Target),
        ("Realisasi", crate::report::ColumnRole::Realisasi),
    ];

    #[test]
    fn an_annex_that_copies_the_plan_wrongly_is_reported_though_the_target_was_changed() {
        let mut report = report(&[
            (Stage::Renstra, NAME, Some("0,21"), None, 2024),
            (Stage::Pk, NAME, Some("0,21"), None, 2024),
            (Stage::PkPerubahan, NAME, Some("0,22"), None, 2024),
            (Stage::Renstra, NAME, Some("0,12"), None, 2024),
        ]);
        report.blocks.push(crate::report::Block {
            page: 1,
            bbox: crate::pdf::Rect::default(),
            kind: crate::layout::BlockKind::Paragraph,
            level: 0,
            text: format!("Perubahan target dilakukan pada indikator {NAME} dari 0,21 menjadi 0,22."),
        });
        assert_eq!(fixture::findings(&run(&report, &Options::default()), "X01"), ["0,12 -> 0,21"]);
    }

    #[test]
    fn the_figures_of_a_declared_change_are_those_of_the_agreements() {
        use crate::check::prose::tests_support::statement;
        use crate::layout::BlockKind;
        use crate::pdf::Rect;
        let name = "Angka kesakitan demam berdarah";
        let told = |from: &str| {
            let mut report = report(&[(Stage::Pk, name, Some("38,5"), None, 2024), (Stage::PkPerubahan, name, Some("39,7"), None, 2024)]);
            let text = format!("Perubahan target dilakukan pada indikator {name} dari {from} menjadi 39,7.");
            let (bbox, kind) = (Rect::default(), BlockKind::Paragraph);
            report.blocks.push(crate::report::Block { page: 1, bbox, kind, level: 0, text: text.clone() });
            report.statements = vec![statement(&text)];
            report.statements[0].indikator = Some(name.into());
            crate::check::fixture::findings(&run(&report, &Options::default()), "X01")
        };
        assert_eq!(told("40,0"), ["40,0 -> 38,5"]);
        assert!(told("38,5").is_empty());
    }
}
