//! Drawings are read back as XML: what stands where, and that a document cannot write markup.

use super::*;
use crate::pdf::{Glyph, Image, Page, Rule};
use crate::table::Sheet;
use roxmltree::{Document, Node};

fn glyphs(text: &str, x: f32, baseline: f32, direction: Direction) -> Vec<Glyph> {
    let glyph = |(i, ch): (u16, char)| {
        let at = f32::from(i) * 6.0;
        let (origin, bbox) = match direction {
            Direction::Up => ((x, baseline - at), Rect::new(x - 8.0, baseline - at - 6.0, x + 2.0, baseline - at)),
            _ => ((x + at, baseline), Rect::new(x + at, baseline - 8.0, x + at + 6.0, baseline + 2.0)),
        };
        Glyph { ch, bbox, origin, size: 10.0, font: 0, direction, invisible: false, color: [0; 3], mcid: None }
    };
    (0..).zip(text.chars()).map(glyph).collect()
}

fn view(page: Page) -> PageView {
    let crate::table::Analysis { tables, blocks } = crate::table::analyse(vec![Sheet::new(page.clone())]);
    PageView { sheet: Sheet::new(page.clone()), page, tables, blocks }
}

fn drawn(view: &PageView, layers: &[Layer]) -> String {
    let mut out = Vec::new();
    write(&mut out, view, layers, Lang::En).unwrap();
    String::from_utf8(out).unwrap()
}

fn layer<'a>(svg: &'a Document, id: &str) -> Node<'a, 'a> {
    svg.descendants().find(|n| n.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no layer {id}"))
}

fn children<'a>(svg: &'a Document, id: &str, tag: &str) -> Vec<Node<'a, 'a>> {
    layer(svg, id).children().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", tag))).collect()
}

fn bbox(node: Node) -> [f32; 4] {
    ["x", "y", "width", "height"].map(|name| node.attribute(name).unwrap().parse().unwrap())
}

/// Two columns and two rows, ruled, under a caption; a word in every cell.
fn ruled() -> Page {
    let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
    page.glyphs = glyphs("Tabel", 100.0, 90.0, Direction::Right);
    page.glyphs.extend(glyphs("3.1", 136.0, 90.0, Direction::Right));
    page.glyphs.extend(glyphs("Capaian", 160.0, 90.0, Direction::Right));
    for (text, x, y) in [("Target", 110.0, 116.0), ("Realisasi", 310.0, 116.0), ("80", 110.0, 136.0), ("75", 310.0, 136.0)] {
        page.glyphs.extend(glyphs(text, x, y, Direction::Right));
    }
    let rule = |axis, at, from, to| Rule { axis, at, from, to, width: 0.5, color: [0; 3], dashed: false };
    page.rules = [100.0, 120.0, 140.0].map(|y| rule(Axis::Horizontal, y, 100.0, 500.0)).to_vec();
    page.rules.extend([100.0, 300.0, 500.0].map(|x| rule(Axis::Vertical, x, 100.0, 140.0)));
    page
}

#[test]
fn every_layer_is_there_and_holds_what_was_found() {
    let svg = drawn(&view(ruled()), &[]);
    let svg = Document::parse(&svg).unwrap();
    for known in Layer::ALL {
        layer(&svg, known.id());
    }
    assert_eq!(children(&svg, "rules", "rect").len(), 6);
    assert_eq!(children(&svg, "edges", "line").len(), 6);
    assert_eq!(children(&svg, "lattice", "rect").len(), 4);
    assert_eq!(children(&svg, "header", "rect").len() + children(&svg, "cells", "rect").len(), 4);
    assert_eq!(children(&svg, "tables", "rect").len(), 1);
    assert_eq!(children(&svg, "captions", "rect").len(), 1);
    let glyphs: String = layer(&svg, "glyphs").children().filter_map(|n| n.attribute("d")).collect();
    assert_eq!(glyphs.matches('M').count(), "Tabel3.1CapaianTargetRealisasi8075".len());
    assert!(layer(&svg, "legend").descendants().any(|n| n.text() == Some("words (7)")));
}

#[test]
fn boxes_lie_where_the_words_are() {
    let svg = drawn(&view(ruled()), &[Layer::Words, Layer::Text]);
    let svg = Document::parse(&svg).unwrap();
    let words = children(&svg, "words", "rect");
    let texts = children(&svg, "text", "text");
    assert_eq!(words.len(), texts.len());
    let at = texts.iter().position(|n| n.text() == Some("Realisasi")).unwrap();
    assert_eq!(bbox(words[at]), [310.0, 108.0, 54.0, 10.0]);
    assert_eq!((texts[at].attribute("x"), texts[at].attribute("y")), (Some("310"), Some("116")));
    assert_eq!(texts[at].attribute("transform"), None);
    assert!(svg.descendants().all(|n| n.attribute("id") != Some("cells")), "only what was asked for is drawn");
}

#[test]
fn a_turned_page_is_drawn_as_displayed() {
    let page = Page { number: 1, width: 600.0, height: 800.0, glyphs: glyphs("Naik", 50.0, 700.0, Direction::Up), ..Page::default() };
    let svg = drawn(&view(page), &[]);
    let svg = Document::parse(&svg).unwrap();
    assert_eq!(bbox(children(&svg, "words", "rect")[0]), [42.0, 676.0, 10.0, 24.0]);
    let text = children(&svg, "text", "text")[0];
    assert_eq!((text.attribute("x"), text.attribute("y")), (Some("50"), Some("700")));
    assert_eq!(text.attribute("transform"), Some("rotate(-90 50 700)"));
}

#[test]
fn reading_order_is_numbered_from_the_top() {
    let mut page = ruled();
    page.glyphs.extend(glyphs("Sesudah", 100.0, 200.0, Direction::Right));
    let svg = drawn(&view(page), &[Layer::Order]);
    let svg = Document::parse(&svg).unwrap();
    let numbers: Vec<(&str, f32)> = layer(&svg, "order")
        .descendants()
        .filter(|n| n.is_element() && n.has_attribute("font-size"))
        .map(|n| (n.text().unwrap(), n.attribute("y").unwrap().parse().unwrap()))
        .collect();
    assert_eq!(numbers.iter().map(|n| n.0).collect::<Vec<_>>(), ["1", "2", "3"], "caption, table, what comes after");
    assert!(numbers.is_sorted_by(|a, b| a.1 < b.1));
    assert_eq!(children(&svg, "order", "line").len(), 2, "two arrows");
}

#[test]
fn hostile_text_and_places_stay_text_and_places() {
    let text = "</text><script>&\u{0}\u{1b}\"'\u{ffff}";
    let mut page = Page { number: 1, width: f32::NAN, height: f32::INFINITY, ..Page::default() };
    page.glyphs = glyphs(text, 100.0, 100.0, Direction::Right);
    page.glyphs.extend(glyphs("jauh", 1e30, f32::NAN, Direction::Right));
    page.images = vec![Image { bbox: Rect::new(f32::NEG_INFINITY, 0.0, f32::NAN, 5.0), columns: 1, rows: 1 }];
    page.warnings = vec!["<b>\u{8}".to_owned()];
    let svg = drawn(&view(page), &[]);
    assert!(!svg.contains("<script>") && !svg.contains("<b>") && !svg.contains("NaN") && !svg.contains("inf"));
    let svg = Document::parse(&svg).unwrap();
    let words: String = children(&svg, "text", "text").iter().filter_map(|n| n.text()).collect();
    assert!(words.contains("</text><script>&"), "{words}");
}

#[test]
fn layers_have_names_of_their_own() {
    let mut ids: Vec<&str> = Layer::ALL.iter().map(|l| l.id()).collect();
    assert!(Layer::ALL.is_sorted());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Layer::ALL.len());
}
