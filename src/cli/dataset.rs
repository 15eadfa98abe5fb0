//! `lkj dataset`: reports of many agencies and years as one folder of tables.

use super::config::ConfigArg;
use super::failure::Failure;
use super::input;
use super::job::{Done, Job, Task};
use super::reading::Reading;
use super::{Common, Exit, say};
use anyhow::{Context, Result};
use clap::ValueEnum;
use lkj::Record;
use lkj::dataset::{Crosswalk, Dataset, File, Formats};
use lkj::output::Lang;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Put reports of many agencies and years into one set of tables, and compare the years
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  lkj dataset lkj-2021/ lkj-2022/ lkj-2023/ -o data\n  lkj dataset lkj-out/reports -o data --crosswalk koreksi.csv\n  lkj dataset laporan/ -o data --format csv,parquet --sqlite"
)]
pub struct Args {
    /// PDFs, report JSON written earlier, and folders that are searched for both
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, short, value_name = "DIR", default_value = "lkj-data")]
    output: PathBuf,
    /// Formats of the tables
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT", default_value = "csv")]
    format: Vec<Format>,
    /// Write all tables into one SQLite database, lkj.sqlite, too
    #[arg(long)]
    sqlite: bool,
    /// A crosswalk.csv with corrected ids, which win over those found
    #[arg(long, value_name = "FILE")]
    crosswalk: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArg,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Parquet,
}

/// Reads everything, then writes the folder.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let crosswalk = args.crosswalk.as_deref().map_or_else(|| Ok(Crosswalk::default()), read_crosswalk)?;
    let inputs = input::find(&args.paths);
    let mut unread = !inputs.failures.is_empty();
    inputs.failures.iter().for_each(|(path, failure)| say(&failure.in_words(&path.to_string_lossy(), common.lang())));
    let named = inputs.files.len();
    let mut files: Vec<PathBuf> = inputs.files.into_iter().map(|file| file.path).collect();
    files.extend(args.paths.iter().filter(|path| path.is_dir()).flat_map(|folder| json_files(folder)));
    let staging = tempfile::Builder::new().prefix("lkj-").tempdir().context("cannot make a temporary folder")?;
    let options = args.config.options(&args.paths)?;
    let staged = |index: usize| staging.path().join(format!("{index}.json"));
    let job = |(index, file): (usize, &PathBuf)| Job {
        file: file.clone(),
        password: args.reading.password.clone(),
        options: options.clone(),
        task: Task::Record { to: staged(index) },
    };
    let jobs: Vec<Job> = files.iter().enumerate().map(job).collect();
    let mut results: Vec<Option<Result<Done, Failure>>> = files.iter().map(|_| None).collect();
    args.reading.run(&jobs, |index, result| {
        if let Some(place) = results.get_mut(index) {
            *place = Some(result);
        }
        Ok(())
    })?;
    let mut records: Vec<Record> = Vec::new();
    for (index, (file, result)) in files.iter().zip(results).enumerate() {
        match result {
            Some(Ok(_)) => records.push(serde_json::from_slice(&fs::read(staged(index))?)?),
            // A folder may hold JSON that is none of ours.
            Some(Err(Failure::NotReport { .. })) if index >= named => {}
            Some(Err(failure)) => {
                unread = true;
                say(&failure.in_words(&file.to_string_lossy(), common.lang()));
            }
            None => unread = true,
        }
    }
    let set = Dataset::build(records, &crosswalk);
    let wants = |format: Format| args.format.contains(&format);
    let formats = Formats { csv: wants(Format::Csv), parquet: wants(Format::Parquet), sqlite: args.sqlite };
    write(&args.output, &set.files(formats)?)?;
    if !common.quiet {
        writeln!(common.stdout(), "{}: {}", args.output.display(), summary(&set, common))?;
    }
    Ok(Exit::of(unread, false))
}

fn read_crosswalk(path: &Path) -> Result<Crosswalk> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Crosswalk::parse(&bytes).with_context(|| format!("cannot use {} as a crosswalk", path.display()))
}

/// The JSON files below a folder, sorted; what cannot be walked holds none.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().flatten();
    let is_json = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    walk.filter(|entry| entry.file_type().is_file() && is_json(entry.path())).map(walkdir::DirEntry::into_path).collect()
}

/// Every file is written beside its place and moved there when all are whole; the description of them last.
fn write(folder: &Path, files: &[File]) -> Result<()> {
    let cure = || format!("cannot write to {}; choose another folder with -o", folder.display());
    fs::create_dir_all(folder).with_context(cure)?;
    let staging: TempDir = tempfile::Builder::new().prefix(".lkj-staging-").tempdir_in(folder).with_context(cure)?;
    for file in files {
        fs::write(staging.path().join(&file.name), &file.bytes).with_context(cure)?;
    }
    for file in files {
        fs::rename(staging.path().join(&file.name), folder.join(&file.name)).with_context(cure)?;
    }
    Ok(())
}

fn summary(set: &Dataset, common: &Common) -> String {
    let lang = common.lang();
    let [reports, agencies, indicators, between] = set.counts().map(|n| lang.count(n));
    match lang {
        Lang::Id => format!("{reports} laporan, {agencies} instansi, {indicators} indikator, {between} pertentangan antartahun"),
        Lang::En => format!("{reports} reports, {agencies} agencies, {indicators} indicators, {between} contradictions between years"),
    }
}
