//! `lkj extract`: one report to stdout, whole or not at all.

#[cfg(test)]
mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use support::{Desk, encrypted, pages, report};

#[test]
fn json_is_the_record() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    let run = desk.lkj(&["extract", "a.pdf"]).assert().code(0).stderr(is_empty());
    let record: lkj::Record = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(record.report.source.file_name, "a.pdf");
    assert_eq!(record.report.source.pages, 1);
    assert_eq!(record.report.tables[0].number.as_deref(), Some("3.1"));
    assert_eq!(record.outcome.findings.len(), 1);
}

#[test]
fn csv_holds_cells_or_indicators() {
    let desk = Desk::new();
    desk.file("a.pdf", report("=1+1"));
    let run = desk.lkj(&["extract", "a.pdf", "--format", "csv"]).assert().code(0);
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let mut lines = text.lines();
    assert!(lines.next().unwrap().starts_with("table,number,kind,page,row,col,"));
    assert_eq!(lines.clone().count(), 4 * 6);
    let cell = |row: usize, col: usize| {
        let mut rows = csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap);
        rows.find(|cell| cell[4] == row.to_string() && cell[5] == col.to_string()).unwrap()
    };
    assert_eq!(&cell(1, 3)[10], "80");
    assert_eq!(&cell(1, 3)[12], "80");
    assert_eq!(&cell(2, 5)[10], "'=1+1", "a formula must not run");
    let run = desk.lkj(&["extract", "a.pdf", "--format", "csv", "--what", "indicators"]).assert().code(0);
    run.stdout(contains("Nilai tata kelola,").and(contains(",75,60,80,")));
    desk.lkj(&["extract", "a.pdf", "--format", "csv", "--what", "budget"]).assert().code(0).stdout(contains("agency,region,"));
    for (what, column) in [("staffing", ",kelompok,jumlah,"), ("assets", ",satuan,nilai,")] {
        desk.lkj(&["extract", "a.pdf", "--format", "csv", "--what", what]).assert().code(0).stdout(contains(column));
    }
}

#[test]
fn markdown_is_readable() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    let run = desk.lkj(&["extract", "a.pdf", "--format", "md"]).assert().code(0);
    run.stdout(
        contains("## Tabel 3.1: Capaian Kinerja Tahun 2024 (hlm. 1)\n")
            .and(contains("| No | Sasaran | Indikator | Target | Realisasi | Capaian (%) |\n| --- |"))
            .and(contains("| 2 | Meningkatnya cakupan | Cakupan layanan | 50 | 45 | 90 |\n")),
    );
}

#[test]
fn pages_can_be_chosen() {
    let desk = Desk::new();
    desk.file("a.pdf", pages(5));
    let run = desk.lkj(&["extract", "a.pdf", "--pages", "2-3,5"]).assert().code(0);
    let record: lkj::Record = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(record.report.pages.iter().map(|page| page.page).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(record.report.source.pages, 5);
    let run = desk.lkj(&["extract", "a.pdf", "--pages", "6-"]).assert().code(2);
    run.stdout(is_empty()).stderr(contains("a.pdf: ").and(contains("5")));
    desk.lkj(&["extract", "a.pdf", "--pages", "3-1"]).assert().code(2).stderr(contains("3-9"));
}

#[test]
fn what_cannot_be_read_prints_nothing_but_one_line() {
    let desk = Desk::new();
    desk.file("teks.pdf", "Laporan Kinerja");
    desk.file("sandi.pdf", encrypted("rahasia"));
    for (file, cure) in [("teks.pdf", "PDF"), ("sandi.pdf", "--password"), ("tidak-ada.pdf", "jalur"), (".", "lkj scan")] {
        let run = desk.lkj(&["extract", file]).assert().code(2).stdout(is_empty());
        let stderr = String::from_utf8(run.get_output().stderr.clone()).unwrap();
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.starts_with(&format!("{file}: ")) && stderr.contains(cure), "{stderr}");
    }
}
