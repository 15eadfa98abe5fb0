//! Numbers: every text is some value in every style, and every value can be written and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lkj::report::Value;
use lkj::report::figure::{Evidence, Expect, Style, value, words};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut evidence = Evidence::default();
    evidence.add(&text);
    let decided = Style::decide(evidence, evidence, evidence, data.len() % 2 == 0);
    for style in [Style::INDONESIAN, Style { dot_groups: false, comma_groups: true }, decided] {
        for expect in [Expect::Measure, Expect::Words, Expect::Code, Expect::Class, Expect::Anything] {
            let value = value(&text, style, expect);
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
        }
    }
    let _ = (words::number(&text), words::scale(&text));
});
