//! The kertas kerja reviu of one report, as PermenPANRB 53/2014, Lampiran III asks for: what testing the data's
//! reliability gave, the look at how SAKIP is run, what was reviewed by which steps, results and notes, and the
//! checklist. What a document can answer is filled in with its evidence; the rest is left to the reviewer, in colour.

pub mod checklist;
pub mod docx;

use super::sheets::Sheets;
use super::summary::Summary;
use super::xlsx::{Cell, Column, Looks, Sheet, evidence, workbook};
use super::{Lang, table_name};
use crate::Record;
use crate::check::{Finding, Tally, reasons, rules};
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeMap;
use std::path::Path;

/// Findings quoted beside a checklist item.
const QUOTED: usize = 6;

const ANSWERS_ID: [&str; 3] = ["Ya", "Tidak", "Tidak berlaku"];
const ANSWERS_EN: [&str; 3] = ["Yes", "No", "Not applicable"];
const JUDGEMENTS_ID: [&str; 3] = ["Terbukti", "Tidak terbukti", "Perlu klarifikasi"];
const JUDGEMENTS_EN: [&str; 3] = ["Confirmed", "Not confirmed", "To be clarified"];

/// Sheet names and columns in one language.
struct Plan {
    names: [&'static str; 5],
    columns: [&'static [Column]; 5],
}

const ID: Plan = Plan {
    names: ["Daftar periksa", "1 Pengujian data", "2 Telaah SAKIP", "3 Langkah reviu", "4 Hasil dan catatan"],
    columns: [
        &[
            Column::text("Butir", 8),
            Column::text("Pernyataan", 48),
            Column::text("Jawaban dari dokumen", 16),
            Column::text("Dasar", 40),
            Column::text("Bukti", 60),
            Column::to_fill("Jawaban pereviu", 15, &ANSWERS_ID),
            Column::to_fill("Catatan pereviu", 36, &[]),
        ],
        &[
            Column::number("No", 6),
            Column::text("Aturan", 8),
            Column::text("Butir", 14),
            Column::text("Tingkat", 9),
            Column::number("Hlm.", 7),
            Column::text("Tabel", 14),
            Column::text("Baris", 34),
            Column::text("Kolom", 20),
            Column::text("Tercetak", 16),
            Column::text("Seharusnya", 16),
            Column::text("Hitungan", 60),
            Column::text("Bukti lain", 44),
            Column::text("Diabaikan karena", 20),
            Column::to_fill("Penilaian pereviu", 17, &JUDGEMENTS_ID),
            Column::to_fill("Tanggapan", 30, &[]),
            Column::to_fill("Tindak lanjut", 30, &[]),
        ],
        &[
            Column::text("Unsur SAKIP", 26),
            Column::text("Yang ditelaah dari dokumen", 60),
            Column::number("Sesuai", 9),
            Column::number("Bertentangan", 13),
            Column::number("Tidak dapat diperiksa", 13),
            Column::to_fill("Telaah pereviu", 60, &[]),
        ],
        &[
            Column::text("Langkah", 12),
            Column::text("Uraian", 70),
            Column::number("Sesuai", 9),
            Column::number("Bertentangan", 13),
            Column::number("Tidak dapat diperiksa", 13),
            Column::text("Mengapa tidak dapat diperiksa", 60),
        ],
        &[Column::text("Hal", 34), Column::text("Hasil dari dokumen", 80), Column::to_fill("Catatan pereviu", 60, &[])],
    ],
};

const EN: Plan = Plan {
    names: ["Checklist", "1 Data testing", "2 SAKIP", "3 Review steps", "4 Results and notes"],
    columns: [
        &[
            Column::text("Item", 8),
            Column::text("Statement", 48),
            Column::text("Answer from the document", 16),
            Column::text("Grounds", 40),
            Column::text("Evidence", 60),
            Column::to_fill("Reviewer's answer", 15, &ANSWERS_EN),
            Column::to_fill("Reviewer's note", 36, &[]),
        ],
        &[
            Column::number("No.", 6),
            Column::text("Rule", 8),
            Column::text("Items", 14),
            Column::text("Severity", 9),
            Column::number("Page", 7),
            Column::text("Table", 14),
            Column::text("Row", 34),
            Column::text("Column", 20),
            Column::text("Printed", 16),
            Column::text("Expected", 16),
            Column::text("Sum", 60),
            Column::text("Other evidence", 44),
            Column::text("Ignored because", 20),
            Column::to_fill("Reviewer's judgement", 17, &JUDGEMENTS_EN),
            Column::to_fill("Response", 30, &[]),
            Column::to_fill("Follow-up", 30, &[]),
        ],
        &[
            Column::text("Part of SAKIP", 26),
            Column::text("What was looked at in the document", 60),
            Column::number("Holds", 9),
            Column::number("Contradicted", 13),
            Column::number("Not checkable", 13),
            Column::to_fill("Reviewer's look", 60, &[]),
        ],
        &[
            Column::text("Step", 12),
            Column::text("Description", 70),
            Column::number("Holds", 9),
            Column::number("Contradicted", 13),
            Column::number("Not checkable", 13),
            Column::text("Why not", 60),
        ],
        &[Column::text("Matter", 34), Column::text("Result from the document", 80), Column::to_fill("Reviewer's note", 60, &[])],
    ],
};

/// A part of SAKIP: its name and what is looked at, in both languages, and the rules that look at it.
type Part = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const PARTS: [Part; 5] = [
    (
        "Perencanaan kinerja",
        "Planning",
        "Kesesuaian sasaran, indikator, target, dan anggaran di Renstra, IKU, dan Perjanjian Kinerja",
        "Objectives, indicators, targets and budgets in strategic plan, key indicators and agreement",
        &["X01", "X04", "X05", "X06", "X08", "A09", "F03"],
    ),
    (
        "Pengukuran kinerja",
        "Measurement",
        "Hitungan capaian, rata-rata, predikat, dan rumus",
        "Achievements, averages, predicates and formulas",
        &["A01", "A10", "A11", "A12", "A15", "A16", "L03", "F04", "F06"],
    ),
    (
        "Pelaporan kinerja",
        "Reporting",
        "Kesesuaian narasi, tabel, dan pembandingan dengan tahun lalu",
        "Prose, tables, and comparison with last year",
        &["X02", "X03", "X07", "X09", "X11", "X12", "L01", "L02", "L05", "A13", "A14", "S01", "S02", "S03", "S04", "S05", "S06", "S07"],
    ),
    (
        "Akuntabilitas keuangan",
        "Finances",
        "Hitungan pagu, realisasi, serapan, sisa, dan efisiensi",
        "Budget, spending, absorption, leftover and efficiency",
        &["A02", "A03", "A04", "A05", "A06", "A07", "A08", "X10", "L04", "F05"],
    ),
    (
        "Evaluasi internal",
        "Internal evaluation",
        "Tidak dapat ditelaah dari dokumen: diisi pereviu",
        "Not to be seen in the document: left to the reviewer",
        &[],
    ),
];

/// One part of the working paper: a sheet of the workbook, a table of the document.
struct Section {
    name: &'static str,
    columns: &'static [Column],
    rows: Vec<Vec<Cell>>,
}

/// All parts, filled with what the document can answer.
fn sections(record: &Record, lang: Lang) -> Vec<Section> {
    let plan = if lang == Lang::Id { &ID } else { &EN };
    let sheets = Sheets::of(record);
    let rows = [
        checklist_rows(record, lang),
        finding_rows(&sheets, lang),
        part_rows(record, lang),
        step_rows(record, lang),
        result_rows(record, lang),
    ];
    plan.names.into_iter().zip(plan.columns).zip(rows).map(|((name, columns), rows)| Section { name, columns, rows }).collect()
}

/// Writes the working paper of a report as a workbook.
///
/// # Errors
/// Those of the file system.
pub fn write(path: &Path, record: &Record, lang: Lang) -> Result<(), XlsxError> {
    let mut book = workbook()?;
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        book.set_tempdir(folder)?;
    }
    let looks = Looks::default();
    for section in sections(record, lang) {
        let mut sheet = Sheet::add(&mut book, &looks, section.name, section.columns)?;
        for row in section.rows {
            sheet.row(&mut book, &looks, &row)?;
        }
        sheet.finish(&mut book)?;
    }
    book.save(path)
}

fn checklist_rows(record: &Record, lang: Lang) -> Vec<Vec<Cell>> {
    let quote = |finding: &&Finding| {
        let table = finding.table.as_deref().map(|table| format!(", {}", table_name(table, lang))).unwrap_or_default();
        format!("{} {} {}{table}: {}", finding.rule, lang.pick("hlm.", "p."), finding.page, lang.of(&finding.message))
    };
    let item = |answered: checklist::Answered<'_>| {
        let mut quotes: Vec<String> = answered.findings.iter().take(QUOTED).map(quote).collect();
        let left = answered.findings.len().saturating_sub(QUOTED);
        if left > 0 {
            let sheet = if lang == Lang::Id { ID.names } else { EN.names };
            quotes.push(format!(
                "{} {left} {} “{}”",
                lang.pick("dan", "and"),
                lang.pick("lagi: lihat", "more: see"),
                sheet.get(1).unwrap_or(&"")
            ));
        }
        vec![
            Cell::text(answered.item.code),
            Cell::text(lang.pick(answered.item.id, answered.item.en)),
            Cell::text(answered.answer.word(lang)),
            Cell::text(answered.grounds),
            Cell::text(quotes.join("\n")),
        ]
    };
    checklist::answer(record, lang).into_iter().map(item).collect()
}

fn finding_rows(rows: &Sheets, lang: Lang) -> Vec<Vec<Cell>> {
    let row = |(finding, no): (&Finding, usize)| {
        let items: Vec<&str> = checklist::items_of(&finding.rule).map(|item| item.code).collect();
        vec![
            Cell::count(no),
            Cell::text(finding.rule.as_str()),
            Cell::text(items.join(", ")),
            Cell::text(lang.severity(finding.severity)),
            Cell::decimal(Some(finding.page.into())),
            Cell::text(finding.table.as_deref().map(|table| table_name(table, lang)).unwrap_or_default()),
            Cell::maybe(finding.row.as_ref()),
            Cell::maybe(finding.column.as_ref()),
            Cell::maybe(finding.stated.as_ref()),
            Cell::maybe(finding.expected.as_ref()),
            Cell::text(lang.of(&finding.message)),
            Cell::text(evidence(finding, rows, lang)),
            Cell::text(finding.ignored.as_ref().map(|i| format!("{} ({})", i.reason, i.by)).unwrap_or_default()),
        ]
    };
    rows.findings.iter().zip(1..).map(row).collect()
}

fn part_rows(record: &Record, lang: Lang) -> Vec<Vec<Cell>> {
    let part = |(name_id, name_en, about_id, about_en, codes): &Part| {
        let own = || record.outcome.checks.iter().filter(|tally| codes.contains(&tally.rule.as_str()));
        let sum = |count: fn(&Tally) -> usize| Cell::count(own().map(count).sum());
        let mut cells = vec![Cell::text(lang.pick(name_id, name_en)), Cell::text(lang.pick(about_id, about_en))];
        if !codes.is_empty() {
            cells.extend([sum(|t| t.passed), sum(|t| t.failed), sum(|t| t.skipped)]);
        }
        cells
    };
    PARTS.iter().map(part).collect()
}

fn step_rows(record: &Record, lang: Lang) -> Vec<Vec<Cell>> {
    let source = &record.report.source;
    let generator = &record.report.generator;
    let read = match lang {
        Lang::Id => format!(
            "Membaca {} ({} hlm., SHA-256 {}) dengan {} {}",
            source.file_name, source.pages, source.sha256, generator.name, generator.version
        ),
        Lang::En => format!(
            "Read {} ({} pages, SHA-256 {}) with {} {}",
            source.file_name, source.pages, source.sha256, generator.name, generator.version
        ),
    };
    let settings = record.configuration.as_ref().map(|digest| {
        let text = format!("{} {digest}", lang.pick("Menurut pengaturan lkj.toml, SHA-256", "Under the settings of lkj.toml, SHA-256"));
        vec![Cell::text(lang.pick("Pengaturan", "Settings")), Cell::text(text)]
    });
    let mut out = vec![vec![Cell::text(lang.pick("Membaca", "Reading")), Cell::text(read)]];
    out.extend(settings);
    for tally in &record.outcome.checks {
        let Some(rule) = rules::find(&tally.rule) else { continue };
        let why: Vec<String> =
            tally.skip_reasons.iter().map(|(reason, times)| format!("{times} × {}", reasons::in_words(reason, lang))).collect();
        out.push(vec![
            Cell::text(format!("{} {}", rule.code, rule.name)),
            Cell::text(lang.pick(rule.about_id, rule.title_en)),
            Cell::count(tally.passed),
            Cell::count(tally.failed),
            Cell::count(tally.skipped),
            Cell::text(why.join("\n")),
        ]);
    }
    out
}

fn result_rows(record: &Record, lang: Lang) -> Vec<Vec<Cell>> {
    let summary = Summary::of(record);
    let row = |id: &str, en: &str, text: String| vec![Cell::text(lang.pick(id, en)), Cell::text(text)];
    let year = summary.year.map(|year| year.to_string()).unwrap_or_default();
    let scanned: Vec<String> = (record.report.pages.iter())
        .filter(|page| page.text == crate::report::PageText::Scanned)
        .map(|page| page.page.to_string())
        .collect();
    let mut out = vec![
        row("Instansi", "Agency", summary.agency.clone().unwrap_or_default()),
        row("Tahun laporan", "Year", year),
        row("Temuan", "Findings", summary.findings_in_words(lang)),
        row("Cakupan", "Coverage", summary.coverage_in_words(lang)),
        row("Angka yang tidak dapat diperiksa", "Figures that could not be checked", left_out(record, lang)),
        row("Halaman pindaian, tidak terbaca", "Scanned pages, not read", scanned.join(", ")),
    ];
    for finding in
        record.outcome.findings.iter().filter(|f| f.severity == crate::check::Severity::High && f.ignored.is_none() && f.root.is_none())
    {
        let place = format!("{} {} {}", finding.rule, lang.pick("hlm.", "p."), finding.page);
        out.push(vec![Cell::text(place), Cell::text(lang.of(&finding.message))]);
    }
    for (id, en) in
        [("Simpulan reviu", "Conclusion"), ("Pereviu dan tanggal", "Reviewer and date"), ("Disetujui pengendali teknis", "Approved by")]
    {
        out.push(row(id, en, String::new()));
    }
    out
}

/// Why figures were not checked, the most frequent reason first: `12 × no achievement beside it`.
fn left_out(record: &Record, lang: Lang) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for open in &record.outcome.unchecked {
        *times.entry(&open.reason).or_default() += 1;
    }
    let mut times: Vec<(&str, usize)> = times.into_iter().collect();
    times.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    times.iter().map(|(reason, n)| format!("{n} × {}", reasons::in_words(reason, lang))).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, fixture};
    use crate::report::ColumnRole::{Capaian, Indikator, Realisasi, Target};
    use calamine::{Data, Reader, Xlsx, open_workbook};

    #[test]
    fn the_working_paper_has_its_parts_and_leaves_the_rest() {
        let columns = [("Indikator", Indikator), ("Target", Target), ("Realisasi", Realisasi), ("Capaian (%)", Capaian)];
        let table = fixture::table(&columns, &["A|10|9|90", "B|10|8|80", "D|10|6|60", "E|20|10|50", "=C|10|7|95"]);
        let record = crate::examine(fixture::report(vec![table]), &Options::default());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kkr.xlsx");
        write(&path, &record, Lang::Id).unwrap();
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        assert_eq!(book.sheet_names(), ID.names);
        let list = book.worksheet_range("Daftar periksa").unwrap();
        assert_eq!(list.get_size().0, checklist::ITEMS.len() + 1);
        let text = |data: Option<&Data>| data.map(ToString::to_string).unwrap_or_default();
        let row = |code: &str| list.rows().find(|row| row.first().map(ToString::to_string).as_deref() == Some(code)).unwrap();
        assert_eq!(text(row("II.1").get(2)), "Diisi pereviu");
        assert!(text(row("I.3").get(4)).contains("A01"));
        let findings = book.worksheet_range("1 Pengujian data").unwrap();
        assert_eq!(text(findings.get((1, 6))), "=C");
        assert!(book.worksheet_formula("1 Pengujian data").unwrap().used_cells().count() == 0);
        let steps = book.worksheet_range("3 Langkah reviu").unwrap();
        let a01 = steps.rows().find(|row| row.first().is_some_and(|c| c.to_string().starts_with("A01"))).unwrap();
        assert_eq!((a01.get(2), a01.get(3)), (Some(&Data::Float(4.0)), Some(&Data::Float(1.0))));
    }

    #[test]
    fn every_rule_belongs_to_a_part_once() {
        for rule in rules::all().iter().filter(|rule| !["F01", "F02"].contains(&rule.code)) {
            assert_eq!(PARTS.iter().filter(|part| part.4.contains(&rule.code)).count(), 1, "{}", rule.code);
        }
    }
}
