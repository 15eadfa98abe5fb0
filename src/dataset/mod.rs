//! Reports of many agencies and years as one tidy set of tables: [`Dataset::build`] gives agencies and indicators one
//! identity over the years and looks for what only several years contradict; [`Dataset::files`] makes the files.
//!
//! Nothing here does input or output, and the same records give the same bytes whatever their order.

mod agencies;
mod codebook;
mod columns;
mod crosswalk;
mod indicators;
mod names;
mod package;
mod parquet;
mod rows;
mod sqlite;

use crate::Record;
use crate::check::facts::key;
use crate::check::rules::x11_antar_tahun::{Between, between};
use crate::report::Report;
pub use crosswalk::{Crosswalk, CrosswalkError};
use indicators::Identities;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Reports put in order, with the identities that hold among them.
#[derive(Debug)]
pub struct Dataset {
    /// By agency, year and file; each content once.
    records: Vec<Record>,
    /// Of each record, the agency.
    agencies: Vec<String>,
    identities: Identities,
    /// What later reports say against earlier ones; indices are those of `records`.
    between: Vec<Between>,
}

/// In which formats the tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// Comma-separated values, UTF-8.
    pub csv: bool,
    /// Apache Parquet.
    pub parquet: bool,
    /// One SQLite database.
    pub sqlite: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Self { csv: true, parquet: false, sqlite: false }
    }
}

/// A file of the dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name without folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Dataset {
    /// Puts reports together. Of reports made from the same content the first one is taken.
    #[must_use]
    pub fn build(records: Vec<Record>, crosswalk: &Crosswalk) -> Self {
        let mut seen = BTreeSet::new();
        let fresh = |r: &Record| r.report.source.sha256.is_empty() || seen.insert(r.report.source.sha256.clone());
        let mut records: Vec<Record> = records.into_iter().filter(fresh).collect();
        // Grouping looks at the reports in turn, so that they are put in order before as well as after.
        records.sort_by_cached_key(|r| order(&r.report));
        let ids = agencies::assign(&records.iter().map(|r| &r.report).collect::<Vec<_>>());
        let mut both: Vec<(String, Record)> = ids.into_iter().zip(records).collect();
        both.sort_by(|a, b| a.0.cmp(&b.0));
        let (agencies, records): (Vec<String>, Vec<Record>) = both.into_iter().unzip();
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        agencies.iter().enumerate().for_each(|(i, id)| members.entry(id).or_default().push(i));
        let reports: Vec<&Report> = records.iter().map(|r| &r.report).collect();
        let mut identities = Identities::new(reports.len());
        let mut found = Vec::new();
        for (agency, members) in members {
            identities.assign(agency, &members, &reports, crosswalk);
            found.extend(contradictions(&members, &reports, &identities));
        }
        Self { records, agencies, identities, between: found }
    }

    /// The files: the tables in the wanted formats, then codebook, `datapackage.json` and checksums.
    ///
    /// # Errors
    /// None that memory does not give: the writers of the formats return them.
    pub fn files(&self, formats: Formats) -> io::Result<Vec<File>> {
        let mut files = Vec::new();
        for table in &columns::TABLES {
            if formats.csv {
                files.push(File { name: format!("{}.csv", table.name), bytes: rows::csv(self, table)? });
            }
            if formats.parquet {
                files.push(File { name: format!("{}.parquet", table.name), bytes: parquet::parquet(self, table)? });
            }
        }
        if formats.sqlite {
            files.push(File { name: "lkj.sqlite".into(), bytes: sqlite::sqlite(self)? });
        }
        let names: Vec<String> = files.iter().map(|f| f.name.clone()).collect();
        files.push(File { name: codebook::PATH.into(), bytes: codebook::codebook(&names).into_bytes() });
        let package = package::json(&files)?;
        files.push(File { name: package::PATH.into(), bytes: package });
        let sums: String = files.iter().map(|f| format!("{}  {}\n", crate::sha256(&f.bytes), f.name)).collect();
        files.push(File { name: "SHA256SUMS".into(), bytes: sums.into_bytes() });
        Ok(files)
    }

    /// Reports, agencies, indicators over the years, and contradictions between years.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let agencies: BTreeSet<&String> = self.agencies.iter().collect();
        [self.records.len(), agencies.len(), self.identities.count(), self.between.len()]
    }
}

/// Year first: earlier names are what later ones are compared with. Reports without a year come last.
fn order(report: &Report) -> (i32, String, String) {
    (report.year.unwrap_or(i32::MAX), report.source.file_name.clone(), report.source.sha256.clone())
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
mod tests {
    use super::*;
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, Outcome};
    use crate::report::{Agency, Stage};

    fn record(year: i32, agency: &str, name: &str, figures: &[(Option<&str>, Option<&str>, i32)]) -> Record {
        let entries: Vec<_> = figures.iter().map(|(t, r, y)| (Stage::Pengukuran, name, *t, *r, *y)).collect();
        let mut report = report(&entries);
        report.year = Some(year);
        report.agency = Agency { name: Some(agency.into()), region: Some("Kabupaten Contoh".into()), level: None };
        report.source.file_name = format!("{year}.pdf");
        report.source.sha256 = format!("{year:064}");
        Record { report, outcome: Outcome::default(), configuration: Options::default().digest() }
    }

    fn text(files: &[File], name: &str) -> String {
        String::from_utf8(files.iter().find(|f| f.name == name).unwrap().bytes.clone()).unwrap()
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
        let files = set.files(Formats::default()).unwrap();
        assert!(text(&files, "findings.csv").contains("X11"), "{}", text(&files, "findings.csv"));
        let again = Dataset::build(vec![first.clone(), second, first], &Crosswalk::default());
        assert_eq!(files, again.files(Formats::default()).unwrap(), "order and copies change no byte");
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
        assert!(text(&set.files(Formats::default()).unwrap(), "crosswalk.csv").contains("panti-baru"));
    }
}
