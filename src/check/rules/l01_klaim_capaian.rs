//! # L01 klaim-capaian
//!
//! ## What it does
//! Compares melampaui, mencapai, memenuhi, sesuai and tidak/belum mencapai target with the target and realisasi of the
//! same sentence or of the one just before, mindful of which direction is better for the indicator. A sentence that says
//! so without figures of the indicator that it names, or that stands right above it, is compared with the tables.
//!
//! ## Why it matters
//! Whether the target was met is the report's verdict.
//!
//! ## Example
//! 'realisasi sebesar 84,09% dari target sebesar 83,10% (tidak mencapai target)': 84,09 is above 83,10. 'melampaui' is
//! wrong as well where both are equal.
//!
//! ## What it lets pass
//! Claims about the future or the end of the plan, indicators whose direction is not known (skipped), 'mencapai' and
//! 'sesuai' where the target was exceeded, sentences with several targets or results; of a claim without figures, tables that
//! do not agree on whether the target was met.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II.

use crate::check::capaian::Formula;
use crate::check::facts::{Fact, Group, Measure, evidence, measured};
use crate::check::interval::Interval;
use crate::check::money::marks::Mark;
use crate::check::names::cell_of;
use crate::check::prose::{Directions, Part, Sentence};
use crate::check::ratio::NEAR_POINTS;
use crate::check::say::{DEFAULT_DECIMALS, Lang, say, short};
use crate::check::sink::Sink;
use crate::check::{Evidence, Input, Severity};
use crate::layout::BlockKind;
use crate::pattern::LazyPattern;
use crate::report::{Indicator, Period, Polarity, Stage};
use rust_decimal::Decimal;
use std::cmp::Ordering;

const RULE: &str = "L01";

/// What a claim says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Exceeded,
    Met,
    NotMet,
    NotExceeded,
}

/// Target and realisasi that a claim can speak of.
#[derive(Debug, Clone)]
struct Said {
    /// The indicator, where the sentence itself does not name it.
    name: Option<String>,
    at: usize,
    target: Decimal,
    realisasi: Option<Decimal>,
    better: Option<Polarity>,
    evidence: Vec<Evidence>,
}

/// Checks every claim beside or right behind a target and a realisasi.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let directions = Directions::new(input.report);
    let mut said: Option<Said> = None;
    for (i, statement) in input.report.statements.iter().enumerate() {
        let Some(sentence) = Sentence::read(statement) else {
            said = None;
            continue;
        };
        if statement.indikator.is_none() {
            overall(input, &sentence, sink);
        }
        let own = of_sentence(i, &sentence, &directions);
        if let Some(own) = own {
            let from = sentence.figures.last().map_or(0, |f| f.end);
            let tail = sentence.lower.get(from..).unwrap_or_default();
            let lead = sentence.lower.get(..sentence.figures.first().map_or(0, |f| f.end)).unwrap_or_default();
            let leads = sentence.figures.first().filter(|f| f.part == Part::Realisasi && says_with_what(&f.before));
            if let Some(first) = leads {
                judge_claim(&first.before, &sentence, &own, sink);
            } else if !judge_claim(tail, &sentence, &own, sink) && lead.contains("yang") {
                sink.skip(RULE, "the claim stands before its figures");
            }
            said = Some(own);
            continue;
        }
        // What a sentence says of the one before is judged by that.
        if said.as_ref().is_none_or(|before| i - before.at != 1) {
            of_measurement(input, &sentence, sink);
        }
        said = match (said, sentence.figures.as_slice()) {
            (Some(before), []) if i - before.at == 1 => {
                if refers_back(&sentence.lower) && statement.page <= before.evidence.first().map_or(0, |e| e.page) + 1 {
                    judge_claim(&sentence.lower, &sentence, &before, sink);
                }
                None
            }
            (Some(mut before), [first, ..]) if i - before.at == 1 && before.realisasi.is_none() && first.part == Part::Realisasi => {
                before.at = i;
                before.realisasi = Some(first.number());
                before.evidence.push(first.evidence("realisasi", statement.page));
                Some(before)
            }
            (_, [only]) if only.before.trim_start_matches(['-', ' ']).starts_with("target") => Some(Said {
                name: None,
                at: i,
                target: only.number(),
                realisasi: None,
                better: directions.of(statement.indikator.as_deref()),
                evidence: vec![only.evidence("target", statement.page)],
            }),
            _ => None,
        };
    }
}

/// 'Indikator … telah melampaui target', 'realisasi belum mencapai target': of the indicator that the sentence names, or that
/// stands right above it, by the target and the realisasi that all tables give.
fn of_measurement(input: &Input<'_>, sentence: &Sentence<'_>, sink: &mut Sink) {
    static SUBJECT: LazyPattern = LazyPattern::new(
        &["realisasi|capaian|indikator", "target"],
        r"(?:^|[,:]\s*|\b(?:bahwa|maka|sehingga|20\d\d)\s+)(?:realisasi|capaian|indikator)(?:nya)?(?:\s+(?:kinerja|indikator))*(?:\s+(?:ini|tersebut))?(?:\s+(?:pada\s+)?tahun\s+20\d\d)?\s+(?:telah|sudah|belum|tidak|berhasil|juga)\s+(?:telah\s+|dapat\s+|mampu\s+|bisa\s+)?(?:melampaui|melebihi|mencapai|memenuhi)\s+(?:dari\s+)?target\b",
    );
    static CLAIM: LazyPattern = LazyPattern::new(
        &["target"],
        r"^[\s,”“]*(?:(?:ini|tersebut|(?:pada\s+)?tahun\s+20\d\d)\s+)?(?:telah|sudah|belum|tidak|berhasil)\s+(?:dapat\s+|mampu\s+|bisa\s+)?(?:melampaui|melebihi|mencapai|memenuhi)\s+target\b",
    );
    // What is claimed of a part, of money, or of a part of the year.
    const OTHER: [&str; 14] = [
        "anggaran", "keuangan", "triwulan", "semester", "bulan", "sebagian", "hampir", "hanya", "seluruh", "semua", "kecuali", "apabila",
        "jika", "fisik",
    ];
    let lower = sentence.lower.as_str();
    if sentence.figures.iter().any(|f| f.is_percent() || f.figure.decimals > 0) {
        return;
    }
    if !lower.contains("target") || claim_of(lower).is_none() || OTHER.iter().any(|w| lower.contains(w)) {
        return;
    }
    let named = sentence.statement.indikator.as_deref();
    let said_of_it = named.is_some_and(|name| {
        let name = name.to_lowercase();
        lower.split_once(name.as_str()).is_some_and(|(_, rest)| CLAIM.is_match(rest))
    });
    if !said_of_it && !SUBJECT.is_match(lower) {
        return;
    }
    let name = named.map(str::to_owned).or_else(|| name_above(input, sentence));
    let Some(own) = name.and_then(|name| as_measured(input, input.facts().of(&name)?)) else {
        sink.skip(RULE, "the tables do not say with one voice whether the target that the claim speaks of was met");
        return;
    };
    judge_claim(lower, sentence, &own, sink);
}

/// The item or heading right above the paragraph of a sentence, where it alone is the name of an indicator.
fn name_above(input: &Input<'_>, sentence: &Sentence<'_>) -> Option<String> {
    let (page, at) = (sentence.statement.page, sentence.statement.bbox);
    let passages = input.passages();
    let own =
        passages.iter().position(|p| p.page == page && p.bbox.y0 <= at.y0 + 1.0 && p.bbox.y1 + 1.0 >= at.y1 && p.bbox.x0 <= at.x0 + 1.0)?;
    let above = passages.get(own.checked_sub(1)?)?;
    let is_item = |kind: Option<BlockKind>| matches!(kind, Some(BlockKind::ListItem | BlockKind::Heading));
    // One of several in a row is one of a list of names, and what follows is of all of them.
    let mark = Mark::of(&above.text);
    let before = own.checked_sub(2).and_then(|i| passages.get(i)).and_then(|p| Mark::of(&p.text));
    let alone = mark.as_ref().zip(before).is_none_or(|(own, before)| !own.follows(&before));
    if !is_item(above.kind) || !alone || page.saturating_sub(above.page) > 1 {
        return None;
    }
    let width = mark.map_or(0, |m| m.width());
    above.text.get(width..).map(|name| name.trim().to_owned())
}

/// Target and realisasi of an indicator in the report's year, where all places agree on which is the better.
fn as_measured(input: &Input<'_>, group: &Group) -> Option<Said> {
    let year = input.report.year;
    let told = |measure: Measure| {
        let facts = group.of(measure, year, Period::Annual).filter(|f| !matches!(f.stage, Stage::Monev | Stage::Renstra));
        facts.collect::<Vec<_>>()
    };
    let (targets, results, achieved) = (told(Measure::Target), told(Measure::Realisasi), told(Measure::Capaian));
    let (target, result) = (targets.first()?, results.first()?);
    let figures = |facts: &[&Fact]| facts.iter().map(|f| measured(&f.value).map(|(f, base)| (f.number, base))).collect::<Option<Vec<_>>>();
    let ((targets, results), achieved) = ((figures(&targets)?, figures(&results)?), figures(&achieved)?);
    let pairs = || targets.iter().flat_map(|t| results.iter().map(move |r| (t, r)));
    let ((t, base), (r, _)) = (targets.first()?, results.first()?);
    let order = r.cmp(t);
    if group.ambiguous || pairs().any(|(t, r)| t.1 != r.1 || r.0.cmp(&t.0) != order) || targets.iter().any(|t| t.1 != *base) {
        return None;
    }
    // The printed achievements tell which direction is better.
    let reached = achieved.first().map(|(c, _)| *c >= Decimal::ONE_HUNDRED)?;
    if achieved.iter().any(|(c, _)| (*c >= Decimal::ONE_HUNDRED) != reached) {
        return None;
    }
    let better = if (order == Ordering::Greater) == reached { Polarity::HigherIsBetter } else { Polarity::LowerIsBetter };
    let evidence = [(target, "target"), (result, "realisasi")].into_iter().filter_map(|(f, role)| evidence(input, f, role));
    Some(Said {
        name: Some(group.name.clone()),
        at: 0,
        target: *t,
        realisasi: Some(*r),
        better: Some(better),
        evidence: evidence.collect(),
    })
}

/// 'Capaian kinerja sasaran … melampaui target' of the report as a whole, where the measurement has no achievement above 100.
fn overall(input: &Input<'_>, sentence: &Sentence<'_>, sink: &mut Sink) {
    /// Achievements that must be known before none of them being above 100 says something.
    const FEWEST: usize = 3;
    static EXCEEDED: LazyPattern = LazyPattern::new(
        &["capaian", "kinerja", "melampaui|melebihi", "target"],
        r"\bcapaian kinerja (?:sasaran|indikator|organisasi|perangkat daerah|dinas|badan)\b(?P<between>[^.;:]{0,120}?)(?P<claim>\b(?:melampaui|melebihi) target\b)",
    );
    let Some(found) = EXCEEDED.captures(&sentence.lower) else { return };
    let between = found.name("between").map_or("", |m| m.as_str());
    if ["tidak", "belum", "sebagian", "beberapa", "yang ", "rata-rata"].iter().any(|w| between.contains(w)) {
        return;
    }
    let year = input.report.year;
    let measured = input.report.indicators.iter().filter(|i| i.stage == Stage::Pengukuran && i.period == Period::Annual && i.year == year);
    let known: Vec<(&Indicator, Decimal)> = measured.filter_map(|i| Some((i, i.capaian.as_deref()?.parse().ok()?))).collect();
    let by_size = |(_, c): &&(&Indicator, Decimal)| *c;
    let (highest, lowest) = (known.iter().max_by_key(by_size), known.iter().min_by_key(by_size));
    let Some(((_, highest), (record, lowest))) = highest.zip(lowest).filter(|_| known.len() >= FEWEST) else {
        sink.skip(RULE, "the achievements that the claim speaks of are not known");
        return;
    };
    if *highest > Decimal::ONE_HUNDRED {
        sink.hold(RULE);
        return;
    }
    let claim = found.name("claim").map_or("", |m| m.as_str());
    let message = say(|lang| {
        let lowest_of = worked_out(record, *lowest, lang).unwrap_or_else(|| lang.number(lowest.normalize()));
        let (highest, lowest, name) = (lang.number(highest.normalize()), lang.number(lowest.normalize()), short(&record.indikator));
        match lang {
            Lang::Id => format!(
                "Capaian kinerja disebut {claim}, tetapi dalam pengukuran capaiannya {lowest} sampai {highest}, tidak ada yang di atas 100; terendah “{name}”: {lowest_of}."
            ),
            Lang::En => format!(
                "Performance is said to exceed its targets, but the achievements measured are {lowest} to {highest}, none above 100; lowest “{name}”: {lowest_of}."
            ),
        }
    });
    let mut finding = sentence.finding_of_words(RULE, Severity::High, 80, claim, message);
    finding.expected = Some("tidak melampaui target".to_owned());
    finding.evidence.extend(cell_of(input, record).and_then(|(view, at)| view.evidence(at, "capaian")));
    sink.fail(RULE, finding);
}

/// `18,58 / 26 × 100 = 71,46` of a record, where that is about the achievement that it prints.
fn worked_out(record: &Indicator, printed: Decimal, lang: Lang) -> Option<String> {
    let number = |text: &Option<String>| text.as_deref()?.parse::<Decimal>().ok();
    let (target, result) = (number(&record.target)?, number(&record.realisasi)?);
    let value = Formula::Higher.apply(Interval::point(target), Interval::point(result))?.lo();
    let near = (value - printed).abs() <= Decimal::from(NEAR_POINTS);
    let sum = || format!("{} / {} × 100 = {}", lang.number(result), lang.number(target), lang.rounded(value, DEFAULT_DECIMALS));
    near.then(sum)
}

fn of_sentence(at: usize, sentence: &Sentence<'_>, directions: &Directions) -> Option<Said> {
    let (target, realisasi) = sentence.target_and_realisasi()?;
    let page = sentence.statement.page;
    let known = directions.of(sentence.statement.indikator.as_deref());
    // The printed achievement tells which direction is better where only one formula gives it.
    let decimals = target.figure.decimals.max(realisasi.figure.decimals);
    let set = Interval::rounded(target.number(), decimals);
    let mut contradicted = false;
    let by_ratio = sentence.only(Part::Capaian).and_then(|capaian| {
        let gives = |f: Formula| f.apply(set, realisasi.interval()).is_some_and(|c| capaian.follows_from(&c));
        match (gives(Formula::Higher), gives(Formula::Mirror) || gives(Formula::Inverse)) {
            (true, false) => Some(Polarity::HigherIsBetter),
            (false, true) => Some(Polarity::LowerIsBetter),
            (true, true) => None,
            (false, false) => {
                // Above 100 the figure may be capped; else one of the three is misprinted, and the claim may fit the rest.
                contradicted = capaian.number() != Decimal::ONE_HUNDRED;
                None
            }
        }
    });
    if contradicted {
        return None;
    }
    let better = by_ratio.or(known);
    let evidence = vec![target.evidence("target", page), realisasi.evidence("realisasi", page)];
    Some(Said { name: None, at, target: target.number(), realisasi: Some(realisasi.number()), better, evidence })
}

/// Whether a claim leads up to its figures: 'melampaui target, yaitu …'.
fn says_with_what(before: &str) -> bool {
    let end = before.trim_end();
    end.ends_with("yaitu") || end.ends_with("yakni") || end.ends_with("yaitu sebesar") || end.ends_with("yakni sebesar")
}

/// Whether a sentence speaks of what the one before said.
fn refers_back(lower: &str) -> bool {
    static BACK: LazyPattern = LazyPattern::new(
        &["demikian|ini|tersebut|artinya|berarti|sehingga"],
        r"^[\s\-–•a-z0-9.)]{0,5}\b(dengan demikian|capaian (ini|tersebut)|hasil (ini|tersebut)|hal (ini|tersebut)|angka (ini|tersebut)|realisasi (ini|tersebut)|artinya|berarti|sehingga)\b",
    );
    BACK.is_match(lower)
}

/// The one claim of a piece of text; `None` where there is none, several that differ, or one about the future.
fn claim_of(text: &str) -> Option<(String, Claim)> {
    static CLAIM: LazyPattern = LazyPattern::new(
        &["lampau|melebihi|target|tercapai"],
        r"(?P<phrase>(?P<not>\b(?:tidak|belum|kurang|gagal)\s+(?:dapat\s+|bisa\s+|mampu\s+)?)?(?:\b(?:telah|sudah|berhasil|tepat)\s+)?(?:\b(?P<over>melampaui|melebihi|terlampaui)(?:\s+target)?\b|\b(?P<met>mencapai|memenuhi|sesuai(?:\s+dengan)?)\s+target\b|\b(?P<done>tercapai)\b))",
    );
    if text.starts_with("akan ") || text.contains(" akan ") {
        return None;
    }
    if ["diproyeksikan", "diharapkan", "akhir renstra", "renstra", "rpjmd", "nasional", "tahun lalu", "sebelumnya"]
        .iter()
        .any(|w| text.contains(w))
    {
        return None;
    }
    let mut found: Option<(String, Claim)> = None;
    for words in CLAIM.captures_iter(text) {
        let over = words.name("over").is_some();
        let claim = match (words.name("not").is_some(), over) {
            (true, true) => Claim::NotExceeded,
            (true, false) => Claim::NotMet,
            (false, true) => Claim::Exceeded,
            (false, false) => Claim::Met,
        };
        match &found {
            Some((_, before)) if *before != claim => return None,
            Some(_) => {}
            None => found = Some((words.name("phrase")?.as_str().trim().to_owned(), claim)),
        }
    }
    found
}

/// Judges the claim of a text against a target and a realisasi. Returns whether there was a claim.
fn judge_claim(text: &str, sentence: &Sentence<'_>, said: &Said, sink: &mut Sink) -> bool {
    let Some((words, claim)) = claim_of(text) else { return false };
    let Some(realisasi) = said.realisasi else { return false };
    let order = realisasi.cmp(&said.target);
    let better = match (order, said.better) {
        (Ordering::Equal, _) => Ordering::Equal,
        (order, Some(Polarity::HigherIsBetter)) => order,
        (order, Some(Polarity::LowerIsBetter)) => order.reverse(),
        (_, None) => {
            sink.skip(RULE, "it is not known which direction is better");
            return true;
        }
    };
    let holds = match claim {
        Claim::Exceeded => better == Ordering::Greater,
        Claim::Met => better != Ordering::Less,
        Claim::NotMet => better == Ordering::Less,
        Claim::NotExceeded => better != Ordering::Greater,
    };
    if holds {
        sink.pass_text(RULE, sentence.statement.page);
        return true;
    }
    let expected = match better {
        Ordering::Greater => "melampaui target",
        Ordering::Equal => "sesuai target",
        Ordering::Less => "tidak mencapai target",
    };
    let message = say(|lang| {
        let (r, t) = (lang.number(realisasi.normalize()), lang.number(said.target.normalize()));
        let sign = match order {
            Ordering::Less => "<",
            Ordering::Equal => "=",
            Ordering::Greater => ">",
        };
        let lower = said.better == Some(Polarity::LowerIsBetter) && order != Ordering::Equal;
        let note = if lower { lang.pick(" (makin rendah makin baik)", " (lower is better)") } else { "" };
        format!(
            "{} “{words}”; {} {r} {sign} target {t}{note}.",
            lang.pick("Kalimat menyebut", "The sentence says"),
            lang.pick("realisasi", "the result"),
        )
    });
    let mut finding = sentence.finding_of_words(RULE, Severity::High, 90, &words, message);
    finding.row = finding.row.or_else(|| said.name.clone());
    finding.expected = Some(expected.to_owned());
    finding.evidence.extend(said.evidence.iter().cloned());
    sink.fail(RULE, finding);
    true
}

#[cfg(test)]
mod tests {
    use crate::check::prose::tests_support::said;

    #[test]
    fn claims_against_their_figures_are_found() {
        let text = "realisasi X sebesar 84,09% dari target sebesar 83,10% dengan persentase capaian 101,2% (tidak mencapai target).";
        assert_eq!(said("L01", &[text]), ["tidak mencapai target -> melampaui target"]);
        let texts = [
            "Target capaian indikator sebesar 3%;",
            "sampai Desember terealisasi 3%.",
            "Dengan demikian capaian ini telah melampaui target.",
        ];
        assert_eq!(said("L01", &texts), ["telah melampaui target -> sesuai target"]);
    }

    #[test]
    fn right_claims_and_lower_is_better_pass() {
        assert!(said("L01", &["target 18%, realisasi 19,48%, sehingga tingkat capaiannya 92% (belum mencapai target)."]).is_empty());
        assert!(said("L01", &["target 50, realisasi 60, sehingga tingkat capaiannya 120% (telah melampaui target)."]).is_empty());
        assert!(said("L01", &["target 50, realisasi 60, sehingga tingkat capaiannya 120% (sesuai dengan target)."]).is_empty());
    }

    #[test]
    fn the_printed_achievement_settles_the_direction() {
        assert!(
            said(
                "L01",
                &["realisasi 12,88% terhadap target 13% menghasilkan capaian kinerja sebesar 101%.", "Hasil ini telah melampaui target."]
            )
            .is_empty()
        );
        assert!(said("L01", &["realisasi 15,28 dari target 12,88 dengan persentase capaian 97,7% (tidak mencapai target)."]).is_empty());
    }

    #[test]
    fn a_claim_before_its_figures() {
        assert_eq!(said("L01", &["Persentase dokumen melampaui target, yaitu 90,00% dari target 90,00%."]).len(), 1);
        assert!(said("L01", &["Persentase dokumen mencapai target, yaitu 90,00% dari target 90,00%."]).is_empty());
        assert!(said("L01", &["Persentase dokumen sesuai target yaitu 90,00% tahun ini."]).is_empty());
    }

    #[test]
    fn the_future_and_unknown_directions_are_left_alone() {
        assert!(said("L01", &["target 50%, realisasi 60%, dengan capaian 120%, tahun depan akan tidak mencapai target."]).is_empty());
        assert_eq!(said("L01", &["target 50%, realisasi 60%, dengan capaian 120%, merupakan hasil yang tidak mencapai target."]).len(), 1);
        assert!(
            said("L01", &["target 50, realisasi 60.", "Dengan demikian target akhir Renstra diproyeksikan tidak tercapai."]).is_empty()
        );
        assert!(said("L01", &["target 50, realisasi 60 (tidak mencapai target)."]).is_empty());
    }

    #[test]
    fn a_claim_without_figures_is_held_against_the_tables() {
        use crate::check::passages::report_of;
        use crate::check::prose::tests_support::statement;
        use crate::layout::BlockKind::{ListItem, Paragraph};
        use crate::report::{ColumnRole, Stage};
        const NAME: &str = "Persentase ketersediaan buku pelajaran di sekolah";
        let told = |above: &[&str], claim: &str, result: &str, capaian: &str| {
            let mut lines: Vec<_> = above.iter().map(|t| (3, ListItem, *t)).collect();
            lines.push((3, Paragraph, claim));
            let mut report = report_of(&lines);
            let columns = [
                ("Indikator", ColumnRole::Indikator),
                ("Target", ColumnRole::Target),
                ("Realisasi", ColumnRole::Realisasi),
                ("Capaian", ColumnRole::Capaian),
            ];
            report.tables = vec![crate::check::fixture::table(&columns, &[&format!("{NAME}|65|{result}|{capaian}")])];
            let mut other = crate::check::rules::x02_realisasi::tests::report(&[(Stage::Pengukuran, NAME, Some("65"), Some(result), 2024)]);
            for mut record in other.indicators.drain(..) {
                record.source.table = Some("t1".into());
                record.source.row = Some(1);
                record.capaian = Some(capaian.into());
                report.indicators.push(record);
            }
            let mut said = statement(claim);
            (said.page, said.bbox) = (3, report.blocks.last().unwrap().bbox);
            report.statements = vec![said];
            crate::check::fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), "L01")
        };
        let item = format!("f) {NAME}");
        let claim = "Masalahnya, realisasi belum mencapai target karena buku kosong.";
        assert_eq!(told(&[&item], claim, "78", "120"), ["belum mencapai target -> melampaui target"]);
        assert_eq!(told(&["• Masalah lain", &item], claim, "78", "120").len(), 1);
        assert!(told(&[&item], claim, "52", "80").is_empty(), "so it is");
        assert!(told(&[&item], claim, "78", "83,33").is_empty(), "less would be better");
        assert!(told(&["e) Jumlah sekolah", &item], claim, "78", "120").is_empty(), "a list of names");
        assert!(told(&[&item], "Di dua kecamatan sekolah belum mencapai target.", "78", "120").is_empty(), "a part");
        assert!(told(&[&item], "Masalahnya, realisasi anggaran belum mencapai target.", "78", "120").is_empty());
    }

    #[test]
    fn the_achievement_that_denies_a_claim_is_worked_out() {
        use crate::check::rules::x02_realisasi::tests::report;
        use crate::check::say::Lang;
        let mut record =
            report(&[(crate::report::Stage::Pengukuran, "Kampung tangguh", Some("25"), Some("20"), 2024)]).indicators.remove(0);
        assert_eq!(super::worked_out(&record, 81.into(), Lang::Id).as_deref(), Some("20 / 25 × 100 = 80,00"));
        assert_eq!(super::worked_out(&record, 120.into(), Lang::Id), None, "another formula");
        record.target = Some("0".into());
        assert_eq!(super::worked_out(&record, 80.into(), Lang::Id), None);
    }

    #[test]
    fn a_claim_for_all_is_held_against_every_achievement() {
        use crate::check::prose::tests_support::statement;
        use crate::check::rules::x02_realisasi::tests::report;
        use crate::report::Stage;
        let told = |capaian: [&str; 3], text: &str| {
            let names = ["Panjang jalan mantap", "Rasio dokter spesialis", "Nilai kepuasan pasien"];
            let entries: Vec<_> = names.iter().map(|n| (Stage::Pengukuran, *n, None, None, 2024)).collect();
            let mut report = report(&entries);
            report.year = Some(2024);
            for (record, capaian) in report.indicators.iter_mut().zip(capaian) {
                record.capaian = Some(capaian.into());
            }
            report.statements = vec![statement(text)];
            crate::check::fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), "L01").len()
        };
        let claim = "Berdasarkan tabel di atas capaian kinerja sasaran Dinas Contoh melampaui target kinerja.";
        assert_eq!(told(["71.46", "100", "98.2"], claim), 1);
        assert_eq!(told(["71.46", "104", "98.2"], claim), 0);
        assert_eq!(told(["71.46", "100", "98.2"], "Capaian kinerja sasaran belum melampaui target."), 0);
    }
}
