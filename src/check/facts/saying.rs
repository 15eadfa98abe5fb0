//! Facts in findings: how a place is named, what is quoted of it, and how one place is said to contradict another.

use super::{Fact, Group, Spot, figure, fold};
use crate::check::say::Lang;
use crate::check::sink::Percent;
use crate::check::{Evidence, Finding, Input, Severity, say, sink};
use rust_decimal::Decimal;

/// Other places that a finding quotes as evidence.
const MOST_WITNESSES: usize = 6;

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
    let name = say::short(&group.name);
    let message = say::say(|lang| {
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
        Spot::Cell(at) => sink::at_cell(rule, severity, confidence, input.views.get(at.table)?, at, message),
        Spot::Text(page, bbox) => sink::at_text(rule, severity, confidence, (page, bbox), &stated.text, message),
    };
    finding.expected = Some(reference.text.clone());
    finding.evidence.extend(others.iter().take(MOST_WITNESSES).filter_map(|f| evidence(input, f, "other_place")));
    Some(finding)
}
