//! `lkj schema`: the JSON Schema of the report JSON.

use anyhow::Result;
use std::io::{self, Write};

/// Print the JSON Schema of the report JSON
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Prints the schema.
pub fn run(_args: &Args) -> Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(lkj::Record))?;
    writeln!(out)?;
    Ok(())
}
