//! Spelling: what has to be levelled before two texts can be compared.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

pub(crate) use crate::pattern::pattern;

/// Single blanks, no line ends, plain hyphens and spaces: what is left of a text when its setting is forgotten.
pub(crate) fn squeeze(text: &str) -> String {
    if is_squeezed(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{ad}' => {}
            '–' | '—' | '−' | '‐' | '‑' | '‒' => out.push('-'),
            '’' | '‘' => out.push('\''),
            c => out.push(c),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Whether [`squeeze`] would leave a text as it is, as far as looking at ASCII tells: most cells are one or two words.
fn is_squeezed(text: &str) -> bool {
    let mut blank = true;
    let plain = text.bytes().all(|b| {
        let before = std::mem::replace(&mut blank, b == b' ');
        b.is_ascii() && !matches!(b, b'\t'..=b'\r') && !(before && blank)
    });
    plain && (!blank || text.is_empty())
}

/// Lower case, letters and digits only, words one blank apart; `%` stands as a word of its own.
/// Hyphens vanish (`LAKI- LAKI` and `laki-laki` are one word); a capital inside a word starts a new one
/// (`IndikatorSasaran`).
pub(crate) fn fold(text: &str) -> String {
    // Nearly all texts are composed already, and looking costs a fraction of composing them.
    if text.is_ascii() {
        fold_ascii(text)
    } else if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        fold_chars(text.chars(), text.len())
    } else {
        fold_chars(text.nfkc(), text.len())
    }
}

/// What [`fold_chars`] makes of ASCII.
fn fold_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut before = b' ';
    let mut hyphen = false;
    // Whether the next word needs a blank before it.
    let mut blank = false;
    for b in text.bytes() {
        if b == b'-' && before.is_ascii_alphanumeric() {
            hyphen = true;
            continue;
        }
        if hyphen && matches!(b, b'\t'..=b'\r' | b' ') {
            continue;
        }
        let glued = std::mem::take(&mut hyphen);
        if b.is_ascii_alphanumeric() {
            let starts = !before.is_ascii_alphanumeric() || before.is_ascii_lowercase() && b.is_ascii_uppercase();
            if blank || starts && !glued && !out.is_empty() {
                out.push(' ');
                blank = false;
            }
            out.push(char::from(b.to_ascii_lowercase()));
        } else if b == b'%' {
            if blank || !out.is_empty() {
                out.push(' ');
            }
            out.push('%');
            blank = true;
        }
        before = b;
    }
    out
}

fn fold_chars(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    let mut before = ' ';
    let mut hyphen = false;
    for c in chars {
        if matches!(c, '-' | '–' | '—' | '‐' | '‑' | '\u{ad}') && before.is_alphanumeric() {
            hyphen = true;
            continue;
        }
        if hyphen && c.is_whitespace() {
            continue;
        }
        let glued = hyphen;
        hyphen = false;
        if c.is_alphanumeric() {
            if !out.is_empty()
                && !glued
                && (!before.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase()))
                && !out.ends_with(' ')
            {
                out.push(' ');
            }
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                out.extend(c.to_lowercase());
            }
        } else if c == '%' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str("% ");
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether at least nine tenths of the letters are capitals (and there are two or more).
pub(crate) fn is_caps(text: &str) -> bool {
    let (mut upper, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        upper += usize::from(c.is_uppercase());
    }
    all >= 2 && upper * 10 >= all * 9
}

/// A Roman numeral up to 89, else `None`.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut previous = u32::MAX;
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    for c in text.chars() {
        let v = match c.to_ascii_uppercase() {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => return None,
        };
        total = if previous < v { (total + v).checked_sub(2 * previous)? } else { total + v };
        previous = v;
    }
    (write_roman(total) == text.to_ascii_uppercase()).then_some(total)
}

fn write_roman(mut n: u32) -> String {
    let mut out = String::new();
    for (v, s) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while n >= v {
            out.push_str(s);
            n -= v;
        }
    }
    out
}

/// The four-digit year that a word is, if it is one between 1945 and 2099.
pub(crate) fn year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse::<i32>().ok()).flatten().filter(|y| (1945..2100).contains(y))
}

/// Years in a text, in order, repeats kept. Digits that belong to a longer number are none; a year may be glued to the
/// word before it (`Tahun2016`).
pub(crate) fn years(text: &str) -> Vec<i32> {
    let glue = |c: char| c.is_alphanumeric() || c == '.' || c == ',';
    let bare = |w: &str| {
        let digits = w.trim_start_matches(char::is_alphabetic);
        if w.len() - digits.len() > 1 { year(digits) } else { year(w) }
    };
    text.split(|c: char| !glue(c)).map(|w| w.trim_matches(['.', ','])).filter_map(bare).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_levels_case_hyphens_and_glued_words() {
        assert_eq!(fold("LAKI- LAKI"), "lakilaki");
        assert_eq!(fold("IndikatorSasaran"), "indikator sasaran");
        assert_eq!(fold("Capaian (%)"), "capaian %");
        assert_eq!(fold("  Program/Kegiatan\nSub Kegiatan "), "program kegiatan sub kegiatan");
        assert_eq!(fold("No."), "no");
    }

    #[test]
    fn ascii_folds_as_all_text_does() {
        let texts = [
            "", "%", "a%b", "% a", "a % % b", "a--b", "a- -b", "-a", "a-%", "a-\n%b", "aB", "AB", "a-B", "a -b", "a- B", "a.b", "%-a",
            "1-2", "x-", " . ", "a%-b", "a-.b", "5%-6%",
        ];
        for text in texts {
            assert_eq!(fold_ascii(text), fold_chars(text.chars(), text.len()), "{text}");
        }
    }

    #[test]
    fn what_is_squeezed_stays() {
        for text in ["", "a", "a b", " a", "a ", "a  b", "a\nb", "a\u{b}b", "a\u{1f}b", "-", "a–b"] {
            let squeezed = squeeze(text);
            assert!(!is_squeezed(text) || squeezed == text, "{text}");
            assert!(is_squeezed(&squeezed) || !squeezed.is_ascii(), "{text}");
        }
    }

    #[test]
    fn squeezing_keeps_the_words() {
        assert_eq!(squeeze(" a\u{a0}\n b — c\u{ad}d "), "a b - cd");
    }

    #[test]
    fn roman_numerals_are_strict() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("iv"), Some(4));
        assert_eq!(roman("IIII"), None);
        assert_eq!(roman("VX"), None);
        assert_eq!(roman("No"), None);
    }

    #[test]
    fn years_are_four_digits_alone() {
        assert_eq!(years("Tahun 2021-2025"), [2021, 2025]);
        assert_eq!(years("Rp2.024.000, 2024."), [2024]);
        assert_eq!(years("12024"), Vec::<i32>::new());
        assert_eq!(years("Tahun2016 (%)"), [2016]);
    }
}
