//! `lkj rules`: the catalogue of rules, or one of them explained.

use super::Common;
use anyhow::Result;

/// List the rules, or explain one
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule, such as A01
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the catalogue.
pub fn run(args: &Args, _common: &Common) -> Result<()> {
    match &args.code {
        Some(code) => anyhow::bail!("there is no rule {code}; lkj rules lists them"),
        None => Ok(()),
    }
}
