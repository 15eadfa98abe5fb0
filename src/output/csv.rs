//! CSV: UTF-8, a header row, no cell that a spreadsheet would run as a formula.

use super::findings::FindingRow;
use super::{Lang, word};
use crate::report::{Report, Value};
use csv::Writer;
use std::borrow::Cow;
use std::io::{self, Write};

/// Columns of a list of findings.
const FINDINGS: [&str; 18] = [
    "file",
    "agency",
    "year",
    "rule",
    "name",
    "severity",
    "confidence",
    "page",
    "table",
    "row",
    "column",
    "stated",
    "expected",
    "message",
    "fingerprint",
    "state",
    "ignored_reason",
    "ignored_by",
];

/// A list of findings being written.
pub struct Findings<W: Write> {
    sheet: Sheet<W>,
    lang: Lang,
}

impl<W: Write> Findings<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, lang: Lang) -> io::Result<Self> {
        Ok(Self { sheet: Sheet::new(out, &FINDINGS)?, lang })
    }

    /// Writes a finding.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn add(&mut self, row: &FindingRow<'_>) -> io::Result<()> {
        let finding = row.finding;
        let ignored = finding.ignored.as_ref();
        self.sheet.row(&[
            &row.origin.file,
            text(row.origin.agency.as_ref()),
            &number(row.origin.year),
            &finding.rule,
            &finding.name,
            &word(finding.severity),
            &finding.confidence,
            &finding.page.to_string(),
            text(finding.table.as_ref()),
            text(finding.row.as_ref()),
            text(finding.column.as_ref()),
            text(finding.stated.as_ref()),
            text(finding.expected.as_ref()),
            self.lang.of(&finding.message),
            &finding.fingerprint,
            &row.state.map(word).unwrap_or_default(),
            ignored.map_or("", |i| i.reason.as_str()),
            ignored.map_or("", |i| i.by.as_str()),
        ])
    }

    /// Ends the list.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<()> {
        self.sheet.finish()
    }
}

/// Writes findings.
///
/// # Errors
/// Those of `out`.
pub fn findings<'a, W: Write>(out: W, rows: impl IntoIterator<Item = FindingRow<'a>>, lang: Lang) -> io::Result<()> {
    let mut list = Findings::new(out, lang)?;
    for row in rows {
        list.add(&row)?;
    }
    list.finish()
}

/// Writes every cell of every table, one row a cell.
///
/// # Errors
/// Those of `out`.
pub fn tables<W: Write>(out: W, report: &Report) -> io::Result<()> {
    const HEADER: [&str; 14] = [
        "table",
        "number",
        "kind",
        "page",
        "row",
        "col",
        "row_span",
        "col_span",
        "row_role",
        "column_role",
        "text",
        "type",
        "value",
        "unit",
    ];
    let mut sheet = Sheet::new(out, &HEADER)?;
    for table in &report.tables {
        let kind = word(table.kind);
        let row_roles: Vec<String> = table.rows.iter().map(|row| word(row.role)).collect();
        let column_roles: Vec<String> = table.columns.iter().map(|column| word(column.role)).collect();
        for cell in &table.cells {
            sheet.row(&[
                &table.id,
                text(table.number.as_ref()),
                &kind,
                &cell.page.to_string(),
                &cell.row.to_string(),
                &cell.col.to_string(),
                &cell.row_span.to_string(),
                &cell.col_span.to_string(),
                text(row_roles.get(cell.row)),
                text(column_roles.get(cell.col)),
                &cell.text,
                value_type(&cell.value),
                &plain_value(&cell.value),
                unit(&cell.value),
            ])?;
        }
    }
    sheet.finish()
}

/// Writes the indicators, one row each.
///
/// # Errors
/// Those of `out`.
pub fn indicators<W: Write>(out: W, report: &Report) -> io::Result<()> {
    const HEADER: [&str; 17] = [
        "agency",
        "region",
        "report_year",
        "sasaran",
        "indikator",
        "satuan",
        "year",
        "period",
        "stage",
        "target",
        "realisasi",
        "capaian",
        "polarity",
        "formula",
        "table",
        "row",
        "page",
    ];
    let mut sheet = Sheet::new(out, &HEADER)?;
    for indicator in &report.indicators {
        sheet.row(&[
            text(report.agency.name.as_ref()),
            text(report.agency.region.as_ref()),
            &number(report.year),
            text(indicator.sasaran.as_ref()),
            &indicator.indikator,
            text(indicator.satuan.as_ref()),
            &number(indicator.year),
            &word(indicator.period),
            &word(indicator.stage),
            text(indicator.target.as_ref()),
            text(indicator.realisasi.as_ref()),
            text(indicator.capaian.as_ref()),
            &word(indicator.polarity),
            text(indicator.formula.as_ref()),
            text(indicator.source.table.as_ref()),
            &number(indicator.source.row),
            &indicator.source.page.to_string(),
        ])?;
    }
    sheet.finish()
}

/// Writes the budget lines, one row each; amounts in rupiah.
///
/// # Errors
/// Those of `out`.
pub fn budget<W: Write>(out: W, report: &Report) -> io::Result<()> {
    const HEADER: [&str; 13] = [
        "agency",
        "region",
        "report_year",
        "kode",
        "uraian",
        "level",
        "pagu",
        "pagu_perubahan",
        "realisasi",
        "persen",
        "table",
        "row",
        "page",
    ];
    let mut sheet = Sheet::new(out, &HEADER)?;
    for line in &report.budget {
        sheet.row(&[
            text(report.agency.name.as_ref()),
            text(report.agency.region.as_ref()),
            &number(report.year),
            text(line.kode.as_ref()),
            &line.uraian,
            &word(line.level),
            &number(line.pagu),
            &number(line.pagu_perubahan),
            &number(line.realisasi),
            &number(line.persen),
            text(line.source.table.as_ref()),
            &number(line.source.row),
            &line.source.page.to_string(),
        ])?;
    }
    sheet.finish()
}

/// Writes the counts of staff, one row each.
///
/// # Errors
/// Those of `out`.
pub fn staffing<W: Write>(out: W, report: &Report) -> io::Result<()> {
    const HEADER: [&str; 9] = ["agency", "region", "report_year", "uraian", "kelompok", "jumlah", "table", "row", "page"];
    let mut sheet = Sheet::new(out, &HEADER)?;
    for count in &report.staffing {
        sheet.row(&[
            text(report.agency.name.as_ref()),
            text(report.agency.region.as_ref()),
            &number(report.year),
            &count.uraian,
            &count.kelompok,
            &count.jumlah.to_string(),
            text(count.source.table.as_ref()),
            &number(count.source.row),
            &count.source.page.to_string(),
        ])?;
    }
    sheet.finish()
}

/// Writes the assets, one row each; values in rupiah.
///
/// # Errors
/// Those of `out`.
pub fn assets<W: Write>(out: W, report: &Report) -> io::Result<()> {
    const HEADER: [&str; 11] = ["agency", "region", "report_year", "kode", "uraian", "jumlah", "satuan", "nilai", "table", "row", "page"];
    let mut sheet = Sheet::new(out, &HEADER)?;
    for asset in &report.assets {
        sheet.row(&[
            text(report.agency.name.as_ref()),
            text(report.agency.region.as_ref()),
            &number(report.year),
            text(asset.kode.as_ref()),
            &asset.uraian,
            &number(asset.jumlah),
            text(asset.satuan.as_ref()),
            &number(asset.nilai),
            text(asset.source.table.as_ref()),
            &number(asset.source.row),
            &asset.source.page.to_string(),
        ])?;
    }
    sheet.finish()
}

/// A CSV file being written; every cell goes through [`defuse`].
struct Sheet<W: Write>(Writer<W>);

impl<W: Write> Sheet<W> {
    fn new(out: W, header: &[&str]) -> io::Result<Self> {
        let mut sheet = Self(Writer::from_writer(out));
        sheet.row(header)?;
        Ok(sheet)
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.0.write_record(cells.iter().map(|cell| defuse(cell).into_owned())).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }

    fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

fn number<T: ToString>(value: Option<T>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}

/// Puts an apostrophe before what a spreadsheet would run as a formula: text that begins with `=`, `+`, `-`, `@`
/// (or their full-width twins), a tab or a line end. A plain number (`-5`, `+3,2%`) and a lone `-` run nothing and stay.
#[must_use]
pub fn defuse(cell: &str) -> Cow<'_, str> {
    let dangerous = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if !dangerous || cell == "-" || is_plain_number(cell) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(format!("'{cell}"))
}

/// A sign, digits with separators, perhaps a percent sign: nothing that could be a formula.
fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

/// The exact figure, code or year of a cell in plain characters; empty where the cell holds none.
fn plain_value(value: &Value) -> String {
    match value {
        Value::Number(figure) => figure.number.to_string(),
        Value::Range { from, to } => format!("{}..{}", from.number, to.number),
        Value::Bound { op, figure } => format!("{op} {}", figure.number),
        Value::Ratio { numerator, denominator } => format!("{}/{}", numerator.number, denominator.number),
        Value::Code { code } => code.clone(),
        Value::Year { year } => year.to_string(),
        Value::Empty | Value::Nil { .. } | Value::Predicate { .. } | Value::Malformed { .. } | Value::Text => String::new(),
    }
}

/// The unit printed with a figure.
fn unit(value: &Value) -> &str {
    match value {
        Value::Number(figure)
        | Value::Bound { figure, .. }
        | Value::Range { to: figure, .. }
        | Value::Ratio { denominator: figure, .. } => text(figure.unit.as_ref()),
        _ => "",
    }
}

/// The kind of a value as the report JSON names it.
pub(crate) fn value_type(value: &Value) -> &'static str {
    match value {
        Value::Empty => "empty",
        Value::Number(_) => "number",
        Value::Range { .. } => "range",
        Value::Bound { .. } => "bound",
        Value::Ratio { .. } => "ratio",
        Value::Nil { .. } => "nil",
        Value::Predicate { .. } => "predicate",
        Value::Code { .. } => "code",
        Value::Year { .. } => "year",
        Value::Malformed { .. } => "malformed",
        Value::Text => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::Origin;
    use crate::output::findings::tests::finding;
    use crate::output::summary::Summary;
    use std::path::Path;

    #[test]
    fn formulas_are_defused_and_numbers_stay() {
        for formula in ["=1+1", "+A1", "-A1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "-5+cmd|' /C calc'!A0", "+", "--1", "＝1", "-.5"] {
            assert_eq!(defuse(formula), format!("'{formula}"));
        }
        for harmless in ["", "-", "-5", "+3,2", "-1.234,50", "-5%", "5-6", "a=b", "– 5", "(5)"] {
            assert_eq!(defuse(harmless), harmless);
        }
    }

    #[test]
    fn findings_have_a_header_and_one_row_each() {
        let mut risky = finding("A01", 31, "=HYPERLINK(\"x\")");
        risky.row = Some("dua\nbaris, \"kutip\"".to_owned());
        let origin = Origin::new(Path::new("a/b.pdf"), &Summary::default());
        let mut out = Vec::new();
        findings(&mut out, FindingRow::all(&origin, &[risky]), Lang::Id).unwrap();
        let mut read = ::csv::Reader::from_reader(out.as_slice());
        assert_eq!(read.headers().unwrap().len(), FINDINGS.len());
        let record = read.records().next().unwrap().unwrap();
        assert_eq!(&record[9], "dua\nbaris, \"kutip\"");
        assert_eq!(&record[11], "'=HYPERLINK(\"x\")");
        assert_eq!(&record[13], "Capaian tercetak 74");
    }

    #[test]
    fn no_findings_still_give_a_header() {
        let mut out = Vec::new();
        findings(&mut out, [], Lang::Id).unwrap();
        assert!(out.starts_with(b"file,agency,year,rule"));
    }
}
