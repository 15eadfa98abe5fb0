//! What the targets share: limits that keep a run short, PDFs around a part, and the whole chain after a page.

use lkj::check::Options;
use lkj::pdf::{Document, Limits, OpenOptions, Page};
use lkj::report::{Input, PageInfo, PageText, Source};
use lkj::table::{Sheet, analyse};
use lkj::{Record, examine};

/// Limits under which an input takes milliseconds: a fuzzer that waits finds nothing.
pub fn limits() -> Limits {
    Limits { stream_bytes: 1 << 20, page_bytes: 4 << 20, operators: 20_000, glyphs: 5_000, marks: 5_000, form_depth: 8, pages: 20 }
}

/// A PDF of numbered objects, the first of which is the catalog, with a cross-reference table.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        out.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    out.extend_from_slice(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", objects.len() + 1).as_bytes());
    out
}

/// A stream object.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>stream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

/// The first page of a PDF.
pub fn first_page(bytes: &[u8]) -> Option<Page> {
    Document::open(bytes, &OpenOptions { limits: limits(), ..OpenOptions::default() }).ok()?.page(1).ok()
}

/// Everything after the pages.
pub fn read_on(pages: Vec<Page>) -> Record {
    let info = |page: &Page| PageInfo { page: page.number, width: page.width, height: page.height, text: PageText::Digital };
    let infos: Vec<PageInfo> = pages.iter().map(info).collect();
    let analysis = analyse(pages.into_iter().map(Sheet::new).collect());
    for table in &analysis.tables {
        assert!(!table.parts.is_empty() && table.rows > 0 && table.cols > 0);
        let area: usize = table.cells.iter().map(|cell| cell.row_span * cell.col_span).sum();
        assert!(
            table.cells.iter().all(|cell| cell.row + cell.row_span <= table.rows && cell.col + cell.col_span <= table.cols),
            "a cell out of its grid"
        );
        assert!(area <= table.rows * table.cols, "cells over one another");
    }
    let source = Source { file_name: "x.pdf".to_owned(), sha256: String::new(), bytes: 0, pages: 1, producer: None };
    let input = Input { source, pages: infos, tables: analysis.tables, blocks: analysis.blocks, warnings: Vec::new() };
    examine(lkj::report::understand(input), &Options::default())
}
