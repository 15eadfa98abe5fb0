//! What the READMEs say works: every command in a code block is run, and the output shown under one is its output.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop at what it did not expect")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const READMES: [&str; 2] = ["README.md", "README.id.md"];

/// The one command that does the main job on a bundled report, as far as its paths.
const MAIN_JOB: &str = "cargo run --release -- scan fixtures/";

/// The one command that passes the tests.
const TESTS: &str = "cargo test";

/// A fenced code block: its language, its lines.
struct Block {
    language: String,
    lines: Vec<String>,
}

fn blocks(readme: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).unwrap();
    let (mut out, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), open.take()) {
            (Some(language), None) => open = Some(Block { language: language.trim().to_owned(), lines: Vec::new() }),
            (Some(_), Some(block)) => out.push(block),
            (None, Some(mut block)) => {
                block.lines.push(line.to_owned());
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{readme}: a code block is left open");
    out
}

/// Commands of a shell block, comments and blank lines left out.
fn commands(block: &Block) -> Vec<&str> {
    if block.language != "sh" {
        return Vec::new();
    }
    block.lines.iter().map(|l| l.split(" #").next().unwrap_or_default().trim()).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
}

/// A folder in which the fixtures lie where the READMEs say, and `lkj` is on the path.
struct Desk {
    folder: tempfile::TempDir,
    path: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), folder.path().join("fixtures")).unwrap();
        let bin = PathBuf::from(env!("CARGO_BIN_EXE_lkj"));
        let path = format!("{}:{}", bin.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
        Self { folder, path }
    }

    /// Runs a line as a reader would; `cargo run --release --` stands for the binary that is built already.
    fn run(&self, line: &str) -> Output {
        let line = line.replace("cargo run --release --", "lkj");
        Command::new("sh").args(["-c", &line]).current_dir(self.folder.path()).env("PATH", &self.path).output().unwrap()
    }
}

#[test]
fn every_command_runs() {
    for readme in READMES {
        let desk = Desk::new();
        for block in blocks(readme) {
            for line in commands(&block) {
                if line == TESTS || line.starts_with("cargo install") {
                    continue;
                }
                assert!(line.starts_with("lkj ") || line.starts_with(MAIN_JOB), "{readme}: what is {line:?}?");
                let done = desk.run(line);
                let good = matches!(done.status.code(), Some(0 | 1));
                assert!(good, "{readme}: {line}: {:?}\n{}", done.status.code(), String::from_utf8_lossy(&done.stderr));
            }
        }
    }
}

#[test]
fn output_that_is_shown_is_output_that_comes() {
    let mut compared = 0;
    for readme in READMES {
        let desk = Desk::new();
        let mut last = String::new();
        for block in blocks(readme) {
            let run: Vec<&str> =
                commands(&block).into_iter().filter(|l| !l.starts_with(TESTS) && !l.starts_with("cargo install")).collect();
            if let Some(line) = run.last() {
                let done = desk.run(line);
                last = format!("{}\n{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
            } else if block.language == "text" {
                for line in block.lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty() && *l != "…") {
                    assert!(last.contains(line), "{readme}: this line does not come out any more:\n{line}\nThis does:\n{last}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 0, "the READMEs show no output at all");
}

#[test]
fn two_commands_set_it_up() {
    for readme in READMES {
        let all: Vec<String> = blocks(readme).iter().flat_map(|b| commands(b).into_iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert_eq!(all.iter().filter(|l| l.starts_with(MAIN_JOB)).count(), 1, "{readme}: one command does the main job");
        assert_eq!(all.iter().filter(|l| *l == TESTS).count(), 1, "{readme}: one command passes the tests");
        assert!(all.iter().take(2).all(|l| l.starts_with(MAIN_JOB) || l == TESTS), "{readme}: they come first");
    }
}

/// Whether a folder holds a file of this name, where `…` stands for anything and `NAME` for the report's name.
fn holds(folder: &Path, name: &str) -> bool {
    let (inside, last) = name.rsplit_once('/').unwrap_or(("", name));
    let (head, tail) = last.split_once('…').map_or((last, last), |(head, tail)| (head, tail));
    let head = head.replace("NAME", "kelautan");
    let mut entries = std::fs::read_dir(folder.join(inside)).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    entries.any(|e| e.starts_with(&head) && e.ends_with(tail))
}

#[test]
fn every_file_in_the_table_of_results_is_written() {
    let desk = Desk::new();
    assert_eq!(desk.run("lkj scan fixtures/kelautan.pdf -o lkj-out").status.code(), Some(1));
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let cells = text.lines().filter(|l| l.starts_with("| `")).filter_map(|l| l.split('|').nth(1));
    let names: Vec<&str> = cells.flat_map(|c| c.split('`').skip(1).step_by(2)).collect();
    assert!(names.len() > 3, "the table of results is gone: {names:?}");
    for name in names {
        assert!(holds(&desk.folder.path().join("lkj-out"), name), "scan writes no {name}");
    }
}

#[test]
fn every_file_that_is_linked_is_there() {
    for readme in READMES {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(root.join(readme)).unwrap();
        for target in
            text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|t| !t.contains("://") && !t.starts_with('#'))
        {
            assert!(root.join(target).exists(), "{readme}: {target} is not there");
        }
    }
}

/// Blocks of Python read the dataset that the command above them wrote. Needs a Python with pandas, pyarrow and DuckDB
/// (`LKJ_DATA_PYTHON` names one that is not the first on the path); without it the test says so and passes, unless
/// `LKJ_REQUIRE_TOOLS` is set.
#[test]
fn the_python_of_the_readme_reads_the_dataset() {
    let python = std::env::var("LKJ_DATA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = |code: &str| Command::new(&python).args(["-c", code]).output().is_ok_and(|o| o.status.success());
    if !has("import duckdb, pandas, pyarrow") {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "pandas, pyarrow or DuckDB is missing");
        eprintln!("skipped: no Python with pandas, pyarrow and DuckDB");
        return;
    }
    let desk = Desk::new();
    let blocks = blocks("README.md");
    let command = blocks.iter().flat_map(commands).find(|c| c.starts_with("lkj dataset")).unwrap();
    assert!(desk.run(command).status.success());
    let mut ran = 0;
    for block in blocks.iter().filter(|b| b.language == "python") {
        let output = Command::new(&python).arg("-c").arg(block.lines.join("\n")).current_dir(desk.folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty());
        ran += 1;
    }
    assert!(ran > 0);
}

/// The same for R (`Rscript`).
#[test]
fn the_r_of_the_readme_reads_the_dataset() {
    if !Command::new("Rscript").arg("--version").output().is_ok_and(|o| o.status.success()) {
        assert!(std::env::var_os("LKJ_REQUIRE_TOOLS").is_none(), "Rscript is missing");
        eprintln!("skipped: no Rscript");
        return;
    }
    let desk = Desk::new();
    let blocks = blocks("README.md");
    let command = blocks.iter().flat_map(commands).find(|c| c.starts_with("lkj dataset")).unwrap();
    assert!(desk.run(command).status.success());
    let script: Vec<String> = blocks.iter().filter(|b| b.language == "r").map(|b| b.lines.join("\n")).collect();
    let output = Command::new("Rscript").args(["-e", &script.concat()]).current_dir(desk.folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("2022"), "{}", String::from_utf8_lossy(&output.stdout));
}
