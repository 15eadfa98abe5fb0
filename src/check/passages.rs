//! The running text of a report as the rules look at it: passages with their places, spelling levelled.

use super::Evidence;
use crate::layout::BlockKind;
use crate::pattern::Sieve;
use crate::pdf::Rect;
use crate::report::Report;
pub(crate) use crate::report::squeeze;

/// Characters of a quotation on either side of what it is about.
const AROUND: usize = 40;

/// A piece of text and where it stands.
#[derive(Debug, Clone)]
pub struct Passage<'a> {
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
    /// What it is; `None` for a cell of a table.
    pub kind: Option<BlockKind>,
    /// As printed, single blanks.
    pub text: String,
    /// Table id, row and column.
    pub cell: Option<(&'a str, usize, usize)>,
    /// What can be ruled out of its text.
    pub(crate) sieve: Sieve,
}

impl<'a> Passage<'a> {
    fn new((page, bbox): (u32, Rect), kind: Option<BlockKind>, text: String, cell: Option<(&'a str, usize, usize)>) -> Self {
        let sieve = Sieve::of(&text);
        Self { page, bbox, kind, text, cell, sieve }
    }

    /// The passage, or a part of it, as evidence.
    #[must_use]
    pub fn evidence(&self, role: &str, text: &str) -> Evidence {
        Evidence {
            role: role.into(),
            page: self.page,
            bbox: self.bbox,
            text: text.into(),
            table: self.cell.map(|c| c.0.to_owned()),
            row: self.cell.map(|c| c.1),
            col: self.cell.map(|c| c.2),
        }
    }
}

/// All text outside tables but running headers and footers, in reading order.
#[must_use]
pub fn passages(report: &Report) -> Vec<Passage<'_>> {
    let blocks = report.blocks.iter().filter(|b| b.kind != BlockKind::Furniture);
    blocks.map(|b| Passage::new((b.page, b.bbox), Some(b.kind), squeeze(&b.text), None)).collect()
}

/// All cells with letters in them.
#[must_use]
pub fn cells(report: &Report) -> Vec<Passage<'_>> {
    let cells = report.tables.iter().flat_map(|t| t.cells.iter().map(move |c| (t, c)));
    let worded = cells.filter(|(_, c)| c.text.chars().any(char::is_alphabetic));
    worded.map(|(t, c)| Passage::new((c.page, c.bbox), None, squeeze(&c.text), Some((t.id.as_str(), c.row, c.col)))).collect()
}

/// Words of letters and digits, lower case.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded: String = text.to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

pub use crate::layout::text::letters;

/// The part of a text around a match, cut at words.
#[must_use]
pub fn quote(text: &str, start: usize, end: usize) -> String {
    let before = text.get(..start).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let from =
        before.char_indices().rev().nth(AROUND).map_or(0, |(i, _)| before.get(i..).and_then(|s| s.find(' ')).map_or(i, |n| i + n + 1));
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(i, _)| after.get(..i).and_then(|s| s.rfind(' ')).unwrap_or(i));
    let middle = text.get(start..end).unwrap_or("");
    let open = if from > 0 { "…" } else { "" };
    let close = if to < after.len() { "…" } else { "" };
    format!("{open}{}{middle}{}{close}", before.get(from..).unwrap_or(""), after.get(..to).unwrap_or(""))
}

/// A report of passages for unit tests: `(page, kind, text)`, each a line below the last.
#[cfg(test)]
pub(crate) fn report_of(passages: &[(u32, BlockKind, &str)]) -> Report {
    let mut report = super::fixture::report(Vec::new());
    for (i, (page, kind, text)) in passages.iter().enumerate() {
        let y = f32::from(u16::try_from(i).unwrap()) * 15.0;
        let bbox = Rect::new(50.0, y, 500.0, y + 12.0);
        report.blocks.push(crate::report::Block { page: *page, bbox, kind: *kind, level: 0, text: (*text).into() });
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_cut_at_words() {
        let text = "Sesuai dengan Keputusan Kepala Dinas Perhubungan Kabupaten Contoh Nomor : tentang Indikator Kinerja Utama yang telah ditetapkan";
        let start = text.find("Nomor").unwrap();
        let quoted = quote(text, start, start + 7);
        assert!(quoted.starts_with('…') && quoted.ends_with('…') && quoted.contains("Nomor :"), "{quoted}");
        assert!(quoted.chars().count() < 7 + 2 * AROUND + 4);
        assert_eq!(quote("abc", 0, 3), "abc");
    }

    #[test]
    fn words_and_letters() {
        assert_eq!(words("Tabel II.3 – Dan/atau"), ["tabel", "ii", "3", "dan", "atau"]);
        assert_eq!(letters("LAKI- LAKI 2"), "lakilaki2");
    }
}
