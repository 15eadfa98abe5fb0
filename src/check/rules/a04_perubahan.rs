//! # A04 perubahan
//!
//! ## What it does
//! Recomputes every change column (bertambah/berkurang, selisih, naik/turun) from the two columns that it compares:
//! change = after − before. Which two columns, in which direction and with or without sign is what most rows follow.
//!
//! ## Why it matters
//! The change column justifies the Perubahan: a wrong one hides which programme was cut and which grew.
//!
//! ## Example
//! Sebelum 265.000.000, setelah 152.841.500, printed 12.158.500.
//! |152.841.500 − 265.000.000| = 112.158.500: a digit was lost.
//!
//! ## What it lets pass
//! Columns without any sign, compared by absolute value; differences that rounding explains; blank changes; columns
//! that fewer than half of the rows support.
//!
//! ## Source
//! Permendagri 77/2020 (format of the Perubahan APBD); PermenPANRB 53/2014, Lampiran II.

use crate::check::constraint::{Constraint, Form, Noun};
use crate::check::sink::Sink;
use crate::check::view::View;
use crate::check::{Input, Severity, differences};
use crate::report::ColumnRole;
use rust_decimal::Decimal;

const RULE: &str = "A04";
const NOUN: Noun = Noun { id: "Perubahan", en: "Change" };

/// Checks every change column.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for result in view.columns_with(ColumnRole::Selisih) {
            check_column(view, result, sink);
        }
        for result in view.columns_with(ColumnRole::Other).filter(|col| differences::is_one(view, *col)) {
            check_column(view, result, sink);
        }
    }
}

/// A reading of a change column: after, before, and whether signs count.
struct Reading {
    after: usize,
    before: usize,
    signed: bool,
    held: usize,
    rows: usize,
}

fn check_column(view: &View<'_>, result: usize, sink: &mut Sink) {
    let Some(reading) = best(view, result) else {
        sink.skip_all(RULE, "no two columns beside it to compare", view.figures_of(result));
        return;
    };
    if reading.held * 2 <= reading.rows || reading.held < 2 {
        sink.skip_all(RULE, "most rows are not the difference of any two columns", view.figures_of(result));
        return;
    }
    for (_, constraint) in constraints(view, result, &reading) {
        sink.constraints.push(constraint);
    }
}

fn best(view: &View<'_>, result: usize) -> Option<Reading> {
    let operands = operands(view, result);
    let signed = view.body().any(|row| view.figure(row.row, result).is_some_and(|(_, q)| q.number < Decimal::ZERO));
    let mut best: Option<Reading> = None;
    for &after in &operands {
        for &before in operands.iter().filter(|b| **b != after && (signed || **b < after)) {
            let mut reading = Reading { after, before, signed, held: 0, rows: 0 };
            for (row, constraint) in constraints(view, result, &reading) {
                let holds = holds(view, row, &reading, constraint.result);
                reading.rows += 1;
                reading.held += usize::from(holds);
            }
            if best.as_ref().is_none_or(|b| reading.held > b.held) && reading.rows > 0 {
                best = Some(reading);
            }
        }
    }
    best
}

/// Columns that may be compared: amounts for amounts, results for results.
fn operands(view: &View<'_>, result: usize) -> Vec<usize> {
    let may = |col: &usize| {
        *col != result
            && view.figures_in(*col) > 0
            && !matches!(view.role(*col), ColumnRole::No | ColumnRole::Kode | ColumnRole::Satuan | ColumnRole::Selisih)
    };
    (0..view.cols).filter(may).collect()
}

fn holds(view: &View<'_>, row: usize, reading: &Reading, result: crate::check::view::At) -> bool {
    let zero = crate::check::interval::Interval::point(Decimal::ZERO);
    let figure = |col| view.covering(row, col).map_or(zero, |(_, q)| q.interval());
    let Some(printed) = view.quantity(result) else { return false };
    let Some(difference) = figure(reading.after).sub(&figure(reading.before)) else { return false };
    if reading.signed { printed.interval().meets(&difference) } else { printed.interval().abs().meets(&difference.abs()) }
}

fn constraints(view: &View<'_>, result: usize, reading: &Reading) -> Vec<(usize, Constraint)> {
    let of_row = |row: usize| {
        let (at, _) = view.figure(row, result)?;
        let after = view.covering(row, reading.after).map(|(at, _)| (at, 1));
        let before = view.covering(row, reading.before).map(|(at, _)| (at, -1));
        // A change of a single figure is a new or a dropped line; without any there is nothing to compare.
        let blank = |col| view.is_blank(row, col);
        let readable = |term: &Option<_>, col| term.is_some() || blank(col);
        let usable = (after.is_some() || before.is_some()) && readable(&after, reading.after) && readable(&before, reading.before);
        let both = after.is_some() && before.is_some();
        let form = if reading.signed || !both { Form::Sum } else { Form::AbsDifference };
        let terms: Vec<_> = match (reading.signed, both) {
            (false, false) => after.into_iter().chain(before.map(|(at, _)| (at, 1))).collect(),
            _ => after.into_iter().chain(before).collect(),
        };
        usable.then_some((row, Constraint { rule: RULE, result: at, terms, form, noun: NOUN, severity: Severity::Medium, confidence: 95 }))
    };
    view.body().filter_map(|row| of_row(row.row)).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Pagu, PaguPerubahan, Selisih, Uraian};

    const COLUMNS: [(&str, crate::report::ColumnRole); 4] =
        [("Program", Uraian), ("Sebelum", Pagu), ("Setelah", PaguPerubahan), ("Bertambah/berkurang", Selisih)];

    #[test]
    fn a_lost_digit_is_found_where_the_column_has_no_signs() {
        let rows = [
            "A|265.000.000|152.841.500|12.158.500",
            "B|96.000.000|50.099.500|45.900.500",
            "C|14.000.000|18.000.000|4.000.000",
            "D|10.000.000|0|10.000.000",
            "E|60.961.700|-|60.961.700",
        ];
        let outcome = check(table(&COLUMNS, &rows));
        assert_eq!(findings(&outcome, "A04"), ["12.158.500 -> 112.158.500"]);
        assert!(outcome.findings[0].message.id.contains("|152.841.500 − 265.000.000| = 112.158.500"));
        assert!(
            outcome.findings[0].message.en.contains("a digit seems lost") || outcome.findings[0].message.en.contains("A digit seems lost")
        );
    }

    #[test]
    fn a_missing_sign_is_found_where_the_column_has_signs() {
        let rows = ["A|200|150|(50)", "B|100|80|20", "C|10|40|30", "D|90|60|(30)"];
        assert_eq!(findings(&check(table(&COLUMNS, &rows)), "A04"), ["20 -> -20"]);
    }

    #[test]
    fn a_column_that_is_no_difference_is_left_alone() {
        let rows = ["A|200|150|7", "B|100|80|20", "C|10|40|9"];
        assert_eq!(findings(&check(table(&COLUMNS, &rows)), "A04"), [""; 0]);
    }
}
