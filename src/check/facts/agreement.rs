//! When two printed values say the same, and when they cannot be compared.

use crate::check::say::round;
use crate::check::view::{in_thousands, is_scaled_unit};
use crate::layout::text::letters;
use crate::report::{Figure, Value};
use rust_decimal::{Decimal, RoundingStrategy};

/// The figure of a plain number.
#[must_use]
pub fn figure(value: &Value) -> Option<&Figure> {
    match value {
        Value::Number(figure) => Some(figure),
        _ => None,
    }
}

/// What a value measures and, of a rate, what it is told per: the first figure of `4,01/1000 KH`.
#[must_use]
pub fn measured(value: &Value) -> Option<(&Figure, Option<Decimal>)> {
    figure(value).map(|f| (f, None)).or_else(|| value.rate().map(|(f, base)| (f, Some(base.number))))
}

/// Whether two printed values say the same; `None` where they cannot be compared.
#[must_use]
pub fn agree(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => (!are_scaled_apart(x, y)).then(|| same_figures(x, y)),
        (Value::Range { from, to }, Value::Number(x)) | (Value::Number(x), Value::Range { from, to }) => {
            (from.number <= x.number && x.number <= to.number).then_some(true)
        }
        (Value::Range { from: a0, to: a1 }, Value::Range { from: b0, to: b1 }) => Some(same_figures(a0, b0) && same_figures(a1, b1)),
        (Value::Bound { figure: x, .. }, Value::Number(y)) | (Value::Number(y), Value::Bound { figure: x, .. }) => {
            same_figures(x, y).then_some(true)
        }
        (Value::Bound { figure: x, .. }, Value::Bound { figure: y, .. }) => Some(same_figures(x, y)),
        // Of other bases one of them is misprinted, and which is not known.
        (Value::Ratio { .. }, Value::Ratio { .. }) => {
            let ((x, of), (y, per)) = a.rate().zip(b.rate())?;
            (of.number == per.number).then(|| same_figures(x, y))
        }
        (Value::Predicate { text: x }, Value::Predicate { text: y }) => {
            let (x, y) = (letters(x), letters(y));
            if x == y { Some(true) } else { (x.chars().count() <= 3 && y.chars().count() <= 3).then_some(false) }
        }
        _ => None,
    }
}

/// Whether two figures are one but for a unit of thousands, millions … that only one of them is printed with: the other's may
/// stand in a column of its own.
fn are_scaled_apart(x: &Figure, y: &Figure) -> bool {
    const SCALES: [i64; 4] = [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];
    let scaled = |f: &Figure| f.unit.as_deref().is_some_and(is_scaled_unit);
    let (small, large) = match (scaled(x), scaled(y)) {
        (true, false) => (y, x),
        (false, true) => (x, y),
        _ => return false,
    };
    SCALES.iter().any(|scale| small.number.checked_mul(Decimal::from(*scale)) == Some(large.number))
}

/// Equal after rounding, or cutting off, to the coarser of the two; a share as a fraction of one is its percentage.
fn same_figures(x: &Figure, y: &Figure) -> bool {
    let decimals = x.decimals.min(y.decimals);
    let cut = |n: Decimal| n.round_dp_with_strategy(decimals, RoundingStrategy::ToZero);
    let (a, b) = (x.number, y.number);
    a == b
        || (x.decimals != y.decimals && (round(a, decimals) == round(b, decimals) || (decimals > 0 && cut(a) == cut(b))))
        || [(a, b), (b, a)].iter().any(|(s, t)| s.abs() <= Decimal::ONE && s.checked_mul(Decimal::ONE_HUNDRED) == Some(*t))
        // '202,955' beside '202.955': one figure in two styles.
        || in_thousands(a, x.decimals) == Some(b)
        || in_thousands(b, y.decimals) == Some(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        let number: Decimal = text.parse().unwrap();
        Value::Number(Figure { number, decimals: number.scale(), unit: None })
    }

    #[test]
    fn figures_agree_at_the_coarser_precision() {
        assert_eq!(agree(&number("71.46"), &number("71.5")), Some(true));
        assert_eq!(agree(&number("71.46"), &number("71.4")), Some(true), "cut off");
        assert_eq!(agree(&number("71.46"), &number("71.64")), Some(false), "same precision");
        assert_eq!(agree(&number("0.85"), &number("85")), Some(true));
        assert_eq!(agree(&number("85"), &Value::Text), None);
        assert_eq!(agree(&number("202.955"), &number("202955")), Some(true), "one separator, two styles");
        assert_eq!(agree(&number("202.955"), &number("202956")), Some(false));
        let scaled = Value::Number(Figure { number: Decimal::from(185_800_000), decimals: 0, unit: Some("juta".into()) });
        assert_eq!(agree(&number("185.80"), &scaled), None, "the other's scale may stand elsewhere");
        assert_eq!(agree(&number("186.80"), &scaled), Some(false));
        let figure = |n: i64| Figure { number: Decimal::from(n), decimals: 0, unit: None };
        let range = Value::Range { from: figure(5), to: figure(6) };
        assert_eq!(agree(&range, &number("5.5")), Some(true));
        assert_eq!(agree(&range, &number("7")), None, "a range and a figure outside it are not of one kind");
        let rate = |n: &str, per: i64| Value::Ratio {
            numerator: Figure {
                number: n.parse().unwrap(),
                decimals: n.split('.').nth(1).map_or(0, |d| u32::try_from(d.len()).unwrap()),
                unit: None,
            },
            denominator: figure(per),
        };
        assert_eq!(agree(&rate("88.10", 100_000), &rate("88.1", 100_000)), Some(true));
        assert_eq!(agree(&rate("88.10", 100_000), &rate("89", 100_000)), Some(false));
        assert_eq!(agree(&rate("5.8", 1000), &rate("5.8", 100)), None, "one of the bases is misprinted");
        assert_eq!(agree(&rate("2", 3), &rate("1", 3)), None, "counts, no rate");
    }
}
