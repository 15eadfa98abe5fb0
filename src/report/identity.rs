//! Whose report it is and of which year: from the cover, running headers, headings and the prose, by weight of evidence.

mod governed;
pub(super) mod names;

use super::text::{pattern, squeeze};
use super::{Agency, Level, RowRole, Table};
use crate::layout::{Block, BlockKind};
use crate::pattern::{LazyPattern, Regex};
use names::{Found, agencies, regions};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Whose report, of which year.
pub(crate) fn identity(blocks: &[Block], tables: &[Table]) -> (Agency, Option<i32>) {
    let lines = evidence(blocks);
    let mut found = agency(&lines);
    if found.name.is_none()
        && let Some(sheet) = tables.first()
    {
        found = Agency { name: on_sheet(sheet), ..found };
    }
    if found.region.is_none() && found.level != Some(Level::Pusat) {
        found.region = governed::region(blocks);
        found.level = found.level.or_else(|| found.region.as_deref().and_then(names::region_level));
    }
    (found, year(&lines, tables).or_else(|| year_of_columns(tables)))
}

/// Rows at the top of a sheet without any text around it that may name the agency whose programmes follow.
const SHEET_ROWS: usize = 3;

/// The agency that stands alone in a cell of a table's first rows: sheets that monitor programmes print it there.
fn on_sheet(table: &Table) -> Option<String> {
    let rows = table.rows.iter().filter(|r| !matches!(r.role, RowRole::Header | RowRole::Number | RowRole::Note)).take(SHEET_ROWS);
    let labels = rows.flat_map(|r| table.cells.iter().filter(move |c| c.row == r.row)).map(|c| squeeze(&c.text));
    labels.into_iter().find_map(|text| agencies(&text).into_iter().find(|a| a.name == text)).map(|a| names::title_case(&a.name))
}

/// The one year that headers of columns speak of.
fn year_of_columns(tables: &[Table]) -> Option<i32> {
    let mut found: Vec<i32> = tables.iter().flat_map(|t| &t.columns).filter_map(|c| c.year).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// A text with how much it counts.
struct Line {
    text: String,
    weight: u32,
    /// On the cover or the pages right behind it.
    front: bool,
}

/// Pages that may carry the title: the cover, its inner repeat, the preface.
const FRONT_PAGES: u32 = 3;
/// The cover names the agency once; it counts like this many sentences.
const COVER: u32 = 12;
/// A running header stands on every page but is one statement: repeats count up to this.
const RUNNING: u32 = 6;
/// Headings and captions are written with more care than sentences.
const HEADING: u32 = 2;

fn evidence(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut running: HashMap<String, (u32, String)> = HashMap::new();
    let first_page = blocks.iter().map(|b| b.page).min().unwrap_or(1);
    let cover = blocks.iter().filter(|b| b.page == first_page && is_prose(b)).count() < PROSE;
    for block in blocks {
        if block.kind == BlockKind::Contents {
            continue;
        }
        if block.kind == BlockKind::Furniture {
            let key: String = block.text.chars().filter(|c| !c.is_ascii_digit() || block.text.len() > 12).collect();
            running.entry(key).or_insert((0, block.text.clone())).0 += 1;
            continue;
        }
        let front = block.page < first_page + FRONT_PAGES;
        // Titles stand on a first page that goes on with prose too; its sentences are no titles.
        let titles = cover || block.kind == BlockKind::Heading;
        let weight = if block.page == first_page && titles && block.text.chars().count() <= LONGEST_TITLE {
            COVER
        } else {
            match block.kind {
                BlockKind::Heading | BlockKind::Caption => HEADING,
                _ => 1,
            }
        };
        lines.push(Line { text: without_spaced(&block.text), weight, front });
    }
    lines.extend(running.into_values().map(|(n, text)| Line { text: without_spaced(&text), weight: n.min(RUNNING), front: false }));
    join_wrapped(lines)
}

/// A longer block on the first page is prose.
const LONGEST_TITLE: usize = 400;
/// Sentences are longer than this many characters, the lines of a cover shorter.
const SENTENCE: usize = 150;
/// A first page with so many blocks of prose is no cover.
const PROSE: usize = 2;

/// Whether a block is running text.
fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
        && block.text.chars().count() > SENTENCE
        && !super::text::is_caps(&block.text)
}

/// So many letters with blanks between them are spaced capitals: `P R O V I N S I`.
const SPACED: usize = 4;

/// A text without words in spaced capitals, whose ends nobody sees; a stop stands for them.
fn without_spaced(text: &str) -> String {
    let letter = |w: &str| w.chars().count() == 1 && w.chars().all(char::is_uppercase);
    let text = squeeze(text);
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for run in words.chunk_by(|a, b| letter(a) == letter(b)) {
        let spaced = run.len() >= SPACED && run.iter().all(|w| letter(w));
        if spaced { out.push(".") } else { out.extend(run) }
    }
    out.join(" ")
}

/// A name cut by a line end on the cover (`… OBAT DAN MAKANAN DI` / `PURWOKERTO`) is put together again.
fn join_wrapped(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if let Some(last) = out.last_mut().filter(|l| l.front && line.front) {
            let open = last.text.ends_with(',')
                || last.text.rsplit(' ').next().is_some_and(|w| {
                    matches!(w.to_lowercase().as_str(), "dan" | "di" | "serta" | "kabupaten" | "kota" | "provinsi" | "dengan")
                });
            let goes_on = line.text.split(' ').next().is_some_and(|w| matches!(w.to_lowercase().as_str(), "dan" | "serta"));
            if (open || goes_on) && last.text.len() + line.text.len() < LONGEST_TITLE {
                last.text = format!("{} {}", last.text, line.text);
                last.weight = last.weight.min(line.weight);
                continue;
            }
        }
        out.push(line);
    }
    out
}

/// Votes for one spelling-levelled name, with the spellings met.
#[derive(Default)]
struct Votes {
    weight: u32,
    spellings: BTreeMap<String, u32>,
}

impl Votes {
    fn add(&mut self, spelling: &str, weight: u32) {
        self.weight += weight;
        *self.spellings.entry(spelling.to_owned()).or_default() += weight;
    }

    /// The commonest spelling, one in lower case before one in capitals.
    fn spelling(&self) -> String {
        let best = self.spellings.iter().max_by_key(|(s, n)| (!super::text::is_caps(s), **n));
        best.map(|(s, _)| names::title_case(s)).unwrap_or_default()
    }
}

fn agency(lines: &[Line]) -> Agency {
    let mut names: BTreeMap<String, Votes> = BTreeMap::new();
    let mut places: BTreeMap<String, Votes> = BTreeMap::new();
    let mut of_agency: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    let mut on_cover: Vec<String> = Vec::new();
    for line in lines {
        let found: Vec<Found> = agencies(&line.text);
        for (i, agency) in found.iter().enumerate() {
            // The first name of a title is the report's own, the next its superior's.
            let weight = if i == 0 { line.weight } else { 1.min(line.weight) };
            let key = names::agency_key(&agency.name);
            if line.front && line.weight == COVER && names::is_central(&agency.name) && !names::is_superior(&agency.name) {
                on_cover.push(key.clone());
            }
            names.entry(key.clone()).or_default().add(&agency.name, weight * agency.trust);
            if let Some(region) = &agency.region {
                let place = names::region_key(region);
                *of_agency.entry(key).or_default().entry(place.clone()).or_default() += weight;
                places.entry(place).or_default().add(region, 2 * weight);
            }
        }
        for region in regions(&line.text) {
            let weight = if region.government { 3 } else { 1 };
            places.entry(names::region_key(&region.name)).or_default().add(&region.name, weight * line.weight.min(RUNNING));
        }
    }
    let mut best = names.iter().max_by_key(|(key, votes)| (votes.weight, key.len()));
    // A ministry on the cover beside one of its offices is named as the office's superior.
    if best.is_some_and(|(key, _)| names::is_superior(key)) {
        let office = names.iter().filter(|(key, _)| on_cover.contains(key)).max_by_key(|(_, votes)| votes.weight);
        best = office.or(best);
    }
    let Some((key, votes)) = best else {
        let region = places.values().max_by_key(|v| v.weight).map(Votes::spelling);
        return Agency { name: None, level: region.as_deref().and_then(names::region_level), region };
    };
    let name = votes.spelling();
    let own = of_agency.get(key).and_then(|p| p.iter().max_by_key(|(_, n)| **n)).map(|(place, _)| place.clone());
    if names::is_central(&name) {
        // An office of the centre is named after its place; the place belongs to the name.
        let place = names::place_in(&name).or_else(|| dateline(lines));
        let region = own.as_ref().and_then(|p| places.get(p)).map(Votes::spelling);
        let name = match (&region, names::place_in(&name)) {
            (Some(region), None) => format!("{name} {region}"),
            _ => name,
        };
        return Agency { name: Some(name), region: region.or(place), level: Some(Level::Pusat) };
    }
    let most = places.iter().max_by_key(|(_, v)| v.weight).map(|(k, _)| k.clone());
    let region = own.filter(|p| agrees(p, &most, &places)).or(most).and_then(|p| places.get(&p)).map(Votes::spelling);
    let level = names::agency_level(&name).or_else(|| region.as_deref().and_then(names::region_level));
    Agency { name: Some(name), region, level }
}

/// The place named with the agency stands, unless the report speaks of another one ten times as often (a Dinas is then
/// one that it compares itself with).
fn agrees(place: &str, most: &Option<String>, places: &BTreeMap<String, Votes>) -> bool {
    let weight = |k: &str| places.get(k).map_or(0, |v| v.weight);
    most.as_deref().is_none_or(|m| weight(m) <= 10 * weight(place))
}

static DATELINE: LazyPattern = LazyPattern::new(
    &[","],
    r"^(?P<place>\p{Lu}[\p{L}. ]{2,40}?),\s*(?:\d{1,2}\s+)?(?:(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)\s+)?(?:19|20)\d\d$",
);

/// The place of `Curup, Januari 2022`.
fn dateline(lines: &[Line]) -> Option<String> {
    let places = lines.iter().filter(|l| l.front).filter_map(|l| DATELINE.captures(&l.text)?.name("place").map(|m| m.as_str().to_owned()));
    places.into_iter().next().map(|p| names::title_case(&p))
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<law>(?:nomor|no\.?)\s*:?\s*\S+\s+)?\b(?:tahun(?:\s+anggaran)?|t\.?a\.?|th\.?)\s*(?P<y>(?:19|20)\d\d)(?P<more>\s*(?:[-–/]|s\.?d\.?|sampai|hingga)\s*(?:19|20)?\d\d)?",
    )
});
static TITLE: LazyPattern =
    LazyPattern::new(&["kinerja|lkj|lkip|lakip"], r"(?i)\b(?:laporan\s+(?:akuntabilitas\s+)?kinerja|lkjip|lkip|lakip|lkj)\b");

/// The year that titles, headers, captions and sentences speak of most.
fn year(lines: &[Line], tables: &[Table]) -> Option<i32> {
    let mut votes: BTreeMap<i32, u32> = BTreeMap::new();
    for line in lines {
        let titled = TITLE.is_match(&line.text);
        for m in YEAR.captures_iter(&line.text) {
            if m.name("law").is_some() || m.name("more").is_some() {
                continue;
            }
            if let Some(year) = m.name("y").and_then(|y| y.as_str().parse::<i32>().ok()) {
                *votes.entry(year).or_default() += line.weight * if titled { 4 } else { 1 };
            }
        }
    }
    for year in tables.iter().filter_map(|t| t.year) {
        *votes.entry(year).or_default() += HEADING;
    }
    votes.into_iter().max_by_key(|(year, n)| (*n, *year)).map(|(year, _)| year)
}

#[cfg(test)]
mod tests;
