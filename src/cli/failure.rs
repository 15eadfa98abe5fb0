//! Why a file could not be read, in plain words, and what helps: one line of `errors.jsonl` and one of stderr.

use lkj::ReadError;
use lkj::output::Lang;
use lkj::pdf::PdfError;
use serde::{Deserialize, Serialize};
use std::io;

/// Why one file yielded nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "failure", rename_all = "snake_case")]
pub enum Failure {
    /// There is no such file or folder.
    Missing,
    /// A folder where a file is asked for.
    Folder,
    /// The system does not let it be read.
    Unreadable { reason: String },
    /// The library refused it.
    Refused { kind: String, id: String, en: String, cure_id: String, cure_en: String },
    /// A JSON file that is no report of ours.
    NotReport { reason: String },
    /// What was read could not be written.
    Unwritable { reason: String },
    /// The reader panicked: a defect of ours, and where it struck.
    Panic { detail: String },
    /// The reader wanted more memory than it may have, in MiB; whoever set the limit fills it in.
    Memory { mib: u64 },
    /// The reader nested too deeply.
    Stack,
    /// The reader took longer than it may, in seconds.
    Timeout { seconds: String },
    /// The reader's process died.
    Died { how: String },
}

/// A failure as it stands in `errors.jsonl`.
#[derive(Debug, Serialize)]
pub struct ErrorLine<'a> {
    file: &'a str,
    kind: &'a str,
    message: String,
    cure: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

impl Failure {
    /// The line for a file.
    pub fn line<'a>(&'a self, file: &'a str, lang: Lang) -> ErrorLine<'a> {
        ErrorLine { file, kind: self.kind(), message: self.message(lang), cure: self.cure(lang), detail: self.detail() }
    }

    /// `file: what is wrong; what helps`, in one line, safe to print.
    pub fn in_words(&self, file: &str, lang: Lang) -> String {
        lkj::output::terminal::clean(&format!("{file}: {}", self.reason(lang)))
    }

    /// What is wrong; what helps.
    pub fn reason(&self, lang: Lang) -> String {
        format!("{}; {}", self.message(lang), self.cure(lang))
    }

    /// A stable word for programs.
    fn kind(&self) -> &str {
        match self {
            Self::Missing => "missing",
            Self::Folder => "folder",
            Self::Unreadable { .. } => "unreadable",
            Self::Refused { kind, .. } => kind,
            Self::NotReport { .. } => "not_report",
            Self::Unwritable { .. } => "unwritable",
            Self::Panic { .. } => "panic",
            Self::Memory { .. } => "memory",
            Self::Stack => "stack",
            Self::Timeout { .. } => "timeout",
            Self::Died { .. } => "died",
        }
    }

    /// Whether the file is neither a report nor broken: a JSON of something else, say, or an empty one.
    pub fn is_of_another_kind(&self) -> bool {
        matches!(self.kind(), "not_report" | "not_pdf" | "empty")
    }

    /// For whoever mends the program; not printed.
    fn detail(&self) -> Option<&str> {
        match self {
            Self::Panic { detail } => Some(detail),
            _ => None,
        }
    }

    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Missing => lang.pick("tidak ada berkas atau folder ini", "there is no such file or folder").to_owned(),
            Self::Folder => lang.pick("ini folder, bukan berkas", "this is a folder, not a file").to_owned(),
            Self::Unreadable { reason } => format!("{} ({reason})", lang.pick("tidak dapat dibuka", "cannot be opened")),
            Self::Refused { id, en, .. } => lang.pick(id, en).to_owned(),
            Self::NotReport { reason } => {
                format!("{} ({reason})", lang.pick("bukan JSON laporan dari lkj", "this is not a report JSON written by lkj"))
            }
            Self::Unwritable { reason } => {
                format!("{} ({reason})", lang.pick("hasilnya tidak dapat ditulis", "its result cannot be written"))
            }
            Self::Panic { .. } => lang.pick("pembacaan gagal karena cacat pada lkj", "reading failed over a defect of lkj").to_owned(),
            Self::Memory { mib } => match lang {
                Lang::Id => format!("memerlukan memori lebih dari batas {mib} MiB"),
                Lang::En => format!("needs more memory than the limit of {mib} MiB"),
            },
            Self::Stack => {
                lang.pick("isinya bersarang terlalu dalam untuk dibaca", "its contents are nested too deeply to be read").to_owned()
            }
            Self::Timeout { seconds } => match lang {
                Lang::Id => format!("belum selesai dibaca setelah {seconds} detik"),
                Lang::En => format!("was not done after {seconds} seconds"),
            },
            Self::Died { how } => {
                format!("{} ({how})", lang.pick("proses pembacanya berhenti mendadak", "the process that read it died"))
            }
        }
    }

    /// What helps.
    pub fn cure(&self, lang: Lang) -> String {
        const REPORT_ID: &str = "laporkan berkas ini kepada pengembang lkj";
        const REPORT_EN: &str = "report this file to the developers of lkj";
        match self {
            Self::Missing => lang.pick("periksa ejaan jalurnya", "check how the path is spelt"),
            Self::Folder => lang.pick("gunakan lkj scan untuk folder", "use lkj scan for folders"),
            Self::Unreadable { .. } => lang.pick("periksa izin berkas dan sambungan diska", "check the file's permissions and its disk"),
            Self::Refused { cure_id, cure_en, .. } => lang.pick(cure_id, cure_en),
            Self::NotReport { .. } => {
                lang.pick("buat ulang dengan lkj extract atau lkj scan", "write it anew with lkj extract or lkj scan")
            }
            Self::Unwritable { .. } => {
                lang.pick("periksa ruang dan izin pada diska tujuan", "check space and permissions where it is to go")
            }
            Self::Memory { .. } => {
                lang.pick("beri lebih banyak dengan --memory, misalnya --memory 4G", "allow more with --memory, such as --memory 4G")
            }
            Self::Timeout { .. } => {
                lang.pick("beri waktu lebih dengan --timeout, misalnya --timeout 600", "allow more with --timeout, such as --timeout 600")
            }
            Self::Stack => lang.pick("cetak ulang ke PDF baru, lalu coba lagi", "print it to a new PDF and try again"),
            Self::Panic { .. } | Self::Died { .. } => lang.pick(REPORT_ID, REPORT_EN),
        }
        .to_owned()
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            io::ErrorKind::OutOfMemory => Self::Memory { mib: 0 },
            _ => Self::Unreadable { reason: error.to_string() },
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        const REPRINT: &str = "cetak ulang ke PDF baru, lalu coba lagi";
        const COPY: &str = "salin atau unduh ulang";
        let english = error.to_string();
        // The library words its errors `what is wrong; what helps`.
        let (en, cure_en) = english.split_once("; ").unwrap_or((&english, "print it to a new PDF"));
        let refused = |kind: &str, id: String, cure_id: &str| Self::Refused {
            kind: kind.to_owned(),
            id,
            en: en.to_owned(),
            cure_id: cure_id.to_owned(),
            cure_en: cure_en.to_owned(),
        };
        let error = match error {
            ReadError::Pdf(error) => error,
            ReadError::NoPageChosen { pages } => {
                let id = format!("halaman yang dipilih tidak ada: PDF ini {pages} halaman");
                return refused("no_page_chosen", id, "pilih halaman lain dengan --pages");
            }
        };
        match error {
            PdfError::Empty => refused("empty", "berkas ini kosong".to_owned(), COPY),
            PdfError::NotPdf => refused("not_pdf", "ini bukan PDF".to_owned(), "simpan atau cetak sebagai PDF dahulu"),
            PdfError::Damaged { reason } => {
                refused("damaged", format!("PDF ini rusak ({reason})"), "unduh ulang, atau cetak ulang ke PDF baru")
            }
            PdfError::NoPages => refused("no_pages", "tidak ada halaman yang terbaca: PDF ini terpotong atau rusak".to_owned(), COPY),
            PdfError::PasswordNeeded => refused("password_needed", "PDF ini terkunci sandi".to_owned(), "beri sandinya dengan --password"),
            PdfError::WrongPassword => refused("wrong_password", "sandinya tidak membuka PDF ini".to_owned(), "periksa --password"),
            PdfError::UnsupportedEncryption => refused(
                "unsupported_encryption",
                "PDF ini dienkripsi dengan cara yang tidak didukung".to_owned(),
                "cetak ulang ke PDF tanpa perlindungan",
            ),
            PdfError::TooManyPages { pages, limit } => {
                refused("too_many_pages", format!("PDF ini {pages} halaman, lebih dari batas {limit}"), "pecah menjadi beberapa berkas")
            }
            PdfError::TooLarge { limit } => {
                refused("too_large", format!("isinya mengembang melebihi {limit} bita; mungkin berkas ini berniat jahat"), REPRINT)
            }
            PdfError::NoSuchPage { page, pages } => {
                refused("no_such_page", format!("tidak ada halaman {page}: PDF ini {pages} halaman"), "pilih halaman lain dengan --pages")
            }
            PdfError::BrokenPage { page, reason } => refused("broken_page", format!("halaman {page} tidak terbaca ({reason})"), REPRINT),
        }
    }
}
