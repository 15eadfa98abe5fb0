//! Records of the report JSON: indicators, budget lines and sentences, each with where it stands.

use super::{ColumnRole, Value};
use crate::pdf::Rect;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Rencana Kinerja Tahunan, Rencana Kerja.
    Rkt,
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
    /// How it is computed, in the words of the report's table of formulas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
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
    /// Ids of the tables it speaks of: `Tabel III.6`, `tabel di atas`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<String>,
}
