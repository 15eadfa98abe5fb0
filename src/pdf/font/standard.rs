//! Widths of fonts that are neither embedded nor measured by the file: the standard 14 and their usual stand-ins.

use super::standard_widths::{LATIN, SYMBOL, ZAPF_DINGBATS};

/// Width of every Courier glyph.
const COURIER: f32 = 600.0;

/// Which of the standard metrics a font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Metrics {
    /// Column of [`LATIN`].
    Latin(usize),
    Courier,
    Symbol,
    ZapfDingbats,
}

impl Metrics {
    /// By the font's name: families that were drawn to the same widths (Arial is as wide as Helvetica); any other
    /// name gets those of Helvetica or Times, whichever it resembles.
    pub fn of(name: &str, bold: bool, italic: bool) -> Self {
        let lower = name.to_ascii_lowercase();
        if lower.contains("courier") || lower.contains("mono") || lower.contains("consolas") {
            Self::Courier
        } else if lower.starts_with("symbol") {
            Self::Symbol
        } else if lower.contains("dingbats") {
            Self::ZapfDingbats
        } else if ["times", "serif", "roman", "garamond", "georgia", "cambria", "bookman", "palatino"].iter().any(|f| lower.contains(f))
            && !lower.contains("sans")
        {
            Self::Latin(match (bold, italic) {
                (false, false) => 2,
                (true, false) => 3,
                (false, true) => 4,
                (true, true) => 5,
            })
        } else {
            Self::Latin(usize::from(bold))
        }
    }

    /// The width of a code that stands for a character, in thousandths of an em.
    pub fn width(self, code: u8, c: Option<char>) -> Option<f32> {
        let by_code = |table: &[u16; 224]| {
            let index = usize::from(code).checked_sub(32)?;
            table.get(index).map(|w| f32::from(*w))
        };
        match self {
            Self::Courier => Some(COURIER),
            Self::Symbol => by_code(&SYMBOL),
            Self::ZapfDingbats => by_code(&ZAPF_DINGBATS),
            Self::Latin(column) => {
                let c = match c? {
                    '\u{A0}' => ' ',
                    '\u{AD}' => '-',
                    other => other,
                };
                let row = LATIN.binary_search_by_key(&c, |row| row.0).ok()?;
                LATIN.get(row)?.1.get(column).map(|w| f32::from(*w))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert!(LATIN.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn stand_ins() {
        assert_eq!(Metrics::of("ArialMT", false, false).width(65, Some('A')), Some(667.0));
        assert_eq!(Metrics::of("TimesNewRomanPS-BoldMT", true, false).width(65, Some('A')), Some(722.0));
        assert_eq!(Metrics::of("CourierNew", false, false).width(1, None), Some(600.0));
        assert_eq!(Metrics::of("Symbol", false, false).width(32, None), Some(250.0));
        assert_eq!(Metrics::of("Helvetica", false, false).width(65, None), None);
    }
}
