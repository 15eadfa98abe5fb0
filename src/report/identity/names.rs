//! Names of agencies and regions in running text and in capitals.

use super::super::text::{fold, is_caps, pattern};
use crate::pattern::{Groups, LazyPattern, Regex};
use crate::report::Level;
use std::sync::LazyLock;

/// An agency met in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Without its region.
    pub name: String,
    /// The region named right after it.
    pub region: Option<String>,
    /// How sure it is that this is a name: 3 for a first word that only names agencies start with.
    pub trust: u32,
}

/// A region met in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// `Kabupaten Wonosobo`.
    pub name: String,
    /// After `Pemerintah`: the government that the report belongs to.
    pub government: bool,
}

/// First words of agency names.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)\b(?:
        (?:D(?:inas|INAS)|I(?:nspektorat|NSPEKTORAT)|K(?:ecamatan|ECAMATAN)|RSUD|RSJ|RSIA|R(?:umah|UMAH)\ S(?:akit|AKIT)|P(?:engadilan|ENGADILAN)|K(?:ejaksaan|EJAKSAAN)
        |S(?:atuan|ATUAN)\ P(?:olisi|OLISI)|S(?:ekretariat|EKRETARIAT)|B(?:iro|IRO)|B(?:alai|ALAI)|L(?:oka|OKA)|S(?:tasiun|TASIUN)|M(?:ahkamah|AHKAMAH)|K(?:ementerian|EMENTERIAN)
        |D(?:irektorat|IREKTORAT)|D(?:eputi|EPUTI)|K(?:omisi|OMISI)|U(?:niversitas|NIVERSITAS)|P(?:oliteknik|OLITEKNIK)|K(?:epolisian|EPOLISIAN)|P(?:uskesmas|USKESMAS)|P(?:usat|USAT)|K(?:elurahan|ELURAHAN))
        |(?:B(?:adan|ADAN)|K(?:antor|ANTOR)|L(?:embaga|EMBAGA)|U(?:nit|NIT)\ P(?:elaksana|ELAKSANA))
        )\b",
    )
});

static REGION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<gov>\b(?:Pemerintah|PEMERINTAH|Pemkab|Pemkot|Pemprov)\s+(?:(?:Daerah|DAERAH)\s+)?)?\b(?P<kind>Kabupaten|KABUPATEN|Kab\.|KAB\.|Kota|KOTA|Provinsi|PROVINSI|Propinsi|PROPINSI|Prov\.|PROV\.)\s+(?P<rest>\p{Lu}.*)",
    )
});

/// Words that no name goes on over.
const STOPS: &[&str] = &[
    "tahun",
    "kabupaten",
    "kab",
    "kota",
    "provinsi",
    "propinsi",
    "prov",
    "pemerintah",
    "republik",
    "jalan",
    "jl",
    "telp",
    "laporan",
    "lkjip",
    "lkj",
    "lkip",
    "lakip",
    "periode",
    "selaku",
    "sebagai",
    "yang",
    "adalah",
    "telah",
    "nomor",
    "no",
    "tentang",
    "berdasarkan",
    "bab",
    "triwulan",
    "selama",
    "perjanjian",
    "rencana",
    "target",
    "realisasi",
    "capaian",
    "indikator",
    "jumlah",
    "tabel",
    "lampiran",
    "dengan",
    "pada",
    "dalam",
    "untuk",
    "bulan",
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
    "nip",
    "alamat",
    "email",
    "website",
    "dokumen",
    "sasaran",
    "program",
    "kegiatan",
    "halaman",
    "ta",
    "apbd",
    "apbn",
    "the",
    "se",
    "serta",
    "selanjutnya",
    "disebut",
    "jabatan",
    "pihak",
    "menjadi",
    "melalui",
    "terhadap",
    "oleh",
    "sesuai",
    "merupakan",
    "mengenai",
    "sejak",
    "ir",
    "drs",
    "dra",
];

/// Words that may stand inside a name in lower case.
const JOINERS: &[&str] = &["dan", "di", "&", "/", "-"];

/// Longest name: 'Badan Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana' has 11.
const MOST_WORDS: usize = 14;
/// Longest region: 'Kabupaten Kepulauan Siau Tagulandang Biaro'.
pub(super) const MOST_REGION_WORDS: usize = 4;

/// Words of the name that starts at the beginning of a text, and what follows it.
pub(super) fn run(text: &str, most: usize) -> (Vec<&str>, &str) {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = text;
    while words.len() < most {
        let trimmed = rest.trim_start();
        let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let Some(word) = trimmed.get(..end).filter(|w| !w.is_empty()) else { break };
        let bare = word.trim_matches([',', '.', ';', ':', ')', '"', '”']);
        let folded = bare.to_lowercase();
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        let joiner = JOINERS.contains(&folded.as_str());
        if !(capital || joiner)
            || (STOPS.contains(&folded.as_str()) && !words.is_empty())
            || bare.contains(|c: char| c.is_ascii_digit() || c == '(')
        {
            break;
        }
        // Another agency's first word opens another name, unless it belongs to this one's kind ('Kantor Kementerian').
        if words.len() > 2 && HEAD.find(bare).is_some_and(|m| m.start() == 0) && !matches!(folded.as_str(), "pusat" | "komisi") {
            break;
        }
        words.push(word);
        rest = trimmed.get(end..).unwrap_or("");
        if word.ends_with(['.', ';', ':', ')', '"', '”']) && word.len() > 3 {
            break;
        }
        if word.ends_with(',') && !continues(rest) {
            break;
        }
    }
    while words.last().is_some_and(|w| JOINERS.contains(&w.to_lowercase().as_str())) {
        words.pop();
    }
    (words, rest)
}

/// After a comma a name goes on only with more capitals that end in `dan …`.
fn continues(rest: &str) -> bool {
    let ahead: Vec<&str> = rest.split_whitespace().take(6).collect();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let stop = |w: &str| STOPS.contains(&w.trim_matches([',', '.']).to_lowercase().as_str());
    if !ahead.first().is_some_and(|w| capital(w) && !stop(w) && HEAD.find(w).is_none()) {
        return false;
    }
    let known = ahead.iter().take_while(|w| capital(w) && !stop(w)).count();
    ahead.get(known).is_some_and(|w| matches!(w.to_lowercase().as_str(), "dan" | "serta"))
        || ahead.iter().take(known).any(|w| *w == "DAN")
        || known == ahead.len()
}

pub(super) fn clean(words: &[&str]) -> String {
    words.join(" ").trim_matches([',', '.', ';', ':', '"', '”', ')', ' ', '-', '/']).to_owned()
}

/// Every agency named in a text.
pub(super) fn agencies(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(m) = HEAD.find_at(text, from) {
        let (words, rest) = run(text.get(m.start()..).unwrap_or(""), MOST_WORDS);
        from = m.end();
        let name = clean(&words);
        // 'Rumah Sakit' and 'Satuan Polisi' alone are kinds, not names.
        let kind_words =
            if name.to_lowercase().starts_with("rumah sakit") || name.to_lowercase().starts_with("satuan polisi") { 2 } else { 1 };
        let folded = fold(&name);
        // A province has one Inspektorat: it needs no name.
        let alone = folded == "inspektorat"
            && (rest.trim_matches([' ', '.']).is_empty() || REGION.find(rest.trim_start()).is_some_and(|r| r.start() == 0));
        if (name.split(' ').count() <= kind_words && !alone) || NOT_AGENCIES.iter().any(|n| folded.starts_with(n)) {
            continue;
        }
        from = from.max(m.start() + name.len());
        let region = REGION
            .captures(rest.trim_start().get(..).unwrap_or(""))
            .filter(|r| r.get(0).is_some_and(|w| w.start() <= 1))
            .and_then(|r| region_of(&r));
        let weak = [
            "Badan",
            "BADAN",
            "Kantor",
            "KANTOR",
            "Lembaga",
            "LEMBAGA",
            "Unit",
            "UNIT",
            "Pusat",
            "PUSAT",
            "Sekretariat",
            "SEKRETARIAT",
            "Balai",
            "BALAI",
        ]
        .iter()
        .any(|w| name.starts_with(w));
        // 'Menjadi Lembaga Terdepan': what a vision wishes the agency to be.
        if weak && text.get(..m.start()).is_some_and(wishes) {
            continue;
        }
        found.push(Found { name, region, trust: if weak { 2 } else { 3 } });
        if found.len() >= MOST_IN_TEXT {
            break;
        }
    }
    found
}

/// Whether a text ends with a word of becoming.
fn wishes(before: &str) -> bool {
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    matches!(fold(last).as_str(), "menjadi" | "mewujudkan" | "terwujudnya" | "terciptanya" | "sebagai")
}

/// Agencies asked of one text: a list of all of them is no statement of whose report it is.
const MOST_IN_TEXT: usize = 12;

/// What starts like an agency and is none, or is never the one that reports.
const NOT_AGENCIES: &[&str] = &[
    "badan layanan umum",
    "badan usaha",
    "badan publik",
    "badan hukum",
    "badan pemeriksa keuangan",
    "badan pusat statistik",
    "lembaga swadaya",
    "lembaga negara",
    "lembaga administrasi",
    "lembaga pemerintah",
    "lembaga kemasyarakatan",
    "lembaran",
    "kementerian dalam negeri",
    "kementerian pendayagunaan",
    "kementerian pan",
    "kementerian keuangan",
    "unit pelaksana teknis daerah dan",
    "kantor urusan",
    "pusat kesehatan masyarakat",
    "dinas pendidikan nasional",
    "sekretariat negara",
    "dinas dinas",
    "dinas daerah",
    "badan dan",
    "dinas dan",
    "unit pelaksana",
];

fn region_of(m: &Groups) -> Option<String> {
    let kind = m.name("kind")?.as_str();
    let (words, _) = run(m.name("rest")?.as_str(), MOST_REGION_WORDS);
    let cut: Vec<&str> = words.iter().copied().take_while(|w| HEAD.find(w).is_none()).collect();
    let name = clean(&cut);
    // 'Kabupaten/Kota' and 'Kota dan Kabupaten' name no region.
    let first = cut.first()?.to_lowercase();
    if name.len() < 3 || name.contains('/') || matches!(first.as_str(), "dan" | "di" | "atau" | "se") {
        return None;
    }
    let kind = match kind.trim_end_matches('.').to_lowercase().as_str() {
        "kabupaten" | "kab" => "Kabupaten",
        "kota" => "Kota",
        _ => "Provinsi",
    };
    // Only Pangkajene goes on after 'dan'.
    let name = match name.split_once(" dan ").or_else(|| name.split_once(" DAN ")) {
        Some((before, after)) if !after.to_lowercase().starts_with("kepulauan") => before.to_owned(),
        _ => name,
    };
    Some(format!("{kind} {}", title_case(&name)))
}

/// Every region named in a text.
pub(super) fn regions(text: &str) -> Vec<Region> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(m) = text.get(from..).and_then(|t| REGION.captures(t)) {
        let Some(rest) = m.name("rest") else { break };
        found.extend(region_of(&m).map(|name| Region { name, government: m.name("gov").is_some() }));
        from += rest.start();
        if found.len() >= MOST_IN_TEXT {
            break;
        }
    }
    found
}

/// An agency's name levelled for comparison.
pub(super) fn agency_key(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("rsud ").map_or_else(|| folded.clone(), |rest| format!("rumah sakit umum daerah {rest}"))
}

/// A region levelled for comparison.
pub(super) fn region_key(name: &str) -> String {
    fold(name)
}

/// Level of government that a region's kind tells.
pub(super) fn region_level(region: &str) -> Option<Level> {
    match region.split(' ').next()? {
        "Kabupaten" => Some(Level::Kabupaten),
        "Kota" => Some(Level::Kota),
        "Provinsi" => Some(Level::Provinsi),
        _ => None,
    }
}

/// Level that the agency's own name tells.
pub(super) fn agency_level(name: &str) -> Option<Level> {
    let folded = fold(name);
    (folded.starts_with("kecamatan ") || folded.starts_with("kelurahan ")).then_some(Level::Kecamatan)
}

/// Courts, ministries and their offices: they belong to no region's government.
pub(super) fn is_central(name: &str) -> bool {
    let folded = fold(name);
    let heads = [
        "pengadilan",
        "kejaksaan",
        "kementerian",
        "mahkamah",
        "direktorat",
        "deputi",
        "komisi",
        "universitas",
        "politeknik",
        "kepolisian",
        "balai besar",
        "balai pengawas",
        "loka",
        "stasiun",
        "kantor pertanahan",
        "kantor imigrasi",
        "kantor wilayah",
        "kantor kementerian",
        "kantor pelayanan pajak",
        "kantor pelayanan perbendaharaan",
        "kantor pengawasan",
        "kantor regional",
        "kantor kesyahbandaran",
        "kantor otoritas",
        "lembaga pemasyarakatan",
        "badan narkotika nasional",
        "badan pengawas obat",
        "badan pengawas pemilihan",
        "badan meteorologi",
        "badan siber",
        "badan pertanahan nasional",
        "badan kepegawaian negara",
        "badan nasional",
        "badan pengembangan sumber daya manusia kementerian",
        "pusat pelatihan",
        "balai pom",
    ];
    heads.iter().any(|h| folded.starts_with(h))
}

/// Ministries and the Supreme Court, which stand on the covers of their offices too.
pub(super) fn is_superior(name: &str) -> bool {
    let folded = fold(name);
    ["kementerian", "mahkamah agung"].iter().any(|h| folded.starts_with(h))
}

static PLACE: LazyPattern = LazyPattern::new(
    &[],
    r"(?xi)^(?:
        (?:pengadilan|kejaksaan)\s+(?:negeri|agama|tinggi\ agama|tinggi|tata\ usaha\ negara|militer(?:\ tinggi|\ utama)?(?:\ [ivx-]+\ *\d*)?)\s+
        |.*\sdi\s+
        )(?P<place>\p{L}[\p{L}\s.]*)$",
);

/// The place that an office of the centre is named after.
pub(super) fn place_in(name: &str) -> Option<String> {
    if let Some(m) = REGION.captures(name) {
        return region_of(&m);
    }
    Some(PLACE.captures(name)?.name("place")?.as_str().trim().to_owned())
}

/// Abbreviations that stay in capitals.
const ABBREVIATIONS: &[&str] = &[
    "RSUD", "RSJ", "RSIA", "UPT", "UPTD", "DPRD", "BPBD", "POM", "KPU", "RI", "PP", "SDM", "BPOM", "BNN", "BKD", "BKPSDM", "DKI", "DI",
    "BLK", "KB", "PPA", "BPKAD", "PPPA", "II", "III", "IV", "HAM", "TNI", "BLUD",
];

/// Names in capitals in the usual mixed case; others as they are.
pub(in crate::report) fn title_case(name: &str) -> String {
    if !is_caps(name) {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if i > 0 && matches!(lower.as_str(), "dan" | "di" | "serta" | "untuk" | "pada" | "dari" | "ke") {
            return lower;
        }
        if ABBREVIATIONS.contains(&bare) && !(bare == "DI" && i > 0) {
            return word.to_owned();
        }
        let mut out = String::with_capacity(word.len());
        let mut start = true;
        for c in word.chars() {
            if start {
                out.extend(c.to_uppercase())
            } else {
                out.extend(c.to_lowercase())
            }
            start = !c.is_alphanumeric() && c != '\'';
        }
        out
    });
    words.collect::<Vec<_>>().join(" ")
}
