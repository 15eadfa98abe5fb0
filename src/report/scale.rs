//! Scale tables as data: the classes of achievement that a report declares, with their borders.

use super::grid_view::View;
use super::text::{pattern, squeeze};
use super::{ColumnRole, RowRole, SourceRef, Table};
use crate::pattern::Regex;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Classes from which a table is a scale.
const FEWEST_CLASSES: usize = 3;

/// A scale of achievement reaches beyond half its target; marks from 1 to 5 are another matter.
const REACH: i64 = 50;

/// Where a class ends on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Border {
    /// Achievement, %.
    pub value: Decimal,
    /// Whether the value itself belongs to the class.
    pub included: bool,
}

/// One class of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleClass {
    /// Lower border; null where the class is open below.
    pub from: Option<Border>,
    /// Upper border; null where the class is open above.
    pub to: Option<Border>,
    /// Names and colours as printed.
    pub labels: Vec<String>,
    /// Its range as printed.
    pub range: String,
    /// Where the range stands.
    pub source: SourceRef,
    /// 0-based column of the range.
    pub col: usize,
}

/// A scale table: its classes in the order printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scale {
    /// Id of the table.
    pub table: String,
    /// Its classes.
    pub classes: Vec<ScaleClass>,
}

/// Reads a scale table: one column of ranges, one or more of names.
pub(crate) fn of_table(table: &Table) -> Option<Scale> {
    let view = View::of(table);
    let body = table.rows.iter().filter(|r| !matches!(r.role, RowRole::Header | RowRole::Number));
    let classes: Vec<ScaleClass> = body.filter_map(|row| class(table, &view, row.row)).collect();
    let bounded = classes.iter().all(|c| c.from.is_some() || c.to.is_some());
    let reaches = classes.iter().filter_map(|c| c.to.as_ref().or(c.from.as_ref())).any(|b| b.value >= Decimal::from(REACH));
    let names = || classes.iter().flat_map(|c| &c.labels);
    let unique = names().map(|label| letters(label)).collect::<BTreeSet<_>>().len() == names().count();
    (classes.len() >= FEWEST_CLASSES && bounded && reaches && unique).then(|| Scale { table: table.id.clone(), classes })
}

/// A name without case, blanks and punctuation.
fn letters(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The class that a row names; `None` where it has no range, or no name for it.
fn class(table: &Table, view: &View<'_>, row: usize) -> Option<ScaleClass> {
    let cells = || (0..table.columns.len()).filter_map(|col| Some((col, view.own_text(row, col)?.trim())));
    let no = table.columns.iter().find(|c| c.role == ColumnRole::No).map(|c| c.col);
    let ranges = cells().filter(|(col, _)| Some(*col) != no).filter_map(|(col, text)| Some((col, text, range(text)?)));
    // `1.` in a column without a header reads as a range of one value: the longest text is the range.
    let (col, printed, (from, to)) = ranges.max_by_key(|(_, text, _)| text.chars().count())?;
    let labels: Vec<String> =
        cells().filter(|(at, text)| *at != col && text.chars().any(char::is_alphabetic)).map(|(_, text)| squeeze(text)).collect();
    let source = SourceRef { table: Some(table.id.clone()), row: Some(row), page: view.cell(row, col)?.page };
    (!labels.is_empty()).then(|| ScaleClass { from, to, labels, range: printed.to_owned(), source, col })
}

/// Reads `91 ≤ 100`, `≥ 100`, `80 s.d. < 100`, `85 ke atas`, `kurang dari 55`, `sama dengan 100%`.
fn range(text: &str) -> Option<(Option<Border>, Option<Border>)> {
    let border = |value: Decimal, included: bool| Some(Border { value, included });
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
            ">=" => (border(number, true), None),
            ">" => (border(number, false), None),
            "<=" => (None, border(number, true)),
            "<" => (None, border(number, false)),
            _ => (border(number, true), border(number, true)),
        });
    }
    let c = TWO.captures(&plain)?;
    let (a, b): (Decimal, Decimal) = (c.get(2)?.as_str().parse().ok()?, c.get(4)?.as_str().parse().ok()?);
    let join = c.get(3)?.as_str();
    let below = c.get(1).is_none_or(|m| m.as_str() != ">");
    let above = join.ends_with("<=") || !join.ends_with('<');
    (a < b).then(|| (border(a, below), border(b, above)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_in_all_their_spellings() {
        let read =
            |t: &str| range(t).map(|(a, b)| (a.map(|b| (b.value.to_string(), b.included)), b.map(|b| (b.value.to_string(), b.included))));
        let some = |n: &str, w| Some((n.to_owned(), w));
        assert_eq!(read("91 ≤ 100"), Some((some("91", true), some("100", true))));
        assert_eq!(read("> 80 – 100 %"), Some((some("80", false), some("100", true))));
        assert_eq!(read("50 - < 80%"), Some((some("50", true), some("80", false))));
        assert_eq!(read("85 ke atas"), Some((some("85", true), None)));
        assert_eq!(read("kurang dari 55"), Some((None, some("55", false))));
        assert_eq!(read("Sangat Baik"), None);
    }

    #[test]
    fn a_scale_table_is_read_as_classes() {
        use crate::check::fixture::table;
        let columns = [("No", ColumnRole::No), ("Rentang", ColumnRole::Uraian), ("Predikat", ColumnRole::Predikat)];
        let scale = of_table(&table(&columns, &["1|≥ 90|Baik", "2|60 - < 90|Cukup", "3|< 60|Kurang"])).unwrap();
        let top = scale.classes.first().unwrap();
        assert_eq!((top.from.clone(), top.to.clone()), (Some(Border { value: Decimal::from(90), included: true }), None));
        assert_eq!((top.labels.as_slice(), top.range.as_str(), top.source.row, top.col), (&["Baik".to_owned()][..], "≥ 90", Some(1), 1));
        assert!(of_table(&table(&columns, &["1|1 - 2|Baik", "2|2 - 3|Cukup", "3|3 - 5|Kurang"])).is_none(), "marks are no achievement");
        assert!(of_table(&table(&columns, &["1|≥ 90|Baik", "2|< 90|Kurang"])).is_none(), "two classes are no scale");
    }
}
