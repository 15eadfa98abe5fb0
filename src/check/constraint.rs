//! Sums over cells, judged together: one wrong figure breaks several sums, and is reported once.
//!
//! Rules that state how cells depend on each other (a total and its rows, a change and its two columns, a percentage
//! and its operands) hand in [`Constraint`]s instead of findings. [`resolve`] evaluates all of them, then looks for the
//! cell whose correction makes the most broken constraints hold without breaking one that holds. That cell is the
//! root; the other constraints that it broke are its echoes.

use super::elsewhere::Elsewhere;
use super::interval::Interval;
use super::repair::{self, Repair};
use super::sink::Percent;
use super::view::{At, Quantity, View};
use super::{Part, Severity, report_broken};
use crate::check::sink::Sink;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How the result depends on the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The signed sum of the terms.
    Sum,
    /// The absolute difference of the first two terms; the result carries no sign.
    AbsDifference,
    /// First term / second term × 100.
    PercentOf,
}

/// What a result is called in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// Indonesian, capitalised.
    pub id: &'static str,
    /// English, capitalised.
    pub en: &'static str,
}

/// One dependency between cells.
#[derive(Debug, Clone)]
pub struct Constraint {
    /// The rule that states it.
    pub rule: &'static str,
    /// The cell that depends on the others.
    pub result: At,
    /// The others, each with its sign.
    pub terms: Vec<(At, i8)>,
    /// How.
    pub form: Form,
    /// What the result is called.
    pub noun: Noun,
    /// How much a contradiction would matter.
    pub severity: Severity,
    /// How sure the reading is, per cent.
    pub confidence: Percent,
}

/// What an evaluated constraint turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The intervals meet.
    Holds,
    /// They meet only where the result was cut off instead of rounded.
    Truncated,
    /// They do not meet.
    Broken,
    /// An operand is malformed or the arithmetic does not fit.
    Unknown,
}

/// Figures of all cells that constraints speak of.
pub struct Values(BTreeMap<At, Quantity>);

impl Values {
    /// Looks up every cell of the constraints.
    #[must_use]
    pub fn of(views: &[View<'_>], constraints: &[Constraint]) -> Self {
        let cells = constraints.iter().flat_map(Constraint::cells);
        Self(cells.filter_map(|at| Some((at, views.get(at.table)?.quantity(at)?))).collect())
    }

    /// The figures of some cells taken as exact: for the value that a message shows.
    fn as_points(&self, cells: impl Iterator<Item = At>) -> Self {
        Self(cells.filter_map(|at| Some((at, Quantity { exact: true, ..self.get(at)? }))).collect())
    }

    /// The figures with every wrong one replaced by what it should be.
    fn put_right(&self, roots: &[Root]) -> Self {
        let mut figures = self.0.clone();
        for root in roots {
            if let Some(figure) = figures.get_mut(&root.at) {
                figure.number = root.value;
            }
        }
        Self(figures)
    }

    /// The figure of a cell.
    #[must_use]
    pub fn get(&self, at: At) -> Option<Quantity> {
        self.0.get(&at).copied()
    }
}

impl Constraint {
    /// The result, then the terms.
    pub fn cells(&self) -> impl Iterator<Item = At> + '_ {
        std::iter::once(self.result).chain(self.terms.iter().map(|(at, _)| *at))
    }

    /// What the terms give; a blank term counts as nothing. `swap` puts another value in the place of one cell.
    #[must_use]
    pub fn computed(&self, values: &Values, swap: Option<(At, Decimal)>) -> Option<Interval> {
        let of = |at: At| -> Option<Interval> {
            let figure = values.get(at)?;
            Some(match swap {
                Some((place, value)) if place == at => Quantity { number: value, ..figure }.interval(),
                _ => figure.interval(),
            })
        };
        match self.form {
            Form::Sum => self.terms.iter().try_fold(Interval::point(Decimal::ZERO), |sum, (at, sign)| match of(*at) {
                None => Some(sum),
                Some(term) if *sign < 0 => sum.sub(&term),
                Some(term) => sum.add(&term),
            }),
            Form::AbsDifference | Form::PercentOf => {
                let mut operands = self.terms.iter().map(|(at, _)| of(*at));
                let (first, second) = (operands.next()?, operands.next()?);
                if self.form == Form::PercentOf {
                    return first?.percent_of(&second?);
                }
                let zero = Interval::point(Decimal::ZERO);
                Some(first.unwrap_or(zero).sub(&second.unwrap_or(zero))?.abs())
            }
        }
    }

    /// Whether it holds, with another value in the place of one cell where `swap` says so.
    #[must_use]
    pub fn verdict(&self, values: &Values, swap: Option<(At, Decimal)>) -> Verdict {
        let (Some(mut result), Some(computed)) = (values.get(self.result), self.computed(values, swap)) else {
            return Verdict::Unknown;
        };
        if let Some((at, value)) = swap
            && at == self.result
        {
            result.number = value;
        }
        if self.form == Form::AbsDifference {
            result.number = result.number.abs();
        }
        let printed = if self.form == Form::PercentOf { result.as_result() } else { result.interval() };
        if printed.meets(&computed) {
            Verdict::Holds
        } else if self.cells().any(|at| values.get(at).is_some_and(|q| q.doubtful)) {
            Verdict::Unknown
        } else if !result.exact && result.decimals > 0 && result.truncated().meets(&computed) {
            Verdict::Truncated
        } else {
            Verdict::Broken
        }
    }

    /// The terms that were tested by it where it holds: those that could not be off by much without breaking it. A sum
    /// tests all its terms; a percentage of nought says nothing of what it is a percentage of.
    pub fn tested<'c>(&'c self, values: &'c Values) -> impl Iterator<Item = At> + 'c {
        let others = |at: At| self.terms.iter().filter(move |(other, _)| *other != at).filter_map(|(other, _)| values.get(*other));
        let breaks = move |at: At| {
            let beside = others(at).map(|q| q.number).next().unwrap_or_default();
            let slips = values.get(at).and_then(|q| q.slips(beside));
            slips.is_some_and(|slips| slips.iter().all(|s| self.verdict(values, Some((at, s.number))) == Verdict::Broken))
        };
        let terms = self.terms.iter().map(|(at, _)| *at).filter(|at| values.get(*at).is_some());
        terms.filter(move |at| self.form != Form::PercentOf || breaks(*at))
    }

    /// The value of one cell that would make it hold, the others taken as printed.
    #[must_use]
    pub fn solve(&self, values: &Values, at: At) -> Option<Decimal> {
        if at == self.result {
            return Some(self.computed(&values.as_points(self.cells()), None)?.lo().normalize());
        }
        if self.form != Form::Sum {
            return None;
        }
        let result = values.get(self.result)?.number;
        let mut own: Option<i8> = None;
        let mut rest = Decimal::ZERO;
        for (term, sign) in &self.terms {
            if *term == at {
                own = Some(*sign);
            } else if let Some(q) = values.get(*term) {
                rest = if *sign < 0 { rest.checked_sub(q.number)? } else { rest.checked_add(q.number)? };
            }
        }
        let value = result.checked_sub(rest)?;
        own.map(|sign| if sign < 0 { -value } else { value })
    }
}

/// One wrong cell and the constraints that its correction repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The cell.
    pub at: At,
    /// What it would have to be.
    pub value: Decimal,
    /// Constraints it broke; the one that tells most about it first.
    pub broken: Vec<usize>,
    /// Another table prints the corrected value for the same row.
    pub confirmed: bool,
}

/// Evaluates all constraints and reports the broken ones, roots before echoes.
pub fn resolve(views: &[View<'_>], constraints: &[Constraint], elsewhere: &Elsewhere, sink: &mut Sink) {
    let values = Values::of(views, constraints);
    let mut verdicts: Vec<Verdict> = constraints.iter().map(|c| c.verdict(&values, None)).collect();
    rounded_in_thousands(views, constraints, &values, &mut verdicts);
    let mut truncated: BTreeMap<(usize, &'static str, usize), Vec<usize>> = BTreeMap::new();
    for (i, (constraint, verdict)) in constraints.iter().zip(&verdicts).enumerate() {
        let Some(view) = views.get(constraint.result.table) else { continue };
        match verdict {
            Verdict::Holds => {
                sink.pass(constraint.rule, view, constraint.result);
                constraint.tested(&values).for_each(|at| sink.tick(constraint.rule, view, at, Part::Operand));
            }
            Verdict::Unknown => {
                sink.skip_at(constraint.rule, "an operand is malformed, or the sum is off by a rounding", constraint.result)
            }
            Verdict::Truncated => {
                constraint.tested(&values).for_each(|at| sink.tick(constraint.rule, view, at, Part::Operand));
                let col = view.cell(constraint.result).map_or(0, |c| c.col);
                truncated.entry((view.index, constraint.rule, col)).or_default().push(i);
            }
            Verdict::Broken => {}
        }
    }
    report_broken::truncated(views, constraints, &values, &truncated, sink);
    for root in roots(constraints, &verdicts, &values, elsewhere) {
        report_broken::root(views, constraints, &values, &root, sink);
    }
}

/// Amounts that a table's note declares to be in thousands were rounded, and so were those of a table without such a
/// note in which several sums are off by no more than that rounding: these sums hold. A single one is not judged,
/// unless the table says that it is in rupiah.
fn rounded_in_thousands(views: &[View<'_>], constraints: &[Constraint], values: &Values, verdicts: &mut [Verdict]) {
    /// Smallest amount whose last digit may stand for a thousand: counts stay exact.
    const SMALLEST: i64 = 10_000;
    /// Sums off by a rounding in one table before rounding is taken as their reason.
    const FEWEST: usize = 2;
    let mut by_table: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, constraint) in constraints.iter().enumerate() {
        let money = values.get(constraint.result).is_some_and(|q| q.number.fract().is_zero());
        let largest = constraint.cells().filter_map(|at| values.get(at)).map(|q| q.number.abs()).max();
        let large = largest.is_some_and(|n| n >= Decimal::from(SMALLEST));
        if verdicts.get(i) == Some(&Verdict::Broken)
            && constraint.form != Form::PercentOf
            && money
            && large
            && off_by_rounding(constraint, values)
        {
            by_table.entry(constraint.result.table).or_default().push(i);
        }
    }
    for (table, sums) in by_table {
        let in_rupiah = views.get(table).is_none_or(is_in_rupiah);
        let verdict = if in_rupiah {
            continue;
        } else if sums.len() >= FEWEST {
            Verdict::Holds
        } else {
            Verdict::Unknown
        };
        for i in sums {
            if let Some(place) = verdicts.get_mut(i) {
                *place = verdict;
            }
        }
    }
}

/// Whether a table prints full rupiah: to the sen, with the sign beside each figure, or under a header that says so and
/// speaks of no thousands.
fn is_in_rupiah(view: &View<'_>) -> bool {
    let figure = |text: &str| text.ends_with(",00") || text.starts_with("Rp");
    let header = |header: String| header.contains("(Rp)") || header.contains("(Rupiah)");
    view.body().any(|row| (0..view.cols).filter_map(|col| view.cell(view.own(row.row, col)?)).any(|c| figure(c.text.trim())))
        || (0..view.cols).any(|col| header(view.header(col)))
}

/// Whether a sum is off by no more than half a unit for each of its figures.
fn off_by_rounding(constraint: &Constraint, values: &Values) -> bool {
    let (Some(stated), Some(right)) = (values.get(constraint.result), constraint.solve(values, constraint.result)) else { return false };
    let stated = if constraint.form == Form::AbsDifference { stated.number.abs() } else { stated.number };
    let figures = constraint.cells().filter(|at| values.get(*at).is_some()).count();
    let allowed = u32::try_from(figures).map_or(Decimal::ZERO, |n| Decimal::from(n) / Decimal::TWO);
    (stated - right).abs() <= allowed
}

/// Groups the broken constraints by the cell that explains them best.
#[must_use]
pub fn roots(constraints: &[Constraint], verdicts: &[Verdict], values: &Values, elsewhere: &Elsewhere) -> Vec<Root> {
    let broken: Vec<usize> = (0..constraints.len()).filter(|i| verdicts.get(*i) == Some(&Verdict::Broken)).collect();
    // Only the cells of what is broken are ever suspected.
    let cells_of_broken = broken.iter().filter_map(|i| constraints.get(*i)).flat_map(Constraint::cells);
    let mut incident: BTreeMap<At, Vec<usize>> = cells_of_broken.map(|at| (at, Vec::new())).collect();
    if !incident.is_empty() {
        for (i, constraint) in constraints.iter().enumerate() {
            for at in constraint.cells() {
                if let Some(own) = incident.get_mut(&at).filter(|own| own.last() != Some(&i)) {
                    own.push(i);
                }
            }
        }
    }
    let judge = Judge { constraints, verdicts, values, elsewhere, incident: &incident };
    let mut suspects: Vec<Suspect> = broken.iter().flat_map(|i| judge.suspects(*i)).collect();
    suspects.sort_by(|a, b| b.score.cmp(&a.score).then(b.is_result.cmp(&a.is_result)).then(a.at.cmp(&b.at)));
    let mut open: BTreeSet<usize> = broken.iter().copied().collect();
    let mut out: Vec<Root> = Vec::new();
    for suspect in &suspects {
        let explained: Vec<usize> = suspect.fixes.iter().copied().filter(|i| open.contains(i)).collect();
        // A figure is at fault against its own sum only with a second witness: another broken sum, another table, or
        // the look of the figure itself where no other operand looks so.
        let looks = suspect.slip && explained.iter().all(|i| suspects.iter().filter(|s| s.slip && s.fixes.contains(i)).count() == 1);
        if suspect.breaks == 0 && (explained.len() >= 2 || ((suspect.confirmed || looks) && !explained.is_empty())) {
            for i in &explained {
                open.remove(i);
            }
            out.push(Root { at: suspect.at, value: suspect.value, broken: explained, confirmed: suspect.confirmed });
        }
    }
    let (ratios, sums): (Vec<usize>, Vec<usize>) =
        open.into_iter().partition(|i| constraints.get(*i).is_some_and(|c| c.form == Form::PercentOf));
    for i in sums {
        let Some(constraint) = constraints.get(i) else { continue };
        let Some(value) = constraint.solve(values, constraint.result) else { continue };
        out.push(Root { at: constraint.result, value, broken: vec![i], confirmed: false });
    }
    // A percentage that is right once the sums that it relates are put right only echoes them.
    let put_right = values.put_right(&out);
    for i in ratios {
        let Some(constraint) = constraints.get(i) else { continue };
        let of_terms = out.iter().position(|root| constraint.terms.iter().any(|(at, _)| *at == root.at));
        if let Some(root) = of_terms.filter(|_| constraint.verdict(&put_right, None) == Verdict::Holds).and_then(|at| out.get_mut(at)) {
            root.broken.push(i);
        } else if let Some(value) = constraint.solve(values, constraint.result) {
            out.push(Root { at: constraint.result, value, broken: vec![i], confirmed: false });
        }
    }
    for root in &mut out {
        root.broken.sort_by_key(|i| constraints.get(*i).map(|c| (c.result != root.at, preference(c.rule, c.result == root.at), *i)));
    }
    out
}

/// Which rule tells most about a wrong figure: of a result its column, of a term the hierarchy first, then its row.
fn preference(rule: &str, is_result: bool) -> usize {
    let order = if is_result { ["A07", "A05", "A06", "A08", "A04", "A03"] } else { ["A07", "A08", "A05", "A06", "A04", "A03"] };
    order.iter().position(|code| *code == rule).unwrap_or(usize::MAX)
}

/// A cell that might be the wrong one, and the value that one broken constraint asks of it.
struct Suspect {
    at: At,
    value: Decimal,
    fixes: Vec<usize>,
    breaks: usize,
    confirmed: bool,
    /// The figure looks like a slip of the value: two digits swapped, or the one odd amount among round ones.
    slip: bool,
    is_result: bool,
    score: i64,
}

struct Judge<'a> {
    constraints: &'a [Constraint],
    verdicts: &'a [Verdict],
    values: &'a Values,
    elsewhere: &'a Elsewhere,
    incident: &'a BTreeMap<At, Vec<usize>>,
}

impl Judge<'_> {
    fn suspects(&self, broken: usize) -> Vec<Suspect> {
        let Some(constraint) = self.constraints.get(broken) else { return Vec::new() };
        let cells: BTreeSet<At> = constraint.cells().collect();
        cells.into_iter().filter_map(|at| self.suspect(constraint, at)).collect()
    }

    fn suspect(&self, constraint: &Constraint, at: At) -> Option<Suspect> {
        let stated = self.values.get(at)?;
        let value = constraint.solve(self.values, at)?;
        let (mut fixes, mut breaks) = (Vec::new(), 0);
        for i in self.incident.get(&at)? {
            let holds = self.constraints.get(*i)?.verdict(self.values, Some((at, value))) == Verdict::Holds;
            match self.verdicts.get(*i)? {
                Verdict::Broken if holds => fixes.push(*i),
                Verdict::Holds if !holds => breaks += 1,
                _ => {}
            }
        }
        let confirmed = self.elsewhere.prints(at, value) && !self.elsewhere.prints(at, stated.number);
        let refuted = self.elsewhere.prints(at, stated.number) && !self.elsewhere.prints(at, value);
        let slip = breaks == 0 && (is_swap(stated.number, value) || self.is_odd_among_round(constraint, at, value));
        let score = i64::try_from(fixes.len()).ok()? * 2 - i64::from(breaks) * 4 + i64::from(confirmed) * 2 - i64::from(refuted);
        Some(Suspect {
            at,
            value,
            fixes,
            breaks: usize::try_from(breaks).ok()?,
            confirmed,
            slip,
            is_result: at == constraint.result,
            score,
        })
    }
    /// Whether all other operands are round amounts and this one is not, though its value would be.
    fn is_odd_among_round(&self, constraint: &Constraint, at: At, value: Decimal) -> bool {
        /// What amounts of plans are rounded to: hundreds of rupiah.
        const ROUND: i64 = 100;
        /// Digits that a round amount has at least.
        const LARGE: i64 = 100_000;
        let round = |n: Decimal| n.abs() >= Decimal::from(LARGE) && (n % Decimal::from(ROUND)).is_zero();
        let others = constraint.cells().filter(|cell| *cell != at).filter_map(|cell| self.values.get(cell));
        let stated = self.values.get(at).is_some_and(|q| round(q.number));
        !stated && round(value) && others.map(|q| q.number).all(|n| n.is_zero() || round(n))
    }
}

/// Whether a figure is another with two neighbouring digits swapped.
fn is_swap(stated: Decimal, value: Decimal) -> bool {
    repair::of_digits(stated, value) == Some(Repair::Swapped)
}
