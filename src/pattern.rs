//! Regular expressions that compile quickly.
//!
//! A run on one small report would spend half of its time on compiling expressions, most of that on the Unicode tables
//! behind `\d`, `\w`, `\s`, `\b` and `\p{L}`. The reports are Indonesian: figures and spaces are ASCII (and the no-break
//! space), letters Latin-1, so the small classes say the same at a tenth of the price.

use regex::Regex;
use regex_automata::Span;
use regex_automata::meta;
use regex_automata::util::captures::Captures;
use std::sync::OnceLock;

/// An expression that few texts can match: compiled when a text first holds the words that every match needs.
///
/// It is compiled without what only pays on long texts (lazy automata both ways, search for literals), which halves the
/// price: the texts that get here are sentences and cells.
#[derive(Debug)]
pub(crate) struct Rare {
    needs: &'static [&'static str],
    expression: &'static str,
    compiled: OnceLock<meta::Regex>,
}

/// A match of a [`Rare`] expression or of one of its groups.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'t> {
    text: &'t str,
    at: Span,
}

impl<'t> Found<'t> {
    /// What matched.
    pub(crate) fn as_str(&self) -> &'t str {
        self.text.get(self.at.range()).unwrap_or_default()
    }

    /// Byte at which it starts.
    pub(crate) fn start(&self) -> usize {
        self.at.start
    }

    /// Byte behind it.
    pub(crate) fn end(&self) -> usize {
        self.at.end
    }
}

/// A match of a [`Rare`] expression with its groups.
#[derive(Debug)]
pub(crate) struct Groups<'t> {
    text: &'t str,
    captures: Captures,
}

impl<'t> Groups<'t> {
    /// A group by its number; 0 is the whole match.
    pub(crate) fn get(&self, group: usize) -> Option<Found<'t>> {
        self.captures.get_group(group).map(|at| Found { text: self.text, at })
    }

    /// A group by its name.
    pub(crate) fn name(&self, name: &str) -> Option<Found<'t>> {
        self.captures.get_group_by_name(name).map(|at| Found { text: self.text, at })
    }
}

impl Rare {
    /// `needs`: pieces in lower-case ASCII that stand in every match, in either case; of `a|b` one is enough.
    pub(crate) const fn new(needs: &'static [&'static str], expression: &'static str) -> Self {
        Self { needs, expression, compiled: OnceLock::new() }
    }

    /// Whether it matches somewhere in the text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.within(text).is_some_and(|r| r.is_match(text))
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.within(text)?.find(text).map(|m| Found { text, at: m.span() })
    }

    /// All matches, none overlapping another.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        let found = self.within(text).into_iter().flat_map(move |r| r.find_iter(text));
        found.map(move |m| Found { text, at: m.span() })
    }

    /// The first match and its groups.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        let expression = self.within(text)?;
        let mut captures = expression.create_captures();
        expression.captures(text, &mut captures);
        captures.is_match().then_some(Groups { text, captures })
    }

    /// All matches and their groups.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Groups<'t>> {
        let found = self.within(text).into_iter().flat_map(move |r| r.captures_iter(text));
        found.map(move |captures| Groups { text, captures })
    }

    /// The expression, where the text may match it.
    #[allow(clippy::expect_used, reason = "expressions are constants of this program, never input")]
    fn within(&self, text: &str) -> Option<&meta::Regex> {
        let may = self.needs.iter().all(|need| need.split('|').any(|piece| holds(text.as_bytes(), piece.as_bytes())));
        let light = || meta::Config::new().hybrid(false).dfa(false).onepass(false).auto_prefilter(false);
        let compile = || meta::Builder::new().configure(light()).build(&ascii(self.expression)).expect("a valid expression");
        may.then(|| self.compiled.get_or_init(compile))
    }
}

/// Whether a text holds a piece in lower-case ASCII, in whatever case.
fn holds(text: &[u8], piece: &[u8]) -> bool {
    let Some(first) = piece.first() else { return true };
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text)
        .any(|at| text.get(at..at + piece.len()).is_some_and(|found| found.eq_ignore_ascii_case(piece)))
}

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
    use regex_syntax::hir::{Hir, HirKind};

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

    #[test]
    fn a_rare_expression_is_compiled_where_its_words_stand() {
        static RARE: Rare = Rare::new(&["renstra|rencana", "("], r"(?i)\b(?:renstra|rencana)\s*\(");
        assert!(!RARE.is_match("Renstra tanpa kurung"));
        assert!(!RARE.is_match("renst ("));
        assert!(RARE.compiled.get().is_none());
        assert!(RARE.is_match("Dalam RENCANA (2021)"));
    }

    /// Expressions of the sources with the pieces they need (none where they are compiled at once).
    fn of_the_sources() -> Vec<(String, Vec<String>)> {
        let call = Regex::new(r##"(?s)\b(?:pattern\(|Rare::new\(\s*&\[(?P<needs>[^\]]*)\],|residue\(\s*\w+,\s*&\[(?P<more>[^\]]*)\],)\s*r(?:"(?P<plain>[^"]*)"|#"(?P<hash>.*?)"#)\s*,?"##).unwrap();
        let word = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
        let sources = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let mut out = Vec::new();
        for file in sources.into_iter().filter_map(Result::ok).filter(|f| f.path().extension().is_some_and(|e| e == "rs")) {
            let text = std::fs::read_to_string(file.path()).unwrap();
            for found in call.captures_iter(&text) {
                let expression = found.name("plain").or(found.name("hash")).unwrap().as_str().to_owned();
                let needs = found.name("needs").or(found.name("more")).map_or("", |m| m.as_str());
                out.push((expression, word.captures_iter(needs).map(|m| m[1].to_owned()).collect()));
            }
        }
        out
    }

    /// Every expression written in the sources compiles, whether or not another test comes by it.
    #[test]
    fn every_expression_of_the_sources_compiles() {
        let all = of_the_sources();
        for (expression, _) in &all {
            assert!(Regex::new(&ascii(expression)).is_ok(), "{expression}");
        }
        assert!(all.len() > 80, "only {} expressions were found", all.len());
    }

    /// Texts that an expression matches: the shortest, and one for each further branch.
    fn examples(hir: &Hir) -> Vec<String> {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => vec![String::new()],
            HirKind::Literal(literal) => vec![String::from_utf8(literal.0.to_vec()).unwrap()],
            HirKind::Class(_) => {
                let class = hir.to_string();
                let one = Regex::new(&class).unwrap();
                let chars = "abcdefghijklmnopqrstuvwxyz0123456789 (.,-/:=%x×ABCXIV…–".chars().map(String::from);
                vec![chars.into_iter().find(|c| one.is_match(c)).unwrap_or_else(|| "?".into())]
            }
            HirKind::Repetition(repeated) => {
                let once = examples(&repeated.sub);
                let times = usize::try_from(repeated.min).unwrap();
                once.iter().map(|text| text.repeat(times)).collect()
            }
            HirKind::Capture(group) => examples(&group.sub),
            HirKind::Alternation(branches) => branches.iter().flat_map(examples).collect(),
            HirKind::Concat(parts) => {
                let parts: Vec<Vec<String>> = parts.iter().map(examples).collect();
                let first: String = parts.iter().map(|p| p[0].as_str()).collect();
                let mut out = vec![first];
                for (at, part) in parts.iter().enumerate() {
                    for other in &part[1..] {
                        out.push(parts.iter().enumerate().map(|(i, p)| if i == at { other.as_str() } else { p[0].as_str() }).collect());
                    }
                }
                out
            }
        }
    }

    #[test]
    fn what_an_expression_needs_stands_in_all_that_it_matches() {
        let rare: Vec<_> = of_the_sources().into_iter().filter(|(_, needs)| !needs.is_empty()).collect();
        let mut amiss = Vec::new();
        for (expression, needs) in &rare {
            let hir = regex_syntax::parse(&ascii(expression)).unwrap();
            for example in examples(&hir) {
                for need in needs {
                    let there = need.split('|').any(|piece| holds(example.as_bytes(), piece.as_bytes()));
                    if !there {
                        amiss.push(format!("'{example}' is matched by {expression} but holds none of {need}"));
                    }
                }
            }
        }
        assert!(amiss.is_empty(), "{}", amiss.join("\n"));
        assert!(rare.len() > 40, "only {} expressions were found", rare.len());
    }
}
