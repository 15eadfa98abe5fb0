//! The findings of an earlier draft, from what an earlier run wrote.

use anyhow::{Context, Result, bail};
use lkj::check::Finding;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The findings of an earlier run, by file.
#[derive(Debug, Default)]
pub struct Baseline {
    /// File name without folders (`None` in a report JSON: it is about one file), and its findings.
    files: Vec<(Option<String>, Vec<Finding>)>,
}

/// A file that holds earlier findings.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    /// A report JSON.
    Report {
        /// Its findings.
        findings: Vec<Finding>,
    },
    /// What `lkj check --format json` printed.
    List(Vec<Entry>),
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    /// An entry that was gone then is nothing to compare with now.
    #[serde(default)]
    state: Option<lkj::check::baseline::State>,
    #[serde(flatten)]
    finding: Finding,
}

impl Baseline {
    /// Reads a report JSON, or what `lkj check --format json` printed.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read the baseline {}", path.display()))?;
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let Ok(written) = serde_json::from_slice::<Written>(text) else {
            bail!("{} is no report JSON and no output of lkj check --format json", path.display());
        };
        Ok(match written {
            Written::Report { findings } => Self { files: vec![(None, findings)] },
            Written::List(entries) => Self::of_entries(entries),
        })
    }

    fn of_entries(entries: Vec<Entry>) -> Self {
        let mut baseline = Self::default();
        for entry in entries.into_iter().filter(|entry| entry.state != Some(lkj::check::baseline::State::Absent)) {
            let name = Some(file_name(Path::new(&entry.file)));
            match baseline.files.iter_mut().find(|(own, _)| *own == name) {
                Some((_, findings)) => findings.push(entry.finding),
                None => baseline.files.push((name, vec![entry.finding])),
            }
        }
        baseline
    }

    /// The earlier findings of a file: those of the file of its name, or of the only one, where only one is checked.
    pub fn of(&self, file: &Path, alone: bool) -> &[Finding] {
        let name = Some(file_name(file));
        let own = self.files.iter().find(|(own, _)| *own == name);
        let only = self.files.first().filter(|_| alone && self.files.len() == 1);
        own.or(only).map_or(&[], |(_, findings)| findings)
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(stated: &str) -> String {
        format!(
            r#"{{"rule":"A01","name":"capaian","severity":"high","confidence":"0.9","page":1,"table":null,"row":null,"column":null,
            "stated":"{stated}","expected":null,"message":{{"id":"","en":""}},"evidence":[],"fingerprint":"{stated}"}}"#
        )
    }

    fn of_text(text: &str) -> Result<Baseline> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Baseline::read(file.path())
    }

    #[test]
    fn a_report_is_the_baseline_of_the_only_file() {
        let baseline = of_text(&format!(r#"{{"schema_version":"1.0","findings":[{}]}}"#, finding("74"))).unwrap();
        assert_eq!(baseline.of(Path::new("x/draf-2.pdf"), true).len(), 1);
        assert!(baseline.of(Path::new("x/draf-2.pdf"), false).is_empty());
    }

    #[test]
    fn a_list_goes_by_file_name() {
        let entry = |file: &str, stated: &str| finding(stated).replacen('{', &format!(r#"{{"file":"{file}","#), 1);
        let gone = entry("lama/a.pdf", "9").replacen('{', r#"{"state":"absent","#, 1);
        let text = format!("[{},{},{},{gone}]", entry("lama/a.pdf", "1"), entry("lama/b.pdf", "2"), entry("lama/a.pdf", "3"));
        let baseline = of_text(&text).unwrap();
        assert_eq!(baseline.of(Path::new("baru/a.pdf"), false).len(), 2);
        assert!(baseline.of(Path::new("baru/c.pdf"), true).is_empty());
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(of_text("{}").is_err() && of_text("[1]").is_err() && of_text("not json").is_err());
        assert!(of_text("[]").unwrap().of(Path::new("a.pdf"), true).is_empty());
    }
}
