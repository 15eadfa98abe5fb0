//! Budget lines: urusan, programmes, kegiatan and sub kegiatan with their budget and spending, in full rupiah.

use super::codes::compose;
use super::grid_view::View;
use super::hierarchy::rank;
use super::numbering::{apbn_depth, code_parts};
use super::spelling::Spelling;
use super::text::{fold, squeeze};
use super::{BudgetLevel as Level, BudgetLine, Column, ColumnRole as Role, RowRole, SourceRef, Table, TableKind, Value};
use rust_decimal::Decimal;

/// Budget lines of all tables. `year` is the report's: of a table with amounts of several years its own are taken.
pub(crate) fn budget(tables: &[Table], year: Option<i32>, spelling: &Spelling) -> Vec<BudgetLine> {
    let mut lines: Vec<BudgetLine> = tables.iter().flat_map(|t| of_table(t, year)).collect();
    lines.iter_mut().for_each(|l| l.uraian = spelling.mend(&l.uraian));
    lines
}

/// The columns that a line is read from.
struct Columns<'a> {
    kode: Vec<usize>,
    uraian: Vec<usize>,
    sasaran: Option<usize>,
    pagu: Option<&'a Column>,
    pagu_perubahan: Option<&'a Column>,
    realisasi: Option<&'a Column>,
    persen: Option<&'a Column>,
}

impl<'a> Columns<'a> {
    fn of(table: &'a Table, year: Option<i32>) -> Self {
        let all = |role: Role| table.columns.iter().filter(move |c| c.role == role);
        let year = table.year.or(year);
        // Amounts of quarters add up or cumulate to the year's: the last one printed stands for it. Quarters to come are empty.
        let printed = |c: &&&Column| table.cells.iter().any(|cell| cell.col == c.col && cell.value.number().is_some());
        let pick = |role: Role| {
            let of_year: Vec<&Column> = all(role).filter(|c| c.year.is_none() || year.is_none() || c.year == year).collect();
            of_year.iter().copied().find(|c| c.quarter.is_none()).or_else(|| of_year.iter().rfind(printed).or(of_year.last()).copied())
        };
        Self {
            kode: all(Role::Kode).map(|c| c.col).collect(),
            uraian: named_by(all(Role::Uraian)),
            sasaran: all(Role::Sasaran).map(|c| c.col).next(),
            pagu: pick(Role::Pagu),
            pagu_perubahan: pick(Role::PaguPerubahan),
            realisasi: pick(Role::RealisasiAnggaran),
            persen: pick(Role::Serapan),
        }
    }
}

/// The columns that name a line: a plan of action says beside programme and activity what is done for them, which names none.
fn named_by<'a>(columns: impl Iterator<Item = &'a Column>) -> Vec<usize> {
    let all: Vec<&Column> = columns.collect();
    let is_action = |c: &&Column| c.header.iter().any(|h| fold(h).contains("aksi"));
    let named: Vec<usize> = all.iter().filter(|c| !is_action(c)).map(|c| c.col).collect();
    if named.is_empty() { all.iter().map(|c| c.col).collect() } else { named }
}

fn of_table(table: &Table, year: Option<i32>) -> Vec<BudgetLine> {
    if matches!(table.kind, TableKind::Staffing | TableKind::Assets | TableKind::Scale | TableKind::Formulas | TableKind::Other) {
        return Vec::new();
    }
    let columns = Columns::of(table, year);
    if columns.pagu.is_none() && columns.pagu_perubahan.is_none() && columns.realisasi.is_none() {
        return Vec::new();
    }
    let view = View::of(table);
    let codes = codes_of(table, &view, &columns.kode);
    let mut lines = Vec::new();
    for row in table.rows.iter().filter(|r| matches!(r.role, RowRole::Data | RowRole::Group)) {
        let amount = |column: Option<&Column>| {
            column.and_then(|c| amount(table, c, view.cell(row.row, c.col).filter(|cell| cell.row == row.row).map(|cell| &cell.value)))
        };
        let (pagu, pagu_perubahan, realisasi) = (amount(columns.pagu), amount(columns.pagu_perubahan), amount(columns.realisasi));
        let told = pagu.is_some() || pagu_perubahan.is_some() || realisasi.is_some();
        let kode = codes.get(row.row).cloned().flatten();
        let own = columns.uraian.iter().rev().map(|c| view.text(row.row, *c)).find(|t| t.chars().any(char::is_alphabetic));
        let named_sasaran = own.is_none();
        let uraian = squeeze(own.or(columns.sasaran.map(|c| view.text(row.row, c))).unwrap_or(&row.label));
        let kode = kode.or_else(|| leading_code(&uraian));
        if !told && kode.is_none() {
            continue;
        }
        // A dash on a line of the budget is nothing budgeted or nothing spent.
        let zero = |amount: Option<Decimal>, column: Option<&Column>| {
            let dash = |c: &Column| matches!(view.value(row.row, c.col), Some(Value::Nil { mark }) if mark.contains('-'));
            amount.or_else(|| column.is_some_and(dash).then_some(Decimal::ZERO))
        };
        let (pagu, pagu_perubahan, realisasi) =
            (zero(pagu, columns.pagu), zero(pagu_perubahan, columns.pagu_perubahan), zero(realisasi, columns.realisasi));
        if pagu.is_none() && pagu_perubahan.is_none() && realisasi.is_none() {
            continue;
        }
        let level = level(kode.as_deref(), &uraian, named_sasaran && columns.sasaran.is_some());
        let persen =
            columns.persen.and_then(|c| view.cell(row.row, c.col).filter(|cell| cell.row == row.row)).and_then(|cell| cell.value.number());
        let source = SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) };
        lines.push(BudgetLine { kode, uraian, level, pagu, pagu_perubahan, realisasi, persen, source });
    }
    lines
}

/// The code of each row, put together from the columns that hold its pieces.
pub(super) fn codes_of(table: &Table, view: &View<'_>, columns: &[usize]) -> Vec<Option<String>> {
    compose(columns.len(), table.rows.len(), |row, at| match view.value(row, *columns.get(at)?) {
        Some(Value::Code { code }) => Some(code.clone()),
        _ => None,
    })
}

/// An amount in full rupiah: the column's own scale, else the table's.
pub(super) fn amount(table: &Table, column: &Column, value: Option<&Value>) -> Option<Decimal> {
    let number = match value? {
        Value::Number(figure) => {
            let own = figure.unit.as_deref().is_some_and(|u| super::figure::words::scale(u.trim_start_matches("Rp ")).is_some());
            if own || figure.unit.as_deref() == Some("%") {
                return own.then_some(figure.number);
            }
            figure.number
        }
        Value::Malformed { reading, .. } => (*reading)?,
        _ => return None,
    };
    let stated = column.unit.as_deref().and_then(|u| u.strip_suffix(" Rp")).and_then(super::figure::words::scale);
    number.checked_mul(stated.unwrap_or(table.scale))
}

/// A code printed in front of the name, in one cell with it.
fn leading_code(uraian: &str) -> Option<String> {
    let (first, rest) = uraian.split_once(' ')?;
    let dotted =
        first.matches('.').count() >= 2 && first.chars().all(|c| c.is_ascii_digit() || c == '.') && rest.chars().any(char::is_alphabetic);
    dotted.then(|| first.trim_end_matches('.').to_owned())
}

/// Level of a line: by the form of its code, else by the words it starts with.
fn level(kode: Option<&str>, uraian: &str, sasaran: bool) -> Level {
    if let Some(level) = kode.and_then(by_code) {
        return level;
    }
    if let Some(rank) = rank(uraian) {
        return match rank {
            0 => Level::Urusan,
            1 => Level::Bidang,
            2 => Level::Program,
            3 => Level::Kegiatan,
            _ => Level::SubKegiatan,
        };
    }
    let folded = fold(uraian);
    let stem = folded.split_once(' ').filter(|(first, _)| first.len() <= 3).map_or(folded.as_str(), |(_, rest)| rest);
    if stem.starts_with("belanja") || folded.starts_with("belanja") {
        Level::Belanja
    } else if sasaran {
        Level::Sasaran
    } else {
        Level::Other
    }
}

/// Permendagri 90/2019: urusan.bidang.program.(lokasi).kegiatan.sub kegiatan: `1`, `1.02`, `1.02.01`, `1.02.01.2.01`,
/// `1.02.01.2.01.0001`; belanja accounts start with 5. The state budget has its own forms.
fn by_code(kode: &str) -> Option<Level> {
    if let Some(depth) = apbn_depth(kode) {
        return Some(match depth {
            0 => Level::Program,
            1 => Level::Kegiatan,
            _ => Level::SubKegiatan,
        });
    }
    let parts = code_parts(kode);
    if parts.first().is_some_and(|p| p == "5")
        && parts.len() <= 6
        && parts.get(1).is_none_or(|p| matches!(p.as_str(), "1" | "2" | "3" | "4"))
    {
        return Some(Level::Belanja);
    }
    match parts.len() {
        2 => Some(Level::Bidang),
        3 => Some(Level::Program),
        5 => Some(Level::Kegiatan),
        6.. => Some(Level::SubKegiatan),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::grid::tests::table;
    use crate::report::{Input, understand};

    fn read(caption: &str, rows: &[&[&str]]) -> Vec<BudgetLine> {
        understand(Input { tables: vec![table(caption, 1, rows)], ..Input::default() }).budget
    }

    #[test]
    fn codes_lose_their_blanks_and_tell_the_level() {
        let lines = read(
            "Realisasi Anggaran",
            &[
                &["Kode", "Program/Kegiatan", "Pagu", "Realisasi", "%"],
                &["2.07.01", "PROGRAM A", "10.000.000", "9.000.000", "90,00"],
                &["2.07.01.1 .01", "Perencanaan", "10.000.000", "9.000.000", "90,00"],
                &["2.07.01.1.01.02", "Penyusunan", "10.000.000", "9.000.000", "90,00"],
                &["JUMLAH", "<", "10.000.000", "9.000.000", "90,00"],
            ],
        );
        let seen: Vec<(Option<&str>, Level)> = lines.iter().map(|l| (l.kode.as_deref(), l.level)).collect();
        assert_eq!(
            seen,
            [(Some("2.07.01"), Level::Program), (Some("2.07.01.1.01"), Level::Kegiatan), (Some("2.07.01.1.01.02"), Level::SubKegiatan)]
        );
        assert_eq!(lines[0].realisasi, Some(Decimal::from(9_000_000)));
        assert_eq!(lines[0].persen, Some(Decimal::new(9000, 2)));
    }

    #[test]
    fn of_quarters_the_last_one_that_has_amounts_counts() {
        let lines = read(
            "Realisasi Anggaran",
            &[
                &["Kode", "Program", "Realisasi Triwulan I (Rp)", "Realisasi Triwulan II (Rp)", "Realisasi Triwulan III (Rp)"],
                &["2.07.01", "PROGRAM TAMAN", "10.000.000", "15.000.000", ""],
            ],
        );
        assert_eq!(lines[0].realisasi, Some(Decimal::from(15_000_000)));
    }

    #[test]
    fn a_line_is_named_by_its_activity_and_not_by_what_is_done_for_it() {
        let lines = read(
            "Rencana Aksi",
            &[
                &["Sasaran", "Program dan Kegiatan", "Rencana Aksi", "Anggaran (Rp)"],
                &["Sasaran A", "Pemilihan awak teladan", "Mengirim peserta", "10.000.000"],
            ],
        );
        assert_eq!(lines[0].uraian, "Pemilihan awak teladan");
    }

    #[test]
    fn scales_are_multiplied_in() {
        let lines = read(
            "Anggaran dan Realisasi Belanja (dalam ribuan rupiah)",
            &[&["No", "Program", "Anggaran", "Realisasi"], &["1", "Program A", "10.500", "9.000"]],
        );
        assert_eq!((lines[0].pagu, lines[0].realisasi), (Some(Decimal::from(10_500_000)), Some(Decimal::from(9_000_000))));
        let lines = read("Anggaran Belanja", &[&["No", "Program", "Anggaran (juta rupiah)"], &["1", "Program A", "10,5"]]);
        assert_eq!(lines[0].pagu, Some(Decimal::new(105_000_000, 1)));
    }

    #[test]
    fn before_and_after_a_change() {
        let lines = read(
            "Struktur Program",
            &[
                &["Kode", "Program", "Sebelum Perubahan", "Setelah Perubahan", "Selisih"],
                &["1.02.01", "PROGRAM", "5.000.000", "4.000.000", "1.000.000"],
            ],
        );
        assert_eq!((lines[0].pagu, lines[0].pagu_perubahan), (Some(Decimal::from(5_000_000)), Some(Decimal::from(4_000_000))));
    }
}
