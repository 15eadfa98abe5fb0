//! Scale tables as the rules use them: classes with comparable names, and where their ranges stand.

use super::Evidence;
use super::prose::key;
use super::view::View;
use crate::report::scale;
use rust_decimal::Decimal;

/// A border, and whether it belongs to the class; `None` where the class is open on that side.
pub type Border = Option<(Decimal, bool)>;

/// One class of a scale.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// Lower border and whether it belongs to the class.
    pub low: Border,
    /// Upper border and whether it belongs to the class.
    pub high: Border,
    /// Names and colours as printed.
    pub labels: Vec<String>,
    /// Names without case, blanks and punctuation.
    pub keys: Vec<String>,
    /// Its range as printed.
    pub printed: String,
    /// Where the range stands.
    pub evidence: Option<Evidence>,
}

impl Class {
    /// Whether a value belongs to it.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> bool {
        self.low.is_none_or(|(b, with)| value > b || (with && value == b))
            && self.high.is_none_or(|(b, with)| value < b || (with && value == b))
    }
}

/// The classes of a scale table; `None` where it is none.
#[must_use]
pub fn scale_of(view: &View<'_>) -> Option<Vec<Class>> {
    let border = |border: Option<scale::Border>| border.map(|b| (b.value, b.included));
    let class = |class: scale::ScaleClass| Class {
        keys: class.labels.iter().map(|label| key(label)).collect(),
        labels: class.labels,
        low: border(class.from),
        high: border(class.to),
        printed: class.range,
        evidence: class.source.row.and_then(|row| view.own(row, class.col)).and_then(|at| view.evidence(at, "scale")),
    };
    Some(scale::of_table(view.table)?.classes.into_iter().map(class).collect())
}
