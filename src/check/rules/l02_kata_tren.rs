//! # L02 kata-tren
//!
//! ## What it does
//! Compares meningkat, naik, menurun, turun and tetap with the two values that the sentence gives in order of time.
//!
//! ## Why it matters
//! A fall told as a rise turns the report's judgement of a year around.
//!
//! ## Example
//! 'tahun 2021 sebesar 80,37, realisasi tahun 2022 sebesar 74,70 meningkat sebesar 5,67': 74,70 lies below 80,37.
//!
//! ## What it lets pass
//! Sentences that use both an upward and a downward word or negate one, values whose order in time is not plain,
//! trend words that belong to an indicator's name.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II.

use crate::check::prose::{Part, Sentence, Spoken};
use crate::check::rules::a13_selisih_narasi::{distance, earlier_and_later, is_difference};
use crate::check::say::say;
use crate::check::sink::Sink;
use crate::check::{Input, Severity};
use crate::pattern::Rare;
use crate::report::ColumnRole;
use std::cmp::Ordering;

const RULE: &str = "L02";

/// Checks every sentence with two values and a trend word.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let mut before: Option<Sentence<'_>> = None;
    for statement in &input.report.statements {
        let sentence = Sentence::read(statement);
        if let Some(sentence) = &sentence {
            check_sentence(sentence, sink);
            if let Some(before) = &before {
                check_pair(before, sentence, input.report.year, sink);
            }
        }
        before = sentence;
    }
}

/// 'Angka ini menurun dibandingkan tahun lalu sebesar x' right behind the sentence that gives the one result.
fn check_pair(before: &Sentence<'_>, sentence: &Sentence<'_>, report: Option<i32>, sink: &mut Sink) {
    static BACK: Rare = Rare::new(
        &["ini|tersebut", "banding"],
        r"^\W{0,4}(?:angka|realisasi|capaian|hasil|jumlah|nilai)\s+(?:ini|tersebut)\s+(?P<phrase>(?:mengalami\s+)?(?P<word>meningkat|naik|kenaikan|peningkatan|menurun|turun|penurunan))\s+(?:jika\s+|bila\s+|apabila\s+)?(?:di)?banding",
    );
    let [earlier] = sentence.figures.as_slice() else { return };
    let Some(words) = BACK.captures(&sentence.lower).filter(|_| sentence.statement.page <= before.statement.page + 1) else { return };
    let mut results = before.figures.iter().filter(|f| f.value.role == ColumnRole::Realisasi || f.part == Part::Realisasi);
    let (Some(later), None) = (results.next(), results.next()) else { return };
    let unit = |f: &Spoken<'_>| f.value.text.chars().filter(|c| c.is_alphabetic() || *c == '%').collect::<String>().to_lowercase();
    let years = earlier.value.year.zip(report.filter(|y| later.value.year.is_none_or(|l| l == *y)));
    if unit(earlier) != unit(later) || years.is_none_or(|(e, own)| e >= own) {
        sink.skip(RULE, "it is not sure which two values are compared");
        return;
    }
    let said = if words.name("word").is_some_and(|w| matches!(w.as_str(), "menurun" | "turun" | "penurunan")) {
        Ordering::Less
    } else {
        Ordering::Greater
    };
    judge(sentence, words.name("phrase").map_or("", |w| w.as_str()), said, (earlier, later), before.statement.page, sink);
}

fn check_sentence(sentence: &Sentence<'_>, sink: &mut Sink) {
    let (a, b, x) = match sentence.figures.as_slice() {
        [a, b] => (a, b, None),
        [a, b, x] if is_difference(x) => (a, b, Some(x)),
        _ => return,
    };
    let pair = earlier_and_later(a, b).or_else(|| against_target(a, b, x?));
    let Some((early, late)) = pair else { return };
    let Some((word, said)) = trend(sentence, a, b, x) else { return };
    if late.number() == early.number() && said != Ordering::Equal && x.is_some() {
        sink.skip(RULE, "equal as printed");
        return;
    }
    judge(sentence, &word, said, (early, late), sentence.statement.page, sink);
}

/// Holds a trend word against the two values; `page` is that of the later one.
fn judge(sentence: &Sentence<'_>, word: &str, said: Ordering, (early, late): (&Spoken<'_>, &Spoken<'_>), page: u32, sink: &mut Sink) {
    let real = late.number().cmp(&early.number());
    if real == said {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    let message = say(|lang| {
        let (l, e) = (lang.number(late.number()), lang.number(early.number()));
        let is = match real {
            Ordering::Less => lang.pick("lebih rendah dari", "lower than"),
            Ordering::Equal => lang.pick("sama dengan", "equal to"),
            Ordering::Greater => lang.pick("lebih tinggi dari", "higher than"),
        };
        format!("{} “{word}”; {l} {} {is} {e}.", lang.pick("Kalimat menyebut", "The sentence says"), lang.pick("justru", "is in fact"))
    });
    let mut finding = sentence.finding_of_words(RULE, Severity::Medium, 90, word, message);
    finding.expected = Some(
        match real {
            Ordering::Less => "menurun",
            Ordering::Equal => "tetap",
            Ordering::Greater => "meningkat",
        }
        .to_owned(),
    );
    finding.evidence.push(late.evidence("later", page));
    finding.evidence.push(early.evidence("earlier", sentence.statement.page));
    sink.fail(RULE, finding);
}

/// A realisasi compared with its own target, where the stated change is exactly their difference.
fn against_target<'s, 'a>(a: &'s Spoken<'a>, b: &'s Spoken<'a>, x: &Spoken<'_>) -> Option<(&'s Spoken<'a>, &'s Spoken<'a>)> {
    let (target, realisasi) = match (a.part, b.part) {
        (Part::Target, Part::Realisasi) => (a, b),
        (Part::Realisasi, Part::Target) => (b, a),
        _ => return None,
    };
    (distance(target, realisasi)?.meets(&x.as_result()) && a.is_percent() == b.is_percent()).then_some((target, realisasi))
}

/// The trend word of a sentence and what it says, where all its trend words agree and none is negated.
fn trend(sentence: &Sentence<'_>, a: &Spoken<'_>, b: &Spoken<'_>, x: Option<&Spoken<'_>>) -> Option<(String, Ordering)> {
    static WORDS: Rare = Rare::new(
        &["ningkat|naik|urun|tetap"],
        r"(?P<not>\b(?:tidak|belum|tanpa|bukan|harus|perlu|untuk|upaya)\s+(?:ter\w+\s+|mengalami\s+)?)?(?:\b(?P<phrase>(?:mengalami\s+|terdapat\s+|terjadi\s+)?(?P<word>meningkat|naik|kenaikan|peningkatan|menurun|turun|penurunan|tetap))\b)",
    );
    // Behind both values, or before the first where it is 'naik dari a menjadi b'.
    let behind = match x {
        Some(x) => x.before.as_str(),
        None => sentence.lower.get(b.end..).and_then(|rest| rest.split([';', '.']).next()).unwrap_or_default(),
    };
    let behind: String = behind.chars().take(60).collect();
    let lead = if a.before.trim_end().ends_with("dari") { tail(&a.before, 45) } else { "" };
    let mut found: Option<(String, Ordering)> = None;
    for text in [behind.as_str(), lead] {
        for words in WORDS.captures_iter(text) {
            if words.name("not").is_some() {
                return None;
            }
            let said = match words.name("word")?.as_str() {
                "menurun" | "turun" | "penurunan" => Ordering::Less,
                "tetap" => Ordering::Equal,
                _ => Ordering::Greater,
            };
            match &found {
                Some((_, before)) if *before != said => return None,
                Some(_) => {}
                None => found = Some((words.name("phrase")?.as_str().to_owned(), said)),
            }
        }
    }
    found
}

/// The last characters of a text.
fn tail(text: &str, characters: usize) -> &str {
    let start = text.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(i, _)| i);
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use crate::check::prose::tests_support::said;

    #[test]
    fn a_trend_of_the_sentence_before() {
        let said = |word: &str| {
            let mut report = crate::check::fixture::report(Vec::new());
            let first = "Produksi terealisasi 4.386,50 orang.";
            let second = format!("Angka ini {word} dibandingkan tahun 2023 yang sebesar 4.205,00 orang.");
            report.statements = [first, &second].map(crate::check::prose::tests_support::statement).to_vec();
            crate::check::fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), "L02")
        };
        assert_eq!(said("menurun"), ["menurun -> meningkat"]);
        assert!(said("meningkat").is_empty());
        assert!(said("yang baru").is_empty());
    }

    #[test]
    fn a_fall_told_as_a_rise_is_found() {
        let text = "Apabila dibandingkan dengan tahun 2021 sebesar 80,37, realisasi tahun 2022 sebesar 74,70 meningkat sebesar 5,67 poin.";
        assert_eq!(said("L02", &[text]), ["meningkat -> menurun"]);
        assert_eq!(said("L02", &["jumlah kasus menurun dari 748 menjadi 823 pada tahun ini."]), ["menurun -> meningkat"]);
        assert_eq!(
            said("L02", &["realisasi 45,99%, terhadap target 48% terdapat peningkatan sebesar 2,01%."]),
            ["terdapat peningkatan -> menurun"]
        );
    }

    #[test]
    fn right_words_pass() {
        assert!(
            said("L02", &["tahun 2021 sebesar 80,37, realisasi tahun 2022 sebesar 84,70 mengalami kenaikan sebesar 4,33 poin."]).is_empty()
        );
        assert!(said("L02", &["jumlah kasus turun dari 823 menjadi 748."]).is_empty());
    }

    #[test]
    fn mixed_negated_and_unordered_words_are_left_alone() {
        assert!(said("L02", &["stunting turun dari 20 menjadi 18 sehingga kinerja meningkat."]).is_empty());
        assert!(said("L02", &["tahun 2021 sebesar 20, tahun 2022 sebesar 18 tidak meningkat."]).is_empty());
        assert!(said("L02", &["Persentase peningkatan PAD tahun 2021 sebesar 20%, tahun 2022 sebesar 18%."]).is_empty());
    }
}
