//! A table's cells by place.

use crate::table::{Cell, Table};

/// Largest grid that is given a meaning. The largest real table seen has some 40 000 places; beyond this a grid is
/// damage or an attack.
const LARGEST: usize = 2_000_000;

/// Cells by row and column; a place inside a merged cell gives the merged cell.
pub(crate) struct Grid<'a> {
    /// Row count.
    pub rows: usize,
    /// Column count.
    pub cols: usize,
    cells: &'a [Cell],
    at: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a> Grid<'a> {
    /// `None` for a grid too large to be a table.
    pub fn of(table: &'a Table) -> Option<Self> {
        let size = table.rows.checked_mul(table.cols).filter(|n| *n <= LARGEST)?;
        let mut at = vec![NONE; size];
        for (i, cell) in table.cells.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { break };
            let (bottom, right) =
                ((cell.row.saturating_add(cell.row_span)).min(table.rows), (cell.col.saturating_add(cell.col_span)).min(table.cols));
            for row in cell.row..bottom {
                if let Some(places) = at.get_mut(row * table.cols + cell.col.min(table.cols)..row * table.cols + right) {
                    places.fill(i);
                }
            }
        }
        Some(Self { rows: table.rows, cols: table.cols, cells: &table.cells, at })
    }

    /// Index of the cell that covers a place.
    pub fn index(&self, row: usize, col: usize) -> Option<usize> {
        if col >= self.cols {
            return None;
        }
        let i = *self.at.get(row.checked_mul(self.cols)?.checked_add(col)?)?;
        (i != NONE).then_some(usize::try_from(i).ok()?)
    }

    /// The cell that covers a place.
    pub fn cell(&self, row: usize, col: usize) -> Option<&'a Cell> {
        self.cells.get(self.index(row, col)?)
    }

    /// The cell that starts at a place.
    pub fn own(&self, row: usize, col: usize) -> Option<&'a Cell> {
        self.cell(row, col).filter(|c| c.row == row && c.col == col)
    }

    /// Trimmed text of the cell that covers a place; empty where there is none.
    pub fn text(&self, row: usize, col: usize) -> &'a str {
        self.cell(row, col).map_or("", |c| c.text.trim())
    }

    /// Trimmed text of the cell that starts at a place; empty where none does.
    pub fn own_text(&self, row: usize, col: usize) -> &'a str {
        self.own(row, col).map_or("", |c| c.text.trim())
    }

    /// Cells that start in a row, from left to right.
    pub fn starting(&self, row: usize) -> impl Iterator<Item = &'a Cell> + '_ {
        (0..self.cols).filter_map(move |col| self.own(row, col))
    }

    /// Whether the cell covers every column.
    pub fn is_full_width(&self, cell: &Cell) -> bool {
        self.cols > 1 && cell.col == 0 && cell.col_span >= self.cols
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::pdf::Rect;
    use crate::table::{Detection, Part};

    /// A table of plain texts. `"<"` continues the cell on its left, `"^"` the cell above.
    pub(crate) fn table(caption: &str, header_rows: usize, rows: &[&[&str]]) -> Table {
        let cols = rows.iter().map(|r| r.len()).max().unwrap_or(0);
        let at = |r: usize, c: usize| rows.get(r).and_then(|x| x.get(c)).copied().unwrap_or("");
        let mut cells = Vec::new();
        for r in 0..rows.len() {
            for c in 0..cols {
                if matches!(at(r, c), "<" | "^") {
                    continue;
                }
                let col_span = 1 + (c + 1..cols).take_while(|k| at(r, *k) == "<").count();
                let row_span = 1 + (r + 1..rows.len()).take_while(|k| at(*k, c) == "^").count();
                let (x, y) = (50.0 + c as f32 * 60.0, 100.0 + r as f32 * 12.0);
                let bbox = Rect::new(x, y, x + 60.0 * col_span as f32, y + 12.0 * row_span as f32);
                cells.push(Cell {
                    row: r,
                    col: c,
                    row_span,
                    col_span,
                    text: at(r, c).to_owned(),
                    page: 1,
                    bbox,
                    bold: false,
                    indent: 2.0,
                    shade: None,
                });
            }
        }
        let bbox = Rect::new(50.0, 100.0, 550.0, 100.0 + 12.0 * rows.len() as f32);
        Table {
            number: None,
            caption: (!caption.is_empty()).then(|| caption.to_owned()),
            caption_at: None,
            parts: vec![Part { page: 1, bbox, first_row: 0, repeated_header_rows: 0 }],
            header_rows,
            rows: rows.len(),
            cols,
            cells,
            detection: Detection::Lattice,
        }
    }

    #[test]
    fn merged_places_give_the_merged_cell() {
        let t = table("", 1, &[&["A", "<", "B"], &["x", "y", "^"]]);
        let g = Grid::of(&t).unwrap();
        assert_eq!(g.text(0, 1), "A");
        assert_eq!(g.text(1, 2), "B");
        assert_eq!(g.own_text(1, 2), "");
        assert!(g.cell(2, 0).is_none() && g.cell(0, 3).is_none());
    }

    #[test]
    fn spans_that_leave_the_table_are_cut() {
        let mut t = table("", 0, &[&["a"]]);
        t.cells[0].row_span = usize::MAX;
        t.cells[0].col_span = usize::MAX;
        assert_eq!(Grid::of(&t).unwrap().text(0, 0), "a");
        t.rows = usize::MAX;
        assert!(Grid::of(&t).is_none());
    }
}
