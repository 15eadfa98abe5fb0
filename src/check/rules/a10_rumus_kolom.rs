//! # A10 rumus-kolom
//!
//! ## What it does
//! Reads a formula printed in a column's header or in the row of column numbers (`6=5/4x100`, `g = f/e*100%`,
//! `(3/4)*100`) and recomputes it in every row.
//!
//! ## Why it matters
//! The report itself says how the column was made; a row that was made otherwise cannot be compared with the others.
//!
//! ## Example
//! Column 5 is '(3/4)*100' and prints 96,5 where column 3 is 80 and column 4 is 90: 80 / 90 × 100 = 88,89.
//!
//! ## What it lets pass
//! Rounding of every operand, decimals cut off, figures capped at a round value, rows of lower-is-better indicators that
//! follow their own formula, columns most of whose rows do not follow the printed formula (skipped: it may be read
//! wrong), formulas that name columns which are not there, cells that another rule already judges.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (pengukuran kinerja).

use crate::check::capaian::Formula;
use crate::check::interval::Interval;
use crate::check::say::{DEFAULT_DECIMALS, Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, Quantity, View};
use crate::check::{Input, Part, Severity};
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const RULE: &str = "A10";

/// Characters of a formula; a longer text is prose.
const LONGEST: usize = 60;
/// Brackets inside brackets.
const DEEPEST: usize = 6;
/// Rows from which a column shows whether it follows its formula.
const FEWEST_ROWS: usize = 3;
/// Values at which achievement may be cut off.
const CAPS: [i64; 8] = [100, 105, 110, 115, 120, 125, 150, 200];

/// A formula over the columns of a table.
#[derive(Debug, Clone, PartialEq)]
enum Expr {
    Column(usize),
    Constant(Decimal),
    Of(char, Box<Expr>, Box<Expr>),
}

/// Checks every column with a printed formula.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    if input.views.iter().all(|v| v.table.columns.iter().all(|c| c.formula.is_none())) {
        return;
    }
    let judged: BTreeSet<(String, usize, usize)> =
        sink.findings.iter().flat_map(|f| &f.evidence).filter_map(|e| Some((e.table.clone()?, e.row?, e.col?))).collect();
    let constrained: BTreeSet<At> = sink.constraints.iter().map(|c| c.result).collect();
    for view in &input.views {
        for (col, column) in view.table.columns.iter().enumerate() {
            let Some(printed) = column.formula.as_deref() else { continue };
            let Some(expr) = parse(view, col, printed) else {
                sink.skip_all(RULE, "the formula names columns that the table does not number", view.figures_of(col));
                continue;
            };
            let known = |at: At| {
                let place = view.cell(at).map(|c| (view.table.id.clone(), c.row, c.col));
                constrained.contains(&at) || place.is_some_and(|p| judged.contains(&p))
            };
            column_follows(view, col, printed, &expr, known, sink);
        }
    }
}

fn column_follows(view: &View<'_>, col: usize, printed: &str, expr: &Expr, known: impl Fn(At) -> bool, sink: &mut Sink) {
    let rows: Vec<(usize, At, Quantity)> = view
        .body()
        .filter(|row| row.role != RowRole::Note)
        .filter_map(|row| view.figure(row.row, col).map(|(at, figure)| (row.row, at, figure)))
        .collect();
    let scales = [Decimal::ONE, Decimal::ONE_HUNDRED];
    let holds = |row: usize, figure: &Quantity, scale: Decimal| {
        evaluate(view, row, expr, scale, None).map(|c| figure.as_result().meets(&c) || figure.truncated().meets(&c))
    };
    // '6 = 5/4' over percentages leaves the hundred out.
    let held = |scale: Decimal| rows.iter().filter(|(row, _, figure)| holds(*row, figure, scale) == Some(true)).count();
    let Some(scale) = scales.into_iter().max_by_key(|s| (held(*s), *s == Decimal::ONE)) else { return };
    let tests = |row: usize, figure: &Quantity, operand: usize| {
        let slips = view.covering(row, operand).and_then(|(_, q)| q.slips(Decimal::ZERO));
        let breaks = |slip: Quantity| {
            evaluate(view, row, expr, scale, Some((operand, slip)))
                .is_some_and(|c| !figure.as_result().meets(&c) && !figure.truncated().meets(&c))
        };
        slips.is_some_and(|slips| slips.into_iter().all(breaks))
    };
    let mut operands = BTreeSet::new();
    columns_of(expr, &mut operands);
    let computable = rows.iter().filter(|(row, _, figure)| holds(*row, figure, scale).is_some()).count();
    if computable < FEWEST_ROWS || held(scale) * 2 <= computable {
        let judged = rows.iter().filter(|(row, _, figure)| holds(*row, figure, scale).is_some());
        sink.skip_all(RULE, "the column does not follow its printed formula in most rows", judged.map(|(_, at, _)| *at));
        return;
    }
    for (row, at, figure) in &rows {
        match holds(*row, figure, scale) {
            None => sink.skip_at(RULE, "nothing to divide by, or an operand is no figure", *at),
            Some(true) => {
                sink.pass(RULE, view, *at);
                let tested = operands.iter().filter(|col| tests(*row, figure, **col)).filter_map(|col| view.at(*row, *col));
                tested.for_each(|at| sink.tick(RULE, view, at, Part::Operand));
            }
            Some(false) if known(*at) => sink.skip_at(RULE, "another rule judges the figure", *at),
            Some(false) if figure.doubtful || excused(view, *row, expr, figure) => {
                sink.skip_at(RULE, "the row may follow another formula of achievement or a cap", *at);
            }
            Some(false) => fail(view, *at, *row, figure, (printed, expr, scale), sink),
        }
    }
}

/// A ratio that is capped, or that is turned round for an indicator of which less is better.
fn excused(view: &View<'_>, row: usize, expr: &Expr, figure: &Quantity) -> bool {
    let Some((part, whole)) = ratio(expr) else { return false };
    let (Some((_, part)), Some((_, whole))) = (view.covering(row, part), view.covering(row, whole)) else { return true };
    // A decrease is no share of an increase.
    if part.number.is_sign_negative() != whole.number.is_sign_negative() {
        return true;
    }
    let (t, r) = (whole.interval(), part.interval());
    let lower = [Formula::Mirror, Formula::Inverse].into_iter().filter_map(|f| f.apply(t, r));
    let capped =
        CAPS.iter().any(|c| Decimal::from(*c) == figure.number) && Formula::Higher.apply(t, r).is_some_and(|c| c.lo() > figure.number);
    capped || lower.into_iter().any(|c| figure.as_result().meets(&c))
}

/// The two columns of `a / b` and `a / b × 100`.
fn ratio(expr: &Expr) -> Option<(usize, usize)> {
    match expr {
        Expr::Of('/', a, b) => match (a.as_ref(), b.as_ref()) {
            (Expr::Column(a), Expr::Column(b)) => Some((*a, *b)),
            _ => None,
        },
        Expr::Of('*', a, b) if matches!(b.as_ref(), Expr::Constant(_)) => ratio(a),
        _ => None,
    }
}

fn fail(view: &View<'_>, at: At, row: usize, figure: &Quantity, (printed, expr, scale): (&str, &Expr, Decimal), sink: &mut Sink) {
    let Some(value) = exactly(view, row, expr).and_then(|v| v.checked_mul(scale)) else { return };
    let decimals = figure.decimals.max(DEFAULT_DECIMALS);
    let name = short(view.title(row));
    let stated = view.cell(at).map_or("", |c| c.text.trim());
    let message = say(|lang| {
        let sum = format!(
            "{}{} = {}",
            written(view, row, expr, lang),
            if scale == Decimal::ONE { "" } else { " × 100" },
            lang.rounded(value, decimals)
        );
        match lang {
            Lang::Id => format!("“{name}” tercetak {stated}; menurut rumus kolomnya ({printed}): {sum}."),
            Lang::En => format!("“{name}” prints {stated}; by the formula of its column ({printed}): {sum}."),
        }
    });
    let mut finding = at_cell(RULE, Severity::Medium, 85, view, at, message);
    finding.expected = Some(Lang::Id.rounded(value, decimals));
    let mut operands = BTreeSet::new();
    columns_of(expr, &mut operands);
    finding.evidence.extend(operands.into_iter().filter_map(|col| view.evidence(view.at(row, col)?, "operand")));
    sink.fail(RULE, finding);
}

fn columns_of(expr: &Expr, out: &mut BTreeSet<usize>) {
    match expr {
        Expr::Column(col) => {
            out.insert(*col);
        }
        Expr::Constant(_) => {}
        Expr::Of(_, a, b) => {
            columns_of(a, out);
            columns_of(b, out);
        }
    }
}

/// What a formula gives in a row, with another figure in one of its columns where `swap` says so; `None` where an operand
/// is no figure or a divisor may be zero.
fn evaluate(view: &View<'_>, row: usize, expr: &Expr, scale: Decimal, swap: Option<(usize, Quantity)>) -> Option<Interval> {
    let value = intervals(view, row, expr, swap)?;
    if scale == Decimal::ONE { Some(value) } else { value.mul(&Interval::point(scale)) }
}

fn intervals(view: &View<'_>, row: usize, expr: &Expr, swap: Option<(usize, Quantity)>) -> Option<Interval> {
    match expr {
        Expr::Column(col) if swap.is_some_and(|(swapped, _)| swapped == *col) => swap.map(|(_, q)| q.interval()),
        Expr::Column(col) => Some(view.covering(row, *col)?.1.interval()),
        Expr::Constant(value) => Some(Interval::point(*value)),
        Expr::Of(sign, a, b) => {
            let (a, b) = (intervals(view, row, a, swap)?, intervals(view, row, b, swap)?);
            match sign {
                '+' => a.add(&b),
                '-' => a.sub(&b),
                '*' => a.mul(&b),
                _ => a.div(&b),
            }
        }
    }
}

fn exactly(view: &View<'_>, row: usize, expr: &Expr) -> Option<Decimal> {
    match expr {
        Expr::Column(col) => Some(view.covering(row, *col)?.1.number),
        Expr::Constant(value) => Some(*value),
        Expr::Of(sign, a, b) => {
            let (a, b) = (exactly(view, row, a)?, exactly(view, row, b)?);
            match sign {
                '+' => a.checked_add(b),
                '-' => a.checked_sub(b),
                '*' => a.checked_mul(b),
                _ => a.checked_div(b),
            }
        }
    }
}

/// A formula with the figures of a row in it.
fn written(view: &View<'_>, row: usize, expr: &Expr, lang: Lang) -> String {
    match expr {
        Expr::Column(col) => view.covering(row, *col).map_or_else(String::new, |(_, q)| lang.number(q.number.normalize())),
        Expr::Constant(value) => lang.number(value.normalize()),
        Expr::Of(sign, a, b) => {
            let sign = match sign {
                '*' => '×',
                '-' => '−',
                other => *other,
            };
            let side = |e: &Expr| {
                let text = written(view, row, e, lang);
                if matches!(e, Expr::Of('+' | '-', ..)) { format!("({text})") } else { text }
            };
            format!("{} {sign} {}", side(a), side(b))
        }
    }
}

/// Reads a formula; `None` for anything but column numbers, constants, signs and brackets.
fn parse(view: &View<'_>, own: usize, printed: &str) -> Option<Expr> {
    let text: String = printed.to_lowercase().replace("kolom", " ").replace("kol.", " ");
    if text.chars().count() > LONGEST {
        return None;
    }
    let sides: Vec<&str> = text.split('=').collect();
    let formula = match sides.as_slice() {
        [only] => only,
        [left, right] if single(view, left) == Some(own) => right,
        [left, right] if single(view, right) == Some(own) => left,
        _ => return None,
    };
    let tokens = tokens(formula)?;
    let mut reader = Reader { view, own, tokens: &tokens, at: 0 };
    let expr = reader.sum(0)?;
    (reader.at == tokens.len() && matches!(expr, Expr::Of(..))).then_some(expr)
}

/// The column that a text like `(6)` names.
fn single(view: &View<'_>, text: &str) -> Option<usize> {
    numbered(view, text.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn numbered(view: &View<'_>, number: &str) -> Option<usize> {
    let bare = |n: &String| n.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    view.table.columns.iter().position(|c| c.number.as_ref().map(bare).as_deref() == Some(number))
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Sign(char),
}

fn tokens(formula: &str) -> Option<Vec<Token>> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = formula.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '%' | '\n' => {}
            'x' | '×' | '*' | '✕' | '∙' | '·' => out.push(Token::Sign('*')),
            '/' | ':' | '÷' => out.push(Token::Sign('/')),
            '+' | '(' | ')' => out.push(Token::Sign(c)),
            '[' | '{' => out.push(Token::Sign('(')),
            ']' | '}' => out.push(Token::Sign(')')),
            '-' | '−' | '–' => out.push(Token::Sign('-')),
            c if c.is_ascii_alphanumeric() => {
                let mut word = c.to_string();
                while let Some(next) = chars.next_if(char::is_ascii_alphanumeric) {
                    // '5x100' is two words and a sign.
                    if next == 'x' {
                        out.push(Token::Word(std::mem::take(&mut word)));
                        out.push(Token::Sign('*'));
                        break;
                    }
                    word.push(next);
                }
                if !word.is_empty() {
                    out.push(Token::Word(word));
                }
            }
            _ => return None,
        }
    }
    Some(out)
}

struct Reader<'r, 'a> {
    view: &'r View<'a>,
    own: usize,
    tokens: &'r [Token],
    at: usize,
}

impl Reader<'_, '_> {
    fn sign(&mut self, wanted: &[char]) -> Option<char> {
        match self.tokens.get(self.at) {
            Some(Token::Sign(c)) if wanted.contains(c) => {
                self.at += 1;
                Some(*c)
            }
            _ => None,
        }
    }

    fn sum(&mut self, depth: usize) -> Option<Expr> {
        let mut left = self.product(depth)?;
        while let Some(sign) = self.sign(&['+', '-']) {
            left = Expr::Of(sign, Box::new(left), Box::new(self.product(depth)?));
        }
        Some(left)
    }

    fn product(&mut self, depth: usize) -> Option<Expr> {
        let mut left = self.operand(depth)?;
        while let Some(sign) = self.sign(&['*', '/']) {
            left = Expr::Of(sign, Box::new(left), Box::new(self.operand(depth)?));
        }
        Some(left)
    }

    fn operand(&mut self, depth: usize) -> Option<Expr> {
        if self.sign(&['(']).is_some() {
            if depth >= DEEPEST {
                return None;
            }
            let inner = self.sum(depth + 1)?;
            self.sign(&[')'])?;
            return Some(inner);
        }
        let Some(Token::Word(word)) = self.tokens.get(self.at) else { return None };
        self.at += 1;
        let column = numbered(self.view, word).filter(|col| *col != self.own);
        let of_figures = |col: &usize| self.view.figures_in(*col) > 0 && self.view.role(*col) != ColumnRole::No;
        match (column.filter(of_figures), word.parse::<Decimal>()) {
            (Some(col), _) => Some(Expr::Column(col)),
            (None, Ok(value)) => Some(Expr::Constant(value)),
            (None, Err(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Other, Uraian};
    use crate::report::Table;

    fn of(formula: &str, rows: &[&str]) -> Table {
        let mut table = table(&[("Uraian", Uraian), ("Tahun ini", Other), ("Tahun lalu", Other), ("Perbandingan", Other)], rows);
        for (column, number) in table.columns.iter_mut().zip(["2", "3", "4", "5"]) {
            column.number = Some(number.into());
        }
        table.columns[3].formula = Some(formula.into());
        table
    }

    fn said(formula: &str, rows: &[&str]) -> Vec<String> {
        findings(&check(of(formula, rows)), RULE)
    }

    #[test]
    fn a_row_that_breaks_the_formula_is_found() {
        let rows = ["Padi|80|100|80", "Jagung|90|100|90", "Kedelai|80|90|96,5", "Cabai|50|40|125"];
        assert_eq!(said("(3/4)*100", &rows), ["96,5 -> 88,89"]);
        assert_eq!(said("5 = 3 : 4 x 100%", &rows), ["96,5 -> 88,89"]);
        assert_eq!(said("(5)=(3)/(4)x100", &rows), ["96,5 -> 88,89"]);
        assert_eq!(said("5=3/4", &rows), ["96,5 -> 88,89"], "the hundred is left out");
    }

    #[test]
    fn differences_are_formulas_too() {
        assert_eq!(
            said("5=3-4", &["A|9.000|1.000|8.000", "B|5.000|1.000|4.000", "C|7.000|1.000|6.500", "D|3.000|1.000|2.000"]),
            ["6.500 -> 6.000,00"]
        );
    }

    #[test]
    fn caps_turned_rows_and_foreign_formulas_pass() {
        assert!(said("(3/4)*100", &["A|80|100|80", "B|90|100|90", "C|150|100|120", "D|50|40|125"]).is_empty(), "a cap");
        assert!(said("(3/4)*100", &["A|80|100|80", "B|90|100|90", "C|80|100|120", "D|50|40|125"]).is_empty(), "less is better");
        assert!(said("(3/4)*100", &["A|80|100|1", "B|90|100|2", "C|80|90|88,89", "D|50|40|3"]).is_empty(), "most rows do not follow");
        assert!(said("(3/4)*100", &["A|80|100|80", "B|90|100|90", "C|13,22|(0,1)|70,07", "D|50|40|125"]).is_empty(), "of opposite signs");
        assert!(said("(7/8)*100", &["A|80|100|80", "B|90|100|90", "C|80|90|96,5"]).is_empty(), "constants only");
        assert!(said("5=3/4 dikali seratus", &["A|80|100|80", "B|90|100|90", "C|80|90|96,5"]).is_empty());
    }

    #[test]
    fn brackets_and_constants_are_read() {
        let table = of("5=(2*4-3)/4*100", &["A|80|100|120", "B|90|100|110", "C|80|90|50"]);
        let view = crate::check::fixture::view(&table);
        assert!(parse(&view, 3, "5=(2*4-3)/4*100").is_some());
        assert!(parse(&view, 3, &"(".repeat(40)).is_none());
        assert!(parse(&view, 3, "5").is_none());
        assert_eq!(findings(&check(table), RULE), ["50 -> 111,11"]);
    }
}
