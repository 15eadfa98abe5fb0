//! # X07 klaim-jumlah
//!
//! ## What it does
//! Reads counts written twice, '4 (empat)', and holds the numeral against the word; the indicators said to be of a
//! class against the indicators said to be measured in the same sentence; and the number of sasaran or indicators that
//! the report says it covers against what it says everywhere else, and that of the Perjanjian Kinerja against its tables.
//! Indicators said to be missed are held against those of the agreement in force that the measurement shows below 100.
//!
//! ## Why it matters
//! The counts open the summary; a wrong one says that sasaran or indicators were added or dropped after it was written.
//!
//! ## Example
//! 'Dari 11 (sebelas) indikator kinerja yang diukur, 13 (tiga belas) indikator berkategori …': 13 of 11.
//!
//! ## What it lets pass
//! Counts of other things; parts of a whole ('dari 8 sasaran dipilih 4'); classes that are named only in part; a report
//! that says two numbers equally often and whose tables do not settle it; fewer missed indicators than measured, which may
//! be those of one sasaran.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III, checklist III.1 and III.5.

use crate::check::facts::{Group, Measure, figure};
use crate::check::passages::{Passage, letters, quote};
use crate::check::say::{Lang, say};
use crate::check::sink::{Percent, Sink, at_text};
use crate::check::{Evidence, Input, Message, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::report::{Period, Stage, TableKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "X07";

/// Places that must agree before a lone other one is taken for the wrong one.
const AGREEING: usize = 2;

static COUNT: LazyPattern = LazyPattern::new(&["("], r"\b(?P<n>\d{1,3})\s?\(\s?(?P<word>\p{L}+(?:\s\p{L}+){0,3})\s?\)");
static MEASURED: LazyPattern = LazyPattern::new(
    &["dari", "(", "indikator", "diukur"],
    r"(?i)\bdari\s+(?P<whole>\d{1,3})\s?\([\p{L} ]+\)\s+indikator(?:\s+kinerja)?(?:\s+utama)?\s+yang\s+diukur\b(?P<rest>[^.]*)",
);
static CLASS: LazyPattern = LazyPattern::new(&["(", "indikator"], r"(?i)\b(?P<n>\d{1,3})\s?\([\p{L} ]+\)\s+indikator\b");
static AGREED: LazyPattern = LazyPattern::new(
    &["perjanjian", "(", "indikator"],
    r"(?i)^perjanjian\s+kinerja\b[^.;]{0,60}?\b(?:memuat|terdiri\s+(?:dari|atas))\s[^.;]{0,40}?(?P<claim>\b(?P<n>\d{1,3})\s?\([\p{L} ]+\)\s+indikator)\b",
);
static COVERED: LazyPattern = LazyPattern::new(
    &["(", "sasaran", "strategis"],
    r"(?i)\b(?:hasil\s+pengukuran|capaian\s+atas|terdapat|dijabarkan\s+(?:ke\s+)?dalam)\s+(?P<sasaran>\d{1,3})\s?\([\p{L} ]+\)\s+sasaran\s+strategis(?:[^.;]{0,30}?\b(?P<indikator>\d{1,3})\s?\([\p{L} ]+\)\s+indikator\s+kinerja)?",
);

/// 'Dua indikator … tidak tercapai'.
static MISSED: LazyPattern = LazyPattern::new(
    &["indikator", "tidak|belum", "tercapai|target"],
    r"(?i)(?P<claim>\b(?P<n>\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)(?:\s?\([\p{L} ]+\))?\s+indikator\b)(?P<between>[^.;,()“”]{0,120}?)\b(?:tidak|belum)\s+(?:dapat\s+)?(?:tercapai|(?:mencapai|memenuhi)\s+target)\b",
);

/// Checks the counts of every passage.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let prose: Vec<&Passage<'_>> = input.passages().iter().filter(|p| p.kind != Some(BlockKind::Contents)).collect();
    let mut claims: BTreeMap<&str, Vec<Claim>> = BTreeMap::new();
    let tables = indicators_of_agreement(input);
    let missed_of = missed_targets(input);
    let sasaran = sasaran_of_agreement(input);
    let counts = |p: &Passage<'_>| [&COUNT, &MEASURED, &AGREED, &COVERED, &MISSED].iter().any(|e| e.passes(&p.sieve));
    for (i, passage) in prose.iter().enumerate().filter(|(_, p)| counts(p)) {
        words(passage, sink);
        agreed(passage, tables, sink);
        measured(passage, sink);
        missed(passage, missed_of, sink);
        for m in COVERED.captures_iter(&passage.text) {
            let whole = m.get(0).map_or((0, 0), |w| (w.start(), w.end()));
            for what in ["sasaran", "indikator"] {
                if let Some(n) = m.name(what).and_then(|n| n.as_str().parse().ok()) {
                    claims.entry(what).or_default().push(Claim { passage: i, n, at: whole });
                }
            }
        }
        if let Some(m) = MEASURED.captures(&passage.text)
            && let (Some(n), Some(whole)) = (m.name("whole").and_then(|n| n.as_str().parse().ok()), m.get(0))
        {
            claims.entry("indikator").or_default().push(Claim { passage: i, n, at: (whole.start(), whole.end()) });
        }
    }
    for (what, claims) in claims {
        agree(what, &claims, &prose, sasaran.filter(|_| what == "sasaran"), sink);
    }
}

/// Indicators of the agreement in force that were measured, and how many of them were not met; `None` where one of them has
/// no achievement.
fn missed_targets(input: &Input<'_>) -> Option<(u32, u32)> {
    let year = input.report.year;
    let groups = &input.facts().groups;
    let promised = |stage: Stage| -> Vec<&Group> {
        groups.iter().filter(|g| g.of(Measure::Target, year, Period::Annual).any(|f| f.stage == stage)).collect()
    };
    let revised = promised(Stage::PkPerubahan);
    let in_force = if revised.is_empty() { promised(Stage::Pk) } else { revised };
    let mut missed: u32 = 0;
    for group in &in_force {
        let measured = group.of(Measure::Capaian, year, Period::Annual).filter(|f| f.stage == Stage::Pengukuran);
        let achieved: Vec<bool> = measured.filter_map(|f| Some(figure(&f.value)?.number >= Decimal::ONE_HUNDRED)).collect();
        if achieved.is_empty() {
            return None;
        }
        missed += u32::from(achieved.contains(&false));
    }
    let all = u32::try_from(in_force.len()).ok()?;
    (all > 1).then_some((all, missed))
}

/// More indicators told to be missed than the measurement shows.
fn missed(passage: &Passage<'_>, known: Option<(u32, u32)>, sink: &mut Sink) {
    for m in MISSED.captures_iter(&passage.text) {
        let (Some(claim), Some(n), Some(between)) = (m.name("claim"), m.name("n"), m.name("between")) else { continue };
        let n = n.as_str().parse().ok().or_else(|| number(n.as_str()));
        // 'Dari 9 indikator, sebanyak 4 …, sisanya belum': the number is of another thing.
        const OTHER: [&str; 9] = ["lain", "tahun", "triwulan", "tw ", "sebanyak", "sisa", "berkategori", "tercapai", "indikator"];
        let before = passage.text.get(..claim.start()).unwrap_or("").trim_end().to_lowercase();
        let of_others = before.ends_with("dari") || OTHER.iter().any(|w| between.as_str().to_lowercase().contains(w));
        let Some(n) = n.filter(|_| !of_others) else { continue };
        let Some((all, right)) = known else {
            sink.skip(RULE, "not every indicator of the agreement has an achievement");
            continue;
        };
        // Fewer may be those of one sasaran.
        if n <= right {
            sink.hold(RULE);
            continue;
        }
        let quoted = quote(&passage.text, claim.start(), claim.end());
        let message = say(|lang| match lang {
            Lang::Id => format!("{n} indikator disebut tidak tercapai; menurut pengukuran {right} dari {all} indikator: “{quoted}”."),
            Lang::En => format!("{n} indicators are said to be missed; by the measurement {right} of {all} are: “{quoted}”."),
        });
        fail(passage, (claim.as_str(), Some(right.to_string())), 70, message, Vec::new(), sink);
    }
}

/// Sasaran that the tables hold: the same number in every table of the agreement and in one that measures or plans them.
fn sasaran_of_agreement(input: &Input<'_>) -> Option<u32> {
    let mut by_table: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for record in &input.report.indicators {
        if let (Some(table), Some(sasaran)) = (record.source.table.as_deref(), record.sasaran.as_deref()) {
            by_table.entry(table).or_default().insert(letters(sasaran));
        }
    }
    let counts = |kinds: &[TableKind]| -> BTreeSet<usize> {
        let of_kind = input.report.tables.iter().filter(|t| kinds.contains(&t.kind));
        of_kind.filter_map(|t| by_table.get(t.id.as_str()).map(BTreeSet::len)).collect()
    };
    let agreed = counts(&[TableKind::PerformanceAgreement, TableKind::PerformanceAgreementRevised]);
    let others = counts(&[TableKind::PerformanceMeasurement, TableKind::StrategicPlanTargets]);
    let count = *agreed.first().filter(|_| agreed.len() == 1)?;
    (others.len() == 1 && others.contains(&count)).then_some(u32::try_from(count).ok()?)
}

/// A number of sasaran or indicators that the report says it covers.
#[derive(Debug)]
struct Claim {
    passage: usize,
    n: u32,
    at: (usize, usize),
}

fn fail(
    passage: &Passage<'_>,
    (stated, right): (&str, Option<String>),
    confidence: Percent,
    message: Message,
    more: Vec<Evidence>,
    sink: &mut Sink,
) {
    let mut finding = at_text(RULE, Severity::Low, confidence, (passage.page, passage.bbox), stated, message);
    finding.expected = right;
    finding.evidence.extend(more);
    sink.fail(RULE, finding);
}

/// Numeral against word.
fn words(passage: &Passage<'_>, sink: &mut Sink) {
    for m in COUNT.captures_iter(&passage.text) {
        let (Some(whole), Some(n), Some(word)) = (m.get(0), m.name("n"), m.name("word")) else { continue };
        let (Ok(n), Some(spelled)) = (n.as_str().parse::<u32>(), number(word.as_str())) else { continue };
        if n == spelled {
            sink.hold(RULE);
            continue;
        }
        let quoted = quote(&passage.text, whole.start(), whole.end());
        let message = say(|lang| match lang {
            Lang::Id => format!("Angka {n} tidak sama dengan bilangan “{}” ({spelled}): “{quoted}”.", word.as_str()),
            Lang::En => format!("The numeral {n} is not the word “{}” ({spelled}): “{quoted}”.", word.as_str()),
        });
        fail(passage, (whole.as_str(), Some(spelled.to_string())), 90, message, Vec::new(), sink);
    }
}

/// The classes of the indicators measured.
fn measured(passage: &Passage<'_>, sink: &mut Sink) {
    for m in MEASURED.captures_iter(&passage.text) {
        let (Some(whole), Some(rest)) = (m.name("whole").and_then(|n| n.as_str().parse::<u32>().ok()), m.name("rest")) else { continue };
        let parts: Vec<(u32, &str)> =
            CLASS.captures_iter(rest.as_str()).filter_map(|c| Some((c.name("n")?.as_str().parse().ok()?, c.get(0)?.as_str()))).collect();
        let sum: u32 = parts.iter().map(|p| p.0).fold(0, u32::saturating_add);
        let Some((_, first)) = parts.iter().max_by_key(|p| p.0) else { continue };
        if sum <= whole {
            if sum == whole {
                sink.hold(RULE);
            }
            continue;
        }
        let worked = parts.iter().map(|p| p.0.to_string()).collect::<Vec<_>>().join(" + ");
        let stated = first.trim_end_matches("indikator").trim();
        let message = say(|lang| match (parts.len(), lang) {
            (1, Lang::Id) => format!("{sum} indikator disebut dari {whole} yang diukur."),
            (1, Lang::En) => format!("{sum} indicators are told of {whole} measured."),
            (_, Lang::Id) => format!("{worked} = {sum} indikator disebut dari {whole} yang diukur."),
            (_, Lang::En) => format!("{worked} = {sum} indicators are told of {whole} measured."),
        });
        fail(passage, (stated, (parts.len() == 1).then(|| whole.to_string())), 88, message, Vec::new(), sink);
    }
}

/// Indicators that the Perjanjian Kinerja holds: the same number in all its tables, and in a table that measures them.
/// `None` where the tables leave it open. The second is the place of such a table's first record.
fn indicators_of_agreement(input: &Input<'_>) -> Option<(u32, u32)> {
    let mut by_table: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for record in &input.report.indicators {
        if let Some(table) = record.source.table.as_deref() {
            by_table.entry(table).or_default().insert(letters(&record.indikator));
        }
    }
    let counts = |kinds: &[TableKind]| -> BTreeSet<usize> {
        let of_kind = input.report.tables.iter().filter(|t| kinds.contains(&t.kind));
        of_kind.filter_map(|t| by_table.get(t.id.as_str()).map(BTreeSet::len)).collect()
    };
    let agreed = counts(&[TableKind::PerformanceAgreement, TableKind::PerformanceAgreementRevised]);
    let measured = counts(&[TableKind::PerformanceMeasurement]);
    let count = *agreed.first().filter(|_| agreed.len() == 1)?;
    let first = input.report.tables.iter().find(|t| t.kind == TableKind::PerformanceAgreement)?;
    measured.contains(&count).then_some((u32::try_from(count).ok()?, *first.pages.first()?))
}

/// The number of indicators that the Perjanjian Kinerja is said to hold.
fn agreed(passage: &Passage<'_>, tables: Option<(u32, u32)>, sink: &mut Sink) {
    let Some(m) = AGREED.captures(&passage.text) else { return };
    let (Some(n), Some(claim)) = (m.name("n").and_then(|n| n.as_str().parse::<u32>().ok()), m.name("claim")) else { return };
    let Some((right, page)) = tables else {
        sink.skip(RULE, "the tables do not agree on the number of indicators");
        return;
    };
    if n == right {
        sink.hold(RULE);
        return;
    }
    let quoted = quote(&passage.text, claim.start(), claim.end());
    let message = say(|lang| match lang {
        Lang::Id => {
            format!("{n} indikator disebut; tabel Perjanjian Kinerja (halaman {page}) dan pengukurannya memuat {right}: “{quoted}”.")
        }
        Lang::En => {
            format!("{n} indicators are told; the table of the agreement (page {page}) and the measurement hold {right}: “{quoted}”.")
        }
    });
    fail(passage, (claim.as_str(), Some(right.to_string())), 80, message, Vec::new(), sink);
}

/// A lone number against the one that all others say.
fn agree(what: &str, claims: &[Claim], prose: &[&Passage<'_>], tables: Option<u32>, sink: &mut Sink) {
    let mut by_number: BTreeMap<u32, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        by_number.entry(claim.n).or_default().push(claim);
    }
    let lone: Vec<&&Claim> = by_number.values().filter_map(|c| if let [one] = c.as_slice() { Some(one) } else { None }).collect();
    let usual = by_number.iter().find(|(_, c)| c.len() >= AGREEING);
    let (2, [wrong], Some((right, others))) = (by_number.len(), lone.as_slice(), usual) else {
        match tables {
            Some(right) => claims.iter().for_each(|claim| against_tables(what, claim, right, prose, sink)),
            None if by_number.len() == 1 => claims.iter().for_each(|_| sink.hold(RULE)),
            None => {}
        }
        return;
    };
    let Some(passage) = prose.get(wrong.passage) else { return };
    let quoted = quote(&passage.text, wrong.at.0, wrong.at.1);
    let message = say(|lang| match lang {
        Lang::Id => format!("{} {what} disebut di sini, {right} di {} tempat lain: “{quoted}”.", wrong.n, others.len()),
        Lang::En => format!("{} {what} are told here, {right} in {} other places: “{quoted}”.", wrong.n, others.len()),
    });
    let more = others.iter().take(3).filter_map(|c| {
        let other = prose.get(c.passage)?;
        Some(other.evidence("other_place", &quote(&other.text, c.at.0, c.at.1)))
    });
    fail(passage, (&as_printed(passage, wrong), Some(right.to_string())), 80, message, more.collect(), sink);
}

/// The count of a claim with its word: `4 (empat)`.
fn as_printed(passage: &Passage<'_>, claim: &Claim) -> String {
    let counts = COUNT
        .captures_iter(passage.text.get(claim.at.0..claim.at.1).unwrap_or(""))
        .filter(|m| m.name("n").and_then(|n| n.as_str().parse::<u32>().ok()) == Some(claim.n))
        .find_map(|m| Some(m.get(0)?.as_str().to_owned()));
    counts.unwrap_or_else(|| claim.n.to_string())
}

/// What the report as a whole is said to cover against what its tables hold.
fn against_tables(what: &str, claim: &Claim, right: u32, prose: &[&Passage<'_>], sink: &mut Sink) {
    let Some(passage) = prose.get(claim.passage) else { return };
    let whole = passage.text.get(claim.at.0..claim.at.1).unwrap_or("").to_lowercase();
    if claim.n == right {
        sink.hold(RULE);
    } else if whole.starts_with("capaian atas") || whole.starts_with("hasil pengukuran") {
        let quoted = quote(&passage.text, claim.at.0, claim.at.1);
        let message = say(|lang| match lang {
            Lang::Id => format!("{} {what} disebut; tabel Perjanjian Kinerja dan pengukurannya memuat {right}: “{quoted}”.", claim.n),
            Lang::En => format!("{} {what} are told; the tables of the agreement and the measurement hold {right}: “{quoted}”.", claim.n),
        });
        fail(passage, (&as_printed(passage, claim), Some(right.to_string())), 78, message, Vec::new(), sink);
    } else {
        sink.skip(RULE, "the count may be of a part of the report");
    }
}

/// An Indonesian numeral word up to 999: `dua puluh satu`.
fn number(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
    let (mut sum, mut last): (u32, Option<u32>) = (0, None);
    for word in text.to_lowercase().split_whitespace() {
        match word {
            "belas" => sum += 10 + last.take()?,
            "puluh" => sum += 10 * last.take()?,
            "ratus" => sum += 100 * last.take()?,
            "sepuluh" => sum += 10,
            "sebelas" => sum += 11,
            "seratus" => sum += 100,
            _ if last.is_some() => return None,
            _ => last = Some(u32::try_from(UNITS.iter().position(|u| *u == word)?).ok()?),
        }
    }
    Some(sum + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind::Paragraph;

    fn said(texts: &[&str]) -> Vec<String> {
        let passages: Vec<_> = texts.iter().map(|t| (1, Paragraph, *t)).collect();
        let outcome = run(&report_of(&passages), &Options::default());
        let of = |f: &crate::check::Finding| format!("{} -> {}", f.stated.as_deref().unwrap_or(""), f.expected.as_deref().unwrap_or(""));
        outcome.findings.iter().filter(|f| f.rule == "X07").map(of).collect()
    }

    #[test]
    fn numeral_words() {
        for (word, n) in
            [("dua", 2), ("Empat Belas", 14), ("sebelas", 11), ("dua puluh delapan", 28), ("tiga puluh", 30), ("seratus lima", 105)]
        {
            assert_eq!(number(word), Some(n), "{word}");
        }
        assert_eq!(number("kota"), None);
        assert_eq!(number("dua tiga"), None);
    }

    #[test]
    fn wrong_counts_are_found() {
        assert_eq!(said(&["didukung oleh 3 (dua) program"]), ["3 (dua) -> 2"]);
        let over = "Dari 11 (sebelas) indikator kinerja yang diukur, 13 (tiga belas) indikator berkategori “Baik”.";
        assert_eq!(said(&[over]), ["13 (tiga belas) -> 11"]);
        let three = "Tujuan tersebut dijabarkan ke dalam 3 (tiga) sasaran strategis yaitu";
        let four = "Laporan ini memuat capaian atas 4 (empat) sasaran strategis dan 9 (sembilan) indikator kinerja";
        assert_eq!(said(&[three, "Terdapat 3 (tiga) sasaran strategis yang diukur", four]), ["4 (empat) -> 3"]);
    }

    #[test]
    fn more_indicators_missed_than_measured() {
        use crate::check::rules::x02_realisasi::tests::report;
        use crate::report::{ColumnRole, Stage};
        let told = |text: &str| {
            let names = ["Panjang jalan mantap kabupaten", "Rasio dokter spesialis penduduk", "Nilai kepuasan pasien puskesmas"];
            let of = |stage| names.iter().map(move |n| (stage, *n, Some("80"), None, 2024));
            let mut report = report(&of(Stage::Pk).chain(of(Stage::Pengukuran)).collect::<Vec<_>>());
            report.year = Some(2024);
            for (i, capaian) in [(3, "100"), (4, "75"), (5, "120")] {
                let columns = [("Indikator", ColumnRole::Indikator), ("Target", ColumnRole::Target), ("Capaian (%)", ColumnRole::Capaian)];
                let id = report.tables[i].id.clone();
                report.tables[i] = crate::check::fixture::table(&columns, &[&format!("{}|80|{capaian}", names[i - 3])]);
                report.tables[i].id = id;
                report.indicators[i].capaian = Some(capaian.into());
            }
            report.blocks = report_of(&[(1, Paragraph, text)]).blocks;
            crate::check::fixture::findings(&run(&report, &Options::default()), "X07")
        };
        assert_eq!(told("Dua indikator inilah alasan target sasaran ini tidak dapat tercapai"), ["Dua indikator -> 1"]);
        assert!(told("Hanya satu indikator yang tidak tercapai").is_empty());
        assert!(told("Tiga indikator telah tercapai").is_empty());
        assert!(told("Dua indikator pada tahun lalu tidak tercapai").is_empty());
        assert!(told("Dari 3 (tiga) indikator kinerja, sebanyak 2 (dua) indikator tercapai dan sisanya belum mencapai target").is_empty());
        assert!(told("Dari tiga indikator ini satu tidak tercapai").is_empty());
    }

    #[test]
    fn lookalikes_pass() {
        for text in [
            "dalam 1 (satu) Daerah Provinsi, 28 (dua puluh delapan) kegiatan, kondisi 2 (kedua), 5 (orang)",
            "Dari 10 (sepuluh) indikator kinerja yang diukur, 1 (satu) indikator berkategori “Baik” dan 9 (sembilan) indikator berkategori “Cukup”.",
            "dari 8 (delapan) sasaran strategis dipilih 4 (empat) sasaran strategis",
        ] {
            assert!(said(&[text]).is_empty(), "{text}");
        }
        let (three, four) = ("Terdapat 3 (tiga) sasaran strategis", "Terdapat 4 (empat) sasaran strategis");
        assert!(said(&[three, four]).is_empty());
    }
}
