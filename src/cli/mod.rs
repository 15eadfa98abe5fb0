//! The command line: one file a subcommand, its arguments beside what it does.

mod baseline;
mod between;
mod check;
mod config;
mod dataset;
mod debug;
mod diff;
mod extract;
mod failure;
mod input;
mod job;
mod pool;
mod reading;
mod rules;
mod scan;
mod schema;
mod shell;
mod worker;
mod workpaper;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};
use lkj::check::Severity;
use lkj::output::Lang;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Reads Indonesian government performance reports (LKj, LKjIP, LAKIP) and cross-checks their figures
#[derive(Debug, Parser)]
#[command(name = "lkj", version, max_term_width = 100, disable_help_subcommand = true, arg_required_else_help = true)]
#[command(after_help = "Exit status: 0 nothing found at or above --fail-on; 1 something found; 2 bad usage, or a file could not be read.")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scan(scan::Args),
    Extract(extract::Args),
    Check(check::Args),
    Diff(diff::Args),
    Dataset(dataset::Args),
    Workpaper(workpaper::Args),
    Debug(debug::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Completions(shell::CompletionArgs),
    Man(shell::ManArgs),
    #[command(hide = true)]
    Worker(worker::Args),
}

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// Language of findings, summaries and errors
    #[arg(long, global = true, value_enum, default_value_t = LangArg::Id, value_name = "LANG")]
    lang: LangArg,
    /// Leave summaries and progress out
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Show no progress bar
    #[arg(long, global = true)]
    no_progress: bool,
    /// When to colour what is printed
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto, value_name = "WHEN")]
    color: ColorArg,
}

impl Common {
    fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Id => Lang::Id,
            LangArg::En => Lang::En,
        }
    }

    /// Whether there is anyone to watch a progress bar.
    fn shows_progress(&self) -> bool {
        !self.quiet && !self.no_progress && io::stderr().is_terminal()
    }

    /// Standard output, which colours pass only where they are wanted.
    fn stdout(&self) -> anstream::AutoStream<io::StdoutLock<'static>> {
        let choice = match self.color {
            ColorArg::Auto => anstream::AutoStream::choice(&io::stdout()),
            ColorArg::Always => anstream::ColorChoice::Always,
            ColorArg::Never => anstream::ColorChoice::Never,
        };
        anstream::AutoStream::new(io::stdout().lock(), choice)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArg {
    Id,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

/// From which severity on a finding makes the exit status 1.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    High,
    Medium,
    Low,
    Info,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// Prints a line on stderr. Where nobody listens (`2>&-`), there is nobody to tell.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean,
    /// Findings at or above it.
    Findings,
    /// Some file could not be read.
    Unread,
}

impl Exit {
    /// A file that could not be read outweighs any finding: the result is not whole.
    fn of(unread: bool, findings: bool) -> Self {
        match (unread, findings) {
            (true, _) => Self::Unread,
            (false, true) => Self::Findings,
            (false, false) => Self::Clean,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Unread => Self::from(2),
        }
    }
}

impl Cli {
    /// Does what the command line asks for.
    ///
    /// # Errors
    /// What kept the whole command from being done; a single file that cannot be read is reported by the command and
    /// is no error here.
    pub fn run(&self) -> Result<Exit> {
        let common = &self.common;
        match &self.command {
            Command::Scan(args) => scan::run(args, common),
            Command::Extract(args) => extract::run(args, common),
            Command::Check(args) => check::run(args, common),
            Command::Diff(args) => diff::run(args, common),
            Command::Dataset(args) => dataset::run(args, common),
            Command::Workpaper(args) => workpaper::run(args, common),
            Command::Debug(args) => debug::run(args, common),
            Command::Rules(args) => rules::run(args, common).map(|()| Exit::Clean),
            Command::Schema(args) => schema::run(args).map(|()| Exit::Clean),
            Command::Completions(args) => shell::completions(args).map(|()| Exit::Clean),
            Command::Man(args) => shell::man(args).map(|()| Exit::Clean),
            Command::Worker(args) => worker::run(args).map(|()| Exit::Clean),
        }
    }
}
