//! Budget and spending as a pair: a sentence that gives both, and the rows of the budget tables that should have both.

use super::interval::Interval;
use super::prose::{Part, Sentence, Spoken};
use super::say::{DEFAULT_DECIMALS, Lang, say, short};
use super::sink::{Sink, at_cell};
use super::view::At;
use super::{Evidence, Input, Severity, repair};
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;

/// Budget and spending of one row of a table.
struct Spending {
    view: usize,
    pagu: (At, Decimal),
    spent: (At, Decimal),
}

impl Spending {
    /// Whether a sentence in lower case speaks of the row: it has most of the words of its name.
    fn is_named(&self, input: &Input<'_>, sentence: &str) -> bool {
        /// Letters of a word that says something.
        const TELLING: usize = 4;
        /// Words that every row has.
        const COMMON: [&str; 6] = ["program", "kegiatan", "subkegiatan", "anggaran", "belanja", "sasaran"];
        let Some(view) = input.views.get(self.view) else { return false };
        let name = view.cell(self.pagu.0).map_or("", |cell| view.title(cell.row)).to_lowercase();
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= TELLING && !COMMON.contains(w));
        let (mut said, mut all) = (0, 0);
        for word in words {
            all += 1;
            said += usize::from(sentence.contains(word));
        }
        all > 0 && said * 2 > all
    }

    /// Ticks both amounts off.
    fn tick(&self, input: &Input<'_>, rule: &'static str, part: super::Part, sink: &mut Sink) {
        let Some(view) = input.views.get(self.view) else { return };
        [self.pagu.0, self.spent.0].into_iter().for_each(|at| sink.tick(rule, view, at, part));
    }
}

/// Whether one of two amounts is the other rounded to thousands or millions: to a thousandth of it at most, since coarser
/// rounding would let anything pass.
fn rounded_alike(a: Decimal, b: Decimal) -> bool {
    const FINE: i64 = 1000;
    [1_000_i64, 1_000_000].iter().any(|step| {
        let (step, least) = (Decimal::from(*step), Decimal::from(step * FINE));
        let rounds = |n: Decimal, to: Decimal| to >= least && (to % step).is_zero() && (n - to).abs() * Decimal::TWO <= step;
        a != b && (rounds(a, b) || rounds(b, a))
    })
}

/// Whether several lines of one budget may well have the same amount: hardly any digits before its noughts.
fn is_round(amount: Decimal) -> bool {
    /// Digits that tell one amount from all others.
    const TELLING: usize = 4;
    amount.normalize().to_string().trim_end_matches('0').len() < TELLING
}

/// Rows of the budget tables with both amounts, rupiah.
fn spendings(input: &Input<'_>) -> Vec<Spending> {
    let mut out = Vec::new();
    for view in &input.views {
        let pagu = view.column_with(ColumnRole::PaguPerubahan).or_else(|| view.column_with(ColumnRole::Pagu));
        let (Some(pagu), Some(spent)) = (pagu, view.column_with(ColumnRole::RealisasiAnggaran)) else { continue };
        for row in view.body() {
            let amount = |col: usize| {
                let (at, quantity) = view.figure(row.row, col).filter(|(_, q)| !q.doubtful)?;
                Some((at, quantity.number.checked_mul(view.table.scale)?))
            };
            if let (Some(pagu), Some(spent)) = (amount(pagu), amount(spent)) {
                out.push(Spending { view: view.index, pagu, spent });
            }
        }
    }
    out
}

/// The sentences that may give both.
fn sentences<'a>(input: &Input<'a>) -> impl Iterator<Item = Sentence<'a>> {
    let spoken = input.report.statements.iter().filter(|s| s.values.len() > 1 && s.text.contains("Rp"));
    spoken.filter_map(Sentence::read)
}

/// The one budget and the one spending of a sentence, both written out.
fn pair<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<(&'s Spoken<'a>, &'s Spoken<'a>)> {
    let (pagu, spent) = (sentence.only(Part::Pagu)?, sentence.only(Part::Belanja)?);
    (pagu.is_amount() && spent.is_amount()).then_some((pagu, spent))
}

/// Reports the cells of rows that have one of a sentence's budget and spending, and a slip of the other.
pub fn check(input: &Input<'_>, rule: &'static str, sink: &mut Sink) {
    let mut rows: Option<Vec<Spending>> = None;
    for sentence in sentences(input) {
        let Some((pagu, spent)) = pair(&sentence) else { continue };
        let statement = sentence.statement;
        let (p, s) = (pagu.number(), spent.number());
        let rows = rows.get_or_insert_with(|| spendings(input));
        // Where a row has both, another with only one of them may be the level above it: only a misprint tells.
        let both: Vec<&Spending> = rows.iter().filter(|r| r.pagu.1 == p && r.spent.1 == s).collect();
        let known = !both.is_empty();
        if known {
            sink.pass_text(rule, statement.page);
            both.iter().for_each(|row| row.tick(input, rule, super::Part::Result, sink));
        }
        let rounded = |r: &Spending| r.pagu.1 == p && rounded_alike(r.spent.1, s) || r.spent.1 == s && rounded_alike(r.pagu.1, p);
        if !known && rows.iter().any(rounded) {
            sink.pass_text(rule, statement.page);
            continue;
        }
        let slip = |a: Decimal, b: Decimal| if known { a != b && repair::of_digits(a, b).is_some() } else { near(a, b) };
        let one_same = |r: &&Spending| {
            let (same, other) = if r.pagu.1 == p { (p, (r.spent.1, s)) } else { (s, (r.pagu.1, p)) };
            let telling = || !is_round(same) || r.is_named(input, &sentence.lower);
            (r.pagu.1 == p || r.spent.1 == s) && same >= Decimal::from(SAME) && slip(other.0, other.1) && telling()
        };
        let mut found: Vec<&Spending> = rows.iter().filter(one_same).collect();
        found.dedup_by_key(|r| (r.pagu.1, r.spent.1));
        let [row] = found.as_slice() else { continue };
        // The sentence's own percentage says that its amounts are right; else the sentence is wrong, which A14 says.
        let computed = spent.interval().percent_of(&pagu.interval());
        let percent = sentence.figures.iter().find(|f| f.is_percent() && f.end > pagu.end.min(spent.end));
        if percent.zip(computed).is_some_and(|(percent, computed)| !percent.follows_from(&computed)) {
            continue;
        }
        let (at, told) = if row.pagu.1 == p { (row.spent.0, spent) } else { (row.pagu.0, pagu) };
        let Some(view) = input.views.get(row.view) else { continue };
        let message = say(|lang| {
            let printed = view.cell(at).map_or("", |c| c.text.trim());
            let (row, page) = (short(view.cell(at).map_or("", |c| view.label(c.row))), statement.page);
            match lang {
                Lang::Id => format!(
                    "“{row}” tercetak {printed}; kalimat di halaman {page} menyebut {} untuk pasangan angka yang sama.",
                    told.value.text
                ),
                Lang::En => {
                    format!("“{row}” printed {printed}; the sentence on page {page} gives {} beside the same amount.", told.value.text)
                }
            }
        });
        let mut finding = at_cell(rule, Severity::High, 85, view, at, message);
        finding.expected = Some(Lang::Id.number(told.number().normalize()));
        finding.evidence.push(told.evidence("other_place", statement.page));
        sink.fail(rule, finding);
    }
}

/// Checks the absorption that a sentence gives of a budget alone, against the rows of the tables that have this budget:
/// 'realisasi sebesar 87,14% dari total anggaran Rp…'.
pub fn check_absorption(input: &Input<'_>, rule: &'static str, sink: &mut Sink) {
    let mut rows: Option<Vec<Spending>> = None;
    for sentence in sentences(input) {
        let [first, second] = sentence.figures.as_slice() else { continue };
        let (percent, pagu) = if first.is_percent() { (first, second) } else { (second, first) };
        let is_absorption = percent.is_percent() && percent.value.role == ColumnRole::Serapan;
        if !is_absorption || pagu.part != Part::Pagu || !pagu.is_amount() || pagu.number() < Decimal::from(SAME) {
            continue;
        }
        let rows = rows.get_or_insert_with(|| spendings(input));
        let mut same: Vec<&Spending> = rows.iter().filter(|r| r.pagu.1 == pagu.number()).collect();
        same.sort_by_key(|r| r.spent.1);
        same.dedup_by_key(|r| r.spent.1);
        // Two results of one budget: which one is meant is not said.
        let [row] = same.as_slice() else { continue };
        let Some(computed) = Interval::point(row.spent.1).percent_of(&Interval::point(row.pagu.1)) else { continue };
        if percent.follows_from(&computed) {
            sink.pass_text(rule, sentence.statement.page);
            row.tick(input, rule, super::Part::Operand, sink);
            continue;
        }
        let Some(view) = input.views.get(row.view) else { continue };
        let expected = Lang::Id.rounded(computed.lo(), percent.figure.decimals.max(DEFAULT_DECIMALS));
        let message = say(|lang| {
            let (spent, pagu) = (lang.number(row.spent.1.normalize()), lang.number(row.pagu.1.normalize()));
            let told = lang.rounded(computed.lo(), percent.figure.decimals.max(DEFAULT_DECIMALS));
            match lang {
                Lang::Id => format!("Serapan dalam kalimat {}; menurut tabel {spent} / {pagu} × 100 = {told}.", percent.value.text),
                Lang::En => {
                    format!("The sentence gives an absorption of {}; by the table {spent} / {pagu} × 100 = {told}.", percent.value.text)
                }
            }
        });
        let mut finding = sentence.finding(rule, Severity::Medium, 88, percent, message);
        finding.expected = Some(expected);
        finding.evidence.push(pagu.evidence("pagu", sentence.statement.page));
        finding.evidence.extend(view.evidence(row.spent.0, "realisasi"));
        finding.evidence.extend(view.evidence(row.pagu.0, "pagu"));
        sink.fail(rule, finding);
    }
}

/// Budget and spending of the whole agency in one year, as a report tells them in one place.
#[derive(Debug, Clone)]
pub struct Told {
    /// Year of both.
    pub year: i32,
    /// Budget, rupiah.
    pub pagu: Decimal,
    /// Spending, rupiah.
    pub spent: Decimal,
    /// Where the budget stands.
    pub pagu_at: Evidence,
    /// Where the spending stands.
    pub spent_at: Evidence,
}

/// All such pairs of a report: total rows of its own year, rows that are a year, and sentences that name one year.
#[must_use]
pub fn told(input: &Input<'_>) -> Vec<Told> {
    /// Of the evidence, until a comparison says which side it is on.
    const ROLE: &str = "stated";
    let mut out = Vec::new();
    for row in spendings(input) {
        let Some(view) = input.views.get(row.view) else { continue };
        let Some(at) = view.cell(row.pagu.0).map(|c| c.row) else { continue };
        let year = year_of(view.label(at)).or_else(|| {
            let total = view.row_role(at) == RowRole::Total;
            if total { view.table.year.or(input.report.year) } else { None }
        });
        let places = view.evidence(row.pagu.0, ROLE).zip(view.evidence(row.spent.0, ROLE));
        if let (Some(year), Some((pagu_at, spent_at))) = (year, places) {
            out.push(Told { year, pagu: row.pagu.1, spent: row.spent.1, pagu_at, spent_at });
        }
    }
    for sentence in sentences(input) {
        let Some((pagu, spent)) = pair(&sentence) else { continue };
        let mut years: Vec<i32> = sentence.lower.split(|c: char| !c.is_ascii_digit()).filter_map(year_of).collect();
        years.dedup();
        let [year] = years.as_slice() else { continue };
        let (pagu_at, spent_at) = (pagu.evidence(ROLE, sentence.statement.page), spent.evidence(ROLE, sentence.statement.page));
        out.push(Told { year: *year, pagu: pagu.number(), spent: spent.number(), pagu_at, spent_at });
    }
    out
}

/// A year that stands alone, or after `Tahun`.
fn year_of(text: &str) -> Option<i32> {
    let bare = text.trim().trim_start_matches("Tahun").trim_start_matches("TAHUN").trim();
    let year = bare.parse().ok().filter(|y| (1990..2100).contains(y))?;
    (bare.len() == 4).then_some(year)
}

/// One amount that a later report tells otherwise than the report of the year, the other one beside it being the same.
#[derive(Debug, Clone, Copy)]
pub struct Restated<'t> {
    /// What the later report says.
    pub stated: &'t Evidence,
    /// What the report of the year says.
    pub right: &'t Evidence,
    /// It is the budget; else the spending.
    pub is_pagu: bool,
}

/// What a later report tells of an earlier year against that year's own report.
pub fn restated<'t>(later: &'t [Told], earlier: &'t [Told], year: i32) -> Vec<Restated<'t>> {
    let own: Vec<&Told> = earlier.iter().filter(|t| t.year == year).collect();
    let mut out: Vec<Restated<'_>> = Vec::new();
    for told in later.iter().filter(|t| t.year == year) {
        if own.iter().any(|o| (o.pagu, o.spent) == (told.pagu, told.spent)) {
            continue;
        }
        let same = |a: Decimal, b: Decimal| a == b && a >= Decimal::from(SAME);
        let found = own.iter().find_map(|o| match (same(o.pagu, told.pagu), same(o.spent, told.spent)) {
            (true, false) if near(o.spent, told.spent) => Some(Restated { stated: &told.spent_at, right: &o.spent_at, is_pagu: false }),
            (false, true) if near(o.pagu, told.pagu) => Some(Restated { stated: &told.pagu_at, right: &o.pagu_at, is_pagu: true }),
            _ => None,
        });
        // The same slip in a table and in the sentence about it is one.
        out.extend(found.filter(|f| out.iter().all(|o| o.is_pagu != f.is_pagu)));
    }
    out
}

/// Amount, rupiah, from which two equal ones are one and the same.
const SAME: i64 = 1_000_000;
/// Share of an amount within which another is a slip of it: 1/10.
const SLIP: i64 = 10;

fn near(a: Decimal, b: Decimal) -> bool {
    (a - b).abs().checked_mul(Decimal::from(SLIP)).is_some_and(|d| d <= a.max(b))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report, table};
    use crate::check::prose::tests_support::statement;
    use crate::check::{Options, run};
    use crate::report::ColumnRole::{self, Pagu, RealisasiAnggaran, Uraian};

    const COLUMNS: [(&str, ColumnRole); 3] = [("Sasaran", Uraian), ("Anggaran", Pagu), ("Realisasi", RealisasiAnggaran)];

    fn said(rows: &[&str], text: &str) -> Vec<String> {
        let mut report = report(vec![table(&COLUMNS, rows)]);
        report.year = Some(2024);
        report.statements = vec![statement(text)];
        findings(&run(&report, &Options::default()), "X02")
    }

    const ROWS: [&str; 2] = ["Meningkatnya mutu|2.441.832.400|2.224.325.117", "Meningkatnya akuntabilitas|4.243.134.800|3.864.160.813"];

    #[test]
    fn a_row_with_one_of_the_two_amounts_and_a_slip_of_the_other() {
        let text = |pagu: &str, percent: &str| {
            format!("Sasaran ini didukung anggaran sebesar Rp {pagu} dan terealisasi Rp 3.864.160.813 ({percent}).")
        };
        assert_eq!(said(&ROWS, &text("4.243.138.400", "91,07%")), ["4.243.134.800 -> 4.243.138.400"]);
        assert!(said(&ROWS, &text("4.243.134.800", "91,07%")).is_empty());
        // The sentence does not follow from its own amounts: that is another rule's.
        assert!(said(&ROWS, &text("4.243.138.400", "95,00%")).is_empty());
        let thousands = "Sasaran ini didukung anggaran sebesar Rp 4.243.134.800 dan terealisasi Rp 3.864.161.000 (91,07%).";
        assert!(said(&ROWS, thousands).is_empty(), "rounded to thousands");
        // A round amount may be that of any other line.
        let other = ["Meningkatnya mutu|100.000.000|97.959.400", "Meningkatnya akuntabilitas|4.243.134.800|3.864.160.813"];
        let round = |name: &str| format!("{name} didukung anggaran sebesar Rp 100.000.000 dan terealisasi Rp 97.995.400 (98,00%).");
        assert!(said(&other, &round("Penyusunan laporan")).is_empty());
        assert_eq!(said(&other, &round("Meningkatnya mutu")), ["97.959.400 -> 97.995.400"]);
        // Another amount is no slip.
        assert!(said(&ROWS, &text("9.243.138.400", "41,81%")).is_empty());
    }

    #[test]
    fn an_absorption_is_held_against_the_row_with_the_same_budget() {
        let of = |text: &str| {
            let mut report = report(vec![table(&COLUMNS, &ROWS)]);
            let mut told = statement(text);
            told.values.iter_mut().filter(|v| v.text.contains('%')).for_each(|v| v.role = ColumnRole::Serapan);
            report.statements = vec![told];
            findings(&run(&report, &Options::default()), "A14")
        };
        let text = |percent: &str| format!("Realisasi anggaran sebesar {percent} dari total anggaran Rp 4.243.134.800.");
        assert_eq!(of(&text("90,17%")), ["90,17% -> 91,07"]);
        assert!(of(&text("91,07%")).is_empty());
        assert!(of("Realisasi anggaran sebesar 90,17% dari total anggaran Rp 5.243.134.800.").is_empty(), "no row has it");
    }

    #[test]
    fn a_total_restated_a_year_later_is_told_from_one_repeated() {
        let told = |year: i32, text: &str| {
            let mut report = report(Vec::new());
            report.year = Some(year);
            report.statements = vec![crate::report::Statement { text: text.into(), ..statement(&text.replace("2022", "dua")) }];
            super::told(&crate::check::Input::new(&report, &crate::check::settings::Settings::default()))
        };
        let own = told(2022, "Tahun 2022 dialokasikan anggaran sebesar Rp 11.204.668.100 dengan realisasi Rp 10.153.496.010 atau 90,62%.");
        let later = |spent: &str| {
            told(2023, &format!("Pada tahun 2022 anggaran sebesar Rp 11.204.668.100 dengan realisasi sebesar Rp {spent} atau 89,88%."))
        };
        let wrong = later("10.070.496.010");
        let found = super::restated(&wrong, &own, 2022);
        assert_eq!(found.iter().map(|f| f.stated.text.as_str()).collect::<Vec<_>>(), ["Rp 10.070.496.010"]);
        assert!(super::restated(&later("10.153.496.010"), &own, 2022).is_empty());
        assert!(super::restated(&wrong, &own, 2021).is_empty());
    }
}
