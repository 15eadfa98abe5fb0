//! # A02 serapan
//!
//! ## What it does
//! Recomputes every percentage of budget absorption: % = realisasi anggaran / pagu × 100, on every row, totals
//! included. Where a table has a pagu before and after the change, the one that most rows follow is used. A percentage
//! of a total is checked as a ratio of the totals, never as a sum or mean of the percentages above it.
//!
//! ## Why it matters
//! Absorption is the first figure a reader of the budget section looks at, and efficiency is derived from it.
//!
//! ## Example
//! Pagu 369.299.800, realisasi 324.454.459, printed 88,00. 324.454.459 / 369.299.800 × 100 = 87,86: the printed figure
//! was rounded to 88 and padded.
//!
//! ## What it lets pass
//! Anything that rounding explains, with amounts in thousands or millions taken as rounded too; a column cut off
//! instead of rounded throughout (said once, as info); a column in which most rows are no ratio of the amounts
//! beside it; rows that share one value where the rest is a ratio (100 = physical progress of activities).
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (akuntabilitas keuangan); Permendagri 86/2017 (evaluasi hasil RKPD); PMK 22/2021.

use crate::check::constraint::Noun;
use crate::check::ratio::{self, Law};
use crate::check::sink::Sink;
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::report::ColumnRole;

const LAW: Law = Law { rule: "A02", noun: Noun { id: "Serapan", en: "Absorption" }, severity: Severity::Medium };

/// Checks every absorption column.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for result in view.columns_with(ColumnRole::Serapan) {
            let pairs = pairs(view, result);
            if pairs.is_empty() {
                sink.skip_all(LAW.rule, "no columns of pagu and realisasi beside the percentage", view.figures_of(result));
            } else {
                ratio::constrain(view, result, &pairs, &LAW, sink);
            }
        }
    }
}

/// Realisasi and pagu columns that a percentage may be the ratio of, of the same year where both name one.
fn pairs(view: &View<'_>, result: usize) -> Vec<(usize, usize)> {
    let year = |col: usize| view.column(col).and_then(|c| c.year);
    let fits = |a: usize, b: usize| year(a).zip(year(b)).is_none_or(|(a, b)| a == b);
    let parts: Vec<usize> = view.columns_with(ColumnRole::RealisasiAnggaran).filter(|p| fits(*p, result)).collect();
    let wholes = view.columns_with(ColumnRole::PaguPerubahan).chain(view.columns_with(ColumnRole::Pagu));
    wholes.filter(|w| fits(*w, result)).flat_map(|w| parts.iter().filter(move |p| fits(**p, w)).map(move |p| (*p, w))).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::Part;
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Pagu, RealisasiAnggaran, Serapan, Uraian};

    const COLUMNS: [(&str, crate::report::ColumnRole); 4] =
        [("Program", Uraian), ("Pagu", Pagu), ("Realisasi", RealisasiAnggaran), ("%", Serapan)];

    #[test]
    fn a_wrong_percentage_is_found_among_right_ones() {
        let rows = ["A|1.000.000|861.000|86,10", "B|2.000.000|1.728.246|86,14", "C|3.000.000|2.000.000|66,67"];
        let outcome = check(table(&COLUMNS, &rows));
        assert_eq!(findings(&outcome, "A02"), ["86,14 -> 86,41"]);
        assert!(outcome.findings[0].message.id.contains("1.728.246 / 2.000.000 × 100 = 86,41"), "{:?}", outcome.findings[0].message);
        assert!(outcome.findings[0].message.id.contains("tertukar"));
        assert_eq!(outcome.verified.iter().filter(|v| v.rule == "A02" && v.part == Part::Result).count(), 2);
    }

    #[test]
    fn an_operand_is_ticked_only_where_an_error_would_show() {
        let rows = ["A|1.000.000|861.000|86,10", "B|2.000.000|-|-", "C|3.000.000|0|0,00", "D|4.000.000|2.000.000|50"];
        let outcome = check(table(&COLUMNS, &rows));
        let ticked: Vec<_> = outcome.verified.iter().filter(|v| v.part == Part::Operand).filter_map(|v| Some((v.row?, v.col?))).collect();
        // Nought per cent says nothing of what it is a percentage of, but nothing else would give it.
        assert_eq!(ticked, [(1, 2), (1, 1), (3, 2), (4, 2), (4, 1)]);
    }

    #[test]
    fn a_column_that_is_no_ratio_is_left_alone() {
        let rows = ["A|1.000.000|861.000|100", "B|2.000.000|1.200.000|100", "C|3.000.000|2.000.000|95"];
        let outcome = check(table(&COLUMNS, &rows));
        assert_eq!(findings(&outcome, "A02"), [""; 0]);
        assert_eq!(outcome.checks.iter().find(|t| t.rule == "A02").unwrap().skipped, 3);
    }

    #[test]
    fn a_column_cut_off_throughout_is_said_once() {
        let rows = ["A|3.000.000|2.000.000|66,66", "B|7.000.000|6.000.000|85,71", "C|9.000.000|8.000.000|88,88"];
        let outcome = check(table(&COLUMNS, &rows));
        let said: Vec<_> = outcome.findings.iter().filter(|f| f.rule == "A02").collect();
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].severity, crate::check::Severity::Info);
    }

    #[test]
    fn physical_progress_on_activity_rows_is_another_measure() {
        let rows = [
            "PROGRAM A|10.000.000|9.500.000|95,00",
            "PROGRAM B|10.000.000|9.400.000|94,00",
            "PROGRAM C|10.000.000|9.300.000|93,00",
            "PROGRAM D|10.000.000|9.200.000|92,00",
            "Kegiatan 1|1.000.000|950.000|100",
            "Kegiatan 2|1.000.000|960.000|100",
            "Kegiatan 3|1.000.000|970.000|100",
        ];
        assert_eq!(findings(&check(table(&COLUMNS, &rows)), "A02"), [""; 0]);
    }
}
