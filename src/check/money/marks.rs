//! How the pieces of a list are numbered, and where a list ends.

use super::super::pattern;
use crate::pattern::Regex;
use std::sync::LazyLock;

/// A kind of numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// `1`, `2`.
    Number,
    /// `A`, `B`.
    Upper,
    /// `a`, `b`.
    Lower,
    /// `I`, `II`.
    Roman,
    /// `-`, `•`: all alike.
    Dash,
}

/// The mark that a piece begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    raw: String,
    close: String,
}

impl Mark {
    /// Reads it; `None` where the piece has none.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        static MARK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\(?(?P<raw>\d{1,2}|[A-Za-z]|[IVX]{2,5})(?P<close>[.)]{1,2})\s+\S"));
        static DASH: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<raw>[-–•➢*·✓])\s+\S"));
        if let Some(m) = MARK.captures(text) {
            return Some(Self { raw: m.name("raw")?.as_str().to_owned(), close: m.name("close")?.as_str().to_owned() });
        }
        let m = DASH.captures(text)?;
        Some(Self { raw: m.name("raw")?.as_str().to_owned(), close: String::new() })
    }

    /// The series that it begins.
    #[must_use]
    pub fn opens(&self) -> Option<Series> {
        match self.raw.as_str() {
            _ if self.close.is_empty() => Some(Series::Dash),
            "1" => Some(Series::Number),
            "A" => Some(Series::Upper),
            "a" => Some(Series::Lower),
            "I" => Some(Series::Roman),
            _ => None,
        }
    }

    /// Whether it stands right behind another of one list.
    #[must_use]
    pub fn follows(&self, before: &Self) -> bool {
        let one_after = |series: Series| {
            let places = place(series, &self.raw).zip(place(series, &before.raw));
            places.is_some_and(|(own, other)| own == other + 1)
        };
        self.close == before.close
            && if self.close.is_empty() {
                self.raw == before.raw
            } else {
                [Series::Number, Series::Upper, Series::Lower, Series::Roman].into_iter().any(one_after)
            }
    }

    /// Bytes that it takes of its piece.
    #[must_use]
    pub fn width(&self) -> usize {
        self.raw.len() + self.close.len()
    }
}

/// Which one of its series a mark is.
fn place(series: Series, raw: &str) -> Option<usize> {
    match (series, raw.as_bytes()) {
        (Series::Number, _) => raw.parse().ok(),
        (Series::Upper, [c @ b'A'..=b'Z']) => Some(usize::from(c - b'A')),
        (Series::Lower, [c @ b'a'..=b'z']) => Some(usize::from(c - b'a')),
        (Series::Roman, letters) if letters.iter().all(u8::is_ascii_uppercase) => usize::try_from(crate::report::roman(raw)?).ok(),
        _ => None,
    }
}

/// Pieces beyond which no item of a list is looked for.
const LONGEST_LIST: usize = 300;

/// What a piece is to a list that is being followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next item.
    Item,
    /// Text or items under the last item.
    Under,
    /// The list ended before it.
    End,
}

/// Follows a list from its first item.
#[derive(Debug)]
pub struct Follower {
    series: Series,
    last: Mark,
    /// The mark of what the list stands under.
    head: Option<Mark>,
    under: Vec<Mark>,
    steps: usize,
}

impl Follower {
    /// Begins with the first item; `None` where its mark begins no list.
    #[must_use]
    pub fn new(first: &Mark, head: Option<&Mark>) -> Option<Self> {
        let series = first.opens()?;
        // A list in a list of dashes cannot be told from it.
        if series == Series::Dash && head.is_some_and(|h| h.opens() == Some(Series::Dash)) {
            return None;
        }
        Some(Self { series, last: first.clone(), head: head.cloned(), under: Vec::new(), steps: 0 })
    }

    /// What the next piece is.
    pub fn step(&mut self, mark: Option<&Mark>) -> Step {
        self.steps += 1;
        let Some(mark) = mark.filter(|_| self.steps < LONGEST_LIST) else {
            return if self.steps < LONGEST_LIST { Step::Under } else { Step::End };
        };
        if mark.follows(&self.last) {
            self.last = mark.clone();
            self.under.clear();
            return Step::Item;
        }
        if self.head.as_ref().is_some_and(|head| mark.follows(head)) {
            return Step::End;
        }
        if let Some(at) = self.under.iter().rposition(|u| mark.follows(u)) {
            self.under.truncate(at);
            self.under.push(mark.clone());
            return Step::Under;
        }
        if mark.opens().is_some_and(|s| s != self.series || mark.close != self.last.close) {
            self.under.push(mark.clone());
            return Step::Under;
        }
        Step::End
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(marks: &[&str]) -> Vec<Step> {
        let mark = |raw: &str| Mark::of(&format!("{raw} kata"));
        let mut follower = Follower::new(&mark(marks[0]).unwrap(), None).unwrap();
        marks.iter().skip(1).map(|m| follower.step(mark(m).as_ref())).collect()
    }

    #[test]
    fn a_list_goes_on_over_the_lists_in_it() {
        use Step::{End, Item, Under};
        assert_eq!(steps(&["1.", "a)", "b)", "2.", "a)", "3."]), [Under, Under, Item, Under, Item]);
        assert_eq!(steps(&["A.", "1.", "a.", "2.", "B."]), [Under, Under, Under, Item]);
        assert_eq!(steps(&["1)", "2)", "1)"]), [Item, End], "another list");
        assert_eq!(steps(&["1)", "2)", "b."]), [Item, End], "a mark of a list above");
        assert_eq!(steps(&["-", "-", "1)"]), [Item, Under]);
    }

    #[test]
    fn what_begins_with_a_number_is_no_list() {
        assert_eq!(Mark::of("2016 kata"), None);
        assert_eq!(Mark::of("1.250 kata"), None);
        assert_eq!(Mark::of("a. kata").unwrap().opens(), Some(Series::Lower));
        assert_eq!(Mark::of("IV. kata").unwrap().opens(), None);
        assert!(Mark::of("I. kata").unwrap().follows(&Mark::of("H. kata").unwrap()));
        assert!(Mark::of("II. kata").unwrap().follows(&Mark::of("I. kata").unwrap()));
    }
}
