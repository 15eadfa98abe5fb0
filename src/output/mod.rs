//! What a record is written as: one file a format.

pub mod csv;
pub mod diff;
pub mod findings;
pub mod html;
pub mod markdown;
pub mod page;
pub mod sarif;
pub mod sheets;
pub mod summary;
pub mod svg;
pub mod terminal;
pub mod words;
pub mod workpaper;
pub mod xlsx;

use crate::check::baseline::State;
pub use crate::check::say::Lang;
use crate::check::{Message, Severity};
use serde::Serialize;
use std::path::Path;

impl Lang {
    /// The text of a message in this language.
    #[must_use]
    pub fn of(self, message: &Message) -> &str {
        self.pick(&message.id, &message.en)
    }

    /// The word for a severity.
    #[must_use]
    pub fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::High => self.pick("tinggi", "high"),
            Severity::Medium => self.pick("sedang", "medium"),
            Severity::Low => self.pick("rendah", "low"),
            Severity::Info => "info",
        }
    }

    /// What became of a finding since an earlier draft.
    #[must_use]
    pub fn state(self, state: State) -> &'static str {
        match state {
            State::New => self.pick("baru", "new"),
            State::Unchanged => self.pick("masih ada", "still there"),
            State::Updated => self.pick("angka berubah", "figure changed"),
            State::Absent => self.pick("tidak muncul lagi", "gone"),
        }
    }

    /// A count, thousands set apart.
    #[must_use]
    pub fn count(self, number: usize) -> String {
        self.number(number.into())
    }
}

/// Every severity, the gravest first.
pub const SEVERITIES: [Severity; 4] = [Severity::High, Severity::Medium, Severity::Low, Severity::Info];

/// The stable word that an enum of the report JSON is written as there (`higher_is_better`).
pub(crate) fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// What a table is called: `Tabel III.6`, or by its place in the document where it carries no number (`t17`).
#[must_use]
pub fn table_name(table: &str, lang: Lang) -> String {
    match table.strip_prefix('t').filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())) {
        Some(ordinal) => format!("{}{ordinal}", lang.pick("tabel ke-", "table #")),
        None => format!("{} {table}", lang.pick("Tabel", "Table")),
    }
}

/// The URI reference of a path: relative paths stay relative, absolute ones become `file://`.
#[must_use]
pub fn uri(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let absolute = path.is_absolute();
    let mut out = String::from(if absolute { "file://" } else { "" });
    if absolute && bytes.first() != Some(&b'/') {
        out.push('/');
    }
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b'\\' if cfg!(windows) => out.push('/'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(Lang::Id.count(0), "0");
        assert_eq!(Lang::Id.count(999), "999");
        assert_eq!(Lang::Id.count(1_234_567), "1.234.567");
        assert_eq!(Lang::En.count(12_345), "12,345");
    }

    #[test]
    fn tables_are_called_by_number_or_place() {
        assert_eq!(table_name("III.6", Lang::Id), "Tabel III.6");
        assert_eq!(table_name("t17", Lang::Id), "tabel ke-17");
        assert_eq!(table_name("t", Lang::En), "Table t");
        assert_eq!(word(Severity::High), "high");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri(Path::new("draf 1/laporé.pdf")), "draf%201/lapor%C3%A9.pdf");
        assert_eq!(uri(Path::new("a:b#?.pdf")), "a%3Ab%23%3F.pdf");
        if cfg!(unix) {
            assert_eq!(uri(Path::new("/tmp/a.pdf")), "file:///tmp/a.pdf");
        }
    }
}
