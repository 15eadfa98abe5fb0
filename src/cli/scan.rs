//! `lkj scan`: every report of some folders, read and checked, written to one folder with a summary.

use super::between;
use super::check::Aside;
use super::config::RuleArgs;
use super::failure::Failure;
use super::input::{self, Input};
use super::job::{Done, Earlier, Job, Task};
use super::reading::Reading;
use super::worker::report_name;
use super::{Common, Exit, FailOn, say};
use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use lkj::check::{Message, Options};
use lkj::dataset::Head;
use lkj::output::findings::{FindingRow, Origin};
use lkj::output::html::{self, Index, IndexEntry};
use lkj::output::sheets::Sheets;
use lkj::output::summary::Summary;
use lkj::output::{Lang, csv, sarif, terminal, uri, xlsx};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Folders that hold results before they are complete start with this; an interrupted batch leaves its own behind.
const STAGING: &str = ".lkj-staging-";

/// The workbook.
const WORKBOOK: &str = "findings.xlsx";

/// Longest stem taken over from a file's name, in bytes: Windows allows paths of 260 characters, folders included.
const LONGEST_STEM: usize = 120;

/// Read and check every report in files and folders, and write what was found to a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  lkj scan draf/\n  lkj scan draf/ lain/lkj.pdf -o hasil --fail-on medium")]
pub struct Args {
    /// PDFs, and folders that are searched for PDFs
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, short, value_name = "DIR", default_value = "lkj-out")]
    output: PathBuf,
    /// Exit with 1 where there is a finding of this severity or a higher one
    #[arg(long, value_enum, default_value_t = FailOn::High, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Skip files whose reports are in the output folder already, from the same content and version
    #[arg(long)]
    resume: bool,
    /// Leave out the pages that show each report's findings on its own pages (reports/NAME.html)
    #[arg(long)]
    no_html: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    reading: Reading,
}

/// What a batch has found so far.
#[derive(Default)]
struct Batch {
    reports: Vec<Scanned>,
    failures: Vec<(PathBuf, Failure)>,
    aside: Aside,
}

/// One report of a batch.
pub(super) struct Scanned {
    path: PathBuf,
    /// Name of its JSON in `reports/`.
    pub(super) name: String,
    pub(super) head: Head,
    pub(super) summary: Summary,
    /// Its findings by rule code.
    pub(super) by_rule: BTreeMap<String, usize>,
    /// Where its rows for the lists are.
    pub(super) rows: PathBuf,
}

/// Does the batch.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let lang = common.lang();
    let inputs = input::find(&args.paths);
    if inputs.files.is_empty() && inputs.failures.is_empty() {
        bail!("{}", lang.pick("tidak ada PDF di folder itu; periksa jalurnya", "no PDF found there; check the paths"));
    }
    let options = args.rules.options(&args.paths)?;
    let output = Output::open(&args.output)?;
    let mut batch = Batch::default();
    for (path, failure) in inputs.failures {
        batch.fail(path, failure, lang);
    }

    // The longest first, so that no core waits at the end for one that began late.
    let mut files = inputs.files.clone();
    files.sort_by_key(|input| Reverse(input.bytes));
    let job = |index: usize| files.get(index).map(|input| args.job(input, index, &output, &options, lang));
    let bar = progress_bar(files.len(), common);
    let mut pages = 0;
    args.reading.run(files.len(), &job, |index, result| {
        let Some(input) = files.get(index) else { return Ok(()) };
        let result = result.and_then(|mut done| {
            batch.aside.note(&input.path, std::mem::take(&mut done.ignored));
            output.publish(index, &input.path, done)
        });
        bar.suspend(|| match result {
            Ok(scanned) => {
                pages += scanned.summary.pages;
                batch.reports.push(scanned);
            }
            Err(failure) => batch.fail(input.path.clone(), failure, lang),
        });
        bar.inc(1);
        bar.set_message(pages_in_words(pages, bar.elapsed(), lang));
        Ok(())
    })?;
    bar.finish_and_clear();

    let places: BTreeMap<&Path, usize> = inputs.files.iter().enumerate().map(|(place, input)| (input.path.as_path(), place)).collect();
    batch.reports.sort_by_key(|report| places.get(report.path.as_path()).copied());
    batch.failures.sort_by_key(|(path, _)| places.get(path.as_path()).copied());
    between::add(&mut batch.reports, &output.reports(), &options)?;
    output.write_lists(&batch, lang)?;
    batch.aside.tell(&options, lang);
    if !common.quiet {
        print_summary(&batch, inputs.copies.len(), &args.output, common)?;
    }
    let reached = args.fail_on.severity().is_some_and(|severity| batch.reports.iter().any(|r| r.summary.reaches(severity)));
    Ok(Exit::of(!batch.failures.is_empty(), reached))
}

impl Args {
    fn job(&self, input: &Input, index: usize, output: &Output, options: &Options, lang: Lang) -> Job {
        let resume = self.resume.then(|| Earlier { folder: output.reports(), stem: stem(&input.path) });
        let page = (!self.no_html).then_some(lang);
        let task = Task::Scan { to: output.staged(index), rows: output.rows(index), page, resume };
        Job { file: input.path.clone(), password: self.reading.password.clone(), options: options.clone(), task }
    }
}

impl Batch {
    /// Notes a file that yielded nothing, and says so.
    fn fail(&mut self, path: PathBuf, failure: Failure, lang: Lang) {
        say(&failure.in_words(&path.to_string_lossy(), lang));
        self.failures.push((path, failure));
    }
}

/// The output folder. Everything in it is written elsewhere first and moved there whole.
struct Output {
    folder: PathBuf,
    staging: TempDir,
}

impl Output {
    fn open(folder: &Path) -> Result<Self> {
        let cure = || format!("cannot write to {}; choose another folder with -o", folder.display());
        fs::create_dir_all(folder.join("reports")).with_context(cure)?;
        for entry in fs::read_dir(folder).with_context(cure)?.flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(STAGING.as_bytes()) {
                // What cannot be removed is in nobody's way.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let staging = tempfile::Builder::new().prefix(STAGING).tempdir_in(folder).with_context(cure)?;
        Ok(Self { folder: folder.to_owned(), staging })
    }

    fn reports(&self) -> PathBuf {
        self.folder.join("reports")
    }

    /// Where the worker of a job writes.
    fn staged(&self, index: usize) -> PathBuf {
        self.staging.path().join(format!("{index}.json"))
    }

    /// Where the worker of a job leaves the rows for the lists.
    fn rows(&self, index: usize) -> PathBuf {
        self.staging.path().join(format!("{index}.rows"))
    }

    /// Moves what the worker wrote to its place.
    fn publish(&self, index: usize, path: &Path, done: Done) -> Result<Scanned, Failure> {
        let name = report_name(&stem(path), &done.summary.sha256);
        if !done.earlier {
            let (from, to) = (self.staged(index), self.reports().join(&name));
            let page = from.with_extension("html");
            let moved =
                fs::rename(&from, &to).and_then(|()| if page.exists() { fs::rename(page, to.with_extension("html")) } else { Ok(()) });
            moved.map_err(|error| Failure::Unwritable { reason: error.to_string() })?;
        }
        Ok(Scanned { path: path.to_owned(), name, head: done.head, summary: done.summary, by_rule: done.by_rule, rows: self.rows(index) })
    }

    /// Writes what is about all reports. The rows of one report at a time are in memory.
    fn write_lists(&self, batch: &Batch, lang: Lang) -> Result<()> {
        let unread = |(path, failure): &(PathBuf, Failure)| {
            (path.to_string_lossy().into_owned(), Message { id: failure.reason(Lang::Id), en: failure.reason(Lang::En) })
        };
        let index = Index {
            entries: batch.reports.iter().map(|report| self.index_entry(report)).collect(),
            unread: batch.failures.iter().map(unread).collect(),
        };
        self.write("errors.jsonl", |out| write_errors(out, &batch.failures, lang))?;
        self.write("index.html", |out| html::index(out, &index, lang))?;
        self.write("findings.csv", |csv| {
            self.write_to("findings.sarif", |sarif| {
                let mut csv = csv::Findings::new(csv, lang)?;
                let mut book = xlsx::Findings::new(self.staging.path(), lang).map_err(io::Error::other)?;
                let mut sarif = sarif::Run::new(sarif, lang)?;
                for report in &batch.reports {
                    let sheets = report.sheets()?;
                    let origin = Origin::new(&report.path, &report.summary);
                    sarif.artifact(&origin);
                    FindingRow::all(&origin, &sheets.findings).try_for_each(|row| csv.add(&row).and_then(|()| sarif.add(&row)))?;
                    book.add(&origin, &report.summary, &sheets, self.page(report).as_deref()).map_err(io::Error::other)?;
                }
                for (path, failure) in &batch.failures {
                    sarif.unread(&uri(path), &failure.in_words(&path.to_string_lossy(), lang));
                    book.unread(&path.to_string_lossy(), &failure.message(lang), &failure.cure(lang)).map_err(io::Error::other)?;
                }
                let staged = self.staging.path().join(WORKBOOK);
                book.save(&staged).map_err(io::Error::other)?;
                fs::rename(&staged, self.folder.join(WORKBOOK))?;
                csv.finish()?;
                sarif.finish()
            })
        })
    }

    fn index_entry<'a>(&self, report: &'a Scanned) -> IndexEntry<'a> {
        IndexEntry {
            file: report.path.to_string_lossy(),
            link: self.page(report).unwrap_or_else(|| format!("reports/{}", uri(Path::new(&report.name)))),
            summary: &report.summary,
            by_rule: &report.by_rule,
        }
    }

    /// Path of a report's evidence page from the output folder, where there is one.
    fn page(&self, report: &Scanned) -> Option<String> {
        let name = report.name.strip_suffix(".json")?;
        let page = format!("{name}.html");
        self.reports().join(&page).is_file().then(|| format!("reports/{}", uri(Path::new(&page))))
    }

    fn write(&self, name: &str, body: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<()> {
        self.write_to(name, body).with_context(|| format!("cannot write {}; check space and permissions", self.folder.join(name).display()))
    }

    /// Writes a file elsewhere and moves it to its place when it is whole.
    fn write_to(&self, name: &str, body: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
        let staged = self.staging.path().join(name);
        let mut out = BufWriter::new(File::create(&staged)?);
        body(&mut out)?;
        out.flush()?;
        fs::rename(&staged, self.folder.join(name))
    }
}

impl Scanned {
    /// The rows that its worker left.
    pub(super) fn sheets(&self) -> io::Result<Sheets> {
        Ok(serde_json::from_slice(&fs::read(&self.rows)?)?)
    }
}

fn write_errors<W: Write>(out: &mut W, failures: &[(PathBuf, Failure)], lang: Lang) -> io::Result<()> {
    for (path, failure) in failures {
        serde_json::to_writer(&mut *out, &failure.line(&path.to_string_lossy(), lang))?;
        writeln!(out)?;
    }
    Ok(())
}

/// The file's name without its ending, fit for every file system.
fn stem(path: &Path) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut stem = String::new();
    for c in name.chars() {
        if stem.len() + c.len_utf8() > LONGEST_STEM {
            break;
        }
        let unfit = c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        stem.push(if unfit { '_' } else { c });
    }
    stem
}

fn progress_bar(files: usize, common: &Common) -> ProgressBar {
    if !common.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    let lang = common.lang();
    let template = format!("{{bar:24}} {{pos}}/{{len}} {}{{msg}} · {} {{eta}}", lang.pick("berkas", "files"), lang.pick("sisa", "left:"));
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    // Moves the time left on while one long report is being read.
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

/// ` · 412 hlm. · 118 hlm./detik`: what stands beside the bar.
fn pages_in_words(pages: usize, elapsed: std::time::Duration, lang: Lang) -> String {
    let rate = u128::try_from(pages).unwrap_or(u128::MAX).saturating_mul(1000) / elapsed.as_millis().max(1);
    let rate = usize::try_from(rate).unwrap_or(usize::MAX);
    match lang {
        Lang::Id => format!(" · {} hlm. · {} hlm./detik", lang.count(pages), lang.count(rate)),
        Lang::En => format!(" · {} pages · {} pages/s", lang.count(pages), lang.count(rate)),
    }
}

fn print_summary(batch: &Batch, copies: usize, output: &Path, common: &Common) -> Result<()> {
    let lang = common.lang();
    let mut out = common.stdout();
    let mut total = Summary::default();
    batch.reports.iter().for_each(|report| total.add(&report.summary));
    let names = |report: &Scanned| report.path.to_string_lossy().into_owned();
    let rows: Vec<(String, &Summary)> = batch.reports.iter().map(|report| (names(report), &report.summary)).collect();
    terminal::summaries(&mut out, &rows, lang)?;
    writeln!(out, "{} {}: {}", lang.count(batch.reports.len()), lang.pick("laporan", "reports"), total.in_words(lang))?;
    if copies > 0 {
        let what = lang.pick("salinan dari berkas lain dilewati", "copies of other files skipped");
        writeln!(out, "{} {what}", lang.count(copies))?;
    }
    if !batch.failures.is_empty() {
        let what = lang.pick("berkas tidak terbaca: lihat", "files not read: see");
        writeln!(out, "{} {what} {}", lang.count(batch.failures.len()), output.join("errors.jsonl").display())?;
    }
    writeln!(out, "{} {}", lang.pick("Hasil:", "Results:"), output.join("index.html").display())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_with_their_rate() {
        let second = std::time::Duration::from_secs(2);
        assert_eq!(pages_in_words(2468, second, Lang::Id), " · 2.468 hlm. · 1.234 hlm./detik");
        assert_eq!(pages_in_words(0, std::time::Duration::ZERO, Lang::En), " · 0 pages · 0 pages/s");
    }

    #[test]
    fn stems_fit_every_file_system() {
        assert_eq!(stem(Path::new("a/LKj 2024.final.pdf")), "LKj 2024.final");
        assert_eq!(stem(Path::new("a:b\n?.pdf")), "a_b__");
        // A device's name, a dot or a blank at the end would be refused by Windows, were it the whole of a name.
        for name in ["CON.pdf", "lpt1.pdf", "akhir..pdf", "akhir .pdf", ".pdf"] {
            let report = report_name(&stem(Path::new(name)), "0123456789abcdef");
            assert!(report.ends_with("-01234567.json"), "{report}");
        }
        assert_eq!(stem(Path::new(&format!("{}.pdf", "é".repeat(150)))).len(), LONGEST_STEM);
    }
}
