//! Indicators of a table that names and explains them without promising figures.

use super::super::grid_view::View;
use super::super::polarity::polarity;
use super::super::text::squeeze;
use super::super::{Indicator, Period, RowRole, SourceRef, Stage, Table};
use super::{Names, is_name, name};

/// Indicators that a table of them names and explains, without promising figures.
pub(super) fn indicators(table: &Table, view: &View, names: &[usize], around: &Names, year: Option<i32>) -> Vec<Indicator> {
    let mut found = Vec::new();
    let mut sasaran: Option<String> = None;
    for row in &table.rows {
        if row.role == RowRole::Group && view.is_alone(row.row) {
            sasaran = Some(name(&row.label));
        }
        if !matches!(row.role, RowRole::Data | RowRole::Group) {
            continue;
        }
        if let Some(text) = around.sasaran.map(|c| view.text(row.row, c)).filter(|t| !t.trim().is_empty()) {
            sasaran = Some(name(text));
        }
        let own = names.iter().filter_map(|c| view.own_text(row.row, *c)).find(|t| is_name(t));
        let Some(indikator) = own.filter(|_| !view.is_alone(row.row)).map(name).filter(|n| !n.is_empty()) else { continue };
        let satuan = around.unit.map(|c| squeeze(view.text(row.row, c))).filter(|u| !u.is_empty() && u != "-");
        found.push(Indicator {
            polarity: polarity(&indikator, sasaran.as_deref(), "", &[]),
            sasaran: sasaran.clone(),
            indikator,
            satuan,
            year: table.year.or(year),
            period: Period::Annual,
            stage: Stage::Iku,
            target: None,
            realisasi: None,
            capaian: None,
            formula: None,
            source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) },
        });
    }
    found
}
