//! What the tables and the prose mean: kinds, column roles, figures, indicators, budget lines, statements.
//!
//! The types here are the report JSON (see `lkj schema`). Numbers of the document are exact decimals, written as
//! strings; boxes are points from the top left of the page as displayed.

mod achieved;
mod budget;
mod caption;
mod citations;
mod codes;
mod dates;
pub mod figure;
mod formulas;
mod grid;
mod grid_view;
mod header;
mod hierarchy;
mod holdings;
mod identity;
mod indicators;
mod kind;
mod numbering;
mod outline;
mod plan;
mod polarity;
mod profile;
mod records;
mod roles;
mod rows;
pub(crate) mod scale;
mod several;
mod spelling;
mod statements;
mod tables;
mod text;
mod understand;
mod vocabulary;
mod wordings;

pub use dates::Dateline;
pub use holdings::{Asset, Headcount};
pub use records::{BudgetLevel, BudgetLine, Indicator, Period, Polarity, SourceRef, Stage, Statement, StatementKind, StatementValue};
pub use scale::{Border, Scale, ScaleClass};
pub use tables::{Cell, Column, ColumnRole, Figure, Row, RowRole, Table, TableKind, Value};
pub(crate) use text::{roman, squeeze};
pub use understand::{Input, SCHEMA_VERSION, understand};

use crate::layout::BlockKind;
use crate::pdf::Rect;
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
    /// First and last year of the Renstra that it belongs to.
    #[serde(default)]
    pub plan_period: Option<(i32, i32)>,
    /// Where and when its parts were signed.
    #[serde(default)]
    pub dates: Vec<Dateline>,
    /// Its pages.
    pub pages: Vec<PageInfo>,
    /// Its tables in document order.
    pub tables: Vec<Table>,
    /// Targets and results of indicators.
    pub indicators: Vec<Indicator>,
    /// Budget lines.
    pub budget: Vec<BudgetLine>,
    /// Counts of its staff.
    #[serde(default)]
    pub staffing: Vec<Headcount>,
    /// What it owns.
    #[serde(default)]
    pub assets: Vec<Asset>,
    /// Its scales of achievement.
    #[serde(default)]
    pub scales: Vec<Scale>,
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

/// A page and a box on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// 1-based page.
    pub page: u32,
    /// Points from the top left.
    pub bbox: Rect,
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
