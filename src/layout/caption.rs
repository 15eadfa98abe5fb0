//! Captions: `Tabel III.2. Capaian Kinerja`, `Gambar 1.1 …`, `Grafik 3 …`.

use crate::pattern::Regex;
use crate::pattern::pattern;
use std::sync::LazyLock;

/// A caption taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// `tabel`, `gambar`, `grafik`, `diagram`, `bagan`, `lampiran`; lower case.
    pub word: String,
    /// `III.2`, `2.1`, `4`, `3.1.a`; empty where a table is titled but not numbered.
    pub number: String,
    /// The rest, without leading punctuation.
    pub title: String,
}

static CAPTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Some(pattern(
        r"(?x)^(?i:(tabel|table|tabe1|gambar|grafik|diagram|bagan|chart))\s*[.:]?\s*
        (?:No(?:mor)?\.?\s*)?
        ((?:[IVXLC]+|\d{1,2}|[A-Z])(?:\s?[.\-–/]\s?(?:\d{1,3}[a-z]?|[a-zA-Z]\b|[IVX]+\b)){0,4})
        (\s*[.:)\-–]+\s*|\s+|$)
        (.*)$",
    ))
});

/// Words that follow a number in prose ('Tabel 3.1 di atas menunjukkan …'), lower case.
const PROSE: &[&str] = &[
    "di",
    "diatas",
    "dibawah",
    "berikut",
    "menunjukkan",
    "menunjukan",
    "menggambarkan",
    "menyajikan",
    "memperlihatkan",
    "tersebut",
    "dapat",
    "dan",
    "adalah",
    "merupakan",
    "terlihat",
    "menjelaskan",
    "bahwa",
    "maka",
    "ini",
    "diketahui",
    "memuat",
    "yang",
    "sampai",
    "s.d",
    "s/d",
    "hingga",
];

/// Takes a caption apart; `None` for a sentence that only mentions a table.
#[must_use]
pub fn parse(text: &str) -> Option<Caption> {
    let found = CAPTION.as_ref()?.captures(text.trim())?;
    let word = found.get(1)?.as_str().to_lowercase();
    let number: String = found.get(2)?.as_str().chars().filter(|c| !c.is_whitespace()).collect();
    let title = found.get(4).map_or("", |m| m.as_str()).trim();
    let first = title.split_whitespace().next().unwrap_or("");
    let lower = first.trim_end_matches([',', '.', ':']).to_lowercase();
    if PROSE.contains(&lower.as_str())
        || title.starts_with([',', ';'])
        || first.chars().next().is_some_and(char::is_lowercase) && title.ends_with('.')
    {
        return None;
    }
    // `Tabel A…` is a word, not a number, unless a number or a stop follows.
    if number.len() == 1 && number.chars().all(char::is_alphabetic) && !found.get(3).is_some_and(|s| s.as_str().contains(['.', ':'])) {
        let roman = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if !roman {
            return None;
        }
    }
    Some(Caption { word: if word == "table" || word == "tabe1" { "tabel".into() } else { word }, number, title: title.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        parse(text).map(|c| c.number)
    }

    #[test]
    fn captions_of_every_numbering_are_taken_apart() {
        assert_eq!(
            parse("Tabel III.2. Capaian Kinerja Tahun 2024").map(|c| (c.number, c.title)),
            Some(("III.2".into(), "Capaian Kinerja Tahun 2024".into()))
        );
        assert_eq!(number("TABEL 3.1 TARGET DAN REALISASI"), Some("3.1".into()));
        assert_eq!(number("Tabel 4: Jumlah Pegawai"), Some("4".into()));
        assert_eq!(number("Tabel 2. 1 Jumlah Pegawai"), Some("2.1".into()));
        assert_eq!(number("Tabel. 5"), Some("5".into()));
        assert_eq!(number("Gambar I.1 Struktur Organisasi"), Some("I.1".into()));
    }

    #[test]
    fn sentences_that_mention_a_table_are_no_captions() {
        assert_eq!(parse("Tabel 3.1 di atas menunjukkan bahwa capaian naik."), None);
        assert_eq!(parse("Tabel III.6 menunjukkan realisasi."), None);
        assert_eq!(parse("Tabel berikut menyajikan data."), None);
    }
}
