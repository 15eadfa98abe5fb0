//! What must be read from the fixtures, and found in them. The floors stand below what is reached today; they may rise, never fall.
//!
//! `cargo test --test fixtures -- --nocapture` prints the figures and everything that is missing or false.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

mod corpus;

use corpus::{Case, Score, TableScore, corpus};

/// Share of cells of all reports that stand in their place, as F1.
const CELL_FLOOR: f64 = 0.97;
/// Share of tables whose grid is exact.
const EXACT_FLOOR: f64 = 0.85;
/// Share of tables with the right number and caption.
const CAPTION_FLOOR: f64 = 0.97;
/// Share of tables with the right header rows.
const HEADER_FLOOR: f64 = 0.95;
/// Share of tables of the right kind.
const KIND_FLOOR: f64 = 0.90;
/// Share of indicator records with all their figures, as F1.
const INDICATOR_FLOOR: f64 = 0.90;
/// Share of budget lines with all their figures, as F1.
const BUDGET_FLOOR: f64 = 0.95;
/// Share of planted contradictions that are found.
const RECALL_FLOOR: f64 = 0.85;
/// Share of findings that are not false, over the reports with planted contradictions.
const PRECISION_FLOOR: f64 = 0.90;

/// Reports, without the tiny files of one trait each.
fn reports() -> impl Iterator<Item = &'static Case> {
    corpus().cases.iter().filter(|c| c.expected.agency.is_some())
}

fn raw() -> impl Iterator<Item = &'static Case> {
    corpus().cases.iter().filter(|c| c.expected.agency.is_none())
}

/// Prints notes, then holds a figure against its floor.
fn hold(what: &str, value: f64, floor: f64, notes: &[String]) {
    println!("{what}: {value:.3} (floor {floor:.2})");
    for note in notes {
        println!("  {note}");
    }
    assert!(value >= floor, "{what} is {value:.3}, under its floor {floor:.2}:\n{}", notes.join("\n"));
}

#[test]
fn every_report_is_read_whole() {
    for case in reports() {
        let report = case.report.as_ref().unwrap_or_else(|| panic!("{} was not read: {:?}", case.name, corpus().errors));
        assert_eq!(report["source"]["pages"].as_u64(), case.expected.pages, "{}: pages", case.name);
        assert_eq!(report["pages"].as_array().map(|p| p.len() as u64), case.expected.pages, "{}: pages listed", case.name);
    }
    assert_eq!(corpus().exit, Some(2), "some raw files cannot be read, and the exit status says so");
}

#[test]
fn agency_region_and_year_are_known() {
    let mut notes = Vec::new();
    for case in reports() {
        let (want, got) = (case.expected.agency.as_ref().unwrap(), &case.report.as_ref().unwrap()["agency"]);
        for (what, want, got) in
            [("name", &want.name, &got["name"]), ("region", &want.region, &got["region"]), ("level", &want.level, &got["level"])]
        {
            if got.as_str().map(corpus::squeeze) != Some(corpus::squeeze(want)) {
                notes.push(format!("{}: {what} is {got}, not {want:?}", case.name));
            }
        }
        let year = &case.report.as_ref().unwrap()["year"];
        if year.as_i64() != case.expected.year {
            notes.push(format!("{}: year is {year}, not {:?}", case.name, case.expected.year));
        }
    }
    assert!(notes.is_empty(), "{}", notes.join("\n"));
}

#[test]
fn tables_are_read_as_printed() {
    let (mut all, mut notes) = (TableScore::default(), Vec::new());
    for case in reports() {
        let one = corpus::score_tables(case, &mut notes);
        println!(
            "{:24} {:18} tables {}/{} of {}  cell F1 {:.3}  exact {}",
            case.name,
            case.expected.producer.as_deref().unwrap_or("-"),
            one.tables.hit,
            one.tables.wanted,
            one.tables.given,
            one.cells.f1(),
            one.exact.hit
        );
        all.tables.add(one.tables);
        all.cells.add(one.cells);
        all.exact.add(one.exact);
        all.headers.add(one.headers);
        all.captions.add(one.captions);
        all.kinds.add(one.kinds);
    }
    hold("tables found", all.tables.recall(), 1.0, &notes);
    hold("tables that are tables", all.tables.precision(), 1.0, &notes);
    hold("cells in place (F1)", all.cells.f1(), CELL_FLOOR, &notes);
    hold("exact grids", all.exact.recall(), EXACT_FLOOR, &notes);
    hold("header rows", all.headers.recall(), HEADER_FLOOR, &notes);
    hold("numbers and captions", all.captions.recall(), CAPTION_FLOOR, &notes);
    hold("kinds", all.kinds.recall(), KIND_FLOOR, &notes);
}

#[test]
fn indicators_and_budget_carry_their_figures() {
    let (mut indicators, mut budget) = (Score::default(), Score::default());
    let (mut indicator_notes, mut budget_notes) = (Vec::new(), Vec::new());
    for case in reports() {
        indicators.add(corpus::score_indicators(case, &mut indicator_notes));
        budget.add(corpus::score_budget(case, &mut budget_notes));
    }
    hold("indicator records (F1)", indicators.f1(), INDICATOR_FLOOR, &indicator_notes);
    hold("budget lines (F1)", budget.f1(), BUDGET_FLOOR, &budget_notes);
}

#[test]
fn planted_contradictions_are_found_and_little_else() {
    let (mut planted, mut false_findings, mut notes) = (Score::default(), 0, Vec::new());
    // X11 compares reports of several years; scan looks at one report at a time.
    let within = |c: &&Case| !c.expected.contradictions.is_empty() && c.expected.contradictions.iter().all(|p| p.rule != "X11");
    for case in reports().filter(within) {
        let one = corpus::score_findings(case, &mut notes);
        println!("{:24} found {}/{}, false {}", case.name, one.planted.hit, one.planted.wanted, one.false_findings.len());
        planted.add(one.planted);
        false_findings += one.false_findings.len();
    }
    hold("planted contradictions found", planted.recall(), RECALL_FLOOR, &notes);
    let precision = Score { hit: planted.given - false_findings, wanted: 0, given: planted.given }.precision();
    hold("findings that are none of them", precision, PRECISION_FLOOR, &notes);
}

#[test]
fn a_clean_report_gets_no_finding_but_style() {
    let mut notes = Vec::new();
    for case in reports().filter(|c| c.expected.contradictions.is_empty()) {
        for finding in corpus::score_findings(case, &mut Vec::new()).false_findings {
            if finding["severity"] != "info" {
                notes.push(format!("{}: {} page {}: {}", case.name, finding["rule"], finding["page"], finding["message"]["en"]));
            }
        }
    }
    assert!(notes.is_empty(), "{}", notes.join("\n"));
}

#[test]
fn each_trait_of_the_file_format_is_read() {
    for case in raw() {
        let Some(report) = &case.report else {
            assert!(case.expected.error.is_some() || case.expected.may_fail, "{} was not read: {:?}", case.name, corpus().errors);
            continue;
        };
        assert!(case.expected.error.is_none(), "{} was read, though {:?} stands against it", case.name, case.expected.error);
        let mut notes = Vec::new();
        let score = corpus::score_tables(case, &mut notes);
        assert_eq!((score.tables.hit, score.tables.given), (score.tables.wanted, score.tables.wanted), "{}: {notes:?}", case.name);
        assert_eq!(score.cells.f1(), 1.0, "{}: {notes:?}", case.name);
        if let Some(text) = &case.expected.text {
            assert_eq!(report["pages"][0]["text"].as_str(), Some(text.as_str()), "{}", case.name);
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_reason() {
    for case in raw().filter(|c| c.report.is_none()) {
        let file = case.pdf.file_name().unwrap().to_string_lossy().into_owned();
        let line = corpus()
            .errors
            .iter()
            .map(ToString::to_string)
            .find(|l| l.contains(&file))
            .unwrap_or_else(|| panic!("{file} is missing in errors.jsonl"));
        if let Some(word) = &case.expected.error {
            assert!(line.to_lowercase().contains(word), "{file}: no word of {word:?} in {line}");
        }
    }
}

#[test]
fn a_password_opens_what_it_protects() {
    for case in raw().filter(|c| c.expected.password.is_some()) {
        let password = case.expected.password.as_deref().unwrap();
        let done = corpus::lkj().args(["extract", "--password", password, "--format", "json"]).arg(&case.pdf).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&done.stdout)
            .unwrap_or_else(|e| panic!("{}: {e}: {}", case.name, String::from_utf8_lossy(&done.stderr)));
        let texts: Vec<&str> = report["tables"][0]["cells"].as_array().unwrap().iter().filter_map(|c| c["text"].as_str()).collect();
        let wanted: Vec<&str> = case.expected.tables[0].cells.iter().flatten().map(String::as_str).collect();
        assert_eq!(texts, wanted, "{}", case.name);
    }
}

/// The report JSON that would be read from a fixture by a reader that makes no mistake.
fn perfect(case: &Case) -> serde_json::Value {
    let tables = case.expected.tables.iter().map(|t| {
        let filled = t.cells.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(move |(c, text)| (r, c, text)));
        let cells: Vec<_> = filled.map(|(r, c, text)| serde_json::json!({"row": r, "col": c, "row_span": 1, "col_span": 1, "text": text})).collect();
        serde_json::json!({"number": t.number, "caption": t.caption, "kind": t.kind, "pages": t.pages, "header_rows": t.header_rows, "cells": cells})
    });
    let findings = case.expected.contradictions.iter().map(|p| {
        serde_json::json!({"rule": p.rule, "severity": "high", "page": p.page, "table": p.table, "row": p.row, "stated": p.stated, "expected": p.expected, "evidence": []})
    });
    serde_json::json!({
        "tables": tables.collect::<Vec<_>>(), "indicators": case.expected.indicators, "budget": case.expected.budget, "findings": findings.collect::<Vec<_>>(),
    })
}

#[test]
fn the_scorer_knows_perfect_from_empty() {
    let mut notes = Vec::new();
    for case in reports() {
        let with = |report| Case { name: case.name.clone(), pdf: case.pdf.clone(), expected: corpus::read_expected(&case.pdf), report };
        let best = with(Some(perfect(case)));
        let tables = corpus::score_tables(&best, &mut notes);
        assert_eq!((tables.cells.f1(), tables.exact.recall(), tables.tables.precision()), (1.0, 1.0, 1.0), "{notes:?}");
        assert_eq!((tables.headers.recall(), tables.captions.recall(), tables.kinds.recall()), (1.0, 1.0, 1.0), "{notes:?}");
        assert_eq!(
            (corpus::score_indicators(&best, &mut notes).f1(), corpus::score_budget(&best, &mut notes).f1()),
            (1.0, 1.0),
            "{notes:?}"
        );
        let findings = corpus::score_findings(&best, &mut notes);
        assert_eq!((findings.planted.recall(), findings.false_findings.len()), (1.0, 0), "{notes:?}");

        let nothing = with(None);
        assert_eq!(corpus::score_tables(&nothing, &mut Vec::new()).cells.f1(), 0.0);
        assert_eq!(corpus::score_findings(&nothing, &mut Vec::new()).planted.hit, 0);
    }
}

#[test]
fn the_scorer_sees_one_wrong_cell_and_one_false_finding() {
    let case = reports().find(|c| c.name == "kelautan").unwrap();
    let mut report = perfect(case);
    report["tables"][0]["cells"][0]["text"] = "salah".into();
    report["findings"]
        .as_array_mut()
        .unwrap()
        .push(serde_json::json!({"rule": "A02", "severity": "medium", "page": 1, "stated": "1", "expected": "2"}));
    let worse = Case { name: case.name.clone(), pdf: case.pdf.clone(), expected: corpus::read_expected(&case.pdf), report: Some(report) };
    let tables = corpus::score_tables(&worse, &mut Vec::new());
    assert_eq!((tables.cells.wanted - tables.cells.hit, tables.exact.wanted - tables.exact.hit), (1, 1));
    assert_eq!(corpus::score_findings(&worse, &mut Vec::new()).false_findings.len(), 1);
}
