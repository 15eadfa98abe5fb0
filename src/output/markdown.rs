//! The tables of a report as Markdown, for reading and for pasting.

use super::{Lang, table_name};
use crate::report::{Report, Table};
use std::io::{self, Write};

/// Writes the head of a report and its tables.
///
/// # Errors
/// Those of `out`.
pub fn write<W: Write>(out: &mut W, report: &Report, lang: Lang) -> io::Result<()> {
    let title: Vec<String> = [report.agency.name.clone(), report.agency.region.clone(), report.year.map(|year| year.to_string())]
        .into_iter()
        .flatten()
        .collect();
    let title = if title.is_empty() { report.source.file_name.clone() } else { title.join(", ") };
    writeln!(out, "# {}", escape(&title))?;
    for table in &report.tables {
        writeln!(out)?;
        write_table(out, table, lang)?;
    }
    Ok(())
}

fn write_table<W: Write>(out: &mut W, table: &Table, lang: Lang) -> io::Result<()> {
    let name = table_name(table.number.as_ref().unwrap_or(&table.id), lang);
    let caption = table.caption.as_ref().map(|caption| format!(": {}", escape(caption))).unwrap_or_default();
    let pages: Vec<String> = table.pages.iter().map(u32::to_string).collect();
    writeln!(out, "## {}{caption} ({} {})\n", escape(&name), lang.pick("hlm.", "p."), pages.join(", "))?;
    let grid = grid(table);
    let header = header(table, &grid);
    line(out, &header)?;
    line(out, &vec!["---".to_owned(); header.len()])?;
    for row in grid.iter().skip(table.header_rows) {
        line(out, row)?;
    }
    Ok(())
}

fn line<W: Write>(out: &mut W, cells: &[String]) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))
}

/// The grid as rows of escaped texts; what a merged cell covers besides its first place is left empty.
fn grid(table: &Table) -> Vec<Vec<String>> {
    let width = table.columns.len().max(table.cells.iter().map(|cell| cell.col + 1).max().unwrap_or(0));
    let height = table.cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut grid = vec![vec![String::new(); width]; height];
    for cell in &table.cells {
        if let Some(place) = grid.get_mut(cell.row).and_then(|row| row.get_mut(cell.col)) {
            *place = escape(&cell.text);
        }
    }
    grid
}

/// Markdown has one header row: the levels of a deeper header are joined.
fn header(table: &Table, grid: &[Vec<String>]) -> Vec<String> {
    let width = grid.first().map_or(table.columns.len(), Vec::len);
    (0..width)
        .map(|col| match table.columns.get(col) {
            Some(column) if !column.header.is_empty() => escape(&column.header.join(" / ")),
            _ => String::new(),
        })
        .collect()
}

/// Text that means itself in a Markdown table cell: no markup, no HTML, no cell borders, no line ends.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("<br>"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_is_no_markup() {
        assert_eq!(escape("a|b <script>\n*x* [y](z) &\u{1b}#"), "a\\|b &lt;script&gt;<br>\\*x\\* \\[y\\](z) &amp; \\#");
    }
}
