//! Nothing that stands in a file stops a batch: the real program, with files that really break their reader.
//! (How a worker's every end is told is tested beside `src/cli/pool.rs`.)

#[cfg(test)]
mod support;

use predicates::str::contains;
use std::fs::File;
use support::{Desk, report};

/// Only Linux holds a process to its address space.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_too_much_memory_fails_alone() {
    let desk = Desk::new();
    desk.file("in/a.pdf", report("90"));
    desk.file("in/z.pdf", report("90 %"));
    // A hole of 8 GiB after a PDF's head: no disk is used, but whoever reads it needs the memory.
    let path = desk.file("in/besar.pdf", "%PDF-1.7\n");
    if File::options().write(true).open(path).and_then(|file| file.set_len(8 << 30)).is_err() {
        return; // This file system knows no holes and has no room.
    }
    let run = desk.lkj(&["scan", "in", "--memory", "256M", "--lang", "en"]).assert().code(2);
    run.stderr(contains("in/besar.pdf: needs more memory than the limit of 256 MiB"));
    assert_eq!(desk.errors(), [("in/besar.pdf".to_owned(), "memory".to_owned())]);
    assert_eq!(desk.reports("lkj-out").len(), 2);
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends_fails_alone() {
    let desk = Desk::new();
    desk.file("a.pdf", report("90"));
    desk.file("z.pdf", report("90 %"));
    // Nobody ever writes to this pipe: reading it takes for ever.
    assert!(std::process::Command::new("mkfifo").arg(desk.path().join("pipa.pdf")).status().unwrap().success());
    let run = desk.lkj(&["scan", "a.pdf", "pipa.pdf", "z.pdf", "--jobs", "1", "--timeout", "5"]).assert().code(2);
    run.stderr(contains("pipa.pdf: belum selesai dibaca setelah 5 detik; beri waktu lebih dengan --timeout"));
    assert_eq!(desk.errors(), [("pipa.pdf".to_owned(), "timeout".to_owned())]);
    assert_eq!(desk.reports("lkj-out").len(), 2);
    let run = desk.lkj(&["extract", "pipa.pdf", "--timeout", "1"]).assert().code(2);
    assert!(run.get_output().stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn a_worker_does_not_outlive_its_batch() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    let pipe = desk.path().join("pipa.pdf");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut worker = Command::new(assert_cmd::cargo::cargo_bin!("lkj")).arg("worker").stdin(Stdio::piped()).spawn().unwrap();
    let job = serde_json::json!({"file": pipe, "password": null, "task": {"task": "check", "select": [], "ignore": []}});
    let mut stdin = worker.stdin.take().unwrap();
    writeln!(stdin, "{job}").unwrap();
    // Whoever opens the other end knows that the worker is in the middle of reading.
    let _reading = File::options().write(true).open(&pipe).unwrap();
    // All that a worker sees of a batch that is killed.
    drop(stdin);
    assert!(worker.wait().unwrap().success());
}
