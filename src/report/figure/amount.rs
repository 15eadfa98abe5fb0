//! Digits and separators to exact decimals.

use super::style::Style;
use rust_decimal::Decimal;

/// What digits and separators can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits alone.
    Whole,
    /// Thousands grouped by this separator; `decimal` where the other one stands behind them.
    Grouped {
        /// Which one groups.
        group: char,
        /// Decimals follow.
        decimal: bool,
    },
    /// This separator starts decimals, for certain.
    Decimal(char),
    /// One separator before exactly three digits.
    Ambiguous(char),
    /// Nothing that can be a number as it stands.
    Bad(&'static str),
}

/// Longest run of digits and separators taken for a number: `Decimal` holds 28 digits.
const LONGEST: usize = 40;

fn grouped(part: &str, separator: char) -> bool {
    let mut groups = part.split(separator);
    groups.next().is_some_and(|g| (1..=3).contains(&g.len())) && groups.all(|g| g.len() == 3)
}

/// Tells what digits and separators can be. The text starts and ends with a digit.
pub(crate) fn shape(core: &str) -> Shape {
    if core.len() > LONGEST {
        return Shape::Bad("too long");
    }
    if core.as_bytes().windows(2).any(|pair| matches!(pair, [b'.' | b',', b'.' | b','])) {
        return Shape::Bad("doubled separator");
    }
    let dots = core.matches('.').count();
    let commas = core.matches(',').count();
    match (dots, commas) {
        (0, 0) => Shape::Whole,
        (1, 0) | (0, 1) => {
            let separator = if dots == 1 { '.' } else { ',' };
            let Some((left, right)) = core.split_once(separator) else { return Shape::Whole };
            if right.len() == 3 && !left.starts_with('0') && left.len() <= 3 {
                Shape::Ambiguous(separator)
            } else {
                Shape::Decimal(separator)
            }
        }
        (_, 0) | (0, _) => {
            let separator = if dots > 0 { '.' } else { ',' };
            if grouped(core, separator) {
                Shape::Grouped { group: separator, decimal: false }
            } else {
                Shape::Bad("digits are not grouped in threes")
            }
        }
        _ => {
            let (group, decimal) = if core.rfind('.') > core.rfind(',') { (',', '.') } else { ('.', ',') };
            let Some((left, _)) = core.split_once(decimal) else { return Shape::Bad("separators out of order") };
            if core.matches(decimal).count() > 1 {
                Shape::Bad("separators out of order")
            } else if grouped(left, group) {
                Shape::Grouped { group, decimal: true }
            } else {
                Shape::Bad("digits are not grouped in threes")
            }
        }
    }
}

/// An exact number with its printed decimals, or why it is none with the likeliest reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Amount {
    /// Value and decimals printed.
    Exact(Decimal, u32),
    /// Why, and what was probably meant.
    Malformed(&'static str, Option<Decimal>),
}

fn exact(left: &str, right: &str) -> Option<(Decimal, u32)> {
    let digits: String = left.chars().filter(char::is_ascii_digit).collect();
    let text = if right.is_empty() { digits } else { format!("{digits}.{right}") };
    let value = Decimal::from_str_exact(&text).ok()?;
    Some((value, value.scale()))
}

fn read(left: &str, right: &str) -> Amount {
    exact(left, right).map_or(Amount::Malformed("more digits than a number has", None), |(v, d)| Amount::Exact(v, d))
}

/// Reads digits and separators (starting with a digit).
pub(crate) fn amount(core: &str, style: Style) -> Amount {
    let trimmed = core.trim_end_matches(['.', ',']);
    if trimmed.len() < core.len() {
        // '1.' numbers a row and '5,' ends a clause: only a grouped figure shows that a group is missing.
        let inner = amount(trimmed, style);
        return match inner {
            Amount::Exact(v, _) if trimmed.contains(['.', ',']) => Amount::Malformed("trailing separator", Some(v)),
            other => other,
        };
    }
    match shape(core) {
        Shape::Whole => read(core, ""),
        Shape::Grouped { decimal: false, .. } => read(core, ""),
        Shape::Grouped { group, decimal: true } => {
            let (left, right) = core.split_once(if group == '.' { ',' } else { '.' }).unwrap_or((core, ""));
            read(left, right)
        }
        Shape::Decimal(separator) => split(core, separator),
        Shape::Ambiguous(separator) => {
            let groups = if separator == '.' { style.dot_groups } else { style.comma_groups };
            if groups { read(core, "") } else { split(core, separator) }
        }
        Shape::Bad(reason) => Amount::Malformed(reason, likeliest(core, style)),
    }
}

fn split(core: &str, separator: char) -> Amount {
    let (left, right) = core.split_once(separator).unwrap_or((core, ""));
    read(left, right)
}

/// What a misprinted number probably is: one separator typed twice, a zero too many in the last group, or a group
/// separator typed for the decimal one.
fn likeliest(core: &str, style: Style) -> Option<Decimal> {
    if core.len() > LONGEST {
        return None;
    }
    let mut single = String::with_capacity(core.len());
    for c in core.chars() {
        let doubled = !c.is_ascii_digit() && single.ends_with(|p: char| !p.is_ascii_digit());
        if !doubled {
            single.push(c);
        }
    }
    if single.len() < core.len() {
        return match amount(&single, style) {
            Amount::Exact(v, _) => Some(v),
            Amount::Malformed(..) => None,
        };
    }
    let at = core.rfind(['.', ','])?;
    let separator = core.get(at..)?.chars().next()?;
    let (head, tail) = (core.get(..at)?, core.get(at + 1..)?);
    if !grouped(head, separator) && head.contains(['.', ',']) {
        return None;
    }
    match tail.len() {
        1 | 2 if grouped(head, separator) => exact(head, tail).map(|(v, _)| v),
        n if n > 3 && tail.get(3..).is_some_and(|rest| rest.bytes().all(|b| b == b'0')) => {
            exact(head, "").and_then(|(v, _)| exact(&format!("{v}{}", tail.get(..3).unwrap_or("")), "")).map(|(v, _)| v)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(core: &str) -> Amount {
        amount(core, Style::INDONESIAN)
    }

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn both_styles_are_read_where_they_tell_by_themselves() {
        for (core, value, decimals) in [
            ("18,58", "18.58", 2),
            ("82.50", "82.50", 2),
            ("0.53", "0.53", 2),
            ("0,125", "0.125", 3),
            ("1.234.567", "1234567", 0),
            ("1,234,567", "1234567", 0),
            ("1.234,5", "1234.5", 1),
            ("2,005,000.25", "2005000.25", 2),
            ("12345,678", "12345.678", 3),
            ("100", "100", 0),
        ] {
            assert_eq!(id(core), Amount::Exact(d(value), decimals), "{core}");
        }
    }

    #[test]
    fn three_digits_after_one_separator_follow_the_style() {
        let english = Style { dot_groups: false, comma_groups: true };
        assert_eq!(id("1.234"), Amount::Exact(d("1234"), 0));
        assert_eq!(id("1,234"), Amount::Exact(d("1.234"), 3));
        assert_eq!(amount("1.234", english), Amount::Exact(d("1.234"), 3));
        assert_eq!(amount("1,234", english), Amount::Exact(d("1234"), 0));
    }

    #[test]
    fn malformed_figures_keep_their_likeliest_reading() {
        for (core, value) in [
            ("3.000.0000", Some("3000000")),
            ("885.211.105.", Some("885211105")),
            ("885.211.105..", Some("885211105")),
            ("90,,53", Some("90.53")),
            ("2.206.000.000.00", Some("2206000000.00")),
            ("12.34.567.8910", None),
            ("1.234,567,8", None),
        ] {
            match id(core) {
                Amount::Malformed(_, reading) => assert_eq!(reading, value.map(d), "{core}"),
                Amount::Exact(..) => panic!("{core} was read"),
            }
        }
        assert_eq!(id("5."), Amount::Exact(d("5"), 0), "a row number is no misprint");
    }

    #[test]
    fn endless_digits_are_refused_not_overflowed() {
        assert!(matches!(id(&"9".repeat(35)), Amount::Malformed(_, None)));
        assert!(matches!(id(&"9".repeat(5000)), Amount::Malformed(_, None)));
    }
}
