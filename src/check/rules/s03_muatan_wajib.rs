//! # S03 muatan-wajib
//!
//! ## What it does
//! Looks for the contents that PermenPANRB 53/2014 asks of Bab III: target against result, against last year, against the
//! medium-term target, causes of success or failure, efficiency, supporting programmes, and the realisation of the budget.
//!
//! ## Why it matters
//! These are what the reviewer's checklist asks for first; a report without one of them goes back.
//!
//! ## Example
//! A report of 44 pages in which neither a table compares with an earlier year nor a sentence says 'tahun sebelumnya'
//! or 'tahun lalu': 1 of 7 contents is missing.
//!
//! ## What it lets pass
//! Reports that are not whole (no Bab III, or fewer chapters than three: an excerpt), reports with many pages that carry no
//! text, contents that are there in any wording or place, and the comparison with a national standard, which is asked
//! for only where there is one.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (Bab III: A. Capaian Kinerja Organisasi; B. Realisasi Anggaran).

use crate::check::passages::{Passage, quote};
use crate::check::say::{Lang, say};
use crate::check::sink::{Sink, at_text};
use crate::check::{Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::report::{ColumnRole, PageText, TableKind};
use std::collections::BTreeSet;

const RULE: &str = "S03";

/// Chapters of a whole report: a part of one has fewer.
const FEWEST_CHAPTERS: usize = 3;
/// Pages from which a report is no leaflet or summary.
const FEWEST_PAGES: usize = 15;

/// Letters of 'BAB III' and any typing slip beside it: a heading with more has a title.
const CHAPTER_WORD: usize = 9;

/// One content that is asked for.
struct Content {
    id: &'static str,
    en: &'static str,
    /// Words that show that it is there; any of them will do.
    words: &'static [&'static str],
    /// Tables that show it.
    table: fn(&Input<'_>) -> bool,
}

const CONTENTS: &[Content] = &[
    Content {
        id: "perbandingan target dan realisasi tahun ini",
        en: "targets against results of the year",
        words: &["dari target", "target dan realisasi", "realisasi terhadap target", "capaian target", "target tercapai"],
        table: |input| {
            has_kind(input, &[TableKind::PerformanceMeasurement, TableKind::QuarterlyMonitoring])
                || has_roles(input, &[ColumnRole::Target, ColumnRole::Realisasi])
        },
    },
    Content {
        id: "perbandingan dengan tahun sebelumnya",
        en: "a comparison with earlier years",
        words: &[
            "tahun sebelumnya",
            "tahun lalu",
            "tahun-tahun sebelumnya",
            "dibandingkan tahun",
            "dibanding tahun",
            "dibandingkan dengan tahun",
            "beberapa tahun terakhir",
        ],
        table: |input| has_kind(input, &[TableKind::PerformanceTrend]) || earlier_results(input),
    },
    Content {
        id: "perbandingan dengan target jangka menengah",
        en: "a comparison with the medium-term target",
        words: &["jangka menengah", "akhir renstra", "target renstra", "akhir rpjmd", "target rpjmd", "rencana strategis", "akhir periode"],
        table: |input| has_kind(input, &[TableKind::StrategicPlanTargets]),
    },
    Content {
        id: "analisis penyebab keberhasilan atau kegagalan",
        en: "causes of success or failure",
        words: &[
            "penyebab",
            "disebabkan",
            "dikarenakan",
            "faktor",
            "kendala",
            "hambatan",
            "permasalahan",
            "keberhasilan",
            "kegagalan",
            "karena",
        ],
        table: |_| false,
    },
    Content {
        id: "analisis efisiensi penggunaan sumber daya",
        en: "the efficient use of resources",
        words: &["efisien", "efesien", "penghematan", "sisa anggaran"],
        // What was left of a budget is the plainest of the three meanings that the reports give to efficiency.
        table: |input| has_kind(input, &[TableKind::Efficiency]) || has_roles(input, &[ColumnRole::Sisa]),
    },
    Content {
        id: "program atau kegiatan yang menunjang capaian",
        en: "programmes that support the achievement",
        words: &["menunjang", "mendukung", "didukung", "pendukung", "melalui program", "melalui kegiatan", "program dan kegiatan"],
        table: |_| false,
    },
    Content {
        id: "realisasi anggaran",
        en: "the realisation of the budget",
        words: &[
            "realisasi anggaran",
            "realisasi keuangan",
            "realisasi belanja",
            "penyerapan anggaran",
            "serapan anggaran",
            "anggaran terealisasi",
        ],
        table: |input| has_kind(input, &[TableKind::BudgetRealization]) || has_roles(input, &[ColumnRole::RealisasiAnggaran]),
    },
];

/// Looks for every content in the text and the tables of a whole report.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let passages = input.passages();
    let chapters = chapters(passages);
    let Some((place, printed)) = chapters.third.filter(|_| chapters.seen.len() >= FEWEST_CHAPTERS) else {
        sink.skip_many(RULE, "the file is not a whole report", CONTENTS.len());
        return;
    };
    // The third chapter of a plan is about something else.
    let title = printed.to_lowercase();
    let reports = ["kinerja", "capaian", "akuntabilitas", "realisasi", "hasil", "evaluasi"].iter().any(|word| title.contains(word));
    if !reports && title.chars().filter(|c| c.is_alphabetic()).count() > CHAPTER_WORD {
        sink.skip_many(RULE, "the file is not a whole report", CONTENTS.len());
        return;
    }
    let pages = &input.report.pages;
    let unread = pages.iter().filter(|p| matches!(p.text, PageText::Scanned)).count();
    if pages.len() < FEWEST_PAGES || unread * 10 > pages.len() || !input.report.warnings.iter().all(|w| w.kind != "unknown_glyphs") {
        sink.skip_many(RULE, "not every page could be read", CONTENTS.len());
        return;
    }
    let lower: Vec<String> = passages.iter().filter(|p| p.kind != Some(BlockKind::Contents)).map(|p| p.text.to_lowercase()).collect();
    let captions: Vec<String> = input.report.tables.iter().filter_map(|t| t.caption.as_deref().map(str::to_lowercase)).collect();
    for content in CONTENTS {
        let said = || lower.iter().chain(&captions).any(|text| content.words.iter().any(|w| text.contains(w)));
        if (content.table)(input) || said() {
            sink.hold(RULE);
            continue;
        }
        let message = say(|lang| match lang {
            Lang::Id => format!("Muatan yang diminta tidak ditemukan di mana pun dalam laporan: {}.", content.id),
            Lang::En => format!("Nowhere in the report is there what the regulation asks for: {}.", content.en),
        });
        let mut finding = at_text(RULE, Severity::Medium, 75, place, &printed, message);
        finding.expected = Some(content.id.to_owned());
        sink.fail(RULE, finding);
    }
}

/// The chapters of a report.
struct Chapters {
    seen: BTreeSet<String>,
    third: Option<((u32, crate::pdf::Rect), String)>,
}

fn chapters(passages: &[Passage<'_>]) -> Chapters {
    static CHAPTER: LazyPattern = LazyPattern::new(&["bab"], r"^(?i:bab)\s+(?P<n>IV|I{1,3}|VI?|[1-6])\b(?P<title>.{0,80})");
    let mut chapters = Chapters { seen: BTreeSet::new(), third: None };
    for passage in passages.iter().filter(|p| !matches!(p.kind, Some(BlockKind::Contents | BlockKind::Caption) | None)) {
        let Some(m) = CHAPTER.captures(&passage.text) else { continue };
        // 'Bab III menyajikan …' tells of the chapter; its heading stands alone.
        let title = m.name("title").map_or("", |t| t.as_str());
        if title.chars().any(char::is_lowercase) && !title.chars().any(char::is_uppercase) {
            continue;
        }
        let number = match m.name("n").map_or("", |n| n.as_str()) {
            "1" => "I",
            "2" => "II",
            "3" => "III",
            "4" => "IV",
            "5" => "V",
            other => other,
        };
        chapters.seen.insert(number.to_owned());
        if number == "III" {
            chapters.third = Some(((passage.page, passage.bbox), quote(&passage.text, 0, 0)));
        }
    }
    chapters
}

fn has_kind(input: &Input<'_>, kinds: &[TableKind]) -> bool {
    input.views.iter().any(|v| kinds.contains(&v.table.kind))
}

fn has_roles(input: &Input<'_>, roles: &[ColumnRole]) -> bool {
    input.views.iter().any(|v| roles.iter().all(|role| v.column_with(*role).is_some()))
}

/// Whether a column holds a result of a year before the report's.
fn earlier_results(input: &Input<'_>) -> bool {
    let before = |year: Option<i32>| year.zip(input.report.year).is_some_and(|(y, own)| y < own);
    input
        .views
        .iter()
        .any(|v| v.table.columns.iter().any(|c| before(c.year) && matches!(c.role, ColumnRole::Realisasi | ColumnRole::Capaian)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passages::report_of;
    use crate::check::{Options, run};
    use crate::report::PageInfo;

    const WHOLE: [&str; 7] = [
        "Capaian kinerja 90% dari target.",
        "Dibandingkan dengan tahun sebelumnya capaian naik.",
        "Target jangka menengah tercapai.",
        "Kegagalan itu disebabkan kurangnya tenaga.",
        "Terjadi efisiensi penggunaan sumber daya.",
        "Capaian ini didukung oleh dua program.",
        "Realisasi anggaran mencapai 95%.",
    ];

    fn said(chapters: &[&str], left_out: usize, pages: u32) -> Vec<String> {
        let mut texts: Vec<(u32, BlockKind, &str)> = chapters.iter().map(|c| (3, BlockKind::Heading, *c)).collect();
        texts.extend(WHOLE.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, t)| (4, BlockKind::Paragraph, *t)));
        let mut report = report_of(&texts);
        report.pages = (1..=pages).map(|page| PageInfo { page, width: 595.0, height: 842.0, text: PageText::Digital }).collect();
        let outcome = run(&report, &Options::default());
        outcome.findings.iter().filter(|f| f.rule == RULE).map(|f| f.expected.clone().unwrap()).collect()
    }

    const CHAPTERS: [&str; 4] = ["BAB I PENDAHULUAN", "BAB II PERENCANAAN KINERJA", "BAB III AKUNTABILITAS KINERJA", "BAB IV PENUTUP"];

    #[test]
    fn every_missing_content_is_named() {
        for (i, content) in CONTENTS.iter().enumerate() {
            assert_eq!(said(&CHAPTERS, i, 40), [content.id], "{i}");
        }
    }

    #[test]
    fn whole_reports_and_excerpts_pass() {
        assert!(said(&CHAPTERS, 99, 40).is_empty());
        assert!(said(&CHAPTERS[2..3], 1, 40).is_empty(), "an excerpt");
        assert!(said(&CHAPTERS, 1, 6).is_empty(), "a leaflet");
        let plan = ["BAB I PENDAHULUAN", "BAB II GAMBARAN PELAYANAN", "BAB III ISU STRATEGIS", "BAB IV TUJUAN DAN SASARAN"];
        assert!(said(&plan, 1, 40).is_empty(), "a plan");
        let untitled = ["BAB I", "BAB II", "BAB III", "BAB IV"];
        assert_eq!(said(&untitled, 1, 40).len(), 1, "headings over two lines");
        assert!(said(&["Bab I menguraikan", "Bab II menguraikan", "Bab III menguraikan"], 1, 40).is_empty(), "no headings");
    }
}
