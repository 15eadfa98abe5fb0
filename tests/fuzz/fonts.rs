//! Fonts and CMaps: the input is cut into a ToUnicode CMap, an encoding CMap, a font program and the text shown.
#![no_main]

mod kit;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [a, b, kind, data @ ..] = data else { return };
    let (to_unicode, rest) = data.split_at(data.len() * usize::from(*a) / 256);
    let (encoding, program) = rest.split_at(rest.len() * usize::from(*b) / 256);
    let shown: String = data.iter().rev().take(64).map(|byte| format!("{byte:02x}")).collect();
    let (key, subtype) = [
        ("FontFile", ""),
        ("FontFile2", ""),
        ("FontFile3", "/Subtype/Type1C"),
        ("FontFile3", "/Subtype/CIDFontType0C"),
        ("FontFile3", "/Subtype/OpenType"),
    ][usize::from(*kind) % 5];
    let encoding_of = if kind & 0x80 == 0 { "9 0 R" } else { "/Identity-H" };
    let file = kit::pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>".to_vec(),
        kit::stream("", format!("BT /F1 9 Tf 9 700 Td <{shown}> Tj /F2 9 Tf 0 -20 Td <{shown}> Tj ET").as_bytes()),
        format!("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding {encoding_of}/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>").into_bytes(),
        format!("<</Type/Font/Subtype/{}/BaseFont/B/FirstChar 0/Widths[500 600]/FontDescriptor 10 0 R/ToUnicode 8 0 R>>", if kind & 1 == 0 { "Type1" } else { "TrueType" })
            .into_bytes(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/W[1[500 600]9 20 700]/FontDescriptor 10 0 R>>".to_vec(),
        kit::stream("", to_unicode),
        kit::stream("/Type/CMap/CMapName/X", encoding),
        format!("<</Type/FontDescriptor/FontName/A/Flags 4/{key} 11 0 R>>").into_bytes(),
        kit::stream(subtype, program),
    ]);
    kit::first_page(&file);
});
