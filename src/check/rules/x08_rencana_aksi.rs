//! # X08 rencana-aksi
//!
//! ## What it does
//! Compares the action plan and the quarterly monitoring with the Perjanjian Kinerja (annual targets, and the targets of
//! each quarter where the agreement has them) and the results at the end of the fourth quarter with the annual result;
//! and the result of each quarter with what another monitoring table says of it.
//!
//! ## Why it matters
//! The quarters are where a target is steered; monitored against another target, or ending at another result, they say
//! nothing of the year.
//!
//! ## Example
//! The agreement promises 45 minutes, three quarterly tables say 45 and one 42: 42 ≠ 45.
//!
//! ## What it lets pass
//! Targets of either the agreement or its revision; results that add up over the quarters or stand at their last; tables
//! that disagree in most rows, since they then count something else; ranges and bounds.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran I and III (rencana aksi dan pemantauannya); PermenPANRB 89/2021.

use super::x02_realisasi::{agreed, passed};
use crate::check::facts::{Fact, Group, Measure, agree, contradiction, figure, one_unit};
use crate::check::sink::Sink;
use crate::check::{Input, Severity};
use crate::report::{Period, Stage};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const RULE: &str = "X08";
const QUARTERS: [Period; 4] = [Period::Q1, Period::Q2, Period::Q3, Period::Q4];

/// What one figure of a monitoring table is compared with.
struct Test<'a> {
    group: &'a Group,
    fact: &'a Fact,
    others: Vec<&'a Fact>,
    /// Those that it agrees with or adds up to, and what it adds up with.
    with: Vec<&'a Fact>,
    holds: bool,
    what: (&'static str, &'static str),
    /// Table and column: figures that stand or fall together.
    column: (usize, Measure, u8),
}

/// Compares monitoring with agreement and result.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    let mut tests: Vec<Test<'_>> = Vec::new();
    for group in input.facts().groups.iter().filter(|g| !g.ambiguous) {
        targets(group, year, &mut tests);
        results(group, year, &mut tests);
        quarters(group, year, &mut tests);
    }
    let mut tally: BTreeMap<(usize, Measure, u8), (usize, usize)> = BTreeMap::new();
    for test in &tests {
        let (held, failed) = tally.entry(test.column).or_default();
        *held += usize::from(test.holds);
        *failed += usize::from(!test.holds);
    }
    for test in &tests {
        let (held, failed) = tally.get(&test.column).copied().unwrap_or_default();
        if test.holds {
            passed(input, RULE, test.fact, sink);
            test.with.iter().for_each(|f| agreed(input, RULE, f, sink));
        } else if held <= failed {
            sink.skip(RULE, "the column does not follow the agreement in most of its rows");
        } else {
            let with = (RULE, Severity::Medium, if held > 2 * failed { 85 } else { 75 });
            if let Some(finding) = contradiction(input, with, test.what, test.group, test.fact, &test.others) {
                sink.fail(RULE, finding);
            }
        }
    }
}

/// Annual and quarterly targets against those of the agreement or its revision.
fn targets<'a>(group: &'a Group, year: i32, tests: &mut Vec<Test<'a>>) {
    for (n, period) in (0u8..).zip(std::iter::once(Period::Annual).chain(QUARTERS)) {
        let (monitored, promised): (Vec<&Fact>, Vec<&Fact>) = group
            .of(Measure::Target, Some(year), period)
            .filter(|f| matches!(f.stage, Stage::Monev | Stage::Pk | Stage::PkPerubahan))
            .partition(|f| f.stage == Stage::Monev);
        for fact in monitored {
            let others: Vec<&Fact> = promised.iter().copied().filter(|p| one_unit(p, fact)).collect();
            let verdicts: Vec<bool> = others.iter().filter_map(|p| agree(&p.value, &fact.value)).collect();
            let (Some(table), false) = (fact.table(), verdicts.is_empty()) else { continue };
            let what = if period == Period::Annual {
                ("Target rencana aksi", "Action plan target")
            } else {
                ("Target triwulan", "Quarterly target")
            };
            let with = others.iter().copied().filter(|p| agree(&p.value, &fact.value) == Some(true)).collect();
            tests.push(Test { group, fact, others, with, holds: verdicts.contains(&true), what, column: (table, Measure::Target, n) });
        }
    }
}

/// The results of one quarter in several monitoring tables against the first of them.
fn quarters<'a>(group: &'a Group, year: i32, tests: &mut Vec<Test<'a>>) {
    for (n, period) in (5u8..).zip(QUARTERS) {
        let facts: Vec<&Fact> = group.of(Measure::Realisasi, Some(year), period).filter(|f| f.stage == Stage::Monev).collect();
        let Some((first, rest)) = facts.split_first() else { continue };
        for fact in rest.iter().copied().filter(|f| f.table() != first.table() && one_unit(first, f)) {
            let (Some(table), Some(holds)) = (fact.table(), agree(&first.value, &fact.value)) else { continue };
            let with = if holds { vec![*first] } else { Vec::new() };
            let what = ("Realisasi triwulan", "Result of the quarter");
            tests.push(Test { group, fact, others: vec![*first], with, holds, what, column: (table, Measure::Realisasi, n) });
        }
    }
}

/// The fourth quarter, or the sum of the quarters, against the annual result.
fn results<'a>(group: &'a Group, year: i32, tests: &mut Vec<Test<'a>>) {
    let annual: Vec<&Fact> = group.of(Measure::Realisasi, Some(year), Period::Annual).filter(|f| f.stage == Stage::Pengukuran).collect();
    for fact in group.of(Measure::Realisasi, Some(year), Period::Q4).filter(|f| f.stage == Stage::Monev) {
        let Some(table) = fact.table() else { continue };
        let of = |period: Period| group.of(Measure::Realisasi, Some(year), period).find(|f| f.stage == Stage::Monev);
        let quarters: Vec<(&Fact, Decimal)> =
            QUARTERS.iter().filter_map(|q| of(*q)).filter_map(|f| Some((f, figure(&f.value)?.number))).collect();
        let sum = quarters.iter().fold(Decimal::ZERO, |sum, (_, n)| sum.saturating_add(*n));
        let others: Vec<&Fact> = annual.iter().copied().filter(|a| one_unit(a, fact)).collect();
        let verdicts: Vec<bool> = others.iter().filter_map(|a| agree(&a.value, &fact.value)).collect();
        if verdicts.is_empty() {
            continue;
        }
        let is_sum = |a: &&Fact| figure(&a.value).is_some_and(|f| f.number == sum);
        let added = others.iter().any(is_sum);
        let mut with: Vec<&Fact> = others.iter().copied().filter(|a| is_sum(a) || agree(&a.value, &fact.value) == Some(true)).collect();
        if added {
            with.extend(quarters.iter().map(|(f, _)| *f));
        }
        let holds = added || verdicts.contains(&true);
        // A quarter may stand for itself; only all four tell whether they lead to the year's result.
        if !holds && quarters.len() < QUARTERS.len() {
            continue;
        }
        let what = ("Realisasi triwulan IV", "Result of the fourth quarter");
        tests.push(Test { group, fact, others, with, holds, what, column: (table, Measure::Realisasi, 4) });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, fixture, run};
    use crate::report::{ColumnRole, Stage};

    const NAMES: [&str; 4] = [
        "Waktu tunggu rawat jalan",
        "Persentase penduduk berakses air minum layak",
        "Panjang jalan kondisi mantap",
        "Nilai kepuasan pasien",
    ];

    /// The agreement's targets and those of one monitoring table.
    fn said(promised: [&str; 4], monitored: [&str; 4]) -> Vec<String> {
        let mut report = report(&[]);
        for (i, (stage, targets)) in [(Stage::Pk, promised), (Stage::Monev, monitored)].into_iter().enumerate() {
            let entries: Vec<_> = NAMES.iter().zip(targets).map(|(n, t)| (stage, *n, Some(t), None, 2024)).collect();
            let lines: Vec<String> = NAMES.iter().zip(targets).map(|(n, t)| format!("{n}|{t}")).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut table = fixture::table(&[("Indikator", ColumnRole::Indikator), ("Target", ColumnRole::Target)], &lines);
            table.id = format!("t{i}");
            for (row, mut record) in super::super::x02_realisasi::tests::report(&entries).indicators.into_iter().enumerate() {
                record.source.table = Some(table.id.clone());
                record.source.row = Some(row + 1);
                report.indicators.push(record);
            }
            report.tables.push(table);
        }
        fixture::findings(&run(&report, &Options::default()), "X08")
    }

    #[test]
    fn an_action_plan_with_another_target_is_reported() {
        assert_eq!(said(["45", "80", "12,5", "3"], ["42", "80", "12,5", "3"]), ["42 -> 45"]);
        assert!(said(["45", "80", "12,5", "3"], ["45", "80", "12,5", "3"]).is_empty());
    }

    #[test]
    fn a_table_of_something_else_passes() {
        assert!(said(["45", "80", "12,5", "3"], ["10", "20", "3,5", "3"]).is_empty());
    }
}
