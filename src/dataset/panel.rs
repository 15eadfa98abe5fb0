//! One value for each indicator, year and measure, out of all that the reports print of it; which one was taken and why,
//! and what else is printed, stands in the row.
//!
//! What an agency says of a year in that year's own report comes before what later reports say of it, and the measurement
//! table before the agreement, plan and prose: later columns are typed anew, and nobody measured them a second time.

use super::Dataset;
use super::rows::{Row, number, some};
use super::units::Unit;
use crate::report::{Indicator, Period, Stage};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet};

/// What is measured, in the order of the rows.
const MEASURES: [&str; 3] = ["target", "realisasi", "capaian"];

/// A value as one report prints it in one place.
struct Printed<'s> {
    report: usize,
    /// Whether its report is about the year.
    own: bool,
    /// Years between the report and the year it speaks of.
    apart: u32,
    indicator: &'s Indicator,
    text: &'s str,
    unit: Option<Unit>,
}

/// Why a value is the one to take; the first is the best. They are explained in the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Choice {
    OwnMeasurement,
    OwnAgreementRevised,
    OwnAgreement,
    OwnMonitoring,
    OwnPlan,
    OwnNarrative,
    LaterReport,
    EarlierReport,
}

impl Choice {
    fn word(self) -> &'static str {
        match self {
            Self::OwnMeasurement => "own_measurement",
            Self::OwnAgreementRevised => "own_agreement_revised",
            Self::OwnAgreement => "own_agreement",
            Self::OwnMonitoring => "own_monitoring",
            Self::OwnPlan => "own_plan",
            Self::OwnNarrative => "own_narrative",
            Self::LaterReport => "later_report",
            Self::EarlierReport => "earlier_report",
        }
    }
}

impl Printed<'_> {
    fn choice(&self, later: bool) -> Choice {
        match self.indicator.stage {
            _ if !self.own => {
                if later {
                    Choice::LaterReport
                } else {
                    Choice::EarlierReport
                }
            }
            Stage::Pengukuran => Choice::OwnMeasurement,
            Stage::PkPerubahan => Choice::OwnAgreementRevised,
            Stage::Pk => Choice::OwnAgreement,
            Stage::Monev => Choice::OwnMonitoring,
            Stage::Renstra | Stage::Rkt | Stage::Iku => Choice::OwnPlan,
            Stage::Narrative => Choice::OwnNarrative,
        }
    }

    /// The figure in its one unit.
    fn figure(&self) -> Option<Decimal> {
        let printed: Decimal = self.text.parse().ok()?;
        self.unit.as_ref().map_or(Some(printed), |unit| unit.convert(printed))
    }

    /// Whether two places say the same: equal after rounding to the coarser one, or the same text.
    fn agrees(&self, other: &Self) -> bool {
        match (self.figure(), other.figure()) {
            (Some(a), Some(b)) => {
                let decimals = a.scale().min(b.scale());
                let round = |d: Decimal| d.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
                a == b || round(a) == round(b)
            }
            (None, None) => self.text.trim().eq_ignore_ascii_case(other.text.trim()),
            _ => false,
        }
    }
}

/// Place of results among the measures.
pub const REALISASI: usize = 1;

/// All that is printed, by agency, indicator, year and measure.
type Groups<'s> = BTreeMap<(&'s str, &'s str, i32, usize), Vec<Printed<'s>>>;

/// The value that was taken of an indicator in a year.
#[derive(Debug, Clone)]
pub struct Taken<'s> {
    /// The agency's id.
    pub agency: &'s str,
    /// The indicator's id.
    pub id: &'s str,
    /// Its name there.
    pub name: &'s str,
    /// Of which year.
    pub year: i32,
    /// Index of the report.
    pub report: usize,
    /// The figure in its one unit.
    pub figure: Option<Decimal>,
}

/// The values of one measure that the panel takes.
pub fn taken(set: &Dataset, measure: usize) -> Vec<Taken<'_>> {
    let of = groups(set).into_iter().filter(|(place, _)| place.3 == measure);
    of.filter_map(|((agency, id, year, _), printed)| {
        let taken = best(set, year, &printed)?;
        Some(Taken { agency, id, name: &taken.indicator.indikator, year, report: taken.report, figure: taken.figure() })
    })
    .collect()
}

/// The rows of the panel: by agency, indicator, year and measure.
pub fn rows(set: &Dataset) -> Vec<Row> {
    groups(set).into_iter().filter_map(|(place, printed)| row(set, place, &printed)).collect()
}

fn groups(set: &Dataset) -> Groups<'_> {
    let mut groups = Groups::new();
    for (report, record) in set.records.iter().enumerate() {
        for indicator in record.report.indicators.iter().filter(|i| i.period == Period::Annual) {
            let Some(year) = indicator.year else { continue };
            let Some(known) = set.identities.of(report, &indicator.indikator) else { continue };
            let values = [&indicator.target, &indicator.realisasi, &indicator.capaian];
            for (measure, text) in values.into_iter().enumerate().filter_map(|(m, v)| Some((m, v.as_deref()?))) {
                // An achievement is a percentage whatever the indicator is measured in.
                let unit = if measure == 2 { None } else { indicator.satuan.as_deref().and_then(Unit::read) };
                let about = record.report.year;
                let (own, apart) = (about == Some(year), about.map_or(u32::MAX, |about| about.abs_diff(year)));
                let agency = set.agencies.get(report).map_or("", String::as_str);
                groups.entry((agency, &known.id, year, measure)).or_default().push(Printed { report, own, apart, indicator, text, unit });
            }
        }
    }
    groups
}

fn is_later(set: &Dataset, year: i32, printed: &Printed<'_>) -> bool {
    set.records.get(printed.report).and_then(|r| r.report.year).is_some_and(|about| about > year)
}

/// Among equals the nearest report and the first place in it.
fn best<'p, 's>(set: &Dataset, year: i32, printed: &'p [Printed<'s>]) -> Option<&'p Printed<'s>> {
    printed.iter().min_by_key(|p| (p.choice(is_later(set, year, p)), p.apart))
}

fn row(set: &Dataset, (agency, id, year, measure): (&str, &str, i32, usize), printed: &[Printed<'_>]) -> Option<Row> {
    let record = |p: &Printed<'_>| set.records.get(p.report);
    let taken = best(set, year, printed)?;
    let source = &record(taken)?.report.source;
    let others: Vec<&Printed<'_>> = printed.iter().filter(|p| !p.agrees(taken)).collect();
    let mut said: Vec<String> = Vec::new();
    for other in &others {
        let file = record(other).map_or("", |r| r.report.source.file_name.as_str());
        let one = format!("{} ({file}, {})", other.text, other.indicator.source.page);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    let findings: BTreeSet<&str> = printed.iter().flat_map(|p| set.findings_on(p.report, &p.indicator.source)).collect();
    let place = &taken.indicator.source;
    Some(vec![
        agency.to_owned(),
        id.to_owned(),
        taken.indicator.indikator.clone(),
        year.to_string(),
        MEASURES.get(measure).copied().unwrap_or_default().to_owned(),
        taken.text.to_owned(),
        number(Some(&taken.text.to_owned())),
        some(taken.indicator.satuan.as_ref()),
        if measure == 2 { "%".to_owned() } else { some(taken.unit.as_ref().map(|u| &u.name)) },
        some(taken.figure()),
        taken.choice(is_later(set, year, taken)).word().to_owned(),
        printed.len().to_string(),
        others.len().to_string(),
        said.join("; "),
        findings.into_iter().collect::<Vec<_>>().join(" "),
        source.file_name.clone(),
        source.sha256.clone(),
        place.page.to_string(),
        some(place.table.as_ref()),
        some(place.row),
    ])
}

#[cfg(test)]
mod tests {
    use crate::dataset::columns::TABLES;
    use crate::dataset::tests::record;
    use crate::dataset::{Crosswalk, Dataset};
    use std::collections::BTreeMap;

    #[test]
    fn a_years_own_measurement_comes_before_what_later_reports_say_and_the_others_are_told() {
        let name = "Cakupan kunjungan ibu hamil";
        let first = record(2022, "Dinas Kesehatan", name, &[(Some("90"), Some("87.12"), 2022)]);
        let second = record(2023, "Dinas Kesehatan", name, &[(None, Some("87.21"), 2022), (None, Some("80.5"), 2021)]);
        let set = Dataset::build(vec![second, first], &Crosswalk::default());
        let columns = TABLES.iter().find(|t| t.name == "panel").unwrap().columns;
        let rows: Vec<BTreeMap<&str, String>> =
            super::rows(&set).into_iter().map(|row| columns.iter().map(|c| c.0).zip(row).collect()).collect();
        let of = |year: &str, measure: &str| rows.iter().find(|r| r["year"] == year && r["measure"] == measure).unwrap();
        let result = of("2022", "realisasi");
        assert_eq!(
            (result["value"].as_str(), result["choice"].as_str(), result["disagreeing"].as_str()),
            ("87.12", "own_measurement", "1")
        );
        assert_eq!(result["other_values"], "87.21 (2023.pdf, 1)");
        assert_eq!(of("2021", "realisasi")["choice"], "later_report");
        assert_eq!(of("2022", "target")["disagreeing"], "0");
    }
}
