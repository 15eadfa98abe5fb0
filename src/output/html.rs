//! The page that lists every report of a batch.

use super::summary::Summary;
use super::{Lang, SEVERITIES};
use crate::check::{Message, rules};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("page/index.css");
const SCRIPT: &str = include_str!("page/index.js");

/// One report of the list.
#[derive(Debug, Clone)]
pub struct IndexEntry<'a> {
    /// The file as the user would name it.
    pub file: Cow<'a, str>,
    /// Path from the list to the page about it (or to its JSON where no page was written), as a URI reference.
    pub link: String,
    /// Its numbers.
    pub summary: &'a Summary,
    /// Findings by rule code.
    pub by_rule: &'a BTreeMap<String, usize>,
}

/// A batch as its list shows it.
#[derive(Debug, Clone, Default)]
pub struct Index<'a> {
    /// Reports that were read.
    pub entries: Vec<IndexEntry<'a>>,
    /// Files that were not, and why.
    pub unread: Vec<(String, Message)>,
}

/// Rules that the chart of rules and agencies names at most for one agency in words.
const RULES_NAMED: usize = 3;

/// Writes the list: the reports with the gravest findings first; then what could not be read, and totals by agency and
/// by rule.
///
/// Without a script it is complete in one language; with one, a click on a column's name sorts by it, and the language
/// is switched.
///
/// # Errors
/// Those of `out`.
pub fn index<W: Write>(out: &mut W, batch: &Index<'_>, lang: Lang) -> io::Result<()> {
    let mut sorted: Vec<&IndexEntry<'_>> = batch.entries.iter().collect();
    sorted.sort_by(|a, b| b.summary.findings.cmp(&a.summary.findings).then_with(|| a.file.cmp(&b.file)));
    let (id, en) = ("Hasil pemeriksaan laporan kinerja", "Performance reports: what was found");
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{}'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         <h1>{} <button id=\"language\" hidden>{}</button></h1>\n",
        lang.pick("id", "en"),
        script_hash(SCRIPT),
        lang.pick(id, en),
        both(id, en),
        both("English", "Bahasa Indonesia"),
    );
    let mut total = Summary::default();
    batch.entries.iter().for_each(|entry| total.add(entry.summary));
    let said =
        |lang: Lang| format!("{} {}: {}", lang.count(batch.entries.len()), lang.pick("laporan", "reports"), escape(&total.in_words(lang)));
    let _ = writeln!(page, "<p>{}</p>", both(&said(Lang::Id), &said(Lang::En)));
    unread(&mut page, &batch.unread);
    let _ = writeln!(page, "<table id=\"reports\">\n<thead><tr>{}</tr></thead>\n<tbody>", header());
    out.write_all(page.as_bytes())?;
    for entry in sorted {
        writeln!(out, "{}", row(entry, lang))?;
    }
    page.clear();
    page.push_str("</tbody>\n</table>\n");
    by_agency(&mut page, &batch.entries, lang);
    by_rule(&mut page, &batch.entries, lang);
    let _ = write!(page, "<script>{SCRIPT}</script>\n</html>\n");
    out.write_all(page.as_bytes())
}

/// The same in both languages; the style sheet shows the one that the page is in.
fn both(id: &str, en: &str) -> String {
    format!("<span lang=\"id\">{id}</span><span lang=\"en\">{en}</span>")
}

fn unread(page: &mut String, files: &[(String, Message)]) {
    if files.is_empty() {
        return;
    }
    let link = "<a href=\"errors.jsonl\">errors.jsonl</a>";
    let head = both(
        &format!("{} berkas tidak dapat dibaca ({link})", Lang::Id.count(files.len())),
        &format!("{} files could not be read ({link})", Lang::En.count(files.len())),
    );
    let _ = writeln!(page, "<details open><summary>{head}</summary><ul>");
    for (file, reason) in files {
        let _ = writeln!(page, "<li><b>{}</b>: {}</li>", escape(file), both(&escape(&reason.id), &escape(&reason.en)));
    }
    page.push_str("</ul></details>\n");
}

fn header() -> String {
    let mut cells = String::new();
    for (id, en) in [("Berkas", "File"), ("Instansi", "Agency"), ("Tahun", "Year")] {
        let _ = write!(cells, "<th>{}</th>", both(id, en));
    }
    let severities = SEVERITIES.map(|severity| (Lang::Id.severity(severity), Lang::En.severity(severity)));
    let counts = [("hlm.", "pages"), ("tabel", "tables"), ("indikator", "indicators"), ("angka", "figures"), ("diperiksa", "checked")];
    for (id, en) in severities.into_iter().chain(counts) {
        let _ = write!(cells, "<th class=\"n\">{}</th>", both(id, en));
    }
    cells
}

/// A cell with a count, which the script writes anew in the other language.
fn counted(count: usize, class: &str, lang: Lang) -> String {
    format!("<td class=\"n {class}\" data-value=\"{count}\">{}</td>", lang.count(count))
}

fn row(entry: &IndexEntry<'_>, lang: Lang) -> String {
    let summary = entry.summary;
    let mut cells = format!(
        "<tr><td class=\"name\"><a href=\"{}\">{}</a></td><td class=\"name\">{}</td><td>{}</td>",
        escape(&entry.link),
        escape(&entry.file),
        escape(summary.agency.as_deref().unwrap_or_default()),
        summary.year.map(|year| year.to_string()).unwrap_or_default()
    );
    for (severity, count) in SEVERITIES.iter().zip(summary.findings) {
        cells.push_str(&counted(count, if count > 0 { super::word(severity) } else { "zero".to_owned() }.as_str(), lang));
    }
    for count in [summary.pages, summary.tables, summary.indicators, summary.figures] {
        cells.push_str(&counted(count, "", lang));
    }
    let judged = summary.judged().min(summary.figures);
    let percent = (judged * 100).checked_div(summary.figures).unwrap_or(0);
    let _ = write!(
        cells,
        "<td class=\"n\" data-value=\"{percent}\" data-unit=\"%\"><meter max=\"100\" value=\"{percent}\"></meter> <span>{percent}%</span></td></tr>"
    );
    cells
}

/// What the reports of one agency come to.
#[derive(Default)]
struct Agency {
    reports: usize,
    findings: [usize; 4],
    by_rule: BTreeMap<String, usize>,
}

/// Agencies with their findings by severity as a bar, the gravest first, and a field of rules and agencies under it.
fn by_agency(page: &mut String, entries: &[IndexEntry<'_>], lang: Lang) {
    let mut agencies: BTreeMap<&str, Agency> = BTreeMap::new();
    for entry in entries {
        let agency = agencies.entry(entry.summary.agency.as_deref().unwrap_or(&entry.file)).or_default();
        agency.reports += 1;
        agency.findings.iter_mut().zip(entry.summary.findings).for_each(|(sum, count)| *sum += count);
        entry.by_rule.iter().for_each(|(rule, count)| *agency.by_rule.entry(rule.clone()).or_default() += count);
    }
    let most = agencies.values().map(|agency| agency.findings.iter().sum::<usize>()).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let mut sorted: Vec<(&str, &Agency)> = agencies.iter().map(|(name, agency)| (*name, agency)).collect();
    sorted.sort_by(|a, b| b.1.findings.cmp(&a.1.findings).then_with(|| a.0.cmp(b.0)));
    let heads =
        [("Instansi", "Agency", ""), ("laporan", "reports", "n"), ("temuan", "findings", "n"), ("", "", ""), ("terbanyak", "most of", "")];
    table_head(page, "agencies", ("Per instansi", "By agency"), &heads);
    for (name, agency) in &sorted {
        let all: usize = agency.findings.iter().sum();
        let _ = write!(
            page,
            "<tr><td class=\"name\">{}</td>{}{}<td><div class=\"stack\">",
            escape(name),
            counted(agency.reports, "", lang),
            counted(all, "", lang)
        );
        for (severity, count) in SEVERITIES.iter().zip(agency.findings).filter(|(_, count)| *count > 0) {
            let width = (count * 1000).div_ceil(most);
            let title = format!("{} {}", lang.count(count), lang.severity(*severity));
            let _ = write!(
                page,
                "<i class=\"{}\" style=\"width:{}.{}%\" title=\"{title}\"></i>",
                super::word(severity),
                width / 10,
                width % 10
            );
        }
        let mut rules: Vec<(&String, &usize)> = agency.by_rule.iter().collect();
        rules.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let named: Vec<String> = rules.iter().take(RULES_NAMED).map(|(rule, count)| format!("{} ({count})", escape(rule))).collect();
        let _ = writeln!(page, "</div></td><td>{}</td></tr>", named.join(", "));
    }
    page.push_str("</tbody>\n</table>\n");
    field(page, &sorted);
}

/// Agencies against rules: the darker a square, the more findings.
fn field(page: &mut String, agencies: &[(&str, &Agency)]) {
    let rules: BTreeSet<&String> = agencies.iter().flat_map(|(_, agency)| agency.by_rule.keys()).collect();
    let most = agencies.iter().flat_map(|(_, agency)| agency.by_rule.values()).copied().max().unwrap_or(1).max(1);
    let _ = writeln!(
        page,
        "<details><summary>{}</summary><div class=\"wide\"><table id=\"field\">\n<thead><tr><th></th>",
        both("Aturan dan instansi", "Rules and agencies")
    );
    for rule in &rules {
        let title = rules::find(rule).map_or("", |rule| rule.title_id);
        let _ = write!(page, "<th title=\"{}\">{}</th>", escape(title), escape(rule));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (name, agency) in agencies {
        let _ = write!(page, "<tr><td class=\"name\">{}</td>", escape(name));
        for rule in &rules {
            let count = agency.by_rule.get(*rule).copied().unwrap_or(0);
            // Half the shade for the first finding: one must be seen beside forty.
            let shade = if count == 0 { 0 } else { 15 + (count * 60).div_ceil(most) };
            let text = if count == 0 { String::new() } else { count.to_string() };
            let _ = write!(page, "<td data-value=\"{count}\" style=\"background:rgb(179 38 30/{shade}%)\">{text}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div></details>\n");
}

/// Opens a table under a heading: heads in both languages with their class.
fn table_head(page: &mut String, name: &str, (id, en): (&str, &str), heads: &[(&str, &str, &str)]) {
    let _ = write!(page, "<h2>{}</h2>\n<table id=\"{name}\">\n<thead><tr>", both(id, en));
    for (id, en, class) in heads {
        let _ = write!(page, "<th class=\"{class}\">{}</th>", both(id, en));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
}

/// Totals by rule, each with a bar.
fn by_rule(page: &mut String, entries: &[IndexEntry<'_>], lang: Lang) {
    let mut totals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, count) in entries.iter().flat_map(|entry| entry.by_rule) {
        let total = totals.entry(rule).or_default();
        *total = (total.0 + count, total.1 + 1);
    }
    let Some(most) = totals.values().map(|t| t.0).max() else { return };
    let heads = [("Aturan", "Rule", ""), ("", "", ""), ("temuan", "findings", "n"), ("laporan", "reports", "n"), ("", "", "")];
    table_head(page, "rules", ("Per aturan", "By rule"), &heads);
    for (code, (count, reports)) in totals {
        let title = rules::find(code).map_or((String::new(), String::new()), |rule| (escape(rule.title_id), escape(rule.title_en)));
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td>{}{}<td><div class=\"stack\"><i class=\"all\" style=\"width:{}%\"></i></div></td></tr>",
            escape(code),
            both(&title.0, &title.1),
            counted(count, "", lang),
            counted(reports, "", lang),
            (count * 100).div_ceil(most),
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
        let (mild, grave) = (Summary::default(), Summary { findings: [1, 0, 0, 0], ..Summary::default() });
        let by_rule = BTreeMap::from([("A01".to_owned(), 2)]);
        let entry =
            |file: &'static str| IndexEntry { file: file.into(), link: "reports/a.html".to_owned(), summary: &mild, by_rule: &by_rule };
        let (mild, grave) = (entry("a<b>.pdf"), IndexEntry { summary: &grave, ..entry("\"z\".pdf") });
        let batch = Index {
            entries: vec![mild, grave],
            unread: vec![("<i>.pdf".to_owned(), Message { id: "rusak".to_owned(), en: "broken".to_owned() })],
        };
        let mut out = Vec::new();
        index(&mut out, &batch, Lang::Id).unwrap();
        let page = String::from_utf8(out).unwrap();
        let (first, second) = (page.find("&quot;z&quot;.pdf").unwrap(), page.find("a&lt;b&gt;.pdf").unwrap());
        assert!(
            first < second
                && page.contains("1 berkas tidak dapat dibaca")
                && page.contains("&lt;i&gt;.pdf</b>: <span lang=\"id\">rusak</span>")
        );
        assert!(page.contains("<td>A01</td>") && page.contains("data-value=\"4\">4</td><td class=\"n \" data-value=\"2\">2</td>"));
        // One finding of high severity is the most that any agency has, so its bar is whole.
        assert!(page.contains("<i class=\"high\" style=\"width:100.0%\" title=\"1 tinggi\"></i>") && page.contains("A01 (2)"));
        assert!(page.contains("<td data-value=\"2\" style=\"background:rgb(179 38 30/75%)\">2</td>"));
    }
}
