//! Report JSON: one that was written elsewhere may say anything; checking and writing it takes it as it comes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lkj::check::Options;
use lkj::output::{Lang, csv, markdown};
use lkj::report::Report;

fuzz_target!(|data: &[u8]| {
    let Ok(report) = serde_json::from_slice::<Report>(data) else { return };
    let mut out = Vec::new();
    csv::tables(&mut out, &report).unwrap();
    csv::indicators(&mut out, &report).unwrap();
    csv::budget(&mut out, &report).unwrap();
    markdown::write(&mut out, &report, Lang::Id).unwrap();
    serde_json::to_vec(&lkj::examine(report, &Options::default())).unwrap();
});
