//! Printed numbers of captions and headings as sequences: what is doubled, what is left out.

/// A printed number, `III.4` or `3.1.2`, by its parts; Roman numerals read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// All parts but the last.
    pub series: Vec<u32>,
    /// The last part.
    pub ordinal: u32,
    /// A letter behind it: `3.1a`.
    pub suffix: Option<char>,
}

impl Number {
    /// Reads a printed number; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ':', ')', ',']);
        let (body, suffix) = match text.chars().last() {
            Some(c) if c.is_ascii_lowercase() => (text.get(..text.len() - 1)?, Some(c)),
            _ => (text, None),
        };
        let mut parts: Vec<u32> = Vec::new();
        for (i, part) in body.split(['.', '-', '–']).map(str::trim).filter(|p| !p.is_empty()).enumerate() {
            parts.push(part.parse().ok().or_else(|| (i == 0).then(|| roman(part))?)?);
        }
        let ordinal = parts.pop()?;
        Some(Self { series: parts, ordinal, suffix })
    }
}

/// An upper-case Roman numeral below 90.
fn roman(text: &str) -> Option<u32> {
    let digit = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(digit).collect::<Option<_>>()?;
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    let mut sum = 0u32;
    for (i, value) in digits.iter().enumerate() {
        sum = if digits.get(i + 1).is_some_and(|next| next > value) { sum.checked_sub(*value) } else { sum.checked_add(*value) }
            .or(if digits.get(i + 1).is_some_and(|next| next > value) { Some(0) } else { None })?;
    }
    Some(sum)
}

/// A defect of a sequence; places are positions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// One number stands at several places; `at` is the one that should carry another.
    Doubled {
        /// The place that should be renumbered.
        at: usize,
        /// All places of the number.
        places: Vec<usize>,
        /// The number it should carry, where that is plain.
        right: Option<u32>,
    },
    /// Numbers are left out before a place.
    Skipped {
        /// The place after the gap.
        at: usize,
        /// The numbers left out.
        missing: Vec<u32>,
    },
}

/// Doubled and skipped numbers of one series in document order. Suffixed numbers (3.1a, 3.1b) share an ordinal.
#[must_use]
pub fn defects(sequence: &[(u32, Option<char>)]) -> Vec<Defect> {
    /// Gap beyond which the numbers are no sequence at all.
    const WIDEST_GAP: u32 = 3;
    let mut out = Vec::new();
    let present = |n: u32| sequence.iter().any(|(ordinal, _)| *ordinal == n);
    let mut explained: Vec<u32> = Vec::new();
    for (i, entry) in sequence.iter().enumerate() {
        if sequence.iter().take(i).any(|earlier| earlier == entry) {
            continue;
        }
        let places: Vec<usize> = sequence.iter().enumerate().filter(|(_, e)| *e == entry).map(|(j, _)| j).collect();
        let [first, second, ..] = places.as_slice() else { continue };
        let value = entry.0;
        let before = first.checked_sub(1).and_then(|j| sequence.get(j)).map_or(0, |e| e.0);
        let defect = if value > 1 && !present(value - 1) && before + 2 == value {
            explained.push(value - 1);
            Defect::Doubled { at: *first, right: Some(value - 1), places }
        } else {
            let right = (!present(value + 1)).then_some(value + 1);
            explained.extend(right);
            Defect::Doubled { at: *second, right: right.filter(|_| places.len() == 2), places }
        };
        out.push(defect);
    }
    for (i, (value, _)) in sequence.iter().enumerate() {
        let before = sequence.iter().take(i).map(|e| e.0).max().unwrap_or(0);
        if *value <= before + 1 {
            continue;
        }
        let missing: Vec<u32> = (before + 1..*value).filter(|n| !present(*n) && !explained.contains(n)).collect();
        if !missing.is_empty() && *value - before <= WIDEST_GAP + 1 {
            out.push(Defect::Skipped { at: i, missing });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[u32]) -> Vec<Defect> {
        defects(&numbers.iter().map(|n| (*n, None)).collect::<Vec<_>>())
    }

    #[test]
    fn numbers_are_read_in_both_numerals() {
        assert_eq!(Number::read("III.4"), Some(Number { series: vec![3], ordinal: 4, suffix: None }));
        assert_eq!(Number::read("3.4."), Number::read("III.4"));
        assert_eq!(Number::read("2.5.1"), Some(Number { series: vec![2, 5], ordinal: 1, suffix: None }));
        assert_eq!(Number::read("3.1a").unwrap().suffix, Some('a'));
        assert_eq!(Number::read("XIV.2").unwrap().series, [14]);
        assert_eq!(Number::read("12").unwrap().series, [0; 0]);
        assert_eq!(Number::read("Kinerja"), None);
    }

    #[test]
    fn a_doubled_number_is_the_one_that_breaks_the_order() {
        assert_eq!(of(&[1, 2, 4, 4, 5]), [Defect::Doubled { at: 2, places: vec![2, 3], right: Some(3) }]);
        assert_eq!(of(&[1, 2, 2, 4]), [Defect::Doubled { at: 2, places: vec![1, 2], right: Some(3) }]);
        assert_eq!(of(&[1, 2, 3, 4, 4, 4, 5]), [Defect::Doubled { at: 4, places: vec![3, 4, 5], right: None }]);
    }

    #[test]
    fn a_skipped_number_is_reported_after_the_gap() {
        assert_eq!(of(&[1, 2, 4]), [Defect::Skipped { at: 2, missing: vec![3] }]);
        assert_eq!(of(&[2, 3]), [Defect::Skipped { at: 0, missing: vec![1] }]);
        assert!(of(&[1, 2, 3]).is_empty());
        assert!(of(&[1, 3, 2, 4]).is_empty(), "out of order, but nothing is missing");
    }

    #[test]
    fn letters_make_numbers_different() {
        assert!(defects(&[(1, Some('a')), (1, Some('b')), (2, None)]).is_empty());
    }
}
