//! The rule engine: runs every rule over a report and collects findings, verified figures and skip reasons.
//!
//! [`run`] indexes the tables ([`view`]), finds what adds up in them ([`sums`]), lets every rule of the catalogue
//! ([`rules`]) say what it has to say ([`sink`]), and judges sums over shared cells together ([`constraint`]), so that
//! one wrong figure is one finding with its echoes.

pub mod baseline;
pub mod capaian;
pub mod constraint;
pub mod contents;
pub mod coverage;
pub mod differences;
pub mod elsewhere;
pub mod explain;
pub mod facts;
pub mod fingerprint;
#[cfg(test)]
pub(crate) mod fixture;
pub mod interval;
pub mod marker;
pub mod money;
pub mod names;
pub mod numbers;
pub mod passages;
pub mod prose;
pub mod ratio;
pub mod reasons;
pub mod repair;
pub mod report_broken;
pub mod rules;
pub mod say;
pub mod scale;
pub mod settings;
pub mod sink;
mod spending;
pub mod sums;
pub mod totals;
pub mod tree;
pub mod view;

use crate::pdf::Rect;
use crate::report::Report;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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
    /// Stays the same when the report is read again, and in another draft: see [`fingerprint`].
    #[serde(default)]
    pub fingerprint: String,
    /// Why a reviewer set it aside; it stays in all lists, and counts in none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ignored: Option<settings::Ignored>,
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

/// What a figure was in the relation that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The figure that was recomputed (a total, a percentage, a difference), or one that agrees with another place.
    #[default]
    Result,
    /// A figure that another one was recomputed from: had it been off by much, that would not have come out right.
    Operand,
}

/// The auditor's tick mark: a figure that took part in a relation that a rule recomputed and found to hold.
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
    /// What it was in the relation.
    #[serde(default)]
    pub part: Part,
}

/// What the rules say of a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// Contradictions and defects, in document order.
    pub findings: Vec<Finding>,
    /// One entry a rule.
    pub checks: Vec<Tally>,
    /// Figures of relations that hold.
    pub verified: Vec<Verified>,
    /// Figures of tables that no rule could judge, and why: of all rules, whatever is selected.
    #[serde(default)]
    pub unchecked: Vec<coverage::Unchecked>,
    /// Fingerprints of the settings' ignored findings that came up, whether selected or not.
    #[serde(skip)]
    pub ignored: BTreeSet<String>,
}

/// Which rules may speak, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Codes or families (`A01`, `A`) to keep; empty keeps all.
    pub select: Vec<String>,
    /// Codes or families to leave out; wins over `select`.
    pub ignore: Vec<String>,
    /// Findings of a lower severity are left out.
    pub min_severity: Option<Severity>,
    /// What the office has settled.
    pub settings: settings::Settings,
}

impl Options {
    /// Whether findings and tallies of a rule are wanted.
    #[must_use]
    pub fn wants(&self, code: &str) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|entry| {
                let entry = entry.trim();
                !entry.is_empty() && code.get(..entry.len()).is_some_and(|start| start.eq_ignore_ascii_case(entry))
            })
        };
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// Whether a finding is wanted.
    #[must_use]
    pub fn keeps(&self, finding: &Finding) -> bool {
        self.wants(&finding.rule) && self.min_severity.is_none_or(|least| finding.severity >= least) && !self.settings.tolerates(finding)
    }

    /// What tells these options from others, so that results can be said to be of them; `None` for the default.
    #[must_use]
    pub fn digest(&self) -> Option<String> {
        let text = serde_json::to_vec(self).ok()?;
        (*self != Self::default()).then(|| crate::sha256(&text))
    }
}

/// What the rules look at: a report with its tables indexed once for all of them.
#[derive(Debug)]
pub struct Input<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its tables.
    pub views: Vec<view::View<'a>>,
    /// What adds up in each of them.
    pub sums: Vec<sums::Sums>,
    /// What the office has settled.
    pub settings: &'a settings::Settings,
    /// The names of indicators among it.
    pub names: settings::Names,
    facts: std::sync::OnceLock<facts::Facts>,
    passages: std::sync::OnceLock<Vec<passages::Passage<'a>>>,
    letters: std::sync::OnceLock<Vec<String>>,
    cells: std::sync::OnceLock<Vec<passages::Passage<'a>>>,
    money: std::sync::OnceLock<money::Money>,
    achievements: std::sync::OnceLock<Vec<(usize, capaian::Columns)>>,
}

impl<'a> Input<'a> {
    /// Indexes a report.
    #[must_use]
    pub fn new(report: &'a Report, settings: &'a settings::Settings) -> Self {
        let views: Vec<_> = report.tables.iter().enumerate().map(|(i, table)| view::View::new(i, table)).collect();
        let sums = views.iter().map(sums::analyse).collect();
        let names = settings::Names::new(settings);
        let (facts, passages, letters, cells, money, achievements) = Default::default();
        Self { report, views, sums, settings, names, facts, passages, letters, cells, money, achievements }
    }

    /// Its running text, made on first use.
    pub fn passages(&self) -> &[passages::Passage<'a>] {
        self.passages.get_or_init(|| passages::passages(self.report))
    }

    /// Letters and digits of each passage of its running text, made on first use.
    pub fn letters(&self) -> &[String] {
        self.letters.get_or_init(|| self.passages().iter().map(|p| passages::letters(&p.text)).collect())
    }

    /// The cells of its tables that hold words, made on first use.
    pub fn cells(&self) -> &[passages::Passage<'a>] {
        self.cells.get_or_init(|| passages::cells(self.report))
    }

    /// The amounts of rupiah in its running text, read on first use.
    pub fn money(&self) -> &money::Money {
        self.money.get_or_init(|| money::Money::new(self))
    }

    /// The achievement columns of its tables that have a target and a realisasi to be of, each with the index of its view;
    /// found on first use.
    pub fn achievements(&self) -> &[(usize, capaian::Columns)] {
        self.achievements.get_or_init(|| {
            let columns =
                self.views.iter().flat_map(|view| view.columns_with(crate::report::ColumnRole::Capaian).map(move |col| (view, col)));
            columns.filter_map(|(view, col)| Some((view.index, capaian::columns(view, col)?))).collect()
        })
    }

    /// What the report says of each indicator, gathered on first use.
    pub fn facts(&self) -> &facts::Facts {
        self.facts.get_or_init(|| facts::Facts::new(self))
    }
}

/// Runs all implemented rules over a report.
///
/// All rules run whatever is selected, since one rule's figures are another's witnesses; the selection is applied to
/// what they say.
#[must_use]
pub fn run(report: &Report, options: &Options) -> Outcome {
    let input = Input::new(report, &options.settings);
    let mut sink = sink::Sink::default();
    for check in rules::all().iter().filter_map(|rule| rule.check) {
        check(&input, &mut sink);
    }
    let constraints = std::mem::take(&mut sink.constraints);
    constraint::resolve(&input.views, &constraints, &elsewhere::Elsewhere::new(&input.views), &mut sink);
    let unchecked = sink.unchecked(&input);
    let (findings, checks, verified) = sink.finish();
    let mut findings = in_document_order(with_echoes(findings));
    fingerprint::assign(report, &mut findings);
    options.settings.weigh(&mut findings);
    let ignored = options.settings.set_aside(&report.source.file_name, &mut findings);
    Outcome {
        findings: kept(findings, options),
        checks: checks.into_iter().filter(|tally| options.wants(&tally.rule)).collect(),
        verified: verified.into_iter().filter(|tick| options.wants(&tick.rule)).collect(),
        unchecked,
        ignored,
    }
}

/// A cell that another part of the report contradicts and that breaks its own table's sums is one contradiction: the
/// comparison is an echo of the sum where both say what the figure should be.
fn with_echoes(mut findings: Vec<Finding>) -> Vec<Finding> {
    let cell = |f: &Finding| f.evidence.first().and_then(|e| Some((e.table.clone()?, e.row?, e.col?)));
    for i in 0..findings.len() {
        let Some(echo) = findings.get(i).filter(|f| f.root.is_none() && f.rule.starts_with('X') && f.expected.is_some()) else { continue };
        let same = |f: &Finding| f.root.is_none() && f.rule.starts_with('A') && f.expected == echo.expected && cell(f) == cell(echo);
        let root = cell(echo).and_then(|_| findings.iter().position(same));
        if let (Some(root), Some(echo)) = (root, findings.get_mut(i)) {
            echo.root = Some(root);
            echo.severity = Severity::Low;
        }
    }
    findings
}

/// Sorts findings by place, an echo right after its root, and points echoes at the new places.
fn in_document_order(findings: Vec<Finding>) -> Vec<Finding> {
    let place = |f: &Finding| {
        let bbox = f.evidence.first().map_or_else(Rect::default, |e| e.bbox);
        (f.page, ordered(bbox.y0), ordered(bbox.x0), f.rule.clone())
    };
    let places: Vec<_> = findings.iter().map(place).collect();
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|i| {
        let root = findings.get(*i).and_then(|f| f.root).filter(|r| *r < findings.len());
        (places.get(root.unwrap_or(*i)), root.unwrap_or(*i), root.is_some(), *i)
    });
    rearranged(&findings, &order)
}

/// The wanted findings. One whose root is not among them stands at its own place.
fn kept(findings: Vec<Finding>, options: &Options) -> Vec<Finding> {
    let order: Vec<usize> = (0..findings.len()).filter(|i| findings.get(*i).is_some_and(|f| options.keeps(f))).collect();
    if order.len() == findings.len() { findings } else { in_document_order(rearranged(&findings, &order)) }
}

/// Findings in another order, some left out, with their roots at the new places.
fn rearranged(findings: &[Finding], order: &[usize]) -> Vec<Finding> {
    let new_place: std::collections::BTreeMap<usize, usize> = order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    order
        .iter()
        .filter_map(|i| findings.get(*i).cloned())
        .map(|mut finding| {
            finding.root = finding.root.and_then(|root| new_place.get(&root).copied());
            finding
        })
        .collect()
}

pub(crate) use crate::pattern::pattern;

/// A coordinate as a key to sort by: tenths of a point.
#[allow(clippy::cast_possible_truncation, reason = "the value is clamped to the range first; NaN becomes 0")]
fn ordered(coordinate: f32) -> i32 {
    (coordinate.clamp(-1e6, 1e6) * 10.0) as i32
}
