//! Why a document or a page could not be read.

/// What is wrong with a document or a page, and what helps.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No bytes at all.
    #[error("the file is empty; download or copy it again")]
    Empty,
    /// Bytes that are not a PDF.
    #[error("not a PDF: the file does not begin with %PDF-; save or print it as PDF first")]
    NotPdf,
    /// A PDF so damaged that nothing can be opened.
    #[error("the PDF is damaged ({reason}); download it again or repair it by printing it to a new PDF")]
    Damaged {
        /// What the object layer said.
        reason: String,
    },
    /// A PDF without a readable page.
    #[error("no pages found: the PDF is truncated or damaged; download it again or repair it by printing it to a new PDF")]
    NoPages,
    /// Encrypted, and the empty user password does not open it.
    #[error("the PDF is encrypted and needs a password; give it with --password")]
    PasswordNeeded,
    /// Encrypted, and the password given does not open it.
    #[error("the password does not open the PDF; check --password")]
    WrongPassword,
    /// Encrypted by a handler that is not the standard one.
    #[error("the PDF is encrypted by a method that is not supported; print it to a new PDF without protection")]
    UnsupportedEncryption,
    /// More pages than [`super::Limits::pages`].
    #[error("the PDF has {pages} pages, more than the limit of {limit}; split it")]
    TooManyPages {
        /// Pages in the file.
        pages: usize,
        /// The limit in force.
        limit: usize,
    },
    /// A stream that decompresses to more than [`super::Limits`] allow.
    #[error("a stream decompresses to more than {limit} bytes, which no report needs; the file may be hostile")]
    TooLarge {
        /// The limit in force.
        limit: usize,
    },
    /// A page number outside the document.
    #[error("there is no page {page}: the PDF has {pages}")]
    NoSuchPage {
        /// The page asked for.
        page: u32,
        /// Pages in the file.
        pages: u32,
    },
    /// A page whose object cannot be read.
    #[error("page {page} cannot be read: {reason}; print it to a new PDF")]
    BrokenPage {
        /// 1-based number.
        page: u32,
        /// What is wrong.
        reason: String,
    },
}
