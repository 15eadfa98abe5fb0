//! Reports of many agencies and years as one tidy set of tables: [`Dataset::build`] gives agencies and indicators one
//! identity over the years and looks for what only several years contradict; [`Writer`] makes the files.
//!
//! Agencies share nothing but their order, so that many reports are put together agency by agency: [`by_agency`] needs
//! the [`Head`] of each report only. The same records give the same bytes whatever their order.

mod across;
mod agencies;
mod changes;
mod codebook;
mod columns;
mod crosswalk;
mod indicators;
mod names;
mod package;
mod panel;
mod parquet;
mod regions;
mod rows;
mod sqlite;
mod units;
mod write;

use crate::Record;
use crate::check::Evidence;
use crate::check::facts::key;
pub use crate::check::rules::x11_antar_tahun::Between;
use crate::check::rules::x11_antar_tahun::{OTHER_REPORT, between};
use crate::report::{Agency, Report, SourceRef};
pub use across::{Owned, rows as shared};
pub use crosswalk::{Crosswalk, CrosswalkError};
use indicators::{Identities, Of};
use serde::{Deserialize, Serialize};
pub use sqlite::{Database, PATH as SQLITE};
use std::collections::{BTreeMap, BTreeSet};
pub use write::{Formats, SUMS, Writer, Written, describing, names};

/// Reports put in order, with the identities that hold among them.
#[derive(Debug)]
pub struct Dataset {
    /// By agency, year and file; each content once.
    records: Vec<Record>,
    /// Of each record, the agency.
    agencies: Vec<String>,
    identities: Identities,
    /// The same of sasaran.
    sasaran: Identities,
    /// Fingerprints of the findings that speak of a row of a table, by report, table and row.
    findings: BTreeMap<(usize, String, usize), BTreeSet<String>>,
    /// What later reports say against earlier ones; indices are those of `records`.
    between: Vec<Between>,
}

/// What of a report tells whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its agency.
    pub agency: Agency,
    /// Its year.
    pub year: Option<i32>,
    /// Name of its file.
    pub file_name: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

impl Head {
    /// That of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let source = &report.source;
        Self { agency: report.agency.clone(), year: report.year, file_name: source.file_name.clone(), sha256: source.sha256.clone() }
    }

    /// Year first: earlier names are what later ones are compared with. Reports without a year come last.
    fn order(&self) -> (i32, &str, &str) {
        (self.year.unwrap_or(i32::MAX), &self.file_name, &self.sha256)
    }
}

/// The agencies by their ids, each with the indices of its reports in order. Of reports made from the same content the
/// first one is taken.
#[must_use]
pub fn by_agency(heads: &[Head]) -> BTreeMap<String, Vec<usize>> {
    let mut seen = BTreeSet::new();
    let mut fresh: Vec<(usize, &Head)> =
        heads.iter().enumerate().filter(|(_, h)| h.sha256.is_empty() || seen.insert(h.sha256.as_str())).collect();
    fresh.sort_by_key(|(_, head)| head.order());
    let ids = agencies::assign(&fresh.iter().map(|(_, head)| *head).collect::<Vec<_>>());
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    ids.into_iter().zip(fresh).for_each(|(id, (index, _))| groups.entry(id).or_default().push(index));
    groups
}

impl Dataset {
    /// Puts reports together. Of reports made from the same content the first one is taken.
    #[must_use]
    pub fn build(records: Vec<Record>, crosswalk: &Crosswalk) -> Self {
        let heads: Vec<Head> = records.iter().map(|r| Head::of(&r.report)).collect();
        let mut records: Vec<Option<Record>> = records.into_iter().map(Some).collect();
        let mut take = |i: &usize| records.get_mut(*i).and_then(Option::take);
        let mut all = Vec::new();
        for (id, members) in by_agency(&heads) {
            all.extend(members.iter().filter_map(&mut take).map(|record| (id.clone(), record)));
        }
        Self::identified(all, crosswalk)
    }

    /// The reports of one agency, in the order of [`by_agency`].
    #[must_use]
    pub fn of_agency(id: &str, records: Vec<Record>, crosswalk: &Crosswalk) -> Self {
        Self::identified(records.into_iter().map(|record| (id.to_owned(), record)).collect(), crosswalk)
    }

    fn identified(both: Vec<(String, Record)>, crosswalk: &Crosswalk) -> Self {
        let (agencies, records): (Vec<String>, Vec<Record>) = both.into_iter().unzip();
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        agencies.iter().enumerate().for_each(|(i, id)| members.entry(id).or_default().push(i));
        let reports: Vec<&Report> = records.iter().map(|r| &r.report).collect();
        let mut identities = Identities::new(reports.len());
        let mut sasaran = Identities::new(reports.len());
        let mut found = Vec::new();
        for (agency, members) in members {
            identities.assign(Of::Indikator, agency, &members, &reports, crosswalk);
            sasaran.assign(Of::Sasaran, agency, &members, &reports, &Crosswalk::default());
            found.extend(contradictions(&members, &reports, &identities));
        }
        found.iter_mut().for_each(|one| one.finding.fingerprint = fingerprint(one, &reports));
        let findings = findings_by_row(&records, &found);
        Self { records, agencies, identities, sasaran, findings, between: found }
    }

    /// Fingerprints of the findings that speak of the row that a record comes from.
    fn findings_on(&self, report: usize, source: &SourceRef) -> impl Iterator<Item = &str> {
        let place = source.table.clone().zip(source.row).map(|(table, row)| (report, table, row));
        place.and_then(|place| self.findings.get(&place)).into_iter().flatten().map(String::as_str)
    }

    /// The indicators under the names they were printed first, for [`shared`].
    #[must_use]
    pub fn indicators(&self) -> Vec<Owned> {
        let mut first: BTreeMap<(&str, &str), Owned> = BTreeMap::new();
        for (index, (record, agency)) in self.records.iter().zip(&self.agencies).enumerate() {
            for known in self.identities.in_report(index) {
                first.entry((agency, &known.id)).or_insert_with(|| Owned {
                    agency_id: agency.clone(),
                    indicator_id: known.id.clone(),
                    indikator: known.printed.clone(),
                    agency: record.report.agency.name.iter().cloned().collect(),
                });
            }
        }
        first.into_values().collect()
    }

    /// What later reports say against earlier ones, each with the names of both files' reports as positions in the order
    /// that the records were given in by [`by_agency`].
    #[must_use]
    pub fn between(&self) -> &[Between] {
        &self.between
    }

    /// Reports, agencies, indicators over the years, and contradictions between years.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let agencies: BTreeSet<&String> = self.agencies.iter().collect();
        [self.records.len(), agencies.len(), self.identities.count(), self.between.len()]
    }
}

/// Characters of a fingerprint.
const FINGERPRINT: usize = 16;

/// What a finding between years is recognised by: rule, indicator, year, both figures and both files.
fn fingerprint(between: &Between, reports: &[&Report]) -> String {
    let finding = &between.finding;
    let file = |index: usize| reports.get(index).map_or("", |r| r.source.sha256.as_str());
    let year = between.year.to_string();
    let (stated, expected) = (finding.stated.as_deref().unwrap_or_default(), finding.expected.as_deref().unwrap_or_default());
    let all =
        [&finding.rule, key(&between.indikator).as_str(), &year, stated, expected, file(between.report), file(between.other)].join("\0");
    let hash = crate::sha256(all.as_bytes());
    hash.get(..FINGERPRINT).unwrap_or(&hash).to_owned()
}

/// Fingerprints by report, table and row of what the findings speak of; those that a reviewer set aside left out.
fn findings_by_row(records: &[Record], between: &[Between]) -> BTreeMap<(usize, String, usize), BTreeSet<String>> {
    let mut out: BTreeMap<(usize, String, usize), BTreeSet<String>> = BTreeMap::new();
    let mut note = |report: usize, evidence: &Evidence, fingerprint: &str| {
        if let Some((table, row)) = evidence.table.clone().zip(evidence.row) {
            out.entry((report, table, row)).or_default().insert(fingerprint.to_owned());
        }
    };
    for (report, record) in records.iter().enumerate() {
        for finding in record.outcome.findings.iter().filter(|f| f.ignored.is_none()) {
            finding.evidence.iter().for_each(|evidence| note(report, evidence, &finding.fingerprint));
        }
    }
    for one in between {
        for evidence in &one.finding.evidence {
            let report = if evidence.role == OTHER_REPORT { one.other } else { one.report };
            note(report, evidence, &one.finding.fingerprint);
        }
    }
    out
}

/// What the reports of one agency say against each other, by indices of all reports.
fn contradictions(members: &[usize], reports: &[&Report], identities: &Identities) -> Vec<Between> {
    let own: Vec<&Report> = members.iter().filter_map(|i| reports.get(*i).copied()).collect();
    let global = |i: usize| members.get(i).copied().unwrap_or(i);
    let identity = |i: usize, name: &str| match identities.of(global(i), name) {
        Some(known) => known.id.clone(),
        None => key(name),
    };
    let found = between(&own, &identity);
    let mut found = without_revised_plans(found, &own);
    for one in &mut found {
        (one.report, one.other) = (global(one.report), global(one.other));
    }
    found
}

/// Leaves out what a revision of the plan changed: a slip of the pen changes one year of an indicator, a revision several.
/// What is said of the earlier report's own year stays; that was a promise or a result.
fn without_revised_plans(found: Vec<Between>, own: &[&Report]) -> Vec<Between> {
    let planned = |b: &Between| own.get(b.other).and_then(|r| r.year) != Some(b.year);
    let mut years: BTreeMap<(usize, usize, String), BTreeSet<i32>> = BTreeMap::new();
    let place = |b: &Between| (b.report, b.other, key(&b.indikator));
    for one in found.iter().filter(|b| planned(b)) {
        years.entry(place(one)).or_default().insert(one.year);
    }
    let revised: Vec<bool> = found.iter().map(|b| planned(b) && years.get(&place(b)).is_some_and(|y| y.len() > 1)).collect();
    found.into_iter().zip(revised).filter(|(_, revised)| !revised).map(|(b, _)| b).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, Outcome};
    use crate::report::{Agency, Stage};

    pub(super) fn record(year: i32, agency: &str, name: &str, figures: &[(Option<&str>, Option<&str>, i32)]) -> Record {
        let entries: Vec<_> = figures.iter().map(|(t, r, y)| (Stage::Pengukuran, name, *t, *r, *y)).collect();
        let mut report = report(&entries);
        report.year = Some(year);
        report.agency = Agency { name: Some(agency.into()), region: Some("Kabupaten Contoh".into()), level: None };
        report.source.file_name = format!("{year}.pdf");
        report.source.sha256 = format!("{year:064}");
        Record { report, outcome: Outcome::default(), configuration: Options::default().digest() }
    }

    fn written(set: &Dataset) -> Vec<(Written, Vec<u8>)> {
        let mut out = Writer::new(Formats { csv: true, parquet: true, shared: false }, |_| Ok(Vec::new())).unwrap();
        out.add(set).unwrap();
        out.finish().unwrap()
    }

    fn text(files: &[(Written, Vec<u8>)], name: &str) -> String {
        String::from_utf8(files.iter().find(|f| f.0.name == name).unwrap().1.clone()).unwrap()
    }

    #[test]
    fn a_renamed_indicator_is_followed_and_its_restated_result_found() {
        let first = record(2022, "Dinas Kesehatan", "Cakupan kunjungan ibu hamil", &[(Some("90"), Some("87,12"), 2022)]);
        let second = record(
            2023,
            "Dinas Kesehatan",
            "Persentase kunjungan ibu hamil K4",
            &[(None, Some("87,21"), 2022), (Some("91"), Some("91,54"), 2023)],
        );
        let set = Dataset::build(vec![second.clone(), first.clone()], &Crosswalk::default());
        assert_eq!(set.counts(), [2, 1, 1, 1]);
        let files = written(&set);
        assert!(text(&files, "findings.csv").contains("X11"), "{}", text(&files, "findings.csv"));
        let again = Dataset::build(vec![first.clone(), second, first], &Crosswalk::default());
        assert_eq!(files, written(&again), "order and copies change no byte");
    }

    #[test]
    fn a_revised_plan_is_no_slip() {
        let first = record(2022, "Dinas Sosial", "Jumlah panti", &[(Some("9"), Some("9"), 2022)]);
        let second = record(2024, "Dinas Sosial", "Jumlah panti", &[(Some("8"), Some("8"), 2022), (Some("9"), Some("9"), 2024)]);
        let own = [&first.report, &second.report];
        let slips = between(&own, &|_, name: &str| key(name));
        assert!(!slips.is_empty());
        let of = |year: i32| Between { year, ..slips[0].clone() };
        let left = |years: &[i32]| without_revised_plans(years.iter().map(|y| of(*y)).collect(), &own).len();
        assert_eq!(left(&[2025]), 1, "one year of a plan is a slip");
        assert_eq!(left(&[2025, 2026]), 0, "two are a revision");
        assert_eq!(left(&[2022, 2025, 2026]), 1, "what was said of its own year stays");
    }

    #[test]
    fn other_agencies_share_no_indicator() {
        let figures: [(Option<&str>, Option<&str>, i32); 1] = [(Some("90"), Some("87"), 2022)];
        let name = "Indeks Kepuasan Masyarakat";
        let mut records = vec![record(2022, "Dinas Kesehatan", name, &figures), record(2022, "Dinas Sosial", name, &figures)];
        records[1].report.source.sha256 = "f".repeat(64);
        assert_eq!(Dataset::build(records, &Crosswalk::default()).counts(), [2, 2, 2, 0]);
    }

    #[test]
    fn what_a_person_corrected_wins() {
        let figures: [(Option<&str>, Option<&str>, i32); 1] = [(Some("90"), Some("87"), 2022)];
        let records = vec![record(2022, "Dinas Sosial", "Jumlah panti", &figures), record(2023, "Dinas Sosial", "Jumlah panti", &figures)];
        let csv = "agency_id,indicator_id,indikator,year\ndinas-sosial-kabupaten-contoh,panti-baru,JUMLAH PANTI,2023\n";
        let crosswalk = Crosswalk::parse(csv.as_bytes()).unwrap();
        let set = Dataset::build(records, &crosswalk);
        assert_eq!(set.counts(), [2, 1, 2, 0]);
        assert!(text(&written(&set), "crosswalk.csv").contains("panti-baru"));
    }
}
