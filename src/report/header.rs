//! Header texts per column, the row of column numbers, printed formulas, years, quarters and units.

use super::grid::Grid;
use super::text::{fold, pattern, roman, squeeze, years};
use super::vocabulary::words;
use crate::pattern::Regex;
use std::sync::LazyLock;

/// The header of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// Texts from the top level down.
    pub path: Vec<String>,
    /// The same, folded.
    folded: Vec<String>,
    /// The rules' words of each level.
    pub levels: Vec<Vec<String>>,
    /// `6`, `g`.
    pub number: Option<String>,
    /// `6=5/4x100`.
    pub formula: Option<String>,
    /// The year it speaks of.
    pub year: Option<i32>,
    /// Quarter 1 to 4.
    pub quarter: Option<u8>,
    /// `%`, `Rp`, `ribu Rp`, `orang`.
    pub unit: Option<String>,
}

/// The header of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header {
    /// Rows it takes, the number row included.
    pub rows: usize,
    /// The row of column numbers.
    pub number_row: Option<usize>,
    /// Titles printed over the whole width inside the grid.
    pub title: String,
    /// One a column.
    pub columns: Vec<Head>,
}

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?\s*(?P<n>\d{1,2}|[a-zA-Z]|[IVX]{1,4})\s*\)?\.?\s*(?P<f>[=:].*|\(.*[-+x×*/:].*\))?$"));
/// `6=5/4x100`, `(5/4 x 100)`, `g = f/e*100%`: column numbers or letters joined by signs.
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\(?\b(?:\d{1,2}|[a-z]\b)\)?\s*=\s*)?\(*\b(?:\d{1,2}|[a-z]\b)\)?(?:\s*[-+/:x×*]\s*\(?(?:\d{1,3}|\b[a-z]\b)\)?\s*%?\)?)+",
    )
});
static BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(([^()]*)\)"));

impl Header {
    /// Reads the header of a table, `stated` rows high by the table finder.
    pub fn read(grid: &Grid, stated: usize) -> Self {
        let rows = if stated == 0 { guess_rows(grid) } else { stated.min(grid.rows) };
        let number_row = (0..=rows).rev().find(|r| is_number_row(grid, *r));
        let rows = rows.max(number_row.map_or(0, |r| r + 1)).min(grid.rows);
        let mut header = Self { rows, number_row, ..Self::default() };
        header.title = (0..rows)
            .flat_map(|r| grid.starting(r).filter(|c| grid.is_full_width(c)).map(|c| squeeze(&c.text)).collect::<Vec<_>>())
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        header.columns = (0..grid.cols).map(|col| header.column(grid, col)).collect();
        header
    }

    fn column(&self, grid: &Grid, col: usize) -> Head {
        let mut head = Head::default();
        for row in (0..self.rows).filter(|r| Some(*r) != self.number_row) {
            let Some(cell) = grid.cell(row, col) else { continue };
            let text = squeeze(&cell.text);
            if text.is_empty() || grid.is_full_width(cell) || head.path.last() == Some(&text) || is_empty_mark(&text) {
                continue;
            }
            head.path.push(text);
        }
        if let Some(m) = self.number_row.and_then(|r| {
            NUMBER.captures(grid.text(r, col)).map(|m| (m.name("n").map(|n| n.as_str().to_owned()), m.name("f").is_some(), r))
        }) {
            head.number = m.0;
            head.formula = m.1.then(|| squeeze(grid.text(m.2, col)));
        }
        if head.formula.is_none() {
            head.formula = head.path.last().and_then(|t| formula_in(t));
        }
        head.folded = head.path.iter().map(|t| fold(t)).collect();
        head.levels = head.path.iter().map(|t| words(t)).collect();
        head.year = head.path.iter().rev().find_map(|t| year_of(t));
        head.quarter = quarter(&head);
        head.unit = unit(&head);
        head
    }

    /// Whether any column has a name that means something.
    pub fn is_known(&self) -> bool {
        self.columns.iter().filter(|h| h.levels.iter().any(|l| super::wordings::names_a_column(l))).count() >= 2
    }

    /// The same header for a piece of the table that does not print it.
    pub fn continued(&self) -> Self {
        Self { rows: 0, number_row: None, ..self.clone() }
    }

    /// Whether most columns are named as columns of the other are: a piece of the same table, perhaps with two of its
    /// columns run together.
    pub fn is_like(&self, other: &Self) -> bool {
        let same = self.columns.iter().filter(|a| other.columns.iter().any(|b| a.levels == b.levels)).count();
        self.columns.len() > 1 && same * 10 >= self.columns.len() * 7
    }

    /// Whether a row of the body repeats the header: most of its cells say what the header says above them.
    pub fn repeats(&self, grid: &Grid, row: usize) -> bool {
        let (mut same, mut all) = (0usize, 0usize);
        for cell in grid.starting(row) {
            let text = fold(&cell.text);
            if text.is_empty() {
                continue;
            }
            all += 1;
            let known = self.columns.get(cell.col).is_some_and(|h| h.folded.contains(&text));
            same += usize::from(known && !text.bytes().all(|b| b.is_ascii_digit()));
        }
        all >= 2 && same * 3 >= all * 2
    }
}

fn is_empty_mark(text: &str) -> bool {
    !text.contains(|c: char| c.is_alphanumeric() || matches!(c, '%' | '+' | '∑' | 'Σ' | '#' | '±'))
}

/// Header rows of a table that states none: the leading rows without figures, if they name two or more known things.
fn guess_rows(grid: &Grid) -> usize {
    let is_figure = |t: &str| t.starts_with(|c: char| c.is_ascii_digit() || c == '(') && t.len() > 2 && years(t).is_empty();
    let mut known = 0;
    let mut rows = 0;
    for row in 0..grid.rows.min(4) {
        let texts: Vec<&str> = grid.starting(row).map(|c| c.text.trim()).filter(|t| !t.is_empty()).collect();
        if texts.iter().any(|t| is_figure(t)) {
            break;
        }
        let here = texts.iter().filter(|t| super::wordings::names_a_column(&words(t))).count();
        if here == 0 {
            break;
        }
        known += here;
        rows = row + 1;
    }
    if known >= 2 { rows } else { 0 }
}

/// A row of column numbers: at least half of the places filled, each with a number or letter (and perhaps a formula),
/// counting up.
pub(crate) fn is_number_row(grid: &Grid, row: usize) -> bool {
    let mut last: Option<u32> = None;
    let (mut filled, mut rising, mut bracketed) = (0usize, 0usize, 0usize);
    let mut first = None;
    for cell in grid.starting(row) {
        let text = cell.text.trim();
        if text.is_empty() {
            continue;
        }
        // A cell that two columns have run together in holds two numbers: '(1) (2)'.
        let pieces: Vec<&str> = if NUMBER.is_match(text) { vec![text] } else { text.split_whitespace().collect() };
        let numbers: Option<Vec<u32>> = pieces.iter().map(|p| NUMBER.captures(p).and_then(|m| ordinal(m.name("n")?.as_str()))).collect();
        let Some(n) = numbers.and_then(|n| n.last().copied()) else { return false };
        first.get_or_insert(n);
        filled += 1;
        bracketed += usize::from(text.starts_with('('));
        rising += usize::from(last.is_some_and(|l| n > l));
        last = Some(n);
    }
    // A number printed twice or out of order is the report's slip; brackets show that they are column numbers at all.
    let slips = if bracketed == filled { (filled / 4).max(1) } else { filled / 6 };
    filled >= 2 && filled * 2 >= grid.cols && rising + 1 + slips >= filled && first.is_some_and(|n| n <= 3)
}

fn ordinal(text: &str) -> Option<u32> {
    if let Ok(n) = text.parse() {
        return Some(n);
    }
    let c = text.chars().next().filter(|_| text.chars().count() == 1);
    match c {
        Some(c) if c.is_ascii_alphabetic() => Some(u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1),
        _ => roman(text),
    }
}

fn formula_in(text: &str) -> Option<String> {
    // Years, dates and 'dan/atau' are no formulas: both sides of a sign must be column numbers or single letters.
    let m = FORMULA.find(text)?;
    let has_column = m.as_str().contains('=') || m.as_str().contains('(') || text.len() == m.as_str().len();
    let is_scale = m.as_str().bytes().filter(u8::is_ascii_digit).count() > 0 || m.as_str().contains('=');
    let letters_around = text.get(..m.start()).is_some_and(|t| t.ends_with(char::is_alphabetic))
        || text.get(m.end()..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
    (has_column && is_scale && !letters_around).then(|| squeeze(m.as_str()))
}

/// The year a header text speaks of: its only one, or of a comparison the one compared.
fn year_of(text: &str) -> Option<i32> {
    let found = years(text);
    match found.as_slice() {
        [one] => Some(*one),
        [first, ..] if fold(text).contains("terhadap") => Some(*first),
        _ => None,
    }
}

/// Quarter of one level: `Triwulan II`, `TW 2`, `s.d. TW III`.
pub(crate) fn quarter_of(words: &[String]) -> Option<u8> {
    let at = words.iter().position(|w| w == "triwulan")?;
    let quarter = words.get(at + 1).and_then(|w| small(w))?;
    // 'Triwulan 1 - 4' is the whole year.
    words.get(at + 2).is_none_or(|w| small(w).is_none()).then_some(quarter)
}

fn small(word: &str) -> Option<u8> {
    let n = word.parse::<u32>().ok().or_else(|| roman(word)).or(match word {
        "pertama" | "satu" => Some(1),
        "kedua" | "dua" => Some(2),
        "ketiga" | "tiga" => Some(3),
        "keempat" | "empat" => Some(4),
        "ll" => Some(2),
        "lll" => Some(3),
        _ => None,
    })?;
    u8::try_from(n).ok().filter(|n| (1..=4).contains(n))
}

fn quarter(head: &Head) -> Option<u8> {
    if let Some(q) = head.levels.iter().rev().find_map(|l| quarter_of(l)) {
        return Some(q);
    }
    let under = head.levels.iter().any(|l| l.iter().any(|w| w == "triwulan"));
    // 'K' and 'Rp' may stand below the number of the quarter.
    let number = |l: &Vec<String>| if let [one] = l.as_slice() { small(one) } else { None };
    head.levels.iter().rev().filter(|_| under).find_map(number)
}

/// Unit named by a header: in brackets, or as the whole leaf.
fn unit(head: &Head) -> Option<String> {
    for (text, words) in head.path.iter().zip(&head.levels).rev() {
        if let Some(unit) = BRACKET.captures_iter(text).filter_map(|m| m.get(1)).find_map(|m| unit_word(m.as_str())) {
            return Some(unit);
        }
        let has = |w: &str| words.iter().any(|x| x == w);
        if has("persentase") || text.contains('%') {
            return Some("%".to_owned());
        }
        if has("rupiah") {
            return unit_word(text).or_else(|| Some("Rp".to_owned()));
        }
    }
    None
}

fn unit_word(text: &str) -> Option<String> {
    let words = words(text);
    let has = |w: &str| words.iter().any(|x| x == w);
    if has("rupiah") {
        let scale = words.iter().find(|w| super::figure::words::scale(w).is_some());
        return Some(scale.map_or_else(|| "Rp".to_owned(), |s| format!("{} Rp", s.trim_end_matches("an"))));
    }
    if has("persentase") || text.trim() == "%" {
        return Some("%".to_owned());
    }
    match words.as_slice() {
        [one] if UNITS.contains(&one.as_str()) => Some(one.clone()),
        [scale] if super::figure::words::scale(scale).is_some() => Some(format!("{} Rp", scale.trim_end_matches("an"))),
        _ => None,
    }
}

/// Whether a text is a unit that counts or measures things: no money, no share.
pub(crate) fn counts_things(text: &str) -> bool {
    text.chars().count() <= LONGEST_UNIT && unit_word(text).is_some_and(|u| u != "%" && !u.ends_with("Rp"))
}

/// No unit is longer.
const LONGEST_UNIT: usize = 12;

/// Units that headers give in brackets.
const UNITS: &[&str] = &[
    "orang",
    "dokumen",
    "unit",
    "buah",
    "ton",
    "kg",
    "ha",
    "hektar",
    "km",
    "m",
    "m2",
    "desa",
    "kali",
    "kasus",
    "poin",
    "skor",
    "indeks",
    "kk",
    "jiwa",
    "hari",
    "bulan",
    "tahun",
    "paket",
    "laporan",
    "kegiatan",
    "kelompok",
    "perusahaan",
    "berkas",
    "nilai",
    "ekor",
    "liter",
    "butir",
    "kuintal",
    "kw",
    "ikat",
    "batang",
    "bidang",
    "ruas",
    "titik",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::grid::tests::table;

    fn header(rows: &[&[&str]], stated: usize) -> Header {
        let t = table("", stated, rows);
        Header::read(&Grid::of(&t).unwrap(), stated)
    }

    #[test]
    fn paths_years_quarters_and_units() {
        let h = header(
            &[
                &["No", "Indikator", "2023", "<", "2024", "<", "Triwulan", "<", "Realisasi s.d. TW III (Rp)"],
                &["^", "^", "Target", "%", "Target", "Capaian (%)", "I", "IV", "^"],
                &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(3)x100", "(7)", "(8)", "(9)"],
                &["1", "Angka", "5", "6", "7", "8", "9", "1", "2"],
            ],
            2,
        );
        assert_eq!(h.rows, 3, "the number row belongs to the header");
        assert_eq!(h.number_row, Some(2));
        assert_eq!(h.columns[5].path, ["2024", "Capaian (%)"]);
        assert_eq!(h.columns[3].year, Some(2023));
        assert_eq!((h.columns[6].quarter, h.columns[7].quarter, h.columns[8].quarter), (Some(1), Some(4), Some(3)));
        assert_eq!((h.columns[5].unit.as_deref(), h.columns[8].unit.as_deref()), (Some("%"), Some("Rp")));
        assert_eq!(h.columns[5].number.as_deref(), Some("6"));
        assert_eq!(h.columns[5].formula.as_deref(), Some("(6)=(5)/(3)x100"));
    }

    #[test]
    fn a_quarter_is_told_above_the_units_of_its_columns() {
        let h = header(&[&["Program", "Realisasi pada Triwulan I - IV", "<", "<"], &["^", "I", "<", "II"], &["^", "K", "Rp", "K"]], 3);
        assert_eq!(h.columns.iter().map(|c| c.quarter).collect::<Vec<_>>(), [None, Some(1), Some(1), Some(2)]);
    }

    #[test]
    fn formulas_in_letters_and_in_the_header_text() {
        let h = header(&[&["a", "S", "%"], &["a", "f", "g= f/e*100%"], &["x", "1", "2"]], 1);
        assert_eq!(h.columns[2].formula.as_deref(), Some("g= f/e*100%"));
        let h = header(&[&["Program/Kegiatan dan/atau Sub", "Target", "Capaian (%) (5/4x100)"]], 1);
        assert!(h.columns[2].formula.is_some());
        assert_eq!(h.columns[0].formula, None);
    }

    #[test]
    fn a_data_row_of_small_numbers_is_no_number_row() {
        let t = table("", 1, &[&["A", "B", "C"], &["3", "1", "2"], &["1", "BB", "3"]]);
        let g = Grid::of(&t).unwrap();
        assert!(!is_number_row(&g, 1) && !is_number_row(&g, 2));
    }

    #[test]
    fn two_years_are_no_year_unless_compared() {
        assert_eq!(year_of("Naik/(Turun) 2018-2019"), None);
        assert_eq!(year_of("Capaian s/c 2024 terhadap target 2026 (%)"), Some(2024));
        assert_eq!(year_of("Kondisi Awal (2022)"), Some(2022));
    }

    #[test]
    fn titles_over_the_whole_width_are_no_column_header() {
        let h = header(&[&["MONITORING TRIWULAN IV", "<", "<"], &["No", "Sasaran", "Target"], &["1", "x", "2"]], 2);
        assert_eq!(h.title, "MONITORING TRIWULAN IV");
        assert_eq!(h.columns[2].path, ["Target"]);
    }

    #[test]
    fn a_table_without_stated_header_still_finds_it() {
        let h = header(&[&["No", "Sasaran", "Target"], &["1", "x", "22"]], 0);
        assert_eq!(h.rows, 1);
    }
}
