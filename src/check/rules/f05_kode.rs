//! # F05 kode
//!
//! ## What it does
//! Reports a kode rekening that two rows of different names carry in one table, and a row number that is left out of an
//! otherwise unbroken run (1, 2, 4, 5), and amounts without a code in a column that is otherwise coded.
//!
//! ## Why it matters
//! A roll-up by code adds the wrong rows; a missing number may be a missing row.
//!
//! ## Example
//! 2.07.04.1.03 stands at a kegiatan and again at a sub kegiatan two rows below.
//!
//! ## What it lets pass
//! Codes of fewer than four groups, which repeat by design; the same code at the same name (a programme under two
//! sasaran); numbers that start again; gaps of more than one; gaps at the first or last row, at merged rows, or over a
//! page break, where a row may have been lost in reading.
//!
//! ## Source
//! Permendagri 90/2019 (kodefikasi); PermenPANRB 53/2014, Lampiran III (format).

use crate::check::passages::letters;
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{Cell, ColumnRole, RowRole, Value};
use std::collections::BTreeMap;

const RULE: &str = "F05";

/// Groups of a code that tells one line of a budget from all others.
const FEWEST_GROUPS: usize = 4;
/// Coded rows for each without one, from which a code was left out rather than not given.
const CODED_FOR_ONE: usize = 8;
/// Similarity of two names from which they are one name in two spellings.
const SAME_NAME: f64 = 0.7;

/// Checks the codes and the row numbers of every table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        codes(view, sink);
        missing(view, sink);
        for col in view.columns_with(ColumnRole::No) {
            numbers(view, col, sink);
        }
    }
}

fn codes(view: &View<'_>, sink: &mut Sink) {
    let mut by_code: BTreeMap<(usize, &str), Vec<At>> = BTreeMap::new();
    for row in view.body() {
        for col in 0..view.cols {
            let Some((at, cell)) = view.own(row.row, col).and_then(|at| Some((at, view.cell(at)?))) else { continue };
            if let Value::Code { code } = &cell.value
                && code.split('.').filter(|g| !g.is_empty()).count() >= FEWEST_GROUPS
            {
                by_code.entry((col, code)).or_default().push(at);
            }
        }
    }
    for ((_, code), places) in by_code {
        let name = |at: &At| view.cell(*at).map_or("", |c| view.title(c.row));
        let [first, second, ..] = places.as_slice() else {
            sink.hold(RULE);
            continue;
        };
        let (a, b) = (letters(name(first)), letters(name(second)));
        if a.is_empty() || b.is_empty() || strsim::normalized_levenshtein(&a, &b) >= SAME_NAME || a.starts_with(&b) || b.starts_with(&a) {
            sink.skip(RULE, "the rows of one code may be one line");
            continue;
        }
        let (one, other) = (short(name(first)), short(name(second)));
        let message = say(|lang| match lang {
            Lang::Id => format!("Kode {code} dipakai {} kali: “{one}” dan “{other}”.", places.len()),
            Lang::En => format!("The code {code} is used {} times: “{one}” and “{other}”.", places.len()),
        });
        let mut finding = at_cell(RULE, Severity::Low, 82, view, *second, message);
        finding.evidence.extend(places.iter().filter(|p| *p != second).filter_map(|at| view.evidence(*at, "other_place")));
        sink.fail(RULE, finding);
    }
}

/// Rows of amounts without a code in a column of codes.
fn missing(view: &View<'_>, sink: &mut Sink) {
    let Some(col) = view.column_with(ColumnRole::Kode) else { return };
    let mut coded = 0;
    let mut without: Vec<At> = Vec::new();
    for row in view.body().filter(|r| matches!(r.role, RowRole::Data | RowRole::Group)) {
        let Some((at, cell)) = view.own(row.row, col).and_then(|at| Some((at, view.cell(at)?))) else { continue };
        let label = view.title(row.row).trim_start().to_lowercase();
        // Also with letters set apart: 'T O T A L'.
        let close: String = label.split_whitespace().collect();
        let sum = ["jumlah", "total", "subtotal", "belanja"].iter().any(|w| close.starts_with(w));
        match &cell.value {
            Value::Code { .. } => coded += 1,
            // What stands above the first code is the sum of all; what has no amount is no line of the budget.
            Value::Empty if coded > 0 && !sum && (0..view.cols).any(|c| view.figure(row.row, c).is_some()) => without.push(at),
            _ => {}
        }
    }
    let Some(first) = without.first() else { return };
    if coded < CODED_FOR_ONE * without.len() {
        sink.skip_many(RULE, "many rows have no code", without.len());
        return;
    }
    let names: Vec<String> = without.iter().filter_map(|at| Some(short(view.title(view.cell(*at)?.row)))).collect();
    let message = say(|lang| {
        let list = names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(", ");
        match lang {
            Lang::Id => format!("Kode kosong pada {} baris, padahal {coded} baris lain berkode: {list}.", without.len()),
            Lang::En => format!("{} rows have no code, though {coded} others do: {list}.", without.len()),
        }
    });
    let mut finding = at_cell(RULE, Severity::Low, 78, view, *first, message);
    finding.evidence.extend(without.iter().skip(1).filter_map(|at| view.evidence(*at, "other_place")));
    sink.fail(RULE, finding);
}

/// Four rows on end, `n, n+1, n+3, n+4`.
fn numbers(view: &View<'_>, col: usize, sink: &mut Sink) {
    let rows: Vec<(At, &Cell, Option<u32>)> = view
        .body()
        .filter_map(|row| {
            let at = view.own(row.row, col)?;
            let cell = view.cell(at)?;
            Some((at, cell, cell.text.trim().trim_end_matches(['.', ')']).parse().ok()))
        })
        .collect();
    for four in rows.windows(4) {
        let [(_, _, Some(a)), (before, _, Some(b)), (at, _, Some(c)), (_, _, Some(d))] = four else { continue };
        let adjacent = four.windows(2).all(|w| matches!(w, [(_, x, _), (_, y, _)] if x.row_span <= 1 && y.row == x.row + 1));
        let one_page = four.windows(2).skip(1).all(|w| matches!(w, [(_, x, _), (_, y, _)] if x.page == y.page));
        if *b != a.saturating_add(1) || *d != c.saturating_add(1) {
            continue;
        }
        if *c == b.saturating_add(1) {
            sink.hold(RULE);
        } else if *c == b.saturating_add(2) && adjacent && one_page {
            let missing = b.saturating_add(1);
            let message = say(|lang| match lang {
                Lang::Id => format!("Nomor baris {missing} terlewat: {a}, {b}, {c}, {d}."),
                Lang::En => format!("Row number {missing} is left out: {a}, {b}, {c}, {d}."),
            });
            let mut finding = at_cell(RULE, Severity::Low, 80, view, *at, message);
            finding.stated = Some(format!("{a}, {b}, {c}, {d}"));
            finding.expected = Some(format!("{a}, {b}, {missing}, {c}"));
            finding.evidence.extend(view.evidence(*before, "other_place"));
            sink.fail(RULE, finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Kode, No, Pagu, Uraian};

    fn said(rows: &[&str]) -> Vec<String> {
        findings(&check(table(&[("No", No), ("Kode", Kode), ("Uraian", Uraian), ("Pagu", Pagu)], rows)), "F05")
    }

    #[test]
    fn a_left_out_number() {
        assert_eq!(said(&["1||Alfa|10", "2||Beta|20", "4||Gama|30", "5||Delta|40"]), ["1, 2, 4, 5 -> 1, 2, 3, 4"]);
    }

    #[test]
    fn a_doubled_code() {
        let rows = ["1|2.07.04.1.03|Pembinaan operasional|10", "2|2.07.04.1.04|Perluasan|20", "3|2.07.04.1.03|Informasi pasar kerja|30"];
        assert_eq!(said(&rows), ["2.07.04.1.03 -> "]);
    }

    #[test]
    fn amounts_without_a_code() {
        let mut rows: Vec<String> =
            (1..=9).map(|i| format!("|2.07.04.1.0{i}|Kegiatan nomor {}|10", ["a", "b", "c"].repeat(i).concat())).collect();
        let of = |rows: &[String]| said(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        rows.push("|||".into());
        rows.push("||Jumlah|100".into());
        rows.push("||T O T A L|100".into());
        assert!(of(&rows).is_empty());
        rows.insert(4, "||Pembinaan pasar|10".into());
        assert_eq!(of(&rows), [" -> "]);
        rows.insert(4, "||Pembinaan pasar lain|10".into());
        assert!(of(&rows).is_empty(), "two of eleven");
    }

    #[test]
    fn lookalikes_pass() {
        assert!(said(&["1||Alfa|10", "2||Beta|20", "1||Gama|30", "2||Delta|40"]).is_empty());
        assert!(said(&["1||Alfa|10", "2||Beta|20", "7||Gama|30", "8||Delta|40"]).is_empty());
        assert!(said(&["1||Alfa|10", "2||Beta|20", "4||Gama|30"]).is_empty());
        assert!(said(&["1|2.07.04.1.03|Pembinaan operasional|10", "2|2.07.04.1.03|Pembinaan Operasional|20"]).is_empty());
        assert!(said(&["1|2.07|Pembinaan operasional|10", "2|2.07|Perluasan kesempatan|20"]).is_empty());
    }
}
