//! # X03 tahun-lalu
//!
//! ## What it does
//! Compares targets, results and baselines of the years before the one reported on, wherever the report prints them:
//! the strategic plan, measurement, comparison with earlier years, and sentences.
//!
//! ## Why it matters
//! Growth is claimed against last year's figures; with two of them, any growth can be claimed.
//!
//! ## Example
//! The comparison table gives a realisasi of 26% for 2023, the measurement table 25%: 26 ≠ 25.
//!
//! ## What it lets pass
//! Figures equal after rounding to the coarser one; a target and its later revision in an agreement; ranges and bounds;
//! indicators whose name one table gives twice with different figures; figures of different units.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (perbandingan dengan tahun lalu dan beberapa tahun terakhir).

use super::x02_realisasi::same;
use crate::check::facts::Measure;
use crate::check::sink::Sink;
use crate::check::{Input, Severity};
use std::collections::BTreeSet;

const RULE: &str = "X03";

/// Compares figures of earlier years.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    for group in &input.facts().groups {
        let earlier: BTreeSet<i32> = group.facts.iter().filter_map(|f| f.year).filter(|y| *y < year).collect();
        for past in earlier {
            same(input, group, Measure::Realisasi, past, (RULE, Severity::Medium, 85), sink);
            same(input, group, Measure::Target, past, (RULE, Severity::Medium, 75), sink);
        }
    }
}
