//! `datapackage.json`: what the files are, after the Data Package standard of Frictionless.

use super::columns::{Column, TABLES, Table};
use super::write::Written;
use serde_json::{Value, json};
use std::io;

/// Its name.
pub const PATH: &str = "datapackage.json";

/// Describes the files; descriptions are English, Indonesian ones stand beside them.
pub fn json(files: &[Written]) -> io::Result<Vec<u8>> {
    // Every table once: as CSV where it is written so.
    let of_table = |table: &'static Table| {
        let named = |ending: &str| files.iter().find(|f| f.name == format!("{}.{ending}", table.name));
        Some((table, named("csv").or_else(|| named("parquet"))?))
    };
    let resource = |(table, file): (&Table, &Written)| {
        let parquet = file.name.ends_with(".parquet");
        let (format, media) = if parquet { ("parquet", "application/vnd.apache.parquet") } else { ("csv", "text/csv") };
        let mut schema = json!({ "fields": table.columns.iter().map(field).collect::<Vec<_>>(), "missingValues": [""] });
        if let Some(object) = schema.as_object_mut().filter(|_| !table.key.is_empty()) {
            object.insert("primaryKey".into(), json!(table.key));
        }
        json!({
            "name": table.name,
            "path": file.name,
            "profile": "tabular-data-resource",
            "format": format,
            "mediatype": media,
            "encoding": "utf-8",
            "description": table.about.0,
            "description_id": table.about.1,
            "bytes": file.bytes,
            "hash": format!("sha256:{}", file.sha256),
            "schema": schema,
        })
    };
    let package = json!({
        "name": "lkj-dataset",
        "profile": "tabular-data-package",
        "title": "Indicators, budgets and findings of Indonesian government performance reports",
        "title_id": "Indikator, anggaran, dan temuan laporan kinerja instansi pemerintah",
        "description": "Figures are exact and as printed. Text that a spreadsheet would run as a formula has an apostrophe before it.",
        "description_id": "Angka tepat sebagaimana tercetak. Teks yang akan dijalankan lembar kerja sebagai rumus diawali apostrof.",
        "resources": TABLES.iter().filter_map(of_table).map(resource).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn field((name, kind, en, id): &Column) -> Value {
    json!({ "name": name, "type": kind, "description": en, "description_id": id })
}
