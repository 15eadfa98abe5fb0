//! # L03 predikat
//!
//! ## What it does
//! Looks up every printed predicate or colour in the report's own scale table, or where the report prints none in
//! that of Permendagri 86/2017, and compares it with the class of the achievement beside it. Where rule A01 found the
//! achievement itself wrong, the predicate is compared with the class of the recomputed figure as well.
//!
//! ## Why it matters
//! The predicate is what a reader of the report remembers, and what leaders are told.
//!
//! ## Example
//! Achievement 100,00 with 'Rendah'; the report's scale calls 51–65 Rendah and 91–100 Sangat Tinggi.
//!
//! ## What it lets pass
//! Figures on a border or in a gap of the scale (either neighbour), figures above its highest class, predicates that
//! are not words of the scale (WTP, BB), and columns most of whose rows do not follow the scale.
//!
//! ## Source
//! Permendagri 86/2017, Lampiran (skala nilai peringkat kinerja); PermenPANRB 53/2014.

use crate::check::prose::key;
use crate::check::say::{Lang, say, short};
use crate::check::scale::{Border, Class, scale_of};
use crate::check::settings::ScaleClass;
use crate::check::sink::{Percent, Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Evidence, Input, Severity, pattern};
use crate::pattern::{LazyPattern, Regex};
use crate::report::{ColumnRole, RowRole, TableKind, Value};
use rust_decimal::Decimal;
use std::sync::LazyLock;

const RULE: &str = "L03";

/// Classes of Permendagri 86/2017: lower border, upper border, name.
const PERMENDAGRI: [(i64, i64, &str); 5] =
    [(91, 100, "Sangat Tinggi"), (76, 90, "Tinggi"), (66, 75, "Sedang"), (51, 65, "Rendah"), (0, 50, "Sangat Rendah")];

/// Checks every predicate that stands beside an achievement.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let mut scales: Vec<Vec<Class>> = match input.settings.scale.as_slice() {
        [] => input.views.iter().filter(|v| v.table.kind == TableKind::Scale).filter_map(scale_of).collect(),
        settled => vec![settled.iter().map(settled_class).collect()],
    };
    let own = !scales.is_empty();
    if !own {
        scales.push(permendagri());
    }
    for view in input.views.iter().filter(|v| v.table.kind != TableKind::Scale) {
        for col in view.columns_with(ColumnRole::Predikat) {
            check_column(view, col, &scales, own, sink);
        }
    }
}

/// A class that the office has settled.
fn settled_class(class: &ScaleClass) -> Class {
    let (low, high) = class.borders();
    let label = class.label.as_str();
    let border =
        |border: &Border, with: &str, without: &str| border.map(|(n, within)| format!("{}{n}", if within { with } else { without }));
    let printed = [border(&low, "≥ ", "> "), border(&high, "≤ ", "< ")].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Class { low, high, labels: vec![label.to_owned()], keys: vec![key(label)], printed, evidence: None }
}

/// The figure a predicate judges: that printed in its own cell, else the achievement nearest before it.
fn judged(view: &View<'_>, row: usize, col: usize) -> Option<(At, Decimal)> {
    static INSIDE: LazyPattern = LazyPattern::new(&["%"], r"^\s*(\d{1,3}(?:[.,]\d+)?)\s*%");
    let own = view.own(row, col)?;
    let text = &view.cell(own)?.text;
    if let Some(inside) = INSIDE.captures(text).and_then(|c| c.get(1)?.as_str().replace(',', ".").parse().ok()) {
        return Some((own, inside));
    }
    let capaian = view.columns_with(ColumnRole::Capaian).filter(|c| *c < col).last()?;
    let (at, q) = view.covering(row, capaian)?;
    (!q.doubtful).then_some((at, q.number))
}

fn check_column(view: &View<'_>, col: usize, scales: &[Vec<Class>], own: bool, sink: &mut Sink) {
    let mut rows = Vec::new();
    for row in view.body().filter(|r| r.role != RowRole::Note) {
        let Some(at) = view.own(row.row, col) else { continue };
        let Some(cell) = view.cell(at).filter(|c| matches!(c.value, Value::Text | Value::Predicate { .. }) && !c.text.trim().is_empty())
        else {
            continue;
        };
        let Some((from, value)) = judged(view, row.row, col) else { continue };
        let known: Vec<(&[Class], usize)> = scales.iter().filter_map(|s| Some((s.as_slice(), class_of(s, &cell.text)?))).collect();
        match known.as_slice() {
            [(scale, class)] => rows.push((row.row, at, from, value, *scale, *class)),
            [] => sink.skip_at(RULE, "the predicate is no word of the scale", from),
            _ => sink.skip_at(RULE, "several scales carry the predicate", from),
        }
    }
    let held = rows.iter().filter(|(_, _, _, value, scale, class)| allowed(scale, *value).contains(class)).count();
    if held * 2 <= rows.len() {
        sink.skip_all(RULE, "the column does not follow the scale", rows.iter().map(|(_, _, from, ..)| *from));
        return;
    }
    let confidence: Percent = if own && held * 5 >= rows.len() * 4 { 95 } else { 85 };
    for (_, at, from, value, scale, class) in rows {
        if !allowed(scale, value).contains(&class) {
            fail(view, at, from, value, scale, class, confidence, None, sink);
            continue;
        }
        match recomputed(view, from, sink) {
            Some((root, right)) if !allowed(scale, right).contains(&class) => {
                fail(view, at, from, right, scale, class, 80, Some(root), sink)
            }
            _ => sink.pass(RULE, view, at),
        }
    }
}

/// What A01 found the achievement of a cell to be, and which of the findings says so.
fn recomputed(view: &View<'_>, at: At, sink: &Sink) -> Option<(usize, Decimal)> {
    let cell = view.cell(at)?;
    let is_it = |e: &Evidence| e.table.as_deref() == Some(view.table.id.as_str()) && e.row == Some(cell.row) && e.col == Some(cell.col);
    let (index, finding) = sink.findings.iter().enumerate().find(|(_, f)| f.rule == "A01" && f.evidence.first().is_some_and(is_it))?;
    let right = finding.expected.as_deref()?.replace('.', "").replace(',', ".").parse().ok()?;
    Some((index, right))
}

#[allow(clippy::too_many_arguments, reason = "the operands of one finding")]
fn fail(
    view: &View<'_>,
    at: At,
    from: At,
    value: Decimal,
    scale: &[Class],
    class: usize,
    confidence: Percent,
    root: Option<usize>,
    sink: &mut Sink,
) {
    let right = allowed(scale, value);
    let Some(expected) = right.first().and_then(|i| scale.get(*i)) else { return };
    let Some(stated) = scale.get(class) else { return };
    let message = say(|lang| {
        let label = cell_row(view, at);
        let printed = view.cell(at).map_or("", |c| c.text.trim());
        let name = expected.labels.join(" / ");
        let figure = lang.number(value);
        match (lang, root.is_some()) {
            (Lang::Id, false) => format!(
                "“{label}” diberi predikat {printed} ({}), padahal capaiannya {figure} termasuk {name} ({}).",
                stated.printed, expected.printed
            ),
            (Lang::En, false) => format!(
                "“{label}” is called {printed} ({}), but its achievement of {figure} is {name} ({}).",
                stated.printed, expected.printed
            ),
            (Lang::Id, true) => format!(
                "“{label}” diberi predikat {printed} ({}); capaian yang dihitung ulang {figure} termasuk {name} ({}).",
                stated.printed, expected.printed
            ),
            (Lang::En, true) => format!(
                "“{label}” is called {printed} ({}); its recomputed achievement of {figure} is {name} ({}).",
                stated.printed, expected.printed
            ),
        }
    });
    let mut finding = at_cell(RULE, Severity::High, confidence, view, at, message);
    finding.expected = Some(right.iter().filter_map(|i| scale.get(*i)?.labels.first()).cloned().collect::<Vec<_>>().join(" / "));
    finding.root = root;
    if from != at {
        finding.evidence.extend(view.evidence(from, "capaian"));
    }
    finding.evidence.extend(expected.evidence.clone());
    sink.fail(RULE, finding);
}

fn cell_row(view: &View<'_>, at: At) -> String {
    view.cell(at).map(|c| short(view.label(c.row))).unwrap_or_default()
}

/// The classes that a value may carry: those that hold it, else the neighbours of the gap it falls into.
fn allowed(scale: &[Class], value: Decimal) -> Vec<usize> {
    let holding: Vec<usize> = scale.iter().enumerate().filter(|(_, c)| c.holds(value)).map(|(i, _)| i).collect();
    if !holding.is_empty() {
        return holding;
    }
    let below =
        scale.iter().enumerate().filter(|(_, c)| c.high.is_some_and(|(b, _)| b <= value)).max_by_key(|(_, c)| c.high.map(|(b, _)| b));
    let above = scale.iter().enumerate().filter(|(_, c)| c.low.is_some_and(|(b, _)| b >= value)).min_by_key(|(_, c)| c.low.map(|(b, _)| b));
    below.into_iter().chain(above).map(|(i, _)| i).collect()
}

/// The class whose name a text is, or carries with a figure or range beside it: the longest name wins.
fn class_of(scale: &[Class], text: &str) -> Option<usize> {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\d.,%()<>≤≥=\-–/\[\]]+"));
    let bare = key(&FIGURES.replace_all(text, " "));
    if bare.is_empty() {
        return None;
    }
    let found: Vec<usize> = scale.iter().enumerate().filter(|(_, c)| c.keys.contains(&bare)).map(|(i, _)| i).collect();
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

fn permendagri() -> Vec<Class> {
    PERMENDAGRI
        .iter()
        .map(|(low, high, name)| Class {
            low: Some((Decimal::from(*low), true)),
            high: Some((Decimal::from(*high), true)),
            labels: vec![(*name).to_owned()],
            keys: vec![key(name)],
            printed: format!("{low}–{high}, Permendagri 86/2017"),
            evidence: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{findings, report, table};
    use crate::report::ColumnRole::{Capaian, Indikator, No, Predikat, Realisasi, Target, Uraian};

    fn of(scale: &[&str], rows: &[&str]) -> Vec<String> {
        let mut first = table(&[("No", No), ("Interval", Uraian), ("Kriteria", Predikat)], scale);
        first.kind = TableKind::Scale;
        let mut second = table(
            &[("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian), ("Kategori", Predikat)],
            rows,
        );
        second.id = "t2".into();
        let tables = if scale.is_empty() { vec![second] } else { vec![first, second] };
        findings(&crate::check::run(&report(tables), &crate::check::Options::default()), RULE)
    }

    const OWN: [&str; 4] = ["1|≥ 100|Sangat Baik", "2|80 s.d. < 100|Baik", "3|60 s.d. < 80|Cukup", "4|< 60|Kurang"];

    #[test]
    fn a_predicate_of_another_class_is_found() {
        let rows = ["A|10|10|100|Sangat Baik", "B|10|9|90|Baik", "C|10|7|70|Cukup", "D|10|10|100|Baik"];
        assert_eq!(of(&OWN, &rows), ["Baik -> Sangat Baik"]);
    }

    #[test]
    fn gaps_and_figures_above_the_scale_pass() {
        let scale = ["1|91 ≤ 100|Sangat Tinggi", "2|76 ≤ 90|Tinggi", "3|66 ≤ 75|Sedang", "4|≤ 65|Rendah"];
        let rows = ["A|1000|905|90,5|Tinggi", "B|1000|906|90,6|Sangat Tinggi", "C|10|12|120|Sangat Tinggi", "D|100|70|70|Sedang"];
        assert!(of(&scale, &rows).is_empty());
    }

    #[test]
    fn words_outside_the_scale_and_columns_that_ignore_it_are_left_alone() {
        assert!(of(&OWN, &["A|10|10|100|BB", "B|10|9|90|Baik"]).is_empty());
        assert!(of(&OWN, &["A|10|10|100|Cukup", "B|10|9|90|Cukup", "C|10|10|100|Sangat Baik"]).is_empty());
    }

    #[test]
    fn without_a_scale_the_regulation_speaks() {
        let rows = ["A|100|100|100|Sangat Tinggi", "B|100|70|70|Sedang", "C|100|80|80|Tinggi", "D|100|40|40|Sedang"];
        assert_eq!(of(&[], &rows), ["Sedang -> Sangat Rendah"]);
    }
}
