//! Header rows: how many rows at the top of a table say what its columns hold.

use super::Cell;
use crate::pattern::Regex;
use crate::pattern::pattern;
use std::sync::LazyLock;

/// A header has no more rows than this: title, three levels, units, numbers.
const MOST_ROWS: usize = 6;
/// So many rows below show what a row of a table without a header looks like.
const LIKE_ROWS: usize = 2;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Some(pattern(r"^[(\[]?\s*(\d{1,2}|[a-z])\s*[)\].]?(?:\s*=.*|\s*[(\[].*)?$")));
static FIGURE: LazyLock<Option<Regex>> = LazyLock::new(|| Some(pattern(r"^(?:Rp\.?\s*)?[-(]?\d[\d.,\s]*(?:%|,-|\))*$")));

/// Rows of the header, the row of column numbers included. `cells` are those of the table's first piece, row-major.
#[must_use]
pub fn header_rows(cells: &[Cell], rows: usize, cols: usize) -> usize {
    let row = |r: usize| cells.iter().filter(move |c| c.row == r);
    if rows < 2 {
        return 0;
    }
    if let Some(r) = (0..rows.min(MOST_ROWS)).find(|r| is_number_row(&row(*r).collect::<Vec<_>>(), cols)) {
        // Numbers that reach down beside the names of units below them ('K', 'Rp') take those in.
        let reach = row(r).map(|c| c.row + c.row_span).max().unwrap_or(r + 1).min(MOST_ROWS);
        let names = |k: &usize| row(*k).any(|c| !c.text.is_empty()) && row(*k).all(|c| !c.text.chars().any(|x| x.is_ascii_digit()));
        return (r + 1..reach).take_while(names).last().map_or(r + 1, |last| last + 1);
    }
    if row(0).filter(|c| is_figure(&c.text)).count() * 3 > row(0).filter(|c| !c.text.is_empty()).count() {
        return 0;
    }
    if first_row_is_data(cells, rows) {
        return 0;
    }
    // Merged cells of the first row that hold others beside them reach down over the whole header.
    let mut header = 1;
    let mut r = 0;
    while r < header && header < rows.min(MOST_ROWS) {
        let parts = row(r).count();
        let reach = row(r).filter(|c| !c.text.is_empty() && parts > 1).map(|c| r + c.row_span).max().unwrap_or(r + 1);
        // A row group in the first column reaches far: a header does not.
        if reach <= MOST_ROWS.min(rows.saturating_sub(1)) {
            header = header.max(reach);
        }
        let group = row(r).any(|c| c.col_span > 1 && !c.text.is_empty());
        if group && r + 1 == header && header < rows && sub_header(&row(r).collect::<Vec<_>>(), &row(header).collect::<Vec<_>>()) {
            header += 1;
        }
        r += 1;
    }
    while header < rows.min(MOST_ROWS)
        && rows > header + 1
        && same_style(&row(header - 1).collect::<Vec<_>>(), &row(header).collect::<Vec<_>>())
    {
        header += 1;
    }
    // A cell left open over rows of the body, or shading that goes on, makes no header of rows that hold amounts.
    (1..header).find(|r| holds_amounts(&row(*r).collect::<Vec<_>>())).unwrap_or(header)
}

/// Whether a row holds printed results: two figures with decimals, groups of digits or a percent sign. Numbers of quarters and
/// columns have none.
fn holds_amounts(row: &[&Cell]) -> bool {
    row.iter().filter(|c| is_figure(&c.text) && c.text.contains(['.', ',', '%'])).count() > 1
}

/// Whether the first row looks like those below and holds a figure where they hold figures: a list without a header.
fn first_row_is_data(cells: &[Cell], rows: usize) -> bool {
    let first: Vec<&Cell> = cells.iter().filter(|c| c.row == 0 && !c.text.is_empty()).collect();
    let body: Vec<&Cell> = cells.iter().filter(|c| c.row > 0 && !c.text.is_empty()).collect();
    let most = |styled: &dyn Fn(&Cell) -> bool| body.iter().filter(|c| styled(c)).count() * 2 > body.len();
    let (bold, shaded) = (|c: &Cell| c.bold, |c: &Cell| c.shade.is_some());
    let alike = |styled: &dyn Fn(&Cell) -> bool| first.iter().all(|c| styled(c)) == most(styled);
    let figures = |col: usize| {
        let below: Vec<bool> = body.iter().filter(|c| c.col == col && c.col_span == 1).map(|c| is_figure(&c.text)).collect();
        below.len() >= LIKE_ROWS && below.iter().filter(|f| **f).count() * 3 >= below.len() * 2
    };
    rows > LIKE_ROWS
        && first.len() > 1
        && alike(&bold)
        && alike(&shaded)
        && first.iter().all(|c| c.row_span == 1 && c.col_span == 1)
        && first.iter().any(|c| c.col > 0 && is_figure(&c.text) && figures(c.col))
}

/// `1 2 3 …`, `(1) (2) (3)`, `a b c`, `1 2 3 4=3/2x100`.
#[must_use]
pub fn is_number_row(row: &[&Cell], cols: usize) -> bool {
    let filled: Vec<&str> = row.iter().filter(|c| !c.text.is_empty()).map(|c| c.text.trim()).collect();
    if filled.len() < 2 || filled.len() * 2 < cols.min(row.len()) {
        return false;
    }
    let mut numbers = Vec::new();
    for text in &filled {
        let Some(label) = NUMBER.as_ref().and_then(|r| r.captures(text)).and_then(|c| c.get(1)) else { return false };
        let label = label.as_str();
        numbers.push(label.parse::<u32>().ok().or_else(|| label.chars().next().map(|c| u32::from(c) - u32::from('a') + 1)));
    }
    let bracketed = filled.iter().all(|t| t.starts_with(['(', '[']));
    let steps = |most: u32| numbers.windows(2).filter(|w| matches!(w, [Some(a), Some(b)] if b > a && b - a <= most)).count();
    let all = numbers.len();
    matches!(numbers.first(), Some(Some(1 | 2)))
        && numbers.iter().flatten().count() == all
        && (steps(3) + 1 >= all.min(all * 9 / 10 + 1)
            || all >= 3 && steps(6) + 1 >= all && steps(1) >= 2
            || bracketed && steps(4) + 2 >= all)
        && steps(6) >= 1
}

/// A printed amount, count or percentage; a year is none.
#[must_use]
pub fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_start_matches('(').trim_end_matches(')');
    let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20")) && bare.chars().all(|c| c.is_ascii_digit());
    !year && FIGURE.as_ref().is_some_and(|r| r.is_match(text.trim()))
}

/// A figure, or a mark that stands for none.
#[must_use]
pub fn is_value(text: &str) -> bool {
    is_figure(text) || matches!(text, "-" | "–" | "—" | "0" | "n/a" | "N/A")
}

/// Whether the row below holds what a spanning header cell above is divided into.
fn sub_header(above: &[&Cell], below: &[&Cell]) -> bool {
    let under = |c: &&Cell| above.iter().any(|a| a.col_span > 1 && c.col >= a.col && c.col < a.col + a.col_span && !a.text.is_empty());
    let children: Vec<_> = below.iter().copied().filter(under).collect();
    !children.is_empty()
        && children.iter().all(|c| !c.text.is_empty() && !is_figure(&c.text))
        && below.iter().filter(|c| !under(c)).all(|c| c.text.is_empty())
}

/// Whether a row carries on the look of the header above: the same shade, or all bold, and no figure.
fn same_style(above: &[&Cell], below: &[&Cell]) -> bool {
    let look = |row: &[&Cell]| {
        let filled: Vec<_> = row.iter().filter(|c| !c.text.is_empty()).collect();
        let shade = filled.first().and_then(|c| c.shade);
        (filled.len(), shade.filter(|s| filled.iter().all(|c| c.shade == Some(*s))), !filled.is_empty() && filled.iter().all(|c| c.bold))
    };
    let ((_, shade_a, bold_a), (count, shade_b, bold_b)) = (look(above), look(below));
    count > 1 && shade_a.is_some() && shade_a == shade_b && bold_a == bold_b && below.iter().all(|c| !is_figure(&c.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Rect;

    fn cell(row: usize, col: usize, row_span: usize, col_span: usize, text: &str) -> Cell {
        Cell { row, col, row_span, col_span, text: text.into(), page: 1, bbox: Rect::default(), bold: false, indent: 0.0, shade: None }
    }

    #[test]
    fn the_number_row_ends_the_header() {
        let mut cells: Vec<Cell> = ["No", "Sasaran", "Target", "Capaian"].iter().enumerate().map(|(i, t)| cell(0, i, 1, 1, t)).collect();
        cells.extend(["(1)", "(2)", "(3)", "4=3/2x100"].iter().enumerate().map(|(i, t)| cell(1, i, 1, 1, t)));
        cells.extend(["1", "Naik", "5", "90"].iter().enumerate().map(|(i, t)| cell(2, i, 1, 1, t)));
        assert_eq!(header_rows(&cells, 3, 4), 2);
    }

    #[test]
    fn units_below_the_number_row_that_its_numbers_reach_over_belong_to_the_header() {
        let mut cells = vec![cell(0, 0, 1, 1, "Program"), cell(0, 1, 1, 2, "Triwulan I")];
        cells.extend([cell(1, 0, 2, 1, "1"), cell(1, 1, 1, 2, "2"), cell(2, 1, 1, 1, "K"), cell(2, 2, 1, 1, "Rp")]);
        cells.extend([cell(3, 0, 1, 1, "Taman"), cell(3, 1, 1, 1, "4"), cell(3, 2, 1, 1, "5.000")]);
        assert_eq!(header_rows(&cells, 4, 3), 3);
        cells.iter_mut().filter(|c| c.row == 2).for_each(|c| c.text = "7".into());
        assert_eq!(header_rows(&cells, 4, 3), 2);
    }

    #[test]
    fn merged_header_cells_reach_down_to_the_last_level() {
        let cells = vec![
            cell(0, 0, 2, 1, "No"),
            cell(0, 1, 1, 2, "Tahun 2024"),
            cell(1, 1, 1, 1, "Target"),
            cell(1, 2, 1, 1, "Realisasi"),
            cell(2, 0, 1, 1, "1"),
            cell(2, 1, 1, 1, "5"),
            cell(2, 2, 1, 1, "6"),
        ];
        assert_eq!(header_rows(&cells, 3, 3), 2);
    }

    #[test]
    fn rows_with_amounts_beside_an_open_cell_are_no_header() {
        let mut cells =
            vec![cell(0, 0, 3, 1, "No"), cell(0, 1, 1, 1, "Indikator"), cell(0, 2, 1, 1, "Capaian"), cell(0, 3, 1, 1, "Serapan")];
        for (row, name) in [(1, "Jalan"), (2, "Jembatan"), (3, "Selokan")] {
            cells.extend([cell(row, 1, 1, 1, name), cell(row, 2, 1, 1, "91,50"), cell(row, 3, 1, 1, "88,2")]);
        }
        assert_eq!(header_rows(&cells, 4, 4), 1);
        // Years and the numbers of quarters are names.
        cells.iter_mut().filter(|c| c.row == 1 && c.col > 1).for_each(|c| c.text = "2024".into());
        assert_eq!(header_rows(&cells, 4, 4), 2);
    }

    #[test]
    fn a_plain_header_is_one_row_and_data_is_none() {
        let names = |row, texts: [&str; 3]| texts.iter().enumerate().map(|(i, t)| cell(row, i, 1, 1, t)).collect::<Vec<_>>();
        let mut cells = names(0, ["No", "Uraian", "Jumlah"]);
        cells.extend(names(1, ["1", "Meja", "5"]));
        cells.extend(names(2, ["2", "Kursi", "7"]));
        assert_eq!(header_rows(&cells, 3, 3), 1);
        let mut cells = names(0, ["1", "Meja", "5"]);
        cells.extend(names(1, ["2", "Kursi", "7"]));
        assert_eq!(header_rows(&cells, 2, 3), 0);
    }

    #[test]
    fn a_list_of_names_and_figures_has_no_header_and_a_header_with_a_figure_stays_one() {
        let names = |row, texts: [&str; 4]| texts.iter().enumerate().map(|(i, t)| cell(row, i, 1, 1, t)).collect::<Vec<_>>();
        let list = |first| {
            let mut cells = names(0, first);
            cells.extend(names(1, ["-", "Jagung", "1.190", "Ton"]));
            cells.extend(names(2, ["-", "Kedelai", "51", "Ton"]));
            cells
        };
        assert_eq!(header_rows(&list(["-", "Padi", "12.317", "Ton"]), 3, 4), 0);
        assert_eq!(header_rows(&list(["", "Tanaman", "2024", "Satuan"]), 3, 4), 1);
        let mut bold = list(["-", "Padi", "5", "Ton"]);
        bold.iter_mut().filter(|c| c.row == 0).for_each(|c| c.bold = true);
        assert_eq!(header_rows(&bold, 3, 4), 1);
    }
}
