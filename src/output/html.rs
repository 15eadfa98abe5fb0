//! The page that lists every report of a batch.

use super::summary::Summary;
use super::{Lang, SEVERITIES};
use crate::check::rules;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("page/index.css");
const SCRIPT: &str = include_str!("page/index.js");

/// One report of the list.
#[derive(Debug, Clone)]
pub struct IndexEntry {
    /// The file as the user would name it.
    pub file: String,
    /// Path from the list to the page about it (or to its JSON where no page was written), as a URI reference.
    pub link: String,
    /// Its numbers.
    pub summary: Summary,
    /// Findings by rule code.
    pub by_rule: BTreeMap<String, usize>,
}

/// A batch as its list shows it.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Reports that were read.
    pub entries: Vec<IndexEntry>,
    /// Files that were not, and why.
    pub unread: Vec<(String, String)>,
}

/// Writes the list: the reports with the gravest findings first; then what could not be read, and totals by rule.
///
/// Without a script it is complete; with one, a click on a column's name sorts by it.
///
/// # Errors
/// Those of `out`.
pub fn index<W: Write>(out: &mut W, batch: &Index, lang: Lang) -> io::Result<()> {
    let mut sorted: Vec<&IndexEntry> = batch.entries.iter().collect();
    sorted.sort_by(|a, b| b.summary.findings.cmp(&a.summary.findings).then_with(|| a.file.cmp(&b.file)));
    let title = lang.pick("Hasil pemeriksaan laporan kinerja", "Performance reports: what was found");
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{}'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n",
        lang.pick("id", "en"),
        script_hash(SCRIPT)
    );
    let mut total = Summary::default();
    batch.entries.iter().for_each(|entry| total.add(&entry.summary));
    let reports = lang.pick("laporan", "reports");
    let _ = writeln!(page, "<p>{} {reports}: {}</p>", lang.count(batch.entries.len()), escape(&total.in_words(lang)));
    unread(&mut page, &batch.unread, lang);
    let _ = writeln!(page, "<table id=\"reports\">\n<thead><tr>{}</tr></thead>\n<tbody>", header(lang));
    for entry in sorted {
        let _ = writeln!(page, "{}", row(entry, lang));
    }
    page.push_str("</tbody>\n</table>\n");
    by_rule(&mut page, &batch.entries, lang);
    let _ = write!(page, "<script>{SCRIPT}</script>\n</html>\n");
    out.write_all(page.as_bytes())
}

fn unread(page: &mut String, files: &[(String, String)], lang: Lang) {
    if files.is_empty() {
        return;
    }
    let link = "<a href=\"errors.jsonl\">errors.jsonl</a>";
    let head = match lang {
        Lang::Id => format!("{} berkas tidak dapat dibaca ({link})", lang.count(files.len())),
        Lang::En => format!("{} files could not be read ({link})", lang.count(files.len())),
    };
    let _ = writeln!(page, "<details open><summary>{head}</summary><ul>");
    for (file, reason) in files {
        let _ = writeln!(page, "<li><b>{}</b>: {}</li>", escape(file), escape(reason));
    }
    page.push_str("</ul></details>\n");
}

fn header(lang: Lang) -> String {
    let mut cells = String::new();
    for name in [lang.pick("Berkas", "File"), lang.pick("Instansi", "Agency"), lang.pick("Tahun", "Year")] {
        let _ = write!(cells, "<th>{name}</th>");
    }
    let severities = SEVERITIES.map(|severity| lang.severity(severity).to_owned());
    let counts = [lang.pick("hlm.", "pages"), lang.pick("tabel", "tables"), lang.pick("indikator", "indicators")].map(str::to_owned);
    let figures = [lang.pick("angka", "figures"), lang.pick("diperiksa", "checked")].map(str::to_owned);
    for name in severities.into_iter().chain(counts).chain(figures) {
        let _ = write!(cells, "<th class=\"n\">{name}</th>");
    }
    cells
}

fn row(entry: &IndexEntry, lang: Lang) -> String {
    let summary = &entry.summary;
    let mut cells = format!(
        "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td>",
        escape(&entry.link),
        escape(&entry.file),
        escape(summary.agency.as_deref().unwrap_or_default()),
        summary.year.map(|year| year.to_string()).unwrap_or_default()
    );
    for (severity, count) in SEVERITIES.iter().zip(summary.findings) {
        let class = if count > 0 { super::word(severity) } else { "zero".to_owned() };
        let _ = write!(cells, "<td class=\"n {class}\" data-value=\"{count}\">{}</td>", lang.count(count));
    }
    for count in [summary.pages, summary.tables, summary.indicators, summary.figures] {
        let _ = write!(cells, "<td class=\"n\" data-value=\"{count}\">{}</td>", lang.count(count));
    }
    let judged = summary.judged().min(summary.figures);
    let percent = (judged * 100).checked_div(summary.figures).unwrap_or(0);
    let _ = write!(cells, "<td class=\"n\" data-value=\"{percent}\"><meter max=\"100\" value=\"{percent}\"></meter> {percent}%</td></tr>");
    cells
}

/// Totals by rule, each with a bar and the reports that have most of it.
fn by_rule(page: &mut String, entries: &[IndexEntry], lang: Lang) {
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, count) in entries.iter().flat_map(|entry| &entry.by_rule) {
        let total = totals.entry(rule).or_default();
        *total = (total.0 + count, total.1 + 1);
    }
    let Some(most) = totals.values().map(|t| t.0).max() else { return };
    let heads = [lang.pick("Aturan", "Rule"), "", lang.pick("temuan", "findings"), lang.pick("laporan", "reports"), ""];
    let _ = writeln!(page, "<h2>{}</h2>\n<table id=\"rules\">\n<thead><tr>", lang.pick("Per aturan", "By rule"));
    for (at, head) in heads.iter().enumerate() {
        let _ = write!(page, "<th{}>{head}</th>", if at == 2 || at == 3 { " class=\"n\"" } else { "" });
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (code, (count, reports)) in totals {
        let title = rules::find(code).map_or("", |rule| lang.pick(rule.title_id, rule.title_en));
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td class=\"n\" data-value=\"{count}\">{}</td><td class=\"n\" data-value=\"{reports}\">{}</td>\
             <td><meter max=\"{most}\" value=\"{count}\"></meter></td></tr>",
            escape(code),
            escape(title),
            lang.count(count),
            lang.count(reports)
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

/// The source expression that lets a page's policy run this one script and no other.
#[must_use]
pub(super) fn script_hash(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

/// Text made safe inside HTML, in attributes too.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_the_gravest_stand_first() {
        let mild = IndexEntry {
            file: "a<b>.pdf".to_owned(),
            link: "reports/a.html".to_owned(),
            summary: Summary::default(),
            by_rule: BTreeMap::from([("A01".to_owned(), 2)]),
        };
        let mut grave = mild.clone();
        grave.file = "\"z\".pdf".to_owned();
        grave.summary.findings = [1, 0, 0, 0];
        let batch = Index { entries: vec![mild, grave], unread: vec![("<i>.pdf".to_owned(), "rusak".to_owned())] };
        let mut out = Vec::new();
        index(&mut out, &batch, Lang::Id).unwrap();
        let page = String::from_utf8(out).unwrap();
        let (first, second) = (page.find("&quot;z&quot;.pdf").unwrap(), page.find("a&lt;b&gt;.pdf").unwrap());
        assert!(first < second && page.contains("1 berkas tidak dapat dibaca") && page.contains("&lt;i&gt;.pdf</b>: rusak"));
        assert!(page.contains("<td>A01</td>") && page.contains("data-value=\"4\">4</td><td class=\"n\" data-value=\"2\">2</td>"));
    }
}
