//! Facts that say less than they seem to: names that do not identify their indicator, columns of another measure than their
//! header says.

use super::{Fact, Group, Measure, agree, figure, fold, ordinal};
use crate::report::{Period, Stage};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Whether a group of absences ('Tidak adanya …') is told in cases here, 0, and in per cent there, 100.
fn is_told_both_ways(group: &Group) -> bool {
    let name = fold(&group.name);
    let absence = ["tidak ada", "nihil", "bebas", "zero"].iter().any(|word| name.starts_with(word));
    let told = |number: Decimal| group.facts.iter().any(|f| figure(&f.value).is_some_and(|f| f.number == number));
    absence && told(Decimal::ZERO) && told(Decimal::ONE_HUNDRED)
}

pub(super) fn is_ambiguous(group: &Group) -> bool {
    if is_told_both_ways(group) {
        return true;
    }
    let mut seen: BTreeMap<_, &Fact> = BTreeMap::new();
    group.facts.iter().filter(|f| f.measure != Measure::Capaian).any(|fact| {
        let Some(table) = fact.table() else { return false };
        let key = (table, fact.measure, fact.year, ordinal(fact.period));
        match seen.get(&key) {
            Some(first) => agree(&first.value, &fact.value) != Some(true),
            None => {
                seen.insert(key, fact);
                false
            }
        }
    })
}

/// Contradictions of one column with the rest of the report from which it is of another measure (achievements under
/// 'Realisasi', another year) rather than wrong so often.
const OTHER_MEASURE_FROM: usize = 2;
/// Agreements for each contradiction from which a column is what its header says, whatever single cells hold.
const SETTLED_FROM: usize = 2;

/// Drops the figures of measurement columns of which more than a third contradicts every other place, and results that are the
/// achievement of their own indicator.
pub(super) fn leave_out_other_measures(groups: &mut [Group]) {
    let mut tally: BTreeMap<(usize, Measure, Option<i32>), (usize, usize)> = BTreeMap::new();
    for group in groups.iter().filter(|g| !g.ambiguous) {
        for fact in group.facts.iter().filter(|f| f.period == Period::Annual) {
            let Some(table) = fact.table() else { continue };
            // A table that repeats the doubt is no witness.
            let others =
                group.of(fact.measure, fact.year, Period::Annual).filter(|o| o.table() != fact.table() && !(fact.doubtful && o.doubtful));
            let verdicts: Vec<bool> = others.filter_map(|o| agree(&o.value, &fact.value)).collect();
            if verdicts.is_empty() {
                continue;
            }
            let (agreed, differed) = tally.entry((table, fact.measure, fact.year)).or_default();
            let any = verdicts.contains(&true);
            *agreed += usize::from(any);
            *differed += usize::from(!any);
        }
    }
    for group in groups {
        let all = group.facts.clone();
        group.facts.retain(|fact| {
            let measured = fact.stage == Stage::Pengukuran && fact.period == Period::Annual;
            let told = fact.table().and_then(|t| tally.get(&(t, fact.measure, fact.year)));
            let other = told.is_some_and(|(agreed, differed)| *differed >= OTHER_MEASURE_FROM && *differed * 2 > *agreed);
            let unsettled = fact.doubtful && told.is_some_and(|(agreed, differed)| differed > agreed);
            let settled = told.is_some_and(|(agreed, differed)| *agreed >= SETTLED_FROM * (*differed).max(1));
            !((measured && other) || unsettled || (!settled && is_achievement(fact, &all)))
        });
    }
}

/// Whether a result is what the other figures of its indicator give as its achievement.
fn is_achievement(fact: &Fact, all: &[Fact]) -> bool {
    /// Percentage points within which a printed achievement lies from the computed one.
    const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
    let Some(own) = figure(&fact.value).filter(|_| fact.measure == Measure::Realisasi).map(|f| f.number) else { return false };
    let of = |measure: Measure| {
        let same = all.iter().filter(move |f| f.measure == measure && f.year == fact.year && f.period == Period::Annual);
        same.filter_map(|f| figure(&f.value)).map(|f| f.number).collect::<Vec<_>>()
    };
    let results = of(Measure::Realisasi);
    of(Measure::Target).iter().any(|target| {
        results.iter().filter(|r| **r != own).any(|result| {
            let ratio = result.checked_div(*target).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED));
            ratio.is_some_and(|r| (r - own).abs() <= NEAR)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::Spot;
    use super::*;
    use crate::pdf::Rect;
    use crate::report::{Figure, Value};

    fn number(text: &str) -> Value {
        let number: Decimal = text.parse().unwrap();
        Value::Number(Figure { number, decimals: number.scale(), unit: None })
    }

    #[test]
    fn an_absence_in_cases_and_in_per_cent_is_not_compared() {
        let fact = |text: &str| Fact {
            measure: Measure::Target,
            year: Some(2024),
            period: Period::Annual,
            stage: Stage::Pk,
            value: number(text),
            text: text.into(),
            spot: Spot::Text(1, Rect::default()),
            percent: None,
            doubtful: false,
        };
        let group = |name: &str| Group { name: name.into(), facts: vec![fact("0"), fact("100")], ambiguous: false };
        assert!(is_ambiguous(&group("Tidak adanya kecelakaan kerja")));
        assert!(!is_ambiguous(&group("Persentase kecelakaan kerja tertangani")));
    }
}
