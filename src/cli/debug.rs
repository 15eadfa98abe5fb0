//! `lkj debug`: one page, drawn as every stage saw it.

use super::job::{Job, Task};
use super::reading::Reading;
use super::{Common, Exit, say};
use anyhow::{Context, Result, bail};
use clap::builder::PossibleValuesParser;
use lkj::output::svg::Layer;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Draw what was seen on a page: words, edges, cells, tables, reading order
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The drawing is an SVG: open it in a browser, point at a box to see what it holds.\n\nExamples:\n  lkj debug lkj-2024.pdf --page 31 -o page.svg\n  lkj debug lkj-2024.pdf --page 31 --layers text,edges,cells > page.svg"
)]
pub struct Args {
    /// The PDF
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The page, counted from 1
    #[arg(long, value_name = "N")]
    page: u32,
    /// Where to write the drawing [default: stdout]
    #[arg(short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw these layers only
    #[arg(long, value_name = "LAYERS", value_delimiter = ',', value_parser = PossibleValuesParser::new(Layer::ALL.map(Layer::id)))]
    layers: Vec<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Draws the page: all of it, or nothing.
pub fn run(args: &Args, common: &Common) -> Result<Exit> {
    if let Some(output) = &args.output
        && output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("svg"))
    {
        bail!("{}: the drawing is an SVG; let its name end in .svg", output.display());
    }
    // Staged where it is to go, so that putting it in its place is one step; what is printed is staged apart.
    let folder = match &args.output {
        Some(output) => tempfile::Builder::new().prefix(".lkj-").tempdir_in(folder_of(output)),
        None => tempfile::Builder::new().prefix("lkj-").tempdir(),
    };
    let for_whom = args.output.as_deref().map_or("a temporary folder".into(), Path::to_string_lossy);
    let folder = folder.with_context(|| format!("cannot write {for_whom}; check space and permissions"))?;
    let to = folder.path().join("out");
    let job = Job {
        file: args.file.clone(),
        password: args.reading.password.clone(),
        options: lkj::check::Options::default(),
        task: Task::Debug { to: to.clone(), page: args.page, layers: args.layers.clone(), lang: common.lang() },
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
        match &args.output {
            Some(output) => fs::rename(&to, output).with_context(|| format!("cannot write {for_whom}"))?,
            None => {
                let mut out = io::stdout().lock();
                io::copy(&mut File::open(&to)?, &mut out)?;
                out.flush()?;
            }
        }
    }
    Ok(exit)
}

/// The folder that a file is to stand in.
fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
