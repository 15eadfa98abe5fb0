//! Text to [`Value`]: figures of both styles, units, ranges, bounds, ratios, predicates, codes and misprints.

mod amount;
mod classes;
mod style;
pub mod words;

use super::text::{pattern, squeeze, year};
use super::{Figure, Value};
use crate::pattern::Regex;
pub(crate) use amount::Amount;
use rust_decimal::Decimal;
use std::sync::LazyLock;
pub use style::{Evidence, Style};

/// What is known of the place that a text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// A measure: a four-digit number is a quantity.
    Measure,
    /// Prose or names: never a figure, but a year or a mark of nothing may stand there.
    Words,
    /// A code: whatever stands there is one.
    Code,
    /// A class: any words are one.
    Class,
    /// Nothing.
    Anything,
}

/// One amount with what is printed around it.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^
        (?P<open>\()? \s* (?P<minus>-)? \s*
        (?P<rupiah>(?:rp|idr)\s*\.?\s*|:\s*)? (?P<open2>\()? \s* (?P<minus2>-)? \s*
        (?P<core>\d[\d.,]*(?:\ +[.,]?\d[\d.,]*|\ +[.,]+)*) (?P<dash>\s*(?:-{1,2}|=))? \s* (?P<close>\))? \s*
        (?P<tail>.*)$",
    )
});

static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{L}°][\p{L}²³°.'-]*(?:[ /][\p{L}²³(][\p{L}²³.'()-]*){0,3}$"));
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9X]{1,4}(?:\s*\.\s*[0-9A-Z]{1,5}){1,9}\.?$"));
static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d$"));
static PERIOD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:19|20)\d\d\s*[-/]\s*(?:19|20)\d\d$"));
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^(?:[xn]\s*)?(?P<op>≤|≥|<\s*=|>\s*=|=\s*<|=\s*>|<|>
        |minimal|minimum|min\.?|maksimal|maksimum|maks\.?|lebih\ dari|kurang\ dari|di\ ?atas|di\ ?bawah|paling\ (?:sedikit|banyak))\s*(?P<rest>.*\d.*)$",
    )
});
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)^(?P<from>[^-≤<>]*?\d[^-≤<>]*?)\s*(?:-+|s\s*\.?\s*/?\s*d\s*\.?|sampai(?:\ dengan)?|hingga|[≤<]=?\s*(?:[a-z]+\s*)?[≤<]?=?)\s*(?P<to>[^-≤<>]*\d[^-≤<>]*)$",
    )
});
static RATIO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?P<top>[^/:]*?\d[^/:]*?)\s*(?:/|:|\bper\b)\s*(?P<bottom>\d[^/:]*)$"));
/// A number in words after its digits: `2 (dua) program`.
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(\s*([\p{L} ]+)\s*\)\s*"));

/// Reads the text of one cell.
#[must_use]
pub fn value(text: &str, style: Style, expect: Expect) -> Value {
    if holds_several(text, style) {
        return Value::Text;
    }
    let text = whole_denominator(without_mark(sign_first(squeeze(text))));
    if text.is_empty() {
        return Value::Empty;
    }
    if let Some(mark) = classes::nil(&text) {
        return Value::Nil { mark };
    }
    match expect {
        Expect::Code => return code(&text),
        Expect::Words => return calendar_year(&text).map_or(Value::Text, |year| Value::Year { year }),
        Expect::Class if !text.trim_start_matches(['-', '(']).starts_with(|c: char| c.is_ascii_digit()) => {
            return Value::Predicate { text };
        }
        _ => {}
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return if classes::is_predicate(&text) { Value::Predicate { text } } else { Value::Text };
    }
    // '1/1/2024' is the shortest date; no text that fails this is looked at twice.
    let may_be_time = text.len() >= "1/1/2024".len() && text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['.', '/', '-']);
    if may_be_time && (DATE.is_match(&text) || PERIOD.is_match(&text)) {
        return Value::Text;
    }
    if expect != Expect::Measure
        && let Some(year) = calendar_year(&text)
    {
        return Value::Year { year };
    }
    figures(&text, style)
}

/// A currency sign that a narrow column left between the pieces of its amount goes to the front.
fn sign_first(text: String) -> String {
    let is_sign = |w: &&str| matches!(w.trim_end_matches('.'), "Rp" | "RP" | "rp");
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.split(' ').any(|w| is_sign(&w)) {
        return text;
    }
    let digits: Vec<&str> = text.split(' ').filter(|w| !is_sign(w)).collect();
    format!("Rp {}", digits.join(" "))
}

/// A footnote mark behind a figure or dash: `12.540.550 *)`, `- **)`.
fn without_mark(text: String) -> String {
    let Some(before) = text.strip_suffix(')').filter(|t| t.ends_with('*')) else { return text };
    before.trim_end_matches('*').trim_end().to_owned()
}

/// The round number that a ratio is stated per, without separators: `86,97/100,000`, and `89/100.00 0 KH`, torn by a narrow
/// column.
fn whole_denominator(text: String) -> String {
    let Some((top, bottom)) = text.split_once('/').filter(|(_, b)| b.trim_start().starts_with("10")) else { return text };
    let end = bottom.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))).unwrap_or(bottom.len());
    let (number, unit) = bottom.split_at_checked(end).unwrap_or((bottom, ""));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let round = digits.len() > 3 && digits.starts_with('1') && digits.bytes().skip(1).all(|b| b == b'0');
    if !(round && number.trim().contains([' ', '.', ','])) {
        return text;
    }
    format!("{top}/{digits} {unit}").trim_end().to_owned()
}

/// Several paragraphs that are a figure each: values of several things in one cell, not one number torn apart.
fn holds_several(text: &str, style: Style) -> bool {
    let mut lines = text.split('\n').map(str::trim).filter(|l| !l.is_empty());
    match (lines.next(), lines.next()) {
        (Some(first), Some(second)) => {
            let whole = |l: &str| matches!(single(l, style), Single::Figure(_)) && !l.ends_with(['.', ',']) && !l.starts_with(['.', ',']);
            // '12' over '(100%)' is one figure with its share.
            let aside = second.strip_prefix('(').and_then(|s| s.strip_suffix(')')).is_some_and(is_aside);
            let share = aside && !first.contains('%') && lines.next().is_none();
            whole(first) && whole(second) && !share
        }
        _ => false,
    }
}

/// Every other reading, from the most to the least particular.
fn figures(text: &str, style: Style) -> Value {
    if is_code(text) {
        return code(text);
    }
    match single(text, style) {
        Single::Figure(figure) => return Value::Number(figure),
        Single::Malformed(reason, reading) => return Value::Malformed { reason: reason.to_owned(), reading },
        Single::None => {}
    }
    if let Some(m) = BOUND.captures(text) {
        let op = bound_operator(m.name("op").map_or("", |m| m.as_str()));
        if let Single::Figure(figure) = single(m.name("rest").map_or("", |m| m.as_str()), style) {
            return Value::Bound { op: op.to_owned(), figure };
        }
    }
    if !has_two_numbers(text) {
        return Value::Text;
    }
    if let Some((from, to)) = pair(&BETWEEN, text, "from", "to", style) {
        let unit = from.unit.clone().or_else(|| to.unit.clone());
        return Value::Range { from: Figure { unit: unit.clone(), ..from }, to: Figure { unit: to.unit.clone().or(unit), ..to } };
    }
    if let Some((numerator, denominator)) = pair(&RATIO, text, "top", "bottom", style) {
        return Value::Ratio { numerator, denominator };
    }
    Value::Text
}

/// Whether digits stand in two places, parted by what is no digit.
fn has_two_numbers(text: &str) -> bool {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    parts.next().is_some() && parts.next().is_some()
}

fn pair(shape: &Regex, text: &str, first: &str, second: &str, style: Style) -> Option<(Figure, Figure)> {
    let m = shape.captures(text)?;
    match (single(m.name(first)?.as_str().trim(), style), single(m.name(second)?.as_str().trim(), style)) {
        (Single::Figure(a), Single::Figure(b)) => Some((a, b)),
        _ => None,
    }
}

fn bound_operator(printed: &str) -> &'static str {
    let lower = printed.to_lowercase();
    match lower.as_str() {
        "<" | "kurang dari" => "<",
        ">" | "lebih dari" => ">",
        _ if lower.starts_with('≤')
            || lower.contains('<')
            || lower.starts_with("mak")
            || lower.contains("bawah")
            || lower.contains("banyak") =>
        {
            "<="
        }
        _ => ">=",
    }
}

/// A text taken for one figure.
enum Single {
    Figure(Figure),
    Malformed(&'static str, Option<Decimal>),
    None,
}

fn single(text: &str, style: Style) -> Single {
    if let Some(plain) = plain(text, style) {
        return plain;
    }
    let Some(m) = AMOUNT.captures(text) else { return Single::None };
    let part = |name: &str| m.name(name).map_or("", |m| m.as_str());
    let negative = !part("minus").is_empty() || !part("minus2").is_empty();
    let opened = !part("open").is_empty() || !part("open2").is_empty();
    let closed = !part("close").is_empty();
    let rupiah = part("rupiah").to_lowercase().starts_with(['r', 'i']);
    let mut tail = part("tail").trim();
    let mut in_brackets = opened && closed;
    if opened && !closed {
        // '(1,14%)': the bracket closes after the unit.
        let Some(inside) = tail.strip_suffix(')') else { return Single::None };
        tail = inside.trim_end();
        in_brackets = true;
    } else if closed && !opened && !tail.is_empty() {
        return Single::None;
    }
    if !part("dash").is_empty() && !tail.is_empty() {
        return Single::None;
    }
    let Some(core) = joined(part("core")) else { return Single::None };
    let core = if part("dash").is_empty() { core.as_str() } else { core.trim_end_matches([',', '.']) };
    let Some(tail) = Tail::read(tail, rupiah) else { return Single::None };
    match amount::amount(core, style) {
        Amount::Malformed(reason, reading) => Single::Malformed(reason, reading),
        Amount::Exact(number, _) if tail.doubled => Single::Malformed("doubled percent sign", Some(number)),
        Amount::Exact(number, decimals) => {
            let Some(scaled) = number.checked_mul(tail.factor) else { return Single::Malformed("more digits than a number has", None) };
            let decimals = if tail.factor == Decimal::ONE { decimals } else { scaled.normalize().scale() };
            let mut number = scaled;
            number.rescale(decimals);
            if negative || in_brackets {
                number.set_sign_negative(true);
            }
            if number.is_zero() {
                number.set_sign_positive(true);
            }
            Single::Figure(Figure { number, decimals, unit: tail.unit })
        }
    }
}

/// Digits and separators, perhaps with a percent sign behind them: what most cells of a column of figures hold.
fn plain(text: &str, style: Style) -> Option<Single> {
    let (core, unit) = bare(text)?;
    Some(match amount::amount(core, style) {
        Amount::Malformed(reason, reading) => Single::Malformed(reason, reading),
        Amount::Exact(number, decimals) => Single::Figure(Figure { number, decimals, unit: unit.map(str::to_owned) }),
    })
}

/// The digits and separators that such a text is, and its percent sign.
fn bare(text: &str) -> Option<(&str, Option<&'static str>)> {
    let (core, unit) = text.strip_suffix('%').map_or((text, None), |core| (core.trim_end_matches(' '), Some("%")));
    let is_bare = core.starts_with(|c: char| c.is_ascii_digit()) && core.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    is_bare.then_some((core, unit))
}

/// Digits that a line break tore apart, put together again (`18 ,58`, `1.506.190.00 0`, `1 234 567`); `None` where
/// they are several numbers.
fn joined(core: &str) -> Option<String> {
    if !core.contains(' ') {
        return Some(core.to_owned());
    }
    let pieces: Vec<&str> = core.split_whitespace().collect();
    let whole: String = pieces.concat();
    let torn = pieces.windows(2).all(|w| match w {
        [a, b] => a.ends_with(['.', ',']) || b.starts_with(['.', ',']),
        _ => false,
    });
    let spaced = pieces.iter().skip(1).all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
        && pieces.first().is_some_and(|p| p.len() <= 3);
    let trimmed = whole.trim_end_matches(['.', ',']);
    let repaired = matches!(amount::shape(trimmed), amount::Shape::Grouped { .. })
        && pieces.first().is_some_and(|p| matches!(amount::shape(p), amount::Shape::Bad(_)));
    (torn || spaced || repaired).then_some(whole)
}

/// What follows the digits: percent signs, a scale word, a unit, a number in words, a footnote mark.
struct Tail {
    factor: Decimal,
    unit: Option<String>,
    doubled: bool,
}

impl Tail {
    fn read(text: &str, rupiah: bool) -> Option<Self> {
        let mut rest = text.trim_end_matches(['*', ' ']).trim_end_matches("*)").trim();
        let mut tail = Self { factor: Decimal::ONE, unit: rupiah.then(|| "Rp".to_owned()), doubled: false };
        // '63,36 % (Sedang)' carries its class.
        if let Some((figure, class)) = rest.strip_suffix(')').and_then(|r| r.rsplit_once('('))
            && classes::is_predicate(class.trim())
        {
            rest = figure.trim();
        }
        // '86 (101%)' and '20 orang (1 angkatan)' carry a second figure beside the first.
        if let Some((figure, aside)) = rest.strip_suffix(')').and_then(|r| r.split_once('('))
            && is_aside(aside)
        {
            rest = figure.trim();
        }
        if let Some(m) = IN_WORDS.captures(rest)
            && words::number(m.get(1)?.as_str()).is_some()
        {
            rest = rest.get(m.get(0)?.end()..)?.trim();
        }
        if rest.is_empty() || rest == "." {
            return Some(tail);
        }
        if let Some(after) = rest.strip_prefix(['%', '‰']) {
            tail.unit = rest.chars().next().map(String::from);
            let after = after.trim();
            tail.doubled = after == "%";
            return (after.is_empty() || tail.doubled || after == ".").then_some(tail);
        }
        if !UNIT.is_match(rest) || rest.chars().count() > LONGEST_UNIT {
            return None;
        }
        let (first, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if let Some(factor) = words::scale(first) {
            tail.factor = factor;
            tail.unit = Some(format!("{}{first}", if rupiah || after.to_lowercase().starts_with("rupiah") { "Rp " } else { "" }));
        } else if matches!(first.to_lowercase().as_str(), "persen" | "prosen") {
            tail.unit = Some("%".to_owned());
        } else {
            tail.unit = Some(rest.to_owned());
        }
        Some(tail)
    }
}

/// A percentage, or a count with its unit, in brackets behind another figure.
fn is_aside(text: &str) -> bool {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim();
    unit.len() < text.len() && (unit == "%" || (unit.chars().count() > 2 && UNIT.is_match(unit)) || (unit.is_empty() && text.contains(',')))
}

/// `kelahiran hidup per 1.000` is the longest unit that follows a figure in the reports seen; a sentence is longer.
const LONGEST_UNIT: usize = 28;

fn calendar_year(text: &str) -> Option<i32> {
    let word = text.strip_prefix("Tahun ").or_else(|| text.strip_prefix("TAHUN ")).or_else(|| text.strip_prefix("tahun ")).unwrap_or(text);
    year(word.trim())
}

/// A kode rekening rather than a number: short groups, or letters among them.
fn is_code(text: &str) -> bool {
    if !text.contains('.') || !text.starts_with(|c: char| c.is_ascii_digit() || c == 'X') || !CODE.is_match(text) {
        return false;
    }
    let groups: Vec<&str> = text.trim_end_matches('.').split('.').map(str::trim).collect();
    let later = groups.iter().skip(1);
    if groups.iter().any(|g| g.contains(|c: char| c.is_ascii_uppercase())) {
        return groups.len() > 1;
    }
    // '1.02' may be a number; '1.02.01' cannot. A group of three digits is one of thousands.
    groups.len() > 2
        && later.clone().filter(|g| g.len() == 3).count() * 2 < groups.len()
        && later.filter(|g| g.len() <= 2).count() * 2 >= groups.len() - 1
}

/// Longest code: eleven groups of the state budget with their points.
const LONGEST_CODE: usize = 40;
/// Line ends inside one code; more blanks part several codes.
const MOST_PIECES: usize = 3;

static COMPACT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[0-9A-Za-z]{1,5}(?:[.-][0-9A-Za-z]{1,5}){0,10}\.?$"));

fn code(text: &str) -> Value {
    let pieces = text.split_whitespace().count();
    let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let words = !text.contains(|c: char| c.is_ascii_digit()) && code.len() > 4;
    if words || pieces > MOST_PIECES || code.len() > LONGEST_CODE || !COMPACT.is_match(&code) {
        return Value::Text;
    }
    Value::Code { code: code.trim_end_matches('.').to_owned() }
}

/// Digits and separators of a cell that is one figure, for [`Evidence`].
pub(crate) fn core_of(text: &str) -> Option<String> {
    let text = sign_first(squeeze(text));
    if is_code(&text) || DATE.is_match(&text) {
        return None;
    }
    if let Some((core, _)) = bare(&text) {
        return Some(core.trim_end_matches(['.', ',']).to_owned());
    }
    let m = AMOUNT.captures(&text)?;
    Tail::read(m.name("tail")?.as_str(), false)?;
    joined(m.name("core")?.as_str()).map(|c| c.trim_end_matches(['.', ',']).to_owned())
}

impl Value {
    /// Cases and base of a rate: '88,10/100.000 KH' are 88,10 for 100 000 births. None of '2/3', where both sides are
    /// counted, nor of '1 angkatan/20 orang', where each has a unit of its own.
    #[must_use]
    pub fn rate(&self) -> Option<(&Figure, &Figure)> {
        /// Bases of the rates that health, population and crime are told in.
        const BASES: [Decimal; 4] = [
            Decimal::ONE_HUNDRED,
            Decimal::ONE_THOUSAND,
            Decimal::from_parts(10_000, 0, 0, false, 0),
            Decimal::from_parts(100_000, 0, 0, false, 0),
        ];
        let Self::Ratio { numerator, denominator } = self else { return None };
        (numerator.unit.is_none() && BASES.contains(&denominator.number)).then_some((numerator, denominator))
    }

    /// The figure of a plain number.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Number(figure) => Some(figure),
            _ => None,
        }
    }

    /// The value of a plain number.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        self.figure().map(|f| f.number)
    }
}

impl Figure {
    /// Value of one unit of the last printed digit: 0.01 for `18,58`, 100 000 for `1,5 juta`.
    #[must_use]
    pub fn step(&self) -> Decimal {
        let scale = self.unit.as_deref().and_then(|u| words::scale(u.trim_start_matches("Rp ")));
        match scale {
            None => Decimal::new(1, self.decimals.min(28)),
            // The printed decimals are lost in the product; its last digit that is not zero is taken for the last printed one.
            Some(factor) => {
                let mut step = factor;
                while !step.is_zero() && step.scale() < 28 && !(self.number % step).is_zero() {
                    step /= Decimal::TEN;
                }
                step
            }
        }
    }
}

#[cfg(test)]
mod tests;
