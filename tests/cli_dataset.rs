//! `lkj dataset`: the years of one agency put together.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

#[cfg(test)]
mod support;

use predicates::str::contains;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::Desk;

const TABLES: [&str; 6] = ["reports", "indicators", "budget", "tables", "findings", "crosswalk"];
const FILES: [&str; 9] = [
    "reports.csv",
    "indicators.csv",
    "budget.csv",
    "tables.csv",
    "findings.csv",
    "crosswalk.csv",
    "README.md",
    "datapackage.json",
    "SHA256SUMS",
];

fn puskesmas() -> Desk {
    let desk = Desk::new();
    for year in [2021, 2022, 2023] {
        let name = format!("lkj-{year}.pdf");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/puskesmas").join(&name);
        desk.file(&format!("laporan/{name}"), std::fs::read(path).unwrap());
    }
    desk
}

fn rows(desk: &Desk, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(desk.read(file).as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn three_years_are_one_agency_with_three_indicators_and_one_contradiction() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "data"]).assert().code(0).stdout(contains("3 laporan, 1 instansi, 3 indikator, 1 pertentangan"));
    let ids: BTreeSet<String> = rows(&desk, "data/crosswalk.csv").iter().map(|r| r["indicator_id"].clone()).collect();
    assert_eq!(ids.len(), 3, "{}", desk.read("data/crosswalk.csv"));
    let indicators = rows(&desk, "data/indicators.csv");
    assert!(indicators.iter().all(|r| ids.contains(&r["indicator_id"]) && r["sha256"].len() == 64 && !r["page"].is_empty()));
    assert!(indicators.iter().any(|r| r["year"] == "2022" && r["realisasi_number"] == "87.21" && r["file"] == "lkj-2023.pdf"));
    let between: Vec<_> = rows(&desk, "data/findings.csv").into_iter().filter(|r| r["rule"] == "X11").collect();
    assert_eq!(between.len(), 1);
    let (stated, expected) = (&between[0]["stated"], &between[0]["expected"]);
    assert_eq!((stated.as_str(), expected.as_str()), ("87,21", "87,12"));
    assert_eq!((between[0]["file"].as_str(), between[0]["other_file"].as_str()), ("lkj-2023.pdf", "lkj-2022.pdf"));
}

#[test]
fn the_same_input_gives_the_same_bytes_from_pdf_and_from_report_json() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "a"]).assert().code(0);
    desk.lkj(&["scan", "laporan", "-o", "lkj-out", "--fail-on", "never"]).assert().code(0);
    desk.lkj(&["dataset", "lkj-out/reports", "laporan/lkj-2021.pdf", "-o", "b"]).assert().code(0);
    // Its own output holds no reports, and is passed over.
    desk.lkj(&["dataset", ".", "-o", "b"]).assert().code(0);
    for file in FILES {
        assert_eq!(desk.read(&format!("a/{file}")), desk.read(&format!("b/{file}")), "{file}");
    }
    assert_eq!(desk.list("b").len(), FILES.len(), "nothing else is left behind");
}

#[test]
fn the_package_describes_every_column_in_both_languages() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "data"]).assert().code(0);
    let package: serde_json::Value = serde_json::from_str(&desk.read("data/datapackage.json")).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), TABLES.len());
    for resource in resources {
        let text = desk.read(&format!("data/{}", resource["path"].as_str().unwrap()));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(text.lines().next().unwrap(), names.join(","));
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a column twice");
        assert!(fields.iter().all(|f| f["description"] != "" && f["description_id"] != ""));
    }
}

#[test]
fn corrections_win_and_what_cannot_be_read_is_said() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "data"]).assert().code(0);
    let first = rows(&desk, "data/crosswalk.csv").into_iter().find(|r| r["year"] == "2023").unwrap();
    let corrected = desk.read("data/crosswalk.csv").replace(&first["indicator_id"], "milik-kami");
    desk.file("koreksi.csv", corrected);
    desk.lkj(&["dataset", "laporan", "-o", "data", "--crosswalk", "koreksi.csv"]).assert().code(0);
    let now = rows(&desk, "data/crosswalk.csv");
    assert!(now.iter().any(|r| r["indicator_id"] == "milik-kami" && r["evidence"] == "crosswalk"));
    assert!(now.iter().all(|r| r["indicator_id"] != first["indicator_id"]));
    desk.file("rusak.csv", "a,b\n1,2\n");
    desk.lkj(&["dataset", "laporan", "-o", "x", "--crosswalk", "rusak.csv"]).assert().code(2).stderr(contains("agency_id"));
    desk.lkj(&["dataset", "laporan", "tidak-ada.pdf", "-o", "x"]).assert().code(2).stderr(contains("tidak-ada.pdf"));
    assert_eq!(desk.list("x").len(), FILES.len(), "the others are written all the same");
}

#[test]
fn every_format_holds_the_same_rows_and_the_same_input_gives_the_same_bytes() {
    let desk = puskesmas();
    for folder in ["a", "b"] {
        desk.lkj(&["dataset", "laporan", "-o", folder, "--format", "csv,parquet", "--sqlite"]).assert().code(0);
    }
    let bytes = |name: &str| std::fs::read(desk.path().join(name)).unwrap();
    for file in desk.list("a") {
        assert_eq!(bytes(&format!("a/{file}")), bytes(&format!("b/{file}")), "{file}");
    }
    let base = rusqlite::Connection::open(desk.path().join("a/lkj.sqlite")).unwrap();
    for table in TABLES {
        let count = rows(&desk, &format!("a/{table}.csv")).len();
        let of_base: i64 = base.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
        let file = std::fs::File::open(desk.path().join(format!("a/{table}.parquet"))).unwrap();
        let parquet = parquet::file::reader::SerializedFileReader::new(file).unwrap();
        let of_parquet = parquet::file::reader::FileReader::metadata(&parquet).file_metadata().num_rows();
        assert_eq!((usize::try_from(of_base).unwrap(), usize::try_from(of_parquet).unwrap()), (count, count), "{table}");
    }
    let real: f64 = base.query_row("SELECT realisasi_number FROM indicators WHERE realisasi = '87.21'", [], |r| r.get(0)).unwrap();
    assert!((real - 87.21).abs() < f64::EPSILON);
    let kind: String = base.query_row("SELECT typeof(year) FROM indicators WHERE year IS NOT NULL", [], |r| r.get(0)).unwrap();
    assert_eq!(kind, "integer");
    // Checksums and codebook cover every file and column.
    let (sums, codebook) = (desk.read("a/SHA256SUMS"), desk.read("a/README.md"));
    assert_eq!(sums.lines().count(), desk.list("a").len() - 1);
    for table in TABLES {
        let header = desk.read(&format!("a/{table}.csv")).lines().next().unwrap().to_owned();
        assert!(header.split(',').all(|column| codebook.contains(&format!("| `{column}` |"))), "{table}");
    }
}
