//! # S04 sisa-templat
//!
//! ## What it does
//! Finds text that a template left behind: blanks of dots or underscores, placeholders (`XX%`, `20XX`, `[nama]`),
//! instructions to the writer ('dapat dibuat landscape'), unresolved options ('sudah/belum *)'), 'CONTOH :' and
//! '(cth)', decrees without a number, captions that stop before their year, sentences whose filled-in word is missing
//! ('sebesar dari'), links that are none, and the error texts of word processors.
//!
//! ## Why it matters
//! The passage says nothing about the agency, and shows that nobody read the page before it was signed.
//!
//! ## Example
//! 'ketersediaan sarana sudah/belum *) memadai': the option was never chosen.
//!
//! ## What it lets pass
//! Leaders of lists of contents; an ellipsis at the end of a sentence; blanks in cells of tables (forms); footnote
//! marks behind figures and names; brackets inside quotations.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran III (reviu: penyajian informasi).

use crate::check::passages::{Passage, letters, quote};
use crate::check::say::say;
use crate::check::sink::{Sink, at_text};
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::{Found, LazyPattern};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const RULE: &str = "S04";

/// Where a kind of residue is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Paragraphs, list items, headings, captions.
    Prose,
    /// Prose and cells.
    All,
    /// Prose, cells and lines of contents; however often it stands there, it is one finding.
    Anywhere,
    /// Captions.
    Captions,
    /// Headings.
    Headings,
    /// Lines of contents.
    Contents,
}

/// One kind of residue.
struct Residue {
    scope: Scope,
    expression: LazyPattern,
    severity: Severity,
    confidence: u8,
    id: &'static str,
    en: &'static str,
}

const fn residue(
    scope: Scope,
    needs: &'static [&'static str],
    expression: &'static str,
    severity: Severity,
    confidence: u8,
    id: &'static str,
    en: &'static str,
) -> Residue {
    Residue { scope, expression: LazyPattern::new(needs, expression), severity, confidence, id, en }
}

static RESIDUES: LazyLock<Vec<Residue>> = LazyLock::new(|| {
    use Scope::{All, Anywhere, Captions, Contents, Headings, Prose};
    use Severity::{Low, Medium};
    vec![
        residue(
            Prose,
            &["...|…"],
            r"(?:\.{5,}|(?:…\s?){2,}|\.{3,}\s?\([\p{L} /]{2,30}\))[.…]*",
            Medium,
            88,
            "isian titik-titik belum diisi",
            "a dotted blank was not filled in",
        ),
        residue(
            Contents,
            &["...|…"],
            r"\p{L}{2,}\s(?:\.{3,5}|…)\p{Lu}\p{Ll}",
            Low,
            80,
            "isian titik-titik belum diisi",
            "a dotted blank was not filled in",
        ),
        residue(Prose, &["____"], r"_{5,}", Medium, 75, "isian bergaris belum diisi", "an underscored blank was not filled in"),
        residue(
            Prose,
            &["(", "dapat|agar|harap|mohon|sila|bisa", "buat|isi|sesuaikan|ganti|hapus|tambahka|lengkapi"],
            r"(?i)\([^()]{0,60}\b(?:dapat|agar|harap|mohon|sila(?:h)?kan|bisa)\s+di\s?(?:buat|isi|sesuaikan|ganti|hapus|tambahkan?|lengkapi)\b[^()]{0,60}\)",
            Low,
            92,
            "petunjuk pengisian tertinggal",
            "an instruction to the writer was left in",
        ),
        residue(
            Prose,
            &["(", "isi|tulis|sebutkan|jelaskan|uraikan|cantumkan|masukkan"],
            r"(?i)\(\s*(?:diisi|isi(?:kan)?|tulis(?:kan)?|sebutkan|jelaskan|uraikan|cantumkan|masukkan)\s[^()]{0,80}\)",
            Low,
            85,
            "petunjuk pengisian tertinggal",
            "an instruction to the writer was left in",
        ),
        residue(
            Headings,
            &["(", "pedoman|petunjuk|panduan"],
            r"(?i)\(\s*(?:pedoman|petunjuk|panduan)\s[^()]{0,80}\)",
            Low,
            80,
            "petunjuk penyusunan tertinggal dalam judul",
            "an instruction to the writer was left in a heading",
        ),
        residue(
            Prose,
            &["/", "*)"],
            r"(?i)\b(?:sudah|belum|tidak|ya|ada|telah|tercapai|naik|meningkat|dapat)\s?/\s?\p{L}+\s?\*\)",
            Medium,
            90,
            "pilihan belum ditentukan",
            "an option was not chosen",
        ),
        residue(
            All,
            &["coret"],
            r"(?i)(?:\*\)?\s*\)?)?\s*\(?\bcoret\s+(?:yang|salah)\s+(?:tidak\s+(?:perlu|sesuai)|satu)\b",
            Medium,
            92,
            "catatan pilihan templat tertinggal",
            "the template's note on options was left in",
        ),
        residue(
            All,
            &["xx"],
            r"\b[Xx]{2,4}(?:[.,][Xx]{1,3})?\s?%|\b20[Xx]{2}\b|\bRp\.?\s?[Xx]{2,}|\b[Xx]{5,}\b",
            Medium,
            90,
            "penanda tempat angka tertinggal",
            "a placeholder for a figure was left in",
        ),
        residue(
            All,
            &["(", "cth|contoh"],
            r"(?i)\(\s*(?:cth|contoh)\s*[.:]?\s*\)",
            Medium,
            90,
            "tanda contoh dari templat tertinggal",
            "the template's mark of an example was left in",
        ),
        residue(
            Prose,
            &["contoh", ":"],
            r"\bCONTOH\s*:\s*$|^(?i:contoh)\s*:\s*$",
            Medium,
            88,
            "'CONTOH :' tanpa isi",
            "'CONTOH :' with nothing after it",
        ),
        residue(
            Prose,
            &["nomor"],
            r"\bN(?:omor|OMOR)\s*:?\s*(?:\(|(?:[Tt]anggal|[Tt]ahun|[Tt]entang)\b)|\bNomor\s*:\s*[A-Z][a-z]{4,}\s+[A-Z][a-z]{3,}",
            Medium,
            78,
            "nomor dokumen kosong",
            "the number of a document is blank",
        ),
        residue(All, &["http"], r"\bhttps?:[^/\s]", Low, 85, "tautan tidak lengkap", "a link is incomplete"),
        residue(
            Prose,
            &["sebesar|sebanyak|untuk|semula|tersedianya|kegiatan"],
            r"(?i)\b(?:sebesar|sebanyak)\s+(?:dari|dan|atau|sehingga|dengan|menjadi)\b|\bdari\s+untuk\b|\bsemula\s+(?:realisasi|menjadi)\b|\btersedianya\s+(?:terkait|dalam|untuk)\b|\b(?:pada kegiatan dan kegiatan|dan kegiatan juga)\b",
            Medium,
            70,
            "kata atau angka isian hilang dari kalimat",
            "a word or figure to be filled in is missing from the sentence",
        ),
        residue(
            Captions,
            &["tahun"],
            r"(?i)\btahun(?:\s+anggaran)?\s*[.:]?\s*$",
            Low,
            70,
            "judul berhenti sebelum tahunnya",
            "the caption stops before its year",
        ),
        residue(
            Captions,
            &["induk", "perubahan"],
            r"(?i)\binduk\s+pada\b.*\bperubahan\b",
            Low,
            65,
            "judul menyebut induk dan perubahan sekaligus",
            "the caption names the original and its revision at once",
        ),
        residue(
            All,
            &["[|<|lorem", "nama|isi|tahun|tanggal|sebutkan|opd|skpd|instansi|logo|lorem ipsum"],
            r"(?i)\[\s*(?:nama|isi|tahun|tanggal|sebutkan|opd|skpd|instansi|logo)\b[^\]]{0,40}\]|<\s*(?:nama|isi|tahun|opd|skpd|instansi)\b[^>]{0,40}>|\blorem ipsum\b",
            Medium,
            90,
            "penanda tempat tertinggal",
            "a placeholder was left in",
        ),
        residue(
            Anywhere,
            &["error!|kesalahan!"],
            r"(?i)\berror!\s+(?:reference|bookmark|hyperlink|no text)|\bkesalahan!\s+(?:sumber|referensi|bookmark|markah)",
            Low,
            95,
            "pesan galat pengolah kata tertinggal",
            "an error text of the word processor was left in",
        ),
    ]
});

/// Looks for every kind of residue in every passage; the same text on several pages is one finding.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let prose = input.passages();
    let cells = input.cells();
    let mut seen: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (i, passage) in prose.iter().chain(cells).enumerate() {
        let mut clean = true;
        for (kind, residue) in RESIDUES.iter().enumerate().filter(|(_, r)| r.applies(passage) && r.expression.passes(&passage.sieve)) {
            let Some(found) = residue.expression.find(&passage.text) else { continue };
            if residue.is_harmless(passage, &found, prose.get(i + 1)) {
                continue;
            }
            clean = false;
            let quoted = quote(&passage.text, found.start(), found.end());
            let key = (kind, letters(if residue.scope == Scope::Anywhere { found.as_str() } else { &quoted }));
            if let Some(known) = seen.get(&key).and_then(|n| sink.findings.get_mut(*n)) {
                known.evidence.push(passage.evidence("other_place", &quoted));
                continue;
            }
            let message = say(|lang| format!("{}: “{quoted}”.", capital(lang.pick(residue.id, residue.en))));
            let mut finding =
                at_text(RULE, residue.severity, residue.confidence, (passage.page, passage.bbox), found.as_str().trim(), message);
            finding.evidence = vec![passage.evidence("stated", &quoted)];
            finding.table = passage.cell.map(|c| c.0.to_owned());
            if let Some(n) = sink.fail(RULE, finding) {
                seen.insert(key, n);
            }
        }
        if clean && passage.cell.is_none() {
            sink.hold(RULE);
        }
    }
}

impl Residue {
    fn applies(&self, passage: &Passage<'_>) -> bool {
        match (self.scope, passage.kind) {
            (Scope::Anywhere, _) => true,
            (Scope::All, kind) => kind != Some(BlockKind::Contents),
            (Scope::Prose, Some(kind)) => kind != BlockKind::Contents,
            (Scope::Captions, kind) => kind == Some(BlockKind::Caption),
            (Scope::Headings, kind) => kind == Some(BlockKind::Heading),
            (Scope::Contents, kind) => kind == Some(BlockKind::Contents),
            (Scope::Prose, None) => false,
        }
    }

    /// A line of contents that was taken for prose, an ellipsis that closes a sentence, a caption whose year stands on
    /// the next line.
    fn is_harmless(&self, passage: &Passage<'_>, found: &Found<'_>, next: Option<&Passage<'_>>) -> bool {
        let before = passage.text.get(..found.start()).unwrap_or("").trim_end();
        let after = passage.text.get(found.end()..).unwrap_or("").trim();
        if found.as_str().starts_with(['.', '…']) {
            let leader = !after.is_empty() && after.chars().count() <= 8 && after.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let closes = after.is_empty() && !before.ends_with([':', '.']) && !before.to_lowercase().ends_with("nomor");
            return leader || closes || before.is_empty();
        }
        if self.scope == Scope::Captions {
            return next.is_some_and(|n| n.page == passage.page && n.text.starts_with(|c: char| c.is_ascii_digit()));
        }
        false
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::layout::BlockKind::{self, Caption, Contents, Heading, Paragraph};

    fn said(kind: BlockKind, text: &str) -> usize {
        run(&report_of(&[(1, kind, text)]), &Options::default()).findings.iter().filter(|f| f.rule == "S04").count()
    }

    #[test]
    fn residue_is_found() {
        for (kind, text) in [
            (Paragraph, "Dalam mewujudkan visi tersebut, ...(OPD)..... Kabupaten memiliki tugas"),
            (Paragraph, "Keputusan Bupati Nomor ........ Tahun 2023 tentang IKU"),
            (Contents, "Tabel 2.1 Sasaran Strategis OPD ...Pemerintah Kota .......... 17"),
            (Paragraph, "(halaman ini dapat di buat landscape)"),
            (Paragraph, "(diisi dengan permasalahan utama)"),
            (Heading, "1.3 Isu Strategis (pedoman penyusunan pohon kinerja)"),
            (Paragraph, "sarana dan prasarana sudah/belum *) memadai"),
            (Paragraph, "*) coret yang tidak perlu"),
            (Paragraph, "dengan realisasi Rp100.000 atau 88,99%. XX%"),
            (Paragraph, "pembatalan kegiatan (cth). Contoh kegiatan"),
            (Heading, "CONTOH :"),
            (Paragraph, "Keputusan Kepala Dinas Nomor (sebagaimana terlampir)."),
            (Paragraph, "Sumber: http:SIPD"),
            (Paragraph, "partisipasi yang besar dari untuk mendukung program"),
            (Caption, "Tabel 2.6 Perjanjian Kinerja Perubahan tahun"),
            (Paragraph, "seperti pada Error! Reference source not found."),
        ] {
            assert_eq!(said(kind, text), 1, "{text}");
        }
    }

    #[test]
    fn lookalikes_pass() {
        for (kind, text) in [
            (Contents, "1.1 Latar Belakang .................... 3"),
            (Paragraph, "2.1 Rencana Strategis .............. II-1"),
            (Paragraph, "semoga laporan ini bermanfaat, amin……"),
            (Paragraph, "Produksi padi 12.540.550 *) ton; kabupaten/kota *) angka sementara"),
            (Paragraph, "ketahanan pangan [baru] terjadi ketika semua orang"),
            (Paragraph, "Peraturan Menteri Nomor 53 Tahun 2014; Surat Nomor : B274/AA.05/2023 tanggal 27 November"),
            (Paragraph, "Contoh kegiatan yang berhasil: pelatihan. Lihat https://s.id/abc"),
            (Paragraph, "meningkat sebesar 5% dari tahun lalu, Bab XX, sebanyak 12 orang dan 3 unit"),
            (Caption, "Tabel 2.6 Perjanjian Kinerja Tahun 2024"),
            (Caption, "Tabel 2.7 Perbandingan Anggaran Induk dan Perubahan"),
        ] {
            assert_eq!(said(kind, text), 0, "{text}");
        }
    }

    #[test]
    fn a_caption_may_go_on_in_the_next_line() {
        let report = report_of(&[(1, Caption, "Tabel 1 Realisasi Anggaran Tahun"), (1, Paragraph, "2024")]);
        assert!(run(&report, &Options::default()).findings.iter().all(|f| f.rule != "S04"));
    }

    #[test]
    fn a_list_that_has_lost_its_headings_is_one_finding() {
        let lines = ["Kata Pengantar ..... Error! Bookmark not defined.", "1.1 Latar Belakang .... Error! Bookmark not defined."];
        let report = report_of(&lines.map(|text| (2, Contents, text)));
        let found = run(&report, &Options::default()).findings;
        assert_eq!(found.iter().filter(|f| f.rule == "S04").map(|f| f.evidence.len()).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn the_same_text_on_several_pages_is_one_finding() {
        let text = "(tabel ini dapat dibuat landscape)";
        let report = report_of(&[(1, Paragraph, text), (2, Paragraph, text), (3, Paragraph, text)]);
        let outcome = run(&report, &Options::default());
        let found: Vec<_> = outcome.findings.iter().filter(|f| f.rule == "S04").collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().unwrap().evidence.iter().map(|e| e.page).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
