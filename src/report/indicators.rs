//! Targets and results of indicators, one record a row, year and period.

mod defined;

use super::figure::{Evidence, Style, core_of};
use super::grid_view::View;
use super::plan::span_in;
use super::polarity::polarity;
use super::several;
use super::spelling::Spelling;
use super::text::{fold, pattern, squeeze};
use super::vocabulary::words;
use super::wordings::plan_year;
use super::{Cell, Column, ColumnRole as Role, Indicator, Period, Polarity, RowRole, SourceRef, Stage, Table, TableKind, Value};
use crate::pattern::Regex;
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Records of all tables. `year` is the report's.
///
/// `plan` is the span of the report's strategic plan, for tables that speak of its end or its third year without naming
/// them.
pub(crate) fn indicators(tables: &[Table], year: Option<i32>, plan: Option<(i32, i32)>) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for table in tables {
        let records = of_table(table, year, plan, &known);
        known.extend(records.iter().map(|r| several::key(&r.indikator)));
        found.extend(records);
    }
    settle_polarity(&mut found);
    found
}

/// Where in the planning cycle a kind of table stands; `None` where it holds no records.
fn stage(kind: TableKind) -> Option<Stage> {
    Some(match kind {
        TableKind::PerformanceAgreement => Stage::Pk,
        TableKind::PerformanceAgreementRevised => Stage::PkPerubahan,
        TableKind::StrategicPlanTargets => Stage::Renstra,
        TableKind::AnnualPlan => Stage::Rkt,
        TableKind::KeyPerformanceIndicators => Stage::Iku,
        TableKind::PerformanceMeasurement | TableKind::PerformanceTrend | TableKind::BudgetRealization | TableKind::Efficiency => {
            Stage::Pengukuran
        }
        TableKind::QuarterlyMonitoring => Stage::Monev,
        _ => return None,
    })
}

/// Columns of one record: a year and a period.
#[derive(Debug, Clone)]
struct Slot {
    year: Option<i32>,
    period: Period,
    /// The plan's figures quoted beside the year's own (`Target Renstra 2024`).
    plan: bool,
    target: Vec<usize>,
    realisasi: Vec<usize>,
    capaian: Vec<usize>,
}

fn quarter_period(quarter: u8) -> Period {
    match quarter {
        1 => Period::Q1,
        2 => Period::Q2,
        3 => Period::Q3,
        _ => Period::Q4,
    }
}

/// What the header of a measure says beyond its role.
struct Time {
    /// Of the plan, not of the year's agreement.
    plan: bool,
    /// 'Target Akhir Renstra', 'Kondisi Akhir', 'Target Jangka Menengah', or the plan's target without a year.
    end: bool,
    /// `TH III`: the third year of the plan.
    ordinal: Option<u8>,
}

impl Time {
    fn of(column: &Column, measured: bool) -> Self {
        let levels: Vec<Vec<String>> = column.header.iter().map(|h| words(h)).collect();
        let any = |list: &[&str]| levels.iter().flatten().any(|w| list.contains(&w.as_str()));
        let plan = any(&["renstra", "rpjmd", "rpjmn", "menengah"]);
        let towards =
            column.role == Role::Capaian && any(&["terhadap"]) && (plan || super::text::years(&column.header.join(" ")).len() > 1);
        let end = any(&["akhir"]) || towards || (plan && measured && column.year.is_none());
        Self {
            plan: plan && measured && !end,
            end: end && column.role != Role::Realisasi,
            ordinal: levels.last().and_then(|l| plan_year(l)),
        }
    }
}

/// Columns of one panel (an indicator column and the measures up to the next one), grouped into records.
fn slots(table: &Table, columns: &[&Column], year: Option<i32>, span: Option<(i32, i32)>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut last: Option<usize> = None;
    let measured = columns.iter().any(|c| c.role == Role::Realisasi);
    let dated = |c: &&&Column| c.quarter.is_none() && matches!(c.role, Role::Target | Role::Realisasi) && !Time::of(c, measured).end;
    let own_years: Vec<i32> = columns.iter().filter(dated).filter_map(|c| c.year).collect();
    // A caption left from last year does not date the results beside 'Target 2016'.
    let of_report = |y: &i32| Some(*y) == year;
    let default_year = if !own_years.is_empty() && own_years.iter().all(of_report) { year } else { table.year.or(year) };
    let ordinals = columns.iter().filter_map(|c| Time::of(c, measured).ordinal).max();
    // Beside results, only years after the report's are the plan's.
    let now = if measured { Some(default_year.unwrap_or(i32::MAX)) } else { default_year };
    for column in columns {
        let time = Time::of(column, measured);
        // Progress to the targets of several years, each under its year: '2016 | 2018'.
        let leaf = column.header.last().and_then(|h| super::text::year(h.trim()));
        let against = |s: &Slot| s.plan && s.year == leaf && !s.target.is_empty();
        if time.end
            && column.role == Role::Capaian
            && leaf.is_some()
            && let Some(at) = slots.iter().position(against)
        {
            if let Some(slot) = slots.get_mut(at) {
                slot.capaian.push(column.col);
            }
            last = Some(at);
            continue;
        }
        let left = last.and_then(|l| slots.get(l)).map(|s| (s.year, s.period, s.plan));
        let own_date = column.year.is_some() || column.quarter.is_some();
        // '% Capaian' without a date belongs to the columns on its left.
        let follows = column.role == Role::Capaian && !own_date && !time.end;
        let period = match (left, column.quarter) {
            (Some((_, period, _)), _) if follows => period,
            (_, Some(q)) => quarter_period(q),
            _ if time.end => Period::EndOfPlan,
            _ => Period::Annual,
        };
        let year = match (left, column.year) {
            _ if time.end && column.role == Role::Capaian => {
                let end = slots.iter().find(|s| s.period == Period::EndOfPlan && !s.target.is_empty());
                end.map_or_else(|| later(&own_years, now), |s| s.year)
            }
            (Some((year, ..)), None) if follows => year,
            (_, Some(year)) => Some(year),
            _ if column.role == Role::Baseline => own_years.iter().min().map(|y| y - 1),
            _ if time.end => later(&own_years, now).or(span.map(|(_, end)| end)),
            _ => match (time.ordinal, span) {
                (Some(n), Some((start, end))) => Some(ordinal_year(n, ordinals.unwrap_or(n), start, end)).filter(|y| *y <= end),
                // The third year of a plan that nobody dates is of no known year.
                (Some(_), None) => continue,
                (None, _) => default_year,
            },
        };
        let plan = if follows { left.is_some_and(|(.., plan)| plan) } else { time.plan };
        let at = slots.iter().position(|s| s.year == year && s.period == period && s.plan == plan).unwrap_or_else(|| {
            slots.push(Slot { year, period, plan, target: Vec::new(), realisasi: Vec::new(), capaian: Vec::new() });
            slots.len() - 1
        });
        if let Some(slot) = slots.get_mut(at) {
            match column.role {
                Role::Target => slot.target.push(column.col),
                Role::Capaian => slot.capaian.push(column.col),
                _ => slot.realisasi.push(column.col),
            }
        }
        last = Some(at);
    }
    share_achievement(&mut slots);
    share_end(&mut slots);
    slots
}

/// The calendar year of a plan's n-th year: counted back from the plan's end where the columns reach it, since plans of
/// five years are named by six (`2013-2018`, the first being the year before).
fn ordinal_year(n: u8, last: u8, start: i32, end: i32) -> i32 {
    let full = i32::from(last) == end - start;
    if full { end - i32::from(last) + i32::from(n) } else { start + i32::from(n) - 1 }
}

/// Progress to the end of the plan goes with the plan's target of that year.
fn share_end(slots: &mut Vec<Slot>) {
    let lone = |s: &Slot| s.period == Period::EndOfPlan && s.year.is_some() && s.target.is_empty() && s.realisasi.is_empty();
    let Some(at) = slots.iter().position(lone) else { return };
    let year = slots.get(at).and_then(|s| s.year);
    let planned = |s: &Slot| s.period == Period::Annual && s.plan && s.year == year && !s.target.is_empty() && s.capaian.is_empty();
    if let Some(to) = slots.iter().position(planned) {
        let columns = slots.get_mut(at).map(|s| std::mem::take(&mut s.capaian)).unwrap_or_default();
        if let Some(slot) = slots.get_mut(to) {
            slot.capaian.extend(columns);
        }
        slots.remove(at);
    }
}

/// The last of the plan's years, where it lies after the report's.
fn later(years: &[i32], report: Option<i32>) -> Option<i32> {
    years.iter().max().copied().filter(|y| Some(*y) > report)
}

/// Where the only target is the plan's end, an achievement beside a result of this year measures progress to that end.
fn share_achievement(slots: &mut [Slot]) {
    let end = slots.iter().position(|s| s.period == Period::EndOfPlan && !s.target.is_empty());
    let Some(end) = end else { return };
    let only = |s: &Slot| s.period == Period::Annual && s.target.is_empty() && !s.realisasi.is_empty() && !s.capaian.is_empty();
    let Some(now) = slots.iter().position(only) else { return };
    let (columns, results) = slots.get_mut(now).map(|s| (std::mem::take(&mut s.capaian), s.realisasi.clone())).unwrap_or_default();
    if let Some(slot) = slots.get_mut(end) {
        slot.capaian.extend(columns);
        slot.realisasi.extend(results);
    }
}

/// Measure columns beside the indicator column that they measure: each goes with the nearest one on its left.
fn panels<'a>(table: &'a Table, names: &[usize]) -> Vec<(usize, Vec<&'a Column>)> {
    let mut panels: Vec<(usize, Vec<&Column>)> = names.iter().map(|n| (*n, Vec::new())).collect();
    for column in table.columns.iter().filter(|c| matches!(c.role, Role::Target | Role::Realisasi | Role::Capaian | Role::Baseline)) {
        let at = names.iter().rposition(|n| *n < column.col).unwrap_or(0);
        if let Some((_, columns)) = panels.get_mut(at) {
            columns.push(column);
        }
    }
    panels.retain(|(_, columns)| !columns.is_empty());
    panels
}

/// First and last year of a plan that a caption names.
fn plan_span(table: &Table) -> Option<(i32, i32)> {
    let caption = table.caption.as_deref()?;
    if let Some(span) = span_in(caption) {
        return Some(span);
    }
    let years = super::text::years(caption);
    match years.as_slice() {
        [start, end] if (2..=6).contains(&(end - start)) => Some((*start, *end)),
        _ => None,
    }
}

static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[.)]\s+|[-•▪*➢►]\s+|indikator(?:\s+kinerja)?\s*:\s*|meta\s+indikator\s*:\s*|ik\s*\d*\s*:\s*|sasaran(?:\s+strategis)?\s*\d*\s*:\s*)+",
    )
});
static FORMULA: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)\s*\n?\s*(?:formula|rumus|meta indikator|cara)(?:\s+\w+)?\s*:.*$"));

/// A name without its number and without a formula printed under it.
pub(super) fn name(text: &str) -> String {
    // Some writers set blanks as underscores that nobody sees.
    let text = FORMULA.replace(text, "").replace('_', " ");
    let bare = squeeze(&PREFIX.replace(&squeeze(&text), ""));
    // '1 Rasio kematian ibu', where the columns of number and name have run together.
    match bare.split_once(' ') {
        Some((n, rest)) if n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(char::is_uppercase) => rest.to_owned(),
        _ => bare,
    }
}

/// A figure as an exact decimal string, a class as its text; `None` for nothing.
pub(crate) fn printed(value: &Value, text: &str) -> Option<String> {
    match value {
        Value::Empty | Value::Nil { .. } => None,
        Value::Number(f) => Some(f.number.to_string()),
        Value::Range { from, to } => Some(format!("{}-{}", from.number, to.number)),
        Value::Bound { op, figure } => Some(format!("{op}{}", figure.number)),
        Value::Ratio { numerator, denominator } => Some(format!("{}/{}", numerator.number, denominator.number)),
        Value::Predicate { text } => Some(text.clone()),
        Value::Code { code } => Some(code.clone()),
        Value::Year { year } => Some(year.to_string()),
        Value::Malformed { reading: Some(reading), .. } => Some(reading.to_string()),
        Value::Malformed { reading: None, .. } | Value::Text => Some(squeeze(text)).filter(|t| t.chars().count() <= LONGEST_TEXT),
    }
}

/// A target in words (`6 dokumen perencanaan dan 2 laporan`) is short; prose in a target column is no target.
const LONGEST_TEXT: usize = 60;

/// Columns of a table that name what is measured, and those beside them.
struct Names {
    sasaran: Option<usize>,
    unit: Option<usize>,
    formula: Option<usize>,
}

fn of_table(table: &Table, year: Option<i32>, plan: Option<(i32, i32)>, known: &HashSet<String>) -> Vec<Indicator> {
    let Some(stage) = stage(table.kind) else { return Vec::new() };
    let view = View::of(table);
    let columns = |role: Role| table.columns.iter().filter(move |c| c.role == role).map(|c| c.col);
    let sasaran = columns(Role::Sasaran).next_back().or_else(|| columns(Role::Tujuan).next_back());
    let mut names: Vec<usize> = columns(Role::Indikator).collect();
    // Without a column of indicators, the sasaran themselves are measured.
    if names.is_empty() && !matches!(table.kind, TableKind::BudgetRealization | TableKind::Efficiency) {
        names.extend(columns(Role::Sasaran).next_back());
    }
    let mut found = Vec::new();
    let panels = panels(table, &names);
    if panels.is_empty() && table.kind == TableKind::KeyPerformanceIndicators && names.len() == 1 {
        let around = Names { sasaran, unit: columns(Role::Satuan).next(), formula: None };
        found.extend(defined::indicators(table, &view, &names, &around, year));
    }
    for (name, measures) in panels {
        let slots = slots(table, &measures, year, plan_span(table).or(plan));
        let end = measures.last().map_or(usize::MAX, |c| c.col);
        // The unit stands between the name and its measures, or right behind them.
        let unit = columns(Role::Satuan).find(|c| *c > name).filter(|c| *c <= end + 1).or_else(|| columns(Role::Satuan).next());
        let around = Names { sasaran: sasaran.filter(|s| *s != name), unit, formula: columns(Role::Formula).next() };
        of_panel(table, &view, name, &around, &slots, stage, known, &mut found);
    }
    found
}

#[allow(clippy::too_many_arguments, reason = "one call, each a part of the panel")]
fn of_panel(
    table: &Table,
    view: &View,
    name_col: usize,
    around: &Names,
    slots: &[Slot],
    stage: Stage,
    known: &HashSet<String>,
    found: &mut Vec<Indicator>,
) {
    let mut sasaran: Option<String> = None;
    let mut head: Option<String> = None;
    for row in &table.rows {
        let figures = slots.iter().flat_map(|s| s.target.iter().chain(&s.realisasi).chain(&s.capaian));
        let told = figures.filter(|c| view.starts(row.row, **c)).any(|c| !matches!(view.value(row.row, *c), None | Some(Value::Empty)));
        match row.role {
            RowRole::Group if !told && view.own_text(row.row, name_col).is_none_or(|t| t.trim().is_empty() || view.is_alone(row.row)) => {
                sasaran = Some(name(&row.label));
                continue;
            }
            RowRole::Data | RowRole::Group => {}
            _ => continue,
        }
        if let Some(text) = around.sasaran.map(|c| view.text(row.row, c)).filter(|t| !t.trim().is_empty()) {
            sasaran = Some(name(text));
        }
        let own = view.own_text(row.row, name_col).filter(|t| is_name(t));
        let Some(label) = own.or_else(|| Some(view.text(row.row, name_col)).filter(|t| is_name(t))) else { continue };
        let mut label = name(label);
        if label.is_empty() {
            continue;
        }
        // 'Jumlah produksi:' heads 'a. Padi', 'b. Jagung'.
        if label.ends_with(':') {
            label = label.trim_end_matches([':', ' ']).to_owned();
            let measured = slots.iter().flat_map(|s| s.target.iter().chain(&s.realisasi)).filter(|c| view.starts(row.row, **c));
            let only_mean = measured.clone().all(|c| matches!(view.value(row.row, *c), None | Some(Value::Empty | Value::Nil { .. })));
            head = (!told || only_mean).then(|| label.clone());
            if only_mean {
                // Over the items stands at most the mean of their achievements.
                continue;
            }
        } else if let Some(head) = head.as_ref().filter(|_| own.is_some_and(is_listed)) {
            label = format!("{head}: {label}");
        } else {
            head = None;
        }
        if !told {
            continue;
        }
        if let Some(list) = List::of(view, row.row, view.text(row.row, name_col), slots, known) {
            let units = several::units(around.unit.map_or("", |c| view.text(row.row, c)), list.names.len());
            let source = SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) };
            list.records(slots, &units, sasaran.as_ref(), stage, &source, found);
            continue;
        }
        let satuan = around.unit.map(|c| squeeze(view.text(row.row, c))).filter(|u| !u.is_empty() && u != "-");
        let said = around.formula.map_or("", |c| view.text(row.row, c));
        let annual = slots.iter().filter(|s| s.period == Period::Annual && !s.plan);
        let targets: Vec<Decimal> = annual.filter_map(|s| view.value(row.row, *s.target.first()?)?.number()).collect();
        let polarity = polarity(&label, sasaran.as_deref(), said, &targets);
        for slot in slots {
            let read = |cols: &[usize]| {
                let mut starting = cols.iter().filter(|c| view.starts(row.row, **c)).filter_map(|c| view.cell(row.row, *c));
                starting.find_map(|cell| printed(&cell.value, &cell.text))
            };
            let (target, mut realisasi, mut capaian) = (read(&slot.target), read(&slot.realisasi), read(&slot.capaian));
            if target.is_none() && realisasi.is_none() && capaian.is_none() {
                continue;
            }
            if let Some((own, share)) = slot.realisasi.iter().find_map(|c| with_share(view.cell(row.row, *c)?)) {
                (realisasi, capaian) = (Some(own.to_string()), Some(share.to_string()));
            }
            let measured = slot.target.iter().chain(&slot.realisasi);
            let unit = satuan.clone().or_else(|| measured.clone().find_map(|c| view.value(row.row, *c)?.figure()?.unit.clone()));
            found.push(Indicator {
                sasaran: sasaran.clone(),
                indikator: label.clone(),
                satuan: unit,
                year: slot.year,
                period: slot.period,
                stage: if slot.plan { Stage::Renstra } else { stage },
                target,
                realisasi,
                capaian,
                polarity,
                formula: None,
                source: SourceRef { table: Some(table.id.clone()), row: Some(row.row), page: view.page(row.row) },
            });
        }
    }
}

/// '98,5 (115,88)' and '86 (101%)' in a column of results: the result, and in brackets what it is of the target, %.
fn with_share(cell: &Cell) -> Option<(Decimal, Decimal)> {
    let figure = cell.value.figure().filter(|f| f.unit.as_deref() != Some("%"))?;
    let (_, aside) = cell.text.trim().strip_suffix(')')?.rsplit_once('(')?;
    let percent = aside.trim().strip_suffix('%');
    let share = percent.unwrap_or(aside).trim();
    let told = percent.is_some() || share.contains([',', '.']);
    Some((figure.number, told.then(|| share.replace(',', ".").parse().ok()).flatten()?))
}

/// A row whose cells list several indicators and their figures.
struct List {
    names: Vec<String>,
    /// Figures by column, one a name.
    values: HashMap<usize, Vec<(Value, String)>>,
}

impl List {
    fn of(view: &View, row: usize, text: &str, slots: &[Slot], known: &HashSet<String>) -> Option<Self> {
        let columns = slots.iter().flat_map(|s| s.target.iter().chain(&s.realisasi).chain(&s.capaian));
        let mut values: HashMap<usize, Vec<(Value, String)>> = HashMap::new();
        let mut counts: Vec<usize> = Vec::new();
        for col in columns.filter(|c| view.starts(row, **c)) {
            let Some(cell) = view.cell(row, *col).filter(|c| matches!(c.value, Value::Text | Value::Malformed { .. })) else { continue };
            let mut seen = Evidence::default();
            cell.text.split_whitespace().filter_map(core_of).for_each(|core| seen.add(&core));
            // Percentages and counts stand in one list: '106.81' does not make '2.165' a fraction.
            let english = seen.comma_group > seen.dot_group;
            let found = several::values(cell, Style { dot_groups: !english, comma_groups: english });
            if !found.is_empty() {
                counts.push(found.len());
                values.insert(*col, found);
            }
        }
        // The first column that lists as many as there are names settles it.
        counts.dedup();
        let Some(names) = counts.iter().find_map(|n| several::names(text, *n, known)) else {
            return Self::of_one_target(view, row, text, slots);
        };
        values.values_mut().for_each(|found| several::without_mean(found, names.len()));
        values.retain(|_, found| found.len() == names.len());
        Some(Self { names: names.iter().map(|n| name(n)).collect(), values })
    }

    /// Numbered names beside one merged target: it is promised of each.
    fn of_one_target(view: &View, row: usize, text: &str, slots: &[Slot]) -> Option<Self> {
        let results = slots.iter().flat_map(|s| s.realisasi.iter().chain(&s.capaian)).any(|c| view.starts(row, *c));
        let names = several::numbered(text).filter(|_| !results)?;
        let mut values = HashMap::new();
        for col in slots.iter().flat_map(|s| &s.target) {
            let Some(cell) = view.cell(row, *col).filter(|c| c.row == row && c.col == *col) else { continue };
            if matches!(cell.value, Value::Number(_) | Value::Bound { .. } | Value::Range { .. } | Value::Predicate { .. }) {
                values.insert(*col, vec![(cell.value.clone(), cell.text.clone()); names.len()]);
            }
        }
        (!values.is_empty()).then(|| Self { names: names.iter().map(|n| name(n)).collect(), values })
    }

    fn records(
        &self,
        slots: &[Slot],
        units: &[Option<String>],
        sasaran: Option<&String>,
        stage: Stage,
        source: &SourceRef,
        found: &mut Vec<Indicator>,
    ) {
        for (i, (label, satuan)) in self.names.iter().zip(units).enumerate() {
            let polarity = polarity(label, sasaran.map(String::as_str), "", &[]);
            for slot in slots {
                let at = |cols: &[usize]| cols.iter().find_map(|c| self.values.get(c)?.get(i));
                let read = |cols: &[usize]| at(cols).and_then(|(value, text)| printed(value, text));
                let (target, realisasi, capaian) = (read(&slot.target), read(&slot.realisasi), read(&slot.capaian));
                if target.is_none() && realisasi.is_none() && capaian.is_none() {
                    continue;
                }
                let own = at(&slot.target).or_else(|| at(&slot.realisasi)).and_then(|(v, _)| v.figure()?.unit.clone());
                found.push(Indicator {
                    sasaran: sasaran.cloned(),
                    indikator: label.clone(),
                    satuan: satuan.clone().or(own),
                    year: slot.year,
                    period: slot.period,
                    stage: if slot.plan { Stage::Renstra } else { stage },
                    target,
                    realisasi,
                    capaian,
                    polarity,
                    formula: None,
                    source: source.clone(),
                });
            }
        }
    }
}

pub(super) fn is_name(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

fn is_listed(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    match (chars.next(), chars.next()) {
        (Some('-' | '•' | '▪' | '➢' | '►'), _) => true,
        (Some(c), Some('.' | ')')) => c.is_alphanumeric(),
        _ => false,
    }
}

/// Puts words together that narrow columns tore apart in names and units.
pub(crate) fn mend_names(found: &mut [Indicator], spelling: &Spelling) {
    for record in found {
        record.indikator = spelling.mend(&record.indikator);
        for text in [&mut record.sasaran, &mut record.satuan].into_iter().flatten() {
            *text = spelling.mend(text);
        }
    }
}

/// Applies what the prose declares: `lower` holds the folded names that a sentence says are better low.
pub(crate) fn declare_polarity(found: &mut [Indicator], lower: &HashSet<String>) {
    for record in found.iter_mut().filter(|r| lower.contains(&fold(&r.indikator))) {
        record.polarity = Polarity::LowerIsBetter;
    }
}

/// One indicator has one polarity in the whole report: what its plan's targets show holds for its other tables, and
/// where the name says nothing, so does what the printed achievements show.
fn settle_polarity(found: &mut [Indicator]) {
    let mut lower: HashMap<String, bool> = HashMap::new();
    for record in found.iter() {
        let seen = lower.entry(fold(&record.indikator)).or_insert(false);
        *seen |= record.polarity == Polarity::LowerIsBetter;
    }
    for record in found.iter_mut() {
        if lower.get(&fold(&record.indikator)) == Some(&true) {
            record.polarity = Polarity::LowerIsBetter;
        }
    }
}

#[cfg(test)]
mod tests;
