//! # A12 porsi
//!
//! ## What it does
//! Recomputes percentage columns that are neither achievement nor absorption: the share of two columns beside it
//! (selesai / dicatat × 100), or of the column's own total (n / jumlah × 100). Which one is what most rows follow. Also
//! the shares in brackets of a sentence whose counts add up to its own total.
//!
//! ## Why it matters
//! Such tables are where an indicator's realisasi is made: per kecamatan, per triwulan, per kind.
//!
//! ## Example
//! Dari 119 perusahaan 61 diperiksa, printed 52,16. 61 / 119 × 100 = 51,26.
//!
//! ## What it lets pass
//! What rounding explains; physical progress (realisasi fisik), which no amount gives; shares that do not add up to 100
//! for rounding; columns that most rows do not support; totals and averages with a percentage of another kind.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (data kinerja) and III (keandalan data).

use crate::check::constraint::Noun;
use crate::check::interval::Interval;
use crate::check::prose::{Sentence, Spoken};
use crate::check::ratio::{Fit, Law, Line, constrain, lines};
use crate::check::say::{DEFAULT_DECIMALS, say};
use crate::check::sink::Sink;
use crate::check::view::View;
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const LAW: Law = Law { rule: "A12", noun: Noun { id: "Persentase", en: "Percentage" }, severity: Severity::Medium };

/// Rows that must hold before two columns are taken as the parts of a percentage.
const FEWEST_ROWS: usize = 3;
/// Columns tried as operands; wider tables hold no such percentages.
const MOST_COLUMNS: usize = 14;

/// Checks every percentage column that no other rule explains.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for statement in input.report.statements.iter().filter(|s| s.text.contains('%') || s.text.contains("persen")) {
        if let Some(sentence) = Sentence::read(statement) {
            in_sentence(&sentence, sink);
        }
    }
    for view in &input.views {
        for result in (0..view.cols).filter(|col| is_open(view, *col)) {
            let pairs = pairs(view, result);
            let sure = |pair: &(usize, usize)| {
                let lines = lines(view, result, pair.0, pair.1);
                let all = Fit::of(&lines, Line::computed);
                if all.held < FEWEST_ROWS {
                    return false;
                }
                // All of anything is 100%: rows in which part and whole are one figure prove nothing against another row.
                let fit = Fit::of(lines.iter().filter(|l| l.part.1.number != l.of.1.number), Line::computed);
                (fit.held >= FEWEST_ROWS && fit.held * 2 > fit.rows) || all.held == all.rows
            };
            let explained = pairs.into_iter().filter(sure).collect::<Vec<_>>();
            if !explained.is_empty() {
                constrain(view, result, &explained, &LAW, sink);
            } else {
                shares_of_total(view, result, sink);
            }
        }
    }
}

/// Counts with their shares in brackets that a sentence adds up to its own total: '40 orang, yaitu 26 orang (65%) dan 14
/// orang (35%)'.
fn in_sentence(sentence: &Sentence<'_>, sink: &mut Sink) {
    let figures = &sentence.figures;
    let pairs: Vec<(usize, &Spoken<'_>, &Spoken<'_>)> = figures
        .iter()
        .zip(figures.iter().skip(1))
        .enumerate()
        .filter(|(_, (n, p))| {
            let bracketed = p.before.trim_end().ends_with('(') || p.before.trim_end().ends_with("atau");
            bracketed && p.is_percent() && !n.is_percent() && !n.is_rupiah() && n.figure.decimals == 0
        })
        .map(|(i, (n, p))| (i, n, p))
        .collect();
    let [(first, ..), _, ..] = pairs.as_slice() else { return };
    let Some(sum) = pairs.iter().try_fold(Decimal::ZERO, |sum, (_, n, _)| sum.checked_add(n.number())) else { return };
    let Some(total) = figures.iter().take(*first).find(|f| f.number() == sum && !f.is_percent() && !sum.is_zero()) else {
        sink.skip(LAW.rule, "the sentence does not give the total of its parts");
        return;
    };
    for (_, n, p) in pairs {
        let Some(computed) = n.interval().percent_of(&Interval::point(sum)) else { continue };
        let exact = Interval::point(n.number()).percent_of(&Interval::point(sum)).unwrap_or(computed);
        if p.follows_from(&exact) {
            sink.pass_text(LAW.rule, sentence.statement.page);
            continue;
        }
        let decimals = p.figure.decimals;
        let message = say(|lang| {
            let (part, whole, share) =
                (lang.number(n.number()), lang.number(sum), lang.rounded(exact.lo(), decimals.max(DEFAULT_DECIMALS)));
            format!(
                "{} {}; {part} / {whole} × 100 = {share}.",
                lang.pick("Porsi dalam kalimat", "The sentence gives a share of"),
                p.value.text
            )
        });
        let mut finding = sentence.finding(LAW.rule, Severity::Medium, 88, p, message);
        finding.expected = Some(format!("{}%", crate::check::say::Lang::Id.rounded(exact.lo(), decimals)));
        finding.evidence.push(n.evidence("part", sentence.statement.page));
        finding.evidence.push(total.evidence("total", sentence.statement.page));
        sink.fail(LAW.rule, finding);
    }
}

/// A percentage column that has no target and realisasi, or no pagu and realisasi, to be explained by.
fn is_open(view: &View<'_>, col: usize) -> bool {
    let has = |role| view.column_with(role).is_some();
    let explained = match view.role(col) {
        ColumnRole::Porsi | ColumnRole::Other => false,
        ColumnRole::Capaian | ColumnRole::Realisasi => has(ColumnRole::Target) && has(ColumnRole::Realisasi),
        ColumnRole::Serapan => has(ColumnRole::RealisasiAnggaran) && (has(ColumnRole::Pagu) || has(ColumnRole::PaguPerubahan)),
        _ => true,
    };
    // Achievement may be computed upside down (lower is better): A01 alone knows.
    let header = view.header(col).to_lowercase();
    let achievement = ["capaian", "kinerja", "kemajuan"].iter().any(|word| header.contains(word));
    !explained && !achievement && !view.is_physical(col) && view.is_percent_column(col) && view.figures_in(col) >= FEWEST_ROWS
}

fn operands(view: &View<'_>, result: usize) -> Vec<usize> {
    let may = |col: &usize| {
        let named = matches!(
            view.role(*col),
            ColumnRole::No | ColumnRole::Kode | ColumnRole::Satuan | ColumnRole::Uraian | ColumnRole::Indikator | ColumnRole::Keterangan
        );
        *col != result && !named && !view.is_physical(*col) && !view.is_percent_column(*col) && view.figures_in(*col) >= FEWEST_ROWS
    };
    (0..view.cols).filter(may).take(MOST_COLUMNS).collect()
}

/// Pairs of part and whole, the nearest to the percentage first.
fn pairs(view: &View<'_>, result: usize) -> Vec<(usize, usize)> {
    let operands = operands(view, result);
    let mut pairs: Vec<(usize, usize)> =
        operands.iter().flat_map(|part| operands.iter().filter(move |of| *of != part).map(move |of| (*part, *of))).collect();
    pairs.sort_by_key(|(part, of)| result.abs_diff(*part) + result.abs_diff(*of));
    pairs
}

/// Shares of the total that stands below (or above) the column's own counts.
fn shares_of_total(view: &View<'_>, result: usize, sink: &mut Sink) {
    let totals: Vec<usize> = view.body().filter(|row| row.role == RowRole::Total).map(|row| row.row).collect();
    for part in operands(view, result) {
        for &total in &totals {
            let Some(of) = view.figure(total, part) else { continue };
            let mut seen = BTreeSet::new();
            let lines: Vec<Line> = view
                .body()
                .filter(|row| row.row != total && matches!(row.role, RowRole::Data | RowRole::Group))
                .filter_map(|row| Some(Line { row: row.row, result: view.figure(row.row, result)?, of, part: view.figure(row.row, part)? }))
                .filter(|line| seen.insert(line.result.0))
                .collect();
            let fit = Fit::of(&lines, Line::computed);
            if fit.held >= FEWEST_ROWS && fit.held * 2 > fit.rows {
                sink.constraints.extend(lines.iter().map(|line| crate::check::constraint::Constraint {
                    rule: LAW.rule,
                    result: line.result.0,
                    terms: vec![(line.part.0, 1), (line.of.0, 1)],
                    form: crate::check::constraint::Form::PercentOf,
                    noun: LAW.noun,
                    severity: LAW.severity,
                    confidence: fit.confidence(),
                }));
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{self, Other, Porsi, Uraian};

    const BY_PLACE: [(&str, ColumnRole); 4] =
        [("Kecamatan", Uraian), ("Jumlah perusahaan", Other), ("Jumlah diperiksa", Other), ("Persentase (%)", Porsi)];

    #[test]
    fn a_percentage_of_two_columns_is_recomputed() {
        let rows = ["A|142|60|42,25", "B|119|61|52,16", "C|99|31|31,31", "D|50|50|100,00", "Jumlah|410|202|49,27"];
        let outcome = check(table(&BY_PLACE, &rows));
        assert_eq!(findings(&outcome, "A12"), ["52,16 -> 51,26"]);
    }

    #[test]
    fn a_percentage_of_the_columns_total_is_recomputed() {
        let columns = [("Jabatan", Uraian), ("Orang", Other), ("%", Porsi)];
        let rows = ["Struktural|16|10,39", "Fungsional|55|35,71", "Pelaksana|24|18,55", "PHL|59|38,31", "Jumlah|154|100"];
        assert_eq!(findings(&check(table(&columns, &rows)), "A12"), ["18,55 -> 15,58"]);
    }

    #[test]
    fn shares_in_a_sentence() {
        use crate::check::prose::tests_support::said;
        let wrong = "Kecamatan memiliki 40 orang pegawai, yaitu 26 orang laki-laki (65%) dan 14 orang perempuan (36%).";
        assert_eq!(said("A12", &[wrong]), ["36% -> 35%"]);
        assert!(said("A12", &["Ada 40 orang, yaitu 26 orang laki-laki (65%) dan 14 orang perempuan (35%)."]).is_empty());
        assert!(said("A12", &["Ada 50 orang, di antaranya 26 orang laki-laki (65%) dan 14 orang perempuan (36%)."]).is_empty());
    }

    #[test]
    fn rows_that_are_all_of_their_whole_prove_nothing_and_physical_progress_is_of_nothing() {
        let columns = [("Kegiatan", Uraian), ("Pagu", Other), ("Pagu Perubahan", Other), ("Realisasi (%)", Porsi)];
        let rows = ["A|500|500|100", "B|700|700|100", "C|650|650|100", "D|800|900|100", "E|900|950|97,50"];
        assert!(check(table(&columns, &rows)).findings.is_empty());
        let columns = [("Kegiatan", Uraian), ("Jumlah", Other), ("Selesai", Other), ("Fisik (%)", Porsi)];
        let rows = ["A|142|60|42,25", "B|119|61|52,16", "C|99|31|31,31", "D|50|25|50,00"];
        assert!(check(table(&columns, &rows)).findings.is_empty());
    }

    #[test]
    fn percentages_of_nothing_in_the_table_are_left_alone() {
        let rows = ["A|142|60|12,25", "B|119|61|52,16", "C|99|31|77,31", "D|50|50|10,00", "Jumlah|410|202|43,17"];
        assert!(check(table(&BY_PLACE, &rows)).findings.is_empty());
    }
}
