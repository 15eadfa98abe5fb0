//! # F06 skala
//!
//! ## What it does
//! Walks over the borders of every scale table and reports values that belong to no class, values that belong to two,
//! and a scale that ends at 100 though the report prints achievements above it and its borders are its own.
//!
//! ## Why it matters
//! An achievement in a gap has no predicate, one on a shared border has two; either can be picked afterwards.
//!
//! ## Example
//! '> 80 – 100' and '> 55 – 80' and '< 55': exactly 55 belongs to no class, since 55 is neither above nor below 55.
//!
//! ## What it lets pass
//! Classes of whole numbers that follow each other (76–90, 91–100: the achievement is rounded first), the scale of
//! Permendagri 86/2017 ending at 100, open ends, marks that are no achievement (1 to 5), tables that are not
//! completely read.
//!
//! ## Source
//! Permendagri 86/2017, Lampiran (skala nilai peringkat kinerja).

use crate::check::say::{Lang, say};
use crate::check::scale::{Class, scale_of};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, TableKind};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const RULE: &str = "F06";

/// Lower borders of the scale of Permendagri 86/2017, which has no class above 100 itself.
const REGULATED: [i64; 4] = [51, 66, 76, 91];
/// Values named in a message.
const MOST_NAMED: usize = 4;

/// Checks every scale table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let above = input.views.iter().any(prints_above_hundred);
    for view in input.views.iter().filter(|v| v.table.kind == TableKind::Scale) {
        let Some(scale) = scale_of(view) else {
            sink.skip(RULE, "the table is no scale of ranges");
            continue;
        };
        judge(view, &scale, above, sink);
    }
}

fn prints_above_hundred(view: &View<'_>) -> bool {
    view.columns_with(ColumnRole::Capaian).any(|col| view.largest_in(col) > Decimal::ONE_HUNDRED)
}

fn judge(view: &View<'_>, scale: &[Class], above: bool, sink: &mut Sink) {
    let (gaps, doubled) = unsettled(scale);
    let top = scale.iter().map(|c| c.high).max_by_key(|h| h.map_or(Decimal::MAX, |(b, _)| b)).flatten().map(|(b, _)| b);
    let lows: BTreeSet<Decimal> = scale.iter().filter_map(|c| c.low.map(|(b, _)| b)).filter(|b| !b.is_zero()).collect();
    let regulated = lows == REGULATED.iter().map(|b| Decimal::from(*b)).collect();
    let ends = above && !regulated && top == Some(Decimal::ONE_HUNDRED);
    if gaps.is_empty() && doubled.is_empty() && !ends {
        sink.hold(RULE);
        return;
    }
    let place = scale.first().and_then(|c| c.evidence.as_ref()).and_then(|e| view.at(e.row?, e.col?));
    let Some(at) = place else { return };
    let message = say(|lang| {
        let list = |values: &[Decimal]| values.iter().take(MOST_NAMED).map(|v| lang.number(*v)).collect::<Vec<_>>().join("; ");
        let mut parts = Vec::new();
        if !gaps.is_empty() {
            parts.push(format!("{} {}", lang.pick("nilai tanpa kelas:", "values without a class:"), list(&gaps)));
        }
        if !doubled.is_empty() {
            parts.push(format!("{} {}", lang.pick("nilai dalam dua kelas:", "values in two classes:"), list(&doubled)));
        }
        if ends {
            parts.push(
                lang.pick(
                    "tidak ada kelas di atas 100, padahal ada capaian di atas 100",
                    "no class above 100, though achievements above it are printed",
                )
                .to_owned(),
            );
        }
        format!("{}: {}.", lang.pick("Skala penilaian", "The scale"), parts.join("; "))
    });
    let mut finding = at_cell(RULE, Severity::Info, 85, view, at, message);
    finding.stated = Some(scale.iter().map(|c| c.printed.as_str()).collect::<Vec<_>>().join("; "));
    let first = gaps.first().or_else(|| doubled.first());
    finding.expected = first.map(|v| match gaps.is_empty() {
        false => format!("{} dalam satu kelas", Lang::Id.number(*v)),
        true => format!("{} hanya dalam satu kelas", Lang::Id.number(*v)),
    });
    finding.evidence.extend(scale.iter().skip(1).filter_map(|c| c.evidence.clone()));
    sink.fail(RULE, finding);
}

/// Values at and beside the borders, at the precision of the scale, that no class holds, and that several do.
fn unsettled(scale: &[Class]) -> (Vec<Decimal>, Vec<Decimal>) {
    let borders: BTreeSet<Decimal> = scale.iter().flat_map(|c| [c.low, c.high]).flatten().map(|(b, _)| b).collect();
    let decimals = borders.iter().map(Decimal::scale).max().unwrap_or(0);
    let unit = Decimal::try_from_i128_with_scale(1, decimals).unwrap_or(Decimal::ONE);
    let open_below = scale.iter().any(|c| c.low.is_none());
    let open_above = scale.iter().any(|c| c.high.is_none());
    let (Some(least), Some(most)) = (borders.first(), borders.last()) else { return (Vec::new(), Vec::new()) };
    let values: BTreeSet<Decimal> = borders.iter().flat_map(|b| [*b - unit, *b, *b + unit]).collect();
    let inside = |v: &Decimal| (*v > *least || open_below) && (*v < *most || open_above);
    let holders = |v: &Decimal| scale.iter().filter(|c| c.holds(*v)).count();
    let gaps = values.iter().filter(|v| inside(v) && holders(v) == 0).copied().collect();
    let doubled = values.iter().filter(|v| inside(v) && holders(v) > 1).copied().collect();
    (gaps, doubled)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::fixture::{check, report, table};
    use crate::report::ColumnRole::{Capaian, Indikator, No, Predikat, Uraian};
    use crate::report::TableKind;

    fn said(rows: &[&str], capaian: &[&str]) -> Vec<String> {
        let mut scale = table(&[("No", No), ("Interval", Uraian), ("Kriteria", Predikat)], rows);
        scale.kind = TableKind::Scale;
        let mut results = table(&[("Indikator", Indikator), ("Capaian", Capaian)], capaian);
        results.id = "t2".into();
        let outcome = crate::check::run(&report(vec![scale, results]), &crate::check::Options::default());
        outcome.findings.iter().filter(|f| f.rule == RULE).map(|f| f.message.en.clone()).collect()
    }

    #[test]
    fn a_gap_and_a_shared_border_are_named() {
        let gap = said(&["1|> 100|Sangat Baik", "2|> 80 – 100|Baik", "3|> 55 – 80|Sedang", "4|< 55|Kurang"], &["A|90"]);
        assert_eq!(gap, ["The scale: values without a class: 55."]);
        let shared = said(&["1|80 – 100|Baik", "2|55 – 80|Sedang", "3|< 55|Kurang"], &["A|90"]);
        assert_eq!(shared, ["The scale: values in two classes: 80."]);
        assert_eq!(
            said(&["1|> 80|Baik", "2|60 - 79,9|Sedang", "3|0 - 59,9|Kurang"], &["A|90"]),
            ["The scale: values without a class: 80."]
        );
    }

    #[test]
    fn a_scale_of_its_own_that_ends_at_a_hundred() {
        let rows = ["1|86 - 100|Baik", "2|56 - 85|Sedang", "3|≤ 55|Kurang"];
        assert_eq!(said(&rows, &["A|120"]).len(), 1);
        assert!(said(&rows, &["A|100"]).is_empty());
    }

    #[test]
    fn scales_that_leave_nothing_open_pass() {
        let regulated = ["1|91 ≤ 100|Sangat Tinggi", "2|76 ≤ 90|Tinggi", "3|66 ≤ 75|Sedang", "4|51 ≤ 65|Rendah", "5|≤ 50|Sangat Rendah"];
        assert!(said(&regulated, &["A|120"]).is_empty());
        assert!(said(&["1|≥ 100|Sangat Baik", "2|80 s.d. < 100|Baik", "3|60 s.d. < 80|Cukup", "4|< 60|Kurang"], &["A|120"]).is_empty());
        assert!(check(table(&[("Indikator", Indikator), ("Capaian", Capaian)], &["A|120"])).findings.iter().all(|f| f.rule != RULE));
    }
}
