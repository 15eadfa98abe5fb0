//! Total rows: which rows each of them adds, found by trying the readings that reports use.

use super::repair;
use super::tree::{Sheet, Sum, Tree};
use crate::report::RowRole;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Top-level rows among which any unbroken run is tried as the rows of a total.
const MOST_TOPS_FOR_RUNS: usize = 60;
/// Share of its figure by which a lone total may be off and still be read as a total of these rows: 1/4.
const NEAR_PARTS: i64 = 4;

/// What a row does in sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A figure of its own.
    Item,
    /// A sum of others.
    Total,
    /// A part of another row that must not be added again, or a remark.
    Aside,
}

/// The part that a row plays, by its role and its name.
#[must_use]
pub fn part(role: RowRole, label: &str) -> Part {
    let label = label.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*').to_lowercase();
    match role {
        RowRole::Header | RowRole::Number | RowRole::Average | RowRole::Note | RowRole::Memo => return Part::Aside,
        RowRole::Total | RowRole::Subtotal => return Part::Total,
        RowRole::Data | RowRole::Group => {}
    }
    const ASIDES: [&str; 9] = ["di antara", "diantara", "dari mana", "darimana", "termasuk ", "dari jumlah", "*", "rata-rata", "rata rata"];
    let inner = label.split_once(". ").map_or(label.as_str(), |(_, rest)| rest);
    if ASIDES.iter().any(|a| label.starts_with(a) || inner.starts_with(a)) || label.contains("tidak dihitung") {
        Part::Aside
    } else if is_total_label(&label) {
        Part::Total
    } else {
        Part::Item
    }
}

/// Whether a row is named as a total: `Jumlah`, `TOTAL BELANJA`, `Sub Total`; `Jumlah pegawai yang dilatih` is an item.
fn is_total_label(label: &str) -> bool {
    /// Words of a total's name beyond which it is the name of a quantity.
    const MOST_WORDS: usize = 4;
    let words: Vec<&str> = label.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let begins = matches!(first, "total" | "jumlah" | "jml" | "subtotal" | "grand")
        || (first == "sub" && words.get(1).is_some_and(|w| w.starts_with("total") || w.starts_with("jumlah")));
    begins && words.len() <= MOST_WORDS && !words.contains(&"yang")
}

/// A total row with the rows that it adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Table row of the total.
    pub row: usize,
    /// Table rows that it adds.
    pub parts: Vec<usize>,
    /// Columns in which it may be checked.
    pub cols: Vec<usize>,
    /// How many columns hold under this reading.
    pub held: usize,
    /// How many do not.
    pub broken: usize,
    /// How many of these would, but for a slip of the pen in the total.
    pub slips: usize,
}

/// Finds the rows of every total; `Err` counts the totals for which no reading is sure.
#[must_use]
pub fn find(sheet: &Sheet<'_, '_>, tree: &Tree, totals: &[usize]) -> (Vec<Total>, usize) {
    let mut found: Vec<Total> = Vec::new();
    let mut unsure = 0;
    for (i, row) in totals.iter().enumerate() {
        if !sheet.speaks(*row) {
            continue;
        }
        let earlier = totals.get(..i).unwrap_or_default();
        let best = readings(sheet, tree, *row, earlier, totals)
            .into_iter()
            .filter(|parts| !parts.is_empty())
            .map(|parts| weigh(sheet, *row, parts))
            .reduce(better);
        match best {
            Some(best) if is_sure(sheet, &best) => found.push(best),
            Some(best) if best.held + best.broken > 0 => unsure += 1,
            _ => {}
        }
    }
    (found, unsure)
}

fn better(a: Total, b: Total) -> Total {
    let rank = |t: &Total| (t.held, t.slips, std::cmp::Reverse(t.broken));
    if rank(&b) > rank(&a) { b } else { a }
}

/// Most columns hold, or differ by slips of the pen only, or the total stands alone in its column and is near what its
/// rows give.
fn is_sure(sheet: &Sheet<'_, '_>, total: &Total) -> bool {
    if total.held > 0 {
        return total.held >= total.broken;
    }
    if total.slips > 0 && total.slips == total.broken {
        return true;
    }
    total.parts.len() > 1
        && sheet.cols.iter().all(|col| match sheet.compare(total.row, &total.parts, *col) {
            Sum::Fails { excess } => {
                let stated = sheet.get(total.row, *col).map_or(Decimal::ZERO, |(_, v)| v.hi());
                total.broken == 1 && excess.abs().checked_mul(Decimal::from(NEAR_PARTS)).is_some_and(|x| x <= stated.abs())
            }
            Sum::Holds { .. } | Sum::Silent => true,
        })
}

fn weigh(sheet: &Sheet<'_, '_>, row: usize, parts: Vec<usize>) -> Total {
    let (mut held, mut broken, mut slips) = (0, 0, 0);
    for col in &sheet.cols {
        match sheet.compare(row, &parts, *col) {
            Sum::Holds { .. } => held += 1,
            Sum::Fails { excess } => {
                broken += 1;
                slips += usize::from(sheet.get(row, *col).is_some_and(|(_, stated)| is_slip(stated.lo(), excess)));
            }
            Sum::Silent => {}
        }
    }
    Total { row, parts, cols: Vec::new(), held, broken, slips }
}

/// Whether a printed total is its sum but for one digit, or without its first ones: of long figures no coincidence.
fn is_slip(stated: Decimal, excess: Decimal) -> bool {
    /// Smallest figure that tells.
    const TELLING: i64 = 1_000_000;
    let Some(sum) = stated.checked_sub(excess).filter(|s| s.min(&stated) >= &Decimal::from(TELLING)) else { return false };
    let (stated, sum) = (stated.normalize().to_string(), sum.normalize());
    sum.to_string().ends_with(&stated) || stated.parse().is_ok_and(|s| repair::of_digits(s, sum).is_some())
}

/// Row sets that a total may add, the most natural first.
fn readings(sheet: &Sheet<'_, '_>, tree: &Tree, row: usize, earlier: &[usize], totals: &[usize]) -> Vec<Vec<usize>> {
    let tops = speaking_tops(sheet, tree);
    let before: Vec<usize> = tops.iter().copied().filter(|r| *r < row).collect();
    let after_last = |rows: &[usize]| -> Vec<usize> {
        let last = earlier.last().copied();
        rows.iter().copied().filter(|r| last.is_none_or(|l| *r > l)).collect()
    };
    let leaves: Vec<usize> = leaves(sheet, tree).into_iter().filter(|r| *r < row).collect();
    let spoken: Vec<usize> = earlier.iter().copied().filter(|t| sheet.speaks(*t)).collect();
    let mut out = vec![before.clone(), after_last(&before), leaves.clone(), after_last(&leaves)];
    if spoken.len() > 1 {
        out.push(spoken.clone());
        out.push(spoken.iter().copied().skip(spoken.len() - 2).collect());
    }
    let mut mixed = spoken.clone();
    mixed.extend(after_last(&before));
    if !spoken.is_empty() {
        out.push(mixed);
    }
    // Rows that are set as heads of others, where the figures do not show it.
    let plain: Vec<usize> =
        tree.rows.iter().copied().filter(|r| *r < row && sheet.view.row_role(*r) == RowRole::Data && sheet.speaks(*r)).collect();
    out.push(plain);
    let next_total = totals.iter().copied().find(|t| *t > row).unwrap_or(usize::MAX);
    out.push(tops.iter().copied().filter(|r| *r > row && *r < next_total).collect());
    out.push(tops.iter().copied().filter(|r| *r > row).collect());
    out.extend(runs(sheet, row, &before));
    let mut seen = BTreeSet::new();
    out.retain(|parts| seen.insert(parts.clone()));
    out
}

/// Unbroken runs of top-level rows that give the total exactly in most columns.
fn runs(sheet: &Sheet<'_, '_>, row: usize, tops: &[usize]) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    if tops.len() > MOST_TOPS_FOR_RUNS {
        return out;
    }
    for start in 0..tops.len() {
        for end in start + 1..=tops.len() {
            let run = tops.get(start..end).unwrap_or_default();
            let total = weigh(sheet, row, run.to_vec());
            if total.held > total.broken && (total.broken == 0 || total.held > 1) {
                out.push(total.parts);
            }
        }
    }
    out
}

/// Top-level rows; one without figures is replaced by what stands under it.
fn speaking_tops(sheet: &Sheet<'_, '_>, tree: &Tree) -> Vec<usize> {
    let families = tree.families();
    let mut stack: Vec<usize> = tree.tops().collect();
    stack.reverse();
    let mut out = Vec::new();
    while let Some(node) = stack.pop() {
        let Some(row) = tree.rows.get(node).copied() else { continue };
        if sheet.speaks(row) {
            out.push(row);
        } else {
            stack.extend(families.get(node).into_iter().flatten().rev());
        }
    }
    out.sort_unstable();
    out
}

/// Rows without children.
fn leaves(sheet: &Sheet<'_, '_>, tree: &Tree) -> Vec<usize> {
    let families = tree.families();
    let childless = |i: &usize| families.get(*i).is_none_or(Vec::is_empty);
    (0..tree.rows.len()).filter(childless).filter_map(|i| tree.rows.get(i).copied()).filter(|r| sheet.speaks(*r)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_asides_are_told_by_name() {
        let of = |label| part(RowRole::Data, label);
        assert_eq!(of("Jumlah"), Part::Total);
        assert_eq!(of("TOTAL BELANJA DAERAH"), Part::Total);
        assert_eq!(of("Sub Total"), Part::Total);
        assert_eq!(of("Jumlah ASN + PHL"), Part::Total);
        assert_eq!(of("Jumlah pencari kerja yang ditempatkan"), Part::Item);
        assert_eq!(of("di antaranya: belanja pemeliharaan"), Part::Aside);
        assert_eq!(of("a. dari mana: honor"), Part::Aside);
        assert_eq!(of("*) Tenaga kontrak"), Part::Aside);
        assert_eq!(of("Belanja Pegawai"), Part::Item);
    }
}
