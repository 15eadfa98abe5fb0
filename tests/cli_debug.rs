//! `lkj debug`: one page as a drawing, whole or not at all.

#[cfg(test)]
mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use support::{Desk, encrypted, pages, report};

#[test]
fn a_page_is_drawn_to_a_file_or_to_stdout() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    desk.lkj(&["debug", "a.pdf", "--page", "1", "-o", "page.svg"]).assert().code(0).stdout(is_empty()).stderr(is_empty());
    let drawn = desk.read("page.svg");
    let run = desk.lkj(&["debug", "a.pdf", "--page", "1"]).assert().code(0);
    assert_eq!(String::from_utf8(run.get_output().stdout.clone()).unwrap(), drawn);
    let svg = roxmltree::Document::parse(&drawn).unwrap();
    let layer = |id| svg.descendants().find(|n| n.attribute("id") == Some(id)).unwrap();
    let boxes = |id| layer(id).children().filter(roxmltree::Node::is_element).count();
    assert_eq!((boxes("header"), boxes("cells"), boxes("tables"), boxes("captions")), (6, 18, 1, 1));
    assert!(layer("text").descendants().any(|n| n.text() == Some("Meningkatnya")));
    assert_eq!(desk.list("."), ["a.pdf", "page.svg"], "nothing else is left behind");
}

#[test]
fn layers_can_be_chosen() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    let run = desk.lkj(&["debug", "a.pdf", "--page", "1", "--layers", "cells,edges"]).assert().code(0);
    run.stdout(contains("id=\"cells\"").and(contains("id=\"edges\"")).and(contains("id=\"words\"").not()));
    desk.lkj(&["debug", "a.pdf", "--page", "1", "--layers", "everything"]).assert().code(2).stderr(contains("lattice"));
}

#[test]
fn a_page_that_is_not_there_is_an_error() {
    let desk = Desk::new();
    desk.file("a.pdf", pages(3));
    for page in ["0", "4", "4294967295"] {
        let run = desk.lkj(&["debug", "a.pdf", "--page", page, "-o", "page.svg", "--lang", "en"]).assert().code(2);
        run.stdout(is_empty()).stderr(contains(format!("a.pdf: there is no page {page}: the PDF has 3")));
    }
    assert_eq!(desk.list("."), ["a.pdf"]);
}

#[test]
fn what_cannot_be_drawn_or_written_is_said() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    desk.file("locked.pdf", encrypted("rahasia"));
    desk.lkj(&["debug", "a.pdf", "--page", "1", "-o", "page.png"]).assert().code(2).stderr(contains(".svg"));
    desk.lkj(&["debug", "a.pdf", "--page", "1", "-o", "no/page.svg"]).assert().code(2).stderr(contains("no/page.svg"));
    desk.lkj(&["debug", "none.pdf", "--page", "1"]).assert().code(2).stdout(is_empty()).stderr(contains("none.pdf"));
    desk.lkj(&["debug", "locked.pdf", "--page", "1"]).assert().code(2).stderr(contains("--password"));
    desk.lkj(&["debug", "locked.pdf", "--page", "1", "--password", "rahasia"]).assert().code(0).stdout(contains("<svg"));
}
