//! From bytes to objects: what `lopdf` opens, and what is done where it gives up.

use super::document::OpenOptions;
use super::error::PdfError;
use super::geometry::is_page;
use super::structure;
use lopdf::{Document, LoadOptions, ObjectId};

/// How far into a file `%PDF-` is looked for: mail gateways and scanners put headers before it.
const HEADER_WINDOW: usize = 8192;

/// Opens a document and lists its pages in order.
pub(super) fn load(bytes: &[u8], options: &OpenOptions) -> Result<(Document, Vec<ObjectId>), PdfError> {
    if bytes.is_empty() {
        return Err(PdfError::Empty);
    }
    let head = bytes.get(..HEADER_WINDOW).unwrap_or(bytes);
    if !head.windows(5).any(|w| w == b"%PDF-") {
        return Err(PdfError::NotPdf);
    }
    let bytes = structure::blanked(bytes, options.limits.stream_bytes);
    let document = match read(&bytes, options, false) {
        Ok(document) => document,
        Err(error) => read(&bytes, options, true).map_err(|_| explain(&error, options))?,
    };
    if document.is_encrypted() {
        return Err(if options.password.is_some() { PdfError::WrongPassword } else { PdfError::PasswordNeeded });
    }
    let pages = pages_of(&document, options);
    if !pages.is_empty() {
        return Ok((document, pages));
    }
    let rebuilt = read(&bytes, options, true).map_err(|_| PdfError::NoPages)?;
    let pages = pages_of(&rebuilt, options);
    if pages.is_empty() { Err(PdfError::NoPages) } else { Ok((rebuilt, pages)) }
}

fn read(bytes: &[u8], options: &OpenOptions, rebuild: bool) -> lopdf::Result<Document> {
    Document::load_mem_with_options(
        bytes,
        LoadOptions {
            password: options.password.clone(),
            max_decompressed_size: Some(options.limits.stream_bytes),
            force_reconstruct: rebuild,
            ..LoadOptions::default()
        },
    )
}

/// The pages of the page tree; of a broken tree, all page objects in file order.
fn pages_of(document: &Document, options: &OpenOptions) -> Vec<ObjectId> {
    let limit = options.limits.pages.saturating_add(1);
    let by_tree: Vec<ObjectId> = document.page_iter().take(limit).collect();
    if by_tree.iter().any(|id| document.get_object(*id).is_ok_and(is_page)) {
        return by_tree;
    }
    document.objects.iter().filter(|(_, o)| is_page(o)).map(|(id, _)| *id).take(limit).collect()
}

fn explain(error: &lopdf::Error, options: &OpenOptions) -> PdfError {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(lopdf::encryption::DecryptionError::IncorrectPassword) => {
            if options.password.is_some() { PdfError::WrongPassword } else { PdfError::PasswordNeeded }
        }
        lopdf::Error::UnsupportedSecurityHandler(_) | lopdf::Error::Decryption(_) => PdfError::UnsupportedEncryption,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => PdfError::TooLarge { limit: *limit },
        other => PdfError::Damaged { reason: other.to_string() },
    }
}
