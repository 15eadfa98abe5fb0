//! Files that are damaged, locked or hostile.

use super::super::{Limits, PdfError};
use super::*;
use lopdf::{EncryptionState, EncryptionVersion, Permissions};

const CONTENT: &[u8] = b"BT /F1 10 Tf 100 700 Td (A) Tj ET";

fn open(bytes: &[u8]) -> Result<Document, PdfError> {
    Document::open(bytes, &OpenOptions::default())
}

fn first_text(bytes: &[u8]) -> String {
    open(bytes).and_then(|d| d.page(1)).map_or_else(|e| e.to_string(), |p| text(&p))
}

#[test]
fn what_is_no_pdf_is_said_to_be_none() {
    assert!(matches!(open(b""), Err(PdfError::Empty)));
    assert!(matches!(open(b"PK\x03\x04 a document"), Err(PdfError::NotPdf)));
    assert!(matches!(open(b"%PDF-1.7\n"), Err(PdfError::Damaged { .. } | PdfError::NoPages)));
    for error in [PdfError::Empty, PdfError::NotPdf, PdfError::NoPages] {
        assert!(error.to_string().contains(';'), "names no cure: {error}");
    }
}

#[test]
fn a_header_may_come_late() {
    let bytes = [b"From: somebody\r\n\r\n".to_vec(), Builder::new().bytes(CONTENT)].concat();
    assert_eq!(first_text(&bytes), "A");
}

#[test]
fn broken_cross_references_are_rebuilt() {
    let bytes = Builder::new().bytes(CONTENT);
    let table = bytes.windows(5).rposition(|w| w == b"xref\n").unwrap();
    assert_eq!(first_text(&bytes[..table]), "A", "no table");
    let mut shifted = bytes.clone();
    shifted.splice(20..20, b"%shifts every offset after it\n".iter().copied());
    assert_eq!(first_text(&shifted), "A", "shifted");
    let end = bytes.windows(9).rposition(|w| w == b"startxref").unwrap();
    assert_eq!(first_text(&[&bytes[..end], b"startxref\n7\n%%EOF"].concat()), "A", "wrong start");
}

#[test]
fn pages_outlive_their_tree() {
    let bytes = Builder::new().bytes(CONTENT);
    let text_of = String::from_utf8_lossy(&bytes).into_owned();
    for lost in ["/Type/Catalog", "/Type/Pages"] {
        let broken = text_of.replace(lost, &lost.replace("/Type/", "/Typo/"));
        assert_ne!(broken, text_of, "{lost} is not written so");
        assert_eq!(first_text(broken.as_bytes()), "A", "{lost}");
    }
}

/// The file, encrypted; with `direct` its encryption dictionary moved into the trailer.
fn encrypted(user: &str) -> Vec<u8> {
    encrypted_as("0123456789abcdef", user)
}

/// The file under a name of its own, encrypted.
fn encrypted_as(id: &str, user: &str) -> Vec<u8> {
    let mut builder = Builder::new();
    builder.bytes(CONTENT);
    let mut doc = builder.doc;
    let id = Object::string_literal(id);
    doc.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    doc.encrypt(&state).unwrap();
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    out
}

#[test]
fn passwords_are_asked_for_only_where_needed() {
    let with = |bytes: &[u8], password: &str| {
        Document::open(bytes, &OpenOptions { password: Some(password.to_owned()), ..OpenOptions::default() })
    };
    assert_eq!(first_text(&encrypted("")), "A");
    let locked = encrypted("rahasia");
    assert!(matches!(open(&locked), Err(PdfError::PasswordNeeded)));
    assert!(matches!(with(&locked, "salah"), Err(PdfError::WrongPassword)));
    assert_eq!(text(&with(&locked, "rahasia").unwrap().page(1).unwrap()), "A");
    assert_eq!(text(&with(&locked, "owner").unwrap().page(1).unwrap()), "A");
}

#[test]
fn encryption_dictionaries_may_stand_in_the_trailer() {
    let bytes = encrypted("");
    let loaded = lopdf::Document::load_mem(&bytes).unwrap();
    assert!(loaded.was_encrypted());
    // Take the dictionary out of its object and write it where the reference stands.
    let at = |needle: &[u8], from: usize| from + bytes[from..].windows(needle.len()).position(|w| w == needle).unwrap();
    let reference = at(b"/Encrypt ", 0) + 9;
    let end = at(b" R", reference) + 2;
    let number = String::from_utf8_lossy(&bytes[reference..end]).replace(" R", " obj");
    let object = at(format!("\n{number}").as_bytes(), 0);
    let from = at(b"<<", object);
    let to = at(b"endobj", from);
    let direct = [&bytes[..reference], &bytes[from..to], &bytes[end..]].concat();
    assert_eq!(first_text(&direct), "A");
}

#[test]
fn encryption_without_the_name_of_the_file_is_that_of_an_empty_name() {
    let bytes = encrypted_as("", "");
    let at = bytes.windows(3).rposition(|w| w == b"/ID").unwrap();
    let nameless = [&bytes[..at], b"/IX", &bytes[at + 3..]].concat();
    assert_eq!(first_text(&nameless), "A");
    let locked = encrypted_as("", "rahasia");
    let at = locked.windows(3).rposition(|w| w == b"/ID").unwrap();
    assert!(matches!(open(&[&locked[..at], b"/IX", &locked[at + 3..]].concat()), Err(PdfError::PasswordNeeded)));
}

#[test]
fn a_stream_without_a_length_goes_on_to_its_end() {
    let bytes = Builder::new().bytes(CONTENT);
    let length = format!("/Length {}", CONTENT.len());
    let at = bytes.windows(length.len()).position(|w| w == length.as_bytes()).unwrap();
    let mut unknown = bytes.clone();
    unknown[at..at + 7].copy_from_slice(b"/Losing");
    assert_eq!(first_text(&unknown), "A");
}

#[test]
fn encrypted_attachments_lock_no_page() {
    let file = |streams: &str| {
        let mut builder = Builder::new();
        builder.bytes(CONTENT);
        let mut doc = builder.doc;
        let encryption = doc.add_object(dictionary! {
            "Filter" => "Standard", "V" => 5, "R" => 6, "Length" => 256, "P" => -4,
            "EFF" => "StdCF", "StmF" => streams, "StrF" => "Identity",
        });
        doc.trailer.set("Encrypt", encryption);
        let mut out = Vec::new();
        doc.save_to(&mut out).unwrap();
        out
    };
    assert_eq!(first_text(&file("Identity")), "A");
    assert!(open(&file("StdCF")).is_err(), "streams that are encrypted are not to be read as they stand");
}

#[test]
fn a_file_without_its_first_line_is_read() {
    let bytes = Builder::new().bytes(CONTENT);
    let cut = bytes.iter().position(|b| *b == b'\n').unwrap();
    assert_eq!(first_text(&bytes[cut..]), "A");
    assert!(matches!(open(b"1 0 obj <</Type/Catalog>> endobj"), Err(PdfError::NotPdf)));
}

#[test]
fn an_empty_stream_is_no_damage() {
    let warnings = |deflated: &[u8]| {
        let mut builder = Builder::new();
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()], "Filter" => "FlateDecode" };
        let id = builder.stream(form, deflated);
        builder.resource("XObject", "Fm", id);
        builder.read(b"/Fm Do").warnings
    };
    assert!(warnings(b"x\x9c\x03\0\0\0\0\x01").is_empty());
    assert!(!warnings(b"this is nothing that could be inflated").is_empty());
}

#[test]
fn operands_without_an_operator_are_bounded() {
    let mut content = b"null ".repeat(1 << 20);
    content.extend_from_slice(b"q ");
    content.extend_from_slice(CONTENT);
    assert_eq!(first_text(&Builder::new().bytes(&content)), "A");
}

#[test]
fn limits_hold() {
    let pages = |limits: Limits, content: &[u8]| {
        let bytes = Builder::new().bytes(content);
        Document::open(&bytes, &OpenOptions { limits, ..OpenOptions::default() }).unwrap().page(1).unwrap()
    };
    let many = b"BT /F1 10 Tf 100 700 Td (ABCDEFGH) Tj ET 1 0 0 rg 0 0 9 9 re f 20 20 9 9 re f";
    let glyphs = pages(Limits { glyphs: 3, ..Limits::default() }, many);
    assert_eq!((glyphs.glyphs.len(), glyphs.warnings.len()), (3, 1));
    let marks = pages(Limits { marks: 1, ..Limits::default() }, many);
    assert_eq!(marks.fills.len(), 1);
    let operators = pages(Limits { operators: 2, ..Limits::default() }, many);
    assert_eq!((operators.glyphs.len(), operators.warnings.len()), (0, 1));
    let bytes = pages(Limits { page_bytes: 10, ..Limits::default() }, many);
    assert_eq!((bytes.glyphs.len(), bytes.warnings.len()), (0, 1));
    let too_many = Document::open(
        &Builder::new().bytes(many),
        &OpenOptions { limits: Limits { pages: 0, ..Limits::default() }, ..OpenOptions::default() },
    );
    assert!(matches!(too_many, Err(PdfError::TooManyPages { .. })));
}

#[test]
fn a_broken_page_costs_that_page_only() {
    let mut builder = Builder::new();
    builder.bytes(CONTENT);
    let good = builder.doc.page_iter().next().unwrap();
    let gone = builder.doc.new_object_id();
    let pages = builder.doc.get_object_mut(builder.pages).unwrap().as_dict_mut().unwrap();
    pages.set("Kids", vec![gone.into(), good.into()]);
    let mut bytes = Vec::new();
    builder.doc.save_to(&mut bytes).unwrap();
    let document = open(&bytes).unwrap();
    assert_eq!(document.page_count(), 2);
    assert!(matches!(document.page(1), Err(PdfError::BrokenPage { page: 1, .. })));
    assert_eq!(text(&document.page(2).unwrap()), "A");
}

#[test]
fn mutilated_files_never_panic() {
    let original = Builder::new().bytes(b"q 1 0 0 1 9 9 cm BT /F1 10 Tf [(A) 3 <42>] TJ ET 0 0 9 9 re W n BI /W 1 ID x EI /Fm Do Q");
    // A small linear congruential generator: the same files every time.
    let mut seed = 12_345_u32;
    let mut next = |bound: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).unwrap() % bound.max(1)
    };
    for _ in 0..400 {
        let mut bytes = original.clone();
        for _ in 0..=next(8) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                1 => bytes.truncate(at.max(1)),
                _ => {
                    let to = (at + next(40)).min(bytes.len());
                    bytes.drain(at..to);
                }
            }
            if bytes.is_empty() {
                bytes.push(b'%');
            }
        }
        if let Ok(document) = open(&bytes) {
            for number in 1..=document.page_count().min(3) {
                let _ = document.page(number);
            }
        }
    }
}
