//! How alike two names of indicators are: weighted words, abbreviations read against the words they stand for.

use crate::check::facts::key;
use std::collections::{BTreeMap, BTreeSet};

/// Words that carry no meaning of their own in a name.
const FILLERS: [&str; 22] = [
    "yang", "yg", "dan", "atau", "di", "ke", "dari", "pada", "atas", "oleh", "untuk", "dengan", "dalam", "melalui", "terhadap", "serta",
    "telah", "sudah", "para", "secara", "menjadi", "sebagai",
];

/// Words that turn a name into its opposite.
const DENIALS: [&str; 4] = ["tidak", "belum", "bukan", "tanpa"];

/// Weight of the word that says what is counted (`persentase`): it is in half of all names.
const HEAD_WEIGHT: f64 = 0.25;

/// Jaro-Winkler similarity from which two words are one (`diterbitkan`, `diterbitkn`); of words that share a stem only
/// the beginning it is lower.
const SAME_WORD: f64 = 0.93;

/// Letters from which a word may be misspelt and still be told from others.
const LONG_WORD: usize = 6;

/// Letters of an abbreviation of initials (`PP`, `IKPA`).
const INITIALS: std::ops::RangeInclusive<usize> = 2..=6;

/// Letters from which a word can be a blend of an agency's name (`Disnaker`), and those it begins with.
const BLEND_FROM: usize = 5;
const BLEND_HEAD: usize = 3;

/// What a name counts in, by its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Share,
    Count,
    Score,
    Ratio,
}

fn head(word: &str) -> Option<Head> {
    Some(match word {
        "persentase" | "presentase" | "prosentase" | "persentasi" | "prosentasi" | "persen" | "cakupan" | "tingkat" | "proporsi" => {
            Head::Share
        }
        "jumlah" | "banyaknya" => Head::Count,
        "nilai" | "indeks" | "skor" | "predikat" | "opini" => Head::Score,
        "rasio" | "ratio" | "angka" => Head::Ratio,
        _ => return None,
    })
}

/// A name as words, read in every way its brackets allow.
#[derive(Debug, Clone)]
pub struct Name {
    /// Spelling levelled: equal for the same name.
    pub key: String,
    head: Option<Head>,
    readings: Vec<Vec<String>>,
    denials: BTreeSet<String>,
}

impl Name {
    /// Reads a name; the agency's own names in it say nothing.
    #[must_use]
    pub fn read(text: &str, agency: &[Vec<String>]) -> Self {
        let (outside, inside) = brackets(text);
        let mut readings = vec![meaningful(&words(&outside), agency)];
        if !inside.is_empty() && !abbreviates(&words(&inside), &words(&outside)) {
            let all = format!("{outside} {inside}");
            readings.push(meaningful(&words(&all), agency));
        }
        let all = words(text);
        let denials = all.iter().filter(|w| DENIALS.contains(&w.as_str())).cloned().collect();
        Self { key: key(text), head: all.first().and_then(|w| head(w)), readings, denials }
    }

    /// The words of all readings.
    pub fn vocabulary(&self) -> BTreeSet<&str> {
        self.readings.iter().flatten().map(String::as_str).collect()
    }

    /// How alike two names are, 0 to 1.
    #[must_use]
    pub fn alike(&self, other: &Self, weights: &Weights) -> f64 {
        if self.key == other.key {
            return 1.0;
        }
        let apart = |a: Head, b: Head| a != b && (a == Head::Count || b == Head::Count);
        let denied = self.denials != other.denials;
        if denied || self.head.zip(other.head).is_some_and(|(a, b)| apart(a, b)) {
            return 0.0;
        }
        let pairs = self.readings.iter().flat_map(|a| other.readings.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| overlap(a, b, weights)).fold(0.0, f64::max)
    }
}

/// Words in lower case.
pub fn words(text: &str) -> Vec<String> {
    // A hyphen at a line end is none of the word's.
    let joined = text.replace("- ", "-").replace(['-', '\u{ad}'], "");
    joined.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// What stands outside and inside of brackets.
fn brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' => depth = depth.saturating_add(1),
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 { &mut inside } else { &mut outside }.push(c);
    }
    // A name that is all bracket is read as it stands.
    if words(&outside).is_empty() { (text.to_owned(), String::new()) } else { (outside, inside) }
}

/// Whether a bracket holds just the initials of the words outside.
fn abbreviates(inside: &[String], outside: &[String]) -> bool {
    let outside: Vec<String> = outside.iter().filter(|w| !FILLERS.contains(&w.as_str())).cloned().collect();
    matches!(inside, [one] if spelled_out(one, &outside).is_some())
}

/// The words that count, once each; the agency's own name is taken out.
fn meaningful(words: &[String], agency: &[Vec<String>]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = words;
    while let Some((first, tail)) = rest.split_first() {
        let named = agency.iter().map(|name| name.iter().zip(rest).take_while(|(a, b)| a == b).count()).max().unwrap_or_default();
        if named >= 2 {
            rest = rest.get(named..).unwrap_or_default();
            continue;
        }
        let skipped = FILLERS.contains(&first.as_str()) || agency.iter().any(|name| blends(first, name)) || out.contains(first);
        if !skipped {
            out.push(first.clone());
        }
        rest = tail;
    }
    out
}

/// Whether a word is a blend of a name: it begins with letters of its first word (`Dis` of `Dinas`), and all its letters
/// follow each other in the name.
pub fn blends(word: &str, name: &[String]) -> bool {
    let Some(first) = name.first() else { return false };
    let beginning: String = word.chars().take(BLEND_HEAD).collect();
    let begins = word.chars().next() == first.chars().next() && follow(&beginning, first);
    word.chars().count() >= BLEND_FROM && name.len() >= 2 && first != word && begins && follow(word, &name.concat())
}

/// Whether the letters of a word follow each other in a text, others between them.
fn follow(word: &str, text: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|c| letters.any(|l| l == c))
}

/// The span of words whose initials a word is made of.
fn spelled_out(word: &str, words: &[String]) -> Option<std::ops::Range<usize>> {
    let initials: Vec<char> = word.chars().collect();
    if !INITIALS.contains(&initials.len()) || !initials.iter().all(|c| c.is_alphabetic()) {
        return None;
    }
    let fits = |span: &[String]| span.iter().zip(&initials).all(|(w, c)| w.chars().count() > 1 && w.starts_with(*c));
    let plain = |span: &[String]| !span.first().is_some_and(|w| matches!(head(w), Some(Head::Share | Head::Count)));
    let at = words.windows(initials.len()).position(|span| fits(span) && plain(span))?;
    Some(at..at + initials.len())
}

fn same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let digits = |w: &str| w.chars().any(|c| c.is_ascii_digit());
    let long = a.chars().count().min(b.chars().count()) >= LONG_WORD;
    long && !digits(a) && !digits(b) && strsim::jaro_winkler(a, b) >= SAME_WORD
}

/// Weight of what two readings share: against both of them, and against the shorter one, since names grow qualifiers.
fn overlap(a: &[String], b: &[String], weights: &Weights) -> f64 {
    let mut met_a = vec![false; a.len()];
    let mut met_b = vec![false; b.len()];
    for (x, hit) in a.iter().zip(&mut met_a) {
        let free = b.iter().zip(&mut met_b).find(|(y, met)| !**met && same_word(x, y));
        if let Some((_, met)) = free {
            (*hit, *met) = (true, true);
        }
    }
    spell_out(a, &mut met_a, b, &mut met_b);
    spell_out(b, &mut met_b, a, &mut met_a);
    let differs = |words: &[String], met: &[bool]| words.iter().zip(met).any(|(w, met)| !met && w.chars().any(|c| c.is_ascii_digit()));
    if differs(a, &met_a) && differs(b, &met_b) {
        return 0.0;
    }
    let weigh = |words: &[String], met: &[bool]| {
        let all: f64 = words.iter().map(|w| weights.of(w)).sum();
        let shared: f64 = words.iter().zip(met).filter(|(_, met)| **met).map(|(w, _)| weights.of(w)).sum();
        (shared, all)
    };
    let ((sa, ta), (sb, tb)) = (weigh(a, &met_a), weigh(b, &met_b));
    if ta <= 0.0 || tb <= 0.0 {
        return 0.0;
    }
    f64::midpoint((sa + sb) / (ta + tb), (sa / ta).max(sb / tb))
}

/// Abbreviations of `a` met by the words that they stand for in `b`.
fn spell_out(a: &[String], met_a: &mut [bool], b: &[String], met_b: &mut [bool]) {
    for (word, hit) in a.iter().zip(met_a.iter_mut()).filter(|(_, hit)| !**hit) {
        let Some(span) = spelled_out(word, b) else { continue };
        *hit = true;
        if let Some(span) = met_b.get_mut(span) {
            span.fill(true);
        }
    }
}

/// How much words tell one name from another: those of few names more than those of many.
#[derive(Debug, Default)]
pub struct Weights {
    counts: BTreeMap<String, f64>,
    names: f64,
}

impl Weights {
    /// Of all names of an agency.
    #[must_use]
    pub fn of_names<'a>(names: impl Iterator<Item = &'a Name>) -> Self {
        let mut out = Self::default();
        for name in names {
            out.names += 1.0;
            for word in name.vocabulary() {
                *out.counts.entry(word.to_owned()).or_default() += 1.0;
            }
        }
        out
    }

    fn of(&self, word: &str) -> f64 {
        if head(word).is_some() {
            return HEAD_WEIGHT;
        }
        let count = self.counts.get(word).copied().unwrap_or(1.0);
        (1.0 + self.names / count).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> f64 {
        let agency = vec![words("Dinas Tenaga Kerja dan Transmigrasi")];
        let (a, b) = (Name::read(a, &agency), Name::read(b, &agency));
        let others = ["Persentase jalan mantap", "Jumlah pasar rakyat yang dibina", "Nilai SAKIP"].map(|n| Name::read(n, &agency));
        a.alike(&b, &Weights::of_names([&a, &b].into_iter().chain(&others)))
    }

    #[test]
    fn renamed_indicators_are_alike() {
        for (a, b) in [
            ("Persentase pelayanan yang selesai tepat waktu", "Prosentase pelayanan selesai tepat waktu"),
            ("Indeks Kepuasan Masyarakat (IKM)", "Nilai IKM layanan"),
            ("Nilai Indikator Kinerja Pelaksanaan Anggaran", "Nilai IKPA Disnaker"),
            ("Nilai SAKIP Dinas Tenaga Kerja", "Nilai hasil evaluasi SAKIP Disnakertrans"),
            ("Jumlah jembatan yang dibangun", "Jumlah jembatan (unit baru) yang dibangun"),
        ] {
            assert!(alike(a, b) > 0.7, "{a} / {b}: {}", alike(a, b));
        }
    }

    #[test]
    fn other_indicators_are_not() {
        for (a, b) in [
            ("Persentase laporan warga yang dijawab", "Persentase laporan warga yang belum dijawab"),
            ("Jumlah penduduk miskin", "Persentase penduduk miskin"),
            ("Cakupan kunjungan ibu hamil K1", "Cakupan kunjungan ibu hamil K4"),
            ("Jumlah siswa sekolah dasar", "Jumlah guru bersertifikat"),
        ] {
            assert!(alike(a, b) < 0.5, "{a} / {b}: {}", alike(a, b));
        }
    }

    #[test]
    fn blends_begin_as_the_name_does() {
        let name = words("Dinas Tenaga Kerja dan Transmigrasi");
        assert!(blends("disnaker", &name) && blends("disnakertrans", &name));
        assert!(!blends("dinas", &name) && !blends("distribusi", &name) && !blends("kerja", &name));
    }
}
