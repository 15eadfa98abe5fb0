//! Whole files: whatever the bytes, the chain ends in a record that can be written and read back, or in an error.
#![no_main]

mod kit;

use libfuzzer_sys::fuzz_target;
use lkj::check::Options;
use lkj::{ReadOptions, Record};

fuzz_target!(|data: &[u8]| {
    let options = ReadOptions { limits: kit::limits(), ..ReadOptions::default() };
    if let Ok(report) = lkj::read(data, "x.pdf", &options) {
        let json = serde_json::to_string(&lkj::examine(report, &Options::default())).unwrap();
        serde_json::from_str::<Record>(&json).unwrap();
        let mut svg = Vec::new();
        if let Ok(view) = lkj::view(data, 1, &options) {
            lkj::output::svg::write(&mut svg, &view, &[], lkj::output::Lang::Id).unwrap();
            String::from_utf8(svg).unwrap();
        }
    }
});
