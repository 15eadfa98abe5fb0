//! `lkj workpaper`: the kertas kerja reviu of one report, as a workbook or a document.

use super::config::RuleArgs;
use super::job::{Job, Task};
use super::reading::Reading;
use super::{Common, Exit, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write the working paper that a reviewer fills: findings, checks and checklist of one report
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  lkj workpaper lkj-2024.pdf -o kkr.xlsx\n  lkj workpaper lkj-2024.pdf -o kkr.docx")]
pub struct Args {
    /// A PDF, or report JSON written by lkj scan or lkj extract
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file to write: a workbook (.xlsx), or a document for a word processor (.docx)
    #[arg(long, short, value_name = "FILE", default_value = "kkr.xlsx")]
    output: PathBuf,
    /// Write over a working paper that is there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    reading: Reading,
}

/// Writes the working paper: all of it, or nothing.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    if args.output.exists() && !args.force {
        // A reviewer may have filled it.
        let (id, en) = (
            "sudah ada; pilih nama lain dengan -o, atau --force untuk menimpanya",
            "is there already; choose another name with -o, or --force to write over it",
        );
        bail!("{} {}", args.output.display(), common.lang().pick(id, en));
    }
    let options = args.rules.options(std::slice::from_ref(&args.file))?;
    let folder = args.output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cure = || format!("cannot write {}; choose another place with -o", args.output.display());
    let staging = tempfile::Builder::new().prefix(".lkj-staging-").tempdir_in(folder).with_context(cure)?;
    let is_document = args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
    let to = staging.path().join(if is_document { "kkr.docx" } else { "kkr.xlsx" });
    let task = Task::Workpaper { to: to.clone(), lang: common.lang() };
    let job = Job { file: args.file.clone(), password: args.reading.password.clone(), options, task };
    let mut told = None;
    let mut exit = Exit::Clean;
    args.reading.run(1, &|_| Some(job.clone()), |_, result| {
        match result {
            Ok(done) => told = Some(done.summary.in_words(common.lang())),
            Err(failure) => {
                say(&failure.in_words(&args.file.to_string_lossy(), common.lang()));
                exit = Exit::Unread;
            }
        }
        Ok(())
    })?;
    if exit == Exit::Clean {
        fs::rename(&to, &args.output).with_context(cure)?;
    }
    if let (Some(summary), false) = (told, common.quiet) {
        writeln!(common.stdout(), "{}: {summary}", args.output.display())?;
    }
    Ok(exit)
}
