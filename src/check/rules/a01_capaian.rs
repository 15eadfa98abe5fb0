//! # A01 capaian
//!
//! ## What it does
//! Recomputes every achievement from the target and the realisasi of its row: realisasi / target × 100, or for
//! indicators that are better when lower (2 × target − realisasi) / target × 100 or target / realisasi × 100. Which
//! columns belong together follows from headers, years and quarters, and is proved by the rows: the pair under which
//! most of them hold. Progress towards the end of the Renstra is checked alike.
//!
//! ## Why it matters
//! Capaian is the figure the agency is judged by; predicates, averages and conclusions all rest on it.
//!
//! ## Example
//! Target 26%, realisasi 18,58%, printed capaian 74%. 18,58 / 26 × 100 = 71,46; even with both operands taken as
//! rounded the ratio lies between 70,09 and 72,88.
//!
//! ## What it lets pass
//! Whatever rounding of any of the three figures explains, unless the other rows show that the column is computed from
//! the figures as printed; either formula for lower-is-better indicators, row by row; figures brought down to a cap
//! (100, 110, 120, 150 …) that several rows show or the text declares, and rows that only might be capped (skipped);
//! rows that hold once '1,417' is read as a thousand; ranges, bounds, predicates and n/a; columns that most rows do not
//! support.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (pengukuran kinerja); Permendagri 86/2017, Lampiran (skala nilai); PermenPANRB
//! 89/2021.

use crate::check::capaian::{self, Columns, Conventions, FORMULAS, Formula, Line};
use crate::check::interval::Interval;
use crate::check::ratio::NEAR_POINTS;
use crate::check::repair;
use crate::check::say::{DEFAULT_DECIMALS, Lang, say, short};
use crate::check::sink::{Percent, Sink, at_cell};
use crate::check::view::View;
use crate::check::{Finding, Input, Part, Severity};
use crate::report::ColumnRole;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const RULE: &str = "A01";

/// Achievement above which an undeclared cap is no longer a likely explanation: target and realisasi are of
/// different measures.
const IMPLAUSIBLE: i64 = 500;
/// Achievement above which the figures beside each other are not target and realisasi at all.
const ABSURD: i64 = 10_000;
/// Rows of the report that must show a cap before it is taken for granted.
const CAP_WITNESSES: usize = 2;
/// Percentage points below which a wrong achievement changes no judgement, unless it crosses 100.
const SLIGHT: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Checks every achievement column.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let all = input.achievements();
    for view in &input.views {
        let known = |col: &usize| all.iter().any(|(table, columns)| (*table, columns.capaian) == (view.index, *col));
        for col in view.columns_with(ColumnRole::Capaian).filter(|col| !known(col)) {
            sink.skip_all(RULE, "no target and realisasi beside the achievement", view.figures_of(col));
        }
    }
    let conventions = Conventions::new(input, all);
    let judged: Vec<Judged<'_, '_>> =
        all.iter().filter_map(|(table, columns)| Some(Judged::new(input.views.get(*table)?, columns, &conventions))).collect();
    let mut alike: BTreeMap<&str, Tally> = BTreeMap::new();
    for column in &judged {
        alike.entry(&column.header).or_default().add(column.tally);
    }
    for column in &judged {
        let alike = alike.get(column.header.as_str()).copied().unwrap_or_default();
        check_column(column, alike, &conventions, sink);
    }
}

/// How the rows of a column, or of all columns under the same header, turned out.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    judged: usize,
    held: usize,
    /// Held, or nearly so.
    near: usize,
}

impl Tally {
    fn of(outcomes: &[Outcome]) -> Self {
        let count = |wanted: &[Outcome]| outcomes.iter().filter(|o| wanted.contains(o)).count();
        let held = count(&[Outcome::Holds, Outcome::CutOff, Outcome::Capped, Outcome::ImplausiblyCapped]);
        Self {
            judged: outcomes.len() - count(&[Outcome::Unknown, Outcome::WrongWay]),
            held,
            near: held + count(&[Outcome::Near, Outcome::PerhapsCapped, Outcome::OfOthers, Outcome::Shared]),
        }
    }

    fn add(&mut self, other: Self) {
        self.judged += other.judged;
        self.held += other.held;
        self.near += other.near;
    }

    /// Whether most rows are the ratio of target and realisasi beside them.
    fn is_ratio(self) -> bool {
        self.held * 2 > self.judged || (self.held > 0 && self.near * 2 > self.judged)
    }

    /// Whether the tables of a report that have one row each show what none of them can show alone.
    fn speaks_for(self, own: Self) -> bool {
        /// Rows that are too few to be a majority of anything.
        const LONE: usize = 2;
        /// Rows of the other tables that must hold.
        const FEWEST: usize = 5;
        own.judged <= LONE && self.held >= FEWEST && self.held * 3 > self.judged * 2
    }
}

/// An achievement column with what each of its rows turned out to be.
struct Judged<'a, 'c> {
    view: &'a View<'a>,
    columns: &'c Columns,
    outcomes: Vec<Outcome>,
    tally: Tally,
    /// Its header and those of its operands, letters only: years tell columns of one form apart, not forms.
    header: String,
}

impl<'a, 'c> Judged<'a, 'c> {
    fn new(view: &'a View<'a>, columns: &'c Columns, conventions: &Conventions) -> Self {
        let mut outcomes: Vec<Outcome> = columns.lines.iter().map(|line| judge(view, line, columns, conventions)).collect();
        let shared = |line: &Line| columns.lines.iter().filter(|l| l.capaian.0 == line.capaian.0).count() > 1;
        for (_, outcome) in columns.lines.iter().zip(&mut outcomes).filter(|(line, _)| shared(line)) {
            if !matches!(outcome, Outcome::Holds | Outcome::Unknown) {
                *outcome = Outcome::Shared;
            }
        }
        let letters = |col: usize| view.header(col).to_lowercase().chars().filter(|c| c.is_alphabetic()).collect::<String>();
        let header = [columns.capaian, columns.target, columns.realisasi].map(letters).join("|");
        Self { view, columns, tally: Tally::of(&outcomes), outcomes, header }
    }
}

/// What a row turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Holds,
    CutOff,
    Capped,
    PerhapsCapped,
    /// Only an undeclared cap could explain it, and not well.
    ImplausiblyCapped,
    /// It is the ratio of other columns of its row.
    OfOthers,
    /// It stands for several indicators, as their mean or by another convention.
    Shared,
    /// Only rounding of the operands explains it, in a column that computes from what it prints; `sure` where rows as
    /// coarse as this one show it.
    OffAsPrinted {
        sure: bool,
    },
    Near,
    Wrong,
    /// Of an indicator that is better when lower, and computed as if it were better when higher.
    WrongWay,
    /// Divided by zero, malformed, or right once a figure is read in thousands.
    Unknown,
}

fn judge(view: &View<'_>, line: &Line, columns: &Columns, conventions: &Conventions) -> Outcome {
    let formula = conventions.formula(view, line.row);
    let Some(computed) = line.apply(formula) else { return Outcome::Unknown };
    if computed.lo().abs() > Decimal::from(ABSURD) {
        return Outcome::Unknown;
    }
    let lower = conventions.is_lower(view, line.row);
    if lower && line.holds(Formula::Higher) && !line.follows_lower() {
        return Outcome::WrongWay;
    }
    if line.follows(lower) {
        return if line.is_cut_off() { Outcome::CutOff } else { Outcome::Holds };
    }
    if [line.capaian, line.target, line.realisasi].iter().any(|(_, q)| q.doubtful) || line.follows_in_thousands(lower) {
        return Outcome::Unknown;
    }
    let declared = conventions.declared();
    let cap = if lower { capaian::capped_lower_at(line, columns, declared) } else { capaian::capped_at(line, columns, declared) };
    if let Some(cap) = cap {
        let known = conventions.is_declared(cap);
        return if !known && computed.lo() > Decimal::from(IMPLAUSIBLE) {
            Outcome::ImplausiblyCapped
        } else if known || conventions.witnesses(cap) >= CAP_WITNESSES {
            Outcome::Capped
        } else {
            Outcome::PerhapsCapped
        };
    }
    if explained_by_others(view, line, columns, lower) {
        return Outcome::OfOthers;
    }
    let gap = line.capaian.1.as_result().gap(&computed);
    if gap <= Decimal::from(NEAR_POINTS) { Outcome::Near } else { Outcome::Wrong }
}

/// Whether another target or result of the row explains the figure: a column that speaks now of this year's target,
/// now of the plan's end.
fn explained_by_others(view: &View<'_>, line: &Line, columns: &Columns, lower: bool) -> bool {
    let targets = view.columns_with(ColumnRole::Target).filter(|c| *c != columns.target);
    let explains = |line: Line| line.holds(Formula::Higher) || lower && line.follows_lower();
    targets.filter_map(|col| view.covering(line.row, col)).any(|target| explains(Line { target, ..*line }))
}

fn check_column(column: &Judged<'_, '_>, alike: Tally, conventions: &Conventions, sink: &mut Sink) {
    let Judged { view, columns, outcomes, tally, .. } = column;
    let count = |wanted: Outcome| outcomes.iter().filter(|o| **o == wanted).count();
    let of = |wanted: Outcome| columns.lines.iter().zip(outcomes).filter(move |(_, o)| **o == wanted).map(|(line, _)| line.capaian.0);
    sink.skip_all(RULE, "a target of zero, a malformed figure, or figures of different kinds", of(Outcome::Unknown));
    sink.skip_all(RULE, "an indicator that is better when lower is measured as if it were better when higher", of(Outcome::WrongWay));
    if tally.judged == 0 {
        return;
    }
    let own = tally.is_ratio();
    if !own && !alike.speaks_for(*tally) {
        if !repeats_raw_figures(view, columns, sink) {
            let judged = columns.lines.iter().zip(outcomes).filter(|(_, o)| !matches!(o, Outcome::Unknown | Outcome::WrongWay));
            let reason = "the column is not the ratio of target and realisasi beside it";
            sink.skip_all(RULE, reason, judged.map(|(line, _)| line.capaian.0));
        }
        return;
    }
    let cut_off = count(Outcome::CutOff);
    let outcomes = as_printed(view, columns, conventions, outcomes.clone());
    let most = if own { *tally } else { alike };
    let confidence = match most.held * 10 / most.judged.max(1) {
        8.. => 97,
        5.. => 92,
        _ => 80,
    };
    let mut said_cut_off = false;
    for (line, outcome) in columns.lines.iter().zip(&outcomes) {
        // What a cap hides is not tested.
        if matches!(outcome, Outcome::Holds | Outcome::CutOff) {
            let operands = line.tested(conventions.is_lower(view, line.row));
            operands.for_each(|at| sink.tick(RULE, view, at, Part::Operand));
        }
        match outcome {
            Outcome::Holds | Outcome::Capped => sink.pass(RULE, view, line.capaian.0),
            Outcome::Unknown | Outcome::WrongWay => {}
            Outcome::Shared => sink.skip_at(RULE, "one achievement stands for several indicators", line.capaian.0),
            Outcome::OfOthers => sink.skip_at(RULE, "the figure is the ratio to another target of its row", line.capaian.0),
            Outcome::PerhapsCapped => sink.skip_at(RULE, "the figure may be capped; the report does not say", line.capaian.0),
            Outcome::CutOff if said_cut_off => sink.hold(RULE),
            Outcome::CutOff => {
                said_cut_off = true;
                fail(view, line, conventions, Said::CutOff(cut_off), 90, sink);
            }
            Outcome::ImplausiblyCapped => fail(view, line, conventions, Said::Implausible, 75, sink),
            Outcome::OffAsPrinted { sure } => {
                fail(view, line, conventions, Said::AsPrinted { sure: *sure }, if *sure { 75 } else { 65 }, sink)
            }
            Outcome::Near | Outcome::Wrong => fail(view, line, conventions, Said::Wrong, confidence, sink),
        }
    }
}

/// Rows that would let a coarsely printed operand explain anything are judged by the printed figures where the column
/// shows that it is computed from these: several such rows hold to the last digit, and hardly any does not. Each row that
/// holds so tells the more the more values rounding would have allowed.
fn as_printed(view: &View<'_>, columns: &Columns, conventions: &Conventions, mut outcomes: Vec<Outcome>) -> Vec<Outcome> {
    /// Rows that must hold to the last digit.
    const FEWEST: usize = 3;
    /// How many of them for each that does not.
    const FOR_EACH: usize = 4;
    /// Odds, as a logarithm, against so many rows holding by chance: 200 to 1.
    const TELLING: f64 = 5.3;
    let printed: Vec<Option<(bool, f64)>> = columns
        .lines
        .iter()
        .map(|line| {
            let excused =
                || capaian::may_be_capped(line, columns) || explained_by_others(view, line, columns, conventions.is_lower(view, line.row));
            holds_as_printed(line).filter(|(holds, _)| *holds || !excused())
        })
        .collect();
    let held_rows = printed.iter().zip(&outcomes).filter(|(_, o)| **o == Outcome::Holds).filter_map(|(p, _)| *p);
    let (mut held, mut off, mut odds, mut all) = (0, 0, 0.0, 0);
    for (holds, width) in held_rows {
        let coarse = width >= COARSE;
        held += usize::from(holds && coarse);
        off += usize::from(!holds && coarse);
        all += usize::from(holds);
        odds += if holds { width.ln_1p() } else { 0.0 };
    }
    let sure = held >= FEWEST && held >= FOR_EACH * off;
    if off > 0 && (sure || odds >= TELLING && all >= 2 * FOR_EACH * off) {
        for (outcome, printed) in outcomes.iter_mut().zip(&printed) {
            if matches!(printed, Some((false, width)) if *width >= COARSE) && *outcome == Outcome::Holds {
                *outcome = Outcome::OffAsPrinted { sure };
            }
        }
    }
    outcomes
}

/// Units of the last printed place that a result may vary by rounding of its operands before a row tells that it is not
/// computed from them as printed.
const COARSE: f64 = 3.0;

/// Percentage points by which a figure that was rounded once more before it was printed may differ: 188,9 for 188,89.
const TWICE_ROUNDED: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Whether a row holds, under any formula, for its figures as printed, and how many units of the last printed place
/// rounding of its operands allows; `None` where the operands are equal.
fn holds_as_printed(line: &Line) -> Option<(bool, f64)> {
    use rust_decimal::prelude::ToPrimitive;
    let computed = FORMULAS.iter().find(|f| line.holds(**f)).and_then(|f| line.apply(*f))?;
    let unit = Decimal::try_from_i128_with_scale(1, line.capaian.1.decimals.min(20)).ok()?;
    let width = computed.hi().checked_sub(computed.lo())?.checked_div(unit)?.to_f64()?;
    let equal = line.target.1.number == line.realisasi.1.number;
    // A figure rounded once more before it was printed is no other figure.
    let point = |f: &Formula| f.apply(Interval::point(line.target.1.number), Interval::point(line.realisasi.1.number));
    let near = |f: &Formula| point(f).is_some_and(|c| (line.capaian.1.number - c.lo()).abs() < TWICE_ROUNDED);
    (!equal).then(|| (FORMULAS.iter().any(|f| line.holds_exactly(*f) || near(f)), width))
}

/// How a wrong row is worded.
#[derive(Clone, Copy)]
enum Said {
    Wrong,
    Implausible,
    AsPrinted { sure: bool },
    CutOff(usize),
}

fn fail(view: &View<'_>, line: &Line, conventions: &Conventions, said: Said, confidence: Percent, sink: &mut Sink) {
    let cut_off = matches!(said, Said::CutOff(_));
    let held = FORMULAS.into_iter().find(|f| cut_off && line.holds(*f));
    let formula = held.unwrap_or_else(|| conventions.formula(view, line.row));
    let (target, realisasi) = (line.target.1.number.normalize(), line.realisasi.1.number.normalize());
    let exact = formula.apply(Interval::point(target), Interval::point(realisasi));
    let Some(value) = exact.map(|i| i.lo()) else { return };
    let stated = line.capaian.1;
    let decimals = stated.decimals.max(DEFAULT_DECIMALS);
    let flips = (stated.number >= Decimal::ONE_HUNDRED) != (value >= Decimal::ONE_HUNDRED);
    let repair = repair::of_digits(stated.number, crate::check::say::round(value, stated.decimals)).or_else(|| copied(view, line));
    let message = say(|lang| {
        let label = short(view.label(line.row));
        let sum = expression(formula, target, realisasi, lang);
        let printed = view.cell(line.capaian.0).map_or("", |c| c.text.trim());
        let mut text =
            format!("Capaian “{label}” {} {printed}; {sum} = {}.", lang.pick("tercetak", "printed"), lang.rounded(value, decimals));
        match said {
            Said::CutOff(times) => text.push_str(&match lang {
                Lang::Id => format!(" Angka dipotong, bukan dibulatkan ({times} kali di kolom ini)."),
                Lang::En => format!(" The figure was cut off, not rounded ({times} times in this column)."),
            }),
            Said::Implausible => text.push_str(lang.pick(
                " Angka itu hanya benar bila capaian dibatasi, dan batas tidak dinyatakan; target dan realisasi tampaknya bukan ukuran yang sama.",
                " The figure holds only under a cap, and none is declared; target and realisasi do not seem to be of one measure.",
            )),
            Said::AsPrinted { .. } => text.push_str(lang.pick(
                " Baris lain dihitung tepat dari angka yang tercetak.",
                " The other rows follow exactly from the figures as printed.",
            )),
            Said::Wrong => {}
        }
        if let (Said::Wrong, Some(repair)) = (said, &repair) {
            text.push_str(&format!(" {}: {}.", lang.pick("Dugaan", "Likely"), repair.text(lang)));
        }
        if flips && matches!(said, Said::Wrong) {
            text.push_str(lang.pick(" Status tercapai berubah.", " Whether the target was met changes."));
        }
        text
    });
    let severity = match said {
        Said::CutOff(times) if times > 1 => Severity::Info,
        Said::CutOff(_) => Severity::Low,
        Said::Implausible => Severity::High,
        Said::AsPrinted { sure: true } => Severity::Medium,
        Said::AsPrinted { sure: false } => Severity::Low,
        Said::Wrong if !flips && (stated.number - value).abs() < SLIGHT => Severity::Medium,
        Said::Wrong => Severity::High,
    };
    let mut finding = at_cell(RULE, severity, confidence, view, line.capaian.0, message);
    finding.expected = Some(Lang::Id.rounded(value, decimals));
    with_operands(&mut finding, view, line);
    sink.fail(RULE, finding);
}

fn expression(formula: Formula, target: Decimal, realisasi: Decimal, lang: Lang) -> String {
    let (t, r) = (lang.number(target), lang.number(realisasi));
    match formula {
        Formula::Higher => format!("{r} / {t} × 100"),
        Formula::Inverse => format!("{t} / {r} × 100"),
        Formula::Mirror => format!("(2 × {t} − {r}) / {t} × 100"),
    }
}

fn with_operands(finding: &mut Finding, view: &View<'_>, line: &Line) {
    finding.evidence.extend(view.evidence(line.realisasi.0, "realisasi"));
    finding.evidence.extend(view.evidence(line.target.0, "target"));
}

fn copied(view: &View<'_>, line: &Line) -> Option<repair::Repair> {
    let own = view.cell(line.capaian.0)?.col;
    let others: Vec<(String, Decimal)> =
        (0..view.cols).filter(|c| *c != own).filter_map(|c| Some((view.header(c), view.covering(line.row, c)?.1.number))).collect();
    repair::of_copy(line.capaian.1.number, &others)
}

/// A column said to be a ratio against the target that repeats targets and results instead. Returns whether it is one.
fn repeats_raw_figures(view: &View<'_>, columns: &Columns, sink: &mut Sink) -> bool {
    let header = view.header(columns.capaian).to_lowercase();
    if !header.contains("terhadap target") && !header.contains("tingkat kemajuan") {
        return false;
    }
    let sources: Vec<usize> = view.columns_with(ColumnRole::Target).chain(view.columns_with(ColumnRole::Realisasi)).collect();
    let repeated = |row: usize, value: Decimal| sources.iter().any(|col| view.covering(row, *col).is_some_and(|(_, q)| q.number == value));
    let rows: Vec<_> = view.body().filter_map(|row| Some((row.row, view.figure(row.row, columns.capaian)?))).collect();
    let raw: Vec<_> = rows.iter().filter(|(row, (_, q))| repeated(*row, q.number)).collect();
    if raw.len() < 2 || raw.len() < rows.len() {
        return false;
    }
    for (row, (at, q)) in raw {
        let line = columns.lines.iter().find(|line| line.row == *row);
        let value = line.and_then(|l| Some((l, l.realisasi.1.number.checked_div(l.target.1.number)?.checked_mul(Decimal::ONE_HUNDRED)?)));
        if value.is_some_and(|(_, v)| (v - q.number).abs() < Decimal::ONE) {
            continue;
        }
        let message = say(|lang| {
            let label = short(view.label(*row));
            let printed = view.cell(*at).map_or("", |c| c.text.trim());
            let raw = lang.pick(
                "kolom ini mengulang angka target atau realisasi, bukan rasio terhadap target",
                "the column repeats a target or result instead of its ratio to the target",
            );
            let sum = value.map_or_else(String::new, |(l, v)| {
                let sum = expression(Formula::Higher, l.target.1.number.normalize(), l.realisasi.1.number.normalize(), lang);
                format!("; {sum} = {}", lang.rounded(v, DEFAULT_DECIMALS))
            });
            format!("“{label}” {} {printed}: {raw}{sum}.", lang.pick("tercetak", "printed"))
        });
        let mut finding = at_cell(RULE, Severity::Medium, 80, view, *at, message);
        finding.expected = value.map(|(_, v)| Lang::Id.rounded(v, DEFAULT_DECIMALS));
        if let Some((line, _)) = value {
            with_operands(&mut finding, view, line);
        }
        sink.fail(RULE, finding);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::check::Part;
    use crate::check::fixture::{check, findings, table};
    use crate::check::{Outcome, Severity};
    use crate::report::ColumnRole::{self, Capaian, Indikator, Realisasi, Satuan, Target};

    const COLUMNS: [(&str, ColumnRole); 5] =
        [("Indikator", Indikator), ("Satuan", Satuan), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];

    fn of(rows: &[&str]) -> Outcome {
        check(table(&COLUMNS, rows))
    }

    #[test]
    fn a_wrong_achievement_is_found_with_its_sum() {
        let outcome = of(&["Pencari kerja|%|3%|3%|100", "Perusahaan|%|26%|18,58%|74", "Permukiman|%|14%|14%|100"]);
        assert_eq!(findings(&outcome, "A01"), ["74 -> 71,46"]);
        assert!(outcome.findings[0].message.id.contains("18,58 / 26 × 100 = 71,46"));
        assert!(outcome.findings[0].message.en.contains("18.58 / 26 × 100 = 71.46"));
        assert_eq!(outcome.findings[0].severity, Severity::High);
        assert_eq!(outcome.findings[0].evidence.len(), 3);
        let of = |part: Part| outcome.verified.iter().filter(|v| v.part == part).count();
        assert_eq!((of(Part::Result), of(Part::Operand)), (2, 2), "3 of 3 leaves room for 4");
    }

    #[test]
    fn three_decimals_that_hold_as_thousands_are_no_contradiction() {
        let rows = ["A|%|80|60|75", "B|%|90|45|50", "Gangguan|kali|0,127|1,8|1,417", "Unit usaha|unit|202.955|203,440|100,24"];
        assert_eq!(findings(&of(&rows), "A01"), [""; 0]);
    }

    #[test]
    fn figures_of_another_year_must_show_that_an_achievement_is_of_them() {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];
        let of = |rows: &[&str]| {
            let mut table = table(&columns, rows);
            table.columns.iter_mut().zip([None, Some(2024), Some(2024), Some(2023)]).for_each(|(column, year)| column.year = year);
            findings(&check(table), "A01")
        };
        assert_eq!(of(&["A|100|100|100", "B|94|99,9|108,53", "C|333|350|98,94", "D|80|84|101"]), [""; 0], "100% of anything");
        assert_eq!(of(&["A|80|60|75", "B|90|45|50", "C|40|30|75", "D|80|84|108"]), ["108 -> 105,00"]);
    }

    #[test]
    fn rates_of_one_base_are_figures() {
        let rows = ["A|%|80|60|75", "B|%|90|45|50", "Cakupan C|KH|8,0/1.000 KH|6,0/1.000 KH|90", "Cakupan D|KH|8,0/1.000 KH|6,0/100 KH|90"];
        assert_eq!(findings(&of(&rows), "A01"), ["90 -> 75,00"]);
    }

    /// One table for each row, all under the same header.
    fn apart(rows: &[&str]) -> Outcome {
        use crate::check::fixture::report;
        let one = |(i, row): (usize, &&str)| crate::report::Table { id: format!("t{i}"), ..table(&COLUMNS, &[row]) };
        crate::check::run(&report(rows.iter().enumerate().map(one).collect()), &crate::check::Options::default())
    }

    #[test]
    fn tables_of_one_row_prove_their_formula_together() {
        let rows = ["A|%|80|60|75,00", "B|%|90|45|50,00", "C|%|40|30|75,00", "D|%|50|40|80,00", "E|%|25|24|96,00", "F|%|86|92,46|102,7"];
        assert_eq!(findings(&apart(&rows), "A01"), ["102,7 -> 107,51"]);
        let [.., last] = rows;
        assert!(findings(&apart(&[rows[0], rows[1], last]), "A01").is_empty(), "too few to speak for it");
    }

    #[test]
    fn a_merged_achievement_of_several_indicators_is_none_of_one() {
        let mut table = table(&COLUMNS, &["A|%|85|86|80,59", "B|ton|450|270|", "C|%|80|60|75,00", "D|%|90|45|50,00"]);
        table.cells.retain(|c| !(c.row == 2 && c.col == 4));
        table.cells.iter_mut().filter(|c| c.row == 1 && c.col == 4).for_each(|c| c.row_span = 2);
        let outcome = check(table);
        assert_eq!(findings(&outcome, "A01"), [""; 0]);
    }

    #[test]
    fn a_lower_indicator_measured_the_other_way_is_not_ticked() {
        let outcome = of(&["Angka kematian|per 1.000|33,06|32,59|98,58", "Cakupan|%|85|84,15|99,00"]);
        assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
        assert_eq!(outcome.verified.iter().filter(|v| v.rule == "A01" && v.row == Some(1)).count(), 0);
    }

    #[test]
    fn both_lower_is_better_formulas_and_rounding_pass() {
        let outcome = of(&[
            "Angka kematian|per 1.000|8|8,18|98",
            "Waktu tunggu|Menit|45|48|93,75",
            "Gini|Rasio|0,53|0,34|63,36",
            "Cakupan|%|85|84,14|99",
        ]);
        assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn capped_figures_pass_and_an_implausible_one_does_not() {
        let capped = ["A|%|50|60|100", "B|%|40|44|100", "C|%|80|60|75,00", "D|%|90|45|50,00"];
        assert!(of(&capped).findings.is_empty());
        let implausible = ["A|%|3|51,76|100", "B|%|50|60|100", "C|%|80|60|75,00", "D|%|90|45|50,00"];
        assert_eq!(findings(&of(&implausible), "A01"), ["100 -> 1.725,33"]);
    }

    #[test]
    fn a_single_figure_that_may_be_capped_is_skipped() {
        let outcome = of(&["A|%|50|60|100", "B|%|80|60|75,00", "C|%|90|45|50,00"]);
        assert!(outcome.findings.is_empty());
        assert_eq!(outcome.checks.iter().find(|t| t.rule == "A01").unwrap().skipped, 1);
    }

    #[test]
    fn a_row_may_be_measured_against_the_end_of_the_plan() {
        let columns = [
            ("Indikator", Indikator),
            ("Target 2016", Target),
            ("Realisasi", Realisasi),
            ("Capaian (%)", Capaian),
            ("Target 2018", Target),
        ];
        let outcome = check(table(&columns, &["A|80|60|75,00|100", "B|90|45|50,00|100", "C|80|74,07|74,07|100", "D|26|22|84,62|30"]));
        assert!(outcome.findings.is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn a_column_that_is_no_ratio_is_left_alone() {
        let outcome = of(&["A|%|50|60|33", "B|%|80|60|12", "C|%|90|45|9", "D|%|50|50|100"]);
        assert!(outcome.findings.is_empty());
    }

    #[test]
    fn a_column_computed_from_what_it_prints_is_held_to_it() {
        let rows =
            ["A|%|64,8|60,09|92,73", "B|%|83,3|74,97|90,00", "C|%|78,7|82,05|104,26", "D|%|79,5|78,4|98,62", "E|Rasio|0,75|0,7|95,66"];
        assert_eq!(findings(&of(&rows), "A01"), ["95,66 -> 93,33"]);
        let unrounded =
            ["A|%|64,8|60,09|92,79", "B|%|83,3|74,97|90,03", "C|%|78,7|82,05|104,21", "D|%|79,5|78,4|98,60", "E|Rasio|0,75|0,7|95,66"];
        assert!(of(&unrounded).findings.is_empty());
    }

    #[test]
    fn predicates_and_ranges_are_not_divided() {
        assert!(of(&["Predikat|Predikat|BB|BB|100", "Opini|Opini|WTP|WTP|100"]).findings.is_empty());
    }

    #[test]
    fn a_ratio_column_that_repeats_results_is_reported() {
        let columns = [
            ("Indikator", Indikator),
            ("Realisasi 2024", Realisasi),
            ("Target 2026", Target),
            ("Capaian terhadap target 2026 (%)", Capaian),
        ];
        let outcome = check(table(&columns, &["A|18,58%|26%|18,58%", "B|14%|30%|14%", "C|3%|5%|5%"]));
        assert_eq!(findings(&outcome, "A01"), ["18,58% -> 71,46", "14% -> 46,67", "5% -> 60,00"]);
    }

    #[test]
    fn many_rows_that_hold_to_the_last_digit_tell_as_few_coarse_ones_do() {
        let columns = [
            ("Indikator", ColumnRole::Indikator),
            ("Target", ColumnRole::Target),
            ("Realisasi", ColumnRole::Realisasi),
            ("Tingkat Kemajuan (%)", ColumnRole::Capaian),
        ];
        let rows = |dropout: &str| {
            let exact = [
                "a|94,00|95,66|101,77",
                "b|82,00|71,66|87,39",
                "c|68,00|65,85|96,84",
                "d|60,00|57,65|96,08",
                "e|95,00|96,36|101,43",
                "f|72,00|65,60|91,11",
                "g|12,00|11,36|94,67",
                "h|83,00|82,30|99,16",
                "i|75,00|73,84|98,45",
                "j|85,00|81,31|95,66",
            ];
            let mut rows: Vec<String> = exact.iter().map(|r| (*r).to_owned()).collect();
            rows.push(format!("Angka putus sekolah|0,16|0,24|{dropout}"));
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            findings(&check(table(&columns, &rows)), "A01")
        };
        assert_eq!(rows("52,00"), ["52,00 -> 50,00"]);
        assert!(rows("50,00").is_empty());
    }
}
