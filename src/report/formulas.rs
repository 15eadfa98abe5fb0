//! Formulas of indicators: what a report's table of formulas says beside each name.

use super::grid_view::View;
use super::indicators::{is_name, name};
use super::several;
use super::text::squeeze;
use super::{ColumnRole as Role, Indicator, RowRole, Table};
use std::collections::HashMap;

/// Gives every record the formula that a table prints beside the indicator's name.
pub(crate) fn add(found: &mut [Indicator], tables: &[Table]) {
    let mut formulas: HashMap<String, String> = HashMap::new();
    for table in tables {
        let column = |role| table.columns.iter().find(|c| c.role == role).map(|c| c.col);
        let (Some(named), Some(formula)) = (column(Role::Indikator), column(Role::Formula)) else { continue };
        let view = View::of(table);
        for row in table.rows.iter().filter(|r| matches!(r.role, RowRole::Data | RowRole::Group)) {
            let (name, text) = (name(view.text(row.row, named)), squeeze(view.text(row.row, formula)));
            if is_name(&name) && !text.is_empty() {
                formulas.entry(several::key(&name)).or_insert(text);
            }
        }
    }
    for record in found {
        record.formula = formulas.get(&several::key(&record.indikator)).cloned();
    }
}

#[cfg(test)]
mod tests {
    use crate::report::grid::tests::table;
    use crate::report::{Input, understand};

    #[test]
    fn formulas_of_another_table_are_kept_beside_the_figures() {
        let formulas = table(
            "Formulasi Indikator Kinerja Utama",
            1,
            &[
                &["No", "Indikator Kinerja", "Formula Perhitungan"],
                &["1", "Persentase jalan mantap", "Panjang jalan mantap dibagi panjang jalan"],
            ],
        );
        let targets =
            table("Perjanjian Kinerja Tahun 2024", 1, &[&["No", "Indikator Kinerja", "Target"], &["1", "Persentase Jalan Mantap", "85%"]]);
        let found = understand(Input { tables: vec![formulas, targets], ..Input::default() }).indicators;
        assert_eq!(found.iter().map(|r| r.formula.as_deref()).collect::<Vec<_>>(), [Some("Panjang jalan mantap dibagi panjang jalan")]);
    }
}
