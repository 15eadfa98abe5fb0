//! What a report says of each indicator, wherever it says so: the same indicator recognised through all tables and
//! sentences, so that the cross-reference rules only compare.

use super::Input;
use super::sink::Percent;
use super::view::{At, View, in_thousands};
use super::{Evidence, Finding, Severity};
use crate::check::say::{Lang, round};
use crate::layout::text::letters;
use crate::pattern::LazyPattern;
use crate::pdf::Rect;
use crate::report::{ColumnRole, Figure, Period, Stage, Statement, StatementKind, StatementValue, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::{BTreeMap, BTreeSet};

/// Letters and digits from which a name without its fillers identifies an indicator in running text.
const TELLING: usize = 14;
/// Letters from which one differing letter in a word is a slip of the pen and not another word.
const SLIP_FROM: usize = 6;
/// Letters from which two are.
const TWO_SLIPS_FROM: usize = 10;
/// Other places that a finding quotes as evidence.
const MOST_WITNESSES: usize = 6;

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

/// Whether a group of absences ('Tidak adanya …') is told in cases here, 0, and in per cent there, 100.
fn is_told_both_ways(group: &Group) -> bool {
    let name = fold(&group.name);
    let absence = ["tidak ada", "nihil", "bebas", "zero"].iter().any(|word| name.starts_with(word));
    let told = |number: Decimal| group.facts.iter().any(|f| figure(&f.value).is_some_and(|f| f.number == number));
    absence && told(Decimal::ZERO) && told(Decimal::ONE_HUNDRED)
}

fn is_ambiguous(group: &Group) -> bool {
    if is_told_both_ways(group) {
        return true;
    }
    let mut seen: BTreeMap<_, &Fact> = BTreeMap::new();
    group.facts.iter().filter(|f| f.measure != Measure::Capaian).any(|fact| {
        let Some(table) = fact.table() else { return false };
        let key = (table, fact.measure, fact.year, ordinal(fact.period));
        match seen.get(&key) {
            Some(first) => agree(&first.value, &fact.value) != Some(true),
            None => {
                seen.insert(key, fact);
                false
            }
        }
    })
}

/// Contradictions of one column with the rest of the report from which it is of another measure (achievements under
/// 'Realisasi', another year) rather than wrong so often.
const OTHER_MEASURE_FROM: usize = 2;
/// Agreements for each contradiction from which a column is what its header says, whatever single cells hold.
const SETTLED_FROM: usize = 2;

/// Drops the figures of measurement columns of which more than a third contradicts every other place, and results that are the
/// achievement of their own indicator.
fn leave_out_other_measures(groups: &mut [Group]) {
    let mut tally: BTreeMap<(usize, Measure, Option<i32>), (usize, usize)> = BTreeMap::new();
    for group in groups.iter().filter(|g| !g.ambiguous) {
        for fact in group.facts.iter().filter(|f| f.period == Period::Annual) {
            let Some(table) = fact.table() else { continue };
            // A table that repeats the doubt is no witness.
            let others =
                group.of(fact.measure, fact.year, Period::Annual).filter(|o| o.table() != fact.table() && !(fact.doubtful && o.doubtful));
            let verdicts: Vec<bool> = others.filter_map(|o| agree(&o.value, &fact.value)).collect();
            if verdicts.is_empty() {
                continue;
            }
            let (agreed, differed) = tally.entry((table, fact.measure, fact.year)).or_default();
            let any = verdicts.contains(&true);
            *agreed += usize::from(any);
            *differed += usize::from(!any);
        }
    }
    for group in groups {
        let all = group.facts.clone();
        group.facts.retain(|fact| {
            let measured = fact.stage == Stage::Pengukuran && fact.period == Period::Annual;
            let told = fact.table().and_then(|t| tally.get(&(t, fact.measure, fact.year)));
            let other = told.is_some_and(|(agreed, differed)| *differed >= OTHER_MEASURE_FROM && *differed * 2 > *agreed);
            let unsettled = fact.doubtful && told.is_some_and(|(agreed, differed)| differed > agreed);
            let settled = told.is_some_and(|(agreed, differed)| *agreed >= SETTLED_FROM * (*differed).max(1));
            !((measured && other) || unsettled || (!settled && is_achievement(fact, &all)))
        });
    }
}

/// Whether a result is what the other figures of its indicator give as its achievement.
fn is_achievement(fact: &Fact, all: &[Fact]) -> bool {
    /// Percentage points within which a printed achievement lies from the computed one.
    const NEAR: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
    let Some(own) = figure(&fact.value).filter(|_| fact.measure == Measure::Realisasi).map(|f| f.number) else { return false };
    let of = |measure: Measure| {
        let same = all.iter().filter(move |f| f.measure == measure && f.year == fact.year && f.period == Period::Annual);
        same.filter_map(|f| figure(&f.value)).map(|f| f.number).collect::<Vec<_>>()
    };
    let results = of(Measure::Realisasi);
    of(Measure::Target).iter().any(|target| {
        results.iter().filter(|r| **r != own).any(|result| {
            let ratio = result.checked_div(*target).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED));
            ratio.is_some_and(|r| (r - own).abs() <= NEAR)
        })
    })
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

/// Lower case, single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The words of a name in lower case without fillers, variants of spelling made one.
fn told_words(lower: &str) -> impl Iterator<Item = &str> {
    let mut last = "";
    lower.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let word = match word {
            "" | "dan" | "atau" | "yang" | "serta" | "yg" | "dn" | "pada" | "terhadap" => return None,
            "presentase" | "prosentase" | "persentasi" | "presentasi" | "prosentasi" => "persentase",
            "pemukiman" => "permukiman",
            "prov" => "provinsi",
            "propinsi" => "provinsi",
            "kab" => "kabupaten",
            "kec" => "kecamatan",
            "rb" => "reformasibirokrasi",
            word => word,
        };
        (std::mem::replace(&mut last, word) != "persentase" || word != "persentase").then_some(word)
    })
}

fn words(name: &str) -> Vec<String> {
    told_words(&name.to_lowercase()).map(str::to_owned).collect()
}

/// A name as one string to compare by.
#[must_use]
pub fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    out.extend(told_words(&lower));
    out
}

fn differ_by_slips(a: &[String], b: &[String]) -> bool {
    a.len() == b.len()
        && a.len() >= 3
        && a.iter().zip(b).filter(|(x, y)| x != y).count() <= 2
        && a.iter().zip(b).all(|(x, y)| {
            let shorter = x.chars().count().min(y.chars().count());
            let allowed = if shorter >= TWO_SLIPS_FROM { 2 } else { usize::from(shorter >= SLIP_FROM) };
            let digits = |w: &str| w.chars().any(|c| c.is_ascii_digit());
            x == y || (!digits(x) && !digits(y) && allowed > 0 && strsim::levenshtein(x, y) <= allowed)
        })
}

/// The figure of a plain number.
#[must_use]
pub fn figure(value: &Value) -> Option<&Figure> {
    match value {
        Value::Number(figure) => Some(figure),
        _ => None,
    }
}

/// What a value measures and, of a rate, what it is told per: the first figure of `4,01/1000 KH`.
#[must_use]
pub fn measured(value: &Value) -> Option<(&Figure, Option<Decimal>)> {
    figure(value).map(|f| (f, None)).or_else(|| value.rate().map(|(f, base)| (f, Some(base.number))))
}

/// Whether two printed values say the same; `None` where they cannot be compared.
#[must_use]
pub fn agree(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => (!are_scaled_apart(x, y)).then(|| same_figures(x, y)),
        (Value::Range { from, to }, Value::Number(x)) | (Value::Number(x), Value::Range { from, to }) => {
            (from.number <= x.number && x.number <= to.number).then_some(true)
        }
        (Value::Range { from: a0, to: a1 }, Value::Range { from: b0, to: b1 }) => Some(same_figures(a0, b0) && same_figures(a1, b1)),
        (Value::Bound { figure: x, .. }, Value::Number(y)) | (Value::Number(y), Value::Bound { figure: x, .. }) => {
            same_figures(x, y).then_some(true)
        }
        (Value::Bound { figure: x, .. }, Value::Bound { figure: y, .. }) => Some(same_figures(x, y)),
        // Of other bases one of them is misprinted, and which is not known.
        (Value::Ratio { .. }, Value::Ratio { .. }) => {
            let ((x, of), (y, per)) = a.rate().zip(b.rate())?;
            (of.number == per.number).then(|| same_figures(x, y))
        }
        (Value::Predicate { text: x }, Value::Predicate { text: y }) => {
            let (x, y) = (letters(x), letters(y));
            if x == y { Some(true) } else { (x.chars().count() <= 3 && y.chars().count() <= 3).then_some(false) }
        }
        _ => None,
    }
}

/// Whether two figures are one but for a unit of thousands, millions … that only one of them is printed with: the other's may
/// stand in a column of its own.
fn are_scaled_apart(x: &Figure, y: &Figure) -> bool {
    const SCALES: [i64; 4] = [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];
    let scaled = |f: &Figure| {
        let unit = f.unit.as_deref().unwrap_or_default().to_lowercase();
        ["ribu", "juta", "milyar", "miliar", "trili", "trily"].iter().any(|word| unit.contains(word))
    };
    let (small, large) = match (scaled(x), scaled(y)) {
        (true, false) => (y, x),
        (false, true) => (x, y),
        _ => return false,
    };
    SCALES.iter().any(|scale| small.number.checked_mul(Decimal::from(*scale)) == Some(large.number))
}

/// Equal after rounding, or cutting off, to the coarser of the two; a share as a fraction of one is its percentage.
fn same_figures(x: &Figure, y: &Figure) -> bool {
    let decimals = x.decimals.min(y.decimals);
    let cut = |n: Decimal| n.round_dp_with_strategy(decimals, RoundingStrategy::ToZero);
    let (a, b) = (x.number, y.number);
    a == b
        || (x.decimals != y.decimals && (round(a, decimals) == round(b, decimals) || (decimals > 0 && cut(a) == cut(b))))
        || [(a, b), (b, a)].iter().any(|(s, t)| s.abs() <= Decimal::ONE && s.checked_mul(Decimal::ONE_HUNDRED) == Some(*t))
        // '202,955' beside '202.955': one figure in two styles.
        || in_thousands(a, x.decimals) == Some(b)
        || in_thousands(b, y.decimals) == Some(a)
}

/// Whether two facts are of one unit, as far as both tell.
#[must_use]
pub fn one_unit(a: &Fact, b: &Fact) -> bool {
    let unit = |f: &Fact| figure(&f.value).and_then(|f| f.unit.as_deref()).map(fold).filter(|u| !u.is_empty());
    let named = match (unit(a), unit(b)) {
        (Some(x), Some(y)) => x.contains(y.as_str()) || y.contains(x.as_str()),
        _ => true,
    };
    // 77,39% and 121,9: a share and an achievement printed without its sign.
    let sign = |f: &Fact| unit(f).is_some_and(|u| u.contains('%'));
    let over = |f: &Fact| figure(&f.value).is_some_and(|f| f.number >= Decimal::ONE_HUNDRED);
    let mixed = (sign(a) && !sign(b) && over(b)) || (sign(b) && !sign(a) && over(a));
    named && !mixed && (a.percent.is_none() || b.percent.is_none() || a.percent == b.percent)
}

/// A fact as evidence.
#[must_use]
pub fn evidence(input: &Input<'_>, fact: &Fact, role: &str) -> Option<Evidence> {
    match fact.spot {
        Spot::Cell(at) => input.views.get(at.table)?.evidence(at, role),
        Spot::Text(page, bbox) => {
            Some(Evidence { role: role.to_owned(), page, bbox, text: fact.text.clone(), table: None, row: None, col: None })
        }
    }
}

/// How a message names the place of a fact.
#[must_use]
pub fn place(input: &Input<'_>, fact: &Fact, lang: Lang) -> String {
    let page = lang.pick("hlm.", "p.");
    match fact.spot {
        Spot::Cell(at) => {
            let view = input.views.get(at.table);
            let on = view.and_then(|v| v.cell(at)).map_or(0, |c| c.page);
            match view.and_then(|v| v.table.number.as_deref()) {
                Some(number) => format!("{} {number}, {page} {on}", lang.pick("Tabel", "Table")),
                None => format!("{}, {page} {on}", lang.pick("tabel", "table")),
            }
        }
        Spot::Text(on, _) => format!("{}, {page} {on}", lang.pick("kalimat", "text")),
    }
}

/// A finding that one place contradicts another: the stated fact, what it should be, and who says so.
#[must_use]
pub fn contradiction(
    input: &Input<'_>,
    (rule, severity, confidence): (&'static str, Severity, Percent),
    what: (&str, &str),
    group: &Group,
    stated: &Fact,
    others: &[&Fact],
) -> Option<Finding> {
    let reference = others.first()?;
    let name = super::say::short(&group.name);
    let message = super::say::say(|lang| {
        let year = stated.year.map_or_else(String::new, |y| format!(" {y}"));
        format!(
            "{}{year} “{name}”: {} ({}), {} {} ({}).",
            lang.pick(what.0, what.1),
            stated.text,
            place(input, stated, lang),
            lang.pick("sedangkan", "but"),
            reference.text,
            place(input, reference, lang)
        )
    });
    let mut finding = match stated.spot {
        Spot::Cell(at) => super::sink::at_cell(rule, severity, confidence, input.views.get(at.table)?, at, message),
        Spot::Text(page, bbox) => super::sink::at_text(rule, severity, confidence, (page, bbox), &stated.text, message),
    };
    finding.expected = Some(reference.text.clone());
    finding.evidence.extend(others.iter().take(MOST_WITNESSES).filter_map(|f| evidence(input, f, "other_place")));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        let number: Decimal = text.parse().unwrap();
        Value::Number(Figure { number, decimals: number.scale(), unit: None })
    }

    #[test]
    fn spelling_and_fillers_do_not_make_another_indicator() {
        assert_eq!(key("Presentase Satuan Pemukiman yang Dibina"), key("Persentase Satuan Permukiman yang di Bina"));
        assert_eq!(key("Pencari kerja yang dilatih dan / atau ditempatkan"), key("Pencari Kerja yang dilatih/atau ditempatkan"));
        assert_ne!(key("Jumlah siswa SD"), key("Jumlah siswa SMP"));
    }

    #[test]
    fn an_absence_in_cases_and_in_per_cent_is_not_compared() {
        let fact = |text: &str| Fact {
            measure: Measure::Target,
            year: Some(2024),
            period: Period::Annual,
            stage: Stage::Pk,
            value: number(text),
            text: text.into(),
            spot: Spot::Text(1, Rect::default()),
            percent: None,
            doubtful: false,
        };
        let group = |name: &str| Group { name: name.into(), facts: vec![fact("0"), fact("100")], ambiguous: false };
        assert!(is_ambiguous(&group("Tidak adanya kecelakaan kerja")));
        assert!(!is_ambiguous(&group("Persentase kecelakaan kerja tertangani")));
    }

    #[test]
    fn slips_join_names_and_other_words_do_not() {
        let slips = |a: &str, b: &str| differ_by_slips(&words(a), &words(b));
        assert!(slips("Persentase penduduk berakses air minum", "Persentase pendudk berakses air minum"));
        assert!(!slips("Persentase siswa SD lulus", "Persentase siswa SMP lulus"));
        assert!(!slips("Jumlah desa tertinggal tahap 1", "Jumlah desa tertinggal tahap 2"));
        assert!(!slips("Persentase layanan internal baik", "Persentase layanan eksternal baik"));
    }

    #[test]
    fn figures_agree_at_the_coarser_precision() {
        assert_eq!(agree(&number("71.46"), &number("71.5")), Some(true));
        assert_eq!(agree(&number("71.46"), &number("71.4")), Some(true), "cut off");
        assert_eq!(agree(&number("71.46"), &number("71.64")), Some(false), "same precision");
        assert_eq!(agree(&number("0.85"), &number("85")), Some(true));
        assert_eq!(agree(&number("85"), &Value::Text), None);
        assert_eq!(agree(&number("202.955"), &number("202955")), Some(true), "one separator, two styles");
        assert_eq!(agree(&number("202.955"), &number("202956")), Some(false));
        let scaled = Value::Number(Figure { number: Decimal::from(185_800_000), decimals: 0, unit: Some("juta".into()) });
        assert_eq!(agree(&number("185.80"), &scaled), None, "the other's scale may stand elsewhere");
        assert_eq!(agree(&number("186.80"), &scaled), Some(false));
        let figure = |n: i64| Figure { number: Decimal::from(n), decimals: 0, unit: None };
        let range = Value::Range { from: figure(5), to: figure(6) };
        assert_eq!(agree(&range, &number("5.5")), Some(true));
        assert_eq!(agree(&range, &number("7")), None, "a range and a figure outside it are not of one kind");
        let rate = |n: &str, per: i64| Value::Ratio {
            numerator: Figure {
                number: n.parse().unwrap(),
                decimals: n.split('.').nth(1).map_or(0, |d| u32::try_from(d.len()).unwrap()),
                unit: None,
            },
            denominator: figure(per),
        };
        assert_eq!(agree(&rate("88.10", 100_000), &rate("88.1", 100_000)), Some(true));
        assert_eq!(agree(&rate("88.10", 100_000), &rate("89", 100_000)), Some(false));
        assert_eq!(agree(&rate("5.8", 1000), &rate("5.8", 100)), None, "one of the bases is misprinted");
        assert_eq!(agree(&rate("2", 3), &rate("1", 3)), None, "counts, no rate");
    }
}
