//! `lkj diff`: what became of findings and figures from one draft to the next.

use super::config::RuleArgs;
use super::job::{Job, Task};
use super::reading::Reading;
use super::{Common, Exit, FailOn, say};
use anyhow::{Context, Result};
use clap::ValueEnum;
use lkj::Record;
use lkj::check::Finding;
use lkj::check::baseline::{Comparison, State, compare};
use lkj::output::diff::{Change, What, changes};
use lkj::output::terminal::{Listing, TableNumbers, clean};
use lkj::output::{Lang, table_name};
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Compare two drafts of a report: findings fixed, new and remaining, and figures changed
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  lkj diff draf-1.pdf draf-2.pdf")]
pub struct Args {
    /// The earlier draft: a PDF, or report JSON
    #[arg(value_name = "DRAFT1")]
    old: PathBuf,
    /// The new draft: a PDF, or report JSON
    #[arg(value_name = "DRAFT2")]
    new: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 where there is a new finding of this severity or a higher one
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    fail_on: FailOn,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Difference<'a> {
    findings: Vec<Told<'a>>,
    figures: &'a [Change],
}

#[derive(Serialize)]
struct Told<'a> {
    state: State,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Compares the drafts.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let Some([old, new]) = records(args, common)? else { return Ok(Exit::Unread) };
    let comparison = compare(&old.outcome.findings, &new.outcome.findings);
    let figures = changes(&old.report, &new.report);
    match args.format {
        Format::Text => print(args, common, (&old, &new), &comparison, &figures)?,
        Format::Json => {
            let now = comparison.states.iter().zip(&new.outcome.findings).map(|(state, finding)| Told { state: *state, finding });
            let gone = comparison.absent.iter().filter_map(|i| old.outcome.findings.get(*i));
            let findings = now.chain(gone.map(|finding| Told { state: State::Absent, finding })).collect();
            let mut out = BufWriter::new(io::stdout().lock());
            serde_json::to_writer(&mut out, &Difference { findings, figures: &figures })?;
            writeln!(out)?;
            out.flush()?;
        }
    }
    let least = args.fail_on.severity();
    let is_new =
        |(state, f): (&State, &Finding)| *state != State::Unchanged && f.ignored.is_none() && least.is_some_and(|l| f.severity >= l);
    Ok(Exit::of(false, comparison.states.iter().zip(&new.outcome.findings).any(is_new)))
}

/// Both drafts, read apart from this process; `None` where one could not be read, which is said.
fn records(args: &Args, common: &Common) -> Result<Option<[Record; 2]>> {
    let files = [args.old.clone(), args.new.clone()];
    let options = args.rules.options(&files)?;
    let folder = tempfile::Builder::new().prefix("lkj-").tempdir().context("cannot make a temporary folder")?;
    let to = |i: usize| folder.path().join(format!("{i}.json"));
    let job = |(i, file): (usize, &PathBuf)| Job {
        file: file.clone(),
        password: args.reading.password.clone(),
        options: options.clone(),
        task: Task::Record { to: to(i) },
    };
    let jobs: Vec<Job> = files.iter().enumerate().map(job).collect();
    let mut unread = false;
    args.reading.run(jobs.len(), &|index| jobs.get(index).cloned(), |index, result| {
        if let (Err(failure), Some(file)) = (result, files.get(index)) {
            say(&failure.in_words(&file.to_string_lossy(), common.lang()));
            unread = true;
        }
        Ok(())
    })?;
    if unread {
        return Ok(None);
    }
    let read = |i: usize| -> Result<Record> { Ok(serde_json::from_slice(&fs::read(to(i))?)?) };
    Ok(Some([read(0)?, read(1)?]))
}

fn print(args: &Args, common: &Common, (old, new): (&Record, &Record), comparison: &Comparison, figures: &[Change]) -> Result<()> {
    let lang = common.lang();
    let mut out = common.stdout();
    let (old_file, new_file) = (args.old.to_string_lossy(), args.new.to_string_lossy());
    let numbers = |record: &Record| -> TableNumbers {
        record.report.tables.iter().filter_map(|table| Some((table.id.clone(), table.number.clone()?))).collect()
    };
    let (old_tables, new_tables) = (numbers(old), numbers(new));
    let now = Listing { file: &new_file, tables: &new_tables, states: &comparison.states, fingerprints: false, lang };
    now.write(&mut out, &new.outcome.findings)?;
    let before = Listing { file: &old_file, tables: &old_tables, states: &[], fingerprints: false, lang };
    before.write_absent(&mut out, comparison.absent.iter().filter_map(|i| old.outcome.findings.get(*i)))?;
    for change in figures {
        writeln!(out, "{}", clean(&change_in_words(change, lang)))?;
    }
    if !common.quiet {
        let count = |state: State| lang.count(comparison.states.iter().filter(|s| **s == state).count());
        let parts = [
            format!("{} {}", count(State::New), lang.state(State::New)),
            format!("{} {}", count(State::Unchanged), lang.state(State::Unchanged)),
            format!("{} {}", count(State::Updated), lang.state(State::Updated)),
            format!("{} {}", lang.count(comparison.absent.len()), lang.state(State::Absent)),
        ];
        let changed = figures.iter().filter(|change| change.what == What::Figure).count();
        let told = format!("{} {}", lang.count(changed), lang.pick("angka tabel berubah", "figures in tables changed"));
        writeln!(out, "{}: {}; {told}", lang.pick("temuan", "findings"), parts.join(", "))?;
    }
    Ok(())
}

/// `Tabel 3.1, baris "A", kolom "Target": "80" (hlm. 9) → "85" (hlm. 10)`.
fn change_in_words(change: &Change, lang: Lang) -> String {
    let quoted = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!(", {name} \"{text}\"") };
    let place = format!(
        "{}{}{}",
        table_name(&change.table, lang),
        quoted(lang.pick("baris", "row"), &change.row),
        quoted(lang.pick("kolom", "column"), &change.column)
    );
    let side = |(page, text): &(u32, String)| format!("\"{text}\" ({} {page})", lang.pick("hlm.", "p."));
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => format!("{place}: {} → {}", side(old), side(new)),
        (None, Some(new)) => format!("{place}: {} {}", lang.pick("ditambahkan:", "added:"), side(new)),
        (Some(old), None) => format!("{place}: {} {}", lang.pick("dihapus:", "removed:"), side(old)),
        (None, None) => place,
    }
}
