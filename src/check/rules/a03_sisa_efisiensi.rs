//! # A03 sisa-efisiensi
//!
//! ## What it does
//! Recomputes columns of leftover or efficiency. In rupiah: pagu − realisasi. In per cent, whichever of these most
//! rows of the column follow: 100 − serapan; (pagu − realisasi) / pagu × 100; capaian − serapan; capaian / serapan ×
//! 100; the efficiency of PMK 22/2021, (pagu × capaian − realisasi) / (pagu × capaian) × 100. The rows that deviate
//! are reported.
//!
//! ## Why it matters
//! Efficiency is one of the analyses that every report owes; a leftover that is not pagu less realisasi is money
//! unaccounted for.
//!
//! ## Example
//! Pagu 225.000.000, realisasi 224.665.345, printed sisa 334.155. 225.000.000 − 224.665.345 = 334.655: two digits
//! swapped.
//!
//! ## What it lets pass
//! Any of the meanings above, as long as it is the column's own; rounding; amounts in thousands; columns whose meaning
//! most rows do not show.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (analisis efisiensi); PMK 22/2021 (pengukuran dan evaluasi kinerja anggaran).

use crate::check::constraint::{Constraint, Form, Noun};
use crate::check::interval::Interval;
use crate::check::say::{DEFAULT_DECIMALS, Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, Quantity, View};
use crate::check::{Input, Part, Severity};
use crate::report::ColumnRole;
use rust_decimal::Decimal;

const RULE: &str = "A03";
const NOUN: Noun = Noun { id: "Sisa", en: "Remainder" };

/// Checks every column of leftover or efficiency.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for result in view.columns_with(ColumnRole::Sisa) {
            if !check_amounts(view, result, sink) {
                check_percentages(view, result, sink);
            }
        }
    }
}

/// Leftover in rupiah. Returns whether the column is that.
fn check_amounts(view: &View<'_>, result: usize, sink: &mut Sink) -> bool {
    let wholes: Vec<usize> = view.columns_with(ColumnRole::PaguPerubahan).chain(view.columns_with(ColumnRole::Pagu)).collect();
    let mut best: Vec<(Constraint, bool)> = Vec::new();
    for &whole in &wholes {
        for spent in view.columns_with(ColumnRole::RealisasiAnggaran) {
            let lines: Vec<_> = view.body().filter_map(|row| amount_line(view, row.row, result, whole, spent)).collect();
            if held(&lines) > held(&best) {
                best = lines;
            }
        }
    }
    let sure = held(&best) * 2 > best.len();
    if sure {
        sink.constraints.extend(best.into_iter().map(|(constraint, _)| constraint));
    }
    sure
}

fn held(lines: &[(Constraint, bool)]) -> usize {
    lines.iter().filter(|(_, holds)| *holds).count()
}

fn amount_line(view: &View<'_>, row: usize, result: usize, whole: usize, spent: usize) -> Option<(Constraint, bool)> {
    let (at, printed) = view.figure(row, result)?;
    let (of, pagu) = view.covering(row, whole)?;
    let (less, realisasi) = view.covering(row, spent)?;
    let holds = pagu.interval().sub(&realisasi.interval())?.meets(&printed.interval());
    let terms = vec![(of, 1), (less, -1)];
    Some((Constraint { rule: RULE, result: at, terms, form: Form::Sum, noun: NOUN, severity: Severity::Medium, confidence: 95 }, holds))
}

/// What an efficiency in per cent may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// 100 − serapan.
    Unspent,
    /// (pagu − realisasi) / pagu × 100.
    UnspentOfAmounts,
    /// capaian − serapan.
    Lead,
    /// capaian / serapan × 100.
    Ratio,
    /// (pagu × capaian − realisasi) / (pagu × capaian) × 100.
    Ministry,
}

const MEANINGS: [Meaning; 5] = [Meaning::Unspent, Meaning::UnspentOfAmounts, Meaning::Lead, Meaning::Ratio, Meaning::Ministry];

/// The figures of a row that an efficiency may be made of.
struct Operands {
    pagu: Option<(At, Quantity)>,
    spent: Option<(At, Quantity)>,
    capaian: Option<(At, Quantity)>,
    serapan: Option<(At, Quantity)>,
}

impl Operands {
    fn of(view: &View<'_>, row: usize) -> Self {
        let first = |role| view.column_with(role).and_then(|col| view.covering(row, col));
        Self {
            pagu: first(ColumnRole::PaguPerubahan).or_else(|| first(ColumnRole::Pagu)),
            spent: first(ColumnRole::RealisasiAnggaran),
            capaian: first(ColumnRole::Capaian),
            serapan: first(ColumnRole::Serapan),
        }
    }

    /// What a meaning gives for the row.
    fn apply(&self, meaning: Meaning) -> Option<Interval> {
        let interval = |operand: Option<(At, Quantity)>| operand.map(|(_, q)| q.interval());
        let hundred = Interval::point(Decimal::ONE_HUNDRED);
        match meaning {
            Meaning::Unspent => hundred.sub(&interval(self.serapan)?),
            Meaning::UnspentOfAmounts => hundred.sub(&interval(self.spent)?.percent_of(&interval(self.pagu)?)?),
            Meaning::Lead => interval(self.capaian)?.sub(&interval(self.serapan)?),
            Meaning::Ratio => interval(self.capaian)?.percent_of(&interval(self.serapan)?),
            // 1 − R / (P × C): written so, each operand's interval is used once.
            Meaning::Ministry => {
                let planned = interval(self.pagu)?.mul(&interval(self.capaian)?)?.div(&hundred)?;
                hundred.sub(&interval(self.spent)?.percent_of(&planned)?)
            }
        }
    }

    /// The same figures with one of them off by much, each way.
    fn slips(&self, at: At) -> Vec<Self> {
        let own = [self.pagu, self.spent, self.capaian, self.serapan].into_iter().flatten().find(|(cell, _)| *cell == at);
        let slips = own.and_then(|(_, q)| q.slips(Decimal::ZERO));
        let with = |q: Quantity| {
            let swapped = |operand: Option<(At, Quantity)>| operand.map(|(cell, own)| (cell, if cell == at { q } else { own }));
            Self { pagu: swapped(self.pagu), spent: swapped(self.spent), capaian: swapped(self.capaian), serapan: swapped(self.serapan) }
        };
        slips.into_iter().flatten().map(with).collect()
    }

    /// The sum as written.
    fn expression(&self, meaning: Meaning, lang: Lang) -> String {
        let number = |operand: Option<(At, Quantity)>| operand.map_or_else(String::new, |(_, q)| lang.number(q.number.normalize()));
        let (pagu, spent, capaian, serapan) = (number(self.pagu), number(self.spent), number(self.capaian), number(self.serapan));
        match meaning {
            Meaning::Unspent => format!("100 − {serapan}"),
            Meaning::UnspentOfAmounts => format!("({pagu} − {spent}) / {pagu} × 100"),
            Meaning::Lead => format!("{capaian} − {serapan}"),
            Meaning::Ratio => format!("{capaian} / {serapan} × 100"),
            Meaning::Ministry => format!("({pagu} × {capaian}% − {spent}) / ({pagu} × {capaian}%) × 100"),
        }
    }

    fn cells(&self, meaning: Meaning) -> Vec<(At, &'static str)> {
        let named = [(self.pagu, "pagu"), (self.spent, "realisasi"), (self.capaian, "capaian"), (self.serapan, "serapan")];
        let uses = |name: &str| match meaning {
            Meaning::Unspent => name == "serapan",
            Meaning::UnspentOfAmounts => name == "pagu" || name == "realisasi",
            Meaning::Lead | Meaning::Ratio => name == "capaian" || name == "serapan",
            Meaning::Ministry => name != "serapan",
        };
        named.into_iter().filter(|(_, name)| uses(name)).filter_map(|(operand, name)| Some((operand?.0, name))).collect()
    }
}

fn check_percentages(view: &View<'_>, result: usize, sink: &mut Sink) {
    let lines: Vec<(At, Quantity, Operands)> = view
        .body()
        .filter_map(|row| {
            let (at, printed) = view.figure(row.row, result)?;
            Some((at, printed, Operands::of(view, row.row)))
        })
        .collect();
    let holds = |printed: &Quantity, operands: &Operands, meaning| {
        operands.apply(meaning).is_some_and(|c| printed.as_result().meets(&c) || printed.truncated().meets(&c))
    };
    let weigh = |meaning: Meaning| {
        let judged = lines.iter().filter(|(_, _, o)| o.apply(meaning).is_some()).count();
        (lines.iter().filter(|(_, q, o)| holds(q, o, meaning)).count(), judged)
    };
    let weighed = MEANINGS.map(|meaning| (meaning, weigh(meaning)));
    let best = weighed.iter().copied().reduce(|a, b| if b.1.0 > a.1.0 { b } else { a });
    let Some((meaning, (held, judged))) = best.filter(|(_, (held, judged))| *held > 1 && held * 2 > *judged) else {
        sink.skip_all(RULE, "most rows show none of the meanings of efficiency", lines.iter().map(|(at, ..)| *at));
        return;
    };
    for (at, printed, operands) in &lines {
        let Some(computed) = operands.apply(meaning) else { continue };
        // Another meaning of the same column may be the row's own: nothing is said then.
        if let Some(own) = MEANINGS.into_iter().find(|m| holds(printed, operands, *m)) {
            sink.pass(RULE, view, *at);
            let tested = operands.cells(own).into_iter().map(|(at, _)| at).filter(|at| {
                let slips = operands.slips(*at);
                !slips.is_empty() && slips.iter().all(|o| !holds(printed, o, own))
            });
            tested.for_each(|at| sink.tick(RULE, view, at, Part::Operand));
            continue;
        }
        if printed.doubtful {
            sink.skip_at(RULE, "the figure is malformed", *at);
            continue;
        }
        let value = computed.lo().checked_add(computed.hi()).map(|sum| sum / Decimal::TWO).unwrap_or_default();
        let decimals = printed.decimals.max(DEFAULT_DECIMALS);
        let message = say(|lang| {
            let label = view.cell(*at).map(|c| short(view.label(c.row))).unwrap_or_default();
            let text = view.cell(*at).map_or("", |c| c.text.trim());
            let sum = operands.expression(meaning, lang);
            let noun = lang.pick("Efisiensi", "Efficiency");
            let of_others = lang.pick("rumus yang dipakai baris lain", "the formula that the other rows follow");
            format!(
                "{noun} “{label}” {} {text}; {sum} = {} ({of_others}).",
                lang.pick("tercetak", "printed"),
                lang.rounded(value, decimals)
            )
        });
        let confidence = if held * 10 >= judged * 8 { 92 } else { 80 };
        let mut finding = at_cell(RULE, Severity::Medium, confidence, view, *at, message);
        finding.expected = Some(Lang::Id.rounded(value, decimals));
        finding.evidence.extend(operands.cells(meaning).into_iter().filter_map(|(cell, role)| view.evidence(cell, role)));
        sink.fail(RULE, finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, Capaian, Pagu, RealisasiAnggaran, Serapan, Sisa, Uraian};

    #[test]
    fn a_leftover_in_rupiah_is_pagu_less_realisasi() {
        let columns = [("Kegiatan", Uraian), ("Pagu", Pagu), ("Realisasi", RealisasiAnggaran), ("Sisa", Sisa)];
        let rows = ["A|225.000.000|224.665.345|334.155", "B|100.000.000|90.000.000|10.000.000", "C|50.000.000|49.000.000|1.000.000"];
        assert_eq!(findings(&check(table(&columns, &rows)), "A03"), ["334.155 -> 334.655"]);
    }

    const EFFICIENCY: [(&str, ColumnRole); 6] = [
        ("Sasaran", Uraian),
        ("Capaian (%)", Capaian),
        ("Pagu", Pagu),
        ("Realisasi", RealisasiAnggaran),
        ("Serapan (%)", Serapan),
        ("Efisiensi (%)", Sisa),
    ];

    #[test]
    fn an_efficiency_in_per_cent_means_what_most_rows_show() {
        let lead = ["A|96|1.000.000|920.700|92,07|3,93", "B|87|1.000.000|881.400|88,14|(1,14)", "C|101|1.000.000|890.600|89,06|19,41"];
        assert_eq!(findings(&check(table(&EFFICIENCY, &lead)), "A03"), ["19,41 -> 11,94"]);
        let unspent = ["A|96|1.000.000|920.700|92,07|7,93", "B|87|1.000.000|881.400|88,14|11,86", "C|101|1.000.000|890.600|89,06|10,94"];
        assert!(findings(&check(table(&EFFICIENCY, &unspent)), "A03").is_empty());
    }

    #[test]
    fn a_column_of_no_known_meaning_is_left_alone() {
        let rows = ["A|96|1.000.000|920.700|92,07|55,1", "B|87|1.000.000|881.400|88,14|47,2", "C|101|1.000.000|890.600|89,06|61,3"];
        let outcome = check(table(&EFFICIENCY, &rows));
        assert!(findings(&outcome, "A03").is_empty());
        assert_eq!(outcome.checks.iter().find(|t| t.rule == "A03").unwrap().skipped, 3);
    }
}
