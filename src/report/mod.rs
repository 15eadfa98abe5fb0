//! What the tables and the prose mean: kinds, column roles, figures, indicators, budget lines, statements.
//!
//! The types here are the report JSON (see `lkj schema`). Numbers of the document are exact decimals, written as
//! strings; boxes are points from the top left of the page as displayed.

mod achieved;
mod budget;
mod caption;
mod codes;
pub mod figure;
mod grid;
mod grid_view;
mod header;
mod hierarchy;
mod identity;
mod indicators;
mod kind;
mod numbering;
mod outline;
mod plan;
mod polarity;
mod profile;
mod roles;
mod rows;
mod several;
mod spelling;
mod statements;
mod text;
mod understand;
mod vocabulary;
mod wordings;

pub use understand::{Input, SCHEMA_VERSION, understand};

use crate::layout::BlockKind;
use crate::pdf::Rect;
use crate::table::{Detection, Part};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A report as data: everything read, nothing judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Version of this format.
    pub schema_version: String,
    /// The program that wrote it.
    pub generator: Generator,
    /// The file it came from.
    pub source: Source,
    /// Whose report it is.
    pub agency: Agency,
    /// The year reported on.
    pub year: Option<i32>,
    /// Its pages.
    pub pages: Vec<PageInfo>,
    /// Its tables in document order.
    pub tables: Vec<Table>,
    /// Targets and results of indicators.
    pub indicators: Vec<Indicator>,
    /// Budget lines.
    pub budget: Vec<BudgetLine>,
    /// Sentences that carry figures or claims.
    pub statements: Vec<Statement>,
    /// Bab and sub-bab with their pages.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Daftar Isi, Daftar Tabel and Daftar Gambar, entry by entry.
    #[serde(default)]
    pub lists: Vec<ListEntry>,
    /// Headings, paragraphs, captions and list items outside tables, in reading order.
    pub blocks: Vec<Block>,
    /// What could not be read or is uncertain.
    pub warnings: Vec<Warning>,
}

/// The program that wrote a report JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// `lkj`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The file a report came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// File name without folders.
    pub file_name: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Page count.
    pub pages: u32,
    /// `/Producer` of the document information.
    pub producer: Option<String>,
}

/// Whose report it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Agency {
    /// `Dinas Tenaga Kerja`, without the region.
    pub name: Option<String>,
    /// `Provinsi Kepulauan Bangka Belitung`.
    pub region: Option<String>,
    /// Level of government.
    pub level: Option<Level>,
}

/// Level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Kementerian, lembaga and their units.
    Pusat,
    /// Provinsi.
    Provinsi,
    /// Kabupaten.
    Kabupaten,
    /// Kota.
    Kota,
    /// Kecamatan, kelurahan.
    Kecamatan,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageInfo {
    /// 1-based number in the file.
    pub page: u32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// Where its text comes from.
    pub text: PageText,
}

/// Where the text of a page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageText {
    /// Text of the PDF.
    Digital,
    /// A picture of a page, no text.
    Scanned,
    /// Text, and a picture that fills much of the page.
    Mixed,
    /// Nothing.
    Empty,
}

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Perjanjian Kinerja.
    PerformanceAgreement,
    /// Perjanjian Kinerja Perubahan.
    PerformanceAgreementRevised,
    /// Targets of the Renstra by year.
    StrategicPlanTargets,
    /// Indikator Kinerja Utama.
    KeyPerformanceIndicators,
    /// Target, realisasi and capaian of the year.
    PerformanceMeasurement,
    /// Results over several years.
    PerformanceTrend,
    /// Budget before realisation.
    BudgetPlan,
    /// Budget before and after a change.
    BudgetChange,
    /// Pagu and realisasi.
    BudgetRealization,
    /// Efficiency of the use of resources.
    Efficiency,
    /// Quarterly targets or results (rencana aksi, monev).
    QuarterlyMonitoring,
    /// Staff.
    Staffing,
    /// Assets.
    Assets,
    /// Classes of achievement.
    Scale,
    /// Formulas of indicators.
    Formulas,
    /// Anything else.
    Other,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// Row number.
    No,
    /// Kode rekening or other code.
    Kode,
    /// Misi, tujuan.
    Tujuan,
    /// Sasaran.
    Sasaran,
    /// Indikator kinerja.
    Indikator,
    /// Name of a programme, activity, asset, post: the row's label where no other role fits.
    Uraian,
    /// Formula of the indicator.
    Formula,
    /// Unit.
    Satuan,
    /// Baseline, kondisi awal.
    Baseline,
    /// Performance target.
    Target,
    /// Performance result.
    Realisasi,
    /// Achievement, % of target.
    Capaian,
    /// Budget (before a change where the table has both).
    Pagu,
    /// Budget after the change.
    PaguPerubahan,
    /// Spending, rupiah.
    RealisasiAnggaran,
    /// Spending, % of budget.
    Serapan,
    /// What is left or saved, rupiah or %.
    Sisa,
    /// Difference of two columns: bertambah/berkurang, selisih.
    Selisih,
    /// Total across the row.
    Jumlah,
    /// A part of the row's total (laki-laki, S1, belanja modal).
    Bagian,
    /// Share of a total, %.
    Porsi,
    /// Predicate or colour class.
    Predikat,
    /// Remarks, person in charge, source.
    Keterangan,
    /// Not known.
    Other,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Column {
    /// 0-based column.
    pub col: usize,
    /// Header texts from the top level down, without repeats and without the number row.
    pub header: Vec<String>,
    /// What it holds.
    pub role: ColumnRole,
    /// The year it speaks of, from its header, else null.
    pub year: Option<i32>,
    /// Quarter 1 to 4, from its header.
    pub quarter: Option<u8>,
    /// Unit from the header: `%`, `Rp`, `ribu Rp`, `orang`.
    pub unit: Option<String>,
    /// Number or letter in the number row (`6`, `g`).
    pub number: Option<String>,
    /// Formula printed in the header or number row, as printed (`6=5/4x100`).
    pub formula: Option<String>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowRole {
    /// Header.
    Header,
    /// The row of column numbers.
    Number,
    /// Data.
    Data,
    /// A group's head with or without its own sum.
    Group,
    /// Sum of a group, printed after or before it.
    Subtotal,
    /// Sum of the table (or of a top level).
    Total,
    /// Average.
    Average,
    /// Part of the row above that must not be added again (dari mana, termasuk).
    Memo,
    /// Text that runs through the table.
    Note,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// 0-based row.
    pub row: usize,
    /// What it is.
    pub role: RowRole,
    /// Depth in the table's hierarchy from 0, where it has one.
    pub level: Option<u8>,
    /// Row of the group it belongs to.
    pub parent: Option<usize>,
    /// The text a reader would name it by.
    pub label: String,
}

/// One cell as printed, with what it means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// 0-based row.
    pub row: usize,
    /// 0-based column.
    pub col: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub col_span: usize,
    /// As printed; paragraphs apart by `\n`.
    pub text: String,
    /// 1-based page.
    pub page: u32,
    /// Box on that page.
    pub bbox: Rect,
    /// Most of it is bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// What the text says.
    pub value: Value,
}

/// A printed figure: exact value and printed precision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Exact value.
    pub number: Decimal,
    /// Decimals printed.
    pub decimals: u32,
    /// `%`, `‰`, `Rp`, `orang` … as printed with the figure.
    pub unit: Option<String>,
}

/// What a cell's text says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Value {
    /// No text.
    Empty,
    /// A number; scaled words ('juta') are multiplied out.
    Number(Figure),
    /// `5–6%`.
    Range {
        /// Lower end.
        from: Figure,
        /// Upper end.
        to: Figure,
    },
    /// `< 3%`, `≥ 80`.
    Bound {
        /// `<`, `<=`, `>` or `>=`.
        op: String,
        /// The border.
        figure: Figure,
    },
    /// `88,10/100.000 KH`, `1 : 2`.
    Ratio {
        /// Before the stroke.
        numerator: Figure,
        /// After it.
        denominator: Figure,
    },
    /// `-`, `n/a`, `nihil`, `sda`: said to be nothing, in the given spelling.
    Nil {
        /// As printed.
        mark: String,
    },
    /// `WTP`, `BB`, `Sangat Baik`.
    Predicate {
        /// As printed.
        text: String,
    },
    /// A kode rekening or other code, without blanks.
    Code {
        /// Normalised.
        code: String,
    },
    /// A calendar year that is no quantity.
    Year {
        /// The year.
        year: i32,
    },
    /// Looks like a figure but cannot be one as printed.
    Malformed {
        /// Why.
        reason: String,
        /// The likeliest reading.
        reading: Option<Decimal>,
    },
    /// Any other text.
    Text,
}

/// One table with its meaning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// `t1`, `t2`, … in document order.
    pub id: String,
    /// As printed after `Tabel`.
    pub number: Option<String>,
    /// Caption without the number.
    pub caption: Option<String>,
    /// Page and box of the caption.
    pub caption_at: Option<Place>,
    /// What it is for.
    pub kind: TableKind,
    /// Year that the caption names, else null.
    pub year: Option<i32>,
    /// Factor of all amounts that the caption or header declares (`1000` for 'dalam ribuan rupiah'), else 1.
    pub scale: Decimal,
    /// Pages it stands on.
    pub pages: Vec<u32>,
    /// Its piece on each page.
    pub parts: Vec<Part>,
    /// Header rows, the number row included.
    pub header_rows: usize,
    /// Columns, one each.
    pub columns: Vec<Column>,
    /// Rows, one each.
    pub rows: Vec<Row>,
    /// Cells, row-major.
    pub cells: Vec<Cell>,
    /// How it was found.
    pub detection: Detection,
}

/// A page and a box on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
}

/// Where a fact stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SourceRef {
    /// Table id, where it is from a table.
    pub table: Option<String>,
    /// Row of that table.
    pub row: Option<usize>,
    /// 1-based page.
    pub page: u32,
}

/// Which plan or report of the year a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Renstra.
    Renstra,
    /// Indikator Kinerja Utama.
    Iku,
    /// Perjanjian Kinerja.
    Pk,
    /// Perjanjian Kinerja Perubahan.
    PkPerubahan,
    /// Measurement in Bab III.
    Pengukuran,
    /// Quarterly monitoring.
    Monev,
    /// Prose.
    Narrative,
}

/// Which direction is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
}

/// The span of time a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The whole year.
    Annual,
    /// Triwulan I.
    Q1,
    /// Triwulan II.
    Q2,
    /// Triwulan III.
    Q3,
    /// Triwulan IV.
    Q4,
    /// The end of the Renstra.
    EndOfPlan,
}

/// Target and result of one indicator in one year at one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicator {
    /// Sasaran that it stands under.
    pub sasaran: Option<String>,
    /// Its name as printed.
    pub indikator: String,
    /// Unit.
    pub satuan: Option<String>,
    /// Year.
    pub year: Option<i32>,
    /// Span of time.
    pub period: Period,
    /// Where in the planning cycle.
    pub stage: Stage,
    /// Exact figure, or the text where it is none (`WTP`, `5-6`).
    pub target: Option<String>,
    /// Exact figure or text.
    pub realisasi: Option<String>,
    /// Achievement, %.
    pub capaian: Option<String>,
    /// Which direction is better.
    pub polarity: Polarity,
    /// Where it stands.
    pub source: SourceRef,
}

/// Level of a budget line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BudgetLevel {
    /// Urusan.
    Urusan,
    /// Bidang urusan.
    Bidang,
    /// Program.
    Program,
    /// Kegiatan.
    Kegiatan,
    /// Sub kegiatan.
    SubKegiatan,
    /// Kind of spending (belanja operasi, pegawai, modal).
    Belanja,
    /// Sasaran.
    Sasaran,
    /// Not known.
    Other,
}

/// One budget line. Amounts are rupiah, the table's scale multiplied in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BudgetLine {
    /// Kode rekening without blanks.
    pub kode: Option<String>,
    /// Name.
    pub uraian: String,
    /// Level.
    pub level: BudgetLevel,
    /// Budget, rupiah.
    pub pagu: Option<Decimal>,
    /// Budget after the change, rupiah.
    pub pagu_perubahan: Option<Decimal>,
    /// Spending, rupiah.
    pub realisasi: Option<Decimal>,
    /// Spending, % of budget as printed.
    pub persen: Option<Decimal>,
    /// Where it stands.
    pub source: SourceRef,
}

/// What a sentence states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// Target, realisasi or capaian of an indicator.
    TargetRealisasi,
    /// A formula with its figures: `(a/b) x 100% = c`.
    Formula,
    /// Budget figures.
    Budget,
    /// A difference or change between two values.
    Difference,
    /// A share, ratio or composition.
    Share,
    /// A comparison with another year or place.
    Comparison,
    /// A count claim: `2 (dua) program`.
    Count,
    /// A claim without figures of its own (melampaui, tercapai).
    Claim,
    /// Any other sentence with figures.
    Other,
}

/// A figure in a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementValue {
    /// What it is said to be.
    pub role: ColumnRole,
    /// The year it belongs to.
    pub year: Option<i32>,
    /// As printed.
    pub text: String,
    /// What it says.
    pub value: Value,
    /// Where.
    pub bbox: Rect,
}

/// A sentence that carries figures or claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// 1-based page.
    pub page: u32,
    /// Box of the lines it stands on.
    pub bbox: Rect,
    /// The sentence.
    pub text: String,
    /// What it states.
    pub kind: StatementKind,
    /// The indicator it is about.
    pub indikator: Option<String>,
    /// Its figures in order.
    pub values: Vec<StatementValue>,
}

/// A Bab, a sub-bab or a part without number (`Ikhtisar Eksekutif`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// 1 for a Bab, 2 for `1.1`, 3 for `1.1.1`.
    pub level: u8,
    /// As printed: `III`, `3.1`.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// 1-based page on which it starts.
    pub page: u32,
    /// Page on which it ends.
    pub last_page: u32,
}

/// What an entry of a list at the front of a report lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListedKind {
    /// A Bab or sub-bab.
    Section,
    /// A table.
    Table,
    /// A figure, chart or diagram.
    Figure,
}

/// One entry of Daftar Isi, Daftar Tabel or Daftar Gambar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListEntry {
    /// What it lists.
    pub kind: ListedKind,
    /// As printed: `III`, `3.1`.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The page number that the entry prints: `12`, `iv`, `III-4`.
    pub printed_page: Option<String>,
    /// 1-based page that the entry stands on.
    pub page: u32,
}

/// A piece of text outside the tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
    /// What it is.
    pub kind: BlockKind,
    /// Heading level from 1; 0 where it is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: u8,
    /// Its text.
    pub text: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(level: &u8) -> bool {
    *level == 0
}

/// Something that could not be read or is uncertain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// 1-based page, where it concerns one.
    pub page: Option<u32>,
    /// A stable word: `scanned_page`, `unreadable_page`, `unknown_glyphs`, …
    pub kind: String,
    /// In plain words.
    pub message: String,
}
