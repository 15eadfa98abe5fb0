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
//! figures; figures of different units; words that cannot be compared.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keselarasan dengan Perjanjian Kinerja); PermenPANRB 89/2021.

use crate::check::facts::{Fact, Group, Measure, agree, contradiction, fold, key, one_unit};
use crate::check::sink::{Percent, Sink};
use crate::check::{Input, Severity};
use crate::report::{Period, Stage};

const RULE: &str = "X01";

/// Compares the targets of the report's year.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    let declared = declared_changes(input);
    for group in &input.facts().groups {
        let targets: Vec<&Fact> = group.of(Measure::Target, Some(year), Period::Annual).collect();
        if targets.len() < 2 {
            continue;
        }
        if group.ambiguous {
            sink.skip(RULE, "the name does not identify the indicator");
            continue;
        }
        let name = key(&group.name);
        let changed = declared.iter().any(|text| text.contains(&name));
        compare(input, group, &targets, changed, sink);
    }
}

/// Passages that speak of a changed target, as keys.
fn declared_changes(input: &Input<'_>) -> Vec<String> {
    let says = |text: &str| {
        let text = fold(text);
        let changes = ["berbeda", "penyesuaian", "disesuaikan", "menyesuaikan", "perubahan target", "diubah", "berubah", "revisi"];
        text.contains("target") && (changes.iter().any(|w| text.contains(w)) || (text.contains("semula") && text.contains("menjadi")))
    };
    input.report.blocks.iter().map(|b| b.text.as_str()).filter(|t| says(t)).map(key).collect()
}

fn compare(input: &Input<'_>, group: &Group, targets: &[&Fact], changed: bool, sink: &mut Sink) {
    let at = |stage: Stage| targets.iter().copied().filter(move |f| f.stage == stage);
    let promised: Vec<&Fact> = at(Stage::Pk).collect();
    let revised: Vec<&Fact> = at(Stage::PkPerubahan).collect();
    let in_force = if revised.is_empty() { &promised } else { &revised };
    let used: Vec<&Fact> = targets.iter().copied().filter(|f| matches!(f.stage, Stage::Pengukuran | Stage::Narrative)).collect();
    let planned: Vec<&Fact> = targets.iter().copied().filter(|f| matches!(f.stage, Stage::Renstra | Stage::Iku)).collect();
    if !in_force.is_empty() {
        differ(input, group, &used, in_force, (Severity::High, 90), changed, sink);
        let plan_against = if promised.is_empty() { None } else { Some(&promised) };
        if let Some(reference) = plan_against {
            differ(input, group, &planned, reference, (Severity::Medium, 70), changed, sink);
        }
        return;
    }
    // Without an agreement the measurement still has to agree with the plan and with itself.
    if let Some((first, rest)) = used.split_first() {
        let tables: Vec<&Fact> = used.iter().copied().filter(|f| f.stage == Stage::Pengukuran).collect();
        let reference = tables.first().copied().unwrap_or(first);
        differ(input, group, rest, &[reference], (Severity::High, 80), changed, sink);
        differ(input, group, &planned, &[reference], (Severity::Medium, 65), changed, sink);
    }
}

/// Reports every place that no reference agrees with, one finding a value.
fn differ(
    input: &Input<'_>,
    group: &Group,
    facts: &[&Fact],
    reference: &[&Fact],
    (severity, confidence): (Severity, Percent),
    changed: bool,
    sink: &mut Sink,
) {
    let mut said: Vec<&Fact> = Vec::new();
    for fact in facts {
        let verdicts: Vec<bool> = reference.iter().filter(|r| one_unit(r, fact)).filter_map(|r| agree(&r.value, &fact.value)).collect();
        if verdicts.is_empty() {
            sink.skip(RULE, "units or kinds of value differ");
        } else if verdicts.contains(&true) {
            super::x02_realisasi::passed(input, RULE, fact, sink);
        } else if changed {
            sink.skip(RULE, "the text declares a change of the target");
        } else if said.iter().any(|s| agree(&s.value, &fact.value) == Some(true)) {
            sink.hold(RULE);
        } else {
            said.push(fact);
            let alike = facts.iter().copied().filter(|f| f != fact && agree(&f.value, &fact.value) == Some(true));
            let others: Vec<&Fact> = reference.iter().copied().chain(alike).collect();
            let what = ("Target", "Target");
            if let Some(finding) = contradiction(input, (RULE, severity, confidence), what, group, fact, &others) {
                sink.fail(RULE, finding);
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
}
