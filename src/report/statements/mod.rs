//! Sentences that carry figures or claims, with what each figure is said to be.

mod sentences;
mod values;

use super::figure::{Evidence, Style};
use super::text::fold;
use super::{ColumnRole as Role, Indicator, Period, Polarity, SourceRef, Stage, Statement, StatementKind as Kind, StatementValue};
use crate::layout::{Block, BlockKind};
use crate::pattern::LazyPattern;
use regex::Regex;
use std::collections::{HashMap, HashSet};

/// Statements of all paragraphs and list items. `tables`: number style seen in the tables; `year`: the report's.
pub(crate) fn statements(blocks: &[Block], indicators: &[Indicator], tables: Evidence, year: Option<i32>) -> Vec<Statement> {
    let prose = |b: &&Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let mut evidence = Evidence::default();
    blocks.iter().filter(prose).for_each(|b| values::count_styles(&b.text, &mut evidence));
    let style = |percent| Style::decide(evidence, tables, evidence.plus(tables), percent);
    let reading = values::Reading { style: style(false), percent: style(true), year };
    let names = Names::of(indicators);
    let mut found = Vec::new();
    let mut under: Option<(u32, String)> = None;
    for block in blocks {
        if block.kind == BlockKind::Heading {
            under = names.find(&block.text).map(|n| (block.page, n));
            continue;
        }
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            continue;
        }
        let mut in_paragraph: Option<String> = None;
        for sentence in sentences::split(block) {
            let named = names.find(&sentence.text);
            in_paragraph = named.clone().or(in_paragraph);
            let values = values::values(&sentence, reading, named.as_deref());
            let Some(kind) = kind(&sentence.text, &values) else { continue };
            // A heading speaks for the page it stands on and the next.
            let heading = under.as_ref().filter(|(page, _)| block.page.saturating_sub(*page) <= 1).map(|(_, n)| n.clone());
            let indikator = named.or_else(|| in_paragraph.clone()).or(heading);
            found.push(Statement {
                page: block.page,
                bbox: sentence.bbox(),
                text: sentence.text,
                kind,
                indikator,
                values,
                tables: Vec::new(),
            });
        }
    }
    found
}

/// Folded names of the indicators that a paragraph says are better low (`semakin rendah realisasi semakin baik …
/// digunakan untuk indikator "…"`).
pub(crate) fn declared_lower(blocks: &[Block], indicators: &[Indicator]) -> HashSet<String> {
    let says = |text: &str| LOWER.is_match(text) && !HIGHER.is_match(text);
    if !blocks.iter().any(|b| says(&b.text)) {
        return HashSet::new();
    }
    let names = Names::of(indicators);
    blocks.iter().filter(|b| says(&b.text)).flat_map(|b| names.all(&b.text)).collect()
}

static LOWER: LazyPattern = LazyPattern::new(&["makin", "baik"], r"(?i)\b(?:se)?makin (?:rendah|kecil|sedikit)\b.{0,80}\bbaik");
/// A paragraph that explains both directions says of none of its indicators which one is its own.
static HIGHER: LazyPattern = LazyPattern::new(&["makin"], r"(?i)\b(?:se)?makin (?:tinggi|besar|banyak)\b");

/// Records of what the prose says: one a sentence that names an indicator and gives one target or one result.
pub(crate) fn narrated(statements: &[Statement], known: &[Indicator], year: Option<i32>) -> Vec<Indicator> {
    let polarity: HashMap<String, Polarity> = known.iter().map(|i| (fold(&i.indikator), i.polarity)).collect();
    let mut records = Vec::new();
    for statement in statements.iter().filter(|s| s.kind == Kind::TargetRealisasi) {
        let Some(name) = statement.indikator.as_ref().filter(|n| fold(&statement.text).contains(&fold(n))) else { continue };
        let only = |role: Role| {
            let mut of_role = statement.values.iter().filter(|v| v.role == role);
            let first = of_role.next()?;
            of_role.next().is_none().then(|| super::indicators::printed(&first.value, &first.text)).flatten()
        };
        let (target, realisasi, capaian) = (only(Role::Target), only(Role::Realisasi), only(Role::Capaian));
        if target.is_none() && realisasi.is_none() {
            continue;
        }
        let mut years: Vec<i32> = statement.values.iter().filter_map(|v| v.year).collect();
        years.dedup();
        let year = match years.as_slice() {
            [] => year,
            [one] => Some(*one),
            _ => continue,
        };
        records.push(Indicator {
            sasaran: None,
            indikator: name.clone(),
            satuan: None,
            year,
            period: Period::Annual,
            stage: Stage::Narrative,
            target,
            realisasi,
            capaian,
            polarity: polarity.get(&fold(name)).copied().unwrap_or(Polarity::HigherIsBetter),
            formula: None,
            source: SourceRef { table: None, row: None, page: statement.page },
        });
    }
    records
}

/// The report's indicator names, found in a text in one pass.
struct Names {
    any: Option<Regex>,
    printed: HashMap<String, String>,
}

/// Names shorter than this (`Nilai`, `IKM`) occur in sentences about other things.
const SHORTEST_NAME: usize = 8;
/// More names than any report has: beyond, the expression would grow without bound.
const MOST_NAMES: usize = 2_000;

impl Names {
    fn of(indicators: &[Indicator]) -> Self {
        let mut printed: HashMap<String, String> = HashMap::new();
        for record in indicators {
            let key = fold(&record.indikator);
            if key.len() >= SHORTEST_NAME && printed.len() < MOST_NAMES {
                printed.entry(key).or_insert_with(|| record.indikator.clone());
            }
        }
        let mut keys: Vec<&String> = printed.keys().collect();
        keys.sort_by_key(|k| (std::cmp::Reverse(k.len()), (*k).clone()));
        let any = keys.iter().map(|k| regex::escape(k)).collect::<Vec<_>>().join("|");
        let any = if any.is_empty() { None } else { Regex::new(&any).ok() };
        Self { any, printed }
    }

    fn find(&self, text: &str) -> Option<String> {
        self.all(text).into_iter().next().and_then(|key| self.printed.get(&key).cloned())
    }

    /// Folded names in a text, in order.
    fn all(&self, text: &str) -> Vec<String> {
        let folded = fold(text);
        self.any.iter().flat_map(|any| any.find_iter(&folded)).map(|m| m.as_str().to_owned()).collect()
    }
}

static FORMULA: LazyPattern = LazyPattern::new(&["100", "="], r"(?i)\d[\d.,]*\s*[/:÷]\s*\d[\d.,]*\s*\)?\s*[x×*]\s*100\s*%?\s*=\s*\d");
static COUNT: LazyPattern = LazyPattern::new(
    &["(", "program|kegiatan|sub|sasaran|indikator|tujuan|misi|bidang|seksi|unit|dokumen|urusan|kecamatan|desa|kelurahan"],
    r"(?i)\b\d{1,3}\s*\((?:[a-z]+\s?){1,4}\)\s*(?:program|kegiatan|sub|sasaran|indikator|tujuan|misi|bidang|seksi|unit|dokumen|urusan|kecamatan|desa|kelurahan|sub)",
);
static DIFFERENCE: LazyPattern = LazyPattern::new(
    &["naik|urun|ningkat|selisih|bertambah|berkurang|lebih"],
    r"(?i)\b(?:naik|turun|meningkat|menurun|kenaikan|penurunan|peningkatan|selisih|bertambah|berkurang|lebih (?:tinggi|rendah|besar|kecil))\b",
);
static COMPARISON: LazyPattern =
    LazyPattern::new(&["dibanding|tahun|nasional|daripada"], r"(?i)\b(?:dibanding(?:kan)?|tahun (?:sebelumnya|lalu)|nasional|daripada)\b");
static CLAIM: LazyPattern = LazyPattern::new(
    &["melampaui|melebihi|tercapai|target|berhasil|meningkat|menurun|mengalami|efisien|kategori|predikat|sangat"],
    r"(?i)\b(?:melampaui|melebihi|(?:tidak |belum )?tercapai|(?:tidak |belum )?memenuhi target|(?:di ?bawah|di ?atas|sesuai) target|berhasil|meningkat|menurun|mengalami (?:kenaikan|penurunan|peningkatan)|efisien(?:si)?|kategori|predikat|sangat (?:baik|tinggi))\b",
);

/// What a sentence states; `None` where it states nothing that can be checked.
fn kind(text: &str, values: &[StatementValue]) -> Option<Kind> {
    if FORMULA.is_match(text) {
        return Some(Kind::Formula);
    }
    if values.is_empty() {
        return CLAIM.is_match(text).then_some(Kind::Claim);
    }
    let any = |roles: &[Role]| values.iter().any(|v| roles.contains(&v.role));
    let rupiah = values.iter().any(|v| v.value.figure().and_then(|f| f.unit.as_deref()).is_some_and(|u| u.starts_with("Rp")));
    Some(if rupiah || any(&[Role::Pagu, Role::RealisasiAnggaran, Role::Serapan]) {
        Kind::Budget
    } else if COUNT.is_match(text) {
        Kind::Count
    } else if DIFFERENCE.is_match(text) && any(&[Role::Selisih]) {
        Kind::Difference
    } else if any(&[Role::Target, Role::Realisasi, Role::Capaian]) {
        Kind::TargetRealisasi
    } else if any(&[Role::Porsi]) {
        Kind::Share
    } else if COMPARISON.is_match(text) || DIFFERENCE.is_match(text) {
        Kind::Comparison
    } else {
        Kind::Other
    })
}

#[cfg(test)]
mod tests;
