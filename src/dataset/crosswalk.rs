//! What a person corrected: `crosswalk.csv` as it was written, with other ids in it.

use crate::check::facts::key;
use std::collections::BTreeMap;

/// Ids that a person gave, which always win.
#[derive(Debug, Clone, Default)]
pub struct Crosswalk {
    /// By agency, year (empty where there is none) and levelled name.
    ids: BTreeMap<(String, String, String), String>,
}

/// A crosswalk that cannot be understood.
#[derive(Debug, thiserror::Error)]
pub enum CrosswalkError {
    /// It is no CSV.
    #[error("not a CSV file: {0}")]
    Csv(#[from] csv::Error),
    /// A column that it needs.
    #[error("the column '{0}' is missing; it needs agency_id, indicator_id, indikator and year")]
    Missing(&'static str),
}

impl Crosswalk {
    /// Reads a crosswalk; rows without an id are passed over, columns it does not know too.
    ///
    /// # Errors
    /// Where it is no CSV, or a column is missing.
    pub fn parse(bytes: &[u8]) -> Result<Self, CrosswalkError> {
        let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let header = reader.headers()?.clone();
        let column = |name: &'static str| header.iter().position(|h| h == name).ok_or(CrosswalkError::Missing(name));
        let columns = (column("agency_id")?, column("indicator_id")?, column("indikator")?, column("year")?);
        let mut out = Self::default();
        for row in reader.records() {
            let row = row?;
            let cell = |at: usize| row.get(at).unwrap_or_default().trim();
            if !cell(columns.1).is_empty() {
                let place = (cell(columns.0).to_owned(), cell(columns.3).to_owned(), key(cell(columns.2)));
                out.ids.insert(place, cell(columns.1).to_owned());
            }
        }
        Ok(out)
    }

    /// The id that a person gave to a name, levelled, in a report.
    pub(super) fn of(&self, agency: &str, year: Option<i32>, key: &str) -> Option<&String> {
        if self.ids.is_empty() {
            return None;
        }
        self.ids.get(&(agency.to_owned(), year.map(|y| y.to_string()).unwrap_or_default(), key.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crosswalk_needs_its_columns() {
        let missing = Crosswalk::parse(b"agency_id,indikator,year\na,b,2024\n").unwrap_err();
        assert!(missing.to_string().contains("indicator_id"), "{missing}");
        let read = Crosswalk::parse(b"\xef\xbb\xbfyear,indikator,indicator_id,agency_id\n2024,Jumlah  Pasar,x,a\n2024,Lain,,a\n").unwrap();
        assert_eq!(read.of("a", Some(2024), &key("jumlah pasar")), Some(&"x".to_owned()));
        assert_eq!(read.of("a", Some(2023), &key("jumlah pasar")), None);
        assert_eq!(read.of("a", Some(2024), &key("lain")), None, "no id, no correction");
    }
}
