//! Words that stand in a figure's place: marks of nothing, and predicates.

use crate::report::text::fold;

/// Marks that say 'nothing to report here', folded.
const NIL: &[&str] = &[
    "n a",
    "na",
    "nihil",
    "nil",
    "sda",
    "s d a",
    "tad",
    "t a d",
    "tidak ada",
    "tidak ada data",
    "belum ada",
    "belum ada data",
    "tidak tersedia",
    "data belum tersedia",
    "belum tersedia",
    "belum rilis",
    "belum dirilis",
    "belum diukur",
    "tidak diukur",
    "belum dinilai",
    "tidak dinilai",
    "sama dengan di atas",
];

/// The mark, where the text only says that there is nothing: dashes, dots, `n/a`, `Rp -`.
pub(super) fn nil(text: &str) -> Option<String> {
    let mut bare = text.trim_matches(['(', ')', ' ']);
    for prefix in ["Rp.", "Rp", "RP.", "RP"] {
        bare = bare.strip_prefix(prefix).unwrap_or(bare);
    }
    let bare = bare.trim_end_matches(['%', '.', ',']).trim();
    let dashes = !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '_' | '=' | ' '));
    let dots = text.chars().count() >= 2 && text.chars().all(|c| matches!(c, '.' | '…' | ' '));
    let words = may_be_nil(text) && NIL.contains(&fold(text).as_str());
    (dashes || dots || words).then(|| text.to_owned())
}

/// Whether a text can be one of [`NIL`]: short, and of ASCII only one that begins as one of them does.
fn may_be_nil(text: &str) -> bool {
    let begins =
        || text.bytes().find(u8::is_ascii_alphanumeric).is_some_and(|b| matches!(b.to_ascii_lowercase(), b'n' | b's' | b't' | b'd' | b'b'));
    text.chars().count() <= 24 && (!text.is_ascii() || begins())
}

/// Opinions and grades, as printed.
const GRADES: &[&str] =
    &["WTP", "WTP-DPP", "WTP DPP", "WDP", "TMP", "TW", "AA", "A", "A-", "A+", "BB", "B", "B+", "B-", "CC", "C", "D", "E"];

/// Words that predicates and colour classes are made of, folded.
const WORDS: &[&str] = &[
    "sangat",
    "amat",
    "baik",
    "sekali",
    "cukup",
    "kurang",
    "buruk",
    "tinggi",
    "sedang",
    "rendah",
    "berhasil",
    "memuaskan",
    "istimewa",
    "unggul",
    "prima",
    "tercapai",
    "tidak",
    "belum",
    "melampaui",
    "melebihi",
    "sesuai",
    "target",
    "gagal",
    "wajar",
    "tanpa",
    "dengan",
    "pengecualian",
    "opini",
    "hijau",
    "kuning",
    "merah",
    "biru",
    "oranye",
    "jingga",
    "tua",
    "muda",
    "efisien",
    "efektif",
    "informatif",
    "menuju",
    "inovatif",
    "maju",
    "mandiri",
    "berkembang",
    "tertinggal",
    "madya",
    "nindya",
    "utama",
    "paripurna",
    "pratama",
    "dasar",
    "predikat",
    "kategori",
    "nilai",
    "on",
    "track",
    "off",
    "wtp",
    "wdp",
    "bb",
    "aa",
    "cc",
    "a",
    "b",
    "c",
    "d",
];

/// Longest predicate seen is `Wajar Tanpa Pengecualian (WTP)`; a sentence has more words.
const MOST_WORDS: usize = 5;

/// Whether a text without digits is a class: `WTP`, `BB`, `Sangat Baik`, `Hijau Tua`.
pub(super) fn is_predicate(text: &str) -> bool {
    if GRADES.contains(&text.trim_matches(['(', ')', ' ', '.', '"', '\''])) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let known = words.len() <= MOST_WORDS && words.iter().all(|w| WORDS.contains(w));
    known
        && words.iter().any(|w| {
            w.len() > 1 && !matches!(*w, "target" | "nilai" | "dengan" | "predikat" | "kategori" | "tidak" | "belum" | "utama" | "dasar")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_of_nothing_is_looked_for() {
        for word in NIL {
            assert!(nil(word).is_some() && nil(&format!("({})", word.to_uppercase())).is_some(), "{word}");
        }
        assert!(nil("N/A").is_some() && nil("12").is_none() && nil("naik").is_none());
    }
}
