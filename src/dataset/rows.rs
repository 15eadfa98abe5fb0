//! The rows of every file.

use super::Dataset;
use super::columns::{SHARED, Table};
use super::units::Unit;
use super::{changes, panel, regions};
use crate::Record;
use crate::check::Finding;
use crate::check::rules::x11_antar_tahun::{Between, OTHER_REPORT};
use crate::output::csv::value_type;
use crate::output::word;
use crate::report::{Indicator, PageText, Polarity, SourceRef, Value};
use rust_decimal::{Decimal, RoundingStrategy};
use std::io;

/// One row: a text a column.
pub type Row = Vec<String>;

/// Gives every row of a table in document order, one text a column; nothing is an empty text.
pub fn each(set: &Dataset, table: &Table, give: &mut dyn FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
    if table.name == "panel" {
        return panel::rows(set).iter().try_for_each(|row| give(row));
    }
    if table.name == "changes" {
        return changes::rows(set).iter().try_for_each(|row| give(row));
    }
    if table.name == SHARED {
        return Ok(());
    }
    for (index, record) in set.records.iter().enumerate() {
        let rows = match table.name {
            "reports" => vec![report(set, index, record)],
            "indicators" => indicators(set, index, record),
            "budget" => budget(set, index, record),
            "tables" => cells(set, index, record),
            "findings" => findings(set, index, record),
            _ => crosswalk(set, index, record),
        };
        rows.iter().try_for_each(|row| give(row))?;
    }
    Ok(())
}

/// A text; nothing is an empty one.
pub fn some<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A figure as a decimal where it is one: values of the report JSON are, unless they are text.
pub fn number(value: Option<&String>) -> String {
    some(value.and_then(|text| text.parse::<Decimal>().ok()))
}

fn agency_id(set: &Dataset, index: usize) -> String {
    set.agencies.get(index).cloned().unwrap_or_default()
}

/// `agency_id`, `agency`, `region`.
fn whose(set: &Dataset, index: usize, record: &Record) -> Row {
    let agency = &record.report.agency;
    vec![agency_id(set, index), some(agency.name.as_ref()), some(agency.region.as_ref())]
}

/// `file`, `sha256`.
fn file(record: &Record) -> Row {
    vec![record.report.source.file_name.clone(), record.report.source.sha256.clone()]
}

/// `page`, `table`, `row`.
fn place(source: &SourceRef) -> Row {
    vec![source.page.to_string(), some(source.table.as_ref()), some(source.row)]
}

fn report(set: &Dataset, index: usize, record: &Record) -> Row {
    let report = &record.report;
    let mut row = whose(set, index, record);
    row.push(some(report.agency.region.as_deref().and_then(regions::code)));
    row.extend([report.agency.level.map(word).unwrap_or_default(), some(report.year)]);
    row.extend(file(record));
    let counts = [
        report.pages.len(),
        report.pages.iter().filter(|p| p.text == PageText::Scanned).count(),
        report.tables.len(),
        record.outcome.findings.iter().filter(|f| f.ignored.is_none()).count(),
        record.outcome.verified.len(),
    ];
    row.extend(counts.map(|n| n.to_string()));
    row.push(report.generator.version.clone());
    row
}

fn indicators(set: &Dataset, index: usize, record: &Record) -> Vec<Row> {
    let rows = record.report.indicators.iter().map(|i| {
        let unit = i.satuan.as_deref().and_then(Unit::read);
        let mut row = whose(set, index, record);
        row.extend([
            some(record.report.year),
            some(set.identities.of(index, &i.indikator).map(|k| &k.id)),
            some(i.sasaran.as_ref().and_then(|name| set.sasaran.of(index, name)).map(|k| &k.id)),
            some(i.sasaran.as_ref()),
            i.indikator.clone(),
            some(i.satuan.as_ref()),
            some(unit.as_ref().map(|u| &u.name)),
            some(unit.as_ref().map(|u| u.factor)),
            some(i.year),
            word(i.period),
            word(i.stage),
        ]);
        for value in [&i.target, &i.realisasi, &i.capaian] {
            row.extend([some(value.as_ref()), number(value.as_ref())]);
        }
        row.extend([some(recomputed(i)), word(i.polarity)]);
        row.push(set.findings_on(index, &i.source).collect::<Vec<_>>().join(" "));
        row.extend(file(record));
        row.extend(place(&i.source));
        row
    });
    rows.collect()
}

/// Achievement of the row's own figures, % with two decimals (PermenPANRB 53/2014, Lampiran II; Permendagri 86/2017).
fn recomputed(indicator: &Indicator) -> Option<Decimal> {
    let figure = |text: &Option<String>| text.as_ref()?.parse::<Decimal>().ok();
    let (target, result) = (figure(&indicator.target)?, figure(&indicator.realisasi)?);
    let reached = if indicator.polarity == Polarity::LowerIsBetter { target.checked_add(target)?.checked_sub(result)? } else { result };
    let percent = reached.checked_div(target)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

fn budget(set: &Dataset, index: usize, record: &Record) -> Vec<Row> {
    let rows = record.report.budget.iter().map(|line| {
        let mut row = whose(set, index, record);
        row.extend([some(record.report.year), some(line.kode.as_ref()), line.uraian.clone(), word(line.level)]);
        row.extend([line.pagu, line.pagu_perubahan, line.realisasi, line.persen].map(some));
        row.extend(file(record));
        row.extend(place(&line.source));
        row
    });
    rows.collect()
}

fn cells(set: &Dataset, index: usize, record: &Record) -> Vec<Row> {
    let mut out = Vec::new();
    for table in &record.report.tables {
        for cell in &table.cells {
            let column = table.columns.get(cell.col);
            let role = table.rows.get(cell.row).map(|r| word(r.role));
            let (number, unit) = match &cell.value {
                Value::Number(figure) => (figure.number.to_string(), some(figure.unit.as_ref())),
                _ => (String::new(), String::new()),
            };
            let mut row = vec![agency_id(set, index), some(record.report.year)];
            row.extend(file(record));
            row.extend([
                table.id.clone(),
                some(table.number.as_ref()),
                some(table.caption.as_ref()),
                word(table.kind),
                cell.page.to_string(),
                cell.row.to_string(),
                cell.col.to_string(),
                cell.row_span.to_string(),
                cell.col_span.to_string(),
                some(role),
                some(column.map(|c| word(c.role))),
                some(column.map(|c| c.header.join(" / "))),
                some(column.and_then(|c| c.year)),
                cell.text.clone(),
                value_type(&cell.value).to_owned(),
                number,
                unit,
            ]);
            out.push(row);
        }
    }
    out
}

fn findings(set: &Dataset, index: usize, record: &Record) -> Vec<Row> {
    let own = record.outcome.findings.iter().map(|f| finding(set, index, record, f, None));
    let between = set.between.iter().filter(|b| b.report == index).map(|b| finding(set, index, record, &b.finding, Some(b)));
    own.chain(between).collect()
}

fn finding(set: &Dataset, index: usize, record: &Record, finding: &Finding, between: Option<&Between>) -> Row {
    let mut row = whose(set, index, record);
    row.push(some(record.report.year));
    row.extend(file(record));
    row.extend([
        finding.rule.clone(),
        finding.name.clone(),
        word(finding.severity),
        finding.confidence.clone(),
        finding.page.to_string(),
        some(finding.table.as_ref()),
        some(finding.row.as_ref()),
        some(finding.column.as_ref()),
        some(finding.stated.as_ref()),
        some(finding.expected.as_ref()),
        some(between.and_then(|b| set.identities.of(index, &b.indikator)).map(|k| &k.id)),
        some(between.map(|b| b.year)),
    ]);
    let other = between.and_then(|b| set.records.get(b.other));
    row.extend(other.map_or_else(|| vec![String::new(); 2], file));
    row.push(some(between.and_then(|b| b.finding.evidence.iter().find(|e| e.role == OTHER_REPORT)).map(|e| e.page)));
    row.extend([
        finding.message.id.clone(),
        finding.message.en.clone(),
        finding.fingerprint.clone(),
        some(finding.ignored.as_ref().map(|i| i.reason.as_str())),
    ]);
    row
}

fn crosswalk(set: &Dataset, index: usize, record: &Record) -> Vec<Row> {
    let rows = set.identities.in_report(index).map(|known| {
        let mut row = vec![agency_id(set, index), known.id.clone(), known.printed.clone(), some(record.report.year)];
        row.extend([format!("{:.2}", known.confidence), known.evidence.to_owned()]);
        row.extend(file(record));
        row
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Crosswalk;
    use crate::dataset::columns::TABLES;

    #[test]
    fn every_row_has_the_columns_of_its_codebook() {
        let bytes = std::fs::read("fixtures/puskesmas/lkj-2023.pdf").unwrap();
        let report = crate::read(&bytes, "lkj-2023.pdf", &crate::ReadOptions::default()).unwrap();
        let kelautan = std::fs::read("fixtures/kelautan.pdf").unwrap();
        let kelautan = crate::read(&kelautan, "kelautan.pdf", &crate::ReadOptions::default()).unwrap();
        let records = [report, kelautan].map(|r| crate::examine(r, &crate::check::Options::default()));
        let set = Dataset::build(records.to_vec(), &Crosswalk::default());
        for table in &TABLES {
            let mut rows: Vec<Row> = Vec::new();
            each(&set, table, &mut |row| {
                rows.push(row.to_vec());
                Ok(())
            })
            .unwrap();
            assert!(rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
            assert_eq!(rows.is_empty(), matches!(table.name, SHARED | "changes"), "{}", table.name);
            for (at, column) in table.columns.iter().enumerate().filter(|(_, c)| c.1 != "string") {
                let cells = rows.iter().map(|r| r[at].as_str()).filter(|c| !c.is_empty());
                cells.for_each(|c| assert!(c.parse::<Decimal>().is_ok(), "{}.{}: {c}", table.name, column.0));
            }
        }
    }
}
