//! A record in a few numbers: what a summary line, the index page and the totals are made of.

use super::{Lang, SEVERITIES};
use crate::Record;
use crate::check::coverage::{compares, figures_of as cells_of, is_figure};
use crate::check::{Finding, Severity};
use crate::report::Table;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A record in a few numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Agency, and region where it is known.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// Pages of the file.
    pub pages: usize,
    /// Pages without a text layer.
    pub scanned_pages: usize,
    /// Tables found.
    pub tables: usize,
    /// Indicator records found.
    pub indicators: usize,
    /// Findings by severity, the gravest first (see [`SEVERITIES`]), without those that were set aside.
    pub findings: [usize; 4],
    /// Findings that a reviewer set aside.
    #[serde(default)]
    pub ignored: usize,
    /// Figures extracted: of table rows and of sentences, without row numbers and codes.
    pub figures: usize,
    /// Figures that took part in a relation that a rule recomputed and found to hold: as its result (a total, a percentage)
    /// or as one of those that it follows from.
    pub verified: usize,
    /// Figures that a rule found contradicted.
    pub contradicted: usize,
    /// Other figures of relations that do not hold, so far as they take part in none that holds.
    #[serde(default)]
    pub disputed: usize,
    /// Warnings of the reader.
    pub warnings: usize,
}

impl Summary {
    /// The summary of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let report = &record.report;
        let outcome = &record.outcome;
        // A figure counts once, however many rules looked at it; one that is both right for one rule and wrong for
        // another is contradicted.
        let contradicted: BTreeSet<FigureAt> = outcome.findings.iter().filter_map(stated_place).collect();
        let verified: BTreeSet<FigureAt> = outcome
            .verified
            .iter()
            .map(|v| (v.page, v.table.as_deref(), v.row, v.col))
            .filter(|place| !contradicted.contains(place))
            .collect();
        let known: BTreeSet<FigureAt> = report.tables.iter().flat_map(figures_at).collect();
        let disputed: BTreeSet<FigureAt> = (outcome.findings.iter().filter(|f| compares(f)).flat_map(|f| &f.evidence))
            .map(|e| (e.page, e.table.as_deref(), e.row, e.col))
            .filter(|place| known.contains(place) && !contradicted.contains(place) && !verified.contains(place))
            .collect();
        let in_tables = known.len();
        let in_sentences = report.statements.iter().flat_map(|s| &s.values).filter(|v| is_figure(&v.value)).count();
        Self {
            sha256: report.source.sha256.clone(),
            agency: agency(record),
            year: report.year,
            pages: usize::try_from(report.source.pages).unwrap_or(usize::MAX),
            scanned_pages: report.pages.iter().filter(|page| page.text == crate::report::PageText::Scanned).count(),
            tables: report.tables.len(),
            indicators: report.indicators.len(),
            findings: by_severity(&outcome.findings),
            ignored: outcome.findings.iter().filter(|f| f.ignored.is_some()).count(),
            figures: in_tables + in_sentences,
            verified: verified.len(),
            contradicted: contradicted.len(),
            disputed: disputed.len(),
            warnings: report.warnings.len(),
        }
    }

    /// Findings of every severity.
    #[must_use]
    pub fn all_findings(&self) -> usize {
        self.findings.iter().sum()
    }

    /// Figures that some rule judged.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.verified + self.contradicted + self.disputed
    }

    /// Whether there is a finding at or above a severity.
    #[must_use]
    pub fn reaches(&self, severity: Severity) -> bool {
        SEVERITIES.iter().zip(self.findings).any(|(&each, count)| each >= severity && count > 0)
    }

    /// Adds the numbers of another summary; what names one report is kept.
    pub fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.scanned_pages += other.scanned_pages;
        self.tables += other.tables;
        self.indicators += other.indicators;
        for (sum, count) in self.findings.iter_mut().zip(other.findings) {
            *sum += count;
        }
        self.ignored += other.ignored;
        self.figures += other.figures;
        self.verified += other.verified;
        self.contradicted += other.contradicted;
        self.disputed += other.disputed;
        self.warnings += other.warnings;
    }

    /// `44 hlm. (3 pindaian), 25 tabel, 61 indikator; 12 temuan: 5 tinggi, 7 sedang; diperiksa 120 dari 316 angka (38%)`.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let count = |count: usize, id: &'static str, en: &'static str| format!("{} {}", lang.count(count), lang.pick(id, en));
        let mut pages = count(self.pages, "hlm.", "pages");
        if self.scanned_pages > 0 {
            pages.push_str(&format!(" ({})", count(self.scanned_pages, "pindaian", "scanned")));
        }
        let (tables, indicators) = (count(self.tables, "tabel", "tables"), count(self.indicators, "indikator", "indicators"));
        format!("{pages}, {tables}, {indicators}; {}; {}", self.findings_in_words(lang), self.coverage_in_words(lang))
    }

    /// `12 temuan: 3 tinggi, 4 sedang, 5 rendah; 1 diabaikan`; severities without a finding are left out.
    #[must_use]
    pub fn findings_in_words(&self, lang: Lang) -> String {
        let counted = self.counted_findings_in_words(lang);
        match self.ignored {
            0 => counted,
            ignored => format!("{counted}; {} {}", lang.count(ignored), lang.pick("diabaikan", "ignored")),
        }
    }

    fn counted_findings_in_words(&self, lang: Lang) -> String {
        let total = self.all_findings();
        let noun = lang.pick("temuan", if total == 1 { "finding" } else { "findings" });
        if total == 0 {
            return format!("{} {noun}", lang.pick("tanpa", "no"));
        }
        let by_severity: Vec<String> = SEVERITIES
            .iter()
            .zip(self.findings)
            .filter(|&(_, count)| count > 0)
            .map(|(&severity, count)| format!("{} {}", lang.count(count), lang.severity(severity)))
            .collect();
        format!("{} {noun}: {}", lang.count(total), by_severity.join(", "))
    }

    /// `diperiksa 120 dari 316 angka (38%)`: how much of what was read the rules could judge. A report without a
    /// finding and with little of it judged is not a clean report.
    #[must_use]
    pub fn coverage_in_words(&self, lang: Lang) -> String {
        let percent = (self.judged() * 100).checked_div(self.figures).unwrap_or(0).min(100);
        let (judged, figures) = (lang.count(self.judged()), lang.count(self.figures));
        match lang {
            Lang::Id => format!("diperiksa {judged} dari {figures} angka ({percent}%)"),
            Lang::En => format!("{judged} of {figures} figures checked ({percent}%)"),
        }
    }
}

fn by_severity(findings: &[Finding]) -> [usize; 4] {
    SEVERITIES.map(|severity| findings.iter().filter(|finding| finding.severity == severity && finding.ignored.is_none()).count())
}

/// A figure by its place: page, table id, row and column.
type FigureAt<'a> = (u32, Option<&'a str>, Option<usize>, Option<usize>);

/// Where the stated figure of a finding stands.
fn stated_place(finding: &Finding) -> Option<FigureAt<'_>> {
    finding.stated.as_ref()?;
    finding.evidence.first().map(|e| (e.page, e.table.as_deref(), e.row, e.col))
}

fn agency(record: &Record) -> Option<String> {
    let agency = &record.report.agency;
    let parts: Vec<&str> = [&agency.name, &agency.region].into_iter().filter_map(|part| part.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How many figures a table holds that could be judged.
pub(super) fn figures_of(table: &Table) -> usize {
    figures_at(table).count()
}

fn figures_at(table: &Table) -> impl Iterator<Item = FigureAt<'_>> {
    let cells = cells_of(table).filter_map(|i| table.cells.get(i));
    cells.map(|cell| (cell.page, Some(table.id.as_str()), Some(cell.row), Some(cell.col)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Outcome, Verified};
    use crate::output::findings::tests::finding;
    use crate::report::{Input, understand};

    fn record(outcome: Outcome) -> Record {
        Record { report: understand(Input::default()), outcome, configuration: None }
    }

    #[test]
    fn a_figure_is_judged_once_and_a_contradiction_outweighs_a_tick() {
        let tick = |rule: &str, row: usize| Verified {
            rule: rule.to_owned(),
            page: 31,
            table: Some("t1".to_owned()),
            row: Some(row),
            col: Some(5),
            part: crate::check::Part::Result,
        };
        let summary = Summary::of(&record(Outcome {
            // Both speak of the same figure: page 31, table t1, row 4, column 5.
            findings: vec![finding("A01", 31, "74"), finding("A10", 31, "74")],
            verified: vec![tick("A05", 4), tick("A05", 6), tick("A10", 6)],
            ..Outcome::default()
        }));
        assert_eq!((summary.verified, summary.contradicted), (1, 1));
        assert_eq!(summary.findings, [2, 0, 0, 0]);
        assert!(summary.reaches(Severity::High) && summary.reaches(Severity::Info));
        let aside = Some(crate::check::settings::Ignored { reason: "x".to_owned(), by: "y".to_owned() });
        let findings = vec![Finding { ignored: aside, ..finding("A01", 31, "74") }];
        let ignored = Summary::of(&record(Outcome { findings, ..Outcome::default() }));
        assert_eq!((ignored.findings, ignored.ignored, ignored.contradicted), ([0; 4], 1, 1));
        assert_eq!(ignored.findings_in_words(Lang::Id), "tanpa temuan; 1 diabaikan");
        assert!(!Summary { findings: [0, 0, 3, 0], ..Summary::default() }.reaches(Severity::Medium));
    }

    #[test]
    fn operands_and_the_other_figures_of_a_contradiction_are_judged_too() {
        use crate::report::ColumnRole::{Capaian, Indikator, Realisasi, Target};
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];
        let rows = ["A|1.000|900|90", "B|1.000|800|80", "C|1.000|700|70", "D|2.000|500|35", "E|-|3|-"];
        let table = crate::check::fixture::table(&columns, &rows);
        let record = crate::examine(crate::check::fixture::report(vec![table]), &crate::check::Options::default());
        let summary = Summary::of(&record);
        assert_eq!((summary.figures, summary.verified, summary.contradicted, summary.disputed), (13, 9, 1, 2));
        assert_eq!(summary.judged(), 12);
    }

    #[test]
    fn a_summary_reads_well() {
        let summary = Summary {
            pages: 1044,
            scanned_pages: 3,
            tables: 25,
            findings: [5, 0, 1, 0],
            figures: 316,
            verified: 110,
            contradicted: 10,
            ..Summary::default()
        };
        let id = "1.044 hlm. (3 pindaian), 25 tabel, 0 indikator; 6 temuan: 5 tinggi, 1 rendah; diperiksa 120 dari 316 angka (37%)";
        assert_eq!(summary.in_words(Lang::Id), id);
        assert!(Summary::default().in_words(Lang::En).ends_with("no findings; 0 of 0 figures checked (0%)"));
    }
}
