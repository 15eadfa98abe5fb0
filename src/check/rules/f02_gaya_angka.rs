//! # F02 gaya-angka
//!
//! ## What it does
//! Counts how percentages are written in the running text: with a decimal comma (31,72%) or a decimal point (31.72%).
//! Where one style is far more frequent, the others are listed as one finding.
//!
//! ## Why it matters
//! In a report that writes 1.234 for a thousand, '3.270%' can be read two ways.
//!
//! ## Example
//! Fourteen percentages with a comma, three with a point: 31.72%, 7.04%, 3.27%.
//!
//! ## What it lets pass
//! Tables (their style is decided column by column); reports with few percentages or without a clear majority;
//! figures with three digits behind the sign, which may be thousands.
//!
//! ## Source
//! Pedoman Umum Ejaan Bahasa Indonesia (tanda koma desimal).

use crate::check::passages::Passage;
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_text};
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::Rare;

const RULE: &str = "F02";

/// Percentages of the usual style, and how many times as many as of the other.
const USUAL: usize = 5;
const TIMES: usize = 3;
/// Places listed.
const MOST_PLACES: usize = 10;

static PERCENTAGE: Rare = Rare::new(&["%"], r"(?:^|[^\d.,])(?P<figure>\d{1,3}(?P<sign>[.,])\d{1,2}\s?%)");

/// Counts the styles.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let prose: Vec<&Passage<'_>> = input.passages().iter().filter(|p| p.kind != Some(BlockKind::Contents)).collect();
    let mut commas: Vec<(&Passage<'_>, String)> = Vec::new();
    let mut points = Vec::new();
    for passage in &prose {
        for m in PERCENTAGE.captures_iter(&passage.text) {
            let (Some(figure), Some(sign)) = (m.name("figure"), m.name("sign")) else { continue };
            let style = if sign.as_str() == "," { &mut commas } else { &mut points };
            style.push((passage, figure.as_str().to_owned()));
        }
    }
    let (usual, other, wrong) = if commas.len() >= points.len() { (commas.len(), points, '.') } else { (points.len(), commas, ',') };
    let Some((passage, first)) = other.first() else {
        (0..usual).for_each(|_| sink.hold(RULE));
        return;
    };
    if usual < USUAL || usual < other.len() * TIMES {
        sink.skip(RULE, "no style of figures is far more frequent");
        return;
    }
    let (marks, right) = (if wrong == '.' { ("titik", "point") } else { ("koma", "comma") }, if wrong == '.' { ',' } else { '.' });
    let figures = other.iter().take(MOST_PLACES).map(|o| o.1.as_str()).collect::<Vec<_>>().join("; ");
    let message = say(|lang| match lang {
        Lang::Id => format!("{} persentase memakai {} desimal, {usual} lainnya tidak: {figures}.", other.len(), marks.0),
        Lang::En => format!("{} percentages are written with a decimal {}, {usual} others are not: {figures}.", other.len(), marks.1),
    });
    let mut finding = at_text(RULE, Severity::Info, 85, (passage.page, passage.bbox), first, message);
    finding.expected = Some(first.replace(wrong, &right.to_string()));
    finding.evidence.extend(other.iter().skip(1).take(MOST_PLACES).map(|(p, figure)| p.evidence("other_place", figure)));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind::Paragraph;

    fn said(text: &str) -> usize {
        run(&report_of(&[(1, Paragraph, text)]), &Options::default()).findings.iter().filter(|f| f.rule == "F02").count()
    }

    #[test]
    fn a_few_among_many_are_one_finding() {
        assert_eq!(said("naik 1,5%, 2,25%, 3,1%, 4,75%, 5,5%, 6,5% dan 31.72% lalu"), 1);
        assert_eq!(said("naik 1.5%, 2.25%, 3.1%, 4.75%, 5.5%, 6.5% dan 31,72% dan 7,5%"), 1);
    }

    #[test]
    fn lookalikes_pass() {
        assert_eq!(said("naik 1,5%, 2,25%, 3,1%, 4,75%, 5,5%, 6,5% dari 1.234 orang, 12.345% dan 3.1.2"), 0);
        assert_eq!(said("naik 1,5% dan 2.5%"), 0);
        assert_eq!(said("1,5%, 2,5%, 3,5%, 4,5%, 5,5%, lalu 1.5%, 2.5%, 3.5%"), 0);
    }
}
