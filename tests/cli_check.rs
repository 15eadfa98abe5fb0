//! `lkj check` and the commands that read no report: what they print, and what they exit with.

#[cfg(test)]
mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::process::{Command, Stdio};
use support::{Desk, report};

#[test]
fn text_reads_like_a_compiler() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    let run = desk.lkj(&["check", "a.pdf"]).assert().code(1).stderr(is_empty());
    run.stdout(
        contains("a.pdf:1: A01 capaian [tinggi] Tabel 3.1, baris \"")
            .and(contains("\"50\" (hlm. 1, Tabel 3.1)"))
            .and(contains("a.pdf: 1 hlm.")),
    );
    desk.lkj(&["check", "a.pdf", "--lang", "en", "--color", "always"]).assert().code(1).stdout(contains("\u{1b}[").and(contains("[high]")));
}

#[test]
fn a_report_json_is_checked_again() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    let record = desk.lkj(&["extract", "a.pdf"]).assert().code(0);
    desk.file("a.json", &record.get_output().stdout);
    let run = desk.lkj(&["check", "a.json", "a.pdf", "--format", "csv"]).assert().code(1);
    let csv = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[1].strip_prefix("a.json"), rows[2].strip_prefix("a.pdf"));
    desk.file("lain.json", "{\"nama\": \"bukan laporan\"}");
    desk.lkj(&["check", "lain.json"]).assert().code(2).stderr(contains("lain.json: bukan JSON laporan"));
}

#[test]
fn rules_can_be_chosen() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    for (arguments, code) in [
        (&["--select", "A01"][..], 1),
        (&["--select", "x,a"], 1),
        (&["--select", "X"], 0),
        (&["--ignore", "A"], 0),
        (&["--select", "A", "--ignore", "A01"], 0),
        (&["--fail-on", "never"], 0),
    ] {
        desk.lkj(&[&["check", "a.pdf"], arguments].concat()).assert().code(code);
    }
}

#[test]
fn machine_formats_are_whole() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    desk.file("b.pdf", report("90"));
    let parsed = |format: &str| -> serde_json::Value {
        let run = desk.lkj(&["check", "a.pdf", "b.pdf", "hilang.pdf", "--format", format]).assert().code(2);
        serde_json::from_slice(&run.get_output().stdout).unwrap()
    };
    let json = parsed("json");
    assert_eq!(json.as_array().unwrap().len(), 1);
    assert_eq!((&json[0]["file"], &json[0]["rule"]), (&"a.pdf".into(), &"A01".into()));
    assert_eq!(json[0]["fingerprint"], parsed("sarif")["runs"][0]["results"][0]["partialFingerprints"]["lkj/v1"]);
}

#[test]
fn the_catalogue_explains_its_rules() {
    let desk = Desk::new();
    desk.lkj(&["rules"]).assert().code(0).stdout(contains("A01").and(contains("capaian")));
    desk.lkj(&["rules", "a01"]).assert().code(0).stdout(contains("## Mengapa penting").and(contains("I.3 Laporan")));
    desk.lkj(&["rules", "a01", "--lang", "en"]).assert().code(0).stdout(contains("## Why it matters").and(contains("I.3 The report")));
    desk.lkj(&["rules", "Z99"]).assert().code(2).stdout(is_empty()).stderr(contains("Z99"));
}

#[test]
fn the_schema_is_one_of_the_record() {
    let run = Desk::new().lkj(&["schema"]).assert().code(0);
    let schema: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    for field in ["schema_version", "tables", "indicators", "findings", "verified"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}

#[test]
fn bad_usage_is_2() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    for arguments in
        [&[][..], &["scan"], &["check"], &["extract", "a.pdf", "--format", "pdf"], &["scan", "a.pdf", "--jobs", "0"], &["tidak-ada"]]
    {
        desk.lkj(arguments).assert().code(2).stdout(is_empty());
    }
    desk.lkj(&["--help"]).assert().code(0).stdout(contains("scan").and(contains("worker").not()));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    for arguments in [
        &["schema"][..],
        &["rules"],
        &["extract", "a.pdf"],
        &["check", "a.pdf"],
        &["check", "a.pdf", "--format", "json"],
        &["scan", "a.pdf"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("lkj"));
        let run = command.current_dir(desk.path()).args(arguments).stdin(Stdio::null()).stdout(writer).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {:?}", run.status);
        assert!(run.stderr.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    }
}
