//! `README.md` of the output folder: what every column of every file means, in English and Indonesian.

use super::columns::TABLES;
use std::fmt::Write;

/// Its name.
pub const PATH: &str = "README.md";

/// The codebook.
#[must_use]
pub fn codebook(names: &[String]) -> String {
    let mut out = String::from(
        "# Dataset of performance reports / Dataset laporan kinerja\n\n\
         Figures are exact and as printed; `*_number` columns hold them where they are one number. Amounts are in rupiah. \
         Pages count from 1, table rows and columns from 0, as in the report JSON. An empty field is a missing value. In CSV, \
         text that a spreadsheet would run as a formula has an apostrophe before it. In Parquet and SQLite numbers are 64-bit \
         floats: whole rupiah up to 9,007,199,254,740,992 are exact.\n\n\
         Angka tepat sebagaimana tercetak; kolom `*_number` memuatnya bila berupa satu bilangan. Nilai uang dalam rupiah. \
         Halaman dihitung dari 1, baris dan kolom tabel dari 0. Isian kosong berarti tidak ada nilai.\n\nFiles / Berkas:\n",
    );
    for name in names {
        let _ = writeln!(out, "- `{name}`");
    }
    for table in &TABLES {
        let _ = writeln!(out, "\n## {}\n\n{}. {}.\n", table.name, table.about.0, table.about.1);
        if !table.key.is_empty() {
            let _ = writeln!(out, "Key / Kunci: `{}`\n", table.key.join("`, `"));
        }
        out.push_str("| column | type | meaning | arti |\n| --- | --- | --- | --- |\n");
        for (name, kind, en, id) in table.columns {
            let _ = writeln!(out, "| `{name}` | {kind} | {en} | {id} |");
        }
    }
    out
}
