//! What other tables print for the same row: the second witness when a sum does not say which operand is wrong.

use super::view::{At, View};
use crate::layout::text::letters;
use crate::report::{ColumnRole, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Smallest figure that identifies an amount: smaller ones agree by chance.
const TELLING: i64 = 10_000;

/// Letters from which a row label identifies a programme or activity.
const TELLING_LETTERS: usize = 12;

/// Amounts by the name or code of their row, with the tables that print them.
#[derive(Debug, Default)]
pub struct Elsewhere {
    keys: BTreeMap<At, Vec<String>>,
    amounts: BTreeMap<String, BTreeMap<Decimal, BTreeSet<usize>>>,
}

impl Elsewhere {
    /// Indexes all tables of a report.
    #[must_use]
    pub fn new(views: &[View<'_>]) -> Self {
        let mut index = Self::default();
        for view in views {
            for row in view.body() {
                let keys = keys_of(view, row.row);
                for col in 0..view.cols {
                    let Some((at, figure)) = view.figure(row.row, col) else { continue };
                    if figure.number.abs() < Decimal::from(TELLING) {
                        continue;
                    }
                    for key in &keys {
                        let tables = index.amounts.entry(key.clone()).or_default().entry(figure.number.normalize()).or_default();
                        tables.insert(view.index);
                    }
                    index.keys.insert(at, keys.clone());
                }
            }
        }
        index
    }

    /// Whether another table prints this value for the row of a cell.
    #[must_use]
    pub fn prints(&self, at: At, value: Decimal) -> bool {
        self.keys.get(&at).into_iter().flatten().any(|key| {
            self.amounts
                .get(key)
                .and_then(|values| values.get(&value.normalize()))
                .is_some_and(|tables| tables.iter().any(|table| *table != at.table))
        })
    }
}

fn keys_of(view: &View<'_>, row: usize) -> Vec<String> {
    let mut keys = Vec::new();
    for label in [view.label(row), view.lead(row)] {
        let name = letters(label);
        if name.chars().count() >= TELLING_LETTERS && !keys.contains(&name) {
            keys.push(name);
        }
    }
    for col in view.columns_with(ColumnRole::Kode) {
        if let Some(Value::Code { code }) = view.own(row, col).and_then(|at| view.cell(at)).map(|cell| &cell.value)
            && code.contains('.')
        {
            keys.push(code.clone());
        }
    }
    keys
}
