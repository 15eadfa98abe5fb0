//! # X10 tertukar
//!
//! ## What it does
//! Looks for totals of a budget column that equal, to the rupiah, the total spent in another table whose own budget is
//! another figure: the wrong column was copied.
//!
//! ## Why it matters
//! A budget that is really the spending hides what was not spent and makes every ratio to it 100%.
//!
//! ## Example
//! The change table ends at a budget of 19.518.981.216; the realisation table has a budget of 19.887.315.927 and a
//! spending of 19.518.981.216.
//!
//! ## What it lets pass
//! Budgets spent to the last rupiah; small amounts; totals that another budget total of the report agrees with; tables
//! of other years.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (realisasi anggaran).

use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, RowRole, TableKind};
use rust_decimal::Decimal;

const RULE: &str = "X10";
/// Rupiah from which two equal totals are no chance.
const TELLING: i64 = 1_000_000;

/// Budget and spending totals of one table.
struct Totals<'a, 'b> {
    view: &'a View<'b>,
    budgets: Vec<(At, Decimal)>,
    spent: Vec<(At, Decimal)>,
}

fn totals<'a, 'b>(view: &'a View<'b>) -> Option<Totals<'a, 'b>> {
    let kind = view.table.kind;
    if !matches!(kind, TableKind::BudgetPlan | TableKind::BudgetChange | TableKind::BudgetRealization) {
        return None;
    }
    let named: Vec<usize> = view.body().filter(|r| r.role == RowRole::Total).map(|r| r.row).collect();
    let read = |roles: &[ColumnRole]| {
        let columns: Vec<usize> = (0..view.cols).filter(|c| roles.contains(&view.role(*c)) && !view.is_percent_column(*c)).collect();
        let mut found = Vec::new();
        for row in &named {
            for col in &columns {
                if let Some((at, q)) = view.figure(*row, *col)
                    && q.number >= Decimal::from(TELLING)
                    && !q.doubtful
                {
                    found.push((at, q.number.normalize()));
                }
            }
        }
        found
    };
    let budgets = read(&[ColumnRole::Pagu, ColumnRole::PaguPerubahan]);
    let spent = read(&[ColumnRole::RealisasiAnggaran]);
    (!budgets.is_empty() || !spent.is_empty()).then_some(Totals { view, budgets, spent })
}

/// Looks for budgets that are spending elsewhere.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let all: Vec<Totals<'_, '_>> = input.views.iter().filter_map(totals).collect();
    for own in &all {
        for (at, value) in &own.budgets {
            let elsewhere = |t: &&Totals<'_, '_>| t.view.index != own.view.index;
            let budget_too = all.iter().filter(elsewhere).any(|t| t.budgets.iter().any(|(_, b)| b == value));
            let swapped = all.iter().filter(elsewhere).find_map(|t| {
                let spent = t.spent.iter().find(|(_, s)| s == value)?;
                let budget = t.budgets.iter().find(|(b, _)| input.views.get(b.table).is_some_and(|v| same_row(v, *b, spent.0)))?;
                Some((t, *spent, *budget))
            });
            let Some((other, spent, budget)) = swapped.filter(|_| !budget_too) else {
                if budget_too {
                    sink.hold(RULE);
                }
                continue;
            };
            let message = say(|lang| {
                let place = |view: &View<'_>, at: At| {
                    let page = view.cell(at).map_or(0, |c| c.page);
                    format!("{} {}, {} {page}", lang.pick("Tabel", "Table"), view.name(), lang.pick("hlm.", "p."))
                };
                let figure = |value: Decimal, lang: Lang| lang.number(value);
                format!(
                    "{} {} ({}) {} {} ({}); {} {}.",
                    lang.pick("Jumlah pagu", "The budget total"),
                    figure(*value, lang),
                    place(own.view, *at),
                    lang.pick("sama dengan jumlah realisasi di", "equals the spending total in"),
                    lang.pick("tabel lain", "another table"),
                    place(other.view, spent.0),
                    lang.pick("pagu di sana", "the budget there is"),
                    figure(budget.1, lang)
                )
            });
            let mut finding = at_cell(RULE, Severity::High, 90, own.view, *at, message);
            finding.expected = Some(Lang::Id.number(budget.1));
            finding.evidence.extend(other.view.evidence(spent.0, "realisasi"));
            finding.evidence.extend(other.view.evidence(budget.0, "pagu"));
            sink.fail(RULE, finding);
        }
    }
}

/// Whether two cells stand in one row and print different figures.
fn same_row(view: &View<'_>, a: At, b: At) -> bool {
    match (view.cell(a), view.cell(b), view.quantity(a), view.quantity(b)) {
        (Some(x), Some(y), Some(p), Some(q)) => a.table == b.table && x.row == y.row && p.number != q.number,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, fixture, run};
    use crate::report::ColumnRole::{Pagu, PaguPerubahan, RealisasiAnggaran, Uraian};
    use crate::report::TableKind;

    fn said(after: &str, budget: &str) -> Vec<String> {
        let mut change = fixture::table(
            &[("Program", Uraian), ("Sebelum", Pagu), ("Setelah", PaguPerubahan)],
            &[&format!("Jumlah|18.173.503.609|{after}")],
        );
        let mut spent = fixture::table(
            &[("Program", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran)],
            &[&format!("Jumlah|{budget}|19.518.981.216")],
        );
        change.kind = TableKind::BudgetChange;
        spent.kind = TableKind::BudgetRealization;
        spent.id = "t2".into();
        spent.number = Some("2".into());
        fixture::findings(&run(&fixture::report(vec![change, spent]), &Options::default()), "X10")
    }

    #[test]
    fn spending_copied_as_budget_is_reported() {
        assert_eq!(said("19.518.981.216", "19.887.315.927"), ["19.518.981.216 -> 19.887.315.927"]);
    }

    #[test]
    fn a_budget_spent_to_the_last_rupiah_and_a_right_budget_pass() {
        assert!(said("19.518.981.216", "19.518.981.216").is_empty());
        assert!(said("19.887.315.927", "19.887.315.927").is_empty());
    }
}
