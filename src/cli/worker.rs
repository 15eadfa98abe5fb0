//! `lkj worker`, the hidden command behind every other: reads files one after the other, apart from the batch, so
//! that nothing that stands in a file can do more than end this process.

use super::failure::Failure;
use super::job::{Answer, Done, Earlier, Form, Job, Kept, Task};
use anyhow::Result;
use lkj::check::{Finding, Options, Outcome};
use lkj::dataset::Head;
use lkj::output::sheets::Sheets;
use lkj::output::summary::Summary;
use lkj::output::svg::{self, Layer};
use lkj::output::{Lang, csv, markdown, page, workpaper};
use lkj::report::{Agency, Report, Source, Table};
use lkj::{PageSet, ReadOptions, Record};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Stack of the thread that reads: generous, since it is only address space until it is used.
const STACK: usize = 64 << 20;

/// Stack of each further thread.
const THREAD_STACK: usize = 16 << 20;

/// Address space that the allocator may set aside for each thread without using it (glibc: an arena of 64 MiB).
const ARENA: u64 = 64 << 20;

/// Characters of the hash that names a kept record.
const KEPT_HEX: usize = 32;

/// What the command line of a worker says.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address space that reading may take, in bytes
    #[arg(long)]
    memory: Option<u64>,
    /// Threads to read with
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

/// Answers jobs from stdin on stdout until stdin ends.
pub fn run(args: &Args) -> Result<()> {
    if let Some(bytes) = args.memory {
        limit_memory(bytes, args.threads);
    }
    // A machine that refuses threads still reads, on the one thread it has.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(args.threads).stack_size(THREAD_STACK).build_global();
    let panics = Panics::watch();
    let (sender, jobs) = mpsc::channel();
    thread::Builder::new().stack_size(STACK).spawn(move || answer_all(&jobs, &panics))?;
    for line in io::stdin().lock().lines() {
        if sender.send(line?).is_err() {
            break;
        }
    }
    // The batch has no more jobs, or is gone: then an unfinished one is nobody's any more. Returning from here ends
    // the process whatever the other thread is doing.
    Ok(())
}

fn answer_all(jobs: &Receiver<String>, panics: &Panics) {
    for line in jobs {
        let answer = match serde_json::from_str::<Job>(&line) {
            Ok(job) => answer(panics, || perform(&job)),
            Err(error) => Answer::Failed(Failure::Died { how: format!("job not understood: {error}") }),
        };
        let Ok(mut line) = serde_json::to_vec(&answer) else { return };
        line.push(b'\n');
        let mut out = io::stdout().lock();
        if out.write_all(&line).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// Does a job; a panic is one more way to fail.
fn answer(panics: &Panics, perform: impl FnOnce() -> Result<Done, Failure>) -> Answer {
    match panic::catch_unwind(AssertUnwindSafe(perform)) {
        Ok(Ok(done)) => Answer::Done(Box::new(done)),
        Ok(Err(failure)) => Answer::Failed(failure),
        Err(_) => Answer::Failed(Failure::Panic { detail: panics.take() }),
    }
}

fn perform(job: &Job) -> Result<Done, Failure> {
    let bytes = fs::read(&job.file)?;
    match &job.task {
        Task::Scan { to, rows, page, resume } => {
            let earlier = resume.as_ref().and_then(|earlier| done_earlier(earlier, &bytes, &job.options, page.is_some()));
            let (record, earlier) = match earlier {
                Some(record) => (record, true),
                None => (scan(job, &bytes, to, *page)?, false),
            };
            write(rows, |out| Ok(serde_json::to_writer(out, &Sheets::of(&record))?))?;
            // The findings are among the rows.
            Ok(Done { earlier, findings: Vec::new(), ..done(record) })
        }
        Task::Extract { to, form, pages } => {
            let report = read(job, &bytes, pages.clone())?;
            write(to, |out| extract(out, report, *form, &job.options))?;
            Ok(Done::default())
        }
        Task::Debug { to, page, layers, lang } => {
            let options = ReadOptions { password: job.password.clone(), ..ReadOptions::default() };
            let view = lkj::view(&bytes, *page, &options)?;
            let layers: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| layers.iter().any(|id| id == layer.id())).collect();
            write(to, |out| svg::write(out, &view, &layers, *lang))?;
            Ok(Done::default())
        }
        Task::Check => Ok(done(lkj::examine(read_or_parse(job, &bytes)?, &job.options))),
        Task::Record { to } => {
            let record = lkj::examine(read_or_parse(job, &bytes)?, &job.options);
            write(to, |out| Ok(serde_json::to_writer(out, &record)?))?;
            Ok(Done::default())
        }
        Task::Keep { to, folder } => {
            let name = kept_name(job, &bytes);
            let place = folder.join(&name);
            let head = match kept(&place) {
                Some(head) => head,
                None => keep(job, &bytes, &to.with_extension("record"), &place)?,
            };
            write(to, |out| Ok(serde_json::to_writer(out, &Kept { name, head })?))?;
            Ok(Done::default())
        }
        Task::Workpaper { to, lang } => {
            let record = lkj::examine(read_or_parse(job, &bytes)?, &job.options);
            let written = if to.extension().is_some_and(|ending| ending == "docx") {
                workpaper::docx::write(to, &record, *lang).map_err(|error| error.to_string())
            } else {
                workpaper::write(to, &record, *lang).map_err(|error| error.to_string())
            };
            written.map_err(|reason| Failure::Unwritable { reason })?;
            Ok(done(record))
        }
    }
}

/// Of content, version, settings, and the name that the record bears.
fn kept_name(job: &Job, bytes: &[u8]) -> String {
    let settings = job.options.digest().unwrap_or_default();
    let all = [&lkj::sha256(bytes), env!("CARGO_PKG_VERSION"), &settings, &name(job)].join("\n");
    format!("{}.json", lkj::sha256(all.as_bytes()).get(..KEPT_HEX).unwrap_or_default())
}

/// Whose a kept record is; none where it is not there or not whole.
fn kept(place: &Path) -> Option<Head> {
    #[derive(Deserialize)]
    struct Start {
        agency: Agency,
        year: Option<i32>,
        source: Source,
    }
    let Start { agency, year, source } = serde_json::from_slice(&fs::read(place).ok()?).ok()?;
    Some(Head { agency, year, file_name: source.file_name, sha256: source.sha256 })
}

/// Reads, checks and keeps; the record is at its place only when it is whole.
fn keep(job: &Job, bytes: &[u8], part: &Path, place: &Path) -> Result<Head, Failure> {
    let record = lkj::examine(read_or_parse(job, bytes)?, &job.options);
    write(part, |out| Ok(serde_json::to_writer(out, &record)?))?;
    fs::rename(part, place).map_err(|error| Failure::Unwritable { reason: error.to_string() })?;
    Ok(Head::of(&record.report))
}

/// Reads and checks a report, and writes its JSON and, where it is wanted, the page about it.
fn scan(job: &Job, bytes: &[u8], to: &Path, page: Option<Lang>) -> Result<Record, Failure> {
    let (report, drawings) = match page {
        Some(_) => lkj::read_drawn(bytes, &name(job), &options(job, None))?,
        None => (read(job, bytes, None)?, Vec::new()),
    };
    let record = lkj::examine(report, &job.options);
    write(to, |out| Ok(serde_json::to_writer(out, &record)?))?;
    if let Some(lang) = page {
        write(&to.with_extension("html"), |out| page::write(out, &record, &drawings, lang))?;
    }
    Ok(record)
}

fn read(job: &Job, bytes: &[u8], pages: Option<PageSet>) -> Result<Report, Failure> {
    Ok(lkj::read(bytes, &name(job), &options(job, pages))?)
}

fn name(job: &Job) -> Cow<'_, str> {
    job.file.file_name().unwrap_or(job.file.as_os_str()).to_string_lossy()
}

fn options(job: &Job, pages: Option<PageSet>) -> ReadOptions {
    ReadOptions { password: job.password.clone(), pages, ..ReadOptions::default() }
}

/// A PDF is read; a report JSON that an earlier run has written is taken as it stands.
fn read_or_parse(job: &Job, bytes: &[u8]) -> Result<Report, Failure> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return read(job, bytes, None);
    }
    serde_json::from_slice(text).map_err(|error| Failure::NotReport { reason: error.to_string() })
}

/// What an earlier batch made of the same content with the same version and settings, if it did.
fn done_earlier(earlier: &Earlier, bytes: &[u8], options: &Options, page: bool) -> Option<Record> {
    let sha256 = lkj::sha256(bytes);
    let place = earlier.folder.join(report_name(&earlier.stem, &sha256));
    if page && !place.with_extension("html").exists() {
        return None;
    }
    let written = fs::read(place).ok()?;
    let mut record: Record = serde_json::from_slice(&written).ok()?;
    let same = record.report.source.sha256 == sha256
        && record.report.generator.version == env!("CARGO_PKG_VERSION")
        && record.configuration == options.digest();
    record.outcome.ignored = record.outcome.findings.iter().filter(|f| f.ignored.is_some()).map(|f| f.fingerprint.clone()).collect();
    same.then_some(record)
}

/// Name of the report JSON of a file.
pub fn report_name(stem: &str, sha256: &str) -> String {
    format!("{stem}-{}.json", sha256.get(..8).unwrap_or(sha256))
}

fn done(record: Record) -> Done {
    let summary = Summary::of(&record);
    let Outcome { findings, ignored, .. } = record.outcome;
    let table_numbers = numbers_of_tables(&record.report.tables, &findings);
    let mut by_rule = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.ignored.is_none()) {
        *by_rule.entry(finding.rule.clone()).or_default() += 1;
    }
    Done { summary, head: Head::of(&record.report), findings, by_rule, table_numbers, ignored, earlier: false }
}

fn numbers_of_tables(tables: &[Table], findings: &[Finding]) -> BTreeMap<String, String> {
    let spoken_of: BTreeSet<&str> = findings.iter().flat_map(|f| &f.evidence).filter_map(|e| e.table.as_deref()).collect();
    tables
        .iter()
        .filter(|table| spoken_of.contains(table.id.as_str()))
        .filter_map(|table| Some((table.id.clone(), table.number.clone()?)))
        .collect()
}

fn write(to: &Path, body: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), Failure> {
    let whole = || {
        let mut out = BufWriter::new(File::create(to)?);
        body(&mut out)?;
        out.flush()
    };
    whole().map_err(|error| Failure::Unwritable { reason: error.to_string() })
}

fn extract<W: Write>(out: &mut W, report: Report, form: Form, options: &Options) -> io::Result<()> {
    match form {
        Form::Json => {
            serde_json::to_writer(&mut *out, &lkj::examine(report, options))?;
            writeln!(out)
        }
        Form::Markdown(lang) => markdown::write(out, &report, lang),
        Form::TablesCsv => csv::tables(out, &report),
        Form::IndicatorsCsv => csv::indicators(out, &report),
        Form::BudgetCsv => csv::budget(out, &report),
        Form::StaffingCsv => csv::staffing(out, &report),
        Form::AssetsCsv => csv::assets(out, &report),
    }
}

/// Notes where a panic struck instead of printing it: the user gets one plain line, `errors.jsonl` the place.
#[derive(Clone, Default)]
struct Panics(Arc<Mutex<String>>);

impl Panics {
    fn watch() -> Self {
        let panics = Self::default();
        let last = panics.clone();
        panic::set_hook(Box::new(move |info| {
            *last.0.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
        }));
        panics
    }

    fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Bounds the address space of this process, on top of what its threads set aside; and leaves no core dumps behind.
#[cfg(unix)]
fn limit_memory(bytes: u64, threads: usize) {
    use rlimit::{Resource, setrlimit};
    let per_thread = ARENA + u64::try_from(THREAD_STACK).unwrap_or(ARENA);
    let threads = u64::try_from(threads).unwrap_or(1) + 2;
    let limit = bytes.saturating_add(threads.saturating_mul(per_thread)).saturating_add(u64::try_from(STACK).unwrap_or(ARENA));
    // Where the system knows no such limit, reading goes on without.
    let _ = setrlimit(Resource::AS, limit, limit);
    let _ = setrlimit(Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit_memory(_bytes: u64, _threads: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        let panics = Panics::default();
        *panics.0.lock().unwrap() = "panicked at src/x.rs:1".to_owned();
        let answer = answer(&panics, || panic!("never mind"));
        assert!(matches!(answer, Answer::Failed(Failure::Panic { detail }) if detail == "panicked at src/x.rs:1"));
    }
}
