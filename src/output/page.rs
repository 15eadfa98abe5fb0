//! The page that an auditor opens: the findings of one report beside the places they speak of.
//!
//! One file without network: a fixed frame (`page/page.css`, `page/*.js`), and the report as JSON that the script reads.
//! Nothing of the document becomes markup: the script only ever sets text. Each page of the PDF is redrawn from its
//! [`Drawing`] when it is looked at.

use super::html::{escape, script_hash};
use super::summary::{Summary, figures_of};
use super::{Lang, word};
use crate::Record;
use crate::check::settings::Ignored;
use crate::check::{Message, Part, reasons, rules};
use crate::drawing::Drawing;
use crate::report::{RowRole, Table};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

const STYLE: &str = include_str!("page/page.css");
/// One script of several files: what they share is known to all of them and to nothing else.
const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("page/base.js"),
    include_str!("page/drawing.js"),
    include_str!("page/list.js"),
    include_str!("page/panes.js"),
    include_str!("page/tables.js"),
    include_str!("page/paper.js"),
    include_str!("page/frame.js"),
    "})();\n"
);

/// Tenths of points, as in [`Drawing`].
type Box4 = [i32; 4];

#[derive(Serialize)]
struct Data<'a> {
    lang: Lang,
    file: &'a str,
    sha256: &'a str,
    version: &'a str,
    agency: Option<&'a str>,
    year: Option<i32>,
    pages: u32,
    scanned: usize,
    figures: usize,
    verified: usize,
    contradicted: usize,
    judged: usize,
    findings: Vec<FindingData<'a>>,
    tables: Vec<TableData<'a>>,
    ticks: Vec<(u32, Box4, &'a str)>,
    checks: Vec<CheckData<'a>>,
    /// Words for the roles and kinds that come up, by the name they have in the report JSON.
    roles: BTreeMap<&'a str, Message>,
    kinds: BTreeMap<String, Message>,
    /// The reasons why figures and checks were left, by what the report JSON says.
    whys: BTreeMap<&'a str, Message>,
    warnings: Vec<(Option<u32>, &'a str, &'a str)>,
}

#[derive(Serialize)]
struct FindingData<'a> {
    id: &'a str,
    rule: &'a str,
    ignored: Option<&'a Ignored>,
    severity: String,
    confidence: &'a str,
    page: u32,
    table: Option<&'a str>,
    row: Option<&'a str>,
    column: Option<&'a str>,
    stated: Option<&'a str>,
    expected: Option<&'a str>,
    message: &'a Message,
    root: Option<usize>,
    evidence: Vec<EvidenceData<'a>>,
}

#[derive(Serialize)]
struct EvidenceData<'a> {
    role: &'a str,
    page: u32,
    bbox: Box4,
    text: &'a str,
    table: Option<&'a str>,
    row: Option<usize>,
    col: Option<usize>,
}

#[derive(Serialize)]
struct TableData<'a> {
    id: &'a str,
    number: Option<&'a str>,
    caption: Option<&'a str>,
    kind: String,
    /// Page, outline, whether the header is printed again at its top, first row.
    parts: Vec<(u32, Box4, bool, usize)>,
    header: usize,
    /// Where its header row stands, if it has one.
    head: Option<(u32, Box4)>,
    cols: usize,
    /// Row, column, row span, column span, text.
    cells: Vec<(usize, usize, usize, usize, &'a str)>,
    totals: Vec<usize>,
    figures: usize,
    /// Row, column and rule of each figure of a relation that holds, and whether it is only an operand there.
    ticks: Vec<(usize, usize, &'a str, bool)>,
    /// Row and column of each figure that no rule could judge, the rule that left it, and why.
    open: Vec<(usize, usize, &'a str, &'a str)>,
}

#[derive(Serialize)]
struct CheckData<'a> {
    rule: &'a str,
    title: Message,
    passed: usize,
    failed: usize,
    skipped: usize,
    reasons: &'a [(String, usize)],
}

/// Writes the page of one report. `drawings` are those of its pages, in any number: a page without one is shown blank.
///
/// # Errors
/// Those of `out`.
pub fn write<W: Write>(out: &mut W, record: &Record, drawings: &[Drawing], lang: Lang) -> io::Result<()> {
    let summary = Summary::of(record);
    let title = escape(summary.agency.as_deref().unwrap_or(&record.report.source.file_name));
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{}'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <noscript>{}</noscript>\n",
        lang.pick("id", "en"),
        script_hash(SCRIPT),
        lang.pick(
            "Halaman ini memerlukan JavaScript; semua temuan juga ada di findings.csv.",
            "This page needs JavaScript; every finding also stands in findings.csv."
        )
    )?;
    embed(out, "data", &data(record, &summary, lang))?;
    for drawing in drawings {
        embed(out, &format!("p{}", drawing.page), drawing)?;
    }
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// Puts a value into the page as JSON. `<` is written as an escape, so that no text of the document can end the element.
fn embed<W: Write, T: Serialize>(out: &mut W, id: &str, value: &T) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    let json = serde_json::to_string(value)?;
    let mut pieces = json.split('<');
    if let Some(first) = pieces.next() {
        out.write_all(first.as_bytes())?;
    }
    for piece in pieces {
        out.write_all(b"\\u003c")?;
        out.write_all(piece.as_bytes())?;
    }
    out.write_all(b"</script>\n")
}

fn data<'a>(record: &'a Record, summary: &'a Summary, lang: Lang) -> Data<'a> {
    let report = &record.report;
    let tables: BTreeMap<&str, &Table> = report.tables.iter().map(|table| (table.id.as_str(), table)).collect();
    let mut ticked = BTreeSet::new();
    let ticks = record.outcome.verified.iter().filter(|tick| ticked.insert((&tick.table, tick.row, tick.col))).filter_map(|tick| {
        let cell = cell_at(tables.get(tick.table.as_deref()?)?, tick.row?, tick.col?)?;
        Some((cell.0, cell.1, tick.rule.as_str()))
    });
    let checks = record.outcome.checks.iter().map(|tally| CheckData {
        rule: &tally.rule,
        title: rules::find(&tally.rule).map_or_else(
            || Message { id: String::new(), en: String::new() },
            |rule| Message { id: rule.title_id.to_owned(), en: rule.title_en.to_owned() },
        ),
        passed: tally.passed,
        failed: tally.failed,
        skipped: tally.skipped,
        reasons: &tally.skip_reasons,
    });
    let whys = record.outcome.unchecked.iter().map(|open| &open.reason);
    let whys = whys.chain(record.outcome.checks.iter().flat_map(|tally| tally.skip_reasons.iter().map(|(why, _)| why)));
    let all_evidence = record.outcome.findings.iter().flat_map(|finding| &finding.evidence);
    Data {
        lang,
        file: &report.source.file_name,
        sha256: &report.source.sha256,
        version: &report.generator.version,
        agency: summary.agency.as_deref(),
        year: report.year,
        pages: report.source.pages,
        scanned: summary.scanned_pages,
        figures: summary.figures,
        verified: summary.verified,
        contradicted: summary.contradicted,
        judged: summary.judged(),
        findings: findings(record),
        tables: report.tables.iter().map(|table| table_data(table, record)).collect(),
        ticks: ticks.collect(),
        checks: checks.collect(),
        roles: all_evidence.map(|e| (e.role.as_str(), in_both(|lang| lang.role(&e.role)))).collect(),
        kinds: report.tables.iter().map(|table| word(table.kind)).map(|kind| (kind.clone(), in_both(|lang| lang.kind(&kind)))).collect(),
        whys: whys.map(|why| (why.as_str(), in_both(|lang| reasons::in_words(why, lang).into_owned()))).collect(),
        warnings: report.warnings.iter().map(|w| (w.page, w.kind.as_str(), w.message.as_str())).collect(),
    }
}

fn findings(record: &Record) -> Vec<FindingData<'_>> {
    let all = &record.outcome.findings;
    all.iter()
        .map(|finding| FindingData {
            id: &finding.fingerprint,
            rule: &finding.rule,
            ignored: finding.ignored.as_ref(),
            severity: word(finding.severity),
            confidence: &finding.confidence,
            page: finding.page,
            table: finding.table.as_deref(),
            row: finding.row.as_deref(),
            column: finding.column.as_deref(),
            stated: finding.stated.as_deref(),
            expected: finding.expected.as_deref(),
            message: &finding.message,
            root: finding.root,
            evidence: finding
                .evidence
                .iter()
                .map(|e| EvidenceData {
                    role: &e.role,
                    page: e.page,
                    bbox: tenths(&e.bbox),
                    text: &e.text,
                    table: e.table.as_deref(),
                    row: e.row,
                    col: e.col,
                })
                .collect(),
        })
        .collect()
}

fn table_data<'a>(table: &'a Table, record: &'a Record) -> TableData<'a> {
    let mut seen = BTreeSet::new();
    let own = |part: Part| record.outcome.verified.iter().filter(move |v| v.part == part && v.table.as_deref() == Some(&table.id));
    let ticks = own(Part::Result).chain(own(Part::Operand)).filter_map(|tick| {
        let place = (tick.row?, tick.col?);
        seen.insert(place).then_some((place.0, place.1, tick.rule.as_str(), tick.part == Part::Operand))
    });
    let open = record.outcome.unchecked.iter().filter(|open| open.table == table.id);
    let open = open.map(|open| (open.row, open.col, open.rule.as_deref().unwrap_or(""), open.reason.as_str()));
    TableData {
        id: &table.id,
        number: table.number.as_deref(),
        caption: table.caption.as_deref(),
        kind: word(table.kind),
        parts: table.parts.iter().map(|part| (part.page, tenths(&part.bbox), part.repeated_header_rows > 0, part.first_row)).collect(),
        header: table.header_rows,
        head: head_of(table),
        cols: table.columns.len(),
        cells: table.cells.iter().map(|c| (c.row, c.col, c.row_span, c.col_span, c.text.as_str())).collect(),
        totals: table.rows.iter().filter(|r| matches!(r.role, RowRole::Total | RowRole::Subtotal)).map(|r| r.row).collect(),
        figures: figures_of(table),
        ticks: ticks.collect(),
        open: open.collect(),
    }
}

/// Where the header row of a table stands: around all its cells.
fn head_of(table: &Table) -> Option<(u32, Box4)> {
    let head = || table.cells.iter().filter(|cell| cell.row < table.header_rows);
    let page = head().map(|cell| cell.page).min()?;
    let around = crate::pdf::Rect::around(head().filter(|cell| cell.page == page).map(|cell| &cell.bbox))?;
    Some((page, tenths(&around)))
}

fn in_both(words: impl Fn(Lang) -> String) -> Message {
    Message { id: words(Lang::Id), en: words(Lang::En) }
}

fn cell_at(table: &Table, row: usize, col: usize) -> Option<(u32, Box4)> {
    let cell = table.cells.iter().find(|cell| cell.row == row && cell.col == col)?;
    Some((cell.page, tenths(&cell.bbox)))
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to the range first; NaN becomes 0")]
fn tenths(b: &crate::pdf::Rect) -> Box4 {
    [b.x0, b.y0, b.x1, b.y1].map(|points| (points * 10.0).round().clamp(-1e8, 1e8) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Outcome;
    use crate::output::findings::tests::finding;
    use crate::report::{Input, understand};

    #[test]
    fn text_of_a_document_cannot_leave_its_element() {
        let mut hostile = finding("A01", 1, "</script><script>alert(1)</script><!--");
        hostile.message.id = "\u{2028}</SCRIPT>".to_owned();
        let mut report = understand(Input::default());
        report.source.file_name = "<img src=x onerror=alert(1)>.pdf".to_owned();
        let outcome = Outcome { findings: vec![hostile], ..Outcome::default() };
        let record = Record { report, configuration: None, outcome };
        let mut out = Vec::new();
        write(&mut out, &record, &[], Lang::Id).unwrap();
        let page = String::from_utf8(out).unwrap();
        assert_eq!(page.matches("</script").count(), 2);
        assert!(!page.contains("alert(1)</") && !page.contains("<img") && !page.to_ascii_lowercase().contains("</script>\u{2028}"));
        assert!(page.contains("\\u003c/script>"));
    }
}
