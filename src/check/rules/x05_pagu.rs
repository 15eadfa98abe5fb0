//! # X05 pagu-antar-tabel
//!
//! ## What it does
//! Compares the budget of every programme, activity and sub-activity between tables, by kode rekening or name: a table
//! of before and after a change against plans, agreements and the realisation of the same year. Compares what the text
//! says of them with the tables, and what it says of direct spending, indirect spending and their total in two places.
//!
//! ## Why it matters
//! Absorption and efficiency are ratios to the budget; with two budgets for one programme one of the ratios is wrong.
//!
//! ## Example
//! The change table ends a programme at Rp2.345.278.321, the revised agreement gives it Rp346.299.800:
//! 2.345.278.321 ≠ 346.299.800. The summary gives indirect spending Rp11.206.239.995, Bab II Rp11.038.000.000, which with
//! direct spending makes the total.
//!
//! ## What it lets pass
//! The budget before and after a declared change; amounts equal after rounding to thousands or millions where a table
//! is in such units; names that one table gives twice; tables of other years. Amounts in the text that may be of a part,
//! another source or before a change: they are reported only where a sum or a slip of the pen proves them wrong.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (realisasi anggaran) dan Lampiran I (Perjanjian Kinerja).

use crate::check::facts::{fold, key};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, RowRole, TableKind};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const RULE: &str = "X05";
/// Smallest amount in rupiah that is a budget and not a count or a percentage.
const LEAST: i64 = 100_000;
/// Letters from which a name identifies a programme.
const TELLING: usize = 12;

/// Which budget a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    After,
    /// A plan whose caption does not say that it is revised.
    Planned,
    /// A plan that says it is revised.
    Revised,
    /// Beside the spending.
    Final,
}

#[derive(Debug, Clone, Copy)]
struct Amount {
    at: At,
    state: State,
    value: Decimal,
    /// Rupiah of the last digit printed.
    unit: Decimal,
}

/// Compares budgets.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let mut lines: BTreeMap<String, Vec<Amount>> = BTreeMap::new();
    for view in &input.views {
        for (name, amounts) in of_table(view, input.report.year, true) {
            lines.entry(name).or_default().extend(amounts);
        }
    }
    for amounts in lines.values() {
        compare(input, amounts, sink);
    }
    crate::check::money::named::check(RULE, input, sink);
}

/// Budgets of the rows of a table, of any level, by the key of their name.
pub(crate) fn budgets(view: &View<'_>, year: Option<i32>) -> BTreeMap<String, Vec<(At, Decimal)>> {
    let found = of_table(view, year, false);
    found.into_iter().map(|(name, amounts)| (name, amounts.iter().map(|a| (a.at, a.value.normalize())).collect())).collect()
}

/// Budgets of a table by the name of their row, `leveled`: of rows that say which level they are; names given twice with
/// other figures are left out.
fn of_table(view: &View<'_>, year: Option<i32>, leveled: bool) -> BTreeMap<String, Vec<Amount>> {
    let table = view.table;
    let mut found: BTreeMap<String, Vec<Amount>> = BTreeMap::new();
    let budget = matches!(table.kind, TableKind::BudgetPlan | TableKind::BudgetChange | TableKind::BudgetRealization);
    if !budget || table.year.zip(year).is_some_and(|(own, report)| own != report) {
        return found;
    }
    let caption = fold(table.caption.as_deref().unwrap_or_default());
    let revised = caption.contains("perubahan") && !caption.contains("sebelum");
    let single = |role: ColumnRole| {
        let mut columns = view.columns_with(role).filter(|c| !view.is_percent_column(*c));
        let first = columns.next();
        first.filter(|c| columns.next().is_none() && view.column(*c).is_some_and(|k| k.year.is_none() || k.year == year))
    };
    let (before, after) = (single(ColumnRole::Pagu), single(ColumnRole::PaguPerubahan));
    let spends = view.column_with(ColumnRole::RealisasiAnggaran).is_some();
    let columns: Vec<(usize, State)> = match (before, after) {
        (Some(b), Some(a)) => vec![(b, State::Before), (a, State::After)],
        (None, Some(a)) => vec![(a, State::After)],
        (Some(b), None) if spends => vec![(b, State::Final)],
        (Some(b), None) if revised => vec![(b, State::Revised)],
        (Some(b), None) => vec![(b, State::Planned)],
        (None, None) => return found,
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in view.body().filter(|r| !matches!(r.role, RowRole::Memo | RowRole::Note | RowRole::Total | RowRole::Average)) {
        let name = key(view.title(row.row));
        let named = view.title(row.row).trim().to_lowercase();
        let level = ["program", "kegiatan", "sub kegiatan", "subkegiatan"].iter().any(|l| named.starts_with(l));
        if name.chars().count() < TELLING || (leveled && !level) {
            continue;
        }
        let mut amounts = Vec::new();
        for (col, state) in &columns {
            let Some((at, quantity)) = view.figure(row.row, *col) else { continue };
            let Some(value) = quantity.number.checked_mul(table.scale) else { continue };
            if quantity.doubtful || (value < Decimal::from(LEAST) && !value.is_zero()) {
                continue;
            }
            let unit = Decimal::new(1, quantity.decimals.min(Decimal::MAX_SCALE)) * table.scale;
            amounts.push(Amount { at, state: *state, value, unit });
        }
        if amounts.is_empty() {
            continue;
        }
        *seen.entry(name.clone()).or_default() += 1;
        found.insert(name, amounts);
    }
    found.retain(|name, _| seen.get(name) == Some(&1));
    found
}

fn same(a: &Amount, b: &Amount) -> bool {
    (a.value - b.value).abs() < a.unit.max(b.unit)
}

/// Whether a plan and a budget of two states must be equal.
fn bound(a: State, b: State) -> bool {
    matches!(
        (a, b),
        (State::Before, State::Planned)
            | (State::After, State::Revised | State::Final)
            | (State::Revised | State::Final, State::Final)
            | (State::Before, State::Before)
            | (State::After, State::After)
    )
}

fn compare(input: &Input<'_>, amounts: &[Amount], sink: &mut Sink) {
    for (i, a) in amounts.iter().enumerate() {
        for b in amounts.iter().skip(i + 1).filter(|b| b.at.table != a.at.table) {
            let (first, second) = if bound(a.state, b.state) {
                (a, b)
            } else if bound(b.state, a.state) {
                (b, a)
            } else {
                continue;
            };
            judge(input, first, second, amounts, sink);
        }
    }
}

fn judge(input: &Input<'_>, first: &Amount, second: &Amount, amounts: &[Amount], sink: &mut Sink) {
    let (Some(view), Some(other)) = (input.views.get(first.at.table), input.views.get(second.at.table)) else { return };
    if same(first, second) {
        sink.pass(RULE, view, first.at);
        sink.pass(RULE, other, second.at);
        return;
    }
    // A plan without a word of its revision may be either; so may spending against the first budget.
    let sibling = |state: State, table: usize| amounts.iter().find(|a| a.state == state && a.at.table == table);
    let either = match (first.state, second.state) {
        (State::Before, State::Planned) => sibling(State::After, first.at.table),
        (State::After, State::Final) => sibling(State::Before, first.at.table),
        _ => None,
    };
    if either.is_some_and(|sibling| same(sibling, second)) {
        sink.skip(RULE, "the budget is that of the other side of the change");
        return;
    }
    let severity = match first.state {
        State::Before => Severity::Medium,
        _ => Severity::High,
    };
    let row = view.cell(first.at).map_or("", |c| view.title(c.row));
    let place = |view: &View<'_>, at: At, lang: Lang| {
        let page = view.cell(at).map_or(0, |c| c.page);
        format!("{} {}, {} {page}", lang.pick("Tabel", "Table"), view.name(), lang.pick("hlm.", "p."))
    };
    let message = say(|lang| {
        format!(
            "{} “{}”: {} ({}), {} {} ({}); {} {}.",
            lang.pick("Pagu", "Budget of"),
            short(row),
            lang.number(first.value.normalize()),
            place(view, first.at, lang),
            lang.pick("sedangkan", "but"),
            lang.number(second.value.normalize()),
            place(other, second.at, lang),
            lang.pick("selisih", "difference"),
            lang.number((first.value - second.value).abs().normalize()),
        )
    });
    let mut finding = at_cell(RULE, severity, 85, view, first.at, message);
    finding.expected = other.cell(second.at).map(|c| c.text.trim().to_owned());
    finding.evidence.extend(other.evidence(second.at, "other_place"));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, fixture, run};
    use crate::report::ColumnRole::{Pagu, PaguPerubahan, RealisasiAnggaran, Uraian};
    use crate::report::{Table, TableKind};

    fn change(row: &str) -> Table {
        let mut table = fixture::table(&[("Program", Uraian), ("Sebelum", Pagu), ("Setelah", PaguPerubahan)], &[row]);
        table.kind = TableKind::BudgetChange;
        table
    }

    fn spent(row: &str) -> Table {
        let mut table = fixture::table(&[("Program", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran)], &[row]);
        table.kind = TableKind::BudgetRealization;
        table.id = "t2".into();
        table.number = Some("2".into());
        table
    }

    fn said(tables: Vec<Table>) -> Vec<String> {
        fixture::findings(&run(&fixture::report(tables), &Options::default()), "X05")
    }

    const NAME: &str = "Program Pelatihan Kerja dan Produktivitas";

    #[test]
    fn another_budget_after_the_change_is_reported() {
        let found = said(vec![change(&format!("{NAME}|885.211.105|2.345.278.321")), spent(&format!("{NAME}|346.299.800|324.454.459"))]);
        assert_eq!(found, ["2.345.278.321 -> 346.299.800"]);
    }

    #[test]
    fn either_side_of_a_change_and_other_names_pass() {
        for row in ["PROGRAM PELATIHAN KERJA, DAN PRODUKTIVITAS|346.299.800|1", "Program Hubungan Industrial|5.000.000|1"] {
            let found = said(vec![change(&format!("{NAME}|885.211.105|346.299.800")), spent(row)]);
            assert!(found.is_empty(), "{row}: {found:?}");
        }
        assert!(said(vec![change(&format!("{NAME}|885.211.105|346.299.800")), spent(&format!("{NAME}|885.211.105|1"))]).is_empty());
    }
}
