//! `lkj check`: the findings of a few reports, to stdout.

use super::baseline::Baseline;
use super::config::RuleArgs;
use super::failure::Failure;
use super::job::{Done, Job, Task};
use super::reading::Reading;
use super::{Common, Exit, FailOn, say};
use anyhow::Result;
use clap::ValueEnum;
use lkj::check::baseline::{State, compare};
use lkj::check::{Finding, Options};
use lkj::output::findings::{FindingRow, Origin};
use lkj::output::terminal::Listing;
use lkj::output::{Lang, csv, sarif, terminal, uri};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Print the findings of reports: of PDFs, or of report JSON written earlier
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  lkj check lkj-2024.pdf\n  lkj check lkj-2024.json --select A,X01 --ignore A12 --format csv\n  lkj check draf-2.pdf --baseline draf-1.json"
)]
pub struct Args {
    /// PDFs, or report JSON written by lkj scan or lkj extract
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 where there is a finding of this severity or a higher one; with --baseline, a new one
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Tell what is new, still there and gone since an earlier draft: its report JSON, or what --format json printed
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Print the fingerprint of each finding, by which lkj.toml sets it aside
    #[arg(long)]
    fingerprints: bool,
    #[command(flatten)]
    rules: RuleArgs,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    #[serde(flatten)]
    finding: &'a Finding,
}

/// Prints the findings of every file, in the order of the files.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let options = args.rules.options(&args.files)?;
    let baseline = args.baseline.as_deref().map(Baseline::read).transpose()?;
    let job =
        |file: &PathBuf| Job { file: file.clone(), password: args.reading.password.clone(), options: options.clone(), task: Task::Check };
    let jobs: Vec<Job> = args.files.iter().map(job).collect();
    let mut waiting: BTreeMap<usize, Result<Done, Failure>> = BTreeMap::new();
    let mut report = Reporter { args, common, baseline, next: 0, checked: Vec::new(), failed: Vec::new(), aside: Aside::default() };
    args.reading.run(jobs.len(), &|index| jobs.get(index).cloned(), |index, result| {
        waiting.insert(index, result);
        while let Some(result) = waiting.remove(&report.next) {
            report.file(result)?;
        }
        Ok(())
    })?;
    report.aside.tell(&options, common.lang());
    report.finish()
}

/// A file that was checked.
struct Checked<'a> {
    path: &'a Path,
    done: Done,
    /// One a finding; none without a baseline.
    states: Vec<State>,
    /// Findings of the earlier draft that are gone.
    absent: Vec<Finding>,
    /// Whether it makes the exit status 1.
    fails: bool,
}

/// Prints text as files get their turn, and everything else at the end.
struct Reporter<'a> {
    args: &'a Args,
    common: &'a Common,
    baseline: Option<Baseline>,
    /// Index of the file whose turn it is.
    next: usize,
    checked: Vec<Checked<'a>>,
    /// Files that could not be read, and why.
    failed: Vec<(&'a Path, String)>,
    aside: Aside,
}

impl<'a> Reporter<'a> {
    fn file(&mut self, result: Result<Done, Failure>) -> Result<()> {
        let Some(path) = self.args.files.get(self.next) else { return Ok(()) };
        self.next += 1;
        match result {
            Ok(mut done) => {
                self.aside.note(path, std::mem::take(&mut done.ignored));
                let mut checked = self.compared(path, done);
                if self.args.format == Format::Text {
                    self.print(&checked)?;
                    // What was printed is let go of.
                    (checked.done.findings, checked.absent) = (Vec::new(), Vec::new());
                }
                self.checked.push(checked);
            }
            Err(failure) => {
                let words = failure.in_words(&path.to_string_lossy(), self.common.lang());
                say(&words);
                self.failed.push((path, words));
            }
        }
        Ok(())
    }

    fn compared(&self, path: &'a Path, done: Done) -> Checked<'a> {
        let mut states = Vec::new();
        let mut absent = Vec::new();
        if let Some(baseline) = &self.baseline {
            let old = baseline.of(path, self.args.files.len() == 1);
            let comparison = compare(old, &done.findings);
            absent = comparison.absent.iter().filter_map(|i| old.get(*i).cloned()).collect();
            states = comparison.states;
        }
        let least = self.args.fail_on.severity();
        let mut counted = done.findings.iter().enumerate().filter(|(_, f)| f.ignored.is_none());
        let fails = counted.any(|(i, f)| states.get(i) != Some(&State::Unchanged) && least.is_some_and(|least| f.severity >= least));
        Checked { path, done, states, absent, fails }
    }

    fn print(&self, checked: &Checked<'_>) -> Result<()> {
        let lang = self.common.lang();
        let mut out = self.common.stdout();
        let file = checked.path.to_string_lossy();
        let (tables, states) = (&checked.done.table_numbers, checked.states.as_slice());
        let listing = Listing { file: &file, tables, states, fingerprints: self.args.fingerprints, lang };
        listing.write(&mut out, &checked.done.findings)?;
        listing.write_absent(&mut out, &checked.absent)?;
        if !self.common.quiet {
            let name = terminal::clean(&file);
            writeln!(out, "{name}: {}", checked.done.summary.in_words(lang))?;
            if self.baseline.is_some() {
                writeln!(out, "{name}: {}", states_in_words(states, checked.absent.len(), lang))?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Exit> {
        let lang = self.common.lang();
        let origins: Vec<Origin> = self.checked.iter().map(|c| Origin::new(c.path, &c.done.summary)).collect();
        let rows = || self.checked.iter().zip(&origins).flat_map(|(checked, origin)| checked.rows(origin));
        let mut out = BufWriter::new(io::stdout().lock());
        match self.args.format {
            Format::Text => {}
            Format::Csv => csv::findings(&mut out, rows(), lang)?,
            Format::Sarif => {
                let mut run = sarif::Run::new(&mut out, lang)?;
                origins.iter().for_each(|origin| run.artifact(origin));
                rows().try_for_each(|row| run.add(&row))?;
                self.failed.iter().for_each(|(path, reason)| run.unread(&uri(path), reason));
                run.finish()?;
                writeln!(out)?;
            }
            Format::Json => {
                let found =
                    |row: FindingRow<'_>| serde_json::to_value(Found { file: &row.origin.file, state: row.state, finding: row.finding });
                serde_json::to_writer(&mut out, &rows().map(found).collect::<Result<Vec<_>, _>>()?)?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        Ok(Exit::of(!self.failed.is_empty(), self.checked.iter().any(|checked| checked.fails)))
    }
}

impl Checked<'_> {
    /// The findings, then those that are gone.
    fn rows<'r>(&'r self, origin: &'r Origin) -> impl Iterator<Item = FindingRow<'r>> {
        let now =
            self.done.findings.iter().enumerate().map(|(i, finding)| FindingRow { origin, finding, state: self.states.get(i).copied() });
        now.chain(self.absent.iter().map(|finding| FindingRow { origin, finding, state: Some(State::Absent) }))
    }
}

/// `dibanding draf sebelumnya: 2 baru, 5 masih ada, 3 tidak muncul lagi`.
fn states_in_words(states: &[State], absent: usize, lang: Lang) -> String {
    let mut counts: BTreeMap<State, usize> = BTreeMap::new();
    states.iter().for_each(|state| *counts.entry(*state).or_default() += 1);
    counts.insert(State::Absent, absent);
    let word = |state: &State| (counts.get(state).copied().unwrap_or_default(), lang.state(*state));
    let all = [State::New, State::Unchanged, State::Updated, State::Absent];
    let parts: Vec<String> = all.iter().map(word).filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", lang.count(n))).collect();
    let told = if parts.is_empty() { lang.pick("tanpa temuan", "no findings").to_owned() } else { parts.join(", ") };
    format!("{}: {told}", lang.pick("dibanding draf sebelumnya", "since the earlier draft"))
}

/// Which of the settings' ignored findings came up; the others are told, so that the list does not outlive its reasons.
#[derive(Default)]
pub struct Aside {
    names: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl Aside {
    /// Notes a file that was checked.
    pub fn note(&mut self, path: &Path, seen: BTreeSet<String>) {
        self.names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        self.seen.extend(seen);
    }

    /// Says which entries no finding of the files matches.
    pub fn tell(&self, options: &Options, lang: Lang) {
        let about_these = |entry: &&lkj::check::settings::IgnoredFinding| self.names.iter().any(|name| entry.is_about(name));
        for entry in options.settings.ignored.iter().filter(about_these) {
            let print = entry.fingerprint.as_str();
            if !self.seen.contains(print) {
                let text = match lang {
                    Lang::Id => format!(
                        "lkj.toml: temuan {print} ({}) tidak ada pada berkas yang diperiksa; hapus dari [[ignore-finding]] bila sudah selesai",
                        entry.reason.as_str()
                    ),
                    Lang::En => format!(
                        "lkj.toml: finding {print} ({}) is not among those of these files; remove it from [[ignore-finding]] when it is settled",
                        entry.reason.as_str()
                    ),
                };
                say(&terminal::clean(&text));
            }
        }
    }
}
