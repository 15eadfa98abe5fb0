//! What changed from one report of an agency to the next without being a contradiction: a reader who builds a series has to
//! know of it.

use super::Dataset;
use super::panel;
use super::rows::{Row, some};
use super::units::Unit;
use crate::check::rules::x11_antar_tahun::recalculated;
use crate::report::{Indicator, Polarity, Stage};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How far the years on both sides may lie apart for a value between them to be a jump: a quarter.
const CALM: Decimal = Decimal::from_parts(125, 0, 0, false, 2);

/// How far a value has to lie from both to be one: twice, or half.
const JUMP: Decimal = Decimal::TWO;

/// An indicator as one report speaks of it.
struct Spoken<'s> {
    indicator: &'s Indicator,
    unit: Option<String>,
    polarity: Polarity,
}

/// The rows: what vanished, appeared or is counted otherwise from a report to the next; and jumps of a series.
pub fn rows(set: &Dataset) -> Vec<Row> {
    let mut out = Vec::new();
    for pair in set.records.iter().zip(&set.agencies).enumerate().collect::<Vec<_>>().windows(2) {
        let [(earlier, (before, whose)), (later, (after, agency))] = pair else { continue };
        if whose != agency || before.report.year.is_none() || before.report.year >= after.report.year {
            continue;
        }
        out.extend(of_pair(set, *earlier, *later));
    }
    out.extend(jumps(set));
    out.sort();
    out
}

/// The indicators of a report by id, as its own year's tables print them first.
fn spoken(set: &Dataset, report: usize) -> BTreeMap<&str, Spoken<'_>> {
    let mut out: BTreeMap<&str, Spoken<'_>> = BTreeMap::new();
    let Some(record) = set.records.get(report) else { return out };
    let measured = |i: &&Indicator| i.year == record.report.year && matches!(i.stage, Stage::Pengukuran | Stage::Pk | Stage::PkPerubahan);
    for indicator in record.report.indicators.iter().filter(measured) {
        let Some(known) = set.identities.of(report, &indicator.indikator) else { continue };
        let unit = indicator.satuan.as_deref().and_then(Unit::read).map(|u| u.name);
        let one = out.entry(&known.id).or_insert(Spoken { indicator, unit: None, polarity: indicator.polarity });
        one.unit = one.unit.take().or(unit);
    }
    out
}

fn of_pair(set: &Dataset, earlier: usize, later: usize) -> Vec<Row> {
    let (before, after) = (spoken(set, earlier), spoken(set, later));
    let kept = before.keys().filter(|id| after.contains_key(*id)).count();
    // Reports that share nothing are of two plans, or one was not read.
    if kept == 0 {
        return Vec::new();
    }
    let known = |report: usize, id: &str| set.identities.in_report(report).any(|k| k.id == id);
    let mut out = Vec::new();
    let mut note = |kind: &str, id: &str, one: &Spoken<'_>, values: [String; 2]| out.push(row(set, kind, id, one, values, earlier, later));
    let none = || [String::new(), String::new()];
    for (id, one) in before.iter().filter(|(id, _)| !known(later, id)) {
        note("vanished", id, one, none());
    }
    for (id, one) in after.iter().filter(|(id, _)| !known(earlier, id)) {
        note("appeared", id, one, none());
    }
    for (id, one) in &after {
        let Some(past) = before.get(id) else { continue };
        if let (Some(was), Some(is)) = (&past.unit, &one.unit)
            && was != is
        {
            note("unit", id, one, [was.clone(), is.clone()]);
        }
        if past.polarity != one.polarity {
            note("polarity", id, one, [past.polarity, one.polarity].map(crate::output::word));
        }
        if set.records.get(later).is_some_and(|r| recalculated(&r.report, &one.indicator.indikator)) {
            note("formula", id, one, none());
        }
    }
    out
}

fn row(set: &Dataset, kind: &str, id: &str, one: &Spoken<'_>, [was, is]: [String; 2], earlier: usize, later: usize) -> Row {
    let place = |report: usize| set.records.get(report).map(|r| (r.report.source.file_name.clone(), r.report.source.sha256.clone()));
    let ((other_file, other_sha256), (file, sha256)) = (place(earlier).unwrap_or_default(), place(later).unwrap_or_default());
    let year = set.records.get(later).and_then(|r| r.report.year);
    let agency = set.agencies.get(later).cloned().unwrap_or_default();
    let name = one.indicator.indikator.clone();
    vec![agency, id.to_owned(), name, kind.to_owned(), some(year), was, is, file, sha256, other_file, other_sha256]
}

/// Results that lie far from those of the years before and after, which lie close together.
fn jumps(set: &Dataset) -> Vec<Row> {
    let mut series: BTreeMap<(&str, &str), BTreeMap<i32, panel::Taken<'_>>> = BTreeMap::new();
    let taken = panel::taken(set, panel::REALISASI);
    for one in &taken {
        series.entry((one.agency, one.id)).or_default().insert(one.year, one.clone());
    }
    let far = |a: Decimal, b: Decimal| a > b.saturating_mul(JUMP) || b > a.saturating_mul(JUMP);
    let mut out = Vec::new();
    for ((agency, id), years) in series {
        for (year, one) in &years {
            let (Some(before), Some(after)) = (years.get(&(year - 1)), years.get(&(year + 1))) else { continue };
            let figures = [before.figure, one.figure, after.figure];
            let [Some(a), Some(v), Some(b)] = figures.map(|f| f.filter(|f| f.is_sign_positive() && !f.is_zero())) else { continue };
            if a.max(b) <= a.min(b).saturating_mul(CALM) && far(v, a) && far(v, b) {
                let source = set.records.get(one.report).map(|r| &r.report.source);
                let other = set.records.get(before.report).map(|r| &r.report.source);
                out.push(vec![
                    agency.to_owned(),
                    id.to_owned(),
                    one.name.to_owned(),
                    "jump".to_owned(),
                    year.to_string(),
                    a.to_string(),
                    v.to_string(),
                    some(source.map(|s| &s.file_name)),
                    some(source.map(|s| &s.sha256)),
                    some(other.map(|s| &s.file_name)),
                    some(other.map(|s| &s.sha256)),
                ]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::dataset::tests::record;
    use crate::dataset::{Crosswalk, Dataset};

    fn kinds(set: &Dataset) -> Vec<(String, String)> {
        super::rows(set).into_iter().map(|row| (row[3].clone(), row[4].clone())).collect()
    }

    #[test]
    fn a_series_tells_what_vanished_and_what_jumped() {
        let of = |year: i32, name: &str, value: &str| record(year, "Dinas Sosial", name, &[(Some("10"), Some(value), year)]);
        let years = [(2021, "40"), (2022, "410"), (2023, "42"), (2024, "43")];
        let set = Dataset::build(years.map(|(y, v)| of(y, "Jumlah panti", v)).to_vec(), &Crosswalk::default());
        assert_eq!(kinds(&set), [("jump".to_owned(), "2022".to_owned())]);
        let mut first = of(2021, "Jumlah panti", "40");
        let mut extra = of(2021, "Persentase lansia terlayani", "70").report.indicators;
        first.report.indicators.append(&mut extra);
        let set = Dataset::build(vec![first, of(2022, "Jumlah panti", "41")], &Crosswalk::default());
        assert_eq!(kinds(&set), [("vanished".to_owned(), "2022".to_owned())]);
    }

    #[test]
    fn another_unit_is_told() {
        let of = |year: i32, unit: &str| {
            let mut record = record(year, "Dinas Sosial", "Jumlah panti", &[(Some("10"), Some("10"), year)]);
            record.report.indicators.iter_mut().for_each(|i| i.satuan = Some(unit.to_owned()));
            record
        };
        let set = Dataset::build(vec![of(2021, "Unit"), of(2022, "Orang")], &Crosswalk::default());
        assert_eq!(kinds(&set), [("unit".to_owned(), "2022".to_owned())]);
        let set = Dataset::build(vec![of(2021, "Org"), of(2022, "Orang")], &Crosswalk::default());
        assert!(kinds(&set).is_empty());
    }
}
