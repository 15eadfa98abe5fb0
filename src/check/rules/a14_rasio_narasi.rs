//! # A14 rasio-narasi
//!
//! ## What it does
//! Recomputes percentages that a sentence gives beside both of their operands: the achievement of a target and a
//! realisasi, the absorption of a budget and its spending, and 'persentase realisasi terhadap target' after the two. Where a
//! sentence gives a budget and its absorption alone, the spending is that of the one row of a table with this budget.
//!
//! ## Why it matters
//! The executive summary and the conclusions are prose; a wrong percentage there is the one that is quoted.
//!
//! ## Example
//! 'anggaran sebesar Rp 11.699.653.000 dan terealisasi Rp 10.577.431.657 (94,01%)': 10.577.431.657 / 11.699.653.000
//! × 100 = 90,41.
//!
//! ## What it lets pass
//! All three formulas of achievement, rounding of each figure, decimals cut off, figures that a usual cap explains
//! (skipped), sentences in which a figure's role is not plain or a role occurs twice (skipped).
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II.

use crate::check::capaian::{FORMULAS, Formula};
use crate::check::interval::Interval;
use crate::check::prose::{Directions, Part, Sentence, Spoken, key};
use crate::check::say::{DEFAULT_DECIMALS, Lang, say};
use crate::check::sink::Sink;
use crate::check::spending;
use crate::check::{Input, Severity};
use crate::pattern::LazyPattern;
use crate::report::{BudgetLine, Polarity};
use rust_decimal::Decimal;

const RULE: &str = "A14";

/// Values at which achievement may be cut off.
const CAPS: [i64; 8] = [100, 105, 110, 115, 120, 125, 150, 200];
/// Ratio in per cent beyond which two figures are no realisasi and target of one measure.
const ABSURD: i64 = 2000;

/// Checks every sentence with a percentage and its operands.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    let directions = Directions::new(input.report);
    spending::check_absorption(input, RULE, sink);
    // The target and realisasi that the sentences just before gave, for a ratio in a sentence of its own.
    let mut said: Option<(usize, Decimal, Option<Decimal>)> = None;
    for (i, statement) in input.report.statements.iter().enumerate() {
        let Some(sentence) = Sentence::read(statement) else {
            said = None;
            continue;
        };
        check_achievement(input, &sentence, &directions, sink);
        check_budget(&sentence, &input.report.budget, sink);
        check_ratio_to_target(input, &sentence, said.filter(|(at, ..)| i - at <= 2), sink);
        said = match (sentence.figures.as_slice(), said) {
            ([only], _) if only.before.trim_start_matches(['-', ' ']).starts_with("target") => Some((i, only.number(), None)),
            ([first, ..], Some((at, target, None))) if first.part == Part::Realisasi && i - at == 1 => {
                Some((i, target, Some(first.number())))
            }
            (_, Some((at, ..))) if i - at <= 2 => said,
            _ => None,
        };
    }
}

fn check_achievement(input: &Input<'_>, sentence: &Sentence<'_>, directions: &Directions, sink: &mut Sink) {
    let Some((target, realisasi)) = sentence.target_and_realisasi() else { return };
    let Some(capaian) = sentence.only(Part::Capaian).or_else(|| trailing_percent(sentence, target, realisasi)) else { return };
    if capaian.end < target.end || capaian.end < realisasi.end || sentence.figures.len() != 3 || target.number().is_zero() {
        sink.skip(RULE, "the sentence does not say what its figures are to each other");
        return;
    }
    // A target is set, not measured: it is as exact as the result beside it.
    let decimals = target.figure.decimals.max(realisasi.figure.decimals);
    let (t, r) = (Interval::rounded(target.number(), decimals), realisasi.interval());
    let computed: Vec<Interval> = FORMULAS.iter().filter_map(|f| f.apply(t, r)).collect();
    let printed = printed_elsewhere(input, sentence, target, realisasi, capaian);
    if printed.is_none() && computed.iter().any(|c| capaian.follows_from(c)) {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    let capped = CAPS.iter().any(|c| Decimal::from(*c) == capaian.number()) && computed.iter().any(|c| c.lo() > capaian.number());
    if capped || computed.first().is_none_or(|c| c.hi() > Decimal::from(ABSURD)) {
        sink.skip(RULE, "the figure may be capped, or the two are of different measures");
        return;
    }
    let lower = directions.of(sentence.statement.indikator.as_deref()) == Some(Polarity::LowerIsBetter);
    let formula = match printed {
        Some(formula) => formula,
        None if lower => nearest(target, realisasi, capaian),
        None => Formula::Higher,
    };
    let (tn, rn) = (target.number().normalize(), realisasi.number().normalize());
    let Some(value) = formula.apply(Interval::point(tn), Interval::point(rn)).map(|i| i.lo()) else { return };
    let decimals = capaian.figure.decimals.max(DEFAULT_DECIMALS);
    let flips = (capaian.number() >= Decimal::ONE_HUNDRED) != (value >= Decimal::ONE_HUNDRED);
    let known = misprinted(input, sentence, capaian);
    let at = known.map_or(capaian, |(operand, _)| operand);
    let expected = known.map_or_else(|| Lang::Id.rounded(value, decimals), |(_, right)| Lang::Id.number(right));
    let message = say(|lang| {
        let (t, r) = (lang.number(tn), lang.number(rn));
        let sum = match formula {
            Formula::Higher => format!("{r} / {t} × 100"),
            Formula::Inverse => format!("{t} / {r} × 100"),
            Formula::Mirror => format!("(2 × {t} − {r}) / {t} × 100"),
        };
        let text = format!(
            "{} {}; {sum} = {}.",
            lang.pick("Capaian dalam kalimat", "The sentence gives an achievement of"),
            capaian.value.text,
            lang.rounded(value, decimals)
        );
        match (known.is_some(), lang) {
            (false, _) => text,
            (true, Lang::Id) => format!("{text} Capaiannya cocok dengan tabel; {} seharusnya {expected}.", at.value.text),
            (true, Lang::En) => format!("{text} The achievement agrees with the table; {} should be {expected}.", at.value.text),
        }
    });
    let severity = if flips { Severity::High } else { Severity::Medium };
    let mut finding = sentence.finding(RULE, severity, 90, at, message);
    finding.expected = Some(expected);
    for (operand, role) in [(capaian, "capaian"), (realisasi, "realisasi"), (target, "target")] {
        if !std::ptr::eq(operand, at) {
            finding.evidence.push(operand.evidence(role, sentence.statement.page));
        }
    }
    sink.fail(RULE, finding);
}

/// The formula by which a table computes another achievement from the same target and result: what rounding of two coarse
/// figures would allow, the report itself does not.
fn printed_elsewhere(
    input: &Input<'_>,
    sentence: &Sentence<'_>,
    target: &Spoken<'_>,
    realisasi: &Spoken<'_>,
    capaian: &Spoken<'_>,
) -> Option<Formula> {
    /// Percentage points by which two achievements differ by more than rounding done twice.
    const APART: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
    let name = key(sentence.statement.indikator.as_deref()?);
    let (t, r) = (target.number(), realisasi.number());
    let near = |f: Formula, to: Decimal| f.apply(Interval::point(t), Interval::point(r)).is_some_and(|c| (c.lo() - to).abs() < APART);
    if FORMULAS.iter().any(|f| near(*f, capaian.number())) {
        return None;
    }
    input.report.indicators.iter().filter(|i| i.source.table.is_some() && key(&i.indikator) == name).find_map(|record| {
        let of = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<Decimal>().ok());
        let same = of(&record.target) == Some(t) && of(&record.realisasi) == Some(r);
        let told = of(&record.capaian).filter(|_| same)?;
        FORMULAS.into_iter().find(|f| near(*f, told))
    })
}

/// The operand that a record of the same indicator gives otherwise, so that the printed achievement fits: a misprint.
fn misprinted<'s, 'a>(input: &Input<'_>, sentence: &'s Sentence<'a>, capaian: &Spoken<'_>) -> Option<(&'s Spoken<'a>, Decimal)> {
    let (target, realisasi) = sentence.target_and_realisasi()?;
    let name = key(sentence.statement.indikator.as_deref()?);
    input.report.indicators.iter().filter(|i| key(&i.indikator) == name).find_map(|record| {
        let t: Decimal = record.target.as_deref()?.parse().ok()?;
        let r: Decimal = record.realisasi.as_deref()?.parse().ok()?;
        let fits = FORMULAS.iter().filter_map(|f| f.apply(Interval::point(t), Interval::point(r))).any(|c| capaian.follows_from(&c));
        match (fits, t == target.number(), r == realisasi.number()) {
            (true, true, false) => Some((realisasi, r)),
            (true, false, true) => Some((target, t)),
            _ => None,
        }
    })
}

/// `… atau 87,5%` and `(87,5%)` right behind two operands that are no percentages.
fn trailing_percent<'s, 'a>(sentence: &'s Sentence<'a>, target: &Spoken<'_>, realisasi: &Spoken<'_>) -> Option<&'s Spoken<'a>> {
    static OR: LazyPattern = LazyPattern::new(&["(|atau"], r"^[^\d]{0,25}(\(|\batau( sebesar| setara)?)\s*$");
    let last = sentence.figures.last()?;
    (last.part == Part::Unknown && last.is_percent() && !target.is_percent() && !realisasi.is_percent() && OR.is_match(&last.before))
        .then_some(last)
}

fn nearest(target: &Spoken<'_>, realisasi: &Spoken<'_>, capaian: &Spoken<'_>) -> Formula {
    let (t, r) = (Interval::point(target.number()), Interval::point(realisasi.number()));
    let gap = |f: &Formula| f.apply(t, r).map_or(Decimal::MAX, |c| c.gap(&capaian.as_result()));
    [Formula::Mirror, Formula::Inverse].into_iter().min_by_key(gap).unwrap_or(Formula::Mirror)
}

fn check_budget(sentence: &Sentence<'_>, budget: &[BudgetLine], sink: &mut Sink) {
    static OR: LazyPattern = LazyPattern::new(
        &["(|atau|sehingga|persentase|serapan|capaian"],
        r"^[^\d]{0,40}?(\(|\batau\b|sehingga|persentase|serapan|capaian)[^\d;]{0,50}$",
    );
    let rupiah: Vec<&Spoken<'_>> = sentence.figures.iter().filter(|f| f.is_rupiah()).collect();
    let ([first, second] | [first, second, _]) = rupiah.as_slice() else { return };
    let (pagu, spent) = match (first.part, second.part) {
        (Part::Pagu, Part::Belanja) => (first, second),
        (Part::Belanja, Part::Pagu) => (second, first),
        _ => return,
    };
    // `realisasi Rp x (y%) dari pagu Rp z` or `pagu Rp z dan realisasi Rp x atau y%`.
    let between = sentence.figures.iter().find(|f| f.end > first.end && f.end < second.end);
    let behind = sentence.figures.iter().find(|f| f.end > second.end);
    let says = |f: &&Spoken<'_>| {
        f.is_percent() && OR.is_match(&f.before) && !["sisa", "fisik", "kinerja", "target"].iter().any(|w| f.before.contains(w))
    };
    let Some(percent) = (if between.is_some() { between } else { behind }).filter(says) else { return };
    if pagu.number().is_zero() || rupiah.get(2).is_some_and(|third| third.end < percent.end) {
        return;
    }
    let Some(computed) = spent.interval().percent_of(&pagu.interval()) else { return };
    if percent.follows_from(&computed) {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    if computed.hi() > Decimal::from(ABSURD) {
        sink.skip(RULE, "the amounts are not of one budget");
        return;
    }
    let fits = |p: Decimal, r: Decimal| Interval::point(r).percent_of(&Interval::point(p)).is_some_and(|c| percent.follows_from(&c));
    let amounts = |l: &BudgetLine| Some((l.pagu_perubahan.or(l.pagu)?, l.realisasi?));
    let known = budget.iter().filter_map(amounts).find(|(p, r)| fits(*p, *r) && (*p == pagu.number()) != (*r == spent.number()));
    let value = computed.lo();
    let decimals = percent.figure.decimals.max(DEFAULT_DECIMALS);
    let (at, expected) = match known {
        Some((p, r)) if p == pagu.number() => (*spent, Lang::Id.number(r)),
        Some((p, _)) => (*pagu, Lang::Id.number(p)),
        None => (percent, Lang::Id.rounded(value, decimals)),
    };
    let message = say(|lang| {
        let sum = format!("{} / {} × 100 = {}", lang.number(spent.number()), lang.number(pagu.number()), lang.rounded(value, decimals));
        let text = format!(
            "{} {}; {sum}.",
            lang.pick("Persentase realisasi dalam kalimat", "The sentence gives an absorption of"),
            percent.value.text
        );
        match (known.is_some(), lang) {
            (false, _) => text,
            (true, Lang::Id) => format!("{text} Persentasenya cocok dengan tabel anggaran; {} seharusnya {expected}.", at.value.text),
            (true, Lang::En) => format!("{text} The percentage agrees with the budget table; {} should be {expected}.", at.value.text),
        }
    });
    // Off by one in the last place: rounding done twice, or by hand.
    let unit = Decimal::try_from_i128_with_scale(1, percent.figure.decimals).unwrap_or(Decimal::ONE);
    let slight = percent.as_result().gap(&computed) < unit && known.is_none();
    let severity = if slight { Severity::Low } else { Severity::Medium };
    let mut finding = sentence.finding(RULE, severity, 93, at, message);
    finding.row = None;
    finding.expected = Some(expected);
    for (operand, role) in [(percent, "percent"), (*spent, "realisasi"), (*pagu, "pagu")] {
        if !std::ptr::eq(operand, at) {
            finding.evidence.push(operand.evidence(role, sentence.statement.page));
        }
    }
    sink.fail(RULE, finding);
}

/// 'prosentase realisasi terhadap target sebesar x': after 'tercapai y' in the sentence, or after a target and a
/// realisasi in the sentences before.
fn check_ratio_to_target(input: &Input<'_>, sentence: &Sentence<'_>, said: Option<(usize, Decimal, Option<Decimal>)>, sink: &mut Sink) {
    static RATIO: LazyPattern = LazyPattern::new(
        &["realisasi", "terhadap", "target"],
        r"p[re]*[or]*sentase\s+realisasi\s+terhadap\s+target\b[^\d]*$|p[re]*[or]*sentase\s+realisasi\s+terhadap\s+target\s*\([^)]*\)[^\d]*$",
    );
    let Some(at) = sentence
        .figures
        .iter()
        .position(|f| sentence.lower.get(..f.end - f.value.text.len().min(f.end)).is_some_and(|t| RATIO.is_match(t)))
    else {
        return;
    };
    let Some(stated) = sentence.figures.get(at) else { return };
    let (realisasi, target, evidence) = match (at, said) {
        (1, _) => {
            let Some(first) = sentence.figures.first().filter(|f| f.part == Part::Realisasi) else { return };
            // The figure that should be the ratio is a target that the report knows: it stands in the ratio's place.
            let is_target = |t: &String| t.parse::<Decimal>().is_ok_and(|t| t == stated.number());
            if !input.report.indicators.iter().filter_map(|i| i.target.as_ref()).any(is_target) {
                exceeded_below_hundred(sentence, first, stated, sink);
                return;
            }
            (first.number(), stated.number(), Some(first.evidence("realisasi", sentence.statement.page)))
        }
        (0, Some((_, target, Some(realisasi)))) if stated.is_percent() => (realisasi, target, None),
        _ => return,
    };
    let Some(value) = realisasi.checked_div(target).and_then(|r| r.checked_mul(Decimal::ONE_HUNDRED)) else { return };
    // Where the ratio is the target itself, turning the formula round proves nothing: target / 100 × 100 = target.
    let formulas = FORMULAS.iter().filter(|f| at == 0 || **f == Formula::Higher);
    let holds = formulas.filter_map(|f| f.apply(Interval::point(target), Interval::point(realisasi))).any(|c| stated.follows_from(&c));
    if holds {
        sink.pass_text(RULE, sentence.statement.page);
        return;
    }
    // Realisasi and ratio exchanged: 'tercapai 100%, persentase realisasi terhadap target 3%'.
    let value = if realisasi == Decimal::ONE_HUNDRED && target < Decimal::TEN { Decimal::ONE_HUNDRED } else { value };
    let exchanged = realisasi == Decimal::ONE_HUNDRED && value == Decimal::ONE_HUNDRED && target != realisasi;
    let message = say(|lang| {
        let sum = format!(
            "{} / {} × 100 = {}",
            lang.number(realisasi.normalize()),
            lang.number(target.normalize()),
            lang.rounded(value, DEFAULT_DECIMALS)
        );
        match (lang, exchanged) {
            (Lang::Id, false) => format!("Persentase realisasi terhadap target tertulis {}; {sum}.", stated.value.text),
            (Lang::En, false) => format!("The ratio of realisasi to target is given as {}; {sum}.", stated.value.text),
            (Lang::Id, true) => format!(
                "Persentase realisasi terhadap target tertulis {}, yaitu targetnya; realisasi dan rasionya tampak tertukar.",
                stated.value.text
            ),
            (Lang::En, true) => format!(
                "The ratio of realisasi to target is given as {}, which is the target; result and ratio seem exchanged.",
                stated.value.text
            ),
        }
    });
    let mut finding = sentence.finding(RULE, Severity::Medium, 85, stated, message);
    finding.expected = Some(Lang::Id.rounded(value, DEFAULT_DECIMALS));
    finding.evidence.extend(evidence);
    sink.fail(RULE, finding);
}

/// 'Tercapai y, persentase realisasi terhadap target x (terlampaui)': a target that was exceeded has a ratio above 100.
fn exceeded_below_hundred(sentence: &Sentence<'_>, realisasi: &Spoken<'_>, stated: &Spoken<'_>, sink: &mut Sink) {
    static EXCEEDED: LazyPattern =
        LazyPattern::new(&["lampa|melebihi"], r"^[\s.,]*\(?\s*(?:telah |sudah )?(?:terlampa\w*i|melampaui|melebihi)\b");
    let says = sentence.lower.get(stated.end..).is_some_and(|rest| EXCEEDED.is_match(rest));
    if !says || stated.number() >= Decimal::ONE_HUNDRED || !stated.is_percent() {
        sink.skip(RULE, "the target of the ratio is not known");
        return;
    }
    let message = say(|lang| match lang {
        Lang::Id => {
            format!("Target disebut terlampaui, tetapi persentase realisasi terhadap target hanya {} (di bawah 100).", stated.value.text)
        }
        Lang::En => format!("The target is said to be exceeded, but the ratio of result to target is {} (below 100).", stated.value.text),
    });
    let mut finding = sentence.finding(RULE, Severity::Medium, 82, stated, message);
    finding.expected = Some("> 100".to_owned());
    finding.evidence.push(realisasi.evidence("realisasi", sentence.statement.page));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_exceeded_target_has_a_ratio_above_a_hundred() {
        let text =
            |p: &str, claim: &str| format!("Tercapai 31,72%, dengan demikian prosentase realisasi terhadap target sebesar {p} ({claim}).");
        assert_eq!(said("A14", &[&text("3,27%", "terlampaui")]), ["3,27% -> > 100"]);
        assert!(said("A14", &[&text("122%", "terlampaui")]).is_empty());
        assert!(said("A14", &[&text("3,27%", "belum selesai")]).is_empty());
    }

    use crate::check::prose::tests_support::said;

    #[test]
    fn an_achievement_in_a_sentence_is_recomputed() {
        let wrong = "Target X tahun 2022 adalah 98,7%, sedangkan realisasinya mencapai 98,7% sehingga tingkat capaian kinerjanya 109,00%.";
        assert_eq!(said("A14", &[wrong]), ["109,00% -> 100,00"]);
        let right = "Target X tahun 2022 adalah 50%, sedangkan realisasinya mencapai 45% sehingga tingkat capaian kinerjanya 90,00%.";
        assert!(said("A14", &[right]).is_empty());
    }

    #[test]
    fn a_table_that_computes_from_the_same_figures_settles_what_rounding_leaves_open() {
        use crate::check::prose::tests_support::statement;
        use crate::check::rules::x02_realisasi::tests::report;
        use crate::report::Stage;
        let name = "Angka putus sekolah";
        let told = |capaian: Option<&str>| {
            let mut report = report(&[(Stage::Pengukuran, name, Some("0.22"), Some("0.24"), 2024)]);
            report.indicators[0].capaian = capaian.map(str::to_owned);
            let text = format!("Target {name} adalah 0,22%, sedangkan realisasinya mencapai 0,24% sehingga capaiannya 93,18%.");
            report.statements = vec![statement(&text)];
            report.statements[0].indikator = Some(name.into());
            crate::check::fixture::findings(&crate::check::run(&report, &crate::check::Options::default()), "A14")
        };
        assert_eq!(told(Some("90.91")), ["93,18% -> 90,91"]);
        assert!(told(None).is_empty());
        assert!(told(Some("93.18")).is_empty());
    }

    #[test]
    fn caps_and_lower_is_better_pass() {
        assert!(said("A14", &["target 50%, realisasi 75%, sehingga tingkat capaiannya 100%."]).is_empty());
        assert!(said("A14", &["target 8 per 1.000 KH, realisasi 8,18 per 1.000 KH, sehingga tingkat capaiannya 98%."]).is_empty());
    }

    #[test]
    fn an_absorption_in_a_sentence_is_recomputed() {
        let wrong = "Sasaran ini didukung anggaran sebesar Rp. 11.699.653.000 dan terealisasi Rp. 10.577.431.657 (94,01%).";
        assert_eq!(said("A14", &[wrong]), ["94,01% -> 90,41"]);
        let physical = "realisasi Rp. 951 (95,1%) dari total anggaran sebesar Rp. 1.000 dengan pencapaian fisik sebesar 99,49%.";
        assert!(said("A14", &[physical]).is_empty());
        let right = "realisasi anggaran Rp 900 dari pagu Rp 1.000 atau 90%, sisa Rp 100 atau 10%.";
        assert!(said("A14", &[right]).is_empty());
    }

    #[test]
    fn a_ratio_after_its_operands_is_recomputed() {
        let texts = [
            "Target capaian indikator sebesar 26%;",
            "sampai akhir Desember terealisasi 18,58%.",
            "Prosentase realisasi terhadap target mencapai 18,58%.",
        ];
        assert_eq!(said("A14", &texts), ["18,58% -> 71,46"]);
        let right = [
            "Target capaian indikator sebesar 3%;",
            "sampai akhir Desember terealisasi 3%.",
            "Prosentase realisasi terhadap target (capaian dibagi target dikalikan 100%) mencapai 100%.",
        ];
        assert!(said("A14", &right).is_empty());
    }
}
