//! # X12 baris-tersalin
//!
//! ## What it does
//! Looks for two rows of one table that have different names and the same figures in all columns.
//!
//! ## Why it matters
//! Rows are filled by copying the one above; one that was not overwritten gives an activity the budget and result of
//! another.
//!
//! ## Example
//! 'Pelatihan A' and 'Pelatihan B' both have 125.430.000, 118.204.500 and 94,24: three figures that do not agree by
//! chance.
//!
//! ## What it lets pass
//! A programme and its only activity, and their only sub-activity; figures that agree easily (whole hundreds, targets
//! met at 100%, zeros, round millions); totals; rows whose other words are the same too (F05 speaks of those).
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan data).

use crate::check::passages::letters;
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "X12";

/// Figures that must be the same.
const FIGURES: usize = 3;
/// Different figures among them that do not agree by chance.
const TELLING: usize = 2;
/// Significant digits from which a figure does not.
const DIGITS: usize = 4;
/// Letters of a row's name.
const NAME: usize = 6;

/// Compares the rows of each table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        let mut rows: BTreeMap<Vec<(usize, Decimal)>, Vec<usize>> = BTreeMap::new();
        for row in view.body().filter(|r| matches!(r.role, RowRole::Data)) {
            let figures = figures(view, row.row);
            if figures.len() >= FIGURES && telling(&figures) >= TELLING && letters(view.title(row.row)).chars().count() >= NAME {
                rows.entry(figures).or_default().push(row.row);
            }
        }
        for same in rows.values() {
            let [first, second] = same.as_slice() else { continue };
            if is_one_line(view, *first, *second) || letters(view.title(*first)) == letters(view.title(*second)) {
                sink.hold(RULE);
                continue;
            }
            report(view, *first, *second, sink);
        }
    }
}

fn report(view: &View<'_>, first: usize, second: usize, sink: &mut Sink) {
    let cells = |row: usize| -> Vec<At> { columns(view).filter_map(|c| view.figure(row, c)).map(|(at, _)| at).collect() };
    let (own, other) = (cells(second), cells(first));
    let Some(at) = own.first().copied() else { return };
    let text = own.iter().filter_map(|at| view.cell(*at)).map(|c| c.text.trim()).collect::<Vec<_>>().join("; ");
    let (name, copied) = (short(view.title(second)), short(view.title(first)));
    let message = say(|lang| match lang {
        Lang::Id => format!("Baris “{name}” memuat angka yang sama dengan baris “{copied}”: {text}. Tampaknya tersalin."),
        Lang::En => format!("The row “{name}” has the same figures as the row “{copied}”: {text}. It seems copied."),
    });
    let mut finding = at_cell(RULE, Severity::Low, 60, view, at, message);
    finding.column = None;
    finding.evidence.extend(own.iter().skip(1).filter_map(|at| view.evidence(*at, "stated")));
    finding.evidence.extend(other.iter().filter_map(|at| view.evidence(*at, "other_place")));
    sink.fail(RULE, finding);
}

/// Columns of amounts, targets and results.
fn columns<'v>(view: &'v View<'_>) -> impl Iterator<Item = usize> + 'v {
    (0..view.cols).filter(|c| !matches!(view.role(*c), ColumnRole::No | ColumnRole::Kode | ColumnRole::Keterangan))
}

fn figures(view: &View<'_>, row: usize) -> Vec<(usize, Decimal)> {
    columns(view).filter_map(|c| Some((c, view.figure(row, c)?.1.number.normalize()))).collect()
}

/// How many different figures have enough digits that they do not agree by chance. Percentages do: the best that there is is
/// often 100, and what falls short of it is one in so many.
fn telling(figures: &[(usize, Decimal)]) -> usize {
    let long = |n: &Decimal| {
        if n.abs() <= Decimal::ONE_HUNDRED {
            return false;
        }
        let digits: String = n.abs().to_string().chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len() >= DIGITS
    };
    figures.iter().map(|(_, n)| *n).filter(long).collect::<BTreeSet<_>>().len()
}

/// Whether the second row is the only thing under the first, or both belong to one chain of such rows: every row between
/// them has the same figures or none, and they are not told to be of one level.
fn is_one_line(view: &View<'_>, first: usize, second: usize) -> bool {
    let under = |row: usize| view.table.rows.get(row).and_then(|r| r.parent);
    let mut up = under(second);
    for _ in 0..view.table.rows.len() {
        match up {
            Some(row) if row == first => return true,
            Some(row) => up = under(row),
            None => break,
        }
    }
    let level = |row: usize| view.table.rows.get(row).and_then(|r| r.level);
    let one_level = level(first).is_some() && level(first) == level(second) && numbered_alike(view, first, second);
    let between = first.saturating_add(1)..second;
    !one_level && between.into_iter().all(|row| figures(view, row).len() < FIGURES)
}

/// Whether both rows carry a marker of one kind: both a number, both a code of as many parts.
fn numbered_alike(view: &View<'_>, first: usize, second: usize) -> bool {
    let marker = |row: usize| {
        let col = view.column_with(ColumnRole::Kode).or_else(|| view.column_with(ColumnRole::No))?;
        let text = view.own(row, col).and_then(|at| view.cell(at))?.text.trim().to_owned();
        let kind = text.chars().next().map(|c| (c.is_ascii_digit(), c.is_uppercase()))?;
        Some((kind, text.trim_end_matches('.').matches('.').count()))
    };
    let kind = marker(first);
    kind.is_some() && kind == marker(second)
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, table};
    use crate::report::ColumnRole::{No, Pagu, RealisasiAnggaran, Serapan, Uraian};

    fn said(rows: &[&str], level: impl Fn(usize) -> Option<u8>) -> usize {
        let columns = [("No", No), ("Uraian", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran), ("%", Serapan)];
        let mut table = table(&columns, rows);
        for row in table.rows.iter_mut().skip(1) {
            row.level = level(row.row);
        }
        check(table).findings.iter().filter(|f| f.rule == "X12").count()
    }

    #[test]
    fn a_row_that_repeats_another_is_reported() {
        let rows = [
            "1|Pelatihan menjahit|125.430.000|118.204.500|94,24",
            "2|Bursa kerja daerah|99.120.000|91.003.100|91,81",
            "3|Pelatihan las|125.430.000|118.204.500|94,24",
        ];
        assert_eq!(said(&rows, |_| None), 1);
        assert_eq!(
            said(&["1|Pelatihan menjahit|125.430.000|118.204.500|94,24", "2|Pelatihan las|125.430.000|118.204.500|94,24"], |_| Some(1)),
            1
        );
    }

    #[test]
    fn a_programme_with_one_activity_passes() {
        let rows = ["A|Program pelatihan kerja|125.430.000|118.204.500|94,24", "1|Kegiatan pelatihan las|125.430.000|118.204.500|94,24"];
        assert_eq!(said(&rows, |_| None), 0);
    }

    #[test]
    fn figures_that_agree_easily_pass() {
        let rows = [
            "1|Dokumen perencanaan|100.000.000|100.000.000|100",
            "2|Lomba desa|7.500.000|7.000.000|93,33",
            "3|Laporan keuangan|100.000.000|100.000.000|100",
        ];
        assert_eq!(said(&rows, |_| None), 0);
        let rows = ["1|Wilayah utara|98,96|99,12|99,04", "2|Wilayah timur|100|100|100", "3|Wilayah barat|98,96|99,12|99,04"];
        assert_eq!(said(&rows, |_| None), 0);
    }
}
