//! From bytes to objects: what `lopdf` opens, and what is done where it gives up.

use super::document::OpenOptions;
use super::error::PdfError;
use super::geometry::is_page;
use super::object::{dict_of, follow, get_array, get_name};
use super::structure;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, StringFormat, Writer};
use memchr::memmem;
use std::collections::HashSet;

/// How far into a file `%PDF-` is looked for: mail gateways and scanners put headers before it.
const HEADER_WINDOW: usize = 8192;

/// Number of the object that repairs append: above any that a report has, below what `lopdf` bounds repairs by.
const SPARE_NUMBER: u32 = 999_983;

/// Deepest page tree walked when its root had to be guessed.
const MAX_TREE_DEPTH: usize = 64;

/// Opens a document and lists its pages in order.
pub(super) fn load(bytes: &[u8], options: &OpenOptions) -> Result<(Document, Vec<ObjectId>), PdfError> {
    if bytes.is_empty() {
        return Err(PdfError::Empty);
    }
    let head = bytes.get(..HEADER_WINDOW).unwrap_or(bytes);
    let with_header;
    let bytes = match memmem::find(head, b"%PDF-") {
        Some(header) => bytes.get(header..).unwrap_or(bytes),
        None if has_objects(bytes) => {
            with_header = [b"%PDF-1.4\n", bytes].concat();
            &with_header
        }
        None => return Err(PdfError::NotPdf),
    };
    let bytes = structure::blanked(bytes, options.limits.stream_bytes);

    let first = match read(&bytes, options, None, false) {
        Ok(document) if has_direct_encryption(&document) => {
            let bytes = with_indirect_encryption(&bytes, &document);
            read(&bytes, options, options.password.as_deref(), false)
        }
        Ok(document) if needs_password(&document) && encrypts_attachments_only(&document) => {
            read(&without_encryption(&bytes), options, None, false)
        }
        Ok(document) if needs_password(&document) && options.password.is_some() => {
            read(&bytes, options, options.password.as_deref(), false)
        }
        Ok(document) if needs_password(&document) && !has_file_id(&document) => {
            read(&with_file_id(&bytes, &document), options, options.password.as_deref(), false)
        }
        first => first,
    };
    let error = match first.map(|document| with_streams(document, &bytes)) {
        Ok(document) if needs_password(&document) => return Err(password_error(options)),
        Ok(document) => match pages_of(&document, options) {
            pages if !pages.is_empty() => return Ok((document, pages)),
            _ => PdfError::NoPages,
        },
        Err(error) => explain(&error, options),
    };
    match error {
        // A damaged file is read again with its cross-reference table rebuilt, at last by an invented catalog.
        PdfError::NoPages | PdfError::Damaged { .. } => {
            let rebuilt = read(&bytes, options, options.password.as_deref(), true).ok().filter(|d| !needs_password(d));
            let rebuilt = rebuilt.map(|d| with_streams(d, &bytes)).and_then(|d| with_pages(d, options));
            let invented = || {
                // Without its trailer an encrypted file cannot be decrypted.
                let plain = memmem::find(&bytes, b"/Encrypt").is_none();
                plain.then(|| read(&with_catalog(&bytes), options, None, true).ok()).flatten().and_then(|d| with_pages(d, options))
            };
            rebuilt.or_else(invented).ok_or(error)
        }
        other => Err(other),
    }
}

/// The document with the bytes of streams that do not say how long they are, which `lopdf` leaves empty: they go on to
/// their end mark. All of them together are no longer than the file: a file of beginnings without ends gets no more.
fn with_streams(mut document: Document, bytes: &[u8]) -> Document {
    const END: &[u8] = b"endstream";
    let has_length = |dict: &Dictionary| dict.get(b"Length").ok().and_then(|o| follow(&document, o)).is_some_and(|o| o.as_i64().is_ok());
    let starts: Vec<(ObjectId, usize)> = (document.objects.iter())
        .filter_map(|(id, object)| Some((*id, object.as_stream().ok().filter(|s| s.content.is_empty() && !has_length(&s.dict))?)))
        .filter_map(|(id, stream)| Some((id, stream.start_position?)))
        .collect();
    // What is encrypted would have to be decrypted first.
    if starts.is_empty() || memmem::find(bytes, b"/Encrypt").is_some() {
        return document;
    }
    let last = memmem::rfind(bytes, END).unwrap_or(0);
    let mut left = bytes.len();
    for (id, start) in starts.into_iter().filter(|(_, start)| *start <= last) {
        let rest = bytes.get(start..).unwrap_or_default();
        let content = rest.get(..memmem::find(rest, END).unwrap_or(0)).unwrap_or_default();
        let Some(rest_of_all) = left.checked_sub(content.len()) else { break };
        left = rest_of_all;
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        if let Some(stream) = document.objects.get_mut(&id).and_then(|o| o.as_stream_mut().ok()) {
            stream.set_content(content.to_vec());
        }
    }
    document
}

fn with_pages(document: Document, options: &OpenOptions) -> Option<(Document, Vec<ObjectId>)> {
    let pages = pages_of(&document, options);
    // Of pages that do not load at all nothing was repaired.
    let any = pages.iter().any(|id| document.get_object(*id).is_ok_and(is_page));
    any.then_some((document, pages))
}

fn read(bytes: &[u8], options: &OpenOptions, password: Option<&str>, rebuild: bool) -> lopdf::Result<Document> {
    Document::load_mem_with_options(
        bytes,
        LoadOptions {
            password: password.map(str::to_owned),
            max_decompressed_size: Some(options.limits.stream_bytes),
            force_reconstruct: rebuild,
            ..LoadOptions::default()
        },
    )
}

/// `lopdf` removes `/Encrypt` once it has decrypted.
fn needs_password(document: &Document) -> bool {
    document.trailer.has(b"Encrypt")
}

/// Whether a file without its first line is a PDF all the same: some tools cut it off.
fn has_objects(bytes: &[u8]) -> bool {
    memmem::find(bytes, b" obj").is_some() && memmem::find(bytes, b"startxref").is_some() && memmem::find(bytes, b"/Catalog").is_some()
}

/// Whether only embedded files are encrypted: streams and strings pass the identity filter, which is what they do where
/// the encryption dictionary of a file with crypt filters (`/V` 4 or 5) names none.
fn encrypts_attachments_only(document: &Document) -> bool {
    let encryption = document.trailer.get(b"Encrypt").ok().and_then(|o| follow(document, o)).and_then(dict_of);
    encryption.is_some_and(|dict| {
        let identity = |key: &[u8]| get_name(document, dict, key).is_none_or(|name| name == b"Identity");
        dict.get(b"V").and_then(Object::as_i64).is_ok_and(|v| v >= 4) && identity(b"StmF") && identity(b"StrF")
    })
}

/// The file with the key of its encryption dictionary made one that means nothing.
fn without_encryption(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in memmem::find_iter(bytes, b"/Encrypt ") {
        if let Some(last) = out.get_mut(at + b"/Encrypt".len() - 1) {
            *last = b'!';
        }
    }
    out
}

fn password_error(options: &OpenOptions) -> PdfError {
    if options.password.is_some() { PdfError::WrongPassword } else { PdfError::PasswordNeeded }
}

/// `/Encrypt` written into the trailer itself, which `lopdf` does not look for.
fn has_direct_encryption(document: &Document) -> bool {
    matches!(document.trailer.get(b"Encrypt"), Ok(Object::Dictionary(_)))
}

/// The file with an incremental update that gives its encryption dictionary an object of its own.
fn with_indirect_encryption(bytes: &[u8], document: &Document) -> Vec<u8> {
    let Ok(encryption) = document.trailer.get(b"Encrypt") else { return bytes.to_vec() };
    updated(bytes, document, encryption, |trailer| trailer.set("Encrypt", Object::Reference((SPARE_NUMBER, 0))))
}

/// The file with an incremental update: an object under the spare number, and a trailer that is changed.
fn updated(bytes: &[u8], document: &Document, object: &Object, change: impl FnOnce(&mut Dictionary)) -> Vec<u8> {
    let mut trailer = document.trailer.clone();
    for key in [&b"Prev"[..], b"XRefStm", b"Type", b"W", b"Index", b"Filter", b"DecodeParms", b"Length"] {
        trailer.remove(key);
    }
    change(&mut trailer);
    trailer.set("Size", i64::from(SPARE_NUMBER) + 1);
    if let Ok(previous) = i64::try_from(document.xref_start) {
        trailer.set("Prev", previous);
    }
    let mut out = bytes.to_vec();
    let object_at = append_object(&mut out, object);
    let table_at = out.len();
    out.extend_from_slice(format!("xref\n{SPARE_NUMBER} 1\n{object_at:010} 00000 n \n").as_bytes());
    append_trailer(&mut out, trailer);
    out.extend_from_slice(format!("\nstartxref\n{table_at}\n%%EOF").as_bytes());
    out
}

/// Whether the trailer names the file, which the key of its encryption is made of.
fn has_file_id(document: &Document) -> bool {
    let id = document.trailer.get(b"ID").ok().and_then(|o| follow(document, o)).and_then(|o| o.as_array().ok());
    id.and_then(|parts| parts.first()).and_then(|part| follow(document, part)).is_some_and(|part| part.as_str().is_ok())
}

/// The file with an incremental update that names it, for its encryption's sake: by nothing, as other readers take it.
fn with_file_id(bytes: &[u8], document: &Document) -> Vec<u8> {
    let nothing = || Object::String(Vec::new(), StringFormat::Hexadecimal);
    updated(bytes, document, &Object::Null, |trailer| trailer.set("ID", vec![nothing(), nothing()]))
}

/// The file with an empty catalog and a trailer that names it, so that scanning for objects finds where to begin.
fn with_catalog(bytes: &[u8]) -> Vec<u8> {
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    let mut trailer = Dictionary::new();
    trailer.set("Root", Object::Reference((SPARE_NUMBER, 0)));
    let mut out = bytes.to_vec();
    // A file cut off inside a stream would take what follows for more of it.
    out.extend_from_slice(b"\nendstream\nendobj\n");
    append_object(&mut out, &Object::Dictionary(catalog));
    append_trailer(&mut out, trailer);
    out
}

/// Appends an object under the spare number; its offset.
fn append_object(out: &mut Vec<u8>, object: &Object) -> usize {
    out.push(b'\n');
    let at = out.len();
    out.extend_from_slice(format!("{SPARE_NUMBER} 0 obj\n").as_bytes());
    // Writing into memory does not fail.
    let _ = Writer::write_object(out, object);
    out.extend_from_slice(b"\nendobj\n");
    at
}

fn append_trailer(out: &mut Vec<u8>, trailer: Dictionary) {
    out.extend_from_slice(b"trailer\n");
    let _ = Writer::write_object(out, &Object::Dictionary(trailer));
}

/// The pages of the page tree; of a broken tree, those under what looks like its root; else all page objects.
fn pages_of(document: &Document, options: &OpenOptions) -> Vec<ObjectId> {
    let limit = options.limits.pages.saturating_add(1);
    let is_page_id = |id: &ObjectId| document.get_object(*id).is_ok_and(is_page);
    let by_tree: Vec<ObjectId> = document.page_iter().take(limit).collect();
    if by_tree.iter().any(is_page_id) {
        return by_tree;
    }
    let roots = document.objects.iter().filter(|(_, o)| dict_of(o).is_some_and(|d| d.has_type(b"Pages") && !d.has(b"Parent")));
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (id, _) in roots {
        collect_kids(document, *id, limit, MAX_TREE_DEPTH, &mut seen, &mut found);
    }
    if found.iter().any(is_page_id) {
        return found;
    }
    document.objects.iter().filter(|(_, o)| is_page(o)).map(|(id, _)| *id).take(limit).collect()
}

fn collect_kids(document: &Document, node: ObjectId, limit: usize, depth: usize, seen: &mut HashSet<ObjectId>, found: &mut Vec<ObjectId>) {
    let Some(dict) = document.get_object(node).ok().and_then(dict_of) else { return };
    for kid in get_array(document, dict, b"Kids").unwrap_or_default() {
        let (Ok(id), Some(object)) = (kid.as_reference(), follow(document, kid)) else { continue };
        if found.len() >= limit || depth == 0 || !seen.insert(id) {
            continue;
        }
        if is_page(object) {
            found.push(id);
        } else {
            collect_kids(document, id, limit, depth - 1, seen, found);
        }
    }
}

fn explain(error: &lopdf::Error, options: &OpenOptions) -> PdfError {
    use lopdf::encryption::DecryptionError;
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(DecryptionError::IncorrectPassword) => password_error(options),
        lopdf::Error::UnsupportedSecurityHandler(_) | lopdf::Error::Decryption(_) => PdfError::UnsupportedEncryption,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => PdfError::TooLarge { limit: *limit },
        other => PdfError::Damaged { reason: other.to_string() },
    }
}
