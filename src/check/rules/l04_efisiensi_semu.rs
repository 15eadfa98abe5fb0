//! # L04 efisiensi-semu
//!
//! ## What it does
//! Finds rows and sentences that claim efficiency although the achievement of performance is below the absorption of the
//! budget.
//!
//! ## Why it matters
//! Money that was left because the work was not done is no efficiency: PermenPANRB 53/2014 asks for the use of resources
//! to be judged against what was achieved with them.
//!
//! ## Example
//! Efisiensi Rp 28.942.320 for a sasaran with an achievement of 71,46% and an absorption of 87,13%: 71,46 − 87,13 =
//! −15,67, so a smaller share of the work was done than of the money spent.
//!
//! ## What it lets pass
//! Efficiency columns that print zero or less there, achievements of 100 and above, total rows, achievement equal to
//! absorption after rounding, sentences that deny efficiency, sentences with several achievements or absorptions.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (analisis atas efisiensi penggunaan sumber daya).

use crate::check::interval::Interval;
use crate::check::prose::{Part, Sentence, Spoken};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell};
use crate::check::view::{At, View};
use crate::check::{Evidence, Input, Message, Severity};
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;

const RULE: &str = "L04";

/// Judges the rows of every efficiency column and every sentence that claims efficiency.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    for view in &input.views {
        for col in view.columns_with(ColumnRole::Sisa).filter(|c| view.header(*c).to_lowercase().contains("efisien")) {
            rows(view, col, sink);
        }
    }
    for statement in input.report.statements.iter().filter(|s| s.text.to_lowercase().contains("efisien")) {
        if let Some(sentence) = Sentence::read(statement) {
            sentence_claims(&sentence, sink);
        }
    }
}

fn rows(view: &View<'_>, claimed: usize, sink: &mut Sink) {
    let (mut capaian, mut serapan) = (view.columns_with(ColumnRole::Capaian), view.columns_with(ColumnRole::Serapan));
    // Several achievements or absorptions: which of them the efficiency is about is a guess.
    let (Some(capaian), None, Some(serapan), None) = (capaian.next(), capaian.next(), serapan.next(), serapan.next()) else { return };
    for row in view.body().filter(|r| matches!(r.role, RowRole::Data | RowRole::Group)) {
        let (Some((at, claim)), Some((done_at, done)), Some((spent_at, spent))) =
            (view.figure(row.row, claimed), view.covering(row.row, capaian), view.covering(row.row, serapan))
        else {
            continue;
        };
        if claim.number <= Decimal::ZERO || [claim, done, spent].iter().any(|q| q.doubtful) {
            continue;
        }
        if !falls_short(&done.as_result(), &spent.as_result()) {
            sink.pass(RULE, view, at);
            continue;
        }
        let name = short(view.title(row.row));
        let message = message(&name, text(view, at), done.number, spent.number);
        let mut finding = at_cell(RULE, Severity::Low, 80, view, at, message);
        finding.evidence.extend(evidence(view, done_at, "capaian"));
        finding.evidence.extend(evidence(view, spent_at, "serapan"));
        sink.fail(RULE, finding);
    }
}

fn text<'a>(view: &View<'a>, at: At) -> &'a str {
    view.cell(at).map_or("", |c| c.text.trim())
}

fn evidence(view: &View<'_>, at: At, role: &str) -> Option<Evidence> {
    view.evidence(at, role)
}

/// Whether surely less was achieved than spent, and less than all.
fn falls_short(done: &Interval, spent: &Interval) -> bool {
    done.hi() < spent.lo() && done.hi() < Decimal::ONE_HUNDRED
}

fn message(name: &str, claim: &str, done: Decimal, spent: Decimal) -> Message {
    say(|lang| {
        let (d, s, gap) = (lang.number(done.normalize()), lang.number(spent.normalize()), lang.number((done - spent).normalize()));
        let of = if name.is_empty() { String::new() } else { format!(" “{name}”") };
        match lang {
            Lang::Id => format!("Efisiensi{of} diklaim {claim}, padahal capaian {d} di bawah serapan anggaran {s}: {d} − {s} = {gap}."),
            Lang::En => format!(
                "An efficiency of {claim} is claimed{of}, but the achievement of {d} is below the absorption of {s}: {d} − {s} = {gap}."
            ),
        }
    })
}

fn sentence_claims(sentence: &Sentence<'_>, sink: &mut Sink) {
    let denies = ["tidak", "belum", "kurang", "inefisien", "akan ", "agar ", "supaya "].iter().any(|w| sentence.lower.contains(w));
    let Some(done) = sentence.only(Part::Capaian).filter(|_| !denies) else { return };
    let absorbs = |f: &&Spoken<'_>| {
        f.is_percent()
            && ["serapan", "penyerapan", "terserap", "realisasi anggaran", "realisasi keuangan"].iter().any(|w| f.before.contains(w))
    };
    let mut absorbed = sentence.figures.iter().filter(absorbs);
    let (Some(spent), None) = (absorbed.next(), absorbed.next()) else { return };
    if std::ptr::eq(done, spent) {
        return;
    }
    if !falls_short(&done.as_result(), &spent.as_result()) {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    let mut finding = sentence.finding(RULE, Severity::Low, 75, done, message("", "", done.number(), spent.number()));
    finding.message = say(|lang| {
        let (d, s) = (done.value.text.as_str(), spent.value.text.as_str());
        match lang {
            Lang::Id => format!("Kalimat ini menyebut efisiensi, padahal capaian {d} di bawah serapan anggaran {s}."),
            Lang::En => format!("The sentence speaks of efficiency, but the achievement of {d} is below the absorption of {s}."),
        }
    });
    finding.evidence.push(spent.evidence("serapan", sentence.statement.page));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::fixture::{check, findings, table};
    use crate::check::prose::tests_support::said;
    use crate::report::ColumnRole::{Capaian, Sasaran, Serapan, Sisa};

    fn rows(rows: &[&str]) -> Vec<String> {
        let columns = [("Sasaran", Sasaran), ("Capaian", Capaian), ("Serapan", Serapan), ("Efisiensi", Sisa)];
        findings(&check(table(&columns, rows)), RULE)
    }

    #[test]
    fn money_left_because_work_was_not_done() {
        assert_eq!(rows(&["Meningkatnya A|71,46|87,13|28.942.320", "Meningkatnya B|100|90|10.000"]), ["28.942.320 -> "]);
    }

    #[test]
    fn efficiency_and_what_claims_none_pass() {
        assert!(rows(&["A|95|87,13|28.942.320", "B|71,46|87,13|(15,67)", "C|71,46|87,13|0", "D|100|100,5|5"]).is_empty());
        assert!(rows(&["A|87|87,13|100"]).is_empty(), "equal after rounding");
    }

    #[test]
    fn sentences_that_claim_efficiency() {
        let wrong = "Dengan capaian kinerja 71,46% dan penyerapan anggaran 87,13% telah terjadi efisiensi.";
        assert_eq!(said(RULE, &[wrong]), ["71,46% -> "]);
        assert!(said(RULE, &["Dengan capaian kinerja 98,46% dan penyerapan anggaran 87,13% telah terjadi efisiensi."]).is_empty());
        assert!(said(RULE, &["Dengan capaian kinerja 71,46% dan penyerapan anggaran 87,13% belum terjadi efisiensi."]).is_empty());
    }
}
