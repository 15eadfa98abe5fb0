//! Findings beside the report that they are of: what the lists of findings (`findings.csv`, `findings.sarif`,
//! `findings.xlsx`) are written from, one row a finding.

use super::summary::Summary;
use crate::check::Finding;
use crate::check::baseline::State;
use std::path::Path;

/// The report that findings are of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// Path of the file as the user would name it.
    pub file: String,
    /// The same as a URI reference, exact where the path is no UTF-8.
    pub uri: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Agency of the report.
    pub agency: Option<String>,
    /// Year of the report.
    pub year: Option<i32>,
}

impl Origin {
    /// Of a file with its summary.
    #[must_use]
    pub fn new(file: &Path, summary: &Summary) -> Self {
        Self {
            file: file.to_string_lossy().into_owned(),
            uri: super::uri(file),
            sha256: summary.sha256.clone(),
            agency: summary.agency.clone(),
            year: summary.year,
        }
    }
}

/// One finding of one report.
#[derive(Debug, Clone, Copy)]
pub struct FindingRow<'a> {
    /// Whose.
    pub origin: &'a Origin,
    /// What was found.
    pub finding: &'a Finding,
    /// What became of it since an earlier draft, where there is one.
    pub state: Option<State>,
}

impl<'a> FindingRow<'a> {
    /// The findings of one report, in their order, without an earlier draft.
    pub fn all(origin: &'a Origin, findings: &'a [Finding]) -> impl Iterator<Item = Self> {
        findings.iter().map(move |finding| Self { origin, finding, state: None })
    }
}

/// The fingerprints of findings, one each: what an evidence page calls them (`#finding-…`).
#[must_use]
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding.fingerprint.clone()).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::check::{Evidence, Message, Severity};
    use crate::pdf::Rect;

    /// A finding at one place, for the tests of whatever handles findings.
    pub(crate) fn finding(rule: &str, page: u32, stated: &str) -> Finding {
        Finding {
            rule: rule.to_owned(),
            name: "capaian".to_owned(),
            severity: Severity::High,
            confidence: "0.98".to_owned(),
            page,
            table: Some("III.6".to_owned()),
            row: Some("Meningkatnya A".to_owned()),
            column: Some("%".to_owned()),
            stated: Some(stated.to_owned()),
            expected: Some("71.46".to_owned()),
            message: Message { id: "Capaian tercetak 74".to_owned(), en: "Stated 74".to_owned() },
            evidence: vec![Evidence {
                role: "stated".to_owned(),
                page,
                bbox: Rect::default(),
                text: stated.to_owned(),
                table: Some("t1".to_owned()),
                row: Some(4),
                col: Some(5),
            }],
            root: None,
            fingerprint: format!("{rule}-{stated}"),
            ignored: None,
        }
    }

    #[test]
    fn an_origin_names_its_file() {
        let origin = Origin::new(Path::new("a b/c.pdf"), &Summary { year: Some(2024), ..Summary::default() });
        assert_eq!((origin.file.as_str(), origin.uri.as_str(), origin.year), ("a b/c.pdf", "a%20b/c.pdf", Some(2024)));
    }
}
