//! Which indicators of different agencies are the same, on request: `Nilai SAKIP` of every office in a province.

use super::names::{Name, Weights, words};
use super::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Likeness from which two agencies' indicators are one. Higher than within an agency, where the years before confirm it.
const SAME: f64 = 0.8;

/// Words of a name by which candidates are looked up: its rarest.
const BLOCKS: usize = 3;

/// Candidates compared with one name at most.
const CANDIDATES: usize = 200;

/// Characters of a content hash in an id.
const HASH: usize = 10;

/// An indicator of an agency under the name it was printed first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owned {
    /// The agency's id.
    pub agency_id: String,
    /// The indicator's id.
    pub indicator_id: String,
    /// Its name.
    pub indikator: String,
    /// Names of the agency, which say nothing in it.
    pub agency: Vec<String>,
}

struct Shared {
    id: String,
    name: Name,
    agencies: BTreeSet<String>,
}

/// The rows of `shared`: every indicator with the id it shares with others like it. Agency by agency, each name joins the
/// most alike one before it that has no other indicator of this agency.
#[must_use]
pub fn rows(mut all: Vec<Owned>) -> Vec<Row> {
    all.sort();
    let names: Vec<Name> = all.iter().map(|o| Name::read(&o.indikator, &o.agency.iter().map(|a| words(a)).collect::<Vec<_>>())).collect();
    let weights = Weights::of_names(names.iter());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    names.iter().flat_map(Name::vocabulary).for_each(|word| *counts.entry(word).or_default() += 1);
    let blocks = |name: &Name| -> Vec<String> {
        let mut rare: Vec<(usize, &str)> = name.vocabulary().into_iter().map(|w| (counts.get(w).copied().unwrap_or(0), w)).collect();
        rare.sort_unstable();
        rare.into_iter().take(BLOCKS).map(|(_, word)| word.to_owned()).collect()
    };
    let mut shared: Vec<Shared> = Vec::new();
    let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (owned, name) in all.iter().zip(&names) {
        let free = |at: &usize| shared.get(*at).is_some_and(|s| !s.agencies.contains(&owned.agency_id));
        let same = by_key.get(&name.key).copied().filter(free).map(|at| (at, 1.0, "same_name"));
        let alike = || {
            let near: BTreeSet<usize> =
                blocks(name).iter().filter_map(|w| by_word.get(w)).flatten().copied().filter(free).take(CANDIDATES).collect();
            let scored = near.into_iter().filter_map(|at| Some((at, shared.get(at)?.name.alike(name, &weights))));
            scored
                .filter(|s| s.1 >= SAME)
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
                .map(|(at, score)| (at, score.min(0.99), "similar"))
        };
        let (at, confidence, evidence) = same.or_else(alike).unwrap_or_else(|| {
            let at = shared.len();
            let hash = crate::sha256(format!("{}\n{}", name.key, owned.indicator_id).as_bytes());
            let id = format!("x{}", hash.get(..HASH).unwrap_or(&hash));
            shared.push(Shared { id, name: name.clone(), agencies: BTreeSet::new() });
            blocks(name).into_iter().for_each(|word| by_word.entry(word).or_default().push(at));
            by_key.entry(name.key.clone()).or_insert(at);
            (at, 1.0, "first")
        });
        if let Some(one) = shared.get_mut(at) {
            one.agencies.insert(owned.agency_id.clone());
            let own = [&one.id, &owned.agency_id, &owned.indicator_id, &owned.indikator];
            out.push(own.into_iter().cloned().chain([format!("{confidence:.2}"), evidence.to_owned()]).collect());
        }
    }
    out.sort();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_share_what_is_named_alike_and_nothing_else() {
        let owned = |agency: &str, id: &str, name: &str| Owned {
            agency_id: agency.into(),
            indicator_id: id.into(),
            indikator: name.into(),
            agency: vec![agency.into()],
        };
        let rows = rows(vec![
            owned("dinas kesehatan", "a1", "Indeks Kepuasan Masyarakat Dinas Kesehatan"),
            owned("dinas sosial", "b1", "Indeks kepuasan masyarakat"),
            owned("dinas sosial", "b2", "Jumlah panti yang terakreditasi"),
            owned("dinas kesehatan", "a2", "Persentase puskesmas terakreditasi"),
        ]);
        let id = |indicator: &str| rows.iter().find(|r| r[2] == indicator).unwrap()[0].clone();
        assert_eq!(id("a1"), id("b1"));
        assert_eq!(rows.iter().map(|r| &r[0]).collect::<BTreeSet<_>>().len(), 3);
    }
}
