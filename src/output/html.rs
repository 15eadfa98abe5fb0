//! The page that lists every report of a batch.

use super::summary::Summary;
use super::{Lang, SEVERITIES};
use std::fmt::Write as _;
use std::io::{self, Write};

/// One report of the list.
#[derive(Debug, Clone)]
pub struct IndexEntry {
    /// The file as the user would name it.
    pub file: String,
    /// Path of its report JSON from the page, as a URI reference.
    pub link: String,
    /// Its numbers.
    pub summary: Summary,
}

/// Writes the list: the reports with the gravest findings first.
///
/// # Errors
/// Those of `out`.
pub fn index<W: Write>(out: &mut W, entries: &[IndexEntry], unread: usize, lang: Lang) -> io::Result<()> {
    let mut sorted: Vec<&IndexEntry> = entries.iter().collect();
    sorted.sort_by(|a, b| b.summary.findings.cmp(&a.summary.findings).then_with(|| a.file.cmp(&b.file)));
    let title = lang.pick("Hasil pemeriksaan laporan kinerja", "Performance reports: what was found");
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n",
        lang.pick("id", "en")
    );
    if unread > 0 {
        let _ = writeln!(page, "<p>{}</p>", unread_note(unread, lang));
    }
    let _ = writeln!(page, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>", header(lang));
    for entry in sorted {
        let _ = writeln!(page, "{}", row(entry));
    }
    page.push_str("</tbody>\n</table>\n</html>\n");
    out.write_all(page.as_bytes())
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}\
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:left}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}";

fn unread_note(unread: usize, lang: Lang) -> String {
    let link = "<a href=\"errors.jsonl\">errors.jsonl</a>";
    match lang {
        Lang::Id => format!("{} berkas tidak dapat dibaca: lihat {link}.", lang.count(unread)),
        Lang::En => format!("{} could not be read: see {link}.", lang.count(unread)),
    }
}

fn header(lang: Lang) -> String {
    let mut cells = String::new();
    for name in [lang.pick("Berkas", "File"), lang.pick("Instansi", "Agency"), lang.pick("Tahun", "Year")] {
        let _ = write!(cells, "<th>{name}</th>");
    }
    let severities = SEVERITIES.map(|severity| lang.severity(severity).to_owned());
    let counts = [lang.pick("hlm.", "pages"), lang.pick("tabel", "tables"), lang.pick("indikator", "indicators")].map(str::to_owned);
    for name in severities.into_iter().chain(counts).chain([lang.pick("angka diperiksa", "figures checked").to_owned()]) {
        let _ = write!(cells, "<th class=\"n\">{name}</th>");
    }
    cells
}

fn row(entry: &IndexEntry) -> String {
    let summary = &entry.summary;
    let mut cells = format!(
        "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td>",
        escape(&entry.link),
        escape(&entry.file),
        escape(summary.agency.as_deref().unwrap_or_default()),
        summary.year.map(|year| year.to_string()).unwrap_or_default()
    );
    for count in summary.findings.into_iter().chain([summary.pages, summary.tables, summary.indicators]) {
        let _ = write!(cells, "<td class=\"n\">{count}</td>");
    }
    let _ = write!(cells, "<td class=\"n\">{} / {}</td></tr>", summary.judged(), summary.figures);
    cells
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
        let mild = IndexEntry { file: "a<b>.pdf".to_owned(), link: "reports/a.json".to_owned(), summary: Summary::default() };
        let mut grave = mild.clone();
        grave.file = "\"z\".pdf".to_owned();
        grave.summary.findings = [1, 0, 0, 0];
        let mut out = Vec::new();
        index(&mut out, &[mild, grave], 2, Lang::Id).unwrap();
        let page = String::from_utf8(out).unwrap();
        let (first, second) = (page.find("&quot;z&quot;.pdf").unwrap(), page.find("a&lt;b&gt;.pdf").unwrap());
        assert!(first < second && page.contains("2 berkas tidak dapat dibaca"));
    }
}
