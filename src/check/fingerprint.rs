//! What a finding is recognised by in another draft: what it says of which figure, not where the figure stands.

use super::Finding;
use super::prose::key;
use crate::report::{Report, Table};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// Hexadecimal digits of a fingerprint: 64 bits, ample for the findings of one report.
const DIGITS: usize = 16;

/// Gives every finding its fingerprint: of rule, table, row, column and stated figure. Neither pages nor table numbers
/// count, since both move when something is put in before them; a table is known by its caption, or else by its
/// kind and headers. Findings that are alike in all of it are numbered in their order.
pub fn assign(report: &Report, findings: &mut [Finding]) {
    let tables: HashMap<&str, &Table> = report.tables.iter().map(|table| (table.id.as_str(), table)).collect();
    let mut identities: HashMap<&str, String> = HashMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let id = finding.evidence.first().and_then(|e| e.table.as_deref());
        let table = id.and_then(|id| tables.get(id).copied());
        let identity = match table {
            Some(table) => identities.entry(&table.id).or_insert_with(|| identity_of(table)).as_str(),
            None => "",
        };
        let digest = digest(finding, identity);
        let count = seen.entry(digest.clone()).or_default();
        *count += 1;
        finding.fingerprint = if *count == 1 { digest } else { format!("{digest}-{count}") };
    }
}

/// What a table is known by in another draft.
#[must_use]
pub fn identity_of(table: &Table) -> String {
    match table.caption.as_deref().map(key).filter(|caption| !caption.is_empty()) {
        Some(caption) => caption,
        None => format!("{:?}:{}", table.kind, table.columns.iter().flat_map(|c| &c.header).map(|h| key(h)).collect::<Vec<_>>().join("|")),
    }
}

fn digest(finding: &Finding, table: &str) -> String {
    let name = |part: &Option<String>| part.as_deref().map(key).unwrap_or_default();
    // Of a figure every sign counts: 7,4 is not 74.
    let stated: String = finding.stated.iter().flat_map(|s| s.chars()).filter(|c| !c.is_whitespace()).collect();
    let mut hash = Sha256::new();
    for part in [&finding.rule, table, &name(&finding.row), &name(&finding.column), &stated] {
        hash.update(part);
        hash.update([0]);
    }
    format!("{:x}", hash.finalize()).chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::{report, table};
    use crate::output::findings::tests::finding;
    use crate::report::ColumnRole::{Capaian, Indikator};

    fn in_table(number: &str, caption: Option<&str>, findings: &mut [Finding]) -> Vec<String> {
        let mut one = table(&[("Indikator", Indikator), ("Capaian", Capaian)], &["A|74"]);
        one.number = Some(number.to_owned());
        one.caption = caption.map(str::to_owned);
        assign(&report(vec![one]), findings);
        findings.iter().map(|f| f.fingerprint.clone()).collect()
    }

    #[test]
    fn pages_table_numbers_and_spelling_do_not_count_but_figures_do() {
        let mut before = [finding("A01", 31, "74"), finding("A01", 31, "7,4")];
        let mut after = [finding("A01", 40, " 74 "), finding("A01", 40, "74")];
        after[0].table = Some("III.7".to_owned());
        after[0].row = Some("MENINGKATNYA  A".to_owned());
        let before = in_table("III.6", Some("Capaian Kinerja"), &mut before);
        let after = in_table("III.7", Some("CAPAIAN KINERJA"), &mut after);
        assert_eq!(before[0], after[0]);
        assert_ne!(before[0], before[1]);
        assert_eq!(after[1], format!("{}-2", after[0]));
    }

    #[test]
    fn tables_are_known_by_caption_or_headers() {
        let of = |caption| in_table("1", caption, &mut [finding("A01", 1, "74")]);
        assert_ne!(of(Some("Satu")), of(Some("Dua")));
        assert_eq!(of(None), of(Some(" ")));
    }
}
