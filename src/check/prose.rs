//! Sentences as the rules read them: each figure with the words that lead up to it, and what those words make of it.
//!
//! Indonesian report prose is read conservatively. A figure has a role only where the words between it and the figure
//! before it say so (`target`, `realisasi`, `capaian`, `anggaran` …), and a relation only where each role occurs once.

use super::interval::Interval;
use super::sink::{Percent, at_text};
use super::{Evidence, Finding, Message, Severity, pattern};
use crate::layout::text::letters;
use crate::pattern::Regex;
use crate::report::{Figure, Polarity, Report, Statement, StatementValue, Value};
use rust_decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What the words before a figure make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Target of an indicator.
    Target,
    /// Result of an indicator.
    Realisasi,
    /// Achievement, % of the target.
    Capaian,
    /// Budget, rupiah.
    Pagu,
    /// Spending, rupiah.
    Belanja,
    /// Not said, or said of several things.
    Unknown,
}

/// A figure in a sentence.
#[derive(Debug, Clone)]
pub struct Spoken<'a> {
    /// The figure as read.
    pub value: &'a StatementValue,
    /// Its number.
    pub figure: &'a Figure,
    /// Lower-case words between the figure before (or the start of the sentence) and this one.
    pub before: String,
    /// What it is said to be.
    pub part: Part,
    /// Place in the lower-case sentence behind the figure.
    pub end: usize,
}

impl Spoken<'_> {
    /// Whether it is printed with a percent sign or word.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.value.text.contains('%') || self.value.text.to_lowercase().contains("persen")
    }

    /// Whether it is printed as rupiah.
    #[must_use]
    pub fn is_rupiah(&self) -> bool {
        self.value.text.trim_start().to_lowercase().starts_with("rp")
    }

    /// Whether it is an amount of rupiah written out: `Rp 1,2 miliar` is rounded.
    #[must_use]
    pub fn is_amount(&self) -> bool {
        self.is_rupiah() && !self.value.text.to_lowercase().trim_start().trim_start_matches("rp").contains(char::is_alphabetic)
    }

    /// Exact number.
    #[must_use]
    pub fn number(&self) -> Decimal {
        self.figure.number
    }

    /// All values that it may stand for: rupiah and counted things stand for themselves.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let counted = self.figure.decimals == 0 && !self.is_percent() && self.value.text.chars().any(char::is_alphabetic);
        if self.is_rupiah() || counted { Interval::point(self.figure.number) } else { self.as_result() }
    }

    /// All values that round to it.
    #[must_use]
    pub fn as_result(&self) -> Interval {
        Interval::rounded(self.figure.number, self.figure.decimals)
    }

    /// Whether a computed value gives it, rounded or cut off; '98,840%' beside figures of two decimals is 98,84 written out.
    #[must_use]
    pub fn follows_from(&self, computed: &Interval) -> bool {
        /// Decimals that percentages are printed with.
        const USUAL: u32 = 2;
        let bare = self.figure.number.normalize();
        let written_out = self.figure.decimals > USUAL && bare.scale() <= USUAL && Interval::rounded(bare, USUAL).meets(computed);
        written_out || self.as_result().meets(computed) || Interval::truncated(self.figure.number, self.figure.decimals).meets(computed)
    }

    /// The figure as evidence.
    #[must_use]
    pub fn evidence(&self, role: &str, page: u32) -> Evidence {
        Evidence { role: role.to_owned(), page, bbox: self.value.bbox, text: self.value.text.clone(), table: None, row: None, col: None }
    }
}

/// A sentence with its figures read.
#[derive(Debug, Clone)]
pub struct Sentence<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// Its text in lower case.
    pub lower: String,
    /// Its figures in order; counts in words, bases (`per 1.000`) and factors (`x 100%`) are left out.
    pub figures: Vec<Spoken<'a>>,
}

impl<'a> Sentence<'a> {
    /// Reads a statement; `None` where a figure cannot be found again in its text or is no plain number.
    #[must_use]
    pub fn read(statement: &'a Statement) -> Option<Self> {
        let lower = statement.text.replace('\n', " ").to_lowercase();
        let name = statement.indikator.as_deref().map(str::to_lowercase).filter(|n| !n.is_empty());
        let mut figures = Vec::new();
        let mut from = 0;
        for value in &statement.values {
            let text = value.text.replace('\n', " ").to_lowercase();
            let start = from + lower.get(from..)?.find(&text)?;
            let end = start + text.len();
            let mut before = lower.get(from..start)?.to_owned();
            from = end;
            if let Some(name) = &name {
                before = before.replace(name.as_str(), " ");
            }
            if is_aside(&before, &text) {
                continue;
            }
            let Value::Number(figure) = &value.value else { return None };
            let mut spoken = Spoken { value, figure, before, part: Part::Unknown, end };
            spoken.part = part_of(&spoken);
            figures.push(spoken);
        }
        Some(Self { statement, lower, figures })
    }

    /// The one figure of a part; `None` where there is none or several.
    #[must_use]
    pub fn only(&self, part: Part) -> Option<&Spoken<'a>> {
        let mut found = self.figures.iter().filter(|f| f.part == part);
        found.next().filter(|_| found.next().is_none())
    }

    /// Target and realisasi where the sentence gives one of each, of one kind of measure.
    #[must_use]
    pub fn target_and_realisasi(&self) -> Option<(&Spoken<'a>, &Spoken<'a>)> {
        let (target, realisasi) = (self.only(Part::Target)?, self.only(Part::Realisasi)?);
        let alike = target.is_percent() == realisasi.is_percent() && !target.is_rupiah() && !realisasi.is_rupiah();
        alike.then_some((target, realisasi))
    }

    /// A finding about one of its figures.
    #[must_use]
    pub fn finding(&self, rule: &'static str, severity: Severity, confidence: Percent, at: &Spoken<'_>, message: Message) -> Finding {
        let place = (self.statement.page, at.value.bbox);
        let mut finding = at_text(rule, severity, confidence, place, &at.value.text, message);
        finding.row.clone_from(&self.statement.indikator);
        finding
    }

    /// A finding about words of it.
    #[must_use]
    pub fn finding_of_words(&self, rule: &'static str, severity: Severity, confidence: Percent, words: &str, message: Message) -> Finding {
        let mut finding = at_text(rule, severity, confidence, (self.statement.page, self.statement.bbox), words, message);
        finding.row.clone_from(&self.statement.indikator);
        finding
    }
}

/// Whether a figure is a base, a factor or a count with its word: `per 1.000`, `x 100%`, `2 (dua) program`.
fn is_aside(before: &str, text: &str) -> bool {
    static BASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\bper|/|dikali(kan)?|\bx|×|\*|nomor|tabel|gambar)\s*$"));
    text.contains('(') || BASE.is_match(before)
}

fn part_of(spoken: &Spoken<'_>) -> Part {
    static BUDGET: LazyLock<Regex> = LazyLock::new(|| pattern(r"pagu|anggaran|alokasi|belanja"));
    static SPENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"realisasi|terserap|penyerapan|serapan"));
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?P<t>\bditarget\w*|\btarget(?:nya)?\b)|(?P<c>\bcapaian\w*|\bpencapaian\b)|(?P<r>\b(?:te|ter|di)?reali[sz]\w*|\btercapai\b)",
        )
    });
    let words = spoken.before.as_str();
    if spoken.is_rupiah() {
        let budget = BUDGET.find_iter(words).last().map(|m| m.start());
        let spent = SPENT.find_iter(words).last().map(|m| m.end());
        return match (budget, spent) {
            (Some(b), Some(s)) if b >= s && words.get(s..b).is_some_and(|w| w.contains("dari")) => Part::Pagu,
            (_, Some(_)) => Part::Belanja,
            (Some(_), None) => Part::Pagu,
            (None, None) => Part::Unknown,
        };
    }
    // 'melampaui target, yaitu 90% dari target 85%': what the target was met with.
    static MET_WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:melampaui|melebihi|mencapai|memenuhi|(?:di ?)?(?:atas|bawah)) target(?:nya)?\s*,?\s*(?:yaitu|yakni)\s*(?:sebesar\s*)?$",
        )
    });
    if words.contains("target") && MET_WITH.is_match(words) {
        return Part::Realisasi;
    }
    match PARTS.captures_iter(words).last() {
        Some(c) if c.name("t").is_some() => Part::Target,
        Some(c) if c.name("c").is_some() && spoken.is_percent() => Part::Capaian,
        Some(c) if c.name("r").is_some() => Part::Realisasi,
        _ => Part::Unknown,
    }
}

/// Directions of the report's indicators by name; names given both directions are left out.
#[derive(Debug, Default)]
pub struct Directions {
    of: HashMap<String, Option<Polarity>>,
}

impl Directions {
    /// Reads them off the indicators.
    #[must_use]
    pub fn new(report: &Report) -> Self {
        let mut of: HashMap<String, Option<Polarity>> = HashMap::new();
        for indicator in &report.indicators {
            let entry = of.entry(key(&indicator.indikator)).or_insert(Some(indicator.polarity));
            if *entry != Some(indicator.polarity) {
                *entry = None;
            }
        }
        Self { of }
    }

    /// The direction of an indicator; `None` where the report does not measure it by that name.
    #[must_use]
    pub fn of(&self, name: Option<&str>) -> Option<Polarity> {
        self.of.get(&key(name?)).copied().flatten()
    }
}

/// A name without case, blanks and punctuation.
#[must_use]
pub fn key(name: &str) -> String {
    letters(name)
}

/// Statements for unit tests, written as sentences.
#[cfg(test)]
pub mod tests_support {
    use super::*;
    use crate::pdf::Rect;
    use crate::report::{ColumnRole, StatementKind};

    /// A statement whose figures are all runs of digits, Indonesian style, with `Rp`, `%` and counted units.
    #[must_use]
    pub fn statement(text: &str) -> Statement {
        let figure = pattern(r"(?:Rp\.?\s?)?\d[\d.]*(?:,\d+)?(?: ?%)?(?: (?:orang|dokumen))?");
        let year = pattern(r"^(?:19|20)\d\d$");
        let mut current = None;
        let mut values = Vec::new();
        for found in figure.find_iter(text) {
            let raw = found.as_str().trim_end_matches('.');
            if year.is_match(raw) {
                current = raw.parse().ok();
                continue;
            }
            let digits: String =
                raw.trim_start_matches("Rp").trim_start_matches('.').chars().filter(|c| c.is_ascii_digit() || *c == ',').collect();
            let number: Decimal = digits.replace(',', ".").parse().unwrap();
            let value = Value::Number(Figure { number, decimals: number.scale(), unit: None });
            values.push(StatementValue { role: ColumnRole::Other, year: current, text: raw.into(), value, bbox: Rect::default() });
        }
        Statement {
            page: 1,
            bbox: Rect::default(),
            text: text.into(),
            kind: StatementKind::Other,
            indikator: None,
            values,
            tables: Vec::new(),
        }
    }

    /// Findings of one rule on a report of sentences.
    #[must_use]
    pub fn said(rule: &str, texts: &[&str]) -> Vec<String> {
        let mut report = crate::check::fixture::report(Vec::new());
        report.statements = texts.iter().map(|t| statement(t)).collect();
        crate::check::fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), rule)
    }
}

#[cfg(test)]
mod tests {
    use super::tests_support::statement;
    use super::*;

    fn parts(text: &str) -> Vec<Part> {
        Sentence::read(&statement(text)).unwrap().figures.iter().map(|f| f.part).collect()
    }

    #[test]
    fn the_words_before_a_figure_give_its_part() {
        use Part::{Belanja, Capaian, Pagu, Realisasi, Target, Unknown};
        assert_eq!(
            parts("Target X tahun 2022 adalah 80%, sedangkan realisasinya mencapai 70% sehingga tingkat capaiannya 87,5%"),
            [Target, Realisasi, Capaian]
        );
        assert_eq!(parts("realisasi angka kematian 127,32 per 100.000 KH dari target 122 per 100.000 KH"), [Realisasi, Target]);
        assert_eq!(parts("Dari anggaran sebesar Rp. 1.000 terealisasi Rp. 900 atau 90%"), [Pagu, Belanja, Unknown]);
        assert_eq!(parts("realisasi anggaran Rp 900 dari pagu Rp 1.000"), [Belanja, Pagu]);
        assert_eq!(parts("terdapat 12 orang"), [Unknown]);
    }

    #[test]
    fn an_amount_is_written_out() {
        let mut said = statement("realisasi anggaran Rp 900 dari pagu Rp 1");
        said.text.push_str(" miliar");
        said.values[1].text.push_str(" miliar");
        let sentence = Sentence::read(&said).unwrap();
        assert_eq!(sentence.figures.iter().map(Spoken::is_amount).collect::<Vec<_>>(), [true, false]);
    }
}
