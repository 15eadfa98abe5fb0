//! Percentage columns: which two columns a column is the ratio of, proved by its own rows.

use super::constraint::{Constraint, Form, Noun};
use super::sink::{Percent, Sink};
use super::view::{At, Quantity, View};
use super::{Severity, interval::Interval};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Percentage points within which a wrong percentage still shows what its column means: about twice the widest
/// slip of rounding and copying seen between a column's rows.
pub const NEAR_POINTS: i64 = 10;
/// Rows that must share one printed value before it is taken for another measure (100 = physical progress).
const SHARED_VALUE_ROWS: usize = 3;

/// One row of a percentage column with its operands.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Table row.
    pub row: usize,
    /// The percentage.
    pub result: (At, Quantity),
    /// What it is a percentage of.
    pub of: (At, Quantity),
    /// What is divided.
    pub part: (At, Quantity),
}

impl Line {
    /// What the operands give.
    #[must_use]
    pub fn computed(&self) -> Option<Interval> {
        self.part.1.interval().percent_of(&self.of.1.interval())
    }
}

/// Reads the rows in which all three columns carry figures; a merged operand counts for every row that it covers,
/// the same three cells only once.
#[must_use]
pub fn lines(view: &View<'_>, result: usize, part: usize, of: usize) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    view.body()
        .filter_map(|row| {
            let line = Line {
                row: row.row,
                result: view.covering(row.row, result)?,
                of: view.covering(row.row, of)?,
                part: view.covering(row.row, part)?,
            };
            seen.insert((line.result.0, line.of.0, line.part.0)).then_some(line)
        })
        .collect()
}

/// How well a reading of a column fits its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Rows that hold, rounded or cut off.
    pub held: usize,
    /// Rows that hold or are near.
    pub near: usize,
    /// All rows with figures.
    pub rows: usize,
}

impl Fit {
    /// Weighs lines under a formula given as the interval that a row should print.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l Line>, formula: impl Fn(&Line) -> Option<Interval>) -> Self {
        let mut fit = Self::default();
        for line in lines {
            let Some(computed) = formula(line) else { continue };
            fit.rows += 1;
            let printed = line.result.1;
            let holds = printed.as_result().meets(&computed) || printed.truncated().meets(&computed);
            fit.held += usize::from(holds);
            fit.near += usize::from(holds || printed.as_result().gap(&computed) <= Decimal::from(NEAR_POINTS));
        }
        fit
    }

    /// Whether the column surely means this: most rows hold, or some do and most of the others are near.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.held * 2 > self.rows || (self.held > 0 && self.near * 2 > self.rows)
    }

    /// How sure, per cent.
    #[must_use]
    pub fn confidence(&self) -> Percent {
        match self.rows {
            0 => 0,
            rows if self.held * 10 >= rows * 8 => 97,
            rows if self.held * 2 > rows => 92,
            _ => 80,
        }
    }
}

/// Lines whose printed value recurs where the formula fails: there the column holds another measure.
#[must_use]
pub fn of_another_measure(lines: &[Line]) -> BTreeSet<usize> {
    let mut shared: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    let mut failing = 0;
    for line in lines {
        let Some(computed) = line.computed() else { continue };
        if !line.result.1.as_result().meets(&computed) && !line.result.1.truncated().meets(&computed) {
            failing += 1;
            shared.entry(line.result.1.number.normalize()).or_default().push(line.row);
        }
    }
    shared.into_values().filter(|rows| rows.len() >= SHARED_VALUE_ROWS && rows.len() * 2 > failing).flatten().collect()
}

/// Picks the pair of columns that a percentage column is the ratio of, and hands in one constraint a row.
///
/// Returns whether a pair fits.
pub fn constrain(view: &View<'_>, result: usize, pairs: &[(usize, usize)], law: &Law, sink: &mut Sink) -> bool {
    let readings = pairs.iter().map(|(part, of)| {
        let lines = lines(view, result, *part, *of);
        (Fit::of(&lines, Line::computed), lines)
    });
    let best = readings.filter(|(fit, _)| fit.rows > 0).reduce(|a, b| if b.0.held > a.0.held { b } else { a });
    let Some((fit, lines)) = best else { return false };
    if !fit.is_sure() {
        sink.skip_all(
            law.rule,
            "the column is not the ratio of the columns beside it",
            lines.iter().filter(|l| l.computed().is_some()).map(|l| l.result.0),
        );
        return false;
    }
    let others = of_another_measure(&lines);
    for line in &lines {
        if line.computed().is_none() {
            sink.skip_at(law.rule, "nothing to divide by", line.result.0);
        } else if others.contains(&line.row) {
            sink.skip_at(law.rule, "these rows share one value: another measure than the rest of the column", line.result.0);
        } else {
            sink.constraints.push(Constraint {
                rule: law.rule,
                result: line.result.0,
                terms: vec![(line.part.0, 1), (line.of.0, 1)],
                form: Form::PercentOf,
                noun: law.noun,
                severity: law.severity,
                confidence: fit.confidence(),
            });
        }
    }
    true
}

/// In whose name a percentage is checked.
#[derive(Debug, Clone, Copy)]
pub struct Law {
    /// Rule.
    pub rule: &'static str,
    /// What the percentage is called.
    pub noun: Noun,
    /// Severity of a contradiction.
    pub severity: Severity,
}
