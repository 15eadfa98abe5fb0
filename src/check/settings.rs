//! What an office settles for itself in `lkj.toml`: how strictly rules speak, what indicators are called and which way
//! they improve, caps and classes, and findings that a reviewer has looked at and set aside.

use super::prose::key;
use super::scale::Border;
use super::{Finding, rules};
use crate::check::Severity;
use crate::report::{Polarity, Report};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// The settings that rules and findings are held to. The default changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Severity of every finding of a rule or family, whatever the rule says.
    pub severity: BTreeMap<Code, Severity>,
    /// Largest difference between the printed and the recomputed figure that is let pass, in the figure's own unit.
    pub tolerance: BTreeMap<Code, Tolerance>,
    /// Caps of achievement that hold whether the report declares them or not, %.
    pub caps: Vec<Decimal>,
    /// What is known of single indicators.
    pub indicators: Vec<IndicatorSettings>,
    /// Classes of achievement, in place of the report's own scale.
    pub scale: Vec<ScaleClass>,
    /// Findings that were set aside.
    pub ignored: Vec<IgnoredFinding>,
}

/// What is known of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSettings {
    /// Its name.
    pub name: Text,
    /// Other names that it goes by.
    #[serde(default)]
    pub synonyms: Vec<Text>,
    /// Which way it improves.
    #[serde(default)]
    pub polarity: Option<Direction>,
}

/// Which way an indicator improves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

impl From<Direction> for Polarity {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Higher => Self::HigherIsBetter,
            Direction::Lower => Self::LowerIsBetter,
        }
    }
}

/// One class of achievement, %: `from` and `to` belong to it, `above` and `below` do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleClass {
    /// What it is called.
    pub label: Text,
    /// Lowest figure in it.
    #[serde(default)]
    pub from: Option<Decimal>,
    /// Highest figure beneath it.
    #[serde(default)]
    pub above: Option<Decimal>,
    /// Highest figure in it.
    #[serde(default)]
    pub to: Option<Decimal>,
    /// Lowest figure over it.
    #[serde(default)]
    pub below: Option<Decimal>,
}

impl ScaleClass {
    /// Lower and upper border.
    #[must_use]
    pub fn borders(&self) -> (Border, Border) {
        let border = |within: Option<Decimal>, without: Option<Decimal>| within.map(|n| (n, true)).or(without.map(|n| (n, false)));
        (border(self.from, self.above), border(self.to, self.below))
    }
}

/// A finding that a reviewer has set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IgnoredFinding {
    /// Which one.
    pub fingerprint: Text,
    /// Why.
    pub reason: Text,
    /// Who says so.
    pub by: Text,
    /// Only in the file of this name.
    #[serde(default)]
    pub file: Option<Text>,
}

impl IgnoredFinding {
    /// Whether it speaks of the findings of a file of this name.
    #[must_use]
    pub fn is_about(&self, file_name: &str) -> bool {
        self.file.as_ref().is_none_or(|own| own.as_str() == file_name)
    }
}

/// Why a finding was set aside, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ignored {
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
}

/// A rule's code or the beginning of some: `A01`, `A`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

impl Code {
    /// Whether a rule is meant.
    #[must_use]
    pub fn covers(&self, rule: &str) -> bool {
        rule.starts_with(&self.0)
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    /// Takes what at least one rule begins with, in any case of letters.
    fn try_from(text: String) -> Result<Self, String> {
        let code = Self(text.trim().to_ascii_uppercase());
        let known = !code.0.is_empty() && rules::all().iter().any(|rule| code.covers(rule.code));
        if known { Ok(code) } else { Err(format!("there is no rule {text}; lkj rules lists them")) }
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A difference that is let pass; never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Tolerance(Decimal);

impl TryFrom<Decimal> for Tolerance {
    type Error = &'static str;

    fn try_from(value: Decimal) -> Result<Self, Self::Error> {
        if value.is_sign_negative() { Err("a tolerance is not negative") } else { Ok(Self(value)) }
    }
}

impl From<Tolerance> for Decimal {
    fn from(tolerance: Tolerance) -> Self {
        tolerance.0
    }
}

/// Text that says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim();
        if text.is_empty() { Err("this must not be empty") } else { Ok(Self(text.to_owned())) }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

/// The value of the longest code that covers a rule.
fn nearest<'a, T>(map: &'a BTreeMap<Code, T>, rule: &str) -> Option<&'a T> {
    map.iter().filter(|(code, _)| code.covers(rule)).max_by_key(|(code, _)| code.0.len()).map(|(_, value)| value)
}

impl Settings {
    /// Gives indicators the direction that is settled for them.
    pub fn settle(&self, report: &mut Report) {
        let names = Names::new(self);
        for indicator in &mut report.indicators {
            if let Some(polarity) = names.polarity(&indicator.indikator) {
                indicator.polarity = polarity;
            }
        }
    }

    /// Gives findings the severity that is settled for their rules.
    pub fn weigh(&self, findings: &mut [Finding]) {
        for finding in findings {
            if let Some(severity) = nearest(&self.severity, &finding.rule) {
                finding.severity = *severity;
            }
        }
    }

    /// Whether a finding is about a difference that is let pass.
    #[must_use]
    pub fn tolerates(&self, finding: &Finding) -> bool {
        let Some(Tolerance(most)) = nearest(&self.tolerance, &finding.rule) else { return false };
        let figure = |text: &Option<String>| figure(text.as_deref()?);
        let difference = figure(&finding.stated).zip(figure(&finding.expected)).and_then(|(a, b)| a.checked_sub(b));
        difference.is_some_and(|d| d.abs() <= *most)
    }

    /// Marks the findings that were set aside; returns the fingerprints that came up.
    pub fn set_aside(&self, file_name: &str, findings: &mut [Finding]) -> BTreeSet<String> {
        let of_file = self.ignored.iter().filter(|entry| entry.is_about(file_name));
        let entries: HashMap<&str, &IgnoredFinding> = of_file.map(|entry| (entry.fingerprint.as_str(), entry)).collect();
        let mut seen = BTreeSet::new();
        for finding in findings.iter_mut() {
            if let Some(entry) = entries.get(finding.fingerprint.as_str()) {
                finding.ignored = Some(Ignored { reason: entry.reason.clone().into(), by: entry.by.clone().into() });
                seen.insert(finding.fingerprint.clone());
            }
        }
        // What only follows from a finding that was set aside needs no second look.
        let reasons: Vec<Option<Ignored>> = findings.iter().map(|f| findings.get(f.root?)?.ignored.clone()).collect();
        for (finding, reason) in findings.iter_mut().zip(reasons) {
            finding.ignored = finding.ignored.take().or(reason);
        }
        seen
    }
}

/// A printed figure, Indonesian style, perhaps after `Rp` and before `%` or one more word; `None` for any other text.
#[must_use]
pub fn figure(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_prefix("Rp").map_or(text, |rest| rest.trim_start_matches('.').trim_start());
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-')).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let digits = digits.trim_end_matches(['.', ',', '-']);
    let (unit, unsigned) = (rest.trim(), digits.trim_start_matches('-'));
    if unsigned.contains('-') || unit.contains(|c: char| c.is_ascii_digit() || c.is_whitespace()) {
        return None;
    }
    // One point before other than three digits is an English decimal point: `71.46`.
    let english = !digits.contains(',') && digits.rsplit_once('.').is_some_and(|(head, tail)| tail.len() != 3 && !head.contains('.'));
    let plain = if english { digits.to_owned() } else { digits.replace('.', "").replace(',', ".") };
    plain.parse().ok()
}

/// Names of indicators as settled: which are one, and which way they improve.
#[derive(Debug, Clone, Default)]
pub struct Names {
    canonical: HashMap<String, String>,
    polarity: HashMap<String, Polarity>,
}

impl Names {
    /// Gathers them from the settings.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let mut names = Self::default();
        for indicator in &settings.indicators {
            for name in indicator.synonyms.iter().chain([&indicator.name]) {
                let key = key(name.as_str());
                names.polarity.extend(indicator.polarity.map(|direction| (key.clone(), direction.into())));
                names.canonical.insert(key, indicator.name.as_str().to_owned());
            }
        }
        names
    }

    /// The name under which an indicator is compared.
    #[must_use]
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        if self.canonical.is_empty() {
            return name;
        }
        self.canonical.get(&key(name)).map_or(name, String::as_str)
    }

    /// Which way it improves, where that is settled.
    #[must_use]
    pub fn polarity(&self, name: &str) -> Option<Polarity> {
        if self.polarity.is_empty() { None } else { self.polarity.get(&key(name)).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::tests::finding;

    fn code(text: &str) -> Code {
        Code::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn codes_are_those_of_rules() {
        assert!(code("a").covers("A01") && code("A01").covers("A01") && !code("A01").covers("A02"));
        assert!(Code::try_from("Z9".to_owned()).is_err() && Code::try_from(" ".to_owned()).is_err());
    }

    #[test]
    fn the_nearer_code_wins() {
        let severity = BTreeMap::from([(code("A"), Severity::Low), (code("A01"), Severity::Info)]);
        let mut findings = [finding("A01", 1, "74"), finding("A05", 1, "74"), finding("X01", 1, "74")];
        Settings { severity, ..Settings::default() }.weigh(&mut findings);
        assert_eq!(findings.map(|f| f.severity), [Severity::Info, Severity::Low, Severity::High]);
    }

    #[test]
    fn differences_up_to_the_tolerance_pass() {
        let settings = |most: &str| Settings {
            tolerance: BTreeMap::from([(code("A"), Tolerance::try_from(most.parse::<Decimal>().unwrap()).unwrap())]),
            ..Settings::default()
        };
        let mut one = finding("A01", 1, "74,5 %");
        one.expected = Some("71,46".to_owned());
        assert!(settings("3.04").tolerates(&one));
        assert!(!settings("3.03").tolerates(&one));
        one.expected = Some("tujuh".to_owned());
        assert!(!settings("1000").tolerates(&one));
        assert!(Tolerance::try_from(Decimal::NEGATIVE_ONE).is_err());
    }

    #[test]
    fn printed_figures_are_read() {
        let read = |text: &str| figure(text).map(|n| n.to_string());
        assert_eq!(read("Rp.1.234.567,50"), Some("1234567.50".to_owned()));
        assert_eq!(read("71.46"), Some("71.46".to_owned()));
        assert_eq!(read("1.234"), Some("1234".to_owned()));
        assert_eq!(read("-5,2%"), Some("-5.2".to_owned()));
        assert_eq!(read("26 orang"), Some("26".to_owned()));
        assert_eq!(read("Sasaran Strategis Tahun 2016"), None);
        assert_eq!(read("Rp"), None);
        assert_eq!(read("5-6"), None);
        assert_eq!(read("2 dari 3"), None);
        assert_eq!(read("Baik"), None);
    }

    #[test]
    fn names_are_known_by_their_synonyms() {
        let text = |t: &str| Text::try_from(t.to_owned()).unwrap();
        let indicator = IndicatorSettings {
            name: text("Angka Kemiskinan"),
            synonyms: vec![text("Persentase penduduk miskin")],
            polarity: Some(Direction::Lower),
        };
        let names = Names::new(&Settings { indicators: vec![indicator], ..Settings::default() });
        assert_eq!(names.canonical("Persentase Penduduk  Miskin"), "Angka Kemiskinan");
        assert_eq!(names.canonical("Nilai RB"), "Nilai RB");
        assert_eq!(names.polarity("angka kemiskinan"), Some(Polarity::LowerIsBetter));
        assert_eq!(names.polarity("Nilai RB"), None);
    }

    #[test]
    fn findings_are_set_aside_in_their_file_only() {
        let text = |t: &str| Text::try_from(t.to_owned()).unwrap();
        let entry = IgnoredFinding { fingerprint: text("abc"), reason: text("benar"), by: text("Ani"), file: Some(text("a.pdf")) };
        let settings = Settings { ignored: vec![entry], ..Settings::default() };
        let mut one = [Finding { fingerprint: "abc".to_owned(), ..finding("A01", 1, "74") }];
        assert!(settings.set_aside("b.pdf", &mut one).is_empty() && one[0].ignored.is_none());
        assert_eq!(settings.set_aside("a.pdf", &mut one).len(), 1);
        assert_eq!(one[0].ignored.as_ref().map(|i| i.by.as_str()), Some("Ani"));
        let [root] = one;
        let mut both = [Finding { ignored: None, ..root.clone() }, Finding { root: Some(0), fingerprint: "x".to_owned(), ..root }];
        both[1].ignored = None;
        settings.set_aside("a.pdf", &mut both);
        assert!(both[1].ignored.is_some(), "an echo goes with its root");
    }
}
