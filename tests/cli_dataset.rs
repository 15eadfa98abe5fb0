//! `lkj dataset`: the years of one agency put together.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

#[cfg(test)]
mod support;

use predicates::str::contains;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::Desk;

const TABLES: [&str; 8] = ["reports", "indicators", "panel", "budget", "tables", "findings", "crosswalk", "changes"];

/// What `--format csv` writes.
fn csv_files() -> Vec<String> {
    let describing = ["README.md", "datapackage.json", "SHA256SUMS"].map(str::to_owned);
    TABLES.iter().map(|table| format!("{table}.csv")).chain(describing).collect()
}

/// The files of a folder, without the readings kept in it.
fn written(desk: &Desk, folder: &str) -> Vec<String> {
    desk.list(folder).into_iter().filter(|name| name != "readings").collect()
}

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
    // JSON of something else is passed over.
    desk.file("laporan/daftar.json", "[1, 2]");
    desk.file("laporan/kosong.json", "");
    // Its own output holds no reports, and is passed over.
    desk.lkj(&["dataset", ".", "-o", "b"]).assert().code(0);
    for file in csv_files() {
        assert_eq!(desk.read(&format!("a/{file}")), desk.read(&format!("b/{file}")), "{file}");
    }
    assert_eq!(written(&desk, "b").len(), csv_files().len(), "nothing else is left behind");
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
    assert_eq!(written(&desk, "x").len(), csv_files().len(), "the others are written all the same");
}

#[test]
fn every_format_holds_the_same_rows_and_the_same_input_gives_the_same_bytes() {
    let desk = puskesmas();
    for folder in ["a", "b"] {
        desk.lkj(&["dataset", "laporan", "-o", folder, "--format", "csv,parquet", "--sqlite"]).assert().code(0);
    }
    let bytes = |name: &str| std::fs::read(desk.path().join(name)).unwrap();
    for file in written(&desk, "a") {
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
    assert_eq!(sums.lines().count(), written(&desk, "a").len() - 1);
    for table in TABLES {
        let header = desk.read(&format!("a/{table}.csv")).lines().next().unwrap().to_owned();
        assert!(header.split(',').all(|column| codebook.contains(&format!("| `{column}` |"))), "{table}");
    }
}

#[test]
fn what_is_not_wanted_any_more_is_gone() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "a", "--sqlite", "--across-agencies"]).assert().code(0);
    assert!(written(&desk, "a").contains(&"shared.csv".to_owned()));
    desk.lkj(&["dataset", "laporan", "-o", "a", "--format", "parquet"]).assert().code(0);
    let left = written(&desk, "a");
    assert!(
        left.iter().all(|name| name.ends_with(".parquet") || ["README.md", "datapackage.json", "SHA256SUMS"].contains(&name.as_str())),
        "{left:?}"
    );
}

#[test]
fn the_panel_takes_a_years_own_measurement_and_names_the_contradiction() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "data"]).assert().code(0);
    let finding = rows(&desk, "data/findings.csv").into_iter().find(|r| r["rule"] == "X11").unwrap();
    assert_eq!(finding["fingerprint"].len(), 16);
    let panel = rows(&desk, "data/panel.csv");
    let row =
        panel.iter().find(|r| r["indicator_id"] == finding["indicator_id"] && r["year"] == "2022" && r["measure"] == "realisasi").unwrap();
    assert_eq!((row["value"].as_str(), row["choice"].as_str(), row["unit"].as_str()), ("87.12", "own_measurement", "%"));
    assert!(row["other_values"].contains("87.21 (lkj-2023.pdf") && row["disagreeing"] != "0", "{row:?}");
    assert!(row["findings"].split(' ').any(|id| id == finding["fingerprint"]), "{row:?}");
    let indicators = rows(&desk, "data/indicators.csv");
    let both = indicators.iter().filter(|r| r["findings"].split(' ').any(|id| id == finding["fingerprint"]));
    assert_eq!(both.map(|r| r["file"].as_str()).collect::<BTreeSet<_>>().len(), 2, "the rows of both reports carry its id");
    let recomputed = indicators.iter().find(|r| !r["capaian_recomputed"].is_empty() && !r["capaian_number"].is_empty()).unwrap();
    assert!(recomputed["sasaran_id"].starts_with('s') && recomputed["unit_factor"] == "1", "{recomputed:?}");
}

#[test]
fn what_was_read_is_not_read_again_and_an_interrupted_run_goes_on() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "whole"]).assert().code(0);
    let sums = desk.read("whole/SHA256SUMS");
    let readings = desk.list("whole/readings");
    assert_eq!(readings.len(), 3);
    let time = |name: &str| std::fs::metadata(desk.path().join(format!("whole/readings/{name}"))).unwrap().modified().unwrap();
    // Of three readings one is left whole, one is cut off and one is lost.
    std::fs::remove_file(desk.path().join(format!("whole/readings/{}", readings[0]))).unwrap();
    desk.file(&format!("whole/readings/{}", readings[1]), "{\"agency\":");
    let before = time(&readings[2]);
    desk.lkj(&["dataset", "laporan", "-o", "whole"]).assert().code(0);
    assert_eq!(desk.read("whole/SHA256SUMS"), sums);
    assert_eq!(time(&readings[2]), before, "an unchanged file is not read again");
    let mended = desk.read(&format!("whole/readings/{}", readings[1]));
    assert!(serde_json::from_str::<serde_json::Value>(&mended).is_ok());
}

#[test]
fn parts_read_apart_and_put_together_are_the_whole() {
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "whole"]).assert().code(0);
    for part in ["1/2", "2/2"] {
        let folder = format!("bagian-{}", part.chars().next().unwrap());
        desk.lkj(&["dataset", "laporan", "-o", &folder, "--shard", part]).assert().code(0).stdout(contains(part));
        assert_eq!(desk.list(&folder), ["readings"], "a part has no tables");
    }
    desk.lkj(&["dataset", "bagian-1/readings", "bagian-2/readings", "-o", "merged"]).assert().code(0);
    assert_eq!(desk.read("merged/SHA256SUMS"), desk.read("whole/SHA256SUMS"));
    desk.lkj(&["dataset", "laporan", "-o", "x", "--shard", "3/2"]).assert().code(2).stderr(contains("3/16"));
}

/// A Python that has some modules (`LKJ_DATA_PYTHON` names one that is not the first on the path); without it a test says so and
/// passes, unless `LKJ_REQUIRE_TOOLS` is set.
fn python(modules: &str) -> Option<String> {
    let python = std::env::var("LKJ_DATA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = std::process::Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    if has.is_ok_and(|o| o.status.success()) {
        return Some(python);
    }
    assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "no Python with {modules}");
    eprintln!("skipped: no Python with {modules}");
    None
}

fn succeeds(command: &mut std::process::Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

#[test]
fn parts_read_by_ray_are_the_whole() {
    let Some(python) = python("ray") else { return };
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "whole"]).assert().code(0);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/dataset-ray");
    let mut run = std::process::Command::new(python);
    succeeds(run.arg(script).args([env!("CARGO_BIN_EXE_lkj"), "laporan", "-o", "ray", "--parts", "2"]).current_dir(desk.path()));
    assert_eq!(desk.read("ray/SHA256SUMS"), desk.read("whole/SHA256SUMS"));
}

#[test]
fn the_package_is_valid_and_parquet_opens_with_its_types() {
    let Some(python) = python("duckdb, pandas, polars, pyarrow, frictionless") else { return };
    let desk = puskesmas();
    desk.lkj(&["dataset", "laporan", "-o", "data", "--format", "csv,parquet", "--across-agencies"]).assert().code(0);
    let code = r#"
import duckdb, json, pandas, polars
from frictionless import Package, system
report = Package("data/datapackage.json").validate()
assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
wanted = {"string": ("VARCHAR", polars.String), "integer": ("BIGINT", polars.Int64), "number": ("DOUBLE", polars.Float64)}
for resource in json.load(open("data/datapackage.json"))["resources"]:
    path = f"data/{resource['name']}.parquet"
    duck = dict(row[:2] for row in duckdb.sql(f"describe select * from '{path}'").fetchall())
    polar = polars.read_parquet(path).schema
    panda = pandas.read_parquet(path)
    assert len(panda) == len(pandas.read_csv(f"data/{resource['path']}")), path
    for field in resource["schema"]["fields"]:
        name, (of_duck, of_polar) = field["name"], wanted[field["type"]]
        assert (duck[name], polar[name]) == (of_duck, of_polar), (path, name, duck[name], polar[name])
        if field["type"] != "string":
            assert panda[name].isna().all() or panda[name].dtype.kind in "if", (path, name)
"#;
    succeeds(std::process::Command::new(python).args(["-c", code]).current_dir(desk.path()));
}
