//! `lkj workpaper`, `lkj diff`, the workbook of `lkj scan`, completions and manual pages.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

#[cfg(test)]
mod support;

use calamine::{Data, Reader, Xlsx, open_workbook};
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use support::{Desk, report};

fn book(desk: &Desk, name: &str) -> Xlsx<std::io::BufReader<std::fs::File>> {
    open_workbook(desk.path().join(name)).unwrap()
}

#[test]
fn the_workbook_of_a_batch_holds_its_findings() {
    let desk = Desk::new();
    desk.file("in/baik.pdf", report("90"));
    desk.file("in/salah.pdf", report("95"));
    desk.file("in/kosong.pdf", "");
    desk.lkj(&["scan", "in", "--quiet"]).assert().code(2);
    let mut book = book(&desk, "lkj-out/findings.xlsx");
    assert_eq!(book.sheet_names(), ["Ringkasan", "Temuan", "Indikator", "Anggaran", "Terverifikasi", "Gagal dibaca"]);
    let findings = book.worksheet_range("Temuan").unwrap();
    let header: Vec<String> = findings.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let at = |title: &str| header.iter().position(|h| h == title).unwrap();
    assert_eq!(findings.get_size().0, 2);
    assert_eq!(findings.get((1, at("Tercetak (angka)"))), Some(&Data::Float(95.0)));
    assert_eq!(findings.get((1, at("Seharusnya (angka)"))), Some(&Data::Float(90.0)));
    assert_eq!(findings.get((1, at("Aturan"))), Some(&Data::String("A01".to_owned())));
    assert_eq!(book.worksheet_range("Gagal dibaca").unwrap().get_size().0, 2);
    assert!(book.worksheet_range("Indikator").unwrap().get_size().0 >= 7, "three indicators in each of two reports");
    assert!(book.worksheet_range("Terverifikasi").unwrap().get_size().0 > 4);
}

#[test]
fn a_working_paper_is_whole_or_not_there() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    desk.file("rusak.pdf", "bukan");
    desk.lkj(&["workpaper", "a.pdf", "-o", "hasil.xlsx"]).assert().code(0).stdout(contains("hasil.xlsx: 1 hlm."));
    let mut book = book(&desk, "hasil.xlsx");
    let list = book.worksheet_range("Daftar periksa").unwrap();
    assert_eq!(list.get_size().0, 24);
    let record = desk.lkj(&["extract", "a.pdf"]).assert().code(0);
    desk.file("a.json", &record.get_output().stdout);
    desk.lkj(&["workpaper", "a.json", "-o", "json.xlsx", "--lang", "en", "--quiet"]).assert().code(0).stdout(is_empty());
    desk.lkj(&["workpaper", "rusak.pdf", "-o", "tidak.xlsx"]).assert().code(2).stderr(contains("rusak.pdf: "));
    desk.lkj(&["workpaper", "a.pdf", "-o", "tidak/ada/x.xlsx"]).assert().code(2).stderr(contains("-o"));
    assert_eq!(desk.list("."), ["a.json", "a.pdf", "hasil.xlsx", "json.xlsx", "rusak.pdf"]);
}

#[test]
fn two_drafts_are_compared() {
    let desk = Desk::new();
    desk.file("draf-1.pdf", report("95"));
    desk.file("draf-2.pdf", report("90"));
    let run = desk.lkj(&["diff", "draf-1.pdf", "draf-2.pdf"]).assert().code(0);
    run.stdout(
        contains("draf-1.pdf:1: A01 capaian [tinggi, tidak muncul lagi]")
            .and(contains("kolom \"Capaian (%)\": \"95\" (hlm. 1) → \"90\" (hlm. 1)"))
            .and(contains("temuan: 0 baru, 0 masih ada, 0 angka berubah, 1 tidak muncul lagi; 1 angka tabel berubah")),
    );
    desk.lkj(&["diff", "draf-2.pdf", "draf-1.pdf"]).assert().code(1).stdout(contains("[tinggi, baru]"));
    let run = desk.lkj(&["diff", "draf-1.pdf", "draf-1.pdf", "--format", "json"]).assert().code(0);
    let told: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!((&told["findings"][0]["state"], told["figures"].as_array().unwrap().len()), (&"unchanged".into(), 0));
    desk.lkj(&["diff", "draf-1.pdf", "hilang.pdf"]).assert().code(2).stdout(is_empty()).stderr(contains("hilang.pdf"));
}

#[test]
fn shells_and_man_know_the_commands() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.lkj(&["completions", shell])
            .assert()
            .code(0)
            .stdout(contains("workpaper").and(contains("--baseline").or(contains("baseline"))));
    }
    desk.lkj(&["man"]).assert().code(0).stdout(contains(".TH lkj 1").and(contains("workpaper")));
    desk.lkj(&["man", "scan"]).assert().code(0).stdout(contains("lkj-scan").and(contains("resume")));
    desk.lkj(&["man", "worker"]).assert().code(2).stderr(contains("worker"));
}
