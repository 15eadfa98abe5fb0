//! The reviewer's checklist of PermenPANRB 53/2014, Lampiran III, answered as far as a document can answer it.
//!
//! An item that findings speak of is answered by them; one about what a report must show, by whether it is there; and
//! what only a person can know is left to the reviewer, never guessed.

use crate::Record;
use crate::check::{Finding, Severity};
use crate::output::Lang;
use crate::report::{PageText, Report, TableKind};

/// One item.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// `III.4`.
    pub code: &'static str,
    /// What is asked, in Indonesian.
    pub id: &'static str,
    /// What is asked, in English.
    pub en: &'static str,
    /// Rules whose findings speak of it.
    pub rules: &'static [&'static str],
    /// What answers it.
    basis: Basis,
}

/// What answers an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// Whether its rules hold.
    Findings,
    /// Whether the report shows what is asked for.
    Shown(Shown),
    /// A question that only arises where one of these items is answered with no.
    IfNot(&'static [&'static str]),
    /// A person.
    Reviewer,
}

/// What a report is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    KeyData,
    Targets,
    Achievement,
    Appendices,
    Improvements,
    Finances,
    Comparison,
}

const fn item(code: &'static str, id: &'static str, en: &'static str, rules: &'static [&'static str], basis: Basis) -> Item {
    Item { code, id, en, rules, basis }
}

/// All items in their order.
#[rustfmt::skip]
pub const ITEMS: [Item; 23] = [
    item("I.1", "Laporan menampilkan data penting instansi", "The report shows the agency's key data", &["A08", "A12", "S03"], Basis::Shown(Shown::KeyData)),
    item("I.2", "Laporan menyajikan informasi target kinerja", "The report presents performance targets", &["S03"], Basis::Shown(Shown::Targets)),
    item("I.3", "Laporan menyajikan capaian kinerja yang memadai", "The report presents achievement adequately", &["A01", "A15", "L01", "L03", "S03"], Basis::Shown(Shown::Achievement)),
    item("I.4", "Laporan disertai lampiran yang mendukung isi", "Appendices support the body", &["S02", "S03"], Basis::Shown(Shown::Appendices)),
    item("I.5", "Laporan menyajikan upaya perbaikan ke depan", "The report presents improvements ahead", &["S03"], Basis::Shown(Shown::Improvements)),
    item("I.6", "Laporan menyajikan akuntabilitas keuangan", "The report accounts for its finances", &["A02", "A03", "A04", "A05", "A07", "X05", "X10"], Basis::Shown(Shown::Finances)),
    item("II.1", "Laporan disusun oleh unit kerja yang bertugas untuk itu", "The unit in charge wrote the report", &[], Basis::Reviewer),
    item("II.2", "Informasi dalam laporan didukung data yang memadai", "Adequate data support the report", &["X02", "X09", "L05"], Basis::Reviewer),
    item("II.3", "Ada mekanisme penyampaian data dari unit kerja ke unit penyusun", "Data reach the writing unit by a set procedure", &[], Basis::Reviewer),
    item("II.4", "Penanggung jawab pengumpulan data ditetapkan di setiap unit kerja", "Each unit has someone in charge of data", &[], Basis::Reviewer),
    item("II.5", "Data kinerja dalam laporan diyakini keandalannya", "Performance data are held to be reliable", &["A01", "A05", "A07", "A15", "X02", "X03", "F01"], Basis::Reviewer),
    item("II.6", "Analisis dan penjelasan diketahui oleh unit kerja terkait", "The units concerned know the analysis", &[], Basis::Reviewer),
    item("II.7", "Laporan merupakan gabungan partisipasi dari unit di bawahnya", "Subordinate units took part in the report", &[], Basis::Reviewer),
    item("III.1", "Tujuan/sasaran sesuai dengan Perjanjian Kinerja", "Objectives are those of the performance agreement", &["X06", "S06"], Basis::Findings),
    item("III.2", "Tujuan/sasaran selaras dengan rencana strategis", "Objectives are in line with the strategic plan", &["X04", "X06"], Basis::Findings),
    item("III.3", "Jika tidak, ada penjelasan yang memadai", "If not, this is explained", &[], Basis::IfNot(&["III.1", "III.2"])),
    item("III.4", "Target indikator sesuai dengan Perjanjian Kinerja", "Targets are those of the performance agreement", &["X01", "X08"], Basis::Findings),
    item("III.5", "Indikator kinerja utama sesuai dengan yang ditetapkan", "Key indicators are as decreed", &["X01", "X06", "F03"], Basis::Findings),
    item("III.6", "Jika tidak, ada penjelasan yang memadai", "If not, this is explained", &[], Basis::IfNot(&["III.4", "III.5"])),
    item("III.7", "Ada pembandingan yang memadai dengan tahun lalu dan standar nasional", "Results are usefully compared with last year and national standards", &["X03", "X11", "A13", "L02", "S03"], Basis::Shown(Shown::Comparison)),
    item("III.8", "Indikator telah cukup mengukur tujuan/sasaran", "Indicators measure the objectives", &["A16"], Basis::Reviewer),
    item("III.9", "Jika tidak, ada penjelasan yang memadai", "If not, this is explained", &[], Basis::Reviewer),
    item("III.10", "Indikator telah SMART", "Indicators are SMART", &["A16", "F03", "F04"], Basis::Reviewer),
];

/// Items that a rule's findings speak of.
pub fn items_of(rule: &str) -> impl Iterator<Item = &'static Item> {
    ITEMS.iter().filter(move |item| item.rules.contains(&rule))
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The question does not arise.
    NotApplicable,
    /// A person must say.
    Reviewer,
}

impl Answer {
    /// The word for it.
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Yes => lang.pick("Ya", "Yes"),
            Self::No => lang.pick("Tidak", "No"),
            Self::NotApplicable => lang.pick("Tidak berlaku", "Not applicable"),
            Self::Reviewer => lang.pick("Diisi pereviu", "Left to the reviewer"),
        }
    }
}

/// An answered item: the answer and what it rests on.
#[derive(Debug, Clone)]
pub struct Answered<'a> {
    /// The item.
    pub item: &'static Item,
    /// The answer.
    pub answer: Answer,
    /// What it rests on, one sentence.
    pub grounds: String,
    /// Findings that speak of it.
    pub findings: Vec<&'a Finding>,
}

/// Answers all items.
#[must_use]
pub fn answer<'a>(record: &'a Record, lang: Lang) -> Vec<Answered<'a>> {
    let mut out: Vec<Answered<'a>> = Vec::new();
    for item in &ITEMS {
        let of_item = |f: &&Finding| item.rules.contains(&f.rule.as_str()) && f.ignored.is_none();
        let findings: Vec<&Finding> = record.outcome.findings.iter().filter(of_item).collect();
        let (answer, grounds) = match item.basis {
            Basis::Findings => by_findings(record, item, &findings, lang),
            Basis::Shown(what) => by_sight(&record.report, what, &findings, lang),
            Basis::IfNot(others) => if_not(&out, others, lang),
            Basis::Reviewer => {
                (Answer::Reviewer, lang.pick("Tidak dapat dijawab dari dokumen.", "A document cannot answer this.").to_owned())
            }
        };
        out.push(Answered { item, answer, grounds, findings });
    }
    out
}

/// Whether findings are grave enough to say no.
fn grave(findings: &[&Finding]) -> usize {
    findings.iter().filter(|f| f.severity >= Severity::Medium).count()
}

fn by_findings(record: &Record, item: &Item, findings: &[&Finding], lang: Lang) -> (Answer, String) {
    let passed: usize =
        record.outcome.checks.iter().filter(|tally| item.rules.contains(&tally.rule.as_str())).map(|tally| tally.passed).sum();
    let grave = grave(findings);
    let (held, wrong, all) = (lang.count(passed), lang.count(grave), lang.count(findings.len()));
    match (grave, passed) {
        (1.., _) => (
            Answer::No,
            match lang {
                Lang::Id => format!("{wrong} pertentangan tingkat sedang atau tinggi; {held} pemeriksaan sesuai."),
                Lang::En => format!("{wrong} contradictions of medium or high severity; {held} checks hold."),
            },
        ),
        (0, 1..) => (
            Answer::Yes,
            match lang {
                Lang::Id => format!("{held} pemeriksaan sesuai; {all} catatan ringan."),
                Lang::En => format!("{held} checks hold; {all} minor notes."),
            },
        ),
        (0, 0) => (
            Answer::Reviewer,
            lang.pick("Tidak ada pasangan angka atau nama yang dapat dibandingkan.", "Nothing could be compared.").to_owned(),
        ),
    }
}

fn if_not(answered: &[Answered<'_>], others: &[&str], lang: Lang) -> (Answer, String) {
    let asked: Vec<Answer> = answered.iter().filter(|a| others.contains(&a.item.code)).map(|a| a.answer).collect();
    if asked.iter().all(|answer| *answer == Answer::Yes) {
        return (
            Answer::NotApplicable,
            format!("{} {}.", others.join(lang.pick(" dan ", " and ")), lang.pick("dijawab ya", "are answered with yes")),
        );
    }
    let text = lang.pick("Penjelasan dalam laporan perlu dinilai pereviu.", "Whether the report explains it is for the reviewer to judge.");
    (Answer::Reviewer, text.to_owned())
}

fn by_sight(report: &Report, what: Shown, findings: &[&Finding], lang: Lang) -> (Answer, String) {
    let pages = pages_of(report, what);
    let hidden = report.pages.iter().filter(|page| page.text == PageText::Scanned).count();
    let wrong = match grave(findings) {
        0 => String::new(),
        n => match lang {
            Lang::Id => format!(" {} pertentangan di dalamnya.", lang.count(n)),
            Lang::En => format!(" {} contradictions in it.", lang.count(n)),
        },
    };
    match (pages.is_empty(), hidden) {
        (false, _) => {
            let list: Vec<String> = pages.iter().take(8).map(u32::to_string).collect();
            let more = if pages.len() > 8 { ", …" } else { "" };
            (Answer::Yes, format!("{} {}{more}.{wrong}", lang.pick("Ditemukan pada hlm.", "Found on p."), list.join(", ")))
        }
        (true, 0) => (Answer::No, format!("{}{wrong}", lang.pick("Tidak ditemukan dalam dokumen.", "Not found in the document."))),
        (true, _) => (
            Answer::Reviewer,
            match lang {
                Lang::Id => format!("Tidak ditemukan, tetapi {} halaman pindaian tidak terbaca.{wrong}", lang.count(hidden)),
                Lang::En => format!("Not found, but {} scanned pages were not read.{wrong}", lang.count(hidden)),
            },
        ),
    }
}

/// Pages that show something, in order.
fn pages_of(report: &Report, what: Shown) -> Vec<u32> {
    let of_kinds = |kinds: &[TableKind]| -> Vec<u32> {
        report.tables.iter().filter(|table| kinds.contains(&table.kind)).filter_map(|table| table.pages.first().copied()).collect()
    };
    let of_words = |words: &[&str]| -> Vec<u32> {
        let says = |text: &str| {
            let text = text.to_lowercase();
            words.iter().any(|word| text.contains(word))
        };
        report.blocks.iter().filter(|block| says(&block.text)).map(|block| block.page).collect()
    };
    let mut pages: Vec<u32> = match what {
        Shown::KeyData => of_kinds(&[TableKind::Staffing, TableKind::Assets])
            .into_iter()
            .chain(of_words(&["tugas pokok", "struktur organisasi", "tugas dan fungsi"]))
            .collect(),
        Shown::Targets => report.indicators.iter().filter(|i| i.target.is_some()).map(|i| i.source.page).collect(),
        Shown::Achievement => {
            report.indicators.iter().filter(|i| i.realisasi.is_some() && i.capaian.is_some()).map(|i| i.source.page).collect()
        }
        Shown::Appendices => report.blocks.iter().filter(|block| is_appendix(&block.text)).map(|block| block.page).collect(),
        Shown::Improvements => of_words(&[
            "upaya perbaikan",
            "perbaikan ke depan",
            "langkah perbaikan",
            "rencana tindak lanjut",
            "strategi peningkatan",
            "langkah-langkah perbaikan",
            "saran",
        ]),
        Shown::Finances => of_kinds(&[TableKind::BudgetRealization, TableKind::Efficiency]),
        Shown::Comparison => of_kinds(&[TableKind::PerformanceTrend])
            .into_iter()
            .chain(of_words(&["tahun sebelumnya", "tahun lalu", "standar nasional", "rata-rata nasional"]))
            .collect(),
    };
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// `LAMPIRAN 1 Perjanjian Kinerja`: the head of an appendix, and not its line in the list of contents.
fn is_appendix(text: &str) -> bool {
    /// Characters of a head.
    const LONGEST: usize = 120;
    // A page number at the end, which a year is not.
    let last = text.split_whitespace().skip(2).last().unwrap_or_default();
    let numbered = (1..=3).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit());
    let listed = numbered || text.contains("...") || text.contains('…');
    text.to_lowercase().trim_start().starts_with("lampiran") && !listed && text.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules;
    use crate::check::{Outcome, Tally};
    use crate::output::findings::tests::finding;
    use crate::report::{Input, understand};

    fn record(outcome: Outcome) -> Record {
        Record { report: understand(Input::default()), outcome, configuration: None }
    }

    fn answer_of(record: &Record, code: &str) -> Answer {
        answer(record, Lang::Id).into_iter().find(|a| a.item.code == code).unwrap().answer
    }

    #[test]
    fn the_checklist_is_whole_and_names_rules_that_there_are() {
        let count = |part: &str| ITEMS.iter().filter(|item| item.code.split('.').next() == Some(part)).count();
        assert_eq!((count("I"), count("II"), count("III")), (6, 7, 10));
        assert!(ITEMS.iter().flat_map(|item| item.rules).all(|code| rules::find(code).is_some()));
        assert!(items_of("X01").map(|item| item.code).eq(["III.4", "III.5"]));
    }

    #[test]
    fn findings_say_no_ticks_say_yes_and_silence_is_left_to_the_reviewer() {
        let tally = |passed| Tally { rule: "X01".to_owned(), passed, ..Tally::default() };
        let no = record(Outcome { findings: vec![finding("X01", 3, "85")], checks: vec![tally(4)], ..Outcome::default() });
        assert_eq!((answer_of(&no, "III.4"), answer_of(&no, "III.6")), (Answer::No, Answer::Reviewer));
        let yes = record(Outcome { checks: vec![tally(4)], ..Outcome::default() });
        assert_eq!(
            (answer_of(&yes, "III.4"), answer_of(&yes, "III.5"), answer_of(&yes, "III.6")),
            (Answer::Yes, Answer::Yes, Answer::NotApplicable)
        );
        let silent = record(Outcome::default());
        assert_eq!(
            (answer_of(&silent, "III.4"), answer_of(&silent, "I.2"), answer_of(&silent, "II.3")),
            (Answer::Reviewer, Answer::No, Answer::Reviewer)
        );
    }

    #[test]
    fn appendices_are_told_from_their_list() {
        assert!(is_appendix("LAMPIRAN 1") && is_appendix("Lampiran I Perjanjian Kinerja Tahun 2024"));
        assert!(!is_appendix("Lampiran 1 Perjanjian Kinerja ........ 54") && !is_appendix("Lampiran 1 Perjanjian Kinerja 54"));
        assert!(!is_appendix("Rincian ada pada lampiran."));
    }

    #[test]
    fn what_was_set_aside_answers_nothing() {
        let ignored = Some(crate::check::settings::Ignored { reason: "x".to_owned(), by: "y".to_owned() });
        let aside = record(Outcome { findings: vec![Finding { ignored, ..finding("X01", 3, "85") }], ..Outcome::default() });
        assert_eq!(answer_of(&aside, "III.4"), Answer::Reviewer);
    }
}
