//! The years of the strategic plan that the report belongs to.

use super::Table;
use super::text::fold;
use crate::layout::Block;
use crate::pattern::LazyPattern;
use std::collections::BTreeMap;

static SPAN: LazyPattern = LazyPattern::new(&["20"], r"\b(?P<from>20\d\d)\s*[-–/]\s*(?P<to>20\d\d)\b");

/// A plan runs for five years and is named by five or six.
const SPANS: std::ops::RangeInclusive<i32> = 4..=5;

/// A plan of a term cut short, as of 2023-2026 and 2024-2026 (Inmendagri 52/2022), runs for less.
const ANY_SPAN: std::ops::RangeInclusive<i32> = 2..=5;

/// The span that stands behind the name of a plan: `Renstra Tahun 2013-2018`.
pub(crate) fn span_in(text: &str) -> Option<(i32, i32)> {
    span_of(text, &SPANS)
}

fn span_of(text: &str, lengths: &std::ops::RangeInclusive<i32>) -> Option<(i32, i32)> {
    let folded = fold(text);
    let names = ["renstra", "rensta", "rpjm", "rencana strategis", "jangka menengah"];
    if !names.iter().any(|n| folded.contains(n)) {
        return None;
    }
    let spans =
        SPAN.captures_iter(text).filter_map(|m| Some((m.name("from")?.as_str().parse().ok()?, m.name("to")?.as_str().parse().ok()?)));
    spans.into_iter().find(|(from, to): &(i32, i32)| lengths.contains(&(to - from)))
}

/// The span named most often with a plan, that holds the report's year.
pub(crate) fn plan_years(blocks: &[Block], tables: &[Table], year: Option<i32>) -> Option<(i32, i32)> {
    most_named(blocks, tables, year, &SPANS)
}

/// The same, of plans of any length: the period of the Renstra as a fact of the report.
pub(crate) fn period(blocks: &[Block], tables: &[Table], year: Option<i32>) -> Option<(i32, i32)> {
    most_named(blocks, tables, year, &SPANS).or_else(|| most_named(blocks, tables, year, &ANY_SPAN))
}

fn most_named(blocks: &[Block], tables: &[Table], year: Option<i32>, lengths: &std::ops::RangeInclusive<i32>) -> Option<(i32, i32)> {
    let captions = tables.iter().filter_map(|t| t.caption.as_deref());
    let dashed = |t: &&str| t.contains("20") && t.contains(['-', '–', '/']);
    let mut votes: BTreeMap<(i32, i32), usize> = BTreeMap::new();
    for span in blocks.iter().map(|b| b.text.as_str()).chain(captions).filter(dashed).filter_map(|t| span_of(t, lengths)) {
        *votes.entry(span).or_default() += 1;
    }
    let holds = |span: &(i32, i32)| year.is_none_or(|y| (span.0..=span.1).contains(&y));
    votes.into_iter().filter(|(span, _)| holds(span)).max_by_key(|(_, n)| *n).map(|(span, _)| span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spans_of_a_plan_count() {
        assert_eq!(span_in("Realisasi Tahun 2015 – 2016 dan Target Renstra Tahun 2013-2018"), Some((2013, 2018)));
        assert_eq!(span_in("Rencana Strategis 2020 - 2024"), Some((2020, 2024)));
        assert_eq!(span_in("Perkembangan Tahun 2019-2024"), None, "no plan is named");
        assert_eq!(span_in("Renstra 2024"), None);
        assert_eq!(span_of("Renstra Tahun 2023-2026", &ANY_SPAN), Some((2023, 2026)));
    }
}
