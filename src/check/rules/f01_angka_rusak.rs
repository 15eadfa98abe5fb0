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
//! Codes, dates, article and decree numbers; endings like ',-' and ',00'; either style of separators; a full stop that
//! ends a sentence.
//!
//! ## Source
//! PUEBI / EYD (penulisan bilangan); PermenPANRB 53/2014, Lampiran III (penyajian).

use crate::check::pattern;
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell, at_text};
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

/// Checks every cell that was read as malformed, and the prose.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for row in view.body() {
            for at in (0..view.cols).filter_map(|col| view.own(row.row, col)).collect::<Vec<_>>() {
                let Some(cell) = view.cell(at) else { continue };
                match &cell.value {
                    Value::Malformed { .. } if !is_figure(&cell.text) => sink.skip(RULE, "more words than figure"),
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
    fn a_malformed_cell_is_reported_with_its_likely_reading() {
        let mut broken = table(&[("Program", Uraian), ("Pagu", Pagu)], &["A|1.000.000", "B|2.000.000"]);
        let cell = broken.cells.last_mut().unwrap();
        cell.text = "2.000.0000".into();
        cell.value = Value::Malformed { reason: "group".into(), reading: Some(2_000_000.into()) };
        let outcome = check(broken);
        assert_eq!(findings(&outcome, "F01"), ["2.000.0000 -> 2.000.000"]);
    }
}
