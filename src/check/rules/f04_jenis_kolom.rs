//! # F04 jenis-kolom
//!
//! ## What it does
//! Reports figures that cannot be what their column holds: rupiah in a percentage column, rupiah in a column of
//! performance targets or results, a percentage in a column of rupiah.
//!
//! ## Why it matters
//! A budget figure printed as performance makes the achievement beside it meaningless, and shifts a reader by a column.
//!
//! ## Example
//! Column 'Realisasi (%)' prints 88,5; 91,0; 107.297.600: the third is above 100.000, which no percentage of these
//! reports reaches; it is the realisasi of the budget.
//!
//! ## What it lets pass
//! Indicators that are measured in rupiah by unit or by name (pendapatan, PDRB, investasi), columns most of whose
//! figures are of the other kind unless the header itself says percent (the column may be misread), large counts
//! without a sign of rupiah, rows that are totals, small amounts in columns of thousands.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: keandalan informasi).

use crate::check::say::say;
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Input, Severity};
use crate::report::{ColumnRole, RowRole, Value};
use rust_decimal::Decimal;

const RULE: &str = "F04";

/// Percentages of the reports stay below this: achievements of many times the target reach some ten thousands.
const NO_PERCENTAGE: i64 = 100_000;
/// Figures of a column from which its kind is known.
const FEWEST: usize = 3;
/// Words of indicators that are measured in rupiah.
const MONEY: [&str; 14] = [
    "rupiah",
    "rp",
    "pendapatan",
    "pad",
    "pdrb",
    "investasi",
    "penerimaan",
    "retribusi",
    "pajak",
    "nilai ekspor",
    "omzet",
    "omset",
    "pagu",
    "anggaran",
];

/// What a figure is, by its look alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rupiah,
    Percent,
    Plain,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Percentages,
    Performance,
    Money,
}

/// Looks at every figure of every column whose kind is known.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for col in 0..view.cols {
            if let Some(holds) = holds(view, col) {
                column(view, col, holds, sink);
            }
        }
    }
}

fn holds(view: &View<'_>, col: usize) -> Option<Holds> {
    match view.role(col) {
        ColumnRole::Capaian | ColumnRole::Serapan | ColumnRole::Porsi => Some(Holds::Percentages),
        ColumnRole::Target | ColumnRole::Realisasi => Some(Holds::Performance),
        ColumnRole::Pagu | ColumnRole::PaguPerubahan | ColumnRole::RealisasiAnggaran => Some(Holds::Money),
        _ => None,
    }
}

/// Whether the lowest header of a column says percent and nothing of rupiah.
fn says_percent(view: &View<'_>, col: usize) -> bool {
    let header = view.last_header(col).to_lowercase();
    (header.contains('%') || header.contains("persen")) && !header.contains("rp") && !header.contains("rupiah")
}

fn column(view: &View<'_>, col: usize, holds: Holds, sink: &mut Sink) {
    let figures: Vec<(At, usize, Decimal, Kind)> = view
        .body()
        .filter(|row| matches!(row.role, RowRole::Data | RowRole::Group))
        .filter_map(|row| {
            let at = view.own(row.row, col)?;
            let Value::Number(figure) = &view.cell(at)?.value else { return None };
            Some((at, row.row, figure.number.abs(), kind(figure.unit.as_deref())))
        })
        .collect();
    if figures.len() < FEWEST {
        return;
    }
    let odd = |row: usize, number: Decimal, kind: Kind| match holds {
        Holds::Percentages => {
            kind == Kind::Rupiah || (kind == Kind::Plain && number >= Decimal::from(NO_PERCENTAGE) && says_percent(view, col))
        }
        Holds::Performance => kind == Kind::Rupiah && !of_money(view, row, col),
        Holds::Money => kind == Kind::Percent,
    };
    let wrong: Vec<At> = figures.iter().filter(|(_, row, number, kind)| odd(*row, *number, *kind)).map(|(at, ..)| *at).collect();
    let all = wrong.len() == figures.len();
    if wrong.is_empty() {
        sink.hold(RULE);
    } else if all && holds == Holds::Percentages && says_percent(view, col) {
        fail(view, &wrong, holds, true, sink);
    } else if wrong.len() * 3 > figures.len() {
        sink.skip_many(RULE, "the column may be misread", wrong.len());
    } else {
        for at in wrong {
            fail(view, &[at], holds, false, sink);
        }
    }
}

fn kind(unit: Option<&str>) -> Kind {
    match unit {
        Some(unit) if unit.contains('%') => Kind::Percent,
        Some(unit) if unit.starts_with("Rp") => Kind::Rupiah,
        _ => Kind::Plain,
    }
}

/// Whether what a row measures is money: by its unit, its name or its column.
fn of_money(view: &View<'_>, row: usize, col: usize) -> bool {
    let mut text = view.header(col).to_lowercase();
    for words in [view.unit_of_row(row), Some(view.label(row)), Some(view.lead(row))].into_iter().flatten() {
        text.push(' ');
        text.push_str(&words.to_lowercase());
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    MONEY.iter().any(|m| words.contains(m) || (m.contains(' ') && text.contains(m)))
}

fn fail(view: &View<'_>, places: &[At], holds: Holds, whole: bool, sink: &mut Sink) {
    let Some(first) = places.first() else { return };
    let text = view.cell(*first).map_or("", |c| c.text.trim());
    let message = say(|lang| {
        let wants = match holds {
            Holds::Percentages => lang.pick("persentase", "percentages"),
            Holds::Performance => lang.pick("angka kinerja", "performance figures"),
            Holds::Money => lang.pick("rupiah", "rupiah"),
        };
        let is = if holds == Holds::Money { lang.pick("persentase", "a percentage") } else { lang.pick("rupiah", "an amount in rupiah") };
        let n = places.len();
        match (whole, lang) {
            (false, crate::check::say::Lang::Id) => format!("Kolom ini berisi {wants}, tetapi {text} adalah {is}."),
            (false, crate::check::say::Lang::En) => format!("The column holds {wants}, but {text} is {is}."),
            (true, crate::check::say::Lang::Id) => {
                format!("Kepala kolom menyebut {wants}, tetapi {n} angkanya (mulai {text}) adalah {is}.")
            }
            (true, crate::check::say::Lang::En) => format!("The header says {wants}, but its {n} figures (from {text} on) are {is}."),
        }
    });
    let mut finding = at_cell(RULE, Severity::Medium, if whole { 75 } else { 82 }, view, *first, message);
    finding.evidence.extend(places.iter().skip(1).filter_map(|at| view.evidence(*at, "other_place")));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::fixture::{check, table};
    use crate::report::ColumnRole::{self, Indikator, Pagu, Realisasi, Serapan};
    use crate::report::Value;

    /// Findings of a column; `Rp` in a cell is read as its unit.
    fn said(header: &str, role: ColumnRole, rows: &[&str]) -> Vec<String> {
        let mut table = table(&[("Indikator", Indikator), (header, role)], rows);
        for cell in &mut table.cells {
            if let (true, Value::Number(figure)) = (cell.text.starts_with("Rp"), &mut cell.value) {
                figure.unit = Some("Rp".into());
            }
        }
        check(table).findings.iter().filter(|f| f.rule == RULE).map(|f| f.stated.clone().unwrap()).collect()
    }

    #[test]
    fn rupiah_among_percentages_and_performance() {
        assert_eq!(said("Realisasi (%)", Serapan, &["A|88,5", "B|91,0", "C|107.297.600", "D|70"]), ["107.297.600"]);
        assert_eq!(said("Realisasi", Realisasi, &["Cakupan A|88,5", "Cakupan B|91,0", "Cakupan C|Rp 107.600", "D|70"]), ["Rp 107.600"]);
        assert_eq!(said("Pagu", Pagu, &["A|1.000.000", "B|2.000.000", "C|97,5%", "D|70.000"]), ["97,5%"]);
    }

    #[test]
    fn a_whole_column_against_its_header_is_said_once() {
        assert_eq!(said("Persentase", Serapan, &["A|885.000", "B|910.000", "C|107.600.000"]), ["885.000"]);
    }

    #[test]
    fn lookalikes_pass() {
        assert!(said("Realisasi", Realisasi, &["A|88,5", "B|91,0", "Pendapatan daerah|Rp 107.600", "D|70"]).is_empty());
        assert!(said("Realisasi", Realisasi, &["A|Rp 8.500", "B|Rp 9.100", "C|70"]).is_empty(), "the column may be misread");
        assert!(said("Capaian", ColumnRole::Capaian, &["A|120", "B|970,03", "C|99"]).is_empty());
        assert!(said("Realisasi", Realisasi, &["Jumlah penduduk|1.500.000", "B|91,0", "C|70"]).is_empty());
    }
}
