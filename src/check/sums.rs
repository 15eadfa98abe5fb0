//! Sums down the columns of a table: groups, roll-ups and totals, as far as the table proves that they are meant.

use super::constraint::{Constraint, Noun};
use super::sink::Percent;
use super::totals::{self, Part, Total, part};
use super::tree::{self, Sheet, Sum, Tree};
use super::view::View;
use super::{Severity, marker};
use crate::report::{ColumnRole, TableKind};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Rows of a table beyond which its hierarchy is not looked for: no report prints such a table.
const MOST_ROWS: usize = 5000;
/// Share of a group's figure within which a level that never adds up is still read as a sum: 1/5.
const NEAR_PARTS: i64 = 5;
/// Trailing rows of a top group that may belong beside it.
const MOST_DROPPED: usize = 3;

/// A row and the rows under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Table row of the head.
    pub row: usize,
    /// Columns in which the head is the sum of its parts, or should be, each with the rows that make it.
    pub sums: Vec<(usize, Vec<usize>)>,
    /// Groups above it.
    pub depth: usize,
    /// How sure the reading is, per cent.
    pub confidence: Percent,
}

/// What adds up in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// Groups whose head carries a figure.
    pub groups: Vec<Group>,
    /// Total rows.
    pub totals: Vec<Total>,
    /// Columns that add up.
    pub cols: Vec<usize>,
    /// Totals for which no set of rows is sure.
    pub unsure_totals: usize,
    /// Group figures of columns or levels that do not add up by the hierarchy found.
    pub unsure_groups: usize,
    /// The groups are programmes, activities and sub-activities.
    pub by_code: bool,
}

/// Finds what adds up in a table.
#[must_use]
pub fn analyse(view: &View<'_>) -> Sums {
    let cols = additive(view);
    let mut sums = Sums { cols: cols.clone(), by_code: is_by_code(view), ..Sums::default() };
    let (mut items, mut total_rows) = (Vec::new(), Vec::new());
    for row in view.body() {
        match part(row.role, view.lead(row.row)) {
            Part::Item => items.push(row.row),
            Part::Total => total_rows.push(row.row),
            Part::Aside => {}
        }
    }
    if cols.is_empty() || items.len() < 2 || items.len() > MOST_ROWS {
        return sums;
    }
    let sheet = Sheet::new(view, cols);
    let (tree, found, unsure) = with_totals(&sheet, tree::find(&sheet, &items), &total_rows);
    sums.totals = found;
    sums.unsure_totals = unsure;
    groups(&sheet, &tree, &mut sums);
    sums
}

/// Columns whose figures may add up down the table.
fn additive(view: &View<'_>) -> Vec<usize> {
    let of_indicators = view.column_with(ColumnRole::Indikator).is_some() || view.column_with(ColumnRole::Satuan).is_some();
    let may = |col: &usize| match view.role(*col) {
        ColumnRole::Pagu
        | ColumnRole::PaguPerubahan
        | ColumnRole::RealisasiAnggaran
        | ColumnRole::Sisa
        | ColumnRole::Jumlah
        | ColumnRole::Bagian
        | ColumnRole::Other => true,
        ColumnRole::Target | ColumnRole::Realisasi => !of_indicators,
        // Changes without a sign go both ways and do not add up.
        ColumnRole::Selisih => view.body().any(|row| view.figure(row.row, *col).is_some_and(|(_, q)| q.number < Decimal::ZERO)),
        _ => false,
    };
    (0..view.cols).filter(|col| may(col) && !view.is_percent_column(*col) && view.figures_in(*col) > 1).collect()
}

fn is_by_code(view: &View<'_>) -> bool {
    let budget = matches!(view.table.kind, TableKind::BudgetPlan | TableKind::BudgetChange | TableKind::BudgetRealization);
    let coded = view.body().filter(|row| marker::code_of(view, row.row).is_some_and(|code| code.contains('.'))).count();
    let programmes = view.body().filter(|row| row.label.to_lowercase().contains("program")).count();
    coded * 2 > view.body().count() || (budget && programmes > 1)
}

/// Finds totals, and moves trailing rows of a top group beside it where that makes a total hold.
fn with_totals(sheet: &Sheet<'_, '_>, tree: Tree, rows: &[usize]) -> (Tree, Vec<Total>, usize) {
    let weigh = |tree: &Tree| {
        let (found, unsure) = totals::find(sheet, tree, rows);
        let of_totals: i64 = found.iter().map(|t| i64::try_from(t.held).unwrap_or(0) * 4 - i64::try_from(t.broken).unwrap_or(0) * 2).sum();
        (sheet.score(tree) + of_totals, found, unsure)
    };
    let mut best = weigh(&tree);
    let mut best_tree = tree.clone();
    for top in tree.tops() {
        let children: Vec<usize> = tree.children(top).collect();
        for count in 1..=MOST_DROPPED.min(children.len().saturating_sub(1)) {
            let changed = tree::without_last(&tree, top, &children, count);
            let weighed = weigh(&changed);
            if weighed.0 > best.0 {
                (best, best_tree) = (weighed, changed);
            }
        }
    }
    (best_tree, best.1, best.2)
}

/// One head compared with its parts in one column.
struct Compared {
    group: usize,
    col: usize,
    parts: Vec<usize>,
    depth: usize,
    holds: bool,
    near: bool,
}

fn groups(sheet: &Sheet<'_, '_>, tree: &Tree, sums: &mut Sums) {
    let families = tree.families();
    let mut heads: Vec<Group> = Vec::new();
    let mut compared: Vec<Compared> = Vec::new();
    for (node, children) in families.iter().enumerate() {
        let Some(row) = tree.rows.get(node).copied() else { continue };
        let parts: Vec<usize> = children.iter().filter_map(|c| tree.rows.get(*c).copied()).collect();
        if parts.is_empty() || is_all_but_one(sheet, row, &parts) {
            continue;
        }
        let depth = depth_of(tree, node);
        for col in &sheet.cols {
            let parts = sheet.speakers(tree, &families, children, *col);
            let (holds, near) = match sheet.compare(row, &parts, *col) {
                Sum::Holds { .. } => (true, true),
                Sum::Fails { excess } => (false, is_near(sheet, row, *col, excess)),
                Sum::Silent => continue,
            };
            compared.push(Compared { group: heads.len(), col: *col, parts, depth, holds, near });
        }
        heads.push(Group { row, sums: Vec::new(), depth, confidence: 95 });
    }
    let columns = tally(&compared, |c| c.col);
    let levels = tally(&compared, |c| c.depth);
    for c in compared {
        let (Some(column), Some(level), Some(group)) = (columns.get(&c.col), levels.get(&c.depth), heads.get_mut(c.group)) else {
            continue;
        };
        let column_adds = column.held > 0 && (column.held >= column.broken || column.near == column.held + column.broken);
        let level_adds = level.held > 0 || level.near == level.held + level.broken;
        if column_adds && level_adds {
            group.sums.push((c.col, c.parts));
            if level.held == 0 {
                group.confidence = group.confidence.min(75);
            }
        } else {
            sums.unsure_groups += 1;
        }
    }
    heads.retain(|group| !group.sums.is_empty());
    sums.groups = heads;
}

#[derive(Debug, Default, Clone, Copy)]
struct Score {
    held: usize,
    broken: usize,
    near: usize,
}

fn tally(compared: &[Compared], key: impl Fn(&Compared) -> usize) -> BTreeMap<usize, Score> {
    let mut out: BTreeMap<usize, Score> = BTreeMap::new();
    for c in compared {
        let score = out.entry(key(c)).or_default();
        score.held += usize::from(c.holds);
        score.broken += usize::from(!c.holds);
        score.near += usize::from(c.near);
    }
    out
}

fn is_near(sheet: &Sheet<'_, '_>, row: usize, col: usize, excess: Decimal) -> bool {
    let stated = sheet.get(row, col).map_or(Decimal::ZERO, |(_, v)| v.hi());
    excess.abs().checked_mul(Decimal::from(NEAR_PARTS)).is_some_and(|x| x <= stated.abs())
}

/// Whether a head is the sum of all its parts but one in several columns: that one is a remark ('dari mana'), not a part.
fn is_all_but_one(sheet: &Sheet<'_, '_>, row: usize, parts: &[usize]) -> bool {
    if parts.len() < 3 || !sheet.cols.iter().any(|col| matches!(sheet.compare(row, parts, *col), Sum::Fails { .. })) {
        return false;
    }
    (0..parts.len()).any(|left_out| {
        let rest: Vec<usize> = parts.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, p)| *p).collect();
        let outcomes: Vec<Sum> = sheet.cols.iter().map(|col| sheet.compare(row, &rest, *col)).collect();
        let held = outcomes.iter().filter(|s| matches!(s, Sum::Holds { rich: true })).count();
        held > 1 && !outcomes.iter().any(|s| matches!(s, Sum::Fails { .. }))
    })
}

fn depth_of(tree: &Tree, node: usize) -> usize {
    let mut depth = 0;
    let mut at = tree.parents.get(node).copied().flatten();
    while let Some(parent) = at {
        depth += 1;
        at = tree.parents.get(parent).copied().flatten();
    }
    depth
}

/// The constraints of one group: one a column.
pub fn of_group<'s>(
    view: &'s View<'_>,
    group: &'s Group,
    rule: &'static str,
    noun: Noun,
    severity: Severity,
) -> impl Iterator<Item = Constraint> + 's {
    let sum = move |(col, parts): &(usize, Vec<usize>)| sum_down(view, group.row, parts, *col, rule, noun, severity, group.confidence);
    group.sums.iter().filter_map(sum)
}

/// One sum down one column.
#[allow(clippy::too_many_arguments, reason = "a constraint has that many parts")]
#[must_use]
pub fn sum_down(
    view: &View<'_>,
    row: usize,
    parts: &[usize],
    col: usize,
    rule: &'static str,
    noun: Noun,
    severity: Severity,
    confidence: Percent,
) -> Option<Constraint> {
    let (result, _) = view.figure(row, col)?;
    let terms: Vec<_> = parts.iter().filter_map(|part| Some((view.figure(*part, col)?.0, 1))).collect();
    (!terms.is_empty()).then_some(Constraint { rule, result, terms, form: super::constraint::Form::Sum, noun, severity, confidence })
}
