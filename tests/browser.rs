//! The page of a report in a real browser. Needs Chromium and a Python with Playwright (`LKJ_PLAYWRIGHT_PYTHON` names
//! one that is not the first on the path); without them the tests say so and pass, unless `LKJ_REQUIRE_TOOLS` is set.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Desk;

fn python() -> String {
    std::env::var("LKJ_PLAYWRIGHT_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.exists())
}

/// What the browser made of a page; `None` where there is no browser to ask.
fn open(page: &Path) -> Option<Value> {
    let playwright = Command::new(python()).args(["-c", "import playwright"]).output().is_ok_and(|o| o.status.success());
    let Some(browser) = browser().filter(|_| playwright) else {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "Chromium or Playwright is missing");
        eprintln!("SKIPPED: Chromium or Playwright is missing");
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/drive.py");
    let output = Command::new(python()).arg(script).arg(browser).arg(page).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// Scans a bundled report and gives the page that was written.
fn page_of(desk: &Desk, fixture: &str) -> PathBuf {
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
    scanned(desk, pdf.to_str().unwrap())
}

/// Scans a report and gives the page that was written.
fn scanned(desk: &Desk, pdf: &str) -> PathBuf {
    desk.lkj(&["scan", pdf, "--fail-on", "never", "--quiet"]).assert().success();
    let name = desk.list("lkj-out/reports").into_iter().find(|name| name.ends_with(".html")).unwrap();
    desk.path().join("lkj-out/reports").join(name)
}

fn characters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn findings_point_at_the_figures_they_speak_of() {
    for fixture in ["kelautan.pdf", "kelautan-chromium.pdf"] {
        let desk = Desk::new();
        let Some(seen) = open(&page_of(&desk, fixture)) else { return };
        assert_eq!(seen["console"], serde_json::json!([]), "{fixture}");
        assert_eq!(seen["requests"].as_array().unwrap().len(), 1, "{fixture} asks for more than itself: {}", seen["requests"]);
        assert!(seen["findings"].as_u64().unwrap() > 5 && seen["wide"] == false && seen["foreign"] == 0, "{fixture}: {seen}");
        let boxes = seen["boxes"].as_array().unwrap();
        assert!(boxes.len() > 10, "{fixture}");
        let share = |inside: &dyn Fn(&Value) -> String| {
            boxes.iter().filter(|b| quotes(&inside(b), b["chip"].as_str().unwrap())).count() * 100 / boxes.len()
        };
        let drawn = share(&|b| b["inside"].as_str().unwrap().to_owned());
        assert!(drawn >= 95, "{fixture}: only {drawn}% of the boxes hold what they quote: {boxes:#?}");
        // The same against the text layer as another program reads it, where there is one.
        let Some(words) = text_layer(fixture) else { continue };
        let printed = share(&|b| {
            let number = |v: &Value| v.as_f64().unwrap();
            let (x, y, w, h) = (number(&b["places"][0]), number(&b["places"][1]), number(&b["places"][2]), number(&b["places"][3]));
            let inside =
                |word: &&Placed| word.page == b["page"].as_u64().unwrap() && word.x > x && word.x < x + w && word.y > y && word.y < y + h;
            words.iter().filter(inside).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
        });
        println!("{fixture}: {drawn}% of {} boxes hold what they quote as drawn, {printed}% in the text layer", boxes.len());
        assert!(printed >= 95, "{fixture}: only {printed}% of the boxes hold what they quote in the text layer");
    }
}

/// Whether what stands in a box is what its chip quotes; long quotations may be cut, and a sum may stand for several cells.
fn quotes(inside: &str, chip: &str) -> bool {
    let (inside, chip) = (characters(inside), characters(chip));
    !inside.is_empty()
        && (chip.contains(&inside) || inside.split_inclusive(char::is_alphabetic).any(|part| part.len() > 2 && chip.contains(part)))
}

/// A word of the text layer: its page and its middle, points from the top left.
struct Placed {
    page: u64,
    x: f64,
    y: f64,
    text: String,
}

/// The words of a bundled report as Poppler's `pdftotext -bbox` places them; `None` without it.
fn text_layer(fixture: &str) -> Option<Vec<Placed>> {
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(fixture);
    let Ok(output) = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output() else {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "pdftotext is missing");
        eprintln!("SKIPPED: pdftotext is missing");
        return None;
    };
    let (mut page, mut words) = (0, Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        page += u64::from(line.contains("<page "));
        let Some((place, text)) = line.trim().strip_prefix("<word ").and_then(|rest| rest.split_once('>')) else { continue };
        let sides: Vec<f64> = place.split('"').skip(1).step_by(2).map(|side| side.parse().unwrap()).collect();
        let text = text.trim_end_matches("</word>").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        words.push(Placed { page, x: f64::midpoint(sides[0], sides[2]), y: f64::midpoint(sides[1], sides[3]), text });
    }
    Some(words)
}

/// Digits of a number, however it is set apart.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn filters_languages_views_and_paper_work() {
    let desk = Desk::new();
    let Some(seen) = open(&page_of(&desk, "kelautan.pdf")) else { return };
    assert_eq!((seen["language"].as_str(), seen["after_search"].as_u64()), (Some("en"), Some(0)));
    assert_eq!(seen["indonesian"][0], "id");
    assert!(seen["indonesian"][1].as_str().unwrap().ends_with("temuan") && seen["english"].as_str().unwrap().ends_with("findings"));
    assert_eq!(seen["low_left"].as_u64().unwrap_or(0), 0);
    assert!(seen["hash"].as_str().unwrap().starts_with("#finding-"));
    assert!(seen["grid_cells"].as_u64().unwrap() > 3 && seen["coverage_rows"].as_u64().unwrap() > 10);
    assert_eq!(seen["search_focused"], "search");
    assert_eq!(seen["printed"], seen["findings"]);
    assert!(seen["print_pictures"].as_u64().unwrap() > 10);
    assert_eq!(seen["print_cut"], serde_json::json!([]));
    assert_eq!((&seen["hash_after_scrolling"], seen["grid_now"].as_u64()), (&seen["hash"], Some(1)));
    let headed = seen["headed"].as_array().unwrap();
    assert!(headed.len() > 5 && headed.iter().all(|shown| shown == true), "{headed:?}");
    assert_eq!(seen["print_shows_app"], false);
    let texts =
        |by: &str| -> Vec<String> { seen[by]["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect() };
    let (rule, all) = (seen["by_rule"]["value"].as_str().unwrap(), seen["findings"].as_u64().unwrap());
    for by in ["by_rule", "by_table"] {
        let left = u64::try_from(texts(by).len()).unwrap();
        assert!(left > 0 && left < all, "{by} leaves {left} of {all}");
    }
    assert!(texts("by_rule").iter().all(|text| text.contains(rule)), "{rule}: {:?}", texts("by_rule"));
}

#[test]
fn every_operand_of_a_sum_leads_to_its_box_and_back() {
    let desk = Desk::new();
    let Some(seen) = open(&page_of(&desk, "kelautan.pdf")) else { return };
    let operands = seen["operands"].as_array().unwrap();
    assert!(operands.len() > 10, "{operands:#?}");
    for operand in operands {
        let (number, title) = (digits(operand["number"].as_str().unwrap()), operand["title"].as_str().unwrap_or_default());
        assert!(digits(title).contains(number.trim_end_matches('0')), "{operand}");
        assert_eq!(operand["back"], true, "{operand}");
    }
    assert!(seen["in_sight"].as_array().unwrap().iter().all(|sight| sight == true), "{}", seen["in_sight"]);
    assert!(seen["panes"].as_array().unwrap().iter().any(|count| count == 2), "no finding shows two places side by side");
}

/// The slowest that a person does not feel as waiting for the page (RAIL: a tenth of a second), times three for a
/// machine that is busy with other tests; and the same for opening, where a second is.
const FILTER_MS: f64 = 300.0;
const OPEN_MS: f64 = 3000.0;

#[test]
fn two_hundred_findings_on_a_hundred_and_fifty_pages_do_not_lag() {
    let desk = Desk::new();
    desk.file("tebal.pdf", support::long_report(150, "Nilai"));
    let Some(seen) = open(&scanned(&desk, "tebal.pdf")) else { return };
    assert!(seen["findings"].as_u64().unwrap() >= 200, "{}", seen["findings"]);
    let took = |name: &str| seen[name].as_f64().unwrap();
    println!("opened in {} ms, filtered in {} ms, next finding in {} ms", took("opened_ms"), took("filter_ms"), took("step_ms"));
    assert!(took("opened_ms") < OPEN_MS && took("filter_ms") < FILTER_MS && took("step_ms") < FILTER_MS);
    assert_eq!((&seen["console"], &seen["printed"]), (&serde_json::json!([]), &seen["findings"]));
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::new();
    // As much as fits a cell; `page.rs` tests what would end its element.
    let hostile = "<img src=x>";
    desk.file("<img src=x onerror=alert(2)>.pdf", support::long_report(2, hostile));
    let page = scanned(&desk, "<img src=x onerror=alert(2)>.pdf");
    let Some(seen) = open(&page) else { return };
    assert!(seen["findings"].as_u64().unwrap() >= 4, "{}", seen["findings"]);
    assert_eq!((&seen["console"], &seen["foreign"]), (&serde_json::json!([]), &serde_json::json!(0)));
    assert_eq!(seen["requests"].as_array().unwrap().len(), 1, "{}", seen["requests"]);
    assert!(seen["by_rule"]["texts"][0].as_str().unwrap().contains(hostile), "{}", seen["by_rule"]);
    let seen = open(&desk.path().join("lkj-out/index.html")).unwrap();
    assert_eq!((&seen["console"], seen["requests"].as_array().unwrap().len()), (&serde_json::json!([]), 2), "{seen}");
}

#[test]
fn the_list_of_reports_sorts_and_speaks_both_languages() {
    let desk = Desk::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for name in ["kelautan.pdf", "perpustakaan.pdf", "raw/not-a-pdf.pdf"] {
        let file = fixtures.join(name);
        desk.file(file.file_name().unwrap().to_str().unwrap(), std::fs::read(&file).unwrap());
    }
    desk.lkj(&["scan", ".", "--fail-on", "never", "--quiet"]).assert().code(2);
    let Some(seen) = open(&desk.path().join("lkj-out/index.html")) else { return };
    assert_eq!((&seen["console"], &seen["wide"]), (&serde_json::json!([]), &serde_json::json!(false)));
    let names = |order: &str| -> Vec<String> {
        seen[order].as_array().unwrap().iter().map(|name| name.as_str().unwrap().trim_start_matches("./").to_owned()).collect()
    };
    assert_eq!(names("by_name"), ["kelautan.pdf", "perpustakaan.pdf"]);
    assert_eq!(names("by_name_down"), ["perpustakaan.pdf", "kelautan.pdf"]);
    assert!(seen["heads"].as_str().unwrap().contains("Instansi") && !seen["heads"].as_str().unwrap().contains("Agency"));
    assert!(seen["heads_english"].as_str().unwrap().contains("Agency") && !seen["heads_english"].as_str().unwrap().contains("Instansi"));
    assert_eq!((&seen["language"], seen["field"].as_u64(), seen["unread"].as_array().unwrap().len()), (&"en".into(), Some(2), 1));
    assert!(seen["bars"].as_u64().unwrap() >= 3);
    assert!(seen["opened"].as_str().unwrap().contains("Dinas"), "{}", seen["opened"]);
}
