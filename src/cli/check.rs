//! `lkj check`: the findings of a few reports, to stdout.

use super::failure::Failure;
use super::job::{Done, Job, Task};
use super::reading::Reading;
use super::{Common, Exit, FailOn, say};
use anyhow::{Result, bail};
use clap::ValueEnum;
use lkj::check::{Finding, Options, rules};
use lkj::output::findings::{FindingRow, fingerprints};
use lkj::output::summary::Summary;
use lkj::output::{csv, sarif, terminal};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Print the findings of reports: of PDFs, or of report JSON written earlier
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  lkj check lkj-2024.pdf\n  lkj check lkj-2024.json --select A,X01 --ignore A12 --format csv")]
pub struct Args {
    /// PDFs, or report JSON written by lkj scan or lkj extract
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only these rules: codes or their beginnings, such as A01,X
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Exit with 1 where there is a finding of this severity or a higher one
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    fail_on: FailOn,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Csv,
}

/// A finding as `--format json` prints it.
#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    fingerprint: &'a str,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Prints the findings of every file, in the order of the files.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    known(&args.select)?;
    known(&args.ignore)?;
    let jobs: Vec<Job> = args
        .files
        .iter()
        .map(|file| Job {
            file: file.clone(),
            password: args.reading.password.clone(),
            task: Task::Check { select: args.select.clone(), ignore: args.ignore.clone() },
        })
        .collect();
    let mut waiting: BTreeMap<usize, Result<Done, Failure>> = BTreeMap::new();
    let mut report = Reporter { args, common, next: 0, done: Vec::new(), unread: false };
    args.reading.run(&jobs, |index, result| {
        waiting.insert(index, result);
        while let Some(result) = waiting.remove(&report.next) {
            report.file(result)?;
        }
        Ok(())
    })?;
    report.finish()
}

/// Prints text as files get their turn, and everything else at the end.
struct Reporter<'a> {
    args: &'a Args,
    common: &'a Common,
    /// Index of the file whose turn it is.
    next: usize,
    done: Vec<(&'a Path, Done)>,
    unread: bool,
}

impl Reporter<'_> {
    fn file(&mut self, result: Result<Done, Failure>) -> Result<()> {
        let Some(path) = self.args.files.get(self.next) else { return Ok(()) };
        self.next += 1;
        match result {
            Ok(mut done) => {
                if self.args.format == Format::Text {
                    self.print(path, &mut done)?;
                }
                self.done.push((path, done));
            }
            Err(failure) => {
                say(&failure.in_words(&path.to_string_lossy(), self.common.lang()));
                self.unread = true;
            }
        }
        Ok(())
    }

    /// Prints the findings of a file, and lets go of them.
    fn print(&self, path: &Path, done: &mut Done) -> Result<()> {
        let mut out = self.common.stdout();
        let findings = std::mem::take(&mut done.findings);
        terminal::findings(&mut out, &path.to_string_lossy(), &findings, &done.table_numbers, self.common.lang())?;
        if !self.common.quiet {
            let name = terminal::clean(&path.to_string_lossy());
            writeln!(out, "{name}: {}", done.summary.in_words(self.common.lang()))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Exit> {
        let lang = self.common.lang();
        let rows = || -> Vec<FindingRow> {
            self.done.iter().flat_map(|(path, done)| FindingRow::all(path, &done.summary, &done.findings, lang)).collect()
        };
        let mut out = BufWriter::new(io::stdout().lock());
        match self.args.format {
            Format::Text => {}
            Format::Csv => csv::findings(&mut out, &rows())?,
            Format::Sarif => {
                sarif::write(&mut out, &rows())?;
                writeln!(out)?;
            }
            Format::Json => self.json(&mut out)?,
        }
        out.flush()?;
        let fails = |summary: &Summary| self.args.fail_on.severity().is_some_and(|severity| summary.reaches(severity));
        Ok(Exit::of(self.unread, self.done.iter().any(|(_, done)| fails(&done.summary))))
    }

    fn json(&self, out: &mut impl Write) -> Result<()> {
        let mut all = Vec::new();
        for (path, done) in &self.done {
            let file = path.to_string_lossy();
            for (finding, fingerprint) in done.findings.iter().zip(fingerprints(&done.findings)) {
                all.push(serde_json::to_value(Found { file: &file, fingerprint: &fingerprint, finding })?);
            }
        }
        serde_json::to_writer(&mut *out, &all)?;
        writeln!(out)?;
        Ok(())
    }
}

/// A code that no rule begins with is a slip of the hand: left alone it would select nothing, or ignore nothing.
fn known(codes: &[String]) -> Result<()> {
    let begins = |code: &str| Options { select: vec![code.to_owned()], ignore: Vec::new() };
    match codes.iter().find(|code| !rules::all().iter().any(|rule| begins(code).wants(rule.code))) {
        Some(code) => bail!("there is no rule {code}; lkj rules lists them"),
        None => Ok(()),
    }
}
