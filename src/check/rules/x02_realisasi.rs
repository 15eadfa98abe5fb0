//! # X02 realisasi-antar-bagian
//!
//! ## What it does
//! Compares the result of every indicator in the year reported on through all tables that measure it and all sentences
//! that name it. The value that most places print is taken for right; where two places stand against each other the
//! first is. Where target and result are the same everywhere, the achievements printed for them are compared too: one
//! that no usual formula gives stands against one that does. A formula '(a/b) × 100% = c' in the row of a result must give
//! it.
//!
//! ## Why it matters
//! One indicator has one result in one year; two results mean that one of the achievements built on them is wrong.
//!
//! ## Example
//! The measurement table prints a realisasi of 3%, the budget table 51,76 for the same indicator and year:
//! 3 ≠ 51,76.
//!
//! ## What it lets pass
//! Figures equal after rounding or cutting off to the coarser one; a share written as a fraction; ranges and bounds;
//! indicators whose name one table gives twice with different figures; figures of different units; quarters; formulas
//! that give another figure of their row.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan data kinerja).

use super::a11_rumus_teks::{Formula, read};
use crate::check::facts::{Fact, Group, Measure, Spot, agree, contradiction, evidence, figure, measured, one_unit};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Percent, Sink, at_cell};
use crate::check::view::{At, View, in_thousands};
use crate::check::{Input, Part, Severity};
use crate::report::{ColumnRole, Figure, Period, Stage, Value};
use rust_decimal::Decimal;

const RULE: &str = "X02";

/// Achievements that a declared cap may give.
const CAPS: [Decimal; 4] = [
    Decimal::ONE_HUNDRED,
    Decimal::from_parts(110, 0, 0, false, 0),
    Decimal::from_parts(120, 0, 0, false, 0),
    Decimal::from_parts(150, 0, 0, false, 0),
];
/// Percentage points within which a printed achievement is that of the printed operands: half a point covers a figure
/// rounded to whole per cent.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Compares the results of the report's year.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    for group in &input.facts().groups {
        same(input, group, Measure::Realisasi, year, (RULE, Severity::High, 88), sink);
        achievement(input, group, year, sink);
    }
    crate::check::spending::check(input, RULE, sink);
    input.views.iter().for_each(|view| formulas_of_rows(view, sink));
}

/// '(a/b) × 100% = c' printed in a row against the result of that row, where nothing else in the row is what the formula
/// gives.
fn formulas_of_rows(view: &View<'_>, sink: &mut Sink) {
    let mut results = view.columns_with(ColumnRole::Realisasi).filter(|c| view.column(*c).is_some_and(|k| k.quarter.is_none()));
    let (Some(col), None, true) = (results.next(), results.next(), view.column_with(ColumnRole::Target).is_some()) else { return };
    // A formula may stand in a row of its own under the figures that it is of.
    let figures: Vec<usize> = view.body().map(|row| row.row).filter(|row| view.figure(*row, col).is_some()).collect();
    let ends = figures.iter().skip(1).copied().chain([usize::MAX]);
    for (row, end) in figures.iter().copied().zip(ends) {
        let rows = || view.body().filter(|r| r.row >= row && r.row < end);
        let cells = || rows().flat_map(|r| (0..view.cols).filter_map(move |c| view.cell(view.own(r.row, c)?)));
        let formulas: Vec<Formula> = (cells().filter(|c| matches!(c.value, Value::Text)))
            .flat_map(|c| read(&c.text))
            .filter(|f| !f.laid_out && f.factor == Decimal::ONE_HUNDRED)
            .collect();
        let ([formula], Some((at, printed))) = (formulas.as_slice(), view.figure(row, col)) else { continue };
        let given = Value::Number(formula.result.clone());
        let same = |at: At| view.cell(at).is_some_and(|c| agree(&c.value, &given) == Some(true));
        let percent = view.is_percent_column(col)
            || view.unit_of_row(row).is_some_and(|u| u.contains('%') || u.to_lowercase().starts_with("persen"))
            || view.cell(at).is_some_and(|c| c.text.contains('%'));
        if !percent || printed.doubtful {
            sink.skip_at(RULE, "the formula and the result of its row are not both percentages", at);
        } else if same(at) {
            sink.pass(RULE, view, at);
        } else if (0..view.cols).filter_map(|c| view.own(row, c)).any(same) {
            sink.skip_at(RULE, "the formula of the row gives another figure of it", at);
        } else {
            let message = say(|lang| {
                let (name, printed) = (short(view.title(row)), view.cell(at).map_or("", |c| c.text.trim()));
                match lang {
                    Lang::Id => format!("Realisasi “{name}” tercetak {printed}; rumus pada barisnya: {}.", formula.text),
                    Lang::En => format!("The result of “{name}” is printed as {printed}; the formula in its row: {}.", formula.text),
                }
            });
            let mut finding = at_cell(RULE, Severity::High, 85, view, at, message);
            finding.expected = Some(format!("{}%", Lang::Id.number(formula.result.number)));
            sink.fail(RULE, finding);
        }
    }
}

/// Where target and result are the same everywhere, the achievement is too.
fn achievement(input: &Input<'_>, group: &Group, year: i32, sink: &mut Sink) {
    // What nearly all places say: a sentence about a changed target names the old one too.
    let one = |measure: Measure| {
        let told = |f: &&Fact| matches!(f.stage, Stage::Pengukuran | Stage::Narrative);
        let facts: Vec<&Fact> = group.of(measure, Some(year), Period::Annual).filter(told).collect();
        let alike = |a: &&&Fact| facts.iter().filter(|f| agree(&f.value, &a.value) == Some(true)).count();
        let most = facts.iter().max_by_key(alike)?;
        (alike(&most) * 3 > facts.len() * 2).then_some(measured(&most.value).map(|(f, base)| (f.number, base))?)
    };
    let (Some((target, base)), Some((result, other))) = (one(Measure::Target), one(Measure::Realisasi)) else { return };
    if base != other {
        return;
    }
    let facts: Vec<&Fact> = group.of(Measure::Capaian, Some(year), Period::Annual).filter(|f| f.stage != Stage::Monev).collect();
    let explained = |f: &Fact| figure(&f.value).is_none_or(|f| CAPS.contains(&f.number.normalize()) || formulas(target, result, f));
    let Some(reference) = facts.iter().copied().find(|f| figure(&f.value).is_some_and(|f| formulas(target, result, f))) else { return };
    let mut said: Vec<&Fact> = Vec::new();
    for fact in facts {
        let told = |f: &&Fact| agree(&f.value, &fact.value) == Some(true);
        if explained(fact) || group.ambiguous || said.iter().any(told) || is_reported(input, fact, sink) {
            continue;
        }
        said.push(fact);
        let what = ("Capaian", "Achievement");
        if let Some(finding) = contradiction(input, (RULE, Severity::Medium, 80), what, group, fact, &[reference]) {
            sink.fail(RULE, finding);
        }
    }
}

/// Whether a printed achievement is what one of the usual formulas gives.
fn formulas(target: Decimal, result: Decimal, printed: &Figure) -> bool {
    let percent = |a: Decimal, b: Decimal| a.checked_div(b).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED));
    let mirrored = target.checked_mul(Decimal::TWO).and_then(|t| t.checked_sub(result)).and_then(|d| percent(d, target));
    let thousands = in_thousands(printed.number, printed.decimals);
    let near = |value: Decimal| std::iter::once(printed.number).chain(thousands).any(|printed| (value - printed).abs() <= NEAR);
    [percent(result, target), percent(target, result), mirrored].into_iter().flatten().any(near)
}

/// Whether another rule has spoken of the figure already.
fn is_reported(input: &Input<'_>, fact: &Fact, sink: &Sink) -> bool {
    let Some(place) = evidence(input, fact, "stated") else { return true };
    sink.speaks_of(place.page, &place.bbox)
}

/// Reports the places of a group that contradict most others, one finding a value.
pub(super) fn same(
    input: &Input<'_>,
    group: &Group,
    measure: Measure,
    year: i32,
    (rule, severity, confidence): (&'static str, Severity, Percent),
    sink: &mut Sink,
) {
    // An achievement at a cap is what was above it elsewhere.
    let capped = |f: &&Fact| measure == Measure::Capaian && figure(&f.value).is_some_and(|f| CAPS.contains(&f.number.normalize()));
    let stated = group.of(measure, Some(year), Period::Annual).filter(|f| f.stage != Stage::Monev && f.stage != Stage::Iku);
    let facts: Vec<&Fact> = stated.filter(|f| !capped(f)).collect();
    if facts.len() < 2 {
        return;
    }
    if group.ambiguous {
        skip_facts(rule, "the name does not identify the indicator", &facts, sink);
        return;
    }
    let mut values: Vec<Vec<&Fact>> = Vec::new();
    for fact in facts {
        match values.iter_mut().find(|v| v.iter().all(|f| agree(&f.value, &fact.value) == Some(true))) {
            Some(alike) => alike.push(fact),
            None => values.push(vec![fact]),
        }
    }
    let most = values.iter().map(Vec::len).max().unwrap_or(0);
    let Some(reference) = values.iter().find(|v| v.len() == most) else { return };
    let Some(first) = reference.first() else { return };
    for fact in reference.iter().filter(|f| f.spot != first.spot) {
        passed(input, rule, fact, sink);
        agreed(input, rule, first, sink);
    }
    for alike in values.iter().filter(|v| !std::ptr::eq(*v, reference)) {
        let Some(stated) = alike.first() else { continue };
        // Achievements are all percentages, with their sign or without.
        if (measure != Measure::Capaian && !one_unit(stated, first)) || agree(&stated.value, &first.value) != Some(false) {
            skip_facts(rule, "units or kinds of value differ", alike, sink);
            continue;
        }
        let others: Vec<&Fact> = reference.iter().chain(alike.iter().skip(1)).copied().collect();
        if measure == Measure::Capaian && (stated.table() == first.table() || is_reported(input, stated, sink)) {
            skip_facts(rule, "two achievements of one table may be by two formulas", alike, sink);
            continue;
        }
        let what = match measure {
            Measure::Target => ("Target", "Target"),
            Measure::Realisasi => ("Realisasi", "Result"),
            Measure::Capaian => ("Capaian", "Achievement"),
        };
        if let Some(finding) = contradiction(input, (rule, severity, confidence), what, group, stated, &others) {
            sink.fail(rule, finding);
        }
    }
}

/// Ticks off the other place of two that agree; nothing is counted.
pub(super) fn agreed(input: &Input<'_>, rule: &'static str, fact: &Fact, sink: &mut Sink) {
    if let Spot::Cell(at) = fact.spot
        && let Some(view) = input.views.get(at.table)
    {
        sink.tick(rule, view, at, Part::Result);
    }
}

/// Facts that could not be judged, and why.
pub(super) fn skip_facts(rule: &'static str, reason: &'static str, facts: &[&Fact], sink: &mut Sink) {
    for fact in facts {
        match fact.spot {
            Spot::Cell(at) => sink.skip_at(rule, reason, at),
            Spot::Text(..) => sink.skip(rule, reason),
        }
    }
}

/// Ticks a fact off.
pub(super) fn passed(input: &Input<'_>, rule: &'static str, fact: &Fact, sink: &mut Sink) {
    match fact.spot {
        Spot::Cell(at) => {
            if let Some(view) = input.views.get(at.table) {
                sink.pass(rule, view, at);
            }
        }
        Spot::Text(page, _) => sink.pass_text(rule, page),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::check::fixture;
    use crate::check::{Options, run};
    use crate::report::{ColumnRole, Indicator, Period, Polarity, Report, SourceRef, Stage};

    /// Stage, name, target, realisasi, year.
    pub type Entry<'a> = (Stage, &'a str, Option<&'a str>, Option<&'a str>, i32);

    /// A report of one table an entry.
    pub fn report(entries: &[Entry<'_>]) -> Report {
        let mut tables = Vec::new();
        let mut indicators = Vec::new();
        for (i, (stage, name, target, realisasi, year)) in entries.iter().enumerate() {
            let columns = [("Indikator", ColumnRole::Indikator), ("Target", ColumnRole::Target), ("Realisasi", ColumnRole::Realisasi)];
            let line = format!("{name}|{}|{}", target.unwrap_or(""), realisasi.unwrap_or(""));
            let mut table = fixture::table(&columns, &[&line]);
            table.id = format!("t{}", i + 1);
            table.number = Some(format!("{}", i + 1));
            indicators.push(Indicator {
                sasaran: None,
                indikator: (*name).into(),
                satuan: None,
                year: Some(*year),
                period: Period::Annual,
                stage: *stage,
                target: target.map(str::to_owned),
                realisasi: realisasi.map(str::to_owned),
                capaian: None,
                polarity: Polarity::HigherIsBetter,
                formula: None,
                source: SourceRef { table: Some(table.id.clone()), row: Some(1), page: 1 },
            });
            tables.push(table);
        }
        let mut report = fixture::report(tables);
        report.indicators = indicators;
        report
    }

    fn said(entries: &[Entry<'_>], rule: &str) -> Vec<String> {
        fixture::findings(&run(&report(entries), &Options::default()), rule)
    }

    const NAME: &str = "Persentase penduduk berakses air minum layak";

    #[test]
    fn the_place_that_stands_alone_is_reported_with_both_places() {
        let entries = [
            (Stage::Pengukuran, NAME, Some("3"), Some("51,76"), 2024),
            (Stage::Pengukuran, NAME, Some("3"), Some("3"), 2024),
            (Stage::Pengukuran, "Presentase penduduk yang berakses air minum layak", Some("3"), Some("3"), 2024),
        ];
        assert_eq!(said(&entries, "X02"), ["51,76 -> 3"]);
        let outcome = run(&report(&entries), &Options::default());
        let finding = outcome.findings.iter().find(|f| f.rule == "X02").unwrap();
        assert_eq!(finding.evidence.len(), 3);
        assert!(finding.message.id.contains("51,76") && finding.message.id.contains("sedangkan 3"), "{}", finding.message.id);
    }

    #[test]
    fn both_places_that_agree_are_ticked() {
        let entries = [(Stage::Pengukuran, NAME, None, Some("71,46"), 2024), (Stage::Pengukuran, NAME, None, Some("71,46"), 2024)];
        let outcome = run(&report(&entries), &Options::default());
        let mut ticked: Vec<_> = outcome.verified.iter().filter(|v| v.rule == "X02").filter_map(|v| v.table.as_deref()).collect();
        ticked.sort_unstable();
        assert_eq!(ticked, ["t1", "t2"]);
        assert!(run(&report(&entries[..1]), &Options::default()).verified.is_empty(), "alone it agrees with nothing");
    }

    #[test]
    fn a_formula_in_the_row_is_held_against_its_result() {
        let told = |rows: &[&str]| {
            let columns = [
                ("Indikator dan Rumus", ColumnRole::Indikator),
                ("Target", ColumnRole::Target),
                ("Realisasi", ColumnRole::Realisasi),
                ("Capaian (%)", ColumnRole::Capaian),
            ];
            fixture::findings(&fixture::check(fixture::table(&columns, rows)), "X02")
        };
        assert_eq!(told(&["Kampung binaan (125/500) x 100% = 25%|14%|14%|100"]), ["14% -> 25%"]);
        assert_eq!(told(&["Kampung binaan|14%|14%|100", "(125/500) x 100% = 25%|||"]), ["14% -> 25%"], "in a row of its own");
        assert!(told(&["Kampung binaan (70/500) x 100% = 14%|14%|14%|100"]).is_empty());
        assert!(told(&["Kampung binaan (14/14) x 100% = 100%|14%|14%|100%"]).is_empty(), "it is the achievement");
        assert!(told(&["Kampung binaan (125/500) x 100% = 25%|14|14|100"]).is_empty(), "not a percentage");
    }

    #[test]
    fn rounding_years_and_other_indicators_do_not_contradict() {
        let entries = [
            (Stage::Pengukuran, NAME, None, Some("71,46"), 2024),
            (Stage::Pengukuran, NAME, None, Some("71,5"), 2024),
            (Stage::Pengukuran, NAME, None, Some("70"), 2023),
            (Stage::Pengukuran, "Persentase penduduk berakses sanitasi layak", None, Some("12"), 2024),
        ];
        assert!(said(&entries, "X02").is_empty());
        assert!(said(&entries, "X03").is_empty());
    }

    #[test]
    fn last_years_result_is_one_figure_too() {
        let entries = [(Stage::Pengukuran, NAME, None, Some("26"), 2023), (Stage::Pengukuran, NAME, None, Some("25"), 2023)];
        assert_eq!(said(&entries, "X03"), ["25 -> 26"]);
        assert!(said(&entries, "X02").is_empty());
    }

    #[test]
    fn an_achievement_told_twice_is_one_figure() {
        let told = |first: &str, second: &str| {
            let mut report = report(&[
                (Stage::Pengukuran, NAME, Some("0,22"), Some("0,24"), 2024),
                (Stage::Pengukuran, NAME, Some("0,22"), Some("0,24"), 2024),
            ]);
            for (i, capaian) in [first, second].into_iter().enumerate() {
                let columns = [
                    ("Indikator", ColumnRole::Indikator),
                    ("Target", ColumnRole::Target),
                    ("Realisasi", ColumnRole::Realisasi),
                    ("Capaian (%)", ColumnRole::Capaian),
                ];
                let id = report.tables[i].id.clone();
                report.tables[i] = fixture::table(&columns, &[&format!("{NAME}|0,22|0,24|{capaian}")]);
                report.tables[i].id = id;
                report.indicators[i].capaian = Some(capaian.to_owned());
            }
            let outcome = run(&report, &Options::default());
            let of = |rule: &str| outcome.findings.iter().filter(|f| f.rule == rule).count();
            of("A01") + of("X02")
        };
        assert_eq!(told("90,91", "90,91"), 0);
        assert_eq!(told("90,91", "100"), 0, "capped");
        assert_eq!(told("90,91", "91,67"), 0, "another usual formula");
        assert_eq!(told("90,91", "73,18"), 1, "said once, whichever rule says it");
    }
}
