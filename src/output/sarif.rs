//! SARIF 2.1.0, the exchange format of static analysers, for the viewers and dashboards that read it.

use super::findings::FindingRow;
use crate::check::{Severity, rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes findings as one SARIF run.
///
/// # Errors
/// Those of `out`.
pub fn write<'a, W: Write>(out: W, rows: impl IntoIterator<Item = &'a FindingRow>) -> io::Result<()> {
    let rows: Vec<&FindingRow> = rows.into_iter().collect();
    let broken: BTreeSet<&str> = rows.iter().map(|row| row.rule.as_str()).collect();
    let rules: Vec<Value> = broken.into_iter().filter_map(rules::find).map(rule).collect();
    let results: Vec<Value> = rows.iter().map(|row| result(row)).collect();
    let run = json!({
        "tool": {"driver": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
        "results": results,
    });
    Ok(serde_json::to_writer(out, &json!({"version": "2.1.0", "runs": [run]}))?)
}

fn rule(rule: &rules::Rule) -> Value {
    json!({"id": rule.code, "name": rule.name, "shortDescription": {"text": rule.title_en}, "fullDescription": {"text": rule.title_id}})
}

fn result(row: &FindingRow) -> Value {
    json!({
        "ruleId": row.rule,
        "level": match row.severity {
            Severity::High => "error",
            Severity::Medium => "warning",
            Severity::Low | Severity::Info => "note",
        },
        "message": {"text": row.message},
        // SARIF knows lines, not pages: the page stands where viewers show a position, as it does after the file
        // name in the text output.
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": row.uri}, "region": {"startLine": row.page.max(1)}}}],
        "partialFingerprints": {"lkj/v1": row.fingerprint},
        "properties": {
            "severity": row.severity, "confidence": row.confidence, "page": row.page, "table": row.table, "row": row.row,
            "column": row.column, "stated": row.stated, "expected": row.expected, "agency": row.agency, "year": row.year,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Lang;
    use crate::output::findings::tests::finding;
    use crate::output::summary::Summary;
    use std::path::Path;

    #[test]
    fn a_run_names_its_rules_once_and_every_result() {
        let rows =
            FindingRow::all(Path::new("a b.pdf"), &Summary::default(), &[finding("A01", 3, "74"), finding("A01", 4, "75")], Lang::En);
        let mut out = Vec::new();
        write(&mut out, &rows).unwrap();
        let sarif: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(sarif["version"], "2.1.0");
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
        assert_eq!(run["results"][1]["level"], "error");
        assert_eq!(run["results"][0]["message"]["text"], "Stated 74");
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "a%20b.pdf");
    }
}
