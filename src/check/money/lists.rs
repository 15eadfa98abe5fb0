//! Amounts that the text says to make a total: a list under its amount, `sehingga total`, `terdiri atas`.
//!
//! What a list holds is told by its marks only, and a report may leave a part unsaid. So a sum that does not come out is
//! reported only where the report itself tells which amount is wrong: put right, that amount is printed elsewhere in it, or
//! differs from what is printed by a slip of the pen.

use super::marks::{Follower, Step};
use super::{Amount, Kind, Money, Piece, gap};
use crate::check::repair::{self, Repair};
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_text};
use crate::check::{Input, Severity};
use crate::pattern::LazyPattern;
use rust_decimal::Decimal;

/// Addends that a finding quotes as evidence, and that its message writes out.
const MOST_ADDENDS: usize = 40;
const MOST_WRITTEN: usize = 4;

/// A total and its parts.
#[derive(Debug)]
pub struct Told<'a> {
    /// The total.
    pub total: &'a Amount,
    /// Its parts, with their names.
    pub parts: Vec<(&'a Amount, String)>,
    /// They are the items of a list, and named as such.
    pub listed: bool,
}

impl Told<'_> {
    /// Whether it adds up; `None` where the sum overflows.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        Some(self.sum()? == self.total.number)
    }

    fn sum(&self) -> Option<Decimal> {
        self.parts.iter().try_fold(Decimal::ZERO, |sum, (a, _)| sum.checked_add(a.number))
    }
}

/// Judges every sum that the text tells.
pub fn check(rule: &'static str, input: &Input<'_>, sink: &mut Sink) {
    let money = input.money();
    for told in all(money) {
        judge(rule, money, &told, sink);
    }
}

/// Every sum that the text tells.
#[must_use]
pub fn all(money: &Money) -> Vec<Told<'_>> {
    let mut found = Vec::new();
    for (i, piece) in money.pieces.iter().enumerate() {
        if piece.amounts.is_empty() {
            continue;
        }
        found.extend(in_sentences(piece));
        let items = items_under(&money.pieces, i);
        found.extend([Kind::Budget, Kind::Spent].into_iter().filter_map(|kind| under(piece, &items, kind)));
    }
    found
}

static OPENS: LazyPattern = LazyPattern::new(
    &["rinci|rician|terdiri|terbagi|yaitu|yakni|meliputi|berikut|seluruhnya|total|jumlah"],
    r"\b(?:rincian|dirinci|rician|terdiri|terbagi|yaitu|yakni|meliputi|sebagai berikut|seluruhnya|total|jumlah)\b",
);

/// The items of the list that stands right under a piece.
fn items_under(pieces: &[Piece], head: usize) -> Vec<&Piece> {
    let (Some(piece), Some(first)) = (pieces.get(head), pieces.get(head + 1)) else { return Vec::new() };
    let Some(mut follower) = first.mark.as_ref().and_then(|m| Follower::new(m, piece.mark.as_ref())) else { return Vec::new() };
    let mut items = vec![first];
    for next in pieces.iter().skip(head + 2) {
        // An amount without a mark, or another heading, is of something else.
        if next.mark.is_none() && (next.heading || !next.amounts.is_empty()) {
            break;
        }
        match follower.step(next.mark.as_ref()) {
            Step::Item => items.push(next),
            Step::Under => {}
            Step::End => break,
        }
    }
    items
}

/// The sum of a kind of amount over a list; `None` where not every item gives one.
fn under<'a>(head: &'a Piece, items: &[&'a Piece], kind: Kind) -> Option<Told<'a>> {
    let last = head.amounts.last()?.sentence;
    let mut totals = head.amounts.iter().filter(|a| a.sentence == last && a.kind == kind);
    let total = totals.next().filter(|_| totals.next().is_none())?;
    let bare = !head.rest.contains(char::is_alphabetic);
    if !(bare || OPENS.is_match(&head.rest) || OPENS.is_match(&total.before)) {
        return None;
    }
    let parts: Vec<_> = items.iter().map(|item| Some((item.only(kind)?, name_of(item)))).collect::<Option<_>>()?;
    (parts.len() > 1).then_some(Told { total, parts, listed: true })
}

/// The words of an item before its first amount, without its mark.
pub(super) fn name_of(item: &Piece) -> String {
    let text = item.text.get(item.mark.as_ref().map_or(0, super::marks::Mark::width)..).unwrap_or_default();
    let end = text.find("Rp").unwrap_or(text.len());
    super::named::without_tail(text.get(..end).unwrap_or_default())
}

/// `a dan b sehingga total c`, `c terdiri atas a dan b`: within one sentence.
fn in_sentences(piece: &Piece) -> Vec<Told<'_>> {
    static TOTAL: LazyPattern =
        LazyPattern::new(&["sehingga|maka"], r"\b(?:sehingga|maka)\b[^.;]*\b(?:total|jumlah|keseluruhan|seluruh)\b");
    static PARTS: LazyPattern = LazyPattern::new(&["terdiri|terbagi"], r"\b(?:terdiri|terbagi)\b");
    let mut found = Vec::new();
    let sentences = piece.amounts.chunk_by(|a, b| a.sentence == b.sentence);
    for amounts in sentences.filter(|a| a.len() > 2) {
        let kind = |a: &Amount| a.kind == Kind::Budget;
        let named = |a: &'_ Amount| super::named::without_tail(&a.before);
        if let Some((total, parts)) = amounts.split_last().filter(|(total, _)| TOTAL.is_match(&total.before)) {
            if kind(total) && parts.iter().all(kind) {
                found.push(Told { total, parts: parts.iter().map(|p| (p, named(p))).collect(), listed: false });
            }
        } else if let Some((total, parts)) = amounts.split_first().filter(|(_, p)| p.first().is_some_and(|p| PARTS.is_match(&p.before))) {
            let joined = parts.last().is_some_and(|p| p.before.contains("dan ") || p.before.contains("serta "));
            if joined && kind(total) && parts.iter().all(kind) {
                found.push(Told { total, parts: parts.iter().map(|p| (p, named(p))).collect(), listed: false });
            }
        }
    }
    found
}

/// Which amount of a sum is wrong, and what it should be: the total (`None`) or a part.
#[derive(Debug, PartialEq)]
struct Wrong {
    part: Option<usize>,
    expected: Decimal,
    repair: Option<Repair>,
}

/// What puts a sum right by one amount; `None` where nothing or several things would.
fn wrong(money: &Money, told: &Told<'_>) -> Option<Wrong> {
    let sum = told.sum()?;
    let lacking = told.total.number.checked_sub(sum)?;
    let places = std::iter::once((None, told.total.number, sum))
        .chain(told.parts.iter().enumerate().filter_map(|(i, (a, _))| Some((Some(i), a.number, a.number.checked_add(lacking)?))));
    let mut ranked: Vec<(u8, Wrong)> = places
        .filter(|(_, _, expected)| *expected > Decimal::ZERO)
        .filter_map(|(part, stated, expected)| {
            let repair = repair::of_digits(stated, expected);
            let slip = repair.is_some() || super::named::is_scaled(stated, expected);
            let rank = 2 * u8::from(slip) + 3 * u8::from(money.prints(expected));
            (rank > 0).then_some((rank, Wrong { part, expected, repair }))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let best = ranked.first()?.0;
    let mut first = ranked.into_iter().filter(|(rank, _)| *rank == best).map(|(_, wrong)| wrong);
    first.next().filter(|_| first.next().is_none())
}

fn judge(rule: &'static str, money: &Money, told: &Told<'_>, sink: &mut Sink) {
    let (Some(holds), Some(sum)) = (told.holds(), told.sum()) else { return };
    if holds {
        sink.pass_text(rule, told.total.page);
        return;
    }
    let Some(wrong) = wrong(money, told) else {
        sink.skip(rule, "the amounts of a list or sentence do not make its total, and nothing tells which is wrong");
        return;
    };
    let at = wrong.part.and_then(|i| told.parts.get(i)).map_or(told.total, |(a, _)| a);
    if at.is_told(sink) {
        return;
    }
    let message = say(|lang| {
        let repair = wrong.repair.as_ref().map_or(String::new(), |r| format!("; {}", r.text(lang)));
        let elsewhere =
            if money.prints(wrong.expected) { lang.pick(", seperti tercetak di tempat lain", ", as printed elsewhere") } else { "" };
        let total = lang.number(told.total.number);
        let by = format!("{} {}", lang.pick("selisih", "difference"), lang.number(gap(sum, told.total.number)));
        let put_right = match wrong.part.and_then(|i| told.parts.get(i)) {
            None => String::new(),
            Some((part, name)) => {
                let which = if told.listed { format!("“{}”", short(name)) } else { lang.number(part.number) };
                let right = lang.number(wrong.expected);
                match lang {
                    Lang::Id => format!("; cocok bila {which} seharusnya {right}{elsewhere}"),
                    Lang::En => format!("; it comes out if {which} should be {right}{elsewhere}"),
                }
            }
        };
        let told_so = if wrong.part.is_none() { elsewhere } else { "" };
        format!(
            "{} {} = {}{told_so}, {} {total}; {by}{put_right}{repair}.",
            lang.pick("Bagian yang disebut:", "The parts named:"),
            written(told, sum, lang),
            lang.number(sum),
            lang.pick("sedangkan jumlahnya tercetak", "but their total is printed"),
        )
    });
    let mut finding = at_text(rule, Severity::High, 88, (at.page, at.bbox), &at.text, message);
    finding.row = wrong.part.and_then(|i| told.parts.get(i)).map(|(_, name)| name.clone()).filter(|n| told.listed && !n.is_empty());
    finding.expected = Some(Lang::Id.number(wrong.expected.normalize()));
    let others = told.parts.iter().map(|(a, _)| (*a, "addend")).chain([(told.total, "total")]).filter(|(a, _)| !std::ptr::eq(*a, at));
    finding.evidence.extend(others.take(MOST_ADDENDS).map(|(a, role)| a.evidence(role)));
    sink.fail(rule, finding);
}

fn written(told: &Told<'_>, sum: Decimal, lang: Lang) -> String {
    if told.parts.len() > MOST_WRITTEN || sum.is_zero() {
        return format!("{} {}", told.parts.len(), lang.pick("bagian", "parts"));
    }
    told.parts.iter().map(|(a, _)| lang.number(a.number)).collect::<Vec<_>>().join(" + ")
}

#[cfg(test)]
mod tests {
    use crate::check::passages::report_of;
    use crate::check::{Options, fixture, run};
    use crate::layout::BlockKind::{Heading, ListItem, Paragraph};

    fn said(passages: &[(u32, crate::layout::BlockKind, &str)]) -> Vec<String> {
        fixture::findings(&run(&report_of(passages), &Options::default()), "A05")
    }

    const ITEMS: [(u32, crate::layout::BlockKind, &str); 4] = [
        (1, ListItem, "1. Program Layanan Kota Rp 185.304.661.853,- menurut rincian ini:"),
        (1, ListItem, "a. Program Taman sebesar Rp 100.000.000.000"),
        (1, ListItem, "b. Program Jalan sebesar Rp 85.304.661.853"),
        (1, ListItem, "2. Program Sekretariat sebesar Rp 48.787.589.272,-"),
    ];

    #[test]
    fn a_list_that_does_not_make_its_total_is_reported_where_the_report_tells_the_sum() {
        let mut text = vec![(1, Heading, "A. Belanja Langsung sebesar Rp 203.092.251.125,-")];
        text.extend(ITEMS);
        text.push((1, Heading, "B. Belanja Tidak Langsung sebesar Rp 5.000.000.000"));
        assert!(said(&text).is_empty(), "a part may be left unsaid");
        text.push((9, Paragraph, "Belanja Langsung dengan pagu Rp 234.092.251.125 dapat direalisasikan."));
        assert_eq!(said(&text), ["Rp 203.092.251.125 -> 234.092.251.125"]);
    }

    #[test]
    fn a_part_that_lost_a_group_is_named() {
        let text = [
            (1, Paragraph, "Program ini seluruhnya mendapat alokasi sebesar Rp 4.253.000.000 (awal alokasi Rp 4.000.000.000)."),
            (1, ListItem, "1) Hari Anak dengan alokasi Rp 665.000.000"),
            (2, ListItem, "2) Perlindungan Anak dengan alokasi Rp 1.688.000"),
            (2, ListItem, "3) Forum Anak dengan alokasi Rp 1.900.000.000"),
        ];
        assert_eq!(said(&text), ["Rp 1.688.000 -> 1.688.000.000"]);
    }

    #[test]
    fn totals_within_a_sentence() {
        let text = |last: &str| {
            let total = format!(
                "Program layanan mendapat pagu Rp 21.013.257.500 dan program kantor Rp 11.452.480.000, sehingga jumlah keduanya Rp 45.381.466.800. {last}"
            );
            said(&[(1, Paragraph, &total)])
        };
        assert_eq!(text("Program utama mendapat Rp 33.928.986.800."), ["Rp 21.013.257.500 -> 33.928.986.800"]);
        assert!(text("").is_empty());
        let english = "Program layanan mendapat pagu Rp.21.013,257,500.00 dan program kantor, terbagi ke 8 (delapan) kegiatan, Rp.11,452,480,000.00 sehingga jumlah keduanya Rp.45,381,466,800.00. Gaji mendapat Rp.11,038,000,000.00, maka keseluruhan pagu menjadi Rp.56,419,466,800.00.";
        assert_eq!(said(&[(1, Paragraph, english), (1, Paragraph, "Program utama Rp.33,928,986,800.")]).len(), 1);
        let parts = |b: &str| {
            said(&[(
                1,
                Paragraph,
                &format!("Anggaran Rp 82.745.870.475 terdiri atas APBD sebesar Rp 64.507.779.475 dan APBN sebesar {b}."),
            )])
        };
        assert_eq!(parts("Rp 18.238.091.000"), Vec::<String>::new());
        assert_eq!(parts("Rp 18.283.091.000"), ["Rp 18.283.091.000 -> 18.238.091.000"]);
    }

    #[test]
    fn lists_of_other_things_are_no_sums() {
        let head = "Anggaran dinas sebesar Rp 9.000.000.000 mendukung sasaran ini.";
        let spent = [
            (1, Paragraph, head),
            (1, ListItem, "1. Kegiatan Satu terealisasi Rp 4.000.000.000 dari pagu Rp 5.000.000.000"),
            (1, ListItem, "2. Kegiatan Dua terealisasi Rp 3.000.000.000 dari pagu Rp 4.100.000.000"),
        ];
        assert!(said(&spent).is_empty(), "the text does not say that they make it");
        let open = [
            (1, Paragraph, "Pagu sebesar Rp 9.000.000.000 dengan rincian:"),
            (1, ListItem, "1. Kegiatan Satu Rp 5.000.000.000"),
            (1, ListItem, "2. Kegiatan Dua"),
            (1, ListItem, "3. Kegiatan Tiga Rp 3.100.000.000"),
        ];
        assert!(said(&open).is_empty(), "an item without its amount");
    }
}
