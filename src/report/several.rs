//! Cells that hold several things: a merged row lists its indicators in one cell and their figures in the next.
//!
//! A row is only taken apart where the names are told apart by their marks (`1.`, `a.`, `-`, `➢`), or are known from
//! other tables, and a cell of figures holds exactly as many values; anything else stays as it is printed.

use super::figure::{Expect, Style, value};
use super::text::{fold, squeeze};
use super::{Cell, Value};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// More things than this in one cell are a text, not a list of indicators: the longest list seen has 19.
const MOST: usize = 40;

/// The names of a cell that lists several, one for each of `count` values.
pub(crate) fn names(text: &str, count: usize, known: &HashSet<String>) -> Option<Vec<String>> {
    if !(2..=MOST).contains(&count) {
        return None;
    }
    let (head, items) = headed(listed(text));
    let named = |t: &String| t.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let found = if items.len() == count {
        let head = head.trim_end_matches([':', ' ']);
        items.into_iter().map(|i| if head.is_empty() { i } else { format!("{head}: {i}") }).collect()
    } else if !head.is_empty() && !head.ends_with(':') && items.len() + 1 == count {
        std::iter::once(head).chain(items).collect()
    } else {
        pair_of_known(text, count, known)?
    };
    Some(found).filter(|f: &Vec<String>| f.iter().all(named))
}

/// The names of a cell that numbers them from 1 on, without anything before the first.
pub(crate) fn numbered(text: &str) -> Option<Vec<String>> {
    let (head, items) = listed(text);
    let lines: Vec<&str> = text.split('\n').map(str::trim_start).collect();
    let counts = |n: usize| lines.iter().any(|l| l.starts_with(&format!("{n}.")) || l.starts_with(&format!("{n})")));
    let named = items.iter().all(|t| t.chars().filter(|c| c.is_alphabetic()).count() > 2);
    (head.is_empty() && (2..=MOST).contains(&items.len()) && (1..=items.len()).all(counts) && named).then_some(items)
}

/// An item that ends in a colon heads the items behind it.
fn headed((head, items): (String, Vec<String>)) -> (String, Vec<String>) {
    let mut under: Option<String> = None;
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        match (item.strip_suffix(':'), &under) {
            (Some(own), _) => under = Some(own.trim_end().to_owned()),
            (None, Some(own)) => out.push(format!("{own}: {item}")),
            (None, None) => out.push(item),
        }
    }
    (head, out)
}

/// What stands before the first mark, and the text behind each mark.
fn listed(text: &str) -> (String, Vec<String>) {
    let mut head: Vec<&str> = Vec::new();
    let mut items: Vec<Vec<&str>> = Vec::new();
    let mut dashes = false;
    for line in text.split('\n') {
        let words: Vec<&str> = line.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let next = words.get(i + 1).copied().unwrap_or("");
            // A dash between words of one line only parts items where dashes opened items before.
            let opens = is_bullet(word) && (*word != "-" || i == 0 || dashes) || (i == 0 && is_ordinal(word, next));
            if opens {
                dashes |= *word == "-";
                items.push(Vec::new());
                continue;
            }
            match items.last_mut() {
                Some(item) => item.push(word),
                None => head.push(word),
            }
        }
    }
    (squeeze(&head.join(" ")), items.iter().map(|i| squeeze(&i.join(" "))).filter(|i| !i.is_empty()).collect())
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "-" | "–" | "•" | "▪" | "➢" | "►" | "●" | "\u{f0b7}" | "\u{f0d8}" | "\u{f0a7}")
}

/// `1.`, `2)`, `a.` at the start of a line, or a bare number before a capital.
fn is_ordinal(word: &str, next: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')']);
    let number = !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase());
    let marked = bare.len() < word.len();
    (marked && (number || letter)) || (number && next.starts_with(char::is_uppercase))
}

/// Two names without marks, both known from rows of their own.
fn pair_of_known(text: &str, count: usize, known: &HashSet<String>) -> Option<Vec<String>> {
    if count != 2 {
        return None;
    }
    let text = squeeze(text);
    let blanks = text.match_indices(' ').map(|(at, _)| at);
    let parted = blanks.filter_map(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    let is_known = |t: &str| t.starts_with(char::is_uppercase) && known.contains(&key(t));
    parted.into_iter().find(|(a, b)| is_known(a) && is_known(b)).map(|(a, b)| vec![a.to_owned(), b.to_owned()])
}

/// A name without its blanks: narrow columns tear words apart.
pub(crate) fn key(name: &str) -> String {
    fold(name).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The values of a cell that holds several, with their texts; empty where it holds one or none.
pub(crate) fn values(cell: &Cell, style: Style) -> Vec<(Value, String)> {
    if !matches!(cell.value, Value::Text | Value::Malformed { .. }) {
        return Vec::new();
    }
    let texts = figures(&cell.text);
    if !(2..=MOST).contains(&texts.len()) {
        return Vec::new();
    }
    let read: Vec<(Value, String)> = texts.into_iter().map(|t| (value(&t, style, Expect::Measure), t)).collect();
    let plain = |v: &Value| !matches!(v, Value::Text | Value::Malformed { .. });
    if read.iter().all(|(v, _)| plain(v)) { read } else { Vec::new() }
}

/// Drops the average of a list that stands at its head: '99,02' over the achievements that it is the mean of.
pub(crate) fn without_mean(found: &mut Vec<(Value, String)>, count: usize) {
    if found.len() != count + 1 || count < 2 {
        return;
    }
    let numbers: Option<Vec<Decimal>> = found.iter().map(|(value, _)| value.number()).collect();
    let Some((mean, rest)) = numbers.as_deref().and_then(<[Decimal]>::split_first) else { return };
    let sum = rest.iter().try_fold(Decimal::ZERO, |sum, n| sum.checked_add(*n));
    let own = sum.and_then(|s| s.checked_div(Decimal::from(rest.len())));
    if own.is_some_and(|own| (own - *mean).abs() <= NEAR_MEAN) {
        found.remove(0);
    }
}

/// A mean printed with two decimals from terms with two.
const NEAR_MEAN: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

/// Figures of a text with their units; bracketed asides (`(101%)`) and footnote marks belong to the figure before them.
fn figures(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut aside = false;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if aside || (word.starts_with('(') && !found.is_empty()) {
            aside = !word.ends_with(')');
            continue;
        }
        if word.trim_start_matches('*').is_empty() || word.trim_start_matches('*') == ")" {
            continue;
        }
        let starts = word.trim_start_matches(['-', '<', '>', '≤', '≥', '±']).starts_with(|c: char| c.is_ascii_digit());
        let sign = matches!(word, "<" | ">" | "≤" | "≥");
        if starts || sign || word == "-" || found.is_empty() {
            found.push(word.to_owned());
            // '> 125': the sign goes with its figure.
            if sign
                && let Some(next) = words.next()
                && let Some(last) = found.last_mut()
            {
                last.push_str(next);
            }
        } else if let Some(last) = found.last_mut() {
            last.push(' ');
            last.push_str(word);
        }
    }
    found
}

/// The unit of each: as many as there are names, or the one that all share.
pub(crate) fn units(text: &str, count: usize) -> Vec<Option<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => vec![None; count],
        _ if words.len() == count => words.iter().map(|w| Some((*w).to_owned())).collect(),
        [first, rest @ ..] if rest.iter().all(|w| w == first) => vec![Some((*first).to_owned()); count],
        // 'Perse n Perse n': a unit of several words, or one torn apart, for each.
        _ if count > 0 && words.len().is_multiple_of(count) => words.chunks(words.len() / count).map(|unit| Some(unit.join(" "))).collect(),
        _ => vec![None; count],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_of(text: &str, count: usize) -> Option<Vec<String>> {
        names(text, count, &HashSet::new())
    }

    #[test]
    fn marks_part_names() {
        assert_eq!(names_of("1. Persentase a\nyang b\n2. Jumlah c", 2).unwrap(), ["Persentase a yang b", "Jumlah c"]);
        assert_eq!(names_of("- Jumlah padi\n- Jumlah jagung - Jumlah kedelai", 3).unwrap()[2], "Jumlah kedelai");
        assert_eq!(names_of("Margin usaha :\n➢ Padi\n➢ Palawija", 2).unwrap(), ["Margin usaha: Padi", "Margin usaha: Palawija"]);
        assert_eq!(names_of("• Sarana:\n➢ Jides\n➢ Sawah", 2).unwrap(), ["Sarana: Jides", "Sarana: Sawah"]);
        assert_eq!(names_of("Skor pangan\n- Jumlah cadangan", 2).unwrap(), ["Skor pangan", "Jumlah cadangan"]);
        assert_eq!(names_of("Persentase lama - baru\nyang dicapai", 2), None, "one name with a dash");
        assert_eq!(names_of("1. Persentase a\n2. Jumlah c", 3), None, "as many names as values");
    }

    #[test]
    fn names_without_marks_must_be_known() {
        let known: HashSet<String> = ["Tingkat kesesuaian rencana", "Persentase usulan"].iter().map(|n| key(n)).collect();
        let text = "Tingkat kesesuaian ren cana Persentase usulan";
        assert_eq!(names(text, 2, &known).unwrap()[1], "Persentase usulan");
        assert_eq!(names(text, 2, &HashSet::new()), None);
    }

    #[test]
    fn values_with_units_asides_and_marks() {
        assert_eq!(figures("50%\n9,07%\n50 lembaga 10%"), ["50%", "9,07%", "50 lembaga", "10%"]);
        assert_eq!(figures("86\n(101%)\n270\n(60%)"), ["86", "270"]);
        assert_eq!(figures("12.540.550 *) 98.938 **)"), ["12.540.550", "98.938"]);
        assert_eq!(figures("90,70 -7,20\n> 125 -"), ["90,70", "-7,20", ">125", "-"]);
    }

    #[test]
    fn a_mean_over_its_terms_is_none_of_them() {
        let figures = |texts: &[&str]| -> Vec<(Value, String)> {
            texts.iter().map(|t| (value(t, Style::INDONESIAN, Expect::Measure), (*t).to_owned())).collect()
        };
        let mut with = figures(&["161,07", "43,44", "163,78", "276,00"]);
        without_mean(&mut with, 3);
        assert_eq!(with.len(), 3);
        assert_eq!(with[0].1, "43,44");
        let mut other = figures(&["150,00", "43,44", "163,78", "276,00"]);
        without_mean(&mut other, 3);
        assert_eq!(other.len(), 4);
    }

    #[test]
    fn units_by_count() {
        assert_eq!(units("Persen Persen", 3), vec![Some("Persen".to_owned()); 3]);
        assert_eq!(units("Ton Tangkai", 2), [Some("Ton".to_owned()), Some("Tangkai".to_owned())]);
        assert_eq!(units("Ton Tangkai", 3), [None, None, None]);
        assert_eq!(units("Perse n Perse n", 2)[1].as_deref(), Some("Perse n"));
    }
}
