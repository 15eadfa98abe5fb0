//! The kertas kerja reviu as a document for a word processor: the same parts as the workbook, on landscape A4.

use super::{Section, sections};
use crate::Record;
use crate::output::Lang;
use crate::output::summary::Summary;
use crate::output::xlsx::{Cell, Column, Look};
use docx_rs::{
    AlignmentType, Docx, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Shading, ShdType, Style, StyleType, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};
use std::io;
use std::path::Path;

/// Twentieths of a point: sides of landscape A4 and its margins of 1.5 cm.
const PAGE: (u32, u32) = (16_838, 11_906);
const MARGIN: i32 = 850;
/// Room for a table between the margins, in twentieths of a point.
const ROOM: usize = 15_138;
/// Half points.
const SMALL: usize = 16;
const TITLE: usize = 28;
const HEADING: usize = 22;
/// Fills of header rows and of what is left to the reviewer, the same as in the workbook.
const HEADER: &str = "1F3864";
const TO_FILL: &str = "FFF8E1";

/// Characters that the narrowest column is wide: `III.10` stands on one line.
const NARROWEST: usize = 12;

/// Columns of one table in the document: more would not fit its width. What is wider is put below each other.
const COLUMNS: usize = 7;

/// Writes the working paper of a report to a file.
///
/// # Errors
/// Those of the file system.
pub fn write(path: &Path, record: &Record, lang: Lang) -> io::Result<()> {
    let font = RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri");
    let margin = PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN);
    let heading = Style::new("Heading1", StyleType::Paragraph).name("heading 1").size(HEADING).bold().outline_lvl(0);
    let mut docx = Docx::new()
        .default_fonts(font)
        .default_size(SMALL)
        .add_style(heading)
        .page_size(PAGE.0, PAGE.1)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(margin)
        .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(
            Run::new().add_text(lang.pick("KERTAS KERJA REVIU LAPORAN KINERJA", "WORKING PAPER OF THE REVIEW")).bold().size(TITLE),
        ))
        .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(Run::new().add_text(subject(record, lang)).size(HEADING)));
    for part in sections(record, lang) {
        docx = docx.add_paragraph(Paragraph::new().style("Heading1").add_run(Run::new().add_text(part.name).bold().size(HEADING)));
        docx = docx.add_table(table(&part)).add_paragraph(Paragraph::new());
    }
    let mut file = io::BufWriter::new(std::fs::File::create(path)?);
    let mut parts = docx.build();
    parts.document = with_repeated_headers(&String::from_utf8_lossy(&parts.document)).into_bytes();
    parts.pack(&mut file).map_err(io::Error::other)?;
    io::Write::flush(&mut file)
}

/// What is reviewed: agency, year, file.
fn subject(record: &Record, lang: Lang) -> String {
    let summary = Summary::of(record);
    let year = summary.year.map(|year| format!("{} {year}", lang.pick("Tahun", "Year")));
    [summary.agency, year, Some(record.report.source.file_name.clone())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The document with the first row of every table marked as one that each further page repeats: the library has no word
/// for it. Text of the report cannot be taken for a table, since its `<` is escaped.
fn with_repeated_headers(document: &str) -> String {
    const ROW: &str = "<w:cantSplit />";
    let mut tables = document.split("<w:tbl>");
    let before = tables.next().unwrap_or_default().to_owned();
    tables.fold(before, |out, table| out + "<w:tbl>" + &table.replacen(ROW, &format!("{ROW}<w:tblHeader />"), 1))
}

/// A part as a table; one with more columns than fit has several in one cell, each under its own name.
fn table(part: &Section) -> Table {
    let groups = groups(part.columns);
    let weights: Vec<usize> =
        groups.iter().map(|group| group.iter().map(|c| usize::from(c.1.width)).max().unwrap_or(1).max(NARROWEST)).collect();
    let sum = weights.iter().sum::<usize>().max(1);
    let widths: Vec<usize> = weights.iter().map(|w| w * ROOM / sum).collect();
    let header = groups.iter().zip(&widths).map(|(group, width)| {
        let title = group.iter().map(|c| c.1.title).collect::<Vec<_>>().join(" · ");
        let run = Run::new().add_text(title).bold().color("FFFFFF").size(SMALL);
        shaded(TableCell::new().add_paragraph(Paragraph::new().add_run(run)), HEADER).width(*width, WidthType::Dxa)
    });
    let mut rows = vec![TableRow::new(header.collect()).cant_split()];
    for cells in &part.rows {
        let row = groups.iter().zip(&widths).map(|(group, width)| {
            let mut cell = TableCell::new().width(*width, WidthType::Dxa);
            let mut lines = 0;
            for (at, column) in group {
                let text = cells.get(*at).map(Cell::in_words).unwrap_or_default();
                let named = group.len() > 1;
                if text.is_empty() && named && column.look != Look::ToFill {
                    continue;
                }
                for (line, own) in text.split('\n').enumerate() {
                    let mut paragraph = Paragraph::new();
                    if named && line == 0 {
                        paragraph = paragraph.add_run(Run::new().add_text(format!("{}: ", column.title)).bold().size(SMALL));
                    }
                    cell = cell.add_paragraph(paragraph.add_run(Run::new().add_text(own).size(SMALL)));
                    lines += 1;
                }
            }
            if lines == 0 {
                cell = cell.add_paragraph(Paragraph::new());
            }
            if group.iter().all(|c| c.1.look == Look::ToFill) { shaded(cell, TO_FILL) } else { cell }
        });
        rows.push(TableRow::new(row.collect()).cant_split());
    }
    Table::new(rows).layout(TableLayoutType::Fixed).width(ROOM, WidthType::Dxa).set_grid(widths)
}

/// Columns beside each other with their places: those left to the reviewer share the last, neighbours share one where there are too many.
fn groups(columns: &'static [Column]) -> Vec<Vec<(usize, &'static Column)>> {
    let all: Vec<(usize, &Column)> = columns.iter().enumerate().collect();
    if all.len() <= COLUMNS {
        return all.into_iter().map(|c| vec![c]).collect();
    }
    let (to_fill, told): (Vec<_>, Vec<_>) = all.into_iter().partition(|c| c.1.look == Look::ToFill);
    let size = told.len().div_ceil(COLUMNS - 1);
    let mut out: Vec<Vec<(usize, &Column)>> = told.chunks(size.max(1)).map(<[_]>::to_vec).collect();
    out.push(to_fill);
    out.retain(|group| !group.is_empty());
    out
}

fn shaded(cell: TableCell, fill: &str) -> TableCell {
    cell.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill(fill))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, fixture};
    use crate::report::ColumnRole::{Capaian, Indikator, Realisasi, Target};

    #[test]
    fn the_document_has_all_parts_with_their_rows() {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];
        let table = fixture::table(&columns, &["A|10|9|90", "B|10|8|80", "D|10|6|60", "E|20|10|50", "C & <D>|10|7|95"]);
        let record = crate::examine(fixture::report(vec![table]), &Options::default());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kkr.docx");
        write(&path, &record, Lang::Id).unwrap();
        let marked = with_repeated_headers("<w:tbl><w:cantSplit /><w:cantSplit /></w:tbl><w:tbl><w:cantSplit /></w:tbl>");
        assert_eq!(marked.matches("<w:tblHeader />").count(), 2);
        let read = docx_rs::read_docx(&std::fs::read(&path).unwrap()).unwrap();
        let text = read.json();
        for part in sections(&record, Lang::Id) {
            assert!(text.contains(part.name), "{}", part.name);
        }
        assert!(text.contains("C & <D>") && text.contains("Seharusnya") && text.contains("II.1"));
        let tables = read.document.children.iter().filter(|c| matches!(c, docx_rs::DocumentChild::Table(_))).count();
        assert_eq!(tables, 5);
    }
}
