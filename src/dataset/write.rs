//! The files of a dataset while they are written: agency after agency, so that memory holds one agency at a time.

use super::columns::{SHARED, TABLES, Table};
use super::parquet::Parquet;
use super::{Dataset, codebook, package, rows};
use crate::output::csv::defuse;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Which files of rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// `indicators.csv` and so on.
    pub csv: bool,
    /// `indicators.parquet` and so on.
    pub parquet: bool,
    /// The table of what agencies share too.
    pub shared: bool,
}

impl Default for Formats {
    fn default() -> Self {
        Self { csv: true, parquet: false, shared: false }
    }
}

/// A file that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its name without folders.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of what it holds.
    pub sha256: String,
}

impl Written {
    /// That of a file that was written by another hand.
    ///
    /// # Errors
    /// Those of reading it.
    pub fn of(name: &str, file: &mut impl io::Read) -> io::Result<Self> {
        let mut hashed = Hashed::new(io::sink());
        io::copy(file, &mut hashed)?;
        Ok(hashed.finish(name.to_owned())?.0)
    }
}

/// Names of all files of rows, whatever the format.
pub fn names() -> impl Iterator<Item = String> {
    let rows = TABLES.iter().flat_map(|table| ["csv", "parquet"].map(|ending| format!("{}.{ending}", table.name)));
    rows.chain([super::SQLITE.to_owned()])
}

/// Writes the files of rows, then those that describe them.
pub struct Writer<W: Write + Send> {
    files: Vec<Files<W>>,
}

/// The files of one table.
struct Files<W: Write + Send> {
    table: &'static Table,
    csv: Option<csv::Writer<Hashed<W>>>,
    parquet: Option<Parquet<Hashed<W>>>,
}

impl<W: Write + Send> Files<W> {
    fn row(&mut self, row: &[String]) -> io::Result<()> {
        if let Some(sheet) = &mut self.csv {
            // Cells that a spreadsheet would run are text there; other formats run nothing.
            sheet.write_record(row.iter().map(|cell| defuse(cell).into_owned())).map_err(io::Error::other)?;
        }
        self.parquet.as_mut().map_or(Ok(()), |file| file.add(row))
    }
}

impl<W: Write + Send> Writer<W> {
    /// Opens every file with `open`, which is given its name.
    ///
    /// # Errors
    /// Those of `open` and of what it opened.
    pub fn new(formats: Formats, mut open: impl FnMut(&str) -> io::Result<W>) -> io::Result<Self> {
        let mut files = Vec::new();
        for table in TABLES.iter().filter(|table| formats.shared || table.name != SHARED) {
            let mut sheet = None;
            if formats.csv {
                let mut out = csv::Writer::from_writer(Hashed::new(open(&format!("{}.csv", table.name))?));
                out.write_record(table.columns.iter().map(|c| c.0)).map_err(io::Error::other)?;
                sheet = Some(out);
            }
            let mut parquet = None;
            if formats.parquet {
                parquet = Some(Parquet::new(Hashed::new(open(&format!("{}.parquet", table.name))?), table)?);
            }
            files.push(Files { table, csv: sheet, parquet });
        }
        Ok(Self { files })
    }

    /// Adds the rows of some agencies. Sets come in the order of their agencies' ids.
    ///
    /// # Errors
    /// Those of the files.
    pub fn add(&mut self, set: &Dataset) -> io::Result<()> {
        self.files.iter_mut().try_for_each(|files| rows::each(set, files.table, &mut |row| files.row(row)))
    }

    /// Adds what agencies share ([`super::shared`]).
    ///
    /// # Errors
    /// Those of the files.
    pub fn add_shared(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let files = self.files.iter_mut().find(|files| files.table.name == SHARED);
        files.map_or(Ok(()), |files| rows.iter().try_for_each(|row| files.row(row)))
    }

    /// Ends the files; gives what they are and what they were written to.
    ///
    /// # Errors
    /// Those of the files.
    pub fn finish(self) -> io::Result<Vec<(Written, W)>> {
        let mut out = Vec::new();
        for Files { table, csv, parquet } in self.files {
            if let Some(sheet) = csv {
                let inner = sheet.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
                out.push(inner.finish(format!("{}.csv", table.name))?);
            }
            if let Some(file) = parquet {
                out.push(file.finish()?.finish(format!("{}.parquet", table.name))?);
            }
        }
        Ok(out)
    }
}

/// The files that describe the others: codebook, package and checksums, in this order.
///
/// # Errors
/// None that memory does not give.
pub fn describing(written: &[Written]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let names: Vec<String> = written.iter().map(|w| w.name.clone()).collect();
    let mut files =
        vec![(codebook::PATH.to_owned(), codebook::codebook(&names).into_bytes()), (package::PATH.to_owned(), package::json(written)?)];
    let mut sums: Vec<String> = written.iter().map(|w| line(&w.sha256, &w.name)).collect();
    sums.extend(files.iter().map(|(name, bytes)| line(&crate::sha256(bytes), name)));
    sums.sort_by(|a, b| a.get(64..).cmp(&b.get(64..)));
    files.push((SUMS.to_owned(), sums.concat().into_bytes()));
    Ok(files)
}

/// Checksums, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";

fn line(sha256: &str, name: &str) -> String {
    format!("{sha256}  {name}\n")
}

/// What is written to it is counted and hashed on the way.
pub struct Hashed<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashed<W> {
    fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn finish(mut self, name: String) -> io::Result<(Written, W)> {
        self.inner.flush()?;
        Ok((Written { name, bytes: self.bytes, sha256: format!("{:x}", self.hash.finalize()) }, self.inner))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(buffer.get(..written).unwrap_or(buffer));
        self.bytes = self.bytes.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
