//! `lkj rules`: the catalogue of rules, or one of them explained.

use super::Common;
use anyhow::{Context, Result};
use lkj::check::rules::{self, Rule};
use std::io::{self, BufWriter, Write};

/// List the rules, or explain one
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule, such as A01
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Prints the catalogue, or what a rule's file says of it.
pub fn run(args: &Args, common: &Common) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match &args.code {
        Some(code) => {
            let text = rules::explain(code).with_context(|| format!("there is no rule {code}; lkj rules lists them"))?;
            writeln!(out, "{text}")?;
        }
        None => {
            for rule in rules::all().iter().filter(|rule| rule.is_implemented()) {
                writeln!(out, "{}", line(rule, common))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// `A01  capaian               tinggi  Capaian tidak sama dengan …`.
fn line(rule: &Rule, common: &Common) -> String {
    let lang = common.lang();
    format!("{}  {:<22} {:<7} {}", rule.code, rule.name, lang.severity(rule.severity), lang.pick(rule.title_id, rule.title_en))
}
