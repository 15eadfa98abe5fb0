//! Targets and results of indicators, one record a row, year and period.

use super::grid_view::View;
use super::polarity::polarity;
use super::text::{fold, pattern, squeeze};
use super::{ColumnRole as Role, Indicator, Period, Polarity, RowRole, SourceRef, Stage, Table, TableKind, Value};
use regex::Regex;
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Records of all tables. `year` is the report's.
pub(crate) fn indicators(tables: &[Table], year: Option<i32>) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = tables.iter().flat_map(|t| of_table(t, year)).collect();
    settle_polarity(&mut found);
    found
}

/// Where in the planning cycle a kind of table stands; `None` where it holds no records.
fn stage(kind: TableKind) -> Option<Stage> {
    Some(match kind {
        TableKind::PerformanceAgreement => Stage::Pk,
        TableKind::PerformanceAgreementRevised => Stage::PkPerubahan,
        TableKind::StrategicPlanTargets => Stage::Renstra,
        TableKind::KeyPerformanceIndicators => Stage::Iku,
        TableKind::PerformanceMeasurement | TableKind::PerformanceTrend | TableKind::BudgetRealization | TableKind::Efficiency => {
            Stage::Pengukuran
        }
        TableKind::QuarterlyMonitoring => Stage::Monev,
        _ => return None,
    })
}

/// Columns of one record: a year and a period.
#[derive(Debug, Clone, Default)]
struct Slot {
    year: Option<i32>,
    period: Option<Period>,
    target: Vec<usize>,
    realisasi: Vec<usize>,
    capaian: Vec<usize>,
}

fn quarter_period(quarter: u8) -> Period {
    match quarter {
        1 => Period::Q1,
        2 => Period::Q2,
        3 => Period::Q3,
        _ => Period::Q4,
    }
}

/// 'Target Akhir Renstra', 'Target Jangka Menengah', 'Target RPJMD'.
fn ends_plan(header: &[String]) -> bool {
    let text = fold(&header.join(" "));
    text.contains("akhir renstra")
        || text.contains("akhir rpjmd")
        || text.contains("jangka menengah")
        || (text.contains("akhir") && text.contains("target"))
}

fn slots(table: &Table, year: Option<i32>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let default_year = table.year.or(year);
    let mut last: Option<usize> = None;
    let dated = |c: &&super::Column| c.quarter.is_none() && !ends_plan(&c.header);
    let own_years: Vec<i32> =
        table.columns.iter().filter(dated).filter(|c| matches!(c.role, Role::Target | Role::Realisasi)).filter_map(|c| c.year).collect();
    for column in &table.columns {
        if !matches!(column.role, Role::Target | Role::Realisasi | Role::Capaian | Role::Baseline) {
            continue;
        }
        let end = ends_plan(&column.header) && column.role != Role::Realisasi;
        let period = match column.quarter {
            Some(q) => quarter_period(q),
            None if end => Period::EndOfPlan,
            None => Period::Annual,
        };
        let year = match (column.year, column.role, end) {
            (Some(y), ..) => Some(y),
            (None, Role::Baseline, _) => own_years.iter().min().map(|y| y - 1),
            (None, _, true) => own_years.iter().max().copied().filter(|y| Some(*y) > default_year),
            // '% Capaian' belongs to the columns on its left.
            (None, Role::Capaian, _) => last.and_then(|l| slots.get(l)).and_then(|s: &Slot| s.year).or(default_year),
            (None, ..) => default_year,
        };
        // An achievement without its own date is that of the record on its left, also of the plan's end.
        let period = match last.and_then(|l| slots.get(l)).and_then(|s| s.period) {
            Some(left) if column.role == Role::Capaian && column.year.is_none() && column.quarter.is_none() => left,
            _ => period,
        };
        let at = slots.iter().position(|s| s.year == year && s.period == Some(period)).unwrap_or_else(|| {
            slots.push(Slot { year, period: Some(period), ..Slot::default() });
            slots.len() - 1
        });
        if let Some(slot) = slots.get_mut(at) {
            match column.role {
                Role::Target => slot.target.push(column.col),
                Role::Capaian => slot.capaian.push(column.col),
                _ => slot.realisasi.push(column.col),
            }
        }
        last = Some(at);
    }
    share_achievement(&mut slots);
    slots
}

/// Where the only target is the plan's end, an achievement beside a result of this year measures progress to that end.
fn share_achievement(slots: &mut [Slot]) {
    let end = slots.iter().position(|s| s.period == Some(Period::EndOfPlan) && !s.target.is_empty());
    let Some(end) = end else { return };
    let now = slots
        .iter()
        .position(|s| s.period == Some(Period::Annual) && s.target.is_empty() && !s.realisasi.is_empty() && !s.capaian.is_empty());
    let Some(now) = now else { return };
    let (columns, results) = slots.get_mut(now).map(|s| (std::mem::take(&mut s.capaian), s.realisasi.clone())).unwrap_or_default();
    if let Some(slot) = slots.get_mut(end) {
        slot.capaian.extend(columns);
        slot.realisasi.extend(results);
    }
}

static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[.)]\s+|[-•▪*]\s+|indikator(?:\s+kinerja)?\s*:\s*|meta\s+indikator\s*:\s*|ik\s*\d*\s*:\s*|sasaran(?:\s+strategis)?\s*\d*\s*:\s*)+",
    )
});
static FORMULA: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)\s*\n?\s*(?:formula|rumus|meta indikator|cara)(?:\s+\w+)?\s*:.*$"));

/// A name without its number and without a formula printed under it.
fn name(text: &str) -> String {
    let text = FORMULA.replace(text, "");
    squeeze(&PREFIX.replace(&squeeze(&text), ""))
}

/// A figure as an exact decimal string, a class as its text; `None` for nothing.
pub(crate) fn printed(value: &Value, text: &str) -> Option<String> {
    match value {
        Value::Empty | Value::Nil { .. } => None,
        Value::Number(f) => Some(f.number.to_string()),
        Value::Range { from, to } => Some(format!("{}-{}", from.number, to.number)),
        Value::Bound { op, figure } => Some(format!("{op}{}", figure.number)),
        Value::Ratio { numerator, denominator } => Some(format!("{}/{}", numerator.number, denominator.number)),
        Value::Predicate { text } => Some(text.clone()),
        Value::Code { code } => Some(code.clone()),
        Value::Year { year } => Some(year.to_string()),
        Value::Malformed { reading: Some(reading), .. } => Some(reading.to_string()),
        Value::Malformed { reading: None, .. } | Value::Text => Some(squeeze(text)).filter(|t| t.chars().count() <= LONGEST_TEXT),
    }
}

/// A target in words (`6 dokumen perencanaan dan 2 laporan`) is short; prose in a target column is no target.
const LONGEST_TEXT: usize = 60;

fn of_table(table: &Table, year: Option<i32>) -> Vec<Indicator> {
    let Some(stage) = stage(table.kind) else { return Vec::new() };
    let view = View::of(table);
    let column = |role: Role| table.columns.iter().find(|c| c.role == role).map(|c| c.col);
    let (sasaran_col, tujuan_col, unit_col, formula_col) =
        (column(Role::Sasaran), column(Role::Tujuan), column(Role::Satuan), column(Role::Formula));
    let name_cols: Vec<usize> = table.columns.iter().filter(|c| c.role == Role::Indikator).map(|c| c.col).collect();
    // Without a column of indicators, the sasaran themselves are measured.
    let name_cols = if name_cols.is_empty() && !matches!(table.kind, TableKind::BudgetRealization | TableKind::Efficiency) {
        sasaran_col.into_iter().collect()
    } else {
        name_cols
    };
    if name_cols.is_empty() {
        return Vec::new();
    }
    let slots = slots(table, year);
    let mut found = Vec::new();
    let mut sasaran: Option<String> = None;
    let mut carried: Option<String> = None;
    for row in &table.rows {
        match row.role {
            RowRole::Group if view.is_wide(row.row) => {
                sasaran = Some(name(&row.label));
                continue;
            }
            RowRole::Data | RowRole::Group => {}
            _ => continue,
        }
        if let Some(text) = sasaran_col.or(tujuan_col).map(|c| view.text(row.row, c)).filter(|t| !t.trim().is_empty()) {
            sasaran = Some(name(text));
        }
        let own =
            name_cols.iter().rev().find_map(|c| view.own_text(row.row, *c).filter(|t| t.chars().filter(|x| x.is_alphabetic()).count() > 2));
        let merged = name_cols.iter().rev().map(|c| view.text(row.row, *c)).find(|t| t.chars().any(char::is_alphabetic));
        let Some(label) = own.or(merged) else { continue };
        let mut label = name(label);
        if label.is_empty() {
            continue;
        }
        // 'Jumlah produksi:' heads 'a. Padi', 'b. Jagung'.
        let any_figure = slots
            .iter()
            .flat_map(|s| s.target.iter().chain(&s.realisasi))
            .any(|c| !matches!(view.value(row.row, *c), None | Some(Value::Empty)));
        if label.ends_with(':') {
            carried = (!any_figure).then(|| label.trim_end_matches([':', ' ']).to_owned());
            label = label.trim_end_matches([':', ' ']).to_owned();
        } else if let Some(head) = carried.as_ref().filter(|_| own.is_some_and(is_listed)) {
            label = format!("{head}: {label}");
        } else {
            carried = None;
        }
        let satuan = unit_col.map(|c| squeeze(view.text(row.row, c))).filter(|u| !u.is_empty() && u != "-");
        let said = formula_col.map_or("", |c| view.text(row.row, c));
        let targets: Vec<Decimal> = slots
            .iter()
            .filter(|s| s.period == Some(Period::Annual))
            .filter_map(|s| view.value(row.row, *s.target.first()?)?.number())
            .collect();
        let lower = polarity(&label, sasaran.as_deref(), said, &targets);
        for slot in &slots {
            let read = |cols: &[usize]| {
                cols.iter().find_map(|c| {
                    view.cell(row.row, *c).filter(|cell| cell.row == row.row).and_then(|cell| printed(&cell.value, &cell.text))
                })
            };
            let (target, realisasi, capaian) = (read(&slot.target), read(&slot.realisasi), read(&slot.capaian));
            if target.is_none() && realisasi.is_none() && capaian.is_none() {
                continue;
            }
            let unit = satuan
                .clone()
                .or_else(|| slot.target.iter().chain(&slot.realisasi).find_map(|c| view.value(row.row, *c)?.figure()?.unit.clone()));
            found.push(Indicator {
                sasaran: sasaran.clone(),
                indikator: label.clone(),
                satuan: unit,
                year: slot.year,
                period: slot.period.unwrap_or(Period::Annual),
                stage,
                target,
                realisasi,
                capaian,
                polarity: lower,
                source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) },
            });
        }
    }
    found
}

fn is_listed(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    match (chars.next(), chars.next()) {
        (Some('-' | '•' | '▪'), _) => true,
        (Some(c), Some('.' | ')')) => c.is_alphanumeric(),
        _ => false,
    }
}

/// One indicator has one polarity in the whole report: what its plan's targets show holds for its other tables, and
/// where the name says nothing, so does what the printed achievements show.
fn settle_polarity(found: &mut [Indicator]) {
    let mut lower: HashMap<String, bool> = HashMap::new();
    for record in found.iter() {
        let seen = lower.entry(fold(&record.indikator)).or_insert(false);
        *seen |= record.polarity == Polarity::LowerIsBetter;
    }
    for record in found.iter_mut() {
        if lower.get(&fold(&record.indikator)) == Some(&true) {
            record.polarity = Polarity::LowerIsBetter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::grid::tests::table;
    use crate::report::{Input, understand};

    fn read(caption: &str, header_rows: usize, rows: &[&[&str]]) -> Vec<Indicator> {
        understand(Input { tables: vec![table(caption, header_rows, rows)], ..Input::default() }).indicators
    }

    type Short<'a> = (Option<i32>, Period, Option<&'a str>, Option<&'a str>, Option<&'a str>);

    fn short(records: &[Indicator]) -> Vec<Short<'_>> {
        records.iter().map(|r| (r.year, r.period, r.target.as_deref(), r.realisasi.as_deref(), r.capaian.as_deref())).collect()
    }

    #[test]
    fn one_record_a_year_with_the_sasaran_carried_down() {
        let found = read(
            "Target Renstra",
            2,
            &[
                &["No", "Sasaran", "Indikator Kinerja", "Satuan", "Kondisi Awal (2022)", "Target Tahun", "<", "Target Akhir Renstra"],
                &["^", "^", "^", "^", "^", "2023", "2024", "^"],
                &["1", "Meningkatnya mutu", "Nilai A", "Nilai", "60,5", "61", "62,5", "63"],
                &["^", "^", "Opini", "Predikat", "WDP", "WTP", "WTP", "WTP"],
            ],
        );
        assert_eq!(found.len(), 8);
        assert!(found.iter().all(|r| r.sasaran.as_deref() == Some("Meningkatnya mutu") && r.stage == Stage::Renstra));
        assert_eq!(
            short(&found)[..4],
            [
                (Some(2022), Period::Annual, None, Some("60.5"), None),
                (Some(2023), Period::Annual, Some("61"), None, None),
                (Some(2024), Period::Annual, Some("62.5"), None, None),
                (Some(2024), Period::EndOfPlan, Some("63"), None, None),
            ]
        );
        assert_eq!(found[5].target.as_deref(), Some("WTP"));
    }

    #[test]
    fn quarters_beside_the_year() {
        let found = read(
            "Perjanjian Kinerja Tahun 2024",
            2,
            &[
                &["Sasaran", "Indikator", "Satuan", "Target Tahunan", "Target Triwulan", "<"],
                &["^", "^", "^", "^", "I", "IV"],
                &["a", "Persentase b", "%", "6,5%", "-", "6,5%"],
            ],
        );
        assert_eq!(
            short(&found),
            [(Some(2024), Period::Annual, Some("6.5"), None, None), (Some(2024), Period::Q4, Some("6.5"), None, None)]
        );
    }

    #[test]
    fn progress_to_the_end_of_the_plan_is_no_achievement_of_the_year() {
        let found = read(
            "Perbandingan Realisasi Tahun 2024 dengan Target Akhir Renstra",
            1,
            &[
                &["No", "Indikator Kinerja", "Target Akhir Renstra (2027)", "Realisasi s.d. 2024", "Tingkat Kemajuan (%)"],
                &["1", "Angka X", "106", "127,32", "80"],
            ],
        );
        assert_eq!(
            short(&found),
            [
                (Some(2027), Period::EndOfPlan, Some("106"), Some("127.32"), Some("80")),
                (Some(2024), Period::Annual, None, Some("127.32"), None)
            ]
        );
    }

    #[test]
    fn sub_rows_of_one_indicator_make_no_records() {
        let found = read(
            "Target dan Realisasi Kinerja Tahun 2024",
            1,
            &[
                &["No", "Indikator dan Formula Perhitungan", "Target", "Realisasi", "Capaian"],
                &["1", "Persentase A", "3%", "3%", "100%"],
                &["^", "Jumlah x dibagi jumlah y", "^", "^", "^"],
                &["^", "(1/2) × 100% = 50%", "^", "^", "^"],
            ],
        );
        assert_eq!(short(&found), [(Some(2024), Period::Annual, Some("3"), Some("3"), Some("100"))]);
    }

    #[test]
    fn listed_parts_carry_their_head() {
        let found = read(
            "Perjanjian Kinerja Tahun 2024",
            1,
            &[
                &["No", "Sasaran", "Indikator", "Target"],
                &["1", "a", "Jumlah produksi :", ""],
                &["", "", "a. Padi", "12.317.066 ton"],
                &["", "", "b. Jagung", "1.190.793 ton"],
            ],
        );
        let names: Vec<&str> = found.iter().map(|r| r.indikator.as_str()).collect();
        assert_eq!(names, ["Jumlah produksi: Padi", "Jumlah produksi: Jagung"]);
        assert_eq!(found[0].satuan.as_deref(), Some("ton"));
    }
}
