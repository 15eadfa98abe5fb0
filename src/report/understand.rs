//! The stage itself: tables and blocks in, the report out.

use super::caption::{Subject, Surroundings};
use super::figure::{Evidence, Expect, Style, core_of, value};
use super::grid::Grid;
use super::header::Header;
use super::profile::{Profile, profiles};
use super::spelling::Spelling;
use super::{Block, Cell, Column, ColumnRole as Role, Generator, PageInfo, Place, Report, Source, Table, TableKind, Value, Warning};
use super::{
    achieved, budget, citations, dates, formulas, holdings, identity, indicators, kind, outline, plan, roles, rows, scale, statements,
};
use crate::{layout, table};
use rust_decimal::Decimal;

/// Everything that the stages before found in one file.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The file.
    pub source: Source,
    /// Its pages.
    pub pages: Vec<PageInfo>,
    /// Its tables in document order.
    pub tables: Vec<table::Table>,
    /// Its text outside the tables, in reading order.
    pub blocks: Vec<layout::Block>,
    /// What the stages before could not read.
    pub warnings: Vec<Warning>,
}

/// Version of the report format.
pub const SCHEMA_VERSION: &str = "1.0";

/// Says what tables and text mean. Never fails: what cannot be understood keeps its text and gets no meaning.
#[must_use]
pub fn understand(input: Input) -> Report {
    let Input { source, pages, tables, blocks, mut warnings } = input;
    let page_count = pages.len();
    let surroundings = Surroundings::new(&blocks);
    let mut drafts: Vec<Draft> = Vec::with_capacity(tables.len());
    for (i, found) in tables.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|b| Some((tables.get(b)?, drafts.get(b)?)));
        let draft = Draft::of(found, &surroundings, before.filter(|(t, _)| goes_on(t, found)).map(|(_, d)| d));
        drafts.push(draft);
    }
    let report_style = drafts.iter().fold(Evidence::default(), |e, d| e.plus(d.table_evidence()));
    let mut understood: Vec<Table> = Vec::with_capacity(tables.len());
    for (i, (found, draft)) in tables.iter().zip(&drafts).enumerate() {
        if draft.grid.is_none() {
            let page = found.parts.first().map(|p| p.page);
            warnings.push(Warning {
                page,
                kind: "table_too_large".into(),
                message: format!("A grid of {} x {} cells is not read as a table", found.rows, found.cols),
            });
        }
        understood.push(draft.finish(found, format!("t{}", i + 1), report_style));
    }
    let (agency, year) = identity::identity(&blocks, &understood);
    understood.iter_mut().for_each(|t| date_columns(t, year));
    let span = plan::plan_years(&blocks, &understood, year);
    let mut indicators = indicators::indicators(&understood, year, span);
    if achieved::settle(&mut understood, &indicators) {
        indicators = indicators::indicators(&understood, year, span);
    }
    let spelling = Spelling::of(&blocks, &understood);
    indicators::mend_names(&mut indicators, &spelling);
    let lower = statements::declared_lower(&blocks, &indicators);
    indicators::declare_polarity(&mut indicators, &lower);
    let mut statements = statements::statements(&blocks, &indicators, report_style, year);
    indicators.extend(statements::narrated(&statements, &indicators, year));
    citations::cite(&mut statements, &understood);
    formulas::add(&mut indicators, &understood);
    Report {
        schema_version: SCHEMA_VERSION.into(),
        generator: Generator { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() },
        source,
        agency,
        year,
        plan_period: plan::period(&blocks, &understood, year),
        dates: dates::datelines(&blocks),
        pages,
        indicators,
        budget: budget::budget(&understood, year, &spelling),
        staffing: holdings::staffing(&understood),
        assets: holdings::assets(&understood),
        scales: understood.iter().filter(|t| t.kind == TableKind::Scale).filter_map(scale::of_table).collect(),
        statements,
        sections: outline::sections(&blocks, u32::try_from(page_count).unwrap_or(u32::MAX)),
        lists: outline::lists(&blocks),
        tables: understood,
        blocks: blocks.into_iter().map(|b| Block { page: b.page, bbox: b.bbox, kind: b.kind, level: b.level, text: b.text }).collect(),
        warnings,
    }
}

/// 'Tahun lalu' and 'tahun ini' are the years before and of the table's, else the report's.
fn date_columns(table: &mut Table, report: Option<i32>) {
    let Some(now) = table.year.or(report) else { return };
    for column in table.columns.iter_mut().filter(|c| c.year.is_none()) {
        let header = super::text::fold(&column.header.join(" "));
        if ["tahun lalu", "tahun sebelumnya", "tahun kemarin"].iter().any(|w| header.contains(w)) {
            column.year = Some(now - 1);
        } else if ["tahun ini", "tahun berjalan"].iter().any(|w| header.contains(w)) {
            column.year = Some(now);
        }
    }
}

/// Whether a table without caption stands right behind another, so that it may be its continuation.
fn goes_on(before: &table::Table, this: &table::Table) -> bool {
    let (Some(last), Some(first)) = (before.parts.last(), this.parts.first()) else { return false };
    this.caption.is_none() && (last.page..=last.page + 1).contains(&first.page)
}

/// A table half understood: all that can be said before the whole report has been seen.
struct Draft<'a> {
    grid: Option<Grid<'a>>,
    header: Header,
    subject: Subject,
    profiles: Vec<Profile>,
    roles: Vec<Role>,
    kind: TableKind,
    /// Number style by column.
    evidence: Vec<Evidence>,
}

impl<'a> Draft<'a> {
    fn of(found: &'a table::Table, surroundings: &Surroundings, before: Option<&Self>) -> Self {
        let Some(grid) = Grid::of(found) else {
            let subject = surroundings.subject(found, "");
            return Self {
                grid: None,
                header: Header::default(),
                subject,
                profiles: Vec::new(),
                roles: Vec::new(),
                kind: TableKind::Other,
                evidence: Vec::new(),
            };
        };
        let mut header = Header::read(&grid, found.header_rows);
        let mut subject = surroundings.subject(found, &header.title);
        let mut inherited = None;
        if let Some(before) = before {
            if !header.is_known() && before.header.is_known() && before.header.columns.len() == grid.cols {
                header = before.header.continued();
                inherited = Some(before);
            }
            if !subject.titled && (inherited.is_some() || header.is_like(&before.header)) {
                subject = before.subject.clone();
            }
        }
        let profiles = profiles(&grid, header.rows);
        let roles = match inherited {
            Some(before) => before.roles.clone(),
            None => roles::roles(&header, &profiles, &subject.words),
        };
        roles::settle_years(&mut header, &roles);
        let kind = kind::kind(&subject, &header, &roles);
        let evidence = (0..grid.cols)
            .map(|col| {
                let mut evidence = Evidence::default();
                if roles.get(col).is_some_and(|r| expect(*r) == Expect::Measure || *r == Role::Other) {
                    (header.rows..grid.rows).filter_map(|row| core_of(grid.own_text(row, col))).for_each(|core| evidence.add(&core));
                }
                evidence
            })
            .collect();
        Self { grid: Some(grid), header, subject, profiles, roles, kind, evidence }
    }

    fn table_evidence(&self) -> Evidence {
        self.evidence.iter().fold(Evidence::default(), |a, b| a.plus(*b))
    }

    fn finish(&self, found: &table::Table, id: String, report: Evidence) -> Table {
        let values = self.values(found, report);
        let rows = self.grid.as_ref().map(|g| rows::rows(g, &self.header, &self.roles, &values)).unwrap_or_default();
        let columns = self.header.columns.iter().zip(&self.roles).enumerate().map(|(col, (head, role))| Column {
            col,
            header: head.path.clone(),
            role: *role,
            year: head.year,
            quarter: head.quarter,
            unit: head.unit.clone(),
            number: head.number.clone(),
            formula: head.formula.clone(),
        });
        let cells = found.cells.iter().zip(values).map(|(c, value)| Cell {
            row: c.row,
            col: c.col,
            row_span: c.row_span,
            col_span: c.col_span,
            text: c.text.clone(),
            page: c.page,
            bbox: c.bbox,
            bold: c.bold,
            value,
        });
        let mut pages: Vec<u32> = found.parts.iter().map(|p| p.page).collect();
        pages.dedup();
        Table {
            id,
            number: found.number.clone(),
            caption: found.caption.clone(),
            caption_at: found.caption_at.map(|(page, bbox)| Place { page, bbox }),
            kind: self.kind,
            year: self.subject.year,
            scale: self.subject.scale.unwrap_or(Decimal::ONE),
            pages,
            parts: found.parts.clone(),
            header_rows: self.header.rows,
            columns: columns.collect(),
            rows,
            cells: cells.collect(),
            detection: found.detection,
        }
    }

    /// One value a cell.
    fn values(&self, found: &table::Table, report: Evidence) -> Vec<Value> {
        let table = self.table_evidence();
        let styles: Vec<(Style, Style)> = self
            .evidence
            .iter()
            .enumerate()
            .map(|(col, own)| {
                let percent = self.header.columns.get(col).is_some_and(|h| h.unit.as_deref() == Some("%"))
                    || self.profiles.get(col).is_some_and(Profile::percent);
                let percent = percent || self.roles.get(col).is_some_and(|r| matches!(r, Role::Capaian | Role::Serapan | Role::Porsi));
                (Style::decide(*own, table, report, percent), Style::decide(*own, table, report, true))
            })
            .collect();
        let unit_col = self.roles.iter().position(|r| *r == Role::Satuan);
        found
            .cells
            .iter()
            .map(|cell| {
                let row_percent = unit_col.is_some_and(|c| {
                    let unit = self.grid.as_ref().map_or("", |g| g.text(cell.row, c));
                    unit == "%" || unit.to_lowercase().starts_with("pers")
                });
                let style = styles.get(cell.col).map_or(Style::INDONESIAN, |(plain, percent)| if row_percent { *percent } else { *plain });
                let expect = if cell.row < self.header.rows {
                    Expect::Words
                } else {
                    match self.roles.get(cell.col) {
                        Some(Role::Uraian) if self.kind == TableKind::Scale => Expect::Anything,
                        Some(role) => expect(*role),
                        None => Expect::Anything,
                    }
                };
                value(&cell.text, style, expect)
            })
            .collect()
    }
}

/// What to expect in a column of a role.
fn expect(role: Role) -> Expect {
    match role {
        Role::No | Role::Tujuan | Role::Sasaran | Role::Indikator | Role::Uraian | Role::Formula | Role::Satuan => Expect::Words,
        Role::Kode => Expect::Code,
        Role::Predikat => Expect::Class,
        Role::Keterangan => Expect::Anything,
        Role::Other => Expect::Anything,
        _ => Expect::Measure,
    }
}
