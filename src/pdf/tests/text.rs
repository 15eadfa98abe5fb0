//! Text operators and the places of glyphs.

use super::super::{Direction, Document, OpenOptions};
use super::*;

/// Content and where its glyphs begin.
type Case = (&'static str, &'static [(char, f32, f32)]);

#[test]
fn every_text_operator() {
    // Helvetica: A is 0.667 em, B 0.667, space 0.278.
    let cases: &[Case] = &[
        ("BT /F1 10 Tf 100 700 Td (AB) Tj ET", &[('A', 100.0, 100.0), ('B', 106.7, 100.0)]),
        ("BT /F1 10 Tf 1 0 0 1 100 700 Tm [(A) -1000 (B)] TJ ET", &[('A', 100.0, 100.0), ('B', 116.7, 100.0)]),
        ("BT /F1 10 Tf 5 Tc 100 700 Td (AB) Tj ET", &[('A', 100.0, 100.0), ('B', 111.7, 100.0)]),
        ("BT /F1 10 Tf 7.12 Tw 100 700 Td (A B) Tj ET", &[('A', 100.0, 100.0), (' ', 106.7, 100.0), ('B', 116.6, 100.0)]),
        ("BT /F1 10 Tf 50 Tz 100 700 Td (AB) Tj ET", &[('A', 100.0, 100.0), ('B', 103.3, 100.0)]),
        ("BT /F1 10 Tf 3 Ts 100 700 Td (A) Tj ET", &[('A', 100.0, 97.0)]),
        ("BT /F1 10 Tf 12 TL 100 700 Td (A) Tj T* (B) Tj ET", &[('A', 100.0, 100.0), ('B', 100.0, 112.0)]),
        ("BT /F1 10 Tf 100 700 Td (A) Tj 0 -14 TD (B) Tj T* (A) Tj ET", &[('A', 100.0, 100.0), ('B', 100.0, 114.0), ('A', 100.0, 128.0)]),
        ("BT /F1 10 Tf 12 TL 100 700 Td (A) ' ET", &[('A', 100.0, 112.0)]),
        ("BT /F1 10 Tf 12 TL 100 700 Td 7.12 2 (A B) \" ET", &[('A', 100.0, 112.0), (' ', 108.7, 112.0), ('B', 120.6, 112.0)]),
        ("BT /F1 10 Tf 100 700 Td <41 4> Tj ET", &[('A', 100.0, 100.0), ('@', 106.7, 100.0)]),
        ("q 2 0 0 2 50 50 cm BT /F1 10 Tf 10 20 Td (A) Tj ET Q BT /F1 10 Tf 0 0 Td (B) Tj ET", &[('A', 70.0, 710.0), ('B', 0.0, 800.0)]),
        // The matrices live from BT to ET only, the text state beyond.
        ("BT /F1 10 Tf 100 700 Td ET BT (A) Tj ET", &[('A', 0.0, 800.0)]),
    ];
    for (content, expected) in cases {
        assert_eq!(places(&page(content)), *expected, "{content}");
    }
}

#[test]
fn boxes_span_advance_and_font_height() {
    let page = page("BT /F1 20 Tf 100 700 Td (A) Tj ET");
    let glyph = page.glyphs[0];
    assert_eq!(glyph.size, 20.0);
    assert!((glyph.bbox.width() - 13.34).abs() < 0.01);
    assert!(glyph.bbox.y0 < 100.0 && glyph.bbox.y1 > 100.0);
    assert!((glyph.bbox.height() - 20.0).abs() < 6.0);
}

#[test]
fn turned_text_has_a_direction() {
    for (matrix, direction) in [
        ("1 0 0 1", Direction::Right),
        ("0 1 -1 0", Direction::Up),
        ("-1 0 0 -1", Direction::Left),
        ("0 -1 1 0", Direction::Down),
        ("0.7 0.7 -0.7 0.7", Direction::Oblique),
    ] {
        let page = page(&format!("BT /F1 10 Tf {matrix} 300 400 Tm (A) Tj ET"));
        assert_eq!(page.glyphs[0].direction, direction, "{matrix}");
        assert!(page.glyphs[0].bbox.contains(300.0, 400.0));
    }
}

#[test]
fn turned_pages_are_read_as_displayed() {
    let mut builder = Builder::new();
    let page = builder.page_key("Rotate", 90).read(b"BT /F1 10 Tf 0 1 -1 0 100 50 Tm (A) Tj ET");
    assert_eq!((page.width, page.height), (800.0, 600.0));
    assert_eq!(page.glyphs[0].direction, Direction::Right);
    assert_eq!(places(&page), [('A', 50.0, 100.0)]);
}

#[test]
fn crop_box_and_user_unit_move_and_scale() {
    let mut builder = Builder::new();
    builder.page_key("CropBox", vec![100.into(), 100.into(), 500.into(), 700.into()]).page_key("UserUnit", 2);
    let page = builder.read(b"BT /F1 10 Tf 110 690 Td (A) Tj ET");
    assert_eq!((page.width, page.height), (800.0, 1200.0));
    assert_eq!(places(&page), [('A', 20.0, 20.0)]);
    assert_eq!(page.glyphs[0].size, 20.0);
}

#[test]
fn unseen_text_is_kept_and_flagged() {
    for (content, unseen) in [
        ("BT /F1 10 Tf 100 700 Td (A) Tj ET", false),
        ("BT /F1 10 Tf 3 Tr 100 700 Td (A) Tj ET", true),
        ("BT /F1 10 Tf 7 Tr 100 700 Td (A) Tj ET", true),
        ("0 0 50 50 re W n BT /F1 10 Tf 100 700 Td (A) Tj ET", true),
        ("90 690 50 50 re W n BT /F1 10 Tf 100 700 Td (A) Tj ET", false),
        ("BT /F1 10 Tf 700 700 Td (A) Tj ET", true),
    ] {
        let page = page(content);
        assert_eq!(text(&page), "A", "{content}");
        assert_eq!(page.glyphs[0].invisible, unseen, "{content}");
    }
}

#[test]
fn transparent_text_is_unseen() {
    let mut builder = Builder::new();
    let state = builder.add(dictionary! { "ca" => 0 });
    let page = builder.resource("ExtGState", "G0", state).read(b"/G0 gs BT /F1 10 Tf 100 700 Td (A) Tj ET");
    assert!(page.glyphs[0].invisible);
}

#[test]
fn stroked_letters_are_bold() {
    let page = page("BT /F1 10 Tf 100 700 Td (A) Tj 2 Tr (B) Tj ET");
    let bold: Vec<bool> = page.glyphs.iter().map(|g| page.fonts[usize::from(g.font)].bold).collect();
    assert_eq!(bold, [false, true]);
}

#[test]
fn colours_reach_glyphs() {
    for (content, color) in [
        ("1 0 0 rg", [255, 0, 0]),
        ("0.5 g", [128, 128, 128]),
        ("0 0 0 1 k", [0, 0, 0]),
        ("/DeviceRGB cs 0 0 1 sc", [0, 0, 255]),
        ("q 1 0 0 rg Q", [0, 0, 0]),
        ("1 0 0 RG", [0, 0, 0]),
        ("1 0 0 RG 1 Tr", [255, 0, 0]),
    ] {
        let page = page(&format!("{content} BT /F1 10 Tf 100 700 Td (A) Tj ET"));
        assert_eq!(page.glyphs[0].color, color, "{content}");
    }
}

#[test]
fn content_may_be_split_anywhere() {
    let mut builder = Builder::new();
    let parts: Vec<Object> = [&b"BT /F1 10 Tf 100"[..], b"700 Td (A)", b"Tj ET"]
        .into_iter()
        .map(|part| builder.stream(Dictionary::new(), part).into())
        .collect();
    builder.page_key("Contents", parts);
    assert_eq!(places(&builder.read(b"")), [('A', 100.0, 100.0)]);
}

#[test]
fn broken_tokens_cost_themselves_only() {
    let page = page("BT /F1 10 Tf 100 700 Td (A) Tj } > ) 5 nonsense [ ( B) \u{1} TJ 1 2 (C) Tj ET Q Q Q BT (D) Tj ET");
    assert!(text(&page).starts_with('A'));
    assert!(text(&page).ends_with("CD"));
}

#[test]
fn pages_are_read_side_by_side_from_one_document() {
    fn shared<T: Sync>(_: &T) {}
    let bytes = Builder::new().bytes(b"BT /F1 10 Tf 100 700 Td (A) Tj ET");
    let document = Document::open(&bytes, &OpenOptions::default()).unwrap();
    shared(&document);
    assert_eq!(document.page_count(), 1);
    assert!(document.page(0).is_err() && document.page(2).is_err());
}

#[test]
fn spacing_set_inside_a_text_array_does_not_end_it() {
    assert_eq!(text(&page("BT /F1 10 Tf 100 700 Td [(A) 0.0 Tc -250 (B) 1 Tw (C)] TJ ET")), "ABC");
    // An array that is never closed does not swallow what follows.
    assert!(text(&page("BT /F1 10 Tf 100 700 Td [(A) (B) TJ (C) Tj ET")).ends_with('C'));
}

#[test]
fn a_slanted_face_takes_no_more_room() {
    let glyphs = |matrix: &str| Builder::new().read(format!("BT /F1 10 Tf {matrix} 100 700 Tm (Ab) Tj ET").as_bytes()).glyphs;
    let (plain, slanted) = (glyphs("1 0 0 1"), glyphs("1 0 0.33 1"));
    assert_eq!(plain.len(), 2);
    for (a, b) in plain.iter().zip(&slanted) {
        assert!((a.bbox.x0 - b.bbox.x0).abs() < 0.01 && (a.bbox.x1 - b.bbox.x1).abs() < 0.01 && (a.size - b.size).abs() < 0.01);
    }
}
