//! # A09 triwulan
//!
//! ## What it does
//! Compares the quarterly targets (or results) of a row with the annual one: they add up to it, or cumulate to it (the
//! last quarter equals the year), or stay at it, or average to it. A row passes under any of these; a row that fits
//! none is reported under the reading that comes nearest.
//!
//! ## Why it matters
//! Quarterly targets are what the action plan is monitored by; if they do not lead to the annual target, reaching them
//! all still misses it.
//!
//! ## Example
//! Annual target 83,10; quarters 20,78, 41,55, 62,33 and 81,30: cumulative, and the last should be 83,10.
//!
//! ## What it lets pass
//! Sums and cumulation side by side in one table; quarters without a target; tables in which most rows fit neither;
//! rounding of each figure.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (rencana aksi dan pemantauan berkala); PermenPANRB 88/2021 (evaluasi AKIP).

use crate::check::interval::Interval;
use crate::check::repair;
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, Quantity, View};
use crate::check::{Input, Part, Severity};
use crate::report::ColumnRole;
use rust_decimal::Decimal;

const RULE: &str = "A09";

/// Share of the annual figure within which a wrong sum still shows what the quarters mean: 1/5.
const NEAR_PARTS: i64 = 5;

/// Checks every table with columns of all four quarters and of the year.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for role in [ColumnRole::Target, ColumnRole::Realisasi] {
            let Some(quarters) = quarters(view, role) else { continue };
            for annual in annual_columns(view, role, &quarters) {
                check_rows(view, &quarters, annual, sink);
            }
        }
    }
}

/// One column for each quarter, in order.
fn quarters(view: &View<'_>, role: ColumnRole) -> Option<[usize; 4]> {
    let of = |quarter: u8| {
        let mut columns = view.columns_with(role).filter(|col| view.column(*col).is_some_and(|c| c.quarter == Some(quarter)));
        let first = columns.next();
        if columns.next().is_some() { None } else { first }
    };
    Some([of(1)?, of(2)?, of(3)?, of(4)?])
}

fn annual_columns(view: &View<'_>, role: ColumnRole, quarters: &[usize; 4]) -> Vec<usize> {
    let year = |col: usize| view.column(col).and_then(|c| c.year);
    let same_year = |col: usize| quarters.iter().all(|q| year(*q).zip(year(col)).is_none_or(|(a, b)| a == b));
    view.columns_with(role).filter(|col| view.column(*col).is_some_and(|c| c.quarter.is_none()) && same_year(*col)).collect()
}

/// A row with its figures.
struct Line {
    row: usize,
    annual: (At, Quantity),
    quarters: Vec<(At, Quantity)>,
}

impl Line {
    fn read(view: &View<'_>, row: usize, quarters: &[usize; 4], annual: usize) -> Option<Self> {
        let readable = |col: &usize| view.covering(row, *col).is_some() || view.is_blank(row, *col);
        let figures: Vec<_> = quarters.iter().filter_map(|col| view.covering(row, *col)).collect();
        let merged = figures.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
        (quarters.iter().all(readable) && !figures.is_empty() && !merged).then_some(())?;
        Some(Self { row, annual: view.covering(row, annual)?, quarters: figures })
    }

    fn sum(&self) -> Option<Interval> {
        self.quarters.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (_, q)| sum.add(&q.interval()))
    }

    fn last(&self) -> Option<Interval> {
        self.quarters.last().map(|(_, q)| q.interval())
    }

    /// Whether the sum or the last quarter is so near the year that it was meant to be it.
    fn is_near(&self) -> bool {
        let annual = self.annual.1.interval();
        let near = |computed: Option<Interval>| {
            let gap = computed.and_then(|c| c.gap(&annual).checked_mul(Decimal::from(NEAR_PARTS)));
            gap.is_some_and(|gap| gap <= self.annual.1.number.abs())
        };
        near(self.sum()) || near(self.last())
    }

    fn holds(&self) -> bool {
        self.of_all() || self.is_annual(self.last())
    }

    fn is_annual(&self, computed: Option<Interval>) -> bool {
        computed.is_some_and(|c| c.meets(&self.annual.1.interval()))
    }

    /// Whether the year follows from all quarters: as their sum, their average, or the same figure in each.
    fn of_all(&self) -> bool {
        let count = Interval::point(Decimal::from(self.quarters.len()));
        let average = self.sum().and_then(|sum| sum.div(&count));
        let same = self.quarters.iter().all(|(_, q)| self.is_annual(Some(q.interval())));
        self.is_annual(self.sum()) || self.is_annual(average) || same
    }

    /// The quarters that the year follows from: all, or the last where they cumulate.
    fn tested(&self) -> impl Iterator<Item = At> + '_ {
        let skipped = if self.of_all() { 0 } else { self.quarters.len().saturating_sub(1) };
        self.quarters.iter().skip(skipped).map(|(at, _)| *at)
    }
}

fn check_rows(view: &View<'_>, quarters: &[usize; 4], annual: usize, sink: &mut Sink) {
    let lines: Vec<Line> = view.body().filter_map(|row| Line::read(view, row.row, quarters, annual)).collect();
    let held = lines.iter().filter(|line| line.holds()).count();
    let near = lines.iter().filter(|line| line.holds() || line.is_near()).count();
    if held == 0 || held * 2 < lines.len() || near * 2 <= lines.len() {
        sink.skip_all(RULE, "most rows neither add up nor cumulate to the year", lines.iter().map(|line| line.annual.0));
        return;
    }
    for line in &lines {
        if line.holds() {
            sink.pass(RULE, view, line.annual.0);
            line.tested().for_each(|at| sink.tick(RULE, view, at, Part::Operand));
        } else if line.quarters.iter().chain([&line.annual]).any(|(_, q)| q.doubtful) {
            sink.skip_at(RULE, "a quarter is malformed", line.annual.0);
        } else if line.quarters.len() < 4 {
            sink.skip_at(RULE, "not all quarters have a figure", line.annual.0);
        } else {
            fail(view, line, sink);
        }
    }
}

fn fail(view: &View<'_>, line: &Line, sink: &mut Sink) {
    let (Some(sum), Some(last)) = (line.sum(), line.quarters.last()) else { return };
    let annual = line.annual.1;
    let off = |value: Interval| value.gap(&annual.interval());
    let cumulative = off(last.1.interval()) <= off(sum);
    let (at, stated, right) = if cumulative {
        (last.0, last.1.number, annual.number)
    } else {
        (line.annual.0, annual.number, sum.lo().checked_add(sum.hi()).map_or(annual.number, |s| (s / Decimal::TWO).normalize()))
    };
    let repair = repair::of_digits(stated, right);
    let message = say(|lang| {
        let label = short(view.label(line.row));
        let numbers: Vec<String> = line.quarters.iter().map(|(_, q)| lang.number(q.number)).collect();
        let year = lang.number(annual.number);
        let mut text = if cumulative {
            let end = numbers.last().cloned().unwrap_or_default();
            let series = numbers.join("; ");
            match lang {
                Lang::Id => format!("“{label}”: triwulan {series} berakhir pada {end}, padahal target tahunan {year}."),
                Lang::En => format!("“{label}”: the quarters {series} end at {end}, but the annual figure is {year}."),
            }
        } else {
            let series = numbers.join(" + ");
            let total = lang.number(right);
            match lang {
                Lang::Id => format!("“{label}”: {series} = {total}, padahal target tahunan {year}."),
                Lang::En => format!("“{label}”: {series} = {total}, but the annual figure is {year}."),
            }
        };
        if let Some(repair) = &repair {
            text.push_str(&format!(" {}: {}.", lang.pick("Dugaan", "Likely"), repair.text(lang)));
        }
        text
    });
    let mut finding = at_cell(RULE, Severity::Medium, 90, view, at, message);
    finding.expected = Some(Lang::Id.number(right));
    let others = line.quarters.iter().chain([&line.annual]).filter(|(cell, _)| *cell != at);
    finding.evidence.extend(others.filter_map(|(cell, _)| view.evidence(*cell, "operand")));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use crate::check::Part;
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Indikator, Target};
    use crate::report::Table;

    fn plan(rows: &[&str]) -> Table {
        let columns = [("Indikator", Indikator), ("Tahunan", Target), ("I", Target), ("II", Target), ("III", Target), ("IV", Target)];
        let mut plan = table(&columns, rows);
        for (quarter, column) in (1u8..).zip(plan.columns.iter_mut().skip(2)) {
            column.quarter = Some(quarter);
        }
        plan
    }

    #[test]
    fn sums_and_cumulation_pass_side_by_side_and_a_slip_does_not() {
        let outcome = check(plan(&[
            "Pencari kerja|5,25|1,25|1,25|1,25|1,50",
            "Sertipikat|69,9|20,1|42,1|46,8|69,9",
            "Nilai|47|-|-|-|47",
            "Lembaga|83,10|20,78|41,55|62,33|81,30",
        ]));
        assert_eq!(findings(&outcome, "A09"), ["81,30 -> 83,10"]);
        let of =
            |part: Part| outcome.verified.iter().filter(|v| v.rule == "A09" && v.part == part).filter_map(|v| v.row).collect::<Vec<_>>();
        assert_eq!(of(Part::Result), [1, 2, 3]);
        assert_eq!(of(Part::Operand), [1, 1, 1, 1, 2, 3], "of quarters that cumulate the last alone is tested");
    }

    #[test]
    fn a_plan_that_follows_neither_is_left_alone() {
        let outcome = check(plan(&["A|100|10|20|5|30", "B|100|40|5|20|30", "C|47|-|-|-|47"]));
        assert!(outcome.findings.is_empty());
    }
}
