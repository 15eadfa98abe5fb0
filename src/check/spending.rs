//! Budget and spending as a pair: a sentence that gives both, and the rows of the budget tables that should have both.

use super::prose::{Part, Sentence, Spoken};
use super::say::{Lang, say, short};
use super::sink::{Sink, at_cell};
use super::view::At;
use super::{Input, Severity, repair};
use crate::report::ColumnRole;
use rust_decimal::Decimal;

/// Budget and spending of one row of a table.
struct Spending {
    view: usize,
    pagu: (At, Decimal),
    spent: (At, Decimal),
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

/// Reports the cells of rows that have one of a sentence's budget and spending, and a slip of the other.
pub fn check(input: &Input<'_>, rule: &'static str, sink: &mut Sink) {
    /// Amount, rupiah, from which two equal ones are one and the same.
    const SAME: i64 = 1_000_000;
    /// Share of an amount within which another is a slip of it: 1/10.
    const SLIP: i64 = 10;
    let mut rows: Option<Vec<Spending>> = None;
    for statement in input.report.statements.iter().filter(|s| s.values.len() > 1 && s.text.contains("Rp")) {
        let Some(sentence) = Sentence::read(statement) else { continue };
        let (Some(pagu), Some(spent)) = (sentence.only(Part::Pagu), sentence.only(Part::Belanja)) else { continue };
        let rounded = |f: &Spoken<'_>| f.value.text.to_lowercase().trim_start_matches("rp").contains(char::is_alphabetic);
        if !pagu.is_rupiah() || !spent.is_rupiah() || rounded(pagu) || rounded(spent) {
            continue;
        }
        let (p, s) = (pagu.number(), spent.number());
        let rows = rows.get_or_insert_with(|| spendings(input));
        // Where a row has both, another with only one of them may be the level above it: only a misprint tells.
        let known = rows.iter().any(|r| r.pagu.1 == p && r.spent.1 == s);
        if known {
            sink.pass_text(rule, statement.page);
        }
        let near = |a: Decimal, b: Decimal| (a - b).abs().checked_mul(Decimal::from(SLIP)).is_some_and(|d| d <= a.max(b));
        let slip = |a: Decimal, b: Decimal| if known { a != b && repair::of_digits(a, b).is_some() } else { near(a, b) };
        let one_same = |r: &&Spending| {
            let (same, other) = if r.pagu.1 == p { (p, (r.spent.1, s)) } else { (s, (r.pagu.1, p)) };
            (r.pagu.1 == p || r.spent.1 == s) && same >= Decimal::from(SAME) && slip(other.0, other.1)
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
        // Another amount is no slip.
        assert!(said(&ROWS, &text("9.243.138.400", "41,81%")).is_empty());
    }
}
