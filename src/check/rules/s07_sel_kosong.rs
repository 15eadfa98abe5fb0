//! # S07 sel-kosong
//!
//! ## What it does
//! Reports an empty cell in a column that is otherwise filled, where the value is known: it follows from the other columns of
//! its row (a change from both budgets, an absorption from budget and spending), or another place gives the target or
//! the result of the same indicator and year.
//!
//! ## Why it matters
//! The reader cannot tell a value that was forgotten from one that does not exist.
//!
//! ## Example
//! Bertambah/berkurang is empty for one kegiatan of 72 rows: sesudah 161.220.600 − sebelum 100.258.900 = 61.961.700.
//!
//! ## What it lets pass
//! '-', 'n/a' and other marks for nothing; columns with several holes; rows that are empty altogether; tables without
//! ruling lines, where a figure may have been read into the row beside it; indicators of which no
//! value is printed by most other places.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: penyajian data).

use crate::check::facts::{Fact, Group, Measure, agree, evidence, key};
use crate::check::interval::Interval;
use crate::check::say::{DEFAULT_DECIMALS, Lang, round, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Evidence, Input, Severity};
use crate::report::{ColumnRole, Period, RowRole, TableKind, Value};
use crate::table::Detection;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const RULE: &str = "S07";

/// Other places of a value that are asked: a report has some ten at most.
const MOST_PLACES: usize = 24;

/// Filled cells for one that is empty, from which a column is otherwise filled.
const FILLED_FOR_ONE: usize = 3;
/// Rows that show what a column is computed from.
const PROVING_ROWS: usize = 3;

/// Looks for holes in the columns of every ruled table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let known = Known::new(input);
    for view in input.views.iter().filter(|v| v.table.detection == Detection::Lattice) {
        computed(view, sink);
        told(input, view, &known, sink);
    }
}

/// Rows of a column that hold a value, and those that hold nothing at all.
fn holes(view: &View<'_>, col: usize, roles: &[RowRole]) -> Option<Vec<(usize, At)>> {
    let mut filled = 0;
    let mut empty = Vec::new();
    for row in view.body().filter(|r| roles.contains(&r.role)) {
        let Some(at) = view.own(row.row, col) else { continue };
        match view.cell(at).map(|c| &c.value) {
            // What stands under a row may hold its values.
            Some(Value::Empty) if is_parent(view, row.row, col) => {}
            Some(Value::Empty) => empty.push((row.row, at)),
            Some(_) => filled += 1,
            None => {}
        }
    }
    (!empty.is_empty() && filled >= FILLED_FOR_ONE * empty.len()).then_some(empty)
}

/// Whether rows under a row have figures in a column.
fn is_parent(view: &View<'_>, row: usize, col: usize) -> bool {
    view.body().any(|r| r.parent == Some(row) && view.figure(r.row, col).is_some())
}

/// Changes and absorptions that the row itself gives.
fn computed(view: &View<'_>, sink: &mut Sink) {
    let rows = [RowRole::Data, RowRole::Group, RowRole::Subtotal, RowRole::Total];
    for col in 0..view.cols {
        let (first, second, percent) = match view.role(col) {
            ColumnRole::Selisih => (view.column_with(ColumnRole::PaguPerubahan), view.column_with(ColumnRole::Pagu), false),
            ColumnRole::Serapan => (view.column_with(ColumnRole::RealisasiAnggaran), one(view, ColumnRole::Pagu), true),
            _ => continue,
        };
        let (Some(first), Some(second), Some(empty)) = (first, second, holes(view, col, &rows)) else { continue };
        let gives = |row: usize| -> Option<(Decimal, At, At)> {
            let ((a, x), (b, y)) = (view.figure(row, first)?, view.figure(row, second)?);
            if x.doubtful || y.doubtful {
                return None;
            }
            let value = if percent {
                Interval::point(x.number).percent_of(&Interval::point(y.number))?.lo()
            } else {
                x.number.checked_sub(y.number)?
            };
            Some((value, a, b))
        };
        let signed = view.body().any(|r| view.figure(r.row, col).is_some_and(|(_, q)| q.number < Decimal::ZERO));
        let holds = |row: usize| {
            let (Some((value, ..)), Some((_, printed))) = (gives(row), view.figure(row, col)) else { return false };
            printed.as_result().meets(&Interval::point(value)) || (!percent && printed.number.abs() == value.abs())
        };
        if view.body().filter(|r| holds(r.row)).count() < PROVING_ROWS {
            sink.skip_many(RULE, "the rows do not show what the column is computed from", empty.len());
            continue;
        }
        for (row, at) in empty {
            let Some((value, a, b)) = gives(row) else {
                sink.skip(RULE, "the value is not known");
                continue;
            };
            // A column that prints no minus gives the size of the change alone.
            let value = match (percent, signed) {
                (true, _) => round(value, DEFAULT_DECIMALS),
                (false, true) => value.normalize(),
                (false, false) => value.abs().normalize(),
            };
            let bars = if percent || signed { "" } else { "|" };
            let sign = if percent { "/" } else { "−" };
            let name = short(view.title(row));
            let message = say(|lang| {
                let number = |at: At| view.quantity(at).map_or_else(String::new, |q| lang.number(q.number.normalize()));
                let (x, y, v) = (number(a), number(b), lang.number(value));
                let hundred = if percent { " × 100" } else { "" };
                match lang {
                    Lang::Id => format!("Sel kosong pada “{name}”, padahal nilainya diketahui: {bars}{x} {sign} {y}{bars}{hundred} = {v}."),
                    Lang::En => {
                        format!("The cell of “{name}” is empty though its value is known: {bars}{x} {sign} {y}{bars}{hundred} = {v}.")
                    }
                }
            });
            let mut finding = at_cell(RULE, Severity::Low, 85, view, at, message);
            finding.expected = Some(Lang::Id.number(value));
            finding.evidence.extend([a, b].into_iter().filter_map(|at| view.evidence(at, "operand")));
            sink.fail(RULE, finding);
        }
    }
}

/// The only column of a role.
fn one(view: &View<'_>, role: ColumnRole) -> Option<usize> {
    let mut columns = view.columns_with(role);
    columns.next().filter(|_| columns.next().is_none())
}

/// What the report knows of its indicators by name; a sasaran with one indicator stands for it.
struct Known<'a> {
    groups: BTreeMap<String, &'a Group>,
    sasaran: BTreeMap<String, Option<String>>,
}

impl<'a> Known<'a> {
    fn new(input: &'a Input<'_>) -> Self {
        let groups = input.facts().groups.iter().filter(|g| !g.ambiguous).map(|g| (key(&g.name), g)).collect();
        let mut sasaran: BTreeMap<String, Option<String>> = BTreeMap::new();
        for record in &input.report.indicators {
            let Some(name) = &record.sasaran else { continue };
            let own = key(&record.indikator);
            let entry = sasaran.entry(key(name)).or_insert_with(|| Some(own.clone()));
            if entry.as_ref() != Some(&own) {
                *entry = None;
            }
        }
        Self { groups, sasaran }
    }

    fn of(&self, name: &str) -> Option<&'a Group> {
        let own = key(name);
        self.groups.get(&own).or_else(|| self.groups.get(self.sasaran.get(&own)?.as_ref()?)).copied()
    }
}

/// Targets and results that another place gives for the indicator of the row.
fn told(input: &Input<'_>, view: &View<'_>, known: &Known<'_>, sink: &mut Sink) {
    use TableKind::{BudgetRealization, Efficiency, PerformanceAgreement, PerformanceAgreementRevised, PerformanceMeasurement};
    let kinds = [PerformanceMeasurement, PerformanceAgreement, PerformanceAgreementRevised, BudgetRealization, Efficiency];
    let Some(stub) = view.column_with(ColumnRole::Indikator).filter(|_| kinds.contains(&view.table.kind)) else { return };
    let mut by_row: BTreeMap<usize, Vec<(At, &Fact)>> = BTreeMap::new();
    for (role, measure) in [(ColumnRole::Target, Measure::Target), (ColumnRole::Realisasi, Measure::Realisasi)] {
        for col in view.columns_with(role) {
            let Some(column) = view.column(col).filter(|c| c.quarter.is_none()) else { continue };
            let year = column.year.or(input.report.year);
            // 'Target akhir Renstra' stands under the year of its end.
            if year != input.report.year {
                continue;
            }
            for (row, at) in holes(view, col, &[RowRole::Data]).unwrap_or_default() {
                let name = view.own(row, stub).and_then(|at| view.cell(at)).map_or("", |c| c.text.as_str());
                let Some(group) = known.of(name) else { continue };
                let facts: Vec<&Fact> =
                    group.of(measure, year, Period::Annual).filter(|f| f.table() != Some(view.index)).take(MOST_PLACES).collect();
                match usual(&facts) {
                    Some(fact) => by_row.entry(row).or_default().push((at, fact)),
                    None if facts.is_empty() => {}
                    None => sink.skip(RULE, "other places give different values"),
                }
            }
        }
    }
    for (row, cells) in by_row {
        fail(input, view, row, &cells, sink);
    }
}

/// The fact that all places agree with, or that more than half of several do.
fn usual<'f>(facts: &[&'f Fact]) -> Option<&'f Fact> {
    let alike = |fact: &Fact| facts.iter().filter(|f| agree(&f.value, &fact.value) == Some(true)).count();
    let best = facts.iter().rev().max_by_key(|f| alike(f))?;
    (alike(best) * 2 > facts.len()).then_some(*best)
}

fn fail(input: &Input<'_>, view: &View<'_>, row: usize, cells: &[(At, &Fact)], sink: &mut Sink) {
    let Some((at, _)) = cells.first() else { return };
    let name = short(view.title(row));
    let message = say(|lang| {
        let values: Vec<String> = cells
            .iter()
            .map(|(at, fact)| {
                let column = view.cell(*at).map_or("", |c| view.last_header(c.col));
                format!("{column} {} ({})", fact.text, crate::check::facts::place(input, fact, lang))
            })
            .collect();
        let values = values.join("; ");
        match lang {
            Lang::Id => format!("Sel kosong pada “{name}”, padahal nilainya tercetak di tempat lain: {values}."),
            Lang::En => format!("Cells of “{name}” are empty though their values are printed elsewhere: {values}."),
        }
    });
    let mut finding = at_cell(RULE, Severity::Low, 78, view, *at, message);
    finding.expected = Some(cells.iter().map(|(_, fact)| fact.text.as_str()).collect::<Vec<_>>().join("; "));
    let others: Vec<Evidence> = cells.iter().filter_map(|(_, fact)| evidence(input, fact, "other_place")).collect();
    finding.evidence.extend(cells.iter().skip(1).filter_map(|(at, _)| view.evidence(*at, "stated")));
    finding.evidence.extend(others);
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::fixture::{check, findings, report, table};
    use crate::check::{Options, run};
    use crate::report::ColumnRole::{Indikator, Pagu, PaguPerubahan, Realisasi, Selisih, Target, Uraian};
    use crate::report::{Indicator, Period, Polarity, SourceRef, Stage, TableKind};

    fn change(rows: &[&str]) -> Vec<String> {
        let columns = [("Uraian", Uraian), ("Sebelum", Pagu), ("Sesudah", PaguPerubahan), ("Bertambah/Berkurang", Selisih)];
        findings(&check(table(&columns, rows)), RULE)
    }

    #[test]
    fn a_change_that_its_row_gives() {
        let rows = ["Kegiatan A|100|150|50", "Kegiatan B|200|150|(50)", "Kegiatan C|300|300|0", "Kegiatan D|100.000|160.000|"];
        assert_eq!(change(&rows), [" -> 60.000"]);
    }

    #[test]
    fn a_row_whose_values_stand_under_it_has_no_hole() {
        let columns = [("Uraian", Uraian), ("Sebelum", Pagu), ("Sesudah", PaguPerubahan), ("Bertambah/Berkurang", Selisih)];
        let rows =
            ["Kegiatan A|100|150|50", "Kegiatan B|200|150|(50)", "Kegiatan C|300|300|0", "Kegiatan D|100.000|160.000|", "Bagian|10|70|60"];
        let mut table = table(&columns, &rows);
        table.rows[5].parent = Some(4);
        assert_eq!(findings(&check(table), RULE), [""; 0]);
    }

    #[test]
    fn marks_and_unknown_values_pass() {
        assert!(change(&["Kegiatan A|100|150|50", "Kegiatan B|200|150|(50)", "Kegiatan C|300|300|-", "Kegiatan D|100|160|60"]).is_empty());
        assert!(change(&["Kegiatan A|100|150|50", "Kegiatan B|200|150|(50)", "Kegiatan C|300|300|0", "Kegiatan D|||"]).is_empty());
        assert!(change(&["Kegiatan A|100|150|50", "Kegiatan B|200|150|", "Kegiatan C|300|300|", "Kegiatan D|100|160|"]).is_empty());
    }

    /// Two tables of the same four indicators; the second has the rows given.
    fn told(second: &[&str]) -> Vec<String> {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi)];
        let first =
            ["Cakupan air minum layak|80|75", "Cakupan sanitasi layak|70|65", "Cakupan jalan mantap|60|55", "Cakupan irigasi baik|50|45"];
        let mut tables = vec![table(&columns, &first), table(&columns, second)];
        let mut indicators = Vec::new();
        for (i, table) in tables.iter_mut().enumerate() {
            table.id = format!("t{}", i + 1);
            table.kind = TableKind::PerformanceMeasurement;
            for row in table.rows.iter().skip(1) {
                let text =
                    |col| table.cells.iter().find(|c| c.row == row.row && c.col == col).map(|c| c.text.clone()).filter(|t| !t.is_empty());
                indicators.push(Indicator {
                    sasaran: None,
                    indikator: row.label.clone(),
                    satuan: None,
                    year: Some(2024),
                    period: Period::Annual,
                    stage: Stage::Pengukuran,
                    target: text(1),
                    realisasi: text(2),
                    capaian: None,
                    polarity: Polarity::HigherIsBetter,
                    formula: None,
                    source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: 1 },
                });
            }
        }
        let mut all = report(tables);
        all.indicators = indicators;
        findings(&run(&all, &Options::default()), RULE)
    }

    #[test]
    fn a_target_and_result_that_another_table_gives() {
        let rows =
            ["Cakupan air minum layak|80|75", "Cakupan sanitasi layak|70|65", "Cakupan jalan mantap|60|55", "Cakupan irigasi baik||"];
        assert_eq!(told(&rows), [" -> 50; 45"]);
        let new =
            ["Cakupan air minum layak|80|75", "Cakupan sanitasi layak|70|65", "Cakupan jalan mantap|60|55", "Cakupan hutan lindung||"];
        assert!(told(&new).is_empty());
    }
}
