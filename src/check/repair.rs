//! The likely repair of a wrong figure, named only where it is unique.

use super::say::{Lang, short};
use rust_decimal::Decimal;

/// Digits from which two equal figures are no coincidence.
const TELLING_DIGITS: usize = 4;

/// What probably happened to a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// The sum leaves out exactly this operand.
    LeftOut(String),
    /// The sum holds exactly this operand twice.
    Doubled(String),
    /// Two neighbouring digits changed places.
    Swapped,
    /// A digit was lost.
    DigitLost,
    /// A digit slipped in.
    DigitAdded,
    /// One digit differs.
    DigitChanged,
    /// The stated figure is a copy of another one, named here.
    CopyOf(String),
}

impl Repair {
    /// One clause for the end of a message.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let named = |id: &str, en: &str, name: &str| format!("{} “{}”", lang.pick(id, en), short(name));
        match self {
            Self::LeftOut(name) => named("kurang tepat sebesar nilai", "short by exactly the value of", name),
            Self::Doubled(name) => named("lebih tepat sebesar nilai", "over by exactly the value of", name),
            Self::CopyOf(name) => named("sama dengan angka", "equals the figure of", name),
            Self::Swapped => lang.pick("tampaknya dua angka tertukar tempat", "two digits seem swapped").into(),
            Self::DigitLost => lang.pick("tampaknya satu angka hilang", "a digit seems lost").into(),
            Self::DigitAdded => lang.pick("tampaknya satu angka kelebihan", "a digit seems added").into(),
            Self::DigitChanged => lang.pick("hanya satu angka yang berbeda", "a single digit differs").into(),
        }
    }
}

/// Explains a wrong sum by its operands: exactly one of them left out or counted twice.
#[must_use]
pub fn of_sum(stated: Decimal, expected: Decimal, operands: &[(String, Decimal)]) -> Option<Repair> {
    let difference = expected.checked_sub(stated)?;
    if difference.is_zero() {
        return None;
    }
    let equal = |value: Decimal| operands.iter().filter(|(_, v)| *v == value && !v.is_zero()).collect::<Vec<_>>();
    match (equal(difference).as_slice(), equal(-difference).as_slice()) {
        ([(name, _)], []) if operands.len() > 2 => Some(Repair::LeftOut(name.clone())),
        ([], [(name, _)]) if operands.len() > 2 => Some(Repair::Doubled(name.clone())),
        _ => None,
    }
}

/// Explains a wrong figure by its digits.
#[must_use]
pub fn of_digits(stated: Decimal, expected: Decimal) -> Option<Repair> {
    let scale = stated.scale().max(expected.scale());
    let (a, b) = (digits(stated, scale)?, digits(expected, scale)?);
    if stated.is_sign_negative() != expected.is_sign_negative() || a.len().min(b.len()) < 2 || a == b {
        return None;
    }
    if a.len() == b.len() {
        let different: Vec<usize> = a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
        return match different.as_slice() {
            [_] if a.len() >= TELLING_DIGITS => Some(Repair::DigitChanged),
            [i, j] if j - i == 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i) => Some(Repair::Swapped),
            _ => None,
        };
    }
    if a.len() + 1 == b.len() && a.len() >= TELLING_DIGITS && is_one_removed(&b, &a) {
        return Some(Repair::DigitLost);
    }
    (b.len() + 1 == a.len() && b.len() >= TELLING_DIGITS && is_one_removed(&a, &b)).then_some(Repair::DigitAdded)
}

/// Explains a wrong figure as a copy of another: exactly one candidate carries the same telling value.
#[must_use]
pub fn of_copy(stated: Decimal, others: &[(String, Decimal)]) -> Option<Repair> {
    if digits(stated, stated.scale())?.len() < TELLING_DIGITS {
        return None;
    }
    let mut equal = others.iter().filter(|(_, v)| *v == stated);
    match (equal.next(), equal.next()) {
        (Some((name, _)), None) => Some(Repair::CopyOf(name.clone())),
        _ => None,
    }
}

fn digits(value: Decimal, scale: u32) -> Option<Vec<u8>> {
    let mut value = value.abs();
    value.rescale(scale);
    (value.scale() == scale).then(|| value.mantissa().to_string().into_bytes())
}

/// Whether `longer` with one digit taken out is `shorter`.
fn is_one_removed(longer: &[u8], shorter: &[u8]) -> bool {
    let same_start = longer.iter().zip(shorter).take_while(|(a, b)| a == b).count();
    longer.get(same_start + 1..) == shorter.get(same_start..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_sum_may_leave_one_operand_out_or_hold_it_twice() {
        let operands = [("A".to_owned(), d("100")), ("B".to_owned(), d("20")), ("C".to_owned(), d("3"))];
        assert_eq!(of_sum(d("103"), d("123"), &operands), Some(Repair::LeftOut("B".into())));
        assert_eq!(of_sum(d("126"), d("123"), &operands), Some(Repair::Doubled("C".into())));
        assert_eq!(of_sum(d("110"), d("123"), &operands), None);
        let twice = [("A".to_owned(), d("20")), ("B".to_owned(), d("20")), ("C".to_owned(), d("3"))];
        assert_eq!(of_sum(d("23"), d("43"), &twice), None, "which of the two is left out cannot be told");
    }

    #[test]
    fn digits_may_be_swapped_lost_added_or_changed() {
        assert_eq!(of_digits(d("86.14"), d("86.41")), Some(Repair::Swapped));
        assert_eq!(of_digits(d("12158500"), d("112158500")), Some(Repair::DigitLost));
        assert_eq!(of_digits(d("112158500"), d("12158500")), Some(Repair::DigitAdded));
        assert_eq!(of_digits(d("1030628000"), d("1020628000")), Some(Repair::DigitChanged));
        assert_eq!(of_digits(d("74"), d("71.46")), None);
        assert_eq!(of_digits(d("7"), d("3")), None);
    }

    #[test]
    fn a_copy_is_named_only_where_one_source_carries_a_telling_value() {
        let others = [("lalu".to_owned(), d("56.83")), ("lain".to_owned(), d("7"))];
        assert_eq!(of_copy(d("56.83"), &others), Some(Repair::CopyOf("lalu".into())));
        assert_eq!(of_copy(d("7"), &others), None);
    }
}
