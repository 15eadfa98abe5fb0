//! Content streams: the input is the content of a page that has fonts, a form that calls itself, and an image.
#![no_main]

mod kit;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let resources =
        "<</Font<</F1 5 0 R>>/XObject<</Fm 6 0 R/Im 7 0 R>>/ExtGState<</G<</ca 0/Font[5 0 R 9]>>>>/Properties<</P<</ActualText(ya)>>>>>>";
    let file = kit::pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources {resources}>>").into_bytes(),
        kit::stream("", data),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
        kit::stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Matrix[1 0 0 1 9 9]/Resources {resources}"), data),
        kit::stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\0"),
    ]);
    if let Some(page) = kit::first_page(&file) {
        kit::read_on(vec![page]);
    }
});
