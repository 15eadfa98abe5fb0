//! SARIF 2.1.0, the exchange format of static analysers, for the viewers and dashboards that read it.

use super::Lang;
use super::findings::{FindingRow, Origin};
use crate::check::baseline::State;
use crate::check::{Evidence, Finding, Severity, rules};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Where the format is defined.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Other places that a result names; a total of a hundred rows has more than a viewer can show.
const RELATED: usize = 20;

/// One SARIF run being written, result by result, so that a batch of any size takes no more memory than its rules.
#[derive(Debug)]
pub struct Run<W: Write> {
    out: W,
    lang: Lang,
    results: usize,
    rules: BTreeSet<String>,
    artifacts: BTreeMap<String, String>,
    unread: Vec<Value>,
}

impl<W: Write> Run<W> {
    /// Begins the run.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, lang: Lang) -> io::Result<Self> {
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")?;
        Ok(Self { out, lang, results: 0, rules: BTreeSet::new(), artifacts: BTreeMap::new(), unread: Vec::new() })
    }

    /// Writes a result.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn add(&mut self, row: &FindingRow<'_>) -> io::Result<()> {
        if self.results > 0 {
            self.out.write_all(b",")?;
        }
        self.results += 1;
        self.rules.insert(row.finding.rule.clone());
        self.artifact(row.origin);
        Ok(serde_json::to_writer(&mut self.out, &result(row, self.lang))?)
    }

    /// Names a file that was read, whether something was found in it or not.
    pub fn artifact(&mut self, origin: &Origin) {
        if !self.artifacts.contains_key(&origin.uri) {
            self.artifacts.insert(origin.uri.clone(), origin.sha256.clone());
        }
    }

    /// Names a file that could not be read, and why.
    pub fn unread(&mut self, uri: &str, reason: &str) {
        self.unread.push(json!({
            "level": "error",
            "message": {"text": reason},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
        }));
    }

    /// Ends the run.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(mut self) -> io::Result<()> {
        let rules: Vec<Value> = self.rules.iter().filter_map(|code| rules::find(code)).map(|r| rule(r, self.lang)).collect();
        let artifacts: Vec<Value> = self.artifacts.iter().map(|(uri, sha256)| artifact(uri, sha256)).collect();
        let invocation = json!({"executionSuccessful": self.unread.is_empty(), "toolExecutionNotifications": self.unread});
        let driver = json!({"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION"), "rules": rules});
        write!(
            self.out,
            "],\"language\":\"{}\",\"columnKind\":\"unicodeCodePoints\",\"tool\":{},\"artifacts\":{},\"invocations\":{}}}]}}",
            self.lang.pick("id", "en"),
            json!({"driver": driver}),
            Value::Array(artifacts),
            json!([invocation])
        )?;
        self.out.flush()
    }
}

/// Writes findings as one SARIF run.
///
/// # Errors
/// Those of `out`.
pub fn write<'a, W: Write>(out: W, rows: impl IntoIterator<Item = FindingRow<'a>>, lang: Lang) -> io::Result<()> {
    let mut run = Run::new(out, lang)?;
    for row in rows {
        run.add(&row)?;
    }
    run.finish()
}

fn artifact(uri: &str, sha256: &str) -> Value {
    let mut artifact = json!({"location": {"uri": uri}, "mimeType": "application/pdf"});
    if let (false, Some(fields)) = (sha256.is_empty(), artifact.as_object_mut()) {
        fields.insert("hashes".to_owned(), json!({"sha-256": sha256}));
    }
    artifact
}

fn rule(rule: &rules::Rule, lang: Lang) -> Value {
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": lang.pick(rule.title_id, rule.title_en)},
        "fullDescription": {"text": lang.pick(rule.about_id, rule.title_en)},
        "help": {"text": rules::explain(rule.code).unwrap_or_default()},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn result(row: &FindingRow<'_>, lang: Lang) -> Value {
    let finding = row.finding;
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": lang.of(&finding.message)},
        "locations": [stated_location(row, lang)],
        "partialFingerprints": {"lkj/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity, "confidence": finding.confidence, "page": finding.page, "table": finding.table,
            "row": finding.row, "column": finding.column, "stated": finding.stated, "expected": finding.expected,
            "agency": row.origin.agency, "year": row.origin.year,
        },
    });
    if let Some(fields) = result.as_object_mut() {
        let others: Vec<Value> =
            finding.evidence.iter().skip(1).take(RELATED).zip(0..).map(|(e, id)| related(row.origin, e, id, lang)).collect();
        if !others.is_empty() {
            fields.insert("relatedLocations".to_owned(), Value::Array(others));
        }
        if let Some(ignored) = &finding.ignored {
            let justification = format!("{} ({})", ignored.reason, ignored.by);
            fields.insert("suppressions".to_owned(), json!([{"kind": "external", "status": "accepted", "justification": justification}]));
        }
        if let Some(state) = row.state {
            fields.insert("baselineState".to_owned(), json!(baseline_state(state)));
        }
    }
    result
}

fn baseline_state(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::Unchanged => "unchanged",
        State::Updated => "updated",
        State::Absent => "absent",
    }
}

/// SARIF knows lines, not pages: the page stands where viewers show a position, as it does after the file name in the
/// text output; the box on it is a property.
fn physical(origin: &Origin, page: u32, at: Option<&Evidence>) -> Value {
    let mut region = json!({"startLine": page.max(1)});
    if let (Some(at), Some(fields)) = (at, region.as_object_mut()) {
        fields.insert("snippet".to_owned(), json!({"text": at.text}));
        fields.insert("properties".to_owned(), json!({"page": page, "bbox": at.bbox}));
    }
    json!({"artifactLocation": {"uri": origin.uri}, "region": region})
}

fn stated_location(row: &FindingRow<'_>, lang: Lang) -> Value {
    let finding = row.finding;
    let mut location = json!({"physicalLocation": physical(row.origin, finding.page, finding.evidence.first())});
    let name = logical_name(finding, lang);
    if let (false, Some(fields)) = (name.is_empty(), location.as_object_mut()) {
        fields.insert("logicalLocations".to_owned(), json!([{"fullyQualifiedName": name, "kind": "table"}]));
    }
    location
}

/// `Tabel III.6 / row / column`.
fn logical_name(finding: &Finding, lang: Lang) -> String {
    let table = finding.table.as_ref().map(|table| super::table_name(table, lang));
    let line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = [table, finding.row.as_ref().map(line), finding.column.as_ref().map(line)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

fn related(origin: &Origin, evidence: &Evidence, id: u32, lang: Lang) -> Value {
    let text = format!("{}: {}", lang.role(&evidence.role), evidence.text);
    json!({"id": id, "physicalLocation": physical(origin, evidence.page, Some(evidence)), "message": {"text": text}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::settings::Ignored;
    use crate::output::findings::tests::finding;
    use crate::output::summary::Summary;
    use std::path::Path;

    fn written(rows: Vec<FindingRow<'_>>) -> Value {
        let mut out = Vec::new();
        write(&mut out, rows, Lang::En).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_run_names_its_rules_once_and_every_result() {
        let origin = Origin::new(Path::new("a b.pdf"), &Summary { sha256: "ab".to_owned(), ..Summary::default() });
        let findings = [finding("A01", 3, "74"), finding("A01", 4, "75")];
        let sarif = written(FindingRow::all(&origin, &findings).collect());
        assert_eq!(sarif["version"], "2.1.0");
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
        assert_eq!(run["results"][1]["level"], "error");
        assert_eq!(run["results"][0]["message"]["text"], "Stated 74");
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.pdf");
        assert_eq!(run["artifacts"][0]["hashes"]["sha-256"], "ab");
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
        assert!(run["results"][0].get("suppressions").is_none() && run["results"][0].get("baselineState").is_none());
    }

    #[test]
    fn what_was_set_aside_is_suppressed_and_drafts_are_compared() {
        let origin = Origin::default();
        let ignored = Some(Ignored { reason: "dibulatkan".to_owned(), by: "Ani".to_owned() });
        let one = Finding { ignored, ..finding("A01", 3, "74") };
        let sarif = written(vec![FindingRow { origin: &origin, finding: &one, state: Some(State::Updated) }]);
        let result = &sarif["runs"][0]["results"][0];
        assert_eq!(result["suppressions"][0]["justification"], "dibulatkan (Ani)");
        assert_eq!(result["baselineState"], "updated");
        assert_eq!(result["partialFingerprints"]["lkj/v1"], "A01-74");
    }

    #[test]
    fn files_that_were_not_read_are_notifications() {
        let mut out = Vec::new();
        let mut run = Run::new(&mut out, Lang::Id).unwrap();
        run.unread("x.pdf", "rusak");
        run.finish().unwrap();
        let sarif: Value = serde_json::from_slice(&out).unwrap();
        let invocation = &sarif["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "rusak");
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 0);
    }
}
