//! What the batch and its workers say to each other: one job and one answer a line, as JSON.

use super::failure::Failure;
use lkj::PageSet;
use lkj::check::{Finding, Options};
use lkj::dataset::Head;
use lkj::output::Lang;
use lkj::output::summary::Summary;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// One file and what is to be done with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    /// The file.
    #[serde(with = "os_path")]
    pub file: PathBuf,
    /// Password of an encrypted file.
    pub password: Option<String>,
    /// Which rules may speak, and what the office has settled.
    #[serde(default)]
    pub options: Options,
    /// What to make of it.
    pub task: Task,
}

/// What to make of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    /// Read, check and write the report JSON to a file that only the batch sees; it publishes what is complete.
    Scan {
        /// Where to write.
        #[serde(with = "os_path")]
        to: PathBuf,
        /// Write the page that an auditor reads as well, in this language, to the same name ending in `.html`.
        page: Option<Lang>,
        /// Where to write the rows for the lists of the batch (see [`lkj::output::sheets`]).
        #[serde(with = "os_path")]
        rows: PathBuf,
        /// Where an earlier batch would have left the report of this very content.
        resume: Option<Earlier>,
    },
    /// Read and write in one of the formats of `lkj extract`.
    Extract {
        /// Where to write.
        #[serde(with = "os_path")]
        to: PathBuf,
        /// How.
        form: Form,
        /// Only these pages.
        pages: Option<PageSet>,
    },
    /// Draw one page.
    Debug {
        /// Where to write.
        #[serde(with = "os_path")]
        to: PathBuf,
        /// The page, from 1.
        page: u32,
        /// Ids of the layers; all where empty.
        layers: Vec<String>,
        /// Language of the legend.
        lang: Lang,
    },
    /// Read a PDF or a report JSON, and check it.
    Check,
    /// The same, and write the record.
    Record {
        /// Where to write.
        #[serde(with = "os_path")]
        to: PathBuf,
    },
    /// The same, and keep the record in a folder, under a name that content, version and settings give; what is there
    /// already is not read again.
    Keep {
        /// Where to write what was kept ([`Kept`]); the record itself is written beside it first.
        #[serde(with = "os_path")]
        to: PathBuf,
        /// Where records are kept.
        #[serde(with = "os_path")]
        folder: PathBuf,
    },
    /// The same, and write the working paper.
    Workpaper {
        /// Where to write.
        #[serde(with = "os_path")]
        to: PathBuf,
        /// In which language.
        lang: Lang,
    },
}

/// Reports of an earlier batch: `folder/stem-<8 hex of sha256>.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Earlier {
    /// The folder.
    #[serde(with = "os_path")]
    pub folder: PathBuf,
    /// The name without hash and ending.
    pub stem: String,
}

/// A record that is kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Name of its file.
    pub name: String,
    /// Whose it is.
    pub head: Head,
}

/// A format of `lkj extract`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The record.
    Json,
    /// Tables for reading.
    Markdown(Lang),
    /// Cells of tables, one a row.
    TablesCsv,
    /// Indicators.
    IndicatorsCsv,
    /// Budget lines.
    BudgetCsv,
    /// Counts of staff.
    StaffingCsv,
    /// Assets.
    AssetsCsv,
}

/// What came of a job.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was done.
    Done(Box<Done>),
    /// It could not be done.
    Failed(Failure),
}

/// What the batch keeps of a file that was read: small, whatever the size of the report.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Done {
    /// Its numbers.
    pub summary: Summary,
    /// Whose it is.
    pub head: Head,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// How many findings of each rule, by code.
    pub by_rule: BTreeMap<String, usize>,
    /// Printed numbers of the tables that the findings speak of, by table id.
    pub table_numbers: BTreeMap<String, String>,
    /// Fingerprints of the settings' ignored findings that came up.
    pub ignored: BTreeSet<String>,
    /// An earlier batch had done it: nothing was written.
    pub earlier: bool,
}

/// Paths as text where they are UTF-8, else as the system holds them: none is lost.
mod os_path {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::ffi::OsString;
    use std::path::{Path, PathBuf};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Raw(OsString),
    }

    pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        match path.to_str() {
            Some(text) => serializer.serialize_str(text),
            None => path.as_os_str().serialize(serializer),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        Either::deserialize(deserializer).map(|either| match either {
            Either::Text(text) => text.into(),
            Either::Raw(raw) => raw.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_utf8_survives() {
        use std::os::unix::ffi::OsStringExt;
        for name in [&b"lap\xffor.pdf"[..], b"lapor\nan.pdf"] {
            let file = PathBuf::from(std::ffi::OsString::from_vec(name.to_vec()));
            let line =
                serde_json::to_string(&Job { file: file.clone(), password: None, options: Options::default(), task: Task::Check }).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(serde_json::from_str::<Job>(&line).unwrap().file, file);
        }
    }
}
