//! # X03 tahun-lalu
//!
//! ## What it does
//! Compares targets, results, achievements and baselines of the years before the one reported on, wherever the report prints them:
//! the strategic plan, measurement, comparison with earlier years, and sentences. A baseline marked '-' in one table though
//! another prints it is told too.
//!
//! ## Why it matters
//! Growth is claimed against last year's figures; with two of them, any growth can be claimed.
//!
//! ## Example
//! The comparison table gives a realisasi of 26% for 2023, the measurement table 25%: 26 ≠ 25.
//!
//! ## What it lets pass
//! Figures equal after rounding to the coarser one; achievements that may be capped; a target and its later revision in an agreement; ranges and bounds;
//! indicators whose name one table gives twice with different figures; figures of different units.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (perbandingan dengan tahun lalu dan beberapa tahun terakhir).

use super::x02_realisasi::same;
use crate::check::facts::{Fact, Group, Measure, Spot, contradiction};
use crate::check::sink::Sink;
use crate::check::view::At;
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, Period, Stage, Value};
use std::collections::BTreeSet;

const RULE: &str = "X03";

/// Compares figures of earlier years.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    for group in &input.facts().groups {
        let earlier: BTreeSet<i32> = group.facts.iter().filter_map(|f| f.year).filter(|y| *y < year).collect();
        for past in earlier {
            same(input, group, Measure::Realisasi, past, (RULE, Severity::Medium, 85), sink);
            same(input, group, Measure::Target, past, (RULE, Severity::Medium, 75), sink);
            left_out(input, group, past, sink);
            // Last, so that a figure that stands where another one was found wrong is not told twice.
            same(input, group, Measure::Capaian, past, (RULE, Severity::Medium, 75), sink);
        }
    }
}

/// A baseline that one table marks as nothing ('-') though another table of the report prints it.
fn left_out(input: &Input<'_>, group: &Group, year: i32, sink: &mut Sink) {
    if group.ambiguous {
        return;
    }
    let is_baseline = |at: At| {
        let view = input.views.get(at.table);
        view.zip(view.and_then(|v| v.cell(at))).is_some_and(|(view, cell)| view.role(cell.col) == ColumnRole::Baseline)
    };
    let cell_of = |fact: &Fact| if let Spot::Cell(at) = fact.spot { Some(at) } else { None };
    let known = group.of(Measure::Realisasi, Some(year), Period::Annual).find(|f| cell_of(f).is_some_and(is_baseline));
    let Some(known) = known else { return };
    let rows: BTreeSet<(usize, usize)> = (group.facts.iter().filter_map(cell_of))
        .filter_map(|at| Some((at.table, input.views.get(at.table)?.cell(at)?.row)))
        .filter(|(table, _)| known.table() != Some(*table))
        .collect();
    for (table, row) in rows {
        let Some(view) = input.views.get(table) else { continue };
        // A column without a single figure is left to be filled, or of another kind.
        let of_year = |col: &usize| view.column(*col).is_some_and(|c| c.year == Some(year)) && view.figures_in(*col) > 0;
        for at in view.columns_with(ColumnRole::Baseline).filter(of_year).filter_map(|col| view.own(row, col)) {
            let Some(cell) = view.cell(at).filter(|c| matches!(c.value, Value::Nil { .. })) else { continue };
            let stated = Fact {
                measure: Measure::Realisasi,
                year: Some(year),
                period: Period::Annual,
                stage: Stage::Pengukuran,
                value: cell.value.clone(),
                text: cell.text.trim().to_owned(),
                spot: Spot::Cell(at),
                percent: None,
                doubtful: false,
            };
            let what = ("Kondisi awal", "Baseline");
            if let Some(finding) = contradiction(input, (RULE, Severity::Low, 75), what, group, &stated, &[known]) {
                sink.fail(RULE, finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, fixture, run};
    use crate::report::{ColumnRole, Report, Stage};

    const NAME: &str = "Persentase penduduk berakses air minum layak";

    fn said(baselines: [&str; 2]) -> Vec<String> {
        let entries = [(Stage::Renstra, NAME, None, Some("25"), 2022), (Stage::Pengukuran, NAME, Some("30"), Some("28"), 2024)];
        let mut report: Report = report(&entries);
        for (table, baseline) in report.tables.iter_mut().zip(baselines) {
            let columns = [
                ("Indikator", ColumnRole::Indikator),
                ("Target", ColumnRole::Target),
                ("Kondisi awal", ColumnRole::Baseline),
                ("Realisasi", ColumnRole::Realisasi),
            ];
            let id = table.id.clone();
            let result = if id == "t1" { "" } else { "28" };
            *table = fixture::table(&columns, &[&format!("{NAME}|30|{baseline}|{result}"), "Luas taman kota|40|12|13"]);
            table.id = id;
            table.columns[2].year = Some(2022);
        }
        fixture::findings(&run(&report, &Options::default()), "X03")
    }

    #[test]
    fn a_baseline_left_out_though_known_is_reported() {
        assert_eq!(said(["25", "-"]), ["- -> 25"]);
        assert!(said(["25", "25"]).is_empty());
        assert!(said(["25", ""]).is_empty(), "an empty cell may go on from the row above");
    }

    /// Two tables that print the achievement of 2023, and a sentence.
    fn achieved(capaian: [&str; 2], sentence: &str) -> Vec<String> {
        let mut report: Report =
            report(&[(Stage::Pengukuran, NAME, None, Some("28"), 2024), (Stage::Pengukuran, NAME, None, Some("28"), 2024)]);
        for (i, (table, capaian)) in report.tables.iter_mut().zip(capaian).enumerate() {
            let columns =
                [("Indikator", ColumnRole::Indikator), ("Realisasi", ColumnRole::Realisasi), ("Capaian 2023", ColumnRole::Capaian)];
            let id = table.id.clone();
            *table = fixture::table(&columns, &[&format!("{NAME}|26,5|{capaian}")]);
            table.id = id;
            table.columns[1].year = Some(2023);
            table.columns[2].year = Some(2023);
            let record = &mut report.indicators[i];
            record.year = Some(2023);
            (record.realisasi, record.capaian) = (Some("26.5".into()), Some(capaian.replace(',', ".")));
            record.source.row = Some(1);
        }
        let mut told = crate::check::prose::tests_support::statement(sentence);
        told.indikator = Some(NAME.into());
        told.kind = crate::report::StatementKind::TargetRealisasi;
        report.statements = vec![told];
        fixture::findings(&run(&report, &Options::default()), "X03")
    }

    #[test]
    fn two_achievements_of_one_earlier_year_are_reported() {
        assert_eq!(achieved(["134", "139"], "-"), ["139 -> 134"]);
        assert!(achieved(["134,2", "134"], "-").is_empty(), "rounded");
        assert!(achieved(["134", "120"], "-").is_empty(), "capped");
    }

    #[test]
    fn results_of_earlier_years_in_sentences() {
        let told = |text: &str| achieved(["134", "134"], &format!("{NAME}: {text}"));
        assert_eq!(told("realisasi pada tahun 2023 sebesar 25,6%."), ["25,6% -> 26,5"]);
        assert!(told("realisasi tahun 2023 sebesar 26,5%.").is_empty());
        for other in ["terhadap realisasi tahun 2023 mencapai 104,49%.", "meningkat dari hasil realisasi tahun 2023 sebesar 1,04%."] {
            assert!(told(other).is_empty(), "{other}");
        }
    }
}
