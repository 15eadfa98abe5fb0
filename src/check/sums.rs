//! Sums down the columns of a table: groups, roll-ups and totals, as far as the table proves that they are meant.

use super::constraint::{Constraint, Noun};
use super::interval::Interval;
use super::marker::Looks;
use super::sink::Percent;
use super::totals::{self, Part, Total, part};
use super::tree::{self, Sheet, Sum, Tree};
use super::view::View;
use super::{Severity, differences, marker};
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
    let mut sums = Sums { by_code: is_by_code(view), ..Sums::default() };
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
    for total in &mut sums.totals {
        let broken_above = |col: &usize| items.iter().any(|row| *row < total.row && sheet.is_unreadable(*row, *col));
        let sure = |col: &usize| {
            let fails = matches!(sheet.compare(total.row, &total.parts, *col), Sum::Fails { .. });
            !(fails && (sheet.may_lack(&total.parts, *col) || broken_above(col)))
        };
        total.cols = sheet.cols.iter().copied().filter(sure).collect();
    }
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
        ColumnRole::Selisih => has_signs(view, *col),
        _ => false,
    };
    let shown = |col: &usize| !view.is_percent_column(*col) && !view.is_physical(*col) && view.figures_in(*col) > 1;
    (0..view.cols).filter(|col| may(col) && shown(col) && (has_signs(view, *col) || !differences::is_one(view, *col))).collect()
}

fn has_signs(view: &View<'_>, col: usize) -> bool {
    view.body().any(|row| view.figure(row.row, col).is_some_and(|(_, q)| q.number < Decimal::ZERO))
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
    level: Looks,
    fit: Fit,
}

/// How a head compares with its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Equal, and that is no coincidence.
    Telling,
    /// Equal, but of small or few figures.
    Weak,
    /// Unequal by less than a fifth.
    Near,
    /// Unequal.
    Far,
}

fn groups(sheet: &Sheet<'_, '_>, tree: &Tree, sums: &mut Sums) {
    let families = tree.families();
    let looks = marker::looks(sheet.view, &tree.rows);
    let mut heads: Vec<Group> = Vec::new();
    let mut compared: Vec<Compared> = Vec::new();
    for (node, children) in families.iter().enumerate() {
        let Some(row) = tree.rows.get(node).copied() else { continue };
        let parts: Vec<usize> = children.iter().filter_map(|c| tree.rows.get(*c).copied()).collect();
        if parts.is_empty() || is_all_but_one(sheet, row, &parts) {
            continue;
        }
        if is_cut_short(sheet, tree, &families, node) {
            sums.unsure_groups += 1;
            continue;
        }
        let Some(level) = looks.get(&row).map(|l| Looks { bold: false, code_parts: 0, ..*l }) else { continue };
        for col in &sheet.cols {
            let parts = sheet.speakers(tree, &families, children, *col);
            let fit = match sheet.compare(row, &parts, *col) {
                Sum::Holds { telling: 0 } => Fit::Weak,
                Sum::Holds { .. } => Fit::Telling,
                Sum::Fails { .. } if sheet.may_lack(&parts, *col) => {
                    sums.unsure_groups += 1;
                    continue;
                }
                Sum::Fails { excess } if is_near(sheet, row, *col, excess) => Fit::Near,
                Sum::Fails { .. } => Fit::Far,
                Sum::Silent => continue,
            };
            compared.push(Compared { group: heads.len(), col: *col, parts, level, fit });
        }
        heads.push(Group { row, sums: Vec::new(), confidence: 95 });
    }
    let columns = tally(&compared, |c| c.col);
    let levels = tally(&compared, |c| c.level);
    let rows = tally(&compared, |c| c.group);
    let proven = tally(&compared, |_| ()).get(&()).is_some_and(Score::is_proof);
    for c in compared {
        let (Some(column), Some(level), Some(group)) = (columns.get(&c.col), levels.get(&c.level), heads.get_mut(c.group)) else {
            continue;
        };
        let row_adds_up = rows.get(&c.group).is_some_and(|row| row.telling > 0 && row.telling >= row.broken() && row.far == 0);
        if row_adds_up || (column.adds_up(proven) && level.may_add_up(proven)) {
            group.sums.push((c.col, c.parts));
            if level.telling == 0 {
                group.confidence = group.confidence.min(75);
            }
        } else {
            sums.unsure_groups += 1;
        }
    }
    heads.retain(|group| !group.sums.is_empty());
    sums.groups = heads;
}

/// How often the heads of a column or level fit.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    telling: usize,
    weak: usize,
    near: usize,
    far: usize,
}

impl Score {
    fn broken(&self) -> usize {
        self.near + self.far
    }

    /// Whether a table proves its hierarchy: many telling sums, and far more of them than broken ones.
    fn is_proof(&self) -> bool {
        /// Telling sums that no other reading of the rows would give.
        const TELLING: usize = 4;
        self.telling >= TELLING && self.telling >= 2 * self.broken()
    }

    /// Whether a column adds up: it does so for certain somewhere, or weakly in a hierarchy that others prove, and at
    /// least as often as not.
    fn adds_up(&self, proven: bool) -> bool {
        let holds = if proven { self.telling + self.weak } else { self.telling };
        holds > 0 && (self.telling + self.weak >= self.broken() || self.far == 0)
    }

    /// Whether the heads of a level may be sums at all: one of them is, or all are nearly.
    fn may_add_up(&self, proven: bool) -> bool {
        self.telling > 0 || (proven && self.weak > 0) || self.far == 0
    }
}

fn tally<K: Ord>(compared: &[Compared], key: impl Fn(&Compared) -> K) -> BTreeMap<K, Score> {
    let mut out: BTreeMap<K, Score> = BTreeMap::new();
    for c in compared {
        let score = out.entry(key(c)).or_default();
        *match c.fit {
            Fit::Telling => &mut score.telling,
            Fit::Weak => &mut score.weak,
            Fit::Near => &mut score.near,
            Fit::Far => &mut score.far,
        } += 1;
    }
    out
}

fn is_near(sheet: &Sheet<'_, '_>, row: usize, col: usize, excess: Decimal) -> bool {
    let stated = sheet.get(row, col).map_or(Decimal::ZERO, |(_, v)| v.hi());
    excess.abs().checked_mul(Decimal::from(NEAR_PARTS)).is_some_and(|x| x <= stated.abs())
}

/// Whether a head is the sum of all its parts but one in several columns: that one is a remark ('dari mana'), not a part.
fn is_all_but_one(sheet: &Sheet<'_, '_>, row: usize, parts: &[usize]) -> bool {
    let outcomes: Vec<(usize, Sum)> = sheet.cols.iter().map(|col| (*col, sheet.compare(row, parts, *col))).collect();
    if parts.len() < 3 || outcomes.iter().filter(|(_, s)| matches!(s, Sum::Fails { .. })).count() < 2 {
        return false;
    }
    parts.iter().any(|part| {
        outcomes.iter().all(|(col, outcome)| {
            let own = sheet.get(*part, *col).map(|(_, figure)| figure);
            match outcome {
                Sum::Fails { excess } => own.is_some_and(|figure| figure.meets(&Interval::point(-*excess))),
                Sum::Holds { .. } => own.is_none_or(|figure| figure.meets(&Interval::point(Decimal::ZERO))),
                Sum::Silent => true,
            }
        })
    })
}

/// Whether a group that runs to the end of the table holds more than its rows in every column: the table may go on
/// where it could not be followed.
fn is_cut_short(sheet: &Sheet<'_, '_>, tree: &Tree, families: &[Vec<usize>], node: usize) -> bool {
    let mut last = node;
    while let Some(child) = families.get(last).and_then(|f| f.last()) {
        last = *child;
    }
    let ends = last + 1 == tree.rows.len();
    let (Some(row), Some(children)) = (tree.rows.get(node), families.get(node)) else { return false };
    let outcomes = sheet.cols.iter().map(|col| sheet.compare(*row, &sheet.speakers(tree, families, children, *col), *col));
    let spoken: Vec<Sum> = outcomes.filter(|s| *s != Sum::Silent).collect();
    let short = |s: &Sum| matches!(s, Sum::Fails { excess } if *excess > Decimal::ZERO);
    ends && spoken.len() > 1 && spoken.iter().all(short)
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
