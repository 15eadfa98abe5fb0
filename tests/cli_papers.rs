//! `lkj workpaper`, `lkj diff`, the workbook of `lkj scan`, completions and manual pages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

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
    // What a reviewer may have filled is not written over.
    desk.file("isi.xlsx", "sudah diisi");
    desk.lkj(&["workpaper", "a.pdf", "-o", "isi.xlsx"]).assert().code(2).stderr(contains("isi.xlsx").and(contains("--force")));
    assert_eq!(desk.read("isi.xlsx"), "sudah diisi");
    desk.lkj(&["workpaper", "a.pdf", "-o", "isi.xlsx", "--force"]).assert().code(0);
    std::fs::remove_file(desk.path().join("isi.xlsx")).unwrap();
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

/// Every cell of a workbook by sheet and place, empty ones left out.
fn cells<R: Reader<std::io::BufReader<std::fs::File>>>(book: &mut R) -> Vec<(String, usize, usize, Data)> {
    let mut out = Vec::new();
    for sheet in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&sheet) else { panic!("no sheet {sheet}") };
        let (top, left) = range.start().map_or((0, 0), |(r, c)| (r as usize, c as usize));
        let used = range.used_cells().filter(|(.., value)| !matches!(value, Data::Empty));
        out.extend(used.map(|(row, col, value)| (sheet.clone(), top + row, left + col, value.clone())));
    }
    out
}

/// What LibreOffice makes of the workbooks: every number is a number still, every text the same text. Without `soffice` the
/// test says so and passes, unless `LKJ_REQUIRE_TOOLS` is set.
#[test]
fn the_workbooks_open_in_libreoffice_without_loss() {
    let desk = Desk::new();
    let convert = |name: &str| {
        let profile = format!("-env:UserInstallation=file://{}", desk.path().join("profile").display());
        let args = [profile.as_str(), "--headless", "--convert-to", "ods", "--outdir", ".", name];
        std::process::Command::new("soffice").args(args).current_dir(desk.path()).output()
    };
    if convert("tidak-ada.xlsx").is_err() {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "soffice is missing");
        eprintln!("skipped: no soffice");
        return;
    }
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kelautan.pdf");
    // A name that a spreadsheet would take for a formula stands in many cells.
    desk.file("=1+1.pdf", std::fs::read(fixture).unwrap());
    desk.lkj(&["scan", "=1+1.pdf", "--quiet", "--fail-on", "never"]).assert().code(0);
    std::fs::rename(desk.path().join("lkj-out/findings.xlsx"), desk.path().join("findings.xlsx")).unwrap();
    desk.lkj(&["workpaper", "=1+1.pdf", "-o", "kkr.xlsx", "--quiet"]).assert().code(0);
    for name in ["findings", "kkr"] {
        let done = convert(&format!("{name}.xlsx")).unwrap();
        let mut before = book(&desk, &format!("{name}.xlsx"));
        let path = desk.path().join(format!("{name}.ods"));
        assert!(path.exists(), "{}", String::from_utf8_lossy(&done.stderr));
        let mut after: calamine::Ods<_> = open_workbook(path).unwrap();
        assert_eq!(before.sheet_names(), after.sheet_names());
        let (was, is) = (cells(&mut before), cells(&mut after));
        assert!(
            was.iter().any(|c| matches!(c.3, Data::Float(_) | Data::Int(_))) && was.iter().any(|c| c.3.to_string().contains("=1+1")),
            "{name}"
        );
        let same = |a: &Data, b: &Data| match (a, b) {
            (Data::Float(a), Data::Float(b)) => (a - b).abs() <= a.abs() * 1e-12,
            (Data::String(a), Data::String(b)) => a.split_whitespace().eq(b.split_whitespace()),
            (a, b) => a == b,
        };
        for (a, b) in was.iter().zip(&is) {
            assert!((&a.0, a.1, a.2) == (&b.0, b.1, b.2) && same(&a.3, &b.3), "{name}: {a:?} became {b:?}");
        }
        assert_eq!(was.len(), is.len(), "{name}");
        let formulas: usize = after.sheet_names().iter().map(|s| after.worksheet_formula(s).unwrap().used_cells().count()).sum();
        assert_eq!(formulas, 0, "{name}");
    }
}

#[test]
fn a_working_paper_may_be_a_document() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    desk.lkj(&["workpaper", "a.pdf", "-o", "kkr.docx"]).assert().code(0).stdout(contains("kkr.docx: 1 hlm."));
    let bytes = std::fs::read(desk.path().join("kkr.docx")).unwrap();
    assert!(bytes.starts_with(b"PK"));
    let profile = format!("-env:UserInstallation=file://{}", desk.path().join("profile").display());
    let args = [profile.as_str(), "--headless", "--convert-to", "txt:Text", "--outdir", ".", "kkr.docx"];
    if std::process::Command::new("soffice").args(args).current_dir(desk.path()).output().is_err() {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "soffice is missing");
        eprintln!("skipped: no soffice");
        return;
    }
    let text = desk.read("kkr.txt");
    for part in ["Daftar periksa", "1 Pengujian data", "A01", "Diisi pereviu", "III.10", "Simpulan reviu"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
