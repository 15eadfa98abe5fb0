//! Regular expressions that compile quickly.
//!
//! A run on one small report would spend half of its time on compiling expressions, most of that on the Unicode tables
//! behind `\d`, `\w`, `\s`, `\b` and `\p{L}`. The reports are Indonesian: figures and spaces are ASCII (and the no-break
//! space), letters Latin-1, so the small classes say the same at a tenth of the price.

use regex::Regex;

/// Compiles an expression of this program, its shorthand classes read as ASCII.
///
/// # Panics
/// Where the expression is not valid: every expression is a constant of the program and compiled by a test.
#[must_use]
#[allow(clippy::expect_used, reason = "expressions are constants of this program, never input")]
pub(crate) fn pattern(expression: &str) -> Regex {
    Regex::new(&ascii(expression)).expect("a valid expression")
}

/// Writes the shorthand classes out in ASCII, inside brackets and outside.
fn ascii(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len() * 2);
    let mut chars = expression.chars();
    let mut brackets = 0_u32;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let Some(next) = chars.next() else { break };
                if next == 'p'
                    && let Some((letters, rest)) = letters(chars.as_str())
                {
                    chars = rest.chars();
                    out.extend(if brackets == 0 { ["[", letters, "]"] } else { ["", letters, ""] });
                    continue;
                }
                let (set, negated) = match next {
                    'd' => ("0-9", false),
                    'D' => ("0-9", true),
                    's' => (r"\x20\t\r\n\x{a0}", false),
                    'S' => (r"\x20\t\r\n\x{a0}", true),
                    'w' => ("0-9A-Za-z_", false),
                    _ => ("", false),
                };
                match (set, brackets) {
                    ("", 0) if matches!(next, 'b' | 'B') => out.extend(["(?-u:\\", if next == 'b' { "b" } else { "B" }, ")"]),
                    ("", _) => out.extend(['\\', next]),
                    (set, 0) => out.extend(["[", if negated { "^" } else { "" }, set, "]"]),
                    (set, _) if negated => out.extend(["[^", set, "]"]),
                    (set, _) => out.push_str(set),
                }
                continue;
            }
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        out.push(c);
    }
    out
}

/// Letters as Latin-1 has them for `{L}` and `{Lu}`, and what follows the name.
fn letters(name: &str) -> Option<(&'static str, &str)> {
    let known = [("{L}", "A-Za-zÀ-ÖØ-öø-ÿ"), ("{Lu}", "A-ZÀ-ÖØ-Þ")];
    known.into_iter().find_map(|(class, letters)| Some((letters, name.strip_prefix(class)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthand_classes_become_ascii_inside_brackets_and_outside() {
        assert_eq!(ascii(r"^\d[\d.,]\."), r"^[0-9][0-9.,]\.");
        assert_eq!(ascii(r"\bBAB\s"), r"(?-u:\b)BAB[\x20\t\r\n\x{a0}]");
        assert_eq!(ascii(r"\p{Lu}[\p{L} ]"), "[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ ]");
        assert_eq!(ascii(r"[^\s]\S"), r"[^\x20\t\r\n\x{a0}][^\x20\t\r\n\x{a0}]");
    }

    #[test]
    fn what_they_match_is_the_same_for_figures_and_spaces() {
        let amount = pattern(r"^Rp\.?\s*(\d[\d.]*)\b");
        assert_eq!(amount.captures("Rp\u{a0}1.250.000,-").and_then(|c| c.get(1)).map(|m| m.as_str()), Some("1.250.000"));
        assert!(pattern(r"(?x) ^ a [\s] b").is_match("a b"));
    }

    /// Every expression written in the sources compiles, whether or not another test comes by it.
    #[test]
    fn every_expression_of_the_sources_compiles() {
        let call = Regex::new(r##"(?s)\bpattern\(\s*r(?:"([^"]*)"|#"(.*?)"#)\s*,?\s*\)"##).unwrap();
        let sources = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let mut count = 0;
        for file in sources.into_iter().filter_map(Result::ok).filter(|f| f.path().extension().is_some_and(|e| e == "rs")) {
            let text = std::fs::read_to_string(file.path()).unwrap();
            for found in call.captures_iter(&text) {
                let expression = found.get(1).or(found.get(2)).unwrap().as_str();
                assert!(Regex::new(&ascii(expression)).is_ok(), "{}: {expression}", file.path().display());
                count += 1;
            }
        }
        assert!(count > 20, "only {count} expressions were found");
    }
}
