//! Findings from broken constraints: the sum worked out, every operand as evidence, the likely repair.

use super::constraint::{Constraint, Form, Root, Values};
use super::repair::{self, Repair};
use super::say::{Lang, round, say, short};
use super::sink::{Sink, at_cell};
use super::view::{At, View};
use super::{Message, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Operands written out in a message; a longer sum shows its first ones and how many there are.
const WRITTEN_OUT: usize = 8;
/// Operands shown of a longer sum.
const SHOWN_OF_MANY: usize = 3;
/// Operands kept as evidence.
const MOST_EVIDENCE: usize = 60;
/// Echoes reported under one root.
const MOST_ECHOES: usize = 6;

/// Reports columns whose figures were cut off: once a column, whether that is its habit or a slip.
pub fn truncated(
    views: &[View<'_>],
    constraints: &[Constraint],
    values: &Values,
    columns: &BTreeMap<(usize, &'static str, usize), Vec<usize>>,
    sink: &mut Sink,
) {
    for ((table, rule, _), cut) in columns {
        let Some((view, constraint)) = views.get(*table).zip(cut.first().and_then(|i| constraints.get(*i))) else { continue };
        let severity = if cut.len() > 1 { Severity::Info } else { Severity::Low };
        let Some(message) = sum_message(view, constraint, values, |lang| {
            let times = cut.len();
            match lang {
                Lang::Id => format!("Angka dipotong, bukan dibulatkan ({times} kali di kolom ini)"),
                Lang::En => format!("The figure was cut off, not rounded ({times} times in this column)"),
            }
        }) else {
            continue;
        };
        let mut finding = at_cell(rule, severity, constraint.confidence.min(90), view, constraint.result, message);
        finding.expected = expected_text(constraint, values, constraint.result, None);
        finding.evidence.extend(operands(view, constraint, constraint.result));
        sink.fail(rule, finding);
    }
}

/// Reports one wrong cell and, under it, the other sums that it breaks.
pub fn root(views: &[View<'_>], constraints: &[Constraint], values: &Values, root: &Root, sink: &mut Sink) {
    let mut root_index = None;
    for (i, constraint) in root.broken.iter().take(MOST_ECHOES + 1).filter_map(|i| constraints.get(*i)).enumerate() {
        let Some(view) = views.get(root.at.table) else { continue };
        let repair = if i == 0 { explain(view, constraint, values, root) } else { None };
        let echoes = if i == 0 { root.broken.len() - 1 } else { 0 };
        let Some(message) = sum_message(view, constraint, values, |lang| tail(lang, constraint, root, repair.as_ref(), echoes)) else {
            continue;
        };
        let severity = if i == 0 { constraint.severity } else { Severity::Low };
        let mut finding = at_cell(constraint.rule, severity, constraint.confidence, view, root.at, message);
        finding.expected = expected_text(constraint, values, root.at, Some(root.value));
        finding.evidence.extend(operands(view, constraint, root.at));
        finding.root = root_index;
        let made = sink.fail(constraint.rule, finding);
        root_index = root_index.or(made);
    }
}

fn tail(lang: Lang, constraint: &Constraint, root: &Root, repair: Option<&Repair>, echoes: usize) -> String {
    let mut parts = Vec::new();
    if constraint.result != root.at {
        let right = lang.number(root.value);
        parts.push(match lang {
            Lang::Id => format!("Hitungan tepat bila angka ini {right}"),
            Lang::En => format!("The sum holds if this figure is {right}"),
        });
    }
    if root.confirmed {
        parts.push(lang.pick("Tabel lain mencetak angka yang tepat itu", "Another table prints that figure").to_owned());
    }
    if let Some(repair) = repair {
        parts.push(sentence(&repair.text(lang)));
    }
    if echoes > 0 {
        parts.push(match lang {
            Lang::Id => format!("Angka ini juga merusak {echoes} hitungan lain"),
            Lang::En => format!("The same figure breaks {echoes} more sum(s)"),
        });
    }
    parts.join(". ")
}

/// First letter in capitals.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn explain(view: &View<'_>, constraint: &Constraint, values: &Values, root: &Root) -> Option<Repair> {
    let stated = values.get(root.at)?.number;
    let named: Vec<(String, Decimal)> = constraint
        .terms
        .iter()
        .filter(|(at, _)| *at != root.at)
        .filter_map(|(at, _)| Some((name_of(view, constraint, *at), values.get(*at)?.number)))
        .collect();
    let of_sum = || (constraint.result == root.at && constraint.form == Form::Sum).then(|| repair::of_sum(stated, root.value, &named))?;
    let others = || {
        let cell = view.cell(root.at)?;
        let row: Vec<(String, Decimal)> = (0..view.cols)
            .filter(|col| *col != cell.col)
            .filter_map(|col| Some((view.header(col), view.figure(cell.row, col)?.1.number)))
            .collect();
        repair::of_copy(stated, &row)
    };
    let printable = if constraint.form == Form::PercentOf { round(root.value, values.get(root.at)?.decimals) } else { root.value };
    of_sum().or_else(|| repair::of_digits(stated, printable)).or_else(others)
}

/// How an operand is called: by its row where the sum runs down a column, by its header where it runs along a row.
fn name_of(view: &View<'_>, constraint: &Constraint, at: At) -> String {
    let (cell, result) = (view.cell(at), view.cell(constraint.result));
    match (cell, result) {
        (Some(cell), Some(result)) if cell.row == result.row => view.header(cell.col),
        (Some(cell), _) => view.title(cell.row).to_owned(),
        _ => String::new(),
    }
}

/// `Jumlah tercetak 7; 5 + 1 = 6. …`
fn sum_message(view: &View<'_>, constraint: &Constraint, values: &Values, tail: impl Fn(Lang) -> String) -> Option<Message> {
    let stated = view.cell(constraint.result)?.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let computed = constraint.solve(values, constraint.result)?;
    let decimals = values.get(constraint.result)?.decimals;
    let label = view.cell(constraint.result).map(|c| short(view.title(c.row))).unwrap_or_default();
    Some(say(|lang| {
        let noun = lang.pick(constraint.noun.id, constraint.noun.en);
        let printed = lang.pick("tercetak", "printed");
        let sum = expression(constraint, values, lang);
        let result = match constraint.form {
            Form::PercentOf => lang.rounded(computed, decimals.max(super::say::DEFAULT_DECIMALS)),
            _ => lang.number(shown(computed, decimals)),
        };
        let of_row = if label.is_empty() { String::new() } else { format!(" “{label}”") };
        let tail = tail(lang);
        let end = if tail.is_empty() { String::new() } else { format!(" {tail}.") };
        format!("{noun}{of_row} {printed} {stated}; {sum} = {result}.{end}")
    }))
}

fn shown(value: Decimal, decimals: u32) -> Decimal {
    if value.normalize().scale() <= decimals { round(value, decimals) } else { value.normalize() }
}

fn expression(constraint: &Constraint, values: &Values, lang: Lang) -> String {
    let operands: Vec<(Decimal, i8)> =
        constraint.terms.iter().filter_map(|(at, sign)| Some((values.get(*at)?.number.normalize(), *sign))).collect();
    match constraint.form {
        Form::PercentOf => {
            let numbers: Vec<String> = operands.iter().map(|(v, _)| lang.number(*v)).collect();
            return format!("{} × 100", numbers.join(" / "));
        }
        Form::AbsDifference => {
            let numbers: Vec<String> = operands.iter().map(|(v, _)| lang.number(*v)).collect();
            return format!("|{}|", numbers.join(" − "));
        }
        Form::Sum => {}
    }
    let counted: Vec<&(Decimal, i8)> = operands.iter().filter(|(v, _)| !v.is_zero()).collect();
    let take = if counted.len() > WRITTEN_OUT { SHOWN_OF_MANY } else { counted.len() };
    let mut out = String::new();
    for (i, (value, sign)) in counted.iter().take(take).enumerate() {
        out.push_str(match (i, *sign < 0) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        out.push_str(&if value.is_sign_negative() && i > 0 { format!("({})", lang.number(*value)) } else { lang.number(*value) });
    }
    if take < counted.len() {
        let all = counted.len();
        out.push_str(&match lang {
            Lang::Id => format!(" + … ({all} angka)"),
            Lang::En => format!(" + … ({all} figures)"),
        });
    }
    if counted.is_empty() { "0".into() } else { out }
}

fn expected_text(constraint: &Constraint, values: &Values, at: At, value: Option<Decimal>) -> Option<String> {
    let value = value.or_else(|| constraint.solve(values, at))?;
    let decimals = values.get(at)?.decimals;
    Some(match constraint.form {
        Form::PercentOf if at == constraint.result => Lang::Id.rounded(value, decimals.max(super::say::DEFAULT_DECIMALS)),
        _ => Lang::Id.number(shown(value, decimals)),
    })
}

fn operands(view: &View<'_>, constraint: &Constraint, stated: At) -> Vec<super::Evidence> {
    let result = (constraint.result != stated).then_some((constraint.result, "result"));
    let role = if constraint.form == Form::Sum { "addend" } else { "operand" };
    result
        .into_iter()
        .chain(constraint.terms.iter().filter(|(at, _)| *at != stated).map(|(at, _)| (*at, role)))
        .take(MOST_EVIDENCE)
        .filter_map(|(at, role)| view.evidence(at, role))
        .collect()
}
