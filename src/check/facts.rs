//! What a report says of each indicator, wherever it says so: the same indicator recognised through all tables and
//! sentences, so that the cross-reference rules only compare.

mod agreement;
mod doubts;
mod names;
mod saying;

pub use agreement::{agree, figure, measured};
pub use names::{fold, key};
pub use saying::{contradiction, evidence, one_unit, place};

use super::Input;
use super::view::{At, View};
use crate::pattern::LazyPattern;
use crate::pdf::Rect;
use crate::report::{ColumnRole, Period, Stage, Statement, StatementKind, StatementValue, Value};
use doubts::{is_ambiguous, leave_out_other_measures};
use names::{differ_by_slips, words};
use std::collections::{BTreeMap, BTreeSet};

/// Letters and digits from which a name without its fillers identifies an indicator in running text.
const TELLING: usize = 14;
/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// What was promised.
    Target,
    /// What came of it.
    Realisasi,
    /// The second as a percentage of the first.
    Capaian,
}

/// Where a fact stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spot {
    /// A cell.
    Cell(At),
    /// A figure in a sentence: page and box.
    Text(u32, Rect),
}

/// One printed figure about one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it measures.
    pub measure: Measure,
    /// Year that it is about.
    pub year: Option<i32>,
    /// Span of time.
    pub period: Period,
    /// Where in the planning cycle.
    pub stage: Stage,
    /// What it says.
    pub value: Value,
    /// As printed.
    pub text: String,
    /// Where.
    pub spot: Spot,
    /// Its row carries a percentage.
    pub percent: Option<bool>,
    /// Its column is of results or of achievements, the header does not say which: 'Capaian tahun lalu'.
    pub doubtful: bool,
}

impl Fact {
    /// Table of the fact; `None` in prose.
    #[must_use]
    pub fn table(&self) -> Option<usize> {
        match self.spot {
            Spot::Cell(at) => Some(at.table),
            Spot::Text(..) => None,
        }
    }
}

/// All facts of one indicator, in document order.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Name as first printed.
    pub name: String,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// One table gives it twice with different figures: its name does not identify it.
    pub ambiguous: bool,
}

impl Group {
    /// Facts of a measure, year and period.
    pub fn of(&self, measure: Measure, year: Option<i32>, period: Period) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |f| f.measure == measure && f.year == year && f.period == period)
    }
}

/// The facts of a report by indicator.
#[derive(Debug, Default)]
pub struct Facts {
    /// One group an indicator.
    pub groups: Vec<Group>,
}

impl Facts {
    /// The indicator of a name, slips of the pen apart; `None` where none or several are meant.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&Group> {
        let own = key(name);
        if let Some(group) = self.groups.iter().find(|g| key(&g.name) == own) {
            return Some(group);
        }
        let own = words(name);
        let mut near = self.groups.iter().filter(|g| differ_by_slips(&words(&g.name), &own));
        near.next().filter(|_| near.next().is_none())
    }

    /// Gathers them.
    #[must_use]
    pub fn new(input: &Input<'_>) -> Self {
        let mut index = Index::default();
        index.sasaran_names(input);
        let tables: BTreeMap<&str, &View<'_>> = input.views.iter().map(|v| (v.table.id.as_str(), v)).collect();
        for record in &input.report.indicators {
            let Some(view) = record.source.table.as_deref().and_then(|id| tables.get(id)) else { continue };
            let Some(row) = record.source.row else { continue };
            let facts = facts_of(view, row, record);
            if facts.is_empty() {
                continue;
            }
            let group = index.group(input.names.canonical(&record.indikator), record.sasaran.is_none(), view.index);
            if let Some(group) = index.groups.get_mut(group) {
                group.facts.extend(facts);
            }
        }
        index.statements(input);
        for group in &mut index.groups {
            group.ambiguous = is_ambiguous(group);
        }
        leave_out_other_measures(&mut index.groups);
        Self { groups: index.groups }
    }
}

/// Facts of one record, each with its cell.
fn facts_of(view: &View<'_>, row: usize, record: &crate::report::Indicator) -> Vec<Fact> {
    let quarter = match record.period {
        Period::Q1 => Some(1),
        Period::Q2 => Some(2),
        Period::Q3 => Some(3),
        Period::Q4 => Some(4),
        Period::Annual | Period::EndOfPlan => None,
    };
    let mut facts = Vec::new();
    let measures = [(Measure::Target, &record.target), (Measure::Realisasi, &record.realisasi), (Measure::Capaian, &record.capaian)];
    for (measure, printed) in measures {
        if printed.is_none() || (measure != Measure::Target && record.period == Period::EndOfPlan) {
            continue;
        }
        let fits = |col: usize| {
            let role = view.role(col);
            let right = match measure {
                Measure::Target => role == ColumnRole::Target,
                Measure::Realisasi => matches!(role, ColumnRole::Realisasi | ColumnRole::Baseline),
                Measure::Capaian => role == ColumnRole::Capaian,
            };
            let column = view.column(col);
            // 'Capaian (%) / Target, Realisasi' holds achievements, not what is measured.
            let header = view.column(col).map(|c| c.header.as_slice()).unwrap_or_default();
            let above = header.len().checked_sub(1).and_then(|n| header.get(..n)).unwrap_or_default();
            let achieved = above.iter().any(|h| fold(h).starts_with("capaian") && h.contains('%'));
            right
                && (!achieved || measure == Measure::Capaian)
                && column.is_some_and(|c| c.quarter == quarter && ends_plan(&c.header) == (record.period == Period::EndOfPlan))
        };
        let dated = |col: &usize| view.column(*col).is_some_and(|c| c.year.is_some() && c.year == record.year);
        let undated = |col: &usize| view.column(*col).is_some_and(|c| c.year.is_none());
        let all: Vec<usize> = (0..view.cols).filter(|c| fits(*c)).collect();
        let own: Vec<usize> = all.iter().copied().filter(dated).collect();
        let columns = if own.is_empty() { all.into_iter().filter(undated).collect() } else { own };
        let mut cells: Vec<At> = columns.iter().filter_map(|c| view.at(row, *c)).collect();
        cells.dedup();
        cells.retain(|at| view.cell(*at).is_some_and(|c| c.row == row && !matches!(c.value, Value::Empty | Value::Nil { .. })));
        // Two columns of one meaning: only figures that agree say which is meant.
        let Some(cell) = cells.first().and_then(|at| view.cell(*at)) else { continue };
        if cells.iter().skip(1).filter_map(|at| view.cell(*at)).any(|other| agree(&other.value, &cell.value) != Some(true)) {
            continue;
        }
        let Some(at) = cells.first().copied() else { continue };
        let unit = record.satuan.as_deref().map(|u| u.contains('%') || fold(u).starts_with("persen"));
        let printed = figure(&cell.value).and_then(|f| f.unit.as_deref()).map(|u| u.contains('%'));
        let header = fold(&view.header(cell.col));
        let doubtful = measure == Measure::Realisasi && header.contains("capaian") && !header.contains("realisasi");
        facts.push(Fact {
            measure,
            year: record.year,
            period: record.period,
            stage: record.stage,
            value: cell.value.clone(),
            text: cell.text.trim().to_owned(),
            spot: Spot::Cell(at),
            percent: if measure == Measure::Capaian { None } else { unit.or(printed) },
            doubtful,
        });
    }
    facts
}

/// 'Target Akhir Renstra', 'Target Jangka Menengah': the same words by which the records were made.
fn ends_plan(header: &[String]) -> bool {
    let text = fold(&header.join(" "));
    text.contains("akhir") && (text.contains("target") || text.contains("renstra") || text.contains("rpjmd"))
        || text.contains("jangka menengah")
}

fn ordinal(period: Period) -> u8 {
    match period {
        Period::Annual => 0,
        Period::Q1 => 1,
        Period::Q2 => 2,
        Period::Q3 => 3,
        Period::Q4 => 4,
        Period::EndOfPlan => 5,
    }
}

#[derive(Default)]
struct Index {
    groups: Vec<Group>,
    by_key: BTreeMap<String, usize>,
    /// Groups by number of words and first word, for slips of the pen.
    blocks: BTreeMap<(usize, String), Vec<usize>>,
    words: Vec<Vec<String>>,
    keys: Vec<String>,
    tables: Vec<BTreeSet<(usize, String)>>,
    /// Sasaran with one indicator stands for it.
    sasaran: BTreeMap<String, BTreeMap<String, String>>,
}

impl Index {
    fn sasaran_names(&mut self, input: &Input<'_>) {
        for record in &input.report.indicators {
            if let Some(sasaran) = &record.sasaran {
                let own = self.sasaran.entry(key(sasaran)).or_default();
                own.entry(key(&record.indikator)).or_insert_with(|| record.indikator.clone());
            }
        }
    }

    fn group(&mut self, name: &str, may_be_sasaran: bool, table: usize) -> usize {
        let alone = may_be_sasaran.then(|| self.sasaran.get(&key(name))).flatten().filter(|own| own.len() == 1);
        let name = alone.and_then(|own| own.values().next()).map_or(name, String::as_str).to_owned();
        let key = key(&name);
        if let Some(group) = self.by_key.get(&key).copied() {
            self.note(group, table, &key);
            return group;
        }
        let words = words(&name);
        let block = (words.len(), words.first().map(|w| w.chars().take(1).collect()).unwrap_or_default());
        let near = self.blocks.get(&block).into_iter().flatten().copied().find(|g| {
            let same = self.words.get(*g).is_some_and(|other| differ_by_slips(other, &words));
            // Two names in one table are two indicators, however alike.
            same && self.tables.get(*g).is_none_or(|tables| tables.iter().all(|(t, k)| *t != table || *k == key))
        });
        let group = near.unwrap_or_else(|| {
            self.groups.push(Group { name: name.clone(), ..Group::default() });
            self.words.push(words);
            self.keys.push(key.clone());
            self.tables.push(BTreeSet::new());
            let group = self.groups.len() - 1;
            self.blocks.entry(block).or_default().push(group);
            group
        });
        self.note(group, table, &key);
        self.by_key.insert(key, group);
        group
    }

    fn note(&mut self, group: usize, table: usize, key: &str) {
        if let Some(tables) = self.tables.get_mut(group) {
            tables.insert((table, key.to_owned()));
        }
    }

    /// Sentences that name an indicator themselves and say what is target and what is result.
    fn statements(&mut self, input: &Input<'_>) {
        for statement in &input.report.statements {
            if !matches!(statement.kind, StatementKind::TargetRealisasi | StatementKind::Comparison) {
                continue;
            }
            let text = key(&statement.text);
            let Some(group) = statement.indikator.as_deref().and_then(|name| self.by_key.get(&key(name)).copied()) else { continue };
            let Some(name) = self.keys.get(group).filter(|k| k.chars().count() >= TELLING && text.contains(k.as_str())) else { continue };
            // Several indicators in one sentence: which figure belongs to which is a guess.
            if self
                .keys
                .iter()
                .any(|k| k != name && k.chars().count() >= TELLING && text.contains(k.as_str()) && !name.contains(k.as_str()))
            {
                continue;
            }
            let folded = fold(&statement.text);
            // A formula's figures are operands, its '100%' a factor.
            if ["×", "x 100", "rumus", "formula"].iter().any(|sign| folded.contains(sign)) {
                continue;
            }
            for (year, value) in of_earlier_years(statement, input.report.year) {
                if is_telling(&value.value, name)
                    && let Some(group) = self.groups.get_mut(group)
                {
                    group.facts.push(narrated(statement.page, Measure::Realisasi, Some(year), value));
                }
            }
            let dated = !["tahun lalu", "sebelumnya", "triwulan", "semester", "renstra", "rpjmd", "akhir", "nasional", "provinsi"]
                .iter()
                .any(|word| folded.contains(word));
            // 'Target X, realisasi Y': anything else may be an achievement, another year or another thing.
            let one = |role| statement.values.iter().filter(|v| v.role == role).count() == 1;
            if !one(ColumnRole::Target) || !one(ColumnRole::Realisasi) {
                continue;
            }
            for measure in [Measure::Target, Measure::Realisasi, Measure::Capaian] {
                let role = match measure {
                    Measure::Target => ColumnRole::Target,
                    Measure::Realisasi => ColumnRole::Realisasi,
                    Measure::Capaian => ColumnRole::Capaian,
                };
                let values: Vec<_> = statement.values.iter().filter(|v| v.role == role).collect();
                let [value] = values.as_slice() else { continue };
                if !dated || !is_telling(&value.value, name) {
                    continue;
                }
                let fact = narrated(statement.page, measure, value.year.or(input.report.year), value);
                if let Some(group) = self.groups.get_mut(group) {
                    group.facts.push(fact);
                }
            }
        }
    }
}

/// A fact that a sentence tells.
fn narrated(page: u32, measure: Measure, year: Option<i32>, value: &StatementValue) -> Fact {
    Fact {
        measure,
        year,
        period: Period::Annual,
        stage: Stage::Narrative,
        value: value.value.clone(),
        text: value.text.trim().to_owned(),
        spot: Spot::Text(page, value.bbox),
        percent: figure(&value.value).and_then(|f| f.unit.as_deref()).map(|u| u.contains('%') && measure != Measure::Capaian),
        doubtful: false,
    }
}

/// 'realisasi tahun 2023 sebesar 26,5%': results of years before the report's, told right behind their year. What is told
/// against a result ('terhadap realisasi tahun 2023 mencapai 104%', 'naik dari realisasi …') is a ratio or a difference.
fn of_earlier_years(statement: &Statement, report: Option<i32>) -> Vec<(i32, &StatementValue)> {
    static RESULT: LazyPattern = LazyPattern::new(
        &["realisasi", "tahun"],
        r"(?P<lead>\S*)\s*\brealisasi(?:nya)?\s+(?:pada\s+)?tahun\s+(?:(?P<year>20\d\d)|lalu|sebelumnya)\s*(?:adalah|yaitu|yakni|:|,)?\s*(?:sebesar|mencapai)?\s*$",
    );
    // Most sentences tell no result at all.
    let Some(report) = report.filter(|_| !statement.values.is_empty() && RESULT.may_match(&statement.text)) else { return Vec::new() };
    let lower = statement.text.replace('\n', " ").to_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    for value in &statement.values {
        let text = value.text.replace('\n', " ").to_lowercase();
        let Some(start) = lower.get(from..).and_then(|rest| rest.find(&text)).map(|at| from + at) else { break };
        let before = lower.get(from..start).unwrap_or_default();
        from = start + text.len();
        let Some(m) = RESULT.captures(before) else { continue };
        let lead = m.name("lead").map_or("", |l| l.as_str());
        let against =
            ["terhadap", "dari", "dengan", "hasil", "daripada"].contains(&lead) || lead.starts_with("diband") || lead.starts_with("band");
        let year = m.name("year").map_or(Some(report - 1), |y| y.as_str().parse().ok()).filter(|y| *y < report && !against);
        found.extend(year.map(|y| (y, value)));
    }
    found
}

/// A figure of a sentence that can only be a value: it has decimals or a unit, and no number of the name reads like it.
fn is_telling(value: &Value, name: &str) -> bool {
    let Some((figure, base)) = measured(value) else { return false };
    let marked = base.is_some() || figure.decimals > 0 || figure.unit.as_deref().is_some_and(|u| u.contains('%'));
    marked && !name.contains(&figure.number.normalize().to_string())
}
