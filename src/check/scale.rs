//! Scale tables: the classes of achievement that a report declares, with their borders.

use super::Evidence;
use super::pattern;
use super::prose::key;
use super::view::{At, View};
use crate::pattern::Regex;
use crate::report::ColumnRole;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Classes from which a table is a scale.
const FEWEST_CLASSES: usize = 3;

/// A border, and whether it belongs to the class; `None` where the class is open on that side.
pub type Border = Option<(Decimal, bool)>;

/// One class of a scale.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// Lower border and whether it belongs to the class.
    pub low: Border,
    /// Upper border and whether it belongs to the class.
    pub high: Border,
    /// Names and colours as printed.
    pub labels: Vec<String>,
    /// Names without case, blanks and punctuation.
    pub keys: Vec<String>,
    /// Its range as printed.
    pub printed: String,
    /// Where the range stands.
    pub evidence: Option<Evidence>,
}

impl Class {
    /// Whether a value belongs to it.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> bool {
        self.low.is_none_or(|(b, with)| value > b || (with && value == b))
            && self.high.is_none_or(|(b, with)| value < b || (with && value == b))
    }
}

/// Reads a scale table: one column of ranges, one or more of names.
#[must_use]
pub fn scale_of(view: &View<'_>) -> Option<Vec<Class>> {
    let mut classes = Vec::new();
    for row in view.body() {
        let cells: Vec<At> = (0..view.cols).filter_map(|col| view.own(row.row, col)).collect();
        let texts = || cells.iter().filter_map(|at| Some((*at, view.cell(*at)?.text.trim())));
        let no = view.column_with(ColumnRole::No);
        let ranges: Vec<_> =
            texts().filter(|(at, _)| view.cell(*at).map(|c| c.col) != no).filter_map(|(at, t)| Some((at, t, range(t)?))).collect();
        let [(at, printed, (low, high))] = ranges.as_slice() else {
            // `1.` in a column without a header reads as a range of one value: the longer text is the range.
            let longest = ranges.iter().max_by_key(|r| r.1.chars().count());
            if let Some((at, printed, (low, high))) = longest {
                push(&mut classes, view, *at, printed, (*low, *high), &cells);
            }
            continue;
        };
        push(&mut classes, view, *at, printed, (*low, *high), &cells);
    }
    let bounded = classes.iter().filter(|c| c.low.is_some() || c.high.is_some()).count();
    // A scale of achievement reaches beyond half its target; marks from 1 to 5 are another matter.
    let reaches = classes.iter().filter_map(|c| c.high.or(c.low)).any(|(b, _)| b >= Decimal::from(50));
    let unique = classes.iter().flat_map(|c| &c.keys).collect::<std::collections::BTreeSet<_>>().len()
        == classes.iter().map(|c| c.keys.len()).sum::<usize>();
    (classes.len() >= FEWEST_CLASSES && bounded == classes.len() && reaches && unique).then_some(classes)
}

fn push(classes: &mut Vec<Class>, view: &View<'_>, at: At, printed: &str, (low, high): (Border, Border), cells: &[At]) {
    let labels: Vec<String> = cells
        .iter()
        .filter(|c| **c != at)
        .filter_map(|c| Some(view.cell(*c)?.text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .filter(|t| t.chars().any(char::is_alphabetic))
        .collect();
    if labels.is_empty() {
        return;
    }
    let keys = labels.iter().map(|l| key(l)).collect();
    classes.push(Class { low, high, labels, keys, printed: printed.to_owned(), evidence: view.evidence(at, "scale") });
}

/// Reads `91 ≤ 100`, `≥ 100`, `80 s.d. < 100`, `85 ke atas`, `kurang dari 55`, `sama dengan 100%`.
fn range(text: &str) -> Option<(Border, Border)> {
    static TWO: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(>=|<=|>|<)?(\d{1,3}(?:\.\d+)?)(-|<=|>|<|>=|-<|-<=|->|->=|<x<=|<x<|<=x<=|<=x<)(\d{1,3}(?:\.\d+)?)$"));
    static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(>=|<=|>|<|=)(\d{1,3}(?:\.\d+)?)$"));
    let mut plain = text.to_lowercase();
    for (from, to) in [
        ("s.d.", "-"),
        ("s.d", "-"),
        ("s/d", "-"),
        ("sampai dengan", "-"),
        ("sampai", "-"),
        ("hingga", "-"),
        ("–", "-"),
        ("—", "-"),
        ("lebih besar dari", ">"),
        ("lebih kecil dari", "<"),
        ("lebih dari", ">"),
        ("kurang dari", "<"),
        ("di atas", ">"),
        ("diatas", ">"),
        ("di bawah", "<"),
        ("dibawah", "<"),
        ("sama dengan", "="),
        ("≥", ">="),
        ("≤", "<="),
        ("%", ""),
        ("persen", ""),
        (",", "."),
    ] {
        plain = plain.replace(from, to);
    }
    plain.retain(|c| !c.is_whitespace());
    if let Some(number) = plain.strip_suffix("keatas") {
        plain = format!(">={number}");
    } else if let Some(number) = plain.strip_suffix("kebawah") {
        plain = format!("<={number}");
    }
    if let Some(c) = ONE.captures(&plain) {
        let number: Decimal = c.get(2)?.as_str().parse().ok()?;
        return Some(match c.get(1)?.as_str() {
            ">=" => (Some((number, true)), None),
            ">" => (Some((number, false)), None),
            "<=" => (None, Some((number, true))),
            "<" => (None, Some((number, false))),
            _ => (Some((number, true)), Some((number, true))),
        });
    }
    let c = TWO.captures(&plain)?;
    let (a, b): (Decimal, Decimal) = (c.get(2)?.as_str().parse().ok()?, c.get(4)?.as_str().parse().ok()?);
    let join = c.get(3)?.as_str();
    let below = c.get(1).is_none_or(|m| m.as_str() != ">");
    let above = join.ends_with("<=") || !join.ends_with('<');
    (a < b).then_some((Some((a, below)), Some((b, above))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_in_all_their_spellings() {
        let read = |t: &str| range(t).map(|(a, b)| (a.map(|(n, w)| (n.to_string(), w)), b.map(|(n, w)| (n.to_string(), w))));
        let some = |n: &str, w| Some((n.to_owned(), w));
        assert_eq!(read("91 ≤ 100"), Some((some("91", true), some("100", true))));
        assert_eq!(read("> 80 – 100 %"), Some((some("80", false), some("100", true))));
        assert_eq!(read("50 - < 80%"), Some((some("50", true), some("80", false))));
        assert_eq!(read("85 ke atas"), Some((some("85", true), None)));
        assert_eq!(read("kurang dari 55"), Some((None, some("55", false))));
        assert_eq!(read("Sangat Baik"), None);
    }
}
