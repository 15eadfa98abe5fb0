//! Amounts of rupiah in running text, wherever it says them: sentence, list item or heading, each with the words that
//! lead up to it.
//!
//! Only amounts written out in full are read (two groups of three digits or more), so that neither the style of the
//! figures nor rounding leaves a doubt.

pub mod lists;
pub mod marks;
pub mod named;

use super::passages::Passage;
use super::sink::Sink;
use super::{Evidence, Input, pattern};
use crate::layout::BlockKind;
use crate::pattern::Regex;
use crate::pdf::Rect;
use crate::report::{Report, Statement};
use marks::Mark;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Smallest amount that can only be this one when it is printed twice.
const TELLING: i64 = 1_000_000;

/// What an amount is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What may be spent, this year.
    Budget,
    /// What was spent.
    Spent,
    /// A budget before its change, of another year, a remainder or a difference.
    Other,
}

/// An amount of rupiah in a text.
#[derive(Debug, Clone)]
pub struct Amount {
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
    /// As printed.
    pub text: String,
    /// Exact.
    pub number: Decimal,
    /// The words between the amount before it (or the start of its sentence) and this one, lower case.
    pub before: String,
    /// What it is said to be.
    pub kind: Kind,
    /// Which sentence of its piece it stands in.
    pub sentence: usize,
}

impl Amount {
    /// Whether a finding is about it already.
    #[must_use]
    pub fn is_told(&self, sink: &Sink) -> bool {
        let same = |e: &Evidence| e.page == self.page && e.bbox == self.bbox && e.text == self.text;
        sink.findings.iter().any(|f| f.evidence.first().is_some_and(same))
    }

    /// The amount as evidence.
    #[must_use]
    pub fn evidence(&self, role: &str) -> Evidence {
        Evidence { role: role.to_owned(), page: self.page, bbox: self.bbox, text: self.text.clone(), table: None, row: None, col: None }
    }
}

/// A paragraph, list item or heading; one that goes on after the break of a page is one piece.
#[derive(Debug, Clone)]
pub struct Piece {
    /// As printed, single blanks.
    pub text: String,
    /// How it is numbered.
    pub mark: Option<Mark>,
    /// A heading or caption ends a list.
    pub heading: bool,
    /// Its amounts in order.
    pub amounts: Vec<Amount>,
    /// What stands behind its last amount.
    pub rest: String,
}

impl Piece {
    /// The one amount of a kind; `None` where there is none or several.
    #[must_use]
    pub fn only(&self, kind: Kind) -> Option<&Amount> {
        let mut of_kind = self.amounts.iter().filter(|a| a.kind == kind);
        of_kind.next().filter(|_| of_kind.next().is_none())
    }
}

/// The amounts of a report.
#[derive(Debug, Default)]
pub struct Money {
    /// Its running text in reading order.
    pub pieces: Vec<Piece>,
    in_tables: BTreeSet<Decimal>,
    in_text: BTreeSet<Decimal>,
}

impl Money {
    /// Reads the running text and indexes what the tables print.
    #[must_use]
    pub fn new(input: &Input<'_>) -> Self {
        let pieces = pieces(input.passages(), input.report);
        let in_text = pieces.iter().flat_map(|p| &p.amounts).map(|a| a.number).collect();
        let mut in_tables = BTreeSet::new();
        for view in &input.views {
            let figures = view.table.cells.iter().filter_map(|c| super::facts::figure(&c.value));
            let amounts = figures.filter_map(|f| f.number.checked_mul(view.table.scale));
            in_tables.extend(amounts.filter(|n| *n >= Decimal::from(TELLING)).map(|n| n.normalize()));
        }
        Self { pieces, in_tables, in_text }
    }

    /// Whether a table prints an amount.
    #[must_use]
    pub fn in_tables(&self, amount: Decimal) -> bool {
        self.in_tables.contains(&amount.normalize())
    }

    /// Whether the report prints an amount anywhere.
    #[must_use]
    pub fn prints(&self, amount: Decimal) -> bool {
        amount >= Decimal::from(TELLING) && (self.in_tables(amount) || self.in_text.contains(&amount.normalize()))
    }
}

fn pieces(passages: &[Passage<'_>], report: &Report) -> Vec<Piece> {
    let mut statements: BTreeMap<u32, Vec<&Statement>> = BTreeMap::new();
    if passages.iter().any(|p| may_hold(&p.text)) {
        report.statements.iter().for_each(|s| statements.entry(s.page).or_default().push(s));
    }
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(first) = passages.get(i) {
        let mut parts = vec![first];
        // The break of a page parts an amount from its words.
        while let Some(next) = passages.get(i + parts.len()).filter(|n| goes_on(parts.last().map_or("", |p| p.text.as_str()), n)) {
            parts.push(next);
        }
        i += parts.len();
        found.push(piece(&parts, &statements, report.year));
    }
    found
}

fn may_hold(text: &str) -> bool {
    text.contains("Rp") || text.contains("RP")
}

/// Whether a passage only finishes the one before: that one ends in want of an amount, or in the middle of a sentence.
fn goes_on(before: &str, next: &Passage<'_>) -> bool {
    let end = before.trim_end().trim_end_matches('.');
    let wants = end.ends_with("Rp") || end.ends_with(" sebesar");
    let gives = next.text.starts_with("Rp") || next.text.starts_with(|c: char| c.is_ascii_digit());
    let open = may_hold(before) && end.ends_with([',', ' ']) || ["dengan", "dan", "yang", "dari"].iter().any(|w| end.ends_with(w));
    let runs_on = open && next.text.starts_with(char::is_lowercase) && Mark::of(&next.text).is_none();
    (wants && gives || runs_on) && next.kind == Some(BlockKind::Paragraph)
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\brp\s*[.,:]?\s*(?P<core>\d{1,3}(?:[.,]\d{3}){2,6})(?P<sen>[.,]\d{1,2})?(?P<rounded>\s*(?:ribu|juta|mil[iy]ar|tril[iy]un)\b)?",
    )
});

fn piece(parts: &[&Passage<'_>], statements: &BTreeMap<u32, Vec<&Statement>>, year: Option<i32>) -> Piece {
    let text = parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ");
    let heading = parts.iter().all(|p| matches!(p.kind, Some(BlockKind::Heading | BlockKind::Caption)));
    let mut piece = Piece { mark: Mark::of(&text), heading, amounts: Vec::new(), rest: String::new(), text };
    if !may_hold(&piece.text) {
        return piece;
    }
    let (mut from, mut sentence) = (piece.mark.as_ref().map_or(0, Mark::width), 0);
    for m in AMOUNT.captures_iter(&piece.text) {
        let (Some(whole), Some(core)) = (m.get(0), m.name("core")) else { continue };
        let goes_on = piece.text.get(whole.end()..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let Some(gap) = piece.text.get(from..whole.start()) else { continue };
        let begins = last_sentence(gap);
        if begins > 0 {
            sentence += 1;
        }
        let before = gap.get(begins..).unwrap_or_default().to_lowercase();
        from = whole.end();
        let digits: String = core.as_str().chars().filter(char::is_ascii_digit).collect();
        let sen = m.name("sen").is_some_and(|s| s.as_str().contains(|c: char| matches!(c, '1'..='9')));
        let Some(number) = digits.parse::<Decimal>().ok().filter(|_| !goes_on && !sen && m.name("rounded").is_none()) else { continue };
        let part = parts.iter().rev().find(|p| p.text.contains(core.as_str())).or(parts.first());
        let Some(part) = part else { continue };
        let kind = kind(&before, year);
        let bbox = place(part, statements, &digits);
        let text = whole.as_str().trim().to_owned();
        piece.amounts.push(Amount { page: part.page, bbox, text, number: number.normalize(), before, kind, sentence });
    }
    piece.rest = piece.text.get(from..).unwrap_or_default().to_lowercase();
    piece
}

/// Box of an amount: that of the figure in a sentence of its passage, else of the whole passage.
fn place(part: &Passage<'_>, statements: &BTreeMap<u32, Vec<&Statement>>, digits: &str) -> Rect {
    let within = |b: &Rect| b.y0 + 1.0 >= part.bbox.y0 && b.y1 <= part.bbox.y1 + 1.0;
    let same = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().starts_with(digits);
    let values = statements.get(&part.page).into_iter().flatten().flat_map(|s| &s.values);
    values.filter(|v| within(&v.bbox)).find(|v| same(&v.text)).map_or(part.bbox, |v| v.bbox)
}

/// Where the last sentence of a text begins.
fn last_sentence(text: &str) -> usize {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\p{L}\d)%,\-])[.;]\s+[(A-Z]"));
    END.find_iter(text).last().map_or(0, |m| m.end() - 1)
}

/// What the words before an amount make of it.
fn kind(before: &str, year: Option<i32>) -> Kind {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:awal|awalnya|semula|sebelum|murni|sebelumnya|lalu|sisa|selisih|efisiensi|penghematan|penambahan|pengurangan|bertambah|berkurang|tambahan|naik|turun|kenaikan|penurunan|pendapatan|hibah)\b|tidak (?:ter|di)?serap",
        )
    });
    static SPENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"reali[sz]|serap|dibelanjakan|digunakan"));
    static BUDGET: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bdari\b.*(?:anggaran|pagu|alokasi|dana)|dianggarkan|dialokasikan"));
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b20\d\d\b"));
    let told = YEAR.find_iter(before).last().and_then(|m| m.as_str().parse::<i32>().ok());
    if OTHER.is_match(before) || told.zip(year).is_some_and(|(told, year)| told != year) {
        return Kind::Other;
    }
    let spent = SPENT.find_iter(before).last().map(|m| m.end());
    let budget = BUDGET.find_iter(before).last().map(|m| m.end());
    match (spent, budget) {
        (Some(s), Some(b)) if b > s => Kind::Budget,
        (Some(_), _) => Kind::Spent,
        _ => Kind::Budget,
    }
}

/// Unsigned distance as a message tells it.
fn gap(a: Decimal, b: Decimal) -> Decimal {
    (a - b).abs().normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passages::{passages, report_of};

    fn amounts(text: &str) -> Vec<(String, Kind)> {
        let report = report_of(&[(1, BlockKind::Paragraph, text)]);
        let found = pieces(&passages(&report), &report);
        found[0].amounts.iter().map(|a| (a.number.to_string(), a.kind)).collect()
    }

    #[test]
    fn amounts_of_any_style_are_read_with_what_they_are() {
        use Kind::{Budget, Other, Spent};
        let read = |text: &str| amounts(text).into_iter().map(|(n, k)| (n.parse::<i64>().unwrap(), k)).collect::<Vec<_>>();
        assert_eq!(
            read("alokasi Rp.1,250,000.00 (alokasi awal Rp 1.300.000,-) terealisasi sebesar Rp. 1.200.000,00"),
            [(1_250_000, Budget), (1_300_000, Other), (1_200_000, Spent)]
        );
        assert_eq!(read("terealisasi Rp 900.000.000 dari pagu Rp 1.000.000.000"), [(900_000_000, Spent), (1_000_000_000, Budget)]);
        assert_eq!(read("Pagu Rp 1.250.000.000 dan pada tahun 2021 Rp 1.100.000.000"), [(1_250_000_000, Budget), (1_100_000_000, Other)]);
        assert!(amounts("sebesar Rp 1,25 miliar, Rp 198.03.000,00, Rp 12.500 dan Rp 1.250.000 juta").is_empty());
    }

    #[test]
    fn an_amount_behind_the_break_of_a_page_belongs_to_its_words() {
        let report = report_of(&[
            (1, BlockKind::ListItem, "C. Bantuan kepada desa sebesar Rp."),
            (2, BlockKind::Paragraph, "90.936.238.984,- dengan rincian:"),
        ]);
        let found = pieces(&passages(&report), &report);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].amounts[0].page, found[0].amounts[0].number), (2, Decimal::from(90_936_238_984_i64)));
    }
}
