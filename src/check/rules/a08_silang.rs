//! # A08 silang
//!
//! ## What it does
//! Adds up the parts across a row: laki-laki + perempuan, S2 + S1 + D3 + SLTA, belanja operasi + modal + … Which run
//! of neighbouring columns makes which whole is found by trying them and keeping what most rows follow.
//!
//! ## Why it matters
//! A total row hides a slip that its columns would show: a head too many among the men is one too few among the women.
//!
//! ## Example
//! Belanja operasi 20.047.427.704 + belanja modal 76.718.100 = 20.124.145.804; printed Jumlah 21.136.879.237.
//!
//! ## What it lets pass
//! Columns that most rows do not add up; rows whose parts are blank; more parts than the whole needs (fewer rows would
//! hold); rounding of decimals.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (data of staff, assets and budget) and III.

use crate::check::constraint::{Constraint, Form, Noun};
use crate::check::interval::Interval;
use crate::check::sink::{Percent, Sink};
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::report::ColumnRole;
use rust_decimal::Decimal;

const RULE: &str = "A08";
const NOUN: Noun = Noun { id: "Jumlah", en: "Sum" };

/// Columns of one whole at most: twelve months and some.
const MOST_PARTS: usize = 16;
/// Rows that must hold, other than as nought, before a run of columns is taken as the parts of a whole.
const FEWEST_ROWS: usize = 2;

/// Checks every table for columns that make up another.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        let wholes = (0..view.cols).filter(|col| may_be_whole(view, *col));
        let mut all: Vec<Reading> = wholes.flat_map(|whole| readings(view, whole)).collect();
        all.sort_by_key(|reading| std::cmp::Reverse(reading.held));
        let mut taken: Vec<&Reading> = Vec::new();
        for reading in &all {
            // The same parts make one whole only: planned and present staff agree on many rows.
            if taken.iter().any(|t| t.parts.iter().any(|p| reading.parts.contains(p))) {
                continue;
            }
            for row in view.body() {
                sink.constraints.extend(constraint(view, row.row, reading));
            }
            taken.push(reading);
        }
    }
}

/// A whole and the columns that make it.
struct Reading {
    whole: usize,
    parts: Vec<usize>,
    held: usize,
    rows: usize,
    explicit: bool,
}

impl Reading {
    fn is_sure(&self) -> bool {
        (self.held >= FEWEST_ROWS && self.held * 2 > self.rows) || (self.explicit && self.held > 0 && self.held * 2 >= self.rows)
    }

    fn confidence(&self) -> Percent {
        if self.held * 10 >= self.rows * 9 { 97 } else { 85 }
    }
}

fn may_be_whole(view: &View<'_>, col: usize) -> bool {
    let header = view.header(col).to_lowercase();
    view.figures_in(col) > 0
        && !view.is_percent_column(col)
        && (view.role(col) == ColumnRole::Jumlah
            || (may_be_part(view, col) && (header.contains("jumlah") || header.contains("total") || header.contains("jml"))))
}

fn may_be_part(view: &View<'_>, col: usize) -> bool {
    use ColumnRole::{Capaian, Indikator, Keterangan, Kode, No, Porsi, Satuan, Selisih, Serapan, Sisa, Uraian};
    let excluded =
        matches!(view.role(col), No | Kode | Satuan | Capaian | Serapan | Porsi | Uraian | Indikator | Keterangan | Selisih | Sisa);
    !excluded && !view.is_percent_column(col)
}

/// The runs of columns that surely make a whole, no column in two of them.
fn readings(view: &View<'_>, whole: usize) -> Vec<Reading> {
    let mut taken: Vec<Reading> = Vec::new();
    let candidates: Vec<usize> = (0..view.cols).filter(|col| *col != whole && may_be_part(view, *col)).collect();
    let everything_else = candidates.clone();
    let mut runs = runs(&candidates);
    runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
    let mut weighed: Vec<Reading> = runs
        .into_iter()
        .map(|parts| {
            let explicit = parts == everything_else && view.role(whole) == ColumnRole::Jumlah;
            weigh(view, whole, parts, explicit)
        })
        .filter(|reading| reading.held > 0)
        .collect();
    weighed.sort_by_key(|reading| std::cmp::Reverse(reading.held));
    for reading in weighed {
        let overlaps = taken.iter().any(|t| t.parts.iter().any(|p| reading.parts.contains(p)));
        if !overlaps && reading.is_sure() {
            taken.push(reading);
        }
    }
    taken
}

/// Runs of two or more neighbouring columns.
fn runs(columns: &[usize]) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    for start in 0..columns.len() {
        for end in start + 2..=columns.len().min(start + MOST_PARTS) {
            let run = columns.get(start..end).unwrap_or_default();
            // Only the whole itself may stand in between: a column that is no part ends the run.
            if run.windows(2).all(|pair| matches!(pair, [a, b] if b - a <= 2)) {
                out.push(run.to_vec());
            }
        }
    }
    out
}

fn weigh(view: &View<'_>, whole: usize, parts: Vec<usize>, explicit: bool) -> Reading {
    let mut reading = Reading { whole, parts, held: 0, rows: 0, explicit };
    for row in view.body() {
        let Some((_, stated)) = view.figure(row.row, whole) else { continue };
        let Some((sum, present)) = sum(view, row.row, &reading.parts) else { continue };
        if stated.number.is_zero() && present < 2 {
            continue;
        }
        reading.rows += 1;
        let telling = present > 1 || reading.parts.len() > 1 && !stated.number.is_zero();
        reading.held += usize::from(telling && stated.interval().meets(&sum));
        // Most rows broken already: no use reading on.
        if reading.rows >= 8 && reading.held * 4 < reading.rows {
            break;
        }
    }
    reading
}

/// Sum of the parts of a row and how many of them are not nought; `None` where a part is neither figure nor blank.
fn sum(view: &View<'_>, row: usize, parts: &[usize]) -> Option<(Interval, usize)> {
    let (mut sum, mut present, mut figures) = (Interval::point(Decimal::ZERO), 0, 0);
    for col in parts {
        match view.covering(row, *col) {
            Some((_, figure)) => {
                sum = sum.add(&figure.interval())?;
                present += usize::from(!figure.number.is_zero());
                figures += 1;
            }
            None if view.is_blank(row, *col) => {}
            None => return None,
        }
    }
    (figures > 0).then_some((sum, present))
}

fn constraint(view: &View<'_>, row: usize, reading: &Reading) -> Option<Constraint> {
    let (result, _) = view.figure(row, reading.whole)?;
    let _ = sum(view, row, &reading.parts)?;
    let terms: Vec<_> = reading.parts.iter().filter_map(|col| Some((view.covering(row, *col)?.0, 1))).collect();
    let confidence = reading.confidence();
    Some(Constraint { rule: RULE, result, terms, form: Form::Sum, noun: NOUN, severity: Severity::Medium, confidence })
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, Bagian, Jumlah, No, Uraian};

    const STAFF: [(&str, ColumnRole); 7] =
        [("No", No), ("Jabatan", Uraian), ("Jumlah", Jumlah), ("S2", Bagian), ("S1", Bagian), ("Laki-laki", Bagian), ("Perempuan", Bagian)];

    #[test]
    fn two_sets_of_parts_make_the_same_whole() {
        let rows = ["1|Kepala|1|-|1|1|-", "2|Pengawas|21|2|19|15|6", "3|Mediator|4|1|3|2|3", "4|Analis|2|-|1|1|1", "5|Arsiparis|5|1|4|2|3"];
        let outcome = check(table(&STAFF, &rows));
        assert_eq!(findings(&outcome, "A08"), ["4 -> 5", "2 -> 1"]);
        assert_eq!(outcome.verified.iter().filter(|v| v.rule == "A08" && v.part == crate::check::Part::Result).count(), 5);
    }

    #[test]
    fn a_whole_of_all_other_columns_needs_one_row_that_holds() {
        let columns = [("Tahun", Uraian), ("Belanja Operasi", Bagian), ("Belanja Modal", Bagian), ("Jumlah", Jumlah)];
        let rows = ["2023|20.047|76|21.136", "2024|19.887|13|19.900"];
        assert_eq!(findings(&check(table(&columns, &rows)), "A08"), ["21.136 -> 20.123"]);
    }

    #[test]
    fn columns_that_do_not_add_up_are_no_parts() {
        let columns = [("Kecamatan", Uraian), ("Jumlah perusahaan", Jumlah), ("Diperiksa", Bagian), ("Dibina", Bagian)];
        let rows = ["A|142|60|40", "B|119|61|58", "C|99|31|20", "D|50|50|10"];
        assert!(check(table(&columns, &rows)).findings.is_empty());
    }
}
