//! Regular expressions that cost little on a short report and are fast on a long one.
//!
//! A run on one small report would spend half of its time on compiling expressions, most of that on the Unicode tables
//! behind `\d`, `\w`, `\s`, `\b` and `\p{L}`. The reports are Indonesian: figures and spaces are ASCII (and the no-break
//! space), letters Latin-1, so the small classes say the same at a tenth of the price. Expressions that look at every cell
//! and figure ([`pattern`]) are compiled for speed at once; those that look at few texts ([`LazyPattern`]) start in
//! `regex-lite`, which compiles ten times faster than `regex` and searches many times slower, until they have looked at
//! [`ENOUGH`].

use regex_automata::meta;
use regex_automata::util::captures::Captures;
use regex_automata::{Input, Span};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Text, in bytes, after which compiling for speed costs less than going on: the small engine takes some 600 instructions
/// and more a byte, and a fast expression with its automata 1,000,000 to 2,000,000 to compile (measured on the expressions
/// of this program); by far the most expressions that a report has use for at all look at a sentence or at hundreds.
const ENOUGH: usize = 1 << 11;

/// The same for an expression that can match at its start only, which is compiled without automata.
const ENOUGH_OF_STARTS: usize = 1 << 8;

/// What a text costs an expression that can match at its start only, at most: the first letters settle nearly all.
const ENOUGH_TO_SEE: usize = 16;

/// A regular expression; which engine runs it makes no difference but in time.
#[derive(Debug)]
pub(crate) struct Regex {
    expression: String,
    /// It can match at the start of a text only, and is compiled without what pays for looking further (lazy automata both
    /// ways, search for literals).
    anchored: bool,
    /// Bytes that the small engine was given so far.
    searched: AtomicUsize,
    small: OnceLock<regex_lite::Regex>,
    fast: OnceLock<meta::Regex>,
}

/// The engine for one search.
enum Engine<'r> {
    Small(&'r regex_lite::Regex),
    Fast(&'r meta::Regex),
}

impl<'r> Engine<'r> {
    fn parts(self) -> (Option<&'r regex_lite::Regex>, Option<&'r meta::Regex>) {
        match self {
            Self::Small(small) => (Some(small), None),
            Self::Fast(fast) => (None, Some(fast)),
        }
    }
}

impl Regex {
    /// `lazy`: it starts in the small engine.
    fn new(expression: &str, lazy: bool) -> Self {
        let expression = ascii(expression);
        let anchored = without_flags(&expression).starts_with('^') && !alternates(&expression);
        let searched = AtomicUsize::new(if lazy { 0 } else { ENOUGH });
        Self { expression, anchored, searched, small: OnceLock::new(), fast: OnceLock::new() }
    }

    fn engine(&self, text: &str) -> Engine<'_> {
        if let Some(fast) = self.fast.get() {
            return Engine::Fast(fast);
        }
        let (cost, enough) = if self.anchored { (text.len().min(ENOUGH_TO_SEE), ENOUGH_OF_STARTS) } else { (text.len(), ENOUGH) };
        let before = self.searched.fetch_add(cost, Ordering::Relaxed);
        if before.saturating_add(cost) >= enough || folds_to_ascii(text) {
            Engine::Fast(self.fast.get_or_init(|| compile(&self.expression, self.anchored)))
        } else {
            Engine::Small(self.small.get_or_init(|| small(&self.expression)))
        }
    }

    /// Whether it matches somewhere in the text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self.engine(text) {
            Engine::Small(r) => r.is_match(text),
            Engine::Fast(r) => r.is_match(text),
        }
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.find_at(text, 0)
    }

    /// The first match from a byte on; what stands before it is looked at, as `\b` does.
    pub(crate) fn find_at<'t>(&self, text: &'t str, from: usize) -> Option<Found<'t>> {
        if from > text.len() {
            return None;
        }
        let at = match self.engine(text) {
            Engine::Small(r) => r.find_at(text, from)?.range().into(),
            Engine::Fast(r) => r.search(&Input::new(text).span(from..text.len()))?.span(),
        };
        Some(Found { text, at })
    }

    /// All matches, none overlapping another.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        let (small, fast) = self.engine(text).parts();
        let small = small.into_iter().flat_map(move |r| r.find_iter(text)).map(|m| Span::from(m.range()));
        let fast = fast.into_iter().flat_map(move |r| r.find_iter(text)).map(|m| m.span());
        small.chain(fast).map(move |at| Found { text, at })
    }

    /// The first match and its groups.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        match self.engine(text) {
            Engine::Small(r) => r.captures(text).map(|captures| Groups::small(text, captures)),
            Engine::Fast(r) => {
                let mut captures = r.create_captures();
                r.captures(text, &mut captures);
                captures.is_match().then(|| Groups::fast(text, captures))
            }
        }
    }

    /// All matches and their groups.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Groups<'t>> {
        let (small, fast) = self.engine(text).parts();
        let small = small.into_iter().flat_map(move |r| r.captures_iter(text)).map(move |captures| Groups::small(text, captures));
        let fast = fast.into_iter().flat_map(move |r| r.captures_iter(text)).map(move |captures| Groups::fast(text, captures));
        small.chain(fast)
    }

    /// The text with its first match replaced.
    pub(crate) fn replace<'t>(&self, text: &'t str, with: &str) -> Cow<'t, str> {
        replaced(text, self.find(text).into_iter(), with)
    }

    /// The text with all matches replaced.
    pub(crate) fn replace_all<'t>(&self, text: &'t str, with: &str) -> Cow<'t, str> {
        replaced(text, self.find_iter(text), with)
    }
}

fn replaced<'t>(text: &'t str, matches: impl Iterator<Item = Found<'t>>, with: &str) -> Cow<'t, str> {
    let (mut out, mut from) = (String::new(), 0);
    for found in matches {
        out.push_str(text.get(from..found.start()).unwrap_or_default());
        out.push_str(with);
        from = found.end();
    }
    if out.is_empty() && from == 0 {
        return text.into();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.into()
}

/// An expression without the flags that it begins with.
fn without_flags(expression: &str) -> &str {
    let flags = expression.strip_prefix("(?").and_then(|rest| rest.split_once(')'));
    flags.filter(|(flags, _)| flags.bytes().all(|b| b.is_ascii_lowercase())).map_or(expression, |(_, rest)| rest.trim_start())
}

/// Whether an expression has alternatives outside all groups: only the first of them begins with `^` then.
fn alternates(expression: &str) -> bool {
    let (mut depth, mut brackets, mut escaped) = (0_u32, false, false);
    expression.chars().any(|c| {
        let plain = !std::mem::take(&mut escaped);
        match c {
            '\\' if plain => escaped = true,
            '[' if plain && !brackets => brackets = true,
            ']' if plain => brackets = false,
            '(' if plain && !brackets => depth += 1,
            ')' if plain && !brackets => depth = depth.saturating_sub(1),
            '|' if plain && !brackets => return depth == 0,
            _ => {}
        }
        false
    })
}

/// Whether a text holds a character beyond ASCII that is an ASCII letter in another case: the small engine does not know
/// the long s and the Kelvin sign for letters.
fn folds_to_ascii(text: &str) -> bool {
    !text.is_ascii() && text.contains(['\u{17f}', '\u{212a}'])
}

/// An expression compiled when a text first holds the words that every match needs; at first use where it needs none.
#[derive(Debug)]
pub(crate) struct LazyPattern {
    needs: &'static [&'static str],
    expression: &'static str,
    compiled: OnceLock<Regex>,
}

/// A match or one of its groups.
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

/// A match with its groups.
#[derive(Debug)]
pub(crate) struct Groups<'t> {
    text: &'t str,
    captures: Either<'t>,
}

#[derive(Debug)]
enum Either<'t> {
    Small(regex_lite::Captures<'t>),
    Fast(Captures),
}

impl<'t> Groups<'t> {
    fn small(text: &'t str, captures: regex_lite::Captures<'t>) -> Self {
        Self { text, captures: Either::Small(captures) }
    }

    fn fast(text: &'t str, captures: Captures) -> Self {
        Self { text, captures: Either::Fast(captures) }
    }

    /// A group by its number; 0 is the whole match.
    pub(crate) fn get(&self, group: usize) -> Option<Found<'t>> {
        let at = match &self.captures {
            Either::Small(captures) => captures.get(group)?.range().into(),
            Either::Fast(captures) => captures.get_group(group)?,
        };
        Some(Found { text: self.text, at })
    }

    /// A group by its name.
    pub(crate) fn name(&self, name: &str) -> Option<Found<'t>> {
        let at = match &self.captures {
            Either::Small(captures) => captures.name(name)?.range().into(),
            Either::Fast(captures) => captures.get_group_by_name(name)?,
        };
        Some(Found { text: self.text, at })
    }
}

impl LazyPattern {
    /// `needs`: pieces in lower-case ASCII that stand in every match, in either case; of `a|b` one is enough.
    pub(crate) const fn new(needs: &'static [&'static str], expression: &'static str) -> Self {
        Self { needs, expression, compiled: OnceLock::new() }
    }

    /// See [`Regex::is_match`].
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.within(text).is_some_and(|r| r.is_match(text))
    }

    /// See [`Regex::find`].
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.within(text)?.find(text)
    }

    /// See [`Regex::find_iter`].
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        self.within(text).into_iter().flat_map(move |r| r.find_iter(text))
    }

    /// See [`Regex::captures`].
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Groups<'t>> {
        self.within(text)?.captures(text)
    }

    /// See [`Regex::captures_iter`].
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Groups<'t>> {
        self.within(text).into_iter().flat_map(move |r| r.captures_iter(text))
    }

    /// Whether a text may match, as far as its sieve tells: many expressions are held against the same text, and nearly
    /// all are settled so.
    pub(crate) fn passes(&self, sieve: &Sieve) -> bool {
        self.needs.iter().all(|need| sieve.may_hold_one(need.as_bytes()))
    }

    /// Whether the words that every match needs stand in a text.
    pub(crate) fn may_match(&self, text: &str) -> bool {
        self.needs.iter().all(|need| need.split('|').any(|piece| holds(text.as_bytes(), piece.as_bytes())))
    }

    /// The expression, where the text may match it.
    fn within(&self, text: &str) -> Option<&Regex> {
        self.may_match(text).then(|| self.compiled.get_or_init(|| Regex::new(self.expression, true)))
    }
}

/// Which pairs of bytes stand side by side in a text, letters in lower case: what rules a piece of it out at the cost of a
/// look or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sieve([u64; 16]);

impl Sieve {
    /// The sieve of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut sieve = Self([0; 16]);
        let mut before = 0;
        for byte in text.bytes().map(|b| b.to_ascii_lowercase()) {
            sieve.mark(0, byte);
            sieve.mark(before, byte);
            before = byte;
        }
        sieve
    }

    /// The word and the bit of a pair; a byte by itself is a pair with nought.
    fn place(before: u8, byte: u8) -> (usize, u64) {
        // Fibonacci hashing: the upper ten bits are spread evenly.
        let pair = u32::from(before) << 8 | u32::from(byte);
        let hash = pair.wrapping_mul(0x9E37_79B1) >> 22;
        (usize::try_from(hash >> 6).unwrap_or(0), 1 << (hash & 63))
    }

    fn mark(&mut self, before: u8, byte: u8) {
        let (word, bit) = Self::place(before, byte);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    fn has(&self, before: u8, byte: u8) -> bool {
        let (word, bit) = Self::place(before, byte);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Whether the text may hold one of the pieces `a|b|c`.
    fn may_hold_one(&self, pieces: &[u8]) -> bool {
        pieces.split(|b| *b == b'|').any(|piece| match piece {
            [byte] => self.has(0, *byte),
            _ => piece.windows(2).all(|pair| if let [a, b] = pair { self.has(*a, *b) } else { true }),
        })
    }
}

/// Compiles an expression of this program for speed.
#[allow(clippy::expect_used, reason = "expressions are constants of this program, never input")]
fn compile(expression: &str, anchored: bool) -> meta::Regex {
    let config = meta::Config::new().dfa(false);
    let config = if anchored { config.hybrid(false).onepass(false).auto_prefilter(false) } else { config };
    meta::Builder::new().configure(config).build(expression).expect("a valid expression")
}

/// Compiles an expression of this program to be ready soon.
#[allow(clippy::expect_used, reason = "expressions are constants of this program, never input")]
fn small(expression: &str) -> regex_lite::Regex {
    // Its word boundaries are ASCII without being told.
    regex_lite::Regex::new(&expression.replace(r"(?-u:\b)", r"\b").replace(r"(?-u:\B)", r"\B")).expect("a valid expression")
}

/// Letters of Indonesian text from the most frequent to the rarest; whatever else stands in a piece is rarer.
const FREQUENT: &[u8] = b" aneitkrsdmulgpbohyjcwfvzxq";

/// How rare each byte is.
#[allow(clippy::indexing_slicing, reason = "a byte is an index below 256, and the compiler works it out")]
static RARITY: [u8; 256] = {
    let mut out = [u8::MAX; 256];
    let mut rank = 0;
    let mut rest = FREQUENT;
    while let [byte, after @ ..] = rest {
        out[*byte as usize] = rank;
        rank += 1;
        rest = after;
    }
    out
};

/// Whether a text holds a piece in lower-case ASCII, in whatever case.
pub(crate) fn holds(text: &[u8], piece: &[u8]) -> bool {
    let rarest = piece.iter().enumerate().max_by_key(|(_, byte)| RARITY.get(usize::from(**byte)));
    let Some((before, rarest)) = rarest else { return true };
    memchr::memchr2_iter(*rarest, rarest.to_ascii_uppercase(), text).any(|at| {
        let found = at.checked_sub(before).and_then(|from| text.get(from..from + piece.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(piece))
    })
}

/// Compiles an expression of this program, its shorthand classes read as ASCII.
///
/// # Panics
/// At first use, where the expression is not valid: every expression is a constant of the program and compiled by a test.
#[must_use]
pub(crate) fn pattern(expression: &str) -> Regex {
    Regex::new(expression, false)
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

/// Letters as Latin-1 has them for `{L}`, `{Lu}` and `{Ll}`, and what follows the name.
fn letters(name: &str) -> Option<(&'static str, &str)> {
    let known = [("{L}", "A-Za-zÀ-ÖØ-öø-ÿ"), ("{Lu}", "A-ZÀ-ÖØ-Þ"), ("{Ll}", "a-zß-öø-ÿ")];
    known.into_iter().find_map(|(class, letters)| Some((letters, name.strip_prefix(class)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;
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
    fn a_sieve_lets_through_what_a_text_holds() {
        let text = "Laporan Kinerja (LKj) memuat “capaian” 25 indikator";
        let sieve = Sieve::of(text);
        for piece in ["laporan", "kinerja", "(", "(lkj)", "“", "capaian|xyz", "x|y|5"] {
            assert!(sieve.may_hold_one(piece.as_bytes()), "{piece}");
        }
        for piece in ["zz", "*)", "coret|http", "["] {
            assert!(!sieve.may_hold_one(piece.as_bytes()), "{piece}");
        }
        static LAZY: LazyPattern = LazyPattern::new(&["lkj|lkip", "indikator"], r"(?i)lkj.*indikator");
        assert!(LAZY.passes(&sieve) && LAZY.is_match(text));
        assert!(!LAZY.passes(&Sieve::of("LKj tanpa itu")));
    }

    #[test]
    fn an_expression_grows_with_what_it_is_given() {
        let lazy = super::Regex::new(r"\b(?P<n>\d+) (?:dari|di) (?P<m>\d+)\b", true);
        let text = "sebanyak 12 dari 15 ".repeat(9);
        let found = |r: &super::Regex| -> Vec<(usize, usize)> { r.find_iter(&text).map(|m| (m.start(), m.end())).collect() };
        let first = found(&lazy);
        assert_eq!(first.len(), 9);
        assert!(lazy.small.get().is_some() && lazy.fast.get().is_none());
        for _ in 0..ENOUGH / text.len() {
            assert_eq!(found(&lazy), first);
        }
        assert!(lazy.fast.get().is_some());
        assert_eq!(lazy.captures(&text).and_then(|c| c.name("m")).map(|m| m.as_str()), Some("15"));
    }

    #[test]
    fn a_lazy_pattern_is_compiled_where_its_words_stand() {
        static LAZY: LazyPattern = LazyPattern::new(&["renstra|rencana", "("], r"(?i)\b(?:renstra|rencana)\s*\(");
        assert!(!LAZY.is_match("Renstra tanpa kurung"));
        assert!(!LAZY.is_match("renst ("));
        assert!(LAZY.compiled.get().is_none());
        assert!(LAZY.is_match("Dalam RENCANA (2021)"));
    }

    /// Expressions of the sources with the pieces they need (none where they are compiled at once).
    fn of_the_sources() -> Vec<(String, Vec<String>)> {
        let call = Regex::new(r##"(?s)\b(?:pattern\(|LazyPattern::new\(\s*&\[(?P<needs>[^\]]*)\],|residue\(\s*\w+,\s*&\[(?P<more>[^\]]*)\],)\s*r(?:"(?P<plain>[^"]*)"|#"(?P<hash>.*?)"#)\s*,?"##).unwrap();
        let word = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap();
        let sources = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let mut out = Vec::new();
        for file in sources.into_iter().filter_map(Result::ok).filter(|f| f.path().extension().is_some_and(|e| e == "rs")) {
            let text = std::fs::read_to_string(file.path()).unwrap();
            for found in call.captures_iter(&text) {
                let expression = found.name("plain").or(found.name("hash")).unwrap().as_str().to_owned();
                let needs = found.name("needs").or(found.name("more")).map_or("", |m| m.as_str());
                out.push((expression, word.captures_iter(needs).map(|m| m[1].replace("\\\"", "\"")).collect()));
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
            for anchored in [true, false] {
                let _ = compile(&ascii(expression), anchored);
            }
            let _ = small(&ascii(expression));
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
                let chars = "abcdefghijklmnopqrstuvwxyz0123456789 (.,-/:=%x×ABCXIV…–“".chars().map(String::from);
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

    /// Where the groups of each match stand.
    type Spans = Vec<Vec<Option<(usize, usize)>>>;

    /// Where an expression and its groups match, by each of the engines.
    fn spans(expression: &str, text: &str) -> [Spans; 3] {
        let (bare, full, small) = (compile(expression, true), compile(expression, false), small(expression));
        let fast = |r: &meta::Regex| {
            let groups = |c: Captures| (0..c.group_len()).map(|i| c.get_group(i).map(|at| (at.start, at.end))).collect();
            r.captures_iter(text).map(groups).collect()
        };
        let groups = |c: regex_lite::Captures| (0..c.len()).map(|i| c.get(i).map(|m| (m.start(), m.end()))).collect();
        [fast(&bare), fast(&full), small.captures_iter(text).map(groups).collect()]
    }

    #[test]
    fn the_engines_find_the_same() {
        let prose = "Realisasi Rp1.250.000,00 (98,5%) dari target 3,2 – 4 orang; Tabel III.2 Tahun 2021-2024, SK No. 12/2023 ≥ 80 × 100.";
        for (expression, _) in of_the_sources() {
            let expression = ascii(&expression);
            for text in examples(&regex_syntax::parse(&expression).unwrap()).iter().map(String::as_str).chain([prose]) {
                let [bare, full, small] = spans(&expression, text);
                assert_eq!(bare, full, "{expression} in '{text}'");
                assert_eq!(full, small, "{expression} in '{text}'");
            }
        }
    }

    #[test]
    fn engines_change_with_the_text_looked_at_and_not_what_they_find() {
        let expression = r"(?P<figure>\d+) orang\b";
        let text = "sejumlah 12 orang ".repeat(ENOUGH / 20);
        let found = |r: &super::Regex| r.captures(&text).and_then(|c| c.name("figure")).map(|m| (m.start(), m.as_str().to_owned()));
        let all = |r: &super::Regex| r.find_iter(&text).map(|m| (m.start(), m.end())).collect::<Vec<_>>();
        let (lazy, other, fast) = (super::Regex::new(expression, true), super::Regex::new(expression, true), pattern(expression));
        assert_eq!(found(&lazy), Some((9, "12".to_owned())));
        assert_eq!(all(&other), all(&fast));
        assert!(lazy.fast.get().is_none() && other.fast.get().is_none() && fast.small.get().is_none());
        assert_eq!(found(&lazy), found(&fast));
        assert!(lazy.fast.get().is_some());
        for regex in [super::Regex::new(expression, true), fast] {
            assert_eq!(regex.replace_all("1 orang, 22 orang", "x"), "x, x");
            assert_eq!(regex.replace("ada 1 orang, 22 orang", ""), "ada , 22 orang");
            assert_eq!(regex.find_at("1 orang, 22 orang", 1).map(|m| m.start()), Some(9));
        }
    }

    #[test]
    fn letters_that_fold_to_ascii_need_the_fast_engine() {
        let unit = super::Regex::new("(?i)^kali", true);
        assert!(unit.is_match("KALI") && unit.fast.get().is_none());
        assert!(unit.is_match("\u{212a}ali"));
    }

    #[test]
    fn expressions_that_match_at_the_start_only_are_known() {
        for (expression, anchored) in
            [("^a", true), ("(?xi) ^ a", true), ("a", false), ("^a|b", false), ("^(?:a|b)[|]\\|", true), ("(?:^a)", false)]
        {
            assert_eq!(Regex::new(expression).is_ok() && super::Regex::new(expression, true).anchored, anchored, "{expression}");
        }
    }

    #[test]
    fn pieces_are_held_in_either_case_wherever_they_stand() {
        assert!(holds(b"TAHUN", b"tahun") && holds(b"x Tahun 2", b"tahun") && holds(b"a 20", b"20") && holds(b"", b""));
        assert!(!holds(b"hun", b"tahun") && !holds(b"tahu", b"tahun") && !holds(b"", b"a"));
    }

    #[test]
    fn what_an_expression_needs_stands_in_all_that_it_matches() {
        let lazy: Vec<_> = of_the_sources().into_iter().filter(|(_, needs)| !needs.is_empty()).collect();
        let mut amiss = Vec::new();
        for (expression, needs) in &lazy {
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
        assert!(lazy.len() > 40, "only {} expressions were found", lazy.len());
    }
}
