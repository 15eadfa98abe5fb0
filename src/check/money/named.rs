//! Budgets that the text names and gives twice, or otherwise than a table: direct and indirect spending and their total, and
//! programmes and activities by name.
//!
//! One name may have several budgets: of a sasaran, of a source, before and after a change. So a difference is reported
//! only with a proof beside it: one of the two closes direct + indirect = total and the other nowhere, they differ by a
//! slip of the pen, or what stands under the name in the table adds up to the other.

use super::{Amount, Kind, Money, Piece, gap};
use crate::check::facts::{fold, key};
use crate::check::repair;
use crate::check::rules::x05_pagu::budgets;
use crate::check::say::{Lang, say, short};
use crate::check::sink::{Sink, at_cell, at_text};
use crate::check::view::{At, View};
use crate::check::{Finding, Input, Message, Severity};
use crate::pattern::LazyPattern;
use crate::report::{ColumnRole, RowRole, TableKind};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Letters from which a name identifies a programme or activity.
const TELLING: usize = 12;
/// Names that text and table must have with one amount before another is a contradiction, and for each that differs.
const AGREEING: usize = 3;
/// Share of an amount within which another of the same spending is a misprint: 1/100.
const NEAR_PARTS: i64 = 100;
/// Claims of one item that are compared: more are no report's.
const MOST_CLAIMS: usize = 60;

/// Compares what the text says of budgets with itself and with the tables.
pub fn check(rule: &'static str, input: &Input<'_>, sink: &mut Sink) {
    if input.money().pieces.iter().all(|p| p.amounts.is_empty()) {
        return;
    }
    of_agency(rule, input, sink);
    of_programmes(rule, input, sink);
}

/// A name without the words that lead from it to its amount.
pub(super) fn without_tail(text: &str) -> String {
    static TAIL: LazyPattern = LazyPattern::new(
        &[],
        r"(?i)[\s,;:]*(?:\b(?:dengan|yang|memperoleh|mendapat|mendapatkan|memiliki|alokasi|anggaran|biaya|dana|pagu|jumlah|total|sebesar|sejumlah|senilai|adalah|yaitu|dialokasikan|dianggarkan|didanai|dibiayai|oleh|bersumber|dari|apbd|apbn|provinsi|kabupaten|kota)[\s,;:]*)+$",
    );
    let text = text.trim();
    let end = TAIL.find(text).map_or(text.len(), |m| m.start());
    text.get(..end).unwrap_or_default().trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '(' | '.')).to_owned()
}

// ---- direct and indirect spending and their total ----

/// What an agency's budget is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Direct,
    Indirect,
    Total,
}

impl Item {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Direct => lang.pick("Belanja Langsung", "Belanja Langsung (direct spending)"),
            Self::Indirect => lang.pick("Belanja Tidak Langsung", "Belanja Tidak Langsung (indirect spending)"),
            Self::Total => lang.pick("seluruh belanja", "all spending"),
        }
    }
}

/// Where an amount stands.
#[derive(Debug, Clone, Copy)]
enum Spot<'a> {
    Text(&'a Amount),
    Cell(At),
}

#[derive(Debug, Clone)]
struct Claim<'a> {
    item: Item,
    kind: Kind,
    number: Decimal,
    spot: Spot<'a>,
    /// Whose total it is.
    whose: String,
    /// Which piece says it.
    piece: Option<usize>,
}

/// Compares the amounts given for direct spending, indirect spending and both.
fn of_agency(rule: &'static str, input: &Input<'_>, sink: &mut Sink) {
    let money = input.money();
    let mut claims: Vec<Claim<'_>> = Vec::new();
    // Amounts that the text elsewhere says to be of a part only.
    let mut aside: BTreeSet<Decimal> = BTreeSet::new();
    for (i, piece) in money.pieces.iter().enumerate() {
        in_piece(i, piece, &mut claims, &mut aside);
    }
    if claims.is_empty() {
        return;
    }
    input.views.iter().for_each(|view| in_table(view, input.report.year, &mut claims));
    for item in [Item::Direct, Item::Indirect, Item::Total] {
        for kind in [Kind::Budget, Kind::Spent] {
            let own: Vec<&Claim<'_>> = claims.iter().filter(|c| c.item == item && c.kind == kind).take(MOST_CLAIMS).collect();
            compare(rule, input, &claims, &own, &aside, sink);
        }
    }
}

fn in_piece<'a>(index: usize, piece: &'a Piece, claims: &mut Vec<Claim<'a>>, aside: &mut BTreeSet<Decimal>) {
    static PART: LazyPattern = LazyPattern::new(
        &["sasaran|program|kegiatan|dukung|triwulan|semester|tujuan|misi|bulan"],
        r"\b(?:sasaran|program|kegiatan|\w*dukung\w*|triwulan|semester|tujuan|misi|bulan)\b",
    );
    let mut last: Option<(Item, usize, String)> = None;
    for amount in &piece.amounts {
        let named = item_of(&amount.before);
        let inherited =
            last.take().filter(|(_, sentence, _)| *sentence == amount.sentence && amount.kind == Kind::Spent && named.is_none());
        let Some((item, whose)) = named.or_else(|| inherited.map(|(item, _, whose)| (item, whose))) else { continue };
        if PART.is_match(&amount.before) {
            aside.insert(amount.number);
            continue;
        }
        if amount.kind == Kind::Budget {
            last = Some((item, amount.sentence, whose.clone()));
        }
        if amount.kind != Kind::Other {
            claims.push(Claim { item, kind: amount.kind, number: amount.number, spot: Spot::Text(amount), whose, piece: Some(index) });
        }
    }
}

/// What the words right before an amount say that it is of, and whose.
fn item_of(before: &str) -> Option<(Item, String)> {
    static SPENDING: LazyPattern = LazyPattern::new(
        &["langsung"],
        r"\bbelanja (?P<not>tidak )?langsung\s*(?:(?:\([^)]*\)|gaji|pegawai|btl|bl)\s*)*(?:(?:dialokasikan|dianggarkan|adalah|yaitu|dengan|pagu|alokasi|anggaran|jumlah|total)\s+)*(?:sebesar|sejumlah|senilai)?\s*:?$",
    );
    static TOTAL: LazyPattern = LazyPattern::new(
        &["anggaran"],
        r"\b(?:total|keseluruhan|jumlah seluruh)\s+(?:alokasi\s+)?anggaran\s+(?:yang dikelola\s+)?(?P<whose>[^,;:]*?)\s*(?:pada\s+)?(?:(?:tahun(?: anggaran)?|ta\.?)\s+20\d\d\s*)?(?:adalah|yaitu)?\s*(?:sebesar|sejumlah|senilai)?\s*:?$",
    );
    static NOT_ALL: LazyPattern = LazyPattern::new(
        &[],
        r"\b(?:belanja|langsung|apbn|apbd|dekonsentrasi|pembantuan|dak|phln|hibah|bidang|seksi|sub\w*|upt\w*|balai|cabang|sekretariat|ini|itu|tersebut|untuk|keempat|ketiga|kedua|indikator|urusan|bantuan|pada|dalam)\b",
    );
    let before = before.trim_end();
    if let Some(m) = SPENDING.captures(before) {
        return Some((if m.name("not").is_some() { Item::Indirect } else { Item::Direct }, String::new()));
    }
    let whose = TOTAL.captures(before)?.name("whose")?.as_str().to_owned();
    (!NOT_ALL.is_match(&whose)).then_some((Item::Total, whose))
}

fn in_table(view: &View<'_>, year: Option<i32>, claims: &mut Vec<Claim<'_>>) {
    let budget = matches!(view.table.kind, TableKind::BudgetPlan | TableKind::BudgetChange | TableKind::BudgetRealization);
    if !budget || view.table.year.zip(year).is_some_and(|(own, report)| own != report) {
        return;
    }
    for row in view.body() {
        let item = match fold(view.title(row.row)).trim_start_matches(|c: char| !c.is_alphabetic() || c == 'i').trim() {
            "belanja langsung" => Item::Direct,
            "belanja tidak langsung" => Item::Indirect,
            _ => continue,
        };
        for col in 0..view.cols {
            let kind = match view.role(col) {
                ColumnRole::Pagu | ColumnRole::PaguPerubahan => Kind::Budget,
                ColumnRole::RealisasiAnggaran => Kind::Spent,
                _ => continue,
            };
            let current = view.column(col).is_some_and(|c| c.year.is_none() || c.year == year);
            let Some((at, quantity)) = view.figure(row.row, col).filter(|_| current && !view.is_percent_column(col)) else { continue };
            let Some(number) = quantity.number.checked_mul(view.table.scale).filter(|_| quantity.exact) else { continue };
            claims.push(Claim { item, kind, number: number.normalize(), spot: Spot::Cell(at), whose: String::new(), piece: None });
        }
    }
}

/// Direct + indirect = total, as the rest of the report makes it with the amount of a claim.
fn closing(money: &Money, all: &[Claim<'_>], claim: &Claim<'_>) -> Option<[Decimal; 3]> {
    let of = |item: Item| all.iter().filter(move |c| c.item == item && c.kind == claim.kind).take(MOST_CLAIMS).map(|c| c.number);
    let closed = |direct: Decimal, indirect: Decimal| Some([direct, indirect, direct.checked_add(indirect)?]);
    let printed = |sum: &[Decimal; 3]| sum.last().is_some_and(|total| money.prints(*total));
    match claim.item {
        Item::Direct => of(Item::Indirect).filter_map(|i| closed(claim.number, i)).find(printed),
        Item::Indirect => of(Item::Direct).filter_map(|d| closed(d, claim.number)).find(printed),
        Item::Total => {
            let mut pairs = of(Item::Direct).flat_map(|d| of(Item::Indirect).filter_map(move |i| closed(d, i)));
            pairs.find(|sum| sum.last() == Some(&claim.number))
        }
    }
}

fn compare(rule: &'static str, input: &Input<'_>, all: &[Claim<'_>], own: &[&Claim<'_>], aside: &BTreeSet<Decimal>, sink: &mut Sink) {
    let money = input.money();
    let mut values: BTreeMap<Decimal, usize> = BTreeMap::new();
    own.iter().for_each(|c| *values.entry(c.number).or_default() += 1);
    let sure: BTreeSet<Decimal> = own.iter().filter(|c| closing(money, all, c).is_some()).map(|c| c.number).collect();
    let most = values.iter().max_by_key(|(_, n)| **n).filter(|(_, n)| **n > 1).map(|(v, _)| *v);
    let Some(right) = (if sure.len() == 1 { sure.first().copied() } else { most.filter(|_| sure.is_empty()) }) else { return };
    let Some(witness) = own.iter().find(|c| c.number == right) else { return };
    for claim in own {
        let Spot::Text(amount) = claim.spot else { continue };
        if claim.number == right {
            if values.get(&right).is_some_and(|n| *n > 1) {
                sink.pass_text(rule, amount.page);
            }
            continue;
        }
        let part = aside.contains(&claim.number) || money.in_tables(claim.number) || !is_of_same(input, claim, own, right);
        let severity = if part { None } else { proof(all, claim, right, !sure.is_empty()) };
        let Some(severity) = severity else {
            sink.skip(rule, "the text gives one budget twice, but it may be another one");
            continue;
        };
        if !amount.is_told(sink) {
            sink.fail(rule, of_item(rule, input, (claim, amount), (witness, right, closing(money, all, witness)), severity));
        }
    }
}

/// Whether two totals are of one agency: what one name has more is of the agency's or of the other name.
fn is_of_same(input: &Input<'_>, claim: &Claim<'_>, own: &[&Claim<'_>], right: Decimal) -> bool {
    let agency = &input.report.agency;
    let known: BTreeSet<String> = [agency.name.as_deref(), agency.region.as_deref()]
        .into_iter()
        .flatten()
        .chain(own.iter().filter(|c| c.number == right).map(|c| c.whose.as_str()))
        .flat_map(crate::check::passages::words)
        .collect();
    claim.item != Item::Total || crate::check::passages::words(&claim.whose).iter().all(|w| known.contains(w))
}

/// How much an amount that differs from the right one matters; `None` where it may be of something else.
fn proof(all: &[Claim<'_>], claim: &Claim<'_>, right: Decimal, closes: bool) -> Option<Severity> {
    let slip = repair::of_digits(claim.number, right).is_some();
    let near = gap(claim.number, right).checked_mul(Decimal::from(NEAR_PARTS)).is_some_and(|g| g < right);
    let beside = |item: Item| {
        let mut found = all.iter().filter(|c| c.piece == claim.piece && c.item == item && c.kind == claim.kind);
        found.next().filter(|_| found.next().is_none()).map(|c| c.number)
    };
    // The piece tells all three, and they do not make a sum there.
    let torn = (|| Some(beside(Item::Direct)?.checked_add(beside(Item::Indirect)?)? != beside(Item::Total)?))() == Some(true);
    match (slip || (torn && closes), near && closes && claim.kind == Kind::Spent) {
        (true, _) => Some(Severity::High),
        (false, true) => Some(Severity::Medium),
        (false, false) => None,
    }
}

fn of_item(
    rule: &'static str,
    input: &Input<'_>,
    (claim, amount): (&Claim<'_>, &Amount),
    (witness, right, sum): (&Claim<'_>, Decimal, Option<[Decimal; 3]>),
    severity: Severity,
) -> Finding {
    let (place, evidence) = match witness.spot {
        Spot::Text(a) => (None, Some(a.evidence("other_place"))),
        Spot::Cell(at) => (input.views.get(at.table), input.views.get(at.table).and_then(|v| v.evidence(at, "other_place"))),
    };
    let page = evidence.as_ref().map_or(0, |e| e.page);
    let message = say(|lang| {
        let table = place.map_or(String::new(), |v| format!("{} {}, ", lang.pick("Tabel", "Table"), v.name()));
        let closes = sum.map_or(String::new(), |[direct, indirect, total]| {
            format!(" {} + {} = {}.", lang.number(direct), lang.number(indirect), lang.number(total))
        });
        let what = if claim.kind == Kind::Spent { lang.pick("Realisasi", "Realisasi of") } else { lang.pick("Pagu", "Budget of") };
        format!(
            "{what} {}: {}, {} {} ({table}{} {page}); {} {}.{closes}",
            claim.item.name(lang),
            lang.number(claim.number),
            lang.pick("sedangkan", "but"),
            lang.number(right),
            lang.pick("hlm.", "p."),
            lang.pick("selisih", "difference"),
            lang.number(gap(claim.number, right)),
        )
    });
    let mut finding = at_text(rule, severity, 85, (amount.page, amount.bbox), &amount.text, message);
    finding.row = Some(claim.item.name(Lang::Id).to_owned());
    finding.expected = Some(Lang::Id.number(right));
    finding.evidence.extend(evidence);
    finding
}

// ---- programmes and activities by name ----

/// A budget that the text gives to a name that a table has too.
struct Named<'a> {
    amount: &'a Amount,
    name: String,
    /// The table's amounts, before and after a change.
    cells: Vec<(At, Decimal)>,
}

impl Named<'_> {
    fn agrees(&self) -> bool {
        self.cells.iter().any(|(_, n)| *n == self.amount.number)
    }
}

/// Compares the budgets of programmes and activities that the text names with each table that names most of them.
fn of_programmes(rule: &'static str, input: &Input<'_>, sink: &mut Sink) {
    let money = input.money();
    let told: Vec<(&Amount, String, String)> =
        money.pieces.iter().flat_map(named_in).map(|(amount, name)| (amount, bare(&key(&name)).to_owned(), name)).collect();
    if told.is_empty() {
        return;
    }
    for view in &input.views {
        let mut rows: BTreeMap<String, Vec<(At, Decimal)>> = BTreeMap::new();
        for (name, amounts) in budgets(view, input.report.year) {
            rows.entry(bare(&name).to_owned()).or_default().extend(amounts);
        }
        let shared: Vec<Named<'_>> = told
            .iter()
            .filter_map(|(amount, key, name)| Some(Named { amount, name: name.clone(), cells: rows.get(key)?.clone() }))
            .collect();
        let agreed = shared.iter().filter(|n| n.agrees()).count();
        let differ: Vec<&Named<'_>> = shared.iter().filter(|n| !n.agrees()).collect();
        for named in shared.iter().filter(|n| n.agrees()) {
            sink.pass_text(rule, named.amount.page);
        }
        if agreed < AGREEING || differ.len() * AGREEING > agreed {
            sink.skip_many(rule, "text and table give too many of their names different budgets", differ.len());
            continue;
        }
        for named in differ {
            judge(rule, view, named, sink);
        }
    }
}

/// The amounts of a piece that a name leads up to.
fn named_in(piece: &Piece) -> Vec<(&Amount, String)> {
    let of_budget = piece.amounts.iter().filter(|a| a.kind == Kind::Budget).map(|a| (a, without_tail(&a.before)));
    of_budget.filter(|(_, name)| name.chars().filter(|c| c.is_alphabetic()).count() >= TELLING).collect()
}

/// A name as a key without the word for its level.
fn bare(key: &str) -> &str {
    ["subkegiatan", "kegiatan", "program"].iter().find_map(|level| key.strip_prefix(level)).unwrap_or(key)
}

fn judge(rule: &'static str, view: &View<'_>, named: &Named<'_>, sink: &mut Sink) {
    let stated = named.amount.number;
    let slip = named.cells.iter().find(|(_, n)| repair::of_digits(stated, *n).is_some() || is_scaled(stated, *n));
    let summed = named.cells.iter().find(|(at, _)| sum_below(view, *at) == Some(stated));
    let page = |at: At| view.cell(at).map_or(0, |c| c.page);
    let title = |at: At| view.cell(at).map_or(named.name.as_str(), |c| view.title(c.row)).to_owned();
    if let Some((at, number)) = summed {
        let page_of = named.amount.page;
        let message = differs(&title(*at), *number, stated, &|lang| {
            format!("{}, {} {page_of}", lang.pick("kalimat", "text"), lang.pick("hlm.", "p."))
        });
        let mut finding = at_cell(rule, Severity::High, 85, view, *at, message);
        finding.expected = Some(Lang::Id.number(stated));
        finding.evidence.push(named.amount.evidence("other_place"));
        sink.fail(rule, finding);
    } else if let Some((at, number)) = slip {
        if named.amount.is_told(sink) {
            return;
        }
        let place = |lang: Lang| format!("{} {}, {} {}", lang.pick("Tabel", "Table"), view.name(), lang.pick("hlm.", "p."), page(*at));
        let message = differs(&title(*at), stated, *number, &place);
        let mut finding = at_text(rule, Severity::High, 85, (named.amount.page, named.amount.bbox), &named.amount.text, message);
        finding.row = Some(title(*at));
        finding.expected = view.cell(*at).map(|c| c.text.trim().to_owned());
        finding.evidence.extend(view.evidence(*at, "other_place"));
        sink.fail(rule, finding);
    } else {
        sink.skip(rule, "the text gives a name another budget than the table, but it may be a part of it");
    }
}

fn differs(name: &str, stated: Decimal, other: Decimal, place: &dyn Fn(Lang) -> String) -> Message {
    say(|lang| {
        format!(
            "{} “{}”: {}, {} {} ({}); {} {}.",
            lang.pick("Pagu", "Budget of"),
            short(name),
            lang.number(stated),
            lang.pick("sedangkan", "but"),
            lang.number(other),
            place(lang),
            lang.pick("selisih", "difference"),
            lang.number(gap(stated, other)),
        )
    })
}

/// A group of three noughts left out or put in.
pub(super) fn is_scaled(a: Decimal, b: Decimal) -> bool {
    let thousand = Decimal::ONE_THOUSAND;
    a.checked_mul(thousand) == Some(b) || b.checked_mul(thousand) == Some(a)
}

/// The sum of the plain rows right below a cell, two or more.
fn sum_below(view: &View<'_>, at: At) -> Option<Decimal> {
    let head = view.cell(at)?;
    let mut sum = Decimal::ZERO;
    let mut added = 0;
    for row in view.body().filter(|r| r.row > head.row).take_while(|r| matches!(r.role, RowRole::Data)) {
        let Some((_, quantity)) = view.figure(row.row, head.col) else { continue };
        sum = sum.checked_add(quantity.number.checked_mul(view.table.scale)?)?;
        added += 1;
    }
    (added > 1).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::passages::report_of;
    use crate::check::{Options, fixture, run};
    use crate::layout::BlockKind::{ListItem, Paragraph};
    use crate::report::ColumnRole::{Pagu, Uraian};

    fn said(passages: &[&str], rows: &[&str]) -> Vec<String> {
        let lines: Vec<_> = passages.iter().map(|t| (1, if t.starts_with(char::is_numeric) { ListItem } else { Paragraph }, *t)).collect();
        let mut report = report_of(&lines);
        if !rows.is_empty() {
            let mut table = fixture::table(&[("Uraian", Uraian), ("Anggaran", Pagu)], rows);
            table.kind = crate::report::TableKind::BudgetPlan;
            report.tables = vec![table];
        }
        fixture::findings(&run(&report, &Options::default()), "X05")
    }

    const WHOLE: &str = "Belanja Langsung sebesar Rp 45.381.466.800 dan Belanja Tidak Langsung (gaji) sebesar Rp 11.038.000.000, sehingga total anggaran Dinas pada Tahun 2024 sebesar Rp 56.419.466.800.";

    #[test]
    fn another_amount_of_what_closes_the_total_is_reported() {
        let other = "Pagu Belanja Langsung Rp 45.381.466.800 terealisasi Rp 41.000.000.000. Pagu Belanja Tidak Langsung Rp 11.206.239.995 terealisasi Rp 10.000.000.000. Total anggaran Dinas Rp 54.419.466.800 terealisasi Rp 51.000.000.000.";
        assert_eq!(said(&[WHOLE, other], &[]), ["Rp 11.206.239.995 -> 11.038.000.000", "Rp 54.419.466.800 -> 56.419.466.800"]);
    }

    #[test]
    fn what_is_of_a_part_or_a_change_passes() {
        let part = "Anggaran yang mendukung sasaran, yaitu Belanja Langsung sebesar Rp 17.567.750.000.";
        let again = "Belanja Langsung sebesar Rp 17.567.750.000 dipakai seluruhnya.";
        assert!(said(&[WHOLE, part, again], &[]).is_empty());
        assert!(said(&[WHOLE, again], &[]).is_empty(), "nothing proves it the same");
        assert!(said(&[WHOLE, "Belanja Langsung semula sebesar Rp 45.381.466.300."], &[]).is_empty());
        assert!(said(&[WHOLE, "Pada tahun 2023 Belanja Langsung sebesar Rp 45.381.466.300."], &[]).is_empty());
        assert_eq!(said(&[WHOLE, "Belanja Langsung sebesar Rp 45.381.466.300."], &[]), ["Rp 45.381.466.300 -> 45.381.466.800"]);
    }

    const TEXT: [&str; 4] = [
        "1) Peringatan Hari Anak dengan alokasi biaya sebesar Rp 665.000.000",
        "2) Pengembangan Kota Layak Anak dengan alokasi biaya Rp 800.000.000",
        "3) Jambore Forum Anak Daerah dengan alokasi biaya Rp 300.000.000",
        "4) Perlindungan Perempuan dan Anak dengan alokasi biaya Rp 1.688.000",
    ];

    #[test]
    fn a_budget_that_the_table_prints_otherwise() {
        let rows = |last: &str| {
            let last = format!("Kegiatan Perlindungan Perempuan dan Anak|{last}");
            said(
                &TEXT,
                &[
                    "Peringatan Hari Anak|665.000.000",
                    "Pengembangan Kota Layak Anak|800.000.000",
                    "Jambore Forum Anak Daerah|300.000.000",
                    &last,
                ],
            )
        };
        assert_eq!(rows("1.688.000.000"), ["Rp 1.688.000 -> 1.688.000.000"]);
        assert!(rows("2.020.000.000").is_empty(), "a part of it");
        assert!(rows("1.688.000").is_empty());
    }

    #[test]
    fn a_head_of_the_table_that_its_rows_deny() {
        let text = [TEXT[0], TEXT[1], TEXT[2], "4) Program Pemeliharaan Sarana Kantor sebesar Rp 9.046.730.910"];
        let rows = [
            "Peringatan Hari Anak|665.000.000",
            "Pengembangan Kota Layak Anak|800.000.000",
            "Jambore Forum Anak Daerah|300.000.000",
            "PROGRAM PEMELIHARAAN SARANA KANTOR|7.157.440.500",
            "Pemeliharaan gedung|9.000.000.000",
            "Pemeliharaan taman|46.730.910",
        ];
        assert_eq!(said(&text, &rows), ["7.157.440.500 -> 9.046.730.910"]);
    }

    #[test]
    fn names_lose_the_words_before_their_amount() {
        assert_eq!(without_tail("Pelayanan Kesehatan Dasar, sebesar "), "Pelayanan Kesehatan Dasar");
        assert_eq!(without_tail("Gerakan Gender dengan alokasi biaya sebesar"), "Gerakan Gender");
        assert_eq!(without_tail("Penyuluhan Kesehatan yang dibiayai oleh APBN sebesar"), "Penyuluhan Kesehatan");
    }
}
