//! The region that the head of a government stands for: `GUBERNUR X` governs the province X.

use super::names::{MOST_REGION_WORDS, clean, run, title_case};
use crate::layout::Block;
use crate::pattern::Regex;
use crate::report::text::{fold, pattern, squeeze};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The region of the head that a report's agreements are made with, named most.
pub(super) fn region(blocks: &[Block]) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    let printed = blocks.iter().flat_map(|b| b.lines.iter().map(|l| &l.text).chain(b.lines.is_empty().then_some(&b.text)));
    for region in printed.filter_map(|text| governed(&squeeze(text))) {
        *votes.entry(region).or_default() += 1;
    }
    votes.into_iter().max_by_key(|(_, n)| *n).map(|(region, _)| region)
}

static HEAD_OF_REGION: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<head>Gubernur|GUBERNUR|Bupati|BUPATI|Wali\s?[Kk]ota|WALI\s?KOTA)\s+(?P<rest>\p{Lu}.*)"));

/// Words that follow the head of a region and are none's name.
const NOT_REGIONS: &[&str] =
    &["kepala", "bank", "dan", "di", "atau", "jenderal", "nomor", "no", "tahun", "tentang", "selaku", "provinsi", "kabupaten", "kota"];

/// The region whose head a line names: `GUBERNUR X` governs the province X.
fn governed(line: &str) -> Option<String> {
    let m = HEAD_OF_REGION.captures(line)?;
    let (words, _) = run(m.name("rest")?.as_str(), MOST_REGION_WORDS);
    let name = clean(&words);
    let first = fold(words.first()?);
    if name.len() < 3 || NOT_REGIONS.contains(&first.as_str()) {
        return None;
    }
    let kind = match m.name("head")?.as_str().to_lowercase().as_str() {
        "gubernur" => "Provinsi",
        "bupati" => "Kabupaten",
        _ => "Kota",
    };
    Some(format!("{kind} {}", title_case(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_alone_governs_its_region_and_a_list_of_heads_none() {
        assert_eq!(governed("Jabatan : BUPATI TELAGA ASRI Selaku atasan").as_deref(), Some("Kabupaten Telaga Asri"));
        assert_eq!(governed("WALI KOTA BUKIT INDAH,").as_deref(), Some("Kota Bukit Indah"));
        assert_eq!(governed("Gubernur dan Bupati menetapkan"), None);
        assert_eq!(governed("Gubernur Nomor 5 Tahun 2020"), None);
    }
}
