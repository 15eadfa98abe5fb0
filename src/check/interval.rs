//! A printed figure as the interval of all values that it may stand for (XBRL Calculations 1.1).
//!
//! A figure with `d` decimals was rounded from somewhere within half a unit of its last printed place, so two figures
//! contradict each other only when their intervals do not meet. Arithmetic is exact decimal and never panics: what
//! does not fit 96 bits gives `None`, and a check that got `None` is skipped.

use rust_decimal::Decimal;

/// Decimals beyond which a printed figure is taken as exact; `Decimal` itself holds 28.
const MAX_DECIMALS: u32 = 20;

/// A closed interval of exact decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    lo: Decimal,
    hi: Decimal,
}

impl Interval {
    /// The smallest interval around both ends.
    #[must_use]
    pub fn between(a: Decimal, b: Decimal) -> Self {
        Self { lo: a.min(b), hi: a.max(b) }
    }

    /// A figure that is exact by nature: rupiah, a head count.
    #[must_use]
    pub const fn point(value: Decimal) -> Self {
        Self { lo: value, hi: value }
    }

    /// All values that round to `printed` at `decimals` places.
    #[must_use]
    pub fn rounded(printed: Decimal, decimals: u32) -> Self {
        let half = Decimal::try_from_i128_with_scale(5, decimals.min(MAX_DECIMALS).saturating_add(1)).unwrap_or(Decimal::ZERO);
        Self { lo: printed.saturating_sub(half), hi: printed.saturating_add(half) }
    }

    /// All values that give `printed` when the digits after `decimals` places are cut off.
    #[must_use]
    pub fn truncated(printed: Decimal, decimals: u32) -> Self {
        let unit = Decimal::try_from_i128_with_scale(1, decimals.min(MAX_DECIMALS)).unwrap_or(Decimal::ZERO);
        let outer = if printed.is_sign_negative() { printed.saturating_sub(unit) } else { printed.saturating_add(unit) };
        Self::between(printed, outer)
    }

    /// Lower end.
    #[must_use]
    pub const fn lo(&self) -> Decimal {
        self.lo
    }

    /// Upper end.
    #[must_use]
    pub const fn hi(&self) -> Decimal {
        self.hi
    }

    /// Whether both share a value.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.lo <= other.hi && other.lo <= self.hi
    }

    /// How far apart the two are; zero where they meet.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Decimal {
        if self.meets(other) {
            Decimal::ZERO
        } else if self.lo > other.hi {
            self.lo.saturating_sub(other.hi)
        } else {
            other.lo.saturating_sub(self.hi)
        }
    }

    /// Sum of any two of their values; `None` on overflow.
    #[must_use]
    pub fn add(&self, other: &Self) -> Option<Self> {
        Some(Self { lo: self.lo.checked_add(other.lo)?, hi: self.hi.checked_add(other.hi)? })
    }

    /// Difference of any two of their values; `None` on overflow.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Option<Self> {
        Some(Self { lo: self.lo.checked_sub(other.hi)?, hi: self.hi.checked_sub(other.lo)? })
    }

    /// Product of any two of their values; `None` on overflow.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Option<Self> {
        Self::hull([
            self.lo.checked_mul(other.lo)?,
            self.lo.checked_mul(other.hi)?,
            self.hi.checked_mul(other.lo)?,
            self.hi.checked_mul(other.hi)?,
        ])
    }

    /// Quotient of any two of their values; `None` on overflow, or where the divisor may be zero.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        if other.lo <= Decimal::ZERO && other.hi >= Decimal::ZERO {
            return None;
        }
        Self::hull([
            self.lo.checked_div(other.lo)?,
            self.lo.checked_div(other.hi)?,
            self.hi.checked_div(other.lo)?,
            self.hi.checked_div(other.hi)?,
        ])
    }

    /// `self / other × 100`.
    #[must_use]
    pub fn percent_of(&self, other: &Self) -> Option<Self> {
        self.div(other)?.mul(&Self::point(Decimal::ONE_HUNDRED))
    }

    /// Absolute values of all its values.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.lo <= Decimal::ZERO && self.hi >= Decimal::ZERO {
            Self { lo: Decimal::ZERO, hi: self.hi.max(-self.lo) }
        } else {
            Self::between(self.lo.abs(), self.hi.abs())
        }
    }

    /// All its values, those above `cap` brought down to it.
    #[must_use]
    pub fn capped(&self, cap: Decimal) -> Self {
        Self { lo: self.lo.min(cap), hi: self.hi.min(cap) }
    }

    fn hull(ends: [Decimal; 4]) -> Option<Self> {
        Some(Self { lo: ends.iter().min().copied()?, hi: ends.iter().max().copied()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::RoundingStrategy::{MidpointAwayFromZero, ToZero};

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_ratio_of_rounded_figures_is_consistent_with_what_its_unrounded_operands_gave() {
        let ratio = Interval::rounded(d("0.34"), 2).percent_of(&Interval::rounded(d("0.53"), 2)).unwrap();
        assert!(ratio.meets(&Interval::rounded(d("63.36"), 2)));
        assert!(!ratio.meets(&Interval::rounded(d("67"), 0)));
    }

    #[test]
    fn exact_operands_leave_only_the_rounding_of_the_result() {
        let ratio = Interval::point(d("1274")).percent_of(&Interval::point(d("2461"))).unwrap();
        assert!(ratio.meets(&Interval::rounded(d("51.77"), 2)));
        assert!(!ratio.meets(&Interval::rounded(d("51.76"), 2)));
        assert!(ratio.meets(&Interval::truncated(d("51.76"), 2)));
    }

    #[test]
    fn overflow_and_zero_divisors_give_none() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.add(&huge), None);
        assert_eq!(huge.mul(&huge), None);
        assert_eq!(huge.div(&Interval::rounded(Decimal::ZERO, 0)), None);
        assert_eq!(huge.div(&Interval::point(Decimal::ZERO)), None);
    }

    #[test]
    fn the_gap_is_what_is_missing_between_the_nearer_ends() {
        assert_eq!(Interval::rounded(d("74"), 0).gap(&Interval::point(d("71.5"))), d("2.0"));
        assert_eq!(Interval::point(d("71.5")).gap(&Interval::rounded(d("74"), 0)), d("2.0"));
    }

    prop_compose! {
        fn number()(mantissa in -1_000_000_000_000i64..1_000_000_000_000, scale in 0u32..8) -> Decimal {
            Decimal::new(mantissa, scale)
        }
    }

    proptest! {
        #[test]
        fn a_figure_lies_in_the_interval_of_its_own_rounding(x in number(), decimals in 0u32..6) {
            let printed = x.round_dp_with_strategy(decimals, MidpointAwayFromZero);
            prop_assert!(Interval::rounded(printed, decimals).meets(&Interval::point(x)));
        }

        #[test]
        fn a_figure_lies_in_the_interval_of_its_own_truncation(x in number(), decimals in 0u32..6) {
            let printed = x.round_dp_with_strategy(decimals, ToZero);
            prop_assume!(!(printed.is_zero() && x.is_sign_negative()));
            prop_assert!(Interval::truncated(printed, decimals).meets(&Interval::point(x)));
        }

        #[test]
        fn a_rounded_sum_meets_the_sum_of_rounded_terms(a in number(), b in number(), decimals in 0u32..6) {
            let round = |x: Decimal| x.round_dp_with_strategy(decimals, MidpointAwayFromZero);
            let sum = Interval::rounded(round(a), decimals).add(&Interval::rounded(round(b), decimals)).unwrap();
            prop_assert!(sum.meets(&Interval::rounded(round(a + b), decimals)));
        }

        #[test]
        fn a_rounded_ratio_meets_the_ratio_of_rounded_operands(a in 1i64..10_000_000, b in 100i64..10_000_000, decimals in 0u32..4) {
            let (a, b) = (Decimal::new(a, 3), Decimal::new(b, 1));
            let round = |x: Decimal| x.round_dp_with_strategy(decimals, MidpointAwayFromZero);
            let operands = (Interval::rounded(round(a), decimals), Interval::rounded(round(b), decimals));
            if let Some(ratio) = operands.0.percent_of(&operands.1) {
                prop_assert!(ratio.meets(&Interval::rounded(round(a / b * Decimal::ONE_HUNDRED), decimals)));
            }
        }

        #[test]
        fn meeting_is_symmetric_and_has_no_gap(a in number(), b in number(), decimals in 0u32..4) {
            let (x, y) = (Interval::rounded(a, decimals), Interval::rounded(b, decimals));
            prop_assert_eq!(x.meets(&y), y.meets(&x));
            prop_assert_eq!(x.meets(&y), x.gap(&y).is_zero());
        }

        #[test]
        fn nothing_panics(a in any::<i128>(), b in any::<i128>(), s in 0u32..=28) {
            let number = |m: i128| Decimal::try_from_i128_with_scale(m >> 32, s).unwrap_or(Decimal::MIN);
            let (x, y) = (Interval::rounded(number(a), s), Interval::truncated(number(b), s));
            let _ = (x.add(&y), x.sub(&y), x.mul(&y), x.div(&y), x.abs(), x.gap(&y), x.capped(y.lo()));
        }
    }
}
