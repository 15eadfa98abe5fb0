//! `lkj extract`: one report, or its tables, to stdout.

use super::config::ConfigArg;
use super::job::{Form, Job, Task};
use super::reading::Reading;
use super::{Common, Exit, say};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use lkj::PageSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

/// Read one report and print it, or its tables
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  lkj extract lkj-2024.pdf > lkj-2024.json\n  lkj extract lkj-2024.pdf --format csv --pages 30-35")]
pub struct Args {
    /// The PDF
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// What a CSV holds [default: tables]
    #[arg(long, value_enum)]
    what: Option<What>,
    /// Read these pages only, such as 3-9 or 1,4-6,20-
    #[arg(long, allow_hyphen_values = true)]
    pages: Option<PageSet>,
    #[command(flatten)]
    config: ConfigArg,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Csv,
    Md,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum What {
    Tables,
    Indicators,
    Budget,
    Staffing,
    Assets,
}

/// Prints the report: all of it, or nothing.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    let form = match (args.format, args.what) {
        (Format::Json, None) => Form::Json,
        (Format::Md, None) => Form::Markdown(common.lang()),
        (Format::Csv, None | Some(What::Tables)) => Form::TablesCsv,
        (Format::Csv, Some(What::Indicators)) => Form::IndicatorsCsv,
        (Format::Csv, Some(What::Budget)) => Form::BudgetCsv,
        (Format::Csv, Some(What::Staffing)) => Form::StaffingCsv,
        (Format::Csv, Some(What::Assets)) => Form::AssetsCsv,
        (Format::Json | Format::Md, Some(_)) => bail!("--what chooses what a CSV holds; add --format csv"),
    };
    let folder = tempfile::Builder::new().prefix("lkj-").tempdir().context("cannot make a temporary folder")?;
    let to = folder.path().join("out");
    let job = Job {
        file: args.file.clone(),
        password: args.reading.password.clone(),
        options: args.config.options(std::slice::from_ref(&args.file))?,
        task: Task::Extract { to: to.clone(), form, pages: args.pages.clone() },
    };
    let mut exit = Exit::Clean;
    args.reading.run(1, &|_| Some(job.clone()), |_, result| {
        if let Err(failure) = result {
            say(&failure.in_words(&args.file.to_string_lossy(), common.lang()));
            exit = Exit::Unread;
        }
        Ok(())
    })?;
    if exit == Exit::Clean {
        let mut out = io::stdout().lock();
        io::copy(&mut File::open(&to)?, &mut out)?;
        out.flush()?;
    }
    Ok(exit)
}
