//! Two drafts of one report: which figures changed, which rows and tables came and went.

use crate::check::fingerprint::identity_of;
use crate::check::prose::key;
use crate::report::{Cell, Report, RowRole, Table, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One difference between two drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What kind of thing changed.
    pub what: What,
    /// Table number as printed, or its id; of the new draft where it is there.
    pub table: String,
    /// Label of the row; empty where the whole table came or went.
    pub row: String,
    /// Header of the column; empty where the whole row came or went.
    pub column: String,
    /// Page and text in the earlier draft.
    pub old: Option<(u32, String)>,
    /// Page and text in the new draft.
    pub new: Option<(u32, String)>,
}

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A figure.
    Figure,
    /// A row.
    Row,
    /// A table.
    Table,
}

/// The differences in document order of the new draft; what is gone comes last.
#[must_use]
pub fn changes(old: &Report, new: &Report) -> Vec<Change> {
    let (pairs, gone) = paired(old.tables.iter(), new.tables.iter(), identity_of);
    let mut out = Vec::new();
    for (earlier, table) in pairs {
        match earlier {
            Some(earlier) => rows(earlier, table, &mut out),
            None => out.push(of_table(table, false)),
        }
    }
    out.extend(gone.into_iter().map(|table| of_table(table, true)));
    out
}

/// New things with the old ones of the same key, twins in their order; and the old ones that are left.
fn paired<'a, T>(
    old: impl Iterator<Item = &'a T>,
    new: impl Iterator<Item = &'a T>,
    key_of: impl Fn(&T) -> String,
) -> (Vec<(Option<&'a T>, &'a T)>, Vec<&'a T>) {
    let old: Vec<&T> = old.collect();
    let mut waiting: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, one) in old.iter().enumerate().rev() {
        waiting.entry(key_of(one)).or_default().push(i);
    }
    let mut taken = vec![false; old.len()];
    let mut take = |one: &T| {
        let i = waiting.get_mut(&key_of(one))?.pop()?;
        *taken.get_mut(i)? = true;
        old.get(i).copied()
    };
    let pairs = new.map(|one| (take(one), one)).collect();
    let left = old.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(one, _)| *one).collect();
    (pairs, left)
}

fn name(table: &Table) -> String {
    table.number.clone().unwrap_or_else(|| table.id.clone())
}

fn of_table(table: &Table, gone: bool) -> Change {
    let place = Some((table.pages.first().copied().unwrap_or_default(), table.caption.clone().unwrap_or_default()));
    let (old, new) = if gone { (place, None) } else { (None, place) };
    Change { what: What::Table, table: name(table), row: String::new(), column: String::new(), old, new }
}

/// A row with its cells.
struct Line<'a> {
    label: &'a str,
    cells: Vec<&'a Cell>,
}

fn lines(table: &Table) -> Vec<Line<'_>> {
    let mut by_row: HashMap<usize, Vec<&Cell>> = HashMap::new();
    for cell in &table.cells {
        by_row.entry(cell.row).or_default().push(cell);
    }
    let body = table.rows.iter().filter(|row| !matches!(row.role, RowRole::Header | RowRole::Number | RowRole::Note));
    body.map(|row| Line { label: &row.label, cells: by_row.remove(&row.row).unwrap_or_default() })
        .filter(|line| !line.cells.is_empty())
        .collect()
}

fn rows(old: &Table, new: &Table, out: &mut Vec<Change>) {
    let (earlier, now) = (lines(old), lines(new));
    let (pairs, gone) = paired(earlier.iter(), now.iter(), |line| key(line.label));
    for (before, line) in pairs {
        match before {
            Some(before) => figures(old, new, before, line, out),
            None => out.push(of_row(new, line, false)),
        }
    }
    out.extend(gone.into_iter().map(|line| of_row(new, line, true)));
}

fn of_row(table: &Table, line: &Line<'_>, gone: bool) -> Change {
    let texts: Vec<String> = line.cells.iter().map(|cell| squeezed(&cell.text)).filter(|text| !text.is_empty()).collect();
    let place = Some((line.cells.first().map_or(0, |cell| cell.page), texts.join(" | ")));
    let (old, new) = if gone { (place, None) } else { (None, place) };
    Change { what: What::Row, table: name(table), row: squeezed(line.label), column: String::new(), old, new }
}

fn figures(old_table: &Table, new_table: &Table, old: &Line<'_>, new: &Line<'_>, out: &mut Vec<Change>) {
    let header = |table: &Table, col: usize| table.columns.get(col).map(|c| c.header.join(" / ")).unwrap_or_default();
    // Columns go by header; by place where both tables have as many.
    let same_shape = old_table.columns.len() == new_table.columns.len();
    for cell in &new.cells {
        let wanted = key(&header(new_table, cell.col));
        let is_it = |other: &&&Cell| if same_shape { other.col == cell.col } else { key(&header(old_table, other.col)) == wanted };
        let Some(before) = old.cells.iter().find(is_it) else { continue };
        let (was, is) = (squeezed(&before.text), squeezed(&cell.text));
        if was != is && (is_figure(&before.value) || is_figure(&cell.value)) {
            out.push(Change {
                what: What::Figure,
                table: name(new_table),
                row: squeezed(new.label),
                column: squeezed(&header(new_table, cell.col)),
                old: Some((before.page, was)),
                new: Some((cell.page, is)),
            });
        }
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_figure(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Range { .. } | Value::Bound { .. } | Value::Ratio { .. } | Value::Malformed { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{report, table};
    use crate::report::ColumnRole::{Capaian, Indikator, Target};

    fn of(caption: &str, rows: &[&str]) -> Table {
        let mut one = table(&[("Indikator", Indikator), ("Target", Target), ("Capaian", Capaian)], rows);
        one.caption = Some(caption.to_owned());
        one
    }

    #[test]
    fn figures_rows_and_tables_are_told_apart() {
        let old = report(vec![of("Capaian", &["A|10|90", "B|20|80", "C|5|5"]), of("Lama", &["X|1|2"])]);
        let new = report(vec![of("Baru", &["Y|1|2"]), of("CAPAIAN", &["B|20|85", "A|10|90", "D|1|1"])]);
        let told: Vec<_> = changes(&old, &new).into_iter().map(|c| (c.what, c.row, c.old.map(|o| o.1), c.new.map(|n| n.1))).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                (What::Table, String::new(), None, some("Baru")),
                (What::Figure, "B".to_owned(), some("80"), some("85")),
                (What::Row, "D".to_owned(), None, some("D | 1 | 1")),
                (What::Row, "C".to_owned(), some("C | 5 | 5"), None),
                (What::Table, String::new(), some("Lama"), None),
            ]
        );
        assert!(changes(&new, &new).is_empty());
    }

    #[test]
    fn columns_that_came_between_do_not_count_as_changes() {
        let old = report(vec![of("Capaian", &["A|10|90"])]);
        let mut wide = table(&[("Indikator", Indikator), ("Satuan", Indikator), ("Target", Target), ("Capaian", Capaian)], &["A|%|10|91"]);
        wide.caption = Some("Capaian".to_owned());
        let told = changes(&old, &report(vec![wide]));
        assert_eq!(told.iter().map(|c| c.column.as_str()).collect::<Vec<_>>(), ["Capaian"]);
    }
}
