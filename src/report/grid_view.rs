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

    /// Whether a cell starts at a place.
    pub fn starts(&self, row: usize, col: usize) -> bool {
        self.cell(row, col).is_some_and(|c| c.row == row && c.col == col)
    }

    /// Whether a row has one text only.
    pub fn is_alone(&self, row: usize) -> bool {
        let mut texts = (0..self.cols).filter(|c| self.own_text(row, *c).is_some_and(|t| !t.trim().is_empty()));
        texts.next().is_some() && texts.next().is_none()
    }

    /// Page on which a row starts.
    pub fn page(&self, row: usize) -> u32 {
        (0..self.cols).filter_map(|c| self.cell(row, c)).filter(|c| c.row == row).map(|c| c.page).min().unwrap_or(self.first_page)
    }
}
