//! Where rules put what they found: findings, tick marks, tallies, and constraints that are judged together later.

use super::constraint::Constraint;
use super::coverage::{self, Unchecked};
use super::rules;
use super::view::{At, View};
use super::{Evidence, Finding, Input, Message, Part, Severity, Tally, Verified};
use crate::pdf::Rect;
use std::collections::BTreeMap;

/// Findings of one rule in one report beyond which the rest is only counted: more says the reading is wrong.
pub const MOST_FINDINGS_PER_RULE: usize = 500;

/// What one rule did.
#[derive(Debug, Default)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: BTreeMap<&'static str, usize>,
}

/// Collects what the rules say of one report.
#[derive(Debug, Default)]
pub struct Sink {
    /// Findings in the order they were made.
    pub findings: Vec<Finding>,
    /// Sums over cells that are judged together, so that one wrong figure is one finding.
    pub constraints: Vec<Constraint>,
    verified: Vec<Verified>,
    /// Places in `verified`.
    ticked: BTreeMap<(&'static str, At), usize>,
    /// Figures that a rule came by and could not judge.
    left: Vec<(&'static str, &'static str, At)>,
    counts: BTreeMap<&'static str, Count>,
}

impl Sink {
    /// A figure that was recomputed and is right.
    pub fn pass(&mut self, rule: &'static str, view: &View<'_>, at: At) {
        self.counts.entry(rule).or_default().passed += 1;
        self.tick(rule, view, at, Part::Result);
    }

    /// A figure that took part in a relation that holds, and whose error would have broken it. Says nothing of how often
    /// the rule held: that is said of the result.
    pub fn tick(&mut self, rule: &'static str, view: &View<'_>, at: At, part: Part) {
        match self.ticked.get(&(rule, at)) {
            // What was recomputed itself is more than what others were recomputed from.
            Some(i) => {
                if let Some(tick) = self.verified.get_mut(*i) {
                    tick.part = tick.part.min(part);
                }
            }
            None => {
                let Some(tick) = view.tick(rule, at, part) else { return };
                self.ticked.insert((rule, at), self.verified.len());
                self.verified.push(tick);
            }
        }
    }

    /// A figure in prose that was recomputed and is right.
    pub fn pass_text(&mut self, rule: &'static str, page: u32) {
        self.counts.entry(rule).or_default().passed += 1;
        self.verified.push(Verified { rule: rule.to_owned(), page, table: None, row: None, col: None, part: Part::Result });
    }

    /// Something that was checked and holds, without a figure of its own.
    pub fn hold(&mut self, rule: &'static str) {
        self.counts.entry(rule).or_default().passed += 1;
    }

    /// A contradiction. Returns its index for echoes to point at; `None` where the rule has said enough.
    pub fn fail(&mut self, rule: &'static str, finding: Finding) -> Option<usize> {
        let count = self.counts.entry(rule).or_default();
        count.failed += 1;
        if count.failed > MOST_FINDINGS_PER_RULE {
            return None;
        }
        self.findings.push(finding);
        Some(self.findings.len() - 1)
    }

    /// Whether a finding about this very place was made already.
    #[must_use]
    pub fn speaks_of(&self, page: u32, bbox: &Rect) -> bool {
        self.findings.iter().any(|f| f.evidence.first().is_some_and(|e| e.page == page && e.bbox == *bbox))
    }

    /// A check that could not be judged, and why.
    pub fn skip(&mut self, rule: &'static str, reason: &'static str) {
        self.skip_many(rule, reason, 1);
    }

    /// A figure that could not be judged, and why.
    pub fn skip_at(&mut self, rule: &'static str, reason: &'static str, at: At) {
        self.skip_all(rule, reason, [at]);
    }

    /// Several figures that could not be judged for the same reason.
    pub fn skip_all(&mut self, rule: &'static str, reason: &'static str, figures: impl IntoIterator<Item = At>) {
        let before = self.left.len();
        self.left.extend(figures.into_iter().map(|at| (rule, reason, at)));
        self.skip_many(rule, reason, self.left.len() - before);
    }

    /// Several checks that could not be judged for the same reason.
    pub fn skip_many(&mut self, rule: &'static str, reason: &'static str, times: usize) {
        if times > 0 {
            *self.counts.entry(rule).or_default().skipped.entry(reason).or_default() += times;
        }
    }

    /// Why no rule could judge the figures that none did.
    #[must_use]
    pub fn unchecked(&self, input: &Input<'_>) -> Vec<Unchecked> {
        coverage::unchecked(input, &self.findings, &self.verified, &self.left)
    }

    /// Tallies of every implemented rule, findings, and tick marks.
    #[must_use]
    pub fn finish(self) -> (Vec<Finding>, Vec<Tally>, Vec<Verified>) {
        let tallies = rules::all()
            .iter()
            .filter(|rule| rule.check.is_some())
            .map(|rule| {
                let empty = Count::default();
                let count = self.counts.get(rule.code).unwrap_or(&empty);
                Tally {
                    rule: rule.code.to_owned(),
                    passed: count.passed,
                    failed: count.failed,
                    skipped: count.skipped.values().sum(),
                    skip_reasons: count.skipped.iter().map(|(reason, n)| ((*reason).to_owned(), *n)).collect(),
                }
            })
            .collect();
        (self.findings, tallies, self.verified)
    }
}

/// Confidence of a finding in per cent.
pub type Percent = u8;

/// A finding about a cell of a table, filled with where it stands.
#[must_use]
pub fn at_cell(rule: &'static str, severity: Severity, confidence: Percent, view: &View<'_>, at: At, message: Message) -> Finding {
    let cell = view.cell(at);
    let evidence: Vec<Evidence> = view.evidence(at, "stated").into_iter().collect();
    let row = cell.map(|c| view.title(c.row).to_owned()).filter(|label| !label.is_empty());
    let column = cell.map(|c| view.header(c.col)).filter(|header| !header.is_empty());
    Finding {
        rule: rule.to_owned(),
        name: rules::name(rule).to_owned(),
        severity,
        confidence: confidence_text(confidence),
        page: cell.map_or(0, |c| c.page),
        table: Some(view.name()),
        row,
        column,
        stated: cell.map(|c| c.text.trim().to_owned()),
        expected: None,
        message,
        evidence,
        root: None,
        fingerprint: String::new(),
        ignored: None,
    }
}

/// A finding about a piece of running text.
#[must_use]
pub fn at_text(rule: &'static str, severity: Severity, confidence: Percent, place: (u32, Rect), stated: &str, message: Message) -> Finding {
    let (page, bbox) = place;
    Finding {
        rule: rule.to_owned(),
        name: rules::name(rule).to_owned(),
        severity,
        confidence: confidence_text(confidence),
        page,
        table: None,
        row: None,
        column: None,
        stated: Some(stated.to_owned()),
        expected: None,
        message,
        evidence: vec![Evidence { role: "stated".into(), page, bbox, text: stated.to_owned(), table: None, row: None, col: None }],
        root: None,
        fingerprint: String::new(),
        ignored: None,
    }
}

/// `98` as `0.98`.
#[must_use]
pub fn confidence_text(percent: Percent) -> String {
    let percent = percent.min(100);
    format!("{}.{:02}", percent / 100, percent % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_has_two_decimals() {
        assert_eq!(confidence_text(98), "0.98");
        assert_eq!(confidence_text(5), "0.05");
        assert_eq!(confidence_text(200), "1.00");
    }
}
