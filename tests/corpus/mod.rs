//! The harness: scans the fixtures with the built binary, and scores what came out against the truth beside each PDF.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What must be read from a fixture and found in it (`NAME.expected.json`, written by scripts/make-fixtures).
#[derive(Debug, Deserialize)]
pub struct Expected {
    /// One sentence on what the fixture is for.
    #[allow(dead_code, reason = "for people; also proves that the file is one of ours")]
    pub about: String,
    #[serde(default)]
    pub producer: Option<String>,
    #[serde(default)]
    pub agency: Option<ExpectedAgency>,
    #[serde(default)]
    pub year: Option<i64>,
    #[serde(default)]
    pub pages: Option<u64>,
    #[serde(default)]
    pub tables: Vec<ExpectedTable>,
    #[serde(default)]
    pub indicators: Vec<Value>,
    #[serde(default)]
    pub budget: Vec<Value>,
    #[serde(default)]
    pub contradictions: Vec<Planted>,
    /// What of the page text is said: `scanned`.
    #[serde(default)]
    pub text: Option<String>,
    /// A word that the error must carry.
    #[serde(default)]
    pub error: Option<String>,
    /// Reading and refusing are both right; crashing is not.
    #[serde(default)]
    pub may_fail: bool,
    #[serde(default)]
    pub password: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct ExpectedAgency {
    pub name: String,
    pub region: String,
    pub level: String,
}

#[derive(Debug, Deserialize)]
pub struct ExpectedTable {
    pub number: Option<String>,
    pub caption: Option<String>,
    #[serde(default)]
    pub kind: Option<String>,
    pub pages: Vec<u64>,
    pub header_rows: u64,
    pub cells: Vec<Vec<String>>,
    #[serde(default)]
    pub style: Option<String>,
}

/// A contradiction put into a fixture on purpose.
#[derive(Debug, Deserialize)]
pub struct Planted {
    pub rule: String,
    pub page: u64,
    pub table: Option<String>,
    pub row: Option<String>,
    pub stated: String,
    pub expected: String,
    /// Rules that may speak of the same defect, or of what follows from it.
    pub also: Vec<String>,
}

/// One fixture: its truth, and the report JSON that the scan wrote of it (none where it was refused).
pub struct Case {
    pub name: String,
    pub pdf: PathBuf,
    pub expected: Expected,
    pub report: Option<Value>,
}

/// What one scan of all fixtures gave.
pub struct Corpus {
    pub cases: Vec<Case>,
    /// Lines of errors.jsonl.
    pub errors: Vec<Value>,
    /// Exit status of the scan.
    pub exit: Option<i32>,
}

/// The binary under test: the one cargo built, or the one that `LKJ_BIN` names (scripts/accuracy).
pub fn lkj() -> Command {
    Command::new(std::env::var_os("LKJ_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_lkj").into()))
}

/// The folder of fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Scans all fixtures, once for all tests.
pub fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let out = tempfile::tempdir().unwrap();
        let done = lkj().args(["scan", "--quiet", "--no-progress", "-o"]).arg(out.path()).arg(fixtures()).output().unwrap();
        let reports = reports_of(out.path());
        let lines = std::fs::read_to_string(out.path().join("errors.jsonl")).unwrap_or_default();
        let errors = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        Corpus { cases: cases(reports), errors, exit: done.status.code() }
    })
}

/// Report JSON by SHA-256 of the file: names may repeat between folders.
fn reports_of(out: &Path) -> HashMap<String, Value> {
    let files = std::fs::read_dir(out.join("reports")).map(|d| d.flatten().map(|e| e.path()).collect::<Vec<_>>()).unwrap_or_default();
    files
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .map(|p| serde_json::from_slice::<Value>(&std::fs::read(p).unwrap()).unwrap())
        .map(|r| (r["source"]["sha256"].as_str().unwrap().to_owned(), r))
        .collect()
}

fn cases(mut reports: HashMap<String, Value>) -> Vec<Case> {
    let mut truths: Vec<PathBuf> = walkdir::WalkDir::new(fixtures()).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    truths.retain(|p| p.to_string_lossy().ends_with(".expected.json"));
    truths.sort();
    truths
        .iter()
        .map(|truth| {
            let pdf = PathBuf::from(truth.to_string_lossy().replace(".expected.json", ".pdf"));
            let name = pdf.strip_prefix(fixtures()).unwrap().with_extension("").to_string_lossy().into_owned();
            let expected = read_expected(&pdf);
            let report = reports.remove(&sha256(&std::fs::read(&pdf).unwrap()));
            Case { name, pdf, expected, report }
        })
        .collect()
}

/// The truth beside a PDF.
pub fn read_expected(pdf: &Path) -> Expected {
    let truth = pdf.with_extension("expected.json");
    serde_json::from_slice(&std::fs::read(&truth).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", truth.display()))
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Right, asked for, given: recall and precision of anything that is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    pub hit: usize,
    pub wanted: usize,
    pub given: usize,
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.hit += other.hit;
        self.wanted += other.wanted;
        self.given += other.given;
    }

    pub fn recall(self) -> f64 {
        if self.wanted == 0 { 1.0 } else { ratio(self.hit, self.wanted) }
    }

    pub fn precision(self) -> f64 {
        if self.given == 0 { 1.0 } else { ratio(self.hit, self.given) }
    }

    pub fn f1(self) -> f64 {
        if self.wanted + self.given == 0 { 1.0 } else { ratio(2 * self.hit, self.wanted + self.given) }
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of a few thousand")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}

/// Text for comparison: white space and soft hyphens out, dashes alike, lower case.
pub fn squeeze(text: &str) -> String {
    let plain = text.replace(['–', '—', '‐', '‑', '−'], "-").replace('×', "x");
    plain.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').flat_map(char::to_lowercase).collect()
}

type Grid = Vec<Vec<String>>;

/// The printed grid of a table of the report JSON, compared text.
pub fn grid_of(table: &Value) -> Grid {
    let cells = table["cells"].as_array().unwrap();
    let index = |cell: &Value, key: &str| usize::try_from(cell[key].as_u64().unwrap()).unwrap();
    let height = cells.iter().map(|c| index(c, "row") + index(c, "row_span")).max().unwrap_or(0);
    let width = cells.iter().map(|c| index(c, "col") + index(c, "col_span")).max().unwrap_or(0);
    let mut grid = vec![vec![String::new(); width]; height];
    for cell in cells {
        grid[index(cell, "row")][index(cell, "col")] = squeeze(cell["text"].as_str().unwrap_or_default());
    }
    grid
}

fn bag(grid: &Grid) -> BTreeMap<&str, usize> {
    let mut bag = BTreeMap::new();
    for text in grid.iter().flatten().filter(|t| !t.is_empty()) {
        *bag.entry(text.as_str()).or_default() += 1;
    }
    bag
}

fn overlap(a: &Grid, b: &Grid) -> f64 {
    let (a, b) = (bag(a), bag(b));
    let both: usize = a.iter().map(|(t, n)| n.min(b.get(t).unwrap_or(&0))).sum();
    Score { hit: both, wanted: a.values().sum(), given: b.values().sum() }.f1()
}

/// Filled cells of `want` that stand in the same column of the row of `got` that it is aligned with.
fn cells_in_place(want: &Grid, got: &Grid) -> usize {
    let same = |a: &[String], b: &[String]| a.iter().zip(b).filter(|(x, y)| !x.is_empty() && x == y).count();
    let mut best = vec![vec![0; got.len() + 1]; want.len() + 1];
    for i in (0..want.len()).rev() {
        for j in (0..got.len()).rev() {
            best[i][j] = (best[i + 1][j + 1] + same(&want[i], &got[j])).max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    best[0][0]
}

/// Scores of the tables of one report.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableScore {
    pub tables: Score,
    pub cells: Score,
    pub exact: Score,
    pub headers: Score,
    pub captions: Score,
    pub kinds: Score,
}

/// Pairs every expected table with the one that shares most of its texts on its pages, best first.
pub fn score_tables(case: &Case, note: &mut Vec<String>) -> TableScore {
    let got: Vec<&Value> = case.report.iter().flat_map(|r| r["tables"].as_array().unwrap()).collect();
    let grids: Vec<Grid> = got.iter().map(|t| grid_of(t)).collect();
    let want: Vec<Grid> =
        case.expected.tables.iter().map(|t| t.cells.iter().map(|r| r.iter().map(|c| squeeze(c)).collect()).collect()).collect();
    let pages = |t: &Value| t["pages"].as_array().unwrap().iter().filter_map(Value::as_u64).collect::<HashSet<_>>();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, w) in want.iter().enumerate() {
        for (j, g) in grids.iter().enumerate() {
            if case.expected.tables[i].pages.iter().any(|p| pages(got[j]).contains(p)) {
                pairs.push((overlap(w, g), i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used_want, mut used_got) = (HashSet::new(), HashSet::new());
    let filled = |g: &Grid| g.iter().flatten().filter(|t| !t.is_empty()).count();
    let mut score = TableScore {
        tables: Score { hit: 0, wanted: want.len(), given: got.len() },
        cells: Score { hit: 0, wanted: want.iter().map(filled).sum(), given: grids.iter().map(filled).sum() },
        ..TableScore::default()
    };
    for (overlap, i, j) in pairs {
        if overlap < 0.5 || used_want.contains(&i) || used_got.contains(&j) {
            continue;
        }
        used_want.insert(i);
        used_got.insert(j);
        let (truth, table) = (&case.expected.tables[i], got[j]);
        let hit = cells_in_place(&want[i], &grids[j]);
        score.tables.hit += 1;
        score.cells.hit += hit;
        let one = |ok: bool| Score { hit: usize::from(ok), wanted: 1, given: 1 };
        score.exact.add(one(want[i] == grids[j]));
        score.headers.add(one(table["header_rows"].as_u64() == Some(truth.header_rows)));
        let caption = |t: &Option<String>| squeeze(t.as_deref().unwrap_or_default());
        let same_number = caption(&truth.number) == squeeze(table["number"].as_str().unwrap_or_default());
        let same_caption = caption(&truth.caption) == squeeze(table["caption"].as_str().unwrap_or_default());
        score.captions.add(one(same_number && same_caption));
        if truth.kind.as_deref().is_some_and(|k| k != "other") {
            score.kinds.add(one(table["kind"].as_str() == truth.kind.as_deref()));
        }
        if want[i] != grids[j] {
            note.push(format!(
                "{}: Tabel {} is not exact: {hit} of {} cells",
                case.name,
                truth.number.as_deref().unwrap_or("-"),
                filled(&want[i])
            ));
        }
    }
    for (i, truth) in case.expected.tables.iter().enumerate().filter(|(i, _)| !used_want.contains(i)) {
        note.push(format!(
            "{}: Tabel {} ({:?}, pages {:?}) is not found, row {i}",
            case.name,
            truth.number.as_deref().unwrap_or("-"),
            truth.style,
            truth.pages
        ));
    }
    score
}

/// Exact figure where both are one, else compared text.
fn same_value(want: &Value, got: &Value) -> bool {
    let text = |v: &Value| v.as_str().map(str::to_owned).or_else(|| v.as_number().map(ToString::to_string)).unwrap_or_default();
    match (text(want).parse::<Decimal>(), text(got).parse::<Decimal>()) {
        (Ok(a), Ok(b)) => a == b,
        _ => squeeze(&text(want)) == squeeze(&text(got)),
    }
}

/// Records that agree in `keys` and in every figure that the truth has.
fn score_records(want: &[Value], got: &[&Value], keys: &[&str], figures: &[&str], label: &str, note: &mut Vec<String>) -> Score {
    let mut used = HashSet::new();
    for record in want {
        let hit = got.iter().enumerate().find(|(i, g)| {
            !used.contains(i)
                && keys.iter().all(|k| same_value(&record[*k], &g[*k]))
                && figures.iter().all(|f| record[*f].is_null() || same_value(&record[*f], &g[*f]))
        });
        match hit {
            Some((i, _)) => drop(used.insert(i)),
            None => note.push(format!("{label}: no record of {record}")),
        }
    }
    Score { hit: used.len(), wanted: want.len(), given: got.len() }
}

/// Indicator records of the stages and years that the truth lists, whole years only.
pub fn score_indicators(case: &Case, note: &mut Vec<String>) -> Score {
    let asked: HashSet<(String, String)> =
        case.expected.indicators.iter().map(|r| (r["stage"].to_string(), r["year"].to_string())).collect();
    let got: Vec<&Value> = case
        .report
        .iter()
        .flat_map(|r| r["indicators"].as_array().unwrap())
        .filter(|r| r["period"] == "annual" && asked.contains(&(r["stage"].to_string(), r["year"].to_string())))
        .collect();
    score_records(&case.expected.indicators, &got, &["stage", "year", "indikator"], &["target", "realisasi", "capaian"], &case.name, note)
}

/// Budget lines with a code.
pub fn score_budget(case: &Case, note: &mut Vec<String>) -> Score {
    let codes: HashSet<&str> = case.expected.budget.iter().filter_map(|b| b["kode"].as_str()).collect();
    let lines = case.report.iter().flat_map(|r| r["budget"].as_array().unwrap());
    let got: Vec<&Value> = lines.filter(|b| b["kode"].as_str().is_some_and(|k| codes.contains(k))).collect();
    score_records(&case.expected.budget, &got, &["kode"], &["pagu", "realisasi", "persen"], &case.name, note)
}

/// Planted contradictions found, and findings that are none of them nor follow from one.
pub struct FindingScore {
    pub planted: Score,
    pub false_findings: Vec<Value>,
}

fn like(a: &str, b: &str) -> bool {
    let bare = |t: &str| squeeze(t).trim_start_matches("rp").trim_end_matches('%').to_owned();
    let (a, b) = (bare(a), bare(b));
    !a.is_empty() && !b.is_empty() && (a == b || (a.len().min(b.len()) > 2 && (a.contains(&b) || b.contains(&a))))
}

fn speaks_of(finding: &Value, planted: &Planted) -> bool {
    let text = |key: &str| finding[key].as_str().unwrap_or_default();
    let evidence = finding["evidence"].as_array().map(Vec::as_slice).unwrap_or_default();
    let on_page = finding["page"].as_u64() == Some(planted.page) || evidence.iter().any(|e| e["page"].as_u64() == Some(planted.page));
    let rule = text("rule") == planted.rule || planted.also.iter().any(|r| r == text("rule"));
    let row = planted.row.as_deref().is_some_and(|r| like(r, text("row")));
    let figures =
        like(text("stated"), &planted.stated) || evidence.iter().any(|e| like(e["text"].as_str().unwrap_or_default(), &planted.stated));
    let expected = like(text("expected"), &planted.expected);
    on_page && rule && (figures || (row && expected))
}

/// Matches findings with what was planted. What a finding only echoes, or a listed by-product says on the same page, is not false.
pub fn score_findings(case: &Case, note: &mut Vec<String>) -> FindingScore {
    let none = Vec::new();
    let findings = case.report.as_ref().and_then(|r| r["findings"].as_array()).unwrap_or(&none);
    let planted = &case.expected.contradictions;
    let mut hit = 0;
    for p in planted {
        if findings.iter().any(|f| speaks_of(f, p)) {
            hit += 1;
        } else {
            note.push(format!(
                "{}: not found: {} on page {}, Tabel {:?}, {:?}: {} should be {}",
                case.name, p.rule, p.page, p.table, p.row, p.stated, p.expected
            ));
        }
    }
    let echo = |f: &Value| {
        let rule = f["rule"].as_str().unwrap_or_default();
        f["root"].is_u64() || planted.iter().any(|p| speaks_of(f, p) || p.also.iter().any(|r| r == rule))
    };
    let false_findings: Vec<Value> = findings.iter().filter(|f| !echo(f)).cloned().collect();
    for f in &false_findings {
        note.push(format!(
            "{}: false ({}): {} page {} {} {} | {}",
            case.name, f["severity"], f["rule"], f["page"], f["table"], f["row"], f["message"]["en"]
        ));
    }
    FindingScore { planted: Score { hit, wanted: planted.len(), given: findings.len() }, false_findings }
}
