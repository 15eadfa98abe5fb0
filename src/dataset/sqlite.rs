//! All tables as one SQLite database: INTEGER, REAL and TEXT columns, missing values NULL.

use super::Dataset;
use super::columns::{SHARED, TABLES, Table};
use super::rows;
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};
use std::io;
use std::path::Path;

/// Name of the file.
pub const PATH: &str = "lkj.sqlite";

/// The database while it is written.
pub struct Database(Connection);

impl Database {
    /// Begins a database at a place where there is none.
    ///
    /// # Errors
    /// Those of the file.
    pub fn create(place: &Path) -> io::Result<Self> {
        let connection = Connection::open(place).map_err(io::Error::other)?;
        let mut begin = String::from("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;");
        for table in &TABLES {
            let columns: Vec<String> = table.columns.iter().map(|(name, kind, ..)| format!("\"{name}\" {}", of_type(kind))).collect();
            begin.push_str(&format!("CREATE TABLE \"{}\" ({});", table.name, columns.join(", ")));
        }
        connection.execute_batch(&begin).map_err(io::Error::other)?;
        Ok(Self(connection))
    }

    /// Adds the rows of some agencies.
    ///
    /// # Errors
    /// Those of the file.
    pub fn add(&mut self, set: &Dataset) -> io::Result<()> {
        for table in TABLES.iter().filter(|table| table.name != SHARED) {
            let mut insert = self.insert(table)?;
            rows::each(set, table, &mut |row| insert.execute(params_from_iter(values(table, row))).map(|_| ()).map_err(io::Error::other))?;
        }
        Ok(())
    }

    /// Adds what agencies share ([`super::shared`]).
    ///
    /// # Errors
    /// Those of the file.
    pub fn add_shared(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let Some(table) = TABLES.iter().find(|table| table.name == SHARED) else { return Ok(()) };
        let mut insert = self.insert(table)?;
        rows.iter().try_for_each(|row| insert.execute(params_from_iter(values(table, row))).map(|_| ()).map_err(io::Error::other))
    }

    fn insert(&self, table: &Table) -> io::Result<Statement<'_>> {
        let places = vec!["?"; table.columns.len()].join(", ");
        self.0.prepare(&format!("INSERT INTO \"{}\" VALUES ({places})", table.name)).map_err(io::Error::other)
    }

    /// Ends it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(self) -> io::Result<()> {
        self.0.execute_batch("COMMIT").map_err(io::Error::other)?;
        self.0.close().map_err(|(_, error)| io::Error::other(error))
    }
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
