//! Reads Indonesian government performance reports (LKj, LKjIP, LAKIP) and cross-checks their figures.
//!
//! [`read`] turns the bytes of a PDF into a [`report::Report`]: pages, tables, indicators, budget lines and
//! statements. [`examine`] runs the rules over it and adds what they say. Neither does any input or output; the
//! formats that a [`Record`] can be written in are in [`output`].

pub mod check;
pub mod dataset;
pub mod drawing;
pub mod layout;
pub mod output;
mod pattern;
pub mod pdf;
mod read;
pub mod report;
pub mod table;
mod view;

pub use read::{PageSet, PageSetError, ReadError, ReadOptions, examine, read, read_drawn, sha256};
pub use view::{PageView, view};

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
    /// SHA-256 of the options that the rules ran with; absent for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<String>,
}
