//! What codes mean, by every kind of font.

use super::*;

const SHOW: &[u8] = b"BT /F2 10 Tf 100 700 Td (ABC) Tj ET";

fn with_font(font: Dictionary, content: &[u8]) -> Page {
    let mut builder = Builder::new();
    builder.font("F2", font);
    builder.read(content)
}

fn simple(more: Dictionary) -> Dictionary {
    with(dictionary! { "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Arial" }, more)
}

#[test]
fn differences_by_every_kind_of_name() {
    let names: Vec<Object> =
        vec![65.into(), Object::Name(b"percent".to_vec()), Object::Name(b"uni20AC".to_vec()), Object::Name(b"f_i".to_vec())];
    let encoding = dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => names };
    let page = with_font(simple(dictionary! { "Encoding" => encoding }), b"BT /F2 10 Tf 100 700 Td (ABCD) Tj ET");
    assert_eq!(text(&page), "%€fiD");
}

#[test]
fn one_unknown_name_costs_one_code() {
    let names: Vec<Object> = vec![65.into(), Object::Name(b"qwertz".to_vec())];
    let page = with_font(simple(dictionary! { "Encoding" => dictionary! { "Differences" => names } }), SHOW);
    assert_eq!(text(&page), "\u{FFFD}BC");
}

#[test]
fn nothing_at_the_code_of_the_space_is_a_space() {
    let names: Vec<Object> = vec![32.into(), Object::Name(b".notdef".to_vec()), Object::Name(b".notdef".to_vec())];
    let page =
        with_font(simple(dictionary! { "Encoding" => dictionary! { "Differences" => names } }), b"BT /F2 10 Tf 100 700 Td (A B!) Tj ET");
    assert_eq!(text(&page), "A B\u{FFFD}");
}

#[test]
fn base_encodings_differ() {
    for (encoding, expected) in [("WinAnsiEncoding", "“Ó"), ("MacRomanEncoding", "ì”"), ("StandardEncoding", "\u{FFFD}\u{FFFD}")] {
        let page = with_font(simple(dictionary! { "Encoding" => encoding }), b"BT /F2 10 Tf 100 700 Td <93D3> Tj ET");
        assert_eq!(text(&page), expected, "{encoding}");
    }
}

#[test]
fn symbol_fonts_bring_their_own() {
    for (name, expected) in [("Symbol", "αβ"), ("ZapfDingbats", "❁❂"), ("ABCDEF+Wingdings-Regular", "✓✗")] {
        let codes: &[u8] = if name.contains("Wing") { b"<FCFB>" } else { b"(ab)" };
        let content = [b"BT /F2 10 Tf 100 700 Td ", codes, b" Tj ET"].concat();
        let page = with_font(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name }, &content);
        assert_eq!(text(&page), expected, "{name}");
    }
}

#[test]
fn widths_are_taken_from_the_file_first() {
    let given = with_font(simple(dictionary! { "FirstChar" => 65, "Widths" => vec![1000.into(), 200.into()] }), SHOW);
    assert_eq!(places(&given), [('A', 100.0, 100.0), ('B', 110.0, 100.0), ('C', 112.0, 100.0)]);
    let standard = with_font(simple(dictionary! {}), SHOW);
    assert_eq!(places(&standard)[1], ('B', 106.7, 100.0));
}

fn to_unicode(builder: &mut Builder, body: &str) -> ObjectId {
    builder.stream(Dictionary::new(), format!("begincmap {body} endcmap").as_bytes())
}

#[test]
fn to_unicode_wins_unless_it_lies() {
    let mut builder = Builder::new();
    let map = to_unicode(&mut builder, "3 beginbfchar <41> <0078> <42> <0000> <43> <00740069> endbfchar");
    builder.font("F2", simple(dictionary! { "Encoding" => "WinAnsiEncoding", "ToUnicode" => map }));
    let page = builder.read(SHOW);
    assert_eq!(text(&page), "xBti");
    // The two characters of the ligature share its width.
    let [.., t, i] = page.glyphs.as_slice() else { panic!() };
    assert!((t.bbox.x1 - i.bbox.x0).abs() < 0.01 && (t.bbox.width() - i.bbox.width()).abs() < 0.01);
}

#[test]
fn of_ranges_that_overlap_the_last_counts() {
    let mut builder = Builder::new();
    let map = to_unicode(&mut builder, "2 beginbfrange <41> <45> <0041> <43> <43> <0058> endbfrange");
    builder.font("F2", simple(dictionary! { "ToUnicode" => map }));
    assert_eq!(text(&builder.read(SHOW)), "ABX");
    let mut builder = Builder::new();
    let map = to_unicode(&mut builder, "2 beginbfrange <0001> <0003> <0041> <0002> <0002> <0058> endbfrange");
    let font = composite(&mut builder, dictionary! { "ToUnicode" => map }, dictionary! { "DW" => 900 });
    builder.font("F3", font);
    assert_eq!(text(&builder.read(b"BT /F3 10 Tf 100 700 Td <000100020003> Tj ET")), "AXC");
}

fn composite(builder: &mut Builder, more: Dictionary, descendant: Dictionary) -> Dictionary {
    let cid_font = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Arial",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0
        },
    };
    let cid_font = builder.add(with(cid_font, descendant));
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Arial", "Encoding" => "Identity-H", "DescendantFonts" => vec![cid_font.into()]
    };
    with(font, more)
}

#[test]
fn composite_fonts_by_to_unicode_and_w() {
    let mut builder = Builder::new();
    let map = to_unicode(&mut builder, "1 beginbfrange <0001> <0003> <0041> endbfrange");
    let widths: Vec<Object> = vec![1.into(), vec![300.into(), 400.into()].into()];
    let font = composite(&mut builder, dictionary! { "ToUnicode" => map }, dictionary! { "W" => widths, "DW" => 900 });
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <0001000200030009> Tj ET");
    assert_eq!(places(&page), [('A', 100.0, 100.0), ('B', 103.0, 100.0), ('C', 107.0, 100.0), ('\u{FFFD}', 116.0, 100.0)]);
}

#[test]
fn embedded_cmaps_cut_by_their_codespaces() {
    let mut builder = Builder::new();
    let cmap = builder.stream(
        Dictionary::new(),
        b"begincmap 2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
          1 begincidchar <41> 1 endcidchar 1 begincidrange <8001> <8002> 2 endcidrange endcmap",
    );
    let map = to_unicode(&mut builder, "2 beginbfchar <41> <0058> <8001> <0059> endbfchar");
    let widths: Vec<Object> = vec![1.into(), vec![300.into(), 400.into()].into()];
    let font = composite(&mut builder, dictionary! { "Encoding" => cmap, "ToUnicode" => map }, dictionary! { "W" => widths });
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <41800141> Tj ET");
    assert_eq!(places(&page), [('X', 100.0, 100.0), ('Y', 103.0, 100.0), ('X', 107.0, 100.0)]);
}

#[test]
fn predefined_cmaps_and_collections() {
    let mut builder = Builder::new();
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Japan1"), "Supplement" => 2
    };
    let font = composite(&mut builder, dictionary! { "Encoding" => "90ms-RKSJ-H" }, dictionary! { "CIDSystemInfo" => system });
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <4182A0> Tj ET");
    assert_eq!(text(&page), "Aあ");
}

#[test]
fn vertical_writing_runs_down() {
    let mut builder = Builder::new();
    let map = to_unicode(&mut builder, "1 beginbfrange <0001> <0002> <0041> endbfrange");
    let font = composite(&mut builder, dictionary! { "Encoding" => "Identity-V", "ToUnicode" => map }, dictionary! {});
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <00010002> Tj ET");
    assert_eq!(places(&page), [('A', 100.0, 100.0), ('B', 100.0, 110.0)]);
    assert_eq!(page.glyphs[0].direction, super::super::Direction::Down);
}

#[test]
fn type3_glyphs_mean_their_names_and_measure_by_their_matrix() {
    let mut builder = Builder::new();
    let glyph = builder.stream(Dictionary::new(), b"500 0 d0");
    let names: Vec<Object> = vec![65.into(), Object::Name(b"seven".to_vec()), Object::Name(b"a66".to_vec())];
    let matrix: Vec<Object> = [0.01, 0.0, 0.0, 0.01, 0.0, 0.0].into_iter().map(Object::from).collect();
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontMatrix" => matrix,
        "FontBBox" => vec![0.into(), (-20).into(), 100.into(), 80.into()],
        "CharProcs" => dictionary! { "seven" => glyph, "a66" => glyph },
        "Encoding" => dictionary! { "Differences" => names },
        "FirstChar" => 65, "Widths" => vec![50.into(), 50.into()],
    };
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td (AB) Tj ET");
    assert_eq!(places(&page), [('7', 100.0, 100.0), ('\u{FFFD}', 105.0, 100.0)]);
    assert!((page.glyphs[0].size - 10.0).abs() < 0.01);
}

#[test]
fn type1_programs_say_what_their_codes_mean() {
    let mut builder = Builder::new();
    let program = b"%!PS-AdobeFont-1.0: Test\n/FontMatrix [0.001 0 0 0.001 0 0] def\n/Encoding 256 array\n\
        0 1 255 {1 index exch /.notdef put} for\ndup 65 /seven put\ndup 66 /percent put\nreadonly def\ncurrentfile eexec\n";
    let file = builder.stream(dictionary! { "Length1" => i64::try_from(program.len()).unwrap() }, program);
    let descriptor = builder.add(dictionary! { "Type" => "FontDescriptor", "Flags" => 4, "FontFile" => file });
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ABCDEF+Odd", "FontDescriptor" => descriptor };
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td (AB) Tj ET");
    assert_eq!(text(&page), "7%");
}

#[test]
fn a_missing_font_is_read_as_latin_with_a_warning() {
    let page = page("BT /Nowhere 10 Tf 100 700 Td (A) Tj ET");
    assert_eq!(text(&page), "A");
    assert_eq!(page.warnings.len(), 1);
}

#[test]
fn style_by_name_and_flags() {
    for (name, flags, weight, bold, italic) in [
        ("Arial-BoldMT", 32, 400, true, false),
        ("Arial,Italic", 32, 400, false, true),
        ("Calibri", 262_144, 400, true, false),
        ("Calibri", 64, 400, false, true),
        ("Segoe", 32, 700, true, false),
        ("ABCDEF+TimesNewRomanPSMT", 34, 400, false, false),
    ] {
        let mut builder = Builder::new();
        let descriptor = builder.add(dictionary! { "Type" => "FontDescriptor", "Flags" => flags, "FontWeight" => weight });
        let font = dictionary! { "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => name, "FontDescriptor" => descriptor };
        let page = builder.font("F2", font).read(SHOW);
        let info = &page.fonts[usize::from(page.glyphs[0].font)];
        assert_eq!((info.bold, info.italic), (bold, italic), "{name} {flags}");
        assert!(!info.name.contains('+'));
    }
}

#[test]
fn codes_that_are_unicode_by_name() {
    let mut builder = Builder::new();
    let font = composite(&mut builder, dictionary! { "ToUnicode" => "Identity-H" }, dictionary! {});
    let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <00410042> Tj ET");
    assert_eq!(text(&page), "AB");
}

#[test]
fn glyph_numbers_of_old_families_are_known_and_others_not() {
    for (name, expected) in [("TimesNewRomanPSMT", "AB"), ("Calibri", "\u{FFFD}\u{FFFD}")] {
        let mut builder = Builder::new();
        let font = composite(&mut builder, dictionary! {}, dictionary! { "BaseFont" => name });
        let font = with(font, dictionary! { "BaseFont" => name });
        let page = builder.font("F2", font).read(b"BT /F2 10 Tf 100 700 Td <00240025> Tj ET");
        assert_eq!(text(&page), expected, "{name}");
    }
}

#[test]
fn type3_with_a_named_encoding_follows_it() {
    let mut builder = Builder::new();
    let glyph = builder.stream(Dictionary::new(), b"500 0 d0");
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()],
        "CharProcs" => dictionary! { "A" => glyph }, "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 65, "Widths" => vec![500.into(), 500.into(), 500.into()],
    };
    assert_eq!(text(&builder.font("F2", font).read(SHOW)), "ABC");
}
