//! The meaning of tables, measured apart from finding them: tables of known contents in, report JSON out, for a scorer
//! to compare with what is known.
//!
//! `LKJ_TRUTH` names folders (apart by `:`) of `NAME.truth.json` or `NAME.tables.json`, each with the PDF beside it; the
//! report JSON goes to the folder `LKJ_TRUTH_OUT`.

use lkj::layout::{Block, BlockKind, BlockLine};
use lkj::pdf::Rect;
use lkj::report::{Input, PageInfo, PageText, Source, understand};
use lkj::table::{Cell, Detection, Part, Table};
use lkj::{Record, check};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Points between two lines of the invented page.
const LINE: f32 = 12.0;

#[test]
fn tables_of_known_contents() {
    let (Ok(folders), Ok(out)) = (std::env::var("LKJ_TRUTH"), std::env::var("LKJ_TRUTH_OUT")) else {
        eprintln!("skipped: LKJ_TRUTH and LKJ_TRUTH_OUT name no folders");
        return;
    };
    std::fs::create_dir_all(&out).unwrap();
    let mut read = 0;
    for folder in folders.split(':') {
        for path in truths(Path::new(folder)) {
            let name = path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned();
            let truth: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let tables = truth.get("tables").unwrap_or(&truth).as_array().unwrap().iter().map(table).collect::<Vec<_>>();
            let (tables, blocks) = place(tables, &pages_of(&path.with_file_name(format!("{name}.pdf"))));
            let pages = blocks.iter().map(|b| b.page).max().unwrap_or(0);
            let pages = (1..=pages).map(|page| PageInfo { page, width: 595.0, height: 842.0, text: PageText::Digital }).collect();
            let source = Source { file_name: format!("{name}.pdf"), ..Source::default() };
            let started = Instant::now();
            let report = understand(Input { source, pages, tables, blocks, warnings: Vec::new() });
            eprintln!("{name}: {} tables, {} pages, {:?}", report.tables.len(), report.pages.len(), started.elapsed());
            let record = Record { report, outcome: check::Outcome::default(), configuration: None };
            std::fs::write(Path::new(&out).join(format!("{name}.json")), serde_json::to_string_pretty(&record).unwrap()).unwrap();
            read += 1;
        }
    }
    assert!(read > 0, "no truth files in {folders}");
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_str().is_some_and(|p| p.ends_with(".truth.json") || p.ends_with(".tables.json")))
        .collect();
    found.sort();
    found
}

/// Lines of each page as `pdftotext` sees them, with their places.
fn pages_of(pdf: &Path) -> Vec<Vec<String>> {
    let Ok(output) = Command::new("pdftotext").args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()]).output() else {
        return Vec::new();
    };
    String::from_utf8_lossy(&output.stdout).split('\u{c}').map(|page| page.lines().map(|l| l.trim_end().to_owned()).collect()).collect()
}

fn table(truth: &Value) -> (Table, Vec<u32>) {
    let grid: Vec<Vec<String>> = serde_json::from_value(truth["cells"].clone()).unwrap();
    let header_rows = usize::try_from(truth["header_rows"].as_u64().unwrap_or(1)).unwrap();
    let spans: Vec<[usize; 4]> = truth.get("spans").map(|s| serde_json::from_value(s.clone()).unwrap()).unwrap_or_default();
    let pages: Vec<u32> = serde_json::from_value(truth["pages"].clone()).unwrap_or_default();
    let row_pages: Vec<Value> = truth.get("row_pages").and_then(Value::as_array).cloned().unwrap_or_default();
    let cols = grid.iter().map(Vec::len).max().unwrap_or(0);
    let covered =
        |r: usize, c: usize| spans.iter().any(|[a, b, h, w]| (r, c) != (*a, *b) && (*a..a + h).contains(&r) && (*b..b + w).contains(&c));
    let mut cells = Vec::new();
    for (r, row) in grid.iter().enumerate() {
        let page = row_pages.get(r).and_then(|p| p.as_u64().or_else(|| p.get(0)?.as_u64()));
        let page = page.and_then(|p| u32::try_from(p).ok()).or(pages.first().copied()).unwrap_or(1);
        for (c, text) in row.iter().enumerate() {
            if covered(r, c) {
                continue;
            }
            let span = spans.iter().find(|s| s[0] == r && s[1] == c);
            let (row_span, col_span) = span.map_or((1, 1), |s| (s[2], s[3]));
            cells.push(Cell {
                row: r,
                col: c,
                row_span,
                col_span,
                text: text.clone(),
                page,
                bbox: Rect::default(),
                bold: false,
                indent: 0.0,
                shade: None,
            });
        }
    }
    let text = |key: &str| truth.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = text("number").map(|n| n.trim_start_matches("Tabel ").to_owned());
    let table = Table {
        number,
        caption: text("caption"),
        caption_at: None,
        parts: Vec::new(),
        header_rows,
        rows: grid.len(),
        cols,
        cells,
        detection: Detection::Lattice,
    };
    (table, pages)
}

/// Blocks of the lines of each page, and the tables at the line that shows their header.
fn place(tables: Vec<(Table, Vec<u32>)>, pages: &[Vec<String>]) -> (Vec<Table>, Vec<Block>) {
    let mut blocks = Vec::new();
    for (page, lines) in (1u32..).zip(pages) {
        for (i, line) in lines.iter().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let bbox = row_box(i);
            let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
            let lines = vec![BlockLine { bbox, text: text.clone(), words: Vec::new() }];
            blocks.push(Block { page, bbox, kind: BlockKind::Paragraph, level: 0, text, size: 11.0, bold: false, lines });
        }
    }
    let tables = tables.into_iter().map(|(mut table, own)| {
        let head: Vec<&str> = table.cells.iter().filter(|c| c.row == 0).flat_map(|c| c.text.split_whitespace().next()).collect();
        for page in own {
            let lines = usize::try_from(page).ok().and_then(|p| pages.get(p.checked_sub(1)?)).map_or(&[][..], Vec::as_slice);
            let at =
                lines.iter().position(|l| head.len() > 1 && head.iter().filter(|w| l.contains(*w)).count() * 2 > head.len()).unwrap_or(0);
            table.parts.push(Part { page, bbox: row_box(at), first_row: 0, repeated_header_rows: 0 });
        }
        table
    });
    (tables.collect(), blocks)
}

fn row_box(line: usize) -> Rect {
    let y = 40.0 + f32::from(u16::try_from(line).unwrap_or(u16::MAX)) * LINE;
    Rect::new(50.0, y, 545.0, y + LINE - 1.0)
}
