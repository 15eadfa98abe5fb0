//! # A16 rumus-tercetak
//!
//! ## What it does
//! Reads the formulas that the report prints in words ('jumlah A dibagi jumlah B dikali 100%') and reports those that
//! always give 100%, whose numerator and denominator are exchanged, or that contradict the direction printed beside
//! them. Also reports an achievement printed for a target of zero, which no formula can give.
//!
//! ## Why it matters
//! An indicator that cannot miss its target measures nothing; PermenPANRB 53/2014 asks whether indicators are measurable.
//!
//! ## Example
//! 'Jumlah seluruh desa dibagi jumlah desa yang dibina dikali 100%': the whole is never smaller than its part, so the
//! result is never below 100 (40 desa, 10 dibina: 40 / 10 × 100 = 400).
//!
//! ## What it lets pass
//! Formulas with figures in them (rule A11 recomputes those), words that only look alike, quotients that are no
//! percentage, a target and a result of zero, zero as a rounded figure, quarterly targets.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (III.8–III.10: indikator mengukur sasaran, SMART).

use crate::check::capaian::Columns;
use crate::check::passages::{Passage, words};
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::pattern::LazyPattern;
use std::collections::BTreeSet;

const RULE: &str = "A16";

/// Letters before the factor in which the quotient is looked for: two long names.
const REACH: usize = 320;
/// Words of a numerator that is a name rather than a symbol.
const FEWEST_WORDS: usize = 2;
/// Words for the whole of something.
const WHOLE: [&str; 5] = ["seluruh", "total", "keseluruhan", "semua", "seluruhnya"];
/// Words that carry no meaning in a quotient.
const FILLERS: [&str; 17] = [
    "jumlah", "yang", "dan", "atau", "di", "ke", "pada", "dalam", "dengan", "tahun", "ini", "berjalan", "n", "adalah", "dari", "sebuah",
    "σ",
];

/// What is wrong with a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    AlwaysHundred,
    Exchanged,
    WrongDirection,
}

/// Checks every printed formula, and every achievement of a target of zero.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    for passage in input.passages().iter().chain(input.cells()) {
        if !FACTOR.passes(&passage.sieve) {
            continue;
        }
        // A formula is repeated with its indicator: said once.
        for (formula, flaw) in flaws(&passage.text, sink) {
            if seen.insert(words(&formula).concat()) {
                report(passage, &formula, flaw, sink);
            }
        }
    }
    for (table, columns) in input.achievements() {
        input.views.get(*table).into_iter().for_each(|view| zero_targets(view, columns, sink));
    }
}

static FACTOR: LazyPattern =
    LazyPattern::new(&["100|seratus", "x|dikali|×|*|✕"], r"\)?\s*(?:\bdikali(?:kan)?|\bx|[×*✕])\s*\(?\s*(?:100\b|seratus)");
static DIVIDED: LazyPattern = LazyPattern::new(&["dibagi|:|/|÷"], r"\bdibagi(?: dengan)?\b|\s:\s|\s?/\s?|÷");

/// Flawed formulas of a text; the sound ones are counted.
fn flaws(text: &str, sink: &mut Sink) -> Vec<(String, Flaw)> {
    let lower = text.to_lowercase();
    if !lower.contains("100") && !lower.contains("seratus") {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = 0;
    for factor in FACTOR.find_iter(&lower) {
        let before = lower.get(from..factor.start()).unwrap_or("");
        from = factor.end();
        let start = before.char_indices().rev().nth(REACH).map_or(0, |(i, _)| i);
        let Some((numerator, denominator)) = before.get(start..).and_then(quotient) else { continue };
        match flaw(numerator, denominator, &lower) {
            Some(flaw) => out.push((format!("{} / {} × 100%", numerator.trim(), denominator.trim()), flaw)),
            None => sink.hold(RULE),
        }
    }
    out
}

/// Numerator and denominator right before a factor; `None` where figures stand in them or the dividing sign is not sure.
fn quotient(text: &str) -> Option<(&str, &str)> {
    let by_word: Vec<_> = DIVIDED.find_iter(text).filter(|m| m.as_str().starts_with("dibagi")).collect();
    let by_sign: Vec<_> = DIVIDED.find_iter(text).filter(|m| !m.as_str().starts_with("dibagi")).collect();
    let sign = by_word.last().or(match by_sign.as_slice() {
        [only] => Some(only),
        _ => None,
    })?;
    let denominator = text.get(sign.end()..)?;
    let before = text.get(..sign.start())?;
    let cut = before.rfind(['=', '“', '"', ';', ':', '.']).map_or(0, |i| i + 1);
    let numerator = before.get(cut..).unwrap_or(before).trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let digits = |t: &str| t.chars().any(|c| c.is_ascii_digit());
    (!digits(numerator) && !digits(denominator)).then_some((numerator, denominator))
}

fn flaw(numerator: &str, denominator: &str, around: &str) -> Option<Flaw> {
    let (n, d) = (words(numerator), words(denominator));
    let is = |w: &[String], word: &str| matches!(w, [only] if only.starts_with(word));
    let (higher, lower) = (around.contains("makin tinggi"), around.contains("makin rendah"));
    if is(&n, "target") && is(&d, "realisasi") && higher && !lower || is(&n, "realisasi") && is(&d, "target") && lower && !higher {
        return Some(Flaw::WrongDirection);
    }
    if n.len() < FEWEST_WORDS || d.is_empty() {
        return None;
    }
    if n == d {
        return Some(Flaw::AlwaysHundred);
    }
    let whole = |w: &[String]| w.iter().any(|w| WHOLE.contains(&w.as_str()));
    let core = |w: &[String]| {
        w.iter().filter(|w| !WHOLE.contains(&w.as_str()) && !FILLERS.contains(&w.as_str())).cloned().collect::<BTreeSet<_>>()
    };
    let (a, b) = (core(&n), core(&d));
    (whole(&n) && !whole(&d) && !a.is_empty() && a.is_subset(&b) && a.len() < b.len()).then_some(Flaw::Exchanged)
}

fn report(passage: &Passage<'_>, formula: &str, flaw: Flaw, sink: &mut Sink) {
    let message = say(|lang| {
        let why = match flaw {
            Flaw::AlwaysHundred => lang.pick(
                "pembilang dan penyebutnya sama, sehingga hasilnya selalu 100%",
                "numerator and denominator are the same, so it always gives 100%",
            ),
            Flaw::Exchanged => lang.pick(
                "pembilangnya keseluruhan dan penyebutnya bagian, sehingga hasilnya tidak pernah di bawah 100%; tampak tertukar",
                "the whole is divided by its part, so it never gives less than 100%; the two seem exchanged",
            ),
            Flaw::WrongDirection => {
                lang.pick("rumusnya berlawanan dengan arah indikator yang disebut", "the formula contradicts the direction given beside it")
            }
        };
        format!("{} “{formula}”: {why}.", lang.pick("Rumus", "The formula"))
    });
    let mut finding = at_text(RULE, Severity::Medium, 82, (passage.page, passage.bbox), formula, message);
    if let Some((table, row, col)) = passage.cell {
        finding.table = Some(table.to_owned());
        if let Some(evidence) = finding.evidence.first_mut() {
            evidence.table = Some(table.to_owned());
            (evidence.row, evidence.col) = (Some(row), Some(col));
        }
    }
    sink.fail(RULE, finding);
}

/// An achievement of a target of zero, where something was achieved.
fn zero_targets(view: &View<'_>, columns: &Columns, sink: &mut Sink) {
    if [columns.capaian, columns.target].iter().any(|c| view.column(*c).is_some_and(|c| c.quarter.is_some())) {
        return;
    }
    for line in &columns.lines {
        let (target, realisasi, stated) = (line.target.1, line.realisasi.1, line.capaian.1);
        let zero = target.number.is_zero() && target.decimals == 0 && !target.doubtful;
        if !zero || realisasi.number.is_zero() || stated.number.is_zero() {
            continue;
        }
        let message = say(|lang| {
            let (c, r) = (lang.number(stated.number), lang.number(realisasi.number.normalize()));
            match lang {
                Lang::Id => format!("Capaian tercetak {c} untuk target 0 dan realisasi {r}: {r} / 0 tidak dapat dihitung."),
                Lang::En => format!("An achievement of {c} is printed for a target of 0 and a result of {r}: {r} / 0 cannot be computed."),
            }
        });
        let mut finding = at_cell(RULE, Severity::Low, 72, view, line.capaian.0, message);
        let operands = [(line.target.0, "target"), (line.realisasi.0, "realisasi")];
        finding.evidence.extend(operands.into_iter().filter_map(|(at, role)| view.evidence(at, role)));
        sink.fail(RULE, finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{check, findings, table};
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind;
    use crate::report::ColumnRole::{Capaian, Indikator, Realisasi, Target};

    fn said(text: &str) -> usize {
        let outcome = run(&report_of(&[(1, BlockKind::Paragraph, text)]), &Options::default());
        outcome.findings.iter().filter(|f| f.rule == RULE).count()
    }

    #[test]
    fn formulas_that_cannot_give_a_share() {
        assert_eq!(said("Persentase desa = jumlah desa binaan dibagi jumlah desa binaan dikali 100%"), 1);
        assert_eq!(said("Rumus: Jumlah seluruh desa dibagi jumlah desa yang dibina dikalikan 100%"), 1);
        assert_eq!(said("a. Semakin tinggi realisasi semakin baik: Capaian = (Target / Realisasi) x 100%"), 1);
    }

    #[test]
    fn sound_formulas_pass() {
        assert_eq!(said("jumlah desa yang dibina dibagi jumlah seluruh desa dikali 100%"), 0);
        assert_eq!(said("jumlah desa yang dibina dibagi jumlah desa dikali seratus persen"), 0);
        assert_eq!(said("a. Semakin tinggi realisasi semakin baik: Capaian = (Realisasi / Target) x 100%"), 0);
        assert_eq!(said("b. Semakin rendah realisasi semakin baik: Capaian = (Target / Realisasi) x 100%"), 0);
        assert_eq!(said("Capaian indikator ini (12/12) x 100% = 100%"), 0);
        assert_eq!(said("total penduduk miskin dibagi jumlah penduduk dikali 100%"), 0);
        assert_eq!(said("jumlah perkara yang selesai / jumlah perkara dan/atau permohonan x 100%"), 0);
    }

    #[test]
    fn a_target_of_zero_has_no_achievement() {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian", Capaian)];
        let rows = ["A|50|45|90", "B|40|40|100", "C|0|3|100", "D|20|10|50"];
        assert_eq!(findings(&check(table(&columns, &rows)), RULE), ["100 -> "]);
        let fine = ["A|50|45|90", "B|40|40|100", "C|0|0|100", "D|20|10|50"];
        assert!(findings(&check(table(&columns, &fine)), RULE).is_empty());
    }
}
