//! Messages in Indonesian and English: every rule words its finding once a language, figures formatted to match.

use super::Message;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Decimals shown of a recomputed figure that has no printed counterpart to copy the precision from.
pub const DEFAULT_DECIMALS: u32 = 2;

/// The language a message is being written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Indonesian: `1.234,5`.
    #[default]
    Id,
    /// English: `1,234.5`.
    En,
}

impl Lang {
    /// The text of this language.
    #[must_use]
    pub fn pick<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }

    /// A figure with thousands separators, its decimals as they are.
    #[must_use]
    pub fn number(self, value: Decimal) -> String {
        let (thousands, point) = match self {
            Self::Id => ('.', ','),
            Self::En => (',', '.'),
        };
        let plain = value.abs().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut out = String::with_capacity(plain.len() + plain.len() / 3 + 1);
        if value.is_sign_negative() && !value.is_zero() {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(point);
            out.push_str(fraction);
        }
        out
    }

    /// A figure rounded half away from zero to `decimals` places and padded to them.
    #[must_use]
    pub fn rounded(self, value: Decimal, decimals: u32) -> String {
        self.number(round(value, decimals))
    }
}

/// Rounded half away from zero and padded with zeros: what a report would print.
#[must_use]
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals.min(Decimal::MAX_SCALE));
    rounded
}

/// One message in both languages.
pub fn say(text: impl Fn(Lang) -> String) -> Message {
    Message { id: text(Lang::Id), en: text(Lang::En) }
}

/// The start of a long name, cut at a word, so that a message stays one sentence.
#[must_use]
pub fn short(name: &str) -> String {
    /// Characters of a row label quoted in a message: about one printed line of a stub column.
    const LONGEST: usize = 60;
    let clean = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.chars().count() <= LONGEST {
        return clean;
    }
    let cut: String = clean.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or(&cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_the_language() {
        let value: Decimal = "-1234567.50".parse().unwrap();
        assert_eq!(Lang::Id.number(value), "-1.234.567,50");
        assert_eq!(Lang::En.number(value), "-1,234,567.50");
        assert_eq!(Lang::Id.number(Decimal::from(999)), "999");
        assert_eq!(Lang::Id.number(Decimal::from(1000)), "1.000");
    }

    #[test]
    fn rounding_goes_away_from_zero_and_keeps_the_places() {
        assert_eq!(Lang::Id.rounded("71.465".parse().unwrap(), 2), "71,47");
        assert_eq!(Lang::Id.rounded("71.4".parse().unwrap(), 2), "71,40");
        assert_eq!(Lang::En.rounded("-2.5".parse().unwrap(), 0), "-3");
    }

    #[test]
    fn long_names_are_cut_at_a_word() {
        let long = "Persentase perusahaan yang memahami dan mematuhi peraturan ketenagakerjaan";
        assert_eq!(short(long), "Persentase perusahaan yang memahami dan mematuhi peraturan…");
        assert_eq!(short("Nilai  RB\n"), "Nilai RB");
    }
}
