//! What a table's caption and the lines over it say: its year, the scale of its amounts, its subject.

use super::text::{fold, is_caps, squeeze, years};
use super::vocabulary::words;
use crate::layout::{Block, BlockKind};
use crate::pattern::Rare;
use crate::table::Table;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Blocks by page, in reading order.
pub(crate) struct Surroundings<'a> {
    pages: HashMap<u32, Vec<&'a Block>>,
}

/// What stands over a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subject {
    /// The rules' words of the caption, or of the lines over a table without one.
    pub words: Vec<String>,
    /// Whether a caption or a title on the same page says so, not a page before.
    pub titled: bool,
    /// Year that the text names, if it names one only.
    pub year: Option<i32>,
    /// Factor of the amounts.
    pub scale: Option<Decimal>,
}

static SCALE: Rare = Rare::new(
    &["ribu|juta|mil|tril|000"],
    r"(?i)(?:\bdalam\s+|\bdlm\.?\s+|\(\s*(?:rp\.?\s*)?|\bx\s*rp\.?\s*)(?P<word>ribu(?:an)?|juta(?:an)?|mil[iy]ar(?:an)?|tril[iy]un(?:an)?|1?[.,]?000[.,]000|1?[.,]?000)\b\s*(?P<after>rupiah|rp)?\s*\)?",
);

/// Longest line over a table that is taken for its title: a sentence is longer.
const LONGEST_TITLE: usize = 220;
/// Lines over a table that are asked.
const LINES_OVER: usize = 4;

impl<'a> Surroundings<'a> {
    pub fn new(blocks: &'a [Block]) -> Self {
        let mut pages: HashMap<u32, Vec<&Block>> = HashMap::new();
        for block in blocks {
            pages.entry(block.page).or_default().push(block);
        }
        Self { pages }
    }

    /// The subject of a table, `title` being what stands inside its header over the whole width.
    pub fn subject(&self, table: &Table, title: &str) -> Subject {
        let over = self.over(table);
        let own = table.caption.as_deref().map(squeeze).filter(|c| !c.is_empty());
        let titled = own.is_some() || !title.is_empty() || over.here.iter().any(|l| is_title(l));
        let text = match own {
            Some(caption) => format!("{caption} {title}"),
            None => {
                format!("{} {} {title}", over.before.unwrap_or_default(), over.here.iter().rev().cloned().collect::<Vec<_>>().join(" "))
            }
        };
        let scale = scale_of(&text).or(over.scale);
        Subject { words: words(&text), year: single_year(&text), titled, scale }
    }

    /// Titles over a table on its first page, nearest first; where there is none, the last title of the pages before.
    fn over(&self, table: &Table) -> Over {
        let mut over = Over::default();
        let Some(part) = table.parts.first() else { return over };
        let here = self.pages.get(&part.page).map_or(&[][..], Vec::as_slice);
        let text = |b: &&&Block| b.kind != BlockKind::Furniture && b.kind != BlockKind::Contents;
        let above = here.iter().rev().filter(|b| b.bbox.mid_y() <= part.bbox.y0).filter(text);
        for (i, block) in above.take(LINES_OVER).enumerate() {
            let line = squeeze(&block.text);
            if i < LINES_OF_SCALE && over.scale.is_none() && line.chars().count() <= LONGEST_TITLE {
                over.scale = scale_of(&line);
            }
            let heads = matches!(block.kind, BlockKind::Heading | BlockKind::Caption)
                || is_caps(&line)
                || is_title(&line)
                || line.chars().count() <= SHORT_LINE;
            if heads && line.chars().count() <= LONGEST_TITLE {
                over.here.push(line);
            }
            if block.kind == BlockKind::Caption {
                break;
            }
        }
        if !over.here.iter().any(|l| is_title(l)) {
            let before = (1..=PAGES_BEFORE).filter_map(|n| self.pages.get(&part.page.checked_sub(n)?));
            over.before = before.flat_map(|page| page.iter().rev()).map(|b| squeeze(&b.text)).find(|t| is_title(t));
        }
        over
    }
}

/// What stands over a table.
#[derive(Default)]
struct Over {
    here: Vec<String>,
    before: Option<String>,
    scale: Option<Decimal>,
}

/// Lines over a table that may declare the scale of its amounts.
const LINES_OF_SCALE: usize = 2;
/// A line of running text is longer.
const SHORT_LINE: usize = 60;

/// Pages before a table without caption that may carry its title: of an agreement, the signed page and its reverse.
const PAGES_BEFORE: u32 = 2;
/// Longest title of a document: 'Perjanjian Kinerja Perubahan …' with the agency's full name.
const LONGEST_SUBJECT: usize = 140;

/// A line that opens with the name of a planning document or of a part of the report.
fn is_title(text: &str) -> bool {
    let folded = fold(text);
    let opens =
        ["lampiran", "formulir", "matriks", "laporan monitoring", "laporan monev", "pernyataan"].iter().any(|o| folded.starts_with(o));
    let names = [
        "perjanjian kinerja",
        "penetapan kinerja",
        "rencana aksi",
        "rencana kinerja",
        "indikator kinerja utama",
        "rencana strategis",
        "target renstra",
        "pengukuran kinerja",
        "monitoring dan evaluasi",
        "capaian kinerja",
        "realisasi kinerja",
        "realisasi anggaran",
        "rencana kerja",
    ];
    let named = names.iter().any(|n| folded.starts_with(n)) || ((opens || is_caps(text)) && names.iter().any(|n| folded.contains(n)));
    named && text.chars().count() <= LONGEST_SUBJECT
}

/// The only year that a text names.
fn single_year(text: &str) -> Option<i32> {
    let mut found = years(text);
    found.dedup();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The factor that a text declares for amounts: `dalam ribuan rupiah`, `(Rp juta)`, `(x Rp 1.000)`.
pub(crate) fn scale_of(text: &str) -> Option<Decimal> {
    let m = SCALE.captures(text)?;
    let word = m.name("word")?.as_str().to_lowercase();
    let whole = fold(m.get(0)?.as_str());
    let spelled = super::figure::words::scale(&word);
    if let Some(factor) = spelled {
        return Some(factor);
    }
    if word.chars().next().is_some_and(char::is_alphabetic) {
        return super::figure::words::scale(word.trim_end_matches("an"));
    }
    // A bare '000' only counts beside 'Rp'.
    (whole.contains("rp") || whole.contains("rupiah"))
        .then(|| Decimal::from(if word.matches("000").count() > 1 { 1_000_000 } else { 1_000 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_scales() {
        for (text, scale) in [
            ("Realisasi Anggaran (dalam ribuan rupiah)", Some(1_000)),
            ("dalam jutaan", Some(1_000_000)),
            ("(Rp Juta)", Some(1_000_000)),
            ("(Juta Rupiah)", Some(1_000_000)),
            ("(Rp. 000)", Some(1_000)),
            ("(x Rp 1.000.000)", Some(1_000_000)),
            ("dalam Miliar Rupiah", Some(1_000_000_000)),
            ("Anggaran (Rp)", None),
            ("Jumlah kematian per 1.000", None),
        ] {
            assert_eq!(scale_of(text), scale.map(Decimal::from), "{text}");
        }
    }

    #[test]
    fn a_span_of_years_is_no_year() {
        assert_eq!(single_year("Tahun 2023-2027"), None);
        assert_eq!(single_year("Perjanjian Kinerja Tahun 2024 (2024)"), Some(2024));
    }
}
