//! Two drafts of one report: which findings are new, which are still there, which were put right.

use super::Finding;
use super::prose::key;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, VecDeque};

/// What became of a finding since the earlier draft, named as in SARIF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The earlier draft had no such finding.
    New,
    /// It had the same.
    Unchanged,
    /// It had one at this place about another figure.
    Updated,
    /// It had one that is gone.
    Absent,
}

/// How the findings of two drafts go together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// One a finding of the new draft.
    pub states: Vec<State>,
    /// For each finding of the new draft, the one of the earlier draft that it is.
    pub earlier: Vec<Option<usize>>,
    /// Findings of the earlier draft that are gone.
    pub absent: Vec<usize>,
}

/// Compares the findings of two drafts. A finding is the same where its fingerprint is; else where its rule, row, column
/// and figure are (its table was renamed); and it is about another figure now where rule, table, row and column agree.
#[must_use]
pub fn compare(old: &[Finding], new: &[Finding]) -> Comparison {
    let mut earlier: Vec<Option<(usize, State)>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for (key_of, state) in
        [(by_fingerprint as fn(&Finding) -> Option<String>, State::Unchanged), (by_figure, State::Unchanged), (by_place, State::Updated)]
    {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        let open = old.iter().enumerate().filter(|(i, _)| taken.get(*i) == Some(&false));
        for (i, finding) in open {
            waiting.entry(key_of(finding).unwrap_or_default()).or_default().push_back(i);
        }
        waiting.remove("");
        for (finding, place) in new.iter().zip(&mut earlier).filter(|(_, place)| place.is_none()) {
            let found = key_of(finding).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let (Some(i), Some(flag)) = (found, found.and_then(|i| taken.get_mut(i))) {
                *flag = true;
                *place = Some((i, state));
            }
        }
    }
    Comparison {
        states: earlier.iter().map(|e| e.map_or(State::New, |(_, state)| state)).collect(),
        earlier: earlier.iter().map(|e| e.map(|(i, _)| i)).collect(),
        absent: taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(i, _)| i).collect(),
    }
}

fn by_fingerprint(finding: &Finding) -> Option<String> {
    Some(finding.fingerprint.clone())
}

fn by_figure(finding: &Finding) -> Option<String> {
    let (row, stated) = (finding.row.as_deref()?, finding.stated.as_deref()?);
    Some([&finding.rule, &key(row), &key(finding.column.as_deref().unwrap_or_default()), stated.trim()].join("\0"))
}

fn by_place(finding: &Finding) -> Option<String> {
    let (table, row) = (finding.table.as_deref()?, finding.row.as_deref()?);
    Some([&finding.rule, table, &key(row), &key(finding.column.as_deref().unwrap_or_default())].join("\0"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::tests::finding;

    fn one(print: &str, table: &str, stated: &str) -> Finding {
        Finding { fingerprint: print.to_owned(), table: Some(table.to_owned()), ..finding("A01", 1, stated) }
    }

    #[test]
    fn a_finding_is_recognised_by_print_then_figure_then_place() {
        let old = [one("a", "1", "70"), one("b", "2", "71"), one("c", "3", "72"), one("d", "4", "73")];
        let new = [one("x", "3", "99"), one("a", "9", "0"), one("y", "8", "71"), one("z", "7", "1")];
        let seen = compare(&old, &new);
        assert_eq!(seen.states, [State::Updated, State::Unchanged, State::Unchanged, State::New]);
        assert_eq!(seen.earlier, [Some(2), Some(0), Some(1), None]);
        assert_eq!(seen.absent, [3]);
    }

    #[test]
    fn twins_are_paired_once() {
        let old = [one("a", "1", "70")];
        let seen = compare(&old, &[one("a", "1", "70"), one("a-2", "1", "70")]);
        assert_eq!(seen.states, [State::Unchanged, State::New]);
        assert!(seen.absent.is_empty());
    }

    #[test]
    fn without_an_earlier_draft_all_is_new() {
        assert_eq!(compare(&[], &[one("a", "1", "70")]).states, [State::New]);
        assert_eq!(compare(&[one("a", "1", "70")], &[]).absent, [0]);
    }
}
