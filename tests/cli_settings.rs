//! `lkj.toml`, selections and baselines: what an office settles holds in every command, and nothing is lost by it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

#[cfg(test)]
mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use serde_json::Value;
use support::{Desk, report};

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    let run = desk.lkj(&[&["check", "--format", "json"], arguments].concat()).assert();
    serde_json::from_slice(&run.get_output().stdout).unwrap()
}

/// Fingerprint of the only finding of a file.
fn fingerprint(desk: &Desk, file: &str) -> String {
    let found = json(desk, &[file]);
    assert_eq!(found.as_array().unwrap().len(), 1);
    found[0]["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_finding_that_was_set_aside_is_kept_and_counts_in_nothing() {
    let desk = Desk::new();
    desk.file("draf/a.pdf", report("95"));
    let print = fingerprint(&desk, "draf/a.pdf");
    let entry = |print: &str| format!("[[ignore-finding]]\nfingerprint = \"{print}\"\nreason = \"target diubah\"\nby = \"Ani\"\n");
    desk.file("draf/lkj.toml", entry(&print) + &entry("0000000000000000"));
    let run = desk.lkj(&["check", "draf/a.pdf"]).assert().code(0);
    run.stdout(
        contains("A01 capaian [tinggi, diabaikan]")
            .and(contains("diabaikan oleh Ani: target diubah"))
            .and(contains("tanpa temuan; 1 diabaikan")),
    )
    .stderr(contains("0000000000000000").and(contains(&print).not()));
    let run = desk.lkj(&["scan", "draf"]).assert().code(0);
    run.stdout(contains("1 diabaikan")).stderr(contains("0000000000000000"));
    assert!(desk.read("lkj-out/findings.csv").contains("target diubah,Ani"));
    let sarif: Value = serde_json::from_str(&desk.read("lkj-out/findings.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["justification"], "target diubah (Ani)");
    // The settings in the working directory are those of whoever has none beside the input.
    desk.file("lain/a.pdf", report("95"));
    desk.lkj(&["check", "lain/a.pdf"]).assert().code(1).stderr(is_empty());
    desk.file("lkj.toml", entry(&print) + "file = \"b.pdf\"");
    desk.lkj(&["check", "lain/a.pdf"]).assert().code(1).stderr(is_empty());
    desk.file("lkj.toml", entry(&print));
    desk.lkj(&["check", "lain/a.pdf"]).assert().code(0);
}

#[test]
fn settings_reach_the_rules() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    for (text, code) in [
        ("[tolerance]\nA01 = 5", 0),
        ("[tolerance]\nA = 4.99", 1),
        ("[severity]\nA01 = \"medium\"", 0),
        ("ignore = [\"A\"]", 0),
        ("select = [\"X\"]", 0),
        ("select = [\"A01\"]", 1),
        ("min-severity = \"high\"", 1),
        ("[severity]\nA = \"low\"\n[capaian]\ncaps = [120]", 0),
    ] {
        desk.file("lkj.toml", text);
        desk.lkj(&["check", "a.pdf"]).assert().code(code);
        desk.lkj(&["scan", "a.pdf"]).assert().code(code);
        desk.lkj(&["scan", "a.pdf", "--resume"]).assert().code(code);
    }
    desk.file("lkj.toml", "[severity]\nA01 = \"medium\"");
    desk.lkj(&["check", "a.pdf", "--min-severity", "high"]).assert().code(0).stdout(contains("tanpa temuan"));
    desk.lkj(&["check", "a.pdf", "--config", "tidak-ada.toml"]).assert().code(2).stderr(contains("tidak-ada.toml"));
}

#[test]
fn an_indicator_may_be_told_to_improve_downwards() {
    let desk = Desk::new();
    // 45 of 50 is 90%, or 110% of an indicator that is better when lower.
    desk.file("a.pdf", report("95"));
    let expected = || json(&desk, &["a.pdf", "--select", "A01"])[0]["expected"].as_str().unwrap().to_owned();
    assert!(expected().starts_with("90"));
    desk.file("lkj.toml", "[[indicator]]\nname = \"Cakupan\"\nsynonyms = [\"CAKUPAN LAYANAN\"]\npolarity = \"lower\"");
    assert!(expected().starts_with("110"));
    let record = desk.lkj(&["extract", "a.pdf"]).assert().code(0);
    assert!(String::from_utf8_lossy(&record.get_output().stdout).contains("lower_is_better"));
}

#[test]
fn a_mistake_in_the_settings_is_told_with_its_line() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    desk.file("lkj.toml", "[tolerance]\nA01 = 5\n\n[capian]\ncaps = [1]");
    for command in ["check", "scan"] {
        desk.lkj(&[command, "a.pdf"]).assert().code(2).stdout(is_empty()).stderr(contains("lkj.toml:4: ").and(contains("capian")));
    }
}

#[test]
fn a_second_draft_is_held_against_the_first() {
    let desk = Desk::new();
    desk.file("draf-1.pdf", report("95"));
    desk.file("draf-2.pdf", report("95 %"));
    desk.file("draf-3.pdf", report("90"));
    let first = desk.lkj(&["extract", "draf-1.pdf"]).assert().code(0);
    desk.file("lama.json", &first.get_output().stdout);
    let states = |file: &str, baseline: &str| -> Vec<(String, String)> {
        let found = json(&desk, &[file, "--baseline", baseline]);
        let field = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        found.as_array().unwrap().iter().map(|one| (field(one, "rule"), field(one, "state"))).collect()
    };
    let of = |state: &str| vec![("A01".to_owned(), state.to_owned())];
    assert_eq!(states("draf-1.pdf", "lama.json"), of("unchanged"));
    assert_eq!(states("draf-2.pdf", "lama.json"), of("updated"));
    assert_eq!(states("draf-3.pdf", "lama.json"), of("absent"));
    // What check printed is a baseline too, for a file of another name where there is one.
    let list = desk.lkj(&["check", "draf-1.pdf", "--format", "json"]).assert().code(1);
    desk.file("daftar.json", &list.get_output().stdout);
    assert_eq!(states("draf-3.pdf", "daftar.json"), of("absent"));
    desk.file("kosong.json", "[]");
    assert_eq!(states("draf-1.pdf", "kosong.json"), of("new"));

    desk.lkj(&["check", "draf-1.pdf", "--baseline", "lama.json"]).assert().code(0).stdout(contains("[tinggi, masih ada]"));
    desk.lkj(&["check", "draf-2.pdf", "--baseline", "lama.json"]).assert().code(1).stdout(contains("[tinggi, angka berubah]"));
    desk.lkj(&["check", "draf-3.pdf", "--baseline", "lama.json"])
        .assert()
        .code(0)
        .stdout(contains("[tinggi, tidak muncul lagi]").and(contains("dibanding draf sebelumnya: 1 tidak muncul lagi")));
    let sarif = desk.lkj(&["check", "draf-3.pdf", "--baseline", "lama.json", "--format", "sarif"]).assert();
    assert!(String::from_utf8_lossy(&sarif.get_output().stdout).contains("\"baselineState\":\"absent\""));
    desk.lkj(&["check", "draf-1.pdf", "--baseline", "draf-1.pdf"]).assert().code(2).stderr(contains("draf-1.pdf"));
}

#[test]
fn fingerprints_can_be_seen() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    let print = fingerprint(&desk, "a.pdf");
    desk.lkj(&["check", "a.pdf", "--fingerprints"]).assert().code(1).stdout(contains(format!("| sidik {print}")));
    desk.lkj(&["check", "a.pdf"]).assert().code(1).stdout(contains(&print).not());
}

/// The properties that SARIF 2.1.0 (OASIS, section 3) requires of what is written here, and the values it allows.
#[test]
fn sarif_has_what_the_standard_requires() {
    let desk = Desk::new();
    desk.file("a b.pdf", report("95"));
    let run = desk.lkj(&["check", "a b.pdf", "hilang.pdf", "--format", "sarif"]).assert().code(2);
    let sarif: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"].as_array().unwrap()[0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "lkj");
    let rules: Vec<&str> = driver["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(!run["invocations"][0]["executionSuccessful"].as_bool().unwrap());
    assert!(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].is_string());
    for artifact in run["artifacts"].as_array().unwrap() {
        assert!(artifact["location"]["uri"].is_string() && artifact["hashes"]["sha-256"].as_str().unwrap().len() == 64);
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["partialFingerprints"]["lkj/v1"].is_string());
        let places = [&result["locations"], &result["relatedLocations"]].map(|list| list.as_array().unwrap());
        assert!(places.iter().all(|list| !list.is_empty()));
        for location in places.into_iter().flatten() {
            let place = &location["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "a%20b.pdf");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
            assert_eq!(place["region"]["properties"]["bbox"].as_array().unwrap().len(), 4);
        }
    }
}
