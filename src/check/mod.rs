//! The rule engine: runs every rule over a report and collects findings, verified figures and skip reasons.

use crate::pdf::Rect;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Style, and figures that only truncation explains.
    Info,
    /// Form.
    Low,
    /// Wrong but contained.
    Medium,
    /// Changes a performance or budget figure that the report is judged by.
    High,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

/// One operand of a finding, as printed and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// `stated`, `target`, `realisasi`, `addend`, `other_place`, …
    pub role: String,
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
    /// As printed.
    pub text: String,
    /// Table id, row and column, where it stands in a table.
    pub table: Option<String>,
    /// 0-based row.
    pub row: Option<usize>,
    /// 0-based column.
    pub col: Option<usize>,
}

/// One contradiction or defect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Rule code: `A01`.
    pub rule: String,
    /// Rule name: `capaian`.
    pub name: String,
    /// How much it matters.
    pub severity: Severity,
    /// 0 to 1, two decimals.
    pub confidence: String,
    /// 1-based page of the stated figure.
    pub page: u32,
    /// Table number as printed (or its id where it has none).
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
    pub message: Message,
    /// Every operand; the stated figure first.
    pub evidence: Vec<Evidence>,
    /// The same defect seen again: index of the finding that this one only echoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<usize>,
}

/// How often a rule held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Rule code.
    pub rule: String,
    /// Recomputed and right.
    pub passed: usize,
    /// Recomputed and wrong.
    pub failed: usize,
    /// Not judged.
    pub skipped: usize,
    /// Why not, with counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip_reasons: Vec<(String, usize)>,
}

/// The auditor's tick mark: a figure that a rule recomputed and found right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// Rule code.
    pub rule: String,
    /// 1-based page.
    pub page: u32,
    /// Table id.
    pub table: Option<String>,
    /// 0-based row.
    pub row: Option<usize>,
    /// 0-based column.
    pub col: Option<usize>,
}

/// What the rules say of a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// Contradictions and defects, in document order.
    pub findings: Vec<Finding>,
    /// One entry a rule.
    pub checks: Vec<Tally>,
    /// Figures found right.
    pub verified: Vec<Verified>,
}
