//! Which separator groups thousands and which one starts the decimals.
//!
//! Most figures tell by themselves (`18,58`, `1.234.567`, `82.50`); only one separator before exactly three digits
//! (`1.234`) can be read both ways. Those are read as their column writes the others, else their table, else the report.

use super::amount::{Shape, shape};

/// How often each use of a separator was seen for certain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// `18,58`.
    pub comma_decimal: u32,
    /// `82.50`.
    pub dot_decimal: u32,
    /// `1,234,567`.
    pub comma_group: u32,
    /// `1.234.567`.
    pub dot_group: u32,
}

impl Evidence {
    /// Counts one figure: digits and separators only.
    pub fn add(&mut self, core: &str) {
        match shape(core) {
            Shape::Grouped { group: '.', decimal } => {
                self.dot_group += 1;
                self.comma_decimal += u32::from(decimal);
            }
            Shape::Grouped { decimal, .. } => {
                self.comma_group += 1;
                self.dot_decimal += u32::from(decimal);
            }
            Shape::Decimal(',') => self.comma_decimal += 1,
            Shape::Decimal(_) => self.dot_decimal += 1,
            _ => {}
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            comma_decimal: self.comma_decimal + other.comma_decimal,
            dot_decimal: self.dot_decimal + other.dot_decimal,
            comma_group: self.comma_group + other.comma_group,
            dot_group: self.dot_group + other.dot_group,
        }
    }

    /// What is known of a separator: `Some(true)` it groups, `Some(false)` it starts decimals.
    fn verdict(self, separator: char) -> Option<bool> {
        let (own_group, own_decimal, other_group, other_decimal) = if separator == '.' {
            (self.dot_group, self.dot_decimal, self.comma_group, self.comma_decimal)
        } else {
            (self.comma_group, self.comma_decimal, self.dot_group, self.dot_decimal)
        };
        // A separator seen grouping settles it; decimals of the other one alone say nearly as much. A separator seen
        // as decimal alone does not: '57.00' and '245.174' stand in one column of reports that mix the styles.
        match (own_group, own_decimal, other_group, other_decimal) {
            (g, _, 0, _) if g > 0 => Some(true),
            (0, _, g, _) if g > 0 => Some(false),
            (g, _, o, _) if g > 0 && g != o => Some(g > o),
            (_, 0, _, d) if d > 0 => Some(true),
            _ => None,
        }
    }
}

/// How the ambiguous figures of one column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// `1.234` is a thousand and more.
    pub dot_groups: bool,
    /// `1,234` is a thousand and more.
    pub comma_groups: bool,
}

impl Style {
    /// Indonesian: `1.234,5`.
    pub const INDONESIAN: Self = Self { dot_groups: true, comma_groups: false };

    /// Decides from the evidence of the column, its table and the report, nearest first.
    /// `percent`: the column holds percentages, which hardly ever reach a thousand.
    #[must_use]
    pub fn decide(column: Evidence, table: Evidence, report: Evidence, percent: bool) -> Self {
        let groups = |separator: char| {
            // A point before three digits in a column that prints no decimals after points: money beside it may be written
            // the English way, but nobody counts people or metres to the thousandth.
            if separator == '.' && column.dot_decimal == 0 && !percent {
                return true;
            }
            if let Some(known) = column.verdict(separator) {
                return known;
            }
            if percent {
                return false;
            }
            let own_decimal = if separator == '.' { column.dot_decimal } else { column.comma_decimal };
            let wider = table.verdict(separator).or_else(|| report.verdict(separator));
            wider.unwrap_or(separator == '.' && own_decimal == 0)
        };
        Self { dot_groups: groups('.'), comma_groups: groups(',') }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(figures: &[&str]) -> Evidence {
        let mut e = Evidence::default();
        figures.iter().for_each(|f| e.add(f));
        e
    }

    fn decide(column: &[&str], report: &[&str], percent: bool) -> Style {
        Style::decide(seen(column), Evidence::default(), seen(report), percent)
    }

    #[test]
    fn without_evidence_a_dot_groups_and_a_comma_starts_decimals() {
        assert_eq!(decide(&[], &[], false), Style::INDONESIAN);
    }

    #[test]
    fn the_column_goes_before_the_report() {
        let english = ["1,234,567", "82.50"];
        assert_eq!(decide(&english, &["1.234.567"; 9], false), Style { dot_groups: false, comma_groups: true });
        assert!(decide(&["18,58"], &english, false).dot_groups);
    }

    #[test]
    fn dot_decimals_alone_leave_the_dot_to_the_report() {
        assert!(decide(&["57.00"], &["1.234.567"], false).dot_groups);
        assert!(!decide(&["57.00"], &["1,234,567"], false).dot_groups);
        assert!(!decide(&["57.00"], &[], false).dot_groups);
    }

    #[test]
    fn a_column_of_counts_beside_english_money_groups_by_points() {
        assert!(decide(&["5.835", "12"], &["1,234,567.00"; 9], false).dot_groups);
        assert!(decide(&["401.271", "2,316,515"], &[], false).dot_groups);
        assert!(!decide(&["401.271", "2,316,515.50"], &[], false).dot_groups);
    }

    #[test]
    fn a_percentage_is_no_thousand_unless_its_column_says_so() {
        assert!(!decide(&[], &["1.234.567"], true).dot_groups);
        assert!(decide(&["1.234.567"], &[], true).dot_groups);
    }
}
