//! What the rules say of reports that were read before: report JSON in, report JSON with findings out.
//!
//! `LKJ_RECORDS` names a folder of report JSON; each file goes to `LKJ_RECORDS_OUT` under the same name.

use lkj::{Record, check};
use std::path::Path;
use std::time::Instant;

#[test]
fn findings_of_known_reports() {
    let (Ok(folder), Ok(out)) = (std::env::var("LKJ_RECORDS"), std::env::var("LKJ_RECORDS_OUT")) else {
        eprintln!("skipped: LKJ_RECORDS and LKJ_RECORDS_OUT name no folders");
        return;
    };
    std::fs::create_dir_all(&out).unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let mut record: Record = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let started = Instant::now();
        record.outcome = check::run(&record.report, &check::Options::default());
        let took = started.elapsed();
        let passed: usize = record.outcome.checks.iter().map(|t| t.passed).sum();
        let name = path.file_name().unwrap();
        eprintln!("{}: {} findings, {passed} figures hold, {took:?}", name.display(), record.outcome.findings.len());
        std::fs::write(Path::new(&out).join(name), serde_json::to_string_pretty(&record).unwrap()).unwrap();
    }
}
