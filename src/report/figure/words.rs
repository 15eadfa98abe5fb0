//! Numbers in words: `dua puluh satu`, and the scale words `ribu`, `juta`, `miliar`, `triliun`.

use rust_decimal::Decimal;

/// The factor that a scale word stands for.
#[must_use]
pub fn scale(word: &str) -> Option<Decimal> {
    Some(Decimal::from(match word.trim_end_matches('.').to_lowercase().as_str() {
        "ribu" | "ribuan" | "rb" => 1_000_i64,
        "juta" | "jutaan" | "jt" => 1_000_000,
        "milyar" | "miliar" | "milyard" | "miliard" | "milyaran" | "miliaran" => 1_000_000_000,
        "triliun" | "trilyun" | "triliunan" => 1_000_000_000_000,
        _ => return None,
    }))
}

fn unit(word: &str) -> Option<u64> {
    Some(match word {
        "nol" => 0,
        "satu" => 1,
        "dua" => 2,
        "tiga" => 3,
        "empat" => 4,
        "lima" => 5,
        "enam" => 6,
        "tujuh" => 7,
        "delapan" => 8,
        "sembilan" => 9,
        _ => return None,
    })
}

/// Longest number in words that is read: none in a report needs more.
const MOST_WORDS: usize = 24;

/// The whole number that the words say; `None` where any word is not of a number.
///
/// ```
/// use lkj::report::figure::words::number;
/// assert_eq!(number("Dua puluh satu"), Some(21));
/// assert_eq!(number("seratus lima belas ribu"), Some(115_000));
/// assert_eq!(number("dua program"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    let (mut total, mut part, mut digit) = (0u64, 0u64, 0u64);
    for word in words {
        if let Some(n) = unit(word) {
            digit = n;
            continue;
        }
        match word {
            "sepuluh" => part += 10,
            "sebelas" => part += 11,
            "belas" => part += 10 + digit,
            "puluh" => part += digit * 10,
            "seratus" => part += 100,
            "ratus" => part += digit * 100,
            "seribu" => total += 1_000,
            "ribu" | "juta" | "miliar" | "milyar" => {
                let factor = match word {
                    "ribu" => 1_000,
                    "juta" => 1_000_000,
                    _ => 1_000_000_000,
                };
                total = total.checked_add((part + digit).checked_mul(factor)?)?;
                part = 0;
            }
            _ => return None,
        }
        digit = 0;
    }
    total.checked_add(part + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (text, n) in [
            ("dua", 2),
            ("sebelas", 11),
            ("empat belas", 14),
            ("dua puluh satu", 21),
            ("seratus tiga puluh enam", 136),
            ("seribu sembilan ratus", 1_900),
            ("dua juta lima ratus ribu", 2_500_000),
        ] {
            assert_eq!(number(text), Some(n), "{text}");
        }
        assert_eq!(number("dua orang"), None);
        assert_eq!(number(""), None);
    }
}
