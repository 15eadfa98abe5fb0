//! Tables of the report JSON: what a table, a column, a row and a cell are said to be.

use super::Place;
use crate::pdf::Rect;
use crate::table::{Detection, Part};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Rencana Kinerja Tahunan (RKT), Rencana Kerja: what the agency meant to promise.
    AnnualPlan,
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
