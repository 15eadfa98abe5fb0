//! What reads like a table, and what only looks like one.

use super::{Region, chart};
use crate::table::grid::Piece;
use crate::table::header::is_figure;

/// A list of amounts or counts that nothing announces has at least this many rows.
const LIST_ROWS: usize = 5;
/// An amount has at least this many digits: fewer may be the number of a page.
const AMOUNT: usize = 5;

/// So many amounts under a name make a column of them.
const AMOUNTS: usize = 3;

/// Whether a grid reads like a table: rows that use several columns, and figures where nothing else announces a table.
#[must_use]
pub fn is_table(piece: &Piece, region: &Region) -> bool {
    let filled: Vec<_> = piece.cells.iter().filter(|c| !c.text.is_empty()).collect();
    let rows_used = (0..piece.rows).filter(|r| filled.iter().filter(|c| c.row == *r).count() >= 2).count();
    let figures = filled.iter().filter(|c| is_figure(&c.text)).count();
    let marked = region.rules.len() >= 2 || region.fills.len() >= 2;
    let long = filled.iter().filter(|c| c.text.chars().count() > 120).count();
    if piece.cols < 2 || piece.rows < 2 || rows_used < 2 {
        return false;
    }
    let numbered = filled.iter().filter(|c| c.col == 0 && is_figure(&c.text)).count();
    if figures == numbered && !marked && is_terms(piece) {
        return false;
    }
    if is_contents(piece) || chart::is_chart(piece) || chart::is_formula(piece) {
        return false;
    }
    // Running text in two columns under a shaded heading.
    let shaded_rows = region.fills.len() * 2 >= piece.rows && piece.rows > 2;
    if piece.cols == 2 && figures == 0 && region.rules.len() < 2 && long * 3 >= filled.len() && !shaded_rows {
        return false;
    }
    // Numbered headings above the first line of a text that is set wide.
    let headings = (0..piece.rows).filter(|r| is_heading(piece, *r)).count();
    if headings > 0 && rows_used < headings + 2 {
        return false;
    }
    if marked {
        return rows_used * 3 >= piece.rows && (region.announced || piece.rows >= 3);
    }
    let enough = rows_used * 2 >= piece.rows && long * 5 <= filled.len();
    if region.announced {
        enough && (piece.rows >= 3 || figures > 0) && (piece.cols >= 3 || figures * 4 >= filled.len())
    } else {
        enough
            && piece.rows >= 3
            && (piece.cols >= 3 && figures * 4 >= filled.len() || is_list(piece, rows_used) || has_named_amounts(piece))
    }
}

/// Whether a column holds nothing but colons: terms and what is said of them.
fn is_terms(piece: &Piece) -> bool {
    let colons = |col: usize| {
        let mut filled = piece.cells.iter().filter(|c| c.col == col && !c.text.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|c| c.text.trim() == ":")
    };
    (1..piece.cols).any(colons)
}

/// Whether names stand over every column and one of the columns holds amounts alone: programmes and their budgets.
fn has_named_amounts(piece: &Piece) -> bool {
    let names = piece.cells.iter().filter(|c| c.row == 0);
    let named = names.clone().all(|c| c.col_span == 1 && c.text.chars().any(char::is_alphabetic) && !is_figure(&c.text));
    let amount = |t: &str| is_figure(t) && t.chars().filter(char::is_ascii_digit).count() >= AMOUNT;
    let priced = |col: usize| {
        let body: Vec<&str> =
            piece.cells.iter().filter(|c| c.row > 0 && c.col == col && !c.text.is_empty()).map(|c| c.text.as_str()).collect();
        body.len() >= AMOUNTS && body.iter().all(|t| amount(t))
    };
    piece.cols >= 3 && named && (1..piece.cols).any(priced)
}

/// Whether a row is the number of a section (`1.4.`) and its title.
fn is_heading(piece: &Piece, row: usize) -> bool {
    let mut filled = piece.cells.iter().filter(|c| c.row == row && !c.text.is_empty()).map(|c| c.text.trim());
    let (Some(number), Some(title), None) = (filled.next(), filled.next(), filled.next()) else { return false };
    let dotted = number.contains('.') && number.split('.').all(|n| n.trim().chars().all(|c| c.is_ascii_digit()));
    dotted && number.starts_with(|c: char| c.is_ascii_digit()) && !is_figure(title) && title.starts_with(char::is_uppercase)
}

/// Whether rows of a list name amounts or counts: the same column holds a figure in nearly every row that is not the rest of
/// a name; in a list of two columns they are amounts.
fn is_list(piece: &Piece, rows: usize) -> bool {
    let figures = |col: usize, least: usize| {
        let digits = |t: &str| t.chars().filter(char::is_ascii_digit).count() >= least;
        piece.cells.iter().filter(|c| c.col == col && c.col_span == 1 && is_figure(&c.text) && digits(&c.text)).count()
    };
    let least = if piece.cols > 2 { 1 } else { AMOUNT };
    rows >= LIST_ROWS && (1..piece.cols).any(|col| figures(col, least) * 5 >= rows * 4)
}

/// A table of contents: titles, and page numbers that only grow in the last column.
fn is_contents(piece: &Piece) -> bool {
    let last: Vec<Option<u32>> =
        piece.cells.iter().filter(|c| c.col + c.col_span == piece.cols && !c.text.is_empty()).map(|c| c.text.trim().parse().ok()).collect();
    let numbers: Vec<u32> = last.iter().flatten().copied().collect();
    let others = piece.cells.iter().filter(|c| c.col > 0 && c.col + c.col_span < piece.cols && is_figure(&c.text)).count();
    // A slip in a long list is still a list of pages.
    let falls = numbers.windows(2).filter(|w| matches!(w, [a, b] if a > b)).count();
    let grows = falls * 10 <= numbers.len() && numbers.first() < numbers.last();
    numbers.len() >= 3
        && numbers.len() + 2 >= last.len()
        && grows
        && others == 0
        && piece.cols <= 4
        && !piece.cells.iter().any(|c| c.row == 0 && c.text.to_lowercase().contains("jumlah"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fixture::piece;

    fn region(announced: bool) -> Region {
        Region { lines: vec![], rules: vec![], fills: vec![], announced }
    }

    #[test]
    fn a_list_of_amounts_is_a_table_and_one_of_page_numbers_is_none() {
        let amounts: Vec<Vec<&str>> =
            ["1.250.000", "98.500", "412.000", "77.300", "1.000.000"].iter().map(|a| vec!["Program", *a]).collect();
        let rows: Vec<&[&str]> = amounts.iter().map(Vec::as_slice).collect();
        assert!(is_table(&piece(&rows), &region(false)));
        let pages: Vec<Vec<&str>> = ["3", "12", "7", "25", "31"].iter().map(|a| vec!["Bagian", *a]).collect();
        let rows: Vec<&[&str]> = pages.iter().map(Vec::as_slice).collect();
        assert!(!is_table(&piece(&rows), &region(false)));
        // Names, ranks and a few counts among units.
        let staff: Vec<Vec<&str>> = ["4", "2", "11", "0", "9"].iter().map(|n| vec!["Juru", "I/d", *n, "orang", "tetap"]).collect();
        let rows: Vec<&[&str]> = staff.iter().map(Vec::as_slice).collect();
        assert!(is_table(&piece(&rows), &region(false)));
    }

    #[test]
    fn terms_are_no_table_and_programmes_with_their_budgets_are() {
        let terms: &[&[&str]] = &[&["7.", "Nama", ":", "Dinas Taman"], &["", "Tugas", ":", "Merawat"], &["", "Fungsi", ":", "Menanam"]];
        assert!(!is_table(&piece(terms), &region(true)));
        let rows: &[&[&str]] = &[
            &["Program", "Anggaran", "Sumber", "Bidang"],
            &["Taman", "Rp 51.250.000", "APBD", "Satu"],
            &["Hutan", "Rp 2.350.000", "APBD", "Dua"],
            &["Sungai", "Rp 7.450.000", "APBN", "Tiga"],
        ];
        assert!(is_table(&piece(rows), &region(false)));
    }

    #[test]
    fn two_lines_of_headings_at_the_top_of_a_page_are_no_table() {
        let headings: &[&[&str]] = &[&["", "", "I.", "PENDAHULUAN"], &["I.1.", "Latar", "", ""]];
        assert!(!is_table(&piece(headings), &region(true)));
        let spread: &[&[&str]] = &[&["1.2.", "Maksud", "", ""], &["", "Menurut", "Peraturan", "Nomor 5"]];
        assert!(!is_table(&piece(spread), &Region { rules: vec![], fills: vec![], ..region(true) }));
        let values: &[&[&str]] = &[&["Sasaran", "Target", "Realisasi"], &["Panen", "5", "6"]];
        assert!(is_table(&piece(values), &region(true)));
    }
}
