//! Which reports are of the same agency: its name and region, and the ways a name changes over the years.

use super::Head;
use super::names::{blends, words};
use crate::report::Agency;
use std::collections::BTreeSet;

/// Agencies as known so far.
struct Known {
    id: String,
    region: Vec<String>,
    /// Each spelling as words.
    names: Vec<Vec<String>>,
    years: BTreeSet<i32>,
}

/// The agency's id for each report; a report that names nobody is of nobody else's.
pub fn assign(reports: &[&Head]) -> Vec<String> {
    let mut known: Vec<Known> = Vec::new();
    let mut ids = Vec::with_capacity(reports.len());
    for report in reports {
        let Some(name) = name(&report.agency) else {
            ids.push(format!("unknown-{}", report.sha256.get(..8).unwrap_or("report")));
            continue;
        };
        let region = region(&report.agency);
        let at = known.iter().position(|k| k.region == region && k.names.contains(&name));
        let at = at.or_else(|| known.iter().position(|k| k.region == region && k.renamed(&name, report.year)));
        let at = at.unwrap_or_else(|| {
            let id = slug(&name, &region);
            known.push(Known { id, region, names: Vec::new(), years: BTreeSet::new() });
            known.len() - 1
        });
        if let Some(agency) = known.get_mut(at) {
            agency.years.extend(report.year);
            if !agency.names.contains(&name) {
                agency.names.push(name);
            }
            ids.push(agency.id.clone());
        }
    }
    ids
}

impl Known {
    /// A name that another year's grew from, shrank to or is short for. Two agencies that report on the same year are two.
    fn renamed(&self, name: &[String], year: Option<i32>) -> bool {
        let Some(year) = year.filter(|y| !self.years.contains(y)) else { return false };
        let near = self.years.iter().all(|y| y.abs_diff(year) > 0);
        near && self.names.iter().any(|other| grown(name, other) || grown(other, name) || is_blend(name, other) || is_blend(other, name))
    }
}

/// `Dinas Tenaga Kerja` and `Dinas Tenaga Kerja dan Transmigrasi`.
fn grown(short: &[String], long: &[String]) -> bool {
    short.len() >= 2 && long.strip_prefix(short).and_then(<[String]>::first).is_some_and(|next| next == "dan")
}

/// `Disnakertrans` for `Dinas Tenaga Kerja dan Transmigrasi`.
fn is_blend(short: &[String], long: &[String]) -> bool {
    matches!(short, [one] if blends(one, long))
}

/// Names of an agency as words, for taking them out of its indicators' names.
pub fn name(agency: &Agency) -> Option<Vec<String>> {
    let all = words(agency.name.as_deref()?);
    let region = region(agency);
    // The region may stand in the name of one year and not of another.
    let bare = all.strip_suffix(region.as_slice()).filter(|rest| !region.is_empty() && !rest.is_empty());
    Some(bare.map_or_else(|| all.clone(), <[String]>::to_vec)).filter(|words| !words.is_empty())
}

fn region(agency: &Agency) -> Vec<String> {
    let level = |word: String| match word.as_str() {
        "kab" => "kabupaten".to_owned(),
        "prov" | "propinsi" => "provinsi".to_owned(),
        "kec" => "kecamatan".to_owned(),
        _ => word,
    };
    agency.region.as_deref().map(words).unwrap_or_default().into_iter().map(level).collect()
}

fn slug(name: &[String], region: &[String]) -> String {
    name.iter().chain(region).map(String::as_str).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(of: &[(&str, &str, i32)]) -> Vec<String> {
        let make = |(name, region, year): &(&str, &str, i32)| Head {
            agency: Agency { name: Some((*name).into()), region: Some((*region).into()), level: None },
            year: Some(*year),
            ..Head::default()
        };
        let reports: Vec<Head> = of.iter().map(make).collect();
        assign(&reports.iter().collect::<Vec<_>>())
    }

    #[test]
    fn agencies_are_followed_over_their_names() {
        let same = [
            ("Dinas Tenaga Kerja dan Transmigrasi", "Kabupaten Contoh", 2021),
            ("DINAS TENAGA KERJA", "Kab. Contoh", 2022),
            ("Disnakertrans", "Kabupaten Contoh", 2023),
            ("Dinas Tenaga Kerja Kabupaten Contoh", "Kabupaten Contoh", 2024),
        ];
        let got = ids(&same);
        assert!(got.iter().all(|id| *id == got[0]), "{got:?}");
    }

    #[test]
    fn other_regions_offices_and_the_same_year_are_others() {
        let base = ("Dinas Kesehatan", "Kabupaten Contoh", 2021);
        for other in [
            ("Dinas Kesehatan", "Kota Contoh", 2022),
            ("Dinas Sosial", "Kabupaten Contoh", 2022),
            ("Dinas Kesehatan dan Keluarga Berencana", "Kabupaten Contoh", 2021),
            ("Dinas Kesehatan Hewan", "Kabupaten Contoh", 2022),
        ] {
            let got = ids(&[base, other]);
            assert_ne!(got[0], got[1], "{other:?}");
        }
    }
}
