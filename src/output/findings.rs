//! Findings as flat rows: what `findings.csv` and `findings.sarif` hold, one row a finding.

use super::Lang;
use super::summary::Summary;
use crate::check::{Finding, Severity};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Hexadecimal digits of a fingerprint: 64 bits, ample for the findings of one report.
const FINGERPRINT_DIGITS: usize = 16;

/// One finding of one report, without its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Path of the file as the user would name it.
    pub file: String,
    /// The same as a URI reference, exact where the path is no UTF-8.
    pub uri: String,
    /// Agency of the report.
    pub agency: Option<String>,
    /// Year of the report.
    pub year: Option<i32>,
    /// Rule code.
    pub rule: String,
    /// Rule name.
    pub name: String,
    /// How much it matters.
    pub severity: Severity,
    /// 0 to 1, two decimals.
    pub confidence: String,
    /// 1-based page.
    pub page: u32,
    /// Table number as printed, or its id.
    pub table: Option<String>,
    /// Label of the row.
    pub row: Option<String>,
    /// Header of the column.
    pub column: Option<String>,
    /// As printed.
    pub stated: Option<String>,
    /// What it would have to be.
    pub expected: Option<String>,
    /// The sum worked out.
    pub message: String,
    /// Stays the same when the report is read again, or moves to another page or file.
    pub fingerprint: String,
}

impl FindingRow {
    /// The findings of one report as rows, in their order.
    #[must_use]
    pub fn all(file: &Path, summary: &Summary, findings: &[Finding], lang: Lang) -> Vec<Self> {
        findings
            .iter()
            .zip(fingerprints(findings))
            .map(|(finding, fingerprint)| Self {
                file: file.to_string_lossy().into_owned(),
                uri: super::uri(file),
                agency: summary.agency.clone(),
                year: summary.year,
                rule: finding.rule.clone(),
                name: finding.name.clone(),
                severity: finding.severity,
                confidence: finding.confidence.clone(),
                page: finding.page,
                table: finding.table.clone(),
                row: finding.row.clone(),
                column: finding.column.clone(),
                stated: finding.stated.clone(),
                expected: finding.expected.clone(),
                message: lang.of(&finding.message).to_owned(),
                fingerprint,
            })
            .collect()
    }
}

/// One fingerprint a finding: of what it says of which figure, not of where the figure stands, so that a new draft
/// with one page more keeps those of its old findings. Findings that are alike in all of it are numbered.
#[must_use]
pub fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let parts =
                [Some(&finding.rule), finding.table.as_ref(), finding.row.as_ref(), finding.column.as_ref(), finding.stated.as_ref()];
            let mut hash = Sha256::new();
            for part in parts {
                hash.update(part.map_or("", String::as_str));
                hash.update([0]);
            }
            let digest: String = format!("{:x}", hash.finalize()).chars().take(FINGERPRINT_DIGITS).collect();
            let count = seen.entry(digest.clone()).or_default();
            *count += 1;
            if *count == 1 { digest } else { format!("{digest}-{count}") }
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::check::{Evidence, Message};
    use crate::pdf::Rect;

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
        }
    }

    #[test]
    fn a_fingerprint_outlives_a_move_to_another_page() {
        let before = fingerprints(&[finding("A01", 31, "74"), finding("A01", 31, "75")]);
        let after = fingerprints(&[finding("A01", 40, "74")]);
        assert_eq!(before.first(), after.first());
        assert_ne!(before.first(), before.last());
    }

    #[test]
    fn twins_are_numbered() {
        let twins = fingerprints(&[finding("A01", 31, "74"), finding("A01", 31, "74")]);
        assert_eq!(twins[1], format!("{}-2", twins[0]));
    }
}
