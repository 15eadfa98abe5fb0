//! # A06 subjumlah
//!
//! ## What it does
//! Adds up the items under every group head that carries a figure of its own. The hierarchy comes from numbering
//! (A / I / 1 / a), capitals, bold and indentation, and is taken only where the figures prove it: of all readings the
//! one under which most groups add up.
//!
//! ## Why it matters
//! Group figures feed the totals; an item left out of its group is an asset or a post that nobody counts.
//!
//! ## Example
//! Twenty-four items of ASET LAINNYA add up to 407.132.869, printed 385.332.869: short by exactly 21.800.000, the
//! value of one of them.
//!
//! ## What it lets pass
//! Levels and columns that never add up (a head with a measure of its own), heads that are the sum of all items but
//! one remark, blank and nil items, rounding of decimals and of amounts in thousands.
//!
//! ## Source
//! Permendagri 86/2017; PermenPANRB 53/2014, Lampiran III.

use crate::check::constraint::Noun;
use crate::check::sink::Sink;
use crate::check::sums::of_group;
use crate::check::{Input, Severity};

const RULE: &str = "A06";
const NOUN: Noun = Noun { id: "Subjumlah", en: "Subtotal" };

/// Checks every group of tables that are not budget hierarchies.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for (view, sums) in input.views.iter().zip(&input.sums).filter(|(_, sums)| !sums.by_code) {
        sink.skip_many(RULE, "the column or level does not add up", sums.unsure_groups);
        for group in &sums.groups {
            sink.constraints.extend(of_group(view, group, RULE, NOUN, Severity::Medium));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, No, Other, Uraian};

    const ASSETS: [(&str, ColumnRole); 4] = [("No", No), ("Klasifikasi", Uraian), ("Barang", Other), ("Nilai", Other)];

    #[test]
    fn an_item_left_out_of_its_group_is_named() {
        let rows = [
            "1|TANAH||28.288.526",
            "|TANAH KANTOR||28.288.526",
            "1|Tanah rumah||240.000",
            "2|Tanah kantor||28.048.526",
            "2|PERALATAN||44.000.000",
            "|ALAT BESAR||21.000.000",
            "1|Pompa air|5|21.000.000",
            "|ALAT KANTOR||23.000.000",
            "1|Meja|4|20.000.000",
            "2|Kursi|4|3.000.000",
            "3|Lemari|4|1.800.000",
        ];
        let outcome = check(table(&ASSETS, &rows));
        assert_eq!(findings(&outcome, "A06"), ["23.000.000 -> 24.800.000"]);
        assert!(outcome.findings[0].message.id.contains("Lemari"), "{}", outcome.findings[0].message.id);
    }

    #[test]
    fn a_head_with_a_measure_of_its_own_is_no_sum() {
        let rows =
            ["A|PROGRAM SATU|3|900", "1|Kegiatan|7|400", "2|Kegiatan|8|500", "B|PROGRAM DUA|5|300", "1|Kegiatan|2|100", "2|Kegiatan|9|200"];
        assert!(check(table(&ASSETS, &rows)).findings.is_empty());
    }

    #[test]
    fn rows_that_never_add_up_are_no_hierarchy() {
        let rows = ["A|SATU|3|900", "1|Satu|7|410", "2|Dua|8|520", "B|DUA|5|300", "1|Tiga|2|130", "2|Empat|9|240"];
        assert!(check(table(&ASSETS, &rows)).findings.is_empty());
    }
}
