//! Which figures of the tables the rules could judge, and why the others could not be.

use super::facts::{Measure, Spot};
use super::view::{At, View};
use super::{Finding, Input, Verified};
use crate::report::{ColumnRole, Period, RowRole, Table, TableKind, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A figure of a table that no rule could judge, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unchecked {
    /// 1-based page.
    pub page: u32,
    /// Table id.
    pub table: String,
    /// 0-based row.
    pub row: usize,
    /// 0-based column.
    pub col: usize,
    /// The rule that came by the figure and left it; `None` where none has a use for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Why, in English: see [`super::reasons::in_words`].
    pub reason: String,
}

/// Figures in the rows of a table that could be judged: headers, row numbers and codes are none. Indexes of cells.
pub(crate) fn figures_of(table: &Table) -> impl Iterator<Item = usize> + '_ {
    let skipped_rows: BTreeSet<usize> =
        table.rows.iter().filter(|r| matches!(r.role, RowRole::Header | RowRole::Number | RowRole::Note)).map(|r| r.row).collect();
    let skipped_columns: BTreeSet<usize> =
        table.columns.iter().filter(|c| matches!(c.role, ColumnRole::No | ColumnRole::Kode)).map(|c| c.col).collect();
    let counts = move |row: usize, col: usize| !skipped_rows.contains(&row) && !skipped_columns.contains(&col);
    table.cells.iter().enumerate().filter(move |(_, cell)| is_figure(&cell.value) && counts(cell.row, cell.col)).map(|(i, _)| i)
}

/// Whether a value is a figure, however it was printed.
pub(crate) fn is_figure(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Range { .. } | Value::Bound { .. } | Value::Ratio { .. } | Value::Malformed { .. })
}

/// Whether a finding compares figures with each other, so that its evidence was judged with it.
pub(crate) fn compares(finding: &Finding) -> bool {
    finding.rule.starts_with(['A', 'X', 'L'])
}

/// A place in a table: its id, row and column.
type Place<'a> = (&'a str, usize, usize);

/// Figures that no rule ticked or spoke of, each with the reason that a rule gave for it (`left`), or else with what is
/// missing around it.
pub(crate) fn unchecked(
    input: &Input<'_>,
    findings: &[Finding],
    verified: &[Verified],
    left: &[(&'static str, &'static str, At)],
) -> Vec<Unchecked> {
    let mut judged: BTreeSet<Place<'_>> = verified.iter().filter_map(|v| Some((v.table.as_deref()?, v.row?, v.col?))).collect();
    for finding in findings {
        let all = finding.evidence.iter().enumerate().filter(|(i, _)| *i == 0 && finding.stated.is_some() || compares(finding));
        judged.extend(all.filter_map(|(_, e)| Some((e.table.as_deref()?, e.row?, e.col?))));
    }
    let mut why: BTreeMap<At, (&'static str, &'static str)> = BTreeMap::new();
    for (rule, reason, at) in left {
        why.entry(*at).or_insert((rule, reason));
    }
    let alone = facts_told_once(input);
    let mut out = Vec::new();
    for view in &input.views {
        for index in figures_of(view.table) {
            let at = At { table: view.index, cell: index };
            let Some(cell) = view.cell(at).filter(|c| !judged.contains(&(view.table.id.as_str(), c.row, c.col))) else { continue };
            let (rule, reason) = match (why.get(&at), amiss(&cell.value)) {
                (Some((rule, reason)), _) => (Some((*rule).to_owned()), *reason),
                (None, Some(amiss)) => (None, amiss),
                (None, None) => (None, missing(view, cell.row, cell.col, alone.get(&at).copied())),
            };
            out.push(Unchecked {
                page: cell.page,
                table: view.table.id.clone(),
                row: cell.row,
                col: cell.col,
                rule,
                reason: reason.to_owned(),
            });
        }
    }
    out
}

/// A measure that a place tells: a cell, or a sentence.
type Told = (Measure, Option<At>);

/// Cells that hold a value of an indicator, and whether any other place tells the same value.
fn facts_told_once(input: &Input<'_>) -> BTreeMap<At, bool> {
    let mut out = BTreeMap::new();
    for group in &input.facts().groups {
        let mut places: HashMap<(Option<i32>, Period), Vec<Told>> = HashMap::new();
        let at = |spot: &Spot| if let Spot::Cell(at) = spot { Some(*at) } else { None };
        for fact in &group.facts {
            places.entry((fact.year, fact.period)).or_default().push((fact.measure, at(&fact.spot)));
        }
        for fact in &group.facts {
            let own = at(&fact.spot);
            let others = places.get(&(fact.year, fact.period)).into_iter().flatten();
            let lone = !others.into_iter().any(|(measure, at)| *measure == fact.measure && (at.is_none() || *at != own));
            out.extend(own.map(|at| (at, lone)));
        }
    }
    out
}

/// What is wrong with the figure itself.
fn amiss(value: &Value) -> Option<&'static str> {
    match value {
        Value::Malformed { .. } => Some("the figure is malformed"),
        Value::Range { .. } | Value::Bound { .. } => Some("a range or a bound is no single value to compute with"),
        _ => None,
    }
}

/// What is missing around a figure that no rule has a use for. `lone`: it is a value of an indicator, and whether no other
/// place tells it.
fn missing(view: &View<'_>, row: usize, col: usize, lone: Option<bool>) -> &'static str {
    use ColumnRole::{Bagian, Capaian, Jumlah, Pagu, PaguPerubahan, Realisasi, RealisasiAnggaran, Selisih, Serapan, Sisa, Target};
    let has = |roles: &[ColumnRole]| roles.iter().any(|role| view.columns_with(*role).any(|c| view.figure(row, c).is_some()));
    match view.role(col) {
        _ if lone == Some(true) => "no other place gives this value of the indicator, and nothing is computed from it",
        _ if lone == Some(false) => "the other places that give it are of another plan, period or kind of value",
        Target | Realisasi if !has(&[Capaian]) => "no achievement beside it",
        Target | Realisasi => "the achievement beside it could not be judged",
        Capaian if !has(&[Target]) || !has(&[Realisasi]) => "no target and realisasi beside the achievement",
        Pagu | PaguPerubahan | RealisasiAnggaran if has(&[Serapan]) => "the percentage beside it could not be judged",
        Pagu | PaguPerubahan | RealisasiAnggaran | Bagian | Jumlah | Sisa | Selisih | Serapan => {
            "no total, percentage, difference or other place to hold it against"
        }
        _ if view.table.kind == TableKind::Other => "what the table holds was not recognised, and its figures do not add up",
        _ => "no rule has a use for what this column holds",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{report, table};
    use crate::check::{Options, run};
    use crate::report::ColumnRole::{Capaian, Indikator, Other, Realisasi, Target};

    const COLUMNS: [(&str, ColumnRole); 4] =
        [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];

    #[test]
    fn every_figure_is_judged_or_left_for_a_reason() {
        let measured = table(&COLUMNS, &["A|1.000|900|90", "B|1.000|800|80", "C|1.000|700|70"]);
        let rest = table(&[("Uraian", Other), ("Luas", Other)], &["Utara|17", "Selatan|31"]);
        let scored = table(&COLUMNS, &["P|11|9|34", "Q|12|8|21", "R|23|7|56"]);
        let mut report = report(vec![measured, rest, scored]);
        report.tables.iter_mut().zip(["t1", "t2", "t3"]).for_each(|(table, id)| table.id = id.to_owned());
        let outcome = run(&report, &Options::default());
        let figures: usize = report.tables.iter().map(|t| figures_of(t).count()).sum();
        let ticked: BTreeSet<_> = outcome.verified.iter().map(|v| (v.table.clone(), v.row, v.col)).collect();
        assert_eq!(ticked.len() + outcome.unchecked.len(), figures, "{:?}", outcome.findings);
        let text = |u: &Unchecked| {
            let table = report.tables.iter().find(|t| t.id == u.table)?;
            table.cells.iter().find(|c| (c.row, c.col) == (u.row, u.col)).map(|c| c.text.as_str())
        };
        let reasons: BTreeMap<&str, (Option<&str>, &str)> =
            outcome.unchecked.iter().filter_map(|u| Some((text(u)?, (u.rule.as_deref(), u.reason.as_str())))).collect();
        let says = |text: &str, rule: Option<&str>, words: &str| reasons.get(text).is_some_and(|r| r.0 == rule && r.1.contains(words));
        assert!(says("34", Some("A01"), "ratio"), "{reasons:?}");
        assert!(says("11", None, "could not be judged"), "{reasons:?}");
        assert!(says("17", None, "not recognised"), "{reasons:?}");
    }

    #[test]
    fn a_tick_and_a_reason_exclude_each_other() {
        let report = report(vec![table(&COLUMNS, &["A|1.000|900|90", "B|1.000|800|80", "C|1.000|700|75"])]);
        let outcome = run(&report, &Options::default());
        let ticked: BTreeSet<_> = outcome.verified.iter().filter_map(|v| Some((v.table.clone()?, v.row?, v.col?))).collect();
        assert!(outcome.unchecked.iter().all(|u| !ticked.contains(&(u.table.clone(), u.row, u.col))));
        assert_eq!(outcome.findings.len(), 1);
        assert!(outcome.unchecked.is_empty(), "{:?}", outcome.unchecked);
    }
}
