//! # X09 narasi-tabel
//!
//! ## What it does
//! Looks up the figures of a sentence that cites a table: counts by the name beside them (a column's total, or a row),
//! budget and spending in the row that the sentence names, else in the table's total.
//!
//! ## Why it matters
//! A sentence that reads a table aloud is what is remembered of it; where the two differ, one of them is from an earlier
//! draft or another year.
//!
//! ## Example
//! 'Berdasarkan tabel I.1 … S1 sebanyak 101 orang, S2 9 orang': the table's total has 100 under S1 and 9 under S2.
//!
//! ## What it lets pass
//! Figures that stand anywhere in the table, rounded amounts, counts of which no neighbour is found in the table (the
//! sentence then speaks of something else), names that several columns or rows bear with different figures.
//!
//! ## Source
//! PermenPANRB 53/2014, Lampiran II (penyajian data kinerja) and III (keandalan data dalam laporan).

use crate::check::interval::Interval;
use crate::check::prose::{self, Sentence, Spoken, key};
use crate::check::say::{Lang, say};
use crate::check::sink::Sink;
use crate::check::view::{At, View};
use crate::check::{Input, Part, Severity};
use crate::pattern::LazyPattern;
use crate::report::{ColumnRole, RowRole};
use rust_decimal::Decimal;

const RULE: &str = "X09";

/// Letters and digits of a row's name from which it is found in a sentence.
const TELLING: usize = 12;
/// Words beside a count that may name it.
const MOST_WORDS: usize = 4;

/// Cells with their numbers and what belongs together.
type Found = Vec<(At, Decimal, String)>;

/// A count of a sentence and the figures that the table has under its name.
struct Count<'s, 'a> {
    spoken: &'s Spoken<'a>,
    name: String,
    /// Cell, its number and the heading that its column stands under.
    found: Found,
}

/// Checks every sentence that cites a table.
pub fn check(input: &Input<'_>, sink: &mut Sink) {
    static CITED: LazyPattern = LazyPattern::new(&["tabel"], r"\btabel\s*((?:[ivx]+|\d+)(?:[.\-]\d+)*)");
    for statement in input.report.statements.iter().filter(|s| s.text.contains("abel") || s.text.contains("ABEL")) {
        let lower = statement.text.to_lowercase();
        let mut cited = Vec::new();
        for found in CITED.captures_iter(&lower) {
            cited.extend(found.get(1).map(|m| key(m.as_str())));
        }
        let view = input.views.iter().find(|v| v.table.number.as_deref().is_some_and(|n| cited.contains(&key(n))));
        let (Some(view), Some(sentence), 1) = (view, Sentence::read(statement), cited.len()) else { continue };
        counts(view, &sentence, sink);
        amounts(view, &sentence, sink);
    }
}

/// Counts with a name beside them, where the table has the name and at least one of its neighbours' figures.
fn counts(view: &View<'_>, sentence: &Sentence<'_>, sink: &mut Sink) {
    let counted = |f: &&Spoken<'_>| {
        let word = f.value.text.chars().any(char::is_alphabetic);
        !f.is_percent() && !f.is_rupiah() && f.figure.decimals == 0 && word
    };
    let read = |spoken| {
        let (name, found) = named(view, sentence, spoken)?;
        Some(Count { spoken, name, found })
    };
    let counts: Vec<Count<'_, '_>> = sentence.figures.iter().filter(counted).filter_map(read).collect();
    let holds = |c: &Count<'_, '_>| c.found.iter().any(|(_, n, _)| *n == c.spoken.number());
    for count in &counts {
        if let Some((at, ..)) = count.found.iter().find(|(_, n, _)| *n == count.spoken.number()) {
            sink.pass(RULE, view, *at);
            continue;
        }
        // The heading under which the sentence's other counts are found.
        let others = |heading: &str| counts.iter().filter(|c| holds(c)).filter(|c| c.has_under(heading)).count();
        let best = count.found.iter().max_by_key(|(_, _, heading)| others(heading));
        let Some((at, number, _)) = best.filter(|(_, _, heading)| others(heading) > 0) else {
            sink.skip(RULE, "no figure of the sentence is found in the table");
            continue;
        };
        report(view, sentence, count.spoken, (*at, *number), Some(&count.name), sink);
    }
}

impl Count<'_, '_> {
    /// Whether its own figure stands under a heading.
    fn has_under(&self, heading: &str) -> bool {
        self.found.iter().any(|(_, n, h)| h == heading && *n == self.spoken.number())
    }
}

/// The name beside a count and the figures that the table has under it: totals of a column of that name, or rows.
fn named(view: &View<'_>, sentence: &Sentence<'_>, spoken: &Spoken<'_>) -> Option<(String, Found)> {
    const FILLERS: [&str; 11] =
        ["sebanyak", "berjumlah", "sejumlah", "sebesar", "ada", "yaitu", "yakni", "adalah", "dan", "terdiri", "dari"];
    let words = |text: &str| -> Vec<String> { text.split_whitespace().map(key).filter(|w| !w.is_empty()).collect() };
    let mut before = words(&spoken.before);
    while before.last().is_some_and(|w| FILLERS.contains(&w.as_str())) {
        before.pop();
    }
    let rest = sentence.lower.get(spoken.end..).unwrap_or("");
    let after = words(rest.split([',', ';', '.', '(']).next().unwrap_or(""));
    for n in (1..=MOST_WORDS).rev() {
        let left = before.len().checked_sub(n).and_then(|i| before.get(i..)).map(<[String]>::concat);
        let right = after.get(..n).filter(|w| w.len() == after.len()).map(<[String]>::concat);
        for name in [left, right].into_iter().flatten() {
            let found = under(view, &name);
            if !found.is_empty() {
                return Some((name, found));
            }
        }
    }
    None
}

fn under(view: &View<'_>, name: &str) -> Found {
    let bears = |title: &str| key(title) == name || title.contains('/') && title.split('/').any(|part| key(part) == name);
    let mut found = Vec::new();
    for row in view.body() {
        let total = matches!(row.role, RowRole::Total | RowRole::Subtotal);
        let named = !total && bears(view.title(row.row));
        for col in 0..view.cols {
            let Some((at, quantity)) = view.figure(row.row, col) else { continue };
            if quantity.doubtful || view.is_percent_column(col) || view.role(col) == ColumnRole::No {
                continue;
            }
            if named || total && bears(view.last_header(col)) {
                // Totals of one row under one heading belong together, as do the rows of one column.
                let path = view.column(col).map_or(&[][..], |c| c.header.as_slice());
                let above = path.split_last().map_or_else(String::new, |(_, above)| above.join(" / "));
                let heading = if total { format!("{} {above}", row.row) } else { col.to_string() };
                found.push((at, quantity.number, heading));
            }
        }
    }
    // The last total is the table's: earlier ones are parts of it.
    found.reverse();
    found
}

/// Budget and spending of a sentence against the row that it names, else the table's total.
fn amounts(view: &View<'_>, sentence: &Sentence<'_>, sink: &mut Sink) {
    const OTHER: [&str; 8] = ["turun", "penurunan", "naik", "selisih", "sisa", "efisiensi", "tambah", "kurang"];
    for spoken in sentence.figures.iter().filter(|f| f.is_amount()) {
        let roles: &[ColumnRole] = match spoken.part {
            prose::Part::Pagu => &[ColumnRole::PaguPerubahan, ColumnRole::Pagu],
            prose::Part::Belanja => &[ColumnRole::RealisasiAnggaran],
            _ => continue,
        };
        if OTHER.iter().any(|w| spoken.before.contains(w)) {
            continue;
        }
        let stated = Interval::rounded(spoken.number(), spoken.figure.decimals);
        let amount = |row: usize, col: usize| {
            let (at, quantity) = view.figure(row, col).filter(|(_, q)| !q.doubtful)?;
            Some((at, quantity.number.checked_mul(view.table.scale)?))
        };
        let cells = || view.body().flat_map(|r| (0..view.cols).map(move |c| (r.row, c)));
        let same: Vec<At> =
            cells().filter_map(|(r, c)| amount(r, c)).filter(|(_, n)| stated.meets(&Interval::point(*n))).map(|(at, _)| at).collect();
        if !same.is_empty() {
            sink.pass_text(RULE, sentence.statement.page);
            // Which of several is meant is not said.
            if let [at] = same.as_slice() {
                sink.tick(RULE, view, *at, Part::Result);
            }
            continue;
        }
        let said = key(&sentence.lower);
        let speaks_of = |row: usize| {
            let name = key(view.title(row));
            name.chars().count() >= TELLING && said.contains(&name)
        };
        let mut named = view.body().filter(|r| r.role != RowRole::Total && speaks_of(r.row)).map(|r| r.row);
        let mut totals = view.body().filter(|r| r.role == RowRole::Total).map(|r| r.row);
        let row = match (named.next(), named.next(), totals.next(), totals.next()) {
            (Some(row), None, ..) | (None, _, Some(row), None) => row,
            _ => {
                sink.skip(RULE, "the sentence names no row, and the table has not one total");
                continue;
            }
        };
        let mut columns = roles.iter().flat_map(|role| view.columns_with(*role)).filter_map(|c| amount(row, c));
        let Some(found) = columns.next() else { continue };
        if !sink.speaks_of(sentence.statement.page, &spoken.value.bbox) {
            report(view, sentence, spoken, found, None, sink);
        }
    }
}

fn report(view: &View<'_>, sentence: &Sentence<'_>, spoken: &Spoken<'_>, (at, number): (At, Decimal), name: Option<&str>, sink: &mut Sink) {
    let message = say(|lang| {
        let name = name.map(|n| format!(" “{}”", n.to_uppercase())).unwrap_or_default();
        let (stated, number, table) = (&spoken.value.text, lang.number(number), view.name());
        match lang {
            Lang::Id => format!("Kalimat menyebut{name} {stated}; Tabel {table} yang dirujuknya mencetak {number}."),
            Lang::En => format!("The sentence says{name} {stated}; Table {table}, which it cites, prints {number}."),
        }
    });
    let mut finding = sentence.finding(RULE, Severity::Medium, 82, spoken, message);
    finding.row = name.map(str::to_uppercase);
    finding.expected = Some(Lang::Id.number(number));
    finding.evidence.extend(view.evidence(at, "table"));
    sink.fail(RULE, finding);
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::{findings, report, table};
    use crate::check::prose::tests_support::statement;
    use crate::check::{Options, run};
    use crate::report::ColumnRole::{self, Bagian, Pagu, RealisasiAnggaran, Uraian};

    fn said(columns: &[(&str, ColumnRole)], rows: &[&str], text: &str) -> Vec<String> {
        let mut table = table(columns, rows);
        table.number = Some("5".into());
        let mut report = report(vec![table]);
        report.statements = vec![statement(text)];
        findings(&run(&report, &Options::default()), "X09")
    }

    const STAFF: [(&str, ColumnRole); 4] = [("Jabatan", Uraian), ("Magister", Bagian), ("Sarjana", Bagian), ("SLTA/SLTP", Bagian)];
    const PEOPLE: [&str; 3] = ["Pelaksana|4|60|13", "Fungsional|5|40|20", "Jumlah|9|100|33"];

    #[test]
    fn counts_are_those_of_the_totals_under_their_name() {
        let text = |s1: &str| {
            format!("Berdasarkan tabel 5 terdapat pegawai sarjana sebanyak {s1} orang, magister sebanyak 9 orang, SLTA sebanyak 33 orang.")
        };
        assert_eq!(said(&STAFF, &PEOPLE, &text("101")), ["101 orang -> 100"]);
        assert!(said(&STAFF, &PEOPLE, &text("100")).is_empty());
        // A row's own count.
        let rows = "Pada tabel 5 tercatat pelaksana 60 orang.";
        assert!(said(&STAFF, &PEOPLE, rows).is_empty());
    }

    #[test]
    fn a_sentence_of_other_counts_is_left_alone() {
        let text = "Selain tabel 5, pegawai sarjana yang dilatih sebanyak 12 orang dan magister sebanyak 2 orang.";
        assert!(said(&STAFF, &PEOPLE, text).is_empty());
        assert!(said(&STAFF, &PEOPLE, "Berdasarkan tabel 6 pegawai sarjana sebanyak 101 orang dan magister 9 orang.").is_empty());
    }

    const BUDGET: [(&str, ColumnRole); 3] = [("Program", Uraian), ("Pagu", Pagu), ("Realisasi", RealisasiAnggaran)];
    const LINES: [&str; 3] = [
        "Program Pelatihan Kerja|400.000.000|390.000.000",
        "Program Hubungan Industrial|600.000.000|500.000.000",
        "Jumlah|1.000.000.000|890.000.000",
    ];

    #[test]
    fn amounts_are_those_of_the_row_named_or_of_the_total() {
        let total = |pagu: &str| format!("Berdasarkan tabel 5 anggaran belanja sebesar Rp {pagu} terealisasi Rp 890.000.000.");
        assert_eq!(said(&BUDGET, &LINES, &total("2.350.000.000")), ["Rp 2.350.000.000 -> 1.000.000.000"]);
        assert!(said(&BUDGET, &LINES, &total("1.000.000.000")).is_empty());
        let row = "Sesuai tabel 5 anggaran Program Pelatihan Kerja sebesar Rp 410.000.000.";
        assert_eq!(said(&BUDGET, &LINES, row), ["Rp 410.000.000 -> 400.000.000"]);
        // A change is no amount of the table.
        assert!(said(&BUDGET, &LINES, "Dari tabel 5 terlihat penurunan anggaran sebesar Rp 160.000.000.").is_empty());
    }
}
