//! `lkj completions` and `lkj man`: what a shell and a system want to know of the command line.

use super::Cli;
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  lkj completions bash > ~/.local/share/bash-completion/completions/lkj")]
pub struct CompletionArgs {
    /// The shell
    shell: Shell,
}

/// Print the manual page, for man
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  lkj man > lkj.1")]
pub struct ManArgs {
    /// The page of a command, such as scan
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

/// Prints completions. They are made whole first: a reader that has seen enough is no error.
pub fn completions(args: &CompletionArgs) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "lkj", &mut text);
    Ok(io::stdout().lock().write_all(&text)?)
}

/// Prints a manual page.
pub fn man(args: &ManArgs) -> Result<()> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => clap_mangen::Man::new(whole),
        Some(name) => {
            let found = whole.get_subcommands().find(|command| command.get_name() == name && !command.is_hide_set());
            let found = found.ok_or_else(|| anyhow::anyhow!("there is no command {name}; lkj --help lists them"))?;
            // The page is called lkj-scan, as man looks pages of commands up.
            clap_mangen::Man::new(found.clone()).title(format!("lkj-{name}"))
        }
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    Ok(io::stdout().lock().write_all(&text)?)
}
