//! # F01 angka-rusak
//!
//! ## What it does
//! Reports figures that cannot be as printed: a thousands group of more or fewer than three digits (3.000.0000), a
//! doubled or trailing separator (90,,53, 885.211.105.), a doubled percent sign (31,72%%).
//!
//! ## Why it matters
//! Nobody can tell which figure was meant; copied on, the slip becomes a wrong figure.
//!
//! ## Example
//! Printed 59.390.0000; 350.000.000 − 290.610.000 = 59.390.000 is what the row's own sum asks for.
//!
//! ## What it lets pass
//! A separator that stands for thousands and decimals alike (641,773,572,00) all through the report is told once.
//! Codes, dates, article and decree numbers; endings like ',-' and ',00'; either style of separators; a full stop that
//! ends a sentence.
//!
//! ## Source
//! PUEBI / EYD (penulisan bilangan); PermenPANRB 53/2014, Lampiran III (penyajian).

use crate::check::pattern;
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::{At, View, has_one_separator};
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::Regex;
use crate::report::Value;
use rust_decimal::Decimal;
use std::sync::LazyLock;

const RULE: &str = "F01";

/// Misprints that stand out in running text: doubled percent signs and separators, and a last group of four digits.
static IN_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\d[\d.,]*\d?\s?%\s?%+|\b\d+(?:,,|\.,|,\.)\d+%?|\b\d{1,3}(?:\.\d{3})+\.?\d{4}\b|\b\d{1,3}(?:\.\d{3})*\.\d{4}(?:\.\d{3})+\b")
});

/// Cells from which figures that end like they are grouped (`641,773,572,00`) are a habit of the report and not slips.
const HABIT_FROM: usize = 4;

/// Checks every cell that was read as malformed, and the prose.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let habit: Vec<(&View<'_>, At)> = input.views.iter().flat_map(|view| one_separator(view).map(move |at| (view, at))).collect();
    let habit = if habit.len() >= HABIT_FROM { habit } else { Vec::new() };
    report_habit(&habit, sink);
    for view in &input.views {
        for row in view.body() {
            for at in (0..view.cols).filter_map(|col| view.own(row.row, col)).collect::<Vec<_>>() {
                let Some(cell) = view.cell(at) else { continue };
                match &cell.value {
                    Value::Malformed { .. } if !is_figure(&cell.text) => sink.skip(RULE, "more words than figure"),
                    Value::Malformed { .. } if !habit.is_empty() && has_one_separator(&cell.text) => {}
                    Value::Malformed { reading, .. } => {
                        let mut finding = at_cell(RULE, Severity::Low, 95, view, at, message(cell.text.trim(), *reading));
                        finding.expected = reading.map(|r| Lang::Id.number(r));
                        sink.fail(RULE, finding);
                    }
                    Value::Number(_) => sink.hold(RULE),
                    _ => {}
                }
            }
        }
    }
    for block in input.report.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Contents | BlockKind::Furniture)) {
        for found in misprints(&block.text) {
            let finding = at_text(RULE, Severity::Low, 90, (block.page, block.bbox), found, message(found, None));
            sink.fail(RULE, finding);
        }
    }
}

/// Cells of a table whose decimals stand behind the same separator as its thousands.
fn one_separator<'v>(view: &'v View<'_>) -> impl Iterator<Item = At> + 'v {
    let cells = view.body().flat_map(move |row| (0..view.cols).filter_map(move |col| view.own(row.row, col)));
    cells.filter(|at| view.cell(*at).is_some_and(|c| matches!(c.value, Value::Malformed { .. }) && has_one_separator(&c.text)))
}

/// One finding for all figures of a report that are written so.
fn report_habit(cells: &[(&View<'_>, At)], sink: &mut Sink) {
    /// Cells quoted.
    const SHOWN: usize = 8;
    let Some((view, at)) = cells.first().copied() else { return };
    let Some(cell) = view.cell(at) else { return };
    let reading = if let Value::Malformed { reading, .. } = &cell.value { *reading } else { None };
    let (text, count) = (cell.text.trim(), cells.len());
    let meant = |lang: Lang| reading.map(|r| lang.number(r)).unwrap_or_default();
    let message = say(|lang| match lang {
        Lang::Id => {
            format!("{count} angka memakai tanda yang sama untuk ribuan dan desimal, misalnya “{text}”; mungkin maksudnya {}.", meant(lang))
        }
        Lang::En => {
            format!("{count} figures have the same sign before thousands and decimals, as “{text}”; probably {} is meant.", meant(lang))
        }
    });
    let mut finding = at_cell(RULE, Severity::Low, 95, view, at, message);
    finding.expected = reading.map(|r| Lang::Id.number(r));
    finding.evidence.extend(cells.iter().skip(1).take(SHOWN).filter_map(|(view, at)| view.evidence(*at, "other_place")));
    sink.fail(RULE, finding);
}

/// Whether a text is a figure with at most a unit, and not a numbered heading that begins like one.
fn is_figure(text: &str) -> bool {
    /// Letters of the longest unit printed with figures: `Rp`, `orang`, `dokumen`.
    const UNIT_LETTERS: usize = 9;
    text.chars().filter(|c| c.is_alphabetic()).count() <= UNIT_LETTERS
}

fn misprints(text: &str) -> Vec<&str> {
    IN_TEXT.find_iter(text).map(|m| m.as_str()).collect()
}

fn message(text: &str, reading: Option<Decimal>) -> crate::check::Message {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    say(|lang| {
        let meant = reading.map_or_else(String::new, |r| {
            let figure = lang.number(r);
            match lang {
                Lang::Id => format!("; mungkin maksudnya {figure}"),
                Lang::En => format!("; probably {figure} is meant"),
            }
        });
        match lang {
            Lang::Id => format!("Angka “{text}” tidak tertulis dengan benar{meant}."),
            Lang::En => format!("The figure “{text}” is malformed{meant}."),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Pagu, Uraian};

    #[test]
    fn misprints_in_prose_stand_out_and_sentences_end() {
        assert_eq!(misprints("menurun 31,72%% dari target"), ["31,72%%"]);
        assert_eq!(misprints("sebesar 90,,53 dan Rp 3.000.0000 saja"), ["90,,53", "3.000.0000"]);
        assert!(misprints("sebesar Rp 885.211.105. Adapun 100%. Nomor 90.2019, 1.234,50, 2.07.01.1.01.0001").is_empty());
    }

    #[test]
    fn numbered_headings_are_no_figures() {
        assert!(!is_figure("1.1. Latar Belakang"));
        assert!(is_figure("Rp 3.000.0000"));
    }

    #[test]
    fn a_habit_is_told_once() {
        let rows = ["A|1,250,400,00", "B|2,100,000,50", "C|3,000,000,00", "D|4,125,000,00"];
        let of = |rows: &[&str]| {
            let mut broken = table(&[("Program", Uraian), ("Pagu", Pagu)], rows);
            for cell in broken.cells.iter_mut().filter(|c| c.row > 0 && c.col == 1) {
                let digits: String = cell.text.chars().filter(char::is_ascii_digit).collect();
                let reading = digits.parse::<Decimal>().ok().map(|n| n / Decimal::ONE_HUNDRED);
                cell.value = Value::Malformed { reason: "group".into(), reading };
            }
            check(broken)
        };
        let outcome = of(&rows);
        assert_eq!(findings(&outcome, "F01"), ["1,250,400,00 -> 1.250.400"]);
        assert!(outcome.findings.iter().any(|f| f.message.id.starts_with("4 angka")));
        assert_eq!(findings(&of(rows.get(..2).unwrap()), "F01").len(), 2);
    }

    #[test]
    fn a_malformed_cell_is_reported_with_its_likely_reading() {
        let mut broken = table(&[("Program", Uraian), ("Pagu", Pagu)], &["A|1.000.000", "B|2.000.000"]);
        let cell = broken.cells.last_mut().unwrap();
        cell.text = "2.000.0000".into();
        cell.value = Value::Malformed { reason: "group".into(), reading: Some(2_000_000.into()) };
        let outcome = check(broken);
        assert_eq!(findings(&outcome, "F01"), ["2.000.0000 -> 2.000.000"]);
    }
}
