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
    desk.lkj(&["scan", pdf.to_str().unwrap(), "--fail-on", "never", "--quiet"]).assert().success();
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
        // A box holds the text that its chip quotes; long quotations may be cut, and a sum may stand for several cells.
        let right = boxes.iter().filter(|b| {
            let (inside, chip) = (characters(b["inside"].as_str().unwrap()), characters(b["chip"].as_str().unwrap()));
            !inside.is_empty()
                && (chip.contains(&inside) || inside.split_inclusive(char::is_alphabetic).any(|part| part.len() > 2 && chip.contains(part)))
        });
        let share = right.count() * 100 / boxes.len();
        assert!(share >= 95, "{fixture}: only {share}% of the boxes hold what they quote: {boxes:#?}");
    }
}

#[test]
fn filters_languages_views_and_paper_work() {
    let desk = Desk::new();
    let Some(seen) = open(&page_of(&desk, "kelautan.pdf")) else { return };
    assert_eq!((seen["language"].as_str(), seen["after_search"].as_u64()), (Some("en"), Some(0)));
    assert!(seen["english"].as_str().unwrap().ends_with("findings"));
    assert_eq!(seen["low_left"].as_u64().unwrap_or(0), 0);
    assert!(seen["hash"].as_str().unwrap().starts_with("#finding-"));
    assert!(seen["grid_cells"].as_u64().unwrap() > 3 && seen["coverage_rows"].as_u64().unwrap() > 10);
    assert_eq!(seen["printed"], seen["findings"]);
    assert_eq!(seen["print_shows_app"], false);
}
