//! Findings as a compiler prints its errors: `file:page: code name [severity] place`, then the sum worked out, then
//! every other operand as printed.

use super::summary::Summary;
use super::{Lang, SEVERITIES, table_name};
use crate::check::baseline::State;
use crate::check::{Evidence, Finding, Severity};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Operands quoted under a finding; a total of a hundred rows would drown what it says.
const QUOTED_OPERANDS: usize = 12;

/// Printed table numbers by table id, for those tables that have one.
pub type TableNumbers = BTreeMap<String, String>;

/// How the findings of one file are printed.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The file as the user would name it.
    pub file: &'a str,
    /// Printed numbers of its tables.
    pub tables: &'a TableNumbers,
    /// What became of each finding since an earlier draft; empty where there is none.
    pub states: &'a [State],
    /// Whether fingerprints are printed.
    pub fingerprints: bool,
    /// The language.
    pub lang: Lang,
}

impl Listing<'_> {
    /// Writes the findings. Colours are written always: `out` strips them where they are not wanted (see `anstream`).
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write<W: Write>(&self, out: &mut W, findings: &[Finding]) -> io::Result<()> {
        for (i, one) in findings.iter().enumerate() {
            self.finding(out, one, self.states.get(i).copied())?;
            if let Some(ignored) = &one.ignored {
                note(out, &format!("{} {}: {}", self.lang.pick("diabaikan oleh", "ignored by"), ignored.by, ignored.reason))?;
            }
            if let Some(root) = one.root.and_then(|root| findings.get(root)) {
                note(out, &format!("{} {} {}", self.lang.pick("mengikuti", "follows from"), root.rule, page(root.page, self.lang)))?;
            }
            operands(out, one, self.tables, self.lang)?;
            if self.fingerprints {
                note(out, &format!("{} {}", self.lang.pick("sidik", "fingerprint"), one.fingerprint))?;
            }
        }
        Ok(())
    }

    /// Writes findings of the earlier draft that are gone, one line each.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_absent<'f, W: Write>(&self, out: &mut W, findings: impl IntoIterator<Item = &'f Finding>) -> io::Result<()> {
        for one in findings {
            self.head(out, one, Some(State::Absent), Style::new().dimmed())?;
        }
        Ok(())
    }

    fn finding<W: Write>(&self, out: &mut W, finding: &Finding, state: Option<State>) -> io::Result<()> {
        let style = if finding.ignored.is_some() { Style::new().dimmed() } else { severity_style(finding.severity) };
        self.head(out, finding, state, style)?;
        for line in self.lang.of(&finding.message).lines() {
            writeln!(out, "    {}", clean(line))?;
        }
        Ok(())
    }

    /// `a.pdf:31: A01 capaian [tinggi, baru] Tabel III.6, baris "…"`.
    fn head<W: Write>(&self, out: &mut W, finding: &Finding, state: Option<State>, style: Style) -> io::Result<()> {
        let bold = Style::new().bold();
        let mut marks = vec![self.lang.severity(finding.severity)];
        marks.extend(finding.ignored.is_some().then(|| self.lang.pick("diabaikan", "ignored")));
        marks.extend(state.map(|state| self.lang.state(state)));
        write!(
            out,
            "{bold}{}:{}:{bold:#} {style}{}{style:#} {} {style}[{}]{style:#}",
            clean(self.file),
            finding.page,
            clean(&finding.rule),
            clean(&finding.name),
            marks.join(", ")
        )?;
        let place = place(finding, self.lang);
        if !place.is_empty() {
            write!(out, " {}", clean(&place))?;
        }
        writeln!(out)
    }
}

/// A line that stands back behind what the finding itself says.
fn note<W: Write>(out: &mut W, text: &str) -> io::Result<()> {
    let dim = Style::new().dimmed();
    writeln!(out, "    {dim}| {}{dim:#}", clean(text))
}

fn page(page: u32, lang: Lang) -> String {
    format!("{} {page}", lang.pick("hlm.", "p."))
}

/// `Tabel III.6, baris "…", kolom "…"`.
fn place(finding: &Finding, lang: Lang) -> String {
    let quoted = |name: &str, value: &Option<String>| value.as_ref().map(|text| format!("{name} \"{}\"", one_line(text)));
    let parts = [
        finding.table.as_ref().map(|table| table_name(table, lang)),
        quoted(lang.pick("baris", "row"), &finding.row),
        quoted(lang.pick("kolom", "column"), &finding.column),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The operands that do not stand at the head of the finding already.
fn operands<W: Write>(out: &mut W, finding: &Finding, tables: &TableNumbers, lang: Lang) -> io::Result<()> {
    let others = finding.evidence.get(1..).unwrap_or_default();
    for evidence in others.iter().take(QUOTED_OPERANDS) {
        note(out, &operand(evidence, tables, lang))?;
    }
    let left = others.len().saturating_sub(QUOTED_OPERANDS);
    if left > 0 {
        note(out, &format!("{} {left} {}", lang.pick("dan", "and"), lang.pick("angka lain", "more")))?;
    }
    Ok(())
}

/// `target "26" (hlm. 31, Tabel III.6)`, `suku "4" (hlm. 3)`.
fn operand(evidence: &Evidence, tables: &TableNumbers, lang: Lang) -> String {
    let mut place = page(evidence.page, lang);
    if let Some(id) = &evidence.table {
        place.push_str(", ");
        place.push_str(&table_name(tables.get(id).unwrap_or(id), lang));
    }
    format!("{} \"{}\" ({place})", lang.role(&evidence.role), one_line(&evidence.text))
}

/// White space of any kind as single spaces: a label that runs over three lines of a cell is still one label.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Columns that a file's name gets in a summary; a longer one is cut at its front, where paths are alike.
const LONGEST_NAME: usize = 44;

/// Writes one line a report, in columns: pages, tables, findings by severity, and how much was checked.
///
/// # Errors
/// Those of `out`.
pub fn summaries<W: Write>(out: &mut W, reports: &[(String, &Summary)], lang: Lang) -> io::Result<()> {
    let names: Vec<String> = reports.iter().map(|(name, _)| shortened(&clean(name))).collect();
    let Some(width) = names.iter().map(|name| name.chars().count()).max() else { return Ok(()) };
    let (dim, head) = (Style::new().dimmed(), lang.pick("laporan", "report"));
    let width = width.max(head.len());
    write!(out, "{dim}{head:width$} {:>6} {:>6}", lang.pick("hlm.", "pages"), lang.pick("tabel", "tables"))?;
    for severity in SEVERITIES {
        write!(out, " {:>6}", lang.severity(severity))?;
    }
    writeln!(out, "  {}{dim:#}", lang.pick("diperiksa", "checked"))?;
    for (name, (_, summary)) in names.iter().zip(reports) {
        write!(out, "{name:width$} {:>6} {:>6}", lang.count(summary.pages), lang.count(summary.tables))?;
        for (severity, count) in SEVERITIES.into_iter().zip(summary.findings) {
            let style = if count == 0 { dim } else { severity_style(severity) };
            write!(out, " {style}{:>6}{style:#}", lang.count(count))?;
        }
        let percent = (summary.judged() * 100).checked_div(summary.figures).unwrap_or(0).min(100);
        write!(out, "  {percent:>3}% {} {}", lang.pick("dari", "of"), lang.count(summary.figures))?;
        if summary.scanned_pages > 0 {
            write!(out, "; {} {}", lang.count(summary.scanned_pages), lang.pick("hlm. pindaian", "pages scanned"))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The end of a name that is too long for its column.
fn shortened(name: &str) -> String {
    let length = name.chars().count();
    if length <= LONGEST_NAME {
        return name.to_owned();
    }
    let rest = name.chars().skip(length + 1 - LONGEST_NAME);
    std::iter::once('…').chain(rest).collect()
}

/// Text of a document made safe to print: control characters (an escape sequence could rewrite the screen) and marks
/// that turn the direction of text become `U+FFFD`.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The colour of a severity.
#[must_use]
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::High => AnsiColor::Red.on_default().bold(),
        Severity::Medium => AnsiColor::Yellow.on_default().bold(),
        Severity::Low => AnsiColor::Cyan.on_default(),
        Severity::Info => AnsiColor::BrightBlack.on_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::findings::tests::finding as sample;
    use super::*;

    fn printed(one: &[Finding], lang: Lang) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        let tables = TableNumbers::from([("t9".to_owned(), "2.1".to_owned())]);
        Listing { file: "a.pdf", tables: &tables, states: &[], fingerprints: false, lang }.write(&mut out, one).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_finding_names_its_place_its_sum_and_its_operands() {
        let mut one = sample("A01", 31, "74");
        let target =
            Evidence { role: "target".to_owned(), text: "2\n6".to_owned(), table: Some("t9".to_owned()), ..one.evidence[0].clone() };
        one.evidence.push(target);
        assert_eq!(
            printed(&[one], Lang::Id),
            "a.pdf:31: A01 capaian [tinggi] Tabel III.6, baris \"Meningkatnya A\", kolom \"%\"\n    \
             Capaian tercetak 74\n    | target \"2 6\" (hlm. 31, Tabel 2.1)\n"
        );
    }

    #[test]
    fn an_echo_names_its_root() {
        let echo = Finding { root: Some(0), ..sample("A07", 32, "5") };
        let text = printed(&[sample("A05", 31, "74"), echo], Lang::En);
        assert!(text.contains("a.pdf:31: A05 capaian [high] Table III.6, row"));
        assert!(text.ends_with("    Stated 74\n    | follows from A05 p. 31\n"), "{text}");
    }

    #[test]
    fn what_was_set_aside_says_why_and_drafts_are_told_apart() {
        let ignored = Some(crate::check::settings::Ignored { reason: "dibulatkan".to_owned(), by: "Ani".to_owned() });
        let one = Finding { ignored, ..sample("A01", 31, "74") };
        let tables = TableNumbers::new();
        let listing = Listing { file: "a.pdf", tables: &tables, states: &[State::New], fingerprints: true, lang: Lang::Id };
        let mut out = anstream::StripStream::new(Vec::new());
        listing.write(&mut out, std::slice::from_ref(&one)).unwrap();
        listing.write_absent(&mut out, [&one]).unwrap();
        let text = String::from_utf8(out.into_inner()).unwrap();
        assert!(text.starts_with("a.pdf:31: A01 capaian [tinggi, diabaikan, baru] Tabel III.6"), "{text}");
        assert!(text.contains("    | diabaikan oleh Ani: dibulatkan\n    | sidik A01-74\n"), "{text}");
        assert!(text.contains("[tinggi, diabaikan, tidak muncul lagi]"), "{text}");
    }

    #[test]
    fn summaries_stand_in_columns() {
        let summary = Summary { pages: 1044, scanned_pages: 3, findings: [5, 0, 12, 0], figures: 200, verified: 50, ..Summary::default() };
        let long = format!("{}akhir.pdf", "x".repeat(60));
        let mut out = anstream::StripStream::new(Vec::new());
        summaries(&mut out, &[("a.pdf".to_owned(), &summary), (long, &Summary::default())], Lang::Id).unwrap();
        let text = String::from_utf8(out.into_inner()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let at = |line: &str, word: &str| line.split_once(word).map(|(before, _)| before.chars().count() + word.chars().count());
        assert_eq!(lines.len(), 3);
        assert_eq!((at(lines[0], "hlm."), at(lines[0], "tinggi")), (at(lines[1], "1.044"), at(lines[1], " 5 ").map(|end| end - 1)));
        assert!(lines[1].ends_with("   25% dari 200; 3 hlm. pindaian") || lines[1].ends_with("  25% dari 200; 3 hlm. pindaian"), "{text}");
        assert!(lines[2].starts_with('…') && lines[2].contains("akhir.pdf"));
    }

    #[test]
    fn a_document_cannot_drive_the_terminal() {
        let mut one = sample("A01", 1, "74");
        one.message.id = "x\u{1b}[2Jy\u{202e}z".to_owned();
        assert!(printed(&[one], Lang::Id).contains("x\u{fffd}[2Jy\u{fffd}z"));
    }

    #[test]
    fn long_sums_are_cut() {
        let mut one = sample("A05", 1, "74");
        one.evidence = vec![one.evidence[0].clone(); 40];
        let text = printed(&[one], Lang::Id);
        assert_eq!(text.lines().count(), 2 + QUOTED_OPERANDS + 1);
        assert!(text.ends_with("| dan 27 angka lain\n"));
    }
}
