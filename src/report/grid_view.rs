//! The cells of an understood table by place.

use super::{Cell, Table, Value};

/// Cells by row and column; a place inside a merged cell gives the merged cell.
pub(crate) struct View<'a> {
    cols: usize,
    at: Vec<Option<&'a Cell>>,
    first_page: u32,
}

impl<'a> View<'a> {
    pub fn of(table: &'a Table) -> Self {
        let (cols, rows) = (table.columns.len(), table.rows.len());
        let mut at = vec![None; cols * rows];
        for cell in &table.cells {
            for row in cell.row..cell.row.saturating_add(cell.row_span).min(rows) {
                for col in cell.col..cell.col.saturating_add(cell.col_span).min(cols) {
                    if let Some(place) = at.get_mut(row * cols + col) {
                        *place = Some(cell);
                    }
                }
            }
        }
        Self { cols, at, first_page: table.pages.first().copied().unwrap_or(1) }
    }

    /// The cell that covers a place.
    pub fn cell(&self, row: usize, col: usize) -> Option<&'a Cell> {
        if col >= self.cols {
            return None;
        }
        self.at.get(row * self.cols + col).copied().flatten()
    }

    /// What the cell that covers a place says.
    pub fn value(&self, row: usize, col: usize) -> Option<&'a Value> {
        self.cell(row, col).map(|c| &c.value)
    }

    /// Text of the cell that covers a place.
    pub fn text(&self, row: usize, col: usize) -> &'a str {
        self.cell(row, col).map_or("", |c| c.text.as_str())
    }

    /// Text of the cell that starts at a place.
    pub fn own_text(&self, row: usize, col: usize) -> Option<&'a str> {
        self.cell(row, col).filter(|c| c.row == row && c.col == col).map(|c| c.text.as_str())
    }

    /// Whether one cell fills most of a row.
    pub fn is_wide(&self, row: usize) -> bool {
        (0..self.cols)
            .filter_map(|c| self.cell(row, c))
            .any(|c| c.row == row && c.col_span > 1 && c.col_span * 2 > self.cols && !c.text.trim().is_empty())
    }

    /// Page on which a row starts.
    pub fn page(&self, row: usize) -> u32 {
        (0..self.cols).filter_map(|c| self.cell(row, c)).filter(|c| c.row == row).map(|c| c.page).min().unwrap_or(self.first_page)
    }
}
