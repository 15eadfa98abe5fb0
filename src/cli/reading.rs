//! Options of the commands that read files, and the workers that they start.

use super::failure::Failure;
use super::job::{Done, Job};
use super::pool::Pool;
use anyhow::{Context, Result};
use std::num::NonZeroUsize;
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Options of every command that reads files.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Files to read at the same time [default: one a processor core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Password of encrypted files
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// Give a file up after so many seconds; 0 for never
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = parse_seconds)]
    timeout: Duration,
    /// Memory that reading one file may take, such as 512M or 4G
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = parse_mib)]
    memory: u64,
}

impl Reading {
    /// Does `count` jobs in worker processes; see [`Pool::run`].
    pub fn run(
        &self,
        count: usize,
        job: &(dyn Fn(usize) -> Option<Job> + Sync),
        on_done: impl FnMut(usize, Result<Done, Failure>) -> Result<()>,
    ) -> Result<()> {
        let program = std::env::current_exe().context("cannot find the program's own file, which its workers run")?;
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let workers = self.jobs.map_or(cores, NonZeroUsize::get).min(count).max(1);
        // One big file gets every core, many files get one each.
        let threads = (cores / workers).max(1);
        let bytes = self.memory.saturating_mul(1 << 20);
        let command = || {
            let mut command = Command::new(&program);
            // The allocator would set 1 GiB of address space aside at once (mimalloc, KiB), which the limit counts.
            command.env("MIMALLOC_ARENA_RESERVE", "16384");
            command.args(["worker", "--memory", &bytes.to_string(), "--threads", &threads.to_string()]);
            command
        };
        let timeout = (!self.timeout.is_zero()).then_some(self.timeout);
        Pool { command: &command, workers, timeout, memory_mib: self.memory }.run(count, job, on_done)
    }
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "write a number of seconds, such as 120".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// `512M`, `4G`, `4GiB`, or bytes; in MiB, at least 1.
fn parse_mib(text: &str) -> Result<u64, String> {
    let number: String = text.chars().take_while(char::is_ascii_digit).collect();
    let unit = text.strip_prefix(number.as_str()).unwrap_or_default().to_ascii_lowercase();
    let number: u64 = number.parse().map_err(|_| "write a size such as 512M or 4G".to_owned())?;
    let mib = match unit.trim_end_matches("ib").trim_end_matches('b') {
        "" => number >> 20,
        "k" => number >> 10,
        "m" => number,
        "g" => number.saturating_mul(1 << 10),
        "t" => number.saturating_mul(1 << 20),
        _ => return Err("write a size such as 512M or 4G".to_owned()),
    };
    if mib == 0 { Err("less than 1M: nothing can be read with that".to_owned()) } else { Ok(mib) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_mib() {
        for (text, mib) in [("512M", 512), ("4g", 4096), ("2GiB", 2048), ("1tb", 1 << 20), ("1048576", 1), ("2048k", 2)] {
            assert_eq!(parse_mib(text), Ok(mib), "{text}");
        }
        for text in ["", "G", "1", "0M", "-1G", "1X", "1.5G", "99999999999999999999G"] {
            assert!(parse_mib(text).is_err(), "{text}");
        }
    }

    #[test]
    fn seconds_may_be_broken_but_not_negative() {
        assert_eq!(parse_seconds("0.5"), Ok(Duration::from_millis(500)));
        for text in ["-1", "NaN", "inf", "soon"] {
            assert!(parse_seconds(text).is_err(), "{text}");
        }
    }
}
