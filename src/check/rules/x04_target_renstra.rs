//! # X04 target-renstra
//!
//! ## What it does
//! Compares the end-of-plan target that the measurement uses with the one of the strategic plan's own table: its
//! end-of-plan column or its last year.
//!
//! ## Why it matters
//! Progress towards the medium-term target is one of the comparisons that every report owes; measured against another
//! target it says nothing.
//!
//! ## Example
//! The plan ends at 5,75% in 2026; the comparison table has 5% under 'Target Akhir Renstra (2026)': 5 ≠ 5,75.
//!
//! ## What it lets pass
//! Figures equal after rounding; either of the plan's end-of-plan column and its last year; ranges and bounds; plans
//! without a table in the report.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (perbandingan dengan target jangka menengah).

use super::x02_realisasi::{agreed, passed, skip_facts};
use crate::check::facts::{Fact, Measure, agree, contradiction, one_unit};
use crate::check::sink::Sink;
use crate::check::{Input, Severity};
use crate::report::{Period, Stage};

const RULE: &str = "X04";

/// Compares end-of-plan targets.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for group in &input.facts().groups {
        let used: Vec<&Fact> = group
            .facts
            .iter()
            .filter(|f| f.measure == Measure::Target && f.period == Period::EndOfPlan && f.stage != Stage::Renstra)
            .collect();
        if used.is_empty() {
            continue;
        }
        if group.ambiguous {
            sink.skip(RULE, "the name does not identify the indicator");
            continue;
        }
        let planned: Vec<&Fact> = group.facts.iter().filter(|f| f.measure == Measure::Target && f.stage == Stage::Renstra).collect();
        let last = planned.iter().filter(|f| f.period == Period::Annual).filter_map(|f| f.year).max();
        let ends: Vec<&Fact> = planned
            .iter()
            .copied()
            .filter(|f| (f.period == Period::Annual && last.is_some() && f.year == last) || f.period == Period::EndOfPlan)
            .collect();
        for fact in used {
            // A plan that ends in another year is another plan.
            let other_plan = fact.year.zip(last).is_some_and(|(own, end)| own != end);
            let comparable: Vec<&Fact> = ends.iter().copied().filter(|f| one_unit(f, fact)).collect();
            let verdicts: Vec<bool> = comparable.iter().filter_map(|f| agree(&f.value, &fact.value)).collect();
            if verdicts.contains(&true) {
                passed(input, RULE, fact, sink);
                let same = comparable.iter().filter(|f| agree(&f.value, &fact.value) == Some(true));
                same.for_each(|f| agreed(input, RULE, f, sink));
            } else if verdicts.is_empty() || other_plan || last <= input.report.year {
                skip_facts(RULE, "no target of the same plan's end to compare with", &[fact], sink);
            } else if let Some(finding) =
                contradiction(input, (RULE, Severity::High, 88), ("Target akhir Renstra", "End-of-plan target"), group, fact, &comparable)
            {
                sink.fail(RULE, finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::check::{Options, fixture, run};
    use crate::report::{Period, Report, Stage};

    const NAME: &str = "Persentase penduduk berakses air minum layak";

    fn said(used: &str) -> Vec<String> {
        let mut report: Report = report(&[
            (Stage::Renstra, NAME, Some("5,5"), None, 2025),
            (Stage::Renstra, NAME, Some("5,75"), None, 2026),
            (Stage::Pengukuran, NAME, Some(used), None, 2026),
        ]);
        report.indicators[2].period = Period::EndOfPlan;
        report.tables[2].columns[1].header = vec!["Target Akhir Renstra".into()];
        fixture::findings(&run(&report, &Options::default()), "X04")
    }

    #[test]
    fn another_target_than_the_plans_last_year_is_reported() {
        assert_eq!(said("5"), ["5 -> 5,75"]);
        assert!(said("5,75").is_empty());
        assert!(said("5,8").is_empty(), "rounded");
    }
}
