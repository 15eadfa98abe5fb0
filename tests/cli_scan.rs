//! `lkj scan`: what a batch writes, prints and exits with, whatever its files are.

#[cfg(test)]
mod support;

use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::fs;
use std::path::Path;
use support::{Desk, encrypted, pages, report};

/// Files that cannot be read, each with the kind that it must be told as.
fn bad_files(desk: &Desk) -> Vec<(&'static str, &'static str)> {
    desk.file("in/b-kosong.pdf", "");
    desk.file("in/c-bukan.pdf", "<html>404</html>");
    desk.file("in/d-potong.pdf", report("90").get(..200).unwrap_or_default());
    desk.file("in/e-sandi.pdf", encrypted("rahasia"));
    vec![("in/b-kosong.pdf", "empty"), ("in/c-bukan.pdf", "not_pdf"), ("in/d-potong.pdf", "damaged"), ("in/e-sandi.pdf", "password_needed")]
}

#[test]
fn bad_files_are_one_line_each_and_the_rest_is_done() {
    let desk = Desk::new();
    desk.file("in/a.pdf", report("90"));
    let bad = bad_files(&desk);
    desk.file("in/z.pdf", report("90 %"));
    let run = desk.lkj(&["scan", "in"]).assert().code(2);
    let stderr = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert_eq!(stderr.lines().count(), bad.len(), "{stderr}");
    for (file, _) in &bad {
        assert_eq!(stderr.lines().filter(|line| line.starts_with(&format!("{file}: "))).count(), 1, "{stderr}");
    }
    let bad: Vec<_> = bad.into_iter().map(|(file, kind)| (file.to_owned(), kind.to_owned())).collect();
    assert_eq!(desk.errors(), bad);
    assert_eq!(desk.reports("lkj-out").len(), 2);
    run.stdout(
        predicates::str::is_match(r"(?m)^in/a\.pdf +1 +1 +0 .*100% dari 9")
            .unwrap()
            .and(contains("in/z.pdf "))
            .and(contains("4 berkas tidak terbaca")),
    );
}

#[test]
fn a_password_opens() {
    let desk = Desk::new();
    desk.file("a.pdf", encrypted("rahasia"));
    desk.lkj(&["scan", "a.pdf", "--password", "rahasia"]).assert().code(0).stderr(is_empty());
    desk.lkj(&["scan", "a.pdf", "--password", "salah", "--lang", "en"]).assert().code(2).stderr(contains("password"));
    assert_eq!(desk.errors(), [("a.pdf".to_owned(), "wrong_password".to_owned())]);
}

#[test]
fn a_contradiction_decides_the_exit_status() {
    let desk = Desk::new();
    desk.file("baik.pdf", report("90"));
    desk.file("salah.pdf", report("95"));
    desk.lkj(&["scan", "baik.pdf"]).assert().code(0);
    desk.lkj(&["scan", "salah.pdf"]).assert().code(1).stdout(contains("1 temuan: 1 tinggi"));
    desk.lkj(&["scan", "salah.pdf", "--fail-on", "never"]).assert().code(0);
    let csv = desk.read("lkj-out/findings.csv");
    assert!(csv.starts_with("file,agency,year,rule,name,severity,confidence,page,table,row,column,stated,expected,message,fingerprint,state,ignored_reason,ignored_by\n"));
    assert!(csv.lines().nth(1).unwrap().starts_with("salah.pdf,,2024,A01,capaian,high,"), "{csv}");
    let sarif: serde_json::Value = serde_json::from_str(&desk.read("lkj-out/findings.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "A01");
    let index = desk.read("lkj-out/index.html");
    let name = desk.reports("lkj-out").into_iter().find(|name| name.starts_with("salah-")).unwrap().replace(".json", ".html");
    assert!(index.contains(&format!("href=\"reports/{name}\"")), "{index}");
}

#[test]
fn the_output_folder_holds_whole_files_and_nothing_else() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    fs::create_dir_all(desk.path().join("hasil/.lkj-staging-left-behind")).unwrap();
    desk.lkj(&["scan", "a.pdf", "-o", "hasil", "--quiet"]).assert().code(0).stdout(is_empty()).stderr(is_empty());
    assert_eq!(desk.list("hasil"), ["errors.jsonl", "findings.csv", "findings.sarif", "findings.xlsx", "index.html", "reports"]);
    let name = desk.reports("hasil").remove(0);
    let record: lkj::Record = serde_json::from_str(&desk.read(&format!("hasil/reports/{name}"))).unwrap();
    assert_eq!(name, format!("a-{}.json", record.report.source.sha256.get(..8).unwrap()));
    assert_eq!(record.report.source.file_name, "a.pdf");
}

#[test]
fn the_same_content_is_read_once() {
    let desk = Desk::new();
    desk.file("in/a.pdf", report("90"));
    desk.file("in/b/salinan.PDF", report("90"));
    desk.lkj(&["scan", "in", "in/a.pdf"]).assert().code(0).stdout(contains("2 salinan"));
    assert_eq!(desk.reports("lkj-out").len(), 1);
}

#[test]
fn a_batch_resumes() {
    let desk = Desk::new();
    desk.file("a.pdf", report("95"));
    let first = desk.lkj(&["scan", "a.pdf"]).assert().code(1);
    let name = format!("lkj-out/reports/{}", desk.reports("lkj-out")[0]);
    // A mark that only survives where the report is not written again.
    let marked = desk.read(&name).replacen("\"file_name\":\"a.pdf\"", "\"file_name\":\"tanda.pdf\"", 1);
    desk.file(&name, &marked);
    let again = desk.lkj(&["scan", "a.pdf", "--resume"]).assert().code(1);
    assert_eq!(desk.read(&name), marked);
    assert_eq!(first.get_output().stdout, again.get_output().stdout);
    assert_eq!(desk.read("lkj-out/findings.csv").lines().count(), 2);
    // Another version's report is no answer.
    desk.file(&name, marked.replacen("\"version\":\"", "\"version\":\"0.0.0-", 1));
    desk.lkj(&["scan", "a.pdf", "--resume"]).assert().code(1);
    assert!(desk.read(&name).contains("\"file_name\":\"a.pdf\""));
    // Half a report neither.
    desk.file(&name, marked.get(..marked.len() / 2).unwrap());
    desk.lkj(&["scan", "a.pdf", "--resume"]).assert().code(1);
    assert!(desk.read(&name).contains("\"file_name\":\"a.pdf\""));
}

#[test]
fn paths_that_lead_nowhere_are_told() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    fs::create_dir(desk.path().join("kosong")).unwrap();
    desk.lkj(&["scan", "tidak-ada", "a.pdf"]).assert().code(2).stderr(contains("tidak-ada: tidak ada berkas"));
    assert_eq!(desk.errors(), [("tidak-ada".to_owned(), "missing".to_owned())]);
    assert_eq!(desk.reports("lkj-out").len(), 1);
    desk.lkj(&["scan", "kosong"]).assert().code(2).stderr(contains("lkj: ").and(contains("PDF")));
    desk.lkj(&["scan", "a.pdf", "-o", "a.pdf"]).assert().code(2).stderr(contains("a.pdf").and(contains("-o")));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.file("in/tertutup/a.pdf", report("90"));
    desk.file("in/b.pdf", pages(1));
    let closed = desk.path().join("in/tertutup");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let readable_all_the_same = fs::read_dir(&closed).is_ok();
    let run = desk.lkj(&["scan", "in"]).assert();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser may read everything.
    if readable_all_the_same {
        run.code(0);
    } else {
        run.code(2).stderr(contains("in/tertutup: "));
        assert_eq!(desk.errors(), [("in/tertutup".to_owned(), "unreadable".to_owned())]);
    }
}

#[cfg(unix)]
#[test]
fn names_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = OsStr::from_bytes(b"lap\xffor\n<b>.pdf");
    if fs::write(desk.path().join(name), report("95")).is_err() {
        return; // This file system takes no such name.
    }
    desk.lkj(&["scan", "."]).assert().code(1).stdout(contains("lap\u{fffd}or"));
    let name = desk.reports("lkj-out").remove(0);
    assert!(name.starts_with("lap\u{fffd}or__b_-"), "{name}");
    assert!(desk.read("lkj-out/index.html").contains("&lt;b&gt;.pdf"));
    assert!(desk.read("lkj-out/findings.sarif").contains("lap%FFor%0A%3Cb%3E.pdf"));
}

#[test]
fn a_batch_is_the_same_however_many_read_it() {
    let desk = Desk::new();
    for (number, capaian) in ["90", "91", "92", "93", "94", "95", "96"].iter().enumerate() {
        desk.file(&format!("in/{number}.pdf"), report(capaian));
    }
    let one = desk.lkj(&["scan", "in", "--jobs", "1", "-o", "satu", "--quiet"]).assert().code(1);
    let many = desk.lkj(&["scan", "in", "--jobs", "5", "-o", "lima", "--quiet"]).assert().code(1);
    assert_eq!(one.get_output().stderr, many.get_output().stderr);
    for file in ["findings.csv", "findings.sarif", "index.html"] {
        assert_eq!(desk.read(&format!("satu/{file}")), desk.read(&format!("lima/{file}")));
    }
    for name in desk.reports("satu") {
        assert_eq!(desk.read(&format!("satu/reports/{name}")), desk.read(&format!("lima/reports/{name}")));
    }
}

#[test]
fn reports_of_several_years_are_held_against_each_other() {
    let desk = Desk::new();
    for year in [2022, 2023] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/puskesmas/lkj-{year}.pdf"));
        desk.file(&format!("draf/lkj-{year}.pdf"), std::fs::read(path).unwrap());
    }
    desk.lkj(&["scan", "draf", "-o", "hasil", "--fail-on", "never"]).assert().code(0);
    let csv = desk.read("hasil/findings.csv");
    let between: Vec<&str> = csv.lines().filter(|line| line.contains("X11")).collect();
    assert!(matches!(between.as_slice(), [one] if one.contains("lkj-2023.pdf") && one.contains("87,12")), "{csv}");
    assert!(desk.read("hasil/findings.sarif").contains("X11") && desk.read("hasil/index.html").contains("X11"));
    desk.lkj(&["scan", "draf", "-o", "tanpa", "--fail-on", "never", "--ignore", "X11"]).assert().code(0);
    assert!(!desk.read("tanpa/findings.csv").contains("X11"));
    // Alone, a report says nothing of other years.
    desk.lkj(&["scan", "draf/lkj-2023.pdf", "-o", "satu", "--fail-on", "never"]).assert().code(0);
    assert!(!desk.read("satu/findings.csv").contains("X11"));
}
