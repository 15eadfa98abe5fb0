//! # A05 jumlah
//!
//! ## What it does
//! Adds up the rows of every total. Which rows a total adds is found by trying what reports do (all rows, the rows
//! since the last total, the totals before it, the rows below it, an unbroken run of groups) and keeping the reading
//! under which most columns of the total hold; the columns that do not hold are reported. Adds up the amounts of rupiah
//! that the text says to make a total: a list under its amount, 'sehingga total', 'terdiri atas'.
//!
//! ## Why it matters
//! Totals are what the report is judged by, and what other tables and sentences quote.
//!
//! ## Example
//! Four groups of assets worth 28.288.526 + 22.928.969.205 + 44.867.048.925 + 3.548.025.750 = 71.372.332.406, printed
//! 69.898.750.313.
//!
//! ## What it lets pass
//! Sub-rows and remarks (dari mana, di antaranya, termasuk, *)) are not added; a total holds too when it is the sum of
//! what its groups should have been; decimals and amounts in thousands have half a unit of their last place each. A
//! total that no set of rows explains in any column is skipped, unless it is the only one and lies near; so is one in the
//! text, unless the report prints elsewhere what the wrong amount should be, or a slip of the pen explains it.
//!
//! ## Source
//! Permendagri 86/2017; PermenPANRB 53/2014, Lampiran II and III (reviu of the reliability of data).

use crate::check::constraint::Noun;
use crate::check::sink::{Percent, Sink};
use crate::check::sums::sum_down;
use crate::check::{Input, Severity};

const RULE: &str = "A05";
const NOUN: Noun = Noun { id: "Jumlah", en: "Total" };

/// How sure a total is whose reading no column confirms.
const UNCONFIRMED: Percent = 80;

/// Checks every total row.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    crate::check::money::lists::check(RULE, input, sink);
    for (view, sums) in input.views.iter().zip(&input.sums) {
        sink.skip_many(RULE, "no set of rows gives the total in any column", sums.unsure_totals);
        for total in &sums.totals {
            let confidence = match (total.held, total.broken) {
                (0, _) => UNCONFIRMED,
                (held, broken) if held > broken => 97,
                _ => 85,
            };
            for col in &total.cols {
                let constraint = sum_down(view, total.row, &total.parts, *col, RULE, NOUN, Severity::High, confidence);
                sink.constraints.extend(constraint);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, Bagian, Jumlah, No, Other, Pagu, RealisasiAnggaran, Uraian};

    const STAFF: [(&str, ColumnRole); 5] =
        [("No", No), ("Jabatan", Uraian), ("Jumlah", Jumlah), ("Laki-laki", Bagian), ("Perempuan", Bagian)];

    #[test]
    fn a_total_may_add_some_of_the_groups_only() {
        let rows = [
            "A|STRUKTURAL|16|13|3",
            "1|Kepala|10|9|1",
            "2|Sekretaris|6|4|2",
            "B|FUNGSIONAL|55|38|17",
            "1|Pengawas|30|20|10",
            "2|Mediator|25|18|7",
            "C|PELAKSANA|24|8|16",
            "1|Pengelola|20|6|14",
            "2|Analis|4|2|2",
            "D|PHL|59|31|28",
            "1|Pramubakti|29|6|23",
            "2|Keamanan|30|25|5",
            "|Jumlah ASN|95|59|40",
            "|Jumlah PHL|59|31|28",
            "|Jumlah ASN + PHL|154|90|68",
        ];
        let outcome = check(table(&STAFF, &rows));
        assert_eq!(findings(&outcome, "A05"), ["40 -> 36"]);
        assert!(findings(&outcome, "A06").is_empty());
        assert!(outcome.verified.iter().filter(|v| v.rule == "A05").count() >= 7);
    }

    #[test]
    fn a_sum_with_a_figure_that_nobody_can_read_is_left_open() {
        let columns = [("Program", Uraian), ("Anggaran", Pagu)];
        let rows = ["A|40.000.000", "B|36.907.000", "C|70.900", "D|1.000", "Jumlah|78.379.000"];
        let mut table = table(&columns, &rows);
        let cell = table.cells.iter_mut().find(|c| c.row == 4 && c.col == 1).unwrap();
        cell.text = "1403.419.201".into();
        cell.value = crate::report::Value::Malformed { reason: "groups".into(), reading: None };
        assert_eq!(findings(&check(table), "A05"), [""; 0]);
    }

    #[test]
    fn physical_progress_is_not_added_up() {
        let columns = [("Program", Uraian), ("Anggaran", Pagu), ("Realisasi / Fisik", Other)];
        let rows = ["A|40.000.000|100", "B|36.907.000|100", "Jumlah|76.907.000|100"];
        assert_eq!(findings(&check(table(&columns, &rows)), "A05"), [""; 0]);
    }

    #[test]
    fn a_lone_total_near_its_rows_is_reported_with_the_likely_slip() {
        let columns = [("Program", Uraian), ("Anggaran", Pagu)];
        let rows = ["A|40.000.000|", "B|36.907.000|", "C|70.900|", "Jumlah|76.977.090|"].map(|r| r.trim_end_matches('|'));
        let outcome = check(table(&columns, &rows));
        assert_eq!(findings(&outcome, "A05"), ["76.977.090 -> 76.977.900"]);
        assert!(outcome.findings[0].message.en.contains("wo digits seem swapped"));
    }

    #[test]
    fn a_percentage_of_totals_that_are_wrong_echoes_them() {
        let columns = [("Kegiatan", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran), ("%", ColumnRole::Serapan)];
        let rows = [
            "Satu|100.000.000.000|90.000.000.000|90,00",
            "Dua|84.092.251.125|74.597.911.173|88,71",
            "Tiga|50.000.000.000|40.000.000.000|80,00",
            "Jumlah|34.092.251.125|04.597.911.173|87,40",
        ];
        let outcome = check(table(&columns, &rows));
        assert_eq!(findings(&outcome, "A05").len(), 2);
        assert!(findings(&outcome, "A02").is_empty(), "{:?}", outcome.findings);
    }

    #[test]
    fn a_total_that_lost_its_first_digits_is_told_by_the_rest() {
        let columns = [("Kegiatan", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran)];
        let rows = |a: &str, b: &str| {
            let total = format!("Jumlah|{a}|{b}");
            let rows =
                ["Satu|100.000.000.000|90.000.000.000", "Dua|84.092.251.125|74.597.911.173", "Tiga|50.000.000.000|40.000.000.000", &total];
            findings(&check(table(&columns, &rows)), "A05")
        };
        assert_eq!(rows("34.092.251.125", "04.597.911.173"), ["34.092.251.125 -> 234.092.251.125", "04.597.911.173 -> 204.597.911.173"]);
        assert!(rows("34.092.251.000", "04.597.911.000").is_empty());
        assert!(rows("34.092.251.125", "77.123.456.789").is_empty(), "one column alone");
    }

    #[test]
    fn remarks_are_not_added_and_unexplained_totals_are_skipped() {
        let columns = [("Uraian", Uraian), ("Pagu", Pagu), ("Realisasi", RealisasiAnggaran)];
        let rows = ["Belanja Operasi|500|400", "di antaranya: honor|90|80", "Belanja Modal|300|200", "Jumlah|800|600"];
        assert!(check(table(&columns, &rows)).findings.is_empty());
        let rows = ["Belanja Operasi|500|400", "Belanja Modal|300|200", "Jumlah Pendapatan|9.100|7.777"];
        let outcome = check(table(&columns, &rows));
        assert!(outcome.findings.is_empty());
        assert_eq!(outcome.checks.iter().find(|t| t.rule == "A05").unwrap().skipped, 1);
    }

    #[test]
    fn amounts_in_thousands_were_rounded() {
        let columns = [("Uraian", Uraian), ("Tahun 2023", Other), ("Tahun 2024", Other)];
        let rows = ["Belanja Operasi|29.326|32.610", "Belanja Modal|6.758|4.685", "Jumlah|36.085|37.296"];
        let mut scaled = table(&columns, &rows);
        scaled.scale = 1000.into();
        assert!(check(scaled).findings.is_empty());
    }

    #[test]
    fn a_wrong_group_is_the_root_and_the_total_does_not_fire() {
        let rows = [
            "A|STRUKTURAL|16|13|3",
            "1|Kepala|10|9|1",
            "2|Sekretaris|6|4|2",
            "B|FUNGSIONAL|56|38|17",
            "1|Pengawas|30|20|10",
            "2|Mediator|25|18|7",
            "|Jumlah|71|51|20",
        ];
        let outcome = check(table(&STAFF, &rows));
        let roots: Vec<_> = outcome.findings.iter().filter(|f| f.root.is_none()).collect();
        assert_eq!(roots.len(), 1, "{:?}", outcome.findings);
        assert_eq!((roots[0].rule.as_str(), roots[0].stated.as_deref(), roots[0].expected.as_deref()), ("A06", Some("56"), Some("55")));
        assert!(outcome.findings.iter().all(|f| f.rule != "A05"), "the total is the sum of what the groups should be");
    }
}
