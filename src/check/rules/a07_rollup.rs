//! # A07 rollup
//!
//! ## What it does
//! Adds up budget tables level by level: urusan = Σ program = Σ kegiatan = Σ sub kegiatan. The levels come from the
//! kode rekening where there is one, else from numbering and type, and are taken only where the amounts prove them.
//! Where the wrong amount is not the sum but one of its parts, and a second sum or another table says so, the part is
//! reported.
//!
//! ## Why it matters
//! A programme's pagu is what was decided by law; an activity without its sub-activities is money without a purpose.
//!
//! ## Example
//! Kegiatan 50.099.500; its sub kegiatan 14.099.500 + 14.099.500 + 22.000.000 = 50.199.000.
//!
//! ## What it lets pass
//! A top row that holds more than is listed under it (BL + BTL); levels and columns that never add up; codes broken
//! over lines, with leading zeros or missing; a single sub-activity equal to its activity.
//!
//! ## Source
//! Permendagri 90/2019 and Kepmendagri 050-5889/2021 (klasifikasi, kodefikasi dan nomenklatur); PermenPANRB 53/2014.

use crate::check::constraint::Noun;
use crate::check::sink::Sink;
use crate::check::sums::of_group;
use crate::check::{Input, Severity};

const RULE: &str = "A07";
const NOUN: Noun = Noun { id: "Anggaran", en: "Budget" };

/// Checks every budget hierarchy.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for (view, sums) in input.views.iter().zip(&input.sums).filter(|(_, sums)| sums.by_code) {
        sink.skip_many(RULE, "the column or level does not add up", sums.unsure_groups);
        for group in &sums.groups {
            sink.constraints.extend(of_group(view, group, RULE, NOUN, Severity::High));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, Kode, Pagu, PaguPerubahan, Selisih, Uraian};

    const BUDGET: [(&str, ColumnRole); 5] =
        [("Kode", Kode), ("Program/Kegiatan", Uraian), ("Sebelum", Pagu), ("Setelah", PaguPerubahan), ("Perubahan", Selisih)];

    #[test]
    fn budgets_below_a_million_were_rounded() {
        let of = |total: &str, rest: [&str; 3]| {
            let first = format!("2.07.01|PROGRAM SATU|{total}|{total}|0");
            let rows: Vec<&str> = std::iter::once(first.as_str()).chain(rest).collect();
            let mut table = table(&BUDGET, &rows);
            table.kind = crate::report::TableKind::BudgetChange;
            findings(&check(table), "A07")
        };
        let rest =
            ["2.07.01.1.01|Kegiatan A|2.120|2.120|0", "2.07.01.1.02|Kegiatan B|5.055|5.055|0", "2.07.01.1.03|Kegiatan C|1.060|1.060|0"];
        assert_eq!(of("8.234", rest), [""; 0]);
    }

    #[test]
    fn a_blank_among_the_parts_leaves_the_sum_open() {
        let of = |last: &str| {
            let rows = [
                "2.07.01|PROGRAM SATU|30.000.000|30.000.000|0",
                "2.07.01.1.01|Kegiatan A|12.000.000|12.000.000|0",
                "2.07.01.1.02|Kegiatan B|10.000.000|10.000.000|0",
                last,
                "2.07.02|PROGRAM DUA|9.000.000|9.000.000|0",
                "2.07.02.1.01|Kegiatan D|4.000.000|4.000.000|0",
                "2.07.02.1.02|Kegiatan E|5.000.000|5.000.000|0",
            ];
            findings(&check(table(&BUDGET, &rows)), "A07")
        };
        assert_eq!(of("2.07.01.1.03|Kegiatan C||8.000.000|"), [""; 0]);
        assert_eq!(of("2.07.01.1.03|Kegiatan C|8.100.000|8.000.000|(100.000)").len(), 1);
    }

    #[test]
    fn a_wrong_activity_breaks_its_own_sum_and_the_programme_once() {
        let rows = [
            "2.07.01|PROGRAM SATU|300.000|300.000|0",
            "2.07.01.1.01|Kegiatan A|120.000|100.000|0",
            "2.07.01.1.01.01|Sub a|70.000|60.000|10.000",
            "2.07.01.1.01.02|Sub b|30.000|40.000|10.000",
            "2.07.01.1.02|Kegiatan B|200.000|200.000|0",
            "2.07.01.1.02.01|Sub c|150.000|120.000|30.000",
            "2.07.01.1.02.02|Sub d|50.000|80.000|30.000",
        ];
        let outcome = check(table(&BUDGET, &rows));
        let roots: Vec<_> = outcome.findings.iter().filter(|f| f.root.is_none()).collect();
        assert_eq!(roots.len(), 1, "{:#?}", outcome.findings);
        assert_eq!(
            (roots[0].rule.as_str(), roots[0].stated.as_deref(), roots[0].expected.as_deref()),
            ("A07", Some("120.000"), Some("100.000"))
        );
        assert_eq!(outcome.findings.iter().filter(|f| f.root == Some(0)).count(), 2);
    }

    #[test]
    fn a_wrong_sub_activity_is_found_where_its_change_tells() {
        let rows = [
            "2.07.01|PROGRAM SATU|300.000|300.000|0",
            "2.07.01.1.01|Kegiatan A|100.000|100.000|0",
            "2.07.01.1.01.01|Sub a|70.000|60.000|10.000",
            "2.07.01.1.01.02|Sub b|30.000|40.000|10.000",
            "2.07.01.1.02|Kegiatan B|200.000|200.000|0",
            "2.07.01.1.02.01|Sub c|150.000|102.000|30.000",
            "2.07.01.1.02.02|Sub d|50.000|80.000|30.000",
        ];
        let outcome = check(table(&BUDGET, &rows));
        assert_eq!(findings(&outcome, "A07"), ["102.000 -> 120.000"]);
        assert_eq!(outcome.findings[0].row.as_deref(), Some("Sub c"));
    }

    #[test]
    fn a_top_row_that_holds_more_than_is_listed_is_no_sum() {
        let rows = [
            "2|DINAS|900.000|950.000|50.000",
            "2.01|PROGRAM SATU|300.000|310.000|10.000",
            "2.01.01|Kegiatan A|100.000|100.000|0",
            "2.01.02|Kegiatan B|200.000|210.000|10.000",
            "2.02|PROGRAM DUA|90.000|80.000|10.000",
            "2.02.01|Kegiatan C|50.000|50.000|0",
            "2.02.02|Kegiatan D|40.000|30.000|10.000",
        ];
        assert!(check(table(&BUDGET, &rows)).findings.is_empty());
    }

    #[test]
    fn a_part_that_is_set_otherwise_than_its_sibling_is_a_part_all_the_same() {
        let columns = [("Kode", Kode), ("Program/Kegiatan", Uraian), ("Anggaran", Pagu), ("Realisasi", PaguPerubahan)];
        let rows = [
            "|BELANJA|67.811.725|64.507.779",
            "51|BELANJA TIDAK LANGSUNG|26.873.146|25.749.320",
            "|Gaji dan Tunjangan|26.873.146|",
            "|BELANJA LANGSUNG|40.938.579|38.758.459",
            "29|Program Perencanaan|30.000.000|29.000.000",
            "29.01|Penyebaran informasi|10.000.000|9.500.000",
            "29.02|Rapat kerja|20.000.000|19.500.000",
            "30|Program Pelatihan|10.938.579|9.758.459",
            "30.01|Pelatihan|10.938.579|9.758.459",
        ];
        assert!(check(table(&columns, &rows)).findings.is_empty());
    }
}
