//! Tables for unit tests, written as lines of cells.

use super::view::View;
use crate::pdf::Rect;
use crate::report::{Cell, Column, ColumnRole, Figure, Generator, Report, Row, RowRole, Source, Table, TableKind, Value};
use crate::table::Detection;
use rust_decimal::Decimal;

/// A report of the given tables.
pub fn report(tables: Vec<Table>) -> Report {
    Report {
        schema_version: "1.0".into(),
        generator: Generator { name: "lkj".into(), version: "0".into() },
        source: Source::default(),
        agency: crate::report::Agency::default(),
        year: Some(2024),
        plan_period: None,
        dates: Vec::new(),
        pages: Vec::new(),
        tables,
        indicators: Vec::new(),
        budget: Vec::new(),
        staffing: Vec::new(),
        assets: Vec::new(),
        scales: Vec::new(),
        statements: Vec::new(),
        sections: Vec::new(),
        lists: Vec::new(),
        blocks: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A table of one header row. `columns` gives header and role; each line of `rows` holds cells apart by `|`.
pub fn table(columns: &[(&str, ColumnRole)], rows: &[&str]) -> Table {
    let mut cells = Vec::new();
    let mut all_rows = vec![Row { row: 0, role: RowRole::Header, level: None, parent: None, label: String::new() }];
    for (c, (header, _)) in columns.iter().enumerate() {
        cells.push(cell(0, c, header));
    }
    let stub =
        columns.iter().position(|(_, role)| matches!(role, ColumnRole::Uraian | ColumnRole::Indikator | ColumnRole::Sasaran)).unwrap_or(0);
    for (r, line) in rows.iter().enumerate() {
        let texts: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(texts.len(), columns.len(), "{line}");
        for (c, text) in texts.iter().enumerate() {
            cells.push(cell(r + 1, c, text));
        }
        let label = if texts[stub].is_empty() { texts[0] } else { texts[stub] };
        let role = match label.to_lowercase() {
            l if l.starts_with("jumlah") || l.starts_with("total") => RowRole::Total,
            l if l.starts_with("rata-rata") => RowRole::Average,
            _ => RowRole::Data,
        };
        all_rows.push(Row { row: r + 1, role, level: None, parent: None, label: label.into() });
    }
    let columns = columns
        .iter()
        .enumerate()
        .map(|(col, (header, role))| Column {
            col,
            header: header.split(" / ").map(str::to_owned).collect(),
            role: *role,
            year: None,
            quarter: None,
            unit: header.contains('%').then(|| "%".to_owned()),
            number: None,
            formula: None,
        })
        .collect();
    Table {
        id: "t1".into(),
        number: Some("1".into()),
        caption: None,
        caption_at: None,
        kind: TableKind::Other,
        year: None,
        scale: Decimal::ONE,
        pages: vec![1],
        parts: Vec::new(),
        header_rows: 1,
        columns,
        rows: all_rows,
        cells,
        detection: Detection::Lattice,
    }
}

fn cell(row: usize, col: usize, text: &str) -> Cell {
    let value = if row == 0 { Value::Text } else { value(text) };
    let (x, y) = (f32::from(u16::try_from(col).unwrap()) * 50.0, f32::from(u16::try_from(row).unwrap()) * 10.0);
    Cell { row, col, row_span: 1, col_span: 1, text: text.into(), page: 1, bbox: Rect::new(x, y, x + 50.0, y + 10.0), bold: false, value }
}

/// Indonesian figures, marks of nothing and dotted codes: as much as the tests need.
fn value(text: &str) -> Value {
    let bare = text.trim_start_matches("Rp").trim();
    let (negative, bare) = match bare.strip_prefix('(').and_then(|b| b.strip_suffix(')')) {
        Some(inner) => (true, inner),
        None => (false, bare),
    };
    let (unit, bare) = bare.strip_suffix('%').map_or((None, bare), |b| (Some("%".to_owned()), b));
    let plain = bare.replace('.', "").replace(',', ".");
    match (text, plain.parse::<Decimal>()) {
        ("", _) => Value::Empty,
        ("-" | "n/a", _) => Value::Nil { mark: text.into() },
        (_, Ok(number)) if bare.split('.').skip(1).all(|g| g.split(',').next().is_some_and(|g| g.len() == 3)) => {
            Value::Number(Figure { number: if negative { -number } else { number }, decimals: number.scale(), unit })
        }
        (_, Ok(_)) => Value::Code { code: bare.into() },
        (text, Err(_)) if text.ends_with(" KH") => match text.trim_end_matches(" KH").split_once('/').map(|(n, d)| (value(n), value(d))) {
            Some((Value::Number(numerator), Value::Number(denominator))) => Value::Ratio { numerator, denominator },
            _ => Value::Text,
        },
        _ => Value::Text,
    }
}

/// A view of a table as the only one of a report.
pub fn view(table: &Table) -> View<'_> {
    View::new(0, table)
}

/// Everything that the rules say of a table.
pub fn check(table: Table) -> super::Outcome {
    super::run(&report(vec![table]), &super::Options::default())
}

/// Findings of one rule as `stated -> expected`.
pub fn findings(outcome: &super::Outcome, rule: &str) -> Vec<String> {
    outcome
        .findings
        .iter()
        .filter(|f| f.rule == rule && f.root.is_none())
        .map(|f| format!("{} -> {}", f.stated.as_deref().unwrap_or(""), f.expected.as_deref().unwrap_or("")))
        .collect()
}
