//! # A15 rata-rata
//!
//! ## What it does
//! Recomputes every average row of an achievement or absorption column: as the mean of the rows since the average
//! before it, of all rows, or of the averages above it.
//!
//! ## Why it matters
//! The average is the one figure by which a sasaran or the whole agency is graded.
//!
//! ## Example
//! Rows of 96,19, 99,07 and 98,70 with 'Rata-rata 112,69': (96,19 + 99,07 + 98,70) / 3 = 97,99.
//!
//! ## What it lets pass
//! Means of rounded figures, means of means, rows without a figure counted as nothing or left out, rows brought down
//! to a usual cap first, averages printed before their rows, tables with weights (skipped), tables cut off from their
//! heads (skipped), tables with bounds or broken figures among the rows (skipped).
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (pengukuran kinerja).

use crate::check::interval::Interval;
use crate::check::say::{DEFAULT_DECIMALS, Lang, round, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, Quantity, View};
use crate::check::{Input, Part, Severity};
use crate::report::{ColumnRole, RowRole, Value};
use rust_decimal::Decimal;

const RULE: &str = "A15";

/// Values at which single figures may be cut off before averaging.
const CAPS: [i64; 5] = [100, 110, 115, 120, 150];
/// Most addends shown in a message.
const SHOWN: usize = 8;

/// Checks the average rows of every table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        let averages: Vec<usize> = view.body().filter(|r| r.role == RowRole::Average).map(|r| r.row).collect();
        if averages.is_empty() {
            continue;
        }
        let weighted = (0..view.cols).any(|c| view.header(c).to_lowercase().contains("bobot"));
        if weighted || view.table.header_rows == 0 {
            sink.skip_many(RULE, "weights, or a table cut off from its head", averages.len());
            continue;
        }
        for col in (0..view.cols).filter(|c| matches!(view.role(*c), ColumnRole::Capaian | ColumnRole::Serapan)) {
            for row in &averages {
                check_average(view, &averages, *row, col, sink);
            }
        }
    }
}

/// A figure that an average is made of.
type Item = (At, Quantity);

fn check_average(view: &View<'_>, averages: &[usize], row: usize, col: usize, sink: &mut Sink) {
    let Some((at, stated)) = view.figure(row, col) else { return };
    if stated.doubtful {
        return;
    }
    let start = averages.iter().copied().filter(|a| *a < row).max();
    let own = items(view, col, |r| r < row && start.is_none_or(|s| r > s));
    let all = items(view, col, |r| r < row);
    let whole = items(view, col, |_| true);
    let next = averages.iter().copied().filter(|a| *a > row).min();
    let after = items(view, col, |r| r > row && next.is_none_or(|n| r < n));
    let means: Vec<Item> = averages.iter().filter(|a| **a < row).filter_map(|a| view.figure(*a, col)).collect();
    let groups: Vec<Item> =
        view.body().filter(|r| r.row < row && r.role == RowRole::Group).filter_map(|r| view.figure(r.row, col)).collect();
    let blanks = |from: Option<usize>| {
        view.body()
            .filter(|r| r.row < row && from.is_none_or(|s| r.row > s) && r.role == RowRole::Data && view.is_blank(r.row, col))
            .count()
    };
    if own.is_empty() && all.is_empty() {
        sink.skip(RULE, "no figures to average");
        return;
    }
    let candidates: [(&[Item], usize); 8] =
        [(&own, 0), (&all, 0), (&means, 0), (&whole, 0), (&after, 0), (&groups, 0), (&own, blanks(start)), (&all, blanks(None))];
    if let Some((items, blanks)) = candidates.iter().find(|(items, blanks)| holds(&stated, items, *blanks)) {
        sink.pass(RULE, view, at);
        tested(&stated, items, *blanks).for_each(|at| sink.tick(RULE, view, at, Part::Operand));
        return;
    }
    let label = view.label(row).to_lowercase();
    if label.contains('+') && label.contains(|c: char| c.is_ascii_digit()) {
        sink.skip(RULE, "the row says itself what it averages");
        return;
    }
    let of_all =
        start.is_none() || ["seluruh", "keseluruhan", "capaian kinerja", "total"].iter().any(|w| label.contains(w)) || own.is_empty();
    let used = if of_all { &all } else { &own };
    let odd = unreadable(view, col, if of_all { None } else { start }, row);
    if odd
        || used.len() < 2 && !label.contains("sasaran")
        || blanks(if of_all { None } else { start }) > 0
        || used.iter().any(|(_, q)| q.doubtful)
    {
        sink.skip(RULE, "it is not sure which rows are averaged");
        return;
    }
    fail(view, at, &stated, used, sink);
}

/// Figures of the data rows of a column that a test lets in, merged cells once.
fn items(view: &View<'_>, col: usize, lets_in: impl Fn(usize) -> bool) -> Vec<Item> {
    let rows = view.body().filter(|r| matches!(r.role, RowRole::Data | RowRole::Memo) && lets_in(r.row) && !is_number_row(view, r.row));
    rows.filter_map(|r| view.figure(r.row, col)).collect()
}

/// Whether a row repeats the column numbers, as tables do after a page break: `1 | 2 | 3 | …`.
fn is_number_row(view: &View<'_>, row: usize) -> bool {
    let texts = (0..view.cols).filter_map(|c| view.cell(view.own(row, c)?)).flat_map(|c| c.text.split_whitespace());
    let numbers: Option<Vec<usize>> = texts.map(|t| t.trim_matches(['(', ')']).parse().ok()).collect();
    numbers.is_some_and(|n| n.len() > 2 && n.windows(2).all(|w| matches!(w, [a, b] if a.checked_add(1) == Some(*b))))
}

/// Rows between two others whose figure is a bound, a range or broken: an average may count them in some way.
fn unreadable(view: &View<'_>, col: usize, from: Option<usize>, to: usize) -> bool {
    let rows =
        view.body().filter(|r| r.row < to && from.is_none_or(|f| r.row > f) && r.role != RowRole::Average && r.role != RowRole::Note);
    let odd = |at: At| {
        view.cell(at).is_some_and(|c| {
            matches!(c.value, Value::Bound { .. } | Value::Range { .. } | Value::Ratio { .. } | Value::Malformed { .. } | Value::Text)
        })
    };
    rows.filter_map(|r| view.own(r.row, col)).any(odd)
}

fn holds(stated: &Quantity, items: &[Item], blanks: usize) -> bool {
    let caps = CAPS.iter().map(|c| Some(Decimal::from(*c)));
    std::iter::once(None)
        .chain(caps)
        .any(|cap| mean(items, blanks, cap).is_some_and(|m| stated.as_result().meets(&m) || stated.truncated().meets(&m)))
}

/// The figures that the average follows from and that could not be off by much without it failing.
fn tested(stated: &Quantity, items: &[Item], blanks: usize) -> impl Iterator<Item = At> {
    let breaks = move |i: usize| {
        let with = |q: Quantity| {
            let mut all = items.to_vec();
            if let Some(place) = all.get_mut(i) {
                place.1 = q;
            }
            all
        };
        let slips = items.get(i).and_then(|(_, q)| q.slips(stated.number));
        slips.is_some_and(|slips| slips.into_iter().all(|q| !holds(stated, &with(q), blanks)))
    };
    items.iter().enumerate().filter(move |(i, _)| breaks(*i)).map(|(_, (at, _))| *at)
}

fn mean(items: &[Item], blanks: usize, cap: Option<Decimal>) -> Option<Interval> {
    let count = Decimal::from(items.len().checked_add(blanks)?);
    let mut sum = Interval::point(Decimal::ZERO);
    for (_, quantity) in items {
        let figure = quantity.as_result();
        sum = sum.add(&cap.map_or(figure, |c| figure.capped(c)))?;
    }
    (!items.is_empty()).then(|| sum.div(&Interval::point(count)))?
}

fn fail(view: &View<'_>, at: At, stated: &Quantity, used: &[Item], sink: &mut Sink) {
    let Some(sum) = used.iter().try_fold(Decimal::ZERO, |sum, (_, q)| sum.checked_add(q.number)) else { return };
    let Some(value) = sum.checked_div(Decimal::from(used.len())) else { return };
    let decimals = stated.decimals.max(DEFAULT_DECIMALS);
    let flips = (stated.number >= Decimal::ONE_HUNDRED) != (value >= Decimal::ONE_HUNDRED);
    let message = say(|lang| {
        let label = view.cell(at).map(|c| short(view.label(c.row))).unwrap_or_default();
        let printed = view.cell(at).map_or("", |c| c.text.trim());
        let addends = if used.len() <= SHOWN {
            let list: Vec<String> = used.iter().map(|(_, q)| lang.number(q.number)).collect();
            format!("({})", list.join(" + "))
        } else {
            lang.rounded(sum, stated.decimals)
        };
        format!("“{label}” {} {printed}; {addends} / {} = {}.", lang.pick("tercetak", "printed"), used.len(), lang.rounded(value, decimals))
    });
    // An average that is off by less than a point and on the same side of 100 changes no judgement.
    let severity = if flips || (stated.number - value).abs() >= Decimal::ONE { Severity::High } else { Severity::Medium };
    let mut finding = at_cell(RULE, severity, 90, view, at, message);
    finding.expected = Some(Lang::Id.number(round(value, decimals)));
    finding.evidence.extend(used.iter().take(SHOWN).filter_map(|(a, _)| view.evidence(*a, "addend")));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use crate::check::Part;
    use crate::check::fixture::{check, findings, table};
    use crate::report::ColumnRole::{Capaian, Indikator, No, Other};

    fn of(rows: &[&str]) -> Vec<String> {
        findings(&check(table(&[("Indikator", Indikator), ("Capaian (%)", Capaian)], rows)), "A15")
    }

    #[test]
    fn a_wrong_mean_is_found() {
        assert_eq!(of(&["A|96,19", "B|99,07", "C|98,70", "Rata-rata|112,69"]), ["112,69 -> 97,99"]);
    }

    #[test]
    fn a_row_that_says_what_it_averages_passes() {
        assert!(of(&["A|96,19", "B|99,07", "C|98,70", "Rata-rata = (63,7 + 100 + 95,83) / 3|86,51"]).is_empty());
    }

    #[test]
    fn averages_of_groups_and_of_all_pass() {
        let rows =
            ["A|90,00", "B|100,00", "Rata-rata sasaran 1|95,00", "C|80,00", "Rata-rata sasaran 2|80,00", "Rata-rata seluruhnya|90,00"];
        assert!(of(&rows).is_empty());
        let means = ["A|90", "B|100", "Rata-rata sasaran 1|95", "C|80", "Rata-rata sasaran 2|80", "Rata-rata seluruhnya|87,5"];
        assert!(of(&means).is_empty());
    }

    #[test]
    fn capped_rows_and_rows_without_a_figure_pass() {
        assert!(of(&["A|130,00", "B|90,00", "Rata-rata|95,00"]).is_empty());
        assert!(of(&["A|100,00", "B|-", "Rata-rata|50,00"]).is_empty());
        assert!(of(&["A|100,00", "B|-", "Rata-rata|70,00"]).is_empty(), "not sure which rows count");
    }

    #[test]
    fn rows_that_repeat_the_column_numbers_and_bounds_are_no_addends() {
        let numbered = table(
            &[("No", No), ("Indikator", Indikator), ("Capaian (%)", Capaian)],
            &["1|A|100,00", "2|B|96,83", "1|2|3", "|Rata-rata|98,42"],
        );
        assert!(findings(&check(numbered), "A15").is_empty());
        assert!(of(&["A|80,50", "B|> 125", "C|105,33", "Rata-rata|103,61"]).is_empty());
    }

    #[test]
    fn what_a_cap_hides_is_not_ticked() {
        let capped = table(&[("Indikator", Indikator), ("Capaian (%)", Capaian)], &["A|130,00", "B|90,00", "Rata-rata|95,00"]);
        let outcome = check(capped);
        let ticked: Vec<_> = outcome.verified.iter().filter(|v| v.rule == "A15").filter_map(|v| Some((v.row?, v.part))).collect();
        assert_eq!(ticked, [(3, Part::Result), (2, Part::Operand)]);
    }

    #[test]
    fn weighted_tables_are_skipped() {
        let weighted =
            table(&[("Indikator", Indikator), ("Bobot", Other), ("Capaian", Capaian)], &["A|30|90,00", "B|70|100,00", "Rata-rata||97,00"]);
        assert!(findings(&check(weighted), "A15").is_empty());
    }
}
