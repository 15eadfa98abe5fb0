//! `lkj.toml`, and the options by which a command line says which rules may speak.

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use lkj::check::settings::{Code, IgnoredFinding, IndicatorSettings, ScaleClass, Settings, Tolerance};
use lkj::check::{Options, Severity};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What the file is called.
const NAME: &str = "lkj.toml";

/// Where the settings come from.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Rules")]
pub struct ConfigArg {
    /// Settings [default: lkj.toml beside the input, else in the working directory or above it]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Which rules may speak.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArgs {
    /// Only these rules: codes or their beginnings, such as A01,X
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Only findings of this severity or a higher one
    #[arg(long, value_enum, value_name = "SEVERITY")]
    min_severity: Option<SeverityArg>,
    #[command(flatten)]
    config: ConfigArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SeverityArg {
    High,
    Medium,
    Low,
    Info,
}

impl From<SeverityArg> for Severity {
    fn from(severity: SeverityArg) -> Self {
        match severity {
            SeverityArg::High => Self::High,
            SeverityArg::Medium => Self::Medium,
            SeverityArg::Low => Self::Low,
            SeverityArg::Info => Self::Info,
        }
    }
}

impl RuleArgs {
    /// What the command line and the settings beside the inputs ask for together: a selection or least severity on the
    /// command line replaces that of the file, what it leaves out adds to the file's.
    pub fn options(&self, inputs: &[PathBuf]) -> Result<Options> {
        known(&self.select)?;
        known(&self.ignore)?;
        let mut options = self.config.options(inputs)?;
        if !self.select.is_empty() {
            options.select.clone_from(&self.select);
        }
        options.ignore.extend(self.ignore.iter().cloned());
        options.min_severity = self.min_severity.map(Severity::from).or(options.min_severity);
        Ok(options)
    }
}

impl ConfigArg {
    /// What the settings beside the inputs ask for; the default where there are none.
    pub fn options(&self, inputs: &[PathBuf]) -> Result<Options> {
        let file = match &self.config {
            Some(file) => Some(file.clone()),
            None => found(inputs)?,
        };
        file.map_or_else(|| Ok(Options::default()), |file| read(&file))
    }
}

/// The settings that hold for some inputs.
fn found(inputs: &[PathBuf]) -> Result<Option<PathBuf>> {
    let folder = |input: &PathBuf| if input.is_dir() { input.clone() } else { input.parent().map(Path::to_owned).unwrap_or_default() };
    let beside: BTreeSet<PathBuf> = inputs.iter().map(|input| folder(input).join(NAME)).filter(|file| file.is_file()).collect();
    let mut beside = beside.into_iter();
    match (beside.next(), beside.next()) {
        (Some(one), Some(other)) => {
            bail!("these inputs have settings of their own, {} and {}; choose one with --config", one.display(), other.display())
        }
        (Some(one), None) => Ok(Some(one)),
        (None, _) => {
            let here = std::env::current_dir().context("cannot tell the working directory")?;
            Ok(here.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file()))
        }
    }
}

fn read(file: &Path) -> Result<Options> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read the settings {}", file.display()))?;
    parse(&text).map_err(|(line, message)| anyhow!("{}:{line}: {message}", file.display()))
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct ConfigFile {
    /// Rules that may speak.
    select: Vec<Code>,
    /// Rules that may not.
    ignore: Vec<Code>,
    /// The least severity.
    min_severity: Option<Severity>,
    /// Severities by code.
    severity: BTreeMap<Code, Severity>,
    /// Differences that pass, by code.
    tolerance: BTreeMap<Code, Tolerance>,
    /// How achievement is computed.
    capaian: Capaian,
    /// What is known of indicators.
    indicator: Vec<IndicatorSettings>,
    /// Classes of achievement.
    scale: Vec<ScaleClass>,
    /// Findings set aside.
    ignore_finding: Vec<IgnoredFinding>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Capaian {
    /// Caps, %.
    caps: Vec<Decimal>,
}

/// Reads settings; what is wrong comes with the line (1-based) that it stands in.
fn parse(text: &str) -> Result<Options, (usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: ConfigFile = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        (line, error.message().to_owned())
    })?;
    let codes = |codes: Vec<Code>| codes.into_iter().map(String::from).collect();
    Ok(Options {
        select: codes(file.select),
        ignore: codes(file.ignore),
        min_severity: file.min_severity,
        settings: Settings {
            severity: file.severity,
            tolerance: file.tolerance,
            caps: file.capaian.caps,
            indicators: file.indicator,
            scale: file.scale,
            ignored: file.ignore_finding,
        },
    })
}

/// A code that no rule begins with is a slip of the hand: left alone it would select nothing, or ignore nothing.
fn known(codes: &[String]) -> Result<()> {
    for code in codes {
        Code::try_from(code.clone()).map_err(|message| anyhow!(message))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        select = ["A", "x01"]
        ignore = ["F02"]
        min-severity = "low"

        [severity]
        A09 = "low"

        [tolerance]
        A01 = 0.05
        A05 = 1

        [capaian]
        caps = [120]

        [[indicator]]
        name = "Angka kemiskinan"
        synonyms = ["Persentase penduduk miskin"]
        polarity = "lower"

        [[scale]]
        label = "Tinggi"
        from = 75.5
        below = 90

        [[ignore-finding]]
        fingerprint = "0123456789abcdef"
        reason = "target diubah"
        by = "Ani"
    "#;

    #[test]
    fn every_setting_is_read() {
        let options = parse(WHOLE).unwrap();
        assert_eq!(
            (options.select, options.ignore, options.min_severity),
            (vec!["A".into(), "X01".into()], vec!["F02".into()], Some(Severity::Low))
        );
        let settings = options.settings;
        assert_eq!((settings.severity.len(), settings.tolerance.len(), settings.caps), (1, 2, vec![Decimal::from(120)]));
        assert_eq!(settings.scale[0].borders(), (Some((Decimal::new(755, 1), true)), Some((Decimal::from(90), false))));
        assert_eq!((settings.indicators.len(), settings.ignored.len()), (1, 1));
        assert_eq!(serde_json::to_string(&settings.tolerance).unwrap(), r#"{"A01":"0.05","A05":"1"}"#);
    }

    #[test]
    fn the_settings_that_the_readmes_show_are_settings() {
        for readme in [include_str!("../../README.md"), include_str!("../../README.id.md")] {
            let shown = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
            assert_ne!(parse(shown).unwrap(), Options::default());
        }
    }

    #[test]
    fn settings_survive_the_way_to_a_worker() {
        let options = parse(WHOLE).unwrap();
        let line = serde_json::to_string(&options).unwrap();
        assert_eq!(serde_json::from_str::<Options>(&line).unwrap(), options);
        assert!(options.digest().is_some() && Options::default().digest().is_none());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (text, line, word) in [
            ("\n\nselct = []", 3, "selct"),
            ("[capaian]\ncap = [120]", 2, "cap"),
            ("ignore = []\nselect = [\"Z9\"]", 2, "Z9"),
            ("[severity]\nA01 = \"grave\"", 2, "grave"),
            ("[severity]\nQ = \"low\"", 2, "Q"),
            ("[tolerance]\nA01 = -1", 2, "negative"),
            ("[[ignore-finding]]\nfingerprint = \"x\"\nreason = \" \"\nby = \"y\"", 3, "empty"),
            ("[[ignore-finding]]\nfingerprint = \"x\"\nby = \"y\"", 1, "reason"),
            ("select = [", 1, ""),
        ] {
            let (at, message) = parse(text).unwrap_err();
            assert_eq!(at, line, "{text}: {message}");
            assert!(message.contains(word), "{text}: {message}");
        }
    }

    #[test]
    fn settings_lie_beside_the_input_and_two_are_one_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["a", "b", "c"] {
            fs::create_dir(path(name)).unwrap();
        }
        for name in ["a", "b"] {
            fs::write(path(name).join(NAME), "ignore = [\"F\"]").unwrap();
        }
        assert_eq!(found(&[path("a/x.pdf"), path("a")]).unwrap(), Some(path("a").join(NAME)));
        assert!(found(&[path("a"), path("b/x.pdf")]).is_err());
        assert_eq!(found(&[path("a"), path("c")]).unwrap(), Some(path("a").join(NAME)));
    }
}
