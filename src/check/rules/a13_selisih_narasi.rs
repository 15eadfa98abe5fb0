//! # A13 selisih-narasi
//!
//! ## What it does
//! Recomputes differences in sentences that give both values: 'tahun 2021 sebesar a, tahun 2022 sebesar b, naik
//! sebesar x', 'dari a menjadi b atau meningkat x' and 'naik x, dari a menjadi b';
//! and the change of a total between two years that the sentence's cited table has a line for.
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
use crate::check::view::At;
use crate::check::{Input, Severity};
use crate::pattern::Rare;
use crate::report::ColumnRole;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const RULE: &str = "A13";

/// Checks every sentence with two values and their difference.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for statement in &input.report.statements {
        if let Some(sentence) = Sentence::read(statement) {
            check_sentence(&sentence, sink);
            check_total(input, &sentence, sink);
        }
    }
}

/// 'Pada tabel x, tahun b dibanding tahun a terdapat penurunan total sebesar …': the difference of the total, where the
/// table has a line a year. Reported only where it is the difference of another column: then it was surely taken from there.
fn check_total(input: &Input<'_>, sentence: &Sentence<'_>, sink: &mut Sink) {
    static CITED: Rare = Rare::new(&["tabel"], r"\btabel\s+(?P<n>[ivx]+|\d+)(?P<more>(?:\s?[.-]\s?\d+)*)");
    static TOTAL: Rare = Rare::new(
        &["total|jumlah|keseluruhan", "naik|urun|peningkatan|selisih"],
        r"\b(?:naik|kenaikan|turun|penurunan|peningkatan|selisih)(?:nya)?\s+(?:pada\s+|dari\s+)?(?:total|jumlah|keseluruhan)\b[^\d]{0,60}$",
    );
    static YEAR: Rare = Rare::new(&["20"], r"\b20\d\d\b");
    let Some(x) = sentence.figures.iter().find(|f| TOTAL.is_match(&f.before)) else { return };
    let years: BTreeSet<&str> = YEAR.find_iter(&sentence.lower).map(|m| m.as_str()).collect();
    let years: Vec<&str> = years.into_iter().collect();
    let (Some(cited), [early, late]) = (CITED.captures(&sentence.lower), years.as_slice()) else {
        return;
    };
    let number: String = cited.get(0).map_or("", |m| m.as_str()).trim_start_matches("tabel").split_whitespace().collect();
    let Some(view) = input.views.iter().find(|v| v.table.number.as_deref().is_some_and(|n| n.to_lowercase() == number)) else { return };
    let line = |year: &str| {
        let mut rows = view.body().filter(|r| view.title(r.row).trim() == year || view.label(r.row).trim() == year);
        rows.next().filter(|_| rows.next().is_none()).map(|r| r.row)
    };
    let (Some(early), Some(late)) = (line(early), line(late)) else { return };
    let change = |col: usize| -> Option<(At, At, Decimal)> {
        let ((a, x), (b, y)) = (view.figure(late, col)?, view.figure(early, col)?);
        Some((a, b, x.number.checked_sub(y.number)?.abs()))
    };
    let Some((a, b, right)) = view.column_with(ColumnRole::Jumlah).and_then(change) else { return };
    if right == x.number() {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    let other = (0..view.cols).find_map(|col| change(col).filter(|(.., d)| *d == x.number() && !d.is_zero()).map(|_| col));
    let Some(other) = other else {
        sink.skip(RULE, "the difference is of no column of the cited table");
        return;
    };
    let message = say(|lang| {
        let number = |at: At| view.quantity(at).map_or_else(String::new, |q| lang.number(q.number.normalize()));
        let (high, low) = if view.quantity(a).map(|q| q.number) > view.quantity(b).map(|q| q.number) { (a, b) } else { (b, a) };
        let sum = format!("{} − {} = {}", number(high), number(low), lang.number(right.normalize()));
        let column = view.header(other);
        match lang {
            Lang::Id => format!("Selisih total dalam kalimat {}; {sum}. Angka itu selisih kolom “{column}” saja.", x.value.text),
            Lang::En => format!(
                "The sentence gives a change of the total of {}; {sum}. The figure is the change of “{column}” alone.",
                x.value.text
            ),
        }
    });
    let mut finding = sentence.finding(RULE, Severity::High, 88, x, message);
    finding.expected = Some(Lang::Id.number(right.normalize()));
    finding.evidence.extend([(a, "later"), (b, "earlier")].into_iter().filter_map(|(at, role)| view.evidence(at, role)));
    sink.fail(RULE, finding);
}

/// Whether the words before a figure say that it is a difference.
#[must_use]
pub fn is_difference(figure: &Spoken<'_>) -> bool {
    static DIFFERENCE: Rare = Rare::new(
        &["naik|urun|ningkat|selisih|bertambah|berkurang"],
        r"(naik|kenaikan|turun|penurunan|menurun|meningkat|peningkatan|selisih|bertambah|berkurang)(nya)?( kinerja| capaian)?( yaitu)?( sebesar| sebanyak| senilai)?\s*$",
    );
    DIFFERENCE.is_match(&figure.before)
}

/// Two values of one measure, the earlier first: of different years, or 'dari a menjadi b'.
#[must_use]
pub fn earlier_and_later<'s, 'a>(a: &'s Spoken<'a>, b: &'s Spoken<'a>) -> Option<(&'s Spoken<'a>, &'s Spoken<'a>)> {
    static FROM: Rare = Rare::new(&["dari"], r"\bdari\s+(tahun \d{4} )?(sebesar |sebanyak )?(rp\.? ?)?$");
    static TO: Rare = Rare::new(&["menjadi"], r"\bmenjadi\s+(sebesar |sebanyak )?(rp\.? ?)?$");
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
    let [first, second, third] = sentence.figures.as_slice() else { return };
    // 'naik x, dari a menjadi b' says the difference first.
    let (a, b, x) = match (is_difference(first), is_difference(third)) {
        (true, false) if first.is_percent() == second.is_percent() => (second, third, first),
        (false, true) => (first, second, third),
        _ => return,
    };
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
    fn a_difference_may_stand_before_its_values() {
        assert_eq!(said("A13", &["Indeks naik sebesar 2,56, dari 83,45 pada tahun 2021 menjadi 86,10 pada tahun 2022."]), ["2,56 -> 2,65"]);
        assert!(said("A13", &["Indeks naik sebesar 2,65, dari 83,45 pada tahun 2021 menjadi 86,10 pada tahun 2022."]).is_empty());
        assert!(said("A13", &["Indeks naik sebesar 2,56, di antaranya 83,45 dan 86,10."]).is_empty());
    }

    #[test]
    fn the_change_of_a_total_that_is_the_change_of_a_part() {
        use crate::check::fixture::{findings, report, table};
        use crate::report::ColumnRole::{Bagian, Jumlah, Uraian};
        let said = |figure: &str| {
            let columns = [("Tahun", Uraian), ("Belanja Operasi", Bagian), ("Belanja Modal", Bagian), ("Jumlah", Jumlah)];
            let mut all = report(vec![table(&columns, &["2023|900.000|300.000|1.200.000", "2024|800.000|100.000|900.000"])]);
            let text = format!("Pada tabel 1, tahun 2024 dibanding tahun 2023 terdapat penurunan total anggaran sebesar Rp {figure}.");
            all.statements = vec![crate::check::prose::tests_support::statement(&text)];
            findings(&crate::check::run(&all, &crate::check::Options::default()), "A13")
        };
        assert_eq!(said("100.000"), ["Rp 100.000 -> 300.000"]);
        assert!(said("300.000").is_empty());
        assert!(said("123.000").is_empty(), "of no column");
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
