//! All tables as one SQLite database: INTEGER, REAL and TEXT columns, missing values NULL.

use super::Dataset;
use super::columns::{TABLES, Table};
use super::rows::rows;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::io;

/// The bytes of the database file.
pub fn sqlite(set: &Dataset) -> io::Result<Vec<u8>> {
    write(set).map_err(io::Error::other)
}

fn write(set: &Dataset) -> rusqlite::Result<Vec<u8>> {
    let mut base = Connection::open_in_memory()?;
    let all = base.transaction()?;
    for table in &TABLES {
        let columns: Vec<String> = table.columns.iter().map(|(name, kind, ..)| format!("\"{name}\" {}", of_type(kind))).collect();
        all.execute(&format!("CREATE TABLE \"{}\" ({})", table.name, columns.join(", ")), [])?;
        let places = vec!["?"; table.columns.len()].join(", ");
        let mut insert = all.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", table.name))?;
        for row in rows(set, table) {
            insert.execute(params_from_iter(values(table, &row)))?;
        }
    }
    all.commit()?;
    Ok(base.serialize("main")?.to_vec())
}

fn of_type(kind: &str) -> &'static str {
    match kind {
        "integer" => "INTEGER",
        "number" => "REAL",
        _ => "TEXT",
    }
}

fn values<'r>(table: &'r Table, row: &'r [String]) -> impl Iterator<Item = Value> + 'r {
    table.columns.iter().zip(row).map(|((_, kind, ..), text)| match (*kind, text.as_str()) {
        (_, "") => Value::Null,
        ("integer", text) => text.parse().map_or(Value::Null, Value::Integer),
        ("number", text) => text.parse().map_or(Value::Null, Value::Real),
        (_, text) => Value::Text(text.to_owned()),
    })
}
