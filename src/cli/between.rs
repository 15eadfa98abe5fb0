//! What the reports of a batch say against each other, year against year: added to the lists of the later report.

use super::scan::Scanned;
use anyhow::{Context, Result};
use lkj::Record;
use lkj::check::{Finding, Options, Severity};
use lkj::dataset::{Crosswalk, Dataset, Head, by_agency};
use lkj::output::SEVERITIES;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Compares the reports of each agency that has several years among them. One agency's reports are in memory at a time.
///
/// The evidence pages and the report JSON of single reports stay as they are: what they say must not depend on which other files
/// happened to be scanned with them.
pub fn add(reports: &mut [Scanned], folder: &Path, options: &Options) -> Result<()> {
    if !options.wants("X11") {
        return Ok(());
    }
    let heads: Vec<Head> = reports.iter().map(|r| r.head.clone()).collect();
    for (id, members) in by_agency(&heads) {
        let mut years: Vec<i32> = members.iter().filter_map(|i| heads.get(*i)?.year).collect();
        years.dedup();
        if years.len() < 2 {
            continue;
        }
        let records = members.iter().filter_map(|i| reports.get(*i)).map(|scanned| record(&folder.join(&scanned.name)));
        let set = Dataset::of_agency(&id, records.collect::<Result<_>>()?, &Crosswalk::default());
        let mut found: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
        for one in set.between().iter().filter(|one| options.keeps(&one.finding)) {
            if let Some(member) = members.get(one.report) {
                found.entry(*member).or_default().push(one.finding.clone());
            }
        }
        for (member, mut findings) in found {
            if let Some(scanned) = reports.get_mut(member) {
                options.settings.set_aside(&scanned.head.file_name, &mut findings);
                scanned.gain(findings)?;
            }
        }
    }
    Ok(())
}

impl Scanned {
    /// Adds findings to the rows and numbers of a report.
    fn gain(&mut self, findings: Vec<Finding>) -> Result<()> {
        for finding in &findings {
            if finding.ignored.is_some() {
                self.summary.ignored += 1;
                continue;
            }
            *self.by_rule.entry(finding.rule.clone()).or_default() += 1;
            let at = |severity: Severity| SEVERITIES.iter().position(|one| *one == severity);
            if let Some(count) = at(finding.severity).and_then(|at| self.summary.findings.get_mut(at)) {
                *count += 1;
            }
        }
        let mut sheets = self.sheets()?;
        sheets.findings.extend(findings);
        fs::write(&self.rows, serde_json::to_vec(&sheets)?).with_context(|| format!("cannot write {}", self.rows.display()))
    }
}

fn record(place: &Path) -> Result<Record> {
    let cure = || format!("cannot read {} again", place.display());
    serde_json::from_slice(&fs::read(place).with_context(cure)?).with_context(cure)
}
