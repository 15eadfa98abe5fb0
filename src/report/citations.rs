//! The tables that a sentence speaks of: by number (`Tabel III.6`), or by place (`tabel di atas`, `tabel berikut`).

use super::{Statement, Table};
use crate::pattern::LazyPattern;

static NUMBERED: LazyPattern = LazyPattern::new(&["tabel"], r"(?i)\btabel\s*(?P<number>(?:[ivx]+|\d+)(?:[.\-]\d+)*)\b");
static ABOVE: LazyPattern = LazyPattern::new(&["tabel"], r"(?i)\btabel\s+(?:tersebut\s+)?di\s?atas\b");
static BELOW: LazyPattern = LazyPattern::new(&["tabel"], r"(?i)\btabel\s+(?:sebagai\s+)?(?:berikut|di\s?bawah)\b");

/// Pages that a table may stand from the sentence that points at it.
const NEAR: u32 = 1;

/// Fills [`Statement::tables`].
pub(crate) fn cite(statements: &mut [Statement], tables: &[Table]) {
    for statement in statements.iter_mut().filter(|s| s.text.contains("abel") || s.text.contains("ABEL")) {
        statement.tables = cited(statement, tables);
    }
}

fn cited(statement: &Statement, tables: &[Table]) -> Vec<String> {
    let numbers: Vec<String> =
        NUMBERED.captures_iter(&statement.text).filter_map(|m| m.name("number").map(|n| letters(n.as_str()))).collect();
    let numbered = |t: &&Table| t.number.as_deref().is_some_and(|n| numbers.contains(&letters(n)));
    let mut found: Vec<&Table> = tables.iter().filter(numbered).collect();
    if numbers.is_empty() && ABOVE.is_match(&statement.text) {
        found.extend(tables.iter().rev().find(|t| ends_before(t, statement)));
    }
    if numbers.is_empty() && BELOW.is_match(&statement.text) {
        found.extend(tables.iter().find(|t| starts_behind(t, statement)));
    }
    found.into_iter().map(|t| t.id.clone()).collect()
}

/// A number without case and punctuation.
fn letters(number: &str) -> String {
    number.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn ends_before(table: &Table, statement: &Statement) -> bool {
    table.parts.last().is_some_and(|part| {
        part.page == statement.page && part.bbox.y1 <= statement.bbox.y0 || part.page < statement.page && part.page + NEAR >= statement.page
    })
}

fn starts_behind(table: &Table, statement: &Statement) -> bool {
    table.parts.first().is_some_and(|part| {
        part.page == statement.page && part.bbox.y0 >= statement.bbox.y1 || part.page > statement.page && statement.page + NEAR >= part.page
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::table;
    use crate::check::prose::tests_support::statement;
    use crate::pdf::Rect;
    use crate::report::ColumnRole;
    use crate::table::Part;

    /// A table on page 3 between two heights of it.
    fn placed(id: &str, number: Option<&str>, y0: f32, y1: f32) -> Table {
        let part = Part { page: 3, bbox: Rect::new(50.0, y0, 500.0, y1), first_row: 0, repeated_header_rows: 0 };
        Table { id: id.into(), number: number.map(str::to_owned), parts: vec![part], ..table(&[("A", ColumnRole::Uraian)], &["x"]) }
    }

    fn ids(text: &str) -> Vec<String> {
        let tables = [placed("t1", Some("III.5"), 100.0, 200.0), placed("t2", None, 300.0, 400.0)];
        let mut said = [Statement { page: 3, bbox: Rect::new(50.0, 220.0, 500.0, 240.0), ..statement(text) }];
        cite(&mut said, &tables);
        said.into_iter().flat_map(|s| s.tables).collect()
    }

    #[test]
    fn tables_are_cited_by_number_and_by_place() {
        assert_eq!(ids("Seperti terlihat pada Tabel III.5 capaiannya 80%"), ["t1"]);
        assert_eq!(ids("Dari tabel di atas diketahui capaiannya 80%"), ["t1"]);
        assert_eq!(ids("Rinciannya 3 orang pada tabel berikut"), ["t2"]);
    }

    #[test]
    fn an_unknown_number_cites_nothing() {
        assert!(ids("Tabel III.9 memuat 4 indikator pada tabel di atas").is_empty());
        assert!(ids("Capaiannya 80%").is_empty());
    }
}
