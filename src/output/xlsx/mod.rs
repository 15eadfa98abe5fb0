//! The workbook of a batch: every finding with room for what the auditor makes of it, and the figures behind.
//!
//! Rows go to disk as they come, so that a batch of any size takes the memory of one report.

mod sheet;

pub use sheet::{Cell, Column, Look, Looks, Sheet, workbook};

use super::findings::Origin;
use super::sheets::{Sheets, Tick};
use super::summary::Summary;
use super::{Lang, table_name, word};
use crate::check::{Evidence, Finding, settings::figure};
use crate::report::{BudgetLine, Indicator};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};
use std::path::Path;

/// Other places quoted beside a finding.
const QUOTED: usize = 12;

/// What an auditor makes of a finding, in both languages.
const JUDGEMENTS_ID: [&str; 3] = ["Terbukti", "Tidak terbukti", "Perlu klarifikasi"];
const JUDGEMENTS_EN: [&str; 3] = ["Confirmed", "Not confirmed", "To be clarified"];
/// What became of it at the agency.
const PROGRESS_ID: [&str; 3] = ["Belum", "Proses", "Selesai"];
const PROGRESS_EN: [&str; 3] = ["Open", "In progress", "Done"];

/// Titles and columns of all sheets in one language.
struct Plan {
    names: [&'static str; 6],
    columns: [&'static [Column]; 6],
}

const ID: Plan = Plan {
    names: ["Ringkasan", "Temuan", "Indikator", "Anggaran", "Terverifikasi", "Gagal dibaca"],
    columns: [
        &[
            Column::text("Berkas", 40),
            Column::text("Instansi", 36),
            Column::number("Tahun", 8),
            Column::number("Tinggi", 8),
            Column::number("Sedang", 8),
            Column::number("Rendah", 8),
            Column::number("Info", 8),
            Column::number("Diabaikan", 10),
            Column::number("Halaman", 9),
            Column::number("Pindaian", 9),
            Column::number("Tabel", 8),
            Column::number("Indikator", 10),
            Column::number("Angka", 9),
            Column::number("Terverifikasi", 13),
            Column::number("Bertentangan", 13),
            Column::number("Cakupan (%)", 11),
        ],
        &[
            Column::number("No", 6),
            Column::text("Berkas", 26),
            Column::text("Instansi", 26),
            Column::number("Tahun", 8),
            Column::text("Aturan", 8),
            Column::text("Nama", 16),
            Column::text("Tingkat", 9),
            Column::number("Keyakinan", 10),
            Column::number("Hlm.", 7),
            Column::text("Tabel", 14),
            Column::text("Baris", 34),
            Column::text("Kolom", 20),
            Column::text("Tercetak", 16),
            Column::text("Seharusnya", 16),
            Column::number("Tercetak (angka)", 16),
            Column::number("Seharusnya (angka)", 16),
            Column::number("Selisih", 14),
            Column::text("Uraian", 60),
            Column::text("Bukti lain", 44),
            Column::text("Lihat", 9),
            Column::text("Diabaikan karena", 20),
            Column::to_fill("Penilaian auditor", 17, &JUDGEMENTS_ID),
            Column::to_fill("Catatan auditor", 30, &[]),
            Column::to_fill("Tanggapan", 30, &[]),
            Column::to_fill("Tindak lanjut", 30, &[]),
            Column::to_fill("Status tindak lanjut", 13, &PROGRESS_ID),
            Column::text("Sidik", 19),
        ],
        &[
            Column::text("Berkas", 26),
            Column::text("Instansi", 26),
            Column::text("Sasaran", 34),
            Column::text("Indikator", 44),
            Column::text("Satuan", 12),
            Column::number("Tahun", 8),
            Column::text("Periode", 12),
            Column::text("Tahap", 16),
            Column::number("Target", 14),
            Column::number("Realisasi", 14),
            Column::number("Capaian (%)", 12),
            Column::text("Arah", 18),
            Column::text("Tabel", 14),
            Column::number("Hlm.", 7),
        ],
        &[
            Column::text("Berkas", 26),
            Column::text("Instansi", 26),
            Column::text("Kode", 18),
            Column::text("Uraian", 50),
            Column::text("Tingkat", 13),
            Column::amount("Pagu (Rp)", 19),
            Column::amount("Pagu perubahan (Rp)", 19),
            Column::amount("Realisasi (Rp)", 19),
            Column::number("Tercetak (%)", 12),
            Column::text("Tabel", 14),
            Column::number("Hlm.", 7),
        ],
        &[
            Column::text("Berkas", 26),
            Column::text("Aturan", 14),
            Column::number("Hlm.", 7),
            Column::text("Tabel", 14),
            Column::text("Baris", 50),
            Column::text("Kolom", 28),
            Column::text("Tercetak", 18),
            Column::text("Peran dalam hitungan", 20),
        ],
        &[Column::text("Berkas", 60), Column::text("Mengapa", 60), Column::text("Yang dapat dilakukan", 60)],
    ],
};

const EN: Plan = Plan {
    names: ["Summary", "Findings", "Indicators", "Budget", "Verified", "Not read"],
    columns: [
        &[
            Column::text("File", 40),
            Column::text("Agency", 36),
            Column::number("Year", 8),
            Column::number("High", 8),
            Column::number("Medium", 8),
            Column::number("Low", 8),
            Column::number("Info", 8),
            Column::number("Ignored", 10),
            Column::number("Pages", 9),
            Column::number("Scanned", 9),
            Column::number("Tables", 8),
            Column::number("Indicators", 10),
            Column::number("Figures", 9),
            Column::number("Verified", 13),
            Column::number("Contradicted", 13),
            Column::number("Coverage (%)", 11),
        ],
        &[
            Column::number("No.", 6),
            Column::text("File", 26),
            Column::text("Agency", 26),
            Column::number("Year", 8),
            Column::text("Rule", 8),
            Column::text("Name", 16),
            Column::text("Severity", 9),
            Column::number("Confidence", 10),
            Column::number("Page", 7),
            Column::text("Table", 14),
            Column::text("Row", 34),
            Column::text("Column", 20),
            Column::text("Printed", 16),
            Column::text("Expected", 16),
            Column::number("Printed (number)", 16),
            Column::number("Expected (number)", 16),
            Column::number("Difference", 14),
            Column::text("Description", 60),
            Column::text("Other evidence", 44),
            Column::text("View", 9),
            Column::text("Ignored because", 20),
            Column::to_fill("Auditor's judgement", 17, &JUDGEMENTS_EN),
            Column::to_fill("Auditor's note", 30, &[]),
            Column::to_fill("Response", 30, &[]),
            Column::to_fill("Follow-up", 30, &[]),
            Column::to_fill("Follow-up status", 13, &PROGRESS_EN),
            Column::text("Fingerprint", 19),
        ],
        &[
            Column::text("File", 26),
            Column::text("Agency", 26),
            Column::text("Sasaran", 34),
            Column::text("Indikator", 44),
            Column::text("Unit", 12),
            Column::number("Year", 8),
            Column::text("Period", 12),
            Column::text("Stage", 16),
            Column::number("Target", 14),
            Column::number("Realisasi", 14),
            Column::number("Capaian (%)", 12),
            Column::text("Polarity", 18),
            Column::text("Table", 14),
            Column::number("Page", 7),
        ],
        &[
            Column::text("File", 26),
            Column::text("Agency", 26),
            Column::text("Code", 18),
            Column::text("Description", 50),
            Column::text("Level", 13),
            Column::amount("Pagu (Rp)", 19),
            Column::amount("Revised pagu (Rp)", 19),
            Column::amount("Realisasi (Rp)", 19),
            Column::number("Printed (%)", 12),
            Column::text("Table", 14),
            Column::number("Page", 7),
        ],
        &[
            Column::text("File", 26),
            Column::text("Rules", 14),
            Column::number("Page", 7),
            Column::text("Table", 14),
            Column::text("Row", 50),
            Column::text("Column", 28),
            Column::text("Printed", 18),
            Column::text("Part in the sum", 20),
        ],
        &[Column::text("File", 60), Column::text("Why", 60), Column::text("What helps", 60)],
    ],
};

/// The workbook of a batch being written.
pub struct Findings {
    workbook: Workbook,
    looks: Looks,
    lang: Lang,
    sheets: [Sheet; 6],
    total: Summary,
    reports: usize,
    findings: usize,
}

impl Findings {
    /// Begins it. Rows wait in `folder` until it is saved.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new(folder: &Path, lang: Lang) -> Result<Self, XlsxError> {
        let mut workbook = workbook()?;
        workbook.set_tempdir(folder)?;
        let looks = Looks::default();
        let plan = lang.plan();
        let mut add =
            |i: usize| Sheet::add(&mut workbook, &looks, plan.names.get(i).unwrap_or(&""), plan.columns.get(i).unwrap_or(&[].as_slice()));
        let sheets = [add(0)?, add(1)?, add(2)?, add(3)?, add(4)?, add(5)?];
        Ok(Self { workbook, looks, lang, sheets, total: Summary::default(), reports: 0, findings: 0 })
    }

    /// Adds a report. `page` is the path of its evidence page from the workbook, as a URI reference.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn add(&mut self, origin: &Origin, summary: &Summary, rows: &Sheets, page: Option<&str>) -> Result<(), XlsxError> {
        let lang = self.lang;
        self.reports += 1;
        self.total.add(summary);
        self.row(0, &summary_cells(&origin.file, summary))?;
        for finding in &rows.findings {
            self.findings += 1;
            let link = page.map(|page| format!("file:///{page}#finding-{}", finding.fingerprint));
            self.row(1, &finding_cells(self.findings, origin, finding, rows, link, lang))?;
        }
        for indicator in &rows.indicators {
            self.row(2, &indicator_cells(origin, indicator, rows, lang))?;
        }
        for line in &rows.budget {
            self.row(3, &budget_cells(origin, line, rows, lang))?;
        }
        for tick in &rows.verified {
            self.row(4, &tick_cells(origin, tick, lang))?;
        }
        Ok(())
    }

    /// Adds a file that could not be read, why, and what helps.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn unread(&mut self, file: &str, why: &str, cure: &str) -> Result<(), XlsxError> {
        self.row(5, &[Cell::text(file), Cell::text(why), Cell::text(cure)])
    }

    fn row(&mut self, sheet: usize, cells: &[Cell]) -> Result<(), XlsxError> {
        let Some(sheet) = self.sheets.get_mut(sheet) else { return Ok(()) };
        sheet.row(&mut self.workbook, &self.looks, cells)
    }

    /// Writes it to a file.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn save(mut self, path: &Path) -> Result<(), XlsxError> {
        if self.reports > 1 {
            let total = std::mem::take(&mut self.total);
            self.row(0, &summary_cells(self.lang.pick("Jumlah", "Total"), &total))?;
        }
        let names = self.lang.plan().names;
        let notes: Vec<String> = (self.sheets.iter().zip(names))
            .filter(|(sheet, _)| sheet.left_out() > 0)
            .map(|(sheet, name)| self.lang.left_out(name, sheet.left_out()))
            .collect();
        for note in notes {
            self.row(0, &[Cell::text(note)])?;
        }
        for sheet in &self.sheets {
            sheet.finish(&mut self.workbook)?;
        }
        self.workbook.save(path)
    }
}

impl Lang {
    fn plan(self) -> &'static Plan {
        match self {
            Self::Id => &ID,
            Self::En => &EN,
        }
    }

    fn left_out(self, sheet: &str, rows: usize) -> String {
        let rows = self.count(rows);
        match self {
            Self::Id => format!("Lembar {sheet} penuh: {rows} baris tidak dimuat; semuanya ada pada JSON tiap laporan."),
            Self::En => format!("Sheet {sheet} is full: {rows} rows were left out; all are in the JSON of each report."),
        }
    }
}

fn summary_cells(file: &str, summary: &Summary) -> Vec<Cell> {
    let coverage =
        (summary.judged() * 1000).checked_div(summary.figures).map(|permille| Decimal::new(i64::try_from(permille).unwrap_or(0), 1));
    let year = summary.year.map(Decimal::from);
    let mut cells = vec![Cell::text(file), Cell::maybe(summary.agency.as_ref()), Cell::decimal(year)];
    let scanned = [summary.ignored, summary.pages, summary.scanned_pages, summary.tables, summary.indicators];
    let figures = [summary.figures, summary.verified, summary.contradicted];
    cells.extend(summary.findings.into_iter().chain(scanned).chain(figures).map(Cell::count));
    cells.push(Cell::decimal(coverage));
    cells
}

fn finding_cells(no: usize, origin: &Origin, finding: &Finding, rows: &Sheets, link: Option<String>, lang: Lang) -> Vec<Cell> {
    let stated = finding.stated.as_deref().and_then(figure);
    let expected = finding.expected.as_deref().and_then(figure);
    let ignored = finding.ignored.as_ref().map(|ignored| format!("{} ({})", ignored.reason, ignored.by));
    let view = lang.pick("buka", "open");
    vec![
        Cell::count(no),
        Cell::text(origin.file.as_str()),
        Cell::maybe(origin.agency.as_ref()),
        Cell::decimal(origin.year.map(Decimal::from)),
        Cell::text(finding.rule.as_str()),
        Cell::text(finding.name.as_str()),
        Cell::text(lang.severity(finding.severity)),
        Cell::figure(Some(&finding.confidence)),
        Cell::decimal(Some(finding.page.into())),
        Cell::text(finding.table.as_ref().map(|table| table_name(table, lang)).unwrap_or_default()),
        Cell::maybe(finding.row.as_ref()),
        Cell::maybe(finding.column.as_ref()),
        Cell::maybe(finding.stated.as_ref()),
        Cell::maybe(finding.expected.as_ref()),
        Cell::decimal(stated),
        Cell::decimal(expected),
        Cell::decimal(stated.zip(expected).and_then(|(stated, expected)| stated.checked_sub(expected))),
        Cell::text(lang.of(&finding.message)),
        Cell::text(evidence(finding, rows, lang)),
        link.map_or(Cell::Empty, |link| Cell::Link(link, view.to_owned())),
        ignored.map_or(Cell::Empty, Cell::Text),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::text(finding.fingerprint.as_str()),
    ]
}

/// The other places of a finding, one a line: `hlm. 9, Tabel 3.2: 1.254,60`.
#[must_use]
pub fn evidence(finding: &Finding, rows: &Sheets, lang: Lang) -> String {
    let line = |e: &Evidence| {
        let table = e.table.as_deref().map(|id| format!(", {}", table_name(rows.table(id), lang))).unwrap_or_default();
        let text = e.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{} {}{table}: {text}", lang.pick("hlm.", "p."), e.page)
    };
    finding.evidence.iter().skip(1).take(QUOTED).map(line).collect::<Vec<_>>().join("\n")
}

fn indicator_cells(origin: &Origin, indicator: &Indicator, rows: &Sheets, lang: Lang) -> Vec<Cell> {
    vec![
        Cell::text(origin.file.as_str()),
        Cell::maybe(origin.agency.as_ref()),
        Cell::maybe(indicator.sasaran.as_ref()),
        Cell::text(indicator.indikator.as_str()),
        Cell::maybe(indicator.satuan.as_ref()),
        Cell::decimal(indicator.year.map(Decimal::from)),
        Cell::text(word(indicator.period)),
        Cell::text(word(indicator.stage)),
        Cell::figure(indicator.target.as_ref()),
        Cell::figure(indicator.realisasi.as_ref()),
        Cell::figure(indicator.capaian.as_ref()),
        Cell::text(word(indicator.polarity)),
        table_cell(indicator.source.table.as_deref(), rows, lang),
        Cell::decimal(Some(indicator.source.page.into())),
    ]
}

fn budget_cells(origin: &Origin, line: &BudgetLine, rows: &Sheets, lang: Lang) -> Vec<Cell> {
    vec![
        Cell::text(origin.file.as_str()),
        Cell::maybe(origin.agency.as_ref()),
        Cell::maybe(line.kode.as_ref()),
        Cell::text(line.uraian.as_str()),
        Cell::text(word(line.level)),
        Cell::decimal(line.pagu),
        Cell::decimal(line.pagu_perubahan),
        Cell::decimal(line.realisasi),
        Cell::decimal(line.persen),
        table_cell(line.source.table.as_deref(), rows, lang),
        Cell::decimal(Some(line.source.page.into())),
    ]
}

fn tick_cells(origin: &Origin, tick: &Tick, lang: Lang) -> Vec<Cell> {
    vec![
        Cell::text(origin.file.as_str()),
        Cell::text(tick.rules.iter().map(String::as_str).collect::<Vec<_>>().join(", ")),
        Cell::decimal(Some(tick.page.into())),
        tick.table.as_deref().map_or(Cell::Empty, |table| Cell::text(table_name(table, lang))),
        Cell::maybe(tick.row.as_ref()),
        Cell::maybe(tick.column.as_ref()),
        Cell::maybe(tick.text.as_ref()),
        Cell::text(lang.role(&word(tick.part))),
    ]
}

fn table_cell(id: Option<&str>, rows: &Sheets, lang: Lang) -> Cell {
    id.map_or(Cell::Empty, |id| Cell::text(table_name(rows.table(id), lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::tests::finding;
    use calamine::{Data, DataType, Reader, Xlsx, open_workbook};

    fn written(lang: Lang) -> Xlsx<std::io::BufReader<std::fs::File>> {
        let folder = tempfile::tempdir().unwrap();
        let mut one = finding("A01", 31, "=HYPERLINK(\"http://x\")");
        one.row = Some("+cmd|' /C calc'!A0".to_owned());
        let mut two = finding("A05", 32, "74,5");
        two.expected = Some("71,46".to_owned());
        let rows = Sheets {
            findings: vec![one, two],
            verified: vec![Tick { page: 3, text: Some("5\u{1}".to_owned()), ..Tick::default() }],
            ..Sheets::default()
        };
        let summary = Summary { findings: [2, 0, 0, 0], figures: 8, verified: 1, contradicted: 1, year: Some(2024), ..Summary::default() };
        let mut book = Findings::new(folder.path(), lang).unwrap();
        book.add(&Origin::new(Path::new("a.pdf"), &summary), &summary, &rows, Some("reports/a-1.html")).unwrap();
        book.add(&Origin::new(Path::new("b.pdf"), &summary), &summary, &Sheets::default(), None).unwrap();
        book.unread("c.pdf", "kosong", "ganti").unwrap();
        let path = folder.path().join("x.xlsx");
        book.save(&path).unwrap();
        open_workbook(&path).unwrap()
    }

    #[test]
    fn numbers_are_numbers_and_formulas_are_text() {
        let mut book = written(Lang::Id);
        assert_eq!(book.sheet_names(), ID.names);
        let range = book.worksheet_range("Temuan").unwrap();
        assert_eq!(range.get_size(), (3, ID.columns[1].len()));
        assert_eq!(range.get((1, 12)), Some(&Data::String("=HYPERLINK(\"http://x\")".to_owned())));
        assert_eq!(range.get((1, 10)), Some(&Data::String("+cmd|' /C calc'!A0".to_owned())));
        assert_eq!(range.get((1, 8)), Some(&Data::Float(31.0)));
        assert_eq!((range.get((2, 14)), range.get((2, 15))), (Some(&Data::Float(74.5)), Some(&Data::Float(71.46))));
        assert!(range.get((2, 16)).and_then(|d| d.get_float()).is_some_and(|d| (d - 3.04).abs() < 1e-9));
        assert!(ID.names.iter().all(|name| book.worksheet_formula(name).unwrap().used_cells().count() == 0));
        let ticks = book.worksheet_range("Terverifikasi").unwrap();
        assert_eq!(ticks.get((1, 6)), Some(&Data::String("5\u{fffd}".to_owned())));
    }

    #[test]
    fn the_summary_adds_up_and_unread_files_are_told() {
        let mut book = written(Lang::En);
        let range = book.worksheet_range("Summary").unwrap();
        assert_eq!(range.get((3, 0)), Some(&Data::String("Total".to_owned())));
        assert_eq!(
            (range.get((1, 3)), range.get((3, 3)), range.get((1, 15))),
            (Some(&Data::Float(2.0)), Some(&Data::Float(4.0)), Some(&Data::Float(25.0)))
        );
        let unread = book.worksheet_range("Not read").unwrap();
        assert_eq!(unread.get((1, 1)), Some(&Data::String("kosong".to_owned())));
    }

    #[test]
    fn both_languages_have_the_same_columns() {
        for (id, en) in ID.columns.iter().zip(EN.columns) {
            assert_eq!(id.iter().map(|c| (c.width, c.look)).collect::<Vec<_>>(), en.iter().map(|c| (c.width, c.look)).collect::<Vec<_>>());
        }
    }
}
