//! Ruling lines, fills, images and shapes.

use super::super::{Axis, Rect, Rule};
use super::*;

fn rules(page: &Page) -> Vec<(Axis, f32, f32, f32, f32)> {
    page.rules.iter().map(|r| (r.axis, r.at, r.from, r.to, r.width)).collect()
}

#[test]
fn strokes_become_rules() {
    use Axis::{Horizontal, Vertical};
    for (content, expected) in [
        ("1 w 100 700 m 200 700 l S", vec![(Horizontal, 100.0, 100.0, 200.0, 1.0)]),
        ("1 w 100 700 m 100 600 l S", vec![(Vertical, 100.0, 100.0, 200.0, 1.0)]),
        ("0 w 100 700 m 200 700 l S", vec![(Horizontal, 100.0, 100.0, 200.0, 0.24)]),
        ("q 0.1 0 0 0.1 0 0 cm 10 w 1000 7000 m 2000 7000 l S Q", vec![(Horizontal, 100.0, 100.0, 200.0, 1.0)]),
        ("100 700 m 200 700 l 200 600 l S", vec![(Horizontal, 100.0, 100.0, 200.0, 1.0), (Vertical, 200.0, 100.0, 200.0, 1.0)]),
        ("100 700 m 200 700 l n", vec![]),
    ] {
        assert_eq!(rules(&page(content)), expected, "{content}");
    }
}

#[test]
fn stroked_rectangles_are_four_rules() {
    for content in ["100 600 100 100 re S", "100 600 m 200 600 l 200 700 l 100 700 l s", "1 g 100 600 100 100 re B"] {
        let page = page(content);
        assert_eq!(page.rules.len(), 4, "{content}");
        assert_eq!(page.rules.iter().filter(|r| r.axis == Axis::Vertical).count(), 2);
    }
}

#[test]
fn thin_fills_are_rules_and_thick_ones_fills() {
    use Axis::{Horizontal, Vertical};
    assert_eq!(rules(&page("100 700 200 1 re f")), [(Horizontal, 99.5, 100.0, 300.0, 1.0)]);
    assert_eq!(rules(&page("100 600 0.5 100 re f*")), [(Vertical, 100.25, 100.0, 200.0, 0.5)]);
    let shaded = page("0.8 g 100 600 200 20 re f");
    assert!(shaded.rules.is_empty());
    assert_eq!(shaded.fills[0].bbox, Rect { x0: 100.0, y0: 180.0, x1: 300.0, y1: 200.0 });
    assert_eq!(shaded.fills[0].color, [204; 3]);
}

#[test]
fn many_rectangles_in_one_path_are_each_judged() {
    let page = page("100 700 200 1 re 100 600 200 1 re 100 600 1 100 re 0.9 g 300 300 50 50 re f");
    assert_eq!((page.rules.len(), page.fills.len()), (3, 1));
}

#[test]
fn frames_and_polygons_are_cut_into_rules() {
    // A frame as two rectangles, even-odd; the same by opposite winding; a U of three borders as one polygon.
    let frames =
        ["100 600 100 100 re 101 601 98 98 re f*", "100 600 m 200 600 l 200 700 l 100 700 l h 101 601 m 101 699 l 199 699 l 199 601 l h f"];
    for content in frames {
        let page = page(content);
        assert_eq!((page.rules.len(), page.fills.len()), (4, 0), "{content}");
    }
    let u = page("100 700 m 101 700 l 101 601 l 199 601 l 199 700 l 200 700 l 200 600 l 100 600 l f");
    assert_eq!(u.rules.len(), 3);
    assert_eq!(u.shapes.len(), 0);
}

#[test]
fn mitred_borders_are_rules() {
    // A browser draws the top border of a cell as a trapezium.
    let page = page("100 700 m 200 700 l 199 699 l 101 699 l f");
    assert_eq!(rules(&page), [(Axis::Horizontal, 100.5, 100.0, 200.0, 1.0)]);
}

#[test]
fn dashes_are_noted() {
    let dashed: Vec<bool> = page("[3 2] 0 d 100 700 m 200 700 l S [] 0 d 100 600 m 200 600 l S").rules.iter().map(|r| r.dashed).collect();
    assert_eq!(dashed, [true, false]);
}

#[test]
fn a_clip_of_dots_makes_a_dotted_rule() {
    let dots: String = (0..20).map(|i| format!("{} 700 1 1 re ", 100 + 2 * i)).collect();
    let page = page(&format!("{dots} W n 0 600 600 200 re f"));
    assert_eq!(page.rules.len(), 1);
    assert!(page.rules[0].dashed);
    assert_eq!((page.rules[0].from, page.rules[0].to), (100.0, 139.0));
}

#[test]
fn clips_cut_and_drop() {
    let page = page("q 100 600 100 100 re W n 0 650 600 1 re f 0 100 600 1 re f 0 0 600 800 re f Q 0 100 600 1 re f");
    assert_eq!(rules(&page), [(Axis::Horizontal, 149.5, 100.0, 200.0, 1.0), (Axis::Horizontal, 699.5, 0.0, 600.0, 1.0)]);
    assert_eq!(page.fills[0].bbox, Rect { x0: 100.0, y0: 100.0, x1: 200.0, y1: 200.0 });
}

#[test]
fn colours_of_rules_are_kept() {
    let page = page("1 1 1 RG 100 700 m 200 700 l S 1 0 0 rg 100 600 100 1 re f");
    assert_eq!(page.rules.iter().map(|r: &Rule| r.color).collect::<Vec<_>>(), [[255; 3], [255, 0, 0]]);
}

#[test]
fn curves_and_slants_are_shapes() {
    let page = page("100 700 m 150 750 200 750 250 700 c S 300 300 m 400 400 l S 100 100 m 150 150 l 200 100 l f");
    assert_eq!((page.rules.len(), page.shapes.len()), (0, 3));
}

#[test]
fn shadings_and_patterns_are_fills() {
    let page = page("/Pattern cs /P1 scn 100 600 50 50 re f q 200 600 50 50 re W n /Sh1 sh Q");
    assert_eq!(page.fills.len(), 2);
    assert_eq!(page.fills[1].bbox, Rect { x0: 200.0, y0: 150.0, x1: 250.0, y1: 200.0 });
}

fn image(builder: &mut Builder, name: &str, columns: i64, rows: i64) {
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => columns, "Height" => rows };
    let id = builder.stream(dict, b"\0");
    builder.resource("XObject", name, id);
}

#[test]
fn images_have_places_and_samples() {
    let mut builder = Builder::new();
    image(&mut builder, "Im1", 30, 40);
    let page = builder.read(b"q 100 0 0 200 50 500 cm /Im1 Do Q q 0 0 10 10 re W n 100 0 0 200 50 500 cm /Im1 Do Q");
    assert_eq!(page.images.len(), 1);
    assert_eq!(page.images[0].bbox, Rect { x0: 50.0, y0: 100.0, x1: 150.0, y1: 300.0 });
    assert_eq!((page.images[0].columns, page.images[0].rows), (30, 40));
}

#[test]
fn pictures_of_lines_are_rules() {
    let mut builder = Builder::new();
    image(&mut builder, "Im1", 1, 1);
    let page = builder.read(b"q 200 0 0 1 100 700 cm /Im1 Do Q");
    assert_eq!(rules(&page), [(Axis::Horizontal, 99.5, 100.0, 300.0, 1.0)]);
    assert!(page.images.is_empty());
}

#[test]
fn inline_images_are_stepped_over() {
    let page = page("q 50 0 0 50 100 600 cm BI /W 2 /H 3 /BPC 8 /CS /G ID \u{1}(\u{2}EI\u{3} EI Q BT /F1 10 Tf 100 700 Td (A) Tj ET");
    assert_eq!(text(&page), "A");
    assert_eq!((page.images[0].columns, page.images[0].rows), (2, 3));
}

#[test]
fn an_opaque_picture_hides_the_text_below_it() {
    let mut builder = Builder::new();
    image(&mut builder, "Scan", 600, 800);
    let page = builder.read(b"BT /F1 10 Tf 100 700 Td (A) Tj ET q 600 0 0 800 0 0 cm /Scan Do Q BT 100 600 Td (B) Tj ET");
    assert_eq!(page.glyphs.iter().map(|g| g.invisible).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn boxes_with_round_corners_have_edges_and_fills() {
    let rounded = "110 600 m 190 600 l 195 600 200 605 200 610 c 200 690 l 200 695 195 700 190 700 c 110 700 l \
                   105 700 100 695 100 690 c 100 610 l 100 605 105 600 110 600 c h";
    let stroked = page(&format!("{rounded} S"));
    assert_eq!((stroked.rules.len(), stroked.shapes.len()), (4, 1));
    let filled = page(&format!("{rounded} f"));
    assert_eq!((filled.fills.len(), filled.shapes.len()), (1, 0));
    let circle =
        page("150 600 m 178 600 200 622 200 650 c 200 678 178 700 150 700 c 122 700 100 678 100 650 c 100 622 122 600 150 600 c f");
    assert_eq!((circle.fills.len(), circle.shapes.len()), (0, 1));
}
