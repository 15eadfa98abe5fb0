//! The chain from the bytes of a PDF to a report, and from a report to its record.

use crate::report::{Agency, Generator, Report, Source};
use crate::{Record, check};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Version of the report JSON.
const SCHEMA_VERSION: &str = "1.0";

/// Readers accept a PDF whose header does not stand at the very start, as long as it is within the first kilobyte
/// (ISO 32000-1, implementation note 13).
const HEADER_WITHIN: usize = 1024;

/// How a report is to be read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// User or owner password of an encrypted file.
    pub password: Option<String>,
    /// Only these pages; all where `None`.
    pub pages: Option<PageSet>,
}

/// Why a report could not be read. None of the variants names the file: the caller knows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// There is no PDF header.
    #[error("this is not a PDF: it has no %PDF header")]
    NotPdf,
}

/// Reads one report.
///
/// `file_name` is only recorded. The same bytes, name and options always give the same report.
///
/// # Errors
/// Where the bytes are no PDF, or one that cannot be opened; pages that cannot be interpreted are warnings of the
/// report, not errors.
pub fn read(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Report, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if !bytes.get(..bytes.len().min(HEADER_WITHIN)).unwrap_or_default().windows(5).any(|five| five == b"%PDF-") {
        return Err(ReadError::NotPdf);
    }
    let source = Source {
        file_name: file_name.to_owned(),
        sha256: sha256(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        pages: 0,
        producer: None,
    };
    let _ = options;
    Ok(Report {
        schema_version: SCHEMA_VERSION.to_owned(),
        generator: Generator { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        source,
        agency: Agency::default(),
        year: None,
        pages: Vec::new(),
        tables: Vec::new(),
        indicators: Vec::new(),
        budget: Vec::new(),
        statements: Vec::new(),
        blocks: Vec::new(),
        warnings: Vec::new(),
    })
}

/// SHA-256 of some bytes, lower-case hexadecimal: how a report names the content it came from.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Runs every rule over a report.
#[must_use]
pub fn examine(report: Report) -> Record {
    Record { outcome: check::Outcome::default(), report }
}

/// A choice of pages as a user writes it: `3`, `3-9`, `1,4-6,20-` (1-based, an open end is the last page).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageSet(Vec<RangeInclusive<u32>>);

impl PageSet {
    /// Whether a 1-based page is chosen.
    #[must_use]
    pub fn contains(&self, page: u32) -> bool {
        self.0.iter().any(|range| range.contains(&page))
    }
}

/// A choice of pages that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no page or range of pages; write 3, 3-9 or 1,4-6,20-")]
pub struct PageSetError(String);

impl FromStr for PageSet {
    type Err = PageSetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split(',')
            .map(|piece| page_range(piece.trim()).ok_or_else(|| PageSetError(piece.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// `3`, `3-9`, `-9`, `20-`; page numbers start at 1 and ranges run upwards.
fn page_range(text: &str) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|&n| n > 0);
    let Some((from, to)) = text.split_once('-') else {
        return number(text).map(|page| page..=page);
    };
    let from = if from.is_empty() { 1 } else { number(from)? };
    let to = if to.is_empty() { u32::MAX } else { number(to)? };
    (text != "-" && from <= to).then_some(from..=to)
}

impl fmt::Display for PageSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match (*range.start(), *range.end()) {
                (from, to) if from == to => write!(f, "{comma}{from}")?,
                (from, u32::MAX) => write!(f, "{comma}{from}-")?,
                (from, to) => write!(f, "{comma}{from}-{to}")?,
            }
        }
        Ok(())
    }
}

impl From<PageSet> for String {
    fn from(pages: PageSet) -> Self {
        pages.to_string()
    }
}

impl TryFrom<String> for PageSet {
    type Error = PageSetError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_sets_are_read_and_written_back() {
        let pages: PageSet = "3-5, 9,20-".parse().unwrap();
        let chosen: Vec<u32> = (1..30).filter(|&page| pages.contains(page)).collect();
        assert_eq!(chosen, [3, 4, 5, 9, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
        assert_eq!(pages.to_string(), "3-5,9,20-");
        assert!("-3".parse::<PageSet>().unwrap().contains(1));
    }

    #[test]
    fn nonsense_is_no_page_set() {
        for text in ["", "0", "-", "9-3", "a", "1;2", "1-2-3", "-0", "4294967296"] {
            assert!(text.parse::<PageSet>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        let options = ReadOptions::default();
        assert_eq!(read(b"", "x.pdf", &options), Err(ReadError::Empty));
        assert_eq!(read(b"PK\x03\x04 a zip file", "x.pdf", &options), Err(ReadError::NotPdf));
    }
}
