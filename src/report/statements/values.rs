//! Figures of a sentence: what each is said to be, and of which year.

use super::sentences::Sentence;
use crate::pattern::{LazyPattern, Regex};
use crate::report::figure::{Evidence, Expect, Style, value};
use crate::report::text::{pattern, year};
use crate::report::{ColumnRole as Role, StatementValue, Value};
use std::sync::LazyLock;

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)(?P<rp>\b(?:rp|idr)\s*\.?\s*)?(?P<core>\d+(?:[.,]+\d+)*)(?:,-)?
        (?P<in_words>\s*\(\s*[a-z]+(?:\s+[a-z]+){0,6}\s*\))?
        (?P<unit>\s*(?:%+|‰|persen\b|(?:ribu|juta|mil[iy]ar|tril[iy]un)\b(?:\s+rupiah\b)?
            |(?:orang|jiwa|dokumen|unit|buah|ton|kg|ha|hektar|km|desa|kelurahan|kecamatan|kasus|poin|point|kk|hari|bulan|paket|laporan|kegiatan|kelompok|perusahaan|berkas|bidang|ekor|program|sasaran|indikator|kabupaten|kali|menit|jam)\b))?",
    )
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:19|20)\d\d\b"));

/// What stands before a number that is a name, not a figure.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)(?:
        \b(?:nomor|no|pasal|ayat|bab|tabel|gambar|grafik|diagram|lampiran|halaman|hal|triwulan|tw|golongan|eselon|kelas|tipe|ke|peringkat
        |rangking|ranking|urutan|permendagri|permenpan|pp|uu|perpres|inpres|perda|pergub|perbup|perwal|sasaran|strategis|misi|tujuan|jalan|jl|telp
        |fax|kode\ pos|tanggal|tgl|pukul|sd|smp|sma|km|lebih\ dari)\s*[.:]?\s*
        |\b(?:peraturan|keputusan|instruksi|surat)(?:\s+[a-z]+){1,4}\s*
        |[-–]\s*
        )$",
    )
});

/// What makes a figure the factor of a ratio (`x 100%`), not a value.
static FACTOR: LazyPattern = LazyPattern::new(&["x|×|*|✕|kali"], r"(?i)(?:[x×*✕]|\bdikali(?:kan)?|\bkali)\s*\(?\s*$");

/// What stands behind a number that is a date or a factor of a formula.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember)\b|^\s*[x×]\s*[(]?\p{L}",
    )
});
/// `/100.000 KH` behind a figure: a rate, not a fraction.
static RATIO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\s*(?:/|per)\s*1(?:00[.,]?000|[.,]?000|00)\b(?:\s*KH\b)?"));
/// A figure with a word for people or things.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d\s*\p{L}{3,}$"));

/// What a figure is, by the last word before it that tells.
const TELLS: &[(&str, Role)] = &[
    ("target", Role::Target),
    ("ditargetkan", Role::Target),
    ("ditetapkan sebesar", Role::Target),
    ("target capaian", Role::Target),
    ("target kinerja", Role::Target),
    ("target indikator", Role::Target),
    ("realisasi", Role::Realisasi),
    ("capaian target", Role::Realisasi),
    ("tercapai", Role::Realisasi),
    ("target capaian indikator", Role::Target),
    ("terealisasi", Role::Realisasi),
    ("direalisasikan", Role::Realisasi),
    ("realisasinya", Role::Realisasi),
    ("dicapai sebesar", Role::Realisasi),
    ("mencapai", Role::Realisasi),
    ("tercapai sebesar", Role::Realisasi),
    ("capaian kinerja", Role::Capaian),
    ("tingkat capaian", Role::Capaian),
    ("persentase capaian", Role::Capaian),
    ("prosentase capaian", Role::Capaian),
    ("capaian", Role::Capaian),
    ("pencapaian", Role::Capaian),
    ("pagu", Role::Pagu),
    ("anggaran sebesar", Role::Pagu),
    ("alokasi", Role::Pagu),
    ("dialokasikan", Role::Pagu),
    ("anggaran", Role::Pagu),
    ("realisasi anggaran", Role::RealisasiAnggaran),
    ("realisasi keuangan", Role::RealisasiAnggaran),
    ("realisasi belanja", Role::RealisasiAnggaran),
    ("terserap", Role::RealisasiAnggaran),
    ("penyerapan", Role::RealisasiAnggaran),
    ("serapan", Role::RealisasiAnggaran),
    ("sisa", Role::Sisa),
    ("efisiensi", Role::Sisa),
    ("meningkat sebesar", Role::Selisih),
    ("menurun sebesar", Role::Selisih),
    ("meningkat", Role::Selisih),
    ("menurun", Role::Selisih),
    ("naik", Role::Selisih),
    ("turun", Role::Selisih),
    ("selisih", Role::Selisih),
    ("kenaikan", Role::Selisih),
    ("penurunan", Role::Selisih),
    ("peningkatan", Role::Selisih),
    ("bertambah", Role::Selisih),
    ("berkurang", Role::Selisih),
    ("kekurangan", Role::Selisih),
    ("jumlah", Role::Jumlah),
    ("sejumlah", Role::Jumlah),
    ("sebanyak", Role::Jumlah),
    ("total", Role::Jumlah),
];

/// Characters before a figure in which its word is looked for: a clause of a report's sentence.
const CLAUSE: usize = 120;

/// Counts the number style of a text's figures.
pub(super) fn count_styles(text: &str, evidence: &mut Evidence) {
    cores(text).filter(|core| core.len() > 3).for_each(|core| evidence.add(core));
}

/// Digits with the points and commas between them, in order.
fn cores(text: &str) -> impl Iterator<Item = &str> {
    let within = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    text.split(move |c| !within(c)).map(|run| run.trim_matches(['.', ','])).filter(|run| !run.is_empty())
}

/// How the figures of the prose are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// Number style.
    pub style: Style,
    /// Number style of percentages.
    pub percent: Style,
    /// The report's year.
    pub year: Option<i32>,
}

/// Figures of a sentence in order.
pub(super) fn values(sentence: &Sentence, reading: Reading, indikator: Option<&str>) -> Vec<StatementValue> {
    let masked = without_name(&sentence.text, indikator);
    let text = masked.as_str();
    // Numbers of officials and of telephones.
    if text.contains("NIP") {
        return Vec::new();
    }
    let years: Vec<(usize, i32)> = YEAR
        .find_iter(text)
        .filter(|m| stands_alone(text, m.start(), m.end()))
        .filter_map(|m| Some((m.start(), year(m.as_str())?)))
        .collect();
    let mut found: Vec<StatementValue> = Vec::new();
    // What stands between each figure and the one before it.
    let mut gaps: Vec<&str> = Vec::new();
    let mut clause = 0;
    for m in FIGURE.captures_iter(text) {
        let (Some(whole), Some(core)) = (m.get(0), m.name("core")) else { continue };
        let is_year = years.iter().any(|(at, _)| *at == core.start()) && m.name("unit").is_none() && m.name("rp").is_none();
        let before = text.get(..whole.start()).unwrap_or("");
        let numbering = before.trim().is_empty() && text.get(whole.end()..).is_some_and(|t| t.starts_with(['.', ')']));
        let named_after = AFTER.is_match(text.get(core.end()..).unwrap_or(""));
        let factor = core.as_str() == "100" && FACTOR.is_match(before);
        let decade = core.as_str().len() == 4 && text.get(core.end()..).is_some_and(|t| t.starts_with("an"));
        if is_year
            || decade
            || factor
            || named_after
            || numbering
            || !stands_alone(text, core.start(), core.end())
            || NAMED.is_match(end_of(before))
        {
            continue;
        }
        if whole.start() < clause {
            continue;
        }
        // '89/100.000 KH' is one value.
        let end = RATIO.find(text.get(whole.end()..).unwrap_or("")).map_or(whole.end(), |m| whole.end() + m.end());
        let printed = text.get(whole.start()..end).unwrap_or("").trim();
        let is_percent = m.name("unit").is_some_and(|u| u.as_str().contains('%') || u.as_str().to_lowercase().contains("persen"));
        let read = value(printed, if is_percent { reading.percent } else { reading.style }, Expect::Measure);
        if !matches!(read, Value::Number(_) | Value::Malformed { .. } | Value::Ratio { .. }) {
            continue;
        }
        let read = bounded(read, before);
        let rupiah = m.name("rp").is_some() || m.name("unit").is_some_and(|u| u.as_str().to_lowercase().ends_with("rupiah"));
        let here = tail(text.get(clause..whole.start()).unwrap_or(""));
        let bracketed = before.trim_end().ends_with('(') || here.trim_end().ends_with("atau") || here.trim_end().ends_with("atau sebesar");
        let around =
            Around { rupiah, percent: is_percent, bracketed, counted: m.name("in_words").is_some(), people: COUNTED.is_match(printed) };
        let role = role(here, around, found.last().map(|v| v.role));
        let year = relative_year(here, reading.year).or_else(|| years.iter().rev().find(|(at, _)| *at < whole.start()).map(|(_, y)| *y));
        found.push(StatementValue { role, year, text: printed.to_owned(), value: read, bbox: sentence.boxed(whole.start(), end) });
        gaps.push(text.get(clause..whole.start()).unwrap_or(""));
        if is_percent {
            settle_triple(&mut found, &gaps);
        }
        if let [.., before, last] = found.as_mut_slice()
            && last.role == Role::Target
            && before.role == Role::Capaian
            && text.get(clause..whole.start()).is_some_and(|t| t.contains("dari target"))
        {
            // 'Capaian 3% dari target 3%': what was reached, in the target's own unit.
            before.role = Role::Realisasi;
        }
        clause = end;
    }
    found
}

/// '>100%' and '≥ 80' are borders, not figures.
fn bounded(value: Value, before: &str) -> Value {
    let op = match before.trim_end().chars().next_back() {
        Some('>') => ">",
        Some('<') => "<",
        Some('≥') => ">=",
        Some('≤') => "<=",
        _ => return value,
    };
    match value {
        Value::Number(figure) => Value::Bound { op: op.to_owned(), figure },
        value => value,
    }
}

/// The last words of a text, more of them than a name before its number has.
fn end_of(text: &str) -> &str {
    /// Bytes: 'Peraturan' and four words.
    const NAME: usize = 120;
    let from = (text.len().saturating_sub(NAME)..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = text.get(from..).unwrap_or(text);
    if from == 0 { end } else { end.split_once(' ').map_or(end, |(_, rest)| rest) }
}

/// '22% dibanding target 26%, tercapai 84,62%': a result, its target, and what the one is of the other.
fn settle_triple(found: &mut [StatementValue], gaps: &[&str]) {
    let ([.., result, target, share], [.., to_target, to_share]) = (found, gaps) else { return };
    let (to_target, to_share) = (to_target.to_lowercase(), to_share.to_lowercase());
    let compared = ["dibanding", "terhadap target", "dari target"].iter().any(|w| to_target.contains(w)) && target.role == Role::Target;
    let reached = to_share.contains("capai") && !to_share.contains("tahun");
    if compared && reached && matches!(result.role, Role::Other | Role::Realisasi | Role::Jumlah | Role::Capaian) {
        result.role = Role::Realisasi;
        share.role = Role::Capaian;
    }
}

/// The year of 'tahun lalu' and 'tahun ini' right before a figure.
fn relative_year(clause: &str, report: Option<i32>) -> Option<i32> {
    let lower = clause.to_lowercase();
    if lower.contains("tahun lalu") || lower.contains("tahun sebelumnya") {
        return report.map(|y| y - 1);
    }
    if lower.contains("tahun ini") { report } else { None }
}

/// The last characters of a clause, cut at a character border.
fn tail(text: &str) -> &str {
    let from = text.len().saturating_sub(CLAUSE);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or("")
}

/// No letter or further digit touches the number; a stroke may (a fraction), unless letters stand behind it.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before: Vec<char> = text.get(..start).unwrap_or("").chars().rev().take(2).collect();
    let after: Vec<char> = text.get(end..).unwrap_or("").chars().take(2).collect();
    let touches = |near: &[char]| match near {
        [c, ..] if c.is_alphabetic() => true,
        ['/', c] => c.is_alphabetic(),
        ['.', c] => c.is_alphabetic(),
        _ => false,
    };
    // 'Rp5.000' touches its sign.
    let sign = before.first().is_some_and(|c| matches!(c, 'p' | 'P')) && before.get(1).is_some_and(|c| matches!(c, 'R' | 'r'))
        || (before.first() == Some(&'.') && matches!(before.get(1), Some('p' | 'P')));
    (sign || !touches(&before)) && !after.first().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// How a figure is set.
#[derive(Debug, Clone, Copy)]
struct Around {
    rupiah: bool,
    percent: bool,
    /// In brackets, or after 'atau'.
    bracketed: bool,
    /// With its number in words behind it: `2 (dua)`.
    counted: bool,
    /// Followed by a word for people or things.
    people: bool,
}

fn role(clause: &str, around: Around, last: Option<Role>) -> Role {
    let Around { rupiah, percent, .. } = around;
    // '(88,14%)' or 'atau 88,14%' right behind another figure is its share.
    if percent && around.bracketed {
        match last {
            Some(Role::RealisasiAnggaran) => return Role::Serapan,
            Some(Role::Realisasi | Role::Target) => return Role::Capaian,
            Some(Role::Jumlah | Role::Bagian | Role::Other) => return Role::Porsi,
            _ => {}
        }
    }
    if around.counted {
        return Role::Jumlah;
    }
    let lower = clause.to_lowercase();
    // 'dari 92% menjadi 95%': the same thing, changed.
    if let Some(last) = last.filter(|_| lower.trim_end().ends_with("menjadi")) {
        return last;
    }
    // 'realisasi sesuai target 100%': the target was reached in full; after another figure it is the target itself.
    let told = matches!(last, Some(Role::Realisasi | Role::Target | Role::Capaian));
    if percent && !told && ["sesuai target", "sesuai dengan target"].iter().any(|w| lower.trim_end().ends_with(w)) {
        return Role::Capaian;
    }
    // 'Persentase realisasi terhadap target (…) mencapai 100%' is the achievement, whatever stands between.
    if lower.contains("realisasi terhadap target") || lower.contains("capaian terhadap target") {
        return Role::Capaian;
    }
    let told = TELLS
        .iter()
        .filter_map(|(word, role)| last_word(&lower, word).map(|at| (at + word.len(), word.len(), *role)))
        // 'Peningkatan Pelayanan … sebesar Rp' is a name, not a difference.
        .filter(|(end, _, role)| *role != Role::Selisih || lower.len() - end <= NEAR)
        .max_by_key(|(end, len, _)| (*end, *len));
    let money = lower.contains("anggaran") || lower.contains("keuangan") || lower.contains("belanja");
    match told.map(|(_, _, role)| role) {
        Some(Role::Target) if rupiah => Role::Pagu,
        Some(Role::Realisasi | Role::Capaian) if rupiah => Role::RealisasiAnggaran,
        Some(Role::Realisasi) if money && percent => Role::Serapan,
        Some(Role::RealisasiAnggaran) if percent => Role::Serapan,
        Some(Role::Pagu) if percent && lower.contains("realisasi") => Role::Serapan,
        Some(Role::Pagu) if rupiah && lower.contains("realisasi") && last == Some(Role::Pagu) => Role::RealisasiAnggaran,
        Some(Role::Pagu) if !rupiah && !percent => Role::Other,
        Some(Role::Capaian) if !percent => Role::Realisasi,
        Some(role) => role,
        None if rupiah && (lower.contains("program") || lower.contains("kegiatan")) => Role::Pagu,
        None if around.people && matches!(last, Some(Role::Jumlah | Role::Bagian | Role::Porsi)) => Role::Bagian,
        None => Role::Other,
    }
}

/// Characters between the word for a difference and its figure: 'penurunan angka sebesar'.
const NEAR: usize = 30;

/// The sentence with the indicator's own name blanked out: its digits and words tell nothing of the figures.
fn without_name(text: &str, indikator: Option<&str>) -> String {
    let Some(name) = indikator.filter(|n| !n.is_empty()) else { return text.to_owned() };
    let at = text.to_ascii_lowercase().find(&name.to_ascii_lowercase());
    match at.and_then(|at| Some((text.get(..at)?, text.get(at + name.len()..)?))) {
        Some((before, after)) => format!("{before}{}{after}", " ".repeat(name.len())),
        None => text.to_owned(),
    }
}

/// Where a word last stands in a text as a word.
fn last_word(text: &str, word: &str) -> Option<usize> {
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).is_none_or(|t| !t.ends_with(char::is_alphabetic));
        let after = text.get(at + word.len()..).is_none_or(|t| !t.starts_with(char::is_alphabetic) || t.starts_with("nya"));
        before && after
    })
}
