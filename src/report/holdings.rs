//! Staff and assets in simple form: one record a count of people, one a kind of asset.

use super::budget::{amount, codes_of};
use super::grid_view::View;
use super::text::squeeze;
use super::vocabulary::words;
use super::wordings::{has, is_about_money};
use super::{Column, ColumnRole as Role, RowRole, SourceRef, Table, TableKind, Value};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many of the staff a row and a column count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headcount {
    /// What the row counts by: post, grade, level of education, unit.
    pub uraian: String,
    /// What the column counts by, its header from the top level down: `PEGAWAI YANG ADA / KUALIFIKASI / S2`.
    pub kelompok: String,
    /// People.
    pub jumlah: Decimal,
    /// Where it stands.
    pub source: SourceRef,
    /// 0-based column.
    pub col: usize,
}

/// One kind of asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asset {
    /// Code without blanks.
    pub kode: Option<String>,
    /// Its name.
    pub uraian: String,
    /// How many.
    pub jumlah: Option<Decimal>,
    /// Of what.
    pub satuan: Option<String>,
    /// Value, rupiah, the table's scale multiplied in.
    pub nilai: Option<Decimal>,
    /// Where it stands.
    pub source: SourceRef,
}

/// Counts of all staffing tables: every whole number of a row that is no total.
pub(crate) fn staffing(tables: &[Table]) -> Vec<Headcount> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|t| t.kind == TableKind::Staffing) {
        let view = View::of(table);
        for row in table.rows.iter().filter(|r| r.role == RowRole::Data) {
            for column in table.columns.iter().filter(|c| counts(c)) {
                let Some(cell) = view.cell(row.row, column.col).filter(|c| c.row == row.row && c.col == column.col) else { continue };
                let Value::Number(figure) = &cell.value else { continue };
                if figure.decimals > 0 || figure.unit.as_deref() == Some("%") || figure.number.is_sign_negative() {
                    continue;
                }
                // Panels side by side: a count belongs to the name nearest before it.
                let stub = table.columns.iter().rfind(|c| c.role == Role::Uraian && c.col < column.col);
                let named = stub.map(|c| squeeze(view.text(row.row, c.col))).filter(|name| !name.is_empty());
                found.push(Headcount {
                    uraian: named.unwrap_or_else(|| squeeze(&row.label)),
                    kelompok: column.header.iter().map(|h| squeeze(h)).collect::<Vec<_>>().join(" / "),
                    jumlah: figure.number,
                    source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: cell.page },
                    col: column.col,
                });
            }
        }
    }
    found
}

/// Whether a column of a staffing table counts people.
fn counts(column: &Column) -> bool {
    matches!(column.role, Role::Jumlah | Role::Bagian | Role::Other | Role::Target | Role::Realisasi)
}

/// Lines of all asset tables that have a number or a value and are no total.
pub(crate) fn assets(tables: &[Table]) -> Vec<Asset> {
    tables.iter().filter(|t| t.kind == TableKind::Assets).flat_map(assets_of).collect()
}

fn assets_of(table: &Table) -> Vec<Asset> {
    let headed = |column: &Column| words(&column.header.join(" "));
    let money = |c: &&Column| {
        c.unit.as_deref().is_some_and(|u| u.ends_with("Rp"))
            || ["nilai", "harga"].iter().any(|word| has(&headed(c), word))
            || is_about_money(&headed(c))
    };
    let figures =
        || table.columns.iter().filter(|c| !matches!(c.role, Role::No | Role::Kode | Role::Uraian | Role::Satuan | Role::Keterangan));
    let nilai = figures().find(money);
    let number = |c: &&Column| ["jumlah", "volume", "banyak", "kuantitas", "unit"].iter().any(|word| has(&headed(c), word));
    let jumlah = figures().filter(|c| !money(c)).find(number);
    let satuan = table.columns.iter().find(|c| c.role == Role::Satuan);
    let view = View::of(table);
    let coded: Vec<usize> = table.columns.iter().filter(|c| c.role == Role::Kode).map(|c| c.col).collect();
    let codes = codes_of(table, &view, &coded);
    let mut found = Vec::new();
    for row in table.rows.iter().filter(|r| matches!(r.role, RowRole::Data | RowRole::Group)) {
        let own = |column: Option<&Column>| column.and_then(|c| view.cell(row.row, c.col)).filter(|cell| cell.row == row.row);
        let (count, value) =
            (own(jumlah).and_then(|c| c.value.number()), nilai.zip(own(nilai)).and_then(|(c, cell)| amount(table, c, Some(&cell.value))));
        if count.is_none() && value.is_none() {
            continue;
        }
        found.push(Asset {
            kode: codes.get(row.row).cloned().flatten(),
            uraian: squeeze(&row.label),
            jumlah: count,
            satuan: own(satuan).map(|c| squeeze(&c.text)).filter(|unit| !unit.is_empty()),
            nilai: value,
            source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) },
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::table;

    #[test]
    fn staff_is_counted_by_row_and_column() {
        let columns =
            [("No", Role::No), ("Golongan", Role::Uraian), ("Pendidikan / S1", Role::Bagian), ("Jumlah", Role::Jumlah), ("%", Role::Porsi)];
        let found = staffing(&[Table { kind: TableKind::Staffing, ..table(&columns, &["1|Golongan IV|3|5|62,5%", "|Jumlah|3|5|"]) }]);
        let told: Vec<_> = found.iter().map(|c| (c.uraian.as_str(), c.kelompok.as_str(), c.jumlah.to_string())).collect();
        assert_eq!(told, [("Golongan IV", "Pendidikan / S1", "3".to_owned()), ("Golongan IV", "Jumlah", "5".to_owned())]);
    }

    #[test]
    fn counts_belong_to_the_name_before_them() {
        let columns = [("Golongan", Role::Uraian), ("L", Role::Bagian), ("Pendidikan", Role::Uraian), ("P", Role::Bagian)];
        let found = staffing(&[Table { kind: TableKind::Staffing, ..table(&columns, &["Golongan III|4|S2|1"]) }]);
        assert_eq!(found.iter().map(|c| c.uraian.as_str()).collect::<Vec<_>>(), ["Golongan III", "S2"]);
    }

    #[test]
    fn assets_have_a_number_a_unit_and_a_value() {
        let columns = [
            ("No", Role::No),
            ("Aset", Role::Uraian),
            ("Jumlah Barang", Role::Other),
            ("Satuan", Role::Satuan),
            ("Nilai Aset (Rp)", Role::Other),
        ];
        let rows = ["1|Sepeda motor|11|unit|187.000.000", "2|Tanah|||", "|Jumlah|11||187.000.000"];
        let found = assets(&[Table { kind: TableKind::Assets, ..table(&columns, &rows) }]);
        let [asset] = found.as_slice() else { panic!("{found:?}") };
        let told = (asset.uraian.as_str(), asset.jumlah, asset.satuan.as_deref(), asset.nilai);
        assert_eq!(told, ("Sepeda motor", Some(Decimal::from(11)), Some("unit"), Some(Decimal::from(187_000_000))));
    }
}
