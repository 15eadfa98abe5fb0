//! # X11 antar-tahun
//!
//! ## What it does
//! Compares what a report prints of an earlier year (target and realisasi of its indicators) with what the report of
//! that year itself printed. It needs several reports of one agency and is run over them together ([`between`]); `check`
//! of a single report says nothing. The strategic plan is compared too, where both reports print the same one.
//!
//! ## Why it matters
//! Growth is claimed against last year. A result that was quietly restated makes any growth possible, and nobody who
//! reads one report can see it.
//!
//! ## Example
//! The report of 2023 gives a realisasi of 71,46 for its year, that of 2024 prints 74,16 under 'Realisasi 2023':
//! 74,16 ≠ 71,46.
//!
//! ## What it lets pass
//! Figures equal after rounding or cutting off to the coarser one; figures of different units; an earlier target that
//! the agreement or its revision had; results that the later report says were computed anew by another formula; years of
//! which the own report contradicts itself (X02 speaks of those there); columns that disagree with the other report in most
//! of their rows, since they then hold another measure.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (perbandingan dengan tahun lalu).

use crate::check::facts::{Fact, Group, Measure, agree, contradiction, evidence, key, one_unit};
use crate::check::say::{Lang, say};
use crate::check::settings::Settings;
use crate::check::sink::{Sink, at_text};
use crate::check::spending::{self, Restated, Told};
use crate::check::{Evidence, Finding, Input, Severity};
use crate::report::{Period, Report, Stage};
use std::collections::BTreeMap;

const RULE: &str = "X11";

/// Role of evidence that stands in the earlier report.
pub const OTHER_REPORT: &str = "other_report";

/// Rows from which a column that disagrees with the other report more often than not is of another measure.
const OTHER_MEASURE_FROM: usize = 3;

/// Figures of a plan that agree for each that does not, before two reports print the same plan.
const PLANS_AGREE: usize = 8;

/// One report cannot contradict another year's.
pub fn check(_: &Input<'_>, sink: &mut Sink) {
    sink.skip(RULE, "needs the reports of several years");
}

/// A later report against an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// What the later report says, and that it should be otherwise; evidence with role `other_report` is of the
    /// earlier one.
    pub finding: Finding,
    /// Index of the later report: the one that the finding is in.
    pub report: usize,
    /// Index of the earlier report.
    pub other: usize,
    /// Indicator as the later report prints it.
    pub indikator: String,
    /// The year that both speak of.
    pub year: i32,
}

/// Compares the reports of one agency: what each prints of earlier years with what those years' own reports printed.
///
/// `identity` gives the same key to the same indicator in all reports, from the report's index and the name as printed;
/// [`same_name`] takes only spelling into account. Reports without a year say nothing.
#[must_use]
pub fn between(reports: &[&Report], identity: &dyn Fn(usize, &str) -> String) -> Vec<Between> {
    let settings = Settings::default();
    let inputs: Vec<Input<'_>> = reports.iter().map(|r| Input::new(r, &settings)).collect();
    let budgets: Vec<Vec<Told>> = inputs.iter().map(spending::told).collect();
    let mut by_year: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    let mut groups: Vec<BTreeMap<String, &Group>> = Vec::new();
    for (i, input) in inputs.iter().enumerate() {
        if let Some(year) = input.report.year {
            by_year.entry(year).or_default().push(i);
        }
        groups.push(input.facts().groups.iter().filter(|g| !g.ambiguous).map(|g| (identity(i, &g.name), g)).collect());
    }
    let mut found = Vec::new();
    for (later, input) in inputs.iter().enumerate() {
        let Some(own_year) = input.report.year else { continue };
        for (year, earlier) in by_year.range(..own_year) {
            for earlier in earlier {
                let (Some(own), Some(other)) = (groups.get(later), groups.get(*earlier)) else { continue };
                let Some(source) = inputs.get(*earlier) else { continue };
                let pair = Pair { input, source, later, earlier: *earlier, year: *year };
                found.extend(pair.compare(own, other));
                found.extend(pair.plans(own, other));
                if let (Some(own), Some(other)) = (budgets.get(later), budgets.get(*earlier)) {
                    found.extend(pair.budgets(own, other));
                }
            }
        }
    }
    found
}

/// The identity of an indicator by its name alone, spelling and fillers levelled.
#[must_use]
pub fn same_name(_: usize, name: &str) -> String {
    key(name)
}

/// A later report and the one of the year that it looks back to.
struct Pair<'a, 'i> {
    input: &'a Input<'i>,
    source: &'a Input<'i>,
    later: usize,
    earlier: usize,
    year: i32,
}

impl Pair<'_, '_> {
    /// The agency's whole budget and spending of the earlier year.
    fn budgets(&self, own: &[Told], other: &[Told]) -> Vec<Between> {
        let mut out = Vec::new();
        for Restated { stated, right, is_pagu } in spending::restated(own, other, self.year) {
            let (id, en) = if is_pagu { ("Anggaran", "Budget") } else { ("Realisasi anggaran", "Spending") };
            let message = say(|lang| {
                let (name, year, page) = (lang.pick(id, en), self.year, right.page);
                match lang {
                    Lang::Id => format!("{name} {year}: {}, sedangkan laporan {year} mencetak {} (hlm. {page}).", stated.text, right.text),
                    Lang::En => format!("{name} {year}: {}, but the report of {year} prints {} (p. {page}).", stated.text, right.text),
                }
            });
            let mut finding = at_text(RULE, Severity::High, 88, (stated.page, stated.bbox), &stated.text, message);
            finding.table.clone_from(&stated.table);
            finding.row = Some(id.to_owned());
            finding.expected = Some(right.text.clone());
            finding.evidence = vec![stated.clone(), Evidence { role: OTHER_REPORT.to_owned(), ..right.clone() }];
            out.push(Between { finding, report: self.later, other: self.earlier, indikator: id.to_owned(), year: self.year });
        }
        out
    }

    fn compare(&self, own: &BTreeMap<String, &Group>, other: &BTreeMap<String, &Group>) -> Vec<Between> {
        let mut tally: BTreeMap<(Option<usize>, Measure), (usize, usize)> = BTreeMap::new();
        let mut differing = Vec::new();
        for (id, group) in own {
            let Some(there) = other.get(id) else { continue };
            for measure in [Measure::Target, Measure::Realisasi] {
                let said = self.said(there, measure);
                for fact in group.of(measure, Some(self.year), Period::Annual).filter(|f| f.stage != Stage::Renstra) {
                    let comparable: Vec<&Fact> = said.iter().copied().filter(|s| one_unit(s, fact)).collect();
                    let verdicts: Vec<bool> = comparable.iter().filter_map(|s| agree(&s.value, &fact.value)).collect();
                    if verdicts.is_empty() {
                        continue;
                    }
                    let holds = verdicts.contains(&true);
                    let (agreed, differed) = tally.entry((fact.table(), measure)).or_default();
                    *agreed += usize::from(holds);
                    *differed += usize::from(!holds);
                    if !holds && is_certain(&said, measure) {
                        differing.push((*group, fact, comparable, measure));
                    }
                }
            }
        }
        let mut seen: Vec<(&str, Measure, &Fact)> = Vec::new();
        let mut found = Vec::new();
        for (group, fact, said, measure) in differing {
            if measure == Measure::Realisasi && recalculated(self.input.report, &group.name) {
                continue;
            }
            let (agreed, differed) = tally.get(&(fact.table(), measure)).copied().unwrap_or_default();
            let repeated = seen.iter().any(|(n, m, f)| *n == group.name && *m == measure && agree(&f.value, &fact.value) == Some(true));
            if (differed >= OTHER_MEASURE_FROM && differed > agreed) || repeated {
                continue;
            }
            seen.push((group.name.as_str(), measure, fact));
            found.extend(self.finding(group, fact, &said, measure));
        }
        found
    }

    /// The strategic plan as both reports print it, baselines and yearly targets. Another plan, or a revised one, differs
    /// in many places; a slip of the pen in one.
    fn plans(&self, own: &BTreeMap<String, &Group>, other: &BTreeMap<String, &Group>) -> Vec<Between> {
        let planned = |f: &&Fact| f.stage == Stage::Renstra && f.period == Period::Annual && f.year.is_some();
        let (mut agreed, mut differing) = (0_usize, Vec::new());
        for (id, group) in own {
            let Some(there) = other.get(id) else { continue };
            for fact in group.facts.iter().filter(planned) {
                let same = |f: &&Fact| planned(f) && f.measure == fact.measure && f.year == fact.year && one_unit(f, fact);
                let said: Vec<&Fact> = there.facts.iter().filter(same).collect();
                match said.first().and_then(|f| agree(&f.value, &fact.value)) {
                    Some(true) => agreed += 1,
                    Some(false) if said.len() == 1 => differing.push((*group, fact, said)),
                    _ => {}
                }
            }
        }
        if agreed < PLANS_AGREE * differing.len().max(1) {
            return Vec::new();
        }
        differing.into_iter().filter_map(|(group, fact, said)| self.finding(group, fact, &said, fact.measure)).collect()
    }

    /// What the report of the year says of it: measured or promised, not planned.
    fn said<'g>(&self, group: &'g Group, measure: Measure) -> Vec<&'g Fact> {
        let stages: &[Stage] = match measure {
            Measure::Target => &[Stage::Pengukuran, Stage::Pk, Stage::PkPerubahan, Stage::Narrative],
            _ => &[Stage::Pengukuran, Stage::Narrative],
        };
        group.of(measure, Some(self.year), Period::Annual).filter(|f| stages.contains(&f.stage)).collect()
    }

    fn finding(&self, group: &Group, fact: &Fact, said: &[&Fact], measure: Measure) -> Option<Between> {
        let reference = said.first().copied()?;
        let what = if measure == Measure::Target { ("Target", "Target") } else { ("Realisasi", "Result") };
        let severity = if measure == Measure::Target { Severity::Medium } else { Severity::High };
        // The sentence names both places as if of one report; the reference is put right below.
        let mut finding = contradiction(self.input, (RULE, severity, 88), what, group, fact, &[fact])?;
        let page = evidence(self.source, reference, OTHER_REPORT)?;
        let name = &self.source.report.source.file_name;
        let message = crate::check::say::say(|lang| {
            format!(
                "{} {} “{}”: {} ({}), {} {} ({} {}, {name}, {} {}).",
                lang.pick(what.0, what.1),
                fact.year.unwrap_or(self.year),
                crate::check::say::short(&group.name),
                fact.text,
                crate::check::facts::place(self.input, fact, lang),
                lang.pick("sedangkan laporan sebelumnya mencetak", "but the earlier report prints"),
                reference.text,
                lang.pick("Laporan", "report of"),
                self.year,
                lang.pick("hlm.", "p."),
                page.page,
            )
        });
        finding.message = message;
        finding.expected = Some(reference.text.clone());
        finding.evidence.truncate(1);
        finding.evidence.extend(said.iter().filter_map(|s| evidence(self.source, s, OTHER_REPORT)));
        Some(Between {
            finding,
            report: self.later,
            other: self.earlier,
            indikator: group.name.clone(),
            year: fact.year.unwrap_or(self.year),
        })
    }
}

/// Whether a report says openly that an indicator is computed anew: 'formula penghitungan indikator … diubah'.
pub fn recalculated(report: &Report, indikator: &str) -> bool {
    let name = key(indikator);
    report.blocks.iter().any(|block| {
        let text = block.text.to_lowercase();
        let any = |words: &[&str]| words.iter().any(|w| text.contains(w));
        any(&["formula", "rumus", "metode", "cara peng", "cara per", "definisi"])
            && any(&["diubah", "berubah", "perubahan", "dihitung ulang", "disesuaikan", "penyesuaian"])
            && key(&block.text).contains(&name)
    })
}

/// Whether a report is at one with itself on a figure; targets may have been revised.
fn is_certain(said: &[&Fact], measure: Measure) -> bool {
    measure == Measure::Target || said.iter().all(|a| said.first().is_none_or(|b| agree(&a.value, &b.value) != Some(false)))
}

#[cfg(test)]
mod tests {
    use super::{between, same_name};
    use crate::check::rules::x02_realisasi::tests::report;
    use crate::report::{Report, Stage};

    const NAME: &str = "Persentase penduduk berakses air minum layak";

    fn of(year: i32, entries: &[(Option<&str>, Option<&str>, i32)]) -> Report {
        let entries: Vec<_> = entries.iter().map(|(t, r, y)| (Stage::Pengukuran, NAME, *t, *r, *y)).collect();
        let mut report = report(&entries);
        report.year = Some(year);
        report.source.file_name = format!("{year}.pdf");
        report
    }

    fn said(reports: &[Report]) -> Vec<String> {
        let reports: Vec<&Report> = reports.iter().collect();
        let found = between(&reports, &same_name);
        found
            .iter()
            .map(|b| format!("{}: {} -> {}", b.report, b.finding.stated.as_deref().unwrap(), b.finding.expected.as_deref().unwrap()))
            .collect()
    }

    #[test]
    fn a_restated_result_is_reported_in_the_later_report() {
        let first = of(2023, &[(Some("70"), Some("71,46"), 2023)]);
        let second = of(2024, &[(None, Some("74,16"), 2023), (Some("75"), Some("76"), 2024)]);
        assert_eq!(said(&[second.clone(), first.clone()]), ["0: 74,16 -> 71,46"]);
        let reports = [&first, &second];
        let found = between(&reports, &same_name);
        let finding = &found[0].finding;
        assert!(finding.message.id.contains("2023.pdf") && finding.evidence.iter().any(|e| e.role == "other_report"), "{finding:?}");
    }

    #[test]
    fn rounding_other_names_and_reports_at_odds_with_themselves_pass() {
        let first = of(2023, &[(Some("70"), Some("71,46"), 2023)]);
        assert!(said(&[first.clone(), of(2024, &[(None, Some("71,5"), 2023)])]).is_empty(), "rounded");
        let torn = of(2023, &[(Some("70"), Some("71,46"), 2023), (Some("70"), Some("17,46"), 2023)]);
        assert!(said(&[torn, of(2024, &[(None, Some("74,16"), 2023)])]).is_empty(), "two results in its own report");
        let later = of(2024, &[(None, Some("74,16"), 2023)]);
        let apart = |i: usize, name: &str| format!("{i}{name}");
        assert!(between(&[&first, &later], &apart).is_empty(), "told to be two indicators");
    }

    #[test]
    fn a_result_computed_anew_in_the_open_is_no_contradiction() {
        use crate::layout::BlockKind;
        use crate::pdf::Rect;
        let first = of(2023, &[(Some("70"), Some("71,46"), 2023)]);
        let told = |text: String| {
            let mut later = of(2024, &[(None, Some("74,16"), 2023)]);
            let (bbox, kind) = (Rect::default(), BlockKind::Paragraph);
            later.blocks.push(crate::report::Block { page: 1, bbox, kind, level: 0, text });
            said(&[first.clone(), later])
        };
        assert!(told(format!("Mulai 2024 formula penghitungan {NAME} diubah dan tahun sebelumnya dihitung ulang.")).is_empty());
        assert_eq!(told(format!("{NAME} meningkat.")).len(), 1);
    }
}
