//! What a batch keeps of a report for its lists and workbook: rows, without the report itself.

use super::terminal::TableNumbers;
use crate::Record;
use crate::check::{Finding, Part, Tally};
use crate::report::{BudgetLine, Indicator, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The rows of one report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheets {
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// Its budget lines.
    pub budget: Vec<BudgetLine>,
    /// Its figures that were recomputed and hold.
    pub verified: Vec<Tick>,
    /// How often each rule held.
    pub checks: Vec<Tally>,
    /// Printed numbers of its tables, by table id.
    pub table_numbers: TableNumbers,
}

/// A verified figure as a reader finds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Rule codes that it holds by.
    pub rules: BTreeSet<String>,
    /// 1-based page.
    pub page: u32,
    /// Table number as printed, or its id; `None` in a sentence.
    pub table: Option<String>,
    /// Label of the row.
    pub row: Option<String>,
    /// Header of the column.
    pub column: Option<String>,
    /// As printed.
    pub text: Option<String>,
    /// What it was in the relations that hold: the result of one, or only a figure that results follow from.
    #[serde(default)]
    pub part: Part,
}

impl Sheets {
    /// The rows of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let report = &record.report;
        let number = |table: &Table| Some((table.id.clone(), table.number.clone()?));
        Self {
            findings: record.outcome.findings.clone(),
            indicators: report.indicators.clone(),
            budget: report.budget.clone(),
            verified: ticks(record),
            checks: record.outcome.checks.clone(),
            table_numbers: report.tables.iter().filter_map(number).collect(),
        }
    }

    /// What a table is called: its printed number, or its id.
    #[must_use]
    pub fn table<'a>(&'a self, id: &'a str) -> &'a str {
        self.table_numbers.get(id).map_or(id, String::as_str)
    }
}

/// A figure by its place: page, table id, row and column.
type Place<'a> = (u32, Option<&'a str>, Option<usize>, Option<usize>);

/// Verified figures, one a place, in document order.
fn ticks(record: &Record) -> Vec<Tick> {
    let tables: HashMap<&str, &Table> = record.report.tables.iter().map(|table| (table.id.as_str(), table)).collect();
    let cells = record.report.tables.iter().flat_map(|t| t.cells.iter().map(|cell| ((t.id.as_str(), cell.row, cell.col), cell)));
    let wanted: BTreeSet<(&str, usize, usize)> =
        record.outcome.verified.iter().filter_map(|v| Some((v.table.as_deref()?, v.row?, v.col?))).collect();
    let cells: HashMap<_, _> = cells.filter(|(place, _)| wanted.contains(place)).collect();
    let mut places: BTreeMap<Place<'_>, (Part, BTreeSet<String>)> = BTreeMap::new();
    for tick in &record.outcome.verified {
        let place = (tick.page, tick.table.as_deref(), tick.row, tick.col);
        let (part, rules) = places.entry(place).or_insert((tick.part, BTreeSet::new()));
        *part = tick.part.min(*part);
        rules.insert(tick.rule.clone());
    }
    let tick = |((page, id, row, col), (part, rules)): (Place<'_>, (Part, BTreeSet<String>))| {
        let table = id.and_then(|id| tables.get(id));
        let label = table.zip(row).and_then(|(table, row)| table.rows.get(row)).map(|row| row.label.clone());
        let header = table.zip(col).and_then(|(table, col)| table.columns.get(col)).map(|column| column.header.join(" / "));
        let cell = id.zip(row).zip(col).and_then(|((id, row), col)| cells.get(&(id, row, col)));
        Tick {
            rules,
            page,
            table: table.map(|table| table.number.clone().unwrap_or_else(|| table.id.clone())),
            row: label.filter(|label| !label.is_empty()),
            column: header.filter(|header| !header.is_empty()),
            text: cell.map(|cell| cell.text.trim().to_owned()),
            part,
        }
    };
    places.into_iter().map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, fixture};
    use crate::report::ColumnRole::{Capaian, Indikator, Realisasi, Target};

    #[test]
    fn a_verified_figure_names_its_place() {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];
        let mut table = fixture::table(&columns, &["A|1.000|900|90", "B|1.000|800|80", "C|1.000|700|70"]);
        table.number = Some("3.1".to_owned());
        let record = crate::examine(fixture::report(vec![table]), &Options::default());
        let sheets = Sheets::of(&record);
        let tick = sheets.verified.iter().find(|tick| tick.part == Part::Result).unwrap();
        assert!(tick.rules.contains("A01"));
        assert_eq!((tick.table.as_deref(), tick.row.as_deref(), tick.column.as_deref()), (Some("3.1"), Some("A"), Some("Capaian (%)")));
        assert_eq!(tick.text.as_deref(), Some("90"));
        let operands: Vec<_> = sheets.verified.iter().filter(|t| t.part == Part::Operand).filter_map(|t| t.text.as_deref()).collect();
        assert_eq!(operands, ["1.000", "900", "1.000", "800", "1.000", "700"]);
        assert_eq!(sheets.table("t1"), "3.1");
        assert_eq!(sheets.table("t9"), "t9");
    }
}
