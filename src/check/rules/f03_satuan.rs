//! # F03 satuan
//!
//! ## What it does
//! Compares the unit of an indicator between the tables: one table that says 'Orang' where all others say 'Hari'. Also
//! reports a unit column that holds the agency's name.
//!
//! ## Why it matters
//! A value without its right unit says nothing, and targets in different units cannot be compared.
//!
//! ## Example
//! Average Length of Stay: 'Hari' in twelve tables, 'Orang' in the comparison with the national standard.
//!
//! ## What it lets pass
//! Spellings (%, persen; org, orang; dok, dokumen), units for scores (indeks, nilai, skor, poin), a unit that two
//! tables or more carry, units that are no common ones, missing units.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan informasi).

use crate::check::names::{cell_of, names};
use crate::check::passages::{letters, squeeze};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, Indicator};
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "F03";

/// Tables that carry the usual unit.
const USUAL: usize = 2;
/// Cells of a unit column that hold no unit before it is said.
const FEWEST_CELLS: usize = 2;

/// One unit a line, in its spellings.
const UNITS: &[&[&str]] = &[
    &["%", "persen", "persentase", "prosen", "percent"],
    &["orang", "org", "jiwa"],
    &["hari"],
    &["jam"],
    &["menit"],
    &["bulan"],
    &["tahun"],
    &["kali"],
    &["indeks", "index", "nilai", "skor", "poin", "point", "angka", "predikat", "kategori", "level", "opini"],
    &["unit"],
    &["dokumen", "dok"],
    &["laporan"],
    &["kasus"],
    &["paket"],
    &["rupiah", "rp"],
    &["ton"],
    &["kg"],
    &["ha", "hektar"],
    &["km"],
    &["desa", "desakelurahan", "desakel"],
    &["kelompok"],
    &["lembaga"],
    &["inovasi"],
    &["perusahaan"],
];

/// Compares units, and looks into unit columns.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for name in names(input).values() {
        let mut by_unit: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        let mut records: BTreeMap<usize, Vec<&Indicator>> = BTreeMap::new();
        for record in &name.records {
            let (Some(unit), Some(table)) = (record.satuan.as_deref().and_then(unit), record.source.table.as_deref()) else { continue };
            by_unit.entry(unit).or_default().insert(table);
            records.entry(unit).or_default().push(record);
        }
        let usual = by_unit.iter().filter(|(_, t)| t.len() >= USUAL).max_by_key(|(_, t)| t.len());
        let (2, Some((usual, tables))) = (by_unit.len(), usual) else {
            if by_unit.len() == 1 {
                sink.hold(RULE);
            }
            continue;
        };
        let lone = by_unit.iter().find(|(u, t)| *u != usual && t.len() == 1 && t.is_disjoint(tables)).map(|(u, _)| *u);
        let (Some(wrong), Some(right)) = (lone.and_then(|u| records.get(&u)?.first().copied()), records.get(usual)) else { continue };
        differs(input, wrong, right, tables.len(), sink);
    }
    for view in &input.views {
        columns(input, view, sink);
    }
}

/// Which of the common units a text is.
fn unit(text: &str) -> Option<usize> {
    let bare = if text.trim() == "%" { "%".to_owned() } else { letters(text) };
    UNITS.iter().position(|spellings| spellings.contains(&bare.as_str()))
}

fn differs(input: &Input<'_>, wrong: &Indicator, right: &[&Indicator], tables: usize, sink: &mut Sink) {
    let Some((view, at)) = unit_cell(input, wrong) else {
        sink.skip(RULE, "the cell of the unit was not found");
        return;
    };
    let stated = squeeze(wrong.satuan.as_deref().unwrap_or(""));
    let usual = squeeze(right.first().and_then(|r| r.satuan.as_deref()).unwrap_or(""));
    let name = short(&wrong.indikator);
    let message = say(|lang| match lang {
        Lang::Id => format!("Satuan “{stated}” untuk “{name}”; di {tables} tabel lain “{usual}”."),
        Lang::En => format!("The unit of “{name}” is “{stated}”; “{usual}” in {tables} other tables."),
    });
    let mut finding = at_cell(RULE, Severity::Low, 80, view, at, message);
    finding.row = Some(squeeze(&wrong.indikator));
    finding.expected = Some(usual);
    for record in right.iter().take(3) {
        finding.evidence.extend(unit_cell(input, record).and_then(|(view, at)| view.evidence(at, "other_place")));
    }
    sink.fail(RULE, finding);
}

/// The cell of the unit in the row of a record.
fn unit_cell<'v>(input: &'v Input<'_>, record: &Indicator) -> Option<(&'v View<'v>, At)> {
    let (view, name) = cell_of(input, record)?;
    let row = view.cell(name)?.row;
    let col = view.column_with(ColumnRole::Satuan)?;
    let at = view.at(row, col)?;
    let text = &view.cell(at)?.text;
    (letters(text) == letters(record.satuan.as_deref()?) || text.trim() == "%").then_some((view, at))
}

/// A unit column that holds the agency's name.
fn columns(input: &Input<'_>, view: &View<'_>, sink: &mut Sink) {
    let Some(agency) = input.report.agency.name.as_deref().map(letters).filter(|n| n.len() > 6) else { return };
    let Some(col) = view.column_with(ColumnRole::Satuan) else { return };
    let holds = |row: usize| view.own(row, col).filter(|at| view.cell(*at).is_some_and(|c| letters(&c.text).starts_with(&agency)));
    let cells: Vec<At> = view.body().filter_map(|r| holds(r.row)).collect();
    let (Some(first), true) = (cells.first(), cells.len() >= FEWEST_CELLS) else { return };
    let message = say(|lang| match lang {
        Lang::Id => format!("Kolom satuan berisi nama instansi pada {} baris.", cells.len()),
        Lang::En => format!("The unit column holds the agency's name in {} rows.", cells.len()),
    });
    let mut finding = at_cell(RULE, Severity::Medium, 85, view, *first, message);
    finding.evidence.extend(cells.iter().skip(1).filter_map(|at| view.evidence(*at, "other_place")));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::unit;
    use crate::check::fixture::{report, table};
    use crate::check::{Options, run};
    use crate::report::{ColumnRole, Indicator, Period, Polarity, SourceRef, Stage};

    fn record(table: &str, unit: &str) -> Indicator {
        Indicator {
            sasaran: None,
            indikator: "Lama rawat rata-rata pasien".into(),
            satuan: Some(unit.into()),
            year: Some(2024),
            period: Period::Annual,
            stage: Stage::Pengukuran,
            target: None,
            realisasi: None,
            capaian: None,
            polarity: Polarity::LowerIsBetter,
            source: SourceRef { table: Some(table.into()), row: Some(1), page: 1 },
        }
    }

    fn said(units: &[&str]) -> usize {
        let columns = [("Indikator", ColumnRole::Indikator), ("Satuan", ColumnRole::Satuan)];
        let tables = units.iter().enumerate().map(|(i, unit)| {
            let row = format!("Lama rawat rata-rata pasien|{unit}");
            let mut t = table(&columns, &[&row]);
            t.id = format!("t{}", i + 1);
            t
        });
        let mut all = report(tables.collect());
        all.indicators = units.iter().enumerate().map(|(i, unit)| record(&format!("t{}", i + 1), unit)).collect();
        run(&all, &Options::default()).findings.iter().filter(|f| f.rule == "F03").count()
    }

    #[test]
    fn a_lone_unit_is_found() {
        assert_eq!(said(&["Hari", "Hari", "Orang"]), 1);
    }

    #[test]
    fn spellings_and_ties_pass() {
        assert_eq!(said(&["Hari", "Orang"]), 0);
        assert_eq!(said(&["Hari", "Hari", "hari"]), 0);
        assert_eq!(said(&["%", "persen", "Persen"]), 0);
        assert_eq!(said(&["Indeks", "Nilai", "Skor"]), 0);
        assert_eq!(said(&["Hari", "Hari", "Orang", "Orang"]), 0);
        assert_eq!(unit("Kab/Kota"), None);
    }

    #[test]
    fn the_agency_is_no_unit() {
        let columns = [("Indikator", ColumnRole::Indikator), ("Satuan", ColumnRole::Satuan)];
        let mut all = report(vec![table(&columns, &["A|Dinas Perhubungan", "B|Dinas Perhubungan"])]);
        all.agency.name = Some("Dinas Perhubungan".into());
        assert_eq!(run(&all, &Options::default()).findings.iter().filter(|f| f.rule == "F03").count(), 1);
    }
}
