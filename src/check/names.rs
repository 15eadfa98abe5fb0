//! The indicators of the tables by name: who stands where, under which spelling and unit.

use super::passages::words;
use super::view::At;
use super::{Input, view::View};
use crate::report::Indicator;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of an indicator's table that its own cell may stand away from the row that its figures were read from.
const MOST_ROWS_OFF: usize = 3;

/// One indicator name, all its records.
#[derive(Debug)]
pub struct Name<'a> {
    /// Its words, spelling levelled.
    pub words: Vec<String>,
    /// Records from tables.
    pub records: Vec<&'a Indicator>,
    /// Ids of the tables that it stands in.
    pub tables: BTreeSet<&'a str>,
}

/// All names that the tables carry, by their levelled letters.
#[must_use]
pub fn names<'a>(input: &'a Input<'_>) -> BTreeMap<String, Name<'a>> {
    gathered(input, |record| Some(input.names.canonical(&record.indikator)))
}

/// All sasaran that the tables carry, alike.
#[must_use]
pub fn sasaran<'a>(input: &'a Input<'_>) -> BTreeMap<String, Name<'a>> {
    gathered(input, |record| record.sasaran.as_deref())
}

fn gathered<'a>(input: &'a Input<'_>, name_of: impl Fn(&'a Indicator) -> Option<&'a str>) -> BTreeMap<String, Name<'a>> {
    let mut out: BTreeMap<String, Name<'a>> = BTreeMap::new();
    for record in &input.report.indicators {
        let (Some(table), Some(text)) = (record.source.table.as_deref(), name_of(record)) else { continue };
        let words = spelled(text);
        let name = out.entry(words.concat()).or_insert_with(|| Name { words, records: Vec::new(), tables: BTreeSet::new() });
        name.records.push(record);
        name.tables.insert(table);
    }
    out
}

/// The words of a name, spelling levelled.
#[must_use]
pub fn spelled(text: &str) -> Vec<String> {
    words(&unbroken(text)).iter().map(|w| level(w)).collect()
}

/// A name without the hyphens of line ends: `pelaya-nan` and `0- 18` are one.
fn unbroken(text: &str) -> String {
    text.replace("- ", "-").replace('-', "")
}

/// One spelling for words that are written in several.
fn level(word: &str) -> String {
    match word {
        "presentase" | "prosentase" | "persentasi" | "prosentasi" => "persentase".to_owned(),
        "rasio" | "ratio" => "rasio".to_owned(),
        "permukiman" => "pemukiman".to_owned(),
        _ => word.to_owned(),
    }
}

/// The cell that holds a record's name.
#[must_use]
pub fn cell_of<'v>(input: &'v Input<'_>, record: &Indicator) -> Option<(&'v View<'v>, At)> {
    let id = record.source.table.as_deref()?;
    let view = input.views.iter().find(|v| v.table.id == id)?;
    let row = record.source.row?;
    let wanted = words(&record.indikator).concat();
    let near = |c: &&(usize, &crate::report::Cell)| c.1.row.abs_diff(row) <= MOST_ROWS_OFF && words(&c.1.text).concat() == wanted;
    let cells: Vec<(usize, &crate::report::Cell)> = view.table.cells.iter().enumerate().collect();
    let (cell, _) = cells.iter().filter(near).min_by_key(|(_, c)| c.row.abs_diff(row))?;
    Some((view, At { table: view.index, cell: *cell }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        assert_eq!(unbroken("pelaya-nan usia 0- 18"), "pelayanan usia 018");
        assert_eq!(level("prosentase"), level("presentase"));
        assert_ne!(level("cakupan"), level("tingkat"));
    }
}
