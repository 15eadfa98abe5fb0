//! A table as the rules look at it: figures by place, rows and columns by meaning, evidence by cell.

use super::interval::Interval;
use super::{Evidence, Part, Verified};
use crate::report::{Cell, Column, ColumnRole, Figure, Row, RowRole, Table, TableKind, Value};
use rust_decimal::Decimal;

/// Grid places that a view indexes at most; a larger table is hostile and gets no checks.
const MOST_PLACES: usize = 1_000_000;

/// Column maxima from which a column of whole numbers holds counts or money rather than scores or percentages:
/// no percentage, index or score of these reports goes above it.
const COUNT_FROM: i64 = 1000;

/// Largest amount of a column from which it is printed in rupiah.
const RUPIAH_FROM: i64 = 1_000_000;

/// A cell of a report: which table, which of its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Index into `Report::tables`.
    pub table: usize,
    /// Index into `Table::cells`.
    pub cell: usize,
}

/// A printed figure as an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// Exact value as printed.
    pub number: Decimal,
    /// Decimals printed.
    pub decimals: u32,
    /// Rupiah or a count: stands for itself, not for an interval.
    pub exact: bool,
    /// Read from a malformed figure: good enough to confirm a sum, not to contradict one.
    pub doubtful: bool,
}

impl Quantity {
    /// All values that the figure may stand for.
    #[must_use]
    pub fn interval(&self) -> Interval {
        if self.exact { Interval::point(self.number) } else { Interval::rounded(self.number, self.decimals) }
    }

    /// All values that the figure may stand for as a result: rounded, whatever it is a result of.
    #[must_use]
    pub fn as_result(&self) -> Interval {
        Interval::rounded(self.number, self.decimals)
    }

    /// The figure had it been off by much, down and up: by a tenth, or by one of its last place where that is more. What
    /// a relation does not tell from these, it does not test. Nought is taken to be off by a tenth of the figure `beside`
    /// it.
    #[must_use]
    pub fn slips(&self, beside: Decimal) -> Option<[Self; 2]> {
        let size = if self.number.is_zero() { beside } else { self.number };
        let tenth = size.abs().checked_div(Decimal::TEN)?;
        let step = tenth.max(Decimal::try_from_i128_with_scale(1, self.decimals).ok()?);
        let number = |n: Option<Decimal>| Some(Self { number: n?, ..*self });
        Some([number(self.number.checked_sub(step))?, number(self.number.checked_add(step))?])
    }

    /// All values that give it when cut off.
    #[must_use]
    pub fn truncated(&self) -> Interval {
        Interval::truncated(self.number, self.decimals)
    }

    /// The figure with its three decimals read as thousands: 1,417 as 1.417. `None` where its digits leave no doubt.
    #[must_use]
    pub fn in_thousands(&self) -> Option<Self> {
        Some(Self { number: in_thousands(self.number, self.decimals)?, decimals: 0, exact: true, ..*self })
    }
}

/// A figure of three decimals read as one of thousands: `1,417` in the style that the rest of the report does not use. `None`
/// for any other figure.
#[must_use]
pub fn in_thousands(number: Decimal, decimals: u32) -> Option<Decimal> {
    const GROUP: u32 = 3;
    const THOUSAND: Decimal = Decimal::from_parts(1000, 0, 0, false, 0);
    (decimals == GROUP && number.abs() < THOUSAND).then(|| number.checked_mul(THOUSAND).map(|n| n.normalize()))?
}

/// What all figures of a column say of it.
#[derive(Debug, Clone, Copy, Default)]
struct Habit {
    figures: usize,
    whole: usize,
    percent: usize,
    largest: Decimal,
}

/// A table with its grid indexed.
#[derive(Debug)]
pub struct View<'a> {
    /// Index into `Report::tables`.
    pub index: usize,
    /// The table.
    pub table: &'a Table,
    /// Columns.
    pub cols: usize,
    grid: Vec<Option<u32>>,
    habits: Vec<Habit>,
}

impl<'a> View<'a> {
    /// Indexes a table; one of impossible size gets an empty grid.
    #[must_use]
    pub fn new(index: usize, table: &'a Table) -> Self {
        let rows = table.rows.len();
        let cols = table.columns.len();
        let places = rows.saturating_mul(cols);
        let mut view = Self { index, table, cols, grid: Vec::new(), habits: vec![Habit::default(); cols] };
        if places > MOST_PLACES {
            return view;
        }
        view.grid = vec![None; places];
        for (i, cell) in table.cells.iter().enumerate() {
            let Ok(i) = u32::try_from(i) else { break };
            for row in cell.row..cell.row.saturating_add(cell.row_span.max(1)).min(rows) {
                for col in cell.col..cell.col.saturating_add(cell.col_span.max(1)).min(cols) {
                    if let Some(place) = view.grid.get_mut(row * cols + col) {
                        *place = place.or(Some(i));
                    }
                }
            }
        }
        view.habits = (0..cols).map(|col| view.habit_of(col)).collect();
        view
    }

    fn habit_of(&self, col: usize) -> Habit {
        let mut habit = Habit::default();
        for row in self.body() {
            let Some(cell) = self.own(row.row, col).and_then(|at| self.cell(at)) else { continue };
            let Value::Number(figure) = &cell.value else { continue };
            habit.figures += 1;
            habit.whole += usize::from(figure.decimals == 0);
            habit.percent += usize::from(is_percent(figure));
            habit.largest = habit.largest.max(figure.number.abs());
        }
        habit
    }

    /// The cell at an index.
    #[must_use]
    pub fn cell(&self, at: At) -> Option<&'a Cell> {
        self.table.cells.get(at.cell)
    }

    /// The cell that covers a place, merged ones included.
    #[must_use]
    pub fn at(&self, row: usize, col: usize) -> Option<At> {
        if col >= self.cols {
            return None;
        }
        let cell = (*self.grid.get(row.checked_mul(self.cols)?.checked_add(col)?)?)?;
        Some(At { table: self.index, cell: usize::try_from(cell).ok()? })
    }

    /// The cell that begins at a place: a merged cell belongs to its first row and column only.
    #[must_use]
    pub fn own(&self, row: usize, col: usize) -> Option<At> {
        let at = self.at(row, col)?;
        let cell = self.cell(at)?;
        (cell.row == row && cell.col == col).then_some(at)
    }

    /// The figure of a cell; `None` for text, blanks, ranges and bounds.
    #[must_use]
    pub fn quantity(&self, at: At) -> Option<Quantity> {
        let cell = self.cell(at)?;
        match &cell.value {
            Value::Number(figure) => {
                Some(Quantity { number: figure.number, decimals: figure.decimals, exact: self.is_exact(cell, figure), doubtful: false })
            }
            Value::Malformed { reading: Some(number), .. } => {
                let doubtful = !is_plain_but_for_its_end(&cell.text);
                Some(Quantity { number: *number, decimals: number.scale(), exact: true, doubtful })
            }
            _ => None,
        }
    }

    /// The figure of the cell that begins at a place.
    #[must_use]
    pub fn figure(&self, row: usize, col: usize) -> Option<(At, Quantity)> {
        let at = self.own(row, col)?;
        Some((at, self.quantity(at)?))
    }

    /// The figure of the cell that covers a place, merged ones included.
    #[must_use]
    pub fn covering(&self, row: usize, col: usize) -> Option<(At, Quantity)> {
        let at = self.at(row, col)?;
        Some((at, self.quantity(at)?))
    }

    /// Two rates of one base as figures: '89/100.000 KH' and '86,97/100.000 KH' relate as 89 and 86,97 do.
    #[must_use]
    pub fn rates(&self, row: usize, first: usize, second: usize) -> Option<((At, Quantity), (At, Quantity))> {
        let rate = |col: usize| {
            let at = self.at(row, col)?;
            let (cases, base) = self.cell(at)?.value.rate()?;
            Some((at, Quantity { number: cases.number, decimals: cases.decimals, exact: false, doubtful: false }, base.number))
        };
        let (first, second) = rate(first).zip(rate(second)).filter(|(a, b)| a.2 == b.2)?;
        Some(((first.0, first.1), (second.0, second.1)))
    }

    /// Whether nothing is printed at a place, or a mark for nothing.
    #[must_use]
    pub fn is_blank(&self, row: usize, col: usize) -> bool {
        self.at(row, col).and_then(|at| self.cell(at)).is_none_or(|cell| matches!(cell.value, Value::Empty | Value::Nil { .. }))
    }

    /// Rupiah and counts stand for themselves; percentages, scores and scaled amounts were rounded.
    fn is_exact(&self, cell: &Cell, figure: &Figure) -> bool {
        if self.table.scale != Decimal::ONE || is_percent(figure) || self.is_scaled(cell.col) {
            return false;
        }
        match self.role(cell.col) {
            ColumnRole::Pagu | ColumnRole::PaguPerubahan | ColumnRole::RealisasiAnggaran | ColumnRole::Bagian | ColumnRole::Jumlah => {
                // No line of a budget is below a million rupiah: such figures were brought to thousands or millions.
                let rupiah = self.largest_in(cell.col) >= Decimal::from(RUPIAH_FROM) || !self.is_of_budget();
                rupiah && (figure.decimals == 0 || figure.number.fract().is_zero())
            }
            ColumnRole::Capaian | ColumnRole::Serapan | ColumnRole::Porsi => false,
            _ => figure.decimals == 0 && (self.is_count(cell.col) || self.unit_of_row(cell.row).is_some_and(is_count_unit)),
        }
    }

    /// Whether a column is said to be in thousands, millions … of rupiah.
    fn is_scaled(&self, col: usize) -> bool {
        self.column(col).and_then(|c| c.unit.as_deref()).is_some_and(is_scaled_unit)
    }

    /// Whether a column holds whole numbers that are counts or rupiah.
    #[must_use]
    pub fn is_count(&self, col: usize) -> bool {
        let Some(habit) = self.habits.get(col) else { return false };
        habit.figures > 0
            && habit.whole == habit.figures
            && habit.percent == 0
            && !self.is_percent_column(col)
            && (habit.largest >= Decimal::from(COUNT_FROM) || self.is_of_counts() || self.header(col).to_lowercase().contains("jumlah"))
    }

    /// Whether the table is of things that are counted: whole numbers in it were not rounded.
    fn is_of_counts(&self) -> bool {
        self.is_of_budget() || matches!(self.table.kind, TableKind::Staffing | TableKind::Assets)
    }

    fn is_of_budget(&self) -> bool {
        matches!(self.table.kind, TableKind::BudgetChange | TableKind::BudgetPlan | TableKind::BudgetRealization)
    }

    /// Whether a column holds percentages: by its header, its unit or most of its figures.
    #[must_use]
    pub fn is_percent_column(&self, col: usize) -> bool {
        let by_role = matches!(self.role(col), ColumnRole::Capaian | ColumnRole::Serapan | ColumnRole::Porsi);
        let by_unit = self.column(col).and_then(|c| c.unit.as_deref()).is_some_and(|unit| unit.contains('%'));
        let by_figures = self.habits.get(col).is_some_and(|h| h.percent * 2 > h.figures);
        by_role || by_unit || by_figures || self.last_header(col).contains('%')
    }

    /// Whether a column tells the physical progress of works (`Realisasi Fisik`): judged on site, computed from nothing
    /// beside it, and never added up.
    #[must_use]
    pub fn is_physical(&self, col: usize) -> bool {
        let header = self.header(col).to_lowercase();
        let named = header.split(|c: char| !c.is_alphabetic()).any(|word| word == "fisik");
        named && self.largest_in(col) <= Decimal::ONE_HUNDRED
    }

    /// How many figures the body of a column holds.
    #[must_use]
    pub fn figures_in(&self, col: usize) -> usize {
        self.habits.get(col).map_or(0, |h| h.figures)
    }

    /// The largest absolute figure of a column's body.
    #[must_use]
    pub fn largest_in(&self, col: usize) -> Decimal {
        self.habits.get(col).map_or(Decimal::ZERO, |h| h.largest)
    }

    /// The unit printed in a row's satuan column.
    #[must_use]
    pub fn unit_of_row(&self, row: usize) -> Option<&'a str> {
        let col = self.column_with(ColumnRole::Satuan)?;
        let text = self.at(row, col).and_then(|at| self.cell(at))?.text.as_str();
        (!text.trim().is_empty()).then_some(text)
    }

    /// A column's meaning.
    #[must_use]
    pub fn column(&self, col: usize) -> Option<&'a Column> {
        self.table.columns.get(col)
    }

    /// A column's role.
    #[must_use]
    pub fn role(&self, col: usize) -> ColumnRole {
        self.column(col).map_or(ColumnRole::Other, settled_role)
    }

    /// First column of a role.
    #[must_use]
    pub fn column_with(&self, role: ColumnRole) -> Option<usize> {
        self.columns_with(role).next()
    }

    /// Columns of a role.
    pub fn columns_with(&self, role: ColumnRole) -> impl Iterator<Item = usize> + '_ {
        self.table.columns.iter().enumerate().filter(move |(_, c)| settled_role(c) == role).map(|(i, _)| i)
    }

    /// Figures that begin in the body of a column.
    pub fn figures_of(&self, col: usize) -> impl Iterator<Item = At> + '_ {
        self.body().filter_map(move |row| self.figure(row.row, col).map(|(at, _)| at))
    }

    /// A column's header, its levels joined.
    #[must_use]
    pub fn header(&self, col: usize) -> String {
        self.column(col).map(|c| c.header.join(" / ").replace('\n', " ")).unwrap_or_default()
    }

    /// The lowest level of a column's header.
    #[must_use]
    pub fn last_header(&self, col: usize) -> &'a str {
        self.column(col).and_then(|c| c.header.last()).map_or("", String::as_str)
    }

    /// The top level of a column's header.
    #[must_use]
    pub fn first_header(&self, col: usize) -> &'a str {
        self.column(col).and_then(|c| c.header.first()).map_or("", String::as_str)
    }

    /// Rows below the header.
    pub fn body(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.table.rows.iter().filter(|row| !matches!(row.role, RowRole::Header | RowRole::Number))
    }

    /// The text that names a row.
    #[must_use]
    pub fn label(&self, row: usize) -> &'a str {
        self.table.rows.get(row).map_or("", |r| r.label.as_str())
    }

    /// The first words printed in a row: its name where its label is that of an indicator in a later column.
    #[must_use]
    pub fn lead(&self, row: usize) -> &'a str {
        /// Letters from which a text is a name and no marker, code or unit.
        const LETTERS: usize = 4;
        (0..self.cols)
            .filter_map(|col| self.cell(self.own(row, col)?))
            .find(|cell| matches!(cell.value, Value::Text) && cell.text.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS)
            .map_or_else(|| self.label(row), |cell| cell.text.as_str())
    }

    /// How a finding names a row: in a table of codes by the coded thing, not by its indicator.
    #[must_use]
    pub fn title(&self, row: usize) -> &'a str {
        let label = self.label(row);
        let names = label.chars().any(char::is_alphabetic);
        if self.column_with(ColumnRole::Kode).is_some() || !names { self.lead(row) } else { label }
    }

    /// What a row is.
    #[must_use]
    pub fn row_role(&self, row: usize) -> RowRole {
        self.table.rows.get(row).map_or(RowRole::Data, |r| r.role)
    }

    /// How a finding names the table: its printed number, else its id.
    #[must_use]
    pub fn name(&self) -> String {
        self.table.number.clone().unwrap_or_else(|| self.table.id.clone())
    }

    /// A cell as evidence.
    #[must_use]
    pub fn evidence(&self, at: At, role: &str) -> Option<Evidence> {
        let cell = self.cell(at)?;
        Some(Evidence {
            role: role.to_owned(),
            page: cell.page,
            bbox: cell.bbox,
            text: cell.text.clone(),
            table: Some(self.table.id.clone()),
            row: Some(cell.row),
            col: Some(cell.col),
        })
    }

    /// The tick mark of a cell.
    #[must_use]
    pub fn tick(&self, rule: &str, at: At, part: Part) -> Option<Verified> {
        let cell = self.cell(at)?;
        Some(Verified {
            rule: rule.to_owned(),
            page: cell.page,
            table: Some(self.table.id.clone()),
            row: Some(cell.row),
            col: Some(cell.col),
            part,
        })
    }
}

/// The role of a column; the last word of its header settles target and realisasi whatever stands above it.
fn settled_role(column: &Column) -> ColumnRole {
    let says = |word| column.header.last().is_some_and(|h| h.trim().to_lowercase().starts_with(word));
    match column.role {
        ColumnRole::Target if says("realisasi") => ColumnRole::Realisasi,
        role => role,
    }
}

/// `885.211.105.`: a figure that only a trailing separator spoils, so that its value is beyond doubt.
fn is_plain_but_for_its_end(text: &str) -> bool {
    let bare = without_rupiah(text);
    bare.strip_suffix(['.', ',']).is_some_and(|cut| is_grouped(cut, '.')) || has_one_separator(text)
}

/// `641,773,572,00`: groups of three and two decimals, all behind the same separator. Its value is beyond doubt too.
#[must_use]
pub fn has_one_separator(text: &str) -> bool {
    let bare = without_rupiah(text);
    [',', '.'].into_iter().any(|separator| {
        let parts = bare.rsplit_once(separator).filter(|(whole, sen)| whole.matches(separator).count() > 1 && sen.len() == 2);
        parts.is_some_and(|(whole, sen)| is_grouped(whole, separator) && sen.chars().all(|c| c.is_ascii_digit()))
    })
}

fn without_rupiah(text: &str) -> &str {
    text.trim().trim_start_matches("Rp").trim_start_matches('.').trim()
}

/// Whether digits stand in groups of three behind a separator.
fn is_grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let digits = |g: &str| g.chars().all(|c| c.is_ascii_digit());
    (1..=3).contains(&first.len()) && digits(first) && groups.all(|g| g.len() == 3 && digits(g))
}

fn is_percent(figure: &Figure) -> bool {
    figure.unit.as_deref().is_some_and(|unit| unit.contains('%'))
}

/// Whether a unit is thousands, millions … of something.
#[must_use]
pub fn is_scaled_unit(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    ["ribu", "juta", "milyar", "miliar", "trilyun", "triliun"].iter().any(|scale| unit.contains(scale))
}

/// Units in which a whole number is a count, not a rounded measure.
fn is_count_unit(unit: &str) -> bool {
    const COUNTS: [&str; 24] = [
        "orang",
        "unit",
        "dokumen",
        "laporan",
        "kegiatan",
        "perusahaan",
        "kali",
        "buah",
        "paket",
        "desa",
        "kelompok",
        "lembaga",
        "kasus",
        "perkara",
        "inovasi",
        "sekolah",
        "siswa",
        "berkas",
        "rupiah",
        "rp",
        "lokasi",
        "sertipikat",
        "bidang",
        "aplikasi",
    ];
    let unit = unit.trim().to_lowercase();
    COUNTS.iter().any(|count| unit == *count || unit.strip_prefix(count).is_some_and(|rest| rest.starts_with([' ', '/', '.'])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{table, view};
    use crate::report::ColumnRole::{Indikator, Target};

    #[test]
    fn a_trailing_separator_leaves_no_doubt() {
        assert!(is_plain_but_for_its_end("885.211.105."));
        assert!(!is_plain_but_for_its_end("3.000.0000"));
        assert!(!is_plain_but_for_its_end("90,,53"));
        assert!(is_plain_but_for_its_end("Rp 641,773,572,00") && is_plain_but_for_its_end("1.250.400.25"));
        assert!(!is_plain_but_for_its_end("641,773,00") && !is_plain_but_for_its_end("641,773,5720"));
    }

    #[test]
    fn three_decimals_may_be_thousands() {
        let read = |number: &str, decimals| in_thousands(number.parse().unwrap(), decimals).map(|n| n.to_string());
        assert_eq!(read("1.417", 3), Some("1417".to_owned()));
        for (number, decimals) in [("268.79", 2), ("850", 0), ("268797", 0), ("1234.567", 3)] {
            assert_eq!(read(number, decimals), None, "{number}");
        }
    }

    #[test]
    fn merged_cells_cover_their_places_and_begin_once() {
        let mut table = table(&[("Indikator", Indikator), ("Target", Target)], &["A|5", "B|6"]);
        table.cells.retain(|c| !(c.row == 2 && c.col == 1));
        table.cells.iter_mut().find(|c| c.row == 1 && c.col == 1).unwrap().row_span = usize::MAX;
        let view = view(&table);
        assert_eq!(view.covering(2, 1).unwrap().1.number, Decimal::from(5));
        assert_eq!(view.figure(2, 1), None);
    }
}
