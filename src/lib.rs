//! Reads Indonesian government performance reports and cross-checks their figures.

pub mod check;
pub mod layout;
pub mod pdf;
pub mod report;
pub mod table;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The report JSON: what was read, and what the rules say of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// What was read.
    #[serde(flatten)]
    pub report: report::Report,
    /// What the rules say.
    #[serde(flatten)]
    pub outcome: check::Outcome,
}
