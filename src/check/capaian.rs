//! Achievement: the formulas in use, which indicators are better when lower, and where figures are capped.

use super::Input;
use super::interval::Interval;
use super::settings::Names;
use super::view::{At, Quantity, View};
use crate::layout::text::letters;
use crate::pattern::LazyPattern;
use crate::report::{ColumnRole, Polarity, RowRole};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Values at which reports cut achievement off.
const CAPS: [i64; 9] = [100, 105, 110, 115, 120, 125, 130, 150, 200];

/// Rows that must hold before figures of other years are taken for what an achievement is of; all of a shorter table.
const FEWEST_OF_STRANGERS: usize = 2;

/// How achievement follows from target and realisasi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Formula {
    /// realisasi / target: higher is better.
    Higher,
    /// (2 × target − realisasi) / target: lower is better.
    Mirror,
    /// target / realisasi: lower is better.
    Inverse,
}

/// All formulas.
pub const FORMULAS: [Formula; 3] = [Formula::Higher, Formula::Mirror, Formula::Inverse];

impl Formula {
    /// What a target and a realisasi give; `None` for a divisor that may be zero.
    #[must_use]
    pub fn apply(self, target: Interval, realisasi: Interval) -> Option<Interval> {
        match self {
            Self::Higher => realisasi.percent_of(&target),
            Self::Inverse => target.percent_of(&realisasi),
            Self::Mirror => {
                // (2T − R)/T = 2 − R/T: written so, the target's interval is used once.
                let two = Interval::point(Decimal::from(200));
                two.sub(&realisasi.percent_of(&target)?)
            }
        }
    }
}

/// One row of an achievement column.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Table row.
    pub row: usize,
    /// Printed achievement.
    pub capaian: (At, Quantity),
    /// Target.
    pub target: (At, Quantity),
    /// Realisasi.
    pub realisasi: (At, Quantity),
}

impl Line {
    /// What a formula gives for the row.
    #[must_use]
    pub fn apply(&self, formula: Formula) -> Option<Interval> {
        formula.apply(self.target.1.interval(), self.realisasi.1.interval())
    }

    /// Whether the printed figure follows by a formula, rounded or cut off.
    #[must_use]
    pub fn holds(&self, formula: Formula) -> bool {
        self.apply(formula).is_some_and(|computed| {
            let printed = self.capaian.1;
            let below_zero = printed.number.is_zero() && computed.hi() < Decimal::ZERO;
            printed.as_result().meets(&computed) || printed.truncated().meets(&computed) || below_zero
        })
    }

    /// Whether it follows by a formula from the operands taken as exact.
    #[must_use]
    pub fn holds_exactly(&self, formula: Formula) -> bool {
        let (target, realisasi) = (Interval::point(self.target.1.number), Interval::point(self.realisasi.1.number));
        let printed = self.capaian.1;
        formula.apply(target, realisasi).is_some_and(|c| printed.as_result().meets(&c) || printed.truncated().meets(&c))
    }

    /// Whether it follows: by realisasi / target, or by a formula for lower-is-better. Of an indicator not known to be
    /// that, such a formula must give it exactly, since rounding of coarse operands alone would let it give anything.
    #[must_use]
    pub fn follows(&self, lower: bool) -> bool {
        let by = |f: Formula| if lower || f == Formula::Higher { self.holds(f) } else { self.holds_exactly(f) };
        FORMULAS.into_iter().any(by)
    }

    /// Whether it follows by a formula for lower-is-better.
    #[must_use]
    pub fn follows_lower(&self) -> bool {
        self.holds(Formula::Mirror) || self.holds(Formula::Inverse)
    }

    /// Whether it follows once one or more of its figures are read in thousands: '1,417' for 1.417.
    #[must_use]
    pub fn follows_in_thousands(&self, lower: bool) -> bool {
        let both = |(at, q): (At, Quantity)| std::iter::once((at, q)).chain(q.in_thousands().map(|other| (at, other)));
        both(self.capaian).any(|capaian| {
            both(self.target)
                .any(|target| both(self.realisasi).any(|realisasi| Self { capaian, target, realisasi, ..*self }.follows(lower)))
        })
    }

    /// Whether target and realisasi are one figure: 100% of anything says nothing of where its column comes from.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.target.1.number == self.realisasi.1.number
    }

    /// Target and realisasi, as far as either could not be off by much without the printed figure no longer following.
    pub fn tested(&self, lower: bool) -> impl Iterator<Item = At> + use<> {
        let line = *self;
        let target = |q: Quantity| Self { target: (line.target.0, q), ..line };
        let realisasi = |q: Quantity| Self { realisasi: (line.realisasi.0, q), ..line };
        let tells = |slips: Option<[Quantity; 2]>, with: &dyn Fn(Quantity) -> Self| {
            slips.is_some_and(|slips| slips.into_iter().all(|q| !with(q).follows(lower)))
        };
        let of_target = tells(line.target.1.slips(line.realisasi.1.number), &target).then_some(line.target.0);
        let of_realisasi = tells(line.realisasi.1.slips(line.target.1.number), &realisasi).then_some(line.realisasi.0);
        of_target.into_iter().chain(of_realisasi)
    }

    /// Whether the printed figure follows only when its decimals were cut off.
    #[must_use]
    pub fn is_cut_off(&self) -> bool {
        let rounds = |f: &Formula| self.apply(*f).is_some_and(|c| self.capaian.1.as_result().meets(&c));
        !FORMULAS.iter().any(rounds) && FORMULAS.iter().any(|f| self.holds(*f))
    }
}

/// An achievement column with the target and realisasi that explain it best.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Achievement column.
    pub capaian: usize,
    /// Target column.
    pub target: usize,
    /// Realisasi column.
    pub realisasi: usize,
    /// Rows with all three figures.
    pub lines: Vec<Line>,
}

/// Reads the rows in which all three columns carry figures of their own or of a merged cell.
#[must_use]
pub fn lines(view: &View<'_>, capaian: usize, target: usize, realisasi: usize) -> Vec<Line> {
    let mut seen = BTreeSet::new();
    view.body()
        .filter(|row| matches!(row.role, RowRole::Data | RowRole::Group | RowRole::Memo))
        .filter_map(|row| {
            let figures = view.covering(row.row, target).zip(view.covering(row.row, realisasi));
            let (target, realisasi) = figures.or_else(|| view.rates(row.row, target, realisasi))?;
            let line = Line { row: row.row, capaian: view.covering(row.row, capaian)?, target, realisasi };
            seen.insert((line.capaian.0, line.target.0, line.realisasi.0)).then_some(line)
        })
        .collect()
}

/// Target and realisasi columns of one achievement column: the pair that most rows follow; of several such pairs the
/// one of its year and quarter, then the nearest.
#[must_use]
pub fn columns(view: &View<'_>, capaian: usize) -> Option<Columns> {
    let key = |col: usize| view.column(col).map(|c| (c.year, c.quarter)).unwrap_or_default();
    let agree = |a: usize, b: usize| {
        let ((ya, qa), (yb, qb)) = (key(a), key(b));
        ya.zip(yb).is_none_or(|(a, b)| a == b) && qa.zip(qb).is_none_or(|(a, b)| a == b)
    };
    let targets: Vec<usize> = view.columns_with(ColumnRole::Target).collect();
    let results: Vec<usize> = view.columns_with(ColumnRole::Realisasi).collect();
    let mut best: Option<(usize, std::cmp::Reverse<usize>, Columns)> = None;
    for &realisasi in &results {
        for &target in &targets {
            let lines = lines(view, capaian, target, realisasi);
            let follow: Vec<&Line> = lines.iter().filter(|line| line.follows(false)).collect();
            let held = follow.len();
            // Columns of other years are tried too (progress towards the end of the plan, a year read off the wrong
            // header), but lose a tie, and must show that they belong together by more than what chance gives.
            let strangers = usize::from(!agree(target, capaian)) + usize::from(!agree(realisasi, capaian));
            let telling = || follow.iter().filter(|line| !line.is_trivial()).count();
            if strangers > 0 && telling() < FEWEST_OF_STRANGERS.min(lines.len()) {
                continue;
            }
            let distance = capaian.abs_diff(realisasi) + capaian.abs_diff(target) + strangers * view.cols;
            let rank = (held, std::cmp::Reverse(distance));
            if !lines.is_empty() && best.as_ref().is_none_or(|b| rank > (b.0, b.1)) {
                best = Some((rank.0, rank.1, Columns { capaian, target, realisasi, lines }));
            }
        }
    }
    best.map(|(_, _, columns)| columns)
}

/// What a report as a whole says of its achievement figures.
#[derive(Debug, Default)]
pub struct Conventions {
    lower: BTreeSet<String>,
    lower_rows: BTreeSet<(usize, usize)>,
    mirror: usize,
    inverse: usize,
    caps: BTreeMap<Decimal, usize>,
    declared: BTreeSet<Decimal>,
    settled: Names,
}

impl Conventions {
    /// Reads them off all achievement columns, the indicators and the prose.
    #[must_use]
    pub fn new(input: &Input<'_>, all: &[(usize, Columns)]) -> Self {
        let mut found = Self { settled: input.names.clone(), ..Self::default() };
        found.lower_from_indicators(input);
        found.declared = declared_caps(input);
        found.declared.extend(input.settings.caps.iter().map(Decimal::normalize));
        let mut votes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (table, columns) in all {
            let Some(view) = input.views.get(*table) else { continue };
            for line in &columns.lines {
                let by = |f| line.holds_exactly(f);
                let vote = votes.entry(key(view.label(line.row))).or_default();
                vote.0 += usize::from(line.holds(Formula::Higher));
                if !line.holds(Formula::Higher) && (by(Formula::Mirror) || by(Formula::Inverse)) {
                    vote.1 += 1;
                    found.mirror += usize::from(by(Formula::Mirror));
                    found.inverse += usize::from(by(Formula::Inverse));
                }
            }
        }
        found.lower.extend(votes.into_iter().filter(|(_, (higher, lower))| lower > higher).map(|(label, _)| label));
        for (_, columns) in all {
            for line in &columns.lines {
                if let Some(cap) = capped_at(line, columns, &found.declared) {
                    *found.caps.entry(cap).or_default() += 1;
                }
            }
        }
        found
    }

    fn lower_from_indicators(&mut self, input: &Input<'_>) {
        for indicator in input.report.indicators.iter().filter(|i| i.polarity == Polarity::LowerIsBetter) {
            self.lower.insert(key(&indicator.indikator));
            let table = indicator.source.table.as_deref();
            let index = input.views.iter().position(|view| Some(view.table.id.as_str()) == table);
            self.lower_rows.extend(index.zip(indicator.source.row));
        }
    }

    /// Whether a row is of an indicator that is better when lower.
    #[must_use]
    pub fn is_lower(&self, view: &View<'_>, row: usize) -> bool {
        let label = view.label(row);
        if let Some(polarity) = self.settled.polarity(label) {
            return polarity == Polarity::LowerIsBetter;
        }
        self.lower_rows.contains(&(view.index, row)) || self.lower.contains(&key(label)) || sounds_lower(label)
    }

    /// The formula that a row should follow.
    #[must_use]
    pub fn formula(&self, view: &View<'_>, row: usize) -> Formula {
        match (self.is_lower(view, row), self.inverse > self.mirror) {
            (false, _) => Formula::Higher,
            (true, true) => Formula::Inverse,
            (true, false) => Formula::Mirror,
        }
    }

    /// Whether a cap is stated in the prose, or settled.
    #[must_use]
    pub fn is_declared(&self, cap: Decimal) -> bool {
        self.declared.contains(&cap.normalize())
    }

    /// The caps that are stated in the prose, or settled.
    #[must_use]
    pub fn declared(&self) -> &BTreeSet<Decimal> {
        &self.declared
    }

    /// Rows of the report that show a cap.
    #[must_use]
    pub fn witnesses(&self, cap: Decimal) -> usize {
        self.caps.get(&cap.normalize()).copied().unwrap_or(0)
    }
}

/// The cap that a row seems brought down to: the printed figure is a usual or a declared cap, no figure of the column lies above
/// it, and realisasi / target does.
#[must_use]
pub fn capped_at(line: &Line, columns: &Columns, declared: &BTreeSet<Decimal>) -> Option<Decimal> {
    let printed = line.capaian.1.number;
    let usual = CAPS.iter().any(|cap| Decimal::from(*cap) == printed) || declared.contains(&printed.normalize());
    let highest = columns.lines.iter().all(|l| l.capaian.1.number <= printed);
    let exceeds = |f| line.apply(f).is_some_and(|computed| computed.lo() > printed);
    (usual && highest && exceeds(Formula::Higher)).then(|| printed.normalize())
}

/// Whether a row may be capped as far as its figures as printed go, whichever direction is better.
#[must_use]
pub fn may_be_capped(line: &Line, columns: &Columns) -> bool {
    let printed = line.capaian.1.number;
    let usual = CAPS.iter().any(|cap| Decimal::from(*cap) == printed);
    let highest = columns.lines.iter().all(|l| l.capaian.1.number <= printed);
    usual && highest && FORMULAS.iter().any(|f| line.apply(*f).is_some_and(|computed| computed.hi() > printed))
}

/// The same for an indicator that is better when lower.
#[must_use]
pub fn capped_lower_at(line: &Line, columns: &Columns, declared: &BTreeSet<Decimal>) -> Option<Decimal> {
    let printed = line.capaian.1.number;
    let usual = CAPS.iter().any(|cap| Decimal::from(*cap) == printed) || declared.contains(&printed.normalize());
    let highest = columns.lines.iter().all(|l| l.capaian.1.number <= printed);
    let exceeds = |f| line.apply(f).is_some_and(|computed| computed.lo() > printed);
    (usual && highest && (exceeds(Formula::Mirror) || exceeds(Formula::Inverse))).then(|| printed.normalize())
}

static CAP: LazyPattern = LazyPattern::new(
    &["maksim|tinggi|banyak|dibatasi|melebihi|atas|lebih dari|>"],
    r"(?i)(maksimal|maksimum|paling tinggi|paling banyak|dibatasi|tertinggi|melebihi|di ?atas|lebih dari|>)\D{0,60}?(\d{3})\s?%?",
);

/// Caps that the prose speaks of in one breath with capaian or realisasi.
fn declared_caps(input: &Input<'_>) -> BTreeSet<Decimal> {
    let speaks = |text: &str| {
        let text = text.to_lowercase();
        text.contains("capaian")
            && ["dibatasi", "maksimal", "maksimum", "paling tinggi", "dianggap", "dihitung", "ditetapkan", "diakui"]
                .iter()
                .any(|w| text.contains(w))
    };
    let texts = input.report.blocks.iter().map(|b| b.text.as_str()).filter(|t| speaks(t));
    let numbers = texts.flat_map(|t| CAP.captures_iter(t).filter_map(|c| c.get(2)?.as_str().parse::<i64>().ok()).collect::<Vec<_>>());
    numbers.filter(|n| CAPS.contains(n)).map(Decimal::from).collect()
}

/// Whether a name is of something to be had less of, and not of its reduction or of those who were helped.
fn sounds_lower(label: &str) -> bool {
    const EVILS: [&str; 34] = [
        "angka kematian",
        "kesakitan",
        "prevalensi",
        "stunting",
        "kemiskinan",
        "penduduk miskin",
        "pengangguran",
        "putus sekolah",
        "gizi buruk",
        "kecelakaan",
        "pelanggaran",
        "temuan",
        "keluhan",
        "pengaduan",
        "waktu tunggu",
        "lama rawat",
        "length of stay",
        "inflasi",
        "gini",
        "kesenjangan",
        "ketimpangan",
        "risiko",
        "insiden",
        "kejadian",
        "kriminalitas",
        "tindak pidana",
        "konflik",
        "emisi",
        "kumuh",
        "tertinggal",
        "kematian",
        "buta aksara",
        "sisa perkara",
        "losses",
    ];
    const REMEDIES: [&str; 14] = [
        "penurunan",
        "berkurang",
        "pengurangan",
        "penyelesaian",
        "diselesaikan",
        "ditangani",
        "tertangani",
        "penanganan",
        "tindak lanjut",
        "ditindaklanjuti",
        "mendapat",
        "dilayani",
        "pencegahan",
        "tanggap",
    ];
    let label = label.to_lowercase();
    EVILS.iter().any(|evil| label.contains(evil)) && !REMEDIES.iter().any(|remedy| label.contains(remedy))
}

/// A name without case, blanks and punctuation.
fn key(label: &str) -> String {
    letters(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_give_what_reports_print() {
        let point = |n: i64| Interval::point(Decimal::from(n));
        assert_eq!(Formula::Higher.apply(point(80), point(60)), Some(point(75)));
        assert_eq!(Formula::Mirror.apply(point(80), point(60)), Some(point(125)));
        assert_eq!(Formula::Inverse.apply(point(60), point(80)), Some(point(75)));
        assert_eq!(Formula::Higher.apply(point(0), point(60)), None);
    }

    #[test]
    fn evils_are_better_when_lower_and_remedies_are_not() {
        assert!(sounds_lower("Angka kesakitan Demam Berdarah Dengue"));
        assert!(sounds_lower("Prevalensi balita stunting"));
        assert!(!sounds_lower("Persentase penurunan kemiskinan"));
        assert!(!sounds_lower("Persentase temuan yang ditindaklanjuti"));
        assert!(!sounds_lower("Cakupan kepesertaan jaminan kesehatan"));
    }

    #[test]
    fn the_cap_pattern_compiles_and_reads_a_declaration() {
        let text = "Capaian kinerja yang melebihi target dibatasi paling tinggi 120%";
        assert!(CAP.captures_iter(text).any(|c| c.get(2).unwrap().as_str() == "120"));
    }
}
