//! `lkj dataset`: reports of many agencies and years as one folder of tables.
//!
//! Every report is read once and kept in `readings/` of the output folder; then the agencies are put together one after
//! the other, so that memory holds one agency's reports. What is kept is not read again, which makes an interrupted run
//! go on where it stopped, and lets many machines read a part each (`--shard`).

use super::config::ConfigArg;
use super::failure::Failure;
use super::input;
use super::job::{Done, Job, Kept, Task};
use super::reading::Reading;
use super::{Common, Exit, say};
use anyhow::{Context, Result};
use lkj::Record;
use lkj::dataset::{Crosswalk, Database, Dataset, Formats, Head, SQLITE, Writer, Written, by_agency, describing};
use lkj::output::Lang;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

/// Put reports of many agencies and years into one set of tables, and compare the years
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  lkj dataset lkj-2021/ lkj-2022/ lkj-2023/ -o data\n  lkj dataset lkj-out/reports -o data --crosswalk koreksi.csv\n  lkj dataset laporan/ -o data --format csv,parquet --sqlite\n  lkj dataset laporan/ -o bagian-3 --shard 3/16      read one part of sixteen\n  lkj dataset bagian-*/readings -o data             put the parts together"
)]
pub struct Args {
    /// PDFs, report JSON written earlier, and folders that are searched for both
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Folder to write to
    #[arg(long, short, value_name = "DIR", default_value = "lkj-data")]
    output: PathBuf,
    /// A crosswalk.csv with corrected ids, which win over those found
    #[arg(long, value_name = "FILE")]
    crosswalk: Option<PathBuf>,
    /// Files of rows to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "csv", value_name = "FORMAT")]
    format: Vec<Format>,
    /// Write the table `shared` as well: which indicators of different agencies are the same
    #[arg(long)]
    across_agencies: bool,
    /// Write lkj.sqlite as well, a database with all tables
    #[arg(long)]
    sqlite: bool,
    /// Only read the I-th of N parts of the files into DIR/readings, and write no tables; all machines must see the same files
    #[arg(long, value_name = "I/N", value_parser = parse_shard)]
    shard: Option<Shard>,
    #[command(flatten)]
    config: ConfigArg,
    #[command(flatten)]
    reading: Reading,
}

/// A format of the files of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text with commas
    Csv,
    /// Columns with types, for DuckDB, pandas, polars and Spark
    Parquet,
}

/// One of several parts of the files, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shard {
    part: usize,
    of: usize,
}

/// Folder of the output folder in which readings are kept.
const READINGS: &str = "readings";

/// Reads everything, then writes the folder.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let crosswalk = args.crosswalk.as_deref().map_or_else(|| Ok(Crosswalk::default()), read_crosswalk)?;
    let output = args.output.as_path();
    let cure = || format!("cannot write to {}; choose another folder with -o", output.display());
    fs::create_dir_all(output.join(READINGS)).with_context(cure)?;
    let staging = tempfile::Builder::new().prefix(".lkj-staging-").tempdir_in(output).with_context(cure)?;
    let (kept, unread) = read(args, common, &staging)?;
    if let Some(shard) = args.shard {
        if !common.quiet {
            let lang = common.lang();
            let what = lang.pick("laporan terbaca, bagian", "reports read, part");
            writeln!(common.stdout(), "{}: {} {what} {}/{}", output.display(), lang.count(kept.len()), shard.part, shard.of)?;
        }
        return Ok(Exit::of(unread, false));
    }
    let counts = write(args, &crosswalk, &kept, &staging)?;
    if !common.quiet {
        writeln!(common.stdout(), "{}: {}", output.display(), summary(counts, common))?;
    }
    Ok(Exit::of(unread, false))
}

/// Reads what is not kept yet. Gives what is, and whether something could not be read.
fn read(args: &Args, common: &Common, staging: &TempDir) -> Result<(Vec<Kept>, bool)> {
    let inputs = input::find(&args.paths);
    let mut unread = !inputs.failures.is_empty();
    inputs.failures.iter().for_each(|(path, failure)| say(&failure.in_words(&path.to_string_lossy(), common.lang())));
    // A folder may hold JSON that is none of ours; what was named must be a report.
    let named = inputs.files.into_iter().map(|file| (file.path, true));
    let own = args.output.join(READINGS);
    let found = args.paths.iter().filter(|path| path.is_dir()).flat_map(|folder| json_files(folder, &own)).map(|path| (path, false));
    let mut files: Vec<(PathBuf, bool)> = named.chain(found).collect();
    if let Some(Shard { part, of }) = args.shard {
        files = files.into_iter().enumerate().filter(|(i, _)| i % of == part - 1).map(|(_, file)| file).collect();
    }
    let options = args.config.options(&args.paths)?;
    let staged = |index: usize| staging.path().join(format!("{index}.json"));
    let job = |index: usize| {
        let (file, _) = files.get(index)?;
        let task = Task::Keep { to: staged(index), folder: own.clone() };
        Some(Job { file: file.clone(), password: args.reading.password.clone(), options: options.clone(), task })
    };
    let mut results: Vec<Option<Result<Done, Failure>>> = files.iter().map(|_| None).collect();
    args.reading.run(files.len(), &job, |index, result| {
        if let Some(place) = results.get_mut(index) {
            *place = Some(result);
        }
        Ok(())
    })?;
    let mut kept = Vec::new();
    for (index, ((file, named), result)) in files.iter().zip(results).enumerate() {
        match result {
            Some(Ok(_)) => {
                kept.push(serde_json::from_slice(&fs::read(staged(index))?)?);
                fs::remove_file(staged(index))?;
            }
            Some(Err(failure)) if !named && failure.is_of_another_kind() => {}
            Some(Err(failure)) => {
                unread = true;
                say(&failure.in_words(&file.to_string_lossy(), common.lang()));
            }
            None => unread = true,
        }
    }
    Ok((kept, unread))
}

/// Puts the agencies together one after the other. Every file is written beside its place and moved there when all are
/// whole; those that describe the others last. Gives the counts of [`Dataset::counts`].
fn write(args: &Args, crosswalk: &Crosswalk, kept: &[Kept], staging: &TempDir) -> Result<[usize; 4]> {
    let cure = || format!("cannot write to {}; choose another folder with -o", args.output.display());
    let formats =
        Formats { csv: args.format.contains(&Format::Csv), parquet: args.format.contains(&Format::Parquet), shared: args.across_agencies };
    let place = |name: &str| staging.path().join(name);
    let mut out = Writer::new(formats, |name| Ok(BufWriter::new(File::create(place(name))?))).with_context(cure)?;
    let mut database = args.sqlite.then(|| Database::create(&place(SQLITE))).transpose().with_context(cure)?;
    let heads: Vec<Head> = kept.iter().map(|k| k.head.clone()).collect();
    let mut counts = [0_usize; 4];
    let mut names = Vec::new();
    for (id, members) in by_agency(&heads) {
        let records = members.iter().filter_map(|i| kept.get(*i)).map(|k| record(&args.output.join(READINGS).join(&k.name)));
        let set = Dataset::of_agency(&id, records.collect::<Result<_>>()?, crosswalk);
        out.add(&set).with_context(cure)?;
        database.as_mut().map_or(Ok(()), |database| database.add(&set)).with_context(cure)?;
        if args.across_agencies {
            names.extend(set.indicators());
        }
        counts.iter_mut().zip(set.counts()).for_each(|(all, own)| *all += own);
    }
    let shared = lkj::dataset::shared(names);
    out.add_shared(&shared).with_context(cure)?;
    database.as_mut().map_or(Ok(()), |database| database.add_shared(&shared)).with_context(cure)?;
    let mut written: Vec<Written> = out.finish().with_context(cure)?.into_iter().map(|(written, _)| written).collect();
    if let Some(database) = database {
        database.finish().with_context(cure)?;
        written.push(Written::of(SQLITE, &mut File::open(place(SQLITE))?).with_context(cure)?);
    }
    let described = describing(&written)?;
    for (name, bytes) in &described {
        fs::write(place(name), bytes).with_context(cure)?;
    }
    let names: Vec<&str> = written.iter().map(|w| w.name.as_str()).chain(described.iter().map(|d| d.0.as_str())).collect();
    for name in &names {
        fs::rename(place(name), args.output.join(name)).with_context(cure)?;
    }
    // What an earlier run wrote in other formats would be taken for this one's.
    for name in lkj::dataset::names().filter(|name| !names.contains(&name.as_str())) {
        match fs::remove_file(args.output.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).with_context(cure),
            _ => {}
        }
    }
    Ok(counts)
}

fn record(place: &Path) -> Result<Record> {
    let cure = || format!("cannot use {}; delete it, and it is read anew", place.display());
    serde_json::from_slice(&fs::read(place).with_context(cure)?).with_context(cure)
}

/// `3/16`.
fn parse_shard(text: &str) -> Result<Shard, String> {
    let wrong = || "write a part and the number of parts, such as 3/16".to_owned();
    let (part, of) = text.split_once('/').ok_or_else(wrong)?;
    let (part, of): (usize, usize) = (part.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
    (1..=of).contains(&part).then_some(Shard { part, of }).ok_or_else(wrong)
}

fn read_crosswalk(path: &Path) -> Result<Crosswalk> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Crosswalk::parse(&bytes).with_context(|| format!("cannot use {} as a crosswalk", path.display()))
}

/// The JSON files below a folder, sorted, those of the folder of kept readings left out; what cannot be walked holds none.
fn json_files(folder: &Path, own: &Path) -> Vec<PathBuf> {
    let own = fs::canonicalize(own).ok();
    let foreign = |entry: &walkdir::DirEntry| !entry.file_type().is_dir() || own.is_none() || fs::canonicalize(entry.path()).ok() != own;
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(foreign).flatten();
    let is_json = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    walk.filter(|entry| entry.file_type().is_file() && is_json(entry.path())).map(walkdir::DirEntry::into_path).collect()
}

fn summary(counts: [usize; 4], common: &Common) -> String {
    let lang = common.lang();
    let [reports, agencies, indicators, between] = counts.map(|n| lang.count(n));
    match lang {
        Lang::Id => format!("{reports} laporan, {agencies} instansi, {indicators} indikator, {between} pertentangan antartahun"),
        Lang::En => format!("{reports} reports, {agencies} agencies, {indicators} indicators, {between} contradictions between years"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_its_parts() {
        assert_eq!(parse_shard("3/16"), Ok(Shard { part: 3, of: 16 }));
        for text in ["", "3", "0/4", "5/4", "-1/4", "1/0", "a/b", "1/2/3"] {
            assert!(parse_shard(text).is_err(), "{text}");
        }
    }
}
