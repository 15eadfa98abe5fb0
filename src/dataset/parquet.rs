//! A file of rows as Parquet: every column optional, integers as INT64, numbers as DOUBLE, the rest as UTF-8 text.
//!
//! A DOUBLE holds whole numbers up to 2⁵³ (some nine thousand trillion rupiah) and decimals of fifteen digits exactly as
//! printed; the exact decimal stands in the CSV and in the text columns beside.

use super::columns::Table;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows of one row group: what is held in memory at a time, some ten megabytes of the widest table.
const GROUP: usize = 20_000;

/// A file being written.
pub struct Parquet<W: Write + Send> {
    out: SerializedFileWriter<W>,
    group: Vec<Vec<String>>,
}

impl<W: Write + Send> Parquet<W> {
    /// Begins a file with a table's columns.
    pub fn new(out: W, table: &Table) -> io::Result<Self> {
        // No version or time of the writer: the same rows give the same bytes.
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("lkj".into());
        let out = SerializedFileWriter::new(out, Arc::new(schema(table)?), Arc::new(properties.build()))?;
        Ok(Self { out, group: Vec::new() })
    }

    /// Adds a row.
    pub fn add(&mut self, row: &[String]) -> io::Result<()> {
        self.group.push(row.to_vec());
        if self.group.len() >= GROUP { Ok(self.flush()?) } else { Ok(()) }
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.group.is_empty() {
            self.flush()?;
        }
        Ok(self.out.into_inner()?)
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let mut writer = self.out.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = writer.next_column()? {
            write_column(column.untyped(), self.group.iter().map(|row| row.get(at).map_or("", String::as_str)))?;
            column.close()?;
            at += 1;
        }
        writer.close()?;
        self.group.clear();
        Ok(())
    }
}

fn schema(table: &Table) -> Result<Type, ParquetError> {
    let mut fields = Vec::new();
    for (name, kind, ..) in table.columns {
        let field = match *kind {
            "integer" => Type::primitive_type_builder(name, Physical::INT64),
            "number" => Type::primitive_type_builder(name, Physical::DOUBLE),
            _ => Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)),
        };
        fields.push(Arc::new(field.with_repetition(Repetition::OPTIONAL).build()?));
    }
    Type::group_type_builder(table.name).with_fields(fields).build()
}

/// One column of a row group; an empty text is a missing value.
fn write_column<'t>(column: &mut ColumnWriter<'_>, texts: impl Iterator<Item = &'t str>) -> Result<(), ParquetError> {
    /// Values that are there, and for every row whether one is.
    fn present<'t, V>(texts: impl Iterator<Item = &'t str>, read: impl Fn(&str) -> Option<V>) -> (Vec<V>, Vec<i16>) {
        let (mut values, mut levels) = (Vec::new(), Vec::new());
        for value in texts.map(|t| if t.is_empty() { None } else { read(t) }) {
            levels.push(i16::from(value.is_some()));
            values.extend(value);
        }
        (values, levels)
    }
    match column {
        ColumnWriter::Int64ColumnWriter(writer) => {
            let (values, levels) = present(texts, |t| t.parse::<i64>().ok());
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::DoubleColumnWriter(writer) => {
            let (values, levels) = present(texts, |t| t.parse::<f64>().ok());
            writer.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::ByteArrayColumnWriter(writer) => {
            let (values, levels) = present(texts, |t| Some(ByteArray::from(t)));
            writer.write_batch(&values, Some(&levels), None)?;
        }
        _ => return Err(ParquetError::NYI("a column of another type".into())),
    }
    Ok(())
}
