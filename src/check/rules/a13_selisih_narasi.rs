//! # A13 selisih-narasi
//!
//! ## What it does
//! Recomputes differences in sentences that give both values: 'tahun 2021 sebesar a, tahun 2022 sebesar b, naik
//! sebesar x' and 'dari a menjadi b atau meningkat x'.
//!
//! ## Why it matters
//! Comparison with last year is what PermenPANRB 53/2014 asks the prose for.
//!
//! ## Example
//! 'tahun 2021 sebesar 80,37, realisasi tahun 2022 sebesar 74,70, turun sebesar 6,57 poin': 80,37 − 74,70 = 5,67.
//!
//! ## What it lets pass
//! Differences in points or relative to either value, rounding of all three figures, sentences with other figures or
//! whose two values are of different kinds (skipped), a target beside a realisasi.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II.

use crate::check::interval::Interval;
use crate::check::prose::{Part, Sentence, Spoken};
use crate::check::say::{Lang, say};
use crate::check::sink::Sink;
use crate::check::{Input, Severity, pattern};
use regex::Regex;
use std::sync::LazyLock;

const RULE: &str = "A13";

/// Checks every sentence with two values and their difference.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for statement in &input.report.statements {
        if let Some(sentence) = Sentence::read(statement) {
            check_sentence(&sentence, sink);
        }
    }
}

/// Whether the words before a figure say that it is a difference.
#[must_use]
pub fn is_difference(figure: &Spoken<'_>) -> bool {
    static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(naik|kenaikan|turun|penurunan|menurun|meningkat|peningkatan|selisih|bertambah|berkurang)(nya)?( kinerja| capaian)?( yaitu)?( sebesar| sebanyak| senilai)?\s*$",
        )
    });
    DIFFERENCE.is_match(&figure.before)
}

/// Two values of one measure, the earlier first: of different years, or 'dari a menjadi b'.
#[must_use]
pub fn earlier_and_later<'s, 'a>(a: &'s Spoken<'a>, b: &'s Spoken<'a>) -> Option<(&'s Spoken<'a>, &'s Spoken<'a>)> {
    static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bdari\s+(tahun \d{4} )?(sebesar |sebanyak )?(rp\.? ?)?$"));
    static TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bmenjadi\s+(sebesar |sebanyak )?(rp\.? ?)?$"));
    if a.is_percent() != b.is_percent() || a.is_rupiah() != b.is_rupiah() {
        return None;
    }
    let targets = [a, b].iter().filter(|f| f.part == Part::Target).count();
    if targets == 1 {
        return None;
    }
    if FROM.is_match(&a.before) && TO.is_match(&b.before) {
        return Some((a, b));
    }
    match a.value.year.zip(b.value.year)? {
        (x, y) if x < y && b.before.contains(&y.to_string()) => Some((a, b)),
        (x, y) if x > y && a.before.contains(&x.to_string()) && b.before.contains(&y.to_string()) => Some((b, a)),
        _ => None,
    }
}

fn check_sentence(sentence: &Sentence<'_>, sink: &mut Sink) {
    let [a, b, x] = sentence.figures.as_slice() else { return };
    if !is_difference(x) {
        return;
    }
    let Some((early, late)) = earlier_and_later(a, b) else {
        sink.skip(RULE, "it is not sure which two values are compared");
        return;
    };
    let (Some(points), page) = (late.as_result().sub(&early.as_result()).map(|d| d.abs()), sentence.statement.page) else { return };
    let relative = [early, late].into_iter().filter_map(|base| points.percent_of(&base.as_result()));
    let holds = x.follows_from(&points) || (x.is_percent() && relative.into_iter().any(|r| x.follows_from(&r)));
    if holds {
        sink.pass_text(RULE, page);
        return;
    }
    if x.is_percent() && !early.is_percent() || x.is_rupiah() != early.is_rupiah() {
        sink.skip(RULE, "the difference is of another kind than its values");
        return;
    }
    let value = (late.number() - early.number()).abs();
    let (high, low) = if late.number() >= early.number() { (late, early) } else { (early, late) };
    let message = say(|lang| {
        format!(
            "{} {}; {} − {} = {}.",
            lang.pick("Selisih dalam kalimat", "The sentence gives a difference of"),
            x.value.text,
            lang.number(high.number()),
            lang.number(low.number()),
            lang.number(value)
        )
    });
    let mut finding = sentence.finding(RULE, Severity::Medium, 85, x, message);
    finding.expected = Some(Lang::Id.number(value));
    finding.evidence.push(high.evidence("minuend", page));
    finding.evidence.push(low.evidence("subtrahend", page));
    sink.fail(RULE, finding);
}

/// The interval of a difference, for callers that only need its size.
#[must_use]
pub fn distance(a: &Spoken<'_>, b: &Spoken<'_>) -> Option<Interval> {
    a.as_result().sub(&b.as_result()).map(|d| d.abs())
}

#[cfg(test)]
mod tests {
    use crate::check::prose::tests_support::said;

    #[test]
    fn a_wrong_difference_is_found() {
        let wrong = "Dibandingkan dengan tahun 2021 sebesar 80,37, realisasi tahun 2022 sebesar 74,70 turun sebesar 6,57 poin.";
        assert_eq!(said("A13", &[wrong]), ["6,57 -> 5,67"]);
    }

    #[test]
    fn points_and_relative_changes_pass() {
        assert!(said("A13", &["Dibandingkan dengan tahun 2021 sebesar 80%, tahun 2022 sebesar 84% naik sebesar 4%."]).is_empty());
        assert!(said("A13", &["Dibandingkan dengan tahun 2021 sebesar 80%, tahun 2022 sebesar 84% naik sebesar 5%."]).is_empty());
        assert!(said("A13", &["Produksi tahun 2021 sebesar 80, tahun 2022 sebesar 84 naik 5%."]).is_empty());
    }

    #[test]
    fn values_whose_relation_is_not_said_are_skipped() {
        assert!(said("A13", &["realisasi tahun lalu 5%, terhadap target tahun lalu 5,59% terdapat peningkatan sebesar 2%."]).is_empty());
        assert!(said("A13", &["tahun 2021 sebesar 5, tahun 2022 sebesar 9, tahun 2023 sebesar 4 turun sebesar 2."]).is_empty());
    }
}
