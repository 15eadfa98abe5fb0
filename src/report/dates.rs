//! The dates that a report bears: lines of place and date under its preface, agreements and appendices.

use super::identity::names::title_case;
use crate::layout::Block;
use crate::pattern::LazyPattern;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `Curup, 31 Januari 2022`: where and when a part of the report was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place.
    pub place: String,
    /// `2022-01-31`, or `2022-01` where the day is left blank.
    pub date: String,
    /// 1-based page.
    pub page: u32,
}

const MONTHS: [&str; 12] =
    ["januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"];

static DATELINE: LazyPattern = LazyPattern::new(
    &[","],
    r"^\s*(?:Ditetapkan\s+di\s+|Dibuat\s+di\s+)?(?P<place>\p{Lu}[\p{L}. ]{2,40}?)\s*,\s*(?:(?P<day>\d{1,2})\s+|[\s.…_]*)(?P<month>\p{L}{3,10})\s+(?P<year>(?:19|20)\d\d)\s*$",
);

/// The datelines of the text, each once a page.
pub(crate) fn datelines(blocks: &[Block]) -> Vec<Dateline> {
    let mut found: Vec<Dateline> = Vec::new();
    for block in blocks {
        let lines = block.lines.iter().filter(|line| line.text.contains(','));
        for dateline in lines.filter_map(|line| dateline(&line.text, block.page)) {
            if !found.contains(&dateline) {
                found.push(dateline);
            }
        }
    }
    found
}

fn dateline(line: &str, page: u32) -> Option<Dateline> {
    let found = DATELINE.captures(line)?;
    let part = |name: &str| found.name(name).map_or("", |m| m.as_str());
    let month = month(part("month"))?;
    let day = part("day").parse().ok().filter(|day: &u32| (1..=31).contains(day));
    let date = format!("{}-{month:02}{}", part("year"), day.map_or_else(String::new, |day| format!("-{day:02}")));
    Some(Dateline { place: title_case(part("place")), date, page })
}

/// 1 to 12; old spellings count.
fn month(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let word = match word.as_str() {
        "pebruari" => "februari",
        "nopember" => "november",
        other => other,
    };
    MONTHS.iter().position(|m| *m == word).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(line: &str) -> Option<(String, String)> {
        dateline(line, 1).map(|d| (d.place, d.date))
    }

    fn some(place: &str, date: &str) -> Option<(String, String)> {
        Some((place.to_owned(), date.to_owned()))
    }

    #[test]
    fn datelines_are_read_with_and_without_a_day() {
        assert_eq!(date("Kota Muara, 31 Januari 2025"), some("Kota Muara", "2025-01-31"));
        assert_eq!(date("MUARA,      Pebruari 2024"), some("Muara", "2024-02"));
        assert_eq!(date("  Ditetapkan di Muara, 2 Nopember 2023 "), some("Muara", "2023-11-02"));
    }

    #[test]
    fn dates_within_sentences_are_none() {
        for text in [
            "Sejak pelantikan, tanggal 3 Mei 2024",
            "Rapat, evaluasi dan monitoring tahun 2024",
            "Muara, 31 Januari 2025 telah diadakan rapat",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
