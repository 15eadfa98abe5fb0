//! Which indicators of an agency's reports are the same over the years.

use super::agencies;
use super::crosswalk::Crosswalk;
use super::names::{Name, Weights};
use crate::check::facts::key;
use crate::report::{Indicator, Report};
use std::collections::{BTreeMap, BTreeSet};

/// Likeness from which two names are of one indicator: two thirds of what tells names apart is shared.
const SAME: f64 = 0.62;

/// Likeness from which names may be of one indicator if their figures agree too.
const WITH_FIGURES: f64 = 0.4;

/// What figures of a year that two reports both print add to the likeness of the names.
const FIGURES_ADD: f64 = 0.25;

/// Most that a name that differs can be sure of.
const SUREST: f64 = 0.99;

/// Figures that have to agree for that: one alone may be chance (100 of 100).
const FIGURES_AGREE: usize = 2;

/// Characters of a content hash in an id.
const HASH: usize = 10;

/// An indicator's identity in one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// As this report prints it first.
    pub printed: String,
    /// 0 to 1; 1 for a name seen before, a first name, and what a person gave.
    pub confidence: f64,
    /// `first`, `same_name`, `similar`, `similar_and_figures` or `crosswalk`.
    pub evidence: &'static str,
}

/// Whose identity is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of indicators, whose figures confirm a name.
    Indikator,
    /// Of sasaran.
    Sasaran,
}

impl Of {
    fn name(self, indicator: &Indicator) -> Option<&str> {
        match self {
            Self::Indikator => Some(&indicator.indikator),
            Self::Sasaran => indicator.sasaran.as_deref(),
        }
    }

    /// First letter of an id.
    fn letter(self) -> char {
        match self {
            Self::Indikator => 'i',
            Self::Sasaran => 's',
        }
    }
}

/// The identities of all reports, by report and levelled name.
#[derive(Debug)]
pub struct Identities(Vec<BTreeMap<String, Known>>);

/// A figure by year and measure.
type Figures = BTreeSet<(i32, u8, String)>;

/// An indicator of one report.
struct Printed {
    name: Name,
    text: String,
    figures: Figures,
}

/// An indicator over the years.
struct Cluster {
    id: String,
    names: Vec<Name>,
    figures: Figures,
}

impl Identities {
    pub(super) fn new(reports: usize) -> Self {
        Self(vec![BTreeMap::new(); reports])
    }

    /// Distinct indicators.
    pub(super) fn count(&self) -> usize {
        self.0.iter().flat_map(BTreeMap::values).map(|k| &k.id).collect::<BTreeSet<_>>().len()
    }

    /// What an indicator of a report is.
    pub(super) fn of(&self, report: usize, name: &str) -> Option<&Known> {
        self.0.get(report)?.get(&key(name))
    }

    /// All of a report, by levelled name.
    pub(super) fn in_report(&self, report: usize) -> impl Iterator<Item = &Known> {
        self.0.get(report).into_iter().flat_map(BTreeMap::values)
    }

    /// Gives the indicators of one agency's reports, in the order of their years, their ids.
    pub(super) fn assign(&mut self, of: Of, agency: &str, members: &[usize], reports: &[&Report], crosswalk: &Crosswalk) {
        let own: Vec<(usize, &Report)> = members.iter().filter_map(|i| Some((*i, *reports.get(*i)?))).collect();
        let agency_names: BTreeSet<Vec<String>> = own.iter().filter_map(|(_, r)| agencies::name(&r.agency)).collect();
        let agency_names: Vec<Vec<String>> = agency_names.into_iter().collect();
        let printed: Vec<Vec<Printed>> = own.iter().map(|(_, r)| printed(of, r, &agency_names)).collect();
        let weights = Weights::of_names(printed.iter().flatten().map(|p| &p.name));
        let mut clusters: Vec<Cluster> = Vec::new();
        for ((index, report), mut left) in own.into_iter().zip(printed) {
            let mut given = BTreeMap::new();
            let mut taken = BTreeSet::new();
            left.retain(|p| {
                let Some(id) = crosswalk.of(agency, report.year, &p.name.key) else { return true };
                let at = clusters.iter().position(|c| c.id == *id).unwrap_or_else(|| {
                    clusters.push(Cluster { id: id.clone(), names: Vec::new(), figures: Figures::new() });
                    clusters.len() - 1
                });
                taken.insert(at);
                join(&mut clusters, at, p);
                given.insert(p.name.key.clone(), known(id, p, 1.0, "crosswalk"));
                false
            });
            let matches = matched(&left, &clusters, &taken, &weights);
            for (p, found) in left.iter().zip(matches) {
                let (at, confidence, evidence) = found.unwrap_or_else(|| {
                    clusters.push(Cluster { id: fresh(of, agency, &p.name.key, &clusters), names: Vec::new(), figures: Figures::new() });
                    (clusters.len() - 1, 1.0, "first")
                });
                let id = clusters.get(at).map(|c| c.id.clone()).unwrap_or_default();
                join(&mut clusters, at, p);
                given.insert(p.name.key.clone(), known(&id, p, confidence, evidence));
            }
            if let Some(place) = self.0.get_mut(index) {
                *place = given;
            }
        }
    }
}

fn known(id: &str, printed: &Printed, confidence: f64, evidence: &'static str) -> Known {
    Known { id: id.to_owned(), printed: printed.text.clone(), confidence, evidence }
}

fn join(clusters: &mut [Cluster], at: usize, printed: &Printed) {
    if let Some(cluster) = clusters.get_mut(at) {
        cluster.names.push(printed.name.clone());
        cluster.figures.extend(printed.figures.iter().cloned());
    }
}

/// An id from the agency and the name first printed; a second indicator that began under the same name gets a number.
fn fresh(of: Of, agency: &str, key: &str, clusters: &[Cluster]) -> String {
    let hash = crate::sha256(format!("{agency}\n{key}").as_bytes());
    let id = format!("{}{}", of.letter(), hash.get(..HASH).unwrap_or(&hash));
    let same = clusters.iter().filter(|c| c.id.starts_with(&id)).count();
    if same == 0 { id } else { format!("{id}-{}", same + 1) }
}

/// The distinct indicators of a report in the order in which they are printed.
fn printed(of: Of, report: &Report, agency: &[Vec<String>]) -> Vec<Printed> {
    let mut out: Vec<Printed> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for indicator in &report.indicators {
        let Some(text) = of.name(indicator) else { continue };
        let key = key(text);
        if key.is_empty() {
            continue;
        }
        let at = *places.entry(key).or_insert(out.len());
        if at == out.len() {
            let name = Name::read(text, agency);
            out.push(Printed { name, text: text.to_owned(), figures: Figures::new() });
        }
        if let Some(printed) = out.get_mut(at).filter(|_| of == Of::Indikator) {
            printed.figures.extend(figures(indicator));
        }
    }
    out
}

fn figures(indicator: &Indicator) -> impl Iterator<Item = (i32, u8, String)> + '_ {
    let both = [(0, &indicator.target), (1, &indicator.realisasi)];
    both.into_iter().filter_map(|(measure, value)| Some((indicator.year?, measure, value.clone()?)))
}

/// A cluster with the confidence and what it rests on.
type Match = (usize, f64, &'static str);

/// For each indicator the cluster it belongs to: the most alike pairs first, one to one.
fn matched(printed: &[Printed], clusters: &[Cluster], taken: &BTreeSet<usize>, weights: &Weights) -> Vec<Option<Match>> {
    let mut pairs: Vec<(f64, usize, usize, &'static str)> = Vec::new();
    for (i, p) in printed.iter().enumerate() {
        for (j, cluster) in clusters.iter().enumerate().filter(|(j, _)| !taken.contains(j)) {
            if let Some((score, evidence)) = likeness(p, cluster, weights) {
                pairs.push((score, i, j, evidence));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut out: Vec<Option<Match>> = vec![None; printed.len()];
    let mut used = BTreeSet::new();
    for (score, i, j, evidence) in pairs {
        if let Some(place) = out.get_mut(i).filter(|place| place.is_none())
            && used.insert(j)
        {
            *place = Some((j, score.min(1.0), evidence));
        }
    }
    out
}

/// How alike a name and an indicator over the years are, where they are enough; above 1 where the name is the same.
fn likeness(printed: &Printed, cluster: &Cluster, weights: &Weights) -> Option<(f64, &'static str)> {
    if cluster.names.iter().any(|n| n.key == printed.name.key) {
        return Some((2.0, "same_name"));
    }
    let names = cluster.names.iter().map(|n| n.alike(&printed.name, weights)).fold(0.0, f64::max);
    let agree = printed.figures.intersection(&cluster.figures).count() >= FIGURES_AGREE;
    if agree && names >= WITH_FIGURES {
        return Some(((names + FIGURES_ADD).min(SUREST), "similar_and_figures"));
    }
    (names >= SAME).then_some((names.min(SUREST), "similar"))
}
