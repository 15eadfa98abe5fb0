//! # L05 pernyataan-ganda
//!
//! ## What it does
//! Collects what sentences say of the target, the result and the achievement of each indicator in the year reported on, and
//! reports a sentence that another one contradicts. Where the two stand against each other, the tables decide which is
//! wrong.
//!
//! ## Why it matters
//! The summary, the analysis and the conclusion repeat one figure; the reader quotes whichever he meets first.
//!
//! ## Example
//! The analysis says that the achievement of an indicator is 93,18%, the summary 90,91%, and the table prints 90,91%:
//! 93,18 ≠ 90,91.
//!
//! ## What it lets pass
//! Figures equal after rounding, sentences about other years, quarters, plans or regions, sentences that name several
//! indicators or give a figure of one kind twice, formulas, figures of different units, and what other rules already say
//! of the same figure.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan data kinerja).

use crate::check::facts::{agree, figure, fold, key};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_text};
use crate::check::{Evidence, Input, Severity};
use crate::pdf::Rect;
use crate::report::{ColumnRole, Figure, Period, Statement, StatementKind, StatementValue, Value};
use std::collections::BTreeMap;

const RULE: &str = "L05";

/// Letters from which a name identifies an indicator in running text.
const TELLING: usize = 14;
/// Words of sentences about another time or place than the report's.
const ELSEWHERE: [&str; 17] = [
    "tahun lalu",
    "sebelumnya",
    "triwulan",
    "semester",
    "renstra",
    "rpjmd",
    "akhir",
    "nasional",
    "provinsi",
    "rumus",
    "formula",
    "×",
    "x 100",
    "menjadi",
    "proyeksi",
    "rata-rata",
    "kumulatif",
];

/// One figure that a sentence gives.
#[derive(Debug, Clone, Copy)]
struct Saying<'a> {
    page: u32,
    value: &'a StatementValue,
}

impl Saying<'_> {
    fn evidence(&self, role: &str) -> Evidence {
        Evidence {
            role: role.into(),
            page: self.page,
            bbox: self.value.bbox,
            text: self.value.text.clone(),
            table: None,
            row: None,
            col: None,
        }
    }
}

/// Compares the sentences about every indicator.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let Some(year) = input.report.year else {
        sink.skip(RULE, "the year of the report is not known");
        return;
    };
    let names: BTreeMap<String, &str> = input
        .report
        .indicators
        .iter()
        .map(|i| (key(&i.indikator), i.indikator.as_str()))
        .filter(|(k, _)| k.chars().count() >= TELLING)
        .collect();
    let mut said: BTreeMap<(String, &'static str), Vec<Saying<'_>>> = BTreeMap::new();
    for statement in &input.report.statements {
        gather(statement, &names, year, &mut said);
    }
    for ((name, measure), sayings) in &said {
        compare(input, (name, measure, year), sayings, sink);
    }
}

fn gather<'a>(
    statement: &'a Statement,
    names: &BTreeMap<String, &str>,
    year: i32,
    said: &mut BTreeMap<(String, &'static str), Vec<Saying<'a>>>,
) {
    if !matches!(statement.kind, StatementKind::TargetRealisasi | StatementKind::Comparison) {
        return;
    }
    let Some(name) = statement.indikator.as_deref().map(key).filter(|k| names.contains_key(k)) else { return };
    let (text, folded) = (key(&statement.text), fold(&statement.text));
    let other = |k: &String| *k != name && !name.contains(k.as_str()) && text.contains(k.as_str());
    if !text.contains(&name) || ELSEWHERE.iter().any(|w| folded.contains(w)) || names.keys().any(other) {
        return;
    }
    for (role, measure) in [(ColumnRole::Target, "target"), (ColumnRole::Realisasi, "realisasi"), (ColumnRole::Capaian, "capaian")] {
        let mut of_role = statement.values.iter().filter(|v| v.role == role);
        let (Some(value), None) = (of_role.next(), of_role.next()) else { continue };
        // A whole number without a unit may count something else.
        let telling = figure(&value.value).is_some_and(|f| f.decimals > 0 || is_percent(f));
        if telling && value.year.is_none_or(|y| y == year) {
            said.entry((name.clone(), measure)).or_default().push(Saying { page: statement.page, value });
        }
    }
}

fn is_percent(figure: &Figure) -> bool {
    figure.unit.as_deref().is_some_and(|u| u.contains('%'))
}

fn compare(input: &Input<'_>, (name, measure, year): (&str, &str, i32), sayings: &[Saying<'_>], sink: &mut Sink) {
    let [first, rest @ ..] = sayings else { return };
    if rest.is_empty() {
        return;
    }
    let unit = |s: &Saying<'_>| figure(&s.value.value).is_some_and(is_percent);
    if rest.iter().any(|s| unit(s) != unit(first)) {
        sink.skip(RULE, "units of the sentences differ");
        return;
    }
    // The tables decide, else what most sentences say.
    let printed = printed(input, name, measure, year);
    let in_tables = |s: &Saying<'_>| printed.iter().filter(|v| agree(v, &s.value.value) == Some(true)).count();
    let alike = |s: &Saying<'_>| sayings.iter().filter(|o| agree(&o.value.value, &s.value.value) == Some(true)).count();
    let Some(right) = sayings.iter().rev().max_by_key(|s| (in_tables(s) > 0, alike(s))) else { return };
    for saying in sayings {
        if agree(&saying.value.value, &right.value.value) != Some(false) {
            sink.pass_text(RULE, saying.page);
        } else if in_tables(saying) > 0 {
            sink.skip(RULE, "the tables themselves differ");
        } else if already_said(saying, sink) {
            sink.skip(RULE, "another rule judges the figure");
        } else {
            fail(input, name, measure, saying, right, sink);
        }
    }
}

/// What the tables print of an indicator.
fn printed(input: &Input<'_>, name: &str, measure: &str, year: i32) -> Vec<Value> {
    let records = input.report.indicators.iter().filter(|i| i.source.table.is_some() && i.year == Some(year) && i.period == Period::Annual);
    records
        .filter(|i| key(&i.indikator) == name)
        .filter_map(|i| match measure {
            "target" => i.target.as_deref(),
            "realisasi" => i.realisasi.as_deref(),
            _ => i.capaian.as_deref(),
        })
        .filter_map(|text| text.parse().ok())
        .map(|number: rust_decimal::Decimal| Value::Number(Figure { number, decimals: number.scale(), unit: None }))
        .collect()
}

fn already_said(saying: &Saying<'_>, sink: &Sink) -> bool {
    let same = |a: &Rect, b: &Rect| a == b;
    sink.findings
        .iter()
        .flat_map(|f| f.evidence.first())
        .any(|e| e.table.is_none() && e.page == saying.page && same(&e.bbox, &saying.value.bbox))
}

fn fail(input: &Input<'_>, name: &str, measure: &str, stated: &Saying<'_>, right: &Saying<'_>, sink: &mut Sink) {
    let printed = input.report.indicators.iter().find(|i| key(&i.indikator) == name).map_or(name, |i| i.indikator.as_str());
    let message = say(|lang| {
        let (a, b, n) = (&stated.value.text, &right.value.text, short(printed));
        let what = match measure {
            "target" => lang.pick("Target", "Target"),
            "realisasi" => lang.pick("Realisasi", "Result"),
            _ => lang.pick("Capaian", "Achievement"),
        };
        let (p, q) = (stated.page, right.page);
        match lang {
            Lang::Id => format!("{what} “{n}” disebut {a} (hlm. {p}), tetapi {b} (hlm. {q})."),
            Lang::En => format!("{what} of “{n}” is given as {a} (p. {p}), but as {b} (p. {q})."),
        }
    });
    let mut finding = at_text(RULE, Severity::Medium, 82, (stated.page, stated.value.bbox), &stated.value.text, message);
    finding.row = Some(printed.split_whitespace().collect::<Vec<_>>().join(" "));
    finding.expected = Some(right.value.text.clone());
    finding.evidence.push(right.evidence("other_place"));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::fixture::{findings, report};
    use crate::check::prose::tests_support::statement;
    use crate::check::{Options, run};
    use crate::pdf::Rect;
    use crate::report::{ColumnRole, Indicator, Period, Polarity, SourceRef, Stage, StatementKind};

    const NAME: &str = "Angka putus sekolah jenjang menengah";

    /// Sentences of one achievement each; the table prints `table`.
    fn said(texts: &[&str], table: Option<&str>) -> Vec<String> {
        let mut all = report(Vec::new());
        all.indicators = vec![Indicator {
            sasaran: None,
            indikator: NAME.into(),
            satuan: None,
            year: Some(2024),
            period: Period::Annual,
            stage: Stage::Pengukuran,
            target: None,
            realisasi: None,
            capaian: table.map(str::to_owned),
            polarity: Polarity::LowerIsBetter,
            formula: None,
            source: SourceRef { table: Some("t1".into()), row: Some(1), page: 1 },
        }];
        all.statements = texts
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let mut statement = statement(text);
                statement.kind = StatementKind::TargetRealisasi;
                statement.indikator = Some(NAME.into());
                for value in &mut statement.values {
                    value.role = ColumnRole::Capaian;
                    value.bbox = Rect::new(0.0, f32::from(u8::try_from(i).unwrap()) * 20.0, 50.0, 10.0);
                }
                statement
            })
            .collect();
        findings(&run(&all, &Options::default()), RULE)
    }

    #[test]
    fn the_tables_tell_which_sentence_is_wrong() {
        let texts =
            ["Angka putus sekolah jenjang menengah: tingkat capaian 90,91%.", "Capaian angka putus sekolah jenjang menengah 93,18%."];
        assert_eq!(said(&texts, Some("90.91")), ["93,18% -> 90,91%"]);
        assert_eq!(said(&texts, Some("93.18")), ["90,91% -> 93,18%"]);
    }

    #[test]
    fn rounding_and_other_times_pass() {
        let rounded =
            ["Angka putus sekolah jenjang menengah: tingkat capaian 90,91%.", "Capaian angka putus sekolah jenjang menengah 90,9%."];
        assert!(said(&rounded, None).is_empty());
        let earlier = [
            "Angka putus sekolah jenjang menengah: tingkat capaian 90,91%.",
            "Capaian angka putus sekolah jenjang menengah tahun lalu 93,18%.",
        ];
        assert!(said(&earlier, None).is_empty());
        let one = ["Angka putus sekolah jenjang menengah: tingkat capaian 90,91%."];
        assert!(said(&one, Some("12.5")).is_empty());
    }
}
