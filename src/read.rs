//! The chain from the bytes of a PDF to a report, and from a report to its record.

use crate::drawing::Drawing;
use crate::pdf::{Document, Limits, OpenOptions, Page, PdfError};
use crate::report::{self, PageInfo, PageText, Report, Source, Warning};
use crate::table::{self, Sheet};
use crate::{Record, check};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A page that images cover to at least this part is a picture of a page; a logo or a chart covers less.
const PICTURE_OF_A_PAGE: f32 = 0.5;
/// Beside a title and a running header of so many words, images that cover so much of the page are what it shows.
const TITLE_WORDS: usize = 40;
const PICTURES: f32 = 0.25;

/// How a report is to be read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// User or owner password of an encrypted file.
    pub password: Option<String>,
    /// Only these pages; all where `None`.
    pub pages: Option<PageSet>,
    /// What the file may cost.
    pub limits: Limits,
}

/// Why a report could not be read. None of the variants names the file: the caller knows it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The PDF cannot be opened.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// [`ReadOptions::pages`] chooses none of its pages.
    #[error("none of the chosen pages is there: the PDF has {pages}; choose others with --pages")]
    NoPageChosen {
        /// Pages of the file.
        pages: u32,
    },
}

/// Reads one report.
///
/// `file_name` is only recorded. The same bytes, name and options always give the same report.
///
/// # Errors
/// Where the bytes are no PDF, or one that cannot be opened; pages that cannot be interpreted are warnings of the
/// report, not errors.
pub fn read(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<Report, ReadError> {
    chain(bytes, file_name, options, |_| (), |(), _| ()).map(|(report, _)| report)
}

/// Reads one report as [`read`] does, and draws its pages.
///
/// # Errors
/// Those of [`read`].
pub fn read_drawn(bytes: &[u8], file_name: &str, options: &ReadOptions) -> Result<(Report, Vec<Drawing>), ReadError> {
    chain(bytes, file_name, options, Drawing::background, Drawing::with_words)
}

/// The chain of [`read`]; `before` and `after` keep what is wanted of each page before and after its words are made.
fn chain<B, D: Send>(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
    before: impl Fn(&Page) -> B + Sync,
    after: impl Fn(B, &Sheet) -> D + Sync,
) -> Result<(Report, Vec<D>), ReadError> {
    let document = Document::open(bytes, &OpenOptions { password: options.password.clone(), limits: options.limits })?;
    let source = Source {
        file_name: file_name.to_owned(),
        sha256: sha256(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        pages: document.page_count(),
        producer: document.producer().map(str::to_owned),
    };
    let chosen = |page: &u32| options.pages.as_ref().is_none_or(|pages| pages.contains(*page));
    let numbers: Vec<u32> = (1..=document.page_count()).filter(chosen).collect();
    if numbers.is_empty() {
        return Err(ReadError::NoPageChosen { pages: document.page_count() });
    }
    // A page's glyphs are many times its words: each page is let go of as soon as its words are made.
    let read_page = |number| {
        let page = page(&document, number);
        let (width, height) = (page.width, page.height);
        let kept = before(&page);
        let sheet = Sheet::new(page);
        let text = page_text(sheet.words.len(), sheet.image_share);
        let kept = after(kept, &sheet);
        (PageInfo { page: number, width, height, text }, (sheet, kept))
    };
    let (pages, read): (Vec<PageInfo>, Vec<_>) = numbers.par_iter().map(|&number| read_page(number)).unzip();
    let (sheets, kept): (Vec<Sheet>, Vec<D>) = read.into_iter().unzip();
    drop(document);
    let warnings = pages.iter().zip(&sheets).flat_map(|(page, sheet)| warnings(page, sheet)).collect();
    let table::Analysis { tables, blocks } = table::analyse(sheets);
    Ok((report::understand(report::Input { source, pages, tables, blocks, warnings }), kept))
}

/// A page that cannot be interpreted is an empty one with a warning.
fn page(document: &Document, number: u32) -> Page {
    document.page(number).unwrap_or_else(|error| Page { number, warnings: vec![error.to_string()], ..Page::default() })
}

/// Where the text of a page comes from, by how many words can be seen on it and how much of it images cover.
fn page_text(words: usize, image_share: f32) -> PageText {
    let pictured = image_share >= PICTURE_OF_A_PAGE || words <= TITLE_WORDS && image_share >= PICTURES;
    match (words > 0, pictured) {
        (true, false) => PageText::Digital,
        (true, true) => PageText::Mixed,
        (false, true) => PageText::Scanned,
        (false, false) => PageText::Empty,
    }
}

fn warnings(page: &PageInfo, sheet: &Sheet) -> Vec<Warning> {
    let warning = |kind: &str, message: &str| Warning { page: Some(page.page), kind: kind.to_owned(), message: message.to_owned() };
    let picture = match page.text {
        PageText::Scanned => Some(warning("scanned_page", "the page is a picture: none of its figures was read")),
        // A cover is a picture with a title.
        PageText::Mixed if sheet.words.len() <= TITLE_WORDS && page.page > 1 => {
            Some(warning("pictures", "what the page shows is in pictures: their figures were not read"))
        }
        _ => None,
    };
    sheet.warnings.iter().map(|message| warning("unreadable_page", message)).chain(picture).collect()
}

/// SHA-256 of some bytes, lower-case hexadecimal: how a report names the content it came from.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Runs the rules over a report.
#[must_use]
pub fn examine(mut report: Report, options: &check::Options) -> Record {
    options.settings.settle(&mut report);
    Record { outcome: check::run(&report, options), report, configuration: options.digest() }
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
    fn pages_are_told_apart_by_words_and_pictures() {
        assert_eq!(page_text(10, 0.1), PageText::Digital);
        assert_eq!(page_text(300, 0.9), PageText::Mixed);
        assert_eq!(page_text(0, 0.9), PageText::Scanned);
        assert_eq!(page_text(0, 0.0), PageText::Empty);
        // Pictures of tables under a title, and photographs in running text.
        assert_eq!((page_text(19, 0.4), page_text(300, 0.4)), (PageText::Mixed, PageText::Digital));
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        let refused = |bytes: &[u8]| read(bytes, "x.pdf", &ReadOptions::default()).unwrap_err();
        assert!(matches!(refused(b""), ReadError::Pdf(PdfError::Empty)));
        assert!(matches!(refused(b"PK\x03\x04 a zip file"), ReadError::Pdf(PdfError::NotPdf)));
    }
}
