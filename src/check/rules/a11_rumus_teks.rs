//! # A11 rumus-teks
//!
//! ## What it does
//! Recomputes every formula written out with its figures, in a sentence or in a cell: (a / b) × 100% = c, with other
//! factors (× 1.000, × 100.000) alike, and fractions laid out over several lines.
//!
//! ## Why it matters
//! The formula is the only place where a reader sees where a realisasi comes from.
//!
//! ## Example
//! (21.777/28.123) × 100% = 76,27%. 21.777 / 28.123 × 100 = 77,43.
//!
//! ## What it lets pass
//! What rounding explains; a result that was cut off instead of rounded is said with low severity; formulas without
//! figures or without a result; laid-out fractions whose parts cannot be told apart.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (penjelasan atas cara pengukuran); Lampiran III (keandalan data).

use crate::check::interval::Interval;
use crate::check::say::{DEFAULT_DECIMALS, Lang, say};
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::in_thousands;
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::report::figure::{self, Expect, Style};
use crate::report::{Figure, Value};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const RULE: &str = "A11";

/// Share of the recomputed result by which a laid-out fraction may be off and still be read as one: 1/2.
const LAID_OUT_NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

static FORMULA: LazyPattern = LazyPattern::new(
    &["x|×|*|✕", "=", "1"],
    r"(?x) (?P<a>\d[\d.,]*) \s* (?:\p{L}[\p{L}\ ]{0,20})? \s* (?P<stroke>/|:|÷|\n|\ ) \s* (?P<b>\d[\d.,]*) \s* (?:\p{L}[\p{L}\ ]{0,20})? \s* [)\]]* \s*
        (?:[x×X*✕]) \s* \(? (?P<factor>1(?:[.,]?0{2,3})+|100) \s* (?P<percent>%|persen)? \s* \)? \s* = \s* (?P<c>\d[\d.,]*) \s* (?P<unit>%+)?",
);

/// Checks all prose and all cells.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for block in input.report.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Contents | BlockKind::Furniture)) {
        for formula in read(&block.text) {
            let judged = judge(&formula, sink, |sink| sink.pass_text(RULE, block.page));
            if let Some((severity, message, expected)) = judged {
                let mut finding = at_text(RULE, severity, 95, (block.page, block.bbox), &formula.text, message);
                finding.expected = Some(expected);
                sink.fail(RULE, finding);
            }
        }
    }
    for view in &input.views {
        let mut seen = BTreeSet::new();
        for row in view.body() {
            for at in (0..view.cols).filter_map(|col| view.own(row.row, col)).filter(|at| seen.insert(*at)).collect::<Vec<_>>() {
                let Some(cell) = view.cell(at).filter(|c| matches!(c.value, Value::Text)) else { continue };
                for formula in read(&cell.text) {
                    let judged = judge(&formula, sink, |sink| sink.pass(RULE, view, at));
                    if let Some((severity, message, expected)) = judged {
                        let mut finding = at_cell(RULE, severity, 95, view, at, message);
                        finding.stated = Some(formula.text.clone());
                        finding.expected = Some(expected);
                        sink.fail(RULE, finding);
                    }
                }
            }
        }
    }
}

/// A formula with its figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Formula {
    /// As printed, on one line.
    pub(super) text: String,
    numerator: Figure,
    denominator: Figure,
    /// What the ratio is multiplied by.
    pub(super) factor: Decimal,
    /// What it is said to give.
    pub(super) result: Figure,
    /// The stroke is missing: two figures one above or beside the other.
    pub(super) laid_out: bool,
}

/// The formulas of a text.
pub(super) fn read(text: &str) -> Vec<Formula> {
    let number = |text: &str| -> Option<Figure> {
        let text = text.trim_end_matches(['.', ',']);
        figure::value(text, Style::INDONESIAN, Expect::Measure).figure().cloned()
    };
    let formulas = FORMULA.captures_iter(text).filter_map(|m| {
        let factor = number(m.name("factor")?.as_str())?.number;
        let stroke = m.name("stroke")?.as_str();
        Some(Formula {
            text: m.get(0)?.as_str().trim().replace('\n', " ").trim_end_matches(['.', ',']).to_owned(),
            numerator: number(m.name("a")?.as_str())?,
            denominator: number(m.name("b")?.as_str())?,
            factor,
            result: number(m.name("c")?.as_str())?,
            laid_out: stroke == "\n" || stroke == " ",
        })
    });
    formulas.collect()
}

/// Judges one formula; calls `pass` where it holds.
fn judge(formula: &Formula, sink: &mut Sink, pass: impl Fn(&mut Sink)) -> Option<(Severity, crate::check::Message, String)> {
    let operand = |f: &Figure| if f.decimals == 0 { Interval::point(f.number) } else { Interval::rounded(f.number, f.decimals) };
    let (numerator, denominator) = nearest(formula);
    let ratio = operand(&numerator).div(&operand(&denominator));
    let Some(computed) = ratio.and_then(|r| r.mul(&Interval::point(formula.factor))) else {
        sink.skip(RULE, "nothing to divide by");
        return None;
    };
    let result = &formula.result;
    if Interval::rounded(result.number, result.decimals).meets(&computed) {
        pass(sink);
        return None;
    }
    let off = (computed.lo() - result.number).abs();
    if formula.laid_out && off > computed.lo().abs() * LAID_OUT_NEAR {
        sink.skip(RULE, "two figures side by side that may be no fraction");
        return None;
    }
    let cut_off = Interval::truncated(result.number, result.decimals).meets(&computed);
    let value = numerator.number.checked_div(denominator.number)?.checked_mul(formula.factor)?;
    let decimals = result.decimals.max(DEFAULT_DECIMALS);
    let message = say(|lang| {
        let sum = format!(
            "{} / {} × {} = {}",
            lang.number(numerator.number),
            lang.number(denominator.number),
            lang.number(formula.factor),
            lang.rounded(value, decimals)
        );
        let printed = lang.pick("Rumus tercetak", "Printed formula");
        let tail = if cut_off { lang.pick(" Hasilnya dipotong, bukan dibulatkan.", " The result was cut off, not rounded.") } else { "" };
        format!("{printed}: {}; {sum}.{tail}", formula.text)
    });
    let severity = if cut_off { Severity::Low } else { Severity::Medium };
    Some((severity, message, Lang::Id.rounded(value, decimals)))
}

/// A figure as printed, and in thousands where it may be that.
fn readings(figure: &Figure) -> impl Iterator<Item = Figure> + '_ {
    let thousands = in_thousands(figure.number, figure.decimals).map(|number| Figure { number, decimals: 0, ..figure.clone() });
    std::iter::once(figure.clone()).chain(thousands)
}

/// The reading of the operands that comes nearest to the printed result: '30 / 2,849' of 2.849.
fn nearest(formula: &Formula) -> (Figure, Figure) {
    let off = |(a, b): &(Figure, Figure)| {
        let value = a.number.checked_div(b.number).and_then(|r| r.checked_mul(formula.factor));
        value.map_or(Decimal::MAX, |v| v.saturating_sub(formula.result.number).abs())
    };
    let pairs = readings(&formula.numerator).flat_map(|a| readings(&formula.denominator).map(move |b| (a.clone(), b)));
    pairs.min_by_key(off).unwrap_or_else(|| (formula.numerator.clone(), formula.denominator.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Vec<Option<Severity>> {
        let mut sink = Sink::default();
        read(text).iter().map(|f| judge(f, &mut sink, |_| {}).map(|(severity, _, _)| severity)).collect()
    }

    #[test]
    fn written_out_formulas_are_recomputed() {
        assert_eq!(judged("sebesar (21.777/28.123) x 100% = 76,27% dari"), [Some(Severity::Medium)]);
        assert_eq!(judged("(2.547/8.029) × 100 = 31,72%"), [None]);
        assert_eq!(judged("40 : 400 x 100% = 10%"), [None]);
        assert_eq!(judged("(12 kasus / 4.500 kelahiran) x 100.000 = 266,67"), [None]);
    }

    #[test]
    fn a_comma_may_stand_for_thousands() {
        assert_eq!(judged("30 / 2,849 x 100% = 1,05%"), [None]);
        assert_eq!(judged("30 / 2,849 x 100% = 2,05%"), [Some(Severity::Medium)]);
    }

    #[test]
    fn a_result_that_was_cut_off_is_low() {
        assert_eq!(judged("(1.274/2.461) × 100% = 51,76%"), [Some(Severity::Low)]);
    }

    #[test]
    fn fractions_over_several_lines_are_read() {
        assert_eq!(judged("1.256\n2.843\n× 100% = 44,18%"), [None]);
        assert_eq!(judged("1.256\n2.843\n× 100% = 41,48%"), [Some(Severity::Medium)]);
        assert_eq!(judged("tahun 2023 2024 x 100% = 12,5%"), [None], "neighbours that are no fraction");
    }

    #[test]
    fn formulas_without_figures_say_nothing() {
        assert!(judged("(jumlah a / jumlah b) x 100%").is_empty());
        assert!(judged("(2.547/8.029) × 100%").is_empty());
    }
}
