//! Content inside content: forms, marked content, layers, annotations.

use super::*;

fn form(builder: &mut Builder, dict: Dictionary, content: &[u8]) -> ObjectId {
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()] };
    builder.stream(with(form, dict), content)
}

#[test]
fn forms_nest_and_keep_their_state_to_themselves() {
    let mut builder = Builder::new();
    let inner = form(&mut builder, dictionary! {}, b"BT /F1 10 Tf 10 10 Td (B) Tj ET q q 1 0 0 rg");
    let resources = dictionary! { "XObject" => dictionary! { "Inner" => inner }, "Font" => builder.fonts.clone() };
    let matrix: Vec<Object> = [1, 0, 0, 1, 100, 100].into_iter().map(Object::from).collect();
    let outer = form(&mut builder, dictionary! { "Resources" => resources, "Matrix" => matrix }, b"BT /F1 10 Tf (A) Tj ET /Inner Do");
    builder.resource("XObject", "Outer", outer);
    let page = builder.read(b"/Outer Do BT /F1 10 Tf 200 700 Td (C) Tj ET");
    assert_eq!(places(&page), [('A', 100.0, 700.0), ('B', 110.0, 690.0), ('C', 200.0, 100.0)]);
    assert_eq!(page.glyphs[2].color, [0; 3]);
}

#[test]
fn a_form_is_clipped_to_its_box() {
    let mut builder = Builder::new();
    let bbox: Vec<Object> = [0, 0, 50, 50].into_iter().map(Object::from).collect();
    let id = form(&mut builder, dictionary! { "BBox" => bbox }, b"0 20 600 1 re f");
    let page = builder.resource("XObject", "Fm", id).read(b"/Fm Do");
    assert_eq!((page.rules[0].from, page.rules[0].to), (0.0, 50.0));
}

#[test]
fn a_form_that_draws_itself_ends() {
    let mut builder = Builder::new();
    let id = form(&mut builder, dictionary! {}, b"/Fm Do /Fm Do BT /F1 10 Tf 10 10 Td (A) Tj ET");
    builder.resource("XObject", "Fm", id);
    let bytes = builder.bytes(b"/Fm Do");
    let limits = super::super::Limits { form_depth: 4, ..Default::default() };
    let document = Document::open(&bytes, &OpenOptions { limits, ..Default::default() }).unwrap();
    let page = document.page(1).unwrap();
    // Painted at the same place each time: one glyph is left, and a word about the rest.
    assert_eq!(text(&page), "A");
    assert_eq!(page.warnings.len(), 1);
}

#[test]
fn marked_content_is_numbered() {
    let mut builder = Builder::new();
    let named = builder.add(dictionary! { "MCID" => 7 });
    builder.resource("Properties", "P7", named);
    let page = builder
        .read(b"BT /F1 10 Tf 100 700 Td /P <</MCID 3>> BDC (A) Tj /Span <</Lang (id)>> BDC (B) Tj EMC EMC (C) Tj /P /P7 BDC (D) Tj EMC ET");
    assert_eq!(text(&page), "ABCD");
    assert_eq!(page.glyphs.iter().map(|g| g.mcid).collect::<Vec<_>>(), [Some(3), Some(3), None, Some(7)]);
}

#[test]
fn actual_text_replaces_what_it_covers() {
    for (content, expected) in [
        ("/Span <</ActualText <FEFF00660069>>> BDC (X) Tj EMC", "fi"),
        ("/Span <</ActualText (ab)>> BDC (XY) Tj EMC (Z) Tj", "abZ"),
        // An empty replacement says nothing, least of all that a figure is not there.
        ("/Span <</ActualText ()>> BDC (12) Tj EMC", "12"),
        ("/Span <</ActualText <FEFF>>> BDC (12) Tj EMC", "12"),
        // The same text in other words for spacing: the glyphs keep their places.
        ("/Span <</ActualText (A B)>> BDC (AB) Tj EMC", "AB"),
        // Never closed.
        ("/Span <</ActualText (ab)>> BDC (XY) Tj", "ab"),
    ] {
        let page = page(&format!("BT /F1 10 Tf 100 700 Td {content} ET"));
        assert_eq!(text(&page), expected, "{content}");
    }
}

#[test]
fn layers_switched_off_are_unseen() {
    let mut builder = Builder::new();
    let (on, off) = (builder.add(dictionary! { "Type" => "OCG" }), builder.add(dictionary! { "Type" => "OCG" }));
    builder.resource("Properties", "On", on).resource("Properties", "Off", off);
    let content = b"BT /F1 10 Tf 100 700 Td /OC /On BDC (A) Tj EMC /OC /Off BDC (B) Tj EMC (C) Tj ET
        /OC /Off BDC 100 600 200 1 re f EMC";
    builder.bytes(content);
    let catalog = builder.doc.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
    let layers = dictionary! { "OCGs" => vec![on.into(), off.into()], "D" => dictionary! { "OFF" => vec![off.into()] } };
    builder.doc.get_object_mut(catalog).unwrap().as_dict_mut().unwrap().set("OCProperties", layers);
    let mut bytes = Vec::new();
    builder.doc.save_to(&mut bytes).unwrap();
    let page = Document::open(&bytes, &OpenOptions::default()).unwrap().page(1).unwrap();
    assert_eq!(page.glyphs.iter().map(|g| g.invisible).collect::<Vec<_>>(), [false, true, false]);
    assert!(page.rules.is_empty());
}

#[test]
fn filled_in_fields_are_read() {
    let mut builder = Builder::new();
    let resources = dictionary! { "Font" => builder.fonts.clone() };
    let bbox: Vec<Object> = [0, 0, 100, 20].into_iter().map(Object::from).collect();
    let shown = form(&mut builder, dictionary! { "BBox" => bbox, "Resources" => resources }, b"BT /F1 10 Tf 2 5 Td (A) Tj ET");
    let rect: Vec<Object> = [200, 600, 300, 620].into_iter().map(Object::from).collect();
    let field = |flags: i64| {
        dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "Rect" => rect.clone(), "F" => flags, "AP" => dictionary! { "N" => shown }
        }
    };
    let (seen, hidden) = (builder.add(field(4)), builder.add(field(2)));
    builder.page_key("Annots", vec![seen.into(), hidden.into()]);
    // What the page leaves open must not move what is drawn over it.
    assert_eq!(places(&builder.read(b"q 5 0 0 5 0 0 cm")), [('A', 202.0, 195.0)]);
}

#[test]
fn resources_and_boxes_are_inherited() {
    let mut builder = Builder::new();
    builder.page.remove(b"MediaBox");
    builder.bytes(b"BT /F1 10 Tf 10 90 Td (A) Tj ET");
    let fonts = builder.fonts.clone();
    let page_id = builder.doc.page_iter().next().unwrap();
    builder.doc.get_object_mut(page_id).unwrap().as_dict_mut().unwrap().remove(b"Resources");
    let pages = builder.doc.get_object_mut(builder.pages).unwrap().as_dict_mut().unwrap();
    pages.set("MediaBox", vec![0.into(), 0.into(), 50.into(), 100.into()]);
    pages.set("Resources", dictionary! { "Font" => fonts });
    let mut bytes = Vec::new();
    builder.doc.save_to(&mut bytes).unwrap();
    let page = Document::open(&bytes, &OpenOptions::default()).unwrap().page(1).unwrap();
    assert_eq!((page.width, page.height), (50.0, 100.0));
    assert_eq!(places(&page), [('A', 10.0, 10.0)]);
}
