//! `lkj rules`: the catalogue of rules, or one of them explained.

use super::Common;
use anyhow::{Context, Result};
use lkj::check::explain::explain;
use lkj::check::rules::{self, Rule};
use lkj::output::workpaper::checklist::items_of;
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
            let lang = common.lang();
            let text = explain(code, lang).with_context(|| format!("there is no rule {code}; lkj rules lists them"))?;
            writeln!(out, "{text}")?;
            let items: Vec<String> =
                items_of(&code.to_ascii_uppercase()).map(|item| format!("{} {}", item.code, lang.pick(item.id, item.en))).collect();
            if !items.is_empty() {
                let title = lang.pick(
                    "Daftar periksa reviu (PermenPANRB 53/2014, Lampiran III)",
                    "Reviewer's checklist (PermenPANRB 53/2014, Lampiran III)",
                );
                writeln!(out, "\n## {title}\n{}", items.join("\n"))?;
            }
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
