//! # S05 tahun-salah
//!
//! ## What it does
//! Finds a year where only another can stand: the report or its Perjanjian Kinerja named with last year, 'tahun lalu
//! (2021)' in a report on 2024, progress 'sampai dengan tahun' before the report's, a plan that 'akan' be carried out in
//! a year gone by, one sentence of a row of like sentences with another year, a table captioned with the report's year
//! whose columns are all of another, and a Renstra period that differs in one end from the one named elsewhere.
//!
//! ## Why it matters
//! The figures beside the year may be last year's: text copied from the last report is seldom copied alone.
//!
//! ## Example
//! A report on 2019: 'Laporan Kinerja Tahun 2018 Dinas Kesehatan ini merupakan media pertanggungjawaban …' → 2019.
//!
//! ## What it lets pass
//! Regulations, baselines, comparisons that also name the report's year, earlier reports that are cited as sources,
//! plans over several years, reports whose year is not known.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan informasi).

use crate::check::passages::{Passage, quote, words};
use crate::check::say::{Lang, say};
use crate::check::sink::{Percent, Sink, at_text};
use crate::check::{Evidence, Input, Message, Severity, pattern};
use crate::layout::BlockKind;
use crate::pattern::{LazyPattern, Regex};
use crate::report::{ColumnRole, Table, TableKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const RULE: &str = "S05";

/// Years before the report's that a slip may name: an older one is history.
const MOST_YEARS_BACK: i32 = 4;
/// Words besides figures that like sentences have in common, and how many of them name the right year.
const LIKE_WORDS: usize = 6;
const LIKE_SENTENCES: usize = 2;

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b20\d\d\b"));
static PERIOD: LazyPattern = LazyPattern::new(
    &["renstra|rencana strategis", "20"],
    r"(?i)\b(?:renstra|rencana strategis)\b[^.;:]{0,110}?\b(?P<from>20\d\d)\s?-\s?(?P<to>20\d\d)\b",
);
static LAST_YEAR: LazyPattern = LazyPattern::new(
    &["tahun", "lalu|sebelumnya|kemarin", "(", "20"],
    r"(?i)\btahun\s+(?:lalu|sebelumnya|kemarin)\s*\(\s*(?:tahun\s+)?(?P<year>20\d\d)\s*\)",
);
static THIS_YEAR: LazyPattern = LazyPattern::new(
    &["tahun", "ini|berjalan|pelaporan", "(", "20"],
    r"(?i)\btahun\s+(?:ini|berjalan|pelaporan)\s*\(\s*(?:tahun\s+)?(?P<year>20\d\d)\s*\)",
);

/// A wording in which only the report's year can stand.
struct Wording {
    expression: LazyPattern,
    confidence: Percent,
}

static OWN: [Wording; 6] = [
    Wording {
        expression: LazyPattern::new(
            &["merupakan|disusun|adalah|memuat|menyajikan|berisi|dibuat", "kinerja|lkj|lkip|lakip", "tahun", "ini"],
            r"(?i)^(?:penyusunan\s+|penyajian\s+)?(?:laporan\s+(?:akuntabilitas\s+)?kinerja(?:\s+instansi\s+pemerintah)?|lkj|lkjip|lkip|lakip)(?:\s*\([^)]{1,12}\))?[^.;,]{0,90}?\btahun\s+(?:anggaran\s+)?(?P<year>20\d\d)\b[^.;,]{0,110}?\bini\s+(?:merupakan|disusun|adalah|memuat|menyajikan|berisi|dibuat)\b",
        ),
        confidence: 88,
    },
    Wording {
        expression: LazyPattern::new(
            &["demikian", "laporan|lkj|lkip|lakip", "tahun"],
            r"(?i)^demikian(?:lah)?\s+(?:laporan\s+(?:akuntabilitas\s+)?kinerja|lkj|lkjip|lkip|lakip)\b[^.;,]{0,120}?\btahun\s+(?:anggaran\s+)?(?P<year>20\d\d)\s+(?:ini\s+)?(?:kami\s+)?(?:disusun|dibuat|disampaikan|sampaikan|susun|buat)\b",
        ),
        confidence: 88,
    },
    Wording {
        expression: LazyPattern::new(
            &["perjanjian", "kinerja", "tahun", "merupakan|memuat|adalah"],
            r"(?i)^(?:dokumen\s+)?perjanjian\s+kinerja(?:\s+perubahan)?\s+tahun\s+(?P<year>20\d\d)\s+(?:merupakan|memuat|adalah)\b",
        ),
        confidence: 80,
    },
    Wording {
        expression: LazyPattern::new(
            &["sampai", "akhir", "target", "tahun", "terhadap|dengan|dibandingkan"],
            r"(?i)\b(?:realisasi|kemajuan|capaian)\b[^.;]{0,40}?\bsampai\s+dengan\s+(?:akhir\s+)?tahun\s+(?P<year>20\d\d)\s+(?:terhadap|dengan|dibandingkan)\b[^.;]{0,20}\btarget\s+akhir\b",
        ),
        confidence: 82,
    },
    Wording {
        expression: LazyPattern::new(
            &["diproyeksikan|diperkirakan|direncanakan", "kegiatan|program", "tahun"],
            r"(?i)\b(?:diproyeksikan|diperkirakan|direncanakan)\s[^.;]{0,80}?\b(?:kegiatan|program)\b[^.;]{0,25}\btahun\s+(?P<year>20\d\d)\s*$",
        ),
        confidence: 75,
    },
    Wording {
        expression: LazyPattern::new(
            &["melampaui|memenuhi", "target", "kinerja", "tahun"],
            r"(?i)\b(?:melampaui|memenuhi)\s+target\s+kinerja\s+tahun\s+(?P<year>20\d\d)\b",
        ),
        confidence: 68,
    },
];

/// Looks for years that cannot stand where they stand.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the report's year is not known");
        return;
    };
    let all = input.passages();
    periods(all, sink);
    let prose: Vec<&Passage<'_>> = all.iter().filter(|p| p.kind != Some(BlockKind::Contents)).collect();
    let mut like: BTreeMap<String, Vec<(usize, i32, String)>> = BTreeMap::new();
    for (i, passage) in prose.iter().enumerate() {
        let own: Vec<&Wording> = OWN.iter().filter(|w| w.expression.passes(&passage.sieve)).collect();
        let by_distance = LAST_YEAR.passes(&passage.sieve) || THIS_YEAR.passes(&passage.sieve);
        for sentence in sentences(&passage.text) {
            own_year(year, &own, passage, sentence, sink);
            if by_distance {
                named_by_distance(year, passage, sentence, sink);
            }
            if let Some(one) = only_year(sentence)
                && let Some(mask) = mask(sentence)
            {
                like.entry(mask).or_default().push((i, one, sentence.to_owned()));
            }
        }
    }
    like_sentences(year, &prose, &like, sink);
    for table in &input.report.tables {
        columns(year, table, sink);
    }
}

/// Sentences of a passage: parted at a full stop or semicolon with a blank and a capital behind it.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, _) in text.match_indices(['.', ';']) {
        let rest = text.get(i + 1..).unwrap_or("");
        let mut after = rest.chars();
        if after.next() == Some(' ') && after.next().is_some_and(|c| c.is_uppercase() || c == '“') {
            out.push(text.get(from..i).unwrap_or("").trim());
            from = i + 1;
        }
    }
    out.push(text.get(from..).unwrap_or("").trim_end_matches(['.', ';']).trim());
    out
}

/// A slip names a year shortly before the report's (or the one after it).
fn may_be_slip(year: i32, other: i32) -> bool {
    other != year && other >= year - MOST_YEARS_BACK && other < year
}

fn only_year(sentence: &str) -> Option<i32> {
    let mut years = YEAR.find_iter(sentence);
    let one = years.next()?.as_str().parse().ok()?;
    years.next().is_none().then_some(one)
}

fn wrong(passage: &Passage<'_>, stated: i32, right: i32, quoted: &str, confidence: Percent, sink: &mut Sink) -> Option<usize> {
    let message = say(|lang| match lang {
        Lang::Id => format!("Tertulis tahun {stated}; seharusnya {right}: “{quoted}”."),
        Lang::En => format!("The year {stated} stands where {right} must: “{quoted}”."),
    });
    let mut finding = at_text(RULE, Severity::Medium, confidence, (passage.page, passage.bbox), &stated.to_string(), message);
    finding.expected = Some(right.to_string());
    finding.evidence = vec![passage.evidence("stated", quoted)];
    sink.fail(RULE, finding)
}

fn own_year(year: i32, wordings: &[&Wording], passage: &Passage<'_>, sentence: &str, sink: &mut Sink) {
    for wording in wordings {
        let Some(found) = wording.expression.captures(sentence).and_then(|m| m.name("year")) else {
            continue;
        };
        let Ok(stated) = found.as_str().parse::<i32>() else { continue };
        let compares = YEAR.find_iter(sentence).any(|y| y.as_str().parse() == Ok(year));
        if stated == year {
            sink.hold(RULE);
        } else if may_be_slip(year, stated) && !compares {
            let _ = wrong(passage, stated, year, &quote(sentence, found.start(), found.end()), wording.confidence, sink);
            return;
        }
    }
}

/// 'tahun lalu (2021)', 'tahun ini (2023)'.
fn named_by_distance(year: i32, passage: &Passage<'_>, sentence: &str, sink: &mut Sink) {
    for (expression, right) in [(&LAST_YEAR, year - 1), (&THIS_YEAR, year)] {
        let Some(found) = expression.captures(sentence).and_then(|m| m.name("year")) else { continue };
        match found.as_str().parse::<i32>() {
            Ok(stated) if stated == right => sink.hold(RULE),
            Ok(stated) => {
                let _ = wrong(passage, stated, right, &quote(sentence, found.start(), found.end()), 88, sink);
            }
            Err(_) => {}
        }
    }
}

/// A sentence without its figures and quoted names; `None` where too little is left.
fn mask(sentence: &str) -> Option<String> {
    let mut quoted = false;
    let bare: String = sentence
        .chars()
        .filter_map(|c| match c {
            '“' => {
                quoted = true;
                None
            }
            '”' => {
                quoted = false;
                None
            }
            _ if quoted => None,
            c if c.is_ascii_digit() => Some('#'),
            c => Some(c),
        })
        .collect();
    let words: Vec<String> = words(&bare);
    let plain = words.iter().filter(|w| w.chars().all(char::is_alphabetic)).count();
    let compares =
        words.iter().any(|w| w.starts_with("banding") || w.starts_with("dibanding") || w.starts_with("perbanding") || w == "lalu");
    (plain >= LIKE_WORDS && !compares).then(|| words.join(" "))
}

/// One of several like sentences that names another year than all others.
fn like_sentences(year: i32, prose: &[&Passage<'_>], like: &BTreeMap<String, Vec<(usize, i32, String)>>, sink: &mut Sink) {
    for group in like.values() {
        let (right, other): (Vec<_>, Vec<_>) = group.iter().partition(|(_, y, _)| *y == year);
        let [(i, stated, sentence)] = other.as_slice() else { continue };
        let Some(passage) = prose.get(*i) else { continue };
        if right.len() < LIKE_SENTENCES || !may_be_slip(year, *stated) {
            continue;
        }
        let start = sentence.find(&stated.to_string()).unwrap_or(0);
        let quoted = quote(sentence, start, start + 4);
        if let Some(n) = wrong(passage, *stated, year, &quoted, 72, sink) {
            let others = right.iter().take(3).filter_map(|(j, _, s)| Some(prose.get(*j)?.evidence("other_place", s)));
            if let Some(finding) = sink.findings.get_mut(n) {
                finding.evidence.extend(others);
            }
        }
    }
}

/// A passage, and where in it a period begins and ends.
type At = (usize, usize, usize);

/// Whether the words before two years speak of a part of the period: the years gone by, those up to now.
fn is_part_of_period(text: &str) -> bool {
    let text = text.to_lowercase();
    ["berjalan", "sampai", "hingga", "s.d", "s/d", "telah dilaksanakan", "sudah dilaksanakan", "capaian", "realisasi"]
        .iter()
        .any(|word| text.contains(word))
}

/// Periods of the Renstra: a lone one that shares one end with the one named everywhere else.
fn periods(prose: &[Passage<'_>], sink: &mut Sink) {
    let mut named: BTreeMap<(i32, i32), Vec<At>> = BTreeMap::new();
    for (i, passage) in prose.iter().enumerate().filter(|(_, p)| PERIOD.passes(&p.sieve)) {
        for m in PERIOD.captures_iter(&passage.text).filter(|m| m.get(0).is_some_and(|m| !is_part_of_period(m.as_str()))) {
            let year = |name| m.name(name).and_then(|y| y.as_str().parse::<i32>().ok());
            let (Some(from), Some(to), Some(start), Some(end)) = (year("from"), year("to"), m.name("from"), m.name("to")) else { continue };
            named.entry((from, to)).or_default().push((i, start.start(), end.end()));
        }
    }
    let Some((usual, most)) = named.iter().max_by_key(|(_, places)| places.len()).map(|(p, places)| (*p, places.clone())) else { return };
    for (period, places) in &named {
        let shares_one_end = (period.0 == usual.0) != (period.1 == usual.1);
        let ([(i, start, end)], true) = (places.as_slice(), shares_one_end && *period != usual && most.len() >= LIKE_SENTENCES) else {
            places.iter().for_each(|_| sink.hold(RULE));
            continue;
        };
        let Some(passage) = prose.get(*i) else { continue };
        let (stated, right) = if period.0 == usual.0 { (period.1, usual.1) } else { (period.0, usual.0) };
        if let Some(n) = wrong(passage, stated, right, &quote(&passage.text, *start, *end), 72, sink) {
            let others = most.iter().take(3).filter_map(|(j, s, e)| {
                let other = prose.get(*j)?;
                Some(other.evidence("other_place", &quote(&other.text, *s, *e)))
            });
            if let Some(finding) = sink.findings.get_mut(n) {
                finding.evidence.extend(others);
            }
        }
    }
}

/// A caption of the report's year over columns that are all of another.
fn columns(year: i32, table: &Table, sink: &mut Sink) {
    let (Some(at), Some(caption)) = (table.caption_at, table.caption.as_deref()) else { return };
    if only_year(caption) != Some(year) {
        return;
    }
    let measures = |role| matches!(role, ColumnRole::Target | ColumnRole::Realisasi | ColumnRole::Capaian);
    let years: Vec<(usize, i32)> = table.columns.iter().filter(|c| measures(c.role)).filter_map(|c| Some((c.col, c.year?))).collect();
    let Some((_, stated)) = years.last().copied() else { return };
    let undated = table.columns.iter().any(|c| c.role == ColumnRole::Realisasi && c.year.is_none());
    if undated || years.iter().any(|(_, y)| *y == year) {
        sink.hold(RULE);
        return;
    }
    if years.len() < 2 || stated >= year {
        return;
    }
    let severity = if table.kind == TableKind::PerformanceMeasurement { Severity::High } else { Severity::Medium };
    let header =
        table.columns.iter().find(|c| c.year == Some(stated) && measures(c.role)).map_or_else(String::new, |c| c.header.join(" / "));
    let message: Message = say(|lang| match lang {
        Lang::Id => format!("Judul tabel menyebut tahun {year}; kolomnya tahun {stated} (“{header}”)."),
        Lang::En => format!("The caption says {year}; the columns are of {stated} (“{header}”)."),
    });
    let mut finding = at_text(RULE, severity, 80, (at.page, at.bbox), &year.to_string(), message);
    finding.table = Some(table.number.clone().unwrap_or_else(|| table.id.clone()));
    finding.expected = Some(stated.to_string());
    let first = table.cells.iter().find(|c| c.row < table.header_rows && c.text.contains(&stated.to_string()));
    finding.evidence.extend(first.map(|c| Evidence {
        role: "other_place".into(),
        page: c.page,
        bbox: c.bbox,
        text: c.text.clone(),
        table: Some(table.id.clone()),
        row: Some(c.row),
        col: Some(c.col),
    }));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::check::fixture::{report, table};
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind::Paragraph;
    use crate::pdf::Rect;
    use crate::report::{ColumnRole, Place};

    fn said(texts: &[&str]) -> Vec<String> {
        let passages: Vec<_> = texts.iter().map(|t| (1, Paragraph, *t)).collect();
        let outcome = run(&report_of(&passages), &Options::default());
        let of = |f: &crate::check::Finding| format!("{} -> {}", f.stated.as_deref().unwrap_or(""), f.expected.as_deref().unwrap_or(""));
        outcome.findings.iter().filter(|f| f.rule == "S05").map(of).collect()
    }

    #[test]
    fn sentences_end_before_capitals() {
        assert_eq!(sentences("Naik 3.5 persen. Tahun 2024 tetap; Lalu turun."), ["Naik 3.5 persen", "Tahun 2024 tetap", "Lalu turun"]);
    }

    #[test]
    fn slips_are_found() {
        for text in [
            "Laporan Kinerja Instansi Pemerintah Tahun 2023 Dinas Perhubungan ini merupakan media pertanggungjawaban.",
            "Perjanjian Kinerja Tahun 2023 merupakan komitmen Kepala Dinas kepada Bupati.",
            "Tingkat kemajuan realisasi sampai dengan tahun 2023 terhadap target akhir Renstra tahun 2026 disajikan berikut.",
            "Demikian Laporan Akuntabilitas Kinerja Kecamatan Rekaan Tahun 2023 disusun sebagai bahan evaluasi.",
            "Target diproyeksikan akan tercapai melalui pelaksanaan kegiatan di Tahun 2023.",
        ] {
            assert_eq!(said(&[text]), ["2023 -> 2024"], "{text}");
        }
        assert_eq!(said(&["untuk tahun lalu (2021) sasaran belum ada"]), ["2021 -> 2023"]);
    }

    #[test]
    fn lookalikes_pass() {
        for text in [
            "Laporan Kinerja Tahun 2024 Dinas Perhubungan ini merupakan media pertanggungjawaban.",
            "Rekomendasi atas Laporan Kinerja Tahun 2023 telah ditindaklanjuti; laporan ini memuat hasilnya.",
            "Perjanjian Kinerja Tahun 2025 merupakan kelanjutan.",
            "Demikian Laporan Kinerja Kecamatan Rekaan Tahun 2024 disusun sebagai bahan evaluasi.",
            "Peraturan Menteri Nomor 53 Tahun 2014 tentang Petunjuk Teknis",
            "capaian kinerja tahun 2024 dibandingkan dengan tahun lalu (2023)",
            "realisasi sampai dengan tahun 2024 terhadap target akhir Renstra tahun 2026",
        ] {
            assert!(said(&[text]).is_empty(), "{text}");
        }
    }

    #[test]
    fn one_of_several_like_sentences() {
        let like =
            |year: i32, n: u8| format!("Tahun {year} capaian kinerja sasaran “Satu” ini adalah {n}% dari target 14% yang ditetapkan");
        let (a, b, c) = (like(2024, 3), like(2024, 5), like(2023, 14));
        assert_eq!(said(&[&a, &b, &c]), ["2023 -> 2024"]);
        assert!(said(&[&a, &c]).is_empty());
        let d = like(2022, 9);
        assert!(said(&[&a, &b, &c, &d]).is_empty());
    }

    #[test]
    fn a_lone_period_that_shares_one_end() {
        let usual = "Target Renstra Tahun 2017-2021";
        assert_eq!(said(&[usual, usual, "Renstra Dinas periode 2016-2021 ditetapkan"]), ["2016 -> 2017"]);
        assert!(said(&[usual, usual, "Renstra Dinas periode 2022-2026 disusun"]).is_empty());
        assert!(said(&[usual, usual, "Renstra Dinas pada tahun yang sudah berjalan (2017-2019) menunjukkan kemajuan"]).is_empty());
    }

    #[test]
    fn a_caption_over_columns_of_another_year() {
        let mut of_2023 =
            table(&[("No", ColumnRole::No), ("Target", ColumnRole::Target), ("Realisasi", ColumnRole::Realisasi)], &["1|5|5", "2|6|6"]);
        of_2023.caption = Some("Capaian Kinerja Tahun 2024".into());
        of_2023.caption_at = Some(Place { page: 1, bbox: Rect::new(0.0, 0.0, 10.0, 10.0) });
        for column in of_2023.columns.iter_mut().skip(1) {
            column.year = Some(2023);
        }
        let mut right = of_2023.clone();
        right.columns.last_mut().unwrap().year = Some(2024);
        let count = |t| run(&report(vec![t]), &Options::default()).findings.iter().filter(|f| f.rule == "S05").count();
        assert_eq!(count(of_2023), 1);
        assert_eq!(count(right), 0);
    }
}
