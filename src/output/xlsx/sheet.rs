//! One sheet of a workbook, written row by row: a header that stays in sight, filters, and cells that are what they
//! say: numbers are numbers, and text of a document is never a formula.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook, Worksheet, XlsxError,
};

/// Rows that a sheet can hold (ECMA-376: 2^20).
const MOST_ROWS: u32 = 1 << 20;

/// Links that a sheet can hold; Excel repairs files with more than 65 530.
const MOST_LINKS: u32 = 65_000;
/// Rows of a sheet that are made as high as their text: the library keeps a note of each in memory, and a longer list is
/// filtered, not read down.
const MOST_RAISED: u32 = 10_000;

/// Characters of a text cell; Excel takes 32 767 UTF-16 units.
const LONGEST_TEXT: usize = 16_000;

/// Height of a line of text, and the greatest height of a row that Excel takes, points.
const LINE: u32 = 15;
const HIGHEST: u32 = 409;

/// Characters that stand on a line for every ten of its column's width: running text is narrower than the digits that the width
/// is measured by, but words do not break, and the font may be a wider one.
const TEN_WIDE: usize = 11;

/// Background of the header row, and of the header of columns that a person fills.
const HEADER: Color = Color::RGB(0x001F_3864);
const HEADER_TO_FILL: Color = Color::RGB(0x0083_3C0B);
const TO_FILL: Color = Color::RGB(0x00FF_F8E5);

/// A column: its title, its width in characters, how its cells look, and the words that a person may choose from.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Header.
    pub title: &'static str,
    /// Width in characters.
    pub width: u8,
    /// How its cells look.
    pub look: Look,
    /// Words to choose from; any text where empty.
    pub choices: &'static [&'static str],
}

/// How the cells of a column look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Text that wraps.
    Text,
    /// A number as it is.
    Number,
    /// An amount, thousands set apart.
    Amount,
    /// Left to a person.
    ToFill,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub const fn text(title: &'static str, width: u8) -> Self {
        Self { title, width, look: Look::Text, choices: &[] }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(title: &'static str, width: u8) -> Self {
        Self { title, width, look: Look::Number, choices: &[] }
    }

    /// A column of amounts.
    #[must_use]
    pub const fn amount(title: &'static str, width: u8) -> Self {
        Self { title, width, look: Look::Amount, choices: &[] }
    }

    /// A column that a person fills, choosing from words where there are any.
    #[must_use]
    pub const fn to_fill(title: &'static str, width: u8, choices: &'static [&'static str]) -> Self {
        Self { title, width, look: Look::ToFill, choices }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(String),
    /// A number.
    Number(f64),
    /// A link and what it is called.
    Link(String, String),
}

impl Cell {
    /// Text, or nothing.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// What it says, where it is written as text.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Link(_, text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// Text, where there is some.
    #[must_use]
    pub fn maybe(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A figure, where there is one.
    #[must_use]
    pub fn decimal(number: Option<Decimal>) -> Self {
        number.and_then(|n| n.to_f64()).map_or(Self::Empty, Self::Number)
    }

    /// A count.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::decimal(Some(number.into()))
    }

    /// An exact figure in plain characters as a number, any other text as text.
    #[must_use]
    pub fn figure(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, |text| text.parse().map_or_else(|_| Self::text(text.as_str()), |n| Self::decimal(Some(n))))
    }
}

/// The looks that all sheets of a workbook share.
#[derive(Debug)]
pub struct Looks {
    header: Format,
    header_to_fill: Format,
    text: Format,
    guarded: Format,
    number: Format,
    amount: Format,
    to_fill: Format,
    link: Format,
}

impl Default for Looks {
    fn default() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let text = cell.clone().set_text_wrap();
        let header = Format::new().set_bold().set_font_color(Color::White).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        Self {
            header: header.clone().set_background_color(HEADER),
            header_to_fill: header.set_background_color(HEADER_TO_FILL),
            // The mark of a text cell: a formula stays text even where someone edits the cell.
            guarded: text.clone().set_quote_prefix(),
            number: cell.clone(),
            amount: cell.clone().set_num_format("#,##0"),
            to_fill: text.clone().set_background_color(TO_FILL).set_unlocked(),
            link: cell.set_font_color(Color::Blue).set_underline(FormatUnderline::Single),
            text,
        }
    }
}

/// A workbook that says when it was made only where it is told to: the same input gives the same bytes.
///
/// # Errors
/// Never in practice: the date is a constant.
pub fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The first day of ZIP's calendar.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    Ok(workbook)
}

/// One sheet being written. Its worksheet is handed in each time, since the workbook owns it.
#[derive(Debug)]
pub struct Sheet {
    columns: &'static [Column],
    index: usize,
    next: u32,
    links: u32,
    left_out: usize,
}

impl Sheet {
    /// Adds a sheet to a workbook and writes its header.
    ///
    /// # Errors
    /// Those of the workbook.
    pub fn add(workbook: &mut Workbook, looks: &Looks, name: &str, columns: &'static [Column]) -> Result<Self, XlsxError> {
        let index = workbook.worksheets().len();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, col) in columns.iter().zip(0..) {
            sheet.set_column_width(col, column.width)?;
            let look = if column.look == Look::ToFill { &looks.header_to_fill } else { &looks.header };
            sheet.write_string_with_format(0, col, column.title, look)?;
        }
        let lines = columns.iter().map(|column| lines_of(column.title, column.width)).max().unwrap_or(1);
        raise(sheet, 0, lines)?;
        Ok(Self { columns, index, next: 1, links: 0, left_out: 0 })
    }

    /// Writes the next row. Beyond what a sheet can hold rows are counted instead.
    ///
    /// # Errors
    /// Those of the workbook.
    pub fn row(&mut self, workbook: &mut Workbook, looks: &Looks, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.next >= MOST_ROWS {
            self.left_out += 1;
            return Ok(());
        }
        let sheet = workbook.worksheet_from_index(self.index)?;
        for ((column, cell), col) in self.columns.iter().zip(cells.iter().chain(std::iter::repeat(&Cell::Empty))).zip(0..) {
            if matches!(cell, Cell::Link(..)) {
                self.links += 1;
            }
            let links = self.links <= MOST_LINKS;
            write(sheet, looks, (self.next, col), column.look, cell, links)?;
        }
        let wrapped = |(column, cell): (&Column, &Cell)| match cell {
            Cell::Text(text) => lines_of(text, column.width),
            _ => 1,
        };
        if self.next < MOST_RAISED {
            raise(sheet, self.next, self.columns.iter().zip(cells).map(wrapped).max().unwrap_or(1))?;
        }
        self.next += 1;
        Ok(())
    }

    /// Rows that did not fit.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Sets filters, and the words to choose from.
    ///
    /// # Errors
    /// Those of the workbook.
    pub fn finish(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.worksheet_from_index(self.index)?;
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let bottom = self.next.saturating_sub(1);
        if bottom > 0 {
            sheet.autofilter(0, 0, bottom, last)?;
            for (column, col) in self.columns.iter().zip(0..).filter(|(column, _)| !column.choices.is_empty()) {
                sheet.add_data_validation(1, col, bottom, col, &DataValidation::new().allow_list_strings(column.choices)?)?;
            }
        }
        Ok(())
    }
}

fn write(sheet: &mut Worksheet, looks: &Looks, (row, col): (u32, u16), look: Look, cell: &Cell, links: bool) -> Result<(), XlsxError> {
    let format = match look {
        Look::Text => &looks.text,
        Look::Number => &looks.number,
        Look::Amount => &looks.amount,
        Look::ToFill => &looks.to_fill,
    };
    match cell {
        Cell::Empty => sheet.write_blank(row, col, format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, col, *number, format)?,
        Cell::Text(text) => {
            let text = fit(text);
            let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            let format = if formula && look != Look::ToFill { &looks.guarded } else { format };
            sheet.write_string_with_format(row, col, text, format)?
        }
        Cell::Link(to, text) if links => sheet.write_url_with_format(row, col, Url::new(to.as_str()).set_text(fit(text)), &looks.link)?,
        Cell::Link(_, text) => sheet.write_string_with_format(row, col, fit(text), format)?,
    };
    Ok(())
}

/// Makes a row high enough for its lines: Excel would see to that by itself, LibreOffice does not. A row of one line is left
/// to grow with what a person writes into it.
fn raise(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, lines.saturating_mul(LINE).min(HIGHEST))?;
    }
    Ok(())
}

/// Lines that text takes in a column of a width in characters.
fn lines_of(text: &str, width: u8) -> u32 {
    let fits = (usize::from(width) * TEN_WIDE / 10).max(1);
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(fits).max(1)).sum();
    u32::try_from(lines).unwrap_or(u32::MAX).max(1)
}

/// Text as a cell takes it: not too long, and without characters that XML cannot carry.
fn fit(text: &str) -> String {
    let clean =
        |c: char| if (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c };
    text.chars().take(LONGEST_TEXT).map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_what_they_say() {
        assert_eq!(Cell::figure(Some(&"18.58".to_owned())), Cell::Number(18.58));
        assert_eq!(Cell::figure(Some(&"WTP".to_owned())), Cell::Text("WTP".to_owned()));
        assert_eq!(Cell::figure(None), Cell::Empty);
        assert_eq!(Cell::text(""), Cell::Empty);
        assert_eq!(Cell::count(3), Cell::Number(3.0));
    }

    #[test]
    fn rows_are_as_high_as_their_text() {
        assert_eq!((lines_of("", 10), lines_of("satu", 10), lines_of("satu dua tiga", 10)), (1, 1, 2));
        assert_eq!((lines_of("satu\ndua\n\nempat", 10), lines_of("x", 0)), (4, 1));
    }

    #[test]
    fn text_fits_a_cell() {
        assert_eq!(fit("a\u{1}b\nc"), "a\u{fffd}b\nc");
        assert_eq!(fit(&"x".repeat(40_000)).len(), LONGEST_TEXT);
    }
}
