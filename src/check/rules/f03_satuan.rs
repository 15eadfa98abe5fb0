//! # F03 satuan
//!
//! ## What it does
//! Compares the unit of an indicator between the tables: one table that says 'Orang' where all others say 'Hari'. Also
//! reports a unit column that holds the agency's name, a lone percent sign in a row of scores, and an area in cubic metres.
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
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::pattern::LazyPattern;
use crate::report::{ColumnRole, Indicator, RowRole, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "F03";

/// Tables that carry the usual unit.
const USUAL: usize = 2;
/// Cells of a unit column that hold no unit before it is said.
const FEWEST_CELLS: usize = 2;
/// Figures without a sign in a row, from which the one with a sign is a slip.
const FEWEST_PLAIN: usize = 3;

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
        signs(view, sink);
    }
    areas(input, sink);
}

/// A percent sign in a row of an index: its unit says so, or its other figures are scores without a sign.
fn signs(view: &View<'_>, sink: &mut Sink) {
    let measured = |role| matches!(role, ColumnRole::Target | ColumnRole::Realisasi | ColumnRole::Baseline);
    let cols: Vec<usize> = (0..view.cols).filter(|c| measured(view.role(*c))).collect();
    if cols.len() <= FEWEST_PLAIN {
        return;
    }
    for row in view.body().filter(|r| r.role == RowRole::Data) {
        let figures: Vec<(At, bool, Decimal)> = cols
            .iter()
            .filter_map(|col| {
                let at = view.own(row.row, *col)?;
                let Value::Number(figure) = &view.cell(at)?.value else { return None };
                Some((at, figure.unit.as_deref().is_some_and(|u| u.contains('%')), figure.number))
            })
            .collect();
        let signed: Vec<&(At, bool, Decimal)> = figures.iter().filter(|f| f.1).collect();
        let plain: Vec<&(At, bool, Decimal)> = figures.iter().filter(|f| !f.1).collect();
        let ([(at, _, number)], true) = (signed.as_slice(), plain.len() >= FEWEST_PLAIN) else { continue };
        // A share written as a fraction beside its percentage is one measure.
        let near = plain.iter().all(|p| p.2 * Decimal::TWO > *number && p.2 < *number * Decimal::TWO);
        // Where a whole column carries the sign, that is its style.
        let col = view.cell(*at).map_or(0, |c| c.col);
        let others = view.body().filter(|r| r.row != row.row).filter(|r| signed_at(view, r.row, col)).count();
        let unsigned =
            view.body().filter(|r| r.row != row.row && view.figure(r.row, col).is_some() && !signed_at(view, r.row, col)).count();
        let by_name = ["indeks", "nilai", "skor", "index"].iter().any(|w| view.label(row.row).to_lowercase().trim_start().starts_with(w));
        if !near || (others > unsigned && !by_name) {
            continue;
        }
        let name = short(view.title(row.row));
        let text = view.cell(*at).map_or("", |c| c.text.trim());
        let message = say(|lang| match lang {
            Lang::Id => format!("“{name}” bertanda persen pada {text}, sedangkan {} angka lain pada barisnya tidak.", plain.len()),
            Lang::En => format!("“{name}” carries a percent sign at {text}, while {} other figures of its row do not.", plain.len()),
        });
        let mut finding = at_cell(RULE, Severity::Low, 75, view, *at, message);
        finding.expected = Some(text.replace('%', "").trim().to_owned());
        finding.evidence.extend(plain.iter().filter_map(|p| view.evidence(p.0, "other_place")));
        sink.fail(RULE, finding);
    }
}

fn signed_at(view: &View<'_>, row: usize, col: usize) -> bool {
    let cell = view.own(row, col).and_then(|at| view.cell(at));
    cell.is_some_and(|c| matches!(&c.value, Value::Number(f) if f.unit.as_deref().is_some_and(|u| u.contains('%'))))
}

/// An area in cubic metres.
fn areas(input: &Input<'_>, sink: &mut Sink) {
    static CUBIC: LazyPattern =
        LazyPattern::new(&["luas", "m"], r"(?i)\bluas\b[^.;\d]{0,60}?(?P<figure>\d[\d.,]*\s*m(?:\s?³|3))(?:\s|[).,;]|$)");
    for passage in input.passages().iter().chain(input.cells()) {
        if !passage.text.contains('³') && !passage.text.contains("m3") {
            continue;
        }
        let Some(stated) = CUBIC.captures(&passage.text).and_then(|m| m.name("figure")) else { continue };
        let right = stated.as_str().replace('³', "²").replace("m3", "m2");
        let message = say(|lang| match lang {
            Lang::Id => format!("Luas dinyatakan dalam meter kubik: {}.", stated.as_str()),
            Lang::En => format!("An area is given in cubic metres: {}.", stated.as_str()),
        });
        let mut finding = at_text(RULE, Severity::Low, 88, (passage.page, passage.bbox), stated.as_str(), message);
        finding.evidence = vec![passage.evidence("stated", stated.as_str())];
        finding.table = passage.cell.and_then(|(id, ..)| input.views.iter().find(|v| v.table.id == id)).map(View::name);
        finding.expected = Some(right);
        sink.fail(RULE, finding);
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
            formula: None,
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
    fn a_lone_percent_sign_among_scores() {
        use ColumnRole::{Indikator, Target};
        let columns = [("Indikator", Indikator), ("2022", Target), ("2023", Target), ("2024", Target), ("Akhir", Target)];
        let said = |rows: &[&str]| crate::check::fixture::findings(&crate::check::fixture::check(table(&columns, rows)), "F03");
        assert_eq!(said(&["Nilai RB|45|46|47|47,5%", "Cakupan|1|2|3|4"]), ["47,5% -> 47,5"]);
        assert!(said(&["Cakupan air|45|46|47|47,5%", "Cakupan sanitasi|41|42|43|44,5%", "Cakupan jalan|51|52|53|54,5%"]).is_empty());
        assert!(said(&["Nilai RB|45|46|47|47,5"]).is_empty());
    }

    #[test]
    fn an_area_is_no_volume() {
        use crate::check::passages::report_of;
        let said = |text: &str| {
            let report = report_of(&[(1, crate::layout::BlockKind::Paragraph, text)]);
            crate::check::fixture::findings(&run(&report, &Options::default()), "F03")
        };
        assert_eq!(said("Tanah kantor dengan luas 4106 m³ di kota."), ["4106 m³ -> 4106 m²"]);
        assert_eq!(said("Tanah luas 23000 m ³"), ["23000 m ³ -> 23000 m ²"]);
        assert!(said("Tanah dengan luas 4106 m² dan tangki berisi 20 m³.").is_empty());
        assert!(said("Tanah seluas 4106 m2.").is_empty());
    }

    #[test]
    fn the_agency_is_no_unit() {
        let columns = [("Indikator", ColumnRole::Indikator), ("Satuan", ColumnRole::Satuan)];
        let mut all = report(vec![table(&columns, &["A|Dinas Perhubungan", "B|Dinas Perhubungan"])]);
        all.agency.name = Some("Dinas Perhubungan".into());
        assert_eq!(run(&all, &Options::default()).findings.iter().filter(|f| f.rule == "F03").count(), 1);
    }
}
